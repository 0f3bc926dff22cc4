"""Names of which an editor put a piece between square brackets: "[Ada] Holm", "Ada [Holm]"."""

import re
from bisect import bisect_left
from collections.abc import Container, Iterator, Sequence
from functools import cache
from itertools import chain

from whodex.lexicon.forms import Taken
from whodex.lexicon.given import is_given
from whodex.lexicon.lists import grammar, pairs, words
from whodex.lexicon.names import fold
from whodex.lexicon.places import is_demonym, known
from whodex.recognize.edges import function_words, is_family, titles
from whodex.recognize.kinds import thing_words
from whodex.values.article import EntityType
from whodex.values.entities import Name, in_blocks

PERSON = EntityType.PERSON
EVIDENCE = "bracketed"

CAPITAL = r"[^\W\d_a-zß-öø-ÿ](?:[\w-]|[’'](?!s\b))*[a-zß-öø-ÿ]"
PIECE = rf"{CAPITAL}(?:\s{CAPITAL}){{0,2}}"
LONGEST = 80  # letters between brackets; more are a remark
SUPPLIED = re.compile(rf"\[([^\[\]]{{1,{LONGEST}}})\]\s({CAPITAL})(?![\w-])")
COMPLETED = re.compile(rf"(?<![\w’'@#.-])({PIECE})\s\[({PIECE})\]")
PART = re.compile(r"\S+")
CAPITALIZED = re.compile(CAPITAL)
PLACED = re.compile(r"\b(?:the|in|at|of|near|to|on|outside|inside)\s\Z", re.IGNORECASE)
BEFORE = 10  # letters that are looked at before a bracket


def bracketed(texts: Sequence[str], names: Sequence[Name]) -> list[Name]:
    """Return the names of blocks `texts` in their order, those that brackets part made one.

    A name reaches from its first word to its last: "Ada] Holm". It is made of a person's name that
    the model found in it, or of a given name; a party, a people, a place or a title in brackets
    says something of who stands before.
    """
    by_block = in_blocks(names)
    things = {fold(name.text) for name in names if name.type is not PERSON}
    whole: list[Name] = []
    for block, text in enumerate(texts):
        here = by_block.get(block, [])
        if "[" in text:
            taken, found = Taken(text), list[Name]()
            for start, end in chain(_supplied(text, here), _completed(text, things)):
                if not taken.meets(start, end):
                    taken.take(start, end)
                    found.append(Name(block, start, end, text[start:end], PERSON, EVIDENCE))
            here = found + [name for name in here if not taken.meets(name.start, name.end)]
        whole += sorted(here, key=lambda name: name.start)
    return whole


def _supplied(text: str, names: Sequence[Name]) -> Iterator[tuple[int, int]]:
    """Yield where names stand whose beginning was supplied: "[Prime Minister Ada] Holm"."""
    starts = [name.start for name in names]
    for match in SUPPLIED.finditer(text):
        given = _given(match[1])
        if given is None:
            continue
        start, end = match.start(1) + given.start(), match.end(2)
        near = names[max(0, bisect_left(starts, start) - 1) : bisect_left(starts, end)]
        people = [name for name in near if name.type is PERSON and name.end > start]
        placed = PLACED.search(text, max(0, match.start() - BEFORE), match.start()) is not None
        called = people or (is_given(fold(given[0])) and not known(match[2]))
        if called and _is_surname(match[2], placed=placed):
            yield start, max([end, *(name.end for name in people)])


def _completed(text: str, things: Container[str]) -> Iterator[tuple[int, int]]:
    """Yield where names stand whose end was supplied: "Ada [Holm]"; none of `things`' names."""
    for match in COMPLETED.finditer(text):
        given = _given(match[1])
        if given is None or known(match[2]) or not _is_surname(match[2], placed=True):
            continue
        start = match.start(1) + given.start()
        if is_given(fold(given[0])) and fold(text[start : match.end(2)]) not in things:
            yield start, match.end(2)


def _given(words_before: str) -> re.Match[str] | None:
    """Return the first word behind the last title: Ada of "Prime Minister Ada".

    What stands behind a small word is none, as in "Minister for Trade", but for a particle.
    """
    first: re.Match[str] | None = None
    small = False
    for word in PART.finditer(words_before):
        folded = fold(word[0])
        capital = CAPITALIZED.fullmatch(word[0]) is not None
        if _stands_before(folded) and (capital or folded not in function_words()):
            first, small = None, False
        elif not capital:
            if folded not in words("name-particles"):
                first, small = None, True
        elif not small:
            first = first or word
    return first


def _is_surname(form: str, *, placed: bool) -> bool:
    """Whether words may end a name: no party's, people's, place's, day's or thing's.

    "Park" is a surname, too, where no place is meant, as in "in [Grace] Park".
    """
    parts = [fold(part) for part in form.split()]
    things = thing_words() | words("organization-words") | words("place-words")
    surname = not placed and is_family(parts[-1])
    none = any(part in things for part in parts[: len(parts) - surname])
    return not none and not any(map(_is_else, parts))


@cache
def _is_else(word: str) -> bool:
    called = words("calendar") | words("parties") | words("brands") | pairs("party-forms").keys()
    return word in called or is_demonym(word.removesuffix("s")) or _stands_before(word)


@cache
def _stands_before(word: str) -> bool:
    """Whether a folded word stands before names and in none: a title, a people, a small word."""
    held = titles() | words("offices") | words("trades") | words("kinship") | function_words()
    known_as = word in pairs("demonyms") or is_demonym(word) or word in _pronouns()
    return known_as or (word in held and not is_given(word))


@cache
def _pronouns() -> frozenset[str]:
    return grammar("subject pronouns", "object pronouns", "possessive pronouns")
