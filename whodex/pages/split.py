"""Long lists cut into parts for pages of their own: names by letter, what has a day by year."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby
from typing import Generic, TypeVar

from whodex.collect.naming import sort_name
from whodex.collect.profile import Profile
from whodex.pages.words import letter

Row = TypeVar("Row")
HEAD = 3  # letters of the first and the last name, where a letter has several parts


@dataclass(frozen=True, slots=True)
class Part(Generic[Row]):
    """Rows for one page: the last part of its address, and what a link to it says."""

    key: str
    label: str
    rows: Sequence[Row]


Link = tuple[str, str, int]  # to a part of a list: what it says, its address, how many rows


def links(parts: Iterable[Part[Row]], folder: str) -> list[Link]:
    """Return links to the parts of a list, whose pages stand in `folder`."""
    return [(part.label, f"{folder}/{part.key}/", len(part.rows)) for part in parts]


def by_letter(profiles: Iterable[Profile], most: int) -> list[Part[Profile]]:
    """Cut names at their letters, and those of a letter into parts of at most `most`.

    Keys are ASCII: `l`, `l-2`, `0-9` for digits and signs, `u0416` for a letter outside A to Z.
    """
    parts: list[Part[Profile]] = []
    for first, found in lettered(profiles).items():
        pieces = list(_even(Part(_key(first), first, found), most))
        if len(pieces) > 1:
            pieces = [replace(piece, label=_heads(piece.rows)) for piece in pieces]
        parts += pieces
    return parts


def lettered(profiles: Iterable[Profile]) -> dict[str, list[Profile]]:
    """Group names by letter, both in the order in which they come."""
    groups: dict[str, list[Profile]] = {}
    for about in profiles:
        groups.setdefault(letter(about.entity), []).append(about)
    return groups


def by_time(
    rows: Iterable[Row], day: Callable[[Row], date | None], most: int, undated: tuple[str, str]
) -> list[Part[Row]]:
    """Cut rows, which are in order of their day, at years, and years of more than `most` at months.

    Keys are `2024` or `2024-03`; `undated` is key and label of rows without a day. What is still
    too long is cut into even parts.
    """

    def year(row: Row) -> int | None:
        known = day(row)
        return known.year if known else None

    def month(row: Row) -> tuple[str, str]:
        known = day(row)
        return (f"{known:%Y-%m}", f"{known:%B %Y}") if known else undated

    parts: list[Part[Row]] = []
    for number, group in groupby(rows, year):
        found = list(group)
        if number and len(found) <= most:
            parts.append(Part(str(number), str(number), found))
            continue
        for (key, label), same in groupby(found, month):
            parts += _even(Part(key, label, list(same)), most)
    return parts


def _even(part: Part[Row], most: int) -> Iterator[Part[Row]]:
    """Yield a part as it is, or as few even ones as hold no more than `most` rows each."""
    count = -(-len(part.rows) // most)
    if count == 1:
        yield part
        return
    size = -(-len(part.rows) // count)
    for n in range(count):
        rows = part.rows[n * size : (n + 1) * size]
        key = f"{part.key}-{n + 1}" if n else part.key
        yield Part(key, f"{part.label}, {n + 1} of {count}", rows)


def _key(first: str) -> str:
    if first == "#":
        return "0-9"
    return first.lower() if first.isascii() else "".join(f"u{ord(sign):04x}" for sign in first)


def _heads(rows: Sequence[Profile]) -> str:
    """Say from where to where names go, as the pages of a dictionary do: "Maa–Mei"."""
    first, last = (sort_name(rows[n].entity)[:HEAD].strip().capitalize() for n in (0, -1))
    return f"{first}–{last}"
