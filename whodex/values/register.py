"""What the editors know."""

from dataclasses import dataclass
from pathlib import Path

from whodex.values.entities import Entity


@dataclass(frozen=True, slots=True)
class NotAName:
    """A decision: this surface form names nobody, in one article or (None) in all."""

    text: str
    article: str | None = None


@dataclass(frozen=True, slots=True)
class Meaning:
    """A decision: in this article this surface form means this entity."""

    article: str
    text: str
    entity: str


@dataclass(frozen=True, slots=True)
class Decision:
    """Where a decision is written, and what it is about: ids, and a form in one article or all."""

    file: Path
    line: int
    ids: tuple[str, ...] = ()
    article: str | None = None
    text: str | None = None


@dataclass(frozen=True, slots=True)
class Register:
    """What the editors know: entities with their names, and decisions on who is who.

    `same` and `different` hold pairs of entity ids; of a `same` pair the first id is kept.
    `decisions` says of all of them where they are written.
    """

    entities: tuple[Entity, ...] = ()
    same: tuple[tuple[str, str], ...] = ()
    different: tuple[tuple[str, str], ...] = ()
    not_names: tuple[NotAName, ...] = ()
    meanings: tuple[Meaning, ...] = ()
    decisions: tuple[Decision, ...] = ()
