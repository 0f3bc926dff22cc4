"""Two names of which an article says that they are one person's: "Guo Lin, known as Guo Mei"."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import chain, combinations, pairwise

from slugify import slugify

from whodex.lexicon.english import SENTENCE_END
from whodex.lexicon.given import sex_of
from whodex.lexicon.lists import pairs, words
from whodex.lexicon.names import (
    PersonName,
    consonants,
    fold,
    given_name_forms,
    is_short_for,
    person_name,
    same_word,
)
from whodex.recognize.called import MARK, is_other_name
from whodex.resolve.ages import age_behind
from whodex.resolve.referents import PERSON, Referent
from whodex.resolve.slips import is_common, is_slip
from whodex.values.article import Article, BlockKind
from whodex.values.entities import Name
from whodex.values.register import Register

FAR = 160  # characters before a name in which a birth is told
CROWD = 30  # full names of one given name or surname beyond which nobody looks for slips
CLIPPED, CUT_OFF = 4, 3  # letters of a clipped given name, and letters that it leaves off
PAIR = 2  # words that an honour and a surname are
BORN = re.compile(rf"(?:^|{SENTENCE_END.pattern})Born\s(?:as\s)?{MARK}$")
# "Born Karl Berg in Graz in 1930, " before the name that somebody took
BORN_SO = re.compile(r"(?:\s(?:in|on)\s[^.;:”\"]{1,60})?,\s(?:the\s)?(?:[a-z]+\s){0,3}\Z")
WAS_CALLED = re.compile(  # "When Lind was born, in a village, she was "
    rf"\b(?:When|Before)\s[^.;”\"]{{1,60}}\bwas\sborn\b[^.;”\"]{{0,80}},\s(?:s?he|they)\s(?:was|were)\s{MARK}\Z"
)
REAL = re.compile(
    rf"\b(?:[Hh]is|[Hh]er|[Tt]heir)\s(?:real|birth|given|full|legal|original|maiden)\sname\s(?:is|was)\s{MARK}\Z"
)
WAS_BORN = re.compile(rf"\s(?:was|is)\sborn\s{MARK}")  # "Carla Mount was born Karla Berg"
DEATH = re.compile(r"\b(?:killed|killing|died|dead|deaths?|martyr\w*|murdered|slain|funeral)\b")
BIRTH = ("name", "born", "Born")  # one of them stands where a birth, or a real name, is told
LISTED = re.compile(r"(?:,|\band)\s\Z")
TITLED = re.compile(
    rf"(?:,|\s\()\s?(?:the\s)?(?:{'|'.join(sorted(map(str.title, words('peerage'))))})\s"
)
CLOSED = re.compile(r"\)|,\s(?!and\b)[a-z]|[.;]|\s(?:of|has|had|is|was|said)\b")
NICKNAMED = re.compile(r"^(?:\S+\s)+?[“\"‘'(](?P<nick>[^\s”\"’')]+)[”\"’')]\s(?P<rest>.+)$")
BETWEEN_TWO = "|".join(map(re.escape, sorted(words("between-two-people"))))
TITLE = "|".join(sorted(map(str.title, words("titles") | words("honorifics"))))
BESIDE = re.compile(  # " and ", ", a clerk, met Dr. "
    rf"(?:,[^,.;:“”\"()]{{1,60}},)?,?\s(?:{BETWEEN_TWO})\s(?:(?:{TITLE})\.?\s){{0,2}}"
)
IN_LIST = re.compile(rf",\s(?:(?:{TITLE})\.?\s){{0,2}}")
MAIDEN = re.compile(rf"\b(?:born|née|nee|né)\s{MARK}$")  # a surname that says nothing elsewhere


@dataclass(frozen=True, slots=True)
class Alias:
    """Two forms of one person's name; `everywhere`: the other is theirs in all articles.

    `also`: the other is another name, as by birth, and no form of the same.
    """

    form: str
    other: str
    everywhere: bool
    also: bool = True


@cache
def aliases(article: Article, names: tuple[Name, ...]) -> tuple[Alias, ...]:
    """What an article says of other names; one of the two is a full one."""
    people = [name for name in names if name.type is PERSON]
    full = _by_surname(people)
    two = two_people(article, names)
    found = [
        *_born(article, people),
        *_said_of_the_last(article, people, full),
        *_nicknamed(people),
        *(a for a in _shortened(people) if frozenset((fold(a.form), fold(a.other))) not in two),
        *_misspelt(article, people),
        *_clipped(article, people),
        *_honoured(article, full),
    ]
    for first, second in pairwise(people):
        between = between_names(article, first, second)
        if _is_titled(article, first, second, between):
            found.append(Alias(first.text, second.text, everywhere=True))
        if is_other_name(between) or WAS_BORN.fullmatch(between):
            form, other = sorted(
                (_in_full(first.text, full), second.text),
                key=lambda f: not person_name(f).is_full,
            )
            if person_name(form).is_full:
                found.append(Alias(form, other, not MAIDEN.search(between)))
    return tuple(found)


def _in_full(form: str, full: Mapping[str, set[str]]) -> str:
    """A surname as the one full name in the article that ends in it: "Lind, born Karl Berg"."""
    short = person_name(form)
    if short.is_full:
        return form
    found = full.get(short.surname, set())
    ends = {name for name in found if is_short_for(short, person_name(name))}
    return ends.pop() if len(ends) == 1 else form


def _by_surname(people: Sequence[Name]) -> Mapping[str, set[str]]:
    """The full forms of people by their surnames."""
    found: dict[str, set[str]] = defaultdict(set)
    for name in people:
        if person_name(name.text).is_full:
            found[person_name(name.text).surname].add(name.text)
    return found


def _born(article: Article, people: Sequence[Name]) -> Iterator[Alias]:
    """The name that the only person of the headline was born by: "Born Karl Lind in Oslo, he …"."""
    full = [name for name in people if person_name(name.text).is_full]
    texts = [block.text for block in article.blocks]
    in_title = {n.text for n in full if article.blocks[n.block].kind is BlockKind.TITLE}
    for name in full if len(in_title) == 1 else ():
        before = texts[name.block][max(0, name.start - FAR) : name.start]
        if BORN.search(before) and name.text not in in_title:
            yield Alias(next(iter(in_title)), name.text, everywhere=False)


def _said_of_the_last(
    article: Article, people: Sequence[Name], full: Mapping[str, set[str]]
) -> Iterator[Alias]:
    """What the person named last is called by birth: "Her real name is Karla Berg".

    Or the next one, where a sentence begins with it: "Born Karla Berg in Graz, Carla Mount sings".
    """
    for before, name, behind in zip((None, *people), people, (*people[1:], None), strict=False):
        text = article.blocks[name.block].text
        near = text[max(0, name.start - FAR) : name.start]
        if not any(word in near for word in BIRTH):
            continue
        between = between_names(article, name, behind) if behind else ""
        if behind and BORN.search(near) and BORN_SO.fullmatch(between):
            yield from _both(behind.text, name.text, full)
        elif before and (REAL.search(near) or WAS_CALLED.search(near)):
            yield from _both(before.text, name.text, full)


def _both(form: str, other: str, full: Mapping[str, set[str]]) -> Iterator[Alias]:
    form = _in_full(form, full)
    if person_name(form).is_full and person_name(other).is_full and form != other:
        yield Alias(form, other, everywhere=False)


def _is_titled(article: Article, first: Name, second: Name, between: str) -> bool:
    """Whether a peer or judge stands with name and title: "Karl Berg, Lord Lind, has been"."""
    if not TITLED.fullmatch(between) or not person_name(first.text).is_full:
        return False
    text = article.blocks[first.block].text
    listed = LISTED.search(text, max(0, first.start - 6), first.start)
    return not listed and " " not in second.text and bool(CLOSED.match(text, second.end))


def _misspelt(article: Article, people: Sequence[Name]) -> Iterator[Alias]:
    """A full name that stands once, a slip away from another of the same given name or surname.

    Two well-known surnames are two people's; so are names that stand in one sentence, and ages that
    differ.
    """
    places: dict[str, list[Name]] = defaultdict(list)
    for name in people:
        if person_name(name.text).is_full:
            places[name.text].append(name)
    alike: dict[tuple[str, int], list[str]] = defaultdict(list)
    for form in places:
        for which in (0, -1):
            alike[person_name(form).parts[which], which].append(form)
    for form, other in chain.from_iterable(
        combinations(forms[:CROWD], 2) for forms in alike.values()
    ):
        one, two = sorted((form, other), key=lambda f: len(places[f]), reverse=True)
        if len(places[two]) > 1 or not is_slip(person_name(one), person_name(two)):
            continue
        if not any(_stand_apart(article, name, places[two][0]) for name in places[one]):
            yield Alias(one, two, everywhere=False, also=False)


def _clipped(article: Article, people: Sequence[Name]) -> Iterator[Alias]:
    """A full name whose given name is the beginning of another's of the rare surname: "Stan".

    They are of one sex, and never stand in one sentence or with ages that differ.
    """
    places: dict[str, dict[str, list[Name]]] = defaultdict(lambda: defaultdict(list))
    for name in people:
        own = person_name(name.text)
        if own.is_full and not own.suffix and not is_common(own.surname):
            places[own.surname][name.text].append(name)
    for forms in places.values():
        for one, other in combinations(list(forms)[:CROWD], 2):
            short, long = sorted((one, other), key=lambda form: len(person_name(form).parts[0]))
            apart = (_stand_apart(article, a, b) for a in forms[short] for b in forms[long][:CROWD])
            if _is_clipped(short, long) and not any(apart):
                yield Alias(long, short, everywhere=False, also=False)


def _is_clipped(short: str, long: str) -> bool:
    """Whether the given name of one full name is the beginning of the other's, of the same sex."""
    (one, *middle), (other, *more) = (person_name(form).parts[:-1] for form in (short, long))
    sexes = {sex_of(one) or sex_of(other), sex_of(other)}
    clipped = other.startswith(one) and len(one) >= CLIPPED and len(other) >= len(one) + CUT_OFF
    return clipped and middle == more and len(sexes) == 1 and sexes <= {"man", "woman"}


def _stand_apart(article: Article, name: Name, other: Name) -> bool:
    """Whether two names stand in one sentence, or with ages that differ."""
    first, second = sorted((name, other), key=lambda n: (n.block, n.start))
    ages = {age_behind(article, each) for each in (name, other)} - {None}
    return in_one_sentence(article, first, second) or len(ages) > 1


def in_one_sentence(article: Article, first: Name, second: Name) -> bool:
    """Whether two names, the first before the second, stand in one sentence."""
    apart = SENTENCE_END.search(between_names(article, first, second))
    return first.block == second.block and apart is None


def two_in_one_sentence(article: Article, names: Iterable[Name]) -> bool:
    """Whether two of some names that are called differently stand in one sentence."""
    in_order = sorted(names, key=lambda name: (name.block, name.start))
    return any(
        first.text != second.text and in_one_sentence(article, first, second)
        for first, second in pairwise(in_order)
    )


@cache
def two_people(article: Article, names: tuple[Name, ...]) -> frozenset[frozenset[str]]:
    """Pairs of full forms that stand beside each other as two people's: "A and B", "A met B"."""
    found: set[frozenset[str]] = set()
    listed: list[str] = []
    people = [name for name in names if name.type is PERSON]
    for first, second in pairwise(people):
        between = between_names(article, first, second)
        beside = BESIDE.fullmatch(between)
        listed.append(first.text)
        if beside:
            found |= {_pair(form, second.text) for form in listed[-CROWD:]}
            found |= {_pair(*two) for two in combinations(listed[-CROWD:], 2)}
        if not IN_LIST.fullmatch(between):
            listed.clear()
    return frozenset(pair for pair in found if pair and len(pair) > 1)


def _pair(form: str, other: str) -> frozenset[str]:
    """Two forms folded; nothing where one isn't full."""
    full = person_name(form).is_full and person_name(other).is_full
    return frozenset((fold(form), fold(other))) if full else frozenset()


def _honoured(article: Article, full: Mapping[str, set[str]]) -> Iterator[Alias]:
    """A rare surname behind a word that honours the dead: "Shahid Berg", of Karl Berg's death.

    The article names one other person whose surname that is, perhaps in another spelling.
    """
    sounding: dict[str, set[str]] = defaultdict(set)
    for surname, bearers in full.items():
        if not is_common(surname):
            sounding[consonants(surname)] |= bearers
    honoured = {form for bearers in full.values() for form in bearers if _is_honoured(form)}
    for form in sorted(honoured):
        others = {
            other
            for other in sounding[consonants(person_name(form).surname)] - honoured
            if same_word(person_name(other).surname, person_name(form).surname)
        }
        if len(others) == 1 and any(DEATH.search(block.text) for block in article.blocks):
            yield Alias(others.pop(), form, everywhere=False)


def _is_honoured(form: str) -> bool:
    name = person_name(form)
    return len(name.words) == PAIR and name.words[0] in words("honoured-dead")


def _nicknamed(people: Sequence[Name]) -> Iterator[Alias]:
    """The nickname inside a full name with the surname: "Al Capone" of Alphonse “Al” Capone."""
    for form in dict.fromkeys(name.text for name in people):
        if match := NICKNAMED.match(form):
            nicknamed = f"{match['nick']} {match['rest']}"
            yield Alias(form, nicknamed, everywhere=False, also=False)


def _shortened(people: Sequence[Name]) -> Iterator[Alias]:
    """A full name that one longer one begins with, its last surname left out, as in Spanish."""
    forms = {name.text: person_name(name.text) for name in people}
    beginnings: dict[tuple[str, ...], set[str]] = defaultdict(set)
    for form, name in forms.items():
        beginnings[_without_initials(name)[:-1]].add(form)
    for form, name in forms.items():
        longer = beginnings.get(_without_initials(name), set()) if name.is_full else set()
        if len(longer) == 1 and not name.suffix:
            other = next(iter(longer))
            if not forms[other].suffix:
                yield Alias(other, form, everywhere=False, also=False)


def _without_initials(name: PersonName) -> tuple[str, ...]:
    return tuple(part for part in name.parts if len(part) > 1)


def between_names(article: Article, first: Name, second: Name) -> str:
    """What stands between two names of one block; nothing where they stand in two."""
    text = article.blocks[first.block].text
    return text[first.end : second.start] if first.block == second.block else ""


def join(found: Iterable[Alias], people: dict[str, list[Referent]], register: Register) -> None:
    """Make the people of each pair of forms one, unless both are registered or kept apart."""
    apart = set(map(frozenset, register.different))
    for alias in found:
        kept, given_up = (people.get(fold(form), []) for form in (alias.form, alias.other))
        if len(kept) == 1 and not given_up and alias.everywhere and _is_telling(alias.other):
            people[fold(alias.other)] = kept
        if len(kept) != 1 or len(given_up) != 1 or kept == given_up or given_up[0].entity:
            continue
        if frozenset((slugify(alias.form), slugify(alias.other))) not in apart:
            kept[0].forms.update(given_up[0].forms)
            if alias.also:
                kept[0].also.update(given_up[0].forms)
            for also in given_up[0].forms:
                people[fold(also)] = kept


def _is_telling(form: str) -> bool:
    """Whether one word is nobody else's name, as given names and surnames are."""
    key = fold(form)
    lists = (pairs("common-given-names"), pairs("common-surnames"))
    return not given_name_forms(key) and not any(key in listed for listed in lists)


def here(
    article: Article, names: Sequence[Name], people: Mapping[str, Referent]
) -> dict[str, Referent]:
    """The people of an article by their other names in it."""
    found = aliases(article, tuple(names))
    return {a.other: people[a.form] for a in found if a.form in people and a.other not in people}
