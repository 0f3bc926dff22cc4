from datetime import date

import pytest

from whodex.pages.pictures import chart, labels, network, ring, short
from whodex.values.article import EntityType
from whodex.values.entities import Entity


def people(*names: str) -> list[tuple[Entity, int]]:
    return [(Entity(name, EntityType.PERSON, name, ()), 1 + n) for n, name in enumerate(names)]


def test_one_day_or_none_is_no_chart() -> None:
    assert chart([(date(2024, 1, 1), 3), (None, 2)]) is None


def test_days_have_no_gaps_and_the_undated_are_left_out() -> None:
    found = chart([(date(2024, 1, 1), 1), (date(2024, 1, 3), 4), (None, 9)])
    assert found
    assert [(bar.label, bar.count, bar.height) for bar in found.bars] == [
        ("1 January 2024", 1, 25.0),
        ("2 January 2024", 0, 0.0),
        ("3 January 2024", 4, 100.0),
    ]
    assert (found.unit, found.highest.label) == ("day", "3 January 2024")


def test_a_longer_time_is_counted_by_month_and_then_by_year() -> None:
    months = chart([(date(2023, 12, 31), 1), (date(2024, 2, 29), 2), (date(2024, 2, 1), 1)])
    assert months
    assert [(bar.label, bar.count) for bar in months.bars] == [
        ("December 2023", 1),
        ("January 2024", 0),
        ("February 2024", 3),
    ]
    years = chart([(date(1999, 5, 1), 1), (date(2024, 5, 1), 1)])
    assert years
    assert (years.unit, len(years.bars)) == ("year", 26)


def test_a_ring_sets_the_first_in_the_middle_and_all_inside_the_picture() -> None:
    picture = ring(people("a", "b", "c", "d"), {("a", "b"): 1, ("b", "c"): 2}, 300, 200)
    (centre,) = [point for point in picture.points if point.centre]
    assert (centre.entity.id, centre.x, centre.y) == ("a", 150, 100)
    assert all(0 < p.x < 300 and 0 < p.y < 200 for p in picture.points)
    assert [(line.start.entity.id, line.end.entity.id) for line in picture.lines] == [
        ("a", "b"),
        ("b", "c"),
    ]


def test_a_network_is_the_same_each_time_and_keeps_those_who_are_tied_together() -> None:
    everyone = people("a", "b", "c", "d")
    ties = {("a", "b"): 9, ("c", "d"): 9, ("b", "c"): 1}
    picture = network(everyone, ties, 400, 300)
    assert picture == network(everyone, ties, 400, 300)
    at = {p.entity.id: complex(p.x, p.y) for p in picture.points}
    assert abs(at["a"] - at["b"]) < abs(at["a"] - at["d"])


def test_last_names_are_labels_with_particles_and_initials_where_shared() -> None:
    entities = [entity for entity, _ in people("Khalil al Hayya", "Ada Lind", "Bo Lind")]
    assert list(labels(entities).values()) == ["al Hayya", "A. Lind", "B. Lind"]


@pytest.mark.parametrize(
    ("name", "aliases", "label"),
    [
        ("Rafael Solé Navarro", ("Solé",), "Solé"),
        ("Rafael Solé Navarro", ("Rafael", "Solé", "Navarro"), "Solé"),
        ("Rafael Solé Navarro", (), "Navarro"),
        ("Wu Jiahao", ("Wu",), "Wu"),
        ("Greta", ("Greta",), "Greta"),
        ("Margrethe II", (), "Margrethe II"),
        ("Jens Van Dorn", ("Van Dorn",), "Van Dorn"),
        ("Jens Dorn Jr.", (), "Dorn"),
        ("Jens Dorn (mayor of Quay)", (), "Dorn"),
    ],
)
def test_people_are_labelled_as_the_articles_call_them_alone(
    name: str, aliases: tuple[str, ...], label: str
) -> None:
    assert short(Entity("a", EntityType.PERSON, name, aliases)) == label
