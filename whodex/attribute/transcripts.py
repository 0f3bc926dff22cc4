"""Whose answer a paragraph is, where a transcript puts the speaker's name in front of it."""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import NamedTuple

from whodex.lexicon.turns import Label, label
from whodex.values.article import EntityType
from whodex.values.entities import Mention

TURNS = 3  # paragraphs that one label opens, so that it is no heading or entry of a list


class Turn(NamedTuple):
    """The words of a block from `start` on are those of the person whom `label` names."""

    start: int
    label: Mention


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
    labels = {n: found for n, text in enumerate(texts) if (found := label(text))}
    called = {n: (texts[n][who.start : who.end], who.marked) for n, who in labels.items()}
    times = Counter(called.values())
    marked = any(marked and count >= TURNS for (_, marked), count in times.items())
    kept = {
        n: who for n, who in labels.items() if (marked if who.marked else times[called[n]] >= TURNS)
    }
    return dict(_turns(texts, names, headings, kept))


def _turns(
    texts: Sequence[str],
    names: Mapping[int, Sequence[Mention]],
    headings: Collection[int],
    labels: Mapping[int, Label],
) -> Iterator[tuple[int, Turn]]:
    last = max(labels, default=0)
    speaker: Mention | None = None
    for n, text in enumerate(texts):
        if n in labels:
            speaker = _person(names.get(n, ()), labels[n])
            if speaker:
                yield n, Turn(labels[n].behind, speaker)
        elif n in headings or n > last or text.rstrip().endswith("?"):
            speaker = None
        elif speaker:
            yield n, Turn(0, speaker)


def _person(mentions: Sequence[Mention], who: Label) -> Mention | None:
    """Return the one person whom a label names, at its end: "Mayor Ada Lind"."""
    found = [m for m in mentions if m.type is EntityType.PERSON and who.start <= m.start < who.end]
    return found[0] if len(found) == 1 and found[0].end == who.end else None
