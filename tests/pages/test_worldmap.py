import re
from itertools import pairwise

from whodex.pages.worldmap import WIDTH, worldmaps
from whodex.values.article import EntityType
from whodex.values.entities import Entity


def place(name: str, *aliases: str) -> Entity:
    return Entity(name.lower(), EntityType.PLACE, name, aliases)


def test_a_map_holds_its_places_and_some_land_and_draws_nothing_far_outside() -> None:
    (picture,) = worldmaps([(place("Oslo"), 5), (place("Stockholm"), 1)])
    oslo, stockholm = picture.dots
    assert oslo.x < stockholm.x
    assert oslo.size > stockholm.size
    assert all(0 < dot.x < WIDTH and 0 < dot.y < picture.height for dot in picture.dots)
    numbers = [int(number) for number in re.findall(r"-?\d+", picture.land)]
    assert numbers
    assert min(numbers) >= -9
    assert max(numbers) <= WIDTH + 9


def test_no_place_that_is_known_no_map() -> None:
    assert worldmaps([(place("the Quay"), 3)]) == []


def test_many_that_stand_close_together_get_a_map_of_their_own() -> None:
    near = ["Oslo", "Stockholm", "Copenhagen", "Helsinki", "Gothenburg", "Bergen", "Aarhus"]
    close, all_of_them = worldmaps([(place(name), 1) for name in [*near, "Brazil"]])
    assert "brazil" not in {dot.entity.id for dot in close.dots}
    assert len(all_of_them.dots) == len(near) + 1


def test_a_label_covers_no_other() -> None:
    (picture,) = worldmaps([(place("Oslo"), 2), (place("Drammen"), 1), (place("Stockholm"), 1)])
    assert [bool(dot.label) for dot in picture.dots] == [True, False, True]


def test_a_map_of_the_world_shows_what_lies_on_both_sides_of_180_degrees() -> None:
    names = ("Tonga", "Samoa", "Fiji", "Chile", "Norway", "Japan", "Alaska")
    (world,) = worldmaps([(place(name), 1) for name in names])
    assert all(0 < dot.x < world.width for dot in world.dots)
    assert all(dot.x > world.width * 0.9 for dot in world.dots if dot.entity.name in names[:3])
    # No coast runs from one side to the other.
    for ring in re.findall(r"M([^Z]+)Z", world.land):
        xs = [int(point.split()[0]) for point in ring.split("L")]
        assert max(abs(a - b) for a, b in pairwise(xs)) < world.width / 2
