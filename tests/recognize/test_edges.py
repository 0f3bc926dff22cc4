"""Where a person's name begins and ends."""

import re

import pytest

from whodex.recognize.edges import bounded
from whodex.values.article import EntityType
from whodex.values.entities import Name

MARK = re.compile(r"\[([^\]]+)\]")


def cut(marked: str) -> list[str]:
    """What is left of the people's names in brackets; places with a * behind."""
    text, names = "", []
    for number, part in enumerate(MARK.split(marked)):
        if number % 2:
            start = len(text)
            names.append(
                Name(0, start, start + len(part), part, EntityType.PERSON, "model", (0.9, 0, 0))
            )
        text += part
    found = bounded([text], names)
    assert all(text[name.start : name.end] == name.text for name in found)
    return [name.text + "*" * (name.type is EntityType.PLACE) for name in found]


@pytest.mark.parametrize(
    ("marked", "left"),
    [
        ("[Judge Emmeline Klinefield] left.", ["Emmeline Klinefield"]),
        ("[Idris Mottram KC] won.", ["Idris Mottram"]),
        ("[Idris MOTTRAM] won.", ["Idris MOTTRAM"]),
        ("[Midwife Ada Holm] sang.", ["Ada Holm"]),
        ("[Mason Holm] sang.", ["Mason Holm"]),
        ("[Welshman Holm] sang.", ["Holm"]),
        ("[MEC Zorvath] met [Jakob Zorvath].", ["Zorvath", "Jakob Zorvath"]),
        ("[RJ Zorvath] met [Jakob Zorvath].", ["RJ Zorvath", "Jakob Zorvath"]),
        ("[ABCDEF Zorvath] met [Jakob Zorvath].", ["ABCDEF Zorvath", "Jakob Zorvath"]),
        ("[Qandar Ada Holm] met [Qandar Holm].", ["Ada Holm", "Holm"]),
        ("[Qandar Ada Holm] met [Qandar Eva Bok].", ["Ada Holm", "Eva Bok"]),
        ("[Qandar Ada Holm] left.", ["Qandar Ada Holm"]),
        ("[Qandar Hilda] left. [Hilda Holm] sang.", ["Hilda", "Hilda Holm"]),
        ("[Karl Hilda] left. [Hilda Holm] sang.", ["Karl Hilda", "Hilda Holm"]),
        ("[Qandar Joseph] left. [Joseph Holm] sang.", ["Qandar Joseph", "Joseph Holm"]),
        ("Qandar [Ada Holm] left. [Qandar Holm] sang.", ["Ada Holm", "Holm"]),
        ("[S. Holm] met [Ada Holm].", ["S. Holm", "Ada Holm"]),
        ("[To Hallam] it was new, [Eva Hallam] said.", ["Hallam", "Eva Hallam"]),
        ("[Hallam Announced] it; [Eva Hallam] left.", ["Hallam", "Eva Hallam"]),
        ("[Hallam Announced] it.", ["Hallam Announced"]),
        ("The mayor of [Zorv Sofie Dahl] left.", ["Zorv*", "Sofie Dahl"]),
        ("The wife of [Zorv Sofie Dahl] left.", ["Zorv Sofie Dahl"]),
        ("[Maj] [Ada Holm] left.", ["Ada Holm"]),
        ("[Ada Holm], [OBE], left.", ["Ada Holm"]),
        ("[—] left, [… !] too. [— KC] sang.", []),
        ("[— Said] sang. Zorv [— &] left.", ["— Said"]),
    ],
)
def test_what_is_no_name_stands_outside(marked: str, left: list[str]) -> None:
    assert cut(marked) == left


@pytest.mark.parametrize(
    ("headlines", "below", "left"),
    [
        ({0}, "Bo Holm", "Holm"),
        (set(), "Bo Holm", "Derelict Holm"),
        ({0}, "Derelict Holm", "Derelict Holm"),
        ({0}, "Bo Vik", "Derelict Holm"),
    ],
)
def test_an_epithet_in_a_headline_stands_outside(
    headlines: set[int], below: str, left: str
) -> None:
    texts = ["Derelict Holm", below, "Bo Holm" if below == "Derelict Holm" else ""]
    names = [
        Name(block, 0, len(text), text, EntityType.PERSON, "model", (0.8, 0, 0))
        for block, text in enumerate(texts)
        if text
    ]
    assert bounded(texts, names, headlines)[0].text == left
