"""docs/ → pages: MkDocs, whose warnings are errors.

`mkdocs build` reads all pages and then makes all of them. Here each is read and made with MkDocs'
own functions for one page, when there is need for it. A test holds that the bytes are the same.
"""

import logging
import os
import re
from collections.abc import Container, Iterable, Iterator, Mapping
from contextlib import contextmanager
from fnmatch import fnmatch
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory
from typing import Any

from mergedeep import merge
from mkdocs.commands.build import (
    _build_extra_template,
    _build_page,
    _build_theme_template,
    _populate_page,
)
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import MkDocsException
from mkdocs.structure.files import File, Files, file_sort_key, get_files, set_exclusions
from mkdocs.structure.nav import get_navigation
from mkdocs.structure.pages import Page
from mkdocs.utils.yaml import yaml_load

from whodex.values.errors import Problem, WhodexError

# Lists to which a collection adds.
JOINED = frozenset({"nav", "extra_css", "extra_javascript", "markdown_extensions"})

# What Material brings along and no page loads: its own search, source maps, a picture not ours.
UNUSED = (
    "assets/javascripts/lunr/*",
    "assets/javascripts/workers/*",
    "assets/javascripts/*.map",
    "assets/stylesheets/*.map",
    "assets/images/favicon.png",
)


def configured(
    config_file: Path, docs: Path, site: Path, site_url: str | None, own: Path | None = None
) -> MkDocsConfig:
    """Read the settings, those in `own` laid over the others, strictly; raises WhodexError."""
    with mended(docs, own or config_file):
        said = _laid_over(config_file, own) | {
            "docs_dir": str(docs.resolve()),
            "site_dir": str(site.resolve()),
            "strict": True,
        }
        if site_url:
            said["site_url"] = site_url
        return load_config(str(config_file), config_file_path=str(own or config_file), **said)


def _laid_over(config_file: Path, own: Path | None) -> dict[str, Any]:
    """Return the settings of both files; what both list is joined.

    In ours the theme's folder is told from where the package stands, be it installed or not.
    """
    settings = _load(config_file)
    theme = settings.get("theme", {})
    if "custom_dir" in theme:
        theme["custom_dir"] = str(Path(__file__).parents[2] / theme["custom_dir"])
    more = _load(own) if own else {}
    for key in JOINED & more.keys() & settings.keys():
        if isinstance(more[key], list):
            more[key] = [*settings[key], *more[key]]
    return dict(merge(settings, more))


def _load(file: Path) -> dict[str, Any]:
    with file.open("rb") as text:
        return dict(yaml_load(text))


def together(config: MkDocsConfig) -> bool:
    """Say whether pages can't be made one by one.

    So it is with plugins, which may see them all, and where a page's own title stands on others
    because the navigation gives none.
    """
    return bool(config.plugins) or not config.nav or _untitled(config.nav)


def _untitled(nav: object) -> bool:
    if isinstance(nav, dict):
        return any(_untitled(part) for part in nav.values() if not isinstance(part, str))
    return not isinstance(nav, list) or any(map(_untitled, nav))


class Docs(Files):
    """What stands in docs/: of its many files MkDocs gets to see those that it asks for."""

    def __init__(
        self, config: MkDocsConfig, paths: Container[str], theirs: Container[str] = ()
    ) -> None:
        super().__init__(())
        self.config, self.paths, self.theirs = config, paths, theirs

    def get_file_from_path(self, path: str) -> File | None:
        """Return the file at a path below docs/ or in the theme, if there is one."""
        uri = PurePosixPath(path).as_posix()
        if uri not in self.src_uris and (uri in self.paths or uri in self.theirs):
            config = self.config
            file = File(uri, config.docs_dir, config.site_dir, config.use_directory_urls)
            set_exclusions([file], config)
            self.append(file)
        return self.src_uris.get(uri)

    def documentation_pages(self, **options: Any) -> list[File]:  # noqa: ANN401 - the parent's
        """Return the pages that were asked for, in the order of a build."""
        return sorted(super().documentation_pages(**options), key=file_sort_key)


class Maker:
    """Makes pages one by one, as a build of all of them makes each.

    `paths` are the files in docs/, `missing` those that are to be made, `theirs` places of the
    theme's files. What MkDocs warns of goes to its log.
    """

    def __init__(
        self,
        config: MkDocsConfig,
        paths: Container[str],
        missing: Iterable[str],
        theirs: Container[str] = (),
    ) -> None:
        self.config, self.docs = config, Docs(config, paths, theirs)
        asked = [self.docs.get_file_from_path(path) for path in missing]
        self.missing = [file for file in asked if file]
        if any(_may_conflict(file) for file in self.missing):
            get_files(config)
        self.env = config.theme.get_env()
        self.nav = get_navigation(self.docs, config)
        self.named = {page.file.src_uri for page in self.nav.pages}

    def templates(self, listed: Iterable[str]) -> list[str]:
        """Make what isn't a page of its own file: 404.html, sitemap.xml; return places.

        A sitemap lists the pages that are `listed`.
        """
        for path in listed:
            file = self.docs.get_file_from_path(path)
            if file and not file.page and file.is_documentation_page():
                Page(None, file, self.config)
        config, places = self.config, list[str]()
        for name in sorted(config.theme.static_templates):
            _build_theme_template(name, self.env, self.docs, config, self.nav)
            places += [name, f"{name}.gz"]
        for name in config.extra_templates:
            _build_extra_template(name, self.docs, config, self.nav)
            places.append(name)
        return [place for place in places if Path(config.site_dir, place).exists()]

    def theme(self) -> list[str]:
        """Copy the theme's files that a page may load; return places."""
        theme = Docs(self.config, self.docs.paths)
        theme.add_files_from_theme(self.env, self.config)
        set_exclusions(theme, self.config)
        places = []
        for file in theme:
            unused = any(fnmatch(file.src_uri, pattern) for pattern in UNUSED)
            if file.src_uri not in theme.paths and included(file) and not unused:
                file.copy_file()
                places.append(file.dest_uri)
        return places

    def pages(self) -> dict[str, list[str]]:
        """Make or copy what is missing; return the place of each, none where it is left out."""
        linking, places = [], {}
        for file in self.missing:
            places[file.src_uri] = [file.dest_uri] if included(file) else []
            if not included(file):
                continue
            Path(file.abs_dest_path).unlink(missing_ok=True)  # it may be the site's as well
            if not file.is_documentation_page():
                file.copy_file()
                continue
            page = self._populated(file)
            _build_page(page, self.config, (), self.nav, self.env)
            if page.links_to_anchors:
                linking.append(page)
            elif file.src_uri not in self.named:
                file.page = None  # its words are as many as those of all others
        for page in linking:
            for file in page.links_to_anchors or ():
                if file.is_documentation_page() and included(file):
                    self._populated(file)
            level = self.config.validation.links.anchors
            page.validate_anchor_links(files=self.docs, log_level=level)
        return places

    def page(self, path: str, text: bytes, place: Path) -> None:
        """Make the page whose file in docs/ would hold a text, and put it to a place."""
        file = self.docs.get_file_from_path(path)
        if file:
            file.content_bytes, file.abs_dest_path = text, str(place)
            _build_page(self._populated(file), self.config, (), self.nav, self.env)
            if path not in self.named:
                self.docs.remove(file)

    def _populated(self, file: File) -> Page:
        """Read a page and render its text, if that isn't done."""
        page = file.page or Page(None, file, self.config)
        if page.content is None:
            _populate_page(page, self.config, self.docs)
        return page


def alone(
    config_file: Path, pages: Mapping[str, bytes], own: Path | None = None
) -> dict[str, bytes]:
    """Return the HTML of a few generated pages by address, as it will stand in the site.

    That is of none where pages are made `together`.
    """
    with TemporaryDirectory() as folder:
        docs, site = Path(folder, "docs"), Path(folder, "site")
        for page, text in pages.items():
            (docs / page).parent.mkdir(parents=True, exist_ok=True)
            (docs / page).write_bytes(text)
        config = configured(config_file, docs, site, None, own)
        if together(config):
            return {}
        with mended(docs, own or config_file):
            maker = Maker(config, Whatever(), pages)
            places = maker.pages()
        return {file.url: (site / places[file.src_uri][0]).read_bytes() for file in maker.missing}


def included(file: File) -> bool:
    """Say whether a file of docs/ goes into the site."""
    return bool(file.inclusion.is_included())  # type: ignore[no-untyped-call]


def _may_conflict(file: File) -> bool:
    """Say whether a page may have the address of another one, as README.md that of index.md.

    MkDocs says which, when it looks at all files.
    """
    return file.is_documentation_page() and not file.src_uri.endswith(f"{file.name}.md")


class Whatever:
    """The files of a folder of which it isn't known what will stand there."""

    def __contains__(self, path: object) -> bool:
        return True


@contextmanager
def mended(docs: Path, config_file: Path) -> Iterator[None]:
    """Raise what MkDocs warns of as a WhodexError; keep the day of the build out of the site."""
    with _no_date(), _warnings() as said:
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
