"""Whether anything at all has been touched since the last build; told without loading anything.

Times, sizes and numbers of all files that a build reads or makes say so, with the versions of what
is installed.
"""

import json
import os
import sys
from collections.abc import Iterable, Iterator
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from time import time_ns
from typing import Any

from whodex.store.files import put

TICK = 20_000_000  # nanoseconds in which a disk may not tell two changes of a file apart
INSTALLED = (".dist-info", ".egg-info")

Files = dict[str, tuple[int, ...]]  # by path, what tells this version of a file from any other


def files(paths: Iterable[Path]) -> Files:
    """Return the files at and below those of `paths` that are there; compiled code is none."""
    return {file: _stamp(file) for path in paths for file in _below(str(path))}


def _below(path: str) -> Iterator[str]:
    if not os.path.isdir(path):  # noqa: PTH112 - here and below: tens of thousands of files
        yield from [path] * os.path.lexists(path)
    elif os.path.basename(path) != "__pycache__" and not _goes_in_circles(path):  # noqa: PTH119
        with suppress(OSError), os.scandir(path) as entries:
            for entry in entries:
                yield from _below(entry.path) if entry.is_dir() else [entry.path]


def _goes_in_circles(path: str) -> bool:
    around = os.path.realpath(path) if os.path.islink(path) else path  # noqa: PTH114
    return path.startswith(f"{around}{os.sep}")


def _stamp(file: str) -> tuple[int, ...]:
    """Return what tells a version of a file; one that was just changed is like no other."""
    try:
        stat = os.stat(file)  # noqa: PTH116
    except OSError:  # a link to nowhere
        return ()
    stamp = stat.st_mtime_ns, stat.st_ctime_ns, stat.st_size, stat.st_ino
    now = time_ns()
    return (*stamp, now) if max(stamp[:2]) > now - TICK else stamp


def note(file: Path, asked: object, there: Files, outcome: object) -> None:
    """Note in `file` what a build that was `asked` for came to, with the files that are `there`."""
    put(file, json.dumps([_digest(asked, there), outcome]))


def noted(file: Path, asked: object, there: Files) -> Any:  # noqa: ANN401 - as it was given to `note`
    """Return the outcome if the same is `asked`, and the same is `there`; else None."""
    try:
        digest, outcome = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError, TypeError):
        return None
    return outcome if digest == _digest(asked, there) else None


def _digest(asked: object, there: Files) -> str:
    said = asked, sys.version, _installed(), sorted(there.items())
    return sha256(repr(said).encode(errors="surrogatepass")).hexdigest()


def _installed() -> list[str]:
    """Name all that Python can import from here, with the versions."""
    folders = [path for path in sys.path if os.path.isdir(path or ".")]  # noqa: PTH112 - as above
    names = (name for folder in folders for name in os.listdir(folder or "."))  # noqa: PTH208
    return sorted(name for name in names if name.endswith(INSTALLED))
