"""The verbs of speech of a sentence, each with its subject: who says something in it."""

from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from whodex.attribute.phrases import (
    Phrase,
    VerbGroup,
    hangs,
    is_name,
    is_of_two,
    is_person,
    names_office,
    nominal,
    phrase_after,
    phrase_before,
    possessive,
    speaker_after,
    subject_ending,
    verb_group,
)
from whodex.attribute.tokens import DASHES, Kind, Token
from whodex.lexicon.english import (
    ADDRESSING,
    ADVERBS,
    ARTICLES,
    AUXILIARIES,
    CAUSING,
    CONJUNCTIONS,
    DETERMINERS,
    DOCUMENTS,
    FORMS_OF_BE,
    GESTURES,
    NAMING,
    NOUN_LIKE,
    OPINIONS,
    PASTS,
    PERCEIVING,
    PERSONAL,
    POSSESSIVE_PRONOUNS,
    POSTS,
    PREPOSITIONS,
    QUANTIFIERS,
    QUOTING,
    SUBJECT_PRONOUNS,
    TALKING,
    TELLING,
    TIMES,
    VERBS,
)
from whodex.values.article import EntityType

BESIDE = 12  # tokens between a gesture and the words that go with it
DEGREES = frozenset(("less", "more", "so", "very", "too", "quite", "deeply", "not"))
CONNECTIVES = frozenset(("and", "but", "indeed", "also", "plus"))
COMING = 30  # tokens between "After saying" and the subject of its sentence


class Cue(NamedTuple):
    """A verb of speech (or "according to") with its subject, where one is plain."""

    first: int
    last: int
    subject: Phrase | None
    inverted: bool = False
    restricts: bool = False  # "anybody who complains": says who is meant, not what is said


class Clause(NamedTuple):
    """One sentence: its tokens `low` to `high` of the row, and its cues in order.

    `bare` says that it has nothing outside its quotation marks but perhaps an "and" or "indeed".
    """

    tokens: Sequence[Token]
    low: int
    high: int
    cues: tuple[Cue, ...]
    bare: bool


def clause(tokens: Sequence[Token], low: int, high: int) -> Clause:
    """Find the cues of a sentence."""
    cues: list[Cue] = []
    for i in range(low, high):
        cue = _cue(tokens, low, high, i, cues)
        if cue:
            cues.append(cue)
    silent = (Kind.QUOTATION, Kind.PUNCTUATION)
    bare = all(t.kind in silent or t.norm in CONNECTIVES for t in tokens[low:high]) and any(
        t.kind is Kind.QUOTATION for t in tokens[low:high]
    )
    return Clause(tokens, low, high, tuple(cues), bare)


def _cue(  # noqa: PLR0911 - one return per case, in the order in which they apply
    tokens: Sequence[Token], low: int, high: int, i: int, earlier: Sequence[Cue]
) -> Cue | None:
    """Return the cue that begins with token `i`, read as the first kind that fits."""
    token = tokens[i]
    if token.kind is not Kind.WORD:
        return None
    if token.norm == "according" and i + 1 < high and tokens[i + 1].norm == "to":
        return Cue(i, i + 1, _by_whom(tokens, i + 2, high))
    if token.norm not in VERBS or _says_nothing(tokens, low, high, i):
        return None
    group = verb_group(tokens, low, i)
    if _is_noun(tokens, low, i, group):
        return None
    end = i + (i + 1 < high and token.norm.startswith("call") and tokens[i + 1].norm == "for")
    verb = VERBS[token.norm]
    if verb.past and not verb.ing and _passive(tokens, high, i, group):
        return None if token.norm == "read" else Cue(i, end, _agent(tokens, i, high))
    if verb.ing and not group.helpers & FORMS_OF_BE:
        return _participle(tokens, low, high, Cue(i, end, None), earlier)
    if not group.helpers and token.norm not in TELLING and follows_quotation(tokens, low, i):
        who = speaker_after(tokens, i + 1, high)
        if who and tokens[who.first].norm != "that":
            return Cue(i, end, who, inverted=True)
    if not group.helpers and (who := _named_behind(tokens, low, high, i)):
        return Cue(i, end, who, inverted=True)
    found = _finite(tokens, low, Cue(i, end, None), group, earlier)
    return None if found and _only_opines(tokens, found, earlier) else found


def _says_nothing(tokens: Sequence[Token], low: int, high: int, i: int) -> bool:
    """“continues its work”, “accused of theft”, “smiled at the crowd”."""
    gesture = tokens[i].norm in GESTURES and not _beside_quotation(tokens, low, high, i)
    feels = tokens[i].norm == "worried" and i > low and (
        tokens[i - 1].norm in FORMS_OF_BE | ADVERBS | DEGREES
    )  # fmt: skip
    return gesture or feels or _goes_on_doing(tokens, i) or _is_charged(tokens, i)


def _only_opines(tokens: Sequence[Token], cue: Cue, earlier: Sequence[Cue]) -> bool:
    """“Kim said Lee felt “betrayed””, “I think of “Bambi””: not Lee's words, nor mine."""
    if tokens[cue.first].norm not in OPINIONS:
        return False
    plain = cue.subject is not None and somebody(tokens, cue.subject)
    return not plain or any(other.subject for other in earlier)


def _beside_quotation(tokens: Sequence[Token], low: int, high: int, i: int) -> bool:
    """“…,” Kim grins; Kim grinned: “…”; Kim apologised for “…”, but not “smiled when he …”."""
    before = reversed(tokens[max(low, i - BESIDE + 1) : i])
    after = tokens[i + 1 : min(high, i + BESIDE)]
    return _reaches(before, _in_tag) or _reaches(after, _goes_with_verb)


def _reaches(tokens: Iterable[Token], across: Callable[[Token], bool]) -> bool:
    """Whether a quotation is reached across nothing but tokens of a kind."""
    reached = next((t for t in tokens if t.kind is Kind.QUOTATION or not across(t)), None)
    return reached is not None and reached.kind is Kind.QUOTATION


def _in_tag(token: Token) -> bool:
    return (
        nominal(token)
        or token.norm in PERSONAL
        or token.norm in DETERMINERS
        or token.text in (",", ".", *DASHES)
    )


def _goes_with_verb(token: Token) -> bool:
    return token.norm not in CONJUNCTIONS and token.norm not in VERBS


def _is_charged(tokens: Sequence[Token], i: int) -> bool:
    """“Kim, accused of theft, …”: without an object it is Kim who hears it."""
    after = tokens[i + 1].norm if i + 1 < len(tokens) else ""
    return tokens[i].norm in ("accused", "charged") and after in ("of", "with")


def _passive(tokens: Sequence[Token], high: int, i: int, group: VerbGroup) -> bool:
    """“was told”, “words said by Kim”, but “Kim said by telephone”."""
    if group.helpers & FORMS_OF_BE:
        return True
    if i + 1 >= high or tokens[i + 1].norm not in ("by", "on", "to"):
        return False
    if tokens[i + 1].norm != "by":  # "In a message posted to X, Kim …"
        return tokens[i].norm == "posted" and tokens[group.before].norm in POSTS | DOCUMENTS
    return not (is_person(tokens[group.before]) or tokens[group.before].norm in SUBJECT_PRONOUNS)


def _by_whom(tokens: Sequence[Token], first: int, high: int) -> Phrase | None:
    """According to Kim, to a post on X by Kim: whose words a post or a statement holds."""
    if first < high and tokens[first].norm in PERSONAL:
        return Phrase(first, first, None)
    who = speaker_after(tokens, first, high)
    if who is None or who.name is not None or tokens[who.last].norm not in POSTS | DOCUMENTS:
        return who
    by = _agent(tokens, who.last, high)
    return Phrase(who.first, by.last, by.name) if by and by.name is not None else who


def _named_behind(tokens: Sequence[Token], low: int, high: int, i: int) -> Phrase | None:
    """The talks stall, said Kim, and …: reported words, with the speaker behind the verb."""
    if i <= low or tokens[i - 1].text != "," or tokens[i].norm in ADDRESSING:
        return None
    if not (VERBS[tokens[i].norm].past or VERBS[tokens[i].norm].third):
        return None
    who = speaker_after(tokens, i + 1, high)
    if who is None or who.name is None or who.first != i + 1:
        return None
    return who if who.last + 1 >= high or tokens[who.last + 1].text in (",", ".", ";") else None


def _finite(
    tokens: Sequence[Token], low: int, cue: Cue, group: VerbGroup, earlier: Sequence[Cue]
) -> Cue | None:
    """“Kim said”, “Kim came and said”, “Kim wants to say”."""
    verb, before = VERBS[tokens[cue.first].norm], group.before
    if verb.base and "to" in group.helpers:
        if _somebody_to(tokens, low, before):
            return cue._replace(subject=_caused(tokens, low, before))
        return cue._replace(subject=_shared(tokens, low, cue.first, earlier))
    if verb.base and not verb.past and not group.helpers and not _plural(tokens, low, before):
        return _heard(tokens, low, cue, before)
    who = subject_ending(tokens, low, before)
    if who is None and (before < low or tokens[before].norm in ("and", "but", "or", ",", "then")):
        if before < low and verb.past:  # "Asked about it, Kim …"
            return None
        who = _shared(tokens, low, cue.first, earlier) or _nominative(tokens, low, before)
    if _only_names(tokens, cue, who):
        return None
    restricts = (
        before > low and tokens[before].norm in ("who", "that") and tokens[before - 1].text != ","
    )
    return cue._replace(subject=_same_speaker(tokens, who, earlier), restricts=restricts)


def _nominative(tokens: Sequence[Token], low: int, last: int) -> Phrase | None:
    """“As the hall emptied he leaned in and whispered”: the last "he" is the verb's, too."""
    he = next((i for i in range(last, low - 1, -1) if tokens[i].norm in ("he", "she")), None)
    return Phrase(he, he, None) if he is not None else None


def _heard(tokens: Sequence[Token], low: int, cue: Cue, before: int) -> Cue | None:
    """“He heard Kim say”: the one who was heard."""
    who = phrase_before(tokens, low, before)
    if who is None or who.name is None or who.first - 1 < low:
        return None
    return cue._replace(subject=who) if tokens[who.first - 1].norm in PERCEIVING else None


def _heard_saying(tokens: Sequence[Token], low: int, i: int) -> Phrase | None:
    """“Kim can be heard saying”, “Kim was seen shouting”, “Kim began by saying”."""
    if i - 2 > low and tokens[i - 1].norm == "by" and (
        tokens[i - 2].norm in PASTS or tokens[i - 2].norm.endswith("ed")
    ):  # fmt: skip
        return subject_ending(tokens, low, i - 3)
    if i - 1 <= low or tokens[i - 1].norm not in PERCEIVING:
        return None
    group = verb_group(tokens, low, i - 1)
    return subject_ending(tokens, low, group.before) if group.helpers & FORMS_OF_BE else None


def _of_two(tokens: Sequence[Token], low: int, i: int) -> Phrase | None:
    """“Kim and Lee came, the latter yesterday confirming”: a participle with its own subject."""
    last = verb_group(tokens, low, i).before
    who = phrase_before(tokens, low, last)
    return who if who and is_of_two(tokens, who) else None


def _blamed(tokens: Sequence[Token], low: int, i: int) -> Phrase | None:
    """“Kim slammed Lee for saying”, “accused him of it”; “Lee was mocked by Kim for saying”."""
    last = i - 2
    if last < low or tokens[i - 1].norm not in ("for", "of"):
        return None
    pronoun = tokens[last].norm in ("him", "her", "them")
    who = Phrase(last, last, None) if pronoun else phrase_before(tokens, low, last)
    verb = who.first - 1 if who else low
    if who is None or verb <= low:
        return None
    if tokens[verb].norm == "by":
        group = verb_group(tokens, low, verb - 1)
        passive = _does(tokens[verb - 1]) and group.helpers & FORMS_OF_BE
        return subject_ending(tokens, low, group.before) if passive else None
    plain = pronoun or who.name is not None or names_office(tokens[last].norm)
    return who if plain and _does(tokens[verb]) else None


def _does(token: Token) -> bool:
    """Whether a word is a verb that has an object."""
    norm = token.norm
    return token.kind is Kind.WORD and (norm in VERBS or norm in PASTS or norm.endswith("ed"))


def _somebody_to(tokens: Sequence[Token], low: int, before: int) -> bool:
    """“They moved Kim to urge …”, “met Kim to ask …”: nobody can tell who does."""
    who = subject_ending(tokens, low, before)
    return who is not None and who.name is not None and not _begins_clause(tokens, low, who)


def _caused(tokens: Sequence[Token], low: int, last: int) -> Phrase | None:
    """“The row led Kim to say”: who is brought to say something says it."""
    who = subject_ending(tokens, low, last)
    return who if who and tokens[who.first - 1].norm in CAUSING else None


def _begins_clause(tokens: Sequence[Token], low: int, who: Phrase) -> bool:
    before = tokens[who.first - 1]
    return who.first == low or before.kind is not Kind.WORD or before.norm in CONJUNCTIONS


def _goes_on_doing(tokens: Sequence[Token], i: int) -> bool:
    """“continues work”, “agrees to go”, “talks to her” say nothing; “continued: “…”” does."""
    if i + 1 == len(tokens):
        return False
    after = tokens[i + 1]
    if tokens[i].norm in TALKING:  # "a chance to talk about it" says as little
        return not VERBS[tokens[i].norm].past or after.norm not in ("of", "about")
    if tokens[i].norm.startswith("continu"):
        return after.kind is Kind.WORD and after.norm not in PREPOSITIONS
    return tokens[i].norm.startswith("agree") and after.norm == "to"


def _only_names(tokens: Sequence[Token], cue: Cue, who: Phrase | None) -> bool:
    """A plan called “Blue Sky” has a name; what he called “a plan” quotes him."""
    if who is None or tokens[cue.first].norm not in NAMING or tokens[who.first].norm in PERSONAL:
        return False
    after = [t for t in tokens[cue.first + 1 : cue.first + 3] if t.norm not in DETERMINERS]
    free = who.first == 0 or tokens[who.first - 1].norm not in ("what", "which", "whom", "that")
    return free and after[:1] != [] and after[0].kind is Kind.QUOTATION


def _participle(
    tokens: Sequence[Token], low: int, high: int, cue: Cue, earlier: Sequence[Cue]
) -> Cue | None:
    """“…, adding” shares a subject; in “footage of Kim saying” Kim speaks; “tweets calling” …."""
    i = cue.first
    who = _heard_saying(tokens, low, i) or _of_two(tokens, low, i) or _blamed(tokens, low, i)
    if who:
        return cue._replace(subject=who)
    if i > low and tokens[i - 1].kind is Kind.NAME:
        who = phrase_before(tokens, low, i - 1)
        if who and (is_person(tokens[i - 1]) or not hangs(tokens, low, who)):
            return cue._replace(subject=who)
    if i > low and tokens[i - 1].norm in QUANTIFIERS:
        return cue._replace(subject=Phrase(i - 1, i - 1, None))
    if i > low and tokens[i - 1].norm == "as":
        return cue._replace(subject=_quoted_as(tokens, low, high, i))
    if i > low and nominal(tokens[i - 1]) and any(cue.subject for cue in earlier):
        return None
    return cue._replace(subject=_shared(tokens, low, i, earlier) or _coming(tokens, i, high))


def _quoted_as(tokens: Sequence[Token], low: int, high: int, saying: int) -> Phrase | None:
    """The paper quoted Kim, a judge, as saying; Kim was quoted as saying."""
    for i in range(saying - 2, low, -1):
        if tokens[i].norm in QUOTING:
            group = verb_group(tokens, low, i)
            if group.helpers & FORMS_OF_BE and tokens[i].norm in ("quoted", "cited"):
                return subject_ending(tokens, low, group.before)
            return speaker_after(tokens, i + 1, high)
    return None


def _coming(tokens: Sequence[Token], i: int, high: int) -> Phrase | None:
    """After saying it was “over,” Kim left: the subject comes after the comma."""
    for k in range(i + 1, min(i + COMING, high - 1)):
        token = tokens[k]
        if token.text == "," or (token.quotation and token.text.rstrip("”\"’'").endswith(",")):
            who = speaker_after(tokens, k + 1, high)
            return who if who and tokens[who.first].norm not in ("but", "and") else None
    return None


def _same_speaker(
    tokens: Sequence[Token], who: Phrase | None, earlier: Sequence[Cue]
) -> Phrase | None:
    """“Kim says she recalled” has one speaker, named before; so has “Kim says it shows”."""
    if who is None or who.first != who.last or tokens[who.first].norm not in ("he", "she", "it"):
        return who
    before = tokens[who.first - 1]
    if before.norm in ("and", "but", ";", "—", "–") or before.kind is Kind.QUOTATION:
        return who
    for cue in reversed(earlier):
        if cue.subject and not cue.restricts and cue.last < who.first:
            return _whoever(tokens, who, cue.subject, range(cue.last + 1, who.first - 1))
    return who


def _whoever(tokens: Sequence[Token], who: Phrase, named: Phrase, between: range) -> Phrase:
    """Return whom "he", "she" or "it" means behind the one who said something before it."""
    pronoun = tokens[who.first].norm
    if pronoun != "it":
        if other := _when_he(tokens, between):
            return other
        if _is_organization(tokens, named) or _after_another(tokens, named, between):
            return who
    if named.first == named.last and tokens[named.first].norm in SUBJECT_PRONOUNS:
        return named if pronoun in ("it", tokens[named.first].norm) else who
    return named


def _when_he(tokens: Sequence[Token], between: range) -> Phrase | None:
    """“Kim said Lee was “right” when he said”: he is Lee."""
    if tokens[between.stop].norm != "when":
        return None
    named = (i for i in between if is_person(tokens[i]) and tokens[i + 1].norm in FORMS_OF_BE)
    return next((Phrase(i, i, i) for i in named), None)


def _after_another(tokens: Sequence[Token], first: Phrase, between: range) -> bool:
    """“When Kim accused Lee, she said”: she may be either."""
    when = first.first > 0 and tokens[first.first - 1].norm in ("when", "after", "as")
    return when and tokens[between.stop].text == "," and any(is_person(tokens[i]) for i in between)


def _is_organization(tokens: Sequence[Token], who: Phrase) -> bool:
    mention = tokens[who.name].mention if who.name is not None else None
    return mention is not None and mention.type is EntityType.ORGANIZATION


def _is_noun(tokens: Sequence[Token], low: int, i: int, group: VerbGroup) -> bool:
    """“its demands”, “reports of”, “a claim” are no verbs; nor is “the accused”."""
    if i > low and (tokens[i - 1].norm in DETERMINERS and tokens[i - 1].norm != "that"):
        return not VERBS[tokens[i].norm].ing or tokens[i].norm in NOUN_LIKE
    if tokens[i].norm not in NOUN_LIKE or group.helpers:
        return False
    before = group.before
    if before >= low and (
        _before_noun(tokens[before], near=before == i - 1)
        or possessive(tokens[before])
        or tokens[before].norm in PREPOSITIONS
        or _counts(tokens, i)
    ):
        return True
    after = [t.norm for t in tokens[i + 1 : i + 3]]
    if after[:1] == [","] and after[1:] != ["“”"]:  # "In view of rival claims, he …"
        return before >= low and tokens[before].kind is Kind.WORD and not (
            is_name(tokens[before]) or tokens[before].norm in ("which", "that", "it")
        )  # fmt: skip
    if after[:1] == ["to"] and before >= low:  # "Kim vows to “…”", but "promises to Kim"
        return not (is_person(tokens[before]) or tokens[before].norm in SUBJECT_PRONOUNS)
    return bool(after) and (after[0] in ("of", "by") or after[0] in AUXILIARIES)


def _counts(tokens: Sequence[Token], i: int) -> bool:
    """Tell "numerous questions about it", "answer questions on it" from "the mayor jokes"."""
    if i < 1 or i + 1 == len(tokens) or tokens[i + 1].norm not in PREPOSITIONS:
        return False
    before = tokens[i - 1]
    plain = before.kind is Kind.WORD and nominal(before) and before.text[0].islower()
    plural = VERBS[tokens[i].norm].third and tokens[i].norm not in TALKING
    counts = before.norm in ("numerous", "various", "further", "more") or before.norm in VERBS
    return plural and plain and counts and not names_office(before.norm)


def _before_noun(token: Token, *, near: bool) -> bool:
    """Whether no verb follows: “late-night tweets”, “she offered states money”."""
    if token.kind is not Kind.WORD:
        return False
    return "-" in token.text or (near and token.text[0].islower() and token.norm.endswith("ed"))


def _plural(tokens: Sequence[Token], low: int, i: int) -> bool:
    """Tell whether a verb's base form can be the verb of what ends at token `i`."""
    if i < low:
        return False
    token = tokens[i]
    return token.norm in ("they", "we", "i", "you", "who", "people", "police", "and", ",", ")") or (
        token.kind is Kind.WORD and token.norm.endswith("s") and nominal(token)
    )


def follows_quotation(tokens: Sequence[Token], low: int, i: int) -> bool:
    """Tell whether a quotation, perhaps with a comma or a dash, stands right before."""
    at = i - 1
    if at >= low and tokens[at].text in (",", *DASHES):
        at -= 1
    return at >= low and tokens[at].kind is Kind.QUOTATION


def _agent(tokens: Sequence[Token], i: int, high: int) -> Phrase | None:
    """“was told by Kim that”: the one after “by”."""
    for k in range(i + 1, min(i + 8, high)):
        if tokens[k].norm == "by":
            return speaker_after(tokens, k + 1, high)
        behind = tokens[k].kind is Kind.QUOTATION and k + 1 < high and tokens[k + 1].norm == "by"
        if tokens[k].kind in (Kind.QUOTATION, Kind.PUNCTUATION) and not behind:
            return None
    return None


def _shared(tokens: Sequence[Token], low: int, i: int, earlier: Sequence[Cue]) -> Phrase | None:
    """“…, adding” and “… and called” go with the subject before them in the sentence."""
    for cue in reversed(earlier):
        if (
            cue.subject
            and not cue.restricts
            and tokens[cue.first].norm != "according"
            and tokens[cue.subject.first].norm not in ("we", "i", "you")
        ):
            return cue.subject
    return main_subject(tokens, low, i)


def main_subject(tokens: Sequence[Token], low: int, high: int) -> Phrase | None:
    """Return the phrase that begins a sentence, after "In a statement," and the like."""
    low = _behind_capitals(tokens, low, high)
    starts = [low, *(k + 1 for k in range(low, high) if tokens[k].text == ",")]
    for start in starts[:4]:
        at = start
        while at < high and (
            tokens[at].norm in ("but", "and", "so", "yet", "still", "(") or tokens[at].text in "—–-"
        ):
            at += 1
        if at >= high or tokens[at].kind is Kind.QUOTATION:
            continue
        token = tokens[at]
        if token.norm in SUBJECT_PRONOUNS:
            return Phrase(at, at, None)
        if _opens_phrase(tokens, at, high):
            continue
        named = _first_name(tokens, at, high)
        if named and tokens[named.last].norm in TIMES:
            continue
        if named:
            return _without_verb(tokens, named, high)
        apposed = start > low and token.norm in ("a", "an") and is_person(tokens[start - 2])
        if token.norm in DETERMINERS and not apposed:  # not that of "Among them was Kim, a cook"
            found = phrase_after(tokens, at, high)
            if found and tokens[found.last].norm not in TIMES:
                return _without_verb(tokens, found, high)
    return _behind_opening(tokens, low, high)


def _without_verb(tokens: Sequence[Token], who: Phrase, high: int) -> Phrase:
    """“Citizens for Clean Ice advocates a ban”: what stands before an article is a verb."""
    last, behind = tokens[who.last], tokens[who.last + 1 : min(high, who.last + 2)]
    object_ = any(t.norm in ARTICLES | POSSESSIVE_PRONOUNS for t in behind)
    verb = last.kind is Kind.WORD and last.norm.endswith("s") and last.text[0].islower()
    cut = object_ and verb and who.last - 1 > who.first and nominal(tokens[who.last - 1])
    return Phrase(who.first, who.last - 1, who.name) if cut else who


def _behind_opening(tokens: Sequence[Token], low: int, high: int) -> Phrase | None:
    """“At the time Kim left, calling it “over””: no comma stands before the subject."""
    if low >= high or tokens[low].norm not in PREPOSITIONS:
        return None
    for i in range(low + 1, high - 1):
        before, after = tokens[i - 1], tokens[i + 1]
        if tokens[i].norm in CONJUNCTIONS or tokens[i].kind is Kind.QUOTATION:
            return None
        if tokens[i].text == "," or (is_person(tokens[i]) and before.norm in PREPOSITIONS):
            return None
        if is_person(tokens[i]):
            acts = after.kind is Kind.WORD and (
                after.norm in ADVERBS | AUXILIARIES | PASTS or after.norm.endswith(("ed", "ly"))
            )
            return Phrase(i, i, i) if acts else None
    return None


def _behind_capitals(tokens: Sequence[Token], low: int, high: int) -> int:
    """Skip "TOWN HEARS OF HIM — ", a heading within the line."""
    dash = next((i for i in range(low, high) if not tokens[i].text.isupper()), high)
    return dash + 1 if dash - low > 1 and dash < high and tokens[dash].text in DASHES else low


def _opens_phrase(tokens: Sequence[Token], at: int, high: int) -> bool:
    """“In Lund”, “As Kim slept”, “Having slept”, “Early in the year”: no subject begins so."""
    norm = tokens[at].norm
    if norm in PREPOSITIONS or norm in CONJUNCTIONS or norm.endswith("ing"):
        return True
    if at + 1 >= high or tokens[at].kind is not Kind.WORD:
        return False
    after = tokens[at + 1].norm
    asked = norm.endswith("ed") and after in PREPOSITIONS | CONJUNCTIONS  # "Asked whether …, Kim"
    return asked or (norm.endswith("ly") and after in PREPOSITIONS)


def _first_name(tokens: Sequence[Token], first: int, high: int) -> Phrase | None:
    found = phrase_after(tokens, first, high)
    if found and found.name is not None:
        return found
    return found if found and is_name(tokens[first]) else None


def somebody(tokens: Sequence[Token], who: Phrase) -> bool:
    """Return whether a phrase is a person by name, "he" or "she"."""
    named = who.name is not None and is_person(tokens[who.name])
    return named or tokens[who.first].norm in ("he", "she")
