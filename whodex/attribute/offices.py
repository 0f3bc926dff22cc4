"""The words of a description: where an office stands, what belongs to it, what it is made of."""

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import NamedTuple

from whodex.attribute.lexicon import (
    ADDRESSES,
    ARTICLES,
    AUXILIARIES,
    COMPOUNDS,
    DAYS,
    DEEDS,
    DETERMINERS,
    FORMER,
    FORMS_OF_BE,
    FUNCTION_WORDS,
    HONORIFICS,
    HUMAN_NOUNS,
    INCLUDING,
    KINSHIP,
    LINKS,
    MODIFIERS,
    NEWS_VERBS,
    NOUN_LIKE,
    OFFICES,
    PASTS,
    PEOPLE,
    PERSONAL,
    POSSESSIVE_PRONOUNS,
    STYLES,
    SUBJECT_PRONOUNS,
    TIME_LINKS,
    TIMES,
    VERBS,
)
from whodex.attribute.phrases import is_name, is_person, nominal, possessive
from whodex.attribute.tokens import Kind, Token
from whodex.gazetteer import country, is_demonym
from whodex.models import Entity, EntityType
from whodex.names import fold
from whodex.rules import pairs, words

HEAD_WITHIN = 14  # tokens from the beginning of a description to its office
LONGEST = 40
RANKS = frozenset(("first", "second", "third", "last", "only"))
# Words of kinship that say something of their bearer even where nobody is named as the relative.
STANDALONE = frozenset(("baby", "child", "partner", "twin", "widow", "widower"))
YEAR = 4  # digits
LATELY = frozenset(("previously", "once"))
SHORT = 8  # tokens of a parenthesis within a description
ENDINGS = ("ist", "ician", "woman", "eer")  # of nouns that name what a person does
PART = (3, 5)  # letters of both parts of "windsurfer": a shorter one is no word, as in "factor"
LONGEST_WORD = 40  # letters; a longer one is no word, and would take long to take apart
PREFIXES = frozenset(("co", "sub", "vice", "deputy", "under", "assistant", "then", "now", "chief"))
VERBAL = ("ed", "s", "ing", "ly")
ADJECTIVES = ("ial", "nal", "cal", "ral", "tal", "tive", "sive", "ary", "ic", "ual")
SCARE = re.compile(r"\W{1,2}[\w-]+(?: [\w-]+)?\W{1,2}")  # a word or two between marks
INDEFINITE = frozenset(("a", "an", "another"))
BEGINNERS = ARTICLES | POSSESSIVE_PRONOUNS | {"another"}


class Office(NamedTuple):
    """Tokens `first` to `last` of a description and the token that is its office."""

    first: int
    last: int
    head: int


def is_office(token: Token) -> bool:
    """Tell whether a word names an office, a trade or a relation, one or several."""
    return token.kind is Kind.WORD and (_one(token.norm) or is_plural(token))


def is_plural(token: Token) -> bool:
    """Tell "leaders" from "leader" and "boss"."""
    norm = token.norm
    return not _one(norm) and any(
        norm.endswith(ending) and _one(norm.removesuffix(ending) + one)
        for ending, one in (("s", ""), ("es", ""), ("ies", "y"), ("men", "man"), ("women", "woman"))
    )


@cache
def _one(norm: str) -> bool:
    """Tell whether a word is a noun for one human: listed, or known by its ending or its parts."""
    if norm in HUMAN_NOUNS:
        return True
    if norm in FUNCTION_WORDS:
        return False
    first, *rest = norm.split("-", 1)
    if rest and (first in FORMER or first in PREFIXES):  # vice-chairwoman, ex-minister
        return _one(rest[0])
    if rest and rest[0] in ("elect", "designate", "in-chief", "general"):
        return _one(first)
    if len(norm) > LONGEST_WORD:
        return False
    compound = any(norm[i:] in HUMAN_NOUNS for i in range(PART[0], len(norm) - PART[1] + 1))
    return compound or (norm.endswith(ENDINGS) and len(norm) > len("artist"))


def one_of(tokens: Sequence[Token], first: int, high: int) -> bool:
    """Tell whether "one of" begins here: one of several is described, and one alone."""
    return first + 1 < high and tokens[first].norm == "one" and tokens[first + 1].norm == "of"


def several(tokens: Sequence[Token], office: Office) -> bool:
    """Tell whether the words describe more than one: "the leaders"."""
    return is_plural(tokens[office.head]) and not one_of(tokens, office.first, office.last)


def hyphen(tokens: Sequence[Token], i: int) -> bool:
    """Tell a hyphen between two words, as after a name in "a Lund-based club"."""
    return (
        0 < i < len(tokens) - 1 and tokens[i].text == "-"
        and tokens[i - 1].end == tokens[i].start and tokens[i].end == tokens[i + 1].start
    )  # fmt: skip


def without_other(tokens: Sequence[Token], office: Office) -> Office:
    """Return "officer" of "another officer": that there are others says nothing of this one."""
    other = tokens[office.first].norm == "another" and office.first < office.head
    return office._replace(first=office.first + other)


def as_named(tokens: Sequence[Token], office: Office) -> Office:
    """Return "writer" of "writer Sheikh Kim": behind what somebody does, the style is a name."""
    head = tokens[office.head]
    behind = office.first < office.head and is_office(tokens[office.head - 1])
    if not (
        behind and head.text[0].isupper() and head.norm in STYLES and office.last == office.head
    ):
        return office
    return office._replace(last=office.head - 1, head=office.head - 1)


def without_judgement(tokens: Sequence[Token], office: Office) -> Office:
    """Return "Mayor" of a quoted "part-time Mayor": what speakers think of him is no office."""
    first = office.first
    while first < office.head and _judges(tokens[first]):
        first += 1
    return office._replace(first=first)


def _judges(token: Token) -> bool:
    adjective = token.kind is Kind.WORD and "-" in token.norm and token.norm not in MODIFIERS
    start = token.norm.split("-", 1)[0]
    return adjective and not is_office(token) and start not in FORMER and start not in PREFIXES


def without_headline(tokens: Sequence[Token], office: Office) -> Office:
    """Return "Top General" of "Firing Top General": in a headline participles are large."""
    verbs = [
        i
        for i, token in enumerate(tokens[office.first : office.head], office.first)
        if token.kind is Kind.WORD
        and token.norm.endswith("ing")
        and token.norm not in MODIFIERS
        and not is_office(token)
    ]
    return office._replace(first=verbs[-1] + 1) if verbs else office


def with_whole_owner(tokens: Sequence[Token], low: int, office: Office) -> Office:
    """Return all of "Harbour Accountants of Lund's economist": Lund ends the owner's name."""
    first = office.first
    if _ends_name(tokens, first) and possessive(tokens[first + 1]):
        while first > low and (_large(tokens[first - 1]) or tokens[first - 1].norm == "of"):
            first -= 1
    return office._replace(first=first)


def _ends_name(tokens: Sequence[Token], i: int) -> bool:
    """Tell the name that ends a longer one, which isn't known: "Harbour Accountants of Lund"."""
    before = tokens[i - 2] if i > 1 and tokens[i - 1].norm == "of" else None
    return (
        before is not None and _large(before) and not (is_office(before) and not is_plural(before))
    )


def _large(token: Token) -> bool:
    return token.kind is Kind.WORD and token.text[0].isupper()


def parenthesis(tokens: Sequence[Token], i: int, high: int) -> int:
    """Return the token that closes a short parenthesis, as "(MP)", that opens at `i`, or `i`."""
    if tokens[i].text == "(":
        for k in range(i + 1, min(i + SHORT, high)):
            if tokens[k].text == ")":
                return k
    return i


def office_from(tokens: Sequence[Token], first: int, high: int) -> Office | None:
    """Return the description that begins with `first`: "the head of the port", "a retired general".

    It needs an office before its first preposition, and ends before a verb, a relative clause or
    punctuation. None if it runs into a person's name: then it is that person's title.
    """
    head = _head(tokens, first, high)
    if head is None:
        return None
    one_of_many = indefinite(tokens, first, head) and head + 1 < high
    last = head if one_of_many and is_person(tokens[head + 1]) else _end(tokens, head, high)
    if last + 1 < high and is_person(tokens[last + 1]) and not one_of_many:
        return None
    return Office(first, _clause_ends(tokens, first, last, high), head)


def indefinite(tokens: Sequence[Token], first: int, head: int) -> bool:
    """Tell "a donor", one of many, whose name need not follow: "a donor Kim named"."""
    return tokens[first].norm in INDEFINITE and tokens[head].text[0].islower()


def _head(tokens: Sequence[Token], first: int, high: int) -> int | None:
    """Return the office at the end of the words before the first preposition or boundary."""
    i = first
    if one_of(tokens, first, high):
        i += 2
    while i < min(high, first + HEAD_WITHIN):
        token = tokens[i]
        inside = (
            nominal(token)
            or possessive(token)
            or token.norm in FORMER
            or (token.norm in DETERMINERS and token.norm not in ("that", "those", "these"))
            or (token.norm == "and" and i > first and is_office(tokens[i - 1]))
            or (token.text in ".-" and i > first)
            or token.norm in ("-", "once", "then", "only")
            or (token.quotation is not None and i > first and SCARE.fullmatch(token.text))
        )
        behind_office = i > first and is_office(tokens[i - 1])
        if not inside or (behind_office and token.norm in VERBS):
            break
        if behind_office and is_person(token) and indefinite(tokens, first, i - 1):
            break
        i += 1
    last = i - 1
    while last > first and tokens[last].norm in (".", "-", "and"):
        last -= 1
    # "a senior commander based in", "an official briefed on": the office stands before.
    while (
        last > first
        and tokens[last].norm.endswith(("ed", "ing"))
        and (is_office(tokens[last - 1]) or tokens[last - 1].norm in PEOPLE)
    ):
        last -= 1
    # "the first woman in space" says who she is, "a second woman" doesn't.
    somebody = tokens[last].norm in PEOPLE and any(map(_ranks, tokens[first:last]))
    somebody = somebody and tokens[first].norm not in INDEFINITE
    return last if last >= first and (is_office(tokens[last]) or somebody) else None


def _end(tokens: Sequence[Token], head: int, high: int) -> int:
    """Walk right from the office; prepositions count only with what follows them."""
    last, skip = head, head
    for i in range(head + 1, min(high, head + LONGEST)):
        if i <= skip or _leads_on(tokens, i, high):
            continue
        skip = parenthesis(tokens, i, high)
        if skip > i:  # "the Deputy Chief Minister (DCM) of Lund"
            if skip + 1 >= high or tokens[skip + 1].norm not in LINKS:
                break
            continue
        if not _belongs(tokens, i, head, high):
            break
        last = i
    return _whole(tokens, head, last, high)


def _whole(tokens: Sequence[Token], head: int, last: int, high: int) -> int:
    """Cut "with current world" off "a player with current world ranking 5": it ends too early."""
    compound = last + 2 < high and (nominal(tokens[last + 2]) or tokens[last + 2].norm.isdigit())
    after = tokens[last + 1].norm if compound else ""
    for i in range(last, head, -1):
        if tokens[i].norm in LINKS:
            bare = tokens[i].norm == "with" and tokens[i + 1].norm not in DETERMINERS
            broken = after.endswith("ing") and tokens[last].norm[-1:] != "s"
            return i - 1 if bare and broken and tokens[last].text[0].islower() else last
    return last


def _clause_ends(tokens: Sequence[Token], first: int, last: int, high: int) -> int:
    """Return where "who found the ring" ends that says which one: no comma stands before it.

    So do "to land there" and "elected there" after "the first woman".
    """
    at = last + 1
    if at >= high or not (
        tokens[at].norm in ("who", "whose")
        or (any(map(_ranks, tokens[first:at]))
            and (tokens[at].norm == "to" or tokens[at].norm.endswith("ed")))
    ):  # fmt: skip
        return last
    for i in range(at, min(at + LONGEST, high)):
        if tokens[i].kind in (Kind.PUNCTUATION, Kind.QUOTATION) and not (
            possessive(tokens[i]) or hyphen(tokens, i)
        ):
            # The verb of speech isn't the clause's, but in "who saw the attack" it is none.
            verb = tokens[i - 1].norm in VERBS and tokens[i - 2].norm not in DETERMINERS
            end = i - 2 if verb else i - 1
            return end if end > at else last
    return last if at + LONGEST < high else high - 1


def _ranks(token: Token) -> bool:
    """Tell "first", "only" and "youngest"."""
    return token.norm in RANKS or token.norm.endswith("est")


def _leads_on(tokens: Sequence[Token], i: int, high: int) -> bool:
    """A word that goes on with a description if more of it follows."""
    norm, before = tokens[i].norm, tokens[i - 1].norm
    if tokens[i].kind is Kind.QUOTATION or _counted(tokens, i, high):
        return False
    if norm in ("and", "&"):
        return i + 1 < high and _joins(tokens, i)
    return (
        norm in LINKS
        or hyphen(tokens, i)
        or _names_wider_place(tokens, i, high)
        or norm in ("across", "throughout", "within", "between", "against")
        or (norm == "to" and i + 1 < high and _no_verb(tokens[i + 1]))
        or (norm in ("until", "since") and i + 1 < high and tokens[i + 1].norm.isdigit())
        or (norm in DETERMINERS and before in (*LINKS, "to", "and", "all"))
        or (norm in DAYS and (before in DETERMINERS or before in LINKS))
    )


def _counted(tokens: Sequence[Token], i: int, high: int) -> bool:
    """The number that ends "a mother of three"."""
    last = i + 1 >= high or not nominal(tokens[i + 1])
    return last and tokens[i - 1].norm == "of" and tokens[i].norm in pairs("number-words")


def _no_verb(token: Token) -> bool:
    """Tell whom one may be an adviser to from what one may do: "to discuss"."""
    return (
        token.norm in DETERMINERS or token.kind is Kind.NAME or token.text[0].isupper()
        or is_office(token) or "-" in token.text
        or (token.norm.endswith("s") and not token.norm.endswith("ss"))
    )  # fmt: skip


def _names_wider_place(tokens: Sequence[Token], i: int, high: int) -> bool:
    """The comma of "the mayor of South Bend, Indiana", not that of "of Lund, Malmö and Ystad"."""
    return (
        tokens[i].text == "," and i + 1 < high and _place(tokens[i - 1]) and _place(tokens[i + 1])
        and (i + 2 >= high or tokens[i + 2].text in (",", ".", ")", ";"))
    )  # fmt: skip


def _place(token: Token) -> bool:
    return token.mention is not None and token.mention.type is EntityType.PLACE


def _belongs(tokens: Sequence[Token], i: int, head: int, high: int) -> bool:
    """A word that may end a description. Another person's name begins something else."""
    token, before = tokens[i], tokens[i - 1]
    if possessive(token) or _counted(tokens, i, high):
        return True
    if token.text == ".":
        return i + 1 < high and before.text[0].isupper() and nominal(tokens[i + 1])
    if not nominal(token) or _verb_here(tokens, i, head):
        return False
    return not is_person(token) or (
        before.norm in LINKS
        or before.norm in ("to", "and")
        or before.norm in OFFICES
        or before.norm in DETERMINERS
    )


def _joins(tokens: Sequence[Token], i: int) -> bool:
    """Tell whether "and" adds to the description: "… of law and history", not "and left"."""
    after = tokens[i + 1]
    if is_person(after):
        return False
    return (
        after.kind is Kind.NAME
        or is_office(after)
        or after.norm in MODIFIERS
        or (after.kind is Kind.WORD and after.text[0].isupper())
        or (after.norm in ("a", "an", "the") and i + 2 < len(tokens))
        or (nominal(after) and tokens[i - 1].kind is Kind.WORD and after.norm not in VERBS
            and not after.norm.endswith("ed"))
    )  # fmt: skip


def _verb_here(tokens: Sequence[Token], i: int, head: int) -> bool:
    """Tell whether a word after the office is a verb or a participle and no part of a name."""
    norm, before = tokens[i].norm, tokens[i - 1]
    if tokens[i].kind is Kind.NAME or tokens[i].text[0].isupper():
        return False
    after_noun = i - 1 == head or before.kind is Kind.NAME or nominal(before)
    if norm in VERBS and after_noun:
        return True
    participle = norm.endswith(("ed", "ing")) and len(norm) > len("wing") and "-" not in before.text
    return after_noun and participle and before.norm not in LINKS


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
    head = _title_head(tokens, low, last)
    if head is None or (tokens[head].norm in HONORIFICS and tokens[head - 1].norm != "first"):
        return None
    first = title_begins(tokens, low, head)
    if first == head and _acts(tokens, low, head):
        return None
    if tokens[head].norm in KINSHIP - STANDALONE and tokens[head].text[0].islower():
        owned = any(possessive(tokens[k]) or tokens[k].norm in POSSESSIVE_PRONOUNS
                    for k in range(first, head))  # fmt: skip
        if not owned:
            return None
    return Office(first, end if tokens[end].text in (".", ")") else last, head)


def _acts(tokens: Sequence[Token], low: int, head: int) -> bool:
    """Tell "will host Lund" and "to coach Kim" from "the host Kim" and "according to coach Kim"."""
    before = tokens[head - 1].norm if head > low else ""
    said = head - 2 >= low and tokens[head - 2].norm == "according"
    return tokens[head].norm in DEEDS and not said and (
        before in SUBJECT_PRONOUNS or before in AUXILIARIES - FORMS_OF_BE
    )  # fmt: skip


def _before_abbreviation(tokens: Sequence[Token], low: int, closing: int) -> int:
    """Return what stands before "(MP)" and "(Member of Parliament)", or nothing."""
    for i in range(closing - 1, max(low, closing - SHORT), -1):
        if tokens[i].text == "(":
            said = tokens[i + 1 : closing]
            short = any(is_office(token) for token in said) or said[-1].text.isupper()
            return i - 1 if short else -1
    return -1


def _title_head(tokens: Sequence[Token], low: int, last: int) -> int | None:
    """Return the office that ends a title, as "Ambassador" in "Ambassador to the United States"."""
    if is_office(tokens[last]) and not is_plural(tokens[last]):
        return last
    for i in range(last, max(low, last - SHORT), -1):
        norm = tokens[i].norm
        if i < last and norm in ("of", "for", "to"):
            holds = i > low and is_office(tokens[i - 1]) and not is_plural(tokens[i - 1])
            alone = norm == "of" and i + 1 == last and not _verbal(tokens[last])
            return i - 1 if holds and (alone or is_name(tokens[last])) else None
        if norm in ("the", "and") and i < last and is_name(tokens[last]):
            continue
        verb = norm in VERBS and tokens[i].text[0].islower()
        if not nominal(tokens[i]) or verb or is_person(tokens[i]):
            return None
    return None


def title_begins(tokens: Sequence[Token], low: int, head: int, *, series: bool = True) -> int:
    """Walk left over what belongs to a title, to its determiner where it has one.

    `series` says that it may be the last of several: "singer, host, and author".
    """
    first, known = head, True
    for i in range(head - 1, max(low, head - HEAD_WITHIN) - 1, -1):
        if tokens[i].norm in BEGINNERS and not _within_name(tokens, low, i):
            return i
        if _tells_when(tokens, low, i):
            break
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
        or (tokens[first].norm.isdigit() and len(tokens[first].norm) < YEAR)  # "2008 champion Kim"
    ):
        first += 1
    return first


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
    return _proper(tokens[of - 1]) and not _place(tokens[of - 1]) and _proper(tokens[last])


def _proper(token: Token) -> bool:
    """Tell a word of a name from a title and from what stands before one."""
    return is_name(token) and not (
        is_office(token) or is_person(token) or token.norm in MODIFIERS or is_demonym(token.text)
    )


def _tells_when(tokens: Sequence[Token], low: int, i: int) -> bool:
    """Tell the time before a title: "last year President Kim", not "long time rival Kim"."""
    if tokens[i].norm not in TIMES or tokens[i].text[0].isupper() or possessive(tokens[i + 1]):
        return False
    if i > low and _compound_of_time(tokens[i - 1], tokens[i]):
        return False
    before = tokens[i - 1].norm if i > low else ""
    return before in TIME_LINKS or before in DETERMINERS or before in LINKS


def _compound_of_time(first: Token, second: Token) -> bool:
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
        or (i > low and (_compound_of_time(before, token) or _compound_of_time(token, after)))
        or f"{token.norm}-{after.norm}" in COMPOUNDS
        or _adjective(token)
        or (token.text == "." and i > low and before.text[0].isupper())
        or (token.norm in ("and", "&", "/") and i > low and _coordinates(before, after)
            and not _given_to_another(tokens, low, i))
        or (token.norm == "and" and before.text == ",")
        or (token.norm == "of" and i > low and is_office(before) and before.text[0].isupper())
        or _within_name(tokens, low, i)
        or _between_owner_and_office(tokens, low, i)
    )  # fmt: skip


def _coordinates(before: Token, after: Token) -> bool:
    """Tell whether "and" joins what is one title: "trade and industry minister"."""
    both_large = all(t.kind is Kind.WORD and t.text[0].isupper() for t in (before, after))
    office = is_office(before) and (before.norm not in KINSHIP or before.text[0].isupper())
    return office or before.norm in MODIFIERS or both_large


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
    begins = before is None or before.norm in BEGINNERS or before.norm in FORMER
    if not begins and _place(tokens[i + 1]):
        return False  # "the state of emergency US President Kim declared"
    if norm in VERBS:  # "a Swedish voice actor" is one; "Kim voices" has a verb
        return norm in NOUN_LIKE and before is not None and not is_person(before) and (
            (before.kind is Kind.NAME and not VERBS[norm].third)
            or before.norm in BEGINNERS or before.norm in FORMER
        )  # fmt: skip
    if before is None or begins:
        return True
    return known and not _verbal(token) and before.norm not in AUXILIARIES | PERSONAL


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


def role(tokens: Sequence[Token], office: Office) -> str:
    """Return the office alone, lower case: "foreign policy adviser", "secretary of state"."""
    first, head = office.head, tokens[office.head]
    title = head.text[0].isupper() and head.norm not in MODIFIERS
    while first > office.first:
        token = tokens[first - 1]
        ok = token.kind is Kind.WORD and token.norm not in FORMER and (
            (nominal(token) and (token.text[0].islower() or is_office(token)
                                 or token.norm in MODIFIERS))
            or (token.norm == "and" and first - 1 > office.first
                and (first < office.head or is_office(tokens[first - 2])))
        )  # fmt: skip
        other = is_office(token) and token.text[0].islower() and title and tokens[first] == head
        if not ok or other or is_demonym(token.text) or hyphen(tokens, first - 2):
            break  # "opponent MP Kim" is an MP
        first -= 1
    while first < office.head and tokens[first].norm in ("and", "new", "current"):
        first += 1
    does = tokens[office.head + 1].norm == "to" if office.last > office.head else False
    if does and tokens[office.head].norm not in PEOPLE and _ranks(tokens[first]):
        first += first < office.head  # "the first president to refuse" is a president
    last = office.head
    if last + 2 <= office.last and tokens[last + 1].norm == "of":
        after = tokens[last + 2]
        if after.norm in ("state", "staff", "defense", "defence", "the"):
            last += 2 if after.norm != "the" else 0
    return " ".join(t.norm for t in tokens[first : last + 1] if t.text != ".")


def is_former(tokens: Sequence[Token], office: Office) -> bool:
    """Tell whether the words put the office in the past."""
    before = tokens[office.first : office.head + 1]
    return any(token.norm == "until" for token in tokens[office.head : office.last]) or any(
        token.norm in FORMER or token.norm in LATELY or token.norm.startswith(("ex-", "then-"))
        for token in before
    )


def named_in(tokens: Sequence[Token], office: Office, kind: EntityType) -> str | None:
    """Return the id of the first organization or place that the description names."""
    for i in range(office.first, office.last + 1):
        mention = tokens[i].mention
        if mention and mention.type is kind and mention.entity and not _ends_name(tokens, i):
            return mention.entity
    return None


def country_of(
    tokens: Sequence[Token], office: Office, entities: Mapping[str, Entity]
) -> str | None:
    """Return the id of the country that an adjective in the description means ("Swedish")."""
    known = _countries(tuple(entities.values()))
    for token in tokens[office.first : office.last + 1]:
        if token.kind is not Kind.WORD or not token.text[0].isupper():
            continue
        name = _demonyms().get(token.norm)
        if name:
            return known.get(name)
        if is_demonym(token.text):
            stem = fold(token.text)[:-1]
            found = {
                entity
                for form, entity in known.items()
                if stem.startswith(form[:-1]) or form.startswith(stem[:-2])
            }
            return found.pop() if len(found) == 1 else None
    return None


@cache
def _demonyms() -> dict[str, str]:
    return dict(line.split(" = ") for line in words("demonyms"))


def countries(entities: Iterable[Entity]) -> dict[str, Entity]:
    """Return the countries among `entities`, by id: all that `attribute` looks for in them."""
    return {
        entity.id: entity
        for entity in entities
        if entity.type is EntityType.PLACE and any(map(country, (entity.name, *entity.aliases)))
    }


@cache
def _countries(entities: tuple[Entity, ...]) -> dict[str, str]:
    """Map each country's folded name to the entity that has it."""
    found: dict[str, str] = {}
    for entity in entities:
        if entity.type is EntityType.PLACE:
            for form in (entity.name, *entity.aliases):
                named = country(form)
                if named:
                    found.setdefault(named, entity.id)
    return found
