"""Which words describe whom: one function per way in which the news say who somebody is."""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from whodex.attribute.lexicon import (
    ADVERBS,
    APPOINTED,
    AUXILIARIES,
    DETERMINERS,
    FORMS_OF_BE,
    MODIFIERS,
    VERBS,
)
from whodex.attribute.offices import (
    HEAD_WITHIN,
    Office,
    country_of,
    is_former,
    is_office,
    is_plural,
    named_in,
    office_before,
    office_from,
    role,
)
from whodex.attribute.phrases import is_person, phrase_before, possessive
from whodex.attribute.tokens import DASHES, Kind, Row, Token
from whodex.models import Description, Entity, EntityType

AFTER_APPOSITION = frozenset(("who", "whose", "whom", "when", "while", "which", "as", "in", "at"))
BEFORE_BARE_OFFICE = frozenset(("as", "is", "was", "became", "elected", "appointed", "named"))
MOST_TOGETHER = 6  # people that one plural ("the leaders") describes


class Found(NamedTuple):
    """A description and the token of the name that it describes."""

    office: Office
    name: int


def described(rows: Sequence[Row], entities: Mapping[str, Entity]) -> tuple[Description, ...]:
    """Return the descriptions of people in an article, in the order of the text."""
    return tuple(found for row in rows for found in _in_row(row, entities))


def _in_row(row: Row, entities: Mapping[str, Entity]) -> Iterator[Description]:
    seen: set[tuple[int, int, str]] = set()
    descriptions: list[Description] = []
    for low, high in row.sentences:
        for found in _in_sentence(row.tokens, low, high):
            mention = row.tokens[found.name].mention
            if mention is None or mention.entity is None:
                continue
            start = row.tokens[found.office.first].start
            end = row.tokens[found.office.last].end
            key = (start, end, mention.entity)
            if key not in seen:
                seen.add(key)
                descriptions.append(_description(row, found.office, mention.entity, entities))
    return iter(sorted(descriptions, key=lambda d: (d.start, d.end)))


def _description(
    row: Row, office: Office, entity: str, entities: Mapping[str, Entity]
) -> Description:
    start, end = row.tokens[office.first].start, row.tokens[office.last].end
    return Description(
        block=row.block,
        start=start,
        end=end,
        text=row.text[start:end],
        entity=entity,
        role=role(row.tokens, office),
        organization=named_in(row.tokens, office, EntityType.ORGANIZATION),
        place=named_in(row.tokens, office, EntityType.PLACE)
        or country_of(row.tokens, office, entities),
        former=is_former(row.tokens, office),
    )


def _in_sentence(tokens: Sequence[Token], low: int, high: int) -> Iterator[Found]:
    for name in range(low, high):
        if not is_person(tokens[name]):
            continue
        title = title_before(tokens, low, name)
        first = title.first if title else name
        if title:
            yield Found(title, name)
        for rule in (apposition_after, relative_clause, copula, appointed):
            office = rule(tokens, low, high, name)
            if office:
                yield Found(office, name)
        office = apposition_before(tokens, low, high, first, name)
        if office:
            yield Found(office, name)
    yield from together(tokens, low, high)


def title_before(tokens: Sequence[Token], low: int, name: int) -> Office | None:
    """Port Director Kim; Kim's brother Lee; spokesman Kim."""
    return office_before(tokens, low, name)


def apposition_after(tokens: Sequence[Token], low: int, high: int, name: int) -> Office | None:
    """Kim, the head of the port, left; Kim, 45, a lawyer; Kim (president of the club)."""
    at = _after_parenthesis(tokens, name + 1, high)
    if at >= high or tokens[at].text not in (",", "(", *DASHES):
        return None
    at += 1
    if at + 1 < high and tokens[at].norm.isdigit() and tokens[at + 1].text == ",":
        at += 2
    if at >= high or not _may_begin(tokens, at):
        return None
    office = office_from(tokens, at, high)
    if office is None or is_plural(tokens[office.head]):
        return None
    return office if _ends_apposition(tokens, low, high, name, office) else None


def _may_begin(tokens: Sequence[Token], at: int) -> bool:
    token = tokens[at]
    if token.kind is Kind.NAME:
        return not is_person(token) or (at + 1 < len(tokens) and possessive(tokens[at + 1]))
    return token.kind is Kind.WORD and (
        token.norm in DETERMINERS
        or token.norm in MODIFIERS
        or is_office(token)
        or token.text[0].isupper()
        or "-" in token.text
    )


def _ends_apposition(
    tokens: Sequence[Token], low: int, high: int, name: int, office: Office
) -> bool:
    """An apposition closes; in "told Kim, the official said" and in a list of people none is."""
    at = office.last + 1
    if at >= high or tokens[at].text in (".", ";", ")", ":", *DASHES, "!", "?"):
        return True
    if tokens[at].norm in AUXILIARIES:  # the closing comma is missing
        return name == low
    if tokens[at].text == ",":
        return not _person_begins(tokens, at + 1, high) or _acts(tokens, at + 1, high)
    if tokens[at].norm == "and":
        return tokens[office.first].norm in ("a", "an") and not _person_begins(tokens, at + 1, high)
    if tokens[at].kind is not Kind.WORD:
        return False
    return tokens[at].norm in AFTER_APPOSITION or (
        tokens[at].norm.endswith(("ed", "ing")) and tokens[at].norm not in VERBS
    )


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
    if comma - 1 < low or tokens[comma].text != ",":
        return None
    after = _after_parenthesis(tokens, name + 1, high)
    if (
        after < high
        and tokens[after].text not in (",", ".", ")", ";", *DASHES)
        and (tokens[after].norm not in ("and", "or"))
    ):
        return None
    found: Office | None = None
    for at in range(comma - 1, max(low, comma - 2 * HEAD_WITHIN) - 1, -1):
        if tokens[at].kind in (Kind.PUNCTUATION, Kind.QUOTATION) and tokens[at].text not in "’'.-":
            break
        starts = tokens[at].norm in DETERMINERS or (
            (tokens[at].kind is Kind.NAME or tokens[at].text[0].isupper())
            and (at == low or tokens[at - 1].kind in (Kind.PUNCTUATION, Kind.QUOTATION)
                 or possessive(tokens[at + 1]))
        )  # fmt: skip
        if starts and _may_begin(tokens, at):
            office = office_from(tokens, at, comma)
            if office and office.last == comma - 1 and not is_plural(tokens[office.head]):
                found = office
    if found is None or _belongs_to_another(tokens, low, found.first):
        return None
    return found


def _belongs_to_another(tokens: Sequence[Token], low: int, first: int) -> bool:
    """In "Lee, the head of the port, Kim, …" nobody can tell whose office it is."""
    return first - 2 >= low and tokens[first - 1].text == "," and is_person(tokens[first - 2])


def relative_clause(tokens: Sequence[Token], _low: int, high: int, name: int) -> Office | None:
    """Kim, who has acted as an intermediary, left."""
    at = name + 1
    if at + 1 >= high or tokens[at].text != "," or tokens[at + 1].norm not in ("who", "whom"):
        return None
    return _predicate(tokens, at + 2, high, by=tokens[at + 1].norm == "whom")


def copula(tokens: Sequence[Token], low: int, high: int, name: int) -> Office | None:
    """Kim is also a senior commander."""
    if name + 1 >= high or tokens[name + 1].norm not in FORMS_OF_BE | AUXILIARIES:
        return None
    return _predicate(tokens, name + 1, high) if _is_subject(tokens, low, name) else None


def appointed(tokens: Sequence[Token], low: int, high: int, name: int) -> Office | None:
    """Kim served as an adviser; Kim became president."""
    if name + 1 >= high or tokens[name + 1].norm not in APPOINTED:
        return None
    return _predicate(tokens, name + 1, high) if _is_subject(tokens, low, name) else None


def _is_subject(tokens: Sequence[Token], low: int, name: int) -> bool:
    """In "the son of Kim is a lawyer" Kim is not the lawyer; nor is he in "Lee and Kim are"."""
    phrase = phrase_before(tokens, low, name)
    if phrase is None or phrase.name != name:
        return False
    before = tokens[phrase.first - 1] if phrase.first > low else None
    return before is None or before.norm not in ("and", "or", "than", "of")


def _predicate(tokens: Sequence[Token], at: int, high: int, *, by: bool = False) -> Office | None:
    """Return the office after "is", "has acted as", "the paper identified as"."""
    has_verb = False
    for i in range(at, min(at + 8, high)):
        token = tokens[i]
        if token.norm in ("not", "n't", "never", "no"):
            return None
        if has_verb and token.norm in DETERMINERS:
            return _one_office(tokens, i, high)
        if has_verb and (is_office(token) or token.norm in MODIFIERS):
            bare = tokens[i - 1].norm in BEFORE_BARE_OFFICE
            return _one_office(tokens, i, high) if bare else None
        if token.norm in FORMS_OF_BE or token.norm in APPOINTED:
            has_verb = True
        elif not (
            token.norm in AUXILIARIES or token.norm in ADVERBS or token.norm in ("as", "to")
            or token.norm.endswith("ly") or (by and not has_verb)
        ):  # fmt: skip
            return None
    return None


def _one_office(tokens: Sequence[Token], first: int, high: int) -> Office | None:
    office = office_from(tokens, first, high)
    return None if office is None or is_plural(tokens[office.head]) else office


def _after_parenthesis(tokens: Sequence[Token], at: int, high: int) -> int:
    """Skip "(D-Lund)"."""
    if at < high and tokens[at].text == "(":
        for i in range(at + 1, min(at + 8, high)):
            if tokens[i].text == ")":
                return i + 1 if not any(is_office(t) for t in tokens[at:i]) else at
    return at


def together(tokens: Sequence[Token], low: int, high: int) -> Iterator[Found]:
    """The leaders of the strike – Kim and Lee – left; his closest aides are Kim and Lee."""
    for head in range(low, high):
        if not is_office(tokens[head]):
            continue
        first = _phrase_begins(tokens, low, head)
        if first is None:
            continue
        office = office_from(tokens, first, high)
        if office is None or not first <= head <= office.head:
            continue
        at = office.last + 1
        if at >= high:
            continue
        verb = tokens[at].norm in ("is", "are", "was", "were")
        if verb and first != low:
            continue
        if not verb and not (
            is_plural(tokens[office.head]) and tokens[at].text in (":", ",", *DASHES)
        ):
            continue
        names = _people(tokens, at + 1, high)
        closed = not verb and tokens[at].text == ","
        if names and (len(names) > 1 or not closed) and (verb or len(names) > 1):
            yield from (Found(office, name) for name in names)


def _phrase_begins(tokens: Sequence[Token], low: int, head: int) -> int | None:
    for i in range(head, max(low, head - HEAD_WITHIN) - 1, -1):
        if tokens[i].norm in DETERMINERS:
            return i
        if tokens[i].kind in (Kind.PUNCTUATION, Kind.QUOTATION) and not possessive(tokens[i]):
            return i + 1 if i + 1 <= head else None
    return low if head - low < HEAD_WITHIN else None


def _people(tokens: Sequence[Token], at: int, high: int) -> list[int]:
    """Return the names of "Kim, Lee and Park", which end there."""
    names: list[int] = []
    i = at
    while i < high and len(names) < MOST_TOGETHER and is_person(tokens[i]):
        if i + 1 < high and possessive(tokens[i + 1]):
            break  # "is Kim's brother": the office is the brother's
        names.append(i)
        if i + 1 < high and (tokens[i + 1].text == "," or tokens[i + 1].norm == "and"):
            i += 2
            if i < high and tokens[i].norm == "and":
                i += 1
        else:
            break
    return names
