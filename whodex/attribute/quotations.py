"""Where quotation marks open and close. Of words only "said Kim" counts, where one is missing."""

import re
from bisect import bisect_right
from collections.abc import Container, Iterable, Iterator, Sequence
from typing import NamedTuple

from whodex.lexicon.english import PREPOSITIONS, SAYING, TELLING

SENTENCE = 5  # words that a paragraph needs to be one that a lone single mark opens
PARAGRAPHS = 5  # that a quotation runs on through without marks, to the one in which it closes
DOUBLE = re.compile(r"[“”„‟«»\"]|''|``|‘‘|’’")
TAG = re.compile(r",\s+(?P<tag>[^\s,;:!?“”\"][^,;:!?“”\"]*)")
ME = frozenset(("I", "me", "my", "us", "we"))  # ", he told me" is part of somebody's words
STOP = re.compile(r"[.!?…](?=\s|$)")
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
    paragraphs. Single marks count only outside double ones, which they may enclose.
    """
    double = tuple(_paired(text, tuple(_double_marks(text))))
    single = tuple(_single(text, double))
    return tuple(_outermost(sorted((*double, *single), key=lambda q: (q.start, -q.end))))


def quotations_of_blocks(
    texts: Sequence[str], headings: Container[int] = frozenset()
) -> tuple[tuple[Quotation, ...], ...]:
    """Return the quotations of each block, also of those that one opened before runs on through.

    It does where no mark opens it anew, if a mark closes it before any opens and before a heading.
    """
    found = [quotations(text) for text in texts]
    for n in range(len(texts) - 1):
        last = found[n][-1:]
        if n in headings or not last or last[0].closed:
            continue
        for at in range(n + 1, min(len(texts), n + 1 + PARAGRAPHS)):
            mark = None if at in headings else DOUBLE.search(texts[at])
            if at in headings or (mark and not _closes(texts[at], mark)):
                break
            if mark:
                for k in range(n + 1, at):
                    whole = len(texts[k].rstrip())
                    found[k] = (Quotation(0, whole, 0, whole, closed=False),)
                behind = (q for q in found[at] if q.outer_start >= mark.end())
                found[at] = (Quotation(0, mark.start(), 0, mark.end(), closed=True), *behind)
                break
    return tuple(found)


def _closes(text: str, mark: re.Match[str]) -> bool:
    """Tell whether the first double mark of a block closes something opened before it."""
    before, after = text[: mark.start()], text[mark.end() :]
    opens = mark[0] in OPENING or not before.strip() or before[-1].isspace()
    ends = not after or after[0].isspace() or after[0] in ".,;:!?)—–-"
    return not opens and ends and INCHES.search(before[-5:]) is None


def quotations_inside(text: str, outer: Quotation) -> tuple[Quotation, ...]:
    """Return the quotations within a quotation of `text`: speech inside speech."""
    inner = quotations(text[outer.start : outer.end])
    by = outer.start
    return tuple(
        Quotation(q.start + by, q.end + by, q.outer_start + by, q.outer_end + by, closed=True)
        for q in inner
        if q.closed
    )


def _outermost(found: Iterable[Quotation]) -> Iterator[Quotation]:
    at = 0
    for quotation in found:
        if quotation.outer_start >= at:
            yield quotation
            at = quotation.outer_end


def _double_marks(text: str) -> Iterator[_Mark]:
    """Say of every double mark whether it opens or closes; leave out those that do neither."""
    depth = 0
    for found in DOUBLE.finditer(text):
        start, end = found.span()
        opens = _opens(text, start, end, is_open=depth > 0)
        if opens is not None:
            depth = depth + 1 if opens else max(0, depth - 1)
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
                if cut := _before_tag(text, mark, end):
                    yield cut
                elif mark.end < end:
                    yield Quotation(mark.end, end, mark.start, end, closed=False)
                i += 1
            case _:
                until = following[0].start
                if cut := _before_tag(text, mark, until) or _one_sentence(text, mark, until):
                    yield cut
                i += 1


def _before_tag(text: str, opening: _Mark, until: int) -> Quotation | None:
    """“We stay, said Kim. “He is right,” said Lee: the words end at the comma of "said Kim"."""
    for found in TAG.finditer(text, opening.end, until):
        if _is_tag(found["tag"].strip(" .").split()):
            end = found.start() + 1
            return Quotation(opening.end, end, opening.start, end, closed=True)
    return None


def _is_tag(words: Sequence[str]) -> bool:
    """Tell "said Kim", "Kim said on Monday" and "he told Kim" from "Kim said he would come"."""
    says = next((i for i, word in enumerate(words) if word in SAYING), None)
    if says is None or not ME.isdisjoint(words):
        return False
    behind = words[says + 1 : says + 2]
    alone = says == 0 or not behind or behind[0] in PREPOSITIONS or words[says] in TELLING
    return alone and any(word[0].isupper() or word in ("he", "she") for word in words)


def _one_sentence(text: str, opening: _Mark, until: int) -> Quotation | None:
    """“We stay here. “He is right,” said Lee: the first closes where the second opens."""
    end = opening.end + len(text[opening.end : until].rstrip())
    stop = STOP.search(text, opening.end, end)
    whole = stop is not None and stop.end() == end
    return Quotation(opening.end, end, opening.start, end, closed=True) if whole else None


def _quotation(opening: "_Mark | _Single", closing: "_Mark | _Single") -> Quotation:
    return Quotation(opening.end, closing.start, opening.start, closing.end, closed=True)


def _single(text: str, double: Sequence[Quotation]) -> Iterator[Quotation]:
    """Pair single marks that stand outside double ones."""
    marks = tuple(_single_marks(text, double))
    i = 0
    while i < len(marks):
        closing = _closing(text, marks, i) if marks[i].opens else None
        if closing is not None:
            yield _quotation(marks[i], marks[closing])
            i = closing
        elif marks[i].opens and not text[: marks[i].start].strip() and _goes_on(text):
            end = len(text.rstrip())
            yield Quotation(marks[i].end, end, marks[i].start, end, closed=False)
            return
        i += 1


class _Single(NamedTuple):
    start: int
    end: int
    opens: bool
    gap: int  # how many double quotations stand before it


def _single_marks(text: str, double: Sequence[Quotation]) -> Iterator[_Single]:
    starts = [q.outer_start for q in double]
    for found in SINGLE.finditer(text):
        at = found.start()
        gap = bisect_right(starts, at)
        inside = gap > 0 and at < double[gap - 1].outer_end
        if not inside and not (found["opens"] and ELISION.match(text, at)):
            yield _Single(at, at + 1, bool(found["opens"]), gap)


def _closing(text: str, marks: Sequence[_Single], opening: int) -> int | None:
    """Return the number of the mark that closes one; after an s a later one is preferred.

    Behind a double quotation one that follows a stop counts: ‘I said, “No,” and left,’ she said.
    """
    curly = text[marks[opening].start] == "‘"
    best: int | None = None
    for i in range(opening + 1, len(marks)):
        mark = marks[i]
        across = mark.gap != marks[opening].gap
        if mark.opens or (across and best is not None):
            break
        if curly and text[mark.start] == "'":
            continue
        possessive = text[mark.start - 1] in "sS"
        if across and (possessive if curly else text[mark.start - 1] not in ",.!?…"):
            continue
        best = i
        if not possessive:
            break
    return best


def _goes_on(text: str) -> bool:
    """Whether a paragraph that a single mark opens and none closes is a sentence and more."""
    return len(text.split()) >= SENTENCE and text.rstrip().endswith((".", "!", "?"))
