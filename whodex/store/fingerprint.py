"""What a result depends on beside its arguments: our code and its data, libraries, Python.

The import graph says it, so that nobody has to list it.
"""

import re
import sys
from functools import cache
from hashlib import sha256
from importlib.metadata import Distribution, PackageNotFoundError, distributions
from pathlib import Path

PACKAGE = Path(__file__).parents[1]
IMPORT = re.compile(r"\n *(?:from ([\w.]+) import (\([^)]*\)|.*)|import ([\w.]+))")
INSTALLED = re.compile(r"\n(\w+)/__init__\.py,")
TOLD = re.compile(r"\n(Name|Version|Requires-Dist):\s*(.*)")
REQUIRED = re.compile(r"[\w.-]+(?!.*\bextra\s*==)")  # the name in a requirement of no extra


@cache
def fingerprint(module: str) -> str:
    """Digest all on which what a module of ours computes depends beside its arguments.

    That is its code and the code of all modules of ours that it imports, wherever they do; the
    data files beside these, and in a folder that one of them names ("model"); the versions of
    the libraries that they import and of what these require; and Python's. `module` is its full
    name, as "whodex.read".
    """
    reached = sorted(_reached(module))
    found = sha256(repr(sys.version_info).encode())
    for name in reached:
        found.update(f"\0{name}\0".encode() + _own(name))
    libraries = {_top(imported) for name in reached for imported in _imports(name)}
    libraries -= {PACKAGE.name, *sys.stdlib_module_names}
    found.update(repr(sorted(_versions(libraries))).encode())
    return found.hexdigest()


def _reached(module: str) -> set[str]:
    """Return a module and every one of ours that is imported on the way."""
    found: set[str] = set()
    waiting = [module]
    while waiting:
        name = waiting.pop()
        if name in _modules() and name not in found:
            found.add(name)
            waiting += [name.rpartition(".")[0], *_imports(name)]
    return found


@cache
def _modules() -> dict[str, Path]:
    """Return where our modules stand, by their full names."""
    found = {}
    for file in PACKAGE.rglob("*.py"):
        path = file.relative_to(PACKAGE.parent).with_suffix("")
        found[".".join(path.parts).removesuffix(".__init__")] = file
    return found


@cache
def _text(module: str) -> str:
    return _modules()[module].read_text(encoding="utf-8")


@cache
def _imports(module: str) -> frozenset[str]:
    """Return the full names of what a module imports; we import nothing relatively."""
    found: set[str] = set()
    for origin, names, whole in IMPORT.findall(f"\n{_text(module)}"):
        found |= {whole or origin, *(f"{origin}.{name}" for name in re.findall(r"\w+", names))}
    return frozenset(found)


@cache
def _own(module: str) -> bytes:
    """Digest a module and what it may read: beside it in a package, and in a folder it names."""
    text, beside = _text(module), _modules()[module].parent
    found = sha256(text.encode() + (_data(beside, "*") if beside != PACKAGE else b""))
    for folder in _folders():
        if folder.parent in {PACKAGE, beside} and f'"{folder.name}"' in text:
            found.update(_data(folder, "**/*"))
    return found.digest()


@cache
def _folders() -> list[Path]:
    return sorted(path for path in PACKAGE.rglob("*") if path.is_dir())


@cache
def _data(folder: Path, pattern: str) -> bytes:
    """Digest a folder's data files."""
    found = sha256()
    for file in sorted(folder.glob(pattern)):
        if _is_data(file) and file.is_file():
            found.update(f"\0{file.name}\0".encode() + _content(file))
    return found.digest()


@cache
def _content(file: Path) -> bytes:
    return sha256(file.read_bytes()).digest()


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
    said = TOLD.findall("\n" + text.partition("\n\n")[0])  # what it tells readers is long
    names = (REQUIRED.match(value) for field, value in said if field == "Requires-Dist")
    shown = " ".join(value for field, value in said if field != "Requires-Dist")
    return shown, [name[0] for name in names if name]


def _distribution_of(library: str) -> Distribution | None:
    """Return what installed a top-level module: of its own name, or the one that lists it."""
    return _installed(library) or _listing().get(library)


@cache
def _listing() -> dict[str, Distribution]:
    """Return by top-level module what installed it, as the lists of installed files say."""
    return {
        top: one
        for one in distributions()
        for top in INSTALLED.findall("\n" + (one.read_text("RECORD") or ""))
    }


@cache
def _installed(name: str) -> Distribution | None:
    try:
        return Distribution.from_name(name)
    except PackageNotFoundError:
        return None
