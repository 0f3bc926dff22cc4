"""Take the pictures of the site that README shows: `python -m bench.screenshots [--site DIR]`."""

import argparse
import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Page

from bench.browsing import chromium, launched, serving

ROOT = Path(__file__).parent.parent
OUT = ROOT / "docs" / "assets"
SIZES = {"": (1280, 900), "-narrow": (390, 844)}


def main() -> None:
    """Serve the built site and take home, article, person, people and search at two widths."""
    with shown(site_of(__doc__)) as (browser, address, site):
        for suffix, (across, down) in SIZES.items():
            view = {"width": across, "height": down}
            page = browser.new_page(viewport=view, color_scheme="light")  # type: ignore[arg-type]
            for name, path in pages(site).items():
                page.goto(address + path)
                settle(page, name)
                page.screenshot(path=OUT / f"{name}{suffix}.png")


def site_of(purpose: str | None) -> Path:
    """Read the command line's only choice: which built site."""
    arguments = argparse.ArgumentParser(description=purpose)
    arguments.add_argument("--site", type=Path, default=ROOT / "site", metavar="DIR")
    site: Path = arguments.parse_args().site
    return site


@contextmanager
def shown(site: Path) -> Iterator[tuple[Browser, str, Path]]:
    """Serve a built site; give a browser and the address. Ends the program where one is missing."""
    if not chromium() or not (site / "index.html").exists():
        sys.exit("Needs Chromium (on Debian: apt install chromium) and a built site (make site).")
    with serving(site) as host, launched() as browser:
        yield browser, f"{host}/", site


def pages(site: Path) -> dict[str, str]:
    """Return the addresses: of articles and people the one that shows most."""
    articles, entities = (
        [json.loads(line) for line in (site / "data" / file).read_text("utf-8").splitlines()]
        for file in ("articles.jsonl", "entities.jsonl")
    )
    people = [entity for entity in entities if entity["type"] == "person"]
    person = max(people, key=lambda entity: (len(entity["articles"]), entity["mention_count"]))
    return {
        "home": "",
        "article": max(articles, key=lambda one: (bool(one["published"]), len(one["quotes"])))[
            "url"
        ],
        "person": person["url"],
        "people": "people/",
        "search": f"search/?q={person['name'].split()[-1]}",
    }


def settle(page: Page, name: str) -> None:
    """Wait until nothing is loaded any more and, on the search page, something was found."""
    page.wait_for_load_state("networkidle")
    if name == "search":
        page.locator(".wx-hits li").first.wait_for()


if __name__ == "__main__":
    main()
