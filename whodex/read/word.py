"""Documents of Word (.docx): mammoth tells headings, lists and quotations by their styles."""

import zlib
from io import BytesIO
from pathlib import Path
from xml.parsers.expat import ExpatError
from zipfile import BadZipFile, ZipFile

from bs4 import BeautifulSoup, Tag

from whodex.read.blocks import PARTED, collapse, tagged_texts
from whodex.read.capture import Said
from whodex.read.documents import Noted, article_of_document, not_installed
from whodex.read.files import LARGEST
from whodex.values.article import Article, Block, BlockKind
from whodex.values.errors import Problem, WhodexError

QUOTES = ("Quote", "Intense Quote", "Block Text", "Quotations", "Quotation")
STYLES = "\n".join(
    (
        "p[style-name='Title'] => h1.title:fresh",
        "p[style-name='Subtitle'] => p:fresh",
        *(f"p[style-name='{name}'] => blockquote > p:fresh" for name in QUOTES),
    )
)
MARKS = "a[id^=footnote-ref], a[id^=endnote-ref], a[href^='#footnote-ref'], a[href^='#endnote-ref']"
OLD = b"\xd0\xcf\x11\xe0"  # what Word wrote till 2003, and what it wraps an encrypted document in
PROPERTIES = "docProps/core.xml"
RIGHT = "the whole document, saved as .docx"


def article_of_word(data: bytes, path: Path) -> Article:
    """Read an article; `id` and `seed` are left to the caller.

    Raises WhodexError where the package is missing, and where the document is encrypted or broken.
    """
    try:
        from mammoth import convert_to_html  # noqa: PLC0415 - an extra
    except ImportError:
        raise not_installed(path, "a document of Word", "mammoth") from None
    if data.startswith(OLD):
        message = "is encrypted with a password, or a document of Word 97 to 2003"
        raise WhodexError(Problem(path, None, message, "a copy without a password, as .docx"))
    try:
        noted = _noted(data, path)
        page = convert_to_html(
            BytesIO(data),
            style_map=STYLES,
            include_embedded_style_map=False,
            convert_image=_no_picture,
        ).value
    except RecursionError:
        raise
    except (BadZipFile, zlib.error, ExpatError, EOFError, OSError, LookupError, ValueError,
            RuntimeError) as error:  # fmt: skip
        message = f"is broken or no document of Word ({collapse(str(error))[:80]})"
        raise WhodexError(Problem(path, None, message, RIGHT)) from error
    return article_of_document(_blocks(page), Said(), None, noted)


def _no_picture(_: object) -> list[object]:
    return []


def _noted(data: bytes, path: Path) -> Noted:
    """Return what a document's properties say; refuse one that unpacks to too much."""
    with ZipFile(BytesIO(data)) as parts:
        names = [part for part in parts.infolist() if part.filename.endswith((".xml", ".rels"))]
        if sum(part.file_size for part in names) > LARGEST:
            message = f"its text unpacks to more than {LARGEST // 1_000_000} MB"
            raise WhodexError(Problem(path, None, message, "one article a file"))
        core = parts.read(PROPERTIES) if PROPERTIES in parts.namelist() else b""
    soup = BeautifulSoup(core, "xml")
    said = (soup.find(name) for name in ("title", "creator", "keywords"))
    return Noted(*(collapse(tag.get_text()) if isinstance(tag, Tag) else None for tag in said))


def _blocks(page: str) -> list[Block]:
    soup = BeautifulSoup(PARTED.sub("</p><p>", page), "html.parser")
    for mark in soup.select(MARKS):
        mark.clear()
    return [
        Block(BlockKind.TITLE if tag and "title" in tag.get_attribute_list("class") else kind, text)
        for tag, kind, text in tagged_texts(soup)
    ]
