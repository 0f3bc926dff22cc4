"""The page of an article: its text, who and what is in it, and what to read next."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import log

from whodex.models import AnnotatedArticle, Article, BlockKind, Entity, EntityType
from whodex.profile import Profile
from whodex.render import schema, text
from whodex.render.collection import Collection
from whodex.render.page import page
from whodex.render.words import FOLDERS, either, number, span, summary

RELATED = 4
NAMED_AS_REASON = 3
# Who stands in very many articles can't make two of them neighbours, only add to it.
COMMON = 200


@dataclass(frozen=True, slots=True)
class Member:
    """Someone or something that an article names: how it is described there, where it stands."""

    about: Profile
    words: str | None
    blocks: Mapping[int, int]

    @property
    def entity(self) -> Entity:
        """Who or what it is."""
        return self.about.entity

    @property
    def count(self) -> int:
        """How often the article names it."""
        return sum(self.blocks.values())

    @property
    def sum(self) -> str:
        """Say in a line how often all articles name it, from when to when."""
        about = self.about
        return (
            f"{number(about.mention_count, 'mention')} in "
            f"{number(len(about.appearances), 'article')}{span(about.dates, ', {}')}"
        )


@dataclass(frozen=True, slots=True)
class Neighbour:
    """Another article, and the people whom both name, the rarest first."""

    article: Article
    people: tuple[Entity, ...]

    @property
    def reason(self) -> str:
        """Say whom both articles name."""
        names = [person.name for person in self.people[:NAMED_AS_REASON]]
        if more := len(self.people) - len(names):
            names.append(f"{more} more")
        return either(names, "and")


def article(collection: Collection, item: AnnotatedArticle) -> str:
    """Render an article with every mention linked, and beside it who and what is in it."""
    subject = item.article
    parts = text.blocks(collection, item)
    members = cast(collection, item)
    has_title = bool(subject.blocks) and subject.blocks[0].kind is BlockKind.TITLE
    return page(
        "article.html.j2",
        root="../../",
        title=subject.title,
        summary=summary(subject),
        head={
            "kind": "article",
            **({"published": subject.published.isoformat()} if subject.published else {}),
        },
        article=subject,
        headline=parts[0] if has_title else None,
        text=text.listed(subject.blocks, parts, start=int(has_title)),
        cast=[(FOLDERS[kind], found) for kind, found in members.items()],
        quotes=bool(item.quotes),
        filters={
            kind.value: [collection.filter_names[one.entity.id] for one in found]
            for kind, found in members.items()
        },
        unsure=[m for m in item.mentions if not m.entity and m.candidates],
        related=related(subject, members[EntityType.PERSON]),
        json_ld=schema.news_article(
            collection, subject, [one.entity for kind in members.values() for one in kind]
        ),
    )


def cast(collection: Collection, item: AnnotatedArticle) -> dict[EntityType, list[Member]]:
    """Return who and what an article names, kind by kind, in the order of appearance."""
    places: dict[str, Counter[int]] = defaultdict(Counter)
    for mention in item.mentions:
        if mention.entity:
            places[mention.entity][mention.block] += 1
    words: dict[str, str] = {}
    for description in item.descriptions:
        words.setdefault(description.entity, description.text)
    found: dict[EntityType, list[Member]] = {kind: [] for kind in EntityType}
    for key, blocks in places.items():
        about = collection.profiles[key]
        in_order = dict(sorted(blocks.items()))
        found[about.entity.type].append(Member(about, words.get(key), in_order))
    return found


def related(subject: Article, people: Sequence[Member]) -> list[Neighbour]:
    """Return the articles that name most of the same people; who is rarely named counts more.

    The measure is close to Adamic's and Adar's ("Friends and neighbors on the Web", 2003).
    """
    rarest = sorted(people, key=lambda one: (len(one.about.appearances), one.entity.id))
    shared: dict[str, list[Entity]] = defaultdict(list)
    near: dict[str, Article] = {}
    closeness: dict[str, float] = defaultdict(float)
    for person in rarest:
        others = person.about.appearances
        for other in (appearance.article for appearance in others):
            if other.id == subject.id or (len(others) > COMMON and other.id not in near):
                continue
            near[other.id] = other
            shared[other.id].append(person.entity)
            closeness[other.id] += 1 / log(1 + len(others))
    closest = sorted(near, key=lambda key: (-closeness[key], key))
    return [Neighbour(near[key], tuple(shared[key])) for key in closest[:RELATED]]
