"""Many people at once: found by parts of their names as if all were looked through."""

from collections.abc import Sequence
from importlib import import_module

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from whodex.called import with_other_names
from whodex.forms import Taken
from whodex.models import Article, Block, BlockKind, EntityType, Name, Register
from whodex.names import begins, is_short_for, nicknamed, person_name, stands_inside
from whodex.resolve import resolve
from whodex.resolve.parts import Parts, same_surname
from whodex.resolve.referents import PERSON, Referent

gather = import_module("whodex.resolve.gather")  # a function of that name hides it
WORDS = "Bill William Khaled Khalid J. A. Al al-Thani bin Thani Ali Aei Aie Smith Smyth Jr. von III"
names = st.lists(st.sampled_from(WORDS.split()), min_size=1, max_size=4).map(" ".join)


def article(*texts: str) -> Article:
    return Article(
        id="a",
        seed="a.md",
        title="",
        title_is_ours=True,
        source=None,
        source_url=None,
        authors=(),
        published=None,
        language="en",
        blocks=tuple(Block(BlockKind.PARAGRAPH, text) for text in texts),
    )


def people(forms: Sequence[str], block: int = 0) -> tuple[Name, ...]:
    """The names of people, as they stand in a text of nothing but these and commas."""
    starts = [sum(len(form) + 2 for form in forms[:n]) for n in range(len(forms))]
    return tuple(
        Name(block, start, start + len(form), form, EntityType.PERSON, "model")
        for start, form in zip(starts, forms, strict=True)
    )


@settings(deadline=None)
@given(st.lists(names, unique=True, max_size=12), names)
def test_people_are_found_by_parts_as_among_all(forms: list[str], short: str) -> None:
    known = {form: Referent(PERSON) for form in forms}
    for is_part in (begins, is_short_for, nicknamed, stands_inside, same_surname):
        among_all = [form for form in forms if is_part(person_name(short), person_name(form))]
        assert [form for form, _ in Parts(known).whose(is_part, short)] == among_all


@settings(deadline=None)
@given(st.lists(names, unique=True, max_size=12))
def test_an_end_of_a_longer_form_is_no_full_form(forms: list[str]) -> None:
    full = [form for form in forms if person_name(form).is_full]
    assert list(gather._full_forms(people(forms))) == [
        form
        for form in full
        if not any(is_short_for(person_name(form), person_name(other)) for other in full)
    ]


@settings(deadline=None)
@given(st.lists(names.filter(lambda form: person_name(form).is_full), unique=True, max_size=12))
def test_forms_join_those_whom_they_fit_among_all(forms: list[str]) -> None:
    found = joined(forms)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(gather, "_neighbourhoods", lambda _: (("everybody", ""),))
        assert joined(forms) == found


def joined(forms: list[str]) -> dict[str, list[list[str]]]:
    """The forms of those whom each form names."""
    nothing = gather._Relations(frozenset(), frozenset())
    found = gather._people([forms], nothing, (), Register())
    return {key: [list(person.forms) for person in people] for key, people in found.items()}


@pytest.mark.parametrize(("bearers", "candidates"), [(29, 29), (30, 30), (31, 30)])
def test_of_a_crowd_nobody_asks_who_is_meant(bearers: int, candidates: int) -> None:
    given = [
        a + b for a in ["Ab", "Ed", "Ig", "Of", "Un", "Yk"] for b in ["ab", "ed", "ig", "of", "un"]
    ]
    forms = [f"{name} Zorvath" for name in [*given, "Qaqa"][:bearers]]
    text = f"{', '.join(forms)}, Zorvath"
    found = people([*forms, "Zorvath"])
    *_, last = resolve([article(text)], [found], Register()).mentions[0]
    assert len(last.candidates) == candidates


def test_where_names_stand_no_other_does() -> None:
    taken = Taken("Ada Holm left", [(0, 8)])
    assert taken.meets(7, 9)
    assert not taken.meets(8, 13)
    taken.take(9, 13)
    assert taken.meets(8, 13)


def test_of_two_names_that_are_read_in_one_place_the_later_stands() -> None:
    text = "Al “Scar” Holm, née Lind, met Ada Holm."
    found = [Name(0, 10, 14, "Holm", PERSON, "model"), Name(0, 30, 38, "Ada Holm", PERSON, "model")]
    read = [name.text for name in with_other_names(article(text), found)]
    assert read == ["Al “Scar” Holm", "Lind", "Ada Holm"]
