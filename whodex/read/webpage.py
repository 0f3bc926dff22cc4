"""Saved web pages: trafilatura finds the body, the page's own metadata says the rest."""

import logging
import re
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from bs4 import BeautifulSoup, Tag
from trafilatura import extract

from whodex.models import Article, Block, BlockKind
from whodex.read.blocks import (
    collapse,
    first_words,
    is_furniture,
    tagged_texts,
    with_credits,
    with_title,
)
from whodex.read.languages import language_of
from whodex.read.pagedata import PageData, page_data

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

logging.getLogger("trafilatura").setLevel(logging.CRITICAL)  # what a page lacks is said by us


def article_of_webpage(text: str, path: Path) -> Article:
    """Read an article; `id` and `seed` are left to the caller. Raises WhodexError by the caller."""
    del path
    soup = BeautifulSoup(text, "lxml")
    page = page_data(soup)
    blocks = _more_of(soup, page, _body(text))
    blocks = [*_standfirst(soup, page, blocks), *blocks]
    blocks = _without_titles(blocks, page)
    title = page.title
    return Article(
        id="",
        seed="",
        title=title or first_words(blocks),
        title_is_ours=title is None,
        source=page.source,
        source_url=page.url,
        authors=page.authors,
        published=page.published,
        language=language_of(blocks, page.language),
        blocks=with_credits(with_title(title, blocks) if title else blocks) if blocks else (),
    )


def _body(text: str) -> list[Block]:
    """Return trafilatura's text without furniture and links to other stories."""
    html = extract(
        text,
        output_format="html",
        include_comments=False,
        include_links=True,
        include_formatting=True,
        prune_xpath=PRUNED,
    )
    return _blocks(BeautifulSoup(html or "", "html.parser"))


def _blocks(soup: BeautifulSoup) -> list[Block]:
    return [
        Block(kind, words)
        for tag, kind, words in tagged_texts(soup)
        if not is_furniture(words) and not (tag and _is_link(tag, words))
    ]


def _is_link(tag: Tag, words: str) -> bool:
    """Say whether a block's whole text is one link: a pointer to another story, not a sentence."""
    links = tag.find_all("a", recursive=True)
    if len(links) != 1 or len(words.split()) > LINK_WORDS:
        return False
    return collapse(links[0].get_text()) == words


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
        words = collapse(tag.get_text())
        parent = _signature(tag.parent)
        if words in found:
            parents[parent] += len(words)
        candidates.append((tag, parent, words))
    whole = sum(map(len, found))
    main = {p for p, n in parents.items() if p and n > whole / 3}
    taken = [
        Block(_kind(tag), words)
        for tag, parent, words in candidates
        if words
        and (words in found or parent in main or (said and _squeezed(words) in said))
        and not is_furniture(words)
        and not _is_link(tag, words)
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


def _standfirst(soup: BeautifulSoup, page: PageData, blocks: Sequence[Block]) -> list[Block]:
    """Find the sentence below the headline: the page's description, if the page shows it too."""
    known = {_squeezed(block.text) for block in blocks[:3]}
    said = {_squeezed(d): d for d in page.descriptions}
    for heading in soup.find_all("h1"):
        for tag in heading.find_all_next(["p", "h2", "h3", "div", "span"], limit=40):
            words = collapse(tag.get_text())
            key = _squeezed(words)
            if key in said and key not in known:
                return [Block(BlockKind.PARAGRAPH, words)]
    return []


def _without_titles(blocks: Sequence[Block], page: PageData) -> list[Block]:
    """Leave out what repeats the title in the first blocks."""
    titles = {_squeezed(title) for title in page.titles}
    return [b for n, b in enumerate(blocks) if n >= 5 or _squeezed(b.text) not in titles]  # noqa: PLR2004 - the head of a text
