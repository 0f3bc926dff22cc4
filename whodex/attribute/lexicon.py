"""The words that the rules of attribution look at."""

from collections.abc import Iterator
from typing import NamedTuple

from whodex.rules import pairs, words


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
    for conjugation in (*(line.split() for line in words("speech-verbs")), *_phrases()):
        for form in conjugation:
            is_ = Verb(*(form == other for other in conjugation))
            was = forms.get(form, is_)
            forms[form] = Verb(*(a or b for a, b in zip(is_, was, strict=True)))
    return forms


def _forms(verbs: frozenset[str]) -> frozenset[str]:
    """Return all forms of some verbs of speech, which are given by their base forms."""
    lines = (line.split() for line in words("speech-verbs"))
    return frozenset(form for base, *others in lines if base in verbs for form in (base, *others))


def _grammar() -> dict[str, frozenset[str]]:
    lines = (line.split(": ") for line in words("grammar"))
    return {kind: frozenset(members.split()) for kind, members in lines}


_GRAMMAR = _grammar()

VERBS = _verbs()
# The other forms are nouns as often as verbs: "its demands", "two reports".
NOUN_LIKE = (
    frozenset(form for form, verb in VERBS.items() if verb.base or verb.third)
    - _GRAMMAR["sure verbs"]
)
# Their object is a person who hears or is judged: "told Kim", "praised Kim".
ADDRESSING = _forms(_GRAMMAR["addressing"])
TELLING = _forms(frozenset(("tell",)))  # never turned round: nobody writes “Yes,” told Kim
SHORT_TITLES = dict(title.split("=") for title in _GRAMMAR["short titles"])
QUOTING = _forms(frozenset(("quote", "cite")))
PERCEIVING = _GRAMMAR["perceiving"]
DEPUTIES = _GRAMMAR["deputies"]
POSTS = _GRAMMAR["posts"]
TIME_CLAUSES = _GRAMMAR["time clauses"]
DOCUMENTS = _GRAMMAR["documents"]
PHRASAL = tuple(form for forms in _phrases() for form in forms)
SPEECH_NOUNS = words("speech-nouns")
KINSHIP = words("kinship")
OFFICES = words("titles") | words("offices") | KINSHIP
HUMAN_NOUNS = OFFICES | words("human-nouns")
MODIFIERS = words("office-modifiers")

SUBJECT_PRONOUNS = _GRAMMAR["subject pronouns"]
POSSESSIVE_PRONOUNS = _GRAMMAR["possessive pronouns"]
PERSONAL = SUBJECT_PRONOUNS | _GRAMMAR["object pronouns"]
ARTICLES = _GRAMMAR["articles"]
DETERMINERS = ARTICLES | POSSESSIVE_PRONOUNS | _GRAMMAR["determiners"]
FORMS_OF_BE = _GRAMMAR["forms of be"]
AUXILIARIES = FORMS_OF_BE | _GRAMMAR["helping verbs"]
LINKS = _GRAMMAR["links"]
PREPOSITIONS = LINKS | _GRAMMAR["prepositions"]
CONJUNCTIONS = _GRAMMAR["conjunctions"]
INCLUDING = _GRAMMAR["participles as prepositions"]
ADVERBS = _GRAMMAR["adverbs"]
DAYS = _GRAMMAR["days"]
TIMES = DAYS | _GRAMMAR["times"]
TIME_LINKS = _GRAMMAR["time links"]
FUNCTION_WORDS = (
    PERSONAL | AUXILIARIES | PREPOSITIONS | CONJUNCTIONS | ADVERBS | frozenset(("there", "n't"))
)
FORMER = words("former")
PEOPLE = _GRAMMAR["people"]
APPOINTED = _GRAMMAR["appointed"]
ABBREVIATIONS = _GRAMMAR["abbreviations"]
HONORIFICS = words("honorifics")
SEXES = pairs("sexes")
DEEDS = _GRAMMAR["deeds"]
NEWS_VERBS = _GRAMMAR["news verbs"]
PASTS = _GRAMMAR["irregular pasts"]
ASKING = _GRAMMAR["asking"]
NAMING = _GRAMMAR["naming"]
HAVING = _GRAMMAR["having children"]
COUPLED = _GRAMMAR["couples"]
SMALL_CHILDREN = _GRAMMAR["small children"]
ADDRESSES = _GRAMMAR["addresses"]
COMPOUNDS = _GRAMMAR["compounds"]
PREDICATED = _GRAMMAR["predicated"]
STYLES = _GRAMMAR["styles that are names"]
SMALL_IN_TITLES = _GRAMMAR["small in titles"]
# The word “pandemic” is spoken about, not spoken.
TERMS = _GRAMMAR["terms"]
DOUBTING = _GRAMMAR["doubting"]
BLAMING = _GRAMMAR["blaming"]
CHARGED_WITH = _GRAMMAR["charged with"]
CARRYING = _GRAMMAR["carrying"]
WORKS = _GRAMMAR["works"]
SIGNS = _GRAMMAR["signs"]
PLAYED = _GRAMMAR["played"]
OPINING = _GRAMMAR["opining"]
ASKED = _GRAMMAR["asked"]
DENYING = _forms(_GRAMMAR["denying"])
DISMISSING = _forms(_GRAMMAR["dismissing"])
OPPOSED = _GRAMMAR["opposed"]
REPORTING = _forms(_GRAMMAR["reporting"])
