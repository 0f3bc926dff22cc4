"""Which words describe whom: one function per way in which the news say who somebody is."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from whodex.attribute.kin import Relatives, is_kin, kin_word, parents, whose
from whodex.attribute.lexicon import (
    ADVERBS,
    APPOINTED,
    AUXILIARIES,
    DETERMINERS,
    FORMER,
    FORMS_OF_BE,
    HAVING,
    INCLUDING,
    KINSHIP,
    LINKS,
    MODIFIERS,
    NAMING,
    PASTS,
    PEOPLE,
    PREDICATED,
    PREPOSITIONS,
    SMALL_CHILDREN,
    VERBS,
)
from whodex.attribute.offices import (
    HEAD_WITHIN,
    Office,
    as_named,
    indefinite,
    is_office,
    is_plural,
    office_from,
    several,
    with_whole_owner,
    without_headline,
    without_judgement,
    without_other,
)
from whodex.attribute.phrases import is_person, nominal, phrase_before, possessive
from whodex.attribute.roles import country_of, is_former, named_in, role
from whodex.attribute.titles import office_before, title_begins
from whodex.attribute.tokens import DASHES, Kind, Row, Token, row
from whodex.models import Description, Entity, EntityType, Mention, Relation

AFTER_APPOSITION = frozenset(("who", "whose", "whom", "when", "while", "which", "to"))
NO_LONGER = frozenset(("formerly", "previously", "once", "then"))
ALREADY = NO_LONGER | {"currently", "now", "also", "himself", "herself", "both"}
OPENING = frozenset(("according", "following", "thanks", "speaking", "when", "while"))
SUBORDINATE = frozenset(("after", "before", "since", "until", "as", "for", "like"))
MAY_BE = frozenset(("would", "could", "may", "might", "should", "can"))
BEFORE_BARE_OFFICE = frozenset(("as", "is", "was", "became", "elected", "appointed", "named"))
FEW, MOSTLY = 2, 0.8  # words of a line that is shouted: more than so many, so many of them
SMALL = 4  # letters up to which a word may stay small in a headline: "over", "from"
STOP = re.compile(r"(?<=[a-z\d]{2})[.!?]\s+")  # not that of "U.S. President"
TITLE_WITHIN = 5  # tokens from the beginning of a title in a list to its name
LONGEST_OBJECT = 6  # tokens from the verb of "named the princess as" to what she is
LONGEST_INSERTION = 25
MOST_TOGETHER = 6  # people that one plural ("the leaders") describes


class Found(NamedTuple):
    """A description and the token of the name that it describes."""

    office: Office
    name: int


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
    rows: Sequence[Row], mentions: Mapping[int, Sequence[Mention]], entities: Mapping[str, Entity]
) -> tuple[tuple[Description, ...], tuple[Relation, ...]]:
    """Return what describes people and whose kin they are, each in the order of the text.

    `mentions` are those of each block, `entities` are by id.
    """
    descriptions: list[Description] = []
    relations: list[Relation] = []
    relatives = Relatives(rows)
    full = {m.entity for found in mentions.values() for m in found if " " in m.text}
    for whole in rows:
        found = {
            (words.span, words.entity): words
            for words in _in_row(whole, mentions.get(whole.block, ()))
        }
        for words in sorted(found.values(), key=lambda words: words.span):
            if is_kin(words.tokens, words.office):
                relations += _relations(words, relatives)
            elif not (_is_small_child(words) and words.entity not in full):
                descriptions.append(_description(words, entities))
    return tuple(descriptions), tuple(relations)


def _in_row(whole: Row, mentions: Sequence[Mention]) -> Iterator[Words]:
    for part in (whole, *_quoted(whole, mentions)):
        for low, high in part.sentences:
            if shouted(part.tokens, low, high):
                continue
            headline = title_cased(part.tokens, low, high)
            for found in _in_sentence(part.tokens, low, high, quoted=part is not whole):
                mention = part.tokens[found.name].mention
                if mention and mention.entity:
                    office = without_other(part.tokens, as_named(part.tokens, found.office))
                    office = with_whole_owner(part.tokens, low, office)
                    if part is not whole:
                        office = without_judgement(part.tokens, office)
                    if headline:
                        office = without_headline(part.tokens, office)
                    yield Words(whole, part.tokens, office, mention.entity)


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
            part = row(whole.block, text, sentences, inside)
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


def _description(words: Words, entities: Mapping[str, Entity]) -> Description:
    (start, end), tokens, office = words.span, words.tokens, words.office
    return Description(
        block=words.row.block,
        start=start,
        end=end,
        text=words.row.text[start:end],
        entity=words.entity,
        role=role(tokens, office),
        organization=named_in(tokens, office, EntityType.ORGANIZATION),
        place=named_in(tokens, office, EntityType.PLACE) or country_of(tokens, office, entities),
        former=is_former(tokens, office),
    )


def _is_small_child(words: Words) -> bool:
    """Tell "Baby Kim": with a given name alone it says no more than whose child Kim is."""
    return words.tokens[words.office.head].norm in SMALL_CHILDREN


def _relations(words: Words, relatives: Relatives) -> Iterator[Relation]:
    """Yield whose kin somebody is, unless it were his own; "their son" is that of two."""
    (start, end), block, tokens, first = words.span, words.row.block, words.tokens, words.office[0]
    at = whose(tokens, words.office)
    found: Sequence[str | None] = ()
    if at is None:
        found = parents(tokens, first)
    elif tokens[at].norm == "their":
        found = relatives.both(block, tokens, at)
    kin = kin_word(tokens[words.office.head].norm)
    for relative in found or (relatives.named(block, tokens, at),):
        if kin and relative != words.entity:
            text = words.row.text[start:end]
            yield Relation(block, start, end, text, words.entity, kin, relative)


def _in_sentence(tokens: Sequence[Token], low: int, high: int, *, quoted: bool) -> Iterator[Found]:
    """Find who is described; of what somebody says of others only titles and appositions count."""
    rules = (
        (apposition_after,) if quoted else (apposition_after, relative_clause, copula, appointed)
    )
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
                yield Found(office, name)
        office = apposition_before(tokens, low, high, first, name)
        if office:
            yield Found(office, name)
    yield from together(tokens, low, high)


def relation_before(tokens: Sequence[Token], low: int, title: Office) -> Office | None:
    """Return "his wife" of "his wife First Lady Kim"."""
    at = title.first - 1
    at -= at > low and tokens[at].norm == "and"
    if at <= low or tokens[at].norm not in KINSHIP:
        return None
    return office_before(tokens, low, at + 1)


def title_before(tokens: Sequence[Token], low: int, name: int) -> Office | None:
    """Port Director Kim; Kim's brother Lee; spokesman Kim; a carpenter named Kim."""
    if name - 1 > low and tokens[name - 1].norm in NAMING:  # "the judge named Kim" does so
        office = office_before(tokens, low, name - 1) or _child_before(tokens, low, name - 1)
        return office if office and tokens[office.first].norm in ("a", "an") else None
    office = office_before(tokens, low, name)
    if office and indefinite(tokens, office.first, office.head):
        # "a teenager Kim" has a title, "Lee, a donor Kim named" a clause
        return None if _belongs_to_another(tokens, low, office.first) else office
    return office


def _child_before(tokens: Sequence[Token], low: int, end: int) -> Office | None:
    """Return "a son" of "have a son called Kim": whose son he is the verb's subject tells."""
    first = title_begins(tokens, low, end - 1)
    had = first > low and tokens[first - 1].norm in HAVING
    return Office(first, end - 1, end - 1) if had and kin_word(tokens[end - 1].norm) else None


def apposition_after(tokens: Sequence[Token], low: int, high: int, name: int) -> Office | None:
    """Kim, the head of the port, left; Kim, 45, a lawyer; Kim (president of the club)."""
    at = _behind(tokens, name, high)
    if at >= high or tokens[at].text not in (",", "(", *DASHES):
        return None
    first = at = _behind_age(tokens, at + 1, high)
    while at < high and tokens[at].norm in ALREADY:
        at += 1
    if at >= high or not _may_begin(tokens, at):
        return None
    office = office_from(tokens, at, high)
    if office is None or several(tokens, office):
        return None
    if tokens[first].norm in NO_LONGER:
        office = office._replace(first=first)
    if _named_by(tokens, office.last + 1, high):
        return office
    return office if _ends_apposition(tokens, low, high, name, office) else None


def _named_by(tokens: Sequence[Token], at: int, high: int) -> bool:
    """Tell the clause of "Kim, a donor Lee named to the post, left"."""
    return at + 1 < high and is_person(tokens[at]) and _past(tokens[at + 1])


def _behind(tokens: Sequence[Token], name: int, high: int) -> int:
    """Skip "(D-Lund)" and "of Lund University" behind a name."""
    at = _after_parenthesis(tokens, name + 1, high)
    if at + 1 < high and tokens[at].norm in ("of", "from", "at"):
        at += 2 if tokens[at + 1].kind is Kind.NAME and not is_person(tokens[at + 1]) else 0
    return at


def _behind_age(tokens: Sequence[Token], at: int, high: int) -> int:
    """Skip "45," and "aged 45,"."""
    if at < high and tokens[at].norm in ("aged", "age"):
        at += 1
    counted = at + 1 < high and tokens[at].norm.isdigit() and tokens[at + 1].text in (",", "and")
    return at + 2 if counted else at


def _may_begin(tokens: Sequence[Token], at: int) -> bool:
    token = tokens[at]
    if token.kind is Kind.NAME:
        return not is_person(token) or (at + 1 < len(tokens) and possessive(tokens[at + 1]))
    return token.kind is Kind.WORD and (
        token.norm in DETERMINERS
        or token.norm in MODIFIERS
        or token.norm in ("last", "next")
        or is_office(token)
        or token.text[0].isupper()
        or "-" in token.text
        or (at + 1 < len(tokens) and is_office(tokens[at + 1]) and token.norm not in VERBS)
    )


def _ends_apposition(
    tokens: Sequence[Token], low: int, high: int, name: int, office: Office
) -> bool:
    """An apposition closes; in "told Kim, the official said" and in a list of people none is."""
    at = office.last + 1
    if at >= high or tokens[at].text in (".", ";", ")", ":", *DASHES, "!", "?"):
        return True
    if tokens[at].norm in AUXILIARIES - {"to"} or tokens[at].norm in VERBS:
        title = title_before(tokens, low, name)
        return low == (title.first if title else name)  # the closing comma is missing
    if tokens[at].text == ",":
        return not _person_begins(tokens, at + 1, high) or _acts(tokens, at + 1, high)
    if tokens[at].norm == "and":
        return tokens[office.first].norm in ("a", "an") and not _person_begins(tokens, at + 1, high)
    if tokens[at].kind is not Kind.WORD:
        return False
    return (
        tokens[at].norm in AFTER_APPOSITION
        or tokens[at].norm in PREPOSITIONS
        or (tokens[at].norm.endswith(("ed", "ing")) and tokens[at].norm not in VERBS)
    )


def _past(token: Token) -> bool:
    return token.kind is Kind.WORD and (token.norm in PASTS or token.norm.endswith("ed"))


def _person_begins(tokens: Sequence[Token], at: int, high: int) -> bool:
    """Tell whether a name, perhaps with its title, begins here."""
    for i in range(at, min(at + 6, high)):
        if is_person(tokens[i]):
            return True
        if not (
            tokens[i].kind is Kind.NAME
            or is_office(tokens[i])
            or (tokens[i].kind is Kind.WORD and tokens[i].text[0].isupper())
        ):
            return False
    return False


def _acts(tokens: Sequence[Token], at: int, high: int) -> bool:
    """Tell whether the person named here does something: Kim, the head of X, Lee said."""
    for i in range(at, min(at + 6, high)):
        if is_person(tokens[i]):
            after = tokens[i + 1] if i + 1 < high else None
            return after is not None and after.kind is Kind.WORD and after.norm != "and"
    return False


def apposition_before(
    tokens: Sequence[Token], low: int, high: int, first: int, name: int
) -> Office | None:
    """The head of the port, Kim, left; `first` is where Kim's title begins."""
    comma = first - 1
    if comma > low and tokens[comma].text == "[" and tokens[comma - 1].text == ",":
        comma -= 1
    if comma - 1 < low or tokens[comma].text != ",":
        return None
    after = _after_parenthesis(tokens, name + 1, high)
    if after < high and tokens[after].text not in (",", ".", ")", "]", ";", *DASHES):
        return None
    found: Office | None = None
    for at in range(comma - 1, max(low, comma - 2 * HEAD_WITHIN) - 1, -1):
        if found and at == found.first - 1 and not _hangs_on(tokens[at]):
            break
        if tokens[at].kind is Kind.QUOTATION or (
            tokens[at].kind is Kind.PUNCTUATION and tokens[at].text not in "’'.-()"
        ):
            break
        starts = tokens[at].norm in DETERMINERS or (
            (tokens[at].kind is Kind.NAME or tokens[at].text[0].isupper())
            and (at == low or tokens[at - 1].kind in (Kind.PUNCTUATION, Kind.QUOTATION)
                 or possessive(tokens[at + 1]))
        ) or (tokens[at - 1].norm == "and" and at > low)  # fmt: skip
        if starts and _may_begin(tokens, at):
            office = office_from(tokens, at, comma)
            if office and office.last == comma - 1 and not several(tokens, office):
                found = office
    if found is None or _belongs_to_another(tokens, low, found.first):
        return None
    return None if _may_be_two(tokens, low, high, found.first, after) else found


def _predicated(tokens: Sequence[Token], low: int, first: int) -> bool:
    """Tell the office of "Lee was named as the mayor, Kim left" from "as the mayor, Kim, left"."""
    if first - 1 <= low or tokens[first - 1].norm != "as":
        return False
    before = tokens[max(low, first - LONGEST_OBJECT) : first - 1]
    return any(token.norm in PREDICATED or token.norm in APPOINTED for token in before) or (
        len(before) > 1 and _past(before[-1]) and before[-2].norm in FORMS_OF_BE
    )


def _hangs_on(token: Token) -> bool:
    """Tell whether the words behind go on with a phrase: "the mayor of the island's capital"."""
    return token.norm in LINKS or token.norm in ("and", ".") or possessive(token)


def _may_be_two(tokens: Sequence[Token], low: int, high: int, first: int, after: int) -> bool:
    """In "After talks with the mayor, Kim, 45, left" nobody can tell whether Kim is the mayor."""
    opens = tokens[low].norm in PREPOSITIONS or tokens[low].norm in OPENING
    if not opens or any(token.text == "," for token in tokens[low:first]):
        return False
    if after + 1 >= high or tokens[after].text != ",":
        return False
    norm = tokens[after + 1].norm
    verb = norm in AUXILIARIES or norm in VERBS or _past(tokens[after + 1])
    return verb or norm.isdigit() or norm in ("aged", "who", "whose")


def _belongs_to_another(tokens: Sequence[Token], low: int, first: int) -> bool:
    """In "Lee, the head of the port, Kim, …" nobody can tell whose office it is."""
    named = first - 2 >= low and tokens[first - 1].text == "," and is_person(tokens[first - 2])
    return named or _predicated(tokens, low, first)


def relative_clause(tokens: Sequence[Token], _low: int, high: int, name: int) -> Office | None:
    """Kim, who has acted as an intermediary, left; Kim who is the mayor."""
    at = name + 1
    if at < high and tokens[at].text == ",":
        at += 1
    if at + 1 >= high or tokens[at].norm not in ("who", "whom"):
        return None
    return _predicate(tokens, at + 1, high, by=tokens[at].norm == "whom")


def copula(tokens: Sequence[Token], low: int, high: int, name: int) -> Office | None:
    """Kim is also a senior commander; Kim, who won last year, is a student."""
    at = _behind_insertion(tokens, name, high)
    if at >= high or tokens[at].norm not in AUXILIARIES - {"to"}:
        return None
    return _predicate(tokens, at, high) if _is_subject(tokens, low, name) else None


def _behind_insertion(tokens: Sequence[Token], name: int, high: int) -> int:
    """Return what follows a name and its insertion: Kim, who won last year, is."""
    at = _behind(tokens, name, high)
    if at >= high or tokens[at].text != ",":
        return at
    for i in range(at + 1, min(at + LONGEST_INSERTION, high)):
        if tokens[i].text == "," and i + 1 < high and tokens[i + 1].norm in FORMS_OF_BE:
            return i + 1
        if is_person(tokens[i]) or tokens[i].text in (";", ":", "(") or tokens[i].norm == "and":
            break
    return at + 1 if tokens[at + 1 : at + 2] and tokens[at + 1].norm in FORMS_OF_BE else high


def appointed(tokens: Sequence[Token], low: int, high: int, name: int) -> Office | None:
    """Kim served as an adviser; Kim was born in Lund and became president."""
    at = name + 1
    if at < high and tokens[at].norm not in APPOINTED and tokens[at].kind is Kind.WORD:
        at = _second_verb(tokens, at, high)
    if at >= high or tokens[at].norm not in APPOINTED:
        return None
    return _predicate(tokens, at, high) if _is_subject(tokens, low, name) else None


def _second_verb(tokens: Sequence[Token], at: int, high: int) -> int:
    """Return what follows the first "and", if the same clause goes on up to it."""
    for i in range(at, min(at + LONGEST_INSERTION, high)):
        if tokens[i].norm == "and":
            return i + 1
        if tokens[i].kind is Kind.PUNCTUATION or is_person(tokens[i]):
            break
    return high


def _is_subject(tokens: Sequence[Token], low: int, name: int) -> bool:
    """In "the son of Kim is a lawyer" Kim is not the lawyer; nor is he in "Lee and Kim are"."""
    phrase = phrase_before(tokens, low, name)
    title = title_before(tokens, low, name)
    if phrase is None or phrase.name != name:
        return False
    first = title.first if title else phrase.first
    before = tokens[first - 1] if first > low else None
    return before is None or (
        before.norm not in ("and", "or", "than") and before.norm not in PREPOSITIONS - SUBORDINATE
    )


def _predicate(tokens: Sequence[Token], at: int, high: int, *, by: bool = False) -> Office | None:
    """Return the office after "is", "has acted as", "the paper identified as"."""
    has_verb = bare = False
    for i in range(at, min(at + 8, high)):
        token = tokens[i]
        if (
            token.norm in ("not", "n't", "never", "no", "hardly", "scarcely")
            or token.norm in MAY_BE
        ):
            return None
        owner = token.kind is Kind.NAME and i + 1 < high and possessive(tokens[i + 1])
        if has_verb and (token.norm in DETERMINERS or owner):
            return _one_office(tokens, i, high)
        if has_verb and (is_office(token) or token.norm in MODIFIERS or token.norm in FORMER):
            return _one_office(tokens, i, high) if bare else None
        if token.norm in FORMS_OF_BE or token.norm in APPOINTED:
            has_verb, bare = True, token.norm in BEFORE_BARE_OFFICE
        elif token.norm in ("as", "to"):
            bare = token.norm == "as"
        elif not (
            token.norm in AUXILIARIES or token.norm in ADVERBS or token.norm.endswith("ly")
            or (by and not has_verb)
        ):  # fmt: skip
            return None
    return None


def _one_office(tokens: Sequence[Token], first: int, high: int) -> Office | None:
    office = office_from(tokens, first, high)
    if office is None or several(tokens, office) or tokens[office.head].norm in PEOPLE:
        return None  # "the first person to run so fast" tells what was done
    return office


def _after_parenthesis(tokens: Sequence[Token], at: int, high: int) -> int:
    """Skip "(D-Lund)"."""
    if at < high and tokens[at].text == "(":
        for i in range(at + 1, min(at + 8, high)):
            if tokens[i].text == ")":
                return i + 1 if not any(is_office(t) for t in tokens[at:i]) else at
    return at


def together(tokens: Sequence[Token], low: int, high: int) -> Iterator[Found]:
    """The leaders of the strike – Kim and Lee – left; Presidents Kim of Lund and Lee of Ystad."""
    for head in range(low, high):
        if not is_office(tokens[head]):
            continue
        stop = _next_person(tokens, head, high)
        first = _phrase_begins(tokens, low, head)
        plain = first is not None and not _acts_within(tokens, first, head)
        office = office_from(tokens, first, stop) if first is not None and plain else None
        if office is None or not office.first <= head <= office.head:
            office = office_from(tokens, title_begins(tokens, low, head), stop)
        if office is None or not office.first <= head <= office.head:
            continue
        first = office.first
        if any(_verb_within(tokens, first, office.head)):
            continue
        at = office.last + 1
        if at >= high:
            continue
        partly = tokens[at].norm in ("included", "include")
        verb = partly or tokens[at].norm in ("is", "are", "was", "were")
        plural = is_plural(tokens[office.head])
        marked = tokens[at].text in (":", ",", *DASHES)
        if (verb and first != low) or not (verb or plural):
            continue
        begins = verb or marked
        names = _people(tokens, at + begins, high, titled=begins)
        bearers = {mention.entity for name in names if (mention := tokens[name].mention)}
        if len(bearers) > 1 or partly or (verb and not plural):
            yield from (Found(office, name) for name in names)


def _acts_within(tokens: Sequence[Token], first: int, head: int) -> bool:
    """Tell whether a clause begins before an office: "Kim met officers", "including members"."""
    return any(_verb_within(tokens, first, head)) or any(
        token.norm in INCLUDING or (is_person(token) and not possessive(tokens[i + 1]))
        for i, token in enumerate(tokens[first:head], first)
    )


def _verb_within(tokens: Sequence[Token], first: int, head: int) -> Iterator[bool]:
    """Tell of each word before an office if it is a verb: "the guard met", "joining Senators"."""
    for i, token in enumerate(tokens[first:head], first):
        participle = i == first and token.norm.endswith("ing") and token.norm not in MODIFIERS
        small = token.kind is Kind.WORD and token.text[0].islower()
        yield small and not is_office(token) and (participle or token.norm in PASTS)


def _next_person(tokens: Sequence[Token], head: int, high: int) -> int:
    """Return where the first name of a person behind an office stands, or the end."""
    return next((i for i in range(head, min(head + LONGEST_INSERTION, high))
                 if is_person(tokens[i])), high)  # fmt: skip


def _phrase_begins(tokens: Sequence[Token], low: int, head: int) -> int | None:
    for i in range(head, max(low, head - HEAD_WITHIN) - 1, -1):
        if tokens[i].norm in DETERMINERS:
            return i
        if tokens[i].kind in (Kind.PUNCTUATION, Kind.QUOTATION) and not possessive(tokens[i]):
            return i + 1 if i + 1 <= head else None
    return low if head - low < HEAD_WITHIN else None


def _people(tokens: Sequence[Token], at: int, high: int, *, titled: bool) -> list[int]:
    """Return the names of "Kim, Mayor Lee of Lund and Park", which end there.

    Unless they are `titled`, a title ends them: "presidents Kim and Lee, and judge Park".
    """
    names: list[int] = []
    i = _behind_title(tokens, at, high)
    while i < high and len(names) < MOST_TOGETHER and is_person(tokens[i]):
        if i + 1 < high and possessive(tokens[i + 1]):
            i = _behind_title(tokens, i + 2, high)  # "Kim's deputy Lee"; "Kim's brother" is none
            if i >= high or not is_person(tokens[i]):
                break
        names.append(i)
        i = _behind(tokens, i, high)
        if i < high and (tokens[i].text == "," or tokens[i].norm == "and"):
            i = _behind_age(tokens, i + 1, high)
            i += i < high and tokens[i].norm == "and"
            i = _behind_title(tokens, i, high) if titled else i
        else:
            break
    return names


def _behind_title(tokens: Sequence[Token], at: int, high: int) -> int:
    """Skip the title of the name that follows, if one does."""
    for i in range(at, min(at + TITLE_WITHIN, high)):
        if is_person(tokens[i]) or not (nominal(tokens[i]) or tokens[i].text == "."):
            return i if i == at or is_office(tokens[i - 1]) or tokens[i - 1].text == "." else at
    return at
