"""One full name, two people: told apart where what stands with the name contradicts itself.

Two articles contradict each other about a person when they give trades that exclude each other
(rules/professions.txt) or years of birth more than two years apart. One name is one person unless
they do; then the articles that agree are gathered, and one that fits several people is unsure.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Container, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date
from functools import cache
from itertools import combinations

from slugify import slugify

from whodex.models import Article, Name
from whodex.names import fold
from whodex.resolve.referents import PERSON, Collection, Link, Referent
from whodex.resolve.scene import last_word
from whodex.rules import pairs, words

AGE_BEHIND = re.compile(r"^,\s(?:aged\s)?(\d{1,3})(?=[,.;)])")
AGE_BEFORE = re.compile(r"\b(\d{1,3})-year-old\s(?:[\w-]+\s){0,3}$")
YEAR_OLD, DEATH = "-year-old", re.compile(r"\b(?:die[ds]|dead)\s")  # without, there is no age
AGE_OF_ONE = re.compile(
    r"\bthe\s(\d{1,3})-year-old\b|\b(?:die[ds]|dead)\s(?:\w+\s){0,3}?(?:at|aged)\s(\d{1,3})\b"
)
TRADE_OF_ONE = re.compile(r"\bthe\s\d{1,3}-year-old\s(\w+)")
BEHIND = re.compile(r"^,\s(?:(?:the|a|an)\s)?([^,.;:–—]{1,80})")
IS = re.compile(r"^\s(?:is|was)\s(?:the|a|an)\s([^,.;:–—]{1,80})")
STOPS = frozenset(
    {"of", "in", "at", "for", "from", "with", "on", "to", "by", "and", "who", "whose"}
)
FORMER = words("former")
SLACK = 2  # years by which a year of birth may differ that is told from an age
LONG = 10  # years after which a trade may have changed
OLDEST = 120


@dataclass(frozen=True, slots=True)
class Facts:
    """What one article says of one person: trades, as written and by kind, and years of birth."""

    article: int
    published: date | None
    trades: tuple[str, ...]
    kinds: frozenset[str]
    born: tuple[int, ...]
    company: frozenset[str]


@cache
def _kinds() -> dict[str, str]:
    """Each trade that excludes others, with its kind."""
    return {word: kind for kind, listed in pairs("professions").items() for word in listed.split()}


@cache
def _trades_known() -> frozenset[str]:
    return words("titles") | words("offices") | _kinds().keys()


@dataclass(frozen=True, slots=True)
class Suspicion:
    """A person who may be two: the namesake to be, what contradicts, and where, by article."""

    person: Referent
    namesake: Referent
    reason: str
    articles: tuple[int, ...]


def tell_apart(
    articles: Sequence[Article],
    names: Sequence[Sequence[Name]],
    links: Sequence[Sequence[Link]],
    collection: Collection,
    different: AbstractSet[frozenset[str]],
) -> tuple[dict[Referent, Mapping[int, Sequence[Referent]]], list[Suspicion]]:
    """Say whom a shared name means, by person and article, and what is suspicious.

    Where the articles that contradict each other name the same company, one person remains, and
    a suspicion, unless the ids of the two are in `different`, the editors' pairs.
    """
    parted: dict[Referent, Mapping[int, Sequence[Referent]]] = {}
    suspicions = []
    crowds = [Counter(name.block for name in found if name.type is PERSON) for found in names]
    for person, by_article in _mentions(links).items():
        if person.type is not PERSON or person.entity or len(by_article) == 1:
            continue
        facts = [
            _facts(
                number,
                articles[number],
                names[number],
                positions,
                crowds[number],
                person,
                collection,
            )
            for number, positions in by_article.items()
        ]
        groups = _groups(facts, _exclude)
        if not groups:
            continue
        namesake = _namesake(person, groups[1])
        pair = frozenset(slugify(p.called()) for p in (person, namesake))
        if pair not in different:
            groups = _groups(facts, contradict)
        if groups:
            parted[person] = dict(_assigned(person, facts, groups))
        else:
            suspicions.append(_suspicion(person, namesake, facts))
    return parted, suspicions


def _suspicion(person: Referent, namesake: Referent, facts: Sequence[Facts]) -> Suspicion:
    a, b = next((a, b) for a, b in combinations(sorted(facts, key=_by_date), 2) if _exclude(a, b))
    both = (_said(fact) for fact in (a, b))
    reason = "one article says “{}”, another “{}”".format(*both)
    return Suspicion(person, namesake, reason, (a.article, b.article))


def _said(fact: Facts) -> str:
    trades = [trade for trade in fact.trades if trade in _kinds()]
    return ", ".join([*trades, *(f"born about {min(fact.born)}" for _ in fact.born[:1])])


def _mentions(links: Sequence[Sequence[Link]]) -> dict[Referent, dict[int, list[int]]]:
    """Where each referent is mentioned: positions by article."""
    where: dict[Referent, dict[int, list[int]]] = defaultdict(lambda: defaultdict(list))
    for number, of_article in enumerate(links):
        for position, link in enumerate(of_article):
            if link.referent:
                where[link.referent][number].append(position)
    return where


def _facts(  # noqa: PLR0913, PLR0917 - an article, its names, and which of them to look at
    number: int,
    article: Article,
    names: Sequence[Name],
    positions: Sequence[int],
    crowd: Mapping[int, int],
    person: Referent,
    collection: Collection,
) -> Facts:
    ours = Counter(names[position].block for position in positions)
    trades: list[str] = []
    ages: list[int] = []
    for position in positions:
        name = names[position]
        text = article.blocks[name.block].text
        before, behind = text[max(0, name.start - 60) : name.start], text[name.end : name.end + 100]
        alone = text if crowd[name.block] == ours[name.block] else ""
        trades += _trades(before, behind, alone)
        ages += _ages(before, behind, alone)
    year = article.published.year if article.published else None
    own = {fold(form) for form in person.known_forms()}
    return Facts(
        article=number,
        published=article.published,
        trades=tuple(dict.fromkeys(trades)),
        kinds=frozenset(kind for trade in trades if (kind := _kinds().get(trade))),
        born=tuple(year - age for age in ages) if year else (),
        company=collection.company[number] - own,
    )


def _trades(before: str, behind: str, alone: str) -> Iterator[str]:
    """The trades right before a name, in the apposition behind it, or of the only person there."""
    known = _trades_known()
    title = last_word(before)
    if title and not FORMER & set(before.lower().split()[-4:]):
        yield from known & {fold(title)}
    for match in (BEHIND.match(behind), IS.match(behind)):
        if match:
            yield from known & {_head(match[1])}
    for match in TRADE_OF_ONE.finditer(alone) if YEAR_OLD in alone else ():
        yield from known & {fold(match[1])}


def _head(phrase: str) -> str:
    """The word that an apposition is about: "judge" of "circuit judge in Oslo"."""
    head = ""
    for word in phrase.split():
        if word.lower() in STOPS:
            break
        if fold(word) in FORMER:
            return ""
        head = fold(word)
    return head


def _ages(before: str, behind: str, alone: str) -> Iterator[int]:
    matches = [AGE_BEHIND.match(behind)]
    if YEAR_OLD in before:
        matches.append(AGE_BEFORE.search(before))
    if YEAR_OLD in alone or DEATH.search(alone):
        matches += AGE_OF_ONE.finditer(alone)
    for match in matches:
        if match and (age := int(next(filter(None, match.groups())))) < OLDEST:
            yield age


def contradict(a: Facts, b: Facts) -> bool:
    """Whether two articles can't be about one person; company that they share says they may."""
    return _exclude(a, b) and not a.company & b.company


def _exclude(a: Facts, b: Facts) -> bool:
    """Whether years of birth or trades exclude each other; trades change in time."""
    if a.born and b.born and min(abs(x - y) for x in a.born for y in b.born) > SLACK:
        return True
    if not a.kinds or not b.kinds or a.kinds & b.kinds:
        return False
    return not (a.published and b.published) or abs(a.published.year - b.published.year) < LONG


def _groups(facts: Sequence[Facts], apart: Callable[[Facts, Facts], bool]) -> list[list[Facts]]:
    """Gather the articles that contradict others into people; none where nothing contradicts."""
    kinds_of_facts = {(f.kinds, f.born, f.published and f.published.year): f for f in facts}
    if not any(_exclude(a, b) for a, b in combinations(kinds_of_facts.values(), 2)):
        return []
    telling = sorted((fact for fact in facts if fact.kinds or fact.born), key=_by_date)
    groups: list[list[Facts]] = []
    for fact in telling:
        if not any(apart(fact, other) for other in telling):
            continue
        fitting = [group for group in groups if not any(apart(fact, other) for other in group)]
        if fitting:
            max(fitting, key=lambda group: _ties(fact, group)).append(fact)
        else:
            groups.append([fact])
    return groups


def _by_date(fact: Facts) -> tuple[date, int]:
    return fact.published or date.max, fact.article


def _ties(fact: Facts, group: Sequence[Facts]) -> int:
    """How much an article shares with a person's others: trades, and whom else they name."""
    return sum(
        len(fact.company & other.company) + len(set(fact.trades) & set(other.trades))
        for other in group
    )


def _assigned(
    person: Referent, facts: Sequence[Facts], groups: Sequence[Sequence[Facts]]
) -> Iterator[tuple[int, Sequence[Referent]]]:
    """The people whom the name may mean, by article: one, where it is plain."""
    people = [person]
    for group in groups[1:]:
        people.append(_namesake(person, group, {other.name for other in people}))
    for fact in facts:
        own = [n for n, group in enumerate(groups) if fact in group]
        ties = [_ties(fact, group) for group in groups]
        best = [n for n, tie in enumerate(ties) if tie == max(ties) > 0]
        chosen = own or (best if len(best) == 1 else range(len(groups)))
        yield fact.article, [people[n] for n in chosen]


def _namesake(person: Referent, group: Sequence[Facts], taken: Container[str] = ()) -> Referent:
    """Somebody else of that name, told by the first trade or year of birth that is known."""
    first = min(group, key=_by_date)
    marks = [trade for trade in first.trades if trade in _kinds()]
    marks += [f"born about {year}" for year in sorted(first.born)[:1]]
    shown = [f"{person.called()} ({word})" for word in marks]
    name = next((name for name in shown if name not in taken), shown[0])
    return Referent(PERSON, forms=Counter(person.forms), name=name)
