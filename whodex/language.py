"""The only place that loads a spaCy pipeline. What it finds is kept by content."""

import hashlib
import json
from collections.abc import Callable, Sequence
from concurrent.futures import Executor, ThreadPoolExecutor, as_completed
from dataclasses import dataclass
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pydantic import TypeAdapter

from whodex import combiner, labels
from whodex.errors import Problem, WhodexError
from whodex.kept import keep, opened, recall
from whodex.models import Name
from whodex.store.fingerprint import fingerprint

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

OPENING = frozenset("“‘([\"'")
BATCH = 16  # articles that one process takes at a time

OWN = "whodex"  # the pipeline that ships with us: spaCy's tokenizer, our model behind it

Texts = tuple[str, ...]  # an article, a text a block
Bounds = tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Analysis:
    """An article as the models see it: its names, and each block's sentences as (start, end)."""

    names: tuple[Name, ...]
    sentences: tuple[Bounds, ...]


def analyze(  # noqa: PLR0913 - what, by what, where, and two things that few callers have
    articles: Sequence[Texts],
    pipeline: str,
    kept: Path,
    executor: Executor,
    *,
    progress: Callable[[int], None] = lambda _: None,
    hand: dict[str, Any] | None = None,
) -> list[Analysis]:
    """Analyze each article's block texts with `pipeline`: "whodex" or a spaCy package.

    What was analyzed before, by the same version, comes from the SQLite file `kept`, or is in
    `hand`; the rest is shared out over `executor` and kept as it comes in. `progress` is told how
    many articles are done, each time. Raises WhodexError where the package isn't installed.
    """
    keys = [_key(texts, pipeline) for texts in articles]
    with opened(kept, hand) as database:
        known = recall(database, keys, ANALYSES)
        missing = {
            key: texts for key, texts in zip(keys, articles, strict=True) if key not in known
        }
        progress(len(articles) - len(missing))
        batches = [list(missing.items())[i : i + BATCH] for i in range(0, len(missing), BATCH)]
        # A few articles are read sooner than a process starts.
        submit = (executor if len(batches) > 1 else ThreadPoolExecutor(1)).submit
        jobs = {submit(_batch, [texts for _, texts in batch], pipeline): batch for batch in batches}
        try:
            for job in as_completed(jobs):
                found = dict(zip([key for key, _ in jobs[job]], job.result(), strict=True))
                keep(database, found.items(), ANALYSES)
                known |= found
                progress(len(found))
        finally:  # where one fails, or somebody stops the build, none begins any more
            for job in jobs:
                job.cancel()
    return [known[key] for key in keys]


ANALYSES = TypeAdapter(Analysis)


def _key(texts: Texts, pipeline: str) -> str:
    return hashlib.sha256(json.dumps([_made_by(pipeline), texts]).encode()).hexdigest()


@cache
def _made_by(pipeline: str) -> list[str | None]:
    """Name all on which the result depends beside the text."""
    return [fingerprint(__name__), pipeline, _version(pipeline)]


@cache
def _version(pipeline: str) -> str | None:
    """The version of the package that a pipeline is; ours is told by its files."""
    try:
        return None if pipeline == OWN else version(pipeline)
    except PackageNotFoundError:
        problem = f"the pipeline {pipeline!r} is not an installed package"
        example = "pipeline: whodex"
        raise WhodexError(Problem(Path("mkdocs.yml"), None, problem, example)) from None


def _batch(articles: Sequence[Texts], pipeline: str) -> list[Analysis]:
    """Analyze some articles; what a worker process runs."""
    nlp = _load(pipeline)
    names = combiner.names if pipeline == OWN else labels.names
    analyses = []
    for texts in articles:
        docs = list(nlp.pipe(texts))
        analyses.append(Analysis(names(docs), tuple(map(_sentences, docs))))
    return analyses


@cache
def warm_up(pipeline: str) -> None:
    """Load what reading an article takes, so that the next one is read at once."""
    _batch([("Warm up.",)], pipeline)


def _sentences(doc: "Doc") -> Bounds:
    """Bound the sentences; a mark that opens a quotation goes to the one that it opens."""
    text = doc.text
    starts = [_before_opening(text, sent.start_char) for sent in doc.sents]
    bounds = []
    for start, end in pairwise([*starts, len(text)]):
        if stripped := text[start:end].strip():
            begin = text.index(stripped, start)
            bounds.append((begin, begin + len(stripped)))
    return tuple(bounds)


def _before_opening(text: str, start: int) -> int:
    end = start  # searching for an end of all before would take long
    while end and text[end - 1].isspace():
        end -= 1
    first = end
    while first and text[first - 1] in OPENING:
        first -= 1
    return first if first < end and text[first - 1 : first].isspace() else start


@cache
def _load(pipeline: str) -> "Language":
    """Load tokenizer and, of a spaCy package, names; sentences end by rule."""
    import spacy  # noqa: PLC0415 - takes a second that a build from what is kept does without

    if pipeline == OWN:
        nlp: Language = spacy.blank("en")
    else:
        unused = ["tagger", "parser", "senter", "attribute_ruler", "lemmatizer"]
        nlp = spacy.load(pipeline, exclude=unused)
    nlp.add_pipe("sentencizer")
    return nlp
