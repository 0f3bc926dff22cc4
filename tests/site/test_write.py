import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from helpers.pages import texts, write

from whodex.site.write import MANIFEST, Written, by_hand, clean, generated
from whodex.values.errors import WhodexError

PAGES = {
    "index.md": "Home\n",
    "people/ada.md": "Ada\n",
    "data/people.jsonl": "{}\n",
}


def _files(folder: Path) -> dict[str, str]:
    found = sorted(file for file in folder.rglob("*") if file.is_file())
    return {file.relative_to(folder).as_posix(): file.read_text() for file in found}


def _pages(folder: Path) -> dict[str, str]:
    return {path: text for path, text in _files(folder).items() if path != MANIFEST}


def test_pages_are_written_into_their_folders(tmp_path: Path) -> None:
    assert write(PAGES, tmp_path / "docs") == Written(written=3, kept=0, removed=0)
    assert _pages(tmp_path / "docs") == {
        "data/people.jsonl": "{}\n",
        "index.md": "Home\n",
        "people/ada.md": "Ada\n",
    }


def test_an_unchanged_page_keeps_its_time(tmp_path: Path) -> None:
    write(PAGES, tmp_path)
    for path in (*PAGES, MANIFEST):
        os.utime(tmp_path / path, (1, 1))
    assert write(PAGES | {"index.md": "New\n"}, tmp_path) == Written(1, 2, 0)
    assert (tmp_path / "people/ada.md").stat().st_mtime == 1
    assert (tmp_path / MANIFEST).stat().st_mtime == 1
    assert (tmp_path / "index.md").read_text() == "New\n"


def test_a_page_that_is_no_longer_made_goes_with_its_empty_folder(tmp_path: Path) -> None:
    write(PAGES | {"people/b/c.md": "C\n"}, tmp_path)
    assert write({"index.md": "Home\n"}, tmp_path) == Written(0, 1, 3)
    assert sorted(p.name for p in tmp_path.iterdir()) == [MANIFEST, "index.md"]


def test_a_folder_with_somebody_s_file_stays(tmp_path: Path) -> None:
    write(PAGES, tmp_path)
    (tmp_path / "people/notes.txt").write_text("mine")
    write({}, tmp_path)
    assert _pages(tmp_path) == {"people/notes.txt": "mine"}


def test_somebody_s_file_is_never_overwritten(tmp_path: Path) -> None:
    (tmp_path / "people").mkdir()
    (tmp_path / "people/ada.md").write_text("mine")
    for _ in range(2):
        done = write(PAGES, tmp_path)
        assert [problem.file for problem in done.problems] == [tmp_path / "people/ada.md"]
        assert "wasn't made by it: it is kept" in str(done.problems[0])
        assert (tmp_path / "people/ada.md").read_text() == "mine"
    assert (tmp_path / "index.md").read_text() == "Home\n"
    clean(tmp_path)
    assert _files(tmp_path) == {"people/ada.md": "mine"}


def test_a_page_that_somebody_edited_is_made_anew(tmp_path: Path) -> None:
    write(PAGES, tmp_path)
    (tmp_path / "index.md").write_text("edited")
    assert write(PAGES, tmp_path) == Written(1, 2, 0)
    assert (tmp_path / "index.md").read_text() == "Home\n"


def test_a_folder_in_the_place_of_a_page_is_a_problem_of_that_page_only(tmp_path: Path) -> None:
    (tmp_path / "index.md").mkdir()
    (tmp_path / "people").write_text("mine")
    done = write(PAGES, tmp_path)
    assert [problem.file.name for problem in done.problems] == ["index.md", "ada.md"]
    assert done.written == 1
    assert (tmp_path / "people").read_text() == "mine"


@pytest.mark.parametrize(
    "path",
    ["../out.md", "/out.md", "a/../../out.md", "", ".", "./a.md", "a//b.md", "a\\b.md", MANIFEST],
)
def test_a_path_that_leaves_the_folder_is_refused(tmp_path: Path, path: str) -> None:
    with pytest.raises(ValueError, match="not a path below docs"):
        write(PAGES | {path: "x"}, tmp_path / "docs")
    assert list(tmp_path.rglob("*")) == []


def test_a_link_that_leads_out_of_the_folder_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "docs").mkdir()
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "docs/people").symlink_to(tmp_path / "elsewhere")
    done = write(PAGES, tmp_path / "docs")
    assert "leads out of" in str(done.problems[0])
    assert list((tmp_path / "elsewhere").iterdir()) == []


def test_a_manifest_that_leads_out_of_the_folder_removes_nothing(tmp_path: Path) -> None:
    (tmp_path / "docs").mkdir()
    (tmp_path / "mine.md").write_text("mine")
    (tmp_path / "docs" / MANIFEST).write_text('["../mine.md"]')
    with pytest.raises(WhodexError, match="can't be read"):
        write({}, tmp_path / "docs")
    assert (tmp_path / "mine.md").read_text() == "mine"


@pytest.mark.parametrize("text", ["", "{", "3", "[3]", "null", "\xff"])
def test_a_broken_manifest_is_named(tmp_path: Path, text: str) -> None:
    (tmp_path / MANIFEST).write_text(text, encoding="latin-1")
    with pytest.raises(WhodexError, match=MANIFEST):
        write(PAGES, tmp_path)


def test_clean_leaves_what_the_build_did_not_make(tmp_path: Path) -> None:
    (tmp_path / "about.md").write_text("mine")
    write(PAGES, tmp_path)
    assert texts(by_hand(tmp_path)) == {"about.md": "mine"}
    assert clean(tmp_path) == 3
    assert _files(tmp_path) == {"about.md": "mine"}
    assert clean(tmp_path) == 0


class Killed(BaseException):
    """What a build feels when it is killed."""


@pytest.mark.parametrize("steps", range(9))
def test_a_build_that_is_killed_leaves_old_or_new_pages_and_the_next_goes_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, steps: int
) -> None:
    old = {f"{name}.md": f"old {name}" for name in "abc"} | {"gone/x.md": "x"}
    new = {f"{name}.md": f"new {name}" for name in "abcd"}
    (tmp_path / "mine.md").write_text("mine")
    write(old, tmp_path)
    left = steps

    def until_killed(self: Path, target: Path) -> Path:
        nonlocal left
        if not left:
            raise Killed
        left -= 1
        os.replace(self, target)  # noqa: PTH105 - what Path.replace does
        return target

    with monkeypatch.context() as patch:
        patch.setattr(Path, "replace", until_killed)
        try:
            write(new, tmp_path)
        except Killed:
            assert steps < 6
        else:
            assert steps >= 6

    whole = set(old.values()) | set(new.values()) | {"mine"}
    seen = {p: t for p, t in _pages(tmp_path).items() if not p.endswith(".part")}
    assert set(seen.values()) <= whole
    assert not write(new, tmp_path).problems
    assert _pages(tmp_path) == new | {"mine.md": "mine"}
    assert generated(tmp_path) == new.keys()


names = st.sampled_from(["a.md", "b.md", "c/a.md", "c/b.md", "d/e/f.md"])
collections = st.dictionaries(names, st.text(st.characters(exclude_categories=["Cs"]), max_size=3))


@hypothesis_settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=50)
@given(runs=st.lists(collections, max_size=4))
def test_after_any_runs_the_folder_holds_the_last_pages(
    tmp_path_factory: pytest.TempPathFactory, runs: list[dict[str, str]]
) -> None:
    docs = tmp_path_factory.mktemp("docs")
    (docs / "c").mkdir()
    (docs / "c/mine.md").write_text("mine")
    for pages in runs:
        done = write(pages, docs)
        assert done.written + done.kept == len(pages)
    expected = (runs[-1] if runs else {}) | {"c/mine.md": "mine"}
    found = {p: f.read_bytes().decode() for p in expected if (f := docs / p).is_file()}
    assert found == expected
    assert len(_files(docs)) == len(expected) + bool(runs)
