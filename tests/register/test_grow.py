"""Tables of names as they come, and what they leave in the register."""

from pathlib import Path

import pytest

from whodex.register.grow import Grown, grow, main
from whodex.register.load import load
from whodex.values.entities import AuthorityId

PEOPLE = """# editors write here
anna-lind:
  name: Anna Lind  # judge
  aliases: [A. M. Lind]
  ids: {wikidata: {value: Q7, sources: [a list]}}
"""
WIKIDATA = """item,itemLabel,itemAltLabel
http://www.wikidata.org/entity/Q1,Bo Berg,"Berg, Bo Erik Berg, B. Berg"
http://www.wikidata.org/entity/Q1,Bo Berg,Bo-Erik Bergh
http://www.wikidata.org/entity/Q2,José Núñez,
"""
SANCTIONS = """id,schema,name,aliases,birth_date,countries
NK-abc,Person,Eva Holm,Eva Marie Holm;Holm,1970,se
Q3,Person,Kai Dahl,,1971,no
NK-def,Company,Holm Shipping AS,,,no
NK-ghi,Vessel,Eva,,,no
"""


@pytest.fixture
def people(tmp_path: Path) -> Path:
    file = tmp_path / "register" / "people.yml"
    file.parent.mkdir()
    file.write_text(PEOPLE, encoding="utf-8")
    return file


def table(people: Path, text: str) -> Path:
    file = people.parent.parent / "table.csv"
    file.write_text(text, encoding="utf-8")
    return file


def test_the_result_of_a_wikidata_query_is_added_with_its_source(people: Path) -> None:
    assert grow(table(people, WIKIDATA), people, "a query") == Grown(("bo-berg", "jose-nunez"))
    text = people.read_text(encoding="utf-8")
    assert text.startswith(PEOPLE)
    assert "name: José Núñez\n" in text
    register, problems = load(people.parent)
    assert problems == ()
    berg = next(entity for entity in register.entities if entity.id == "bo-berg")
    assert berg.aliases == ("Bo Berg", "Bo Erik Berg", "B. Berg", "Bo-Erik Bergh")
    assert berg.authority_ids == (AuthorityId("wikidata", "Q1", ("a query",)),)


def test_a_table_of_opensanctions_gives_people_and_organizations(people: Path) -> None:
    sanctions = table(people, SANCTIONS)
    organizations = people.with_name("organizations.yml")
    assert grow(sanctions, people, "OpenSanctions") == Grown(("eva-holm", "kai-dahl"))
    assert grow(sanctions, organizations, "OpenSanctions") == Grown(("holm-shipping-as",))
    register, problems = load(people.parent)
    assert problems == ()
    found = {entity.id: entity for entity in register.entities}
    assert found["eva-holm"].aliases == ("Eva Holm", "Eva Marie Holm")
    assert found["eva-holm"].authority_ids[0].authority == "opensanctions"
    assert found["kai-dahl"].authority_ids[0] == AuthorityId("wikidata", "Q3", ("OpenSanctions",))


WRONG = {
    "name of another": ("Q8,A. M. Lind,", "'anna-lind' has 'a m lind' already"),
    "id of another": ("Q7,Anna Lund,", "'anna-lind' has 'wikidata Q7' already"),
    "alias of another": ("Q8,Anna Lund,Anna Lind", "'anna-lind' has 'anna lind' already"),
    "no name": ("Q8,,", "there is no name"),
    "no label": ("Q8,Q8,", "there is no name"),
    "no identifier": ("P8,Anna Lund,", "'P8' isn't a Wikidata item"),
}


@pytest.mark.parametrize("case", WRONG)
def test_a_row_that_cant_be_added_is_named_and_the_others_are_added(
    case: str, people: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    row, message = WRONG[case]
    file = table(people, f"item,itemLabel,aliases\n{row}\nQ9,Bo Berg,\n")
    assert main([str(file), "--into", str(people), "--source", "a query"]) == 1
    said = capsys.readouterr()
    assert said.err.startswith(f"{file}:2: ")
    assert message in said.err
    assert said.out == f"{people}: 1 added\n"
    _, problems = load(people.parent)
    assert problems == ()


def test_the_same_table_twice_adds_nothing(people: Path) -> None:
    file = table(people, WIKIDATA)
    grow(file, people, "a query")
    before = people.read_bytes()
    grown = grow(file, people, "a query")
    assert grown.added == ()
    assert len(grown.problems) == 2
    assert people.read_bytes() == before


def test_nothing_is_added_to_a_register_with_problems(people: Path) -> None:
    people.write_text("anna-lind: {nom: A}\n", encoding="utf-8")
    grown = grow(table(people, WIKIDATA), people, "a query")
    assert (grown.added, grown.problems[0].line) == ((), 1)
    assert people.read_text(encoding="utf-8") == "anna-lind: {nom: A}\n"


def test_a_table_that_isnt_there_is_a_problem(people: Path) -> None:
    grown = grow(people.parent / "none.csv", people, "a query")
    assert "can't be read" in grown.problems[0].message


def test_only_a_file_of_a_register_is_added_to(people: Path) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(["a.csv", "--into", str(people.with_name("who.yml")), "--source", "s"])
    assert stopped.value.code == 2
