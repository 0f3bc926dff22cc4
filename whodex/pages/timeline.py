"""The page on which articles and the days that they name stand in order."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from markupsafe import Markup

from whodex.collect.book import Book
from whodex.collect.dates import LEAP_YEAR, dated_events
from whodex.collect.profile import Passage
from whodex.pages.made import Made
from whodex.pages.page import page
from whodex.pages.split import Link, Part, by_time, links
from whodex.pages.text import marked
from whodex.pages.words import time
from whodex.values.article import Article
from whodex.values.entities import Called
from whodex.values.findings import DatedEvent

Row = tuple[date | None, Article, DatedEvent | None]
Told = tuple[DatedEvent, Markup, list[Called]]
OPEN = ("not-given", "Year not given")
# Beyond these rows there is a page a year, or a month of a year that is too long itself.
LONGEST_LIST, LONGEST_YEAR = 500, 1_000


@dataclass(frozen=True, slots=True)
class Values:
    """Parts of the timeline, whom their events name, and links to all parts where it is split.

    `here` is the address of a page of one part.
    """

    years: tuple[Part[Row], ...]
    known: Mapping[str, Called]
    parts: tuple[Link, ...] = ()
    here: str = ""


def timeline(book: Book) -> dict[str, Made[Values]]:
    """Return the articles with a date and the days that articles name, oldest first, by path.

    A long list is split by year; its index holds the newest one, in which articles appeared.
    """
    found = rows(book, dated_events(book.articles))
    parts = by_time(found, _day, LONGEST_YEAR, OPEN)
    if len(found) <= LONGEST_LIST:
        return {"timeline/index.md": _made(book, parts)}
    to_all = links(parts, "timeline")
    pages = {
        f"timeline/{part.key}.md": _made(book, [part], to_all, f"timeline/{part.key}/")
        for part in parts
    }
    appeared = [part for part in parts if any(event is None for _, _, event in part.rows)]
    return pages | {"timeline/index.md": _made(book, (appeared or parts)[-1:], to_all)}


def _made(
    book: Book, years: Sequence[Part[Row]], parts: Sequence[Link] = (), here: str = ""
) -> Made[Values]:
    keys = (key for year in years for _, _, event in year.rows if event for key in event.entities)
    # A country that only an adjective names ("Qatari") has no profile.
    known = {key: book.called[key] for key in keys if key in book.called}
    return Made(_timeline, Values(tuple(years), known, tuple(parts), here))


def _timeline(values: Values) -> str:
    """Render the timeline: all years, or one and links to all."""
    label = values.years[0].label if values.here else ""
    days = "Articles by date, and the days that they name"
    return page(
        "timeline.html.j2",
        root="../../" if values.here else "../",
        title=f"Timeline: {label}" if label else "Timeline",
        summary=f"{days}: {label}." if label else f"{days}, in order.",
        here=values.here,
        parts=values.parts,
        years=[(year, shown(year.rows, values.known)) for year in values.years],
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


def shown(
    found: Iterable[Row], known: Mapping[str, Called]
) -> Iterator[tuple[Markup | str, Article, Told | None]]:
    """Yield of each row its day in words, the article, and the event as it is told there."""
    for day, article, event in found:
        when = time(day) if day else month_and_day(event) if event else ""
        yield when, article, told(event, known) if event else None


def told(event: DatedEvent, known: Mapping[str, Called]) -> Told:
    """Return an event, its sentence with the date marked, and who is named there."""
    first, last = event.sentence
    marks = ((event.start - first, event.end - first),)
    text = event.article.blocks[event.block].text[first:last]
    named = [known[key] for key in event.entities if key in known]
    return event, marked(Passage(event.block, first, last, text, marks)), named


def month_and_day(event: DatedEvent) -> str:
    """Write a day without its year, "7 October"."""
    month, day = event.month_and_day
    return f"{day} {date(LEAP_YEAR, month, day):%B}"
