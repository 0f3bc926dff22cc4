"""Who speaks the words between the marks: one function per way in which the news say it."""

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from whodex.attribute.borrowed import borrowed
from whodex.attribute.cues import Clause, Cue, follows_quotation, main_subject, somebody
from whodex.attribute.heads import can_say
from whodex.attribute.phrases import (
    Phrase,
    is_name,
    is_person,
    is_saying,
    names_office,
    names_something,
    nominal,
    open_apposition,
    phrase_after,
    phrase_before,
    possessive,
    speaker_after,
    subject,
    verb_group,
)
from whodex.attribute.tokens import DASHES, Kind, Token
from whodex.attribute.unsaid import not_this, unsaid_before, unsaid_behind
from whodex.lexicon.english import (
    ADDRESSING,
    ADVERBS,
    ANNOUNCED,
    ASKING,
    AUXILIARIES,
    CONJUNCTIONS,
    COURTS,
    DENYING,
    DETERMINERS,
    DISMISSING,
    DOCUMENTS,
    FORMS_OF_BE,
    GIVING,
    ISSUING,
    JUDGING,
    NOUN_LIKE,
    OPPOSED,
    PASSING_ON,
    POSSESSIVE_PRONOUNS,
    POSTS,
    PREPOSITIONS,
    QUOTING,
    REPORTING,
    RULING,
    SMALL_IN_TITLES,
    SPEECH_NOUNS,
    SUBJECT_PRONOUNS,
    TERMS,
    TIME_CLAUSES,
    TIMES,
    VERBS,
    WORKS,
)
from whodex.lexicon.places import governs
from whodex.values.article import EntityType

HERS = frozenset(("she", "her", "hers", "herself"))
HIS = frozenset(("he", "him", "his", "himself"))
FIRST_PERSON = re.compile(r"\b(?:I|[Mm]y|[Mm]e|[Mm]yself)\b")
NEAR = 3  # tokens from a verb to the words that it rules, whoever is said to say the sentence
WHEN = frozenset(("when", "while", "if", "once"))
JOINING = frozenset(("and", "but", "while", "whereas"))
WRITTEN = DOCUMENTS | POSTS | SPEECH_NOUNS | WORKS
WITHIN = 5  # tokens of "long and angry new letter" behind "a"
MADE = frozenset(("a", "an", "the", "another", "his", "her", "its", "their"))
QUOTATIONS = frozenset(("line", "maxim", "quip", "quotation", "quote"))
ECHO = 6  # words; fewer of them aren't a country's


class Attribution(NamedTuple):
    """The cue's words and the phrase that names the speaker, as token numbers."""

    cue: tuple[int, int] | None
    speaker: Phrase


# --- one function per case, in the order in which they apply ---


def nickname(found: Clause, quote: int) -> bool:
    """Walter ‘Sparrow’ Banks: what somebody is called stands in the midst of a name."""
    tokens = found.tokens
    inside = quote > found.low and quote + 1 < found.high
    return inside and names_something(tokens[quote]) and (
        is_name(tokens[quote - 1]) and is_name(tokens[quote + 1])
    )  # fmt: skip


def named_before_colon(found: Clause, quote: int) -> Attribution | None:
    """Kim: “The talks go on.” Also in headlines."""
    tokens, low = found.tokens, found.low
    if quote - 2 < low or tokens[quote - 1].text != ":":
        return None
    who = phrase_before(tokens, low, quote - 2)
    who = who and (open_apposition(tokens, low, who) or who)
    named = who and (
        is_name(tokens[who.last]) or who.name is not None or names_office(tokens[who.last].norm)
    )
    if who and named and who.first == low:
        return Attribution(None, who)
    return None


def in_a_headline(found: Clause, quote: int) -> Attribution | None:
    """‘The talks go on’: Kim; Kim: We must ‘go on’ with the talks."""
    return named_behind_colon(found, quote) or named_in_front(found, quote)


def named_in_front(found: Clause, quote: int) -> Attribution | None:
    """Kim: We must ‘go on’ with the talks; A lesson from Kim: ‘Go on.’ Only headlines put it so."""
    tokens, low = found.tokens, found.low
    if _cued(found, quote) or quote_is_a_title(tokens, low, quote):
        return None
    lesson = quote - 3 > low and tokens[quote - 3].norm in ("from", "by")
    at, colon = (quote - 2, quote - 1) if lesson else (low, low + 1)
    if colon >= quote or tokens[colon].text != ":" or not is_person(tokens[at]):
        return None
    return Attribution(None, Phrase(at, at, at))


def named_behind_colon(found: Clause, quote: int) -> Attribution | None:
    """‘The talks go on’: Kim; ‘We stay’: mayor on the flood. Only headlines put it so.

    In "‘Go home’: Kim booed by fans" the words may be anybody's.
    """
    tokens, at = found.tokens, quote + 1
    if at + 1 >= found.high or tokens[at].text != ":":
        return None
    who = speaker_after(tokens, at + 1, found.high)
    if who is None or not (who.name is not None or names_office(tokens[who.last].norm)):
        return None
    alone = _closes(found, who.last + 1) or tokens[who.last + 1].norm in PREPOSITIONS
    return Attribution(None, who) if alone else None


def tag_after_a_full_sentence(found: Clause, quote: int) -> Attribution | None:
    """“The talks go on,” Kim said."""
    if quote > found.low and not _begins_as_sentence(found.tokens[quote]):
        return None
    tag = tag_after(found, quote)
    if tag and quote > found.low and found.tokens[quote - 1].norm == "that":
        # As Kim claimed that “…,” Lee said the cases were two
        return _closing_tag(found, quote) if cue_before(found, quote) else tag
    if tag and quote > found.low and found.tokens[quote - 1].text == ":":
        # Kim scolded them: “…,” she said.
        pronoun = found.tokens[tag.speaker.first].norm in SUBJECT_PRONOUNS
        return None if pronoun and cue_before(found, quote) else tag
    return tag


def signature(found: Clause, quote: int) -> Attribution | None:
    """“…” — Kim, of Leeds."""
    tokens, at = found.tokens, quote + 1
    if at + 1 >= found.high or tokens[at].text not in DASHES:
        return None
    who = speaker_after(tokens, at + 1, found.high)
    if who is None or not is_name(tokens[who.first]):
        return None
    return Attribution(None, who) if _closes(found, who.last + 1) else None


def _closes(found: Clause, at: int) -> bool:
    return at >= found.high or found.tokens[at].text in (".", ",", "(", ";")


def in_the_quote_of(found: Clause, quote: int) -> Attribution | None:
    """They cited the Kim quote that “the talks go on”."""
    tokens = found.tokens
    noun = quote - 2
    leads = noun - 1 > found.low and tokens[quote - 1].norm in ("that", ",", ":")
    if not leads or tokens[noun].norm not in QUOTATIONS or not is_person(tokens[noun - 1]):
        return None  # "Kim calls Lee line “racist”"
    return Attribution((noun, noun), Phrase(noun - 1, noun - 1, noun - 1))


def read_out(found: Clause, quote: int) -> Attribution | None:
    """Kim read from a letter by Lee: “…”; Kim read out Lee's message: “…”: the words are Lee's."""
    tokens, low = found.tokens, found.low
    if quote - 1 <= low or tokens[quote - 1].text not in (":", ","):
        return None
    verb = next((i for i in range(quote - 2, low, -1) if tokens[i].norm in PASSING_ON), quote)
    if any(verb < cue.first < quote for cue in found.cues):
        return None
    for at in range(quote - 2, verb + 1, -1):
        written = any(t.norm in WRITTEN for t in tokens[verb + 1 : at])
        if tokens[at].norm in ("by", "from") and written:
            who = speaker_after(tokens, at + 1, quote)
            return Attribution((verb, verb), who) if who else None
        if possessive(tokens[at]) and any(t.norm in WRITTEN for t in tokens[at + 1 : quote]):
            who = phrase_before(tokens, verb, at - 1)
            return Attribution((verb, verb), who) if who else None
    return None


def cue_before(found: Clause, quote: int) -> Attribution | None:
    """Kim said the talks were “going on”: the nearest verb before the quotation rules it."""
    if _titled(found, quote):
        return None
    for cue in reversed(found.cues):
        far = cue.restricts and len(found.cues) > 1 and cue.last + 2 < quote
        far = far and not _its_own_words(found.tokens, cue, quote)
        far = far or _of_a_thing(found, cue, quote)
        if cue.first < quote and not far and not _inserted(found, cue, quote):
            return _ruled(found, cue, quote)
    return None


def _of_a_thing(found: Clause, cue: Cue, quote: int) -> bool:
    """“Kim said the drills suggested a plan to “go on””: the drills don't speak, Kim does."""
    if cue.subject is None or can_say(found.tokens, found.low, cue.subject):
        return False
    outer = [c.last for c in found.cues if c.subject and c.first < cue.first]
    between = found.tokens[outer[-1] : quote] if outer else ()
    return bool(outer) and all(t.kind is not Kind.QUOTATION for t in between)


def _its_own_words(tokens: Sequence[Token], cue: Cue, quote: int) -> bool:
    """“Lee met a critic who says he is “bought””: one clause, of the critic's, to the words.

    “Lee says anybody who says it is over is “out””: a second verb goes back to Lee.
    """
    who = cue.subject
    if who is None or tokens[who.last + 1].norm != "who":
        return False
    between = tokens[cue.last + 1 : quote]
    verbs = [
        before.norm not in AUXILIARIES
        for before, t in pairwise(between)
        if t.norm in AUXILIARIES - {"to", "not"} or t.norm in VERBS
    ]
    told = between[between[0].norm == "that"].norm in SUBJECT_PRONOUNS and sum(verbs) <= 1
    plain = told and all(t.kind is not Kind.PUNCTUATION for t in between)
    before = tokens[who.first - 1]  # "Kim is a judge who says he is “old”", "Kim, a judge who"
    return plain and before.kind in (Kind.WORD, Kind.NAME) and before.norm not in FORMS_OF_BE


def _ruled(found: Clause, cue: Cue, quote: int) -> Attribution | None:
    """Return whose words a verb before a quotation makes it."""
    if _somebody_else(found, cue, quote) or _asked_of_another(found, cue, quote):
        return None
    if owner := _owner_between(found, cue, quote):
        return owner
    unnamed = cue.subject is None or not somebody(found.tokens, cue.subject)
    if unnamed and cue.last + NEAR < quote and (tag := _closing_tag(found, quote)):
        return tag
    if cue.subject is None:
        return None
    aside = _is_tag(found.tokens, found.low, cue) or _subordinate(found, cue, quote)
    tag = tag_after(found, quote) if aside else None
    return tag or Attribution((cue.first, cue.last), cue.subject)


def _closing_tag(found: Clause, quote: int) -> Attribution | None:
    """They must answer all “hostile acts,” Kim said: the tag that ends the sentence has them."""
    tag = tag_after(found, quote)
    if tag is None or tag.cue is None or tag.speaker.last > tag.cue[0]:
        return None
    after = found.tokens[tag.cue[1] + 1] if tag.cue[1] + 1 < found.high else None
    ends = after is None or after.text in (".", ",", ";") or (
        after.norm in TIMES | PREPOSITIONS | ADVERBS
    )  # fmt: skip
    return tag if ends else None


def _titled(found: Clause, quote: int) -> bool:
    """Tell a title in the midst of a sentence from “Yes We Can” right after the verb."""
    if quote <= found.low or len(found.tokens[quote].text.split()) == 1:
        return False
    before = found.tokens[quote - 1]
    leads = before.text in (",", ":") or before.norm == "that" or before.norm in VERBS
    return not leads and quote_is_a_title(found.tokens, found.low, quote)


def _owner_between(found: Clause, cue: Cue, quote: int) -> Attribution | None:
    """Kim rejected Lee's claim that it was “over”: the words between are Lee's."""
    owner = possessor_of_the_words(found, quote)
    if owner is None or owner.cue is None or owner.cue[0] <= cue.last or owner.speaker.name is None:
        return None
    return owner if found.tokens[owner.cue[0] + 1].norm in ("that", "of") else None


def _inserted(found: Clause, cue: Cue, quote: int) -> bool:
    """Kim spoke — which the paper found odd — “at length”: an insertion rules nothing behind it."""
    tokens = found.tokens
    tag = tokens[quote - 1].text in DASHES and any(
        a.kind is Kind.QUOTATION and b.text in DASHES
        for a, b in pairwise(tokens[found.low : cue.first])
    )  # “If so” — Kim paused — “leave.”
    if tag:
        return False
    behind = [t.text for t in found.tokens[cue.last + 1 : quote]]
    before = [t.text for t in found.tokens[found.low : cue.first]]
    return any(
        closing in behind and opening in before
        for opening, closing in (("(", ")"), ("—", "—"), ("–", "–"))
    )


def _somebody_else(found: Clause, cue: Cue, quote: int) -> bool:
    """“Kim warns of “rain”, and Lee hopes for “sun””: another's clause begins behind words.

    So it does in “when Kim spoke of Lee, and the crowd struck up “…””.
    """
    tokens = found.tokens
    when = cue.subject and cue.subject.first > found.low and (
        tokens[cue.subject.first - 1].norm in TIME_CLAUSES | WHEN
    )  # fmt: skip
    for i in range(cue.last + 1, quote - 1):
        if when and tokens[i].text == "," and tokens[i + 1].norm in JOINING:
            return True
        if tokens[i].norm in JOINING and is_person(tokens[i + 1]):
            before = tokens[i - 1 - (tokens[i - 1].text == ",")]
            if before.kind is Kind.QUOTATION:
                return True
    return False


def _asked_of_another(found: Clause, cue: Cue, quote: int) -> bool:
    """“when I ask if he can “go on””: the words are not those of whoever writes."""
    tokens = found.tokens
    writes = cue.subject is not None and tokens[cue.subject.last].norm in ("i", "we")
    between = tokens[cue.last + 1 : quote]
    others = (is_person(t) or t.norm in SUBJECT_PRONOUNS - {"i", "we"} for t in between)
    return writes and tokens[cue.last].norm in ASKING and any(others)


def _subordinate(found: Clause, cue: Cue, quote: int) -> bool:
    """“When Kim offered to tell all, “…,” Lee said”: the comma parts Kim's clause from it."""
    tokens = found.tokens
    if tokens[quote - 1].text != "," or cue.last == quote - 2 or cue.subject is None:
        return False
    first = cue.subject.first
    if tokens[cue.first - 1].norm == "to" and cue.first - 1 == found.low:
        return True
    opens = tokens[found.low].norm in CONJUNCTIONS or tokens[found.low].norm in TIME_CLAUSES
    return opens and not any(t.text == "," for t in tokens[found.low : first])


def _is_tag(tokens: Sequence[Token], low: int, cue: Cue) -> bool:
    """“Yes,” said Kim, but “no,” said Lee: the verb belongs to the quotation before it."""
    return cue.inverted or bool(cue.subject and follows_quotation(tokens, low, cue.subject.first))


def tag_after(found: Clause, quote: int) -> Attribution | None:
    """The talks were “going on,” Kim said; … “going on,” said Kim; …, according to Kim."""
    tokens, at = found.tokens, quote + 1
    if at < found.high and tokens[at].text in (",", *DASHES):
        at += 1
    for cue in found.cues:
        if cue.first < at:
            continue
        if tokens[cue.first].norm in QUOTING and (quoted := _as_saying(found, cue)):
            return quoted
        if named := _apposed(found, at, cue):
            return Attribution((cue.first, cue.last), named)
        if cue.subject is None:
            continue
        if (
            (cue.first == at and cue.inverted)
            or (cue.subject.first == at and tokens[at].norm != "that")
            or _is_according(found, cue, at)
        ):
            return Attribution((cue.first, cue.last), cue.subject)
    return None


def _as_saying(found: Clause, quoting: Cue) -> Attribution | None:
    """“…,” the paper quoted Kim as saying."""
    for cue in found.cues:
        if cue.first > quoting.last and cue.subject and found.tokens[cue.first - 1].norm == "as":
            return Attribution((cue.first, cue.last), cue.subject)
    return None


def _apposed(found: Clause, at: int, cue: Cue) -> Phrase | None:
    """“…,” Kim, a driver from Lund told Fox: the second comma is missing or far away."""
    tokens = found.tokens
    if at >= found.high or not nominal(tokens[at]) or cue.inverted:
        return None
    who = speaker_after(tokens, at, found.high)
    if who is None or who.name is None or not is_person(tokens[who.name]):
        return None
    if who.last + 1 >= cue.first or tokens[who.last + 1].text not in (",", "("):
        return None
    between = tokens[who.last : cue.first]
    if any(t.kind is Kind.QUOTATION and not names_something(t) for t in between):
        return None
    return Phrase(who.first, cue.first - 1, who.name)


def _is_according(found: Clause, cue: Cue, at: int) -> bool:
    return cue.first == at and found.tokens[at].norm == "according"


def statement_before_colon(found: Clause, quote: int) -> Attribution | None:
    """The port issued a statement: “…”."""
    tokens = found.tokens
    if quote - 1 <= found.low or tokens[quote - 1].text != ":":
        return None
    said = [i for i in range(found.low, quote) if tokens[i].norm in SPEECH_NOUNS]
    who = main_subject(tokens, found.low, quote)
    return Attribution((said[-1], said[-1]), who) if said and who else None


def ruled(found: Clause, quote: int) -> Attribution | None:
    """The High Court held that it was “over”; the court ruled so: “It is over”."""
    tokens, low = found.tokens, found.low
    who = main_subject(tokens, low, quote)
    court = who and next((i for i in range(who.last, who.first - 1, -1) if _court(tokens[i])), None)
    if who is None or court is None or quote_is_a_title(tokens, low, quote):
        return None
    verb = next((i for i in range(court + 1, quote) if tokens[i].norm in RULING), court)
    helped = tokens[court + 1 : verb]
    active = all(t.norm in ADVERBS | AUXILIARIES - FORMS_OF_BE for t in helped)
    says = tokens[verb].norm in JUDGING or any(t.norm == "that" for t in tokens[verb:quote])
    if verb == court or not (active and says):
        return None
    name = who.name if who.name == court else None
    return Attribution((verb, verb), Phrase(who.first, court, name))


def _court(token: Token) -> bool:
    """Whether a name or a noun is a court's: "High Court of Larn", "tribunal"."""
    return not COURTS.isdisjoint(token.norm.split())


def subject_before_full_sentence(found: Clause, quote: int) -> Attribution | None:
    """Kim took to the radio: “We stay in town.” No verb of speech, but somebody leads up to it."""
    tokens, low = found.tokens, found.low
    if quote - 1 <= low or tokens[quote - 1].text not in (":", ","):
        return None
    whole = tokens[quote].text.rstrip("”\"'’").endswith((".", "?", "!"))
    short = names_something(tokens[quote]) and not whole
    if short or quote_is_a_title(tokens, low, quote):
        return None
    quoted = any(t.kind is Kind.QUOTATION for t in tokens[low:quote])
    if quoted or not _begins_as_sentence(tokens[quote]) or _cued(found, quote):
        return None
    who = main_subject(tokens, low, quote)
    if who and not somebody(tokens, who):  # "His host, Kim, had none of it: “…”"
        who = speaker_after(tokens, who.first, quote)
    return Attribution(None, who) if who and somebody(tokens, who) else None


def _cued(found: Clause, quote: int) -> bool:
    return bool(found.cues) and found.cues[0].first < quote


def _begins_as_sentence(token: Token) -> bool:
    return token.text.lstrip("“”\"'‘’`[ ….").strip()[:1].isupper()


def cue_later(found: Clause, quote: int) -> Attribution | None:
    """The “going on” of the talks, Kim said, …; the “going on” that Kim called for."""
    word = quote > found.low and found.tokens[quote - 1].norm in TERMS
    if word or quote_is_a_title(found.tokens, found.low, quote):
        return None
    for cue in found.cues:
        if cue.first > quote and cue.subject and cue.subject.first > quote:
            if found.tokens[quote + 1].norm == "that" and found.tokens[cue.first].norm in REPORTING:
                return None  # a “mini-stroke” that the paper reported
            puts = found.tokens[cue.first].norm.endswith(" it")  # “…,” as Kim puts it
            if found.tokens[cue.subject.first - 1].norm in TIME_CLAUSES and not puts:
                return None  # denied the “mini-stroke” after Kim suggested it
            return Attribution((cue.first, cue.last), cue.subject)
    return None


def put_in(found: Clause, quote: int) -> Attribution | None:
    """Kim — “call me Bo” — pours the tea."""
    tokens = found.tokens
    inside = quote - 2 >= found.low and quote + 2 < found.high
    if not inside or tokens[quote - 1].text not in DASHES or tokens[quote + 1].text not in DASHES:
        return None
    who = phrase_before(tokens, found.low, quote - 2)
    first = FIRST_PERSON.search(tokens[quote].text)
    alone = who and who.first == found.low and who.name is not None
    return Attribution(None, who) if who and alone and first and somebody(tokens, who) else None


def opponent(found: Clause, quote: int) -> Attribution | None:
    """Kim opposed Lee's statement: “…”: the words behind the colon are Kim's."""
    tokens, low = found.tokens, found.low
    against = _opposed(found, quote)
    who = main_subject(tokens, low, against) if against else None
    if who is None or against is None or verb_group(tokens, low, against).helpers & FORMS_OF_BE:
        return None
    return Attribution((against, against), who)


def _opposed(found: Clause, quote: int) -> int | None:
    """Return the verb by which somebody's words are opposed before a colon and a quotation."""
    tokens, low = found.tokens, found.low
    if quote - 1 <= low or tokens[quote - 1].text != ":":
        return None
    if not any(tokens[i].norm in SPEECH_NOUNS for i in range(low, quote)):
        return None
    return next((i for i in range(quote - 1, low, -1) if tokens[i].norm in OPPOSED), None)


def possessor_of_the_words(found: Clause, quote: int) -> Attribution | None:
    """Kim's goal of “going on”; in his letter that “…”."""
    tokens, low = found.tokens, found.low
    if _opposed(found, quote):
        return None
    for i in range(quote - 1, low, -1):
        if tokens[i].kind is Kind.QUOTATION or tokens[i].text == ";":
            return None
        if tokens[i].norm not in SPEECH_NOUNS:
            continue
        for k in range(i - 1, max(low, i - 4) - 1, -1):
            if tokens[k].norm in POSSESSIVE_PRONOUNS:
                return Attribution((i, i), Phrase(k, k, None))
            if possessive(tokens[k]) and k > low:
                who = phrase_before(tokens, low, k - 1)
                return Attribution((i, i), who) if who else None
            if tokens[k].norm in ISSUING:
                break  # "Kim's lawyer issued a statement"
    return None


def named_by_the_noun_behind(found: Clause, quote: int) -> Attribution | None:
    """Kim's “going on” promise; “Over,” was the verdict of Kim; “Over,” was Kim's verdict."""
    tokens, at = found.tokens, quote + 1
    at += at < found.high and tokens[at].text == ","
    behind = [token.norm for token in tokens[at : min(at + 4, found.high)]]
    if behind[1:2] == ["the"] and behind[0] in FORMS_OF_BE and behind[3:] in (["of"], ["from"]):
        who = phrase_after(tokens, at + 4, found.high) if behind[2] in SPEECH_NOUNS else None
        return Attribution((at + 2, at + 2), who) if who and who.name is not None else None
    if at + 3 < found.high and tokens[at].norm in FORMS_OF_BE and is_person(tokens[at + 1]):
        answer = possessive(tokens[at + 2]) and tokens[at + 3].norm in SPEECH_NOUNS
        return Attribution((at + 3, at + 3), Phrase(at + 1, at + 1, at + 1)) if answer else None
    if at >= found.high or tokens[at].norm not in SPEECH_NOUNS or quote - 1 < found.low:
        return None
    if tokens[quote - 1].norm in POSSESSIVE_PRONOUNS:
        return Attribution((at, at), Phrase(quote - 1, quote - 1, None))
    if not possessive(tokens[quote - 1]):
        return None
    who = phrase_before(tokens, found.low, quote - 2)
    return Attribution((at, at), who) if who and who.name is not None else None


def view_put_in(found: Clause, quote: int) -> Attribution | None:
    """It is, to Kim, “over”."""
    tokens = found.tokens
    if quote - 4 < found.low or not is_person(tokens[quote - 2]):
        return None
    marked = tokens[quote - 4].text == tokens[quote - 1].text == ","
    if not marked or tokens[quote - 3].norm not in ("to", "for"):
        return None
    return Attribution(None, Phrase(quote - 2, quote - 2, quote - 2))


def in_whose_view(found: Clause, quote: int) -> Attribution | None:
    """For Kim, it is “over”; to critics such as Kim it is “over”."""
    tokens, low = found.tokens, found.low
    if tokens[low].norm not in ("for", "to") or _cued(found, quote):
        return None
    at = next((i for i in range(low + 1, quote) if tokens[i].norm in FORMS_OF_BE), None)
    if at is None or any(t.norm in VERBS or t.norm == "it" for t in tokens[low + 1 : at - 1]):
        return None
    people = [i for i in range(low + 1, at) if is_person(tokens[i])]
    alone = len(people) == 1 and not possessive(tokens[people[0] + 1])
    begins = alone and (people[0] == low + 1 or tokens[people[0] - 1].norm == "as")
    plain = begins and not any(t.norm in PREPOSITIONS for t in tokens[at + 1 : quote])
    return Attribution(None, Phrase(people[0], people[0], people[0])) if plain else None


def in_the_words_of(found: Clause, quote: int) -> Attribution | None:
    """It is, in the words of Kim, “over”; in Kim's words, it is “over”."""
    tokens, low = found.tokens, found.low
    for i in range(low, quote - 3):
        if [t.norm for t in tokens[i : i + 4]] == ["in", "the", "words", "of"]:
            who = speaker_after(tokens, i + 4, quote)
            return Attribution((i + 2, i + 2), who) if who else None
    return None


def given(found: Clause, quote: int) -> Attribution | None:
    """Kim offered her “deep regrets”."""
    tokens, low = found.tokens, found.low
    if quote - 2 <= low or tokens[quote - 1].norm not in POSSESSIVE_PRONOUNS:
        return None
    if quote + 1 < found.high and nominal(tokens[quote + 1]):
        return None  # "her “Big Red” prize"
    who = subject(tokens, low, quote - 2) if tokens[quote - 2].norm in GIVING else None
    return Attribution((quote - 2, quote - 2), who) if who else None


def in_the_first_person(found: Clause, quote: int) -> Attribution | None:
    """Kim keeps a kiln in “my grandmother's sty”: who says "I" is the only one of the sentence.

    Who is told of by it isn't: “he “came up behind me””.
    """
    tokens, low = found.tokens, found.low
    if not FIRST_PERSON.search(tokens[quote].text) or names_something(tokens[quote]):
        return None
    if quote == low or _cued(found, quote) or quote_is_a_title(tokens, low, quote):
        return None
    who = main_subject(tokens, low, quote)
    does = is_person(tokens[quote - 1]) or tokens[quote - 1].norm in SUBJECT_PRONOUNS
    if who is None or does or not somebody(tokens, who):
        return None
    sentence = tokens[low : found.high]
    people = {t.norm for t in sentence if is_person(t)}
    sexes = {t.norm in HERS for t in sentence if t.norm in HERS | HIS}
    alone = len(people) <= (who.name is not None) and len(sexes) <= 1
    return Attribution(None, who) if alone else None


RULES: tuple[Callable[[Clause, int], Attribution | None], ...] = (
    named_before_colon,
    signature,
    tag_after_a_full_sentence,
    view_put_in,
    in_the_words_of,
    in_the_quote_of,
    read_out,
    cue_before,
    tag_after,
    cue_later,
    put_in,
    opponent,
    possessor_of_the_words,
    named_by_the_noun_behind,
    in_whose_view,
    given,
    statement_before_colon,
    ruled,
    subject_before_full_sentence,
    in_the_first_person,
)


def attribution(found: Clause, quote: int) -> Attribution | None:
    """Return what the first rule that applies says; None where no rule does."""
    cue = next((c.first for c in reversed(found.cues) if c.subject and c.first < quote), None)
    if nickname(found, quote) or borrowed(found.tokens, found.low, quote, cue):
        return None
    if unsaid_behind(found, quote):
        return None
    if unsaid_before(found, quote):  # "Kim did not say if it was a “plot”, Lee said"
        return _closing_tag(found, quote)
    said = next((said for rule in RULES if _somebodys(found, said := rule(found, quote))), None)
    return None if said and _echoes(found.tokens, quote, said.speaker) else said


def _somebodys(found: Clause, said: Attribution | None) -> bool:
    return said is not None and can_say(found.tokens, found.low, said.speaker)


def _echoes(tokens: Sequence[Token], quote: int, who: Phrase) -> bool:
    """Nordia cites “human error”: a country's few words are some official's, whom nobody names."""
    return speaks_as_place(tokens, who) and len(tokens[quote].text.split()) < ECHO


def speaks_as_place(tokens: Sequence[Token], who: Phrase) -> bool:
    """Tell whether a phrase is a place's name alone, which stands for a government."""
    mention = tokens[who.last].mention if who.name == who.last else None
    if mention is None or mention.type is not EntityType.PLACE:
        return False
    others = tokens[who.first : who.last]
    return all(t.norm in DETERMINERS for t in others) and governs(mention.text)


def quote_is_a_title(tokens: Sequence[Token], low: int, quote: int) -> bool:
    """Tell whether the marks set off the name of a programme, a song, a law."""
    inside = tokens[quote].quotation
    assert inside is not None  # noqa: S101 - the caller passes a quotation
    words = tokens[quote].text.strip("“”\"'‘’`,. ").split()
    return (
        bool(words)
        and all(not word[0].islower() or word in SMALL_IN_TITLES for word in words)
        and not words[-1].endswith(("!", "?"))
        and (len(words) > 1 or quote > low)
    )


def _may_be_noun(found: Clause, cue: Cue) -> bool:
    """“After protests over …”, but “The paper reports:” and “… reports that”."""
    after = found.tokens[cue.last + 1 : cue.last + 2]
    verb = not after or after[0].kind is not Kind.WORD or after[0].norm == "that"
    return found.tokens[cue.last].norm in NOUN_LIKE and not verb


def goes_on_adding(found: Clause) -> bool:
    """Adding, “It is over.”: a sentence without a subject goes on with the one before it."""
    if not found.cues:
        return False
    cue = found.cues[0]
    return cue.first == found.low and cue.subject is None and is_saying(found.tokens[cue.first])


def introduces(found: Clause) -> Attribution | None:
    """Say who is left speaking at the end of a sentence, for the quotation that follows it."""
    if not_this(found):
        return None
    for cue in reversed(found.cues):
        if cue.subject and not (
            _may_be_noun(found, cue) or _judges(found, cue) or _in_opening_clause(found, cue)
        ):
            said = Attribution((cue.first, cue.last), cue.subject)
            return said if _somebodys(found, said) else None
    issued = issues(found)
    return Attribution((issued[1], issued[1]), issued[0]) if issued else None


def issues(found: Clause) -> tuple[Phrase, int] | None:
    """“Kim issued a statement on Monday”: who makes known what, and the noun that says what."""
    tokens = found.tokens
    for i in range(found.low + 1, found.high):
        if tokens[i].norm not in ISSUING:
            continue
        for noun in range(i + 2, min(i + 2 + WITHIN, found.high)):
            if tokens[noun].norm in ANNOUNCED and tokens[i + 1].norm in MADE:
                who = subject(tokens, found.low, i) or main_subject(tokens, found.low, i)
                return (who, noun) if who else None
            if not nominal(tokens[noun]) and tokens[noun].norm != "and":
                break
    return None


def _in_opening_clause(found: Clause, cue: Cue) -> bool:
    """“While Kim says so, Lee smiles.” leaves Lee on the scene."""
    tokens = found.tokens
    if tokens[found.low].norm not in TIME_CLAUSES | WHEN | {"although", "though"}:
        return False
    comma = next((i for i in range(found.low, found.high) if tokens[i].text == ","), found.high)
    return cue.first < comma < found.high - 1


def _judges(found: Clause, cue: Cue) -> bool:
    """“Kim dismissing Lee comes after …”: who does it to somebody says nothing by it."""
    token = found.tokens[cue.first]
    return is_saying(token) and token.norm in ADDRESSING | DISMISSING | DENYING


def quotation_numbers(tokens: Sequence[Token], low: int, high: int) -> Iterator[int]:
    """Yield the numbers of the tokens that are quotations."""
    return (i for i in range(low, high) if tokens[i].kind is Kind.QUOTATION)
