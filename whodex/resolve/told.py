"""What one article tells of its names by itself, before any of them is linked."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import chain, pairwise

from whodex.lexicon.english import last_word
from whodex.lexicon.lists import pairs, words
from whodex.lexicon.names import fold, is_short_for, person_name
from whodex.recognize.sports import sport_of
from whodex.resolve.aliases import Alias, aliases, between_names
from whodex.resolve.also_called import also_called, initials
from whodex.resolve.countries import country_of
from whodex.resolve.kin import joint_names
from whodex.resolve.parts import by_inner_ends, end_of
from whodex.resolve.referents import OFFICES, ORGANIZATION, PERSON, Key, company, key_of, places
from whodex.resolve.sexes import NEAR, REACH, address, stated
from whodex.values.article import Article
from whodex.values.entities import Name

GENERATION = re.compile(r",?\s(Jr|Sr)\b")
BRACKET = re.compile(r"(?:['’]s?)?\s[(\[]")
SHORTEST_ACRONYM = 3  # letters of one that is told by its initials alone


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
    parties: tuple[str, ...]
    country: str
    sport: str


def told(article: Article, names: tuple[Name, ...]) -> Told:
    """Say what an article tells of its names."""
    names = with_generations(article, names)
    parties = tuple(sorted(_party_keys(names)))
    return Told(
        _full_forms(names),
        tuple((form, certain) for _, form, certain in joint_names(article, names)),
        aliases(article, names),
        _stated(article, names),
        _addressed(article, names),
        _offices(article, names),
        _acronyms(article, names),
        tuple(((a.type, a.text), (b.type, b.text)) for a, b in also_called(article, names)),
        tuple(sorted(company(names))),
        tuple(sorted(places(names))),
        parties,
        country_of(article, names) if parties else "",
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


def _full_forms(names: tuple[Name, ...]) -> tuple[str, ...]:
    """The forms that name a person in full in one article: no end of a longer form there."""
    forms = dict.fromkeys(name.text for name in names if name.type is PERSON)
    full = [form for form in forms if person_name(form).is_full]
    longer = by_inner_ends(full)
    return tuple(
        form
        for form in full
        if not any(
            is_short_for(person_name(form), person_name(other))
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


def _acronyms(article: Article, names: tuple[Name, ...]) -> tuple[tuple[str, str], ...]:
    """Acronyms in one article, each with the key of the organization that it stands for.

    In brackets behind it ("Baltic Ports Authority (BPA)") or before it, or made of its initials.
    """
    return tuple(
        (fold(acronym.text), key_of(ORGANIZATION, long.text))
        for acronym, long in chain(_in_brackets(article, names), _by_initials(names))
    )


def _in_brackets(article: Article, names: Sequence[Name]) -> Iterator[tuple[Name, Name]]:
    times = Counter(name.text for name in names)
    for first, second in pairwise(names):
        between = between_names(article, first, second)
        if BRACKET.fullmatch(between) and {first.type, second.type} == {ORGANIZATION}:
            short, long = sorted((first, second), key=lambda name: len(name.text))
            begins = {word[0].lower() for word in re.split(r"[\s-]", long.text) if word}
            abroad = (
                second is short and times[short.text] > 1 and _may_be_of_another_language(short)
            )
            one = " " not in short.text and (short.text[0].lower() in begins or abroad)
            if " " in long.text and (one or _is_shortened(short.text, long.text)):
                yield short, long


def _may_be_of_another_language(acronym: Name) -> bool:
    """Whether letters in brackets may stand for a name's words in another language: "TNO"."""
    form = fold(acronym.text)
    is_known = form in pairs("organization-forms") or form in words("outlets")
    letters = acronym.text.replace(".", "")
    return (
        letters.isalpha()
        and letters.isupper()
        and len(letters) >= SHORTEST_ACRONYM
        and not is_known
    )


def _is_shortened(short: str, long: str) -> bool:
    """Whether a name ends with the initials of all but its first words: "First MSMU"."""
    kept, _, letters = short.rpartition(" ")
    rest = long.removeprefix(f"{kept} ")
    return bool(kept) and rest != long and letters in initials(rest)


def _by_initials(names: Sequence[Name]) -> Iterator[tuple[Name, Name]]:
    """An acronym and the one organization in the article whose words begin with its letters."""
    organizations = {n.text: n for n in names if n.type is ORGANIZATION}
    made: dict[str, dict[str, Name]] = defaultdict(dict)
    for name in organizations.values():
        for capitals in initials(name.text):
            made[capitals].setdefault(key_of(ORGANIZATION, name.text), name)
    for name in organizations.values():
        short = name.text.replace(".", "")
        long = made.get(short, {}) if name.text.isupper() and len(short) >= SHORTEST_ACRONYM else {}
        if len(long) == 1 and " " not in name.text:
            yield name, next(iter(long.values()))


def _party_keys(names: tuple[Name, ...]) -> frozenset[str]:
    """Keys of parties that an article names."""
    keys = {key_of(ORGANIZATION, name.text) for name in names if name.type is ORGANIZATION}
    return frozenset(keys & words("parties"))
