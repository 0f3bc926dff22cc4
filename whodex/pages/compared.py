"""The pages on which articles stand side by side: offices they don't agree on, and figures."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from whodex.collect.book import MOST_DIFFERENCES, Book
from whodex.collect.profile import Passage
from whodex.data.compared import office, says
from whodex.pages.made import Made
from whodex.pages.page import page
from whodex.pages.text import marked
from whodex.values.entities import Called
from whodex.values.findings import Claim, Difference, Figure, FigureTable

OPEN_CLAIMS = 5
# The data have what is beyond these: sentences of a side, tables and rows of one.
MOST_CLAIMS, MOST_TABLES, MOST_FIGURES = 50, 200, 200


@dataclass(frozen=True, slots=True)
class Differing:
    """The differences that a page has room for, those concerned by id, and how many are more."""

    differences: tuple[Difference, ...]
    known: Mapping[str, Called]
    more: int


@dataclass(frozen=True, slots=True)
class Counted:
    """The tables of figures that a page has room for, their places, and how many are more."""

    tables: tuple[FigureTable, ...]
    known: Mapping[str, Called]
    more: int


def compared(book: Book) -> dict[str, Made[Differing] | Made[Counted]]:
    """Return the pages disagreements/ and figures/, by path."""
    differences, tables = book.differences[:MOST_DIFFERENCES], book.figures[:MOST_TABLES]
    concerned = [key for one in differences for key in one.entities]
    more = len(book.differences) - len(differences), len(book.figures) - len(tables)
    places = [table.place for table in tables]
    return {
        "disagreements/index.md": Made(
            _disagreements, Differing(differences, _known(book, concerned), more[0])
        ),
        "figures/index.md": Made(_figures, Counted(tables, _known(book, places), more[1])),
    }


def _known(book: Book, keys: Iterable[str]) -> dict[str, Called]:
    return {key: book.called[key] for key in keys if key in book.called}


def _disagreements(values: Differing) -> str:
    """Render each office on which articles don't agree, the sentences side by side."""
    return page(
        "disagreements.html.j2",
        root="../",
        title="Where sources differ",
        summary="Offices that one person holds at a time, on which the articles don’t agree.",
        differences=[
            (
                difference,
                says(values.known, difference),
                [
                    (
                        values.known[side.person],
                        office(values.known, side),
                        [(claim, sentence(claim)) for claim in side.claims[:MOST_CLAIMS]],
                        len(side.claims[MOST_CLAIMS:]),
                    )
                    for side in difference.sides
                ],
            )
            for difference in values.differences
        ],
        open_claims=OPEN_CLAIMS,
        more=values.more,
    )


def _figures(values: Counted) -> str:
    """Render a table for each thing that several articles count."""
    return page(
        "figures.html.j2",
        root="../",
        title="Figures",
        summary="Counts that several articles give for the same thing, in order of date.",
        tables=[
            (
                table,
                values.known.get(table.place),
                [(figure, words(figure), sentence(figure)) for figure in newest(table.figures)],
                len(table.figures[MOST_FIGURES:]),
            )
            for table in values.tables
        ],
        more=values.more,
    )


def newest(found: Sequence[Figure]) -> Sequence[Figure]:
    """Return the rows for which a table has room; `found` are the oldest first, undated last."""
    dated = [figure for figure in found if figure.article.published]
    return [*dated[-MOST_FIGURES:], *found[len(dated) :]][:MOST_FIGURES]


def words(figure: Figure) -> str:
    """Return the words that give a figure."""
    return figure.article.blocks[figure.block].text[figure.start : figure.end]


def sentence(found: Claim | Figure) -> Markup:
    """Render the sentence of a claim or a figure with its words marked."""
    first, last = found.sentence
    marks = ((found.start - first, found.end - first),)
    text = found.article.blocks[found.block].text[first:last]
    return marked(Passage(found.block, first, last, text, marks))
