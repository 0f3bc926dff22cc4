"""Words that a page broke at the end of a line, made whole; what its author hyphenated stays."""

import re

from whodex.lexicon.learned import learned

BROKEN = re.compile(r"(?<=\w)(?:[-‐]|([\u00ad¬]))[ \t]*\n[ \t]*(?=([^\W_]+))")
HEAD = re.compile(r"[^\W_]+$")
WORD = re.compile(r"\w+(?:[-‐]\w+)*")
LONGEST_HEAD = 40  # letters of half a word
ENDING = re.compile(r"(?:e?s|e?d|ing|ly|er)$")
NAME = -2.0  # as `memory` writes it; what is small less often than this is a name, not a word
SUSPENDED = {"and", "or", "to", "nor"}  # "pre- and post-war" is broken where it has a space


def rejoined(text: str) -> str:
    """Join the lines of a text where a word is broken between them."""
    if not BROKEN.search(text):
        return text
    written = {word.lower() for word in WORD.findall(text)}

    def joined(match: re.Match[str]) -> str:
        before = HEAD.search(text[max(0, match.start() - LONGEST_HEAD) : match.start()])
        head, tail = before[0] if before else "", match[2]
        if tail in SUSPENDED and not match[1] and not _is_word((head + tail).lower()):
            return match[0]
        return "" if match[1] or not _hyphenated(head, tail, written) else "-"

    return BROKEN.sub(joined, text)


def _hyphenated(head: str, tail: str, written: set[str]) -> bool:
    """Say whether the hyphen belongs to the word, wherever its line ends."""
    one = (head + tail).lower()
    if not head or not one.isalpha() or (tail[0].isupper() and not head.isupper()):
        return True  # COVID-19, Jean-Pierre
    if one in written or _is_word(one) or (head[0].isupper() and one in learned().small):
        return False
    halves = _is_word(head.lower()) and _is_word(tail.lower())
    return f"{head}-{tail}".lower() in written or halves or tail[0].isupper()


def _is_word(text: str) -> bool:
    """Say whether the training texts know a word, or one of which it's a form."""
    small = learned().small
    return any(small.get(form, NAME) > NAME for form in (text, ENDING.sub("", text)))
