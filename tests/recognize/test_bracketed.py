"""Names of which an editor put a piece between square brackets."""

import pytest

from whodex.recognize.bracketed import LONGEST, bracketed
from whodex.values.article import EntityType
from whodex.values.entities import Name


def people(text: str, *names: str) -> list[str]:
    """What stands for people in a text in which the model found `names`, "=" before a thing's."""
    found = []
    for name in names:
        form = name.removeprefix("=")
        kind = EntityType.PERSON if form == name else EntityType.ORGANIZATION
        start = text.index(form)
        found.append(Name(0, start, start + len(form), form, kind, "model"))
    found.sort(key=lambda name: name.start)
    return [n.text for n in bracketed([text], found) if n.type is EntityType.PERSON]


@pytest.mark.parametrize(
    ("text", "names", "expected"),
    [
        ("He asked [Augusta Marvel] Akorra.", ["Augusta Marvel"], ["Augusta Marvel] Akorra"]),
        (
            "Wendy [Pinhas] and Erik [Soylu]",
            ["=Soylu"],
            ["Wendy [Pinhas", "Erik [Soylu"],
        ),
        ("When [Prime Minister Nerissa] Mohal came", ["Mohal"], ["Nerissa] Mohal"]),
        ("When [Prime Minister Qorrin] Mohal came", [], []),
        ("It was [Basim al] Massad.", ["Massad"], ["Basim al] Massad"]),
        ("It was [Basim said] Massad.", ["Massad"], ["Massad"]),
        ("[Maria] Garcia Lorenz's answer", ["Garcia Lorenz"], ["Maria] Garcia Lorenz"]),
        ("[Russell] Park wrote it.", [], ["Russell] Park"]),
        ("We met in [Russell] Park.", [], []),
        ("in the [Russell] University", [], []),
        ("He told [Donald Berg] Monday", ["Donald Berg"], ["Donald Berg"]),
        ("[Donald Berg] Republicans said", ["Donald Berg"], ["Donald Berg"]),
        ("Anna [Republican] and Erik [Sweden] left.", ["Anna"], ["Anna"]),
        ("He [Berg] and Mother [Teresa] left.", ["Berg"], ["Berg"]),
        ("Erik [Lund University] lost.", ["Erik"], ["Erik"]),
        ("Erik [the tailor] lost.", ["Erik"], ["Erik"]),
        ("Rocky [Linux] is not Rocky Linux", ["=Rocky Linux"], []),
        ("[her husband] Tom Lee left.", ["Tom Lee"], ["Tom Lee"]),
        ("Minister [for Trade] Erik Holm and [Mayor of Lund] Berg", ["Berg"], ["Berg"]),
        ("[Minister for Trade] Holm left.", ["Holm"], ["Holm"]),
        ("Then [the late Mayor Ada] Berg left.", [], ["Ada] Berg"]),
        ("Then Wendy [Pinhas] left.", [], ["Wendy [Pinhas"]),
        ("[Ada] Erik [Holm] left.", [], ["Ada] Erik"]),
    ],
)
def test_names_in_brackets(text: str, names: list[str], expected: list[str]) -> None:
    assert people(text, *names) == expected


def test_a_remark_between_brackets_is_no_name() -> None:
    said = "x" * (LONGEST - len(" Mayor Ada"))
    assert people(f"[{said} Mayor Ada] Holm left.") == ["Ada] Holm"]
    assert people(f"[x{said} Mayor Ada] Holm left.") == []
