"""The articles that the project ships, with its register: every name found, rightly linked."""

import json
import shutil
from pathlib import Path

import pytest

from whodex.build.command import main
from whodex.build.folders import ROOT
from whodex.build.plan import annotate
from whodex.read import read
from whodex.register.load import load
from whodex.store.memory import Memory
from whodex.store.workers import HERE
from whodex.values.findings import AnnotatedArticle
from whodex.values.settings import settings

GOLD = sorted((Path(__file__).parent / "gold" / "own").glob("*.json"))

pytestmark = pytest.mark.xdist_group("own")


@pytest.fixture(scope="session")
def own(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with the project's articles alone: others have added or put in their own."""
    folder = tmp_path_factory.mktemp("own")
    ours = {path.stem for path in GOLD}
    for seed in (ROOT / "seeds").iterdir():
        if seed.stem in ours:
            shutil.copy(seed, folder)
    if {seed.stem for seed in folder.iterdir()} != ours:
        pytest.skip("seeds/ holds another collection")
    return folder


@pytest.fixture(scope="session")
def built(own: Path) -> dict[str, AnnotatedArticle]:
    reading = read(own)
    register, _ = load(ROOT / "register")
    options = settings(ROOT / "mkdocs.yml")
    with Memory() as memory:
        annotated, _, faults = annotate(reading.articles, register, options, memory, HERE)
    assert not faults
    return {item.article.id: item for item in annotated}


def test_the_projects_own_seeds_and_the_register_are_right(
    own: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert load(ROOT / "register")[0].entities
    assert main(["--check", "--seeds", str(own)], ROOT) == 0
    assert capsys.readouterr().err == ""


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
