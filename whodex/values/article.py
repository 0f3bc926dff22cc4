"""Articles as read. Offsets count Unicode code points in a block's text."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

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
    the title is another; `license` says under which terms the text may be published; `tags` are
    what it is filed under. `other` are the file's fields that have no use here, `notices` what the
    reader mended or doubts.
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
    tags: tuple[str, ...] = ()
    other: tuple[Field, ...] = ()
    notices: tuple[str, ...] = ()
