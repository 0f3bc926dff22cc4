"""Generated pages made by MkDocs on other machines, which have neither docs/ nor the settings.

All that is in such a page is its own text and what the settings and the theme say: Markdown leaves
it alone, so that no link in it leads MkDocs to another file.
"""

from collections.abc import Mapping, Sequence
from copy import copy
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Lock

from jinja2 import ChoiceLoader, DictLoader, FileSystemLoader
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.theme import Theme

from whodex.site.pages import Maker, Whatever, included, mended
from whodex.store.workers import PAGES, Workers, shared_out

TEXTS = {".html", ".svg", ".txt", ".xml"}  # what a template may be, or hold
ONE = Lock()  # MkDocs makes one page at a time


@dataclass(frozen=True)
class Elsewhere:
    """Makes pages of their texts, by the settings and the files of the theme's own folder."""

    config: MkDocsConfig
    own: Mapping[str, str]

    def __call__(self, path: str, text: bytes) -> bytes:
        """Return the HTML of the page at a path below docs/."""
        docs, settings = Path(self.config.docs_dir), Path(self.config.config_file_path)
        with ONE, mended(docs, settings), TemporaryDirectory() as folder:
            place = Path(folder, "page.html")
            self._maker.page(path, text, place)
            return place.read_bytes()

    @cached_property
    def _maker(self) -> Maker:
        config, theme = copy(self.config), copy(self.config.theme)
        config.theme = theme
        theme.dirs = Theme(name=theme.name).dirs  # where they are on this machine
        maker = Maker(config, Whatever(), ())
        maker.env.loader = ChoiceLoader([DictLoader(self.own), FileSystemLoader(theme.dirs)])
        return maker


def made_elsewhere(
    maker: Maker, paths: Sequence[str], workers: Workers | None
) -> dict[str, list[str]]:
    """Let workers make pages, and put them into the site; return their places, as `Maker.pages`."""
    docs, site = Path(maker.config.docs_dir), Path(maker.config.site_dir)
    asked = {path: maker.docs.get_file_from_path(path) for path in paths}
    files = {path: file for path, file in asked.items() if file and included(file)}
    call = Elsewhere(maker.config, _own(maker.config.theme.custom_dir))
    given = ((path, (docs / path).read_bytes()) for path in files)
    places = list(files.items())
    for found in shared_out(call, given, workers, size=PAGES):
        for at, html in found.items():
            _, file = places[at]
            place = site / file.dest_uri
            place.parent.mkdir(parents=True, exist_ok=True)
            place.unlink(missing_ok=True)  # it may be the site's as well
            place.write_bytes(html)
    return {path: [files[path].dest_uri] if path in files else [] for path in paths}


def _own(folder: str | None) -> dict[str, str]:
    """Return the texts in the theme's own folder by their paths."""
    files = sorted(Path(folder).rglob("*")) if folder else []
    return {
        file.relative_to(folder or "").as_posix(): file.read_text(encoding="utf-8")
        for file in files
        if file.suffix in TEXTS
    }
