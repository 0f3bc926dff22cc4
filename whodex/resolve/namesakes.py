"""One name, many people: who bears a full name in which article.

A full name in two articles is one person as far as the name is rare or the articles agree. A rare
name is one person unless articles contradict each other (`facts`), or share nothing where one has
less of it than the other ("V. Lind", "Vera Lind"). A common one, every part of which many bear, is
as many people as there are groups of articles that are alike or introduce one office
(`grouping`); what is neither alike nor unlike is unsure, and so is whom an article names without
introduction, unless the readers of the collection know one of the name.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from datetime import date
from itertools import chain, combinations
from math import log

from slugify import slugify

from whodex.lexicon.lists import pairs, words
from whodex.lexicon.names import PersonName, fold, person_name
from whodex.resolve.asked import Found
from whodex.resolve.countries import country_of
from whodex.resolve.facts import Facts, Told, exclude, kinds_of
from whodex.resolve.grouping import (
    SAME,
    SOMEWHAT,
    UNSURE,
    Group,
    Spot,
    doubtful,
    gathered,
    with_known,
)
from whodex.resolve.introductions import introduction
from whodex.resolve.likeness import Likeness, stems
from whodex.resolve.referents import PERSON, Collection, Link, Referent, of_one_article
from whodex.values.article import Article
from whodex.values.entities import Name

# How many bear a name, roughly: it is rare up to FEW people, and as common as can be from MOST on.
PEOPLE, FEW, MOST = 150_000_000, 300, 30_000
INITIAL = 0.1  # share of people whose name an initial fits
MANY, OFTEN = 8, 0.002  # people of a collection who share a part of their names; its share, then
NICKNAME = re.compile(r"\s[“\"‘'(].+[”\"’')]\s")
LABEL = 40  # letters of an article's title that tell somebody from namesakes


@dataclass(frozen=True, slots=True)
class Suspicion:
    """A person who may be two: the namesake to be, what contradicts, and where, by article."""

    person: Referent
    namesake: Referent
    reason: str
    articles: tuple[int, ...]


Where = Mapping[Referent, Mapping[int, Sequence[int]]]  # positions of names, by article
Completeness = tuple[Referent, str]
Parted = dict[Referent, dict[int, tuple[Referent, ...]]]
Meant = dict[Spot, tuple[Referent, ...]]  # of several, nobody knows which


def tell_apart(
    articles: Sequence[Article],
    names: Sequence[Sequence[Name]],
    linked: Sequence[Found],
    collection: Collection,
    different: AbstractSet[frozenset[str]],
) -> tuple[Parted, list[Suspicion]]:
    """Say whom a shared name means, by person and article, and what is suspicious.

    `linked` has the articles' links, and what they say of people.

    Where the articles of a rare name that contradict each other name the same company, one person
    remains, and a suspicion, unless the ids of the two are in `different`, the editors' pairs.
    """
    where = _mentions([links for links, _ in linked])
    evidence = _Evidence(articles, names, where, [facts for _, facts in linked], collection)
    commonness = _commonness(collection)
    meant: Meant = {}
    suspicions: list[Suspicion] = []
    for family in _families(where):
        spots = [(number, person) for person in family for number in where.get(person, ())]
        if len(spots) < 2 or any(person.entity for person in family):  # noqa: PLR2004 - nothing to tell apart
            continue
        forms = (person_name(form) for person in family for form in person.forms)
        if common := max(map(commonness, forms), default=0.0):
            groups = gathered(map(evidence.group, zip(spots, strict=True)), SAME * common)
            groups = with_known(groups, common)
            meant |= _told(groups, evidence, UNSURE * common, common=True)
            continue
        found, suspicion = _rare(spots, evidence, different)
        meant |= found
        suspicions += suspicion
    parted: Parted = defaultdict(dict)
    for number, person in ((n, p) for p in where if p.fits for n in where[p]):
        parted[person][number] = tuple(dict.fromkeys(_as_here(person.fits, number, meant)))
    for (number, person), people in meant.items():
        parted[person][number] = people
    return parted, suspicions


def _as_here(people: Iterable[Referent], number: int, meant: Meant) -> Iterator[Referent]:
    """The people, whoever of them was told apart as an article has them."""
    for person in people:
        yield from meant.get((number, person), (person,))


def _mentions(links: Sequence[Sequence[Link]]) -> Where:
    """Where each person is mentioned whom the register doesn't know."""
    where: dict[Referent, dict[int, list[int]]] = defaultdict(lambda: defaultdict(list))
    for number, of_article in enumerate(links):
        for position, link in enumerate(of_article):
            if link.referent and link.referent.type is PERSON and not link.referent.entity:
                where[link.referent][number].append(position)
    return where


def _families(where: Where) -> Iterable[list[Referent]]:
    """People together with the forms that may mean several of them; most are by themselves."""
    family: dict[Referent, list[Referent]] = {person: [person] for person in where}
    for person in list(family):
        for other in person.fits:
            mine, theirs = family[person], family.setdefault(other, [other])
            if mine is not theirs:
                mine += theirs
                family.update(dict.fromkeys(theirs, mine))
    return {id(members): members for members in family.values()}.values()


def _commonness(collection: Collection) -> Callable[[PersonName], float]:
    """Return what says how common a full name is, from 0 to 1.

    Its parts are counted in the world's lists and in the collection; more parts leave less open.
    """
    people = dict.fromkeys(chain.from_iterable(collection.people.values()))
    parts: Counter[str] = Counter()
    for person in people:
        full = [name for name in map(person_name, person.known_forms()) if name.is_full]
        parts.update({part for name in full for part in (name.parts[0], name.parts[-1])})

    def share(part: str, names: str) -> float:
        if len(part) == 1:
            return INITIAL
        here = OFTEN if parts[part] >= MANY else 0.0
        return max(here, int(pairs(names).get(part, 0)) / 100_000)

    def commonness(name: PersonName) -> float:
        if not name.is_full:
            return 0.0
        first, *middle, last = name.parts
        bearers = PEOPLE * max(
            share(given, "common-given-names") * share(family, "common-surnames")
            for given, family in ((first, last), (last, first))
        )
        for part in middle:
            bearers *= INITIAL if len(part) == 1 else OFTEN
        return min(1.0, max(0.0, log(max(bearers, 1.0) / FEW) / log(MOST / FEW)))

    return commonness


class _Evidence:
    """What the articles say of people, looked up where it is asked for."""

    def __init__(
        self,
        articles: Sequence[Article],
        names: Sequence[Sequence[Name]],
        where: Where,
        facts: Sequence[Mapping[Referent, Facts]],
        collection: Collection,
    ) -> None:
        self.articles, self.where, self._facts = articles, where, facts
        self._names, self._company = names, collection.company
        self._likeness: Likeness | None = None

    def names(self, spot: Spot) -> list[Name]:
        """The names of a person in an article."""
        number, person = spot
        return [self._names[number][position] for position in self.where[person][number]]

    def forms(self, spot: Spot) -> set[str]:
        """The full forms among them."""
        return {name.text for name in self.names(spot) if person_name(name.text).is_full}

    def facts(self, spot: Spot) -> Facts:
        """What an article says of a person."""
        number, person = spot
        company = self._company[number] - set(map(fold, person.known_forms()))
        return replace(self._facts[number][person], article=number, company=company)

    def group(self, spots: Sequence[Spot]) -> Group:
        """Articles as one group, with what they say in words."""
        if self._likeness is None:
            self._likeness = Likeness(self.articles, self._company)
        found = Group([], [], Counter())
        for spot in spots:
            number, person = spot
            own = frozenset(stem for form in person.known_forms() for stem in stems(form))
            said = self._likeness.words(number, self.names(spot), own)
            group = Group([spot], [self.facts(spot)], Counter(self.forms(spot)), said)
            about = country_of(self.articles[number], tuple(self._names[number]))
            if how := introduction(self.articles[number], self.names(spot), about):
                group.introduced(how)
            found.add(group)
        return found


def _by_completeness(spots: Iterable[Spot], evidence: _Evidence) -> list[list[Spot]]:
    """The articles parted by how much of a rare name they have, unless one has both forms."""
    parts: list[tuple[set[Completeness], list[Spot]]] = []
    for spot in spots:
        person = spot[1]
        forms = evidence.forms(spot) or person.forms
        keys = {(person, key) for form in forms for key in _completeness(form)}
        meeting = [part for part in parts if not keys.isdisjoint(part[0])]
        parts = [part for part in parts if keys.isdisjoint(part[0])]
        first = meeting[0] if meeting else (keys, [])
        for known, found in meeting[1:]:
            first[0].update(known)
            first[1].extend(found)
        first[0].update(keys)
        first[1].append(spot)
        parts.append(first)
    return [found for _, found in parts]


def _completeness(form: str) -> Iterator[str]:
    """What two forms share one of that have as much of a name: initials, parts, or all letters."""
    given, *middle = person_name(NICKNAME.sub(" ", form)).parts[:-1] or [""]
    yield f"{len(given) == 1} {sum(len(part) > 1 for part in middle)}"
    yield "".join(person_name(form).parts)


def _by_trade(spots: Sequence[Spot], evidence: _Evidence) -> list[list[Spot]]:
    """The articles parted by how they spell a rare name, where the trades differ as well.

    That is where one trade excludes some, the other not it, and nobody else is named with both.
    """
    spelt: dict[frozenset[str], list[Spot]] = defaultdict(list)
    for spot in spots:
        forms = evidence.forms(spot) or spot[1].forms
        spelt[frozenset("".join(person_name(form).parts) for form in forms)].append(spot)
    said = [[evidence.facts(spot) for spot in found] for found in spelt.values()]
    told_all = Told(chain.from_iterable(said))
    if frozenset.intersection(*map(frozenset, spelt)) or told_all.exclude(told_all):
        return [list(spots)]
    trades = [{trade for fact in facts_ for trade in fact.trades} for facts_ in said]
    company = [frozenset().union(*(fact.company for fact in facts_)) for facts_ in said]
    for (mine, with_me), (theirs, with_them) in combinations(zip(trades, company, strict=True), 2):
        told = mine and theirs and mine.isdisjoint(theirs) and with_me.isdisjoint(with_them)
        if not told or not any(map(kinds_of, mine | theirs)):
            return [list(spots)]
    return list(spelt.values())


def _rare(
    spots: Sequence[Spot],
    evidence: _Evidence,
    different: AbstractSet[frozenset[str]],
) -> tuple[Meant, list[Suspicion]]:
    """Who is meant by a rare name, where its articles contradict each other or share nothing."""
    plain = [(number, person) for number, person in spots if not person.fits]
    parts = _by_completeness(plain, evidence)
    if len(parts) == 1:
        parts = _by_trade(plain, evidence)
    if len(parts) == 1:
        return _contradicted(plain[0][1], evidence, different)
    groups = gathered(map(evidence.group, parts), SOMEWHAT)
    for spot in (spot for spot in spots if spot[1].fits):
        group = evidence.group([spot])
        like = [o for o in groups if group.like(o) >= SAME and group.may_be(o)]
        if len(like) == 1:
            like[0].add(group)
    return _told(groups, evidence, SOMEWHAT, common=False), []


def _told(groups: Sequence[Group], evidence: _Evidence, likely: float, *, common: bool) -> Meant:
    """Who is meant in each article, if the groups are people; whoever keeps all is left out."""
    unsure = dict(doubtful(groups, likely, common=common))
    sure = sorted((group for group in groups if group not in unsure), key=Group.first)
    people = dict(zip(sure, _people(sure, evidence.articles), strict=True))
    meant: Meant = {spot: (people[group],) for group in sure for spot in group.spots}
    taken = {slugify(person.called()) for person in people.values()} if unsure else set()
    for group, near in unsure.items():
        found = [people[other] for other in near]
        if len(found) < 2:  # noqa: PLR2004 - one may be meant, or somebody else
            found.append(_somebody_else(group, taken, evidence.articles))
        meant.update(dict.fromkeys(group.spots, tuple(found)))
    parted = {person for (_, person), found in meant.items() if found != (person,)}
    return {spot: found for spot, found in meant.items() if spot[1] in parted}


def _people(groups: Sequence[Group], articles: Sequence[Article]) -> Iterator[Referent]:
    """A referent for each group: that of its names, for the first that has them, or a namesake."""
    times = Counter(person for group in groups for person in {p for _, p in group.spots})
    taken: set[str] = set()
    given: set[Referent] = set()
    for group in groups:
        own = next((p for _, p in group.spots if p not in given and not p.fits), None)
        person = own or _namesake(group.spots[0][1], group, articles, taken)
        given.add(person)
        if own and times[own] > 1:
            own.forms = group.forms or own.forms
        taken.add(slugify(person.called()))
        yield person


def _somebody_else(group: Group, taken: Container[str], articles: Sequence[Article]) -> Referent:
    """Whoever an article means, if none of the others, whose ids are `taken`."""
    ((number, person),) = group.spots
    if group.forms:
        return _namesake(person, group, articles, taken)
    surname = person_name(person.called()).surname.title()
    return Referent(PERSON, name=surname, wanted=of_one_article(surname, articles[number]))


def _introduced(group: Group) -> list[str]:
    """The phrases that introduce somebody, as far as they are short, without their articles."""
    said = [phrase for how in group.introductions for phrase in how.phrases]
    bare = (re.sub(r"^(?:an?|the)\s", "", phrase, flags=re.IGNORECASE) for phrase in said)
    return [phrase for phrase in bare if phrase and len(phrase) <= LABEL]


def _labels(
    name: str, group: Group, articles: Sequence[Article], taken: Container[str]
) -> Iterator[str]:
    """Names that tell one of a name from others.

    By trade, office, how the articles introduce them, birth, or the first article's title.
    """
    first = min(group.facts, key=_by_date)
    exclusive = [trade for trade in first.trades if kinds_of(trade)]
    seats = [f"{office} of {seat.title()}" for office, seat in sorted(first.seats)]
    born = [f"born about {year}" for year in sorted(first.born)[:1]]
    trades = [trade for trade in first.trades if trade in words("offices")]
    article = articles[first.article]
    short, rest = article.title[:LABEL], article.title[LABEL:]
    title = f"“{short.rpartition(' ')[0]} …”" if rest else f"“{short}”" if short else article.id
    marks = (*exclusive, *seats, *_introduced(group), *born, *trades, title, article.id)
    yield from (f"{name} ({m})" for m in marks if slugify(f"{name} ({m})") not in taken)


def _contradicted(
    person: Referent, evidence: _Evidence, different: AbstractSet[frozenset[str]]
) -> tuple[Meant, list[Suspicion]]:
    """Who is meant by one form, where articles contradict each other."""
    said = [evidence.facts((number, person)) for number in evidence.where[person]]
    groups = _opposed(said, Told.exclude)
    if not groups:
        return {}, []
    namesake = _namesake(person, _of(groups[1]), evidence.articles, {slugify(person.called())})
    pair = frozenset(slugify(p.called()) for p in (person, namesake))
    if pair not in different:
        groups = _opposed(said, Told.contradict)
    if not groups:
        return {}, [_suspicion(person, namesake, said)]
    return dict(_assigned(person, said, groups, evidence.articles)), []


def _suspicion(person: Referent, namesake: Referent, said: Sequence[Facts]) -> Suspicion:
    a, b = next((a, b) for a, b in combinations(sorted(said, key=_by_date), 2) if exclude(a, b))
    both = (_said(fact) for fact in (a, b))
    reason = "one article says “{}”, another “{}”".format(*both)
    return Suspicion(person, namesake, reason, (a.article, b.article))


def _said(fact: Facts) -> str:
    trades = [trade for trade in fact.trades if kinds_of(trade)]
    seats = [f"{office} of {seat.title()}" for office, seat in sorted(fact.seats)]
    born = [f"born about {min(fact.born)}"] if fact.born else []
    died = [f"died in {max(fact.died)}"] if fact.died else []
    alive = [f"alive in {fact.alive}"] if fact.alive else []
    return ", ".join([*trades, *seats, *born, *died] or alive)


def _opposed(said: Sequence[Facts], apart: Callable[[Told, Told], bool]) -> list[list[Facts]]:
    """Gather the articles that contradict others into people; none where nothing contradicts."""
    told = Told(said)
    if not any(exclude(a, b) for a, b in combinations(told.kinds(), 2)):
        return []
    groups: list[tuple[Told, list[Facts]]] = []
    for fact in sorted(said, key=_by_date):
        alone = Told([fact])
        if not apart(alone, told):
            continue
        fitting = [group for group in groups if not apart(alone, group[0])]
        if fitting:
            so_far, of_group = max(fitting, key=lambda group: group[0].ties(fact))
            so_far.add(fact)
            of_group.append(fact)
        else:
            groups.append((alone, [fact]))
    return [of_group for _, of_group in groups]


def _by_date(fact: Facts) -> tuple[date, int]:
    return fact.published or date.max, fact.article


def _assigned(
    person: Referent,
    said: Sequence[Facts],
    groups: Sequence[Sequence[Facts]],
    articles: Sequence[Article],
) -> Iterator[tuple[Spot, tuple[Referent, ...]]]:
    """The people whom the name may mean, by article: one, where it is plain."""
    people, taken = [person], {slugify(person.called())}
    for group in groups[1:]:
        people.append(_namesake(person, _of(group), articles, taken))
        taken.add(slugify(people[-1].called()))
    told = list(map(Told, groups))
    grouped = {fact.article: n for n, group in enumerate(groups) for fact in group}
    for fact in said:
        own = [grouped[fact.article]] if fact.article in grouped else []
        ties = [group.ties(fact) for group in told]
        best = [n for n, tie in enumerate(ties) if tie == max(ties) > 0]
        chosen = own or (best if len(best) == 1 else range(len(groups)))
        yield (fact.article, person), tuple(people[n] for n in chosen)


def _of(said: Sequence[Facts]) -> Group:
    """Whoever some facts are of, whatever the forms."""
    return Group([], list(said), Counter())


def _namesake(
    person: Referent, group: Group, articles: Sequence[Article], taken: Container[str]
) -> Referent:
    """Somebody else of that name or of some of its forms; called so, where nobody is yet."""
    other = Referent(PERSON, forms=Counter(group.forms or person.forms))
    if slugify(other.called()) in taken:
        other.name = next(_labels(other.called(), group, articles, taken))
    return other
