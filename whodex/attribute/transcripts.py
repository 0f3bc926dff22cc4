"""Whose answer a paragraph is, where a transcript puts the speaker's name in front of it."""

import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import NamedTuple

from whodex.attribute.tokens import DASHES
from whodex.lexicon.turns import Label, label
from whodex.values.article import EntityType
from whodex.values.entities import Mention

INITIALS = re.compile(r"(?:[^\W\d_]\.?){2,4}")
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
    bears ("Q", the name of a newspaper) has no turns; one of letters is the one person's whose
    initials they are.
    """
    labels = {n: found for n, text in enumerate(texts) if (found := label(text))}
    names = {**names, **dict(_initials(texts, names, labels))}
    called = {
        n: (_called(texts[n], names.get(n, ()), who), who.marked) for n, who in labels.items()
    }
    times = Counter(called.values())
    marked = any(marked and count >= TURNS for (_, marked), count in times.items())
    kept = {
        n: who for n, who in labels.items() if (marked if who.marked else times[called[n]] >= TURNS)
    }
    return dict(_turns(texts, names, headings, kept))


def _called(text: str, mentions: Sequence[Mention], who: Label) -> str:
    """Return what is the same for all labels of one: the id of a person, else the words."""
    person = _person(mentions, who)
    return (person and person.entity) or text[who.start : who.end]


def _initials(
    texts: Sequence[str], names: Mapping[int, Sequence[Mention]], labels: Mapping[int, Label]
) -> Iterator[tuple[int, Sequence[Mention]]]:
    """Yield the labels like "AL" that stand for one person, as mentions of that person.

    If no label names that person in full, the letters may be those of whoever asks.
    """
    words = {n: texts[n][who.start : who.end] for n, who in labels.items()}
    short = {
        n: w.replace(".", "") for n, w in words.items() if INITIALS.fullmatch(w) and w.isupper()
    }
    if not short:
        return
    bearers: dict[str, set[str]] = {}
    for mention in (m for here in names.values() for m in here):
        parts = [part[0] for part in mention.text.split() if part[0].isupper()]
        if mention.type is EntityType.PERSON and mention.entity and len(parts) > 1:
            for letters in {"".join(parts), parts[0] + parts[-1]}:
                bearers.setdefault(letters, set()).add(mention.entity)
    labelled = {m.entity for n, who in labels.items() if (m := _person(names.get(n, ()), who))}
    asking = Counter(letters for n, letters in short.items() if texts[n].rstrip().endswith("?"))
    times = Counter(short.values())
    for n, letters in short.items():
        who, found = labels[n], bearers.get(letters, set())
        if len(found) == 1 and (found <= labelled or 2 * asking[letters] < times[letters]):
            (entity,) = found
            yield n, (Mention(n, who.start, who.end, words[n], EntityType.PERSON, entity, "label"),)


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
        elif speaker and not _signs(text):
            yield n, Turn(0, speaker)


def _signs(text: str) -> bool:
    """Tell "— Ada Lind", under words that were set apart, from what she says."""
    return text.lstrip().startswith(tuple(DASHES)) and not text.rstrip().endswith((".", "!", "…"))


def _person(mentions: Sequence[Mention], who: Label) -> Mention | None:
    """Return the one person whom a label names, at its end: "Mayor Ada Lind"."""
    found = [m for m in mentions if m.type is EntityType.PERSON and who.start <= m.start < who.end]
    return found[0] if len(found) == 1 and found[0].end == who.end else None
