"""Build the site: a folder of articles in; linked pages, profiles and search out."""

import argparse
import sys
from collections.abc import Sequence
from concurrent.futures import Executor, ProcessPoolExecutor, ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from multiprocessing import get_context
from os import cpu_count
from pathlib import Path

from rich.console import Console
from rich.progress import Progress

from whodex import language
from whodex.attribute import attribute
from whodex.errors import Problem, WhodexError
from whodex.models import AnnotatedArticle, Article, Entity, Register
from whodex.profile import profile
from whodex.publish import publish, serve
from whodex.read import read
from whodex.recognize import recognize
from whodex.register import load
from whodex.render import render
from whodex.report import people_before, report
from whodex.resolve import resolve
from whodex.settings import Settings, settings
from whodex.write import by_hand, clean, write

ROOT = Path(__file__).resolve().parent
CONFIG = ROOT / "mkdocs.yml"
BUILT, WRONG, USAGE = 0, 1, 2


@dataclass(frozen=True, slots=True)
class Folders:
    """Where the build reads and writes."""

    seeds: Path
    register: Path | None
    docs: Path
    site: Path
    cache: Path


def main(argv: Sequence[str] | None = None) -> int:
    """Do what the command line asks; return the exit code."""
    args = arguments(argv)
    folders = Folders(
        seeds=args.seeds,
        register=None if args.no_register else args.register,
        docs=args.out / "docs" if args.out else ROOT / "docs",
        site=args.out / "site" if args.out else ROOT / "site",
        cache=args.out / "cache" if args.out else ROOT / ".cache",
    )
    try:
        if args.clean:
            clean(folders.docs)
            return BUILT
        if not args.serve:
            return build(folders, args)
        build(folders, args)
        watched = [path for path in (folders.seeds, folders.register, ROOT / "docs") if path]
        serve(folders.site, watched, partial(build, folders, args))
    except WhodexError as error:
        complain(error.problems)
        return WRONG
    return BUILT


def build(folders: Folders, args: argparse.Namespace) -> int:
    """Run every stage, from seeds to site; return the exit code."""
    options = settings(CONFIG)
    reading = read(folders.seeds)
    register, wrong = load(folders.register) if folders.register else (Register(), ())
    problems = (*reading.problems, *wrong)
    complain((*problems, *reading.duplicates))
    if args.check or (args.strict and problems):
        return WRONG if problems else BUILT

    with executor(min(args.jobs, 1 + len(reading.articles) // language.BATCH)) as workers:
        annotated, entities = annotate(reading.articles, register, options, folders.cache, workers)
    before = people_before(folders.docs / "data")
    profiles = profile(annotated, entities)
    pages = render(annotated, profiles, options)

    handmade = {} if folders.docs == ROOT / "docs" else by_hand(ROOT / "docs")
    written = write({**handmade, **pages}, folders.docs)
    complain(written.problems)
    publish(CONFIG, folders.docs, folders.site)
    print(report(reading, annotated, entities, before, written, folders.site))
    return WRONG if problems or written.problems else BUILT


def annotate(
    articles: Sequence[Article],
    register: Register,
    options: Settings,
    cache: Path,
    workers: Executor,
) -> tuple[list[AnnotatedArticle], tuple[Entity, ...]]:
    """Run the stages from texts to entities: recognize, resolve, attribute."""
    texts = [tuple(block.text for block in article.blocks) for article in articles]
    with Progress(console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("Reading names", total=len(articles))
        advance = partial(bar.advance, task)
        analyses = language.analyze(
            texts, options.pipeline, cache / "analysis.sqlite", workers, advance
        )
    names = [
        recognize(article, found, register)
        for article, found in zip(articles, analyses, strict=True)
    ]
    resolution = resolve(articles, names, register)
    by_id = {entity.id: entity for entity in resolution.entities}
    annotated = []
    for article, found, mentions in zip(articles, analyses, resolution.mentions, strict=True):
        sentences = tuple(analysis.sentences for analysis in found)
        quotes, descriptions = attribute(article, sentences, mentions, by_id)
        annotated.append(AnnotatedArticle(article, sentences, mentions, quotes, descriptions))
    return annotated, resolution.entities


def executor(jobs: int) -> Executor:
    """Return `jobs` processes to analyze in; a single job stays in this one."""
    if jobs == 1:
        return ThreadPoolExecutor(1)
    return ProcessPoolExecutor(jobs, mp_context=get_context("spawn"))


def complain(problems: Sequence[Problem]) -> None:
    """Print what an author or editor can mend."""
    for problem in problems:
        print(problem, file=sys.stderr)


def arguments(argv: Sequence[str] | None) -> argparse.Namespace:
    """Read the command line; a wrong one ends the program with 2."""
    parser = argparse.ArgumentParser(
        description="Build a site in which every name in a folder of news articles is linked.",
        epilog="Exit code: 0 built, 1 a seed or register file is wrong, 2 wrong arguments.",
    )
    add = parser.add_argument
    add("--seeds", type=folder, default=ROOT / "seeds", help="folder of articles (seeds/)")
    add("--register", type=folder, default=ROOT / "register", help="what editors know (register/)")
    add("--no-register", action="store_true", help="build from the articles alone")
    add("--out", type=Path, help="build into DIR/docs, DIR/site and DIR/cache")
    add("--jobs", type=jobs, default=cpu_count() or 1, help="processes that read (one a core)")
    add("--strict", action="store_true", help="build nothing if a file is wrong")
    add("--check", action="store_true", help="read and validate seeds and register, write nothing")
    add("--serve", action="store_true", help="show the site on this machine, follow changes")
    add("--clean", action="store_true", help="remove the generated pages")
    return parser.parse_args(argv)


def folder(text: str) -> Path:
    """Check that an argument names a folder."""
    path = Path(text)
    if not path.is_dir():
        raise argparse.ArgumentTypeError(f"there is no folder {text!r}")
    return path


def jobs(text: str) -> int:
    """Check that an argument is a number of processes."""
    if not text.isdecimal() or not int(text):
        raise argparse.ArgumentTypeError(f"not a number of processes: {text!r} (right: 2)")
    return int(text)


if __name__ == "__main__":
    sys.exit(main())
