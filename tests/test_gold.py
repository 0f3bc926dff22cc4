import json
import tomllib
from collections import defaultdict
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Any, cast

import pytest

from bench import Run, run
from bench.score import NOWHERE, Pair, Span, read_gold, score
from whodex.values.article import Article, Block, BlockKind, EntityType
from whodex.values.entities import Mention
from whodex.values.findings import AnnotatedArticle, Description, Quote, Relation

GOLD = Path(__file__).parent / "gold"
ALL = "all"  # articles; the other tables of floors are of one class
FLOORS: dict[str, dict[str, float]] = tomllib.loads((GOLD / "floors.toml").read_text("utf-8"))
STEMS = sorted(path.stem for path in GOLD.glob("*.json"))

# A figure that has risen by more than this is worth pinning.
SLACK = 0.03

pytestmark = pytest.mark.xdist_group("gold")  # one process reads and builds the set, once


@pytest.fixture(scope="session")
def built() -> Run:
    return run(GOLD / "seeds")


@pytest.fixture(scope="session")
def by_stem(built: Run) -> dict[str, AnnotatedArticle]:
    return {Path(found.article.seed).stem: found for found in built.annotated}


@pytest.fixture(scope="session")
def figures(by_stem: dict[str, AnnotatedArticle]) -> dict[str, dict[str, float]]:
    """The figures of all articles, and those of each class."""
    pairs = defaultdict[str, list[Pair]](list)
    for stem, found in by_stem.items():
        pair = found, read_gold(GOLD / f"{stem}.json", found.article)
        for name in (ALL, *classes_of(stem)):
            pairs[name].append(pair)
    return {name: score(of_class) for name, of_class in pairs.items()}


def annotations(stem: str) -> dict[str, list[dict[str, Any]]]:
    gold: dict[str, list[dict[str, Any]]] = json.loads((GOLD / f"{stem}.json").read_bytes())
    return gold


def classes_of(stem: str) -> list[str]:
    return [
        name for key, name in cast("dict[str, str]", annotations(stem)).items() if key == "class"
    ]


def test_every_seed_is_annotated(by_stem: dict[str, AnnotatedArticle]) -> None:
    assert sorted(by_stem) == STEMS


def test_every_figure_has_a_floor(figures: dict[str, dict[str, float]]) -> None:
    assert sorted(figures) == sorted(FLOORS)
    assert sorted(figures[ALL]) == sorted(FLOORS[ALL])


@pytest.mark.parametrize(
    ("table", "name"), [(table, name) for table, floors in FLOORS.items() for name in floors]
)
def test_figure_stands_on_its_floor(
    table: str, name: str, figures: dict[str, dict[str, float]]
) -> None:
    floor, figure = FLOORS[table][name], figures[table][name]
    told = f"[{table}] {name}"
    assert figure >= floor, f"{told} fell from {floor} to {figure}"
    assert figure <= floor + SLACK, f'{told} rose; pin in floors.toml: "{name}" = {figure}'


@pytest.mark.parametrize("stem", STEMS)
def test_offsets_fit_their_words(stem: str, by_stem: dict[str, AnnotatedArticle]) -> None:
    gold, blocks = annotations(stem), by_stem[stem].article.blocks
    for item in (
        *gold["mentions"], *gold["quotes"], *gold["descriptions"], *gold.get("relations", ()),
        *gold.get("days", ()), *gold.get("figures", ()),
    ):  # fmt: skip
        assert blocks[item["block"]].text[item["start"] : item["end"]] == item["text"]
    for quote in gold["quotes"]:
        if quote["speaker_span"]:
            block, start, end = quote["speaker_span"]
            assert blocks[block].text[start:end] == quote["speaker_text"]


@pytest.mark.parametrize("stem", STEMS)
def test_mentions_are_in_order_and_do_not_overlap(stem: str) -> None:
    asked = [m for m in annotations(stem)["mentions"] if not m.get("optional")]
    spans = [(m["block"], m["start"], m["end"]) for m in asked]
    assert all(
        (block, start) >= (last_block, last_end if block == last_block else 0)
        for (last_block, _, last_end), (block, start, _) in pairwise(spans)
    )


def test_an_entity_has_one_type_and_is_mentioned() -> None:
    types = defaultdict(set)
    named = set()
    for stem in STEMS:
        gold = annotations(stem)
        for mention in gold["mentions"]:
            if mention["entity"]:
                types[mention["entity"]].add(mention["type"])
            else:
                named |= {*mention["candidates"]}
                assert len(mention["candidates"]) > 1
        named |= {quote["speaker"] for quote in gold["quotes"] if quote["speaker"]}
        named |= {description["entity"] for description in gold["descriptions"]}
        for relation in gold.get("relations", ()):
            named |= {relation["entity"], relation["relative"]} - {None}
    assert named <= set(types)
    assert all(len(kinds) == 1 for kinds in types.values())


def as_ours(found: AnnotatedArticle, stem: str) -> AnnotatedArticle:
    """Return the article as it would be if everything were found as in gold."""
    gold = annotations(stem)
    return replace(
        found,
        mentions=tuple(
            Mention(*place(m), EntityType(m["type"]), m["entity"], "gold") for m in gold["mentions"]
        ),
        quotes=tuple(
            Quote(*place(q), q["cue"], q["speaker"], q["speaker_text"], q["speaker_span"])
            for q in gold["quotes"]
        ),
        descriptions=tuple(Description(*place(d), d["entity"]) for d in gold["descriptions"]),
        relations=tuple(
            Relation(*place(r), r["entity"], r["kin"], r["relative"])
            for r in gold.get("relations", ())
        ),
    )


def place(item: dict[str, Any]) -> tuple[int, int, int, str]:
    return item["block"], item["start"], item["end"], item["text"]


@pytest.fixture(scope="session")
def perfect(by_stem: dict[str, AnnotatedArticle]) -> list[Pair]:
    return [
        (as_ours(found, stem), read_gold(GOLD / f"{stem}.json", found.article))
        for stem, found in by_stem.items()
    ]


def test_gold_compared_with_itself_scores_one(perfect: list[Pair]) -> None:
    from_text = ("days", "figures")  # these aren't handed on, but read from the text itself
    shares = score(perfect)
    assert {shares[name] for name in shares if not name.startswith(from_text)} == {1.0}


def test_merged_people_are_wrong_links(perfect: list[Pair]) -> None:
    merged = [
        (replace(ours, mentions=tuple(map(without_profession, ours.mentions))), gold)
        for ours, gold in perfect
    ]
    figures = score(merged)
    assert figures["links right"] < 1
    assert figures["people found and identified F1"] < 1
    assert figures["person F1"] == 1


def without_profession(mention: Mention) -> Mention:
    entity = mention.entity and mention.entity.removesuffix("-judge").removesuffix("-footballer")
    return replace(mention, entity=entity)


def test_an_answer_where_the_text_is_unsure_is_a_wrong_link(perfect: list[Pair]) -> None:
    guessed = [
        (replace(ours, mentions=tuple(map(guess, ours.mentions))), gold) for ours, gold in perfect
    ]
    assert score(guessed)["links right"] < 1


def guess(mention: Mention) -> Mention:
    return mention if mention.entity else replace(mention, entity="willem-claes")


def test_unsure_everywhere_has_no_wrong_link(perfect: list[Pair]) -> None:
    unsure = [
        (
            replace(ours, mentions=tuple(replace(m, entity=None) for m in ours.mentions)),
            gold,
        )
        for ours, gold in perfect
    ]
    figures = score(unsure)
    assert figures["links right"] == 1
    assert figures["people found and identified F1"] < 0.1


def test_gold_with_paragraphs_is_placed_by_its_text(tmp_path: Path) -> None:
    article = Article(
        id="a",
        seed="a.md",
        title="Head",
        title_is_ours=False,
        source=None,
        source_url=None,
        authors=(),
        published=None,
        language="en",
        blocks=(
            Block(BlockKind.TITLE, "Head"),
            Block(BlockKind.PARAGRAPH, "Said Ada Okafor here."),
        ),
    )
    gold = {
        "title": "Head",
        "paragraphs": ["Lost.", "Said  Ada Okafor here. "],
        "mentions": [
            {"para": 1, "start": 6, "end": 16, "text": "x", "type": "PERSON", "entity": "ada"},
            {"para": 0, "start": 0, "end": 4, "text": "x", "type": "PLACE", "entity": "?Lost"},
        ],
        "quotes": [],
    }
    path = tmp_path / "a.json"
    path.write_text(json.dumps(gold), encoding="utf-8")
    spans = [mention.span for mention in read_gold(path, article).mentions]
    assert spans == [Span(1, 5, 15), Span(NOWHERE, 0, 4)]


def test_the_page_for_readers_tells_these_figures() -> None:
    page = (GOLD.parent.parent / "docs" / "how-sure.md").read_text(encoding="utf-8")
    rows = {
        "people": "person",
        "organizations": "organization",
        "places": "place",
        "quotes": "quotes",
        "descriptions": "descriptions",
    }
    for row, stage in rows.items():
        found, right = FLOORS[ALL][f"{stage} R"], FLOORS[ALL][f"{stage} P"]
        assert f"| {row} | {found * 100:.0f} | {right * 100:.0f} |" in page
    assert f"Of 1,000 links {FLOORS[ALL]['links right'] * 1000:.0f} are right" in page
    answered = FLOORS[ALL]["speakers right where answered"]
    assert f"the quotes {FLOORS[ALL]['speakers right'] * 100:.0f} in 100 get" in page
    assert f"is given, {answered * 100:.0f} in 100 are right" in page
