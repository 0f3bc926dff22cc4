"""Annotated texts in one form: blocks of text, and where the names in them stand."""

import hashlib
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

import yaml
from bs4 import BeautifulSoup
from markdown import markdown

from whodex.lexicon.places import country, is_demonym

# (start, end, kind); the kind "?" marks words that are best left out of training.
Mark = tuple[int, int, str]
KINDS = {
    "PERSON": "person", "ORG": "organization", "PLACE": "place",
    "person": "person", "organization": "organization", "place": "place",
}  # fmt: skip

ANNOTATIONS = Path(__file__).parent / "wikinews"
# Openly licensed sets, in the order in which they are read; docs/model-card.md has their licences.
OPEN = ("uner_ewt", "uner_pud", "wikigold", "gum", "crossner", "redocred", "wnut17")
HYPHENS_APART = {"uner_ewt", "uner_pud", "crossner", "redocred"}  # "Coca - Cola"
SENTENCES = 3  # that make up a block at most, where a set gives sentence by sentence

DETACHED = (
    (re.compile(r" (?=(?:n['’]t|['’](?:s|m|re|ve|ll|d|S))(?!\w))"), ""),
    (re.compile(r"(?<=\w) ['’] (?=s |m |re |ve |ll |d )"), "'"),
    (re.compile(r"(?<=\w) n ['’] t(?= )"), "n't"),
    (re.compile(r"(?<=\$) (?=\d)"), ""),
    (re.compile(r" (?=%)"), ""),
)
HYPHEN = (re.compile(r"(?<=\w) - (?=\w)"), "-")
LEADING_ARTICLE = re.compile(r"[Tt]he\s+|THE\s+")
POSSESSIVE = re.compile(r"\s?['’]s?$")


@dataclass(frozen=True, slots=True)
class Text:
    """An annotated text; `marks` has one tuple a block, in the order of the block."""

    source: str
    blocks: tuple[str, ...]
    marks: tuple[tuple[Mark, ...], ...]


@cache
def lists() -> dict[str, list[str]]:
    """Read `word-lists.txt`: "name: one | another"."""
    lines = (Path(__file__).parent / "word-lists.txt").read_text(encoding="utf-8").splitlines()
    pairs = (line.split(": ", 1) for line in lines if not line.startswith("#"))
    return {name: [item.strip() for item in items.split("|")] for name, items in pairs}


def open_texts(folder: Path) -> list[Text]:
    """Read the openly licensed sets, one `<set>.jsonl` each, into our conventions."""
    return [text for source in OPEN for text in _open_set(folder / f"{source}.jsonl", source)]


def _open_set(path: Path, source: str) -> Iterator[Text]:
    with path.open(encoding="utf-8") as lines:
        for number, line in enumerate(lines):
            document = json.loads(line)
            blocks = [
                _conform(*_repaired(*_attached(text, _marks(document, i), source), source))
                for i, text in enumerate(document["paragraphs"])
            ]
            merged = [block for block in _paragraphs(blocks, number) if block[0].strip()]
            if merged:
                yield Text(source, tuple(t for t, _ in merged), tuple(m for _, m in merged))


def _marks(document: dict[str, list[dict[str, object]]], block: int) -> list[Mark]:
    return [
        (int(str(m["start"])), int(str(m["end"])), KINDS[str(m["type"])])
        for m in document["mentions"]
        if m["para"] == block
    ]


def _attached(text: str, marks: list[Mark], source: str) -> tuple[str, list[Mark]]:
    """Undo tokenization: "wo n't" and "Coca - Cola" are no way to write."""
    rules = (*DETACHED, HYPHEN) if source in HYPHENS_APART else DETACHED
    for pattern, replacement in rules:
        text, marks = edited(
            text, marks, [(m.start(), m.end(), replacement) for m in pattern.finditer(text)]
        )
    return text, marks


def edited(
    text: str, marks: list[Mark], edits: list[tuple[int, int, str]]
) -> tuple[str, list[Mark]]:
    """Replace the stretches `edits` of a text and move its marks along."""
    moved: list[int] = []
    parts: list[str] = []
    done = length = 0
    for start, end, new in [*edits, (len(text), len(text), "")]:
        moved += range(length, length + start - done)
        moved += [length + start - done] * (end - start)
        parts += [text[done:start], new]
        length += start - done + len(new)
        done = end
    moved.append(length)
    return "".join(parts), [(moved[s], moved[e], kind) for s, e, kind in marks]


UNITED = re.compile(r"\bUn(?:ited|tied) $")
ELECTIONS = re.compile(r"\b\d{4} (United States)(?= \w+ election)")


def _repaired(text: str, marks: list[Mark], source: str) -> tuple[str, list[Mark]]:
    """Undo what went wrong in the making of a set.

    GUM's names have lost a leading "United" and count peoples and offices as persons. CrossNER's
    Wikipedia links leave "2012 United States presidential election" a hundred times over.
    """
    if source == "crossner":
        return text, [*marks, *((m.start(1), m.end(1), "?") for m in ELECTIONS.finditer(text))]
    if source != "gum":
        return text, marks
    repaired = []
    for begin, end, kind in marks:
        lost = UNITED.search(text, 0, begin)
        form = text[begin:end]
        people = kind == "person" and (
            form in lists()["not-people"] or is_demonym(form.removesuffix("s"))
        )
        repaired.append((lost.start() if lost else begin, end, "?" if people else kind))
    return text, repaired


def _conform(text: str, marks: list[Mark]) -> tuple[str, list[Mark]]:
    """Bring to our conventions: no articles, possessives, adjectives; a country is a place."""
    ours = []
    for begin, finish, kind in marks:
        start, end = begin, finish
        if (article := LEADING_ARTICLE.match(text, start, end)) and article.end() < end:
            start = article.end()
        if (possessive := POSSESSIVE.search(text[start:end])) and possessive.start():
            end = start + possessive.start()
        start += len(text[start:end]) - len(text[start:end].lstrip())
        end = start + len(text[start:end].rstrip())
        form = text[start:end]
        if not form or (kind == "place" and is_demonym(form.split()[-1])):
            continue
        is_country = kind == "organization" and country(form) is not None
        ours.append((start, end, "place" if is_country else kind))
    return text, ours


def _paragraphs(
    sentences: list[tuple[str, list[Mark]]], number: int
) -> Iterator[tuple[str, tuple[Mark, ...]]]:
    """Join sentences to paragraphs of one to `SENTENCES`, as articles have them."""
    first = 0
    while first < len(sentences):
        size = 1 + (number + first) % SENTENCES
        text, marks = "", []
        for sentence, inside in sentences[first : first + size]:
            text += " " if text else ""
            marks += [(s + len(text), e + len(text), kind) for s, e, kind in inside]
            text += sentence
        yield text, tuple(sorted(marks))
        first += size


def wikinews_blocks(path: Path) -> tuple[str, ...]:
    """Return the title and the leaf blocks of a Wikinews article, white space made single."""
    _, front, body = path.read_text(encoding="utf-8").split("---\n", 2)
    tree = BeautifulSoup(markdown(body, extensions=["tables"]), "html.parser")
    leaves = tree.find_all(
        ["p", "li", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "pre", "td", "th"]
    )
    texts = [str(yaml.safe_load(front)["title"])]
    texts += [leaf.get_text() for leaf in leaves if not leaf.find(["p", "li", "blockquote"])]
    return tuple(" ".join(text.split()) for text in texts if text.split())


def wikinews_texts(folder: Path) -> list[Text]:
    """Read the Wikinews articles in `folder` that `train/wikinews` annotates; hashes must agree."""
    texts = []
    for path in sorted(ANNOTATIONS.glob("*.json")):
        kept = json.loads(path.read_text(encoding="utf-8"))
        blocks = wikinews_blocks(folder / kept["file"])
        if hashlib.sha256("\n".join(blocks).encode()).hexdigest() != kept["sha256"]:
            raise SystemExit(f"{path}: the text of {kept['file']} is not the annotated one")
        marks: list[list[Mark]] = [[] for _ in blocks]
        for block, start, end, kind in kept["mentions"]:
            marks[block].append((start, end, KINDS[kind]))
        for block, start, end, *_ in kept["optional"]:
            if not any(start < e and s < end for s, e, _ in marks[block]):
                marks[block].append((start, end, "?"))
        texts.append(Text("wikinews", blocks, tuple(tuple(sorted(m)) for m in marks)))
    return texts


INSIDE_WORD = re.compile(r"(?<=\w)[-’'](?=\w)")


def careless(text: Text) -> Text:
    """Write a text as careless captures have it: "vice - minister", "China ’ s"."""
    blocks = [
        edited(
            block,
            list(marks),
            [
                (m.start(), m.end(), " - " if m.group() == "-" else " ’ ")
                for m in INSIDE_WORD.finditer(block)
            ],
        )
        for block, marks in zip(text.blocks, text.marks, strict=True)
    ]
    return with_blocks(text, blocks)


def half(texts: list[Text], which: int) -> list[Text]:
    """Return every other text, beginning with text `which`."""
    return texts[which::2]


def with_blocks(text: Text, blocks: list[tuple[str, list[Mark]]]) -> Text:
    """Return the text with other blocks."""
    return replace(
        text,
        blocks=tuple(b for b, _ in blocks),
        marks=tuple(tuple(sorted(m)) for _, m in blocks),
    )
