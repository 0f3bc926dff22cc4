from datetime import date
from xml.etree import ElementTree as ET

from helpers.quay import SITE, build, read

from whodex.values.settings import Settings

ATOM = "{http://www.w3.org/2005/Atom}"
WITH_ADDRESS = Settings("The Quay Papers", "Who is who.", "https://example.org/quay/")
ARTICLES = [
    read(
        {
            "id": key,
            "source": "A & B",
            "published": day,
            "blocks": [{"title": f"<b>{key}</b>\x01"}, {"paragraph": "1 < 2, [Ada|ada-lind]."}],
        }
    )
    for key, day in [("old", date(2023, 1, 1)), ("new", date(2024, 1, 1)), ("undated", None)]
]


def test_without_the_site_s_address_there_is_no_feed() -> None:
    pages = build(*ARTICLES, site=SITE)
    assert not [path for path in pages if path.endswith(".xml")]
    assert "feed" not in pages["people/ada-lind.md"].split("---")[1]


def test_a_feed_has_the_dated_articles_newest_first_with_their_words_as_text() -> None:
    pages = build(*ARTICLES, site=WITH_ADDRESS)
    feed = ET.fromstring(pages["feed.xml"])  # noqa: S314 - our own XML
    assert feed.findtext(f"{ATOM}updated") == "2024-01-01T00:00:00+00:00"
    entries = feed.findall(f"{ATOM}entry")
    assert [entry.findtext(f"{ATOM}title") for entry in entries] == ["<b>new</b>", "<b>old</b>"]
    first = entries[0]
    assert first.findtext(f"{ATOM}id") == "https://example.org/quay/articles/new/"
    assert first.findtext(f"{ATOM}author/{ATOM}name") == "A & B"
    summary = first.find(f"{ATOM}summary")
    assert summary is not None
    assert (summary.get("type"), summary.text) == ("html", "1 &lt; 2, Ada.")


def test_each_person_in_a_dated_article_has_a_feed_that_the_page_links() -> None:
    pages = build(*ARTICLES, site=WITH_ADDRESS)
    feed = ET.fromstring(pages["people/ada-lind/feed.xml"])  # noqa: S314 - our own XML
    assert feed.findtext(f"{ATOM}title") == "Ada Lind in The Quay Papers"
    assert feed.findtext(f"{ATOM}id") == "https://example.org/quay/people/ada-lind/"
    assert 'href="feed.xml"' in pages["people/ada-lind.md"]
    assert [path for path in pages if path.endswith(".xml")] == [
        "feed.xml",
        "people/ada-lind/feed.xml",
    ]
