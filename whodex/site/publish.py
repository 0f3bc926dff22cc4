"""docs/ → site/: MkDocs, then Pagefind, in a folder beside the site that then takes its place.

What was made is noted: of what, and which files it became. What is made of the same, and stands in
the site as it was left, is taken over; the rest is made anew. The folder of the site before stays
hidden beside the new one and is brought up to date file by file: the next build begins with it, so
that no build costs more than what changed.
"""

import hashlib
import json
import os
import shutil
from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from importlib.metadata import entry_points
from pathlib import Path
from typing import Any

from mkdocs.commands.build import build
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import MkDocsException
from mkdocs.utils import is_markdown_file

from whodex.site import pages
from whodex.site.elsewhere import made_elsewhere
from whodex.site.files import exchange, recover, stamps, take_over
from whodex.site.pages import Maker, configured, mended, together
from whodex.site.search import BUNDLES, index_part, parts
from whodex.pages.searched import FOLDER
from whodex.store.files import put, stamp
from whodex.store.fingerprint import fingerprint
from whodex.store.workers import Workers
from whodex.site.write import generated
from whodex.values.errors import Problem, WhodexError, unforeseen

# What a site is made of beside the files in docs/ and the parts of the search index.
THEME, TEMPLATES, WHOLE = "/theme", "/templates", "/whole"

Files = dict[str, list[int]]  # by their places in the site: time, size and number
Made = tuple[Any, Files]  # of what a thing is made, and the files that it became


@dataclass(frozen=True, slots=True)
class Built:
    """What is known of a site: how pages are made in it as a digest, and what was made.

    `twin` is the number of the hidden folder with the same files.
    """

    look: str = ""
    twin: int = 0
    made: Mapping[str, Made] = field(default_factory=dict)


def publish(  # noqa: PLR0913 - three places, and choices with a usual value
    config_file: Path,
    docs: Path,
    site: Path,
    site_url: str | None = None,
    *,
    own: Path | None = None,
    kept: Path | None = None,
    search: bool = True,
    workers: Workers | None = None,
) -> None:
    """Build `site` from `docs` with the settings of `config_file`; same input, same bytes.

    Over these, those in the collection's `own` file are laid; `site_url` replaces theirs. What was built is noted in the file `kept`: next
    time, what is made of the same is taken over from `site`. Without `search`, so is the old
    search index, until `publish` or the preview makes a new one. The old site stays until the new
    one is whole. Raises WhodexError with every warning of MkDocs, or what Pagefind says: then it
    stays as well.
    """
    site = site.resolve()  # a link to where it is served stays one
    new, twin = (site.with_name(f".{site.name}.{which}") for which in ("new", "old"))
    recover(site)
    shutil.rmtree(new, ignore_errors=True)
    site.parent.mkdir(parents=True, exist_ok=True)
    config = configured(config_file, docs, new, site_url, own)
    before, there = _recall(kept), stamps(site, follow=False)
    look = _look(config, filter(None, (config_file, own)))
    now = _made_of(config, docs)
    same = _same(now, before, there) if before.look == look and WHOLE not in now else {}
    if not search:
        same |= _index_of(before, there)
        now = {key: of for key, of in now.items() if key not in BUNDLES}
    try:
        same = _begin(new, same, site, twin, before)
        with mended(docs, own or config_file):
            made = same | _make(config, docs, now, same, workers)
    except BaseException:
        shutil.rmtree(new, ignore_errors=True)
        raise
    if site.exists():
        exchange(new, site)
    else:
        new.rename(site)
    if kept:
        new.mkdir(exist_ok=True)
        _keep(kept, Built(look, new.stat().st_ino, made))
        _follow(new, there, site, made, twin)
    shutil.rmtree(new, ignore_errors=True)


def _made_of(config: MkDocsConfig, docs: Path) -> dict[str, Any]:
    """Say of what each thing in the site is made; None is never the same.

    Pages by hand are made each time: their links may lead to what is gone.
    """
    if together(config):
        return {WHOLE: None, **parts(docs)}
    files = {path: of for path, of in stamps(docs).items() if not path.startswith(f"{FOLDER}/")}
    by_hand = files.keys() - generated(docs)
    listed = sorted(filter(is_markdown_file, files)) if config.site_url else []
    return {
        **files,
        **dict.fromkeys(filter(is_markdown_file, by_hand)),
        THEME: sorted(by_hand),  # one may stand in the place of a file of the theme
        TEMPLATES: None if config.extra_templates else _digest(listed),
        **parts(docs),
    }


def _look(config: MkDocsConfig, said: Iterable[Path]) -> str:
    """Digest all that is in every page: settings, theme, the programs that make them."""
    themes = entry_points(group="mkdocs.themes", name=config.theme.name or "")
    programs = [
        fingerprint(pages.__name__),
        *(theme.dist.version for theme in themes if theme.dist),
    ]
    settings = [file.read_bytes() for file in said]
    folder = config.theme.custom_dir
    own = sorted(file for file in Path(folder).rglob("*") if file.is_file()) if folder else []
    return _digest(
        [programs, settings, config.site_url, os.environ.get("SOURCE_DATE_EPOCH")],
        [(str(file), file.read_bytes()) for file in own],
    )


def _digest(*values: object) -> str:
    return hashlib.sha256(repr(values).encode()).hexdigest()


# What is taken over from the site before


def _same(now: Mapping[str, Any], before: Built, there: Files) -> dict[str, Made]:
    """Return what is made of the same now as before, and stands in the site as it was left."""
    return {
        key: (of, files)
        for key, (of, files) in before.made.items()
        if of is not None
        and of == now.get(key)
        and all(there.get(place) == stamp for place, stamp in files.items())
    }


def _index_of(before: Built, there: Files) -> dict[str, Made]:
    """Return the search index that stands in the site, whatever it is made of."""
    found: dict[str, Made] = {}
    for bundle in BUNDLES:
        files = {place: of for place, of in there.items() if place.startswith(f"{bundle}/")}
        of, left = before.made.get(bundle, (None, {}))
        found[bundle] = (of if left == files else None, files)
    return found


def _begin(
    new: Path, same: dict[str, Made], site: Path, twin: Path, before: Built
) -> dict[str, Made]:
    """Let the folder `new` hold what stays the `same`; return it.

    That is nothing where the disk can't have a file in two folders.
    """
    has: Files = {}
    if twin.exists() and twin.stat().st_ino == before.twin:
        twin.rename(new)
        has = _files(before.made.values())
    else:
        shutil.rmtree(twin, ignore_errors=True)
    try:
        take_over(new, has, site, _files(same.values()))
    except OSError:
        shutil.rmtree(new, ignore_errors=True)
        return {}
    return same


def _follow(new: Path, has: Files, site: Path, made: Mapping[str, Made], twin: Path) -> None:
    """Let the folder `new` hold what the site holds, and be its `twin`, if the disk can that."""
    try:
        take_over(new, has, site, _files(made.values()))
    except OSError:
        return
    new.rename(twin)


def _files(made: Iterable[Made]) -> Files:
    return {place: stamp for _, files in made for place, stamp in files.items()}


# What is made anew


def _make(
    config: MkDocsConfig,
    docs: Path,
    now: Mapping[str, Any],
    same: Mapping[str, Made],
    workers: Workers | None,
) -> dict[str, Made]:
    """Make all that isn't the `same`."""
    site, missing = Path(config.site_dir), now.keys() - same.keys()
    if WHOLE in missing:
        _build(config)
        places = {WHOLE: list(stamps(site))}
    else:
        places = _make_pages(config, now, missing, same, workers)
    for bundle in sorted(missing.intersection(BUNDLES)):
        index_part(docs, site, bundle)
        places[bundle] = [f"{bundle}/{file}" for file in stamps(site / bundle)]
    return {
        key: (now[key], {place: stamp((site / place).stat()) for place in left})
        for key, left in places.items()
    }


def _build(config: MkDocsConfig) -> None:
    """Let MkDocs build the whole site; what fails is a plugin or a hook that the settings name."""
    try:
        build(config)
    except MkDocsException:
        raise
    except Exception as error:
        message = f"a plugin or a hook fails: {unforeseen(error)}"
        file = Path(config.config_file_path)
        raise WhodexError(Problem(file, None, message, "plugins: []")) from error


def _make_pages(
    config: MkDocsConfig,
    now: Mapping[str, Any],
    missing: AbstractSet[str],
    same: Mapping[str, Made],
    workers: Workers | None,
) -> dict[str, list[str]]:
    """Make what is missing of pages and of all that they load; return where it stands."""
    paths = now.keys() - {THEME, TEMPLATES, *BUNDLES}
    theirs = same[THEME][1] if THEME in same else {}
    far = workers and not workers.near
    ours = set(filter(is_markdown_file, generated(Path(config.docs_dir)))) if far else set()
    maker = Maker(config, paths, sorted(paths & missing - ours), theirs)
    places = {}
    if THEME in missing:
        places[THEME] = maker.theme()
    if TEMPLATES in missing:
        places[TEMPLATES] = maker.templates(sorted(paths) if config.site_url else ())
    return places | maker.pages() | made_elsewhere(maker, sorted(paths & missing & ours), workers)


# What is noted


def _recall(kept: Path | None) -> Built:
    """Read what is known of a site."""
    try:
        return Built(**json.loads((kept or Path()).read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        return Built()


def _keep(kept: Path, built: Built) -> None:
    """Note what was built."""
    kept.parent.mkdir(parents=True, exist_ok=True)
    note = {"look": built.look, "twin": built.twin, "made": dict(built.made)}
    put(kept, json.dumps(note))
