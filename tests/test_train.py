"""What training does before anything is learned: reading, changing and inventing texts."""

import random
from pathlib import Path

import pytest

from train import texts
from train.invented import SOURCE, invented
from train.memory import of_text, people_of_the_world
from train.tagging import people_of, recased, renamed
from train.texts import Mark, Text, careless, edited, open_texts

NAMES = Path(texts.__file__).parent / "names-of-the-world.txt"


def a_text(block: str, *names: tuple[str, str]) -> Text:
    marks = [(block.index(form), block.index(form) + len(form), kind) for form, kind in names]
    return Text("x", (block,), (tuple(marks),))


def forms(text: Text) -> list[tuple[str, str]]:
    return [
        (block[start:end], kind)
        for block, marks in zip(text.blocks, text.marks, strict=True)
        for start, end, kind in marks
    ]


def written(folder: Path, source: str, paragraph: str, *names: tuple[str, str]) -> list[Text]:
    """Write a set of one document, the others empty, and read it."""
    for name in texts.OPEN:
        (folder / f"{name}.jsonl").write_text("", encoding="utf-8")
    mentions = ", ".join(
        f'{{"para": 0, "start": {paragraph.index(form)}, '
        f'"end": {paragraph.index(form) + len(form)}, "type": "{kind}"}}'
        for form, kind in names
    )
    line = f'{{"paragraphs": ["{paragraph}"], "mentions": [{mentions}]}}\n'
    (folder / f"{source}.jsonl").write_text(line, encoding="utf-8")
    return open_texts(folder)


def test_a_set_is_brought_to_our_conventions(tmp_path: Path) -> None:
    (text,) = written(
        tmp_path,
        "uner_ewt",
        "the Hague 's mayor met Coca - Cola and Norway",
        ("the Hague 's", "PLACE"),
        ("Coca - Cola", "ORG"),
        ("Norway", "ORG"),
    )
    assert text.blocks == ("the Hague's mayor met Coca-Cola and Norway",)
    assert forms(text) == [("Hague", "place"), ("Coca-Cola", "organization"), ("Norway", "place")]


def test_gum_gets_its_united_back_and_peoples_are_left_out(tmp_path: Path) -> None:
    (text,) = written(
        tmp_path,
        "gum",
        "Ada told Americans in the United States",
        ("Ada", "PERSON"),
        ("Americans", "PERSON"),
        ("States", "PLACE"),
    )
    assert forms(text) == [("Ada", "person"), ("Americans", "?"), ("United States", "place")]


def test_edits_move_marks_along() -> None:
    marks: list[Mark] = [(4, 7, "person"), (11, 16, "place")]
    text, moved = edited("met Ada in Paris", marks, [(4, 7, "Beatrix"), (8, 10, "near")])
    assert text == "met Beatrix near Paris"
    assert [(text[s:e], kind) for s, e, kind in moved] == [
        ("Beatrix", "person"),
        ("Paris", "place"),
    ]


def test_careless_text_is_cut_up_and_its_names_with_it() -> None:
    cut = careless(
        a_text("Al-Amin’s vice-mayor isn’t in - or near - Ulan-Ude", ("Al-Amin", "person"))
    )
    assert cut.blocks == ("Al - Amin ’ s vice - mayor isn ’ t in - or near - Ulan - Ude",)
    assert forms(cut) == [("Al - Amin", "person")]


def test_renamed_people_still_share_their_names() -> None:
    text = a_text("Ada Hill left. Hill and Ms Moss stayed in Moss Town.", ("Ada Hill", "person"))
    marks = (*text.marks[0], (15, 19, "person"), (27, 31, "person"), (42, 51, "place"))
    chance = random.Random(3)  # noqa: S311 - repeatable on purpose
    other = renamed(Text("x", text.blocks, (marks,)), people_of(NAMES), chance)
    (full, _), (short, _), (alone, _), place = forms(other)
    assert "Hill" not in full
    assert short in full.split()
    assert alone != "Moss"
    assert place == ("Moss Town", "place")


def test_recasing_keeps_the_length() -> None:
    block = "Straße of the mayor"
    for seed in range(20):
        chance = random.Random(seed)  # noqa: S311 - repeatable on purpose
        assert len(recased(block, chance)) == len(block)


def test_a_text_teaches_each_form_once_and_in_which_role() -> None:
    text = a_text("Ada Hill of Moss met Ada Hill", ("Ada Hill", "person"), ("Moss", "place"))
    taught = of_text(text)
    assert taught.forms == {"ada hill": {"person": 1}, "moss": {"place": 1}}
    assert taught.words["hill"] == {"family": 1}
    assert taught.words["ada"] == {"given": 1}


@pytest.fixture(scope="module")
def reports() -> list[Text]:
    open_text = a_text("Ada Hill met Otto Moss", ("Ada Hill", "person"), ("Otto Moss", "person"))
    return invented([open_text], NAMES, 60, 1)


def test_invented_reports_are_the_same_every_time(reports: list[Text]) -> None:
    open_text = a_text("Ada Hill met Otto Moss", ("Ada Hill", "person"), ("Otto Moss", "person"))
    assert invented([open_text], NAMES, 60, 1) == reports
    assert invented([open_text], NAMES, 60, 2) != reports


def test_invented_reports_have_every_slot_filled_and_names_marked_in_order(
    reports: list[Text],
) -> None:
    for text in reports:
        assert text.source == SOURCE
        for block, marks in zip(text.blocks, text.marks, strict=True):
            assert not set("{}") & set(block)
            ends = [0]
            for start, end, _ in marks:
                assert ends[-1] <= start < end <= len(block)
                assert block[start:end] == block[start:end].strip()
                ends.append(end)
    assert {kind for text in reports for _, kind in forms(text)} == {
        "person",
        "organization",
        "place",
    }


def test_a_town_in_a_table_of_clubs_is_a_club_elsewhere_a_place(reports: list[Text]) -> None:
    kinds: dict[str, set[str]] = {}
    for text in reports:
        for form, kind in forms(text):
            kinds.setdefault(form.title(), set()).add(kind)
    assert any(found >= {"organization", "place"} for found in kinds.values())


def test_every_region_lists_given_and_family_names() -> None:
    roles: dict[str, set[str]] = {}
    for region, role, name in people_of_the_world(NAMES):
        assert name
        roles.setdefault(region, set()).add(role)
    assert len(roles) > 10
    assert all(found == {"given", "family"} for found in roles.values())
