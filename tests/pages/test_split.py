from datetime import date, timedelta

import pytest

from whodex.collect.profile import Profile
from whodex.pages.split import by_letter, by_time
from whodex.values.article import EntityType
from whodex.values.entities import Entity

UNDATED = ("undated", "Date unknown")


def profiles(*names: str) -> list[Profile]:
    places = [Entity(name, EntityType.PLACE, name, ()) for name in names]
    return [Profile(place, (), (), (), (), (), ()) for place in places]


def day(row: date | None) -> date | None:
    return row


def test_names_are_cut_at_their_letters_whatever_stands_between() -> None:
    parts = by_letter(profiles("3 Elms", "Asker", "Åre", "“Bø”", "Жуковка"), 2)
    assert [(part.key, part.label, [about.entity.id for about in part.rows]) for part in parts] == [
        ("0-9", "#", ["3 Elms", "“Bø”"]),
        ("a", "A", ["Asker", "Åre"]),
        ("u0416", "Ж", ["Жуковка"]),
    ]


def test_a_letter_of_very_many_is_cut_evenly_and_says_from_where_to_where() -> None:
    names = ["Ma", "Mabel", "Mark", "Mossel", "Mývatn", "Oslo"]
    parts = by_letter(profiles(*names), 4)
    assert [(part.key, part.label, len(part.rows)) for part in parts] == [
        ("m", "Ma–Mar", 3),
        ("m-2", "Mos–Myv", 2),
        ("o", "O", 1),
    ]
    assert [about.entity.id for part in parts for about in part.rows] == names


@pytest.mark.parametrize("turn", [1, -1])
def test_a_year_is_a_part_and_of_a_long_year_each_month(turn: int) -> None:
    rows = [date(2023, 12, 31), date(2024, 2, 1), date(2024, 2, 2), date(2024, 3, 1)][::turn]
    parts = by_time([*rows, None], day, 2, UNDATED)
    dated = [("2023", "2023", 1), ("2024-02", "February 2024", 2), ("2024-03", "March 2024", 1)]
    assert [(part.key, part.label, len(part.rows)) for part in parts] == [
        *dated[::turn],
        ("undated", "Date unknown", 1),
    ]


def test_a_month_of_very_many_rows_and_those_without_a_day_are_cut_evenly() -> None:
    rows = [date(2024, 2, 1) + timedelta(n) for n in range(5)]
    parts = by_time([*rows, None, None, None], day, 2, UNDATED)
    assert [(part.key, part.label, len(part.rows)) for part in parts] == [
        ("2024-02", "February 2024, 1 of 3", 2),
        ("2024-02-2", "February 2024, 2 of 3", 2),
        ("2024-02-3", "February 2024, 3 of 3", 1),
        ("undated", "Date unknown, 1 of 2", 2),
        ("undated-2", "Date unknown, 2 of 2", 1),
    ]
    assert [row for part in parts for row in part.rows] == [*rows, None, None, None]


def test_no_rows_are_no_parts() -> None:
    assert by_time([], day, 2, UNDATED) == by_letter([], 2) == []
