"""Whose kin somebody is: "Kim's brother" says nothing of an office, but of two people."""

from collections.abc import Sequence
from typing import NamedTuple

from whodex.attribute.lexicon import FORMER, KINSHIP, POSSESSIVE_PRONOUNS
from whodex.attribute.offices import Office
from whodex.attribute.phrases import is_person, possessive
from whodex.attribute.tokens import Token
from whodex.models import EntityType
from whodex.rules import words


class Kin(NamedTuple):
    """Whether words of kinship say whose kin somebody is, and the id of that relative."""

    whose: bool
    relative: str | None


def kinship(tokens: Sequence[Token], office: Office) -> Kin | None:
    """Return whose kin the words say somebody is; None where they describe otherwise.

    "Father Kim" has a title, "a mother of two" and "a partner at the firm" describe.
    """
    if kin_word(tokens[office.head].norm) is None or _at_work(tokens, office):
        return None
    for i in range(office.head - 1, office.first - 1, -1):
        if possessive(tokens[i]):
            return Kin(whose=True, relative=_relative(tokens[i - 1]))
        if tokens[i].norm in POSSESSIVE_PRONOUNS:
            return Kin(whose=True, relative=None)
    after = tokens[office.head + 1 : office.last + 1]
    if not after or after[0].norm not in ("of", "to") or counts(after[1:]):
        return None
    named = [token for token in after[1:] if is_person(token)]
    if len(named) != 1 or (named[0] is not after[-1]):
        return Kin(whose=False, relative=None)
    return Kin(whose=True, relative=_relative(named[0]))


def kin_word(norm: str) -> str | None:
    """Return a word of kinship in the singular, None of other words."""
    one = {"wives": "wife", "children": "child"}.get(norm, norm)
    return next((w for w in (one, one.removesuffix("s")) if w in KINSHIP), None)


def _at_work(tokens: Sequence[Token], office: Office) -> bool:
    """Tell "his law partner" from "his partner" and "his former partner"."""
    before = tokens[office.head - 1] if office.head > office.first else None
    return tokens[office.head].norm == "partner" and (
        before is not None and not possessive(before)
        and before.norm not in POSSESSIVE_PRONOUNS | FORMER | {"longtime", "long-term"}
    )  # fmt: skip


def counts(tokens: Sequence[Token]) -> bool:
    """Tell whether "two", "three small children" follow."""
    return bool(tokens) and (tokens[0].norm.isdigit() or tokens[0].norm in words("number-words"))


def _relative(token: Token) -> str | None:
    mention = token.mention
    return mention.entity if mention and mention.type is EntityType.PERSON else None
