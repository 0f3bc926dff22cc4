"""What every page may refer to: all articles, all profiles, the settings."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from whodex.models import AnnotatedArticle, Difference, Entity, EntityType
from whodex.profile import Profile
from whodex.render.related import Neighbour
from whodex.render.words import sort_name
from whodex.settings import Settings


@dataclass(frozen=True, slots=True)
class Collection:
    """The articles, newest first, the profiles by id, and where the articles don't agree.

    Pages are made again when what they asked for by its key has changed: each mapping holds no
    more than who asks it needs. `entities`, `differing` (the differences that concern somebody;
    without an id those that disagreements/ leaves out) and `filter_names` (by which the search
    filters) are by entity, and so is `named_in`, the ids of the articles that name it;
    `neighbours` are by article.
    """

    settings: Settings
    articles: tuple[AnnotatedArticle, ...]
    profiles: Mapping[str, Profile]
    entities: Mapping[str, Entity]
    differences: tuple[Difference, ...]
    differing: Mapping[str, tuple[Difference, ...]]
    filter_names: Mapping[str, str]
    named_in: Mapping[str, tuple[str, ...]]
    neighbours: Mapping[str, tuple[Neighbour, ...]]

    def of_type(self, kind: EntityType) -> list[Profile]:
        """Return the profiles of one kind, in the order of their names."""
        found = [p for p in self.profiles.values() if p.entity.type is kind]
        return sorted(found, key=lambda p: (sort_name(p.entity), p.entity.id))

    def most_named(self, kind: EntityType) -> list[Profile]:
        """Return the profiles of one kind, those that stand in most articles first."""
        found = [p for p in self.of_type(kind) if p.appearances]
        return sorted(found, key=lambda p: (-len(p.appearances), -p.mention_count))

    @property
    def dates(self) -> tuple[date, date] | None:
        """The first and the last date of the collection, where known."""
        dates = [item.article.published for item in self.articles if item.article.published]
        return (min(dates), max(dates)) if dates else None

    @property
    def sources(self) -> Counter[str]:
        """Who published how many of the articles."""
        return Counter(item.article.source for item in self.articles if item.article.source)
