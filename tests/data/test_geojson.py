"""Places for maps: what RFC 7946 asks of a feature, and what is known of each place."""

import json
from dataclasses import replace
from datetime import date
from typing import Any

from helpers.articles import annotated
from helpers.quay import SITE

from whodex.collect.book import collected
from whodex.collect.profile import profile
from whodex.data.places import places
from whodex.values.article import EntityType
from whodex.values.entities import AuthorityId, Entity
from whodex.values.settings import Settings

PLACES = [
    Entity("oslo", EntityType.PLACE, "Oslo", ("Oslo",)),
    Entity("norway", EntityType.PLACE, "Norway", ("Norway",)),
    Entity("the-quay", EntityType.PLACE, "the Quay", ("the Quay",)),
    Entity(
        "springfield",
        EntityType.PLACE,
        "Springfield",
        ("Springfield",),
        (AuthorityId("geonames", "4250542", ("s",)), AuthorityId("wikidata", "Q28515", ("s",))),
    ),
    Entity("oslo-port", EntityType.ORGANIZATION, "Oslo", ("Oslo",)),
]


def features(site: Settings = SITE) -> dict[str, dict[str, Any]]:
    text = "[Oslo|oslo], [Norway|norway], [the Quay|the-quay], [Oslo|oslo] [Port|oslo-port]"
    item = annotated(
        0,
        {"text": f"{text} [Springfield|springfield]", "source": "Q", "published": date(2024, 3, 1)},
        {one.id: one for one in PLACES},
    )
    book = collected([item], profile([item], PLACES), site)
    found = json.loads(places(book)["data/places.geojson"]())
    assert found["type"] == "FeatureCollection"
    assert "CC BY 4.0" in found["attribution"]
    assert all(one["type"] == "Feature" for one in found["features"])
    return {one["id"]: one for one in found["features"]}


def test_a_point_for_each_place_of_which_it_is_known_where_it_is() -> None:
    found = features()
    assert list(found) == ["norway", "oslo", "springfield"]
    oslo = found["oslo"]
    assert oslo["geometry"] == {"type": "Point", "coordinates": [10.74609, 59.91273]}
    assert oslo["properties"] == {
        "name": "Oslo",
        "kind": "town",
        "url": "places/oslo/",
        "articles": 1,
        "mention_count": 2,
        "first": "2024-03-01",
        "last": "2024-03-01",
        "ids": {"geonames": "3143244"},
    }
    assert found["norway"]["properties"]["kind"] == "country"


def test_ids_of_the_register_stand_beside_that_of_geonames() -> None:
    ids = features()["springfield"]["properties"]["ids"]
    assert ids == {"geonames": "4250542", "wikidata": "Q28515"}


def test_the_address_is_whole_where_the_site_s_is_known() -> None:
    site = replace(SITE, site_url="https://example.org/w")
    assert features(site)["oslo"]["properties"]["url"] == "https://example.org/w/places/oslo/"
