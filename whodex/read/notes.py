"""What Obsidian, Logseq, Hugo, Jekyll and Pandoc add to Markdown, taken out or made its words."""

import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator

from markdown import Markdown
from markdown.extensions import Extension
from markdown.extensions.footnotes import FootnoteExtension
from markdown.inlinepatterns import InlineProcessor

# Comments, calls of Hugo and Jekyll, Pandoc's fences, Logseq's properties, ids, lines of tags.
GONE = re.compile(
    r"(?<!\d)%%(?:(?!%%).){0,20000}%%"
    r"|\{\{[<%][^\n]{0,500}?[%>]\}\}|\{%[^\n]{0,500}?%\}"
    r"|^:::[^\n]*$"
    r"|^[ \t]*(?:[-*][ \t]+)?[a-z][\w-]{0,30}::[ \t][^\n]*$"
    r"|[ \t]\^[A-Za-z0-9-]{1,40}[ \t]*$"
    r"|^[ \t]*#[^\W\d][\w/-]*(?:[ \t]+#[^\W\d][\w/-]*)*[ \t]*$",
    re.DOTALL | re.MULTILINE,
)
CALLOUT = re.compile(r"[ \t]{0,3}>[ \t]*\[!(\w+)(?:\|[^\]\n]*)?\][+-]?[ \t]*(.*)")
QUOTED = re.compile(r"[ \t]{0,3}> ?")
# Readwise's link back to itself stands behind each passage.
READWISE = re.compile(r" ?\(\[(?:View|Open) (?:Highlight|in Readwise)\]\([^)\n]{0,500}\)\)")


def plain(body: str) -> str:
    """Take out what isn't text and make callouts paragraphs, since nobody is quoted there."""
    body = READWISE.sub("", GONE.sub("", body))
    return "\n".join(_without_callouts(body)) if "[!" in body else body


def _without_callouts(body: str) -> Iterator[str]:
    inside = False
    for line in body.split("\n"):
        if match := CALLOUT.fullmatch(line):
            inside = match[1].lower() not in {"quote", "cite"}
            yield f"{match[2]}\n" if inside else f"> {match[2]}\n>"
        elif inside and (mark := QUOTED.match(line)):
            yield line[mark.end() :]
        else:
            inside = False
            yield line


class Words(InlineProcessor):
    """What stands between marks, as words; nothing where the mark has none."""

    def handleMatch(  # type: ignore[override] # noqa: D102, N802 - markdown's name; it has two types
        self, m: re.Match[str], data: str
    ) -> tuple[ET.Element | str, int, int]:
        del data
        return (m["words"] if "words" in m.re.groupindex else ""), m.start(0), m.end(0)


class Notes(Extension):
    """Wikilinks, embedded files, highlights and footnotes; escaped ones are the author's."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802, D102 - markdown's name
        FootnoteExtension(SUPERSCRIPT_TEXT="", BACKLINK_TEXT="").extendMarkdown(md)
        patterns = {
            "embed": r"!\[\[[^\[\]\n]{1,300}\]\]",
            "wikilink": r"\[\[(?:[^\[\]|\n]{0,300}\|)?(?P<words>[^\[\]|\n]{1,300})\]\]",
            "highlight": r"==(?=\S)(?P<words>[^=\n]{1,500}?)(?<=\S)==",
            "mark": r"\[\^[^\]\s]{1,60}\]",  # of a footnote that isn't there
        }
        for priority, (name, pattern) in zip(range(176, 170, -1), patterns.items(), strict=False):
            md.inlinePatterns.register(Words(pattern, md), name, priority)
