"""What the shipped model says of every word: inside which kind of name it stands, and where in it.

The model is the encoder of spaCy's small English `ner`, trained on, under two layers of our own
that read off every word at once. That takes half the time of spaCy's word-by-word transitions and
gives probabilities, which `evidence` weighs. Docs/model-card.md tells what it was trained on.
"""

from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any, cast

import numpy as np
import numpy.typing as npt

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

    from spacy.tokens import Doc
    from thinc.api import Model
    from thinc.types import Floats2d

Array = npt.NDArray[np.float32]

KINDS = ("person", "organization", "place")
PLACES_IN_NAME = "BILU"  # begins, inside, last of several words; the unit of one
LABELS = ("O", *(f"{place}-{kind}" for kind in KINDS for place in PLACES_IN_NAME))
# What spaCy's own labels say, which the model keeps in mind beside ours.
ROUGH = (
    "none", "person", "nationality", "country", "landscape", "building",
    "organization", "event", "work", "date", "number",
)  # fmt: skip
WIDTH = len(LABELS) + len(ROUGH)  # of a word's scores
GAP = 2  # rows of zeros before, between and after texts, so that no window reaches across


def scores(docs: Sequence["Doc"], models: "Sequence[Tagger] | None" = None) -> Array:
    """Return each token's probabilities, `LABELS` then `ROUGH`, texts parted by `GAP` zero rows.

    `docs` are tokenized by spaCy's English tokenizer; no pipe has to have run on them. The
    probabilities are the mean of `models`, by default of those that ship.
    """
    rows = token_rows(docs)
    out = np.zeros((sum(map(len, docs)) + GAP * (len(docs) + 1), WIDTH), dtype=np.float32)
    if len(rows):
        models = models or shipped()
        for model in models:
            out[rows] += model.scores(docs, rows, len(out)) / len(models)
    return out


def token_rows(docs: Iterable["Doc"]) -> npt.NDArray[np.intp]:
    """Return the row of each token, where texts are parted by `GAP` rows."""
    sizes = [len(doc) for doc in docs]
    first = np.cumsum([GAP, *(size + GAP for size in sizes)])
    return np.concatenate(
        [np.arange(a, a + size) for a, size in zip(first, sizes, strict=False)] or [np.zeros(0)]
    ).astype(np.intp)


class Tagger:
    """An encoder and the two layers above it."""

    __slots__ = ("encoder", "weights")

    def __init__(self, weights: Mapping[str, Array]) -> None:
        self.encoder = encoder()
        self.weights = weights
        for number, node in enumerate(self.encoder.walk()):
            for name in node.param_names:
                node.set_param(name, cast("Floats2d", weights[f"{number}.{name}"]))

    def scores(self, docs: Sequence["Doc"], rows: npt.NDArray[np.intp], size: int) -> Array:
        """Return the probabilities of the tokens of `docs`, which stand at `rows` of `size`."""
        weights = self.weights
        encoded = np.zeros((size, self.encoder.get_dim("nO")), dtype=np.float32)
        encoded[rows] = self.encoder.predict(docs)
        windows = np.hstack([encoded[rows - 1], encoded[rows], encoded[rows + 1]])
        several, inputs = weights["hidden.b"].shape, windows.shape[1]
        pieces = self._times(windows, weights["hidden.W"].reshape(-1, inputs))
        hidden = (pieces.reshape(-1, *several) + weights["hidden.b"]).max(axis=2)
        return np.hstack(
            [
                _softmax(self._times(hidden, weights[f"{head}.W"]) + weights[f"{head}.b"])
                for head in ("labels", "rough")
            ]
        )

    def _times(self, values: Array, weights: Array) -> Array:
        """Multiply by spaCy's own routine: NumPy's would keep other cores busy with waiting."""
        a, b = cast("Floats2d", values), cast("Floats2d", weights)
        return np.asarray(self.encoder.ops.gemm(a, b, trans2=True))


def encoder() -> "Model[Any, Any]":
    """Return spaCy's small encoder without weights: hashed word shapes, then four convolutions."""
    from spacy.ml.models.tok2vec import (  # noqa: PLC0415 - takes a second, needed for new texts only
        MaxoutWindowEncoder,
        MultiHashEmbed,
        build_Tok2Vec_model,
    )
    from thinc.api import Linear, chain, list2array  # noqa: PLC0415 - as above

    embed = MultiHashEmbed(
        width=96,
        attrs=["NORM", "PREFIX", "SUFFIX", "SHAPE"],
        rows=[5000, 1000, 2500, 2500],
        include_static_vectors=False,
    )
    encode = MaxoutWindowEncoder(width=96, window_size=1, maxout_pieces=3, depth=4)
    return chain(build_Tok2Vec_model(embed, encode), list2array(), Linear(nO=64, nI=96))


@cache
def shipped() -> tuple[Tagger, ...]:
    """Return the taggers that ship; each has learned from one half of the training texts."""
    folder = files(__package__) / "model"
    return tuple(Tagger(_weights(folder / name)) for name in ("tagger-a.npz", "tagger-b.npz"))


def _weights(path: "Traversable") -> dict[str, Array]:
    with path.open("rb") as file, np.load(file, allow_pickle=False) as arrays:
        return {name: arrays[name].astype(np.float32) for name in arrays}


def _softmax(x: Array) -> Array:
    exp = np.exp(x - x.max(axis=1, keepdims=True))
    return np.asarray(exp / exp.sum(axis=1, keepdims=True))
