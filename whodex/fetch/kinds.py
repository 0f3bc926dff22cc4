"""What was fetched: a page, a text, a PDF or a feed; what becomes of each."""

import re
from datetime import date
from pathlib import Path
from urllib.parse import urljoin

from bs4 import BeautifulSoup
from bs4.element import Tag

from whodex.fetch.get import PDF, Fetched, UnfetchedError
from whodex.read.blocks import encoded
from whodex.read.files import BOMS, decoded

FEED = re.compile(rb"<(?:\w+:)?(?:rss|feed|RDF)[\s>]")
PAGE = re.compile(rb"<(?:!doctype html|html|head|body)[\s>]", re.IGNORECASE)
HEAD = 4_096  # bytes at the beginning of what may be a feed or a page
XML = re.compile(r"\A\s*<\?xml\b[^>]*>\s*")
TEXTS = {"text/plain": ".txt", "text/markdown": ".md"}
UTF8 = "\ufeff".encode()
# What stands above a page: where it is from, what was asked for, and when; no address ends it.
NOTE = "<!-- Fetched by Whodex url: {url} asked: {asked} on: {day} -->\n"
NOTED = re.compile(rb"<!-- Fetched by Whodex url: (\S+) asked: (\S+) on: ")


def ending(found: Fetched) -> str | None:
    """Return the ending of the seed, None for a feed; raise UnfetchedError for other kinds."""
    start = found.data[:HEAD]
    if found.data.startswith(PDF):
        return ".pdf"
    if FEED.search(start) and not PAGE.search(start):
        return None
    if "html" in found.kind or (found.kind not in TEXTS and PAGE.search(start)):
        return ".html"
    if found.kind in TEXTS:
        return TEXTS[found.kind]
    message = f"it is {found.kind or 'of no known kind'}, not a page, a text, a PDF or a feed"
    raise UnfetchedError(message)


def seed_of(found: Fetched, asked: str, day: date) -> bytes:
    """Return a page as it came, below a comment that says where it is from; others as they came.

    The server may say in which encoding a page is. Where the page by itself would be read in
    another, it is kept in UTF-8. Raises WhodexError for what is no text.
    """
    kind = ending(found)
    if kind == ".pdf":
        return found.data
    read = decoded(found.data, Path(found.address), page=kind == ".html")
    said = _as_said(found)
    text = read if said is None else said
    as_it_came = said in {None, read} and not found.data.startswith(tuple(bom for bom, _ in BOMS))
    if kind != ".html":
        return found.data if as_it_came else UTF8 + text.removeprefix("\ufeff").encode()
    note = NOTE.format(url=encoded(found.address), asked=encoded(asked), day=day.isoformat())
    declared = XML.match(text.removeprefix("\ufeff"))
    head = declared[0] if declared else ""
    if as_it_came:
        return found.data[: len(head.encode())] + note.encode() + found.data[len(head.encode()) :]
    return UTF8 + (head + note + text.removeprefix("\ufeff")[len(head) :]).encode()


def _as_said(found: Fetched) -> str | None:
    try:
        return found.data.decode(found.charset) if found.charset else None
    except (LookupError, UnicodeDecodeError):
        return None


def noted(seed: bytes) -> set[str]:
    """Return the addresses that stand above a page which was fetched."""
    found = NOTED.search(seed)
    return {address.decode() for address in found.groups()} if found else set()


def entries(feed: Fetched) -> list[str]:
    """Return the addresses of a feed's articles (Atom, RSS 2.0 or RSS 1.0), in its order."""
    soup = BeautifulSoup(feed.data, "xml")
    found = [_link(entry) for entry in soup.find_all(["entry", "item"])]
    return list(dict.fromkeys(urljoin(feed.address, link) for link in found if link))


def _link(entry: Tag) -> str:
    """Return where an entry says that its article stands."""
    for link in entry.find_all("link", recursive=False):
        address = str(link.get("href") or link.get_text()).strip()
        if address and link.get("rel", "alternate") == "alternate":
            return address
    guid = entry.find("guid", recursive=False)
    is_address = isinstance(guid, Tag) and guid.get("isPermaLink", "true") == "true"
    return guid.get_text().strip() if isinstance(guid, Tag) and is_address else ""
