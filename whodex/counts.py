"""What an article counts, and where: people killed, hostages held, the length of a pause.

A count is read in full or not at all: what is feared, foretold, told of another time, part of
another count ("including", "40 percent of") or of one day among many isn't counted.
"""

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Self

from whodex.attribute.lexicon import FUNCTION_WORDS
from whodex.differences import sentence_around
from whodex.gazetteer import country
from whodex.models import (
    AnnotatedArticle,
    Article,
    BlockKind,
    EntityType,
    Figure,
    Mention,
)
from whodex.numbers import NUMBER, SCALES, SPACED, bounds
from whodex.rules import pairs, words

LONGEST_ATTRIBUTION = 80
BEFORE = 60  # as many letters tell what a place, or a number, is to its sentence
NEAR = 500  # letters of a very long sentence, as in a text without sentence ends
LEAD = 3  # blocks, the title among them, that are about where the news is from

KILL, INJURE, DEATHS, CASES = "killed", "injured", "deaths", "cases"
HELD, PAUSE = "hostages", "length of a pause"
PEOPLE = (KILL, INJURE)  # of whom is said who they are
WORLD_WIDE = ""

QUALIFIER = "|".join(sorted(words("number-qualifiers"), key=len, reverse=True))
COUNT = rf"(?<![\w.,:/$€£'’-])(?P<qualifier>(?:{QUALIFIER}) )?(?P<number>{NUMBER})"
NOT_WHOM = "|".join(sorted(FUNCTION_WORDS | {"percent", "per", "cent", "more", *SCALES}))
NAMED = rf"(?: [“‘\"']?(?!(?:{NOT_WHOM})\b)[A-Za-z][\w’-]*[”’\"']?)"
WHOM = rf"(?P<whom>{NAMED}{{1,3}}?)"
PART_OF = r"(?P<part> of (?:the|those|these|its|their) (?:[\d,]+|[a-z-]+)\b)"
INSERTED = r"(?:,? (?:including|among them|most of them|many of them|mostly)[^,;]{0,80},)?"
KILLED = r"(?:killed|dead|slain|died|lost their lives|perished)"
INJURED = "(?:injured|wounded|hurt)"
FINITE = r"(?: have| has| had)? (?:been|being|were|was|are)"
SURE = r"(?: reportedly| also)?(?: confirmed| found| reported)?(?: reportedly| also)?"
BE = rf"(?: who| that)?(?:{FINITE}|(?: have| has| had)?){SURE}"
ENDED = rf"(?:{FINITE}{SURE} {KILLED}| died| perished)\b"
UNIT = r"(?P<unit>day|week|month|year)s?"
HOSTAGES = "hostages|captives"
TRUCE = "pause|truce|cease-?fire|lull|halt"
ENDS = (
    r"(?=$|[.,;:)”]| (?:and (?:injur|wound|hurt)|in|at|on|near|after|when|as|since|so far|with)\b)"
)
CASE_WORDS = (
    r"(?: (?:confirmed|known|reported|recorded|total|positive|[\w-]*-related|related|linked|{}))"
    r"{{0,3}}"
)
# Of what every pattern asks for one: most paragraphs have none.
COUNTED = (
    "kill", "dead", "died", "death", "slain", "toll", "number of", "injur", "wound", "hurt",
    "lives", "perish", "fatalit", "cases", "infect", "hostage", "captive", "pause", "truce",
    "cease", "lull", "halt",
)  # fmt: skip
SOME_NUMBER = re.compile(rf"[\d½⅓⅔¼¾]|\b(?:{'|'.join((*pairs('number-words'), *SCALES))})")
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
NATIONS = ("ians", "eans", "anis", "elis", "aqis")  # Palestinians, Chileans, Pakistanis, Israelis
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

# What speaks against a count. Before the number, in its clause or right at it:
UNREAL = re.compile(
    r"\b(?:may|might|could|would|will|can|should|shall|fear(?:s|ed|ing)?|if|unless|threat\w*|plot\w*"
    r"|plan(?:s|ned|ning)?|expect\w*|predict\w*|forecast\w*|project(?:s|ed)|simulat\w*|risk\w*"
    r"|denie[sd]|deny|estimates?|model(?:s|led)?|not|never|n['’]t|rumou?r\w*|false(?:ly)?|hypothetical\w*|wrong(?:ly)?"
    r"|mistaken(?:ly)?|to (?:kill|injure|wound))\b(?! only\b)",
    re.IGNORECASE,
)
CLAUSE = re.compile(r"[;:—–]|, |\b(?:but|and)\b")
PART = re.compile(
    r"(?:\b(?:includ(?:ing|es|ed)|among (?:them|whom|which)|another|a further|first|last|other|next"
    r"|few|several|many|couple of|out of|tens of|in|by|from|earlier|no)|%"
    rf"|(?:percent|per cent) of(?: the)?|\b(?:{'|'.join(SCALES)})s?) $",
    re.IGNORECASE,
)
OF_THE = re.compile(r"\bof (?:the|those|these|its|their|his|her|our)(?: [\w-]+)? $", re.IGNORECASE)
ALL_OF = re.compile(r"\ball(?: of)?(?: the)? $", re.IGNORECASE)
BARE_THE = re.compile(r"\b(?:the|these|those|all|both) $", re.IGNORECASE)
MONTH_BEFORE = re.compile(r"[A-Z][\w.]*,? $")
EARLIER = re.compile(
    r"\b(?:earlier|previous|initial|prior|old|preliminary) (?:[a-z]+ ){0,2}"
    r"(?:toll|count|figure|report|estimate|number)s? (?:of|was|stood at|from) $",
    re.IGNORECASE,
)
# After it: part of a count, or of one day.
REST = re.compile(
    rf" and (?:an?(?:other)?|one|[\d,]+|{'|'.join(pairs('number-words'))})\b"
    r"(?! (?:others? )?(?:were )?(?:injur|wound|hurt))"
)
SUBSET = re.compile(
    r",? (?:were|are|was) (?:of|among)\b| (?:years?|months?|days?|weeks?) (?:ago|later)\b"
)
RATE = re.compile(
    r"\b(?:annually|on average|(?:per|a|each|every) (?:day|week|month|year)|per [\d,]+|yearly)\b",
    re.IGNORECASE,
)
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
YEAR = re.compile(r"\b(?:1[5-9]|20)\d\d\b(?![,.]?\d)")
YEAR_LIKE = re.compile(r"(?:19|20)\d\d")
VIRUS = re.compile(r"\b(?:virus|outbreak|epidemic|pandemic|disease)\b", re.IGNORECASE)
# What becomes of hostages. Those to be freed are a matter of offers and demands: no count.
TO_BE_FREED = re.compile(
    r"\b(?:free|frees|freeing|releas(?:e|es|ing)|exchange|swap|hand(?:s|ing)? over|return|let go)\b"
    r"[^,;]{0,40}$"
)
FREED_BEFORE = re.compile(r"\b(?:freed|released|rescued|handed over)\b[^,;]{0,15}$")
FREED = r"(?:freed|released|rescued|exchanged|swapped|returned|handed)\b"
AFTER_HOSTAGES = tuple(
    (thing, re.compile(pattern))
    for thing, pattern in (
        ("hostages freed", rf"[^,;]{{0,20}}\b(?:were|was|(?:have|had|has) been) {FREED}"),
        ("", rf"[^,;]{{0,30}}\b{FREED}"),
        ("hostages killed", r"[^,;]{0,20}\b(?:dead|killed|died)\b"),
        ("hostages taken", r"[^,;]{0,20}\b(?:taken|seized|abducted|kidnapped)\b"),
        ("hostages held", r"[^.;]{0,40}\b(?:held|holding|still|remain\w*|captivity|alive|kept)\b"),
    )
)
TAKEN_BEFORE = re.compile(r"\b(?:took|taken|taking|seized|abducted|kidnapped)\b[^,;]{0,20}$")
HELD_BEFORE = re.compile(
    r"\b(?:hold|holds|holding|held|still|keeps?|keeping|remaining)\b[^,;]{0,30}$"
)
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


@dataclass(frozen=True, slots=True)
class Count:
    """A figure with what it counts and where: "" is the whole world.

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
    figure: Figure


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


@dataclass(frozen=True, slots=True)
class _Found:
    """A number in a sentence, with what it counts."""

    thing: str
    match: re.Match[str]
    sentence: str

    @property
    def start(self) -> int:
        return self.match.start("qualifier" if self.match["qualifier"] else "number")

    @property
    def before(self) -> str:
        return self.sentence[max(0, self.start - NEAR) : self.start]

    @property
    def after(self) -> str:
        return self.sentence[self.match.end() : self.match.end() + NEAR]

    @property
    def near(self) -> str:
        """The sentence, of a very long one what stands around the words."""
        return self.before + self.match[0] + self.after


def counts(item: AnnotatedArticle) -> Iterator[Count]:
    """Yield what an article counts, each count once, where the text says at which place."""
    setting: _Setting | None = None
    for block, spans in enumerate(item.sentences):
        text = item.article.blocks[block].text
        for start, end in spans:
            folded = text[start:end].casefold()
            if not (any(stem in folded for stem in COUNTED) and SOME_NUMBER.search(folded)):
                continue
            for found in _found(text[start:end]):
                setting = setting or _setting(item)
                around = sentence_around(
                    text, [(start, end)], start + found.start, start + found.match.end()
                )
                yield from _placed(setting, block, start, around, found)


def _found(sentence: str) -> Iterator[_Found]:
    """Yield each number of the sentence with the thing that it counts, if nothing objects."""
    seen: set[int] = set()
    for thing, pattern in _patterns():
        for match in pattern.finditer(sentence):
            if match.start("number") in seen:
                continue
            seen.add(match.start("number"))
            kind = _kind(match.groupdict().get("whom") or "people", thing)
            found = _Found(f"{kind} {thing}" if thing in PEOPLE else thing, match, sentence)
            if kind and not any(objects(found) for objects in OBJECTIONS):
                yield found


@cache
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Say how the news count: one pattern a way of putting it, the longest first."""
    toll = r"(?:death toll|toll|number of (?:the )?dead|number of (?:people|\w+) killed)"
    reach = (
        r"(?: [\w,’'-]+){0,6}?(?: (?:at|to|reached|is|was|of|has|have|had|hit)"
        r"|(?= (?:surpassed|exceeded|topped|passed)\b))"
    )
    case = CASE_WORDS.format(_disease_names())
    later = r"(?! [a-z]+ (?:ago|later))"
    texts = [
        (KILL, rf"{COUNT}{PART_OF}{WHOM}?{ENDED}"),
        (KILL, rf"{COUNT}{WHOM}{INSERTED}{BE} {KILLED}\b"),
        (KILL, rf"{COUNT}{INSERTED}(?:{FINITE}{SURE} {KILLED}\b|{SURE} {KILLED}{ENDS})"),
        (KILL, rf"\b(?:killed|killing|kills?) {COUNT}{WHOM}(?=[\s,.;:)]|$)"),
        (KILL, rf"\b(?:killed|killing|kills?) {COUNT}{ENDS}"),
        (KILL, rf"\b(?:claim(?:ed|ing|s)|t(?:ook|aken)|cost) {COUNT} lives\b"),
        (KILL, rf"\bdeaths? of (?:all )?{COUNT}{WHOM}(?=[\s,.;:)]|$)"),
        (KILL, rf"\b{toll}{reach} {COUNT}{later}"),
        (DEATHS, rf"\b(?:number|total) of{case} deaths{reach} {COUNT}{later}"),
        (DEATHS, rf"{COUNT}{case} (?:deaths|fatalities)\b"),
        (INJURE, rf"{COUNT}{PART_OF}{WHOM}?{FINITE}{SURE} {INJURED}\b"),
        (INJURE, rf"{COUNT}{WHOM}{INSERTED}{BE} {INJURED}\b"),
        (INJURE, rf"{COUNT}{INSERTED}(?:{FINITE}{SURE} {INJURED}\b|{SURE} {INJURED}{ENDS})"),
        (INJURE, rf"\b(?:injur(?:ed|ing|es)|wound(?:ed|ing|s)) {COUNT}{WHOM}(?=[\s,.;:)]|$)"),
        (INJURE, rf"\b(?:injur(?:ed|ing|es)|wound(?:ed|ing|s)) {COUNT}{ENDS}"),
        (CASES, rf"{COUNT}{case} (?:cases|infections)\b"),
        (
            CASES,
            rf"\b(?:cases|infections)(?: of(?: the)?{case}(?: infections?)?)?{reach} {COUNT}{ENDS}",
        ),
        (CASES, rf"\binfect(?:ed|ing) {COUNT}(?: people|{ENDS})"),
        (HELD, rf"{COUNT}(?: [a-z]+){{0,2}}? (?:{HOSTAGES})\b"),
        (HELD, rf"\b(?:{HOSTAGES}), {COUNT}(?= of whom\b)"),
        (PAUSE, rf"{COUNT}[- ]{UNIT}[- ](?:long )?(?:{TRUCE})\b"),
        (PAUSE, rf"\b(?:{TRUCE})\b(?:[ \w]{{0,40}}?) (?:of|for|lasting) {COUNT} {UNIT}\b"),
    ]
    return tuple((thing, re.compile(rf"(?i:{text})")) for thing, text in texts)


def _kind(whom: str, thing: str) -> str:
    """Return who is counted: people, whoever they are, or a group named apart ("children")."""
    last = whom.rsplit(maxsplit=1)[-1].strip("“”‘’\"'")
    if last.casefold() in ("people", "persons", "individuals") or last.endswith(NATIONS):
        return "people"
    if last.casefold() == "others":
        return "people" if thing == INJURE else ""  # beside a count of those who were injured
    return last.casefold() if last.endswith(("s", "men", "children")) else ""


# Objections


def _is_unclear(found: _Found) -> bool:
    """No number that is read for sure: "1.200 people", "March 12 300 people", "1.5 people"."""
    number = found.match["number"]
    read = bounds(number)
    if read is None:
        return True
    if found.thing != PAUSE and not all(bound.is_integer() for bound in read):
        return True
    qualified = found.match["qualifier"] or found.match.groupdict().get("whom")
    if not qualified and YEAR_LIKE.fullmatch(number):
        return True
    return bool(
        SPACED.match(number) and not found.match["qualifier"] and MONTH_BEFORE.search(found.before)
    )


def _is_unreal(found: _Found) -> bool:
    """Some feared that 5,000 people could be killed; the mayor denied that 12 people were."""
    before = found.before + (found.match["qualifier"] or "")
    clause = max((m.end() for m in CLAUSE.finditer(before)), default=0)
    return found.thing != PAUSE and bool(UNREAL.search(before[clause:]))


def _is_part(found: _Found) -> bool:
    """40 percent of those killed; 12 people, including 3 children, were; another 3 were."""
    if PART.search(found.before) or SUBSET.match(found.after):
        return True
    text = found.match[0]
    if OF_THE.search(found.before) and not ALL_OF.search(found.before):
        return " who " not in text and bool(re.search(rf"{FINITE}|{ENDED}", text))
    bare = found.match.groupdict().get("whom") is None and found.thing.startswith("people ")
    return bare and bool(BARE_THE.search(found.before))


def _is_incomplete(found: _Found) -> bool:
    """A bomb killed 12 people and three soldiers: how many people isn't said."""
    return found.thing.startswith("people ") and bool(REST.match(found.after))


def _is_superseded(found: _Found) -> bool:
    """The earlier death toll of 27."""
    return bool(EARLIER.search(found.before))


def _is_a_rate(found: _Found) -> bool:
    """1,000 people are killed every year: so many in any year, or on the average."""
    near = found.before[-BEFORE:] + found.match[0] + found.after.partition(",")[0][:BEFORE]
    return bool(RATE.search(near))


OBJECTIONS = (_is_unclear, _is_unreal, _is_part, _is_incomplete, _is_superseded, _is_a_rate)


# What, where, and since when


def _placed(
    setting: _Setting, block: int, offset: int, sentence: tuple[int, int], found: _Found
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
    figure = Figure(
        article=setting.article,
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
    yield Count(thing, place.id, total, place.wide, setting.lasting, setting.causes, figure)


def _thing(setting: _Setting, found: _Found, sentence: str) -> str:
    """Return what is counted, by disease, or by what becomes of hostages; "" if that is open."""
    thing = found.thing
    if thing == HELD:
        return _hostages(found)
    if thing == PAUSE and DEMANDED.search(found.before):
        return f"{PAUSE} that is demanded"
    if thing not in (CASES, DEATHS, f"people {KILL}"):
        return thing
    named = _diseases(sentence) or ({setting.disease} if VIRUS.search(sentence) else set())
    if not named and thing != f"people {KILL}":
        named = {setting.disease}
    if len(named) == 1 and (disease := named.pop()):
        return f"{disease} {CASES if thing == CASES else DEATHS}"
    return "" if thing == CASES or named else f"people {KILL}"


def _is_of_a_day(found: _Found) -> bool:
    """There were 1,000 deaths on Wednesday: a disease is counted in all."""
    return bool(
        DAILY.match(found.after)
        or MANY_PLACES.match(found.after)
        or LATELY.search(found.before)
        or not CUMULATIVE.search(found.near)
    )


def _is_of_other_time(article: Article, sentence: str) -> bool:
    """Typhoon Haiyan killed 6,000 people in 2013; a bomb killed five last week."""
    year = article.published.year if article.published else None
    years = {int(found[0]) for found in YEAR.finditer(sentence)}
    return bool(years - {year}) or bool(OTHER_TIME.search(sentence))


def _hostages(found: _Found) -> str:
    """Return what becomes of the hostages; "" where the words tell of those to be freed, or not."""
    if TO_BE_FREED.search(found.before):
        return ""
    before = [("hostages freed", FREED_BEFORE), ("hostages taken", TAKEN_BEFORE)]
    for thing, pattern in before:
        if pattern.search(found.before):
            return "" if OF_THE.search(found.before) else thing
    for thing, pattern in AFTER_HOSTAGES:
        if pattern.match(found.after):
            return thing
    return "hostages held" if HELD_BEFORE.search(found.before) else ""


@cache
def _disease_forms() -> dict[str, str]:
    return {form: name for name, forms in pairs("diseases").items() for form in forms.split(", ")}


@cache
def _disease_names() -> str:
    return "|".join(sorted(map(re.escape, _disease_forms()), key=len, reverse=True))


@cache
def _disease_pattern() -> re.Pattern[str]:
    return re.compile(rf"(?<![\w-])(?:{_disease_names()})(?!\w)", re.IGNORECASE)


def _diseases(text: str) -> set[str]:
    forms = _disease_forms()
    return {forms[match[0].casefold()] for match in _disease_pattern().finditer(text)}


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


def _setting(item: AnnotatedArticle) -> _Setting:
    blocks = item.article.blocks
    places: dict[int, list[Mention]] = defaultdict(list)
    of: dict[str, set[_Place]] = defaultdict(set)
    home: list[_Place] = []
    for m in sorted(item.mentions, key=lambda m: (m.block, m.start)):
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
    diseases = _diseases(title) or {name for block in blocks for name in _diseases(block.text)}
    return _Setting(
        item.article,
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
    setting: _Setting, found: _Found, block: int, sentence: tuple[int, int], *, of_disease: bool
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
