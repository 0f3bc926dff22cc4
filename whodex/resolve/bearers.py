"""Several people in an article bear one surname: which of them the surname alone means.

Each rule returns the bearer, or None where the text doesn't plainly say.
"""

import re
from collections.abc import Iterable, Sequence

from whodex.models import Name
from whodex.names import begins, fold, person_name
from whodex.resolve.kin import came_as_relative
from whodex.resolve.referents import Referent
from whodex.resolve.scene import Scene
from whodex.rules import words

Bearers = Sequence[Referent]

OLDER, YOUNGER = frozenset({"elder", "older"}), frozenset({"younger"})
FORMER = words("former")
OFFICES = (words("titles") | words("offices")) - words("honorifics")
AGE_BEHIND = re.compile(r"^,\s(?:aged\s)?(\d{1,3})(?=[,.;)])")
AGES_BEHIND = re.compile(r"^,\s(?:who\sare\s|aged\s)?(\d{1,3})\sand\s(\d{1,3})(?=[,.;)])")
APPOSITION = re.compile(r"^,\s(?:the|a|an)?\s?([^,.;:]{1,60})")


def _one(found: Iterable[Referent]) -> Referent | None:
    remaining = list(found)
    return remaining[0] if len(remaining) == 1 else None


def generation(position: int, bearers: Bearers, here: Scene) -> Referent | None:
    """The elder or the younger of two, by "Sr." or "Jr." with one of them, or by their ages."""
    if len(bearers) != 2:  # noqa: PLR2004 - the elder of two
        return None
    elder, younger = ("sr", "jr")
    wanted = elder if here.word_before(position) in OLDER else younger
    suffixes = {p: {person_name(form).suffix for form in p.known_forms()} for p in bearers}
    if named := _one(p for p in bearers if wanted in suffixes[p]):
        return named
    other = younger if wanted == elder else elder
    if named := _one(p for p in bearers if other not in suffixes[p]):
        return named
    first, second = (ages_of(p, here) for p in bearers)
    if not first or not second or min(first) == min(second):
        return None
    return bearers[(min(first) < min(second)) == (wanted == elder)]


def ages_of(person: Referent, here: Scene) -> list[int]:
    """The ages behind a person's full names: "Eva Lind, 61", "Karl and Eva Lind, 61 and 58"."""
    found = []
    for position in here.in_full.get(person, ()):
        behind = here.after(position)
        first = position in here.joint
        match = AGES_BEHIND.match(here.after(position + 1) if first else behind)
        if match and (first or position - 1 in here.joint):
            found.append(int(match[1 if first else 2]))
        elif match := AGE_BEHIND.match(behind):
            found.append(int(match[1]))
    return found


def office(position: int, bearers: Bearers, here: Scene) -> Referent | None:
    """The office before the surname is that of one of them: "Minister Claes"."""
    office = here.word_before(position)
    if office not in OFFICES:
        return None
    return _one(p for p in bearers if any(office in _offices(n, here) for n in here.in_full[p]))


def _offices(position: int, here: Scene) -> set[str]:
    """The offices that stand right before a full name or in the apposition behind it."""
    match = APPOSITION.match(here.after(position))
    behind = {fold(word) for word in match[1].split()} if match else set()
    if behind & FORMER:
        behind = set()
    return {here.word_before(position), *behind} & OFFICES


def pronoun(position: int, bearers: Bearers, here: Scene) -> Referent | None:
    """The next pronoun fits but one of them: "Professor Lind’s exile … If she was …"."""
    said = here.pronoun(position)
    return _one(p for p in bearers if here.sex(p) in {"", said}) if said else None


def introduced(position: int, bearers: Bearers, here: Scene) -> Referent | None:
    """Only one of them has been named so far; the other comes in later."""
    return _one(p for p in bearers if here.in_full[p][0] < position)


def relative_of(position: int, bearers: Bearers, here: Scene) -> Referent | None:
    """The others came in as somebody's relatives, in an earlier paragraph: "his wife Eva"."""
    block = here.names[position].block
    main = [p for p in bearers if not _is_relative(here.in_full[p][0], bearers, here)]
    if any(here.names[n].block == block for p in bearers if p not in main for n in here.in_full[p]):
        return None
    return _one(main)


def _is_relative(position: int, bearers: Bearers, here: Scene) -> bool:
    earlier = any(here.in_full[p][0] < position for p in bearers)
    return came_as_relative(here.before(position), here.after(position), of_another=earlier)


def owned(position: int, bearers: Bearers, here: Scene) -> Referent | None:
    """One was called so before the others came in, and these stand two paragraphs away."""
    block = here.names[position].block
    owner = _one(p for p in bearers if p in here.called)
    near = {block, block - 1}
    others = (n for p in bearers if p is not owner for n in here.in_full[p])
    return None if any(here.names[n].block in near for n in others) else owner


def in_full(position: int, bearers: Bearers, here: Scene) -> Referent | None:
    """The others are named in full or by first name every time, the first of all only once."""
    alone = sum(name.text == here.names[position].text for name in here.names)
    times = {
        p: len(here.in_full[p]) + sum(_is_first_name(name, p) for name in here.names)
        for p in bearers
    }
    first = min(bearers, key=lambda p: here.in_full[p][0])
    named_once = _one(p for p in bearers if times[p] == 1)
    return named_once if named_once is first and alone > 1 else None


def _is_first_name(name: Name, person: Referent) -> bool:
    short = person_name(name.text)
    return any(begins(short, person_name(form)) for form in person.known_forms())
