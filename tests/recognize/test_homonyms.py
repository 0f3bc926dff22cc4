"""What is called like somebody of the article: each sign by names with votes of their own."""

from collections.abc import Sequence
from types import SimpleNamespace

import pytest

from whodex.recognize import homonyms
from whodex.recognize.homonyms import told_apart
from whodex.values.article import EntityType
from whodex.values.entities import Name

PERSON, ORGANIZATION, PLACE = EntityType
SURE = (0.9, 0.0, 0.0)
Form = tuple[str, EntityType, Sequence[float]]


def kinds(text: str, *forms: Form) -> list[str]:
    """The kinds of the forms where they stand last in a text, in the order of the text."""
    names = []
    for form, kind, votes in forms:
        start = text.rindex(form)
        names.append(Name(0, start, start + len(form), form, kind, "model", tuple(votes)))
    return [name.type.value for name in told_apart([text], sorted(names, key=lambda n: n.start))]


@pytest.mark.parametrize(
    ("rest", "kind"),
    [
        ("Hamilton said no.", "person"),
        ("Hamilton’s wife left.", "person"),
        ("Hamilton was born in 1960.", "person"),
        ("A talk on Hamilton was held.", "place"),
        ("Police from Hamilton said no.", "place"),
    ],
)
def test_a_town_that_does_what_people_do_is_who_is_called_so(rest: str, kind: str) -> None:
    forms = ("Ada Hamilton", PERSON, SURE), ("Hamilton", PLACE, (0.0, 0.0, 0.9))
    assert kinds(f"Ada Hamilton came. {rest}", *forms) == ["person", kind]
    assert kinds(f"Ada Holm came. {rest}", ("Ada Holm", PERSON, SURE), forms[1])[1:] == ["place"]


@pytest.mark.parametrize(("vote", "kind"), [(0.09, "place"), (0.1, "person")])
def test_a_country_speaks_as_a_person_only_if_the_model_thinks_of_one(
    vote: float, kind: str
) -> None:
    forms = ("Ada Jordan", PERSON, SURE), ("Jordan", PLACE, (vote, 0.0, 0.8))
    assert kinds("Ada Jordan came. Jordan said no.", *forms) == ["person", kind]


@pytest.mark.parametrize(
    ("rest", "kind"),
    [
        ("He flew to Jordan on Friday.", "place"),
        ("It rained in Jordan.", "place"),
        ("There is no faith in Jordan.", "person"),
        ("In Jordan they have a leader.", "person"),
        ("It was in Jordan’s hands.", "person"),
        ("They gave it to Jordan.", "person"),
    ],
)
def test_who_is_called_like_a_country_is_not_where_a_country_stands(rest: str, kind: str) -> None:
    forms = ("Ada Jordan", PERSON, SURE), ("Jordan", PERSON, SURE)
    assert kinds(f"Ada Jordan came. {rest}", *forms) == ["person", kind]


def test_a_surname_is_a_town_where_its_state_follows() -> None:
    forms = ("Ada Hamilton", PERSON, SURE), ("Hamilton", PERSON, SURE)
    assert kinds("Ada Hamilton came. It rained in Hamilton.", *forms)[1:] == ["person"]
    assert kinds("Ada Hamilton came. It rained in Hamilton, Ohio.", *forms)[1:] == ["place"]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("His son Austin came.", "person"),
        ("Their daughters Ada and Georgia came.", "person"),
        ("He leaves a widow and sons Ada and Austin.", "person"),
        ("His wife, Virginia, came.", "person"),
        ("His son, Austin mayor Al Dunn, came.", "place"),
        ("His son Austin Powers came.", "place"),
        ("His son in Austin came.", "place"),
    ],
)
def test_a_given_name_behind_kinship_is_a_relatives(text: str, kind: str) -> None:
    form = next(form for form in ("Austin", "Georgia", "Virginia") if form in text)
    assert kinds(text, (form, PLACE, (0.0, 0.0, 0.9))) == [kind]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Chad is ill.", "person"),
        ("Chad is a country.", "place"),
        ("Chad is ill. Troops came from Chad.", "place"),
        ("Nobody knew of Chad.", "place"),
    ],
)
@pytest.mark.parametrize("full", ["Chad Holm", "Chadwick Holm"])  # four letters are enough
def test_a_country_that_is_nowhere_a_place_is_the_given_name(
    text: str, kind: str, full: str
) -> None:
    forms = [(full, PERSON, SURE), ("Chad", PLACE, (0.0, 0.0, 0.9))]
    assert kinds(f"{full} came. {text}", *forms) == ["person", kind]


@pytest.mark.parametrize(("places", "is_capital"), [(6, False), (7, True)])
def test_a_capital_is_one_that_texts_know_rather_as_a_place(
    monkeypatch: pytest.MonkeyPatch, places: int, is_capital: bool
) -> None:
    counted = SimpleNamespace(words={"berlin": {"place": places, "family": 3}})
    monkeypatch.setattr(homonyms, "learned", lambda: counted)
    assert homonyms._is_rather_a_capital.__wrapped__("berlin") is is_capital


@pytest.mark.parametrize(
    ("text", "is_somebody"),
    [
        ("It ended in May.", False),
        ("It ended in late May.", False),
        ("It ended on 12 May.", False),
        ("It ended on May 12.", False),
        ("It ended at the end of May.", False),
        ("They lost confidence in May.", True),
        ("It is in May’s hands.", True),
        ("They told May.", True),
    ],
)
def test_a_month_is_nobody(text: str, is_somebody: bool) -> None:
    assert kinds(text, ("May", PERSON, SURE)) == ["person"] * is_somebody


@pytest.mark.parametrize(
    ("rest", "kind"),
    [
        ("Bassist Eva Bok of Van Holm died.", "organization"),
        ("Van Holm was formed in 1974.", "organization"),
        ("Van Holm’s drummer left.", "person"),
        ("They told Van Holm.", "person"),
    ],
)
def test_a_band_may_be_called_like_somebody_in_it(rest: str, kind: str) -> None:
    forms = ("Ada van Holm", PERSON, SURE), ("Van Holm", PERSON, SURE)
    assert kinds(f"Ada van Holm came. {rest}", *forms) == ["person", kind]


def test_who_is_called_like_a_band_was_born_somewhere() -> None:
    forms = ("Ada van Holm", PERSON, SURE), ("Van Holm", ORGANIZATION, (0.0, 0.9, 0.0))
    assert kinds("Ada van Holm came. Van Holm was a native of Larn.", *forms)[1:] == ["person"]
    assert kinds("Ada van Holm came. Van Holm was loud.", *forms)[1:] == ["organization"]
