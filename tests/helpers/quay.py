"""The Quay Papers: a few entities, and articles about them read from cases."""

import re
from typing import Any

from helpers.pages import texts

from whodex.build.plan import everything
from whodex.collect.book import collected
from whodex.collect.profile import profile
from whodex.values.article import Article, Block, BlockKind, EntityType
from whodex.values.entities import AuthorityId, Entity, Mention
from whodex.values.findings import AnnotatedArticle, Description, Quote, Relation
from whodex.values.settings import Settings

SITE = Settings("The Quay Papers", "Who is who at the harbour.")

ENTITIES = (
    Entity(
        "ada-lind",
        EntityType.PERSON,
        "Ada Lind",
        ("Ada Lind", "Lind"),
        (AuthorityId("wikidata", "Q42", ("https://example.org/who",)),),
    ),
    Entity("bo-lind", EntityType.PERSON, "Bo Lind", ("Bo Lind", "Lind")),
    Entity("cy-berg", EntityType.PERSON, "Cy Berg", ("Cy Berg",)),
    Entity("port-office", EntityType.ORGANIZATION, "Port Office", ("Port Office",)),
    Entity("varna", EntityType.PLACE, "Varna", ("Varna",)),
)
TYPES = {entity.id: entity.type for entity in ENTITIES}


def read(given: dict[str, Any]) -> AnnotatedArticle:
    """Read an article from a case: `[words|entity]` is a mention, `[words|a?b]` an unsure one."""
    blocks: list[Block] = []
    mentions: list[Mention] = []
    for number, line in enumerate(given["blocks"]):
        ((kind, marked),) = line.items()
        text = ""
        for plain, words, who in re.findall(r"([^\[]*)(?:\[([^|\]]+)\|([^\]]+)\])?", marked):
            text += plain
            if words:
                ids = tuple(who.split("?"))
                mentions.append(
                    Mention(
                        number,
                        len(text),
                        len(text) + len(words),
                        words,
                        TYPES[ids[0]],
                        ids[0] if len(ids) == 1 else None,
                        "full name",
                        ids if len(ids) > 1 else (),
                    )
                )
                text += words
        blocks.append(Block(BlockKind(kind), text))
    has_title = blocks[0].kind is BlockKind.TITLE
    article = Article(
        id=given["id"],
        seed=f"{given['id']}.md",
        title=blocks[0].text if has_title else given["title"],
        title_is_ours=not has_title,
        source=given.get("source"),
        source_url=given.get("source_url"),
        authors=tuple(given.get("authors", ())),
        published=given.get("published"),
        language="en",
        blocks=tuple(blocks),
        tags=tuple(given.get("tags", ())),
    )
    return AnnotatedArticle(
        article,
        tuple(((0, len(block.text)),) for block in blocks),
        tuple(mentions),
        tuple(Quote(**quote, speaker_span=None) for quote in given.get("quotes", ())),
        tuple(Description(**words) for words in given.get("descriptions", ())),
        tuple(Relation(**words) for words in given.get("relations", ())),
    )


def build(*articles: AnnotatedArticle, site: Settings = SITE) -> dict[str, str]:
    return texts(everything(collected(articles, profile(articles, ENTITIES), site)))
