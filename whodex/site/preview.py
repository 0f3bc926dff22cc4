"""The preview: the site on this machine, made anew when something changes."""

import io
import json
import shutil
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Event, Thread
from typing import Any, BinaryIO

from watchfiles import watch

from whodex.values.errors import Problem, WhodexError
from whodex.site.files import exchange
from whodex.site.search import BUNDLES, index_part, parts
from whodex.site.write import generated

Show = Callable[[Mapping[str, bytes]], None]
Rebuild = Callable[[Sequence[Path], Show], Sequence[Problem]]


def serve(  # noqa: PLR0913, PLR0917 - what to show, what to follow, and where
    docs: Path,
    site: Path,
    watched: Sequence[Path],
    rebuild: Rebuild,
    port: int = 8000,
    stop: Event | None = None,
) -> None:
    """Call `rebuild`, show `site` on this machine, and rebuild when something in `watched` changes.

    `rebuild` is told which files changed, and calls once what it is given with the pages, HTML by
    address, that can be shown before the site is whole. Open pages load anew, and show the problems
    that `rebuild` returns or raises; the last good site stays. `rebuild` leaves the search index to
    this function, which makes it when the pages can be seen already. Generated pages in watched
    folders are passed over. Ends with Ctrl-C, or when `stop` is set. Where `port` is taken, another
    one is.
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
        _show(state, docs, site, partial(rebuild, []))
        ours |= _ours(folders)
        print(f"Showing the site at http://127.0.0.1:{server.server_port}/ (Ctrl-C ends it)")  # noqa: T201 - what the user waits for
        for changes in watch(*folders, stop_event=stop, raise_interrupt=False):
            changed = [path for _, name in changes if _by_hand(path := Path(name), ours)]
            if changed:
                _show(state, docs, site, partial(rebuild, changed))
                ours |= _ours(folders)
    finally:
        state.wait()
        server.shutdown()
        thread.join()
        server.server_close()


@dataclass(slots=True)
class _State:
    """What open pages ask for: the build's number, what is wrong in it, what is shown first.

    `searched` is what the search index was made of, `indexing` what makes it anew.
    """

    build: int = 0
    first: dict[str, bytes] = field(default_factory=dict)
    problems: tuple[str, ...] = ()
    searched: Mapping[str, object] = field(default_factory=dict)
    indexing: Thread | None = None

    def wait(self) -> None:
        """Wait until the search index is there that is being made."""
        if self.indexing:
            self.indexing.join()

    def show(self, pages: Mapping[str, bytes]) -> None:
        """Show pages before the site is whole, which may change as soon as this returns."""
        self.first.update(pages)
        self.wait()


def _show(
    state: _State, docs: Path, site: Path, rebuild: Callable[[Show], Sequence[Problem]]
) -> None:
    """Rebuild, tell open pages, then index; say what is wrong and go on."""
    try:
        state.problems = tuple(map(str, rebuild(state.show)))
        state.wait()  # a build that ended early has shown nothing
        state.indexing = Thread(target=_index, args=(state, docs, site), daemon=True)
        state.indexing.start()
    except WhodexError as error:
        state.problems = tuple(map(str, error.problems))
        print(error, file=sys.stderr)  # noqa: T201 - what the user waits for
    except Exception as error:  # noqa: BLE001 - the preview outlives whatever a half-saved file does
        state.problems = (f"Not rebuilt: {error}",)
        print(f"Not rebuilt: {error}", file=sys.stderr)  # noqa: T201 - as above
    state.first.clear()
    state.build += 1


def _index(state: _State, docs: Path, site: Path) -> None:
    """Put an index of `docs` in the place of the site's old one, or say why not."""
    new = site.with_name(f".{site.name}.search")
    shutil.rmtree(new, ignore_errors=True)
    try:
        made_of = parts(docs)
        changed = [one for one in BUNDLES if made_of.get(one) != state.searched.get(one)]
        for bundle in changed:
            (new / bundle).mkdir(parents=True)
            if bundle in made_of:
                index_part(docs, new, bundle)
        for bundle in changed:
            (site / bundle).mkdir(exist_ok=True)
            exchange(new / bundle, site / bundle)
            if bundle not in made_of:
                (site / bundle).rmdir()
        state.searched = made_of
        shutil.rmtree(new, ignore_errors=True)
    except (OSError, WhodexError) as error:
        print(f"The search still finds the pages before: {error}", file=sys.stderr)  # noqa: T201 - what the user waits for


def _ours(folders: Sequence[Path]) -> frozenset[Path]:
    """Return the generated files of `folders`, and the folders that they stand in."""
    files = [root / path for root in folders if root.is_dir() for path in generated(root)]
    return frozenset(files) | {parent for file in files for parent in file.parents}


def _by_hand(path: Path, ours: frozenset[Path]) -> bool:
    """Say whether a change in `path` is somebody's work, not the build's or an editor's."""
    return path not in ours and not path.name.startswith(".") and not path.is_dir()


# What the preview puts at the end of each page, and no page of the site has. A page lets no script
# run but from its own address, so that this is at one, too.
STATE, SCRIPT = "/.whodex-preview", "/.whodex-preview.js"
WATCHING = f'<script src="{SCRIPT}"></script>\n'.encode()


class _Preview(SimpleHTTPRequestHandler):
    """Serve files without a log, nothing from the browser's memory, and pages that watch."""

    def __init__(self, state: _State, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - the parent's
        self.state = state
        super().__init__(*args, **kwargs)

    def send_head(self) -> io.BytesIO | BinaryIO | None:
        """Answer with the state, with a page and the script that watches it, or with a file."""
        path, _, asked = self.path.partition("?")
        if path == STATE:
            first = asked.removeprefix("/") in self.state.first
            state = {"build": self.state.build, "first": first, "problems": self.state.problems}
            return self._send(HTTPStatus.OK, json.dumps(state).encode(), "application/json")
        if path == SCRIPT:
            script = Path(__file__).with_name("preview.js").read_bytes()
            return self._send(HTTPStatus.OK, script, "text/javascript")
        if page := self.state.first.get(path.removeprefix("/")):
            return self._send(HTTPStatus.OK, page + WATCHING, "text/html")
        file = Path(self.translate_path(self.path))
        if file.is_dir() and path.endswith("/"):
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
