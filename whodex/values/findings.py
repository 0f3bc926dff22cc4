"""What is found in articles: quotes, descriptions, doubts, differences, figures, days."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from whodex.values.article import Article
from whodex.values.entities import Mention


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
    ones named in the words; `former` says that the words put the office in the past, `several`
    that they are said of others, too: "two candidates".
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
    several: bool = False


@dataclass(frozen=True, slots=True)
class Relation:
    """Words that say whose kin a person is: "Kim's brother", "was married to".

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
class Number:
    """A count in the words of a block from `start` to `end`; `sentence` has them.

    `number` is the least that a range says, `up_to` the most, else None. `unit` is "day", "week",
    "month" or "year" for a length of time; `qualifier` is the words that
    stand before the number ("at least"), `attribution` those that say who gives it; both may be
    empty.
    """

    block: int
    start: int
    end: int
    sentence: tuple[int, int]
    number: float
    unit: str
    qualifier: str
    attribution: str
    up_to: float | None


@dataclass(frozen=True, slots=True)
class Figure(Number):
    """A count that an article gives."""

    article: Article


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
