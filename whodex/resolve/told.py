"""What one article tells of its names by itself, before any of them is linked."""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from itertools import chain

from whodex.lexicon.english import last_word
from whodex.lexicon.lists import words
from whodex.lexicon.names import fold, is_short_for, person_name
from whodex.recognize.sports import sport_of
from whodex.resolve.acronyms import introduced
from whodex.resolve.aliases import Alias, aliases, two_people
from whodex.resolve.also_called import also_called
from whodex.resolve.countries import country_of, parties_beside
from whodex.resolve.kin import joint_names
from whodex.resolve.parts import by_inner_ends, end_of
from whodex.resolve.referents import OFFICES, ORGANIZATION, PERSON, Key, company, key_of, places
from whodex.resolve.sexes import NEAR, REACH, address, stated
from whodex.values.article import Article
from whodex.values.entities import Name

GENERATION = re.compile(r",?\s(Jr|Sr)\b")


@dataclass(frozen=True, slots=True)
class Told:
    """What an article tells.

    `full` are the forms that name a person in full, `joint` those of whoever shares the surname of
    the next and whether they are certain, `stated` what stands beside a full form of somebody's
    sex, `addressed` beside a name by itself, `offices` those before a full form, `acronyms` come
    with the key of what they stand for, `also` are two names of one thing. `company` and `places`
    are keys of whom and what it names, `parties` those of parties that other countries may have,
    and `country` that of the article.
    """

    full: tuple[str, ...]
    joint: tuple[tuple[str, bool], ...]
    aliases: tuple[Alias, ...]
    stated: tuple[tuple[str, str], ...]
    addressed: tuple[tuple[str, str], ...]
    offices: tuple[tuple[str, str], ...]
    acronyms: tuple[tuple[str, str], ...]
    also: tuple[tuple[Key, Key], ...]
    company: tuple[str, ...]
    places: tuple[str, ...]
    parties: tuple[tuple[str, str], ...]
    sport: str


def told(article: Article, names: tuple[Name, ...]) -> Told:
    """Say what an article tells of its names."""
    names = with_generations(article, names)
    parties = tuple(sorted(_parties(article, names)))
    return Told(
        _full_forms(article, names),
        tuple((form, certain) for _, form, certain in joint_names(article, names)),
        aliases(article, names),
        _stated(article, names),
        _addressed(article, names),
        _offices(article, names),
        introduced(article, names),
        tuple(((a.type, a.text), (b.type, b.text)) for a, b in also_called(article, names)),
        tuple(sorted(company(names))),
        tuple(sorted(places(names))),
        parties,
        sport_of(article),
    )


@cache
def with_generations(article: Article, names: tuple[Name, ...]) -> tuple[Name, ...]:
    """Return an article's names with the "Jr." that follows one, a comma before it or none."""
    return tuple(
        replace(name, text=f"{name.text} {match[1]}")
        if name.type is PERSON
        and (match := GENERATION.match(article.blocks[name.block].text, name.end))
        else name
        for name in names
    )


def _full_forms(article: Article, names: tuple[Name, ...]) -> tuple[str, ...]:
    """The forms that name a person in full in one article: no end of a longer form there.

    Unless it stands beside that, as somebody else's.
    """
    two = two_people(article, names)
    forms = dict.fromkeys(name.text for name in names if name.type is PERSON)
    full = [form for form in forms if person_name(form).is_full]
    longer = by_inner_ends(full)
    return tuple(
        form
        for form in full
        if not any(
            is_short_for(person_name(form), person_name(other))
            and frozenset((fold(form), fold(other))) not in two
            for other in longer.get(end_of(form), ())
        )
    )


def _stated(article: Article, names: tuple[Name, ...]) -> tuple[tuple[str, str], ...]:
    """What stands beside the full names of an article."""
    found = []
    for name in names:
        if name.type is PERSON and person_name(name.text).is_full:
            text = article.blocks[name.block].text
            before = text[max(0, name.start - NEAR) : name.start]
            if sex := stated(before, name.text, text[name.end : name.end + NEAR]):
                found.append((name.text, sex))
    return tuple(found)


def _addressed(article: Article, names: tuple[Name, ...]) -> tuple[tuple[str, str], ...]:
    """What forms of address say in an article that completes a name nowhere."""
    people = [name for name in names if name.type is PERSON]
    parts = set(chain.from_iterable(person_name(n.text).parts for n in people if " " in n.text))
    found = []
    for name in people:
        own = person_name(name.text)
        if not own.is_full and parts.isdisjoint(own.parts):
            before = article.blocks[name.block].text[max(0, name.start - NEAR) : name.start]
            if said := address(before, name.text):
                found.append((fold(name.text), said))
    return tuple(found)


def _offices(article: Article, names: tuple[Name, ...]) -> tuple[tuple[str, str], ...]:
    """The offices right before the full names of an article."""
    found = []
    for name in names:
        if name.type is PERSON and person_name(name.text).is_full:
            before = article.blocks[name.block].text[max(0, name.start - NEAR) : name.start]
            if (office := last_word(before[-REACH:]).lower()) in OFFICES:
                found.append((name.text, office))
    return tuple(found)


def _parties(article: Article, names: tuple[Name, ...]) -> Iterator[tuple[str, str]]:
    """Keys of parties that an article names, each with a country whose it is, if that is clear."""
    beside = parties_beside(article, names)
    found: dict[str, set[str]] = defaultdict(set)
    for name in names:
        key = key_of(ORGANIZATION, name.text) if name.type is ORGANIZATION else ""
        if key in words("parties"):
            found[key] |= {beside[at]} if (at := (name.block, name.start)) in beside else set()
    for key, countries in found.items():
        for country in countries or filter(None, (country_of(article, names),)):
            yield key, country
