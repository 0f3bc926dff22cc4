"""The office that stands right before a name: "former foreign policy adviser Kim"."""

from collections.abc import Sequence
from functools import cache

from whodex.attribute.offices import (
    ADJECTIVES,
    HEAD_WITHIN,
    SHORT,
    Office,
    explains_letters,
    hyphen,
    is_office,
    is_place,
    is_plural,
    is_year,
)
from whodex.attribute.phrases import is_name, is_person, nominal, possessive
from whodex.attribute.tokens import Kind, Token
from whodex.lexicon.english import (
    ADDRESSES,
    ADVERBS,
    ARTICLES,
    AUXILIARIES,
    COMPOUNDS,
    DEEDS,
    DETERMINERS,
    FORMER,
    FORMS_OF_BE,
    HONORIFICS,
    INCLUDING,
    KINSHIP,
    LINKS,
    MODIFIERS,
    NEWS_VERBS,
    NOUN_LIKE,
    OWNERS,
    PASTS,
    PERSONAL,
    SUBJECT_PRONOUNS,
    TIED,
    TIME_LINKS,
    TIMES,
    VERBS,
)
from whodex.lexicon.lists import words
from whodex.lexicon.places import is_demonym

# Words of kinship that say something of their bearer even where nobody is named as the relative.
STANDALONE = frozenset(("baby", "child", "parent", "partner", "twin", "widow", "widower"))
VERBAL = ("ed", "s", "ing", "ly")
OWN_SELF = frozenset(("herself", "himself", "themselves"))
SAID = frozenset(("said", "says"))
FORMER_TOO = frozenset(("now", "then", "two-time", "fellow", "other", "another"))
BEGINNERS = ARTICLES | OWNERS | {"another"}


def office_before(tokens: Sequence[Token], low: int, name: int) -> Office | None:
    """Return the title right before a name: "Swedish Prime Minister", "Kim's brother"."""
    end = last = name - 1
    if last >= low and tokens[last].text == ".":
        last -= 1
    elif last > low and tokens[last].text == ")":
        end, last = last, _before_abbreviation(tokens, low, last)
    if last < low:
        return None
    if tokens[last].norm in ADDRESSES:
        return None  # "the oath as governor of the Honorable Kim"
    head = last if _is_dotted(tokens, last) else _title_head(tokens, low, last)
    if head is None or (tokens[head].norm in HONORIFICS and tokens[head - 1].norm != "first"):
        return None
    first = title_begins(tokens, low, head)
    acts = first == head and _acts(tokens, low, head)
    if acts or _names_ship(tokens, low, first, head) or _is_object(tokens, low, first, name):
        return None
    if tokens[head].norm in KINSHIP - STANDALONE and tokens[head].text[0].islower():
        owned = any(possessive(tokens[k]) or tokens[k].norm in OWNERS for k in range(first, head))
        joint = tokens[head - 1].norm if first == head > low else ""
        sister = head - 2 >= low and tokens[head - 2].norm in KINSHIP  # "brother and sister Kim"
        beside = joint == "with" or (joint == "and" and not sister)
        if not (owned or beside):
            return None
    return Office(first, end if tokens[end].text in (".", ")") else last, head)


def _is_dotted(tokens: Sequence[Token], last: int) -> bool:
    """Tell the delegate of "Del. Kim" from the "Del" of a name, and from Delaware."""
    dotted = tokens[last].text == "Del" and tokens[last + 1].text == "."
    return dotted and tokens[max(0, last - 1)].text != ","


def _acts(tokens: Sequence[Token], low: int, head: int) -> bool:
    """Tell "will host Lund" and "to coach Kim" from "the host Kim" and "according to coach Kim"."""
    before = tokens[head - 1].norm if head > low else ""
    said = head - 2 >= low and tokens[head - 2].norm == "according"
    return tokens[head].norm in DEEDS and not said and (
        before in SUBJECT_PRONOUNS or before in AUXILIARIES - FORMS_OF_BE
    )  # fmt: skip


def _names_ship(tokens: Sequence[Token], low: int, first: int, head: int) -> bool:
    """Tell "MV Professor Kim", which is called after him, from "INS officer Kim"."""
    before = tokens[max(low, first - 1) : head]
    prefix = any(t.kind is Kind.WORD and t.text in words("ship-prefixes") for t in before)
    return prefix and tokens[head].text[0].isupper()


def _is_object(tokens: Sequence[Token], low: int, first: int, name: int) -> bool:
    """Tell the clause of "Lee was not the candidate Kim initially backed"."""
    at = first - 1 - (first - 1 > low and tokens[first - 1].norm == "not")
    if tokens[first].norm != "the" or at < low or tokens[at].norm not in FORMS_OF_BE:
        return False
    verb = name + 1
    while verb < len(tokens) and (tokens[verb].norm in ADVERBS or tokens[verb].norm.endswith("ly")):
        verb += 1
    norm = tokens[verb].norm if verb < len(tokens) else ""
    return norm in PASTS or norm.endswith("ed")


def _before_abbreviation(tokens: Sequence[Token], low: int, closing: int) -> int:
    """Return what stands before "(MP)" and "(Member of Parliament)", or nothing."""
    for i in range(closing - 1, max(low, closing - SHORT), -1):
        if tokens[i].text == "(":
            said = tokens[i + 1 : closing]
            short = any(map(is_office, said)) or tokens[closing - 1].text.isupper()
            return i - 1 if short else -1
    return -1


def _title_head(tokens: Sequence[Token], low: int, last: int) -> int | None:
    """Return the office of a title: "Ambassador to the United States", "Secretary of Justice"."""
    if is_office(tokens[last]) and not is_plural(tokens[last]):
        of = last - 2 >= low and tokens[last - 1].norm == "of" and tokens[last].text[0].isupper()
        body = of and is_office(tokens[last - 2]) and not is_plural(tokens[last - 2])
        return last - 2 if body and tokens[last - 2].text[0].isupper() else last
    for i in range(last, max(low, last - SHORT), -1):
        norm = tokens[i].norm
        if i < last and norm in ("of", "for", "to"):
            holds = i > low and is_office(tokens[i - 1]) and not is_plural(tokens[i - 1])
            alone = norm == "of" and i + 1 == last and not _verbal(tokens[last])
            named = alone or is_name(tokens[last])
            return i - 1 if holds and (named or _is_bare(tokens, low, i)) else None
        if norm in ("the", "and") and i < last:
            continue
        verb = norm in VERBS and tokens[i].text[0].islower()
        if not nominal(tokens[i]) or verb or is_person(tokens[i]):
            return None
    return None


def _is_bare(tokens: Sequence[Token], low: int, of: int) -> bool:
    """Tell "speaker of the house Kim" from "the speaker of the house Kim built".

    Without an article an office opens a clause in which nobody else stands, or goes on a list.
    """
    first = title_begins(tokens, low, of - 1)
    if tokens[of].norm != "of" or tokens[first].norm in BEGINNERS:
        return False
    before = tokens[first - 1] if first > low else None
    if before is None or before.norm in INCLUDING or before.norm in SAID:
        return True
    if before.norm == "and":
        return is_person(tokens[first - 2]) and first - 2 >= low
    nobody = not any(is_person(t) or is_office(t) for t in tokens[low : first - 1])
    return before.text == "," and nobody


def title_begins(tokens: Sequence[Token], low: int, head: int, *, series: bool = True) -> int:
    """Walk left over what belongs to a title, to its determiner where it has one.

    `series` says that it may be the last of several: "singer, host, and author".
    """
    first, known = head, True
    for i in range(head - 1, max(low, head - HEAD_WITHIN) - 1, -1):
        if tokens[i].norm in BEGINNERS and not _within_name(tokens, low, i):
            return i
        if _tells_when(tokens, low, i) or _owns_a_thing(tokens, i, head):
            break
        if tokens[i].norm in OWN_SELF:
            break  # "calls himself Colonel Kim"
        if series and _in_series(tokens, i, first):
            begins = _series_begins(tokens, low, i)
            if begins is not None:
                return begins
            break
        beside, known = known, _fits_title(tokens, low, i)
        if not known and not _modifies(tokens, low, i, known=beside):
            if _another_begins(tokens, low, i, first, head):
                return title_begins(tokens, low, i - 1, series=series)
            break
        first = i
    while first < head and (
        possessive(tokens[first])
        or tokens[first].text in ".&/-"
        or tokens[first].norm in ("and", "of")
        or (
            tokens[first].norm.isdigit()
            and not (is_year(tokens[first]) and not _tells_year(tokens, low, first))
        )
    ):
        first += 1
    return first + _is_of_title(tokens, low, first, head)


def _is_of_title(tokens: Sequence[Token], low: int, first: int, head: int) -> bool:
    """Tell the Lund of "Mayor (MP) of Lund lawyer Kim", which is the first title's."""
    of = first - 1
    if of <= low or tokens[of].norm != "of" or tokens[first].kind is not Kind.NAME:
        return False
    at = _before_abbreviation(tokens, low, of - 1) if tokens[of - 1].text == ")" else of - 1
    holds = at > low and is_office(tokens[at]) and not is_plural(tokens[at])
    return holds and tokens[at].text[0].isupper() and tokens[head].text[0].islower()


def _tells_year(tokens: Sequence[Token], low: int, i: int) -> bool:
    """Tell the year of "in 2008 champion Kim left" from that of "2008 champion Kim"."""
    return i > low and tokens[i - 1].norm in ("in", "since", "until")


def _another_begins(tokens: Sequence[Token], low: int, i: int, first: int, head: int) -> bool:
    """Tell the first of two offices: "Deputy Minister for Trade and Minister of Fishing Kim"."""
    joined = tokens[head - 1].norm == "and" and first < head - 1
    return (
        joined and i > low and tokens[i].norm in ("for", "of") and is_office(tokens[i - 1])
        and tokens[i - 1].text[0].isupper()
    )  # fmt: skip


def _within_name(tokens: Sequence[Token], low: int, i: int) -> bool:
    """Tell the small words within what is called so: "House of the Winds author Kim".

    The first word of a sentence is large anyway, and in "the arrest in Lund of" a name ends.
    """
    of = i - (tokens[i].norm == "the")
    opens = of - 1 == low and tokens[of + 1].text != "The"  # "Song of The Gulls author Kim"
    if of - 1 < low or opens or tokens[of].norm != "of":
        return False
    last = of + 1 + (tokens[of + 1].norm == "the")
    return _proper(tokens[of - 1]) and not is_place(tokens[of - 1]) and _proper(tokens[last])


def _proper(token: Token) -> bool:
    """Tell a word of a name from a title and from what stands before one."""
    return is_name(token) and not (
        is_office(token) or is_person(token) or token.norm in MODIFIERS or is_demonym(token.text)
    )


def _tells_when(tokens: Sequence[Token], low: int, i: int) -> bool:
    """Tell the time before a title: "last year President Kim", not "long time rival Kim"."""
    if tokens[i].norm not in TIMES or tokens[i].text[0].isupper() or possessive(tokens[i + 1]):
        return False
    if i > low and compound_of_time(tokens[i - 1], tokens[i]):
        return False
    before = tokens[i - 1].norm if i > low else ""
    return before in TIME_LINKS or before in DETERMINERS or before in LINKS


def _owns_a_thing(tokens: Sequence[Token], i: int, head: int) -> bool:
    """Tell the "inquiry" of "the board's inquiry former mayor Kim's", which holds no office."""
    token, after = tokens[i], tokens[i + 1]
    thing = token.kind is Kind.WORD and token.text[0].islower() and nominal(token)
    plain = thing and not (is_office(token) or _adjective(token) or token.norm in MODIFIERS)
    return plain and i + 1 < head and after.norm in FORMER and "-" not in token.text and (
        token.norm not in FORMER | FORMER_TOO
    )  # fmt: skip


def compound_of_time(first: Token, second: Token) -> bool:
    """Tell the adjective "long time", "part time" of a "long time rival"."""
    return second.norm == "time" and first.norm in ("full", "long", "one", "part", "some")


def _in_series(tokens: Sequence[Token], i: int, first: int) -> bool:
    """The comma before ", and author Kim", if an office stands before it."""
    return tokens[i].text == "," and is_office(tokens[i - 1]) and tokens[first].norm == "and"


def _series_begins(tokens: Sequence[Token], low: int, comma: int) -> int | None:
    """Return where "Danish singer, host, and author Kim" begins, if the sentence begins with it."""
    first = comma
    while first > low and tokens[first].text == "," and is_office(tokens[first - 1]):
        first = title_begins(tokens, low, first - 1, series=False) - 1
    return low if first < low else None


def _fits_title(tokens: Sequence[Token], low: int, i: int) -> bool:
    """Tell whether a word that stands left of an office belongs to it for certain."""
    token, before, after = tokens[i], tokens[max(low, i - 1)], tokens[i + 1]
    if is_person(token):  # "Kim's deputy", "former Kim adviser", "Kim-critic"
        hyphened = hyphen(tokens, i + 1)
        return possessive(after) or hyphened or (is_office(after) and after.text[0].islower())
    if token.norm in KINSHIP and token.text[0].islower() and not possessive(after):
        return False  # "his wife Mayor Kim"
    if token.norm in MODIFIERS and token.norm.endswith("ing") and after.text[0].isupper():
        return token.text[0].isupper() or token.norm == "acting"  # "a vote leading President Kim"
    return (
        token.kind is Kind.NAME or possessive(token) or is_office(token)
        or token.norm in MODIFIERS or token.norm in FORMER
        or (token.kind is Kind.WORD and is_name(token) and token.norm not in VERBS
            and (i > low or is_office(after) or not token.norm.endswith("ing")))
        or (token.kind is Kind.WORD and "-" in token.text)
        or hyphen(tokens, i)
        or (i > low and (compound_of_time(before, token) or compound_of_time(token, after)))
        or f"{token.norm}-{after.norm}" in COMPOUNDS
        or _adjective(token)
        or (token.text == "." and i > low and before.text[0].isupper())
        or (token.norm in ("and", "&", "/") and i > low
            and (_coordinates(before, after) or _coordinates_nouns(tokens, low, i))
            and not _given_to_another(tokens, low, i))
        or (token.norm == "and" and before.text == ",")
        or (token.norm == "of" and i > low and is_office(before) and before.text[0].isupper())
        or _within_name(tokens, low, i)
        or (i > low and explains_letters(tokens, i))
        or _between_owner_and_office(tokens, low, i)
    )  # fmt: skip


def _coordinates(before: Token, after: Token) -> bool:
    """Tell whether "and" joins what is one title: "trade and industry minister"."""
    both_large = all(t.kind is Kind.WORD and t.text[0].isupper() for t in (before, after))
    office = is_office(before) and (before.norm not in KINSHIP or before.text[0].isupper())
    return office or before.norm in MODIFIERS or both_large


def _coordinates_nouns(tokens: Sequence[Token], low: int, i: int) -> bool:
    """Tell "Clinic and outreach manager Kim" from "the clinic and outreach manager Kim".

    A noun for one thing without an article is no part of a sentence by itself; it begins this one,
    or stands behind a mark or "said".
    """
    noun, after, at = tokens[i - 1], tokens[i + 1], i - 2
    alone = at < low or tokens[at].norm in SAID or tokens[at].kind is Kind.QUOTATION or (
        tokens[at].kind is Kind.PUNCTUATION and not possessive(tokens[at])
    )  # fmt: skip
    one = noun.kind is Kind.WORD and nominal(noun) and noun.norm not in bodies()
    one = one and not (_verbal(noun) or is_office(noun) or noun.norm.endswith("s"))
    modifies = after.kind is Kind.WORD and nominal(after) and after.text[0].islower()
    return alone and one and modifies and not (is_office(after) or _verbal(after))


@cache
def bodies() -> frozenset[str]:
    """Nouns for those who can act together: "police", "the crew"."""
    return words("organization-nouns") | words("organization-heads") | words("speaking-nouns")


def _given_to_another(tokens: Sequence[Token], low: int, end: int) -> bool:
    """Tell the office that ends before `end` from a title: "Lee for mayor and judge Kim"."""
    i = end - 1
    while i > max(low, end - SHORT) and nominal(tokens[i]):
        i -= 1
    if i <= low or tokens[i].norm not in ("for", "as"):
        return False
    before = tokens[i - 1]
    return is_person(before) or before.norm in PERSONAL or before.text == ")"


def _modifies(tokens: Sequence[Token], low: int, i: int, *, known: bool) -> bool:
    """A noun or an adjective of no list before an office: "the transport minister".

    Of two in a row the left one may be a verb, unless a determiner stands before it; `known`
    says that the word to the right is in a list.
    """
    token, before = tokens[i], tokens[i - 1] if i > low else None
    norm = token.norm
    if token.kind is not Kind.WORD or not nominal(token) or norm in PASTS or norm in INCLUDING:
        return False
    if norm in KINSHIP and token.text[0].islower() and tokens[i + 1].text[0].isupper():
        return False  # "his wife First Lady Kim"
    begins = before is None or before.norm in BEGINNERS or before.norm in FORMER
    if not begins and is_place(tokens[i + 1]):
        return False  # "the state of emergency US President Kim declared"
    if norm in VERBS:  # "a Swedish voice actor" is one; "Kim voices" has a verb
        return norm in NOUN_LIKE and before is not None and not is_person(before) and (
            (before.kind is Kind.NAME and not VERBS[norm].third)
            or before.norm in BEGINNERS or before.norm in FORMER
        )  # fmt: skip
    if before is None or begins:
        return True
    helps = before.norm in AUXILIARIES | PERSONAL and not _to_somebody(tokens, low, i - 1)
    return known and not _verbal(token) and not helps


def _to_somebody(tokens: Sequence[Token], low: int, at: int) -> bool:
    """Tell the "to" of "married to talent agent Kim" from that of "to coach player Kim"."""
    return tokens[at].norm == "to" and at > low and tokens[at - 1].norm in TIED


def _verbal(token: Token) -> bool:
    """Tell a word that may be a verb: of the list, a known past, or by its ending."""
    norm = token.norm
    return norm in VERBS or norm in PASTS or norm in NEWS_VERBS or norm.endswith(VERBAL)


def _adjective(token: Token) -> bool:
    return (
        token.kind is Kind.WORD and token.norm.endswith(ADJECTIVES)
        and len(token.norm) > len("royal") and token.norm not in VERBS
    )  # fmt: skip


def _between_owner_and_office(tokens: Sequence[Token], low: int, i: int) -> bool:
    """“Sweden's best negotiator”: any word between whose and what belongs."""
    for k in range(i, max(low, i - 4) - 1, -1):
        if possessive(tokens[k]) or tokens[k].norm in ("his", "her", "their", "its"):
            return True
        if tokens[k].kind is not Kind.WORD or not nominal(tokens[k]) or tokens[k].norm in VERBS:
            return False
    return False
