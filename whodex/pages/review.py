"""The page of names that the text leaves open, with the line that would settle each."""

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from whodex.collect.book import Book
from whodex.collect.profile import passage
from whodex.pages.made import Made
from whodex.pages.page import page
from whodex.pages.text import doubt_id, marked
from whodex.values.article import Article
from whodex.values.entities import Called, Mention
from whodex.values.findings import AnnotatedArticle, Doubt, DoubtKind

KINDS = {
    DoubtKind.MERGE: "May be one",
    DoubtKind.SPLIT: "May be two",
    DoubtKind.KINDS: "Of two kinds",
}


@dataclass(frozen=True, slots=True)
class Values:
    """Articles with unsure mentions, doubts with articles by id, and whom both are about, by id."""

    unsure: tuple[AnnotatedArticle, ...]
    doubts: tuple[Doubt, ...]
    items: Mapping[str, AnnotatedArticle]
    known: Mapping[str, Called]


def review(book: Book, doubts: Sequence[Doubt]) -> Made[Values]:
    """Return the page of all that an editor could settle."""
    unsure = tuple(item for item in book.articles if any(map(_is_unsure, item.mentions)))
    others = tuple(one for one in doubts if one.kind in KINDS)
    keys = {key for item in unsure for m in item.mentions if _is_unsure(m) for key in m.candidates}
    keys |= {key for one in others for key in one.entities}
    named = {key for one in others for key, _ in one.mentions}
    items = {item.article.id: item for item in book.articles if item.article.id in named}
    known = {key: book.called[key] for key in sorted(keys)}
    return Made(_review, Values(unsure, others, items, known))


def _is_unsure(mention: Mention) -> bool:
    return bool(not mention.entity and mention.candidates)


def _review(values: Values) -> str:
    """Render the unsure mentions, each with its candidates, and who may be one or two people."""
    found = [doubt for item in values.unsure for doubt in _doubts(item, values.known)]
    return page(
        "review.html.j2",
        root="../",
        title="Names to review",
        summary="Names for which the text doesn't say who is meant.",
        doubts=found,
        count=sum(len(doubt["passages"]) for doubt in found),
        others=[
            (
                heading,
                [_other(values, one) for one in values.doubts if one.kind is kind],
            )
            for kind, heading in KINDS.items()
        ],
    )


def _other(values: Values, doubt: Doubt) -> dict[str, Any]:
    """Put the sentences beside each other that make one doubt who is who."""
    items = values.items
    return {
        "doubt": doubt,
        "entities": [values.known[key] for key in doubt.entities],
        "passages": [
            (items[key].article, mention.block, marked(passage(items[key], mention)))
            for key, mention in doubt.mentions
        ],
    }


def _doubts(item: AnnotatedArticle, known: Mapping[str, Called]) -> Iterator[dict[str, Any]]:
    """Yield each form that is unsure in an article once, with all places where it stands."""
    groups = defaultdict[tuple[str, tuple[str, ...]], list[Mention]](list)
    for mention in item.mentions:
        if _is_unsure(mention):
            groups[mention.text, mention.candidates].append(mention)
    for (text, candidates), mentions in groups.items():
        yield {
            "article": item.article,
            "text": text,
            "candidates": [known[key] for key in candidates],
            "passages": [
                (doubt_id(item.article, m), m.block, marked(passage(item, m))) for m in mentions
            ],
            "lines": [_decision(item.article, text, key) for key in candidates],
        }


def _decision(article: Article, text: str, entity: str) -> str:
    """Return the line of register/decisions.yml by which `text` means `entity` in `article`."""
    quoted = json.dumps(text, ensure_ascii=False)
    return f"- {{in: {article.id}, text: {quoted}, is: {entity}}}"
