"""What kind a form is: each sign and each threshold by a name with votes of its own."""

from collections.abc import Sequence

import pytest

from whodex.lexicon.learned import Learned, learned
from whodex.recognize import kinds as kinds_module
from whodex.recognize.datelined import datelined
from whodex.recognize.kinds import ALONE, kind_of_all, one_kind
from whodex.recognize.signs import Signs, signs_of
from whodex.values.article import EntityType
from whodex.values.entities import Name

PERSON, ORGANIZATION, PLACE = EntityType


def named(text: str, *forms: tuple[str, EntityType, Sequence[float]]) -> list[Name]:
    """The places of the forms in a text, each with a type and the model's votes."""
    names, free = [], 0
    for form, kind, votes in forms:
        start = text.index(form, free)
        free = start + len(form)
        names.append(Name(0, start, free, form, kind, "model", tuple(votes)))
    return names


def kinds(text: str, *forms: tuple[str, EntityType, Sequence[float]]) -> dict[str, str]:
    found = one_kind([text], named(text, *forms))
    return {name.text: "alone" if name.evidence == ALONE else name.type.value for name in found}


@pytest.mark.parametrize(
    "text",
    [
        "Surgeon Zorvath came home.",
        "His brother Zorvath came home.",
        "A win for Zorvath, 45, at home.",
        "The prize of Zorvath, who left.",
        "Zorvath lost his shoes.",
        "It was reportedly one Zorvath, who left.",
        "The son of Zorvath came home.",
        "The head of Larn, Zorvath, came home.",
        "Zorvath was born in Larn.",
        "The career of Zorvath’s wife ended.",
    ],
)
def test_a_single_word_with_a_human_sign_is_a_person(text: str) -> None:
    assert kinds(text, ("Zorvath", PERSON, (0.4, 0.2, 0.2))) == {"Zorvath": "person"}


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Parents love the app Zorvath.", None),
        ("Typhoon Zorvath came.", None),
        ("The retailer Zorvath came.", "organization"),
        ("Zorvath’s shares rose.", "organization"),
        ("Zorvath said it would pay.", "organization"),
        ("The Zorvath is blue.", "organization"),
        ("Zorvath, which is blue, came.", "organization"),
        ("Zorvath is an app for two.", None),
    ],
)
def test_what_shows_a_thing_is_no_person(text: str, kind: str | None) -> None:
    found = kinds(text, ("Zorvath", PERSON, (0.9, 0.15, 0.02)))
    assert found.get("Zorvath") == kind


@pytest.mark.parametrize(("vote", "kind"), [(0.93, "person"), (0.92, "alone"), (0.5, "alone")])
def test_without_a_sign_the_model_must_be_sure(vote: float, kind: str) -> None:
    assert kinds("A talk on Zorvath.", ("Zorvath", PERSON, (vote, 0, 0))) == {"Zorvath": kind}


def test_what_is_hardly_likely_waits_for_no_collection() -> None:
    assert kinds("A talk on Zorvath.", ("Zorvath", PERSON, (0.49, 0.09, 0.0))) == {}
    found = kinds("A talk on Zorvath.", ("Zorvath", PERSON, (0.49, 0.1, 0.0)))
    assert found == {"Zorvath": "organization"}


@pytest.mark.parametrize(("vote", "kind"), [(0.35, "person"), (0.34, "organization")])
def test_doing_what_people_do_is_enough_where_the_model_finds_a_person_likely(
    vote: float, kind: str
) -> None:
    assert kinds("Zorvath resigned.", ("Zorvath", PERSON, (vote, 0.2, 0))) == {"Zorvath": kind}


@pytest.mark.parametrize(("vote", "kind"), [(0.14, "person"), (0.15, "organization")])
def test_what_reports_and_may_be_an_organization_is_an_outlet(vote: float, kind: str) -> None:
    forms = ("Zorvath", PERSON, (0.95, vote, 0))
    assert kinds("Zorvath reported that snow fell.", forms) == {"Zorvath": kind}
    assert kinds("Zorvath reported to court.", forms) == {"Zorvath": "person"}


@pytest.mark.parametrize("whose", ["the", "The", "Lund’s", "Lund's"])
def test_what_the_or_somebody_s_thing_is_called_after_is_nobody(whose: str) -> None:
    text = f"{whose} Marta Zorvath space telescope will fly."
    assert not kinds(text, ("Marta Zorvath", PERSON, (0.9, 0.0, 0.0)))


def test_who_is_known_by_a_telescope_alone_is_nobody() -> None:
    forms = ("Helena Quennix", PERSON, (0.9, 0, 0))
    assert kinds("A day at Helena Quennix Telescope.", forms) == {}
    assert kinds("A day at Helena Quennix.", forms) == {"Helena Quennix": "person"}


@pytest.mark.parametrize(("vote", "kind"), [(0.7, "person"), (0.69, "organization")])
def test_several_unknown_words_need_votes_or_a_sign(vote: float, kind: str) -> None:
    forms = ("Zorvath Quennix", PERSON, (vote, 0.2, 0))
    assert kinds("A talk on Zorvath Quennix.", forms) == {"Zorvath Quennix": kind}
    assert kinds("A talk on Helena Quennix.", ("Helena Quennix", PERSON, (0.4, 0.2, 0))) == {
        "Helena Quennix": "person"
    }


@pytest.mark.parametrize(("vote", "kind"), [(0.15, "person"), (0.14, "place")])
def test_a_given_name_and_some_likelihood_make_a_person_of_a_thing(vote: float, kind: str) -> None:
    forms = ("Helena Quennix", PLACE, (vote, 0.1, 0.5))
    assert kinds("A talk on Helena Quennix.", forms) == {"Helena Quennix": kind}
    long = ("Helena Quennix Zorvath Bok", PLACE, (vote, 0.1, 0.5))
    assert kinds("On Helena Quennix Zorvath Bok.", long) == {"Helena Quennix Zorvath Bok": "place"}
    joined = ("Helena de la Quennix", PLACE, (vote, 0.1, 0.5))
    assert kinds("On Helena de la Quennix.", joined) == {"Helena de la Quennix": kind}


def test_the_end_of_a_full_name_is_a_person_and_a_large_town_stays_one() -> None:
    text = "Helena Zorvath left. Zorvath is ill. Rosa Bergen met Bergen in Bergen."
    assert kinds(
        text,
        ("Helena Zorvath", PERSON, (0.9, 0, 0)),
        ("Zorvath", ORGANIZATION, (0.1, 0.6, 0)),
    ) == {"Helena Zorvath": "person", "Zorvath": "person"}
    found = one_kind(
        [text],
        named(
            text,
            ("Rosa Bergen", PERSON, (0.9, 0, 0)),
            ("Bergen", PERSON, (0.6, 0, 0.2)),
            ("Bergen", PLACE, (0.05, 0, 0.9)),
        ),
    )
    assert [name.type for name in found] == [PERSON, PERSON, PLACE]


@pytest.mark.parametrize(("gap", "kind"), [("", PLACE), (" " * 40, ORGANIZATION)])
def test_a_seat_is_a_towns_not_its_clubs(gap: str, kind: EntityType) -> None:
    text = f"The MP{gap} for Leeds won."
    (name,) = one_kind([text], named(text, ("Leeds", ORGANIZATION, (0, 0.9, 0.1))))
    assert name.type is kind


def test_one_form_has_one_kind_where_the_gazetteer_knows_none() -> None:
    text = "Zorvath glitters far off. Nobody found Zorvath."
    votes = [("Zorvath", ORGANIZATION, (0, 0.5, 0.4)), ("Zorvath", PLACE, (0, 0.1, 0.8))]
    assert {name.type for name in one_kind([text], named(text, *votes))} == {PLACE}


def test_articles_that_differ_are_decided_together() -> None:
    def held(text: str, kind: EntityType, votes: Sequence[float]) -> tuple[Signs, list[Name]]:
        names = named(text, ("Zorvath", kind, votes))
        return signs_of([text], names)["zorvath"], names

    found = [
        held("Zorvath, which makes pumps, hired ten.", ORGANIZATION, (0.3, 0.4, 0.1)),
        held("Zorvath said it would not pay.", PERSON, (0.7, 0.1, 0.1)),
    ]
    assert kind_of_all(found) is ORGANIZATION
    found.append(held("Surgeon Zorvath resigned.", PERSON, (0.7, 0.1, 0.1)))
    assert kind_of_all(found) is None


@pytest.mark.parametrize("form", ["Slideshow", "Tamils", "Surgeon"])
def test_words_of_a_page_peoples_and_offices_are_no_names(form: str) -> None:
    assert kinds(f"{form} came.", (form, PERSON, (0.99, 0, 0))) == {}


def test_a_month_is_a_person_only_where_all_speaks_for_it() -> None:
    assert kinds("A report by May, the warden said.", ("May", PERSON, (0.9, 0, 0))) == {}
    assert kinds("Mrs May resigned.", ("May", PERSON, (0.95, 0, 0))) == {"May": "person"}


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("((Marta Zorvath)) We lost.", "person"),
        ("Marta Zorvath lost. Dr Zorvath wept.", "person"),
        ("Marta Zorvath lost. Zorvath wept.", "organization"),
    ],
)
def test_a_turn_of_a_transcript_and_a_titled_surname_show_a_person(text: str, kind: str) -> None:
    things = [("Marta Zorvath", ORGANIZATION, (0.01, 0.5, 0.2))]
    if text.count("Zorvath") > 1:
        things.append(("Zorvath", PERSON, (0.1, 0.5, 0.2)))
    assert kinds(text, *things)["Marta Zorvath"] == kind


@pytest.mark.parametrize(("town", "kinds"), [("ORBE", []), ("ORBEL", [EntityType.PLACE])])
def test_a_dateline_names_an_unknown_town_from_a_length(town: str, kinds: list[EntityType]) -> None:
    assert [name.type for name in datelined([f"{town}, March 5 (Wire) - It rained."], [])] == kinds


@pytest.mark.parametrize(("vote", "found"), [(0.74, {}), (0.75, {"Brown": "person"})])
def test_a_common_word_that_opens_sentences_needs_votes(vote: float, found: dict[str, str]) -> None:
    forms = ("Brown", PERSON, (vote, 0.0, 0.0))
    assert kinds("Brown coal is burned.", forms) == found
    assert kinds("They burn Brown coal.", forms) == {"Brown": "person"}
    assert kinds("Brown said no.", forms) == {"Brown": "person"}


@pytest.mark.parametrize(("small", "found"), [(-0.9, {}), (-0.91, {"Brown": "person"})])
def test_a_word_is_common_that_is_small_half_as_often(
    monkeypatch: pytest.MonkeyPatch, small: float, found: dict[str, str]
) -> None:
    known = learned()
    monkeypatch.setattr(
        kinds_module,
        "learned",
        lambda: Learned({**known.small, "brown": small}, known.forms, known.words),
    )
    assert kinds("Brown coal is burned.", ("Brown", PERSON, (0.5, 0.0, 0.0))) == found


@pytest.mark.parametrize(
    ("form", "is_drug"),
    [("olivaquine", True), ("livaquine", True), ("ivaquine", False), ("aspirin", True)],
)
def test_a_drug_is_told_by_its_ending_from_nine_letters(form: str, is_drug: bool) -> None:
    assert kinds_module.is_substance(form) is is_drug


def test_a_storm_s_name_is_not_the_first_name_of_who_speaks_of_it() -> None:
    text = "Typhoon Rosalind came. Rosalind Cruz fled. Rosalind moved on."
    votes = (0.9, 0.0, 0.0)
    forms = [("Rosalind Cruz", PERSON, votes), ("Rosalind", PERSON, votes)]
    assert kinds(text, *forms) == {"Rosalind Cruz": "person"}
    assert kinds(text.removeprefix("Typhoon Rosalind came. "), *forms) == {
        "Rosalind Cruz": "person",
        "Rosalind": "person",
    }


@pytest.mark.parametrize(
    "text",
    [
        "Zorvath Quennix (born 1960) writes.",
        "Zorvath Quennix (b. 4 May 1960) writes.",
        "The president of the Larn Chess Federation Zorvath Quennix writes.",
    ],
)
def test_who_was_born_or_heads_a_body_is_a_person(text: str) -> None:
    forms = ("Zorvath Quennix", PERSON, (0.4, 0.3, 0.0))
    assert kinds(text, forms) == {"Zorvath Quennix": "person"}
