"""The only place that loads a spaCy pipeline."""

import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from ctypes import CDLL
from dataclasses import dataclass
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from itertools import pairwise
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING

from whodex.recognize import classifier as combiner
from whodex.recognize import labels, tagger
from whodex.recognize.features import word_evidence
from whodex.values.entities import Name
from whodex.values.errors import Problem, WhodexError

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

OPENING = frozenset("“‘([\"'")
NUMBERED = re.compile(r"\b(?:[Nn]os?|[Aa]rts?|[Ff]igs?|[Ss]ecs?|[Vv]ols?|pp?)\.\s+(?=\d)")

OWN = "whodex"  # the pipeline that ships with us: spaCy's tokenizer, our model behind it

Texts = tuple[str, ...]  # an article, a text a block
Bounds = tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Analysis:
    """An article as the models see it: its names, and each block's sentences as (start, end)."""

    names: tuple[Name, ...]
    sentences: tuple[Bounds, ...]


@dataclass(frozen=True, slots=True)
class Pipeline:
    """What reads texts: "whodex" or a spaCy package, and the version of the package."""

    name: str = OWN
    version: str = ""

    @classmethod
    def called(cls, name: str) -> "Pipeline":
        """Return the pipeline of that name; raises WhodexError where it isn't installed."""
        try:
            return cls(name, "" if name == OWN else version(name))
        except PackageNotFoundError:
            problem = f"the pipeline {name!r} is not an installed package"
            example = "pipeline: whodex"
            raise WhodexError(Problem(Path("mkdocs.yml"), None, problem, example)) from None


def analyze(texts: Texts, pipeline: Pipeline) -> Analysis:
    """Analyze an article's block texts."""
    nlp = _load(pipeline.name)
    names = combiner.names if pipeline.name == OWN else labels.names
    docs = list(nlp.pipe(texts))
    return Analysis(names(docs), tuple(map(_sentences, docs)))


@cache
def warm_up(pipeline: Pipeline) -> None:
    """Load what reading an article takes, so that the next one is read at once."""
    analyze(("Warm up.",), pipeline)


def forget() -> None:
    """Let go of what reads names, once every article is read."""
    for loaded in (_load, warm_up, tagger.shipped, combiner.shipped, word_evidence):
        loaded.cache_clear()
    with suppress(AttributeError, TypeError):  # glibc alone keeps what is free, a sixth of a build
        CDLL(None).malloc_trim(0)


def _sentences(doc: "Doc") -> Bounds:
    """Bound the sentences; a mark that opens a quotation goes to the one that it opens."""
    text = doc.text
    # `doc.sents` asks every token several times.
    begins = doc.to_array(["SENT_START", "IDX"]).tolist()
    numbers = {match.end() for match in NUMBERED.finditer(text)}  # "No. 7" is no end
    starts = [
        _before_opening(text, at)
        for begun, at in begins
        if at == 0 or (begun == 1 and at not in numbers)
    ]
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


@contextmanager
def _without_commands() -> Iterator[None]:
    """Let spaCy be imported without its command line, a quarter of its time, of no use here."""
    name = "spacy.cli.info"  # which spaCy imports, and with it all other commands
    nothing = ModuleType(name)
    nothing.info = None  # type: ignore[attr-defined]
    ours = sys.modules.setdefault(name, nothing) is nothing
    try:
        yield
    finally:
        if ours:  # whoever wants it after all imports it then
            del sys.modules[name]


@cache
def _load(pipeline: str) -> "Language":
    """Load tokenizer and, of a spaCy package, names; sentences end by rule."""
    with _without_commands():
        import spacy  # noqa: PLC0415 - takes long; a build from what is kept does without

    if pipeline == OWN:
        nlp: Language = spacy.blank("en")
    else:
        unused = ["tagger", "parser", "senter", "attribute_ruler", "lemmatizer"]
        nlp = spacy.load(pipeline, exclude=unused)
    nlp.add_pipe("sentencizer")
    return nlp
