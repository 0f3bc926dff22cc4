"""The page of an article: its text, who and what is in it, and what to read next."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from whodex.collect.book import Book
from whodex.collect.naming import FOLDERS, summary
from whodex.collect.related import Neighbour
from whodex.data import citations, schema
from whodex.pages import text
from whodex.pages.escape import escaped
from whodex.pages.made import Made
from whodex.pages.page import page
from whodex.pages.words import foreign
from whodex.values.article import BlockKind, EntityType
from whodex.values.entities import Called
from whodex.values.findings import AnnotatedArticle
from whodex.values.settings import Settings


@dataclass(frozen=True, slots=True)
class Member:
    """Someone or something that an article names: how it is described there, where it stands."""

    entity: Called
    words: str | None
    blocks: Mapping[int, int]

    @property
    def count(self) -> int:
        """How often the article names it."""
        return sum(self.blocks.values())


@dataclass(frozen=True, slots=True)
class Values:
    """An article, whom it names or may name, what to read next, and its tags."""

    item: AnnotatedArticle
    known: Mapping[str, Called]
    near: tuple[Neighbour, ...]
    tags: Sequence[str]
    settings: Settings


def article(book: Book, item: AnnotatedArticle) -> Made[Values]:
    """Return the page of an article."""
    near, tags = book.neighbours[item.article.id], book.tags(item.article)
    return Made(_article, Values(item, named(book, item), near, tags, book.settings))


def named(book: Book, item: AnnotatedArticle) -> dict[str, Called]:
    """Return whom and what an article names or may name, or lets speak, by id."""
    keys = [key for m in item.mentions for key in (m.entity, *m.candidates) if key]
    keys += [quote.speaker for quote in item.quotes if quote.speaker]
    return {key: book.called[key] for key in keys}


def _article(values: Values) -> str:
    """Render an article with every mention linked, and beside it who and what is in it."""
    item, subject = values.item, values.item.article
    cited = citations.Cited(subject, values.settings)
    usual = text.usual_reason(item)
    parts = text.blocks(item, values.known, usual)
    members = cast(item, values.known)
    has_title = bool(subject.blocks) and subject.blocks[0].kind is BlockKind.TITLE
    return page(
        "article.html.j2",
        root="../../",
        title=subject.title,
        summary=summary(subject),
        head={
            "kind": "article",
            **({"published": subject.published.isoformat()} if subject.published else {}),
            "cited": [[name, str(escaped(value))] for name, value in citations.tags(cited)],
        },
        article=subject,
        headline=parts[0] if has_title else None,
        tags=values.tags,
        language=foreign(subject),
        rule=usual,
        text=text.listed(subject.blocks, parts, start=int(has_title)),
        cast=[(FOLDERS[kind], found) for kind, found in members.items()],
        quotes=bool(item.quotes),
        unsure=[m for m in item.mentions if not m.entity and m.candidates],
        bibtex=citations.BIBTEX,
        ris=citations.RIS,
        related=values.near,
        json_ld=schema.news_article(
            values.settings, subject, [one.entity for one in members[EntityType.PERSON]]
        ),
    )


def cast(item: AnnotatedArticle, known: Mapping[str, Called]) -> dict[EntityType, list[Member]]:
    """Return who and what an article names, kind by kind, in the order of appearance."""
    places: dict[str, Counter[int]] = defaultdict(Counter)
    for mention in item.mentions:
        if mention.entity:
            places[mention.entity][mention.block] += 1
    words: dict[str, str] = {}
    for description in item.descriptions:
        if not description.several:
            words.setdefault(description.entity, description.text)
    found: dict[EntityType, list[Member]] = {kind: [] for kind in EntityType}
    for key, blocks in places.items():
        entity = known[key]
        found[entity.type].append(Member(entity, words.get(key), dict(sorted(blocks.items()))))
    return found
