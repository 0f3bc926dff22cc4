"""Before any name is linked: what all articles and the register know together."""

import re
from collections import Counter, defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import chain, combinations, pairwise

from slugify import slugify

from whodex.lexicon.lists import words
from whodex.lexicon.names import (
    compatible,
    consonants,
    fold,
    given_name_forms,
    person_name,
    same_given,
    skeleton,
)
from whodex.lexicon.places import known
from whodex.resolve.ages import age_behind
from whodex.resolve.aliases import between_names, in_one_sentence, join, two_people
from whodex.resolve.bodies import SMALL, body
from whodex.resolve.kin import came_as_relative
from whodex.resolve.parts import Alike
from whodex.resolve.referents import (
    ORGANIZATION,
    PERSON,
    Collection,
    Key,
    Referent,
    key_of,
    who,
)
from whodex.resolve.reigning import numerals
from whodex.resolve.sexes import NEAR
from whodex.resolve.told import Told, with_generations
from whodex.values.article import Article, EntityType
from whodex.values.entities import Name
from whodex.values.register import Register

KIN = re.compile(r"\b(?:son|daughter|father|mother|grandson|grandfather)\b")
OPENED = re.compile(r"[(\[]")  # before another spelling of a name
CROWD = 30  # full names of one surname in an article beyond which nobody looks for kin
MANY = 4  # words of a name that is nobody else's in the plural or without its country
PAIR = 2  # words besides the head of a name in which it may stand first or last
OWN_ORDER = frozenset({"academy", "bank", "college", "school", "university"})
SHORTEST_JOINED = 6  # letters of a name that may be written as one word or as two


def gather(
    articles: Sequence[Article],
    names: Sequence[tuple[Name, ...]],
    found: Sequence[Told],
    register: Register,
) -> Collection:
    """Gather the people named in full, the acronyms and the company that names keep.

    `found` is what each article has `told`.
    """
    names = list(map(with_generations, articles, names))
    referents = [Referent(entity.type, entity=entity) for entity in register.entities]
    known_forms = {fold(form) for told in found for form in told.full}
    full = [_with_joint(told, known_forms) for told in found]
    surnames = _surnames_with_particles(full)
    forms = [[form for form in here if fold(form) not in surnames] for here in full]
    teams, short_forms = _teams([told.sport for told in found], names)
    people = _people(forms, _Relations.of(articles, names, forms), referents, register)
    join(chain.from_iterable(told.aliases for told in found), people, register)
    everybody = [
        person
        for person in dict.fromkeys(chain(referents, chain.from_iterable(people.values())))
        if person.type is PERSON
    ]
    registered = {(r.type, key_of(r.type, form)): r for r in referents for form in r.known_forms()}
    acronyms = _acronyms(chain.from_iterable(told.acronyms for told in found))
    return Collection(
        registered=registered,
        people=people,
        surnames=_by_part(everybody, -1),
        first_names=_by_part(everybody, 0),
        everybody={who(each): each for each in (*referents, *everybody)},
        acronyms=acronyms,
        also=_also(chain.from_iterable(told.also for told in found), names, acronyms),
        spelled_out={
            long: known
            for short, long in acronyms.items()
            if (known := registered.get((ORGANIZATION, short)))
            and short == "".join(word[0] for word in long.split())
        },
        teams=teams,
        short_forms=short_forms,
        parties=_parties(found),
        company=[frozenset(told.company) for told in found],
        places=[frozenset(told.places) for told in found],
        present=_present(forms, people),
        sexes=_sexes(chain.from_iterable(told.stated for told in found), people),
        numerals=numerals(names),
        offices=_offices(chain.from_iterable(told.offices for told in found), people),
        addressed=dict(chain.from_iterable(reversed(told.addressed) for told in reversed(found))),
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
    relations: "_Relations",
    referents: Iterable[Referent],
    register: Register,
) -> dict[str, list[Referent]]:
    """Gather full forms into people: a form joins those it can be, where that is one person.

    Forms with initials come last and longer ones before shorter ones, since they leave less open.
    A form that may be two people ("J. Lind") is nobody's for now.
    """
    forms = Counter(chain.from_iterable(articles))
    apart = set(map(frozenset, register.different))
    near: dict[str, Alike] = defaultdict(Alike)
    people: dict[str, list[Referent]] = {}
    added: dict[Referent, int] = {}

    def add(person: Referent, form: str) -> None:
        people[fold(form)] = [person]
        added.setdefault(person, len(added))
        for key, word in (*_neighbourhoods(form), *_initials(form)[:1]):
            near[key].add(word, person)

    for person in referents:
        if person.type is PERSON:
            for form in person.known_forms():
                add(person, form)
    for form in sorted(forms, key=lambda form: (*_openness(form), -forms[form], form)):
        keys = (*_neighbourhoods(form), *_initials(form)[1:])
        around = set(chain.from_iterable(near[k].like(word) for k, word in keys if k in near))
        fitting = people.get(fold(form)) or [
            person
            for person in sorted(around, key=added.__getitem__)
            if _fits(form, person, apart, relations)
        ]
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


def _neighbourhoods(form: str) -> Iterator[tuple[str, str]]:
    """Keys, each with a word; two forms of one name share a key and have the same word there.

    Few others do.
    """
    name = person_name(form)
    yield "".join(name.parts), ""
    yield " ".join(sorted(name.parts)), ""
    surname = skeleton(name.surname)
    for given in name.parts[:1]:
        yield f"{surname}, {skeleton(given)}", name.surname
        for form_of_it in (given, *given_name_forms(given)):
            yield f"{surname}: {form_of_it}", name.surname


def _initials(form: str) -> tuple[tuple[str, str], ...]:
    """Keys by a given name's first letter: of a form's own kind, in full or not, and the other."""
    name = person_name(form)
    if not name.parts:
        return ()
    given = name.parts[0]
    keys = [(f"{skeleton(name.surname)}, {given[0]}{sign}", name.surname) for sign in "…."]
    return tuple(keys if len(given) > 1 else reversed(keys))


@dataclass(frozen=True, slots=True)
class _Relations:
    """Pairs of forms that articles keep apart, father and son, and those that they use for one."""

    apart: frozenset[frozenset[str]]
    together: frozenset[frozenset[str]]

    @classmethod
    def of(
        cls,
        articles: Sequence[Article],
        names: Sequence[tuple[Name, ...]],
        forms: Sequence[Sequence[str]],
    ) -> "_Relations":
        found = [
            pair
            for article, of_article, full in zip(articles, names, forms, strict=True)
            for pair in _pairs(article, of_article, tuple(full))
        ]
        apart = frozenset(pair for pair, together in found if not together)
        return cls(apart, frozenset(pair for pair, together in found if together) - apart)

    def speak_against(self, form: str, others: Sequence[str]) -> bool:
        """Whether a form isn't that of others: kin, or "Jr." in one alone and nowhere together."""
        pairs = {frozenset((fold(form), fold(other))) for other in others}
        if pairs & self.apart:
            return True
        name = person_name(form)
        full = [each for each in map(person_name, others) if each.is_full]
        differ = name.is_full and any(name.suffix != each.suffix for each in full)
        return differ and not pairs & self.together


@cache
def _pairs(
    article: Article, names: tuple[Name, ...], forms: tuple[str, ...]
) -> tuple[tuple[frozenset[str], bool], ...]:
    """Forms of an article that could be one name but for kin or "Jr.", and whether they are."""
    alike: dict[str, list[str]] = defaultdict(list)
    for form in forms:
        alike[person_name(form).surname].append(form)
    crowds = [found for found in alike.values() if len(found) > 1]
    two = tuple((pair, False) for pair in _told_apart(article, names))
    if not crowds:
        return two
    kin = _came_as_relatives(article, names)
    first = {name.text: n for n, name in reversed(list(enumerate(names)))}
    spoken_of = any(KIN.search(block.text) for block in article.blocks)
    return two + tuple(
        (
            frozenset((fold(form), fold(other))),
            _are_one(form, other, kin, first, spoken_of=spoken_of),
        )
        for found in crowds
        for form, other in combinations(found[:CROWD], 2)
        if _could_be_one(form, other, kin)
    )


def _told_apart(article: Article, names: Sequence[Name]) -> Iterator[frozenset[str]]:
    """Full forms that are two people's: two spellings in one sentence, or ages that differ.

    So are two that stand beside each other: "A and B".
    """
    yield from two_people(article, tuple(names))
    alike: dict[str, list[Name]] = defaultdict(list)
    for name in names:
        if name.type is PERSON and person_name(name.text).is_full:
            alike[skeleton(person_name(name.text).surname)].append(name)
    for found in alike.values():
        for first, second in pairwise(found):
            spelt = {person_name(name.text).surname for name in (first, second)}
            beside = in_one_sentence(article, first, second)
            if (
                beside
                and len(spelt) > 1
                and not OPENED.search(between_names(article, first, second))
            ):
                yield frozenset((fold(first.text), fold(second.text)))
        aged = {name.text: age for name in found if (age := age_behind(article, name))}
        for one, other in combinations(list(aged)[:CROWD], 2):
            if aged[one] != aged[other]:
                yield frozenset((fold(one), fold(other)))


def _could_be_one(form: str, other: str, kin: Container[str]) -> bool:
    a, b = person_name(form), person_name(other)
    differ = a.suffix != b.suffix
    return (differ or form in kin or other in kin) and same_given(a.parts[0], b.parts[0])


def _are_one(
    form: str,
    other: str,
    kin: Container[str],
    first: Mapping[str, int],
    *,
    spoken_of: bool,
) -> bool:
    """Whether two forms are one person's: none is a relative, and "Jr." stood with the first.

    "III" and "Jr." are part of many a formal name: "Bill Marsh" may well be "William Marsh Jr.",
    and "John James Lind Jr." is John Lind at length.
    """
    a, b = person_name(form), person_name(other)
    if form in kin or other in kin or (a.suffix and b.suffix):
        return False
    full, short = (form, other) if a.suffix else (other, form)
    if a.parts[0] != b.parts[0] or len(person_name(full).parts) > len(person_name(short).parts):
        return True
    of_two = {a.suffix, b.suffix} & {"jr", "sr"}
    return not spoken_of and (not of_two or first.get(full, 0) < first.get(short, 0))


@cache
def _came_as_relatives(article: Article, names: tuple[Name, ...]) -> frozenset[str]:
    """The full forms that come in as somebody's relatives: "son of the champion Karl Lind"."""
    people = [name for name in names if name.type is PERSON and person_name(name.text).is_full]
    texts = [block.text for block in article.blocks]
    return frozenset(
        name.text
        for number, name in enumerate(people)
        if came_as_relative(
            texts[name.block][max(0, name.start - NEAR) : name.start],
            texts[name.block][name.end : name.end + NEAR],
            of_another=number > 0,
        )
    )


def _with_joint(told: Told, known_forms: Container[str]) -> tuple[str, ...]:
    """The full forms, with those of whoever shares the surname of the next."""
    joint = (form for form, certain in told.joint if certain or fold(form) in known_forms)
    return (*told.full, *dict.fromkeys(form for form in joint if form not in told.full))


def _sexes(
    stated: Iterable[tuple[str, str]], people: Mapping[str, Sequence[Referent]]
) -> Mapping[Referent, str]:
    """Who is a man and who a woman, by what stands beside full names, where all of it agrees."""
    said: dict[Referent, set[str]] = defaultdict(set)
    for form, sex in stated:
        for person in people.get(fold(form), ())[:1]:
            said[person].add(sex)
    return {person: next(iter(found)) for person, found in said.items() if len(found) == 1}


def _offices(
    stood: Iterable[tuple[str, str]], people: Mapping[str, Sequence[Referent]]
) -> Mapping[Referent, frozenset[str]]:
    """The offices that stand right before people's full names, in all articles."""
    found: dict[Referent, set[str]] = defaultdict(set)
    for form, office in stood:
        for person in people.get(fold(form), ())[:1]:
            found[person].add(office)
    return {person: frozenset(offices) for person, offices in found.items()}


def _fits(
    form: str,
    person: Referent,
    apart: Container[frozenset[str]],
    relations: "_Relations",
) -> bool:
    """Whether a form may name a person: none of their forms speaks against it, and no editor."""
    others = list(person.known_forms())
    full = [name for name in map(person_name, others) if name.is_full]
    fitting = [name for name in full if compatible(person_name(form), name)]
    turned = {name.parts[::-1] for name in fitting}
    if not fitting or not all(name in fitting or name.parts in turned for name in full):
        return False
    if relations.speak_against(form, others):
        return False
    ids = {slugify(other) for other in others} | ({person.entity.id} if person.entity else set())
    return not any(frozenset((slugify(form), other)) in apart for other in ids)


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


def _acronyms(told: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Acronyms that stand with an organization's name, where all articles agree on them."""
    introduced: dict[str, set[str]] = defaultdict(set)
    for acronym, long in told:
        introduced[acronym].add(long)
    return {short: keys.pop() for short, keys in introduced.items() if len(keys) == 1}


def _also(
    told: Iterable[tuple[Key, Key]], names: Sequence[tuple[Name, ...]], acronyms: Mapping[str, str]
) -> Mapping[Key, Key]:
    """Other names of organizations and places, each with the one kept, where all agree on it."""
    said: dict[Key, set[Key]] = defaultdict(set)
    for (kind, form), (other_kind, other) in told:
        key = acronyms.get(fold(form)) or key_of(kind, form)
        for each in (other_kind, kind):
            said[each, key_of(each, other)].add((kind, key))
    for other_key, kept in _joined(names):
        said[other_key].add(kept)
    agreed = {each: kept for each, (kept, *more) in said.items() if not more and kept != each}
    return {each: kept for each, kept in agreed.items() if kept not in agreed}


def _joined(names: Sequence[tuple[Name, ...]]) -> Iterator[tuple[Key, Key]]:
    """Organizations that articles write in two ways, each with the usual one.

    As one word and as two, or the head first and last: "Institute of Arctic Studies".
    """
    times = Counter(
        key_of(ORGANIZATION, name.text)
        for found in names
        for name in found
        if name.type is ORGANIZATION
    )
    ways: dict[str, list[str]] = defaultdict(list)
    for key, _ in times.most_common():
        for way in {_letters(key), _head_last(key)}:
            ways[way].append(key)
    for letters, (kept, *others) in ways.items():
        if len(letters) >= SHORTEST_JOINED:
            yield from (((ORGANIZATION, other), (ORGANIZATION, kept)) for other in others)


def _head_last(key: str) -> str:
    """The letters of an organization's long name, its head put last; schools and banks differ.

    "Washington University" isn't the University of Washington.
    """
    parts = key.split()
    content = [word for word in parts if word not in SMALL]
    if len(content) <= PAIR or body(key):
        return "".join(parts)
    first = content[0]
    turned = parts[1] in {"for", "of"} and first in words("organization-heads") - OWN_ORDER
    return "".join([*content[1:], first] if turned else content)


def _letters(key: str) -> str:
    """The letters of an organization's name; of a long one without plurals and "United States".

    Nobody else has an Institute of Allergy and Infectious Diseases.
    """
    parts = key.split()
    bare = parts[2:] if parts[:2] == ["united", "states"] else parts
    if len(bare) < MANY or body(key):
        return "".join(parts)
    return "".join(re.sub(r"(?:ies|y|s)$", "", part) for part in bare)


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


def _parties(articles: Iterable[Told]) -> Mapping[str, frozenset[str]]:
    """By key of a party: the countries whose it is where articles name it, if that is clear."""
    found: dict[str, set[str]] = defaultdict(set)
    for told in articles:
        for key, country in told.parties:
            found[key].add(country)
    return {key: frozenset(countries) for key, countries in found.items()}


def _place_first(form: str) -> str:
    """The place that a name of several words begins with: "Port Ellis" of "Port Ellis Albion"."""
    parts = form.split()
    starts = (" ".join(parts[:n]) for n in range(len(parts) - 1, 0, -1))
    return next(filter(known, starts), "")
