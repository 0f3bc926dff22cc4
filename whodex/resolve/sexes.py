"""Who is a man and who a woman, by what stands beside a name and by the given name.

Other stages may ask too: `stated` reads what a text says beside a name, `pronoun` what it calls
the bearer next, `of_given_name` what the name itself says. Each returns "man", "woman" or nothing.
"""

import re
from collections.abc import Iterable

from whodex.lexicon.english import SENTENCE_END
from whodex.lexicon.given import sex_of
from whodex.lexicon.lists import grammar, pairs, words
from whodex.lexicon.names import EITHER, person_name

MAN, WOMAN = "man", "woman"
KIN = words("kinship")
LISTED = "|".join(sorted(map(re.escape, pairs("sexes")), key=len, reverse=True))
# Read backwards from the name, since searching for an end is slow: "his wife, ", "Mrs. ".
BEFORE = re.compile(r"\s(?P<mark>[.,]?)(?P<word>[^\W\d_](?:[^\W\d_]|-)*)")
FAMILY_NAME_FIRST = re.compile(r"[A-Z]\w+ [A-Z]\w+[-‐‑]\w+")
REACH = 30  # characters before a name in which a word beside it stands; none that tells is longer
BEHIND = re.compile(
    r"^,\s(?:(?P<whose>his|her|their|[^\s,.;]+['’]s?)|the|an?)?\s?"
    r"(?:(?!of\b|to\b|and\b|for\b|who\b|with\b|in\b|at\b|from\b|by\b)[a-z][\w-]*\s){0,3}?"
    rf"(?P<word>{LISTED})\b(?P<rest>(?!['’-]|\s[A-Z]).?)"
)
OWNER = re.compile(r"^,?\s(?:and|with)\s(?P<pronoun>his|her)\s")
SPOUSE_BEHIND = re.compile(
    r"^['’]s?\s(?:\w+\s)?(?P<word>wife|husband|widow|widower|ex-wife|ex-husband)\b"
)
SPOUSE_BEFORE = re.compile(
    r"\b(?P<word>wife|husband|widow|widower|ex-wife|ex-husband)\sof\s(?:[a-z][\w-]*\s){0,4}$"
)
PRONOUN = re.compile(r"\b(?:he|she|his|her|him|himself|herself)\b", re.IGNORECASE)
PRONOUNS = dict.fromkeys(("he", "his", "him", "himself"), MAN)
PRONOUNS |= dict.fromkeys(("she", "her", "herself"), WOMAN)
OPPOSITE = {MAN: WOMAN, WOMAN: MAN}
APPOSED = 120  # characters behind a name in which an apposition says who bears it
MARRIED = 80  # characters before a name in which it says whose spouse that is
NEAR = 300  # characters beside a name in which anything may speak of its bearer
QUOTATION = re.compile(r"[“”\"]")


def stated(before: str, text: str, behind: str) -> str:
    """Return what the words beside a name plainly say; nothing where they contradict each other.

    `text` is the name as it stands, `before` and `behind` the rest of its block.
    """
    said = {address(before, text), *_apposition(behind), *_married(before, behind)} - {""}
    return said.pop() if len(said) == 1 else ""


def address(before: str, text: str) -> str:
    """Return what the form of address, the kinship or the office right before a name says."""
    first, _, rest = text.partition(" ")
    if rest and (sex := _listed(first)) and first[:1].isupper():
        return sex
    match = BEFORE.match(before[: -REACH - 1 : -1])
    word = match["word"][::-1] if match else ""
    beside = {",": KIN, ".": grammar("abbreviations")}.get(match["mark"] if match else "")
    return _listed(word) if beside is None or word.lower() in beside else ""


def _listed(word: str) -> str:
    return pairs("sexes").get(word.rstrip(".").lower(), "")


def _apposition(behind: str) -> Iterable[str]:
    """What an apposition says: "the widow of X"; "his wife" may begin a list unless it ends."""
    match = BEHIND.match(behind[:APPOSED])
    if match and (not match["whose"] or match["rest"] in {",", ".", ";", ""}):
        yield _listed(match["word"])


def _married(before: str, behind: str) -> Iterable[str]:
    """Whose wife or husband somebody is: "X and his wife", "X’s widow", "husband of X"."""
    if match := OWNER.match(behind):
        yield PRONOUNS[match["pronoun"]]
    for match in (SPOUSE_BEHIND.match(behind), SPOUSE_BEFORE.search(before[-MARRIED:])):
        if match:
            yield OPPOSITE[_listed(match["word"])]


def pronoun(behind: str) -> str:
    """Return what the pronouns of this sentence and the next say, where they agree; a hint.

    `behind` is what follows a name, up to the next person's; quotations say nothing.
    """
    outside = QUOTATION.split(behind[:NEAR], maxsplit=1)[0]
    sentences = SENTENCE_END.split(outside, maxsplit=2)[:2]
    said = {PRONOUNS[word.lower()] for word in PRONOUN.findall(" ".join(sentences))}
    return said.pop() if len(said) == 1 else ""


def of_given_name(forms: Iterable[str]) -> str:
    """Return what the given names of full forms say, where they agree."""
    western = (form for form in forms if not FAMILY_NAME_FIRST.fullmatch(form))
    full = (name for name in map(person_name, western) if name.is_full)
    said = {sex for name in full if (sex := sex_of(name.parts[0]))}
    return said.pop() if len(said) == 1 and not said <= {EITHER} else ""
