"""What the model reads in pieces or not at all: nicknames inside names, maiden names, popes."""

import re
from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import replace

from whodex.lexicon.forms import Taken
from whodex.lexicon.given import is_given
from whodex.lexicon.lists import grammar, pairs, words
from whodex.lexicon.names import fold, given_name_forms
from whodex.recognize.edges import function_words
from whodex.values.article import Article, EntityType
from whodex.values.entities import Name, in_blocks

PERSON = EntityType.PERSON
EVIDENCE = "other name"
CAPITAL = r"(?![a-zß-öø-ÿ_\d])\w[\w’'-]*"
PARTICLES = "|".join(sorted(words("name-particles")))
NICKNAME = re.compile(
    rf"\s(?:[“\"‘']((?:[Tt]he\s)?{CAPITAL}(?:\s{CAPITAL})?)[”\"’']|\(({CAPITAL})\))\s"
    rf"(?={CAPITAL}|(?i:{PARTICLES})\s{CAPITAL})"
)
LAST_WORD = re.compile(r"(?:^|(?<=\s))([\w’'-]+)$")
SURNAME = re.compile(rf"(?:(?i:{PARTICLES})\s){{0,3}}{CAPITAL}")
GIVEN_BEFORE = re.compile(rf"(?:(?:^|(?<=\s))({CAPITAL})\s)\Z")
WORD = re.compile(CAPITAL)
ONE_WORD = re.compile(rf"(?<![\w-])[^\W\d_]+(?![\w-]|\s{CAPITAL})")
MAIDEN = re.compile(rf"\b(?:née|nee|né)\s({CAPITAL}(?:[\s-]{CAPITAL})?)")
MARK = r"[“\"‘']?"
KNOWN = (
    r"(?:also|better|best|widely|formerly|once)\sknown\s(?:\w+\s){0,3}?(?:as|by)"
    rf"(?:\s[^.;”\"]{{0,30}}?\bname)?\s{MARK}"
)
KNOWN_AS = re.compile(rf"[^.;”\"]{{0,60}}\b{KNOWN}")  # "Guo Lin, an influencer better known as "
OTHER_NAME = re.compile(
    rf"(?:(?:,|\s\(|\s[-–—])\s?(?:who\s(?:was|is)\s(?:\w+ly\s)?)?"
    rf"(?:(?:{'|'.join(sorted(words('other-names')))})\s{MARK}|{KNOWN}))"
)
STAGE = r"under\sthe\s(?:ring|stage|pen|screen|professional|assumed)\snames?\s(?:of\s)?"
UNDER_NAME = re.compile(
    rf"(?:,\swho\s|\s)(?:(?:has|had|also)\s)?(?:{'|'.join(sorted(words('performing')))})\s"
    rf"(?:[^;”\"]{{0,60}}?\s)?{STAGE}{MARK}"
)
AND_UNDER_NAME = re.compile(rf",?\s(?:and|or)\s(?:[^;”\"]{{0,60}}?\s)?{STAGE}{MARK}")
WHOLE = re.compile(rf"{CAPITAL}(?:\s{CAPITAL}){{0,2}}")
REIGN = "|".join(word.title() for word in sorted(words("reigning")))
GENERATION = rf"(?i:{'|'.join(sorted(words('generations')))})\b"  # "King Jr." has a surname
REIGNING = re.compile(
    rf"\b({REIGN})\s(?!{GENERATION})({CAPITAL})(?:\s[IVX]+\b)?(?=['’]s\b|(?!\s{CAPITAL})[\s.,;:!?)”\"]|$)"
)
PAPAL = frozenset({"Pope", "Popes"})


def with_other_names(article: Article, names: Sequence[Name]) -> list[Name]:
    """Return the names in the order of the text, with those that are read here."""
    by_block = in_blocks(names)
    people = {part for name in names if name.type is PERSON for part in _parts(name)}
    found = []
    for number, block in enumerate(article.blocks):
        here = _here(number, block.text, by_block.get(number, ()), people)
        people.update(part for name in here if name.evidence == EVIDENCE for part in _parts(name))
        found += here
    found += _again(article, found)
    return sorted(found, key=lambda name: (name.block, name.start))


def _parts(name: Name) -> Iterator[str]:
    return map(fold, name.text.split())


def _here(number: int, text: str, names: Sequence[Name], people: Container[str]) -> list[Name]:
    """The names of a block with those that are read in it; `people` are parts of people's names."""
    taken, more = Taken(text), list[Name]()

    def add(spans: Iterable[tuple[int, int]]) -> None:
        for start, end in spans:
            if not taken.meets(start, end):
                taken.take(start, end)
                more.append(_person(number, text, start, end))

    # These stand in the place of others, a later one in that of an earlier.
    add(reversed([*_with_nicknames(text, names, people), *_maiden(text)]))
    names = [name for name in names if not taken.meets(name.start, name.end)]
    for name in names:
        taken.take(name.start, name.end)
    add(_reigning(text))
    others = set(_other_names(text, [name for name in (*names, *more) if name.type is PERSON]))
    add(others)
    return [
        replace(name, type=PERSON, evidence=EVIDENCE)
        if name.type is not PERSON and (name.start, name.end) in others
        else name
        for name in (*names, *more)
    ]


def is_other_name(between: str) -> bool:
    """Whether what stands between two names says that they are one person's."""
    said = (KNOWN_AS, OTHER_NAME, UNDER_NAME, AND_UNDER_NAME)
    return any(pattern.fullmatch(between) for pattern in said)


def _other_names(text: str, people: Sequence[Name]) -> Iterator[tuple[int, int]]:
    """Where another name of somebody stands right behind them: "…, whose real name is Ana Diaz"."""
    for name in people:
        said = OTHER_NAME.match(text, name.end)
        other = WHOLE.match(text, said.end()) if said else None
        if other and not set(other[0].lower().split()) & words("calendar"):
            yield other.span()


def _again(article: Article, names: Sequence[Name]) -> Iterator[Name]:
    """The other places of one word that a title, or a rule of these, shows to be somebody."""
    texts = [block.text for block in article.blocks]
    shown = {
        name.text
        for name in names
        if name.type is PERSON
        and name.text.isalpha()
        and (
            name.evidence == EVIDENCE
            or _word_before(texts[name.block], name.start).lower() in words("titles")
        )
    }
    by_block = in_blocks(names)
    for number, text in enumerate(texts if shown else ()):
        taken = Taken(text, ((name.start, name.end) for name in by_block.get(number, ())))
        for match in ONE_WORD.finditer(text):
            if match.group() not in shown:
                continue
            before = _word_before(text, match.start())
            if before.istitle() and before.isalpha() and before.lower() not in words("titles"):
                continue
            if not taken.meets(*match.span()):
                yield _person(number, text, *match.span())


def _word_before(text: str, start: int) -> str:
    return (text[max(0, start - 30) : start].split() or [""])[-1]


def _person(number: int, text: str, start: int, end: int) -> Name:
    return Name(number, start, end, text[start:end], PERSON, EVIDENCE)


def _with_nicknames(
    text: str, names: Sequence[Name], people: Container[str]
) -> Iterator[tuple[int, int]]:
    """Where a nickname stands between given name and surname: Al “Scarface” Capone.

    Somebody of that given name or surname is named in the article.
    """
    ends = {name.end: name for name in names if name.type is PERSON}
    starts = {name.start: name for name in names if name.type is PERSON}
    for match in NICKNAME.finditer(text):
        before, behind = ends.get(match.start()), starts.get(match.end())
        given = LAST_WORD.search(text, max(0, match.start() - 40), match.start())
        surname = SURNAME.match(text, match.end())
        if match[2] and not _is_short_for_a_given_name(match[2]):
            continue  # "Ada Holm (Larn) Eva Bok"
        if not (given and surname) or _is_headlines(match[1], given[1], surname[0]):
            continue
        if all(n and " " in n.text for n in (before, behind)):
            continue
        start = before.start if before else _given_name(given)
        if start is not None and any(
            fold(part) in people for part in (given[1], *surname[0].split())
        ):
            end = behind.end if behind else surname.end()
            yield _with_given_names(text, start), max(end, surname.end())


def _is_headlines(nickname: str | None, before: str, behind: str) -> bool:
    """Whether words stand as in a headline: "Was ‘Mocking’ Holm", "Holm ‘The Boss’ Could"."""
    small = function_words() | grammar("forms of be", "helping verbs")
    doing = nickname is not None and nickname.endswith("ing") and not is_given(fold(nickname))
    return doing or fold(before) in small or fold(behind.partition(" ")[0]) in small


def _is_short_for_a_given_name(word: str) -> bool:
    return bool(given_name_forms(fold(word))) or fold(word) in pairs("common-given-names")


def _with_given_names(text: str, start: int) -> int:
    """Where a name begins with the given names before what was found of it: "Peter" Edward."""
    while before := GIVEN_BEFORE.search(text, max(0, start - 30), start):
        if fold(before[1]) not in pairs("given-names"):
            break
        start = before.start(1)
    return start


def _given_name(match: re.Match[str]) -> int | None:
    """Where a word stands that may be a given name."""
    if not WORD.fullmatch(match[1]):
        return None
    common = words("titles") | words("offices") | words("demonyms")
    return None if fold(match[1]) in common or match[1] in {"The", "A", "An"} else match.start(1)


def _maiden(text: str) -> Iterator[tuple[int, int]]:
    """Where somebody's maiden name stands: Ada Byron, née Gordon."""
    for match in MAIDEN.finditer(text):
        yield match.span(1)


def _reigning(text: str) -> Iterator[tuple[int, int]]:
    """Where a pope stands, or a king or a queen by a known given name or with a numeral."""
    for match in REIGNING.finditer(text):
        title, name = match[1], match[2]
        known = given_name_forms(fold(name)) or fold(name) in pairs("common-given-names")
        if title in PAPAL or known or match.end() > match.end(2):
            yield match.start(2), match.end()
