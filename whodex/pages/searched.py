"""What the search reads of an article: its words and what one can filter by, and nothing else.

Pagefind takes most of its time to find its way through HTML, so that it gets pages of its own. They
stand in a hidden folder, which MkDocs passes over; their addresses are those of the articles.

Pagefind has no index that grows. The newest articles stand in a folder of their own, and so in an
index of their own: a new one, which is mostly the newest, leaves the large index as it is.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from whodex.collect.book import Book
from whodex.pages.article import cast, named
from whodex.pages.made import Made
from whodex.pages.page import TEMPLATES
from whodex.pages.text import TAGS
from whodex.values.article import Article
from whodex.values.entities import Called
from whodex.values.findings import AnnotatedArticle

FOLDER = ".search"
NEWEST, OLDER = f"{FOLDER}/newest", f"{FOLDER}/older"
# The newest articles are at most so many, the older ones a multiple of it. Fewer would have all
# made anew more often, more would be more to make anew each time; at 10,000 the two are as much.
PART = 128
# Pagefind fails where there is no page; beside articles it passes over this one.
NO_ARTICLE = '<!doctype html>\n<html lang="en"><body>There is no article yet.</body></html>\n'


def folders(articles: Iterable[Article]) -> Mapping[str, str]:
    """Return in which folder what is searched of an article stands, by the article's id.

    It depends on the articles alone. Those without a date are taken for the oldest.
    """
    ids = [article.id for article in sorted(articles, key=_oldest_first)]
    older = max(0, len(ids) - 1) // PART * PART
    return {key: NEWEST if n >= older else OLDER for n, key in enumerate(ids)}


def _oldest_first(article: Article) -> tuple[date, str]:
    return article.published or date.min, article.id


@dataclass(frozen=True, slots=True)
class Values:
    """An article and its tags, whom it names, and by which names one filters for them, by id."""

    item: AnnotatedArticle
    known: Mapping[str, Called]
    filter_names: Mapping[str, str]
    tags: Sequence[str]


def searched(book: Book, item: AnnotatedArticle) -> Made[Values]:
    """Return what Pagefind reads of an article."""
    known = named(book, item)
    filters = {key: book.filter_names[key] for key in known}
    return Made(_searched, Values(item, known, filters, book.tags(item.article)))


def _searched(values: Values) -> str:
    """Render the words of an article, and what one can filter by."""
    article = values.item.article
    return TEMPLATES.get_template("search.html.j2").render(
        article=article,
        blocks=[(TAGS[block.kind], n, block.text) for n, block in enumerate(article.blocks)],
        filters=[
            (kind.value, values.filter_names[one.entity.id])
            for kind, members in cast(values.item, values.known).items()
            for one in members
        ]
        + [("tag", tag) for tag in values.tags],
    )
