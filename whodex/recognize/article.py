"""From an article to its names: what the model found, and what the editors and the world know.

The register comes first; a decision takes a form out; and where the model was silent, a country,
a region or an organization's head ("Ministry") says enough by itself.
"""

import re
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache, partial
from itertools import chain, pairwise
from typing import Any

from whodex.lexicon.forms import LEADING_ARTICLE, Taken, openings, parts, runs, stand
from whodex.lexicon.given import is_given
from whodex.lexicon.lists import pairs, words
from whodex.lexicon.names import JOINED, consonants, fold
from whodex.lexicon.places import Known, homes, is_demonym, known, may_begin_region
from whodex.recognize.called import with_other_names
from whodex.recognize.called_after import is_in_a_thing
from whodex.recognize.completed import completed
from whodex.recognize.datelined import datelined
from whodex.recognize.edges import bounded
from whodex.recognize.editors import Kinds, index, may_stand
from whodex.recognize.kinds import ALONE, kind_of_all, one_kind, otherwise, thing_words
from whodex.recognize.listed import of_one_list
from whodex.recognize.mended import mended
from whodex.recognize.signs import signs_of
from whodex.recognize.teams import teams
from whodex.recognize.unlikely import likely
from whodex.recognize.whole_bodies import whole_bodies
from whodex.values.article import Article, BlockKind, EntityType
from whodex.values.entities import Name, in_blocks

TITLE_CASE = 0.7  # share of capitalized words from which a headline's capitals say nothing
LONG_WORD = 4  # letters; shorter words are small in many headlines
AGREEING = 2  # articles that name a form before the collection has a view
MOST = 2 / 3  # share of them that must agree
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
JOINED_ARTICLE = re.compile(rf"\b(?:{JOINED})[-‐‑]\Z", re.IGNORECASE)
STAFF = re.compile(r"(?<!\bof)\sStaff\Z")
TWO_WORDS = re.compile(r"\b(?=([^\W\d_a-z][\w’]+\s[^\W\d_a-z][\w’]+))")
NOUN = re.compile(r"(?:['’]s)?\s([a-z-]+)")
FIRST_WORD = re.compile(r"(\w+)\s+")

PERSON = EntityType.PERSON
THINGS = {EntityType.ORGANIZATION, EntityType.PLACE}
AS_THEY_ARE = frozenset({"dateline", "register", "team"})  # evidence that no collection changes


def recognize(
    article: Article,
    found: Sequence[Name],
    registered: Callable[[tuple[str, ...]], Kinds],
    explained: Callable[[str, tuple[tuple[str, str], ...]], Kinds],
    not_a_name: Callable[[str, str], bool],
) -> tuple[Name, ...]:
    """Return the names of an article in the order of its text; no two overlap.

    `found` are the model's, in the same order; the questions are those of
    `whodex.recognize.editors`. A name's `evidence` says what it was known by.
    """
    found = [_whole(name, article.blocks[name.block].text) for name in found]
    found = [_town(name, found) for name in found if not _is_people(name)]
    texts = [block.text for block in article.blocks]
    found = datelined(texts, bounded(texts, mended(texts, found)))
    found = likely(article, of_one_list(texts, one_kind(texts, found)))
    clubs = _clubs(texts, found)
    found = [_author(_club(name, clubs), article) for name in found]
    hints = tuple((hint.text, hint.entity) for hint in article.hints)
    known = _forms(registered(_words(texts)))
    said = _forms(explained(article.id, hints))
    no_names = _NoNames(lambda form: not_a_name(form, article.id))
    names: list[Name] = []
    by_block = in_blocks(name for name in found if name.text not in no_names)
    for number, block in enumerate(article.blocks):
        here = by_block.get(number, [])
        for (forms, opening), wins in ((known, False), (said, True)):
            editors = list(_stand(number, block.text, forms, opening, "register"))
            here = _with_editors(here, editors, block.text, explained=wins)
        if block.kind is BlockKind.CREDIT:
            credited = list(_credited(number, block.text))
            here = _outside(here, credited, block.text) + credited
        if not _in_title_case(block.kind, block.text):
            taken = Taken(block.text, ((name.start, name.end) for name in here))
            for silent in (_addressed, _told, _regions, _headed):
                more = [n for n in silent(number, block.text, taken) if n.text not in no_names]
                here += more
                for name in more:
                    taken.take(name.start, name.end)
        names += sorted(here, key=lambda name: name.start)
    named = teams(article, whole_bodies(texts, names))
    named = with_other_names(article, list(_introduced(texts, named)))
    return tuple(completed(article, named, no_names))


@dataclass(frozen=True, slots=True)
class _NoNames:
    """The forms that name nobody in an article."""

    holds: Callable[[str], bool]

    def __contains__(self, form: object) -> bool:
        return isinstance(form, str) and self.holds(form)


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


Sound = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class View:
    """What a collection takes its forms for, and the sounds of people.

    `single` are words that articles held for different kinds; none is part of a longer name there.
    `ends` are the last words of people's full names.
    """

    forms: Mapping[str, EntityType] = field(default_factory=dict)
    sounds: frozenset[Sound] = frozenset()
    single: Mapping[str, EntityType] = field(default_factory=dict)
    ends: frozenset[str] = frozenset()


def agree(articles: Sequence[Article], names: Sequence[tuple[Name, ...]]) -> list[tuple[Name, ...]]:
    """Return `agreed` for each of the articles, with the view that they have together."""
    questions = view(articles, names)
    given = zip(articles, names, strict=True)
    return [agreed(article, found, **questions) for article, found in given]


def view(
    articles: Sequence[Article], names: Sequence[tuple[Name, ...]]
) -> dict[str, Callable[..., Any]]:
    """Return what `agreed` asks all articles together, by the names of its parameters."""
    shared = replace(_shared(names), single=_single(articles, names))
    return {
        "standing": partial(may_stand, index(shared.forms)),
        "held": partial(_held, shared),
        "sounding": partial(_among, shared.sounds),
        "ending": partial(_among, shared.ends),
    }


def _held(shared: View, forms: tuple[str, ...], free: tuple[str, ...]) -> Kinds:
    """The kinds that all articles hold `forms` for, and single words that are `free`."""
    single = {form: shared.single[form] for form in free if form in shared.single}
    kinds = {form: shared.forms[form] for form in forms if form in shared.forms} | single
    return tuple(sorted(kinds.items()))


def _among(known: frozenset[Any], asked: tuple[Any, ...]) -> tuple[Any, ...]:
    """Those of the sounds that are people's; or of the words that end somebody's full name."""
    return tuple(one for one in asked if one in known)


def _shared(names: Iterable[Sequence[Name]]) -> View:
    """The view that the names of all articles make together."""
    votes: dict[str, Counter[EntityType]] = defaultdict(Counter)
    for found in names:
        for form, kind in {(name.text, name.type) for name in found if name.evidence != ALONE}:
            votes[form][kind] += 1
    forms = {form: best for form, kinds in votes.items() if (best := _view(form, kinds))}
    sounds = {_sounds(form) for form, kind in forms.items() if kind is EntityType.PERSON}
    people = (form for form, kind in forms.items() if kind is EntityType.PERSON and " " in form)
    ends = frozenset(fold(form).rpartition(" ")[2] for form in people)
    return View(forms, frozenset(sounds), ends=ends)


def _single(
    articles: Sequence[Article], names: Sequence[tuple[Name, ...]]
) -> dict[str, EntityType]:
    """The kinds of single words on which articles don't agree, where all together tell."""
    kinds: dict[str, set[EntityType]] = defaultdict(set)
    where: dict[str, list[int]] = defaultdict(list)
    for number, found in enumerate(names):
        for form, kind in _free_words(found).items():
            kinds[form].add(kind)
            where[form].append(number)
    contested = {form for form, held in kinds.items() if len(held) > 1}
    signs = {
        number: signs_of(
            [block.text for block in articles[number].blocks],
            [name for name in names[number] if name.text in contested],
        )
        for number in sorted({number for form in contested for number in where[form]})
    }
    told = {}
    for form in sorted(contested):
        held = [(signs[number][fold(form)], _called(form, names[number])) for number in where[form]]
        agreed = kind_of_all(held)
        if agreed:
            told[form] = agreed
    return told


def _called(form: str, names: Sequence[Name]) -> list[Name]:
    return [name for name in names if name.text == form and name.votes and name.evidence != ALONE]


@cache
def _free_words(names: tuple[Name, ...]) -> dict[str, EntityType]:
    """The single words that the model found in an article and no person's longer name has there."""
    people = (fold(n.text) for n in names if n.type is EntityType.PERSON and " " in n.text)
    parts = set(chain.from_iterable(form.split() for form in people))
    return {
        name.text: name.type
        for name in names
        if name.votes
        and name.evidence != ALONE
        and " " not in name.text
        and fold(name.text) not in parts
    }


def _view(form: str, kinds: Counter[EntityType]) -> EntityType | None:
    """The collection's view of a form: of full names one article's will do, of others two's."""
    kind, times = kinds.most_common(1)[0]
    is_town = known(form) is Known.REGION or homes(fold(form))
    if " " in form and kinds.keys() == THINGS and not is_town:
        return kind  # two articles' words for one thing
    if times < MOST * kinds.total():
        return None
    if kind is EntityType.PERSON and form.count(" ") == 1:
        return kind
    tells = " " in form or (form.isupper() and len(form) > 2)  # noqa: PLR2004 - two letters say little
    return kind if tells and kinds.total() >= AGREEING else None


def agreed(  # noqa: PLR0913, PLR0917 - an article, and four things that all articles know
    article: Article,
    found: tuple[Name, ...],
    standing: Callable[[tuple[str, ...]], Kinds],
    held: Callable[[tuple[str, ...], tuple[str, ...]], Kinds],
    sounding: Callable[[tuple[Sound, ...]], tuple[Sound, ...]],
    ending: Callable[[tuple[str, ...]], tuple[str, ...]],
) -> tuple[Name, ...]:
    """Let the collection speak where one article's model was silent or held another view.

    A form of several words, or in capitals, that most articles which name it hold for one kind,
    is a name of that kind wherever it stands; so is another transliteration of a person's name
    ("Yehiya" for "Yahya"). Names of the register stay as they are. The questions are the `view`'s.
    """
    names: list[Name] = []
    alone = {fold(name.text) for name in found if name.evidence == ALONE}
    settled = list(_settled(found, ending(tuple(sorted(alone)))))
    forms = {name.text for name in settled}
    kinds = dict(held(tuple(sorted(forms)), tuple(sorted(_free_words(found)))))
    known, opening = _forms(standing(_words([block.text for block in article.blocks])))
    pairs = {
        number: [(_sounds(match[1]), match) for match in TWO_WORDS.finditer(block.text)]
        for number, block in enumerate(article.blocks)
        if not _in_title_case(block.kind, block.text)
    }
    heard = {sound for here in pairs.values() for sound, _ in here}
    sounds = set(sounding(tuple(sorted(heard))))
    by_block = in_blocks(settled)
    for number, block in enumerate(article.blocks):
        here = [n if n.evidence in AS_THEY_ARE else _as(n, kinds) for n in by_block.get(number, ())]
        if number in pairs:
            taken = Taken(block.text, ((name.start, name.end) for name in here))
            for more in (
                *_stand(number, block.text, known, opening, "collection"),
                *(_alike(number, match) for sound, match in pairs[number] if sound in sounds),
            ):
                if not taken.meets(more.start, more.end) and not _is_in_a_thing(more, block.text):
                    here.append(more)
                    taken.take(more.start, more.end)
        names += sorted(here, key=lambda name: name.start)
    return tuple(names)


def _is_in_a_thing(name: Name, text: str) -> bool:
    return name.type is PERSON and is_in_a_thing(text, name.start, name.end)


def _settled(names: Iterable[Name], ends: Container[str]) -> Iterator[Name]:
    """Names with those that stand alone: a person's if a full name of the collection ends so."""
    for name in names:
        if name.evidence != ALONE:
            yield name
        elif fold(name.text) in ends:
            yield replace(name, evidence="collection")
        elif kind := otherwise(name):
            yield replace(name, type=kind, evidence="model")


def _alike(number: int, words: re.Match[str]) -> Name:
    """Two words that are a known person's name in another transliteration."""
    return Name(number, *words.span(1), words[1], EntityType.PERSON, "collection")


def _sounds(form: str) -> Sound:
    return tuple(consonants(fold(word)) for word in form.split())


def _as(name: Name, forms: Mapping[str, EntityType]) -> Name:
    kind = forms.get(name.text, name.type)
    return name if kind is name.type else replace(name, type=kind, evidence="collection")


def _whole(name: Name, text: str) -> Name:
    """A name with the article that is joined to it ("al-Shifa"), without its sentence's full stop.

    A dot inside a name makes one behind it a part: "U.S." Nor is an outlet's "Staff" in a byline.
    """
    start, end = name.start, name.end
    if article := JOINED_ARTICLE.search(text, max(0, start - 5), start):
        start = article.start()
    if name.text.find(".") == len(name.text) - 1 and not text[end:].strip("\"'’” "):
        end -= 1
    if name.type is EntityType.ORGANIZATION and (staff := STAFF.search(text, start, end)):
        end = staff.start()
    same = (start, end) == (name.start, name.end)
    return name if same else replace(name, start=start, end=end, text=text[start:end])


def _is_people(name: Name) -> bool:
    """Whether a name is a whole people's, or an adjective; people have surnames like those."""
    one = name.text.removesuffix("s")
    if " " in one and one.endswith("er") and known(one.removesuffix("er")) >= Known.CITY:
        return True  # "Hong Kongers"
    if one == name.text and name.type is EntityType.PERSON:
        return False
    return is_demonym(one) or fold(one) in pairs("demonyms")


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


Forms = tuple[Mapping[str, EntityType], frozenset[str]]  # by what they begin with, too


def _forms(kinds: Kinds) -> Forms:
    forms = dict(kinds)
    return forms, openings(forms)


def _words(texts: Iterable[str]) -> tuple[str, ...]:
    """The different words of an article: who knows forms can tell by them what may stand in it."""
    return tuple(sorted({word for text in texts for word in parts(text)}))


def _stand(
    number: int, text: str, forms: Mapping[str, EntityType], opening: Container[str], evidence: str
) -> Iterator[Name]:
    """Every place where one of the forms stands, the longest first."""
    for start, end in stand(text, forms, opening) if forms else ():
        form = text[start:end]
        yield Name(number, start, end, form, forms[form], evidence)


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


def _in_title_case(kind: BlockKind, text: str) -> bool:
    """Whether a headline Writes Most Words Like Names."""
    if kind not in (BlockKind.TITLE, BlockKind.HEADING):
        return False
    long = [word for word in text.split() if len(word) >= LONG_WORD]
    return len([word for word in long if word[0].isupper()]) > TITLE_CASE * len(long)


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
        if not taken.meets(start, end) and not is_in_a_thing(text, start, end):
            yield Name(number, start, end, match[3], EntityType.PERSON, "form of address")


def _told(number: int, text: str, taken: Taken) -> Iterator[Name]:
    """People whom the model didn't see: a given name, another, and an age or what they said."""
    for match in TOLD.finditer(text):
        start, end = match.span()
        given, surname = match[0].split()
        if not is_given(fold(given)) or fold(surname) in words("calendar") | words("titles"):
            continue
        if not taken.meets(start, end):
            yield Name(number, start, end, match[0], EntityType.PERSON, "given name")


def _may_begin_region(word: str) -> bool:
    return word[0].isupper() and may_begin_region(word)


def _regions(number: int, text: str, taken: Taken) -> Iterator[Name]:
    """Countries, states and parts of the world that the model didn't see."""
    free = 0
    for start, ends in runs(text, _may_begin_region):
        for end in reversed(ends) if start >= free else ():
            form = text[start:end]
            if known(form) is Known.REGION and not taken.meets(start, end):
                yield Name(number, start, end, form, EntityType.PLACE, "gazetteer")
                free = end
                break


def _headed(number: int, text: str, taken: Taken) -> Iterator[Name]:
    """Runs of capitalized words that end with an organization's head."""
    for match in RUN_OF_CAPITALS.finditer(text):
        start, end = match.span()
        if article := LEADING_ARTICLE.match(text, start, end):
            start = article.end()
        while (first := FIRST_WORD.match(text, start, end)) and is_demonym(first.group(1)):
            start = first.end()
        rest, _, head = text[start:end].rpartition(" ")
        if not rest or fold(head) not in words("organization-heads"):
            continue
        if not taken.meets(start, end):
            form = text[start:end]
            yield Name(number, start, end, form, EntityType.ORGANIZATION, "organization head")
