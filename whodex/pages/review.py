"""The page of names that the text leaves open, with the line that would settle each."""

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from whodex.collect.book import Book
from whodex.collect.profile import passage
from whodex.pages.page import page
from whodex.pages.text import doubt_id, marked
from whodex.values.article import Article
from whodex.values.entities import Mention
from whodex.values.findings import AnnotatedArticle, Doubt, DoubtKind

KINDS = {
    DoubtKind.MERGE: "May be one",
    DoubtKind.SPLIT: "May be two",
    DoubtKind.KINDS: "Of two kinds",
}


def review(book: Book, doubts: Sequence[Doubt]) -> str:
    """Render the unsure mentions, each with its candidates, and who may be one or two people."""
    found = [doubt for item in book.articles for doubt in _doubts(book, item)]
    items = {item.article.id: item for item in book.articles}
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
                [_other(book, items, one) for one in doubts if one.kind is kind],
            )
            for kind, heading in KINDS.items()
        ],
    )


def _other(book: Book, items: Mapping[str, AnnotatedArticle], doubt: Doubt) -> dict[str, Any]:
    """Put the sentences beside each other that make one doubt who is who."""
    return {
        "doubt": doubt,
        "entities": [book.entities[key] for key in doubt.entities],
        "passages": [
            (items[key].article, mention.block, marked(passage(items[key], mention)))
            for key, mention in doubt.mentions
        ],
    }


def _doubts(book: Book, item: AnnotatedArticle) -> Iterator[dict[str, Any]]:
    """Yield each form that is unsure in an article once, with all places where it stands."""
    groups = defaultdict[tuple[str, tuple[str, ...]], list[Mention]](list)
    for mention in item.mentions:
        if not mention.entity and mention.candidates:
            groups[mention.text, mention.candidates].append(mention)
    for (text, candidates), mentions in groups.items():
        yield {
            "article": item.article,
            "text": text,
            "candidates": [book.entities[key] for key in candidates],
            "passages": [
                (doubt_id(item.article, m), m.block, marked(passage(item, m))) for m in mentions
            ],
            "lines": [_decision(item.article, text, key) for key in candidates],
        }


def _decision(article: Article, text: str, entity: str) -> str:
    """Return the line of register/decisions.yml by which `text` means `entity` in `article`."""
    quoted = json.dumps(text, ensure_ascii=False)
    return f"- {{in: {article.id}, text: {quoted}, is: {entity}}}"
