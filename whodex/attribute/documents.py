"""Whose words "the statement" holds, where the article said who made one just before."""

from collections.abc import Sequence

from whodex.attribute.cues import Clause, main_subject
from whodex.attribute.phrases import Phrase, phrase_after, possessive
from whodex.attribute.pronouns import Discourse, antecedent
from whodex.attribute.speakers import issues
from whodex.attribute.tokens import Row, Token
from whodex.lexicon.english import (
    ANNOUNCED,
    AUXILIARIES,
    DOCUMENTS,
    POSSESSIVE_PRONOUNS,
    POSTS,
    SUBJECT_PRONOUNS,
    VERBS,
)
from whodex.lexicon.places import governs
from whodex.values.article import EntityType
from whodex.values.entities import Mention

SENTENCES_BACK = 3  # with words outside of quotations
WORDS = 3  # "the joint statement"


def author(discourse: Discourse, block: int, phrase: Phrase) -> str | None:
    """Return who made what "the statement" means, said in a sentence before, or None."""
    tokens = discourse.rows[block].tokens[phrase.first : phrase.last + 1]
    noun = tokens[-1].norm
    own = discourse.clause_at(block, phrase.first)
    if maker := _own_maker(discourse, discourse.rows[block], own, phrase):
        return maker
    if tokens[0].norm != "the" or len(tokens) > WORDS or noun not in DOCUMENTS | POSTS:
        return None
    number = discourse.number[block, own.low]
    for row, found in reversed(discourse.sentences[max(0, number - SENTENCES_BACK) : number]):
        for i in range(found.low, found.high):
            if found.tokens[i].norm == noun:
                return _maker(discourse, row, found, i)
    return None


def of_own(discourse: Discourse, block: int, phrase: Phrase) -> str | None:
    """Return the Post's id in "according to its release, the Post was “sorry”"."""
    tokens = discourse.rows[block].tokens
    pronoun, noun = tokens[phrase.first].norm, tokens[phrase.last].norm
    begins = any(phrase.first - 2 <= c.low <= phrase.first for c in discourse.clauses[block])
    at = phrase.last + 1
    own = begins and pronoun in POSSESSIVE_PRONOUNS and noun in DOCUMENTS | POSTS | ANNOUNCED
    if not own or at + 1 >= len(tokens) or tokens[at].text != ",":
        return None
    who = phrase_after(tokens, at + 1, len(tokens))
    name = None if who is None or who.name != who.last else who.name
    mention = tokens[name].mention if name is not None else None
    does = name is not None and name + 1 < len(tokens) and (
        tokens[name + 1].norm in AUXILIARIES or tokens[name + 1].norm in VERBS
    )  # fmt: skip
    if mention is None or not does:
        return None
    person = mention.type is EntityType.PERSON
    return _entity(tokens, name) if person == (pronoun in ("his", "her")) else None


def of_it(discourse: Discourse, block: int, phrase: Phrase) -> str | None:
    """Return who made it known, where "it" is what the sentence before says that they issued."""
    if [t.norm for t in discourse.rows[block].tokens[phrase.first : phrase.last + 1]] != ["it"]:
        return None
    own = discourse.clause_at(block, phrase.first)
    number = discourse.number[block, own.low]
    if number == 0:
        return None
    row, before = discourse.sentences[number - 1]
    issued = issues(before)
    return _who(discourse, row, before, issued[0]) if issued else None


def _who(discourse: Discourse, row: Row, found: Clause, who: Phrase) -> str | None:
    if who.first == who.last and found.tokens[who.first].norm in SUBJECT_PRONOUNS:
        return antecedent(discourse, row.block, who)
    return _entity(found.tokens, who.name)


def _own_maker(discourse: Discourse, row: Row, own: Clause, phrase: Phrase) -> str | None:
    """Return whose words are those of "a statement from Kim", "Kim issued a statement that"."""
    tokens = own.tokens
    head = next(
        (i for i in range(phrase.first, phrase.last + 1) if tokens[i].norm in ANNOUNCED), None
    )
    if head is None:
        return None
    letter = tokens[head].norm in ("letter", "note")  # of one who isn't there
    if not letter and head + 1 < own.high and tokens[head + 1].norm in ("by", "from"):
        return _maker(discourse, row, own, head)
    issued = issues(own)
    return _who(discourse, row, own, issued[0]) if issued and issued[1] == head else None


def _maker(discourse: Discourse, row: Row, found: Clause, at: int) -> str | None:
    """Return whose a document is: "Acme's", "by Kim", else of whom the sentence says it."""
    tokens = found.tokens
    if at - 2 >= found.low and possessive(tokens[at - 1]):
        return _entity(tokens, at - 2)
    if at + 1 < found.high and tokens[at + 1].norm in ("by", "from"):
        by = phrase_after(tokens, at + 2, found.high)
        return _entity(tokens, by.name) if by else None
    who = next((c.subject for c in found.cues if c.subject), None)
    who = who or main_subject(tokens, found.low, found.high)
    return _who(discourse, row, found, who) if who else None


def _entity(tokens: Sequence[Token], name: int | None) -> str | None:
    mention = tokens[name].mention if name is not None else None
    return mention.entity if mention and can_speak(mention) else None


def can_speak(mention: Mention) -> bool:
    """A place speaks only where it stands for a government: a country, a capital."""
    return mention.type is not EntityType.PLACE or governs(mention.text)
