"""What the search reads of an article: its words and what one can filter by, and nothing else.

Pagefind takes most of its time to find its way through HTML, so that it gets pages of its own. They
stand in a hidden folder, which MkDocs passes over; their addresses are those of the articles.
"""

from collections.abc import Iterable

from whodex.models import AnnotatedArticle, EntityType
from whodex.render.collection import Collection
from whodex.render.page import TEMPLATES
from whodex.render.text import TAGS
from whodex.render.words import address

FOLDER = ".search"
# Pagefind fails where there is no page; beside articles it passes over this one.
NONE = '<!doctype html>\n<html lang="en"><body>There is no article yet.</body></html>\n'


def searched(collection: Collection) -> dict[str, str]:
    """Return for each article the page that Pagefind reads, by its path."""
    pages = {address(item.article): _page(collection, item) for item in collection.articles}
    return {f"{FOLDER}/{place}index.html": page for place, page in [("", NONE), *pages.items()]}


def _page(collection: Collection, item: AnnotatedArticle) -> str:
    article = item.article
    return TEMPLATES.get_template("search.html.j2").render(
        article=article,
        blocks=[(TAGS[block.kind], n, block.text) for n, block in enumerate(article.blocks)],
        filters=[
            (kind.value, collection.filter_names[key])
            for kind in EntityType
            for key in _named(item, kind)
        ],
    )


def _named(item: AnnotatedArticle, kind: EntityType) -> Iterable[str]:
    """Return who or what of one kind an article names, in the order of appearance."""
    return dict.fromkeys(m.entity for m in item.mentions if m.entity and m.type is kind)
