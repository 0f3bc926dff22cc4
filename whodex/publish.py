"""docs/ → site/: MkDocs, then Pagefind, in a folder beside the site that then takes its place."""

import gzip
import hashlib
import json
import logging
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Event, Thread
from typing import Any

import cbor2
from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.exceptions import MkDocsException
from watchfiles import watch

from whodex.errors import Problem, WhodexError
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


def publish(config_file: Path, docs: Path, site: Path, site_url: str | None = None) -> None:
    """Build `site` from `docs` with the settings of `config_file`; same input, same bytes.

    `site_url` replaces the one in `config_file`. The old site stays until the new one is whole.
    Raises WhodexError with every warning of MkDocs, or what Pagefind says: then it stays as well.
    """
    staging = site.with_name(f".{site.name}.new")
    old = site.with_name(f".{site.name}.old")
    _tidy(site, staging, old)
    try:
        _mkdocs(config_file, docs, staging, site_url)
        _pagefind(staging)
        _in_order(staging / "pagefind")
        _drop_unused(staging)
    except BaseException:
        shutil.rmtree(staging, ignore_errors=True)
        raise
    if site.exists():
        site.rename(old)
    staging.rename(site)
    shutil.rmtree(old, ignore_errors=True)


def _tidy(site: Path, staging: Path, old: Path) -> None:
    """Clear up after a build that was killed, be it between the two renames."""
    if old.exists() and not site.exists():
        old.rename(site)
    shutil.rmtree(staging, ignore_errors=True)
    shutil.rmtree(old, ignore_errors=True)
    site.parent.mkdir(parents=True, exist_ok=True)


def _mkdocs(config_file: Path, docs: Path, site: Path, site_url: str | None) -> None:
    """Run MkDocs in strict mode."""
    with _warnings() as warnings, _no_date():
        try:
            config = load_config(
                str(config_file),
                docs_dir=str(docs.resolve()),
                site_dir=str(site.resolve()),
                site_url=site_url,
                strict=True,
            )
            build(config)
        except MkDocsException as error:
            said = warnings or [str(error)]
            raise WhodexError(*(_problem(line, docs, config_file) for line in said)) from error


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


def _pagefind(site: Path) -> None:
    """Index the pages of `site` that carry `data-pagefind-body`."""
    command = [sys.executable, "-m", "pagefind", "--site", str(site), "--quiet"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603 - our own arguments
    if done.returncode:
        said = (done.stderr.strip() or done.stdout.strip()).replace("\n", " ")
        raise WhodexError(Problem(site, None, f"Pagefind can't index the site: {said}"))


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


def serve(
    site: Path,
    watched: Sequence[Path],
    rebuild: Callable[[], object],
    port: int = 8000,
    stop: Event | None = None,
) -> None:
    """Show `site` on this machine and call `rebuild` when something in `watched` changes.

    Generated pages in watched folders are passed over. An error in `rebuild` is printed, and the
    last good site stays. Ends with Ctrl-C, or when `stop` is set. Where `port` is taken, another
    one is.
    """
    handler = partial(_Preview, directory=str(site))
    try:
        server = ThreadingHTTPServer(("127.0.0.1", port), handler)
    except OSError:
        server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    print(f"Showing the site at http://127.0.0.1:{server.server_port}/ (Ctrl-C ends it)")  # noqa: T201 - what the user waits for
    folders = [path for path in watched if path.exists()]
    ours = _ours(folders)
    try:
        for changes in watch(*folders, stop_event=stop, raise_interrupt=False):
            ours |= _ours(folders)
            if any(_by_hand(Path(path), ours) for _, path in changes):
                _try(rebuild)
                ours = ours | _ours(folders)
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def _ours(folders: Sequence[Path]) -> frozenset[Path]:
    """Return the generated files of `folders`, and the folders that they stand in."""
    files = [root / path for root in folders for path in generated(root)]
    return frozenset(files) | {parent for file in files for parent in file.parents}


def _by_hand(path: Path, ours: frozenset[Path]) -> bool:
    """Say whether a change in `path` is somebody's work, not the build's or an editor's."""
    return path not in ours and not path.name.startswith(".") and not path.is_dir()


def _try(rebuild: Callable[[], object]) -> None:
    """Rebuild, or say why not and go on."""
    try:
        rebuild()
    except Exception as error:  # noqa: BLE001 - the preview outlives whatever a half-saved file does
        print(f"Not rebuilt: {error}", file=sys.stderr)  # noqa: T201 - what the user waits for


class _Preview(SimpleHTTPRequestHandler):
    """Serve files without a log, and nothing from the browser's memory."""

    def end_headers(self) -> None:
        self.send_header("Cache-Control", "no-store")
        super().end_headers()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the parent's name
        """Say nothing."""
