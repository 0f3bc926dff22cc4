"""One build at a time: who comes second into the same folders waits for the first."""

import sqlite3
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

PATIENCE = 3600  # seconds, of a first build of very many articles


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Keep every other build out that works with `folder`, which exists.

    It is SQLite's lock of an empty file, which every system lets go of when a process ends,
    however it ends. Raises sqlite3.OperationalError where another build takes longer than an hour.
    """
    lock = sqlite3.connect(folder / "building.sqlite", timeout=0, isolation_level=None)
    with closing(lock):
        try:
            lock.execute("BEGIN EXCLUSIVE")
        except sqlite3.OperationalError:
            said = f"Another build is at work in {folder}: this one waits until it is done."
            print(said, file=sys.stderr)  # noqa: T201 - what the user should know
            lock.execute(f"PRAGMA busy_timeout = {PATIENCE * 1000}")
            lock.execute("BEGIN EXCLUSIVE")
        yield
