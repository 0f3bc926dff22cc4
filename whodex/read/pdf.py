"""PDF: from places of letters on pages to paragraphs; PDFium reads, what it leaves open is here.

A document may be tagged (ISO 32000-1, 14.8): then it says itself what is a heading, a list item, a
quotation or a page's furniture. Else size, weight and place of a line tell.
"""

import ctypes
import re
import zlib
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, pairwise
from math import hypot
from pathlib import Path
from typing import TYPE_CHECKING, Any

from whodex.read.blocks import collapse, ends_sentence, is_web_address, original_address
from whodex.read.capture import BULLET, HEADING, Said, article_of_lines
from whodex.read.documents import Noted, article_of_document, entitled, not_installed
from whodex.read.files import LARGEST_OTHER
from whodex.read.hyphens import rejoined
from whodex.values.article import Article, Block, BlockKind
from whodex.values.errors import Problem, WhodexError

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument

TAGS = {
    **dict.fromkeys(("H", "H1", "H2", "H3", "H4", "H5", "H6"), BlockKind.HEADING),
    "Title": BlockKind.TITLE,
    "LI": BlockKind.LIST_ITEM,
    "BlockQuote": BlockKind.QUOTE,
}
BLOCKS = {*TAGS, "P", "LBody", "Caption", "TD", "TH", "TOCI", "Note", "Figure", "Code", "Aside"}
DEEPEST = 200  # elements in elements
MARGIN = 0.12  # of a page's height above and below, where furniture stands
APART = 1.6  # of the letters' size, between the text and what stands apart from it
SAME = 4  # points between the places of one running head on two pages
LARGE = 1.15  # times the size of the text, from which a line is a heading
OTHER = 1.08  # times the size of the line before, from which a line is of another paragraph
GAP = 1.35  # times the usual distance of lines, from which a paragraph begins
INDENT = (0.6, 5.0)  # of the letters' size, by which a first line may be indented
AROUND = 2  # lines before and after one, which are as wide
ROOM = 2.0  # times the width of a word, left free at the end of a line amid a sentence
BOLD = re.compile(rb"bold|black|heavy|demi", re.IGNORECASE)
RAISED = 0.85  # of the line's size: a figure that is smaller, and as much higher, marks a note
UNIT = re.compile(r"\b(?:[kcm]?m|ft|mi|in|yd)$")
SAMPLES = 9  # letters of a line that are asked for their size
UNREADABLE = 0.1  # of the letters have no meaning: a font is there without its letters' names
NUMBER = re.compile(
    r"\W*(?:page |p\. ?)?(?:\d{1,4}|[ivxl]{1,6})(?: ?(?:/|of|\|) ?\d{1,4})?\W*", re.IGNORECASE
)
PRINTED = re.compile(r"(?:.{0,300}\s)?(https?://\S+)(?:\s+\d+ ?(?:/|of) ?\d+)?")
STAMP = re.compile(r"\d{1,4}[/.-]\d{1,2}[/.-]\d{2,4},? \d{1,2}:\d\d(?: ?[AP]M)?\b.*", re.IGNORECASE)
STREAM = re.compile(rb"(?<!end)stream\r?\n")
IMAGE = re.compile(rb"/Subtype\s*/Image\b")
DICTIONARY = 500  # bytes before a stream in which what it is stands
BROKEN = "\x02\ufffe"  # what PDFium makes of a hyphen at the end of a line
MEANINGLESS = re.compile("[\ufffd\ue000-\uf8ff\x00-\x08\x0e-\x1f]")


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a page: where it stands, how large, and which tagged element it is of, if any."""

    text: str
    page: int
    left: float
    right: float
    base: float
    size: float
    bold: bool
    outside: bool  # near the page's upper or lower edge
    artifact: bool  # tagged as the page's, not the text's
    apart: bool = False  # from the text, outside
    element: int | None = None
    kind: BlockKind | None = None


def article_of_pdf(data: bytes, path: Path) -> Article:
    """Read an article; `id` and `seed` are left to the caller.

    Raises WhodexError where the package is missing, and where the document is encrypted, broken or
    made of pictures.
    """
    try:
        from pypdfium2 import PdfDocument, PdfiumError  # noqa: PLC0415 - an extra, and 5 MB
    except ImportError:
        raise not_installed(path, "a PDF", "pypdfium2") from None
    _refuse_endless(data, path)
    try:
        with PdfDocument(data) as document:
            lines = list(_lines(document))
            said = document.get_metadata_dict(skip_empty=True)
            attached = document.count_attachments()
            pages = len(document)
    except PdfiumError as error:
        raise WhodexError(_broken(error, path)) from error
    _refuse_unreadable(lines, pages, path)
    noted = Noted(*map(said.get, ("Title", "Author", "Keywords")))
    text, url = _without_furniture(lines, noted.title)
    blocks = _blocks(text)
    if url:
        article = _printed(blocks, url, noted)
    else:
        article = article_of_document(blocks, Said(), None, noted)
    notices = ("what is attached to it isn't read",) if attached else ()
    return replace(article, notices=notices)


def _refuse_endless(data: bytes, path: Path) -> None:
    """Refuse what PDFium would unpack without end; pictures aren't unpacked."""
    view = memoryview(data)
    for stream in STREAM.finditer(data):
        if IMAGE.search(data, max(0, stream.start() - DICTIONARY), stream.start()):
            continue
        try:
            unpacked = zlib.decompressobj().decompress(view[stream.end() :], LARGEST_OTHER + 1)
        except zlib.error:  # not packed, or in another way
            continue
        if len(unpacked) > LARGEST_OTHER:
            message = f"a page unpacks to more than {LARGEST_OTHER // 1_000_000} MB"
            raise WhodexError(Problem(path, None, message, "a copy printed to PDF"))


def _broken(error: Exception, path: Path) -> Problem:
    if "password" in str(error).lower():
        return Problem(path, None, "is encrypted with a password", "a copy without a password")
    message = "is broken or no PDF: PDFium can't open it"
    return Problem(path, None, message, "the whole file, or a copy printed to PDF")


def _refuse_unreadable(lines: Sequence[Line], pages: int, path: Path) -> None:
    text = "".join(line.text for line in lines)
    if not text:
        message = f"its {pages} pages are pictures, without text" if pages else "has no pages"
        example = "a copy with text, as ocrmypdf makes it"
        raise WhodexError(Problem(path, None, message, example))
    if len(MEANINGLESS.findall(text)) > UNREADABLE * len(text):
        message = "its fonts don't say which letters they show"
        example = "a copy with text, as ocrmypdf --force-ocr makes it"
        raise WhodexError(Problem(path, None, message, example))


def _printed(blocks: Sequence[Block], url: str, noted: Noted) -> Article:
    """Read what a browser printed, with its menus, as a capture of the page."""
    kinds = {block.text: block.kind for block in blocks}
    kinds |= {text: BlockKind.HEADING for text, kind in kinds.items() if kind is BlockKind.TITLE}
    article = article_of_lines([block.text for block in blocks], Said(url=url), kinds)
    if noted.title and article.title_is_ours:
        article = entitled(article, noted.title)
    return replace(article, tags=noted.tags())


def _lines(document: "PdfDocument") -> Iterator[Line]:
    for number in range(len(document)):
        page = document[number]
        letters = page.get_textpage()
        yield from Letters(page, letters, number).lines()
        letters.close()
        page.close()


class Letters:
    """The letters of one page, one call of PDFium for each thing that is asked of one."""

    def __init__(self, page: Any, letters: Any, number: int) -> None:  # noqa: ANN401 - of a library without annotations
        from pypdfium2 import raw  # noqa: PLC0415 - as above

        self.raw, self.number = raw, number
        self.letters, self.count = letters.raw, letters.count_chars()
        self.bottom, self.height = page.get_bbox()[1], page.get_height()
        self.elements = dict(_elements(raw, page))

    def lines(self) -> Iterator[Line]:
        """Yield the lines in the document's own order, white space and furniture left out."""
        line: list[tuple[int, str]] = []
        of_letter, letters = self.raw.FPDFText_GetUnicode, self.letters
        for index in range(self.count):
            sign = chr(of_letter(letters, index))
            if sign in BROKEN:  # PDFium leaves out the end of a line behind a hyphen
                line.append((index, "-"))
            elif sign not in "\r\n":
                line.append((index, sign))
                continue
            if line:
                yield from self._line(line)
                line = []
        if line:
            yield from self._line(line)

    def _line(self, signs: list[tuple[int, str]]) -> Iterator[Line]:
        shown = [index for index, sign in signs if not sign.isspace()]
        if not shown:
            return
        first, last = shown[0], shown[-1]
        sizes = Counter(round(self._size(n), 1) for n in shown[:: 1 + len(shown) // SAMPLES])
        size = sizes.most_common(1)[0][0]  # a bullet, or a word, may be of another
        left, base, _ = self._box(first)
        text = ""
        for index, sign in signs:
            text += "" if sign.isdigit() and self._is_note(index, text, size, base) else sign
        if not text.strip():
            return
        _, _, right = self._box(last)
        height = (base - self.bottom) / self.height if self.height else 0.5
        element, kind = self.elements.get(self._mark(first), (None, None))
        yield Line(
            text=text.strip(),
            page=self.number,
            left=left,
            right=right,
            base=base,
            size=size,
            bold=self._is_bold(first) and self._is_bold(last),
            outside=not MARGIN < height < 1 - MARGIN,
            artifact=self._is_artifact(first),
            element=element,
            kind=kind,
        )

    def _is_note(self, index: int, before: str, size: float, base: float) -> bool:
        """Say whether a figure is the mark of a note: small, raised, and of no unit (km²)."""
        if self._size(index) >= RAISED * size or UNIT.search(before):
            return False
        return self._box(index)[1] > base + (1 - RAISED) * size

    def _size(self, index: int) -> float:
        """Return the size at which a letter is shown: its font's, as its matrix enlarges it."""
        matrix = self.raw.FS_MATRIX()
        self.raw.FPDFText_GetMatrix(self.letters, index, matrix)
        size = float(self.raw.FPDFText_GetFontSize(self.letters, index))
        return size * hypot(matrix.c, matrix.d)

    def _is_bold(self, index: int) -> bool:
        """Say whether a letter's font is called bold; what weight PDFium tells is guessed."""
        name, flags = ctypes.create_string_buffer(100), ctypes.c_int()
        self.raw.FPDFText_GetFontInfo(self.letters, index, name, 100, flags)
        return BOLD.search(name.value) is not None

    def _box(self, index: int) -> tuple[float, float, float]:
        """Return left, base and right of a letter."""
        left, right, bottom, top = (ctypes.c_double() for _ in range(4))
        self.raw.FPDFText_GetCharBox(self.letters, index, left, right, bottom, top)
        x, y = ctypes.c_double(), ctypes.c_double()
        self.raw.FPDFText_GetCharOrigin(self.letters, index, x, y)
        return left.value, y.value, right.value

    def _mark(self, index: int) -> int:
        """Return the number that joins a letter with its tagged element."""
        shown = self.raw.FPDFText_GetTextObject(self.letters, index)
        return int(self.raw.FPDFPageObj_GetMarkedContentID(shown)) if shown else -1

    def _is_artifact(self, index: int) -> bool:
        """Say whether a letter is tagged as furniture of its page."""
        shown = self.raw.FPDFText_GetTextObject(self.letters, index)
        marks = self.raw.FPDFPageObj_CountMarks(shown) if shown else 0
        return any(self._name(shown, number) == "Artifact" for number in range(marks))

    def _name(self, shown: Any, number: int) -> str:  # noqa: ANN401 - as above
        mark = self.raw.FPDFPageObj_GetMark(shown, number)
        buffer, length = (self.raw.FPDF_WCHAR * 20)(), ctypes.c_ulong()
        self.raw.FPDFPageObjMark_GetName(mark, buffer, ctypes.sizeof(buffer), length)
        return bytes(buffer).decode("utf-16-le", "replace").partition("\0")[0]


def _elements(raw: Any, page: Any) -> Iterator[tuple[int, tuple[int, BlockKind | None]]]:  # noqa: ANN401 - as above
    """Yield by mark of a page which element that makes a block it is of, and what that is."""
    tree = raw.FPDF_StructTree_GetForPage(page)
    if not tree:
        return
    tops = range(raw.FPDF_StructTree_CountChildren(tree))
    waiting: list[tuple[Any, int, int, BlockKind | None]] = [
        (raw.FPDF_StructTree_GetChildAtIndex(tree, number), 0, 0, None) for number in tops
    ]
    seen = 0
    while waiting:
        element, block, depth, kind = waiting.pop()
        name = _tag(raw, element) if element and depth < DEEPEST else ""
        if not name:
            continue
        seen += 1
        block, kind = (seen if name in BLOCKS else block), TAGS.get(name, kind)
        for place in range(raw.FPDF_StructElement_GetMarkedContentIdCount(element)):
            mark = raw.FPDF_StructElement_GetMarkedContentIdAtIndex(element, place)
            if mark >= 0 and name != "Lbl":
                yield mark, (block, kind)
        for place in range(raw.FPDF_StructElement_CountChildren(element)):
            inner = raw.FPDF_StructElement_GetChildAtIndex(element, place)
            if inner:
                waiting.append((inner, block, depth + 1, kind))
    raw.FPDF_StructTree_Close(tree)


def _tag(raw: Any, element: Any) -> str:  # noqa: ANN401 - as above
    buffer = (ctypes.c_ushort * 40)()
    raw.FPDF_StructElement_GetType(element, buffer, ctypes.sizeof(buffer))
    return bytes(buffer).decode("utf-16-le", "replace").partition("\0")[0]


def _without_furniture(lines: Sequence[Line], title: str | None) -> tuple[list[Line], str | None]:
    """Leave out running heads and page numbers; return the address that a browser printed there."""
    lines = [line for page in _pages(lines) for line in _with_edges(page)]
    pages: dict[tuple[str, int], set[int]] = {}
    for line in lines:
        for key in _places(line):
            pages.setdefault(key, set()).add(line.page)
    again = {key for key, found in pages.items() if len(found) > 1}
    printed = (PRINTED.fullmatch(line.text) for line in lines if line.outside)
    urls = (original_address(found[1]) for found in printed if found and found[1][-1] not in "….")
    kept = [
        line
        for line in lines
        if not line.artifact
        and not (line.outside and (PRINTED.fullmatch(line.text) or STAMP.fullmatch(line.text)))
        and not (line.apart and (_says_again(line, title) or not again.isdisjoint(_places(line))))
    ]
    return kept, next(filter(is_web_address, urls), None)


def _says_again(line: Line, title: str | None) -> bool:
    """Say whether what stands apart is a page's number, or the title once more."""
    same = line.page > 0 and line.text.casefold() == (title or "").casefold()
    return same or NUMBER.fullmatch(line.text) is not None


def _places(line: Line) -> Iterator[tuple[str, int]]:
    """Name what stands apart, figures aside, with the two rounded places where it may be."""
    if line.apart:
        words = re.sub(r"\d+", "0", line.text)
        yield from ((words, round(line.base / SAME + shift)) for shift in (0, 0.5))


def _pages(lines: Sequence[Line]) -> Iterator[list[Line]]:
    return (list(page) for _, page in groupby(lines, key=lambda line: line.page))


def _with_edges(page: Sequence[Line]) -> Iterator[Line]:
    """Note of the lines near a page's edges which stand apart from its text."""
    inside = [line.base for line in page if not line.outside and not line.artifact]
    low, high = (min(inside), max(inside)) if inside else (0.0, 0.0)
    for line in sorted(page, key=lambda line: abs(line.base - (low + high) / 2)):
        if (
            line.outside
            and inside
            and low - APART * line.size < line.base < high + APART * line.size
        ):
            low, high = min(low, line.base), max(high, line.base)
    for line in page:
        yield replace(line, apart=line.outside and not low <= line.base <= high)


def _blocks(lines: Sequence[Line]) -> list[Block]:
    """Join lines into paragraphs and say of what kind each is."""
    sizes = Counter[float]()
    for line in lines:
        sizes[round(line.size, 1)] += len(line.text)
    body = max(sizes, key=lambda size: (sizes[size], -size), default=0.0)
    paragraphs = list(_paragraphs(lines, LARGE * body))
    if not paragraphs:
        return []
    bold = sum(len(line.text) for line in lines if line.bold) * 2 > sizes.total()
    text = "\n\n".join("\n".join(line.text for line in some) for some in paragraphs)
    texts = map(collapse, rejoined(text).split("\n\n"))
    shown = [(text, some[0]) for text, some in zip(texts, paragraphs, strict=True) if text]
    made = [_block(text, first, body, bold=bold) for text, first in shown]
    return _with_title(made, [first for _, first in shown])


def _block(text: str, first: Line, body: float, *, bold: bool) -> Block:
    if bullet := BULLET.match(text):
        return Block(BlockKind.LIST_ITEM, text[bullet.end() :])
    kind = first.kind
    if first.element is None and len(text) <= 2 * HEADING:
        stands_out = first.bold and not bold and len(text) <= HEADING and not ends_sentence(text)
        kind = BlockKind.HEADING if first.size >= LARGE * body or stands_out else None
    return Block(kind or BlockKind.PARAGRAPH, text)


def _with_title(blocks: list[Block], firsts: Sequence[Line]) -> list[Block]:
    """Take the largest heading of the first page for the title, unless a tag says which it is."""
    if any(block.kind is BlockKind.TITLE for block in blocks):
        return blocks
    headings = [
        (line.size, -place)
        for place, (block, line) in enumerate(zip(blocks, firsts, strict=True))
        if block.kind is BlockKind.HEADING and line.page == firsts[0].page
    ]
    if headings:
        place = -max(headings)[1]
        blocks[place] = Block(BlockKind.TITLE, blocks[place].text)
    return blocks


def _paragraphs(lines: Sequence[Line], large: float) -> Iterator[list[Line]]:
    """Group lines; where a line might have gone on, the right edge of those around it tells.

    What is `large` is a heading: its lines may be centred and of any length.
    """
    paragraph: list[Line] = []
    for column in _columns(lines):
        leading = _leading(column)
        edge = 0.0  # of the lines around the last one, which may be in another column
        for place, line in enumerate(column):
            if paragraph and not (
                _may_go_on(paragraph[-1], line, leading)
                and (line.element or line.size >= large or _is_full(paragraph[-1], line, edge))
            ):
                yield paragraph
                paragraph = []
            paragraph.append(line)
            edge = max(one.right for one in column[max(0, place - AROUND) : place + AROUND + 2])
    if paragraph:
        yield paragraph


def _columns(lines: Sequence[Line]) -> Iterator[list[Line]]:
    """Part lines where the next one stands higher, or on another page."""
    column: list[Line] = []
    for line in lines:
        if column and (line.page != column[-1].page or line.base > column[-1].base + line.size / 2):
            yield column
            column = []
        column.append(line)
    if column:
        yield column


def _leading(column: Sequence[Line]) -> float:
    """Return the distance of lines in a paragraph, as a multiple of the letters' size.

    That is what a quarter of all distances is at most: those between paragraphs are larger.
    """
    steps = sorted(
        (a.base - b.base) / b.size for a, b in pairwise(column) if a.base > b.base and b.size
    )
    return steps[len(steps) // 4] if steps else 1.2


def _may_go_on(last: Line, line: Line, leading: float) -> bool:
    """Say whether tags, letters and place allow that a line goes on with the one before."""
    if line.element is not None and line.page == last.page:
        return line.element == last.element
    low, high = sorted((line.size, last.size))
    if high > OTHER * low or line.bold != last.bold or line.kind != last.kind:
        return False
    if BULLET.match(line.text):
        return False
    if line.page != last.page or line.base > last.base + line.size / 2:
        return not ends_sentence(last.text) or line.text[:1].islower()
    return last.base - line.base <= GAP * leading * line.size


def _is_full(last: Line, line: Line, edge: float) -> bool:
    """Say whether a line goes on with a paragraph, since it isn't indented nor the last one short.

    The text of a list's item may be indented as a whole.
    """
    if line.page != last.page or line.base > last.base:
        return True
    low, high = (times * line.size for times in INDENT)
    if low < line.left - last.left < high and not BULLET.match(last.text):
        return False
    return not _would_have_fitted(line, edge - last.right, ends=ends_sentence(last.text))


def _would_have_fitted(line: Line, room: float, *, ends: bool) -> bool:
    """Say whether a line's first word had room on the line before, which was ended on purpose.

    Edges are ragged: in the midst of a sentence there must be more of it.
    """
    word = line.text.split(" ", 1)[0]
    width = (line.right - line.left) * (len(word) + 1) / len(line.text)
    return room > width * (1 if ends else ROOM)
