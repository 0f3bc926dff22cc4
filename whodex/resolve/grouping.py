"""Articles of one name put together into people, by how alike they are."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import islice

from whodex.lexicon.names import compatible, person_name
from whodex.resolve.facts import Facts, Told
from whodex.resolve.introductions import Introduction
from whodex.resolve.likeness import likeness
from whodex.resolve.referents import Referent

Spot = tuple[int, Referent]  # an article, and whom its names were found to mean

# Chosen by `python -m bench.namesakes`, on one half of its people, for precision.
SAME = 2.3  # likeness from which articles of a common name are about one person
UNSURE = 1.7  # likeness from which they may be, and are if introduced alike or in one alone
KNOWN = 0.4  # likeness from which articles are that expect their readers to know whom they mean
SOMEWHAT = 0.3  # likeness from which a shorter form of a rare name is the longer one's
MOST = 0.5  # share of a name's articles that one bearer has whom readers know
PLAIN = 0.33  # share of a name's articles without introduction where there is such a bearer
SEVERAL = 4  # articles without introduction that make it plain that readers know somebody
COMPARED = 100  # groups with which another is compared, the latest or the largest ones


@dataclass(slots=True, eq=False)
class Group:
    """Articles that are taken to be about one person.

    `forms` counts the articles by the full forms in them, `words` sums up what they say,
    `introductions` are those of articles that introduce the person. What others are compared with
    stands ready: the articles' numbers, whom their names were found to mean, and what they tell.
    """

    spots: list[Spot]
    facts: list[Facts]
    forms: Counter[str]
    words: dict[str, float] = field(default_factory=dict)
    introductions: list[Introduction] = field(default_factory=list)
    heads: set[str] = field(default_factory=set)
    offices: set[tuple[str, str]] = field(default_factory=set)
    numbers: set[int] = field(init=False)
    people: set[Referent] = field(init=False)
    told: Told = field(init=False)

    def __post_init__(self) -> None:
        self.numbers = {number for number, _ in self.spots}
        self.people = {person for _, person in self.spots}
        self.told = Told(self.facts)

    def introduced(self, introduction: Introduction) -> None:
        """Take in how an article introduces the person."""
        self.introductions.append(introduction)
        self.heads |= introduction.heads
        self.offices |= introduction.offices

    def add(self, other: "Group") -> None:
        """Take in all of another group."""
        self.spots += other.spots
        self.facts += other.facts
        self.forms.update(other.forms)
        for introduction in other.introductions:
            self.introduced(introduction)
        for word, value in other.words.items():
            self.words[word] = self.words.get(word, 0.0) + value
        self.numbers |= other.numbers
        self.people |= other.people
        for fact in other.facts:
            self.told.add(fact)

    def like(self, other: "Group") -> float:
        """How alike the articles of two groups are on the average."""
        return likeness(self.words, other.words) / (len(self.spots) * len(other.spots))

    def may_be(self, other: "Group") -> bool:
        """Whether neither articles nor forms nor facts exclude that two groups are one person's."""
        if not self.numbers.isdisjoint(other.numbers):
            return False
        if self.people != other.people and not all(
            compatible(person_name(a), person_name(b)) for a in self.forms for b in other.forms
        ):
            return False
        return not self.told.contradict(other.told)

    def first(self) -> tuple[date, int]:
        """A key that sorts groups by their first article."""
        return min((fact.published or date.max, fact.article) for fact in self.facts)


def gathered(groups: Iterable[Group], same: float) -> list[Group]:
    """Join groups of one office, and those that are alike; articles in the order of their dates.

    `same` is the likeness from which groups are one that nothing else joins.
    """
    joined: list[Group] = []
    for group in _of_one_office(sorted(groups, key=Group.first)):
        if near := next(_near(group, joined[-COMPARED:], same), None):
            near.add(group)
        else:
            joined.append(group)
    return _merged(joined, same)


def _of_one_office(groups: Iterable[Group]) -> list[Group]:
    """Join groups whose introductions share a noun and what stands with it: "mayor", "Larn"."""
    holders: dict[tuple[str, str], Group] = {}
    joined: dict[Group, None] = {}
    for group in groups:
        found = group
        for holder in dict.fromkeys(holders[o] for o in sorted(group.offices) if o in holders):
            if found.may_be(holder):
                more, fewer = sorted((holder, found), key=lambda g: len(g.spots), reverse=True)
                more.add(fewer)
                joined.pop(fewer, None)
                holders.update(dict.fromkeys(fewer.offices, more))
                found = more
        joined[found] = None
        for office in group.offices:
            holders.setdefault(office, found)
    return list(joined)


def _merged(groups: Sequence[Group], same: float) -> list[Group]:
    """Join what has grown alike, the smallest groups first."""
    kept = dict.fromkeys(sorted(groups, key=lambda group: (len(group.spots), group.first())))
    for group in list(kept):
        last = [other for other in islice(reversed(kept), COMPARED + 1) if other is not group]
        if near := next(_near(group, last[COMPARED - 1 :: -1], same), None):
            near.add(group)
            del kept[group]
    return list(kept)


def _near(group: Group, others: Iterable[Group], least: float) -> Iterator[Group]:
    """The others that are alike from `least` on, the most alike first; none that is excluded."""
    alike = [(group.like(other), -number, other) for number, other in enumerate(others)]
    near = sorted((p for p in alike if p[0] >= least), reverse=True)
    return (other for _, _, other in near if group.may_be(other))


def with_known(groups: Sequence[Group], common: float) -> list[Group]:
    """Join articles that don't introduce whom they name with the one whom all readers know.

    There is one where many articles don't introduce him, or where most are of one bearer; to one
    whom most introduce an article must be more alike. `common` says how common the name is.
    """
    main = max(groups, key=lambda group: len(group.spots))
    plain = sum(len(group.spots) for group in groups if not group.introductions)
    spots = sum(len(group.spots) for group in groups)
    if len(main.spots) <= MOST * spots and plain <= PLAIN * spots:
        return list(groups)
    known = plain >= SEVERAL or not main.introductions
    least = (KNOWN if known else UNSURE) * common
    kept = [main]
    for group in groups:
        if group is main:
            continue
        alike = group.forms and not group.introductions and group.like(main) >= least
        if alike and group.may_be(main):
            main.add(group)
        else:
            kept.append(group)
    return kept


def doubtful(
    groups: Sequence[Group], likely: float, *, common: bool
) -> Iterator[tuple[Group, list[Group]]]:
    """Yield each single article that may be about one of the others, with the nearest two.

    So is one in which nobody is named in full, and, of a `common` name, one that says nothing of
    who bears it.
    """
    several = [group for group in groups if len(group.spots) > 1][-COMPARED:]
    alone: list[Group] = []
    single = [group for group in groups if len(group.spots) == 1]
    for group in sorted(single, key=Group.first):
        settled = [*several, *alone[-COMPARED:]]
        near = list(islice(_near(group, settled, likely), 2))
        said = group.introductions or not (common and settled)
        if group.forms and not near and said:
            alone.append(group)
        else:
            yield group, near or list(islice(_near(group, settled, 0.0), 2))
