"""The published data for other tools: tables for a spreadsheet, entities for FollowTheMoney."""

import csv
import io
from collections.abc import Callable, Iterable, Iterator, Sequence

from whodex.collect.book import Book
from whodex.collect.naming import address, web_address
from whodex.collect.profile import Profile
from whodex.data import schema
from whodex.data.lines import lines
from whodex.values.article import EntityType
from whodex.values.cells import cell
from whodex.values.entities import Entity
from whodex.values.findings import AnnotatedArticle, Description

QUOTE_COLUMNS = (
    "article", "url", "title", "source", "published", "block", "start", "end", "text", "cue",
    "speaker", "speaker_name", "speaker_text",
)  # fmt: skip
PERSON_COLUMNS = (
    "id", "url", "name", "aliases", "articles", "mention_count", "first", "last", "quotes",
    "described_as", "wikidata", "ids",
)  # fmt: skip
SCHEMATA = {EntityType.PERSON: "Person", EntityType.ORGANIZATION: "Organization"}
Properties = dict[str, Sequence[str | None]]


def exports(book: Book) -> dict[str, Callable[[], bytes]]:
    """Return what makes data/quotes.csv, data/people.csv and data/entities.ftm.json, by path."""
    return {
        "data/quotes.csv": lambda: table(QUOTE_COLUMNS, _quotes(book)),
        "data/people.csv": lambda: table(PERSON_COLUMNS, _people(book)),
        "data/entities.ftm.json": lambda: lines(_ftm(book)),
    }


# Tables


def table(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    """Write a table as RFC 4180 has it, but with bare line feeds."""
    file = io.StringIO()
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows([cell(value) for value in row] for row in rows)
    return file.getvalue().encode()


def _quotes(book: Book) -> Iterator[Sequence[object]]:
    for item in book.articles:
        article = item.article
        for quote in item.quotes:
            speaker = book.entities[quote.speaker] if quote.speaker else None
            yield (
                article.id,
                f"{address(article)}#p{quote.block}",
                article.title,
                article.source,
                article.published,
                quote.block,
                quote.start,
                quote.end,
                quote.text,
                quote.cue,
                quote.speaker,
                speaker and speaker.name,
                quote.speaker_text,
            )


def _people(book: Book) -> Iterator[Sequence[object]]:
    wordings = _wordings(book)
    for about in book.of_type[EntityType.PERSON]:
        entity = about.entity
        first, last = about.dates or (None, None)
        yield (
            entity.id,
            address(entity),
            entity.name,
            joined(alias for alias in entity.aliases if alias != entity.name),
            len(about.appearances),
            about.mention_count,
            first,
            last,
            len(about.quotes),
            joined(wordings.get(entity.id, ())),
            next(iter(_wikidata(entity)), None),
            joined(f"{given.authority}:{given.value}" for given in entity.authority_ids),
        )


def joined(texts: Iterable[str]) -> str:
    """Write several texts into one cell."""
    return "; ".join(dict.fromkeys(" ".join(text.split()) for text in texts))


# FollowTheMoney: one entity a line, as its command-line tools read and write them.
# https://followthemoney.tech/docs/


def _ftm(book: Book) -> Iterator[dict[str, object]]:
    """Yield people and organizations, the articles, and the links between them.

    The model has no place that is only a name; places are left out.
    """
    wordings = _wordings(book)
    named = [about for kind in SCHEMATA for about in book.of_type[kind]]
    for about in named:
        yield _named(book, about, wordings.get(about.entity.id, ()))
    for item in book.articles:
        yield _article(book, item)
        yield from _namings(book, item)
        yield from _links(book, item)
        yield from _families(book, item)


def _entity(key: str, kind: str, properties: Properties) -> dict[str, object]:
    """Return an entity without the properties that aren't known."""
    known = {
        name: list(dict.fromkeys(value for value in values if value))
        for name, values in properties.items()
    }
    return {"id": key, "schema": kind, "properties": {n: v for n, v in known.items() if v}}


def _key(entity: Entity) -> str:
    return f"{entity.type}-{entity.id}"


def _named(book: Book, about: Profile, wordings: Sequence[str]) -> dict[str, object]:
    entity = about.entity
    properties: Properties = {
        "name": [entity.name],
        "alias": [alias for alias in entity.aliases if alias != entity.name],
        "wikidataId": _wikidata(entity),
        "sourceUrl": [_page(book, address(entity))],
    }
    if entity.type is EntityType.PERSON:
        properties["position"] = wordings
    return _entity(_key(entity), SCHEMATA[entity.type], properties)


def _article(book: Book, item: AnnotatedArticle) -> dict[str, object]:
    article = item.article
    return _entity(
        f"article-{article.id}",
        "Article",
        {
            "title": [article.title],
            "author": article.authors,
            "publisher": [article.source],
            "publishedAt": [_day(item)],
            "sourceUrl": [web_address(article.source_url) or _page(book, address(article))],
        },
    )


def _namings(book: Book, item: AnnotatedArticle) -> Iterator[dict[str, object]]:
    """Yield that an article names somebody."""
    for key in dict.fromkeys(mention.entity for mention in item.mentions if mention.entity):
        entity = book.entities[key]
        if entity.type in SCHEMATA:
            yield _entity(
                f"named-{item.article.id}-{_key(entity)}",
                "Documentation",
                {
                    "document": [f"article-{item.article.id}"],
                    "entity": [_key(entity)],
                    "role": ["named"],
                    "date": [_day(item)],
                },
            )


def _links(book: Book, item: AnnotatedArticle) -> Iterator[dict[str, object]]:
    """Yield that an article describes a person by an organization: "director of X"."""
    for words in item.descriptions:
        if words.organization is None or words.entity == words.organization:
            continue
        person = book.entities[words.entity]
        organization = book.entities[words.organization]
        if person.type is not EntityType.PERSON:
            continue
        yield _entity(
            f"described-{item.article.id}-{words.block}-{words.start}-{_key(person)}",
            "UnknownLink",
            {
                "subject": [_key(person)],
                "object": [_key(organization)],
                "role": [_text(words)],
                "status": ["former" if words.former else None],
                "date": [_day(item)],
                "proof": [f"article-{item.article.id}"],
            },
        )


def _families(book: Book, item: AnnotatedArticle) -> Iterator[dict[str, object]]:
    """Yield that an article says whose kin a person is: the relative is the person's brother."""
    for words in item.relations:
        if words.relative is None:
            continue
        person, relative = book.entities[words.relative], book.entities[words.entity]
        yield _entity(
            f"kin-{item.article.id}-{words.block}-{words.start}-{_key(relative)}",
            "Family",
            {
                "person": [_key(person)],
                "relative": [_key(relative)],
                "relationship": [words.kin],
                "date": [_day(item)],
                "proof": [f"article-{item.article.id}"],
            },
        )


def _wordings(book: Book) -> dict[str, list[str]]:
    """Return by entity the words that describe it, each wording once."""
    found: dict[str, dict[str, None]] = {}
    for item in book.articles:
        for words in item.descriptions:
            found.setdefault(words.entity, {})[_text(words)] = None
    return {key: list(wordings) for key, wordings in found.items()}


def _text(words: Description) -> str:
    return " ".join(words.text.split())


def _wikidata(entity: Entity) -> list[str]:
    return [a.value for a in entity.authority_ids if a.authority == "wikidata"]


def _day(item: AnnotatedArticle) -> str | None:
    published = item.article.published
    return published.isoformat() if published else None


def _page(book: Book, path: str) -> str | None:
    """Return the address of a page of ours, where the site's own is known."""
    return web_address(schema.absolute(book.settings, path, ""))
