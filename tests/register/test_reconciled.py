"""The site's table of names goes to OpenRefine, and comes back with identifiers."""

import csv
import io
from pathlib import Path

import pytest
import yaml
from helpers.quay import build, read

from whodex.register.amend import amended
from whodex.register.grow import grow, main
from whodex.register.load import load

ARTICLE = read(
    {
        "id": "storm",
        "blocks": [
            {"title": "Storm in [Varna|varna]"},
            {"paragraph": "[Ada Lind|ada-lind] of the [Port Office|port-office] met [Bo|bo-lind]."},
            {"paragraph": "[Cy Berg|cy-berg] didn’t come."},
        ],
    }
)
HEADER = "id,kind,name,wikidata,VIAF cluster ID,GND ID,Library of Congress authority ID\n"


@pytest.fixture
def people(tmp_path: Path) -> Path:
    file = tmp_path / "register" / "people.yml"
    file.parent.mkdir()
    file.write_text("# editors write here\n", encoding="utf-8")
    return file


def reconciled(people: Path, found: dict[str, dict[str, str]]) -> Path:
    """The site's table with columns of identifiers, as OpenRefine exports it."""
    rows = list(csv.DictReader(io.StringIO(build(ARTICLE)["data/reconcile.csv"])))
    more = list(dict.fromkeys(column for ids in found.values() for column in ids))
    file = people.parent.parent / "openrefine.csv"
    with file.open("w", encoding="utf-8", newline="") as out:
        writer = csv.DictWriter(out, [*rows[0], *more])
        writer.writeheader()
        writer.writerows(row | found.get(row["id"], {}) for row in rows)
    return file


def table(people: Path, *rows: str) -> Path:
    file = people.parent.parent / "openrefine.csv"
    file.write_text(HEADER + "".join(f"{row}\n" for row in rows), encoding="utf-8")
    return file


def ids(people: Path) -> dict[str, dict[str, str]]:
    register, problems = load(people.parent)
    assert problems == ()
    return {
        one.id: {given.authority: given.value for given in one.authority_ids}
        for one in register.entities
    }


def test_what_was_reconciled_is_in_the_register_and_its_names_are_those_of_the_table(
    people: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    found = {
        "ada-lind": {
            "wikidata": "http://www.wikidata.org/entity/Q1",
            "VIAF cluster ID": "113230702",
            "ORCID iD": "https://orcid.org/0000-0002-1825-0097",
        },
        "port-office": {"wikidata": "Q3"},
        "varna": {"wikidata": "Q6506", "GeoNames ID": "726050"},
    }
    file = reconciled(people, found)
    for name, count in (
        ("people", "1 added, 2 rows"),
        ("organizations", "1 added"),
        ("places", ""),
    ):
        into = people.with_name(f"{name}.yml")
        assert main([str(file), "--into", str(into), "--source", "OpenRefine"]) == 0
        assert count in capsys.readouterr().out
    assert ids(people) == {
        "ada-lind": {"wikidata": "Q1", "viaf": "113230702", "orcid": "0000-0002-1825-0097"},
        "port-office": {"wikidata": "Q3"},
        "varna": {"wikidata": "Q6506", "geonames": "726050"},
    }
    ada = load(people.parent)[0].entities[0]
    assert ada.aliases == ("Ada Lind",)
    assert ada.authority_ids[0].sources == ("OpenRefine",)
    before = people.read_bytes()
    assert grow(file, people, "OpenRefine").added == ()
    assert people.read_bytes() == before


WRITTEN = {
    "block": "ada-lind:\n  name: Ada Lind # judge\n  # her names\n  aliases: [A. Lind]\n",
    "block, last line": "ada-lind:\n    name: 'Ada Lind'",
    "ids in block": (
        "ada-lind:\n  ids:\n    # seen\n    wikidata:\n      value: Q1\n      sources: [s]\n"
        "  name: Ada Lind\n"
    ),
    "ids in flow": "ada-lind:\n  name: Ada Lind\n  ids: {gnd: {value: 4-0, sources: [s]}} # x\n",
    "no ids in flow": "ada-lind:\n  name: Ada Lind\n  ids: {}\n",
    "flow": "ada-lind: {name: Ada Lind, aliases: [A. Lind]}\n",
    "flow with ids": "ada-lind: {ids: {wikidata: {value: Q1, sources: [s]}}, name: Ada Lind}\n",
}


@pytest.mark.parametrize("case", WRITTEN)
def test_an_entry_gets_identifiers_and_its_other_words_stay(case: str, people: Path) -> None:
    text = f"# editors\n{WRITTEN[case]}\nbo-lind:\n  name: Bo Lind  # clerk\n"
    people.write_text(text, encoding="utf-8")
    file = table(people, "ada-lind,person,Ada Lind,,113230702,,n79021164", "x,place,X,Q9,,,")
    grown = grow(file, people, "OpenRefine")
    assert (grown.added, grown.amended, grown.problems) == ((), ("ada-lind",), ())
    found = ids(people)
    assert found["ada-lind"].items() >= {"viaf": "113230702"}.items()
    assert ("wikidata" in found["ada-lind"]) == ("Q1" in text)
    assert found["ada-lind"]["loc"] == "n79021164"
    after = people.read_text(encoding="utf-8")
    left = iter(after)
    assert all(sign in left for sign in text)  # each sign is still there, in its order
    assert all(line in after for line in text.splitlines() if "#" in line and "ids" not in line)


def test_an_entry_that_cant_be_added_to_is_named_and_stays(people: Path) -> None:
    text = "ada-lind:\n  name: |-\n    Ada Lind\ncy-berg: {name: Cy Berg}\n"
    people.write_text(text, encoding="utf-8")
    file = table(people, "ada-lind,person,Ada Lind,Q1,,,", "bo-lind,person,Bo Lind,Q2,,,")
    grown = grow(file, people, "OpenRefine")
    assert (grown.added, grown.amended) == (("bo-lind",), ())
    assert "add the identifiers of ada-lind by hand" in str(grown.problems[0])
    assert people.read_text(encoding="utf-8").startswith(text)


def test_nothing_to_add_changes_nothing() -> None:
    assert amended("a: {name: A}  # x\n", {}) == "a: {name: A}  # x\n"


REFUSED = {
    "another identifier": (
        "ada-lind,person,Ada Lind,Q2,,,",
        "wikidata 'Q2' isn't added: 'ada-lind' has 'Q1'",
    ),
    "another's identifier": (
        "bo-lind,person,Bo Lind,Q1,,,",
        "'Bo Lind' isn't added: 'ada-lind' has 'wikidata Q1' already",
    ),
    "another's name": (
        "ada,person,Ada Lind,Q2,,,",
        "'Ada Lind' isn't added: 'ada-lind' has 'ada lind' already",
    ),
    "no identifier of its kind": (
        "bo-lind,person,Bo Lind,,x1,,",
        "'x1' isn't an identifier of VIAF",
    ),
    "a second value": (",,,Q2,,,", "of several values of an entity the first row has one"),
    "a name of two": (
        "cy-berg,person,Cy Berg,Q8,,,\ncy-berg-judge,person,Cy Berg,,,,",
        "'Cy Berg' isn't added: several in the table are called so",
    ),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_isnt_clear_is_left_to_the_editors(case: str, people: Path) -> None:
    row, message = REFUSED[case]
    people.write_text(
        "ada-lind: {name: Ada Lind, ids: {wikidata: {value: Q1, sources: [s]}}}\n",
        encoding="utf-8",
    )
    before = yaml.safe_load(people.read_text(encoding="utf-8"))
    grown = grow(table(people, row), people, "OpenRefine")
    (problem,) = grown.problems
    assert message in problem.message
    assert problem.line == 2
    assert yaml.safe_load(people.read_text(encoding="utf-8")) == before


def test_an_authority_of_the_settings_has_a_column_too(people: Path) -> None:
    (people.parent.parent / "mkdocs.yml").write_text(
        "extra: {whodex: {authorities: {bnf: 'https://a.org/cb{}/x'}}}\n",
        encoding="utf-8",
    )
    file = people.parent.parent / "t.csv"
    file.write_text("id,kind,name,BnF ID\nbo,person,'-Bo,https://a.org/cb12/x\n", encoding="utf-8")
    assert main([str(file), "--into", str(people), "--source", "OpenRefine"]) == 0
    entry = yaml.safe_load(people.read_text(encoding="utf-8"))["bo"]
    assert (entry["name"], entry["ids"]["bnf"]["value"]) == ("-Bo", "12")


def test_settings_that_are_wrong_are_named(
    people: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (people.parent.parent / "mkdocs.yml").write_text(
        "extra: {whodex: {nav: a}}\n", encoding="utf-8"
    )
    file = table(people, "bo-lind,person,Bo Lind,Q2,,,")
    assert main([str(file), "--into", str(people), "--source", "OpenRefine"]) == 1
    assert "mkdocs.yml:1: there is no setting “nav”" in capsys.readouterr().err
