"""The words of a description: which word is an office, and what belongs to it behind."""

import re
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from whodex.attribute.phrases import is_person, nominal, possessive
from whodex.attribute.tokens import Kind, Token
from whodex.lexicon.english import (
    DAYS,
    DETERMINERS,
    FORMER,
    FUNCTION_WORDS,
    GERUNDS,
    HUMAN_NOUNS,
    IRREGULAR_PLURALS,
    LINKS,
    MODIFIERS,
    PEOPLE,
    RANKED,
    STYLES,
    VERBS,
)
from whodex.lexicon.lists import pairs
from whodex.values.article import EntityType

HEAD_WITHIN = 14  # tokens from the beginning of a description to its office
LONGEST = 40
YEAR = 4  # digits
LONGEST_TITLE = 6  # words of a book's or a song's title within a description
RANKS = frozenset(("first", "second", "third", "last", "only"))
SHORT = 8  # tokens of a parenthesis within a description
ADJECTIVES = ("ial", "nal", "cal", "ral", "tal", "tive", "sive", "ary", "ic", "ual")
ENDINGS = ("ist", "ician", "woman", "eer")  # of nouns that name what a person does
PART = (3, 5)  # letters of both parts of "windsurfer": a shorter one is no word, as in "factor"
LONGEST_WORD = 40  # letters; a longer one is no word, and would take long to take apart
PREFIXES = frozenset(("co", "sub", "vice", "deputy", "under", "assistant", "then", "now", "chief"))
SCARE = re.compile(r"\W{1,2}[\w-]+(?: [\w-]+)?\W{1,2}")  # a word or two between marks
PLURALS = (("s", ""), ("es", ""), ("ies", "y"), ("men", "man"), ("women", "woman"))
INDEFINITE = frozenset(("a", "an", "another"))


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
    return singular(token.norm) != token.norm


def singular(norm: str) -> str:
    """Return "leader" of "leaders", a word that isn't the plural of an office as it is."""
    if norm in IRREGULAR_PLURALS:
        return IRREGULAR_PLURALS[norm]
    ones = (norm.removesuffix(ending) + one for ending, one in PLURALS if norm.endswith(ending))
    return norm if _one(norm) else next(filter(_one, ones), norm)


@cache
def _one(norm: str) -> bool:
    """Tell whether a word is a noun for one human: listed, or known by its ending or its parts."""
    if norm in HUMAN_NOUNS or ("." in norm and norm.replace(".", "") in HUMAN_NOUNS):  # C.E.O
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


def own_share(tokens: Sequence[Token], office: Office) -> Office:
    """Return "the Archbishop" of "Politicians and the Archbishop": the others aren't named."""
    if is_plural(tokens[office.head]):
        return office
    joints = [
        i
        for i in range(office.first + 1, office.head)
        if tokens[i].norm == "and" and is_plural(tokens[i - 1])
    ]
    return office._replace(first=joints[-1] + 1) if joints else office


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
        and token.norm not in MODIFIERS | RANKED
        and not is_office(token)
    ]
    return office._replace(first=verbs[-1] + 1) if verbs else office


def with_whole_owner(tokens: Sequence[Token], low: int, office: Office) -> Office:
    """Return all of "Harbour Accountants of Lund's economist": Lund ends the owner's name."""
    first = office.first
    if ends_name(tokens, first) and possessive(tokens[first + 1]):
        while first > low and (_large(tokens[first - 1]) or tokens[first - 1].norm == "of"):
            first -= 1
    return office._replace(first=first)


def ends_name(tokens: Sequence[Token], i: int) -> bool:
    """Tell the name that ends a longer one, which isn't known: "Harbour Accountants of Lund"."""
    before = tokens[i - 2] if i > 1 and tokens[i - 1].norm == "of" else None
    one = before is not None and is_office(before) and not is_plural(before)
    return before is not None and _large(before) and not one


def _large(token: Token) -> bool:
    return token.kind is Kind.WORD and token.text[0].isupper()


def parenthesis(tokens: Sequence[Token], i: int, high: int) -> int:
    """Return the token that closes a short parenthesis, as "(MP)", that opens at `i`, or `i`."""
    if tokens[i].text == "(":
        for k in range(i + 1, min(i + SHORT, high)):
            if tokens[k].text == ")":
                return k
    return i


def explains_letters(tokens: Sequence[Token], i: int) -> bool:
    """Tell the tokens of "(OCC)" behind what is called so: "Coastal Cooperation (OCC) head"."""
    for opening in range(max(1, i - 2), min(i, len(tokens) - 3) + 1):
        before, letters = tokens[opening - 1], tokens[opening + 1]
        if tokens[opening].text == "(" and tokens[opening + 2].text == ")" and (
            before.kind is Kind.NAME and not is_person(before) and letters.text.isupper()
        ):  # fmt: skip
            return True
    return False


def office_from(tokens: Sequence[Token], first: int, high: int) -> Office | None:
    """Return the description that begins with `first`: "the head of the port", "a retired general".

    It needs an office before its first preposition, and ends before a verb, a relative clause or
    punctuation. None if it runs into a person's name: then it is that person's title.
    """
    head = _head(tokens, first, high)
    if head is None:
        return None
    one_of_many = indefinite(tokens, first, head) and head + 1 < high
    last = head if one_of_many and is_person(tokens[head + 1]) else phrase_end(tokens, head, high)
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
    i += tokens[first].norm == "whose"
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
            or (i > first and explains_letters(tokens, i))
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
    somebody = tokens[last].norm in PEOPLE and any(map(ranks, tokens[first:last]))
    somebody = somebody and tokens[first].norm not in INDEFINITE
    return last if last >= first and (is_office(tokens[last]) or somebody) else None


def phrase_end(tokens: Sequence[Token], head: int, high: int) -> int:
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
        or (any(map(ranks, tokens[first:at]))
            and (tokens[at].norm == "to" or tokens[at].norm.endswith("ed")))
    ):  # fmt: skip
        return last
    for i in range(at, min(at + LONGEST, high)):
        if tokens[i].kind in (Kind.PUNCTUATION, Kind.QUOTATION) and not (
            possessive(tokens[i]) or hyphen(tokens, i) or _names_wider_place(tokens, i, high)
        ):
            # The verb of speech isn't the clause's, but in "who saw the attack" it is none.
            verb = tokens[i - 1].norm in VERBS and tokens[i - 2].norm not in DETERMINERS
            end = i - 2 if verb else i - 1
            return end if end > at else last
    return last if at + LONGEST < high else high - 1


def ranks(token: Token) -> bool:
    """Tell "first", "only" and "youngest"."""
    return token.norm in RANKS or token.norm.endswith("est")


def _leads_on(tokens: Sequence[Token], i: int, high: int) -> bool:
    """A word that goes on with a description if more of it follows."""
    norm, before = tokens[i].norm, tokens[i - 1].norm
    if tokens[i].kind is Kind.QUOTATION:
        return i + 1 < high and nominal(tokens[i + 1]) and _is_called(tokens, i)
    if _counted(tokens, i, high):
        return False
    if norm in ("and", "&"):
        return i + 1 < high and _joins(tokens, i)
    if norm == "." and "." in before:  # "the C.E.O. of the port"
        return i + 1 < high and tokens[i + 1].text[0].islower()
    return (
        norm in LINKS
        or hyphen(tokens, i)
        or _names_wider_place(tokens, i, high)
        or norm in ("across", "throughout", "within", "between", "against")
        or (norm == "to" and i + 1 < high and _no_verb(tokens[i + 1]))
        or (norm in ("until", "since") and i + 1 < high and tokens[i + 1].norm.isdigit())
        or (norm in ("to", ",", "–", "-") and i + 1 < high and _counts_on(tokens, i))
        or (norm in DETERMINERS and before in (*LINKS, "to", "and", "all"))
        or (norm in DAYS and (before in DETERMINERS or before in LINKS))
    )


def _counted(tokens: Sequence[Token], i: int, high: int) -> bool:
    """The number that ends "a mother of three"."""
    last = i + 1 >= high or not nominal(tokens[i + 1])
    return last and tokens[i - 1].norm == "of" and tokens[i].norm in pairs("number-words")


def _is_called(tokens: Sequence[Token], i: int) -> bool:
    """Tell the title in "the author of “Hill Song”" and in "the host of the “Morning” show"."""
    quoted = tokens[i].quotation is not None and len(tokens[i].text.split()) <= LONGEST_TITLE
    ends = tokens[i].text.strip("“”‘’'\"")[-1:] not in tuple(".,!?")
    return quoted and ends and (tokens[i - 1].norm == "of" or (
        tokens[i - 1].norm in DETERMINERS and tokens[i - 2].norm == "of"
    ))  # fmt: skip


def is_year(token: Token) -> bool:
    """Tell "2001"."""
    return token.norm.isdigit() and len(token.norm) == YEAR


def _counts_on(tokens: Sequence[Token], i: int) -> bool:
    """Tell what joins numbers: "from 1990 to 1998", "1990–98", "2,000"."""
    before, after = tokens[i - 1], tokens[i + 1]
    glued = before.end == tokens[i].start and tokens[i].end == after.start
    years = is_year(before) and tokens[i].text != ","
    return before.norm.isdigit() and after.norm.isdigit() and (years or glued)


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
        tokens[i].text == "," and i + 1 < high
        and is_place(tokens[i - 1]) and is_place(tokens[i + 1])
        and (i + 2 >= high or tokens[i + 2].text in (",", ".", ")", ";"))
    )  # fmt: skip


def is_place(token: Token) -> bool:
    """Tell whether a token is the name of a place."""
    return token.mention is not None and token.mention.type is EntityType.PLACE


def _belongs(tokens: Sequence[Token], i: int, head: int, high: int) -> bool:
    """A word that may end a description. Another person's name begins something else."""
    token, before = tokens[i], tokens[i - 1]
    if possessive(token) or _counted(tokens, i, high) or _is_called(tokens, i):
        return True
    if token.text == ".":
        return i + 1 < high and before.text[0].isupper() and nominal(tokens[i + 1])
    if not nominal(token) or _verb_here(tokens, i, head):
        return False
    return not is_person(token) or (
        before.norm in LINKS
        or before.norm in ("to", "and")
        or is_office(before)
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
            and not after.norm.endswith("ed")
            and not (is_year(tokens[i - 1]) and not after.norm.isdigit()))
    )  # fmt: skip


def _verb_here(tokens: Sequence[Token], i: int, head: int) -> bool:
    """Tell whether a word after the office is a verb or a participle and no part of a name."""
    norm, before = tokens[i].norm, tokens[i - 1]
    if tokens[i].kind is Kind.NAME or tokens[i].text[0].isupper():
        return False
    after_noun = i - 1 == head or before.kind is Kind.NAME or nominal(before)
    if norm in VERBS and after_noun:
        return True
    if norm in GERUNDS and i - 1 > head and not is_office(before):
        return False  # "director for community organizing at the port"
    participle = norm.endswith(("ed", "ing")) and len(norm) > len("wing") and "-" not in before.text
    if norm.endswith("ing") and before.norm.endswith(ADJECTIVES) and not is_office(before):
        return False  # "of mechanical engineering"
    return after_noun and participle and before.norm not in LINKS
