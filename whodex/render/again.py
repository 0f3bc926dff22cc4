"""Pages that need not be rendered again: all that they were made of is as it was."""

import hashlib
import io
import pickle
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from copyreg import dispatch_table
from dataclasses import dataclass, field
from typing import Any, TypeVar, cast

from whodex.models import Article, Difference
from whodex.render.collection import Collection

Thing = TypeVar("Thing")
ALL = ""  # in the place of a key: what is asked of depends on every value
Asked = tuple[str, str]  # a field of the collection, and the key in it


@dataclass(slots=True)
class Again:
    """What pages were made of last time (`before`), what this time (`now`), and which stay.

    Of each page: a digest, and what it was made of, the page's own subject aside.
    """

    before: Mapping[str, tuple[str, list[Asked]]] = field(default_factory=dict)
    now: dict[str, tuple[str, list[Asked]]] = field(default_factory=dict)
    same: set[str] = field(default_factory=set)
    digests: dict[Asked, str] = field(default_factory=dict)
    concerned: dict[str, list[Difference]] = field(default_factory=dict)
    articles: dict[int, tuple[Article, str]] = field(default_factory=dict)

    def made(
        self,
        path: str,
        make: Callable[[Collection, Thing], str],
        collection: Collection,
        subject: Thing,
    ) -> dict[str, str]:
        """Return the page by its path, or nothing where it would be the same as last time."""
        own = self._digest(subject)
        if path in self.before:
            digest, asked = self.before[path]
            if digest == self._digest_of(collection, own, asked):
                self.now[path] = (digest, asked)
                self.same.add(path)
                return {}
        asked_now: dict[Asked, None] = {}
        page = make(cast("Collection", _Recorder(self, collection, asked_now)), subject)
        asked = sorted(asked_now)
        self.now[path] = (self._digest_of(collection, own, asked), asked)
        return {path: page}

    def differences_of(self, collection: Collection, key: str) -> list[Difference]:
        """Return what `collection.differences_of` does, from a table made once."""
        if not self.concerned:
            self.concerned = defaultdict(list)
            for difference in collection.differences:
                for entity in dict.fromkeys(difference.entities):
                    self.concerned[entity].append(difference)
        return list(self.concerned.get(key, ()))

    def _digest_of(self, collection: Collection, own: str, asked: list[Asked]) -> str:
        """Digest a page's subject and all that it asked of the collection."""
        parts = [own]
        for name, key in map(tuple, asked):
            if (name, key) not in self.digests:
                self.digests[name, key] = self._digest(self._value(collection, name, key))
            parts.append(self.digests[name, key])
        return hashlib.sha256("".join(parts).encode()).hexdigest()

    def _value(self, collection: Collection, name: str, key: str) -> object:
        if name == "differences_of":
            return self.differences_of(collection, key)
        value = getattr(collection, name)
        if key == ALL:
            return dict(value) if isinstance(value, Mapping) else value
        return value.get(key)

    def _digest(self, value: object) -> str:
        """Digest a value; an article in it by its own digest, as it stands in very many of them."""
        file = io.BytesIO()
        pickler = pickle.Pickler(file, protocol=5)
        pickler.fast = True  # the same value gives the same bytes, whichever objects it is made of
        pickler.dispatch_table = dispatch_table | {Article: self._reduced}
        pickler.dump(value)
        return hashlib.sha256(file.getbuffer()).hexdigest()[:16]

    def _reduced(self, article: Article) -> tuple[type[str], tuple[str]]:
        if id(article) not in self.articles:
            digest = hashlib.sha256(repr(article).encode(errors="surrogatepass")).hexdigest()
            self.articles[id(article)] = (article, digest)
        return str, (self.articles[id(article)][1],)


class _Recorder:
    """A collection that writes down what is asked of it."""

    def __init__(self, again: Again, collection: Collection, asked: dict[Asked, None]) -> None:
        self._again, self._collection, self._asked = again, collection, asked

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - whatever the collection has
        value = getattr(type(self._collection), name, None)
        if isinstance(value, property):
            return value.fget(self) if value.fget else None
        if callable(value):
            return lambda *arguments: value(self, *arguments)
        value = getattr(self._collection, name)
        if isinstance(value, Mapping):
            return _RecordedMapping(name, value, self._asked)
        self._asked[name, ALL] = None
        return value

    def differences_of(self, key: str) -> list[Difference]:
        self._asked["differences_of", key] = None
        return self._again.differences_of(self._collection, key)


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
