import csv
import gzip
import io
import json
import os
import re
from datetime import date
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from helpers.articles import annotated, known
from helpers.pages import texts

from whodex.build.plan import everything
from whodex.collect.book import collected
from whodex.collect.profile import profile
from whodex.pages.published import FILES, published
from whodex.values.article import EntityType
from whodex.values.cells import cell, read_cell
from whodex.values.entities import AuthorityId, Entity
from whodex.values.settings import Settings

# Which properties of which type the model's schemata have: an extract, so that it can be checked
# without the package, which has to compile PyICU. The package checks the same where it is there.
MODEL = json.loads(
    (Path(__file__).parents[1] / "golden" / "exports" / "followthemoney-4.11.2.json").read_text(
        encoding="utf-8"
    )
)
KNOWN = {
    **known({"coast-watch": "organization, Coast Watch", "varna": "place, Varna"}),
    **known({"nils-moe": "person, Nils Moe", "eva-moe": "person, Eva Moe"}),
    "kari-moe": Entity(
        "kari-moe",
        EntityType.PERSON,
        "Kari Moe",
        ("Kari Moe", "K. Moe", "Moe"),
        (AuthorityId("wikidata", "Q42", ("https://example.org/who",)),),
    ),
}
ARTICLES: list[dict[str, Any]] = [
    {
        "source": "Harbour Post",
        "published": date(2024, 3, 1),
        "text": "[Coast Watch|coast-watch] Director [Kari Moe|kari-moe] was in [Varna|varna]. "
        "“=1+1 is what I have always said,” [Moe|kari-moe] said.",
    },
    {
        "source": '@Tide, "daily"',
        "text": "[Kari Moe|kari-moe], the former director of [Coast Watch|coast-watch], left.",
    },
]


KIN = {
    "source": "Harbour Post",
    "text": "[Moe|kari-moe]’s brother [Nils|nils-moe] left. Her aunt, [Eva|eva-moe], stayed.",
}


def exported(*more: dict[str, Any], **options: Any) -> dict[str, str]:  # noqa: ANN401 - any setting
    articles = [annotated(n, one, KNOWN) for n, one in enumerate((*ARTICLES, *more))]
    site = Settings(site_name="Test", **options)
    return texts(everything(collected(articles, profile(articles, list(KNOWN.values())), site)))


def table(name: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(exported()[name])))


def entities(**options: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in exported(**options)["data/entities.ftm.json"].splitlines()]


def test_a_row_for_each_quote() -> None:
    (row,) = table("data/quotes.csv")
    assert row["text"].startswith("'=1+1 is what I have always said")
    assert (row["speaker"], row["speaker_name"], row["speaker_text"]) == (
        "kari-moe",
        "Kari Moe",
        "Moe",
    )
    assert (row["url"], row["published"], row["source"]) == (
        "articles/article-0/#p0",
        "2024-03-01",
        "Harbour Post",
    )


def test_a_row_for_each_person() -> None:
    (row,) = table("data/people.csv")
    assert row == {
        "id": "kari-moe",
        "url": "people/kari-moe/",
        "name": "Kari Moe",
        "aliases": "K. Moe; Moe",
        "articles": "2",
        "mention_count": "3",
        "first": "2024-03-01",
        "last": "2024-03-01",
        "quotes": "1",
        "described_as": "Coast Watch Director; the former director of Coast Watch",
        "wikidata": "Q42",
        "ids": "wikidata:Q42",
    }


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", " =1", "\t=1", "\r\n@x", "＝1"])
def test_a_spreadsheet_runs_no_cell(text: str) -> None:
    assert cell(text) == f"'{text.strip()}"
    assert read_cell(cell(text)) == text.strip()


@pytest.mark.parametrize("text", ["a = b", "'t was", "1-2", "", "“-”"])
def test_other_cells_stay_as_they_are(text: str) -> None:
    assert cell(text) == text
    assert read_cell(text) == text


def test_entities_fit_the_model() -> None:
    found = {entity["id"]: entity for entity in entities(site_url="https://example.org/w/")}
    assert len(found) == len(entities())
    for entity in found.values():
        properties = MODEL[entity["schema"]]
        for name, values in entity["properties"].items():
            assert values
            assert all(isinstance(value, str) for value in values)
            if properties[name] in {"Thing", "Document", "Person"}:  # refers to another entity
                for value in values:
                    assert properties[name] in MODEL["schemata of"][found[value]["schema"]]


def test_links_say_who_is_described_by_what() -> None:
    links = [entity for entity in entities() if entity["schema"] == "UnknownLink"]
    assert [link["properties"] for link in links] == [
        {
            "subject": ["person-kari-moe"],
            "object": ["organization-coast-watch"],
            "role": ["Coast Watch Director"],
            "date": ["2024-03-01"],
            "proof": ["article-article-0"],
        },
        {
            "subject": ["person-kari-moe"],
            "object": ["organization-coast-watch"],
            "role": ["the former director of Coast Watch"],
            "status": ["former"],
            "proof": ["article-article-1"],
        },
    ]


def test_kin_whose_relative_is_known_is_family() -> None:
    rows = map(json.loads, exported(KIN)["data/entities.ftm.json"].splitlines())
    families = [entity["properties"] for entity in rows if entity["schema"] == "Family"]
    assert families == [
        {
            "person": ["person-kari-moe"],
            "relative": ["person-nils-moe"],
            "relationship": ["brother"],
            "proof": ["article-article-2"],
        },
        {
            "person": ["person-kari-moe"],
            "relative": ["person-eva-moe"],
            "relationship": ["aunt"],
            "proof": ["article-article-2"],
        },
    ]


def test_addresses_are_whole_or_left_out() -> None:
    assert not any("sourceUrl" in entity["properties"] for entity in entities())
    person = entities(site_url="https://example.org/w/")[0]
    assert person["properties"]["sourceUrl"] == ["https://example.org/w/people/kari-moe/"]


def test_followthemoney_accepts_every_value() -> None:
    try:
        model = import_module("followthemoney").model
    except ImportError:
        needed = "needs followthemoney, and libicu-dev to install it"
        (pytest.fail if os.environ.get("FTM") else pytest.skip)(needed)
    for entity in entities(site_url="https://example.org/w/"):
        proxy = model.get_proxy(entity, cleaned=False)
        proxy.schema.validate(entity)
        assert proxy.to_dict()["properties"].keys() == entity["properties"].keys()
        for name, values in entity["properties"].items():
            assert sorted(proxy.get(name)) == sorted(values)


def test_data_are_listed_and_large_files_packed() -> None:
    names = [f"data/{name}" for name in FILES]
    files = {path: text.encode() for path, text in exported().items() if path != "data/index.md"}
    assert {path for path in files if path.count("/") == 1 and path.startswith("data/")} == {*names}
    size = len(files["data/quotes.csv"])
    makers = {path: content.__bytes__ for path, content in files.items()}
    at_hand = {path: make() for path, make in published(makers, size).items()}
    packed = [name for name in names if len(files[name]) > size]
    assert packed
    assert ">Who appears with whom, as a graph for Gephi<" in at_hand["data/index.md"].decode()
    assert at_hand.keys() == (files.keys() - packed) | {f"{n}.gz" for n in packed} | {
        "data/index.md"
    }
    for name in packed:
        assert gzip.decompress(at_hand[f"{name}.gz"]) == files[name]
    assert at_hand == {path: make() for path, make in published(makers, size).items()}
    links = re.findall(r'<a href="([\w.]+)">', at_hand["data/index.md"].decode())
    assert [f"data/{link}" for link in links] == [
        f"{name}.gz" if name in packed else name for name in names
    ]
