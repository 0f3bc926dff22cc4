"""The page that shows who appears with whom in the whole collection."""

from collections.abc import Sequence
from dataclasses import dataclass

from whodex.models import Entity, EntityType
from whodex.profile import Profile
from whodex.render import pictures
from whodex.render.collection import Collection
from whodex.render.page import page
from whodex.render.words import number

# What one can still read: so many names, or fewer, and so many lines; the table lists more.
SHOWN, LINES, LISTED = (60, 30, 20, 12), 160, 300
FEWEST = 3  # of fewer people the table says as much


@dataclass(frozen=True, slots=True)
class Pair:
    """Two people and the number of articles that name both."""

    one: Entity
    other: Entity
    articles: int


def network(collection: Collection) -> str:
    """Render a picture of the closest pairs, and a table of more of them."""
    people = [p for p in collection.profiles.values() if p.entity.type is EntityType.PERSON]
    found = pairs(people)
    return page(
        "network.html.j2",
        root="../",
        title="Who appears with whom",
        summary="Pairs of people by the number of articles that name both.",
        picture=(drawn := picture(collection, found)),
        says=says(drawn) if drawn else None,
        pairs=found[:LISTED],
        count=len(found),
    )


def pairs(people: Sequence[Profile]) -> list[Pair]:
    """Return all pairs, those in most articles first."""
    found = [
        Pair(about.entity, other.entity, other.articles)
        for about in people
        for other in about.people
        if about.entity.id < other.entity.id
    ]
    return sorted(found, key=lambda pair: (-pair.articles, pair.one.id, pair.other.id))


def picture(collection: Collection, found: Sequence[Pair]) -> pictures.Network | None:
    """Draw who appears together most among those who are named in most articles.

    All pairs of so many common articles are drawn, or none of them. Where many pairs have few,
    fewer people are drawn with all that joins them.
    """
    most = collection.most_named(EntityType.PERSON)
    for shown in SHOWN:
        drawn = {about.entity.id for about in most[:shown]}
        among = [pair for pair in found if pair.one.id in drawn and pair.other.id in drawn]
        fewest = 1 if len(among) <= LINES else among[LINES].articles + 1
        near = [pair for pair in among if pair.articles >= fewest]
        joined = {key for pair in near for key in (pair.one.id, pair.other.id)}
        if len(joined) >= shown / 5:
            break
    if len(joined) < FEWEST:
        return None
    people = [(p.entity, len(p.appearances)) for p in most if p.entity.id in joined]
    ties = {(pair.one.id, pair.other.id): pair.articles for pair in near}
    return pictures.network(people, ties, 900, min(620, 260 + 8 * len(people)))


def says(picture: pictures.Network) -> str:
    """Say in words what the picture shows."""
    fewest = min(line.count for line in picture.lines)
    return (
        f"{number(len(picture.points), 'person')} of those who are named in most articles. "
        f"A line joins two who appear together in {number(fewest, 'article')} or more."
    )
