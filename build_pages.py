"""Build the site: a folder of articles in; linked pages, profiles and search out."""

import argparse
import gc
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Executor
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from os import cpu_count
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Thread
from typing import Any

from whodex import language
from whodex.attribute import attribute, countries
from whodex.errors import Problem, WhodexError
from whodex.kept import note, notes, opened, remembered
from whodex.models import ENGLISH, AnnotatedArticle, Article, Register
from whodex.profile import Profile, profile
from whodex.publish import alone, publish, serve
from whodex.read import read
from whodex.recognize import Agreement, agree, recognize
from whodex.register import load
from whodex.render import Again, articles_alone, render
from whodex.report import people_before, report
from whodex.resolve import Resolution, resolve, stale
from whodex.settings import Settings, settings
from whodex.workers import executor, progress
from whodex.write import Written, by_hand, clean, stamp, write

ROOT = Path(__file__).resolve().parent
CONFIG = ROOT / "mkdocs.yml"
BUILT, WRONG, STOPPED = 0, 1, 130
WATCHED = [ROOT / "docs", CONFIG, ROOT / "whodex" / "templates", ROOT / "whodex" / "theme"]


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
    gc.set_threshold(200_000, 50, 100)  # hardly anything goes in circles; looking for it is slow
    folders = folders_of(args)
    try:
        if args.clean:
            clean(folders.docs)
            return BUILT
        if not args.serve:
            return WRONG if build(folders, args) else BUILT
        watched = [path for path in (folders.seeds, folders.register, *WATCHED) if path]
        again = partial(build, folders, args, Memory(), search=False)
        serve(folders.docs, folders.site, watched, again)
    except WhodexError as error:
        complain(error.problems)
        return WRONG
    except KeyboardInterrupt:
        print("Stopped. What was read is kept: the next build goes on from there.", file=sys.stderr)
        return STOPPED
    return BUILT


@dataclass(slots=True)
class Memory:
    """What a process that builds again and again has in hand."""

    values: dict[str, Any] = field(default_factory=dict)
    agreement: Agreement = field(default_factory=Agreement)


def build(  # noqa: PLR0913 - what to build, and four things that the preview alone has
    folders: Folders,
    args: argparse.Namespace,
    memory: Memory | None = None,
    changed: Sequence[Path] = (),
    show: Callable[[Mapping[str, bytes]], None] | None = None,
    *,
    search: bool = True,
) -> tuple[Problem, ...]:
    """Run every stage, from seeds to site; return what is wrong in them, printed already.

    `show` is called with the pages of the articles that `changed` as soon as these can be made.
    Without `search` an index of the site before stays, for the preview to make anew.
    """
    options = settings(CONFIG)
    problems, said = prepare(folders, args, options, memory, changed, show)
    if said:  # what was gathered is gone by now: MkDocs holds many pages in memory once more
        publish(CONFIG, folders.docs, folders.site, kept=folders.cache / "site.json", search=search)
        print(said)
    if memory:  # other processes may have read the articles so far
        Thread(target=language.warm_up, args=(options.pipeline,), daemon=True).start()
    return problems


def prepare(  # noqa: PLR0913, PLR0917 - as `build`, with the settings
    folders: Folders,
    args: argparse.Namespace,
    options: Settings,
    memory: Memory | None,
    changed: Sequence[Path],
    show: Callable[[Mapping[str, bytes]], None] | None,
) -> tuple[tuple[Problem, ...], str]:
    """Run the stages from seeds to docs/; return what is wrong, and the report if docs/ is made."""
    hand = memory.values if memory else None
    register, wrong = load(folders.register) if folders.register else (Register(), ())
    with scratch_or(folders.cache, scratch=args.check) as cache:
        reading = read(folders.seeds, cache / "read.sqlite", hand)
        problems = (*reading.problems, *wrong)
        complain((*problems, *reading.duplicates))
        if args.strict and problems:
            return problems, ""
        jobs = min(args.jobs, 1 + len(reading.articles) // language.BATCH)
        with executor(jobs, args.scheduler) as workers:
            annotated, found = annotate(reading.articles, register, options, cache, workers, memory)
    mentions = [item.mentions for item in annotated]
    complain([*stale(reading.articles, mentions, found.known, register, folders.seeds)])
    if args.check:
        return problems, ""

    profiles = profile(annotated, found.entities)
    if show:
        seeds = {file.resolve() for file in changed}
        first = [one for one in annotated if (folders.seeds / one.article.seed).resolve() in seeds]
        show(alone(CONFIG, articles_alone(first, profiles, options)) if first else {})
    before = people_before(folders.docs / "data")
    written = write_pages(annotated, profiles, found, options, folders)
    complain(written.problems)
    said = report(reading, annotated, found, before, written, folders.site)
    return (*problems, *written.problems), said


def annotate(  # noqa: PLR0913, PLR0917 - articles, what is known of them, and by what to read
    articles: Sequence[Article],
    register: Register,
    options: Settings,
    cache: Path,
    workers: Executor,
    memory: Memory | None = None,
) -> tuple[list[AnnotatedArticle], Resolution]:
    """Run the stages from texts to entities: recognize, resolve, attribute.

    Articles in another language than English have their text alone.
    """
    hand = memory.values if memory else None
    foreign = {a.id: AnnotatedArticle(a, (), ()) for a in articles if a.language != ENGLISH}
    whole, articles = articles, [one for one in articles if one.id not in foreign]
    texts = [tuple(block.text for block in article.blocks) for article in articles]
    with progress("Reading names", len(articles)) as advance:
        kept_by = cache / "analysis.sqlite"
        analyses = language.analyze(
            texts, options.pipeline, kept_by, workers, progress=advance, hand=hand
        )
    with opened(cache / "found.sqlite", hand) as kept:
        given = [(article, found.names) for article, found in zip(articles, analyses, strict=True)]
        names = remembered(kept, recognize, given, register)
        agreed = agree(articles, names, memory.agreement if memory else None)
        resolution = resolve(articles, agreed, register)
        rows = list(zip(articles, analyses, resolution.mentions, strict=True))
        spoken = [(article, found.sentences, mentions) for article, found, mentions in rows]
        said = remembered(kept, attribute, spoken, countries(resolution.entities))
    english = (
        AnnotatedArticle(article, found.sentences, mentions, *quotes_and_descriptions)
        for (article, found, mentions), quotes_and_descriptions in zip(rows, said, strict=True)
    )
    return [foreign.get(one.id) or next(english) for one in whole], resolution


def write_pages(
    annotated: Sequence[AnnotatedArticle],
    profiles: Sequence[Profile],
    found: Resolution,
    options: Settings,
    folders: Folders,
) -> Written:
    """Run the stages from profiles to docs/ (render, write); note what pages hold."""
    again = unchanged(folders)
    pages = render(annotated, profiles, options, again, found.doubts)
    handmade = {} if folders.docs == ROOT / "docs" else by_hand(ROOT / "docs")
    written = write({**handmade, **pages}, folders.docs, again.same)
    made = {path: (stamp(folders.docs / path), of) for path, of in again.now.items()}
    note(folders.cache / "pages.json", {} if written.problems else made)
    return written


def unchanged(folders: Folders) -> Again:
    """Return what each page was made of that stands as the last build left it."""
    made = notes(folders.cache / "pages.json").items()
    return Again({path: of for path, (left, of) in made if left == stamp(folders.docs / path)})


def folders_of(args: argparse.Namespace) -> Folders:
    """Say where a build with these arguments reads and writes."""
    return Folders(
        seeds=args.seeds,
        register=None if args.no_register else args.register,
        docs=args.out / "docs" if args.out else ROOT / "docs",
        site=args.out / "site" if args.out else ROOT / "site",
        cache=args.out / "cache" if args.out else ROOT / ".cache",
    )


@contextmanager
def scratch_or(cache: Path, *, scratch: bool) -> Iterator[Path]:
    """Give the cache, or, to who must write nothing, a folder that goes away."""
    if not scratch:
        yield cache
        return
    with TemporaryDirectory() as folder:
        yield Path(folder)


def complain(problems: Sequence[Problem]) -> None:
    """Print what an author or editor can mend."""
    for problem in problems:
        print(problem, file=sys.stderr)


def arguments(argv: Sequence[str] | None) -> argparse.Namespace:
    """Read the command line; a wrong one ends the program with 2."""
    parser = argparse.ArgumentParser(
        description="Build a site in which every name in a folder of news articles is linked.",
        epilog="Exit code: 0 built, 1 a seed or register file is wrong, 2 wrong arguments, "
        "130 stopped.",
    )
    add = parser.add_argument
    add("--seeds", type=folder, default=ROOT / "seeds", help="folder of articles (seeds/)")
    add("--register", type=folder, default=ROOT / "register", help="what editors know (register/)")
    add("--no-register", action="store_true", help="build from the articles alone")
    add("--out", type=Path, help="build into DIR/docs, DIR/site and DIR/cache")
    add("--jobs", type=jobs, default=cpu_count() or 1, help="processes that read (one a core)")
    add("--scheduler", metavar="ADDRESS", help="read on the Dask cluster at this address instead")
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
