import json
import posixpath
import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from importlib import import_module
from itertools import product
from pathlib import Path
from typing import Any
from urllib.parse import urldefrag

import markdown
import pytest
import yaml
from bs4 import BeautifulSoup
from helpers.pages import texts
from helpers.quay import ENTITIES, SITE, build, read
from hypothesis import given, settings
from hypothesis import strategies as st
from mkdocs.utils.meta import get_data

from whodex.build.plan import everything
from whodex.collect.book import MOST_DIFFERENCES, collected
from whodex.collect.naming import sort_name
from whodex.collect.profile import Company, profile
from whodex.collect.related import COMMON, RELATED, related
from whodex.data.compared import NAMED
from whodex.pages.compared import MOST_CLAIMS, MOST_FIGURES, newest
from whodex.pages.entity import FOLDED_IN_RAIL, LONG, NEW, OPEN_ARTICLES, SHOWN_IN_RAIL, folded
from whodex.pages.indexes import MOST_NAMED, NEWEST
from whodex.pages.page import CLOSING, OPENING
from whodex.pages.searched import folders
from whodex.resolve.rules import reason
from whodex.values.article import Article, Block, BlockKind, EntityType
from whodex.values.entities import Entity, Mention
from whodex.values.findings import (
    AnnotatedArticle,
    Description,
    Doubt,
    DoubtKind,
    Figure,
    Quote,
    Relation,
)
from whodex.values.settings import Settings

GOLDEN = Path(__file__).parents[1] / "golden" / "render"
# What mkdocs.yml has and what a reader of it might add: none may touch the words of a seed.
EXTENSIONS = ["extra", "admonition", "sane_lists", "smarty", "toc", "meta", "nl2br", "wikilinks"]
BY_HAND = {"reference", "search"}


def html(page: str) -> str:
    """Turn a generated file into HTML as MkDocs does."""
    body, _ = get_data(page)
    made = markdown.markdown(body, extensions=EXTENSIONS)
    assert made.startswith(OPENING)
    assert made.endswith(CLOSING)
    return made.removeprefix(OPENING).removesuffix(CLOSING)


def soup(page: str) -> BeautifulSoup:
    return BeautifulSoup(html(page), "html.parser")


CASES = sorted(GOLDEN.glob("*.html"))


@pytest.mark.parametrize("case", CASES, ids=lambda path: path.stem)
def test_golden(case: Path) -> None:
    given, expected = case.read_text(encoding="utf-8").split("\n=====\n")
    request = yaml.safe_load(given)
    page = build(*map(read, request["articles"]))[request["page"]]
    assert page == expected


# An article of each kind of trouble, for the tests that look at a whole site.

TROUBLE = "</title><script>alert(1)</script> \"'{{ x }} {% x %} & <b onclick=x> --- # *a* `b`"
ARTICLES = (
    read(
        {
            "id": "harbour",
            "source": "The Quay",
            "source_url": "https://example.org/harbour",
            "authors": ["Ivo Petrov"],
            "published": date(2024, 3, 1),
            "blocks": [
                {"title": "[Ada Lind|ada-lind] leaves the [Port Office|port-office]"},
                {"paragraph": "[Lind|ada-lind?bo-lind] spoke in [Varna|varna]."},
                {"list-item": "One, said [Bo Lind|bo-lind]."},
                {"list-item": "Two."},
                {"credit": "Ivo Petrov reported from [Varna|varna]."},
            ],
            "quotes": [
                {
                    "block": 1,
                    "start": 0,
                    "end": 4,
                    "text": "Lind",
                    "cue": "said",
                    "speaker": "ada-lind",
                    "speaker_text": "she",
                }
            ],
            "descriptions": [
                {"block": 0, "start": 0, "end": 3, "text": "Ada", "entity": "ada-lind"}
            ],
            "relations": [
                {
                    "block": 1,
                    "start": 0,
                    "end": 3,
                    "text": "Ada",
                    "entity": "bo-lind",
                    "kin": "brother",
                    "relative": "ada-lind",
                }
            ],
        }
    ),
    read(
        {
            "id": "trouble",
            "source": TROUBLE,
            "source_url": "javascript:alert(1)",
            "authors": [TROUBLE],
            "blocks": [{"title": TROUBLE}, {"paragraph": f"{TROUBLE} [Ada Lind|ada-lind]"}],
        }
    ),
    read({"id": "untitled", "title": "Ours", "blocks": [{"paragraph": "[Varna|varna] slept."}]}),
)


def targets(page: str) -> Iterator[str]:
    for link in soup(page).find_all(href=True):
        yield str(link["href"])


def unresolved(pages: dict[str, str], found_on: Iterable[str]) -> tuple[list[str], int]:
    """Return the links of pages that lead nowhere, and how many links there are."""
    address = {re.sub(r"(index)?\.md$", "", path): path for path in pages if path.endswith(".md")}
    ids: dict[str, set[str]] = {}
    broken, checked = [], 0
    for path in found_on:
        here = re.sub(r"(index)?\.md$", "", path)
        base = f"/{here}/" if here and not here.endswith("/") else f"/{here}"
        for href in targets(pages[path]):
            if href.startswith("https://"):
                continue
            to, fragment = urldefrag(href)
            full = posixpath.normpath(posixpath.join(base, to.partition("?")[0])).strip("/")
            checked += 1
            if full in pages or full in BY_HAND:
                continue
            target = address.get(full, address.get(f"{full}/" if full else ""))
            if target and fragment and target not in ids:
                ids[target] = {str(tag["id"]) for tag in soup(pages[target]).find_all(id=True)}
            if not target or (fragment and fragment not in ids[target]):
                broken.append(f"{path}: {href}")
    return broken, checked


def test_every_link_and_fragment_resolves() -> None:
    pages = build(*ARTICLES)
    broken, checked = unresolved(pages, [path for path in pages if path.endswith(".md")])
    assert broken == []
    assert checked > 50


def test_a_page_has_each_id_once() -> None:
    for path, text in build(*ARTICLES).items():
        if path.endswith(".md"):
            ids = [tag["id"] for tag in soup(text).find_all(id=True)]
            assert len(ids) == len(set(ids)), path


def test_nothing_of_a_seed_runs_in_a_browser() -> None:
    for path, text in build(*ARTICLES).items():
        if not path.endswith(".md"):
            continue
        page = soup(text)
        for script in page.find_all("script"):
            ours = str(script.get("src", "")).startswith("../")
            assert ours or script["type"] == "application/ld+json", path
            assert not (ours and script.get_text()), path
        assert not [a for tag in page.find_all() for a in tag.attrs if a.startswith("on")], path
        assert not [href for href in targets(text) if "script:" in href], path
        assert not page.find("b", onclick=True)
        # Themes put front matter into the page's head without escaping it.
        _, matter = get_data(text)
        assert {"title", "description"} <= set(matter), path
        assert not re.search(r"[<>\"]", "".join(map(str, matter.values()))), path


def test_a_title_in_front_matter_is_the_title() -> None:
    _, matter = get_data(build(*ARTICLES)["articles/trouble.md"])
    assert BeautifulSoup(matter["title"], "html.parser").get_text() == TROUBLE


def test_no_template_syntax_reaches_a_page() -> None:
    for path, text in build(*ARTICLES).items():
        if path.endswith(".md"):
            assert not re.search(r"\{[{%#]", text), path


def json_ld(page: str) -> Any:  # noqa: ANN401 - JSON is anything
    (script,) = soup(page).find_all("script", type="application/ld+json")
    return json.loads(script.get_text())


def test_json_ld_keeps_every_word_and_stays_in_its_element() -> None:
    data = json_ld(build(*ARTICLES)["articles/trouble.md"])
    assert data["headline"] == TROUBLE
    assert data["author"] == [{"@type": "Person", "name": TROUBLE}]
    assert data["publisher"] == {"@type": "Organization", "name": TROUBLE}
    assert "isBasedOn" not in data  # it isn't an address on the web
    assert "datePublished" not in data


def test_json_ld_of_an_article_says_whom_it_mentions() -> None:
    data = json_ld(build(*ARTICLES)["articles/harbour.md"])
    assert data["@type"] == "NewsArticle"
    assert data["datePublished"] == "2024-03-01"
    assert data["isBasedOn"] == "https://example.org/harbour"
    assert data["mentions"] == [
        {"@id": "../../people/ada-lind/"},
        {"@id": "../../people/bo-lind/"},
    ]


def test_json_ld_of_a_person_with_the_site_s_address() -> None:
    site = Settings("The Quay Papers", "", "https://example.org/quay/")
    data = json_ld(build(*ARTICLES, site=site)["people/ada-lind.md"])
    assert data == {
        "@context": "https://schema.org",
        "@type": "Person",
        "name": "Ada Lind",
        "@id": "https://example.org/quay/people/ada-lind/",
        "alternateName": ["Lind"],
        "sameAs": ["https://www.wikidata.org/wiki/Q42"],
    }


def test_published_articles_follow_the_contract() -> None:
    lines = build(*ARTICLES)["data/articles.jsonl"].splitlines()
    record = json.loads(lines[0])
    assert list(record) == [
        "id", "url", "seed", "title", "source", "source_url", "authors", "published",
        "language", "tags", "blocks", "mentions", "quotes", "descriptions", "relations",
    ]  # fmt: skip
    assert record["url"] == "articles/harbour/"
    assert record["published"] == "2024-03-01"
    assert record["blocks"][2] == {"kind": "list-item", "text": "One, said Bo Lind."}
    assert record["mentions"][2] == {
        "block": 1,
        "start": 0,
        "end": 4,
        "text": "Lind",
        "type": "person",
        "entity": None,
        "rule": "full name",
        "candidates": ["ada-lind", "bo-lind"],
    }
    for mention in record["mentions"]:
        text = record["blocks"][mention["block"]]["text"]
        assert text[mention["start"] : mention["end"]] == mention["text"]
    assert list(record["quotes"][0]) == [
        "block", "start", "end", "text", "cue", "speaker", "speaker_text", "speaker_span",
    ]  # fmt: skip
    assert list(record["descriptions"][0]) == [
        "block", "start", "end", "text", "entity", "role", "organization", "place", "former",
        "several",
    ]  # fmt: skip
    assert record["relations"] == [
        {
            "block": 1, "start": 0, "end": 3, "text": "Ada", "entity": "bo-lind",
            "kin": "brother", "relative": "ada-lind",
        }
    ]  # fmt: skip
    assert json.loads(lines[2])["published"] is None


def test_published_entities_follow_the_contract() -> None:
    records = [json.loads(line) for line in build(*ARTICLES)["data/entities.jsonl"].splitlines()]
    assert [record["id"] for record in records] == ["ada-lind", "bo-lind", "port-office", "varna"]
    assert records[0] == {
        "id": "ada-lind",
        "url": "people/ada-lind/",
        "type": "person",
        "name": "Ada Lind",
        "aliases": ["Ada Lind", "Lind"],
        "articles": ["harbour", "trouble"],
        "mention_count": 2,
        "ids": {"wikidata": "Q42"},
    }
    assert list(records[0]) == [
        "id", "url", "type", "name", "aliases", "articles", "mention_count", "ids",
    ]  # fmt: skip


def test_an_unsure_mention_leads_to_its_place_on_the_review_page() -> None:
    pages = build(*ARTICLES)
    unsure = soup(pages["articles/harbour.md"]).select_one("a.unsure")
    assert unsure
    assert unsure["href"] == "../../review/#harbour-p1-0"
    assert unsure["title"] == "Unsure: Ada Lind or Bo Lind"
    code = soup(pages["review/index.md"]).find("pre")
    assert code
    assert yaml.safe_load(code.get_text()) == [
        {"in": "harbour", "text": "Lind", "is": "ada-lind"},
        {"in": "harbour", "text": "Lind", "is": "bo-lind"},
    ]


def test_search_reads_the_words_of_articles_and_what_they_are_filtered_by() -> None:
    pages = {path: text for path, text in build(*ARTICLES).items() if path.startswith(".search/")}
    assert set(pages) == {
        ".search/newest/index.html",
        ".search/newest/articles/harbour/index.html",
        ".search/newest/articles/trouble/index.html",
        ".search/newest/articles/untitled/index.html",
    }
    for item in ARTICLES:
        page = BeautifulSoup(
            pages[f".search/newest/articles/{item.article.id}/index.html"], "html.parser"
        )
        for n, block in enumerate(item.article.blocks):
            words = page.select_one(f"#p{n}")
            assert words
            assert words.get_text().split() == block.text.split()
    page = BeautifulSoup(pages[".search/newest/articles/harbour/index.html"], "html.parser")
    assert [tag["data-pagefind-filter"] for tag in page.select("[data-pagefind-filter]")] == [
        "person:Ada Lind",
        "person:Bo Lind",
        "organization:Port Office",
        "place:Varna",
        "source:The Quay",
        "year:2024",
    ]
    (sort,) = page.select("[data-pagefind-sort]")
    assert sort["data-pagefind-sort"] == "date:2024-03-01"


@pytest.mark.parametrize(
    ("articles", "older"), [(0, 0), (1, 0), (3, 0), (4, 3), (6, 3), (7, 6), (8, 6)]
)
def test_the_newest_articles_are_searched_apart(
    monkeypatch: pytest.MonkeyPatch, articles: int, older: int
) -> None:
    monkeypatch.setattr(import_module("whodex.pages.searched"), "PART", 3)
    dates = [None, None, *(date(2024, 1, n) for n in range(1, 7))][:articles]
    all_of_them = [
        replace(ARTICLES[0].article, id=f"a{n}", published=day) for n, day in enumerate(dates)
    ]
    found = folders(reversed(all_of_them))
    assert [found[article.id] for article in all_of_them] == (
        [".search/older"] * older + [".search/newest"] * (articles - older)
    )


def test_a_long_profile_is_folded_not_cut() -> None:
    many = [
        read(
            {
                "id": f"a{n:02}",
                "blocks": [{"title": f"Day {n:02}"}, {"paragraph": "[Lind|ada-lind]"}],
            }
        )
        for n in range(OPEN_ARTICLES + 2)
    ]
    folds = soup(build(*many)["people/ada-lind.md"]).select("details:not(.wx-more)")
    assert [fold.has_attr("open") for fold in folds] == [True] * OPEN_ARTICLES + [False] * 2
    assert [len(fold.select("mark")) for fold in folds] == [1] * OPEN_ARTICLES + [0] * 2
    assert [link["href"] for link in folds[-1].select("a")] == [
        f"../../articles/a{OPEN_ARTICLES + 1:02}/#p1"
    ]


def test_of_much_company_those_who_came_once_are_counted() -> None:
    def company(count: int) -> list[Company]:
        return [Company(ENTITIES[0], 1 + n % 2, 1) for n in range(count)]

    few, many = company(SHOWN_IN_RAIL + FOLDED_IN_RAIL), company(100)
    first, more, count = folded(few)
    assert [*first, *more] == few
    first, more, count = folded(many)
    assert (first, count) == (many[:SHOWN_IN_RAIL], 100)
    assert [one.articles for one in more] == [2] * FOLDED_IN_RAIL


def test_a_profile_of_very_many_articles_is_split_by_year() -> None:
    said = quote(1, 5, "ada-lind")
    many = [
        replace(
            read(
                {
                    "id": f"a{n:03}",
                    "published": date(2020 + n % 2, 1, 1) if n else None,
                    "blocks": [{"title": f"Day {n:03}"}, {"paragraph": "“Aye,” [Lind|ada-lind]"}],
                }
            ),
            quotes=(replace(said, block=1),),
        )
        for n in range(LONG + 1)
    ]
    pages = build(*many)
    main = soup(pages["people/ada-lind.md"])
    years = [link["href"] for link in main.select(".wx-rows a") if "articles" not in link["href"]]
    assert years == ["2021/", "2020/", "undated/"]
    assert len(main.select("details:not(.wx-more)")) == len(main.select(".wx-quotes mark")) == NEW
    parts = [soup(pages[f"people/ada-lind/{year[:-1]}.md"]) for year in years]
    found = [link["href"] for part in parts for link in part.select("details p a")]
    assert sorted(found) == [f"../../../articles/a{n:03}/#p1" for n in range(LONG + 1)]
    assert sum(len(part.select(".wx-quotes mark")) for part in parts) == LONG + 1
    assert "people/ada-lind/2020.md" not in build(*many[1:])


def test_same_input_same_bytes_in_any_order() -> None:
    assert build(*ARTICLES) == build(*ARTICLES[::-1])
    assert list(build(*ARTICLES)) == sorted(build(*ARTICLES))


def test_a_collection_without_articles_still_has_its_pages() -> None:
    pages = build()
    assert "There is no article yet." in pages["index.md"]
    assert pages["data/articles.jsonl"] == ""
    assert soup(pages["people/index.md"]).h1


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Ada Lind", "lind ada lind"),
        ("Khalil al-Hayya", "hayya khalil al-hayya"),
        ("Ana Ökeş", "okes ana okes"),
        ("Robert Stone Jr.", "stone robert stone jr."),
        ("Jr.", "jr. jr."),
    ],
)
def test_people_sort_by_last_name(name: str, expected: str) -> None:
    assert sort_name(Entity("x", EntityType.PERSON, name, ())) == expected


def test_organizations_sort_without_the() -> None:
    assert sort_name(Entity("x", EntityType.ORGANIZATION, "The Quay", ())) == "quay"


def article(text: str, *quotes: Quote, mentions: str = "") -> BeautifulSoup:
    """The page of an article of one paragraph."""
    item = read({"id": "one", "title": "One", "blocks": [{"paragraph": mentions or text}]})
    item = replace(item, quotes=quotes)
    return soup(build(item)["articles/one.md"])


def quote(start: int, end: int, speaker: str | None, words: str | None = None) -> Quote:
    return Quote(0, start, end, "", "said", speaker, words, None)


def said(page: BeautifulSoup) -> list[tuple[str, str | None]]:
    marks = page.select(".wx-said")
    return [(mark.get_text(), str(by) if (by := mark.get("data-by")) else None) for mark in marks]


def test_the_speaker_is_named_where_the_speaker_changes() -> None:
    page = article(
        "“a” “b” “c” “d”",
        quote(1, 2, "ada-lind"),
        quote(5, 6, "ada-lind"),
        quote(9, 10, "bo-lind"),
        quote(13, 14, None, "two  officials"),
        mentions="“a” “b” “c” “d”[Lind|ada-lind][Bo|bo-lind]",
    )
    assert said(page) == [
        ("a", "Ada Lind"),
        ("b", None),
        ("c", "Bo Lind"),
        ("d", "two officials"),
    ]


def test_a_speaker_by_pronoun_alone_gets_no_label() -> None:
    assert said(article("“a”", quote(1, 2, None, "he"))) == [("a", None)]


def test_whose_quote_is_unclear_is_no_quote_of_the_one_before() -> None:
    page = article(
        "",
        quote(1, 2, "ada-lind"),
        quote(5, 6, None, "he"),
        quote(9, 10, None),
        quote(13, 14, "ada-lind"),
        mentions="“a” “b” “c” “d”[Lind|ada-lind]",
    )
    assert said(page) == [("a", "Ada Lind"), ("b", "unclear"), ("c", None), ("d", "Ada Lind")]


def test_of_quotes_inside_quotes_the_outer_one_is_marked() -> None:
    assert said(article("“a ‘b’ c”", quote(1, 8, None), quote(4, 5, None))) == [("a ‘b’ c", None)]


def test_a_name_that_a_quote_would_cut_stays_whole() -> None:
    page = article("", quote(2, 8, None), mentions="[Ada Lind|ada-lind] left.")
    assert said(page) == []
    page = article("", quote(2, 13, None), mentions="[Ada Lind|ada-lind] left.")
    assert said(page) == [(" left", None)]


def test_related_articles_share_people_and_say_whom_the_rarest_first() -> None:
    def about(key: str, *names: str) -> AnnotatedArticle:
        marked = " ".join(f"[{name}|{name}]" for name in names)
        return read({"id": key, "title": key, "blocks": [{"paragraph": marked}]})

    pages = build(
        about("one", "ada-lind", "bo-lind"),
        about("two", "ada-lind"),
        about("three", "ada-lind"),
        about("four", "bo-lind", "ada-lind"),
        about("five", "varna"),
    )
    found = soup(pages["articles/one.md"]).select(".wx-related li")
    assert [(li.a.get_text(), li.select(".wx-reason")[0].get_text()) for li in found if li.a] == [
        ("four", "Both name Bo Lind and Ada Lind"),
        ("three", "Both name Ada Lind"),
        ("two", "Both name Ada Lind"),
    ]
    assert not soup(pages["articles/five.md"]).select(".wx-related")


def test_a_profile_groups_descriptions_by_role_and_an_organization_lists_its_offices() -> None:
    item = read(
        {"id": "one", "title": "One", "blocks": [{"paragraph": "[Ada|ada-lind] [P|port-office]"}]}
    )
    described = (
        Description(0, 0, 1, "some say queen", "ada-lind"),
        Description(0, 0, 1, "head of P", "ada-lind", "head", "port-office"),
        Description(0, 0, 1, "the P's head", "ada-lind", "head", "port-office"),
    )
    pages = build(replace(item, descriptions=described))
    rows = soup(pages["people/ada-lind.md"]).select(".wx-roles > div")
    assert [(row.dt.get_text(), len(row.select("dd"))) for row in rows if row.dt] == [
        ("Head", 2),
        ("Otherwise", 1),
    ]
    (office,) = soup(pages["organizations/port-office.md"]).select(".wx-roles > div")
    assert [link["href"] for link in office.select("a.person")] == ["../../people/ada-lind/"]
    assert len(office.select(".wx-words")) == 2


def test_an_office_stands_as_most_articles_write_it() -> None:
    item = read({"id": "one", "title": "One", "blocks": [{"paragraph": "[Ada|ada-lind] left."}]})
    described = (
        *(Description(0, 0, n, "CEO", "ada-lind", "ceo") for n in (1, 2)),
        Description(0, 0, 3, "the ceo", "ada-lind", "ceo"),
        Description(0, 0, 1, "ex-Prime  Minister", "ada-lind", "prime minister", former=True),
        Description(0, 0, 1, "Gov.", "ada-lind", "gov"),
        Description(0, 0, 1, "two MPs", "ada-lind", "mp"),
    )
    page = soup(build(replace(item, descriptions=described))["people/ada-lind.md"])
    found = [row.get_text() for row in page.select(".wx-roles dt")]
    assert found == ["CEO", "Former Prime Minister", "Gov.", "MP"]
    assert len(page.select(".wx-roles > div:first-child .wx-uses a")) == 2  # one a wording


def test_tags_are_written_as_in_most_articles_and_lead_to_the_search() -> None:
    items = [
        read({"id": key, "title": key, "tags": tags, "blocks": [{"paragraph": "Varna slept."}]})
        for key, tags in {"a": ["Mill"], "b": ["mill", "R & D: two"], "c": ["mill"]}.items()
    ]
    pages = build(*items)
    shown = soup(pages["articles/a.md"]).select_one(".wx-tags")
    assert shown
    assert shown.get_text() == "Tags: mill"
    assert [a["href"] for a in soup(pages["articles/b.md"]).select(".wx-tags a")] == [
        "../../search/?tag=mill&sort=date",
        "../../search/?tag=R+%26+D%3A+two&sort=date",
    ]
    assert json_ld(pages["articles/b.md"])["keywords"] == ["mill", "R & D: two"]
    listed = soup(pages["articles/index.md"]).select(".wx-tags > span")
    assert [one.get_text() for one in listed] == ["mill 3", "R & D: two 1"]
    searched = BeautifulSoup(pages[".search/newest/articles/b/index.html"], "html.parser")
    filters = searched.select("[data-pagefind-filter]")
    assert [tag["data-pagefind-filter"] for tag in filters] == ["tag:mill", "tag:R & D: two"]
    data = [json.loads(line) for line in pages["data/articles.jsonl"].splitlines()]
    assert [one["tags"] for one in data] == [["Mill"], ["mill", "R & D: two"], ["mill"]]
    assert json.loads(pages["data/names/top.json"])["tagged"] is True


def test_nothing_speaks_of_tags_where_there_are_none() -> None:
    pages = build(*ARTICLES)
    assert "tag" not in soup(pages["articles/index.md"]).get_text()
    assert not soup(pages["articles/harbour.md"]).select(".wx-tags")
    assert "keywords" not in json_ld(pages["articles/harbour.md"])
    assert json.loads(pages["data/names/top.json"])["tagged"] is False


def test_pages_say_which_texts_were_not_read_for_names() -> None:
    item = read({"id": "one", "title": "One", "blocks": [{"paragraph": "Ngiyabonga."}]})
    assert "read for names" not in "".join(build(item).values())
    pages = build(replace(item, article=replace(item.article, language="zu")))
    assert "This article is in Zulu. Its text wasn’t read" in pages["articles/one.md"]
    assert "In Zulu: not read for names" in pages["articles/index.md"]
    assert "1 article in other languages isn’t read for names" in pages["articles/index.md"]
    assert "1 article in other languages isn’t read for names" in pages["index.md"]


def test_a_profile_names_relatives_with_a_link_and_apart_from_offices() -> None:
    item = read(
        {"id": "one", "title": "One", "blocks": [{"paragraph": "[Ada|ada-lind] [B|bo-lind]"}]}
    )
    related = Relation(0, 0, 1, "Ada's brother", "bo-lind", "brother", "ada-lind")
    pages = build(replace(item, relations=(related,)))
    for page, other, of in [
        ("ada-lind", "bo-lind", ""),
        ("bo-lind", "ada-lind", "Bo Lind is called "),
    ]:
        (row,) = soup(pages[f"people/{page}.md"]).select(".wx-roles > div")
        assert row.dd
        assert row.dd.get_text().startswith(f"{of}“")
        assert [link["href"] for link in row.select("dt a")] == [f"../../people/{other}/"]
        assert [words.get_text() for words in row.select(".wx-words")] == ["“Ada's brother”"]


def test_the_network_joins_those_who_stand_in_the_same_articles_and_a_table_says_it() -> None:
    names = "[Ada|ada-lind] [Bo|bo-lind] [Cy|cy-berg]"
    articles = [
        read({"id": key, "title": key, "blocks": [{"paragraph": words}]})
        for key, words in [("one", names), ("two", names[: len("[Ada|ada-lind] [Bo|bo-lind]")])]
    ]
    page = soup(build(*articles)["network/index.md"])
    assert len(page.select("svg line")) == 3
    assert {link["href"] for link in page.select("svg a")} == {
        "../people/ada-lind/",
        "../people/bo-lind/",
        "../people/cy-berg/",
    }
    rows = [[cell.get_text() for cell in row.select("td")] for row in page.select("tbody tr")]
    assert rows[0] == ["Ada Lind", "Bo Lind", "2"]
    assert len(rows) == 3
    assert not soup(build(*ARTICLES)["network/index.md"]).select("svg")


def test_home_lets_people_speak_whole_sentences_one_each() -> None:
    words = "It is a long way down to the harbour from here, and back."
    said = [
        quote(0, 1, "bo-lind"),
        replace(quote(0, 1, "ada-lind"), text=words),
        replace(quote(0, 1, "ada-lind"), text=f"{words} Again."),
        replace(quote(0, 1, "bo-lind"), text="only the end of a sentence that somebody quoted"),
        replace(quote(0, 1, "port-office"), text=words),
    ]
    item = read({"id": "one", "title": "One", "blocks": [{"paragraph": "[Ada|ada-lind]"}]})
    page = soup(build(replace(item, quotes=tuple(said)))["index.md"])
    found = page.select(".wx-sayings blockquote")
    assert [(q.p.get_text(), q.a.get_text()) for q in found if q.p and q.a] == [
        (f"“{words}”", "Ada Lind")
    ]


def test_the_review_page_shows_who_may_be_one_with_sentences_and_the_lines_to_choose_from() -> None:
    item = read({"id": "one", "title": "One", "blocks": [{"paragraph": "[Ada|ada-lind] left."}]})
    doubt = Doubt(
        DoubtKind.MERGE,
        ("ada-lind", "bo-lind"),
        (("one", item.mentions[0]),),
        1,
        "Their names are alike.",
        ("- same: [ada-lind, bo-lind]", "- different: [ada-lind, bo-lind]"),
    )
    profiles = profile([item], ENTITIES) + profile([ARTICLES[0]], ENTITIES)
    pages = texts(everything(collected([item], profiles, SITE), [doubt]))
    (section,) = soup(pages["review/index.md"]).select(".wx-doubt")
    assert [link["href"] for link in section.select("h3 a")] == [
        "../people/ada-lind/",
        "../people/bo-lind/",
    ]
    assert [mark.get_text() for mark in section.select("mark")] == ["Ada"]
    assert section.code
    assert yaml.safe_load(section.code.get_text()) == [
        {"same": ["ada-lind", "bo-lind"]},
        {"different": ["ada-lind", "bo-lind"]},
    ]


# The words of a page are the words of its seed, for any text.

FRAGMENTS = st.sampled_from(
    [
        *("<script>alert(1)</script>", "</article>", "<!--", "-->", "<![CDATA[", "<?php", "</p>"),
        *(
            "&amp;",
            "&lt;",
            "&#65;",
            "&",
            "\\&",
            "<",
            ">",
            '"',
            "'",
            "\\",
            "\\*",
            "\x02wzxhzdk:0\x03",
        ),
        *("{{ 7*7 }}", "{% raw %}", "{# x #}", "{: .x #y}", "{}", "{0}", "%s", "$x$"),
        *("# ", "* ", "- ", "1. ", "> ", "    ", "```", "~~~", "---", "===", "***", "| a | b |"),
        *("[a](b)", "![a](b)", "[^1]", "[[Page]]", "*[HTML]: x", "[a]: b", "_a_", "**a**", "`a`"),
        *("!!! note", "--8<-- 'x'", ":smile:", "\n\n", "\r\n", "\u2028", "\x85", "\x00", "\x0b"),
        *(
            "😀",
            "👩‍👩‍👧",
            "שלום",
            "\u202eمرحبا\u202c",
            "e\u0301",
            "\u00a0",
            "\u200b",
            "\ufeff",
            "ﬁ",
        ),
    ]
)
TEXTS = st.lists(FRAGMENTS | st.text(max_size=12), min_size=1, max_size=8).map("".join)
KINDS = st.sampled_from([kind for kind in BlockKind if kind is not BlockKind.TITLE])


@st.composite
def articles(draw: st.DrawFn) -> AnnotatedArticle:
    title = draw(TEXTS)
    blocks = [Block(BlockKind.TITLE, title)] * draw(st.booleans())
    blocks += [Block(draw(KINDS), text) for text in draw(st.lists(TEXTS, min_size=1, max_size=4))]
    mentions = []
    for number, block in enumerate(blocks):
        cuts = sorted(draw(st.sets(st.integers(0, len(block.text)), max_size=4)))
        for start, end in zip(cuts[::2], cuts[1::2], strict=False):
            entity = draw(st.sampled_from([*ENTITIES, None]))
            mentions.append(
                Mention(
                    number,
                    start,
                    end,
                    block.text[start:end],
                    entity.type if entity else EntityType.PERSON,
                    entity.id if entity else None,
                    "surname",
                    () if entity else ("ada-lind", "bo-lind"),
                )
            )
    article = Article(
        id="any",
        seed="any.md",
        title=title,
        title_is_ours=blocks[0].kind is not BlockKind.TITLE,
        source=draw(st.none() | TEXTS),
        source_url=draw(st.none() | TEXTS),
        authors=tuple(draw(st.lists(TEXTS, max_size=2))),
        published=None,
        language="en",
        blocks=tuple(blocks),
    )
    sentences = tuple(((0, len(block.text)),) for block in blocks)
    return AnnotatedArticle(article, sentences, tuple(mentions), tuple(draw(quotes(blocks))))


@st.composite
def quotes(draw: st.DrawFn, blocks: list[Block]) -> list[Quote]:
    """Quotes anywhere: across names, inside each other, of nobody."""
    found = []
    for number, block in enumerate(blocks):
        for _ in range(draw(st.integers(0, 2))):
            start, end = sorted(draw(st.tuples(*[st.integers(0, len(block.text))] * 2)))
            speaker = draw(st.sampled_from(["ada-lind", None]))
            words = draw(st.none() | TEXTS)
            found.append(
                Quote(number, start, end, block.text[start:end], None, speaker, words, None)
            )
    return found


OUR_TAGS = {
    *("article", "header", "aside", "section", "div", "h1", "h2", "p", "blockquote", "ul", "li"),
    *("a", "small", "span", "time", "script", "fieldset", "legend", "label", "input"),
}


def words(text: str) -> list[str]:
    """Split at white space and at characters that HTML can't hold."""
    return re.sub(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]", " ", text).split()


@settings(deadline=None, max_examples=150)
@given(articles())
def test_the_words_of_a_page_are_the_words_of_its_seed(item: AnnotatedArticle) -> None:
    pages = build(item)
    page = soup(pages["articles/any.md"])
    assert {tag.name for tag in page.find_all()} <= OUR_TAGS
    shown = page.find_all(id=re.compile(r"^p\d+$"))
    assert [words(tag.get_text()) for tag in shown] == [
        words(block.text) for block in item.article.blocks
    ]
    usual = page.select_one(".wx-article")
    assert usual
    for number, tag in enumerate(shown):
        links = tag.select("a:is(.person, .organization, .place)")
        mentions = [m for m in item.mentions if m.block == number]
        assert [link.get_text().split() for link in links] == [words(m.text) for m in mentions]
        reasons = [str(link.get("data-rule") or usual["data-rule"]) for link in links]
        assert list(map(words, reasons)) == [words(reason(m.rule)) for m in mentions]
    _, matter = get_data(pages["articles/any.md"])
    assert words(BeautifulSoup(matter["title"], "html.parser").get_text()) == words(
        item.article.title
    )
    for path in ("index.md", "articles/index.md"):
        link = soup(pages[path]).find("a", href=re.compile(r"articles/any/$"))
        assert link
        assert words(link.get_text()) == words(item.article.title), path
    assert json_ld(pages["articles/any.md"])["headline"] == item.article.title


def test_the_timeline_has_articles_and_days_in_order_and_leaves_a_year_open() -> None:
    blocks = [
        {"title": "Fog"},
        {"paragraph": f"[Ada Lind|ada-lind] sailed on Feb. 9 <b>{TROUBLE}"},
        {"paragraph": "Built July 4, 1999."},
    ]
    given = {"source": "The Quay", "blocks": blocks}
    articles = [
        read({**given, "id": "fog", "published": date(2024, 3, 1)}),
        read({**given, "id": "mist", "blocks": blocks[:2]}),
    ]
    page = soup(build(*articles)["timeline/index.md"])
    assert [h2.text for h2 in page.select("h2")] == ["1999", "2024", "Year not given"]
    when = [span.get_text() for span in page.select(".wx-when")]
    assert when == ["4 July 1999", "9 February 2024", "1 March 2024", "9 February"]
    assert [mark.text for mark in page.select("mark")] == ["July 4, 1999", "Feb. 9", "Feb. 9"]
    assert [a["href"] for a in page.select(".wx-list a")] == [
        "../articles/fog/#p2",
        "../articles/fog/#p1",
        "../people/ada-lind/",
        "../articles/fog/",
        "../articles/mist/#p1",
        "../people/ada-lind/",
    ]
    assert page.select("script, b") == []
    assert page.get_text().count("the year isn’t in these words") == 1


# A collection whose indexes are split: articles that two by two name two directors of an office.

MANY = 550
SYLLABLES = [a + b for a, b in product("BDFGHKLMNPRSTV", "aeiou")]
MANY_PEOPLE = [
    Entity("a-z", EntityType.PERSON, "Ada Z", ("Ada Z",)),
    *(
        Entity(f"{first}-{last}".lower(), EntityType.PERSON, name, (name,))
        for n in range(2 * MANY - 1)
        for turn, k in [divmod(n, len(SYLLABLES))]
        for first, last in [(f"{SYLLABLES[k]}la", f"{SYLLABLES[k - turn]}nes")]
        for name in [f"{first} {last}"]
    ),
]
MANY_OFFICES = [
    Entity(f"office-{n}", EntityType.ORGANIZATION, f"Office {n}", (f"Office {n}",))
    for n in range(MANY // 2)
]
QUAY = Entity("quay-street", EntityType.PLACE, "Quay Street", ("Quay Street",))


def one_of_many(n: int) -> AnnotatedArticle:
    # Two by two of one time; the last ten don't say when.
    day = date(2022, 11, 1) + timedelta(n // 2) if n < MANY - 10 else None
    return meeting(n, MANY_PEOPLE[2 * n], MANY_PEOPLE[2 * n + 1], MANY_OFFICES[n // 2], day)


def meeting(
    n: int, director: Entity, other: Entity, office: Entity, day: date | None
) -> AnnotatedArticle:
    text = f"{office.name} head {director.name} met {other.name} at {QUAY.name} on 9 September."
    mentions = tuple(
        Mention(0, start, start + len(one.name), one.name, one.type, one.id, "full name")
        for one in (office, director, other, QUAY)
        for start in [text.index(one.name)]
    )
    end = text.index(f" {director.name}")
    described = Description(0, 0, end, text[:end], director.id, "head", office.id)
    article = Article(
        id=f"a{n}",
        seed=f"a{n}.md",
        title=f"Day {n}",
        title_is_ours=True,
        source=("The Quay & Sons", None)[n % 2],
        source_url=None,
        authors=(),
        published=day,
        language="en",
        blocks=(Block(BlockKind.PARAGRAPH, text),),
    )
    return AnnotatedArticle(article, (((0, len(text)),),), mentions, (), (described,))


@pytest.fixture(scope="module")
def large() -> dict[str, str]:
    many = [one_of_many(n) for n in range(MANY)]
    return texts(
        everything(collected(many, profile(many, [*MANY_PEOPLE, *MANY_OFFICES, QUAY]), SITE))
    )


def parts(pages: dict[str, str], folder: str) -> list[str]:
    return [p for p in pages if re.fullmatch(rf"{folder}/[^/]+\.md", p) and "index" not in p]


def rows(pages: dict[str, str], paths: Iterable[str], of: str) -> list[str]:
    """The last parts of the addresses that rows of lists lead to."""
    links = [link for path in paths for link in soup(pages[path]).select(of)]
    return [str(link["href"]).rstrip("/").rpartition("/")[2] for link in links]


def counted(page: str, name: str) -> int:
    """The sum of the counts that stand with the links to parts."""
    counts = soup(page).select(f"nav[aria-label={name}] a .wx-count")
    return sum(int(count.get_text().replace(",", "")) for count in counts)


def test_many_names_have_a_page_a_letter_and_those_of_most_articles_the_index(
    large: dict[str, str],
) -> None:
    letters = parts(large, "people/a-z")
    assert letters == [f"people/a-z/{letter}.md" for letter in "bdfghklmnprstvz"]
    found = rows(large, letters, "td a.person")
    assert sorted(found) == sorted(person.id for person in MANY_PEOPLE)
    assert "people/a-z.md" in large
    index = soup(large["people/index.md"])
    cells = sorted(
        index.select("tbody td[data-order]"), key=lambda cell: int(str(cell["data-order"]))
    )
    names = {cell.get_text(): cell for cell in cells}
    assert len(names) == MOST_NAMED
    assert list(names) == [
        one.name for one in sorted(MANY_PEOPLE, key=sort_name) if one.name in names
    ]
    assert "1,100 people" in index.get_text()
    assert counted(large["people/index.md"], "Letters") == len(MANY_PEOPLE)
    assert [a["href"] for a in soup(large[letters[0]]).select("nav [aria-current]")] == [
        f"../../../{letters[0].removesuffix('.md')}/"
    ]
    assert parts(large, "organizations/a-z") == []
    assert len(soup(large["organizations/index.md"]).select("td a")) == len(MANY_OFFICES)


def test_many_articles_have_a_page_a_year_and_the_newest_the_index(large: dict[str, str]) -> None:
    years = parts(large, "articles/by-year")
    assert years == [f"articles/by-year/{year}.md" for year in (2022, 2023, "undated")]
    assert sorted(rows(large, years, ".wx-what a")) == sorted(f"a{n}" for n in range(MANY))
    index = soup(large["articles/index.md"])
    assert len(index.select(".wx-what a")) == NEWEST
    assert counted(large["articles/index.md"], "Years") == MANY
    (source,) = index.select(".wx-rows a")
    assert source["href"] == "../search/?source=The+Quay+%26+Sons&sort=date"
    assert [row.get_text() for row in index.select(".wx-rows li")] == [
        "The Quay & Sons 275 articles",
        "Source unknown 275 articles",
    ]


def test_a_long_timeline_has_a_page_a_year_and_the_newest_the_index(large: dict[str, str]) -> None:
    pages = parts(large, "timeline")
    assert pages == [f"timeline/{year}.md" for year in (2022, 2023, "not-given")]
    shown = [row for path in pages for row in soup(large[path]).select(".wx-list li")]
    assert len(shown) == MANY - 10 + MANY  # articles with a date, and the days that all name
    assert counted(large["timeline/index.md"], "Years") == len(shown)
    assert len(soup(large["timeline/not-given.md"]).select(".wx-list li")) == 10
    index = soup(large["timeline/index.md"])
    assert [h2.get_text() for h2 in index.select("h2")] == ["2023"]


def test_differences_beyond_the_page_stand_on_profiles_without_a_link(
    large: dict[str, str],
) -> None:
    page = soup(large["disagreements/index.md"])
    shown = {section["id"] for section in page.select(".wx-difference")}
    every = [json.loads(line) for line in large["data/disagreements.jsonl"].splitlines()]
    assert len(shown) == MOST_DIFFERENCES < len(every)
    note = page.select_one(".wx-note a")
    assert note
    assert note.get_text() == "the published data"
    for one in every:
        said = soup(large[f"people/{one['sides'][0]['person']}.md"]).select_one(".wx-differs")
        assert said
        assert one["says"] in said.get_text()
        assert len(said.select("a")) == (one["id"] in shown)


def test_of_what_very_many_articles_say_a_page_has_a_part_and_a_note_of_the_rest() -> None:
    first, second, other = MANY_PEOPLE[:3]
    day = date(2024, 3, 1)
    holders = [second, *[first] * (MOST_CLAIMS + 2)]
    many = [meeting(n, one, other, MANY_OFFICES[0], day) for n, one in enumerate(holders)]
    known = [first, second, other, MANY_OFFICES[0], QUAY]
    pages = texts(everything(collected(many, profile(many, known), SITE)))
    page = soup(pages["disagreements/index.md"])
    assert len(page.select(".wx-claim")) == MOST_CLAIMS + 1
    assert [note.get_text() for note in page.select(".wx-side > .wx-note")] == [
        "And 2 more sentences in the published data."
    ]


def test_of_many_who_are_called_the_same_a_few_are_named() -> None:
    heads, office = MANY_PEOPLE[: NAMED + 2], MANY_OFFICES[0]
    day = date(2024, 3, 1)
    many = [meeting(n, head, MANY_PEOPLE[-1], office, day) for n, head in enumerate(heads)]
    pages = texts(
        everything(collected(many, profile(many, [*heads, MANY_PEOPLE[-1], office, QUAY]), SITE))
    )
    (said,) = soup(pages["disagreements/index.md"]).select("h2")
    assert "and 3 others are each called head of" in said.get_text()
    assert said.get_text().count(",") == NAMED - 2


@pytest.mark.parametrize("undated", [0, 3, MOST_FIGURES + 1])
def test_of_very_many_figures_those_of_the_newest_articles_are_shown(undated: int) -> None:
    def figure(day: date | None) -> Figure:
        article = replace(ARTICLES[0].article, published=day)
        return Figure(1, 0, 1, (0, 1), 1, "", "", "", None, article)

    dated = [figure(date(2020, 1, 1) + timedelta(n)) for n in range(MOST_FIGURES + 2 - undated)]
    found = [*dated, *[figure(None)] * undated]
    shown = newest(found)
    assert len(shown) == MOST_FIGURES
    assert shown[: len(dated)] == dated[-MOST_FIGURES:]
    assert newest(found[1:MOST_FIGURES]) == found[1:MOST_FIGURES]


def test_every_link_of_the_split_indexes_resolves(large: dict[str, str]) -> None:
    indexes = [path for path in large if path.endswith("index.md")]
    split = [path for path in large if re.search(r"(/a-z/|/by-year/|^timeline/).*md$", path)]
    people = [f"people/{person.id}.md" for person in MANY_PEOPLE[::50]]
    broken, checked = unresolved(large, [*indexes, *split, *people])
    assert broken == []
    assert checked > 5000


def test_a_small_collection_has_one_page_of_each_list() -> None:
    pages = build(*ARTICLES)
    assert not [path for path in pages if re.search(r"/a-z/|/by-year/", path)]
    assert [path for path in pages if path.startswith("timeline/")] == ["timeline/index.md"]


@pytest.mark.parametrize(("number", "more"), [(COMMON, RELATED), (COMMON + 1, 0)])
def test_who_stands_in_very_many_articles_makes_none_neighbours_but_adds_to_it(
    number: int, more: int
) -> None:
    marked = ["[Ada|ada-lind] [Bo|bo-lind]"] * 2 + ["[Ada|ada-lind]"] * (number - 2)
    items = [
        read({"id": f"a{n}", "title": "A", "blocks": [{"paragraph": text}]})
        for n, text in enumerate(marked)
    ]
    near = related(items, {about.entity.id: about for about in profile(items, ENTITIES)})
    closest = near["a0"][0]
    assert (closest.article.id, [p.id for p in closest.people]) == ("a1", ["bo-lind", "ada-lind"])
    assert len(near["a5"]) == more
