"""A block as a row of tokens, in which each name and each quotation is one token."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from enum import Enum, auto
from typing import NamedTuple

from whodex.attribute.quotations import Quotation, quotations_inside
from whodex.lexicon.english import (
    ABBREVIATIONS,
    CONJUNCTIONS,
    FUNCTION_WORDS,
    PERSONAL,
    PHRASAL,
    PREPOSITIONS,
    SAYING,
    TIME_CLAUSES,
    TIMES,
    VERBS,
)
from whodex.values.entities import Mention

WORD = re.compile(
    r"(?P<suffix>[’'](?:s|re|ve|ll|d|m)\b)"
    rf"|(?P<word>(?:{'|'.join(PHRASAL)})"
    r"(?=[ ]?(?:\w+ly\b|(?:at|with|when|after|that|in[ ]an?)\b|[^\w\s]|$))"
    r"|[^\W_]+(?:(?:[-./&]|[’'](?!(?:s|re|ve|ll|d|m)\b))[^\W_]+)*)"
    r"|--+|\.\.\.|[^\w\s\u200b-\u200f\u2060\ufeff]|_",  # not what has no width
    re.MULTILINE,
)

TAG = 5  # tokens in which a short "Kim said" shows itself
INSERTION = 15  # tokens of "Kim, the head of the club,"
DASHES = frozenset(("—", "–", "―", "--", "-"))
LONGEST_SENTENCE = 300  # tokens; bounds the work on texts without full stops


class Kind(Enum):
    """What a token stands for."""

    WORD = auto()
    SUFFIX = auto()
    PUNCTUATION = auto()
    NAME = auto()
    QUOTATION = auto()


class Token(NamedTuple):
    """Text from `start` to `end` of the block; `norm` is lower case with straight apostrophes."""

    kind: Kind
    start: int
    end: int
    text: str
    norm: str
    mention: Mention | None = None
    quotation: Quotation | None = None


class Row(NamedTuple):
    """The tokens of one block and its sentences as (first, last + 1) of them.

    `inner` holds a row for each quotation that holds others, by the number of its token.
    """

    block: int
    text: str
    tokens: tuple[Token, ...]
    sentences: tuple[tuple[int, int], ...]
    inner: Mapping[int, "Row"]


def row(  # noqa: PLR0913, PLR0917 - a block, and what stands in it
    block: int,
    text: str,
    sentences: Sequence[tuple[int, int]],
    mentions: Sequence[Mention],
    quoted: Sequence[Quotation],
    low: int = 0,
) -> Row:
    """Cut a block from `low` on; a sentence ends neither in a quotation nor before "he said"."""
    starts = sorted(start for start, _ in sentences)
    names = sorted(mentions, key=lambda m: (m.start, -m.end))
    found = _cut(block, text, (low, len(text)), quoted, starts, names)
    inner = {
        i: _cut(block, text, (outer.start, outer.end), inside, starts, names)
        for i, token in enumerate(found.tokens)
        if (outer := token.quotation) and (inside := quotations_inside(text, outer))
    }
    return found._replace(inner=inner)


def _cut(  # noqa: PLR0913, PLR0917 - a part of a block, and what stands in the block
    block: int,
    text: str,
    part: tuple[int, int],
    quoted: Sequence[Quotation],
    starts: Sequence[int],
    names: Sequence[Mention],
) -> Row:
    low, high = part
    first = bisect_left(names, low, key=lambda m: m.start)
    last = bisect_left(names, high, key=lambda m: m.start)
    tokens = tuple(_tokens(text, part, quoted, names[first:last]))
    return Row(block, text, tokens, tuple(_sentences(tokens, starts)), {})


def _tokens(
    text: str, part: tuple[int, int], quoted: Sequence[Quotation], mentions: Sequence[Mention]
) -> Iterator[Token]:
    at, high = part
    for start, end, whole in _wholes(part, quoted, mentions):
        yield from _words(text, at, start)
        words = text[start:end]
        if isinstance(whole, Mention):
            yield Token(Kind.NAME, start, end, words, words.lower(), mention=whole)
        else:
            yield Token(Kind.QUOTATION, start, end, words, "“”", quotation=whole)
        at = end
    yield from _words(text, at, high)


def _wholes(
    part: tuple[int, int], quoted: Sequence[Quotation], mentions: Sequence[Mention]
) -> Iterator[tuple[int, int, Mention | Quotation]]:
    """Yield quotations and the names outside them, none of which overlap."""
    at, high = part
    spans: list[tuple[int, int, int, Mention | Quotation]] = [
        *((q.outer_start, 0, q.outer_end, q) for q in quoted),
        *((m.start, 1, m.end, m) for m in mentions),
    ]
    # A name that begins before a quotation and ends inside it would hide the quotation;
    # one that holds all of it, as "Ann “Bee” Moe", is a name.
    starts = [q.outer_start for q in quoted]
    for start, _, end, whole in sorted(spans, key=lambda s: s[:3]):
        if start < at or end <= start or end > high:
            continue
        inside = bisect_right(starts, end - 1)
        if isinstance(whole, Mention) and inside > bisect_right(starts, start) and (
            quoted[inside - 1].outer_end >= end
        ):  # fmt: skip
            continue
        yield start, end, whole
        at = end


def _words(text: str, start: int, end: int) -> Iterator[Token]:
    for found in WORD.finditer(text, start, end):
        part = found[0]
        kind = Kind.SUFFIX if found["suffix"] else Kind.WORD if found["word"] else Kind.PUNCTUATION
        yield Token(kind, found.start(), found.end(), part, part.lower().replace("’", "'"))


def _sentences(tokens: Sequence[Token], starts: Sequence[int]) -> Iterator[tuple[int, int]]:
    first = 0
    for i in range(1, len(tokens)):
        before, after = tokens[i - 1], tokens[i]
        # Some splitters leave the opening mark with the sentence before it.
        at = after.quotation.start if after.quotation else after.start
        begins = bisect_right(starts, at) > bisect_left(starts, before.end)
        too_long = i - first >= LONGEST_SENTENCE
        if too_long or ((begins or _ends(before)) and not _goes_on(tokens, first, i)):
            yield first, i
            first = i
    if tokens:
        yield first, len(tokens)


def _ends(token: Token) -> bool:
    """A quotation that closes on a full stop ends the sentence around it."""
    return token.quotation is not None and token.text.rstrip("”\"’' ").endswith((".", "!", "?"))


def _goes_on(tokens: Sequence[Token], first: int, i: int) -> bool:
    """Tell whether token `i` can't begin a sentence, where one begins with `first`."""
    before, after = tokens[i - 1], tokens[i]
    if after.kind is Kind.WORD and after.text[0].islower():
        return True
    if before.text == "." and i > 1 and tokens[i - 2].norm in ABBREVIATIONS:
        return True
    if after.text in DASHES and before.kind is Kind.QUOTATION:
        return True
    if before.text in DASHES and i > 1 and tokens[i - 2].kind is Kind.QUOTATION:
        return True
    if before.kind is Kind.QUOTATION and (not _ends(before) or _tag_begins(tokens, first, i)):
        return True
    return after.kind in (Kind.PUNCTUATION, Kind.SUFFIX) and after.text not in "([—–-$£€•*#"


def _behind_insertion(tokens: Sequence[Token], i: int) -> int:
    """Return where “…!” Kim, the head of the club, said goes on behind its insertion, or 0."""
    if tokens[i].kind is not Kind.NAME or i + 1 == len(tokens) or tokens[i + 1].text != ",":
        return 0
    for k in range(i + 2, min(i + INSERTION, len(tokens))):
        if tokens[k].text == ",":
            return k + 1
        if tokens[k].kind in (Kind.QUOTATION, Kind.PUNCTUATION) or tokens[k].norm in VERBS:
            return 0
    return 0


def _led_in(tokens: Sequence[Token], first: int, quote: int) -> bool:
    """Kim said: “…!” Lee laughed: whoever leads up to whole words has them; Lee's is a sentence.

    So it is in “…,” Kim said. “….” Lee laughed: the words go on, and a full stop ends them.
    """
    before = tokens[quote - 1].text if quote else ""
    if quote > first:
        opened = tokens[first].norm in CONJUNCTIONS | TIME_CLAUSES
        return before == ":" or (before == "," and not opened and _says(tokens, first, quote - 1))
    stops = tokens[quote].text.rstrip("”\"’' ").endswith(".")
    said = before == "." and stops and _says(tokens, 0, quote - 1, quoted=True)
    behind = next((t.norm for t in tokens[quote + 1 : quote + 1 + TAG] if t.norm in VERBS), "")
    return said and behind not in SAYING


def _says(tokens: Sequence[Token], low: int, high: int, *, quoted: bool = False) -> bool:
    """Tell whether a verb of speech with a subject ends what stands before `high`.

    Where it was `quoted`, a quotation that goes on stands before it: “…,” Kim said.
    """
    says = False
    for i in range(high - 1, low - 1, -1):
        if tokens[i].kind is Kind.QUOTATION or tokens[i].text in (".", "!", "?", ";"):
            goes_on = tokens[i].quotation is not None and not _ends(tokens[i])
            return says and (goes_on or not quoted)
        says = says or (tokens[i].norm in VERBS and i > low)
    return says and not quoted


def _tag_begins(tokens: Sequence[Token], first: int, i: int) -> bool:
    """Tell whether "Kim said" follows, so that “Why not?” Kim said is one sentence."""
    if _led_in(tokens, first, i - 1):
        return False
    asks = tokens[i - 1].text.rstrip("”\"’' ").endswith(("!", "?"))
    behind = _behind_insertion(tokens, i)
    for k in range(behind or i, min((behind or i) + TAG, len(tokens))):
        token = tokens[k]
        if token.norm in VERBS:
            after = "".join(t.norm for t in tokens[k + 1 : k + 3])
            ends = after in ("", ".") or after.startswith((".", ";"))
            open_ended = k + 1 < len(tokens) and (
                tokens[k + 1].norm in PREPOSITIONS
                or tokens[k + 1].norm in TIMES
                or tokens[k + 1].norm == "to"
                or token.norm in ("told", "asked")
            )
            # “Why?” Kim asked, turning round; but “Why?” Kim asked, “…”
            goes_on = open_ended or (after.startswith(",") and not after.endswith("“”"))
            return k > i and (ends or (asks and goes_on))
        if token.kind is Kind.QUOTATION or (
            token.norm in FUNCTION_WORDS and token.norm not in PERSONAL
        ):
            return False
    return False
