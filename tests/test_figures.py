from datetime import date, timedelta
from pathlib import Path

import pytest
import yaml
from articles import annotated, known
from hypothesis import given, settings
from hypothesis import strategies as st

from whodex.figures import figures
from whodex.models import FigureTable

CASES = sorted((Path(__file__).parent / "golden" / "figures").glob("*.yml"))
WORDS = (
    "killed", "injured", "hostages", "people", "at least", "25,000", "two", "hundred", "months",
    "half a", "and", "dozen", "between", "cases", "measles", "pause", "of", "in", "Varna", "toll",
    "war", "-", ".", "“", "according to", "said", "9" * 400,
)  # fmt: skip


def told(table: FigureTable) -> list[str]:
    """Write a table as the cases do."""
    lines = [f"{table.thing}, {table.place}"]
    for figure in table.figures:
        words = figure.article.blocks[figure.block].text[figure.start : figure.end]
        number = f"{figure.number:g} {figure.unit}".strip()
        if figure.up_to:
            number = f"{number} to {figure.up_to:g}"
        line = f"{figure.article.published}: {words} = {number} | {figure.qualifier}"
        lines.append(" ".join(f"{line} | {figure.attribution}".split()))
    return lines


@pytest.mark.parametrize("case", CASES, ids=lambda path: path.stem)
def test_golden(case: Path) -> None:
    found = yaml.safe_load(case.read_text(encoding="utf-8"))
    entities = known(found["entities"])
    articles = [annotated(n, one, entities) for n, one in enumerate(found["articles"])]
    tables = figures(articles)
    assert [line for table in tables for line in told(table)] == found["expected"]


@pytest.mark.parametrize(
    ("text", "days", "together"),
    [
        ("A fire killed {} people in [Varna|varna].", 7, True),
        ("A fire killed {} people in [Varna|varna].", 8, False),
        ("In the war a raid killed {} people in [Varna|varna].", 1, True),
        ("In the war a raid killed {} people in [Varna|varna].", 2, False),
        ("Since the war began, {} people were killed in [Varna|varna].", 183, True),
        ("Since the war began, {} people were killed in [Varna|varna].", 184, False),
    ],
)
def test_what_is_of_one_time(text: str, days: int, together: bool) -> None:
    entities = known({"varna": "place, Varna"})
    first = date(2024, 3, 1)
    articles = [
        annotated(
            n,
            {"source": "P", "published": first + timedelta(n * days), "text": text.format(n + 5)},
            entities,
        )
        for n in range(2)
    ]
    assert bool(figures(articles)) is together


@settings(deadline=None)
@given(st.lists(st.sampled_from(WORDS), max_size=25).map(" ".join))
def test_any_text_is_read_and_figures_stand_where_they_say(text: str) -> None:
    entities = known({"varna": "place, Varna"})
    marked = text.replace("Varna", "[Varna|varna]")
    articles = [annotated(n, {"source": "Post", "text": marked}, entities) for n in range(2)]
    for table in figures(articles):
        for figure in table.figures:
            first, last = figure.sentence
            assert first <= figure.start < figure.end <= last <= len(text)
