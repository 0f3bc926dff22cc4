"""From a folder to paths, from a path to text. What can't be read is said, with a way out."""

import os
import re
from collections.abc import Container, Iterable
from dataclasses import dataclass
from pathlib import Path
from unicodedata import normalize

from bs4.dammit import EncodingDetector
from ftfy import fix_encoding

from whodex.read.unread import FOLDERS, PAGES, ending, is_no_article, listed, page_shown
from whodex.values.errors import Problem, WhodexError

LARGEST = 20_000_000  # bytes of a text; trafilatura's own limit for a page
LARGEST_OTHER = 100_000_000  # bytes of what holds pictures, or several articles
TEXTS = {".md", ".markdown", ".txt", ".text", *PAGES}
BOMS = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe\x00\x00", "utf-32"),
    (b"\x00\x00\xfe\xff", "utf-32"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
MULTIBYTE = re.compile(
    rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}"
)
CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
MOJIBAKE = "letters that a wrong encoding had spoilt (Ã© for é) are mended"
SCRIPT = re.compile(r"<script\b.*?(?:</script|\Z)", re.DOTALL | re.IGNORECASE)  # nobody reads it
SAVE_AS_UTF8 = "a text saved as UTF-8"


@dataclass(frozen=True, slots=True)
class Found:
    """What a folder holds: the files to read, what is wrong there, and what isn't read."""

    seeds: tuple[Path, ...]
    problems: tuple[Problem, ...] = ()
    unread: tuple[Problem, ...] = ()


def find(folder: Path, readable: Container[str]) -> Found:
    """List the files of `folder`, sorted by path; `readable` are the endings of those to read.

    Hidden files and folders are passed over; a link that leaves the folder is a problem. Raises
    WhodexError if there is no such folder.
    """
    if not folder.is_dir():
        raise WhodexError(
            Problem(folder, None, "there is no such folder of seeds", "--seeds seeds")
        )
    problems: list[Problem] = []
    unread: list[Problem] = []
    paths: list[Path] = []
    for root, folders, files in os.walk(folder, onerror=lambda e: problems.append(_unreadable(e))):
        for name in list(folders):
            path = Path(root, name)
            if name.startswith("."):
                folders.remove(name)
            elif page := page_shown(name, files):
                folders.remove(name)
                unread.append(Problem(path, None, f"is what {page} shows beside its text"))
            elif ending(path) in readable and ending(path) not in FOLDERS:
                problems.append(Problem(path, None, "is a folder, not a file", f"{path.stem}/"))
            elif path.is_symlink() and not _inside(path, folder):
                problems.append(_outside(path))
        there = [Path(root, name) for name in files if not is_no_article(name)]
        paths += [path for path in there if ending(path) in readable]
        unread += listed([path for path in there if ending(path) not in readable])
    leaving = {path for path in paths if path.is_symlink() and not _inside(path, folder)}
    problems += map(_outside, leaving)
    kept = sorted((path for path in paths if path not in leaving), key=Path.as_posix)
    return Found(tuple(kept), _by_file(problems), _by_file(unread))


def _by_file(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    return tuple(sorted(problems, key=lambda problem: problem.file.as_posix()))


def _inside(path: Path, folder: Path) -> bool:
    """Say whether a path stays in the folder when links are followed (a loop stays nowhere)."""
    return Path(os.path.realpath(path)).is_relative_to(os.path.realpath(folder))


def _outside(path: Path) -> Problem:
    return Problem(path, None, "is a link that leaves the folder of seeds", "a copy of the file")


def _unreadable(error: OSError) -> Problem:
    message = f"can't be read: {error.strerror}"
    return Problem(Path(os.fsdecode(error.filename)), None, message, "a file that you may read")


def content(path: str) -> bytes | Problem:
    """Return what a file holds, or what is wrong with it."""
    file = Path(path)
    try:
        if not file.is_file() and file.exists():
            return Problem(file, None, "is not a file", "a text file")
        largest = LARGEST if file.suffix.lower() in TEXTS else LARGEST_OTHER
        if file.stat().st_size > largest:
            message = f"is larger than {largest // 1_000_000} MB"
            return Problem(file, None, message, "one article a file, or smaller archives")
        return file.read_bytes()
    except OSError as error:
        return _unreadable(error)


def text_of(
    path: Path, data: bytes | Problem, charset: str | None = None, *, page: bool = False
) -> tuple[str, tuple[str, ...]]:
    """Return a file's text, each line ended by a newline, and what was mended in it.

    `data` is the `content` of the file at `path`, or of what stands in it, which may be a `page`;
    `charset` is what it is said to be in. Raises WhodexError if it is no text.
    """
    if isinstance(data, Problem):
        raise WhodexError(data)
    page = page or path.suffix.lower() in PAGES
    text = _as_said(data, charset) or decoded(data, path, page=page)
    if not text.strip("\ufeff \t\r\n"):
        raise WhodexError(Problem(path, None, "is empty", "a title, a blank line and a paragraph"))
    text = normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    mended = "\n".join(map(fix_encoding, text.split("\n")))
    return mended, (MOJIBAKE,) if SCRIPT.sub("", mended) != SCRIPT.sub("", text) else ()


def _as_said(data: bytes, charset: str | None) -> str | None:
    """Decode by what a header says, None if it says nothing, or what is wrong."""
    try:
        return data.decode(charset) if charset and b"\0" not in data else None
    except (UnicodeDecodeError, LookupError):
        return None


def decoded(data: bytes, path: Path, *, page: bool) -> str:
    """Decode by byte order mark, an HTML page's declaration, UTF-8, or the bytes' statistics."""
    marked = (encoding for bom, encoding in BOMS if data.startswith(bom))
    if encoding := next(marked, None) or _utf16_without_mark(data):
        return _strictly(data, encoding, path)
    if len(CONTROL.findall(data)) > len(data) // 100 or b"\0" in data:
        raise WhodexError(Problem(path, None, "is binary, not text", SAVE_AS_UTF8))
    if page and (text := _as_declared(data)) is not None:
        return text
    try:
        return data.decode()
    except UnicodeDecodeError as error:
        if MULTIBYTE.search(data):  # text in one of the older encodings has hardly any of these
            return _damaged_utf8(data, error, path)
    return _by_statistics(data, path)


def _strictly(data: bytes, encoding: str, path: Path) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        message = f"begins as {encoding.upper()} and can't be decoded: {error.reason}"
        raise WhodexError(Problem(path, None, message, SAVE_AS_UTF8)) from error


def _utf16_without_mark(data: bytes) -> str | None:
    """Recognize UTF-16 by its zeros: of Latin text, every second byte is one."""
    half = len(data) // 2
    for start, encoding in ((1, "utf-16-le"), (0, "utf-16-be")):
        zeros = data[start::2].count(0)
        if half and zeros > 0.7 * half and data.count(0) - zeros < 0.01 * half + 1:
            return encoding
    return None


def _as_declared(data: bytes) -> str | None:
    """Decode a page by the charset it declares; None if it declares none, or a wrong one."""
    declared = EncodingDetector.find_declared_encoding(data, is_html=True)
    if declared is None or declared.lower().startswith(("utf-16", "utf-32")):
        return None
    latin = declared.lower() in ("iso-8859-1", "latin-1", "latin1", "us-ascii", "ascii")
    try:  # https://encoding.spec.whatwg.org/#names-and-labels reads these as Windows-1252
        return data.decode("cp1252" if latin else declared)
    except (UnicodeDecodeError, LookupError):
        return None


def _damaged_utf8(data: bytes, error: UnicodeDecodeError, path: Path) -> str:
    """Refuse UTF-8 with a broken place, unless all its signs may be chance in Windows-1252."""
    good = len(MULTIBYTE.findall(data))
    bad = data.decode(errors="replace").count("\ufffd")
    if good < bad:
        return _by_statistics(data, path)
    line = data.count(b"\n", 0, error.start) + 1
    message = f"is not valid UTF-8 (byte 0x{data[error.start]:02x})"
    raise WhodexError(Problem(path, line, message, SAVE_AS_UTF8)) from error


def _by_statistics(data: bytes, path: Path) -> str:
    """Decode by the encoding that looks most like text, in doubt as Windows-1252."""
    western = _western(data)
    if western is not None:
        return western
    from charset_normalizer import from_bytes  # noqa: PLC0415 - takes time; few seeds need it

    best = from_bytes(data).best()
    if best is None:
        raise WhodexError(Problem(path, None, "its encoding can't be recognized", SAVE_AS_UTF8))
    return str(best)


def _western(data: bytes) -> str | None:
    """Decode Windows-1252 if most signs beyond ASCII are where Western text has them.

    Statistics take short Western texts for Baltic or Central European ones. Quotation marks and
    dashes stand at the same places in all of Windows' encodings; what tells a Cyrillic, Greek or
    Chinese text is that its words consist of such letters, a Polish one signs inside words.
    """
    try:
        text = data.decode("cp1252")
    except UnicodeDecodeError:
        return None
    foreign = re.search(r"[À-ÿ]{3}|[A-Za-z][¡-³µ¶¸-¿][A-Za-z]", text)
    return None if foreign else text
