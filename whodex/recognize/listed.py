"""Names of one list are of one kind: what a sentence lists as towns are towns.

Hearst, Automatic acquisition of hyponyms (1992), reads kinds off such phrases.
"""

import re
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import chain, pairwise

from whodex.lexicon.given import is_given, is_hardly_a_surname
from whodex.lexicon.lists import pairs, words
from whodex.lexicon.names import fold
from whodex.lexicon.places import Known, known
from whodex.recognize.kinds import is_given_only
from whodex.recognize.signs import VERB, acting
from whodex.values.article import EntityType
from whodex.values.entities import Name

PERSON, PLACE = EntityType.PERSON, EntityType.PLACE

FEWEST = 3  # names that make a list
PART = 0.5  # share of known places from which a list is one of places

SURELY = (1.0, 0.0, 0.0)
PART_OF = re.compile(r"(?:\A|,\s(?:and\s|&\s)?|\s(?:&|and)\s)(.+?)(?=,\s|\s(?:&|and)\s|\Z)")
CAPITAL = r"[A-Z][\w-]*"
JOINED = re.compile(rf",\s(?:{CAPITAL}(?:\s{CAPITAL})?,\s)?|,?\s(?:and|or)\s|;\s")
SORT_SUCH_AS = re.compile(
    r"\b([a-z]+)s,?\s(?:including|like|such\sas)\s(?:the\s)?"
    rf"(?:{CAPITAL}(?:\s{CAPITAL}){{0,3}},\s){{0,4}}\Z"
)
SORT_OF = re.compile(r"\b[Tt]he\s(?:[\w-]+\s){0,3}?([a-z]+)s\sof\s\Z")
SORT_BEHIND = re.compile(r"\s([a-z]+)s\b")
CLAUSE = re.compile(r"[.!?;:]\s|\A")
WORD = re.compile(r"[a-z]+")
FAR = 80  # letters before a list in which its noun stands


def of_one_list(texts: Sequence[str], names: Sequence[Name]) -> list[Name]:
    """Return the names of blocks `texts`, all of a list places where its noun says so.

    Of things in a list nobody is a person: "projects including Ada Dam, Holm Point and Lind Hydro".
    """
    return [
        replace(name, type=PLACE) if places and name.type is not PLACE else name
        for listed in lists(texts, names)
        for places in [_are_places(texts, listed) or _are_said_to_be_places(texts, listed)]
        for name in listed
        if places or name.type is not PERSON or not _are_things(texts, listed)
    ]


def parted(names: Sequence[Name]) -> list[Name]:
    """Return the names, one by one where several were taken for a body's.

    A list of given names, one of which it names elsewhere: "Ada, Karl & Eva"; or two bodies each of
    which it names by itself: "Holm Institute and Vik Center".
    """
    firsts = {name.text.split(maxsplit=1)[0] for name in names if name.type is EntityType.PERSON}
    bodies = {name.text: name for name in names if name.type is EntityType.ORGANIZATION}
    return list(chain.from_iterable(_parted(name, firsts, bodies) for name in names))


def _parted(name: Name, firsts: Container[str], bodies: Mapping[str, Name]) -> Iterator[Name]:
    parts = list(PART_OF.finditer(name.text))
    called = [part[1] for part in parts]
    if name.type is not EntityType.ORGANIZATION or len(set(called)) == 1:
        yield name
        return
    first_names = all(map(_is_given_alone, called)) and any(part in firsts for part in called)
    if not first_names and not all(part in bodies for part in called):
        yield name
        return
    kind, votes = (EntityType.PERSON, SURELY) if first_names else (name.type, name.votes)
    for part in parts:
        start, end = (name.start + at for at in part.span(1))
        yield Name(name.block, start, end, part[1], kind, "list", votes)


def _is_given_alone(form: str) -> bool:
    given = fold(form)
    return is_given(given) and (is_given_only(given) or is_hardly_a_surname(given))


def lists(texts: Sequence[str], names: Sequence[Name]) -> Iterator[list[Name]]:
    """The names in runs that commas and "and" join; most are of one name."""
    listed = [*names[:1]]
    for name, following in pairwise(names):
        between = texts[name.block][name.end : following.start]
        if name.block != following.block or not JOINED.fullmatch(between):
            yield listed
            listed = []
        listed.append(following)
    if listed:
        yield listed


def _are_said_to_be_places(texts: Sequence[str], listed: Sequence[Name]) -> bool:
    """Whether "the towns of", "stations" or "counties" stands right beside a list of no parties."""
    text, start, end = texts[listed[0].block], listed[0].start, listed[-1].end
    before = SORT_OF.search(text, max(0, start - FAR), start)
    behind = SORT_BEHIND.match(text, end)
    sorts = words("place-nouns") | words("place-words")
    said = {sort[1] for sort in (before, behind) if sort}
    said |= {f"{sort}s" for sort in said}  # "counties"
    parties = pairs("party-forms").keys() | words("parties")
    plain = len(listed) > 1 and all(fold(name.text) not in parties for name in listed)
    return plain and not said.isdisjoint(sorts)


def _are_things(texts: Sequence[str], listed: Sequence[Name]) -> bool:
    """Whether things that nobody is are listed, and nobody does anything behind them."""
    text, start, end = texts[listed[0].block], listed[0].start, listed[-1].end
    sort = SORT_SUCH_AS.search(text, max(0, start - FAR), start)
    if len(listed) < FEWEST or sort is None or sort[1] not in words("thing-nouns"):
        return False
    verb = VERB.match(text, end)
    return verb is None or verb[1] not in acting()


def _are_places(texts: Sequence[str], listed: Sequence[Name]) -> bool:
    """Whether a clause's "towns" are listed, most are places, and none is anybody's full name."""
    if len(listed) < FEWEST or any(" " in n.text and n.type is not PLACE for n in listed):
        return False
    places = [name for name in listed if name.type is PLACE or known(name.text) >= Known.CITY]
    if len(places) < PART * len(listed):
        return False
    before = texts[listed[0].block][max(0, listed[0].start - FAR) : listed[0].start]
    clause = before[[match.end() for match in CLAUSE.finditer(before)][-1] :]
    nouns = words("place-nouns")
    said = (word for word in WORD.findall(clause) if word.endswith("s"))
    return any(word.removesuffix("s") in nouns or word in nouns for word in said)
