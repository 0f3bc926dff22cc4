"""What a saved page says about its article: JSON-LD first, then meta elements, then `<h1>`."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from bs4 import BeautifulSoup, Comment, Tag

from whodex.read.blocks import collapse, is_web_address
from whodex.read.bylines import author_names, byline_of, date_in_url, stamp_of

ARTICLE = re.compile(r"Article|Posting$|^Report$")  # schema.org's kinds of article
SEPARATOR = r"\s*(?:[|–—*·•»:]|\s-|-\s)\s*"
AUTHOR_METAS = (
    "article:author_name", "parsely-author", "byl", "dc.creator", "dcterms.creator",
    "sailthru.author", "citation_author", "article:author", "og:author", "author",
    "cxenseparse:author", "twitter:author",
)  # fmt: skip
DATE_METAS = (
    "article:published_time", "datepublished", "parsely-pub-date", "dc.date", "dc.date.issued",
    "dcterms.date", "dcterms.created", "date.created", "pubdate", "publishdate", "publish_date",
    "publish-date", "sailthru.date", "cxenseparse:recs:publishtime", "citation_publication_date",
    "published", "date",
)  # fmt: skip
MOST_NODES = 20_000  # of JSON-LD; a page has some hundreds


@dataclass(frozen=True, slots=True)
class PageData:
    """One page's own words on its article; `titles` are all forms in which it gives the title."""

    title: str | None
    titles: tuple[str, ...]
    source: str | None
    url: str | None
    authors: tuple[str, ...]
    published: date | None
    language: str
    descriptions: tuple[str, ...]
    body: str


def page_data(soup: BeautifulSoup) -> PageData:
    """Gather the metadata of a page; what it doesn't say is None or empty."""
    nodes = list(_json_ld(soup))
    article = next((node for node in nodes if _is_article(node)), {})
    named = {
        node["@id"]: node for node in nodes if isinstance(node.get("@id"), str) and "name" in node
    }
    metas = _metas(soup)
    source = _source(article, named, metas)
    url = _url(soup, metas, article)
    heading = soup.find("h1")
    said = [
        _text(article.get("headline")),
        *metas.get("og:title", []),
        *metas.get("twitter:title", []),
        collapse(heading.get_text()) if heading else "",
        collapse(soup.title.get_text()) if soup.title else "",
    ]
    titles = tuple(filter(None, said))
    return PageData(
        title=_title(metas, titles, source),
        titles=tuple(dict.fromkeys((*titles, *(_cut(t, titles, source) for t in titles)))),
        source=source,
        url=url,
        authors=_authors(soup, nodes, named, metas),
        published=_published(soup, nodes, metas, url),
        language=_language(soup, metas),
        descriptions=tuple(
            d
            for d in (
                _text(article.get("description")),
                _text(article.get("alternativeHeadline")),
                *metas.get("og:description", []),
                *metas.get("description", []),
            )
            if len(d.split()) > 4  # noqa: PLR2004 - below, it is no sentence
        ),
        body=_text(article.get("articleBody")),
    )


def _json_ld(soup: BeautifulSoup) -> Iterator[dict[str, Any]]:
    """Yield every object of the page's JSON-LD, breadth first, broken scripts passed over."""
    for script in soup.find_all("script", type="application/ld+json"):
        try:
            queue = [json.loads(script.string or "", strict=False)]
        except (ValueError, RecursionError):
            continue
        for value in queue:  # grows while it is walked
            if isinstance(value, dict):
                yield value
            if isinstance(value, dict | list) and len(queue) < MOST_NODES:
                queue.extend(value.values() if isinstance(value, dict) else value)


def _is_article(node: dict[str, Any]) -> bool:
    kinds = node.get("@type")
    kinds = kinds if isinstance(kinds, list) else [kinds]
    return any(isinstance(kind, str) and ARTICLE.search(kind) for kind in kinds)


def _metas(soup: BeautifulSoup) -> dict[str, list[str]]:
    metas: dict[str, list[str]] = {}
    for meta in soup.find_all("meta"):
        name = meta.get("property") or meta.get("name") or meta.get("itemprop") or ""
        if content := collapse(str(meta.get("content") or "")):
            metas.setdefault(str(name).lower(), []).append(content)
    return metas


def _text(value: object) -> str:
    return collapse(value) if isinstance(value, str) else ""


def _title(metas: dict[str, list[str]], titles: tuple[str, ...], source: str | None) -> str | None:
    """Prefer the title that the page hands on (Open Graph), unless another form of it is fuller.

    Pages cut titles for search engines and social networks, and add their own name.
    """
    if not titles:
        return None
    shared = next(iter(metas.get("og:title", [])), titles[0])
    return _cut(shared, titles, source)


def _cut(title: str, titles: tuple[str, ...], source: str | None) -> str:
    """Cut the site's name off a title: what follows another form of it, or the source itself."""
    for other in titles:
        if other != title and re.match(re.escape(other) + SEPARATOR, title):
            return other
    if source:
        cut = re.sub(rf"{SEPARATOR}{re.escape(source)}.*$", "", title, flags=re.IGNORECASE)
        return cut or title
    return title


def _source(
    article: dict[str, Any], named: dict[str, dict[str, Any]], metas: dict[str, list[str]]
) -> str | None:
    publisher = article.get("publisher")
    publisher = publisher[0] if isinstance(publisher, list) and publisher else publisher
    if isinstance(publisher, dict):
        publisher = publisher.get("name") or named.get(str(publisher.get("@id")), {}).get("name")
    named_in_metas = (metas.get(key, [""])[0] for key in ("og:site_name", "application-name"))
    return _text(publisher) or next(filter(None, named_in_metas), None)


def _url(soup: BeautifulSoup, metas: dict[str, list[str]], article: dict[str, Any]) -> str | None:
    """Take the first of the page's addresses that may become a link."""
    canonical = soup.find("link", rel="canonical")
    saved = soup.find(string=lambda s: isinstance(s, Comment) and "saved from url=" in s)
    said = [
        str(canonical.get("href") or "") if isinstance(canonical, Tag) else "",
        *metas.get("og:url", []),
        _text(article.get("url")),
        str(saved).partition(")")[2].strip() if saved else "",
    ]
    return next(filter(is_web_address, map(collapse, said)), None)


def _authors(
    soup: BeautifulSoup,
    nodes: list[dict[str, Any]],
    named: dict[str, dict[str, Any]],
    metas: dict[str, list[str]],
) -> tuple[str, ...]:
    """Return the authors that the page names first: JSON-LD, meta elements, a byline."""
    for node in filter(_is_article, nodes):
        if names := author_names(_people(node.get("author") or node.get("creator"), named)):
            return names
    for key in AUTHOR_METAS:
        if names := author_names(metas.get(key, [])):
            return names
    for tag in soup.select("[rel~=author], [itemprop~=author], [class*=byline], [class*=Byline]"):
        written = collapse(tag.get_text(" "))
        byline = byline_of(written) or byline_of(f"By {written}")
        if byline:
            return byline.authors
    return ()


def _people(value: object, named: dict[str, dict[str, Any]]) -> list[str]:
    """List the names in a JSON-LD author: a name, an object, a reference, or a list of these."""
    if isinstance(value, list):
        return [name for item in value[:50] for name in _people(item, named) if item is not value]
    if isinstance(value, dict):
        name = value.get("name") or named.get(str(value.get("@id")), {}).get("name")
        names = name if isinstance(name, list) else [name]
        return [n for n in names if isinstance(n, str)]
    return [value] if isinstance(value, str) else []


def _published(
    soup: BeautifulSoup,
    nodes: list[dict[str, Any]],
    metas: dict[str, list[str]],
    url: str | None,
) -> date | None:
    """Return the first date that the page gives for its publication, as written there."""
    said = [_text(node.get("datePublished")) for node in nodes if _is_article(node)]
    said += [value for key in DATE_METAS for value in metas.get(key, [])]
    said += [_text(node.get("datePublished")) for node in nodes if node.get("@type") == "WebPage"]
    for tag in soup.select("[itemprop~=datePublished], time[datetime]"):
        said.append(str(tag.get("datetime") or tag.get("content") or ""))
    days = (_day(value) for value in said)
    return next(filter(None, days), None) or date_in_url(url)


def _day(written: str) -> date | None:
    """Return the date part of an ISO date with or without time, or of a printed one."""
    try:
        return date.fromisoformat(written[:10])
    except ValueError:
        stamp = stamp_of(written)
        return stamp.day if stamp else None


def _language(soup: BeautifulSoup, metas: dict[str, list[str]]) -> str:
    html = soup.find("html")
    declared = str(html.get("lang") or "") if isinstance(html, Tag) else ""
    written = declared or next(iter(metas.get("og:locale", [])), "en")
    code = re.split(r"[-_]", written)[0].lower()
    return code if re.fullmatch("[a-z]{2}", code) else "en"
