"""Whose answer a paragraph is, where a transcript puts the speaker's name in front of it."""

import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import NamedTuple

from whodex.values.article import EntityType
from whodex.values.entities import Mention

TURNS = 3  # paragraphs that one label opens, so that it is no heading or entry of a list
# "((Ada Lind)) words", "Ada Lind: words"; what stands in quotation marks needs no transcript.
LABEL = re.compile(
    r"\(\((?P<marked>[^()]{1,60})\)\)[\s:]*|(?P<plain>[^\W\d_][^:“”\"?!]{0,60}):\s+(?![“\"‘'])"
)


class Turn(NamedTuple):
    """The words of a block from `start` on are those of the person whom `label` names."""

    start: int
    label: Mention


class _Label(NamedTuple):
    name: str
    marked: bool
    span: tuple[int, int]
    start: int


def turns(
    texts: Sequence[str],
    names: Mapping[int, Sequence[Mention]],
    headings: Collection[int] = frozenset(),
) -> dict[int, Turn]:
    """Return the turns of a transcript by block; nothing where an article is none.

    `texts` are those of the blocks, `names` their mentions. A turn goes on in the paragraphs
    between its own and the next label or heading, but for one that asks. A label that no person
    bears ("Q", the name of a newspaper) has no turns.
    """
    labels = {n: found for n, text in enumerate(texts) if (found := _label(text))}
    times = Counter((label.name, label.marked) for label in labels.values())
    marked = any(marked and count >= TURNS for (_, marked), count in times.items())
    kept = {
        n: label
        for n, label in labels.items()
        if (marked if label.marked else times[label.name, False] >= TURNS)
    }
    return dict(_turns(texts, names, headings, kept))


def _label(text: str) -> _Label | None:
    found = LABEL.match(text)
    if found is None or not text[found.end() :].strip():
        return None
    part = "marked" if found["marked"] else "plain"
    return _Label(found[part], part == "marked", found.span(part), found.end())


def _turns(
    texts: Sequence[str],
    names: Mapping[int, Sequence[Mention]],
    headings: Collection[int],
    labels: Mapping[int, _Label],
) -> Iterator[tuple[int, Turn]]:
    last = max(labels, default=0)
    speaker: Mention | None = None
    for n, text in enumerate(texts):
        if n in labels:
            speaker = _person(names.get(n, ()), labels[n].span)
            if speaker:
                yield n, Turn(labels[n].start, speaker)
        elif n in headings or n > last or text.rstrip().endswith("?"):
            speaker = None
        elif speaker:
            yield n, Turn(0, speaker)


def _person(mentions: Sequence[Mention], label: tuple[int, int]) -> Mention | None:
    """Return the one person whom a label names, at its end: "Mayor Ada Lind"."""
    low, high = label
    found = [m for m in mentions if m.type is EntityType.PERSON and low <= m.start < high]
    return found[0] if len(found) == 1 and found[0].end == high else None
