"""People who stand right behind their office's body: "president of the Republic Ada Holm".

The model takes both for one name, or sees neither. What begins like somebody's name behind a
body's head or acronym is one where an office stands before; so is what an officer's letters stand
before inside of a name: "Larn SP S Holm".
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from whodex.lexicon.lists import words
from whodex.lexicon.names import fold
from whodex.lexicon.places import known
from whodex.recognize.kinds import may_begin_a_name, thing_words
from whodex.values.article import EntityType
from whodex.values.entities import Name, in_blocks

PERSON, ORGANIZATION, PLACE = EntityType
EVIDENCE = "office"

CAPITAL = r"[A-Z](?:[\w-]|[’'](?!s\b))*[^\W\d_A-Z]"
FULL = rf"{CAPITAL}(?:\s(?:(?:de|del|la|da|van|bin|al)\s)?{CAPITAL}){{1,2}}"
OF_BODY = re.compile(
    rf"\b([A-Za-z]+)\sof\sthe\s({CAPITAL}|[A-Z]{{3,6}})\s({FULL})(?![\w-]|\s[A-Z])"
)
LETTERED = re.compile(
    rf"(?:\A|\s)([A-Z]{{2,4}})\s((?:[A-Z]\.?\s){{0,2}}{CAPITAL}(?:\s{CAPITAL})?)\Z"
)
PRESIDED = frozenset(
    {"association", "confederation", "federation", "league", "nation", "republic", "state", "union"}
)  # heads that by themselves name no body


def behind_offices(texts: Sequence[str], names: Sequence[Name]) -> list[Name]:
    """Return the names of blocks `texts` in their order, people behind a body's parted from it."""
    by_block = in_blocks(names)
    found: list[Name] = []
    for number, text in enumerate(texts):
        here = [part for name in by_block.get(number, ()) for part in _lettered(name)]
        for match in OF_BODY.finditer(text) if " of the " in text else ():
            here = list(_behind_a_body(match, number, here))
        found += here
    return found


def _behind_a_body(match: re.Match[str], number: int, here: Sequence[Name]) -> Iterator[Name]:
    """A block's names with the person behind an office's body; where there is none, as they are."""
    (start, end), body = match.span(3), fold(match[2])
    acronym = match[2].isupper() and match[2] not in words("ship-prefixes")
    headed = acronym or body in PRESIDED or body in words("public-bodies")
    inside = [name for name in here if name.start < end and match.start(2) < name.end]
    told = any(name.type is PERSON or name.start < match.start(2) for name in inside)
    held = words("titles") | words("offices")
    if not headed or told or fold(match[1]) not in held - words("kinship"):
        yield from here
        return
    if not _is_called_like_somebody(match[3]):
        yield from here
        return
    yield from (name for name in here if name.end <= match.start(2))
    if body not in PRESIDED:
        yield Name(number, *match.span(2), match[2], ORGANIZATION, EVIDENCE)
    yield Name(number, start, end, match[3], PERSON, EVIDENCE)
    yield from (name for name in here if end <= name.start)


def _lettered(name: Name) -> Iterator[Name]:
    """A body's or place's name; where an officer's letters are in it, what stands around them."""
    match = LETTERED.search(name.text) if name.type is not PERSON else None
    if match is None or match[1] not in words("titles-as-written"):
        yield name
        return
    person, before = match[2], name.text[: match.start(1)].rstrip()
    initial = person[1:2] in {" ", "."}
    if not (_is_called_like_somebody(person) or (initial and _is_no_thing(person))):
        yield name
        return
    if before:
        kind = PLACE if known(before) else name.type
        yield replace(name, end=name.start + len(before), text=before, type=kind)
    yield Name(name.block, name.start + match.start(2), name.end, person, PERSON, EVIDENCE)


def _is_called_like_somebody(form: str) -> bool:
    """Whether several words begin as names do, and none is a thing's."""
    first, _, rest = form.partition(" ")
    return bool(rest) and may_begin_a_name(fold(first)) and not known(form) and _is_no_thing(form)


def _is_no_thing(form: str) -> bool:
    said = fold(form).split()
    return (thing_words() | words("body-words") | words("calendar")).isdisjoint(said)
