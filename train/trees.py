"""Trains the two stages of `whodex.combiner` and lays their trees out as arrays."""

from pathlib import Path
from typing import Any

import lightgbm
import numpy as np
import numpy.typing as npt

from train.memory import of_text
from train.texts import Text
from whodex.combiner import Trees
from whodex.evidence import Names, Words, candidates, evidence, second_evidence
from whodex.tagger import KINDS

Array = npt.NDArray[np.float32]

DEPTH = 6
ROUNDS = 90
FOLDS = 3  # for the first stage's opinion of texts that it hasn't learned from
PARAMETERS: dict[str, Any] = {
    "objective": "multiclass",
    "num_class": len(KINDS) + 1,
    "learning_rate": 0.1,
    "num_leaves": 15,
    "max_depth": DEPTH,
    "feature_fraction": 0.25,
    "bagging_fraction": 0.7,
    "bagging_freq": 1,
    "min_data_in_leaf": 15,
    "lambda_l2": 2.0,
    "max_bin": 63,
    "deterministic": True,
    "force_col_wise": True,
    "num_threads": 1,
    "verbose": -1,
}
# Of a text's candidates. Only Wikinews is news annotated for this purpose; tweets are no articles.
WEIGHT = {
    "wikinews": 1.0, "uner_pud": 0.3, "crossner": 0.25, "redocred": 0.15, "uner_ewt": 0.15,
    "wikigold": 0.15, "gum": 0.1, "wnut17": 0.0,
}  # fmt: skip


class Example:
    """One text: its candidates' evidence, what each is, and how much it counts."""

    __slots__ = ("classes", "names", "rows", "weights")

    def __init__(self, text: Text, article: Words) -> None:
        runs = candidates(article)
        marked = {
            (block, start, end): kind
            for block, marks in enumerate(text.marks)
            for start, end, kind in marks
        }
        places = zip(
            article.block[runs.first].tolist(),
            article.start[runs.first].tolist(),
            article.end[runs.last].tolist(),
            strict=True,
        )
        kinds = [marked.get(place) for place in places]
        self.classes = np.array([KINDS.index(k) + 1 if k in KINDS else 0 for k in kinds])
        weight = WEIGHT[text.source]
        self.weights = np.array([0.0 if k == "?" else weight for k in kinds])
        self.rows: Array
        self.names: Names
        if kinds:
            self.rows, self.names = evidence(article, runs, of_text(text))


def train_stages(examples: list[Example]) -> tuple[Trees, Trees]:
    """Train the first stage on the evidence, the second on that and the first's opinion."""
    examples = [example for example in examples if len(example.classes) and example.weights.any()]
    rows = np.vstack([example.rows for example in examples])
    classes = np.concatenate([example.classes for example in examples])
    weights = np.concatenate([example.weights for example in examples])
    fold = np.repeat(np.arange(len(examples)) % FOLDS, [len(e.classes) for e in examples])
    opinion = np.zeros((len(rows), len(KINDS) + 1), dtype=np.float32)
    for held in range(FOLDS):
        rest = fold != held
        stage = _boost(rows[rest], classes[rest], weights[rest], held)
        opinion[~rest] = stage.probabilities(rows[~rest])
    first = _boost(rows, classes, weights, 0)
    ends = np.cumsum([len(example.classes) for example in examples])[:-1]
    seconds = [
        second_evidence(example.rows, example.names, part)
        for example, part in zip(examples, np.split(opinion, ends), strict=True)
    ]
    return first, _boost(np.vstack(seconds), classes, weights, 0)


def save(stages: tuple[Trees, Trees], to: Path) -> None:
    """Write both stages as arrays."""
    arrays: dict[str, npt.NDArray[Any]] = {}
    for number, trees in enumerate(stages, 1):
        arrays[f"{number}.feature"] = trees.feature.astype(np.int16)
        arrays[f"{number}.threshold"] = trees.threshold
        arrays[f"{number}.leaf"] = trees.leaf
    np.savez_compressed(to, allow_pickle=False, **arrays)


def _boost(rows: Array, classes: npt.NDArray[Any], weights: npt.NDArray[Any], seed: int) -> Trees:
    data = lightgbm.Dataset(rows, classes, weight=weights)
    return _arrays(lightgbm.train({**PARAMETERS, "seed": seed}, data, ROUNDS))


def _arrays(booster: lightgbm.Booster) -> Trees:
    """Lay every tree out to the full `DEPTH`; below an early leaf all nodes lead to its value."""
    trees = booster.dump_model()["tree_info"]
    feature = np.zeros((len(trees), 2**DEPTH - 1), dtype=np.int32)
    threshold = np.full(feature.shape, np.inf, dtype=np.float32)
    leaf = np.zeros((len(trees), 2**DEPTH), dtype=np.float32)

    def lay(tree: int, node: dict[str, Any], place: int, depth: int) -> None:
        if "leaf_value" in node:
            leaves = 2 ** (DEPTH - depth)
            first = (place + 1) * leaves - 1 - (2**DEPTH - 1)
            leaf[tree, first : first + leaves] = node["leaf_value"]
            return
        feature[tree, place] = node["split_feature"]
        threshold[tree, place] = _at_most(node["threshold"])
        lay(tree, node["left_child"], 2 * place + 1, depth + 1)
        lay(tree, node["right_child"], 2 * place + 2, depth + 1)

    for number, tree in enumerate(trees):
        lay(number, tree["tree_structure"], 0, 0)
    return Trees(feature, threshold, leaf, len(KINDS) + 1)


def _at_most(threshold: float) -> np.float32:
    """Return the largest number of single precision that isn't above `threshold`."""
    single = np.float32(threshold)
    return single if float(single) <= threshold else np.nextafter(single, np.float32(-np.inf))
