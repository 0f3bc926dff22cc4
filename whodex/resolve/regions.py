"""Places of one name: the town of another state, and a region that two countries have."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import cache

from whodex.lexicon.english import SENTENCE_END
from whodex.lexicon.lists import pairs
from whodex.lexicon.names import fold
from whodex.lexicon.places import (
    country,
    country_name,
    country_of_people,
    homes,
    is_us_state,
    known,
)
from whodex.resolve.aliases import between_names
from whodex.resolve.asked import thing
from whodex.resolve.owned import owner_beside, surely_about
from whodex.resolve.referents import AUTONOMOUS, PLACE, Referent, key_of
from whodex.resolve.scene import Scene
from whodex.values.article import Article
from whodex.values.entities import Name

CITY, REGION, STATE = "city", "region", "state"  # what a name may be that is a city's first of all
REGIONS = "governorate|oblast|prefecture|province|region|state|voivodeship"
REGION_BEHIND = re.compile(  # of the last of a list, all of it: "Donetsk and Luhansk regions"
    rf"(?:\s(?P<one>(?i:{REGIONS}))"
    rf"|(?:(?:,|,?\s(?:and|or))\s[A-Z][\w’'-]*){{0,5}}\s(?P<all>(?i:{REGIONS}))s)\b"
)
REGION_BEFORE = re.compile(r"\b(governorate|oblast|prefecture|province)\sof\s\Z", re.IGNORECASE)
# Whose regions and states have other names than their cities, and whose "region" is a city's own
WITH_STATES = frozenset(
    {
        "brazil",
        "india",
        "malaysia",
        "mexico",
        "myanmar",
        "nigeria",
        "south sudan",
        "sudan",
        "venezuela",
    }
)
APART = frozenset(
    {"australia", "canada", "ireland", "new zealand", "united kingdom", "united states"}
)
DISTRICT = re.compile(r",?\s(?:D\.?C\b|District\sof\b)")
OFFICE_BEFORE = re.compile(
    r"\b(?:[Gg]overnors?|[Ss]enators?|[Cc]ongress(?:wo)?m[ae]n)\s(?:of|for|from)\s\Z"
)
OFFICE_BEHIND = re.compile(
    r"(?:['’]s)?\s(?:[Ll]ieutenant\s)?(?:[Gg]ov\b|[Gg]overnor|gubernatorial)"
)
OF_A_CAPITAL = re.compile(
    r"\b(?:White\sHouse|Congress\w*|Capitol|Pentagon|D\.?C\b|[Ff]ederal|Senate|President|[Aa]dministration"
    r"|[Ee]mbassy|diplomats?)\b"
)
IN_REGION = re.compile(r",\s([A-Z][\w.]*(?:\s[A-Z][\w.]*){0,2})")
NOUN_BEHIND = re.compile(r"\s(state|province)\b")
NOUN_BEFORE = re.compile(r"\b([Ss]tate|[Pp]rovince)\sof\s\Z")
NEAR = len(" congresswoman from ")  # the longest that may stand before a name and tell
LISTED = re.compile(r",\s|,?\s(?:and|or)\s|\sto\s")
GOES_ON = re.compile(r"(?:,\s|,?\s(?:and|or|to)\s)[A-Z]")  # a list does
WORD = re.compile(r"\b[A-Z][a-z]+")
UNITED_STATES = "united states"
ENOUGH = 2  # states in a sentence that make one more of what has a state's name

Told = str | None  # the region or the country, nothing for the best known place; None if untold


def elsewhere(position: int, here: Scene) -> Iterator[Referent]:
    """A place by its region or country, where the best known one of its name lies elsewhere.

    "Paris, Texas" is no city of France, "Washington state" not the capital, and Kherson Oblast not
    the city of Kherson.
    """
    name = here.names[position]
    key = key_of(PLACE, name.text)
    beside, all_through = here.once(_told)
    region = beside[position]
    if region is None:
        region = all_through.get(key) or _by_country(key, here) or here.once(_by_towns).get(key, "")
    if region:
        yield _in(region, name, key, here)


def city_or_state(position: int, here: Scene) -> Iterator[Referent]:
    """A city that is called like its state; that too, where the article speaks of it elsewhere."""
    name = here.names[position]
    key = key_of(PLACE, name.text)
    if key in _shared() and homes(f"{key} {CITY}"):
        yield _in(CITY, name, key, here)
        if key in here.once(_states_told):
            yield _in(UNITED_STATES, name, key, here)


def _in(region: str, name: Name, key: str, here: Scene) -> Referent:
    """The place of a region, or what it is of two that have its name."""
    key = key.removesuffix(f" {STATE}") if region == UNITED_STATES else key
    found = thing(PLACE, name.text, _key_in(key, region), here.collection)
    found.whose = _whose(key, region)
    return found


def _states_told(article: Article, names: Sequence[Name]) -> frozenset[str]:
    """The keys of which the article says somewhere that the state is meant."""
    beside, _ = _told(article, names)
    return frozenset(
        key_of(PLACE, name.text)
        for name, region in zip(names, beside, strict=True)
        if region == UNITED_STATES
    )


def _key_in(key: str, region: str) -> str:
    return f"{key} {region}" if region == CITY else f"{key} in {region}"


def _whose(key: str, region: str) -> str:
    """What tells a place from others of its name: its country, its state, or what it is."""
    if region in {CITY, REGION} or (region == UNITED_STATES and is_us_state(key)):
        return STATE if region == UNITED_STATES else region
    return country_name(region) or region.title()


def _told(article: Article, names: Sequence[Name]) -> tuple[Sequence[Told], Mapping[str, str]]:
    """What stands beside each name and says where the place is; and what the article says of it."""
    found: list[Told] = []
    for position, name in enumerate(names):
        key = key_of(PLACE, name.text) if name.type is PLACE else ""
        shared = _shared().get(key.removesuffix(f" {STATE}"))
        if key and (kind := _kind(name, key, article)) is not None:
            found.append(kind)
        elif shared:
            found.append(_of_shared(position, shared, article, names))
        else:
            found.append(_of_town(name, key, article) if key else None)
    return found, _all_through(names, found)


def _kind(name: Name, key: str, article: Article) -> Told:
    """Whether the text calls what a city is called like a region: "Kherson Oblast", "Lagos state".

    Or the city: "New York, New York". Another name of a city is that alone: "D.C."
    """
    text = article.blocks[name.block].text
    if text.startswith(f", {name.text}", name.end) and (homes(key) or homes(f"{key} {CITY}")):
        return CITY
    if key in _shared():
        capital = fold(name.text) in pairs("city-forms") or DISTRICT.match(text, name.end)
        return "" if capital else None
    where = homes(key)
    if not where or where[0].country in APART or AUTONOMOUS.search(fold(name.text)):
        return None
    before = REGION_BEFORE.search(text, max(0, name.start - NEAR), name.start)
    behind = REGION_BEHIND.match(text, name.end)
    said = (behind and (behind["one"] or behind["all"])) or (before and before[1])
    noun = (said or fold(name.text).rpartition(" ")[2]).lower()
    is_region = noun in REGIONS.split("|") and (noun != STATE or where[0].country in WITH_STATES)
    return REGION if is_region else None


def _by_towns(article: Article, names: Sequence[Name]) -> Mapping[str, str]:
    """What is a state's name, too, in an article of its towns that tells of no capital.

    Nor of another state, but behind a town.
    """
    places = [name for name in names if name.type is PLACE]
    keys = {key_of(PLACE, name.text) for name in places}
    states = {where[0].state for key in keys if (where := homes(key))}
    called = keys & _shared().keys() & states - {"new york"}
    texts = [block.text for block in article.blocks]
    if not called or any(map(OF_A_CAPITAL.search, texts)):
        return {}
    others = (name for name in places if not texts[name.block].endswith(", ", 0, name.start))
    if any(
        is_us_state(key) and key not in called for key in (key_of(PLACE, n.text) for n in others)
    ):
        return {}
    return dict.fromkeys(called, UNITED_STATES)


def _of_town(name: Name, key: str, article: Article) -> Told:
    """The region that stands behind a town, if another town of its name than the largest is there.

    Nothing, where it is that of the largest or none that is known.
    """
    match = IN_REGION.match(article.blocks[name.block].text, name.end)
    where = homes(key) if match else ()
    if not match or not where:
        return None
    regions = (key_of(PLACE, match[1].rsplit(" ", n)[0]) for n in range(match[1].count(" ") + 1))
    region = next((r for r in regions if any(r in home for home in where)), "")
    return "" if region in where[0] else region


@cache
def _shared() -> Mapping[str, Mapping[str, str]]:
    """The countries that have a region of one name, by the noun that each calls it."""
    return {
        form: {noun: of for of, _, noun in (each.partition(": ") for each in listed.split("; "))}
        for form, listed in pairs("shared-regions").items()
    }


def _of_shared(
    position: int, of_noun: Mapping[str, str], article: Article, names: Sequence[Name]
) -> Told:
    """The country whose region it is: by its noun, its owner, its town or the states beside it.

    An abbreviation is the state's: "N.Y."
    """
    name = names[position]
    text = article.blocks[name.block].text
    noun = NOUN_BEHIND.match(text, name.end) or NOUN_BEFORE.search(
        text, max(0, name.start - NEAR), name.start
    )
    if noun and (of := of_noun.get(noun[1].lower())):
        return of
    if UNITED_STATES in of_noun.values() and (
        fold(name.text).endswith(f" {STATE}")
        or fold(name.text) in pairs("state-forms")
        or OFFICE_BEHIND.match(text, name.end)
        or OFFICE_BEFORE.search(text, max(0, name.start - NEAR), name.start)
        or text.endswith(f"{name.text}, ", 0, name.start)
    ):
        return UNITED_STATES
    if (of := owner_beside(name, "", text)) in of_noun.values():
        return of
    if UNITED_STATES not in of_noun.values():
        return None
    return _of_town_before(position, article, names)


def _of_town_before(position: int, article: Article, names: Sequence[Name]) -> Told:
    """The United States, where a town or a county of the state stands before: "Buffalo, New York".

    Nothing is told by a town elsewhere; else the states beside tell.
    """
    name = names[position]
    before = names[position - 1] if position else None
    if before and before.type is PLACE and between_names(article, before, name) == ", ":
        towns = homes(key_of(PLACE, before.text))
        if towns and not is_us_state(fold(before.text)):
            in_state = any(home.state == fold(name.text) for home in towns)
            return UNITED_STATES if in_state else None
        goes_on = GOES_ON.match(article.blocks[name.block].text, name.end)
        if not (towns or goes_on or known(before.text)):
            return UNITED_STATES  # of a village or a county that no gazetteer has
    return UNITED_STATES if _is_among_states(position, article, names) else None


def _is_among_states(position: int, article: Article, names: Sequence[Name]) -> bool:
    """Whether a name is listed with a state of the United States, or stands among several."""
    name = names[position]
    text = article.blocks[name.block].text
    states = set[str]()
    for step in (-1, 1):
        beside, last = position + step, name
        while 0 <= beside < len(names) and abs(beside - position) <= ENOUGH + 1:
            other = names[beside]
            start, end = sorted((last, other), key=lambda each: (each.block, each.start))
            between = between_names(article, start, end)
            if other.block != name.block or SENTENCE_END.search(between):
                break
            form = fold(other.text)
            if other.type is PLACE and is_us_state(form) and form not in _shared():
                states.add(form)
                if LISTED.fullmatch(text, start.end, end.start):
                    return True
            last, beside = other, beside + step
    return len(states) >= ENOUGH


def _all_through(names: Sequence[Name], beside: Sequence[Told]) -> Mapping[str, str]:
    """The region that an article gives a place wherever it gives one; the capital is often both."""
    told: dict[str, set[str]] = defaultdict(set)
    for name, region in zip(names, beside, strict=True):
        if region is not None and region not in {CITY, REGION}:
            told[key_of(PLACE, name.text)].add(region)
    return {
        key: next(iter(regions))
        for key, regions in told.items()
        if len(regions) == 1 and (key not in _shared() or country(key))
    }


def _by_country(key: str, here: Scene) -> str:
    """The country that an article is about and that has the region: not of a country's own name."""
    of_noun = _shared().get(key, {})
    about = here.once(surely_about) if of_noun else ""
    if about not in of_noun.values():
        return ""
    if country(key):
        return "" if key in here.once(_peoples) else about
    return about if UNITED_STATES not in of_noun.values() else ""


def _peoples(article: Article, _: Sequence[Name]) -> frozenset[str]:
    """The countries of whose people an article speaks: "Georgian"."""
    said = (word for block in article.blocks for word in WORD.findall(block.text))
    return frozenset(filter(None, map(country_of_people, said)))
