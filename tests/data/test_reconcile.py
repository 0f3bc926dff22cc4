"""The table for OpenRefine has what an editor needs to tell who is meant."""

import csv
import io
from datetime import date

import pytest
from helpers.articles import annotated
from helpers.quay import ENTITIES, SITE, build, read

from whodex.collect.book import collected
from whodex.collect.profile import profile
from whodex.data.reconcile import reconcile

STORM = read(
    {
        "id": "storm",
        "title": "Storm",
        "published": date(2024, 3, 1),
        "blocks": [
            {"paragraph": "[Ada Lind|ada-lind], =harbour master, met [Lind|ada-lind?bo-lind]."}
        ],
        "descriptions": [
            {"block": 0, "start": 10, "end": 24, "text": "=harbour master", "entity": "ada-lind"}
        ],
    }
)
TOWN = read({"id": "town", "title": "T", "blocks": [{"paragraph": "[Port Office|port-office]"}]})


def rows(text: str) -> dict[str, dict[str, str]]:
    return {row["id"]: row for row in csv.DictReader(io.StringIO(text))}


def test_a_row_for_each_name_people_first() -> None:
    found = rows(build(STORM, TOWN)["data/reconcile.csv"])
    assert list(found) == ["ada-lind", "bo-lind", "port-office"]
    assert found["ada-lind"] == {
        "id": "ada-lind",
        "kind": "person",
        "name": "Ada Lind",
        "aliases": "Lind",
        "described_as": "'=harbour master",
        "passage": "Ada Lind, =harbour master, met Lind.",
        "articles": "1",
        "first": "2024-03-01",
        "last": "2024-03-01",
        "url": "people/ada-lind/",
        "ids": "wikidata:Q42",
    }
    assert (found["bo-lind"]["articles"], found["bo-lind"]["passage"]) == ("0", "")
    assert found["port-office"]["kind"] == "organization"


@pytest.mark.parametrize(("letters", "cut"), [(250, False), (251, True)])
def test_a_long_sentence_is_cut_at_a_word(letters: int, cut: bool) -> None:
    text = f"[Ada Lind|ada-lind] {'walks ' * 60}"[: letters + len("[|ada-lind]")]
    item = annotated(0, {"text": text, "source": "Q"}, {one.id: one for one in ENTITIES})
    book = collected([item], profile([item], ENTITIES), SITE)
    found = rows(reconcile(book)["data/reconcile.csv"]().decode())["ada-lind"]["passage"]
    assert (found == item.article.blocks[0].text) != cut
    assert found.endswith("walks …") == cut


@pytest.mark.parametrize("number", [2, 3, 4])
def test_no_more_than_three_descriptions(number: int) -> None:
    words = ["captain", "mayor", "baker", "judge"][:number]
    given = {
        "id": "a",
        "title": "T",
        "blocks": [{"paragraph": f"[Ada|ada-lind] {' '.join(words)}"}],
        "descriptions": [
            {"block": 0, "start": 4, "end": 5, "text": word, "entity": "ada-lind"} for word in words
        ],
    }
    said = rows(build(read(given))["data/reconcile.csv"])["ada-lind"]["described_as"]
    assert said == "; ".join(words[:3])
