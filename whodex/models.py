"""Frozen values that the stages hand on. Offsets count Unicode code points in a block's text."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from pathlib import Path

INDEX = "index"  # nobody's id: the list of all stands at its address
ENGLISH = "en"  # the only language in which names, quotes and figures are found


class BlockKind(StrEnum):
    """What a block of an article is."""

    TITLE = "title"
    HEADING = "heading"
    PARAGRAPH = "paragraph"
    LIST_ITEM = "list-item"
    QUOTE = "quote"
    CREDIT = "credit"


class EntityType(StrEnum):
    """What kind of thing a name names."""

    PERSON = "person"
    ORGANIZATION = "organization"
    PLACE = "place"


@dataclass(frozen=True, slots=True)
class Block:
    """One title, paragraph, heading, list item, block quote or credit line, without line breaks."""

    kind: BlockKind
    text: str


@dataclass(frozen=True, slots=True)
class Hint:
    """An editor's word for one article: this surface form means this entity here."""

    text: str
    entity: str


@dataclass(frozen=True, slots=True)
class Field:
    """A field of a file that has no use here, as it stands there."""

    name: str
    value: str


@dataclass(frozen=True, slots=True)
class Article:
    """One seed as read. `blocks[0]` is the title, unless the seed has none: then `title` is ours.

    What the file doesn't say is None or empty. `seed` is the path inside the folder of seeds,
    with forward slashes; `language` is an ISO 639 code; `headline` is the original one, where
    the title is another; `license` says under which terms the text may be published. `other` are
    the file's fields that have no use here, `notices` what the reader mended or doubts.
    """

    id: str
    seed: str
    title: str
    title_is_ours: bool
    source: str | None
    source_url: str | None
    authors: tuple[str, ...]
    published: date | None
    language: str
    blocks: tuple[Block, ...]
    hints: tuple[Hint, ...] = ()
    headline: str | None = None
    license: str | None = None
    other: tuple[Field, ...] = ()
    notices: tuple[str, ...] = ()


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


def in_blocks(names: Iterable[Name]) -> dict[int, list[Name]]:
    """Names by the number of their block."""
    found: dict[int, list[Name]] = {}
    for name in names:
        found.setdefault(name.block, []).append(name)
    return found


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
class Quote:
    """Words inside quotation marks (`start` to `end`, marks excluded), with cue and speaker.

    In a transcript a person's turn is a quote without marks, and without a cue.

    `speaker` is an entity's id or None; `speaker_span` is (block, start, end) of the words that
    name the speaker, "he" and "an Israeli official" included.
    """

    block: int
    start: int
    end: int
    text: str
    cue: str | None
    speaker: str | None
    speaker_text: str | None
    speaker_span: tuple[int, int, int] | None


@dataclass(frozen=True, slots=True)
class Description:
    """Words that say who an entity is: an office, a title, an apposition.

    `role` is the office alone ("prime minister"); `organization` and `place` are ids of the first
    ones named in the words; `former` says that the words put the office in the past.
    """

    block: int
    start: int
    end: int
    text: str
    entity: str
    role: str = ""
    organization: str | None = None
    place: str | None = None
    former: bool = False


@dataclass(frozen=True, slots=True)
class Relation:
    """Words that say whose kin a person is: "Kim's brother", "his wife".

    `kin` is the word of kinship, lower case; `relative` is the id of the one whose brother it is,
    None where the words don't name him.
    """

    block: int
    start: int
    end: int
    text: str
    entity: str
    kin: str
    relative: str | None


@dataclass(frozen=True, slots=True)
class AuthorityId:
    """An identifier in an authority file (`wikidata`, …) and where it was looked up."""

    authority: str
    value: str
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Entity:
    """A person, an organization or a place. `aliases` are all forms seen and registered."""

    id: str
    type: EntityType
    name: str
    aliases: tuple[str, ...]
    authority_ids: tuple[AuthorityId, ...] = ()


@dataclass(frozen=True, slots=True)
class AnnotatedArticle:
    """An article with all that was found in it, each in the order of the text.

    An article in another language than English has no sentences: nothing was looked for.
    """

    article: Article
    sentences: tuple[tuple[tuple[int, int], ...], ...]
    mentions: tuple[Mention, ...]
    quotes: tuple[Quote, ...] = ()
    descriptions: tuple[Description, ...] = ()
    relations: tuple[Relation, ...] = ()


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


class DoubtKind(StrEnum):
    """What an editor could settle."""

    UNSURE = "unsure"
    MERGE = "possible merge"
    SPLIT = "possible split"
    KINDS = "two kinds"


@dataclass(frozen=True, slots=True)
class Doubt:
    """Something that the texts leave open, and the lines of decisions.yml that would settle it.

    `entities` are the candidates, or those that may be one, or the one that may be two;
    `mentions` say where to look, each with its article's id, and `settles` counts the mentions
    that a decision is about. `reason` is a sentence for readers; of the `lines` one is right.
    """

    kind: DoubtKind
    entities: tuple[str, ...]
    mentions: tuple[tuple[str, Mention], ...]
    settles: int
    reason: str
    lines: tuple[str, ...]


class DifferenceKind(StrEnum):
    """In which way articles don't agree on an office that one person holds at a time."""

    HOLDERS = "holders"
    OFFICES = "offices"
    FORMER = "former"


@dataclass(frozen=True, slots=True)
class Claim:
    """Words (`start` to `end`) of an article that give a person an office; `sentence` has them."""

    article: Article
    block: int
    start: int
    end: int
    sentence: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Side:
    """One of the statements that don't agree, and everywhere it is made.

    `seat` is the id of the organization or place of the office, where the words name one.
    """

    person: str
    role: str
    seat: str | None
    former: bool
    claims: tuple[Claim, ...]


@dataclass(frozen=True, slots=True)
class Difference:
    """Two or more sides that can't all be so at one time.

    `dated` says that each side has a date; one without a date only contradicts itself.
    """

    id: str
    kind: DifferenceKind
    sides: tuple[Side, ...]
    dated: bool

    @property
    def entities(self) -> tuple[str, ...]:
        """The ids of those concerned: people, then the organizations and places."""
        people = [side.person for side in self.sides]
        seats = [side.seat for side in self.sides if side.seat]
        return tuple(dict.fromkeys([*people, *seats]))


@dataclass(frozen=True, slots=True)
class Figure:
    """A count that an article gives, in the words from `start` to `end`; `sentence` has them.

    `number` is the least that a range says, `up_to` the most, else None. `unit` is "day", "week",
    "month" or "year" for a length of time; `qualifier` is the words that
    stand before the number ("at least"), `attribution` those that say who gives it; both may be
    empty.
    """

    article: Article
    block: int
    start: int
    end: int
    sentence: tuple[int, int]
    number: float
    unit: str
    qualifier: str
    attribution: str
    up_to: float | None = None


@dataclass(frozen=True, slots=True)
class FigureTable:
    """The counts of one thing ("people killed") at the place with the id `place`, oldest first.

    Without an id they are those of the whole world.
    """

    id: str
    thing: str
    place: str
    figures: tuple[Figure, ...]


@dataclass(frozen=True, slots=True)
class DatedEvent:
    """A day that an article names, in the words from `start` to `end`; `sentence` has them.

    `day` is None where its year isn't known, `year_is_written` says that the words give it;
    `month_and_day` are always known. `entities` are the ids of those named in the sentence.
    """

    article: Article
    block: int
    start: int
    end: int
    sentence: tuple[int, int]
    day: date | None
    month_and_day: tuple[int, int]
    year_is_written: bool
    entities: tuple[str, ...]
