"""What stands beside a name and describes it: a title, a relation, an apposition."""

from collections.abc import Collection, Sequence

from whodex.attribute.kin import SURVIVED, has_kin, kin_word
from whodex.attribute.offices import (
    HEAD_WITHIN,
    Office,
    explains_letters,
    hyphen,
    indefinite,
    is_office,
    office_from,
    several,
)
from whodex.attribute.phrases import is_person, possessive
from whodex.attribute.titles import office_before, title_begins
from whodex.attribute.tokens import DASHES, Kind, Token
from whodex.lexicon.english import (
    APPOINTED,
    ARTICLES,
    AUXILIARIES,
    DETERMINERS,
    FORMS_OF_BE,
    HONORIFICS,
    KINSHIP,
    LINKS,
    MODIFIERS,
    NAMING,
    OWNERS,
    PASTS,
    PREDICATED,
    PREPOSITIONS,
    TIMES,
    VERBS,
)
from whodex.lexicon.lists import words
from whodex.lexicon.names import fold

AFTER_APPOSITION = frozenset(("who", "whose", "whom", "when", "while", "which", "to"))
NO_LONGER = frozenset(("formerly", "previously", "once", "then"))
ALREADY = NO_LONGER | {"currently", "now", "also", "himself", "herself", "both"}
OPENING = frozenset(("according", "following", "thanks", "speaking", "when", "while"))
LONGEST_OBJECT = 6  # tokens from the verb of "named the princess as" to what she is


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
    office = office_before(tokens, low, name) or _before_honorific(tokens, low, name)
    if office and indefinite(tokens, office.first, office.head):
        # "a teenager Kim" has a title, "Lee, a donor Kim named" a clause
        return None if _belongs_to_another(tokens, low, office.first) else office
    return office


def _before_honorific(tokens: Sequence[Token], low: int, name: int) -> Office | None:
    """Return "Commissioner" of "Commissioner Dr. Kim", "Mayor Ustad Kim".

    A trade is a part of the rank that follows: "Surgeon Commodore Kim".
    """
    at = name - 1
    at -= at > low and tokens[at].text == "."
    styled = tokens[at].text[0].isupper() and tokens[at].norm in words("styles")
    honorific = at > low and (styled or tokens[at].norm in HONORIFICS)
    office = office_before(tokens, low, at) if honorific else None
    ranked = office and styled and tokens[office.head].norm in words("trades")
    return None if ranked else office


def _child_before(tokens: Sequence[Token], low: int, end: int) -> Office | None:
    """Return "a son" of "have a son called Kim": whose son he is the verb's subject tells."""
    first = title_begins(tokens, low, end - 1)
    had = has_kin(tokens, first) > low
    return Office(first, end - 1, end - 1) if had and kin_word(tokens[end - 1].norm) else None


def apposition_after(tokens: Sequence[Token], low: int, high: int, name: int) -> Office | None:
    """Kim, the head of the port, left; Kim, 45, a lawyer; Kim (president of the club)."""
    at = behind(tokens, name, high)
    if at >= high or tokens[at].text not in (",", "(", *DASHES):
        return None
    first = at = behind_age(tokens, at + 1, high)
    while at < high and tokens[at].norm in ALREADY:
        at += 1 + (tokens[at].norm == "then" and hyphen(tokens, at + 1))
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


def series_after(tokens: Sequence[Token], high: int, office: Office) -> list[Office]:
    """Return the others of "Kim, former minister, mayor of Lund, and member of the board, left".

    Without articles these are offices of one; "Kim, the minister, and the mayor" may be two people.
    """
    found: list[Office] = []
    at, last = office.last + 1, False
    while at + 1 < high and tokens[at].text == "," and not last:
        last = tokens[at + 1].norm == "and"
        first = at + 1 + last
        other = office_from(tokens, first, high) if first < high else None
        if other is None or several(tokens, other) or tokens[first].norm in DETERMINERS | OWNERS:
            return []
        last = last or _joins_office(tokens, other)
        found.append(other)
        at = other.last + 1
    closed = at >= high or tokens[at].text in (",", ".", ";", ")", *DASHES)
    return found if last and closed else []


def _joins_office(tokens: Sequence[Token], office: Office) -> bool:
    """Tell "mayor of Lund and member of the board"."""
    behind = range(office.head + 1, office.last)
    return any(tokens[i].norm == "and" and is_office(tokens[i + 1]) for i in behind)


def _named_by(tokens: Sequence[Token], at: int, high: int) -> bool:
    """Tell the clause of "Kim, a donor Lee named to the post, left"."""
    return at + 1 < high and is_person(tokens[at]) and _past(tokens[at + 1])


def behind(tokens: Sequence[Token], name: int, high: int) -> int:
    """Skip "(D-Lund)" and "of Lund University" behind a name."""
    at = after_parenthesis(tokens, name + 1, high)
    if at + 1 < high and tokens[at].norm in ("of", "from", "at"):
        at += 2 if tokens[at + 1].kind is Kind.NAME and not is_person(tokens[at + 1]) else 0
    return at


def behind_age(tokens: Sequence[Token], at: int, high: int) -> int:
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
        or token.norm in ("last", "next", "whose")
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
        listed = _is_listed(tokens, at, high, office) or _person_begins(tokens, at + 1, high)
        return not listed or _acts(tokens, at + 1, high)
    if tokens[at].norm == "and":
        one = tokens[office.first].norm in ("a", "an")
        ends = one and not _person_begins(tokens, at + 1, high)
        return ends or _of_both(tokens, at, high, office)
    if tokens[at].kind is not Kind.WORD:
        return False
    return (
        tokens[at].norm in AFTER_APPOSITION
        or tokens[at].norm in PREPOSITIONS
        or (tokens[at].norm.endswith(("ed", "ing")) and tokens[at].norm not in VERBS)
    )


def _is_listed(tokens: Sequence[Token], at: int, high: int, office: Office) -> bool:
    """Tell the list of "Kim, his brother, and his mother left"."""
    his_kin = tokens[office.first].norm in OWNERS and kin_word(tokens[office.head].norm)
    return bool(his_kin) and at + 1 < high and tokens[at + 1].norm == "and"


def _of_both(tokens: Sequence[Token], at: int, high: int, office: Office) -> bool:
    """Tell the "and" of "Kim, the son of Lee and Park, left"."""
    kin = kin_word(tokens[office.head].norm) and at + 1 < high and is_person(tokens[at + 1])
    return bool(kin) and (at + 2 >= high or tokens[at + 2].text in tuple(",.;)"))


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


def apposition_before(  # noqa: PLR0911, PLR0913, PLR0917 - a sentence, a name, what is told
    tokens: Sequence[Token],
    low: int,
    high: int,
    first: int,
    name: int,
    told: Collection[int] = (),
) -> Office | None:
    """The head of the port, Kim, left; `first` is where Kim's title begins.

    What has one of the heads `told` of somebody else is but whom that one is kin to.
    """
    comma = _before_doctor(tokens, low, first - 1)
    if comma > low and tokens[comma].text == "[" and tokens[comma - 1].text == ",":
        comma -= 1
    if comma - 1 < low or tokens[comma].text != ",":
        return None
    after = after_parenthesis(tokens, name + 1, high)
    open_ = after < high and tokens[after].text not in (",", ".", ")", "]", ";", *DASHES)
    if open_ and not _says(tokens, after, high):
        return None
    found = _ends_before(tokens, low, comma)
    if open_ and not (found and _opens_with(tokens, low, found, comma)):
        return None
    if found and found.head in told and kin_word(tokens[found.head].norm):
        found = _ends_before(tokens, found.head + 1, comma)
        return None if found is None or found.head in told else found
    if found is None or _belongs_to_another(tokens, low, found.first):
        return None
    if (inner := _inner_kin(tokens, found)) is not None:
        named = is_person(tokens[inner.first])
        return inner if named and _bear_one_name(tokens[inner.first], tokens[name]) else None
    return None if _may_be_two(tokens, low, high, found.first, after) else found


def _opens_with(tokens: Sequence[Token], low: int, found: Office, comma: int) -> bool:
    """Tell whether a sentence opens with a description, and with no time: "Last year, Kim said"."""
    opens = found.first - (tokens[low].norm in ARTICLES) <= low
    return opens and tokens[comma - 1].norm not in TIMES


def _says(tokens: Sequence[Token], at: int, high: int) -> bool:
    """Tell "The mayor, Kim said it was over" from "The mayor, Kim said, was ill".

    Where the second comma is missing whole sentences follow.
    """
    verb = VERBS.get(tokens[at].norm)
    if verb is None or not (verb.past or verb.third) or at + 1 >= high:
        return False
    if tokens[at + 1].text not in (",", ":"):
        return tokens[at + 1].kind is Kind.WORD
    behind = tokens[at + 2 : at + 3]
    return any(t.quotation and t.text.lstrip("“”\"‘'")[:1].isupper() for t in behind)


def _before_doctor(tokens: Sequence[Token], low: int, at: int) -> int:
    """Skip the "Dr." of "the director, Dr. Kim", which is no office."""
    honorific = at - (tokens[at].text == ".")
    return honorific - 1 if honorific > low and tokens[honorific].norm in HONORIFICS else at


def _ends_before(tokens: Sequence[Token], low: int, comma: int) -> Office | None:
    """Return the longest description that ends before a comma."""
    found: Office | None = None
    for at in range(comma - 1, max(low, comma - 2 * HEAD_WITHIN) - 1, -1):
        if found and at == found.first - 1 and not _hangs_on(tokens[at]):
            break
        if tokens[at].kind is Kind.QUOTATION or (
            tokens[at].kind is Kind.PUNCTUATION and tokens[at].text not in "’'.-()"
        ):
            break
        starts = tokens[at].norm in DETERMINERS - {"other"} or tokens[at].norm == "whose" or (
            (tokens[at].kind is Kind.NAME or tokens[at].text[0].isupper())
            and (at == low or tokens[at - 1].kind in (Kind.PUNCTUATION, Kind.QUOTATION)
                 or possessive(tokens[at + 1]))
        ) or (tokens[at - 1].norm == "and" and at > low)  # fmt: skip
        if starts and _may_begin(tokens, at) and not explains_letters(tokens, at):
            office = office_from(tokens, at, comma)
            if office and office.last == comma - 1 and not several(tokens, office):
                found = office
    return found


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
    if named and (tokens[first].norm == "whose" or _is_listed_kin(tokens, low, first - 2)):
        return False
    return named or _predicated(tokens, low, first)


def _inner_kin(tokens: Sequence[Token], office: Office) -> Office | None:
    """Return "Lee's son" of "a friend of Lee's son, Kim": he may be the one or the other.

    So may Kim of "the aunt of his son, Kim".
    """
    owner = office.last - 2 if possessive(tokens[office.last - 1]) else office.last - 1
    kin = office.head < owner and kin_word(tokens[office.last].norm)
    owned = kin and (owner < office.last - 1 or tokens[owner].norm in OWNERS)
    return Office(owner, office.last, office.last) if owned else None


def _bear_one_name(one: Token, other: Token) -> bool:
    return fold(one.text.split()[-1]) == fold(other.text.split()[-1])


def _is_listed_kin(tokens: Sequence[Token], low: int, name: int) -> bool:
    """Tell the Lee of "survived by his wife, Lee, his son, Kim, and": the wife isn't the son."""
    if SURVIVED[0] in [token.norm for token in tokens[low:name]]:
        return True
    kin = name - 1 - (tokens[name - 1].text == ",")
    return kin > low and kin_word(tokens[kin].norm) is not None and any(
        tokens[i].norm in OWNERS for i in range(max(low, kin - HEAD_WITHIN), kin)
    )  # fmt: skip


def after_parenthesis(tokens: Sequence[Token], at: int, high: int) -> int:
    """Skip "(D-Lund)"."""
    if at < high and tokens[at].text == "(":
        for i in range(at + 1, min(at + 8, high)):
            if tokens[i].text == ")":
                return i + 1 if not any(is_office(t) for t in tokens[at:i]) else at
    return at
