"""Two names of which an article says that they are one person's: "Guo Lin, known as Guo Mei"."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from slugify import slugify

from whodex.called import MARK, is_other_name
from whodex.models import Article, BlockKind, Name, Register
from whodex.names import PersonName, fold, given_name_forms, is_short_for, person_name
from whodex.resolve.referents import PERSON, Referent
from whodex.rules import pairs

NEAR = 40  # characters before a name in which the word "born" stands
BORN = re.compile(rf"(?:^|[.!?][”\"’']?\s)Born\s(?:as\s)?{MARK}$")
NICKNAMED = re.compile(r"^(?:\S+\s)+?[“\"‘'(](?P<nick>[^\s”\"’')]+)[”\"’')]\s(?P<rest>.+)$")
MAIDEN = re.compile(rf"\b(?:born|née|nee|né)\s{MARK}$")  # a surname that says nothing elsewhere


@dataclass(frozen=True, slots=True)
class Alias:
    """Two forms of one person's name; `everywhere`: the other is theirs in all articles."""

    form: str
    other: str
    everywhere: bool


@cache
def aliases(article: Article, names: tuple[Name, ...]) -> tuple[Alias, ...]:
    """What an article says of other names; one of the two is a full one."""
    people = [name for name in names if name.type is PERSON]
    found = [*_born(article, people), *_nicknamed(people), *_shortened(people)]
    for first, second in pairwise(people):
        between = between_names(article, first, second)
        if is_other_name(between):
            form, other = sorted(
                (_in_full(first.text, people), second.text),
                key=lambda f: not person_name(f).is_full,
            )
            if person_name(form).is_full:
                found.append(Alias(form, other, not MAIDEN.search(between)))
    return tuple(found)


def _in_full(form: str, people: Sequence[Name]) -> str:
    """A surname as the one full name in the article that ends in it: "Lind, born Karl Berg"."""
    short = person_name(form)
    if short.is_full:
        return form
    full = {name.text for name in people if is_short_for(short, person_name(name.text))}
    return full.pop() if len(full) == 1 else form


def _born(article: Article, people: Sequence[Name]) -> Iterator[Alias]:
    """The name that the only person of the headline was born by: "Born Karl Lind in Oslo, he …"."""
    full = [name for name in people if person_name(name.text).is_full]
    texts = [block.text for block in article.blocks]
    in_title = {n.text for n in full if article.blocks[n.block].kind is BlockKind.TITLE}
    for name in full if len(in_title) == 1 else ():
        before = texts[name.block][max(0, name.start - NEAR) : name.start]
        if BORN.search(before) and name.text not in in_title:
            yield Alias(next(iter(in_title)), name.text, everywhere=False)


def _nicknamed(people: Sequence[Name]) -> Iterator[Alias]:
    """The nickname inside a full name with the surname: "Al Capone" of Alphonse “Al” Capone."""
    for form in dict.fromkeys(name.text for name in people):
        if match := NICKNAMED.match(form):
            yield Alias(form, f"{match['nick']} {match['rest']}", everywhere=False)


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
                yield Alias(other, form, everywhere=False)


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
