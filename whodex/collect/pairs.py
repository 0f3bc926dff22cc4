"""Who appears with whom in how many articles."""

from collections import Counter
from itertools import combinations

from whodex.collect.book import Book
from whodex.values.article import EntityType


def pairs(book: Book) -> Counter[tuple[str, str]]:
    """Count for each pair of people, smaller id first, the articles that name both."""
    kinds = {key: entity.type for key, entity in book.entities.items()}
    found = Counter[tuple[str, str]]()
    for item in book.articles:
        named = {m.entity for m in item.mentions if m.entity}
        found.update(combinations(sorted(p for p in named if kinds[p] is EntityType.PERSON), 2))
    return found
