"""Markdown with front matter; what note-taking programs add to the text is their words again."""

import re
from pathlib import Path

import markdown

from whodex.read.blocks import blocks_of, first_words, with_credits, with_title
from whodex.read.frontmatter import (
    FrontMatter,
    authors,
    hints,
    language,
    published,
    source_and_url,
    split,
)
from whodex.read.hyphens import rejoined
from whodex.read.languages import language_of
from whodex.read.notes import Notes, plain
from whodex.values.article import Article, Block, BlockKind
from whodex.values.errors import Problem, WhodexError

MOST_SIGNS = 2_000  # in a paragraph; python-markdown's time grows with their square
SLOW_SIGNS = re.compile(r"[\[<>\\=]")


EXTENSIONS = ["tables", "fenced_code", "sane_lists"]


def article_of_markdown(text: str, path: Path) -> Article:
    """Read an article; `id` and `seed` are left to the caller. Raises WhodexError."""
    fields, body, body_line = split(text, path)
    title, headline, terms = map(fields.text, ("title", "headline", "license"))
    source, url = source_and_url(fields)
    by, day, code, meant = authors(fields), published(fields), language(fields), hints(fields)
    _refuse_slow(body, body_line, fields)
    if fields.problems:
        raise WhodexError(*sorted(fields.problems, key=lambda problem: problem.line or 0))
    html = markdown.markdown(plain(rejoined(body)), extensions=[*EXTENSIONS, Notes()])
    blocks = blocks_of(html)
    if blocks and blocks[0].kind is BlockKind.HEADING and title in (None, blocks[0].text):
        title, blocks = blocks[0].text, blocks[1:]
    return Article(
        id="",
        seed="",
        title=title or first_words(blocks),
        title_is_ours=title is None,
        source=source,
        source_url=url,
        authors=by,
        published=day,
        language=code or language_of(blocks),
        blocks=_with_title_if_any(title, blocks),
        hints=meant,
        headline=headline,
        license=terms,
        other=tuple(fields.other),
    )


def _with_title_if_any(title: str | None, blocks: list[Block]) -> tuple[Block, ...]:
    if not blocks:
        return ()
    return with_credits(blocks if title is None else with_title(title, blocks))


def _refuse_slow(body: str, body_line: int, fields: FrontMatter) -> None:
    """Refuse paragraphs of signs, which no article has and which would take minutes to parse."""
    line = body_line
    for paragraph in re.split(r"(\n[ \t]*\n)", body):
        if len(SLOW_SIGNS.findall(paragraph)) > MOST_SIGNS:
            message = f"a paragraph has more than {MOST_SIGNS:,} of the signs [ < > = \\"
            example = "the paragraph as plain text"
            fields.problems.append(Problem(fields.path, line, message, example))
        line += paragraph.count("\n")
