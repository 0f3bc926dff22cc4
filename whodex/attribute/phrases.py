"""Noun phrases, found from their ends: who stands before a verb, who stands after it."""

from collections.abc import Sequence
from typing import NamedTuple

from whodex.attribute.tokens import Kind, Token
from whodex.lexicon.english import (
    ADVERBS,
    ARTICLES,
    AUXILIARIES,
    CONJUNCTIONS,
    DAYS,
    DECISIONS,
    DETERMINERS,
    DOCUMENTS,
    FORMS_OF_BE,
    FUNCTION_WORDS,
    LINKS,
    MODIFIERS,
    OBJECT_PRONOUNS,
    OFFICES,
    OWN_WORDS,
    POSSESSIVE_PRONOUNS,
    PREPOSITIONS,
    SUBJECT_PRONOUNS,
    TIME_CLAUSES,
    TIME_LINKS,
    TIMES,
    VERBS,
)
from whodex.lexicon.lists import grammar, words
from whodex.values.article import EntityType

TERM = 3  # words between marks that nobody need have spoken: a title, an irony
PSEUDONYMS = frozenset(("alias", "name", "pseudonym"))
LONGEST_RUN = 6  # common nouns before a name
HANGING = PREPOSITIONS | frozenset(("to",))  # "a letter to Kim"
LETTERS = words("letters-behind")
BEFORE_VERBS = ADVERBS | AUXILIARIES | {"first"}
PARTS = grammar("parts")  # "one of the victims"
LONGEST = 40  # tokens of a phrase; a longer one is no phrase but a list or a fault


class Phrase(NamedTuple):
    """Tokens `first` to `last` (included) and the one that is its name, if it has one."""

    first: int
    last: int
    name: int | None


class VerbGroup(NamedTuple):
    """What stands before a verb: the first token left of its helpers, and which helpers."""

    before: int
    helpers: frozenset[str]


def is_name(token: Token) -> bool:
    """A name as recognized, or a capitalized word that the recognizer left."""
    return token.kind is Kind.NAME or (
        token.kind is Kind.WORD and token.text[0].isupper() and token.norm not in FUNCTION_WORDS
        and token.norm not in DETERMINERS and token.norm not in DAYS
    )  # fmt: skip


def nominal(token: Token) -> bool:
    """A word that can end a noun phrase."""
    return token.kind is Kind.NAME or (
        token.kind is Kind.WORD
        and token.norm not in FUNCTION_WORDS
        and token.norm not in DETERMINERS
        and token.norm not in DAYS
    )


def is_person(token: Token) -> bool:
    """A name of a person."""
    return token.mention is not None and token.mention.type is EntityType.PERSON


def names_office(norm: str) -> bool:
    """One office or several: "envoy", "envoys", "deputies"."""
    return any(
        one in OFFICES
        for one in (
            norm,
            norm.removesuffix("s"),
            norm.removesuffix("es"),
            f"{norm.removesuffix('ies')}y",
        )
    )


def is_saying(token: Token) -> bool:
    """Tell "adding" from other forms, and from "according", which is no form of speech."""
    return token.norm in VERBS and VERBS[token.norm].ing


def is_of_two(tokens: Sequence[Token], phrase: Phrase) -> bool:
    """Tell "the latter" and "the former" from "the former mayor"."""
    words = [token.norm for token in tokens[phrase.first : phrase.last + 1]]
    return words in (["the", "former"], ["the", "latter"])


def possessive(token: Token) -> bool:
    """The 's or the bare apostrophe after a name."""
    return token.norm in ("'s", "'") and token.kind in (Kind.SUFFIX, Kind.PUNCTUATION)


def verb_group(tokens: Sequence[Token], low: int, verb: int) -> VerbGroup:
    """Skip helpers, adverbs and times ("on Monday") to the left of a verb."""
    helpers: set[str] = set()
    i = verb - 1
    while i >= low:
        norm = tokens[i].norm
        if tokens[i].kind in (Kind.NAME, Kind.QUOTATION):
            break
        if norm == "'s" and not (i > low and _contracts(tokens, i, verb)):
            break
        if norm in AUXILIARIES:
            helpers.add(norm)
        elif norm.endswith("n't"):
            helpers.update((norm.removesuffix("n't"), "not"))
        elif norm in TIMES:
            i = _before_time(tokens, low, i) + 1
        elif norm not in ADVERBS and not norm.endswith("ly") and not _at_first(tokens, low, i):
            break
        i -= 1
    return VerbGroup(i, frozenset(helpers))


def _at_first(tokens: Sequence[Token], low: int, i: int) -> bool:
    """Tell the adverb of "Kim first said" from "the first said"."""
    before = tokens[i - 1] if i > low else None
    named = before is not None and (is_person(before) or before.norm in SUBJECT_PRONOUNS)
    return named and tokens[i].norm == "first"


def _contracts(tokens: Sequence[Token], i: int, verb: int) -> bool:
    """Tell "he's claiming" from "Ann's claim"."""
    return tokens[i - 1].norm in SUBJECT_PRONOUNS or is_saying(tokens[verb])


def _before_time(tokens: Sequence[Token], low: int, i: int) -> int:
    """Return the token before "on Monday morning", "earlier this month"."""
    while i >= low and (
        tokens[i].norm in TIMES or tokens[i].norm in TIME_LINKS or tokens[i].norm.isdigit()
    ):
        i -= 1
    return i


def phrase_before(tokens: Sequence[Token], low: int, last: int) -> Phrase | None:
    """Return the noun phrase that ends with token `last`."""
    if last < low or not nominal(tokens[last]):
        return None
    if is_name(tokens[last]):
        first = _name_begins(tokens, low, last)
        first = _linked(tokens, low, first, last)
        if tokens[first].norm in OFFICES:  # "the top ceasefire negotiator for"
            widest = _common_begins(tokens, low, first)
            first = widest if tokens[widest].norm in DETERMINERS else first
    else:
        first = _common_begins(tokens, low, last)
    first = _part_begins(tokens, low, first)
    return Phrase(first, last, _head(tokens, first, last))


def _part_begins(tokens: Sequence[Token], low: int, first: int) -> int:
    """Return where "one of" of "one of the victims" begins: the others don't speak."""
    part = first - 2 >= low and tokens[first - 1].norm == "of" and tokens[first - 2].norm in PARTS
    return first - 2 if part else first


def _name_begins(tokens: Sequence[Token], low: int, last: int) -> int:
    """Walk left over what goes with a name: titles, offices and whose they are."""
    first = last
    for i in range(last - 1, max(low, last - LONGEST) - 1, -1):
        token = tokens[i]
        if token.kind is Kind.NAME and tokens[i + 1].kind is Kind.NAME:
            break
        if token.norm in DETERMINERS and i + 1 == first and token.norm not in ("that", "no"):
            return i
        fits = (
            is_name(token) or possessive(token) or token.norm in OFFICES or token.norm in MODIFIERS
            or (token.norm in ("of", "for") and i > low and tokens[i - 1].norm in OFFICES)
            or (token.text in ".&" and i > low and is_name(tokens[i - 1]))
        )  # fmt: skip
        if not fits:
            break
        first = i
    return first


def _linked(tokens: Sequence[Token], low: int, first: int, last: int) -> int:
    """“a singer in the Lund choir”, “Mr. Berg of the Ice Club” begin further left."""
    if first - 2 < low or tokens[first - 1].norm not in LINKS:
        return first
    before = tokens[first - 2]
    if names_office(before.norm) or (
        tokens[first - 1].norm == "of" and is_name(before) and before.norm not in DAYS
    ):
        return (
            _name_begins(tokens, low, first - 2)
            if is_name(before)
            else _common_begins(tokens, low, first - 2)
        )
    return first if last - first < LONGEST else last


def _common_begins(tokens: Sequence[Token], low: int, last: int) -> int:
    """Walk left to a determiner, and on if the phrase hangs on another ("an aide at the club")."""
    first = i = last
    while i >= max(low, last - LONGEST):
        token = tokens[i]
        if token.norm in DETERMINERS and token.norm != "that":
            first = i
            if i > low and tokens[i - 1].norm in DETERMINERS:  # "the two"
                first = i = i - 1
            linked = i - 2 >= low and tokens[i - 1].norm in LINKS and nominal(tokens[i - 2])
            if not linked or tokens[i - 2].norm in VERBS:
                break
            i -= 2
            continue
        if nominal(token) or possessive(token):
            if i < last and token.norm in VERBS and not _noun_here(tokens, low, i):
                break
            first = i
        elif i == low or not _between_nouns(token, tokens[i - 1]):
            break
        i -= 1
    return first


def _between_nouns(token: Token, before: Token) -> bool:
    return (
        (token.norm in LINKS and nominal(before))
        or (token.text == "." and is_name(before))
        or (token.text == "-" and nominal(before))
    )


def _noun_here(tokens: Sequence[Token], low: int, i: int) -> bool:
    return i > low and (tokens[i - 1].norm in ARTICLES or possessive(tokens[i - 1]))


def _head(tokens: Sequence[Token], first: int, last: int) -> int | None:
    """Return the name that the phrase is about: not whose office it is, nor "of" whom."""
    end = _before_letters(tokens, first, last)
    while end >= first:
        i = end
        if is_person(tokens[end]):  # "Secretary of State Lee", but "the son of Lee"
            i -= 1
            while i > first and _before_name(tokens, i):
                i -= 1
            if i < first or tokens[i].norm not in PREPOSITIONS:
                return end
        else:
            while i >= first and tokens[i].norm not in PREPOSITIONS:
                i -= 1
            if i < first:
                return end if tokens[end].kind is Kind.NAME else _author(tokens, first, end)
        end = i - 1
    return None


def _before_letters(tokens: Sequence[Token], first: int, last: int) -> int:
    """Return the person at the end of "Kim KC OBE", else the last token."""
    end = last
    while end > first and tokens[end].text in LETTERS:
        end -= 1
    return end if is_person(tokens[end]) else last


def _before_name(tokens: Sequence[Token], i: int) -> bool:
    """Whether token `i` belongs to the name behind it: “a friend of the Prime Minister Lee”."""
    token, after = tokens[i], tokens[i + 1]
    if token.norm in DETERMINERS or possessive(token) or token.text == ".":
        return True
    return token.norm in OFFICES or (is_name(token) and after.norm in OFFICES)


def _author(tokens: Sequence[Token], first: int, last: int) -> int | None:
    """“The Audit Office report”, “Acme's letter”, “Kim's letter”: who speaks by a document."""
    owns = last > first and possessive(tokens[last - 1])
    by = last - 2 if owns else last - 1
    if by < first or tokens[last].norm not in DOCUMENTS | DECISIONS:
        return None
    if owns and is_person(tokens[by]) and tokens[last].norm in OWN_WORDS:
        titled = all(is_name(t) or names_office(t.norm) for t in tokens[first:by])
        return by if titled else None
    mention = tokens[by].mention
    return by if mention and mention.type is EntityType.ORGANIZATION else None


def phrase_after(tokens: Sequence[Token], first: int, high: int) -> Phrase | None:
    """Return the noun phrase that begins with token `first`, to its first name or boundary."""
    if first < high and tokens[first].norm in SUBJECT_PRONOUNS:
        return Phrase(first, first, None)
    last = -1
    for i in range(first, min(high, first + LONGEST)):
        token = tokens[i]
        if token.kind is Kind.NAME and not _goes_on_after_name(tokens, i, high):
            return Phrase(first, i, _head(tokens, first, i))
        if token.text in LETTERS and is_person(tokens[_before_letters(tokens, first, i)]) and (
            i + 1 >= high or tokens[i + 1].text not in LETTERS
        ):  # fmt: skip
            return Phrase(first, i, _head(tokens, first, i))
        if nominal(token):
            if last >= first and token.norm.endswith("ed"):
                break
            last = i
        elif not _inside_phrase(tokens, i, begun=last >= first, after_noun=last == i - 1 >= first):
            break
    return Phrase(first, last, _author(tokens, first, last)) if last >= first else None


def _inside_phrase(tokens: Sequence[Token], i: int, *, begun: bool, after_noun: bool) -> bool:
    """A small word within "the head of the agency", "the U.S. envoy"."""
    token = tokens[i]
    if token.norm in DETERMINERS:
        return not begun or tokens[i - 1].norm in LINKS
    if possessive(token):
        return True
    if token.norm == "of" and i > 0 and tokens[i - 1].norm in DETERMINERS:  # "one of the judges"
        return True
    return after_noun and (
        token.norm in ("of", "for", "from") or (token.text in ".&" and is_name(tokens[i - 1]))
    )


def speaker_after(tokens: Sequence[Token], first: int, high: int) -> Phrase | None:
    """“said his wife, Eva Lind.”, “said the envoy to Lund, Eva Lind, who …”: the name behind."""
    role = phrase_after(tokens, first, high)
    if role is None:
        return None
    if role.name is None and (both := _two_roles(tokens, role, high)):
        return both
    comma = role.last + 1
    if comma < high and tokens[comma].norm in HANGING:
        hung = phrase_after(tokens, comma + 1, high)
        comma = hung.last + 1 if hung else comma
    if role.name is None and (called := _goes_by(tokens, comma, high)):
        return Phrase(role.first, called, called)
    if role.name is not None or comma >= high or tokens[comma].text != ",":
        return role
    for i in range(comma + 1, min(high, comma + LONGEST_RUN)):
        if is_person(tokens[i]):
            after = tokens[i + 1] if i + 1 < high else None
            plain = after is None or after.kind in (Kind.PUNCTUATION, Kind.QUOTATION) or (
                after.norm in PREPOSITIONS or after.norm == "who"
            )  # fmt: skip
            return Phrase(role.first, i, i) if plain else role
        if not (nominal(tokens[i]) or tokens[i].text == ".") or tokens[i].kind is Kind.NAME:
            break
    return role


def _goes_by(tokens: Sequence[Token], at: int, high: int) -> int | None:
    """Return Kim in "a nurse, who asked to use the pseudonym Kim", "who gave her name as Kim"."""
    at += at < high and tokens[at].text == ","
    if at >= high or tokens[at].norm != "who":
        return None
    clause = range(at + 1, min(high, at + 1 + LONGEST))
    name = next((i for i in clause if is_person(tokens[i])), at)
    between = tokens[at + 1 : name]
    plain = all(t.kind is Kind.WORD for t in between)
    before, last = [t.norm for t in (*tokens[at - 1 : at + 1], *between)][-2:]
    called = (before in FORMS_OF_BE) if last == "called" else (
        last in PSEUDONYMS or (before in PSEUDONYMS and last in ("as", "of"))
    )  # fmt: skip
    return name if plain and called else None


def _two_roles(tokens: Sequence[Token], role: Phrase, high: int) -> Phrase | None:
    """“said co-author and Royal Society fellow Kim”: one who is both."""
    at = role.last + 1
    if at >= high or tokens[at].norm != "and" or tokens[role.first].norm in DETERMINERS:
        return None
    second = phrase_after(tokens, at + 1, high)
    if second is None or second.name is None or not is_person(tokens[second.name]):
        return None
    titled = second.name > second.first and names_office(tokens[second.name - 1].norm)
    both = titled and names_office(tokens[role.last].norm.rpartition("-")[2])
    return Phrase(role.first, second.last, second.name) if both else None


def _goes_on_after_name(tokens: Sequence[Token], i: int, high: int) -> bool:
    """“Lund’s civil defense”, “State Department spokesman Lee”: the name is not the head."""
    if i + 1 >= high:
        return False
    after = tokens[i + 1]
    if is_person(after) and not is_person(tokens[i]):  # "Labour's Kim" has its 's, "Acme Kim" none
        return True
    return possessive(after) or after.norm in OFFICES or after.norm in MODIFIERS or (
        after.kind is Kind.WORD and is_name(after)
    )  # fmt: skip


def subject(tokens: Sequence[Token], low: int, verb: int) -> Phrase | None:
    """Return who does what the verb at `verb` says, if it stands plainly before it."""
    return subject_ending(tokens, low, verb_group(tokens, low, verb).before)


def subject_ending(  # noqa: PLR0911 - one return per case, in the order in which they apply
    tokens: Sequence[Token], low: int, last: int
) -> Phrase | None:
    """Return the subject whose last token, with all that is said of it in between, is `last`."""
    if last < low:
        return None
    token = tokens[last]
    if token.norm in SUBJECT_PRONOUNS:
        return Phrase(last, last, None)
    if token.norm in ("who", "which", "that"):
        return _antecedent(tokens, low, last)
    if token.text == ")":
        return _before_parenthesis(tokens, low, last)
    if token.text in (",", "–", "—", "―", "--"):
        return _before_insertion(tokens, low, last)
    if token.norm in ("others", "colleagues", "aides") and last - 2 >= low:
        joined = tokens[last - 1].norm in ("and", *POSSESSIVE_PRONOUNS)
        at = last - 1 if tokens[last - 1].norm == "and" else last - 2
        named = phrase_before(tokens, low, at - 1) if joined and tokens[at].norm == "and" else None
        if named:
            return Phrase(named.first, last, named.name)
    if token.norm in OBJECT_PRONOUNS and (first := _part_begins(tokens, low, last)) < last:
        return Phrase(first, last, None)  # "one of them said"
    found = phrase_before(tokens, low, last)
    if found is None:
        return None
    found = _hung_on(tokens, low, found)
    return open_apposition(tokens, low, found) or _joined(tokens, low, found)


def _hung_on(tokens: Sequence[Token], low: int, found: Phrase) -> Phrase:
    """“Berg of the club Clean Ice said”, “an officer who came said”: the phrase that it hangs on.

    A name in the midst of a sentence that hangs on nothing ("In Lund said …") names nobody.
    """
    whole = found
    while found.first - low < LONGEST:
        begin = _run_begins(tokens, low, found)
        if begin - 1 < low or _in_absolute(tokens, low, found):
            break
        before = tokens[begin - 1]
        if before.norm == "who" and found.name is None:
            left = _antecedent(tokens, low, begin - 1)
        elif (who := _whose_object(tokens, low, begin)) > low:
            left = _antecedent(tokens, low, who)
        elif before.norm in HANGING and before.norm not in TIME_CLAUSES:
            left = phrase_before(tokens, low, begin - 2)
        else:
            break
        if left is None:
            return whole if found.name is None else Phrase(whole.first, whole.last, None)
        found = left
        whole = Phrase(left.first, whole.last, left.name)
    return whole


def _whose_object(tokens: Sequence[Token], low: int, begin: int) -> int:
    """Return the "who" of “the clerk who reported the fire said”, behind whose verb it begins."""
    verb = tokens[begin - 1]
    if verb.kind is not Kind.WORD or verb.norm in FUNCTION_WORDS or not verb.text[0].islower():
        return low
    who = begin - 2
    while who > low and (tokens[who].norm in BEFORE_VERBS or tokens[who].norm.endswith("ly")):
        who -= 1
    return who if who > low and tokens[who].norm == "who" and tokens[who - 1].text != "," else low


def _in_absolute(tokens: Sequence[Token], low: int, found: Phrase) -> bool:
    """“The hall emptied, with Kim having called it “over””: what is behind the comma is Kim's."""
    first = found.first
    return first - 2 >= low and tokens[found.last + 1].norm == "having" and (
        tokens[first - 2].text == "," and tokens[first - 1].norm == "with"
    )  # fmt: skip


def _run_begins(tokens: Sequence[Token], low: int, found: Phrase) -> int:
    """Walk on to the left from a thing's name over its common nouns: “the victims' group Acme”."""
    if found.name is None or is_person(tokens[found.name]):
        return found.first
    i = found.first
    while i > max(low, found.first - LONGEST_RUN) and (
        tokens[i - 1].text == "-"  # the pro-Beijing camp
        or (nominal(tokens[i - 1]) and tokens[i - 1].norm not in VERBS)
        or possessive(tokens[i - 1])
        or (tokens[i - 1].norm in DETERMINERS and tokens[i - 1].norm != "that")
    ):
        i -= 1
    return i if i > low and tokens[i - 1].norm in HANGING else found.first


def open_apposition(tokens: Sequence[Token], low: int, office: Phrase) -> Phrase | None:
    """“Kim, a spokesman for the port said”: the second comma is missing, Kim speaks."""
    first = office.first
    if [t.norm for t in tokens[max(low, first - 2) : first]] == ["one", "of"]:
        first -= 2
    comma = first - 1
    if office.name is not None and is_person(tokens[office.name]):
        return None
    if comma - 1 < low or tokens[comma].text != "," or tokens[office.first].norm not in DETERMINERS:
        return None
    named = phrase_before(tokens, low, comma - 1)
    if named is None or not _first_of_all(tokens, low, named):
        return None
    unlinked = named.first < named.last and all(map(is_name, tokens[named.first : comma]))
    if named.name is None and not unlinked:
        return None
    return Phrase(named.first, office.last, named.name)


def _first_of_all(tokens: Sequence[Token], low: int, named: Phrase) -> bool:
    """Whether a phrase begins its sentence, or does so behind "Hours after the vote," ."""
    opening = tokens[low : named.first]
    return not opening or (opening[-1].text == "," and not any(map(is_person, opening)))


def _joined(tokens: Sequence[Token], low: int, second: Phrase) -> Phrase:
    """“Kim and Lee said”: both spoke, so that neither is the one."""
    i = second.first - 1
    if (
        i - 1 >= low
        and tokens[i].norm == "and"
        and (is_name(tokens[second.last]) or names_office(tokens[second.first].norm))
    ):
        first = phrase_before(tokens, low, i - 1)
        if first and tokens[_before_letters(tokens, first.first, i - 1)].kind is Kind.NAME:
            both = second.name is not None or is_name(tokens[second.first])
            of = first if both else _hung_on(tokens, low, first)  # "Kim of Acme and head of it"
            return Phrase(of.first, second.last, None if both else of.name)
    return second


def _antecedent(tokens: Sequence[Token], low: int, who: int) -> Phrase | None:
    if who - 1 < low:
        return None
    if tokens[who - 1].text != ",":
        return phrase_before(tokens, low, who - 1)
    found = phrase_before(tokens, low, who - 2)
    if found and found.name is not None and is_person(tokens[found.name]):
        return found
    return _set_off(tokens, low, who - 1) or found


def _set_off(tokens: Sequence[Token], low: int, closing: int) -> Phrase | None:
    """“Kim, a lawyer and fellow at Acme, who said”: Kim, of whom the words before "who" are said.

    “Kim, the coach and a lawyer, who said” may be two, and “Kim, a rival of Lee, who said” either.
    """
    for i in range(closing - 1, max(low, closing - LONGEST) - 1, -1):
        determined = tokens[i + 1].norm in DETERMINERS
        if tokens[i].text == ",":
            named = phrase_before(tokens, low, i - 1) if determined else None
            person = named is not None and named.name is not None and is_person(tokens[named.name])
            return Phrase(named.first, closing - 1, named.name) if named and person else None
        if (
            tokens[i].kind in (Kind.QUOTATION, Kind.PUNCTUATION)
            or is_person(tokens[i])
            or tokens[i].norm in FORMS_OF_BE
            or (tokens[i].norm == "and" and determined)
        ):
            return None
    return None


def _before_parenthesis(tokens: Sequence[Token], low: int, closing: int) -> Phrase | None:
    for i in range(closing - 1, max(low, closing - LONGEST) - 1, -1):
        if tokens[i].text == "(":
            found = phrase_before(tokens, low, i - 1)
            return Phrase(found.first, closing, found.name) if found else None
    return None


def _before_insertion(tokens: Sequence[Token], low: int, closing: int) -> Phrase | None:
    """“Kim, a top engineer, said”, “Kim, 60, from Lund, Scania, said”: preferably a person."""
    named: Phrase | None = None
    fallback: Phrase | None = None
    mark = tokens[closing].text
    for i in range(closing - 1, max(low, closing - 2 * LONGEST) - 1, -1):
        if tokens[i].kind is Kind.QUOTATION and not names_something(tokens[i]):
            break
        if tokens[i].text != mark or i == low:
            continue
        found = _ending_at(tokens, low, i - 1)
        if found is None or tokens[i - 1].norm in TIMES:
            continue
        if found.name is not None and is_person(tokens[found.name]):
            if named is None or _opens(tokens, low, found.first):
                return _until(_joined(tokens, low, found), closing)
            continue
        inserted = _person_alone(tokens, i + 1, closing - 1)
        if inserted is not None:  # "The top negotiator, Lee, said"
            alone = not _one_of_several(tokens, low, found)
            return Phrase(found.first, closing - 1, inserted if alone else None)
        if found.name is not None or is_name(tokens[found.last]):
            named = named or _joined(tokens, low, found)
        else:
            fallback = fallback or found
    if named:
        return _until(named, closing)
    # "The official, in Doha, said", but not "…, an end to the war, said".
    return fallback if fallback and _begins(tokens, low, fallback.first) else None


def _one_of_several(tokens: Sequence[Token], low: int, second: Phrase) -> bool:
    """“The mayor, Kim, and her son, Lee, said”: both spoke, so that neither is the one."""
    i = second.first - 1
    return i - 2 >= low and tokens[i].norm == "and" and (
        any(is_person(t) for t in tokens[i - 2 : i])
    )  # fmt: skip


def _ending_at(tokens: Sequence[Token], low: int, end: int) -> Phrase | None:
    """Return the phrase that ends at a token, unless it is only where somebody is ("in Lund")."""
    if tokens[end].text == ")":
        return _before_parenthesis(tokens, low, end)
    if tokens[end].norm in SUBJECT_PRONOUNS:
        return Phrase(end, end, None)
    found = phrase_before(tokens, low, end)
    if found is None:
        return None
    hung = _hung_on(tokens, low, found)
    return None if hung.name is None and hangs(tokens, low, hung) else hung


def hangs(tokens: Sequence[Token], low: int, found: Phrase) -> bool:
    """Whether a phrase stands behind a preposition: “in Lund”."""
    begin = _run_begins(tokens, low, found)
    return begin > low and tokens[begin - 1].norm in HANGING


def _until(found: Phrase, closing: int) -> Phrase:
    return Phrase(found.first, closing - 1, found.name)


def _opens(tokens: Sequence[Token], low: int, first: int) -> bool:
    """Whether a phrase, with the trade before it ("fellow marcher Kim"), opens its clause."""
    i = first
    while i > max(low, first - LONGEST_RUN) and nominal(tokens[i - 1]):
        if tokens[i - 1].norm in VERBS or tokens[i - 1].kind is Kind.NAME:
            return False
        i -= 1
    return _begins(tokens, low, i)


def names_something(token: Token) -> bool:
    """Whether a quotation is as short as a name or a term: “Blue Sky”."""
    return len(token.text.split()) <= TERM


def _person_alone(tokens: Sequence[Token], first: int, last: int) -> int | None:
    """Return the person's name that ends an insertion, if nothing but a title goes before it.

    What stands in brackets behind it, "Kim (not her real name)", is none of it.
    """
    if tokens[last].text == ")":
        last = next((i - 1 for i in range(last, first, -1) if tokens[i].text == "("), last)
    titled = all(nominal(t) or t.text == "." or t.norm == "and" for t in tokens[first:last])
    return last if titled and is_person(tokens[last]) else None


def _begins(tokens: Sequence[Token], low: int, i: int) -> bool:
    return i == low or tokens[i - 1].norm in CONJUNCTIONS or tokens[i - 1].kind is not Kind.WORD
