"""Who else an article calls by a surname: another bearer who is merely hinted at, or a firm."""

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Mapping, Sequence
from itertools import pairwise

from whodex.lexicon.given import sex_of
from whodex.lexicon.lists import words
from whodex.lexicon.names import fold, person_name
from whodex.resolve.ages import SLACK, said_age
from whodex.resolve.aliases import between_names
from whodex.resolve.kin import KIN
from whodex.resolve.referents import ORGANIZATION, PERSON, Referent
from whodex.resolve.scene import Scene
from whodex.resolve.sexes import MAN, NEAR, WOMAN
from whodex.values.article import Article, BlockKind
from whodex.values.entities import Name

# "Another Lind, the mayor", "a nurse also named Lind"; no "another Lind rally"
ANOTHER = re.compile(r"\b(?:[Aa]nother|[Aa]\s(?:second|different))\s(?:[a-z]+\s){0,2}\Z")
ONE_OF_THEM = re.compile(r"['’]?[,.;:)—–]|\s(?:who|in|from|said|was|[a-z]+(?:ed|[a-rt-z]s))\b|\Z")
ALSO_NAMED = re.compile(
    r"\b(?:also|likewise)\s(?:named|called|surnamed)\s\Z|\bnamesakes?,?\s(?:the\s)?(?:[a-z]+\s){0,2}\Z"
    r"|\b(?:no\srelation\s(?:of|to)|(?:not|un)\s?related\sto|namesakes?\sof)\s(?:the\s)?(?:[a-z]+\s){0,3}\Z"
)
KIN_OF = rf"(?:['’]s?|(?:\A|[\s“\"(])(?P<whose>[Hh]is|[Hh]er))\s(?:[a-z-]+\s)?(?:{KIN})"
ALSO = r"(?:also|likewise)\s(?:named|called)"
CALLED_SO = rf"(?:,?\s(?:who\s(?:is|was)\s)?{ALSO})?,?\s(?:[a-z]+\s){{0,3}}"
OF_ONE_NAME = re.compile(rf"{KIN_OF}{CALLED_SO}\Z")  # " was buried. His son, also called "
SO_TOO = re.compile(rf"\b{ALSO}\s\Z")
SAME_NAME = re.compile(  # "her daughter, a nurse of the same name", "leaves a son with his name"
    rf"(?:{KIN_OF}|\ban?\s(?:{KIN}))[^.;]{{0,30}}\s(?:of|with|who\s(?:has|had|bears|bore)|bearing)"
    r"\s(?:the|his|her)\s(?:same|own)\s(?:full\s)?name\b"
)
MEN_NAMED = re.compile(r"\b(?:[Tt]wo|[Tt]hree|[Bb]oth)\s(?:[a-z]+\s){1,2}(?:named|called)\s\Z")
FIRM = "|".join(sorted(words("organization-nouns") - words("firms-or-people")))
A_MAN_NAMED = re.compile(r"\b[Aa]n?\s(?:[a-z]+\s){1,3}(?:named|called|surnamed)\s\Z")
ENDS = r"(?=[,.;]|\s(?:based|founded|from|in|known|of|owned|that|which|whose|with)\b)"
FIRM_BEHIND = re.compile(
    rf",\s(?:an?|the)\s(?:[\w’'-]+\s){{0,4}}?(?:(?:{FIRM}){ENDS}"
    rf"|(?:{'|'.join(sorted(words('firms-or-people')))})\s(?:of|that|which|based)\b)"
)
OWNED = re.compile(rf"(?:['’]s?)?\s(?:{'|'.join(sorted(words('owned-by-firms')))})\b")
FIRM_BEFORE = re.compile(rf"\b(?:[Tt]he|[Aa]n?)\s(?:[\w-]+\s){{0,3}}?(?:{FIRM})\s\Z")
FORMS = words("company-forms") | {"and", "group", "holding", "holdings"}

Places = Mapping[str, Sequence[int]]  # positions of names, by a folded surname


def another_hinted(position: int, candidate: Referent, here: Scene) -> bool:
    """Another of the surname was hinted at here or just before, and the candidate not named since.

    That is in this paragraph or the one before.
    """
    name, places = here.names[position], here.in_full.get(candidate, ())
    by_words, by_age = here.once(hints_at_others)
    surname = person_name(name.text).surname
    here_too, before = by_words.get(surname, ()), by_age.get(surname, ())
    if not places or not (here_too or before) or said_age(here.after(position)):
        return position in here_too and bool(places)
    last = max(_until(position + 1, here_too), _until(position, before))
    near = last >= 0 and name.block - here.names[last].block <= 1
    return near and bisect_left(places, position) == bisect_left(places, last)


def _until(position: int, places: Sequence[int]) -> int:
    """The last of some places before a position; less than nothing if none is."""
    n = bisect_left(places, position)
    return places[n - 1] if n else -1


def hints_at_others(article: Article, names: Sequence[Name]) -> tuple[Places, Places]:
    """Where a bare surname is that of another bearer: by "another", and by an age nobody has."""
    ages: dict[str, list[int | None]] = defaultdict(list)
    people = [(n, name, person_name(name.text)) for n, name in enumerate(names)]
    people = [each for each in people if each[1].type is PERSON]
    for _, name, own in people:
        if own.is_full:
            ages[own.surname].append(said_age(article.blocks[name.block].text, name.end))
    by_words: dict[str, list[int]] = defaultdict(list)
    by_age: dict[str, list[int]] = defaultdict(list)
    before = set[str]()
    for n, name, own in people:
        if own.is_full or own.surname not in ages:
            before.add(own.surname)
            continue
        text = article.blocks[name.block].text
        age, known = said_age(text, name.end), [a for a in ages[own.surname] if a is not None]
        near = text[max(0, name.start - NEAR) : name.start]
        new = own.surname in before and A_MAN_NAMED.search(near)
        if new or _is_another(near, text, name.end):
            by_words[own.surname].append(n)
        elif age is not None and known and all(abs(age - a) > SLACK for a in known):
            by_age[own.surname].append(n)
    return by_words, by_age


def _is_another(before: str, text: str, end: int, also_named: re.Pattern[str] = ALSO_NAMED) -> bool:
    """Whether the words before a name say that it is another's."""
    if also_named.search(before):
        return True
    return ANOTHER.search(before) is not None and ONE_OF_THEM.match(text, end) is not None


def of_one_full_name(article: Article, names: Sequence[Name]) -> Mapping[str, int]:
    """By folded full form: from which name on it is two people's, as the article itself says.

    "Another Karl Lind", "his son, Karl Lind", "his father, also called Karl Lind", "two men named
    Karl Lind"; "his son of the same name" has it from the next name on.
    """
    found: dict[str, int] = {}
    bearers: dict[str, set[str]] = defaultdict(set)
    people = [(n, name) for n, name in enumerate(names) if name.type is PERSON]
    before: Name | None = None
    for (n, name), (_, behind) in pairwise((*people, *people[-1:])):
        own, form = person_name(name.text), fold(name.text)
        if own.is_full:
            block = article.blocks[name.block]
            near = block.text[max(0, name.start - NEAR) : name.start]
            two = MEN_NAMED.search(near) is not None
            if form in bearers[own.surname]:
                two |= _is_another(near, block.text, name.end, SO_TOO)
                calls = {form} | ({own.surname} if bearers[own.surname] == {form} else set())
                kin = before is not None and fold(before.text) in calls
                two |= kin and _is_kin_of(between_names(article, before or name, name), name)
            if two:
                found.setdefault(form, n)
            is_last = behind is name or behind.block != name.block
            if SAME_NAME.search(block.text, name.end, len(block.text) if is_last else behind.start):
                found.setdefault(form, n + 1)
            if block.kind is not BlockKind.TITLE:
                bearers[own.surname].add(form)
        before = name
    return found


def _is_kin_of(between: str, name: Name) -> bool:
    """Whether what stands between two names makes the second a relative of the first."""
    match = OF_ONE_NAME.search(between)
    if match is None:
        return False
    sex = {"his": MAN, "her": WOMAN}.get((match["whose"] or "").lower())
    said = sex_of(person_name(name.text).parts[0])
    return match["whose"] is None or said not in {MAN, WOMAN} or said == sex


def firms_name(position: int, candidate: Referent, here: Scene) -> bool:
    """A firm in the article is called like the candidate, and no human sign stands here.

    Nor has the paragraph named the candidate alone.
    """
    own = person_name(here.names[position].text)
    places = here.once(firms).get(own.surname, ())
    if not places or candidate not in here.in_full or here.address(position):
        return False
    if OWNED.match(here.after(position)):
        return True
    if here.pronoun(position) or said_age(here.after(position)):
        return False
    firm, person = _last(places, position, here), _last(here.in_full[candidate], position, here)
    return firm >= 0 or person < 0


def _last(places: Sequence[int], position: int, here: Scene) -> int:
    """The last of some places before a position in its paragraph; less than nothing if none is."""
    last = _until(position, places)
    same = last >= 0 and here.names[last].block == here.names[position].block
    return last if same else -1


def firms(article: Article, names: Sequence[Name]) -> Places:
    """Where firms stand that have but a surname: "Moss Inc.", "Moss, a maker of ovens"."""
    found: dict[str, list[int]] = defaultdict(list)
    full = set[str]()
    for n, name in enumerate(names):
        if name.type is ORGANIZATION:
            first, *rest = fold(name.text.replace("&", "and")).split() or [""]
            if rest and FORMS.issuperset(rest):
                found[first].append(n)
        elif name.type is PERSON:
            own = person_name(name.text)
            if own.is_full:
                full.add(own.surname)
            elif own.surname not in full and _is_firm(article.blocks[name.block].text, name):
                found[own.surname].append(n)
    return found


def _is_firm(text: str, name: Name) -> bool:
    """Whether the words beside a surname say that a firm has it: "the retailer Moss"."""
    before = text[max(0, name.start - NEAR) : name.start]
    return FIRM_BEHIND.match(text, name.end) is not None or FIRM_BEFORE.search(before) is not None
