"""Who reads the articles: processes of this machine, or a Dask cluster; and how far they are."""

import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Executor, ProcessPoolExecutor, ThreadPoolExecutor, as_completed
from contextlib import AbstractContextManager, contextmanager
from functools import partial
from importlib import import_module
from multiprocessing import get_context
from pathlib import Path
from signal import SIG_IGN, SIGINT, signal
from typing import Any, TypeVar

from whodex.values.errors import Problem, WhodexError

BATCH = 16  # calls that one process takes at a time

Value = TypeVar("Value")


def executor(jobs: int, scheduler: str | None) -> AbstractContextManager[Executor]:
    """Return where to analyze: a Dask cluster, `jobs` processes, or, for a single job, here.

    Raises WhodexError, when it is entered, where there is no cluster at the address `scheduler`.
    """
    if scheduler:
        return _cluster(scheduler)
    if jobs == 1:
        return ThreadPoolExecutor(1)
    # Ctrl-C reaches the whole group of processes; this one alone says what follows from it.
    ignore = partial(signal, SIGINT, SIG_IGN)
    return ProcessPoolExecutor(jobs, mp_context=get_context("spawn"), initializer=ignore)


@contextmanager
def _cluster(scheduler: str) -> Iterator[Executor]:
    """Give the executor of the Dask cluster at an address; its work outlives a lost worker."""
    try:
        client = import_module("distributed").Client(scheduler, set_as_default=False)
    except ImportError:
        message = "the package distributed, which speaks to schedulers, is not installed"
        example = f"{sys.executable} -m pip install distributed"
        raise WhodexError(Problem(Path(scheduler), None, message, example)) from None
    except (OSError, ValueError) as error:
        message = f"there is no Dask scheduler: {error}"
        raise WhodexError(Problem(Path(scheduler), None, message, "tcp://127.0.0.1:8786")) from None
    with client:
        yield client.get_executor()


def shared_out(
    stage: Callable[..., Value],
    given: Sequence[tuple[Any, ...]],
    executor: Executor,
    progress: Callable[[int], None] = lambda _: None,
) -> Iterator[Mapping[int, Value]]:
    """Call `stage` with each of `given`; yield the results by place, in batches as they come.

    `progress` is told how many are done, each time. Where one fails, or somebody stops the build,
    none begins any more.
    """
    places = [range(i, min(i + BATCH, len(given))) for i in range(0, len(given), BATCH)]
    # A few calls are done sooner than a process starts.
    submit = (executor if len(places) > 1 else ThreadPoolExecutor(1)).submit
    jobs = {submit(_called, stage, [given[i] for i in some]): some for some in places}
    try:
        for job in as_completed(jobs):
            yield dict(zip(jobs[job], job.result(), strict=True))
            progress(len(jobs[job]))
    finally:
        for job in jobs:
            job.cancel()


def _called(stage: Callable[..., Value], given: Sequence[tuple[Any, ...]]) -> list[Value]:
    return [stage(*arguments) for arguments in given]


@contextmanager
def progress(what: str, total: int) -> Iterator[Callable[[int], None]]:
    """Show on a terminal how far something is; give what is told how many more are done."""
    if not sys.stderr.isatty():
        yield lambda _: None
        return
    from whodex.store.bar import bar  # noqa: PLC0415 - takes time; few builds are watched

    with bar(what, total) as advance:
        yield advance
