"""A result stands as long as all that it was made of does, and no longer."""

import sqlite3
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from enum import StrEnum
from functools import partial
from pathlib import Path

import pytest

from whodex.store import memory as our
from whodex.store.memory import Memory, StageError
from whodex.values.article import EntityType
from whodex.values.entities import Name

calls: list[object] = []


def named(word: str, times: int = 1) -> tuple[Name, ...]:
    calls.append(word)
    return (Name(0, 1, 4, word, EntityType.PERSON, "model", (0.5, 0.1)),) * times


def told(names: tuple[Name, ...]) -> str:
    calls.append("told")
    return " and ".join(name.text for name in names)


def found(file: Path | None, *words: str, times: int = 1) -> list[object]:
    """Say for which words a stage was called."""
    calls.clear()
    with Memory(file) as memory:
        result = memory.each(named, [(word, times) for word in words])
    ran = list(calls)
    assert result == [named(word, times) for word in words]
    return ran


def test_what_was_found_before_is_not_found_anew(tmp_path: Path) -> None:
    file = tmp_path / "kept"
    assert found(file, "a", "b", "a") == ["a", "b"]
    assert found(file, "b", "c", "a") == ["c"]
    assert found(file, "a", times=2) == ["a"]
    assert found(None, "a") == ["a"]


def test_other_code_finds_everything_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    found(tmp_path / "kept", "a")
    monkeypatch.setattr(our, "fingerprint", lambda _: "other")
    assert found(tmp_path / "kept", "a") == ["a"]


def test_a_stage_behind_one_that_gives_the_same_is_not_called(tmp_path: Path) -> None:
    for words in (["a"], ["a", "b"]):
        calls.clear()
        with Memory(tmp_path / "kept") as memory:
            memory.each(
                told, [(names,) for names in memory.each(named, [(word,) for word in words])]
            )
    assert calls == ["b", "told"]


def test_more_arguments_than_a_stage_takes_are_an_error() -> None:
    with Memory() as memory, pytest.raises(StageError, match="TypeError"):
        memory.each(told, [((), "more")])


def halved(number: int) -> int:
    calls.append(number)
    return 100 // number


def test_what_a_stage_fails_at_is_told_when_all_else_is_done_and_kept() -> None:
    calls.clear()
    with Memory() as memory:
        with pytest.raises(StageError) as failed:
            memory.each(halved, [(2,), (0,), (5,), (0,)])
        said = failed.value.faults
        assert list(said) == [1, 3]
        assert said[1].startswith("ZeroDivisionError: integer division or modulo by zero, test_mem")
        assert memory.each(halved, [(5,), (2,)]) == [20, 50]
    assert calls == [2, 0, 5]


AGES = {"ada": 3, "bo": 1}
KIN = {"ada": "cy", "bo": "dan"}


def about(word: str, age: Callable[[str], int], kin: Callable[[str, tuple[int, ...]], str]) -> str:
    """Ask a second question only where the answer to the first one says so."""
    calls.append(word)
    years = age(word)
    return kin(word, (years,)) if years > 1 else "nobody"


def age_of(ages: Mapping[str, int], word: str) -> int:
    return ages.get(word, 0)


def kin_of(kin: Mapping[str, str], word: str, years: tuple[int, ...]) -> str:
    return f"{kin[word]}, {years}"


@pytest.mark.parametrize(
    ("ages", "kin", "anew"),
    [
        (AGES, KIN, []),
        (AGES | {"cy": 2}, KIN | {"cy": "ada"}, []),  # nobody asked
        (AGES, KIN | {"bo": "ada"}, []),  # nobody asked, since bo is young
        (AGES | {"bo": 0}, KIN, ["bo"]),
        (AGES, KIN | {"ada": "bo"}, ["ada"]),
        ({"ada": 1}, {}, ["ada", "bo"]),  # whose kin nobody asks any more
    ],
)
@pytest.mark.parametrize("again", [False, True])
def test_a_result_stands_while_the_answers_do(
    ages: Mapping[str, int],
    kin: Mapping[str, str],
    anew: list[str],
    again: bool,
    tmp_path: Path,
) -> None:
    memory, given = Memory(tmp_path / "kept"), [("ada",), ("bo",)]
    with memory:
        memory.each(about, given, age=partial(age_of, AGES), kin=partial(kin_of, KIN))
    calls.clear()
    with memory if again else Memory(tmp_path / "kept") as second:
        now = second.each(about, given, age=partial(age_of, ages), kin=partial(kin_of, kin))
    assert calls == anew
    assert now == [about(*one, partial(age_of, ages), partial(kin_of, kin)) for one in given]


def test_in_one_process_the_same_object_comes_back(tmp_path: Path) -> None:
    memory = Memory(tmp_path / "kept")
    with memory:
        (first,) = memory.each(named, [("a",)])
    with memory:
        (second,) = memory.each(named, [("a",)])
    assert first is second
    with memory:
        assert not memory.each(named, [])
    assert not memory._hand  # what nobody asked for


def test_each_batch_is_kept_from_when_it_is_there(tmp_path: Path) -> None:
    def breaks(
        stage: Callable[..., object], given: list[tuple[str]]
    ) -> Iterator[Mapping[int, object]]:
        yield {1: stage(*given[1])}
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt), Memory(tmp_path / "kept") as memory:
        memory.each(named, [("a", 1), ("b", 1)], breaks)
    assert found(tmp_path / "kept", "a", "b") == ["a"]


def test_who_only_reads_writes_nothing(tmp_path: Path) -> None:
    file = tmp_path / "kept"
    with Memory(file, reading=True) as memory:
        memory.each(named, [("a",)])
    assert not file.exists()
    found(file, "a")
    before = file.read_bytes()
    calls.clear()
    with Memory(file, reading=True) as memory:
        memory.each(named, [("a", 1), ("b", 1)])
    assert calls == ["b"]
    assert file.read_bytes() == before


def test_what_no_build_asked_for_in_a_month_goes(tmp_path: Path) -> None:
    file = tmp_path / "kept"
    found(file, "old", "used")
    with closing(sqlite3.connect(file)) as database, database:
        database.execute("UPDATE trace SET used = date('now', '-29 days')")
    found(file, "used")
    with closing(sqlite3.connect(file)) as database, database:
        database.execute("UPDATE trace SET used = date(used, '-2 days')")
    found(file, "used")
    assert found(file, "used", "old") == ["old"]


def spoil(file: Path) -> None:
    data = bytearray(file.read_bytes())
    data[5000:] = b"\7" * (len(data) - 5000)
    file.write_bytes(data)


def of_another_program(file: Path) -> None:
    file.unlink()
    with closing(sqlite3.connect(file)) as database, database:
        database.execute("CREATE TABLE trace (key TEXT)")


@pytest.mark.parametrize(
    "harm",
    [
        lambda file: file.write_bytes(b"not a database" * 100),
        of_another_program,
        spoil,
    ],
)
@pytest.mark.parametrize("reading", [False, True])
def test_a_file_that_cannot_be_used_is_set_aside(
    harm: Callable[[Path], object],
    reading: bool,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    file = tmp_path / "kept.sqlite"
    found(file, *(f"{number}" * 99 for number in range(99)))
    harm(file)
    spoilt = file.read_bytes()
    with Memory(file, reading=reading) as memory:
        assert memory.each(told, [(named("9" * 99),)]) == ["9" * 99]
        assert memory.each(named, [("9" * 99, 1)]) == [named("9" * 99)]
    (said,) = capsys.readouterr().err.splitlines()
    assert said.startswith(f"{file} can't be used (")
    if reading:
        assert file.read_bytes() == spoilt
    else:
        assert (tmp_path / "kept.broken").read_bytes() == spoilt
        assert found(file, "9" * 99) == []


@pytest.mark.parametrize("column", ["value", "asked", "digest"])
def test_a_row_that_is_not_whole_counts_for_nothing(column: str, tmp_path: Path) -> None:
    file = tmp_path / "kept"
    found(file, "a")
    with closing(sqlite3.connect(file)) as database, database:
        database.execute(f"UPDATE trace SET {column} = CAST(x'ff7b' AS BLOB)")  # noqa: S608 - our own names
    assert found(file, "a") == ["a"]
    assert found(file, "a") == []


def test_half_a_letter_is_told_from_another(tmp_path: Path) -> None:
    assert found(tmp_path / "kept", "\ud800", "\ud801") == ["\ud800", "\ud801"]


class Kind(StrEnum):
    A = "a"

    @property
    def value(self) -> str:
        if calls == ["stop"]:
            raise KeyboardInterrupt
        return "a"


def kind(word: str) -> Kind:
    calls[:] = [word]
    return Kind.A


def test_who_stops_the_build_while_a_result_is_written_stops_it(tmp_path: Path) -> None:
    """What pydantic writes calls back into Python, where Ctrl-C may come."""
    with Memory(tmp_path / "kept") as memory:
        assert memory.each(kind, [("go on",)]) == [Kind.A]
    with pytest.raises(KeyboardInterrupt), Memory(tmp_path / "kept") as memory:
        memory.each(kind, [("stop",)])
    calls.clear()
