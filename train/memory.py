"""What the shipped memory keeps of the training texts: how words are written, what they named."""

import json
import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from pathlib import Path

from train.texts import Text
from whodex.lexicon.learned import Learned
from whodex.recognize.features import key_of
from whodex.recognize.tagger import KINDS
from whodex.resolve.likeness import stems

WORD = re.compile(r"[^\W\d_][\w'’]*")
INSIDE_SENTENCE = re.compile(r"[a-z,] $")
POSSESSIVE = re.compile(r"['’]s$")
OFTEN = 3  # times that a word must stand inside a sentence to say how it is written
ARTICLE = 60  # words from which a text is an article, and says how widely its words are spread
SPREAD = 10  # articles in which a word must stand to be kept
LISTED = 2  # texts that a name in names-of-the-world.txt is worth


def remember(texts: list[Text], plain: Iterable[str], names: Path, to: Path) -> None:
    """Write the memory of annotated `texts` and `plain` blocks; `names` lists names of people."""
    forms: dict[str, Counter[str]] = defaultdict(Counter)
    words: dict[str, Counter[str]] = defaultdict(Counter)
    for text in texts:
        own = of_text(text)
        for form, kinds in own.forms.items():
            forms[form].update(kinds)
        for word, roles in own.words.items():
            words[word].update(roles)
    for region, role, name in people_of_the_world(names):
        del region
        words[" ".join(key_of(name))][role] += LISTED
    kept = {"small": _written_small(plain), "forms": _sorted(forms), "words": _sorted(words)}
    to.write_text(json.dumps(kept, ensure_ascii=False, separators=(",", ":")) + "\n", "utf-8")


def spread(texts: Iterable[Text], to: Path) -> None:
    """Write in how many articles each common word stands, for `resolve.likeness`."""
    whole = [" ".join(text.blocks) for text in texts]
    articles = [text for text in whole if len(text.split()) >= ARTICLE]
    counted = Counter(stem for text in articles for stem in set(stems(text)))
    kept = {word: counted[word] for word in sorted(counted) if counted[word] >= SPREAD}
    made = {"texts": len(articles), "words": kept}
    to.write_text(json.dumps(made, ensure_ascii=False, separators=(",", ":")) + "\n", "utf-8")


def of_text(text: Text) -> Learned:
    """Return what one text teaches; however often a name stands in it, it counts once."""
    forms: dict[str, dict[str, int]] = defaultdict(dict)
    words: dict[str, dict[str, int]] = defaultdict(dict)
    for block, marks in zip(text.blocks, text.marks, strict=True):
        for start, end, kind in marks:
            key = key_of(block[start:end])
            if kind not in KINDS or not key:
                continue
            forms[" ".join(key)][kind] = 1
            person = kind == "person"
            words[key[-1]]["family" if person else kind] = 1
            if len(key) > 1:
                words[key[0]]["given" if person else kind] = 1
    return Learned({}, forms, words)


def people_of_the_world(path: Path) -> Iterable[tuple[str, str, str]]:
    """Yield region, role (given, family) and name from lines like "latin given: Ana Diego"."""
    for line in path.read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            head, names = line.split(":")
            region, role = head.split()
            for name in names.split("|") if "|" in names else names.split():
                yield region, role, name.strip()


def _written_small(blocks: Iterable[str]) -> dict[str, float]:
    """Say how much more often a word stands in small letters than capital inside a sentence."""
    small: Counter[str] = Counter()
    capital: Counter[str] = Counter()
    for block in blocks:
        for match in WORD.finditer(block):
            word = POSSESSIVE.sub("", match.group())
            if word.islower():
                small[word] += 1
            elif INSIDE_SENTENCE.search(block, max(0, match.start() - 2), match.start()):
                capital[word.lower()] += 1
    return {
        word: round(math.log((small[word] + 0.3) / (capital[word] + 0.3)), 1)
        for word in sorted(small.keys() | capital.keys())
        if small[word] + capital[word] >= OFTEN
    }


def _sorted(counts: dict[str, Counter[str]]) -> dict[str, dict[str, int]]:
    return {key: dict(sorted(counts[key].items())) for key in sorted(counts)}
