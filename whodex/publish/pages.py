"""docs/ → pages: MkDocs, whose warnings are errors."""

import logging
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import MkDocsException

from whodex.errors import Problem, WhodexError

# What Material brings along and no page loads: its own search, source maps, a picture not ours.
UNUSED = (
    "assets/javascripts/lunr/**/*",
    "assets/javascripts/workers/*",
    "assets/javascripts/*.map",
    "assets/stylesheets/*.map",
    "assets/images/favicon.png",
)


def configured(config_file: Path, docs: Path, site: Path, site_url: str | None) -> MkDocsConfig:
    """Read the settings, strictly; raises WhodexError."""
    with _mended(docs, config_file):
        return load_config(
            str(config_file),
            docs_dir=str(docs.resolve()),
            site_dir=str(site.resolve()),
            site_url=site_url,
            strict=True,
        )


def make(config: MkDocsConfig, docs: Path, config_file: Path) -> None:
    """Make each page that isn't there yet; raises WhodexError with every warning of MkDocs."""
    config.strict = False  # it would count the warning that this isn't a build from nothing
    with _mended(docs, config_file), _no_date():
        build(config, dirty=True)
    _drop_unused(Path(config.site_dir))


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


def _drop_unused(site: Path) -> None:
    """Remove what no page loads, and the folders that this empties."""
    found = {file for pattern in UNUSED for file in site.glob(pattern)}
    for file in sorted(found | {file.parent for file in found}, reverse=True):
        if file.is_file():
            file.unlink()
        elif file.is_dir() and not any(file.iterdir()):
            file.rmdir()
