"""Words that a sentence says nobody said: “Kim never said “…””, “Kim denied saying “…””."""

from collections.abc import Sequence

from whodex.attribute.cues import Clause, Cue
from whodex.attribute.phrases import is_person, is_saying, names_office, verb_group
from whodex.attribute.tokens import Kind, Token
from whodex.lexicon.english import (
    ADVERBS,
    AUXILIARIES,
    CLAIMS,
    DENYING,
    DETERMINERS,
    LIMITING,
    NEGATIONS,
    OBJECT_PRONOUNS,
    PICTURING,
    PREPOSITIONS,
    REFUSING,
    SAYING,
    SUBJECT_PRONOUNS,
    TIMES,
    TRUE,
    UNTRUE,
    USING,
)

IMAGINED = frozenset(("could", "might", "should", "would"))  # "have said"
PARTING = frozenset(("but", ";", "—", "–"))  # another clause begins behind


def not_this(found: Clause) -> bool:
    """“Kim never said this: ¶ “…””: what a sentence leads up to is what nobody said."""
    if found.tokens[found.high - 1].text != ":":
        return False
    return any(denied(found.tokens, found.low, cue.first, cue) for cue in found.cues[-1:])


def unsaid_before(found: Clause, quote: int) -> bool:
    """“Kim did not say “no””, but “did not only say “no””, “did not say “no” until Monday”."""
    tokens = found.tokens
    cues = {cue.first: cue for cue in found.cues if cue.first < quote}
    verb = next(
        (i for i in range(quote - 1, found.low, -1) if i in cues or is_saying(tokens[i])), -1
    )
    used = next((i for i in range(quote - 1, verb, -1) if tokens[i].norm in USING), -1)
    if used > verb and _is_negative(tokens[_helped(tokens, found.low, used) + 1 : used]):
        return True  # "said she never used the words “…”"
    if verb in cues and _supposed(tokens, found.low, verb):
        return True
    if verb < 0 or (tokens[quote - 1].text == ":" and tokens[verb].norm not in SAYING):
        return False  # "Kim did not answer: “Ask Lee”"
    later = quote + 1 < found.high and tokens[quote + 1].norm == "until"
    parted = any(t.norm in PARTING or t.norm in LIMITING for t in tokens[verb:quote])
    return not (later or parted) and denied(tokens, found.low, verb, cues.get(verb))


def _supposed(tokens: Sequence[Token], low: int, verb: int) -> bool:
    """“Kim should have said “no””, “if Kim had said “no””, “had Kim said “no””: nobody did.

    Nor did whom somebody “thought of saying “no””, “pictured Kim saying “no””.
    """
    if _pictured(tokens, low, verb):
        return True
    helpers = verb_group(tokens, low, verb).helpers
    if "have" in helpers and helpers & IMAGINED:
        return True
    for i in range(verb - 1, low - 1, -1):
        if tokens[i].kind in (Kind.QUOTATION, Kind.PUNCTUATION):
            return False
        if tokens[i].norm == "if":
            return "had" in helpers
    return tokens[low].norm == "had" and not helpers


def _pictured(tokens: Sequence[Token], low: int, verb: int) -> bool:
    """“They thought Lee and Kim saying “yes” would do”, “the idea of Kim saying “yes””."""
    i = verb - 1
    while i >= low and is_saying(tokens[verb]) and (
        tokens[i].kind is Kind.NAME or tokens[i].norm in OBJECT_PRONOUNS | DETERMINERS | {"and"}
        or names_office(tokens[i].norm)
    ):  # fmt: skip
        i -= 1
    thought = tokens[i - (tokens[i].norm == "of" and i > low)]
    return low <= i < verb - 1 and thought.norm in PICTURING


def unsaid_behind(found: Clause, quote: int) -> bool:
    """“…” was never said by Kim; “…,” Kim did not say; “…” is something that Kim never said."""
    tokens = found.tokens
    at = quote + 1 + (quote + 1 < found.high and tokens[quote + 1].text == ",")
    cue = next((cue for cue in found.cues if cue.first > quote), None)
    if cue is None:
        return False
    if cue.subject and cue.subject.first == at and _supposed(tokens, at, cue.first):
        return True
    if _helped(tokens, at - 1, cue.first) < at or _is_not_what(tokens, at, cue.first):
        return _is_negative(tokens[at : cue.first])
    plain = cue.subject is not None and at <= cue.subject.first < cue.first and not any(
        t.text == "," for t in tokens[at : cue.first]
    )  # fmt: skip
    return plain and denied(tokens, at, cue.first, cue)


def _is_not_what(tokens: Sequence[Token], at: int, verb: int) -> bool:
    """“…” was not what Kim said."""
    what = next((i for i in range(at, verb) if tokens[i].norm == "what"), at)
    return what > at and _helped(tokens, at, what) < at


def denied(tokens: Sequence[Token], low: int, verb: int, cue: Cue | None) -> bool:
    """Tell “did not say”, “refused to say”, “denied that she said”, “nor did Kim say”."""
    before = _helped(tokens, low, verb)
    helpers = tokens[before + 1 : verb]
    if tokens[verb - 1].norm == "as" and UNTRUE.intersection(t.norm for t in tokens[low:verb]):
        return True  # "was wrongly quoted as saying"
    if [t.norm for t in tokens[max(low, verb - 2) : verb]] == ["yet", "to"]:
        return True
    if before >= low and tokens[before].norm in ("of", "from", "than"):
        before -= 1  # "stopped short of saying"
    refused = _refused_at(tokens, low, before)
    if refused >= low:
        twice = _is_negative(tokens[_helped(tokens, low, refused) + 1 : refused])
        return tokens[refused].norm in TRUE or not twice
    if any(t.norm in LIMITING for t in helpers):
        return False
    behind = [t.norm for t in tokens[verb + 1 : verb + 3]]
    nothing = behind == ["no", "such"] or (
        behind[:1] == ["nothing"] and behind[-1] in PREPOSITIONS | {"to"}
    )
    return (
        nothing
        or _is_negative(helpers)
        or (cue is not None and cue.subject is not None and _nobody(tokens, low, cue.subject.first))
    )


def _helped(tokens: Sequence[Token], low: int, verb: int) -> int:
    """Return the token before "did not once" and the like."""
    i = verb - 1
    while i >= low and (
        tokens[i].norm in AUXILIARIES | ADVERBS | TIMES or tokens[i].norm.endswith(("ly", "n't"))
    ):
        i -= 1
    return i


def _is_negative(tokens: Sequence[Token]) -> bool:
    return any(map(_negates, tokens)) and not any(t.norm in LIMITING for t in tokens)


def _negates(token: Token) -> bool:
    return token.norm in NEGATIONS or token.norm.endswith("n't")


def _refused_at(tokens: Sequence[Token], low: int, before: int) -> int:
    """Return the token of "refused", "denied" or "reports" that governs a verb, else -1."""
    if before >= low and tokens[before].norm in REFUSING:
        return before
    if before > low and (is_person(tokens[before]) or tokens[before].norm in SUBJECT_PRONOUNS):
        before -= 1 + (tokens[before - 1].norm == "that")
        if before >= low and (
            tokens[before].norm in DENYING | CLAIMS | UNTRUE
            or f"{tokens[before].norm}s" in CLAIMS
            or (tokens[before].norm in TRUE and _is_negative(tokens[low:before]))
        ):
            return before
    return -1


def _nobody(tokens: Sequence[Token], low: int, first: int) -> bool:
    """“It was not Kim who said”, “Neither Lee nor Kim said”, “Never has Kim said”."""
    if first <= low:
        return False
    before = tokens[first - 1]
    turned = before.norm in AUXILIARIES and _is_negative(tokens[low : first - 1])
    return turned or _negates(before)
