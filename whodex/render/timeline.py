"""The page on which articles and the days that they name stand in order."""

from collections.abc import Iterable
from datetime import date
from itertools import groupby

from markupsafe import Markup

from whodex.dates import LEAP_YEAR, dated_events
from whodex.models import Article, DatedEvent, Entity
from whodex.profile import Passage
from whodex.render.collection import Collection
from whodex.render.page import page
from whodex.render.text import marked

Row = tuple[date, Article, DatedEvent | None]
Told = tuple[DatedEvent, Markup, list[Entity]]


def timeline(collection: Collection) -> str:
    """Render the articles with a date and the days that articles name, the oldest first."""
    events = dated_events(collection.articles)
    return page(
        "timeline.html.j2",
        root="../",
        title="Timeline",
        summary="Articles by date, and the days that they name, in order.",
        years=[
            (
                year,
                [
                    (day, article, told(collection, event) if event else None)
                    for day, article, event in group
                ],
            )
            for year, group in groupby(rows(collection, events), key=lambda row: row[0].year)
        ],
        without_year=[
            (month_and_day(event), told(collection, event)) for event in events if not event.day
        ],
    )


def rows(collection: Collection, events: Iterable[DatedEvent]) -> list[Row]:
    """Return events and articles in order of date; of one day, what happened before the news."""
    happened: list[Row] = [(event.day, event.article, event) for event in events if event.day]
    appeared: list[Row] = [
        (item.article.published, item.article, None)
        for item in collection.articles
        if item.article.published
    ]
    return sorted(happened + appeared, key=lambda row: (row[0], row[2] is None))


def told(collection: Collection, event: DatedEvent) -> Told:
    """Return an event, its sentence with the date marked, and who is named there."""
    first, last = event.sentence
    marks = ((event.start - first, event.end - first),)
    text = event.article.blocks[event.block].text[first:last]
    # A country that only an adjective names ("Qatari") has no profile.
    named = [collection.entities[key] for key in event.entities if key in collection.entities]
    return event, marked(Passage(event.block, first, last, text, marks)), named


def month_and_day(event: DatedEvent) -> str:
    """Write a day without its year, "7 October"."""
    month, day = event.month_and_day
    return f"{day} {date(LEAP_YEAR, month, day):%B}"
