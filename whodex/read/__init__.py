"""The only reader of seed files: one file, one article; what is wrong is said."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path, PurePath

from slugify import slugify

from whodex.read.capture import article_of_capture
from whodex.read.files import content, find, text_of
from whodex.read.markdown import article_of_markdown
from whodex.values.article import INDEX, Article, BlockKind
from whodex.values.errors import Problem, WhodexError, our_fault, unforeseen

__all__ = ["Reading", "Wrong", "content", "gathered", "read", "read_file", "read_seed", "seeds"]

LONGEST = 2_000_000  # characters in one block; a long novel has about a million in all


def _article_of_webpage(text: str, path: Path) -> Article:
    """Read a saved page as `webpage` does."""
    from whodex.read.webpage import article_of_webpage  # noqa: PLC0415 - a third of reading's start

    return article_of_webpage(text, path)


READERS = {
    ".md": article_of_markdown,
    ".txt": article_of_capture,
    ".html": _article_of_webpage,
    ".htm": _article_of_webpage,
}


@dataclass(frozen=True, slots=True)
class Wrong:
    """What stands in the place of an article where a file makes none."""

    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class Reading:
    """All seeds of a folder: articles by seed path, wrong files, and seeds that repeat another."""

    articles: tuple[Article, ...]
    problems: tuple[Problem, ...]
    duplicates: tuple[Problem, ...]


def read(folder: Path) -> Reading:
    """Read every `*.md`, `*.txt`, `*.html` and `*.htm` under `folder`, hidden ones excepted.

    A file that can't be read becomes a problem and doesn't stop the others. Of several files with
    the same text the first by path is read. Raises WhodexError if there is no such folder.
    """
    paths, problems = seeds(folder)
    return gathered(paths, [read_seed(path, folder, content) for path in paths], problems)


def seeds(folder: Path) -> tuple[list[Path], list[Problem]]:
    """List the files that `read` reads, and what is wrong with others; raises as `read` does."""
    return find(folder, frozenset(READERS))


def gathered(
    paths: Sequence[Path], found: Sequence[Article | Wrong], problems: Sequence[Problem]
) -> Reading:
    """Gather what was found in the files at `paths`; `problems` are those of other files."""
    articles: list[Article] = []
    wrong = list(problems)
    duplicates: list[Problem] = []
    ids: dict[str, Path] = {}
    texts: dict[tuple[str, ...], Path] = {}
    for path, article in zip(paths, found, strict=True):
        if isinstance(article, Wrong):
            wrong.extend(article.problems)
        elif (same_id := ids.setdefault(article.id, path)) != path:
            wrong.append(_same_address(path, same_id, article.id))
        elif (same_text := texts.setdefault(_body(article), path)) != path:
            duplicates.append(Problem(path, None, f"has the same text as {same_text}"))
        else:
            articles.append(article)
    articles.sort(key=lambda article: article.seed)
    return Reading(tuple(articles), tuple(wrong), tuple(duplicates))


def read_seed(
    path: Path, folder: Path, content: Callable[[str], bytes | Problem]
) -> Article | Wrong:
    """Read one seed as `read_file` does, or say what is wrong in it.

    `content` returns what a file holds, or what is wrong with it.
    """
    try:
        return read_file(path, folder, content)
    except WhodexError as error:
        return Wrong(error.problems)
    except Exception as error:  # noqa: BLE001 - a file that nobody foresaw stops no other
        return Wrong((our_fault(path, "it can't be read", unforeseen(error)),))


def read_file(
    path: Path, folder: Path, content: Callable[[str], bytes | Problem] = content
) -> Article:
    """Read one seed; `folder` is the folder of seeds, from which its id and name are counted.

    Raises WhodexError with every problem found in the file.
    """
    seed = path.relative_to(folder)
    article_id = _id_of(path, seed)
    text, mended = text_of(path, content(str(path)))
    article = READERS[path.suffix.lower()](text, path)
    if not article.blocks:
        raise WhodexError(Problem(path, None, "there is no text in it", "a title and a paragraph"))
    if any(len(block.text) > LONGEST for block in article.blocks):
        message = f"a paragraph is longer than {LONGEST:,} characters"
        raise WhodexError(
            Problem(path, None, message, "an article with a blank line between paragraphs")
        )
    notices = (*mended, *article.notices)
    return replace(article, id=article_id, seed=seed.as_posix(), notices=notices)


def _id_of(path: Path, seed: PurePath) -> str:
    """Make the address of an article from its path in the folder of seeds."""
    example = "2024-01-22-talks-in-doha" + path.suffix
    try:
        seed.as_posix().encode()
    except UnicodeEncodeError as error:
        message = "the file's name is not readable as UTF-8; rename it"
        shown = path.parent / path.name.encode(errors="replace").decode()
        raise WhodexError(Problem(shown, None, message, example)) from error
    slug = slugify(seed.with_suffix("").as_posix())
    if not slug:
        message = "the file's name has no letter or digit to make an address of; rename it"
        raise WhodexError(Problem(path, None, message, example))
    if slug == INDEX:
        message = "the address articles/index/ is the list of all articles; rename the file"
        raise WhodexError(Problem(path, None, message, example))
    return slug


def _same_address(path: Path, other: Path, article_id: str) -> Problem:
    message = f"would get the same address articles/{article_id}/ as {other}; rename one of them"
    return Problem(path, None, message, f"{path.stem}-2{path.suffix}")


def _body(article: Article) -> tuple[str, ...]:
    """Return what two files with the same text have in common: all but the title."""
    texts = [block.text for block in article.blocks if block.kind is not BlockKind.TITLE]
    return tuple(map(str.casefold, texts)) or (article.title.casefold(),)
