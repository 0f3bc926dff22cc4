"""How many are shown, how far is looked, how long a text is: each on both sides."""

import pytest
from helpers.articles import article_of, named

from whodex.collect.book import _linked
from whodex.collect.counted import counted
from whodex.collect.naming import summary
from whodex.collect.profile import profile
from whodex.collect.related import Neighbour, related
from whodex.values.article import EntityType
from whodex.values.entities import Entity, Mention
from whodex.values.findings import AnnotatedArticle, Difference, DifferenceKind

ADA = Entity("ada", EntityType.PERSON, "Ada", ("Ada",))


def naming_ada(articles: int, text: str = "[Ada] left.") -> list[AnnotatedArticle]:
    found = []
    for number in range(articles):
        article, (name,) = named(text, id=f"a{number}")
        mention = Mention(0, name.start, name.end, name.text, ADA.type, ADA.id, "full name")
        found.append(AnnotatedArticle(article, (), (mention,), (), ()))
    return found


@pytest.mark.parametrize(("far", "counts"), [(500, 0), (501, 1)])
def test_how_far_before_a_number_what_makes_it_unreal_stands(far: int, counts: int) -> None:
    found = counted(f"if {'x' * (far - 4)} 12 people were killed.")
    assert len(list(found)) == counts


@pytest.mark.parametrize(("letters", "cut"), [(200, False), (201, True)])
def test_a_summary_has_two_hundred_letters(letters: int, *, cut: bool) -> None:
    text = f"Ada {'x' * (letters - 4)}"
    assert summary(article_of(text)) == ("Ada …" if cut else text)


def test_a_line_that_is_no_sentence_is_no_summary() -> None:
    assert (
        summary(article_of("Monday, May 5", "By Ada Holm", "It sank.", "It rained.")) == "It sank."
    )
    assert summary(article_of("Monday, May 5", "By Ada Holm")) == "Monday, May 5"


@pytest.mark.parametrize(("letters", "shown"), [(1000, 1000), (1001, 1000)])
def test_a_passage_has_a_thousand_letters(letters: int, shown: int) -> None:
    found = profile(naming_ada(1, f"[Ada] {'x' * (letters - 4)}"), [ADA])
    (passage,) = found[0].appearances[0].passages
    assert len(passage.text) == shown


@pytest.mark.parametrize(
    ("others", "reason"), [(3, "Ada, Ada and Ada"), (5, "Ada, Ada, Ada and 2 more")]
)
def test_three_people_are_named_as_the_reason(others: int, reason: str) -> None:
    assert Neighbour(article_of(""), (ADA,) * others).reason == reason


@pytest.mark.parametrize(("articles", "neighbours"), [(4, 3), (6, 4), (200, 4), (201, 0)])
def test_four_articles_are_related_by_people_who_are_not_in_every_one(
    articles: int, neighbours: int
) -> None:
    items = naming_ada(articles)
    found = related(items, {ADA.id: profile(items, [ADA])[0]})
    assert {len(near) for near in found.values()} == {neighbours}


def test_two_hundred_disagreements_have_a_link() -> None:
    one = Difference("x", DifferenceKind.HOLDERS, (), dated=True)
    assert [each.id for each in _linked([one] * 202)] == ["x"] * 200 + ["", ""]
