"""Teams bear the names of places: which sport an article is about says which team is meant."""

import re
from collections import Counter
from functools import cache
from itertools import chain

from whodex.models import Article
from whodex.rules import pairs

WORD = re.compile(r"[a-z]+(?:-[a-z]+)*")
ENOUGH = 1  # words of a sport in an article; reports of results hold no more
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
