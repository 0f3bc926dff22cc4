"""The whole policy: why a name is linked, what chooses among several, what speaks against one.

A link is made where exactly one candidate is supported and no objection stands against it. The
rules of a kind are asked in this order; the first that knows somebody decides.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache
from typing import NamedTuple

from whodex.resolve import hinted, objections, owned, people, regions, things
from whodex.resolve import surnames as bearers
from whodex.resolve.referents import Referent
from whodex.resolve.reigning import reigning
from whodex.resolve.scene import Scene


class Open(NamedTuple):
    """What leaves a mention open, and how the review page says it."""

    name: str
    reason: str


class Rule(NamedTuple):
    """Why a mention is linked: the published name, the reader's reason, and who may be meant.

    `several` leaves it open where `find` yields more than one; without `find` another stage does.
    """

    name: str
    reason: str
    find: Callable[[int, Scene], Iterable[Referent]] | None = None
    several: Open | None = None


class Choice(NamedTuple):
    """What tells which of several bearers is meant, if it does."""

    name: str
    reason: str
    choose: Callable[[int, Sequence[Referent], Scene], Referent | None]


class Objection(NamedTuple):
    """What speaks against a candidate.

    `alone` says why the only one is meant against whom it doesn't speak; `instead` finds whom
    the name means where it speaks against all, and without that the mention stays open.
    """

    name: str
    reason: str
    stands: Callable[[int, Referent, Scene], bool]
    alone: Rule
    instead: Rule | None = None


# fmt: off
# ruff: noqa: E501 - the whole policy stands on one screen, a row each
FORMS = Open("the form fits several people", "The form fits several people.")
NAMESAKES = Open("several people have this name", "Several people have this name, and nothing here says which is meant.")
BEARERS = Open("several bearers in the article", "The article names several people who are called so.")
FIRST = Open("several people of this first name in the article", "The article knows several people of this first name.")
BODIES = Open("several bodies in the article", "The article names several bodies that are called so.")
CITY_OR_STATE = Open("a city or its state", "A city and its state have this name, and the article speaks of both.")
ELSEWHERE = Open("several bearers in the collection", "The article never gives the full name; other articles know several.")

EDITOR = Rule("editor", "an editor decided it")
REGISTER = Rule("register", "the register of this site has the name", people.registered)
PERSON_RULES = (
    REGISTER,
    Rule("joint name", "the surname follows with the next name", people.joint_name, FORMS),
    Rule("relative", "the text says whose relative this is", people.relative, FIRST),
    FULL := Rule("full name", "the full name stands here", people.full_name, FORMS),
    Rule("other name", "the article says that this person is called so, too", people.other_name),
    Rule("reigning name", "title or numeral say which king, queen or pope it is", reigning, ELSEWHERE),
    Rule("first name behind a style", "the style before it goes with the first name", people.first_name_in_style, FIRST),
    SURNAME := Rule("surname", "only one person in this article has the surname", people.surname, BEARERS),
    Rule("first name", "only one person in this article has the first name", people.first_name, FIRST),
    Rule("nickname", "the name is short for the first name of one person in this article", people.nickname, FIRST),
    Rule("first name, misspelt", "one person in this article has a first name with two of its letters swapped", people.first_name_misspelt, FIRST),
    Rule("best known of the surname", "of all who have the surname far more articles know this person", people.best_known),
    Rule("surname in the collection", "only one person in all articles has the surname", people.surname_elsewhere, ELSEWHERE),
    Rule("first name in the collection", "only one person in all articles has the first name", people.first_name_elsewhere, ELSEWHERE),
    Rule("surname, misspelt", "nobody has this surname, and one person in this article has one that is a letter away", people.misspelt, BEARERS),
    SINGLE := Rule("single name", "the articles give no more of the name", people.single_name, BEARERS),
)
ORGANIZATION_RULES = (
    REGISTER,
    Rule("acronym", "the letters stand for the name", things.acronym, BODIES),
    ALSO := Rule("also called", "an article says or spells the name so, too", things.other_name),
    Rule("body, by whose it is", "the text says whose it is", owned.owned, BODIES),
    Rule("party, by its country", "the country says which party is meant", things.party, BODIES),
    Rule("short form", "the longer name stands before it", things.short_form),
    SHORT := Rule("museum", "the museum’s longer name stands in the article", things.museum),
    Rule("town", "somebody is said to be from there", things.town),
    TEAM := Rule("team, by its sport", "the sport says which team is meant", things.team),
    NAME := Rule("name", "the name stands here", things.organization),
)
PLACE_RULES = (
    REGISTER,
    ALSO,
    SHORT,
    AIRPORT := Rule("airport", "an airport of this name stands in the article, and one lands there", things.airport),
    REGION := Rule("place, by its region", "the text says in which region or country it lies", regions.elsewhere),
    CITY := Rule("city rather than state", "nothing in the article speaks of the state of this name", regions.city_or_state, CITY_OR_STATE),
    NAME._replace(find=things.place),
)

# Which of several bearers in an article.
CHOICES = (
    Choice("office before the name", "the office before the name is this person’s", bearers.office),
    Choice("form of address", "the form of address fits one person alone", bearers.addressed),
    Choice("spouse", "the text speaks of a marriage, and the others are children or other kin by blood", bearers.spouse),
    INTRODUCED := Choice("only bearer introduced so far", "nobody else of this name came in before", bearers.introduced),
    Choice("he or she", "what follows says whether it is a man or a woman", bearers.pronoun),
    Choice("the other bearer is dead", "the text says of the other person of this name that he or she is dead", bearers.alive),
    Choice("the other bearer is a relative", "the other person of this name is only somebody’s relative", bearers.relative_of),
    Choice("called so before the other came in", "the article called this person so before", bearers.owned),
    Choice("the other bearer is named in full", "the article names the other one in full each time", bearers.in_full),
    Choice("subject of the article", "the headline names this person in full", bearers.subject),
)
# Which of several bearers none of whom the article names in full.
CHOICES_ELSEWHERE = (CHOICES[0],)

# What speaks against a candidate; what is then said of the only one left, and who is meant if none is.
FITS = Rule("form of address", "the form of address fits one person alone")
OTHER = Rule("somebody else by address", "the form of address says that it is another of this name", objections.somebody_else)
OWN = Rule("its relative is named", "the other person of this name stands here as a relative")
OFFICE = Rule(CHOICES[0].name, CHOICES[0].reason, objections.office_holders)
GENERATION = Rule("elder or younger", "the text says which generation is meant")
AGE = Rule("age", "the age is that of one person alone")
OBJECTIONS = (
    Objection("address of the other sex", "The form of address doesn’t fit the one who could be meant.", objections.other_sex, FITS, OTHER),
    Objection("another’s office", "The office before the name isn’t that of the one who could be meant.", objections.others_office, OFFICE, OFFICE),
    Objection("name of the father", "It is the father’s name of the one who could be meant.", objections.patronymic, SURNAME, SINGLE),
    Objection("relative of the one meant", "The one who could be meant stands here as a relative.", objections.own_relative, OWN),
    Objection("another generation", "The text names one of two, but not which is which.", objections.other_generation, GENERATION),
    Objection("another age", "The age isn’t that of the one who could be meant.", objections.other_age, AGE),
    Objection("dead by these words", "Who stands here is dead, and the one who could be meant isn’t.", objections.dead_here, SURNAME),
    Objection("several known of the surname", "Readers know several people of this surname, and the article names none in full.", objections.several_known, SURNAME),
    Objection("a thing’s name", "Something in the article is called so, too.", objections.things_name, SURNAME),
    Objection("a firm’s name", "A firm in the article is called so, too.", hinted.firms_name, SURNAME),
    Objection("another hinted at", "The text has just spoken of another person of this name.", hinted.another_hinted, SURNAME),
    Objection("only a place in common", "Only a place speaks for the one whom other articles name.", objections.only_the_place, SURNAME),
    Objection("unnamed relative", "The sentence before is about a relative without a name.", objections.unnamed_relative, SURNAME),
)

# By other stages: namesakes, and the headline once the text below it is done.
CONTEXT = Rule("same name, told apart by context", "of several people of this name only one fits what is said")
HEADLINE = Rule("headline", "the article is about one person of this name")
# fmt: on


@cache
def policy() -> Mapping[str, str]:
    """Return every published name with its reason, in the order of this table."""
    places = (AIRPORT, REGION, CITY)
    rules = (EDITOR, *PERSON_RULES, *ORGANIZATION_RULES, *places, OTHER, CONTEXT, HEADLINE)
    opens = (FORMS, NAMESAKES, BEARERS, FIRST, BODIES, CITY_OR_STATE, ELSEWHERE)
    alone = (objection.alone for objection in OBJECTIONS)
    rows: tuple[Open | Rule | Choice | Objection, ...] = (
        *rules, *CHOICES, *CHOICES_ELSEWHERE, *alone, *opens, *OBJECTIONS
    )  # fmt: skip
    found: dict[str, str] = {}
    for row in rows:
        found.setdefault(row.name, row.reason)
    return found


def reason(name: str) -> str:
    """Say why a mention was linked, or what leaves it open."""
    return policy().get(name, name)
