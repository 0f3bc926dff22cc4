"""Before any name is linked: what all articles and the register know together."""

import re
from collections import Counter, defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from functools import cache
from itertools import chain, combinations, pairwise

from slugify import slugify

from whodex.gazetteer import known
from whodex.models import Article, EntityType, Name, Register
from whodex.names import compatible, consonants, fold, is_short_for, person_name
from whodex.resolve.aliases import aliases, between_names, join
from whodex.resolve.referents import ORGANIZATION, PERSON, Collection, Referent, key_of
from whodex.resolve.reigning import numerals
from whodex.resolve.sports import sport_of
from whodex.rules import words

KIN = re.compile(r"\b(?:son|daughter|father|mother|grandson|grandfather)\b")
BRACKET = re.compile(r"\s\(")
SHORTEST_ACRONYM = 3  # letters of one that is told by its initials alone


def gather(
    articles: Sequence[Article], names: Sequence[tuple[Name, ...]], register: Register
) -> Collection:
    """Gather the people named in full, the acronyms and the company that names keep."""
    referents = [Referent(entity.type, entity=entity) for entity in register.entities]
    full = [_full_forms(found) for found in names]
    surnames = _surnames_with_particles(full)
    forms = [[form for form in found if fold(form) not in surnames] for found in full]
    sports = [sport_of(article) for article in articles]
    teams, short_forms = _teams(sports, names)
    generations = (
        pair
        for article, of_article in zip(articles, forms, strict=True)
        for pair in _generations(article, of_article)
    )
    people = _people(forms, generations, referents, register)
    join(chain.from_iterable(map(aliases, articles, names)), people, register)
    everybody = [
        person
        for person in dict.fromkeys(chain(referents, chain.from_iterable(people.values())))
        if person.type is PERSON
    ]
    registered = {(r.type, key_of(r.type, form)): r for r in referents for form in r.known_forms()}
    acronyms = _acronyms(articles, names)
    return Collection(
        registered=registered,
        people=people,
        surnames=_by_part(everybody, -1),
        first_names=_by_part(everybody, 0),
        things={},
        acronyms=acronyms,
        spelled_out={
            long: known
            for short, long in acronyms.items()
            if (known := registered.get((ORGANIZATION, short)))
            and short == "".join(word[0] for word in long.split())
        },
        teams=teams,
        short_forms=short_forms,
        sports=sports,
        company=[_company(found) for found in names],
        present=_present(forms, people),
        numerals=numerals(names),
    )


@cache
def _full_forms(names: tuple[Name, ...]) -> tuple[str, ...]:
    """The forms that name a person in full in one article: no end of a longer form there."""
    forms = {name.text for name in names if name.type is PERSON}
    full = [form for form in forms if person_name(form).is_full]
    return tuple(
        form
        for form in full
        if not any(is_short_for(person_name(form), person_name(other)) for other in full)
    )


def _surnames_with_particles(articles: Sequence[Sequence[str]]) -> frozenset[str]:
    """Forms such as "Al Thani" that some full name ends with, and so aren't full themselves."""
    forms = set(chain.from_iterable(articles))
    ends = {person_name(form).words[-2:] for form in forms if len(person_name(form).words) > 2}  # noqa: PLR2004 - more than a pair
    return frozenset(
        fold(form)
        for form in forms
        if person_name(form).is_open and person_name(form).words in ends
    )


def _people(
    articles: Sequence[Sequence[str]],
    generations: Iterable[tuple[str, str]],
    referents: Iterable[Referent],
    register: Register,
) -> dict[str, list[Referent]]:
    """Gather full forms into people: a form joins those it can be, where that is one person.

    Forms with initials come last and longer ones before shorter ones, since they leave less open.
    A form that may be two people ("J. Lind") is nobody's for now.
    """
    forms = Counter(chain.from_iterable(articles))
    apart = {frozenset(map(slugify, pair)) for pair in generations}
    apart |= set(map(frozenset, register.different))
    near: dict[str, list[Referent]] = defaultdict(list)
    people: dict[str, list[Referent]] = {}

    def add(person: Referent, form: str) -> None:
        people[fold(form)] = [person]
        for key in _neighbourhoods(form):
            if person not in near[key]:
                near[key].append(person)

    for person in referents:
        if person.type is PERSON:
            for form in person.known_forms():
                add(person, form)
    for form in sorted(forms, key=lambda form: (*_openness(form), -forms[form], form)):
        around = dict.fromkeys(chain.from_iterable(near[key] for key in _neighbourhoods(form)))
        fitting = people.get(fold(form)) or [p for p in around if _fits(form, p, apart)]
        if len(fitting) > 1:
            people[fold(form)] = fitting
            continue
        person = fitting[0] if fitting else Referent(PERSON)
        person.forms[form] += forms[form]
        add(person, form)
    return people


def _openness(form: str) -> tuple[bool, int]:
    """A key that sorts forms by how much they leave open."""
    parts = person_name(form).parts
    return any(len(part) == 1 for part in (parts[0], parts[-1])), -len(parts)


def _neighbourhoods(form: str) -> tuple[str, str, str]:
    """Keys of which two forms of one name share at least one."""
    name = person_name(form)
    return consonants(name.surname), "".join(name.parts), " ".join(sorted(name.parts))


def _generations(article: Article, forms: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Father and son: one is "Jr." and the other "Sr.", or has no suffix where kin is spoken of.

    The given name is the same word: "Bill Marsh" may well be "William Marsh Jr.".
    """
    for form, other in combinations(forms, 2):
        a, b = person_name(form), person_name(other)
        if a.suffix == b.suffix or (a.parts[0], a.surname) != (b.parts[0], b.surname):
            continue
        if (a.suffix and b.suffix) or any(KIN.search(block.text) for block in article.blocks):
            yield form, other


def _fits(form: str, person: Referent, apart: Container[frozenset[str]]) -> bool:
    """Whether a form may name a person: none of their forms speaks against it, and no editor."""
    others = list(person.known_forms())
    ids = {slugify(other) for other in others} | ({person.entity.id} if person.entity else set())
    if any(frozenset((slugify(form), other)) in apart for other in ids):
        return False
    full = [name for name in map(person_name, others) if name.is_full]
    fitting = [name for name in full if compatible(person_name(form), name)]
    turned = {name.parts[::-1] for name in fitting}
    return bool(fitting) and all(name in fitting or name.parts in turned for name in full)


def _by_part(people: Iterable[Referent], which: int) -> Mapping[str, Sequence[Referent]]:
    """People by the first or the last part of their full names."""
    found: dict[str, list[Referent]] = defaultdict(list)
    for person in people:
        full = (name for name in map(person_name, person.known_forms()) if name.is_full)
        for part in sorted({consonants(name.parts[which]) for name in full}):
            found[part].append(person)
    return found


def _present(
    articles: Sequence[Sequence[str]], people: Mapping[str, Sequence[Referent]]
) -> Mapping[Referent, Sequence[int]]:
    found: dict[Referent, list[int]] = defaultdict(list)
    for number, forms in enumerate(articles):
        for person in {p for form in forms for p in people[fold(form)][:1]}:
            found[person].append(number)
    return found


@cache
def _company(names: tuple[Name, ...]) -> frozenset[str]:
    """Keys of the people and organizations that an article names by more than one word."""
    return frozenset(
        key_of(name.type, name.text)
        for name in names
        if name.type is not EntityType.PLACE and " " in name.text
    )


def _acronyms(articles: Sequence[Article], names: Sequence[tuple[Name, ...]]) -> dict[str, str]:
    """Acronyms that stand with an organization's name, where all articles agree on them."""
    introduced: dict[str, set[str]] = defaultdict(set)
    for acronym, long in chain.from_iterable(map(_introduced, articles, names)):
        introduced[acronym].add(long)
    return {short: keys.pop() for short, keys in introduced.items() if len(keys) == 1}


@cache
def _introduced(article: Article, names: tuple[Name, ...]) -> tuple[tuple[str, str], ...]:
    """Acronyms in one article, each with the key of the organization that it stands for.

    In brackets behind it ("Baltic Ports Authority (BPA)") or before it, or made of its initials.
    """
    return tuple(
        (fold(acronym.text), key_of(ORGANIZATION, long.text))
        for acronym, long in chain(_in_brackets(article, names), _by_initials(names))
    )


def _in_brackets(article: Article, names: Sequence[Name]) -> Iterator[tuple[Name, Name]]:
    for first, second in pairwise(names):
        between = between_names(article, first, second)
        if BRACKET.fullmatch(between) and {first.type, second.type} == {ORGANIZATION}:
            short, long = sorted((first, second), key=lambda name: len(name.text))
            if " " not in short.text and " " in long.text:
                yield short, long


def _by_initials(names: Sequence[Name]) -> Iterator[tuple[Name, Name]]:
    """An acronym and the one organization in the article whose words begin with its letters."""
    organizations = {n.text: n for n in names if n.type is ORGANIZATION}
    made: dict[str, dict[str, Name]] = defaultdict(dict)
    for name in organizations.values():
        made[initials(name.text)].setdefault(key_of(ORGANIZATION, name.text), name)
    for name in organizations.values():
        long = made.get(name.text.replace(".", ""), {}) if name.text.isupper() else {}
        if len(long) == 1 and " " not in name.text:
            yield name, next(iter(long.values()))


def initials(form: str) -> str:
    """The capitals that a form's words begin with, where it has several words."""
    capitals = "".join(word[0] for word in form.split() if word[0].isupper())
    return capitals if len(capitals) >= SHORTEST_ACRONYM else ""


def _teams(
    sports: Sequence[str], names: Sequence[tuple[Name, ...]]
) -> tuple[Mapping[tuple[str, str], frozenset[str]], Mapping[tuple[str, str], frozenset[str]]]:
    """The teams of each sport by the place that their names begin with, and by their last word."""
    by_place: dict[tuple[str, str], set[str]] = defaultdict(set)
    by_last: dict[tuple[str, str], set[str]] = defaultdict(set)
    for sport, found in zip(sports, names, strict=True):
        for name in found if sport else ():
            key = key_of(name.type, name.text)
            first, _, last = key.rpartition(" ")
            if name.type is not ORGANIZATION or not first or known(name.text):
                continue
            if place := _place_first(name.text):
                by_place[sport, key_of(EntityType.PLACE, place)].add(key)
            if last not in words("organization-heads"):
                by_last[sport, last].add(key)
    return (
        {short: frozenset(keys) for short, keys in by_place.items()},
        {short: frozenset(keys) for short, keys in by_last.items()},
    )


def _place_first(form: str) -> str:
    """The place that a name of several words begins with: "Port Ellis" of "Port Ellis Albion"."""
    parts = form.split()
    starts = (" ".join(parts[:n]) for n in range(len(parts) - 1, 0, -1))
    return next(filter(known, starts), "")
