"""From profiles and articles to pages: {path below docs/: text}.

The words of a seed go into a page as escaped HTML without blank lines, which Markdown leaves
alone; `_escaped` is the one door through which every value passes.
"""

import html
import json
import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any

import yaml
from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from whodex.models import (
    AnnotatedArticle,
    Article,
    AuthorityId,
    Block,
    BlockKind,
    Entity,
    EntityType,
    Mention,
)
from whodex.profile import Passage, Profile, newest_first, passage
from whodex.settings import Settings

FOLDERS = {
    EntityType.PERSON: "people",
    EntityType.ORGANIZATION: "organizations",
    EntityType.PLACE: "places",
}
SCHEMA_TYPES = {
    EntityType.PERSON: "Person",
    EntityType.ORGANIZATION: "Organization",
    EntityType.PLACE: "Place",
}
TAGS = {
    BlockKind.TITLE: "h1",
    BlockKind.HEADING: "h2",
    BlockKind.PARAGRAPH: "p",
    BlockKind.LIST_ITEM: "li",
    BlockKind.QUOTE: "blockquote",
    BlockKind.CREDIT: "p",
}
# Braces are escaped, so that no reader of the Markdown file takes them for a template; characters
# that HTML can't hold become spaces.
ESCAPES = {
    **{ord(char): html.escape(char) for char in "&<>\"'"},
    **{ord(char): f"&#{ord(char)};" for char in "{}"},
    **dict.fromkeys([*range(0x20), *range(0x7F, 0xA0), 0x2028, 0x2029], " "),
    **dict.fromkeys(range(0xD800, 0xE000), " "),
}
# The number comes from the style sheet: the words of a paragraph are the seed's alone.
PARAGRAPH_LINK = Markup(
    '<a class="wx-here" href="#p%(n)d" data-n="%(n)d" aria-label="Paragraph %(n)d"></a>'
)
NEWEST_ON_HOME = 9
MOST_NAMED_ON_HOME = 12
SHOWN_IN_RAIL = 12
OPEN_ARTICLES = 10
SUMMARY_LENGTH = 200
# Words after a family name that it isn't sorted by.
NAME_SUFFIXES = frozenset({"jr", "sr", "ii", "iii", "iv"})


@dataclass(frozen=True, slots=True)
class Collection:
    """What every page may refer to. Articles stand newest first."""

    settings: Settings
    articles: tuple[AnnotatedArticle, ...]
    profiles: Mapping[str, Profile]

    def entity(self, key: str) -> Entity:
        """Return the entity with this id."""
        return self.profiles[key].entity

    def of_type(self, kind: EntityType) -> list[Profile]:
        """Return the profiles of one kind, in the order of their names."""
        found = [p for p in self.profiles.values() if p.entity.type is kind]
        return sorted(found, key=lambda p: (sort_name(p.entity), p.entity.id))

    def most_named(self, kind: EntityType) -> list[Profile]:
        """Return the profiles that stand in most articles."""
        found = [p for p in self.of_type(kind) if p.appearances]
        return sorted(found, key=lambda p: (-len(p.appearances), -p.mention_count))[
            :MOST_NAMED_ON_HOME
        ]

    @property
    def dates(self) -> tuple[date, date] | None:
        """The first and the last date of the collection, where known."""
        dates = [item.article.published for item in self.articles if item.article.published]
        return (min(dates), max(dates)) if dates else None

    @property
    def sources(self) -> Counter[str]:
        """Who published how many of the articles."""
        return Counter(item.article.source for item in self.articles if item.article.source)


def render(
    articles: Sequence[AnnotatedArticle], profiles: Sequence[Profile], settings: Settings
) -> dict[str, str]:
    """Make all generated files: pages as Markdown files and the published data.

    `profiles` are those of `whodex.profile.profile` for the same articles. Returns POSIX paths
    below docs/ and their text; the same input gives the same text.
    """
    collection = Collection(
        settings,
        tuple(sorted(articles, key=lambda item: newest_first(item.article))),
        {item.entity.id: item for item in sorted(profiles, key=lambda p: p.entity.id)},
    )
    pages = {
        "index.md": _home(collection),
        "articles/index.md": _article_index(collection),
        "review/index.md": _review(collection),
    }
    for kind, folder in FOLDERS.items():
        pages[f"{folder}/index.md"] = _entity_index(collection, kind)
    for item in collection.articles:
        pages[f"articles/{item.article.id}.md"] = _article(collection, item)
    for about in collection.profiles.values():
        pages[f"{FOLDERS[about.entity.type]}/{about.entity.id}.md"] = _profile(collection, about)
    pages["data/articles.jsonl"] = _lines(map(_article_record, collection.articles))
    pages["data/entities.jsonl"] = _lines(map(_entity_record, collection.profiles.values()))
    return dict(sorted(pages.items()))


# Pages


def _article(collection: Collection, item: AnnotatedArticle) -> str:
    """Render an article with every mention linked, and beside it who and what is in it."""
    article = item.article
    cast = _cast(collection, item)
    links: dict[int, list[tuple[int, int, Markup | None]]] = defaultdict(list)
    for mention in sorted(item.mentions, key=lambda m: m.start):
        links[mention.block].append((mention.start, mention.end, _link(collection, item, mention)))
    parts = [_block(block, n, links[n]) for n, block in enumerate(article.blocks)]
    has_title = bool(article.blocks) and article.blocks[0].kind is BlockKind.TITLE
    return _page(
        "article.html.j2",
        root="../../",
        title=article.title,
        summary=_summary(article),
        article=article,
        headline=parts[0] if has_title else None,
        text=_text(article.blocks, parts, start=int(has_title)),
        cast=cast,
        people=[member["entity"].name for _, members in cast[:1] for member in members],
        unsure=[m for m in item.mentions if not m.entity and m.candidates],
        json_ld=_json_ld(_news_article(collection, article, cast)),
    )


def _profile(collection: Collection, about: Profile) -> str:
    """Render what the articles say about a person, an organization or a place."""
    passages = [
        (appearance, [(found.block, _marked(found)) for found in appearance.passages])
        for appearance in about.appearances
    ]
    return _page(
        "profile.html.j2",
        root="../../",
        title=about.entity.name,
        summary=_profile_summary(about),
        about=about,
        folder=FOLDERS[about.entity.type],
        company=[
            ("Appears with", about.people),
            ("Organizations", about.organizations),
            ("Places", about.places),
        ],
        passages=passages,
        years=sorted({a.article.published.year for a in about.appearances if a.article.published}),
        shown=SHOWN_IN_RAIL,
        open_articles=OPEN_ARTICLES,
        json_ld=_json_ld(_schema_entity(collection, about.entity, "../../", context=True)),
    )


def _home(collection: Collection) -> str:
    """Render what the collection is, what is new in it, and who is named most."""
    return _page(
        "home.html.j2",
        root="",
        title=collection.settings.site_name,
        summary=collection.settings.site_description,
        collection=collection,
        counts=_counts(collection),
        newest=[(a.article, _summary(a.article)) for a in collection.articles[:NEWEST_ON_HOME]],
        most_named=[
            (FOLDERS[kind], [p for p in collection.most_named(kind) if p.appearances])
            for kind in EntityType
        ],
    )


def _article_index(collection: Collection) -> str:
    """Render the list of articles, by month and by source."""
    articles = [item.article for item in collection.articles]
    months = [(label, list(group)) for label, group in groupby(articles, key=_month)]
    by_source = sorted(articles, key=lambda a: (a.source is None, a.source or ""))
    sources = [
        (name or "Source unknown", list(group))
        for name, group in groupby(by_source, key=lambda a: a.source)
    ]
    return _page(
        "articles.html.j2",
        root="../",
        title="Articles",
        summary=f"All {_number(len(articles), 'article')}, by date and by source.",
        collection=collection,
        months=months,
        sources=sources,
    )


def _entity_index(collection: Collection, kind: EntityType) -> str:
    """Render the list of everyone of one kind, A to Z."""
    profiles = collection.of_type(kind)
    letters = [
        (letter, list(group))
        for letter, group in groupby(profiles, key=lambda p: _letter(p.entity))
    ]
    folder = FOLDERS[kind]
    return _page(
        "entities.html.j2",
        root="../",
        title=folder.capitalize(),
        summary=f"{folder.capitalize()} named in the articles, A to Z, with counts.",
        kind=kind.value,
        profiles=profiles,
        letters=letters,
        anchors={letter: f"letter-{n}" for n, (letter, _) in enumerate(letters, 1)},
    )


def _review(collection: Collection) -> str:
    """Render the unsure mentions, with the line that would settle each."""
    doubts = [doubt for item in collection.articles for doubt in _doubts(collection, item)]
    return _page(
        "review.html.j2",
        root="../",
        title="Names to review",
        summary="Names for which the text doesn't say who is meant.",
        doubts=doubts,
        count=sum(len(doubt["passages"]) for doubt in doubts),
    )


def _page(template: str, *, title: str, summary: str, **values: object) -> str:
    """Render a template below its front matter, as one HTML block without blank lines."""
    # Themes write front matter into the page's head as it stands: here it is HTML already.
    matter = {
        "title": str(_escaped(title)),
        "description": str(_escaped(summary)),
        "hide": ["navigation", "toc"],
    }
    front = yaml.safe_dump(matter, allow_unicode=True, sort_keys=False, width=10**9)
    body = TEMPLATES.get_template(template).render(title=title, **values)
    without_blank_lines = re.sub(r"\n\s*\n", "\n", body).strip()
    return f"---\n{front}---\n\n{without_blank_lines}\n"


# Text


def _escaped(value: object) -> Markup:
    """Make a value part of a page, as text."""
    if isinstance(value, Markup):
        return value
    return Markup(str(value).translate(ESCAPES))  # noqa: S704 - escaped here


def _block(block: Block, number: int, links: Iterable[tuple[int, int, Markup | None]]) -> Markup:
    """Render a block with its mentions linked; `p<number>` is its address."""
    tag = TAGS[block.kind]
    words = _annotated(block.text, links, Markup("</a>"))
    credit = Markup(' class="wx-credit"') if block.kind is BlockKind.CREDIT else Markup()
    here = Markup() if block.kind is BlockKind.TITLE else PARAGRAPH_LINK % {"n": number}
    return Markup('<%s id="p%d"%s>%s%s</%s>') % (tag, number, credit, here, words, tag)


def _text(blocks: Sequence[Block], parts: Sequence[Markup], start: int) -> list[Markup]:
    """Return the blocks from `start` on, with list items that follow each other in one list."""
    text: list[Markup] = []
    rest = list(zip(blocks, parts, strict=True))[start:]
    for is_list, group in groupby(rest, key=lambda pair: pair[0].kind is BlockKind.LIST_ITEM):
        lines = [part for _, part in group]
        text.extend([Markup("<ul>"), *lines, Markup("</ul>")] if is_list else lines)
    return text


def _annotated(
    text: str, spans: Iterable[tuple[int, int, Markup | None]], closing: Markup
) -> Markup:
    """Put the opening tag of each span, where it has one, and the closing tag into a text."""
    parts: list[Markup] = []
    done = 0
    for start, end, opening in spans:
        words = _escaped(text[start:end])
        parts += [_escaped(text[done:start]), *([opening, words, closing] if opening else [words])]
        done = end
    return Markup().join([*parts, _escaped(text[done:])])


def _link(collection: Collection, item: AnnotatedArticle, mention: Mention) -> Markup | None:
    """Return the tag that leads to a mention's entity, or where unsure to the review page."""
    if mention.entity:
        entity = collection.entity(mention.entity)
        return Markup('<a class="%s" href="../../%s" data-rule="%s">') % (
            _escaped(entity.type),
            _escaped(_address(entity)),
            _escaped(mention.rule),
        )
    if mention.candidates:
        names = _escaped(_either([collection.entity(key).name for key in mention.candidates]))
        return Markup(
            '<a class="unsure %s" href="../../review/#%s" title="Unsure: %s"'
            ' aria-label="%s (unsure: %s)" data-rule="%s">'
        ) % (
            _escaped(mention.type),
            _escaped(_doubt_id(item.article, mention)),
            names,
            _escaped(mention.text),
            names,
            _escaped(mention.rule),
        )
    return None


def _marked(passage: Passage) -> Markup:
    """Render a sentence with the forms of the entity's name marked."""
    spans = [(start, end, Markup("<mark>")) for start, end in passage.marks]
    return _annotated(passage.text, spans, Markup("</mark>"))


# What pages say


def _cast(collection: Collection, item: AnnotatedArticle) -> list[tuple[str, list[dict[str, Any]]]]:
    """Return who and what an article names, kind by kind, in the order of appearance."""
    places: dict[str, Counter[int]] = defaultdict(Counter)
    for mention in item.mentions:
        if mention.entity:
            places[mention.entity][mention.block] += 1
    words: dict[str, str] = {}
    for description in item.descriptions:
        words.setdefault(description.entity, description.text)
    cast: dict[EntityType, list[dict[str, Any]]] = {kind: [] for kind in EntityType}
    for key, blocks in places.items():
        entity = collection.entity(key)
        cast[entity.type].append(
            {
                "entity": entity,
                "words": words.get(key),
                "count": blocks.total(),
                "blocks": sorted(blocks),
            }
        )
    return [(FOLDERS[kind], found) for kind, found in cast.items()]


def _doubts(collection: Collection, item: AnnotatedArticle) -> Iterator[dict[str, Any]]:
    """Yield each form that is unsure in an article once, with all places where it stands."""
    groups: dict[tuple[str, tuple[str, ...]], list[Mention]] = defaultdict(list)
    for mention in item.mentions:
        if not mention.entity and mention.candidates:
            groups[mention.text, mention.candidates].append(mention)
    for (text, candidates), mentions in groups.items():
        yield {
            "article": item.article,
            "text": text,
            "candidates": [collection.entity(key) for key in candidates],
            "passages": [
                (_doubt_id(item.article, m), m.block, _marked(passage(item, m))) for m in mentions
            ],
            "lines": [_decision(item.article, text, key) for key in candidates],
        }


def _decision(article: Article, text: str, entity: str) -> str:
    """Return the line of register/decisions.yml by which `text` means `entity` in `article`."""
    quoted = json.dumps(text, ensure_ascii=False)
    return f"- {{in: {article.id}, text: {quoted}, is: {entity}}}"


def _place(article: Article, block: int) -> str:
    """Return what a link to a block says: the paragraph's number, or "title"."""
    return "title" if article.blocks[block].kind is BlockKind.TITLE else str(block)


def _doubt_id(article: Article, mention: Mention) -> str:
    """Return the address of an unsure mention on the review page."""
    return f"{article.id}-p{mention.block}-{mention.start}"


def _summary(article: Article) -> str:
    """Return the first words of an article's text, for search engines and link previews."""
    text = next((b.text for b in article.blocks if b.kind is BlockKind.PARAGRAPH), article.title)
    words = " ".join(text.split())
    if len(words) <= SUMMARY_LENGTH:
        return words
    return words[:SUMMARY_LENGTH].rsplit(" ", 1)[0] + " …"


def _profile_summary(about: Profile) -> str:
    """Say in a line how often and where an entity is named."""
    if not about.appearances:
        return f"{about.entity.name}: perhaps meant in {_number(len(about.unsure), 'article')}."
    counts = (
        f"{_number(about.mention_count, 'mention')} in {_number(len(about.appearances), 'article')}"
    )
    if about.sources:
        counts += f" from {_number(len(about.sources), 'source')}"
    return f"{about.entity.name}: {counts}{_span(about.dates, ', {}')}."


def _counts(collection: Collection) -> list[tuple[str, int, str]]:
    """Return how many articles, people, organizations and places there are, with their index."""
    kinds = [(name, len(collection.of_type(kind))) for kind, name in FOLDERS.items()]
    return [
        (str(name if count != 1 else SINGULARS.get(name, name)), count, f"{name}/")
        for name, count in [("articles", len(collection.articles)), *kinds]
    ]


def sort_name(entity: Entity) -> str:
    """Return what an index sorts by: a person's last name without article, others as they stand.

    Accents and case don't count: "Khalil al-Hayya" sorts as "hayya khalil al-hayya".
    """
    name = unicodedata.normalize("NFKD", entity.name).casefold()
    name = "".join(c for c in name if not unicodedata.combining(c))
    if entity.type is not EntityType.PERSON:
        return name.removeprefix("the ")
    words = [word for word in name.split() if word.strip(".") not in NAME_SUFFIXES] or [name]
    return f"{re.sub(r'^(al|el|ad|an|as|ash|at)-', '', words[-1])} {name}"


def _letter(entity: Entity) -> str:
    """Return the letter under which an index lists a name; `#` for digits and signs."""
    first = sort_name(entity)[:1].upper()
    return first if first.isalpha() else "#"


def _month(article: Article) -> str:
    """Return the month of an article as a heading."""
    return f"{article.published:%B %Y}" if article.published else "Date unknown"


def _day(day: date) -> Markup:
    """Render a date, "22 January 2024"."""
    return Markup('<time datetime="%s">%s</time>') % (day.isoformat(), _long(day))


def _long(day: date) -> str:
    """Write a date out."""
    return f"{day.day} {day:%B %Y}"


def _span(dates: tuple[date, date] | None, frame: str = "{}") -> str:
    """Write "1 March 2024 to 3 May 2024" into `frame`, or nothing where no date is known."""
    if not dates:
        return ""
    first, last = map(_long, dates)
    return frame.format(first if first == last else f"{first} to {last}")


def _number(count: int, noun: str) -> str:
    """Write "1 article", "2,000 articles"."""
    return f"{count:,} {noun if count == 1 else PLURALS.get(noun, noun + 's')}"


PLURALS = {"person": "people"}
SINGULARS = {
    "articles": "article",
    **{folder: kind.value for kind, folder in FOLDERS.items()},
}


def _either(names: Sequence[str]) -> str:
    """Write "A", "A or B", "A, B or C"."""
    return " or ".join(filter(None, [", ".join(names[:-1]), names[-1]]))


def _address(thing: Article | Entity) -> str:
    """Return the address of a page below the site's root."""
    folder = "articles" if isinstance(thing, Article) else FOLDERS[thing.type]
    return f"{folder}/{thing.id}/"


def _web_address(address: str | None) -> str | None:
    """Return the address if it leads to the web; a seed could name a script."""
    return address if address and re.match(r"https?://", address, re.IGNORECASE) else None


def _authority_link(authority: AuthorityId) -> str | None:
    """Return the address of a Wikidata item."""
    if authority.authority == "wikidata" and re.fullmatch(r"Q[1-9][0-9]*", authority.value):
        return f"https://www.wikidata.org/wiki/{authority.value}"
    return None


# schema.org


def _news_article(
    collection: Collection, article: Article, cast: list[tuple[str, list[dict[str, Any]]]]
) -> dict[str, Any]:
    """Describe an article in the terms of schema.org/NewsArticle."""
    return {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": article.title,
        "url": _absolute(collection, _address(article), "../../"),
        "inLanguage": article.language,
        **_known(
            isBasedOn=_web_address(article.source_url),
            datePublished=article.published and article.published.isoformat(),
            author=[{"@type": "Person", "name": name} for name in article.authors],
            publisher=article.source and {"@type": "Organization", "name": article.source},
            mentions=[
                _schema_entity(collection, member["entity"], "../../")
                for _, members in cast
                for member in members
            ],
        ),
    }


def _schema_entity(
    collection: Collection, entity: Entity, root: str, *, context: bool = False
) -> dict[str, Any]:
    """Describe an entity in the terms of schema.org; with its other names on its own page."""
    links = [link for a in entity.authority_ids if (link := _authority_link(a))]
    return {
        **({"@context": "https://schema.org"} if context else {}),
        "@type": SCHEMA_TYPES[entity.type],
        "name": entity.name,
        "url": _absolute(collection, _address(entity), root),
        **_known(
            alternateName=[a for a in entity.aliases if a != entity.name] if context else None,
            sameAs=links,
        ),
    }


def _known(**values: object) -> dict[str, object]:
    """Leave out what isn't known."""
    return {key: value for key, value in values.items() if value}


def _absolute(collection: Collection, address: str, root: str) -> str:
    """Return an address with the site's own before it, or relative where that isn't known."""
    site = collection.settings.site_url
    return f"{site.rstrip('/')}/{address}" if site else root + address


def _json_ld(value: dict[str, Any]) -> Markup:
    """Write JSON that can end neither its script element nor look like a template."""
    text = json.dumps(value, ensure_ascii=False)
    for char in "<>&\x7f\u2028\u2029":
        text = text.replace(char, f"\\u{ord(char):04x}")
    # In JSON a brace is followed by a quotation mark or a brace that closes it.
    return Markup(re.sub(r"\{(?=[{%#])", r"\\u007b", text))  # noqa: S704 - escaped above


# Published data


def _lines(records: Iterable[dict[str, Any]]) -> str:
    """Write one compact JSON object a line."""
    return "".join(
        json.dumps(record, ensure_ascii=False, separators=(",", ":")) + "\n" for record in records
    )


def _article_record(item: AnnotatedArticle) -> dict[str, Any]:
    """Return an article's line in data/articles.jsonl."""
    article = item.article
    return {
        "id": article.id,
        "url": _address(article),
        "seed": article.seed,
        "title": article.title,
        "source": article.source,
        "source_url": article.source_url,
        "authors": article.authors,
        "published": article.published and article.published.isoformat(),
        "blocks": [{"kind": block.kind, "text": block.text} for block in article.blocks],
        "mentions": [_fields(mention, MENTION_FIELDS) for mention in item.mentions],
        "quotes": [_fields(quote, QUOTE_FIELDS) for quote in item.quotes],
        "descriptions": [_fields(words, DESCRIPTION_FIELDS) for words in item.descriptions],
    }


# Named one by one: what other programs read changes by decision, not with our models.
SPAN_FIELDS = ("block", "start", "end", "text")
MENTION_FIELDS = (*SPAN_FIELDS, "type", "entity", "rule", "candidates")
QUOTE_FIELDS = (*SPAN_FIELDS, "cue", "speaker", "speaker_text", "speaker_span")
DESCRIPTION_FIELDS = (*SPAN_FIELDS, "entity")


def _fields(value: object, names: Sequence[str]) -> dict[str, Any]:
    """Return the fields of a value that are published."""
    return {name: getattr(value, name) for name in names}


def _entity_record(about: Profile) -> dict[str, Any]:
    """Return an entity's line in data/entities.jsonl."""
    entity = about.entity
    return {
        "id": entity.id,
        "url": _address(entity),
        "type": entity.type,
        "name": entity.name,
        "aliases": entity.aliases,
        "articles": [appearance.article.id for appearance in about.appearances],
        "mention_count": about.mention_count,
        "ids": {a.authority: a.value for a in entity.authority_ids},
    }


TEMPLATES = Environment(
    loader=PackageLoader("whodex"),
    autoescape=True,
    undefined=StrictUndefined,
    finalize=_escaped,
    trim_blocks=True,
    lstrip_blocks=True,
)
TEMPLATES.filters.update(
    address=_address,
    authority_link=_authority_link,
    day=_day,
    either=_either,
    number=_number,
    place=_place,
    span=_span,
    web_address=_web_address,
)
