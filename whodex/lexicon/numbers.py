"""Numbers as the news write them: "1 200", "two hundred and fifty", "half a million", "2½ dozen".

They are read right or not at all: what isn't plainly one number or a range ("several hundred",
"1.200", "two three") has no value. Libraries that read numbers in words know neither dozens nor
halves, neither groups nor ranges.
"""

import re
from unicodedata import numeric

from whodex.lexicon.lists import pairs

WORDS = {word: float(value) for word, value in pairs("number-words").items()}
SCALES = {word: float(value) for word, value in pairs("number-scales").items()}
TEN, HUNDRED = 10, 100
THOUSANDS = 3  # digits after a mark that may part groups as well as decimals

# Two sets in place of one: of signs that lie apart one takes ten times as long to compile.
_SPACE = "[ \u00a0]|[\u2009\u202f]"
_FRACTION = "[¼-¾]|[⅓-⅙⅛-⅞]"
_MARKS = (",", "['’]", _SPACE)
_DIGITS = (
    "(?:"
    + "|".join(rf"\d{{1,3}}(?:(?:{mark})\d{{3}}){{1,4}}(?!\d)" for mark in _MARKS)
    + rf"|\d{{1,12}}(?:\.\d{{1,9}})?)(?:{_FRACTION}| \d/\d(?!\d))?|{_FRACTION}"
)
_WHOLE = rf"(?:{_DIGITS})(?![\d:%/]|[.,]\d)"
_WORD = "|".join(sorted(WORDS, key=len, reverse=True))
_SCALE = "|".join(SCALES)
_HALF = "half an?|an? half|a quarter of an?"
_FIRST = (
    rf"{_WHOLE}|(?:{_WORD})\b|(?:{_HALF})(?= (?:{_SCALE})\b)|(?:an?|one)(?= (?:{_SCALE}|and a)\b)"
)


def _run(joined: str) -> str:
    """Match words that may be one number together; `joined` is what a scale may have after it."""
    next_ = rf"(?:[ -](?:{_WORD}|one|(?:{_SCALE}){joined})\b| {_WHOLE}| and a (?:half|quarter)\b)"
    return rf"(?>(?:{_FIRST}){next_}{{0,9}})(?![\w%])"


ONE = _run(rf"(?: and(?= (?:{_WORD}|one)\b))?")
_END = _run("")  # of a range, in which "and" stands between two numbers
NUMBER = rf"(?:between {_END} and {_END}|(?:from )?{_END}(?:[-–—]| to | or ){_END}(?! or\b)|{ONE})"
RANGE = re.compile(rf"(?i:(?:(?:between|from) )?({_END})(?:[-–—]| to | or | and )({_END}))")
TOKEN = re.compile(rf"(?i:{_HALF}|and a (?:half|quarter)|{_DIGITS}|[a-z]+)")
SPACED = re.compile(rf"\d{{1,3}}(?:{_SPACE})\d{{3}}")


def bounds(words: str) -> tuple[float, float] | None:
    """Return the least and the most that words which match NUMBER say; None where it isn't plain.

    The two are one for a number that is no range.
    """
    single = value(words)
    if single is not None:
        return single, single
    found = RANGE.fullmatch(words)
    low, high = (value(found[1]), value(found[2])) if found else (None, None)
    if low is None or high is None:
        return None
    scale = SCALES.get(words.casefold().split()[-1], 1)
    if low < scale and low * scale < high:  # 20 to 30 thousand
        low *= scale
    return (low, high) if low < high else None


def value(words: str) -> float | None:
    """Return what a number in digits or words says, if it is well formed: "twenty-five", "2½"."""
    total, part, scale = 0.0, None, float("inf")
    for word in TOKEN.findall(words.casefold()):
        if word.startswith("and"):
            total, part = (
                total + (0 if part is not None else _extra(word) * scale),
                (part + _extra(word) if part is not None else None),
            )
        elif word in SCALES and word != "hundred":
            if part is None or SCALES[word] >= scale:
                return None
            scale = SCALES[word]
            total, part = total + part * scale, None
        else:
            part = _joined(part, word)
            if part is None:
                return None
    return total + (part or 0)


def _extra(words: str) -> float:
    """Return what "and a half" or "and a quarter" adds; a mere "and" adds nothing."""
    return {"half": 0.5, "quarter": 0.25}.get(words.rsplit(maxsplit=1)[-1], 0)


def _joined(part: float | None, word: str) -> float | None:
    """Return a number with the next one added where both are one: twenty five, 3 hundred ten."""
    if word == "hundred":
        return part * HUNDRED if part and part < HUNDRED else None
    if part is None:
        return WORDS.get(word, _simple(word))
    number = 1 if word == "one" else WORDS.get(word)
    below = part % HUNDRED
    if number is None or part < 2 * TEN:
        return None
    fits = below == 0 or (below % TEN == 0 and below > TEN and number < TEN)
    return part + number if fits else None


def _simple(word: str) -> float | None:
    """Return the value of digits, of "a", or of a half; none of "1.200", which may be 1,200."""
    if word in {"a", "an", "one"}:
        return 1
    if "half" in word or "quarter" in word:
        return 0.25 if "quarter" in word else 0.5
    if not word[0].isnumeric():
        return None
    whole, above, below = word, 0.0, 1.0
    if not word[-1].isdecimal():
        whole, above = word[:-1], numeric(word[-1])
    elif "/" in word:
        whole, _, fraction = word.rpartition(" ")
        above, below = (float(number) for number in fraction.split("/"))
    if len(whole.partition(".")[2]) == THOUSANDS or not below:
        return None
    return float(re.sub("|".join(_MARKS), "", whole) or 0) + above / below
