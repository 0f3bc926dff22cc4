"""The plan: every stage from seeds to site, one after the other; all that knows the memory."""

import argparse
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from threading import Thread

from whodex.attribute import attribute, countries
from whodex.build.complaints import complain
from whodex.build.folders import CONFIG, ROOT, Folders
from whodex.build.report import people_before, report
from whodex.collect.book import Book, collected
from whodex.collect.counts import counts
from whodex.collect.profile import profile
from whodex.data import data
from whodex.pages import Digests, Made, articles_alone, pages, published
from whodex.read import Reading, content, file_of, gathered, languages, read_seed, seeds
from whodex.recognize import model
from whodex.recognize.agree import agreed, view
from whodex.recognize.article import recognize
from whodex.recognize.editors import editors
from whodex.recognize.model import Pipeline, analyze, warm_up
from whodex.resolve import Resolution, resolved, stale
from whodex.resolve.answers import questions
from whodex.resolve.article import links
from whodex.resolve.gather import gather
from whodex.resolve.told import told
from whodex.site.pages import alone
from whodex.site.publish import publish
from whodex.site.write import Written, by_hand, one_by_one, stamped, write
from whodex.store.files import Stamp
from whodex.store.lock import locked
from whodex.store.memory import Memory, Questions, StageError, Traced, Tracing
from whodex.store.notes import note, notes
from whodex.store.workers import PAGES, Run, Workers, progress, shared_out, workers
from whodex.values.article import ENGLISH, Article
from whodex.values.errors import Problem, our_fault
from whodex.values.findings import AnnotatedArticle, Doubt
from whodex.values.register import Register
from whodex.values.settings import Settings, settings


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a build came to: what is wrong, all that it complained of, and what it has to report.

    The `report` is the one of a build in which nothing changes; there is none if nothing was built.
    """

    problems: tuple[Problem, ...]
    complaints: tuple[str, ...]
    report: str = ""


@dataclass(frozen=True, slots=True)
class Preview:
    """What a build for the preview has besides: results in hand, what changed, who shows it first.

    `show` is called with the pages of the articles that `changed` as soon as these can be made. The
    index of the site before stays, for the preview to make anew.
    """

    memory: Memory
    changed: Sequence[Path]
    show: Callable[[Mapping[str, bytes]], None]


def build(folders: Folders, args: argparse.Namespace, preview: Preview | None = None) -> Outcome:
    """Run every stage, from seeds to site; print what is wrong in them, and the report.

    Another build into the same folders is waited for. Raises WhodexError where nothing can be
    written.
    """
    with (
        nullcontext() if args.check else locked(folders.made().cache),
        workers(args.jobs, args.scheduler) as others,
    ):
        known = preview.memory if preview else memory_of(folders, reading=args.check)
        with known:
            outcome, said = prepare(folders, args, known, others, preview)
        if said:  # what was gathered is gone by now: MkDocs holds many pages in memory once more
            kept = folders.cache / "site.json"
            docs, site, own = folders.docs, folders.site, folders.config
            publish(CONFIG, docs, site, own=own, kept=kept, search=not preview, workers=others)
            print(said)  # noqa: T201 - the report
    if preview:  # other processes may have read the articles so far
        pipeline = Pipeline.called(settings(CONFIG, folders.config).pipeline)
        Thread(target=warm_up, args=(pipeline,), daemon=True).start()
    return outcome


def memory_of(folders: Folders, *, reading: bool = False) -> Memory:
    """Return what is known of earlier builds into `folders`."""
    return Memory(folders.cache / "whodex.sqlite", reading=reading)


def prepare(
    folders: Folders,
    args: argparse.Namespace,
    memory: Memory,
    others: Workers | None,
    preview: Preview | None,
) -> tuple[Outcome, str]:
    """Run the stages from seeds to docs/; return what came of it, and this build's report."""
    options = settings(CONFIG, folders.config)
    register, wrong = known_to_editors(folders.register, options)
    run = partial(shared_out, workers=others)
    reading = read(folders.seeds, memory, run)
    problems = (*reading.problems, *wrong)
    complaints = complain((*problems, *reading.duplicates, *reading.unread))
    if args.strict and problems:
        return Outcome(problems, complaints), ""
    annotated, found, faults = annotate(reading.articles, register, options, memory, run)
    what = "its names and quotes can't be found"
    failed = tuple(our_fault(folders.seeds / seed, what, said) for seed, said in faults.items())
    problems += failed
    complaints += complain(failed)
    if args.strict and failed:
        return Outcome(problems, complaints), ""
    mentions = [item.mentions for item in annotated]
    complaints += complain(stale(reading.articles, mentions, found.known, register, folders.seeds))
    if args.check:
        return Outcome(problems, complaints), ""

    profiles = profile(annotated, found.entities)
    if preview:
        files = {file.resolve() for file in preview.changed}
        first = [
            one
            for one in annotated
            if (folders.seeds / file_of(one.article.seed)).resolve() in files
        ]
        made = articles_alone(first, profiles, options)
        preview.show(alone(CONFIG, made, folders.config) if first else {})
    before = people_before(folders.docs / "data")
    given = [(item.article, item.sentences, item.mentions) for item in annotated]
    book = collected(annotated, profiles, options, memory.each(counts, given, run))
    written = write_pages(book, found, folders, run)
    complaints += complain(written.problems)
    said = report(reading, annotated, found, before, written, folders.site)
    same = people_before(folders.docs / "data")
    unchanged = Written(0, written.written + written.kept, 0)
    again = report(reading, annotated, found, same, unchanged, folders.site)
    return Outcome((*problems, *written.problems), complaints, again), said


def known_to_editors(
    folder: Path | None, options: Settings
) -> tuple[Register, tuple[Problem, ...]]:
    """Read the register in `folder`, if there is one, and say what is wrong in it."""
    if not folder:
        return Register(), ()
    from whodex.register.load import load  # noqa: PLC0415 - what reads it takes time to load

    return load(folder, options.authorities)


def read(folder: Path, memory: Memory, run: Run) -> Reading:
    """Read the seeds in `folder`."""
    found = seeds(folder)
    given = [(path, folder) for path in found.seeds]
    made = memory.each(read_seed, given, partial(brought, run=run), content=content)
    languages.forget()
    return gathered(found, made)


def brought(
    stage: Tracing, given: Sequence[tuple[Path, Path]], run: Run
) -> Iterable[Mapping[int, Traced]]:
    """Share out the reading of files with what they hold: other machines don't have them."""
    held = ((path, folder, content(str(path))) for path, folder in given)
    return run(partial(read_from, stage), held)


def read_from(stage: Tracing, path: Path, folder: Path, held: bytes | Problem) -> Traced:
    """Read the seed at `path`, which holds what was `held`."""
    asking = Questions({"content": partial(held_by, {str(path): held})})
    return replace(stage, questions=asking)(path, folder)


def held_by(files: Mapping[str, bytes | Problem], path: str) -> bytes | Problem:
    """Return what a file held."""
    return files[path]


def annotate(
    articles: Sequence[Article],
    register: Register,
    options: Settings,
    memory: Memory,
    run: Run,
) -> tuple[list[AnnotatedArticle], Resolution, dict[str, str]]:
    """Run the stages from texts to entities; return what failed with what they found, by seed.

    Articles in another language than English, and those at which a stage fails, have their text
    alone.
    """
    alone = {article.seed for article in articles if article.language != ENGLISH}
    faults = dict[str, str]()
    while True:
        english = [article for article in articles if article.seed not in alone | faults.keys()]
        try:
            annotated, resolution = understand(english, register, options, memory, run)
        except StageError as error:
            faults |= {english[place].seed: said for place, said in error.faults.items()}
        else:
            found = {one.article.seed: one for one in annotated}
            whole = [found.get(one.seed) or AnnotatedArticle(one, (), ()) for one in articles]
            return whole, resolution, faults


def understand(
    articles: Sequence[Article],
    register: Register,
    options: Settings,
    memory: Memory,
    run: Run,
) -> tuple[list[AnnotatedArticle], Resolution]:
    """Recognize, resolve, attribute: each stage takes the articles in the same order."""
    pipeline = Pipeline.called(options.pipeline)
    texts = [(tuple(block.text for block in article.blocks), pipeline) for article in articles]
    analyses = memory.each(analyze, texts, partial(watched, run=run))
    model.forget()
    seen = [(article, found.names) for article, found in zip(articles, analyses, strict=True)]
    names = memory.each(recognize, seen, run, **editors(register))
    given = list(zip(articles, names, strict=True))
    names = memory.each(agreed, given, run, **view(articles, names))
    given = list(zip(articles, names, strict=True))
    collection = gather(articles, names, memory.each(told, given), register)
    linked = memory.each(links, given, run, **questions(collection))
    resolution = resolved(articles, names, linked, collection, register)
    rows = list(zip(articles, analyses, resolution.mentions, strict=True))
    spoken = [(article, found.sentences, mentions) for article, found, mentions in rows]
    said = memory.each(attribute, spoken, run, country=countries(resolution.entities))
    annotated = [
        AnnotatedArticle(article, found.sentences, mentions, *quotes_and_descriptions)
        for (article, found, mentions), quotes_and_descriptions in zip(rows, said, strict=True)
    ]
    return annotated, resolution


def watched(
    stage: Tracing, given: Sequence[tuple[object, ...]], run: Run
) -> Iterator[Mapping[int, Traced]]:
    """Share out the reading of names, and show how far it is."""
    with progress("Reading names", len(given)) as advance:
        yield from run(stage, given, long=True, progress=advance)


def write_pages(book: Book, found: Resolution, folders: Folders, run: Run) -> Written:
    """Run the last stages to docs/ (data, pages); note what pages hold."""
    made, digests = everything(book, found.doubts), Digests()
    now = {p: digests.of(page.values) for p, page in made.items() if isinstance(page, Made)}
    same = unchanged(folders, now)
    shared = {} if folders.docs.samefile(ROOT / "docs") else by_hand(ROOT / "docs")
    own = by_hand(folders.own) if folders.own else {}
    whole = {**shared, **own, **made}
    new = {path: page for path, page in whole.items() if path not in same}
    written = write(new, folders.docs, same, partial(contents, run=run))
    of_pages = {
        path: (same.get(path) or stamped(f"{folders.docs}/{path}"), of) for path, of in now.items()
    }
    note(folders.cache / "pages.json", {} if written.problems else of_pages)
    return replace(written, problems=(*_in_the_way(folders, own.keys() & made), *written.problems))


def _in_the_way(folders: Folders, pages: Iterable[str]) -> Iterator[Problem]:
    """Say that a page by hand isn't published."""
    message = "the build writes a page of its own there: this one isn't published"
    for path in sorted(pages):
        file = Path(folders.own or "", path)
        yield Problem(file, None, message, f"another name, as {file.stem}-notes{file.suffix}")


def contents(
    pages: Mapping[str, Callable[[], bytes]], paths: Sequence[str], run: Run
) -> Iterator[tuple[str, bytes]]:
    """Share out the making of pages; what isn't made of values alone is made here."""
    shared = [path for path in paths if isinstance(pages[path], Made)]
    made = partial(content_of, {path: pages[path] for path in shared})
    for found in run(made, ((path,) for path in shared), size=PAGES):
        yield from ((shared[place], content) for place, content in found.items())
    yield from one_by_one(pages, (path for path in paths if not isinstance(pages[path], Made)))


def content_of(pages: Mapping[str, Callable[[], bytes]], path: str) -> bytes:
    """Make a page."""
    return pages[path]()


def everything(book: Book, doubts: Sequence[Doubt] = ()) -> dict[str, Callable[[], bytes]]:
    """Say how to make all generated files, data and pages, by POSIX path below docs/."""
    made: dict[str, Callable[[], bytes]] = {**published(data(book)), **pages(book, doubts)}
    return dict(sorted(made.items()))


def unchanged(folders: Folders, now: Mapping[str, str]) -> dict[str, Stamp]:
    """Return the pages that stand as the last build left them, made of what they would be `now`."""
    made = notes(folders.cache / "pages.json").items()
    return {
        path: left
        for path, (left, of) in made
        if now.get(path) == of and left == stamped(f"{folders.docs}/{path}")
    }
