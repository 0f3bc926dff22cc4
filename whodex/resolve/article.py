"""One article: each of its names is linked, in the order of the text."""

import re
from collections.abc import Callable, Sequence
from itertools import chain

from whodex.models import Article, Name
from whodex.names import (
    PersonName,
    begins,
    consonants,
    fold,
    given_name_forms,
    is_short_for,
    nicknamed,
    person_name,
    stands_inside,
)
from whodex.resolve.bearers import bearer, in_headline
from whodex.resolve.referents import (
    ORGANIZATION,
    PERSON,
    PLACE,
    Collection,
    Link,
    Referent,
    Rule,
    key_of,
    only,
    thing,
)
from whodex.resolve.reigning import reigning
from whodex.resolve.scene import Scene, scene
from whodex.resolve.things import organization
from whodex.rules import words

KIN = "|".join(sorted(words("kinship"), key=len, reverse=True))
RELATIVE = re.compile(
    rf"(?P<kin_of>(?:(?P<whose>[^\s,;“”\"]+?)['’]s?|\b(?:[Hh]is|[Hh]er|[Tt]heir))"
    rf"\s(?:\w+\s)?(?:{KIN})),?\s$"
)
# The end of it, of a text read backwards: searching is slow, and there is hardly ever one.
BACKWARDS = re.compile(rf"\s,?(?:{KIN[::-1]})")
LONGEST = len(max(words("kinship"), key=len)) + 2
STYLES = frozenset(
    {"sheikh", "sheik", "sultan", "emir", "king", "queen", "prince", "princess", "pope", "sir"}
)
KNOWN = 3  # articles that name a person in full, so that others needn't
JOINT = re.compile(r"\s(?:and|&)\s")


def links(
    number: int, article: Article, names: Sequence[Name], collection: Collection
) -> list[Link]:
    """Link each name of the article that is the collection's `number`-th."""
    here = scene(number, article, names, collection)
    found = []
    for position, name in enumerate(names):
        link = _link(position, name, here)
        here.follow(position, link)
        found.append(link)
    return in_headline(found, here)


def _link(position: int, name: Name, here: Scene) -> Link:
    key = key_of(name.type, name.text)
    if known := here.collection.registered.get((name.type, key)):
        return Link(Rule.REGISTER, known)
    if name.type is PLACE:
        return thing(Rule.NAME, PLACE, name.text, key, here.collection)
    if name.type is ORGANIZATION:
        return organization(position, key, here)
    return (
        _joint_name(position, here)
        or _relative(position, here)
        or _full_name(name, here)
        or reigning(position, here)
        or _first_name_in_style(position, here)
        or _surname_here(position, here)
        or _first_name_here(position, here)
        or _surname_elsewhere(name, here)
        or _first_name_elsewhere(name, here)
        or _single_name(name, here)
    )


def _joint_name(position: int, here: Scene) -> Link | None:
    """A given name that shares the surname of the full name behind "and"."""
    name, following = here.names[position], _joined(position, here)
    if following is None or following.type is not PERSON or person_name(name.text).is_full:
        return None
    if person_name(name.text).surname != fold(name.text):
        return None  # a particle before it makes it a surname: "al-Sabri and Eva Brandt"
    _, _, surname = following.text.partition(" ")
    if not surname or fold(following.text) not in here.collection.people:
        return None
    if any(is_short_for(person_name(name.text), person_name(form)) for form in here.people):
        return None  # a surname: "Lind and Eva Brandt"
    full = f"{name.text} {surname}"
    known = here.collection.people.get(fold(full), ())
    joint = only(Rule.JOINT_NAME, Rule.SEVERAL_FULL, known) or thing(
        Rule.JOINT_NAME, PERSON, full, fold(full), here.collection
    )
    other = _surname_elsewhere(name, here)  # "Lind and Eva Brandt" once more
    if other is None or given_name_forms(fold(name.text)):
        return joint
    both = (link.candidates or (link.referent,) for link in (joint, other))
    return Link(Rule.SEVERAL_FULL, None, tuple(filter(None, chain.from_iterable(both))))


def _joined(position: int, here: Scene) -> Name | None:
    """The name that "and" joins to this one: "Tomas and Helena Brandt"."""
    first, *following = here.names[position : position + 2]
    if not following or following[0].block != first.block:
        return None
    between = here.text(first.block)[first.end : following[0].start]
    return following[0] if JOINT.fullmatch(between) else None


def _relative(position: int, here: Scene) -> Link | None:
    """A given name behind "X’s brother": a person of its own, unless X's surname names one."""
    name = here.names[position]
    before = here.before(position)
    if person_name(name.text).is_full or not BACKWARDS.match(before[: -LONGEST - 1 : -1]):
        return None
    match = RELATIVE.search(before)
    if match is None:
        return None
    here_too = [p for form, p in here.people.items() if _is_kin(name, match["whose"], form, here)]
    siblings = here_too or _kin_elsewhere(name, match["whose"] or here.last_named(position), here)
    if siblings:
        return only(Rule.RELATIVE, Rule.SEVERAL_FIRST, siblings)
    shown = f"{name.text} ({match['kin_of']})"
    wanted = shown if match["whose"] else f"{shown} {here.article.id}"
    person = Referent(PERSON, name=shown, wanted=wanted)
    person = here.relatives.setdefault(fold(name.text), person)
    return Link(Rule.RELATIVE, person)


def _is_kin(name: Name, whose: str | None, form: str, here: Scene) -> bool:
    """Whether a full form begins with the given name and shares the surname of X, or of another."""
    full = person_name(form)
    if not begins(person_name(name.text), full):
        return False
    if whose:
        return person_name(whose).surname == full.surname
    bearers = {p for other, p in here.people.items() if person_name(other).surname == full.surname}
    return len(bearers) > 1


def _kin_elsewhere(name: Name, whose: str, here: Scene) -> Sequence[Referent]:
    """Whoever bears, in another article, the given name with the surname of X."""
    surname = person_name(whose).surname
    return here.collection.people.get(f"{fold(name.text)} {surname}", ()) if surname else ()


def _full_name(name: Name, here: Scene) -> Link | None:
    """A full name, of one person or, where it is short of that, of one whom the article names."""
    person = here.people.get(name.text)
    rule = Rule.FULL_NAME if person_name(name.text).is_full else Rule.NICKNAME
    return Link(rule, person) if person else None


def _surname_here(position: int, here: Scene) -> Link | None:
    """The end of a full name in the same article, or else the first of its two surnames."""
    return _part(Rule.SURNAME, is_short_for, position, here) or _part(
        Rule.SURNAME, stands_inside, position, here
    )


def _first_name_in_style(position: int, here: Scene) -> Link | None:
    """The first name of somebody in the article behind a style that goes with it: "Sheikh"."""
    if here.word_before(position) not in STYLES:
        return None
    return _part(Rule.FIRST_NAME, begins, position, here)


def _first_name_here(position: int, here: Scene) -> Link | None:
    """The first part of a full name in the same article, its nickname, or a relative's name."""
    name = here.names[position].text
    if relative := here.relatives.get(fold(name)):
        known = [
            p for form, p in here.people.items() if begins(person_name(name), person_name(form))
        ]
        return only(Rule.FIRST_NAME, Rule.SEVERAL_FIRST, [*known, relative])
    return _part(Rule.FIRST_NAME, begins, position, here) or _part(
        Rule.NICKNAME, nicknamed, position, here
    )


def _part(
    rule: Rule, is_part: Callable[[PersonName, PersonName], bool], position: int, here: Scene
) -> Link | None:
    """Whoever's full name in the article has this name for a part."""
    short = person_name(here.names[position].text)
    found = [person for form, person in here.people.items() if is_part(short, person_name(form))]
    candidates = tuple(dict.fromkeys(found))
    if len(candidates) > 1:
        return bearer(position, candidates, here)
    return Link(rule, candidates[0]) if candidates else None


def _surname_elsewhere(name: Name, here: Scene) -> Link | None:
    """A surname that the article never completes: its only bearer in the collection.

    One bearer needs company in common, or articles enough to be known without an introduction.
    """
    short = person_name(name.text)
    bearers = [
        person
        for person in here.collection.surnames.get(consonants(short.surname), ())
        if any(_ends_in(short.words, form) for form in person.known_forms())
    ]
    if len(bearers) == 1 and not (
        len(here.collection.present.get(bearers[0], ())) >= KNOWN or here.shares_company(bearers[0])
    ):
        return None
    return only(Rule.SURNAME_ELSEWHERE, Rule.SEVERAL_ELSEWHERE, bearers)


def _ends_in(surname: Sequence[str], form: str) -> bool:
    """Whether a full form ends in a surname, letter for letter, with its particles or without."""
    full, bare = person_name(form), person_name(" ".join(surname)).parts
    n = len(bare)
    return n < len(full.parts) and full.parts[-n:] == bare


def _first_name_elsewhere(name: Name, here: Scene) -> Link | None:
    """A given name whose only bearer elsewhere keeps company that this article names too."""
    short = person_name(name.text)
    if short.is_full:
        return None
    bearers = [
        person
        for person in here.collection.first_names.get(consonants(short.surname), ())
        if any(begins(short, person_name(form)) for form in person.known_forms())
    ]
    if len(bearers) == 1 and here.shares_company(bearers[0]):
        return Link(Rule.FIRST_NAME_ELSEWHERE, bearers[0])
    return None


def _single_name(name: Name, here: Scene) -> Link:
    """A name by itself; a common given name is somebody else in every article."""
    key = fold(name.text)
    if not given_name_forms(key):
        return thing(Rule.SINGLE_NAME, PERSON, name.text, key, here.collection)
    link = thing(
        Rule.SINGLE_NAME, PERSON, name.text, f"{key} in {here.article.id}", here.collection
    )
    if link.referent:
        link.referent.wanted = f"{name.text} {here.article.id}"
    return link
