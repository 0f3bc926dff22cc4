"""{path: text} → docs/: atomic, unchanged files kept, own orphans removed, nobody else's touched.

A manifest says which files are ours. It is written twice: before the pages, with the old and the
new ones, so that a run that is killed leaves no file that the next run wouldn't know for its own;
and after them, with those that are left. MkDocs doesn't publish files that begin with a dot.
"""

import json
import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from whodex.values.errors import Problem, WhodexError
from whodex.store.files import Stamp, stamp

MANIFEST = ".whodex-manifest.json"


@dataclass(frozen=True, slots=True)
class Written:
    """How many files were written, kept as they were and removed, and what couldn't be written."""

    written: int
    kept: int
    removed: int
    problems: tuple[Problem, ...] = ()


Pages = Mapping[str, Callable[[], bytes]]


def one_by_one(pages: Pages, paths: Iterable[str]) -> Iterator[tuple[str, bytes]]:
    """Make the pages at some paths, each when its turn comes."""
    for path in paths:
        yield path, pages[path]()


def write(
    pages: Pages,
    docs: Path,
    same: Iterable[str] = (),
    make: Callable[[Pages, Sequence[str]], Iterable[tuple[str, bytes]]] = one_by_one,
) -> Written:
    """Make the generated part of `docs` equal to `pages`: {path with forward slashes: content}.

    A page's content is written when it is made, and given up after that; `make` yields them in
    any order.
    Files of ours that are the `same` as in `pages` before are kept without a look.
    Each file is replaced in one step; one with the same content keeps its time. A file that
    isn't ours stands where a page should go: it stays, and a Problem says so. Raises ValueError,
    before anything is written, for a path that leaves `docs`, and WhodexError where the manifest
    can't be read.
    """
    for path in pages:
        _check(path)
    docs.mkdir(parents=True, exist_ok=True)
    before = generated(docs)
    same = before & frozenset(same)
    problems = {
        path: _not_ours(docs / path)
        for path, page in pages.items()
        if path not in before and os.path.lexists(docs / path) and not _has(docs / path, page())
    }
    _write_manifest(docs, before | (pages.keys() - problems.keys()))

    written, kept = 0, len(same)
    for path, content in make(pages, sorted(pages.keys() - problems.keys())):
        file = docs / path
        try:
            if _has(file, content):
                kept += 1
            else:
                _replace(file, content, docs)
                written += 1
        except OSError as error:
            problems[path] = Problem(file, None, f"can't be written: {error.strerror or error}")

    removed = _remove(before - pages.keys() - same, docs)
    _write_manifest(docs, same | (pages.keys() - (problems.keys() - before)))
    return Written(written, kept, removed, tuple(problems.values()))


def stamped(file: str) -> Stamp:
    """Return what tells this version of a file from any other; nothing where there is none."""
    try:
        return stamp(os.stat(file))  # noqa: PTH116 - tens of thousands of files
    except OSError:
        return []


def clean(docs: Path) -> int:
    """Remove all that `write` made in `docs`, the manifest too; return how many pages went."""
    removed = _remove(generated(docs), docs)
    (docs / MANIFEST).unlink(missing_ok=True)
    return removed


def generated(docs: Path) -> frozenset[str]:
    """Return the paths in `docs` that are ours, with forward slashes.

    Raises WhodexError where the manifest is broken.
    """
    file = docs / MANIFEST
    try:
        paths = json.loads(file.read_text(encoding="utf-8"))
        for path in paths:
            _check(path)
    except FileNotFoundError:
        return frozenset()
    except (OSError, ValueError, TypeError) as error:
        message = f"the list of generated pages can't be read ({error}); remove it and those pages"
        raise WhodexError(Problem(file, None, message, '["articles/index.md"]')) from error
    return frozenset(paths)


def by_hand(docs: Path) -> dict[str, Callable[[], bytes]]:
    """Return the files in `docs` that `write` didn't make, as pages for another folder."""
    ours = generated(docs)
    files = sorted(file for file in docs.rglob("*") if file.is_file())
    paths = {file.relative_to(docs).as_posix(): file for file in files}
    return {
        path: file.read_bytes
        for path, file in paths.items()
        if path not in ours and not any(part.startswith(".") for part in path.split("/"))
    }


def _check(path: object) -> None:
    """Refuse what isn't a plain path below `docs`, or would hide the manifest."""
    if (
        not isinstance(path, str)
        or not {"", ".", ".."}.isdisjoint(path.split("/"))
        or "\\" in path
        or "\0" in path
        or path == MANIFEST
    ):
        raise ValueError(f"not a path below docs: {path!r}")


def _has(file: Path, data: bytes) -> bool:
    """Say whether `file` holds `data` already."""
    try:
        return file.stat().st_size == len(data) and file.read_bytes() == data
    except (FileNotFoundError, NotADirectoryError, IsADirectoryError):
        return False


def _not_ours(file: Path) -> Problem:
    """Say that a file made by hand stands in the way of a page."""
    message = "stands where the build writes a page of its own, and wasn't made by it: it is kept"
    return Problem(
        file, None, message, f"move it to another name, as {file.stem}-notes{file.suffix}"
    )


def _replace(file: Path, data: bytes, docs: Path) -> None:
    """Put `data` in the place of `file` in one step; a link out of `docs` isn't followed."""
    file.parent.mkdir(parents=True, exist_ok=True)
    if not file.parent.resolve().is_relative_to(docs.resolve()):
        raise OSError(f"{file.parent} leads out of {docs}")
    part = _part(file)
    part.write_bytes(data)
    part.replace(file)


def _part(file: Path) -> Path:
    """Name the file that becomes `file` when it is whole; always the same, so none piles up."""
    return file.with_name(f".{file.name}.part")


def _remove(paths: Iterable[str], docs: Path) -> int:
    """Remove files of ours and the folders that they leave empty."""
    removed = 0
    for path in sorted(paths):
        file = docs / path
        _part(file).unlink(missing_ok=True)
        if file.is_file() or file.is_symlink():
            file.unlink()
            removed += 1
        for folder in file.parents:
            if folder == docs or not folder.is_dir() or any(folder.iterdir()):
                break
            folder.rmdir()
    return removed


def _write_manifest(docs: Path, paths: Iterable[str]) -> None:
    """Write down which files are ours; sorted, so that the same pages give the same bytes."""
    file = docs / MANIFEST
    data = (json.dumps(sorted(paths), indent=0, ensure_ascii=False) + "\n").encode()
    if not _has(file, data):
        _replace(file, data, docs)
