"""Bodies whose acronym stands behind them in brackets are as long as its letters say.

"Council for Boats, Harbours and Tides (CBHT)": after Schwartz and Hearst, A simple algorithm for
identifying abbreviation definitions in biomedical text (2003), by whole initials alone.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from whodex.lexicon.places import Known, known
from whodex.values.article import EntityType
from whodex.values.entities import Name, in_blocks, meeting

ORGANIZATION, PLACE = EntityType.ORGANIZATION, EntityType.PLACE
EVIDENCE = "acronym"

ACRONYM = re.compile(r"\s\(([A-Z]{4,8})\)")  # three letters are too many things' initials
BACKWARDS = re.compile(  # a text read backwards: "adanaC pihsnezitiC dna "
    r"\s*(?:(?:ro|dna|fo|rof|no|ni|eht|&)\s)*,?(?P<word>[\w’'-]*[A-Z])(?![\w’'-])(?P<gap>,?)"
)
FAR = 120  # letters before an acronym in which the name stands


def spelt_out(texts: Sequence[str], names: Sequence[Name]) -> list[Name]:
    """Return the names of blocks `texts` in order, bodies whole whose acronym the text explains.

    Something of such a name was taken for a body's or a place's, nothing for a person's; what an
    editor registered stays, and so does a list of places.
    """
    by_block = in_blocks(names)
    found: list[Name] = []
    for block, text in enumerate(texts):
        here = by_block.get(block, [])
        for start, end in _wholes(text):
            inside = meeting(here, start, end)
            if _are_parts(inside, start, end):
                at = bisect_left(here, inside[0].start, key=lambda name: name.start)
                here[at : at + len(inside)] = [
                    Name(block, start, end, text[start:end], ORGANIZATION, EVIDENCE)
                ]
        found += here
    return found


def _are_parts(inside: Sequence[Name], start: int, end: int) -> bool:
    """Whether names are parts of one body's that reaches from `start` to `end`."""
    whole = any((name.start, name.end) == (start, end) for name in inside)
    plain = all(
        name.type in {ORGANIZATION, PLACE}
        and name.evidence != "register"
        and start <= name.start
        and name.end <= end
        for name in inside
    )
    towns = all(known(name.text) >= Known.CITY for name in inside) and len(inside) > 1
    return bool(inside) and plain and not (whole or towns)


def _wholes(text: str) -> Iterator[tuple[int, int]]:
    """Where names stand whose words begin with the letters of the acronym behind them."""
    for match in ACRONYM.finditer(text):
        end = match.start()
        backwards = text[max(0, end - FAR) : end][::-1]
        at = 0
        for letter in reversed(match[1]):
            word = BACKWARDS.match(backwards, at)
            if word is None or word["word"][-1] != letter:
                break
            at = word.end("word")
        else:
            yield end - at, end
