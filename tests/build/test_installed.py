"""The wheel, installed into an empty environment, outside of the checkout."""

import os
import subprocess
import sys
from importlib.metadata import Distribution, PathDistribution
from pathlib import Path
from zipfile import Path as ZipPath
from zipfile import ZipFile

import pytest
from helpers.storm import STORM
from packaging.requirements import Requirement

import whodex
from whodex.build.folders import ROOT

pytestmark = pytest.mark.xdist_group("installed")

UV = [sys.executable, "-m", "uv", "--quiet"]
SHIPPED = ["whodex", "docs", "mkdocs.yml", ".github/ISSUE_TEMPLATE/correct-a-name.yml"]
EXTRAS = {"cluster", "documents"}


def run(*command: str, at: Path = ROOT) -> str:
    """Run a command that sees nothing of the checkout; return what it says."""
    done = ran(*command, at=at)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def ran(*command: str, at: Path) -> subprocess.CompletedProcess[str]:
    hidden = {"PYTHONPATH", "VIRTUAL_ENV"}
    known = {name: value for name, value in os.environ.items() if name not in hidden}
    return subprocess.run(command, cwd=at, env=known, capture_output=True, text=True, check=False)  # noqa: S603 - our own command


@pytest.fixture(scope="session")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("wheel")
    run(*UV, "build", "--wheel", "--no-build-isolation", "--out-dir", str(out), str(ROOT))
    (built,) = out.glob("*.whl")
    return built


@pytest.fixture(scope="session")
def program(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> str:
    """Install the wheel with the versions that are locked; return the command."""
    empty = tmp_path_factory.mktemp("installed") / "venv"
    run(*UV, "venv", "--no-project", "--python", sys.executable, str(empty))
    scripts = empty / ("Scripts" if os.name == "nt" else "bin")
    locked = ROOT / "requirements" / "runtime.txt"
    python = next(scripts.glob("python*"))
    run(*UV, "pip", "install", "--python", str(python), "-c", str(locked), str(wheel))
    return str(scripts / "whodex")


@pytest.fixture
def collection(tmp_path: Path) -> Path:
    (tmp_path / "seeds").mkdir()
    (tmp_path / "seeds" / "storm.md").write_text(STORM, encoding="utf-8")
    return tmp_path


def metadata(wheel: Path) -> Distribution:
    (info,) = [path for path in ZipPath(ZipFile(wheel)).iterdir() if path.name.endswith("info")]
    return PathDistribution(info)


@pytest.mark.skipif(not (ROOT / ".git").exists(), reason="needs a checkout of git")
def test_the_wheel_holds_what_git_knows_of_the_package_and_of_the_pages_by_hand(
    wheel: Path,
) -> None:
    others = ["--cached", "--others", "--exclude-standard"]
    listed = run("git", "ls-files", "-z", *others, "--", *SHIPPED).split("\0")
    known = {path if path.startswith("whodex/") else f"whodex/{path}" for path in listed if path}
    held = {path for path in ZipFile(wheel).namelist() if path.startswith("whodex/")}
    assert held == {path for path in known if not path.endswith(".png")}


def test_the_wheel_requires_what_the_lists_say(wheel: Path) -> None:
    built = metadata(wheel)
    assert built.version == whodex.__version__
    assert built.metadata["Requires-Python"] == ">=3.11"
    required = [Requirement(text) for text in built.requires or ()]
    for extra in ("", *EXTRAS):
        file = ROOT / "requirements" / f"{extra or 'runtime'}.in"
        lines = [line.partition("#")[0] for line in file.read_text("utf-8").splitlines()]
        listed = {Requirement(line).name for line in lines if line.strip()}
        given = {one.name for one in required if (not one.marker) == (not extra)}
        if extra:
            asked = {"extra": extra}
            given = {o.name for o in required if o.marker and o.marker.evaluate(asked)}
        assert given == listed, extra
    assert set(built.metadata.get_all("Provides-Extra") or ()) == EXTRAS


def site(folder: Path) -> dict[str, bytes]:
    found = sorted(path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in found}


def test_what_is_installed_builds_what_the_checkout_builds(program: str, collection: Path) -> None:
    said = run(program, "build", at=collection)
    assert "1 article\n" in said
    assert ": 0 written" in run(program, "build", collection.name, at=collection.parent)
    made = site(collection / "site")
    assert b"Ingrid Solheim" in made["people/ingrid-solheim/index.html"]
    there = ["--seeds", str(collection / "seeds"), "--out", str(collection / "out")]
    run(sys.executable, "build_pages.py", "--no-register", *there)
    assert made == site(collection / "out" / "site")


def test_what_is_installed_says_its_version(program: str, tmp_path: Path) -> None:
    assert run(program, "--version", at=tmp_path) == f"whodex {whodex.__version__}\n"


def test_without_an_extra_a_document_is_told_and_the_rest_is_built(
    program: str, collection: Path
) -> None:
    (collection / "seeds" / "notice.pdf").write_bytes(b"%PDF-1.7\n")
    done = ran(program, "build", at=collection)
    assert done.returncode == 1
    assert "notice.pdf: is a PDF" in done.stderr
    assert "(right: whodex[documents], or pip install pypdfium2)" in done.stderr
    assert (collection / "site" / "articles" / "storm" / "index.html").exists()
