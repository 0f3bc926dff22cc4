"""All quotations of an article with their speakers, sentence by sentence and then across them."""

from collections.abc import Sequence
from typing import NamedTuple

from whodex.attribute.phrases import Phrase
from whodex.attribute.pronouns import Discourse, antecedent
from whodex.attribute.speakers import (
    Attribution,
    Clause,
    attribution,
    clause,
    introduces,
    main_subject,
    quotation_numbers,
    quote_is_a_title,
    tag_after,
)
from whodex.attribute.tokens import Row, Token
from whodex.models import EntityType, Quote

FEW = 3  # words between marks that nobody spoke: a title, an irony, a term


class Source(NamedTuple):
    """An attribution and the block in which its tokens stand."""

    block: int
    said: Attribution


class Spoken(NamedTuple):
    """One quotation: block, sentence of the block, token of the block, and who says it."""

    block: int
    sentence: int
    token: int
    source: Source | None


def spoken(rows: Sequence[Row]) -> tuple[Quote, ...]:
    """Return the quotations of an article that somebody speaks or that look spoken."""
    clauses = tuple(tuple(clause(r.tokens, *bounds) for bounds in r.sentences) for r in rows)
    found = [_in_block(row, clauses[row.block]) for row in rows]
    _across_blocks(rows, clauses, found)
    discourse = Discourse(rows, clauses)
    quotes: list[Quote] = []
    speakers: dict[tuple[int, int], str | None] = {}
    for said in (said for block in found for said in block):
        quote = _quote(rows, clauses, said, discourse, speakers)
        if quote:
            quotes.append(quote)
    return tuple(quotes)


def _in_block(row: Row, clauses: Sequence[Clause]) -> list[Spoken]:
    found: list[Spoken] = []
    for number, sentence in enumerate(clauses):
        for token in quotation_numbers(row.tokens, sentence.low, sentence.high):
            said = attribution(sentence, token)
            if said is None and sentence.bare:
                said = _speaker_before(row, clauses, found, number)
            source = Source(row.block, said) if said else None
            found.append(Spoken(row.block, number, token, source))
    return _from_behind(found, clauses)


def _speaker_before(
    row: Row, clauses: Sequence[Clause], found: Sequence[Spoken], number: int
) -> Attribution | None:
    """“…,” Kim said. “…”: a sentence of nothing but quotation goes on with the last speaker."""
    if number == 0:
        return None
    before = clauses[number - 1]
    if found and found[-1].sentence >= number - 1 and (found[-1].source or before.bare):
        tag = tag_after(clauses[found[-1].sentence], found[-1].token)
        source = found[-1].source
        return tag or (source.said if source else None)
    said = introduces(before)
    if said:
        return said
    who = main_subject(row.tokens, before.low, before.high)
    return Attribution(None, who) if who and _is_person(row.tokens, who) else None


def _is_person(tokens: Sequence[Token], who: Phrase) -> bool:
    if who.name is None:
        return tokens[who.first].norm in ("he", "she")
    mention = tokens[who.name].mention
    return mention is not None and mention.type is EntityType.PERSON


def _from_behind(found: list[Spoken], clauses: Sequence[Clause]) -> list[Spoken]:
    """“….” “…,” Kim said: what begins a paragraph waits for the speaker named after it."""
    for i in range(len(found) - 2, -1, -1):
        here, after = found[i], found[i + 1]
        if (
            here.source is None
            and after.source
            and after.sentence - here.sentence <= 1
            and clauses[here.sentence].bare
        ):
            found[i] = here._replace(source=after.source)
    return found


def _across_blocks(
    rows: Sequence[Row], clauses: Sequence[Sequence[Clause]], found: Sequence[list[Spoken]]
) -> None:
    """Give a paragraph of nothing but quotation the speaker of its neighbour, where plain."""
    for block in range(len(rows) - 2, -1, -1):
        last, following = found[block][-1:], found[block + 1][:1]
        if last and following and not _closed(rows[block], last[0]) and last[0].source is None:
            _give(found[block], following[0].source, clauses[block])
    for block in range(1, len(rows)):
        if not all(c.bare for c in clauses[block]):
            continue
        last = found[block - 1][-1:]
        if last and not _closed(rows[block - 1], last[0]):
            _give(found[block], last[0].source, clauses[block])
        elif clauses[block - 1]:
            _give(found[block], _left_speaking(rows, clauses, found, block - 1), clauses[block])


def _left_speaking(
    rows: Sequence[Row],
    clauses: Sequence[Sequence[Clause]],
    found: Sequence[list[Spoken]],
    block: int,
) -> Source | None:
    """Return who speaks last in a paragraph, unless several do."""
    ends = len(clauses[block]) - 1
    if found[block] and found[block][-1].sentence == ends:
        speakers = {_key(said.source) for said in found[block]}
        return found[block][-1].source if len(speakers) == 1 else None
    said = introduces(clauses[block][ends])
    return Source(rows[block].block, said) if said else None


def _key(source: Source | None) -> tuple[int, int] | None:
    return (source.block, source.said.speaker.last) if source else None


def _closed(row: Row, said: Spoken) -> bool:
    quotation = row.tokens[said.token].quotation
    return quotation is None or quotation.closed


def _give(block: list[Spoken], source: Source | None, clauses: Sequence[Clause]) -> None:
    for i, said in enumerate(block):
        if said.source is None and clauses[said.sentence].bare:
            block[i] = said._replace(source=source)


def _quote(
    rows: Sequence[Row],
    clauses: Sequence[Sequence[Clause]],
    said: Spoken,
    discourse: Discourse,
    speakers: dict[tuple[int, int], str | None],
) -> Quote | None:
    row = rows[said.block]
    marks = row.tokens[said.token].quotation
    if marks is None:
        return None
    start, end = _stripped(row.text, marks.start, marks.end)
    if start >= end:
        return None
    text = row.text[start:end]
    if said.source is None:
        low = clauses[said.block][said.sentence].low
        if len(text.split()) <= FEW or quote_is_a_title(row.tokens, low, said.token):
            return None
        return Quote(said.block, start, end, text, None, None, None, None)
    source = rows[said.source.block]
    cue, phrase = said.source.said
    at = (said.source.block, phrase.first)
    if at not in speakers:
        speakers[at] = _entity(source, phrase, discourse)
    first, last = source.tokens[phrase.first], source.tokens[phrase.last]
    return Quote(
        block=said.block,
        start=start,
        end=end,
        text=text,
        cue=source.text[source.tokens[cue[0]].start : source.tokens[cue[1]].end] if cue else None,
        speaker=speakers[at],
        speaker_text=source.text[first.start : last.end],
        speaker_span=(said.source.block, first.start, last.end),
    )


def _stripped(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    return start, end


def _entity(row: Row, phrase: Phrase, discourse: Discourse) -> str | None:
    """Return the entity that a phrase names or stands for."""
    if phrase.name is not None:
        mention = row.tokens[phrase.name].mention
        return mention.entity if mention else None
    return antecedent(discourse, row.block, phrase)
