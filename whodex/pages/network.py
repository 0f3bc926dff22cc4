"""The page that shows who appears with whom in the whole collection."""

from collections.abc import Mapping
from dataclasses import dataclass
from heapq import nsmallest
from itertools import combinations

from whodex.collect.book import Book
from whodex.collect.pairs import pairs
from whodex.pages import pictures
from whodex.pages.made import Made
from whodex.pages.page import page
from whodex.pages.words import number
from whodex.values.article import EntityType
from whodex.values.entities import Called, Entity

# What one can still read: so many names, or fewer, and so many lines; the table lists more.
SHOWN, LINES, LISTED = (60, 30, 20, 12), 160, 300
FEWEST = 3  # of fewer people the table says as much


@dataclass(frozen=True, slots=True)
class Pair:
    """Two people and the number of articles that name both."""

    one: Called
    other: Called
    articles: int


@dataclass(frozen=True, slots=True)
class Values:
    """Who stands in the picture and by what they are tied, with counts; `count` is of all pairs."""

    drawn: tuple[tuple[Entity, int], ...]
    ties: Mapping[tuple[str, str], int]
    closest: tuple[Pair, ...]
    count: int


def network(book: Book) -> Made[Values]:
    """Return the page of who appears with whom."""
    found, called = pairs(book), book.called
    closest = nsmallest(LISTED, found.items(), key=lambda pair: (-pair[1], pair[0]))
    listed = tuple(Pair(called[one], called[other], count) for (one, other), count in closest)
    return Made(_network, Values(*drawn(book, found), listed, len(found)))


def _network(values: Values) -> str:
    """Render a picture of the closest pairs, and a table of more of them."""
    picture = draw(values)
    return page(
        "network.html.j2",
        root="../",
        title="Who appears with whom",
        summary="Pairs of people by the number of articles that name both.",
        picture=picture,
        says=says(picture) if picture else None,
        pairs=values.closest,
        count=values.count,
    )


def drawn(
    book: Book, found: Mapping[tuple[str, str], int]
) -> tuple[tuple[tuple[Entity, int], ...], dict[tuple[str, str], int]]:
    """Return who appears together most among those who are named in most articles, and their ties.

    All pairs of so many common articles are drawn, or none of them. Where many pairs have few,
    fewer people are drawn with all that joins them.
    """
    most = book.most_named(EntityType.PERSON)[: max(SHOWN)]
    for shown in SHOWN:
        keys = sorted(about.entity.id for about in most[:shown])
        among = {pair: found[pair] for pair in combinations(keys, 2) if pair in found}
        counts = sorted(among.values(), reverse=True)
        fewest = 1 if len(counts) <= LINES else counts[LINES] + 1
        ties = {pair: count for pair, count in among.items() if count >= fewest}
        joined = {key for pair in ties for key in pair}
        if len(joined) >= shown / 5:
            break
    people = tuple((p.entity, len(p.appearances)) for p in most if p.entity.id in joined)
    return people, dict(sorted(ties.items(), key=lambda tie: (-tie[1], tie[0])))


def draw(values: Values) -> pictures.Network | None:
    """Draw them, if they are enough for a picture."""
    people = values.drawn
    if len(people) < FEWEST:
        return None
    return pictures.network(people, values.ties, 900, min(620, 260 + 8 * len(people)))


def says(picture: pictures.Network) -> str:
    """Say in words what the picture shows."""
    fewest = min(line.count for line in picture.lines)
    return (
        f"{number(len(picture.points), 'person')} of those who are named in most articles. "
        f"A line joins two who appear together in {number(fewest, 'article')} or more."
    )
