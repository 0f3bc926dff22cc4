"""Markdown with front matter; what note-taking programs add to the text is their words again."""

import re
from pathlib import Path

import markdown

from whodex.read.blocks import blocks_of, collapse, first_words, headed
from whodex.read.frontmatter import (
    FrontMatter,
    authors,
    hints,
    language,
    published,
    source_and_url,
    split,
    tags,
)
from whodex.read.hyphens import rejoined
from whodex.read.languages import language_of
from whodex.read.notes import Notes, plain, tag_lines
from whodex.read.tags import tidied
from whodex.values.article import Article, BlockKind, Field
from whodex.values.errors import Problem, WhodexError

MOST_SIGNS = 2_000  # in a paragraph; python-markdown's time grows with their square
EXCERPT = re.compile(
    r"\s*(?P<title>#[ \t][^\n]*)\s+> ## Excerpt[ \t]*\n"
    r"(?P<said>(?:>[^\n]*(?:\n|\Z))+)\s*(?:---[ \t]*\n)?"
)
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
    filed = tidied((*tags(fields), *tag_lines(body)))
    body = _without_excerpt(body, fields)
    html = markdown.markdown(plain(rejoined(body)), extensions=[*EXTENSIONS, Notes()])
    blocks = blocks_of(html)
    if blocks and blocks[0].kind is BlockKind.HEADING and _says(blocks[0].text, title):
        title, blocks = title or blocks[0].text, blocks[1:]
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
        blocks=headed(title, blocks),
        hints=meant,
        headline=headline,
        license=terms,
        tags=filed,
        other=tuple(fields.other),
    )


def _says(heading: str, title: str | None) -> bool:
    """Say whether a heading is the title, or as much of it as a file's name may hold."""
    return title is None or title.startswith(heading)


def _without_excerpt(body: str, fields: FrontMatter) -> str:
    """Keep what MarkDownload, a clipper, puts before a page's text: how the page describes it."""
    match = EXCERPT.match(body)
    if match is None:
        return body
    said = " ".join(line.lstrip("> ") for line in match["said"].split("\n"))
    fields.other.append(Field("excerpt", collapse(said)))
    return f"{match['title']}\n\n{body[match.end() :]}"


def _refuse_slow(body: str, body_line: int, fields: FrontMatter) -> None:
    """Refuse paragraphs of signs, which no article has and which would take minutes to parse."""
    line = body_line
    for paragraph in re.split(r"(\n[ \t]*\n)", body):
        if len(SLOW_SIGNS.findall(paragraph)) > MOST_SIGNS:
            message = f"a paragraph has more than {MOST_SIGNS:,} of the signs [ < > = \\"
            example = "the paragraph as plain text"
            fields.problems.append(Problem(fields.path, line, message, example))
        line += paragraph.count("\n")
