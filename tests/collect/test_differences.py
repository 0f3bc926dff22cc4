from datetime import date, timedelta
from pathlib import Path

import pytest
import yaml
from helpers.articles import annotated, known

from whodex.collect.differences import differences
from whodex.values.findings import Difference

CASES = sorted((Path(__file__).parents[1] / "golden" / "differences").glob("*.yml"))


def told(difference: Difference) -> list[str]:
    """Write a difference as the cases do."""
    lines = [f"{difference.id}, {'dated' if difference.dated else 'undated'}"]
    for side in difference.sides:
        former = "former " if side.former else ""
        for claim in side.claims:
            words = claim.article.blocks[claim.block].text[claim.start : claim.end]
            lines.append(f"{side.person}, {former}{side.role}, {side.seat}: {words}")
    return lines


@pytest.mark.parametrize("case", CASES, ids=lambda path: path.stem)
def test_golden(case: Path) -> None:
    given = yaml.safe_load(case.read_text(encoding="utf-8"))
    entities = known(given["entities"])
    articles = [annotated(n, one, entities) for n, one in enumerate(given["articles"])]
    found = differences(articles, entities.values())
    assert [line for difference in found for line in told(difference)] == given["expected"]


def test_the_sentence_of_a_claim_holds_its_words() -> None:
    given = yaml.safe_load(
        (CASES[0].parent / "one_article_two_people.yml").read_text(encoding="utf-8")
    )
    entities = known(given["entities"])
    (found,) = differences([annotated(0, given["articles"][0], entities)], entities.values())
    sentences = [
        claim.article.blocks[claim.block].text[slice(*claim.sentence)]
        for side in found.sides
        for claim in side.claims
    ]
    assert sentences == [
        "Coast Watch Director Kari Moe goes too.",
        "The head of Coast Watch, Olav Ness, will be there.",
    ]
    assert found.entities == ("kari-moe", "olav-ness", "coast-watch")


def test_what_is_known_when_comes_first() -> None:
    entities = known(
        {
            "kari-moe": "person, Kari Moe",
            "olav-ness": "person, Olav Ness",
            "coast-watch": "organization, Coast Watch",
            "border-office": "organization, Border Office",
            "varna": "place, Varna",
        }
    )
    border = "[Border Office|border-office]"
    office = "[Coast Watch|coast-watch]"
    texts = [
        (
            f"{border} Director [Kari Moe|kari-moe] left. {border} Director [Olav Ness|olav-ness].",
            None,
        ),
        (f"{office} Director [Kari Moe|kari-moe] left [Varna|varna].", "2024-01-01"),
        (f"{office} Director [Olav Ness|olav-ness] left [Varna|varna].", "2024-01-02"),
    ]
    articles = [
        annotated(
            n,
            {"source": "Post", "text": text, "published": day and yaml.safe_load(day)},
            entities,
        )
        for n, (text, day) in enumerate(texts)
    ]
    found = differences(articles, entities.values())
    assert found[0].id == "holders-head-coast-watch"
    assert [difference.dated for difference in found] == [True, *[False] * (len(found) - 1)]


@pytest.mark.parametrize(("days", "found"), [(41, 1), (42, 0)])
def test_who_is_named_again_within_a_month_was_it_in_between(days: int, found: int) -> None:
    entities = known(
        {
            "kari-moe": "person, Kari Moe",
            "olav-ness": "person, Olav Ness",
            "coast-watch": "organization, Coast Watch",
            "varna": "place, Varna",
        }
    )
    moe, ness = (
        f"[Coast Watch|coast-watch] Director [{name}|{key}] left [Varna|varna]."
        for name, key in (("Kari Moe", "kari-moe"), ("Olav Ness", "olav-ness"))
    )
    articles = [
        annotated(
            n,
            {"source": "Post", "published": date(2024, 1, 1) + timedelta(after), "text": text},
            entities,
        )
        for n, (text, after) in enumerate(((moe, 0), (ness, 10), (moe, days)))
    ]
    assert len(differences(articles, entities.values())) == found


def test_two_surnames_may_be_of_one_person() -> None:
    entities = known(
        {
            "moe": "person, Moe",
            "ness": "person, Ness",
            "coast-watch": "organization, Coast Watch",
        }
    )
    text = " ".join(
        f"[Coast Watch|coast-watch] Director [{name}|{name.lower()}] left."
        for name in ("Moe", "Ness")
    )
    articles = [annotated(0, {"source": "Post", "text": text}, entities)]
    assert differences(articles, entities.values()) == ()
