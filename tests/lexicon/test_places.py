import json
from importlib.metadata import version

import pytest

from bench.places import MADE
from whodex.lexicon import places as gazetteer
from whodex.lexicon.places import Known, country, is_demonym, known, ready


@pytest.mark.parametrize(
    ("form", "how"),
    [
        ("Norway", Known.REGION),
        ("U.S.", Known.REGION),
        ("Middle East", Known.REGION),
        ("Oslo", Known.CITY),
        ("Khan Younis", Known.CITY),
        ("Whitstable", Known.TOWN),
        ("Xyzzy", Known.NOT),
    ],
)
def test_how_well_a_form_is_known(form: str, how: Known) -> None:
    assert known(form) is how


def test_a_country_is_one_by_any_form() -> None:
    assert country("US") == country("U.S.") == country("United States") == "united states"
    assert country("Oslo") is None


@pytest.mark.parametrize("word", ["Israeli", "Qatari", "Egyptian", "American", "Swedish"])
def test_adjectives_of_countries(word: str) -> None:
    assert is_demonym(word)


@pytest.mark.parametrize("word", ["Iran", "Norway", "Lind", "Miller", "Berlin"])
def test_other_words_are_none(word: str) -> None:
    assert not is_demonym(word)


@pytest.mark.parametrize("what", MADE)
def test_what_ships_is_what_the_library_says(what: str) -> None:
    made = MADE[what]()
    assert ready(what, lambda: "python -m bench.places is due") == json.loads(json.dumps(made))


def test_of_another_version_of_the_library_nothing_ready_is_taken(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert ready("towns", lambda: "made") != "made"
    monkeypatch.setattr(gazetteer, "version", lambda name: version(name) + ".1")
    assert ready("towns", lambda: "made") == "made"
