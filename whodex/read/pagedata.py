"""What a saved page says about its article: JSON-LD first, then meta elements, then `<h1>`."""

import json
import re
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from html import unescape
from typing import Any

from bs4 import BeautifulSoup, Comment, NavigableString, Tag
from rapidfuzz import fuzz

from whodex.lexicon.lists import pairs
from whodex.read.blocks import collapse, host_of, is_web_address, original_address
from whodex.read.bylines import (
    LONGEST_LINE,
    RIGHTS_SIGN,
    Byline,
    author_names,
    byline_of,
    date_in_url,
    day_of_text,
    heading_line,
    is_masthead,
    rights_holder,
)
from whodex.read.tags import parted, tidied

ARTICLE = re.compile(r"Article|Posting$|^Report$")  # schema.org's kinds of article
# By a browser, SingleFile, or `whodex add`.
SAVED = re.compile(r"saved from url=\(\d+\)(\S+)|\b(?:SingleFile|Fetched by Whodex)\s+url:\s*(\S+)")
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
TAG_METAS = ("article:tag", "parsely-tags", "citation_keywords", "news_keywords", "keywords")
MOST_NODES = 20_000  # of JSON-LD; a page has some hundreds
INLINE_TAG = re.compile(r"</?(?:em|i|b|strong|span|br|sup|sub)\b[^<>]{0,200}>", re.IGNORECASE)
MOST_BYLINES = 50  # elements of a page
SENTENCE = 5  # words of what describes a page; fewer are none
MOST_TITLES = 5  # headings of a page that are compared
LONGEST_TITLE = 300  # characters of a headline that are compared
SAME_STORY = 60  # of 100: two titles of one article
NEARLY_SAME = 80  # of 100: two forms of one title
HEADLINE_WORDS = 4  # of the shortest heading that is a headline though no title is like it
MOST_DAYS_OFF = 365  # between the printed date and the one for machines
LINES = ("p", "div", "span", "time", "address", "td", "font")  # that may hold one alone
ABOVE = 4  # lines above a day, with their parts, in which authors may stand alone
BELOW = 60  # elements below the headline among which byline and date stand


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
    tags: tuple[str, ...] = ()
    notices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Printed:
    """Authors, their outlet and the day as a page shows them to a reader."""

    authors: tuple[str, ...]
    source: str | None
    day: date | None


def page_data(soup: BeautifulSoup) -> PageData:
    """Gather the metadata of a page; what it doesn't say is None or empty."""
    nodes = list(_json_ld(soup))
    article = next((node for node in nodes if _is_article(node)), {})
    named = {
        node["@id"]: node for node in nodes if isinstance(node.get("@id"), str) and "name" in node
    }
    metas = _metas(soup)
    source = _source(article, named, metas) or _rights_holder(soup)
    url = _url(soup, metas, article)
    headings = [collapse(heading.get_text()) for heading in soup.find_all("h1", limit=MOST_TITLES)]
    said = [
        _text(article.get("headline")),
        *metas.get("og:title", [])[:MOST_TITLES],
        *metas.get("twitter:title", [])[:MOST_TITLES],
        *headings[:1],
        collapse(soup.title.get_text()) if soup.title else "",
    ]
    titles = tuple(filter(None, said))
    title = _headline(headings, _title(metas, titles, source), titles, source)
    titles = (*titles, *filter(None, headings), *filter(None, [title]))
    authors, printed = _authors(soup, nodes, named, metas, source), _printed(soup, source)
    said_day = _published(soup, nodes, metas)
    off = said_day and printed.day and abs((said_day - printed.day).days) > MOST_DAYS_OFF
    return PageData(
        title=title,
        titles=tuple(dict.fromkeys((*titles, *(_cut(t, titles, source) for t in titles)))),
        source=source or printed.source or _site(soup, title, url) or host_of(url or ""),
        url=url,
        authors=authors or printed.authors,
        published=printed.day if off else said_day or printed.day or date_in_url(url),
        language=_language(soup, metas),
        descriptions=tuple(
            d
            for d in (
                _text(article.get("description")),
                _text(article.get("alternativeHeadline")),
                *metas.get("og:description", []),
                *metas.get("description", []),
            )
            if len(d.split()) >= SENTENCE
        ),
        body=_text(article.get("articleBody")),
        tags=_tags(metas),
        notices=(f"the page prints {printed.day} and says {said_day} to machines",) if off else (),
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
        if content := _text(meta.get("content")):
            metas.setdefault(str(name).lower(), []).append(content)
    return metas


def _text(value: object) -> str:
    """Return words as a reader sees them: many a page escapes what needs it not, or twice."""
    if not isinstance(value, str):
        return ""
    return collapse(INLINE_TAG.sub("", unescape(unescape(value))))


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


def _headline(
    headings: list[str], shared: str | None, titles: tuple[str, ...], source: str | None
) -> str | None:
    """Prefer what a reader sees as the headline, unless the shared title is nearly the same.

    A heading that is no form of any title may be the site's or a section's name: it's the
    headline only if it is long enough, and the only one.
    """
    own = [h for h in headings if h and _key(h) != _key(source or "")]
    near = [
        h for h in own if any(_likeness(h, title) >= SAME_STORY for title in titles if title != h)
    ]
    alone = [h for h in own if len(own) == 1 and (not shared or len(h.split()) >= HEADLINE_WORDS)]
    chosen = next(iter(near or alone), None)
    if chosen is None or (shared and _likeness(chosen, shared) >= NEARLY_SAME):
        return shared
    return chosen


def _likeness(one: str, other: str) -> float:
    return fuzz.ratio(_key(one), _key(other))


def _key(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.casefold()))[:LONGEST_TITLE]


def _rights_holder(soup: BeautifulSoup) -> str | None:
    """Return whose the page is by the line with the sign of copyright, nearest to its end."""
    for text in reversed(soup.find_all(string=RIGHTS_SIGN)):
        if type(text) is NavigableString and (holder := rights_holder(collapse(str(text)))):
            return holder
    return None


def _printed(soup: BeautifulSoup, source: str | None) -> Printed:
    """Read byline and date that stand in lines of their own below the headline."""
    heading = soup.find("h1")
    start = heading if isinstance(heading, Tag) else soup.body or soup
    authors: tuple[str, ...] = ()
    outlet = day = None
    before = deque[str](maxlen=ABOVE)
    for text in map(collapse, _lines_below(start)):
        byline, stamp = heading_line(text) or (byline_of(text), None)
        if stamp and byline is None:
            byline = max(filter(None, map(_names_alone, before)), key=_authors_in, default=None)
        if byline:
            names = author_names(list(byline.authors))
            authors = authors or tuple(name for name in names if not _is_site(name, source))
            outlet = outlet or byline.source
        if stamp and stamp.label not in ("updated", "modified"):
            day = day or stamp.day
        before.append(text)
    return Printed(authors, outlet, day)


def _lines_below(start: Tag) -> Iterator[str]:
    """Yield the short texts below an element: those of elements, and lines between breaks."""
    for tag in start.find_all_next([*LINES, "br"], limit=BELOW):
        if not isinstance(tag, Tag):
            continue
        beside = (tag.previous_sibling, tag.next_sibling)
        lines = [tag.get_text(" ")]
        if tag.name == "br":
            lines = [str(line) for line in beside if type(line) is NavigableString]
        yield from (line if len(line) <= LONGEST_LINE else "" for line in lines)


def _authors_in(byline: Byline) -> int:
    return len(byline.authors)


def _names_alone(line: str) -> Byline | None:
    """Read a line above a day that is nothing but names of people, by their given names."""
    byline = byline_of(f"By {line}")
    known = pairs("common-given-names")
    return byline if byline and all(n.split()[0].lower() in known for n in byline.authors) else None


def _site(soup: BeautifulSoup, title: str | None, url: str | None) -> str | None:
    """Return the site's name behind the headline in `<title>`: a paper's, or one as its host."""
    whole = collapse(soup.title.get_text()) if soup.title else ""
    if not title or not whole.startswith(title):
        return None
    name = re.split(SEPARATOR, whole.removeprefix(title))[-1].strip()
    own, host = (
        "".join(re.findall(r"\w", text.casefold())) for text in (name, host_of(url or "") or "")
    )
    return name if is_masthead(name) or (own and own in host) else None


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
    notes = (str(s) for s in soup.find_all(string=SAVED) if isinstance(s, Comment))
    said = [
        str(canonical.get("href") or "") if isinstance(canonical, Tag) else "",
        *metas.get("og:url", []),
        _text(article.get("url")),
        *(found[1] or found[2] for found in map(SAVED.search, notes) if found),
    ]
    return next(filter(is_web_address, map(original_address, map(collapse, said))), None)


def _authors(
    soup: BeautifulSoup,
    nodes: list[dict[str, Any]],
    named: dict[str, dict[str, Any]],
    metas: dict[str, list[str]],
    source: str | None,
) -> tuple[str, ...]:
    """Return the authors that the page names first: JSON-LD, meta elements, a byline."""
    said = [
        _people(node.get("author") or node.get("creator"), named)
        for node in filter(_is_article, nodes)
    ]
    said += [metas.get(key, []) for key in AUTHOR_METAS]
    bylines = soup.select("[rel~=author], [itemprop~=author], [class*=byline], [class*=Byline]")
    for tag in bylines[:MOST_BYLINES]:
        written = collapse(tag.get_text(" "))
        if byline := byline_of(written) or byline_of(f"By {written}"):
            said.append(list(byline.authors))
    people = (
        tuple(name for name in author_names(list(map(_text, names))) if not _is_site(name, source))
        for names in said
    )
    return next(filter(None, people), ())


def _is_site(name: str, source: str | None) -> bool:
    """Say whether an author is the site itself, or its account or desk."""
    own, site = _key(name).split(), _key(source or "").split()
    desk = site != [] and own[: len(site)] == site
    return desk or (own[:1] == site[:1] and all(len(word) == 1 for word in own[1:]))


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
) -> date | None:
    """Return the first date that the page gives for its publication, as written there."""
    said = [_text(node.get("datePublished")) for node in nodes if _is_article(node)]
    said += [value for key in DATE_METAS for value in metas.get(key, [])]
    said += [_text(node.get("datePublished")) for node in nodes if node.get("@type") == "WebPage"]
    for tag in soup.select("[itemprop~=datePublished], time[datetime]"):
        said.append(str(tag.get("datetime") or tag.get("content") or ""))
    days = map(day_of_text, said)
    return next(filter(None, days), None)


def _tags(metas: dict[str, list[str]]) -> tuple[str, ...]:
    """Return what the page is filed under, by the first kind of tags that it has.

    Those of JSON-LD are for the site's own machines as often as not.
    """
    said = (metas[key] for key in TAG_METAS if key in metas)
    return tidied(tag for written in next(said, []) for tag in parted(written))


def _language(soup: BeautifulSoup, metas: dict[str, list[str]]) -> str:
    html = soup.find("html")
    declared = str(html.get("lang") or "") if isinstance(html, Tag) else ""
    written = declared or next(iter(metas.get("og:locale", [])), "en")
    code = re.split(r"[-_]", written)[0].lower()
    return code if re.fullmatch("[a-z]{2}", code) else "en"
