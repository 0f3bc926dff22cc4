"""Where quotation marks open and close. Nothing here knows what the words mean."""

import re
from collections.abc import Iterator
from typing import NamedTuple

DOUBLE = re.compile(r"[“”„‟«»\"]|''|``|‘‘|’’")
OPENING = frozenset(("“", "„", "«", "``", "‘‘"))
CLOSING = frozenset(("”", "»", "’’"))
INCHES = re.compile(r"\d['’′]\s?\d{1,2}$")
SINGLE = re.compile(r"(?<!\w)(?P<opens>[‘'])(?=[\w\[$£€…])|(?<=\S)(?P<closes>[’'])(?!\w)")
# 'em and '90s drop letters; they quote nothing.
ELISION = re.compile(r"[‘'](?:\d|(?:em|til|tis|twas|cause|cos|n|bout|round)\b)", re.IGNORECASE)


class Quotation(NamedTuple):
    """Words between marks: `outer_start` to `outer_end` includes the marks."""

    start: int
    end: int
    outer_start: int
    outer_end: int
    closed: bool


class _Mark(NamedTuple):
    start: int
    end: int
    opens: bool


def quotations(text: str) -> tuple[Quotation, ...]:
    """Return the outermost quotations of a block in the order of the text, in linear time.

    A mark that never closes runs to the end of the block, as it does in a quotation of several
    paragraphs. Single marks count only outside double ones.
    """
    double = tuple(_paired(text, tuple(_double_marks(text))))
    gaps = zip(
        (0, *(q.outer_end for q in double)),
        (*(q.outer_start for q in double), len(text)),
        strict=True,
    )
    single = (q for start, end in gaps for q in _single(text, start, end))
    return tuple(sorted((*double, *single)))


def _double_marks(text: str) -> Iterator[_Mark]:
    """Say of every double mark whether it opens or closes; leave out those that do neither."""
    is_open = False
    for found in DOUBLE.finditer(text):
        start, end = found.span()
        opens = _opens(text, start, end, is_open=is_open)
        if opens is not None:
            is_open = opens
            yield _Mark(start, end, opens)


def _opens(text: str, start: int, end: int, *, is_open: bool) -> bool | None:
    mark = text[start:end]
    free_before = start == 0 or text[start - 1].isspace() or text[start - 1] in "([{—–-/‘'"
    free_after = end == len(text) or text[end].isspace()
    if mark in OPENING:
        # “this“ is closed by the wrong mark.
        return not (is_open and not free_before and (free_after or text[end] in ".,;:!?)"))
    if mark == '"' and INCHES.search(text[max(0, start - 5) : start]):
        return None
    if is_open:
        goes_on = free_after or text[end] in ".,;:!?)"
        return mark not in CLOSING and free_before and not goes_on and text[start - 1] not in "—–-"
    if mark in CLOSING:
        # ”this” is opened by the wrong mark.
        return True if free_before and (start == 0 or not free_after) else None
    return True if free_before and not (free_after and start) else None


def _paired(text: str, marks: tuple[_Mark, ...]) -> Iterator[Quotation]:
    i = 0
    while i < len(marks):
        mark = marks[i]
        following = marks[i + 1 : i + 4]
        match [m.opens for m in following]:
            case _ if not mark.opens:
                i += 1
            case [False, *_]:
                yield _quotation(mark, following[0])
                i += 2
            case [True, False, False]:  # one inside the other
                yield _quotation(mark, following[2])
                i += 4
            case []:
                end = len(text.rstrip())
                if mark.end < end:
                    yield Quotation(mark.end, end, mark.start, end, closed=False)
                i += 1
            case _:  # nobody can tell where it should have closed
                i += 1


def _quotation(opening: _Mark, closing: _Mark) -> Quotation:
    return Quotation(opening.end, closing.start, opening.start, closing.end, closed=True)


def _single(text: str, start: int, end: int) -> Iterator[Quotation]:
    """Pair single marks; after an s the mark may be a possessive, so a later one is preferred."""
    opening: int | None = None
    closing: int | None = None
    for found in SINGLE.finditer(text, start, end):
        at = found.start()
        if found["opens"]:
            if opening is not None and closing is not None:
                yield Quotation(opening + 1, closing, opening, closing + 1, closed=True)
            opening = None if ELISION.match(text, at) else at
            closing = None
        elif opening is not None and (closing is None or text[closing - 1] in "sS"):
            if text[opening] == "‘" and found["closes"] == "'":
                continue
            closing = at
    if opening is not None and closing is not None:
        yield Quotation(opening + 1, closing, opening, closing + 1, closed=True)
