"""From an article to its names: what the model found, and what the editors and the world know.

The register comes first; a decision takes a form out; and where the model was silent, a country,
a region or an organization's head ("Ministry") says enough by itself.
"""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Callable, Container, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from whodex.lexicon.forms import LEADING_ARTICLE, Taken, runs
from whodex.lexicon.given import is_given
from whodex.lexicon.lists import pairs, words
from whodex.lexicon.names import JOINED, SUFFIXES, fold
from whodex.lexicon.places import Known, is_demonym, known, may_begin_region
from whodex.recognize.acronyms import spelt_out
from whodex.recognize.behind_offices import behind_offices
from whodex.recognize.bracketed import bracketed
from whodex.recognize.called import with_other_names
from whodex.recognize.called_after import is_in_a_thing
from whodex.recognize.completed import completed
from whodex.recognize.countries_in_bodies import without_countries_in_bodies
from whodex.recognize.datelined import datelined
from whodex.recognize.edges import bounded, function_words, is_family, without_lead
from whodex.recognize.homonyms import told_apart
from whodex.recognize.kinds import one_kind, thing_words
from whodex.recognize.listed import of_one_list, parted
from whodex.recognize.mended import mended, titles_too
from whodex.recognize.mere import without_families, without_mere
from whodex.recognize.purposes import with_purposes
from whodex.recognize.signs import AGE
from whodex.recognize.sports import sport_of
from whodex.recognize.standing import (
    Kinds,
    in_title_case,
    names_of,
    opened,
    reads_like_a_headline,
    words_of,
)
from whodex.recognize.teams import teams, with_second_name
from whodex.recognize.unlikely import likely
from whodex.recognize.whole_bodies import whole_bodies
from whodex.values.article import Article, BlockKind, EntityType
from whodex.values.entities import Name, in_blocks

SHORTEST_ACRONYM = 3  # letters of an acronym that is told by its initials

RUN_OF_CAPITALS = re.compile(
    r"\b[A-Z][\w&-]*(?:['’]s)?(?:\s(?:(?:of|for|the)\s){0,2}[A-Z][\w&-]*(?:['’]s)?)+"
)
CREDITED = re.compile(
    r"\b([A-Z][\w’-]+(?: [A-Z][\w’-]+)*) (?:reported |contributed )?(?:from|in) [A-Z]"
)
ADDRESSED = re.compile(
    r"\b([A-Z][a-z]+)(\.?)\s(?=([A-Z][a-zß-ÿ’'-]+(?:\s(?:[A-Z][a-zß-ÿ’'-]+|[IVX]+)\b)?))"
)
ABBREVIATED = re.compile(r"[^aeiouy]+|prof", re.IGNORECASE)
TOLD = re.compile(
    r"(?<![\w’'.-]\s)\b[A-Z][a-zß-ÿ]+\s[A-Z][\w’'-]*[a-zß-ÿ]"
    r"(?=,\s(?:aged\s)?\d{1,3},|,?\swho\s|\s(?:said|says|told)\b|\s(?:is|was)\s\d{1,3}\b)"
)
THREE = re.compile(r"\b(?=([A-Z][a-zß-ÿ]+\s[A-Z][a-z]+\s[A-Z][a-zß-ÿ]+)\b)")
JOINED_ARTICLE = re.compile(rf"\b(?:{JOINED})[-‐‑]\Z", re.IGNORECASE)
CAPITAL_BEFORE = re.compile(r"\b([A-Z][\w’'-]*)\s\Z")
NEAR = 20  # letters before a name in which another given name stands
CONTEST = re.compile(r"\s(?:\d{4}\b|award|competition|contest|crown|finals?|pageant|title)")
CONTESTS = frozenset({"earth", "universe", "world"})  # of beauty, as countries' are
MARK_BEFORE = re.compile(r"[^\w\s]*[”\"»―—–][^\w\s]*\s+")  # "”― Ada Holm"
STAFF = re.compile(r"(?<!\bof)\sStaff\Z")
NOUN = re.compile(r"(?:['’]s)?\s([a-z-]+)")
FIRST_WORD = re.compile(r"(\w+)\s+")

PERSON = EntityType.PERSON


def recognize(
    article: Article,
    found: Sequence[Name],
    registered: Callable[[tuple[str, ...]], Kinds],
    explained: Callable[[str, tuple[tuple[str, str], ...]], Kinds],
    not_names: Callable[[tuple[str, ...], str], tuple[str, ...]],
) -> tuple[Name, ...]:
    """Return the names of an article in the order of its text; no two overlap.

    `found` are the model's, in the same order; the questions are those of
    `whodex.recognize.editors`. A name's `evidence` says what it was known by.
    """
    found = [_whole(name, article.blocks[name.block].text) for name in found]
    texts = [block.text for block in article.blocks]
    aged = {name.text for name in found if AGE.match(texts[name.block], name.end)}
    towns = (_town(name, found) if name.text not in aged else name for name in found)
    found = [name for name in towns if not (_is_people(name) or _is_us(name))]
    headlines = {n for n, b in enumerate(article.blocks) if reads_like_a_headline(b.kind, b.text)}
    found = mended(texts, bracketed(texts, behind_offices(texts, found)))
    found = datelined(texts, parted(bounded(texts, found, headlines)))
    found = likely(article, of_one_list(texts, parted(one_kind(texts, found))))
    found = told_apart(texts, found)
    clubs = _clubs(texts, found)
    found = [_author(_club(name, clubs), article) for name in found]
    hints = tuple((hint.text, hint.entity) for hint in article.hints)
    known = opened(registered(words_of(texts)))
    said = opened(explained(article.id, hints))
    no_names = _NoNames(article.id, not_names)
    no_names.ask({name.text for name in found})
    names: list[Name] = []
    by_block = in_blocks(name for name in found if name.text not in no_names)
    for number, block in enumerate(article.blocks):
        here = by_block.get(number, [])
        for (forms, opening), wins in ((known, False), (said, True)):
            editors = list(names_of(number, block.text, forms, opening, "register"))
            here = _with_editors(here, editors, block.text, explained=wins)
        if block.kind is BlockKind.CREDIT:
            credited = list(_credited(number, block.text))
            here = _outside(here, credited, block.text) + credited
        if not in_title_case(block.kind, block.text):
            taken = Taken(block.text, ((name.start, name.end) for name in here))
            for silent in (_with_title_inside, _addressed, _told, _regions, _headed):
                more = [n for n in silent(number, block.text, taken) if n.text not in no_names]
                here += more
                for name in more:
                    taken.take(name.start, name.end)
        names += sorted(here, key=lambda name: name.start)
    names = [name for name in names if not _is_money(name, texts[name.block])]
    names = whole_bodies(texts, with_purposes(texts, spelt_out(texts, names), headlines))
    names = without_countries_in_bodies(texts, names, headlines)
    named = teams(article, with_second_name(texts, names))
    named = with_other_names(article, list(_introduced(texts, named)))
    named = without_mere(texts, list(completed(article, named, no_names)))
    return tuple(named if sport_of(article) else without_families(texts, named))  # "the Browns"


@dataclass(frozen=True, slots=True)
class _NoNames:
    """The forms that name nobody in an article."""

    article: str
    question: Callable[[tuple[str, ...], str], tuple[str, ...]]
    known: dict[str, bool] = field(default_factory=dict)

    def ask(self, forms: Iterable[str]) -> None:
        """Learn at once which of some forms name nobody."""
        asked = tuple(sorted(forms))
        found = self.question(asked, self.article)
        self.known.update((form, form in found) for form in asked)

    def __contains__(self, form: object) -> bool:
        if isinstance(form, str) and form not in self.known:
            self.ask({form})
        return self.known.get(str(form), False)


def _introduced(texts: Sequence[str], names: Sequence[Name]) -> Iterator[Name]:
    """Names with the acronyms that an organization explains as its own, whatever else they name."""
    own = {
        short.text
        for long, short in pairwise(names)
        if long.type is EntityType.ORGANIZATION
        and long.block == short.block
        and texts[long.block][long.end : short.start] == " ("
        and short.text.isupper()
        and _is_made_of(short.text.lower(), [word[0].lower() for word in long.text.split()])
    }
    for name in names:
        other = name.text in own and name.evidence != "register"
        yield replace(name, type=EntityType.ORGANIZATION) if other else name


def _is_made_of(acronym: str, initials: Iterable[str]) -> bool:
    """Whether an acronym's letters are initials, in their order; small words may have none."""
    rest = iter(initials)
    return len(acronym) >= SHORTEST_ACRONYM and all(letter in rest for letter in acronym)


def _whole(name: Name, text: str) -> Name:
    """A name with the article that is joined to it ("al-Shifa"), without its sentence's full stop.

    A dot inside a name makes one behind it a part: "U.S." Nor is an outlet's "Staff" in a byline.
    """
    start, end = name.start, name.end
    if article := JOINED_ARTICLE.search(text, max(0, start - 5), start):
        start = article.start()
    if name.text.find(".") == len(name.text) - 1 and not text[end:].strip("\"'’” "):
        end -= 1
    if mark := MARK_BEFORE.match(name.text):
        start += mark.end()
    if name.type is EntityType.ORGANIZATION and (staff := STAFF.search(text, start, end)):
        end = staff.start()
    if name.type is not PERSON and (place := _place_of_party(text[start:end])):
        return replace(name, start=end - len(place), end=end, text=place, type=EntityType.PLACE)
    same = (start, end) == (name.start, name.end)
    return name if same else replace(name, start=start, end=end, text=text[start:end])


def _place_of_party(form: str) -> str:
    """The place of a form that begins with a party's adjective: "Republican Iowa"; mostly none."""
    first, _, rest = form.partition(" ")
    of_party = rest and fold(first) in pairs("party-forms") and not known(form)
    return rest if of_party and known(rest) >= Known.CITY else ""


def _is_people(name: Name) -> bool:
    """Whether a name is a whole people's, or an adjective; people have surnames like those."""
    one = name.text.removesuffix("s")
    if " " in one and one.endswith("er") and known(one.removesuffix("er")) >= Known.CITY:
        return True  # "Hong Kongers"
    if one == name.text and name.type is EntityType.PERSON:
        return False
    return is_demonym(one) or fold(one) in pairs("demonyms")


def _is_us(name: Name) -> bool:
    """Whether what was taken for a country's name is the pronoun: "All of Us"."""
    return name.type is not PERSON and name.text == "Us"


def _is_money(name: Name, text: str) -> bool:
    """Whether a country's name is its money's: "US$2 million"."""
    return unicodedata.category(text[name.end : name.end + 1] or " ") == "Sc"


def _town(name: Name, found: Sequence[Name]) -> Name:
    """A town that was taken for a person: large, of two words, and no surname of anybody here."""
    if name.type is not EntityType.PERSON or " " not in name.text or known(name.text) < Known.CITY:
        return name
    surname = name.text.rpartition(" ")[2]
    if any(other.text == surname for other in found):
        return name
    return replace(name, type=EntityType.PLACE, evidence="gazetteer")


def _author(name: Name, article: Article) -> Name:
    """Who wrote the article is a person everywhere in it, if called as people are.

    A page runs its byline's "and" into the name: "Ada Holmand AP".
    """
    if name.type is PERSON and name.text.endswith("and") and name.text[:-3] in article.authors:
        return replace(name, end=name.end - 3, text=name.text[:-3])
    if name.type is PERSON or " " not in name.text or name.evidence == "register":
        return name
    wrote = fold(name.text) in {fold(author) for author in article.authors}
    is_outlet = not set(fold(name.text).split()).isdisjoint(thing_words() | words("outlet-words"))
    if not wrote or is_outlet or not all(map(str.istitle, name.text.split())):
        return name
    return replace(name, type=PERSON, evidence="byline")


def _club(name: Name, clubs: Container[str]) -> Name:
    """A club that was taken for its town: "Manchester City midfielder"."""
    taken = name.type is EntityType.PLACE and name.text in clubs
    return replace(name, type=EntityType.ORGANIZATION, evidence="club") if taken else name


def _clubs(texts: Sequence[str], names: Iterable[Name]) -> frozenset[str]:
    """Forms of a town and "City" or the like, behind which a player or fans stand."""
    return frozenset(
        name.text
        for name in names
        if name.type is EntityType.PLACE
        and fold(name.text).rpartition(" ")[2] in words("club-words")
        and not known(name.text)
        and (behind := NOUN.match(texts[name.block], name.end))
        and behind[1].removesuffix("s") in words("club-people")
    )


def _with_editors(
    found: Sequence[Name], editors: Sequence[Name], text: str, *, explained: bool
) -> list[Name]:
    """Put editors' names in the place of the model's, but not inside a longer one.

    What an editor explained in an article parts a longer name too ("Staff" behind an outlet's),
    if neither a person's ("Lind" in "Anna Lind") nor the register's.
    """
    ordered = sorted(found, key=_start)
    around = ((e, _last(ordered, e.start)) for e in editors)
    kept = [
        e
        for e, before in around
        if not any(_holds(f, e) and not (explained and _may_part(f)) for f in before)
    ]
    return _outside(found, kept, text) + kept


def _may_part(longer: Name) -> bool:
    return longer.type is not EntityType.PERSON and longer.evidence != "register"


def _holds(longer: Name, name: Name) -> bool:
    inside = longer.start <= name.start and name.end <= longer.end
    return inside and len(longer.text) > len(name.text)


def _last(names: Sequence[Name], start: int) -> Sequence[Name]:
    """The last name that begins at `start` or before, if there is one; no two overlap."""
    n = bisect_right(names, start, key=_start)
    return names[max(0, n - 1) : n]


def _start(name: Name) -> int:
    return name.start


def _outside(names: Iterable[Name], others: Iterable[Name], text: str) -> list[Name]:
    """The names that don't stand where others do."""
    taken = Taken(text, ((name.start, name.end) for name in others))
    return [name for name in names if not taken.meets(name.start, name.end)]


def _credited(number: int, text: str) -> Iterator[Name]:
    """Whom a closing credit names: "Holm reported from Oslo, Berg from Riga"."""
    for match in CREDITED.finditer(text):
        yield Name(number, *match.span(1), match[1], EntityType.PERSON, "credit")


def _addressed(number: int, text: str, taken: Taken) -> Iterator[Name]:
    """People behind a form of address whom the model didn't see: "Pope Francis"."""
    for match in ADDRESSED.finditer(text):
        start, end = match.span(3)
        if fold(match[1]) not in words("addresses"):
            continue
        if match[2] and not ABBREVIATED.fullmatch(match[1]):
            continue  # a sentence ends: "Notre Dame. Image"
        if set(fold(match[3]).split()) & (words("organization-words") | words("titles")):
            continue
        if match[1] == "Miss" and _is_contest(match[3], text, end):
            continue
        if not taken.meets(start, end) and not is_in_a_thing(text, start, end):
            yield Name(number, start, end, match[3], EntityType.PERSON, "form of address")


def _is_contest(form: str, text: str, end: int) -> bool:
    """Whether what stands behind "Miss" is where a pageant is held: "Miss Hong Kong"."""
    where = fold(form) in CONTESTS or known(form) is Known.REGION
    return where or CONTEST.match(text, end) is not None


def _told(number: int, text: str, taken: Taken) -> Iterator[Name]:
    """People whom the model didn't see: a given name, another, and an age or what they said."""
    for match in TOLD.finditer(text):
        start, end = match.span()
        given, surname = match[0].split()
        if not is_given(fold(given)) or fold(surname) in words("calendar") | words("titles"):
            continue
        if not taken.meets(start, end):
            yield Name(number, start, end, match[0], EntityType.PERSON, "given name")


def _with_title_inside(number: int, text: str, taken: Taken) -> Iterator[Name]:
    """People whom the model didn't see, with what is a title as well inside their names."""
    for match in THREE.finditer(text):
        start, end = match.span(1)
        given, title, surname = map(fold, match[1].split())
        if title not in titles_too() or not is_given(given) or known(given):
            continue
        before = CAPITAL_BEFORE.search(text, max(0, start - NEAR), start)
        goes_on = before is not None and is_given(fold(before[1]))
        if goes_on or not is_family(surname) or surname in SUFFIXES:
            continue
        if not taken.meets(start, end) and not is_in_a_thing(text, start, end):
            yield Name(number, start, end, match[1], PERSON, "given name")


def _may_begin_region(word: str) -> bool:
    return word[0].isupper() and may_begin_region(word)


def _regions(number: int, text: str, taken: Taken) -> Iterator[Name]:
    """Countries, states and parts of the world that the model didn't see."""
    free = 0
    for start, ends in runs(text, _may_begin_region):
        for end in reversed(ends) if start >= free else ():
            form = text[start:end]
            if form != "Us" and known(form) is Known.REGION and not taken.meets(start, end):
                yield Name(number, start, end, form, EntityType.PLACE, "gazetteer")
                free = end
                break


def _is_no_part(word: str) -> bool:
    """Whether a first word is no part of a body's name: "Russian", "Other", "Many"."""
    return is_demonym(word) or fold(word) in function_words()


def _headed(number: int, text: str, taken: Taken) -> Iterator[Name]:
    """Runs of capitalized words that end with an organization's head."""
    for match in RUN_OF_CAPITALS.finditer(text):
        start, end = match.span()
        if article := LEADING_ARTICLE.match(text, start, end):
            start = article.end()
        while (first := FIRST_WORD.match(text, start, end)) and _is_no_part(first[1]):
            start = first.end()
        rest, _, head = text[start:end].rpartition(" ")
        if not rest or fold(head) not in words("organization-heads"):
            continue
        if not taken.meets(start, end):
            form = text[start:end]
            name = Name(number, start, end, form, EntityType.ORGANIZATION, "organization head")
            if " " in (bare := without_lead(name, text)).text or bare is name:
                yield bare
