"""Pages in the terms of schema.org, as JSON-LD."""

import json
import re
from collections.abc import Iterable
from typing import Any

from markupsafe import Markup

from whodex.collect.naming import address, authority_link, web_address
from whodex.values.article import Article, EntityType
from whodex.values.entities import Called, Entity
from whodex.values.settings import Settings

SCHEMA_TYPES = {
    EntityType.PERSON: "Person",
    EntityType.ORGANIZATION: "Organization",
    EntityType.PLACE: "Place",
}


def news_article(settings: Settings, article: Article, cast: Iterable[Called]) -> Markup:
    """Describe an article as a NewsArticle; whom it mentions is described on their own pages."""
    return _json_ld(
        {
            "@context": "https://schema.org",
            "@type": "NewsArticle",
            "headline": article.title,
            "url": absolute(settings, address(article), "../../"),
            "inLanguage": article.language,
            **_known(
                isBasedOn=web_address(article.source_url),
                datePublished=article.published and article.published.isoformat(),
                author=[{"@type": "Person", "name": name} for name in article.authors],
                keywords=article.tags,
                publisher=article.source and {"@type": "Organization", "name": article.source},
                mentions=[{"@id": _address(settings, entity)} for entity in cast],
            ),
        }
    )


def thing(settings: Settings, entity: Entity) -> Markup:
    """Describe an entity with its other names, for its own page."""
    return _json_ld(
        {
            "@context": "https://schema.org",
            "@type": SCHEMA_TYPES[entity.type],
            "@id": _address(settings, entity),
            "name": entity.name,
            **_known(
                sameAs=[
                    link
                    for given in entity.authority_ids
                    if (link := authority_link(settings, given))
                ]
            ),
            **_known(alternateName=[a for a in entity.aliases if a != entity.name]),
        }
    )


def absolute(settings: Settings, path: str, root: str) -> str:
    """Return an address with the site's own before it, or relative where that isn't known."""
    site = settings.site_url
    return f"{site.rstrip('/')}/{path}" if site else root + path


def _address(settings: Settings, entity: Called) -> str:
    return absolute(settings, address(entity), "../../")


def _known(**values: object) -> dict[str, object]:
    """Leave out what isn't known."""
    return {key: value for key, value in values.items() if value}


def _json_ld(value: dict[str, Any]) -> Markup:
    """Write JSON that can end neither its script element nor look like a template."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    for char in "<>&\x7f\u2028\u2029":
        text = text.replace(char, f"\\u{ord(char):04x}")
    # In JSON a brace is followed by a quotation mark or a brace that closes it.
    return Markup(re.sub(r"\{(?=[{%#])", r"\\u007b", text))  # noqa: S704 - escaped above
