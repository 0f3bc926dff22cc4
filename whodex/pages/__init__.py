"""From what all articles say together to the site's pages: {path below docs/: text}."""

from collections.abc import Sequence
from typing import Any

from whodex.collect.book import Book
from whodex.collect.naming import FOLDERS, address
from whodex.collect.profile import Profile
from whodex.collect.related import related
from whodex.data.citations import BIBTEX, RIS, Cited, bibtex, ris
from whodex.data.person import FILE, Told, person
from whodex.pages.article import article
from whodex.pages.compared import compared
from whodex.pages.entity import entity, year, years
from whodex.pages.indexes import articles as article_index
from whodex.pages.indexes import entities, home
from whodex.pages.made import Digests, Made
from whodex.pages.network import network
from whodex.pages.published import published
from whodex.pages.review import review
from whodex.pages.searched import NEWEST, NO_ARTICLE, folders, searched
from whodex.pages.timeline import timeline
from whodex.values.article import EntityType
from whodex.values.findings import AnnotatedArticle, Doubt
from whodex.values.settings import Settings

__all__ = ["Digests", "Made", "articles_alone", "pages", "published"]


def pages(book: Book, doubts: Sequence[Doubt] = ()) -> dict[str, Made[Any]]:
    """Return the generated pages, Markdown files and what the search reads, by path below docs/.

    Paths have forward slashes. A page is made when it is called, so that not all of them are in
    memory at once; the same values give the same text. `doubts` are those of
    `whodex.resolve.resolve`, for the review page.
    """
    made: dict[str, Made[Any]] = {
        "index.md": home(book),
        "network/index.md": network(book),
        "review/index.md": review(book, doubts),
        **article_index(book),
        **timeline(book),
        **compared(book),
        f"{NEWEST}/index.html": Made(str, NO_ARTICLE),
    }
    for kind in FOLDERS:
        made |= entities(book, kind)
    folder = folders(item.article for item in book.articles)
    for item in book.articles:
        path = address(item.article)
        cited = Cited(item.article, book.settings)
        made[_file(path)] = article(book, item)
        made[path + BIBTEX] = Made(bibtex, cited)
        made[path + RIS] = Made(ris, cited)
        made[f"{folder[item.article.id]}/{path}index.html"] = searched(book, item)
    for about in book.profiles.values():
        path = address(about.entity)
        made[_file(path)] = entity(book, about)
        if about.entity.type is EntityType.PERSON:
            made[path + FILE] = Made(person, Told(about, book.settings))
        made |= {f"{path}{part.label}.md": Made(year, part) for part in years(about)}
    return made


def articles_alone(
    articles: Sequence[AnnotatedArticle], profiles: Sequence[Profile], settings: Settings
) -> dict[str, bytes]:
    """Make the pages of some articles before all others; `profiles` are of the whole collection."""
    by_id = {about.entity.id: about for about in profiles}
    entities = {key: about.entity for key, about in by_id.items()}
    near = related(articles, by_id)
    called = {key: one.called for key, one in entities.items()}
    book = Book(
        settings=settings,
        articles=tuple(articles),
        profiles=by_id,
        of_type={},
        entities=entities,
        called=called,
        differences=(),
        figures=(),
        differing={},
        filter_names={},
        named_in={},
        neighbours=near,
        tag_names={},
    )
    return {_file(address(item.article)): article(book, item)() for item in articles}


def _file(place: str) -> str:
    """Return the Markdown file that becomes the page at an address."""
    return f"{place.removesuffix('/')}.md"
