"""What to read next: the articles that name most of the same people."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from heapq import nsmallest
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
    people = [(item.article, _people(item, profiles)) for item in articles]
    named_in = {
        about.entity.id: {one.article.id: one.article for one in about.appearances}
        for about in {id(about): about for _, found in people for about in found}.values()
    }
    return {article.id: _neighbours(article, found, named_in) for article, found in people}


def _people(item: AnnotatedArticle, profiles: Mapping[str, Profile]) -> list[Profile]:
    """Return the profiles of the people whom an article names, the rarest first."""
    named = {m.entity for m in item.mentions if m.entity and m.type is EntityType.PERSON}
    found = [profiles[key] for key in named]
    return sorted(found, key=lambda about: (len(about.appearances), about.entity.id))


def _neighbours(
    subject: Article, rarest: Sequence[Profile], named_in: Mapping[str, Mapping[str, Article]]
) -> tuple[Neighbour, ...]:
    """Find who shares most of some people; who is rarely named counts more.

    `named_in` has the articles that name them, by id.

    The measure is close to Adamic's and Adar's ("Friends and neighbors on the Web", 2003).
    """
    near: dict[str, Article] = {}
    closeness: dict[str, float] = defaultdict(float)
    for person in rarest:
        where: Mapping[str, Article] = named_in[person.entity.id]
        weight = 1 / log(1 + len(where))
        if len(where) <= COMMON:
            near |= where
        for key in where if len(where) <= COMMON else [key for key in near if key in where]:
            closeness[key] += weight
    near.pop(subject.id, None)
    closest = nsmallest(RELATED, near, key=lambda key: (-closeness[key], key))
    return tuple(
        Neighbour(
            near[key],
            tuple(p.entity.called for p in rarest if key in named_in[p.entity.id]),
        )
        for key in closest
    )
