"""Other names of organizations and places: "also called", in an editor's brackets, a slip away."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from itertools import combinations, pairwise

from rapidfuzz.distance import OSA

from whodex.lexicon.names import fold
from whodex.lexicon.places import Known, known
from whodex.resolve.aliases import between_names, two_in_one_sentence
from whodex.resolve.bodies import body, owner
from whodex.resolve.referents import PERSON, Key, key_of
from whodex.values.article import Article, EntityType
from whodex.values.entities import Name

ALSO = re.compile(
    r"\)?(?:,|\s\(|\s[-–—])?\s(?:(?:which|that)\s(?:is|was)\s)?"
    r"(?:also|formerly|previously|better|locally|officially|otherwise|commonly)\s"
    r"(?:called|known\s(?:as|by)|named|referred\sto\sas|spelled|spelt|written)\s(?:the\s)?[“\"‘']?"
)
EDITORS = re.compile(r"\s\[")
LONG = 5  # letters of a word that may be misspelt
LONGER = 8  # letters of a name of one word that may be so
CROWD = 30  # names with the same beginning or end beyond which nobody looks for slips


@cache
def also_called(article: Article, names: tuple[Name, ...]) -> tuple[tuple[Name, Name], ...]:
    """Return pairs of names that an article says are one thing's, the better known one first.

    That is what the article uses more, or an editor does: "Ayasofya [Hagia Sophia]".
    """
    times = Counter(name.text for name in names)
    return (
        *_bracketed(article, names),
        *(
            (second, first)
            if EDITORS.fullmatch(between) or times[second.text] > times[first.text]
            else (first, second)
            for first, second in pairwise(names)
            if first.type is second.type is not PERSON
            for between in [between_names(article, first, second)]
            if ALSO.fullmatch(between) or (EDITORS.fullmatch(between) and not first.text.isupper())
        ),
    )


def _bracketed(article: Article, names: Sequence[Name]) -> Iterator[tuple[Name, Name]]:
    """A place with its initials in brackets, or a thing whose were taken for another kind's."""
    for first, second in pairwise(names):
        is_place = first.type is second.type is EntityType.PLACE
        if (is_place or first.type is not second.type) and PERSON not in {first.type, second.type}:
            opens = between_names(article, first, second) == " ("
            if opens and second.text.replace(".", "") in initials(first.text):
                yield first, second


def variants(article: Article, names: Sequence[Name]) -> Mapping[Key, str]:
    """Return the keys that are slips of others in the article, each with the key that is meant.

    Two that stand in one sentence are two; what stands more often is right, or the plural.
    """
    forms: dict[Key, list[Name]] = defaultdict(list)
    for name in names:
        if name.type is not PERSON:
            forms[name.type, key_of(name.type, name.text)].append(name)
    found: dict[Key, str] = {}
    for (kind, one), (_, other) in _near(sorted(forms)):
        a, b = forms[kind, one], forms[kind, other]
        if not _is_slip(one, other) or two_in_one_sentence(article, a + b):
            continue
        (slip, _), (kept, _) = sorted(((one, a), (other, b)), key=lambda each: len(each[1]))
        found.setdefault((kind, slip), kept)
    return {(kind, slip): kept for (kind, slip), kept in found.items() if (kind, kept) not in found}


def _near(keys: Sequence[Key]) -> Iterator[tuple[Key, Key]]:
    """Pairs of keys of one kind and as many words that begin or end alike, each pair once."""
    crowds: dict[tuple[EntityType, int, str], list[Key]] = defaultdict(list)
    for kind, key in keys:
        first, *rest = key.split() or [""]
        if not any(map(str.isdigit, key)):
            for end in {first, rest[-1]} if rest else {f"{key[:LONG]}…"}:
                crowds[kind, len(rest), end].append((kind, key))
    pairs = (pair for crowd in crowds.values() for pair in combinations(crowd[:CROWD], 2))
    yield from dict.fromkeys(pairs)


def _is_slip(one: str, other: str) -> bool:
    """Whether two keys differ in one word, and in that by a letter or in "west" and "western"."""
    differ = [(a, b) for a, b in zip(one.split(), other.split(), strict=True) if a != b]
    if len(differ) != 1 or (known(one) and known(other)) or body(one) or body(other):
        return False
    shorter, longer = sorted(differ[0], key=len)
    if " " in one and longer == f"{shorter}ern":
        return True
    shortest = LONG if " " in one else LONGER
    both_known = min(known(shorter), known(longer)) >= Known.TOWN
    slips = len(shorter) >= shortest and shorter[0] == longer[0] and not both_known
    return slips and OSA.distance(shorter, longer) == 1


def initials(form: str) -> Iterator[str]:
    """The capitals with which a form's words begin, if several do; a country may be left out."""
    parts = form.removeprefix("The ").split()
    starts = [n for n in range(1, len(parts)) if owner(fold(" ".join(parts[:n])))]
    for start in (0, *starts[-1:]):
        capitals = "".join(word[0] for word in parts[start:] if word[0].isupper())
        if len(capitals) > 1:
            yield capitals
