"""What a sentence says that somebody is: "Kim is the mayor", "Kim, who is the mayor"."""

from collections.abc import Sequence
from functools import cache

from whodex.attribute.appositions import behind, title_before
from whodex.attribute.kin import kin_word
from whodex.attribute.offices import (
    Office,
    hyphen,
    is_office,
    is_year,
    office_from,
    phrase_end,
    several,
)
from whodex.attribute.phrases import is_person, nominal, phrase_before, possessive
from whodex.attribute.tokens import Kind, Token
from whodex.lexicon.english import (
    ADVERBS,
    APPOINTED,
    AUXILIARIES,
    DAYS,
    DENYING,
    DETERMINERS,
    FORMER,
    FORMS_OF_BE,
    MODIFIERS,
    PEOPLE,
    PERSONAL,
    PREPOSITIONS,
    RUNNING,
    SUCCEEDING,
    SUPPOSING,
    VERBS,
)
from whodex.lexicon.lists import words
from whodex.values.article import EntityType

SUBORDINATE = frozenset(("after", "before", "since", "until", "as", "for", "like"))
MAY_BE = frozenset(("would", "could", "may", "might", "should", "can"))
BEFORE_BARE_OFFICE = frozenset(("as", "is", "was", "became", "elected", "appointed", "named"))
LONGEST_INSERTION = 25
LONGEST_OBJECT = 6  # tokens from "succeeded" to "as"
SPEAKING_FOR = [",", "speaking", "for"], [",", "speaking", "on", "behalf", "of"]
BODY = 6  # tokens of "a small microtechnology consulting company" behind its article


def relative_clause(tokens: Sequence[Token], _low: int, high: int, name: int) -> Office | None:
    """Kim, who has acted as an intermediary, left; Kim who is the mayor."""
    at = name + 1
    if at < high and tokens[at].text == ",":
        at += 1
    if at + 1 >= high or tokens[at].norm not in ("who", "whom"):
        return None
    return _predicate(tokens, at + 1, high, by=tokens[at].norm == "whom")


def succeeded(tokens: Sequence[Token], low: int, high: int, name: int) -> Office | None:
    """Kim, who succeeded him as mayor, left; Kim has replaced Lee as head of the port."""
    at = name + 1
    at += at < high and tokens[at].text == ","
    who = at < high and tokens[at].norm == "who"
    at += who
    at += at < high and tokens[at].norm in ("has", "had", "have")
    if (
        at >= high
        or tokens[at].norm not in SUCCEEDING
        or not (who or is_subject(tokens, low, name))
    ):
        return None
    for i in range(at + 1, min(at + LONGEST_OBJECT, high - 1)):
        if tokens[i].norm == "as":
            return _one_office(tokens, i + 1, high)
        if not (nominal(tokens[i]) or tokens[i].norm in PERSONAL or tokens[i].text == "."):
            return None
    return None


def copula(tokens: Sequence[Token], low: int, high: int, name: int) -> Office | None:
    """Kim is also a senior commander; Kim, who won last year, is a student."""
    at = _behind_insertion(tokens, name, high)
    if at >= high or tokens[at].norm not in AUXILIARIES - {"to"}:
        return None
    if any(token.norm in SUPPOSING | DENYING for token in tokens[low:name]):
        return None  # "Unless Kim is the son", "Rumours that Kim is", "Lee denied that Kim is"
    return _predicate(tokens, at, high) if is_subject(tokens, low, name) else None


def _behind_insertion(tokens: Sequence[Token], name: int, high: int) -> int:
    """Return what follows a name and its insertion: Kim, who won last year, is."""
    at = behind(tokens, name, high)
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
    return _predicate(tokens, at, high) if is_subject(tokens, low, name) else None


def runs(tokens: Sequence[Token], _low: int, high: int, name: int) -> Office | None:
    """Kim, who heads the port authority of Lund, left."""
    at = name + 1
    at += at < high and tokens[at].text == ","
    verb = at + 1
    if verb + 1 >= high or tokens[at].norm != "who" or tokens[verb].norm not in RUNNING:
        return None
    last = _body(tokens, verb + 1, high)
    if not last:
        return None
    whole = phrase_end(tokens, last, high)
    joint = next((i for i in range(last, whole) if tokens[i].norm == "and"), whole + 1)
    return Office(at, joint - 1, verb)


def speaks_for(tokens: Sequence[Token], _low: int, high: int, name: int) -> Office | None:
    """Return what is said of Kim in "Kim, speaking for the country's Health Ministry, said"."""
    at = name + 1
    norms = [token.norm for token in tokens[at : min(at + 5, high)]]
    links = next((len(said) for said in SPEAKING_FOR if norms[: len(said)] == said), 0)
    if not links:
        return None
    body = body_from(tokens, at + links, high)
    return Office(at + 1, body, at + 1) if body else None


def body_from(tokens: Sequence[Token], at: int, high: int) -> int | None:
    """Return the body's name that ends "the army's Western Command" and is no part of more."""
    for i in range(at, min(at + BODY, high - 1)):
        mention, owns = tokens[i].mention, possessive(tokens[i + 1])
        if mention and mention.type is EntityType.ORGANIZATION and not owns:
            after = tokens[i + 1]
            mark = after.kind is Kind.PUNCTUATION and not hyphen(tokens, i + 1)
            return i if mark or after.norm in VERBS else None
        inside = possessive(tokens[i]) or tokens[i].norm in DETERMINERS or nominal(tokens[i])
        if not inside or is_person(tokens[i]) or is_office(tokens[i]):
            return None
    return None


def _body(tokens: Sequence[Token], at: int, high: int) -> int:
    """Return the last token of "the port authority", "a small company", or 0 of other things."""
    first = at + (tokens[at].norm in DETERMINERS)
    end = first
    while end < min(high, first + BODY) and nominal(tokens[end]) and not is_person(tokens[end]):
        end += 1
    if end == first or (end < high and possessive(tokens[end])):
        return 0
    last = tokens[end - 1]
    if last.mention:
        return end - 1 if last.mention.type is EntityType.ORGANIZATION else 0
    return end - 1 if last.norm in _bodies() else 0


@cache
def _bodies() -> frozenset[str]:
    return words("organization-nouns") | words("organization-heads")


def hanging(tokens: Sequence[Token], low: int, high: int, name: int) -> Office | None:
    """Kim was born into a rich family, granddaughter of Lee: nobody else is named before."""
    for at in range(name + 1, min(name + LONGEST_INSERTION, high - 1)):
        another = is_person(tokens[at]) and _entity(tokens[at]) != _entity(tokens[name])
        if another or is_office(tokens[at]) or tokens[at].kind is Kind.QUOTATION:
            return None
        if tokens[at].text == "," and at > name + 1 and tokens[at + 1].norm not in DETERMINERS:
            office = office_from(tokens, at + 1, high)
            kin = office is not None and kin_word(tokens[office.head].norm)
            if office and kin and office.head + 1 < high and tokens[office.head + 1].norm == "of":
                whole = office.last + 1 >= high or tokens[office.last + 1].text in tuple(".,;")
                return office if whole and is_subject(tokens, low, name) else None
    return None


def _entity(token: Token) -> str | None:
    return token.mention.entity if token.mention else None


def _second_verb(tokens: Sequence[Token], at: int, high: int) -> int:
    """Return what follows the first "and", if the same clause goes on up to it."""
    for i in range(at, min(at + LONGEST_INSERTION, high)):
        if tokens[i].norm == "and":
            return i + 1
        if tokens[i].kind is Kind.PUNCTUATION or is_person(tokens[i]):
            break
    return high


def is_subject(tokens: Sequence[Token], low: int, name: int) -> bool:
    """In "the son of Kim is a lawyer" Kim is not the lawyer; nor is he in "Lee and Kim are"."""
    phrase = phrase_before(tokens, low, name)
    title = title_before(tokens, low, name)
    if phrase is None or phrase.name != name:
        return False
    first = title.first if title else phrase.first
    before = tokens[first - 1] if first > low else None
    return before is None or (
        before.norm not in ("and", "or", "nor", "than")
        and before.norm not in PREPOSITIONS - SUBORDINATE
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
    return _without_year(tokens, office)


def _without_year(tokens: Sequence[Token], office: Office) -> Office:
    """Cut "in 2005" off "became president of the club in 2005", which says when."""
    when = office.last - 1
    if not is_year(tokens[office.last]) or when <= office.head:
        return office
    when -= tokens[when].norm in DAYS  # "in May 2005"
    return office._replace(last=when - 1) if tokens[when].norm == "in" else office
