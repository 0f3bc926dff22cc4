"""People's names as the model found them, mended where it cut a word or took one too many.

What a page or a quotation put into a name is no name: a caption's word that runs into it, a
bracket in a quoted word, a contraction.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache

from whodex.edges import grammar
from whodex.models import EntityType, Name
from whodex.names import SUFFIXES, fold
from whodex.rules import words

PERSON = EntityType.PERSON

CONTRACTED = re.compile(r"(\w+)['’‘`](?:m|ve|ll|d|re|s)")
BRACKETS = re.compile(r"[\[\]]")
CUT = re.compile(r"(?<=\w-)\w+")
CAPITALIZED = re.compile(r"\s[A-Z][\w’'-]*")
ABOARD = re.compile(r"\b([A-Z]{2,5})\s(?:[A-Z][a-z]+\s)?\Z")


def mended(texts: Sequence[str], names: Sequence[Name]) -> list[Name]:
    """Return the names of blocks `texts` in their order, people's mended; no two overlap."""
    whole: list[Name] = []
    for name in names:
        last = whole[-1] if whole and whole[-1].block == name.block else None
        if last and name.start < last.end:
            continue
        if name.type is not PERSON:
            whole.append(name)
        elif fold(name.text) in SUFFIXES:
            if last and last.type is PERSON and _between(texts, last, name) in {" ", ", "}:
                whole[-1] = _until(last, texts, name.end)
        else:
            whole += _mended(name, texts)
    return whole


def _mended(name: Name, texts: Sequence[str]) -> Iterator[Name]:
    text = texts[name.block]
    if _is_word(name.text) or _is_ship(text, name.start):
        return
    if glued := _glued().search(name.text):
        yield _until(name, texts, name.start + glued.start())
    elif rest := CUT.match(text, name.end) or _behind_a_particle(name, text):
        yield _until(name, texts, rest.end())
    else:
        yield name


def _between(texts: Sequence[str], name: Name, following: Name) -> str:
    return texts[name.block][name.end : following.start]


def _until(name: Name, texts: Sequence[str], end: int) -> Name:
    return replace(name, end=end, text=texts[name.block][name.start : end])


def _is_word(form: str) -> bool:
    """Whether a form is a word as quotations have it: "W]e", "I’m"."""
    bare = BRACKETS.sub("", form).lower()
    if contracted := CONTRACTED.fullmatch(form):
        return contracted[1].lower() in _pronouns()
    return bare != form.lower() and bare in _pronouns()


@cache
def _pronouns() -> frozenset[str]:
    return grammar("subject pronouns", "object pronouns", "determiners", "articles")


@cache
def _glued() -> re.Pattern[str]:
    return re.compile(rf"(?<=[a-zß-ÿ])(?:{'|'.join(sorted(words('glued-words')))})\Z")


def _behind_a_particle(name: Name, text: str) -> re.Match[str] | None:
    """The word behind a name of several words that ends with a particle: "Ada van" Holm."""
    first, _, last = name.text.rpartition(" ")
    ends = first and fold(last) in words("name-particles")
    return CAPITALIZED.match(text, name.end) if ends else None


def _is_ship(text: str, start: int) -> bool:
    prefix = ABOARD.search(text, max(0, start - 30), start)
    return prefix is not None and prefix[1] in words("ship-prefixes")
