"""People by the parts of their names, so that nobody is looked for among all of an article."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import product
from math import prod

from whodex.lexicon.names import PersonName, given_name_forms, person_name, skeleton, transliterated
from whodex.resolve.referents import IsPart, Referent

Known = tuple[str, Referent]  # a form, and who bears it


class Parts:
    """Finds those of some people, given by their forms, of whose names another is a part."""

    def __init__(self, people: Mapping[str, Referent]) -> None:
        self._by_part: dict[str, list[Known]] = defaultdict(list)
        for known in people.items():
            for key in dict.fromkeys(_keys(person_name(known[0]))):
                self._by_part[key].append(known)
        self._found: dict[tuple[IsPart, str], tuple[Known, ...]] = {}

    def whose(self, is_part: IsPart, form: str) -> tuple[Known, ...]:
        """The forms of which `form` is a part, as `is_part` has it, with their bearers."""
        found = self._found.get((is_part, form))
        if found is None:
            short = person_name(form)
            around = self._by_part.get(skeleton(short.surname), ())
            found = tuple(known for known in around if is_part(short, person_name(known[0])))
            self._found[is_part, form] = found
        return found


class Alike:
    """Finds people by a word of their names, or by another that may be the `same_word`."""

    __slots__ = ("_by_word",)

    def __init__(self) -> None:
        self._by_word: dict[str, dict[Referent, None]] = {}

    def add(self, word: str, person: Referent) -> None:
        """Take somebody in under a folded word."""
        self._by_word.setdefault(transliterated(word), {})[person] = None

    def like(self, word: str) -> Iterator[Referent]:
        """Yield those whose word may be the same as `word`, and others in whose word it is near."""
        found = self._by_word
        spellings = spelt(transliterated(word), len(found))
        for spelling in found if spellings is None else spellings:
            yield from found.get(spelling, ())


def spelt(word: str, most: int) -> list[str] | None:
    """Return how a transliterated word may be spelt, where "e" is any short vowel.

    Return None where that is in more ways than `most`.
    """
    options = [VOWEL_SPELLINGS.get(letter, letter) for letter in word]
    if prod(map(len, options)) > most:
        return None
    return ["".join(letters) for letters in product(*options)]


VOWEL_SPELLINGS = {"e": "eaiu", "a": "ae", "i": "ie", "u": "ue"}


def _keys(full: PersonName) -> Iterator[str]:
    """What is compared of a full name, and what its given name is short for."""
    yield from map(skeleton, (*full.parts, *full.words[-1:]))
    for given in full.parts[:1]:
        yield from map(skeleton, given_name_forms(given))


def by_inner_ends(forms: Iterable[str]) -> Mapping[str, Sequence[str]]:
    """Full forms by the ends of which they are more than that; `end_of` is the key of another."""
    found: dict[str, list[str]] = defaultdict(list)
    for form in forms:
        full = person_name(form)
        ends = {_key(full.parts[-n:]) for n in range(2, len(full.parts))}
        if len(full.words) > 2:  # noqa: PLR2004 - more than a particle and a surname
            ends.add(_key(full.words[-2:]))
        for end in ends:
            found[end].append(form)
    return found


def end_of(form: str) -> str:
    """The key under which `by_inner_ends` has the forms that may end in this one."""
    return _key(person_name(form).parts)


def _key(parts: Iterable[str]) -> str:
    return " ".join(map(skeleton, parts))


def same_surname(short: PersonName, full: PersonName) -> bool:
    """Whether two names have their last part in common, letter for letter."""
    return short.surname == full.surname
