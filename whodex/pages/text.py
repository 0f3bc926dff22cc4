"""The words of a seed with what was found in them: names linked, spoken words marked."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import groupby

from markupsafe import Markup

from whodex.collect.naming import address, either
from whodex.collect.profile import Passage
from whodex.pages.escape import escaped
from whodex.resolve.rules import reason
from whodex.values.article import Article, Block, BlockKind
from whodex.values.entities import Called, Mention
from whodex.values.findings import AnnotatedArticle, Quote

TAGS = {
    BlockKind.TITLE: "h1",
    BlockKind.HEADING: "h2",
    BlockKind.PARAGRAPH: "p",
    BlockKind.LIST_ITEM: "li",
    BlockKind.QUOTE: "blockquote",
    BlockKind.CREDIT: "p",
}
UNCLEAR = "unclear"
# The style sheet counts, and shows the number: the words of a paragraph are the seed's alone.
PARAGRAPH_LINK = '<a class="wx-here" href="#p{0}" aria-label="Paragraph {0}"></a>'


@dataclass(frozen=True, slots=True)
class Mark:
    """A tag around the words from `start` to `end`; of two marks one holds the other, or none."""

    start: int
    end: int
    opening: Markup
    closing: Markup


def blocks(item: AnnotatedArticle, known: Mapping[str, Called], usual: str) -> list[Markup]:
    """Render the blocks of an article with every name linked and every quote marked.

    `known` are those whom it may name. A link says why it is one, if not for the `usual` reason.
    """
    marks: dict[int, list[Mark]] = defaultdict(list)
    names: dict[int, list[Mention]] = defaultdict(list)
    for mention in item.mentions:
        names[mention.block].append(mention)
        if opening := _link(item, mention, known, usual):
            marks[mention.block].append(Mark(mention.start, mention.end, opening, Markup("</a>")))
    for block, quotes in groupby(sorted(item.quotes, key=_place), key=lambda quote: quote.block):
        marks[block] += _said(quotes, names[block], known)
    return [_block(block, n, marks[n]) for n, block in enumerate(item.article.blocks)]


def usual_reason(item: AnnotatedArticle) -> str:
    """Return why most names of an article are linked; a link has a reason where it is another."""
    reasons = Counter(reason(mention.rule) for mention in item.mentions if mention.entity)
    return max(reasons, key=reasons.__getitem__, default="")


def listed(blocks: Sequence[Block], parts: Sequence[Markup], start: int) -> list[Markup]:
    """Return the blocks from `start` on, with list items that follow each other in one list."""
    text: list[Markup] = []
    rest = list(zip(blocks, parts, strict=True))[start:]
    for is_list, group in groupby(rest, key=lambda pair: pair[0].kind is BlockKind.LIST_ITEM):
        lines = [part for _, part in group]
        text.extend([Markup("<ul>"), *lines, Markup("</ul>")] if is_list else lines)
    return text


def marked(passage: Passage) -> Markup:
    """Render a sentence with the words in question marked."""
    opening, closing = Markup("<mark>"), Markup("</mark>")
    return annotated(passage.text, [Mark(*span, opening, closing) for span in passage.marks])


def annotated(text: str, marks: Iterable[Mark]) -> Markup:
    """Put the tags of `marks` into a text, which stays as it is."""
    parts: list[Markup] = []
    within: list[Mark] = []
    done = 0

    def close(until: int) -> None:
        nonlocal done
        while within and within[-1].end <= until:
            inner = within.pop()
            parts.extend([escaped(text[done : inner.end]), inner.closing])
            done = inner.end

    for mark in sorted(marks, key=lambda m: (m.start, -m.end)):
        close(mark.start)
        parts += [escaped(text[done : mark.start]), mark.opening]
        within.append(mark)
        done = mark.start
    close(len(text))
    return Markup().join([*parts, escaped(text[done:])])


def doubt_id(article: Article, mention: Mention) -> str:
    """Return the address of an unsure mention on the review page."""
    return f"{article.id}-p{mention.block}-{mention.start}"


def _block(block: Block, n: int, marks: Iterable[Mark]) -> Markup:
    """Render a block with its marks; `p<n>` is its address."""
    tag = TAGS[block.kind]
    words = annotated(block.text, marks)
    credit = ' class="wx-credit"' if block.kind is BlockKind.CREDIT else ""
    here = "" if block.kind is BlockKind.TITLE else PARAGRAPH_LINK.format(n)
    return Markup(f'<{tag} id="p{n}"{credit}>{here}{words}</{tag}>')  # noqa: S704 - ours, and escaped


def _link(
    item: AnnotatedArticle, mention: Mention, known: Mapping[str, Called], usual: str
) -> Markup | None:
    """Return the tag that leads to a mention's entity, or where unsure to the review page."""
    why = reason(mention.rule)
    if mention.entity:
        entity = known[mention.entity]
        return _tag(entity.type.value, address(entity), why if why != usual else "")
    if mention.candidates:
        names = escaped(either([known[key].name for key in mention.candidates]))
        return Markup(
            '<a class="unsure %s" href="../../review/#%s" title="Unsure: %s"'
            ' aria-label="%s (unsure: %s)" data-rule="%s">'
        ) % (
            escaped(mention.type),
            escaped(doubt_id(item.article, mention)),
            names,
            escaped(mention.text),
            names,
            escaped(why),
        )
    return None


@cache
def _tag(kind: str, target: str, why: str) -> Markup:
    tag = Markup('<a class="%s" href="../../%s"') % (escaped(kind), escaped(target))
    return tag + (Markup(' data-rule="%s">') % escaped(why) if why else Markup(">"))


def _said(
    quotes: Iterable[Quote], names: Sequence[Mention], known: Mapping[str, Called]
) -> Iterator[Mark]:
    """Mark the quotes of a block; where the speaker changes stands the name, or that it's unclear.

    Of quotes inside quotes only the outer one is marked, and a name stays whole.
    """
    done, last = 0, None
    for quote in quotes:
        start, end = _around(quote, names)
        if start < done or start >= end:
            continue
        done, by = end, _speaker(quote, known) or (UNCLEAR if last else None)
        label = Markup(' data-by="%s"') % escaped(by) if by and by != last else Markup()
        last = by
        yield Mark(start, end, Markup('<span class="wx-said"%s>') % label, Markup("</span>"))


def _around(quote: Quote, names: Sequence[Mention]) -> tuple[int, int]:
    """Return the span of a quote, without a name that it cuts in two."""
    start, end = quote.start, quote.end
    for name in names:
        if name.start < start < name.end:
            start = name.end
        if name.start < end < name.end:
            end = name.start
    return start, end


def _speaker(quote: Quote, known: Mapping[str, Called]) -> str | None:
    """Name the speaker, or give the words that stand for one: "two officials", but not "he"."""
    if quote.speaker:
        return known[quote.speaker].name
    words = " ".join((quote.speaker_text or "").split())
    return words if " " in words else None


def _place(quote: Quote) -> tuple[int, int, int]:
    """Sort key: in the order of the text, the longer of two first."""
    return quote.block, quote.start, -quote.end
