"""One case a file in golden/resolve: articles with {form|expected id or ? candidates|rule}."""

import re
from itertools import chain
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from whodex.models import (
    Article,
    Block,
    BlockKind,
    Entity,
    EntityType,
    Meaning,
    Mention,
    Name,
    Register,
)
from whodex.resolve import resolve

CASES = sorted((Path(__file__).parent / "golden" / "resolve").glob("*.md"))
MARK = re.compile(r"\{(?:(?P<kind>[op]):)?(?P<text>[^|{}]+)\|(?P<who>[^|{}]+)\|(?P<rule>[^|{}]+)\}")
KINDS = {None: EntityType.PERSON, "o": EntityType.ORGANIZATION, "p": EntityType.PLACE}


def unmark(number: int, line: str) -> tuple[Block, list[Name], list[tuple[str, str]]]:
    text, names, expected, end = "", [], [], 0
    for match in MARK.finditer(line):
        text += line[end : match.start()]
        start, end = len(text), match.end()
        text += match["text"]
        kind = KINDS[match["kind"]]
        names.append(Name(number, start, len(text), match["text"], kind, "given"))
        expected.append((match["who"], match["rule"]))
    return Block(BlockKind.PARAGRAPH, text + line[end:]), names, expected


def article(article_id: str, blocks: tuple[Block, ...]) -> Article:
    return Article(
        article_id,
        article_id,
        "",
        title_is_ours=True,
        source=None,
        source_url=None,
        authors=(),
        published=None,
        language="en",
        blocks=blocks,
    )


def register(text: str) -> Register:
    given_ = yaml.safe_load(text.partition("register:\n")[2]) or {}
    return Register(
        entities=tuple(
            Entity(p["id"], EntityType.PERSON, p["name"], (p["name"], *p.get("aliases", ())))
            for p in given_.get("people", ())
        ),
        same=tuple(map(tuple, given_.get("same", ()))),
        different=tuple(map(tuple, given_.get("different", ()))),
        meanings=tuple(Meaning(**m) for m in given_.get("meanings", ())),
    )


def said(mention: Mention) -> tuple[str, str]:
    return mention.entity or f"? {', '.join(mention.candidates)}", mention.rule


@pytest.mark.parametrize("case", CASES, ids=lambda path: path.stem)
def test_case(case: Path) -> None:
    head, *parts = re.split(r"^=== (?=\w)", case.read_text(encoding="utf-8"), flags=re.MULTILINE)
    articles, names, expected = [], [], []
    for part in parts:
        article_id, *lines = part.strip().split("\n")
        read = [unmark(number, line) for number, line in enumerate(lines)]
        articles.append(article(article_id, tuple(block for block, _, _ in read)))
        names.append(list(chain.from_iterable(found for _, found, _ in read)))
        expected.append(list(chain.from_iterable(who for _, _, who in read)))
    resolution = resolve(articles, names, register(head))
    assert [list(map(said, found)) for found in resolution.mentions] == expected


forms = st.sampled_from(
    ["Ann Lee", "Lee", "A. Lee", "al-Lee", "Bo Lee", "Bo", "US", "Lee Strip", "Lee Ltd", "LL", "·"]
)
kinds = st.sampled_from(EntityType)


@given(st.lists(st.lists(st.tuples(forms, kinds), max_size=6), max_size=4))
def test_any_names_resolve_to_entities_that_exist(
    collection: list[list[tuple[str, EntityType]]],
) -> None:
    articles, names = [], []
    for number, found in enumerate(collection):
        text = "".join(f"{form} and " for form, _ in found)
        starts = [sum(len(form) + 5 for form, _ in found[:n]) for n in range(len(found))]
        articles.append(article(str(number), (Block(BlockKind.PARAGRAPH, text),)))
        names.append(
            [
                Name(0, start, start + len(form), form, kind, "given")
                for start, (form, kind) in zip(starts, found, strict=True)
            ]
        )
    resolution = resolve(articles, names, Register())
    ids = [entity.id for entity in resolution.entities]
    assert len(ids) == len(set(ids))
    for mention in chain.from_iterable(resolution.mentions):
        meant = {mention.entity} if mention.entity else set(mention.candidates)
        assert meant
        assert meant <= set(ids)
        assert bool(mention.entity) != bool(mention.candidates)
