"""What the fields of a seed are called, here and by other programs."""

import re
from functools import cache

from rapidfuzz import process

from whodex.lexicon.lists import pairs, words

FIELDS = {
    "title": "title: Talks resume in Doha",
    "headline": "headline: Envoys Back in Doha",
    "source": "source: The Harbour Post",
    "url": "url: https://example.org/2024/01/22/talks",
    "authors": "authors: [Ann Lee, Omar Haddad]",
    "published": "published: 2024-01-22",
    "language": "language: en",
    "hints": "hints: {the minister: ann-lee}",
    "license": "license: CC BY 4.0",
    "tags": "tags: [harbour, strikes]",
}
NEAR = 75  # of 100, and rapidfuzz takes a field without use for one of ours, misspelt


def folded(name: str) -> str:
    """Return a field's name whatever stands between its words: `publishedAt`, `published_at`."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])|[\s_-]+", " ", name).strip().lower()


def ours(name: str) -> tuple[str, int]:
    """Return our name of a field and the place of its own among those that mean it, or none."""
    return _named().get(folded(name), ("", 0))


@cache
def _named() -> dict[str, tuple[str, int]]:
    lists = {own: called.split(", ") for own, called in pairs("seed-fields").items()}
    return {name: (own, rank) for own, names in lists.items() for rank, name in enumerate(names)}


def is_known(name: str) -> bool:
    """Say whether programs give a field this name, of use here or not."""
    return ours(name)[0] != "" or folded(name) in words("note-fields")


def meant(name: str) -> str | None:
    """Return the field of ours that is nearest to one without use, if it's likely misspelt."""
    near = process.extractOne(folded(name), list(FIELDS), score_cutoff=NEAR)
    return near[0] if near else None
