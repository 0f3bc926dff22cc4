"""What the search reads → its index: Pagefind, and its files in an order of their own."""

import gzip
import hashlib
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import cbor2

from whodex.errors import Problem, WhodexError

UNUSED = ("*-ui.*", "pagefind-highlight.js")  # Pagefind's ready-made interfaces


def index(pages: Path, bundle: Path) -> None:
    """Index the folder `pages` into the folder `bundle`; raises WhodexError, as Pagefind says."""
    command = [sys.executable, "-m", "pagefind", "--site", str(pages), "--quiet"]
    command += ["--output-path", str(bundle.resolve())]
    done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603 - our own arguments
    if done.returncode:
        said = (done.stderr.strip() or done.stdout.strip()).replace("\n", " ")
        raise WhodexError(Problem(pages, None, f"Pagefind can't index the articles: {said}"))
    _in_order(bundle)
    for file in (file for pattern in UNUSED for file in bundle.glob(pattern)):
        file.unlink()


def _in_order(bundle: Path) -> None:
    """Sort the filters, which Pagefind 1.5 writes in the chance order of a hash table.

    Its issue 638 tells of it. Files are named by their content, so these get new names.
    """
    entry_file = bundle / "pagefind-entry.json"
    entry = json.loads(entry_file.read_text(encoding="utf-8"))
    for code, language in sorted(entry["languages"].items()):
        meta_file = bundle / f"pagefind.{language['hash']}.pf_meta"
        meta = _unpack(meta_file)
        _, _, _, filters, sorts, _ = meta
        for named in filters:
            file = bundle / "filter" / f"{named[1]}.pf_filter"
            values = _unpack(file)
            values[1].sort()
            named[1] = _repack(file, "{}.pf_filter", code, values)
        filters.sort()
        sorts.sort()
        language["hash"] = _repack(meta_file, "pagefind.{}.pf_meta", code, meta)
    entry["languages"] = dict(sorted(entry["languages"].items()))
    entry_file.write_text(json.dumps(entry, ensure_ascii=False), encoding="utf-8")


MAGIC = b"pagefind_dcd"


def _unpack(file: Path) -> Any:  # noqa: ANN401 - lists of lists of whatever Pagefind puts there
    """Read a file of Pagefind's: gzip, twelve letters, CBOR."""
    data = gzip.decompress(file.read_bytes())
    if not data.startswith(MAGIC):
        raise ValueError(f"not a file of Pagefind 1.5: {file.name}")
    return cbor2.loads(data.removeprefix(MAGIC))


def _repack(file: Path, name: str, code: str, value: object) -> str:
    """Write `value` in the place of `file` under a name made of its content; return that."""
    data = MAGIC + cbor2.dumps(value)
    digest = f"{code}_{hashlib.sha256(data).hexdigest()[:10]}"
    file.unlink()
    file.with_name(name.format(digest)).write_bytes(gzip.compress(data, mtime=0))
    return digest
