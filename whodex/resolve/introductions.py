"""How an article introduces somebody: as what, of which organization, from where.

Whoever isn't generally known is introduced where the name stands in full; of whom an article says
nothing of the kind its readers know.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from whodex.lexicon.lists import grammar, pairs, words
from whodex.lexicon.names import fold, person_name
from whodex.lexicon.places import country, country_of_people
from whodex.recognize.edges import function_words
from whodex.recognize.signs import humans
from whodex.resolve.likeness import STEM
from whodex.values.article import Article
from whodex.values.entities import Name

WINDOW = 120  # characters on each side of a name in which its introduction stands
LEADING = 8  # words before a name that may introduce it
SHORTEST = 4  # letters of a word that says which office it is, acronyms apart: not "New"
CLAUSE = re.compile(r"[.;:!?](?=\s)|[“”\"()]|,\s")
WORD = re.compile(r"[^\W\d_][\w’'.&-]*")
PHRASE = re.compile(r"(?:(?!\s(?:who|whose|that|which)\b)(?:[^,.;:–—“”()!?]|\.(?=\w)))*")
APPOSITION = re.compile(r"(?:,\s|\s[–—-]\s|\s\()(?=\w)(?!who)")
COPULA = re.compile(r"(?:,\swho)?\s(?:is|was|became)\s(?=(?:an?|the)\s)")
FROM = re.compile(r"(?:,\s|\s)(?:of|from)\s(?=(?:[a-z]+\s){0,3}[A-Z])")
AGED = re.compile(r",\s(?:aged\s)?\d{1,3}[,.;]|\s\((?:aged?\s|born\s|\d)")
NAMED = re.compile(r"\b(?:named|called|identified\sas|by\sthe\sname\sof|[Ii]mage:|[Bb]y)\s$")
JOINED = re.compile(
    r"(?:[A-Z][\w’'.-]*\s){1,3}and\s$"
)  # another name that shares what stands before
FORMER = words("former")
INSIDE = frozenset(("of", "for", "the", "and"))  # of a title: "President of the United States"


@dataclass(frozen=True, slots=True)
class Introduction:
    """What introduces somebody: nouns for people, the names and words beside these, all of it."""

    heads: frozenset[str]
    offices: frozenset[tuple[str, str]]
    phrases: tuple[str, ...]


def introduction(article: Article, names: Iterable[Name], about: str) -> Introduction | None:
    """What introduces a person at full `names` in the text of an article; None if nothing does.

    An office of which nothing more is said is one of the country that the article is `about`.
    """
    found = [
        phrase
        for name in names
        if person_name(name.text).is_full
        for phrase in _introducing(article.blocks[name.block].text, name)
    ]
    if not found:
        return None
    heads, offices = set[str](), set[tuple[str, str]]()
    for phrase in found:
        tokens = [word.rstrip(".") for word in WORD.findall(phrase)]
        of_phrase = {head for word in tokens if (head := _head(word))}
        frame = set(_frame(tokens))
        heads |= of_phrase
        offices |= {(head, word) for head in of_phrase for word in frame if head != word}
        if about and not frame and FORMER.isdisjoint(map(fold, tokens)):
            offices |= {(head, about) for head in of_phrase & _sole()}
    return Introduction(frozenset(heads), frozenset(offices), tuple(filter(None, found)))


@cache
def _people() -> frozenset[str]:
    return humans() | words("human-nouns")


@cache
def _sole() -> frozenset[str]:
    """Nouns for offices that one person of a country or a place holds: "president"."""
    held = (listed for head, listed in pairs("sole-offices").items() if "organ" not in head)
    return frozenset(word for listed in held for word in re.split(r"[ ,-]+", listed)) & _people()


@cache
def _small() -> frozenset[str]:
    """Words that are no part of a title."""
    kinds = ("subject pronouns", "possessive pronouns", "forms of be", "helping verbs", "links")
    verbs = frozenset(" ".join(words("speech-verbs")).split()) | words("human-verbs")
    return function_words() | grammar(*kinds, "object pronouns", "days", "times") | verbs


@cache
def _is_small(word: str) -> bool:
    """Whether a word is one of these, and no acronym: "us", not "US"."""
    return fold(word) in _small() and not (word.isupper() and len(word) > 1)


@cache
def _says_little() -> frozenset[str]:
    return words("office-modifiers") | FORMER | _small()


@cache
def _head(word: str) -> str:
    """The noun for people that a word is or ends with: "president" of "then-president"."""
    last = fold(word).rpartition("-")[2].removesuffix("'s").removesuffix("’s")
    return next((w for w in (last, last.removesuffix("s")) if w in _people()), "")


def _frame(tokens: list[str]) -> Iterator[str]:
    """What says which office it is: a country by its name, other words by their stems."""
    at = 0
    while at < len(tokens):
        two = " ".join(tokens[at : at + 2])
        word = re.sub(r"['’]s?$", "", tokens[at])
        if " " in two and (named := country(two)):
            yield named
            at += 1
        elif named := country(word) or (country_of_people(word) if word[:1].isupper() else None):
            yield named
        elif f"{fold(word)} party" in words("parties"):
            yield fold(word)
        elif _tells(word):
            yield fold(word)[:STEM]
        at += 1


def _tells(word: str) -> bool:
    """Whether a word is part of the name of what an office is of."""
    if not word[:1].isupper() or _head(word) or fold(word) in _says_little():
        return False
    return len(word) >= SHORTEST or (word.isupper() and len(word) > 1)


def _introducing(text: str, name: Name) -> Iterator[str]:
    """The phrases beside a name that say who bears it; an empty one where it's said elsewhere."""
    before = JOINED.sub("", text[max(0, name.start - WINDOW) : name.start])
    behind = text[name.end : name.end + WINDOW]
    clauses = CLAUSE.split(before)
    if title := _title(clauses[-1].split()[-LEADING:]):
        yield title
    elif NAMED.search(before) or AGED.match(behind):
        yield ""
    elif before.endswith(", ") and len(clauses) > 1 and behind[:1] in ",.":
        yield _title(clauses[-2].split()[-LEADING:])
    for opening in (APPOSITION, COPULA, FROM):
        if match := opening.match(behind):
            phrase = PHRASE.match(behind, match.end())
            if phrase and (opening is not APPOSITION or any(map(_head, WORD.findall(phrase[0])))):
                yield phrase[0]


def _title(before: list[str]) -> str:
    """The end of some words that is a title or an office: "Larn's mayor" of "said Larn's mayor"."""
    if not before or _is_small(before[-1]):
        return ""
    inside = frozenset() if _head(before[-1]) else INSIDE
    first = len(before)
    while first and (before[first - 1] in inside or _may_belong(before[first - 1])):
        first -= 1
    title = before[first:]
    while title and title[0] in INSIDE:
        title = title[1:]
    return " ".join(title) if any(map(_head, title)) else ""


@cache
def _may_belong(word: str) -> bool:
    """Whether a word may be part of a title or an office before a name."""
    if _head(word):
        return True
    if _is_small(word):
        return False
    return word[0].isupper() or not word.endswith(("ed", "ing", "ly", ","))
