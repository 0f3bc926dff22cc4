from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
import yaml
from helpers.articles import annotated, known
from hypothesis import given, settings
from hypothesis import strategies as st

from whodex.collect.counts import counts
from whodex.collect.figures import figures
from whodex.values.article import BlockKind
from whodex.values.findings import AnnotatedArticle, FigureTable

CASES = sorted((Path(__file__).parents[1] / "golden" / "figures").glob("*.yml"))
WORDS = (
    "killed", "injured", "hostages", "people", "at least", "25,000", "two", "hundred", "months",
    "half a", "and", "dozen", "between", "cases", "measles", "pause", "of", "in", "Varna", "toll",
    "war", "-", ".", "“", "according to", "said", "9" * 400,
)  # fmt: skip


def tables_of(items: Sequence[AnnotatedArticle]) -> tuple[FigureTable, ...]:
    return figures((i.article, counts(i.article, i.sentences, i.mentions)) for i in items)


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
    tables = tables_of(articles)
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
    assert bool(tables_of(articles)) is together


@pytest.mark.parametrize(
    ("title", "text", "once"),
    [
        ("1,000", "1,999", True),  # cut off
        ("1,000", "2,000", False),
        ("2,000", "1,501", True),  # rounded
        ("2,000", "1,500", False),
        ("1,200", "1,250", True),
        ("1,200", "1,300", False),
        ("900", "950", False),  # a small number is meant as it stands
        ("one million", "1,051,635", True),
    ],
)
def test_a_title_that_rounds_counts_once(title: str, text: str, *, once: bool) -> None:
    entities = known({"varna": "place, Varna"})
    words = "There are {} cases of measles in [Varna|varna] so far."
    item = annotated(
        0, {"source": "P", "published": date(2024, 3, 1), "text": words.format(text)}, entities
    )
    head = annotated(
        0, {"source": "P", "published": date(2024, 3, 1), "text": words.format(title)}, entities
    )
    block = replace(head.article.blocks[0], kind=BlockKind.TITLE)
    both = replace(item.article, blocks=(block, *item.article.blocks))
    one = replace(
        item,
        article=both,
        sentences=(*head.sentences, *item.sentences),
        mentions=(*head.mentions, *(replace(m, block=m.block + 1) for m in item.mentions)),
    )
    other = annotated(
        1, {"source": "Q", "published": date(2024, 3, 2), "text": words.format("7,000")}, entities
    )
    (table,) = tables_of([one, other])
    assert len(table.figures) == (2 if once else 3)


@settings(deadline=None)
@given(st.lists(st.sampled_from(WORDS), max_size=25).map(" ".join))
def test_any_text_is_read_and_figures_stand_where_they_say(text: str) -> None:
    entities = known({"varna": "place, Varna"})
    marked = text.replace("Varna", "[Varna|varna]")
    articles = [annotated(n, {"source": "Post", "text": marked}, entities) for n in range(2)]
    for table in tables_of(articles):
        for figure in table.figures:
            first, last = figure.sentence
            assert first <= figure.start < figure.end <= last <= len(text)
