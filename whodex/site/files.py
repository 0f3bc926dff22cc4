"""Folders of files: what tells one from another, one made equal to another, the new for the old."""

import ctypes
import os
import shutil
from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path

from whodex.store.files import Stamp, stamp

Stamps = Mapping[str, Stamp]

# What the systems call an exchange: renameat2(2) of Linux, renamex_np(2) of macOS.
AT_FDCWD, RENAME_EXCHANGE = -100, 2
RENAME_SWAP = 2


def stamps(folder: Path, *, follow: bool = True) -> dict[str, Stamp]:
    """Return the stamp of each file below `folder` by its path; none where there is no folder.

    Whoever means to remove files doesn't `follow` links.
    """
    found: dict[str, Stamp] = {}
    waiting = [(str(folder), "")] if folder.is_dir() else []
    while waiting:
        place, inside = waiting.pop()
        with os.scandir(place) as entries:
            for entry in entries:
                if entry.is_dir(follow_symlinks=follow):
                    waiting.append((entry.path, f"{inside}{entry.name}/"))
                else:
                    found[inside + entry.name] = stamp(entry.stat(follow_symlinks=follow))
    return found


def take_over(folder: Path, has: Stamps, other: Path, wanted: Stamps) -> None:
    """Let `folder`, of which it is known what it has, hold just the files of `other` wanted there.

    They are the same files in both: whoever changes one must put a new one in its place. Raises
    OSError where a disk can't have a file in two folders.
    """
    _drop(folder, (path for path in has if wanted.get(path) != has[path]))
    for path in wanted:
        if has.get(path) != wanted[path]:
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            os.link(other / path, folder / path)


def _drop(folder: Path, paths: Iterable[str]) -> None:
    """Remove files of a folder, and the folders that this empties."""
    for path in paths:
        file = folder / path
        file.unlink(missing_ok=True)
        with suppress(OSError):  # something else stands there
            for above in file.relative_to(folder).parents[:-1]:
                (folder / above).rmdir()


def exchange(new: Path, site: Path) -> None:
    """Let two folders change places, in one step where the system can: then one always sees both.

    Linux and macOS can, on most disks. Elsewhere there is no `site` for a moment; when that is
    the last one of the process, `recover` brings the old one back.
    """
    if not _exchanged(new, site):
        aside = _aside(site)
        site.rename(aside)
        new.rename(site)
        aside.rename(new)


def recover(site: Path) -> None:
    """Clear up after an exchange that ended between its steps: be it that there is no site."""
    aside = _aside(site)
    if aside.exists() and not site.exists():
        aside.rename(site)
    shutil.rmtree(aside, ignore_errors=True)


def _aside(site: Path) -> Path:
    return site.with_name(f".{site.name}.aside")


def _exchanged(one: Path, other: Path) -> bool:
    """Exchange two paths in one step; say whether that was possible."""
    if os.name != "posix":
        return False
    system = ctypes.CDLL(None)
    paths = os.fsencode(one), os.fsencode(other)
    if hasattr(system, "renameat2"):
        done = system.renameat2(AT_FDCWD, paths[0], AT_FDCWD, paths[1], RENAME_EXCHANGE)
    elif hasattr(system, "renamex_np"):
        done = system.renamex_np(*paths, RENAME_SWAP)
    else:
        return False
    return bool(done == 0)
