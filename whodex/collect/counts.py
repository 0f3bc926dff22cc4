"""What an article counts, and where: people killed, hostages held, the length of a pause.

What is told of another time isn't counted, nor what can't be placed.
"""

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from typing import Self

from whodex.collect.counted import (
    BEFORE,
    CASES,
    DEATHS,
    HELD,
    HOSTAGES,
    KILL,
    PAUSE,
    Found,
    counted,
    diseases_in,
    of_hostages,
)
from whodex.collect.dates import days, latest
from whodex.collect.differences import sentence_around
from whodex.lexicon.lists import pairs
from whodex.lexicon.numbers import bounds
from whodex.lexicon.places import country
from whodex.values.article import Article, BlockKind, EntityType
from whodex.values.entities import Mention
from whodex.values.findings import Number

LONGEST_ATTRIBUTION = 80
LEAD = 3  # blocks, the title among them, that are about where the news is from
WORLD_WIDE = ""
PLACED = re.compile(
    r"(?P<partly>\b(?:mostly|mainly|largely|chiefly|also) )?"
    r"\b(?P<link>in|across|throughout|inside|around|on|near|at|off|(?:city|town|village|port|region"
    r"|district|province|state|island|coast|parts?|north|south|east|west|outskirts|capital|people|residents|shelling|bombing|bombardment"
    r"|siege|invasion|destruction) of) "
    r"(?:the |(?:northern|southern|eastern|western|central) )*$",
    re.IGNORECASE,
)
WORLD = re.compile(
    r"\b(?:worldwide|globally|(?:around|across|in|throughout) the (?:world|globe))\b"
)
TOTAL = re.compile(
    r"\b(?:toll|since|so far|to date|(?:have|has) (?:been )?(?:killed|died|injured|wounded)"
    r"|number of)\b",
    re.IGNORECASE,
)
LASTING = re.compile(
    r"(?<!-)\b(?:war|fighting|siege|outbreak|epidemic|pandemic|insurgency)\b"
    r"(?! (?:crimes?|veterans?|heroe?s?|films?)\b)"
)
SETTINGS = {
    HELD: re.compile(rf"\b(?:{HOSTAGES})(?: (?:being|still|held))* in (?:the )?$"),
    PAUSE: re.compile(
        r"\b(?:war|fighting|hostilities|conflict|pause|truce|cease-?fire) in (?:the )?$"
    ),
}
DAILY = re.compile(
    r"[^,;]{0,40}?(?<!as of)(?<!by) \b(?:on \w+day|(?-i:on [A-Z]\w+\.? \d)|yesterday|today"
    r"|overnight|daily|(?:in|over|during|within) (?:the|a)(?: (?:last|past|previous|single))?"
    r" (?:twenty|24|day|week|month|hours))\b",
    re.IGNORECASE,
)
LATELY = re.compile(
    r"\b(?:in|over|during|within) the (?:last|past|previous|preceding) (?:twenty|24|day|week)"
    r"|\b(?:yesterday|today)(?! night)[^,;]{0,30}$(?<!as of yesterday)",
    re.IGNORECASE,
)
CUMULATIVE = re.compile(
    r"\b(?:total|toll|as of|by \w+day|so far|to date|since|surpass\w*|exceed\w*|recorded|confirmed"
    r"|known|number of|ha(?:s|ve|d)|there (?:are|were)|overall|altogether|resulting)\b",
    re.IGNORECASE,
)
MANY_PLACES = re.compile(
    r"[^.;]{0,30}\b(?:in|across|outside|throughout|from) (?:[\w-]+ ){0,3}(?:countries|states"
    r"|provinces|regions|cities|towns|nations|counties|villages|districts|continents)\b"
)
OTHER_TIME = re.compile(
    r"\b(?:(?:last|previous|earlier this) (?:week|month|year|summer|winter|spring|autumn|fall)"
    r"|(?:years?|months?|weeks?|decades?) (?:ago|earlier|before)|anniversary)\b",
    re.IGNORECASE,
)
ON = re.compile(r"\b[Oo]n (?:\w+day,? )?\Z")
NEWS = timedelta(days=14)  # a count of a day longer ago isn't the one of now
YEAR = re.compile(r"\b(?:1[5-9]|20)\d\d\b(?![,.]?\d)")
VIRUS = re.compile(r"\b(?:virus|outbreak|epidemic|pandemic|disease)\b", re.IGNORECASE)
DEMANDED = re.compile(
    r"\b(?:demand\w*|insist\w*|call(?:s|ed|ing)? for|want\w*|require\w*|ask(?:s|ed|ing)? for)\b"
)
SAID_ON = re.compile(r"^(?:On|Late on|Early on|By|As of) \w+day,? ")
WHEN_SAID = re.compile(r" (?:yesterday|today|(?:on |late |early )*[A-Z]\w+day)$")
NOT_PASSIVE = r"(?<! was)(?<! were)(?<! is)(?<! are)"
ATTRIBUTIONS = (
    re.compile(r"\b[Aa]ccording to (?P<who>[^,;.]+(?:\.[^,;. ][^,;.]*)*)"),
    re.compile(r"\bciting (?P<who>[^,;.]+(?:\.[^,;. ][^,;.]*)*)"),
    re.compile(
        r"(?:^|[,;”] )(?:the )?(?P<who>[A-Z][\w’'() -]{2,60}? (?:data|figures|numbers|statistics))"
        r" (?:indicates?d?|shows?|showed|suggest(?:s|ed)?)\b"
    ),
    re.compile(
        rf"[,”] (?P<who>(?:the |an? )?[A-Zaw][\w’' -]{{2,60}}?){NOT_PASSIVE} (?:said|says)\b"
    ),
    re.compile(
        rf"^(?:(?:As of|By|(?:Late |Early )?[Oo]n) [\w. ]{{3,20}}, )?"
        rf"(?P<who>[\w’' -]{{3,60}}?){NOT_PASSIVE}(?:, [^,]{{3,40}},)?"
        r" (?:said|says|counts?|puts?|reported|claims?)\b"
    ),
)

Sentences = Sequence[Sequence[tuple[int, int]]]  # their (start, end), by block


@dataclass(frozen=True, slots=True)
class Count:
    """A number with what it counts and where: "" is the whole world.

    `total` where it is of more than one event; `wide` where the place is a country, in which
    more than one thing may happen in a week, or a war goes on; `causes` are the kinds of event
    that its article is about.
    """

    thing: str
    place: str
    total: bool
    wide: bool
    lasting: bool
    causes: frozenset[str]
    number: Number


@dataclass(frozen=True, slots=True)
class _Place:
    """A place by its id, and whether it is as wide as a country."""

    id: str
    wide: bool

    @classmethod
    def of(cls, mention: Mention) -> Self:
        return cls(mention.entity or "", wide=country(mention.text) is not None)


@dataclass(frozen=True, slots=True)
class _Setting:
    """What an article tells of itself: its places by block, its disease, its kinds of event.

    `of` has where its hostages and its war are, `home` where its news are from, `subject` the
    only place of its title.
    """

    article: Article
    places: Mapping[int, list[Mention]]
    of: Mapping[str, _Place]
    home: _Place | None
    subject: _Place | None
    lasting: bool
    disease: str
    causes: frozenset[str]


def counts(
    article: Article, sentences: Sentences, mentions: Sequence[Mention]
) -> tuple[Count, ...]:
    """Return what an article counts, each count once, where the text says at which place."""
    return tuple(_counts(article, sentences, mentions))


def _counts(article: Article, sentences: Sentences, mentions: Sequence[Mention]) -> Iterator[Count]:
    setting: _Setting | None = None
    for block, spans in enumerate(sentences):
        text = article.blocks[block].text
        for start, end in spans:
            for found in counted(text[start:end]):
                setting = setting or _setting(article, mentions)
                around = sentence_around(
                    text, [(start, end)], start + found.start, start + found.match.end()
                )
                yield from _placed(setting, block, start, around, found)


def _placed(
    setting: _Setting, block: int, offset: int, sentence: tuple[int, int], found: Found
) -> Iterator[Count]:
    text = setting.article.blocks[block].text
    told = text[slice(*sentence)]
    thing = _thing(setting, found, told)
    of_disease = thing.endswith((DEATHS, CASES))
    lasting = of_disease or found.thing in SETTINGS
    total = lasting or (setting.lasting and bool(TOTAL.search(told)))
    if not thing or (of_disease and _is_of_a_day(found)):
        return
    if (of_disease or not total) and _is_of_other_time(setting.article, told):
        return
    span = (offset + found.start, offset + found.match.end())
    near = _near(setting, block, sentence, span, of_disease=of_disease)
    place = near if near or lasting else _before(setting, block, sentence) if total else None
    place = place or _of_article(setting, found, block, sentence, of_disease=of_disease)
    if place is None:
        return
    low, high = bounds(found.match["number"]) or (0, 0)
    number = Number(
        block=block,
        start=span[0],
        end=span[1],
        sentence=sentence,
        number=low,
        up_to=high if high > low else None,
        unit=(found.match.groupdict().get("unit") or "").casefold(),
        qualifier=(found.match["qualifier"] or "").strip(),
        attribution=_attribution(told, offset + found.match.end("number") - sentence[0]),
    )
    yield Count(thing, place.id, total, place.wide, setting.lasting, setting.causes, number)


def _thing(setting: _Setting, found: Found, sentence: str) -> str:
    """Return what is counted, by disease, or by what becomes of hostages; "" if that is open."""
    thing = found.thing
    if thing == HELD:
        return of_hostages(found)
    if thing == PAUSE and DEMANDED.search(found.before):
        return f"{PAUSE} that is demanded"
    if thing not in (CASES, DEATHS, f"people {KILL}"):
        return thing
    named = diseases_in(sentence) or ({setting.disease} if VIRUS.search(sentence) else set())
    if not named and thing != f"people {KILL}":
        named = {setting.disease}
    if len(named) == 1 and (disease := named.pop()):
        return f"{disease} {CASES if thing == CASES else DEATHS}"
    return "" if thing == CASES or named else f"people {KILL}"


def _is_of_a_day(found: Found) -> bool:
    """There were 1,000 deaths on Wednesday: a disease is counted in all."""
    return bool(
        DAILY.match(found.after)
        or MANY_PLACES.match(found.after)
        or LATELY.search(found.before)
        or not CUMULATIVE.search(found.near)
    )


def _is_of_other_time(article: Article, sentence: str) -> bool:
    """Typhoon Haiyan killed 6,000 people in 2013; a bomb killed five last week, or on April 2."""
    published = article.published
    years = {int(found[0]) for found in YEAR.finditer(sentence)}
    if years - {published.year if published else None} or OTHER_TIME.search(sentence):
        return True
    if published is None:
        return False
    on = [(m, day) for start, _, _, m, day in days(sentence) if ON.search(sentence[:start])]
    past = (latest(published, month, day) for month, day in on)
    return any(published - day > NEWS for day in past if day)


@cache
def _cause_kinds() -> dict[str, str]:
    return {form: kind for kind, forms in pairs("causes").items() for form in forms.split(", ")}


@cache
def _cause_pattern() -> re.Pattern[str]:
    forms = "|".join(sorted(map(re.escape, _cause_kinds()), key=len, reverse=True))
    return re.compile(rf"\b(?P<form>{forms})(?:s|es|ed|ing)?\b", re.IGNORECASE)


def _causes(text: str) -> frozenset[str]:
    kinds = _cause_kinds()
    return frozenset(kinds[m["form"].casefold()] for m in _cause_pattern().finditer(text))


def _setting(article: Article, mentions: Sequence[Mention]) -> _Setting:
    blocks = article.blocks
    places: dict[int, list[Mention]] = defaultdict(list)
    of: dict[str, set[_Place]] = defaultdict(set)
    home: list[_Place] = []
    for m in sorted(mentions, key=lambda m: (m.block, m.start)):
        if m.type is EntityType.PLACE and m.entity:
            places[m.block].append(m)
            before = blocks[m.block].text[max(0, m.start - BEFORE) : m.start]
            for thing, pattern in SETTINGS.items():
                if pattern.search(before):
                    of[thing].add(_Place.of(m))
            placed = PLACED.search(before)
            if m.block < LEAD and placed and placed["link"].casefold() == "in":
                home.append(_Place.of(m))
    titles = [n for n, block in enumerate(blocks) if block.kind is BlockKind.TITLE]
    title = " ".join(blocks[n].text for n in titles)
    subject = {_Place.of(m) for n in titles for m in places[n]}
    if WORLD.search(title):
        subject.add(_Place(WORLD_WIDE, wide=True))
    diseases = diseases_in(title) or {name for block in blocks for name in diseases_in(block.text)}
    return _Setting(
        article,
        places,
        {thing: found.pop() for thing, found in of.items() if len(found) == 1},
        [*(subject if len(subject) == 1 else ()), *home, None][0],
        subject.pop() if len(subject) == 1 else None,
        any(LASTING.search(block.text) for block in blocks),
        diseases.pop() if len(diseases) == 1 else "",
        _causes(title) or _causes(" ".join(block.text for block in blocks[:LEAD])),
    )


def _near(
    setting: _Setting,
    block: int,
    sentence: tuple[int, int],
    span: tuple[int, int],
    *,
    of_disease: bool,
) -> _Place | None:
    """Return the place after "in" that stands nearest to the count, in the same sentence."""
    text = setting.article.blocks[block].text
    near = []
    for m in _within(setting.places.get(block, []), sentence):
        before = PLACED.search(text[max(0, m.start - BEFORE) : m.start])
        if before:
            place = None if before["partly"] else _Place.of(m)
            near.append((max(m.start - span[1], span[0] - m.end, 0), place))
    for world in WORLD.finditer(text, *sentence) if of_disease else ():
        start, end = world.span()
        near.append((max(start - span[1], span[0] - end, 0), _Place(WORLD_WIDE, wide=True)))
    return min(near, key=lambda pair: pair[0])[1] if near else None


def _before(setting: _Setting, block: int, sentence: tuple[int, int]) -> _Place | None:
    """Return the last place named before in the paragraph: a total is of the place in question."""
    places = setting.places.get(block, [])
    first = bisect_left(places, sentence[0], key=lambda m: m.start)
    return _Place.of(places[first - 1]) if first else None


def _of_article(
    setting: _Setting, found: Found, block: int, sentence: tuple[int, int], *, of_disease: bool
) -> _Place | None:
    """Return where the hostages, the war, the outbreak or the news of an article are."""
    if found.thing in SETTINGS:
        return setting.of.get(found.thing)
    if any(_within(setting.places.get(block, []), sentence)) or block > LEAD:
        return None
    return setting.subject if of_disease else setting.home


def _within(places: Sequence[Mention], sentence: tuple[int, int]) -> Sequence[Mention]:
    first = bisect_left(places, sentence[0], key=lambda m: m.start)
    return places[first : bisect_left(places, sentence[1], key=lambda m: m.start)]


def _attribution(sentence: str, number: int) -> str:
    """Return the words that say who gives the number that ends at `number`."""
    for pattern in ATTRIBUTIONS:
        found = pattern.search(sentence)
        if found and not found.start("who") < number <= found.end("who"):
            # "Of 20 hostages 3 are ill according to Kim": without a comma it's about the 3 alone.
            between = sentence[number : max(number, found.start())]
            if re.search(r"\d", between) and not between.rstrip().endswith((",", ".", "”")):
                continue
            who = WHEN_SAID.sub("", SAID_ON.sub("", found["who"].strip()))
            return who if len(who) <= LONGEST_ATTRIBUTION else ""
    return ""
