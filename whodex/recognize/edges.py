"""Where a person's name begins and ends: titles, letters and other words stand outside of it.

What the model takes for one name is looked at beside the article's other people: "Cllr" stands
before "Holm" and before "Ada Holm", as no given name does.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Container, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache

from whodex.lexicon.given import USUAL, is_given, is_hardly_a_surname
from whodex.lexicon.learned import learned
from whodex.lexicon.lists import grammar, pairs, words
from whodex.lexicon.names import SUFFIXES, fold, is_mere_particle
from whodex.lexicon.places import is_demonym, known
from whodex.values.article import EntityType
from whodex.values.entities import Name

PERSON = EntityType.PERSON

COMMON = 2.0  # log of how much oftener small than capital a word is that ends no name
LETTERS = (3, 5)  # capitals of an office's abbreviation; shorter ones are somebody's initials
PAIR = 2  # words that a given name and a surname are
SURE = 0.93  # vote for a person from which a name needs no sign, and has no thing's name in it
SHORTEST = 2  # letters of a title; one letter is an initial
SEVERAL = 2  # people of different names before whom a given name hardly stands

JUDGING = ("ed", "ful", "ing", "ish", "less", "ous")  # endings of what is said of somebody
WORD = re.compile(r"\S+")
EXCELLENCY = re.compile(r"H\sE\s")  # before a full name; "H E Holm" has initials
NATIVE = re.compile(r"\w+(?:sh|ch|ts)(?:wo)?m[ae]n")  # Englishman, Dutchwomen, Scotsman
CAPITAL_BEFORE = re.compile(r"\b([A-Z][\w’'-]+)\.?\s\Z")
LETTERED = re.compile(r"[A-Z]{2,3}\s")
TITLE_BEFORE = re.compile(r"\b(\w+)\s\Z")
CALLED = re.compile(r"\b(?:known|famous)\s(?:\w+\s)?as\s[“\"‘']?\Z")  # "better known as "
OPENS = re.compile(r"(?:\A|[.!?:;,][”\"’'»]?\s|[“\"‘«]|[”\"]\s)\Z")  # where a clause begins
LEADING = frozenset({"at", "for", "from", "in", "of", "on", "to", "with"})
NEAR = 3  # letters before a name in which the end of a clause stands
OFFICE_FAR = 40  # letters before a name in which an office and its "of" stand; none is longer
OFFICE_OF = re.compile(r"\b(\w+)\s(?:of|for|from)\s\Z")

Words = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class People:
    """The article's people as written: their folded forms, their ends, and words like titles.

    `titled` are first words that stand as no given name does, `before` the capitalized words that
    stand before full names, each with the name's last; `whole` are names that the article says
    somebody is known by, or that end longer ones: "Bar Lev", of "Omer Bar Lev"; `initials` letters
    with the surname, which are a title as well but stand behind another one. `others` are the
    folded forms of what else the article names.
    """

    forms: frozenset[Words]
    whole: frozenset[Words]
    ends: Mapping[str, frozenset[str]]
    titled: frozenset[str]
    before: frozenset[tuple[str, str]]
    initials: frozenset[Words]
    others: frozenset[str]
    below: frozenset[Words]
    first: frozenset[str]

    def know(self, first: str, rest: Words) -> bool:
        """Whether `rest` names a person by itself, or ends another name than that with `first`."""
        if len(rest) != 1:
            return rest in self.forms
        bearers = self.ends.get(rest[0], frozenset())
        return rest in self.forms or len(bearers) > (first in bearers)


def bounded(
    texts: Sequence[str], names: Sequence[Name], headlines: Container[int] = frozenset()
) -> list[Name]:
    """Return the names with people's cut to what is name in them, in the same order.

    `headlines` are the blocks that Write Most Words Like Names. What is a title or letters by
    itself, beside a person's name, is none; nor are mere signs, nor a particle that is nobody's
    given name or surname.
    """
    names = [without_lead(name, texts[name.block]) for name in names if fold(name.text)]
    people = _people(texts, names, headlines)
    cut: list[Name] = []
    for name in map(_lettered, names):
        if name.type is PERSON or _is_office_of_person(name, texts[name.block]):
            cut += _bounded(name, texts[name.block], people, name.block in headlines)
        else:
            cut.append(name)
    return [
        name
        for number, name in enumerate(cut)
        if fold(name.text)
        and not (name.type is PERSON and is_mere_particle(name.text))
        and not _is_title_of(name, cut[number + 1 : number + 2], texts)
        and not (number and _are_letters_of(name, cut[number - 1], texts))
    ]


def without_lead(name: Name, text: str) -> Name:
    """A body without what a sentence leads up to it with: "On Court", "Remarked Holm Institute".

    A verb of saying, or a preposition before what many are called.
    """
    first, _, rest = name.text.partition(" ")
    if name.type is not EntityType.ORGANIZATION or not rest or known(name.text):
        return name
    if not OPENS.search(text, max(0, name.start - NEAR), name.start):
        return name
    word, behind = fold(first), _folded(rest)
    general = words("public-bodies") | words("body-words") | {"of", "the"}
    led = (word in LEADING or word in grammar("prepositions")) and general >= set(behind)
    tells = words("organization-words") | words("organization-heads")
    said = word in _said() and not is_given(word) and not tells.isdisjoint(behind)
    if not (led or said) or fold(name.text) in pairs("organization-forms"):
        return name
    return replace(name, start=name.end - len(rest), text=rest)


@cache
def _said() -> frozenset[str]:
    """Past forms of verbs of saying, which stand before their subject: "remarked"."""
    verbs = frozenset(" ".join(words("speech-verbs")).split())
    return frozenset(verb for verb in verbs if verb.endswith("ed"))


def _lettered(name: Name) -> Name:
    """A person, if letters or an address show it: "Ada Holm QC", "Mme Holm"."""
    first, *rest = name.text.split()
    lettered = len(rest) >= PAIR and rest[-1] in words("letters-behind") and is_given(fold(first))
    addressed = rest and fold(first) in words("addresses") and first.istitle()
    if (lettered or addressed) and not set(_folded(name.text)) & words("organization-heads"):
        return replace(name, type=PERSON)
    return name


def _is_office_of_person(name: Name, text: str) -> bool:
    """Whether a place and a person were taken for one name: "Mayor of Larn Ada Holm"."""
    parts = _folded(name.text)
    things = words("name-joints") | words("place-words") | words("organization-words")
    if len(parts) <= PAIR or not is_given(parts[-2]) or set(parts) & things or known(name.text):
        return False
    return _office_before(text, name.start)


def _people(texts: Sequence[str], names: Sequence[Name], headlines: Container[int]) -> People:
    forms = {_folded(name.text) for name in names if name.type is PERSON}
    ends, behind = defaultdict[str, set[str]](set), defaultdict[str, set[Words]](set)
    for form in forms:
        if len(form) > 1:
            ends[form[-1]].add(form[0])
            behind[form[0]].add(form[1:])
    called = {
        _folded(name.text)
        for name in names
        if name.type is PERSON
        and CALLED.search(texts[name.block], max(0, name.start - 40), name.start)
    }
    tails = {form[n:] for form in forms for n in range(1, len(form) - 1) if form[n:] in forms}
    full = (name for name in names if name.type is PERSON and " " in name.text)
    before = (
        (fold(match[1]), _folded(name.text)[-1])
        for name in full
        if (match := CAPITAL_BEFORE.search(texts[name.block], max(0, name.start - 30), name.start))
    )
    return People(
        frozenset(forms),
        frozenset(called | tails),
        {key: frozenset(found) for key, found in ends.items()},
        frozenset(word for word, found in behind.items() if _stands_as_a_title(found)),
        frozenset(before),
        frozenset(_initials(texts, names)),
        frozenset(fold(name.text) for name in names if name.type is not PERSON),
        frozenset(
            _folded(name.text)
            for name in names
            if name.type is PERSON and name.block not in headlines
        ),
        frozenset(form[0] for form in forms if len(form) > 1),
    )


def _initials(texts: Sequence[str], names: Sequence[Name]) -> Iterator[Words]:
    """Letters and surnames of people before whom a title stands: "chief minister MK Holm".

    What stands before several is a title behind a title, too.
    """
    lettered = [name for name in names if name.type is PERSON and LETTERED.match(name.text)]
    bearers = Counter(letters for letters, *_ in {tuple(n.text.split()) for n in lettered})
    for name in lettered:
        letters, *rest = name.text.split()
        before = TITLE_BEFORE.search(texts[name.block], max(0, name.start - 30), name.start)
        titled = before is not None and fold(before[1]) in titles()
        if titled and len(rest) == 1 and bearers[letters] == 1:
            yield (letters, *_folded(rest[0]))


@cache
def _folded(form: str) -> Words:
    return tuple(filter(None, map(fold, form.split())))


def _bounded(name: Name, text: str, people: People, headline: bool) -> Iterator[Name]:  # noqa: FBT001
    """Cut a person's name; an office's place that it begins with is a name of its own."""
    found = [match.span() for match in WORD.finditer(text, name.start, name.end)]
    while len(found) > 1 and _ends_outside(text, found, people):
        found.pop()
    if EXCELLENCY.match(text, found[0][0]) and len(found) > len(("H", "E", "Ada")):
        found = found[2:]
    sure = name.votes[:1] >= (SURE,)
    while len(found) > 1 and (
        _begins_outside(text, found, people, sure=sure)
        or _is_an_epithet(text, found, people, headline=headline)
    ):
        found.pop(0)
    if places := _place_of_office(text, found, people):
        yield replace(_part(name, text, found[:places]), type=EntityType.PLACE)
        yield replace(_part(name, text, found[places:]), type=PERSON)
    else:
        yield _part(name, text, found)


def _part(name: Name, text: str, found: Sequence[tuple[int, int]]) -> Name:
    start, end = found[0][0], found[-1][1]
    if (start, end) == (name.start, name.end):
        return name
    while text[end - 1] == ",":
        end -= 1
    return replace(name, start=start, end=end, text=text[start:end])


def _ends_outside(text: str, found: Sequence[tuple[int, int]], people: People) -> bool:
    """Whether a name's last word stands outside: letters, or a verb of a headline."""
    *rest, last = (text[start:end].strip(",") for start, end in found)
    if last in words("letters-behind"):
        return not all(map(str.isupper, rest))
    folded = fold(last)
    if is_given(folded) or not people.know(folded, _folded(" ".join(rest))):
        return False
    return folded in function_words() or learned().small.get(folded, 0) > COMMON


def _begins_outside(
    text: str, found: Sequence[tuple[int, int]], people: People, *, sure: bool
) -> bool:
    """Whether a name's first word stands outside: a title, a trade, or no name at all.

    Of what the model is `sure` of as a whole, no part is another thing's name.
    """
    first, *others = (text[start:end] for start, end in found)
    bare, rest = first.strip(".,"), _folded(" ".join(others))
    word = fold(bare)
    if not rest or rest[0] in SUFFIXES or (word,) in people.forms:
        return False
    if bare in words("titles-as-written"):
        return (bare, *rest) not in people.initials
    if word in words("callings-like-names") and len(rest) > 1:
        return is_given(rest[0]) and rest[0] not in words("name-particles")
    double = any(is_given(fold(part)) for part in bare.split("-")[:-1])  # "María-Teresa"
    if double or len(word) < SHORTEST or word in words("name-particles"):
        return False
    if word in titles() or (word, *rest) in people.whole or _is_given_before(word, rest):
        return word in titles()
    known_too = people.know(word, rest)
    return (
        (_is_native(word) and not is_given(word))
        or (word in _kin_of_several() and is_given(rest[0]))
        or ((len(rest) > 1 or known_too) and (_is_calling(word) or _is_abbreviation(bare, others)))
        or (known_too and not sure and (_is_no_name(word) or _is_thing(word, people)))
        or _is_unknown_title(word, rest, people)
    )


def _is_an_epithet(
    text: str, found: Sequence[tuple[int, int]], people: People, *, headline: bool
) -> bool:
    """Whether a word no one is called by stands before a name: "Crooked Ada", of Ada Holm.

    Before a surname it is one in a headline alone: "Derelict Holm Fails", of whom the text below
    never speaks so.
    """
    first, *rest = (fold(text[start:end]) for start, end in found)
    if len(rest) != 1 or not first or is_given(first) or is_family(first) or known(first):
        return False
    if first in words("name-particles") or len(first) <= SHORTEST:
        return False
    given_alone = is_hardly_a_surname(rest[0]) and (
        first.endswith(JUDGING) or not is_family(rest[0])
    )
    before_given = rest[0] in people.first and given_alone
    in_headline = headline and (first, *rest) not in people.below and people.know(first, (rest[0],))
    return before_given or in_headline


def _is_given_before(word: str, rest: Words) -> bool:
    """Whether a word is somebody's own name before a father's or a house's: "Turki bin Faisal"."""
    house = rest[0] in words("joined-articles") and len(rest) > 1
    return rest[0] in words("patronymics") or (house and not _is_native(word))


def _is_native(word: str) -> bool:
    """Whether a word says where somebody is from: "Israeli", "Welshman"."""
    return is_demonym(word) or word in pairs("demonyms") or bool(NATIVE.fullmatch(word))


@cache
def _kin_of_several() -> frozenset[str]:
    """What stands before the names of several: "twins"."""
    kin = words("siblings") | words("children")
    return frozenset(word for word in kin if word.endswith("s"))


def _is_thing(word: str, people: People) -> bool:
    """Whether a word is what else the article names: "on Twitter Holm said"."""
    return word in people.others and not is_given(word) and not known(word)


@cache
def titles() -> frozenset[str]:
    """Titles, ranks, offices and styles that stand before a name."""
    return words("titles") | words("styles")


def _is_no_name(word: str) -> bool:
    """Whether a word is small as a rule, and nobody's given name."""
    return word in function_words() or (_is_usual(word) and word not in pairs("given-names"))


def _is_calling(word: str) -> bool:
    """Whether a word says what somebody does, and is no given name: "Mason" is both."""
    calling = word in words("trades") or word in words("offices")
    return calling and (not is_given(word) or _is_usual(word))


def _is_usual(word: str) -> bool:
    return word in function_words() or learned().small.get(word, -USUAL) > USUAL


def _is_abbreviation(word: str, others: Sequence[str]) -> bool:
    """Whether a word in capitals stands before a name that isn't: "MEC", not a family name."""
    few, many = LETTERS
    if not (word.isalpha() and word.isupper() and few <= len(word) <= many):
        return False
    return not any(map(str.isupper, others)) and not is_family(fold(word))


def _is_unknown_title(word: str, rest: Words, people: People) -> bool:
    """Whether a word stands before names that do without it, or are called in full and short."""
    if is_given(word) or is_family(word):
        return False
    in_full = len(rest) > 1 and is_given(rest[0]) and rest in people.forms
    return in_full or word in people.titled or (word, rest[-1]) in people.before


def _stands_as_a_title(names: Collection[Words]) -> bool:
    """Whether what stands before these names does so before full and short ones, or different."""
    full = {name for name in names if len(name) > 1}
    different = {name[-1] for name in full}
    short = any(name[-1:] in names and is_given(name[0]) for name in full)
    return short or len(different) >= SEVERAL


def _place_of_office(text: str, found: Sequence[tuple[int, int]], people: People) -> int:
    """How many of a name's first words are the place of the office before it; mostly none."""
    first = fold(text[slice(*found[0])])
    if not _office_before(text, found[0][0]) or first in words("name-particles"):
        return 0
    parts = [text[start:end] for start, end in found]
    splits = [
        (many, fold(" ".join(parts[:many])), _folded(" ".join(parts[many:])))
        for many in range(1, len(parts))
    ]
    for many, place, person in splits:
        if (known(place) or place in people.others) and (len(person) > 1 or person in people.forms):
            return many
    called = (many for many, _, person in splits if len(person) > 1 and is_given(person[0]))
    return 0 if is_given(first) else next(called, 0)


def _office_before(text: str, start: int) -> bool:
    office = OFFICE_OF.search(text, max(0, start - OFFICE_FAR), start)
    held = words("titles") | words("offices")  # "the sister of" is kin, as a title is not
    return office is not None and fold(office[1]) in held - words("kinship")


def _is_title_of(name: Name, following: Sequence[Name], texts: Sequence[str]) -> bool:
    """Whether a name is but a title of the person behind it."""
    if not following or following[0].type is not PERSON or following[0].block != name.block:
        return False
    bare = name.text.strip(".")
    title = bare in words("titles-as-written") or fold(bare) in titles()
    between = texts[name.block][name.end : following[0].start]
    return title and {fold(word) for word in between.strip(".)] ").split()} <= titles()


def _are_letters_of(name: Name, before: Name, texts: Sequence[str]) -> bool:
    """Whether a name is but letters behind the person before it."""
    if before.type is not PERSON or before.block != name.block:
        return False
    between = texts[name.block][before.end : name.start]
    return name.text in words("letters-behind") and between in {" ", ", "}


@cache
def is_family(word: str) -> bool:
    """Whether training texts know a folded word as a family name."""
    counted = learned().words.get(word, {})
    return counted.get("family", 0) > 0


@cache
def function_words() -> frozenset[str]:
    """Small words that are no part of a person's name, whatever their letters."""
    return grammar("prepositions", "conjunctions", "adverbs", "articles", "determiners")
