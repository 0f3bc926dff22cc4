"""Names, mentions and the entities that they mean."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from whodex.values.article import EntityType


@dataclass(frozen=True, slots=True)
class Name:
    """A name as recognized: where it stands and what kind of name it is, not yet who is meant.

    `evidence` says in a word what it was recognized by ("model", "register", "surname", …);
    `votes` how likely the model holds it for each of `EntityType`, where the model was asked.
    """

    block: int
    start: int
    end: int
    text: str
    type: EntityType
    evidence: str
    votes: tuple[float, ...] = field(default=(), compare=False)


def meeting(names: Sequence[Name], start: int, end: int) -> Sequence[Name]:
    """Return the names of one block, in order and apart, that meet a place in it."""
    first = bisect_right(names, start, key=lambda name: name.end)
    return names[first : bisect_left(names, end, key=lambda name: name.start)]


@dataclass(frozen=True, slots=True)
class Mention:
    """A name with its entity's id and the rule that found it, or the candidates where unsure."""

    block: int
    start: int
    end: int
    text: str
    type: EntityType
    entity: str | None
    rule: str
    candidates: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class AuthorityId:
    """An identifier in an authority file (`wikidata`, …) and where it was looked up."""

    authority: str
    value: str
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Called:
    """A person, an organization or a place, as a link says it."""

    id: str
    type: EntityType
    name: str


@dataclass(frozen=True, slots=True)
class Entity(Called):
    """A person, an organization or a place. `aliases` are all forms seen and registered."""

    aliases: tuple[str, ...]
    authority_ids: tuple[AuthorityId, ...] = ()

    @property
    def called(self) -> Called:
        """What a link to it says."""
        return Called(self.id, self.type, self.name)


def in_blocks(names: Iterable[Name]) -> dict[int, list[Name]]:
    """Names by the number of their block."""
    found: dict[int, list[Name]] = {}
    for name in names:
        found.setdefault(name.block, []).append(name)
    return found
