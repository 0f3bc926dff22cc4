"""The words of kinship: "Kim's brother" says nothing of an office, but of two people."""

from collections.abc import Sequence

from whodex.attribute.offices import INDEFINITE, Office, is_office, is_plural
from whodex.attribute.phrases import is_person, possessive
from whodex.attribute.titles import STANDALONE
from whodex.attribute.tokens import Token
from whodex.lexicon.english import (
    CHILDREN,
    DETERMINERS,
    FORMER,
    HAVING,
    IRREGULAR_PLURALS,
    KINSHIP,
    LEAVING,
    MODIFIERS,
    NAMING,
    OWNERS,
    SIBLINGS,
    SPOUSES,
)
from whodex.lexicon.lists import grammar, pairs

SURVIVED, BIRTH = ["survived", "by"], ["birth", "to"]
UNREAL = grammar("unreal kin")
NEAR = 40  # tokens before "their", and before the last of "a son called Kim and a daughter"


def is_kin(tokens: Sequence[Token], office: Office) -> bool:
    """Tell whether words say whose kin somebody is.

    "Father Kim" has a title; "a mother of two" and "a partner at the firm" describe.
    """
    word = tokens[office.head]
    if kin_word(word.norm) is None or _at_work(tokens, office):
        return False
    if _owner(tokens, office) is not None:
        return True
    after = tokens[office.head + 1 : office.last + 1]
    if after and after[0].norm in ("of", "to"):
        return not counts(after[1:])
    titled = word.text[0].isupper() and office.first == office.head and word.norm in KINSHIP
    return not titled and word.norm not in STANDALONE


def is_unreal(tokens: Sequence[Token], office: Office) -> bool:
    """Tell a would-be wife, an alleged son, a mother on screen: nobody's, as far as is known."""
    return any(token.norm in UNREAL for token in tokens[office.first : office.head])


def whose(tokens: Sequence[Token], office: Office) -> int | None:
    """Return the token that names the relative, or a pronoun for him; None without either.

    "The brother of Kim's boss" and "the brother of a friend of Kim" aren't Kim's.
    """
    owner = _owner(tokens, office)
    if owner is not None:
        return owner
    after = range(office.head + 1, office.last + 1)
    named = next((i for i in after if is_person(tokens[i])), None)
    others = named is not None and named + 1 < office.last and possessive(tokens[named + 1])
    of_another = any(tokens[i].norm == "of" for i in range(office.head + 2, named or 0))
    return None if others or of_another else named


def is_of_somebody(tokens: Sequence[Token], office: Office) -> bool:
    """Tell "mother of his son" from "wife" and "a son of 4"; whom a list tells of isn't meant."""
    after = tokens[office.head + 1 : office.last + 1]
    return len(after) > 1 and after[0].norm == "of" and not counts(after[1:])


def _owner(tokens: Sequence[Token], office: Office) -> int | None:
    """Return "Kim" of "Kim's brother", "his" of "his brother", "whose" of "whose brother"."""
    for i in range(office.head - 1, office.first - 1, -1):
        if possessive(tokens[i]):
            return i - 1
        if tokens[i].norm in OWNERS:
            return i
    return None


def shares(tokens: Sequence[Token], office: Office) -> tuple[Office, ...]:
    """Part "his wife and the chair of the club", "the mayor and brother of Kim" into the two.

    In "with her mother and sister, Kim" these are two people, and Kim is the one named last.
    """
    for i in range(office.first + 1, office.head):
        if tokens[i].norm != "and":
            continue
        before = tokens[i - 1]
        own = Office(office.first, i - 1, i - 1)
        if kin_word(before.norm) and _owner(tokens, own) is not None:
            if tokens[i + 1].norm in OWNERS | INDEFINITE:  # "Kim's wife and her brother, Lee"
                return (office._replace(first=i + 1),)
            two = i + 1 == office.head == office.last and kin_word(tokens[office.head].norm)
            return (office,) if two else (own, office._replace(first=i + 1))
        titled = is_office(before) and not (is_plural(before) or kin_word(before.norm))
        last = i + 1 == office.head and _owner(tokens, office) is None
        if titled and last and kin_word(tokens[office.head].norm):
            return own, office._replace(first=i + 1)
    return _shares_behind(tokens, office)


def _shares_behind(tokens: Sequence[Token], office: Office) -> tuple[Office, ...]:
    """Part "widow of Kim and mother of Lee", "mayor of Lund and brother of Kim"."""
    kin = kin_word(tokens[office.head].norm)
    for i in range(office.head + 2, office.last):
        head = i + 1 + (tokens[i + 1].norm in DETERMINERS)
        other = tokens[i].norm == "and" and head <= office.last and is_office(tokens[head])
        of = other and tokens[min(head + 1, office.last)].norm == "of"
        if of and (kin or kin_word(tokens[head].norm)):
            return Office(office.first, i - 1, office.head), Office(i + 1, office.last, head)
    return (office,)


def kin_word(norm: str) -> str | None:
    """Return a word of kinship in the singular, None of other words."""
    one = IRREGULAR_PLURALS.get(norm, norm).removeprefix("then-").removeprefix("now-")
    return next((w for w in (one, one.removesuffix("s")) if w in KINSHIP), None)


def _at_work(tokens: Sequence[Token], office: Office) -> bool:
    """Tell "his law partner" from "his partner" and "his former partner"."""
    before = tokens[office.head - 1] if office.head > office.first else None
    return tokens[office.head].norm == "partner" and (
        before is not None and not possessive(before)
        and before.norm not in OWNERS | FORMER | {"longtime", "long-term"}
    )  # fmt: skip


def counts(tokens: Sequence[Token]) -> bool:
    """Tell whether "two", "three small children" follow."""
    return bool(tokens) and (tokens[0].norm.isdigit() or tokens[0].norm in pairs("number-words"))


def is_bare(tokens: Sequence[Token], office: Office) -> bool:
    """Tell "wife" alone, without a word that says whose."""
    alone = office.first == office.head == office.last
    return alone and tokens[office.head].text[0].islower()


def siblings(norm: str) -> bool:
    """Tell whether a word is for brothers and sisters."""
    return (kin_word(norm) or "") in SIBLINGS


def spouses(norm: str) -> bool:
    """Tell whether a word is for those of a couple, of whom one has one."""
    return (kin_word(norm) or "") in SPOUSES


def children(norm: str) -> bool:
    """Tell whether a word is for the children of a couple."""
    return (kin_word(norm) or "") in CHILDREN


def has_kin(tokens: Sequence[Token], kin: int) -> int:
    """Return the verb of "have a son called Kim and a daughter" whose words begin at `kin`, or 0.

    So do "leaves a wife", "gave birth to a son" and "is survived by a son", of which it is the
    "survived".
    """
    verb = kin - 1
    while verb > max(0, kin - NEAR) and _lists_kin(tokens[verb]):
        verb -= 1
    verbs = [token.norm for token in tokens[max(0, verb - 1) : verb + 1]]
    if verbs in (SURVIVED, BIRTH):
        return verb - 1 - (verbs == BIRTH)
    return verb if verb > 0 and tokens[verb].norm in HAVING | LEAVING else 0


def _lists_kin(token: Token) -> bool:
    """Tell what may stand between "have" and "a daughter": "a son called Kim, 4, and"."""
    return (
        is_person(token) or token.text in (",", ";") or token.norm in ("and", "with", "behind")
        or token.norm.isdigit() or token.norm in NAMING or kin_word(token.norm) is not None
        or token.norm in DETERMINERS or token.norm in MODIFIERS
    )  # fmt: skip
