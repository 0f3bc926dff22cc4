"""docs/ → site/: MkDocs, then Pagefind, in a folder beside the site that then takes its place."""

import gzip
import hashlib
import io
import json
import logging
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field, replace
from functools import partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from importlib.metadata import version
from pathlib import Path
from threading import Event, Thread
from typing import Any, BinaryIO

import cbor2
from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import MkDocsException
from mkdocs.structure.files import File
from watchfiles import watch

from whodex.errors import Problem, WhodexError
from whodex.render.searched import FOLDER as SEARCHED
from whodex.write import generated

# What MkDocs and Pagefind bring along and no page loads: Material's own search, source maps,
# a picture that isn't ours; Pagefind's ready-made interfaces.
UNUSED = (
    "assets/javascripts/lunr/**/*",
    "assets/javascripts/workers/*",
    "assets/javascripts/*.map",
    "assets/stylesheets/*.map",
    "assets/images/favicon.png",
    "pagefind/*-ui.*",
    "pagefind/pagefind-highlight.js",
)

# The programs that have a say in what a page looks like.
MAKERS = ("mkdocs", "mkdocs-material", "markdown", "jinja2", "pymdown-extensions", "pagefind")


def publish(  # noqa: PLR0913 - three places, and three choices with a usual value
    config_file: Path,
    docs: Path,
    site: Path,
    site_url: str | None = None,
    *,
    kept: Path | None = None,
    search: bool = True,
) -> None:
    """Build `site` from `docs` with the settings of `config_file`; same input, same bytes.

    `site_url` replaces the one in `config_file`. What was built is noted in the file `kept`: next
    time, pages of unchanged sources are taken over from `site`. Without `search`, so is the old
    search index, until `publish` or `index` makes a new one. The old site stays until the new one
    is whole. Raises WhodexError with every warning of MkDocs, or what Pagefind says: then it
    stays as well.
    """
    staging = site.with_name(f".{site.name}.new")
    old = site.with_name(f".{site.name}.old")
    _tidy(site, staging, old)
    try:
        config = _config(config_file, docs, staging, site_url)
        now = Built(_look(config), _sources(docs), _sources(docs / SEARCHED))
        before = _recall(kept, site)
        unchanged = _unchanged(before, now, docs)
        _take_over(unchanged, config, site, staging)
        _mkdocs(config, docs, config_file)
        as_before = before and (before.look, before.searched) == (now.look, now.searched)
        if search and not as_before:
            _pagefind(docs, staging / "pagefind")
        else:
            _link_all(site / "pagefind", staging / "pagefind")
            now = replace(now, searched=before.searched if before else {})
        _drop_unused(staging)
    except BaseException:
        shutil.rmtree(staging, ignore_errors=True)
        raise
    if kept:  # a build that is killed from here on leaves no note of a site that isn't there
        kept.unlink(missing_ok=True)
    if site.exists():
        site.rename(old)
    staging.rename(site)
    if kept:
        _keep(kept, site, now)
    shutil.rmtree(old, ignore_errors=True)


def index(docs: Path, site: Path) -> None:
    """Make the search index of `site` anew from `docs`, and put it in the place of the old one."""
    bundle, old = site.with_name(f".{site.name}.search"), site.with_name(f".{site.name}.searched")
    for folder in (bundle, old):
        shutil.rmtree(folder, ignore_errors=True)
    _pagefind(docs, bundle)
    if (site / "pagefind").exists():
        (site / "pagefind").rename(old)
    bundle.rename(site / "pagefind")
    _drop_unused(site)
    shutil.rmtree(old, ignore_errors=True)


def _tidy(site: Path, staging: Path, old: Path) -> None:
    """Clear up after a build that was killed, be it between the two renames."""
    if old.exists() and not site.exists():
        old.rename(site)
    shutil.rmtree(staging, ignore_errors=True)
    shutil.rmtree(old, ignore_errors=True)
    site.parent.mkdir(parents=True, exist_ok=True)


# What is taken over from the site before


@dataclass(frozen=True, slots=True)
class Built:
    """What a site was made of: its look as a digest, and of each source time, size and number.

    `searched` are the pages of which its search index is.
    """

    look: str
    sources: Mapping[str, Sequence[int]]
    searched: Mapping[str, Sequence[int]]


def _look(config: MkDocsConfig) -> str:
    """Digest all that is in every page: settings, theme, the programs that make them."""
    digest = hashlib.sha256(Path(__file__).read_bytes())
    digest.update(repr([version(package) for package in MAKERS]).encode())
    digest.update(Path(config.config_file_path).read_bytes())
    digest.update(repr([config.site_url, os.environ.get("SOURCE_DATE_EPOCH")]).encode())
    for folder in (config.theme.custom_dir, Path(__file__).parent / "theme"):
        for file in sorted(Path(folder).rglob("*")) if folder else ():
            if file.is_file():
                digest.update(f"{file}\0".encode() + file.read_bytes())
    return digest.hexdigest()


def _sources(docs: Path) -> dict[str, list[int]]:
    """Return what tells each file of `docs` from another version of it; hidden ones are none."""
    found = {}
    for folder, folders, files in os.walk(docs, followlinks=True):
        folders[:] = [name for name in folders if not name.startswith(".")]
        for name in files:
            path = os.path.join(folder, name)  # noqa: PTH118 - tens of thousands of files
            stat = os.stat(path)  # noqa: PTH116 - as above
            place = os.path.relpath(path, docs).replace(os.sep, "/")
            found[place] = [stat.st_mtime_ns, stat.st_size, stat.st_ino]
    return found


def _unchanged(before: Built | None, now: Built, docs: Path) -> list[str]:
    """Return the sources whose pages are right as they stand in the site.

    Pages written by hand are made each time: their links may lead to what is gone.
    """
    if before is None or before.look != now.look:
        return []
    ours = generated(docs)
    return [
        path
        for path, stat in now.sources.items()
        if (path in ours or not path.endswith(".md")) and before.sources.get(path) == stat
    ]


def _take_over(unchanged: Iterable[str], config: MkDocsConfig, site: Path, staging: Path) -> None:
    """Link the pages of unchanged sources into the new site.

    MkDocs leaves a page alone that isn't older than its source, so that it never writes into a
    file of the old site.
    """
    for source in unchanged:
        place = File(source, config.docs_dir, str(site), config.use_directory_urls).dest_uri
        page, copy = site / place, staging / place
        docs_file = Path(config.docs_dir, source)
        if page.is_file() and page.stat().st_mtime >= docs_file.stat().st_mtime:
            copy.parent.mkdir(parents=True, exist_ok=True)
            _link(page, copy)


def _link_all(folder: Path, copy: Path) -> None:
    """Link a folder's files, if there are any."""
    if folder.is_dir():
        shutil.copytree(folder, copy, copy_function=_link)


def _link(file: str | Path, copy: str | Path) -> None:
    """Let `copy` be the same file, or a copy with the same time where the disk can't."""
    try:
        os.link(file, copy)
    except OSError:
        shutil.copy2(file, copy)


def _recall(kept: Path | None, site: Path) -> Built | None:
    """Read what `site` was made of; None where that isn't known of just this folder."""
    try:
        note = json.loads((kept or Path()).read_text(encoding="utf-8"))
        return Built(**note["built"]) if note["site"] == site.stat().st_ino else None
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _keep(kept: Path, site: Path, built: Built) -> None:
    """Note what `site` was made of."""
    kept.parent.mkdir(parents=True, exist_ok=True)
    note = {"site": site.stat().st_ino, "built": asdict(built)}
    kept.write_text(json.dumps(note), encoding="utf-8")


# MkDocs


def _config(config_file: Path, docs: Path, site: Path, site_url: str | None) -> MkDocsConfig:
    """Read the settings, strictly."""
    with _mended(docs, config_file):
        return load_config(
            str(config_file),
            docs_dir=str(docs.resolve()),
            site_dir=str(site.resolve()),
            site_url=site_url,
            strict=True,
        )


def _mkdocs(config: MkDocsConfig, docs: Path, config_file: Path) -> None:
    """Make each page that isn't there yet."""
    config.strict = False  # it would count the warning that this isn't a build from nothing
    with _mended(docs, config_file), _no_date():
        build(config, dirty=True)


@contextmanager
def _mended(docs: Path, config_file: Path) -> Iterator[None]:
    """Raise what MkDocs warns of as a WhodexError."""
    with _warnings() as said:
        try:
            yield
        except MkDocsException as error:
            lines = said or [str(error)]
            raise WhodexError(*(_problem(line, docs, config_file) for line in lines)) from error
        if said:
            raise WhodexError(*(_problem(line, docs, config_file) for line in said))


def _problem(warning: str, docs: Path, config_file: Path) -> Problem:
    """Say in which page, or else that in mkdocs.yml, something is wrong."""
    page = re.search(r"(?:Doc file|page) '([^']+)'", warning)
    return Problem(docs / page[1] if page else config_file, None, f"MkDocs says: {warning}")


@contextmanager
def _warnings() -> Iterator[list[str]]:
    """Collect what MkDocs warns of, in place of printing it."""
    said: list[str] = []

    class Collect(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            if "'dirty' build" not in record.getMessage():  # tests show that it is sound here
                said.append(record.getMessage())

    log, handler = logging.getLogger("mkdocs"), Collect(logging.WARNING)
    propagate, log.propagate = log.propagate, False
    log.addHandler(handler)
    try:
        yield said
    finally:
        log.removeHandler(handler)
        log.propagate = propagate


@contextmanager
def _no_date() -> Iterator[None]:
    """Keep the day of the build out of the site, unless the caller names one."""
    given = os.environ.get("SOURCE_DATE_EPOCH")
    os.environ["SOURCE_DATE_EPOCH"] = given or "0"
    try:
        yield
    finally:
        if given is None:
            del os.environ["SOURCE_DATE_EPOCH"]


def _pagefind(docs: Path, bundle: Path) -> None:
    """Index what `docs` holds for the search into the folder `bundle`."""
    pages = docs / SEARCHED
    command = [sys.executable, "-m", "pagefind", "--site", str(pages), "--quiet"]
    command += ["--output-path", str(bundle.resolve())]
    done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603 - our own arguments
    if done.returncode:
        said = (done.stderr.strip() or done.stdout.strip()).replace("\n", " ")
        raise WhodexError(Problem(pages, None, f"Pagefind can't index the articles: {said}"))
    _in_order(bundle)


def _drop_unused(site: Path) -> None:
    """Remove what no page loads, and the folders that this empties."""
    found = {file for pattern in UNUSED for file in site.glob(pattern)}
    for file in sorted(found | {file.parent for file in found}, reverse=True):
        if file.is_file():
            file.unlink()
        elif file.is_dir() and not any(file.iterdir()):
            file.rmdir()


def _in_order(bundle: Path) -> None:
    """Sort the filters, which Pagefind 1.5 writes in the chance order of a hash table.

    Its issue 638 tells of it. Files are named by their content, so these get new names.
    """
    entry_file = bundle / "pagefind-entry.json"
    entry = json.loads(entry_file.read_text(encoding="utf-8"))
    for code, language in sorted(entry["languages"].items()):
        meta_file = bundle / f"pagefind.{language['hash']}.pf_meta"
        meta = _unpack(meta_file)
        _, _, _, filters, sorts, _ = meta
        for named in filters:
            file = bundle / "filter" / f"{named[1]}.pf_filter"
            values = _unpack(file)
            values[1].sort()
            named[1] = _repack(file, "{}.pf_filter", code, values)
        filters.sort()
        sorts.sort()
        language["hash"] = _repack(meta_file, "pagefind.{}.pf_meta", code, meta)
    entry["languages"] = dict(sorted(entry["languages"].items()))
    entry_file.write_text(json.dumps(entry, ensure_ascii=False), encoding="utf-8")


MAGIC = b"pagefind_dcd"


def _unpack(file: Path) -> Any:  # noqa: ANN401 - lists of lists of whatever Pagefind puts there
    """Read a file of Pagefind's: gzip, twelve letters, CBOR."""
    data = gzip.decompress(file.read_bytes())
    if not data.startswith(MAGIC):
        raise ValueError(f"not a file of Pagefind 1.5: {file.name}")
    return cbor2.loads(data.removeprefix(MAGIC))


def _repack(file: Path, name: str, code: str, value: object) -> str:
    """Write `value` in the place of `file` under a name made of its content; return that."""
    data = MAGIC + cbor2.dumps(value)
    digest = f"{code}_{hashlib.sha256(data).hexdigest()[:10]}"
    file.unlink()
    file.with_name(name.format(digest)).write_bytes(gzip.compress(data, mtime=0))
    return digest


def serve(  # noqa: PLR0913, PLR0917 - what to show, what to follow, and where
    docs: Path,
    site: Path,
    watched: Sequence[Path],
    rebuild: Callable[[], Sequence[Problem]],
    port: int = 8000,
    stop: Event | None = None,
) -> None:
    """Call `rebuild`, show `site` on this machine, and rebuild when something in `watched` changes.

    Open pages load anew, and show the problems that `rebuild` returns or raises; the last good
    site stays. `rebuild` leaves the search index to this function, which makes it when the pages
    can be seen already. Generated pages in watched folders are passed over. Ends with Ctrl-C, or
    when `stop` is set. Where `port` is taken, another one is.
    """
    state = _State()
    handler = partial(_Preview, state, directory=str(site))
    try:
        server = ThreadingHTTPServer(("127.0.0.1", port), handler)
    except OSError:
        server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    folders = [path for path in watched if path.exists()]
    ours = _ours(folders)
    try:
        _show(state, docs, site, rebuild)
        ours |= _ours(folders)
        print(f"Showing the site at http://127.0.0.1:{server.server_port}/ (Ctrl-C ends it)")  # noqa: T201 - what the user waits for
        for changes in watch(*folders, stop_event=stop, raise_interrupt=False):
            ours |= _ours(folders)
            if any(_by_hand(Path(path), ours) for _, path in changes):
                _show(state, docs, site, rebuild)
                ours |= _ours(folders)
    finally:
        state.indexing.join()
        server.shutdown()
        thread.join()
        server.server_close()


@dataclass(slots=True)
class _State:
    """What open pages ask for: the number of the build, and what is wrong in it."""

    build: int = 0
    problems: tuple[str, ...] = ()
    indexing: Thread = field(default_factory=Thread)


def _show(state: _State, docs: Path, site: Path, rebuild: Callable[[], Sequence[Problem]]) -> None:
    """Rebuild, tell open pages, then index; say what is wrong and go on."""
    if state.indexing.is_alive():
        state.indexing.join()
    try:
        state.problems = tuple(map(str, rebuild()))
        state.indexing = Thread(target=_index, args=(docs, site), daemon=True)
        state.indexing.start()
    except WhodexError as error:
        state.problems = tuple(map(str, error.problems))
        print(error, file=sys.stderr)  # noqa: T201 - what the user waits for
    except Exception as error:  # noqa: BLE001 - the preview outlives whatever a half-saved file does
        state.problems = (f"Not rebuilt: {error}",)
        print(f"Not rebuilt: {error}", file=sys.stderr)  # noqa: T201 - as above
    state.build += 1


def _index(docs: Path, site: Path) -> None:
    """Index, or say why not."""
    try:
        index(docs, site)
    except (OSError, WhodexError) as error:
        print(f"The search still finds the pages before: {error}", file=sys.stderr)  # noqa: T201 - what the user waits for


def _ours(folders: Sequence[Path]) -> frozenset[Path]:
    """Return the generated files of `folders`, and the folders that they stand in."""
    files = [root / path for root in folders if root.is_dir() for path in generated(root)]
    return frozenset(files) | {parent for file in files for parent in file.parents}


def _by_hand(path: Path, ours: frozenset[Path]) -> bool:
    """Say whether a change in `path` is somebody's work, not the build's or an editor's."""
    return path not in ours and not path.name.startswith(".") and not path.is_dir()


# What the preview puts at the end of each page, and no page of the site has: it loads the page
# anew when there is another build, and shows what is wrong in it.
STATE = "/.whodex-preview"
WATCHING = """
<script>
{
  let seen;
  const look = async () => {
    const { build, problems } = await (await fetch("STATE")).json();
    if (seen !== undefined && seen !== build) return location.reload();
    if (seen === undefined && problems.length) {
      const box = document.createElement("pre");
      box.id = "whodex-preview";
      box.setAttribute("role", "alert");
      box.style = "position: fixed; inset: auto 0 0; z-index: 99; margin: 0; padding: 1em;" +
        "max-height: 40vh; overflow: auto; white-space: pre-wrap; background: #7a1620; color: #fff";
      box.textContent = problems.join("\\n");
      document.body.append(box);
    }
    seen = build;
  };
  setInterval(() => look().catch(() => {}), 300);
}
</script>
""".replace("STATE", STATE).encode()


class _Preview(SimpleHTTPRequestHandler):
    """Serve files without a log, nothing from the browser's memory, and pages that watch."""

    def __init__(self, state: _State, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - the parent's
        self.state = state
        super().__init__(*args, **kwargs)

    def send_head(self) -> io.BytesIO | BinaryIO | None:
        """Answer with the state, with a page and the script that watches it, or with a file."""
        if self.path == STATE:
            state = {"build": self.state.build, "problems": self.state.problems}
            return self._send(HTTPStatus.OK, json.dumps(state).encode(), "application/json")
        file = Path(self.translate_path(self.path))
        if file.is_dir() and self.path.partition("?")[0].endswith("/"):
            file /= "index.html"
        if file.suffix == ".html" and file.is_file():
            return self._send(HTTPStatus.OK, file.read_bytes() + WATCHING, "text/html")
        if file.exists():
            return super().send_head()
        missing = Path(self.directory, "404.html")
        page = missing.read_bytes() if missing.is_file() else b"There is no such page (yet)."
        return self._send(HTTPStatus.NOT_FOUND, page + WATCHING, "text/html")

    def _send(self, status: HTTPStatus, body: bytes, kind: str) -> io.BytesIO:
        self.send_response(status)
        self.send_header("Content-Type", f"{kind}; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        return io.BytesIO(body)

    def end_headers(self) -> None:
        self.send_header("Cache-Control", "no-store")
        super().end_headers()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the parent's name
        """Say nothing."""
