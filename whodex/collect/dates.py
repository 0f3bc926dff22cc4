"""Days that the text of an article names: "Oct. 7", "13 July 2024", "2024-01-22".

The year is the text's own. Where the text gives none, it is the year of the latest such day not
after the article's date if the sentence tells what happened on it, and that of the next one soon
after if it tells what will; else there is none. Datelines and stamps ("Updated March 5") tell when
was written, and are no events.
"""

import re
from bisect import bisect_left
from calendar import day_name, month_name
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from functools import cache

from whodex.collect.differences import sentence_around
from whodex.lexicon.english import ADVERBS, DAYS, FUNCTION_WORDS
from whodex.lexicon.lists import words
from whodex.values.article import Article, BlockKind
from whodex.values.entities import Mention
from whodex.values.findings import AnnotatedArticle, DatedEvent

SOON = timedelta(days=31)  # a day that lies so little ahead is more likely announced than past
WITHIN = timedelta(days=183)  # what is to come on a day without a year comes within so many
DATELINE = timedelta(days=3)  # so far from the article's date is the day of its own dateline
LEAP_YEAR = 2000  # has every day that a year can have
LEAP_YEARS_APART = 8  # at most, as around 1900

# "May" is a month with a capital alone, and has no short form.
MONTHS = {name[:3].casefold(): number for number, name in enumerate(month_name) if name}
MONTH = "|".join(
    form
    for name in month_name[1:]
    for form in (name, name.upper(), *([rf"{name[:3]}\b\.?"] if name != "May" else []))
)
# "May 5, 1200 sheep": of the Middle Ages and of what is to come a year is rarer than a count.
YEAR = r"(?:(?:1[5-9]|20)\d\d|(?:1[0-4]|2[1-9])\d\d(?=\W?$|[^\w ]))(?![\w%]|[.,:]\d)"
AGE = r" (?:AD|A\.D\.|CE|C\.E\.)(?!\w)"
COUNTED = r"(?! (?:people|men|women|children|dollars|euros|pounds)\b)"
DAY = r"[0-3]?\d"
# The end of a range ("Oct. 7-9") belongs to the words; the day is the first one.
TO = rf"(?: ?[-–] ?{DAY}(?!\d))?"


def _year(name: str) -> str:
    """Match a year after a day: "7 October 732 AD", "Oct. 7 [2019]"."""
    return rf"(?:,? [\[(]?(?P<{name}>{YEAR}{COUNTED}|(?:AD )?\d{{3,4}}(?={AGE}))(?:{AGE}|[\])])?)?"


DATE = re.compile(
    r"(?P<address>(?:https?://|www\.)\S+)"
    rf"|(?<![\w./-])(?P<iso>(?:1\d|2\d)\d\d-[01]\d-{DAY})(?![\w/-])"
    rf"|(?<![\w/])(?P<month>{MONTH}|Sept\b\.?) (?P<day>{DAY})(?:st|nd|rd|th)?(?!\w|[.,:/%]\d){TO}"
    rf"{_year('year')}"
    rf"|(?<![\w/.,$-])(?P<day2>{DAY})(?P<th>(?:st|nd|rd|th)?{TO} (?:of )?)"
    rf"(?P<month2>{MONTH}|Sept\b\.?)(?!\w){_year('year2')}"
)
DIGIT = re.compile(r"\d")  # without one there is no day, and most paragraphs have none
NOT_A_DAY = re.compile(r" (?:percent|per cent|hundred|thousand|million|billion|people)\b")

# Rows are sentences that tell something: not the line of a date, nor that of a page's furniture.
STAMP = re.compile(
    r"(?:(?:first|last|originally) )?(?:published|updated|posted|modified|printed|issued|filed)"
    r"(?: on)?:? (?:\w+day,? )?",
    re.IGNORECASE,
)
# With a colon it is one, whatever else stands in its line: "Article last amended: Mar 5 at noon."
STAMPED = re.compile(
    r"\W*(?:(?:article|page|post|story|text) )?(?:first|last|originally) (?:amended|changed|edited"
    r"|modified|posted|published|reviewed|revised|updated)(?: on)?: ?(?:\w+day,? )?",
    re.IGNORECASE,
)
SENTENCE_END = re.compile(r"(?<![ap]\.m)[.!?]$")
LINE_WORDS = DAYS | {"am", "pm", "gmt", "utc", "bst", "est", "edt", "et", "at", "local", "time"}
# What follows the day of a dateline: "BEIRA, March 14 (Kestrel Wire) - ", "Lima, May 4 /Wire/ --".
AFTER_DATELINE = re.compile(
    r"\)?,?\s*(?P<agency>\([^()]{1,40}\)|/[^/]{1,40}/)?\s*(?:--|[—–:|]|[-/](?=\s)|\.?$)"
)
LONGEST_DATELINE = 80

# The Sept. 11 attacks, that Jan. 6 riot, Kim's July 4 party: known by the day, of whichever year.
MODIFIES = re.compile(
    r"(?:\b(?:the|this|that|these|those|its|his|her|their|our|my|your|every|each)|['’]s|s['’])"
    r" (?:[\w-]+ ){0,2}$",
    re.IGNORECASE,
)
MODIFIED = re.compile(r" (?P<noun>[^\W\d_][\w’'-]*)")
KNOWN_BY_DAY = re.compile(
    r" (?:attack|riot|rally|raid|massacre|bombing|uprising|revolution|coup|insurrection|committee"
    r"|commission|movement|hijacker|terrorist|memorial|victim|survivor|defendant|anniversar|holiday"
    r"|weekend|celebration|parade)",
    re.IGNORECASE,
)
# What says that a day comes every year, or belongs to another year.
OF_NO_YEAR = re.compile(
    r"\b(?:anniversar(?:y|ies)|annual(?:ly)?|every|each|yearly|birthdays?|born"
    r"|remember(?:s|ed|ing)?|commemorat\w+|celebrat\w+|observ(?:e|es|ing|ance)|holidays?|feasts?"
    r"|rhymes?|proverbs?|sayings?|tradition\w*|(?:known|named|nicknamed) (?:as|for|after)"
    r"|(?:last|previous|next|following|that) year"
    r"|(?:years?|decades?|century|centuries) (?:ago|earlier|later|before|after))\b",
    re.IGNORECASE,
)
SENTENCE_YEAR = re.compile(r"\b(?:1[5-9]|20)\d\d\b(?![,.]?\d)(?! (?:UTC|GMT|hours|local)\b)")
AHEAD = re.compile(
    r"\b(?:by|before|until|till|next|coming|through|than|ahead of|effective|starting|beginning|due"
    r"|deadline(?: of| is|,)?|this)(?: \w+day,?)? (?:the )?$",
    re.IGNORECASE,
)
WEEKDAYS = [name[:3].casefold() for name in day_name]
# Fully written or in short, "Saturday, April 27": a year has it on another day of the week.
WEEKDAY = re.compile(
    rf"\b(?P<weekday>{'|'.join(WEEKDAYS)})(?:{'|'.join(name[3:] for name in day_name)}|s|rs|nes)?"
    r"\.?,? (?:the )?$",
    re.IGNORECASE,
)
# What follows isn't over when it is told: "was due to end on", "plans to meet on".
TO_COME = re.compile(
    r"\b(?:will|would|shall|must|can|could|should|may|might|near|awaits?|upcoming|deadline|looms?"
    r"|next|coming|(?:is|are|was|were|be|been) (?:\w+ly |first |now |still )?"
    r"(?:expected|scheduled|planned|due|set|slated|supposed|meant|projected|to|going)|due|scheduled|slated"
    r"|(?:plans?|planned|planning|expect\w*|scheduled|due|set|hop(?:e|es|ed|ing)|intend\w*|want\w*"
    r"|vow\w*|promis\w*|propos\w*|likely|going|order\w*|need\w*|ha(?:s|ve)) to"
    r"|plans? for|tak(?:e|es|ing) effect|(?:the|an?|his|her|its|their) plans?)\b",
)
# What is still to come when the article tells it.
COMING = re.compile(
    r"\b(?:will|shall|plans? to|next (?:week|month)|later this (?:week|month|year)"
    r"|(?:is|are|has been|have been) (?:now |still )?"
    r"(?:due|expected|going to|planned|scheduled|set|slated|to))\b"
)
# Where a clause begins, a day belongs to what follows: "ended, but on May 3 …".
CLAUSE = re.compile(
    r"[;:—–]|[,]? \b(?:but|and|while|although|though|when|where|which|who|whom|after|because|as)\b"
)
TOLD = re.compile(r",[”\"']? [^,]{2,60} (?:said|says|told|added|announced|reported)\b[^,]*$")
WORD = re.compile(r"[A-Za-z]+(?:[-’'][A-Za-z]+)*")
THEN = re.compile(r"(?: (?:on|last|late|early|\w+day,?))*\s*")
PRESENT = frozenset(("is", "are", "am"))
NOT_OVER = PRESENT | {"be", "being", "to"}  # before a verb: "to be moved", "is held"


class _Years:
    """The years that an article gives to days.

    `written` are those that stand in the text, `told` those of which a sentence leaves no doubt,
    which "the Oct. 7 raid" is of, too.
    """

    def __init__(self) -> None:
        self.written: dict[tuple[int, int], set[int]] = defaultdict(set)
        self.told: dict[tuple[int, int], set[int]] = defaultdict(set)

    def goes_on(self, day: date) -> bool:
        """Say whether a day may follow one of another year: "June 29, 2021 … On July 8"."""
        for days_ in range(SOON.days + 1):
            before = date(LEAP_YEAR, day.month, day.day) - timedelta(days_)
            years = self.written.get((before.month, before.day), set())
            if {year + LEAP_YEAR - before.year for year in years} - {day.year}:
                return True
        return False


def dated_events(articles: Iterable[AnnotatedArticle]) -> tuple[DatedEvent, ...]:
    """Return every sentence that names a day, the oldest day first, those without a year last.

    A sentence stands once for each of its days. Credit lines are no events. Offsets are into the
    articles' blocks. Takes time linear in the length of the texts.
    """
    return tuple(sorted((e for item in articles for e in _events(item)), key=_oldest_first))


def days(text: str) -> Iterator[tuple[int, int, int | None, int, int]]:
    """Yield (start, end, year or None, month, day) of the days named in a text, in order.

    Addresses of the web name none, and 31 June isn't one.
    """
    if not DIGIT.search(text):
        return
    for match in DATE.finditer(text):
        if match["address"]:
            continue
        if match["iso"]:
            year, month, day = match["iso"].split("-")
        else:
            year = match["year"] or match["year2"] or ""
            month = str(MONTHS[(match["month"] or match["month2"])[:3].casefold()])
            day = match["day"] or match["day2"]
        if not _day(int(year or LEAP_YEAR), int(month), int(day)):
            continue
        if not year and NOT_A_DAY.match(text, match.end()):
            continue
        yield *match.span(), int(year) if year else None, int(month), int(day)


def _events(item: AnnotatedArticle) -> Iterator[DatedEvent]:
    article = item.article
    found = [
        (n, *named)
        for n, block in enumerate(article.blocks)
        if item.sentences and block.kind is not BlockKind.CREDIT
        for named in days(block.text)
    ]
    names: dict[int, list[Mention]] = defaultdict(list)
    for mention in sorted(item.mentions, key=lambda m: (m.block, m.start)):
        names[mention.block].append(mention)
    years = _Years()
    events = []
    for n, start, end, year, month, day in found:
        text = article.blocks[n].text
        sentence = sentence_around(text, item.sentences[n], start, end)
        said, at = text[slice(*sentence)], (start - sentence[0], end - sentence[0])
        if year:
            known = _day(year, month, day)
            years.written[month, day].add(year)
        elif known := _plain(said, at, article.published, (month, day)):
            years.told[month, day].add(known.year)
        if not _is_line(article, said, at, known or (month, day)) and not _is_name(
            names[n], text, (start, end)
        ):
            who = _named(names[n], sentence)
            events.append(
                DatedEvent(article, n, start, end, sentence, known, (month, day), bool(year), who)
            )
    yield from _each_once(_elsewhere(event, years) for event in events)


def _each_once(events: Iterable[DatedEvent]) -> Iterator[DatedEvent]:
    """Yield an article's events; a sentence that it repeats, as below a picture, tells once."""
    seen = set()
    for event in events:
        said = " ".join(event.article.blocks[event.block].text[slice(*event.sentence)].split())
        key = (said, event.day, event.month_and_day)
        if key not in seen:
            seen.add(key)
            yield event


def _is_line(
    article: Article, sentence: str, span: tuple[int, int], day: date | tuple[int, int]
) -> bool:
    """Say whether a day stands in a dateline, or alone: "LIMA, May 5 (AP) - ", "Posted May 5"."""
    start, end = span
    rest = (sentence[:start] + sentence[end:]).casefold()
    if LINE_WORDS.issuperset(re.findall(r"[^\W\d_]{2,}", rest)):
        return True
    place = sentence[:start]
    if STAMPED.fullmatch(place) or (STAMP.fullmatch(place) and not SENTENCE_END.search(sentence)):
        return True
    after = AFTER_DATELINE.match(sentence, end)
    if not after or start > LONGEST_DATELINE:
        return False
    if place:
        return _is_place(place.split())
    return bool(after["agency"]) or _is_of(day, article.published)


def _is_place(before: Sequence[str]) -> bool:
    """Say whether words may be a dateline's place: BEIRA, | London (AP), Monday, | NEW YORK."""
    if before[0].casefold() in FUNCTION_WORDS or any(word[0].islower() for word in before):
        return False
    return before[-1].isupper() or before[-1][-1] in ",)|/(—–-"


def _is_of(day: date | tuple[int, int], published: date | None) -> bool:
    """Say whether an article may be of the day that it begins with."""
    if published is None:
        return True
    found = day if isinstance(day, date) else _day(published.year, *day)
    return found is not None and abs(found - published) <= DATELINE


def _is_name(names: Sequence[Mention], text: str, span: tuple[int, int]) -> bool:
    """Say whether a day is in a name: the 25 April Bridge, the May 4 Movement."""
    start, end = span
    after = bisect_left(names, end, key=lambda m: m.start)
    if after and names[after - 1].end > start:
        return True
    noun = MODIFIED.match(text, end)
    return bool(noun and noun["noun"][0].isupper() and noun["noun"].casefold() in _name_heads())


@cache
def _name_heads() -> frozenset[str]:
    return words("place-words") | words("organization-heads") | {"movement", "revolution"}


def _plain(
    sentence: str, span: tuple[int, int], published: date | None, named: tuple[int, int]
) -> date | None:
    """Return the day with the year that its sentence leaves no doubt of."""
    before, after = sentence[: span[0]], sentence[span[1] :]
    if published is None:
        return None
    if fitting := _of_weekday(published, before, named):
        return fitting
    past = not _modifies(before, after) and _is_past(before, after)
    of_other_years = (int(year[0]) != published.year for year in SENTENCE_YEAR.finditer(sentence))
    if OF_NO_YEAR.search(sentence) or any(of_other_years):
        return None
    if past:
        return latest(published, *named)
    return _next(published, *named) if _is_coming(before) else None


def _is_coming(before: str) -> bool:
    """Say whether the last verb of a clause before a day tells of what is to come."""
    clause = before[max((m.end() for m in CLAUSE.finditer(before)), default=0) :]
    last = max((m.end() for m in COMING.finditer(clause)), default=0)
    return bool(last) and not any(_tenses(clause[last:], before_day=True))


def _is_past(before: str, after: str) -> bool:
    """Say whether the verb beside a day tells of the past: its clause's last one, or the next."""
    if AHEAD.search(before):
        return False
    clause = before[max((m.end() for m in CLAUSE.finditer(before)), default=0) :]
    for part, nearest in ((clause, -1), (TOLD.sub("", after), 0), (before, -1)):
        if tenses := _tenses(part, before_day=nearest < 0):
            return tenses[nearest]
    return False


def _modifies(before: str, after: str) -> bool:
    """Say whether a day tells which of its kind something is: "the Sept. 11 attacks"."""
    noun = MODIFIED.match(after)
    if not noun or noun["noun"].casefold() in FUNCTION_WORDS or before.endswith((" on ", "On ")):
        return False
    return bool(MODIFIES.search(before) or KNOWN_BY_DAY.match(after))


def _tenses(part: str, *, before_day: bool) -> list[bool]:
    """Return of each verb that tells its time, in order, whether that is the past."""
    to_come = [match.span() for match in TO_COME.finditer(part)]
    found = [(end, False) for _, end in to_come]
    last, helper = 0, ""
    for match in WORD.finditer(part):
        word, end = match[0], match.end()
        while last < len(to_come) and to_come[last][1] < end:
            last += 1
        if last < len(to_come) and to_come[last][0] < end:
            continue
        if word in PRESENT:
            found.append((end, False))
        elif (
            _is_past_form(word)
            and helper not in NOT_OVER
            and not (before_day and word in words("past-reports") and not THEN.fullmatch(part, end))
        ):
            found.append((end, True))
        if word not in ADVERBS and word != "not":
            helper = word
    return [past for _, past in sorted(found)]


def _is_past_form(word: str) -> bool:
    return word in words("irregular-pasts") or (
        word.endswith("ed") and word not in words("not-pasts")
    )


def _of_weekday(published: date, before: str, named: tuple[int, int]) -> date | None:
    """Return the day of the article's year, or of one beside it, that falls on its weekday."""
    found = WEEKDAY.search(before)
    if not found:
        return None
    number = WEEKDAYS.index(found["weekday"].casefold())
    near = [_day(published.year + years, *named) for years in (-1, 0, 1)]
    such = [day for day in near if day and day.weekday() == number]
    return such[0] if len(such) == 1 else None


def _elsewhere(event: DatedEvent, years: _Years) -> DatedEvent:
    """Return an event with the year that its article gives its day in other words, if any."""
    text, (first, last) = event.article.blocks[event.block].text, event.sentence
    if event.year_is_written:
        return event
    other = years.written.get(event.month_and_day)
    if not other and _modifies(text[first : event.start], text[event.end : last]):
        other = years.told.get(event.month_and_day)
    if other:
        day = _day(min(other), *event.month_and_day) if len(other) == 1 else None
        return replace(event, day=day)
    return replace(event, day=None) if event.day and years.goes_on(event.day) else event


def latest(published: date, month: int, day: int) -> date | None:
    """Return the latest such day not after `published`, unless the next one is near."""
    around = range(published.year - LEAP_YEARS_APART, published.year + 2)
    such = [found for year in around if (found := _day(year, month, day))]
    if any(timedelta() < found - published <= SOON for found in such):
        return None
    return max((found for found in such if found <= published), default=None)


def _next(published: date, month: int, day: int) -> date | None:
    """Return the first such day from `published` on, unless it is far."""
    such = (_day(published.year + years, month, day) for years in (0, 1))
    return next((day for day in such if day and published <= day <= published + WITHIN), None)


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _named(names: Sequence[Mention], sentence: tuple[int, int]) -> tuple[str, ...]:
    """Return the ids of those named in a sentence, in order, each once."""
    first = bisect_left(names, sentence[0], key=lambda m: m.start)
    last = bisect_left(names, sentence[1], key=lambda m: m.start)
    return tuple(dict.fromkeys(m.entity for m in names[first:last] if m.entity))


def _oldest_first(event: DatedEvent) -> tuple[bool, date, tuple[int, int], str, int, int]:
    place = (event.article.id, event.block, event.start)
    return event.day is None, event.day or date.min, event.month_and_day, *place
