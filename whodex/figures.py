"""Counts that articles give for the same thing: people killed, hostages held, a pause's length.

Only what is plainly the same is put together: the same thing, at the same place, and either a
running total ("since the war began") or news of the same days.
"""

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from math import prod

from whodex.differences import sentence_around
from whodex.models import AnnotatedArticle, Article, EntityType, Figure, FigureTable, Mention
from whodex.rules import words

SAME_EVENT = timedelta(days=7)  # after a week the news count the dead of another event
LONGEST_ATTRIBUTION = 80
BEFORE = 60  # as many letters tell what a place is to its sentence

QUALIFIER = "|".join(sorted(words("number-qualifiers"), key=len, reverse=True))
WORD = "|".join(line.partition(" = ")[0] for line in sorted(words("number-words"), key=len))
SCALE = "hundred|thousand|million|billion"
DIGITS = r"\d{1,3}(?:,\d{3}){1,4}|\d{1,12}(?:\.\d{1,9})?"
NUMBER = (
    rf"(?<![\w.,])(?P<qualifier>(?:{QUALIFIER}) )?(?P<number>(?>(?:{DIGITS})(?: (?:{SCALE}))?"
    rf"(?![\d:%/]|[.,]\d)|(?:{WORD})(?:[ -](?:{WORD})){{0,7}}\b))"
)
WHOM = r"(?P<whom>(?: [“‘\"']?[\w-]+[”’\"']?){1,3}?)"
KILLED = "killed|dead|slain"
INJURED = "injured|wounded|hurt"
BE = r"(?: who)?(?: have| has| had)?(?: been| being| were| are)?(?: confirmed| found| reported)?"
UNIT = r"(?P<unit>day|week|month|year)s?"
HOSTAGES = "hostages|captives"
TRUCE = "pause|truce|cease-?fire|lull|halt"
# Of what every pattern asks for one: most paragraphs have none.
COUNTED = (
    "kill", "dead", "died", "slain", "toll", "number of", "injur", "wound", "hurt",
    "hostage", "captive", "pause", "truce", "cease", "lull", "halt",
)  # fmt: skip
PLACED = re.compile(r"\b(?:in|across|throughout|inside|of|around|on) (?:the |(?:northern|southern|"
                    r"eastern|western|central) )*$", re.IGNORECASE)  # fmt: skip
TOTAL = re.compile(
    r"\b(?:toll|since|so far|to date|(?:have|has) (?:been )?(?:killed|died|injured|wounded)"
    r"|number of)\b",
    re.IGNORECASE,
)
NATIONS = ("ians", "eans", "anis", "elis", "aqis")  # Palestinians, Chileans, Pakistanis, Israelis
LASTING = re.compile(r"\b(?:war|fighting|siege|outbreak|epidemic|pandemic|insurgency)\b")
SETTINGS = {
    "hostages": re.compile(rf"\b(?:{HOSTAGES})(?: (?:being|still|held))* in (?:the )?$"),
    "length of a pause": re.compile(
        r"\b(?:war|fighting|hostilities|conflict|pause|truce|cease-?fire) in (?:the )?$"
    ),
}
NOT_PASSIVE = r"(?<! was)(?<! were)(?<! is)(?<! are)"
ATTRIBUTIONS = (
    re.compile(r"\baccording to (?P<who>[^,;.]+(?:\.[^,;. ][^,;.]*)*)"),
    re.compile(
        rf"[,”] (?P<who>(?:the |an? )?[A-Zaw][\w’' -]{{2,60}}?){NOT_PASSIVE} (?:said|says)\b"
    ),
    re.compile(
        rf"^(?P<who>[\w’' -]{{3,60}}?){NOT_PASSIVE}(?:, [^,]{{3,40}},)?"
        r" (?:said|says|counts?|puts?|reported|claims?)\b"
    ),
)


@dataclass(frozen=True, slots=True)
class _Setting:
    """An article, its places by block, those of its hostages and its war, whether that lasts."""

    article: Article
    places: Mapping[int, list[Mention]]
    of: Mapping[str, str]
    lasting: bool


@dataclass(frozen=True, slots=True)
class _Count:
    """A figure with what it counts; `total` where it is of more than one event."""

    thing: str
    place: str
    total: bool
    figure: Figure


def figures(articles: Iterable[AnnotatedArticle]) -> tuple[FigureTable, ...]:
    """Return a table for each thing that two or more articles count, those with most rows first.

    Offsets are into the articles' blocks. Takes time linear in the length of the texts.
    """
    groups: dict[tuple[str, str], list[_Count]] = defaultdict(list)
    for item in articles:
        for count in _counts(item):
            groups[count.thing, count.place].append(count)
    tables = [
        _table(thing, place, group, first.isoformat() if first and number else "")
        for (thing, place), counts in groups.items()
        for number, (first, group) in enumerate(_same(counts))
        if len({count.figure.article.id for count in group}) > 1
    ]
    return tuple(sorted(tables, key=lambda table: (-len(table.figures), table.id)))


def _table(thing: str, place: str, counts: Sequence[_Count], since: str) -> FigureTable:
    key = "-".join(filter(None, [thing.replace(" ", "-"), place, since]))
    rows = sorted((count.figure for count in counts), key=_oldest_first)
    return FigureTable(key, thing, place, tuple(rows))


def _same(counts: Sequence[_Count]) -> Iterator[tuple[date | None, list[_Count]]]:
    """Yield the counts of the same thing: all totals, and those of each event by itself."""
    totals = [count for count in counts if count.total]
    if totals:
        yield None, totals
    events = sorted(
        (c for c in counts if not c.total and c.figure.article.published),
        key=lambda c: c.figure.article.published or date.min,
    )
    group: list[_Count] = []
    for count in events:
        day = count.figure.article.published
        first = group[0].figure.article.published if group else None
        if first and day and day - first > SAME_EVENT:
            yield first, group
            group = []
        group.append(count)
    if group:
        yield group[0].figure.article.published, group


# Counts


def _counts(item: AnnotatedArticle) -> Iterator[_Count]:
    """Yield what an article counts, each count once, where the text says at which place."""
    setting: _Setting | None = None
    for block, spans in enumerate(item.sentences):
        text = item.article.blocks[block].text
        folded = text.casefold()
        if not any(stem in folded for stem in COUNTED):
            continue
        for start, end in spans:
            seen: set[int] = set()
            for thing, match in _found(text[start:end]):
                number = start + match.start("number")
                if number not in seen:
                    seen.add(number)
                    setting = setting or _setting(item)
                    sentence = sentence_around(text, [(start, end)], number, start + match.end())
                    yield from _placed(setting, block, start, sentence, (thing, match))


def _found(sentence: str) -> Iterator[tuple[str, re.Match[str]]]:
    """Yield each number of the sentence with the thing that it counts."""
    for thing, pattern in _patterns():
        for match in pattern.finditer(sentence):
            whom = match.groupdict().get("whom")
            if whom is None:
                yield thing, match
            elif kind := _kind(whom):
                yield f"{kind} {thing}", match


@cache
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Say how the news count: one pattern a way of putting it."""
    toll = r"(?:death toll|toll|number of (?:the )?dead|number of (?:people|\w+) killed)"
    reaches = r"(?: [\w,’'-]+){0,6}? (?:at|to|reached|is|was|of|has|have|had|hit|by)"
    texts = [
        ("killed", rf"{NUMBER}{WHOM}{BE} (?:{KILLED}|died)\b"),
        ("killed", rf"\b(?:killed|killing|kills) {NUMBER}{WHOM}(?=[\s,.;]|$)"),
        ("people killed", rf"\b{toll}{reaches} {NUMBER}(?! [a-z]+ (?:ago|later))"),
        ("injured", rf"{NUMBER}{WHOM}{BE} (?:{INJURED})\b"),
        ("injured", rf"\b(?:injured|injuring|wounded|wounding) {NUMBER}{WHOM}(?=[\s,.;]|$)"),
        ("hostages", rf"{NUMBER}(?: [a-z]+){{0,2}}? (?:{HOSTAGES})\b"),
        ("hostages", rf"\b(?:{HOSTAGES}), {NUMBER}(?= of whom\b)"),
        ("length of a pause", rf"{NUMBER}[- ]{UNIT}[- ](?:long )?(?:{TRUCE})\b"),
        (
            "length of a pause",
            rf"\b(?:{TRUCE})\b(?:[ \w]{{0,40}}?) (?:of|for|lasting) {NUMBER} {UNIT}\b",
        ),
    ]
    return tuple((thing, re.compile(rf"(?i:{text})")) for thing, text in texts)


def _kind(whom: str) -> str:
    """Return who is counted: people, whoever they are, or a group named apart ("children")."""
    last = whom.rsplit(maxsplit=1)[-1].strip("“”‘’\"'")
    if last.casefold() in ("people", "persons", "others") or last.endswith(NATIONS):
        return "people"
    return last.casefold() if last.endswith(("s", "men", "children")) else ""


def _placed(
    setting: _Setting,
    block: int,
    offset: int,
    sentence: tuple[int, int],
    found: tuple[str, re.Match[str]],
) -> Iterator[_Count]:
    thing, match = found
    text = setting.article.blocks[block].text
    start = offset + match.start("qualifier" if match["qualifier"] else "number")
    end = offset + match.end()
    in_setting = thing in SETTINGS
    total = in_setting or (setting.lasting and bool(TOTAL.search(text, *sentence)))
    places = setting.places.get(block, [])
    place = setting.of.get(thing) or _place_of(text, places, sentence, (start, end))
    if place is None and total and not in_setting:
        place = _place_before(places, sentence)
    if place is None:
        return
    figure = Figure(
        article=setting.article,
        block=block,
        start=start,
        end=end,
        sentence=sentence,
        number=_value(match["number"]),
        unit=(match.groupdict().get("unit") or "").casefold(),
        qualifier=(match["qualifier"] or "").strip(),
        attribution=_attribution(
            text[slice(*sentence)], offset + match.end("number") - sentence[0]
        ),
    )
    yield _Count(thing, place, total, figure)


def _setting(item: AnnotatedArticle) -> _Setting:
    """Return where an article has its places, and where its hostages and its war."""
    places: dict[int, list[Mention]] = defaultdict(list)
    of: dict[str, set[str]] = defaultdict(set)
    for m in sorted(item.mentions, key=lambda m: (m.block, m.start)):
        if m.type is EntityType.PLACE and m.entity:
            places[m.block].append(m)
            before = item.article.blocks[m.block].text[max(0, m.start - BEFORE) : m.start]
            for thing, pattern in SETTINGS.items():
                if pattern.search(before):
                    of[thing].add(m.entity)
    return _Setting(
        item.article,
        places,
        {thing: found.pop() for thing, found in of.items() if len(found) == 1},
        any(LASTING.search(block.text) for block in item.article.blocks),
    )


def _place_of(
    text: str, places: Sequence[Mention], sentence: tuple[int, int], span: tuple[int, int]
) -> str | None:
    """Return the place after "in" that stands nearest to the count, in the same sentence."""
    first = bisect_left(places, sentence[0], key=lambda m: m.start)
    last = bisect_left(places, sentence[1], key=lambda m: m.start)
    placed = [
        m for m in places[first:last] if PLACED.search(text[max(0, m.start - BEFORE) : m.start])
    ]
    if not placed:
        return None
    return min(placed, key=lambda m: max(m.start - span[1], span[0] - m.end, 0)).entity


def _place_before(places: Sequence[Mention], sentence: tuple[int, int]) -> str | None:
    """Return the last place named before in the paragraph: a total is of the place in question."""
    first = bisect_left(places, sentence[0], key=lambda m: m.start)
    return places[first - 1].entity if first else None


def _value(number: str) -> float:
    """Return the value of a number in digits or words: "1.5 million", "twenty-five"."""
    known = dict(line.split(" = ") for line in words("number-words"))
    total, part = 0.0, 0.0
    for word in re.split(r"[ -]", number.replace(",", "").casefold()):
        value = float(known.get(word, word))
        if value >= 1000 and word in known:  # noqa: PLR2004 - "thousand" closes a part
            total, part = total + prod((part or 1, value)), 0.0
        elif word == "hundred":
            part = (part or 1) * value
        else:
            part += value
    return total + part


def _attribution(sentence: str, number: int) -> str:
    """Return the words that say who gives the number that ends at `number`."""
    for pattern in ATTRIBUTIONS:
        found = pattern.search(sentence)
        if found and not found.start("who") < number <= found.end("who"):
            # "Of 20 hostages 3 are ill according to Kim": without a comma it's about the 3 alone.
            between = sentence[number : max(number, found.start())]
            if re.search(r"\d", between) and not between.rstrip().endswith((",", ".", "”")):
                continue
            who = found["who"].strip()
            return who if len(who) <= LONGEST_ATTRIBUTION else ""
    return ""


def _oldest_first(figure: Figure) -> tuple[bool, date, str, int, int]:
    known = figure.article.published
    return known is None, known or date.min, figure.article.id, figure.block, figure.start
