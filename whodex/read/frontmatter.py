"""What the fields before a text say: names of programs become ours, values become an article's."""

import re
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from operator import itemgetter
from pathlib import Path

import yaml

from whodex.read.blocks import collapse, host_of, is_web_address
from whodex.read.bylines import author_names, day_of_text
from whodex.read.dialects import Named, Parted, between_marks, in_lines, node_of, properties
from whodex.read.fieldnames import FIELDS, folded, ours
from whodex.read.tags import parted, tidied
from whodex.values.article import Field, Hint
from whodex.values.errors import Problem, WhodexError

WIKILINK = re.compile(r"\[\[(?:[^\[\]|\n]{0,300}[|/])?([^\[\]|/\n]{1,300})\]\]")
LINK = re.compile(r"\[([^\[\]]{1,300})\]\(<?([^()\s<>]{1,500})>?\)|<(https?:[^\s<>]{1,500})>")
NULL = "tag:yaml.org,2002:null"
NESTED = {"params", "extra", "taxonomies", "references"}  # Hugo's, Zola's, Zotero's own fields
SPACED = {"tags", "categories"}  # which Jekyll and Obsidian part at spaces
GIVEN = ("given", "dropping-particle", "non-dropping-particle", "family", "suffix")  # CSL's
POST = re.compile(r"(\d{4}-\d\d-\d\d)-")  # Jekyll's names of files
EITHER = re.compile(r"\d{1,2}[-/.]\d{1,2}[-/.]\d{4}")


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
    text = text.removeprefix("\ufeff")
    strict = between_marks(text, path)
    front = strict or in_lines(text)
    fields = _sorted(front.named, FrontMatter(path, front.first_line, strict is not None))
    return fields, front.body, text.count("\n", 0, len(text) - len(front.body)) + 1


def of_capture(text: str, path: Path) -> tuple[FrontMatter, str]:
    """Part front matter from a text that isn't Markdown; what can't be read as such is text.

    Lines of properties are front matter where one is the title: others a capture has anyhow.
    """
    for part in (between_marks, _with_title):
        try:
            front = part(text.removeprefix("\ufeff"), path)
        except WhodexError:
            continue
        if front and any(ours(name)[0] for name, _ in front.named):
            fields = FrontMatter(path, front.first_line, strict=False)
            return _sorted(front.named, fields), front.body
    return FrontMatter(path, 1, strict=False), text


def _with_title(text: str, path: Path) -> Parted | None:
    del path  # nothing in lines can be wrong
    front = properties(text)
    return front if any(ours(name)[0] == "title" for name, _ in front.named) else None


def fields_of(named: Iterable[tuple[str, str]], path: Path) -> FrontMatter:
    """Read fields that stand elsewhere, as in a table; empty ones aren't there."""
    nodes = [(name, node_of(value.strip())) for name, value in named if value.strip()]
    return _sorted(nodes, FrontMatter(path, 1, strict=False))


def _sorted(named: Named, fields: FrontMatter) -> FrontMatter:
    """Give the fields our names; of several that mean the same the one listed first counts."""
    found: dict[str, list[tuple[bool, bool, int, str, yaml.Node]]] = {}
    for name, node in _flat(named):
        own, rank = ours(name)
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


def _flat(named: Named) -> Iterator[tuple[str, yaml.Node]]:
    """Take out of the fields that hold others what doesn't stand beside them, too."""
    top = {folded(name) for name, _ in named}
    for name, node in named:
        inner = _only(node)
        if folded(name) in NESTED and isinstance(inner, yaml.MappingNode):
            for own, value in _held(inner).items():
                yield (f"{name} {own}" if folded(own) in top else own), value
        else:
            yield name, node


def _held(node: yaml.MappingNode) -> dict[str, yaml.Node]:
    """Return what a mapping holds by its names; YAML may have a list for a name."""
    return {key.value: value for key, value in node.value if isinstance(key, yaml.ScalarNode)}


def _only(node: yaml.Node) -> yaml.Node:
    """Return what a list of one holds, any other node as it is."""
    one = isinstance(node, yaml.SequenceNode) and len(node.value) == 1
    return node.value[0] if one else node


def _tags(name: str, node: yaml.Node, *, yaml_of_ours: bool) -> Iterator[str]:
    if isinstance(node, yaml.ScalarNode):
        spaced = yaml_of_ours and folded(name) in SPACED
        return (tag for text in _leaves(node) for tag in parted(text, spaced=spaced))
    return _leaves(node)


def _fits(own: str, node: yaml.Node) -> bool:
    """Say whether a value can be what its field holds, as far as its form tells."""
    if own == "published":
        return day_of_text(_day_as_written(node)) is not None
    return own != "url" or is_web_address(LINK.sub(r"\2\3", next(_leaves(node), "")))


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
    held = {name: part.value for name, part in _held(node).items() if isinstance(part.value, str)}
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


def _day_as_written(node: yaml.Node) -> str:
    """Return a day's words; CSL's, in Zotero's exports, is a map of numbers or a list of them."""
    inner = _only(node)
    if not isinstance(inner, yaml.MappingNode):
        return collapse(_unlinked(", ".join(_leaves(node))))
    held = {name: list(_leaves(value)) for name, value in _held(inner).items()}
    numbers = held.get("date-parts", [])[:3] or [
        number for part in ("year", "month", "day") for number in held.get(part, [])
    ]
    return "-".join(number.zfill(2) for number in numbers) or ", ".join(_leaves(node))


def tags(fields: FrontMatter) -> tuple[str, ...]:
    """Return what the article is filed under."""
    return tidied(fields.tags)


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
