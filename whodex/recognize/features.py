"""What speaks for and against a run of words being a name, as numbers for `combiner` to weigh.

A name is decided on by all that its article shows of it: the words at each of its places, what
stands around them, and its other appearances, short or in full. Hardly anything here knows a name
by heart. Every family of evidence is a function of its own that says what it is for.
"""

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import chain
from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np
import numpy.typing as npt

from whodex.lexicon.learned import Learned, learned
from whodex.lexicon.lists import words
from whodex.lexicon.names import JOINED, SUFFIXES, fold
from whodex.lexicon.places import country, is_demonym, known
from whodex.recognize.tagger import GAP, KINDS, LABELS, ROUGH

if TYPE_CHECKING:
    from spacy.tokens import Doc

Array = npt.NDArray[np.float32]
Numbers = npt.NDArray[np.floating[Any]]
Index = npt.NDArray[np.intp]
Columns: TypeAlias = tuple[tuple[str, ...], Array]  # names of columns, one row a candidate

LONGEST = 12  # tokens in a name
SURE_LENGTH = 3  # capitalized words that are a candidate whatever the tagger says
JOINTS = 3  # small words in a row inside a name: "Ministry of the Interior and …"
HINT = 0.01  # probability of a name's edge that makes a longer run a candidate
NOISE = 0.02  # probability of being a name below which nothing is taken from a candidate
LIKELY = 0.2  # probability of a name's edges that makes words a candidate in any case

POSSESSIVES = frozenset(("'s", "’s", "'S", "’S"))
HYPHENS = frozenset("-‐‑–’'")
DASHES = HYPHENS | {"—", "--"}
QUOTES = frozenset("\"“”‘’'`«»")
INITIAL = re.compile(r"[A-Z]\.?")
DOTTED = re.compile(r"(?:[A-Z]\.){2,}[A-Z]?")
TWO_LETTERS = re.compile(r"[A-Z]{2}")
INNER_CAPITAL = re.compile(r"[a-z’'-][A-Z]")
ARTICLE_AND_CAPITAL = re.compile(r"(?:al|el|ad|as|ash|an|ar|at|bin|d|de|l|e|i)[-'’]?[A-Z]")
ARTICLE = re.compile(rf"^(?:{JOINED})[-‐‑’'\s]+(?=\w)")
RESULT = re.compile(r"\d+-\d+")


# ---- one word by itself -----------------------------------------------------------------------


def shape(word: str) -> dict[str, float]:
    """Tell names from other words, and acronyms and initials from names, by their letters."""
    letter, upper = word[:1].isalpha(), word.isupper() and word[:1].isalpha()
    return {
        "capital": word[:1].isupper(),
        "upper": upper and len(word) > 1,
        "length": min(len(word), 12),
        "digit": any(map(str.isdigit, word)),
        "number": word[:1].isdigit(),
        "initial": INITIAL.fullmatch(word) is not None,
        "dotted": DOTTED.fullmatch(word) is not None,
        "inner-capital": INNER_CAPITAL.search(word) is not None,
        "acronym-like": upper and 2 <= len(word) <= 5,  # noqa: PLR2004 - letters of an acronym
        "lower": word.islower(),
        "foreign-letter": letter and not word.isascii(),
        "two-letters": TWO_LETTERS.fullmatch(word) is not None,
        "article-and-capital": ARTICLE_AND_CAPITAL.match(word) is not None,
    }


def punctuation(word: str) -> dict[str, float]:
    """Tell where clauses, brackets, quotes and lines begin and end."""
    return {
        "comma": word == ",",
        "stop": word in {".", "!", "?"},
        "colon": word in {":", ";"},
        "open": word in {"(", "["},
        "close": word in {")", "]"},
        "quote": word in QUOTES,
        "dash": word in DASHES,
        "slash": word == "/",
        "possessive": word in POSSESSIVES or word in {"'", "’"},
        "edge": word == "",
    }


def company(word: str) -> dict[str, float]:
    """Tell the words that stand in, before or after names of one kind: titles, verbs, heads."""
    lower, bare = word.lower(), word.lower().rstrip(".")
    return {
        "title": bare in words("titles") or bare in words("styles"),
        "office": bare in words("offices") or bare in words("kinship"),
        "speech": lower in _speech_verbs(),
        "human-verb": lower in words("human-verbs"),
        "organization-word": bare in words("organization-words"),
        "organization-head": bare in words("organization-heads"),
        "organization-noun": lower in words("organization-nouns"),
        "place-word": bare in words("place-words"),
        "particle": bare in words("name-particles"),
        "calendar": bare in words("calendar"),
        "suffix": bare in SUFFIXES,
        "surname-ending": len(word) > 4 and fold(word).endswith(_surname_endings()),  # noqa: PLR2004 - shorter words end so by chance
    }


def grammar(word: str) -> dict[str, float]:
    """Tell the small words that part names from what surrounds them."""
    lower = word.lower()
    return {
        "where": lower in {"in", "at", "near", "from", "to", "into", "around", "outside", "inside",
                           "across", "through", "throughout", "towards", "toward", "over"},
        "the": lower == "the",
        "a": lower in {"a", "an"},
        "in": lower == "in",
        "of": lower == "of",
        "for": lower in {"for", "to", "on"},
        "and": lower in {"and", "&"},
        "by": lower in {"by", "with"},
        "who": lower in {"who", "whose", "whom"},
        "is": lower in {"is", "was", "has", "had", "will", "would", "are", "were", "have"},
        "against": lower.rstrip(".") in {"v", "vs", "beat", "beats", "against", "defeated",
                                         "versus", "beating"},
        "he": lower in {"he", "she", "his", "her", "him"},
    }  # fmt: skip


def geography(word: str) -> dict[str, float]:
    """Tell known places and what is made from them; people are named after towns, so no proof."""
    capital = word[:1].isupper()
    return {
        "known": float(known(word)) if capital else 0,
        "country": capital and country(word) is not None,
        "demonym": capital and is_demonym(word),
    }


def usage(word: str) -> dict[str, float]:
    """Tell common words from names: how much more often one is written small than capital."""
    letter, ratio = word[:1].isalpha(), learned().small.get(word.lower())
    return {
        "small": (-1.5 if ratio is None else ratio) if letter else 0,
        "unseen": letter and ratio is None,
    }


WORD_FAMILIES: tuple[Callable[[str], Mapping[str, float]], ...] = (
    shape, punctuation, company, grammar, geography, usage,
)  # fmt: skip


@cache
def word_columns() -> Mapping[str, int]:
    """Return the names of a word's columns, each with its place in `word_evidence`."""
    names = chain.from_iterable(family("x") for family in WORD_FAMILIES)
    return {name: place for place, name in enumerate(names)}


@cache
def word_evidence(word: str) -> tuple[float, ...]:
    """Return what a word shows by itself, one number for each of `word_columns()`."""
    families = (family(word).values() for family in WORD_FAMILIES)
    return tuple(map(float, chain.from_iterable(families)))


@cache
def _speech_verbs() -> frozenset[str]:
    return frozenset(" ".join(words("speech-verbs")).split())


@cache
def _surname_endings() -> tuple[str, ...]:
    return tuple(sorted(words("surname-endings")))


# ---- an article as words, and the runs of them that may be names --------------------------------


@dataclass(frozen=True, slots=True, eq=False)
class Words:
    """All words of an article in one row, blocks parted by `GAP` empty words.

    `block`, `start` and `end` say where each stands (block -1 for the empty ones); `bounds` are the
    first and last row of each block; `scores` are the tagger's. `distinct` has the `word_evidence`
    of each word that occurs, `which` says for each row which of them it is.
    """

    texts: tuple[str, ...]
    words: list[str]
    block: Index
    start: Index
    end: Index
    bounds: Index
    scores: Array
    distinct: Array
    which: Index

    def shown(self, rows: Index) -> Array:
        """Return what the words at `rows` show by themselves."""
        return self.distinct[self.which[rows]]

    def column(self, *names: str) -> Array:
        """Return some of `word_columns()` of all words."""
        return self.distinct[:, [word_columns()[name] for name in names]][self.which]


def article_words(docs: Sequence["Doc"], tags: Array) -> Words:
    """Lay out an article's blocks, one tokenized Doc each; `tags` are the tagger's scores."""
    rows: list[tuple[str, int, int, int]] = [("", -1, 0, 0)] * GAP
    bounds: list[tuple[int, int]] = []
    for block, doc in enumerate(docs):
        bounds.append((len(rows), len(rows) + len(doc) - 1))
        text = doc.text
        rows += [
            (text[start : start + length].strip(), block, start, start + length)
            for start, length in doc.to_array(["IDX", "LENGTH"]).tolist()
        ]
        rows += [("", -1, 0, 0)] * GAP
    spelled, blocks, start, end = (list(column) for column in zip(*rows, strict=True))
    distinct = {word: place for place, word in enumerate(dict.fromkeys(spelled))}
    return Words(
        tuple(doc.text for doc in docs),
        spelled,
        np.array(blocks, dtype=np.intp),
        np.array(start, dtype=np.intp),
        np.array(end, dtype=np.intp),
        np.array(bounds, dtype=np.intp).reshape(-1, 2),
        tags,
        np.array([word_evidence(word) for word in distinct], dtype=np.float32),
        np.array([distinct[word] for word in spelled], dtype=np.intp),
    )


@dataclass(frozen=True, slots=True, eq=False)
class Runs:
    """Candidates for names in the order of the text: first and last row in `Words`, and the key.

    A key is the name as its other appearances share it: folded parts, articles ("al-") left out.
    """

    first: Index
    last: Index
    keys: tuple[tuple[str, ...], ...]


def candidates(article: Words) -> Runs:
    """Return every run that may be a name: runs of capitals, and what the tagger proposes."""
    begins, ends = edges_of_names(article.scores)
    found = set(_runs_of_capitals(article.words, begins.tolist(), ends.tolist()))
    found |= set(_proposals(article, begins, ends))
    pairs = np.array(sorted(found), dtype=np.intp).reshape(-1, 2)
    keys = tuple(_key(article, first, last) for first, last in pairs.tolist())
    return Runs(pairs[:, 0], pairs[:, 1], keys)


def edges_of_names(tags: Array) -> tuple[Array, Array]:
    """Return for each word how likely a name begins with it, and how likely one ends with it."""
    begins, ends = ([i for i, x in enumerate(LABELS) if x[0] in of] for of in ("BU", "LU"))
    return tags[:, begins].sum(axis=1), tags[:, ends].sum(axis=1)


def _runs_of_capitals(
    spelled: Sequence[str], begins: Sequence[float], ends: Sequence[float]
) -> list[tuple[int, int]]:
    roles = [_role(word) for word in spelled]
    found = []
    for first, opener in enumerate(roles):
        particle = opener == "particle" and roles[first + 1] in _AFTER_PARTICLE
        if opener != "name" and not particle:
            continue
        capitals = joints = 0
        for last in range(first, min(first + LONGEST, len(roles))):
            role = roles[last]
            if role == "name":
                capitals, joints = capitals + 1, 0
                likely = begins[first] > HINT and ends[last] > HINT
                if likely or (capitals <= SURE_LENGTH and last - first < SURE_LENGTH + 2):
                    found.append((first, last))
            elif role == "break" or joints == JOINTS:
                break
            elif last > first:
                joints += 1
                if role == "possessive" and last - first <= JOINTS and ends[last] > HINT:
                    found.append((first, last))  # "Lloyd's", "McDonald's"
    return found


_AFTER_PARTICLE = {"name", "particle", "hyphen"}


@cache
def _role(word: str) -> str:
    """Say what a word may do in a name: be part of it, join parts, or break it off."""
    if word[:1].isupper() or ARTICLE_AND_CAPITAL.match(word):
        return "name"
    if word[:1].isdigit() and word.lower() != word:
        return "name"
    if word in POSSESSIVES:
        return "possessive"
    if word in HYPHENS:
        return "hyphen"
    lower = word.lower()
    if lower in words("name-particles"):
        return "particle"
    return "joint" if lower in words("name-joints") else "break"


def _proposals(article: Words, begins: Array, ends: Array) -> list[tuple[int, int]]:
    """Return the runs whose edges the tagger finds likely, if they hold a capital."""
    inside = 1 - article.scores[:, 0]
    found = []
    for first in np.nonzero(begins > LIKELY)[0].tolist():
        for last in range(first, first + LONGEST):
            if article.block[last] < 0 or (last > first and inside[last] < LIKELY):
                break
            run = article.words[first : last + 1]
            if ends[last] > LIKELY and any(_role(word) == "name" for word in run):
                found.append((first, last))
    return found


def _key(article: Words, first: int, last: int) -> tuple[str, ...]:
    form = article.texts[article.block[first]][article.start[first] : article.end[last]]
    return key_of(form) or ("",)


@cache
def key_of(form: str) -> tuple[str, ...]:
    """Return the folded parts of a form; "Tair - Ali" of careless captures is "Tair-Ali"."""
    for possessive in POSSESSIVES:
        form = form.removesuffix(possessive)
    for mark in "-’":
        form = form.replace(f" {mark} ", mark)
    parts = (part.lower().strip(".,'’") for part in form.split())
    return tuple(fold(ARTICLE.sub("", part)) for part in parts if part)


# ---- what a candidate shows at its place --------------------------------------------------------


def words_inside_and_around(article: Words, runs: Runs) -> Columns:
    """Look at the words at a candidate's edges and at the two on each side."""
    places = {
        "first": runs.first, "last": runs.last,
        "before": runs.first - 1, "after": runs.last + 1,
        "before2": runs.first - 2, "after2": runs.last + 2,
    }  # fmt: skip
    names = tuple(f"{place} {name}" for place in places for name in word_columns())
    return names, np.hstack([article.shown(rows) for rows in places.values()])


def words_counted(article: Words, runs: Runs) -> Columns:
    """Count the kinds of words inside a candidate; average how common they are."""
    length = (runs.last - runs.first + 1)[:, None]
    counted = _sums(article.column(*COUNTED), runs)
    averaged = _sums(article.column("small", "length"), runs) / length
    names = ("words", *(f"number of {x}" for x in COUNTED), "average small", "average length")
    return names, np.hstack([length, counted, averaged]).astype(np.float32)


COUNTED = (
    "capital", "upper", "initial", "dash", "possessive", "title", "office", "organization-word",
    "organization-head", "place-word", "particle", "calendar", "the", "in", "of", "for", "and",
    "known", "country", "demonym", "digit", "comma", "lower", "foreign-letter", "inner-capital",
    "dotted",
)  # fmt: skip


def place_in_block(article: Words, runs: Runs) -> Columns:
    """Tell headlines, datelines, captions and the starts of sentences, where capitals say less."""
    block = article.block[runs.first]
    first, last = article.bounds[block].T
    opens = article.column("edge", "stop", "quote", "colon")[runs.first - 1].any(axis=1)
    lower, capital, upper, numbers, commas = (
        np.append(0, np.cumsum(article.column(name)))
        for name in ("lower", "capital", "upper", "number", "comma")
    )
    letters = np.maximum(1, (lower + capital)[last + 1] - (lower + capital)[first])
    sizes = article.bounds[:, 1] - article.bounds[:, 0] + 1
    beside = np.pad(sizes, 1, mode="edge")
    columns = {
        "begins block": runs.first == first,
        "ends block": runs.last == last,
        "is block": (runs.first == first) & (runs.last >= last - 1),
        "in first block": block == 0,
        "how far down": block / len(article.texts),
        "words of block": last - first + 1,
        "capitals of block": (capital[last + 1] - capital[first]) / letters,
        "shouting of block": (upper[last + 1] - upper[first]) / letters,
        "begins sentence": opens,
        "numbers of block": (numbers[last + 1] - numbers[first]) / (last - first + 1),
        "commas of block": (commas[last + 1] - commas[first]) / (last - first + 1),
        "words of block before": beside[block],
        "words of block after": beside[block + 2],
    }
    return tuple(columns), np.column_stack(list(columns.values())).astype(np.float32)


def form_as_a_whole(article: Words, runs: Runs) -> Columns:
    """Look up the whole form in the gazetteer, and acronyms among the names spelled out."""
    initials = {"".join(part[0] for part in key if part) for key in runs.keys if len(key) > 1}
    joints = words("name-joints")
    initials |= {
        "".join(part[0] for part in key if part and part not in joints)
        for key in runs.keys
        if len(key) > 1
    }
    upper = article.column("upper")[runs.first, 0]
    rows = [
        (*_whole(" ".join(key)), bool(shouted) and len(key) == 1 and key[0] in initials)
        for key, shouted in zip(runs.keys, upper.tolist(), strict=True)
    ]
    return ("form known", "form country", "acronym"), np.array(rows, dtype=np.float32)


@cache
def _whole(form: str) -> tuple[float, bool]:
    return float(known(form)), country(form) is not None


def the_article_itself(article: Words, runs: Runs) -> Columns:
    """Say whether the words also stand in small letters, and whether the article is of sports."""
    small = Counter(word for word in article.words if word.islower())
    length = max(50, len(article.words))
    results = sum(RESULT.fullmatch(word) is not None for word in article.words) / length
    numbers = float(article.column("number").sum()) / length
    rows = [
        (min(3, small[key[0]]), min(3, small[key[-1]]), 100 * results, 100 * numbers)
        for key in runs.keys
    ]
    names = ("first seen small", "last seen small", "results", "numbers")
    return names, np.array(rows, dtype=np.float32)


def opinion_of_tagger(article: Words, runs: Runs) -> Columns:
    """Take what the model says of just this run, and of its words whatever their place in it."""
    tags = article.scores[:, : len(LABELS)]
    logs = np.log(tags + np.float32(1e-6))
    inside = _running(logs)
    single = runs.first == runs.last
    spans = []
    for begin in range(1, len(LABELS), 4):
        middle, last, unit = begin + 1, begin + 2, begin + 3
        several = (
            logs[runs.first, begin]
            + logs[runs.last, last]
            + (inside[runs.last, middle] - inside[runs.first + 1, middle])
        )
        spans.append(np.exp(np.where(single, logs[runs.first, unit], several)))
    mean = _sums(article.scores, runs) / (runs.last - runs.first + 1)[:, None]
    kinds = [mean[:, begin : begin + 4].sum(axis=1) for begin in range(1, len(LABELS), 4)]
    rough = mean[:, len(LABELS) + 1 :][:, :8]
    return OPINION, np.column_stack([*spans, *kinds, rough]).astype(np.float32)


OPINION = (
    *(f"this {kind}" for kind in KINDS),
    *(f"words {kind}" for kind in KINDS),
    *(f"rough {kind}" for kind in ROUGH[1:9]),
)


def tagger_around(article: Words, runs: Runs) -> Columns:
    """Take the model's opinion of the neighbours: a name that goes on is cut in two."""
    tags = article.scores[:, : len(LABELS)]
    begins, ends = edges_of_names(tags)
    goes_on_before = tags[:, [i for i, x in enumerate(LABELS) if x[0] in "BI"]].sum(axis=1)
    goes_on_after = tags[:, [i for i, x in enumerate(LABELS) if x[0] in "IL"]].sum(axis=1)
    rough = article.scores[:, len(LABELS) :]
    before, after = runs.first - 1, runs.last + 1
    columns: list[tuple[str, Array]] = []
    for where, rows in (("before", before), ("after", after)):
        for number, kind in enumerate(KINDS):
            mass = tags[rows, 1 + 4 * number : 5 + 4 * number].sum(axis=1)
            columns.append((f"{where} is {kind}", mass))
        columns += [
            (f"{where} rough {kind}", rough[rows, ROUGH.index(kind)]) for kind in NEIGHBOURS
        ]
    columns += [
        ("begins here", begins[runs.first]), ("ends here", ends[runs.last]),
        ("ends before", ends[before]), ("begins after", begins[after]),
        ("goes on before", goes_on_before[before]), ("goes on after", goes_on_after[after]),
        ("rough date", rough[runs.first, ROUGH.index("date")]),
        ("rough number", rough[runs.first, ROUGH.index("number")]),
    ]  # fmt: skip
    return tuple(name for name, _ in columns), np.column_stack([x for _, x in columns])


NEIGHBOURS = ("person", "nationality", "organization", "event", "number")


def what_was_learned(article: Words, runs: Runs, apart_from: "Learned | None" = None) -> Columns:
    """Say in how many training texts the form or its first or last word was a name, of which kind.

    In training, `apart_from` is what the article itself has taught.
    """
    seen = learned()

    def times(word: str, *roles: str) -> list[float]:
        own = apart_from.words.get(word, {}) if apart_from else {}
        counted = seen.words.get(word, {})
        return [_log(counted.get(role, 0) - own.get(role, 0)) for role in roles]

    def forms(form: str) -> list[float]:
        own = apart_from.forms.get(form, {}) if apart_from else {}
        counted = seen.forms.get(form, {})
        return [_log(counted.get(kind, 0) - own.get(kind, 0)) for kind in KINDS]

    rows = []
    for first, last, key in zip(runs.first.tolist(), runs.last.tolist(), runs.keys, strict=True):
        before = " ".join(key_of(article.words[first - 1]))
        after = " ".join(key_of(article.words[last + 1]))
        rows.append(
            forms(" ".join(key))
            + times(key[0], "given", "organization", "place", "family")
            + times(key[-1], "family", "organization", "place", "given")
            + times(before, "given")
            + times(after, "family", "organization")
        )
    return LEARNED, np.array(rows, dtype=np.float32)


@cache
def _log(count: int) -> float:
    return float(np.log1p(count))


LEARNED = tuple(f"learned {number}" for number in range(14))


# ---- what the article shows of the same name elsewhere -----------------------------------------

CUES = (
    "before title", "before office", "before speech", "before where", "before the", "before in",
    "before of", "before open", "before by", "before against", "before demonym", "before number",
    "before comma", "before dash", "before slash", "after speech", "after human-verb", "after is",
    "after who", "after comma", "after open", "after close", "after possessive", "after dash",
    "after slash", "after number", "after stop", "after and", "after2 number", "after2 known",
    "after organization-word", "before organization-noun", "numbers of block",
)  # fmt: skip


@dataclass(frozen=True, slots=True, eq=False)
class Names:
    """The candidates by name: which share a key, a last part, a first part; -1 where none does.

    `free` are candidates that aren't cut out of a longer run; `weight` is how likely the tagger
    finds each to be a name.
    """

    same: Index
    last: Index
    first: Index
    ending: Index
    beginning: Index
    long: npt.NDArray[np.bool_]
    free: npt.NDArray[np.bool_]
    weight: Array


def by_name(article: Words, runs: Runs, opinion: Array) -> Names:
    """Group the candidates by name. `opinion` is the tagger's, `opinion_of_tagger`."""
    forms: dict[str, int] = {}
    endings: dict[str, int] = {}
    beginnings: dict[str, int] = {}
    joined = [" ".join(key) for key in runs.keys]
    same = [forms.setdefault(form, len(forms)) for form in joined]
    long = [len(key) > 1 for key in runs.keys]
    capital = np.array([_role(word) == "name" for word in article.words])
    alone = ~(capital[runs.first - 1] | capital[runs.last + 1])
    return Names(
        np.array(same, dtype=np.intp),
        np.array([forms.get(key[-1], -1) if len(key) > 1 else -1 for key in runs.keys]),
        np.array([forms.get(key[0], -1) if len(key) > 1 else -1 for key in runs.keys]),
        np.array([endings.setdefault(key[-1], len(endings)) for key in runs.keys]),
        np.array([beginnings.setdefault(key[0], len(beginnings)) for key in runs.keys]),
        np.array(long),
        alone | (opinion[:, :3].max(axis=1) > 0.3),  # noqa: PLR2004 - as likely as not a name
        opinion[:, :3].max(axis=1) + np.float32(0.3) * opinion[:, 3:6].max(axis=1),
    )


def shared_evidence(names: Names, values: Numbers, short: int, weight: Array) -> Array:
    """Average `values` over a name's other appearances: the link that carries most of the result.

    Over the same form; over its last and its first word standing alone ("Sinwar" for "Yahya
    Sinwar"); over longer names that end or begin with its last or first word, each as much as
    `weight` says. Of the three rarer kinds only the first `short` columns are taken.
    """
    mean, times = _means(names.same, values, names.free.astype(np.float32))
    mean, times = np.vstack([mean, np.zeros_like(mean[:1])]), np.append(times, np.float32(0))
    longer = np.where(names.long & (weight > NOISE), weight, np.float32(0))
    ending, endings = _means(names.ending, values[:, :short], longer)
    beginning, beginnings = _means(names.beginning, values[:, :short], longer)
    ending *= np.minimum(1, endings)[:, None]
    beginning *= np.minimum(1, beginnings)[:, None]
    counts = (
        times[names.same], times[names.last],
        endings[names.ending], beginnings[names.beginning],
    )  # fmt: skip
    return np.hstack(
        [
            mean[names.same], mean[names.last], mean[names.first][:, :short],
            ending[names.ending], beginning[names.beginning], np.column_stack(counts),
        ]
    ).astype(np.float32)  # fmt: skip


def _means(group: Index, values: Numbers, weight: Array) -> tuple[Array, Array]:
    total = np.zeros((int(group.max()) + 1, values.shape[1]), dtype=np.float32)
    weights = np.zeros(len(total), dtype=np.float32)
    np.add.at(total, group, values * weight[:, None])
    np.add.at(weights, group, weight)
    return np.asarray(total / np.maximum(weights, np.float32(1e-6))[:, None]), weights


# ---- all together -------------------------------------------------------------------------------

PLACE_FAMILIES: tuple[Callable[[Words, Runs], Columns], ...] = (
    words_inside_and_around, words_counted, place_in_block, form_as_a_whole, the_article_itself,
    tagger_around,
)  # fmt: skip


Rows = tuple[Array, ...]  # arrays side by side, a row for each candidate


def evidence(article: Words, runs: Runs, apart_from: Learned | None = None) -> tuple[Rows, Names]:
    """Return all evidence, a row for each candidate, and how the candidates share names."""
    opinion = opinion_of_tagger(article, runs)[1]
    families = [family(article, runs) for family in PLACE_FAMILIES]
    column = {
        name: values[:, place] for names, values in families for place, name in enumerate(names)
    }
    names = by_name(article, runs, opinion)
    seen = np.column_stack([opinion, *(column[name] for name in CUES)]).astype(np.float64)
    shared = shared_evidence(names, seen, len(OPINION), names.weight)
    learned = what_was_learned(article, runs, apart_from)[1]
    return (*(values for _, values in families), opinion, shared, learned), names


def second_evidence(rows: Rows, names: Names, first: Array) -> Rows:
    """Return `rows` with the first stage's probabilities, here and of the name elsewhere."""
    return (*rows, first, shared_evidence(names, first, first.shape[1], 1 - first[:, 0]))


def _running(values: Array) -> npt.NDArray[np.float64]:
    zero = np.zeros((1, values.shape[1]))
    return np.vstack([zero, np.cumsum(values, axis=0, dtype=np.float64)])


def _sums(values: Array, runs: Runs) -> npt.NDArray[np.float64]:
    """Sum `values` over the words of each candidate."""
    running = _running(values)
    return np.asarray(running[runs.last + 1] - running[runs.first])
