"""What in a folder of seeds is no seed: why it isn't read, and what would be."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from pathlib import Path

from whodex.lexicon.lists import pairs, words
from whodex.values.errors import Problem

FOLDERS = {".mbox"}  # what Apple Mail calls a folder with the file `mbox` in it
PACKED = {".gz"}  # of which the ending before tells what is packed
NAMED = 8  # files of one kind in a folder that are listed by name
PAGES = (".html", ".htm", ".xhtml")
ANYTHING = "the article's text as .md or .txt"


def ending(path: Path) -> str:
    """Return the ending that says how a file is read, in small letters."""
    suffix = path.suffix.lower()
    if suffix in PACKED:
        return Path(path.stem).suffix.lower() + suffix
    return suffix or (".mbox" if path.name == "mbox" else "")


def is_no_article(name: str) -> bool:
    """Say whether a file is hidden, or one that systems and programs leave behind."""
    return name.startswith((".", "~$")) or name.endswith("~") or name.lower() in words("no-files")


def page_shown(folder: str, files: Sequence[str]) -> str | None:
    """Return the saved page for which a browser made a folder of pictures, styles and frames."""
    for mark in words("page-folders"):
        if folder.lower().endswith(mark):
            stem = folder[: -len(mark)]
            return next((stem + suffix for suffix in PAGES if stem + suffix in files), None)
    return None


def listed(paths: Iterable[Path]) -> Iterator[Problem]:
    """Say of files in one folder why they aren't read; many of one kind are one line."""
    kinds: dict[tuple[str, str], list[Path]] = defaultdict(list)
    for path in sorted(paths, key=Path.as_posix):
        kinds[_kind(path)].append(path)
    for (what, right), same in kinds.items():
        if len(same) > NAMED:
            endings = ", ".join(sorted({path.suffix.lower() for path in same}))
            message = f"{len(same)} files in it ({endings}) aren't read: each {what}"
            yield Problem(same[0].parent, None, message, right)
        else:
            yield from (Problem(path, None, f"isn't read: it {what}", right) for path in same)


def _kind(path: Path) -> tuple[str, str]:
    """Return what a file is and what would be read in its place."""
    if known := _kinds().get(path.suffix.lower()):
        return known
    if not path.suffix:
        return "has no ending that says what it is", ANYTHING
    return f"is of a kind ({path.suffix.lower()}) that Whodex doesn't know", ANYTHING


@cache
def _kinds() -> dict[str, tuple[str, str]]:
    told = ((key, said.partition(" | ")) for key, said in pairs("unread-files").items())
    return {
        f".{suffix}": (f"is {what}", right)
        for key, (what, _, right) in told
        for suffix in key.split(", ")
    }
