"""What makes a name and of which kind, at which likelihood and how far away: on both sides."""

from collections import Counter
from types import SimpleNamespace
from typing import Any, cast

import numpy as np
import pytest
from helpers.articles import named

from whodex.lexicon.lists import words
from whodex.recognize import (
    agree,
    called_after,
    completed,
    edges,
    kinds,
    mere,
    standing,
    teams,
    unlikely,
)
from whodex.recognize.article import _town
from whodex.recognize.classifier import _evidence, _without_overlap
from whodex.recognize.datelined import datelined
from whodex.recognize.features import Names, Runs, _proposals, _runs_of_capitals, shared_evidence
from whodex.recognize.signs import Signs, signs_of
from whodex.values.article import BlockKind, EntityType

PERSON, ORGANIZATION, PLACE = EntityType


@pytest.mark.parametrize(
    ("form", "articles", "kind"),
    [
        ("ABC", {ORGANIZATION: 1}, None),
        ("ABC", {ORGANIZATION: 2}, ORGANIZATION),
        ("AB", {ORGANIZATION: 2}, None),
        ("Ada Holm", {PERSON: 13, PLACE: 7}, None),
        ("Ada Holm", {PERSON: 7, PLACE: 3}, PERSON),
    ],
)
def test_a_collections_view_is_that_of_most_articles(
    form: str, articles: dict[EntityType, int], kind: EntityType | None
) -> None:
    assert agree._view(form, Counter(articles)) is kind


@pytest.mark.parametrize(("words_between", "thing"), [(2, True), (3, False)])
def test_a_things_noun_stands_among_three_words_behind_a_name(
    words_between: int, *, thing: bool
) -> None:
    text = f"Ada Holm{' Quennix' * words_between} Prize"
    assert bool(called_after.thing_behind(text, len("Ada Holm"))) is thing


def test_a_thing_is_called_after_two_words() -> None:
    assert list(called_after.called_after("Ada Holm Prize")) == [("Ada", "Holm")]


def test_every_prefix_of_ships_is_read() -> None:
    prefixes = words("ship-prefixes")
    assert all(called_after.is_in_a_thing(f"{p} Holm", len(p) + 1, len(p) + 5) for p in prefixes)


def _chosen(person: float, organization: float, place: float, *keys: str) -> int:
    """How many candidates become names that the classifier finds so likely."""
    n = len(keys)
    article = SimpleNamespace(words="x" * n, block=[0] * n, start=range(n), end=range(1, n + 1))
    rows = np.arange(n)
    runs = Runs(rows, rows, tuple(tuple(key.split()) for key in keys))
    likely = np.array([[0.9, 0, 0]] * (n - 1) + [[person, organization, place]])
    probabilities = np.column_stack([np.zeros(n), likely])
    return len(_without_overlap(cast("Any", article), runs, probabilities)) - (n - 1)


@pytest.mark.parametrize(
    ("likely", "found"),
    [
        ((0.379, 0, 0), 0),
        ((0.381, 0, 0), 1),
        ((0, 0.249, 0), 0),
        ((0, 0.251, 0), 1),
        ((0, 0, 0.379), 0),
        ((0, 0, 0.381), 1),
    ],
)
def test_how_likely_a_name_of_each_kind_is(likely: tuple[float, float, float], found: int) -> None:
    assert _chosen(*likely, "holm") == found


@pytest.mark.parametrize(("likely", "found"), [(0.299, 0), (0.301, 1)])
def test_how_likely_a_family_name_is_that_stands_in_full(likely: float, found: int) -> None:
    assert _chosen(likely, 0, 0, "ada holm", "holm") == found


@pytest.mark.parametrize(("tagger", "evidence"), [(0.49, "name"), (0.51, "model")])
def test_from_half_on_the_tagger_alone_finds_a_name(tagger: float, evidence: str) -> None:
    scores = np.array([[0, tagger, 0, 0, 0]])
    runs = Runs(np.array([0]), np.array([0]), (("holm",),))
    article = cast("Any", SimpleNamespace(scores=scores))
    assert _evidence(article, runs, 0, 0, np.zeros((1, 4), dtype=np.float32)) == evidence


@pytest.mark.parametrize(
    ("text", "edge", "found"),
    [
        ("Ada Eva Bok", 0.0, True),  # three capitalized words
        ("Ada Eva Bok Holm", 0.0, False),
        ("Ada Eva Bok Holm", 0.01, False),
        ("Ada Eva Bok Holm", 0.0101, True),
        ("Ada of the of Holm", 0.5, True),  # three joints
        ("Ada of the of the Holm", 0.5, False),
        (" ".join(["Ada"] * 12), 0.5, True),  # twelve words
        (" ".join(["Ada"] * 13), 0.5, False),
    ],
)
def test_which_runs_of_capitals_may_be_names(text: str, edge: float, *, found: bool) -> None:
    spelled = text.split()
    edges_ = [edge] * len(spelled)
    assert ((0, len(spelled) - 1) in _runs_of_capitals(spelled, edges_, edges_)) is found


@pytest.mark.parametrize(("likely", "found"), [(0.199, False), (0.201, True)])
def test_what_the_tagger_finds_likely_may_be_a_name(likely: float, *, found: bool) -> None:
    scores, likelihoods = np.zeros((2, 1)), np.array([likely, 0.0])
    article = SimpleNamespace(scores=scores, block=[0, -1], words=("Ada", "."))
    assert bool(_proposals(cast("Any", article), likelihoods, likelihoods)) is found


@pytest.mark.parametrize(("likely", "told"), [(0.0199, False), (0.0201, True)])
def test_what_is_hardly_a_name_tells_nothing_of_others(likely: float, *, told: bool) -> None:
    two = np.array([0, 1])
    names = Names(
        same=two,
        last=np.array([1, -1]),
        first=np.array([-1, -1]),
        ending=np.array([0, 0]),
        beginning=two,
        long=np.array([True, False]),
        free=np.array([True, True]),
        weight=np.array([likely, 1.0], dtype=np.float32),
    )
    values = np.array([[1.0], [0.0]], dtype=np.float32)
    of_ends = shared_evidence(names, values, 1, names.weight)[1, 3]
    assert (of_ends > 0) is np.bool_(told)


def test_an_age_shows_a_name_of_two_words() -> None:
    def found(text: str) -> list[str]:
        article, names = named(text)
        return [name.text for name in completed.completed(article, names, ())]

    assert found("They met Pelvar Morvane, 40, a farmer.") == ["Pelvar Morvane"]
    assert found("Then Morvane, 40, a farmer, came.") == []


@pytest.mark.parametrize(
    ("word", "abbreviation"), [("AB", False), ("ABC", True), ("ABCDE", True), ("ABCDEF", False)]
)
def test_an_offices_abbreviation_has_three_to_five_letters(
    word: str, *, abbreviation: bool
) -> None:
    assert edges._is_abbreviation(word, ("Holm",)) is abbreviation


def test_letters_stand_behind_two_words() -> None:
    _, names = named("[o:Ada Holm QC] and [o:Ada QC]")
    assert [edges._lettered(name).type for name in names] == [PERSON, ORGANIZATION]


def test_every_office_is_read_before_its_place() -> None:
    held = (words("titles") | words("offices")) - words("kinship")
    offices = [word for word in held if word.isalpha()]
    assert all(edges._office_before(f"{word} from ", len(f"{word} from ")) for word in offices)


def test_initials_that_begin_a_name_are_two() -> None:
    assert kinds._begins_like_a_person("ZQ Quennix")
    assert not kinds._begins_like_a_person("ZQX Quennix")
    assert not kinds._begins_like_a_person("Z Quennix")


@pytest.mark.parametrize(
    ("text", "person"), [("Ada Zorvath Quennix", True), ("Ada Zorvath Pelmar Quennix", False)]
)
def test_what_the_model_took_for_a_thing_is_a_person_of_three_words(
    text: str, *, person: bool
) -> None:
    signs = {text.lower(): Signs()}
    assert kinds._is_called_like_a_person(text, 0.9, signs, []) is person


@pytest.mark.parametrize(("far", "human"), [(100, 1), (101, 0)])
def test_how_far_behind_a_name_a_pronoun_shows_a_person(far: int, human: int) -> None:
    article, names = named(f"[Zorvath] {'x' * (far - 4)} he")
    assert signs_of([article.blocks[0].text], names)["zorvath"].human == human


@pytest.mark.parametrize(("far", "team"), [(40, True), (41, None)])
def test_how_far_before_a_team_its_sign_stands(far: int, *, team: bool | None) -> None:
    article, names = named(f"They scored for the {'x' * (far - 16)} [p:Zorvath]")
    assert teams._is_team(names[0], article.blocks[0].text) is team


def test_an_acronym_goes_with_a_name_of_three_words() -> None:
    assert list(unlikely._initials_of(["alpha beta", "alpha beta gamma"])) == ["abg"]


def test_a_title_has_two_letters() -> None:
    article, names = named("[Zq Ada Holm] met [Zq Eva Bok] and [Ada Holm].")
    found = edges.bounded([article.blocks[0].text], names)
    assert [name.text for name in found] == ["Ada Holm", "Eva Bok", "Ada Holm"]


@pytest.mark.parametrize(
    ("marked", "kind"),
    [
        ("[Santa Fe] is dry.", PLACE),  # a city
        ("[Fort Bragg] is dry.", PERSON),  # a town
        ("[Lagos] is dry.", PERSON),  # one word
        ("[Santa Fe] came, and [Fe] left.", PERSON),
        ("[o:Santa Fe] is dry.", ORGANIZATION),
    ],
)
def test_what_was_taken_for_a_person_is_a_city(marked: str, kind: EntityType) -> None:
    _, names = named(marked)
    assert _town(names[0], names).type is kind


def test_an_unknown_town_of_a_dateline_is_one_throughout() -> None:
    article, names = named(
        "ZORVATH, June 5 (AP) — It rained.", "[o:Zorvath] is dry.", "[p:Zorvath] is dry."
    )
    found = datelined([block.text for block in article.blocks], names)
    assert [(name.type, name.evidence) for name in found] == [
        (PLACE, "dateline"),
        (PLACE, "dateline"),
        (PLACE, "given"),
    ]


@pytest.mark.parametrize(
    ("marked", "names"),
    [
        (f"Vitamins {'x' * 30} [o:B12]", 0),
        (f"Vitamins {'x' * 31} [o:B12]", 1),
        (f"Telescopes {'x' * 30}, such as the {'ABCDE, and the ' * 3}[o:XYZ]", 0),
        (f"Telescopes {'x' * 31}, such as the {'ABCDE, and the ' * 3}[o:XYZ]", 1),
        ("“[o:GOOD]”", 0),
        ("“[o:AND]”", 1),
    ],
)
def test_how_near_and_how_long_what_names_nothing_is(marked: str, names: int) -> None:
    article, found = named(marked)
    assert len(mere.without_mere([article.blocks[0].text], found)) == names


@pytest.mark.parametrize(("told", "unreal"), [("film film", 0), ("film film film", 1)])
def test_how_often_an_article_of_a_cast_speaks_of_films(told: str, unreal: int) -> None:
    article, names = named(f"The {told} has [Zorvath] ([Ada Holm]).")
    assert signs_of([article.blocks[0].text], names)["zorvath"].unreal == unreal


@pytest.mark.parametrize(
    ("line", "headline"),
    [
        ("Larn Holm Cats Chocolate", True),  # log 1.1
        ("Larn Holm Anatomy Agriculture", False),  # 1.0
        ("Larn Holm Vik Chocolate", False),
        ("Cats Larn Holm Chocolate", False),  # the first word of any line is large
        ("Larn wants cats and chocolate", False),
    ],
)
def test_a_line_reads_like_a_headline_by_two_common_words(line: str, headline: bool) -> None:
    assert standing.reads_like_a_headline(BlockKind.PARAGRAPH, line) is headline
