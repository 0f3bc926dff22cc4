"""Tells whether people of one name are told apart: `python -m bench.namesakes [FOLDER…]`.

Nobody need annotate for it (Gooi and Allan, "Cross-document coreference on a large scale corpus",
2004, their Person-X): different people of a collection are all given one name, in each article as
a whole, and a build says who is who. What is right is known from before, as far as it was right
that the people of other names were told apart.

People are dealt by a hash of their ids into two halves, each with names of its own, so that what
was chosen with a view to one half is measured by the other.
"""

import argparse
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from hashlib import sha1
from itertools import chain
from pathlib import Path

from bench import annotate, articles_of
from whodex.lexicon.names import person_name
from whodex.values.article import Article, EntityType
from whodex.values.entities import Mention
from whodex.values.findings import AnnotatedArticle

OWN = Path(__file__).parent.parent / "tests" / "gold" / "seeds"
# By half and sex: names that many bear, where a full name says little.
NAMES = {
    ("read", "he"): ("John Smith", "Mohammed Ali", "Robert Jones"),
    ("read", "she"): ("Maria Garcia", "Mary Johnson"),
    ("unseen", "he"): ("David Brown", "Wang Wei", "James Williams"),
    ("unseen", "she"): ("Ana Rodriguez", "Sarah Miller"),
}
CROWD = 35  # people of one name
SEX = {"he": re.compile(r"\b[Hh](?:e|is|im)\b"), "she": re.compile(r"\b[Ss]he\b|\b[Hh]ers?\b")}

Where = tuple[str, int, int, int]  # an article's id, block, start and end


@dataclass(slots=True)
class Cast:
    """Who is renamed to what; no article has two of one new name."""

    names: dict[str, str] = field(default_factory=dict)
    articles: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    people: Counter[str] = field(default_factory=Counter)


def half(person: str) -> str:
    """The half that a person is dealt to."""
    return (
        "unseen"
        if int(sha1(person.encode(), usedforsecurity=False).hexdigest(), 16) % 2
        else "read"
    )


def cast(annotated: Sequence[AnnotatedArticle], names: Mapping[str, str]) -> Cast:
    """Choose who gets which name; `names` are the people's own.

    As many stand in one article as in more.
    """
    where: dict[str, dict[str, list[Mention]]] = defaultdict(lambda: defaultdict(list))
    surnames: dict[str, Counter[str]] = {}
    by_id = {found.article.id: found for found in annotated}
    for found in annotated:
        people = {m.entity for m in found.mentions if m.entity in names}
        surnames[found.article.id] = Counter(person_name(names[p]).surname for p in people if p)
        for mention in found.mentions:
            if mention.entity and mention.entity in names:
                where[mention.entity][found.article.id].append(mention)
    chosen = Cast()
    order = sorted(where, key=lambda p: sha1(p.encode(), usedforsecurity=False).hexdigest())
    several = [p for p in order if len(where[p]) > 1]
    single = [p for p in order if len(where[p]) == 1]
    for person in chain.from_iterable(zip(several, single, strict=False)):
        own = person_name(names[person])
        if not own.is_full or any(surnames[a][own.surname] > 1 for a in where[person]):
            continue
        for new in NAMES[half(person), _sex(where[person], by_id)]:
            if chosen.people[new] < CROWD and not chosen.articles[new] & where[person].keys():
                chosen.names[person] = new
                chosen.articles[new] |= where[person].keys()
                chosen.people[new] += 1
                break
    return chosen


def _sex(where: Mapping[str, Sequence[Mention]], articles: Mapping[str, AnnotatedArticle]) -> str:
    """Whether a person is "he" or "she" where nobody else is named."""
    told: Counter[str] = Counter()
    for key, mentions in where.items():
        found = articles[key]
        for block in {m.block for m in mentions}:
            others = {m.entity for m in found.mentions if m.block == block} - {mentions[0].entity}
            if not others & {m.entity for m in found.mentions if m.type is EntityType.PERSON}:
                text = found.article.blocks[block].text
                told.update({sex: len(pattern.findall(text)) for sex, pattern in SEX.items()})
    return "she" if told["she"] > told["he"] else "he"


def renamed(found: AnnotatedArticle, chosen: Cast) -> tuple[Article, dict[Where, str]]:
    """An article in which the chosen bear their new names, and where these now stand."""
    blocks, truth = [], {}
    for number, block in enumerate(found.article.blocks):
        text, end = "", 0
        for mention in (m for m in found.mentions if m.block == number):
            if mention.entity not in chosen.names:
                continue
            text += block.text[end : mention.start]
            new = _form(mention.text, chosen.names[mention.entity])
            truth[found.article.id, number, len(text), len(text) + len(new)] = mention.entity
            text, end = text + new, mention.end
        blocks.append(replace(block, text=text + block.text[end:]))
    title = blocks[0].text if not found.article.title_is_ours else found.article.title
    return replace(found.article, blocks=tuple(blocks), title=title), truth


def _form(form: str, new: str) -> str:
    """The new name in as many words as the old one: in full, or the surname."""
    return new if person_name(form).is_full else new.rsplit(maxsplit=1)[-1]


@dataclass(frozen=True, slots=True)
class Figures:
    """How the people of one name, or of several, were told apart."""

    people: int
    articles: int
    mentions: int
    linked: int
    wrong: int
    pages: int
    precision: float
    recall: float

    def __str__(self) -> str:
        return (
            f"{self.people:4} people {self.articles:4} articles {self.mentions:5} mentions: "
            f"links made {self.linked / self.mentions:.3f}, "
            f"wrong {self.wrong / max(1, self.linked):.3f}, {self.pages} pages, "
            f"B-cubed P {self.precision:.3f} R {self.recall:.3f}"
        )


def figures(annotated: Sequence[AnnotatedArticle], truth: Mapping[Where, str]) -> Figures:
    """Compare who was found with who it is; a page is the person's to whom most links lead."""
    at = {
        (found.article.id, m.block, n): m
        for found in annotated
        for m in found.mentions
        for n in range(m.start, m.end)
    }
    pairs = [
        (person, at[article, block, end - 1].entity or f"unsure {article}")
        for (article, block, _, end), person in truth.items()
        if (article, block, end - 1) in at
    ]
    linked = [(person, page) for person, page in pairs if not page.startswith("unsure ")]
    owners: dict[str, Counter[str]] = defaultdict(Counter)
    for person, page in linked:
        owners[page][person] += 1
    return Figures(
        people=len({person for person, _ in pairs}),
        articles=len({where[0] for where in truth}),
        mentions=len(pairs),
        linked=len(linked),
        wrong=len(linked) - sum(max(counts.values()) for counts in owners.values()),
        pages=len(owners),
        precision=_b_cubed([(page, person) for person, page in pairs]),
        recall=_b_cubed(pairs),
    )


def _b_cubed(pairs: Sequence[tuple[str, str]]) -> float:
    """The share of its left group that has each item's right one, on the average."""
    groups, both = Counter(left for left, _ in pairs), Counter(pairs)
    return sum(both[pair] / groups[pair[0]] for pair in pairs) / max(1, len(pairs))


def measure(folder: Path) -> Iterator[tuple[str, Figures]]:
    """Yield the figures of the people of a folder of seeds, by half."""
    before = annotate(articles_of(folder))
    people = {e.id: e.name for e in before.entities if e.type is EntityType.PERSON}
    chosen = cast(before.annotated, people)
    new = [renamed(found, chosen) for found in before.annotated]
    after = annotate([article for article, _ in new])
    truth = {where: person for _, places in new for where, person in places.items()}
    for part in ("read", "unseen"):
        own = {where: person for where, person in truth.items() if half(person) == part}
        yield part, figures(after.annotated, own)


def main() -> None:
    """Print a line of figures for each half of each folder."""
    parser = argparse.ArgumentParser(prog="python -m bench.namesakes", description=__doc__)
    parser.add_argument("folders", type=Path, nargs="*", default=[OWN], metavar="FOLDER")
    show(parser.parse_args().folders)


def show(folders: Iterable[Path]) -> None:
    """Print how well people who get one name are told apart."""
    for folder in folders:
        for part, found in measure(folder):
            print(f"{folder.parent.name}/{folder.name} {part}: {found}")


if __name__ == "__main__":
    main()
