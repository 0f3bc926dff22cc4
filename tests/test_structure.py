"""The house holds: every import points down, and the documentation is true."""

import ast
import re
from dataclasses import fields
from pathlib import Path

import pytest

from whodex.build import command
from whodex.register import load
from whodex.values import settings
from whodex.values.authorities import AUTHORITIES
from whodex.values.entities import Mention
from whodex.values.findings import Description, Quote

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "whodex"
# What a room imports stands before it; `store` is for those who build and publish alone.
ROOMS = [
    "values",
    "lexicon",
    "store",
    "read",
    "register",
    "recognize",
    "resolve",
    "attribute",
    "collect",
    "data",
    "pages",
    "site",
    "fetch",
    "build",
]
HOW = (ROOT / "docs" / "how-it-is-built.md").read_text(encoding="utf-8")
REFERENCE = (ROOT / "docs" / "reference.md").read_text(encoding="utf-8")


def imports(room: str) -> set[str]:
    """The other rooms of which a room imports something."""
    found = set()
    for path in (PACKAGE / room).rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("whodex."):
                found.add((node.module or "").split(".")[1])
            elif isinstance(node, ast.ImportFrom) and node.module == "whodex":
                found |= {alias.name for alias in node.names} - {"__version__"}
    return found - {room}


def test_every_module_stands_in_a_room() -> None:
    assert {path.name for path in PACKAGE.iterdir() if is_room(path)} == set(ROOMS)
    assert {path.name for path in PACKAGE.glob("*.py")} == {"__init__.py", "__main__.py"}


@pytest.mark.parametrize("room", ROOMS)
def test_an_import_points_down(room: str) -> None:
    allowed = set(ROOMS[: ROOMS.index(room)])
    assert imports(room) <= (allowed if room in {"site", "build"} else allowed - {"store"})


def test_no_build_can_ask_the_network() -> None:
    """Who imports what fetches: one module, and that one is imported when `add` is typed."""
    lines = {
        path.relative_to(PACKAGE).as_posix(): path.read_text(encoding="utf-8").splitlines()
        for path in PACKAGE.rglob("*.py")
        if path.parent.name != "fetch"
    }
    fetching = {name for name, said in lines.items() if any("whodex.fetch" in one for one in said)}
    assert fetching == {"build/added.py"}
    adding = {
        (name, line.startswith(" "))
        for name, said in lines.items()
        for line in said
        if "whodex.build.added" in line or "from whodex.build import added" in line
    }
    assert adding == {("build/command.py", True)}


def comprehended(function: ast.AST) -> set[str]:
    """The names that comprehensions right in a function bind."""
    return {
        name.id
        for node in ast.walk(function)
        if isinstance(node, ast.comprehension)
        for name in ast.walk(node.target)
        if isinstance(name, ast.Name)
    }


@pytest.mark.parametrize("path", sorted(PACKAGE.rglob("*.py")), ids=lambda path: path.stem)
def test_no_comprehension_takes_the_name_of_a_function(path: Path) -> None:
    """CPython 3.12.0 to 3.12.3 lose the function where another comprehension calls it."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    ours = {node.name for node in tree.body if isinstance(node, (ast.FunctionDef, ast.ClassDef))}
    ours |= {
        alias.asname or alias.name
        for node in tree.body
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
    }
    for function in ast.walk(tree):
        if isinstance(function, ast.FunctionDef):
            called = {
                node.func.id
                for node in ast.walk(function)
                if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
            }
            assert not called & ours & comprehended(function), f"{path.name}: {function.name}"


def test_the_table_of_rooms_names_every_room_and_no_other() -> None:
    named = set(re.findall(r"^\| `([^`]+)` \|", HOW, flags=re.MULTILINE))
    there = {f"whodex/{room}/" for room in ROOMS}
    there |= {f"{path.name}/" for path in ROOT.iterdir() if is_room(path)}
    there |= {"build_pages.py", "mkdocs.yml"}
    assert named == there - {"whodex/", "site/", "requirements/"}


def is_room(path: Path) -> bool:
    """Whether a folder holds anything; one that is gone may leave compiled code in a checkout."""
    there = path.is_dir() and not path.name.startswith((".", "__"))
    return there and any(f.is_file() and f.suffix != ".pyc" for f in path.rglob("*"))


def test_every_word_list_says_why_it_exists() -> None:
    lists = sorted((PACKAGE / "lexicon" / "rules").glob("*.txt"))
    assert lists
    for path in lists:
        first, *entries = path.read_text(encoding="utf-8").splitlines()
        assert first.startswith("# ")
        assert entries


def test_no_word_list_says_two_things_of_one_word() -> None:
    """Which of two lines held would depend on the order of a set."""
    for path in sorted((PACKAGE / "lexicon" / "rules").glob("*.txt")):
        lines = path.read_text(encoding="utf-8").splitlines()
        entries = [line for line in lines if not line.startswith("#")]
        mark = ": " if path.stem == "grammar" else " = "
        said = [entry.split(mark)[0] for entry in entries]
        assert len(said) == len(set(said)), path.stem


def documented(heading: str) -> set[str]:
    """The words in code type in the first column of a section's tables."""
    section = re.split(r"^## ", REFERENCE, flags=re.MULTILINE)
    (text,) = [part for part in section if part.startswith(heading)]
    rows = re.findall(r"^\| (`[^|]+) \|", text, flags=re.MULTILINE)
    return {word for row in rows for word in re.findall(r"`([^`]+)`", row)}


def test_every_flag_is_documented_and_no_other() -> None:
    source = ast.parse(Path(command.__file__).read_text(encoding="utf-8"))
    flags = {
        node.value
        for node in ast.walk(source)
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and re.fullmatch(r"--[a-z-]+", node.value)
    }
    assert {flag.split()[0] for flag in documented("Command line")} == flags


def test_every_register_field_is_documented() -> None:
    known = {*load.Entry.model_fields, *load.Looked.model_fields}
    assert documented("The register") == known | {one.key for one in AUTHORITIES}
    for word in ("same", "different", "not_a_name", "in", "text", "is"):
        assert re.search(rf"\b{word}: ", REFERENCE)


def test_every_setting_is_documented() -> None:
    words = " ".join(documented("Settings"))
    assert all(field.name in words for field in fields(settings.Settings))


def test_every_data_field_is_documented() -> None:
    data = REFERENCE.partition("## Published data")[2]
    for model in (Mention, Quote, Description):
        for field in fields(model):
            assert f"`{field.name}`" in data


def test_the_changelog_has_the_newest_first() -> None:
    text = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    assert text.startswith("# Changelog\n")
    dates = re.findall(r"^## .*(\d{4}-\d\d-\d\d)$", text, flags=re.MULTILINE)
    assert dates == sorted(dates, reverse=True)
