"""Collections: a folder with seeds, its own settings and pages, and the commands for it."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from helpers.storm import STORM, files

from whodex.build.folders import ROOT

SETTINGS = """site_name: The Quay Papers
site_description: Who is who at the harbour.
theme:
  language: en-GB
extra_css:
  - colours.css
extra:
  whodex:
    noindex: all
"""


@pytest.fixture
def collection(tmp_path: Path) -> Path:
    folder = tmp_path / "quay"
    for name in ("seeds", "docs"):
        (folder / name).mkdir(parents=True)
    (folder / "seeds" / "storm.md").write_text(STORM, encoding="utf-8")
    (folder / "docs" / "team").mkdir()
    (folder / "docs" / "team" / "desk.md").write_text("# The desk\n", encoding="utf-8")
    (folder / "docs" / "own.md").write_text(
        "# The paper\n\nSee [people](people/index.md).\n", encoding="utf-8"
    )
    (folder / "docs" / "about.md").write_text("# About the paper\n", encoding="utf-8")
    return folder


def whodex(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "whodex", *arguments]
    given = os.environ | {"PYTHONPATH": str(ROOT)}
    return subprocess.run(  # noqa: S603 - our own command
        command, cwd=folder, env=given, capture_output=True, text=True, check=False
    )


def test_a_collection_is_built_with_its_own_pages_and_nothing_but_the_site_and_a_cache_is_added(
    collection: Path,
) -> None:
    done = whodex(collection, "build")
    assert (done.returncode, done.stderr) == (0, "")
    made = {path.name for path in collection.iterdir()} - {"seeds", "docs"}
    assert made == {"site", ".site.old", ".cache"}
    assert {path.name for path in (collection / "docs").iterdir()} == {"own.md", "about.md", "team"}
    site = files(collection / "site")
    assert b'href="../people/"' in site["own/index.html"]
    assert b"About the paper" in site["about/index.html"]
    assert b"The desk" in site["team/desk/index.html"]
    assert {"articles/storm/index.html", "search/index.html"} <= site.keys()
    (collection / "docs" / "own.md").unlink()
    assert whodex(collection.parent, "--jobs", "1", "build", collection.name).returncode == 0
    assert "own/index.html" not in files(collection / "site")
    assert whodex(collection, "build", "--clean").returncode == 0
    assert not (collection / ".cache" / "docs" / "articles").exists()


def test_a_page_by_hand_in_the_place_of_a_generated_one_is_named(collection: Path) -> None:
    (collection / "docs" / "people").mkdir()
    (collection / "docs" / "people" / "index.md").write_text("# Us\n", encoding="utf-8")
    done = whodex(collection, "build")
    assert done.returncode == 1
    assert "people/index.md: the build writes a page of its own there" in done.stderr
    assert "(right: another name, as index-notes.md)" in done.stderr
    assert b"ingrid-solheim" in files(collection / "site")["people/index.html"]


def test_a_collection_is_checked_without_writing(collection: Path) -> None:
    before = files(collection)
    (collection / "seeds" / "wrong.md").write_text("", encoding="utf-8")
    done = whodex(collection.parent, "check", collection.name)
    assert done.returncode == 1
    assert "wrong.md" in done.stderr
    (collection / "seeds" / "wrong.md").unlink()
    assert files(collection) == before


@pytest.mark.parametrize("asked", [["build", "."], ["--serve"], ["check", "nowhere"], ["biuld"]])
def test_a_folder_without_seeds_ends_with_2(tmp_path: Path, asked: list[str]) -> None:
    done = whodex(tmp_path, *asked)
    assert done.returncode == 2
    assert "Traceback" not in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_a_folder_without_seeds_is_told_what_would_be_right(tmp_path: Path) -> None:
    said = whodex(tmp_path, "build").stderr
    assert said.startswith(f"{tmp_path / 'seeds'}: there is no such folder")
    assert said.endswith("(right: whodex new FOLDER, or --seeds FOLDER)\n")


def test_a_collection_has_its_own_name_and_settings_laid_over_ours(collection: Path) -> None:
    (collection / "mkdocs.yml").write_text(SETTINGS, encoding="utf-8")
    (collection / "docs" / "colours.css").write_text(":root { --wx-accent: #00557f }\n")
    done = whodex(collection, "build")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.splitlines()[-1].endswith("index.html, or run the same with --serve")
    site = files(collection / "site")
    for path in ("index.html", "articles/storm/index.html"):
        page = site[path].decode()
        assert "The Quay Papers</title>" in page
        assert '<html lang="en-GB">' in page
        assert '<meta name="robots" content="noindex">' in page
        assert page.index("whodex.css") < page.index("colours.css")
    (collection / "mkdocs.yml").write_text(SETTINGS.replace("Quay", "Pier"), encoding="utf-8")
    assert whodex(collection, "build").returncode == 0
    assert b"The Pier Papers</title>" in files(collection / "site")["articles/storm/index.html"]


def test_settings_may_stand_elsewhere(collection: Path) -> None:
    other = collection.parent / "other.yml"
    other.write_text("site_name: The Pier\n", encoding="utf-8")
    (collection / "mkdocs.yml").write_text(SETTINGS, encoding="utf-8")
    assert whodex(collection, "build", "--config", str(other)).returncode == 0
    assert b"The Pier</title>" in files(collection / "site")["index.html"]
    out = collection.parent / "out"
    out.mkdir()
    (out / "mkdocs.yml").write_text("site_name: The Lock\n", encoding="utf-8")
    assert whodex(collection, "build", "--out", str(out)).returncode == 0
    assert b"The Lock</title>" in files(out / "site")["index.html"]
    assert whodex(collection, "build", "--config", "nowhere.yml").returncode == 2


def test_marks_in_a_description_stay_in_it(collection: Path) -> None:
    text = "site_description: '\"><script>alert(1)</script>'\n"
    (collection / "mkdocs.yml").write_text(text, encoding="utf-8")
    assert whodex(collection, "build").returncode == 0
    pages = [page for name, page in files(collection / "site").items() if name.endswith(".html")]
    assert not [page for page in pages if b"<script>alert" in page]


def test_a_hook_that_fails_is_told_with_its_place(collection: Path) -> None:
    (collection / "mkdocs.yml").write_text("hooks: [docs/odd.py]\n", encoding="utf-8")
    (collection / "docs" / "odd.py").write_text("def on_env(*_, **__):\n    1 / 0\n")
    done = whodex(collection, "build")
    assert done.returncode == 1
    assert (
        "mkdocs.yml: a plugin or a hook fails: ZeroDivisionError: division by zero, odd.py:2"
        in (done.stderr)
    )


def test_a_setting_that_does_not_exist_is_named(collection: Path) -> None:
    (collection / "mkdocs.yml").write_text("sitename: The Quay\n", encoding="utf-8")
    done = whodex(collection, "build")
    assert done.returncode == 1
    assert done.stderr == (
        f"{collection}/mkdocs.yml:1: there is no setting “sitename” (right: site_name: Whodex)\n"
    )
    assert not (collection / "site").exists()


def test_a_python_that_is_too_old_is_told_so() -> None:
    program = "import sys; sys.version_info = (3, 10, 4); import whodex"
    done = subprocess.run(  # noqa: S603 - our own command
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 1
    assert done.stderr.startswith("Whodex needs Python 3.11 or newer, and this is ")
    assert "Traceback" not in done.stderr


def test_a_terminal_that_lacks_a_letter_stops_nothing(collection: Path) -> None:
    seed = STORM.replace("Ingrid Solheim", "Łucja Żuk")
    (collection / "seeds" / "Łódź.md").write_text(seed, encoding="utf-8")
    (collection / "seeds" / "Żuk.md").write_text("", encoding="utf-8")
    command = [sys.executable, "-m", "whodex", "build", str(collection)]
    known = os.environ | {"PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "latin-1"}
    done = subprocess.run(command, env=known, capture_output=True, check=False)  # noqa: S603 - our own command
    assert done.returncode == 1
    assert rb"\u017buk.md: " in done.stderr
    assert rb"skipped: " in done.stdout
