"""The age that stands behind a name."""

import re

from whodex.values.article import Article
from whodex.values.entities import Name

SLACK = 1  # years by which an age may differ that two places of an article give
AGE_BEHIND = re.compile(r",\s(?:aged\s)?(\d{1,3})(?=[,.;)])")
IS = re.compile(r"\sis\s(?:now\s|only\s|just\s)?(\d{2})(?:\syears\sold)?(?=[,.;]|\s(?:and|but)\b)")


def age_behind(article: Article, name: Name) -> str | None:
    """Return the age that an article gives right behind a name, as it stands there."""
    match = AGE_BEHIND.match(article.blocks[name.block].text, name.end)
    return match[1] if match else None


def said_age(text: str, end: int = 0) -> int | None:
    """Return the age that a text gives where a name ends: "Lind, 40," or "Lind is 40"."""
    match = AGE_BEHIND.match(text, end) or IS.match(text, end)
    return int(match[1]) if match else None
