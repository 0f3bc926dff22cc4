"""Build the site: a folder of articles in; linked pages, profiles and search out."""

import argparse
import gc
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass
from functools import partial
from os import cpu_count
from pathlib import Path
from threading import Thread

from whodex.attribute import attribute, countries
from whodex.errors import Problem, WhodexError
from whodex.kept import note, notes
from whodex.language import Analysis, Pipeline, analyze, warm_up
from whodex.models import ENGLISH, AnnotatedArticle, Article, Register
from whodex.profile import Profile, profile
from whodex.publish import alone, publish, serve
from whodex.read import Reading, content, gathered, read_seed, seeds
from whodex.recognize import agree, recognize
from whodex.register import load
from whodex.render import Again, articles_alone, render
from whodex.report import people_before, report
from whodex.resolve import Resolution, resolve, stale
from whodex.settings import Settings, settings
from whodex.store.memory import Memory
from whodex.workers import BATCH, executor, progress, shared_out
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
        again = partial(build, folders, args, memory_of(folders), search=False)
        serve(folders.docs, folders.site, watched, again)
    except WhodexError as error:
        complain(error.problems)
        return WRONG
    except KeyboardInterrupt:
        print("Stopped. What was read is kept: the next build goes on from there.", file=sys.stderr)
        return STOPPED
    return BUILT


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
    pipeline = Pipeline.called(options.pipeline)
    with memory or memory_of(folders, reading=args.check) as known:
        problems, said = prepare(folders, args, options, known, changed, show)
    if said:  # what was gathered is gone by now: MkDocs holds many pages in memory once more
        publish(CONFIG, folders.docs, folders.site, kept=folders.cache / "site.json", search=search)
        print(said)
    if memory:  # other processes may have read the articles so far
        Thread(target=warm_up, args=(pipeline,), daemon=True).start()
    return problems


def memory_of(folders: Folders, *, reading: bool = False) -> Memory:
    """Return what is known of earlier builds into `folders`."""
    return Memory(folders.cache / "whodex.sqlite", reading=reading)


def prepare(  # noqa: PLR0913, PLR0917 - as `build`, with the settings
    folders: Folders,
    args: argparse.Namespace,
    options: Settings,
    memory: Memory,
    changed: Sequence[Path],
    show: Callable[[Mapping[str, bytes]], None] | None,
) -> tuple[tuple[Problem, ...], str]:
    """Run the stages from seeds to docs/; return what is wrong, and the report if docs/ is made."""
    register, wrong = load(folders.register) if folders.register else (Register(), ())
    reading = read(folders.seeds, memory)
    problems = (*reading.problems, *wrong)
    complain((*problems, *reading.duplicates))
    if args.strict and problems:
        return problems, ""
    jobs = min(args.jobs, 1 + len(reading.articles) // BATCH)
    with executor(jobs, args.scheduler) as workers:
        annotated, found = annotate(reading.articles, register, options, memory, workers)
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


def read(folder: Path, memory: Memory) -> Reading:
    """Read the seeds in `folder`."""
    paths, problems = seeds(folder)
    found = memory.each(read_seed, [(path, folder) for path in paths], content=content)
    return gathered(paths, found, problems)


def annotate(
    articles: Sequence[Article],
    register: Register,
    options: Settings,
    memory: Memory,
    workers: Executor,
) -> tuple[list[AnnotatedArticle], Resolution]:
    """Run the stages from texts to entities: recognize, resolve, attribute.

    Articles in another language than English have their text alone.
    """
    foreign = {a.id: AnnotatedArticle(a, (), ()) for a in articles if a.language != ENGLISH}
    whole, articles = articles, [one for one in articles if one.id not in foreign]
    pipeline = Pipeline.called(options.pipeline)
    texts = [(tuple(block.text for block in article.blocks), pipeline) for article in articles]
    analyses = memory.each(analyze, texts, partial(watched, executor=workers))
    given = [
        (article, found.names, register) for article, found in zip(articles, analyses, strict=True)
    ]
    names = memory.each(recognize, given)
    agreed = agree(articles, names)
    resolution = resolve(articles, agreed, register)
    rows = list(zip(articles, analyses, resolution.mentions, strict=True))
    known = countries(resolution.entities)
    spoken = [(article, found.sentences, mentions, known) for article, found, mentions in rows]
    said = memory.each(attribute, spoken)
    english = (
        AnnotatedArticle(article, found.sentences, mentions, *quotes_and_descriptions)
        for (article, found, mentions), quotes_and_descriptions in zip(rows, said, strict=True)
    )
    return [foreign.get(one.id) or next(english) for one in whole], resolution


def watched(
    stage: Callable[..., Analysis], given: Sequence[tuple[object, ...]], executor: Executor
) -> Iterator[Mapping[int, Analysis]]:
    """Share out the reading of names, and show how far it is."""
    with progress("Reading names", len(given)) as advance:
        yield from shared_out(stage, given, executor, advance)


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
