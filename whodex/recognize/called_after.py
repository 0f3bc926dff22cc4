"""What bears a person's name and is none: things called after somebody, groups, gods, characters.

All of it is told by the words right before and behind a name.
"""

import re
from collections.abc import Iterator

from whodex.lexicon.lists import words
from whodex.lexicon.names import fold
from whodex.lexicon.places import known

CAPITAL = r"[A-Z][\w’'-]*"
FEW = 3  # capitalized words behind a name of which one says what is called after it
BEHIND = re.compile(rf"(?:\s{CAPITAL}){{1,{FEW}}}")
RUN = re.compile(rf"\b{CAPITAL}(?:\s{CAPITAL})+")
LONGEST = len(max(words("ship-prefixes"), key=len)) + len(" ")
PAIR = 2  # words that a given name and a surname are
PREFIX = re.compile(r"\b([A-Z]{2,5})\s\Z")

PLAYERS = r"(?:singer|vocalist|frontman|frontwoman|guitarist|bassist|drummer|keyboardist)s?"
BAND = r"(?:band|duo|trio|quartet|quintet|supergroup)"
GROUP_BEHIND = re.compile(
    rf"(?:['’]s?)?\s(?:(?:lead|former|founding|then|current)\s)?{PLAYERS}\b"
    r"|,?\s(?:(?:was|were|which|who)\s){0,2}formed\sin\b"
    r"|\s(?:consists?|consisted)\sof\b"
    r"|\s(?:has\s|have\s)?released\s(?:their|its)\b"
    rf"|,\san?\s(?:[\w-]+\s){{0,3}}{BAND}\b"
)
GROUP_BEFORE = re.compile(
    rf"\b{BAND}\s(?:(?:called|named)\s)?[“\"‘']?\Z"
    r"|\b(?:frontman|frontwoman|lead\s(?:singer|vocalist|guitarist)|(?:fellow|band)\smembers)\sof\s\Z"
)
PLAYER_OF = re.compile(rf"\b(?i:{PLAYERS})\s(?:{CAPITAL}\s){{0,3}}of\s(?:the\s)?(?:band\s)?\Z")
FOREIGN = re.compile(r"([^\W\d_][\w’'‘`]*)\s(?:\w+\s)?(?:al|ul|as|ash|ad|an|e)[-‐‑]", re.IGNORECASE)

NOUNS = "|".join(sorted(words("figure-nouns")))
WORKS = "|".join(sorted(words("works")))
FIGURE_BEFORE = re.compile(
    rf"\b(?:{NOUNS}|(?:the|an?|[A-Z][a-z]+)\sgod)\s(?:(?:of|called|named)\s)?[“\"‘']?\Z"
    rf"|\b(?:{WORKS}|strip)(?:['’]s)?\shero(?:ine)?\s[“\"‘']?\Z"
    r"|\b(?:dressed|cosplay(?:s|ed|ing)?|costumed)\s(?:up\s)?as\s\Z"
    r"|\bfictional\s(?:[a-z]+\s)?\Z"
)
FIGURE_BEHIND = re.compile(
    rf",\s(?:an?|the)\s(?:[\w-]+\s){{0,2}}(?:{NOUNS})\s(?:in|from|of|played|voiced|created)\b"
    r"|(?:,|\sis|\swas)\san?\s(?:fictional|mythical|mythological)\b"
    r"|,\s(?:the\s)?(?:[\w-]+\s)?(?:god|goddess)\sof\b"
)
FROM_WORK = re.compile(  # "from the Moon Wars series", "from Moon Wars: Kelmo"
    rf"\sfrom\s(?:(?:the\s)?(?:{CAPITAL}\s){{1,5}}(?:{WORKS})\b"
    rf"|{CAPITAL}(?:\s{CAPITAL}){{0,3}}:\s{CAPITAL})"
)
ACTS = re.compile(  # "portrayed Black Cat, also known as King "
    r"\b(?:as|(?:play|portray|voice|star)(?:s|ed|ing)?(?:\sas)?)\s"
    rf"(?:(?:{CAPITAL}\s?){{1,3}},\s(?:also|better|otherwise)\sknown\sas\s(?:[A-Z][a-z]+\s)?)?\Z"
)
IN_WORK = re.compile(
    r"(?:,\s(?:also|better|otherwise)\sknown\sas\s[^,.;]{1,40})?,?\sin\s(?:the|an?|his|her|this|that|two|three|four|five|several|many|both|all)\s"
    rf"(?:[\w’'-]+\s){{0,4}}?(?:{WORKS})s?\b"
)
TITLED = re.compile(  # "the documentary Beware of Mr. "
    rf"\b(?:{WORKS}|album|biography|book|documentary|memoir|song)\s(?:(?:called|entitled|titled)\s)?"
    rf"[“\"‘']?(?:{CAPITAL}\s){{1,4}}of\s(?:the\s)?(?:(?:Mr|Mrs|Ms|Dr)\.?\s)?\Z"
)
LONGEST_TITLE = 80  # letters of a work's noun and title before a name in it
ALL_OF_THEM = re.compile(
    r"\s(?:clan|dynasty|family)\b(?!\sof\b)|\s(?:people|tribe|ethnic\s(?:group|minority))\b"
)
OF_A_FAMILY = re.compile(r"\b[Tt]he\s(?:[\w-]+\s){0,2}\Z")
PLAYED = re.compile(
    rf"\b(?:(?:play|portray|voice)(?:s|ed|ing)?|as)\s(?:[^.;:!?]*\s)?{CAPITAL}\s?\Z"
)
LIKENED = re.compile(
    r"\b(?:nicknamed|dubbed|called|known\sas|considered|hailed\sas|described\sas)\s(?:the|an?)\s[“\"‘']?\Z"
)
OF_ANOTHER = re.compile(r"\sof\s(?:the\s)?[A-Z]")
INTRODUCED = re.compile(r",\s(?:an?|who|whose)\s")
SCREEN = re.compile(r"\b(?:act(?:or|ress)|cast|drama|films?|movies?|role|sitcom|starring)\b")
ANIMAL_BEFORE = re.compile(
    rf"\b(?:{'|'.join(sorted(words('animal-nouns')))})"
    r"(?:\s(?:who\swas\s|that\swas\s)?(?:named|called)\s[“\"‘']?|(,)?\s)\Z"
)
ACTS_ALONE = re.compile(r"\b(?:(?:play|portray|voice)(?:s|ing)|star(?:s|red|ring)?\sas)\s\Z")


def thing_behind(text: str, end: int) -> int:
    """Return where a thing's name ends that begins with somebody's; 0 where none does.

    "Ada Holm" ends at `end` in "the Ada Holm Space Telescope".
    """
    behind = BEHIND.match(text, end)
    found = 0
    for match in re.finditer(r"[\w’'-]+", behind[0]) if behind else ():
        if fold(match[0]) in words("eponymous-heads"):
            found = end + match.end()
    return found


def called_after(text: str) -> Iterator[tuple[str, ...]]:
    """Yield the names after which a text's things are called, by words: "Ada", "Holm".

    Of "Ada Holm Space Telescope" nobody knows whether "Ada Holm Space" is one, so both are yielded.
    """
    for match in RUN.finditer(text):
        parts = match[0].split()
        heads = [n for n, part in enumerate(parts) if fold(part) in words("eponymous-heads")]
        if heads:
            yield from (tuple(parts[:n]) for n in (heads[0] - 1, heads[0]) if n >= PAIR)


def is_in_a_thing(text: str, start: int, end: int) -> bool:
    """Whether somebody's name stands within a thing's: a prize's, a ship's, a film's, all kin's."""
    if " " in text[start:end]:
        if thing_behind(text, end) or _is_likened(text, start, end):
            return True
    elif _is_a_family(text, start, end) or is_own_work(text, start, end):
        return True
    if TITLED.search(text, max(0, start - LONGEST_TITLE), start):
        return True
    before = PREFIX.search(text, max(0, start - LONGEST), start)
    first = before[1] if before else text[start:end].partition(" ")[0]
    return first in words("ship-prefixes")


def is_own_work(text: str, start: int, end: int) -> bool:
    """Whether a surname is what a film on its bearer is called: "portraying Ada Holm in Holm"."""
    surname = text[start:end]
    if " " in surname or not text.startswith(
        f" {surname} in ", start - len(surname) - len("  in ")
    ):
        return False
    return PLAYED.search(text, max(0, start - LONGEST_TITLE), start - len(surname) - 5) is not None


def _is_likened(text: str, start: int, end: int) -> bool:
    """Whether another is likened to somebody: 'nicknamed the "Ada Holm of Larn"'."""
    likened = LIKENED.search(text, max(0, start - LONGEST_TITLE), start)
    return likened is not None and OF_ANOTHER.match(text, end) is not None


def _is_a_family(text: str, start: int, end: int) -> bool:
    """Whether a name is that of all who bear it: "the wealthy Holm family", "the Asona people"."""
    if ALL_OF_THEM.match(text, end) is None:
        return False
    return OF_A_FAMILY.search(text, max(0, start - LONGEST_TITLE), start) is not None


def is_group(form: str, before: str, after: str) -> bool:
    """Whether what stands around a name, or its first word, says that it is a group's."""
    foreign = FOREIGN.match(form)
    if foreign and fold(foreign[1]) in words("group-words"):
        return True
    if " " in form and not known(form) and is_led_by(before):
        return not after.startswith(("'", "’"))
    joined = before.endswith((" and ", " & "))  # "Ada Holm and Eva Bok, a duo"
    return bool(GROUP_BEFORE.search(before) or (not joined and GROUP_BEHIND.match(after)))


def is_led_by(before: str) -> bool:
    """Whether words before a name say that it is a group's: "bassist Ada Holm of "."""
    return PLAYER_OF.search(before) is not None or GROUP_BEFORE.search(before) is not None


def is_formed(after: str) -> bool:
    """Whether words behind a name say that it is a group's: " was formed in 1974"."""
    return not after.startswith(("'", "’")) and GROUP_BEHIND.match(after) is not None


def is_figure(before: str, after: str) -> bool:
    """Whether what stands around a name says that nobody lives by it: a god, a character."""
    return bool(FIGURE_BEFORE.search(before) or FIGURE_BEHIND.match(after))


def is_from_work(after: str) -> bool:
    """Whether words behind a name say in which work it stands: " from the Moon Wars series"."""
    return FROM_WORK.match(after) is not None


def is_part(form: str, before: str, after: str) -> bool:
    """Whether a name is likely a part that somebody plays: "as Ada Holm in the film"."""
    if ACTS.search(before) and IN_WORK.match(after):
        return True
    return bool(ACTS_ALONE.search(before) and INTRODUCED.match(after)) and (
        " " not in form or bool(SCREEN.search(before) or SCREEN.search(after))
    )


def is_played(before: str) -> bool:
    """Whether words before a name say that somebody plays it: "voices "."""
    return ACTS_ALONE.search(before) is not None


def is_animal(form: str, before: str, after: str) -> bool:
    """Whether one word is an animal's: "police dog Rex", "a bear named Knut", "the ape, Massa,"."""
    if " " in form:
        return False
    said = ANIMAL_BEFORE.search(before)
    return said is not None and (not said[1] or after.startswith(","))
