"""What the search reads of an article: its words and what one can filter by, and nothing else.

Pagefind takes most of its time to find its way through HTML, so that it gets pages of its own. They
stand in a hidden folder, which MkDocs passes over; their addresses are those of the articles.
"""

from collections.abc import Iterable

from whodex.models import AnnotatedArticle, EntityType
from whodex.render.collection import Collection
from whodex.render.page import TEMPLATES
from whodex.render.text import TAGS

FOLDER = ".search"
# Pagefind fails where there is no page; beside articles it passes over this one.
NO_ARTICLE = '<!doctype html>\n<html lang="en"><body>There is no article yet.</body></html>\n'


def searched(collection: Collection, item: AnnotatedArticle) -> str:
    """Render what Pagefind reads of an article."""
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
