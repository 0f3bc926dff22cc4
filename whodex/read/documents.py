"""Documents that say of themselves what they are, in their properties and in their first lines."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from whodex.read.blocks import (
    collapse,
    first_words,
    headed,
    is_web_address,
    original_address,
    with_title,
)
from whodex.read.bylines import author_names, looks_like_name
from whodex.read.capture import TEXT, Said, may_be_title, take_metadata
from whodex.read.languages import language_of
from whodex.read.tags import parted, tidied
from whodex.values.article import Article, Block, BlockKind
from whodex.values.errors import Problem, WhodexError

HEAD = 6  # blocks above a text among which its title, byline and date may stand
LINES = {BlockKind.TITLE, BlockKind.HEADING, BlockKind.PARAGRAPH}


@dataclass(frozen=True, slots=True)
class Noted:
    """What a program noted of a document, perhaps of another one that it was made from."""

    title: str | None = None
    author: str | None = None
    keywords: str | None = None

    def tags(self) -> tuple[str, ...]:
        """Return what the document is filed under."""
        return tidied(parted(self.keywords or ""))


def article_of_page(read: tuple[str, tuple[str, ...]], path: Path, *addresses: str) -> Article:
    """Read a page that another file holds, as `webpage` does; `id` and `seed` are left open.

    `read` is its text with what was mended in it; `addresses` are those that the file says it is
    from, the best first, where the page names none.
    """
    from whodex.read.webpage import article_of_webpage  # noqa: PLC0415 - a third of reading's start

    text, mended = read
    article = article_of_webpage(text, path)
    said = filter(is_web_address, map(original_address, addresses))
    url = article.source_url or next(said, None)
    return replace(article, source_url=url, notices=(*mended, *article.notices))


def not_installed(path: Path, what: str, package: str) -> WhodexError:
    """Return the error of a file that takes a package which this Python hasn't."""
    message = f"is {what}, and the package {package}, which reads it, isn't installed"
    return WhodexError(Problem(path, None, message, f"whodex[documents], or pip install {package}"))


def article_of_document(
    blocks: Sequence[Block],
    said: Said,
    title: str | None = None,
    noted: Noted = Noted(),
) -> Article:
    """Make an article of a document's blocks; `id` and `seed` are left to the caller.

    `said` is what is known of it, `title` what it is certainly called. What a reader sees comes
    before what a program `noted`.
    """
    head, body = _head(blocks)
    title = title or _shown(head) or _in_words(noted.title)
    open_lines = [block for block in head if title is None or block.text != title]
    taken = take_metadata([block.text for block in open_lines], said)
    kept = [block for block, gone in zip(open_lines, taken, strict=True) if not gone]
    text = [_plain(block) for block in (*kept, *body)]
    written = author_names([noted.author]) if noted.author else ()
    return Article(
        id="",
        seed="",
        title=title or first_words(text),
        title_is_ours=title is None,
        source=said.source,
        source_url=said.url,
        authors=tuple(said.authors) or tuple(filter(looks_like_name, written)),
        published=said.published or said.updated,
        language=language_of(text),
        blocks=headed(title, text),
        tags=noted.tags(),
    )


def entitled(article: Article, title: str) -> Article:
    """Give an article without a title the one that is known otherwise."""
    blocks = with_title(title, article.blocks) if article.blocks else ()
    return replace(article, title=title, title_is_ours=False, blocks=blocks)


def _head(blocks: Sequence[Block]) -> tuple[Sequence[Block], Sequence[Block]]:
    """Part what stands above the first paragraph of text from all that follows."""
    end = next((n for n, block in enumerate(blocks[:HEAD]) if not _is_line(block)), None)
    end = min(HEAD, len(blocks)) if end is None else end
    return blocks[:end], blocks[end:]


def _is_line(block: Block) -> bool:
    return block.kind in LINES and (block.kind is not BlockKind.PARAGRAPH or len(block.text) < TEXT)


def _shown(head: Sequence[Block]) -> str | None:
    """Return what a reader takes for the title: what is styled so, a heading, or the first line."""
    for kind in (BlockKind.TITLE, BlockKind.HEADING):
        if found := next((block.text for block in head if block.kind is kind), None):
            return found
    first = head[0].text if head else ""
    taken = take_metadata([first], Said()) if first else [True]
    return None if taken[0] or not may_be_title(first) else first


def _in_words(title: str | None) -> str | None:
    """Return a noted title that is one: programs note the name of a file, too."""
    title = collapse(title or "")
    return title if " " in title and "." not in title.split()[-1][:-1] else None


def _plain(block: Block) -> Block:
    """A further title, as of a part, is a heading."""
    return Block(BlockKind.HEADING, block.text) if block.kind is BlockKind.TITLE else block
