from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import count
from pathlib import Path
from typing import Any

import pytest

from whodex.store.memory import Memory, Questions, Tracing
from whodex.store.workers import AHEAD, BATCH, PAGES, Arguments, shared_out, workers


def told(named: dict[str, int], name: str) -> int:
    return named[name]


def counted(name: str, *, known: object) -> str:
    return f"{name} {known(name)}"  # type: ignore[operator]


NAMED = {f"Lind {number}": number for number in range(2 * BATCH)}
ASKED = Questions({"known": partial(told, NAMED)})


def test_processes_answer_what_a_stage_asks() -> None:
    given = [(name,) for name in NAMED]
    stage = Tracing(counted, ASKED)
    with workers(2, None) as others:
        found = {
            at: one
            for some in shared_out(stage, given, others, long=True)
            for at, one in some.items()
        }
    assert found == {at: stage(*one) for at, one in enumerate(given)}
    assert found[3][0] == "Lind 3 3"


def test_what_processes_found_stands_with_the_answers() -> None:
    given, names = [(name,) for name in NAMED], dict(NAMED)
    with Memory() as memory, workers(2, None) as others:
        run = partial(shared_out, workers=others, long=True)
        memory.each(counted, given, run, known=partial(told, names))
        names["Lind 3"] = 300
        asked: list[str] = []

        def here(
            stage: Callable[..., Any], rest: Sequence[Arguments]
        ) -> Iterator[Mapping[int, Any]]:
            asked.extend(name for (name,) in rest)
            yield {at: stage(*one) for at, one in enumerate(rest)}

        assert memory.each(counted, given, here, known=partial(told, names))[3] == "Lind 3 300"
    assert asked == ["Lind 3"]


@dataclass(frozen=True)
class Heavy:
    """What is told how often it is brought."""

    file: str

    def __setstate__(self, state: dict[str, str]) -> None:
        self.__dict__.update(state)
        with open(self.file, "a", encoding="utf-8") as file:  # noqa: PTH123 - in another process
            file.write("brought\n")

    def __call__(self, number: int) -> int:
        return 2 * number


def test_what_is_called_comes_to_each_process_once(tmp_path: Path) -> None:
    file = f"{tmp_path}/times"
    given = [(number,) for number in range(10 * BATCH)]
    with workers(2, None) as others:
        found = list(shared_out(Heavy(file), given, others, long=True))
    assert len(found) == 10
    with open(file, encoding="utf-8") as times:  # noqa: PTH123 - as above
        assert 1 <= len(times.readlines()) <= 2


def failing(number: int) -> int:
    if number == BATCH:
        raise ValueError(number)
    return number


def test_a_failure_is_told_and_ends_the_work() -> None:
    with workers(2, None) as others, pytest.raises(ValueError, match=str(BATCH)):
        list(shared_out(failing, ((number,) for number in count()), others, long=True))


def test_no_more_is_taken_than_waits_for_the_workers() -> None:
    numbers = count()
    with workers(2, None) as others:
        found = shared_out(abs, ((number,) for number in numbers), others, long=True, size=1)
        assert next(found)
        assert next(numbers) == AHEAD
        found.close()  # type: ignore[attr-defined]


@pytest.mark.parametrize(("size", "sizes"), [(BATCH, [16, 16, 16, 16, 16]), (PAGES, [64, 16])])
def test_calls_go_out_in_batches(size: int, sizes: list[int]) -> None:
    given = [(number,) for number in range(80)]
    assert [len(some) for some in shared_out(abs, given, None, size=size)] == sizes
