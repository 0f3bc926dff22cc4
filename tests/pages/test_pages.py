"""What a reader meets: pages in a real browser, checked for access, speed, safety and keyboard."""

import gzip
import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from bs4 import BeautifulSoup
from conftest import ROOT, build
from playwright.sync_api import Browser, Page, ViewportSize

from bench.browsing import serving
from whodex.pages.entity import OPEN_ARTICLES

pytestmark = pytest.mark.xdist_group("site")

WIDTHS = (1280, 390)


@pytest.fixture(scope="module")
def kinds(built_site: Path) -> dict[str, str]:
    """The addresses of one page of each kind; of articles and people the one with most in it."""
    articles = _lines(built_site / "data/articles.jsonl")
    people = [e for e in _lines(built_site / "data/entities.jsonl") if e["type"] == "person"]
    return {
        "home": "",
        "article": max(articles, key=lambda a: (len(a["quotes"]), len(a["mentions"])))["url"],
        "person": max(people, key=lambda e: (len(e["articles"]), e["mention_count"]))["url"],
        "index": "people/",
        "places": "places/",
        "network": "network/",
        "articles": "articles/",
        "search": "search/",
        "review": "review/",
    }


def _lines(file: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page that fails its test when the browser complains, be it of the policy for scripts."""
    said: list[str] = []
    with browser.new_context(viewport={"width": 1280, "height": 900}) as context:
        page = context.new_page()
        page.on("console", lambda message: said.append(message.text))
        page.on("pageerror", lambda error: said.append(str(error)))
        yield page
    assert said == []


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_to_mend(
    browser: Browser,
    address: str,
    kinds: dict[str, str],
    scheme: Literal["light", "dark"],
    width: int,
) -> None:
    view = ViewportSize(width=width, height=900)
    found = []
    with browser.new_context(color_scheme=scheme, viewport=view) as context:
        page = context.new_page()
        for kind, path in kinds.items():
            page.goto(address + path)
            for wrong in Axe().run(page).response["violations"]:
                targets = [node["target"] for node in wrong["nodes"][:3]]
                found.append((kind, wrong["id"], targets))
    assert found == []


def test_no_script_stands_in_a_page(built_site: Path) -> None:
    pages = sorted(built_site.rglob("*.html"))
    for file in pages:
        soup = BeautifulSoup(file.read_text(encoding="utf-8"), "html.parser")
        (policy,) = soup.select("meta[http-equiv=Content-Security-Policy]")
        assert "unsafe-inline" not in str(policy["content"])
        assert "http" not in str(policy["content"])
        assert not soup.select("style, [style]"), file
        kinds = {script.get("type") for script in soup.find_all("script", src=False)}
        assert kinds <= {"application/json", "application/ld+json"}, file
    assert len(pages) > 15


def test_the_policy_allows_all_that_the_pages_do(
    page: Page, address: str, kinds: dict[str, str]
) -> None:
    for path in kinds.values():
        page.goto(address + path)
    page.locator(".wx-query__box").count()
    page.goto(address + "search/?q=okafor")
    page.locator(".wx-hits .wx-hit").first.wait_for()


def test_an_article_with_all_that_it_loads_is_small_and_holds_still(
    page: Page, address: str, kinds: dict[str, str]
) -> None:
    bodies: list[bytes] = []
    page.on("response", lambda response: bodies.append(response.body()))
    page.add_init_script(
        "window.shift = 0; new PerformanceObserver((list) => {"
        "for (const entry of list.getEntries()) window.shift += entry.value"
        "}).observe({ type: 'layout-shift', buffered: true });"
    )
    page.goto(address + kinds["article"])
    page.wait_for_load_state("networkidle")
    assert sum(len(gzip.compress(body)) for body in bodies) <= 100_000
    assert page.evaluate("window.shift") == 0


def test_marks_can_be_switched_off_by_kind_and_that_is_remembered(
    page: Page, address: str, kinds: dict[str, str]
) -> None:
    def line(kind: str) -> str:
        return str(
            page.locator(f".wx-text a.{kind}").first.evaluate(
                "link => getComputedStyle(link).textDecorationLine"
            )
        )

    page.goto(address + kinds["article"])
    assert (line("person"), line("place")) == ("underline", "underline")
    page.get_by_label("People", exact=True).uncheck()
    assert (line("person"), line("place")) == ("none", "underline")
    page.reload()
    assert (line("person"), line("place")) == ("none", "underline")
    page.get_by_label("All", exact=True).uncheck()
    assert line("place") == "none"
    page.get_by_label("Who speaks").check()
    page.get_by_label("All", exact=True).check()
    page.get_by_label("People", exact=True).check()
    assert (line("person"), line("place")) == ("underline", "underline")


def test_marks_can_be_switched_without_scripts_and_where_storage_is_forbidden(
    browser: Browser, address: str, kinds: dict[str, str]
) -> None:
    off = "link => getComputedStyle(link).textDecorationLine"
    with browser.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(address + kinds["article"])
        page.get_by_label("People", exact=True).uncheck()
        # Without scripts the page can't be asked; what is drawn can.
        shown = page.locator(".wx-text p:has(a.person)").first.screenshot()
        page.get_by_label("People", exact=True).check()
        assert page.locator(".wx-text p:has(a.person)").first.screenshot() != shown
    with browser.new_context() as context:
        page = context.new_page()
        errors: list[str] = []
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.add_init_script(
            "Object.defineProperty(window, 'localStorage', { get() { throw new Error('no') } })"
        )
        page.goto(address + kinds["article"])
        page.get_by_label("People", exact=True).uncheck()
        assert page.locator(".wx-text a.person").first.evaluate(off) == "none"
        assert not [error for error in errors if "article.js" in error]


def test_a_name_is_previewed_and_escape_or_leaving_it_closes_the_card(
    page: Page, address: str, kinds: dict[str, str]
) -> None:
    page.goto(address + kinds["article"])
    link = page.locator(".wx-text a.person").first
    link.hover()
    card = page.locator(".wx-card")
    card.get_by_text(re.compile(r"\d+ mentions? in \d+ article")).wait_for()
    assert "Linked because" in card.inner_text()
    said = page.request.get(str(link.evaluate("(link) => link.href"))).text()
    about = BeautifulSoup(said, "html.parser").select_one(".wx-profile")
    assert about
    assert card.locator(".wx-card__sum").inner_text() == about["data-counts"]
    words = card.locator(".wx-words").text_content()
    assert words == (f"“{about['data-words']}”" if "data-words" in about.attrs else "")
    card.hover()
    page.wait_for_timeout(500)
    assert card.count() == 1
    page.keyboard.press("Escape")
    assert card.count() == 0
    link.hover(position={"x": 2, "y": 2})
    page.mouse.move(0, 0)
    page.wait_for_timeout(600)
    assert card.count() == 0


def test_by_keyboard_a_card_opens_on_focus_and_leads_to_the_next_mention(
    page: Page, address: str, kinds: dict[str, str]
) -> None:
    page.goto(address + kinds["article"])
    names = ".wx-text :is(.person, .organization, .place)"
    links = page.locator(names)
    addresses = [link.get_attribute("href") for link in links.all()]
    first = next(n for n, href in enumerate(addresses) if addresses.count(href) > 1)
    second = addresses.index(addresses[first], first + 1)
    page.keyboard.press("Tab")
    links.nth(first).focus()
    page.locator(".wx-card").wait_for()
    page.keyboard.press("Tab")
    assert "Next mention" in str(page.evaluate("document.activeElement.textContent"))
    page.keyboard.press("Enter")
    assert page.evaluate(
        "([names, n]) => document.activeElement === document.querySelectorAll(names)[n]",
        [names, second],
    )
    assert page.locator(".wx-card").count() == 1


def test_on_the_network_s_page_the_neighbours_of_a_name_stand_out(page: Page, address: str) -> None:
    page.goto(f"{address}network/")
    line = page.locator(".wx-network line").first
    one, other = str(line.get_attribute("data-ends")).split()
    page.locator(f'.wx-network a[data-id="{one}"] circle').hover()
    page.locator(f'.wx-network a.wx-near[data-id="{other}"]').wait_for()
    assert "wx-near" in str(line.get_attribute("class"))


def test_a_long_touch_previews_and_a_short_one_follows_the_link(
    browser: Browser, address: str, kinds: dict[str, str]
) -> None:
    with browser.new_context(has_touch=True, viewport={"width": 390, "height": 800}) as context:
        page = context.new_page()
        page.goto(address + kinds["article"])
        link = page.locator(".wx-text a.person").first
        link.dispatch_event("touchstart")
        page.locator(".wx-card").wait_for()
        link.dispatch_event("touchend")
        link.dispatch_event("click")
        assert page.url.endswith(kinds["article"])
        page.locator("h1").tap()
        assert page.locator(".wx-card").count() == 0
        link.tap()
        page.wait_for_url("**/people/**")


def test_a_paragraph_can_be_cited_with_its_source_and_link(
    browser: Browser, address: str, kinds: dict[str, str], built_site: Path
) -> None:
    articles = {article["url"]: article for article in _lines(built_site / "data/articles.jsonl")}
    text = articles[kinds["article"]]["blocks"][2]["text"]
    with browser.new_context(permissions=["clipboard-read", "clipboard-write"]) as context:
        page = context.new_page()
        page.goto(address + kinds["article"])
        page.locator("#p2 .wx-here").click()
        page.wait_for_url("**#p2")
        page.get_by_role("button", name="Cite this paragraph").click()
        page.get_by_role("button", name="Copied").wait_for()
        cited = page.evaluate("navigator.clipboard.readText()")
        assert cited.startswith(f"“{text}” (")
        assert page.locator("h1").inner_text() in cited
        assert cited.endswith(f"{address}{kinds['article']}#p2)")


def test_the_people_table_filters_by_any_form_and_by_a_misspelling(
    page: Page, address: str
) -> None:
    page.goto(address + "people/")
    rows = page.locator("tbody tr:not(.wx-letter):visible")
    every = rows.count()
    box = page.locator(".wx-filter input")
    box.fill("okafor")
    page.get_by_text(re.compile(rf"^\d+ of {every}$")).wait_for()
    assert 0 < rows.count() < every
    assert "Judith Okafor" in rows.all_inner_texts()[0]
    box.fill("ocafor")
    page.get_by_text("spelled alike").wait_for()
    assert "Judith Okafor" in rows.all_inner_texts()[0]
    box.fill("")
    assert rows.count() == every


def test_the_people_table_sorts_by_count_and_back_to_a_to_z(page: Page, address: str) -> None:
    page.goto(address + "people/")
    rows = page.locator("tbody tr:not(.wx-letter)")
    names = [text.split("\t")[0] for text in rows.all_inner_texts()]
    page.get_by_role("button", name="Mentions").click()
    counts = [int(cell.inner_text()) for cell in page.locator("tbody td:nth-child(4)").all()]
    assert counts == sorted(counts, reverse=True)
    assert page.locator("th[aria-sort=descending]").inner_text().startswith("Mentions")
    assert page.locator(".wx-letter:visible").count() == 0
    page.get_by_role("button", name="Name").click()
    assert [text.split("\t")[0] for text in rows.all_inner_texts()] == names
    assert page.locator(".wx-letter:visible").count() == page.locator(".wx-letter").count() > 1


def test_a_table_in_another_order_sorts_names_as_its_cells_say(
    browser: Browser, tmp_path: Path
) -> None:
    shutil.copy(ROOT / "docs/assets/table.js", tmp_path)
    rows = [("Ada Moe", 2, 9), ("Bo Berg", 10, 7), ("Cy Abel", 1, 5)]
    body = "".join(f"<tr><td data-order={n}>{who}<td>{many}" for who, n, many in rows)
    (tmp_path / "index.html").write_text(
        "<!doctype html><table data-table><thead><tr><th>Name<th class=wx-num aria-sort=descending>"
        f"Articles<tbody>{body}</table><script type=module src=table.js></script>",
        encoding="utf-8",
    )
    with serving(tmp_path) as host, browser.new_page() as page:
        page.goto(host)
        names = page.locator("tbody td:first-child")
        page.get_by_role("button", name="Name").click()
        assert names.all_inner_texts() == ["Cy Abel", "Ada Moe", "Bo Berg"]
        page.get_by_role("button", name="Name").click()
        assert names.all_inner_texts() == ["Bo Berg", "Ada Moe", "Cy Abel"]
        page.get_by_role("button", name="Articles").click()
        assert names.all_inner_texts() == ["Ada Moe", "Bo Berg", "Cy Abel"]


@pytest.mark.parametrize("width", WIDTHS)
def test_targets_are_large_enough(
    browser: Browser, address: str, kinds: dict[str, str], width: int
) -> None:
    """WCAG 2.2, 2.5.8: 24 pixels, or as much room around; links in a sentence are exempt."""
    with browser.new_context(viewport={"width": width, "height": 900}) as context:
        page = context.new_page()
        for kind, path in kinds.items():
            page.goto(address + path)
            found = Axe().run(page, options={"runOnly": ["target-size"]}).response
            assert found["passes"], kind
            wrong = [node["target"] for rule in found["violations"] for node in rule["nodes"]]
            assert not wrong, kind


def test_with_text_twice_as_large_nothing_is_cut_off(
    browser: Browser, address: str, kinds: dict[str, str]
) -> None:
    # A zoom of 200 % leaves half the window's width to the page.
    with browser.new_context(viewport={"width": 640, "height": 450}) as context:
        page = context.new_page()
        for kind, path in kinds.items():
            page.goto(address + path)
            assert page.evaluate("document.documentElement.scrollWidth") <= 640, kind


def test_nothing_moves_for_readers_who_ask_for_that(
    browser: Browser, address: str, kinds: dict[str, str]
) -> None:
    moving = """() => [...document.querySelectorAll("*")].filter((one) =>
        parseFloat(getComputedStyle(one).transitionDuration) > 0).length"""
    with browser.new_context(reduced_motion="reduce") as context:
        page = context.new_page()
        for path in kinds.values():
            page.goto(address + path)
            assert page.evaluate(moving) == 0, path


def test_every_link_of_an_article_can_be_reached_with_tab(
    page: Page, address: str, kinds: dict[str, str]
) -> None:
    page.goto(address + kinds["article"])
    wanted = page.locator("main a[href]:visible, main input:visible").count()
    reached = page.evaluate(
        "[...document.querySelectorAll('main a[href], main input')]"
        ".filter((one) => one.tabIndex >= 0 && one.checkVisibility()).length"
    )
    assert reached == wanted > 20


def test_on_paper_an_article_keeps_its_words_and_loses_its_switches(
    page: Page, address: str, kinds: dict[str, str]
) -> None:
    page.goto(address + kinds["article"])
    page.emulate_media(media="print")
    assert page.locator(".wx-text p").first.is_visible()
    for gone in (".wx-marks", ".wx-find", ".wx-here", ".wx-related"):
        assert page.locator(f"{gone}:visible").count() == 0, gone


def test_search_engines_are_asked_to_leave_out_people_s_pages(built_site: Path) -> None:
    def robots(path: str) -> list[str]:
        soup = BeautifulSoup((built_site / path).read_text(encoding="utf-8"), "html.parser")
        return [str(tag["content"]) for tag in soup.select("meta[name=robots]")]

    (person,) = sorted(built_site.glob("people/*/index.html"))[:1]
    assert robots(str(person.relative_to(built_site))) == ["noindex"]
    assert robots("people/index.html") == robots("index.html") == []


def test_an_article_that_is_opened_in_a_profile_shows_its_paragraphs(
    page: Page, tmp_path: Path
) -> None:
    for day in range(OPEN_ARTICLES + 1, 0, -1):
        text = f"Mara Quill met Omar Reyes in Oslo on day {day}.\n\nNobody else came."
        front = f"title: Day {day}\npublished: 2024-01-{day:02}"
        seed = tmp_path / "seeds" / f"day-{day}.md"
        seed.parent.mkdir(exist_ok=True)
        seed.write_text(f"---\n{front}\n---\n\n{text}\n", encoding="utf-8")
    site = build(tmp_path / "seeds", tmp_path / "out")
    with serving(site) as host:
        page.goto(f"{host}/people/mara-quill/")
        oldest = page.locator("details:not(.wx-more)").last
        assert oldest.locator("li").count() == 0
        oldest.locator("summary").click()
        row = oldest.locator("li")
        row.wait_for()
        assert row.inner_text().split("\n")[-1] == "Mara Quill met Omar Reyes in Oslo on day 1."
        assert row.locator("mark").all_inner_texts() == ["Mara Quill"]
        row.locator("a").click()
        page.wait_for_url("**/articles/day-1/#p1")
        page.wait_for_load_state("networkidle")
