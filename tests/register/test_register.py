"""Golden cases: the files of a register, then what is read and what is complained of."""

from pathlib import Path

import pytest

from whodex.register.load import load
from whodex.values.article import EntityType
from whodex.values.authorities import AUTHORITIES, known_by
from whodex.values.entities import AuthorityId
from whodex.values.register import Meaning, NotAName

WRONG: dict[str, tuple[str, str | bytes, str]] = {
    "the id of the list": (
        "people.yml",
        "index: {name: Index}\n",
        "people.yml:1: the address of the id 'index'",
    ),
    "unknown field": (
        "people.yml",
        "anna-lind:\n  name: Anna Lind\n  alias: [A. Lind]\n",
        "people.yml:3: Extra inputs are not permitted in 'alias'",
    ),
    "no name": ("people.yml", "anna-lind: {}\n", "people.yml:1: Field required in 'name'"),
    "bad id": ("people.yml", "Anna Lind: {name: Anna Lind}\n", "people.yml:1: String should match"),
    "bad authority id": (
        "places.yml",
        "oslo:\n  name: Oslo\n  ids:\n    wikidata:\n      value: '585'\n      sources: [a list]\n",
        "places.yml:5: '585' isn't an identifier of Wikidata (right: value: Q1)",
    ),
    "unknown authority": (
        "places.yml",
        "oslo:\n  name: Oslo\n  ids:\n    bnf: {value: '1', sources: [a list]}\n",
        "places.yml:4: there is no authority file 'bnf': known are wikidata, opensanctions, viaf",
    ),
    "id without a source": (
        "places.yml",
        "oslo:\n  name: Oslo\n  ids:\n    wikidata:\n      value: Q585\n",
        "places.yml:4: Field required in 'ids.wikidata.sources'",
    ),
    "id twice": (
        "people.yml",
        "anna-lind: {name: Anna Lind}\nanna-lind: {name: A. Lind}\n",
        "people.yml:2: the id 'anna-lind' stands twice",
    ),
    "alias of two": (
        "people.yml",
        "anna-lind: {name: Anna Lind}\nanna-berg:\n  name: Anna Berg\n  aliases: [Anna Lind]\n",
        "people.yml:2: 'Anna Lind' is already a name of 'anna-lind'",
    ),
    "not YAML": ("people.yml", "a: [1\nb: 2\n", "people.yml:2: not YAML"),
    "a list": ("people.yml", "- a\n", "people.yml:1: should hold ids with their entries"),
    "contains itself": (
        "people.yml",
        "a: &x\n  name: A\n  aliases: *x\n",
        "people.yml:3: not YAML",
    ),
    "not UTF-8": ("people.yml", b"a: \xff\xfe\n", "people.yml: can't be read"),
    "unknown decision": ("decisions.yml", "- merge: [a, b]\n", "decisions.yml:1: a decision is"),
    "one id": ("decisions.yml", "- same: [a]\n", "decisions.yml:1: List should have at least 2"),
    "cycle": (
        "decisions.yml",
        "- same: [a, b]\n- same: [b, c]\n- same: [c, a]\n",
        "decisions.yml:3: 'a' can't be given up for 'c'",
    ),
}


def test_what_is_right_is_read(tmp_path: Path) -> None:
    (tmp_path / "people.yml").write_text(
        "# editors write here\n"
        "anna-lind:\n  name: Anna Lind\n  aliases: [A. M. Lind]\n"
        "  ids: {wikidata: {value: Q1, sources: [a list, another]}}\n",
        encoding="utf-8",
    )
    (tmp_path / "decisions.yml").write_text(
        "- same: [anna-lind, anna-linde]\n- different: [bo-lind, bo-lund]\n"
        "- not_a_name: Total Victory\n- {in: one, not_a_name: Kan}\n"
        "- {in: one, text: Lind, is: anna-lind}\n",
        encoding="utf-8",
    )
    register, problems = load(tmp_path)
    assert problems == ()
    (entity,) = register.entities
    assert (entity.id, entity.type, entity.name) == ("anna-lind", EntityType.PERSON, "Anna Lind")
    assert entity.aliases == ("Anna Lind", "A. M. Lind")
    assert entity.authority_ids == (AuthorityId("wikidata", "Q1", ("a list", "another")),)
    assert register.same == (("anna-lind", "anna-linde"),)
    assert register.different == (("bo-lind", "bo-lund"),)
    assert register.not_names == (NotAName("Total Victory"), NotAName("Kan", "one"))
    assert register.meanings == (Meaning("one", "Lind", "anna-lind"),)


@pytest.mark.parametrize("case", WRONG)
def test_what_is_wrong_is_named_and_the_rest_is_read(case: str, tmp_path: Path) -> None:
    name, content, expected = WRONG[case]
    file = tmp_path / name
    file.write_bytes(content if isinstance(content, bytes) else content.encode())
    (tmp_path / "organizations.yml").write_text("ebu: {name: EBU}\n", encoding="utf-8")
    register, problems = load(tmp_path)
    assert str(problems[0]).startswith(f"{tmp_path}/{expected}")
    assert problems[0].example
    assert "ebu" in {entity.id for entity in register.entities}


def test_an_empty_file_and_a_missing_one_are_empty_registers(tmp_path: Path) -> None:
    (tmp_path / "people.yml").write_text("# nobody yet\n", encoding="utf-8")
    register, problems = load(tmp_path)
    assert (register.entities, problems) == ((), ())


def test_a_missing_folder_is_a_problem(tmp_path: Path) -> None:
    _, problems = load(tmp_path / "nowhere")
    assert "no such folder" in str(problems[0])


IDS = {
    "wikidata": ("Q42", "42"),
    "opensanctions": ("NK-abc", "NK abc"),
    "viaf": ("113230702", "0113230702"),
    "gnd": ("118540238", "218540238"),
    "orcid": ("0000-0002-1825-0097", "0000-0002-1825-009"),
    "loc": ("n79021164", "79021164"),
    "isni": ("0000000121032683", "0000 0001 2103 2683"),
    "geonames": ("3143244", "0"),
}


@pytest.mark.parametrize("authority", IDS)
def test_an_identifier_looks_like_those_of_its_authority(authority: str, tmp_path: Path) -> None:
    right, wrong = IDS[authority]
    (tmp_path / "places.yml").write_text(
        f"a: {{name: A, ids: {{{authority}: {{value: '{right}', sources: [s]}}}}}}\n"
        f"b: {{name: B, ids: {{{authority}: {{value: '{wrong}', sources: [s]}}}}}}\n",
        encoding="utf-8",
    )
    register, problems = load(tmp_path)
    assert [one.id for one in register.entities] == ["a"]
    assert [problem.line for problem in problems] == [2]


def test_every_authority_has_its_example() -> None:
    assert {one.key for one in AUTHORITIES} == IDS.keys()
    assert all(one.fits(one.example) for one in AUTHORITIES)


def test_the_settings_name_other_authorities(tmp_path: Path) -> None:
    (tmp_path / "places.yml").write_text(
        "oslo: {name: Oslo, ids: {bnf: {value: '11 9', sources: [a]},"
        " wikidata: {value: Q585, sources: [b]}}}\n",
        encoding="utf-8",
    )
    authorities = known_by({"bnf": "https://data.bnf.fr/ark:/12148/cb{}"})
    (entity,) = load(tmp_path, authorities)[0].entities
    assert [one.authority for one in entity.authority_ids] == ["wikidata", "bnf"]
    assert authorities[-1].link("11/9 ?") == "https://data.bnf.fr/ark:/12148/cb11/9%20%3F"


def test_an_address_of_one_s_own_comes_before_ours() -> None:
    viaf = next(one for one in known_by({"viaf": "https://example.org/{}"}) if one.key == "viaf")
    assert viaf.link("113230702") == "https://example.org/113230702"
    assert viaf.link("no number") is None
    assert len(known_by({"viaf": "https://example.org/{}"})) == len(AUTHORITIES)
