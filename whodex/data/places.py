"""Places as GeoJSON (RFC 7946), for maps and geographic information systems."""

from collections.abc import Callable

from pydantic_core import to_json

from whodex.collect.book import Book
from whodex.collect.naming import address
from whodex.collect.profile import Profile
from whodex.data import schema
from whodex.lexicon.whereabouts import Spot, spots
from whodex.values.article import EntityType

# As the licence of GeoNames' data asks: CC BY 4.0. Natural Earth is in the public domain.
ATTRIBUTION = "Towns: GeoNames (https://www.geonames.org), CC BY 4.0. Countries: Natural Earth."


def places(book: Book) -> dict[str, Callable[[], bytes]]:
    """Return what makes data/places.geojson, by path.

    It has the places of which it is known where they are.
    """
    return {"data/places.geojson": lambda: _collection(book)}


def _collection(book: Book) -> bytes:
    named = book.of_type[EntityType.PLACE]
    where = spots([about.entity for about in named])
    features = [
        _feature(book, about, where[about.entity.id]) for about in named if about.entity.id in where
    ]
    head = to_json({"type": "FeatureCollection", "attribution": ATTRIBUTION})
    return b'%b,"features":[\n%b\n]}\n' % (head.removesuffix(b"}"), b",\n".join(features))


def _feature(book: Book, about: Profile, where: Spot) -> bytes:
    """Return a point, on a line of its own."""
    entity = about.entity
    first, last = about.dates or (None, None)
    return to_json(
        {
            "type": "Feature",
            "id": entity.id,
            "geometry": {"type": "Point", "coordinates": [where.longitude, where.latitude]},
            "properties": {
                "name": entity.name,
                "kind": where.kind,
                "url": schema.absolute(book.settings, address(entity), ""),
                "articles": len(about.appearances),
                "mention_count": about.mention_count,
                "first": first,
                "last": last,
                "ids": {
                    **{given.authority: given.value for given in entity.authority_ids},
                    "geonames": str(where.geonames),
                },
            },
        }
    )
