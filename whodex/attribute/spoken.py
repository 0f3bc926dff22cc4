"""All quotations of an article with their speakers, sentence by sentence and then across them."""

from collections.abc import Container, Iterator, Mapping, Sequence
from typing import NamedTuple

from whodex.attribute.bearers import Bearers
from whodex.attribute.cues import Clause, clause, main_subject
from whodex.attribute.documents import author, can_speak, of_it, of_own
from whodex.attribute.headlines import below, headlines
from whodex.attribute.heads import can_say
from whodex.attribute.interviews import Voices
from whodex.attribute.latter import of_two
from whodex.attribute.people import SEX_OF_PRONOUN
from whodex.attribute.phrases import (
    TERM,
    Phrase,
    is_person,
    names_office,
    names_something,
    nominal,
    speaker_after,
)
from whodex.attribute.pronouns import Discourse, antecedent
from whodex.attribute.quotations import Quotation
from whodex.attribute.speakers import (
    FIRST_PERSON,
    Attribution,
    attribution,
    goes_on_adding,
    in_a_headline,
    introduces,
    quotation_numbers,
    quote_is_a_title,
    speaks_as_place,
    tag_after,
)
from whodex.attribute.tokens import Row, Token
from whodex.attribute.transcripts import Turn
from whodex.lexicon.english import DETERMINERS, FORMS_OF_BE, PERSONAL
from whodex.values.article import EntityType
from whodex.values.findings import Description, Quote


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


def spoken(
    rows: Sequence[Row],
    descriptions: Sequence[Description] = (),
    headings: Container[int] = frozenset(),
    turns: Mapping[int, Turn] | None = None,
    author: str | None = None,
) -> tuple[Quote, ...]:
    """Return the quotations of an article that somebody speaks or that look spoken.

    `descriptions` say whom "the president" means, `headings` which blocks are titles or headings,
    `turns` which are somebody's in a transcript, `author` who is "I" outside of quotations.
    """
    answering = {turn.label.entity for turn in (turns or {}).values()}
    answerer = answering.pop() if len(answering) == 1 else None
    bearers = Bearers(descriptions, rows, headings)
    clauses = tuple(tuple(clause(r.tokens, *bounds) for bounds in r.sentences) for r in rows)
    found = [_in_block(row, clauses[row.block], heading=row.block in headings) for row in rows]
    _across_blocks(rows, clauses, found, headings)
    discourse = Discourse(rows, clauses, headings, bearers.shared)
    voices = Voices(discourse, author, answerer)
    _answers(clauses, found, voices, headings)
    quotes: list[list[Quote]] = []
    speakers: dict[tuple[int, int], str | None] = {}
    for row, said_here in zip(rows, found, strict=True):
        here: list[Quote] = []
        quotes.append(here)
        if turns and row.block in turns:
            answer = _turn(row, turns[row.block])
            here.extend([answer, *_inside(row, answer, discourse.sexes)])
            continue
        for said in said_here:
            quote = _quote(rows, clauses, said, (discourse, bearers, voices), speakers)
            if quote:
                here.append(quote)
            inner = row.inner.get(said.token)
            if inner:
                here.extend(_inside(inner, quote, discourse.sexes))
    for block in range(len(rows)):
        if block in headings:
            quotes[block] = headlines(rows[block], quotes[block], below(quotes, block, headings))
    return tuple(quote for here in quotes for quote in here)


def _turn(row: Row, turn: Turn) -> Quote:
    """Return the words of a block that are the turn of the person who is called in front of it."""
    start, end = _stripped(row.text, turn.start, len(row.text))
    who = turn.label
    span = (who.block, who.start, who.end)
    return Quote(row.block, start, end, row.text[start:end], None, who.entity, who.text, span)


def _inside(row: Row, outer: Quote | None, sexes: Mapping[str, str]) -> Iterator[Quote]:
    """“I begged him. He said ‘I can't stop’,” Kim said: what others say within somebody's words."""
    clauses = tuple(clause(row.tokens, *bounds) for bounds in row.sentences)
    for said in _in_block(row, clauses):
        marks = row.tokens[said.token].quotation
        if said.source and marks and not _modifies(row.tokens, said.token):
            phrase = said.source.said.speaker
            speaker = _entity_inside(row, phrase, outer, sexes)
            quote = _worded(row, marks, row, said.source.said, speaker)
            if quote:
                yield quote


def _modifies(tokens: Sequence[Token], quote: int) -> bool:
    """Whether a word between marks belongs to the noun behind it: “all ‘big’ losses”."""
    before, behind = tokens[max(0, quote - 1) : quote], tokens[quote + 1 : quote + 2]
    inside = names_something(tokens[quote]) and bool(before) and before[0].norm in DETERMINERS
    return inside and bool(behind) and nominal(behind[0])


def _entity_inside(
    row: Row, phrase: Phrase, outer: Quote | None, sexes: Mapping[str, str]
) -> str | None:
    """Return whom a phrase of somebody's words means: "I" is who says them."""
    if phrase.name is not None:
        return _named(row, phrase)
    if phrase.first != phrase.last:
        return None
    pronoun = row.tokens[phrase.first].norm
    if pronoun in ("i", "my"):
        return outer.speaker if outer else None
    if pronoun not in SEX_OF_PRONOUN:
        return None
    sex = SEX_OF_PRONOUN[pronoun]
    before = {
        t.mention.entity
        for t in row.tokens[: phrase.first]
        if t.mention and t.mention.type is EntityType.PERSON
    }
    fits = {e for e in before if e and sexes.get(e, sex) == sex}
    return fits.pop() if len(before) == len(fits) == 1 else None


def _in_block(row: Row, clauses: Sequence[Clause], *, heading: bool = False) -> list[Spoken]:
    found: list[Spoken] = []
    for number, sentence in enumerate(clauses):
        for token in quotation_numbers(row.tokens, sentence.low, sentence.high):
            said = (heading and in_a_headline(sentence, token)) or attribution(sentence, token)
            if said is None and (sentence.bare or goes_on_adding(sentence)):
                said = _speaker_before(row, clauses, found, number)
            if said is None and number:
                said = _goes_on(row, clauses, found, number, token)
            if heading and said and speaks_as_place(row.tokens, said.speaker):
                said = None  # "Nordia admits strike, cites “…”" shortens who said it
            source = Source(row.block, said) if said else None
            found.append(Spoken(row.block, number, token, source))
    return _from_behind(found, clauses)


def _goes_on(
    row: Row, clauses: Sequence[Clause], found: Sequence[Spoken], number: int, token: int
) -> Attribution | None:
    """Kim said it works. As for the rest, “…”: a sentence without a subject goes on.

    So does one of a thing, “The plan is “a mess””, where Kim was quoted before or says "I".
    """
    here, before = clauses[number], clauses[number - 1]
    words = row.tokens[token].text.split()
    if here.cues or here.bare or len(words) <= TERM or before.bare:
        return None
    who = main_subject(row.tokens, here.low, here.high)
    if quote_is_a_title(row.tokens, here.low, token) or (who and not _of_a_thing(here, who, token)):
        return None
    if found and found[-1].sentence == number - 1:
        return found[-1].source.said if found[-1].source else None
    return None if who and not FIRST_PERSON.search(row.tokens[token].text) else introduces(before)


def _of_a_thing(found: Clause, who: Phrase, quote: int) -> bool:
    """Whether "the plan" is “a mess” to somebody whom the sentence doesn't name."""
    tokens = found.tokens
    it_is = tokens[who.first].norm == "it" and who.last == quote - 2
    if it_is and tokens[quote - 1].norm in FORMS_OF_BE:
        return True  # “…,” Kim says. It's “a mess”
    speaks = who.name is not None or can_say(tokens, found.low, who)
    judges = tokens[quote - 1].norm in FORMS_OF_BE or FIRST_PERSON.search(tokens[quote].text)
    return bool(judges) and not speaks and not any(
        is_person(t) or t.norm in PERSONAL for t in tokens[found.low : found.high]
    )  # fmt: skip


def _speaker_before(
    row: Row, clauses: Sequence[Clause], found: Sequence[Spoken], number: int
) -> Attribution | None:
    """“…,” Kim said. “…”: a sentence of nothing but quotation goes on with the last speaker."""
    if number == 0:
        return None
    before = clauses[number - 1]
    if _asks_again(row, clauses[number], found, number):
        return None
    if found and found[-1].sentence >= number - 1 and (found[-1].source or before.bare):
        tag = tag_after(clauses[found[-1].sentence], found[-1].token)
        source = found[-1].source
        return tag or (source.said if source else None)
    said = introduces(before)
    if said:
        return said
    who = main_subject(row.tokens, before.low, before.high)
    if who and not _is_person(row.tokens, who):  # "Her rival, Kim, was all smiles. “…”"
        who = speaker_after(row.tokens, who.first, before.high)
    if who and _is_person(row.tokens, who):
        return Attribution(None, who)
    return _still_speaks(clauses, found, number) if who is None or not _said_by(row, who) else None


def _still_speaks(
    clauses: Sequence[Clause], found: Sequence[Spoken], number: int
) -> Attribution | None:
    """“…,” Kim said. Soot is black. “…”: who spoke speaks on behind a sentence without people."""
    if not found or found[-1].sentence != number - 2 or found[-1].source is None:
        return None
    between = clauses[number - 1]
    people = any(
        is_person(t) or t.norm in PERSONAL for t in between.tokens[between.low : between.high]
    )
    return None if people or between.cues else found[-1].source.said


def _said_by(row: Row, who: Phrase) -> bool:
    """Whether a phrase may speak itself."""
    return who.name is not None or can_say(row.tokens, who.first, who)


def _asks_again(row: Row, own: Clause, found: Sequence[Spoken], number: int) -> bool:
    """“…?” Kim asked. “…,” said Lee. “…?”: in a dialogue a question is rarely who answered's."""
    last = [said for said in found[-2:] if said.source and said.sentence >= number - 2]
    if len(last) < 2 or _key(last[0].source) == _key(last[1].source):  # noqa: PLR2004 - a pair
        return False
    here = next(quotation_numbers(row.tokens, own.low, own.high))
    return _is_question(row.tokens[here]) and _is_question(row.tokens[last[0].token])


def _is_question(token: Token) -> bool:
    return token.text.rstrip("”\"'’ ").endswith("?")


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
    rows: Sequence[Row],
    clauses: Sequence[Sequence[Clause]],
    found: Sequence[list[Spoken]],
    headings: Container[int],
) -> None:
    """Give a paragraph of nothing but quotation the speaker of its neighbour, where plain.

    A heading neither takes nor gives one: it may quote whomever the article tells of.
    """
    for block in range(len(rows) - 2, -1, -1):
        if block in headings or block + 1 in headings:
            continue
        last, following = found[block][-1:], found[block + 1][:1]
        if last and following and not _closed(rows[block], last[0]) and last[0].source is None:
            _give(found[block], following[0].source, clauses[block])
    for block in range(1, len(rows)):
        if block in headings or block - 1 in headings:
            continue
        last = found[block - 1][-1:]
        if last and not _closed(rows[block - 1], last[0]):
            _run_on(rows[block], found[block], last[0].source, clauses[block])
        elif clauses[block - 1] and all(c.bare for c in clauses[block]):
            _give(found[block], _left_speaking(rows, clauses, found, block - 1), clauses[block])


def _answers(
    clauses: Sequence[Sequence[Clause]],
    found: Sequence[list[Spoken]],
    voices: Voices,
    headings: Container[int],
) -> None:
    """Give what nobody is said to say to the one interviewed, else to who leads up to it."""
    for block, spoken_here in enumerate(found):
        if block in headings:
            continue
        for i, said in enumerate(spoken_here):
            here = clauses[block][said.sentence]
            if not here.bare:
                continue
            source = None
            if said.source is None or voices.asks(said.source.block, said.source.said.speaker):
                source = voices.answering(block)
            asks = i > 0 and _is_question(here.tokens[said.token])  # in a dialogue, who knows
            if source is None and said.source is None and not asks:
                source = voices.leading_up(block, here.low)
            if source:
                spoken_here[i] = said._replace(source=Source(*source))


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


def _run_on(
    row: Row, found: list[Spoken], source: Source | None, clauses: Sequence[Clause]
) -> None:
    """Give a quotation of several paragraphs its speaker in one that it opens."""
    if not found or found[0].token != 0:
        return
    if found[0].source is None:
        found[0] = found[0]._replace(source=source)
    until = next((c.high for c in clauses if not c.bare), len(row.tokens))
    found[:] = [
        said._replace(source=source) if said.source is None and said.token < until else said
        for said in found
    ]


def _quote(
    rows: Sequence[Row],
    clauses: Sequence[Sequence[Clause]],
    said: Spoken,
    known: tuple[Discourse, Bearers, Voices],
    speakers: dict[tuple[int, int], str | None],
) -> Quote | None:
    row = rows[said.block]
    marks = row.tokens[said.token].quotation
    if marks is None:
        return None
    if said.source is None:
        text = row.text[marks.start : marks.end]
        low = clauses[said.block][said.sentence].low
        if len(text.split()) <= TERM or quote_is_a_title(row.tokens, low, said.token):
            return None
        return _worded(row, marks, row, None, None)
    source = rows[said.source.block]
    phrase = said.source.said.speaker
    at = (said.source.block, phrase.first)
    if at not in speakers:
        speakers[at] = _entity(source, phrase, *known)
    return _worded(row, marks, source, said.source.said, speakers[at])


def _worded(
    row: Row, marks: Quotation, source: Row, said: Attribution | None, speaker: str | None
) -> Quote | None:
    """Put a quotation, the words that say whose it is and its speaker together."""
    start, end = _stripped(row.text, marks.start, marks.end)
    if start >= end:
        return None
    text = row.text[start:end]
    if said is None:
        return Quote(row.block, start, end, text, None, None, None, None)
    cue, phrase = said
    first, last = source.tokens[phrase.first], source.tokens[phrase.last]
    return Quote(
        block=row.block,
        start=start,
        end=end,
        text=text,
        cue=source.text[source.tokens[cue[0]].start : source.tokens[cue[1]].end] if cue else None,
        speaker=speaker,
        speaker_text=source.text[first.start : last.end],
        speaker_span=(source.block, first.start, last.end),
    )


def _stripped(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    return start, end


def _entity(
    row: Row, phrase: Phrase, discourse: Discourse, bearers: Bearers, voices: Voices
) -> str | None:
    """Return the entity that a phrase names or stands for."""
    if phrase.name is not None:
        return _named(row, phrase)
    if (plain := voices.in_person(row.tokens[phrase.first].norm)) and phrase.first == phrase.last:
        return plain
    if phrase.first == phrase.last and not names_office(row.tokens[phrase.first].norm):
        meant = of_it(discourse, row.block, phrase) or antecedent(discourse, row.block, phrase)
        return meant or voices.speaks_on(row.block, phrase)
    if bearers.another(row, phrase):
        return None
    return (
        of_two(discourse, row.block, phrase)
        or bearers.bearer(row, phrase)
        or author(discourse, row.block, phrase)
        or of_own(discourse, row.block, phrase)
        or antecedent(discourse, row.block, phrase)
    )


def _named(row: Row, phrase: Phrase) -> str | None:
    """Return the entity that the name of a phrase leads to, if it can speak."""
    mention = row.tokens[phrase.name].mention if phrase.name is not None else None
    return mention.entity if mention and can_speak(mention) else None
