"""Words between marks that nobody in the sentence speaks: a charge, a denied word, a name."""

from collections.abc import Sequence

from whodex.attribute.lexicon import (
    ASKED,
    ASKING,
    AUXILIARIES,
    BLAMING,
    CARRYING,
    CHARGED_WITH,
    DENYING,
    DISMISSING,
    DOUBTING,
    NAMING,
    PERSONAL,
    POSTS,
    PREPOSITIONS,
    SPEECH_NOUNS,
    TERMS,
    VERBS,
    WORKS,
)
from whodex.attribute.phrases import is_person, nominal, verb_group
from whodex.attribute.tokens import Kind, Token

FRAGMENT = 6  # words; more of them are a sentence or somebody's own
OBJECT = 4  # tokens of "the widespread alleged" between a verb and the words that it denies
FINITE = AUXILIARIES - {"being", "been", "having", "to", "not"}
MODALS = frozenset(("may", "might", "can", "could", "should", "must", "would", "to"))


def borrowed(tokens: Sequence[Token], low: int, quote: int, cue: int | None) -> bool:
    """Tell whether the words of a quotation are only passed on by its sentence.

    `cue` is the nearest verb of speech before it, where one has a speaker; `low` begins the
    sentence.
    """
    if _asked(tokens, low, quote, cue):
        return True
    if quote == low or len(tokens[quote].text.split()) > FRAGMENT:
        return False
    behind = low if cue is None else cue + 1
    return (
        tokens[quote - 1].norm in DOUBTING
        or _charged(tokens, low, quote, cue)
        or _carried(tokens, behind, quote)
        or _named(tokens, behind, quote)
        or (cue is not None and _denied(tokens, cue, quote))
    )


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
        tokens[i].norm in VERBS
        and VERBS[tokens[i].norm].ing
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
    begins = tokens[quote].text.lstrip("“”\"'‘’`«„ ")[:1]
    return behind < quote - 1 and (before in TERMS or (before in WORKS and begins.isupper()))


def _denied(tokens: Sequence[Token], cue: int, quote: int) -> bool:
    """“denied being a “racist””, but “dismissed it as a “hoax””, “denied the “absurd” claim”."""
    between = tokens[cue + 1 : quote]
    qualifies = quote + 1 < len(tokens) and nominal(tokens[quote + 1])
    if qualifies or any(t.kind not in (Kind.WORD, Kind.NAME) for t in between):
        return False
    if tokens[cue].norm in DENYING:
        return True
    return (
        tokens[cue].norm in DISMISSING
        and len(between) <= OBJECT
        and not any(t.norm in PREPOSITIONS or t.norm in AUXILIARIES for t in between)
        and not any(t.norm in PERSONAL or t.norm in ("that", "what") for t in between)
    )


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
