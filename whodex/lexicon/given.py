"""Given names: whether a word is one, and what it says of its bearer's sex.

Three questions, from the widest to the narrowest: `may_be_given` is a word that is somebody's given
name somewhere, `is_given` one that is a name rather than a common word ("Will" is, "Early" isn't),
`is_hardly_a_surname` one that is a surname less often.
"""

from functools import cache

from whodex.lexicon.learned import learned
from whodex.lexicon.lists import pairs, words
from whodex.lexicon.names import given_name_forms

USUAL = 0.5  # log of how much oftener small than capital a word is that is no name by itself


def may_be_given(word: str) -> bool:
    """Return whether a folded word is a given name somewhere, or short for one."""
    return word in pairs("given-names") or bool(given_name_forms(word))


@cache
def is_given(word: str) -> bool:
    """Return whether a folded word is a given name; of common words, only English ones are."""
    if given_name_forms(word):
        return True
    return word in pairs("given-names") and learned().small.get(word, -USUAL) <= USUAL


def is_hardly_a_surname(word: str) -> bool:
    """Return whether a folded word is a given name, and less often a surname."""
    return word in pairs("given-names") and word not in words("surnames-too")


def sex_of(word: str) -> str:
    """Return "man", "woman" or "either" for a folded given name, nothing for what isn't listed."""
    return pairs("given-names").get(word, "")
