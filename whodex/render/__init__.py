"""From profiles and articles to pages: {path below docs/: text}."""

from collections import defaultdict
from collections.abc import Callable, Sequence

from whodex.differences import differences
from whodex.models import AnnotatedArticle, Difference, Doubt
from whodex.profile import Profile, newest_first
from whodex.render.again import Again
from whodex.render.article import article
from whodex.render.collection import Collection
from whodex.render.compared import compared, linked
from whodex.render.data import data
from whodex.render.entity import entity, year, years
from whodex.render.exports import exports
from whodex.render.feeds import feeds
from whodex.render.indexes import articles as article_index
from whodex.render.indexes import entities, home
from whodex.render.lookup import filter_names, lookup
from whodex.render.network import network
from whodex.render.published import published
from whodex.render.related import related
from whodex.render.review import review
from whodex.render.searched import NEWEST, NO_ARTICLE, folders, searched
from whodex.render.timeline import timeline
from whodex.render.words import FOLDERS, address
from whodex.settings import Settings

__all__ = ["Again", "articles_alone", "collected", "render"]


def render(
    articles: Sequence[AnnotatedArticle],
    profiles: Sequence[Profile],
    settings: Settings,
    again: Again | None = None,
    doubts: Sequence[Doubt] = (),
) -> dict[str, Callable[[], bytes]]:
    """Say how to make all generated files: pages as Markdown files and the published data.

    `profiles` are those of `whodex.profile.profile` for the same articles. Returns POSIX paths
    below docs/ and, for each, what gives its text in UTF-8: a page is made when it is asked for,
    so that not all of them are in memory at once. The same input gives the same text. `doubts` are
    those of `whodex.resolve.resolve`, for the review page. Pages that `again` knows to be the same
    as last time are left out, and stand in `again.same`.
    """
    again = again or Again()
    collection = collected(articles, profiles, settings)
    texts = {
        "index.md": home(collection),
        "network/index.md": network(collection),
        "review/index.md": review(collection, doubts),
        **article_index(collection),
        **timeline(collection),
        **feeds(collection),
        **lookup(collection),
        f"{NEWEST}/index.html": NO_ARTICLE,
    }
    for kind in FOLDERS:
        texts |= entities(collection, kind)
    pages: dict[str, Callable[[], bytes]] = {path: text.encode for path, text in texts.items()}
    pages |= published({**compared(collection), **data(collection), **exports(collection)})
    folder = folders(item.article for item in articles)
    for item in collection.articles:
        path = address(item.article)
        pages |= again.made(_file(path), article, collection, item)
        read = f"{folder[item.article.id]}/{path}index.html"
        pages |= again.made(read, searched, collection, item)
    for about in collection.profiles.values():
        path = address(about.entity)
        pages |= again.made(_file(path), entity, collection, about)
        for part in years(about):
            pages |= again.made(f"{path}{part.label}.md", year, collection, part)
    return dict(sorted(pages.items()))


def articles_alone(
    articles: Sequence[AnnotatedArticle], profiles: Sequence[Profile], settings: Settings
) -> dict[str, bytes]:
    """Make the pages of some articles before all others; `profiles` are of the whole collection."""
    by_id = {about.entity.id: about for about in profiles}
    entities = {key: about.entity for key, about in by_id.items()}
    near = related(articles, by_id)
    known = Collection(settings, tuple(articles), by_id, entities, (), {}, {}, {}, near)
    return {_file(address(item.article)): article(known, item).encode() for item in articles}


def collected(
    articles: Sequence[AnnotatedArticle], profiles: Sequence[Profile], settings: Settings
) -> Collection:
    """Gather what pages ask for; `profiles` are of the same articles."""
    by_id = {about.entity.id: about for about in sorted(profiles, key=lambda p: p.entity.id)}
    entities = {key: about.entity for key, about in by_id.items()}
    found = differences(articles, list(entities.values()))
    differing: dict[str, list[Difference]] = defaultdict(list)
    for difference in linked(found):
        for key in dict.fromkeys(difference.entities):
            differing[key].append(difference)
    return Collection(
        settings,
        tuple(sorted(articles, key=lambda item: newest_first(item.article))),
        by_id,
        entities,
        found,
        {key: tuple(about_it) for key, about_it in differing.items()},
        filter_names(entities.values()),
        {key: tuple(a.article.id for a in about.appearances) for key, about in by_id.items()},
        related(articles, by_id),
    )


def _file(place: str) -> str:
    """Return the Markdown file that becomes the page at an address."""
    return f"{place.removesuffix('/')}.md"
