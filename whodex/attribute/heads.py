"""Whether a phrase can speak: its head is somebody, a body or something written."""

from collections.abc import Sequence

from whodex.attribute.offices import is_office
from whodex.attribute.people import ORGANIZATIONS, noun
from whodex.attribute.phrases import Phrase, is_name, is_of_two, names_office
from whodex.attribute.tokens import Kind, Token
from whodex.lexicon.english import (
    DOCUMENTS,
    PEOPLE,
    PERSONAL,
    POSSESSIVE_PRONOUNS,
    POSTS,
    PREPOSITIONS,
    QUANTIFIERS,
    SIGNS,
    SPEECH_NOUNS,
    WORKS,
)
from whodex.lexicon.lists import pairs, words
from whodex.lexicon.places import is_demonym

PRONOUNS = (
    PERSONAL | POSSESSIVE_PRONOUNS | QUANTIFIERS | frozenset(("who", "one", "neither", "both"))
)  # fmt: skip
NOUNS = (
    words("speaking-nouns") | words("organization-heads") | ORGANIZATIONS | words("public-bodies")
    | words("epithets") | PEOPLE | DOCUMENTS | POSTS | WORKS | SIGNS | SPEECH_NOUNS
)  # fmt: skip
ENDINGS = ("man", "men", "woman", "women", "ee", "ees", "year-old", "year-olds")


def can_say(tokens: Sequence[Token], low: int, phrase: Phrase) -> bool:
    """Tell "a police source in Lund" and "dozens of users" from "the drills".

    A lone word with a capital that begins the sentence, at `low`, is a name only if people bear it.
    """
    if phrase.name is not None or is_of_two(tokens, phrase):
        return True
    prepositions = [
        i for i in range(phrase.first + 1, phrase.last + 1) if tokens[i].norm in PREPOSITIONS
    ]
    end, *further = *prepositions[:2], phrase.last + 1
    owned = end - phrase.first > 1 and tokens[phrase.first].norm in POSSESSIVE_PRONOUNS
    if any(_speaks(tokens[i], begins=i == low) for i in range(phrase.first + owned, end)):
        return True
    of = end <= phrase.last and tokens[end].norm == "of"
    behind = tokens[end + 1 : further[0]] if of else ()
    return any(_human(token) or token.norm in PERSONAL for token in behind)


def _speaks(token: Token, *, begins: bool) -> bool:
    if token.kind is Kind.NAME or token.norm in PRONOUNS:
        return True
    if token.kind is not Kind.WORD:
        return False
    if is_name(token) and (not begins or token.norm in pairs("common-surnames")):
        return True
    return token.norm in NOUNS or token.norm.removesuffix("s") in NOUNS or _human(token)


def _human(token: Token) -> bool:
    """Tell nouns for people, one or several: "senators", "a Dane", "the 43-year-old"."""
    norm = noun(token)
    return token.kind is Kind.WORD and (
        is_office(token)
        or names_office(norm)
        or norm in PEOPLE
        or norm == "children"
        or norm.endswith(ENDINGS)
        or is_demonym(norm.removesuffix("s"))
        or norm in words("peoples")
    )
