"""Names taken apart: what two forms must share to be forms of one name."""

import re
from dataclasses import dataclass
from functools import cache

from nicknames import NickNamer
from slugify import slugify

from whodex.lexicon.lists import words

SUFFIXES = words("generations")
JOINED = "|".join(sorted(words("joined-articles"), key=len, reverse=True))
GIVEN_TOO = frozenset({"al", "ash", "ben", "della"})  # particles that are given names as well
FAMILY_TOO = frozenset(
    {"ash", "ben", "das", "della", "den", "do", "la", "le", "van"}
)  # and those that are surnames as well, at the end of a name: "Henry Ash"
FAMILY = frozenset({"jr", "sr"})
DESCENDANT = frozenset(
    {"sayyed", "sayyid", "seyed", "seyyed", "seyyid"}
)  # of the Prophet; before a full name
KUNYA = frozenset({"abu", "oum", "umm"})  # father or mother of the child whose name follows
MARKS = str.maketrans("", "", "'’‘`´ʼ.-‐‑")
ARTICLE = re.compile(rf"\b({JOINED}|abu)[-‐‑ ’'](?=\w)", re.IGNORECASE)
NUMERAL = re.compile(r"\s(?:I|(?=[IVX]{2})X{0,3}(?:IX|IV|V?I{0,3}))$")  # "X" may be a surname
INITIALS = re.compile(r"(?<=\b[A-Z]\.)(?=[A-Z])")

# Spellings that transliteration from Arabic, Hebrew and Persian leaves open, folded to one; an
# "e" stays, since it stands for any short vowel (Khaled, Khalid).
UMLAUT = re.compile(r"(?<=[^aeiouy])([ou])e(?=[^aeiouy])")  # "Mueller", written for "Müller"
TRANSLITERATION = (
    (UMLAUT, r"\1"),
    (re.compile(r"ou|oo"), "u"),
    (re.compile(r"ee|ei|ey|ai|ay|ie"), "i"),
    (re.compile(r"iy+|yy+"), "y"),
    (re.compile(r"kh|[cq]"), "k"),
    (re.compile(r"dj"), "j"),
    (re.compile(r"w"), "v"),
    (re.compile(r"o"), "u"),
    (re.compile(r"ah$"), "a"),
    (re.compile(r"(.)\1"), r"\1"),
    (re.compile(r"(?<=[^aeiuy])[iu](?=y)"), ""),
)
VOWELS = re.compile(r"[aeiu]")
EITHER = "either"  # a given name that tells no sex, in given-names.txt
PAIR = 2  # a particle, or a given name, and a surname
SHORTEST = 3  # letters that a transliteration needs to be told from another name


@cache
def fold(text: str) -> str:
    """Reduce a form to what its spellings share: ASCII, lower case, single spaces.

    Hyphens join ("Jong-un" is "jongun"); apostrophes and full stops go ("U.S." is "us").
    """
    plain = text.translate(MARKS)
    words = plain.split()
    if plain.isascii() and "".join(words).isalnum():
        return " ".join(words).lower()  # as slugify would have it, which takes its time
    return str(slugify(plain, separator=" ", backend="text-unidecode"))


@cache
def transliterated(word: str) -> str:
    """Fold a folded word further, to what its transliterations share but for short vowels."""
    for pattern, replacement in TRANSLITERATION:
        word = pattern.sub(replacement, word)
    return word


@cache
def consonants(word: str) -> str:
    """Return a key that all transliterations of a folded word share."""
    return skeleton(word) or word


@cache
def skeleton(word: str) -> str:
    """Return what is the same in two folded words that are the `same_word`; nothing of vowels."""
    return VOWELS.sub("", transliterated(word))


@cache
def given_name_forms(given: str) -> frozenset[str]:
    """Return the names that a folded English given name is short for, or that are short for it."""
    namer = _namer()
    return frozenset(namer.nicknames_of(given)) | frozenset(namer.canonicals_of(given))


@cache
def _namer() -> NickNamer:
    return NickNamer()


@dataclass(frozen=True, slots=True)
class PersonName:
    """A person's name in folded parts, titles left out; particles don't count as parts.

    `words` are the parts with their particles. `is_open` says that the first part may be a
    particle: "Al Gore" has a given name, "Al Thani" has none.
    """

    parts: tuple[str, ...]
    suffix: str | None
    words: tuple[str, ...] = ()
    is_open: bool = False

    @property
    def surname(self) -> str:
        """The last part; of a name with the family name first it is the given name."""
        return self.parts[-1] if self.parts else ""

    @property
    def has_numeral(self) -> bool:
        """Whether there is a numeral, as kings and popes have: "Jr." is a commoner's."""
        return bool(self.suffix) and self.suffix not in FAMILY

    @property
    def is_full(self) -> bool:
        """Whether there is more than a surname."""
        return len(self.parts) > 1


@cache
def person_name(text: str) -> PersonName:
    """Take a form apart: "Mohammed bin Abdulrahman al-Thani" is mohammed, abdulrahman, thani."""
    spaced = INITIALS.sub(" ", ARTICLE.sub(r"\1 ", text))
    folded = [word for word in map(fold, re.split(r"[\s,]+", spaced)) if word]
    numeral = not text.isupper() and NUMERAL.search(text)
    is_suffix = len(folded) > 1 and (folded[-1] in SUFFIXES or numeral)
    suffix = folded.pop() if is_suffix else None
    while len(folded) > 1 and folded[0] in words("titles"):
        del folded[0]
    while len(folded) > PAIR and folded[0] in DESCENDANT:
        del folded[0]
    last = len(folded) - 1
    parts = [
        word
        for n, word in enumerate(folded)
        if word not in words("name-particles") or (n == last and word in FAMILY_TOO)
    ]
    is_open = len(folded) == PAIR and folded[0] in GIVEN_TOO and _is_capital_word(text)
    return PersonName(tuple(folded if is_open else parts or folded), suffix, tuple(folded), is_open)


def is_mere_particle(text: str) -> bool:
    """Return whether a form is a particle and nobody's name: "bin", where "Ben" is one."""
    return fold(text) in words("name-particles") - GIVEN_TOO - FAMILY_TOO


def _is_capital_word(text: str) -> bool:
    """Whether a form begins with a word of its own in capitals, as "al-Sabri" doesn't."""
    first, _, rest = text.partition(" ")
    return first.istitle() and first.isalpha() and bool(rest)


def same_word(a: str, b: str) -> bool:
    """Whether two folded words may be transliterations of one."""
    if a == b:
        return True
    bare_a, bare_b = transliterated(a), transliterated(b)
    if len(bare_a) != len(bare_b) or min(len(a), len(b)) < SHORTEST:
        return False
    return all(
        x == y or ("e" in (x, y) and VOWELS.match(x) and VOWELS.match(y))
        for x, y in zip(bare_a, bare_b, strict=True)
    )


def same_given(a: str, b: str) -> bool:
    """Whether two folded given names may be one: equal, an initial, a nickname, a spelling."""
    if a == b:
        return True
    if 1 in (len(a), len(b)):
        return a[0] == b[0]
    known_a, known_b = given_name_forms(a), given_name_forms(b)
    if b in known_a or a in known_b:
        return True
    if known_a and known_b:
        return False  # two English names of their own, however alike they sound
    return same_word(a, b)


def compatible(a: PersonName, b: PersonName) -> bool:
    """Whether two full names may be one person's.

    Surname and given name agree, and so does what stands between them, where both have it; or
    the family name comes first in one and last in the other.
    """
    if a.suffix and b.suffix and a.suffix != b.suffix:
        return False
    if "".join(a.parts) == "".join(b.parts):
        return True
    if not (a.is_full and b.is_full):
        return False
    english = any(given_name_forms(name.parts[0]) for name in (a, b))
    if a.parts == b.parts[::-1] and not english:
        return True
    bare_a, bare_b = (UMLAUT.sub(r"\1", name.surname) for name in (a, b))
    same_surname = bare_a == bare_b if english else same_word(a.surname, b.surname)
    return same_surname and same_given(a.parts[0], b.parts[0]) and _same_middle(a, b)


def _same_middle(a: PersonName, b: PersonName) -> bool:
    """Whether what stands between given name and surname may be the same, or left out."""
    shorter, longer = sorted((a.parts[1:-1], b.parts[1:-1]), key=len)
    if all(len(part) == 1 for part in shorter):
        return all(map(same_given, shorter, longer))  # "George W." is no "George H. W."
    rest = iter(longer)
    return all(any(same_given(part, other) for other in rest) for part in shorter)


def is_short_for(short: PersonName, full: PersonName) -> bool:
    """Whether `short` is the end of `full`: its surname, with or without what precedes it."""
    if short.is_open:
        return full.is_full and full.words[-PAIR:] == short.words != full.words
    n = len(short.parts)
    if _is_kunya(short) and KUNYA.isdisjoint(full.words[-PAIR:-1]):
        return False
    if short.is_full and _is_patronymic(short, full):
        return False
    return (
        n < len(full.parts)
        and (not short.suffix or short.suffix == full.suffix)
        and all(map(same_word, short.parts, full.parts[-n:]))
    )


def _is_kunya(name: PersonName) -> bool:
    """Whether a name is that of somebody's father or mother: "Abu Omar"."""
    return len(name.words) == PAIR and name.words[0] in KUNYA


def _is_patronymic(short: PersonName, full: PersonName) -> bool:
    """Whether `full` is a child's name that ends in `short`: "Tariq bin Hamid al-Dosari"."""
    n = len(short.words)
    ends = full.words[-n:] == short.words != full.words
    return ends and full.words[-n - 1] in words("patronymics")


def begins(short: PersonName, full: PersonName) -> bool:
    """Whether `short` is the first part of `full`: a given name, or a family name put first."""
    one = len(short.parts) == 1 < len(full.parts)
    return one and short.parts[0] == full.parts[0] and not _is_kunya(short)


def nicknamed(short: PersonName, full: PersonName) -> bool:
    """Whether `short` is a nickname of the given name in `full`, or the name that it stands for."""
    return len(short.parts) == 1 < len(full.parts) and short.parts[0] in given_name_forms(
        full.parts[0]
    )


def stands_inside(short: PersonName, full: PersonName) -> bool:
    """Whether `short` is a middle part of `full`: the first of two surnames, as in Spanish."""
    return len(short.parts) == 1 and short.parts[0] in full.parts[1:-1]
