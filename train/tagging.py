"""Trains the tagger: spaCy's small encoder goes on learning from openly licensed texts.

Each of two taggers learns from one half of the texts, so that the other half can teach the trees
how far a tagger may be trusted on what it hasn't seen.
"""

import random
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt
from thinc.api import (
    Adam,
    Maxout,
    Model,
    Optimizer,
    Softmax_v2,
    chain,
    expand_window,
    fix_random_seed,
    set_dropout_rate,
)

from train.invented import SOURCE
from train.memory import people_of_the_world
from train.texts import Mark, Text, careless, edited, with_blocks
from whodex.recognize.tagger import GAP, LABELS, ROUGH, token_rows

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

Array = npt.NDArray[np.float32]

# spaCy's labels, which the second head learns from spaCy's own `ner`, so that nothing is forgotten.
TEACHER = {
    "PERSON": "person", "NORP": "nationality", "LANGUAGE": "nationality", "GPE": "country",
    "LOC": "landscape", "FAC": "building", "ORG": "organization", "EVENT": "event",
    "WORK_OF_ART": "work", "PRODUCT": "work", "LAW": "work", "DATE": "date", "TIME": "date",
    "CARDINAL": "number", "ORDINAL": "number", "MONEY": "number", "PERCENT": "number",
    "QUANTITY": "number",
}  # fmt: skip
OF_TEACHER = 0.3  # weight of the second head's errors

RENAMED = 0.4  # share of texts whose people get names of another part of the world
CARELESS = 0.2  # share of texts with spaces around hyphens and apostrophes, as captures have them
RECASED = 0.05  # share of blocks in capitals or title case
SHORT = 200  # characters of a block that may be recased


EPOCHS = 4
OF_PLAIN = 2  # epochs in which the second head also learns from texts without annotations
RATE = 1.5e-3
# How often a text is read in an epoch; others once.
TIMES = {"wikinews": 3.0, "crossner": 0.6, "redocred": 0.5, "wnut17": 0.3, "invented": 0.6}
BATCH = 1100  # words


@dataclass(frozen=True, slots=True)
class Item:
    """A block to learn from: labels and teacher's labels by token, and where the labels count."""

    doc: "Doc"
    labels: npt.NDArray[np.intp]
    counts: Array
    rough: npt.NDArray[np.intp]
    of_teacher: float  # how much the teacher's labels count


# A block as spaCy's own `ner` sees it: its words, and the kind of name each is in.
Teacher = dict[str, tuple["Doc", npt.NDArray[np.intp]]]


def train_tagger(
    nlp: "Language", texts: list[Text], plain: list[str], names: Path, seed: int
) -> dict[str, npt.NDArray[np.float16]]:
    """Return the weights of a tagger trained from `nlp`'s `ner`; `plain` are further blocks."""
    fix_random_seed(seed)
    chance = random.Random(seed)  # noqa: S311 - repeatable on purpose
    parts = _parts(nlp)
    people = people_of(names)
    set_dropout_rate(parts[0], 0.1)
    optimizer = Adam(RATE, L2=1e-6, grad_clip=1.0, use_averages=True)
    teacher = _taught(nlp, [*plain, *(b for t in texts if t.source != SOURCE for b in t.blocks)])
    done = 0
    for epoch in range(EPOCHS):
        blocks = list(_varied(texts, people, chance))
        if epoch < OF_PLAIN:
            blocks += [(block, None) for block in plain]
        items = list(_items(nlp, blocks, teacher))
        chance.shuffle(items)
        batches = list(_batches(items))
        for number, batch in enumerate(batches):
            done += 1
            left = 1 - (epoch + number / len(batches)) / EPOCHS
            optimizer.learn_rate = RATE * min(1, done / 100) * max(0.03, left)
            _learn(parts, batch, optimizer)
    set_dropout_rate(parts[0], 0.0)
    _average(parts, optimizer)
    return _weights(parts)


def _average(parts: list[Model[Any, Any]], optimizer: Optimizer) -> None:
    """Take the mean of the weights over the last tenth of the way: less chance than at its end."""
    for part in parts:
        for node in part.walk():
            for name in node.param_names:
                node.set_param(name, optimizer.averages[node.id, name])  # type: ignore[index]


def _parts(nlp: "Language") -> list[Model[Any, Any]]:
    encoder = nlp.get_pipe("ner").model.get_ref("tok2vec").copy()  # type: ignore[attr-defined]
    hidden: Model[Any, Any] = chain(
        expand_window(1), Maxout(nO=96, nI=3 * encoder.get_dim("nO"), nP=2, dropout=0.2)
    )
    heads = [Softmax_v2(len(LABELS), 96), Softmax_v2(len(ROUGH), 96)]
    for part in (hidden, *heads):
        part.initialize()
    return [encoder, hidden, *heads]


def _learn(parts: list[Model[Any, Any]], batch: list[Item], optimizer: Optimizer) -> None:
    encoder, hidden, head, rough_head = parts
    docs = [item.doc for item in batch]
    encoded, learn_encoder = encoder.begin_update(docs)
    rows = token_rows(docs, GAP)
    spread = np.zeros((int(rows[-1]) + GAP + 1, encoded.shape[1]), dtype=np.float32)
    spread[rows] = encoded
    seen, learn_hidden = hidden.begin_update(spread)
    words = np.arange(len(rows))
    error = np.zeros_like(seen)
    of_teacher = np.repeat([i.of_teacher for i in batch], [len(i.rough) for i in batch])
    for part, truth, weight in (
        (head, [i.labels for i in batch], np.concatenate([i.counts for i in batch])),
        (rough_head, [i.rough for i in batch], of_teacher),
    ):
        said, learn = part.begin_update(seen[rows])
        wrong = said.copy()
        wrong[words, np.concatenate(truth)] -= 1
        error[rows] += learn((wrong * weight[:, None] / 300).astype(np.float32))
    learn_encoder(np.ascontiguousarray(learn_hidden(error)[rows]))
    for part in parts:
        part.finish_update(optimizer)


def _weights(parts: list[Model[Any, Any]]) -> dict[str, npt.NDArray[np.float16]]:
    encoder, hidden, head, rough = parts
    named = {
        f"{number}.{name}": node.get_param(name)
        for number, node in enumerate(encoder.walk())
        for name in node.param_names
    }
    maxout = next(node for node in hidden.walk() if node.has_param("W"))
    for name, node in (("hidden", maxout), ("labels", head), ("rough", rough)):
        named |= {f"{name}.W": node.get_param("W"), f"{name}.b": node.get_param("b")}
    return {name: np.asarray(value).astype(np.float16) for name, value in named.items()}


def _batches(items: list[Item]) -> Iterator[list[Item]]:
    batch: list[Item] = []
    for item in items:
        batch.append(item)
        if sum(len(i.labels) for i in batch) >= BATCH:
            yield batch
            batch = []
    if batch:
        yield batch


def _items(
    nlp: "Language", blocks: list[tuple[str, list[Mark] | None]], teacher: Teacher
) -> Iterator[Item]:
    for text, marks in blocks:
        said = teacher.get(text)
        doc, rough = said or (nlp.make_doc(text), None)
        if not len(doc):
            continue
        labels, counts = np.zeros(len(doc), dtype=np.intp), np.zeros(len(doc), dtype=np.float32)
        if marks is not None:
            counts[:] = 1
            for mark in marks:
                _label(doc, mark, labels, counts)
        if rough is None:  # the text was changed: the teacher hasn't read it
            yield Item(doc, labels, counts, np.zeros(len(doc), dtype=np.intp), 0.0)
        else:
            yield Item(doc, labels, counts, rough, OF_TEACHER)


def _taught(nlp: "Language", blocks: Iterable[str]) -> Teacher:
    """Have spaCy's own `ner` label the blocks, once for all epochs."""
    said: Teacher = {}
    for doc in nlp.pipe(sorted(set(blocks)), batch_size=256):
        rough = np.zeros(len(doc), dtype=np.intp)
        for entity in doc.ents:
            rough[entity.start : entity.end] = ROUGH.index(TEACHER[entity.label_])
        said[doc.text] = doc, rough
    return said


def _label(doc: "Doc", mark: Mark, labels: npt.NDArray[np.intp], counts: Array) -> None:
    """Label a name's tokens; where it cuts through a token or is arguable, they don't count."""
    start, end, kind = mark
    span = doc.char_span(start, end, alignment_mode="expand")
    if span is None:
        return
    if kind == "?" or (span.start_char, span.end_char) != (start, end):
        counts[span.start : span.end] = 0
        return
    places = "U" if len(span) == 1 else "B" + "I" * (len(span) - 2) + "L"
    labels[span.start : span.end] = [LABELS.index(f"{place}-{kind}") for place in places]


def _varied(
    texts: list[Text], people: "People", chance: random.Random
) -> Iterator[tuple[str, list[Mark] | None]]:
    """Go over the texts once or as `TIMES` says, with other names, spaces and capitals."""
    for text in texts:
        times = TIMES.get(text.source, 1.0)
        for _ in range(int(times) + (chance.random() < times % 1)):
            varied = text
            if text.source != SOURCE and chance.random() < RENAMED:
                varied = renamed(text, people, chance)
            if chance.random() < CARELESS:
                varied = careless(varied)
            for block, marks in zip(varied.blocks, varied.marks, strict=True):
                if not block.strip():
                    continue
                if len(block) < SHORT and chance.random() < RECASED:
                    yield recased(block, chance), list(marks)
                else:
                    yield block, list(marks)


WORD = re.compile(r"[^\W\d_][\w’']*")
SMALL = frozenset(
    ("the", "a", "an", "of", "in", "on", "at", "for", "to", "and", "or", "but", "by", "with")
)


def recased(block: str, chance: random.Random) -> str:
    """Write a block in capitals or as a headline, keeping its length."""
    if chance.random() < 0.35:  # noqa: PLR2004 - the rest are headlines
        upper = block.upper()
        return upper if len(upper) == len(block) else block
    return WORD.sub(
        lambda m: m.group() if m.group() in SMALL else m.group()[0].upper() + m.group()[1:], block
    )


# Given and family names of a region, and whether the family name comes first.
People = tuple[tuple[tuple[str, ...], tuple[str, ...], bool], ...]


def people_of(path: Path) -> People:
    """Read the names of the regions of the world."""
    lists: dict[str, dict[str, list[str]]] = {}
    for region, role, name in people_of_the_world(path):
        lists.setdefault(region, {}).setdefault(role, []).append(name)
    return tuple(
        (tuple(roles["given"]), tuple(roles["family"]), region.endswith("-first"))
        for region, roles in sorted(lists.items())
    )


def renamed(text: Text, people: People, chance: random.Random) -> Text:
    """Give a text's people names of one region; who shares a word of a name still shares it."""
    given, family, family_first = chance.choice(people)
    chosen: dict[tuple[str, str], str] = {}

    def another(role: str, word: str) -> str:
        if (role, word) not in chosen:
            chosen[role, word] = chance.choice(given if role == "given" else family)
        return chosen[role, word]

    def name(form: str) -> str:
        parts = form.split()
        if not parts or len(parts) > 4 or not all(part[0].isupper() for part in parts):  # noqa: PLR2004 - longer names hold titles
            return form
        if len(parts) == 1:
            is_given = ("given", form) in chosen and ("family", form) not in chosen
            return another("given" if is_given else "family", form)
        both = [another("given", parts[0]), another("family", parts[-1])]
        return " ".join(reversed(both) if family_first else both)

    forms = sorted(
        {b[s:e] for b, ms in _pairs(text) for s, e, k in ms if k == "person"},
        key=lambda form: (-len(form.split()), form),
    )
    new = {form: name(form) for form in forms}
    blocks = []
    for block, marks in _pairs(text):
        apart = [m for m in marks if not any(m != o and m[0] < o[1] and o[0] < m[1] for o in marks)]
        edits = [(s, e, new[block[s:e]]) for s, e, kind in sorted(apart) if kind == "person"]
        blocks.append(edited(block, list(marks), edits))
    return with_blocks(text, blocks)


def _pairs(text: Text) -> Iterable[tuple[str, tuple[Mark, ...]]]:
    return zip(text.blocks, text.marks, strict=True)
