"""The page that shows who appears with whom in the whole collection."""

from collections.abc import Mapping
from dataclasses import dataclass
from heapq import nsmallest
from itertools import combinations

from whodex.collect.book import Book
from whodex.collect.pairs import pairs
from whodex.pages import pictures
from whodex.pages.page import page
from whodex.pages.words import number
from whodex.values.article import EntityType
from whodex.values.entities import Entity

# What one can still read: so many names, or fewer, and so many lines; the table lists more.
SHOWN, LINES, LISTED = (60, 30, 20, 12), 160, 300
FEWEST = 3  # of fewer people the table says as much


@dataclass(frozen=True, slots=True)
class Pair:
    """Two people and the number of articles that name both."""

    one: Entity
    other: Entity
    articles: int


def network(book: Book) -> str:
    """Render a picture of the closest pairs, and a table of more of them."""
    found = pairs(book)
    closest = nsmallest(LISTED, found.items(), key=lambda pair: (-pair[1], pair[0]))
    named = book.entities
    return page(
        "network.html.j2",
        root="../",
        title="Who appears with whom",
        summary="Pairs of people by the number of articles that name both.",
        picture=(drawn := picture(book, found)),
        says=says(drawn) if drawn else None,
        pairs=[Pair(named[one], named[other], count) for (one, other), count in closest],
        count=len(found),
    )


def picture(book: Book, found: Mapping[tuple[str, str], int]) -> pictures.Network | None:
    """Draw who appears together most among those who are named in most articles.

    All pairs of so many common articles are drawn, or none of them. Where many pairs have few,
    fewer people are drawn with all that joins them.
    """
    most = book.most_named(EntityType.PERSON)[: max(SHOWN)]
    for shown in SHOWN:
        drawn = sorted(about.entity.id for about in most[:shown])
        among = {pair: found[pair] for pair in combinations(drawn, 2) if pair in found}
        counts = sorted(among.values(), reverse=True)
        fewest = 1 if len(counts) <= LINES else counts[LINES] + 1
        ties = {pair: count for pair, count in among.items() if count >= fewest}
        joined = {key for pair in ties for key in pair}
        if len(joined) >= shown / 5:
            break
    if len(joined) < FEWEST:
        return None
    people = [(p.entity, len(p.appearances)) for p in most if p.entity.id in joined]
    ties = dict(sorted(ties.items(), key=lambda tie: (-tie[1], tie[0])))
    return pictures.network(people, ties, 900, min(620, 260 + 8 * len(people)))


def says(picture: pictures.Network) -> str:
    """Say in words what the picture shows."""
    fewest = min(line.count for line in picture.lines)
    return (
        f"{number(len(picture.points), 'person')} of those who are named in most articles. "
        f"A line joins two who appear together in {number(fewest, 'article')} or more."
    )
