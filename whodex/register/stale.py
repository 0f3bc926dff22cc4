"""Decisions and hints that no longer apply."""

from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from pathlib import Path

from whodex.lexicon.names import fold
from whodex.values.article import Article
from whodex.values.entities import Mention
from whodex.values.errors import Problem
from whodex.values.register import Decision, Register

EXAMPLE = "an id from a page's address, or no such line"


def stale(
    articles: Sequence[Article],
    mentions: Sequence[Sequence[Mention]],
    known: AbstractSet[str],
    register: Register,
    seeds: Path,
) -> Iterator[Problem]:
    """Warn of each decision and hint that names an unknown id or article, or a form not there.

    `known` holds all ids, those that a decision gives up included; `seeds` is the folder of the
    articles' seeds.
    """
    by_id = {article.id: article for article in articles}
    forms = {
        article.id: {fold(mention.text) for mention in found}
        for article, found in zip(articles, mentions, strict=True)
    }
    for decision in register.decisions:
        for message in _wrong(decision, by_id, forms, known):
            yield Problem(decision.file, decision.line, message, EXAMPLE)
    for article in articles:
        for hint in article.hints:
            where = Decision(seeds / article.seed, 0, (hint.entity,), article.id, hint.text)
            for message in _wrong(where, by_id, forms, known):
                yield Problem(where.file, None, message, EXAMPLE)


def _wrong(
    decision: Decision,
    articles: Mapping[str, Article],
    forms: Mapping[str, AbstractSet[str]],
    known: AbstractSet[str],
) -> Iterator[str]:
    for entity in decision.ids:
        if entity not in known:
            yield f"no effect: there is no {entity!r}, neither in the articles nor in the register"
    if decision.article and decision.article not in articles:
        yield f"no effect: there is no article {decision.article!r}"
    elif decision.article and decision.text:
        there = (
            fold(decision.text) in forms[decision.article]
            if decision.ids
            else _stands_in(decision.text, articles[decision.article])
        )
        if not there:
            yield f"no effect: {decision.text!r} isn't a name in {decision.article!r}"
    elif decision.text and not any(_stands_in(decision.text, a) for a in articles.values()):
        yield f"no effect: {decision.text!r} stands in no article"


def _stands_in(text: str, article: Article) -> bool:
    """Whether words stand in an article, whatever their apostrophes."""
    plain = text.replace("’", "'")
    return any(plain in block.text.replace("’", "'") for block in article.blocks)
