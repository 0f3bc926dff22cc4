"""Who wrote it and when: bylines, time stamps and dates as pages print them."""

import re
from dataclasses import dataclass
from datetime import date
from email.utils import parsedate_to_datetime

from whodex.lexicon.lists import pairs, words
from whodex.read.blocks import collapse, patterns

LONGEST_NAME = 5  # words; longer is a phrase
LONGEST_LINE = 160  # characters of a byline or a time stamp
LONGEST_POST = 60  # characters of what somebody is, in a line of its own
BYLINE = re.compile(
    r"(?:(?:words|story|written|reported|report(?:ing)?|text|opinion|analysis|comment(?:ary)?|review|"
    r"interview|column|essay|posted|submitted) )?by:? (.+)",
    re.IGNORECASE,
)
NO_BYLINE = re.compile(r"(?<![JS]r)(?<![A-Z])\.$|[:?!”]$")  # at its end, but for "Jr." and "M.D."
AUTHOR_FIELD = re.compile(r"(?:author|writer|reporter|word|text)s?: (.+)", re.IGNORECASE)
BETWEEN = re.compile(r" ?[|•·] ?| [–—-] ")  # the parts of a line that says several things
NAME = re.compile(r"[^\W\d_][\w.'’\-]*(?: [^\W\d_][\w.'’\-]*)*")
CAPITALS = re.compile(
    r"((?:[^\W\d_a-z][^\W\d_a-z.'’\-]+ ){2,4})([A-Z][a-z].+)"
)  # ANN LEE Harbour News
GENERATION = re.compile(r", (?=(?:Jr|Sr|I{2,3}|IV)\b)")
BEFORE_DAY = re.compile(r"[ ,;|•·–—-]+(?:on|at)?[ ,;|•·–—-]*$")
DAY_FIRST = re.compile(r"(.*?\d.*?)[ ,|•·–—-]+((?:(?:posted|written) )?by:? .+)", re.IGNORECASE)
MORE_PARTICLES = {"ap", "dei", "le", "ten", "wa", "y"}  # which elsewhere are other words, too
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
MONTH = rf"(?P<month>{'|'.join(MONTHS)})[a-z]{{0,6}}\.?"
YEAR = r"(?P<year>(?:19|20)\d\d)"
DAY = r"(?P<day>\d{1,2})"
NUMBER = r"(?P<month>\d{1,2})"
DATES = (
    re.compile(rf"\b{MONTH} {DAY}(?:st|nd|rd|th)?(?:,? {YEAR})?\b", re.IGNORECASE),
    re.compile(rf"\b{DAY}(?:st|nd|rd|th)? (?:of )?{MONTH}(?:,? {YEAR})?(?!\w)", re.IGNORECASE),
    re.compile(rf"\b{YEAR}[-/.]{NUMBER}[-/.]{DAY}(?=\b|T)"),
    re.compile(rf"\b{DAY}[-/.]{NUMBER}[-/.]{YEAR}\b"),
)
ISO_DAY = re.compile(r"\d{4}-\d\d-\d\d(?!\d)")
GLUED = re.compile(  # where a browser copies "May 9, 2031" and "5:04 PM" as one
    r"(?<=\d{4})(?=\d{1,2}:\d\d)|(?<=\d)(?=(?:Updated|Published|Posted|Modified)\b)"
)
TIME = re.compile(
    r"T?\b\d{1,2}[:.]\d\d(?:[:.]\d\d)?(?:\.\d+)?(?: ?[ap]\.? ?m\b\.?)?|\b\d{1,2} ?[ap]\.?m\b\.?|"
    r"[+-]\d\d?(?::?\d\d)?\b",
    re.IGNORECASE,
)
AGO = re.compile(
    r"\b(?:\d+|an?|one|two|few) ?(?:s|secs?|seconds?|m|mins?|minutes?|h|hrs?|hours?|d|days?|weeks?|"
    r"months?|years?) ago\b|\b\d+[- ]?min(?:ute)?s?(?: read)?\b|\bjust now\b",
    re.IGNORECASE,
)
STAMP_WORD = re.compile(
    r"(?:first |last |originally )?(?:published|updated|posted|modified|created|issued|date|on|at|"
    r"first|last|today|yesterday|local|time|read|and|"
    r"mon(?:day)?|tues?(?:day)?|wed(?:nesday)?|thu(?:rs)?(?:day)?|fri(?:day)?|sat(?:urday)?|"
    r"sun(?:day)?|[ecmp][sd]?t|gmt|utc|z|bst|ist|idt|cest|cet|eest|eet|msk|jst|aest|aedt|sast|[ap]m)",
    re.IGNORECASE,
)
LABEL = re.compile(r"\b(published|posted|updated|modified)\b", re.IGNORECASE)
RIGHTS_SIGN = re.compile(r"©|\(c\)|copyright", re.IGNORECASE)
RIGHTS = re.compile(
    r"(?:©|\(c\)|\bcopyright\b)[ ,]*(?:©|\(c\))?(?:[ ,]*(?:19|20)\d\d(?: ?[-–] ?\d{2,4})?)?,? "
    r"(?:by )?((?-i:[A-Z])[^.,|©\d]{2,50})(?=[.,|©]|$)",
    re.IGNORECASE,
)
URL_DATE = re.compile(r"/((?:19|20)\d\d)[/-]([01]?\d)[/-]([0-3]?\d)(?=[/-]|$)")
JOB = re.compile(
    r"\b(?:correspondent|editor|reporter|writer|columnist|contributor|analyst|journalist|producer)s?\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Byline:
    """The names in a byline, and the outlet if it names one."""

    authors: tuple[str, ...]
    source: str | None


@dataclass(frozen=True, slots=True)
class Stamp:
    """A time stamp's first day and the word before it; `day` is None if it says no full date."""

    day: date | None
    label: str
    updated: date | None


def byline_of(line: str) -> Byline | None:
    """Read "By Ann Lee and Omar Haddad, Harbour News"; None if the line isn't a byline."""
    match = BYLINE.fullmatch(line) or AUTHOR_FIELD.fullmatch(line)
    if match is None or len(line) > LONGEST_LINE or NO_BYLINE.search(line):
        return None
    written, _, place = match[1].partition(" in ")
    written, *others = BETWEEN.split(written)
    written, paid, outlet = written.partition(" for ")
    others += [outlet] * bool(paid)
    authors, source = names_of(written)
    others = [part for part in others if part]
    if not all(is_outlet(part) or JOB.search(part) for part in others) or not all(
        looks_like_name(name, fewest=1) for name in (*authors, *place.split(" and ")[:1]) if name
    ):
        return None
    source = source or next(filter(is_outlet, others), None)
    return Byline(authors, source) if authors else None


def heading_line(line: str) -> tuple[Byline | None, Stamp] | None:
    """Read "By Ann Lee, May 9, 2031" or a time stamp alone; None if there's more in the line."""
    if stamp := stamp_of(line):
        return None, stamp
    if len(line) > LONGEST_LINE:
        return None
    if turned := DAY_FIRST.fullmatch(line):
        stamp, byline = stamp_of(turned[1]), byline_of(turned[2])
        return (byline, stamp) if stamp and byline else None
    starts = [found.start() for pattern in DATES if (found := pattern.search(line))]
    before = line[: min(starts, default=0)]
    label = LABEL.search(before)
    name = before[: label.start() if label else len(before)]
    stamp = stamp_of(line[len(name) :])
    parts = [part for part in BETWEEN.split(BEFORE_DAY.sub("", name)) if part]
    if stamp is None or not parts:
        return None
    bylines = [byline_of(part) or byline_of(f"By {part}") for part in parts]
    if None in bylines or not (byline_of(parts[0]) or looks_like_name(parts[0])):
        return None
    return bylines[0], stamp


def names_of(written: str) -> tuple[tuple[str, ...], str | None]:
    """Part "Ann Lee, Omar Haddad and Li Na, Harbour News, Doha" into names and outlet.

    Offices, letters behind a name and the place at the end go.
    """
    names: list[str] = []
    source = None
    for group in re.split(r",? and (?=[^a-z])|,? & |; ", GENERATION.sub(" ", written)):
        parts = [part.strip(" ,") for part in CAPITALS.sub(r"\1, \2", group).split(", ")]
        first, *others = [part for part in parts if part and not _is_post(part)] or [""]
        found = next((n for n in range(len(others)) if _ends_names(others, n)), None)
        if found is not None:
            source = source or others[found]
            others = others[:found]
        names += [first, *(part for part in others if " " in part or " " not in first)]
    return tuple(filter(None, names)), source


def _ends_names(parts: list[str], n: int) -> bool:
    """Say whether a part is an outlet at the end, or before a place: "Harbour News, New York"."""
    last = n == len(parts) - 1
    given = parts[n].split()[0].lower() in pairs("common-given-names")
    return is_outlet(parts[n]) and (last or (n == len(parts) - 2 and not given))


def _is_post(part: str) -> bool:
    """Say whether a part of a byline is an office, or letters as of a degree."""
    return bool(JOB.search(part)) or part.replace(".", "") in words("letters-behind")


def post_of(line: str) -> str | None:
    """Return the outlet in a line below a name, "Harbour News, Doha", "" for an office there."""
    outlet, _, place = line.partition(", ")
    if len(line) > LONGEST_POST or line.endswith((".", ":", "?", "!")):
        return None
    if JOB.search(line):
        return ""
    named = is_outlet(outlet) and looks_like_name(outlet)
    return outlet if named and (not place or looks_like_name(place, fewest=1)) else None


def author_names(written: list[str]) -> tuple[str, ...]:
    """Part names that were written as one, turn "Lee, Ann" round, drop what names nobody."""
    names: list[str] = []
    for entry in map(collapse, written):
        text = re.sub(r"^by:? ", "", entry, flags=re.IGNORECASE)
        text = text.split(" https://")[0]
        if not text or text.startswith("@") or re.match(r"https?:|www\.", text):
            continue
        last, comma, first = text.partition(", ")
        turned = comma and " " not in last and " " not in first and "," not in first
        if turned and not is_outlet(last) and not is_outlet(first):
            names.append(f"{first} {last}")
            continue
        several = re.search(r",| and | & |;", text) or CAPITALS.fullmatch(text)
        names += names_of(text)[0] if several else (text,)
    lettered = (name for name in names if re.search(r"[^\W\d_]", name))
    named = (name for name in lettered if not patterns("not-authors").fullmatch(name))
    return tuple(dict.fromkeys(named))


def is_outlet(name: str) -> bool:
    """Say whether a part of a byline names an outlet and not a person."""
    tokens = name.split()
    if len(tokens) == 1:
        return name.isupper() or name.lower() in words("outlet-words")
    return tokens[:1] == ["The"] or any(
        token.lower() in words("outlet-words") for token in tokens[1:]
    )


def is_masthead(line: str) -> bool:
    """Say whether a line is nothing but a paper's name: "The Harbour Post", not "World News"."""
    if not looks_like_name(line):
        return False
    first, *_, last = line.lower().split()
    return last in words("mastheads") and first not in words("sections")


def looks_like_name(text: str, fewest: int = 2) -> bool:
    """Say whether a line is nothing but two to five capitalized words, particles aside."""
    tokens = text.split()
    if not fewest <= len(tokens) <= LONGEST_NAME or not NAME.fullmatch(text):
        return False
    small = words("name-particles") | MORE_PARTICLES
    return all(token[0].isupper() or token in small or token[:3] == "al-" for token in tokens)


def stamp_of(line: str) -> Stamp | None:
    """Read a time stamp; None if the line holds a word that no time stamp has, or no time."""
    if len(line) > LONGEST_LINE:
        return None
    line = GLUED.sub(" ", line)
    found = sorted(
        ((m.start(), day_of(m)) for pattern in DATES for m in pattern.finditer(line)),
        key=lambda item: item[0],
    )
    rest = line
    for pattern in (*DATES, AGO, TIME):
        rest = pattern.sub(" ", rest)
    if rest == line or not all(STAMP_WORD.fullmatch(word) for word in re.findall(r"\w+", rest)):
        return None
    days = [(_label_before(line, start), day) for start, day in found]
    first = next((pair for pair in days if pair[1]), (_label_before(line, len(line)), None))
    updated = next((day for label, day in days if label in ("updated", "modified") and day), None)
    return Stamp(first[1], first[0], updated)


def day_of_text(written: str) -> date | None:
    """Return the day of an ISO, RFC 822 or printed date; None where it isn't one."""
    iso = ISO_DAY.match(written)
    try:
        if iso or re.fullmatch(r"\d{8}", written):
            return date.fromisoformat(iso[0] if iso else written)
        if re.match(r"[A-Z][a-z]{2},? \d", written):
            return parsedate_to_datetime(written).date()
    except ValueError:
        pass
    stamp = stamp_of(written)
    return stamp.day if stamp else None


def _label_before(line: str, start: int) -> str:
    labels: list[str] = LABEL.findall(line[:start])
    return labels[-1].lower() if labels else ""


def day_of(match: re.Match[str]) -> date | None:
    """Make a date of a match; None without a year, or where day and month could be exchanged."""
    year, month, day = match["year"], match["month"], int(match["day"])
    if not year:
        return None
    numeric = month.isdigit()
    number = int(month) if numeric else MONTHS.index(month.lower()) + 1
    if numeric and match.start("day") < match.start("month") and day <= 12 and day != number:  # noqa: PLR2004 - months of a year
        return None
    try:
        return date(int(year), number, day)
    except ValueError:
        return None


def rights_holder(line: str) -> str | None:
    """Return whose the rights are: the name behind the sign of copyright."""
    match = RIGHTS.search(line) if len(line) <= LONGEST_LINE else None
    return match[1].strip() if match else None


def date_in_url(url: str | None) -> date | None:
    """Return the date in an address's path (/2024/01/22/)."""
    match = URL_DATE.search(url or "")
    try:
        return date(*map(int, match.groups())) if match else None
    except ValueError:
        return None
