"""Atom feeds: the newest articles, of all and of each person."""

from collections.abc import Iterable
from datetime import UTC, datetime, time
from html import escape
from io import StringIO

from feedgenerator import Atom1Feed

from whodex.collect.book import Book
from whodex.collect.naming import address, summary
from whodex.collect.profile import Profile
from whodex.data.xml import plain
from whodex.values.article import Article, EntityType
from whodex.values.settings import Settings

NEWEST = 20


def feeds(book: Book) -> dict[str, str]:
    """Return the feeds by path; without the site's address, which a feed needs, there is none.

    An article without a date can't stand in a feed.
    """
    if not book.settings.site_url:
        return {}
    name = book.settings.site_name
    found = {"feed.xml": _feed(book, name, "", [a.article for a in book.articles])}
    for about in book.profiles.values():
        if path := feed_of(book.settings, about):
            title = f"{about.entity.name} in {name}"
            articles = [appearance.article for appearance in about.appearances]
            found[path] = _feed(book, title, address(about.entity), articles)
    return found


def feed_of(settings: Settings, about: Profile) -> str | None:
    """Return the path of a person's feed, if there is one."""
    if not (settings.site_url and about.dates):
        return None
    return f"{address(about.entity)}feed.xml" if about.entity.type is EntityType.PERSON else None


def _feed(book: Book, title: str, place: str, articles: Iterable[Article]) -> str:
    """Write the feed of the page at `place`."""
    site = (book.settings.site_url or "").rstrip("/")
    feed = Atom1Feed(
        title=plain(title),
        link=f"{site}/{place}",
        description=plain(book.settings.site_description),
        feed_url=f"{site}/{place}feed.xml",
        language="en",
    )
    for article in [one for one in articles if one.published][:NEWEST]:
        link = f"{site}/{address(article)}"
        day = datetime.combine(article.published, time(), UTC) if article.published else None
        feed.add_item(
            title=plain(article.title),
            link=link,
            description=escape(plain(summary(article))),  # the writer calls it HTML
            unique_id=link,
            pubdate=day,
            updateddate=day,
            author_name=plain(article.source or ", ".join(article.authors)) or None,
        )
    out = StringIO()
    feed.write(out, "utf-8")
    return out.getvalue()
