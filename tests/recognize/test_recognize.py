"""One case a file in golden/recognize: text with [form|kind], read by the real model."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest
from helpers.articles import article_of

from whodex.lexicon.forms import openings, parts, stand
from whodex.recognize.agree import agree
from whodex.recognize.article import recognize
from whodex.recognize.editors import editors
from whodex.recognize.kinds import ALONE
from whodex.recognize.model import Pipeline, analyze
from whodex.recognize.standing import Kinds
from whodex.store.memory import Memory
from whodex.store.workers import HERE
from whodex.values.article import Article, Block, BlockKind, EntityType
from whodex.values.entities import Entity, Name
from whodex.values.register import NotAName, Register

CASES = sorted((Path(__file__).parents[1] / "golden" / "recognize").glob("*.md"))
MARK = re.compile(r"\[([^|\]]+)\|(person|organization|place)\]")


def names(text: str, register: Register | None = None) -> list[tuple[int, str, EntityType]]:
    title, _, body = text.partition("\n")
    blocks = [Block(BlockKind.TITLE, title.removeprefix("# "))]
    blocks += [Block(BlockKind.PARAGRAPH, line) for line in body.split("\n") if line]
    article = Article(
        "a",
        "a.md",
        title,
        title_is_ours=False,
        source=None,
        source_url=None,
        authors=(),
        published=None,
        language="en",
        blocks=tuple(blocks),
    )
    texts = tuple(block.text for block in blocks)
    analysis = analyze(texts, Pipeline())
    found = recognize(article, analysis.names, **editors(register or Register()))
    for name in found:
        assert blocks[name.block].text[name.start : name.end] == name.text
    return [(name.block, name.text, name.type) for name in found]


@pytest.mark.parametrize("case", CASES, ids=lambda path: path.stem)
def test_case(case: Path) -> None:
    marked = case.read_text(encoding="utf-8").strip()
    lines = [line for line in marked.split("\n") if line]
    expected = [
        (number, text, EntityType(kind))
        for number, line in enumerate(lines)
        for text, kind in MARK.findall(line)
    ]
    assert names(MARK.sub(r"\1", marked)) == expected


def test_the_register_knows_names_that_the_model_does_not() -> None:
    entity = Entity("zog", EntityType.ORGANIZATION, "zog united", ("zog united",))
    found = names("# News\nA match of zog united.", Register((entity,)))
    assert (1, "zog united", EntityType.ORGANIZATION) in found


def test_an_editor_can_say_that_a_form_is_no_name() -> None:
    text = "# News\nAnna Lind spoke in Oslo."
    register = Register(not_names=(NotAName("Oslo"), NotAName("Anna Lind", article="b")))
    found = names(text, register)
    assert (1, "Anna Lind", EntityType.PERSON) in found
    assert not any(form == "Oslo" for _, form, _ in found)


def name_in(text: str, form: str, kind: EntityType) -> Name:
    start = text.index(form)
    return Name(0, start, start + len(form), form, kind, "model")


def test_another_transliteration_of_a_name_is_a_name_where_the_model_is_silent() -> None:
    known = "Farida Naqvi left."
    silent = "Aides of President Ferida Nakvi stayed. Old Nakvi went."
    found = agree(
        [article_of(known), article_of(silent)],
        [(name_in(known, "Farida Naqvi", EntityType.PERSON),), ()],
    )
    assert [(name.text, name.type) for name in found[1]] == [("Ferida Nakvi", EntityType.PERSON)]


@pytest.mark.parametrize(("form", "kinds"), [("Blue Larn", 1), ("New Zealand", 2)])
def test_a_thing_of_several_words_is_of_one_kind_if_it_is_no_place_of_two(
    form: str, kinds: int
) -> None:
    text = f"The {form} spoke."
    articles = [replace(article_of(text), id=id_) for id_ in "abcde"]
    of_kind = [EntityType.ORGANIZATION] * 3 + [EntityType.PLACE] * 2
    found = agree(articles, [(name_in(text, form, kind),) for kind in of_kind])
    assert len({name.type for of_article in found for name in of_article}) == kinds


@pytest.mark.parametrize(
    ("text", "form", "whole"),
    [
        ("The al-Nur Hospital burned.", "Nur Hospital", "al-Nur Hospital"),
        ("He told Kav.", "Kav.", "Kav"),
        ("“He told Kav.”", "Kav.", "Kav"),
        ("He left the U.S.", "U.S.", "U.S."),
        ("He told Acme Inc. nothing.", "Acme Inc.", "Acme Inc."),
        ("By Quay News Staff", "Quay News Staff", "Quay News"),
        ("The Joint Chiefs of Staff met.", "Joint Chiefs of Staff", "Joint Chiefs of Staff"),
    ],
)
def test_a_name_takes_its_article_and_leaves_the_full_stop(
    text: str, form: str, whole: str
) -> None:
    model = [name_in(text, form, EntityType.ORGANIZATION)]
    (name,) = recognize(article_of(text), model, **editors(Register()))
    assert name.text == whole == text[name.start : name.end]


def test_a_word_that_nothing_explains_is_a_person_if_another_article_names_one_so() -> None:
    known, alone = "Farida Zorvath left.", "A talk on Zorvath."
    name = replace(name_in(alone, "Zorvath", EntityType.PERSON), evidence=ALONE, votes=(0.8, 0, 0))
    full = name_in(known, "Farida Zorvath", EntityType.PERSON)
    articles = [article_of(known), replace(article_of(alone), id="b")]
    for people, kinds in (((full,), [EntityType.PERSON]), ((), []), ((full,), [EntityType.PERSON])):
        found = agree(articles, [people, (name,)])
        assert [name.type for name in found[1]] == kinds


@pytest.mark.parametrize(
    ("text", "cut", "whole"),
    [
        ("Humaid bin Rashid opened it.", "bin Rashid", "Humaid bin Rashid"),
        ("Mayor bin Rashid opened it.", "bin Rashid", "bin Rashid"),
        ("Rolf-Peter Kudritz, 40, left.", "Peter Kudritz", "Rolf-Peter Kudritz"),
        ("A Kelmo-Ada Holm debate.", "Ada Holm", "Ada Holm"),
    ],
)
def test_a_person_has_the_given_name_that_was_cut(text: str, cut: str, whole: str) -> None:
    model = [replace(name_in(text, cut, EntityType.PERSON), votes=(0.9, 0.0, 0.0))]
    (name,) = recognize(article_of(text), model, **editors(Register()))
    assert name.text == whole


ALIASES = (
    "Kari Berg",
    "K. Berg",
    "U.S. Bank",
    "al-Shifa",
    "O’Neill’s",
    "AT&T",
    "Berg",
    "the Hague",
)
TEXT = "K. Berg of the AT&T-U.S. Bank met KARI BERG, Berg’s aunt, at Al-Shifa or al-Shifa."


def test_of_the_register_an_article_is_told_what_may_stand_in_it() -> None:
    """With each form alone, and with all of them, the same names are found."""
    entities = [Entity(f"e{n}", EntityType.PLACE, a, (a,)) for n, a in enumerate(ALIASES)]
    article = article_of(TEXT)
    everything = {form: e.type for e in entities for a in e.aliases for form in (a, a.upper())}
    ask = editors(Register(tuple(entities)))["registered"]
    told = dict(ask(tuple(sorted(set(parts(TEXT))))))
    assert list(stand(TEXT, told, openings(told))) == list(
        stand(TEXT, everything, openings(everything))
    )
    assert "U.S. Bank" in told
    assert "O’Neill’s" not in told
    asked: list[tuple[str, ...]] = []

    def registered(words: tuple[str, ...]) -> Kinds:
        asked.append(words)
        return ()

    recognize(article, (), **editors(Register()) | {"registered": registered})
    assert asked == [tuple(sorted(set(parts(TEXT))))]


def test_a_line_of_the_register_concerns_the_articles_in_which_its_words_stand() -> None:
    def berg(*aliases: str) -> Register:
        return Register((Entity("berg", EntityType.PERSON, "Kari Berg", aliases),))

    calls: list[object] = []
    texts = ["Kari Berg left.", "Kari Holm left.", "Solheim of the Berg Bank left."]
    given = [(article_of(text), ()) for text in texts]
    with Memory() as memory:
        for register in (Register(), berg("Kari Berg"), berg("Kari Berg", "Solheim")):
            run = partial(noting, calls=calls)
            memory.each(recognize, given, run, **editors(register))
    assert calls == [texts, texts[:1], texts[2:]]


def noting(
    stage: Callable[..., object], given: Sequence[tuple[Article, object]], calls: list[object]
) -> Iterator[Mapping[int, object]]:
    calls.append([article.blocks[-1].text for article, _ in given])
    yield from HERE(stage, given)
