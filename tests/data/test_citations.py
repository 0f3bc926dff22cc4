"""What reference managers get to read of an article; their own readers read it."""

import io
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
import rispy
import yaml
from helpers.quay import SITE, build, read
from pybtex.database import parse_string

from whodex.values.settings import Settings

ODD = r"50% of “A & B_1” cost $5 #2 {x} ~ ^ \end"
FULL: dict[str, Any] = {
    "id": "storm",
    "source": "Post & Tide",
    "source_url": "https://example.org/a_b?x=1&y=%20{z}#f",
    "authors": ["Ada Lind", "Bo de la Berg", "Crew, Harbour", "Dock and Quay Desk"],
    "published": date(2024, 3, 1),
    "blocks": [{"title": ODD}, {"paragraph": "[Ada Lind|ada-lind] waited."}],
}
BARE: dict[str, Any] = {"id": "bare", "title": "Bare", "blocks": [{"paragraph": "Nobody came."}]}
WITH_ADDRESS = Settings("The Quay Papers", site_url="https://quay.example/papers/")


def cited(article: dict[str, Any], name: str, site: Settings = SITE) -> str:
    return build(read(article), site=site)[f"articles/{article['id']}/{name}"]


def head(article: dict[str, Any], site: Settings = SITE) -> list[list[str]]:
    page = build(read(article), site=site)[f"articles/{article['id']}.md"]
    found: list[list[str]] = yaml.safe_load(page.split("---\n")[1])["cited"]
    return found


def plain(tex: str) -> str:
    """Undo TeX's commands for signs."""
    for sign in "&%$#_":
        tex = tex.replace(f"\\{sign}", sign)
    signs = dict(zip(("asciitilde", "asciicircum", "braceleft", "braceright"), "~^{}", strict=True))
    for command, sign in signs.items():
        tex = tex.replace(f"\\text{command}{{}}", sign)
    return tex.replace(r"\textbackslash{}", "\\")


def test_bibtex_is_read_as_it_was_meant() -> None:
    entry = parse_string(cited(FULL, "cite.bib"), "bibtex").entries["storm"]
    fields = entry.fields
    assert entry.type == "article"
    assert fields["title"][0], fields["title"][-1] == "{}"
    assert plain(fields["title"][1:-1]) == ODD
    assert plain(fields["journal"]) == "Post & Tide"
    assert (fields["date"], fields["year"], fields["language"]) == ("2024-03-01", "2024", "en")
    assert fields["url"] == "https://example.org/a_b?x=1&y=%20%7Bz%7D#f"
    people = entry.persons["author"]
    assert [" ".join(one.prelast_names + one.last_names) for one in people] == [
        "Lind",
        "de la Berg",
        "{Crew, Harbour}",
        "{Dock and Quay Desk}",
    ]


def test_ris_is_read_as_it_was_meant() -> None:
    (entry,) = rispy.load(io.StringIO(cited(FULL, "cite.ris")))
    assert entry == {
        "type_of_reference": "NEWS",
        "id": "storm",
        "title": ODD,
        "authors": FULL["authors"],
        "secondary_title": "Post & Tide",
        "year": "2024",
        "date": "2024/03/01/",
        "urls": [FULL["source_url"]],
        "language": "en",
    }


def test_a_value_ends_no_line_and_no_entry() -> None:
    article = FULL | {"authors": ["Ada\r\nER  - \u2028TY  - BOOK"], "source": "A}\n}\n@misc{x,"}
    assert len(rispy.load(io.StringIO(cited(article, "cite.ris")))) == 1
    bibtex = parse_string(cited(article, "cite.bib"), "bibtex")
    assert list(bibtex.entries) == ["storm"]
    assert plain(bibtex.entries["storm"].fields["journal"]) == "A} } @misc{x,"


def test_what_isnt_known_is_left_out() -> None:
    assert cited(BARE, "cite.bib") == "@misc{bare,\n  title = {{Bare}},\n  language = {en}\n}\n"
    assert cited(BARE, "cite.ris") == (
        "TY  - NEWS\r\nTI  - Bare\r\nLA  - en\r\nID  - bare\r\nER  - \r\n"
    )
    assert head(BARE) == [["language", "en"]]


@pytest.mark.parametrize("address", [None, "javascript:alert(1)"])
def test_an_article_without_an_address_is_cited_by_its_page(address: str | None) -> None:
    ours = "https://quay.example/papers/articles/bare/"
    article = BARE | {"source_url": address}
    assert f"url = {{{ours}}}" in cited(article, "cite.bib", WITH_ADDRESS)
    assert f"UR  - {ours}\r\n" in cited(article, "cite.ris", WITH_ADDRESS)
    assert ["public_url", ours] in head(article, WITH_ADDRESS)


def test_the_original_headline_is_cited() -> None:
    item = read(BARE)
    item = replace(item, article=replace(item.article, headline="Nobody “there”"))
    pages = build(item)
    assert "  title = {{Nobody “there”}}," in pages["articles/bare/cite.bib"]
    assert "TI  - Nobody “there”\r\n" in pages["articles/bare/cite.ris"]
    assert "- - title\n  - Nobody “there”\n" in pages["articles/bare.md"]


def test_the_head_of_the_page_says_what_zotero_reads_as_html() -> None:
    assert head(FULL | {"authors": ['"><script>alert(1)</script>{{ x }}']}) == [
        [
            "author",
            "&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;&#123;&#123; x &#125;&#125;",
        ],
        ["journal_title", "Post &amp; Tide"],
        ["public_url", "https://example.org/a_b?x=1&amp;y=%20&#123;z&#125;#f"],
        ["language", "en"],
    ]
