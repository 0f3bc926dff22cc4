import gzip
import json
import socket
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Event, Thread
from urllib.error import HTTPError

import pytest

from whodex import publish as room
from whodex.errors import Problem, WhodexError
from whodex.publish import publish, serve
from whodex.write import write

CONFIG = Path(__file__).parent.parent / "mkdocs.yml"
SECTIONS = ("articles", "people", "organizations", "places", "review")


def _article(number: int) -> str:
    return f"""# Article {number}

<div data-pagefind-body>
<span hidden data-pagefind-filter="kind:Article"></span>
<span hidden data-pagefind-filter="source:Daily {number % 5}"></span>
<span hidden data-pagefind-filter="person:Ada {number % 11}"></span>
<span hidden data-pagefind-filter="year:{2000 + number}"></span>
<span hidden data-pagefind-sort="date:{2000 + number}-01-01"></span>
<p id="p1">The harbour of Vikmo was closed for {number} days, said Ada Lindqvist.</p>
</div>
"""


def _pages(articles: int = 3) -> dict[str, str]:
    pages = {f"{section}/index.md": f"# {section.title()}\n" for section in SECTIONS}
    pages |= {f"{name}.md": f"# {name.title()}\n" for name in ("index", "search", "about")}
    pages |= {
        f"assets/{name}": "" for name in ("theme.css", "whodex.css", "search.js", "favicon.svg")
    }
    return pages | {f"articles/a{n}.md": _article(n) for n in range(articles)}


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
    assert len([path for path in sites[0] if path.endswith(".pf_filter")]) == 4
    assert "sitemap.xml.gz" in sites[0]


def test_the_site_holds_nothing_that_no_page_loads(tmp_path: Path) -> None:
    publish(CONFIG, _docs(tmp_path), tmp_path / "site")
    paths = _files(tmp_path / "site").keys()
    assert not [path for path in paths if "lunr" in path or "worker" in Path(path).parent.name]
    assert not [path for path in paths if path.endswith(".map") or "-ui." in path]
    assert "pagefind/pagefind.js" in paths
    assert "sitemap.xml" not in paths


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
    with pytest.raises(WhodexError, match="Pagefind can't index the site"):
        room._pagefind(tmp_path / "nowhere")


class Killed(BaseException):
    """What a build feels when it is killed."""


@pytest.mark.parametrize(("renames", "seen"), [(0, "old"), (1, None)])
def test_a_killed_build_leaves_the_old_site_or_the_next_build_brings_it_back(
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
    with monkeypatch.context() as patch:
        patch.setattr(Path, "rename", until_killed)
        with pytest.raises(Killed):
            publish(CONFIG, docs, site)
    assert ((site / "index.html").read_text() if site.exists() else None) == seen

    _docs(tmp_path, {"about.md": "[who](people/nobody.md)"})
    with pytest.raises(WhodexError):
        publish(CONFIG, docs, site)
    assert (site / "index.html").read_text() == "old"


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
        room._unpack(file)


def _free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


@contextmanager
def _preview(site: Path, watched: Path, rebuild: Callable[[], None]) -> Iterator[str]:
    """Run the preview in a thread; hand out its address."""
    stop, port = Event(), _free_port()
    arguments = (site, [watched, watched / "nowhere"], rebuild, port, stop)
    thread = Thread(target=serve, args=arguments, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{port}/"
    finally:
        stop.set()
        thread.join(30)
    assert not thread.is_alive()


def test_the_preview_follows_what_people_write_and_nothing_else(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    site, docs = tmp_path / "site", tmp_path / "docs"
    site.mkdir()
    (site / "index.html").write_text("whole")
    write({"people/index.md": "# 0\n"}, docs)
    built: list[str] = []
    done = Event()

    def rebuild() -> None:
        built.append((docs / "about.md").read_text())
        write({"people/index.md": f"# {len(built)}\n"}, docs)
        done.set()
        if built[-1] == "wrong":
            raise WhodexError(Problem(docs / "about.md", 3, "not like that"))

    with _preview(site, docs, rebuild) as address:
        for _ in range(150):  # until the watch has begun
            (docs / "about.md").write_text("first")
            if done.wait(0.2):
                break
        for text in ("wrong", "third"):
            done.clear()
            (docs / "people/index.md").write_text("ours")
            (docs / ".hidden").write_text("an editor's")
            (docs / "about.md").write_text(text)
            assert done.wait(30)
        with urllib.request.urlopen(address) as answer:  # noqa: S310 - our own address
            assert answer.read() == b"whole"
            assert answer.headers["Cache-Control"] == "no-store"
        with pytest.raises(HTTPError, match="404") as missing:
            urllib.request.urlopen(f"{address}nowhere")  # noqa: S310 - our own address
        missing.value.close()

    assert built[0] == "first"
    assert built[-2:] == ["wrong", "third"]
    said = capsys.readouterr()
    assert address in said.out
    assert "about.md:3: not like that" in said.err


def test_a_change_of_generated_or_hidden_files_is_nobody_s_work(tmp_path: Path) -> None:
    write({"people/index.md": "# 0\n"}, tmp_path)
    (tmp_path / "about.md").write_text("")
    ours = room._ours([tmp_path])
    changed = ("people/index.md", "people", ".about.md.swp", ".whodex-manifest.json", "about.md")
    assert [path for path in changed if room._by_hand(tmp_path / path, ours)] == ["about.md"]


def test_the_index_counts_every_article(tmp_path: Path) -> None:
    publish(CONFIG, _docs(tmp_path), tmp_path / "site")
    entry = json.loads((tmp_path / "site/pagefind/pagefind-entry.json").read_text())
    assert entry["languages"]["en"]["page_count"] == 3
