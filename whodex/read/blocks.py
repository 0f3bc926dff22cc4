"""Blocks of text: white space, kinds, closing credits, titles. Shared by the three readers."""

import re
import textwrap
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from urllib.parse import quote, urlsplit

from bs4 import BeautifulSoup, CData, NavigableString, Tag

from whodex.lexicon.lists import words
from whodex.values.article import Block, BlockKind

# Zero-width space, word joiner, byte order mark, soft hyphen, control characters and halves of
# surrogate pairs carry no text. ZWJ and ZWNJ stay where they can join something: Persian, Indic
# scripts and emoji need them, Latin letters and the ends of words don't.
SOFT_BREAK = re.compile("\u00ad\\s+")  # of a word that goes on in the next line
LIGATURES = {n: unicodedata.normalize("NFKC", chr(n)) for n in range(0xFB00, 0xFB07)}  # ﬀ to ﬆ
INVISIBLE = re.compile(
    "[\u200b\u2060\ufeff\u00ad\x00-\x08\x0e-\x1b\x7f\ud800-\udfff]"
    "|\\A[\u200c\u200d]|[\u200c\u200d](?=[\\s\\x00-\u024f]|\\Z)|(?<=[\\s\\x00-\u024f])[\u200c\u200d]"
)
SIGNS = "/:?#[]@!$&'()*+,;=%~"  # that stand in an address as they are
ARCHIVED = re.compile(
    r"https?://(?:web\.archive\.org/web/\d{4,14}(?:[a-z]{2}_)?"
    r"|archive\.(?:today|ph|is|li|vn|fo|md)/(?:o/\w+|\d{4}\.?\d\d\.?\d\d-?\d{6}))/(https?://.+)"
)
PARTED = re.compile(r"(?:<br\b[^<>]*>\s*){2,}", re.IGNORECASE)  # paragraphs, in documents' HTML
SENTENCE_END = re.compile(r"[.!?…:;。！？؟।።][\"'’”“»«)\]*]*$")
LEGEND = re.compile(r"[█▀▄▌▐░▒▓■◼]+\s")
LAST_BLOCKS = 6  # credits stand at the end, with at most a few lines of their kind
TITLE_WIDTH = 72  # of a title that is ours
LONGEST_CREDIT = 600  # letters of a paragraph of names
LONGEST_FURNITURE = 400  # letters of a line that is the page's

KINDS = {
    **{f"h{level}": BlockKind.HEADING for level in range(1, 7)},
    "li": BlockKind.LIST_ITEM,
    "blockquote": BlockKind.QUOTE,
}
BLOCK_TAGS = frozenset(KINDS) | {
    "address", "article", "aside", "body", "caption", "center", "dd", "details", "div", "dl", "dt",
    "fieldset", "figcaption", "figure", "footer", "form", "header", "hr", "html", "legend", "main",
    "nav", "ol", "p", "pre", "section", "summary", "table", "tbody", "td", "tfoot", "th", "thead",
    "tr", "ul",
}  # fmt: skip


def collapse(text: str) -> str:
    """Write the words of a text in one way: NFC, no ligatures, nothing invisible, single spaces."""
    text = INVISIBLE.sub("", SOFT_BREAK.sub("", text)).translate(LIGATURES)
    return " ".join(unicodedata.normalize("NFC", text).split())


def is_web_address(url: str) -> bool:
    """Say whether an address may become a link: http or https with a host, no spaces or quotes."""
    return re.fullmatch(r"https?://[\w\-.:\[\]]+([/?#][^\s<>\"]*)?", url, re.IGNORECASE) is not None


def encoded(address: str) -> str:
    """Return an address with all signs encoded that don't stand in one as they are."""
    return quote(address, safe=SIGNS)


def original_address(url: str) -> str:
    """Return of which address a copy in the Wayback Machine or archive.today is."""
    match = ARCHIVED.fullmatch(url)
    return match[1] if match else url


def host_of(url: str) -> str | None:
    """Return an address's host as a name for its publisher, None where it's a number or local."""
    try:
        host = (urlsplit(url).hostname or "").removeprefix("www.")
    except ValueError:
        return None
    return host if re.search(r"\.(?:[^\W\d_]{2,}|xn--[\w-]+)$", host) else None


def ends_sentence(text: str) -> bool:
    """Say whether a line ends as a sentence does, closing quotation marks and brackets aside."""
    return SENTENCE_END.search(text[-12:]) is not None


@cache
def patterns(name: str) -> re.Pattern[str]:
    """Return the patterns of `rules/<name>.txt` as one, to be matched against whole lines."""
    return re.compile("|".join(f"(?:{entry})" for entry in sorted(words(name))), re.IGNORECASE)


def tagged_texts(soup: BeautifulSoup | Tag) -> Iterator[tuple[Tag | None, BlockKind, str]]:
    """Yield the innermost block element, the kind and the collapsed text of each run of text.

    One pass without recursion, as pages may nest without end. Comments, scripts and styles are no
    text: BeautifulSoup gives them types of their own.
    """
    block_of: dict[int, Tag | None] = {}
    kind_of: dict[int, BlockKind] = {}
    current: Tag | None = None
    parts: list[str] = []
    for node in soup.descendants:
        parent = id(node.parent)
        if isinstance(node, Tag):
            block_of[id(node)] = node if node.name in BLOCK_TAGS else block_of.get(parent)
            kind_of[id(node)] = KINDS.get(node.name, kind_of.get(parent, BlockKind.PARAGRAPH))
            if node.name == "br":
                parts.append(" ")
            if node.name not in BLOCK_TAGS:
                continue
            block = node
        elif type(node) in (NavigableString, CData):
            block = block_of.get(parent)  # type: ignore[assignment] # None at the top level
        else:
            continue
        if block is not current:
            if text := collapse("".join(parts)):
                yield current, kind_of.get(id(current), BlockKind.PARAGRAPH), text
            current, parts = block, []
        if not isinstance(node, Tag):
            parts.append(str(node))
    if text := collapse("".join(parts)):
        yield current, kind_of.get(id(current), BlockKind.PARAGRAPH), text


def blocks_of(html: str) -> list[Block]:
    """Reduce HTML to blocks of text; a paragraph in a list item or a block quote is of its kind.

    A line of a chart's legend, which begins with a block of colour, is an item of its list.
    """
    soup = BeautifulSoup(html, "html.parser")
    return [
        Block(BlockKind.LIST_ITEM if LEGEND.match(text) else kind, text)
        for _, kind, text in tagged_texts(soup)
    ]


def headed(
    title: str | None, blocks: Sequence[Block], authors: Sequence[str] = ()
) -> tuple[Block, ...]:
    """Return an article's blocks: below its title, if it has one, and with its credits told.

    `authors` are those of whom a line may say no more than the name.
    """
    return with_credits(with_title(title, blocks) if title else blocks, authors) if blocks else ()


def with_credits(blocks: Sequence[Block], authors: Sequence[str] = ()) -> tuple[Block, ...]:
    """Mark the closing credits among the last paragraphs.

    Credits are "X reported from Y", and who an author is: "Ann Lee is a professor at …".
    """
    first = max(1, len(blocks) - LAST_BLOCKS)
    verbs = ("is", "was", "has", "covers", "writes")
    about = tuple(f"{name} {verb} ".casefold() for name in authors for verb in verbs)
    closing = (_credit_or_same(block, about) for block in blocks[first:])
    return (*blocks[:first], *closing)


def _credit_or_same(block: Block, about: tuple[str, ...]) -> Block:
    if block.kind in (BlockKind.PARAGRAPH, BlockKind.HEADING) and (
        is_credit(block.text) or block.text.casefold().startswith(about)
    ):
        return Block(BlockKind.CREDIT, block.text)
    return block


def is_credit(text: str) -> bool:
    """Say whether a paragraph tells who wrote, reported or edited, and nothing else."""
    return len(text) <= LONGEST_CREDIT and patterns("credits").fullmatch(text) is not None


def is_furniture(line: str) -> bool:
    """Say whether a whole line belongs to the page and not to its article."""
    line = line.lstrip("•·|▪ ")
    return len(line) <= LONGEST_FURNITURE and patterns("furniture").fullmatch(line) is not None


def with_title(title: str, blocks: Iterable[Block]) -> tuple[Block, ...]:
    """Put the title in front."""
    return (Block(BlockKind.TITLE, title), *blocks)


def first_words(blocks: Sequence[Block]) -> str:
    """Make a title for display from the first words of a text that has none."""
    text = next((block.text for block in blocks), "")
    if len(text) <= TITLE_WIDTH:
        return text
    shortened = textwrap.shorten(text, TITLE_WIDTH, placeholder="", break_on_hyphens=False)
    return (shortened or text[:TITLE_WIDTH]).rstrip(" ,;:–—-") + " …"
