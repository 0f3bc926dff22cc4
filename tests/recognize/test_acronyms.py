"""Bodies whose acronym stands behind them in brackets."""

import pytest

from whodex.recognize.acronyms import FAR, spelt_out
from whodex.values.article import EntityType
from whodex.values.entities import Name

LAST = "Canada"


def found(text: str, last: str = LAST, kind: EntityType = EntityType.PLACE) -> list[str]:
    """What stands in a text of whose names one was found, with its `kind`."""
    start = text.index(last)
    names = [Name(0, start, start + len(last), last, kind, "model")]
    return [name.text for name in spelt_out([text], names)]


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("Boats, Rivers and Tides Canada (BRTC) met.", "Boats, Rivers and Tides Canada"),
        ("At the Board of Rivers and Tides Canada (BRTC) it", "Board of Rivers and Tides Canada"),
        ("Rivers and Tides Canada (BRTC) met.", LAST),
        ("Boats, Rivers and Tides Canada (BRT) met.", LAST),
        ("Rivers and Tides Canada (RTC) met.", LAST),
        ("Boats, Rivers and Tides Canada met.", LAST),
        ("Boats, rivers and Tides Canada (BRTC) met.", LAST),
    ],
)
def test_a_body_is_as_long_as_its_acronym(text: str, whole: str) -> None:
    assert found(text) == [whole]


def test_a_list_of_places_and_a_person_stay() -> None:
    text = "In Berlin, Rome, Tunis and Cairo (BRTC) it rained."
    towns = [text.index(town) for town in ("Rome", "Cairo")]
    names = [
        Name(0, towns[0], towns[0] + 4, "Rome", EntityType.PLACE, "model"),
        Name(0, towns[1], towns[1] + 5, "Cairo", EntityType.PLACE, "model"),
    ]
    assert spelt_out([text], names) == names
    assert found("Boats, Rivers and Tides Canada (BRTC)", "Rivers", EntityType.PERSON) == ["Rivers"]


@pytest.mark.parametrize(("longer", "whole"), [(0, True), (1, False)])
def test_how_far_before_its_acronym_a_body_begins(longer: int, whole: bool) -> None:
    rest = " Rivers Tides Canada"
    text = f"B{'o' * (FAR - len(rest) - 1 + longer)}{rest} (BRTC)"
    assert (found(text) == [text.removesuffix(" (BRTC)")]) is whole


@pytest.mark.parametrize(("letters", "whole"), [(8, True), (9, False)])
def test_an_acronym_has_few_letters(letters: int, whole: bool) -> None:
    body = " ".join(["Bo"] * (letters - 1) + [LAST])
    text = f"{body} ({'B' * (letters - 1)}C) met."
    assert (found(text) == [body]) is whole
