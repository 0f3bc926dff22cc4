"""Who is said to be married to whom, and to whom somebody was born: "Kim was married to Lee"."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from whodex.attribute.kin import siblings
from whodex.attribute.offices import is_office
from whodex.attribute.people import NOMINATIVE
from whodex.attribute.phrases import is_person, nominal, possessive
from whodex.attribute.predicates import LONGEST_INSERTION, is_subject
from whodex.attribute.together import TITLE_WITHIN, people
from whodex.attribute.tokens import Kind, Token
from whodex.lexicon.english import (
    ADVERBS,
    ARTICLES,
    AUXILIARIES,
    FORMS_OF_BE,
    FUNCTION_WORDS,
    PASTS,
    SUPPOSING,
    TIED,
    TYING,
    VERBS,
)

DENIED = frozenset(("not", "n't", "never", "to", "will", "would", "may", "might", "could"))
UNREAL = SUPPOSING | {"would", "?"}
PERFECT = frozenset(("has", "had", "have", "'s", "'d", "'ve"))


class Tie(NamedTuple):
    """Tokens `first` to `last` say that the one at `subject` is the `kin` of those at `others`."""

    first: int
    last: int
    kin: str
    subject: int
    others: Sequence[int]


def ties(tokens: Sequence[Token], low: int, high: int) -> Iterator[Tie]:
    """Yield Kim is married to Lee; Kim married Lee; Kim and Lee married, are siblings."""
    if tokens[low].norm in UNREAL or tokens[low].norm == "had":  # "Had Kim married Lee, …"
        return
    for verb in range(low + 1, high):
        norm = tokens[verb].norm
        if norm in UNREAL:
            return
        if norm in TIED and verb + 1 < high and tokens[verb + 1].norm == "to":
            yield from _to(tokens, low, verb, high)
        elif norm in TYING or siblings(norm):
            yield from _both(tokens, low, verb, high)


def _to(tokens: Sequence[Token], low: int, verb: int, high: int) -> Iterator[Tie]:
    """Yield the tie of "Kim was married to Lee"."""
    begins, helpers = _helpers(tokens, low, verb)
    subject = _subject(tokens, low, begins) if DENIED.isdisjoint(helpers) else None
    alone = subject is not None and (subject == low or tokens[subject - 1].norm != "and")
    if subject is not None and alone and not FORMS_OF_BE.isdisjoint(helpers):
        others = _listed(tokens, verb + 2, high)
        kin = TIED[tokens[verb].norm]
        if others:
            yield Tie(begins + 1, verb + 1, kin, subject, others)


def _both(tokens: Sequence[Token], low: int, verb: int, high: int) -> Iterator[Tie]:
    """Yield the tie of "Kim married Lee" and of "Kim and Lee married", "are siblings"."""
    begins, helpers = _helpers(tokens, low, verb)
    subject = _subject(tokens, low, begins) if DENIED.isdisjoint(helpers) else None
    active, tying = helpers <= PERFECT, tokens[verb].norm in TYING
    other = _behind_title(tokens, verb + 1, high)
    if tying and active and other < high and is_person(tokens[other]):
        third = _third(tokens, other + 1, high)
        if third and tokens[other + 1].norm == "to" and DENIED.isdisjoint(helpers):
            yield Tie(begins + 1, verb, "spouse", other, (third,))
        owns = other + 1 < high and possessive(tokens[other + 1])
        if subject is not None and not (third or owns):
            yield Tie(begins + 1, verb, "spouse", subject, (other,))
        return
    if subject is None:
        return
    two = subject - 2 >= low and tokens[subject - 1].norm == "and" and is_person(
        tokens[subject - 2]
    )  # fmt: skip
    three = subject - 3 >= low and tokens[subject - 3].text in (",", "and")
    alone = verb + 1 >= high or not nominal(tokens[verb + 1])
    if two and not three and alone and (tying or not FORMS_OF_BE.isdisjoint(helpers)):
        norm = tokens[verb].norm
        kin = "spouse" if tying else norm.removesuffix("s")
        yield Tie(begins + 1, verb, kin, subject - 2, (subject,))


def _third(tokens: Sequence[Token], at: int, high: int) -> int:
    """Return Park of "married Kim and Park", "married Kim to Park", who the priest isn't, or 0."""
    if at >= high or tokens[at].norm not in ("and", "to"):
        return 0
    third = _behind_title(tokens, at + 1, high)
    owns = third + 1 < high and possessive(tokens[third + 1])
    return third if is_person(tokens[third]) and not (owns and tokens[at].norm == "to") else 0


def _helpers(tokens: Sequence[Token], low: int, verb: int) -> tuple[int, frozenset[str]]:
    """Return the token before "was", "has once been", and these words."""
    i = verb - 1
    while i > low and (tokens[i].norm in AUXILIARIES or tokens[i].norm in ADVERBS):
        i -= 1
    return i, frozenset(t.norm for t in tokens[i + 1 : verb] if t.norm in AUXILIARIES | DENIED)


def _subject(tokens: Sequence[Token], low: int, at: int) -> int | None:
    """Return the name or pronoun that is the subject before a verb: "Kim", "Kim, who", "she"."""
    if tokens[at].norm == "who" and at - 1 > low:
        before = at - 1 - (tokens[at - 1].text == ",")
        return before if before >= low and is_person(tokens[before]) else None
    if tokens[at].norm in NOMINATIVE:
        return at
    if not is_person(tokens[at]):
        return None
    joined = at - 2 >= low and tokens[at - 1].norm == "and" and is_person(tokens[at - 2])
    return at if is_subject(tokens, low, at - 2 if joined else at) else None


def _listed(tokens: Sequence[Token], at: int, high: int) -> list[int]:
    """Return the names of "Kim, Lee and Park", "Kim, a painter; Lee; and Park"."""
    first = _behind_title(tokens, at, high)
    if first >= high or not is_person(tokens[first]):
        return []
    names = people(tokens, first, high, titled=True)
    last = names[-1]
    joined = any(tokens[i].norm == "and" for i in range(first, last))
    after = tokens[last + 1] if last + 1 < high else None
    if len(names) > 1 and (not joined or (after is not None and _acts(after))):
        names = [first]  # "was married to Kim, Lee said"
    while len(names) > 0 and (semicolon := _next_semicolon(tokens, names[-1], high)):
        behind = semicolon + 1 + (tokens[semicolon + 1].norm == "and")
        name = _behind_title(tokens, behind, high)
        if name >= high or not is_person(tokens[name]):
            break
        names.append(name)
    return names


def _next_semicolon(tokens: Sequence[Token], at: int, high: int) -> int:
    for i in range(at + 1, min(at + LONGEST_INSERTION, high - 1)):
        if tokens[i].text == ";":
            return i
    return 0


def _behind_title(tokens: Sequence[Token], at: int, high: int) -> int:
    """Skip "the singer" before a name."""
    i = at + (at < high and tokens[at].norm in ARTICLES)
    for k in range(i, min(i + TITLE_WITHIN, high)):
        if is_person(tokens[k]):
            return k if k in (at, i) or is_office(tokens[k - 1]) else at
        if not nominal(tokens[k]):
            break
    return min(at, high - 1)


def _acts(token: Token) -> bool:
    return token.kind is Kind.WORD and (
        token.norm in VERBS or token.norm in AUXILIARIES or token.norm in PASTS
        or (token.norm not in FUNCTION_WORDS and token.norm.endswith(("ed", "s")))
    )  # fmt: skip
