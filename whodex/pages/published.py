"""The data files as they are published, large ones packed, and the page that lists them."""

import gzip
from collections.abc import Callable, Mapping

from whodex.pages.page import page

LARGE = 25_000_000  # bytes: the text and mentions of some 1,500 articles
FILES = {
    "articles.jsonl": "Articles: their texts, and where these name whom",
    "entities.jsonl": "People, organizations and places",
    "disagreements.jsonl": "Offices on which articles don’t agree",
    "figures.jsonl": "Counts that several articles give for the same thing",
    "quotes.csv": "Who said what, as a table",
    "people.csv": "People, as a table",
    "entities.ftm.json": "Who is named and described where, for FollowTheMoney",
    "network.gexf": "Who appears with whom, as a graph for Gephi",
    "network.graphml": "The same for other programs",
    "places.geojson": "Places on the map, with their numbers in GeoNames",
    "reconcile.csv": "All names and what tells who is meant, for OpenRefine",
}


def published(
    files: Mapping[str, Callable[[], bytes]], large: int = LARGE
) -> dict[str, Callable[[], bytes]]:
    """Return what makes all files as they are published, and `data/index.md`, which lists the data.

    One of the data with more than `large` bytes is packed and called NAME.gz; which it is, pages
    needn't know that link to the list. The same bytes give the same packed ones. The data are made
    here, one after the other.
    """
    found = dict(files)
    rows = []
    for name, holds in FILES.items():
        content = found.pop(f"data/{name}")()
        if len(content) > large:
            packed = gzip.compress(content, 6, mtime=0)
            found[f"data/{name}.gz"] = packed.__bytes__
            rows.append((f"{name}.gz", holds, _size(packed), _size(content)))
        else:
            found[f"data/{name}"] = content.__bytes__
            rows.append((name, holds, _size(content), ""))
    text = page(
        "data.html.j2",
        title="Published data",
        summary="All that these pages show, as files for other programs.",
        rows=rows,
    )
    return found | {"data/index.md": text.encode}


def _size(content: bytes) -> str:
    megabytes = len(content) / 1_000_000
    return f"{megabytes:,.1f} MB" if megabytes >= 1 else f"{megabytes * 1000:.1f} KB"
