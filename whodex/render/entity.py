"""The page of a person, an organization or a place."""

from collections.abc import Sequence
from itertools import groupby

from whodex.models import Entity, EntityType
from whodex.profile import Office, Profile, Wording
from whodex.render import pictures, schema
from whodex.render.collection import Collection
from whodex.render.compared import says
from whodex.render.feeds import feed_of
from whodex.render.page import page
from whodex.render.text import marked
from whodex.render.words import FOLDERS, number, span

SHOWN_IN_RAIL = 12
SHOWN_IN_PICTURE = 10
OPEN_ARTICLES = 10
OPEN_QUOTES = 12


def entity(collection: Collection, about: Profile) -> str:
    """Render what the articles say about a person, an organization or a place."""
    differing = collection.differences_of(about.entity.id)
    dated = [(a.article.published, a.mention_count) for a in about.appearances]
    return page(
        "profile.html.j2",
        root="../../",
        title=about.entity.name,
        summary=summary(about),
        head={
            "kind": "profile" if about.entity.type is EntityType.PERSON else "website",
            **({"feed": feed} if (feed := feed_of(collection, about)) else {}),
        },
        feed=feed,
        about=about,
        folder=FOLDERS[about.entity.type],
        chart=pictures.chart(dated),
        undated=sum(day is None for day, _ in dated),
        roles=roles(about.descriptions),
        offices=offices(about.offices),
        quotes=[(said, marked(said.passage)) for said in about.quotes],
        open_quotes=OPEN_QUOTES,
        differences=[(one, says(collection, one)) for one in differing],
        network=network(collection, about),
        company=[
            ("Appears with", about.people),
            ("Organizations", about.organizations),
            ("Places", about.places),
        ],
        passages=[
            (appearance, [(found.block, marked(found)) for found in appearance.passages])
            for appearance in about.appearances
        ],
        years=sorted({a.article.published.year for a in about.appearances if a.article.published}),
        shown=SHOWN_IN_RAIL,
        open_articles=OPEN_ARTICLES,
        json_ld=schema.thing(collection, about.entity),
    )


def roles(wordings: Sequence[Wording]) -> list[tuple[str, list[Wording]]]:
    """Group descriptions by office, the most used first; those that name none come last."""
    groups: dict[str, list[Wording]] = {}
    for wording in wordings:
        groups.setdefault(wording.role, []).append(wording)

    def most_used(role: str) -> tuple[bool, int, str]:
        return not role, -sum(len(wording.uses) for wording in groups[role]), role

    return [(role, groups[role]) for role in sorted(groups, key=most_used)]


def offices(held: Sequence[Office]) -> list[tuple[str, list[tuple[Entity, list[Wording]]]]]:
    """Group offices by role, and those by who is described as holding it."""
    return [
        (
            role,
            [
                (holder, [office.wording for office in found])
                for holder, found in groupby(same, key=lambda office: office.holder)
            ],
        )
        for role, same in groupby(held, key=lambda office: office.wording.role)
    ]


def network(collection: Collection, about: Profile) -> pictures.Network | None:
    """Draw a person among those who appear with them most, and who of these appear together."""
    near = about.people[:SHOWN_IN_PICTURE]
    if about.entity.type is not EntityType.PERSON or len(near) < 3:  # noqa: PLR2004 - a list says it
        return None
    centre = about.entity.id
    ties = {pictures.pair(centre, other.entity.id): other.articles for other in near}
    shown = {other.entity.id for other in near}
    for other in near:
        for third in collection.profiles[other.entity.id].people:
            if third.entity.id in shown:
                ties[pictures.pair(other.entity.id, third.entity.id)] = third.articles
    people = [(about.entity, len(about.appearances))]
    people += [(other.entity, other.articles) for other in near]
    return pictures.ring(people, ties, 300, 230)


def summary(about: Profile) -> str:
    """Say in a line how often and where an entity is named."""
    if not about.appearances:
        return f"{about.entity.name}: perhaps meant in {number(len(about.unsure), 'article')}."
    counts = (
        f"{number(about.mention_count, 'mention')} in {number(len(about.appearances), 'article')}"
    )
    if about.sources:
        counts += f" from {number(len(about.sources), 'source')}"
    return f"{about.entity.name}: {counts}{span(about.dates, ', {}')}."
