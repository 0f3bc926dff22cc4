"""The file beside a person's page says what the page says."""

import json
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from conftest import ROOT
from helpers.articles import annotated
from helpers.quay import SITE, build, read

from whodex.collect.profile import profile
from whodex.data.person import NEAREST, Told, person
from whodex.values.article import EntityType
from whodex.values.authorities import known_by
from whodex.values.entities import Entity
from whodex.values.settings import Settings

STORM = read(
    {
        "id": "storm",
        "source": "The Quay",
        "published": date(2024, 3, 1),
        "blocks": [
            {"title": "</script> Storm in [Varna|varna]"},
            {"paragraph": "[Ada Lind|ada-lind], harbour master, and her brother [Bo|bo-lind]."},
            {"paragraph": "“We wait,” [Lind|ada-lind] said in [Varna|varna]."},
        ],
        "quotes": [
            {
                "block": 2, "start": 1, "end": 9, "text": "We wait,", "cue": "said",
                "speaker": "ada-lind", "speaker_text": "Lind",
            }
        ],
        "descriptions": [
            {
                "block": 1, "start": 10, "end": 24, "text": "harbour master",
                "entity": "ada-lind", "role": "harbour master",
            }
        ],
        "relations": [
            {
                "block": 1, "start": 30, "end": 41, "text": "her brother", "entity": "bo-lind",
                "kin": "brother", "relative": "ada-lind",
            }
        ],
    }
)  # fmt: skip
LATER = read({"id": "calm", "title": "Calm", "blocks": [{"paragraph": "[Lind|ada-lind?bo-lind]"}]})


def told(key: str = "ada-lind", site: Settings = SITE) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(build(STORM, LATER, site=site)[f"people/{key}/person.json"])
    return found


def test_a_person_as_one_object() -> None:
    storm = {
        "id": "storm", "title": "</script> Storm in Varna",
        "source": "The Quay", "published": "2024-03-01",
    }  # fmt: skip
    calm = {
        "id": "calm", "title": "Calm", "source": None, "published": None,
    }  # fmt: skip
    assert told() == {
        "id": "ada-lind",
        "url": "people/ada-lind/",
        "type": "person",
        "name": "Ada Lind",
        "aliases": ["Ada Lind", "Lind"],
        "ids": {"wikidata": "Q42"},
        "same_as": ["https://www.wikidata.org/wiki/Q42"],
        "mention_count": 2,
        "first": "2024-03-01",
        "last": "2024-03-01",
        "descriptions": [
            {
                "text": "harbour master", "role": "harbour master", "of": None, "several": False,
                "uses": ["articles/storm/#p1"],
            }
        ],
        "relatives": [
            {
                "relative": "bo-lind", "name": "Bo Lind", "kin": "brother", "theirs": True,
                "text": "her brother", "uses": ["articles/storm/#p1"],
            }
        ],
        "quotes": [{"text": "We wait,", "cue": "said", "place": "articles/storm/#p2"}],
        "near": [],
        "articles": [storm | {"blocks": [1, 2]}],
        "unsure": [calm | {"blocks": [0]}],
    }  # fmt: skip


@pytest.mark.parametrize(("number", "near"), [(1, []), (2, ["bo-lind", "varna"])])
def test_near_is_who_stands_with_somebody_in_two_articles(number: int, near: list[str]) -> None:
    text = "[Ada|ada-lind], [Bo|bo-lind] in [Varna|varna]"
    items = [
        read({"id": f"a{n}", "title": "A", "blocks": [{"paragraph": text}]}) for n in range(number)
    ]
    (found, *_) = [
        json.loads(page)
        for path, page in build(*items).items()
        if path.endswith("ada-lind/person.json")
    ]
    assert [one["id"] for one in found["near"]] == near


def test_of_many_the_nearest_stand_there() -> None:
    others = [Entity(f"p{n:02}", EntityType.PERSON, f"P{n:02}", ()) for n in range(NEAREST + 2)]
    entities = {one.id: one for one in others}
    text = " ".join(f"[{one.name}|{one.id}]" for one in others)
    items = [annotated(n, {"text": text, "source": "Quay"}, entities) for n in range(2)]
    about, *_ = profile(items, others)
    near = json.loads(person(Told(about, SITE)))["near"]
    assert [one["id"] for one in near] == [f"p{n:02}" for n in range(1, 11)]


def test_an_address_of_one_s_own_is_where_an_identifier_leads() -> None:
    site = Settings("Quay", authorities=known_by({"wikidata": "https://example.org/{}.json"}))
    assert told(site=site)["same_as"] == ["https://example.org/Q42.json"]


def test_people_alone_have_such_a_file() -> None:
    pages = build(STORM)
    assert [path for path in pages if path.endswith("/person.json")] == [
        "people/ada-lind/person.json",
        "people/bo-lind/person.json",
    ]
    assert "person.json" not in pages["places/varna.md"]


def test_every_field_of_a_person_is_documented() -> None:
    def keys(value: Any) -> Iterator[str]:  # noqa: ANN401 - any JSON
        if isinstance(value, dict):
            for key, inside in value.items():
                yield from (key, *(keys(inside) if key != "ids" else ()))
        for inside in value if isinstance(value, list) else ():
            yield from keys(inside)

    text = (ROOT / "docs" / "reference.md").read_text(encoding="utf-8")
    told_of = text.partition("\nA person:\n")[2]
    assert all(f"`{key}`" in told_of for key in keys(told()))
