"""Titles of another time: in "the trial of President Kim in 1998" he is president then, not now."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import takewhile

from whodex.attribute.offices import Office, is_year
from whodex.attribute.phrases import is_person, nominal, possessive
from whodex.attribute.tokens import Kind, Token
from whodex.lexicon.english import DAYS, VERBS

LONG_AGO = 2  # years before an article from which an event is none of its day
OPENING = (".", ";", ":", "?", "!")
AROUND = 25  # tokens from a year to "the then mayor", of whose time it is
NEAR = 3  # tokens of "impeachment trial" between a year and "of", or a name and "in"


def long_ago(tokens: Sequence[Token], office: Office, year: int | None) -> bool:
    """Tell whether words around a title date what is told years before an article's `year`.

    So do "President Kim in 1998", "President Kim's trial in 1998", "in 1998, President Kim" and
    "the 1998 trial of President Kim"; of titles elsewhere nothing is told, but that any year in the
    sentence of "the then president" may be that of "then".
    """
    name = office.last + 1
    if year is not None and at_that_time(t.norm for t in tokens[office.first : office.head + 1]):
        return any(int(t.norm) <= year - LONG_AGO for t in _years_around(tokens, office))
    if year is None or name >= len(tokens) or not is_person(tokens[name]):
        return False
    told = (_behind(tokens, name), _before(tokens, office.first))
    return any(at is not None and int(tokens[at].norm) <= year - LONG_AGO for at in told)


def at_that_time(title: Iterable[str]) -> bool:
    """Tell "the then mayor" and "then-mayor", by their words, from "the mayor"."""
    return any(word.split("-")[0] == "then" for word in title)


def _years_around(tokens: Sequence[Token], office: Office) -> Iterator[Token]:
    """Yield the years that stand near a title in its sentence."""
    before = range(office.first - 1, max(-1, office.first - 1 - AROUND), -1)
    behind = range(office.last + 1, min(len(tokens), office.last + 1 + AROUND))
    for way in (before, behind):
        for i in takewhile(lambda i: tokens[i].text not in OPENING, way):
            if is_year(tokens[i]):
                yield tokens[i]


def _behind(tokens: Sequence[Token], name: int) -> int | None:
    """Return the year of "Kim in May 1998" and of "Kim's impeachment trial in 1998"."""
    at = name + 1
    if at < len(tokens) and possessive(tokens[at]):
        at += 1
        at = next(
            (i for i in range(at, min(at + NEAR + 1, len(tokens))) if not _noun(tokens[i])), at
        )
    if at >= len(tokens) or tokens[at].norm != "in":
        return None
    return _year(tokens, at + 1)


def _before(tokens: Sequence[Token], first: int) -> int | None:
    """Return the year of "In 1998, President" and of "the 1998 impeachment trial of President"."""
    at = first - 1
    if at > 0 and tokens[at].text == "," and is_year(tokens[at - 1]):
        begins = max(0, at - 2 - (tokens[at - 2].norm in DAYS))
        opens = begins == 0 or tokens[begins - 1].text in OPENING  # not "Born in 1998"
        return at - 1 if opens and tokens[begins].norm == "in" else None
    if at < 1 or tokens[at].norm != "of":
        return None
    at -= 1
    low = max(0, at - NEAR)
    while at > low and _noun(tokens[at]) and not is_year(tokens[at]):
        at -= 1
    return at if is_year(tokens[at]) else None


def _year(tokens: Sequence[Token], at: int) -> int | None:
    at += at < len(tokens) and tokens[at].norm in DAYS
    return at if at < len(tokens) and is_year(tokens[at]) else None


def _noun(token: Token) -> bool:
    return token.kind is Kind.WORD and nominal(token) and token.norm not in VERBS
