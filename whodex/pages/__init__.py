"""From what all articles say together to the site's pages: {path below docs/: text}."""

from collections.abc import Callable, Sequence

from whodex.collect.book import Book
from whodex.collect.naming import FOLDERS, address
from whodex.collect.profile import Profile
from whodex.collect.related import related
from whodex.data.citations import BIBTEX, RIS, bibtex, ris
from whodex.data.person import FILE, person
from whodex.pages.again import Again
from whodex.pages.article import article
from whodex.pages.compared import compared
from whodex.pages.entity import entity, year, years
from whodex.pages.indexes import articles as article_index
from whodex.pages.indexes import entities, home
from whodex.pages.network import network
from whodex.pages.published import published
from whodex.pages.review import review
from whodex.pages.searched import NEWEST, NO_ARTICLE, folders, searched
from whodex.pages.timeline import timeline
from whodex.values.article import EntityType
from whodex.values.findings import AnnotatedArticle, Doubt
from whodex.values.settings import Settings

__all__ = ["Again", "articles_alone", "pages", "published"]


def pages(
    book: Book, again: Again | None = None, doubts: Sequence[Doubt] = ()
) -> dict[str, Callable[[], bytes]]:
    """Say how to make the generated pages: Markdown files, and what the search reads.

    Returns POSIX paths below docs/ and, for each, what gives its text in UTF-8: a page is made
    when it is asked for, so that not all of them are in memory at once. The same input gives the
    same text. `doubts` are those of `whodex.resolve.resolve`, for the review page. Pages that
    `again` knows to be the same as last time are left out, and stand in `again.same`.
    """
    again = again or Again()
    texts = {
        "index.md": home(book),
        "network/index.md": network(book),
        "review/index.md": review(book, doubts),
        **article_index(book),
        **timeline(book),
        f"{NEWEST}/index.html": NO_ARTICLE,
    }
    for kind in FOLDERS:
        texts |= entities(book, kind)
    made: dict[str, Callable[[], bytes]] = {path: text.encode for path, text in texts.items()}
    made |= compared(book)
    folder = folders(item.article for item in book.articles)
    for item in book.articles:
        path = address(item.article)
        made |= again.made(_file(path), article, book, item)
        made |= again.made(path + BIBTEX, bibtex, book, item)
        made |= again.made(path + RIS, ris, book, item)
        read = f"{folder[item.article.id]}/{path}index.html"
        made |= again.made(read, searched, book, item)
    for about in book.profiles.values():
        path = address(about.entity)
        made |= again.made(_file(path), entity, book, about)
        if about.entity.type is EntityType.PERSON:
            made |= again.made(path + FILE, person, book, about)
        for part in years(about):
            made |= again.made(f"{path}{part.label}.md", year, book, part)
    return made


def articles_alone(
    articles: Sequence[AnnotatedArticle], profiles: Sequence[Profile], settings: Settings
) -> dict[str, bytes]:
    """Make the pages of some articles before all others; `profiles` are of the whole collection."""
    by_id = {about.entity.id: about for about in profiles}
    entities = {key: about.entity for key, about in by_id.items()}
    near = related(articles, by_id)
    known = Book(settings, tuple(articles), by_id, entities, (), (), {}, {}, {}, near, {})
    return {_file(address(item.article)): article(known, item).encode() for item in articles}


def _file(place: str) -> str:
    """Return the Markdown file that becomes the page at an address."""
    return f"{place.removesuffix('/')}.md"
