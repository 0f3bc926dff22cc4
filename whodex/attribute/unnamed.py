"""Who holds an office without a name beside those who are named: "the army's spokesman"."""

from bisect import bisect_right
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from operator import itemgetter
from typing import NamedTuple

from whodex.attribute.phrases import LONGEST_RUN, is_person, nominal, possessive
from whodex.attribute.tokens import Kind, Row, Token
from whodex.lexicon.english import ARTICLES, DETERMINERS, LINKS, NEWCOMERS, OTHERS
from whodex.lexicon.lists import grammar, words
from whodex.lexicon.places import country_of_people
from whodex.values.findings import Description

SEATS = grammar("seats")  # "the town's mayor" may well be the one named with his town
# "the company's spokesman" may be of a firm whose name doesn't say so, "the army's" hardly.
BODIES = words("public-bodies") | (words("organization-heads") - words("organization-nouns"))

# A visiting coach is a coach; a shadow minister isn't a minister.
APART = BODIES | NEWCOMERS | (OTHERS - {"junior", "shadow"})


class Holder(NamedTuple):
    """Where somebody unnamed holds an office, and the words that say which."""

    at: tuple[int, int]
    which: frozenset[str]


def which(tokens: Sequence[Token], first: int, last: int) -> frozenset[str]:
    """Return the words of tokens `first` to `last` that tell one holder from others."""
    return frozenset(
        part
        for token in tokens[first : last + 1]
        if token.kind is Kind.NAME or (nominal(token) and token.norm not in DETERMINERS)
        for part in token.norm.replace("-", " ").split()
    )


def agrees(said: frozenset[str], found: Description) -> bool:
    """Tell whether a description has all the words that say which holder is meant."""
    return said - (SEATS if found.place else frozenset()) <= own_words(found)


def contradicts(said: frozenset[str], found: Description) -> bool:
    """Tell whether words name a body, "the navy", of which a description says nothing."""
    return not (said & BODIES) <= own_words(found)


def own_words(found: Description) -> frozenset[str]:
    """Return the words of a description and of the names in it."""
    ids = (found.organization or "", found.place or "", found.entity)
    text = found.text.lower().replace("’", "'").replace("'s", "")
    return frozenset(" ".join((text, *ids)).replace("-", " ").split())


def unnamed(
    rows: Sequence[Row], descriptions: Sequence[Description], nouns: Container[str]
) -> dict[str, list[Holder]]:
    """Return where each noun of an office stands for somebody whom nothing there names."""
    spans = spans_of(descriptions)
    holders: dict[str, list[Holder]] = {}
    for row in rows:
        for noun, holder in _in_row(row, spans, nouns):
            holders.setdefault(noun, []).append(holder)
    return holders


def _in_row(
    row: Row, spans: Mapping[int, Sequence[tuple[int, int]]], nouns: Container[str]
) -> Iterator[tuple[str, Holder]]:
    for i, token in enumerate(row.tokens):
        plain = token.kind is Kind.WORD and token.norm in nouns
        if plain and not inside(spans.get(row.block, ()), token.start):
            said = _which(row.tokens, i)
            if said is not None:
                yield token.norm, Holder((row.block, token.start), said)


def spans_of(descriptions: Iterable[Description]) -> dict[int, list[tuple[int, int]]]:
    """Return where descriptions stand in each block, for `inside`."""
    spans: dict[int, list[tuple[int, int]]] = {}
    for found in descriptions:
        own = spans.setdefault(found.block, [])
        own.append((found.start, max(found.end, own[-1][1] if own else 0)))
    return spans


def inside(spans: Sequence[tuple[int, int]], at: int) -> bool:
    """Tell whether a place lies in one of the spans, whose ends are those of all up to them."""
    last = bisect_right(spans, at, key=itemgetter(0)) - 1
    return last >= 0 and at < spans[last][1]


def _which(tokens: Sequence[Token], noun: int) -> frozenset[str] | None:
    """Return which holder is meant at a noun, or None where it says none or stands with a name."""
    first = owned = noun
    while first > max(0, noun - LONGEST_RUN) and (
        nominal(tokens[first - 1]) or possessive(tokens[first - 1])
    ):
        first -= 1
        owned = first if owned == noun and possessive(tokens[first]) else owned
    if noun + 1 < len(tokens) and is_person(tokens[noun + 1]):
        return None
    said = which(tokens, first, owned - 1) if owned < noun else frozenset()
    for token in tokens[first:noun]:  # "the navy spokesman", but "the tired spokesman"
        word = token.norm in APART or country_of_people(token.text)
        if token.kind is Kind.NAME or word:
            said |= which((token,), 0, 0)
    linked = noun + 1 < len(tokens) and tokens[noun + 1].norm in LINKS
    article = first > 0 and tokens[first - 1].norm in ARTICLES
    if linked and article:
        said |= _behind(tokens, noun + 2)
    return said or None


def _behind(tokens: Sequence[Token], at: int) -> frozenset[str]:
    """Return the words of "the army" in "the spokesman of the army left"."""
    first = at + (at < len(tokens) and tokens[at].norm in DETERMINERS)
    last = first
    while (
        last + 1 < min(len(tokens), first + LONGEST_RUN)
        and tokens[last].kind is not Kind.NAME
        and nominal(tokens[last + 1])
    ):
        last += 1
    return which(tokens, first, last)
