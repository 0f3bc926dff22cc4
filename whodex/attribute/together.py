"""What describes several people at once: "the leaders Kim and Lee"."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from whodex.attribute.appositions import behind, behind_age
from whodex.attribute.kin import kin_word
from whodex.attribute.offices import HEAD_WITHIN, Office, is_office, is_plural, office_from
from whodex.attribute.phrases import is_person, nominal, possessive
from whodex.attribute.predicates import LONGEST_INSERTION
from whodex.attribute.titles import title_begins
from whodex.attribute.tokens import DASHES, Kind, Token
from whodex.lexicon.english import (
    DETERMINERS,
    HONORIFICS,
    INCLUDING,
    MODIFIERS,
    OWNERS,
    PASTS,
    TWO_PEOPLE,
)
from whodex.lexicon.lists import pairs

BY_WHOM = 6  # tokens from "identified" to the "as" of "identified by the police as"
TITLE_WITHIN = 5  # tokens from the beginning of a title in a list to its name
MOST_TOGETHER = 6  # people that one plural ("the leaders") describes


class Found(NamedTuple):
    """A description and the token of the name that it describes."""

    office: Office
    name: int


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
        office = _with_whom(tokens, office, high)
        at = office.last + 1
        if at >= high:
            continue
        partly = tokens[at].norm in ("included", "include")
        length = _identifies(tokens, at, high)
        verb = partly or length > 0
        plural = is_plural(tokens[office.head])
        marked = tokens[at].text in (":", ",", *DASHES)
        if (verb and first != low) or not (verb or plural):
            continue
        begins = verb or marked
        names = people(tokens, at + max(length, begins), high, titled=begins)
        if len(names) > _counted(tokens, office):
            continue
        bearers = {mention.entity for name in names if (mention := tokens[name].mention)}
        if len(bearers) > 1 or partly or (verb and not plural):
            yield from (Found(office, name) for name in names)


def _identifies(tokens: Sequence[Token], at: int, high: int) -> int:
    """Return of how many words the verb is that says who an office's bearer is: "was named as"."""
    be = at + (tokens[at].norm in ("has", "have") and at + 1 < high)
    if tokens[at].norm not in ("is", "are", "was", "were") and tokens[be].norm != "been":
        return 0
    verb = be + 1
    if verb + 1 >= high or tokens[verb].norm not in ("identified", "named"):
        return be == at
    end = verb + 1
    while tokens[verb + 1].norm == "by" and end < min(high - 1, verb + BY_WHOM) and (
        tokens[end].norm != "as"
    ):  # fmt: skip
        end += 1
    return end + 1 - at if tokens[end].norm == "as" else 0


def two_of(tokens: Sequence[Token], low: int, high: int) -> Iterator[Found]:
    """Yield "the authors of the study" of both in "Dr. Kim and Dr. Lee, two of the authors"."""
    for at in range(low + 2, high - 2):
        if (
            tokens[at].norm in ("two", "both")
            and tokens[at - 1].text == ","
            and tokens[at + 1].norm == "of"
            and is_person(tokens[at - 2])
        ):
            joint = at - 3
            while joint > low and _stands_before_name(tokens[joint]):
                joint -= 1
            office = office_from(tokens, at + 2, high)
            both = joint > low and tokens[joint].norm == "and" and is_person(tokens[joint - 1])
            if both and office and is_plural(tokens[office.head]):
                yield from (Found(office, name) for name in (joint - 1, at - 2))


def _stands_before_name(token: Token) -> bool:
    return is_office(token) or token.norm in HONORIFICS or token.text == "."


def parents(tokens: Sequence[Token], low: int, high: int) -> Iterator[Found]:
    """Yield what both are in "Kim and Lee are the parents of Park"."""
    names = people(tokens, low, high, titled=True)
    at = names[-1] + 1 if len(names) == len(("Kim", "Lee")) else high
    if at + 1 >= high or tokens[at].norm not in ("are", "were"):
        return
    office = office_from(tokens, at + 1, high)
    kin = office and is_plural(tokens[office.head]) and kin_word(tokens[office.head].norm)
    if office and kin and office.head < office.last and tokens[office.head + 1].norm == "of":
        yield from (Found(office, name) for name in names)


def _counted(tokens: Sequence[Token], office: Office) -> int:
    """Return of how many "his two sons" speaks: of three names behind it nobody knows which."""
    numbers = (pairs("number-words").get(t.norm) for t in tokens[office.first : office.head])
    return int(next(filter(None, numbers), MOST_TOGETHER))


def _with_whom(tokens: Sequence[Token], office: Office, high: int) -> Office:
    """Return "two sons with Kim" of "two sons with Kim, Lee and Park"."""
    at = office.last + 1
    kin = kin_word(tokens[office.head].norm) and at + 1 < high and tokens[at].norm == "with"
    return office._replace(last=at + 1) if kin and is_person(tokens[at + 1]) else office


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
            return _owner_begins(tokens, low, i)
        if tokens[i].kind in (Kind.PUNCTUATION, Kind.QUOTATION) and not possessive(tokens[i]):
            return i + 1 if i + 1 <= head else None
    return low if head - low < HEAD_WITHIN else None


def _owner_begins(tokens: Sequence[Token], low: int, i: int) -> int:
    """Return where "his two brothers", "Kim's two brothers" begins, whose "two" stands at `i`."""
    if i > low and tokens[i - 1].norm in OWNERS:
        return i - 1
    if i - 2 < low or not possessive(tokens[i - 1]):
        return i
    if tokens[i - 2].norm in TWO_PEOPLE:
        return i - 2 - (i - 2 > low and tokens[i - 3].norm in DETERMINERS)
    return i - 2 if is_person(tokens[i - 2]) else i


def people(tokens: Sequence[Token], at: int, high: int, *, titled: bool) -> list[int]:
    """Return the names of "Kim, Mayor Lee of Lund and Park", which end there.

    Unless they are `titled`, a title ends them: "presidents Kim and Lee, and judge Park".
    """
    names: list[int] = []
    joined = False  # "Kim and Lee, and Park": Park is another one's
    i = _behind_title(tokens, at, high)
    while i < high and len(names) < MOST_TOGETHER and is_person(tokens[i]):
        if i + 1 < high and possessive(tokens[i + 1]):
            i = _behind_title(tokens, i + 2, high)  # "Kim's deputy Lee"; "Kim's brother" is none
            if i >= high or not is_person(tokens[i]):
                break
        names.append(i)
        i = behind(tokens, i, high)
        if i < high and not (joined and tokens[i].text == ",") and (
            tokens[i].text == "," or tokens[i].norm == "and"
        ):  # fmt: skip
            joined = tokens[i].norm == "and"
            i = behind_age(tokens, i + 1, high)
            joined = joined or (i < high and tokens[i].norm == "and")
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
