"""How long after saving an article its page is there: `python -m bench.preview [N …]`.

`build_pages.py --serve` shows N generated articles; a browser has the page of one open. Seconds
are from the saved file to the sentence in the page that has loaded anew, as someone sees it.
"""

import re
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter

from bench import sizes
from bench.browsing import chromium, launched
from bench.generate import write_seeds
from bench.rebuild import NEW, ROOT, machine

ARTICLES = 200
TIMES = 5
PATIENCE = 120_000  # milliseconds for a site
SEED = "a-last-article"
FOLLOWS = "The rest of the site is being built."


def main() -> None:
    """Read the command line."""
    show(sizes("preview", __doc__, ARTICLES))


def show(sizes: Sequence[int] = (ARTICLES,)) -> None:
    """Measure with so many articles, and print the machine and a line for each number."""
    if not chromium():
        print("preview: not measured, needs Chromium")
        return
    print(machine())
    print("articles   saved to page, s (median, longest)   saved to whole site, s")
    for articles in sizes:
        with TemporaryDirectory() as folder:
            pages, sites = measure(articles, Path(folder))
        print(f"{articles:8} {median(pages):19.1f} {max(pages):12.1f} {median(sites):20.1f}")


def measure(articles: int, folder: Path) -> tuple[list[float], list[float]]:
    """Save an article several times; return the seconds to its page, and to the whole site."""
    write_seeds(articles, folder / "seeds")
    seed = folder / "seeds" / f"{SEED}.md"
    seed.write_text(NEW, encoding="utf-8")
    pages, sites = [], []
    with _served(folder) as address, launched() as browser:
        page = browser.new_page()
        page.goto(f"{address}articles/{SEED}/")
        for time in range(TIMES):
            said = f"Nothing sails before {time + 1} o’clock"
            start = perf_counter()
            seed.write_text(NEW.replace("Nothing sails before noon", said), encoding="utf-8")
            page.locator("article.wx-article", has_text=said).wait_for(timeout=PATIENCE)
            pages.append(perf_counter() - start)
            page.get_by_text(FOLLOWS).wait_for(state="detached", timeout=PATIENCE)
            sites.append(perf_counter() - start)
    return pages, sites


@contextmanager
def _served(folder: Path) -> Iterator[str]:
    """Start the preview; give its address when the first site is there."""
    command = [sys.executable, "-u", "build_pages.py", "--serve", "--no-register"]
    command += ["--seeds", str(folder / "seeds"), "--out", str(folder / "out")]
    with subprocess.Popen(  # noqa: S603 - our own command
        command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    ) as process:
        lines = process.stdout or ()
        try:
            yield next(found[0] for line in lines if (found := re.search(r"http://\S+/", line)))
        finally:
            process.terminate()


if __name__ == "__main__":
    main()
