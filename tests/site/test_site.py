"""The built site in a real browser, under a sub-path."""

import gzip
import json
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Literal
from urllib.parse import unquote, urljoin, urlsplit

import pytest
from bs4 import BeautifulSoup
from conftest import ROOT
from playwright.sync_api import Browser, Page, ViewportSize, expect

from whodex.site.write import by_hand, generated

pytestmark = pytest.mark.xdist_group("site")

SCHEMES = ("light", "dark")
PAPER = {"light": "rgb(255, 255, 255)", "dark": "rgb(23, 24, 26)"}
WIDTHS = (1280, 390)


@pytest.fixture(scope="module")
def articles(built_site: Path) -> dict[str, dict[str, Any]]:
    lines = (built_site / "data/articles.jsonl").read_text(encoding="utf-8").splitlines()
    return {article["seed"]: article for article in map(json.loads, lines)}


@pytest.fixture(scope="module")
def people(built_site: Path) -> dict[str, dict[str, Any]]:
    lines = (built_site / "data/entities.jsonl").read_text(encoding="utf-8").splitlines()
    return {one["name"]: one for one in map(json.loads, lines) if one["type"] == "person"}


@pytest.fixture
def page(browser: Browser, address: str) -> Iterator[Page]:
    """A page that fails its test when the site complains or asks another host for something."""
    complaints: list[str] = []
    host = urlsplit(address).netloc
    with browser.new_context(viewport={"width": 1280, "height": 900}) as context:
        page = context.new_page()
        note = complaints.append
        page.on("console", lambda said: note(f"{said.type}: {said.text}"))
        page.on("pageerror", lambda error: note(str(error)))
        page.on("dialog", lambda dialog: note(dialog.message))
        page.on("request", lambda asked: note(asked.url) if host not in asked.url else None)
        page.on("response", lambda got: note(got.url) if got.status >= 400 else None)
        yield page
    assert complaints == []


def _soup(file: Path) -> BeautifulSoup:
    return BeautifulSoup(file.read_text(encoding="utf-8"), "html.parser")


def _pages(site: Path) -> dict[str, BeautifulSoup]:
    files = sorted(site.rglob("index.html"))
    return {
        f"{file.parent.relative_to(site).as_posix()}/".removeprefix("./"): _soup(file)
        for file in files
    }


def _one_of_each_kind(site: Path) -> list[str]:
    """Return the pages at the top and one from every folder: browsers take a second for each."""
    kinds = {path.partition("/")[0] + path.count("/") * "/": path for path in _pages(site)}
    return list(kinds.values())


def test_every_link_and_fragment_resolves(built_site: Path) -> None:
    pages = _pages(built_site)
    ids = {path: {tag["id"] for tag in soup.find_all(id=True)} for path, soup in pages.items()}
    broken = []
    for path, soup in pages.items():
        for tag in soup.select("[href], [src], [action]"):
            target = str(tag.get("href") or tag.get("src") or tag.get("action"))
            found = urlsplit(urljoin(f"http://site/{path}", target))
            if found.netloc != "site":
                continue
            place, fragment = unquote(found.path).removeprefix("/"), unquote(found.fragment)
            whole = place in pages or (built_site / place).is_file()
            if not whole or (fragment and place in ids and fragment not in ids[place]):
                broken.append((path, target))
    assert len(pages) > 15
    assert broken == []


@pytest.mark.parametrize("program", ["mkdocs", "properdocs"])
def test_a_plain_build_of_docs_gives_the_pages_byte_for_byte(
    built_site: Path, tmp_path: Path, program: str
) -> None:
    (tmp_path / "whodex/site").mkdir(parents=True)
    (tmp_path / "whodex/site/theme").symlink_to(ROOT / "whodex/site/theme")
    (tmp_path / "docs").symlink_to(built_site.parent / "docs")
    shutil.copy(ROOT / "mkdocs.yml", tmp_path)
    command = [sys.executable, "-m", program, "build", "--quiet"]
    subprocess.run(command, cwd=tmp_path, check=True)  # noqa: S603 - our own command
    plain, ours = tmp_path / "site", {}
    for file in built_site.rglob("*"):
        place = file.relative_to(built_site)
        if file.is_file() and not place.parts[0].startswith("pagefind"):
            ours[place] = file.read_bytes()
    assert [place for place in ours if ours[place] != (plain / place).read_bytes()] == []
    assert {file.relative_to(plain) for file in plain.rglob("*.html")} <= ours.keys()


def test_what_a_build_writes_stays_out_of_git(built_site: Path) -> None:
    ignored = (ROOT / ".gitignore").read_text(encoding="utf-8").splitlines()
    handmade = {path.split("/")[0] for path in by_hand(ROOT / "docs")}
    tops = {path.split("/")[0] for path in generated(built_site.parent / "docs")} - handmade
    assert ".search" in tops
    assert [top for top in tops if not {f"/docs/{top}", f"/docs/{top}/"} & {*ignored}] == []


def test_no_page_links_from_the_root_of_the_host(built_site: Path) -> None:
    for path, soup in _pages(built_site).items():
        for tag in soup.select("[href], [src], [action]"):
            target = tag.get("href") or tag.get("src") or tag.get("action")
            assert not str(target).startswith("/"), (path, target)


def test_the_page_that_is_shown_for_a_wrong_address_has_a_search(built_site: Path) -> None:
    soup = _soup(built_site / "404.html")
    assert soup.select_one("form[action='/search/'] input[name=q]")


def test_pages_open_without_complaint(page: Page, address: str, built_site: Path) -> None:
    for path in _one_of_each_kind(built_site):
        page.goto(address + path)
        assert page.locator("h1").count() == 1


def test_what_a_seed_holds_of_markup_is_shown_as_text(
    page: Page, address: str, articles: dict[str, dict[str, Any]]
) -> None:
    page.goto(address + f"articles/{articles['ferry-line-closed.txt']['id']}/")
    text = page.locator(".wx-article").inner_text()
    assert '<script>alert("x")</script> and {{ seven }} & *more*' in text


def test_the_search_finds_a_person_by_surname_and_leads_to_the_page(
    page: Page, address: str, articles: dict[str, dict[str, Any]], people: dict[str, dict[str, Any]]
) -> None:
    page.goto(address + f"articles/{articles['ferry-line-closed.txt']['id']}/")
    page.keyboard.press("/")
    page.keyboard.type("okafor")
    first = page.locator(".wx-found .wx-hit").first
    first.wait_for()
    assert first.locator(".wx-hit__about").inner_text().startswith("Person")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/people/{people['Judith Okafor']['id']}/**")
    assert page.locator("h1").inner_text() == "Judith Okafor"


def test_escape_closes_what_was_found(page: Page, address: str) -> None:
    page.goto(address)
    page.locator(".wx-find__box").fill("okafor")
    page.locator(".wx-found .wx-hit").first.wait_for()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Escape")
    assert page.locator(".wx-found").is_hidden()
    assert page.evaluate("document.activeElement.name") == "q"


def test_a_passage_leads_to_its_paragraph(
    page: Page, address: str, articles: dict[str, dict[str, Any]]
) -> None:
    page.goto(address + "search/")
    page.locator(".wx-query__box").fill("nineteen dismissed")
    hit = page.locator(".wx-hits .wx-hit", has=page.locator("mark")).first
    hit.wait_for()
    assert hit.locator(".wx-hit__title").inner_text().startswith("Harbour strike ends")
    assert hit.locator(".wx-hit__text").inner_text() == (
        "Nineteen dismissed dockers return to work."
    )
    assert hit.locator("mark").all_inner_texts() == ["Nineteen", "dismissed"]
    hit.locator("a").click()
    article = articles["harbour-strike-ends.md"]
    number = next(n for n, block in enumerate(article["blocks"]) if "Nineteen" in block["text"])
    page.wait_for_url(f"**/articles/{article['id']}/?find=nineteen+dismissed#p{number}")
    marked = page.locator("mark")
    marked.nth(1).wait_for()
    assert marked.all_inner_texts() == ["Nineteen", "dismissed"]
    assert page.locator(f"#p{number} mark").count() == 2


def _titles(page: Page, total: str) -> list[str]:
    """What the search page lists, once it has counted and shows as many."""
    page.get_by_text(total, exact=True).wait_for()
    found, count = page.locator(".wx-hits .wx-hit__title"), total.split(maxsplit=1)[0]
    expect(found).to_have_count(int(count) if count.isdecimal() else 0)
    return found.all_inner_texts()


def test_a_name_is_found_as_it_is_misspelt_and_by_whom_it_stands_with(
    page: Page, address: str
) -> None:
    page.goto(address)
    for query in ("Okaffor", "Judit Ocafor", "Okafor Safety Board"):
        page.locator(".wx-find__box").fill(query)
        page.locator(".wx-found__all", has_text=query).wait_for()
        first = page.locator(".wx-found [aria-label=Names] .wx-hit__title").first
        assert first.inner_text() == "Judith Okafor", query


def test_words_in_quotation_marks_stand_in_this_order(page: Page, address: str) -> None:
    page.goto(address + "search/?kind=Article&q=“return+to+work”")
    assert _titles(page, "1 result") == ["Harbour strike ends after eleven weeks"]
    page.locator(".wx-query__box").fill('"work to return"')
    assert _titles(page, "No results") == []
    page.locator(".wx-query__box").fill('"return to work" fontaine')
    assert _titles(page, "1 result") == ["Harbour strike ends after eleven weeks"]


def test_filters_combine_and_what_is_large_is_loaded_when_one_chooses(
    page: Page, address: str, articles: dict[str, dict[str, Any]]
) -> None:
    both = [
        article
        for article in articles.values()
        if article["published"]
        and {"judith-okafor", "maritime-safety-board"} <= {m["entity"] for m in article["mentions"]}
    ]
    year = both[0]["published"][:4]
    titles = [article["title"] for article in both if article["published"][:4] == year]
    page.goto(address + "search/?q=fontaine&kind=Article")
    page.locator(".wx-hits .wx-hit").first.wait_for()
    assert page.locator("select[name=organization] option").count() == 1
    page.locator("select[name=organization]").focus()
    option = page.locator("select[name=organization] option", has_text="Maritime Safety Board (")
    option.wait_for(state="attached")
    page.select_option("select[name=organization]", "Maritime Safety Board")
    page.wait_for_url("**organization=Maritime+Safety+Board**")
    page.locator("select[name=person]").focus()
    page.locator("select[name=person] option", has_text="Judith Okafor (").wait_for(
        state="attached"
    )
    page.select_option("select[name=person]", "Judith Okafor")
    page.locator("select[name=year]").focus()
    page.select_option("select[name=year]", year)
    page.wait_for_url(f"**year={year}**")
    page.reload()
    assert _titles(page, "1 result") == titles


def test_of_one_kind_are_those_in_the_articles_that_other_filters_leave(
    page: Page, address: str
) -> None:
    page.goto(address + "search/?q=fontaine&kind=Person")
    assert sorted(_titles(page, "2 results")) == ["Daniel Fontaine", "Maria Fontaine"]
    page.goto(address + "search/?q=fontaine&kind=Person&source=Oslo+Evening+Post")
    assert "Daniel Fontaine" not in _titles(page, "1 result")


def test_one_can_search_in_what_one_person_said(page: Page, address: str) -> None:
    page.goto(address + "search/?person=Robert+Callahan&said=1")
    assert len(_titles(page, "2 results")) == 2
    page.locator(".wx-query__box").fill("expens")
    assert _titles(page, "1 result") == ["Harbour strike ends after eleven weeks"]
    hit = page.locator(".wx-hits .wx-hit")
    about = hit.locator(".wx-hit__about").inner_text()
    assert about == "Said by Robert Callahan · The Gothenburg Courier · 4 March 2025"
    page.locator(".wx-query__box").fill("fair expensive")
    hit.locator("mark", has_text="fair").wait_for()
    assert hit.locator("mark").all_inner_texts() == ["expensive", "fair"]
    page.locator(".wx-query__box").fill("“fair expensive”")
    assert _titles(page, "No results") == []
    page.uncheck("input[name=said]")
    page.wait_for_url("**person=Robert+Callahan")
    page.locator(".wx-query__box").fill("")
    page.get_by_text("results", exact=False).first.wait_for()


def test_the_search_page_filters_and_its_state_can_be_shared(page: Page, address: str) -> None:
    page.goto(address + "search/?q=fontaine&kind=Article")
    page.locator(".wx-hits .wx-hit").first.wait_for()
    kinds = page.locator(".wx-hit__about").all_inner_texts()
    assert kinds
    assert all(kind.startswith("Article") for kind in kinds)
    page.locator("select[name=source]").focus()
    page.locator("select[name=source] option[value='The Gothenburg Courier']").wait_for(
        state="attached"
    )
    page.select_option("select[name=source]", "The Gothenburg Courier")
    page.wait_for_url("**/search/?q=fontaine&kind=Article&source=The+Gothenburg+Courier")
    page.get_by_text("2 results", exact=True).wait_for()
    page.locator("select[name=year]").focus()
    page.locator("select[name=year] option", has_text="2026").wait_for(state="attached")
    assert page.locator("select[name=year] option").all_inner_texts() == [
        "All years",
        "2026 (1)",
        "2025 (1)",
    ]
    page.select_option("select[name=sort]", "date")
    page.wait_for_url("**sort=date")
    page.reload()
    page.get_by_text("2 results", exact=True).wait_for()
    assert "2026" in page.locator(".wx-hit__about").first.inner_text()


def test_a_link_to_a_source_finds_its_articles_newest_first(
    page: Page, address: str, articles: dict[str, dict[str, Any]]
) -> None:
    source = "The Gothenburg Courier"
    found = [article for article in articles.values() if article["source"] == source]
    found.sort(key=lambda article: str(article["published"]), reverse=True)
    page.goto(address + "search/?source=The+Gothenburg+Courier&sort=date")
    titles = _titles(page, f"{len(found)} results")
    assert titles == [article["title"] for article in found]
    assert len(titles) > 1


def test_a_link_to_a_tag_finds_its_articles_and_a_tag_can_be_chosen(
    page: Page, address: str, articles: dict[str, dict[str, Any]]
) -> None:
    page.goto(address + "articles/")
    page.locator("#by-tag + p a", has_text="unions & guilds").click()
    page.wait_for_url("**/search/?tag=unions+%26+guilds&sort=date")
    assert _titles(page, "1 result") == [articles["fontaine-steps-down.md"]["title"]]
    page.locator("select[name=tag]").focus()
    page.locator("select[name=tag] option[value=strikes]").wait_for(state="attached")
    page.select_option("select[name=tag]", "strikes")
    page.wait_for_url("**tag=strikes**")
    found = [articles[f"{seed}.md"]["title"] for seed in ("fontaine-steps-down", "harbour-strike-ends")]
    assert _titles(page, "2 results") == found


def test_where_nothing_has_a_tag_there_is_none_to_choose(
    page: Page, address: str, built_site: Path, tmp_path: Path
) -> None:
    page.goto(address + "search/")
    expect(page.locator("select[name=tag]")).to_be_visible()
    top = json.loads((built_site / "data/names/top.json").read_text(encoding="utf-8"))
    (tmp_path / "top.json").write_text(json.dumps(top | {"tagged": False}), encoding="utf-8")
    page.route("**/names/top.json", lambda route: route.fulfill(path=tmp_path / "top.json"))
    page.goto(address + "search/?q=fontaine")
    page.locator(".wx-hits .wx-hit").first.wait_for()
    expect(page.locator("select[name=tag]")).to_be_hidden()


def test_nothing_of_the_search_is_loaded_before_it_is_used(page: Page, address: str) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(address)
    page.wait_for_load_state("networkidle")
    assert not [url for url in asked if "pagefind" in url or "worker" in url]
    page.locator(".wx-find__box").focus()
    page.wait_for_load_state("networkidle")
    assert [url for url in asked if "pagefind" in url]


def test_an_article_and_all_that_it_loads_is_small(
    page: Page, address: str, articles: dict[str, dict[str, Any]]
) -> None:
    bodies: list[bytes] = []
    page.on("response", lambda response: bodies.append(response.body()))
    page.goto(address + f"articles/{articles['harbour-strike-ends.md']['id']}/")
    page.wait_for_load_state("networkidle")
    assert sum(len(gzip.compress(body)) for body in bodies) <= 100_000


def test_without_scripts_the_box_leads_to_the_search_page_and_that_to_the_indexes(
    browser: Browser, address: str
) -> None:
    with browser.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(address + "people/")
        page.locator(".wx-find__box").fill("okafor")
        page.keyboard.press("Enter")
        page.wait_for_url(address + "search/?q=okafor")
        page.locator("noscript a", has_text="people").click()
        page.wait_for_url(address + "people/")


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("scheme", SCHEMES)
def test_pages_fit_the_window_and_follow_the_system_s_scheme(
    browser: Browser, address: str, scheme: Literal["light", "dark"], width: int, built_site: Path
) -> None:
    view = ViewportSize(width=width, height=800)
    with browser.new_context(color_scheme=scheme, viewport=view) as context:
        page = context.new_page()
        for path in _one_of_each_kind(built_site):
            page.goto(address + path)
            assert page.evaluate("document.documentElement.scrollWidth") <= width, path
            paper = page.evaluate("getComputedStyle(document.body).backgroundColor")
            assert paper == PAPER[scheme], path


def test_the_head_of_an_article_s_page_says_how_it_is_cited(
    built_site: Path, articles: dict[str, dict[str, Any]]
) -> None:
    for article in articles.values():
        head = _soup(built_site / article["url"] / "index.html").head
        assert head
        found: dict[str, list[str]] = {}
        for tag in head.find_all("meta", attrs={"name": True}):
            found.setdefault(str(tag["name"]), []).append(str(tag["content"]))
        assert found["citation_title"] == [article["title"]]
        assert found.get("citation_publication_date", [None]) == [article["published"]]
        assert found.get("citation_journal_title", [None]) == [article["source"]]
        assert found.get("citation_public_url", [None]) == [article["source_url"]]
        assert found.get("citation_author", []) == article["authors"]
        assert found["citation_language"] == ["en"]


def test_what_stands_beside_a_page_is_linked_from_it(
    built_site: Path, articles: dict[str, dict[str, Any]], people: dict[str, dict[str, Any]]
) -> None:
    for one in [*articles.values(), *people.values()]:
        folder = built_site / one["url"]
        beside = {path.name for path in folder.iterdir() if path.is_file()} - {"index.html"}
        links = {str(a["href"]) for a in _soup(folder / "index.html").find_all("a", href=True)}
        assert beside
        assert beside <= links
