"""Pages as archivists keep them: WARC (ISO 28500), and WACZ, which packs it with more."""

import json
import zlib
from collections.abc import Callable, Container, Iterator, Sequence
from contextlib import redirect_stderr, suppress
from dataclasses import dataclass, replace
from email.message import EmailMessage
from functools import partial
from gzip import GzipFile
from io import BytesIO, StringIO
from pathlib import Path
from typing import IO, TYPE_CHECKING
from zipfile import BadZipFile, ZipFile

from whodex.read.blocks import collapse, is_web_address, original_address
from whodex.read.documents import article_of_page, not_installed
from whodex.read.files import LARGEST, text_of
from whodex.read.mail import PAGES, Headers
from whodex.read.pdf import article_of_pdf
from whodex.values.article import Article
from whodex.values.errors import Problem, WhodexError

if TYPE_CHECKING:
    from warcio.recordloader import ArcWarcRecord

PDF = "application/pdf"
KINDS = {"response", "resource"}
DOCUMENT = "document"  # what a browser asked for to show as a page; else a frame, a picture, …
MOST = 100  # times an archive's size that it may unpack to
GZIP = b"\x1f\x8b"
PIECE = 65_536  # bytes that are read at a time
WHOLE = "the whole archive"

Opened = Callable[[], IO[bytes]]


def pages_of_warc(data: bytes, path: Path) -> Iterator[partial[Article]]:
    """Yield what reads each page of an archive, at a path.

    Raises WhodexError where the package is missing, and where the archive is broken, after what
    stands before that.
    """
    return _pages([partial(BytesIO, data)], (), len(data), path)


def pages_of_wacz(data: bytes, path: Path) -> Iterator[partial[Article]]:
    """Yield what reads each page of a packed archive, as `pages_of_warc` does."""
    try:
        with ZipFile(BytesIO(data)) as parts:
            names = [n for n in parts.namelist() if n.startswith("archive/") and ".warc" in n]
            if not names:
                message = "holds no archive/….warc.gz; archives in it aren't opened"
                raise WhodexError(Problem(path, None, message, "each archive by itself"))
            listed = set(_listed(parts))
            opened = [partial(parts.open, name) for name in names]
            yield from _pages(opened, listed, len(data), path)
    except (
        BadZipFile,
        RuntimeError,
        LookupError,
        ValueError,
        OSError,
        EOFError,
        zlib.error,
    ) as error:
        secret = "encrypted" in str(error)
        message = "is encrypted with a password" if secret else f"is broken or no WACZ ({error})"
        raise WhodexError(Problem(path, None, message, WHOLE)) from error


def _listed(parts: ZipFile) -> Iterator[str]:
    """Yield the addresses of the pages that somebody meant to keep."""
    for name in ("pages/pages.jsonl", "pages/extraPages.jsonl"):
        lines = parts.read(name).splitlines() if name in parts.namelist() else []
        for line in lines:
            try:
                page = json.loads(line)
            except ValueError:
                continue
            if isinstance(page, dict) and isinstance(page.get("url"), str):
                yield page["url"]


@dataclass(frozen=True, slots=True)
class Page:
    """What was sent for an address."""

    url: str
    kind: str
    charset: str | None
    data: bytes


def _pages(
    opened: Sequence[Opened], listed: Container[str], size: int, path: Path
) -> Iterator[partial[Article]]:
    asked: dict[str, str] = {}
    for one in opened:
        with suppress(WhodexError):  # told below, behind what stands before it
            asked.update(_asked(_records(one, size, path)))
    for one in opened:
        for record in _records(one, size, path):
            page = _page(record) if record.rec_type in KINDS else None
            if page is None:
                continue
            as_what = asked.get(page.url) or (not listed or page.url in listed) * DOCUMENT
            if as_what == DOCUMENT:
                yield partial(_article, page)


def _asked(records: Iterator["ArcWarcRecord"]) -> Iterator[tuple[str, str]]:
    """Yield as what a browser asked for an address, as far as it said so."""
    for record in records:
        if record.rec_type == "request" and record.http_headers:
            yield _address(record), str(record.http_headers.get_header("Sec-Fetch-Dest") or "")


class Unpacked:
    """A stream, unpacked where it is packed; it ends where it is `cut`."""

    def __init__(self, stream: IO[bytes]) -> None:
        packed = stream.read(len(GZIP)) == GZIP
        stream.seek(0)
        self.read_some = GzipFile(fileobj=stream).read1 if packed else stream.read
        self.cut = False

    def read(self, size: int = -1) -> bytes:
        """Read as a file does; perhaps less, so that nothing goes that stands before a cut."""
        try:
            return self.read_some(size)
        except (EOFError, OSError, zlib.error):
            self.cut = True
            return b""


def _records(opened: Opened, size: int, path: Path) -> Iterator["ArcWarcRecord"]:
    """Yield the records of an archive, as long as it is whole and no bomb."""
    try:
        from warcio.archiveiterator import ArchiveIterator  # noqa: PLC0415 - an extra
    except ImportError:
        raise not_installed(path, "an archive of pages", "warcio") from None
    length = 0
    with opened() as stream:
        unpacked = Unpacked(stream)
        records = ArchiveIterator(unpacked)
        while record := _next(records, path):
            length += record.length or 0
            if length > MOST * size + LARGEST:
                message = f"unpacks to more than {MOST} times its size"
                raise WhodexError(Problem(path, None, message, "an archive of pages"))
            yield record
            if _is_cut(record):
                message = f"ends in the midst of {_address(record)}"
                raise WhodexError(Problem(path, None, message, WHOLE))
        if unpacked.cut:
            raise WhodexError(Problem(path, None, "ends in the midst of a page", WHOLE))


def _next(records: Iterator["ArcWarcRecord"], path: Path) -> "ArcWarcRecord | None":
    try:
        with redirect_stderr(StringIO()):  # where warcio speaks of what is told by us
            return next(records, None)
    except Exception as error:  # warcio meets what is broken with errors of all kinds
        raise WhodexError(Problem(path, None, "is broken or no WARC", WHOLE)) from error


def _is_cut(record: "ArcWarcRecord") -> bool:
    """Say whether the archive ends before a record does."""
    while record.raw_stream.read(PIECE):
        pass
    return getattr(record.raw_stream, "limit", 0) > 0


def _address(record: "ArcWarcRecord") -> str:
    return str(record.rec_headers.get_header("WARC-Target-URI") or "").strip("<>")


def _page(record: "ArcWarcRecord") -> Page | None:
    """Return what a record holds if it is a page, or a PDF, that was found."""
    headers = record.http_headers or record.rec_headers
    status = headers.get_statuscode() if record.http_headers else "200"
    said = EmailMessage(policy=Headers())
    said["Content-Type"] = collapse(headers.get_header("Content-Type") or "")
    kind, url = said.get_content_type(), _address(record)
    if status != "200" or kind not in {*PAGES, PDF} or not is_web_address(url):
        return None
    data = record.content_stream().read(LARGEST + 1)
    return Page(url, kind, said.get_content_charset(), data)


def _article(page: Page, path: Path) -> Article:
    if len(page.data) > LARGEST:
        message = f"{page.url} is larger than {LARGEST // 1_000_000} MB"
        raise WhodexError(Problem(path, None, message, "one article a page"))
    if page.kind == PDF:
        article = article_of_pdf(page.data, path)
        return replace(article, source_url=article.source_url or original_address(page.url))
    return article_of_page(text_of(path, page.data, page.charset, page=True), path, page.url)
