"""Articles for cases: a paragraph in which `[words|entity]` is a mention, and who that is."""

import re
from typing import Any

from whodex.attribute import attribute, countries
from whodex.values.article import Article, Block, BlockKind, EntityType
from whodex.values.entities import Entity, Mention
from whodex.values.findings import AnnotatedArticle


def known(given: dict[str, str]) -> dict[str, Entity]:
    """Read `id: kind, Name`."""
    entities = {}
    for key, value in given.items():
        kind, _, name = value.partition(", ")
        entities[key] = Entity(key, EntityType(kind), name, (name,))
    return entities


def annotated(number: int, given: dict[str, Any], known: dict[str, Entity]) -> AnnotatedArticle:
    """Read an article of one paragraph, in which `[words|entity]` is a mention."""
    text, mentions = "", []
    for plain, words, who in re.findall(r"([^\[]*)(?:\[([^|\]]+)\|([^\]]+)\])?", given["text"]):
        text += plain
        if words:
            span = (len(text), len(text) + len(words))
            mentions.append(Mention(0, *span, words, known[who].type, who, "full name"))
            text += words
    sentences = tuple(match.span() for match in re.finditer(r".+?(?:\. |$)", text))
    article = Article(
        id=f"article-{number}",
        seed=f"{number}.md",
        title=text,
        title_is_ours=True,
        source=given["source"],
        source_url=None,
        authors=(),
        published=given.get("published"),
        language="en",
        blocks=(Block(BlockKind.PARAGRAPH, text),),
    )
    said = attribute(article, [sentences], mentions, countries(known.values()))
    return AnnotatedArticle(article, (sentences,), tuple(mentions), *said)
