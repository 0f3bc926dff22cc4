"""A build, unless nothing that it reads or makes has been touched since the last one.

Nothing else is loaded before that is known.
"""

import argparse
import gc
import os
import re
from collections.abc import Iterator
from dataclasses import astuple
from pathlib import Path
from time import sleep

from whodex.build.complaints import complain
from whodex.build.folders import CONFIG, PACKAGE, ROOT, Folders
from whodex.site.write import MANIFEST, generated
from whodex.store.untouched import TICK, files, note, noted

READ = [ROOT / "docs", CONFIG, PACKAGE]
NAMED = re.compile(r"^\s*(?:custom_dir|INHERIT):\s*(\S+)", re.MULTILINE)
OUTSIDE = re.compile(r"!ENV\s*(\[[^\]]*\]|\S+)")


def build(folders: Folders, args: argparse.Namespace) -> bool:
    """Build, or say again what came of the last build; return whether all files were right."""
    told = _settings(folders)
    last, asked = folders.cache / "last.json", [folders, args.strict, list(_environment(told))]
    there = files([*READ, *_theme(told), *filter(None, astuple(folders)[:-1])])
    if not args.check and (known := noted(last, asked, there)):
        right, complaints, said = known
        complain(complaints)
        print(said)  # noqa: T201 - the report
        return bool(right)
    from whodex.build import plan  # noqa: PLC0415 - loads what a build with nothing to do needs not

    gc.freeze()  # what is loaded stays: no look for what could go need go through it
    made_before = set(map(str, _made(folders)))  # the pages, and the folder of the site
    outcome = plan.build(folders, args)
    if outcome.report:
        site = f"{folders.site}{os.sep}"
        read = {
            path: stamp
            for path, stamp in there.items()
            if path not in made_before and not path.startswith(site)
        }
        result = [not outcome.problems, outcome.complaints, outcome.report]
        sleep(TICK / 1e9)
        note(last, asked, read | files(_made(folders)), result)
    return not outcome.problems


def _made(folders: Folders) -> list[Path]:
    """Return what a build makes; all else in docs/ is somebody's work."""
    pages = (folders.docs / path for path in (MANIFEST, *generated(folders.docs)))
    return [folders.site, *pages]


def _theme(told: str) -> list[Path]:
    """Return what the settings name besides: a theme, other settings."""
    return [PACKAGE.parent / path for path in NAMED.findall(told)]


def _environment(told: str) -> Iterator[tuple[str, str | None]]:
    """Yield what the settings and MkDocs take from outside."""
    said = " ".join(OUTSIDE.findall(told))
    for name in ("SOURCE_DATE_EPOCH", *re.findall(r"\w+", said)):
        yield name, os.environ.get(name)


def _settings(folders: Folders) -> str:
    named = filter(None, (CONFIG, folders.config))
    return "\n".join(file.read_text(encoding="utf-8", errors="replace") for file in named)
