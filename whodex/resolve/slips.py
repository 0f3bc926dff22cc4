"""Slips of a letter in names: when two spellings are one name, and when they are two."""

from functools import cache

from rapidfuzz.distance import OSA

from whodex.lexicon.given import may_be_given
from whodex.lexicon.lists import pairs, words
from whodex.lexicon.names import PersonName
from whodex.recognize.edges import is_family
from whodex.recognize.kinds import known_by_one_name

SHORTEST = 5  # letters of a name that may be misspelt
LONG = 9  # letters of a surname that may be so twice


def _is_cut(short: str, long: str) -> bool:
    """Whether a surname of four letters is another without its last: "Stef" of "Stefl"."""
    cut = len(short) == SHORTEST - 1 and long[:-1] == short
    return cut and not (is_known(short) or is_known(long))


@cache
def is_common(surname: str) -> bool:
    """Whether a folded surname is one that many have."""
    return surname in pairs("common-surnames") or surname in words("surnames-too")


@cache
def is_known(surname: str) -> bool:
    """Whether a folded surname is one that many have, or that readers know by itself."""
    return is_common(surname) or surname in words("several-known") or surname in known_by_one_name()


def are_two(surname: str, other: str) -> bool:
    """Whether two spellings are two families' names, each of them known."""
    return surname != other and is_known(surname) and is_known(other)


def is_slip(a: PersonName, b: PersonName) -> bool:
    """Whether two full names differ by a slip, in the surname or in a given name that is rare."""
    if a.suffix != b.suffix or len(a.parts) != len(b.parts):
        return False
    differing = [
        n for n, pair in enumerate(zip(a.parts, b.parts, strict=True)) if len(set(pair)) > 1
    ]
    if len(differing) != 1:
        return False
    one, other = a.parts[differing[0]], b.parts[differing[0]]
    shortest = min(len(one), len(other))
    if shortest < SHORTEST:
        return differing == [len(a.parts) - 1] and _is_cut(*sorted((one, other), key=len))
    if differing == [len(a.parts) - 1]:
        slips = 1 + (shortest >= LONG)
        return not are_two(one, other) and OSA.distance(one, other) <= slips
    rare = not (is_known(a.surname) or is_family(a.surname)) and not (
        may_be_given(one) and may_be_given(other)
    )
    return (rare and one[0] == other[0] and OSA.distance(one, other) == 1) or is_swapped(one, other)


def is_swapped(one: str, other: str) -> bool:
    """Whether two given names differ by two letters in each other's place, and few bear the one."""
    if len(one) < SHORTEST or one[0] != other[0] or sorted(one) != sorted(other):
        return False
    common = pairs("common-given-names").keys() >= {one, other}
    return not common and OSA.distance(one, other) == 1
