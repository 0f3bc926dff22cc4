"""Build the site: a folder of articles in; linked pages, profiles and search out."""

import argparse
import atexit
import gc
import sys
from collections.abc import Callable, Mapping, Sequence
from os import cpu_count
from pathlib import Path

from whodex.build.complaints import complain
from whodex.build.folders import CONFIG, ROOT, Folders
from whodex.build.touched import build
from whodex.site.write import clean
from whodex.values.errors import Problem, WhodexError

BUILT, WRONG, STOPPED = 0, 1, 130
WATCHED = [
    ROOT / "docs",
    CONFIG,
    ROOT / "whodex" / "pages" / "templates",
    ROOT / "whodex" / "site" / "theme",
]

Show = Callable[[Mapping[str, bytes]], None]


def main(argv: Sequence[str] | None = None) -> int:
    """Do what the command line asks; return the exit code."""
    args = arguments(argv)
    gc.set_threshold(200_000, 50, 100)  # hardly anything goes in circles; looking for it is slow
    atexit.register(gc.freeze)  # nor need anybody look for it when the process ends
    folders = folders_of(args)
    try:
        if args.clean:
            clean(folders.docs)
        elif args.serve:
            show(folders, args)
        elif not build(folders, args):
            return WRONG
    except WhodexError as error:
        complain(error.problems)
        return WRONG
    except KeyboardInterrupt:
        print("Stopped. What was read is kept: the next build goes on from there.", file=sys.stderr)
        return STOPPED
    return BUILT


def show(folders: Folders, args: argparse.Namespace) -> None:
    """Show the site, and build it again whenever something changes."""
    from whodex.build import plan  # noqa: PLC0415 - loads what few builds need
    from whodex.site.preview import serve  # noqa: PLC0415

    memory = plan.memory_of(folders)

    def again(changed: Sequence[Path], first: Show) -> tuple[Problem, ...]:
        return plan.build(folders, args, memory, changed, first, search=False).problems

    watched = [path for path in (folders.seeds, folders.register, *WATCHED) if path]
    serve(folders.docs, folders.site, watched, again)


def folders_of(args: argparse.Namespace) -> Folders:
    """Say where a build with these arguments reads and writes."""
    return Folders(
        seeds=args.seeds,
        register=None if args.no_register else args.register,
        docs=args.out / "docs" if args.out else ROOT / "docs",
        site=args.out / "site" if args.out else ROOT / "site",
        cache=args.out / "cache" if args.out else ROOT / ".cache",
    )


def arguments(argv: Sequence[str] | None) -> argparse.Namespace:
    """Read the command line; a wrong one ends the program with 2."""
    parser = argparse.ArgumentParser(
        description="Build a site in which every name in a folder of news articles is linked.",
        epilog="Exit code: 0 built, 1 a seed or register file is wrong, 2 wrong arguments, "
        "130 stopped.",
    )
    add = parser.add_argument
    add("--seeds", type=folder, default=ROOT / "seeds", help="folder of articles (seeds/)")
    add("--register", type=folder, default=ROOT / "register", help="what editors know (register/)")
    add("--no-register", action="store_true", help="build from the articles alone")
    add("--out", type=Path, help="build into DIR/docs, DIR/site and DIR/cache")
    add("--jobs", type=jobs, default=cpu_count() or 1, help="processes that read (one a core)")
    add("--scheduler", metavar="ADDRESS", help="read on the Dask cluster at this address instead")
    add("--strict", action="store_true", help="build nothing if a file is wrong")
    add("--check", action="store_true", help="read and validate seeds and register, write nothing")
    add("--serve", action="store_true", help="show the site on this machine, follow changes")
    add("--clean", action="store_true", help="remove the generated pages")
    return parser.parse_args(argv)


def folder(text: str) -> Path:
    """Check that an argument names a folder."""
    path = Path(text)
    if not path.is_dir():
        raise argparse.ArgumentTypeError(f"there is no folder {text!r}")
    return path


def jobs(text: str) -> int:
    """Check that an argument is a number of processes."""
    if not text.isdecimal() or not int(text):
        raise argparse.ArgumentTypeError(f"not a number of processes: {text!r} (right: 2)")
    return int(text)


if __name__ == "__main__":
    sys.exit(main())
