"""Which words describe whom: one function per way in which the news say who somebody is."""

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache
from itertools import combinations, groupby
from typing import NamedTuple

from whodex.attribute.appositions import (
    apposition_after,
    apposition_before,
    relation_before,
    series_after,
    title_before,
)
from whodex.attribute.dated import long_ago
from whodex.attribute.kin import (
    is_kin,
    is_of_somebody,
    is_unreal,
    kin_word,
    shares,
    siblings,
    whose,
)
from whodex.attribute.offices import (
    HEAD_WITHIN,
    Office,
    as_named,
    own_share,
    several,
    with_whole_owner,
    without_headline,
    without_judgement,
    without_other,
)
from whodex.attribute.phrases import is_person
from whodex.attribute.predicates import (
    appointed,
    body_from,
    copula,
    hanging,
    relative_clause,
    runs,
    speaks_for,
    succeeded,
)
from whodex.attribute.quotations import quotations
from whodex.attribute.relatives import NOBODY, Relatives
from whodex.attribute.roles import country_of, held_now, is_former, named_in, role
from whodex.attribute.ties import ties
from whodex.attribute.together import Found, parents, together, two_of
from whodex.attribute.tokens import Kind, Row, Token, row
from whodex.lexicon.english import GOVERNING, MINISTERS, SEXES, SMALL_CHILDREN
from whodex.lexicon.lists import pairs, words
from whodex.lexicon.names import fold
from whodex.values.article import EntityType
from whodex.values.entities import Mention
from whodex.values.findings import Description, Relation

FEW, MOSTLY = 2, 0.8  # words of a line that is shouted: more than so many, so many of them
SMALL = 4  # letters up to which a word may stay small in a headline: "over", "from"
GREAT = frozenset(("great", "great-great"))
STOP = re.compile(r"(?<=[a-z\d]{2})[.!?]\s+")  # not that of "U.S. President"


class Words(NamedTuple):
    """A description as found: in which row, among which tokens of it, and of which entity."""

    row: Row
    tokens: Sequence[Token]
    office: Office
    entity: str

    @property
    def span(self) -> tuple[int, int]:
        """Where the words stand in the block."""
        return self.tokens[self.office.first].start, self.tokens[self.office.last].end


def described(
    rows: Sequence[Row],
    mentions: Mapping[int, Sequence[Mention]],
    country: Callable[[str], str | None],
    year: int | None = None,
    answers: Mapping[int, str | None] = NOBODY,
) -> tuple[tuple[Description, ...], tuple[Relation, ...]]:
    """Return what describes people and whose kin they are, each in the order of the text.

    `mentions` are those of each block, `country` is the question of `attribute`, `year` the
    article's, `answers` whose words a block of a transcript is.
    """
    descriptions: list[Description] = []
    relations: list[Relation] = []
    relatives = Relatives(rows, answers)
    full = {m.entity for found in mentions.values() for m in found if " " in m.text}
    for whole in rows:
        found = {
            (words.span, words.entity): words
            for words in _in_row(whole, mentions.get(whole.block, ()))
        }
        ordered = sorted(found.values(), key=lambda words: words.span)
        for _, same in groupby(ordered, key=lambda words: words.span):
            group = list(same)
            if is_kin(group[0].tokens, group[0].office):
                if is_unreal(group[0].tokens, group[0].office):
                    continue
                one_another = list(_one_another(group, relatives))
                each = (found for words in group for found in _relations(words, relatives))
                relations += one_another or each
            else:
                descriptions += [
                    _of_its_day(_description(words, country, relatives), words, year)
                    for words in group
                    if not _is_small_child(words) or words.entity in full
                ]
        relations += _tied(whole, relatives)
    relations.sort(key=lambda relation: (relation.block, relation.start))
    return tuple(descriptions), tuple(relations)


def _tied(whole: Row, relatives: Relatives) -> Iterator[Relation]:
    """Yield who is said to be married to whom in a row, and born to whom."""
    tokens = whole.tokens
    for low, high in whole.sentences:
        if shouted(tokens, low, high):
            continue
        for tie in ties(tokens, low, high):
            one = relatives.meant(whole.block, tokens, tie.subject)
            start, end = tokens[tie.first].start, tokens[tie.last].end
            for other in (relatives.meant(whole.block, tokens, at) for at in tie.others):
                if one and other and one != other:
                    relatives.learn(tie.kin, one, other)
                    text = whole.text[start:end]
                    yield Relation(whole.block, start, end, text, one, tie.kin, other)


def _in_row(whole: Row, mentions: Sequence[Mention]) -> Iterator[Words]:
    for part in (whole, *_quoted(whole, mentions)):
        for low, high in part.sentences:
            if shouted(part.tokens, low, high):
                continue
            headline = title_cased(part.tokens, low, high)
            for found in _in_sentence(part.tokens, low, high, quoted=part is not whole):
                mention = part.tokens[found.name].mention
                if mention and mention.entity:
                    office = own_share(part.tokens, as_named(part.tokens, found.office))
                    office = without_other(part.tokens, office)
                    office = with_whole_owner(part.tokens, low, office)
                    if part is not whole:
                        office = without_judgement(part.tokens, office)
                    if headline:
                        office = without_headline(part.tokens, office)
                    for share in shares(part.tokens, office):
                        yield Words(whole, part.tokens, share, mention.entity)


def _quoted(whole: Row, mentions: Sequence[Mention]) -> Iterator[Row]:
    """Yield the words within each quotation that names somebody as a row of their own."""
    starts = [mention.start for mention in mentions]
    for token in whole.tokens:
        if token.quotation is None:
            continue
        start, end = token.quotation.start, token.quotation.end
        inside = [
            replace(mention, start=mention.start - start, end=mention.end - start)
            for mention in mentions[bisect_left(starts, start) : bisect_left(starts, end)]
            if mention.end <= end
        ]
        if inside:
            text = whole.text[start:end]
            stops = [0, *(stop.end() for stop in STOP.finditer(text))]
            sentences = list(zip(stops, [*stops[1:], len(text)], strict=True))
            part = row(whole.block, text, sentences, inside, quotations(text))
            tokens = (t._replace(start=t.start + start, end=t.end + start) for t in part.tokens)
            yield part._replace(tokens=tuple(tokens))


def shouted(tokens: Sequence[Token], low: int, high: int) -> bool:
    """Tell a line in capitals, which promotes something: it describes nobody."""
    long = [
        t.text for t in tokens[low:high] if t.kind in (Kind.WORD, Kind.NAME) and len(t.text) > 1
    ]
    return len(long) > FEW and sum(map(str.isupper, long)) > len(long) * MOSTLY


def title_cased(tokens: Sequence[Token], low: int, high: int) -> bool:
    """Tell a line in which all words are large but the smallest, as headlines have them."""
    long = [t.text[0] for t in tokens[low:high] if t.kind is Kind.WORD and len(t.text) > SMALL]
    return len(long) > FEW and all(map(str.isupper, long))


def _description(
    words: Words, country: Callable[[str], str | None], relatives: Relatives
) -> Description:
    (start, end), tokens, office = words.span, words.tokens, held_now(words.tokens, words.office)
    organization = named_in(tokens, office, EntityType.ORGANIZATION)
    place = named_in(tokens, office, EntityType.PLACE) or country_of(tokens, office, country)
    if not (organization or place):
        owner = relatives.owner(words.row.block, tokens, office)
        organization = owner.entity if owner and owner.type is EntityType.ORGANIZATION else None
        organization = organization or _of_body_behind(tokens, office)
        place = owner.entity if owner and owner.type is EntityType.PLACE else None
        place = place or (None if owner else _of_joint_title(tokens, office, country))
    return Description(
        block=words.row.block,
        start=start,
        end=end,
        text=words.row.text[start:end],
        entity=words.entity,
        role=role(tokens, office),
        organization=organization,
        place=place,
        former=is_former(tokens, office),
        several=several(tokens, office),
    )


def _of_body_behind(tokens: Sequence[Token], office: Office) -> str | None:
    """Return the Harbour Trust's id in "manager Kim, of the Harbour Trust,".

    A party has members, but what a mayor or a senator of it holds isn't in it.
    """
    name, seat = office.last + 1, tokens[office.head].norm in _not_in_bodies()
    if seat or office.last != office.head or name + 2 >= len(tokens) or not is_person(tokens[name]):
        return None
    at = name + 1 + (tokens[name + 1].text == ",")
    body = body_from(tokens, at + 1, len(tokens)) if tokens[at].norm == "of" else None
    mention = tokens[body].mention if body else None
    return None if mention is None or _is_party(mention.text) else mention.entity


@cache
def _not_in_bodies() -> frozenset[str]:
    return words("seats") | words("no-offices") | GOVERNING


def _is_party(form: str) -> bool:
    """Tell "the Labour Party", "Labour", "the Greens" from other bodies."""
    folded = fold(form)
    known = folded in words("parties") or folded in pairs("party-forms")
    return known or not {"party", "parties"}.isdisjoint(folded.split())


def _of_its_day(description: Description, words: Words, year: int | None) -> Description:
    """Return a description without its office if that was held when something long ago was."""
    if description.former or not long_ago(words.tokens, words.office, year):
        return description
    return replace(description, role="", organization=None, place=None)


def _of_joint_title(
    tokens: Sequence[Token], office: Office, country: Callable[[str], str | None]
) -> str | None:
    """Return Nordia of the second in "Nordia's president Kim and energy minister Lee"."""
    at = office.first - 2
    bare = office.last == office.head and tokens[office.head].norm in MINISTERS
    prime = tokens[office.head - 1].norm == "prime"
    if at < 1 or not bare or prime or tokens[at + 1].norm != "and" or not is_person(tokens[at]):
        return None
    title = title_before(tokens, max(0, at - HEAD_WITHIN), at)
    if title is None or tokens[title.head].norm not in GOVERNING:
        return None
    return named_in(tokens, title, EntityType.PLACE) or country_of(tokens, title, country)


def _is_small_child(words: Words) -> bool:
    """Tell "Baby Kim": with a given name alone it says no more than whose child Kim is."""
    return words.tokens[words.office.head].norm in SMALL_CHILDREN


def _relations(words: Words, relatives: Relatives) -> Iterator[Relation]:
    """Yield whose kin somebody is, unless it were his own; "their son" is that of two."""
    block, tokens, office = words.row.block, words.tokens, words.office
    kin = kin_word(tokens[office.head].norm)
    if kin and _names_whom_they_are_kin_to(words, relatives):
        return
    if kin and office.first < office.head and tokens[office.head - 1].norm in GREAT:
        kin = f"{tokens[office.head - 1].norm}-{kin}"
    for relative in relatives.of(block, tokens, office, words.entity):
        if kin:
            yield _relation(words, kin, relative)


def _names_whom_they_are_kin_to(words: Words, relatives: Relatives) -> bool:
    """Tell "the father of the bride, Mary Kim,": she isn't the father."""
    tokens, office = words.tokens, words.office
    comma = office.last + 1
    sex = SEXES.get(tokens[office.head].norm)
    if sex is None or comma + 1 >= len(tokens) or tokens[comma].text != ",":
        return False
    mention = tokens[comma + 1].mention
    named = mention is not None and mention.entity == words.entity
    unnamed = is_of_somebody(tokens, office) and whose(tokens, office) is None
    return named and unnamed and relatives.sex(words.entity) not in (None, sex)


def _relation(words: Words, kin: str, relative: str | None) -> Relation:
    start, end = words.span
    text = words.row.text[start:end]
    return Relation(words.row.block, start, end, text, words.entity, kin, relative)


def _one_another(group: Sequence[Words], relatives: Relatives) -> Iterator[Relation]:
    """Yield of "the sisters Kim and Lee" that they are each other's, if nobody else's."""
    words = group[0]
    norm = words.tokens[words.office.head].norm
    kin = kin_word(norm)
    if not kin or norm == kin or not siblings(norm):
        return
    if whose(words.tokens, words.office) is not None:
        return
    by_name = {words.entity: words for words in group}
    for one, other in combinations(by_name, 2):
        relatives.learn(norm, one, other)
        yield _relation(by_name[one], kin, other)


def _in_sentence(tokens: Sequence[Token], low: int, high: int, *, quoted: bool) -> Iterator[Found]:
    """Find who is described; of what somebody says of others only titles and appositions count."""
    rules = (
        (apposition_after,)
        if quoted
        else (
            apposition_after,
            relative_clause,
            copula,
            appointed,
            succeeded,
            hanging,
            runs,
            speaks_for,
        )
    )
    told = set[int]()  # heads of what is said of somebody: "Kim is the aunt of his son, Lee"
    for name in range(low, high):
        if not is_person(tokens[name]):
            continue
        title = title_before(tokens, low, name)
        first = title.first if title else name
        if title:
            yield Found(title, name)
            kin = relation_before(tokens, low, title)
            if kin:
                yield Found(kin, name)
        for rule in rules:
            office = rule(tokens, low, high, name)
            if office:
                told.add(office.head)
                yield Found(office, name)
                if rule is apposition_after:
                    yield from (Found(o, name) for o in series_after(tokens, high, office))
        office = apposition_before(tokens, low, high, first, name, told)
        if office:
            yield Found(office, name)
    for several_at_once in (together, two_of, parents):
        yield from several_at_once(tokens, low, high)
