"""What an acronym stands for in an article: the name that it stands in brackets behind, or by."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import chain, pairwise

from whodex.lexicon.lists import pairs, words
from whodex.lexicon.names import fold
from whodex.resolve.aliases import between_names
from whodex.resolve.also_called import initials
from whodex.resolve.referents import ORGANIZATION, key_of
from whodex.values.article import Article
from whodex.values.entities import Name

BRACKET = re.compile(r"(?:['’]s?)?\s[(\[]")  # before an acronym
OPENED = " ("
SPELT = re.compile(r"(?:(?:[A-Z][\w’'-]*|and|for|in|of|on|the)\s)*[A-Z][\w’'-]*\Z")
LONGEST = 100  # letters before an acronym in which its words stand
SHORTEST = 3  # letters of one that is told by its initials alone


def introduced(article: Article, names: Sequence[Name]) -> tuple[tuple[str, str], ...]:
    """Return the acronyms of one article, each with the key of the organization that it stands for.

    In brackets behind it ("Baltic Ports Authority (BPA)") or before it, or made of its initials.
    """
    return tuple(
        (fold(acronym.text), key_of(ORGANIZATION, long.text))
        for acronym, long in chain(_in_brackets(article, names), _by_initials(names))
    )


def _in_brackets(article: Article, names: Sequence[Name]) -> Iterator[tuple[Name, Name]]:
    times = Counter(name.text for name in names)
    for first, second in pairwise(names):
        between = between_names(article, first, second)
        if BRACKET.fullmatch(between) and {first.type, second.type} == {ORGANIZATION}:
            short, long = sorted((first, second), key=lambda name: len(name.text))
            begins = {word[0].lower() for word in re.split(r"[\s-]", long.text) if word}
            abroad = (
                second is short and times[short.text] > 1 and _may_be_of_another_language(short)
            )
            one = " " not in short.text and (short.text[0].lower() in begins or abroad)
            if " " in long.text and (one or _is_shortened(short.text, long.text)):
                yield short, long
    ends = {(name.block, name.end) for name in names}
    for name in names:
        text, end = article.blocks[name.block].text, name.start - len(OPENED)
        opened = name.type is ORGANIZATION and text.endswith(OPENED, 0, name.start)
        unnamed = opened and (name.block, end) not in ends
        if unnamed and (said := _spelt_before(name.text, text[max(0, end - LONGEST) : end])):
            yield name, replace(name, text=said)


def _spelt_before(acronym: str, before: str) -> str:
    """The capitalized words that end a text and begin with an acronym's letters, name or none."""
    letters = acronym.replace(".", "")
    match = SPELT.search(before) if len(letters) >= SHORTEST else None
    said = match[0].split() if match else []
    tails = (said[n:] for n, word in enumerate(said) if word[:1] == letters[:1])
    spelt = (tail for tail in tails if "".join(w[0] for w in tail if w[0].isupper()) == letters)
    return " ".join(next(spelt, ()))


def _may_be_of_another_language(acronym: Name) -> bool:
    """Whether letters in brackets may stand for a name's words in another language: "TNO"."""
    form = fold(acronym.text)
    is_known = form in pairs("organization-forms") or form in words("outlets")
    letters = acronym.text.replace(".", "")
    return letters.isalpha() and letters.isupper() and len(letters) >= SHORTEST and not is_known


def _is_shortened(short: str, long: str) -> bool:
    """Whether a name ends with the initials of all but its first words: "First MSMU"."""
    kept, _, letters = short.rpartition(" ")
    rest = long.removeprefix(f"{kept} ")
    return bool(kept) and rest != long and letters in initials(rest)


def _by_initials(names: Sequence[Name]) -> Iterator[tuple[Name, Name]]:
    """An acronym and the one organization in the article whose words begin with its letters."""
    organizations = {n.text: n for n in names if n.type is ORGANIZATION}
    made: dict[str, dict[str, Name]] = defaultdict(dict)
    for name in organizations.values():
        for capitals in initials(name.text):
            made[capitals].setdefault(key_of(ORGANIZATION, name.text), name)
    for name in organizations.values():
        short = name.text.replace(".", "")
        long = made.get(short, {}) if name.text.isupper() and len(short) >= SHORTEST else {}
        if len(long) == 1 and " " not in name.text:
            yield name, next(iter(long.values()))


def own_acronyms(article: Article, names: Sequence[Name]) -> Mapping[int, Sequence[str]]:
    """Return what an acronym stands for, by its position, where the article itself says so.

    In brackets it is that of the name before it, then that of the paragraph, else any.
    """
    beside = {
        (short.block, short.start): key_of(ORGANIZATION, long.text)
        for short, long in _in_brackets(article, names)
    }
    bodies: dict[str, set[str]] = defaultdict(set)
    for name in names:
        if key := beside.get((name.block, name.start)):
            bodies[fold(name.text)].add(key)
    found: dict[int, Sequence[str]] = {}
    so_far: dict[tuple[str, int], set[str]] = defaultdict(set)
    for position, name in enumerate(names):
        short = fold(name.text)
        if name.type is ORGANIZATION and short in bodies:
            key = beside.get((name.block, name.start))
            here = so_far[short, name.block]
            here.update({key} if key else ())
            found[position] = [key] if key else sorted(here or bodies[short])
    return found
