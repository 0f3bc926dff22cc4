"""What the shipped model says of every word: inside which kind of name it stands, and where in it.

The model is the encoder of spaCy's small English `ner`, trained on, under two layers of our own
that read off every word at once. That takes half the time of spaCy's word-by-word transitions and
gives probabilities, which `evidence` weighs. Docs/model-card.md tells what it was trained on.
"""

from collections.abc import Iterable, Mapping, Sequence
from functools import cache, reduce
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

SHOWN = ("NORM", "PREFIX", "SUFFIX", "SHAPE")  # hashes by which the encoder knows a word
WORD = 96  # numbers that it makes of a word
DEPTH = 4  # convolutions, each of which takes in one word more on either side
REACH = DEPTH + 1  # words on either side that a word's scores depend on
PART = 1000  # tokens that are read at once: few enough for the processor's cache
KEPT = 20_000  # words whose vectors are kept at most


def scores(docs: Sequence["Doc"], models: "Sequence[Tagger] | None" = None) -> Array:
    """Return each token's probabilities, `LABELS` then `ROUGH`, texts parted by `GAP` zero rows.

    `docs` are tokenized by spaCy's English tokenizer; no pipe has to have run on them. The
    probabilities are the mean of `models`, by default of those that ship. A long article is read
    in parts, each with the words around it, so that the parts change nothing.
    """
    rows, spread = token_rows(docs, GAP), token_rows(docs, DEPTH)
    out = np.zeros((len(rows) + GAP * (len(docs) + 1), WIDTH), dtype=np.float32)
    words = [word for doc in docs for word in _shapes(doc)]
    models = models or shipped()
    for start in range(0, len(rows), PART):
        part = slice(start, start + PART)
        begin, end = spread[part][0] - REACH, spread[part][-1] + REACH + 1
        near = slice(*np.searchsorted(spread, (begin, end)))
        for model in models:
            read = model.scores(words[near], spread[near] - begin, end - begin)
            out[rows[part]] += read[start - near.start :][:PART] / len(models)
    return out


def token_rows(docs: Iterable["Doc"], gap: int) -> npt.NDArray[np.intp]:
    """Return the row of each token, where texts are parted by `gap` rows."""
    sizes = [len(doc) for doc in docs]
    first = np.cumsum([gap, *(size + gap for size in sizes)])
    return np.concatenate(
        [np.arange(a, a + size) for a, size in zip(first, sizes, strict=False)] or [np.zeros(0)]
    ).astype(np.intp)


def _shapes(doc: "Doc") -> list[bytes]:
    """Return what the encoder is shown of each token."""
    hashes = doc.to_array(list(SHOWN))
    shapes: list[bytes] = hashes.view(f"V{hashes.itemsize * len(SHOWN)}").ravel().tolist()
    return shapes


class Tagger:
    """An encoder and the two layers above it."""

    __slots__ = ("convolutions", "embedding", "linear", "weights")

    def __init__(self, weights: Mapping[str, Array]) -> None:
        model = encoder()
        for number, node in enumerate(model.walk()):
            for name in node.param_names:
                node.set_param(name, cast("Floats2d", weights[f"{number}.{name}"]))
        words, _, self.linear = model.layers
        self.embedding = Embedding(words.get_ref("embed"))
        self.convolutions = words.get_ref("encode")
        self.weights = weights

    def scores(self, words: Sequence[bytes], rows: npt.NDArray[np.intp], size: int) -> Array:
        """Return the probabilities of `words`, each as `SHOWN`, which stand at `rows` of `size`."""
        weights = self.weights
        read = _spread(self.embedding.of(words), rows, size)
        read = self.convolutions.predict(read)[rows]
        encoded = _spread(self.linear.predict(read), rows, size + 1)  # the last stays zero: edges
        windows = np.hstack([encoded[rows - 1], encoded[rows], encoded[rows + 1]])
        several, inputs = weights["hidden.b"].shape, windows.shape[1]
        pieces = self._times(windows, weights["hidden.W"].reshape(-1, inputs))
        # Of a few numbers a maximum along an axis takes several times as long.
        hidden = reduce(
            np.maximum, np.moveaxis(pieces.reshape(-1, *several) + weights["hidden.b"], 2, 0)
        )
        return np.hstack(
            [
                _softmax(self._times(hidden, weights[f"{head}.W"]) + weights[f"{head}.b"])
                for head in ("labels", "rough")
            ]
        )

    def _times(self, values: Array, weights: Array) -> Array:
        """Multiply by spaCy's own routine: NumPy's would keep other cores busy with waiting."""
        a, b = cast("Floats2d", values), cast("Floats2d", weights)
        return np.asarray(self.linear.ops.gemm(a, b, trans2=True))


class Embedding:
    """What the encoder's first layers make of a word by itself, worked out once a word."""

    __slots__ = ("layers", "places", "vectors")

    def __init__(self, model: "Model[Any, Any]") -> None:
        from thinc.api import chain  # noqa: PLC0415 - takes a second, needed for new texts only

        _, _, hashed, mixed, _ = model.layers  # the first two and the last turn texts into an array
        self.layers: Model[Any, Any] = chain(hashed, mixed)
        self.places: dict[bytes, int] = {}
        self.vectors = np.empty((KEPT, WORD), dtype=np.float32)

    def of(self, words: Sequence[bytes]) -> Array:
        """Return a vector for each word, which is given as `SHOWN`."""
        new = [word for word in dict.fromkeys(words) if word not in self.places]
        if len(self.places) + len(new) > KEPT:
            self.places.clear()
            new = list(dict.fromkeys(words))
        if new:
            shown = np.frombuffer(b"".join(new), dtype=np.uint64).reshape(-1, len(SHOWN))
            first = len(self.places)
            self.vectors[first : first + len(new)] = self.layers.predict(shown)
            self.places.update(zip(new, range(first, first + len(new)), strict=True))
        return self.vectors[[self.places[word] for word in words]]


def _spread(values: Array, rows: npt.NDArray[np.intp], size: int) -> Array:
    """Put `values` to their `rows` of `size`; the others are zero."""
    out = np.zeros((size, values.shape[1]), dtype=np.float32)
    out[rows] = values
    return out


def encoder() -> "Model[Any, Any]":
    """Return spaCy's small encoder without weights: hashed word shapes, then four convolutions."""
    from spacy.ml.models.tok2vec import (  # noqa: PLC0415 - takes a second, needed for new texts only
        MaxoutWindowEncoder,
        MultiHashEmbed,
        build_Tok2Vec_model,
    )
    from thinc.api import Linear, chain, list2array  # noqa: PLC0415 - as above

    embed = MultiHashEmbed(
        width=WORD,
        attrs=list(SHOWN),
        rows=[5000, 1000, 2500, 2500],
        include_static_vectors=False,
    )
    encode = MaxoutWindowEncoder(width=WORD, window_size=1, maxout_pieces=3, depth=DEPTH)
    return chain(build_Tok2Vec_model(embed, encode), list2array(), Linear(nO=64, nI=WORD))


@cache
def shipped() -> tuple[Tagger, ...]:
    """Return the taggers that ship; each has learned from one half of the training texts."""
    folder = files(__package__) / "weights"
    return tuple(Tagger(_weights(folder / name)) for name in ("tagger-a.npz", "tagger-b.npz"))


def _weights(path: "Traversable") -> dict[str, Array]:
    with path.open("rb") as file, np.load(file, allow_pickle=False) as arrays:
        return {name: arrays[name].astype(np.float32) for name in arrays}


def _softmax(x: Array) -> Array:
    exp = np.exp(x - x.max(axis=1, keepdims=True))
    return np.asarray(exp / exp.sum(axis=1, keepdims=True))
