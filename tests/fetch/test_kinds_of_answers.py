"""What becomes of an answer: which kind of seed, with which bytes, and a feed's articles."""

from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest
from helpers.web import PARAGRAPH, page

from whodex.fetch.get import Fetched, UnfetchedError
from whodex.fetch.keep import keep, name_of, stems, trial
from whodex.fetch.kinds import ending, entries, noted, seed_of
from whodex.read import content, read_file
from whodex.values.article import Article
from whodex.values.errors import WhodexError

DAY = date(2026, 11, 29)
HERE = "https://example.org/news/storm"


def got(data: bytes | str, kind: str = "text/html", charset: str | None = None) -> Fetched:
    return Fetched(HERE, data if isinstance(data, bytes) else data.encode(), kind, charset)


def article(seed: bytes, folder: Path, name: str = "a.html") -> Article:
    (folder / name).write_bytes(seed)
    return read_file(folder / name, folder, content)


@pytest.mark.parametrize(
    ("found", "kind"),
    [
        (got("<!DOCTYPE html><p>a"), ".html"),
        (got("<p>a"), ".html"),
        (got("<p>a", "application/xhtml+xml"), ".html"),
        (got("<html><body>a", ""), ".html"),
        (got("%PDF-1.7 x", "text/html"), ".pdf"),
        (got("Storm", "text/plain"), ".txt"),
        (got("# Storm", "text/markdown"), ".md"),
        (got('<?xml version="1.0"?><rss version="2.0">', "text/xml"), None),
        (got('<feed xmlns="http://www.w3.org/2005/Atom">', "application/atom+xml"), None),
        (got('<rdf:RDF xmlns:rdf="x">', "application/rdf+xml"), None),
        (got('<rss version="2.0">', "text/html"), None),
        (got("<html><p>a <rss > b"), ".html"),
    ],
)
def test_what_it_is_tells_itself_before_its_server(found: Fetched, kind: str | None) -> None:
    assert ending(found) == kind


@pytest.mark.parametrize(("before", "feed"), [(4_091, True), (4_092, False)])
def test_a_feed_says_at_its_beginning_what_it_is(before: int, feed: bool) -> None:
    found = got("<?xml?>".ljust(before) + "<rss >", "text/html")
    assert (ending(found) is None) == feed


@pytest.mark.parametrize("kind", ["image/jpeg", "application/json", ""])
def test_other_kinds_are_refused(kind: str) -> None:
    with pytest.raises(UnfetchedError, match="not a page, a text, a PDF or a feed"):
        ending(got(b"\x89PNG", kind))


def test_a_page_is_kept_as_it_came_below_where_it_is_from(tmp_path: Path) -> None:
    storm = page("Storm")
    seed = seed_of(got(storm, charset="utf-8"), "https://example.org/s?id=7", DAY)
    note, _, rest = seed.partition(b"\n")
    assert rest == storm
    assert note.decode() == (
        f"<!-- Fetched by Whodex url: {HERE} asked: https://example.org/s?id=7 on: 2026-11-29 -->"
    )
    assert noted(seed) == {HERE, "https://example.org/s?id=7"}
    read = article(seed, tmp_path)
    assert (read.source_url, read.title) == (HERE, "Storm")


def test_the_page_s_own_address_comes_before_that_of_the_server(tmp_path: Path) -> None:
    head = '<link rel="canonical" href="https://example.org/storm">'
    seed = seed_of(got(page("Storm", head=head)), HERE, DAY)
    assert article(seed, tmp_path).source_url == "https://example.org/storm"


def test_no_address_ends_the_comment(tmp_path: Path) -> None:
    asked = 'https://example.org/--><script>alert(1)</script>?"a b'
    seed = seed_of(got(page("Storm")), asked, DAY)
    assert b"<script" not in seed
    assert seed.count(b"-->") == 1
    assert article(seed, tmp_path).title == "Storm"


def test_an_xml_declaration_stays_in_front(tmp_path: Path) -> None:
    xhtml = b'<?xml version="1.0" encoding="utf-8"?>\n' + page("Storm")
    seed = seed_of(got(xhtml, "application/xhtml+xml"), HERE, DAY)
    assert seed.startswith(b'<?xml version="1.0" encoding="utf-8"?>\n<!-- Fetched')
    assert article(seed, tmp_path).source_url == HERE


WORDS = "Žofie Dvořáková řekla, že přístav je zavřený."


@pytest.mark.parametrize(
    ("encoding", "declared", "said"),
    [
        ("cp1250", "utf-8", "windows-1250"),
        ("cp1250", "windows-1250", None),
        ("iso-8859-2", None, "iso-8859-2"),
        ("utf-8", "windows-1252", "utf-8"),
        ("utf-16", None, None),
        ("utf-8-sig", "windows-1252", None),
        ("utf-8", "utf-8", "x-unknown"),
        ("utf-8", "utf-8", "ascii"),
    ],
)
def test_letters_are_those_that_server_or_page_say(
    encoding: str, declared: str | None, said: str | None, tmp_path: Path
) -> None:
    meta = f'<meta charset="{declared}">' if declared else ""
    text = f"<html><head>{meta}<title>Přístav</title></head><body><h1>Přístav</h1><p>{WORDS}</p>"
    seed = seed_of(got((text + PARAGRAPH).encode(encoding), charset=said), HERE, DAY)
    read = article(seed, tmp_path)
    assert read.title == "Přístav"
    assert WORDS in [block.text for block in read.blocks]
    assert read.source_url == HERE


def test_a_text_is_kept_as_it_came_and_its_letters_are_those_that_the_server_says(
    tmp_path: Path,
) -> None:
    assert (
        seed_of(got("Storm\n\nžluť", "text/plain", "utf-8"), HERE, DAY) == "Storm\n\nžluť".encode()
    )
    czech = got(f"Přístav\n\n{WORDS}".encode("iso-8859-2"), "text/plain", "iso-8859-2")
    assert WORDS in [b.text for b in article(seed_of(czech, HERE, DAY), tmp_path, "a.txt").blocks]


def test_what_is_no_text_is_told() -> None:
    with pytest.raises(WhodexError, match="binary"):
        seed_of(got(b"<html>" + b"\0\1\2" * 100), HERE, DAY)


def test_a_pdf_is_kept_as_it_came() -> None:
    pdf = got(b"%PDF-1.7\n\xff\x00", "application/pdf")
    assert seed_of(pdf, HERE, DAY) == pdf.data


ATOM = """<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom">
<link href="https://example.org/"/><title>Quay</title>
<entry><link rel="self" href="self.xml"/><link rel="alternate" href="/a?x=1&amp;y=2"/></entry>
<entry><link href="b"/><content><link href="no"/></content></entry>
<entry><title>No link</title></entry><entry><link href="b"/></entry></feed>"""
RSS = """<rss version="2.0"><channel><link>https://example.org/</link>
<item><link>
https://example.org/a </link><guid>https://example.org/guid</guid></item>
<item><guid isPermaLink="true">https://example.org/b</guid></item>
<item><guid>https://example.org/c</guid></item>
<item><guid isPermaLink="false">tag:7</guid></item></channel></rss>"""
RDF = """<rdf:RDF xmlns="http://purl.org/rss/1.0/"
 xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><channel rdf:about="x"><items/></channel>
<item rdf:about="https://example.org/a"><link>https://example.org/a</link></item></rdf:RDF>"""


@pytest.mark.parametrize(
    ("feed", "found"),
    [
        (ATOM, ["https://example.org/a?x=1&y=2", "https://example.org/news/b"]),
        (RSS, ["https://example.org/a", "https://example.org/b", "https://example.org/c"]),
        (RDF, ["https://example.org/a"]),
        ("<rss><channel></channel></rss>", []),
        ("<rss><channel><item><link>https://example.org/a</link></ite", ["https://example.org/a"]),
    ],
    ids=["Atom", "RSS 2.0", "RSS 1.0", "empty", "broken off"],
)
def test_a_feed_names_its_articles_in_order_and_each_once(feed: str, found: list[str]) -> None:
    assert entries(got(feed, "text/xml")) == found


def test_a_feed_opens_no_file_and_fills_no_memory(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("rosebud", encoding="utf-8")
    lines = ['<!ENTITY a "ha">', f'<!ENTITY x SYSTEM "{(tmp_path / "secret").as_uri()}">']
    lines += [f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in pairwise("abcdefghij")]
    items = "".join(f"<item><link>https://example.org/&{e};</link></item>" for e in "jx")
    bomb = f"<!DOCTYPE rss [{''.join(lines)}]><rss><channel>{items}</channel></rss>"
    found = entries(got(bomb, "text/xml"))
    assert sum(map(len, found)) < 10_000
    assert not any("rosebud" in one for one in found)


@pytest.mark.parametrize(
    ("title", "address", "taken", "name"),
    [
        ("Storm: “closes” the harbour!", HERE, set(), "storm-closes-the-harbour"),
        ("Storm", HERE, {"storm"}, "storm-2"),
        ("Storm", HERE, {"storm", "storm-2"}, "storm-3"),
        ("Index", HERE, set(), "index-2"),
        ("“…”", "https://example.org/2024/sea-wall.html?x=1", set(), "sea-wall"),
        ("", "https://example.org/2024/01/", set(), "example-org"),
        ("", "https://example.org/%C5%BElut", set(), "zlut"),
        ("word " * 40, HERE, set(), "word-" * 15 + "word"),
    ],
)
def test_a_seed_is_called_as_its_title_else_as_its_address(
    title: str, address: str, taken: set[str], name: str, tmp_path: Path
) -> None:
    read = article(seed_of(got(page(title)), HERE, DAY), tmp_path) if title else "nothing"
    assert name_of(read, address, taken) == name


def test_no_file_is_written_over(tmp_path: Path) -> None:
    assert keep(tmp_path / "seeds", "a", ".html", b"1").read_bytes() == b"1"
    with pytest.raises(FileExistsError):
        keep(tmp_path / "seeds", "a", ".html", b"2")
    assert (tmp_path / "seeds" / "a.html").read_bytes() == b"1"
    assert stems(tmp_path / "seeds") == {"a"}
    assert stems(tmp_path / "nowhere") == set()


def test_a_page_without_text_is_no_article() -> None:
    assert trial(b"<html><script>make()</script>", ".html") == "there is no text in it"
