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
from collections.abc import Callable, Iterable, Mapping, Sequence
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
from whodex.store.workers import HERE, Run
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
ROWS = 500  # rows that are read at a time
SHORT = 64  # letters of a digest; what an answer says in fewer stands for itself

Value = TypeVar("Value")
Arguments = tuple[Any, ...]
Asked = tuple[str, str]  # a question in JSON: its name and what it was asked; the answer's digest
Traced = tuple[Any, Sequence[Asked]]  # a result, and what was asked on the way, in order


@dataclass(frozen=True, slots=True)
class Fault:
    """What came up that nobody foresaw, in the place of a result."""

    said: str


class StageError(Exception):
    """A stage failed; `faults` say at which of what it was given, by place, and how."""

    def __init__(self, faults: Mapping[int, str]) -> None:
        super().__init__(*faults.values())
        self.faults = faults


@dataclass(frozen=True, slots=True)
class Trace:
    """A result and its digest; the questions asked on the way, in order, with their answers'."""

    value: Any
    digest: str
    asked: Sequence[Asked]


class Questions:
    """What stages may ask. Within a build the same question has the same answer."""

    def __init__(self, functions: Mapping[str, Callable[..., Any]]) -> None:
        self.functions, self._digests = functions, dict[str, str]()

    def ask(self, question: str, name: str, given: Arguments) -> Any:  # noqa: ANN401 - what the function returns
        """Return the answer, whose digest is known from then on."""
        function = self.functions[name]
        answer = function(*given)
        if question not in self._digests:
            self._digests[question] = _short(_written(answer, _returned(function)))
        return answer

    def digest(self, question: str) -> str:
        """Digest an answer, which is asked for once."""
        if question not in self._digests:
            name, given = json.loads(question)
            self.ask(question, name, _tuple(given))
        return self._digests[question]


@dataclass(frozen=True, slots=True)
class Tracing:
    """A stage as one that returns with its result what it asked; another process can run it."""

    stage: Callable[..., Any]
    questions: Questions

    def __call__(self, *arguments: Any) -> Traced:  # noqa: ANN401 - the stage's own
        """Call the stage with functions that note what they are asked."""
        noted: dict[str, None] = {}

        def noting(name: str) -> Callable[..., Any]:
            def function(*given: Any) -> Any:  # noqa: ANN401 - as the question's own
                question = json.dumps([name, given])
                noted[question] = None
                return self.questions.ask(question, name, given)

            return function

        asking = {name: noting(name) for name in self.questions.functions}
        try:
            value = self.stage(*arguments, **asking)
        except WhodexError:
            raise
        except Exception as error:  # noqa: BLE001 - what nobody foresaw of one thing stops no other
            return Fault(unforeseen(error)), []
        return value, [(question, self.questions.digest(question)) for question in noted]


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
        run: Run = HERE,
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
        # One after the other: what an answer led to ask makes sense only while it is the same.
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
            rows.append((key, name, _sha(written), _lines(asked), written))
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
        return _writer(kind)(value)
    except PydanticSerializationError as error:
        if "UnicodeEncodeError" in str(error):  # half a letter, in a name that isn't Unicode
            return repr(value).encode(errors="surrogatepass")
        if "KeyboardInterrupt" in str(error):  # which pydantic takes for a fault of the value
            raise KeyboardInterrupt from error
        raise


def _short(written: bytes) -> str:
    """Digest an answer; most say so little that they stand for themselves."""
    return written.decode() if len(written) < SHORT and written.isascii() else _sha(written)


def _lines(asked: Sequence[Asked]) -> bytes:
    """Write what was asked, and before it a digest: JSON has no line ends."""
    lines = "\n".join([part for one in asked for part in one]).encode()
    return _sha(lines).encode() + b"\n" + lines


def _asked(row: bytes) -> list[Asked]:
    digest, _, lines = row.partition(b"\n")
    if _sha(lines).encode() != digest:
        raise ValueError("not whole")
    parts = lines.decode().split("\n") if lines else []
    return list(zip(parts[::2], parts[1::2], strict=True))


def _tuple(value: Any) -> Any:  # noqa: ANN401 - what JSON holds
    if not isinstance(value, list):
        return value
    return tuple([_tuple(each) if isinstance(each, list) else each for each in value])


@cache
def _writer(kind: Any) -> Callable[[Any], bytes]:  # noqa: ANN401 - an annotation
    return _adapter(kind).serializer.to_json


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
