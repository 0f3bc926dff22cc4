"""Make the outline of the land and the middles of countries, in whodex/pages and whodex/lexicon.

The shapes are Natural Earth's, 1:50 million, which are in the public domain, as the npm package
world-atlas 2.0.2 (ISC licence) has them. To make the files anew, unpack that package and run
`python -m bench.world countries-50m.json`.
"""

import json
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

OURS = Path(__file__).parent.parent / "whodex"
LAND = OURS / "pages" / "world.json"
MIDDLES = OURS / "lexicon" / "world" / "middles.json"
STEP = 20  # points stand on a grid of a twentieth of a degree
TOLERANCE = 0.07  # degrees by which a coast may be straightened
SMALLEST = 0.02  # square degrees of an island
HALF = 180  # degrees: no coast goes further from one point to the next

Point = tuple[float, float]


def main() -> None:
    """Read the TopoJSON file that the command line names; write `LAND` and `MIDDLES`."""
    world = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    arcs = decoded(world)
    land = [
        [round(value * STEP) for point in straightened(ring) for value in point]
        for ring in rings(world["objects"]["land"], arcs)
        if abs(area(ring)) >= SMALLEST
    ]
    countries = {
        shape["id"]: middle(max(rings(shape, arcs), key=lambda ring: abs(area(ring))))
        for shape in world["objects"]["countries"]["geometries"]
        if shape.get("id")
    }
    made = {LAND: {"step": STEP, "land": land}, MIDDLES: dict(sorted(countries.items()))}
    for file, found in made.items():
        file.write_text(json.dumps(found, separators=(",", ":")) + "\n", encoding="utf-8")
    print(f"{len(land)} rings, {sum(map(len, land)) // 2} points, {len(countries)} countries")


def decoded(world: dict[str, Any]) -> list[list[Point]]:
    """Undo what makes TopoJSON small: each point is the step from the one before."""
    (dx, dy), (left, low) = world["transform"]["scale"], world["transform"]["translate"]
    arcs = []
    for arc in world["arcs"]:
        x = y = 0
        points = []
        for step_x, step_y in arc:
            x, y = x + step_x, y + step_y
            points.append((left + x * dx, low + y * dy))
        arcs.append(points)
    return arcs


def rings(shape: dict[str, Any], arcs: Sequence[list[Point]]) -> Iterator[list[Point]]:
    """Yield the outer and inner lines of a shape and of all in it."""
    if shape["type"] == "GeometryCollection":
        for inner in shape["geometries"]:
            yield from rings(inner, arcs)
        return
    polygons = [shape["arcs"]] if shape["type"] == "Polygon" else shape["arcs"]
    for polygon in polygons:
        for ring in polygon:
            parts = [arcs[n] if n >= 0 else arcs[~n][::-1] for n in ring]
            yield unbroken([point for part in parts for point in part[:-1]])


def unbroken(ring: Sequence[Point]) -> list[Point]:
    """Let a line go on beyond 180 degrees where it would go on at the other end of the world."""
    points, turns, last = [], 0, ring[0][0]
    for x, y in ring:
        turns += 2 * HALF * ((last - x > HALF) - (x - last > HALF))
        points.append((x + turns, y))
        last = x
    return points


def area(ring: Sequence[Point]) -> float:
    """Return the area inside a line, in square degrees (the shoelace formula)."""
    pairs = zip(ring, [*ring[1:], ring[0]], strict=True)
    return sum(ax * by - bx * ay for (ax, ay), (bx, by) in pairs) / 2


def middle(ring: Sequence[Point]) -> Point:
    """Return the centre of gravity of what a line encloses."""
    x = y = 0.0
    for (ax, ay), (bx, by) in zip(ring, [*ring[1:], ring[0]], strict=True):
        cross = ax * by - bx * ay
        x, y = x + (ax + bx) * cross, y + (ay + by) * cross
    longitude = (x / area(ring) / 6 + HALF) % (2 * HALF) - HALF
    return round(longitude, 1), round(y / area(ring) / 6, 1)


def straightened(ring: Sequence[Point]) -> list[Point]:
    """Leave out the points that are hardly off the line between others (Douglas and Peucker)."""
    kept = [False] * len(ring)
    kept[0] = kept[-1] = True
    spans = [(0, len(ring) - 1)]
    while spans:
        first, last = spans.pop()
        far, off = max(
            ((n, distance(ring[n], ring[first], ring[last])) for n in range(first + 1, last)),
            key=lambda found: found[1],
            default=(first, 0.0),
        )
        if off > TOLERANCE:
            kept[far] = True
            spans += [(first, far), (far, last)]
    return [point for point, keep in zip(ring, kept, strict=True) if keep]


def distance(point: Point, start: Point, end: Point) -> float:
    """Return how far a point is from the line between two others."""
    (x, y), (ax, ay), (bx, by) = point, start, end
    length = ((bx - ax) ** 2 + (by - ay) ** 2) ** 0.5
    if not length:
        return float(((x - ax) ** 2 + (y - ay) ** 2) ** 0.5)
    return float(abs((bx - ax) * (ay - y) - (ax - x) * (by - ay)) / length)


if __name__ == "__main__":
    main()
