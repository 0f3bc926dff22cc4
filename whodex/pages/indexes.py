"""The pages that list articles, people, organizations and places, and the first page."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby

from whodex.collect.book import Book
from whodex.collect.naming import FOLDERS, summary
from whodex.collect.profile import Profile
from whodex.data.compared import says
from whodex.pages.links import Row
from whodex.pages.made import Made
from whodex.pages.page import page
from whodex.pages.pictures import chart
from whodex.pages.split import Link, by_letter, by_time, lettered, links
from whodex.pages.words import SINGULARS, foreign, month, number
from whodex.pages.worldmap import worldmaps
from whodex.values.article import Article, EntityType
from whodex.values.entities import Called, Entity
from whodex.values.findings import Quote

NEWEST_ON_HOME = 9
MOST_NAMED_ON_HOME = 12
DIFFERENCES_ON_HOME = 4
# A quote that can stand alone is a whole sentence, and not a long one.
QUOTES_ON_HOME, SHORTEST_ON_HOME, LONGEST_ON_HOME = 3, 40, 180
# Beyond these rows names have a page a letter, and those of most articles are on the index.
LONGEST_INDEX, LONGEST_LETTER, MOST_NAMED = 1_000, 2_000, 200
# Beyond these articles there is a page a year, or a month of a long year, and an index of the
# newest.
LONGEST_LIST, LONGEST_YEAR, NEWEST = 500, 1_000, 100
MOST_TAGS = 200  # on the index; the search has more


def row(about: Profile) -> Row:
    """Return what a list says of an entity."""
    words = about.descriptions[0].quoted if about.descriptions else ""
    last = about.dates[1] if about.dates else None
    return Row(about.entity, words, len(about.appearances), about.mention_count, last)


@dataclass(frozen=True, slots=True)
class Home:
    """What the first page says; `differences` are the first of so many `differing`."""

    name: str
    description: str
    feed: bool
    counts: Sequence[tuple[str, int, str]]
    dates: tuple[date, date] | None
    unread: int
    newest: Sequence[Article]
    said: Sequence[tuple[Article, Quote, Called]]
    differences: Sequence[tuple[str, str]]
    differing: int
    most_named: Sequence[tuple[str, Sequence[Row]]]


def home(book: Book) -> Made[Home]:
    """Return the first page: what the collection is, what is new in it, and who is named most."""
    first = book.differences[:DIFFERENCES_ON_HOME]
    return Made(
        _home,
        Home(
            book.settings.site_name,
            book.settings.site_description,
            bool(book.settings.site_url),
            counts(book),
            book.dates,
            unread(book),
            [item.article for item in book.articles[:NEWEST_ON_HOME]],
            said(book),
            [(one.id, says(book.called, one)) for one in first],
            len(book.differences),
            [
                (FOLDERS[kind], list(map(row, book.most_named(kind)[:MOST_NAMED_ON_HOME])))
                for kind in EntityType
            ],
        ),
    )


def _home(values: Home) -> str:
    return page(
        "home.html.j2",
        root="",
        title=values.name,
        summary=values.description,
        head={"feed": "feed.xml"} if values.feed else None,
        home=values,
        newest=[(article, summary(article)) for article in values.newest],
    )


def unread(book: Book) -> int:
    """Count the articles in which no names are found, for they aren't in English."""
    return sum(bool(foreign(item.article)) for item in book.articles)


def said(book: Book) -> list[tuple[Article, Quote, Called]]:
    """Return what people say in the newest articles, one quote an article and a person."""
    found: dict[str, tuple[Article, Quote, Called]] = {}
    for item in book.articles:
        for quote in item.quotes:
            speaker = book.profiles.get(quote.speaker or "")
            if (
                speaker
                and speaker.entity.type is EntityType.PERSON
                and speaker.entity.id not in found
                and quote.text.strip()[:1].isupper()
                and SHORTEST_ON_HOME <= len(quote.text) <= LONGEST_ON_HOME
            ):
                found[speaker.entity.id] = (item.article, quote, speaker.entity.called)
                break
        if len(found) == QUOTES_ON_HOME:
            break
    return list(found.values())


@dataclass(frozen=True, slots=True)
class Articles:
    """Articles of the whole list or, with `here` as its address, of one of its `parts`.

    `newest` are those on the index of a list that is split; `dates`, `unread` and `tags` are of
    all.
    """

    found: Sequence[Article]
    title: str = "Articles"
    here: str = ""
    parts: Sequence[Link] = ()
    newest: Sequence[Article] = ()
    dates: tuple[date, date] | None = None
    unread: int = 0
    tags: Sequence[tuple[str, int]] = ()


def articles(book: Book) -> dict[str, Made[Articles]]:
    """Return the list of articles, by month and by source, by path; a long one is split by year.

    The parts are in a folder by-year/: articles have no pages below their own.
    """
    found = [item.article for item in book.articles]
    whole = Articles(found, dates=book.dates, unread=unread(book), tags=most_used(book))
    if len(found) <= LONGEST_LIST:
        return {"articles/index.md": Made(_articles, whole)}
    parts = by_time(found, lambda a: a.published, LONGEST_YEAR, ("undated", "Date unknown"))
    to_all = links(parts, "articles/by-year")
    pages = {
        f"articles/by-year/{part.key}.md": Made(
            _articles_of_a_time,
            Articles(part.rows, part.label, f"articles/by-year/{part.key}/", to_all),
        )
        for part in parts
    }
    index = replace(whole, parts=to_all, newest=found[:NEWEST])
    return pages | {"articles/index.md": Made(_articles, index)}


def _articles_of_a_time(values: Articles) -> str:
    return page(
        "articles.html.j2",
        root="../../../",
        title=f"Articles: {values.title}",
        summary=f"{number(len(values.found), 'article')}: {values.title}.",
        count=len(values.found),
        here=values.here,
        parts=values.parts,
        newest=[],
        months=by_month(values.found),
    )


def _articles(values: Articles) -> str:
    """Render the index of the articles: all of them by month, or the newest and links to all."""
    found = values.found
    by_source = sorted(found, key=lambda a: (a.source is None, a.source or ""))
    return page(
        "articles.html.j2",
        root="../",
        title=values.title,
        summary=f"All {number(len(found), 'article')}, by date and by source.",
        dates=values.dates,
        count=len(found),
        unread=values.unread,
        here="",
        parts=values.parts,
        chart=chart((article.published, 1) for article in found),
        newest=values.newest,
        months=[] if values.parts else by_month(found),
        sources=[(name, list(group)) for name, group in groupby(by_source, key=lambda a: a.source)],
        tags=values.tags,
    )


def most_used(book: Book) -> list[tuple[str, int]]:
    """Return the tags of most articles and their numbers, in the order of the alphabet."""
    counts_of = Counter(tag for item in book.articles for tag in book.tags(item.article))
    most = sorted(counts_of.items(), key=lambda one: (-one[1], one[0]))[:MOST_TAGS]
    return sorted(most, key=lambda one: (one[0].casefold(), one[0]))


def by_month(found: Sequence[Article]) -> list[tuple[str, list[Article]]]:
    """Group articles, which are in order of date, by month."""
    return [(label, list(group)) for label, group in groupby(found, key=month)]


@dataclass(frozen=True, slots=True)
class Entities:
    """The list of one kind, all by letter or, with `here` as its address, one of its `parts`.

    Where it is split, the index has `most_named`, each with its place in the whole; `mapped` are
    places with counts of articles. `count` is of the list that the page is of.
    """

    kind: EntityType
    count: int
    letters: Sequence[tuple[str, Sequence[Row]]] = ()
    here: str = ""
    label: str = ""
    parts: Sequence[Link] = ()
    most_named: Sequence[tuple[int, Row]] = ()
    mapped: Sequence[tuple[Entity, int]] = ()


def entities(book: Book, kind: EntityType) -> dict[str, Made[Entities]]:
    """Return the list of everyone of one kind, A to Z, by path; a long one has a page a letter.

    These are in a folder a-z/, which may be an entity's too: what that has below its own page is
    its years, in digits alone or "undated", and no key of a letter is like these.
    """
    profiles, most_named = book.of_type[kind], book.most_named(kind)
    folder = FOLDERS[kind]
    mapped = [(about.entity, len(about.appearances)) for about in most_named[:LONGEST_INDEX]]
    whole = Entities(kind, len(profiles), mapped=mapped if kind is EntityType.PLACE else ())
    if len(profiles) <= LONGEST_INDEX:
        letters = [(letter, list(map(row, found))) for letter, found in lettered(profiles).items()]
        return {f"{folder}/index.md": Made(_entities, replace(whole, letters=letters))}
    parts = by_letter(profiles, LONGEST_LETTER)
    to_all = links(parts, f"{folder}/a-z")
    pages = {
        f"{folder}/a-z/{part.key}.md": Made(
            _entities,
            Entities(
                kind,
                len(part.rows),
                [(part.label, list(map(row, part.rows)))],
                f"{folder}/a-z/{part.key}/",
                part.label,
                to_all,
            ),
        )
        for part in parts
    }
    order = {about.entity.id: n for n, about in enumerate(profiles)}
    most = [(order[about.entity.id], row(about)) for about in most_named[:MOST_NAMED]]
    index = replace(whole, parts=to_all, most_named=most)
    return pages | {f"{folder}/index.md": Made(_entities, index)}


def _entities(values: Entities) -> str:
    """Render a list of one kind: everyone by letter, or those in most articles and links."""
    kind, label = values.kind.value, values.label
    folder = FOLDERS[values.kind]
    plural = folder.capitalize()
    part = f"{number(values.count, kind)} named in the articles: {label}."
    return page(
        "entities.html.j2",
        root="../../../" if label else "../",
        title=f"{plural}: {label}" if label else plural,
        summary=part if label else f"{plural} named in the articles, A to Z, with counts.",
        kind=kind,
        folder=folder,
        count=values.count,
        here=values.here,
        parts=values.parts,
        maps=worldmaps(values.mapped) if values.mapped else [],
        on_maps=LONGEST_INDEX,
        letters=values.letters,
        most_named=values.most_named,
    )


def counts(book: Book) -> list[tuple[str, int, str]]:
    """Return how many articles, people, organizations and places there are, with their index."""
    kinds = [(name, len(book.of_type[kind])) for kind, name in FOLDERS.items()]
    return [
        (str(name if count != 1 else SINGULARS.get(name, name)), count, f"{name}/")
        for name, count in [("articles", len(book.articles)), *kinds]
    ]
