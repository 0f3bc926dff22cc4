"""The people of a sentence in the order in which it refers to them: names, pronouns, offices."""

import re
from collections import defaultdict
from collections.abc import Container, Iterator, Mapping, Sequence
from typing import NamedTuple

from whodex.attribute.cues import Clause, main_subject
from whodex.attribute.offices import INDEFINITE, is_office
from whodex.attribute.phrases import (
    LONGEST,
    Phrase,
    is_name,
    is_person,
    names_office,
    nominal,
    possessive,
)
from whodex.attribute.tokens import DASHES, Kind, Row, Token
from whodex.lexicon.english import (
    ARTICLES,
    ASKERS,
    CONJUNCTIONS,
    DETERMINERS,
    FORMER,
    FORMS_OF_BE,
    LINKS,
    PEOPLE,
    PREPOSITIONS,
    SEXES,
)
from whodex.lexicon.lists import words as words_of
from whodex.lexicon.places import is_demonym

SEX_OF_PRONOUN = {
    "he": "man", "him": "man", "his": "man", "himself": "man",
    "she": "woman", "her": "woman", "hers": "woman", "herself": "woman",
}  # fmt: skip
ORGANIZATIONS = words_of("organization-nouns") | words_of("organization-words")
NAMED = 2  # words in capitals, of which the first may only begin a sentence
NOMINATIVE = frozenset(("he", "she"))
AGE = re.compile(r"\d+-year-old$")
PARENT = re.compile(r"(?:grand)?(?:mother|father|mum|dad|mom|parent)-of-\w+$")
LONGEST_EPITHET = 6  # words of "the former Danish world champion" behind the article
INTRODUCES = 3  # words from "a" to the noun: "a retired Danish judge"
NAMELESS = "?"  # before a name that leads to no entity
UNNAMED = "#"  # before the place of "the official"


class Reference(NamedTuple):
    """One reference to a person, by token `at`.

    `who` is an entity, the words of a name without one, the place of somebody unnamed, or "" for
    a pronoun not understood. `sex` is what the word itself says, `speaks` the subject of a verb
    of speech, `hangs` that the name only says whose or of whom something is. `again` says that a
    noun, "the striker", seems to stand for somebody named before.
    """

    at: int
    who: str
    sex: str = ""
    subject: bool = False
    speaks: bool = False
    pronoun: bool = False
    hangs: bool = False
    again: bool = False


def references(block: int, found: Clause, held: Mapping[str, str]) -> list[Reference]:
    """Return who is referred to in a sentence of a block, outside its quotations.

    `held` says whom "the mayor" means.
    """
    speaking = frozenset(_speaking(found))
    subjects = speaking | frozenset(_subjects(found, speaks=bool(speaking)))
    return [
        reference._replace(
            subject=reference.at in subjects,
            speaks=reference.at in speaking,
            hangs=reference.at not in subjects and _hangs(found.tokens, found.low, reference.at),
        )
        for i in range(found.low, found.high)
        for reference in _reference(block, found.tokens, i, subjects, held)
    ]


def holders(rows: Sequence[Row]) -> dict[str, str]:
    """Return whom "the mayor" means: the only one before whose name the word stands."""
    held: defaultdict[str, set[str]] = defaultdict(set)
    for row in rows:
        for before, token in zip(row.tokens, row.tokens[1:], strict=False):
            if is_person(token) and before.kind is Kind.WORD and names_office(before.norm):
                held[before.norm].add(named(token))
    return {office: next(iter(who)) for office, who in held.items() if len(who) == 1}


def ages(rows: Sequence[Row]) -> dict[str, set[str]]:
    """Return how old an article says people are: “Kim, 43, …”, “43-year-old Kim”."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for row in rows:
        for i, token in enumerate(row.tokens):
            if not is_person(token):
                continue
            comma, number = (*(t.text for t in row.tokens[i + 1 : i + 3]), "", "")[:2]
            if comma in (",", "(") and number.isdigit():
                found[named(token)].add(number)
            if i and (age := age_in(row.tokens, i - 1)):
                found[named(token)].add(age)
    return dict(found)


def age_in(tokens: Sequence[Token], last: int) -> str:
    """Return the age that the words up to a noun give: “the 43-year-old driver”, or ""."""
    for i in range(last, max(-1, last - LONGEST_EPITHET), -1):
        if AGE.match(tokens[i].norm):
            return tokens[i].norm.partition("-")[0]
        if not nominal(tokens[i]):
            break
    return ""


def introduced(rows: Sequence[Row]) -> frozenset[str]:
    """Return the nouns of those whom the article brings in without a name: “a pensioner”."""
    return frozenset(
        token.norm
        for row in rows
        for i, token in enumerate(row.tokens)
        if token.kind is Kind.WORD
        and any(t.norm in INDEFINITE for t in row.tokens[max(0, i - INTRODUCES) : i])
        and not (i + 1 < len(row.tokens) and is_person(row.tokens[i + 1]))
    )


def named(token: Token) -> str:
    """The entity of a name, else its words."""
    entity = token.mention.entity if token.mention else None
    return entity or NAMELESS + token.norm


def _reference(
    block: int, tokens: Sequence[Token], i: int, subjects: Container[int], held: Mapping[str, str]
) -> Iterator[Reference]:
    token = tokens[i]
    if is_person(token):
        if i in subjects or not _modifies(tokens, i):
            yield Reference(i, named(token))
    elif token.kind is Kind.NAME and _who_follows(tokens, i):
        yield Reference(i, NAMELESS + token.norm)
    elif token.kind is not Kind.WORD:
        return
    elif token.norm in SEX_OF_PRONOUN:
        yield Reference(i, "", SEX_OF_PRONOUN[token.norm], pronoun=True)
    elif token.norm in held and _definite(tokens, i):
        yield Reference(i, held[token.norm])
    elif i in subjects:
        again = calls_again(tokens, i)
        yield Reference(i, f"{UNNAMED}{block}.{i}", SEXES.get(noun(token), ""), again=again)


def noun(token: Token) -> str:
    """The noun of "mother-of-two"."""
    return token.norm.partition("-of-")[0]


def calls_again(tokens: Sequence[Token], last: int) -> bool:
    """“the 43-year-old”, “the mum-of-two”, “the Spaniard”, “the former coach”, “the striker”.

    A noun with "the" is either somebody known or somebody of the scene, "the doctor"; these are
    nearly always the former.
    """
    first = last
    while first > max(0, last - LONGEST_EPITHET) and nominal(tokens[first]):
        first -= 1
    words = [token.norm for token in tokens[first + 1 : last + 1]]
    if not words or tokens[first].norm != "the" or is_person(tokens[last]):
        return False
    return (
        any(AGE.match(word) for word in words)
        or PARENT.match(words[-1]) is not None
        or (is_demonym(words[-1]) and tokens[last].kind is Kind.WORD)
        or f"{words[-1]}s" in words_of("peoples")
        or words[-1] in words_of("epithets")
        or (words[0] in FORMER and is_office(tokens[last]))
    )


def _who_follows(tokens: Sequence[Token], i: int) -> bool:
    """“Lund, who sells plants, …”: somebody, though taken for a place."""
    return [t.norm for t in tokens[i + 1 : i + 3]] == [",", "who"]


def _definite(tokens: Sequence[Token], i: int) -> bool:
    """“the mayor”, but not “the mayor of Lund”, “the mayor Ole Dahl”."""
    after = tokens[i + 1] if i + 1 < len(tokens) else None
    return (
        i > 0
        and tokens[i - 1].norm == "the"
        and not (after and (after.kind is Kind.NAME or after.norm == "of"))
    )


def _modifies(tokens: Sequence[Token], i: int) -> bool:
    """“the Lind campaign”, “Lind spokesman Ole Dahl”: the name only says which."""
    if i + 1 == len(tokens) or tokens[i + 1].kind is not Kind.WORD:
        return False
    after = tokens[i + 1]
    if names_office(after.norm) or (is_name(after) and not after.norm.isdigit()):
        return True
    small = PREPOSITIONS | FORMS_OF_BE | CONJUNCTIONS
    return i > 0 and tokens[i - 1].norm in ARTICLES and after.norm not in small


def _speaking(found: Clause) -> Iterator[int]:
    for cue in found.cues:
        # "Asked by Kim whether she would go, Lee …": the sentence is Lee's.
        if cue.subject and not (cue.first == found.low and cue.subject.first > cue.last + 1):
            yield from _heads(found.tokens, cue.subject)


def _subjects(found: Clause, *, speaks: bool) -> Iterator[int]:
    """Yield the people who are the sentence's subject, and every "he" and "she"."""
    tokens, low, high = found.tokens, found.low, found.high
    yield from (i for i in range(low, high) if tokens[i].norm in NOMINATIVE)
    main = main_subject(tokens, low, high)
    if main is not None and tokens[main.first].norm in NOMINATIVE:
        return
    if main is None:
        first = next((i for i in range(low, high) if is_person(tokens[i])), None)
        if first is not None and not _hangs(tokens, low, first):
            yield first
        return
    heads = _heads(tokens, main)
    if any(is_person(tokens[i]) for i in heads):
        yield from heads
    elif not speaks:  # else "Lee, a fellow of the institute, said" has its subject
        yield from _inserted(tokens, main, high) or heads


def _titles(token: Token) -> bool:
    """A word that may stand between a preposition and a name."""
    return token.text == "." or names_office(token.norm) or token.norm in DETERMINERS


def _before_name(token: Token) -> bool:
    """Tell what may stand before the name of "the bishop, the Right Reverend Kim"."""
    return not is_person(token) and (is_name(token) or _titles(token))


def _inserted(tokens: Sequence[Token], main: Phrase, high: int) -> list[int]:
    """“Another critic, Kim Lee, came”, “The first witness was Kim Lee”: the name is the head."""
    after = main.last + 1
    if after < high and tokens[after].text == ",":
        named = next((i for i in range(after + 1, high) if not _before_name(tokens[i])), high)
        if named < high and is_person(tokens[named]):
            return [named]
    be = next((i for i in range(after, high) if tokens[i].norm in FORMS_OF_BE), high)
    for i in range(be + 1, high):
        if is_person(tokens[i]) and not _modifies(tokens, i):
            return [i]
        if not (is_name(tokens[i]) or _titles(tokens[i])):
            break
    return []


def _hangs(tokens: Sequence[Token], low: int, i: int) -> bool:
    """Whether a name owns what follows it or a preposition stands before it and its titles."""
    if i + 1 < len(tokens) and possessive(tokens[i + 1]):
        return True
    before = i - 1
    while before >= max(low, i - LONGEST) and _titles(tokens[before]):
        before -= 1
    if before < low or tokens[before].norm not in PREPOSITIONS:
        return False
    return tokens[before].norm != "with" or not _does(tokens, i)


def _does(tokens: Sequence[Token], i: int) -> bool:
    """“with Kim lambasting the plan”, “with Kim — a judge — calling for calm”: Kim does it."""
    at = i + 1
    if at < len(tokens) and tokens[at].text in (",", *DASHES):
        mark = tokens[at].text
        ends = (k for k in range(at + 1, min(at + LONGEST, len(tokens))) if tokens[k].text == mark)
        at = next(ends, at) + 1
    return at < len(tokens) and tokens[at].kind is Kind.WORD and tokens[at].norm.endswith("ing")


def _heads(tokens: Sequence[Token], phrase: Phrase) -> list[int]:
    """Return the people that a subject is: a name, names joined by "and", an office, "he"."""
    if tokens[phrase.first].norm in NOMINATIVE:
        return [phrase.first]
    inside = range(phrase.first, phrase.last + 1)
    if phrase.name is None:
        people = [i for i in inside if is_person(tokens[i])]
        if len(people) > 1:
            return people
    elif not _hangs(tokens, phrase.first, phrase.name):
        return [phrase.name, *_joined(tokens, phrase)] if is_person(tokens[phrase.name]) else []
    if calls_again(tokens, phrase.last):
        return [phrase.last]
    head = _human_noun(tokens, phrase) or _unrecognized(tokens, phrase)
    if head is None or (_plural(tokens[head].norm) and tokens[phrase.first].norm != "one"):
        return []
    return [head]


def _human_noun(tokens: Sequence[Token], phrase: Phrase) -> int | None:
    """Return the noun that says that a phrase is somebody: “the judge”, “a jockey”.

    “The jockey”, unless more is said of whom, may be somebody known, called so.
    """
    found = None
    new = tokens[phrase.first].norm in INDEFINITE or _whose(tokens, phrase)
    for i in range(phrase.first, phrase.last + 1):
        norm = tokens[i].norm
        if norm in ASKERS:
            return None
        if norm in PEOPLE or names_office(norm) or (new and is_office(tokens[i])):
            found = i
        elif found is not None:
            break
    return found


def _unrecognized(tokens: Sequence[Token], phrase: Phrase) -> int | None:
    """Return the end of words in capitals that nobody took for a name: “Nxtomb Qkwezi”."""
    capitals = [i for i in range(phrase.first, phrase.last + 1) if is_name(tokens[i])]
    if len(capitals) < NAMED or len(capitals) <= phrase.last - phrase.first:
        return None
    words = [tokens[i] for i in capitals]
    if any(t.kind is Kind.NAME or t.norm in ORGANIZATIONS or t.text.isupper() for t in words):
        return None
    return phrase.last


def _whose(tokens: Sequence[Token], phrase: Phrase) -> bool:
    """“the jockey of the second horse”: somebody not spoken of before."""
    definite = tokens[phrase.first].norm == "the" and phrase.name is None
    return definite and any(t.norm in LINKS for t in tokens[phrase.first + 1 : phrase.last + 2])


def _joined(tokens: Sequence[Token], phrase: Phrase) -> list[int]:
    """“Kim and Mr. Lee”: the other one."""
    after = phrase.last + 1
    if after >= len(tokens) or tokens[after].norm != "and":
        return []
    other = next((i for i in range(after + 1, len(tokens)) if not _titles(tokens[i])), after)
    return [other] if is_person(tokens[other]) else []


def _plural(norm: str) -> bool:
    return norm in ("men", "women", "people") or (norm.endswith("s") and not norm.endswith("ss"))
