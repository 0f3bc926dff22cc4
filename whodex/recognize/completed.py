"""Names that the article's own names complete: what the model saw at one place holds at the others.

An end of a full name that stands alone is that person's; a given name right before a surname of the
article is part of it; and in a list with people a given name is somebody's.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import chain
from math import inf

from whodex.lexicon.given import USUAL, is_given
from whodex.lexicon.learned import learned
from whodex.lexicon.lists import grammar, pairs, words
from whodex.lexicon.names import SUFFIXES, fold
from whodex.lexicon.places import Known, is_demonym, known
from whodex.recognize.called_after import is_in_a_thing
from whodex.recognize.edges import function_words, titles
from whodex.recognize.kinds import ALONE, is_famous, thing_words
from whodex.recognize.signs import acting, humans, things_in
from whodex.values.article import Article, BlockKind, EntityType
from whodex.values.entities import Name

PERSON = EntityType.PERSON
EVIDENCE = "completed"

HEADLINES = (BlockKind.TITLE, BlockKind.HEADING)
PAIR = 2  # words that a given name and a surname are
MOST_GIVEN = 2  # given names before a surname
MANY = 3  # training texts in which a common word is a given name
SHORTEST = 3  # letters of an end of a name that is looked for alone
LONGEST = 4  # words of a name that an age shows
LONGEST_JOINT = len(", and ")
UNUSUAL = -1.0  # log of how much oftener small than capital a word is that may be a given name

ADJECTIVES = (  # endings of words that are hardly names
    "able",
    "ate",
    "ed",
    "est",
    "ful",
    "ian",
    "ible",
    "ic",
    "ing",
    "ish",
    "ist",
    "ive",
    "less",
    "ly",
    "ous",
)

CAPITAL = r"(?![a-zß-öø-ÿ_\d])\w[\w’'-]*[^\W\d_]"
WORD = re.compile(rf"(?<![\w’'@#.-]){CAPITAL}(?![\w-]|\.\w)")
AGED = re.compile(
    rf"(?<![\w’'@#.-])({CAPITAL}(?:\s{CAPITAL}){{1,{LONGEST - 1}}})"
    r"(?=,\s\d{2},\s(?:an?|the|who|whose|from|of|said|says|told|was|is|has|had|died)\b)"
)
RULING = re.compile(
    rf"\b[Tt]he\s(?:[a-z-]+\s|{CAPITAL}ian\s)?({CAPITAL})\s"
    r"(?:(administration|dictatorship|premiership|presidency)"
    r"|brothers|era|government|regime|sisters|years)\b"
)
JOINED = re.compile(r"(?:,|,?\s(?:and|or))\s")
HYPHENED = re.compile(rf"-({CAPITAL})(?![\w-])")
CALLED = re.compile(
    rf"\b([\w-]+)\s(?:called|named)\s({CAPITAL}(?:\s{CAPITAL})?)(?!\s{CAPITAL}|[\w-])"
)
OPENING = re.compile(r"(?:^|[.!?:]|[“\"‘(])[”\"’]?\s*\Z")
BEFORE = re.compile(r"([^\W\d_][\w’'-]*)\.?\s\Z")
MODIFIES = re.compile(r"[-‐‑]")
BEHIND = re.compile(r"\s(?:(?:also|then|later|once|never|\w+ly)\s)?([a-z][\w-]*)")
IN = re.compile(r"\b(?:[Ii]n|[Oo]n|[Aa]t|[Nn]ear|[Ii]nto|[Ii]nside)\s\Z")
LISTED = re.compile(r"(?:,|\band|\bor)\s\Z")
DIGIT = re.compile(r"\s\d")
SMALL = re.compile(r"\b[a-zß-öø-ÿ]+\b")
GOES_ON = re.compile(rf"\s{CAPITAL}")


@dataclass(slots=True)
class Text:
    """A block's text, its names by where they begin and end, and which letters are a name's."""

    number: int
    text: str
    names: list[Name]
    taken: bytearray

    def free(self, start: int, end: int) -> bool:
        """Whether no name stands there."""
        return not any(self.taken[start:end])

    def add(self, start: int, end: int) -> None:
        """Let a person's name stand there, for what stood inside; in no thing's."""
        if is_in_a_thing(self.text, start, end):
            return
        self.names = [n for n in self.names if n.end <= start or end <= n.start]
        self.names.append(Name(self.number, start, end, self.text[start:end], PERSON, EVIDENCE))
        self.taken[start:end] = b"\1" * (end - start)


def completed(article: Article, names: Sequence[Name], no_names: Container[str]) -> list[Name]:
    """Return the names of an article, in order, with those that its other names complete.

    No form of `no_names` is added. What stood for longer or for other names stays.
    """
    by_block = defaultdict[int, list[Name]](list)
    for name in names:
        by_block[name.block].append(name)
    texts = [_text(n, block.text, by_block[n]) for n, block in enumerate(article.blocks)]
    kinds = (block.kind for block in article.blocks)
    plain = [text for text, kind in zip(texts, kinds, strict=True) if kind not in HEADLINES]
    for text in plain:
        for find in (_hyphened, _aged, _called, _known_by_one_name, _ruling, _in_lists):
            find(text)
    ends, came = _ends(texts), _came_in(plain)
    for text in plain:
        _in_full(text, ends, came)
    ends = _ends(texts)
    for text in plain:
        _by_an_end(text, ends)
    return [
        name
        for text in texts
        for name in sorted(map(ends.settle, text.names), key=lambda name: name.start)
        if name.evidence != EVIDENCE or name.text not in no_names
    ]


def _text(number: int, text: str, names: list[Name]) -> Text:
    taken = bytearray(len(text))
    for name in names:
        taken[name.start : name.end] = b"\1" * (name.end - name.start)
    return Text(number, text, list(names), taken)


@dataclass(frozen=True, slots=True)
class Ends:
    """The folded words by which an article's people are called.

    `full` are full names of two words, `last` the last words of full names, `first` ones that are
    given names and don't begin things' names more often, words that are somebody's name by
    themselves (`single`); `others` are whole names of something else, `small` words that the
    article has in small letters.
    """

    full: frozenset[tuple[str, ...]]
    last: frozenset[str]
    first: frozenset[str]
    single: frozenset[str]
    others: frozenset[str]
    small: frozenset[str]

    def settle(self, name: Name) -> Name:
        """Let a name that its article left open be somebody's whose full name ends so."""
        ends = name.evidence == ALONE and fold(name.text) in self.last
        return replace(name, evidence=EVIDENCE) if ends else name


def _ends(texts: Sequence[Text]) -> Ends:
    names = [name for text in texts for name in text.names]
    people = [fold(n.text).split() for n in names if n.type is PERSON and n.evidence != ALONE]
    full = [[part for part in parts if part not in SUFFIXES] for parts in people]
    full = [parts for parts in full if len(parts) > 1]
    things = Counter(fold(n.text).split()[0] for n in names if n.type is not PERSON)
    oftener = things - Counter(parts[0] for parts in full)
    storms = set(chain.from_iterable(things_in(text.text, alone=True) for text in texts))
    return Ends(
        frozenset(tuple(parts) for parts in full if len(parts) == PAIR),
        frozenset(parts[-1] for parts in full),
        frozenset(filter(is_given, {parts[0] for parts in full} - oftener.keys() - storms)),
        frozenset(parts[0] for parts in people if len(parts) == 1),
        frozenset(fold(name.text) for name in names if name.type is not PERSON),
        frozenset(chain.from_iterable(SMALL.findall(text.text) for text in texts)),
    )


def _hyphened(text: Text) -> None:
    """A full name that was cut at its hyphen: "Tim Marlowes-Day"."""
    for name in [n for n in text.names if n.type is PERSON and " " in n.text]:
        rest = HYPHENED.match(text.text, name.end)
        if rest and text.free(*rest.span()):
            text.add(name.start, rest.end())


def _aged(text: Text) -> None:
    """Several words that an age shows to be somebody's: "said Damru Rohi Das, 40, a farmer"."""
    for match in AGED.finditer(text.text):
        found = list(WORD.finditer(text.text, *match.span(1)))
        while found and _stands_before_names(fold(found[0][0])):
            found.pop(0)
        if len(found) < PAIR or known(found[-1][0]) is Known.REGION:
            continue
        start, end = found[0].start(), found[-1].end()
        inside = [n for n in text.names if n.start < end and start < n.end]
        if any(n.start < start or (" " in n.text and n.type is PERSON) for n in inside):
            continue
        if thing_words().isdisjoint(fold(word[0]) for word in found):
            text.add(start, end)


def _called(text: Text) -> None:
    """The name that somebody is introduced by: "a daughter named True", "a lodger called Piers"."""
    for match in CALLED.finditer(text.text):
        if fold(match[1]) in people_nouns() and text.free(*match.span(2)):
            text.add(*match.span(2))


def _known_by_one_name(text: Text) -> None:
    """Whom readers know by one name: "like Kafka"."""
    for word in WORD.finditer(text.text):
        start, end = word.span()
        if word[0] not in words("known-by-one-name") or not text.free(start, end):
            continue
        if not _is_part(text.text, start, end) and not MODIFIES.match(text.text, end):
            text.add(start, end)


def _ruling(text: Text) -> None:
    """After whom a time in office is called: "the Holm administration", "the Pinochet era"."""
    for match in RULING.finditer(text.text):
        word = fold(match[1])
        unknown = match[2] and not known(word) and _smallness(word) <= UNUSUAL
        named = (unknown or is_famous(word)) and not _is_something_else(word)
        if named and not match[1].isupper() and text.free(*match.span(1)):
            text.add(*match.span(1))


def _in_lists(text: Text) -> None:
    """Given names beside people's: "Matt and Clarissa"."""
    free = [(*m.span(), False) for m in WORD.finditer(text.text) if _is_free_given(text, m)]
    if not free:
        return
    people = [(n.start, n.end, n.type is PERSON and n.evidence != ALONE) for n in text.names]
    row = sorted(free + people)
    shown = [person for *_, person in row]
    for step in (1, -1):  # each shows its neighbour, onwards and backwards
        order = range(1, len(row)) if step > 0 else range(len(row) - 2, -1, -1)
        for i in order:
            (_, end, _), (start, _, _) = sorted((row[i - step], row[i]))
            beside = JOINED.fullmatch(text.text, end, start)
            if beside and shown[i - step] and not shown[i] and text.free(*row[i][:2]):
                shown[i] = True
                text.add(*row[i][:2])


def _is_free_given(text: Text, word: re.Match[str]) -> bool:
    folded = fold(word[0])
    return (
        text.free(*word.span())
        and is_given(folded)
        and folded not in words("surnames-too") | words("callings-like-names")
        and len(folded) >= SHORTEST
        and not _is_something_else(folded)
        and _smallness(folded) <= 0
        and GOES_ON.match(text.text, word.end()) is None
    )


def _came_in(texts: Sequence[Text]) -> Mapping[str, tuple[int, int]]:
    """Where each word comes in that ends a person's name, by block and letter."""
    came: dict[str, tuple[int, int]] = {}
    for text in texts:
        for name in sorted(text.names, key=lambda name: name.start):
            if name.type is PERSON:
                last = name.text.rpartition(" ")[2]
                came.setdefault(fold(last), (text.number, name.end - len(last)))
    return came


def _in_full(text: Text, ends: Ends, came: Mapping[str, tuple[int, int]]) -> None:
    """Given names before surnames of the article's people that the model didn't see."""
    single = {n.start for n in text.names if n.type is PERSON and " " not in n.text}
    found = list(WORD.finditer(text.text))
    for place, last in enumerate(found):
        called = fold(last[0])
        if called not in ends.last | ends.single:
            continue
        if last.start() not in single and not text.free(*last.span()):
            continue
        first = place - _is_whole(text, found, place, ends)
        while first and place - first < MOST_GIVEN and _is_given_before(text, found, first, ends):
            first -= 1
        first -= first == place and came.get(called) == (text.number, last.start()) and (
            _comes_in_with(text, found, place)
        )  # fmt: skip
        if first < place:
            text.add(found[first].start(), last.end())


def _is_whole(text: Text, found: Sequence[re.Match[str]], at: int, ends: Ends) -> bool:
    """Whether a word and the one before it are a name that the article has elsewhere."""
    if not at or (fold(found[at - 1][0]), fold(found[at][0])) not in ends.full:
        return False
    start, end = found[at - 1].start(), found[at].start()
    return text.text[found[at - 1].end() : end] == " " and text.free(start, end - 1)


def _is_given_before(text: Text, found: Sequence[re.Match[str]], at: int, ends: Ends) -> bool:
    """Whether the word before `found[at]` is the given name that belongs to it."""
    word, behind = found[at - 1], found[at]
    folded = fold(word[0])
    if text.text[word.end() : behind.start()] != " " or not text.free(*word.span()):
        return False
    if _is_well_known(folded):
        return True
    if _is_something_else(folded) or _stands_before_names(folded):
        return False
    if word[0] in words("titles-as-written"):
        return False
    if is_given(folded):
        return _smallness(folded) <= 0
    opens = OPENING.search(text.text, max(0, word.start() - 4), word.start())
    known_so = fold(behind[0]) in ends.last | ends.first  # "Crooked Ada", of Ada Holm
    return not known_so and not opens and _smallness(folded) < UNUSUAL


def _comes_in_with(text: Text, found: Sequence[re.Match[str]], at: int) -> bool:
    """Whether an unheard-of word before a surname belongs to it: "Amelize Holm loves her school".

    Where somebody comes in and acts, an epithet would say of nobody yet known what he is.
    """
    if not at:
        return False
    word, behind = found[at - 1], found[at]
    folded, verb = fold(word[0]), BEHIND.match(text.text, behind.end())
    if text.text[word.end() : behind.start()] != " " or not text.free(*word.span()):
        return False
    unheard = folded not in learned().small and not folded.endswith(ADJECTIVES)
    acts = verb is not None and (verb[1] in acting() or _is_third_person(verb[1]))
    named = not (_is_something_else(folded) or _stands_before_names(folded))
    return unheard and acts and named and len(folded) >= SHORTEST


def _is_third_person(word: str) -> bool:
    return word.endswith("s") and not word.endswith("ss") and word not in function_words()


@cache
def _is_well_known(word: str) -> bool:
    """Whether a folded word is a given name of many, though small oftener than capital: "Ed"."""
    beside = words("calendar"), words("name-particles")
    no_name = titles(), humans(), function_words(), _helping(), acting(), *beside
    counted = learned().words.get(word, {})
    given = counted.get("given", 0)
    most = given >= MANY and 2 * given > sum(counted.values())
    return most and not any(word in listed for listed in no_name)  # "Said Holm: “Yes.”"


def _by_an_end(text: Text, ends: Ends) -> None:
    """People's names that stand alone, where the model didn't see them."""
    people = {name.end for name in text.names if name.type is PERSON}
    for word in WORD.finditer(text.text):
        start, end = word.span()
        folded = fold(word[0])
        if folded not in ends.last | ends.first | ends.single or not text.free(start, end):
            continue
        elsewhat = _is_called_else(folded) and not _is_month_that_says(text.text, start, end)
        if folded in ends.others or elsewhat or len(folded) < SHORTEST:
            continue
        if _is_part(text.text, start, end):
            continue
        if _is_usual(folded):
            named = folded in ends.last and _stands_as_a_name(text, start, end, ends, people)
        else:
            named = folded not in words("name-particles")
        if named:
            text.add(start, end)
            people.add(end)


def _is_month_that_says(text: str, start: int, end: int) -> bool:
    """Whether somebody who is called like a month speaks: "April said"."""
    verb = BEHIND.match(text, end)
    speaks = verb is not None and verb[1] in acting()
    return speaks and fold(text[start:end]) in words("calendar")


def _stands_as_a_name(text: Text, start: int, end: int, ends: Ends, people: Container[int]) -> bool:
    """Whether a surname that is a word, too, names somebody: "told Field", "Field said".

    Within a sentence its capital says so, unless a noun follows, or it stands in a list beside no
    person or behind "in". A sentence that begins with it tells by a verb of saying; if the word is
    never small in the article, by a form of "be" or "have", too. `people` are where people's names
    end.
    """
    behind = BEHIND.match(text.text, end)
    verb = behind is not None and behind[1] in acting()
    if OPENING.search(text.text, max(0, start - 4), start):
        small = fold(text.text[start:end]) in ends.small
        return verb or (not small and behind is not None and behind[1] in _helping())
    near = text.text[max(0, start - 10) : start]
    if IN.search(near) or DIGIT.match(text.text, end):
        return False
    if LISTED.search(near):
        before = range(max(0, start - LONGEST_JOINT), start)
        beside = any(n in people and JOINED.fullmatch(text.text, n, start) for n in before)
        return verb or beside
    return behind is None or verb or _goes_on(behind[1])


def _goes_on(word: str) -> bool:
    """Whether a word behind a name is none that the name would modify: "Field with", no "field"."""
    small = function_words() | _helping() | grammar("links", "possessive pronouns", "days", "times")
    return word in small or word in words("irregular-pasts") or word.endswith(("ed", "ly"))


@cache
def _helping() -> frozenset[str]:
    return grammar("forms of be", "helping verbs")


def _is_part(text: str, start: int, end: int) -> bool:
    """Whether a word stands in a longer name or before what is called by it: "the Imus show"."""
    before = text[max(0, start - 30) : start]
    last = BEFORE.search(before)
    if last and last[1] in {"the", "The"}:
        return True
    if last and last[1][0].isupper():
        word = fold(last[1])
        if word in words("name-particles") or not _stands_before_names(word):
            return True
    return GOES_ON.match(text, end) is not None


@cache
def people_nouns() -> frozenset[str]:
    """Nouns of people alone, by kinship, trade or part."""
    nouns = words("kinship") | words("trades") | words("human-nouns")
    return nouns - words("thing-nouns") - words("animal-nouns") - words("organization-nouns")


def _smallness(word: str) -> float:
    """The log of how much oftener a folded word is small than capital; some are never small."""
    return learned().small.get(word, -inf)


@cache
def _stands_before_names(word: str) -> bool:
    """Whether a folded word is a title, a calling or a small word, which is no part of a name."""
    return (
        word in titles()
        or word in humans()
        or word in words("name-particles")
        or word in function_words()
        or word in grammar("forms of be", "helping verbs")
        or _smallness(word) > USUAL
    )


@cache
def _is_something_else(word: str) -> bool:
    """Whether a folded word is a place's, a people's, a day's, a thing's or a firm's."""
    return _is_called_else(word) or word in thing_words() | words("page-words")


@cache
def _is_called_else(word: str) -> bool:
    """Whether a folded word is a place's, a people's, a day's or a firm's by name."""
    lists = ("calendar", "brands", "parties", "peoples")
    return (
        known(word) >= Known.CITY
        or is_demonym(word)
        or word in pairs("demonyms")
        or word.upper() in words("letters-behind") | words("titles-as-written")
        or word in function_words()
        or word in _helping()
        or any(word in words(name) for name in lists)
    )


@cache
def _is_usual(word: str) -> bool:
    """Whether a folded word is a common noun, a title or a calling, and so is small as a rule."""
    listed = (titles(), humans(), thing_words(), words("page-words"))
    return _smallness(word) > 0 or any(word in held for held in listed)
