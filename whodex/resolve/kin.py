"""Relatives in a text: who came in as somebody's, who is only hinted at, who shares a surname."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import pairwise

from whodex.lexicon.english import SENTENCE_END
from whodex.lexicon.given import is_hardly_a_surname
from whodex.lexicon.lists import pairs, words
from whodex.lexicon.names import fold, person_name
from whodex.recognize.sports import sport_of
from whodex.resolve.sexes import MAN, WOMAN, of_given_name
from whodex.values.article import Article, EntityType
from whodex.values.entities import Name

KIN = "|".join(sorted(words("kinship"), key=len, reverse=True))
SMALL = r"(?:[a-z][\w-]*\s){0,5}"  # "former trade minister "
REACH = 90  # characters before a name in which its kinship stands
OF_ONE = re.compile(
    rf"(?:['’]s?|\b(?:his|her|their))\s(?:[\w-]+\s)?(?:{KIN}),?\s{SMALL}$", re.IGNORECASE
)
OF = re.compile(rf"\b(?:{KIN})\sof\s(?:[\w’'-]+\s){{0,4}}$", re.IGNORECASE)
BEHIND = re.compile(
    rf"^,\s(?:[^,.;]{{0,30}}['’]s?|his|her|their)\s(?:[\w-]+\s)?(?:{KIN})\b", re.IGNORECASE
)
CHILD_OF = re.compile(
    rf"\b(?:son|daughter)\sof\s(?:the\s)?{SMALL}$|\b(?:his|her)\s(?:[\w-]+\s)?father,?\s{SMALL}$"
)
CHILD = re.compile(
    r"(?:['’]s?|\b(?:his|her|their))\s(?:[\w-]+\s)?(?:son|daughter|stepson|stepdaughter),?\s$",
    re.IGNORECASE,
)
HIS_KIN = re.compile(rf"^['’]s?\s(?:[\w-]+\s)?(?:{KIN}),?\s{SMALL}$")
KIN_OF_HIM = re.compile(rf",?\s(?:[\w’'-]+\s){{0,4}}(?:{KIN})\sof\s(?:[a-z]+\s){{0,3}}$")
HINT = re.compile(
    rf"(?:His|Her|Their|(?:\S+\s){{1,3}}?\S+['’]s?)\s(?:[a-z-]+\s)?(?:{KIN})\b"
    rf"(?!['’-]|,?\s[A-Z]|\sof\b)"
)
IN_LAW = re.compile(r"-in-law\b|partner|girlfriend|boyfriend|fianc")
JOINT = re.compile(r"\s(?:and|&)\s")
GROUP = re.compile(rf"\b(?:{'|'.join(words('siblings'))}),?\s(?:[\w-]+\s){{0,2}}$", re.IGNORECASE)
LAST_WORD = re.compile(r"([^\W\d_]+)\.?\s$")
LIST = re.compile(r",\s")
BEFORE_COMMA = re.compile(r"([A-Z][^\W\d_]+),\s$")


def came_as_relative(before: str, behind: str, *, of_another: bool) -> bool:
    """Whether a name comes in as a relative of somebody named by another name.

    "The son of Karl Lind" brings Karl Lind in as a father only where someone else of the surname
    stands before, as `of_another` says.
    """
    near = before[-REACH:]
    if OF_ONE.search(near) or BEHIND.match(behind):
        return True
    return of_another and OF.search(near) is not None


def came_as_child(before: str) -> bool:
    """Whether a name comes in as that of somebody's child: "and his son, Karl Lind"."""
    return CHILD.search(before[-REACH:]) is not None


def is_child_of(between: str) -> bool:
    """Whether what stands between two names makes the second the first one's father."""
    return CHILD_OF.search(between) is not None


def are_kin(between: str) -> bool:
    """Whether what stands between two names makes them kin: "X’s father, Y", "X, son of Y"."""
    return HIS_KIN.match(between) is not None or KIN_OF_HIM.fullmatch(between) is not None


def hints_at_kin(before: str) -> bool:
    """Whether the sentence before is about an unnamed relative: "His brother was shot. Lind …"."""
    near = before[-3 * REACH :]
    *_, start, end = (0, 0, *(match.end() for match in SENTENCE_END.finditer(near)))
    if end != len(near):
        return False
    match = HINT.match(near[start:end])
    return match is not None and not IN_LAW.search(match.group())


@cache
def joint_names(article: Article, names: tuple[Name, ...]) -> tuple[tuple[int, str, bool], ...]:
    """Given names that may share the surname behind "and": their positions and the full names.

    The last value says whether the article makes it certain; elsewhere the full name must be known.
    """
    return tuple(_joint(article, names))


def _joint(article: Article, names: Sequence[Name]) -> Iterator[tuple[int, str, bool]]:
    seen: set[str] = set()
    people = [name for name in names if name.type is EntityType.PERSON]
    bearers: dict[str, set[str]] = defaultdict(set)
    for name in people:
        for part in _parts_of_full(name.text):
            bearers[part].add(fold(name.text))
    forms = {fold(name.text) for name in people}
    for position, (first, second) in enumerate(pairwise((*names, *names[-1:]))):
        form = fold(first.text)
        surname = _shared_surname(article, first, second)
        if surname and " " not in first.text and not _is_listed(article, names, position):
            full = f"{first.text} {surname}"
            alone = form in seen or bool(bearers[form] - {fold(full)})
            before = article.blocks[first.block].text[max(0, first.start - REACH) : first.start]
            group = GROUP.search(before) is not None
            given = is_hardly_a_surname(fold(first.text)) and (
                not sport_of(article) or _are_couple(first, second)
            )
            if fold(full) in forms:
                yield position, full, True
            elif group or not (alone or _has_title(before)):
                yield position, full, group or given
        seen.add(form)


def _parts_of_full(text: str) -> tuple[str, ...]:
    """The first and the last part of a full name."""
    name = person_name(text)
    return (name.parts[0], name.parts[-1]) if name.is_full else ()


def _are_couple(first: Name, second: Name) -> bool:
    """Whether the given names of two are a man's and a woman's; players with one name aren't."""
    sexes = {of_given_name([f"{name.text} X"]) for name in (first, second)}
    return sexes == {MAN, WOMAN}


def _shared_surname(article: Article, first: Name, second: Name) -> str:
    """The surname of the second of two that "and" joins, where it is plain."""
    if {first.type, second.type} != {EntityType.PERSON} or first.block != second.block:
        return ""
    if not JOINT.fullmatch(article.blocks[first.block].text[first.end : second.start]):
        return ""
    given, *rest = second.text.split()
    if not rest or len(given.rstrip(".")) == 1 or fold(rest[-1]) in words("generations"):
        return ""
    particles = words("name-particles")
    while len(rest) > 1 and (is_hardly_a_surname(fold(rest[0])) or len(rest[0].rstrip(".")) == 1):
        if fold(rest[0]) in particles:
            break
        del rest[0]
    plain = len(rest) == 1 or all(fold(word) in particles for word in rest[:-1])
    return " ".join(rest) if plain else ""


def _is_listed(article: Article, names: Sequence[Name], position: int) -> bool:
    """Whether a name goes on a list: in "A, B and C Lind" the surname is said of C alone."""
    name, text = names[position], article.blocks[names[position].block].text
    before = names[position - 1] if position else name
    if before.block == name.block and LIST.fullmatch(text[before.end : name.start]):
        return before.type is EntityType.PERSON
    match = BEFORE_COMMA.search(text[max(0, name.start - REACH) : name.start])
    return match is not None and is_hardly_a_surname(fold(match[1]))


def _has_title(before: str) -> bool:
    """Whether a title stands before a name, which makes that a surname: "Dr Lind and Eva Berg"."""
    match = LAST_WORD.search(before)
    word = match[1].lower() if match else ""
    return word in words("titles") or word in words("honorifics") or word in pairs("sexes")
