"""The command as a user types it, on small folders."""

import json
import os
import signal
import subprocess
import sys
import time
from functools import wraps
from pathlib import Path
from typing import Any

import pytest
from helpers.storm import STORM, files

from whodex.build import plan
from whodex.build.command import main
from whodex.build.folders import ROOT
from whodex.read import file_of
from whodex.values.article import Article

SAID = f"{STORM}\nSolheim said that “nothing sails before noon.”\n"
CALM = """---
title: Harbour opens again
---

Ingrid Solheim opened the harbour of Oslo.
"""


@pytest.fixture
def seeds(tmp_path: Path) -> Path:
    folder = tmp_path / "seeds"
    folder.mkdir()
    (folder / "storm.md").write_text(SAID, encoding="utf-8")
    (folder / "calm.md").write_text(CALM, encoding="utf-8")
    return folder


def build(seeds: Path, *more: str) -> int:
    out = seeds.parent / "out"
    return main(["--seeds", str(seeds), "--no-register", "--out", str(out), "--jobs", "1", *more])


def articles(seeds: Path) -> dict[str, dict[str, object]]:
    data = seeds.parent / "out" / "site" / "data" / "articles.jsonl"
    lines = data.read_text(encoding="utf-8").splitlines()
    return {article["id"]: article for article in map(json.loads, lines)}


def test_a_build_links_a_person_across_articles(
    seeds: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert build(seeds) == 0
    said = capsys.readouterr().out
    assert "2 articles" in said
    assert "1 person" in said
    assert "out/site/index.html" in said
    found = articles(seeds)
    for article in found.values():
        assert "ingrid-solheim" in {m["entity"] for m in article["mentions"]}  # type: ignore[attr-defined]


def test_an_article_in_another_language_is_published_as_it_is(
    seeds: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    storm = (
        "Die Hafenmeisterin Ingrid Solheim schloss am 6. April den Hafen von Oslo, denn es war "
        "zu windig, und sagte: „Vor dem Mittag fährt hier niemand mehr hinaus auf das Meer.“\n\n"
    )
    (seeds / "sturm.md").write_text(storm * 2, encoding="utf-8")
    assert build(seeds) == 0
    assert "in German: sturm.md" in capsys.readouterr().out
    german = articles(seeds)["sturm"]
    assert german["mentions"] == german["quotes"] == german["descriptions"] == []
    page = seeds.parent / "out" / "site" / "articles" / "sturm" / "index.html"
    html = page.read_text(encoding="utf-8")
    assert "This article is in German" in html
    assert "Vor dem Mittag fährt hier niemand mehr" in html


def test_the_same_seeds_give_the_same_bytes(seeds: Path) -> None:
    build(seeds)
    first = files(seeds.parent / "out" / "site")
    (seeds.parent / "out" / "cache" / "last.json").unlink()
    build(seeds)
    assert files(seeds.parent / "out" / "site") == first


def test_a_removed_seed_takes_its_pages_along(
    seeds: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    build(seeds)
    (seeds / "storm.md").unlink()
    kari = CALM.replace("Ingrid Solheim", "Kari Berg")
    (seeds / "calm.md").write_text(kari, encoding="utf-8")
    capsys.readouterr()
    assert build(seeds) == 0
    assert "new since the last build: Kari Berg" in capsys.readouterr().out
    site = files(seeds.parent / "out" / "site")
    assert "articles/calm/index.html" in site
    assert "articles/storm/index.html" not in site
    assert "people/ingrid-solheim/index.html" not in site


def test_a_wrong_seed_is_named_and_the_others_are_built(
    seeds: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (seeds / "wrong.md").write_text("---\npublished: soon\n---\n\nText.\n", encoding="utf-8")
    assert build(seeds) == 1
    assert "wrong.md:2: " in capsys.readouterr().err
    assert set(articles(seeds)) == {"storm", "calm"}


def test_a_file_of_several_articles_is_built_and_what_is_not_read_is_told(
    seeds: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    mail = "From a@example.org Sat Apr  6 10:00:00 2024\nSubject: {}\n\n{}\n\n"
    texts = ("Ingrid Solheim opened the harbour of Oslo.", "Ingrid Solheim was tired.", "")
    box = "".join(mail.format(f"Day {n}", text) for n, text in enumerate(texts))
    (seeds / "box.mbox").write_text(box, encoding="utf-8")
    (seeds / "storm.png").touch()
    assert build(seeds) == 1
    said = capsys.readouterr()
    for text in (said.out, said.err):
        assert "box.mbox#3: is empty" in text
        assert "storm.png: isn't read: it is a picture" in text
    found = articles(seeds)
    assert {key: found[key]["seed"] for key in ("box-day-0", "box-day-1")} == {
        "box-day-0": "box.mbox#1",
        "box-day-1": "box.mbox#2",
    }
    assert "articles/box-day-1/index.html" in files(seeds.parent / "out" / "site")


@pytest.mark.parametrize(
    ("seed", "file"),
    [("a/in.mbox#12", "a/in.mbox"), ("no#1.md", "no#1.md"), ("a.md", "a.md")],
)
def test_the_file_of_an_article_is_known(seed: str, file: str) -> None:
    assert file_of(seed) == file


def test_strict_builds_nothing_from_a_folder_with_a_wrong_seed(seeds: Path) -> None:
    (seeds / "wrong.md").write_bytes(b"\x00\x01\x02")
    assert build(seeds, "--strict") == 1
    out = seeds.parent / "out"
    assert not any((out / "docs").iterdir())
    assert not (out / "site").exists()


@pytest.mark.parametrize("stage", ["recognize", "links", "attribute"])
def test_an_article_at_which_a_stage_fails_is_published_as_it_is(
    seeds: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    stage: str,
) -> None:
    whole = getattr(plan, stage)

    @wraps(whole)
    def failing(article: Article, *more: Any, **questions: Any) -> Any:  # noqa: ANN401 - the stage's own
        assert article.id != "calm", "no calm"
        return whole(article, *more, **questions)

    monkeypatch.setattr(plan, stage, failing)
    assert build(seeds) == 1
    assert articles(seeds)["calm"]["mentions"] == []
    assert articles(seeds)["storm"]["quotes"]
    page = (seeds.parent / "out/site/articles/calm/index.html").read_text(encoding="utf-8")
    assert "Ingrid Solheim opened the harbour of Oslo." in page
    said = capsys.readouterr().err
    assert "calm.md: its names and quotes can't be found, which is a fault of Whodex" in said
    assert build(seeds, "--strict") == 1
    assert "The site is in" not in capsys.readouterr().out


def test_check_writes_nothing(seeds: Path, tmp_path: Path) -> None:
    before = files(tmp_path)
    assert build(seeds, "--check") == 0
    (seeds / "wrong.md").write_text("", encoding="utf-8")
    assert build(seeds, "--check") == 1
    (seeds / "wrong.md").unlink()
    assert files(tmp_path) == before


def test_a_wrong_register_is_named_and_the_rest_is_built(
    seeds: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    register = tmp_path / "register"
    register.mkdir()
    (register / "people.yml").write_text("a: {nom: A}\n", encoding="utf-8")
    out = str(tmp_path / "out")
    assert main(["--seeds", str(seeds), "--register", str(register), "--out", out]) == 1
    assert "people.yml:1: " in capsys.readouterr().err
    assert len(articles(seeds)) == 2


@pytest.mark.parametrize("wrong", [["--seeds", "nowhere"], ["--jobs", "none"], ["--jobs", "0"]])
def test_wrong_arguments_end_with_2(wrong: list[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(wrong)
    assert stopped.value.code == 2


def test_a_build_that_is_killed_leaves_the_old_site(seeds: Path) -> None:
    build(seeds)
    site = seeds.parent / "out" / "site"
    before = files(site)
    (seeds / "late.md").write_text(STORM.replace("Storm", "Late storm"), encoding="utf-8")
    command = [sys.executable, "build_pages.py", "--seeds", str(seeds), "--no-register"]
    process = subprocess.Popen([*command, "--out", str(seeds.parent / "out")], cwd=ROOT)  # noqa: S603 - our own command
    late = seeds.parent / "out" / "docs" / "articles" / "late.md"
    while not late.exists() and process.poll() is None:
        time.sleep(0.01)
    os.kill(process.pid, signal.SIGKILL)
    process.wait()
    assert files(site) == before
    assert build(seeds) == 0
    assert "articles/late/index.html" in files(site)


def test_check_warns_of_decisions_that_no_longer_apply(
    seeds: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    register = tmp_path / "register"
    register.mkdir()
    (register / "decisions.yml").write_text(
        "- {in: storm, text: Solheim, is: ingrid-solheim}\n"
        "- {in: gone, text: Solheim, is: ingrid-solheim}\n",
        encoding="utf-8",
    )
    command = ["--seeds", str(seeds), "--register", str(register), "--check", "--jobs", "1"]
    assert main([*command, "--out", str(tmp_path / "out")]) == 0
    said = capsys.readouterr().err
    (warning,) = [line for line in said.splitlines() if "no effect" in line]
    assert "decisions.yml:2: no effect: there is no article 'gone'" in warning
    assert not (tmp_path / "out").exists()


def test_two_builds_at_once_wait_for_each_other(seeds: Path) -> None:
    command = [sys.executable, "build_pages.py", "--no-register", "--jobs", "1"]
    command += ["--seeds", str(seeds), "--out", str(seeds.parent / "out")]
    both = [subprocess.Popen(command, cwd=ROOT) for _ in range(2)]  # noqa: S603 - our own command
    assert [one.wait() for one in both] == [0, 0]
    assert set(articles(seeds)) == {"storm", "calm"}


def test_a_folder_that_cannot_be_written_to_is_said_to_be(
    seeds: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (seeds.parent / "out").mkdir()
    (seeds.parent / "out" / "cache").write_text("", encoding="utf-8")
    assert build(seeds) == 1
    said = capsys.readouterr().err
    assert "cache: nothing can be written there: File exists (right: --out DIR)" in said
