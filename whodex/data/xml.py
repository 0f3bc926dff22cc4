"""What XML can hold."""

# Control characters, halves of characters, and the two code points that are none.
NOT_XML = dict.fromkeys([*range(9), 11, 12, *range(14, 32), *range(0xD800, 0xE000), 0xFFFE, 0xFFFF])


def plain(text: str) -> str:
    """Leave out what XML can't hold."""
    return text.translate(NOT_XML)
