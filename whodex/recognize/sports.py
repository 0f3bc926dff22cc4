"""Which sport an article is about, and whether it is a report of one."""

import re
from collections import Counter
from functools import cache
from itertools import chain

from whodex.lexicon.lists import pairs
from whodex.values.article import Article

RESULT = re.compile(r"\b\d{1,3}-\d{1,3}\b")
WORD = re.compile(r"[a-z]+(?:-[a-z]+)*")
SURELY = 2  # words of a sport, and results, before what is hardly known as a place is its team
FAR_BETWEEN = 100  # words of any kind to each of sport, at most, in a report of a match
CLEARLY = 1.5  # times as many as of any other


@cache
def _sports() -> dict[str, str]:
    """Each word of a sport with the sport."""
    return {word: sport for sport, listed in pairs("sports").items() for word in listed.split()}


def is_of_sport(word: str) -> bool:
    """Whether a word says which sport an article is about: "striker", not "manager"."""
    return word in _sports()


@cache
def sport_of(article: Article) -> str:
    """Name the sport that an article is about; empty where none is clear."""
    words = chain.from_iterable(WORD.findall(block.text.lower()) for block in article.blocks)
    found = Counter(filter(None, map(_sports().get, words)))
    (first, most), (_, next_most) = (*found.most_common(2), ("", 0), ("", 0))[:2]
    return first if most >= CLEARLY * next_most else ""


@cache
def is_plain_sport(article: Article) -> bool:
    """Whether an article has more of a sport than a word by chance: more words, or results."""
    return _shown(article)[0] >= SURELY


@cache
def is_report(article: Article) -> bool:
    """Whether an article is of sport all through, as reports of matches are."""
    shown, length = _shown(article)
    return shown >= max(SURELY, length / FAR_BETWEEN)


@cache
def _shown(article: Article) -> tuple[int, int]:
    """How many words and results of sport an article has, and how many words of all."""
    texts = [block.text for block in article.blocks]
    said = [word for text in texts for word in WORD.findall(text.lower())]
    results = sum(len(RESULT.findall(text)) for text in texts)
    return results + sum(word in _sports() for word in said), len(said)
