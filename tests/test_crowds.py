"""Many people at once: found by parts of their names as if all were looked through."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, timedelta
from importlib import import_module
from itertools import product

import pytest
from helpers.articles import article_of
from hypothesis import given, settings
from hypothesis import strategies as st

from whodex.collect import differences
from whodex.lexicon.forms import Taken
from whodex.lexicon.names import begins, is_short_for, nicknamed, person_name, stands_inside
from whodex.recognize.called import with_other_names
from whodex.resolve import facts, resolve
from whodex.resolve.parts import Parts, same_surname
from whodex.resolve.referents import PERSON, Referent
from whodex.values.article import Article, Block, BlockKind, EntityType
from whodex.values.entities import Entity, Mention, Name
from whodex.values.findings import AnnotatedArticle, Description
from whodex.values.register import Register

gather = import_module("whodex.resolve.gather")  # a function of that name hides it
told = import_module("whodex.resolve.told")  # and so here
WORDS = "Bill William Khaled Khalid J. A. Al al-Thani bin Thani Ali Aei Aie Smith Smyth Jr. von III"
names = st.lists(st.sampled_from(WORDS.split()), min_size=1, max_size=4).map(" ".join)


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
    assert list(told._full_forms(article_of(", ".join(forms)), people(forms))) == [
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
    *_, last = resolve([article_of(text)], [found], Register()).mentions[0]
    assert len(last.candidates) == candidates


def test_a_very_long_name_has_an_id_that_is_a_file_name() -> None:
    form = f"The Northern {'Harbour ' * 40}Office"
    name = Name(0, 0, len(form), form, EntityType.ORGANIZATION, "model")
    (found,) = resolve([article_of(form)], [(name,)], Register()).entities
    assert 100 < len(found.id) <= 120
    assert found.id.endswith("-harbour")


def test_where_names_stand_no_other_does() -> None:
    taken = Taken("Ada Holm left", [(0, 8)])
    assert taken.meets(7, 9)
    assert not taken.meets(8, 13)
    taken.take(9, 13)
    assert taken.meets(8, 13)


def test_of_two_names_that_are_read_in_one_place_the_later_stands() -> None:
    text = "Al “Scar” Holm, née Lind, met Ada Holm."
    found = [Name(0, 10, 14, "Holm", PERSON, "model"), Name(0, 30, 38, "Ada Holm", PERSON, "model")]
    read = [name.text for name in with_other_names(article_of(text), found)]
    assert read == ["Al “Scar” Holm", "Lind", "Ada Holm"]


# Four times as many cost about four times as much: counted work, where all-pairs would be sixteen.
FOUR_TIMES = 6


def counted(monkeypatch: pytest.MonkeyPatch, module: object, name: str) -> Callable[[], int]:
    """Count the calls of a function from now on; each time it's asked, begin again."""
    calls, function = [0], getattr(module, name)

    def counting(*args: object) -> object:
        calls[0] += 1
        return function(*args)

    def since() -> int:
        found, calls[0] = calls[0], 0
        return found

    monkeypatch.setattr(module, name, counting)
    return since


def dated(number: int, text: str) -> Article:
    return replace(
        article_of(text), id=f"a{number}", published=date(2024, 1, 1) + timedelta(days=number % 30)
    )


def test_surnames_that_sound_alike_are_compared_where_vowels_may_be_the_same(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    surnames = [
        "".join(word)
        for word in product("H", "aiu", "l", "aiu", "m", "aiu", "n", *["aiu", "r"] * 3)
    ]
    compared = counted(monkeypatch, gather, "_fits")
    work = []
    for number in (100, 400):
        assert len(joined([f"Zoran {surname}" for surname in surnames[:number]])) == number
        work.append(compared())
    assert work[1] <= FOUR_TIMES * max(work[0], 100)


@pytest.mark.parametrize("name", ["John Smith", "Zorvan Quillfeather"])
def test_one_very_large_name_is_compared_by_what_there_is_to_be_said(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    compared = counted(monkeypatch, facts, "exclude")
    work = []
    for number in (50, 200):
        texts = [f"{name}, the mayor of Oslo, a judge, opened bridge {n}." for n in range(number)]
        articles = [dated(n, text) for n, text in enumerate(texts)]
        resolve(articles, [people([name])] * number, Register())
        work.append(compared())
    assert work[1] <= FOUR_TIMES * max(work[0], 50)


def test_statements_of_one_office_are_looked_for_and_not_their_pairs(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    compared = counted(monkeypatch, differences, "_of_one_scene")
    work = []
    for number in (50, 200):
        articles = [held(n, ("Ann Holm", "Ivo Lind")[n % 2]) for n in range(number)]
        (difference,) = differences.differences(articles, ENTITIES)
        assert sum(len(side.claims) for side in difference.sides) == number
        work.append(compared())
    assert 0 < work[1] <= FOUR_TIMES * work[0]


def test_many_holders_in_one_article_are_looked_for_once(monkeypatch: pytest.MonkeyPatch) -> None:
    compared = counted(monkeypatch, differences, "_two_people")
    names = ["".join(letters) for letters in product("ABCDEFGH", "aeiou", "bdfgk")]
    called = {name: f"{name} {name}sen" for name in names}
    entities = [Entity(n.lower(), EntityType.PERSON, full, ()) for n, full in called.items()]
    texts: list[str] = []
    item = replace(held(0, "Ann Holm"), mentions=(), descriptions=())
    for name in names:
        start = sum(map(len, texts))
        texts.append(f"{called[name]}, the head of Mossad, left. ")
        item = with_holder(item, name.lower(), start, len(called[name]))
    text = "".join(texts)
    block = (Block(BlockKind.PARAGRAPH, text),)
    item = replace(
        item, article=replace(item.article, blocks=block), sentences=(((0, len(text)),),)
    )
    (difference,) = differences.differences([item], [*ENTITIES, *entities])
    assert len(difference.sides) == len(names)
    assert compared() < 2 * len(names)


ENTITIES = [
    Entity("ann-holm", EntityType.PERSON, "Ann Holm", ()),
    Entity("ivo-lind", EntityType.PERSON, "Ivo Lind", ()),
    Entity("mossad", EntityType.ORGANIZATION, "Mossad", ()),
    Entity("oslo", EntityType.PLACE, "Oslo", ()),
]


def held(number: int, name: str) -> AnnotatedArticle:
    text = f"{name}, the head of Mossad, was in Oslo."
    empty = AnnotatedArticle(dated(number, text), (((0, len(text)),),), ())
    item = with_holder(empty, name.lower().replace(" ", "-"), 0, len(name))
    oslo = Mention(0, len(text) - 5, len(text) - 1, "Oslo", EntityType.PLACE, "oslo", "exact")
    return replace(item, mentions=(*item.mentions, oslo))


def with_holder(item: AnnotatedArticle, person: str, start: int, length: int) -> AnnotatedArticle:
    """Add "<name>, the head of Mossad" at `start`."""
    end = start + length
    office = end + len(", the ")
    seat = office + len("head of ")
    mentions = (
        Mention(0, start, end, "X", EntityType.PERSON, person, "exact"),
        Mention(0, seat, seat + 6, "Mossad", EntityType.ORGANIZATION, "mossad", "exact"),
    )
    described = Description(0, office, seat + 6, "head of Mossad", person)
    return replace(
        item,
        mentions=(*item.mentions, *mentions),
        descriptions=(*item.descriptions, described),
    )
