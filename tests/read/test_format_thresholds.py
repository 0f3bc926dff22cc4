"""How far, large, deep and many things in documents and archives may be: each on both sides."""

from collections.abc import Sequence
from email.message import EmailMessage
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from helpers.documents import docx, lines_of, pdf
from slugify import slugify

from whodex.read import LONGEST_ID, crawls, documents, files, mail, read, tables
from whodex.read import pdf as pdfs
from whodex.read.capture import Said
from whodex.read.pdf import Line
from whodex.values.article import Block, BlockKind
from whodex.values.errors import Problem, WhodexError

PATH = Path("a")
TEXT = "It closes in June, the mayor told the council of the town on Monday evening."


def line(text: str = "Nobody spoke", **fields: Any) -> Line:  # noqa: ANN401 - any of a line
    base = {
        "page": 0, "left": 72.0, "right": 500.0, "base": 400.0, "size": 10.0, "bold": False,
        "outside": False, "artifact": False,
    }  # fmt: skip
    return Line(text=text, **{**base, **fields})


@pytest.mark.parametrize(("size", "read"), [(100_000_000, True), (100_000_001, False)])
@pytest.mark.parametrize("name", ["a.pdf", "a.docx", "a.eml", "a.mbox", "a.csv", "a.warc.gz"])
def test_another_file_has_a_largest_size(
    name: str, size: int, *, read: bool, tmp_path: Path
) -> None:
    path = tmp_path / name
    with path.open("wb") as file:
        file.truncate(size)
    assert isinstance(files.content(str(path)), Problem) is not read


@pytest.mark.parametrize(("letters", "cut"), [(80, False), (81, True)])
def test_an_id_made_of_a_title_has_a_longest_length(
    letters: int, *, cut: bool, tmp_path: Path
) -> None:
    title = f"{'x' * 20} {'y' * (letters - len('in-') - 21)}"
    (tmp_path / "in.csv").write_text(f"title,text\n{title},{TEXT}\n")
    (article,) = read(tmp_path).articles
    assert (article.id != f"in-{slugify(title)}") is cut
    assert len(article.id) <= LONGEST_ID


def blocks(lines: int) -> list[Block]:
    head = [Block(BlockKind.PARAGRAPH, f"Line {n}") for n in range(lines)]
    by = Block(BlockKind.PARAGRAPH, "By Ann Lee")
    return [*head, by, Block(BlockKind.PARAGRAPH, f"{TEXT} {TEXT}")]


@pytest.mark.parametrize(("before", "authors"), [(5, ("Ann Lee",)), (6, ())])
def test_six_blocks_may_stand_above_a_text(before: int, authors: tuple[str, ...]) -> None:
    assert documents.article_of_document(blocks(before), Said()).authors == authors


@pytest.mark.parametrize(("deep", "found"), [(4, True), (5, False)])
def test_five_mails_may_hold_one_another(deep: int, *, found: bool) -> None:
    message = EmailMessage()
    message["Subject"] = "The mill"
    message.set_content(TEXT)
    for _ in range(deep):
        outer = EmailMessage()
        outer["Subject"] = "See below"
        outer.add_attachment(message)
        message = outer
    assert bool(mail.article_of_mail(message.as_bytes(), PATH).blocks) is found


@pytest.mark.parametrize(
    ("notes", "letters", "headers", "sent_on"),
    [(3, 59, 3, True), (4, 59, 3, False), (1, 60, 3, False), (0, 9, 2, False)],
)
def test_above_a_mail_that_is_sent_on_stands_little(
    notes: int, letters: int, headers: int, *, sent_on: bool
) -> None:
    above = "".join(f"{'x' * letters}\n\n" for _ in range(notes))
    lines = ["From: Ann Lee <a@example.org>", "Subject: The mill", "To: b@example.org"][:headers]
    data = f"Subject: See below\n\n{above}{chr(10).join(lines)}\n\n{TEXT}\n"
    assert (mail.article_of_mail(data.encode(), PATH).title == "The mill") is sent_on


@pytest.mark.parametrize(("letters", "whole"), [(2_000, True), (2_001, False)])
def test_a_header_has_a_longest_length(letters: int, *, whole: bool) -> None:
    subject = f"Mill {'x' * (letters - len('Mill '))}"
    article = mail.article_of_mail(f"Subject: {subject}\n\n{TEXT}".encode(), PATH)
    assert (article.title == subject) is whole


@pytest.mark.parametrize(("before", "found"), [(1_965, True), (1_966, False)])
def test_a_list_of_bookmarks_says_so_at_its_beginning(before: int, *, found: bool) -> None:
    page = b" " * before + b"<!DOCTYPE NETSCAPE-Bookmark-file-1>"
    assert tables.is_list_of_bookmarks(page) is found


@pytest.mark.parametrize(("length", "bomb"), [(100, False), (101, True)])
def test_an_archive_unpacks_to_a_hundred_times_its_size(
    length: int, *, bomb: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    record = SimpleNamespace(length=length * 1000 + files.LARGEST, raw_stream=SimpleNamespace(
        read=lambda _: b"", limit=0))  # fmt: skip
    found = iter([record, None])
    monkeypatch.setattr(crawls, "_next", lambda *_: next(found))
    opened = (Path(__file__)).open
    try:
        list(crawls._records(lambda: opened("rb"), 1000, PATH))
        failed = False
    except WhodexError:
        failed = True
    assert failed is bomb


@pytest.mark.parametrize(("base", "outside"), [(95, True), (97, False), (703, False), (705, True)])
def test_furniture_stands_in_the_outer_eighth_of_a_page(base: float, *, outside: bool) -> None:
    from pypdfium2 import PdfDocument  # noqa: PLC0415 - as the reader does

    (found,) = pdfs._lines(PdfDocument(pdf([(72, base, 12, "Quay Post")])))
    assert found.outside is outside


@pytest.mark.parametrize(("gap", "apart"), [(15.9, False), (16.1, True)])
def test_furniture_stands_apart_from_the_text(gap: float, *, apart: bool) -> None:
    page = [line(base=700.0), line("Quay Post", base=700 + gap, outside=True)]
    assert list(pdfs._with_edges(page))[1].apart is apart


@pytest.mark.parametrize(("moved", "same"), [(1.9, True), (4.1, False)])
def test_a_running_head_stands_at_one_place(moved: float, *, same: bool) -> None:
    heads = [line("Quay Post", base=750.1 + moved * n, outside=True, page=n) for n in range(2)]
    pages = [line(base=700.0), heads[0], line(base=700.0, page=1), heads[1]]
    kept, _ = pdfs._without_furniture(pages, None)
    assert (len(kept) == 2) is same


@pytest.mark.parametrize(("size", "kind"), [(11.4, BlockKind.PARAGRAPH), (11.6, BlockKind.HEADING)])
def test_a_heading_is_larger_than_the_text(size: float, kind: BlockKind) -> None:
    assert pdfs._block("The mill", line(size=size), 10.0, bold=False).kind is kind


def goes_on(other: Line, leading: float = 1.2) -> bool:
    return pdfs._may_go_on(line(), other, leading)


@pytest.mark.parametrize(("size", "same"), [(10.7, True), (10.9, False), (9.3, True), (9.2, False)])
def test_a_paragraph_is_of_one_size(size: float, *, same: bool) -> None:
    assert goes_on(line(base=390.0, size=size)) is same


@pytest.mark.parametrize(("gap", "same"), [(16.1, True), (16.3, False)])
def test_a_gap_parts_paragraphs(gap: float, *, same: bool) -> None:
    assert goes_on(line(base=400 - gap)) is same


@pytest.mark.parametrize(("left", "same"), [(5.9, True), (6.1, False), (49.0, False), (51.0, True)])
def test_an_indent_begins_a_paragraph(left: float, *, same: bool) -> None:
    assert pdfs._is_full(line(), line(left=72 + left, base=390.0), 500.0) is same


@pytest.mark.parametrize(("room", "ends", "same"), [
    (49, True, True), (51, True, False), (99, False, True), (101, False, False),
])  # fmt: skip
def test_a_word_that_would_have_fitted_begins_a_paragraph(
    room: float, *, ends: bool, same: bool
) -> None:
    last = line("Nobody spoke." if ends else "Nobody spoke")
    following = line("Some people", left=0.0, right=110.0, base=390.0)  # ten points a letter
    assert pdfs._is_full(replaced(last), following, 500.0 + room) is same


def replaced(last: Line) -> Line:
    return line(last.text, left=0.0)


def edges(wide: int) -> Sequence[Line]:
    """Short lines with a wide one `wide` lines below the first."""
    rights = [900.0 if n == wide else 300.0 for n in range(wide + 1)]
    return [line("One two three.", right=right, base=400.0 - 12 * n)
            for n, right in enumerate(rights)]  # fmt: skip


@pytest.mark.parametrize(("wide", "parted"), [(3, True), (4, False)])
def test_lines_near_one_tell_how_wide_it_could_be(wide: int, *, parted: bool) -> None:
    first = next(iter(pdfs._paragraphs(edges(wide), 99.0)))
    assert (len(first) == 1) is parted


@pytest.mark.parametrize(("size", "note"), [(10.1, True), (10.3, False)])
@pytest.mark.parametrize(("raised", "high"), [(1.7, False), (1.9, True)])
def test_the_mark_of_a_note_is_small_and_raised(
    size: float, raised: float, *, note: bool, high: bool
) -> None:
    from pypdfium2 import PdfDocument  # noqa: PLC0415 - as the reader does

    page = [(72, 600, 12, "It rained"), (122, 600 + raised, size, "3"), (128, 600, 12, "here")]
    (found,) = pdfs._lines(PdfDocument(pdf(page)))
    assert ("3" not in found.text) is (note and high)


@pytest.mark.parametrize(("bad", "refused"), [(10, False), (11, True)])
def test_a_tenth_of_the_letters_may_be_without_meaning(bad: int, *, refused: bool) -> None:
    lines = [line("\ue000" * bad + "x" * (100 - bad))]
    try:
        pdfs._refuse_unreadable(lines, 1, PATH)
        failed = False
    except WhodexError:
        failed = True
    assert failed is refused


@pytest.mark.parametrize(("letters", "fails"), [(20_000_000, True), (19_990_000, False)])
def test_a_word_document_has_a_largest_text(letters: int, *, fails: bool) -> None:
    from whodex.read.word import _noted  # noqa: PLC0415

    try:
        _noted(docx(parts={"word/x.xml": "x" * letters}), PATH)
        failed = False
    except WhodexError:
        failed = True
    assert failed is fails


def test_a_page_of_a_pdf_has_lines_in_its_own_order() -> None:
    from pypdfium2 import PdfDocument  # noqa: PLC0415

    found = pdfs._lines(PdfDocument(pdf(lines_of(["One", "two"]))))
    assert [one.text for one in found] == ["One", "two"]


@pytest.mark.parametrize(("deep", "found"), [(200, {7: (200, None)}), (201, {})])
def test_elements_of_a_tagged_pdf_have_a_deepest_place(
    deep: int, found: dict[int, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each element holds another, without end."""
    raw = SimpleNamespace(
        FPDF_StructTree_GetForPage=lambda _: 1,
        FPDF_StructTree_CountChildren=lambda _: 1,
        FPDF_StructTree_GetChildAtIndex=lambda *_: 1,
        FPDF_StructTree_Close=lambda _: None,
        FPDF_StructElement_GetMarkedContentIdCount=lambda element: int(element == deep),
        FPDF_StructElement_GetMarkedContentIdAtIndex=lambda *_: 7,
        FPDF_StructElement_CountChildren=lambda _: 1,
        FPDF_StructElement_GetChildAtIndex=lambda element, _: element + 1,
    )
    monkeypatch.setattr(pdfs, "_tag", lambda *_: "P")
    assert dict(pdfs._elements(raw, None)) == found
