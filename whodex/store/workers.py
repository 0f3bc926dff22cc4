"""Who does the work: processes of this machine, or a Dask cluster; and how far they are."""

import pickle
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import FIRST_COMPLETED, Executor, Future, ProcessPoolExecutor, wait
from contextlib import AbstractContextManager, ExitStack, contextmanager, nullcontext
from dataclasses import dataclass
from functools import cache, lru_cache, partial
from importlib import import_module
from itertools import chain, count, islice
from multiprocessing import get_context
from pathlib import Path
from signal import SIG_IGN, SIGINT, signal
from tempfile import TemporaryDirectory
from typing import Any, TypeVar

from whodex.values.errors import Problem, WhodexError

BATCH = 16  # calls that one process takes at a time
PAGES = 64  # the same of pages, which are sooner made
AHEAD = 100  # batches that wait for a process: those behind them needn't be in memory

Value = TypeVar("Value")
Call = Callable[..., Value]
Arguments = tuple[Any, ...]
Run = Callable[..., Iterable[Mapping[int, Any]]]  # as `shared_out` without its workers
Batch = tuple[tuple[int, ...], tuple[Arguments, ...]]  # places, and what is given there


@dataclass(frozen=True, slots=True)
class Workers:
    """Where calls are made.

    What is called may hold much, as all that a stage can ask: `sent` brings it, pickled, to each
    worker once, and returns what stands for it in a job. Those who are `near`, on this machine,
    share its cores and memory: what they take must be long.
    """

    executor: Callable[[], Executor]
    sent: Callable[[bytes], object]
    near: bool


def workers(jobs: int, scheduler: str | None) -> AbstractContextManager[Workers | None]:
    """Return who works: a Dask cluster, `jobs` processes, or, for a single job, nobody else.

    Raises WhodexError, when it is entered, where there is no cluster at the address `scheduler`.
    """
    if scheduler:
        return _cluster(scheduler)
    return _processes(jobs) if jobs > 1 else nullcontext()


@contextmanager
def _processes(jobs: int) -> Iterator[Workers]:
    """Give processes of this machine, which begin when there is work for them."""
    numbers = count()
    with TemporaryDirectory() as folder, ExitStack() as stack:

        @cache
        def executor() -> Executor:
            # Ctrl-C reaches the whole group of processes; this one alone says what follows from it.
            ignore = partial(signal, SIGINT, SIG_IGN)
            return stack.enter_context(ProcessPoolExecutor(jobs, get_context("spawn"), ignore))

        def sent(call: bytes) -> Path:
            file = Path(folder, str(next(numbers)))
            file.write_bytes(call)
            return file

        yield Workers(executor, sent, near=True)


@contextmanager
def _cluster(scheduler: str) -> Iterator[Workers]:
    """Give the workers of the Dask cluster at an address; its work outlives a lost one."""
    try:
        client = import_module("distributed").Client(scheduler, set_as_default=False)
    except ImportError:
        message = "the package distributed, which speaks to schedulers, is not installed"
        example = f"{sys.executable} -m pip install distributed"
        raise WhodexError(Problem(Path(scheduler), None, message, example)) from None
    except (OSError, ValueError) as error:
        message = f"there is no Dask scheduler: {error}"
        raise WhodexError(Problem(Path(scheduler), None, message, "tcp://127.0.0.1:8786")) from None

    def sent(call: bytes) -> object:
        try:
            return client.scatter(call, hash=False, broadcast=True)  # none is the only one with it
        except TimeoutError:
            message, example = "the Dask scheduler has no workers", f"dask worker {scheduler}"
            raise WhodexError(Problem(Path(scheduler), None, message, example)) from None

    with client:
        yield Workers(client.get_executor, sent, near=False)


def shared_out(  # noqa: PLR0913 - three that say how, with a usual value
    call: Call[Value],
    given: Iterable[Arguments],
    workers: Workers | None,
    *,
    long: bool = False,
    size: int = BATCH,
    progress: Callable[[int], None] = lambda _: None,
) -> Iterator[Mapping[int, Value]]:
    """Call `call` with each of `given`; yield the results by place, as batches of a `size` come.

    `long` says that a call takes longer than sending it and, in time, loading what it needs.
    `progress` is told how many are done, each time. Where one fails, or somebody stops the build,
    none begins any more.
    """
    batches = _batches(given, size)
    first = list(islice(batches, 2))  # a few calls are done sooner than a process starts
    waiting = chain(first, batches)
    if workers and len(first) > 1 and (long or not workers.near):
        yield from _done(workers.sent(pickle.dumps(call)), waiting, workers, progress)
    else:
        for places, some in waiting:
            yield {place: call(*given) for place, given in zip(places, some, strict=True)}
            progress(len(places))


HERE: Run = partial(shared_out, workers=None)


def _done(
    call: Any,  # noqa: ANN401 - what stands for it
    waiting: Iterator[Batch],
    workers: Workers,
    progress: Callable[[int], None],
) -> Iterator[Mapping[int, Any]]:
    """Yield what batches come to; as many as one takes at a time wait with the workers."""
    jobs: dict[Future[bytes], tuple[int, ...]] = {}
    executor = workers.executor()

    def submit(number: int) -> None:
        for places, given in islice(waiting, number):
            jobs[executor.submit(_called, call, pickle.dumps(given))] = places

    try:
        submit(AHEAD)
        while jobs:
            for job in wait(jobs, return_when=FIRST_COMPLETED).done:
                places = jobs.pop(job)
                yield dict(zip(places, pickle.loads(job.result()), strict=True))  # noqa: S301 - of our own
                progress(len(places))
                submit(1)
    finally:
        for job in jobs:
            job.cancel()


def _batches(given: Iterable[Arguments], size: int) -> Iterator[Batch]:
    rest = enumerate(given)
    while some := list(islice(rest, size)):
        places, arguments = zip(*some, strict=True)
        yield places, arguments


def _called(call: bytes | Path, given: bytes) -> bytes:
    """Make calls; all is pickled by Python's own pickler, since Dask's is many times as slow."""
    made = _loaded(call)
    return pickle.dumps([made(*arguments) for arguments in pickle.loads(given)])  # noqa: S301 - as above


@lru_cache(maxsize=1)
def _loaded(call: bytes | Path) -> Any:  # noqa: ANN401 - what was sent
    data = call.read_bytes() if isinstance(call, Path) else call
    return pickle.loads(data)  # noqa: S301 - as above


@contextmanager
def progress(what: str, total: int) -> Iterator[Callable[[int], None]]:
    """Show on a terminal how far something is; give what is told how many more are done."""
    if not sys.stderr.isatty():
        yield lambda _: None
        return
    from whodex.store.bar import bar  # noqa: PLC0415 - takes time; few builds are watched

    with bar(what, total) as advance:
        yield advance
