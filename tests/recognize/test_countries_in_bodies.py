"""Countries that end the names of bodies."""

import pytest

from whodex.recognize.countries_in_bodies import without_countries_in_bodies
from whodex.values.article import EntityType
from whodex.values.entities import Name

KINDS = {"p": EntityType.PERSON, "o": EntityType.ORGANIZATION, "l": EntityType.PLACE}


def left(marked: str, headlines: frozenset[int] = frozenset()) -> list[str]:
    """The names that are left of those in braces, {o:Holm}, with their kinds."""
    text, names = "", []
    for part in marked.replace("{", "|").replace("}", "|").split("|"):
        if part[1:2] == ":":
            form = part[2:]
            names.append(
                Name(0, len(text), len(text) + len(form), form, KINDS[part[0]], "model", (0.5,) * 3)
            )
            text += form
        else:
            text += part
    found = without_countries_in_bodies([text], names, headlines)
    assert all(text[name.start : name.end] == name.text for name in found)
    return [f"{name.type.value[0]}:{name.text}" for name in found]


@pytest.mark.parametrize(
    ("marked", "names"),
    [
        ("There were no Change {l:UK} candidates. Change {l:UK} lost.", []),
        ("Change {l:UK} lost.", ["p:UK"]),
        ("It was CPA {l:Canada}.", []),
        ("He told CPA {l:Canada} was cold.", ["p:Canada"]),
        ("They fled Nazi {l:Germany}.", ["p:Germany"]),
        ("On Monday {l:Canada} agreed.", ["p:Canada"]),
        ("They asked {p:Ada Holm} {l:Canada}.", ["p:Ada Holm", "p:Canada"]),
        ("{o:Holm} {l:Canada} said so.", ["o:Holm Canada"]),
        ("A {o:Holm} {l:Canada} envoy said so.", ["o:Holm", "p:Canada"]),
        ("He told {o:Holm} {l:Canada} said so.", ["o:Holm", "p:Canada"]),
        ("The {l:US} Park Police came.", ["o:US Park Police"]),
        ("The {l:US} Police came.", ["p:US"]),
        ("The {l:US} President Police came.", ["p:US"]),
        ("The {l:Canada} Park Police came.", ["p:Canada"]),
    ],
)
def test_a_country_at_the_end_of_a_bodys_name_is_no_place(marked: str, names: list[str]) -> None:
    assert left(marked) == names


def test_in_a_headline_a_word_in_capitals_shows_the_body() -> None:
    headlines = frozenset({0})
    assert left("He Says Change {l:UK} Lost", headlines) == ["p:UK"]
    assert left("He Says CPA {l:Canada} Lost", headlines) == []
    assert left("THE KING OF {l:CANADA} LOST", headlines) == ["p:CANADA"]
