import gzip
import json
import os
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import replace
from fnmatch import fnmatch
from http import HTTPStatus
from pathlib import Path
from threading import Event, Thread
from typing import Any
from urllib.error import HTTPError

import pytest
from helpers.pages import write
from playwright.sync_api import Browser

from whodex.site import files, preview, search
from whodex.site.preview import serve
from whodex.site.publish import publish
from whodex.site.pages import UNUSED
from whodex.store.workers import PAGES, workers
from whodex.values.errors import Problem, WhodexError

CONFIG = Path(__file__).parents[2] / "mkdocs.yml"
SECTIONS = ("articles", "people", "organizations", "places", "review")


def _words(number: int) -> str:
    return f"""<!doctype html>
<html lang="en"><body data-pagefind-body>
<span hidden data-pagefind-filter="kind:Article"></span>
<span hidden data-pagefind-filter="source:Daily {number % 5}"></span>
<span hidden data-pagefind-filter="person:Ada {number % 11}"></span>
<span hidden data-pagefind-filter="year:{2000 + number}"></span>
<span hidden data-pagefind-sort="date:{2000 + number}-01-01"></span>
<p id="p1">The harbour of Vikmo was closed for {number} days, said Ada Lindqvist.</p>
"""


def _pages(articles: int = 3) -> dict[str, str]:
    pages = {f"{section}/index.md": f"# {section.title()}\n" for section in SECTIONS}
    pages |= {f"{name}.md": f"# {name.title()}\n" for name in ("index", "search", "about")}
    pages |= {
        f"assets/{name}": "" for name in ("theme.css", "whodex.css", "search.js", "favicon.svg")
    }
    for n in range(articles):
        pages |= _article(n)
    return pages


def _article(number: int, name: str = "Ada", part: str = "newest") -> dict[str, str]:
    """What is written of an article: a page, and what is searched in it."""
    return {
        f"articles/a{number}.md": f"# Article {number}\n\n{name} Lindqvist spoke.\n",
        f".search/{part}/articles/a{number}/index.html": _words(number).replace("Ada", name),
    }


def _docs(folder: Path, changes: dict[str, str] | None = None) -> Path:
    write(_pages() | (changes or {}), folder / "docs")
    return folder / "docs"


def _files(folder: Path) -> dict[str, bytes]:
    found = sorted(file for file in folder.rglob("*") if file.is_file())
    return {file.relative_to(folder).as_posix(): file.read_bytes() for file in found}


def test_the_same_pages_give_the_same_bytes(tmp_path: Path) -> None:
    pages = _pages(articles=40)
    sites = []
    for run, order in enumerate([sorted(pages), sorted(pages, reverse=True), sorted(pages)]):
        docs = tmp_path / f"docs{run}"
        for path in order:
            (docs / path).parent.mkdir(parents=True, exist_ok=True)
            (docs / path).write_text(pages[path], encoding="utf-8")
        publish(CONFIG, docs, tmp_path / f"site{run}", "https://example.org/news/")
        sites.append(_files(tmp_path / f"site{run}"))
    assert sites[0] == sites[1] == sites[2]
    assert len([path for path in sites[0] if path.endswith(".pf_filter")]) == 5
    assert "sitemap.xml.gz" in sites[0]


def test_pages_made_by_others_have_the_same_bytes(tmp_path: Path) -> None:
    write(_pages(articles=PAGES), tmp_path / "docs")
    publish(CONFIG, tmp_path / "docs", tmp_path / "here")
    with workers(2, None) as near:
        assert near
        far = replace(near, near=False)
        publish(CONFIG, tmp_path / "docs", tmp_path / "there", workers=far)
    assert _files(tmp_path / "here") == _files(tmp_path / "there")


def test_the_site_holds_nothing_that_no_page_loads(tmp_path: Path) -> None:
    publish(CONFIG, _docs(tmp_path), tmp_path / "site")
    paths = _files(tmp_path / "site").keys()
    assert not [path for path in paths if "lunr" in path or "worker" in Path(path).parent.name]
    assert not [path for path in paths if path.endswith(".map") or "-ui." in path]
    assert {path for path in paths if path.startswith("pagefind") and path.count("/") == 1} - {
        path for path in paths if path.endswith(".pf_meta")
    } == {"pagefind/pagefind.js", "pagefind/pagefind-entry.json", "pagefind/wasm.en.pagefind"}
    assert "sitemap.xml" not in paths


def test_material_s_files_are_called_as_in_the_theme(tmp_path: Path) -> None:
    publish(CONFIG, _docs(tmp_path), tmp_path / "site")
    site = _files(tmp_path / "site")
    text = site["assets/scheme.js"] + site["about/index.html"]
    named = re.findall(rb"(?:javascripts|stylesheets)/\w+\.[0-9a-f]{8}\.min\.\w+", text)
    assert len(named) == 3
    assert {f"assets/{name.decode()}" for name in named} <= site.keys()
    theme = [file for file in (CONFIG.parent / "whodex").rglob("*.*") if file.suffix in {".html", ".js"}]
    theme += (CONFIG.parent / "docs/assets").glob("*.js")
    naming = {file.name for file in theme if re.search(r"\.[0-9a-f]{8}\.min\.", file.read_text("utf-8"))}
    assert naming == {"material.html"}


def test_without_material_s_theme_the_pages_are_the_same(tmp_path: Path) -> None:
    """What docs/after-material.md says of the way out."""
    docs = _docs(tmp_path)
    templates = "static_templates: [assets/scheme.js]"
    without = [("name: material", "name: null"), (templates, f"{templates[:-1]}, 404.html]")]
    settings = _project(tmp_path / "plain", docs, *without)
    publish(CONFIG, docs, tmp_path / "site")
    command = [sys.executable, "-m", "mkdocs", "build", "--quiet"]
    environment = os.environ | {"SITE_URL": "", "SOURCE_DATE_EPOCH": "0"}
    subprocess.run(command, cwd=settings.parent, env=environment, check=True)  # noqa: S603 - our own command
    ours, plain = _files(tmp_path / "site"), _files(settings.parent / "site")
    assert plain == {path: ours[path] for path in plain}
    left = {path for path in ours.keys() - plain.keys() if not path.startswith("pagefind")}
    assert {path.split("/")[1] for path in left} <= {"javascripts", "stylesheets", "images"}
    assert len([path for path in left if ".min." in path]) == 3


def test_a_known_address_stands_in_the_pages_and_the_sitemap(tmp_path: Path) -> None:
    publish(CONFIG, _docs(tmp_path), tmp_path / "site", "https://example.org/news/")
    site = _files(tmp_path / "site")
    assert (
        b'<link rel="canonical" href="https://example.org/news/about/">' in site["about/index.html"]
    )
    assert b"<url><loc>https://example.org/news/about/</loc></url>" in site["sitemap.xml"]
    assert b"lastmod" not in site["sitemap.xml"]
    assert b'href="/news/assets/theme.css"' in site["404.html"]


def test_a_broken_link_is_an_error_and_the_old_site_stays(tmp_path: Path) -> None:
    docs = _docs(tmp_path)
    publish(CONFIG, docs, tmp_path / "site")
    before = _files(tmp_path / "site")
    _docs(tmp_path, {"about.md": "[who](people/nobody.md) and [where](places/index.md#no)"})
    with pytest.raises(WhodexError) as caught:
        publish(CONFIG, docs, tmp_path / "site")
    assert {problem.file for problem in caught.value.problems} == {docs / "about.md"}
    assert "people/nobody.md" in str(caught.value)
    assert "#no" in str(caught.value)
    assert _files(tmp_path / "site") == before
    assert sorted(path.name for path in tmp_path.iterdir()) == ["docs", "site"]


def test_a_page_that_is_missing_from_the_navigation_is_an_error(tmp_path: Path) -> None:
    docs = _docs(tmp_path)
    (docs / "search.md").unlink()
    with pytest.raises(WhodexError, match=r"search\.md"):
        publish(CONFIG, docs, tmp_path / "site")
    assert not (tmp_path / "site").exists()


def test_a_wrong_configuration_is_an_error_with_its_reason(tmp_path: Path) -> None:
    config = tmp_path / "mkdocs.yml"
    config.write_text("site_name: News\ntheme: papyrus\n")
    with pytest.raises(WhodexError, match="papyrus"):
        publish(config, _docs(tmp_path), tmp_path / "site")


def test_what_pagefind_says_is_passed_on(tmp_path: Path) -> None:
    with pytest.raises(WhodexError, match="Pagefind can't index the articles"):
        search.index(tmp_path / "nowhere", tmp_path / "bundle")


# Builds a site anew after a change, and kills itself at each of several steps on the way.
KILLED = """
import json, os, shutil, signal, sys
from pathlib import Path
from whodex.site.publish import publish
from test_publish import CONFIG, _article, _docs, _files

folder, kept = Path(sys.argv[1]), Path(sys.argv[1]) / "site.json"
site, left, events = folder / "site", 0, {"open", "os.link", "os.mkdir", "os.remove", "os.rename"}

def step(event, arguments):
    global left
    if event in events and str(folder) in str(arguments):
        left -= 1
        if not left:
            os.kill(os.getpid(), signal.SIGKILL)

sites = []
for name in ("Eva", "Ada"):
    docs = _docs(folder, _article(1, name))
    publish(CONFIG, docs, site, kept=kept)
    sites.append(_files(site))
sys.addaudithook(step)
last, killed, seen = 1, 0, []
for step_number in [*range(1, 1000, 13)]:
    _docs(folder, _article(1, ("Eva", "Ada")[1 - last]))
    child = os.fork()
    if not child:
        left = step_number
        publish(CONFIG, docs, site, kept=kept)
        os._exit(0)
    _, status = os.waitpid(child, 0)
    seen.append([_files(site) == one for one in (sites[last], sites[1 - last])])
    publish(CONFIG, docs, site, kept=kept)
    assert _files(site) == sites[1 - last], step_number
    assert {path.name for path in folder.iterdir()} == {".site.old", "docs", "site", "site.json"}
    last = 1 - last
    if not status:
        break
print(json.dumps(seen))
"""


def test_a_build_that_is_killed_at_any_step_leaves_the_old_site_or_the_new_one(
    tmp_path: Path,
) -> None:
    done = subprocess.run(  # noqa: S603 - our own script
        [sys.executable, "-c", KILLED, str(tmp_path)],
        env=os.environ | {"PYTHONPATH": os.pathsep.join([str(CONFIG.parent), *sys.path])},
        capture_output=True,
        text=True,
        check=False,
    )
    assert not done.returncode, done.stderr
    seen = json.loads(done.stdout)
    assert {tuple(one) for one in seen} == {(True, False), (False, True)}
    assert seen.index([False, True]) >= 4
    assert len(seen) - seen.index([False, True]) >= 3


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere there is no site for a moment")
def test_whoever_looks_sees_a_site_at_every_moment(tmp_path: Path) -> None:
    docs, site, seen, done = _docs(tmp_path), tmp_path / "site", set[bytes](), Event()
    page = site / "articles/a1/index.html"
    publish(CONFIG, docs, site)

    def look() -> None:
        while not done.is_set():
            seen.add(page.read_bytes())

    with ThreadPoolExecutor() as pool:
        looking = pool.submit(look)
        for name in ("Eva", "Ada", "Eva"):
            _docs(tmp_path, _article(1, name))
            publish(CONFIG, docs, site, kept=tmp_path / "site.json")
        done.set()
        looking.result()
    assert len(seen) == 2


class Killed(BaseException):
    """What a build feels when it is killed."""


@pytest.mark.parametrize(("renames", "seen"), [(0, "old"), (1, None), (2, "new")])
def test_where_nothing_exchanges_two_folders_the_next_build_brings_the_old_site_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, renames: int, seen: str | None
) -> None:
    site = tmp_path / "site"
    site.mkdir()
    (site / "index.html").write_text("old")
    left = renames
    rename = Path.rename

    def until_killed(self: Path, target: Path) -> Path:
        nonlocal left
        if not left:
            raise Killed
        left -= 1
        return rename(self, target)

    docs = _docs(tmp_path)
    monkeypatch.setattr(files, "_exchanged", lambda *_: False)
    with monkeypatch.context() as patch:
        patch.setattr(Path, "rename", until_killed)
        with pytest.raises(Killed):
            publish(CONFIG, docs, site)
    there = (site / "index.html").read_text() if site.exists() else None
    assert there == seen or (seen == "new" and there != "old")

    _docs(tmp_path, {"about.md": "[who](people/nobody.md)"})
    with pytest.raises(WhodexError):
        publish(CONFIG, docs, site)
    assert (site / "index.html").read_text() == (there or "old")
    _docs(tmp_path)
    publish(CONFIG, docs, site)
    publish(CONFIG, docs, tmp_path / "anew")
    assert _files(site) == _files(tmp_path / "anew")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["anew", "docs", "site"]


def test_what_a_killed_build_left_is_cleared_up(tmp_path: Path) -> None:
    (tmp_path / ".site.new/half").mkdir(parents=True)
    (tmp_path / ".site.old").mkdir()
    publish(CONFIG, _docs(tmp_path), tmp_path / "site")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["docs", "site"]
    assert not (tmp_path / "site/half").exists()


def test_another_format_of_pagefind_is_noticed(tmp_path: Path) -> None:
    file = tmp_path / "pagefind.en_1.pf_meta"
    file.write_bytes(gzip.compress(b"pagefind_xyz"))
    with pytest.raises(ValueError, match=r"not a file of Pagefind 1\.5: pagefind\.en_1\.pf_meta"):
        search._unpack(file)


def _free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


@contextmanager
def _preview(site: Path, watched: Path, rebuild: preview.Rebuild) -> Iterator[str]:
    """Run the preview in a thread; hand out its address when it answers."""
    stop, port = Event(), _free_port()
    arguments = (watched, site, [watched, watched / "nowhere"], rebuild, port, stop)
    thread = Thread(target=serve, args=arguments, daemon=True)
    thread.start()
    address = f"http://127.0.0.1:{port}/"
    _until(lambda: _state(address)["build"])
    try:
        yield address
    finally:
        stop.set()
        thread.join(30)
    assert not thread.is_alive()


def _until(so: Callable[[], object]) -> None:
    """Wait until something is so; give up after half a minute."""
    for _ in range(600):
        with suppress(OSError):
            if so():
                return
        time.sleep(0.05)
    pytest.fail("it never was so")


def _state(address: str) -> dict[str, Any]:
    with urllib.request.urlopen(f"{address}.whodex-preview") as answer:  # noqa: S310 - our own address
        found: dict[str, Any] = json.load(answer)
        return found


def test_the_preview_follows_what_people_write_and_nothing_else(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    site, docs = tmp_path / "site", tmp_path / "docs"
    site.mkdir()
    (site / "index.html").write_text("whole")
    write({"people/index.md": "# 0\n", **_article(0)}, docs)
    (docs / "about.md").write_text("begun")
    built: list[str] = []

    def rebuild(changed: Sequence[Path], show: preview.Show) -> tuple[Problem, ...]:
        assert changed == ([docs / "about.md"] if built else [])
        show({})
        built.append((docs / "about.md").read_text())
        write({"people/index.md": f"# {len(built)}\n", **_article(0)}, docs)
        if built[-1] == "wrong":
            raise WhodexError(Problem(docs / "about.md", 3, "not like that"))
        if built[-1] == "half":
            return (Problem(docs / "about.md", 4, "not like this"),)
        return ()

    with _preview(site, docs, rebuild) as address:
        _until(lambda: (docs / "about.md").write_text("first") and "first" in built)
        _until((site / "pagefind/pagefind.js").exists)
        for text, said in (("wrong", "3: not like that"), ("half", "4: not like this")):
            (docs / "people/index.md").write_text("ours")
            (docs / ".hidden").write_text("an editor's")
            (docs / "about.md").write_text(text)
            _until(lambda said=said: said in str(_state(address)["problems"]))  # type: ignore[misc]
        before = _state(address)["build"]
        (docs / "about.md").write_text("third")
        _until(lambda: _state(address)["build"] > before)
        assert _state(address)["problems"] == []
        with urllib.request.urlopen(address) as answer:  # noqa: S310 - our own address
            page = answer.read()
            assert answer.headers["Cache-Control"] == "no-store"
        assert page.startswith(b"whole<script src=")
        assert b".whodex-preview" in page
        with pytest.raises(HTTPError, match="404") as missing:
            urllib.request.urlopen(f"{address}nowhere")  # noqa: S310 - our own address
        assert b".whodex-preview" in missing.value.read()
        missing.value.close()

    assert (site / "index.html").read_text() == "whole"
    assert built[0] == "begun"
    assert built[-3:] == ["wrong", "half", "third"]
    printed = capsys.readouterr()
    assert address in printed.out
    assert "about.md:3: not like that" in printed.err


def test_pages_that_come_first_are_shown_until_the_site_is_whole(tmp_path: Path) -> None:
    site, docs = tmp_path / "site", tmp_path / "docs"
    site.mkdir()
    write(_article(0), docs)
    seen: list[bytes] = []
    ended = Event()

    def rebuild(changed: Sequence[Path], show: preview.Show) -> tuple[Problem, ...]:
        show({"articles/a0/": b"first"} if changed else {})
        assert not changed or ended.wait(30)
        return ()

    with _preview(site, docs, rebuild) as address:

        def page() -> bytes:
            with urllib.request.urlopen(f"{address}articles/a0/") as answer:  # noqa: S310 - our own address
                seen.append(answer.read())
            return seen[-1]

        _until(lambda: (docs / "about.md").write_text("first") and b"first" in page())
        state = f"{address}.whodex-preview?/articles/a0/"
        with urllib.request.urlopen(state) as answer:  # noqa: S310 - our own address
            assert json.load(answer)["first"]
        before = _state(address)["build"]
        ended.set()
        _until(lambda: _state(address)["build"] > before)

        def is_missing() -> bool:
            try:
                page()
            except HTTPError as error:
                error.close()
                return error.code == HTTPStatus.NOT_FOUND
            return False

        _until(is_missing)  # what was saved while it waited is built, and shown first, as well


def test_ctrl_c_in_the_first_build_ends_the_preview(tmp_path: Path) -> None:
    def rebuild(*_: object) -> tuple[Problem, ...]:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        serve(tmp_path, tmp_path / "site", [tmp_path], rebuild, _free_port())


def test_an_open_page_loads_anew_and_says_what_is_wrong(browser: Browser, tmp_path: Path) -> None:
    site, docs = tmp_path / "site", _docs(tmp_path)

    def rebuild(changed: Sequence[Path], show: preview.Show) -> tuple[Problem, ...]:
        show({})
        if changed:
            _docs(tmp_path, _article(0, "Eva"))
        publish(CONFIG, docs, site, search=False)
        return (Problem(docs / "more.md", 1, "not like that"),) if changed else ()

    with _preview(site, docs, rebuild) as address:
        page = browser.new_page()
        page.goto(f"{address}articles/a0/")
        _until(lambda: (docs / "more.md").write_text("# More\n") and _state(address)["problems"])
        page.get_by_text("Eva Lindqvist spoke.").wait_for()
        page.get_by_role("alert").get_by_text("more.md:1: not like that").wait_for()
        page.close()


def test_a_change_of_generated_or_hidden_files_is_nobody_s_work(tmp_path: Path) -> None:
    write({"people/index.md": "# 0\n"}, tmp_path)
    (tmp_path / "about.md").write_text("")
    ours = preview._ours([tmp_path])
    changed = ("people/index.md", "people", ".about.md.swp", ".whodex-manifest.json", "about.md")
    assert [path for path in changed if preview._by_hand(tmp_path / path, ours)] == ["about.md"]


def test_the_index_counts_every_article(tmp_path: Path) -> None:
    publish(CONFIG, _docs(tmp_path), tmp_path / "site")
    entry = json.loads((tmp_path / "site/pagefind/pagefind-entry.json").read_text())
    assert entry["languages"]["en"]["page_count"] == 3


def _times(folder: Path) -> dict[str, int]:
    files = sorted(folder.rglob("*.html"))
    return {file.relative_to(folder).as_posix(): file.stat().st_mtime_ns for file in files}


def test_only_pages_of_changed_sources_are_made_anew(tmp_path: Path) -> None:
    docs, site, kept = _docs(tmp_path), tmp_path / "site", tmp_path / "cache/site.json"
    publish(CONFIG, docs, site, kept=kept)
    before = _times(site)
    _docs(tmp_path, _article(1, "Eva"))
    publish(CONFIG, docs, site, kept=kept)
    after = _times(site)
    new = {path for path in after if after[path] != before[path]}
    assert new == {"articles/a1/index.html"}
    publish(CONFIG, docs, tmp_path / "anew")
    assert _files(site) == _files(tmp_path / "anew")


def test_a_page_that_is_gone_leaves_the_site_and_its_index(tmp_path: Path) -> None:
    docs, site, kept = _docs(tmp_path), tmp_path / "site", tmp_path / "site.json"
    publish(CONFIG, docs, site, kept=kept)
    write({path: text for path, text in _pages().items() if path not in _article(1)}, docs)
    publish(CONFIG, docs, site, kept=kept)
    assert not (site / "articles/a1").exists()
    publish(CONFIG, docs, tmp_path / "anew")
    assert _files(site) == _files(tmp_path / "anew")


def test_the_search_index_stays_where_no_article_changed(tmp_path: Path) -> None:
    docs, site, kept = _docs(tmp_path), tmp_path / "site", tmp_path / "site.json"
    publish(CONFIG, docs, site, kept=kept)
    before = (site / "pagefind/pagefind-entry.json").stat().st_ino
    _docs(tmp_path, {"people/index.md": "# Everyone\n"})
    publish(CONFIG, docs, site, kept=kept)
    assert (site / "pagefind/pagefind-entry.json").stat().st_ino == before


def _in_parts(folder: Path, *more: dict[str, str]) -> Path:
    """Write three articles of the newest part and two of the older one."""
    pages = _pages()
    for changes in (_article(3, part="older"), _article(4, part="older"), *more):
        pages |= changes
    write(pages, folder / "docs")
    return folder / "docs"


def test_only_the_part_of_the_index_that_changed_is_made_anew(tmp_path: Path) -> None:
    docs, site, kept = _in_parts(tmp_path), tmp_path / "site", tmp_path / "site.json"
    publish(CONFIG, docs, site, kept=kept)
    before = {path: (site / path).stat().st_ino for path in _files(site)}
    _in_parts(tmp_path, _article(5))
    publish(CONFIG, docs, site, kept=kept)
    older = [path for path in _files(site) if path.startswith("pagefind-older/")]
    assert older
    assert [path for path in older if (site / path).stat().st_ino != before[path]] == []
    entry = json.loads((site / "pagefind/pagefind-entry.json").read_text())
    assert (entry["languages"]["en"]["page_count"], entry["older"]) == (4, 2)
    publish(CONFIG, docs, tmp_path / "anew")
    assert _files(site) == _files(tmp_path / "anew")


@pytest.mark.parametrize("change", [{}, _article(6, part="older"), _article(3, "Eva", "older")])
def test_a_change_of_the_older_part_gives_the_site_of_a_build_from_nothing(
    tmp_path: Path, change: dict[str, str]
) -> None:
    docs, site, kept = _in_parts(tmp_path), tmp_path / "site", tmp_path / "site.json"
    publish(CONFIG, docs, site, kept=kept)
    before = _files(site)
    _in_parts(tmp_path, change) if change else write(_pages(), docs)
    publish(CONFIG, docs, site, kept=kept)
    assert _files(site) != before
    publish(CONFIG, docs, tmp_path / "anew")
    assert _files(site) == _files(tmp_path / "anew")


def test_the_preview_indexes_only_the_part_that_changed(tmp_path: Path) -> None:
    docs, site, state = _in_parts(tmp_path), tmp_path / "site", preview._State()
    publish(CONFIG, docs, site)
    preview._index(state, docs, site)
    before = {path: (site / path).stat().st_ino for path in _files(site)}
    _in_parts(tmp_path, _article(5))
    preview._index(state, docs, site)
    after = {path: (site / path).stat().st_ino for path in _files(site)}
    older, newest = "pagefind-older/pagefind-entry.json", "pagefind/pagefind-entry.json"
    assert after[older] == before[older]
    assert after[newest] != before[newest]
    write(_pages(), docs)
    preview._index(state, docs, site)
    assert not (site / "pagefind-older").exists()
    publish(CONFIG, docs, tmp_path / "anew")
    assert _files(site / "pagefind") == _files(tmp_path / "anew/pagefind")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["anew", "docs", "site"]


def test_without_search_the_index_waits_for_the_next_build(tmp_path: Path) -> None:
    docs, site, kept = _docs(tmp_path), tmp_path / "site", tmp_path / "site.json"
    publish(CONFIG, docs, site, kept=kept)
    old = _files(site / "pagefind")
    _docs(tmp_path, _article(3))
    publish(CONFIG, docs, site, kept=kept, search=False)
    assert (site / "articles/a3/index.html").exists()
    assert _files(site / "pagefind") == old
    publish(CONFIG, docs, site, kept=kept)
    publish(CONFIG, docs, tmp_path / "anew")
    assert _files(site) == _files(tmp_path / "anew")


def test_another_look_makes_every_page_anew(tmp_path: Path) -> None:
    docs, site, kept = _docs(tmp_path), tmp_path / "site", tmp_path / "site.json"
    publish(CONFIG, docs, site, kept=kept)
    before = _times(site)
    publish(CONFIG, docs, site, "https://example.org/news/", kept=kept)
    assert not set(before.items()) & set(_times(site).items())


def test_a_site_of_another_build_is_not_trusted(tmp_path: Path) -> None:
    docs, site, kept = _docs(tmp_path), tmp_path / "site", tmp_path / "site.json"
    publish(CONFIG, docs, site, kept=kept)
    site.rename(tmp_path / "elsewhere")
    shutil.copytree(tmp_path / "elsewhere", site)
    (site / "articles/a1/index.html").write_text("another")
    publish(CONFIG, docs, site, kept=kept)
    assert (site / "articles/a1/index.html").read_text() != "another"


def test_a_failed_build_writes_into_no_file_of_the_old_site(tmp_path: Path) -> None:
    docs, site, kept = _docs(tmp_path), tmp_path / "site", tmp_path / "site.json"
    publish(CONFIG, docs, site, kept=kept)
    before = _files(site)
    for path in ("articles/a1.md", "assets/theme.css"):  # as a fresh checkout leaves them
        os.utime(docs / path)
    _docs(tmp_path, {**_article(2, "Eva"), "about.md": "[who](people/nobody.md)"})
    with pytest.raises(WhodexError, match="nobody"):
        publish(CONFIG, docs, site, kept=kept)
    assert _files(site) == before


def test_a_build_touches_as_many_files_as_have_changed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    docs, site, kept = _docs(tmp_path), tmp_path / "site", tmp_path / "site.json"
    write(_pages(articles=60), docs)
    publish(CONFIG, docs, site, kept=kept)
    write(_pages(articles=60) | _article(1, "Eva"), docs)
    linked = []
    link = os.link

    def counted(one: Path, other: Path) -> None:
        linked.append(other)
        link(one, other)

    monkeypatch.setattr(os, "link", counted)
    publish(CONFIG, docs, site, kept=kept)
    index = len(_files(site / "pagefind"))
    assert len(linked) == len({"articles/a1.md"}) + index


def test_a_disk_that_has_each_file_once_gets_the_same_site(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(*_: object) -> None:
        raise PermissionError

    monkeypatch.setattr(os, "link", refused)
    docs, site, kept = _docs(tmp_path), tmp_path / "site", tmp_path / "site.json"
    for name in ("Ada", "Eva", "Ada"):
        _docs(tmp_path, _article(1, name))
        publish(CONFIG, docs, site, kept=kept)
        publish(CONFIG, docs, tmp_path / name)
        assert _files(site) == _files(tmp_path / name)
    assert not (tmp_path / ".site.old").exists()


def test_what_somebody_did_in_the_site_is_undone_and_nothing_outside(tmp_path: Path) -> None:
    docs, site, kept = _docs(tmp_path), tmp_path / "site", tmp_path / "site.json"
    publish(CONFIG, docs, site, kept=kept)
    right = _files(site)
    (tmp_path / "photos").mkdir()
    (tmp_path / "photos/one.jpg").write_text("mine")
    (site / "photos").symlink_to(tmp_path / "photos")
    (site / "more.html").write_text("more")
    (site / "articles/a0/index.html").unlink()
    shutil.rmtree(site / "assets")
    with (site / "articles/a1/index.html").open("a") as page:
        page.write("more")
    for _ in range(3):
        publish(CONFIG, docs, site, kept=kept)
        assert _files(site) == right
    assert (tmp_path / "photos/one.jpg").read_text() == "mine"


def test_a_link_to_where_the_site_is_served_stays_one(tmp_path: Path) -> None:
    docs, site, kept = _docs(tmp_path), tmp_path / "site", tmp_path / "site.json"
    served = tmp_path / "served/html"
    served.mkdir(parents=True)
    site.symlink_to(served)
    for name in ("Ada", "Eva", "Ada"):
        _docs(tmp_path, _article(1, name))
        publish(CONFIG, docs, site, kept=kept)
        assert site.is_symlink()
        assert f"{name} Lindqvist" in (served / "articles/a1/index.html").read_text()


def test_a_link_to_a_place_in_a_page_that_stays_is_checked(tmp_path: Path) -> None:
    docs, site, kept = _docs(tmp_path), tmp_path / "site", tmp_path / "site.json"
    publish(CONFIG, docs, site, kept=kept)
    (docs / "about.md").write_text("[one](articles/a1.md#article-1)\n")
    publish(CONFIG, docs, site, kept=kept)
    (docs / "about.md").write_text("[two](articles/a1.md#article-2)\n")
    with pytest.raises(WhodexError, match="does not contain an anchor '#article-2'"):
        publish(CONFIG, docs, site, kept=kept)


def test_of_two_pages_with_one_address_mkdocs_warns(tmp_path: Path) -> None:
    docs = _docs(tmp_path)
    (docs / "people/README.md").write_text("# Read me\n")
    with pytest.raises(WhodexError, match=r"README\.md"):
        publish(CONFIG, docs, tmp_path / "site")


def _project(folder: Path, docs: Path, *changes: tuple[str, str]) -> Path:
    """Make a folder in which one can call `mkdocs build`; return its settings."""
    (folder / "whodex/site").mkdir(parents=True)
    (folder / "whodex/site/theme").symlink_to(CONFIG.parent / "whodex/site/theme")
    (folder / "docs").symlink_to(docs)
    settings = CONFIG.read_text(encoding="utf-8")
    for old, new in changes:
        assert old in settings
        settings = settings.replace(old, new)
    (folder / "mkdocs.yml").write_text(settings, encoding="utf-8")
    return folder / "mkdocs.yml"


@pytest.mark.parametrize("program", ["mkdocs", "properdocs"])
@pytest.mark.parametrize(
    "changes",
    [
        [],
        [("plugins: []", "plugins: [search]")],
        [("- Search: search.md", "- search.md"), ("  - About: about.md", "  - More: [about.md]")],
    ],
    ids=["as it is", "with a plugin", "with another navigation"],
)
def test_mkdocs_itself_gives_the_same_site(
    tmp_path: Path, program: str, changes: list[tuple[str, str]]
) -> None:
    docs, address, kept = _docs(tmp_path), "https://example.org/news/", tmp_path / "site.json"
    settings = _project(tmp_path / "plain", docs, *changes)
    (docs / "assets/more.txt").write_text("more")
    for name in ("Ada", "Eva"):
        _docs(tmp_path, _article(1, name) | {"search.md": f"# Search {name}\n"})
        publish(settings, docs, tmp_path / "site", address, kept=kept)
    command = [sys.executable, "-m", program, "build", "--quiet"]
    environment = os.environ | {"SITE_URL": address, "SOURCE_DATE_EPOCH": "0"}
    subprocess.run(command, cwd=settings.parent, env=environment, check=True)  # noqa: S603 - our own command
    ours, plain = _files(tmp_path / "site"), _files(settings.parent / "site")
    pages = {path: page for path, page in ours.items() if not path.startswith("pagefind/")}
    assert pages == {path: page for path, page in plain.items() if path in pages}
    unused = [path for path in plain if path not in pages]
    assert all(any(fnmatch(path, one) for one in UNUSED) for path in unused)
