"""What a build found, in words: for the terminal and for a workflow's summary."""

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from whodex.build.folders import ROOT
from whodex.lexicon.names import fold, person_name
from whodex.pages.words import language_name
from whodex.read import Reading
from whodex.read.fieldnames import meant
from whodex.resolve import Resolution
from whodex.resolve.rules import CONTEXT
from whodex.site.write import Written
from whodex.values.article import ENGLISH, Article, EntityType
from whodex.values.entities import Entity
from whodex.values.findings import AnnotatedArticle, DoubtKind

NOUNS = {
    EntityType.PERSON: ("person", "people"),
    EntityType.ORGANIZATION: ("organization", "organizations"),
    EntityType.PLACE: ("place", "places"),
}
DOUBTS = {
    DoubtKind.UNSURE: ("unsure name", "unsure names"),
    DoubtKind.MERGE: ("possible merge", "possible merges"),
    DoubtKind.SPLIT: ("possible split", "possible splits"),
    DoubtKind.KINDS: ("name of two kinds", "names of two kinds"),
}
NAMED = 8  # people of a kind who are listed by name


def report(  # noqa: PLR0913, PLR0917 - one argument for each stage it tells of
    reading: Reading,
    annotated: Sequence[AnnotatedArticle],
    resolution: Resolution,
    before: Mapping[str, str] | None,
    written: Written,
    site: Path,
) -> str:
    """Say what was found, what is new, what is unsure and where the site is.

    `before` holds the names of the last build's people by id, None where there was none.
    """
    mentions = [mention for item in annotated for mention in item.mentions]
    unsure = sum(mention.entity is None for mention in mentions)
    people = [e for e in resolution.entities if e.type is EntityType.PERSON]
    lines = [
        _count(len(annotated), "article", "articles"),
        ", ".join(
            _count(number, *NOUNS[kind])
            for kind, number in sorted(Counter(e.type for e in resolution.entities).items())
        ),
        f"{len(mentions)} mentions, {unsure} of them unsure (see review/)",
        _listed("merged, under several full names", _merged(people)),
        _listed("told apart, of one name", _parted(people, annotated)),
        _settling(resolution),
        _pages(written),
    ]
    if before is not None:
        lines += _changed(people, before)
    lines += _foreign(reading.articles)
    lines.append(_unused(reading.articles))
    lines += [f"in {one.seed}: {notice}" for one in reading.articles for notice in one.notices]
    for word, skipped in (
        ("skipped", reading.problems),
        ("same text", reading.duplicates),
        ("not read", reading.unread),
    ):
        lines += [f"{word}: {problem}" for problem in skipped]
    shown = "make serve" if site == ROOT / "site" else "the same with --serve"
    lines.append(f"The site is in {site}: open {site / 'index.html'}, or run {shown}")
    return "\n".join(filter(None, lines))


def _foreign(articles: Iterable[Article]) -> Iterator[str]:
    """The articles that are published as they are, by language."""
    seeds = defaultdict(list)
    for article in articles:
        if article.language != ENGLISH:
            seeds[article.language].append(article.seed)
    for code, names in sorted(seeds.items()):
        yield _listed(f"without names, since Whodex reads English, in {language_name(code)}", names)


def _unused(articles: Iterable[Article]) -> str:
    """The fields that have no use here, and which of ours was likely meant."""
    fields = Counter(field.name for article in articles for field in article.other)
    told = (
        f"{name} ({number})" + (f", likely {near}" if (near := meant(name)) else "")
        for name, number in sorted(fields.items())
    )
    return _listed("fields that are kept without use", told)


def people_before(data: Path) -> dict[str, str] | None:
    """Read the ids and names of the people whom the last build published, from its `data`."""
    try:
        lines = (data / "entities.jsonl").read_text(encoding="utf-8").splitlines()
        entities = [json.loads(line) for line in lines]
        return {e["id"]: e["name"] for e in entities if e["type"] == EntityType.PERSON}
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _merged(people: Iterable[Entity]) -> Iterator[str]:
    """People whom the articles name in full in more than one way, the other ways in brackets."""
    for person in people:
        full = {fold(form): form for form in person.aliases[1:] if person_name(form).is_full}
        bare = fold(person.name.partition(" (")[0])  # without what tells a namesake
        others = [form for key, form in sorted(full.items()) if key != bare]
        if others:
            yield f"{person.name} ({'; '.join(others)})"


def _parted(people: Iterable[Entity], annotated: Iterable[AnnotatedArticle]) -> Iterator[str]:
    """People who share a full name with somebody else."""
    parted = {m.entity for item in annotated for m in item.mentions if m.rule == CONTEXT.name}
    return (person.name for person in people if person.id in parted)


def _settling(resolution: Resolution) -> str:
    """What an editor could settle, by kind."""
    found = Counter(doubt.kind for doubt in resolution.doubts)
    counts = [_count(found[kind], *DOUBTS[kind]) for kind in DoubtKind if found[kind]]
    return f"to settle on review/: {', '.join(counts)}" if counts else ""


def _changed(people: Sequence[Entity], before: Mapping[str, str]) -> Iterator[str]:
    """What became of the last build's people."""
    new = [person.name for person in people if person.id not in before]
    yield _listed("new since the last build", new) or "no new people since the last build"
    now = {form: person.name for person in people for form in person.aliases}
    ids = {person.id for person in people}
    gone = [name for key, name in before.items() if key not in ids]
    yield _listed("now somebody else’s name", (f"{n} ({now[n]})" for n in gone if n in now))
    yield _listed("gone since the last build", (name for name in gone if name not in now))


def _listed(what: str, names: Iterable[str]) -> str:
    """The first names of a list and how many there are more; nothing for an empty list."""
    listed = list(names)
    more = f" and {len(listed) - NAMED} more" if len(listed) > NAMED else ""
    return f"{what}: {', '.join(listed[:NAMED])}{more}" if listed else ""


def _pages(written: Written) -> str:
    return f"pages: {written.written} written, {written.kept} unchanged, {written.removed} removed"


def _count(number: int, one: str, many: str) -> str:
    return f"{number:,} {one if number == 1 else many}"
