"""What one sentence counts: a number, and how many of what it is.

A count is read in full or not at all: what is feared, foretold, part of another count
("including", "40 percent of") or of one day among many isn't counted.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from whodex.lexicon.english import FUNCTION_WORDS
from whodex.lexicon.lists import pairs, words
from whodex.lexicon.numbers import NUMBER, SCALES, SPACED, bounds

BEFORE = 60  # as many letters tell what a place, or a number, is to its sentence
NEAR = 500  # letters of a very long sentence, as in a text without sentence ends
KILL, INJURE, DEATHS, CASES = "killed", "injured", "deaths", "cases"
HELD, PAUSE = "hostages", "length of a pause"
PEOPLE = (KILL, INJURE)  # of whom is said who they are
QUALIFIER = "|".join(sorted(words("number-qualifiers"), key=len, reverse=True))
COUNT = rf"(?<![\w.,:/$€£'’-])(?P<qualifier>(?:{QUALIFIER}) )?(?P<number>{NUMBER})"
NOT_WHOM = "|".join(sorted(FUNCTION_WORDS | {"percent", "per", "cent", "more", *SCALES}))
NAMED = rf"(?: [“‘\"']?(?!(?:{NOT_WHOM})\b)[A-Za-z][\w’-]*[”’\"']?)"
WHOM = rf"(?P<whom>{NAMED}{{1,3}}?)"
PART_OF = r"(?P<part> of (?:the|those|these|its|their) (?:[\d,]+|[a-z-]+)\b)"
INSERTED = r"(?:,? (?:including|among them|most of them|many of them|mostly)[^,;]{0,80},)?"
KILLED = r"(?:killed|dead|slain|died|lost their lives|perished)"
INJURED = "(?:injured|wounded|hurt)"
FINITE = r"(?: have| has| had)? (?:been|being|were|was|are)"
SURE = r"(?: reportedly| also)?(?: confirmed| found| reported)?(?: reportedly| also)?"
BE = rf"(?: who| that)?(?:{FINITE}|(?: have| has| had)?){SURE}"
ENDED = rf"(?:{FINITE}{SURE} {KILLED}| died| perished)\b"
UNIT = r"(?P<unit>day|week|month|year)s?"
HOSTAGES = "hostages|captives"
TRUCE = "pause|truce|cease-?fire|lull|halt"
ENDS = (
    r"(?=$|[.,;:)”]| (?:and (?:injur|wound|hurt)|in|at|on|near|after|when|as|since|so far|with)\b)"
)
CASE_WORDS = (
    r"(?: (?:confirmed|known|reported|recorded|total|positive|[\w-]*-related|related|linked|{}))"
    r"{{0,3}}"
)
# Of what a pattern asks for one: most paragraphs have none.
DEAD = ("killed", "dead", "slain", "died", "lives", "perish")
HURT = ("injured", "wounded", "hurt")
ILL = ("cases", "infections")
CAPTIVE = ("hostages", "captives")
STILL = ("pause", "truce", "cease", "lull", "halt")
SOME_NUMBER = re.compile(rf"[\d½⅓⅔¼¾]|\b(?:{'|'.join((*pairs('number-words'), *SCALES))})")
NATIONS = ("ians", "eans", "anis", "elis", "aqis")  # Palestinians, Chileans, Pakistanis, Israelis
# What speaks against a count. Before the number, in its clause or right at it:
UNREAL = re.compile(
    r"\b(?:may|might|could|would|will|can|should|shall|fear(?:s|ed|ing)?|if|unless|threat\w*|plot\w*"
    r"|plan(?:s|ned|ning)?|expect\w*|predict\w*|forecast\w*|project(?:s|ed)|simulat\w*|risk\w*"
    r"|denie[sd]|deny|estimates?|model(?:s|led)?|not|never|n['’]t|rumou?r\w*|false(?:ly)?|hypothetical\w*|wrong(?:ly)?"
    r"|mistaken(?:ly)?|to (?:kill|injure|wound))\b(?! only\b)",
    re.IGNORECASE,
)
CLAUSE = re.compile(r"[;:—–]|, |\b(?:but|and)\b")
PART = re.compile(
    r"(?:\b(?:includ(?:ing|es|ed)|among (?:them|whom|which)|another|a further|first|last|other|next"
    r"|few|several|many|couple of|out of|tens of|in|by|from|earlier|no)|%"
    rf"|(?:percent|per cent) of(?: the)?|\b(?:{'|'.join(SCALES)})s?) $",
    re.IGNORECASE,
)
OF_THE = re.compile(r"\bof (?:the|those|these|its|their|his|her|our)(?: [\w-]+)? $", re.IGNORECASE)
ALL_OF = re.compile(r"\ball(?: of)?(?: the)? $", re.IGNORECASE)
BARE_THE = re.compile(r"\b(?:the|these|those|all|both) $", re.IGNORECASE)
MONTH_BEFORE = re.compile(r"[A-Z][\w.]*,? $")
EARLIER = re.compile(
    r"\b(?:earlier|previous|initial|prior|old|preliminary) (?:[a-z]+ ){0,2}"
    r"(?:toll|count|figure|report|estimate|number)s? (?:of|was|stood at|from) $",
    re.IGNORECASE,
)
# After it: part of a count, or of one day.
REST = re.compile(
    rf" and (?:an?(?:other)?|one|[\d,]+|{'|'.join(pairs('number-words'))})\b"
    r"(?! (?:others? )?(?:were )?(?:injur|wound|hurt))"
)
SUBSET = re.compile(
    r",? (?:were|are|was) (?:of|among)\b| (?:years?|months?|days?|weeks?) (?:ago|later)\b"
)
RATE = re.compile(
    r"\b(?:annually|on average|(?:per|a|each|every) (?:day|week|month|year)|per [\d,]+|yearly)\b",
    re.IGNORECASE,
)
YEAR_LIKE = re.compile(r"(?:19|20)\d\d")
# What becomes of hostages. Those to be freed are a matter of offers and demands: no count.
TO_BE_FREED = re.compile(
    r"\b(?:free|frees|freeing|releas(?:e|es|ing)|exchange|swap|hand(?:s|ing)? over|return|let go)\b"
    r"[^,;]{0,40}$"
)
FREED_BEFORE = re.compile(r"\b(?:freed|released|rescued|handed over)\b[^,;]{0,15}$")
FREED = r"(?:freed|released|rescued|exchanged|swapped|returned|handed)\b"
AFTER_HOSTAGES = tuple(
    (thing, re.compile(pattern))
    for thing, pattern in (
        ("hostages freed", rf"[^,;]{{0,20}}\b(?:were|was|(?:have|had|has) been) {FREED}"),
        ("", rf"[^,;]{{0,30}}\b{FREED}"),
        ("hostages killed", r"[^,;]{0,20}\b(?:dead|killed|died)\b"),
        ("hostages taken", r"[^,;]{0,20}\b(?:taken|seized|abducted|kidnapped)\b"),
        ("hostages held", r"[^.;]{0,40}\b(?:held|holding|still|remain\w*|captivity|alive|kept)\b"),
    )
)
TAKEN_BEFORE = re.compile(r"\b(?:took|taken|taking|seized|abducted|kidnapped)\b[^,;]{0,20}$")
HELD_BEFORE = re.compile(
    r"\b(?:hold|holds|holding|held|still|keeps?|keeping|remaining)\b[^,;]{0,30}$"
)


@dataclass(frozen=True, slots=True)
class Found:
    """A number in a sentence, with what it counts."""

    thing: str
    match: re.Match[str]
    sentence: str

    @property
    def start(self) -> int:
        """Where the words begin, with what stands before the number ("at least")."""
        return self.match.start("qualifier" if self.match["qualifier"] else "number")

    @property
    def before(self) -> str:
        """What stands before the words in the sentence."""
        return self.sentence[max(0, self.start - NEAR) : self.start]

    @property
    def after(self) -> str:
        """What stands behind the words in the sentence."""
        return self.sentence[self.match.end() : self.match.end() + NEAR]

    @property
    def near(self) -> str:
        """The sentence, of a very long one what stands around the words."""
        return self.before + self.match[0] + self.after


def counted(sentence: str) -> Iterator[Found]:
    """Yield each number of the sentence with the thing that it counts, if nothing objects."""
    folded = sentence.casefold()
    asked = [one for one in _patterns() if any(word in folded for word in one[1])]
    if not (asked and SOME_NUMBER.search(folded)):
        return
    seen: set[int] = set()
    for thing, _, text in asked:
        for match in _compiled(text).finditer(sentence):
            if match.start("number") in seen:
                continue
            seen.add(match.start("number"))
            kind = _kind(match.groupdict().get("whom") or "people", thing)
            found = Found(f"{kind} {thing}" if thing in PEOPLE else thing, match, sentence)
            if kind and not any(objects(found) for objects in OBJECTIONS):
                yield found


@cache
def _patterns() -> tuple[tuple[str, tuple[str, ...], str], ...]:
    """Say how the news count: one pattern a way of putting it, the longest first.

    Each has the words of which it asks for one.
    """
    toll = r"(?:death toll|toll|number of (?:the )?dead|number of (?:people|\w+) killed)"
    reach = (
        r"(?: [\w,’'-]+){0,6}?(?: (?:at|to|reached|is|was|of|has|have|had|hit)"
        r"|(?= (?:surpassed|exceeded|topped|passed)\b))"
    )
    case = CASE_WORDS.format(_disease_names())
    later = r"(?! [a-z]+ (?:ago|later))"
    return (
        (KILL, DEAD, rf"{COUNT}{PART_OF}{WHOM}?{ENDED}"),
        (KILL, DEAD, rf"{COUNT}{WHOM}{INSERTED}{BE} {KILLED}\b"),
        (KILL, DEAD, rf"{COUNT}{INSERTED}(?:{FINITE}{SURE} {KILLED}\b|{SURE} {KILLED}{ENDS})"),
        (KILL, ("kill",), rf"\b(?:killed|killing|kills?) {COUNT}{WHOM}(?=[\s,.;:)]|$)"),
        (KILL, ("kill",), rf"\b(?:killed|killing|kills?) {COUNT}{ENDS}"),
        (KILL, ("lives",), rf"\b(?:claim(?:ed|ing|s)|t(?:ook|aken)|cost) {COUNT} lives\b"),
        (KILL, ("death",), rf"\bdeaths? of (?:all )?{COUNT}{WHOM}(?=[\s,.;:)]|$)"),
        (KILL, ("toll", "number of"), rf"\b{toll}{reach} {COUNT}{later}"),
        (DEATHS, ("deaths",), rf"\b(?:number|total) of{case} deaths{reach} {COUNT}{later}"),
        (DEATHS, ("deaths", "fatalities"), rf"{COUNT}{case} (?:deaths|fatalities)\b"),
        (INJURE, HURT, rf"{COUNT}{PART_OF}{WHOM}?{FINITE}{SURE} {INJURED}\b"),
        (INJURE, HURT, rf"{COUNT}{WHOM}{INSERTED}{BE} {INJURED}\b"),
        (INJURE, HURT, rf"{COUNT}{INSERTED}(?:{FINITE}{SURE} {INJURED}\b|{SURE} {INJURED}{ENDS})"),
        (
            INJURE,
            ("injur", "wound"),
            rf"\b(?:injur(?:ed|ing|es)|wound(?:ed|ing|s)) {COUNT}{WHOM}(?=[\s,.;:)]|$)",
        ),
        (INJURE, ("injur", "wound"), rf"\b(?:injur(?:ed|ing|es)|wound(?:ed|ing|s)) {COUNT}{ENDS}"),
        (CASES, ILL, rf"{COUNT}{case} (?:cases|infections)\b"),
        (
            CASES,
            ILL,
            rf"\b(?:cases|infections)(?: of(?: the)?{case}(?: infections?)?)?{reach} {COUNT}{ENDS}",
        ),
        (CASES, ("infected", "infecting"), rf"\binfect(?:ed|ing) {COUNT}(?: people|{ENDS})"),
        (HELD, CAPTIVE, rf"{COUNT}(?: [a-z]+){{0,2}}? (?:{HOSTAGES})\b"),
        (HELD, CAPTIVE, rf"\b(?:{HOSTAGES}), {COUNT}(?= of whom\b)"),
        (PAUSE, STILL, rf"{COUNT}[- ]{UNIT}[- ](?:long )?(?:{TRUCE})\b"),
        (PAUSE, STILL, rf"\b(?:{TRUCE})\b(?:[ \w]{{0,40}}?) (?:of|for|lasting) {COUNT} {UNIT}\b"),
    )


@cache
def _compiled(text: str) -> re.Pattern[str]:
    """Compile a pattern when a text may have need of it: all of them take half a second."""
    return re.compile(rf"(?i:{text})")


def _kind(whom: str, thing: str) -> str:
    """Return who is counted: people, whoever they are, or a group named apart ("children")."""
    last = whom.rsplit(maxsplit=1)[-1].strip("“”‘’\"'")
    if last.casefold() in ("people", "persons", "individuals") or last.endswith(NATIONS):
        return "people"
    if last.casefold() == "others":
        return "people" if thing == INJURE else ""  # beside a count of those who were injured
    return last.casefold() if last.endswith(("s", "men", "children")) else ""


def _is_unclear(found: Found) -> bool:
    """No number that is read for sure: "1.200 people", "March 12 300 people", "1.5 people"."""
    number = found.match["number"]
    read = bounds(number)
    if read is None:
        return True
    if found.thing != PAUSE and not all(bound.is_integer() for bound in read):
        return True
    qualified = found.match["qualifier"] or found.match.groupdict().get("whom")
    if not qualified and YEAR_LIKE.fullmatch(number):
        return True
    return bool(
        SPACED.match(number) and not found.match["qualifier"] and MONTH_BEFORE.search(found.before)
    )


def _is_unreal(found: Found) -> bool:
    """Some feared that 5,000 people could be killed; the mayor denied that 12 people were."""
    before = found.before + (found.match["qualifier"] or "")
    clause = max((m.end() for m in CLAUSE.finditer(before)), default=0)
    return found.thing != PAUSE and bool(UNREAL.search(before[clause:]))


def _is_part(found: Found) -> bool:
    """40 percent of those killed; 12 people, including 3 children, were; another 3 were."""
    if PART.search(found.before) or SUBSET.match(found.after):
        return True
    text = found.match[0]
    if OF_THE.search(found.before) and not ALL_OF.search(found.before):
        return " who " not in text and bool(re.search(rf"{FINITE}|{ENDED}", text))
    bare = found.match.groupdict().get("whom") is None and found.thing.startswith("people ")
    return bare and bool(BARE_THE.search(found.before))


def _is_incomplete(found: Found) -> bool:
    """A bomb killed 12 people and three soldiers: how many people isn't said."""
    return found.thing.startswith("people ") and bool(REST.match(found.after))


def _is_superseded(found: Found) -> bool:
    """The earlier death toll of 27."""
    return bool(EARLIER.search(found.before))


def _is_a_rate(found: Found) -> bool:
    """1,000 people are killed every year: so many in any year, or on the average."""
    near = found.before[-BEFORE:] + found.match[0] + found.after.partition(",")[0][:BEFORE]
    return bool(RATE.search(near))


OBJECTIONS = (_is_unclear, _is_unreal, _is_part, _is_incomplete, _is_superseded, _is_a_rate)


def of_hostages(found: Found) -> str:
    """Return what becomes of the hostages; "" where the words tell of those to be freed, or not."""
    if TO_BE_FREED.search(found.before):
        return ""
    before = [("hostages freed", FREED_BEFORE), ("hostages taken", TAKEN_BEFORE)]
    for thing, pattern in before:
        if pattern.search(found.before):
            return "" if OF_THE.search(found.before) else thing
    for thing, pattern in AFTER_HOSTAGES:
        if pattern.match(found.after):
            return thing
    return "hostages held" if HELD_BEFORE.search(found.before) else ""


@cache
def _disease_forms() -> dict[str, str]:
    return {form: name for name, forms in pairs("diseases").items() for form in forms.split(", ")}


@cache
def _disease_names() -> str:
    return "|".join(sorted(map(re.escape, _disease_forms()), key=len, reverse=True))


@cache
def _disease_pattern() -> re.Pattern[str]:
    return re.compile(rf"(?<![\w-])(?:{_disease_names()})(?!\w)", re.IGNORECASE)


def diseases_in(text: str) -> set[str]:
    """Return the diseases that a text names, each by its usual name."""
    forms = _disease_forms()
    return {forms[match[0].casefold()] for match in _disease_pattern().finditer(text)}
