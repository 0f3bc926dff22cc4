"""Lists of articles: tables (.csv) as Readwise, Pocket and databases export them, and bookmarks."""

import csv
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache, partial
from io import StringIO
from pathlib import Path
from typing import Protocol

from bs4 import BeautifulSoup

from whodex.lexicon.lists import pairs
from whodex.read.blocks import blocks_of, collapse, first_words, with_credits, with_title
from whodex.read.files import LARGEST_OTHER, text_of
from whodex.read.frontmatter import (
    authors,
    fields_of,
    language,
    published,
    source_and_url,
    tags,
)
from whodex.read.languages import language_of
from whodex.values.article import Article, Block, BlockKind
from whodex.values.errors import Problem, WhodexError

BOOKMARKS = re.compile(
    rb"<title>Pocket Export</title>|<!DOCTYPE NETSCAPE-Bookmark-file-1>", re.IGNORECASE
)
HEAD = 2_000  # bytes in which a page says that it is a list of bookmarks
TAG = re.compile(r"<(?:p|div|br|li|h[1-6]|blockquote)\b[^<>]*>", re.IGNORECASE)
EXCEL = re.compile(r"\A\ufeff?\"?sep=.\"?\n")  # what Excel writes above a table
BETWEEN = ",;\t|"  # what parts the columns of tables
BARE = "titles and addresses stand in the file, no texts; a page saved as .html has its text"
CUT = "ends in the midst of a row"


class Lines(Protocol):
    """What reads rows, each of one line or several."""

    line_num: int

    def __iter__(self) -> Iterator[list[str]]: ...


Row = Mapping[str, str]  # by our name of a column, or its own


def rows(data: bytes, path: Path) -> Iterator[partial[Article]]:
    """Yield what reads each article of a table, at a path.

    Where a row is a passage that a reader marked, those of one article are one. Raises WhodexError
    where the table has neither titles nor texts, and behind the last row where the file is cut.
    """
    text, _ = text_of(path, data)
    csv.field_size_limit(LARGEST_OTHER)
    text = EXCEL.sub("\n", text)
    head = text.lstrip().partition("\n")[0]
    table = csv.reader(StringIO(text, newline=""), delimiter=max(BETWEEN, key=head.count))
    names = next(filter(any, table), [])
    columns = [_ours().get(_folded(name), name) for name in names]
    if not {"title", "text", "passage"} & set(columns):
        message = "has no column of titles or texts, so its rows aren't articles"
        raise WhodexError(Problem(path, 1, message, "title,url,author,published,text"))
    begun: list[int] = []
    read = (dict(zip(columns, row, strict=False)) for row in _noting(table, begun) if any(row))
    articles = _of_one(read) if "passage" in columns else ([row] for row in read)
    yield from _each(articles)
    if begun and "\n".join(text.split("\n")[begun[-1] :]).count('"') % 2:
        raise WhodexError(Problem(path, begun[-1] + 1, CUT, "the whole table"))


def _noting(table: Lines, begun: list[int]) -> Iterator[list[str]]:
    """Yield the rows of a table; note how many lines stand above the last one so far."""
    above = table.line_num
    for row in table:
        begun[:] = [above]
        yield row
        above = table.line_num


def bookmarks(data: bytes, path: Path) -> Iterator[partial[Article]]:
    """Yield what reads each article of a list of bookmarks, at a path."""
    text, _ = text_of(path, data, page=True)
    links = BeautifulSoup(text, "lxml").find_all("a", href=True)
    yield from _each([{"title": a.get_text(), "url": str(a["href"])}] for a in links)


def is_list_of_bookmarks(data: bytes) -> bool:
    """Say whether a page is what Pocket, or a browser, exports as a list of bookmarks."""
    return BOOKMARKS.search(data[:HEAD]) is not None


def _of_one(read: Iterable[Row]) -> Iterable[list[Row]]:
    """Gather the rows of each article, in the order of their first."""
    found: dict[tuple[str | None, ...], list[Row]] = {}
    for row in read:
        found.setdefault(tuple(map(row.get, ("title", "author", "url"))), []).append(row)
    return found.values()


def _each(articles: Iterable[Sequence[Row]]) -> Iterator[partial[Article]]:
    told = False
    for several in articles:
        bare = not any(row.get("text") or row.get("passage") for row in several)
        yield partial(_article, several, () if told or not bare else (BARE,))
        told = told or bare


def _article(several: Sequence[Row], notices: tuple[str, ...], path: Path) -> Article:
    told = {name: value for name, value in several[0].items() if name not in {"text", "passage"}}
    fields = fields_of(told.items(), path)
    title = fields.text("title")
    source, url = source_and_url(fields)
    by, day, code = authors(fields), published(fields), language(fields)
    texts = (row.get(name) or "" for row in several for name in ("text", "passage"))
    blocks = [block for text in texts for block in _blocks(text)]
    if not blocks and title in {None, url}:
        message = "is an address without words"
        raise WhodexError(Problem(path, None, message, "the page saved as .html"))
    return Article(
        id="",
        seed="",
        title=title or first_words(blocks),
        title_is_ours=title is None,
        source=source,
        source_url=url,
        authors=by,
        published=day,
        language=code or language_of(blocks),
        blocks=with_credits(with_title(title, blocks) if title else blocks),
        license=fields.text("license"),
        tags=tags(fields),
        other=tuple(fields.other),
        notices=notices,
    )


def _blocks(text: str) -> list[Block]:
    """Part the text of a cell, which may be a page's, into paragraphs."""
    if TAG.search(text):
        return blocks_of(text)
    lines = map(collapse, text.split("\n"))
    return [Block(BlockKind.PARAGRAPH, line) for line in lines if line]


@cache
def _ours() -> dict[str, str]:
    """Return our name for what tables alone call a column."""
    called = pairs("table-fields").items()
    return {name: own for own, names in called for name in names.split(", ")}


def _folded(name: str) -> str:
    return re.sub(r"[\s_-]+", " ", name).strip().lower()
