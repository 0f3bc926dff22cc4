"""What the search reads → its index: Pagefind, and its files in an order of their own."""

import gzip
import hashlib
import json
import os
import subprocess
import zlib
from pathlib import Path
from typing import Any

import cbor2
from pagefind.service import get_executable

from whodex.values.errors import Problem, WhodexError
from whodex.site.files import Stamps, stamps
from whodex.pages.searched import NEWEST, OLDER
from whodex.store.fingerprint import fingerprint

# The folders of the site that hold the two parts of the index.
BUNDLE, OLDER_BUNDLE = "pagefind", "pagefind-older"
BUNDLES = (BUNDLE, OLDER_BUNDLE)
PROGRAM = "wasm.en.pagefind"
# Pagefind's ready-made interfaces, and programs for other browsers' pages than ours.
UNUSED = ("*-ui.*", "pagefind-highlight.js", "pagefind-worker.js", "wasm.unknown.pagefind")
# Beside older articles, pieces of about 4 KB in place of 30: a reader loads one more for each word.
# For all articles they would be too small: of words that begin alike one piece finds its own alone.
PIECES = {"PAGEFIND_UNSTABLE_INDEX_CHUNK_SIZE": "2000"}


def parts(docs: Path) -> dict[str, list[str | int]]:
    """Say of what each part of the search index of `docs` is made, by its folder in the site."""
    newest, older = stamps(docs / NEWEST), stamps(docs / OLDER)
    by = fingerprint(__name__)
    found: dict[str, list[str | int]] = {BUNDLE: [by, _digest(newest), len(older)]}
    if older:
        found[OLDER_BUNDLE] = [by, _digest(older)]
    return found


def _digest(files: Stamps) -> str:
    return hashlib.sha256(repr(sorted(files.items())).encode()).hexdigest()


def index_part(docs: Path, site: Path, bundle: str) -> None:
    """Put a part of the search index of `docs` into the folder `site`, where it isn't yet.

    Raises WhodexError, as Pagefind says.
    """
    if bundle == BUNDLE:
        index(docs / NEWEST, site / BUNDLE, len(stamps(docs / OLDER)))
    else:
        index(docs / OLDER, site / OLDER_BUNDLE)
        _drop_program(site / OLDER_BUNDLE)


def index(pages: Path, bundle: Path, older: int = 0) -> None:
    """Index the folder `pages` into the folder `bundle`; raises WhodexError, as Pagefind says.

    The search learns from the index that `older` articles stand in another one.
    """
    pieces = PIECES if older else {}
    program = get_executable() or "pagefind"
    command = [program, "--site", str(pages), "--output-path", str(bundle.resolve()), "--quiet"]
    # The search is a page in English, and finds articles in the index of its own language alone.
    command += ["--force-language", "en"]
    done = subprocess.run(  # noqa: S603 - our own arguments
        command, capture_output=True, text=True, check=False, env=os.environ | pieces
    )
    if done.returncode:
        said = (done.stderr.strip() or done.stdout.strip()).replace("\n", " ")
        raise WhodexError(Problem(pages, None, f"Pagefind can't index the articles: {said}"))
    _arranged(bundle, older)
    for pattern in UNUSED:
        for file in bundle.glob(pattern):
            file.unlink()


def _drop_program(bundle: Path) -> None:
    """Leave the program out of a part that is loaded behind another one.

    Pagefind asks for it, and then goes on with the one that it has.
    """
    (bundle / "pagefind.js").unlink()
    (bundle / PROGRAM).write_bytes(MAGIC)


def _arranged(bundle: Path, older: int) -> None:
    """Write the table of an index anew, and what it names.

    Pagefind 1.5 writes filters in the chance order of a hash table (its issue 638), and leaves out
    what has no date where articles are listed by date: those become the oldest. Files are named by
    their content, so that these get new names.
    """
    entry_file = bundle / "pagefind-entry.json"
    entry = json.loads(entry_file.read_text(encoding="utf-8"))
    for code, language in entry["languages"].items():
        file = bundle / f"pagefind.{language['hash']}.pf_meta"
        table = _unpack(file)
        _, pages, _, filters, sorts, _ = table
        for named in filters:
            named[1] = _sorted_filter(bundle / "filter" / f"{named[1]}.pf_filter", code)
        (bundle / "filter").mkdir(exist_ok=True)
        filters.append([NOTHING, _pack(bundle / "filter/{}.pf_filter", code, [NOTHING, []])])
        filters.sort()
        for _, dated in sorts:
            dated[:0] = sorted({*range(len(pages))} - {*dated})
        file.unlink()
        language["hash"] = _pack(bundle / "pagefind.{}.pf_meta", code, table)
    if older:
        entry["older"] = older
    entry_file.write_text(json.dumps(entry, ensure_ascii=False), encoding="utf-8")


def _sorted_filter(file: Path, code: str) -> str:
    """Sort the values of a filter; return its new name."""
    values = _unpack(file)
    values[1].sort()
    file.unlink()
    return _pack(file.with_name("{}.pf_filter"), code, values)


MAGIC = b"pagefind_dcd"
GZIP = 31  # as zlib says it
# A filter that no article passes. The search asks with it in how many articles a word stands,
# without the articles.
NOTHING = "nothing"


def _unpack(file: Path) -> Any:  # noqa: ANN401 - lists of lists of whatever Pagefind puts there
    """Read a file of Pagefind's: gzip, twelve letters, CBOR."""
    data = gzip.decompress(file.read_bytes())
    if not data.startswith(MAGIC):
        raise ValueError(f"not a file of Pagefind 1.5: {file.name}")
    return cbor2.loads(data.removeprefix(MAGIC))


def _pack(file: Path, code: str, value: object) -> str:
    """Write `value` into a file whose name gets a part made of its content; return that part."""
    data = MAGIC + cbor2.dumps(value)
    digest = f"{code}_{hashlib.sha256(data).hexdigest()[:10]}"
    packed = [_gzip(data, strategy) for strategy in (zlib.Z_DEFAULT_STRATEGY, zlib.Z_FILTERED)]
    file.with_name(file.name.format(digest)).write_bytes(min(packed, key=len))
    return digest


def _gzip(data: bytes, strategy: int) -> bytes:
    """Pack with nothing of the day in it; where numbers have no pattern, filtered is shorter."""
    packer = zlib.compressobj(9, wbits=GZIP, strategy=strategy)
    return packer.compress(data) + packer.flush()
