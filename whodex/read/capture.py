"""Text captures of pages: the article is found between head and tail, furniture goes.

A capture has no mark-up, so lines are judged by their form: whole lines against the patterns of
`rules/furniture.txt`, short lines by where they stand. A line that may be text stays.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import pairwise, takewhile
from pathlib import Path

from whodex.read.blocks import (
    collapse,
    ends_sentence,
    first_words,
    headed,
    host_of,
    is_credit,
    is_furniture,
    is_web_address,
    patterns,
)
from whodex.read.bylines import (
    Byline,
    byline_of,
    date_in_url,
    heading_line,
    is_masthead,
    is_outlet,
    looks_like_name,
    post_of,
    rights_holder,
    stamp_of,
)
from whodex.read.frontmatter import (
    authors,
    language,
    of_capture,
    published,
    source_and_url,
)
from whodex.read.frontmatter import tags as tags_of
from whodex.read.hyphens import BROKEN, rejoined
from whodex.read.languages import language_of
from whodex.values.article import Article, Block, BlockKind

WRAPPED_AT = 100  # columns; a file with a longer line isn't hard-wrapped
SLACK = 12  # columns by which a wrapped line may stay short of the longest
TEXT = 60  # characters of the shortest sentence that certainly is article text
LONG = 120  # characters from which a line is text without ending a sentence
TITLE = 250  # characters of the longest title
MENU = 3  # words of the longest menu entry
ENDS_AFTER = 2 / 3  # of the text, a line of other stories or of rights may be its end
EARLY = 8  # lines of text among which byline and time stamp may still stand
HEADING = 100  # characters of the longest sub-heading
BULLET = re.compile(r"[-•*·▪‣●◦■]\s+(?=\S)")
SOURCE_LINE = re.compile(r"(?:source|url|link|original|via)(?: link)?: ?(.{1,500})", re.IGNORECASE)
LABEL_LINE = re.compile(
    r"(?:last )?(published|updated|posted|modified)(?: on| at)?:?", re.IGNORECASE
)


@dataclass(slots=True)
class Said:
    """What the furniture of one capture says about its article."""

    source: str | None = None
    url: str | None = None
    authors: list[str] = field(default_factory=list)
    published: date | None = None
    updated: date | None = None
    label: str = ""  # of a line "Updated:" whose date stands on the next

    def note_byline(self, byline: Byline) -> None:
        """Keep new names and the first outlet."""
        self.authors += [name for name in byline.authors if name not in self.authors]
        self.source = self.source or byline.source


def article_of_capture(text: str, path: Path) -> Article:
    """Read an article; `id` and `seed` are left to the caller. Nothing in a capture can be wrong.

    Programs that take texts from pages, trafilatura among them, write front matter before them.
    """
    fields, text = of_capture(text, path)
    lines = [line for raw in unwrapped(text) if (line := collapse(raw))]
    source, url = source_and_url(fields)
    named = None if url and source == host_of(url) else source  # the page may name it better
    said = Said(named, url, list(authors(fields)), published(fields))
    article = article_of_lines(lines, said, title=fields.text("title"))
    return replace(
        article,
        source=article.source or source,
        language=language(fields) or article.language,
        license=fields.text("license"),
        tags=tags_of(fields),
        other=tuple(fields.other),
    )


def article_of_lines(
    lines: Sequence[str],
    said: Said | None = None,
    kinds: Mapping[str, BlockKind] | None = None,
    title: str | None = None,
) -> Article:
    """Read an article from the lines of a page as they are printed.

    `said` and `title` are what is known of it besides; `kinds` is what kinds lines are of where
    their print tells, those that aren't in it being paragraphs.
    """
    said = said or Said()
    first = first_text(lines)
    title, head = _read_head(lines[:first], said, kinds or {}, title)
    end = _end_of_text(lines, first)
    body = [
        line
        for index, line in enumerate(lines[first:end])
        if not _take_furniture(line, said, early=index < EARLY)
    ]
    tail = list(_credits_after(lines[end:], said))
    blocks = [*_kinds([*head, *body], kinds), *_kinds(tail, kinds)]
    return Article(
        id="",
        seed="",
        title=title or first_words(blocks),
        title_is_ours=title is None,
        source=said.source or next(filter(None, map(rights_holder, reversed(lines))), None),
        source_url=said.url,
        authors=tuple(said.authors),
        published=said.published or date_in_url(said.url) or said.updated,
        language=language_of(blocks),
        blocks=headed(title, blocks),
    )


def unwrapped(text: str) -> Iterator[str]:
    """Join lines that were broken at a fixed width; a blank line always parts paragraphs."""
    lines = [line.rstrip() for line in text.splitlines()]
    width = max((len(collapse(line)) for line in lines), default=0)
    pairs = [(a, b) for a, b in pairwise(lines) if a.strip() and b.strip()]
    joined = [pair for pair in pairs if _continues(*pair, width)]
    if width > WRAPPED_AT or 2 * len(joined) < len(pairs) or len(joined) < 2:  # noqa: PLR2004 - one pair may be chance
        yield from rejoined(text).splitlines()
        return
    paragraphs: list[list[str]] = [[]]
    for line in lines:
        last = paragraphs[-1][-1] if paragraphs[-1] else ""
        if last.strip() and line.strip() and _continues(last, line, width):
            paragraphs[-1].append(line)
        else:
            paragraphs.append([line])
    yield from rejoined("\n\n".join(map("\n".join, paragraphs))).split("\n\n")


def _continues(line: str, following: str, width: int) -> bool:
    """Say whether a line was broken because the next word would not have fitted."""
    line, following = collapse(line), collapse(following)
    if BROKEN.search(f"{line}\n{following}"):
        return True
    if BULLET.match(following) or byline_of(line) or byline_of(following):
        return False
    return len(line) + 1 + len(following.split(" ", 1)[0]) > width - SLACK


def _is_text(line: str) -> bool:
    return len(line) >= LONG or (len(line) >= TEXT and ends_sentence(line))


def first_text(lines: Sequence[str]) -> int:
    """Find the first line that certainly is article text; the first line may be the title."""
    seen_content = False
    for index, line in enumerate(lines):
        if is_furniture(line) or byline_of(line) or stamp_of(line) or SOURCE_LINE.fullmatch(line):
            continue
        if _is_text(line) and (seen_content or not may_be_title(line)):
            return index
        seen_content = True
    return 1 if len(lines) > 1 and may_be_title(lines[0]) else 0


def may_be_title(line: str) -> bool:
    """Say whether a line is no longer than a title and not made of sentences."""
    inner = re.search(r"[.!?][\"'”’]? +[A-ZÀ-Þ“\"]", line[25:])
    return len(line) <= TITLE and not line.rstrip("\"'”’»)").endswith((".", ":", ";")) and not inner


def _read_head(
    lines: Sequence[str], said: Said, kinds: Mapping[str, BlockKind], known: str | None
) -> tuple[str | None, list[str]]:
    """Take title and metadata from the lines before the text; return the title and what is text.

    `known` is the title where front matter says it.
    """
    taken = take_metadata(lines, said)
    open_lines = [index for index, gone in enumerate(taken) if not gone]
    titles = [i for i in open_lines if (lines[i] == known if known else may_be_title(lines[i]))]
    titles = [i for i in titles if kinds.get(lines[i]) is BlockKind.HEADING] or titles
    chosen = next((i for i in titles if len(lines[i].split()) > MENU), next(iter(titles), None))
    if chosen is None:
        return known, [lines[i] for i in open_lines]
    rest = [i for i in open_lines if i > chosen and lines[i] != lines[chosen]]
    before = [i for i in open_lines if i < chosen and ends_sentence(lines[i])]
    kept = [lines[i] for i in (*before, *rest) if not _is_menu(i, lines, taken)]
    return lines[chosen], kept


def take_metadata(lines: Sequence[str], said: Said) -> list[bool]:
    """Note in `said` what lines above a text say of it; return which of them are nothing else."""
    taken = [_take_head_line(line, said) for line in lines]
    _take_masthead(lines, taken, said)
    _take_lone_names(lines, taken, said)
    return taken


def _is_menu(index: int, lines: Sequence[str], taken: Sequence[bool]) -> bool:
    """Say whether a line of the head is as short as a menu's and stands beside furniture."""
    if len(lines[index].split()) > MENU or ends_sentence(lines[index]):
        return False
    around = [i for i in (index - 1, index + 1) if 0 <= i < len(lines)]
    return any(taken[i] or len(lines[i].split()) <= MENU for i in around)


def _take_masthead(lines: Sequence[str], taken: list[bool], said: Said) -> None:
    """Take a paper's name at the very top, above a menu or with its article, as the source."""
    if len(lines) > 1 and not taken[0] and is_masthead(lines[0]):
        above_menu = taken[1] or len(lines[1].split()) <= MENU
        if above_menu or lines[0].startswith("The "):
            said.source = said.source or lines[0]
            taken[0] = True


def _take_lone_names(lines: Sequence[str], taken: list[bool], said: Said) -> None:
    """Take a name that stands alone below the title, right above a time stamp, as the author.

    Above an office or an outlet with its place, it's the author as well, and these aren't text.
    """
    for index in range(1, len(lines) - 1):
        name = lines[index].partition(" in ")[0]
        if taken[index] or not looks_like_name(name):
            continue
        post = post_of(lines[index + 1])
        outlet = is_outlet(name)
        if stamp_of(lines[index + 1]) is not None or (post is not None and not outlet):
            said.note_byline(Byline(() if outlet else (name,), name if outlet else post))
            taken[index] = True
            taken[index + 1] = taken[index + 1] or post is not None


def _take_head_line(line: str, said: Said) -> bool:
    """Take a line of the head if it, or each of its parts, is metadata or furniture."""
    if _take_metadata(line, said) or is_furniture(line):
        return True
    parts = [part for part in re.split(r" ?[|•·] ?", line) if part]
    if len(parts) < 2:  # noqa: PLR2004 - it takes two to be parts
        return False
    known = [p for p in parts if is_furniture(p) or byline_of(p) or stamp_of(p)]
    if len(known) == len(parts):
        for part in parts:
            _take_metadata(part, said)
    return len(known) == len(parts)


def _take_furniture(line: str, said: Said, *, early: bool) -> bool:
    """Take a line amid the text only if its words say that it is furniture.

    A date without a word may be a sub-heading, except below the first sentence or two: there a
    page that begins with a summary has its byline and time stamp.
    """
    stamp = stamp_of(line)
    if (
        (stamp and (stamp.label or early))
        or (early and heading_line(line))
        or byline_of(line)
        or LABEL_LINE.fullmatch(line)
        or SOURCE_LINE.fullmatch(line)
    ):
        return _take_metadata(line, said)
    return is_furniture(line)


def _take_metadata(line: str, said: Said) -> bool:
    """Turn a source line, a byline or a time stamp into metadata."""
    if match := SOURCE_LINE.fullmatch(line):
        return _take_source(match[1], said)
    if is_web_address(line):
        said.url = said.url or line
        return True
    if match := LABEL_LINE.fullmatch(line):
        said.label = match[1].lower()
        return True
    if byline := byline_of(line):
        said.note_byline(byline)
        return True
    byline, stamp = heading_line(line) or (None, None)
    if byline:
        said.note_byline(byline)
    if stamp:
        label = stamp.label or said.label
        if label in ("updated", "modified"):
            said.updated = said.updated or stamp.day
        else:
            said.published = said.published or stamp.day
            said.updated = said.updated or stamp.updated
        said.label = ""
        return True
    return False


def _take_source(value: str, said: Said) -> bool:
    """Take "Source: …" as an address or a publisher; a sentence after "Source:" stays text."""
    if is_web_address(value):
        said.url = said.url or value
    elif ends_sentence(value) or len(value) > TEXT:
        return False
    elif ":" not in value:
        said.source = said.source or value
    return True


def _end_of_text(lines: Sequence[str], first: int) -> int:
    """Find where the text ends: at comments, other stories, rights, or after the last sentence."""
    total = sum(map(len, lines[first:]))
    read = 0
    end = len(lines)
    for index in range(first, len(lines)):
        if read >= ENDS_AFTER * total and patterns("endings").fullmatch(lines[index][:400]):
            end = index
            break
        read += len(lines[index])
    end = _cut_short(lines, first, end)
    trailing = lines[_last_text(lines, first, end) : end]
    content = [line for line in trailing if not is_furniture(line)]
    if len(content) == 1 and (content[0] == trailing[0] or len(content[0]) >= TEXT):
        return end  # one line may be a text that breaks off; several are a menu
    return end - len(trailing) + len(list(takewhile(BULLET.match, trailing)))


def _cut_short(lines: Sequence[str], first: int, end: int) -> int:
    """Leave out the furniture at the very end, so that the last line is judged beside text."""
    while end > first and is_furniture(lines[end - 1]):
        end -= 1
    return end


def _last_text(lines: Sequence[str], first: int, end: int) -> int:
    """Return the index after the last line that is text or ends a sentence."""
    for index in range(end - 1, first - 1, -1):
        line = lines[index]
        if (_is_text(line) or ends_sentence(line)) and not is_furniture(line):
            return index + 1
    return end


def _credits_after(lines: Sequence[str], said: Said) -> Iterator[str]:
    """Keep closing credits that stand below the end of the text; take what the rest says."""
    for line in lines:
        if is_credit(line) and not is_furniture(line):
            yield line
        elif SOURCE_LINE.fullmatch(line):
            _take_metadata(line, said)


def _kinds(lines: Iterable[str], known: Mapping[str, BlockKind] | None) -> Iterator[Block]:
    """Tell list items by their bullet and sub-headings by their form, or as they are `known`."""
    texts = list(lines)
    for index, line in enumerate(texts):
        if bullet := BULLET.match(line):
            yield Block(BlockKind.LIST_ITEM, line[bullet.end() :])
        elif known is not None:
            yield Block(known.get(line, BlockKind.PARAGRAPH), line)
        elif index + 1 < len(texts) and _is_heading(line):
            yield Block(BlockKind.HEADING, line)
        else:
            yield Block(BlockKind.PARAGRAPH, line)


def _is_heading(line: str) -> bool:
    """Say whether a line amid the text is short, begins large and doesn't end a sentence."""
    return (
        len(line) <= HEADING
        and not ends_sentence(line)
        and line[-1] not in ',”"'
        and (not line[0].islower())
    )
