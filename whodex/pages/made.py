"""A page is made of values, and of nothing else: what digests them tells whether it is the same."""

import pickle
from collections.abc import Callable
from dataclasses import dataclass, fields, is_dataclass
from enum import Enum
from hashlib import sha256
from io import BytesIO
from operator import attrgetter
from typing import Any, Generic, TypeVar, get_type_hints

from whodex.collect.profile import Appearance, Profile, Said
from whodex.values.article import Article
from whodex.values.findings import AnnotatedArticle
from whodex.values.settings import Settings

Values = TypeVar("Values")
Reduced = tuple[type, tuple[object]]
SHARED = (
    AnnotatedArticle,
    Article,
    Profile,
    Settings,
)  # what many pages are made of, or what is large
DIGEST = 16  # letters


@dataclass(frozen=True, slots=True)
class Made(Generic[Values]):
    """A page that can be made: `make` reads its `values` alone, which nothing changes."""

    make: Callable[[Values], str]
    values: Values

    def __call__(self) -> bytes:
        """Make the page."""
        return self.make(self.values).encode()


class Digests:
    """Digests of values, in which what many share is digested once.

    Values are frozen dataclasses and what these hold: texts, numbers, days, tuples, mappings.
    """

    def __init__(self) -> None:
        self._shared: dict[int, tuple[object, str]] = {}
        self._table = _Table(self)

    def of(self, value: object) -> str:
        """Digest a value: another order of a mapping is another value."""
        file = BytesIO()
        pickler = pickle.Pickler(file, protocol=5)
        pickler.fast = True  # the same value gives the same bytes, whichever objects it is made of
        pickler.dispatch_table = self._table
        pickler.dump(value)
        return sha256(file.getbuffer()).hexdigest()[:DIGEST]

    def once(self, key: object, value: Callable[[], object]) -> str:
        """Digest the value that goes with an object, the first time that it is asked for."""
        if id(key) not in self._shared:
            self._shared[id(key)] = key, self.of(value())
        return self._shared[id(key)][1]


class _Table(dict[type, Callable[[Any], Reduced]]):
    """How to pickle: a dataclass as its values, what is shared as its digest."""

    def __init__(self, digests: Digests) -> None:
        def shared(values: Callable[[Any], object]) -> Callable[[Any], Reduced]:
            return lambda one: (str, (digests.once(one, lambda: values(one)),))

        def appearance(one: Appearance) -> Reduced:
            # With whom the article names, it says all about one of them.
            return str, (digests.once(one.named, lambda: (one.item, _called(one))),)

        super().__init__({kind: shared(_values(kind)) for kind in SHARED})
        self[Appearance] = appearance
        self[Said] = lambda one: (tuple, ((one.item, one.quote),))

    def __missing__(self, kind: type) -> Callable[[Any], Reduced]:
        if not is_dataclass(kind):
            raise KeyError(kind)  # it says itself how
        values = _values(kind)
        self[kind] = lambda one: (tuple, (values(one),))
        return self[kind]


def _values(kind: type) -> Callable[[Any], object]:
    """Return what gives the values of a dataclass; one alone stands for itself."""
    hints = get_type_hints(kind)
    names = (
        f"{one.name}._value_" if _is_enum(hints[one.name]) else one.name
        for one in fields(kind)
        if one.compare
    )
    return attrgetter(*names)


def _is_enum(hint: object) -> bool:
    return isinstance(hint, type) and issubclass(hint, Enum)


def _called(one: Appearance) -> list[tuple[object, list[int]]]:
    return [(called, sorted(blocks)) for _, (called, blocks) in sorted(one.named.items())]
