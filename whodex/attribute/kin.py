"""Whose kin somebody is: "Kim's brother" says nothing of an office, but of two people."""

from bisect import bisect_right
from collections.abc import Sequence
from functools import cached_property
from itertools import pairwise
from operator import itemgetter

from whodex.attribute.cues import clause
from whodex.attribute.offices import Office
from whodex.attribute.people import NOMINATIVE, SEX_OF_PRONOUN
from whodex.attribute.phrases import Phrase, is_person, possessive
from whodex.attribute.pronouns import Discourse, antecedent
from whodex.attribute.titles import STANDALONE
from whodex.attribute.tokens import Row, Token
from whodex.lexicon.english import (
    COUPLED,
    DETERMINERS,
    FORMER,
    HAVING,
    KINSHIP,
    NAMING,
    POSSESSIVE_PRONOUNS,
)
from whodex.lexicon.lists import pairs, words
from whodex.values.article import EntityType

SURVIVED = ["survived", "by"]
JOINED = 2  # tokens of a name and "and"
NEAR = 40  # tokens before "their" in which a couple is named


def is_kin(tokens: Sequence[Token], office: Office) -> bool:
    """Tell whether words say whose kin somebody is.

    "Father Kim" has a title; "a mother of two" and "a partner at the firm" describe.
    """
    word = tokens[office.head]
    if kin_word(word.norm) is None or _at_work(tokens, office):
        return False
    if _owner(tokens, office) is not None:
        return True
    after = tokens[office.head + 1 : office.last + 1]
    if after and after[0].norm in ("of", "to"):
        return not counts(after[1:])
    titled = word.text[0].isupper() and office.first == office.head and word.norm in KINSHIP
    return not titled and word.norm not in STANDALONE


def whose(tokens: Sequence[Token], office: Office) -> int | None:
    """Return the token that names the relative, or a pronoun for him; None without either."""
    owner = _owner(tokens, office)
    after = range(office.head + 1, office.last + 1)
    return owner if owner is not None else next((i for i in after if is_person(tokens[i])), None)


def _owner(tokens: Sequence[Token], office: Office) -> int | None:
    """Return "Kim" of "Kim's brother", "his" of "his brother"."""
    for i in range(office.head - 1, office.first - 1, -1):
        if possessive(tokens[i]):
            return i - 1
        if tokens[i].norm in POSSESSIVE_PRONOUNS:
            return i
    return None


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
    return bool(tokens) and (tokens[0].norm.isdigit() or tokens[0].norm in pairs("number-words"))


def having(tokens: Sequence[Token], kin: int) -> int | None:
    """Return the verb of "have a son, Kim, and a daughter", which begins at token `kin`."""
    for i in range(kin - 1, max(-1, kin - NEAR), -1):
        token = tokens[i]
        if token.norm in HAVING:
            return i
        child = is_person(token) or kin_word(token.norm) or token.norm in DETERMINERS | NAMING
        if not (child or token.text in ("and", ",")):
            return None
    return None


def parents(tokens: Sequence[Token], kin: int) -> tuple[str, ...]:
    """Return the ids of those before "have a son called Kim", whose kin begins at token `kin`."""
    verb = having(tokens, kin)
    at = verb - 1 - (tokens[verb - 1].text == ",") if verb else -1
    if at < 0 or not is_person(tokens[at]):
        return ()
    if at and tokens[at - 1].norm == "and":
        return couple(tokens, max(0, at - JOINED), at + 1)
    one = tokens[at].mention
    return (one.entity,) if one and one.entity else ()


def couple(tokens: Sequence[Token], low: int, high: int) -> tuple[str, ...]:
    """Return the ids of the two people whom the words name, if they are put together.

    So do "Kim and Lee" and "Kim married Lee"; of three nobody can tell which two are meant.
    """
    named = [i for i in range(max(low, high - NEAR), high) if is_person(tokens[i])]
    ids = dict.fromkeys(m.entity for i in named if (m := tokens[i].mention) and m.entity)
    if len(ids) != 2:  # noqa: PLR2004 - a couple are two
        return ()
    for first, second in pairwise(named):
        between = [token.norm for token in tokens[first + 1 : second]]
        if between == ["and"] or not COUPLED.isdisjoint(between):
            return tuple(ids)
    return ()


def siblings(tokens: Sequence[Token], office: Office) -> tuple[str, ...]:
    """Return the ids of the two of "the sisters Kim and Lee", who are each other's."""
    names = tokens[office.last + 1 : office.last + 1 + len(("Kim", "and", "Lee"))]
    if tokens[office.head].norm not in words("siblings") or len(names) <= JOINED:
        return ()
    first, joint, second = names
    ids = [m.entity for token in (first, second) if is_person(token) and (m := token.mention)]
    two = joint.norm == "and" and len(ids) == JOINED and ids[0] != ids[1]
    return tuple(who for who in ids if who) if two else ()


class Relatives:
    """Who is meant by "his" and by "Kim's" in the words of kinship of one article."""

    def __init__(self, rows: Sequence[Row]) -> None:
        self.rows = rows

    @cached_property
    def _discourse(self) -> Discourse:
        """What the article says of sexes and subjects; few articles need it here."""
        clauses = [tuple(clause(row.tokens, *span) for span in row.sentences) for row in self.rows]
        return Discourse(self.rows, clauses)

    def both(self, block: int, tokens: Sequence[Token], at: int) -> tuple[str, ...]:
        """Return the ids of the couple whom "their" at `at` means, here or a sentence before."""
        row = self.rows[block]
        if tokens is not row.tokens:
            return ()
        n = bisect_right(row.sentences, at, key=itemgetter(0)) - 1
        low = row.sentences[n][0]
        if any(map(is_person, tokens[low:at])):
            return couple(tokens, low, at)
        if n == 0:
            return ()
        before = row.sentences[n - 1]
        return couple(tokens, *before) or self._married(block, *before)

    def _married(self, block: int, low: int, high: int) -> tuple[str, ...]:
        """Return the ids of the two of "he married Kim"."""
        tokens = self.rows[block].tokens
        for i in range(low + 1, high - 1):
            mention = tokens[i + 1].mention
            if tokens[i].norm in COUPLED and tokens[i - 1].norm in NOMINATIVE and mention:
                who = antecedent(self._discourse, block, Phrase(i - 1, i - 1, None))
                other = mention.entity if mention.type is EntityType.PERSON else None
                return (who, other) if who and other and who != other else ()
        return ()

    def named(
        self, block: int, tokens: Sequence[Token], at: int | None, own: str | None = None
    ) -> str | None:
        """Return the id of the person whom the token at `at` names or stands for, or None.

        `own` is the relative's, who isn't meant.
        """
        if at is None:
            return None
        mention = tokens[at].mention
        if mention is None and tokens is self.rows[block].tokens:
            if joined := self._joined(block, at, own):
                return joined
            meant = antecedent(self._discourse, block, Phrase(at, at, None))
            before = (token.mention for token in tokens[:at])  # further off others come between
            if any(m and m.entity == meant for m in before):
                return meant
            return self._only(block, at, own)
        return mention.entity if mention and mention.type is EntityType.PERSON else None

    def survived(self, block: int, tokens: Sequence[Token], at: int, own: str | None) -> str | None:
        """Return the id of whom the sentence says that he is survived by those at `at`, or None."""
        row = self.rows[block]
        if tokens is not row.tokens:
            return None
        n = bisect_right(row.sentences, at, key=itemgetter(0)) - 1
        low = row.sentences[n][0]
        norms = [token.norm for token in tokens[low:at]]
        verb = next((i for i in range(1, len(norms)) if norms[i - 1 : i + 1] == SURVIVED), None)
        if verb is None:
            return None
        subject = next(
            (i for i in range(low + verb - 1, low - 1, -1) if _is_somebody(tokens[i])), None
        )
        return self.named(block, tokens, subject, own)

    def _joined(self, block: int, at: int, own: str | None) -> str | None:
        """Return Kim's id where "Kim and her brother" stands, and "her" is at `at`."""
        tokens = self.rows[block].tokens
        if at < JOINED or tokens[at - 1].norm != "and":
            return None
        return self._fitting(_ids(tokens[at - JOINED : at]) - {own}, tokens[at])

    def _only(self, block: int, at: int, own: str | None) -> str | None:
        """Return whom "his" or "her" at `at` means where only one person stands before it.

        In the block; or in the block before, if the headline names that person, too.
        """
        tokens = self.rows[block].tokens
        found = _ids(tokens[:at]) - {own}
        if not found and block:
            before = _ids(self.rows[block - 1].tokens) - {own}
            found = before if before <= _ids(self.rows[0].tokens) else set()
        return self._fitting(found, tokens[at])

    def _fitting(self, found: set[str | None], pronoun: Token) -> str | None:
        """Return the only one found, if a pronoun may mean him or her."""
        sex = SEX_OF_PRONOUN.get(pronoun.norm)
        who = next(iter(found)) if sex and len(found) == 1 else None
        return who if who and self._discourse.sexes.get(who, sex) == sex else None


def _ids(tokens: Sequence[Token]) -> set[str | None]:
    """Return the ids of those whom words name, None for one who isn't plain."""
    return {token.mention.entity for token in tokens if is_person(token) and token.mention}


def _is_somebody(token: Token) -> bool:
    return is_person(token) or token.norm in NOMINATIVE
