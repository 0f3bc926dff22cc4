"""People behind their office's body are parted from it."""

import pytest

from whodex.recognize.behind_offices import behind_offices
from whodex.values.article import EntityType
from whodex.values.entities import Name


@pytest.mark.parametrize(
    ("text", "taken", "expected"),
    [
        ("Larn SP S Holm Lind came.", "Larn SP S Holm Lind", ["Larn", "S Holm Lind"]),
        ("Delhi CM Ada Holm came.", "Delhi CM Ada Holm", ["Delhi", "Ada Holm"]),
        ("The MP Holm Group came.", "MP Holm Group", ["MP Holm Group"]),
        ("The SX Ada Holm came.", "SX Ada Holm", ["SX Ada Holm"]),
        ("Head of the Union Ada Holm left.", "Union Ada Holm", ["Ada Holm"]),
        ("Head of the Senate Ada Holm left.", "Senate Ada Holm", ["Senate", "Ada Holm"]),
        (
            "Head of the Union Holm Institute left.",
            "Union Holm Institute",
            ["Union Holm Institute"],
        ),
        ("Wife of the Union Ada Holm left.", "Union Ada Holm", ["Union Ada Holm"]),
        ("Captain of the USS Ada Holm left.", "USS Ada Holm", ["USS Ada Holm"]),
        ("Head of the XYZ Ada Holm left.", "XYZ Ada Holm", ["XYZ", "Ada Holm"]),
    ],
)
def test_people_are_parted_from_the_body(text: str, taken: str, expected: list[str]) -> None:
    start = text.index(taken)
    kind = EntityType.ORGANIZATION
    model = [Name(0, start, start + len(taken), taken, kind, "model", (0.1, 0.6, 0.1))]
    assert [name.text for name in behind_offices([text], model)] == expected
