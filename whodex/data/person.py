"""One person as a file beside the page: all that the page says, for other programs."""

from dataclasses import dataclass
from typing import Any

from pydantic_core import to_json

from whodex.collect.naming import address, authority_link
from whodex.collect.profile import Appearance, Company, Profile, Relative, Said, Wording
from whodex.values.article import Article, EntityType
from whodex.values.settings import Settings

FILE = "person.json"
# Of people, organizations and places so many each that stand with somebody in so many articles:
# whom one article alone names beside somebody, this article says.
NEAREST, TOGETHER = 10, 2


@dataclass(frozen=True, slots=True)
class Told:
    """What the articles say of a person, and where identifiers lead."""

    about: Profile
    settings: Settings


def person(told: Told) -> str:
    """Write what the articles say of a person as one JSON object."""
    about, entity = told.about, told.about.entity
    first, last = about.dates or (None, None)
    near = [
        other
        for kind in EntityType
        for other in [one for one in about.company(kind) if one.articles >= TOGETHER][:NEAREST]
    ]
    links = [authority_link(told.settings, given) for given in entity.authority_ids]
    said = {
        "id": entity.id,
        "url": address(entity),
        "type": entity.type,
        "name": entity.name,
        "aliases": entity.aliases,
        "ids": {given.authority: given.value for given in entity.authority_ids},
        "same_as": list(filter(None, links)),
        "mention_count": about.mention_count,
        "first": first,
        "last": last,
        "descriptions": list(map(_wording, about.descriptions)),
        "relatives": list(map(_relative, about.relatives)),
        "quotes": list(map(_said, about.quotes)),
        "near": list(map(_company, near)),
        "articles": list(map(_appearance, about.appearances)),
        "unsure": list(map(_appearance, about.unsure)),
    }
    return to_json(said).decode() + "\n"


def _wording(words: Wording) -> dict[str, Any]:
    return {
        "text": words.text,
        "role": words.role,
        "of": words.of or None,
        "several": words.several,
        "uses": [_place(article, block) for article, block in words.uses],
    }


def _relative(found: Relative) -> dict[str, Any]:
    """Say who is kin: `theirs` where the words are about the other one."""
    words = found.wording
    return {
        "relative": found.other.id,
        "name": found.other.name,
        "kin": words.role,
        "theirs": found.theirs,
        "text": words.text,
        "uses": [_place(article, block) for article, block in words.uses],
    }


def _said(found: Said) -> dict[str, Any]:
    quote = found.quote
    return {
        "text": quote.text,
        "cue": quote.cue,
        "place": _place(found.article, quote.block),
    }


def _company(other: Company) -> dict[str, Any]:
    return {
        "id": other.entity.id,
        "type": other.entity.type,
        "name": other.entity.name,
        "articles": other.articles,
    }


def _appearance(found: Appearance) -> dict[str, Any]:
    article = found.article
    return {
        "id": article.id,
        "title": article.title,
        "source": article.source,
        "published": article.published,
        "blocks": found.blocks,
    }


def _place(article: Article, block: int) -> str:
    """Return the address of a paragraph below the site's root."""
    return f"{address(article)}#p{block}"
