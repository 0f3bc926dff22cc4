"""What is called like somebody of the article, told at each place: towns, months, bands, children.

Where the article names Ada Lincoln, "Lincoln said" is hers and "in Lincoln" a town; "in May" is a
month whoever is called May; and "their daughters Florence and Georgia" are people.
"""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache

from whodex.lexicon.given import is_given
from whodex.lexicon.learned import learned
from whodex.lexicon.lists import words
from whodex.lexicon.names import fold, given_name_forms
from whodex.lexicon.places import Known, governs, known
from whodex.recognize.called_after import is_formed, is_led_by
from whodex.recognize.signs import LIFE, OWNED, REGION, VERB, acting
from whodex.values.article import EntityType
from whodex.values.entities import Name

PERSON, ORGANIZATION, PLACE = EntityType
EVIDENCE = "homonym"

SOMEWHAT = 0.1  # vote for a person from which what is a country's name, too, may speak as one
RATHER = 2  # times as many training texts with the place as with the surname: "Berlin"
SHORTEST = 4  # letters of a given name's beginning that is short for it: "Chad" Chadwick
FAR = 80  # letters on each side that are looked at

CAPITAL = r"[A-Z][\w’'-]*"
RELATIVES_NOUNS = "|".join(sorted(words("kinship")))
SEVERAL = rf"(?:{RELATIVES_NOUNS})s|children|kids|wives"
RELATIVES = re.compile(
    rf"(?:(?:\b(?:[Hh]is|[Hh]er|[Tt]heir|[Mm]y|[Oo]ur)|['’]s?|\b(?:had|have|has)\san?)"
    rf"\s(?:[a-z\d-]+\s){{0,2}}(?:{RELATIVES_NOUNS}|{SEVERAL})|\b(?:and|by|with)\s(?:[a-z]+\s)?(?:{SEVERAL}))"
    rf"(,?)\s((?:{CAPITAL}(?:,\s|,?\sand\s))*)\Z"
)
CLOSED = re.compile(r"[,.;:!?)”\"]|\s(?:and|or|who|was|is|were|are|said|says|survive)\b|\Z")
GOES_ON = re.compile(rf"\s{CAPITAL}|-")
DOES = re.compile(r"\s(?:is|was|has|had)\b(?!\s(?:an?|the)\s(?:country|nation|state|city|town)\b)")
HAILS_FROM = re.compile(r"\swas\s(?:an?\s)?(?:native|raised|diagnosed|educated)\b")
IN = re.compile(
    r"(?:\b(\w+)\s)?\b(?:[Ii]n|[Tt]hroughout)"
    r"\s(?:(?:central|northern|southern|eastern|western|downtown)\s)?\Z"
)
TOWARDS = re.compile(
    r"\b(?:(?:fl(?:y|ew|ies|ying|own)|travel(?:l?ed|l?ing|s)?|moved|returned|drove|went|deported"
    r"|trips?|flights?|visits?)\sto"
    r"|(?:[Cc]ity|[Tt]own|capital|king|queen|[Kk]ingdom|people|government|army|borders?)\sof)\s\Z"
)
BESIDE = re.compile(r"\b(?:[Ii]n|[Nn]ear|[Ff]rom|[Tt]o|[Oo]f|[Aa]t|[Ii]nto|[Aa]cross|with|and)\s\Z")
MONTH_BEFORE = re.compile(
    r"(?:(?:\b(\w+)\s)?\b(?:[Ii]n|[Ss]ince|[Uu]ntil|[Tt]ill|[Dd]uring|early|late|mid|last|next)[\s-]"
    r"|\b\d{1,2}(?:st|nd|rd|th)?(?:\sof)?\s"
    r"|\b(?:beginning|middle|end|month)\sof\s)\Z"
)
MONTH_BEHIND = re.compile(r"\s\d{1,2}(?:st|nd|rd|th)?\b(?![.:%]\d|%)|,?\s(?:19|20)\d\d\b")
HAVE = re.compile(r"\s(?:they|he|she|we|you)\b")  # "in Lincoln they have a leader"
ALLIED = re.compile(r"\b(?:all(?:y|ies)|neighbou?rs?)\s\Z")  # "Moscow's ally Minsk warned"
SAYS = re.compile(
    r"\s(?:sa(?:id|ys)|warn(?:ed|s)|den(?:ied|ies)|insist(?:ed|s)):?\s"
)  # "Minsk warned"
OWNER = re.compile(r"['’]")


@dataclass(frozen=True, slots=True)
class Called:
    """By which folded words the article's people may be called.

    `ends` are the last words of full names, one or more; `firsts` the given names that they begin
    with, also in short; `kin` the given names that somebody's relatives have by themselves, `alone`
    those of them that never stand as a place;
    `placed` those of `firsts` that may stand for a place somewhere, `towns` what plainly does.
    """

    ends: frozenset[str]
    firsts: frozenset[str]
    kin: frozenset[str]
    alone: frozenset[str]
    placed: frozenset[str]
    towns: frozenset[str]


def told_apart(texts: Sequence[str], names: Sequence[Name]) -> list[Name]:
    """Return the names of blocks `texts` in order, with the kind that each has where it stands.

    A month's name is none. The model's kind stays where nothing beside a name tells.
    """
    called = _called(texts, names)
    return [
        name if name.type is kind else replace(name, type=kind, evidence=EVIDENCE)
        for name in names
        if (kind := _kind(name, texts[name.block], called))
    ]


def _called(texts: Sequence[str], names: Sequence[Name]) -> Called:
    full = {tuple(fold(name.text).split()) for name in names if name.type is PERSON}
    ends = {" ".join(parts[n:]) for parts in full for n in range(1, len(parts))}
    given = {parts[0] for parts in full if len(parts) > 1 and is_given(parts[0])}
    short = {first[:n] for first in given for n in range(SHORTEST, len(first))}
    firsts = given.union(filter(is_given, short), *map(given_name_forms, given))
    places: Mapping[str, list[Name]] = defaultdict(list)
    for name in names:
        places[fold(name.text)].append(name)
    kin = {fold(name.text) for name in names if _is_relative(name, texts[name.block])}
    return Called(
        frozenset(ends),
        frozenset(firsts),
        frozenset(kin),
        frozenset(
            form
            for form in kin
            if not any(_may_be_there(name, texts[name.block]) for name in places[form])
        ),
        frozenset(
            form
            for form in places.keys() & firsts
            if any(_is_beside_a_place(name, texts[name.block]) for name in places[form])
        ),
        frozenset(fold(name.text) for name in names if _is_town(name, texts[name.block])),
    )


def _kind(name: Name, text: str, called: Called) -> EntityType | None:
    """The kind of a name where it stands; none where it is a month's."""
    if name.type is ORGANIZATION and governs(name.text) and _is_government(name, text):
        return PLACE
    if name.type is not PERSON:
        return PERSON if _is_somebody(name, text, called) else name.type
    if fold(name.text) in words("calendar"):
        return None if _is_month(name, text) else PERSON
    if fold(name.text) not in called.ends:
        return PERSON
    if _is_band(name, text):
        return ORGANIZATION
    return PLACE if _stands_as_a_place(name, text, called) else PERSON


def _is_government(name: Name, text: str) -> bool:
    """“Moscow's ally Minsk warned” of rain: a country or a capital speaks as a place."""
    allied = ALLIED.search(text, max(0, name.start - FAR), name.start)
    return bool(allied or SAYS.match(text, name.end))


def _is_somebody(name: Name, text: str, called: Called) -> bool:
    """Whether what is a town, a country or a band elsewhere is somebody where it stands."""
    form = fold(name.text)
    if name.evidence == "dateline":
        return False
    if _is_relative(name, text):
        return True
    if known(form) is Known.NOT:
        return " " in form and form in called.ends and _is_shown(name, text)
    if form in called.alone:
        return True
    may_act = known(form) < Known.REGION or name.votes[:1] >= (SOMEWHAT,)
    if form in called.kin or (form in called.ends and may_act):
        return _acts(name, text)
    return form in called.firsts - called.placed and DOES.match(text, name.end) is not None


def _is_month(name: Name, text: str) -> bool:
    """Whether a word stands as a month does: "in May", "May 12", not "confidence in May"."""
    if OWNER.match(text, name.end):
        return False
    before = MONTH_BEFORE.search(text, max(0, name.start - FAR), name.start)
    month = before is not None and before[1] not in words("believing")
    return month or MONTH_BEHIND.match(text, name.end) is not None


def _is_band(name: Name, text: str) -> bool:
    """Whether a group is called like somebody in it: "bassist of Van Holm"."""
    before, after = _around(name, text)
    return is_led_by(before) or is_formed(after)


def _around(name: Name, text: str) -> tuple[str, str]:
    return text[max(0, name.start - FAR) : name.start], text[name.end : name.end + FAR]


def _stands_as_a_place(name: Name, text: str, called: Called) -> bool:
    """Whether a place stands there: "flew to Jordan", "in Lincoln" if the article has a town so.

    Not "in Lincoln they have a leader", "faith in Lincoln".
    """
    if _is_town(name, text):
        return True
    form = fold(name.text)
    known_so = form in called.towns or known(form) is Known.REGION or _is_rather_a_capital(form)
    if not known_so or OWNER.match(text, name.end) or HAVE.match(text, name.end):
        return False
    before = IN.search(text, max(0, name.start - FAR), name.start)
    if before is not None and before[1] not in words("believing"):
        return True
    return TOWARDS.search(text, max(0, name.start - FAR), name.start) is not None


@cache
def _is_rather_a_capital(form: str) -> bool:
    """Whether training texts know a capital's folded name as a place's, hardly as a surname."""
    counted = learned().words.get(form, {})
    rather = counted.get("place", 0) > RATHER * counted.get("family", 0)
    return rather and governs(form)


def _is_town(name: Name, text: str) -> bool:
    """Whether a name is a town's: the model takes it for one, or its state is said behind it."""
    if name.type is PLACE:
        return True
    region = REGION.match(text, name.end) if known(name.text) else None
    if region is None or known(region[1]) is not Known.REGION:
        return False
    return BESIDE.search(text, max(0, name.start - FAR), name.start) is not None


def _is_beside_a_place(name: Name, text: str) -> bool:
    """Whether a word may be a place's where it stands: "from Chad", "Chad's army"."""
    return OWNER.match(text, name.end) is not None or _may_be_there(name, text)


def _may_be_there(name: Name, text: str) -> bool:
    """Whether somebody may be or go there, or its state is said: "from Chad"."""
    if REGION.match(text, name.end) and not _is_relative(name, text):
        return True
    return BESIDE.search(text, max(0, name.start - FAR), name.start) is not None


def _is_relative(name: Name, text: str) -> bool:
    """Whether a given name is that of somebody's kin: "his daughters Florence and Georgia"."""
    if " " in name.text or not is_given(fold(name.text)) or GOES_ON.match(text, name.end):
        return False
    kin = RELATIVES.search(text, max(0, name.start - FAR), name.start)
    if kin is None:
        return False
    return not kin[1] or CLOSED.match(text, name.end) is not None


def _is_shown(name: Name, text: str) -> bool:
    """Whether somebody is born, ill or dies there, or has a wife."""
    owned = OWNED.match(text, name.end)
    kin = owned and not words("kinship").isdisjoint(owned[1].split())
    return bool(kin or LIFE.match(text, name.end) or HAILS_FROM.match(text, name.end))


def _acts(name: Name, text: str) -> bool:
    """Whether a name does there what people do."""
    if _is_shown(name, text):
        return True
    verb = VERB.match(text, name.end)
    before = BESIDE.search(text, max(0, name.start - FAR), name.start)
    return before is None and verb is not None and verb[1] in acting()
