"""Two names of which an article says that they are one person's: "Guo Lin, known as Guo Mei"."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from slugify import slugify

from whodex.called import MARK, is_other_name
from whodex.models import Article, Name, Register
from whodex.names import fold, given_name_forms, person_name
from whodex.resolve.referents import PERSON, Referent
from whodex.rules import pairs

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
    found = []
    for first, second in pairwise(name for name in names if name.type is PERSON):
        between = between_names(article, first, second)
        if is_other_name(between):
            form, other = sorted(
                (first.text, second.text), key=lambda f: not person_name(f).is_full
            )
            if person_name(form).is_full:
                found.append(Alias(form, other, not MAIDEN.search(between)))
    return tuple(found)


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
