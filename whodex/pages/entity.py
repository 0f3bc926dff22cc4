"""The page of a person, an organization or a place."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, groupby

from whodex.collect.book import Book
from whodex.collect.naming import FOLDERS, authority_link
from whodex.collect.profile import (
    Appearance,
    Company,
    Office,
    Profile,
    Relative,
    Said,
    Wording,
    quoted,
)
from whodex.data import schema
from whodex.data.compared import says
from whodex.data.feeds import feed_of
from whodex.data.person import FILE
from whodex.pages import pictures
from whodex.pages.made import Made
from whodex.pages.page import page
from whodex.pages.text import marked
from whodex.pages.words import number, span
from whodex.values.article import Article, EntityType
from whodex.values.entities import Called, Entity
from whodex.values.settings import Settings

SHOWN_IN_RAIL = 12
FOLDED_IN_RAIL = 24  # of more than these, those whom two articles name together
OPEN_ARTICLES = 10  # with their sentences; of all others the paragraphs are loaded when asked for
OPEN_QUOTES = 12
DIFFERENCES = 6
WORDINGS, USES = 60, 10  # ways of describing somebody, and articles of each
NEAREST, TIES = 10, 15  # people in the picture of somebody's network, and ties among them
# Who stands in more articles than LONG has a page for each year beside the newest NEW of them.
LONG, NEW = 200, 50


@dataclass(frozen=True, slots=True)
class Year:
    """Articles of one year, or without a date, that name someone, and what is quoted in them."""

    entity: Called
    label: str
    appearances: tuple[Appearance, ...]
    quotes: tuple[Said, ...]


@dataclass(frozen=True, slots=True)
class Values:
    """What the articles say of someone, and what stands beside it.

    `differing` are ids and words of differences, of which there are `differences` in all; `near`
    and `ties` are those in the picture, with counts.
    """

    about: Profile
    differing: tuple[tuple[str, str], ...]
    differences: int
    near: tuple[tuple[Entity, int], ...]
    ties: Mapping[tuple[str, str], int]
    feed: str | None
    settings: Settings


def entity(book: Book, about: Profile) -> Made[Values]:
    """Return the page of a person, an organization or a place."""
    differing = book.differing.get(about.entity.id, ())
    near = nearest(about)
    ties = _ties(book, sorted(other.entity.id for other in near))
    ties |= {pictures.pair(about.entity.id, other.entity.id): other.articles for other in near}
    return Made(
        _entity,
        Values(
            about,
            tuple((one.id, says(book.entities, one)) for one in differing[:DIFFERENCES]),
            len(differing),
            tuple((book.entities[other.entity.id], other.articles) for other in near),
            ties,
            feed_of(book.settings, about),
            book.settings,
        ),
    )


def _entity(values: Values) -> str:
    """Render what the articles say about a person, an organization or a place."""
    about, feed = values.about, values.feed
    dated = [(a.article.published, a.mention_count) for a in about.appearances]
    split = years(about)
    near: dict[EntityType, list[Company]] = {kind: [] for kind in EntityType}
    for other in about.company(*EntityType):
        near[other.entity.type].append(other)
    new = NEW if split else None
    return page(
        "profile.html.j2",
        root="../../",
        title=about.entity.name,
        summary=summary(about),
        head={
            "kind": "profile" if about.entity.type is EntityType.PERSON else "website",
            **({"feed": feed} if feed else {}),
        },
        feed=feed,
        file=FILE if about.entity.type is EntityType.PERSON else None,
        about=about,
        counts=counts(about),
        folder=FOLDERS[about.entity.type],
        chart=pictures.chart(dated),
        undated=sum(day is None for day, _ in dated),
        roles=roles(about.descriptions[:WORDINGS]),
        more_wordings=len(about.descriptions[WORDINGS:]),
        most_uses=USES,
        offices=offices(about.offices[:WORDINGS]),
        more_offices=len(about.offices[WORDINGS:]),
        relatives=relatives(about.relatives[:WORDINGS]),
        quotes=[(where, found.block, marked(found)) for where, found in quoted(about.quotes[:new])],
        quotes_shown=len(about.quotes[:new]),
        open_quotes=OPEN_QUOTES,
        differences=values.differing,
        more_differences=values.differences - len(values.differing),
        network=network(values),
        company=[
            ("Appears with", *folded(near[EntityType.PERSON])),
            ("Organizations", *folded(near[EntityType.ORGANIZATION])),
            ("Places", *folded(near[EntityType.PLACE])),
        ],
        passages=[
            (appearance, [(found.block, marked(found)) for found in appearance.passages])
            for appearance in about.appearances[:OPEN_ARTICLES]
        ],
        earlier=about.appearances[OPEN_ARTICLES:new],
        years=split,
        identified=identified(values.settings, about.entity),
        json_ld=schema.thing(values.settings, about.entity),
    )


def identified(settings: Settings, found: Entity) -> list[tuple[str, str | None, Sequence[str]]]:
    """Return the identifiers of somebody: what a link says, where it leads, who says so."""
    return [
        (
            f"{known.name if known else given.authority} {given.value}",
            authority_link(settings, given),
            given.sources,
        )
        for given in found.authority_ids
        for known in [settings.authority(given.authority)]
    ]


def years(about: Profile) -> list[Year]:
    """Split a long profile by year, newest first; of others there is nothing to split."""
    if len(about.appearances) <= LONG:
        return []
    quotes = {
        label: tuple(found)
        for label, found in groupby(about.quotes, key=lambda said: _year(said.article))
    }
    return [
        Year(about.entity.called, label, tuple(found), quotes.get(label, ()))
        for label, found in groupby(about.appearances, key=lambda one: _year(one.article))
    ]


def year(part: Year) -> str:
    """Render the articles of one year that name someone, and what is quoted in them."""
    return page(
        "year.html.j2",
        root="../../../",
        title=f"{part.entity.name}, {part.label}",
        summary=f"{number(len(part.appearances), 'article')} that name {part.entity.name}.",
        part=part,
        quotes=[(where, found.block, marked(found)) for where, found in quoted(part.quotes)],
    )


def _year(article: Article) -> str:
    return str(article.published.year) if article.published else "undated"


def folded(company: Sequence[Company]) -> tuple[Sequence[Company], Sequence[Company], int]:
    """Part those who appear with someone: shown at once, shown on demand, only counted."""
    first, more = company[:SHOWN_IN_RAIL], company[SHOWN_IN_RAIL:]
    if len(more) > FOLDED_IN_RAIL:
        more = [one for one in more if one.articles > 1][:FOLDED_IN_RAIL]
    return first, more, len(company)


def roles(wordings: Sequence[Wording]) -> list[tuple[str, list[Wording]]]:
    """Group descriptions by office, the most used first; those that name none come last."""
    groups: dict[str, list[Wording]] = {}
    for wording in wordings:
        groups.setdefault(wording.role, []).append(wording)

    def most_used(role: str) -> tuple[bool, int, str]:
        return not role, -sum(len(wording.uses) for wording in groups[role]), role

    return [(role, groups[role]) for role in sorted(groups, key=most_used)]


def relatives(found: Sequence[Relative]) -> list[tuple[Called, list[tuple[Wording, bool]]]]:
    """Group words of kinship, and whether they are about the other one, by whom they relate to."""
    return [
        (other, [(one.wording, one.theirs) for one in same])
        for other, same in groupby(found, key=lambda one: one.other)
    ]


def offices(held: Sequence[Office]) -> list[tuple[str, list[tuple[Called, list[Wording]]]]]:
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


def nearest(about: Profile) -> Sequence[Company]:
    """Return those who appear with a person most, if a picture of them says more than a list."""
    if about.entity.type is not EntityType.PERSON or len(about.appearances) == 1:
        return ()  # in one article everyone stands with everyone
    near = about.company(EntityType.PERSON)[:NEAREST]
    return near if len(near) > 2 else ()  # noqa: PLR2004 - of two a list says as much


def network(values: Values) -> pictures.Network | None:
    """Draw a person among those who appear with them most, and who of these appear together."""
    if not values.near:
        return None
    people = [(values.about.entity, len(values.about.appearances)), *values.near]
    return pictures.ring(people, values.ties, 300, 230)


def _ties(book: Book, near: Sequence[str]) -> dict[tuple[str, str], int]:
    """Return pairs of people who stand together most, and in how many articles."""
    named_in = {key: frozenset(book.named_in[key]) for key in near}
    found = [(a, b, len(named_in[a] & named_in[b])) for a, b in combinations(near, 2)]
    closest = sorted(found, key=lambda tie: (-tie[2], tie))[:TIES]
    return {(a, b): count for a, b, count in closest if count > 1}  # of one article anyone's


def summary(about: Profile) -> str:
    """Say in a line how often and where an entity is named."""
    return f"{about.entity.name}: {counts(about)}."


def counts(about: Profile) -> str:
    """Say how often, from how many sources and from when to when."""
    if not about.appearances:
        return f"perhaps meant in {number(len(about.unsure), 'article')}"
    found = (
        f"{number(about.mention_count, 'mention')} in {number(len(about.appearances), 'article')}"
    )
    if about.sources:
        found += f" from {number(len(about.sources), 'source')}"
    return found + span(about.dates, ", {}")
