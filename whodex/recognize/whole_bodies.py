"""Public bodies whole: "US State Department", and "Port Authority of Larn and Ostby"."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from whodex.lexicon.lists import words
from whodex.lexicon.names import fold
from whodex.lexicon.places import Known, country
from whodex.lexicon.places import known as known_place
from whodex.recognize.edges import titles
from whodex.values.article import EntityType
from whodex.values.entities import Name

PERSON, ORGANIZATION, PLACE = EntityType
EVIDENCE = "body of a country"
CAPITAL = r"[A-Z][a-z]+"
SMALL = r"of|and|for|the|on"
BEHIND = re.compile(rf"(?:\s(?:(?:{SMALL})\s){{0,2}}{CAPITAL}){{1,8}}")
WORD = re.compile(rf"\b(?:{CAPITAL}|{SMALL})\b")
SECOND = re.compile(rf"\sand\s({CAPITAL}(?:\s{CAPITAL})?)\b(?!\s[A-Z]|['’])")
FIELD_BEFORE = re.compile(
    rf"\b(?:{CAPITAL}\s){{0,3}}({CAPITAL})\s(?:for|of|on)\s(?:the\s)?{CAPITAL}(?:[\s-]{CAPITAL}){{0,2}}"
    r"\s(?:and|&)\s\Z"
)
FIELD_BEHIND = re.compile(rf"\s(?:and|&)\s{CAPITAL}(?:[\s-]{CAPITAL}){{0,3}}")
FAR = 80  # letters before a second field in which the body's name begins
GOES_ON = re.compile(rf"(?:,?\s(?:{SMALL}|&)|-|[/&])\s?[A-Z]|\s({CAPITAL})")


def whole_bodies(texts: Sequence[str], names: Sequence[Name]) -> list[Name]:
    """Return the names of blocks `texts` in order, bodies with the country right before them.

    A country in a name of several words, or one that more words follow, stays as it is. Of a body
    of two places the second belongs to the name as well, and so does the first of two fields, as of
    the "Centre for East and South-East Asian Studies".
    """
    names = list(_joint(texts, list(_of_two_fields(texts, names))))
    found: list[Name] = []
    for name, following in pairwise((*names, None)):
        if name is None or (found and name.block == found[-1].block and name.start < found[-1].end):
            continue
        whole = _whole(name, texts[name.block]) if name.type is PLACE else None
        cuts = (
            whole
            and following
            and following.block == name.block
            and following.start < whole.end < following.end
        )
        found.append(whole if whole and not cuts else name)
    return found


def _of_two_fields(texts: Sequence[str], names: Sequence[Name]) -> Iterator[Name]:
    """Names with the whole of a body whose second field the model took for one or left out."""
    last = None
    for name in names:
        if last and name.block == last.block and name.start < last.end:
            continue
        text, whole = texts[name.block], name
        if name.type is ORGANIZATION:
            free = last.end if last and last.block == name.block else 0
            field = FIELD_BEFORE.search(text, max(free, name.start - FAR), name.start)
            cut = FIELD_BEHIND.match(text, name.end) if name.text.endswith("-") else None
            start = field.start() if field and _is_field(field, name) else name.start
            end = cut.end() if cut else name.end
            whole = replace(name, start=start, end=end, text=text[start:end])
        yield whole
        last = whole


def _is_field(field: re.Match[str], name: Name) -> bool:
    """Whether a name is a field's, not a second body's, and one of fields' heads stands before."""
    said = fold(name.text).split()
    heads = words("organization-heads") | words("company-forms")
    return fold(field[1]) in heads and said[-1] in words("fields") and heads.isdisjoint(said[:-1])


def _joint(texts: Sequence[str], names: Sequence[Name]) -> Iterator[Name]:
    """Names with bodies of two places in one: "Port Authority of Larn" and "Ostby"."""
    rest = iter(pairwise((*names, None)))
    for name, following in rest:
        if name is None:
            continue
        if following and _is_second(name, following, texts[name.block]):
            whole = texts[name.block][name.start : following.end]
            yield replace(name, end=following.end, text=whole)
            next(rest)
        elif unseen := _second_unseen(name, following, texts[name.block]):
            yield replace(name, end=unseen, text=texts[name.block][name.start : unseen])
        else:
            yield name


def _is_second(name: Name, following: Name, text: str) -> bool:
    """Whether a name is that of the other of a body's two places."""
    if name.block != following.block or not _is_of_a_place(name):
        return False
    joined = text[name.end : following.start] == " and " and following.type is not PERSON
    return joined and not text.startswith(("'", "’"), following.end)


def _second_unseen(name: Name, following: Name | None, text: str) -> int:
    """Where a body's second place ends that nobody took for a name, if it is a known one."""
    second = SECOND.match(text, name.end) if _is_of_a_place(name) else None
    if second is None or known_place(second[1]) is Known.NOT:
        return 0
    taken = following and following.block == name.block and following.start < second.end()
    return 0 if taken else second.end()


def _is_of_a_place(name: Name) -> bool:
    """Whether a name is a body's that may be of two places, and says one: "Diocese of Larn"."""
    head, of, place = name.text.rpartition(" of ")
    said = set(fold(head).split())
    return bool(of and name.type is ORGANIZATION and place and said & words("joint-bodies"))


def _whole(name: Name, text: str) -> Name | None:
    """A country's name with the longest public body that stands right behind it, if any does."""
    behind = BEHIND.match(text, name.end) if country(name.text) else None
    said = list(WORD.finditer(text, name.end, behind.end())) if behind else []
    for n in range(len(said), 0, -1):
        if _is_body([word[0] for word in said[:n]]):
            end = said[n - 1].end()
            more = GOES_ON.match(text, end)
            if more and (not more[1] or more[1].lower() not in titles()):
                return None
            form = text[name.start : end]
            return replace(name, end=end, text=form, type=ORGANIZATION, evidence=EVIDENCE)
    return None


def _is_body(said: Sequence[str]) -> bool:
    """Whether words name a public body: "Senate", "State Department", "Department of Justice"."""
    if said[0].islower() or said[-1].islower():
        return False
    folded = [fold(word) for word in said if not word.islower()]
    heads = words("public-bodies")
    led = folded[0] in heads and "of" in said
    known = heads | words("body-words") >= set(folded)
    return known and (folded[-1] in heads or led)
