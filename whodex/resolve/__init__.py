"""From names to entities: who is meant, in each article and across all of them.

Precision first: a name is linked only where exactly one candidate remains; else it is unsure and
keeps its candidates. An editor's word, from the register or an article's own hints, comes before
every rule.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from itertools import chain

from whodex.lexicon.names import fold
from whodex.register.stale import stale
from whodex.resolve.answers import questions
from whodex.resolve.article import links, relinked
from whodex.resolve.asked import Linked, joined
from whodex.resolve.doubts import doubts
from whodex.resolve.entities import (
    entities,
    given_up,
    ids,
    kept,
    kinds,
    mention,
    with_named_candidates,
)
from whodex.resolve.gather import gather
from whodex.resolve.namesakes import tell_apart
from whodex.resolve.referents import PERSON, Collection, Referent
from whodex.resolve.told import told, with_generations
from whodex.values.article import Article
from whodex.values.entities import Entity, Mention, Name
from whodex.values.findings import Doubt
from whodex.values.register import Register

__all__ = ["Resolution", "resolve", "stale"]


@dataclass(frozen=True, slots=True)
class Resolution:
    """Each article's mentions, in the order of the articles, and the entities they name.

    `doubts` are what an editor could settle, most useful first; `known` holds the ids of all
    entities, those that a decision gives up included; `sexes` says of whom the articles or the
    given name say that they are a "man" or a "woman", by id.
    """

    mentions: tuple[tuple[Mention, ...], ...]
    entities: tuple[Entity, ...]
    doubts: tuple[Doubt, ...]
    known: frozenset[str]
    sexes: Mapping[str, str]


def resolve(
    articles: Sequence[Article], names: Sequence[tuple[Name, ...]], register: Register
) -> Resolution:
    """Say who is meant by each of an article's `names`, for all articles at once.

    Entities are one for every referent that is linked, or a candidate where none is; ids are the
    register's, or kebab-case of the canonical name, and unique. A decision on an unknown id has no
    effect.
    """
    collection = gather(articles, names, list(map(told, articles, names)), register)
    ask = questions(collection)
    linked = [links(one, found, **ask) for one, found in zip(articles, names, strict=True)]
    return resolved(articles, names, linked, collection, register)


def resolved(
    articles: Sequence[Article],
    names: Sequence[tuple[Name, ...]],
    found: Iterable[Linked],
    collection: Collection,
    register: Register,
) -> Resolution:
    """Put together what `links` found in each article."""
    called = list(map(with_generations, articles, names))
    alone = list(joined(found, collection))
    different = {frozenset(pair) for pair in register.different}
    parted, suspicions = tell_apart(articles, called, alone, collection, different)
    linked = [
        [relinked(link, number, parted) for link in of_article]
        for number, (of_article, _) in enumerate(alone)
    ]
    by_referent, known = ids(chain.from_iterable(linked), register)
    said = _said(articles, register, known)
    of_kind = kinds(by_referent, register)
    mentions = tuple(
        tuple(
            mention(name, link, by_referent, said.get((article.id, fold(name.text))), of_kind)
            for name, link in zip(of_text, of_article, strict=True)
        )
        for article, of_text, of_article in zip(articles, names, linked, strict=True)
    )
    mentions = with_named_candidates(mentions, register)
    everybody = tuple(entities(by_referent, mentions, register))
    published = {entity.id for entity in everybody}
    open_ = [(s, key) for s in suspicions if (key := by_referent.get(s.person, "")) in published]
    open_doubts = doubts(articles, mentions, everybody, open_, register)
    return Resolution(mentions, everybody, open_doubts, known, _sexes(by_referent, collection))


def _sexes(by_referent: Mapping[Referent, str], collection: Collection) -> dict[str, str]:
    """What is known of people's sex; two of one id who differ are left out."""
    said: dict[str, set[str]] = defaultdict(set)
    for person, key in by_referent.items():
        if person.type is PERSON and (sex := collection.sex(person)):
            said[key].add(sex)
    return {key: found.pop() for key, found in said.items() if len(found) == 1}


def _said(
    articles: Sequence[Article], register: Register, known: AbstractSet[str]
) -> dict[tuple[str, str], str]:
    """What editors say that a form means in an article, hints last; unknown ids are left out."""
    meanings = [(m.article, m.text, m.entity) for m in register.meanings]
    meanings += [(a.id, hint.text, hint.entity) for a in articles for hint in a.hints]
    kept_for = given_up(register, known)
    return {
        (article, fold(text)): kept(entity, kept_for)
        for article, text, entity in meanings
        if entity in known
    }
