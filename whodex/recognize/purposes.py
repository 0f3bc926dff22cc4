"""Bodies whose names go on behind their head: "Alliance to Save Our Parks", "Public School 12"."""

import re
from collections.abc import Container, Iterator, Sequence
from dataclasses import replace

from whodex.lexicon.given import is_given
from whodex.lexicon.learned import learned
from whodex.lexicon.lists import words
from whodex.lexicon.names import fold
from whodex.lexicon.places import Known, is_demonym, known
from whodex.values.article import EntityType
from whodex.values.entities import Name, in_blocks, meeting

ORGANIZATION = EntityType.ORGANIZATION
EVIDENCE = "purpose"

NAMELIKE = -1.0  # log of how much oftener small than capital a word is at least that is a verb

HEADS = "|".join(sorted(word.title() for word in words("headed-by-purposes")))
CAPITAL = r"[A-Z][\w’'-]*"
SMALL = r"a|an|and|for|from|in|of|on|our|the|their|with"
PURPOSE = re.compile(
    rf"(?:(?!(?:The|A|An)\s){CAPITAL}\s){{0,4}}?\b(?:{HEADS})\sto\s({CAPITAL})"
    rf"(?:\s(?:(?:{SMALL})\s){{0,2}}{CAPITAL}){{1,8}}"
)
NUMBERED = re.compile(r"(?:\A|\s)(?:School|Local|Lodge|Precinct|P\.S\.|I\.S\.)\Z")
NUMBER = re.compile(r"\s(?:No\.\s)?\d{1,4}\b(?![.,:]\d|[-–%]|\s[a-z-]+s\b|\sper)")


def with_purposes(
    texts: Sequence[str], names: Sequence[Name], headlines: Container[int] = frozenset()
) -> list[Name]:
    """Return the names of blocks `texts` in order, bodies' with their purposes or their numbers.

    In `headlines`, which Write Most Words Like Names, "Coalition to Save Park" may be a sentence.
    """
    by_block = in_blocks(names)
    found: list[Name] = []
    for block, text in enumerate(texts):
        here = [_numbered(name, text) for name in by_block.get(block, ())]
        whole = [] if block in headlines else list(_purposes(block, text))
        editors = [name for name in here if name.evidence == "register"]
        whole = [name for name in whole if not meeting(editors, name.start, name.end)]
        apart = (name for name in here if not meeting(whole, name.start, name.end))
        found += sorted((*whole, *apart), key=lambda name: name.start)
    return found


def _purposes(block: int, text: str) -> Iterator[Name]:
    """The bodies of a text that are named by what they want."""
    for match in PURPOSE.finditer(text) if " to " in text else ():
        verb = fold(match[1])
        named = known(verb) >= Known.CITY or is_given(verb) or is_demonym(verb)
        if not named and learned().small.get(verb, 0) > NAMELIKE:
            yield Name(block, *match.span(), match[0], ORGANIZATION, EVIDENCE)


def _numbered(name: Name, text: str) -> Name:
    """A school or a local of a union with its number: "Public School 12"."""
    if name.type is not ORGANIZATION or not NUMBERED.search(name.text):
        return name
    number = NUMBER.match(text, name.end)
    if number is None:
        return name
    return replace(name, end=number.end(), text=text[name.start : number.end()])
