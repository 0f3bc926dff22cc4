"""A new collection is whole, is built as it stands, and takes nothing away."""

import json
import subprocess
from importlib.metadata import Distribution
from pathlib import Path

import pytest
import yaml

from whodex import __version__
from whodex.build import new as module
from whodex.build.command import main
from whodex.build.new import new
from whodex.register.load import load
from whodex.values.errors import WhodexError

WRITTEN = {
    ".github/ISSUE_TEMPLATE/correct-a-name.yml",
    ".github/workflows/publish.yml",
    ".gitignore",
    "README.md",
    "docs/colours.css",
    "mkdocs.yml",
    "register/decisions.yml",
    "register/organizations.yml",
    "register/people.yml",
    "register/places.yml",
    "requirements.txt",
    "seeds/lighthouse-goes-dark.md",
}


def files(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


def test_a_new_collection_is_built_as_it_stands(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "quay-papers"
    assert main(["new", str(folder)]) == 0
    assert f"whodex build {folder}" in capsys.readouterr().out
    assert files(folder) == WRITTEN
    assert main(["build", str(folder), "--jobs", "1"]) == 0
    assert capsys.readouterr().err == ""
    page = (folder / "site/index.html").read_text(encoding="utf-8")
    assert "<title>Quay papers</title>" in page
    data = (folder / "site/data/articles.jsonl").read_text(encoding="utf-8")
    mentions = json.loads(data)["mentions"]
    assert {"ingrid-solheim", "bo-berg", "oslo"} <= {one["entity"] for one in mentions}
    assert all(one["entity"] for one in mentions)


def uncommented(text: str) -> str:
    """Take the examples out of a file's comments, which stand behind an empty one."""
    return "".join(
        line.removeprefix("# ") for line in text.partition("#\n")[2].splitlines(keepends=True)
    )


def test_the_examples_in_the_register_are_right_once_they_are_no_comments(tmp_path: Path) -> None:
    new(tmp_path / "news")
    register = tmp_path / "news" / "register"
    assert load(register)[1] == ()
    for file in register.iterdir():
        text = uncommented(file.read_text(encoding="utf-8"))
        assert yaml.safe_load(text)
        file.write_text(text, encoding="utf-8")
    read, problems = load(register)
    assert problems == ()
    assert len(read.entities) == 3


def test_settings_that_are_comments_are_right_once_they_are_none(tmp_path: Path) -> None:
    folder = tmp_path / "news"
    new(folder)
    settings = folder / "mkdocs.yml"
    text = settings.read_text(encoding="utf-8")
    for line in ("#site_url:", "#repo_url:", "#nav:", "#extra_css:"):
        assert line in text
        text = text.replace(line, line[1:])
    settings.write_text(text, encoding="utf-8")
    (folder / "docs" / "team.md").write_text("# Who we are\n", encoding="utf-8")
    assert main(["build", str(folder), "--jobs", "1"]) == 0
    page = (folder / "site/articles/lighthouse-goes-dark/index.html").read_text(encoding="utf-8")
    assert '<a href="https://github.com/you/news">GitHub</a>' in page
    assert 'href="../../colours.css"' in page
    assert page.index('href="../../about/">About') < page.index('href="../../team/">Team')
    assert '<link rel="canonical" href="https://example.org/news/' in page


@pytest.mark.parametrize("name", ["2025", 'a "b": c', "- x", "yes", "Ærlig #1"])
def test_whatever_a_folder_is_called_its_name_is_text(tmp_path: Path, name: str) -> None:
    new(tmp_path / name)
    settings = yaml.safe_load((tmp_path / name / "mkdocs.yml").read_text(encoding="utf-8"))
    expected = name[0].upper() + name[1:].replace("-", " ") if name[0] != "-" else "  x"
    assert settings["site_name"] == expected


def test_nothing_is_written_over(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "notes.txt").write_text("mine", encoding="utf-8")
    assert main(["new", str(tmp_path)]) == 1
    assert f"{tmp_path}: isn't empty, and nothing in it is written over" in capsys.readouterr().err
    assert main(["new", str(tmp_path / "notes.txt")]) == 1
    assert "notes.txt: can't be written: Not a directory" in capsys.readouterr().err
    assert files(tmp_path) == {"notes.txt"}


def test_an_empty_folder_and_an_empty_repository_are_filled(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    new(tmp_path)
    assert files(tmp_path) == WRITTEN


def installed_from(monkeypatch: pytest.MonkeyPatch, said: object) -> str:
    class Installed:
        @staticmethod
        def read_text(_: str) -> str | None:
            return json.dumps(said) if said else None

    monkeypatch.setattr(Distribution, "from_name", lambda _: Installed)
    return module._which()


@pytest.mark.parametrize(
    ("said", "line"),
    [
        (None, f"=={__version__}"),
        (
            {
                "url": "https://x:secret@example.org/w",
                "vcs_info": {"vcs": "git", "commit_id": "a1"},
            },
            " @ git+https://example.org/w@a1",
        ),
        ({"url": "https://example.org/w.whl"}, " @ https://example.org/w.whl"),
        ({"url": "file:///nowhere/w.whl"}, f"=={__version__}"),
    ],
)
def test_the_whodex_that_made_a_collection_is_pinned(
    monkeypatch: pytest.MonkeyPatch, said: object, line: str
) -> None:
    assert installed_from(monkeypatch, said) == line


@pytest.mark.parametrize(
    ("remote", "public"),
    [
        ("git@github.com:ada/whodex.git", "https://github.com/ada/whodex.git"),
        ("https://ada:secret@example.org/whodex", "https://example.org/whodex"),
        ("/srv/whodex.git", None),
    ],
)
def test_a_clone_pins_its_repository_and_commit(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, remote: str, public: str | None
) -> None:
    name = ["-c", "user.name=Ada", "-c", "user.email=ada@example.org"]
    for command in (
        ["init", "--quiet"],
        [*name, "commit", "--quiet", "--allow-empty", "--message", "one"],
        ["remote", "add", "origin", remote],
    ):
        subprocess.run(["git", "-C", str(tmp_path), *command], check=True)  # noqa: S603, S607 - as a user would
    line = installed_from(monkeypatch, {"url": tmp_path.as_uri(), "dir_info": {}})
    commit = module._git(str(tmp_path), "rev-parse", "HEAD")
    assert line == (f" @ git+{public}@{commit}" if public else f"=={__version__}")


def test_a_folder_that_cannot_be_made_is_named() -> None:
    with pytest.raises(WhodexError, match="can't be written"):
        new(Path("/proc/news"))
