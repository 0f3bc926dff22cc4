"""Parties of several countries bear one name: which country an article is about tells."""

import re
from collections import Counter
from collections.abc import Mapping
from functools import cache

from whodex.lexicon.lists import words
from whodex.lexicon.places import country, country_of_city, country_of_people
from whodex.recognize.whole_bodies import EVIDENCE
from whodex.resolve.referents import ORGANIZATION, key_of
from whodex.values.article import Article, EntityType
from whodex.values.entities import Name

CAPITALIZED = re.compile(r"\b[A-Z][a-z]+")
# "Sweden's ruling Social Democrats", "the German Greens"; "the Greens of Norway"
BEFORE = re.compile(r"\b([A-Z]\w+(?:\s[A-Z]\w+)?)(?:['’]s?)?\s(?:[a-z]+(?:-[a-z]+)?\s){0,2}\Z")
BEHIND = re.compile(r"\s(?:of|in)\s(?:the\s)?([A-Z]\w+(?:\s[A-Z]\w+)?)")
NEAR = 60  # letters beside a party in which its country stands
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


@cache
def parties_beside(article: Article, names: tuple[Name, ...]) -> Mapping[tuple[int, int], str]:
    """The folded countries that stand beside parties as whose they are, by where these stand.

    Only of names that parties of several countries bear.
    """
    found: dict[tuple[int, int], str] = {}
    for name in names:
        if name.type is ORGANIZATION and key_of(ORGANIZATION, name.text) in words("parties"):
            text = article.blocks[name.block].text
            before = BEFORE.search(text, max(0, name.start - NEAR), name.start)
            behind = BEHIND.match(text, name.end)
            for said in filter(None, (before, behind)):
                parts = said[1].split()
                last = country(said[1]) or country(parts[-1]) or country_of_people(parts[-1])
                if last:
                    found.setdefault((name.block, name.start), last)
    return found


def _of_body(form: str) -> str | None:
    """The country that a body's name begins with: "United States Senate"."""
    parts = form.split()
    return country(parts[0]) or country(" ".join(parts[:2]))
