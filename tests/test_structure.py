"""The house holds: imports point down the flow or to a noun, and the documentation is true."""

import ast
import re
from dataclasses import fields
from pathlib import Path

import pytest

import build_pages
from whodex import models, register, settings

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "whodex"
FLOW = [
    "read",
    "recognize",
    "resolve",
    "attribute",
    "profile",
    "differences",
    "counted",
    "counts",
    "figures",
    "dates",
    "render",
    "write",
    "publish",
    "grow",
    "build",
]
NOUNS = {
    "errors": 0,
    "kept": 0,
    "models": 0,
    "rules": 0,
    "store": -1,
    "names": 1,
    "numbers": 1,
    "called": 2,
    "called_after": 2,
    "settings": 1,
    "workers": 1,
    "forms": 1,
    "editors": 2,
    "gazetteer": 2,
    "tagger": 2,
    "labels": 3,
    "evidence": 3,
    "given": 3,
    "combiner": 4,
    "edges": 4,
    "signs": 4,
    "completed": 6,
    "datelined": 6,
    "mended": 5,
    "listed": 4,
    "kinds": 5,
    "language": 5,
    "register": 2,
    "report": 9,
}
HOW = (ROOT / "docs" / "how-it-is-built.md").read_text(encoding="utf-8")
REFERENCE = (ROOT / "docs" / "reference.md").read_text(encoding="utf-8")


def modules() -> list[str]:
    files = [path.stem for path in PACKAGE.glob("*.py") if path.stem != "__init__"]
    return sorted(files + [path.parent.name for path in PACKAGE.glob("*/__init__.py")])


def imports(module: str) -> set[str]:
    """The modules of ours that a module, or a package of several files, imports."""
    file = PACKAGE / f"{module}.py"
    found = set()
    for path in [file] if file.exists() else (PACKAGE / module).glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("whodex."):
                found.add((node.module or "").split(".")[1])
            elif isinstance(node, ast.ImportFrom) and node.module == "whodex":
                found |= {alias.name for alias in node.names}
    return found - {module}


def test_every_module_is_a_stage_or_a_noun() -> None:
    assert set(modules()) == set(FLOW) | set(NOUNS)


@pytest.mark.parametrize("module", modules())
def test_an_import_points_up_the_flow_for_values_or_to_a_noun(module: str) -> None:
    for other in imports(module):
        if module in NOUNS:
            assert module == "report" or NOUNS[other] <= NOUNS[module]
        else:
            assert other in NOUNS or FLOW.index(other) < FLOW.index(module)


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


def test_models_import_nothing_of_ours() -> None:
    assert imports("models") == imports("errors") == set()


def test_the_table_of_rooms_names_every_room_and_no_other() -> None:
    named = set(re.findall(r"^\| `([^`]+)` \|", HOW, flags=re.MULTILINE))
    there = {f"whodex/{path.name}" for path in PACKAGE.glob("*.py") if path.stem != "__init__"}
    there |= {f"whodex/{path.name}/" for path in PACKAGE.iterdir() if is_room(path)}
    there |= {f"{path.name}/" for path in ROOT.iterdir() if is_room(path)}
    there |= {"build_pages.py", "mkdocs.yml"}
    assert named == there - {"whodex/", "site/", "requirements/"}


def is_room(path: Path) -> bool:
    return path.is_dir() and not path.name.startswith((".", "__"))


def test_every_word_list_says_why_it_exists() -> None:
    lists = sorted((PACKAGE / "rules").glob("*.txt"))
    assert lists
    for path in lists:
        first, *entries = path.read_text(encoding="utf-8").splitlines()
        assert first.startswith("# ")
        assert entries


def test_no_word_list_says_two_things_of_one_word() -> None:
    """Which of two lines held would depend on the order of a set."""
    for path in sorted((PACKAGE / "rules").glob("*.txt")):
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
    source = ast.parse(Path(build_pages.__file__).read_text(encoding="utf-8"))
    flags = {
        node.value
        for node in ast.walk(source)
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and node.value.startswith("--")
    }
    assert {flag.split()[0] for flag in documented("Command line")} == flags


def test_every_register_field_is_documented() -> None:
    known = {*register.Entry.model_fields, *register.Wikidata.model_fields}
    assert documented("The register") == known
    for word in ("same", "different", "not_a_name", "in", "text", "is"):
        assert re.search(rf"\b{word}: ", REFERENCE)


def test_every_setting_is_documented() -> None:
    words = " ".join(documented("Settings"))
    assert all(field.name in words for field in fields(settings.Settings))


def test_every_data_field_is_documented() -> None:
    data = REFERENCE.partition("## Published data")[2]
    for model in (models.Mention, models.Quote, models.Description):
        for field in fields(model):
            assert f"`{field.name}`" in data


def test_the_changelog_has_the_newest_first() -> None:
    text = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    assert text.startswith("# Changelog\n")
    dates = re.findall(r"^## .*(\d{4}-\d\d-\d\d)$", text, flags=re.MULTILINE)
    assert dates == sorted(dates, reverse=True)
