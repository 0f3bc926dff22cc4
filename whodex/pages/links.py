"""Links and rows that stand in pages by the thousand: a template would take long for each."""

from dataclasses import dataclass
from datetime import date
from functools import cache
from urllib.parse import urlencode

from markupsafe import Markup

from whodex.collect.naming import FOLDERS, address
from whodex.pages.escape import escaped
from whodex.pages.words import long, place, time
from whodex.values.article import Article
from whodex.values.entities import Called, Entity

# All parts are escaped or our own: joined, they are markup.
# ruff: noqa: S704


@dataclass(frozen=True, slots=True)
class Row:
    """An entity in a list: how it is described, how often it is named, and when last."""

    entity: Entity
    words: str
    articles: int
    mentions: int
    last: date | None


def entity_row(one: Row, root: str, place: int | None = None) -> Markup:
    """Return a row of the table of one kind; `place` is its place in the whole."""
    names = escaped(" | ".join(one.entity.aliases))
    order = "" if place is None else f' data-order="{place}"'
    return Markup(
        f'<tr data-names="{names}"><td{order}>{entity_link(one.entity, root)}</td>\n'
        f'<td class="wx-wide wx-words">{escaped(one.words)}</td>\n'
        f'<td class="wx-num">{one.articles:,}</td>\n'
        f'<td class="wx-num">{one.mentions:,}</td>\n'
        f'<td class="wx-wide wx-num">{time(one.last) if one.last else ""}</td></tr>'
    )


def entity_link(entity: Called, root: str) -> Markup:
    """Return a link to an entity's page; `root` is the way up to the site's root."""
    return _link(f"{root}{address(entity)}", entity.name, entity.type.value)


def member(entity: Called, count: int, folder: str) -> Markup:
    """Return a link to an entity's page and the number that belongs to it, for a page in `folder`.

    Of what kind it is says the list in which it stands.
    """
    there = FOLDERS[entity.type]
    way = "../" if there == folder else f"../../{there}/"
    return Markup(f"{_link(f'{way}{entity.id}/', entity.name)} {count}")


def article_link(article: Article, root: str) -> Markup:
    """Return a link to an article, by its title."""
    return _link(f"{root}{address(article)}", article.title)


def tag_link(tag: str, root: str) -> Markup:
    """Return a link to the search for what is filed under a tag, the newest first."""
    return _link(f"{root}search/?{urlencode({'tag': tag, 'sort': 'date'})}", tag)


def use(article: Article, block: int, root: str) -> Markup:
    """Return a link to a paragraph that says where and when its article appeared."""
    day = f", {long(article.published)}" if article.published else ""
    target = escaped(f"{root}{address(article)}#p{block}")
    where = escaped(article.source or article.title)
    return Markup(f'<a href="{target}">{where}{day}</a>')


def origin(article: Article) -> Markup:
    """Say where and when an article appeared, in a quiet colour."""
    return Markup(f'<span class="wx-origin">{appeared(article)}</span>')


def appeared(article: Article) -> Markup:
    """Say where and when an article appeared."""
    day = f" · {long(article.published)}" if article.published else ""
    return escaped(f"{article.source or 'Source unknown'}{day}")


def passage_row(article: Article, block: int, sentence: Markup, root: str) -> Markup:
    """Return a list item with a sentence and a link to its paragraph."""
    target = escaped(f"{root}{address(article)}#p{block}")
    number = escaped(place(article, block))
    return Markup(f'<li><a href="{target}">{number}</a> {escaped(sentence)}</li>')


@cache
def _link(target: str, words: str, kind: str = "") -> Markup:
    of_kind = f' class="{escaped(kind)}"' if kind else ""
    return Markup(f'<a{of_kind} href="{escaped(target)}">{escaped(words)}</a>')
