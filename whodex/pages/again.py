"""Pages that need not be rendered again: all that they were made of is as it was."""

import hashlib
import io
import pickle
from collections.abc import Callable, Iterator, Mapping
from copyreg import dispatch_table
from dataclasses import dataclass, field, fields
from functools import partial
from operator import attrgetter
from typing import Any, TypeVar, cast

from whodex.collect.book import Book
from whodex.collect.profile import Appearance, Office, Profile, Said, Wording
from whodex.values.article import Article
from whodex.values.entities import Entity, Mention
from whodex.values.findings import AnnotatedArticle, Description, Difference, Quote

Thing = TypeVar("Thing")
ALL = ""  # in the place of a key: what is asked of depends on every value
PARTS = (AnnotatedArticle, Article, Entity)
Asked = tuple[str, str]  # a field of the collection, and the key in it


def _reducer(kind: type) -> Callable[[Any], tuple[type, tuple[object]]]:
    """Return what pickles a dataclass as its values: dataclasses themselves give one by one."""
    values = attrgetter(*(field.name for field in fields(kind) if field.compare))
    return lambda value: (tuple, (values(value),))


_mention = attrgetter(
    *("type._value_" if field.name == "type" else field.name for field in fields(Mention))
)
_called = attrgetter("type._value_", "id", "name")
_spot = attrgetter("block", "start", "end", "text")
_beside_mentions = attrgetter(
    *(field.name for field in fields(AnnotatedArticle) if field.name != "mentions")
)
VALUES = (Description, Difference, Mention, Office, Profile, Quote, Wording)
TABLE = dispatch_table | {kind: _reducer(kind) for kind in VALUES}


@dataclass(slots=True)
class Again:
    """What pages were made of last time (`before`), what this time (`now`), and which stay.

    Of each page: a digest, and what it was made of, the page's own subject aside.
    """

    before: Mapping[str, tuple[str, list[Asked]]] = field(default_factory=dict)
    now: dict[str, tuple[str, list[Asked]]] = field(default_factory=dict)
    same: set[str] = field(default_factory=set)
    digests: dict[Asked, str] = field(default_factory=dict)
    parts: dict[int, tuple[object, str]] = field(default_factory=dict)
    table: dict[type, Callable[[Any], Any]] = field(default_factory=dict)

    def made(
        self,
        path: str,
        make: Callable[[Book, Thing], str],
        book: Book,
        subject: Thing,
    ) -> dict[str, Callable[[], bytes]]:
        """Return what makes the page by its path; nothing where it would be as it was last time."""
        own = self._part(book, subject)
        if path in self.before:
            digest, asked = self.before[path]
            if digest == self._digest_of(book, own, asked):
                self.now[path] = (digest, asked)
                self.same.add(path)
                return {}
        return {path: partial(self._make, path, make, book, subject)}

    def _make(
        self,
        path: str,
        make: Callable[[Book, Thing], str],
        book: Book,
        subject: Thing,
    ) -> bytes:
        """Make a page, and note what it asked of the collection."""
        asked_now: dict[Asked, None] = {}
        page = make(cast("Book", _Recorder(book, asked_now)), subject)
        asked = sorted(asked_now.keys() - _covered(subject))
        own = self._part(book, subject)
        self.now[path] = (self._digest_of(book, own, asked), asked)
        return page.encode()

    def _digest_of(self, book: Book, own: str, asked: list[Asked]) -> str:
        """Digest a page's subject and all that it asked of the collection."""
        parts = [own]
        for name, key in map(tuple, asked):
            if (name, key) not in self.digests:
                value = self._value(book, name, key)
                self.digests[name, key] = self._digest(book, value)
            parts.append(self.digests[name, key])
        return hashlib.sha256("".join(parts).encode()).hexdigest()

    def _value(self, book: Book, name: str, key: str) -> object:
        value = getattr(book, name)
        if key == ALL:
            return dict(value) if isinstance(value, Mapping) else value
        return value.get(key)

    def _digest(self, book: Book, value: object) -> str:
        """Digest a value; what stands in many values, by its own digest."""
        file = io.BytesIO()
        pickler = pickle.Pickler(file, protocol=5)
        pickler.fast = True  # the same value gives the same bytes, whichever objects it is made of
        pickler.dispatch_table = self.table = self.table or self._table(book)
        pickler.dump(value)
        return hashlib.sha256(file.getbuffer()).hexdigest()[:16]

    def _table(self, book: Book) -> dict[type, Callable[[Any], Any]]:
        """Return how to pickle what stands in many values: as its own digest."""

        def part(value: object) -> tuple[type[str], tuple[str]]:
            return str, (self._part(book, value),)

        def appearance(value: Appearance) -> tuple[type[tuple[object, ...]], tuple[object]]:
            return tuple, ((self._told(book, value), [_spot(one) for one in value.mentions]),)

        def said(value: Said) -> tuple[type[tuple[object, ...]], tuple[object]]:
            block = value.quote.block
            around = value.item.sentences[block : block + 1]
            return tuple, ((self._part(book, value.article), around, value.quote),)

        return TABLE | dict.fromkeys(PARTS, part) | {Appearance: appearance, Said: said}

    def _told(self, book: Book, one: Appearance) -> str:
        """Digest once what an article tells of each whom it names: its text, and who is where."""
        if id(one.named) not in self.parts:
            named = [
                (_called(book.entities[k]), sorted(where)) for k, where in sorted(one.named.items())
            ]
            told = (one.article, one.item.sentences, named)
            self.parts[id(one.named)] = (one.named, self._digest(book, told))
        return self.parts[id(one.named)][1]

    def _part(self, book: Book, part: object) -> str:
        """Digest once what stands in many values, or has several pages."""
        if id(part) not in self.parts:
            value = part
            if isinstance(part, AnnotatedArticle):
                # A page that needs more of them than their names asks for them.
                named = [_called(book.entities[key]) for _, key in sorted(_covered(part))]
                value = (_beside_mentions(part), tuple(map(_mention, part.mentions)), named)
            elif isinstance(part, Article | Entity):
                value = repr(part)
            self.parts[id(part)] = (part, self._digest(book, value))
        return self.parts[id(part)][1]


def _covered(subject: object) -> set[Asked]:
    """Return what the digest of a page's subject says already: what an article names, by name."""
    mentions = subject.mentions if isinstance(subject, AnnotatedArticle) else ()
    return {("entities", mention.entity) for mention in mentions if mention.entity}


class _Recorder:
    """A collection that writes down what is asked of it."""

    def __init__(self, book: Book, asked: dict[Asked, None]) -> None:
        self._book, self._asked = book, asked

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - whatever the collection has
        value = getattr(type(self._book), name, None)
        if isinstance(value, property):
            return value.fget(self) if value.fget else None
        if callable(value):
            return lambda *arguments: value(self, *arguments)
        value = getattr(self._book, name)
        if isinstance(value, Mapping):
            return _RecordedMapping(name, value, self._asked)
        self._asked[name, ALL] = None
        return value


class _RecordedMapping(Mapping[str, Any]):
    """A mapping that writes down which keys it was asked for."""

    def __init__(self, name: str, values: Mapping[str, Any], asked: dict[Asked, None]) -> None:
        self._name, self._values, self._asked = name, values, asked

    def __getitem__(self, key: str) -> Any:  # noqa: ANN401 - whatever the mapping has
        self._asked[self._name, key] = None
        return self._values[key]

    def __iter__(self) -> Iterator[str]:
        self._asked[self._name, ALL] = None
        return iter(self._values)

    def __len__(self) -> int:
        self._asked[self._name, ALL] = None
        return len(self._values)
