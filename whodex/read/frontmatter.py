"""Front matter as programs write it: YAML, TOML, JSON, Pandoc's title block, lines of properties.

All become the same: a field's name, its value as a YAML node, and the line where it stands.
"""

import re
import tomllib
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from email.utils import parsedate_to_datetime
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit

import yaml
from frontmatter.default_handlers import YAMLHandler
from rapidfuzz import process

from whodex.lexicon.lists import pairs
from whodex.read.blocks import collapse, ends_sentence, is_web_address
from whodex.read.bylines import author_names, looks_like_name, stamp_of
from whodex.values.article import Field, Hint
from whodex.values.errors import Problem, WhodexError

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
NEAR = 75  # of 100, and rapidfuzz takes a field without use for one of ours, misspelt
WIKILINK = re.compile(r"\[\[(?:[^\[\]|\n]{0,300}\|)?([^\[\]|\n]{1,300})\]\]")
ISO_DAY = re.compile(r"(\d{4}-\d\d-\d\d)(?=$|[T ])")
TOML = re.compile(r"\+{3}[ \t]*\n(.*?)^\+{3}[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE)
JSON = re.compile(r"(\{[ \t]*\n.*?^\})[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE)
PANDOC = re.compile(r"(?:%(?!%)[^\n]*(?:\n[ \t]+[^\n]+)*(?:\n|\Z)){1,3}")
HEAD = re.compile(r"\s*(?:#[ \t][^\n]*\n\s*)?(?:!\[[^\n]*\n\s*)*(?:#+[ \t]Metadata[ \t]*\n\s*)?")
PROPERTY = re.compile(r"(?:[-*] )?\**([^\W\d_][\w \-]{0,30}?)\**(::?)\**(?!/)[ \t]*([^\n]{0,300})")
FEWEST = 2  # properties of ours; a text may begin with one such line ("Update: …")


class Boundaries(YAMLHandler):
    """YAML between lines of hyphens; Pandoc may close it with dots."""

    FM_BOUNDARY = re.compile(r"^(?:-{3,}|\.{3})\s*$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """The fields of one file by our names, and what was found wrong in them so far.

    A node begins on line `node.start_mark.line + first_line` of the file. `called` says what each
    field is called there. `other` are the fields that are kept without use; where nobody wrote
    them for us (`strict` is False), so is each of ours that can't be read.
    """

    path: Path
    first_line: int
    strict: bool = True
    nodes: dict[str, yaml.Node] = field(default_factory=dict)
    called: dict[str, str] = field(default_factory=dict)
    other: list[Field] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    def wrong(self, name: str, message: str, node: yaml.Node | None = None) -> None:
        """Note what is wrong with a field: the line where it stands, a right one beside it.

        What another program calls otherwise may mean something else: it's kept without use.
        """
        node = node or self.nodes[name]
        if self.strict and self.called[name] == name:
            line = node.start_mark.line + self.first_line
            self.problems.append(Problem(self.path, line, message, FIELDS[name]))
        else:
            self.keep(self.called[name], node)

    def keep(self, name: str, node: yaml.Node) -> None:
        """Keep a field without use."""
        self.other.append(Field(name, ", ".join(filter(None, map(collapse, _leaves(node))))))

    def text(self, name: str) -> str | None:
        """Return a field's words, None where it is missing or empty."""
        node = self.nodes.get(name)
        if node is None:
            return None
        if isinstance(node, yaml.SequenceNode) and len(node.value) == 1:
            node = node.value[0]  # what Obsidian calls a list may hold one
        if not isinstance(node, yaml.ScalarNode):
            self.wrong(name, f"the field '{name}' must be one line of text")
            return None
        return collapse(WIKILINK.sub(r"\1", node.value)) or None


def split(text: str, path: Path) -> tuple[FrontMatter, str, int]:
    """Part the front matter from the body; the number is the line on which the body begins.

    Raises WhodexError where it's opened and not closed, or can't be read.
    """
    text = text.removeprefix("\ufeff")
    start = len(text) - len(text.lstrip("\n"))
    opening = Boundaries.FM_BOUNDARY.match(text, start)
    if opening and text.startswith("-", start):
        front, body = _yaml(text[start:], path)
        first_line = opening.group().count("\n") + start + 1
        fields = _sorted(_nodes(front, path, first_line), FrontMatter(path, first_line))
    elif match := TOML.match(text, start):
        body, first_line = text[match.end() :], start + 2
        fields = _sorted(_toml_nodes(match[1], path, first_line), FrontMatter(path, first_line))
    elif match := JSON.match(text, start):
        body, first_line = text[match.end() :], start + 1
        fields = _sorted(_nodes(match[1], path, first_line), FrontMatter(path, first_line))
    elif match := PANDOC.match(text, start):
        body = text[match.end() :]
        fields = _sorted(_pandoc_nodes(match[0]), FrontMatter(path, 1, strict=False))
    else:
        nodes, body = _properties(text)
        fields = _sorted(nodes, FrontMatter(path, 1, strict=False))
    return fields, body, text.count("\n", 0, len(text) - len(body)) + 1


def _yaml(text: str, path: Path) -> tuple[str, str]:
    try:
        front, body = Boundaries().split(text)
    except ValueError as error:
        message = "the front matter opened by --- is not closed by a line ---"
        raise WhodexError(Problem(path, 1, message, "---\ntitle: …\n---")) from error
    return front, body


def _sorted(named: Iterable[tuple[str, yaml.Node]], fields: FrontMatter) -> FrontMatter:
    """Give the fields our names; of several that mean the same the one listed first counts."""
    found: dict[str, list[tuple[int, str, yaml.Node]]] = {}
    for name, node in named:
        own, rank = _ours().get(_folded(name), ("", 0))
        if own:
            found.setdefault(own, []).append((rank, name, node))
        else:
            fields.keep(name, node)
    for own, same in found.items():
        # What is empty says nothing: any other comes before it.
        same.sort(key=lambda one: (not any(_leaves(one[2])), one[0]))
        (rank, fields.called[own], fields.nodes[own]), *others = same
        for other_rank, name, node in others:
            if name == fields.called[own] and rank == other_rank:
                fields.wrong(own, f"the field '{name}' stands there twice", node)
            else:
                fields.keep(name, node)
    return fields


@cache
def _ours() -> dict[str, tuple[str, int]]:
    """Return our name for what a field may be called, and the place of that in its list."""
    lists = {own: called.split(", ") for own, called in pairs("seed-fields").items()}
    return {name: (own, rank) for own, names in lists.items() for rank, name in enumerate(names)}


def _folded(name: str) -> str:
    return re.sub(r"[\s_-]+", " ", name).strip().lower()


def meant(name: str) -> str | None:
    """Return the field of ours that is nearest to one without use, if it's likely misspelt."""
    near = process.extractOne(_folded(name), list(FIELDS), score_cutoff=NEAR)
    return near[0] if near else None


def _nodes(front: str, path: Path, first_line: int) -> list[tuple[str, yaml.Node]]:
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
    row = mark.line if mark else 0
    lines = front.split("\n")
    name, colon, value = (lines[row] if row < len(lines) else "").partition(": ")
    words = value.strip().strip(QUOTES).replace('"', "'")
    shown = f'{name}: "{words}"'
    example = shown if colon and name.isidentifier() and len(shown) < LONGEST else FIELDS["title"]
    return Problem(path, row + first_line, f"the front matter is broken: {said}", example)


QUOTES = "\"'"
LONGEST = 100  # characters of a right example


def _toml_nodes(front: str, path: Path, first_line: int) -> Iterator[tuple[str, yaml.Node]]:
    try:
        values = tomllib.loads(front)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        told = re.search(r"\(at line (\d+)", str(error))
        line = first_line - 1 + int(told[1]) if told else first_line
        message = f"the front matter is broken: {error}"
        raise WhodexError(Problem(path, line, message, 'title = "Talks: a summary"')) from error
    begun = (re.match(r"[\w-]+", line.lstrip("\"'[ ")) for line in front.split("\n"))
    lines = {match[0]: row for row, match in enumerate(begun) if match}
    for name, value in values.items():
        yield name, _node(value, lines.get(name, 0))


def _node(value: object, line: int = 0) -> yaml.Node:
    """Make a YAML node of a value from elsewhere."""
    mark = yaml.Mark("", 0, line, 0, None, 0)
    if isinstance(value, dict):
        pairs_of = [(_node(str(key), line), _node(inner, line)) for key, inner in value.items()]
        return yaml.MappingNode("", pairs_of, mark)
    if isinstance(value, list):
        return yaml.SequenceNode("", [_node(inner, line) for inner in value], mark)
    return yaml.ScalarNode("", str(value), mark)


def _pandoc_nodes(block: str) -> Iterator[tuple[str, yaml.Node]]:
    """Read "% title", "% author; author" and "% date"; a line that is indented goes on."""
    entries = re.split(r"^%[ \t]*", block, flags=re.MULTILINE)[1:]
    for name, entry in zip(("title", "authors", "date"), entries, strict=False):
        yield name, _node(re.split(r";|\n", entry.strip()) if name == "authors" else entry)


def _properties(text: str) -> tuple[list[tuple[str, yaml.Node]], str]:
    """Read lines like "Author: Ann Lee" or "author:: Ann Lee" at the top, below a heading at most.

    Two names of ours make such lines properties, or two colons: else they may be text.
    """
    head = HEAD.match(text)
    start = end = head.end() if head else 0
    found: list[tuple[str, yaml.Node]] = []
    sure = 0
    for line in text[start:].splitlines(keepends=True):
        match = PROPERTY.fullmatch(line.rstrip("\n"))
        if match is None or (match[2] == ":" and ends_sentence(match[3])):
            break
        own, _ = _ours().get(_folded(match[1]), ("", 0))
        sure += FEWEST if match[2] == "::" or _is_plain(own, match[3].strip()) else own != ""
        found.append((match[1], _node(match[3].strip())))
        end += len(line)
    closed = not text[end:].strip(" \t") or text[end:].lstrip(" \t").startswith("\n")
    if sure < FEWEST or not (closed or "::" in text[start:end]):
        return [], text
    heading = re.search(r"^#[ \t].*$", text[:start], re.MULTILINE)
    kept = (heading[0] if heading else "") + "\n" * text.count("\n", 0, end)
    return found, kept + text[end:]


def _is_plain(own: str, value: str) -> bool:
    """Say whether a value can only be what its name says: a day, an address, a name."""
    checks: dict[str, Callable[[str], object]] = {
        "published": day_of_text,
        "url": is_web_address,
        "authors": looks_like_name,
    }
    return own in checks and bool(checks[own](value))


def _leaves(node: yaml.Node) -> Iterator[str]:
    """Yield the words of a node and of all that it holds, without recursion."""
    waiting = deque([node])
    seen: set[int] = set()
    while waiting:
        node = waiting.popleft()
        if id(node) in seen:  # an alias of YAML
            continue
        seen.add(id(node))
        if isinstance(node, yaml.ScalarNode):
            yield node.value
        elif isinstance(node, yaml.MappingNode):
            waiting += [value for _, value in node.value]
        elif isinstance(node, yaml.SequenceNode):
            waiting += node.value


def source_and_url(fields: FrontMatter) -> tuple[str | None, str | None]:
    """Read the publisher and the address; an address given as the source is one."""
    source, url = fields.text("source"), fields.text("url")
    if url is not None and not is_web_address(url):
        fields.wrong("url", f"'{url}' is not an address of the web")
        url = None
    if source and is_web_address(source):
        url = url or source
        source = host_of(source)
    return source, url


def host_of(url: str) -> str | None:
    """Return an address's host as a name for its publisher."""
    try:
        return (urlsplit(url).hostname or "").removeprefix("www.") or None
    except ValueError:
        return None


def authors(fields: FrontMatter) -> tuple[str, ...]:
    """Read one name or a list of names; `[[Ann Lee]]` and `{name: Ann Lee}` are names."""
    node = fields.nodes.get("authors")
    if node is None:
        return ()
    names = [_name(entry) for entry in _entries(node)]
    if None in names:
        fields.wrong("authors", "the field 'authors' must be a name or a list of names")
        return ()
    found = author_names([WIKILINK.sub(r"\1", name) for name in names if name])
    if not found and any(names):
        fields.keep(fields.called["authors"], node)
    return found


def _entries(node: yaml.Node) -> list[yaml.Node]:
    """List what a node holds; YAML takes [[Ann Lee]] for a list in a list."""
    if not isinstance(node, yaml.SequenceNode):
        return [node]
    inner = (one.value if isinstance(one, yaml.SequenceNode) else [one] for one in node.value)
    return [one for several in inner for one in several]


def _name(node: yaml.Node) -> str | None:
    """Return the name that an entry is or holds: `name`, or `given` and `family`."""
    if isinstance(node, yaml.ScalarNode):
        return str(node.value)
    if not isinstance(node, yaml.MappingNode):
        return None
    held = {key.value: value.value for key, value in node.value if isinstance(value.value, str)}
    return held.get("name") or " ".join(filter(None, map(held.get, ("given", "family")))) or None


def published(fields: FrontMatter) -> date | None:
    """Read a day as people and programs write it; a time beside it doesn't move it."""
    written = fields.text("published")
    if written is None:
        return None
    day = day_of_text(written)
    if day is None:
        fields.wrong("published", f"'{written}' is not a date")
    return day


def day_of_text(written: str) -> date | None:
    """Return the day of an ISO, RFC 822 or printed date; None where it isn't one."""
    iso = ISO_DAY.match(written)
    try:
        if iso or re.fullmatch(r"\d{8}", written):
            return date.fromisoformat(iso[1] if iso else written)
        if re.match(r"[A-Z][a-z]{2},? \d", written):
            return parsedate_to_datetime(written).date()
    except ValueError:
        pass
    stamp = stamp_of(written)
    return stamp.day if stamp else None


def language(fields: FrontMatter) -> str | None:
    """Read a language's code, with or without region, or its English name."""
    written = fields.text("language")
    if written is None:
        return None
    code = re.split(r"[-_.]", written)[0].lower()
    code = _languages().get(written.lower(), code)
    if not re.fullmatch("[a-z]{2,3}", code):
        fields.wrong("language", f"'{written}' is not an ISO 639-1 code")
        return None
    return code


@cache
def _languages() -> dict[str, str]:
    from babel import Locale  # noqa: PLC0415 - takes time; hardly any file spells a language out

    return {name.lower(): code for code, name in Locale("en").languages.items() if len(code) < 4}  # noqa: PLR2004 - no region


def hints(fields: FrontMatter) -> tuple[Hint, ...]:
    """Read surface forms and the entities that they mean in this article."""
    node = fields.nodes.get("hints")
    if node is None or (isinstance(node, yaml.ScalarNode) and not node.value):
        return ()
    named: list[tuple[yaml.Node, yaml.Node]]
    named = node.value if isinstance(node, yaml.MappingNode) else []
    if not named or not all(isinstance(part, yaml.ScalarNode) for pair in named for part in pair):
        fields.wrong("hints", "the field 'hints' must pair names with entities' ids")
        return ()
    return tuple(Hint(collapse(text.value), collapse(entity.value)) for text, entity in named)
