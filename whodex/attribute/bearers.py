"""Whom "the president" or "the Vermont senator" means, where the article gave one such office."""

from collections.abc import Iterable, Iterator, Sequence

from whodex.attribute.lexicon import DEPUTIES, FORMER, KINSHIP, SHORT_TITLES
from whodex.attribute.phrases import HANGING, Phrase, names_office
from whodex.attribute.tokens import Row, Token
from whodex.models import Description


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
            if found.former == was and (found.block, found.start) < at
        ]
        beside = {t.mention.entity for t in tokens if t.mention}
        if beside:  # "the Vermont senator" is no senator of another state
            said = [found for found in said if beside & {found.place, found.organization}]
        bearers = {found.entity for found in said}
        return bearers.pop() if len(bearers) == 1 else None


def _called(role: str) -> Iterator[str]:
    """Yield what the holder of a role may be called: the trade commissioner is a commissioner.

    A deputy mayor is no mayor, though.
    """
    office, of, whose = role.partition(" of ")
    words = office.split()
    if not words or not names_office(words[-1]) or words[-1] in KINSHIP:
        return
    for i, word in enumerate(words):
        yield " ".join(words[i:]) + of + whose
        if word in DEPUTIES:
            return


def _roles(tokens: Sequence[Token]) -> Iterable[str]:
    """Yield what a phrase may call an office: "secretary of state" before "state"'s secretary."""
    norms = [token.norm for token in tokens]
    end = next((i for i, norm in enumerate(norms) if norm in HANGING), len(norms))
    for last in dict.fromkeys((len(norms), end)):
        for first in range(1, end):
            yield " ".join(norms[first:last])
