"""What a build found, in words: for the terminal and for a workflow's summary."""

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

from whodex.models import AnnotatedArticle, Entity, EntityType
from whodex.read import Reading
from whodex.write import Written

NOUNS = {
    EntityType.PERSON: ("person", "people"),
    EntityType.ORGANIZATION: ("organization", "organizations"),
    EntityType.PLACE: ("place", "places"),
}
NAMED = 8  # new people who are listed by name


def report(  # noqa: PLR0913, PLR0917 - one argument for each stage it tells of
    reading: Reading,
    annotated: Sequence[AnnotatedArticle],
    entities: Sequence[Entity],
    before: frozenset[str] | None,
    written: Written,
    site: Path,
) -> str:
    """Say what was found, what is new, what is unsure and where the site is.

    `before` holds the ids of the last build's people, None where there was none.
    """
    mentions = [mention for item in annotated for mention in item.mentions]
    unsure = sum(mention.entity is None for mention in mentions)
    lines = [
        _count(len(annotated), "article", "articles"),
        ", ".join(
            _count(number, *NOUNS[kind])
            for kind, number in sorted(Counter(entity.type for entity in entities).items())
        ),
        f"{len(mentions)} mentions, {unsure} of them unsure (see review/)",
        _pages(written),
    ]
    if before is not None:
        lines.append(_new(entities, before))
    for word, skipped in (("skipped", reading.problems), ("same text", reading.duplicates)):
        lines += [f"{word}: {problem}" for problem in skipped]
    lines.append(f"The site is in {site}: open {site / 'index.html'}, or run make serve")
    return "\n".join(filter(None, lines))


def people_before(data: Path) -> frozenset[str] | None:
    """Read the ids of the people whom the last build published, from its `data` folder."""
    try:
        lines = (data / "entities.jsonl").read_text(encoding="utf-8").splitlines()
        entities = [json.loads(line) for line in lines]
        return frozenset(e["id"] for e in entities if e["type"] == EntityType.PERSON)
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _new(entities: Iterable[Entity], before: frozenset[str]) -> str:
    new = [e.name for e in entities if e.type is EntityType.PERSON and e.id not in before]
    if not new:
        return "no new people since the last build"
    more = f" and {len(new) - NAMED} more" if len(new) > NAMED else ""
    return f"new since the last build: {', '.join(new[:NAMED])}{more}"


def _pages(written: Written) -> str:
    return f"pages: {written.written} written, {written.kept} unchanged, {written.removed} removed"


def _count(number: int, one: str, many: str) -> str:
    return f"{number:,} {one if number == 1 else many}"
