"""Compares annotated articles with gold, stage by stage. Every figure is a share, 1 is best.

Two forms of gold are read: our own, whose items name a `block` of the article, and sets that
carry their own `paragraphs`, which are found in the article by their text, white space apart.
"""

import json
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

from whodex.collect.counts import counts
from whodex.collect.dates import dated_events
from whodex.values.article import Article, EntityType
from whodex.values.entities import Mention
from whodex.values.findings import AnnotatedArticle, Description, Quote, Relation

type_of = {
    "PERSON": EntityType.PERSON,
    "ORG": EntityType.ORGANIZATION,
    "PLACE": EntityType.PLACE,
}.get

NOWHERE = -1  # the block of what stands in a paragraph that the article lacks

# A mark or a full stop more or less doesn't make another quotation.
START_SLACK, END_SLACK = 1, 2

LEADING_ARTICLE = re.compile(r"(?:the|an?)\s+", re.IGNORECASE)


class Span(NamedTuple):
    """A stretch of one block's text."""

    block: int
    start: int
    end: int

    def overlaps(self, other: "Span") -> bool:
        """Whether the two share a character."""
        return self.block == other.block and self.start < other.end and other.start < self.end


@dataclass(frozen=True, slots=True)
class GoldMention:
    """A name as annotated. Who is meant may be left open by the text, or by the set."""

    span: Span
    type: EntityType
    entity: str | None
    is_unsure: bool


@dataclass(frozen=True, slots=True)
class GoldQuote:
    """A quotation; `speakers` are the right answers, None among them where nobody is named.

    Sets that know no entities give `sources` instead: the words that name the speaker.
    """

    span: Span
    speakers: tuple[str | None, ...]
    sources: tuple[Span, ...]


class Day(NamedTuple):
    """A day that a block names, from `start` on."""

    block: int
    start: int
    day: str


class Counted(NamedTuple):
    """What a block counts; `up_to` is the end of a range."""

    block: int
    thing: str
    number: float
    up_to: float | None


@dataclass(frozen=True, slots=True)
class Gold:
    """One article's annotations. What is `arguable` is neither asked for nor held against us.

    Nor is what stands outside `blocks`: some sets leave out the title. `days` and `figures` are
    None where nobody annotated them.
    """

    blocks: frozenset[int]
    mentions: tuple[GoldMention, ...]
    quotes: tuple[GoldQuote, ...]
    descriptions: tuple[tuple[Span, str], ...]
    relations: tuple[tuple[Span, str, str | None], ...]
    days: frozenset[Day] | None
    figures: frozenset[Counted] | None
    arguable_mentions: frozenset[Span]
    arguable_quotes: tuple[Span, ...]
    arguable_descriptions: tuple[Span, ...]
    arguable_relations: tuple[Span, ...]


Pair = tuple[AnnotatedArticle, Gold]
Items = list[dict[str, Any]]


def score(pairs: Sequence[Pair]) -> dict[str, float]:
    """Compare each article with its gold; figures for which there is no gold are left out."""
    hits = [hit for annotated, gold in pairs for hit in _hits(annotated, gold)]
    same = _one_to_one((gold.entity, ours.entity) for gold, ours in hits)
    figures = {
        **_names(pairs, hits),
        **_identity(pairs, hits, same),
        **_quotes(pairs, same),
        **_descriptions(pairs, same),
        **_relations(pairs, same),
        **_told("days", ((gold.days, _days(ours)) for ours, gold in pairs)),
        **_told("figures", ((gold.figures, _figures(ours)) for ours, gold in pairs)),
    }
    return {name: round(figure, 4) for name, figure in figures.items()}


# --- gold ---


def read_gold(path: Path, article: Article) -> Gold:
    """Read the annotations of `article`, whichever of the two forms `path` has.

    Raises KeyError for an item that lacks a field, ValueError for a file that isn't JSON.
    """
    gold = json.loads(path.read_text(encoding="utf-8"))
    if "paragraphs" in gold:
        texts = {_squeezed(text) for text in (gold["title"] or "", *gold["paragraphs"])}
        blocks = [n for n, block in enumerate(article.blocks) if _squeezed(block.text) in texts]
        place = _by_text(gold, article)
    else:
        blocks, place = [*range(len(article.blocks))], _by_block
    mentions = [item for item in gold["mentions"] if not item.get("optional")]
    asked, arguable = _parted(gold["quotes"])
    described, arguable_descriptions = _parted(gold.get("descriptions", []))
    kin, arguable_relations = _parted(gold.get("relations", []))
    return Gold(
        blocks=frozenset(blocks),
        mentions=tuple(_gold_mention(item, place(item)) for item in mentions),
        quotes=tuple(_gold_quote(item, place) for item in asked),
        descriptions=tuple((place(item), item["entity"]) for item in described),
        relations=tuple((place(item), item["entity"], item["relative"]) for item in kin),
        days=_gold_days(gold.get("days")),
        figures=_gold_figures(gold.get("figures")),
        arguable_mentions=frozenset(
            place(item) for item in (*_parted(gold["mentions"])[1], *gold.get("optional", []))
        ),
        arguable_quotes=tuple(map(place, arguable)),
        arguable_descriptions=tuple(map(place, arguable_descriptions)),
        arguable_relations=tuple(map(place, arguable_relations)),
    )


def _parted(items: Items) -> tuple[Items, Items]:
    """Part what is asked for from what is optional."""
    return (
        [item for item in items if not item.get("optional")],
        [item for item in items if item.get("optional")],
    )


def _gold_days(items: Items | None) -> frozenset[Day] | None:
    if items is None:
        return None
    return frozenset(Day(item["block"], item["start"], item["day"]) for item in items)


def _gold_figures(items: Items | None) -> frozenset[Counted] | None:
    if items is None:
        return None
    return frozenset(
        Counted(item["block"], item["thing"], item["number"], item["up_to"]) for item in items
    )


def _gold_mention(item: Mapping[str, Any], span: Span) -> GoldMention:
    entity = item["entity"]
    if entity is not None and entity.startswith("?"):  # the set says only that it's a name
        entity = None
    kind = type_of(item["type"]) or EntityType(item["type"])
    return GoldMention(span, kind, entity, is_unsure=bool(item.get("candidates")))


def _gold_quote(item: Mapping[str, Any], place: Callable[[Mapping[str, Any]], Span]) -> GoldQuote:
    speakers = item.get("speakers") or [item.get("speaker")]
    sources = (
        place({"para": block, "start": start, "end": end})
        for block, start, end in item.get("sources", [])
    )
    return GoldQuote(place(item), tuple(speakers), tuple(sources))


def _by_block(item: Mapping[str, Any]) -> Span:
    return Span(item["block"], item["start"], item["end"])


def _by_text(gold: Mapping[str, Any], article: Article) -> Callable[[Mapping[str, Any]], Span]:
    """How to find an item of `gold` in the article whose blocks have the same texts."""
    paragraphs: dict[str | int, str] = dict(enumerate(gold["paragraphs"]))
    paragraphs["title"] = gold["title"] or ""
    blocks = {_squeezed(block.text): n for n, block in reversed([*enumerate(article.blocks)])}

    def place(item: Mapping[str, Any]) -> Span:
        text = paragraphs[item["para"]]
        block = blocks.get(_squeezed(text))
        start = item.get("start", text.find(item.get("text", "")))
        end = item.get("end", start + len(item.get("text", "")))
        if block is None or start < 0:
            return Span(NOWHERE, start, end)
        there = _ink(article.blocks[block].text)
        here = [n for n, at in enumerate(_ink(text)) if start <= at < end]
        return Span(block, there[here[0]], there[here[-1]] + 1) if here else Span(NOWHERE, 0, 0)

    return place


def _squeezed(text: str) -> str:
    return " ".join(text.split())


def _ink(text: str) -> list[int]:
    """Where the characters stand that aren't white space."""
    return [n for n, character in enumerate(text) if not character.isspace()]


# --- names ---


def _hits(annotated: AnnotatedArticle, gold: Gold) -> Iterator[tuple[GoldMention, Mention]]:
    """Names found exactly and with the right type."""
    ours = {_span(mention): mention for mention in annotated.mentions}
    for wanted in gold.mentions:
        mention = ours.get(wanted.span)
        if mention and mention.type is wanted.type:
            yield wanted, mention


def _names(pairs: Sequence[Pair], hits: Sequence[tuple[GoldMention, Mention]]) -> dict[str, float]:
    """Precision, recall and F1 of each type's names."""
    asked = Counter(mention.type for _, gold in pairs for mention in gold.mentions)
    given = Counter(mention.type for pair in pairs for mention in _counted(*pair))
    right = Counter(mention.type for _, mention in hits)
    return {
        f"{kind.value} {name}": figure
        for kind in EntityType
        if asked[kind]
        for name, figure in _shares(right[kind], given[kind], asked[kind]).items()
    }


def _counted(annotated: AnnotatedArticle, gold: Gold) -> Iterator[Mention]:
    """Our mentions but for the arguable ones that gold doesn't ask for."""
    asked = {mention.span for mention in gold.mentions}
    for mention in annotated.mentions:
        span = _span(mention)
        if span in asked or (span.block in gold.blocks and span not in gold.arguable_mentions):
            yield mention


def _shares(right: int, given: int, asked: int) -> dict[str, float]:
    precision, recall = _ratio(right, given), _ratio(right, asked)
    return {"P": precision, "R": recall, "F1": _harmonic(precision, recall)}


# --- identity ---


def _identity(
    pairs: Sequence[Pair],
    hits: Sequence[tuple[GoldMention, Mention]],
    same: Mapping[str, str],
) -> dict[str, float]:
    known = [(gold, ours) for gold, ours in hits if gold.entity or gold.is_unsure]
    if not known:
        return {}
    people = [
        mention
        for _, gold in pairs
        for mention in gold.mentions
        if mention.type is EntityType.PERSON
    ]
    given = sum(mention.type is EntityType.PERSON for pair in pairs for mention in _counted(*pair))
    right = sum(
        gold.type is EntityType.PERSON and _is_meant(gold, ours, same) for gold, ours in known
    )
    shares = _shares(right, given, len(people))
    return {
        "people found and identified F1": shares["F1"],
        "identity B-cubed F1": _b_cubed([(gold.entity, ours.entity) for gold, ours in known]),
        "links right": 1 - _wrong_links(known),
    }


def _is_meant(gold: GoldMention, ours: Mention, same: Mapping[str, str]) -> bool:
    if gold.is_unsure or ours.entity is None:
        return gold.is_unsure and ours.entity is None
    return same.get(ours.entity) == gold.entity


def _one_to_one(links: Iterable[tuple[str | None, str | None]]) -> dict[str, str]:
    """Our entities' gold counterparts: the pairs that meet most often, each side once."""
    counts = Counter((gold, ours) for gold, ours in links if gold and ours)
    same: dict[str, str] = {}
    for (gold, ours), _ in counts.most_common():
        if ours not in same and gold not in same.values():
            same[ours] = gold
    return same


def _wrong_links(known: Sequence[tuple[GoldMention, Mention]]) -> float:
    """Share of links that lead to somebody else, or anywhere where gold is unsure.

    An entity of ours stands for whom it is linked with most often.
    Two entities for one person cost recall, but nobody is sent to the wrong page by them.
    """
    links = [(gold.entity, ours.entity) for gold, ours in known if ours.entity]
    stands_for: dict[str, Counter[str | None]] = defaultdict(Counter)
    for gold, ours in links:
        stands_for[ours][gold] += 1
    meant = {ours: golds.most_common(1)[0][0] for ours, golds in stands_for.items()}
    wrong = sum(gold is None or meant[ours] != gold for gold, ours in links)
    return _ratio(wrong, len(links))


def _b_cubed(links: Sequence[tuple[str | None, str | None]]) -> float:
    """B-cubed F1 (Bagga and Baldwin 1998); a mention that is unsure stands by itself."""
    gold = _clusters(pair[0] for pair in links)
    ours = _clusters(pair[1] for pair in links)
    both = [len(a & b) for a, b in zip(gold, ours, strict=True)]
    precision = sum(n / len(b) for n, b in zip(both, ours, strict=True)) / len(links)
    recall = sum(n / len(a) for n, a in zip(both, gold, strict=True)) / len(links)
    return _harmonic(precision, recall)


def _clusters(entities: Iterable[str | None]) -> list[set[int]]:
    """For each mention, the mentions of the same entity."""
    keys: list[Hashable] = [
        (entity, None) if entity else (None, n) for n, entity in enumerate(entities)
    ]
    members: dict[Hashable, set[int]] = defaultdict(set)
    for n, key in enumerate(keys):
        members[key].add(n)
    return [members[key] for key in keys]


# --- quotes ---


def _quotes(pairs: Sequence[Pair], same: Mapping[str, str]) -> dict[str, float]:
    asked = given = found = answered = right_answers = right = 0
    for annotated, gold in pairs:
        asked += len(gold.quotes)
        given += sum(
            quote.block in gold.blocks and not _is_arguable(quote, gold)
            for quote in annotated.quotes
        )
        for wanted in gold.quotes:
            quote = next((q for q in annotated.quotes if _is_about(_span(q), wanted.span)), None)
            if quote is None:
                continue
            is_answered = bool(quote.speaker_span if wanted.sources else quote.speaker)
            is_right = _has_speaker(quote, wanted, same)
            found += 1
            answered += is_answered
            right += is_right
            right_answers += is_answered and is_right
    if not asked:
        return {}
    return {
        "quotes P": _ratio(found, given),
        "quotes R": _ratio(found, asked),
        "speakers right": _ratio(right, asked),
        "speakers right where answered": _ratio(right_answers, answered),
    }


def _is_about(ours: Span, wanted: Span) -> bool:
    return (
        ours.block == wanted.block
        and abs(ours.start - wanted.start) <= START_SLACK
        and abs(ours.end - wanted.end) <= END_SLACK
    )


def _is_arguable(quote: Quote, gold: Gold) -> bool:
    return any(_is_about(_span(quote), span) for span in gold.arguable_quotes)


def _has_speaker(quote: Quote, wanted: GoldQuote, same: Mapping[str, str]) -> bool:
    if wanted.sources:
        return quote.speaker_span is not None and any(
            Span(*quote.speaker_span).overlaps(source) for source in wanted.sources
        )
    if quote.speaker is None:
        return None in wanted.speakers
    return same.get(quote.speaker, quote.speaker) in wanted.speakers


# --- descriptions ---


def _descriptions(pairs: Sequence[Pair], same: Mapping[str, str]) -> dict[str, float]:
    asked = given = right = 0
    for annotated, gold in pairs:
        texts = [block.text for block in annotated.article.blocks]
        wanted = {(_bare(span, texts), entity) for span, entity in gold.descriptions}
        arguable = {_bare(span, texts) for span in gold.arguable_descriptions}
        ours = {
            (span, same.get(description.entity, description.entity))
            for description in annotated.descriptions
            if (span := _bare(_span(description), texts)) not in arguable
        }
        asked, given, right = asked + len(wanted), given + len(ours), right + len(wanted & ours)
    if not asked:
        return {}
    return {"descriptions P": _ratio(right, given), "descriptions R": _ratio(right, asked)}


# --- relations ---


def _relations(pairs: Sequence[Pair], same: Mapping[str, str]) -> dict[str, float]:
    """Whose kin somebody is; a relative who isn't named is no error, another one is."""
    asked = given = right = 0
    for annotated, gold in pairs:
        texts = [block.text for block in annotated.article.blocks]
        wanted = {(_bare(span, texts), who): relative for span, who, relative in gold.relations}
        arguable = {_bare(span, texts) for span in gold.arguable_relations}
        ours = {
            (span, same.get(found.entity, found.entity)): found.relative
            for found in annotated.relations
            if (span := _bare(_span(found), texts)) not in arguable
        }
        asked, given = asked + len(wanted), given + len(ours)
        right += sum(
            key in wanted and (who is None or same.get(who, who) == wanted[key])
            for key, who in ours.items()
        )
    if not asked:
        return {}
    return {"relations P": _ratio(right, given), "relations R": _ratio(right, asked)}


# --- days and figures ---


def _told(
    name: str, told: Iterable[tuple[frozenset[Hashable] | None, frozenset[Hashable]]]
) -> dict[str, float]:
    """Precision and recall of what an article tells, over those in which it's annotated."""
    annotated = [(gold, ours) for gold, ours in told if gold is not None]
    if not annotated:
        return {}
    right = sum(len(gold & ours) for gold, ours in annotated)
    return {
        f"{name} P": _ratio(right, sum(len(ours) for _, ours in annotated)),
        f"{name} R": _ratio(right, sum(len(gold) for gold, _ in annotated)),
    }


def _days(annotated: AnnotatedArticle) -> frozenset[Day]:
    """The days whose year is known; one that is left open is none of another year."""
    return frozenset(
        Day(event.block, event.start, event.day.isoformat())
        for event in dated_events([annotated])
        if event.day
    )


def _figures(annotated: AnnotatedArticle) -> frozenset[Counted]:
    of_article = counts(annotated.article, annotated.sentences, annotated.mentions)
    found = ((count.thing, count.number) for count in of_article)
    return frozenset(Counted(f.block, thing, f.number, f.up_to) for thing, f in found)


def _bare(span: Span, texts: Sequence[str]) -> Span:
    """Leave out a leading article, which some keep and some don't."""
    if span.block == NOWHERE:
        return span
    match = LEADING_ARTICLE.match(texts[span.block], span.start, span.end)
    return span._replace(start=match.end()) if match else span


# --- arithmetic ---


def _span(item: Mention | Quote | Description | Relation) -> Span:
    return Span(item.block, item.start, item.end)


def _ratio(part: float, whole: float) -> float:
    return part / whole if whole else 0.0


def _harmonic(a: float, b: float) -> float:
    return 2 * a * b / (a + b) if a + b else 0.0
