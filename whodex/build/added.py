"""`whodex add`: from addresses of articles, PDFs and feeds to seeds; says what was read of each."""

import argparse
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import islice
from pathlib import Path

from slugify import slugify

from whodex.build import plan
from whodex.build.complaints import complain
from whodex.build.folders import CONFIG, Folders
from whodex.fetch.get import Fetched, Fetcher, UnfetchedError, checked
from whodex.fetch.keep import keep, name_of, stems, trial
from whodex.fetch.kinds import ending, entries, noted, seed_of
from whodex.pages.words import foreign, long, number
from whodex.read import content, file_of, read_seed
from whodex.store.memory import Memory
from whodex.store.workers import HERE
from whodex.values.article import Article, EntityType
from whodex.values.errors import WhodexError
from whodex.values.settings import settings

NOTE_LINES = 2  # a seed's first lines, in which its note stands
SHOWN = 12  # people whose names are told


@dataclass(slots=True)
class Known:
    """What a collection has already: the seeds by the addresses that they are from, and names."""

    folder: Path
    seeds: dict[str, str] = field(default_factory=dict)
    names: set[str] = field(default_factory=set)

    def at(self, *addresses: str | None) -> str | None:
        """Return the seed that is from one of some addresses."""
        alike = (_alike(address) for address in addresses if address)
        return next((self.seeds[one] for one in alike if one in self.seeds), None)

    def take(self, seed: str, addresses: Sequence[str | None]) -> None:
        """Note a seed with the addresses that it is from."""
        self.seeds |= {_alike(address): seed for address in addresses if address}
        self.names.add(slugify(str(Path(seed).with_suffix(""))))


def _alike(address: str) -> str:
    """Return what is the same in two ways of writing one address."""
    return address.partition("#")[0].partition("://")[2].removeprefix("www.").rstrip("/")


def add(folders: Folders, args: argparse.Namespace) -> bool:
    """Fetch addresses into the seeds, and say of each what it is; return whether all were.

    Raises WhodexError where nothing can be written.
    """
    fetcher, right = Fetcher(private=args.private), True
    files: list[Path] = []
    with plan.memory_of(folders.made()) as memory:
        known = _known(folders.seeds, memory)
        for asked in args.addresses:
            try:
                for address, found in _each(asked, fetcher, known):
                    try:
                        files += _kept(address, found or fetcher.fetch(address), known)
                    except (UnfetchedError, WhodexError, OSError) as error:
                        right = _failed(address, error)
            except UnfetchedError as error:
                right = _failed(asked, error)
        if files:
            _say(_people(files, folders, memory))
    return right


def _say(*lines: str) -> None:
    """Print what was asked for, as soon as it is known."""
    print("\n".join(map(_shown, lines)), flush=True)  # noqa: T201 - as above


def _failed(address: str, error: Exception) -> bool:
    complain([_shown(f"{address}: {error}")])
    return False


def _shown(line: str) -> str:
    """Return a line without signs that a terminal would take for an order."""
    return "".join(sign if sign.isprintable() else " " for sign in line)


def _known(folder: Path, memory: Memory) -> Known:
    """Gather from where the seeds are that are there."""
    known = Known(folder, names=set(stems(folder)))
    articles = plan.read(folder, memory, HERE).articles if folder.is_dir() else ()
    for article in articles:
        seed = file_of(article.seed)
        with (folder / seed).open("rb") as file:
            above = noted(b"".join(islice(file, NOTE_LINES)))
        known.take(seed, [article.source_url, *above])
    return known


def _each(asked: str, fetcher: Fetcher, known: Known) -> Iterator[tuple[str, Fetched | None]]:
    """Yield an address and what it gave; of a feed, the address of each article that is new."""
    if seed := known.at(checked(asked)):
        _say(f"{asked} is there already: {known.folder / seed}")
        return
    found = fetcher.fetch(asked)
    if ending(found) is not None:
        yield asked, found
        return
    listed = entries(found)
    new = [address for address in listed if not known.at(address)]
    _say(f"{asked} is a feed with {number(len(listed), 'article')}, {len(new)} of them new")
    yield from ((address, None) for address in new)


def _kept(asked: str, found: Fetched, known: Known) -> list[Path]:
    """Keep what was fetched as a seed, and say what was read in it; nothing if it is there."""
    kind = ending(found)
    if kind is None:
        message = "it is a feed; add it by itself"
        raise UnfetchedError(message)
    data = seed_of(found, asked, date.today())  # noqa: DTZ011 - the day where the reader is
    article = trial(data, kind)
    if isinstance(article, str) and kind != ".pdf":  # a PDF is read once what it needs is there
        saved = "; if a script makes the page, save it in the browser" if kind == ".html" else ""
        message = f"no article can be read in it: {article}{saved}"
        raise UnfetchedError(message)
    canonical = article.source_url if isinstance(article, Article) else None
    if seed := known.at(found.address, canonical):
        _say(f"{asked} is there already: {known.folder / seed}")
        return []
    name = name_of(article, found.address, known.names)
    file = keep(known.folder, name, kind, data)
    known.take(file.name, [asked, found.address, canonical])
    _say(str(file), *(f"  {line}" for line in _read_of(article)))
    return [file] if isinstance(article, Article) else []


def _read_of(article: Article | str) -> list[str]:
    """Say what an article is: title, source, day, authors, words, and what is odd about it."""
    if isinstance(article, str):
        return [f"kept, though no article can be read in it yet: {article}"]
    words = sum(len(block.text.split()) for block in article.blocks)
    about = [
        article.source or "source unknown",
        long(article.published) if article.published else "date unknown",
        " and ".join(article.authors) or "author unknown",
        number(words, "word"),
    ]
    title = f"{article.title} (its first words: it has no title)"
    return [
        title if article.title_is_ours else article.title,
        ", ".join(about),
        *article.notices,
        *([f"in {foreign(article)}: not read for names"] if foreign(article) else []),
    ]


def _people(files: Sequence[Path], folders: Folders, memory: Memory) -> str:
    """Say who is named in new seeds."""
    options = settings(CONFIG, folders.config)
    register, _ = plan.known_to_editors(folders.register, options)
    read = [read_seed(file, folders.seeds, content) for file in files]
    articles = [article for article in read if isinstance(article, Article)]
    annotated, found, _ = plan.annotate(articles, register, options, memory, HERE)
    names = {one.id: one.name for one in found.entities if one.type is EntityType.PERSON}
    named = dict.fromkeys(m.entity for item in annotated for m in item.mentions)
    people = [names[key] for key in named if key in names]
    return listed(people)


def listed(people: Sequence[str]) -> str:
    """Write "2 people named: A, B"; of many, the first."""
    more = f" and {len(people) - SHOWN} more" if len(people) > SHOWN else ""
    names = ", ".join(people[:SHOWN])
    return f"{number(len(people), 'person')} named" + (f": {names}{more}" if people else "")
