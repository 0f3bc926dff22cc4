"""Whom "the president" or "the Vermont senator" means, where the article gave one such office."""

import re
from bisect import bisect_left
from collections.abc import Container, Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from itertools import pairwise
from operator import attrgetter

from whodex.attribute.dated import at_that_time
from whodex.attribute.offices import INDEFINITE
from whodex.attribute.people import INTRODUCES
from whodex.attribute.phrases import HANGING, Phrase, names_office, possessive
from whodex.attribute.tokens import Kind, Row, Token
from whodex.attribute.unnamed import agrees, contradicts, inside, spans_of, unnamed, which
from whodex.lexicon.english import (
    ARRIVING,
    DEPUTIES,
    FORMER,
    KINSHIP,
    NEWCOMERS,
    OTHERS,
    SHORT_TITLES,
)
from whodex.lexicon.lists import grammar, words
from whodex.lexicon.places import country_of_people
from whodex.values.article import EntityType
from whodex.values.findings import Description

# "president", "mayor": offices that one person holds at a time, in whichever words.
SOLE = frozenset(
    wording for line in words("sole-offices") for wording in line.split(" = ")[1].split(", ")
)


# "The company" may be one whose name says nothing of it, "the council" hardly.
BODIES = grammar("bodies")
# "The new king" is nobody who was called king without that word.
APART = DEPUTIES | OTHERS | NEWCOMERS
TAKES_OFFICE = re.compile(r"[^.]*\b(?:takes|took) (?:office|over)\b")
ARRIVAL = 40  # characters of "was elected on Sunday the town's" before an office
NEAR = 6  # paragraphs from "Kim, the port minister" to "the minister"


def _was(found: Description) -> bool:
    """Whether "the mayor" may be somebody else by now: "former mayor", "the then mayor"."""
    return found.former or at_that_time(found.text.lower().split())


class Bearers:
    """The people of an article by the offices that it says they hold, in the order of the text.

    `rows` are its text, `headings` the blocks of it that are titles or headings.
    """

    def __init__(
        self,
        descriptions: Sequence[Description],
        rows: Sequence[Row] = (),
        headings: Container[int] = frozenset(),
    ) -> None:
        self.headings = headings
        self.sections = [row.block for row in rows if row.block in headings]
        self.texts = {row.block: row.text for row in rows}
        self.by_role: dict[str, list[Description]] = {}
        self.by_noun: dict[str, list[Description]] = {}
        for found in descriptions:
            role = SHORT_TITLES.get(found.role, found.role)
            for called in _called(role):
                self.by_role.setdefault(called, []).append(found)
            another = DEPUTIES & set(role.split()) or (" " in role and role in SOLE)
            # A prime minister is never "the minister", nor a deputy premier.
            if not another and not _was(found):
                noun = role.partition(" of ")[0].rpartition(" ")[2]
                self.by_noun.setdefault(noun, []).append(found)
        self.shared = frozenset(
            noun for noun, said in self.by_noun.items() if len({one.entity for one in said}) > 1
        )
        self.before = {noun: _others_before(said) for noun, said in self.by_noun.items()}
        self.others = _others(descriptions, rows)
        self.bodies = _bodies(rows)
        self.unnamed = unnamed(rows, descriptions, self.by_noun)

    def bearer(self, row: Row, phrase: Phrase) -> str | None:
        """Return the one person, or body, whom the article calls as a phrase does.

        "The president" was called so before; in a headline "president" and everywhere "Sudland's
        president" are known, and may be named later.
        """
        tokens = row.tokens[phrase.first : phrase.last + 1]
        headline = row.block in self.headings
        owned = any(possessive(token) for token in tokens)
        if tokens[0].norm != "the" and not headline and not owned:
            return None
        was = any(token.norm in FORMER for token in tokens)
        at = (row.block, tokens[0].start)
        said_of = which(tokens, 0, len(tokens) - 1)
        said = [
            found
            for role, apart in _roles(tokens, begins=tokens[0].norm != "the")
            for found in self.by_role.get(role, ())
            if _was(found) == was
            and apart <= set(found.text.lower().split()) | self._arrives(found, apart)
            and not contradicts(said_of, found)
        ]
        beside = {t.mention.entity for t in tokens if t.mention}
        if not beside and not headline:  # "the U.S. secretary" may be named later
            said = [found for found in said if (found.block, found.start) < at]
        if beside:  # "the Vermont senator" is no senator of another state
            said = [found for found in said if beside & {found.place, found.organization}]
        bearers = {found.entity for found in said}
        noun = tokens[-1].norm
        if len(tokens) == len(("the", "minister")) and tokens[0].norm == "the" and (
            not bearers or noun in self.shared
        ):  # fmt: skip
            return self._called_so(noun, at) or self.bodies.get(noun)
        return bearers.pop() if len(bearers) == 1 else None

    def _arrives(self, found: Description, apart: AbstractSet[str]) -> AbstractSet[str]:
        """Return which of the words call somebody new of whom an office is told to begin."""
        new = apart & NEWCOMERS
        text = self.texts.get(found.block, "")
        before = text[max(0, found.start - ARRIVAL) : found.start].rpartition(". ")[2]
        begins = new and (
            not ARRIVING.isdisjoint(before.split())
            or TAKES_OFFICE.match(text, found.end, found.end + ARRIVAL)
        )
        return new if begins else frozenset()

    def another(self, row: Row, phrase: Phrase) -> bool:
        """Whether "the spokesman" may be the army's, of whom the text told last, without a name."""
        tokens = row.tokens[phrase.first : phrase.last + 1]
        if [t.norm for t in tokens[:-1]] != ["the"]:
            return False
        noun, at = tokens[-1].norm, (row.block, tokens[0].start)
        holders, said = self.unnamed.get(noun, ()), self.by_noun.get(noun, ())
        last = bisect_left(holders, at, key=attrgetter("at")) - 1
        named = bisect_left(said, at, key=_place) - 1
        if last < 0 or named < 0 or holders[last].at < _place(said[named]):
            return False
        near = row.block - holders[last].at[0] <= NEAR
        return near and not agrees(holders[last].which, said[named])

    def _called_so(self, noun: str, at: tuple[int, int]) -> str | None:
        """Return the only one of the article who is a minister, if said not far above."""
        before = self.by_noun.get(noun, ())
        last = bisect_left(before, at, key=_place) - 1
        if last < 0 or noun in self.others or not names_office(noun) or noun in KINSHIP:
            return None
        above = bisect_left(self.sections, at[0])
        heading = self.sections[above - 1] if above else 0
        found, other = before[last], self.before[noun][last]
        near = at[0] - found.block <= NEAR
        alone = other is None or other.block < heading <= found.block
        return found.entity if near and alone else None


def _place(found: Description) -> tuple[int, int]:
    return found.block, found.start


def _others_before(said: Sequence[Description]) -> list[Description | None]:
    """Return for each description the last one before it of somebody else."""
    others: list[Description | None] = [None]
    for one, following in pairwise(said):
        others.append(one if one.entity != following.entity else others[-1])
    return others


def _others(descriptions: Iterable[Description], rows: Sequence[Row]) -> frozenset[str]:
    """Return the nouns for people of whom the article has another: "a minister", "ministers"."""
    spans = spans_of(descriptions)
    return frozenset(
        token.norm.removesuffix("s")
        for row in rows
        for i, token in enumerate(row.tokens)
        if token.kind is Kind.WORD
        and names_office(token.norm)
        and (
            token.norm.endswith("s")
            or any(t.norm in INDEFINITE for t in row.tokens[max(0, i - INTRODUCES) : i])
        )
        and not inside(spans.get(row.block, ()), token.start)
    )


def _bodies(rows: Sequence[Row]) -> dict[str, str]:
    """Return which body "the council" is: the only one of the article with the word in its name."""
    called: dict[str, set[str | None]] = {}
    for row in rows:
        for token in row.tokens:
            if token.mention and token.mention.type is EntityType.ORGANIZATION:
                for word in BODIES & set(token.norm.split()):
                    called.setdefault(word, set()).add(token.mention.entity)
    found = ((word, next(iter(ids))) for word, ids in called.items() if len(ids) == 1)
    return {word: one for word, one in found if one}


def _called(role: str) -> Iterator[str]:
    """Yield what the holder of a role may be called: the city mayor is the mayor, too.

    A deputy mayor is not, and of many offices others hold the like: the police officer.
    """
    office, of, whose = role.partition(" of ")
    parts = office.split()
    if not parts or not names_office(parts[-1]) or parts[-1] in KINSHIP:
        return
    for i, part in enumerate(parts):
        yield " ".join(parts[i:]) + of + whose
        if part in DEPUTIES or parts[-1] not in SOLE:
            return


def _roles(tokens: Sequence[Token], *, begins: bool) -> Iterable[tuple[str, AbstractSet[str]]]:
    """Yield what a phrase may call an office: "secretary of state" before "state"'s secretary.

    It `begins` with the office where no article stands before. With each the words before it that
    may tell its holder from others: "Danish" of "the Danish mayor", "deputy".
    """
    norms = [token.norm for token in tokens]
    end = next((i for i, norm in enumerate(norms) if norm in HANGING), len(norms))
    for last in dict.fromkeys((len(norms), end)):
        apart = set[str]()
        for first in range(0 if begins else 1, end):
            yield " ".join(norms[first:last]), frozenset(apart)
            if norms[first] in APART or country_of_people(tokens[first].text):
                apart.add(norms[first])
