"""The pages that list articles, people, organizations and places, and the first page."""

from collections import Counter
from collections.abc import Sequence
from itertools import groupby

from whodex.collect.book import Book
from whodex.collect.naming import FOLDERS, summary
from whodex.collect.profile import Profile
from whodex.data.compared import says
from whodex.pages.page import page
from whodex.pages.pictures import chart
from whodex.pages.split import Link, by_letter, by_time, lettered, links
from whodex.pages.words import SINGULARS, foreign, month, number
from whodex.pages.worldmap import worldmaps
from whodex.values.article import Article, EntityType
from whodex.values.entities import Entity
from whodex.values.findings import Quote

NEWEST_ON_HOME = 9
MOST_NAMED_ON_HOME = 12
# A quote that can stand alone is a whole sentence, and not a long one.
QUOTES_ON_HOME, SHORTEST_ON_HOME, LONGEST_ON_HOME = 3, 40, 180
# Beyond these rows names have a page a letter, and those of most articles are on the index.
LONGEST_INDEX, LONGEST_LETTER, MOST_NAMED = 1_000, 2_000, 200
# Beyond these articles there is a page a year, or a month of a long year, and an index of the
# newest.
LONGEST_LIST, LONGEST_YEAR, NEWEST = 500, 1_000, 100
MOST_TAGS = 200  # on the index; the search has more


def home(book: Book) -> str:
    """Render what the collection is, what is new in it, and who is named most."""
    return page(
        "home.html.j2",
        root="",
        title=book.settings.site_name,
        summary=book.settings.site_description,
        head={"feed": "feed.xml"} if book.settings.site_url else None,
        book=book,
        counts=counts(book),
        unread=unread(book),
        newest=[(a.article, summary(a.article)) for a in book.articles[:NEWEST_ON_HOME]],
        said=said(book),
        differences=[(one, says(book, one)) for one in book.differences],
        most_named=[
            (FOLDERS[kind], book.most_named(kind)[:MOST_NAMED_ON_HOME]) for kind in EntityType
        ],
    )


def unread(book: Book) -> int:
    """Count the articles in which no names are found, for they aren't in English."""
    return sum(bool(foreign(item.article)) for item in book.articles)


def said(book: Book) -> list[tuple[Article, Quote, Entity]]:
    """Return what people say in the newest articles, one quote an article and a person."""
    found: dict[str, tuple[Article, Quote, Entity]] = {}
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
                found[speaker.entity.id] = (item.article, quote, speaker.entity)
                break
        if len(found) == QUOTES_ON_HOME:
            break
    return list(found.values())


def articles(book: Book) -> dict[str, str]:
    """Return the list of articles, by month and by source, by path; a long one is split by year.

    The parts are in a folder by-year/: articles have no pages below their own.
    """
    found = [item.article for item in book.articles]
    if len(found) <= LONGEST_LIST:
        return {"articles/index.md": _articles(book, found, months=by_month(found))}
    parts = by_time(found, lambda a: a.published, LONGEST_YEAR, ("undated", "Date unknown"))
    to_all = links(parts, "articles/by-year")
    pages = {
        f"articles/by-year/{part.key}.md": page(
            "articles.html.j2",
            root="../../../",
            title=f"Articles: {part.label}",
            summary=f"{number(len(part.rows), 'article')}: {part.label}.",
            count=len(part.rows),
            here=f"articles/by-year/{part.key}/",
            parts=to_all,
            newest=[],
            months=by_month(part.rows),
        )
        for part in parts
    }
    return pages | {"articles/index.md": _articles(book, found, to_all, found[:NEWEST])}


def _articles(
    book: Book,
    found: Sequence[Article],
    parts: Sequence[Link] = (),
    newest: Sequence[Article] = (),
    months: Sequence[tuple[str, list[Article]]] = (),
) -> str:
    """Render the index of the articles: all of them by month, or the newest and links to all."""
    by_source = sorted(found, key=lambda a: (a.source is None, a.source or ""))
    return page(
        "articles.html.j2",
        root="../",
        title="Articles",
        summary=f"All {number(len(found), 'article')}, by date and by source.",
        book=book,
        count=len(found),
        unread=unread(book),
        here="",
        parts=parts,
        chart=chart((article.published, 1) for article in found),
        newest=newest,
        months=months,
        sources=[(name, list(group)) for name, group in groupby(by_source, key=lambda a: a.source)],
        tags=most_used(book),
    )


def most_used(book: Book) -> list[tuple[str, int]]:
    """Return the tags of most articles and their numbers, in the order of the alphabet."""
    counts_of = Counter(tag for item in book.articles for tag in book.tags(item.article))
    most = sorted(counts_of.items(), key=lambda one: (-one[1], one[0]))[:MOST_TAGS]
    return sorted(most, key=lambda one: (one[0].casefold(), one[0]))


def by_month(found: Sequence[Article]) -> list[tuple[str, list[Article]]]:
    """Group articles, which are in order of date, by month."""
    return [(label, list(group)) for label, group in groupby(found, key=month)]


def entities(book: Book, kind: EntityType) -> dict[str, str]:
    """Return the list of everyone of one kind, A to Z, by path; a long one has a page a letter.

    These are in a folder a-z/, which may be an entity's too: what that has below its own page is
    its years, in digits alone or "undated", and no key of a letter is like these.
    """
    profiles = book.of_type(kind)
    folder = FOLDERS[kind]
    if len(profiles) <= LONGEST_INDEX:
        letters = list(lettered(profiles).items())
        return {f"{folder}/index.md": _entities(book, kind, profiles, letters=letters)}
    parts = by_letter(profiles, LONGEST_LETTER)
    to_all = links(parts, f"{folder}/a-z")
    pages = {
        f"{folder}/a-z/{part.key}.md": page(
            "entities.html.j2",
            root="../../../",
            title=f"{folder.capitalize()}: {part.label}",
            summary=f"{number(len(part.rows), kind.value)} named in the articles: {part.label}.",
            kind=kind.value,
            folder=folder,
            count=len(part.rows),
            here=f"{folder}/a-z/{part.key}/",
            parts=to_all,
            maps=[],
            letters=[(part.label, part.rows)],
            most_named=[],
        )
        for part in parts
    }
    return pages | {f"{folder}/index.md": _entities(book, kind, profiles, to_all)}


def _entities(
    book: Book,
    kind: EntityType,
    profiles: Sequence[Profile],
    parts: Sequence[Link] = (),
    letters: Sequence[tuple[str, Sequence[Profile]]] = (),
) -> str:
    """Render the index of one kind: everyone by letter, or those in most articles and links."""
    most_named = book.most_named(kind)
    folder = FOLDERS[kind]
    return page(
        "entities.html.j2",
        root="../",
        title=folder.capitalize(),
        summary=f"{folder.capitalize()} named in the articles, A to Z, with counts.",
        kind=kind.value,
        folder=folder,
        count=len(profiles),
        here="",
        parts=parts,
        maps=worldmaps([(p.entity, len(p.appearances)) for p in most_named[:LONGEST_INDEX]])
        if kind is EntityType.PLACE
        else [],
        on_maps=LONGEST_INDEX,
        letters=letters,
        most_named=most_named[:MOST_NAMED] if parts else [],
        order={about.entity.id: n for n, about in enumerate(profiles)},
    )


def counts(book: Book) -> list[tuple[str, int, str]]:
    """Return how many articles, people, organizations and places there are, with their index."""
    kinds = [(name, len(book.of_type(kind))) for kind, name in FOLDERS.items()]
    return [
        (str(name if count != 1 else SINGULARS.get(name, name)), count, f"{name}/")
        for name, count in [("articles", len(book.articles)), *kinds]
    ]
