"""How alike two articles are in what they say around a name, as a sum of shared words.

Bagga and Baldwin, "Entity-based cross-document coreferencing using the vector space model" (1998);
Gooi and Allan, "Cross-document coreference on a large scale corpus" (2004). Words count for more
the fewer texts they stand in, here and in the model's training texts, so that in a handful of
articles "said" tells nothing either.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from math import log, sqrt

from whodex.lexicon.learned import spread
from whodex.values.article import Article
from whodex.values.entities import Name

# What the three kinds of words weigh, as `python -m bench.namesakes` has it on half its people.
NEAR, ANYWHERE, COMPANY = 2.0, 3.0, 2.0
WORD = re.compile(r"[^\W\d_]{3,}")
STEM = 6  # letters by which words are compared: "Brazil" is "Brazilian"
WORDS = 300  # of an article that are compared, the most telling ones
CLAUSE = re.compile(r"[.,;:!?\"“”()]\s|[“”\"]")
BEFORE = 70  # characters before a name in which its description stands
BEHIND = 90  # letters of the apposition behind it
LEADING = 5  # words right before a name
APPOSITION = re.compile(
    rf",\s(?:who\s(?:is|was)\s)?((?:[^,.;:–—“”]|\.(?=\w)){{1,{BEHIND}}})"
    rf"|\s(?:is|was|became)\s(?:the|a|an)\s([^,.;:–—]{{1,{BEHIND}}})"
)

Words = Mapping[str, float]


def stems(text: str) -> list[str]:
    """The words of a text, each by its first letters; words of one or two letters say nothing."""
    return [word[:STEM] for word in WORD.findall(text.lower())]


@cache
def _stems_of(article: Article) -> Counter[str]:
    return Counter(stem for block in article.blocks for stem in stems(block.text))


class Likeness:
    """Compares articles by their words; made once for a collection."""

    def __init__(self, articles: Sequence[Article], company: Sequence[frozenset[str]]) -> None:
        self._articles, self._company = articles, company
        texts, words = spread()
        self._all = texts + len(articles) + 1
        self._words = Counter(words)
        self._names: Counter[str] = Counter()
        for article, named in zip(articles, company, strict=True):
            self._words.update(_stems_of(article).keys())
            self._names.update(named)

    def words(self, article: int, names: Iterable[Name], own: frozenset[str]) -> dict[str, float]:
        """What an article says around `names` of one person, who is called `own`.

        The product of two of these, `likeness`, is the weights' sum at most.
        """
        text = self._articles[article]
        places = list(names)
        blocks = {name.block for name in places}
        around = Counter(stem for block in blocks for stem in stems(text.blocks[block].text))
        described = Counter({s for n in places for s in _described(text.blocks[n.block].text, n)})
        near = Counter(self._weighed(around, own))
        near.update(self._weighed(described, own))
        company = self._company[article]
        kinds = (
            ("near", NEAR, near),
            ("anywhere", ANYWHERE, self._weighed(_stems_of(text), own)),
            ("company", COMPANY, _unit({k: self._rare(self._names[k]) for k in sorted(company)
                                        if own.isdisjoint(stems(k))})),
        )  # fmt: skip
        found = {
            f"{kind} {word}": value * sqrt(weight)
            for kind, weight, values in kinds
            for word, value in values.items()
        }
        telling = sorted(found.items(), key=lambda item: (-item[1], item[0]))
        return dict(telling[:WORDS])

    def _weighed(self, counted: Mapping[str, int], own: frozenset[str]) -> Words:
        return _unit(
            {
                word: (1 + log(times)) * self._rare(self._words[word])
                for word, times in counted.items()
                if word not in own
            }
        )

    def _rare(self, texts: int) -> float:
        return max(0.0, log(self._all / (texts + 0.5)))


def _described(text: str, name: Name) -> list[str]:
    """The words right before a name, and those of the apposition behind it."""
    start = max(0, name.start - BEFORE)
    before = CLAUSE.split(text[start : name.start])[-1].split()[-LEADING:]
    match = APPOSITION.match(text, name.end)
    return stems(" ".join([*before, (match[1] or match[2]) if match else ""]))


def _unit(values: dict[str, float]) -> dict[str, float]:
    """The values as a vector of length 1."""
    length = sqrt(sum(value * value for value in values.values())) or 1.0
    return {key: value / length for key, value in values.items() if value}


def likeness(words: Words, others: Words) -> float:
    """The product of what two articles say; of sums of such, the sum of all products."""
    fewer, more = sorted((words, others), key=len)
    return sum(value * more[word] for word, value in fewer.items() if word in more)
