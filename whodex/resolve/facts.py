"""What one article says of one person that another of the same name can't share."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache

from whodex.lexicon.english import last_word
from whodex.lexicon.lists import pairs, words
from whodex.lexicon.names import fold
from whodex.lexicon.places import country, known
from whodex.resolve.ages import AGE_BEHIND
from whodex.values.article import Article
from whodex.values.entities import Name

AGE_BEFORE = re.compile(r"\b(\d{1,3})-year-old\s(?:[\w-]+\s){0,3}$")
YEAR_OLD, DEATH = "-year-old", re.compile(r"\b(?:die[ds]|dead)\s")  # without, there is no age
AGE_OF_ONE = re.compile(
    r"\bthe\s(\d{1,3})-year-old\b|\b(?:die[ds]|dead)\s(?:\w+\s){0,3}?(?:at|aged)\s(\d{1,3})\b"
)
AGE_OF_HIM = re.compile(r"\b(?:He|She)\s(?:is|turn(?:s|ed))\s(\d{1,3})(?=[,.;]|\syears\sold\b)")
TRADE_OF_ONE = re.compile(r"\bthe\s\d{1,3}-year-old\s(\w+)")
BEHIND = re.compile(r"^,\s(?:(?:the|a|an)\s)?([^,.;:–—]{1,80})")
IS = re.compile(r"^\s(?:is|was)\s(?:the|a|an)\s([^,.;:–—]{1,80})")
TRADE_BEFORE = re.compile(r"\b[Tt]he\s(?:\w+\s){0,2}?(\w+),\s$")
KEEPS = re.compile(
    r"^(?:,\swho)?\s(?:own|run|keep)(?:s|ed)?\s(?:a|an|the)\s(?:[\w-]+\s){0,2}?"
    r"(?:stall|shop|kiosk|store|bakery|butchery|grocery|bar|pub|café|cafe|diner|garage|salon)\b"
)
KEEPER = "shopkeeper"  # whoever keeps one of these
DIED = re.compile(r"^(?:,\swho)?\s(?:had\s)?died\s(?:[\w,]+\s){0,3}?(1\d{3}|20\d\d)\b")
LIVED = re.compile(r"^\s\((?:born\s)?(1\d{3}|20\d\d)\s?[-–]\s?(1\d{3}|20\d\d)\)")
CAPITALS = r"[A-Z][\w’'-]*(?:\s[A-Z][\w’'-]*){0,3}"
STOPS = frozenset(
    {"of", "in", "at", "for", "from", "with", "on", "to", "by", "and", "who", "whose"}
)
FORMER = words("former")
FAR_BEFORE, FAR_BEHIND = 90, 120  # characters beside a name in which its bearer is spoken of
SLACK = 2  # years by which a year of birth may differ that is told from an age
LONG = 10  # years after which a trade may have changed
OLDEST = 120


@dataclass(frozen=True, slots=True)
class Facts:
    """What one article, by its number, says of one person.

    Trades are as written, `kinds` theirs; years are of birth, of death, and of being alive; `seats`
    are offices that one person holds at a time, with where; `company` is whom else it names.
    """

    article: int
    published: date | None
    trades: tuple[str, ...] = ()
    kinds: frozenset[str] = frozenset()
    born: tuple[int, ...] = ()
    died: tuple[int, ...] = ()
    alive: int | None = None
    seats: frozenset[tuple[str, str]] = frozenset()
    company: frozenset[str] = frozenset()

    def tell(self) -> bool:
        """Whether others can contradict this."""
        return bool(self.kinds or self.born or self.died or self.seats)


@cache
def kinds_of(trade: str) -> frozenset[str]:
    """The kinds of a trade that excludes others; one of several kinds excludes none of these."""
    return frozenset(k for k, listed in pairs("professions").items() if trade in listed.split())


@cache
def _trades_known() -> frozenset[str]:
    return words("titles") | words("offices") | frozenset(_all_trades())


def _all_trades() -> Iterator[str]:
    for listed in pairs("professions").values():
        yield from listed.split()


@cache
def _verbs() -> frozenset[str]:
    return frozenset(" ".join(words("speech-verbs")).split())


@cache
def _local_offices() -> Mapping[str, tuple[str, bool]]:
    """Wordings of offices held in a place, each with its name and whether it may be of a body."""
    found = {}
    for head, wordings in pairs("sole-offices").items():
        name, _, where = head.partition(" : ")
        if where != "organization":
            found.update(dict.fromkeys(wordings.split(", "), (name, where == "either")))
    return found


@cache
def _seat() -> re.Pattern[str]:
    offices = "|".join(sorted(map(re.escape, _local_offices()), key=len, reverse=True))
    return re.compile(rf"\b(?P<office>(?i:{offices}))\s(?:of|for)\s(?:the\s)?(?P<seat>{CAPITALS})")


@dataclass(frozen=True, slots=True)
class Place:
    """What stands before and behind a name, and the block, where the person is alone in it."""

    before: str
    behind: str
    alone: str


def facts(article: Article, names: Sequence[Name], crowd: Mapping[int, int]) -> Facts:
    """Gather what an article says at `names` of one person.

    `crowd` counts the names of people in each block.
    """
    ours = Counter(name.block for name in names)
    places = [_place(article, name, alone=crowd[name.block] == ours[name.block]) for name in names]
    trades = [trade for place in places for trade in _trades(place)]
    year = article.published.year if article.published else None
    aged = [(tuple(_ages(place)), tuple(_ages_of_one(place))) for place in places]
    ages = [age for with_name, of_one in aged for age in (*with_name, *of_one)]
    born, died = _life(places)
    speaks = not died and any(_speaks(place) for place in places)
    return Facts(
        article=0,  # which one it is, and whom it names besides, all articles know
        published=article.published,
        trades=tuple(dict.fromkeys(trades)),
        kinds=frozenset(kind for trade in trades for kind in kinds_of(trade)),
        born=(*born, *((year - age for age in ages) if year else ())),
        died=died,
        alive=year if speaks or any(with_name for with_name, _ in aged) else None,
        seats=frozenset(seat for place in places for seat in _seats(place)),
    )


def _place(article: Article, name: Name, *, alone: bool) -> Place:
    text = article.blocks[name.block].text
    start = max(0, name.start - FAR_BEFORE)
    before = text[start : name.start]
    if start and not text[start - 1].isspace():  # half a word: nobody of 19 years is 9 years old
        before = before.partition(" ")[2]
    behind = text[name.end : name.end + FAR_BEHIND]
    return Place(before, behind, text if alone else "")


def _trades(place: Place) -> Iterator[str]:
    """The trades right before a name, in the apposition behind it, or of the only person there."""
    known_ = _trades_known()
    title = last_word(place.before)
    if title and not FORMER & set(place.before.lower().split()[-4:]):
        yield from known_ & {fold(title)}
    if place.behind.startswith(",") and (match := TRADE_BEFORE.search(place.before)):
        yield from known_ & {fold(match[1])}
    for match in (BEHIND.match(place.behind), IS.match(place.behind)):
        if match:
            yield from known_ & {_head(match[1])}
    if KEEPS.match(place.behind):
        yield KEEPER
    for match in TRADE_OF_ONE.finditer(place.alone) if YEAR_OLD in place.alone else ():
        yield from known_ & {fold(match[1])}


def _head(phrase: str) -> str:
    """The word that an apposition is about: "judge" of "circuit judge in Oslo"."""
    head = ""
    for word in phrase.split():
        if word.lower() in STOPS:
            break
        if fold(word) in FORMER:
            return ""
        head = fold(word)
    return head


def _ages(place: Place) -> Iterator[int]:
    """The ages that stand with a name, of somebody who is alive."""
    matches = [AGE_BEHIND.match(place.behind)]
    if YEAR_OLD in place.before:
        matches.append(AGE_BEFORE.search(place.before))
    if "He " in place.alone or "She " in place.alone:
        matches += AGE_OF_HIM.finditer(place.alone)
    yield from _read(matches)


def _ages_of_one(place: Place) -> Iterator[int]:
    """The ages of the only person in a block, be it at death."""
    if YEAR_OLD in place.alone or DEATH.search(place.alone):
        yield from _read(AGE_OF_ONE.finditer(place.alone))


def _read(matches: Iterable[re.Match[str] | None]) -> Iterator[int]:
    for match in filter(None, matches):
        if (age := int(next(filter(None, match.groups())))) < OLDEST:
            yield age


def _life(places: Sequence[Place]) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """The years of birth and death that are written behind a name."""
    lived = [match for place in places if (match := LIVED.match(place.behind))]
    died = [int(match[1]) for place in places if (match := DIED.match(place.behind))]
    return tuple(int(m[1]) for m in lived), (*died, *(int(m[2]) for m in lived))


def _speaks(place: Place) -> bool:
    """Whether a verb of saying stands behind a name."""
    verb = place.behind[1:30].partition(" ")[0].rstrip(",.:")
    return place.behind[:1] == " " and verb in _verbs()


def _seats(place: Place) -> Iterator[tuple[str, str]]:
    """Offices of places that one person holds: "the mayor of Larn" right before, or behind."""
    before = [m for m in _offices(place.before) if _adjoins(place.before[m.end() :])]
    behind = BEHIND.match(place.behind)
    for match in (*before[-1:], *(_offices(behind[1]) if behind else ())):
        name, of_body = _local_offices()[match["office"].lower()]
        earlier = match.string[: match.start()].lower().split()
        if FORMER.isdisjoint(earlier[-2:]) and (known(match["seat"]) or not of_body):
            yield name, country(match["seat"]) or fold(match["seat"])


def _offices(text: str) -> Iterable[re.Match[str]]:
    """The offices with a seat in a text; few texts have any."""
    return _seat().finditer(text) if " of " in text or " for " in text else ()


def _adjoins(between: str) -> bool:
    """Whether what stands between an office's seat and a name is a place's place: "in England"."""
    return re.fullmatch(rf"(?:(?:\sin|,)\s{CAPITALS})?,?\s", between) is not None


class Told:
    """What some articles say of one person, those together that exclude the same others.

    So a person of many articles is compared with another by what there is to be said, which is
    little, and not article by article.
    """

    __slots__ = ("_company", "_trades", "alike")

    def __init__(self, said: Iterable[Facts] = ()) -> None:
        self.alike: dict[tuple[object, ...], _Alike] = {}
        self._company: Counter[str] = Counter()
        self._trades: Counter[str] = Counter()
        for fact in said:
            self.add(fact)

    def add(self, fact: Facts) -> None:
        """Take in what one more article says."""
        year = fact.published and fact.published.year
        key = (fact.kinds, fact.born, fact.died, fact.alive, fact.seats, year)
        if alike := self.alike.get(key):
            alike.said.append(fact)
            alike.shared &= fact.company
        else:
            self.alike[key] = _Alike([fact], fact.company)
        self._company.update(fact.company)
        self._trades.update(set(fact.trades))

    def kinds(self) -> list[Facts]:
        """One of each kind of facts that differ in what they exclude."""
        return [alike.said[0] for alike in self.alike.values()]

    def exclude(self, other: "Told") -> bool:
        """Whether one of these and one of the others exclude each other."""
        return any(exclude(a, b) for a in self.kinds() for b in other.kinds())

    def contradict(self, other: "Told") -> bool:
        """Whether one of these and one of the others can't be about one person.

        They can if they exclude each other, but share company.
        """
        return any(
            exclude(mine.said[0], theirs.said[0]) and mine.is_apart_from(theirs)
            for mine in self.alike.values()
            for theirs in other.alike.values()
        )

    def ties(self, fact: Facts) -> int:
        """How much an article shares with each of these: trades, and whom else they name."""
        company = sum(self._company[name] for name in fact.company)
        return company + sum(self._trades[trade] for trade in set(fact.trades))


@dataclass(slots=True)
class _Alike:
    """Facts that exclude the same others, and the company that all of them name."""

    said: list[Facts]
    shared: frozenset[str]

    def is_apart_from(self, other: "_Alike") -> bool:
        """Whether one of these and one of the others name no company in common."""
        if self.shared & other.shared:
            return False
        return any(not a.company & b.company for a in self.said for b in other.said)


def exclude(a: Facts, b: Facts) -> bool:
    """Whether years, offices or trades exclude each other; the last two change in time."""
    if a.born and b.born and min(abs(x - y) for x in a.born for y in b.born) > SLACK:
        return True
    if _dead(a, b) or _dead(b, a):
        return True
    if a.published and b.published and abs(a.published.year - b.published.year) >= LONG:
        return False
    if any(x == y and _elsewhere(s, t) for x, s in a.seats for y, t in b.seats):
        return not a.seats & b.seats
    return bool(a.kinds and b.kinds) and not a.kinds & b.kinds


def _dead(a: Facts, b: Facts) -> bool:
    """Whether one had died before the other was born, or was seen alive."""
    seen = [*b.born, *([b.alive - 1] if b.alive else [])]
    return bool(a.died and seen) and max(a.died) < max(seen)


def _elsewhere(seat: str, other: str) -> bool:
    a, b = set(seat.split()), set(other.split())
    return not (a <= b or b <= a)
