"""The tagger reads a text in parts and each word once, and nobody can tell."""

import numpy as np
import numpy.typing as npt
import pytest
import spacy

from whodex.recognize import tagger
from whodex.recognize.tagger import DEPTH, GAP, REACH, WIDTH, Tagger, scores, shipped, token_rows

ENGLISH = spacy.blank("en")
SENTENCE = (
    "Mayor Ines Tolmach of Averna told the Harbour Board on Friday that she’d go to U.N. talks."
)
TEXTS = ("Mayor goes", "", SENTENCE, " ", f"{SENTENCE} {SENTENCE} Tolmach smiled.", "Averna")
DOCS = [ENGLISH.make_doc(text) for text in TEXTS]


def of_spacy(model: Tagger) -> npt.NDArray[np.float32]:
    """Return what spaCy's own layers give for the words of all texts at once."""
    encoder = tagger.encoder()
    for number, node in enumerate(encoder.walk()):
        for name in node.param_names:
            node.set_param(name, model.weights[f"{number}.{name}"])  # type: ignore[arg-type]
    return np.asarray(encoder.predict(DOCS))


def test_a_part_is_read_as_if_it_were_the_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = scores(DOCS)
    for size in (1, 2, 7, 30):
        monkeypatch.setattr(tagger, "PART", size)
        assert np.array_equal(scores(DOCS), whole)


def test_a_part_needs_all_the_words_around_it(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = scores(DOCS)
    monkeypatch.setattr(tagger, "PART", 7)
    monkeypatch.setattr(tagger, "REACH", REACH - 1)
    assert not np.array_equal(scores(DOCS), whole)


def test_texts_are_so_far_apart_that_none_sees_another(monkeypatch: pytest.MonkeyPatch) -> None:
    alone = [scores([doc])[GAP:-GAP] for doc in DOCS if len(doc)]
    assert np.array_equal(scores(DOCS)[token_rows(DOCS, GAP)], np.vstack(alone))
    monkeypatch.setattr(tagger, "DEPTH", DEPTH - 1)
    assert not np.array_equal(scores(DOCS)[token_rows(DOCS, GAP)], np.vstack(alone))


def test_words_are_embedded_and_read_as_spacy_does() -> None:
    model = shipped()[0]
    rows = token_rows(DOCS, DEPTH)
    words = [word for doc in DOCS for word in tagger._shapes(doc)]
    read = tagger._spread(model.embedding.of(words), rows, len(rows) + DEPTH * (len(DOCS) + 1))
    ours = model.linear.predict(model.convolutions.predict(read)[rows])
    assert np.array_equal(ours, of_spacy(model))


def test_more_words_than_are_kept_are_read_alike(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = scores(DOCS)
    for model in shipped():
        model.embedding.places.clear()
        distinct = len({word for doc in DOCS for word in tagger._shapes(doc)})
        monkeypatch.setattr(tagger, "KEPT", distinct - 1)
        monkeypatch.setattr(tagger, "PART", 4)
    assert np.array_equal(scores(DOCS), whole)
    assert all(len(model.embedding.places) < distinct for model in shipped())


def test_no_words_have_no_scores() -> None:
    assert scores([]).shape == (GAP, WIDTH)
    assert scores([ENGLISH.make_doc("")]).shape == (2 * GAP, WIDTH)
