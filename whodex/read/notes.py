"""What Obsidian, Logseq, Hugo, Jekyll and Pandoc add to Markdown, taken out or made its words."""

import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator

from markdown import Markdown
from markdown.extensions import Extension
from markdown.extensions.footnotes import FootnoteExtension
from markdown.inlinepatterns import InlineProcessor

TAG = r"#(?:\[\[[^\[\]\n]{1,100}\]\]|[^\W\d][\w/-]*)"
TAG_LINE = re.compile(rf"^[ \t]*{TAG}(?:[ \t]+{TAG})*[ \t]*$", re.MULTILINE)
# What says nothing to a reader, by who writes it.
GONE = re.compile(
    r"(?<!\d)%%(?:(?!%%).){0,20000}%%"  # Obsidian's comments
    r"|\{\{[<%][^\n]{0,500}?[%>]\}\}|\{%[^\n]{0,500}?%\}"  # calls of Hugo and Jekyll
    r"|^[*-][ \t]TOC[ \t]*\n\{:toc\}|\{:[^{}\n]{0,200}\}"  # kramdown's attributes
    r"|^:::[^\n]*$|(?<![ \t])[ \t]+\{[#.][^{}\n]{0,200}\}[ \t]*$"  # Pandoc's fences and attributes
    r"|^[ \t]*(?:[-*][ \t]+)?[a-z][\w-]{0,30}::[ \t][^\n]*$"  # Logseq's properties
    r"|^[ \t]*:LOGBOOK:(?:(?!:END:|:LOGBOOK:).){0,5000}:END:[ \t]*$"
    r"|[ \t]?\(\([0-9a-f]{8}-[0-9a-f-]{27}\)\)"
    r"|\{\{(?:embed|query|renderer|video|youtube|tweet|pdf|namespace)\b[^\n]{0,500}?\}\}"
    r"|\#\+(?:BEGIN|END)_\w+[ \t]*(?:\n[ \t]*)?"
    r"|[ \t]\^[A-Za-z0-9-]{1,40}[ \t]*$"  # Obsidian's ids
    r"|^</?aside>[ \t]*$"  # Notion's callouts
    rf"|{TAG_LINE.pattern}",
    re.DOTALL | re.MULTILINE,
)
TASK = re.compile(r"^([ \t]*(?:[-*+]|\d{1,9}[.)])[ \t]+)\[[ xX/-]\][ \t]+", re.MULTILINE)
SPAN = re.compile(r"(?<![\]!])\[([^\[\]\n]{1,500})\]\{[#.][^{}\n]{0,200}\}")  # Pandoc's, of words
BREAK = re.compile(r"(?<!\\)\\$", re.MULTILINE)  # CommonMark's, at the end of a line
CELL_LINK = re.compile(r"\[\[[^\[\]|\n]{0,300}\\\|([^\[\]|\n]{1,300})\]\]")  # in a table
NOTE = re.compile(r"\^\[((?:[^\[\]\n]|\[[^\[\]\n]{0,500}\]){1,1000})\]")
CALLOUT = re.compile(r"[ \t]{0,3}>[ \t]*\[!(\w+)(?:\|[^\]\n]*)?\][+-]?[ \t]*(.*)")
QUOTED = re.compile(r"[ \t]{0,3}> ?")
# Readwise's link back to itself stands behind each passage.
READWISE = re.compile(r" ?\(\[(?:View|Open) (?:Highlight|in Readwise)\]\([^)\n]{0,500}\)\)")
# Its headings, and what the reader of a passage has to say of it.
OF_READWISE = re.compile(
    r"^#{1,6}[ \t]+(?:Highlights|New highlights added)\b[^\n]*$|^[ \t]+[-*] (?:Tags|Note): [^\n]*$",
    re.MULTILINE,
)


def tag_lines(body: str) -> list[str]:
    """Return the tags that stand in lines of their own."""
    return re.findall(TAG, "\n".join(TAG_LINE.findall(body)))


def plain(body: str) -> str:
    """Take out what isn't text and make callouts paragraphs, since nobody is quoted there."""
    if READWISE.search(body):
        body = OF_READWISE.sub("", READWISE.sub("", body))
    body = GONE.sub("", body)
    for words in (TASK, SPAN, CELL_LINK):
        body = words.sub(r"\1", body)
    body = BREAK.sub("", body)
    body = "\n".join(_without_callouts(body)) if "[!" in body else body
    return _with_notes_below(body)


def _with_notes_below(body: str) -> str:
    """Put a note that is written where its mark stands among the others at the end."""
    notes: list[str] = []

    def marked(match: re.Match[str]) -> str:
        notes.append(f"\n\n[^inline-{len(notes)}]: {match[1]}")
        return f"[^inline-{len(notes) - 1}]"

    return NOTE.sub(marked, body) + "".join(notes)


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
        if "words" not in m.re.groupindex:
            return "", m.start(0), m.end(0)
        words = ET.Element("span")  # other marks in it are read, too
        words.text = m["words"] if m.lastgroup == "words" else _shown(m["page"])
        return words, m.start(0), m.end(0)


def _shown(page: str) -> str:
    """Return the words of a wikilink without other ones, as Obsidian shows them."""
    page, _, part = page.partition("#")
    return " > ".join(filter(None, (page, *part.partition("^")[0].split("#"))))


class Notes(Extension):
    """Wikilinks, embedded files, highlights and footnotes; escaped ones are the author's."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802, D102 - markdown's name
        FootnoteExtension(SUPERSCRIPT_TEXT="", BACKLINK_TEXT="").extendMarkdown(md)
        patterns = {
            "embed": r"!\[\[[^\[\]\n]{1,300}\]\]",
            "wikilink": r"\[\[(?P<page>[^\[\]|\n]{0,300})(?:\|(?P<words>[^\[\]|\n]{1,300}))?\]\]",
            "highlight": r"==(?=\S)(?P<words>[^=\n]{1,500}?)(?<=\S)==",
            "struck": r"~~(?=\S)(?P<words>[^~\n]{1,500}?)(?<=\S)~~",
            "mark": r"\[\^[^\]\s]{1,60}\]",  # of a footnote that isn't there
        }
        for priority, (name, pattern) in zip(range(176, 170, -1), patterns.items(), strict=False):
            md.inlinePatterns.register(Words(pattern, md), name, priority)
