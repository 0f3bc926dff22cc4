"""The command line: arguments in, exit code out."""

import argparse
import atexit
import gc
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from io import TextIOWrapper
from os import cpu_count
from pathlib import Path
from types import MappingProxyType

from whodex import __version__
from whodex.build.complaints import complain
from whodex.build.folders import CONFIG, PACKAGE, ROOT, Folders
from whodex.build.touched import build
from whodex.site.write import clean
from whodex.values.errors import Problem, WhodexError

BUILT, WRONG, MISUSED, STOPPED = 0, 1, 2, 130
WATCHED = [
    ROOT / "docs",
    CONFIG,
    PACKAGE / "pages" / "templates",
    PACKAGE / "site" / "theme",
]

Show = Callable[[Mapping[str, bytes]], None]


def main(argv: Sequence[str] | None = None, here: Path | None = None) -> int:
    """Do what the command line asks; return the exit code.

    `here` is the collection where the arguments name none: the current folder if not given.
    """
    args = arguments(argv, here)
    gc.set_threshold(200_000, 50, 100)  # hardly anything goes in circles; looking for it is slow
    atexit.register(gc.freeze)  # nor need anybody look for it when the process ends
    if isinstance(sys.stdout, TextIOWrapper):  # names have letters that not every terminal knows
        sys.stdout.reconfigure(errors="backslashreplace")
    try:
        return int(args.run(args))
    except WhodexError as error:
        complain(error.problems)
        return WRONG
    except KeyboardInterrupt:
        complain(["Stopped. What was read is kept: the next build goes on from there."])
        return STOPPED


def build_or_show(args: argparse.Namespace) -> int:
    """Build a collection, check it, show it, or remove what a build made."""
    folders = folders_of(args)
    if args.clean:
        clean(folders.docs)
    elif not folders.seeds.is_dir():
        right = "whodex new FOLDER, or --seeds FOLDER"
        complain([Problem(folders.seeds, None, "there is no such folder", right)])
        return MISUSED
    elif args.serve:
        show(folders, args)
    elif not build(folders, args):
        return WRONG
    return BUILT


def begin(args: argparse.Namespace) -> int:
    """Write a new collection; say what to do with it."""
    from whodex.build.new import new  # noqa: PLC0415 - loads what no build needs

    new(args.folder)
    print(  # noqa: T201 - what to do next
        f"{args.folder} is a collection now; its README.md says what is in it.\n"
        f"Put articles into {args.folder / 'seeds'}, then: whodex build {args.folder}"
    )
    return BUILT


def add_articles(args: argparse.Namespace) -> int:
    """Fetch articles into the seeds of a collection."""
    from whodex.build.added import add  # noqa: PLC0415 - no build knows of what asks the network

    return BUILT if add(folders_of(args), args) else WRONG


def show(folders: Folders, args: argparse.Namespace) -> None:
    """Show the site, and build it again whenever something changes."""
    from whodex.build import plan  # noqa: PLC0415 - loads what few builds need
    from whodex.site.preview import serve  # noqa: PLC0415

    memory = plan.memory_of(folders)

    def again(changed: Sequence[Path], first: Show) -> tuple[Problem, ...]:
        return plan.build(folders, args, plan.Preview(memory, changed, first)).problems

    read = (folders.seeds, folders.register, folders.config, folders.own)
    serve(folders.docs, folders.site, [*filter(None, read), *WATCHED], again)


def folders_of(args: argparse.Namespace) -> Folders:
    """Say where a build with these arguments reads and writes.

    In a checkout the pages by hand that every site has stand in docs/ already. A collection has
    only its own there, and what is made of both stands beside the cache.
    """
    at, out = args.collection.absolute(), args.out
    checkout = at.resolve() == ROOT.resolve()
    cache = out / "cache" if out else at / ".cache"
    named = [args.config] if args.config else [(out or at) / CONFIG.name, at / CONFIG.name]
    return Folders(
        seeds=args.seeds or at / "seeds",
        register=None if args.no_register else args.register or _first([at / "register"]),
        config=_first(file for file in named if file.absolute() != CONFIG),
        own=None if checkout else _first([at / "docs"]),
        docs=out / "docs" if out else at / "docs" if checkout else cache / "docs",
        site=(out or at) / "site",
        cache=cache,
    )


def _first(paths: Iterable[Path]) -> Path | None:
    """Return the first path at which something stands."""
    return next((path for path in paths if path.exists()), None)


def arguments(argv: Sequence[str] | None, here: Path | None = None) -> argparse.Namespace:
    """Read the command line; a wrong one ends the program with 2."""
    prog, here = "whodex" if here is None else None, here or Path()
    parser = argparse.ArgumentParser(
        prog,
        parents=[_flags()],
        description="Build a site in which every name in a folder of news articles is linked.",
        epilog="Exit code: 0 built, 1 a seed or register file is wrong, 2 wrong arguments, "
        "130 stopped.",
    )
    parser.add_argument("--version", action="version", version=f"whodex {__version__}")
    parser.set_defaults(run=build_or_show, collection=here, **UNASKED)
    commands = parser.add_subparsers(title="commands", metavar="COMMAND")
    for name, what, asked in (
        ("build", "build the site of a collection into DIR/site", {}),
        ("serve", "show it on this machine, follow changes", {"serve": True}),
        ("check", "read and validate seeds and register, write nothing", {"check": True}),
    ):
        command = commands.add_parser(name, parents=[_flags()], help=what, description=what)
        held = "folder that holds seeds/, and maybe register/, docs/ and mkdocs.yml"
        command.add_argument(
            "collection", metavar="DIR", nargs="?", type=folder, default=here, help=held
        )
        command.set_defaults(**asked)
    what = "write a small collection to begin with"
    command = commands.add_parser("new", help=what, description=what)
    command.add_argument("folder", metavar="DIR", type=Path, help="a folder that isn't there yet")
    command.set_defaults(run=begin)
    what = "fetch articles, PDFs and what is new in feeds into the seeds"
    _adding(commands.add_parser("add", help=what, description=what), here)
    return parser.parse_args(argv)


def _adding(command: argparse.ArgumentParser, here: Path) -> None:
    """Say what `whodex add` takes."""
    add = command.add_argument
    add("addresses", metavar="URL", nargs="+", help="where it stands on the web")
    to = "folder of the collection (the current one)"
    add("--to", dest="collection", metavar="DIR", type=folder, default=here, help=to)
    add("--private", action="store_true", help="fetch from private networks, too")
    command.set_defaults(run=add_articles)


# What holds where a flag isn't given. It stands here so that a command takes over what stands
# before it: whodex --jobs 1 build DIR.
UNASKED: Mapping[str, object] = MappingProxyType(
    {
        "seeds": None,
        "register": None,
        "no_register": False,
        "out": None,
        "config": None,
        "jobs": cpu_count() or 1,
        "scheduler": None,
        "strict": False,
        "check": False,
        "serve": False,
        "clean": False,
    }
)


def _flags() -> argparse.ArgumentParser:
    """Return the flags that every command knows."""
    flags = argparse.ArgumentParser(add_help=False, argument_default=argparse.SUPPRESS)
    add = flags.add_argument
    add("--seeds", metavar="DIR", type=folder, help="folder of articles (DIR/seeds)")
    add("--register", metavar="DIR", type=folder, help="what editors know (DIR/register)")
    add("--no-register", action="store_true", help="build from the articles alone")
    add("--out", metavar="DIR", type=Path, help="build into DIR/docs, DIR/site and DIR/cache")
    add("--config", metavar="FILE", type=file, help="the collection's settings (DIR/mkdocs.yml)")
    add("--jobs", metavar="N", type=jobs, help="processes that read names (one a core)")
    add("--scheduler", metavar="ADDRESS", help="work on the Dask cluster at this address")
    add("--strict", action="store_true", help="build nothing if a file is wrong")
    add("--check", action="store_true", help="read and validate seeds and register, write nothing")
    add("--serve", action="store_true", help="show the site on this machine, follow changes")
    add("--clean", action="store_true", help="remove the generated pages")
    return flags


def folder(text: str) -> Path:
    """Check that an argument names a folder."""
    path = Path(text)
    if not path.is_dir():
        raise argparse.ArgumentTypeError(f"there is no folder {text!r}")
    return path


def file(text: str) -> Path:
    """Check that an argument names a file."""
    path = Path(text)
    if not path.is_file():
        raise argparse.ArgumentTypeError(f"there is no file {text!r}")
    return path


def jobs(text: str) -> int:
    """Check that an argument is a number of processes."""
    if not text.isdecimal() or not int(text):
        raise argparse.ArgumentTypeError(f"not a number of processes: {text!r} (right: 2)")
    return int(text)
