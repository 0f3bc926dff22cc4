"""Weighs the evidence: two stages of boosted trees say which candidates are names, of which kind.

The second stage sees what the first thinks of a name wherever it stands in the article, so that
one clear mention speaks for all the others. Trained by `python -m train`; see docs/model-card.md.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Self

import numpy as np
import numpy.typing as npt

from whodex.recognize.features import (
    Runs,
    Words,
    article_words,
    candidates,
    evidence,
    second_evidence,
)
from whodex.recognize.tagger import scores
from whodex.values.article import EntityType
from whodex.values.entities import Name

if TYPE_CHECKING:
    from collections.abc import Mapping

    from spacy.tokens import Doc

Array = npt.NDArray[np.float32]

TYPES = (EntityType.PERSON, EntityType.ORGANIZATION, EntityType.PLACE)
ENOUGH = np.array([0.38, 0.25, 0.38])  # probability that makes a name of each type
CARRIED = 0.3  # probability that makes a name of a family name that the article has in full
ROWS = 250  # of evidence that are weighed at once: few enough for the processor's cache
OF_TAGGER = 0.5  # from here the tagger alone would have found the name


@dataclass(frozen=True, slots=True, eq=False)
class Trees:
    """Boosted trees of one depth, as arrays: (tree, node) and (tree, leaf).

    Node n of a tree goes on with 2n + 1 where the row's `feature` is at most `threshold`, else
    with 2n + 2. Trees follow each other class by class: tree t speaks for class t mod `classes`.
    """

    feature: npt.NDArray[np.int32]
    threshold: Array
    leaf: Array
    classes: int

    @classmethod
    def from_arrays(cls, arrays: "Mapping[str, npt.NDArray[np.generic]]", stage: int) -> Self:
        """Read one stage out of the shipped file's arrays."""
        feature, threshold, leaf = (
            arrays[f"{stage}.{name}"] for name in ("feature", "threshold", "leaf")
        )
        return cls(
            feature.astype(np.int32),
            threshold.astype(np.float32),
            leaf.astype(np.float32),
            len(TYPES) + 1,
        )

    def probabilities(self, *rows: Array) -> Array:
        """Return a probability for each class (none, then `TYPES`), for each row of evidence.

        `rows` are arrays that stand side by side.
        """
        starts = range(0, max(1, len(rows[0])), ROWS)
        parts = ([array[start : start + ROWS] for array in rows] for start in starts)
        return np.concatenate([self._weighed(np.hstack(part)) for part in parts])

    def _weighed(self, rows: Array) -> Array:
        trees, nodes = self.feature.shape
        offset = np.arange(trees, dtype=np.int32) * nodes
        base = np.arange(len(rows), dtype=np.int32)[:, None] * np.int32(rows.shape[1])
        feature, threshold, values = self.feature.ravel(), self.threshold.ravel(), rows.ravel()
        node = np.zeros((len(rows), trees), dtype=np.int32)
        while nodes:
            at = node + offset
            right = values.take(base + feature.take(at)) > threshold.take(at)
            node = 2 * node + 1 + right
            nodes //= 2
        leaves = self.leaf.shape[1]
        at = node - np.int32(leaves - 1) + np.arange(trees, dtype=np.int32) * leaves
        score = self.leaf.ravel().take(at).reshape(len(rows), -1, self.classes).sum(axis=1)
        exp = np.exp(score - score.max(axis=1, keepdims=True))
        return np.asarray(exp / exp.sum(axis=1, keepdims=True), dtype=np.float32)


def names(docs: Sequence["Doc"]) -> tuple[Name, ...]:
    """Return the names of an article, in the order of its text; no two overlap.

    `docs` are the article's blocks as tokenized by spaCy's English tokenizer (`nlp.make_doc`);
    no pipe has to have run. A name's `evidence` is "model" where its words alone would have done,
    "name" where the article's other mentions of it decided, else "context".
    """
    article = article_words(docs, scores(docs))
    runs = candidates(article)
    if not runs.keys:
        return ()
    first, second = shipped()
    rows, shared = evidence(article, runs)
    opinion = first.probabilities(*rows)
    decided = second.probabilities(*second_evidence(rows, shared, opinion))
    return tuple(
        Name(
            block,
            start,
            end,
            article.texts[block][start:end],
            TYPES[kind],
            _evidence(article, runs, place, kind, opinion),
            tuple(decided[place, 1:].tolist()),
        )
        for block, start, end, kind, place in sorted(_without_overlap(article, runs, decided))
    )


def _without_overlap(
    article: Words, runs: Runs, probabilities: Array
) -> list[tuple[int, int, int, int, int]]:
    """Choose the likeliest candidates first, each only where no chosen one stands yet.

    Then family names that are a little less likely, where one chosen is that name in full.
    """
    kind = probabilities[:, 1:].argmax(axis=1)
    likely = probabilities[:, 1:].max(axis=1)
    taken = np.zeros(len(article.words), dtype=np.bool_)
    families = set[tuple[str, ...]]()
    chosen = []
    order = np.argsort(-likely, kind="stable").tolist()
    for place in [*order, *order]:
        first, last, key = int(runs.first[place]), int(runs.last[place]), runs.keys[place]
        person = TYPES[kind[place]] is EntityType.PERSON
        enough = CARRIED if person and key in families else ENOUGH[kind[place]]
        if likely[place] < enough or taken[first : last + 1].any():
            continue
        if person and len(key) > 1:
            families.add(key[-1:])
        taken[first : last + 1] = True
        block, start, end = article.block[first], article.start[first], article.end[last]
        chosen.append((int(block), int(start), int(end), int(kind[place]), place))
    return chosen


def _evidence(article: Words, runs: Runs, place: int, kind: int, opinion: Array) -> str:
    tags = article.scores[runs.first[place] : runs.last[place] + 1, 1 + 4 * kind : 5 + 4 * kind]
    if tags.sum(axis=1).min() > OF_TAGGER:
        return "model"
    return "name" if opinion[place, kind + 1] < ENOUGH[kind] else "context"


@cache
def shipped() -> tuple[Trees, Trees]:
    """Return the trees of both stages, as they ship."""
    path = files(__package__) / "weights" / "combiner.npz"
    with path.open("rb") as file, np.load(file, allow_pickle=False) as arrays:
        return Trees.from_arrays(arrays, 1), Trees.from_arrays(arrays, 2)
