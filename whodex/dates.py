"""Days that the text of an article names: "Oct. 7", "13 July 2024", "2024-01-22".

The year is the text's own. Where the text gives none, it is the year of the latest such day not
after the article's date, and only where nothing speaks against it; else there is none.
"""

import re
from bisect import bisect_left
from calendar import month_name
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta

from whodex.differences import sentence_around
from whodex.models import AnnotatedArticle, BlockKind, DatedEvent, Mention

SOON = timedelta(days=31)  # a day that lies so little ahead is more likely announced than past
LEAP_YEAR = 2000  # has every day that a year can have
LEAP_YEARS_APART = 8  # at most, as around 1900

# "May" is a month with a capital alone, and has no short form.
MONTHS = {name[:3].casefold(): number for number, name in enumerate(month_name) if name}
MONTH = "|".join(
    form
    for name in month_name[1:]
    for form in (name, name.upper(), *([rf"{name[:3]}\b\.?"] if name != "May" else []))
)
YEAR = r"(?:1[5-9]|20)\d\d(?![\w%]|[.,:]\d)"
DAY = r"[0-3]?\d"
# The end of a range ("Oct. 7-9") belongs to the words; the day is the first one.
TO = rf"(?: ?[-–] ?{DAY}(?!\d))?"
DATE = re.compile(
    r"(?P<address>(?:https?://|www\.)\S+)"
    rf"|(?<![\w./-])(?P<iso>(?:1[5-9]|20)\d\d-[01]\d-{DAY})(?![\w/-])"
    rf"|(?<![\w/])(?P<month>{MONTH}|Sept\b\.?) (?P<day>{DAY})(?:st|nd|rd|th)?(?!\w|[.,:/%]\d){TO}"
    rf"(?:,? (?P<year>{YEAR}))?"
    rf"|(?<![\w/.,$-])(?P<day2>{DAY})(?:st|nd|rd|th)?{TO} (?:of )?(?P<month2>{MONTH}|Sept\b\.?)"
    rf"(?!\w)(?:,? (?P<year2>{YEAR}))?"
)
DIGIT = re.compile(r"\d")  # without one there is no day, and most paragraphs have none
NOT_A_DAY = re.compile(r" (?:percent|per cent|hundred|thousand|million|billion|people)\b")
# What says that a day is still to come, comes every year, or belongs to another year.
UNLIKE_PAST = re.compile(
    r"\b(?:will|would|shall|going to|set (?:to|for)|scheduled|due|expected|planned|plans?"
    r"|upcoming|deadline|anniversary|annual|every|each"
    r"|(?:last|previous) year|(?:years?|decades?) (?:ago|earlier|later|before)"
    r"|(?:1[5-9]|20)\d\d(?![,.]?\d))\b",
    re.IGNORECASE,
)
# "It would spare those who planned the Oct. 7 raid": what is to come isn't the raid.
PAST_CLAUSE = re.compile(r"\b(?:who|which) \w+ed\b[^,;]*$")
AHEAD = re.compile(r"\b(?:by|before|until|till|next)(?: \w+day,?)? $", re.IGNORECASE)


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
    years: dict[tuple[int, int], set[int]] = defaultdict(set)
    for _, _, _, year, month, day in found:
        if year:
            years[month, day].add(year)
    names: dict[int, list[Mention]] = defaultdict(list)
    for mention in sorted(item.mentions, key=lambda m: (m.block, m.start)):
        names[mention.block].append(mention)
    seen = set()
    for n, start, end, year, month, day in found:
        text = article.blocks[n].text
        sentence = sentence_around(text, item.sentences[n], start, end)
        known = _day(year, month, day) if year else None
        if known is None:
            plain = _is_past(text[slice(*sentence)], start - sentence[0])
            known = _unwritten(article.published if plain else None, (month, day), years)
        event = DatedEvent(
            article=article,
            block=n,
            start=start,
            end=end,
            sentence=sentence,
            day=known,
            month_and_day=(month, day),
            year_is_written=bool(year),
            entities=_named(names[n], sentence),
        )
        key = (n, sentence, known, month, day)
        if key not in seen:
            seen.add(key)
            yield event


def _is_past(sentence: str, start: int) -> bool:
    """Say whether nothing in a sentence speaks against the day at `start` being a recent one."""
    before = sentence[:start]
    if AHEAD.search(before):
        return False
    return bool(PAST_CLAUSE.search(before)) or not UNLIKE_PAST.search(sentence)


def _unwritten(
    published: date | None,
    named: tuple[int, int],
    years: Mapping[tuple[int, int], set[int]],
) -> date | None:
    """Return the day with the year that its article gives it elsewhere, or that is plain.

    `published` is None where nothing is plain.
    """
    elsewhere = years.get(named, set())
    if elsewhere:
        return _day(min(elsewhere), *named) if len(elsewhere) == 1 else None
    return _latest(published, *named) if published else None


def _latest(published: date, month: int, day: int) -> date | None:
    """Return the latest such day not after `published`, unless the next one is near."""
    around = range(published.year - LEAP_YEARS_APART, published.year + 2)
    such = [found for year in around if (found := _day(year, month, day))]
    if any(timedelta() < found - published <= SOON for found in such):
        return None
    return max((found for found in such if found <= published), default=None)


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
