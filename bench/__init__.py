"""Runs the stages over a folder of articles as the build does, but without a register."""

import argparse
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from time import process_time

from whodex.attribute import attribute, countries
from whodex.read import read
from whodex.recognize.agree import agree
from whodex.recognize.article import recognize
from whodex.recognize.editors import editors
from whodex.recognize.model import Pipeline, analyze, warm_up
from whodex.resolve import resolve
from whodex.values.article import Article
from whodex.values.entities import Entity
from whodex.values.errors import WhodexError
from whodex.values.findings import AnnotatedArticle
from whodex.values.register import Register
from whodex.values.settings import Settings

PIPELINE = Pipeline(Settings(site_name="bench").pipeline)


def sizes(name: str, purpose: str | None, usual: int) -> list[int]:
    """Read from the command line of how many articles each collection is that gets measured."""
    parser = argparse.ArgumentParser(prog=f"python -m bench.{name}", description=purpose)
    parser.add_argument("articles", type=int, nargs="*", default=[usual], metavar="N")
    found: list[int] = parser.parse_args().articles
    return found


@dataclass(frozen=True, slots=True)
class Run:
    """What the stages found, and the CPU seconds that each of them took."""

    annotated: tuple[AnnotatedArticle, ...]
    entities: tuple[Entity, ...]
    seconds: dict[str, float]


def run(seeds: Path) -> Run:
    """Annotate the articles of the folder `seeds`.

    Everything runs in this process, so that its CPU time is all there is; loading the model and
    the lists isn't counted. Raises WhodexError for a seed that can't be read.
    """
    seconds = dict[str, float]()
    with _timed(seconds, "read"):
        articles = articles_of(seeds)
    found = annotate(articles)
    return Run(found.annotated, found.entities, seconds | found.seconds)


def annotate(articles: Sequence[Article]) -> Run:
    """Annotate `articles` as `run` does those of a folder."""
    register, seconds = Register(), dict[str, float]()
    texts = [tuple(block.text for block in article.blocks) for article in articles]
    warm_up(PIPELINE)
    with _timed(seconds, "analyze"):
        analyses = [analyze(of_one, PIPELINE) for of_one in texts]
    recognize(articles[0], analyses[0].names, **editors(register))
    with _timed(seconds, "recognize"):
        names = [
            recognize(article, found.names, **editors(register))
            for article, found in zip(articles, analyses, strict=True)
        ]
        names = agree(articles, names)
    with _timed(seconds, "resolve"):
        resolution = resolve(articles, names, register)
    country = countries(resolution.entities)
    annotated = []
    with _timed(seconds, "attribute"):
        for article, found, mentions in zip(articles, analyses, resolution.mentions, strict=True):
            said = attribute(article, found.sentences, mentions, country)
            annotated.append(AnnotatedArticle(article, found.sentences, mentions, *said))
    return Run(tuple(annotated), resolution.entities, seconds)


def articles_of(seeds: Path) -> Sequence[Article]:
    """Read a folder of seeds. Raises WhodexError for one that can't be read."""
    reading = read(seeds)
    if reading.problems:
        raise WhodexError(*reading.problems)
    return reading.articles


@contextmanager
def _timed(seconds: dict[str, float], stage: str) -> Iterator[None]:
    start = process_time()
    yield
    seconds[stage] = process_time() - start
