"""How pages word numbers, dates, names, addresses and rules."""

import re
from collections import Counter
from collections.abc import Sequence
from datetime import date
from functools import cache

from markupsafe import Markup

from whodex.collect.naming import FOLDERS, sort_name
from whodex.collect.profile import Wording
from whodex.values.article import ENGLISH, Article, BlockKind
from whodex.values.entities import Entity

PLURALS = {"person": "people"}
SINGULARS = {
    "articles": "article",
    **{folder: kind.value for kind, folder in FOLDERS.items()},
}


def number(count: int, noun: str) -> str:
    """Write "1 article", "2,000 articles"."""
    return f"{count:,} {noun if count == 1 else PLURALS.get(noun, noun + 's')}"


def long(day: date) -> str:
    """Write a date out."""
    return f"{day.day} {day:%B %Y}"


@cache
@cache
def time(day: date) -> Markup:
    """Render a date, "22 January 2024"."""
    return Markup('<time datetime="%s">%s</time>') % (day.isoformat(), long(day))


def span(dates: tuple[date, date] | None, frame: str = "{}") -> str:
    """Write "1 March 2024 to 3 May 2024" into `frame`, or nothing where no date is known."""
    if not dates:
        return ""
    first, last = map(long, dates)
    return frame.format(first if first == last else f"{first} to {last}")


def month(article: Article) -> str:
    """Return the month of an article as a heading."""
    return f"{article.published:%B %Y}" if article.published else "Date unknown"


def as_written(role: str, wordings: Sequence[Wording]) -> str:
    """Write an office in the case that most `wordings` give it, the first letter large: "CEO".

    "former" is ours, and an abbreviation keeps its full stop: "Former Gov.".
    """
    bare = role.removeprefix("former ")
    pattern = re.compile(r"\W+".join(map(re.escape, bare.split())) + r"(?=s?\b)\.?", re.IGNORECASE)
    found: Counter[str] = Counter()
    for wording in wordings:
        for match in pattern.finditer(wording.text):
            found[" ".join(match[0].split())] += max(len(wording.uses), 1)
    most = max(found, key=found.__getitem__, default=bare)
    whole = role[: len(role) - len(bare)] + most
    return whole[:1].upper() + whole[1:]


def place(article: Article, block: int) -> str:
    """Return what a link to a block says: the paragraph's number, or "title"."""
    return "title" if article.blocks[block].kind is BlockKind.TITLE else str(block)


def language_name(code: str) -> str:
    """Return a language's English name, or where it has none "the language with the code …"."""
    from babel import Locale  # noqa: PLC0415 - takes time, and nearly all articles are in English

    return Locale("en").languages.get(code) or f"the language with the code {code}"


def foreign(article: Article) -> str:
    """Return the name of an article's language if no names are found in it; else nothing."""
    return "" if article.language == ENGLISH else language_name(article.language)


def letter(entity: Entity) -> str:
    """Return the letter under which an index lists a name; `#` for digits and signs."""
    first = sort_name(entity)[:1].upper()
    return first if first.isalpha() else "#"
