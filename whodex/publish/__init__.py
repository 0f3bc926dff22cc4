"""docs/ → site/: MkDocs, then Pagefind, in a folder beside the site that then takes its place."""

import hashlib
import json
import os
import shutil
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, replace
from importlib.metadata import version
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File

from whodex.publish.files import Sources, link, link_all, sources
from whodex.publish.pages import alone, configured, make
from whodex.publish.preview import serve
from whodex.publish.search import BUNDLES, index_parts
from whodex.render.words import FOLDERS
from whodex.write import generated

__all__ = ["alone", "publish", "serve"]

# The programs that have a say in what a page looks like.
MAKERS = ("mkdocs", "mkdocs-material", "markdown", "jinja2", "pymdown-extensions", "pagefind")

# Where there is a page for each article and each name.
MANY = ("articles/", *(f"{folder}/" for folder in FOLDERS.values()))


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
    search index, until `publish` or the preview makes a new one. The old site stays until the new
    one is whole. Raises WhodexError with every warning of MkDocs, or what Pagefind says: then it
    stays as well.
    """
    staging = site.with_name(f".{site.name}.new")
    old = site.with_name(f".{site.name}.old")
    _tidy(site, staging, old)
    try:
        config = configured(config_file, docs, staging, site_url)
        before = _recall(kept, site)
        look = _look(config)
        searched = before.searched if before and before.look == look else {}
        now = Built(look, sources(docs), searched)
        ours = generated(docs)
        unchanged = _unchanged(before, now, ours)
        _take_over(unchanged, config, site, staging)
        missing = sorted(ours & now.sources.keys() - set(unchanged))
        make(config, docs, config_file, [page for page in missing if page.startswith(MANY)])
        if search:
            now = replace(now, searched=index_parts(docs, staging, site, searched))
        else:
            for bundle in BUNDLES:
                link_all(site / bundle, staging / bundle)
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

    `searched` is what its search index was made of, part by part.
    """

    look: str
    sources: Sources
    searched: Mapping[str, Sources]


def _look(config: MkDocsConfig) -> str:
    """Digest all that is in every page: settings, theme, the programs that make them."""
    digest = hashlib.sha256()
    for module in sorted(Path(__file__).parent.glob("*.py")):
        digest.update(module.read_bytes())
    digest.update(repr([version(package) for package in MAKERS]).encode())
    digest.update(Path(config.config_file_path).read_bytes())
    digest.update(repr([config.site_url, os.environ.get("SOURCE_DATE_EPOCH")]).encode())
    for folder in (config.theme.custom_dir, Path(__file__).parent.parent / "theme"):
        for file in sorted(Path(folder).rglob("*")) if folder else ():
            if file.is_file():
                digest.update(f"{file}\0".encode() + file.read_bytes())
    return digest.hexdigest()


def _unchanged(before: Built | None, now: Built, ours: frozenset[str]) -> list[str]:
    """Return the sources whose pages are right as they stand in the site.

    Pages that aren't `ours` are made each time: their links may lead to what is gone.
    """
    if before is None or before.look != now.look:
        return []
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
            link(page, copy)


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
