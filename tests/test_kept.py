import sqlite3
from pathlib import Path

import pytest

from whodex import kept
from whodex.kept import opened, remembered
from whodex.models import EntityType, Name

NAME = Name(0, 1, 4, "Ada", EntityType.PERSON, "model")
calls: list[tuple[str, ...]] = []


def stage(*words: str) -> tuple[Name, ...]:
    calls.append(words)
    return (NAME,) * len(words)


def run(file: Path, *given: tuple[str, ...]) -> int:
    calls.clear()
    with opened(file) as database:
        found = remembered(database, stage, given)
    assert found == [(NAME,) * len(words) for words in given]
    return len(calls)


def test_what_was_found_before_is_not_found_anew(tmp_path: Path) -> None:
    assert run(tmp_path / "kept", ("a",), ("b", "c")) == 2
    assert run(tmp_path / "kept", ("b", "c"), ("d",), ("a",)) == 1
    assert calls == [("d",)]


def test_other_code_finds_everything_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    run(tmp_path / "kept", ("a",))
    monkeypatch.setattr(kept, "fingerprint", lambda _: "other")
    assert run(tmp_path / "kept", ("a",)) == 1


def test_what_no_build_asked_for_in_a_month_goes(tmp_path: Path) -> None:
    file = tmp_path / "kept"
    run(file, ("old",), ("used",))
    with sqlite3.connect(file) as database:
        database.execute("UPDATE kept SET used = date('now', '-29 days')")
    database.close()
    run(file, ("used",))
    with sqlite3.connect(file) as database:
        database.execute("UPDATE kept SET used = date(used, '-2 days')")
    database.close()
    assert run(file, ("used",), ("old",)) == 1
    assert calls == [("old",)]
