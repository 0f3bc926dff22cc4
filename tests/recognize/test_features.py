from collections.abc import Callable, Mapping
from functools import cache

import numpy as np
import pytest
import spacy
from spacy.language import Language

from whodex.lexicon.learned import Learned, learned
from whodex.recognize.features import (
    OPINION,
    Columns,
    Runs,
    Words,
    article_words,
    by_name,
    candidates,
    company,
    edges_of_names,
    evidence,
    form_as_a_whole,
    geography,
    grammar,
    key_of,
    opinion_of_tagger,
    place_in_block,
    punctuation,
    shape,
    shared_evidence,
    the_article_itself,
    usage,
    what_was_learned,
    word_columns,
    words_counted,
    words_inside_and_around,
)
from whodex.recognize.tagger import GAP, LABELS, WIDTH


@cache
def english() -> Language:
    return spacy.blank("en")


def article(*blocks: str, says: dict[str, str] | None = None) -> Words:
    """Lay out blocks; the tagger is sure of the words in `says`, and that the rest are no names."""
    docs = [english().make_doc(block) for block in blocks]
    tags = np.zeros((sum(map(len, docs)) + GAP * (len(docs) + 1), WIDTH), dtype=np.float32)
    words = article_words(docs, tags)
    for row, word in enumerate(words.words):
        if words.block[row] >= 0:
            tags[row, LABELS.index((says or {}).get(word, "O"))] = 1
    return words


def forms(words: Words, runs: Runs) -> list[str]:
    return [
        words.texts[words.block[a]][words.start[a] : words.end[b]]
        for a, b in zip(runs.first, runs.last, strict=True)
    ]


def column(names_and_values: Columns, name: str) -> list[float]:
    names, values = names_and_values
    assert values.shape[1] == len(names)
    return list(values[:, names.index(name)])


@pytest.mark.parametrize(
    ("family", "word", "name"),
    [
        (shape, "Okoro", "capital"),
        (shape, "NATO", "acronym-like"),
        (shape, "J.", "initial"),
        (shape, "U.S.", "dotted"),
        (shape, "McDowd", "inner-capital"),
        (shape, "al-Amin", "article-and-capital"),
        (punctuation, "(", "open"),
        (punctuation, "’s", "possessive"),
        (punctuation, "", "edge"),
        (company, "Dr.", "title"),
        (company, "said", "speech"),
        (company, "Corp.", "organization-word"),
        (company, "drugmaker", "organization-noun"),
        (company, "Street", "place-word"),
        (company, "van", "particle"),
        (company, "Tuesday", "calendar"),
        (company, "Jr.", "suffix"),
        (company, "Tkachenko", "surname-ending"),
        (grammar, "The", "the"),
        (grammar, "near", "where"),
        (grammar, "whose", "who"),
        (geography, "Norway", "country"),
        (geography, "Israeli", "demonym"),
        (usage, "Xqzvyk", "unseen"),
    ],
)
def test_a_word_shows_what_it_is(
    family: Callable[[str], Mapping[str, float]], word: str, name: str
) -> None:
    assert family(word)[name]
    assert not family("river-like" if name != "unseen" else "water")[name]


def test_common_words_stand_in_small_letters_more_often_than_names() -> None:
    assert usage("Water")["small"] > 0 > usage("Smith")["small"]


def test_a_candidate_is_every_run_of_capitals_and_what_joins_them() -> None:
    words = article("The Bank of Testland hired Ada van der Berg.")
    found = forms(words, candidates(words))
    assert {"Bank of Testland", "Bank", "Testland", "Ada van der Berg", "van der Berg"} <= set(
        found
    )
    assert not any("hired" in form for form in found)


def test_a_candidate_does_not_cross_sentences_or_blocks() -> None:
    words = article("It was Ada. Berg left", "Otto stayed")
    assert not {"Ada. Berg", "Berg left", "Berg Otto"} & set(forms(words, candidates(words)))


def test_what_the_tagger_proposes_is_a_candidate_however_long() -> None:
    long = "Ada Bo Cy Di Ed Flo"
    says = {"Ada": "B-person", "Flo": "L-person"} | dict.fromkeys(
        ("Bo", "Cy", "Di", "Ed"), "I-person"
    )
    sure, unsure = article(f"met {long} there", says=says), article(f"met {long} there")
    assert long in forms(sure, candidates(sure))
    assert long not in forms(unsure, candidates(unsure))


@pytest.mark.parametrize(
    ("form", "key"),
    [
        ("Ada Hill's", ("ada", "hill")),
        ("al-Amin", ("amin",)),
        ("José Peña", ("jose", "pena")),
        ("Kim Min - ho", key_of("Kim Min-ho")),
        ("Moshe Ya ’ ari", key_of("Moshe Ya’ari")),
    ],
)
def test_a_key_is_what_appearances_share(form: str, key: tuple[str, ...]) -> None:
    assert key_of(form) == key


def test_the_words_around_are_told_by_their_place() -> None:
    words = article("said Dr. Ada Hill, the judge")
    runs = candidates(words)
    hill = forms(words, runs).index("Ada Hill")
    around = words_inside_and_around(words, runs)
    assert column(around, "before title")[hill]
    assert column(around, "after comma")[hill]
    assert column(around, "before2 speech")[hill]
    assert column(around, "after2 the")[hill]


def test_nothing_is_seen_across_blocks() -> None:
    words = article("said", "Ada", "Corp.")
    around = words_inside_and_around(words, candidates(words))
    ada = forms(words, candidates(words)).index("Ada")
    assert column(around, "before edge")[ada]
    assert column(around, "after edge")[ada]
    assert not column(around, "before2 speech")[ada]


def test_words_inside_are_counted() -> None:
    words = article("a Bank of Testland office")
    runs = candidates(words)
    bank = forms(words, runs).index("Bank of Testland")
    counted = words_counted(words, runs)
    assert column(counted, "words")[bank] == 3
    assert column(counted, "number of organization-word")[bank] == 1
    assert column(counted, "number of of")[bank] == 1


def test_headlines_and_starts_are_told() -> None:
    words = article("ADA HILL LEAVES", "Then Otto came. Berg went.")
    runs = candidates(words)
    place = place_in_block(words, runs)
    found = forms(words, runs)
    assert column(place, "shouting of block")[found.index("ADA HILL")] == 1
    assert column(place, "in first block")[found.index("ADA HILL")]
    assert column(place, "begins sentence")[found.index("Berg")]
    assert not column(place, "begins sentence")[found.index("Otto")]


def test_rows_of_tables_are_told_by_numbers_and_by_the_rows_beside_them() -> None:
    words = article("Halden 2 0 2", "Moss 1 0 1", "A sentence of prose names Otto")
    runs = candidates(words)
    place, found = place_in_block(words, runs), forms(words, runs)
    numbers = dict(zip(found, column(place, "numbers of block"), strict=True))
    after = dict(zip(found, column(place, "words of block after"), strict=True))
    assert numbers["Moss"] == pytest.approx(3 / 4)
    assert numbers["Otto"] == 0
    assert (after["Halden"], after["Moss"]) == (4, 6)


def test_an_acronym_is_told_by_the_name_spelled_out() -> None:
    words = article("The Testland Water Authority (TWA) and the QQX met in Norway")
    runs = candidates(words)
    whole, found = form_as_a_whole(words, runs), forms(words, runs)
    assert column(whole, "acronym")[found.index("TWA")]
    assert not column(whole, "acronym")[found.index("QQX")]
    assert column(whole, "form country")[found.index("Norway")]


def test_words_that_also_stand_small_are_told() -> None:
    words = article("Rivers rise. The rivers near Hill rise")
    runs = candidates(words)
    itself, found = the_article_itself(words, runs), forms(words, runs)
    assert column(itself, "last seen small")[found.index("Rivers")]
    assert not column(itself, "last seen small")[found.index("Hill")]


def test_the_tagger_speaks_for_exactly_this_run() -> None:
    words = article("met Ada Hill", says={"Ada": "B-person", "Hill": "L-person"})
    runs = candidates(words)
    opinion, found = opinion_of_tagger(words, runs), forms(words, runs)
    assert column(opinion, "this person")[found.index("Ada Hill")] == pytest.approx(1, abs=1e-4)
    assert column(opinion, "this person")[found.index("Hill")] == pytest.approx(0, abs=1e-4)
    assert column(opinion, "words person")[found.index("Hill")] == pytest.approx(1)


def test_edges_are_where_names_begin_and_end() -> None:
    words = article("met Ada Hill", says={"Ada": "B-person", "Hill": "L-person"})
    begins, ends = edges_of_names(words.scores)
    assert words.words[int(begins.argmax())] == "Ada"
    assert words.words[int(ends.argmax())] == "Hill"


def test_what_a_text_taught_does_not_count_for_itself() -> None:
    words = article("in Norway")
    runs = candidates(words)
    own = Learned({}, {"norway": learned().forms["norway"]}, {})
    seen = what_was_learned(words, runs)[1]
    apart = what_was_learned(words, runs, own)[1]
    assert seen[0, 2] > 0 == apart[0, 2]


def test_a_short_name_learns_from_the_full_one() -> None:
    sure = {"Ada": "B-person", "Hill": "L-person"}
    words = article("We met Ada Hill.", "Later Hill left.")
    words.scores[: words.bounds[0][1], :] = article("We met Ada Hill.", says=sure).scores[
        : words.bounds[0][1], :
    ]
    runs = candidates(words)
    opinion = opinion_of_tagger(words, runs)[1]
    names = by_name(words, runs, opinion)
    shared = shared_evidence(names, opinion, len(OPINION), names.weight)
    ends_with_it = shared[:, 3 * len(OPINION) : 4 * len(OPINION)]
    last = [i for i, x in enumerate(forms(words, runs)) if x == "Hill"][-1]
    assert opinion[last, 0] < 0.01
    assert ends_with_it[last, 0] > 0.9


def test_all_evidence_is_finite_and_as_wide_for_every_article() -> None:
    widths = set()
    for blocks in (("Ada",), ("", "AL-ADA HILL's 2nd Bank (TWA) - van", "ö Ñandu – x"), (" ", "A")):
        words = article(*blocks)
        arrays, names = evidence(words, candidates(words))
        rows = np.hstack(arrays)
        assert all(array.dtype == np.float32 for array in arrays)
        assert np.isfinite(rows).all()
        assert len(rows) == len(names.same)
        widths.add(rows.shape[1])
    assert len(widths) == 1


def test_columns_of_words_have_names_of_their_own() -> None:
    assert len(word_columns()) == article("x").distinct.shape[1]
