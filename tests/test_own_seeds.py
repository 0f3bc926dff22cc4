"""The articles that the project ships, with its register: every name found, rightly linked."""

import json
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from whodex.build.folders import ROOT
from whodex.build.plan import annotate
from whodex.read import read
from whodex.register.load import load
from whodex.store.memory import Memory
from whodex.values.findings import AnnotatedArticle
from whodex.values.settings import settings

GOLD = sorted((Path(__file__).parent / "gold" / "own").glob("*.json"))

pytestmark = pytest.mark.xdist_group("own")


@pytest.fixture(scope="session")
def built() -> dict[str, AnnotatedArticle]:
    reading = read(ROOT / "seeds")
    register, _ = load(ROOT / "register")
    options = settings(ROOT / "mkdocs.yml")
    with ThreadPoolExecutor(1) as workers, Memory() as memory:
        annotated, _, faults = annotate(reading.articles, register, options, memory, workers)
    assert not faults
    return {item.article.id: item for item in annotated}


def test_every_article_is_annotated(built: dict[str, AnnotatedArticle]) -> None:
    assert sorted(built) == [path.stem for path in GOLD]


@pytest.mark.parametrize("path", GOLD, ids=lambda path: path.stem)
def test_every_name_is_found_and_rightly_linked(
    path: Path, built: dict[str, AnnotatedArticle]
) -> None:
    gold = json.loads(path.read_bytes())
    item = built[gold["seed"]]
    assert [block.text for block in item.article.blocks] == gold["paragraphs"]
    asked = {place(m): (m["type"], m["entity"]) for m in gold["mentions"] if not m.get("optional")}
    arguable = {place(m) for m in gold["mentions"] if m.get("optional")}
    found = {(m.block, m.start, m.end): (m.type.value, m.entity) for m in item.mentions}
    assert {where: who for where, who in found.items() if where not in arguable} == asked


def place(mention: dict[str, int]) -> tuple[int, int, int]:
    return mention["block"], mention["start"], mention["end"]
