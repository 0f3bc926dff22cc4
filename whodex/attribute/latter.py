"""Whom "the former" and "the latter" mean: the one or the other of the two named just before."""

from collections.abc import Sequence
from itertools import pairwise

from whodex.attribute.phrases import Phrase, is_name, is_of_two
from whodex.attribute.pronouns import Discourse
from whodex.attribute.tokens import Kind, Token
from whodex.values.article import EntityType


def of_two(discourse: Discourse, block: int, phrase: Phrase) -> str | None:
    """Return who of "Kim and Lee", named in the same sentence or the one before, is meant."""
    own = discourse.rows[block].tokens
    if not is_of_two(own, phrase):
        return None
    here = discourse.clause_at(block, phrase.first)
    before: Sequence[Token] = own[here.low : phrase.first]
    number = discourse.number.get((block, here.low), 0)
    if number and not any(t.kind is Kind.NAME for t in before):
        row, found = discourse.sentences[number - 1]
        before = found.tokens[found.low : found.high] if row.block == block else ()
    pair = _pair(before)
    return pair[own[phrase.last].norm == "latter"] if pair else None


def _pair(tokens: Sequence[Token]) -> tuple[str, str] | None:
    """Return the two that "and" joins, if nobody and nothing else is named behind or with them."""
    names = [i for i, t in enumerate(tokens) if t.mention]
    if len(names) < len(("Kim", "Lee")) or any(map(is_name, tokens[names[-1] + 1 :])):
        return None
    if any(_joins(tokens[a:b]) for a, b in pairwise(names[:-1])):
        return None
    one, other = (tokens[i].mention for i in names[-2:])
    if one is None or other is None or one.type is not other.type or not one.entity:
        return None
    alike = one.type is not EntityType.PLACE and one.entity != other.entity
    both = alike and _joins(tokens[names[-2] : names[-1]])
    return (one.entity, other.entity) if both and other.entity else None


def _joins(tokens: Sequence[Token]) -> bool:
    """Whether nothing but an "and" or a comma, with titles, stands between two names."""
    small = [t.norm for t in tokens[1:] if t.kind is not Kind.NAME]
    return "and" in small or small == [","]
