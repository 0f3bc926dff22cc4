"""From names to entities: who is meant, in each article and across all of them.

Precision first: a name is linked only where exactly one candidate remains; else it is unsure and
keeps its candidates. An editor's word, from the register or an article's own hints, comes before
every rule.
"""

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from itertools import chain

from whodex.models import Article, Doubt, Entity, Mention, Name, Register
from whodex.names import fold
from whodex.resolve.article import links
from whodex.resolve.decisions import stale
from whodex.resolve.doubts import doubts
from whodex.resolve.entities import entities, ids, kept, mention
from whodex.resolve.gather import gather
from whodex.resolve.namesakes import tell_apart
from whodex.resolve.referents import Rule

__all__ = ["Resolution", "Rule", "resolve", "stale"]


@dataclass(frozen=True, slots=True)
class Resolution:
    """Each article's mentions, in the order of the articles, and the entities they name.

    `doubts` are what an editor could settle, most useful first; `known` holds the ids of all
    entities, those that a decision gives up included.
    """

    mentions: tuple[tuple[Mention, ...], ...]
    entities: tuple[Entity, ...]
    doubts: tuple[Doubt, ...]
    known: frozenset[str]


def resolve(
    articles: Sequence[Article], names: Sequence[tuple[Name, ...]], register: Register
) -> Resolution:
    """Say who is meant by each of an article's `names`, for all articles at once.

    Entities are one for every referent that is linked or a candidate; ids are the register's, or
    kebab-case of the canonical name, and unique. A decision on an unknown id has no effect.
    """
    collection = gather(articles, names, register)
    linked = [
        links(number, article, found, collection)
        for number, (article, found) in enumerate(zip(articles, names, strict=True))
    ]
    different = {frozenset(pair) for pair in register.different}
    linked, suspicions = tell_apart(articles, names, linked, collection, different)
    by_referent, known = ids(chain.from_iterable(linked), register)
    said = _said(articles, register, known)
    mentions = tuple(
        tuple(
            mention(name, link, by_referent, said.get((article.id, fold(name.text))))
            for name, link in zip(found, of_article, strict=True)
        )
        for article, found, of_article in zip(articles, names, linked, strict=True)
    )
    found = tuple(entities(by_referent, mentions, register))
    open_ = [(s, by_referent[s.person]) for s in suspicions if s.person in by_referent]
    return Resolution(mentions, found, doubts(articles, mentions, found, open_, register), known)


def _said(
    articles: Sequence[Article], register: Register, known: AbstractSet[str]
) -> dict[tuple[str, str], str]:
    """What editors say that a form means in an article, hints last; unknown ids are left out."""
    meanings = [(m.article, m.text, m.entity) for m in register.meanings]
    meanings += [(a.id, hint.text, hint.entity) for a in articles for hint in a.hints]
    kept_for = {dropped: id_ for id_, dropped in register.same}
    return {
        (article, fold(text)): kept(entity, kept_for)
        for article, text, entity in meanings
        if entity in known
    }
