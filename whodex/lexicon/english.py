"""The words that the rules of identity and attribution look at, and where a sentence ends."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from whodex.lexicon.lists import grammar, pairs, words

BACKWARDS = re.compile(r"\s(\.?)([A-Za-z-]+)")  # searching for an end is slow
SENTENCE_END = re.compile(r"[.!?][”\"’']?\s+")


class Verb(NamedTuple):
    """What a form of a verb of speech can be."""

    base: bool
    third: bool
    past: bool
    ing: bool


def _phrases() -> Iterator[list[str]]:
    """Yield the forms of "fire back" and its like."""
    for line in words("speech-phrases"):
        small, forms = line.split(": ")
        yield [f"{form} {small}" for form in forms.split()]


def _verbs() -> dict[str, Verb]:
    forms: dict[str, Verb] = {}
    listed = words("speech-verbs") | words("speech-gestures") | words("speech-opinions")
    for conjugation in (*(line.split() for line in listed), *_phrases()):
        for form in conjugation:
            is_ = Verb(*(form == other for other in conjugation))
            was = forms.get(form, is_)
            forms[form] = Verb(*(a or b for a, b in zip(is_, was, strict=True)))
    return forms


def _forms(verbs: frozenset[str]) -> frozenset[str]:
    """Return all forms of some verbs of speech, which are given by their base forms."""
    lines = (line.split() for line in words("speech-verbs"))
    return frozenset(form for base, *others in lines if base in verbs for form in (base, *others))


VERBS = _verbs()
GESTURES = frozenset(" ".join(words("speech-gestures")).split())
OPINIONS = frozenset(" ".join(words("speech-opinions")).split())
# The other forms are nouns as often as verbs: "its demands", "two reports".
NOUN_LIKE = frozenset(form for form, verb in VERBS.items() if verb.base or verb.third) - grammar(
    "sure verbs"
)
# Their object is a person who hears or is judged: "told Kim", "praised Kim".
ADDRESSING = _forms(grammar("addressing"))
TALKING = _forms(frozenset(("talk",)))  # of or about something, and to nobody else
TELLING = _forms(frozenset(("tell",)))  # never turned round: nobody writes “Yes,” told Kim
SHORT_TITLES = dict(title.split("=") for title in grammar("short titles"))
QUOTING = _forms(frozenset(("quote", "cite")))
PERCEIVING = grammar("perceiving")
DEPUTIES = grammar("deputies")
CAUSING = grammar("causing")
DECISIONS = grammar("decisions")
POSTS = grammar("posts")
TIME_CLAUSES = grammar("time clauses")
OTHERS = grammar("others in office")
NEWCOMERS = grammar("newcomers in office")
ARRIVING = grammar("arriving in office")
DOCUMENTS = grammar("documents")
OWN_WORDS = grammar("own words")
PHRASAL = tuple(form for forms in _phrases() for form in forms)
SPEECH_NOUNS = words("speech-nouns")
KINSHIP = words("kinship") | grammar("kin of two")
SIBLINGS = grammar("siblings")
SPOUSES = grammar("spouses")
CHILDREN = grammar("children")
PARENTS = grammar("parents")
TWO_PEOPLE = grammar("two people")
IRREGULAR_PLURALS = dict(plural.split("=") for plural in grammar("irregular plurals"))
OFFICES = words("titles") | words("offices") | KINSHIP
HUMAN_NOUNS = OFFICES | words("trades") | words("human-nouns")
MODIFIERS = words("office-modifiers")

SUBJECT_PRONOUNS = grammar("subject pronouns")
POSSESSIVE_PRONOUNS = grammar("possessive pronouns")
OBJECT_PRONOUNS = grammar("object pronouns")
PERSONAL = SUBJECT_PRONOUNS | OBJECT_PRONOUNS
ARTICLES = grammar("articles")
OWNERS = POSSESSIVE_PRONOUNS | {"whose"}
DETERMINERS = ARTICLES | POSSESSIVE_PRONOUNS | grammar("determiners")
QUANTIFIERS = grammar("quantifiers")
FORMS_OF_BE = grammar("forms of be")
AUXILIARIES = FORMS_OF_BE | grammar("helping verbs")
LINKS = grammar("links")
PREPOSITIONS = LINKS | grammar("prepositions")
CONJUNCTIONS = grammar("conjunctions")
INCLUDING = grammar("participles as prepositions")
ADVERBS = grammar("adverbs")
DAYS = grammar("days")
TIMES = DAYS | grammar("times")
TIME_LINKS = grammar("time links")
FUNCTION_WORDS = (
    PERSONAL | AUXILIARIES | PREPOSITIONS | CONJUNCTIONS | ADVERBS | frozenset(("there", "n't"))
)
FORMER = words("former")
PEOPLE = grammar("people")
APPOINTED = grammar("appointed")
ABBREVIATIONS = grammar("abbreviations")
HONORIFICS = words("honorifics")
SEXES = pairs("sexes")
DEEDS = grammar("deeds")
NEWS_VERBS = grammar("news verbs")
PASTS = grammar("irregular pasts")
ASKING = grammar("asking")
ASKERS = grammar("askers")  # they put the question, so that the next words are another's
NAMING = grammar("naming")
HAVING = grammar("having children")
TIED = {**dict.fromkeys(grammar("married"), "spouse"), "born": "child"}
TYING = grammar("marrying")
LEAVING = grammar("leaving behind")
RELATIONAL = grammar("somebody's")
NATIONALS = grammar("nationals")
# What somebody is who does it, where what is led follows: "who heads the port authority".
RUNNING = dict(verb.split("=") for verb in grammar("running"))
SUCCEEDING = grammar("succeeding")
MINISTERS = grammar("ministers")
GOVERNING = MINISTERS | grammar("heads of government")
PANELS = grammar("panels")
RANKED = grammar("first words of ranks")
COUPLED = grammar("couples")
SMALL_CHILDREN = grammar("small children")
ADDRESSES = grammar("addresses")
COMPOUNDS = grammar("compounds")
MOVING = grammar("moving")
PREDICATED = grammar("predicated")
GERUNDS = grammar("gerunds")
COVERING = grammar("covering")
STYLES = grammar("styles that are names")
SMALL_IN_TITLES = grammar("small in titles")
# The word “pandemic” is spoken about, not spoken.
TERMS = grammar("terms")
DOUBTING = grammar("doubting")
BLAMING = grammar("blaming")
CHARGED_WITH = grammar("charged with")
CARRYING = grammar("carrying")
WORKS = grammar("works")
SIGNS = grammar("signs")
INSCRIBED = grammar("inscribed")
LETTERS = grammar("letters")
PLAYED = grammar("played")
CLAIMS = grammar("claims")
MAKING = grammar("making")
OPINING = grammar("opining")
ASKED = grammar("asked")
SUPPOSING = grammar("supposing")
PASSING_ON = grammar("passing on")
DENYING = _forms(grammar("denying"))
DISMISSING = _forms(grammar("dismissing"))
OPPOSED = grammar("opposed")
NEGATIONS = grammar("negations")
REFUSING = grammar("refusing")  # "declined to say", "stopped short of saying"
GIVING = grammar("giving")
ISSUING = grammar("issuing")
ANNOUNCED = grammar("announced")
SAYING = _forms(frozenset(("say", "tell", "write")))
TRUE = grammar("true")
UNTRUE = grammar("untrue")
USING = grammar("using words")
PICTURING = grammar("picturing")
LIMITING = grammar("limiting")  # "did not only say", "would say nothing but"
COURTS = grammar("courts")
JUDGING = frozenset(("ruled", "rules"))  # "found" and "held" do without a "that" mean others
RULING = JUDGING | grammar("finding")
REPORTING = _forms(grammar("reporting"))


def last_word(text: str) -> str:
    """The word that a text ends with, a space behind it: "Ms" of "said Ms. ", no sentence’s."""
    match = BACKWARDS.match(text[::-1])
    word = match[2][::-1] if match else ""
    return "" if match and match[1] and word.lower() not in grammar("abbreviations") else word
