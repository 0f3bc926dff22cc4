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
from operator import itemgetter
from pathlib import Path
from urllib.parse import urlsplit

import yaml
from frontmatter.default_handlers import YAMLHandler
from rapidfuzz import process

from whodex.lexicon.lists import pairs, words
from whodex.read.blocks import collapse, ends_sentence, is_web_address
from whodex.read.bylines import author_names, looks_like_name, stamp_of
from whodex.read.tags import parted, tidied
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
    "tags": "tags: [harbour, strikes]",
}
NEAR = 75  # of 100, and rapidfuzz takes a field without use for one of ours, misspelt
WIKILINK = re.compile(r"\[\[(?:[^\[\]|\n]{0,300}[|/])?([^\[\]|/\n]{1,300})\]\]")
LINK = re.compile(r"\[([^\[\]]{1,300})\]\(<?([^()\s<>]{1,500})>?\)|<(https?:[^\s<>]{1,500})>")
NULL = "tag:yaml.org,2002:null"
NESTED = {"params", "extra", "taxonomies", "references"}  # Hugo's, Zola's, Zotero's own fields
SPACED = {"tags", "categories"}  # which Jekyll and Obsidian part at spaces
GIVEN = ("given", "dropping-particle", "non-dropping-particle", "family", "suffix")
RULE = re.compile(r"-{3,}[ \t]*\n[ \t]*\n")  # a line across the page, as Pandoc has it
ISO_DAY = re.compile(r"(\d{4}-\d\d-\d\d)(?=$|[T ])")
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
    tags: list[str] = field(default_factory=list)
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
        if node is None or node.tag == NULL:
            return None
        if isinstance(node, yaml.SequenceNode) and len(node.value) == 1:
            node = node.value[0]  # what Obsidian calls a list may hold one
        if not isinstance(node, yaml.ScalarNode):
            self.wrong(name, f"the field '{name}' must be one line of text")
            return None
        written = LINK.sub(r"\2\3", node.value) if name == "url" else _unlinked(node.value)
        return collapse(written) or None


def _unlinked(written: str) -> str:
    return LINK.sub(r"\1\3", WIKILINK.sub(r"\1", written))


def split(text: str, path: Path) -> tuple[FrontMatter, str, int]:
    """Part the front matter from the body; the number is the line on which the body begins.

    Raises WhodexError where it's opened and not closed, or can't be read.
    """
    if found := fenced(text, path):
        return found
    text = text.removeprefix("\ufeff")
    if match := PANDOC.match(text, len(text) - len(text.lstrip("\n"))):
        body = text[match.end() :]
        nodes = list(_pandoc_nodes(match[0]))
    else:
        nodes, body = _properties(text)
    fields = _sorted(nodes, FrontMatter(path, 1, strict=False))
    return fields, body, _line_of(body, text)


def fenced(text: str, path: Path, *, strict: bool = True) -> tuple[FrontMatter, str, int] | None:
    """Part front matter between marks of YAML, TOML or JSON as `split` does; None without any.

    If it isn't `strict`, a field of ours that can't be read is kept without use.
    """
    text = text.removeprefix("\ufeff")
    start = len(text) - len(text.lstrip("\n"))
    opening = Boundaries.FM_BOUNDARY.match(text, start)
    if opening and text.startswith("-", start):
        first_line = opening.group().count("\n") + start + 1
        try:
            front, body = _yaml(text[start:], path)
            nodes = _nodes(front, path, first_line)
        except WhodexError:
            if RULE.match(text, start):
                return None
            raise
    elif match := TOML.match(text, start):
        body, first_line = text[match.end() :], start + 2
        nodes = list(_toml_nodes(match[1], path, first_line))
    elif match := JSON.match(text, start):
        body, first_line = text[match.end() :], start + 1
        nodes = _nodes(match[1], path, first_line)
    else:
        return None
    return _sorted(nodes, FrontMatter(path, first_line, strict)), body, _line_of(body, text)


def _line_of(body: str, text: str) -> int:
    return text.count("\n", 0, len(text) - len(body)) + 1


def fields_of(named: Iterable[tuple[str, str]], path: Path) -> FrontMatter:
    """Read fields that stand elsewhere, as in a table; empty ones aren't there."""
    nodes = ((name, _node(value.strip())) for name, value in named if value.strip())
    return _sorted(nodes, FrontMatter(path, 1, strict=False))


def _yaml(text: str, path: Path) -> tuple[str, str]:
    try:
        front, body = Boundaries().split(text)
    except ValueError as error:
        message = "the front matter opened by --- is not closed by a line ---"
        raise WhodexError(Problem(path, 1, message, "---\ntitle: …\n---")) from error
    return front, body


def _sorted(named: Iterable[tuple[str, yaml.Node]], fields: FrontMatter) -> FrontMatter:
    """Give the fields our names; of several that mean the same the one listed first counts."""
    found: dict[str, list[tuple[bool, bool, int, str, yaml.Node]]] = {}
    for name, node in _flat(list(named)):
        own, rank = _ours().get(_folded(name), ("", 0))
        if own == "tags":
            fields.tags.extend(_tags(name, node, yaml_of_ours=fields.strict))
        elif own:
            # What is empty says nothing, nor does a "true" of a day: any other comes before it.
            says = (not _fits(own, node), not any(_leaves(node)))
            found.setdefault(own, []).append((*says, rank, name, node))
        else:
            fields.keep(name, node)
    for own, same in found.items():
        same.sort(key=itemgetter(0, 1, 2))
        (*_, rank, fields.called[own], fields.nodes[own]), *others = same
        for *_, other_rank, name, node in others:
            if name == fields.called[own] and rank == other_rank:
                fields.wrong(own, f"the field '{name}' stands there twice", node)
            else:
                fields.keep(name, node)
    return fields


def _flat(named: list[tuple[str, yaml.Node]]) -> Iterator[tuple[str, yaml.Node]]:
    """Take out of the fields that hold others what doesn't stand beside them, too."""
    top = {_folded(name) for name, _ in named}
    for name, node in named:
        inner = _only(node)
        if _folded(name) in NESTED and isinstance(inner, yaml.MappingNode):
            for key, value in inner.value:
                own = str(key.value)
                yield (f"{name} {own}" if _folded(own) in top else own), value
        else:
            yield name, node


def _only(node: yaml.Node) -> yaml.Node:
    """Return what a list of one holds, any other node as it is."""
    one = isinstance(node, yaml.SequenceNode) and len(node.value) == 1
    return node.value[0] if one else node


def _tags(name: str, node: yaml.Node, *, yaml_of_ours: bool) -> Iterator[str]:
    if isinstance(node, yaml.ScalarNode):
        spaced = yaml_of_ours and _folded(name) in SPACED
        return (tag for text in _leaves(node) for tag in parted(text, spaced=spaced))
    return _leaves(node)


def _fits(own: str, node: yaml.Node) -> bool:
    """Say whether a value can be what its field holds, as far as its form tells."""
    if own == "published":
        return day_of_text(_day_as_written(node)) is not None
    return own != "url" or is_web_address(LINK.sub(r"\2\3", next(_leaves(node), "")))


@cache
def _ours() -> dict[str, tuple[str, int]]:
    """Return our name for what a field may be called, and the place of that in its list."""
    lists = {own: called.split(", ") for own, called in pairs("seed-fields").items()}
    return {name: (own, rank) for own, names in lists.items() for rank, name in enumerate(names)}


def _folded(name: str) -> str:
    return re.sub(r"(?<=[a-z])(?=[A-Z])|[\s_-]+", " ", name).strip().lower()


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
    if getattr(error, "context", None) == "while scanning a quoted scalar":
        mark = getattr(error, "context_mark", mark)  # the other is where the file ends
    said = getattr(error, "problem", None) or getattr(error, "reason", "nested too deep")
    row = mark.line if mark else 0
    lines = front.split("\n")
    example = _right(lines[row] if row < len(lines) else "")
    return Problem(path, row + first_line, f"the front matter is broken: {said}", example)


def _right(line: str) -> str:
    """Write a line of YAML as it would be right: in quotation marks, or with another value."""
    match = FIELD_LINE.match(line)
    if match is None:
        return FIELDS["title"]
    words_of = match[2].strip().strip(QUOTES).replace('"', "'")
    own, _ = _ours().get(_folded(match[1]), ("", 0))
    shown = f'{match[1]}: "{words_of}"'
    return shown if len(shown) < LONGEST else FIELDS.get(own, f'{match[1]}: "…"')


FIELD_LINE = re.compile(r"[\"']?(\w[\w -]{0,40}?)[\"']?:(?:\s+(.*)|$)")
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

    Two known names make such lines properties, or two colons, or a heading that says so: else
    they may be text.
    """
    head = HEAD.match(text)
    start = end = head.end() if head else 0
    said = bool(head and head["said"])
    found: list[tuple[str, yaml.Node]] = []
    sure = FEWEST * said
    for line in text[start:].splitlines(keepends=True):
        match = PROPERTY.fullmatch(line.strip())
        if match is None and not line.strip() and found:
            continue  # a blank line may part them
        place = text.index(line, end) if match else end
        if match is None or (place > end and not _is_known(match[1])):
            break
        value = (match[3] or "").strip()
        own, _ = _ours().get(_folded(match[1]), ("", 0))
        if not said and match[2] == ":" and ends_sentence(value):
            break
        plain = match[2] == "::" or _is_plain(own, value)
        sure += FEWEST if plain else _is_known(match[1])
        found.append((match[1], _node(value)))
        end = place + len(line)
    closed = re.match(r"[ \t]*(?:\n|\Z|#)", text[end:])
    if sure < FEWEST or not (closed or "::" in text[start:end]):
        return [], text
    heading = re.search(r"^#[ \t].*$", text[:start], re.MULTILINE)
    kept = (heading[0] if heading else "") + "\n" * text.count("\n", 0, end)
    return found, kept + text[end:]


def _is_known(name: str) -> bool:
    folded = _folded(name)
    return folded in _ours() or folded in words("note-fields")


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
            if node.tag != NULL:
                yield node.value
        elif isinstance(node, yaml.MappingNode):
            waiting += [value for _, value in node.value]
        elif isinstance(node, yaml.SequenceNode):
            waiting += node.value


def source_and_url(fields: FrontMatter) -> tuple[str | None, str | None]:
    """Read the publisher and the address; an address given as the source is one.

    Where no publisher is said it's the address's host.
    """
    source, url = fields.text("source"), fields.text("url")
    if url is not None and url.startswith("/"):
        fields.keep(fields.called["url"], fields.nodes["url"])  # Hugo's, of its own page
        url = None
    if url is not None and not is_web_address(url):
        fields.wrong("url", f"'{url}' is not an address of the web")
        url = None
    if source and is_web_address(source):
        url, source = url or source, None
    return source or (host_of(url) if url else None), url


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
    site = host_of(fields.text("url") or "")  # Readwise's author of what has none
    found = author_names([one for name in names if name and (one := _unlinked(name)) != site])
    if not found and any(names):
        fields.keep(fields.called["authors"], node)
    return found


def _entries(node: yaml.Node) -> list[yaml.Node]:
    """List what a node holds; YAML takes [[Ann Lee]] for a list in a list."""
    if not isinstance(node, yaml.SequenceNode):
        return [node] if node.tag != NULL else []
    inner = (one.value if isinstance(one, yaml.SequenceNode) else [one] for one in node.value)
    return [one for several in inner for one in several if one.tag != NULL]


def _name(node: yaml.Node) -> str | None:
    """Return the name that an entry is or holds: `name`, or CSL's `given`, `family` and others."""
    if isinstance(node, yaml.ScalarNode):
        return str(node.value)
    if not isinstance(node, yaml.MappingNode):
        return None
    held = {key.value: value.value for key, value in node.value if isinstance(value.value, str)}
    whole = held.get("name") or held.get("literal")
    return whole or " ".join(filter(None, map(held.get, GIVEN))) or None


def published(fields: FrontMatter) -> date | None:
    """Read a day as people and programs write it; a time beside it doesn't move it."""
    node = fields.nodes.get("published")
    written = _day_as_written(node) if node else ""
    if node is None or not written:
        return _day_in_name(fields)
    if written in {"true", "false"}:  # Jekyll's: whether to publish
        fields.keep(fields.called["published"], node)
        return _day_in_name(fields)
    day = day_of_text(written)
    if day is None:
        turned = "may be of either of two days" if EITHER.fullmatch(written) else "is not a date"
        fields.wrong("published", f"'{written}' {turned}")
    return day


def _day_in_name(fields: FrontMatter) -> date | None:
    """Return the day in the name of one of Jekyll's posts, which has a layout."""
    match = POST.match(fields.path.name)
    is_post = any(other.name == "layout" for other in fields.other)
    return day_of_text(match[1]) if match and is_post else None


POST = re.compile(r"(\d{4}-\d\d-\d\d)-")
EITHER = re.compile(r"\d{1,2}[-/.]\d{1,2}[-/.]\d{4}")


def _day_as_written(node: yaml.Node) -> str:
    """Return a day's words; CSL's, in Zotero's exports, is a map of numbers or a list of them."""
    inner = _only(node)
    if not isinstance(inner, yaml.MappingNode):
        return collapse(_unlinked(", ".join(_leaves(node))))
    held = {key.value: list(_leaves(value)) for key, value in inner.value}
    numbers = held.get("date-parts", [])[:3] or [
        number for part in ("year", "month", "day") for number in held.get(part, [])
    ]
    return "-".join(number.zfill(2) for number in numbers) or ", ".join(_leaves(node))


def tags(fields: FrontMatter) -> tuple[str, ...]:
    """Return what the article is filed under."""
    return tidied(fields.tags)


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
