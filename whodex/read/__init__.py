"""The only reader of seed files: one file, one article; what is wrong is said."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path, PurePath
from typing import Any

from pydantic import TypeAdapter
from slugify import slugify

from whodex.errors import Problem, WhodexError
from whodex.kept import keep, key, opened, recall
from whodex.models import INDEX, Article, BlockKind
from whodex.read.blocks import collapse
from whodex.read.capture import article_of_capture
from whodex.read.files import LARGEST, find, text_of
from whodex.read.markdown import article_of_markdown
from whodex.read.webpage import article_of_webpage

__all__ = ["Reading", "read", "read_file"]

IN_MEMORY = Path(":memory:")  # of SQLite: nothing is kept
LONGEST = 2_000_000  # characters in one block; a long novel has about a million in all
READERS = {
    ".md": article_of_markdown,
    ".txt": article_of_capture,
    ".html": article_of_webpage,
    ".htm": article_of_webpage,
}


@dataclass(frozen=True, slots=True)
class Reading:
    """All seeds of a folder: articles by seed path, wrong files, and seeds that repeat another."""

    articles: tuple[Article, ...]
    problems: tuple[Problem, ...]
    duplicates: tuple[Problem, ...]


def read(folder: Path, kept: Path | None = None, hand: dict[str, Any] | None = None) -> Reading:
    """Read every `*.md`, `*.txt`, `*.html` and `*.htm` under `folder`, hidden ones excepted.

    A file that can't be read becomes a problem and doesn't stop the others. Of several files with
    the same text the first by path is read. What was read before from the same bytes comes from
    the SQLite file `kept`, or is in `hand`. Raises WhodexError if there is no such folder.
    """
    paths, problems = find(folder, frozenset(READERS))
    articles: list[Article] = []
    duplicates: list[Problem] = []
    ids: dict[str, Path] = {}
    texts: dict[tuple[str, ...], Path] = {}
    for path, article in _each(paths, folder, kept, hand):
        if isinstance(article, WhodexError):
            problems.extend(article.problems)
        elif (same_id := ids.setdefault(article.id, path)) != path:
            problems.append(_same_address(path, same_id, article.id))
        elif (same_text := texts.setdefault(_body(article), path)) != path:
            duplicates.append(Problem(path, None, f"has the same text as {same_text}"))
        else:
            articles.append(article)
    articles.sort(key=lambda article: article.seed)
    return Reading(tuple(articles), tuple(problems), tuple(duplicates))


def _each(
    paths: Sequence[Path], folder: Path, kept: Path | None, hand: dict[str, Any] | None
) -> Iterator[tuple[Path, Article | WhodexError]]:
    """Yield each path with its article, or with what is wrong there, which isn't kept."""
    with opened(kept or IN_MEMORY, hand) as database:
        keys = {path: _key(path, folder) for path in paths}
        known = recall(database, keys.values(), ARTICLES)
        made: dict[str, Article] = {}
        for path, its_key in keys.items():
            try:
                article = known.get(its_key) or read_file(path, folder)
            except WhodexError as error:
                yield path, error
            except Exception as error:  # noqa: BLE001 - a file that nobody foresaw stops no other
                yield path, _unforeseen(path, error)
            else:
                made[its_key] = article
                yield path, article
        keep(database, ((k, article) for k, article in made.items() if k not in known), ARTICLES)


ARTICLES = TypeAdapter(Article)


def _unforeseen(path: Path, error: Exception) -> WhodexError:
    said = collapse(f"{type(error).__name__}: {error}")[:200]
    message = f"can't be read, which is a fault of Whodex; please report it ({said})"
    return WhodexError(Problem(path, None, message, "a text saved as UTF-8"))


def _key(path: Path, folder: Path) -> str:
    """Return a key of all that an article is read from; what can't be read makes no article."""
    try:
        data = path.read_bytes() if path.stat().st_size <= LARGEST else b""
    except OSError:
        data = b""
    return key(__name__, path.relative_to(folder).as_posix(), sha256(data).hexdigest())


def read_file(path: Path, folder: Path) -> Article:
    """Read one seed; `folder` is the folder of seeds, from which its id and name are counted.

    Raises WhodexError with every problem found in the file.
    """
    seed = path.relative_to(folder)
    article_id = _id_of(path, seed)
    text, mended = text_of(path)
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
    return tuple(collapse(text).casefold() for text in texts) or (article.title.casefold(),)
