"""The pages on which articles stand side by side: offices they don't agree on, and figures."""

from collections.abc import Callable, Sequence

from markupsafe import Markup

from whodex.collect.book import MOST_DIFFERENCES, Book
from whodex.collect.profile import Passage
from whodex.data.compared import office, says
from whodex.pages.page import page
from whodex.pages.text import marked
from whodex.values.findings import Claim, Figure

OPEN_CLAIMS = 5
# The data have what is beyond these: sentences of a side, tables and rows of one.
MOST_CLAIMS, MOST_TABLES, MOST_FIGURES = 50, 200, 200


def compared(book: Book) -> dict[str, Callable[[], bytes]]:
    """Return what makes the pages disagreements/ and figures/, by path."""
    return {
        "disagreements/index.md": lambda: disagreements(book).encode(),
        "figures/index.md": lambda: figures(book).encode(),
    }


def disagreements(book: Book) -> str:
    """Render each office on which articles don't agree, the sentences side by side."""
    return page(
        "disagreements.html.j2",
        root="../",
        title="Where sources differ",
        summary="Offices that one person holds at a time, on which the articles don’t agree.",
        differences=[
            (
                difference,
                says(book, difference),
                [
                    (
                        book.entities[side.person],
                        office(book, side),
                        [(claim, sentence(claim)) for claim in side.claims[:MOST_CLAIMS]],
                        len(side.claims[MOST_CLAIMS:]),
                    )
                    for side in difference.sides
                ],
            )
            for difference in book.differences[:MOST_DIFFERENCES]
        ],
        open_claims=OPEN_CLAIMS,
        more=len(book.differences[MOST_DIFFERENCES:]),
    )


def figures(book: Book) -> str:
    """Render a table for each thing that several articles count."""
    return page(
        "figures.html.j2",
        root="../",
        title="Figures",
        summary="Counts that several articles give for the same thing, in order of date.",
        tables=[
            (
                table,
                book.entities.get(table.place),
                [(figure, words(figure), sentence(figure)) for figure in newest(table.figures)],
                len(table.figures[MOST_FIGURES:]),
            )
            for table in book.figures[:MOST_TABLES]
        ],
        more=len(book.figures[MOST_TABLES:]),
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
