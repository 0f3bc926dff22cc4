"""What the search reads of an article: its words and what one can filter by, and nothing else.

Pagefind takes most of its time to find its way through HTML, so that it gets pages of its own. They
stand in a hidden folder, which MkDocs passes over; their addresses are those of the articles.
"""

from whodex.models import AnnotatedArticle
from whodex.render.article import cast
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
            (kind.value, collection.filter_names[one.entity.id])
            for kind, members in cast(collection, item).items()
            for one in members
        ],
    )
