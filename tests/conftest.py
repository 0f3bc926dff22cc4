"""What several tests share: a browser, a site built from tests/seeds, and a server for it."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from bench.browsing import chromium, serving

ROOT = Path(__file__).parent.parent
QUIET = ["--disable-background-networking", "--disable-component-update", "--no-first-run"]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Start Chromium; without one the test is skipped, but fails where CI is set."""
    found = chromium()
    if not found:
        needed = "needs Chromium; on Debian: apt install chromium"
        (pytest.fail if os.environ.get("CI") else pytest.skip)(needed)
    sandbox = ["--no-sandbox"] if os.geteuid() == 0 else []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=QUIET + sandbox)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def built_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build tests/seeds as a user would, without a register; return the folder of the site."""
    return build(ROOT / "tests" / "seeds", tmp_path_factory.mktemp("collection"))


def build(seeds: Path, out: Path) -> Path:
    """Build seeds as a user would, without a register; return the folder of the site."""
    command = [sys.executable, "build_pages.py", "--seeds", str(seeds), "--no-register"]
    command += ["--out", str(out)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)  # noqa: S603 - our own arguments
    assert done.returncode == 0, done.stdout + done.stderr
    return out / "site"


@pytest.fixture(scope="session")
def address(built_site: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Serve the site under a sub-path; return its address."""
    root = tmp_path_factory.mktemp("server")
    (root / "some/sub").mkdir(parents=True)
    (root / "some/sub/path").symlink_to(built_site)
    with serving(root) as host:
        yield f"{host}/some/sub/path/"
