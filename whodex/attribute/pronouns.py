"""Whom "he", "she" and "it" mean, only where it is plain."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from whodex.attribute.lexicon import PEOPLE, SEXES
from whodex.attribute.phrases import names_office
from whodex.attribute.speakers import Clause, main_subject
from whodex.attribute.tokens import Kind, Row, Token
from whodex.models import EntityType, Mention

SENTENCES_BACK = 5
GENDER = {"he": "man", "his": "man", "she": "woman", "her": "woman"}


class Salience:
    """The article's sentences and what it says about who is a man and who a woman."""

    def __init__(self, rows: Sequence[Row], clauses: Sequence[Sequence[Clause]]) -> None:
        self.sentences = [(r, c) for r in rows for c in clauses[r.block]]
        self.number = {(r.block, c.low): n for n, (r, c) in enumerate(self.sentences)}
        self.rows = rows
        self.clauses = clauses
        self.gender = _genders(rows)


def _genders(rows: Sequence[Row]) -> dict[str, str]:
    """Collect what "Ms." and "his brother" right before a name say; contradictions drop out."""
    seen: dict[str, set[str]] = {}
    for row in rows:
        for i, token in enumerate(row.tokens):
            if token.mention is None or token.mention.entity is None:
                continue
            before = [t.norm for t in row.tokens[max(0, i - 2) : i] if t.text != "."]
            if before and before[-1] in SEXES:
                seen.setdefault(token.mention.entity, set()).add(SEXES[before[-1]])
    return {entity: next(iter(found)) for entity, found in seen.items() if len(found) == 1}


def antecedent(salience: Salience, block: int, at: int) -> str | None:
    """Return the entity that the pronoun at token `at` of `block` stands for, or None.

    The nearest sentence before it that names somebody decides: its subject, or the only one
    named in it. A subject without a name ("the official") ends the search.
    """
    pronoun = salience.rows[block].tokens[at].norm
    if pronoun in GENDER:
        return _person(salience, block, at, GENDER[pronoun])
    if pronoun in ("it", "its"):
        return _thing(salience, block, at)
    return None


def _person(salience: Salience, block: int, at: int, gender: str) -> str | None:
    for tokens, found, low, high in _backwards(salience, block, at):
        named = [
            m.entity
            for m in _mentions(tokens, low, high, (EntityType.PERSON,))
            if m.entity is None or salience.gender.get(m.entity, gender) == gender
        ]
        subject = _subject(tokens, found, high)
        if subject is not None:
            name = subject if isinstance(subject, Mention) else None
            if name and name.type is EntityType.PERSON:
                if salience.gender.get(name.entity or "", gender) == gender:
                    return name.entity
            elif name is None and subject != "pronoun":
                return None
            elif subject == "pronoun" and not named:
                continue
        others = set(named)
        if len(others) == 1:
            return others.pop()
        if others:
            return None
    return None


def _thing(salience: Salience, block: int, at: int) -> str | None:
    kinds = (EntityType.ORGANIZATION, EntityType.PLACE)
    for tokens, found, low, high in list(_backwards(salience, block, at))[:2]:
        subject = _subject(tokens, found, high)
        if isinstance(subject, Mention) and subject.type in kinds:
            return subject.entity
        organizations = {m.entity for m in _mentions(tokens, low, high, (EntityType.ORGANIZATION,))}
        if len(organizations) == 1 and not isinstance(subject, Mention):
            return organizations.pop()
        if isinstance(subject, Mention) or organizations:
            return None
    return None


def _subject(tokens: Sequence[Token], found: Clause, high: int) -> Mention | str | None:
    """Return the sentence's subject: its name, "pronoun", "unnamed", or None where unknown."""
    phrase = next((c.subject for c in found.cues if c.subject and c.first < high), None)
    phrase = phrase or main_subject(tokens, found.low, high)
    if phrase is None or phrase.first >= high:
        return None
    if phrase.name is not None:
        after = tokens[phrase.last + 1 : phrase.last + 3]
        joined = len(after) > 1 and after[0].norm == "and" and after[1].kind is Kind.NAME
        return None if joined else tokens[phrase.name].mention
    alone = phrase.first == phrase.last
    if alone and tokens[phrase.first].norm in ("he", "she", "it", "they", "we", "i", "you"):
        return "pronoun"
    is_someone = any(_office(t.norm) for t in tokens[phrase.first : phrase.last + 1])
    return "unnamed" if is_someone else None


def _office(norm: str) -> bool:
    return norm in PEOPLE or names_office(norm)


class _View(NamedTuple):
    tokens: Sequence[Token]
    found: Clause
    low: int
    high: int


def _backwards(salience: Salience, block: int, at: int) -> Iterator[_View]:
    """Yield the pronoun's own sentence up to it, then the sentences before, nearest first.

    What stands before ", he said" is what he said: whom it names is not the speaker.
    """
    own = next(c for c in salience.clauses[block] if c.low <= at < c.high)
    if not _tags(own, at):
        yield _View(own.tokens, own, own.low, at)
    number = salience.number[block, own.low]
    for row, found in reversed(salience.sentences[max(0, number - SENTENCES_BACK) : number]):
        if block - row.block <= 2:  # noqa: PLR2004 - a pronoun seldom reaches further
            yield _View(row.tokens, found, found.low, found.high)


def _tags(own: Clause, at: int) -> bool:
    """Whether the pronoun is the subject of a cue that a comma sets off from reported words."""
    if at - 1 <= own.low or own.tokens[at - 1].text != ",":
        return False
    reported = own.tokens[at - 2].kind is not Kind.QUOTATION
    return reported and any(
        c.subject and c.subject.first == at and c.first == at + 1 for c in own.cues
    )


def _mentions(
    tokens: Sequence[Token], low: int, high: int, kinds: tuple[EntityType, ...]
) -> Iterator[Mention]:
    return (
        t.mention
        for t in tokens[low:high]
        if t.kind is Kind.NAME and t.mention and t.mention.type in kinds
    )
