"""What was found before, in one SQLite file: a key made of all that it depends on → its value."""

import hashlib
import json
import sqlite3
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from functools import cache
from pathlib import Path
from typing import Any, TypeVar, get_type_hints

from pydantic import TypeAdapter

from whodex.store.fingerprint import fingerprint

UNUSED = "-30 days"  # after which a value that no build has asked for goes

Value = TypeVar("Value")


class Kept(sqlite3.Connection):
    """Values in a file, and by key those that this process has in hand."""

    hand: dict[str, Any]


@contextmanager
def opened(file: Path, hand: dict[str, Any] | None = None) -> Iterator[Kept]:
    """Open the values kept in `file`, which is made where there is none; a broken one goes.

    A process that builds again and again gives its `hand` each time: what is in it isn't read
    anew, and is the same object.
    """
    file.parent.mkdir(parents=True, exist_ok=True)
    with closing(sqlite3.connect(file, factory=Kept)) as database:
        database.hand = {} if hand is None else hand
        database.execute(
            "CREATE TABLE IF NOT EXISTS kept (key TEXT PRIMARY KEY, value TEXT, used TEXT)"
        )
        database.execute("DELETE FROM kept WHERE used < date('now', ?)", (UNUSED,))
        yield database
        database.commit()


def recall(database: Kept, keys: Iterable[str], values: TypeAdapter[Value]) -> dict[str, Value]:
    """Return what is kept under `keys`."""
    found = {}
    for key in keys:
        if key in database.hand:
            found[key] = database.hand[key]
            continue
        row = database.execute("SELECT value FROM kept WHERE key = ?", (key,)).fetchone()
        if row is not None:
            found[key] = database.hand[key] = values.validate_json(row[0])
    used = "UPDATE kept SET used = date('now') WHERE key = ? AND used < date('now')"
    database.executemany(used, [(key,) for key in found])
    return found


def keep(database: Kept, found: Iterable[tuple[str, Value]], values: TypeAdapter[Value]) -> None:
    """Keep values under their keys, from now on even if the build is killed."""
    found = list(found)
    database.hand.update(found)
    rows = [(key, values.dump_json(value).decode()) for key, value in found]
    database.executemany("INSERT OR REPLACE INTO kept VALUES (?, ?, date('now'))", rows)
    database.commit()


def remembered(
    database: Kept,
    stage: Callable[..., Value],
    given: Sequence[tuple[Hashable, ...]],
    *common: object,
) -> list[Value]:
    """Return `stage(*arguments, *common)` for each of `given`, made anew only where it isn't kept.

    `stage` is a function of ours that says what it returns; the `repr` of its arguments, which can
    be hashed, says all about them.
    """
    values: TypeAdapter[Value] = TypeAdapter(get_type_hints(stage)["return"])
    of_all = key(stage.__module__, stage.__qualname__, common)
    keys = [_digest(of_all, *map(_digested, arguments)) for arguments in given]
    found = recall(database, keys, values)
    made = {
        asked: stage(*arguments, *common)
        for asked, arguments in zip(keys, given, strict=True)
        if asked not in found
    }
    keep(database, made.items(), values)
    return [made[asked] if asked in made else found[asked] for asked in keys]


def key(module: str, *parts: object) -> str:
    """Return a key for what a module of ours makes of `parts`, whose `repr` says all of them."""
    return _digest(fingerprint(module), *parts)


def _digest(*parts: object) -> str:
    return hashlib.sha256(repr(parts).encode(errors="surrogatepass")).hexdigest()


@cache
def _digested(value: Hashable) -> str:
    """Digest an argument once: the same article goes into several stages, and builds."""
    return _digest(value)


def notes(file: Path) -> dict[str, Any]:
    """Read what `note` wrote where pages are made as they were then; else nothing."""
    try:
        by, found = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError, TypeError):
        return {}
    return dict(found) if by == fingerprint("whodex.render") else {}


def note(file: Path, found: Mapping[str, object]) -> None:
    """Write down what JSON can hold, in one step."""
    part = file.with_name(f".{file.name}.part")
    part.write_text(json.dumps([fingerprint("whodex.render"), found]), encoding="utf-8")
    part.replace(file)
