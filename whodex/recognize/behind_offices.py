"""People who stand right behind their office's body: "president of the Republic Ada Holm".

The model takes both for one name, or sees neither. What begins like somebody's name behind a
body's head or acronym is one where an office stands before; so is what an officer's letters stand
before inside of a name: "Larn SP S Holm".
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from whodex.lexicon.forms import Taken
from whodex.lexicon.lists import words
from whodex.lexicon.names import fold
from whodex.lexicon.places import known
from whodex.recognize.kinds import may_begin_a_name, thing_words
from whodex.values.article import EntityType
from whodex.values.entities import Name, in_blocks, meeting

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
        if " of the " in text:
            people = list(_behind_bodies(number, text, here))
            taken = Taken(text, ((name.start, name.end) for name in people))
            here = people + [name for name in here if not taken.meets(name.start, name.end)]
            here.sort(key=lambda name: name.start)
        found += here
    return found


def _behind_bodies(number: int, text: str, here: Sequence[Name]) -> Iterator[Name]:
    """The people behind an office's body, and the body, where the model found neither."""
    held = (words("titles") | words("offices")) - words("kinship")
    for match in OF_BODY.finditer(text):
        (start, end), body = match.span(3), fold(match[2])
        acronym = match[2].isupper() and match[2] not in words("ship-prefixes")
        headed = acronym or body in PRESIDED or body in words("public-bodies")
        if not headed or fold(match[1]) not in held or not _is_called_like_somebody(match[3]):
            continue
        inside = meeting(here, match.start(2), end)
        if any(name.type is PERSON or name.start < match.start(2) for name in inside):
            continue
        if body not in PRESIDED:
            yield Name(number, *match.span(2), match[2], ORGANIZATION, EVIDENCE)
        yield Name(number, start, end, match[3], PERSON, EVIDENCE)


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
