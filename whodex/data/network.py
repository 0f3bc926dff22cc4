"""Who appears with whom as a graph, for Gephi, Cytoscape, networkx and others."""

from collections.abc import Callable
from functools import cache
from io import BytesIO
from typing import TYPE_CHECKING, TypeAlias

from whodex.collect.book import Book
from whodex.collect.naming import address
from whodex.collect.pairs import pairs
from whodex.collect.profile import Profile
from whodex.data import schema
from whodex.data.xml import plain

if TYPE_CHECKING:  # networkx takes a tenth of a second, and not all that know of data make them
    import networkx as nx

Graph: TypeAlias = "nx.Graph[str]"
# More than so many ties no program lays out so that one sees something, and each build would take
# seconds to write them. Then those of few articles are left out: all of so many, or none of them.
MOST_TIES = 20_000


def networks(book: Book) -> dict[str, Callable[[], bytes]]:
    """Return what makes data/network.gexf and data/network.graphml, by path."""
    found = cache(lambda: graph(book))
    return {
        "data/network.gexf": lambda: _gexf(found()),
        "data/network.graphml": lambda: _graphml(found()),
    }


def graph(book: Book) -> Graph:
    """Return the people who appear with somebody, and in how many articles each two do."""
    import networkx as nx  # noqa: PLC0415 - as above

    ties = pairs(book)
    counts = sorted(ties.values(), reverse=True)
    fewest = 1 if len(counts) <= MOST_TIES else counts[MOST_TIES] + 1
    kept = [(*pair, count) for pair, count in sorted(ties.items()) if count >= fewest]
    found: Graph = nx.Graph(name=plain(book.settings.site_name))
    for key in sorted({key for one, other, _ in kept for key in (one, other)}):
        found.add_node(key, **_node(book, book.profiles[key]))
    found.add_weighted_edges_from(kept)
    return found


def _node(book: Book, about: Profile) -> dict[str, str | int]:
    entity = about.entity
    first, last = about.dates or ("", "")
    return {
        "label": plain(entity.name),
        "url": schema.absolute(book.settings, address(entity), ""),
        "articles": len(about.appearances),
        "mentions": about.mention_count,
        "quotes": len(about.quotes),
        **({"first": str(first), "last": str(last)} if first else {}),
        **{f"{given.authority}_id": plain(given.value) for given in entity.authority_ids},
    }


def _gexf(found: Graph) -> bytes:
    """Write GEXF 1.2, https://gexf.net, without the day on which it was written."""
    from networkx.readwrite.gexf import GEXFWriter  # noqa: PLC0415 - as above

    writer = GEXFWriter(prettyprint=False, version="1.2draft")
    writer.add_graph(found)
    del writer.xml.find("meta").attrib["lastmodifieddate"]
    file = BytesIO()
    writer.write(file)
    return file.getvalue() + b"\n"


def _graphml(found: Graph) -> bytes:
    """Write GraphML, http://graphml.graphdrawing.org."""
    from networkx import write_graphml  # noqa: PLC0415 - as above

    file = BytesIO()
    write_graphml(found, file, prettyprint=False)
    return file.getvalue() + b"\n"
