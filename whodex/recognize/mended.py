"""People's names as the model found them, mended where it cut a word or took one too many.

What a page or a quotation put into a name is no name: a caption's word that runs into it, a
bracket in a quoted word, a contraction.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache

from whodex.lexicon.given import is_given
from whodex.lexicon.lists import grammar, words
from whodex.lexicon.names import SUFFIXES, fold
from whodex.lexicon.places import known
from whodex.recognize.edges import is_family, titles
from whodex.values.article import EntityType
from whodex.values.entities import Name

PERSON = EntityType.PERSON

CONTRACTED = re.compile(r"(\w+)['’‘`](?:m|ve|ll|d|re|s)")
BRACKETS = re.compile(r"[\[\]]")
CUT = re.compile(r"(?<=\w-)\w+")
CAPITALIZED = re.compile(r"\s[A-Z][\w’'-]*")
OF_A_DAY = re.compile(r"\.?\sDay\b")
JUNIORS_DAY = re.compile(r"(?:\s[A-Z][\w’'-]*){0,2},?\s(?:Jr|Sr)\b\.?\sDay\b")
ON_AIR = re.compile(
    r"\b(?:on|hosts?\sof|anchors?\sof|[Ss]how|program|programme|watch(?:es|ed|ing)?)\s[“\"‘']?\Z"
)
HOSTED = re.compile(r"[”\"’']?(?:['’]s)?\s(?:co-)?(?:host|anchor|presenter)s?\b")
INITIALS = re.compile(r"(?:\A|(?<=[^\W\d_][\s(“\"]))((?:[A-Z]\.?\s){1,3})\Z")
NO_INITIALS = frozenset({"a", "i", "h e", "u s", "u k", "u n"})  # words, Excellency, countries
CAPITAL_BEFORE = re.compile(r"\b([A-Z][a-z]+)\s\Z")
HYPHENED = re.compile(r"\b([A-Z][\w’']*)[-‐‑]\Z")
ARABIC_ENDS = frozenset({"allah", "deen", "din", "dine", "eddine", "rahim", "rahman"})
QUOTATION_ENDS = re.compile(r"\A[^“”\"«»]*[.!?,…][”\"»]\s+")  # a nickname has both its marks
LETTERED_NEAR = 20  # letters of "influenza A. "
LETTERED = re.compile(r"\b(\w+)\s[A-Z]\.\s+\Z")
INITIAL = re.compile(r"\A(?:\w+\s)?[A-Z]\.\s+")
TITLE_INSIDE = re.compile(r"\s([A-Z][a-z]+)\s")
CIVILIAN = frozenset({"MV", "RRS", "RSS", "RV"})  # before a rank they are no officer's
ABOARD = re.compile(r"\b([A-Z]{2,5})\s(?:([A-Z][a-z]+)\s)?\Z")


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
        elif last and _is_parted_by_a_title(last, name, texts):
            whole[-1] = _until(last, texts, name.end)
        else:
            whole += _mended(name, texts, last.end if last else 0)
    return whole


def _mended(name: Name, texts: Sequence[str], free: int) -> Iterator[Name]:
    """A person's name mended, if it is one; the text before it is free from `free` on."""
    text = texts[name.block]
    if behind := _sentence_inside(name.text) or _behind_a_letter(name, text):
        name = replace(name, start=name.start + behind, text=name.text[behind:])
    if _is_word(name.text) or _is_ship(text, name) or _is_of_a_day(name, text):
        return
    if programme := _programme(name, texts):
        yield programme
        return
    if glued := _glued().search(name.text):
        yield _until(name, texts, name.start + glued.start())
    elif (start := _cut_before(name, text, free)) is not None:
        yield replace(name, start=start, text=text[start : name.end])
    elif rest := (
        CUT.match(text, name.end)
        or _behind_a_particle(name, text)
        or _fathers().match(text, name.end)
    ):
        yield _until(name, texts, rest.end())
    else:
        yield name


def _between(texts: Sequence[str], name: Name, following: Name) -> str:
    return texts[name.block][name.end : following.start]


def _until(name: Name, texts: Sequence[str], end: int) -> Name:
    return replace(name, end=end, text=texts[name.block][name.start : end])


def _sentence_inside(form: str) -> int:
    """Where in a form the name begins behind a quotation that ends: "I.” Holm"; mostly 0."""
    ends = QUOTATION_ENDS.match(form)
    return ends.end() if ends and ends.end() < len(form) else 0


def _behind_a_letter(name: Name, text: str) -> int:
    """Where a name begins behind a letter with which a sentence ends: "Vitamin C. Holm"; mostly 0.

    A small "model" before "T. Holm" is what somebody does.
    """
    initial = INITIAL.match(name.text)
    if initial is None or initial.end() == len(name.text):
        return 0
    return initial.end() if _ends_with_a_letter(text, name.start + initial.end()) else 0


def _ends_with_a_letter(text: str, end: int) -> bool:
    """Whether a sentence ends before `end` with a letter: "vitamin C." is a kind of vitamin."""
    kind = LETTERED.search(text, max(0, end - LETTERED_NEAR), end)
    if kind is None or fold(kind[1]) not in words("lettered"):
        return False
    return kind[1].istitle() or fold(kind[1]) not in words("trades")


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


@cache
def _fathers() -> re.Pattern[str]:
    """The fathers' names that follow somebody's own, and the house: "bin Rashid Al Nuaimi"."""
    sons, joined = ("|".join(sorted(words(n))) for n in ("patronymics", "joined-articles"))
    house = rf"(?i:{joined})[\s-]"
    return re.compile(rf"(?:\s(?i:{sons})\s(?:{house})?[A-Z][\w’'-]+)+(?:\s{house}[A-Z][\w’'-]+)?")


def _cut_before(name: Name, text: str, free: int) -> int | None:
    """Where a name begins that the model cut: before "bin Rashid", "Karl-" Peter Bok, "R B" Bok."""
    near = max(free, name.start - 30)
    if fold(name.text.partition(" ")[0]) in words("patronymics"):
        given = CAPITAL_BEFORE.search(text, near, name.start)
        return given.start(1) if given and fold(given[1]) not in words("titles") else None
    if inner := _given_before_a_title(name, text, near):
        return inner.start(1)
    initials = INITIALS.search(text[near : name.start])
    if initials and _are_initials(initials[1]) and not _ends_with_a_letter(text, name.start):
        return near + initials.start(1)
    first = HYPHENED.search(text, near, name.start) if " " in name.text else None
    if first is None:
        return None
    joined = fold(name.text.partition(" ")[0]) in ARABIC_ENDS and not known(first[1])
    return first.start() if joined or is_given(fold(first[1])) else None


def _is_parted_by_a_title(first: Name, name: Name, texts: Sequence[str]) -> bool:
    """Whether a given name and a surname are one name with what is a title as well between them."""
    inside = TITLE_INSIDE.match(texts[first.block], first.end)
    if inside is None or name.start not in {inside.start(1), inside.end()}:
        return False
    given = first.type is PERSON and is_given(fold(first.text))
    return given and fold(inside[1]) in titles_too()


def _given_before_a_title(name: Name, text: str, near: int) -> re.Match[str] | None:
    """The given name before what is a title and stands inside a name: "Ada" Baron Holm.

    A town's or a month's name is none, nor what belongs to another word before it.
    """
    found = CAPITAL_BEFORE.search(text, near, name.start)
    if found and fold(found[1]) in titles_too() and " " not in name.text:
        found = CAPITAL_BEFORE.search(text, near, found.start(1))
    elif fold(name.text.partition(" ")[0]) not in titles_too():
        return None
    if found is None:
        return None
    given = fold(found[1])
    is_name = is_given(given) and not known(given) and given not in words("calendar")
    another = CAPITAL_BEFORE.search(text, near, found.start(1))
    of_it = another is not None and is_given(fold(another[1]))
    return found if is_name and not of_it else None


@cache
def titles_too() -> frozenset[str]:
    """Titles that are given and family names as well: "Baron"."""
    return frozenset(title for title in titles() if is_given(title) and is_family(title))


def _are_initials(letters: str) -> bool:
    """Whether single letters before a name are its initials: "R B" Holm, no "A" that is a word."""
    return fold(letters) not in NO_INITIALS


def _is_ship(text: str, name: Name) -> bool:
    """Whether a name is a ship's by the prefix before it or in it, not by an officer's rank."""
    first, _, rest = name.text.partition(" ")
    if rest and first in words("ship-prefixes"):
        return True
    prefix = ABOARD.search(text, max(0, name.start - 30), name.start)
    if prefix is None or prefix[1] not in words("ship-prefixes"):
        return False
    no_rank = not prefix[2] or fold(prefix[2]) not in words("titles")
    return no_rank or prefix[1] in CIVILIAN


def _is_of_a_day(name: Name, text: str) -> bool:
    """Whether a name is part of a holiday's that is called after a son: "Ada Holm Jr. Day"."""
    if fold(name.text.partition(" ")[0]) in SUFFIXES:
        return name.text.endswith(" Day") or bool(OF_A_DAY.match(text, name.end))
    junior = fold(name.text.rpartition(" ")[2]) in SUFFIXES
    return bool((OF_A_DAY if junior else JUNIORS_DAY).match(text, name.end))


def _programme(name: Name, texts: Sequence[str]) -> Name | None:
    """A programme that is called after its host, with the time of day before: "Morning Ada"."""
    text, start = texts[name.block], name.start
    first, _, rest = name.text.partition(" ")
    if not rest and (before := CAPITAL_BEFORE.search(text, max(0, start - 15), start)):
        first, rest, start = before[1], name.text, before.start()
    if fold(first) not in words("programme-times") or not rest or " " in rest:
        return None
    if ON_AIR.search(text, max(0, start - 15), start) or HOSTED.match(text, name.end):
        whole = text[start : name.end]
        kind = EntityType.ORGANIZATION
        return replace(name, start=start, text=whole, type=kind, votes=(0.0, 1.0, 0.0))
    return None
