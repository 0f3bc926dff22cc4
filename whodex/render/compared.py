"""The pages on which articles stand side by side: offices they don't agree on, and figures."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from markupsafe import Markup

from whodex.figures import figures as counted
from whodex.models import Claim, Difference, DifferenceKind, Figure, FigureTable, Side
from whodex.profile import Passage
from whodex.render.collection import Collection
from whodex.render.data import lines
from whodex.render.page import page
from whodex.render.text import marked
from whodex.render.words import either

OPEN_CLAIMS = 5
# The data have what is beyond these: differences, sentences of a side, tables and rows of one.
NAMED = 5  # of those who are called the same
MOST_DIFFERENCES, MOST_CLAIMS, MOST_TABLES, MOST_FIGURES = 200, 50, 200, 200


def compared(collection: Collection) -> dict[str, Callable[[], bytes]]:
    """Return what makes the pages disagreements/ and figures/ and their published data, by path."""
    tables = counted(collection.articles)
    return {
        "disagreements/index.md": lambda: disagreements(collection).encode(),
        "figures/index.md": lambda: figures(collection, tables).encode(),
        "data/disagreements.jsonl": lambda: lines(
            _difference(collection, one) for one in collection.differences
        ),
        "data/figures.jsonl": lambda: lines(
            _figure(table, figure) for table in tables for figure in table.figures
        ),
    }


def disagreements(collection: Collection) -> str:
    """Render each office on which articles don't agree, the sentences side by side."""
    return page(
        "disagreements.html.j2",
        root="../",
        title="Where sources differ",
        summary="Offices that one person holds at a time, on which the articles don’t agree.",
        differences=[
            (
                difference,
                says(collection, difference),
                [
                    (
                        collection.entities[side.person],
                        office(collection, side),
                        [(claim, sentence(claim)) for claim in side.claims[:MOST_CLAIMS]],
                        len(side.claims[MOST_CLAIMS:]),
                    )
                    for side in difference.sides
                ],
            )
            for difference in collection.differences[:MOST_DIFFERENCES]
        ],
        open_claims=OPEN_CLAIMS,
        more=len(collection.differences[MOST_DIFFERENCES:]),
    )


def figures(collection: Collection, tables: Sequence[FigureTable]) -> str:
    """Render a table for each thing that several articles count."""
    return page(
        "figures.html.j2",
        root="../",
        title="Figures",
        summary="Counts that several articles give for the same thing, in order of date.",
        tables=[
            (
                table,
                collection.entities.get(table.place),
                [(figure, words(figure), sentence(figure)) for figure in newest(table.figures)],
                len(table.figures[MOST_FIGURES:]),
            )
            for table in tables[:MOST_TABLES]
        ],
        more=len(tables[MOST_TABLES:]),
    )


def newest(found: Sequence[Figure]) -> Sequence[Figure]:
    """Return the rows for which a table has room; `found` are the oldest first, undated last."""
    dated = [figure for figure in found if figure.article.published]
    return [*dated[-MOST_FIGURES:], *found[len(dated) :]][:MOST_FIGURES]


def linked(found: Sequence[Difference]) -> list[Difference]:
    """Return differences; those for which disagreements/ has no room lose the id to link to."""
    return [
        difference if n < MOST_DIFFERENCES else replace(difference, id="")
        for n, difference in enumerate(found)
    ]


def says(collection: Collection, difference: Difference) -> str:
    """Say in a sentence what differs, not who is right."""
    people = [collection.entities[side.person].name for side in difference.sides]
    offices = [office(collection, side) for side in difference.sides]
    if difference.kind is DifferenceKind.HOLDERS:
        if len(people) > NAMED:
            people = [*people[: NAMED - 1], f"{len(people) - NAMED + 1} others"]
        return f"{either(people, 'and')} are each called {offices[0]}."
    return f"{people[0]} is called {either(offices, 'and')}."


def office(collection: Collection, side: Side) -> str:
    """Name an office: "former prime minister of Israel"."""
    former = "former " if side.former else ""
    # A country that only an adjective names ("Qatari") has no profile.
    seat = collection.entities.get(side.seat or "")
    return former + side.role + (f" of {seat.name}" if seat else "")


def words(figure: Figure) -> str:
    """Return the words that give a figure."""
    return figure.article.blocks[figure.block].text[figure.start : figure.end]


def sentence(found: Claim | Figure) -> Markup:
    """Render the sentence of a claim or a figure with its words marked."""
    first, last = found.sentence
    marks = ((found.start - first, found.end - first),)
    text = found.article.blocks[found.block].text[first:last]
    return marked(Passage(found.block, first, last, text, marks))


def _difference(collection: Collection, difference: Difference) -> dict[str, Any]:
    """Return a line of data/disagreements.jsonl."""
    return {
        "id": difference.id,
        "kind": difference.kind,
        "says": says(collection, difference),
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
