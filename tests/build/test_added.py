"""`whodex add` as it is typed, against a real server on loopback."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from helpers.web import Answer, Web, moved, page, web

from whodex.build.added import listed
from whodex.build.command import BUILT, WRONG, main
from whodex.fetch import get
from whodex.read import read

NO_TEXT = "there is no text in it; if a script makes the page, save it in the browser"
Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def there() -> Iterator[Web]:
    with web() as server:
        yield server


@pytest.fixture
def add(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    """Type `whodex add --private …` in an empty collection; return code, output and complaints."""
    monkeypatch.setattr(get, "PAUSE", 0)

    def run(*addresses: str, private: bool = True) -> tuple[int, str, str]:
        code = main(["add", *(["--private"] if private else []), *addresses], tmp_path)
        said = capsys.readouterr()
        return code, said.out.replace(f"{tmp_path}/", ""), said.err.replace(f"{tmp_path}/", "")

    return run


def seeds(folder: Path) -> list[str]:
    return sorted(path.name for path in (folder / "seeds").iterdir())


def test_a_page_is_kept_and_what_was_read_is_told(there: Web, add: Run, tmp_path: Path) -> None:
    address = there.at("/a/storm", page("Storm closes the harbour"))
    code, out, complaints = add(address)
    assert (code, complaints) == (BUILT, "")
    assert out.splitlines() == [
        "seeds/storm-closes-the-harbour.html",
        "  Storm closes the harbour",
        "  The Quay Post, 1 March 2024, Ada Lind, 148 words",
        "2 people named: Bo Berg, Cora Dunn",
    ]
    (article,) = read(tmp_path / "seeds").articles
    assert article.source_url == address
    assert add(address) == (
        BUILT,
        f"{address} is there already: seeds/storm-closes-the-harbour.html\n",
        "",
    )
    assert there.paths == ["/a/storm"]


def test_a_seed_may_have_a_number_sign_in_its_name(there: Web, add: Run, tmp_path: Path) -> None:
    put = tmp_path / "seeds" / "notes on c#.md"
    put.parent.mkdir(exist_ok=True)
    put.write_text("# Notes\n\nThe mill of Averna is shut.\n", encoding="utf-8")
    code, _, complaints = add(there.at("/a/storm", page("Storm closes the harbour")))
    assert (code, complaints) == (BUILT, "")


def test_what_isnt_known_is_said(there: Web, add: Run) -> None:
    bare = "<!doctype html><html lang='de'><body>" + "<p>Der Hafen blieb am Freitag zu.</p>" * 9
    code, out, _ = add(there.at("/hafen", bare.encode()))
    assert code == BUILT
    assert out.splitlines()[0] == "seeds/hafen.html"
    assert "(its first words: it has no title)" in out
    assert "source unknown, date unknown, author unknown" in out
    assert "in German: not read for names" in out
    assert out.endswith("0 people named\n")


def test_where_it_leads_counts_and_a_page_that_calls_itself_otherwise(
    there: Web, add: Run, tmp_path: Path
) -> None:
    real = there.at("/real", page("Storm"))
    short = there.at("/short", moved("/real"))
    assert add(short)[0] == BUILT
    assert add(short, real) == (
        BUILT,
        f"{short} is there already: seeds/storm.html\n{real} is there already: seeds/storm.html\n",
        "",
    )
    canonical = f'<link rel="canonical" href="{real}">'
    other = there.at("/print/real", page("Storm, to print", head=canonical))
    assert add(other) == (BUILT, f"{other} is there already: seeds/storm.html\n", "")
    assert seeds(tmp_path) == ["storm.html"]


def test_what_stands_below_an_xml_declaration_is_known_again(there: Web, add: Run) -> None:
    there.at("/real", b'<?xml version="1.0"?>\n' + page("Storm"))
    short = there.at("/short", moved("/real"))
    assert add(short)[1].startswith("seeds/storm.html\n")
    assert add(short)[1] == f"{short} is there already: seeds/storm.html\n"


def test_no_page_and_no_server_orders_the_terminal_about(there: Web, add: Run) -> None:
    _, out, _ = add(there.at("/a", page("Storm &#27;]0;owned&#7; <b>b</b>")))
    _, _, complaints = add(there.at("/b", Answer(b"x", kind="image/\x1b[31mpng")))
    assert "\x1b" not in out + complaints
    assert "\x07" not in out + complaints
    assert "owned" in out
    assert "[31mpng" in complaints


def test_a_name_that_exists_gets_a_number(there: Web, add: Run, tmp_path: Path) -> None:
    (tmp_path / "seeds").mkdir()
    note = tmp_path / "seeds" / "storm.md"
    note.write_text("# Another storm\n\nThe quay was empty.\n", encoding="utf-8")
    before = note.read_bytes()
    one, two = (
        there.at(f"/{n}", page("Storm", body=f"<p>{n} {'came. ' * 60}</p>")) for n in (1, 2)
    )
    assert add(one, two)[0] == BUILT
    assert seeds(tmp_path) == ["storm-2.html", "storm-3.html", "storm.md"]
    assert note.read_bytes() == before
    assert read(tmp_path / "seeds").problems == ()


def test_one_that_fails_is_named_and_the_others_are_added(
    there: Web, add: Run, tmp_path: Path
) -> None:
    there.at("/empty", b"<!doctype html><title>x</title><script>make()</script>")
    there.at("/picture", Answer(b"\x89PNG", kind="image/png"))
    there.at("/storm", page("Storm"))
    names = ["none", "empty", "picture", "storm"]
    code, out, complaints = add(*(f"{there.host}/{name}" for name in names), "mailto:ada@quay")
    assert code == WRONG
    assert out.startswith("seeds/storm.html\n")
    lines = complaints.splitlines()
    assert lines[0] == f"{there.host}/none: its server answers 404 (Not Found)"
    assert lines[1].startswith(
        f"{there.host}/empty: no article can be read in it: there is no text"
    )
    assert lines[2].startswith(f"{there.host}/picture: it is image/png, not a page")
    assert lines[3].startswith("mailto:ada@quay: isn't an address of the web")
    assert seeds(tmp_path) == ["storm.html"]


def feed(there: Web, *paths: str) -> str:
    items = "".join(f"<item><link>{there.host}{path}</link></item>" for path in paths)
    text = f'<?xml version="1.0"?><rss version="2.0"><channel>{items}</channel></rss>'
    return there.at("/feed", Answer(text.encode(), kind="application/rss+xml"))


def test_of_a_feed_what_is_new_is_added(there: Web, add: Run, tmp_path: Path) -> None:
    for n in (1, 2, 3):
        there.at(f"/{n}", page(f"Storm {n}", body=f"<p>{n} {'ships came. ' * 40}</p>"))
    address = feed(there, "/1", "/gone", "/feed")
    code, out, complaints = add(address)
    assert (code, seeds(tmp_path)) == (WRONG, ["storm-1.html"])
    assert out.startswith(f"{address} is a feed with 3 articles, 3 of them new\n")
    assert f"{there.host}/gone: its server answers 404" in complaints
    assert f"{there.host}/feed: it is a feed; add it by itself" in complaints

    feed(there, "/3", "/2", "/1", "/2")
    there.asked.clear()
    code, out, complaints = add(address)
    assert (code, complaints) == (BUILT, "")
    assert out.startswith(f"{address} is a feed with 3 articles, 2 of them new\n")
    assert there.paths == ["/feed", "/3", "/2"]
    assert seeds(tmp_path) == ["storm-1.html", "storm-2.html", "storm-3.html"]
    assert add(address)[1] == f"{address} is a feed with 3 articles, 0 of them new\n"


def test_a_text_is_kept_and_read(there: Web, add: Run, tmp_path: Path) -> None:
    text = "Storm closes the harbour\n\nBy Ada Lind\n\n" + "The ferries stayed in port. " * 20
    assert add(there.at("/storm.txt", Answer(text.encode(), kind="text/plain")))[0] == BUILT
    assert seeds(tmp_path) == ["storm-closes-the-harbour.txt"]


def pdf(*lines: str) -> bytes:
    """A page of lines of text, as a program of 1993 would write it."""
    shown = " T* ".join(f"({line}) Tj" for line in lines)
    stream = f"BT /F1 12 Tf 14 TL 60 760 Td {shown} ET"
    font = "/Resources << /Font << /F1 5 0 R >> >>"
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R {font} >>",
        f"<< /Length {len(stream)} >>\nstream\n{stream}\nendstream",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    made, places = b"%PDF-1.4\n", []
    for number, text in enumerate(objects, 1):
        places.append(len(made))
        made += f"{number} 0 obj\n{text}\nendobj\n".encode()
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    end = f"xref\n0 6\n0000000000 65535 f \n{table}trailer\n<< /Size 6 /Root 1 0 R >>\n"
    return made + f"{end}startxref\n{len(made)}\n%%EOF\n".encode()


def test_a_pdf_is_kept_as_it_came(there: Web, add: Run, tmp_path: Path) -> None:
    lines = ["Harbour master Bo Berg said on Friday that the ferries will stay in port."] * 9
    sent = pdf("Storm report", *lines)
    code, out, complaints = add(there.at("/files/storm-report.pdf", Answer(sent, "text/html")))
    assert (code, complaints) == (BUILT, "")
    (name,) = seeds(tmp_path)
    assert name.endswith(".pdf")
    assert out.startswith(f"seeds/{name}\n")
    assert (tmp_path / "seeds" / name).read_bytes() == sent


def test_a_private_network_is_asked_nothing(there: Web, add: Run, tmp_path: Path) -> None:
    code, _, complaints = add(there.at("/storm", page("Storm")), private=False)
    assert code == WRONG
    assert "127.0.0.1 is in a private network; --private allows that" in complaints
    assert there.asked == []
    assert not (tmp_path / "seeds").exists()


def test_another_collection_is_added_to(
    there: Web, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    address = there.at("/storm", page("Storm"))
    assert main(["add", "--to", str(tmp_path), "--private", address]) == BUILT
    assert seeds(tmp_path) == ["storm.html"]
    assert "Bo Berg" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("count", "said"),
    [
        (0, "0 people named"),
        (1, "1 person named: P0"),
        (12, "12 people named: P0, P1, P2, P3, P4, P5, P6, P7, P8, P9, P10, P11"),
        (13, "13 people named: P0, P1, P2, P3, P4, P5, P6, P7, P8, P9, P10, P11 and 1 more"),
    ],
)
def test_of_many_people_some_are_told(count: int, said: str) -> None:
    assert listed([f"P{n}" for n in range(count)]) == said
