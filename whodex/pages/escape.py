"""The one door through which every value passes into a page."""

import html

from markupsafe import Markup

# Braces are escaped, so that no reader of the Markdown file takes them for a template; characters
# that HTML can't hold become spaces.
ESCAPES = {
    **{ord(char): html.escape(char) for char in "&<>\"'"},
    **{ord(char): f"&#{ord(char)};" for char in "{}"},
    **dict.fromkeys([*range(0x20), *range(0x7F, 0xA0), 0x2028, 0x2029], " "),
    **dict.fromkeys(range(0xD800, 0xE000), " "),
}


def escaped(value: object) -> Markup:
    """Make a value part of a page, as text."""
    if isinstance(value, Markup):
        return value
    return Markup(str(value).translate(ESCAPES))  # noqa: S704 - escaped here
