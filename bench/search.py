"""Measures the search over generated articles, in a browser: what is loaded and how long it takes.

    python -m bench.search 1000 5000 10000

The articles stand in the site as in a real one and Pagefind indexes them; pages of names, which
the search doesn't read, are left out. Bytes are those that a server sends that packs text with
gzip, as GitHub Pages does.
"""

import gzip
import os
import shutil
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from random import Random
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter

from playwright.sync_api import Page

from bench import sizes
from bench.browsing import Silent, chromium, launched, serving
from bench.generate import annotated
from whodex.collect.book import collected
from whodex.collect.naming import address
from whodex.collect.profile import Profile, profile
from whodex.data.lookup import lookup
from whodex.pages.searched import NEWEST, folders, searched
from whodex.site.search import BUNDLE, BUNDLES, index_part, parts
from whodex.values.settings import Settings

ROOT = Path(__file__).parent.parent
ARTICLES = 1000
LATER = 20
SHELL = """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Search</title>
<script type="module" src="{root}assets/search.js"></script></head><body>{body}</body></html>
"""
# As in whodex/site/theme/partials/header.html.
BOX = """<search class="wx-find"><input class="wx-find__box" type="search" name="q">
<div id="wx-found" class="wx-found" hidden></div></search>"""


def main() -> None:
    """Read the command line."""
    show(sizes("search", __doc__, ARTICLES))


def show(counts: Sequence[int] = (ARTICLES,)) -> None:
    """Print a table, one column a number of articles."""
    if not chromium():
        print("search: not measured, needs Chromium")
        return
    columns = {count: measure(count) for count in counts}
    rows = columns[counts[0]]
    width = max(map(len, rows))
    print("articles".ljust(width), *(f"{count:>10,}" for count in counts))
    for row in rows:
        print(row.ljust(width), *(f"{columns[count][row]:>10,.2f}" for count in counts))


def measure(count: int) -> Mapping[str, float]:
    """Build a site of `count` generated articles, search in it, and return the figures."""
    with TemporaryDirectory() as folder:
        site = Path(folder)
        profiles, built = build(count, site)
        with packed(site) as (host, sent), launched() as browser:
            return {**built, **searches(browser.new_page(), host, sent, profiles)}


def build(count: int, site: Path) -> tuple[tuple[Profile, ...], dict[str, float]]:
    """Write the pages that the search reads, its data and its index into `site`."""
    articles, entities = annotated(count)
    profiles = profile(articles, entities)
    book = collected(articles, profiles, Settings("Generated"))
    shutil.copytree(ROOT / "docs" / "assets", site / "assets")
    (site / "index.html").write_text(SHELL.format(root="", body=BOX), encoding="utf-8")
    folder = folders(item.article for item in articles)
    pages = {
        f"{folder[item.article.id]}/{address(item.article)}index.html": searched(
            book, item
        )().decode()
        for item in articles
    }
    for name, text in {**lookup(book), **pages}.items():
        file = site / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    start = used()
    for bundle in parts(site):
        index_part(site, site, bundle)
    full = used() - start
    newest = next((site / NEWEST).rglob("articles/*/index.html"))
    newest.write_text(newest.read_text(encoding="utf-8") + "\n", encoding="utf-8")
    start = used()
    index_part(site, site / "again", BUNDLE)
    again = used() - start
    return profiles, {
        "names": len(profiles),
        "articles in the newest part": list(folder.values()).count(NEWEST),
        "Pagefind, CPU s": full,
        "Pagefind after a change of a new article, CPU s": again,
        "Pagefind's index, MB": sum(size(site / bundle) for bundle in BUNDLES) / 1e6,
        "names and quotes to look up, MB": size(site / "data") / 1e6,
    }


def used() -> float:
    """Return the CPU seconds of this process and of those that it has started."""
    return sum(os.times()[:4])


def size(folder: Path) -> int:
    """Return how many bytes a folder holds."""
    return sum(file.stat().st_size for file in folder.rglob("*") if file.is_file())


def searches(
    page: Page, host: str, sent: list[int], profiles: tuple[Profile, ...]
) -> dict[str, float]:
    """Type names into the box, first with nothing loaded, then with what the first one loaded."""
    random = Random(6)  # noqa: S311 - the same names every time
    people = [about.entity.name for about in profiles if about.entity.type == "person"]
    names = random.sample(people, LATER + 1)
    page.goto(host)
    page.wait_for_load_state("networkidle")
    del sent[:]
    first = ask(page, names[0])
    page.wait_for_load_state("networkidle")
    loaded = sum(sent)
    del sent[:]
    later = [ask(page, name) for name in names[1:]]
    page.wait_for_load_state("networkidle")
    return {
        "first query, KB": loaded / 1000,
        "first query, seconds": first,
        "later queries, KB each": sum(sent) / 1000 / LATER,
        "later queries, seconds (median)": median(later),
        "later queries, seconds (longest)": max(later),
    }


def ask(page: Page, query: str) -> float:
    """Type a query; return the seconds until its results stand there."""
    wanted = page.locator(".wx-found__all", has_text=f"“{query}”")
    start = perf_counter()
    page.locator(".wx-find__box").fill(query)
    wanted.wait_for()
    return perf_counter() - start


@contextmanager
def packed(folder: Path) -> Iterator[tuple[str, list[int]]]:
    """Serve a folder, text packed with gzip; note the size of each answer."""
    sent: list[int] = []

    class Packing(Silent):
        def do_GET(self) -> None:  # noqa: N802 - the parent's name
            file = Path(self.translate_path(self.path))
            file = file / "index.html" if file.is_dir() else file
            if not file.is_file():
                self.send_error(404)
                return
            packed = file.suffix in {".html", ".js", ".json", ".css"}
            data = file.read_bytes()
            data = gzip.compress(data) if packed else data
            sent.append(len(data))
            self.send_response(200)
            self.send_header("Content-Type", self.guess_type(str(file)))
            self.send_header("Content-Length", str(len(data)))
            if packed:
                self.send_header("Content-Encoding", "gzip")
            self.end_headers()
            self.wfile.write(data)

    with serving(folder, Packing) as host:
        yield f"{host}/", sent


if __name__ == "__main__":
    main()
