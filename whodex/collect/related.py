"""What to read next: the articles that name most of the same people."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from math import log

from whodex.collect.naming import either
from whodex.collect.profile import Profile
from whodex.values.article import Article, EntityType
from whodex.values.entities import Called
from whodex.values.findings import AnnotatedArticle

RELATED = 4
NAMED_AS_REASON = 3
# Who stands in very many articles can't make two of them neighbours, only add to it.
COMMON = 200


@dataclass(frozen=True, slots=True)
class Neighbour:
    """Another article, and the people whom both name, the rarest first."""

    article: Article
    people: tuple[Called, ...]

    @property
    def reason(self) -> str:
        """Say whom both articles name."""
        names = [person.name for person in self.people[:NAMED_AS_REASON]]
        if more := len(self.people) - len(names):
            names.append(f"{more} more")
        return either(names, "and")


def related(
    articles: Iterable[AnnotatedArticle], profiles: Mapping[str, Profile]
) -> dict[str, tuple[Neighbour, ...]]:
    """Return the closest neighbours of each article by its id, closest first."""
    common = {
        key: frozenset(appearance.article.id for appearance in about.appearances)
        for key, about in profiles.items()
        if len(about.appearances) > COMMON
    }
    return {
        item.article.id: _neighbours(item.article, _people(item, profiles), common)
        for item in articles
    }


def _people(item: AnnotatedArticle, profiles: Mapping[str, Profile]) -> list[Profile]:
    """Return the profiles of the people whom an article names, the rarest first."""
    named = {m.entity for m in item.mentions if m.entity and m.type is EntityType.PERSON}
    found = [profiles[key] for key in named]
    return sorted(found, key=lambda about: (len(about.appearances), about.entity.id))


def _neighbours(
    subject: Article, rarest: Sequence[Profile], common: Mapping[str, AbstractSet[str]]
) -> tuple[Neighbour, ...]:
    """Find who shares most of some people; who is rarely named counts more.

    Of people who are named very often, `common` has the articles' ids.

    The measure is close to Adamic's and Adar's ("Friends and neighbors on the Web", 2003).
    """
    shared: dict[str, list[Called]] = defaultdict(list)
    near: dict[str, Article] = {}
    closeness: dict[str, float] = defaultdict(float)
    found: AbstractSet[str] | None
    for person in rarest:
        found = common.get(person.entity.id)
        if found is None:
            others = {a.article.id: a.article for a in person.appearances}
            others.pop(subject.id, None)
            near |= others
            found = others.keys()
        called = person.entity.called
        for key in found & near.keys():
            shared[key].append(called)
            closeness[key] += 1 / log(1 + len(person.appearances))
    closest = sorted(near, key=lambda key: (-closeness[key], key))
    return tuple(Neighbour(near[key], tuple(shared[key])) for key in closest[:RELATED])
