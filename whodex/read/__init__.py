"""The only reader of seed files: one file, one article, or several; what is wrong is said."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path, PurePath
from typing import TypeVar

from slugify import slugify

from whodex.read.capture import article_of_capture
from whodex.read.crawls import pages_of_wacz, pages_of_warc
from whodex.read.files import Found, content, find, text_of
from whodex.read.mail import article_of_mail, article_of_page_in_mail, mails
from whodex.read.markdown import article_of_markdown
from whodex.read.pdf import article_of_pdf
from whodex.read.safari import article_of_webarchive
from whodex.read.tables import bookmarks, is_list_of_bookmarks, rows
from whodex.read.unread import PACKED, PAGES, ending
from whodex.read.word import article_of_word
from whodex.values.article import INDEX, Article, BlockKind
from whodex.values.errors import Problem, WhodexError, our_fault, unforeseen

__all__ = [
    "Found",
    "Reading",
    "Several",
    "Wrong",
    "content",
    "file_of",
    "gathered",
    "read",
    "read_file",
    "read_seed",
    "seeds",
]

LONGEST = 2_000_000  # characters in one block; a long novel has about a million in all
EXAMPLE = "2024-01-22-talks-in-doha"
LONGEST_ID = 80  # characters of an id that is made of a title

Item = Callable[[Path], Article]  # reads what stands at a place in a file
Made = TypeVar("Made")


def _article_of_webpage(text: str, path: Path) -> Article:
    """Read a saved page as `webpage` does."""
    from whodex.read.webpage import article_of_webpage  # noqa: PLC0415 - a third of reading's start

    return article_of_webpage(text, path)


READERS = {
    ".md": article_of_markdown,
    ".markdown": article_of_markdown,
    ".txt": article_of_capture,
    ".text": article_of_capture,
    ".html": _article_of_webpage,
    ".htm": _article_of_webpage,
    ".xhtml": _article_of_webpage,
}

DOCUMENTS: dict[str, Callable[[bytes, Path], Article]] = {
    ".eml": article_of_mail,
    ".mhtml": article_of_page_in_mail,
    ".mht": article_of_page_in_mail,
    ".pdf": article_of_pdf,
    ".docx": article_of_word,
    ".webarchive": article_of_webarchive,
}
ARCHIVES: dict[str, Callable[[bytes, Path], Iterator[Item]]] = {
    ".mbox": mails,
    ".csv": rows,
    ".warc": pages_of_warc,
    ".warc.gz": pages_of_warc,
    ".wacz": pages_of_wacz,
}


@dataclass(frozen=True, slots=True)
class Wrong:
    """What stands in the place of an article where a file makes none."""

    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class Several:
    """What stands in the place of an article where a file has several; `wrong` are its own faults.

    The first of `items` is number 1: in `archive.mbox` it is the seed `archive.mbox#1`.
    """

    items: tuple[Article | Wrong, ...]
    wrong: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class Reading:
    """All seeds of a folder: articles by seed path, and what of the folder became none.

    That are wrong files, seeds that repeat another, and files of other kinds.
    """

    articles: tuple[Article, ...]
    problems: tuple[Problem, ...]
    duplicates: tuple[Problem, ...]
    unread: tuple[Problem, ...] = ()


def read(folder: Path) -> Reading:
    """Read every file under `folder` that may be an article, hidden ones excepted.

    A file that can't be read becomes a problem and doesn't stop the others. Of several files with
    the same text the first by path is read. Raises WhodexError if there is no such folder.
    """
    found = seeds(folder)
    return gathered(found, [read_seed(path, folder, content) for path in found.seeds])


def seeds(folder: Path) -> Found:
    """List the files that `read` reads, what is wrong with others, and what isn't read."""
    return find(folder, {*READERS, *DOCUMENTS, *ARCHIVES})


def gathered(found: Found, made: Sequence[Article | Wrong | Several]) -> Reading:
    """Gather what was `made` of the seeds that were `found`."""
    articles: list[Article] = []
    wrong = list(found.problems)
    duplicates: list[Problem] = []
    ids: dict[str, Path] = {}
    texts: dict[tuple[str, ...], Path] = {}
    for path, article in _each(found.seeds, made, wrong):
        if isinstance(article, Wrong):
            wrong.extend(article.problems)
        elif (same_id := ids.setdefault(article.id, path)) != path:
            wrong.append(_same_address(path, same_id, article.id))
        elif (same_text := texts.setdefault(_body(article), path)) != path:
            duplicates.append(Problem(path, None, f"has the same text as {same_text}"))
        else:
            articles.append(article)
    articles.sort(key=lambda article: article.seed)
    return Reading(tuple(articles), tuple(wrong), tuple(duplicates), found.unread)


def _each(
    paths: Sequence[Path], made: Sequence[Article | Wrong | Several], wrong: list[Problem]
) -> Iterator[tuple[Path, Article | Wrong]]:
    """Yield what was made with the file that it is from, or its place in that file."""
    for path, one in zip(paths, made, strict=True):
        if isinstance(one, Several):
            wrong.extend(one.wrong)
            yield from ((item_of(path, n), item) for n, item in enumerate(one.items, 1))
        else:
            yield path, one


def item_of(path: Path, number: int) -> Path:
    """Name the article of a number, from 1, in a file of several."""
    return path.with_name(f"{path.name}#{number}")


def file_of(seed: str) -> str:
    """Return the path of the file that an article is in, by its seed."""
    file, mark, number = seed.rpartition("#")
    return file if mark and number.isdecimal() else seed


def read_seed(
    path: Path, folder: Path, content: Callable[[str], bytes | Problem]
) -> Article | Wrong | Several:
    """Read one seed as `read_file` does, or all that are in it, or say what is wrong in it.

    `content` returns what a file holds, or what is wrong with it.
    """
    data, seed = content(str(path)), path.relative_to(folder)
    if isinstance(data, bytes) and data.strip() and (items := _items(data, path)):
        return _several(items, path, seed)
    return _tried(partial(_article, path, seed, data), path)


def _several(items: Iterator[Item], path: Path, seed: PurePath) -> Several:
    """Read what is in a file, one after the other, until all is read or the file ends in it."""
    made: list[Article | Wrong] = []
    ids = Counter[str]()
    while item := _tried(partial(next, items, None), path):
        if isinstance(item, Wrong):
            return Several(tuple(made), item.problems)
        number = len(made) + 1
        article = _tried(partial(_checked, item, item_of(path, number)), path)
        if isinstance(article, Article):
            name = f"{_slug_of(path, seed)} {article.title}"
            slug = slugify(name, max_length=LONGEST_ID, word_boundary=True)
            ids[slug] += 1
            own = slug if ids[slug] == 1 else f"{slug}-{ids[slug]}"
            article = replace(article, id=own, seed=f"{seed.as_posix()}#{number}")
        made.append(article)
    none = Problem(path, None, "holds no article", "a file in which there are some")
    return Several(tuple(made), () if made else (none,))


def _tried(make: Callable[[], Made], path: Path) -> Made | Wrong:
    try:
        return make()
    except WhodexError as error:
        return Wrong(error.problems)
    except RecursionError:
        message = "what stands in it is nested too deep"
        return Wrong((Problem(path, None, message, "the article's text as .md or .txt"),))
    except Exception as error:  # noqa: BLE001 - a file that nobody foresaw stops no other
        return Wrong((our_fault(path, "it can't be read", unforeseen(error)),))


def read_file(
    path: Path, folder: Path, content: Callable[[str], bytes | Problem] = content
) -> Article:
    """Read one seed that is one article; `folder` is that of all, from which its id is counted.

    Raises WhodexError with every problem found in the file.
    """
    return _article(path, path.relative_to(folder), content(str(path)))


def _article(path: Path, seed: PurePath, data: bytes | Problem) -> Article:
    article_id = _id_of(path, seed)
    article = _checked(partial(_read, data), path)
    return replace(article, id=article_id, seed=seed.as_posix())


def _read(data: bytes | Problem, path: Path) -> Article:
    """Read the article that a file is, by its ending."""
    if isinstance(data, Problem):
        raise WhodexError(data)
    if not data.strip() and ending(path) not in READERS:
        raise WhodexError(Problem(path, None, "is empty", f"a whole {ending(path)} file"))
    if reader := DOCUMENTS.get(ending(path)):
        return reader(data, path)
    text, mended = text_of(path, data)
    article = READERS[ending(path)](text, path)
    return replace(article, notices=(*mended, *article.notices))


def _items(data: bytes, path: Path) -> Iterator[Item] | None:
    """Return what reads the articles in a file that may have several."""
    if ending(path) in PAGES and is_list_of_bookmarks(data):
        return bookmarks(data, path)
    opener = ARCHIVES.get(ending(path))
    return opener(data, path) if opener else None


def _checked(make: Item, path: Path) -> Article:
    """Return the article that stands at `path`, if it has a text of an article's length."""
    article = make(path)
    if not article.blocks:
        raise WhodexError(Problem(path, None, "there is no text in it", "a title and a paragraph"))
    if any(len(block.text) > LONGEST for block in article.blocks):
        message = f"a paragraph is longer than {LONGEST:,} characters"
        raise WhodexError(
            Problem(path, None, message, "an article with a blank line between paragraphs")
        )
    return article


def _id_of(path: Path, seed: PurePath) -> str:
    """Make the address of an article from its path in the folder of seeds."""
    slug = _slug_of(path, seed)
    if slug == INDEX:
        message = "the address articles/index/ is the list of all articles; rename the file"
        raise WhodexError(Problem(path, None, message, f"{EXAMPLE}{path.suffix}"))
    return slug


def _slug_of(path: Path, seed: PurePath) -> str:
    example = EXAMPLE + path.suffix
    try:
        seed.as_posix().encode()
    except UnicodeEncodeError as error:
        message = "the file's name is not readable as UTF-8; rename it"
        shown = path.parent / path.name.encode(errors="replace").decode()
        raise WhodexError(Problem(shown, None, message, example)) from error
    whole = seed.with_suffix("") if seed.suffix.lower() in PACKED else seed
    slug = slugify(whole.with_suffix("").as_posix())
    if not slug:
        message = "the file's name has no letter or digit to make an address of; rename it"
        raise WhodexError(Problem(path, None, message, example))
    return slug


def _same_address(path: Path, other: Path, article_id: str) -> Problem:
    message = f"would get the same address articles/{article_id}/ as {other}; rename one of them"
    return Problem(path, None, message, f"{path.stem}-2{path.suffix}")


def _body(article: Article) -> tuple[str, ...]:
    """Return what two files with the same text have in common: all but the title."""
    texts = [block.text for block in article.blocks if block.kind is not BlockKind.TITLE]
    return tuple(map(str.casefold, texts)) or (article.title.casefold(),)
