"""Countries that end or begin a body's name are no places there: "Change UK", "US Park Police"."""

import re
from collections.abc import Container, Iterator, Sequence
from dataclasses import replace
from functools import cache

from whodex.lexicon.english import SAYING
from whodex.lexicon.lists import grammar, pairs, words
from whodex.lexicon.names import fold
from whodex.lexicon.places import Known, country, is_demonym, known
from whodex.recognize.edges import function_words, titles
from whodex.values.article import EntityType
from whodex.values.entities import Name

PERSON, ORGANIZATION, PLACE = EntityType
EVIDENCE = "body of a country"

ABBREVIATED = frozenset({"U.K.", "U.S.", "UK", "US"})  # countries as they stand before nouns
FAR = 40  # letters before a country in which what it belongs to stands
BEFORE = re.compile(r"(?<![\w.’'&-])([A-Z][\w&’'-]*)\s\Z")
OPENS = re.compile(r"(?:\A|[.!?:;][”\"’']?\s|[“\"‘(—–]\s?)\Z")
CREDITS = re.compile(r"[”’\"']:\s\Z")  # "“…”: Holm Canada" in a heading
ENDS = re.compile(r"['’]s?\b|[.,;:)?!”\"]|\s[–—(]|\Z|\s([a-z]+)\b")
TOLD = re.compile(r"\b(?:told|assured|asked|informed|reminded|warned|gave|sold|sent)\s(?:the\s)?\Z")
POLICE = re.compile(r"(?:\s([A-Z][a-z]+)){1,3}\b(?!\s(?:of|for)\s|\s[A-Z]|-)")


def without_countries_in_bodies(
    texts: Sequence[str], names: Sequence[Name], headlines: Container[int] = frozenset()
) -> list[Name]:
    """Return the names of blocks `texts` in order, without countries that end the names of bodies.

    A body that is named right before the country has it in its name: "Holm Canada". In `headlines`,
    which Write Most Words Like Names, a word in capitals alone shows that.
    """
    parts = set(_parts(texts, names, headlines))
    found: list[Name] = []
    for before, name, following in _around(names):
        text = texts[name.block]
        if name.type is not PLACE or name.evidence == "register" or not country(name.text):
            found.append(name)
        elif before and _is_branch(before, name, text):
            whole = text[before.start : name.end]
            found[-1] = replace(before, end=name.end, text=whole)
        elif police := _police(name, following, text):
            found.append(police)
        elif _whole(text, name) not in parts:
            found.append(name)
    return found


def _around(names: Sequence[Name]) -> Iterator[tuple[Name | None, Name, Name | None]]:
    """Each name with its neighbours of the same block."""
    for n, name in enumerate(names):
        beside = (names[n - 1] if n else None, names[n + 1] if n + 1 < len(names) else None)
        before, following = (b if b and b.block == name.block else None for b in beside)
        yield before, name, following


def _parts(texts: Sequence[str], names: Sequence[Name], headlines: Container[int]) -> Iterator[str]:
    """What ends with a country in the midst of a sentence, as "Change UK" does."""
    for before, name, _ in _around(names):
        text = texts[name.block]
        word = BEFORE.search(text, max(0, name.start - FAR), name.start)
        if word is None or name.type is not PLACE or not country(name.text):
            continue
        if before and before.end > word.start():
            continue  # "Barack Obama US", "Larn Canada"
        acronym = word[1].isupper() and len(word[1]) > 1
        opens = OPENS.search(text, max(0, word.start() - 3), word.start())
        told = TOLD.search(text, max(0, word.start() - FAR), word.start())
        plain = name.block not in headlines and not opens
        ends = name.end == len(text)
        credited = ends and CREDITS.search(text, max(0, word.start() - 3), word.start())
        if (acronym or plain or credited) and not told and not _may_stand_before(fold(word[1])):
            yield f"{word[1]} {name.text}"


def _whole(text: str, name: Name) -> str:
    word = BEFORE.search(text, max(0, name.start - FAR), name.start)
    return f"{word[1]} {name.text}" if word else ""


@cache
def _may_stand_before(word: str) -> bool:
    """Whether a folded word may stand before a country's name without belonging to a body."""
    parties = words("before-countries") | words("calendar") | pairs("party-forms").keys()
    return (
        word in parties | titles() | function_words() | words("offices") | words("trades")
        or word in grammar("forms of be", "helping verbs", "links")
        or is_demonym(word)
        or word in pairs("demonyms")
        or known(word) >= Known.CITY
    )


def _is_branch(before: Name, country_: Name, text: str) -> bool:
    """Whether a body's name goes on with a country: "Holm Canada said", but no "Holm Syria envoy".

    Whoever told a body something may go on with the country: "He told the Post Syria was calm".
    """
    if before.type is not ORGANIZATION or text[before.end : country_.start] != " ":
        return False
    behind = ENDS.match(text, country_.end)
    if behind is None or (behind[1] and behind[1] not in SAYING | grammar("forms of be")):
        return False
    return TOLD.search(text, max(0, before.start - FAR), before.start) is None


def _police(name: Name, following: Name | None, text: str) -> Name | None:
    """A public body of several words behind a country as it stands before nouns, if any."""
    behind = POLICE.match(text, name.end) if name.text in ABBREVIATED else None
    if behind is None or (following and following.start < behind.end()):
        return None
    said = [fold(word) for word in behind[0].split()]
    public = len(said) > 1 and said[-1] in words("public-bodies")
    if not public or not titles().isdisjoint(said) or not function_words().isdisjoint(said):
        return None
    whole = text[name.start : behind.end()]
    return replace(name, end=behind.end(), text=whole, type=ORGANIZATION, evidence=EVIDENCE)
