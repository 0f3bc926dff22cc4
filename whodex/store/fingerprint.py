"""What a result depends on beside its arguments: our code and its data, libraries, Python.

The import graph says it, so that nobody has to list it.
"""

import re
import sys
from email.parser import HeaderParser
from functools import cache
from hashlib import sha256
from importlib.metadata import Distribution, PackageNotFoundError, distributions
from pathlib import Path

PACKAGE = Path(__file__).parents[1]
IMPORT = re.compile(r"^ *(?:from ([\w.]+) import (\([^)]*\)|.*)|import ([\w.]+))", re.MULTILINE)
STRING = re.compile(r"[\"']([a-z]+)[\"']")
REQUIRED = re.compile(r"[\w.-]+(?!.*\bextra\s*==)")  # the name in a requirement of no extra


@cache
def fingerprint(module: str) -> str:
    """Digest all on which what a module of ours computes depends beside its arguments.

    That is its code and the code of all modules of ours that it imports, wherever they do; the
    data files beside these, and in a folder that one of them names ("model"); the versions of
    the libraries that they import and of what these require; and Python's. `module` is its full
    name, as "whodex.read".
    """
    found = sha256(repr(sys.version_info).encode())
    libraries: set[str] = set()
    for name, path in sorted(_reached(module).items()):
        for file in (path, *_data(path)):
            found.update(f"\0{name}\0{file.name}\0".encode() + _content(file))
        libraries |= {top for top in map(_top, _imports(path)) if top != PACKAGE.name}
    found.update(repr(sorted(_versions(libraries - sys.stdlib_module_names))).encode())
    return found.hexdigest()


def _reached(module: str) -> dict[str, Path]:
    """Return the file of a module and of every one of ours that is imported on the way."""
    found: dict[str, Path] = {}
    waiting = [module]
    while waiting:
        name = waiting.pop()
        path = _file(name)
        if path and name not in found:
            found[name] = path
            waiting += [name.rpartition(".")[0], *_imports(path)]
    return found


@cache
def _content(file: Path) -> bytes:
    return sha256(file.read_bytes()).digest()


@cache
def _file(module: str) -> Path | None:
    """Return where a module of ours stands; what is imported from one may be no module."""
    top, *parts = module.split(".")
    base = PACKAGE.joinpath(*parts)
    tries = (base / "__init__.py", base.with_suffix(".py"))
    return next((path for path in tries if top == PACKAGE.name and path.is_file()), None)


@cache
def _imports(path: Path) -> frozenset[str]:
    """Return the full names of what a file imports; we import nothing relatively."""
    found: set[str] = set()
    for module, names, whole in IMPORT.findall(path.read_text(encoding="utf-8")):
        found |= {whole or module, *(f"{module}.{name}" for name in re.findall(r"\w+", names))}
    return frozenset(found)


@cache
def _data(path: Path) -> list[Path]:
    """Return the files that a module may read: beside it in a package, and in a named folder."""
    named = set(STRING.findall(path.read_text(encoding="utf-8")))
    folders = {base / name for base in (PACKAGE, path.parent) for name in named}
    beside = path.parent.iterdir() if path.parent != PACKAGE else ()
    inside = (file for folder in folders if folder.is_dir() for file in folder.rglob("*"))
    return sorted(file for file in (*beside, *inside) if file.is_file() and _is_data(file))


def _is_data(file: Path) -> bool:
    return file.suffix not in {".py", ".pyc"} and not file.name.startswith(".")


def _top(module: str) -> str:
    return module.partition(".")[0]


def _versions(libraries: set[str]) -> set[str]:
    """Name each library and all that it requires with the version that is installed."""
    found: set[str] = set()
    waiting = list(filter(None, map(_distribution_of, libraries)))
    while waiting:
        shown, required = _told(waiting.pop())
        if shown not in found:
            found.add(shown)
            waiting += filter(None, map(_installed, required))
    return found


@cache
def _told(library: Distribution) -> tuple[str, list[str]]:
    """Return a library's name with its version, and the names of what it requires."""
    text = library.read_text("METADATA") or library.read_text("PKG-INFO") or ""
    said = HeaderParser().parsestr(text.partition("\n\n")[0])  # what it tells readers is long
    names = (REQUIRED.match(required) for required in said.get_all("Requires-Dist") or ())
    return f"{said['Name']} {said['Version']}", [name[0] for name in names if name]


def _distribution_of(library: str) -> Distribution | None:
    """Return what installed a top-level module: of its own name, or the one that lists it."""
    return _installed(library) or _listing().get(library)


@cache
def _listing() -> dict[str, Distribution]:
    """Return by top-level module what installed it, as the lists of installed files say."""
    return {
        top: one
        for one in distributions()
        for top in re.findall(r"^(\w+)/__init__\.py", one.read_text("RECORD") or "", re.MULTILINE)
    }


@cache
def _installed(name: str) -> Distribution | None:
    try:
        return Distribution.from_name(name)
    except PackageNotFoundError:
        return None
