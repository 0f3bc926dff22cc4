"""Teams bear the names of places: which sport an article is about says which team is meant."""

import re
from collections import Counter
from functools import cache
from itertools import chain

from whodex.lexicon.lists import pairs
from whodex.values.article import Article

RESULT = re.compile(r"\b\d{1,3}-\d{1,3}\b")
WORD = re.compile(r"[a-z]+(?:-[a-z]+)*")
ENOUGH = 1  # words of a sport in an article; reports of results hold no more
SURELY = 2  # the same with results, before what is hardly known as a place is taken for its team
CLEARLY = 1.5  # times as many as of any other


@cache
def _sports() -> dict[str, str]:
    """Each word of a sport with the sport."""
    return {word: sport for sport, listed in pairs("sports").items() for word in listed.split()}


@cache
def sport_of(article: Article) -> str:
    """Name the sport that an article is about; empty where none is clear."""
    words = chain.from_iterable(WORD.findall(block.text.lower()) for block in article.blocks)
    found = Counter(filter(None, map(_sports().get, words)))
    (first, most), (_, next_most) = (*found.most_common(2), ("", 0), ("", 0))[:2]
    return first if most >= max(ENOUGH, CLEARLY * next_most) else ""


@cache
def is_plain_sport(article: Article) -> bool:
    """Whether an article has more of a sport than a word by chance: more words, or results."""
    shown = 0
    for block in article.blocks:
        shown += len(RESULT.findall(block.text))
        shown += sum(word in _sports() for word in WORD.findall(block.text.lower()))
        if shown >= SURELY:
            return True
    return False
