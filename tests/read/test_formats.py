"""Files as people have them: what becomes several articles, what is wrong, what isn't read."""

import gzip
import plistlib
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from helpers.documents import Record, docx, lines_of, pdf, record, warc
from helpers.reading import refused
from hypothesis import given, settings
from hypothesis import strategies as st

from whodex.read import read
from whodex.read.blocks import original_address
from whodex.values.errors import Problem

MAIL = """From ann@example.org Mon Jan 22 10:00:00 2024
From: Ann Lee <ann@example.org>
Subject: {subject}

{text}
>From the quay nobody saw it.

"""


def box(*mails: tuple[str, str]) -> str:
    return "".join(MAIL.format(subject=subject, text=text) for subject, text in mails)


def test_a_mailbox_is_a_seed_for_each_mail(tmp_path: Path) -> None:
    mails = [("The mill", "It is shut."), ("The mill", "It is open."), ("The quay", "It is wet.")]
    (tmp_path / "old").mkdir()
    (tmp_path / "old/in.mbox").write_text(box(*mails))
    articles = read(tmp_path).articles
    assert [(article.seed, article.id) for article in articles] == [
        ("old/in.mbox#1", "old-in-the-mill"),
        ("old/in.mbox#2", "old-in-the-mill-2"),
        ("old/in.mbox#3", "old-in-the-quay"),
    ]
    assert articles[2].blocks[-1].text == "From the quay nobody saw it."


def test_a_paragraph_that_begins_with_from_is_no_mail(tmp_path: Path) -> None:
    (tmp_path / "in.mbox").write_text(box(("The mill", "It is shut.\n\nFrom Larn Ann Lee wrote.")))
    (article,) = read(tmp_path).articles
    assert "From Larn Ann Lee wrote." in [block.text for block in article.blocks]


def test_a_file_s_name_gives_a_terminal_no_orders(tmp_path: Path) -> None:
    assert str(Problem(tmp_path / "a\x1b[31m\n.md", None, "is empty")).endswith(
        r"a\x1b[31m\n.md: is empty"
    )


def test_what_is_wrong_in_a_mailbox_is_said_of_the_mail(tmp_path: Path) -> None:
    (tmp_path / "in.mbox").write_text(
        box(("The mill", "It is shut.")) + "From x Mon Jan 22 10:00:00 2024\nTo: y\n\n"
    )
    reading = read(tmp_path)
    assert [article.id for article in reading.articles] == ["in-the-mill"]
    assert [str(problem) for problem in reading.problems] == [
        f"{tmp_path}/in.mbox#2: is no mail (right: a mail saved by a mail program)"
    ]


def test_of_two_seeds_with_one_text_the_second_is_told_with_its_place(tmp_path: Path) -> None:
    (tmp_path / "in.mbox").write_text(box(*[("The mill", "It is shut.")] * 2))
    (told,) = read(tmp_path).duplicates
    assert str(told) == f"{tmp_path}/in.mbox#2: has the same text as {tmp_path}/in.mbox#1"


def test_the_folder_that_apple_mail_exports_is_a_mailbox(tmp_path: Path) -> None:
    (tmp_path / "In.mbox").mkdir()
    (tmp_path / "In.mbox/mbox").write_text(box(("The mill", "It is shut.")))
    reading = read(tmp_path)
    assert [article.seed for article in reading.articles] == ["In.mbox/mbox#1"]
    assert not reading.problems


@pytest.mark.parametrize(
    ("name", "data", "message"),
    [
        ("empty.eml", "", "is empty (right: a whole .eml file)"),
        ("empty.mbox", "", "is empty (right: a whole .mbox file)"),
        ("text.mbox", "Only a text.", "doesn't begin with a line From …"),
        ("text.eml", "Only a text.", "is no mail"),
        ("bare.eml", "Subject: A mill\n\n", "there is no text in it"),
        ("secret.eml", "Subject: A mill\nContent-Type: multipart/encrypted\n\nx", "is encrypted"),
        ("bare.mhtml", "Subject: A mill\n\nText.", "holds no page"),
        (
            "deep.eml",
            "".join(f"Content-Type: multipart/mixed; boundary={n}\n\n--{n}\n" for n in range(2000)),
            "nested too deep",
        ),
    ],
)
def test_a_bad_file_is_said_and_the_others_are_read(
    name: str, data: str, message: str, tmp_path: Path
) -> None:
    assert message in refused(name, data.encode(), tmp_path)


@pytest.mark.parametrize("suffix", [".md", ".markdown", ".txt", ".text"])
def test_what_a_text_may_be_called(suffix: str, tmp_path: Path) -> None:
    (tmp_path / f"mill{suffix}").write_text("The mill of Averna is shut.")
    (article,) = read(tmp_path).articles
    assert article.blocks[0].text == "The mill of Averna is shut."


def test_what_is_not_read_is_told_with_what_would_be(tmp_path: Path) -> None:
    for name in ("a.doc", "b.zip", "c", "d.xyz", ".hidden", "Thumbs.db", "~$e.docx", "f.md~"):
        (tmp_path / name).touch()
    told = [str(problem).replace(f"{tmp_path}/", "") for problem in read(tmp_path).unread]
    assert told == [
        (
            "a.doc: isn't read: it is a document of an older word processor"
            " (right: the document saved as .docx)"
        ),
        "b.zip: isn't read: it is packed (right: what is in it, unpacked)",
        (
            "c: isn't read: it has no ending that says what it is"
            " (right: the article's text as .md or .txt)"
        ),
        (
            "d.xyz: isn't read: it is of a kind (.xyz) that Whodex doesn't know"
            " (right: the article's text as .md or .txt)"
        ),
    ]


@pytest.mark.parametrize(("pictures", "lines"), [(8, 8), (9, 1)])
def test_many_files_of_one_kind_are_one_line(pictures: int, lines: int, tmp_path: Path) -> None:
    for number in range(pictures):
        (tmp_path / f"{number}.png").touch()
    assert len(read(tmp_path).unread) == lines


def test_what_a_browser_saves_beside_a_page_is_no_article(tmp_path: Path) -> None:
    for folder in ("mill_files", "quay_files"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "frame.html").write_text("<p>The mill of Averna is shut.</p>")
    (tmp_path / "mill.html").write_text("<h1>The mill</h1><p>It is open, the council said.</p>")
    reading = read(tmp_path)
    assert [article.seed for article in reading.articles] == ["mill.html", "quay_files/frame.html"]
    (told,) = reading.unread
    assert str(told) == f"{tmp_path}/mill_files: is what mill.html shows beside its text"


@pytest.mark.parametrize(
    ("copy", "original"),
    [
        (
            "https://web.archive.org/web/20240122100000/https://example.org/a",
            "https://example.org/a",
        ),
        ("http://web.archive.org/web/2024id_/http://example.org/", "http://example.org/"),
        ("https://archive.ph/2024.01.22-101010/https://example.org/a", "https://example.org/a"),
        ("https://archive.ph/AbCd1", "https://archive.ph/AbCd1"),
        ("https://example.org/web/20240122/https://example.com/", ""),
    ],
)
def test_a_copy_in_an_archive_has_the_address_of_its_page(copy: str, original: str) -> None:
    assert original_address(copy) == (original or copy)


def page(title: str, town: str) -> str:
    text = f"The mill of {town} closes in June, the mayor told the council of the town on Monday."
    return f"<html><title>{title}</title><h1>{title}</h1><p>{text}</p></html>"


def found(url: str, body: str, status: str = "200 OK", kind: str = "text/html") -> Record:
    return "response", url, f"HTTP/1.1 {status}\nContent-Type: {kind}\n\n{body}"


def asked(url: str, what: str) -> Record:
    return "request", url, f"GET / HTTP/1.1\nSec-Fetch-Dest: {what}\n\n"


MILL = "https://example.org/mill"
QUAY = "https://example.org/quay"
CRAWL = [
    found(MILL, page("The mill", "Averna")),
    asked(MILL, "document"),
    found("https://example.org/frame", page("Buy a mill", "Oslo")),
    asked("https://example.org/frame", "iframe"),
    found("https://example.org/style.css", "p {}", kind="text/css"),
    found("https://example.org/gone", page("Not found", "Bergen"), status="404 Not Found"),
    found(QUAY, page("The quay", "Kiel")),
    ("metadata", QUAY, "nothing"),
]


def wacz(**parts: bytes) -> bytes:
    data = BytesIO()
    with ZipFile(data, "w") as packed:
        for name, part in parts.items():
            packed.writestr(name.replace("__", "/").replace("_", "."), part)
    return data.getvalue()


def packed(*records: Record) -> bytes:
    return b"".join(gzip.compress(record(*one)) for one in records)


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.warc", warc(*CRAWL)),
        ("a.warc.gz", packed(*CRAWL)),
        ("a.warc.gz", gzip.compress(warc(*CRAWL))),
        ("a.wacz", wacz(archive__data_warc_gz=packed(*CRAWL), datapackage_json=b"{}")),
    ],
)
def test_each_page_of_a_crawl_is_a_seed(name: str, data: bytes, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(data)
    reading = read(tmp_path)
    assert [(one.seed, one.id, one.source_url) for one in reading.articles] == [
        (f"{name}#1", "a-the-mill", MILL),
        (f"{name}#2", "a-the-quay", QUAY),
    ]
    assert not reading.problems


def test_a_list_of_pages_says_which_were_meant(tmp_path: Path) -> None:
    pages = b'{"format": "json-pages-1.0"}\nno json\n{"url": "https://example.org/mill"}\n'
    crawl = packed(*(one for one in CRAWL if one[0] == "response"))
    data = wacz(archive__data_warc_gz=crawl, pages__pages_jsonl=pages)
    (tmp_path / "a.wacz").write_bytes(data)
    assert [one.source_url for one in read(tmp_path).articles] == [MILL]


def test_a_pdf_in_a_crawl_is_an_article(tmp_path: Path) -> None:
    text = "The mill of Averna closes in June, the mayor told the council on Monday."
    body = pdf(lines_of([text])).decode("cp1252")
    (tmp_path / "a.warc").write_bytes(warc(found(MILL, body, kind="application/pdf")))
    (article,) = read(tmp_path).articles
    assert article.blocks[0].text == text
    assert article.source_url == MILL


def test_a_page_of_a_crawl_is_in_the_letters_that_its_header_says(tmp_path: Path) -> None:
    body = page("Мельница", "Averna")
    one = record(*found(MILL, body.replace("Мельница", "M"), kind="text/html; charset=koi8-r"))
    title = "Мельница".encode("koi8-r")
    data = one.replace(b">M<", b">" + title + b"<")
    length = int(data.split(b"Content-Length: ")[1].split(b"\r\n")[0])
    data = data.replace(b"Length: %d" % length, b"Length: %d" % (length + 2 * len(title) - 2))
    (tmp_path / "a.warc").write_bytes(data)
    (article,) = read(tmp_path).articles
    assert article.title == "Мельница"


def safari(html: str) -> bytes:
    resource = {
        "WebResourceData": html.encode("utf-16-le"),
        "WebResourceTextEncodingName": "utf-16-le",
        "WebResourceURL": MILL,
    }
    return plistlib.dumps({"WebMainResource": resource}, fmt=plistlib.FMT_BINARY)


def test_a_page_of_safari_is_an_article(tmp_path: Path) -> None:
    (tmp_path / "a.webarchive").write_bytes(safari(page("The mill", "Averna")))
    (article,) = read(tmp_path).articles
    assert (article.title, article.source_url) == ("The mill", MILL)


@pytest.mark.parametrize(
    "data",
    [
        b"hello",
        safari(page("The mill", "Averna"))[:-20],
        plistlib.dumps({}),
        plistlib.dumps({"WebMainResource": "x"}),
        b"<?xml version='1.0'?><plist><dict></plist>",
    ],
)
def test_a_broken_page_of_safari_is_told(data: bytes, tmp_path: Path) -> None:
    (tmp_path / "a.webarchive").write_bytes(data)
    (problem,) = read(tmp_path).problems
    assert problem.message == "is broken or no page of Safari"


Whole = tuple[str, bytes]
WHOLE: list[Whole] = [
    ("a.pdf", pdf(lines_of(["The mill of Averna closes in June, the mayor said."]))),
    ("a.docx", docx(("Title", "The mill"), ("Normal", "It closes in June."), title="A mill")),
    ("a.mbox", box(("The mill", "It is shut."), ("The quay", "It is wet.")).encode()),
    ("a.eml", MAIL.partition("\n")[2].encode()),
    ("a.mhtml", b"Subject: A mill\nContent-Type: text/html; charset=utf-8\n\n<p>It is shut."),
    ("a.csv", b'title,url,text\nMill,https://example.org,"It is shut."\n'),
    ("a.warc", warc(*CRAWL[:2], CRAWL[6])),
    ("a.warc.gz", packed(*CRAWL[:2], CRAWL[6])),
    ("a.wacz", wacz(archive__data_warc_gz=packed(CRAWL[0]), pages__pages_jsonl=b"{}")),
    ("a.webarchive", safari(page("The mill", "Averna"))),
]
CUT = warc(*CRAWL[:2], CRAWL[6])[:-60]
BOMB = packed(found(MILL, page("The mill", "Averna")), found(QUAY, " " * 40_000_000))


@pytest.mark.parametrize(
    ("name", "data", "message", "articles"),
    [
        ("a.warc", b"", "is empty", 0),
        ("a.warc", b"hello", "is broken or no WARC", 0),
        ("a.warc", CUT, f"ends in the midst of {QUAY}", 2),
        ("a.warc.gz", packed(*CRAWL)[:-500], "ends in the midst of https://example.org/gone", 1),
        ("a.warc.gz", packed(*CRAWL)[:-600], "ends in the midst of a page", 1),
        ("a.warc", warc(*CRAWL[4:6]), "holds no article", 0),
        ("a.warc.gz", BOMB, "unpacks to more than 100 times its size", 1),
        ("a.wacz", b"hello", "is broken or no WACZ", 0),
        ("a.wacz", wacz(inner_wacz=wacz(archive__a_warc=CUT)), "archives in it aren't opened", 0),
        ("a.csv", b"a,b\n1,2\n", "has no column of titles or texts", 0),
        ("a.csv", b"", "is empty", 0),
        ("a.csv", b'title,text\nMill,"It is shut."\nQuay,"It is we', "in the midst of a row", 2),
    ],
)
def test_what_is_wrong_in_an_archive_is_said_and_what_stands_before_is_read(
    name: str, data: bytes, message: str, articles: int, tmp_path: Path
) -> None:
    (tmp_path / name).write_bytes(data)
    (tmp_path / "good.md").write_text("The mill of Averna is shut.")
    reading = read(tmp_path)
    assert len(reading.articles) == articles + 1
    (problem,) = reading.problems
    assert message in str(problem)
    assert problem.file == tmp_path / name
    assert problem.example


def test_a_table_may_have_large_cells_and_inches(tmp_path: Path) -> None:
    text = 'The mill of Averna closes, 5" of rain fell. ' * 5000
    (tmp_path / "a.csv").write_text(f"title,text\nMill,{text.replace(',', ';')}\nQuay,It is wet.\n")
    reading = read(tmp_path)
    assert [article.title for article in reading.articles] == ["Mill", "Quay"]
    assert not reading.problems


@pytest.mark.parametrize("above", ["", "\ufeff", "sep=;\n", "\n\n"])
def test_what_stands_above_a_table(above: str, tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text(f"{above}Title;Text\nMill;It is shut, she said.\n", "utf-8")
    (article,) = read(tmp_path).articles
    assert [block.text for block in article.blocks] == ["Mill", "It is shut, she said."]


def test_an_export_of_addresses_alone_is_told_once(tmp_path: Path) -> None:
    rows = "".join(f"Mill {n},https://example.org/{n}\n" for n in range(9))
    (tmp_path / "a.csv").write_text(f"title,url\n{rows}")
    articles = read(tmp_path).articles
    assert len(articles) == 9
    assert sum(len(article.notices) for article in articles) == 1


@settings(deadline=None, max_examples=300)
@given(st.sampled_from(WHOLE), st.integers(0, 10**6), st.binary(max_size=8), st.booleans())
def test_no_damage_is_taken_for_a_fault_of_ours(
    tmp_path_factory: pytest.TempPathFactory, whole: Whole, place: int, bytes_: bytes, cut: bool
) -> None:
    name, data = whole
    place %= len(data)
    data = data[:place] + bytes_ + (b"" if cut else data[place + len(bytes_) :])
    folder = tmp_path_factory.mktemp("damaged")
    (folder / name).write_bytes(data)
    reading = read(folder)
    assert reading.articles or reading.problems
    assert not [one for one in reading.problems if "fault of Whodex" in one.message]
