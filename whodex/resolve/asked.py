"""What one article asks of all that articles and the register know together, and what it tells.

Linking an article's names is a function of the article and of these answers: whom others know, it
knows as referents of its own, and what it found out of them is `joined` with what the others did.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from whodex.lexicon.lists import words
from whodex.recognize.sports import sport_of
from whodex.resolve.countries import country_of
from whodex.resolve.facts import Facts
from whodex.resolve.referents import (
    Collection,
    Known,
    Link,
    Referent,
    Who,
    company,
    places,
)
from whodex.resolve.sexes import of_given_name
from whodex.values.article import Article, EntityType
from whodex.values.entities import Name

Times = tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Meant:
    """What an article found out of a referent; without `who` it is known to this article alone.

    The fields are a `Referent`'s; `fits` are numbers of others. `facts` are what the article says
    of a person whom a name means.
    """

    type: EntityType
    who: Who | None
    forms: Times
    times: Times
    also: tuple[str, ...]
    name: str
    wanted: str
    whose: str
    beside: str
    fits: tuple[int, ...]
    facts: Facts | None


@dataclass(frozen=True, slots=True)
class Linked:
    """The links of an article's names, each with its rule; whom they mean, by number."""

    meant: tuple[Meant, ...]
    links: tuple[tuple[str, int | None, tuple[int, ...]], ...]


class Asked:
    """The collection as one article sees it: each answer is asked for once, each referent is one.

    `sport`, `company` and `places` are the article's own.
    """

    def __init__(
        self, article: Article, names: tuple[Name, ...], ask: Mapping[str, Callable[..., Any]]
    ) -> None:
        self.sport, self.company, self.places = sport_of(article), company(names), places(names)
        self._article, self._names, self._questions = article, names, ask
        self._answers: dict[tuple[Any, ...], Any] = {}
        self._referents: dict[Who, Referent] = {}
        self._known: dict[Referent, Known] = {}

    def _ask(self, *asked: Any) -> Any:  # noqa: ANN401 - what the question returns
        if asked not in self._answers:
            self._answers[asked] = self._questions[asked[0]](*asked[1:])
        return self._answers[asked]

    def _referent(self, known: Known) -> Referent:
        if known.who not in self._referents:
            found = Referent(known.type, Counter(known.forms), known.entity)
            self._referents[known.who], self._known[found] = found, known
        return self._referents[known.who]

    def _people(self, *asked: Any) -> tuple[Referent, ...]:  # noqa: ANN401 - a question
        return tuple(map(self._referent, self._ask(*asked)))

    def _one(self, *asked: Any) -> Referent | None:  # noqa: ANN401 - a question
        known = self._ask(*asked)
        return known and self._referent(known)

    def _keys(self, *asked: Any) -> tuple[str, ...]:  # noqa: ANN401 - a question
        keys: tuple[str, ...] = self._ask(*asked)
        return keys

    def named(self, form: str) -> tuple[Referent, ...]:
        """Those whom a folded full form may name."""
        return self._people("named", form)

    def ending_in(self, surname: str) -> tuple[Referent, ...]:
        """Those whose full names end in a surname, letter for letter."""
        return self._people("ending_in", surname)

    def beginning_with(self, given: str) -> tuple[Referent, ...]:
        """Those whose full names begin with a given name."""
        return self._people("beginning_with", given)

    def best_known(self, surname: str) -> Referent | None:
        """Of several whose names end in a surname the one whom far more articles name in full."""
        return self._one("best_known", surname)

    def registered_as(self, kind: EntityType, key: str) -> Referent | None:
        """Whom or what the register knows by a key."""
        return self._one("registered_as", kind, key)

    def spelled_out(self, key: str) -> Referent | None:
        """The organization that the register knows by the acronym of these words."""
        return self._one("spelled_out", key)

    def thing(self, kind: EntityType, key: str) -> Referent:
        """What is known by a key: registered, seen before, or new."""
        return self.registered_as(kind, key) or self.own((kind, key), Referent(kind))

    def own(self, who: Who, new: Referent) -> Referent:
        """What the article knows by a key, from now on `new` if nothing."""
        return self._referents.setdefault(who, new)

    def is_named(self, person: Referent, times: int) -> bool:
        """Whether so many articles name a person in full."""
        known = self._known.get(person)
        return bool(known and self._ask("is_named", known.who, times))

    def company_of(self, person: Referent) -> tuple[str, ...]:
        """Whom else this article names, and articles that name a person in full."""
        known = self._known.get(person)
        ours = tuple(sorted(self.company))
        return self._keys("shared_company", known.who, ours) if known else ()

    def shares_a_place(self, person: Referent) -> bool:
        """Whether one of those names a town that this one names too."""
        known = self._known.get(person)
        ours = tuple(sorted(self.places))
        return bool(known and ours and self._ask("shares_a_place", known.who, ours))

    def sex(self, person: Referent) -> str:
        """What is known of a person from all articles: "man", "woman" or nothing."""
        known = self._known.get(person)
        return known.sex if known else of_given_name(person.known_forms())

    def offices(self, person: Referent) -> tuple[str, ...]:
        """The offices that stand right before a person's full name."""
        known = self._known.get(person)
        return known.offices if known else ()

    def addressed(self, name: str) -> str:
        """What articles say by address of who is known by one name."""
        return str(self._ask("addressed", name))

    def other_name(self, kind: EntityType, key: str) -> tuple[EntityType, str]:
        """The key of the first name of what this is another name of, or the same."""
        first_kind, first = self._ask("other_name", kind, key)
        return EntityType(first_kind), first

    def acronym(self, form: str) -> str | None:
        """The key of the one organization that an acronym was introduced for."""
        key: str | None = self._ask("acronym", form)
        return key

    def team(self, place: str) -> tuple[str, ...]:
        """The keys of teams of this article's sport that a place begins."""
        return self._keys("team", self.sport, place)

    def short_form(self, last: str) -> tuple[str, ...]:
        """The keys of teams of this article's sport that a word ends."""
        return self._keys("short_form", self.sport, last)

    def party(self, key: str) -> tuple[str, ...]:
        """The countries of the articles that name a party."""
        return self._keys("party", key)

    def party_here(self, key: str) -> str:
        """The country of this one, if its country is clear and the party one of several."""
        return country_of(self._article, self._names) if key in words("parties") else ""

    def numerals(self, name: str) -> tuple[str, ...]:
        """A monarch's forms with a numeral."""
        return self._keys("numerals", name)

    def told(self, links: Sequence[Link], facts: Mapping[Referent, Facts]) -> Linked:
        """Say whom the links mean, and what the article found out of them."""
        who = {referent: key for key, referent in self._referents.items()}
        numbers: dict[Referent, int] = {}
        meant: list[Meant] = []

        def number(referent: Referent) -> int:
            if referent not in numbers:
                fits = tuple(map(number, referent.fits))
                numbers[referent] = len(meant)
                meant.append(_meant(referent, who.get(referent), fits, facts.get(referent)))
            return numbers[referent]

        for referent in who:
            if referent not in self._known:  # a thing: others ask by which forms it goes
                number(referent)
        found = [
            (link.rule, number(link.referent) if link.referent else None,
             tuple(map(number, link.candidates)))
            for link in links
        ]  # fmt: skip
        return Linked(tuple(meant), tuple(found))


def thing(kind: EntityType, form: str, key: str, collection: Asked) -> Referent:
    """What is known by its name alone, or another one: registered, seen before, or new."""
    found = collection.thing(*collection.other_name(kind, key))
    found.forms[form] += 1
    return found


def _meant(
    referent: Referent, who: Who | None, fits: tuple[int, ...], facts: Facts | None
) -> Meant:
    return Meant(
        referent.type,
        who,
        tuple(referent.forms.items()),
        tuple(referent.times.items()),
        tuple(sorted(referent.also)),
        referent.name,
        referent.wanted,
        referent.whose,
        referent.beside,
        fits,
        facts,
    )


Found = tuple[list[Link], dict[Referent, Facts]]  # an article's links, what it says of people


def joined(linked: Iterable[Linked], collection: Collection) -> Iterator[Found]:
    """Yield each article's links, to referents of all, with what it says of people.

    What articles found out adds up.
    """
    known = dict(collection.everybody)
    for article in linked:
        here: list[Referent] = []
        for meant in article.meant:
            here.append(
                _joined(meant, here, known, is_counted=meant.who not in collection.everybody)
            )
        links = [
            Link(rule, None if one is None else here[one], tuple(here[n] for n in several))
            for rule, one, several in article.links
        ]
        said = zip(here, article.meant, strict=True)
        yield links, {person: meant.facts for person, meant in said if meant.facts}


def _joined(
    meant: Meant, here: Sequence[Referent], known: dict[Who, Referent], *, is_counted: bool
) -> Referent:
    new = Referent(meant.type, name=meant.name, fits=tuple(here[n] for n in meant.fits))
    found = known.setdefault(meant.who, new) if meant.who else new
    if is_counted:
        found.forms.update(dict(meant.forms))
    found.times.update(dict(meant.times))
    found.also.update(meant.also)
    found.wanted = found.wanted or meant.wanted
    found.whose = meant.whose or found.whose
    found.beside = meant.beside or found.beside
    return found
