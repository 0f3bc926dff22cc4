import pytest

from whodex.gazetteer import Known, country, is_demonym, known


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
