from itertools import pairwise

import numpy as np
import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st

from whodex.recognize import classifier as combiner
from whodex.recognize.classifier import TYPES, Trees, _without_overlap, names
from whodex.recognize.features import article_words, candidates
from whodex.recognize.tagger import GAP, WIDTH
from whodex.values.article import EntityType

ENGLISH = spacy.blank("en")


def found(*blocks: str) -> set[tuple[str, EntityType]]:
    return {(name.text, name.type) for name in names([ENGLISH.make_doc(b) for b in blocks])}


ARTICLE = (
    "Minister quits after report",
    "LAGOS — Health Minister Tunde Balogun resigned on Tuesday, the Ministry of Health said.",
    "“I did nothing wrong,” Balogun told reporters in Abuja. His deputy, Maria Hill, takes over.",
    "Hill, a former judge, worked for the United Nations in Geneva and for Kestrel Shipping Ltd.",
)


def test_persons_organizations_and_places_are_found_under_their_full_and_short_names() -> None:
    assert {
        ("Tunde Balogun", EntityType.PERSON),
        ("Balogun", EntityType.PERSON),
        ("Hill", EntityType.PERSON),
        ("Ministry of Health", EntityType.ORGANIZATION),
        ("United Nations", EntityType.ORGANIZATION),
        ("Abuja", EntityType.PLACE),
        ("Geneva", EntityType.PLACE),
    } <= found(*ARTICLE)


def test_titles_possessives_and_articles_stay_outside() -> None:
    texts = {text for text, _ in found(*ARTICLE)}
    assert not any(text.startswith(("Health Minister", "the ", "The ")) for text in texts)
    assert not any(text.endswith(("'s", "’s")) for text in texts)


def test_an_article_without_text_has_no_names() -> None:
    assert found() == found("") == found("  ", "") == set()


def test_the_same_article_has_the_same_names_every_time() -> None:
    docs = [ENGLISH.make_doc(block) for block in ARTICLE]
    assert names(docs) == names(docs)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.text(max_size=80), max_size=4))
def test_any_text_is_read_and_names_are_in_order_inside_it_and_apart(blocks: list[str]) -> None:
    result = names([ENGLISH.make_doc(block) for block in blocks])
    for name in result:
        assert blocks[name.block][name.start : name.end] == name.text
        assert name.evidence in {"model", "name", "context"}
    places = [(name.block, name.start, name.end) for name in result]
    assert all(a[0] < b[0] or a[2] <= b[1] for a, b in pairwise(places))


@pytest.mark.parametrize(
    ("full_name", "alone", "found"),
    [
        (0.9, 0.31, ["Ada Hill", "Hill"]),
        (0.9, 0.29, ["Ada Hill"]),
        (0.37, 0.31, []),
        (0.39, 0.31, ["Ada Hill", "Hill"]),
    ],
)
def test_a_family_name_is_carried_through_the_article(
    full_name: float, alone: float, found: list[str]
) -> None:
    docs = [ENGLISH.make_doc("We met Ada Hill"), ENGLISH.make_doc("and Hill left")]
    tags = np.zeros((sum(map(len, docs)) + GAP * (len(docs) + 1), WIDTH), dtype=np.float32)
    article = article_words(docs, tags)
    runs = candidates(article)
    spans = list(zip(runs.first.tolist(), runs.last.tolist(), strict=True))
    forms = [" ".join(article.words[first : last + 1]) for first, last in spans]
    likely = {"Ada Hill": full_name, "Hill": alone}
    person = np.array([likely.get(form, 0) for form in forms], dtype=np.float32)
    probabilities = np.column_stack([1 - person, person, 0 * person, 0 * person])
    chosen = _without_overlap(article, runs, probabilities)
    assert [forms[place] for *_, place in sorted(chosen)] == found


def small_trees() -> Trees:
    """One tree a class, of one level: the first asks column 0, the others don't ask."""
    feature = np.zeros((4, 1), dtype=np.int32)
    threshold = np.array([[0.5], [np.inf], [np.inf], [np.inf]], dtype=np.float32)
    leaf = np.array([[2.0, -2.0], [1, 9], [0, 9], [0, 9]], dtype=np.float32)
    return Trees(feature, threshold, leaf, len(TYPES) + 1)


@pytest.mark.parametrize(("value", "likeliest"), [(0.5, 0), (0.6, 1)])
def test_a_row_goes_left_up_to_the_threshold_and_right_above_it(
    value: float, likeliest: int
) -> None:
    probabilities = small_trees().probabilities(np.array([[value, 7]], dtype=np.float32))
    assert probabilities.argmax() == likeliest
    assert probabilities.sum() == pytest.approx(1)


def test_rows_are_weighed_by_themselves(monkeypatch: pytest.MonkeyPatch) -> None:
    first, second = np.array([[0.5], [0.6], [0.4]]), np.array([[7], [8], [9]])
    whole = small_trees().probabilities(np.hstack([first, second]))
    assert whole.argmax(axis=1).tolist() == [0, 1, 0]
    for size in (1, 2, 3):
        monkeypatch.setattr(combiner, "ROWS", size)
        assert np.array_equal(small_trees().probabilities(first, second), whole)


def test_two_levels_lead_to_four_leaves() -> None:
    feature = np.array([[0, 1, 1]] * 4, dtype=np.int32)
    threshold = np.array([[0, 10, 20]] * 4, dtype=np.float32)
    leaf = np.zeros((4, 4), dtype=np.float32)
    leaf[0] = [1, 2, 3, 4]
    rows = np.array([[-1, 5], [-1, 15], [1, 15], [1, 25]], dtype=np.float32)
    probabilities = Trees(feature, threshold, leaf, 4).probabilities(rows)
    odds = np.log(probabilities[:, 0] / probabilities[:, 1])
    assert odds == pytest.approx([1, 2, 3, 4], abs=1e-5)
