"""A table of all names with what tells who is meant, to be reconciled in OpenRefine.

`whodex.register.grow` takes it back, with the identifiers that were found.
"""

from collections.abc import Callable, Iterator, Sequence

from whodex.collect.book import Book
from whodex.collect.naming import FOLDERS, address
from whodex.collect.profile import Profile
from whodex.data import schema
from whodex.data.exports import joined, table

COLUMNS = (
    "id", "kind", "name", "aliases", "described_as", "passage", "articles", "first",
    "last", "url", "ids",
)  # fmt: skip
WORDINGS, LONGEST = 3, 250  # descriptions, and letters of a sentence, that an editor looks at


def reconcile(book: Book) -> dict[str, Callable[[], bytes]]:
    """Return what makes data/reconcile.csv, by path."""
    return {"data/reconcile.csv": lambda: table(COLUMNS, _rows(book))}


def _rows(book: Book) -> Iterator[Sequence[object]]:
    for kind in FOLDERS:
        for about in book.of_type[kind]:
            entity = about.entity
            first, last = about.dates or (None, None)
            yield (
                entity.id,
                kind.value,
                entity.name,
                joined(alias for alias in entity.aliases if alias != entity.name),
                joined(words.text for words in about.descriptions[:WORDINGS]),
                _passage(about),
                len(about.appearances),
                first,
                last,
                schema.absolute(book.settings, address(entity), ""),
                joined(f"{given.authority}:{given.value}" for given in entity.authority_ids),
            )


def _passage(about: Profile) -> str:
    """Return a sentence of the newest article that names somebody, cut where it is long."""
    text = about.appearances[0].passages[0].text if about.appearances else ""
    return text if len(text) <= LONGEST else text[:LONGEST].rsplit(" ", 1)[0] + " …"
