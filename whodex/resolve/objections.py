"""What speaks against a candidate for a short form, although the name would fit.

Each objection says whether it stands against one candidate at one place; `rules` has the reasons.
"""

from collections.abc import Iterator

from whodex.lexicon.lists import words
from whodex.lexicon.names import PersonName, fold, person_name
from whodex.resolve.ages import SLACK, said_age
from whodex.resolve.kin import are_kin, hints_at_kin
from whodex.resolve.people import is_fathers_name, needs_no_introduction, surname_elsewhere
from whodex.resolve.referents import OFFICES, PERSON, Referent, of_one_article
from whodex.resolve.scene import Scene
from whodex.resolve.surnames import OLDER, YOUNGER, ages_of, generation, holds, is_dead, may_live

MANY = 5  # articles that name somebody in full, so that no namesake is as likely meant


def other_sex(position: int, candidate: Referent, here: Scene) -> bool:
    """The form of address, or a word of kinship, is for a woman and the candidate a man."""
    said, sex = here.address(position), here.sex(candidate)
    return bool(said and sex) and said != sex


def other_generation(position: int, candidate: Referent, here: Scene) -> bool:
    """The text speaks of "the younger Lind", and that isn't plainly the candidate."""
    if here.word_before(position) not in OLDER | YOUNGER:
        return False
    surname = person_name(here.names[position].text).surname
    return generation(position, here.bearers(surname), here) is not candidate


def own_relative(position: int, candidate: Referent, here: Scene) -> bool:
    """The candidate is the relative of the one who is meant: "Lind’s father, Karl Lind"."""
    beside = (n for n in (position - 1, position + 1) if here.stands_in_full(candidate, n))
    return any(are_kin(here.between(*sorted((position, n)))) for n in beside)


def dead_here(position: int, candidate: Referent, here: Scene) -> bool:
    """What stands beside the name says that its bearer is dead, and the candidate speaks."""
    if not is_dead(position, here) or not may_live(candidate, here):
        return False
    return True in here.told(_speaking, candidate)


def _speaking(position: int, here: Scene) -> Iterator[bool]:
    yield here.speaks(position)


def several_known(position: int, candidate: Referent, here: Scene) -> bool:
    """Readers know several of the surname, few articles this one, and none stands here in full."""
    surname = person_name(here.names[position].text).surname
    if candidate in here.in_full or surname not in words("several-known"):
        return False
    return not here.collection.is_named(candidate, MANY)


def things_name(position: int, candidate: Referent, here: Scene) -> bool:
    """A thing's name begins with the candidate's given name, and may be what is meant: "Rocky"."""
    short = fold(here.names[position].text)
    if short not in here.openings or here.speaks(position) or here.address(position):
        return False
    full = [name for name in map(person_name, candidate.known_forms()) if name.is_full]
    return any(name.parts[0] == short for name in full)


def only_the_place(position: int, candidate: Referent, here: Scene) -> bool:
    """Nothing but a place speaks for the only one of the surname, whom other articles name."""
    elsewhere = list(surname_elsewhere(position, here)) if candidate not in here.in_full else []
    return elsewhere == [candidate] and not needs_no_introduction(candidate, here)


def unnamed_relative(position: int, candidate: Referent, here: Scene) -> bool:
    """The sentence before is about a relative without a name, who may be the one who is meant."""
    return (
        candidate in here.in_full
        and not here.address(position)
        and hints_at_kin(here.before(position))
    )


def patronymic(position: int, candidate: Referent, here: Scene) -> bool:
    """What ends the candidate's full name is the father's given name: "bin Rashid"."""
    short = person_name(here.names[position].text)
    full = [name for name in map(person_name, candidate.known_forms()) if name.is_full]
    ends = [name for name in full if name.parts[-len(short.parts) :] == short.parts]
    if len(short.words) > len(short.parts):
        return False
    if not ends:
        inside = [name for name in full if short.surname in name.parts[1:-1]]
        return bool(inside) and all(_is_behind_patronymic(short.surname, n) for n in inside)
    return all(name.words[-2] in words("patronymics") for name in ends) or is_fathers_name(
        position, candidate, here
    )


def _is_behind_patronymic(part: str, full: PersonName) -> bool:
    """Whether "bin" stands before a part of a name: "Hamad bin Tamim Al Thani" is no Tamim."""
    return full.words[full.words.index(part) - 1] in words("patronymics")


def other_age(position: int, candidate: Referent, here: Scene) -> bool:
    """The age behind the name isn't the candidate's."""
    said = said_age(here.after(position))
    if said is None or not (ages := ages_of(candidate, here)):
        return False
    return all(abs(said - age) > SLACK for age in ages)


def others_office(position: int, candidate: Referent, here: Scene) -> bool:
    """The office before the name is that of another bearer in the collection: "President Lind".

    Whom the article called by the surname alone it may give an office to come.
    """
    office = here.word_before(position)
    if office not in OFFICES or candidate not in here.in_full or candidate in here.called:
        return False
    if holds(candidate, office, here):
        return False
    given = here.collection.offices(candidate)
    return office not in given and len(list(office_holders(position, here))) == 1


def office_holders(position: int, here: Scene) -> Iterator[Referent]:
    """The well-known bearers, in all articles, of whom some say the office before the name."""
    office = here.word_before(position)
    for person in surname_elsewhere(position, here):
        held = here.collection.offices(person)
        if office in held and needs_no_introduction(person, here):
            yield person


def somebody_else(position: int, here: Scene) -> Iterator[Referent]:
    """Who is told from all others of the surname by the form of address: "Mrs. Lind".

    A relative known by the given name alone, or a person of its own in this article.
    """
    name = here.names[position]
    said, short = here.address(position), person_name(name.text).surname
    kin = list(here.relatives_addressed(position))
    if len(kin) == 1:
        yield kin[0]
        return
    shown = here.addressed_as(position)
    person = Referent(PERSON, name=shown, wanted=of_one_article(shown, here.article))
    person = here.others.setdefault((said, fold(short)), person)
    here.addressed.setdefault(person, said)
    here.in_full.setdefault(person, []).append(position)
    yield person
