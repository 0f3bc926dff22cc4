"""Whose words answer, where an article is one person's interview, or one person alone speaks."""

from bisect import bisect_left, bisect_right
from collections import Counter
from operator import itemgetter

from whodex.attribute.cues import Clause
from whodex.attribute.people import NAMELESS, SEX_OF_PRONOUN, UNNAMED, Reference
from whodex.attribute.phrases import Phrase
from whodex.attribute.pronouns import Discourse
from whodex.attribute.speakers import Attribution
from whodex.attribute.tokens import Row
from whodex.attribute.unsaid import not_this

INTERVIEWER = frozenset(("i", "me", "we"))  # outside of quotations
ASKED = 3  # sentences in which the interviewer asks or is spoken of
TWICE = 2  # times that a name or a pronoun speaks, so that it isn't by chance
MOST = 0.75  # of those who speak


class Voices:
    """Who speaks in an article: `alone`, if nobody else does, and `interviewed`, if one is.

    `author` is who says "I" outside of quotations, `answerer` whom a transcript's questions call
    "you".
    """

    def __init__(
        self, discourse: Discourse, author: str | None = None, answerer: str | None = None
    ) -> None:
        self._persons = {"i": author, "me": author, "my": author, "you": answerer}
        self._discourse = discourse
        self._spoken = [(block, r) for block, r in discourse.voices if r.who]
        self._speakers = {r.who for _, r in self._spoken}
        self.alone = self._leading(1.0)
        asked = sum(_asks(row, found) for row, found in discourse.sentences)
        self.interviewed = self._leading(MOST) if asked >= ASKED else None
        self._turns = [(b, r) for b, r in self._spoken if r.who == self.interviewed]

    def _leading(self, share: float) -> str | None:
        """Return the person who speaks at least a share of all times."""
        times = Counter(reference.who for _, reference in self._spoken)
        who, most = next(iter(times.most_common(1)), ("", 0))
        plain = not who.startswith((NAMELESS, UNNAMED))
        return who if plain and most >= max(TWICE, share * len(self._spoken)) else None

    def in_person(self, norm: str) -> str | None:
        """Return who is meant by "I" and "you" outside of quotations, where that is plain."""
        return self._persons.get(norm)

    def speaks_on(self, block: int, phrase: Phrase) -> str | None:
        """Return who is left for a "she said" that leads to nobody."""
        if self._discourse.understood.get((block, phrase.first)) != "":
            return None
        who = self.alone or self.interviewed
        sex = SEX_OF_PRONOUN[self._discourse.rows[block].tokens[phrase.first].norm]
        return who if who and self._discourse.sexes.get(who, sex) == sex else None

    def asks(self, block: int, phrase: Phrase) -> bool:
        """Whether a phrase is the "I" of the one who asks."""
        token = self._discourse.rows[block].tokens[phrase.first]
        return phrase.first == phrase.last and token.norm in INTERVIEWER

    def answering(self, block: int) -> tuple[int, Attribution] | None:
        """Return where the one interviewed was last said to speak, up to a block or at all."""
        if self.interviewed is None:
            return None
        behind = bisect_right(self._turns, block, key=itemgetter(0))
        return _phrase(*self._turns[max(0, behind - 1)])

    def leading_up(self, block: int, low: int) -> tuple[int, Attribution] | None:
        """Return the only one of whom the sentence before tells, if they speak elsewhere."""
        number = bisect_left(self._discourse.places, (block, low)) - 1
        if number < 0 or not self._discourse.tells[number]:
            return None
        row, found = self._discourse.sentences[number]
        before = row.block
        told = self._discourse.references[number]
        who = {reference.who for reference in told}
        alone = len(who) == 1 and who <= self._speakers
        near = block - before <= 1 and not not_this(found)
        return _phrase(before, told[-1]) if alone and near else None


def _phrase(block: int, reference: Reference) -> tuple[int, Attribution]:
    name = None if reference.pronoun else reference.at
    return block, Attribution(None, Phrase(reference.at, reference.at, name))


def _asks(row: Row, found: Clause) -> bool:
    """Whether a sentence asks, or speaks of the one who does."""
    tokens = row.tokens[found.low : found.high]
    return tokens[-1].text == "?" or any(token.norm in INTERVIEWER for token in tokens)
