"""Places on a map: which part of the world shows them, the land around them.

The shapes in world.json are Natural Earth's, in the public domain; bench/world.py makes the file.
"""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from math import cos, radians

from whodex.lexicon.whereabouts import spots
from whodex.values.entities import Entity

WIDTH = 800
HIGHEST = 480
SMALLEST_SPAN = 14  # degrees, so that two neighbouring towns still have a coast or a border sea
MARGIN = 0.12
WORLD = 360  # degrees around it: a map begins where most is seen, not at 180
LETTER_WIDTH, LINE_HEIGHT = 6.2, 13

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Dot:
    """A place on the map; `label` is empty where there is no room for the name."""

    entity: Entity
    x: float
    y: float
    size: float
    label: str


@dataclass(frozen=True, slots=True)
class Map:
    """A map of `width` by `height`: the land as SVG paths, the places on it."""

    width: int
    height: int
    land: str
    dots: tuple[Dot, ...]


Found = Sequence[tuple[Entity, int, Point]]


def worldmaps(places: Sequence[tuple[Entity, int]]) -> list[Map]:
    """Draw the part of the world that holds `places`, each with a count, most frequent first.

    Where most of them stand close together, they get a map of their own before that of all.
    Places of which it isn't known where they are, or which of several, are left out.
    """
    where = spots([entity for entity, _ in places])
    found = [
        (entity, count, (where[entity.id].longitude, where[entity.id].latitude))
        for entity, count in places
        if entity.id in where
    ]
    close = _close(found)
    return [_map(shown) for shown in ([close, found] if close else [found]) if shown]


def _close(found: Found) -> Found:
    """Return the places in the middle of all, if those are few of the degrees but most of them."""
    xs, ys = (sorted(where[axis] for _, _, where in found) for axis in (0, 1))
    outer = len(found) // 8
    if outer < 1:
        return []
    (left, right), (low, high) = ((v[outer], v[-1 - outer]) for v in (xs, ys))
    across, up = (right - left) / 2 + 5, (high - low) / 2 + 5
    if across * 5 > xs[-1] - xs[0]:
        return []
    return [
        one
        for one in found
        if left - across <= one[2][0] <= right + across and low - up <= one[2][1] <= high + up
    ]


def _map(found: Found) -> Map:
    """Draw places of which it is known where they are."""
    west, east, south, north = _frame([where for _, _, where in found])
    shrink = cos(radians((south + north) / 2))
    scale = WIDTH / ((east - west) * shrink)

    def project(point: Point, turn: float = 0) -> Point:
        return (point[0] + turn - west) * shrink * scale, (north - point[1]) * scale

    height = round((north - south) * scale)
    most = max(count for _, count, _ in found)
    dots = [
        (entity, *project(where, WORLD * (where[0] < west)), 3 + 7 * (count / most) ** 0.5)
        for entity, count, where in found
    ]
    land = "".join(
        _path([project(point, turn) for point in ring], WIDTH, height)
        for ring in _land()
        for turn in (-WORLD, 0, WORLD)
        if min(ring)[0] + turn < east and max(ring)[0] + turn > west
    )
    return Map(WIDTH, height, land, tuple(_labelled(dots)))


@cache
def _land() -> list[list[Point]]:
    """Return the outlines of the land, in degrees."""
    world = json.loads((files("whodex.pages") / "world.json").read_text(encoding="utf-8"))
    step: float = world["step"]
    rings: list[list[int]] = world["land"]
    return [[(x / step, y / step) for x, y in zip(r[::2], r[1::2], strict=True)] for r in rings]


def _frame(points: Sequence[Point]) -> tuple[float, float, float, float]:
    """Return west, east, south and north of the part of the world to draw."""
    xs, ys = zip(*points, strict=True)
    south, north = _wider(min(ys), max(ys), SMALLEST_SPAN / 2)
    shrink = cos(radians((south + north) / 2))
    # As wide as it takes for the map not to be higher than HIGHEST.
    least = max(SMALLEST_SPAN, (north - south) / shrink * WIDTH / HIGHEST)
    west, east = _wider(min(xs), max(xs), least)
    if east - west >= 300:  # noqa: PLR2004 - then the whole world is clearer
        west, east = -168, 192  # cut in the Bering Strait
    return west, east, max(south, -58), min(north, 80)


def _wider(low: float, high: float, least: float) -> tuple[float, float]:
    """Add a margin to a span, and more where it is less than `least`."""
    more = max((high - low) * MARGIN, (least - (high - low)) / 2)
    return low - more, high + more


def _path(ring: Sequence[Point], width: int, height: int) -> str:
    """Draw what of a ring is inside the map, on whole points."""
    clipped = _clipped(ring, -9, -9, width + 9, height + 9)
    points = list(dict.fromkeys((round(x), round(y)) for x, y in clipped))
    if len(points) < 3:  # noqa: PLR2004 - no area
        return ""
    return "M" + "L".join(f"{x} {y}" for x, y in points) + "Z"


def _clipped(
    ring: Sequence[Point], left: float, top: float, right: float, bottom: float
) -> list[Point]:
    """Cut a ring along four lines, one after the other (Sutherland and Hodgman)."""
    points = list(ring)
    for axis, sign, edge in ((0, 1, left), (0, -1, right), (1, 1, top), (1, -1, bottom)):
        points = list(_cut(points, axis, sign, edge))
    return points


def _cut(ring: Sequence[Point], axis: int, sign: int, edge: float) -> Iterator[Point]:
    """Keep what is on one side of a line."""
    for start, end in zip([*ring[-1:], *ring[:-1]], ring, strict=True):
        inside = (end[axis] - edge) * sign >= 0
        if inside != ((start[axis] - edge) * sign >= 0):
            share = (edge - start[axis]) / (end[axis] - start[axis])
            yield (
                start[0] + share * (end[0] - start[0]),
                start[1] + share * (end[1] - start[1]),
            )
        if inside:
            yield end


def _labelled(dots: Sequence[tuple[Entity, float, float, float]]) -> Iterator[Dot]:
    """Give a label to each place where it covers no other label and no other dot."""
    taken = [(x - size, y - size, x + size, y + size) for _, x, y, size in dots]
    for entity, x, y, size in dots:
        left = x + size + 3
        right = left + LETTER_WIDTH * len(entity.name)
        box = (left, y - LINE_HEIGHT / 2, right, y + LINE_HEIGHT / 2)
        free = right < WIDTH and not any(_overlap(box, other) for other in taken)
        if free:
            taken.append(box)
        yield Dot(entity, round(x, 1), round(y, 1), round(size, 1), entity.name if free else "")


Box = tuple[float, float, float, float]


def _overlap(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
