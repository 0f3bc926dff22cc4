"""Words between marks that nobody in the sentence speaks: a charge, a denied word, a name."""

from collections.abc import Sequence

from whodex.attribute.phrases import is_person, is_saying, nominal, possessive, verb_group
from whodex.attribute.tokens import Kind, Token
from whodex.lexicon.english import (
    ASKED,
    ASKING,
    AUXILIARIES,
    BLAMING,
    CARRYING,
    CHARGED_WITH,
    CLAIMS,
    DENYING,
    DETERMINERS,
    DISMISSING,
    DOUBTING,
    INSCRIBED,
    LETTERS,
    MAKING,
    NAMING,
    OPINING,
    PERSONAL,
    PLAYED,
    POSSESSIVE_PRONOUNS,
    POSTS,
    PREPOSITIONS,
    SIGNS,
    SPEECH_NOUNS,
    TERMS,
    VERBS,
    WORKS,
)

FRAGMENT = 6  # words; more of them are a sentence or somebody's own
JOINED = 4  # quotations on either side that a list of them reaches
OBJECT = 4  # tokens of "the widespread alleged" between a verb and the words that it denies
FINITE = AUXILIARIES - {"being", "been", "having", "to", "not"}
MODALS = frozenset(("may", "might", "can", "could", "should", "must", "would", "to"))


def borrowed(tokens: Sequence[Token], low: int, quote: int, cue: int | None) -> bool:
    """Tell whether the words of a quotation are only passed on by its sentence.

    `cue` is the nearest verb of speech before it, where one has a speaker; `low` begins the
    sentence.
    """
    if _asked(tokens, low, quote, cue) or _lettered(tokens, low, quote, cue):
        return True
    if cue is not None and _claimed(tokens, cue, quote):
        return True
    if len(tokens[quote].text.split()) > FRAGMENT:
        return False
    first, last = _joined(tokens, low, quote)
    if first == low:
        return False
    behind = low if cue is None else cue + 1
    return (
        tokens[first - 1].norm in DOUBTING
        or _charged(tokens, low, first, cue)
        or _carried(tokens, behind, first)
        or _named(tokens, behind, first)
        or _names(tokens, first, last)
        or _inscribed(tokens, first, last)
        or _found(tokens, behind, first)
        or _denied(tokens, behind, first)
    )


def _claimed(tokens: Sequence[Token], cue: int, quote: int) -> bool:
    """“hit back at claims she is “a diva””: others say so, unless the claims are whose they are."""
    for i in range(quote - 1, cue, -1):
        if tokens[i].kind is Kind.QUOTATION or tokens[i].text in (",", ":", ";"):
            return False
        if tokens[i].norm in CLAIMS:
            before = tokens[i - 1]
            owned = possessive(before) or before.norm in POSSESSIVE_PRONOUNS
            behind = tokens[i + 1].norm
            own = owned or before.norm in MAKING or tokens[cue].norm in MAKING
            clause = behind in ("that", "of") or tokens[i + 1].kind is not Kind.QUOTATION
            return clause and not own and behind not in ("are", "were", "as")
    return False


def _lettered(tokens: Sequence[Token], low: int, quote: int, cue: int | None) -> bool:
    """“a sign “Go home””, “a shirt saying “Go home””, “a sign that read “Go home””."""
    if _is_sign(tokens, low, quote - 1):
        return True
    if cue is None or cue == low:
        return False
    at = cue - 1 - (tokens[cue - 1].norm in ("that", "which"))
    return _is_sign(tokens, low, at)


def _is_sign(tokens: Sequence[Token], low: int, at: int) -> bool:
    """“on a sign”, “with signs”, but not “would sign” nor “Kim labels”."""
    if at <= low or tokens[at].norm not in SIGNS:
        return False
    before = tokens[at - 1]
    verb = before.norm in MODALS | AUXILIARIES | PERSONAL or before.kind is Kind.NAME
    return not verb and before.norm not in ("and", "who")


def _joined(tokens: Sequence[Token], low: int, quote: int) -> tuple[int, int]:
    """“the alleged “toads”, “eels” and “rats””: the first and the last of joined quotations."""
    first = last = quote
    for _ in range(JOINED):
        before, after = _across(tokens, first, -1), _across(tokens, last, 1)
        first = first if before is None or before < low else before
        last = last if after is None else after
    return first, last


def _across(tokens: Sequence[Token], quote: int, step: int) -> int | None:
    """Return the quotation that only "and", "or" or a comma parts from this one."""
    for at in range(quote + step, quote + 4 * step, step):
        if not 0 <= at < len(tokens):
            return None
        if tokens[at].kind is Kind.QUOTATION:
            return at if at != quote + step else None
        if tokens[at].text not in (",", "and", "or"):
            return None
    return None


def _charged(tokens: Sequence[Token], low: int, quote: int, cue: int | None) -> bool:
    """“was jailed for “insulting” the state”, “accused of “treason””: those say it who charge."""
    for i in range(quote - 1, low if cue is None else cue - 1, -1):
        token = tokens[i]
        if token.kind is Kind.QUOTATION or token.text in (":", ";"):
            return False
        if token.norm not in BLAMING:
            continue
        if i == cue and tokens[i + 1].norm not in CHARGED_WITH:
            return False
        with_it = any(t.norm in CHARGED_WITH for t in tokens[i + 1 : quote])
        return with_it and not _has_verb(tokens[i + 1 : quote])
    return False


def _has_verb(between: Sequence[Token]) -> bool:
    """Whether a clause goes on, as in “letters accusing the council are “lies””."""
    return any(t.text == "," or t.norm in FINITE for t in between)


def _carried(tokens: Sequence[Token], behind: int, quote: int) -> bool:
    """“vests marked “PRESS””, “an email calling him a “felon””, “of calling him a “felon””."""
    before = tokens[quote - 1].norm
    if before in CARRYING or (behind < quote - 1 and before in NAMING):
        return True
    return any(
        is_saying(tokens[i])
        and (tokens[i - 1].norm in ("of", "for") or _carries(tokens[i - 1]))
        and not _has_verb(tokens[i + 1 : quote])
        for i in range(behind + 1, quote)
    )


def _carries(token: Token) -> bool:
    own = token.norm in SPEECH_NOUNS or token.norm in POSTS
    return token.kind is Kind.WORD and nominal(token) and not own


def _named(tokens: Sequence[Token], behind: int, quote: int) -> bool:
    """“said the slur “Big M” …”, “told of the charity “Bread””: a word or a name is shown."""
    before = tokens[quote - 1].norm
    named = before in WORKS and _is_capital(tokens[quote])
    return behind < quote - 1 and (before in TERMS or named)


def _names(tokens: Sequence[Token], first: int, last: int) -> bool:
    """“a “fact checking” label”, “the “No Fear” charity”, “a “Tom” played by Kim””."""
    inside = tokens[last].text.rstrip("”\"'’` ")
    if last + 2 >= len(tokens) or inside.endswith((",", ".", "!", "?")):
        return False
    at = last + 1 + (tokens[last + 1].text == ",")
    if tokens[at].norm in PLAYED and at + 1 < len(tokens) and tokens[at + 1].norm == "by":
        return True
    before = tokens[first - 1]
    if before.norm in VERBS or not (
        before.norm in DETERMINERS or possessive(before) or nominal(before)
    ):
        return False
    named = tokens[last + 1].norm in WORKS and _is_capital(tokens[first])
    return named or tokens[last + 1].norm in SIGNS


def _inscribed(tokens: Sequence[Token], first: int, last: int) -> bool:
    """“vests with “PRESS” written on them”, “caps with “PRESS” in yellow letters”.

    But “wrote “No” in big letters”, “spoke of “love” in letters to friends”.
    """
    at, before = last + 1, tokens[first - 1]
    said = before.norm in VERBS or before.text in (",", ":")
    if at + 1 >= len(tokens) or said:
        return False
    if tokens[at].norm in INSCRIBED:
        return tokens[at + 1].norm in ("across", "in", "on", "over")
    if tokens[at].norm != "in":
        return False
    behind = tokens[at + 1 : at + 1 + OBJECT]
    letters = next((i for i, t in enumerate(behind) if t.norm in LETTERS), OBJECT)
    sent = at + 2 + letters < len(tokens) and tokens[at + 2 + letters].norm in ("from", "of", "to")
    return letters < OBJECT and not sent and all(map(nominal, behind[:letters]))


def _is_capital(token: Token) -> bool:
    return token.text.lstrip("“”\"'‘’`«„ ")[:1].isupper()


def _found(tokens: Sequence[Token], behind: int, quote: int) -> bool:
    """“said the neighbours found the tale “odd””, but “said she found the tale “odd””."""
    if not (nominal(tokens[quote - 1]) or tokens[quote - 1].norm in PERSONAL):
        return False
    for i in range(quote - 2, max(behind, quote - 2 - OBJECT), -1):
        if tokens[i].norm in OPINING:
            return nominal(tokens[verb_group(tokens, behind, i).before])
    return False


def _denied(tokens: Sequence[Token], behind: int, quote: int) -> bool:
    """“denied being a “racist””, but “dismissed it as a “hoax””, “denied the “absurd” claim”."""
    qualifies = quote + 1 < len(tokens) and nominal(tokens[quote + 1])
    if qualifies:
        return False
    for i in range(quote - 1, max(behind - 1, 0) - 1, -1):
        between = tokens[i + 1 : quote]
        if tokens[i].norm in DENYING:
            return True
        if tokens[i].norm in DISMISSING:
            return (
                len(between) <= OBJECT
                and not any(t.norm in PREPOSITIONS or t.norm in AUXILIARIES for t in between)
                and not any(t.norm in PERSONAL or t.norm in ("that", "what") for t in between)
            )
        if tokens[i].kind not in (Kind.WORD, Kind.NAME) or tokens[i].norm in VERBS:
            return False
    return False


def _asked(tokens: Sequence[Token], low: int, quote: int, cue: int | None) -> bool:
    """“whether the census may ask “Are you …?””, “the question “Are you …?””: a wording."""
    if not tokens[quote].text.rstrip("”\"’'` ").endswith("?"):
        return False
    if cue is None:
        return False
    if tokens[cue].norm not in ASKING:
        return any(t.norm in ASKED for t in tokens[max(cue + 1, quote - OBJECT) : quote])
    group = verb_group(tokens, low, cue)
    somebody = group.before >= low and (
        is_person(tokens[group.before]) or tokens[group.before].norm in PERSONAL
    )
    return bool(group.helpers & MODALS) and not somebody
