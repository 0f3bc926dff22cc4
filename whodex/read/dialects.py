"""Front matter as programs write it: YAML, TOML, JSON, Pandoc's title block, lines of properties.

All become the same: a field's name, and its value as a YAML node with the line where it stands.
"""

import re
import tomllib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import yaml
from frontmatter.default_handlers import YAMLHandler

from whodex.read.blocks import ends_sentence, is_web_address
from whodex.read.bylines import day_of_text, looks_like_name
from whodex.read.fieldnames import FIELDS, is_known, ours
from whodex.values.errors import Problem, WhodexError

RULE = re.compile(r"-{3,}[ \t]*\n[ \t]*\n")  # a line across the page, as Pandoc has it
TOML = re.compile(r"\+{3}[ \t]*\n(.*?)^\+{3}[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE)
JSON = re.compile(r"(\{[ \t]*\n.*?^\})[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE)
PANDOC = re.compile(r"(?:%(?!%)[^\n]*(?:\n[ \t]+[^\n]+)*(?:\n|\Z)){1,3}")
HEAD = re.compile(
    r"\s*(?:#[ \t][^\n]*\n\s*)?(?:!\[[^\n]*\n\s*)*"
    r"(?P<said>#+[ \t](?:Metadata|Properties)[ \t]*\n\s*)?"
)
PROPERTY = re.compile(
    r"(?:[-*] )?\**([^\W\d_][\w \-]{0,30}?)\**(::?)\**(?!/)(?:[ \t]+([^\n]{0,500}))?"
)
FEWEST = 2  # known properties; a text may begin with one such line ("Update: …")
YAML_LINE = re.compile(r"[\"']?(\w[\w -]{0,40}?)[\"']?:(?:\s+(.*)|$)")
TOML_LINE = re.compile(r"[\"']?(\w[\w -]{0,40}?)[\"']?\s*=\s*(.*)")
QUOTES = "\"'"
LONGEST = 100  # characters of a right example

Named = list[tuple[str, yaml.Node]]


class Boundaries(YAMLHandler):
    """YAML between lines of hyphens; Pandoc may close it with dots."""

    FM_BOUNDARY = re.compile(r"^(?:-{3,}|\.{3})\s*$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Parted:
    """The fields before a text, and the text; a node begins on its mark's line + `first_line`."""

    named: Named
    first_line: int
    body: str


def between_marks(text: str, path: Path) -> Parted | None:
    """Part YAML, TOML or JSON from the text below it; None where there is none.

    Raises WhodexError where it's opened and not closed, or can't be read.
    """
    start = len(text) - len(text.lstrip("\n"))
    opening = Boundaries.FM_BOUNDARY.match(text, start)
    if opening and text.startswith("-", start):
        first_line = opening.group().count("\n") + start + 1
        try:
            front, body = _yaml(text[start:], path)
            return Parted(_yaml_nodes(front, path, first_line), first_line, body)
        except WhodexError:
            if RULE.match(text, start):
                return None
            raise
    if match := TOML.match(text, start):
        return Parted(_toml_nodes(match[1], path, start + 2), start + 2, text[match.end() :])
    if match := JSON.match(text, start):
        return Parted(_yaml_nodes(match[1], path, start + 1), start + 1, text[match.end() :])
    return None


def _yaml(text: str, path: Path) -> tuple[str, str]:
    try:
        front, body = Boundaries().split(text)
    except ValueError as error:
        message = "the front matter opened by --- is not closed by a line ---"
        raise WhodexError(Problem(path, 1, message, "---\ntitle: …\n---")) from error
    return front, body


def _yaml_nodes(front: str, path: Path, first_line: int) -> Named:
    """Compose the YAML without building values, so that every field keeps its line and letters."""
    try:
        root = yaml.compose(front, Loader=yaml.SafeLoader)
    except (yaml.YAMLError, RecursionError) as error:
        raise WhodexError(_broken(error, front, path, first_line)) from error
    if root is None:
        return []
    if not isinstance(root, yaml.MappingNode):
        message = "the front matter must be a list of fields"
        line = root.start_mark.line + first_line
        raise WhodexError(Problem(path, line, message, FIELDS["title"]))
    nodes = []
    for key, value in root.value:
        # A field's line is that of its name: an empty value's own mark is on the line after.
        value.start_mark = key.start_mark
        nodes.append((key.value if isinstance(key, yaml.ScalarNode) else "?", value))
    return nodes


def _broken(error: Exception, front: str, path: Path, first_line: int) -> Problem:
    """Say what is wrong with YAML; most often a value with a colon or a quote wants marks."""
    mark = getattr(error, "problem_mark", None)
    said = getattr(error, "problem", None) or getattr(error, "reason", "nested too deep")
    if getattr(error, "context", None) == "while scanning a quoted scalar":
        mark = getattr(error, "context_mark", mark)  # the other is where the front matter ends
        said = "a quotation mark is not closed"
    row = mark.line if mark else 0
    example = _right(front, row, YAML_LINE, ": ")
    return Problem(path, row + first_line, f"the front matter is broken: {said}", example)


def _right(front: str, row: int, form: re.Pattern[str], sign: str) -> str:
    """Write the field of a line as it would be right: in quotation marks, or with another value."""
    lines = front.split("\n")
    match = form.match(lines[row]) if row < len(lines) else None
    name, value = match.groups("") if match else ("title", "…")
    bare = value.strip().strip(QUOTES).replace('"', "'")
    shown = f'{name}{sign}"{bare}"'
    if len(shown) < LONGEST:
        return shown
    own, _ = ours(name)
    return FIELDS[own].replace(": ", sign, 1) if own else f'{name}{sign}"…"'


def _toml_nodes(front: str, path: Path, first_line: int) -> Named:
    try:
        values = tomllib.loads(front)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        told = re.search(r"\(at line (\d+)", str(error))
        row = int(told[1]) - 1 if told else 0
        message = f"the front matter is broken: {error}"
        example = _right(front, row, TOML_LINE, " = ")
        raise WhodexError(Problem(path, first_line + row, message, example)) from error
    begun = (re.match(r"[\w-]+", line.lstrip("\"'[ ")) for line in front.split("\n"))
    lines = {match[0]: row for row, match in enumerate(begun) if match}
    return [(name, node_of(value, lines.get(name, 0))) for name, value in values.items()]


def node_of(value: object, line: int = 0) -> yaml.Node:
    """Make a YAML node of a value from elsewhere."""
    mark = yaml.Mark("", 0, line, 0, None, 0)
    if isinstance(value, dict):
        pairs_of = [(node_of(str(key), line), node_of(inner, line)) for key, inner in value.items()]
        return yaml.MappingNode("", pairs_of, mark)
    if isinstance(value, list):
        return yaml.SequenceNode("", [node_of(inner, line) for inner in value], mark)
    return yaml.ScalarNode("", str(value), mark)


def in_lines(text: str) -> Parted:
    """Part Pandoc's title block or lines of properties from the text below; they may be none."""
    start = len(text) - len(text.lstrip("\n"))
    if match := PANDOC.match(text, start):
        return Parted(list(_pandoc_nodes(match[0])), 1, text[match.end() :])
    return properties(text)


def _pandoc_nodes(block: str) -> Iterator[tuple[str, yaml.Node]]:
    """Read "% title", "% author; author" and "% date"; a line that is indented goes on."""
    entries = re.split(r"^%[ \t]*", block, flags=re.MULTILINE)[1:]
    for name, entry in zip(("title", "authors", "date"), entries, strict=False):
        yield name, node_of(re.split(r";|\n", entry.strip()) if name == "authors" else entry)


def properties(text: str) -> Parted:
    """Part lines like "Author: Ann Lee" or "author:: Ann Lee" at the top, below a heading at most.

    Two known names make such lines properties, or two colons, or a heading that says so: else
    they may be text.
    """
    head = HEAD.match(text)
    start = end = head.end() if head else 0
    said = bool(head and head["said"])
    found: Named = []
    sure = FEWEST * said
    for line in text[start:].splitlines(keepends=True):
        match = PROPERTY.fullmatch(line.strip())
        if match is None and not line.strip() and found:
            continue  # a blank line may part them
        place = text.index(line, end) if match else end
        if match is None or (place > end and not is_known(match[1])):
            break
        value = (match[3] or "").strip()
        if not said and match[2] == ":" and ends_sentence(value):
            break
        plain = match[2] == "::" or _is_plain(ours(match[1])[0], value)
        sure += FEWEST if plain else is_known(match[1])
        found.append((match[1], node_of(value)))
        end = place + len(line)
    closed = re.match(r"[ \t]*(?:\n|\Z|#)", text[end:])
    if sure < FEWEST or not (closed or "::" in text[start:end]):
        return Parted([], 1, text)
    heading = re.search(r"^#[ \t].*$", text[:start], re.MULTILINE)
    kept = (heading[0] if heading else "") + "\n" * text.count("\n", 0, end)
    return Parted(found, 1, kept + text[end:])


def _is_plain(own: str, value: str) -> bool:
    """Say whether a value can only be what its name says: a day, an address, a name."""
    checks: dict[str, Callable[[str], object]] = {
        "published": day_of_text,
        "url": is_web_address,
        "authors": looks_like_name,
    }
    return own in checks and bool(checks[own](value))
