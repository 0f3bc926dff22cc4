"""Markdown with front matter: fields are checked one by one, the body is read into blocks."""

import re
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path

import markdown
import yaml
from frontmatter.default_handlers import YAMLHandler
from rapidfuzz import process

from whodex.errors import Problem, WhodexError
from whodex.models import Article, Block, BlockKind, Hint
from whodex.read.blocks import (
    blocks_of,
    collapse,
    first_words,
    is_web_address,
    with_credits,
    with_title,
)

FIELDS = {
    "title": "title: Talks resume in Doha",
    "headline": "headline: Envoys Back in Doha",
    "source": "source: The Harbour Post",
    "url": "url: https://example.org/2024/01/22/talks",
    "authors": "authors: [Ann Lee, Omar Haddad]",
    "published": "published: 2024-01-22",
    "language": "language: en",
    "hints": "hints: {the minister: ann-lee}",
    "license": "license: CC BY 4.0",
}
NEAR = 60  # of 100; below, rapidfuzz's nearest field is no help
MOST_SIGNS = 2_000  # in a paragraph; python-markdown's time grows with their square
SLOW_SIGNS = re.compile(r"[\[<>\\]")


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """The fields of one file as YAML nodes, and the problems found in them so far.

    A node begins on line `node.start_mark.line + first_line` of the file.
    """

    path: Path
    first_line: int
    nodes: dict[str, yaml.Node]
    problems: list[Problem] = field(default_factory=list)

    def wrong(self, node: yaml.Node, name: str, message: str) -> None:
        """Note what is wrong with a field: the line where it stands, a right one beside it."""
        line = node.start_mark.line + self.first_line
        self.problems.append(Problem(self.path, line, message, FIELDS.get(name, "")))

    def text(self, name: str) -> str | None:
        """Return a field's words, None where it is missing or empty."""
        node = self.nodes.get(name)
        if node is None:
            return None
        if not isinstance(node, yaml.ScalarNode):
            self.wrong(node, name, f"the field '{name}' must be one line of text")
            return None
        return collapse(node.value) or None


def article_of_markdown(text: str, path: Path) -> Article:
    """Read an article; `id` and `seed` are left to the caller. Raises WhodexError."""
    fields, body, body_line = _split(text, path)
    _refuse_unknown(fields)
    title, source, url = fields.text("title"), fields.text("source"), _url(fields)
    authors, published, language = _authors(fields), _published(fields), _language(fields)
    headline, terms = fields.text("headline"), fields.text("license")
    hints = _hints(fields)
    _refuse_slow(body, body_line, fields)
    if fields.problems:
        raise WhodexError(*sorted(fields.problems, key=lambda problem: problem.line or 0))
    html = markdown.markdown(body, extensions=["tables", "fenced_code", "sane_lists"])
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
        authors=authors,
        published=published,
        language=language,
        blocks=_with_title_if_any(title, blocks),
        hints=hints,
        headline=headline,
        license=terms,
    )


def _with_title_if_any(title: str | None, blocks: list[Block]) -> tuple[Block, ...]:
    if not blocks:
        return ()
    return with_credits(blocks if title is None else with_title(title, blocks))


def _split(text: str, path: Path) -> tuple[FrontMatter, str, int]:
    """Part the front matter from the body; the number is the line on which the body begins."""
    text = text.removeprefix("\ufeff")
    handler = YAMLHandler()
    opening = handler.FM_BOUNDARY.match(text)
    if opening is None:
        return FrontMatter(path, 1, {}), text, 1
    try:
        front, body = handler.split(text)
    except ValueError as error:
        message = "the front matter opened by --- is not closed by a line ---"
        raise WhodexError(Problem(path, 1, message, "---\ntitle: …\n---")) from error
    first_line = opening.group().count("\n") + 1
    body_line = text.count("\n", 0, len(text) - len(body)) + 1
    return FrontMatter(path, first_line, _nodes(front, path, first_line)), body, body_line


def _nodes(front: str, path: Path, first_line: int) -> dict[str, yaml.Node]:
    """Compose the YAML without building values, so that every field keeps its line and letters."""
    try:
        root = yaml.compose(front, Loader=yaml.SafeLoader)
    except (yaml.YAMLError, RecursionError) as error:
        raise WhodexError(_broken(error, path, first_line)) from error
    if root is None:
        return {}
    if not isinstance(root, yaml.MappingNode):
        message = "the front matter must be a list of fields"
        line = root.start_mark.line + first_line
        raise WhodexError(Problem(path, line, message, FIELDS["title"]))
    nodes: dict[str, yaml.Node] = {}
    for key, value in root.value:
        name = key.value if isinstance(key, yaml.ScalarNode) else "?"
        if name in nodes:
            message = f"the field '{name}' stands there twice"
            line = key.start_mark.line + first_line
            raise WhodexError(Problem(path, line, message, FIELDS.get(name, "")))
        # A field's line is that of its name: an empty value's own mark is on the line after.
        value.start_mark = key.start_mark
        nodes[name] = value
    return nodes


def _broken(error: Exception, path: Path, first_line: int) -> Problem:
    mark = getattr(error, "problem_mark", None)
    said = getattr(error, "problem", None) or getattr(error, "reason", "nested too deep")
    line = mark.line + first_line if mark else first_line
    message = f"the front matter is broken: {said}"
    return Problem(path, line, message, 'title: "Talks: a summary"')


def _refuse_unknown(fields: FrontMatter) -> None:
    for name, node in fields.nodes.items():
        if name not in FIELDS:
            near = process.extractOne(name.lower(), list(FIELDS), score_cutoff=NEAR)
            meant = near[0] if near else "title"
            known = ", ".join(FIELDS)
            fields.wrong(node, meant, f"there is no field '{name}'; the fields are {known}")


def _url(fields: FrontMatter) -> str | None:
    url = fields.text("url")
    if url is not None and not is_web_address(url):
        fields.wrong(fields.nodes["url"], "url", f"'{url}' is not an address of the web")
        return None
    return url


def _authors(fields: FrontMatter) -> tuple[str, ...]:
    """Read one name or a list of names."""
    node = fields.nodes.get("authors")
    if node is None:
        return ()
    names = node.value if isinstance(node, yaml.SequenceNode) else [node]
    if not all(isinstance(name, yaml.ScalarNode) for name in names):
        fields.wrong(node, "authors", "the field 'authors' must be a name or a list of names")
        return ()
    return tuple(filter(None, (collapse(name.value) for name in names)))


def _published(fields: FrontMatter) -> date | None:
    """Read a date or the date part, as written, of a date with a time."""
    written = fields.text("published")
    if written is None:
        return None
    try:
        return datetime.fromisoformat(written).date()
    except ValueError:
        fields.wrong(fields.nodes["published"], "published", f"'{written}' is not a date")
        return None


def _language(fields: FrontMatter) -> str:
    written = fields.text("language") or "en"
    code = written.partition("-")[0].lower()
    if not re.fullmatch("[a-z]{2}", code):
        message = f"'{written}' is not an ISO 639-1 code"
        fields.wrong(fields.nodes["language"], "language", message)
    return code


def _hints(fields: FrontMatter) -> tuple[Hint, ...]:
    """Read surface forms and the entities that they mean in this article."""
    node = fields.nodes.get("hints")
    if node is None or (isinstance(node, yaml.ScalarNode) and not node.value):
        return ()
    pairs: list[tuple[yaml.Node, yaml.Node]]
    pairs = node.value if isinstance(node, yaml.MappingNode) else []
    if not pairs or not all(isinstance(part, yaml.ScalarNode) for pair in pairs for part in pair):
        fields.wrong(node, "hints", "the field 'hints' must pair names with entities' ids")
        return ()
    return tuple(Hint(collapse(text.value), collapse(entity.value)) for text, entity in pairs)


def _refuse_slow(body: str, body_line: int, fields: FrontMatter) -> None:
    """Refuse paragraphs of signs, which no article has and which would take minutes to parse."""
    line = body_line
    for paragraph in re.split(r"(\n[ \t]*\n)", body):
        if len(SLOW_SIGNS.findall(paragraph)) > MOST_SIGNS:
            message = f"a paragraph has more than {MOST_SIGNS:,} of the signs [ < > \\"
            example = "the paragraph as plain text"
            fields.problems.append(Problem(fields.path, line, message, example))
        line += paragraph.count("\n")
