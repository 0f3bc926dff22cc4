"""Whose words answer, where an article is one person's interview, or one person alone speaks."""

from collections import Counter

from whodex.attribute.people import NAMELESS, SEX_OF_PRONOUN, UNNAMED
from whodex.attribute.phrases import Phrase
from whodex.attribute.pronouns import Discourse
from whodex.attribute.speakers import Attribution, Clause
from whodex.attribute.tokens import Row

INTERVIEWER = frozenset(("i", "me", "we"))  # outside of quotations
ASKED = 3  # sentences in which the interviewer asks or is spoken of
TWICE = 2  # times that a name or a pronoun speaks, so that it isn't by chance
MOST = 0.75  # of those who speak


class Voices:
    """Who speaks in an article: `alone`, if nobody else does, and `interviewed`, if one is."""

    def __init__(self, discourse: Discourse) -> None:
        self._spoken = [(block, r) for block, r in discourse.voices if r.who]
        self.alone = self._leading(1.0)
        asked = sum(_asks(row, found) for row, found in discourse.sentences)
        self.interviewed = self._leading(MOST) if asked >= ASKED else None

    def _leading(self, share: float) -> str | None:
        """Return the person who speaks at least a share of all times."""
        times = Counter(reference.who for _, reference in self._spoken)
        who, most = next(iter(times.most_common(1)), ("", 0))
        plain = not who.startswith((NAMELESS, UNNAMED))
        return who if plain and most >= max(TWICE, share * len(self._spoken)) else None

    def speaks_on(self, discourse: Discourse, block: int, phrase: Phrase) -> str | None:
        """Return who is left for a "she said" that leads to nobody."""
        pronoun = discourse.rows[block].tokens[phrase.first].norm
        if discourse.understood.get((block, phrase.first)) != "":
            return None
        who = self.alone or self.interviewed
        sex = SEX_OF_PRONOUN[pronoun]
        return who if who and discourse.sexes.get(who, sex) == sex else None

    def answering(self, block: int) -> tuple[int, Attribution] | None:
        """Return where the one interviewed was last said to speak, up to a block or at all."""
        places = [(b, r) for b, r in self._spoken if r.who == self.interviewed]
        if self.interviewed is None:
            return None
        at, reference = ([place for place in places if place[0] <= block] or places[:1])[-1]
        name = None if reference.pronoun else reference.at
        return at, Attribution(None, Phrase(reference.at, reference.at, name))


def asks(row: Row, phrase: Phrase) -> bool:
    """Whether a phrase is the "I" of the one who asks."""
    return phrase.first == phrase.last and row.tokens[phrase.first].norm in INTERVIEWER


def _asks(row: Row, found: Clause) -> bool:
    """Whether a sentence asks, or speaks of the one who does."""
    tokens = row.tokens[found.low : found.high]
    return tokens[-1].text == "?" or any(token.norm in INTERVIEWER for token in tokens)
