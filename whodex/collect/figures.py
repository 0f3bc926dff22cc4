"""Counts of several articles, side by side: people killed, hostages held, the cases of a disease.

Only what is plainly the same is put together: the same thing, at the same place, and either a
running total ("since the war began", the cases of a disease) or news of the same days that name
no other kind of event.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, field
from datetime import date, timedelta

from whodex.collect.counts import Count
from whodex.values.article import Article, BlockKind
from whodex.values.findings import Figure, FigureTable

SAME_EVENT = timedelta(days=7)  # after a week the news count the dead of another event
SAME_RAID = timedelta(days=1)  # in a war, after a day
# Of other kinds of event a country may have two within a week.
COUNTRYWIDE = frozenset(("storm", "quake", "heat"))
ROUNDED = 1000  # smaller numbers that titles give are meant as they stand
SAME_TOTAL = timedelta(days=183)  # a total that nobody gave for half a year is of another war

Told = tuple[Article, Count]


@dataclass(slots=True)
class _Event:
    """Counts that may be of one event: its first day, and the kinds of event that they name."""

    first: date
    causes: frozenset[str]
    told: list[Told] = field(default_factory=list)

    def has(self, count: Count, day: date) -> bool:
        """Tell whether a count of a later day is of the event, too."""
        if day - self.first > (SAME_RAID if count.lasting else SAME_EVENT):
            return False
        causes = self.causes & count.causes
        if count.wide:
            return not causes.isdisjoint(COUNTRYWIDE)
        return bool(causes) or not (self.causes and count.causes)


def figures(articles: Iterable[tuple[Article, Sequence[Count]]]) -> tuple[FigureTable, ...]:
    """Return a table for each thing that two or more articles count, those with most rows first.

    `articles` come with their counts.
    """
    groups: dict[tuple[str, str], list[Told]] = defaultdict(list)
    for article, counts in articles:
        for count in counts:
            groups[count.thing, count.place].append((article, count))
    tables = [
        _table(thing, place, number, first, _each_once(group))
        for (thing, place), found in groups.items()
        for number, (first, group) in enumerate(_same(found))
        if len({article.id for article, _ in group}) > 1
    ]
    return tuple(sorted(tables, key=lambda table: (-len(table.figures), table.id)))


def _table(
    thing: str, place: str, number: int, first: date | None, found: Iterable[Figure]
) -> FigureTable:
    parts = [thing.casefold().replace(" ", "-"), place or "worldwide"]
    if first:
        parts += [first.isoformat(), *([str(number)] if number else [])]
    return FigureTable("-".join(parts), thing, place, tuple(sorted(found, key=_oldest_first)))


def _each_once(found: Sequence[Told]) -> Iterator[Figure]:
    """Yield the figures that articles give; one that stands in the title too is the text's.

    So is one that the title rounds: "a million" above "1,051,635".
    """
    seen: set[tuple[str, float, float | None, str]] = set()
    told: dict[tuple[str, str], list[float]] = defaultdict(list)
    given = (Figure(**asdict(count.number), article=article) for article, count in found)
    for figure in sorted(given, key=_is_title):
        key = (figure.article.id, figure.number, figure.up_to, figure.unit)
        if key in seen:
            continue
        seen.add(key)
        others = told[figure.article.id, figure.unit]
        if not (_is_title(figure) and any(_rounds(figure.number, other) for other in others)):
            others.append(figure.number)
            yield figure


def _rounds(title: float, text: float) -> bool:
    """Tell whether a title's number is that of the text, cut off or rounded to its own digits."""
    if title < ROUNDED or not title.is_integer():
        return False
    digits = str(int(title))
    unit = 10.0 ** (len(digits) - len(digits.rstrip("0")))
    return -unit / 2 < text - title < unit


def _is_title(figure: Figure) -> bool:
    return figure.article.blocks[figure.block].kind is BlockKind.TITLE


def _same(found: Sequence[Told]) -> Iterator[tuple[date | None, list[Told]]]:
    """Yield the counts of the same thing: the totals of a time, and those of each event."""
    yield from _totals([told for told in found if told[1].total])
    open_: list[_Event] = []
    for told in sorted((t for t in found if not t[1].total and _day(t)), key=_by_day):
        day, count = _by_day(told), told[1]
        event = next((event for event in open_ if event.has(count, day)), None)
        if event is None:
            event = _Event(day, count.causes)
            for over in [e for e in open_ if day - e.first > SAME_EVENT]:
                open_.remove(over)
                yield over.first, over.told
            open_.append(event)
        event.causes |= count.causes if not event.causes else frozenset()
        event.told.append(told)
    for event in open_:
        yield event.first, event.told


def _totals(found: Sequence[Told]) -> Iterator[tuple[date | None, list[Told]]]:
    """Yield totals of the same time, those without a date with the first of them."""
    group = [told for told in found if not _day(told)]
    last: date | None = None
    for told in sorted(filter(_day, found), key=_by_day):
        day = _day(told)
        if last and day and day - last > SAME_TOTAL:
            yield None, group
            group = []
        group.append(told)
        last = day
    yield None, group


def _day(told: Told) -> date | None:
    return told[0].published


def _by_day(told: Told) -> date:
    return _day(told) or date.min


def _oldest_first(figure: Figure) -> tuple[bool, date, str, int, int]:
    known = figure.article.published
    return known is None, known or date.min, figure.article.id, figure.block, figure.start
