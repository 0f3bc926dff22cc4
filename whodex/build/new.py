"""A new collection: a folder with all that a site of one's own needs."""

import json
import subprocess
from collections.abc import Iterator
from importlib.metadata import Distribution, PackageNotFoundError
from pathlib import Path
from shutil import which
from urllib.parse import urlsplit
from urllib.request import url2pathname

from whodex import __version__
from whodex.build.folders import ROOT
from whodex.values.errors import Problem, WhodexError

SHIPPED = Path(__file__).with_name("collection")
FORM = ".github/ISSUE_TEMPLATE/correct-a-name.yml"  # our own, of which the page About tells
NAME = "NAME"


def new(folder: Path) -> None:
    """Write a small collection into `folder`, named after it.

    Raises WhodexError where something else stands there, or nothing can be written.
    """
    name = folder.resolve().name.replace("-", " ").replace("_", " ")
    name = name[:1].upper() + name[1:] or "News"
    try:
        if folder.exists() and any(path.name != ".git" for path in folder.iterdir()):
            message = "isn't empty, and nothing in it is written over"
            raise WhodexError(Problem(folder, None, message, "whodex new NAME-OF-A-NEW-FOLDER"))
        for path, text in _files(name):
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / path).write_text(text, encoding="utf-8", newline="\n")
    except OSError as error:
        raise WhodexError(Problem(folder, None, f"can't be written: {error.strerror}")) from error


def _files(name: str) -> Iterator[tuple[str, str]]:
    """Yield the paths and texts of a collection's files."""
    named = {"mkdocs.yml": json.dumps(name, ensure_ascii=False), "README.md": name}
    for file in sorted(path for path in SHIPPED.rglob("*") if path.is_file()):
        path = file.relative_to(SHIPPED).as_posix()
        yield path, file.read_text(encoding="utf-8").replace(NAME, named.get(path, NAME), 1)
    yield FORM, (ROOT / FORM).read_text(encoding="utf-8")
    yield "requirements.txt", f"whodex[documents]{_which()}\n"


def _which() -> str:
    """Say to pip which Whodex this is: where others can have it, or else its version.

    An installed one knows where it came from (PEP 610); of a checkout git is asked.
    """
    try:
        said = Distribution.from_name("whodex").read_text("direct_url.json") or "{}"
    except PackageNotFoundError:
        said = json.dumps({"url": ROOT.as_uri()})
    origin = json.loads(said)
    address, commit = origin.get("url", ""), origin.get("vcs_info", {}).get("commit_id", "")
    if address.startswith("file:"):
        checkout = url2pathname(urlsplit(address).path)
        address = _git(checkout, "remote", "get-url", "origin")
        address = address.replace("git@github.com:", "https://github.com/", 1)
        commit = address and _git(checkout, "rev-parse", "HEAD")
    if not address.startswith("https:"):
        return f"=={__version__}"
    parts = urlsplit(address)
    public = parts._replace(netloc=parts.netloc.rpartition("@")[2]).geturl()  # without a password
    return f" @ git+{public}@{commit}" if commit else f" @ {public}"


def _git(checkout: str, *command: str) -> str:
    """Return what git says of the checkout, nothing if that is none."""
    git = which("git")
    if not git or not Path(checkout, ".git").exists():
        return ""
    asked = [git, "-C", checkout, *command]
    return subprocess.run(asked, capture_output=True, text=True, check=False).stdout.strip()  # noqa: S603 - our own command
