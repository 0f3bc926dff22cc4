"""Whom "the president" or "the Vermont senator" means, where the article gave one such office."""

from collections.abc import Iterable, Iterator, Sequence

from whodex.attribute.phrases import HANGING, Phrase, names_office
from whodex.attribute.tokens import Row, Token
from whodex.lexicon.english import DEPUTIES, FORMER, KINSHIP, SHORT_TITLES
from whodex.lexicon.lists import words
from whodex.values.findings import Description

# "president", "mayor": offices that one person holds at a time, in whichever words.
SOLE = frozenset(
    wording for line in words("sole-offices") for wording in line.split(" = ")[1].split(", ")
)


class Bearers:
    """The people of an article by the offices that it says they hold, in the order of the text."""

    def __init__(self, descriptions: Iterable[Description]) -> None:
        self.by_role: dict[str, list[Description]] = {}
        for found in descriptions:
            for role in _called(SHORT_TITLES.get(found.role, found.role)):
                self.by_role.setdefault(role, []).append(found)

    def bearer(self, row: Row, phrase: Phrase) -> str | None:
        """Return the one person whom the article called so before a phrase like "the president"."""
        tokens = row.tokens[phrase.first : phrase.last + 1]
        if tokens[0].norm != "the":
            return None
        was = any(token.norm in FORMER for token in tokens)
        at = (row.block, tokens[0].start)
        said = [
            found
            for role in _roles(tokens)
            for found in self.by_role.get(role, ())
            if found.former == was
        ]
        beside = {t.mention.entity for t in tokens if t.mention}
        if not beside:  # "the U.S. secretary" is known, and may be named later
            said = [found for found in said if (found.block, found.start) < at]
        if beside:  # "the Vermont senator" is no senator of another state
            said = [found for found in said if beside & {found.place, found.organization}]
        bearers = {found.entity for found in said}
        return bearers.pop() if len(bearers) == 1 else None


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


def _roles(tokens: Sequence[Token]) -> Iterable[str]:
    """Yield what a phrase may call an office: "secretary of state" before "state"'s secretary."""
    norms = [token.norm for token in tokens]
    end = next((i for i, norm in enumerate(norms) if norm in HANGING), len(norms))
    for last in dict.fromkeys((len(norms), end)):
        for first in range(1, end):
            yield " ".join(norms[first:last])
