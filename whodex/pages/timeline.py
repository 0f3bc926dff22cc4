"""The page on which articles and the days that they name stand in order."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from markupsafe import Markup

from whodex.collect.book import Book
from whodex.collect.dates import LEAP_YEAR, dated_events
from whodex.collect.profile import Passage
from whodex.pages.page import page
from whodex.pages.split import Link, Part, by_time, links
from whodex.pages.text import marked
from whodex.pages.words import time
from whodex.values.article import Article
from whodex.values.entities import Entity
from whodex.values.findings import DatedEvent

Row = tuple[date | None, Article, DatedEvent | None]
Told = tuple[DatedEvent, Markup, list[Entity]]
OPEN = ("not-given", "Year not given")
# Beyond these rows there is a page a year, or a month of a year that is too long itself.
LONGEST_LIST, LONGEST_YEAR = 500, 1_000


def timeline(book: Book) -> dict[str, str]:
    """Return the articles with a date and the days that articles name, oldest first, by path.

    A long list is split by year; its index holds the newest one, in which articles appeared.
    """
    found = rows(book, dated_events(book.articles))
    parts = by_time(found, _day, LONGEST_YEAR, OPEN)
    if len(found) <= LONGEST_LIST:
        return {"timeline/index.md": _index(book, parts)}
    to_all = links(parts, "timeline")
    pages = {
        f"timeline/{part.key}.md": page(
            "timeline.html.j2",
            root="../../",
            title=f"Timeline: {part.label}",
            summary=f"Articles by date, and the days that they name: {part.label}.",
            here=f"timeline/{part.key}/",
            parts=to_all,
            years=[(part, shown(book, part.rows))],
        )
        for part in parts
    }
    appeared = [part for part in parts if any(event is None for _, _, event in part.rows)]
    return pages | {"timeline/index.md": _index(book, (appeared or parts)[-1:], to_all)}


def _index(book: Book, years: Sequence[Part[Row]], parts: Sequence[Link] = ()) -> str:
    """Render the timeline: all years, or one and links to all."""
    return page(
        "timeline.html.j2",
        root="../",
        title="Timeline",
        summary="Articles by date, and the days that they name, in order.",
        here="",
        parts=parts,
        years=[(year, shown(book, year.rows)) for year in years],
    )


def rows(book: Book, events: Iterable[DatedEvent]) -> list[Row]:
    """Return events and articles in order of date; of one day, what happened before the news.

    Events whose year isn't known come last, in the order of `events`.
    """
    happened: list[Row] = [(event.day, event.article, event) for event in events]
    appeared: list[Row] = [
        (item.article.published, item.article, None)
        for item in book.articles
        if item.article.published
    ]
    return sorted(
        happened + appeared, key=lambda row: (row[0] is None, row[0] or date.min, row[2] is None)
    )


def _day(row: Row) -> date | None:
    return row[0]


def shown(book: Book, found: Iterable[Row]) -> Iterator[tuple[Markup | str, Article, Told | None]]:
    """Yield of each row its day in words, the article, and the event as it is told there."""
    for day, article, event in found:
        when = time(day) if day else month_and_day(event) if event else ""
        yield when, article, told(book, event) if event else None


def told(book: Book, event: DatedEvent) -> Told:
    """Return an event, its sentence with the date marked, and who is named there."""
    first, last = event.sentence
    marks = ((event.start - first, event.end - first),)
    text = event.article.blocks[event.block].text[first:last]
    # A country that only an adjective names ("Qatari") has no profile.
    named = [book.entities[key] for key in event.entities if key in book.entities]
    return event, marked(Passage(event.block, first, last, text, marks)), named


def month_and_day(event: DatedEvent) -> str:
    """Write a day without its year, "7 October"."""
    month, day = event.month_and_day
    return f"{day} {date(LEAP_YEAR, month, day):%B}"
