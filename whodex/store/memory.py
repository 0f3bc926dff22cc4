"""What a stage found stands as long as all that it was made of does: verifying traces.

After Mokhov, Mitchell and Peyton Jones, "Build systems à la carte" (2018). A stage is a pure
function of its arguments. Where it looks something up in what all articles know together, it asks a
question: a plain function that it is handed by name. The trace of its result notes each question
with a digest of the answer, and the result stands while the stage's code, its arguments and the
answers are the same. Annotations say what stages and questions take and return.
"""

import json
import sqlite3
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass
from functools import cache, partial
from hashlib import sha256
from inspect import signature
from itertools import islice
from pathlib import Path
from typing import Any, Self, TypeVar, get_type_hints

from pydantic import TypeAdapter
from pydantic_core import PydanticSerializationError

from whodex.store.fingerprint import fingerprint
from whodex.values.errors import WhodexError, unforeseen

UNUSED = "-30 days"  # after which a result that no build has asked for goes
OURS = 0x57480001  # by which SQLite tells our files; another table gets another number
TABLE = """
    CREATE TABLE trace
        (key TEXT PRIMARY KEY, stage TEXT, used TEXT, digest TEXT, asked BLOB, value BLOB);
    CREATE INDEX used ON trace (used);
    PRAGMA application_id = %d;
"""
PATIENCE = 60  # seconds that another build may take to write
BATCH = 64  # results that are kept at a time
ROWS = 500  # rows that are read at a time

Value = TypeVar("Value")
Arguments = tuple[Any, ...]
Asked = tuple[str, Arguments]  # a question's name, and what it was asked: texts, numbers, tuples
Traced = tuple[Any, list[tuple[Asked, str]]]  # a result, what was asked and the answers' digests
Run = Callable[[Callable[..., Any], Sequence[Arguments]], Iterable[Mapping[int, Any]]]


@dataclass(frozen=True, slots=True)
class Fault:
    """What came up that nobody foresaw, in the place of a result."""

    said: str


class StageError(Exception):
    """A stage failed; `faults` say at which of what it was given, by place, and how."""

    def __init__(self, faults: Mapping[int, str]) -> None:
        super().__init__(*faults.values())
        self.faults = faults


def in_turn(
    stage: Callable[..., Value], given: Sequence[Arguments]
) -> Iterator[Mapping[int, Value]]:
    """Call a stage with one of `given` after the other; yield results by place, some at a time."""
    results = ((place, stage(*arguments)) for place, arguments in enumerate(given))
    while batch := dict(islice(results, BATCH)):
        yield batch


@dataclass(frozen=True, slots=True)
class Trace:
    """A result and its digest; the questions asked on the way, in order, with their answers'."""

    value: Any
    digest: str
    asked: Sequence[tuple[Asked, str]]


class Questions:
    """What stages may ask. Within a build the same question has the same answer."""

    def __init__(self, functions: Mapping[str, Callable[..., Any]]) -> None:
        self.functions, self._digests = functions, dict[Asked, str]()

    def ask(self, asked: Asked) -> Any:  # noqa: ANN401 - what the function returns
        """Return the answer, whose digest is known from then on."""
        function = self.functions[asked[0]]
        answer = function(*asked[1])
        if asked not in self._digests:
            self._digests[asked] = _sha(_written(answer, _returned(function)))
        return answer

    def digest(self, asked: Asked) -> str:
        """Digest an answer, which is asked for once."""
        if asked not in self._digests:
            self.ask(asked)
        return self._digests[asked]


@dataclass(frozen=True, slots=True)
class Tracing:
    """A stage as one that returns with its result what it asked; another process can run it."""

    stage: Callable[..., Any]
    questions: Questions

    def __call__(self, *arguments: Any) -> Traced:  # noqa: ANN401 - the stage's own
        """Call the stage with functions that note what they are asked."""
        noted: dict[Asked, None] = {}

        def noting(name: str) -> Callable[..., Any]:
            def function(*given: Any) -> Any:  # noqa: ANN401 - as the question's own
                noted[name, given] = None
                return self.questions.ask((name, given))

            return function

        asking = {name: noting(name) for name in self.questions.functions}
        try:
            value = self.stage(*arguments, **asking)
        except WhodexError:
            raise
        except Exception as error:  # noqa: BLE001 - what nobody foresaw of one thing stops no other
            return Fault(unforeseen(error)), []
        return value, [(asked, self.questions.digest(asked)) for asked in noted]


class Memory:
    """The results of stages: in the rows of an SQLite file, and in hand.

    It is entered for a build. The next build in the same process gets what it has in hand as the
    same objects. Without a file nothing is kept beyond the process; nor is where it is `reading`
    one. A file that is damaged or isn't ours is set aside, and the build goes on from nothing.
    """

    def __init__(self, file: Path | None = None, *, reading: bool = False) -> None:
        self._file, self._reading = file, reading
        self._database = sqlite3.connect(":memory:")
        self._hand: dict[str, Trace] = {}
        self._used: dict[str, Trace] = {}
        self._digests: dict[int, tuple[object, str]] = {}
        self._values: dict[tuple[str, int], Any] = {}

    def __enter__(self) -> Self:
        self._do(self._open)
        return self

    def __exit__(self, stopped: type[BaseException] | None, *_: object) -> None:
        """Let go of what this build had no use for, unless something stopped it."""
        day = "UPDATE trace SET used = date('now') WHERE key = ? AND used < date('now')"
        self._write(day, [(key,) for key in self._used])
        if not stopped:
            self._write("DELETE FROM trace WHERE used < date('now', ?)", [(UNUSED,)])
        self._database.close()
        self._hand, self._used, self._values = self._used, {}, {}
        self._digests = {id(one.value): (one.value, one.digest) for one in self._hand.values()}

    def each(
        self,
        stage: Callable[..., Value],
        given: Sequence[Arguments],
        run: Run = in_turn,
        **questions: Callable[..., Any],
    ) -> list[Value]:
        """Return `stage(*arguments, **questions)` for each of `given`; call it where none stands.

        `run` calls a stage for several arguments and yields its results, by place, as they come:
        those are kept from then on, even if the build is killed. Raises StageError where the stage
        failed, when all others are done.
        """
        keys, asking = self._keys(stage, given, questions), Questions(questions)
        self._read(stage, [key for key in keys if key not in self._used])
        missing = {
            key: arguments
            for key, arguments in zip(keys, given, strict=True)
            if not self._stands(key, asking)
        }
        waiting, faults = list(missing), dict[str, str]()
        for results in run(Tracing(stage, asking), list(missing.values())):
            found = {waiting[place]: result for place, result in results.items()}
            failed = {key: one.said for key, (one, _) in found.items() if isinstance(one, Fault)}
            faults |= failed
            self._keep(stage, {key: found[key] for key in found if key not in failed})
        if faults:
            raise StageError({at: faults[key] for at, key in enumerate(keys) if key in faults})
        return [self._used[key].value for key in keys]

    def _keys(
        self, stage: Callable[..., Any], given: Sequence[Arguments], questions: Iterable[str]
    ) -> list[str]:
        code = [fingerprint(stage.__module__), stage.__qualname__, *sorted(questions)]
        kinds = _taken(stage)
        return [
            _sha(" ".join([*code, *map(self._digest, arguments, kinds[: len(arguments)])]).encode())
            for arguments in given
        ]

    def _digest(self, argument: object, kind: object) -> str:
        """Digest an argument once, and not at all where it is a result."""
        if id(argument) not in self._digests:
            self._digests[id(argument)] = argument, _sha(_written(argument, kind))
        return self._digests[id(argument)][1]

    def _stands(self, key: str, questions: Questions) -> bool:
        trace = self._used.get(key) or self._hand.get(key)
        stands = trace and all(questions.digest(asked) == then for asked, then in trace.asked)
        if trace and stands:
            self._have(key, trace)
        return bool(stands)

    def _have(self, key: str, trace: Trace) -> None:
        self._used[key] = trace
        self._digests[id(trace.value)] = trace.value, trace.digest

    def _read(self, stage: Callable[..., Any], keys: Iterable[str]) -> None:
        """Take in hand what is kept under some keys; a row that isn't whole is none."""
        adapter, missing = (
            _adapter(_returned(stage)),
            iter([k for k in keys if k not in self._hand]),
        )
        while some := list(islice(missing, ROWS)):
            for key, digest, asked, value in self._do(partial(self._rows, some)):
                if _sha(value) == digest:
                    with suppress(ValueError, TypeError):
                        found = self._decoded(digest, value, adapter)
                        self._hand[key] = Trace(found, digest, _asked(asked))

    def _rows(self, keys: Sequence[str]) -> list[tuple[str, str, bytes, bytes]]:
        wanted = "(SELECT value FROM json_each(?))"
        query = f"SELECT key, digest, asked, value FROM trace WHERE key IN {wanted}"  # noqa: S608 - ours
        return self._database.execute(query, [json.dumps(keys)]).fetchall()

    def _decoded(self, digest: str, value: bytes, adapter: TypeAdapter[Any]) -> Any:  # noqa: ANN401 - what it reads
        """Return what a row holds; where two hold the same, it is one object."""
        if (digest, id(adapter)) not in self._values:
            self._values[digest, id(adapter)] = adapter.validate_json(value)
        return self._values[digest, id(adapter)]

    def _keep(self, stage: Callable[..., Any], results: Mapping[str, Traced]) -> None:
        rows, name = [], f"{stage.__module__}.{stage.__qualname__}"
        for key, (value, asked) in results.items():
            written = _written(value, _returned(stage))
            self._have(key, Trace(value, _sha(written), asked))
            rows.append((key, name, _sha(written), json.dumps(asked).encode(), written))
        self._write("INSERT OR REPLACE INTO trace VALUES (?, ?, date('now'), ?, ?, ?)", rows)

    def _write(self, change: str, rows: Sequence[Arguments]) -> None:
        def write() -> None:
            with self._database:
                self._database.executemany(change, rows)

        self._do(write)

    def _do(self, act: Callable[[], Any]) -> Any:  # noqa: ANN401 - what `act` returns
        """Do something with the file, or with an empty one where it turns out not to be whole."""
        try:
            return act()
        except sqlite3.OperationalError:  # a full disk, another build at work: the file is whole
            raise
        except sqlite3.DatabaseError as error:
            self._set_aside(error)
            return act()

    def _open(self) -> None:
        self._database.close()
        if self._file and not self._reading:
            self._file.parent.mkdir(parents=True, exist_ok=True)
            self._database = sqlite3.connect(self._file, timeout=PATIENCE)
        else:
            self._database = sqlite3.connect(":memory:")
            if self._file and self._file.is_file():
                address = f"{self._file.resolve().as_uri()}?mode=ro"
                with closing(sqlite3.connect(address, uri=True)) as kept:
                    kept.backup(self._database)
        self._database.text_factory = partial(str, encoding="utf-8", errors="replace")
        self._database.execute("PRAGMA synchronous = OFF")  # what a power cut spoils is told below
        (number,) = self._database.execute("PRAGMA application_id").fetchone()
        (tables,) = self._database.execute("SELECT count(*) FROM sqlite_master").fetchone()
        if tables and number != OURS:
            raise sqlite3.DatabaseError("it is another program's or version's")
        if not tables:
            self._database.executescript(TABLE % OURS)

    def _set_aside(self, error: Exception) -> None:
        """Go on with an empty file; one that is only read stays where it is."""
        self._database.close()
        said = f"{self._file} can't be used ({error}): the build goes on from nothing"
        if self._file and not self._reading:
            said += f", and the file is now {self._file.replace(self._file.with_suffix('.broken'))}"
        self._file = None if self._reading else self._file
        print(said, file=sys.stderr)  # noqa: T201 - what the user should know
        self._open()


def _sha(data: bytes) -> str:
    return sha256(data).hexdigest()


def _written(value: object, kind: object) -> bytes:
    """Write a value as what its annotation says it is; of bytes a digest says enough."""
    if isinstance(value, bytes):
        return sha256(value).digest()
    try:
        return _adapter(kind).dump_json(value)
    except PydanticSerializationError as error:
        if "UnicodeEncodeError" in str(error):  # half a letter, in a name that isn't Unicode
            return repr(value).encode(errors="surrogatepass")
        if "KeyboardInterrupt" in str(error):  # which pydantic takes for a fault of the value
            raise KeyboardInterrupt from error
        raise


def _asked(row: bytes) -> list[tuple[Asked, str]]:
    return [((name, _tuple(given)), then) for (name, given), then in json.loads(row)]


def _tuple(value: Any) -> Any:  # noqa: ANN401 - what JSON holds
    if not isinstance(value, list):
        return value
    return tuple(_tuple(each) if isinstance(each, list) else each for each in value)


@cache
def _adapter(kind: Any) -> TypeAdapter[Any]:  # noqa: ANN401 - an annotation
    return TypeAdapter(kind)


@cache
def _hints(function: Callable[..., Any]) -> dict[str, Any]:
    return get_type_hints(function)


def _returned(function: Any) -> Any:  # noqa: ANN401 - a function, or a part of one; an annotation
    return _hints(getattr(function, "func", function))["return"]


@cache
def _taken(function: Callable[..., Any]) -> list[Any]:
    """Return the annotations of a function's parameters, in their order."""
    return [_hints(function).get(name, Any) for name in signature(function).parameters]
