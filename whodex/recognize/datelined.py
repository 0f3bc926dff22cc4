"""The places of datelines: what opens a paragraph in capitals, before a day or an agency.

"DHAKA, March 5 (Kestrel Wire) — "; "ST. LOUIS 1996-08-30". However little known a town, and
whatever club is called so, the report comes from there.
"""

import re
from collections.abc import Container, Sequence
from dataclasses import replace

from whodex.lexicon.forms import LEADING_ARTICLE, Taken
from whodex.lexicon.given import USUAL, is_given
from whodex.lexicon.learned import learned
from whodex.lexicon.names import fold
from whodex.lexicon.places import known
from whodex.recognize.kinds import thing_words
from whodex.values.article import EntityType
from whodex.values.entities import Name

MONTH = r"(?:Jan|Feb|March|April|May|June|July|Aug|Sept?|Oct|Nov|Dec)[a-z]*\.?"
DAY = (
    r"(?:\d{4}-\d\d-\d\d"
    rf"|{MONTH}\s\d{{1,2}}(?:,\s\d{{4}})?"
    rf"|\d{{1,2}}\s{MONTH}(?:\s\d{{4}})?)"
)
AGENCY = r"(?:\([^()]{2,40}\)|/[^/]{2,40}/)"
DATELINE = re.compile(
    r"(?P<place>[A-Z][A-Z.'’-]*[A-Z](?:\s[A-Z][A-Z.'’-]*[A-Z]){0,2})"
    r"(?:,\s(?P<region>[A-Z][a-z]+\.?(?:\s[A-Z][a-z]+){0,2}?))?"
    rf"(?:,?\s{DAY}(?:,?\s{AGENCY})?|,?\s{AGENCY})\s?(?:(?:--|[—–:-])\s|\Z)"
)
SHORTEST = 5  # letters of a town that the gazetteer doesn't know; shorter ones may be initials
VOTES = (0.0, 0.0, 1.0)  # as if the model were sure of a place


def datelined(texts: Sequence[str], names: Sequence[Name]) -> list[Name]:
    """Return the names of blocks `texts`, with the places of their datelines for what stands there.

    A form that the gazetteer doesn't know is a place throughout the article.
    """
    found = [name for number, text in enumerate(texts) for name in _places(number, text)]
    if not found:
        return list(names)
    taken = {name.block: Taken(texts[name.block]) for name in found}
    for name in found:
        taken[name.block].take(name.start, name.end)
    towns = {fold(name.text) for name in found if not known(name.text)}
    others = (n for n in names if n.block not in taken or not taken[n.block].meets(n.start, n.end))
    return sorted([*found, *(_of_town(name, towns) for name in others)], key=_stands)


def _places(number: int, text: str) -> Sequence[Name]:
    """The place in the dateline with which a block opens; its region is found without it."""
    match = DATELINE.match(text)
    if match is None:
        return ()
    start, end = match.span("place")
    if article := LEADING_ARTICLE.match(text, start, end):
        start = article.end()
    form = text[start:end]
    if not known(form) and (len(form) < SHORTEST or _is_called_otherwise(fold(form))):
        return ()
    return (Name(number, start, end, form, EntityType.PLACE, "dateline", VOTES),)


def _is_called_otherwise(form: str) -> bool:
    """Whether it is a common word, a person or an organization: UPDATED, OLE DAHL."""
    parts = form.split()
    common = any(learned().small.get(part, -USUAL) > USUAL for part in parts)
    person = len(parts) > 1 and is_given(parts[0])
    return common or person or not thing_words().isdisjoint(parts)


def _of_town(name: Name, towns: Container[str]) -> Name:
    other = name.type is not EntityType.PLACE and fold(name.text) in towns
    return replace(name, type=EntityType.PLACE, evidence="dateline", votes=VOTES) if other else name


def _stands(name: Name) -> tuple[int, int]:
    return name.block, name.start
