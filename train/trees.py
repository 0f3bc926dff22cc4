"""Trains the two stages of `whodex.recognize.classifier` and lays their trees out as arrays."""

import random
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import lightgbm
import numpy as np
import numpy.typing as npt

from train.invented import SOURCE
from train.memory import of_text
from train.tagging import people_of, renamed
from train.texts import Text, careless
from whodex.lexicon.learned import Learned, learned
from whodex.recognize.classifier import Trees
from whodex.recognize.features import (
    Names,
    Words,
    article_words,
    candidates,
    evidence,
    second_evidence,
)
from whodex.recognize.tagger import KINDS, Tagger, scores

if TYPE_CHECKING:
    from spacy.language import Language

Array = npt.NDArray[np.float32]

DEPTH = 6
ROUNDS = 90
CHANGED = frozenset({"wikinews", "uner_pud"})  # texts that are read a second time, changed
HIDDEN = 0.65  # share of names in changed and invented texts that memory is made to forget
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
    "wikinews": 1.0, "wikinews changed": 0.8, "uner_pud": 0.3, "uner_pud changed": 0.3,
    "crossner": 0.25, "redocred": 0.12, "uner_ewt": 0.1, "wikigold": 0.15, "gum": 0.07,
    "wnut17": 0.0, "invented": 0.12,
}  # fmt: skip


class Example:
    """One text: its candidates' evidence, what each is, and how much it counts."""

    __slots__ = ("classes", "names", "rows", "source", "weights")

    def __init__(self, text: Text, article: Words, apart_from: Learned) -> None:
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
        self.source = text.source
        self.weights = np.array([0.0 if k == "?" else weight for k in kinds])
        self.rows: Array
        self.names: Names
        if kinds:
            rows, self.names = evidence(article, runs, apart_from)
            self.rows = np.hstack(rows)


def examples(
    nlp: "Language", texts: list[Text], made: list[Text], taggers: list[Tagger], names: Path
) -> list[Example]:
    """Gather the evidence in `texts`, changed copies of some of them, and invented texts `made`.

    Each text, of which every other one taught the first of `taggers`, is judged by the one that
    hasn't seen it.
    """
    chance = random.Random(0)  # noqa: S311 - repeatable on purpose
    people = people_of(names)
    found = []
    for all_texts in (texts, made):
        for number, text in enumerate(all_texts):
            if not WEIGHT[text.source]:
                continue
            own = of_text(text)
            if text.source == SOURCE:
                own = _hidden(text, Learned({}, {}, {}), chance)
            variants = [(text, own)]
            if text.source in CHANGED:
                other = renamed(text, people, chance)
                if chance.random() < 0.5:  # noqa: PLR2004 - half of them
                    other = careless(other)
                other = replace(other, source=f"{text.source} changed")
                variants.append((other, _hidden(other, own, chance)))
            for variant, apart_from in variants:
                docs = [nlp.make_doc(block) for block in variant.blocks]
                tags = scores(docs, [taggers[1 - number % 2]])
                found.append(Example(variant, article_words(docs, tags), apart_from))
    return found


def _hidden(text: Text, own: Learned, chance: random.Random) -> Learned:
    """Hide what memory knows of most of a text's names, as it knows few of those in the wild.

    `own` is what it learned from the text itself, in the form that it was read in.
    """
    taught, known = of_text(text), learned()
    forms = {form: known.forms.get(form, {}) for form in taught.forms if chance.random() < HIDDEN}
    words = {word: known.words.get(word, {}) for word in taught.words if chance.random() < HIDDEN}
    return Learned({}, {**own.forms, **forms}, {**own.words, **words})


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
        np.hstack(second_evidence((example.rows,), example.names, part))
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
