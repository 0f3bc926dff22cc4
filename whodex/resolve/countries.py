"""Parties of several countries bear one name: which country an article is about tells."""

import re
from collections import Counter
from functools import cache

from whodex.lexicon.places import country, country_of_city, country_of_people
from whodex.values.article import Article, EntityType
from whodex.values.entities import Name

CAPITALIZED = re.compile(r"\b[A-Z][a-z]+")
CLEARLY = 1.5  # times as often as any other


@cache
def country_of(article: Article, names: tuple[Name, ...], enough: int = 1) -> str:
    """Name the country that an article is about, folded; empty where none is clear.

    It speaks `enough` times of it: by its own name, its towns and what is said to be of it
    ("Australian").
    """
    places = (name.text for name in names if name.type is EntityType.PLACE)
    found = Counter(filter(None, (country(form) or country_of_city(form) for form in places)))
    for block in article.blocks:
        found.update(filter(None, map(country_of_people, CAPITALIZED.findall(block.text))))
    (first, most), (_, next_most) = (*found.most_common(2), ("", 0), ("", 0))[:2]
    return first if most >= max(enough, CLEARLY * next_most) else ""
