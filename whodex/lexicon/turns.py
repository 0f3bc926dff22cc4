"""What stands in front of a transcript's turn: "((Ada Lind)) We lost.", "Ada Lind: We lost."."""

import re
from typing import NamedTuple

# What stands in quotation marks needs no transcript.
LABEL = re.compile(
    r"\(\((?P<marked>[^()]{1,60})\)\)[\s:]*|(?P<plain>[^\W\d_][^:“”\"?!]{0,60}):\s+(?![“\"‘'])"
)


class Label(NamedTuple):
    """The words from `start` to `end` call who speaks the text from `behind` on."""

    start: int
    end: int
    behind: int
    marked: bool


def label(text: str) -> Label | None:
    """Return what calls the speaker at the beginning of a block, if words follow it."""
    found = LABEL.match(text)
    if found is None or not text[found.end() :].strip():
        return None
    marked = found["marked"] is not None
    return Label(*found.span("marked" if marked else "plain"), found.end(), marked)
