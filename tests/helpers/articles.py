"""Articles for cases: of plain paragraphs, or one in which `[words|entity]` is a mention."""

import re
from collections.abc import Container
from dataclasses import replace
from typing import Any

from whodex.attribute import attribute, countries
from whodex.values.article import Article, Block, BlockKind, EntityType
from whodex.values.entities import Entity, Mention, Name
from whodex.values.findings import AnnotatedArticle

MARKED = re.compile(r"([^\[]*)(?:\[(?:([op]):)?([^\[\]]+)\])?")
KINDS = {"": EntityType.PERSON, "o": EntityType.ORGANIZATION, "p": EntityType.PLACE}
PLAIN = Article(
    id="a",
    seed="a.md",
    title="",
    title_is_ours=True,
    source=None,
    source_url=None,
    authors=(),
    published=None,
    language="en",
    blocks=(),
)


def known(given: dict[str, str]) -> dict[str, Entity]:
    """Read `id: kind, Name`."""
    entities = {}
    for key, value in given.items():
        kind, _, name = value.partition(", ")
        entities[key] = Entity(key, EntityType(kind), name, (name,))
    return entities


def article_of(*texts: str, headings: Container[int] = (), **fields: Any) -> Article:  # noqa: ANN401 - any of an article
    """An article of paragraphs; `headings` are the numbers of others, `fields` say the rest."""
    blocks = tuple(
        Block(BlockKind.HEADING if n in headings else BlockKind.PARAGRAPH, text)
        for n, text in enumerate(texts)
    )
    return replace(PLAIN, blocks=blocks, **fields)


def named(*texts: str, **fields: Any) -> tuple[Article, tuple[Name, ...]]:  # noqa: ANN401 - as above
    """An article, "# " before a title, and its names: `[a person]`, `[o:a body]`, `[p:a place]`."""
    blocks, names = [], []
    for number, marked in enumerate(texts):
        text = ""
        for plain, kind, form in MARKED.findall(marked.removeprefix("# ")):
            text += plain
            if form:
                span = (len(text), len(text) + len(form))
                names.append(Name(number, *span, form, KINDS[kind], "given"))
                text += form
        title = marked.startswith("# ")
        blocks.append(Block(BlockKind.TITLE if title else BlockKind.PARAGRAPH, text))
    return replace(PLAIN, blocks=tuple(blocks), **fields), tuple(names)


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
    article = article_of(
        text,
        id=f"article-{number}",
        seed=f"{number}.md",
        title=text,
        source=given["source"],
        published=given.get("published"),
    )
    said = attribute(article, [sentences], mentions, countries(known.values()))
    return AnnotatedArticle(article, (sentences,), tuple(mentions), *said)
