"""The published data: the values from which the pages are made, one JSON object a line."""

from collections.abc import Callable, Iterable, Sequence
from operator import attrgetter
from typing import Any

from pydantic_core import to_json

from whodex.collect.book import Book
from whodex.collect.naming import address
from whodex.collect.profile import Profile
from whodex.values.findings import AnnotatedArticle

# Named one by one: what other programs read changes by decision, not with our models.
SPAN_FIELDS = ("block", "start", "end", "text")
MENTION_FIELDS = (*SPAN_FIELDS, "type", "entity", "rule", "candidates")
QUOTE_FIELDS = (*SPAN_FIELDS, "cue", "speaker", "speaker_text", "speaker_span")
DESCRIPTION_FIELDS = (*SPAN_FIELDS, "entity", "role", "organization", "place", "former", "several")
RELATION_FIELDS = (*SPAN_FIELDS, "entity", "kin", "relative")


def data(book: Book) -> dict[str, Callable[[], bytes]]:
    """Return what makes the files of published data, by their path."""
    return {
        "data/articles.jsonl": lambda: lines(map(_article, book.articles)),
        "data/entities.jsonl": lambda: lines(map(_entity, book.profiles.values())),
    }


def lines(records: Iterable[dict[str, Any]]) -> bytes:
    """Write one compact JSON object a line."""
    return b"".join(to_json(record) + b"\n" for record in records)


def _article(item: AnnotatedArticle) -> dict[str, Any]:
    """Return an article's line in data/articles.jsonl."""
    article = item.article
    return {
        "id": article.id,
        "url": address(article),
        "seed": article.seed,
        "title": article.title,
        "source": article.source,
        "source_url": article.source_url,
        "authors": article.authors,
        "published": article.published and article.published.isoformat(),
        "language": article.language,
        "tags": article.tags,
        "blocks": [{"kind": block.kind, "text": block.text} for block in article.blocks],
        "mentions": [_fields(mention, MENTION_FIELDS) for mention in item.mentions],
        "quotes": [_fields(quote, QUOTE_FIELDS) for quote in item.quotes],
        "descriptions": [_fields(words, DESCRIPTION_FIELDS) for words in item.descriptions],
        "relations": [_fields(words, RELATION_FIELDS) for words in item.relations],
    }


def _fields(value: object, names: Sequence[str]) -> dict[str, Any]:
    """Return the fields of a value that are published."""
    return dict(zip(names, attrgetter(*names)(value), strict=True))


def _entity(about: Profile) -> dict[str, Any]:
    """Return an entity's line in data/entities.jsonl."""
    entity = about.entity
    return {
        "id": entity.id,
        "url": address(entity),
        "type": entity.type,
        "name": entity.name,
        "aliases": entity.aliases,
        "articles": [appearance.article.id for appearance in about.appearances],
        "mention_count": about.mention_count,
        "ids": {a.authority: a.value for a in entity.authority_ids},
    }
