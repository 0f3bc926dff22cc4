"""Files of a site: what tells one from another, links to those of the site before, leftovers."""

import os
import shutil
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

Sources = Mapping[str, Sequence[int]]  # of each file time, size and number


def sources(docs: Path) -> dict[str, list[int]]:
    """Return what tells each file of `docs` from another version of it; hidden ones are none."""
    found = {}
    for folder, folders, files in os.walk(docs, followlinks=True):
        folders[:] = [name for name in folders if not name.startswith(".")]
        place = Path(os.path.relpath(folder, docs)).as_posix()
        inside = "" if place == "." else f"{place}/"
        for name in files:
            stat = os.stat(f"{folder}/{name}")  # noqa: PTH116 - tens of thousands of files
            found[inside + name] = [stat.st_mtime_ns, stat.st_size, stat.st_ino]
    return found


def link_all(folder: Path, copy: Path) -> None:
    """Link a folder's files, if there are any."""
    if folder.is_dir():
        shutil.copytree(folder, copy, copy_function=link)


def link(file: str | Path, copy: str | Path) -> None:
    """Let `copy` be the same file, or a copy with the same time where the disk can't."""
    try:
        os.link(file, copy)
    except OSError:
        shutil.copy2(file, copy)


def drop(folder: Path, patterns: Iterable[str]) -> None:
    """Remove the files that match, and the folders that this empties."""
    found = {file for pattern in patterns for file in folder.glob(pattern)}
    for file in sorted(found | {file.parent for file in found}, reverse=True):
        if file.is_file():
            file.unlink()
        elif file.is_dir() and not any(file.iterdir()):
            file.rmdir()
