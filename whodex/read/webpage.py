"""Saved web pages: trafilatura finds the body, the page's own metadata says the rest."""

import logging
import re
from collections import Counter
from collections.abc import Sequence
from functools import cache
from pathlib import Path

from bs4 import BeautifulSoup, NavigableString, Tag
from trafilatura import extract

from whodex.lexicon.lists import words
from whodex.read.blocks import (
    collapse,
    first_words,
    headed,
    is_furniture,
    tagged_texts,
)
from whodex.read.bylines import byline_of, heading_line, looks_like_name
from whodex.read.languages import language_of
from whodex.read.pagedata import MOST_TITLES, PageData, page_data
from whodex.values.article import Article, Block, BlockKind

# Embedded posts, captions, pull quotes and lists of other stories are not the article's text.
PRUNED = [
    "//figcaption",
    "//blockquote[contains(@class, 'twitter-tweet')]",
    "//blockquote[contains(@class, 'instagram-media')]",
    "//blockquote[contains(@class, 'tiktok-embed')]",
    "//blockquote[contains(@class, 'bluesky-embed')]",
    "//*[contains(translate(@class, 'PQ', 'pq'), 'pullquote')]",
    "//*[contains(translate(@class, 'PQ', 'pq'), 'pull-quote')]",
    "//*[self::p or self::div or self::span][contains(translate(@class, 'C', 'c'), 'caption')]",
]
TEXT_TAGS = ["p", "h2", "h3", "h4", "li", "blockquote"]
NOT_TEXT = ("figcaption", "nav", "footer", "aside", "form", "button", "head")
SHARED = 0.8  # of the extracted words must stand in what the page calls its article's text
GAIN = 1.1  # times as many words, and what was found beside trafilatura's text is taken
LINK_WORDS = 25  # of the longest paragraph that is nothing but a link to another story
LONGEST_LINK = 400  # characters
LABEL = re.compile(r"[^.!?]{1,50} ?[:|»›]")  # before a link to another story
BOXES = {"div", "section", "aside", "ul", "ol", "dl", "table", "form", "footer"}
XML = re.compile(r"\A\s*<\?xml\b[^>]*>")  # what an XHTML page begins with
CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
LARGEST_FURNITURE = 0.25  # of the page's paragraphs; what holds more is the text, however called
TITLE_BLOCKS = 5  # of a text, among which its title may be said again
HEAD_BLOCKS = 4  # of a text, among which byline and date may stand

logging.getLogger("trafilatura").setLevel(logging.CRITICAL)  # what a page lacks is said by us


def article_of_webpage(text: str, path: Path) -> Article:
    """Read an article; `id` and `seed` are left to the caller. Raises WhodexError by the caller."""
    del path
    soup = BeautifulSoup(XML.sub("", text), "lxml")
    page = page_data(soup)
    standfirst = _standfirst(soup, page)
    _prune(soup)
    blocks = _more_of(soup, page, _body(soup))
    blocks = _without_titles(_with_standfirst(standfirst, blocks), page)
    blocks, name = _without_metadata(blocks, page)
    title = page.title
    return Article(
        id="",
        seed="",
        title=title or first_words(blocks),
        title_is_ours=title is None,
        source=page.source,
        source_url=page.url,
        authors=page.authors or name,
        published=page.published,
        language=language_of(blocks, page.language),
        blocks=headed(title, blocks, page.authors),
        tags=page.tags,
        notices=page.notices,
    )


def _prune(soup: BeautifulSoup) -> None:
    """Take out what the page itself calls something else than text, unless most text is in it."""
    sizes = _sizes(soup)
    largest = LARGEST_FURNITURE * sum(sizes[id(tag)] for tag in soup.find_all("p"))
    for tag in soup.find_all(lambda tag: _is_called_furniture(tag) or _is_unseen(tag)):
        if not tag.decomposed and sizes[id(tag)] <= largest:
            tag.decompose()


def _sizes(soup: BeautifulSoup) -> dict[int, int]:
    """Return how much text is in each element, in one pass, as pages may nest without end."""
    read = 0
    begun: list[tuple[Tag, int]] = []
    sizes: dict[int, int] = {}
    for node in soup.descendants:
        while begun and node.parent is not begun[-1][0]:
            tag, before = begun.pop()
            sizes[id(tag)] = read - before
        if isinstance(node, Tag):
            begun.append((node, read))
        elif type(node) is NavigableString:
            read += len(node)
    return sizes | {id(tag): read - before for tag, before in begun}


def _is_called_furniture(tag: Tag) -> bool:
    if tag.name not in BOXES:
        return False
    called = " ".join(map(str, (*(tag.get("class") or ()), tag.get("id") or "")))
    return called != "" and _is_one_of("furniture-classes", called)


def _is_unseen(tag: Tag) -> bool:
    called = " ".join(map(str, tag.get("class") or ()))
    return called != "" and _is_one_of("unseen-classes", called)


def _is_one_of(name: str, called: str) -> bool:
    """Say whether a word of `rules/<name>.txt` stands in a class or an id, or in several."""
    return _classes(name).search(CAMEL.sub("-", called).lower()) is not None


@cache
def _classes(name: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![^\s_-])(?:{'|'.join(sorted(words(name)))})(?![^\s_-])")


def _body(soup: BeautifulSoup) -> list[Block]:
    """Return trafilatura's text without furniture and links to other stories."""
    html = extract(
        str(soup),
        output_format="html",
        include_comments=False,
        include_links=True,
        include_formatting=True,
        prune_xpath=PRUNED,
    )
    pointers = {
        text for item in soup.find_all("li") if _is_link(item, text := collapse(item.get_text()))
    }
    return [
        Block(kind, text)
        for tag, kind, text in tagged_texts(BeautifulSoup(html or "", "html.parser"))
        if not is_furniture(text)
        and (kind is BlockKind.HEADING or text not in pointers)  # a table of contents names them
        and not (tag and _is_link(tag, text))
    ]


def _is_link(tag: Tag, text: str) -> bool:
    """Say whether a block is one link, at most behind a label: a pointer to another story."""
    if len(text) > LONGEST_LINK or len(text.split()) > LINK_WORDS:
        return False
    links = tag.find_all("a")
    linked = collapse(links[0].get_text()) if len(links) == 1 else ""
    label = text.removesuffix(linked).strip()
    return linked != "" and text.endswith(linked) and (not label or bool(LABEL.fullmatch(label)))


def _more_of(soup: BeautifulSoup, page: PageData, blocks: list[Block]) -> list[Block]:
    """Take the page's paragraphs by its own account of the text where trafilatura stopped early.

    A page may say the article's text in its JSON-LD (`articleBody`); and paragraphs that stand in
    containers of the same class as most of those found are of the same text.
    """
    found = {block.text for block in blocks}
    said = _squeezed(page.body)
    if page.body and sum(_squeezed(t) in said for t in found) < SHARED * len(found):
        said = ""
    parents = Counter[tuple[str, ...]]()
    candidates = []
    for tag in soup.find_all(TEXT_TAGS):
        if tag.find(TEXT_TAGS) or tag.find_parent(NOT_TEXT):
            continue
        text = collapse(tag.get_text())
        parent = _signature(tag.parent)
        if text in found:
            parents[parent] += len(text)
        candidates.append((tag, parent, text))
    whole = sum(map(len, found))
    main = {p for p, n in parents.items() if p and n > whole / 3}
    taken = [
        Block(_kind(tag), text)
        for tag, parent, text in candidates
        if text
        and (text in found or parent in main or (said and _squeezed(text) in said))
        and not is_furniture(text)
        and not _is_link(tag, text)
    ]
    gain = sum(len(block.text) for block in taken)
    return taken if gain > GAIN * whole else blocks


def _signature(parent: Tag | None) -> tuple[str, ...]:
    return tuple(str(name) for name in parent.get_attribute_list("class") if name) if parent else ()


def _kind(tag: Tag) -> BlockKind:
    if tag.name.startswith("h"):
        return BlockKind.HEADING
    if tag.name == "li":
        return BlockKind.LIST_ITEM
    return BlockKind.QUOTE if tag.find_parent("blockquote") else BlockKind.PARAGRAPH


def _squeezed(text: str) -> str:
    """Letters and digits only: pages differ from their own metadata in quotes and spaces."""
    return re.sub(r"[\W_]+", "", text).casefold()


def _standfirst(soup: BeautifulSoup, page: PageData) -> str | None:
    """Find the sentence below the headline: the page's description, if the page shows it too."""
    said = {_squeezed(d) for d in page.descriptions}
    for heading in soup.find_all("h1", limit=MOST_TITLES):
        for tag in heading.find_all_next(["p", "h2", "h3", "div", "span"], limit=40):
            text = collapse(tag.get_text())
            if _squeezed(text) in said:
                return text
    return None


def _with_standfirst(standfirst: str | None, blocks: list[Block]) -> list[Block]:
    known = {_squeezed(block.text) for block in blocks[:3]}
    if standfirst is None or _squeezed(standfirst) in known:
        return blocks
    return [Block(BlockKind.PARAGRAPH, standfirst), *blocks]


def _without_metadata(blocks: list[Block], page: PageData) -> tuple[list[Block], tuple[str, ...]]:
    """Leave out byline and date among the first blocks; return a name that stands there alone.

    A line that is nothing but a name, before all text, is a byline if the page has no other.
    """
    head = [b for b in blocks[:HEAD_BLOCKS] if not byline_of(b.text) and not heading_line(b.text)]
    name: tuple[str, ...] = ()
    if head and head[0].kind is BlockKind.PARAGRAPH and looks_like_name(head[0].text):
        if not page.authors:
            name = (head[0].text,)
        if name or _squeezed(head[0].text) in map(_squeezed, page.authors):
            del head[0]
    return [*head, *blocks[HEAD_BLOCKS:]], name


def _without_titles(blocks: Sequence[Block], page: PageData) -> list[Block]:
    """Leave out what repeats the title in the first blocks."""
    titles = {_squeezed(title) for title in page.titles}
    head = (b for b in blocks[:TITLE_BLOCKS] if _squeezed(b.text) not in titles)
    return [*head, *blocks[TITLE_BLOCKS:]]
