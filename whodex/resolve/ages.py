"""The age that stands behind a name."""

import re

from whodex.values.article import Article
from whodex.values.entities import Name

AGE_BEHIND = re.compile(r",\s(?:aged\s)?(\d{1,3})(?=[,.;)])")


def age_behind(article: Article, name: Name) -> str | None:
    """Return the age that an article gives right behind a name, as it stands there."""
    match = AGE_BEHIND.match(article.blocks[name.block].text, name.end)
    return match[1] if match else None
