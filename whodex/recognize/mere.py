"""Words, letters and formulas that look like a body's or a place's name and name none there.

Told at each place by what stands beside them: "an Independent voter" is nobody's paper, "vitamin
B12" no firm, "PRESS" on a helmet nobody.
"""

import re
from collections.abc import Iterable, Sequence
from itertools import chain

from whodex.lexicon.learned import learned
from whodex.lexicon.lists import pairs, words
from whodex.lexicon.names import fold
from whodex.recognize.kinds import ALONE, opens
from whodex.recognize.signs import humans
from whodex.values.article import EntityType
from whodex.values.entities import Name

SHORTEST_WORD = 4  # letters of a word in capitals; shorter ones are acronyms
FAR = 40  # letters before a name in which its signs stand

LIST = 100  # letters before a name in which the list that it is in begins

LETTERS = re.compile(r"[A-Z]{2,5}")
OF_MANY = re.compile(
    r"\b(?:an?|any|each|every|few|many|most|no|some|several|\d+)\s(?:[a-z-]+\s)?\Z", re.IGNORECASE
)
IS_NOUN = re.compile(r"\sof\s(?:the|an?|his|her|its|their|our|all)\b")
ARE = re.compile(r"\s(?:are|were)\b(?!\s\w+ing\b)")  # "the Times are hard"
BEHIND = re.compile(r"(['’]s?)?(?:\s([\w-]+))?(?:\s([\w-]+))?")
NEWSPAPER = re.compile(r"\b(?:newspaper|paper|daily|website)s?,?\s(?:called\s|the\s)?\Z")
VITAMIN = re.compile(r"\b[Vv]itamins?\b[\w\s,-]*\Z")
OF_VITAMIN = re.compile(r"[A-K]\d{0,2}")
EXPLAINED = re.compile(r"\b([A-Za-z]+)\s\(((?=\w*\d)(?:[A-Z][a-z]?\d?){1,4})\)")
DEVICES = re.compile(  # "telescopes under construction: ELT, "
    r"\b(?:[Mm]issiles|[Rr]ifles|[Rr]ockets|[Ss]atellites|[Ss]pacecraft|[Tt]elescopes)\b[^.;:()]{0,40}"
    r"(?::|,?\ssuch\sas|,?\slike|,?\sincluding)\s(?:the\s)?"
    r"(?:[A-Z]{2,5}(?:,\s(?:and\s)?|\sand\s)(?:the\s)?){0,5}\Z"
)
QUOTED = (frozenset("\"“‘'"), frozenset("\"”’'"))
TITLED = re.compile(r"\b(Average|Father|Grim|Lady|Miss|Mother|Old|Saint|Santa|Uncle)\s\Z")
PAGEANTS = frozenset({"america", "earth", "universe", "world"})
CALLED = re.compile(  # called her “Miss Piggy” and “Mr. Big”
    r"\b(?:as|call(?:ed|ing|s)?|dubbed|dubbing|nicknamed)\s(?:[^“”\".;]{1,60}\s)?"
    r"(?:[“\"‘'][^“”\"]{0,30}[”\"’']\s(?:and|or)\s)?[“\"‘'](?:Little|Miss|Mister|Mr|Mrs|Ms)\.?\s\Z"
)
PARTY_AND_STATE = re.compile(r"[DIR][-–](?:[A-Z]\.){2}|[DIR][-–][A-Z][a-z]{1,4}\.")
OF_PARTY = re.compile(r"((?:\b[A-Z][\w-]*\s(?:and\s|of\s|the\s)*)*Party)\s\(\Z")
REGION = re.compile(r"[A-Z]\.?\s?&\s?[A-Z]\.?|(?:[A-Z]\.){2,}")
PAIR = re.compile(r"(?=\b([a-z]+\s[a-z]+))\b[a-z]")
FOODS = re.compile(r"\s([a-z]+)\b")


def without_mere(texts: Sequence[str], names: Sequence[Name]) -> list[Name]:
    """Return the names of blocks `texts` without words, letters and formulas that name none there.

    People's names stay, but for those of sayings, pageants and nicknames. So does what an editor
    registered.
    """
    formulas = set(chain.from_iterable(map(_formulas, texts)))
    formulas |= {name.text for name in names if _is_vitamin(name, texts[name.block])}
    given = {fold(n.text).split()[0] for n in names if _is_full(n, texts[n.block])}
    nicknames = _nicknames(texts, names)
    open_ = [(name, said) for name in names if (said := _said_small(name, texts[name.block]))]
    elsewhere = set(chain.from_iterable(map(PAIR.findall, texts))) if open_ else ()
    small = {name for name, said in open_ if said in elsewhere}

    def names_nothing(name: Name) -> bool:
        text, form = texts[name.block], fold(name.text)
        if name.type is EntityType.PERSON:
            return form in nicknames or (form not in given and _is_nobody(name, text))
        return name.text in formulas or name in small or _is_mere(name, text)

    return [name for name in names if name.evidence == "register" or not names_nothing(name)]


def without_families(texts: Sequence[str], names: Sequence[Name]) -> list[Name]:
    """Return the names without those that an article's people have together: "the Holms"."""
    lasts = {fold(n.text).split()[-1] for n in names if _is_full(n, texts[n.block])}
    lasts -= {form.removesuffix("s") for form in pairs("party-forms")}

    def are_several(name: Name) -> bool:
        form = fold(name.text)
        untold = name.type is EntityType.ORGANIZATION or name.evidence == ALONE
        return untold and form.endswith("s") and form[:-1] in lasts and form not in lasts

    return [name for name in names if name.evidence == "register" or not are_several(name)]


def _said_small(name: Name, text: str) -> str:
    """Return the first word of a sentence and the next as they stand elsewhere: "labour market"."""
    behind = BEHIND.match(text, name.end) if name.type is EntityType.ORGANIZATION else None
    if behind is None or behind[1] or not opens(name, text):
        return ""
    return f"{name.text.lower()} {behind[2]}"


def _is_full(name: Name, text: str) -> bool:
    return name.type is EntityType.PERSON and " " in name.text and not _is_nobody(name, text)


def _is_nobody(name: Name, text: str) -> bool:
    """Whether a name is a saying's, "Uncle Sam", or where a pageant is held: "Miss Universe"."""
    before = TITLED.search(text, max(0, name.start - FAR), name.start)
    form = fold(name.text)
    said = {form, f"{before[1].lower()} {form}"} if before else {form}
    pageant = before and before[1] == "Miss" and form in PAGEANTS
    return bool(pageant) or not words("personified").isdisjoint(said)


def _nicknames(texts: Sequence[str], names: Sequence[Name]) -> frozenset[str]:
    """The folded words that are nobody's but what somebody was called: as “Miss Piggy”."""
    shown: dict[str, bool] = {}
    for name in names:
        if name.type is EntityType.PERSON:
            text, form = texts[name.block], fold(name.text)
            called = CALLED.search(text, max(0, name.start - LIST), name.start)
            marked = called is not None and text[name.end :][:1] in QUOTED[1] | {",", "."}
            shown[form] = shown.get(form, True) and marked
    return frozenset(form for form, nickname in shown.items() if nickname)


def _formulas(text: str) -> Iterable[str]:
    """The formulas that a text explains: "oxygen (O2)"."""
    for match in EXPLAINED.finditer(text):
        if match[1].lower() in words("substances"):
            yield match[2]


def _is_mere(name: Name, text: str) -> bool:
    return (
        _is_no_paper(name, text)
        or _is_device(name, text)
        or _is_lettering(name, text)
        or _is_food(name, text)
        or _is_aircraft(name, text)
        or _is_party_and_state(name, text)
    )


def _is_no_paper(name: Name, text: str) -> bool:
    """Whether a paper's name stands as a noun: "every Independent", "a Guardian of the poor"."""
    form = fold(name.text).removeprefix("the ")
    if form.removesuffix("s") == "independent" and form.endswith("s"):
        return True
    if form not in words("outlets-like-nouns"):
        return False
    before = text[max(0, name.start - FAR) : name.start]
    behind = BEHIND.match(text, name.end)
    following = [word for word in behind.groups()[1:] if word] if behind else []
    if not words("of-outlets").isdisjoint(following) or NEWSPAPER.search(before):
        return False
    if not words("of-no-party").isdisjoint(following[:1]) or OF_MANY.search(before):
        return True
    return bool(IS_NOUN.match(text, name.end) or (form == "times" and ARE.match(text, name.end)))


def _is_vitamin(name: Name, text: str) -> bool:
    """Whether letters and figures are a vitamin's: "vitamins B6 and B12"."""
    if not OF_VITAMIN.fullmatch(name.text):
        return False
    return VITAMIN.search(text, max(0, name.start - FAR), name.start) is not None


def _is_device(name: Name, text: str) -> bool:
    """Whether letters are listed as devices: "telescopes such as ELT, TMT and GMT"."""
    if not LETTERS.fullmatch(name.text):
        return False
    return DEVICES.search(text, max(0, name.start - LIST), name.start) is not None


def _is_lettering(name: Name, text: str) -> bool:
    """Whether a common word in capitals is all that stands in quotation marks: "PRESS"."""
    form = fold(name.text)
    if not name.text.isupper() or len(form) < SHORTEST_WORD or form in words("brands"):
        return False
    quoted = text[name.start - 1 : name.start] in QUOTED[0] and text[name.end :][:1] in QUOTED[1]
    return quoted and learned().small.get(form, 0) > 0


def _is_food(name: Name, text: str) -> bool:
    """Whether a place's name is part of what is called after it: "Brussels sprouts"."""
    called = pairs("called-after-places").get(fold(name.text))
    behind = FOODS.match(text, name.end)
    return (
        called is not None and behind is not None and behind[1].removesuffix("s") in called.split()
    )


def _is_party_and_state(name: Name, text: str) -> bool:
    """Whether letters say whose member is of where, or which party is meant: "(D-N.Y.)", "(E & W)".

    Letters in a bracket right behind a party's name are not its acronym.
    """
    if PARTY_AND_STATE.fullmatch(name.text):
        return True
    bracket = OF_PARTY.search(text, max(0, name.start - FAR), name.start)
    if bracket is None or text[name.end : name.end + 1] != ")" or not REGION.fullmatch(name.text):
        return False
    initials = iter(word[0] for word in bracket[1].split())
    return not all(letter in initials for letter in name.text if letter.isalpha())


def _is_aircraft(name: Name, text: str) -> bool:
    """Whether a name is a maker's and a type's of its aircraft: "a Beechcraft Sierra"."""
    maker, _, model = fold(name.text).partition(" ")
    if not model or maker not in words("aircraft-makers"):
        return False
    lists = ("organization-words", "organization-heads", "company-forms", "eponymous-heads")
    behind = BEHIND.match(text, name.end)
    has = frozenset(word for word in behind.groups()[1:] if word) if behind else frozenset()
    of_a_firm = not has.isdisjoint(humans() | words("organization-nouns") | words("owned-by-firms"))
    if of_a_firm or not all(words(listed).isdisjoint(model.split()) for listed in lists):
        return False
    return OF_MANY.search(text, max(0, name.start - FAR), name.start) is not None
