"""What every page may refer to: all articles, all profiles, the settings."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from whodex.collect.counts import Count, counts
from whodex.collect.differences import differences
from whodex.collect.figures import figures
from whodex.collect.naming import filter_names, sort_name, tag_names
from whodex.collect.profile import Profile, newest_first
from whodex.collect.related import Neighbour, related
from whodex.values.article import Article, EntityType
from whodex.values.entities import Called, Entity
from whodex.values.findings import AnnotatedArticle, Difference, FigureTable
from whodex.values.settings import Settings

# disagreements/ has room for so many; the data have all.
MOST_DIFFERENCES = 200


@dataclass(frozen=True, slots=True)
class Book:
    """The articles, newest first, the profiles by id, and where the articles don't agree.

    `entities`, `called` (what a link to one says), `differing` (the differences that concern it;
    without an id those that disagreements/ leaves out) and `filter_names` (by which the search
    filters) are by entity, and so is `named_in`, the ids of the articles that name it;
    `neighbours` are by article; `of_type` has the profiles of a kind in the order of their names,
    `tag_names` how most articles write a tag, by the tag in small letters.
    """

    settings: Settings
    articles: tuple[AnnotatedArticle, ...]
    profiles: Mapping[str, Profile]
    of_type: Mapping[EntityType, Sequence[Profile]]
    entities: Mapping[str, Entity]
    called: Mapping[str, Called]
    differences: tuple[Difference, ...]
    figures: tuple[FigureTable, ...]
    differing: Mapping[str, tuple[Difference, ...]]
    filter_names: Mapping[str, str]
    named_in: Mapping[str, tuple[str, ...]]
    neighbours: Mapping[str, tuple[Neighbour, ...]]
    tag_names: Mapping[str, str]

    def most_named(self, kind: EntityType) -> list[Profile]:
        """Return the profiles of one kind, those that stand in most articles first."""
        found = [p for p in self.of_type[kind] if p.appearances]
        return sorted(found, key=lambda p: (-len(p.appearances), -p.mention_count))

    def tags(self, article: Article) -> list[str]:
        """Return what an article is filed under, written as in most articles."""
        return [self.tag_names.get(tag.casefold(), tag) for tag in article.tags]

    @property
    def dates(self) -> tuple[date, date] | None:
        """The first and the last date of the collection, where known."""
        dates = [item.article.published for item in self.articles if item.article.published]
        return (min(dates), max(dates)) if dates else None

    @property
    def sources(self) -> Counter[str]:
        """Who published how many of the articles."""
        return Counter(item.article.source for item in self.articles if item.article.source)


def collected(
    articles: Sequence[AnnotatedArticle],
    profiles: Sequence[Profile],
    settings: Settings,
    counted: Sequence[Sequence[Count]] | None = None,
) -> Book:
    """Gather what pages and data ask for; `profiles` and `counted` are of the same articles."""
    by_id = {about.entity.id: about for about in sorted(profiles, key=lambda p: p.entity.id)}
    by_name = sorted(by_id.values(), key=lambda p: (sort_name(p.entity), p.entity.id))
    entities = {key: about.entity for key, about in by_id.items()}
    newest = tuple(sorted(articles, key=lambda item: newest_first(item.article)))
    if counted is None:
        counted = [counts(one.article, one.sentences, one.mentions) for one in articles]
    counts_of = dict(zip((one.article.id for one in articles), counted, strict=True))
    found = differences(articles, list(entities.values()))
    differing: dict[str, list[Difference]] = defaultdict(list)
    for difference in _linked(found):
        for key in dict.fromkeys(difference.entities):
            differing[key].append(difference)
    return Book(
        settings,
        newest,
        by_id,
        {kind: [p for p in by_name if p.entity.type is kind] for kind in EntityType},
        entities,
        {key: one.called for key, one in entities.items()},
        found,
        figures((one.article, counts_of[one.article.id]) for one in newest),
        {key: tuple(about_it) for key, about_it in differing.items()},
        filter_names(entities.values()),
        {key: tuple(a.article.id for a in about.appearances) for key, about in by_id.items()},
        related(articles, by_id),
        tag_names(item.article for item in newest),
    )


def _linked(found: Sequence[Difference]) -> list[Difference]:
    """Return differences; those for which disagreements/ has no room lose the id to link to."""
    return [
        difference if n < MOST_DIFFERENCES else replace(difference, id="")
        for n, difference in enumerate(found)
    ]
