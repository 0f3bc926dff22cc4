"""What all articles and the register answer where one article asks: values, the same for all."""

from collections.abc import Callable, Iterable
from functools import partial
from typing import Any

from whodex.lexicon.names import PersonName, begins, person_name
from whodex.resolve.referents import Collection, Key, Known, Referent, Who
from whodex.values.article import EntityType

FAR = 4  # times as many articles as name any other, so that a surname needs no more
KNOWN = 3  # articles that name a person in full, so that others needn't


def questions(collection: Collection) -> dict[str, Callable[..., Any]]:
    """Return what an article may ask of all, by name."""
    return {question.__name__.strip("_"): partial(question, collection) for question in QUESTIONS}


def _known(collection: Collection, people: Iterable[Referent]) -> tuple[Known, ...]:
    return tuple(map(collection.known, people))


def _named(collection: Collection, form: str) -> tuple[Known, ...]:
    """Those whom a folded full form may name."""
    return _known(collection, collection.people.get(form, ()))


def _registered_as(collection: Collection, kind: str, key: str) -> Known | None:
    """Whom or what the register knows by a key."""
    found = collection.registered.get((EntityType(kind), key))
    return collection.known(found) if found else None


def _ending_in(collection: Collection, surname: str) -> tuple[Known, ...]:
    """Those whose full names end in a surname."""
    return _known(collection, _bearers(collection, surname))


def _bearers(collection: Collection, surname: str) -> tuple[Referent, ...]:
    return collection.bearers(_ends_in, collection.surnames, person_name(surname))


def _ends_in(surname: PersonName, full: PersonName) -> bool:
    """Whether a full name ends in a surname, letter for letter, with its particles or without."""
    bare = person_name(" ".join(surname.words)).parts
    n = len(bare)
    return n < len(full.parts) and full.parts[-n:] == bare


def _beginning_with(collection: Collection, given: str) -> tuple[Known, ...]:
    """Those whose full names begin with a given name."""
    named = collection.bearers(begins, collection.first_names, person_name(given))
    return _known(collection, named)


def _best_known(collection: Collection, surname: str) -> Known | None:
    """Of several whose names end in a surname the one whom far more articles name in full."""
    bearers = _bearers(collection, surname)
    known = sorted((len(collection.present.get(p, ())), n) for n, p in enumerate(bearers))
    if len(known) > 1 and known[-1][0] >= max(KNOWN, FAR * known[-2][0]):
        return collection.known(bearers[known[-1][1]])
    return None


def _is_named(collection: Collection, who: Who, times: int) -> bool:
    """Whether so many articles name a person in full."""
    return len(collection.present.get(collection.everybody[who], ())) >= times


def _shared_company(collection: Collection, who: Who, ours: tuple[str, ...]) -> tuple[str, ...]:
    """Those of `ours` whom articles name that name a person in full."""
    company = collection.company_of(collection.everybody[who])
    return tuple(key for key in ours if key in company)


def _shares_a_place(collection: Collection, who: Who, ours: tuple[str, ...]) -> bool:
    """Whether they name one of `ours`."""
    return not collection.places_around(collection.everybody[who]).isdisjoint(ours)


def _addressed(collection: Collection, name: str) -> str:
    """What articles say by address of who is known by one name."""
    return collection.addressed.get(name, "")


def _other_name(collection: Collection, kind: str, key: str) -> Key:
    """The key of the first name of what this is another name of, or the same."""
    return collection.also.get((EntityType(kind), key), (EntityType(kind), key))


def _acronym(collection: Collection, form: str) -> str | None:
    """The key of the one organization that an acronym was introduced for."""
    return collection.acronyms.get(form)


def _spelled_out(collection: Collection, key: str) -> Known | None:
    """The organization that the register knows by the acronym of these words."""
    found = collection.spelled_out.get(key)
    return collection.known(found) if found else None


def _team(collection: Collection, sport: str, place: str) -> tuple[str, ...]:
    """The keys of a sport's teams that a place begins."""
    return tuple(sorted(collection.teams.get((sport, place), ())))


def _short_form(collection: Collection, sport: str, last: str) -> tuple[str, ...]:
    """The keys of a sport's teams that a word ends."""
    return tuple(sorted(collection.short_forms.get((sport, last), ())))


def _party(collection: Collection, key: str) -> tuple[str, ...]:
    """The countries of the articles that name a party."""
    return tuple(sorted(collection.parties.get(key, ())))


def _numerals(collection: Collection, name: str) -> tuple[str, ...]:
    """A monarch's forms with a numeral."""
    return tuple(sorted(collection.numerals.get(name, ())))


QUESTIONS = (
    _named,
    _registered_as,
    _ending_in,
    _beginning_with,
    _best_known,
    _is_named,
    _shared_company,
    _shares_a_place,
    _addressed,
    _other_name,
    _acronym,
    _spelled_out,
    _team,
    _short_form,
    _party,
    _numerals,
)
