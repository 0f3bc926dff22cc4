"""docs/ → pages: MkDocs, whose warnings are errors."""

import gc
import logging
import os
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import MkDocsException
from mkdocs.structure.files import File
from mkdocs.utils import is_markdown_file

from whodex.errors import Problem, WhodexError
from whodex.publish.files import drop

# What Material brings along and no page loads: its own search, source maps, a picture not ours.
UNUSED = (
    "assets/javascripts/lunr/**/*",
    "assets/javascripts/workers/*",
    "assets/javascripts/*.map",
    "assets/stylesheets/*.map",
    "assets/images/favicon.png",
)

BATCH = 1000  # pages


def configured(config_file: Path, docs: Path, site: Path, site_url: str | None) -> MkDocsConfig:
    """Read the settings, strictly; raises WhodexError."""
    with _mended(docs, config_file):
        config = load_config(
            str(config_file),
            docs_dir=str(docs.resolve()),
            site_dir=str(site.resolve()),
            site_url=site_url,
            strict=True,
        )
    config.strict = False  # MkDocs would count the warning that a build isn't one from nothing
    return config


def make(config: MkDocsConfig, docs: Path, config_file: Path, missing: Sequence[str] = ()) -> None:
    """Make each page that isn't there yet; raises WhodexError with every warning of MkDocs.

    MkDocs holds the words of all pages that it makes at once, so that `missing`, the generated
    ones, are made in batches where they are many.
    """
    with _mended(docs, config_file), _no_date():
        if len(missing) > BATCH:
            for first in range(0, len(missing), BATCH):
                _make_some(config, docs, missing[first : first + BATCH])
        build(config, dirty=True)
    drop(Path(config.site_dir), UNUSED)


def _make_some(config: MkDocsConfig, docs: Path, pages: Collection[str]) -> None:
    """Make a few of the pages in `docs`."""
    gc.collect()  # the pages of the batch before refer to each other
    with TemporaryDirectory(dir=docs.parent, prefix=f".{docs.name}.") as folder:
        for page in pages:
            link = Path(folder, page)
            link.parent.mkdir(parents=True, exist_ok=True)
            link.symlink_to(docs.resolve() / page)
        whole, config.docs_dir = config.docs_dir, folder
        try:
            _build_alone(config, pages)
        finally:
            config.docs_dir = whole


def alone(config_file: Path, pages: Mapping[str, bytes]) -> dict[str, bytes]:
    """Return the HTML of a few generated pages by address, as it will stand in the site."""
    with TemporaryDirectory() as folder:
        docs, site = Path(folder, "docs"), Path(folder, "site")
        for page, text in pages.items():
            (docs / page).parent.mkdir(parents=True, exist_ok=True)
            (docs / page).write_bytes(text)
        config = configured(config_file, docs, site, None)
        with _mended(docs, config_file), _no_date():
            _build_alone(config, pages)
        files = [File(page, str(docs), str(site), config.use_directory_urls) for page in pages]
        return {file.url: Path(file.abs_dest_path).read_bytes() for file in files}


def _build_alone(config: MkDocsConfig, pages: Collection[str]) -> None:
    """Build what stands in a folder; the navigation's pages, for which MkDocs looks, are empty."""
    empty = [
        File(page, config.docs_dir, config.site_dir, config.use_directory_urls)
        for page in set(_named(config.nav)).difference(pages)
    ]
    made = [file for file in empty if not Path(file.abs_dest_path).exists()]
    for file in empty:
        stand_in = Path(config.docs_dir, file.src_uri)
        stand_in.parent.mkdir(parents=True, exist_ok=True)
        stand_in.touch()
        os.utime(stand_in, (0, 0))  # older than a page that was taken over, which stays
    build(config, dirty=True)
    for file in made:
        Path(file.abs_dest_path).unlink()


def _named(nav: object) -> Iterator[str]:
    """Yield the pages that a navigation names, however deep."""
    if isinstance(nav, str):
        yield from [nav] if is_markdown_file(nav) and "://" not in nav else []
    for part in nav.values() if isinstance(nav, dict) else nav if isinstance(nav, list) else ():
        yield from _named(part)


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
