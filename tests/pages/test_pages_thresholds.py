"""How many are shown at once, and from when on a page is split: each on both sides."""

from dataclasses import replace
from datetime import date, timedelta
from types import SimpleNamespace
from typing import Any, cast

import pytest
from helpers.articles import article_of

from whodex.collect.profile import Company
from whodex.data.compared import says
from whodex.data.lookup import _names
from whodex.pages import indexes, pictures
from whodex.pages.compared import newest
from whodex.pages.entity import folded, years
from whodex.values.article import EntityType
from whodex.values.entities import Entity
from whodex.values.findings import Difference, DifferenceKind, Figure, Side

ADA = Entity("ada", EntityType.PERSON, "Ada", ("Ada",))


@pytest.mark.parametrize(
    ("company", "shown", "more"), [(12, 12, 0), (13, 12, 1), (36, 12, 24), (37, 12, 0)]
)
def test_twelve_are_shown_beside_a_profile_and_twenty_four_folded(
    company: int, shown: int, more: int
) -> None:
    first, rest, whole = folded([Company(ADA, 1, 1)] * company)
    assert (len(first), len(rest), whole) == (shown, more, company)


@pytest.mark.parametrize(("articles", "pages"), [(200, 0), (201, 1)])
def test_a_profile_of_many_articles_has_a_page_a_year(articles: int, pages: int) -> None:
    one = SimpleNamespace(article=article_of("", published=date(2024, 1, 1)))
    about = SimpleNamespace(entity=ADA, appearances=(one,) * articles, quotes=())
    assert len(years(cast("Any", about))) == pages


@pytest.mark.parametrize(("figures", "rows"), [(199, 199), (200, 200), (201, 200)])
def test_a_table_has_two_hundred_rows(figures: int, rows: int) -> None:
    one = SimpleNamespace(article=article_of("", published=date(2024, 1, 1)))
    assert len(newest([cast("Figure", one)] * figures)) == rows


@pytest.mark.parametrize(("tags", "shown"), [(199, 199), (200, 200), (201, 200)])
def test_the_index_has_two_hundred_tags(tags: int, shown: int) -> None:
    one = SimpleNamespace(article=article_of("", tags=tuple(map(str, range(tags)))))
    book = SimpleNamespace(articles=[one], tags=lambda article: list(article.tags))
    assert len(indexes.most_used(cast("Any", book))) == shown


@pytest.mark.parametrize(
    ("people", "said"),
    [
        (5, "Ada, Ada, Ada, Ada and Ada are each called mayor."),
        (6, "Ada, Ada, Ada, Ada and 2 others are each called mayor."),
    ],
)
def test_five_who_are_called_the_same_are_named(people: int, said: str) -> None:
    side = Side("ada", "mayor", None, former=False, claims=())
    difference = Difference("x", DifferenceKind.HOLDERS, (side,) * people, dated=True)
    assert says({"ada": ADA}, difference) == said


@pytest.mark.parametrize(("names", "files"), [(250, False), (251, True)])
def test_the_first_names_of_the_search_are_two_hundred_and_fifty(
    names: int, *, files: bool
) -> None:
    rows = [(0, f"a{n}", f"Ada {n}", list[str](), "", list[str](), 1, "") for n in range(names)]
    assert (len(_names(rows, tagged=False)) > 1) is files


@pytest.mark.parametrize(
    ("days", "unit"), [(44, "day"), (45, "month"), (1825, "month"), (1827, "year")]
)
def test_bars_are_days_then_months_then_years(days: int, unit: str) -> None:
    first = date(2020, 1, 1)
    found = pictures.chart([(first, 1), (first + timedelta(days), 1)])
    assert found
    assert found.unit == unit


@pytest.mark.parametrize(("letters", "shown"), [(39, 0), (40, 3), (180, 3), (181, 0)])
def test_what_three_people_say_stands_on_the_home_page(letters: int, shown: int) -> None:
    people = [replace(ADA, id=f"ada{n}") for n in range(4)]
    quotes = [
        SimpleNamespace(speaker=person.id, text="Y" + "e" * (letters - 1)) for person in people
    ]
    items = [SimpleNamespace(article=article_of(""), quotes=[quote]) for quote in quotes]
    profiles = {person.id: SimpleNamespace(entity=person) for person in people}
    book = SimpleNamespace(articles=items, profiles=profiles)
    assert len(indexes.said(cast("Any", book))) == shown
