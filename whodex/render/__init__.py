"""From profiles and articles to pages: {path below docs/: text}."""

from collections.abc import Sequence

from whodex.differences import differences
from whodex.models import AnnotatedArticle, Doubt
from whodex.profile import Profile, newest_first
from whodex.render.again import Again
from whodex.render.article import article
from whodex.render.collection import Collection
from whodex.render.compared import compared
from whodex.render.data import data
from whodex.render.entity import entity
from whodex.render.exports import exports
from whodex.render.feeds import feeds
from whodex.render.indexes import articles as article_index
from whodex.render.indexes import entities, home
from whodex.render.lookup import filter_names, lookup
from whodex.render.network import network
from whodex.render.review import review
from whodex.render.timeline import timeline
from whodex.render.words import FOLDERS, address
from whodex.settings import Settings

__all__ = ["Again", "render"]


def render(
    articles: Sequence[AnnotatedArticle],
    profiles: Sequence[Profile],
    settings: Settings,
    again: Again | None = None,
    doubts: Sequence[Doubt] = (),
) -> dict[str, str]:
    """Make all generated files: pages as Markdown files and the published data.

    `profiles` are those of `whodex.profile.profile` for the same articles. Returns POSIX paths
    below docs/ and their text; the same input gives the same text. `doubts` are those of
    `whodex.resolve.resolve`, for the review page. Pages that `again` knows to be
    the same as last time are left out, and stand in `again.same`.
    """
    again = again or Again()
    collection = Collection(
        settings,
        tuple(sorted(articles, key=lambda item: newest_first(item.article))),
        {item.entity.id: item for item in sorted(profiles, key=lambda p: p.entity.id)},
        differences(articles, [about.entity for about in profiles]),
        filter_names(about.entity for about in profiles),
    )
    pages = {
        "index.md": home(collection),
        "articles/index.md": article_index(collection),
        "network/index.md": network(collection),
        "review/index.md": review(collection, doubts),
        "timeline/index.md": timeline(collection),
        **data(collection),
        **exports(collection),
        **compared(collection),
        **feeds(collection),
        **lookup(collection),
    }
    for kind, folder in FOLDERS.items():
        pages[f"{folder}/index.md"] = entities(collection, kind)
    for item in collection.articles:
        pages |= again.made(_file(address(item.article)), article, collection, item)
    for about in collection.profiles.values():
        pages |= again.made(_file(address(about.entity)), entity, collection, about)
    return dict(sorted(pages.items()))


def _file(place: str) -> str:
    """Return the Markdown file that becomes the page at an address."""
    return f"{place.removesuffix('/')}.md"
