"""Articles of one name put together into people, by how alike they are."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from whodex.names import compatible, person_name
from whodex.resolve.facts import Facts, contradict
from whodex.resolve.likeness import Words, likeness
from whodex.resolve.referents import Referent

Spot = tuple[int, Referent]  # an article, and whom its names were found to mean

# Chosen by `python -m bench.namesakes`, on one half of its people, for precision.
SAME = 2.3  # likeness from which articles of a common name are about one person
UNSURE = 1.7  # likeness from which they may be
SOMEWHAT = 0.3  # likeness from which a shorter form of a rare name is the longer one's
COMPARED = 100  # groups with which another is compared, the latest ones


@dataclass(slots=True, eq=False)
class Group:
    """Articles that are taken to be about one person.

    `forms` counts the articles by the full forms in them, `words` sums up what they say.
    """

    spots: list[Spot]
    facts: list[Facts]
    forms: Counter[str]
    words: Words = field(default_factory=dict)

    def add(self, other: "Group") -> None:
        """Take in all of another group."""
        self.spots += other.spots
        self.facts += other.facts
        self.forms += other.forms
        total = dict(self.words)
        for word, value in other.words.items():
            total[word] = total.get(word, 0.0) + value
        self.words = total

    def like(self, other: "Group") -> float:
        """How alike the articles of two groups are on the average."""
        return likeness(self.words, other.words) / (len(self.spots) * len(other.spots))

    def may_be(self, other: "Group") -> bool:
        """Whether neither articles nor forms nor facts exclude that two groups are one person's."""
        (mine, people), (theirs, others) = (zip(*g.spots, strict=True) for g in (self, other))
        if not set(mine).isdisjoint(theirs):
            return False
        if set(people) != set(others) and not all(
            compatible(person_name(a), person_name(b)) for a in self.forms for b in other.forms
        ):
            return False
        return not any(contradict(a, b) for a in self.facts for b in other.facts)

    def first(self) -> tuple[date, int]:
        """A key that sorts groups by their first article."""
        return min((fact.published or date.max, fact.article) for fact in self.facts)


def gathered(groups: Iterable[Group], same: float) -> list[Group]:
    """Join groups that are alike from `same` on; the articles in the order of their dates."""
    joined: list[Group] = []
    for group in sorted(groups, key=Group.first):
        if near := _near(group, joined[-COMPARED:], same):
            near[0].add(group)
        else:
            joined.append(group)
    return _merged(joined, same)


def _merged(groups: Sequence[Group], same: float) -> list[Group]:
    """Join what has grown alike, the smallest groups first."""
    kept = sorted(groups, key=lambda group: (len(group.spots), group.first()))
    for group in list(kept):
        others = [other for other in kept if other is not group]
        if near := _near(group, others[-COMPARED:], same):
            near[0].add(group)
            kept.remove(group)
    return kept


def _near(group: Group, others: Iterable[Group], least: float) -> list[Group]:
    """The others that are alike from `least` on, the most alike first; none that is excluded."""
    alike = [(group.like(other), -number, other) for number, other in enumerate(others)]
    near = sorted((pair for pair in alike if pair[0] >= least), reverse=True)
    return [other for _, _, other in near if group.may_be(other)]


def doubtful(groups: Sequence[Group], likely: float) -> Iterator[tuple[Group, list[Group]]]:
    """Yield each single article that may be about one of the others, the nearest first.

    So is one in which nobody is named in full.
    """
    settled = [group for group in groups if len(group.spots) > 1]
    single = [group for group in groups if len(group.spots) == 1]
    for group in sorted(single, key=Group.first):
        near = _near(group, settled, likely)
        if group.forms and not near:
            settled.append(group)
        else:
            yield group, near or _near(group, settled, 0.0)
