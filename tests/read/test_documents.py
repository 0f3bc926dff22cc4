"""PDF and Word: what a reader sees of them becomes blocks, whatever lines and pages broke."""

import itertools
import sys
import zlib
from pathlib import Path
from typing import Any

import pytest
from helpers.documents import WORD, docx, lines_of, pdf
from helpers.reading import refused, shown

from whodex.read import read
from whodex.read.pdf import article_of_pdf
from whodex.read.word import article_of_word

PATH = Path("a")
LONG = "The miller, Ann Lee, who has been its miller since the end of the last great war,"
HEAD = (72, 700, 20, "Mill of Averna closes")
MILL = [
    "The mill of Averna closes in June, the mayor told the council of the town on Mon-",
    "day, since the water of the river hasn't been enough for its old-fashioned wheel.",
]
QUAY = [
    "Nobody works there any more, said Ann Lee, who has been its miller since the war,",
    "and the quay is empty.",
]
WHOLE = " ".join(MILL).replace("- day", "day")
EMPTY = " ".join(QUAY)


def read_pdf(*pages: Any, **also: Any) -> str:  # noqa: ANN401 - as the helper takes them
    return shown(article_of_pdf(pdf(*pages, **also), PATH))


def read_word(*paragraphs: tuple[str, str], **also: Any) -> str:  # noqa: ANN401 - as above
    return shown(article_of_word(docx(*paragraphs, **also), PATH))


def test_lines_of_a_pdf_are_paragraphs_and_broken_words_whole() -> None:
    assert read_pdf([HEAD, *lines_of([*MILL, "", *QUAY])]).split("\n") == [
        "title: Mill of Averna closes",
        "[title] Mill of Averna closes",
        f"[paragraph] {WHOLE}",
        f"[paragraph] {EMPTY}",
    ]


def test_a_first_line_that_is_indented_begins_a_paragraph() -> None:
    page = [*lines_of(MILL), (84, 571.2, 12, QUAY[0]), (72, 556.8, 12, QUAY[1])]
    assert read_pdf(page).split("\n")[1:] == [f"[paragraph] {WHOLE}", f"[paragraph] {EMPTY}"]


def test_a_short_line_ends_a_paragraph() -> None:
    text = read_pdf(lines_of([*QUAY, *MILL]))
    assert text.split("\n")[1:] == [f"[paragraph] {EMPTY}", f"[paragraph] {WHOLE}"]


def test_a_paragraph_goes_on_in_the_next_column_and_on_the_next_page() -> None:
    half = [line[:40] for line in MILL]
    columns = [*lines_of(half[:1]), *lines_of(["the council heard,"], left=320)]
    text = read_pdf(columns, lines_of(["and nobody spoke."]))
    assert text.endswith(f"[paragraph] {half[0]} the council heard, and nobody spoke.")
    text = read_pdf(lines_of(["The council heard."]), lines_of(["Nobody spoke."]))
    assert text.endswith("[paragraph] The council heard.\n[paragraph] Nobody spoke.")


def test_headings_are_larger_or_bold_and_items_have_bullets() -> None:
    page = [
        HEAD,
        *lines_of([*MILL, "", "**Who worked there", "", *QUAY, ""]),
        *lines_of([f"• {LONG}"], top=480),
        (82, 465.6, 12, "and her son."),
        (72, 451.2, 12, "• Bo Berg."),
    ]  # fmt: skip
    assert read_pdf(page).split("\n")[2:] == [
        f"[paragraph] {WHOLE}",
        "[heading] Who worked there",
        f"[paragraph] {EMPTY}",
        f"[list-item] {LONG} and her son.",
        "[list-item] Bo Berg.",
    ]


def test_byline_and_date_are_taken_from_the_lines_below_the_title() -> None:
    head = [(72, 680, 12, "By Ann Lee"), (72, 660, 12, "22 January 2024")]
    text = read_pdf([HEAD, *head, *lines_of(MILL)], info={"Author": "Bo Berg"})
    assert text.split("\n")[:3] == [
        "title: Mill of Averna closes",
        "authors: Ann Lee",
        "published: 2024-01-22",
    ]
    assert "[paragraph] 22" not in text


@pytest.mark.parametrize(
    ("info", "expected"),
    [
        (
            {"Title": "A mill", "Author": "Bo Berg", "Keywords": "mills; rivers"},
            "title: A mill\nauthors: Bo Berg\ntags: mills, rivers\n",
        ),
        ({"Title": "mill.indd", "Author": "admin"}, "title (ours): The mill of Averna closes in"),
        ({"Title": "draft 3.docx"}, "title (ours): The mill of Averna closes in"),
    ],
)
def test_what_a_program_noted_counts_where_a_document_shows_nothing(
    info: dict[str, str], expected: str
) -> None:
    assert read_pdf(lines_of(MILL), info=info).startswith(expected)


def furnished(number: int) -> list[tuple[float, float, float, str]]:
    name = "The Quay Post" if number % 2 else "Averna Weekly"
    return [
        (72, 770, 9, f"{name}, page {number}"),
        *lines_of([f"Mayor {'ABCD'[number - 1]} spoke."]),
        (300, 30, 9, f"- {number} -"),
    ]


def test_running_heads_and_page_numbers_are_no_text() -> None:
    text = read_pdf(*map(furnished, range(1, 5)))
    blocks = [line for line in text.split("\n") if line.startswith("[")]
    assert blocks == [f"[paragraph] Mayor {letter} spoke." for letter in "ABCD"]


def test_lines_of_the_text_that_come_again_at_the_edge_of_a_page_stay() -> None:
    page = lines_of(["Bo Berg", *["Nothing happened there."] * 47], top=780)
    assert read_pdf(page, page).count("[paragraph] Bo Berg Nothing") == 2


def test_what_a_browser_prints_around_a_page_says_where_it_is_from() -> None:
    page = [
        (24, 780, 8, "1/24/24, 10:00 AM"),
        *lines_of(["Menu", "", "Share", "", *MILL, "", *QUAY, "", "© 2024 The Quay Post"]),
        (24, 15, 8, "https://web.archive.org/web/2024/https://example.org/mill 1/1"),
    ]
    assert read_pdf(page, info={"Title": "Mill of Averna closes"}).split("\n") == [
        "title: Mill of Averna closes",
        "source: The Quay Post",
        "url: https://example.org/mill",
        "[title] Mill of Averna closes",
        f"[paragraph] {WHOLE}",
        f"[paragraph] {EMPTY}",
    ]


def test_marks_of_notes_go_and_raised_figures_of_units_stay() -> None:
    page = [
        (72, 600, 12, "The council met"), (160, 604, 7, "3"), (170, 600, 12, "by the lake of 4 km"),
        (269.5, 604, 7, "2"), (72, 585.6, 12, "and drank some H"), (167, 597.6 - 14.4, 7, "2"),
        (172, 585.6, 12, "O."),
    ]  # fmt: skip
    text = read_pdf(page)
    assert "The council met by the lake of 4 km2 and drank some H2O." in text


def test_a_tagged_pdf_says_what_is_what() -> None:
    page = [HEAD, *lines_of([*MILL, "Nobody spoke.", "We waited.", "A miller.", "Quay Post"])]
    tags = ["H1", "P1", "P1", "P2", "BlockQuote", "LI", "Artifact"]
    assert read_pdf(page, tags=tags).split("\n")[1:] == [
        "[title] Mill of Averna closes",
        f"[paragraph] {WHOLE}",
        "[paragraph] Nobody spoke.",
        "[quote] We waited.",
        "[list-item] A miller.",
    ]


STYLED = (
    ("Title", "Mill of Averna closes"),
    ("Normal", "By Ann Lee"),
    ("Normal", "22 January 2024"),
    ("Normal", "The mill of Averna closes in June, the mayor told the council of the town."),
    ("heading 1", "Who worked there"),
    ("Quote", "We waited."),
    ("Quotations", "We left."),
)


def test_the_styles_of_a_word_document_say_what_is_what() -> None:
    assert read_word(*STYLED, title="Notes for Monday", author="Bo Berg").split("\n") == [
        "title: Mill of Averna closes",
        "authors: Ann Lee",
        "published: 2024-01-22",
        "[title] Mill of Averna closes",
        f"[paragraph] {STYLED[3][1]}",
        "[heading] Who worked there",
        "[quote] We waited.",
        "[quote] We left.",
    ]


def test_a_word_document_without_styles_has_title_and_author_all_the_same() -> None:
    text = read_word(("Normal", STYLED[0][1]), STYLED[3], author="Bo Berg")
    assert text.split("\n")[:2] == ["title: Mill of Averna closes", "authors: Bo Berg"]


def test_two_breaks_part_paragraphs_and_pictures_and_deleted_words_go() -> None:
    run = (
        "<w:r><w:t>First.</w:t><w:br/><w:br/><w:t>Second,</w:t><w:br/><w:t>on two lines.</w:t>"
        "</w:r><w:del><w:r><w:delText>Gone.</w:delText></w:r></w:del>"
        "<w:ins><w:r><w:t> And more.</w:t></w:r></w:ins>"
    )
    text = read_word(STYLED[3], ("Normal", run))
    assert text.endswith("[paragraph] First.\n[paragraph] Second, on two lines. And more.")


def test_notes_of_a_word_document_stand_at_its_end_without_marks() -> None:
    word = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    packed = "http://schemas.openxmlformats.org/package/2006/relationships"
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    parts = {
        "word/_rels/document.xml.rels": f'<Relationships xmlns="{packed}"><Relationship Id="n" '
        f'Type="{office}/footnotes" Target="footnotes.xml"/></Relationships>',
        "word/footnotes.xml": f'<w:footnotes xmlns:w="{word}"><w:footnote w:id="1"><w:p><w:r>'
        "<w:t>So she said.</w:t></w:r></w:p></w:footnote></w:footnotes>",
    }
    run = '<w:r><w:t>It closes.</w:t></w:r><w:r><w:footnoteReference w:id="1"/></w:r>'
    text = read_word(STYLED[3], ("Normal", run), parts=parts)
    assert text.split("\n")[-2:] == ["[paragraph] It closes.", "[list-item] So she said."]


SECRET = f"/Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O <{'00' * 32}> /U <{'11' * 32}> >>"


@pytest.mark.parametrize(
    ("name", "data", "message"),
    [
        ("a.pdf", b"", "is empty"),
        ("a.pdf", b"%PDF-1.7\nnothing", "is broken or no PDF"),
        ("a.pdf", pdf(lines_of(MILL))[:300], "is broken or no PDF"),
        ("a.pdf", pdf(lines_of(MILL), extra=f"{SECRET} /ID [<00> <00>]"), "with a password"),
        ("a.pdf", pdf([], []), "its 2 pages are pictures, without text"),
        ("a.pdf", pdf([(300, 30, 9, "- 1 -")]), "there is no text in it"),
        ("a.pdf", b"%PDF-1.7\nstream\n" + zlib.compress(b" " * 100_000_001), "more than 100 MB"),
        ("a.docx", b"", "is empty"),
        ("a.docx", b"no zip at all", "is broken or no document of Word"),
        ("a.docx", docx(("Normal", "A mill."))[:-30], "is broken or no document of Word"),
        ("a.docx", docx(("Normal", "</w:t>")), "is broken or no document of Word"),
        ("a.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "is encrypted with a password, or"),
        ("a.docx", docx(("Normal", "")), "there is no text in it"),
        ("a.docx", docx(("Normal", "x" * 20_000_000)), "unpacks to more than 20 MB"),
        ("a.docx", docx(("Normal", "<w:ins>" * 2000 + "</w:ins>" * 2000)), "nested too deep"),
    ],
)
def test_a_bad_document_is_said_and_the_others_are_read(
    name: str, data: bytes, message: str, tmp_path: Path
) -> None:
    assert message in refused(name, data, tmp_path)


@pytest.mark.parametrize(
    ("name", "package"), [("a.pdf", "pypdfium2"), ("a.docx", "mammoth"), ("a.warc", "warcio")]
)
def test_without_its_package_a_document_is_told_with_what_to_install(
    name: str, package: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in (package, "warcio.archiveiterator"):
        monkeypatch.setitem(sys.modules, module, None)
    (tmp_path / name).write_bytes(b"WARC/1.0")
    (problem,) = read(tmp_path).problems
    assert f"the package {package}, which reads it, isn't installed" in problem.message
    assert problem.example == f"whodex[documents], or pip install {package}"


def test_what_is_attached_to_a_pdf_is_told() -> None:
    data = pdf(lines_of(MILL), extra="")
    names = b"/Names << /EmbeddedFiles << /Names [(a.txt) << /Type /Filespec /F (a.txt) >>] >> >>"
    data = data.replace(b"/Type /Catalog", b"/Type /Catalog " + names)
    assert article_of_pdf(data, PATH).notices == ("what is attached to it isn't read",)


NAMES = "abcdefghij"
LAUGHS = "".join(f"<!ENTITY {of} '{f'&{one};' * 10}'>" for one, of in itertools.pairwise(NAMES))


@pytest.mark.parametrize(
    ("entity", "texts"),
    [("<!ENTITY j SYSTEM '{}'>", ["It closes."]), (f"<!ENTITY a 'ha '>{LAUGHS}", [])],
)
def test_entities_lead_nowhere_and_grow_to_nothing(
    entity: str, texts: list[str], tmp_path: Path
) -> None:
    (tmp_path / "secret").write_text("A secret.")
    top = f"<!DOCTYPE x [{entity.format((tmp_path / 'secret').as_uri())}]>"
    body = "<w:body><w:p><w:r><w:t>It closes&j;.</w:t></w:r></w:p></w:body>"
    document = f'{top}<w:document xmlns:w="{WORD}">{body}</w:document>'
    (tmp_path / "a.docx").write_bytes(docx(parts={"word/document.xml": document}))
    reading = read(tmp_path)
    assert [block.text for one in reading.articles for block in one.blocks] == texts
    assert len(reading.problems) == (not texts)
