"""Pictures as numbers: where bars, points and lines stand. Templates draw them as SVG."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from math import cos, pi, sin

from whodex.lexicon.lists import words
from whodex.lexicon.names import SUFFIXES, fold, person_name
from whodex.pages.words import long
from whodex.values.entities import Entity

PARTICLES = words("name-particles")
# Bars are days up to this many days, then months up to this many, then years.
MOST_DAYS, MOST_MONTHS = 45, 60
# How far a network's points push each other away, and for how many rounds: nothing moves later.
APART, ROUNDS = 30, 300


@dataclass(frozen=True, slots=True)
class Bar:
    """One day, month or year: its name, its count, and its height from 0 to 100."""

    label: str
    count: int
    height: float


@dataclass(frozen=True, slots=True)
class Chart:
    """Counts over time, without gaps; `unit` is what a bar is."""

    unit: str
    bars: tuple[Bar, ...]

    @property
    def highest(self) -> Bar:
        """The bar of the highest count, the earliest of several."""
        return max(self.bars, key=lambda bar: bar.count)


@dataclass(frozen=True, slots=True)
class Point:
    """Someone in a network: where the point stands, how large it is, and the name beside it.

    `left` is for a name that stands left of its point.
    """

    entity: Entity
    x: float
    y: float
    size: float
    label: str
    centre: bool = False
    left: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """Two who appear together in `count` articles, from one point to the other."""

    start: Point
    end: Point
    count: int

    @property
    def width(self) -> float:
        """How thick the line is drawn."""
        return min(0.5 + self.count / 2, 3)


@dataclass(frozen=True, slots=True)
class Network:
    """Points and lines in a picture of `width` by `height`."""

    width: int
    height: int
    points: tuple[Point, ...]
    lines: tuple[Line, ...]


def chart(counts: Iterable[tuple[date | None, int]]) -> Chart | None:
    """Count over time; nothing is drawn where fewer than two days are known."""
    known = [(day, count) for day, count in counts if day]
    days = {day for day, _ in known}
    if len(days) < 2:  # noqa: PLR2004 - one bar isn't a chart
        return None
    first, last = min(days), max(days)
    if (last - first).days < MOST_DAYS:
        return _bars("day", [first + timedelta(n) for n in range((last - first).days + 1)], known)
    months = _months(first, last)
    if len(months) <= MOST_MONTHS:
        return _bars("month", months, [(day.replace(day=1), count) for day, count in known])
    years = [date(year, 1, 1) for year in range(first.year, last.year + 1)]
    return _bars("year", years, [(day.replace(month=1, day=1), count) for day, count in known])


def _months(first: date, last: date) -> list[date]:
    """Return the first days of all months from one day to another."""
    span = range(first.year * 12 + first.month - 1, last.year * 12 + last.month)
    return [date(month // 12, month % 12 + 1, 1) for month in span]


def _bars(unit: str, units: Sequence[date], counts: Iterable[tuple[date, int]]) -> Chart:
    """Make a bar for each unit, the highest 100 high."""
    totals: Counter[date] = Counter()
    for day, count in counts:
        totals[day] += count
    top = max(totals.values()) or 1
    names = {"day": long, "month": "{:%B %Y}".format, "year": "{:%Y}".format}
    name = names[unit]
    return Chart(
        unit,
        tuple(Bar(name(day), totals[day], round(100 * totals[day] / top, 1)) for day in units),
    )


People = Sequence[tuple[Entity, int]]
Ties = Mapping[tuple[str, str], int]


def network(people: People, ties: Ties, width: int, height: int) -> Network:
    """Lay out `people`, each with a count, so that those who are tied by more stand closer.

    `ties` are counts by pairs of ids, smaller id first. The layout is ForceAtlas2 (Jacomy and
    others 2014), from a circle, so that the same input gives the same picture.
    """
    places = _layout(people, ties)
    xs, ys = zip(*places.values(), strict=True)
    most = max(count for _, count in people)
    label = labels([entity for entity, _ in people])
    points = [
        Point(
            entity,
            _between(places[entity.id][0], xs, 12, width - 80),
            _between(places[entity.id][1], ys, 14, height - 14),
            round(2.5 + 6 * (count / most) ** 0.5, 1),
            label[entity.id],
        )
        for entity, count in people
    ]
    return _joined(points, ties, width, height)


def ring(people: People, ties: Ties, width: int, height: int) -> Network:
    """Set the first of `people` in the middle of all others, neighbours by what ties them."""
    (centre, _), *others = people
    around = _chain(others, ties)
    most = max(count for _, count in others)
    label = labels([entity for entity, _ in people])
    points = []
    for n, (entity, count) in enumerate(around):
        angle = 2 * pi * (n + 0.5) / len(around)
        points.append(
            Point(
                entity,
                round(width / 2 + width * 0.24 * sin(angle), 1),
                round(height / 2 - height * 0.44 * cos(angle), 1),
                round(2.5 + 3.5 * (count / most) ** 0.5, 1),
                label[entity.id],
                left=angle > pi,
            )
        )
    points.append(Point(centre, width / 2, height / 2, 6, "", centre=True))
    return _joined(points, ties, width, height)


def _chain(people: People, ties: Ties) -> People:
    """Put behind each the one of the others who is tied to them most."""
    first, *left = people
    chain = [first]
    while left:
        last = chain[-1][0].id
        near = max(left, key=lambda one: ties.get(pair(last, one[0].id), 0))
        left.remove(near)
        chain.append(near)
    return chain


def pair(one: str, other: str) -> tuple[str, str]:
    """Put two ids in order."""
    return min(one, other), max(one, other)


def _joined(points: Sequence[Point], ties: Ties, width: int, height: int) -> Network:
    """Draw the ties between points."""
    at = {point.entity.id: point for point in points}
    lines = tuple(Line(at[a], at[b], count) for (a, b), count in sorted(ties.items()))
    return Network(width, height, tuple(points), lines)


def _layout(people: People, ties: Ties) -> Mapping[str, Sequence[float]]:
    """Place everyone by ForceAtlas2, whose strong gravity keeps groups without a tie near."""
    import networkx as nx  # noqa: PLC0415 - a tenth of a second; few builds draw anything anew

    graph: nx.Graph[str] = nx.Graph()
    graph.add_nodes_from(entity.id for entity, _ in people)
    graph.add_weighted_edges_from((a, b, count) for (a, b), count in sorted(ties.items()))
    places = nx.forceatlas2_layout(
        graph,
        pos=nx.circular_layout(graph),
        max_iter=ROUNDS,
        scaling_ratio=APART,
        strong_gravity=True,
        weight="weight",
        seed=0,
    )
    return {key: [float(x), float(y)] for key, (x, y) in places.items()}


def _between(value: float, values: Sequence[float], low: float, high: float) -> float:
    """Bring a value from the range of `values` into that from `low` to `high`."""
    first, last = min(values), max(values)
    share = (value - first) / (last - first) if last > first else 0.5
    return round(low + share * (high - low), 1)


def labels(entities: Sequence[Entity]) -> dict[str, str]:
    """Return the short names by id; who shares one gets the initial before it."""
    bearers = Counter(map(short, entities))
    return {
        entity.id: name
        if bearers[name := short(entity)] == 1 or name == entity.name
        else f"{entity.name[0]}. {name}"
        for entity in entities
    }


def short(entity: Entity) -> str:
    """Return the part of a person's name by which the articles call them alone, else the surname.

    That is "Solé" for "Rafael Solé Navarro", and "Xi" for "Xi Jinping". What stands in
    brackets says who is meant and isn't part of the name; a king has no name but his own.
    """
    name = entity.name.partition(" (")[0]
    if person_name(name).has_numeral:
        return name
    parts = [part for part in name.split() if fold(part) not in SUFFIXES] or [name]
    alone = [at for at in (*range(1, len(parts)), 0) if parts[at] in entity.aliases]
    first = last = alone[0] if alone else len(parts) - 1
    while first > 1 and (parts[first - 1].islower() or fold(parts[first - 1]) in PARTICLES):
        first -= 1
    return " ".join(parts[first : last + 1])
