"""The published data of what articles say differently: offices, and counts."""

from collections.abc import Callable, Mapping
from typing import Any

from whodex.collect.book import Book
from whodex.collect.naming import either
from whodex.data.lines import lines
from whodex.values.entities import Called
from whodex.values.findings import Claim, Difference, DifferenceKind, Figure, FigureTable, Side

NAMED = 5  # of those who are called the same


def compared(book: Book) -> dict[str, Callable[[], bytes]]:
    """Return what makes data/disagreements.jsonl and data/figures.jsonl, by path."""
    return {
        "data/disagreements.jsonl": lambda: lines(
            _difference(book, one) for one in book.differences
        ),
        "data/figures.jsonl": lambda: lines(
            _figure(table, figure) for table in book.figures for figure in table.figures
        ),
    }


def says(known: Mapping[str, Called], difference: Difference) -> str:
    """Say in a sentence what differs, not who is right; `known` are those concerned."""
    people = [known[side.person].name for side in difference.sides]
    offices = [office(known, side) for side in difference.sides]
    if difference.kind is DifferenceKind.HOLDERS:
        if len(people) > NAMED:
            people = [*people[: NAMED - 1], f"{len(people) - NAMED + 1} others"]
        return f"{either(people, 'and')} are each called {offices[0]}."
    return f"{people[0]} is called {either(offices, 'and')}."


def office(known: Mapping[str, Called], side: Side) -> str:
    """Name an office: "former prime minister of Israel"."""
    former = "former " if side.former else ""
    # A country that only an adjective names ("Qatari") has no profile.
    seat = known.get(side.seat or "")
    return former + side.role + (f" of {seat.name}" if seat else "")


def _difference(book: Book, difference: Difference) -> dict[str, Any]:
    """Return a line of data/disagreements.jsonl."""
    return {
        "id": difference.id,
        "kind": difference.kind,
        "says": says(book.entities, difference),
        "dated": difference.dated,
        "sides": [
            {
                "person": side.person,
                "role": side.role,
                "seat": side.seat,
                "former": side.former,
                "claims": [_place(claim) for claim in side.claims],
            }
            for side in difference.sides
        ],
    }


def _figure(table: FigureTable, figure: Figure) -> dict[str, Any]:
    """Return a line of data/figures.jsonl."""
    return {
        "table": table.id,
        "thing": table.thing,
        "place": table.place or None,
        **_place(figure),
        "number": _exact(figure.number),
        "up_to": None if figure.up_to is None else _exact(figure.up_to),
        "unit": figure.unit or None,
        "qualifier": figure.qualifier or None,
        "attribution": figure.attribution or None,
    }


def _exact(number: float) -> float:
    return int(number) if number.is_integer() else number


def _place(found: Claim | Figure) -> dict[str, Any]:
    """Say where words stand, and which."""
    return {
        "article": found.article.id,
        "block": found.block,
        "start": found.start,
        "end": found.end,
        "text": found.article.blocks[found.block].text[found.start : found.end],
    }
