"""Quotes to their speakers, descriptions to the people they describe. No model, only rules."""

from collections.abc import Callable, Sequence

from whodex.attribute.described import described
from whodex.attribute.quotations import quotations_of_blocks
from whodex.attribute.roles import countries
from whodex.attribute.spoken import spoken
from whodex.attribute.tokens import row
from whodex.attribute.transcripts import turns
from whodex.lexicon.names import fold
from whodex.values.article import Article, BlockKind
from whodex.values.entities import Mention
from whodex.values.findings import Description, Quote, Relation

__all__ = ["attribute", "countries"]

HEADINGS = frozenset((BlockKind.TITLE, BlockKind.HEADING))


def _nowhere(_adjective: str) -> str | None:
    return None


def attribute(
    article: Article,
    sentences: Sequence[Sequence[tuple[int, int]]],
    mentions: Sequence[Mention],
    country: Callable[[str], str | None] = _nowhere,
) -> tuple[tuple[Quote, ...], tuple[Description, ...], tuple[Relation, ...]]:
    """Return who says what, the words that say who somebody is, and those that say whose kin.

    Each stand in the order of the text.

    `sentences` holds the (start, end) of each block's sentences; `mentions` are resolved.
    `country`, which `countries` make, finds Sweden where "swedish" stands in a description.
    Quotes that nobody is plainly said to speak have no speaker; short ones (titles, ironies) are
    left out. A person's turn in a transcript is a quote, though no marks stand around it. Takes
    time linear in the length of the text.
    """
    by_block: dict[int, list[Mention]] = {}
    for mention in mentions:
        by_block.setdefault(mention.block, []).append(mention)
    texts = [block.text for block in article.blocks]
    headings = frozenset(n for n, block in enumerate(article.blocks) if block.kind in HEADINGS)
    answers = turns(texts, by_block, headings)
    quoted = quotations_of_blocks(texts, headings)
    starts = {n: turn.start for n, turn in answers.items()}
    rows = tuple(
        row(n, text, sentences[n], by_block.get(n, ()), quoted[n], starts.get(n, 0))
        for n, text in enumerate(texts)
    )
    year = article.published.year if article.published else None
    answering = {n: turn.label.entity for n, turn in answers.items()}
    descriptions, relations = described(rows, by_block, country, year, answering)
    quotes = spoken(rows, descriptions, headings, answers, _author(article, mentions))
    return quotes, descriptions, relations


def _author(article: Article, mentions: Sequence[Mention]) -> str | None:
    """Return the id of the one who wrote an article, if it has one byline and names them."""
    if len(article.authors) != 1:
        return None
    ids = {m.entity for m in mentions if fold(m.text) == fold(article.authors[0])}
    return ids.pop() if len(ids) == 1 else None
