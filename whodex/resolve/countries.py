"""Parties of several countries bear one name: which country an article is about tells."""

import re
from collections import Counter
from functools import cache

from whodex.lexicon.places import country, country_of_city, country_of_people
from whodex.recognize.whole_bodies import EVIDENCE
from whodex.values.article import Article, EntityType
from whodex.values.entities import Name

CAPITALIZED = re.compile(r"\b[A-Z][a-z]+")
CLEARLY = 1.5  # times as often as any other


@cache
def country_of(
    article: Article, names: tuple[Name, ...], enough: int = 1, clearly: float = CLEARLY
) -> str:
    """Name the country that an article is about, folded; empty where none is clear.

    It speaks `enough` times of it, and `clearly` times as often as of any other: by its own name,
    its towns, its bodies and what is said to be of it ("Australian").
    """
    places = (name.text for name in names if name.type is EntityType.PLACE)
    found = Counter(filter(None, (country(form) or country_of_city(form) for form in places)))
    found.update(filter(None, (_of_body(n.text) for n in names if n.evidence == EVIDENCE)))
    for block in article.blocks:
        found.update(filter(None, map(country_of_people, CAPITALIZED.findall(block.text))))
    (first, most), (_, next_most) = (*found.most_common(2), ("", 0), ("", 0))[:2]
    return first if most >= max(enough, clearly * next_most) else ""


def _of_body(form: str) -> str | None:
    """The country that a body's name begins with: "United States Senate"."""
    parts = form.split()
    return country(parts[0]) or country(" ".join(parts[:2]))
