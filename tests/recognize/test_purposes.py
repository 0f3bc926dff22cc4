"""Bodies whose names go on behind their head."""

import pytest

from whodex.recognize.purposes import with_purposes
from whodex.values.article import EntityType
from whodex.values.entities import Name


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("The Alliance to Reclaim Our Parks met.", ["Alliance to Reclaim Our Parks"]),
        ("The Fund to Bloom House Vik met.", []),
        ("The Coalition to Save It met.", ["Coalition to Save It"]),
        ("The Coalition to Paris Vik met.", []),
        ("The Larn Tide Committee to Stop the Dam met.", ["Larn Tide Committee to Stop the Dam"]),
        ("The Alliance to reclaim our parks met.", []),
    ],
)
def test_a_purpose_begins_with_a_verb(text: str, found: list[str]) -> None:
    assert [name.text for name in with_purposes([text], [])] == found
    assert with_purposes([text], [], headlines={0}) == []


@pytest.mark.parametrize(
    ("text", "end"),
    [
        ("Public School 12 won.", 16),
        ("Public School 12 times won.", 13),
        ("Public School 12.5 won.", 13),
        ("Public School won.", 13),
    ],
)
def test_a_school_keeps_its_number(text: str, end: int) -> None:
    school = Name(0, 0, 13, text[:13], EntityType.ORGANIZATION, "model")
    assert with_purposes([text], [school])[0].end == end


def test_what_the_register_knows_is_no_part_of_another_name() -> None:
    text = "The Alliance to Reclaim Our Parks met."
    known = Name(0, 4, 12, "Alliance", EntityType.ORGANIZATION, "register")
    assert with_purposes([text], [known]) == [known]
