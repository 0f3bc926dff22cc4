"""Organizations by what the article and the collection call them."""

from whodex.gazetteer import Known, known
from whodex.models import BlockKind, Name
from whodex.names import fold
from whodex.resolve.gather import initials
from whodex.resolve.referents import ORGANIZATION, PLACE, Link, Rule, key_of, thing
from whodex.resolve.scene import Scene
from whodex.rules import pairs, words

LINKS = frozenset({"and", "at", "for", "in", "of", "on"})  # what follows isn't a name by itself
CLUBS = frozenset({"rovers", "united", "wanderers"})  # heads that name a club by themselves


def organization(position: int, key: str, here: Scene) -> Link:
    """Link an organization's name; `key` is what it shares with other forms of that name."""
    name = here.names[position]
    return (
        _acronym(name, here)
        or _spelled_out(key, here)
        or _beginning(name, key, here)
        or _end(name, key, here)
        or _team_by_place(name, here)
        or _team_elsewhere(name, key, here)
        or thing(Rule.NAME, ORGANIZATION, name.text, key, here.collection)
    )


def _acronym(name: Name, here: Scene) -> Link | None:
    """An acronym introduced in some article, or made of initials in this one."""
    key = here.collection.acronyms.get(fold(name.text))
    if key is None and name.text.isupper():
        bare = name.text.replace(".", "")
        made = [other for other, long in here.longer.items() if initials(long.text) == bare]
        key = made[0] if len(made) == 1 else None
    return thing(Rule.ACRONYM, ORGANIZATION, name.text, key, here.collection) if key else None


def _spelled_out(key: str, here: Scene) -> Link | None:
    """The words for which a registered acronym stands, in this or another article."""
    known = here.collection.spelled_out.get(key)
    return Link(Rule.ACRONYM, known) if known else None


def _beginning(name: Name, key: str, here: Scene) -> Link | None:
    """The beginning of the one longer name that stands before it; below, for a headline's.

    Not a place's name, except in sport: "Boston" isn't short for "Boston Opera".
    """
    if known(name.text) >= Known.CITY and not here.sport:
        return None
    first = here.longer[key]
    in_title = here.article.blocks[first.block].kind is BlockKind.TITLE
    full = [
        other
        for other, long in here.longer.items()
        if other.startswith(f"{key} ")
        and (in_title or (long.block, long.start) < (first.block, first.start))
    ]
    if len(full) != 1 or key in pairs("organization-forms").values():
        return None
    return thing(Rule.SHORT_FORM, ORGANIZATION, name.text, full[0], here.collection)


def _end(name: Name, key: str, here: Scene) -> Link | None:
    """The end of the one longer organization's name in the article, heads such as "bank" apart."""
    if key in words("organization-heads") - CLUBS:
        return None
    full = [
        other
        for other in here.longer
        if other.endswith(f" {key}") and other.removesuffix(f" {key}").split()[-1] not in LINKS
    ]
    if len(full) != 1:
        return None
    return thing(Rule.SHORT_FORM, ORGANIZATION, name.text, full[0], here.collection)


def _team_by_place(name: Name, here: Scene) -> Link | None:
    """A team that bears a place's name: England's at cricket isn't England's at football."""
    if not here.sport or known(name.text) is Known.NOT:
        return None
    place = key_of(PLACE, name.text)
    full = here.collection.teams.get((here.sport, place), ())
    if len(full) == 1:
        return thing(Rule.TEAM, ORGANIZATION, name.text, next(iter(full)), here.collection)
    link = thing(Rule.TEAM, ORGANIZATION, name.text, f"{place} at {here.sport}", here.collection)
    if link.referent and not link.referent.entity:
        link.referent.wanted = f"{link.referent.called()} {here.sport}"
    return link


def _team_elsewhere(name: Name, key: str, here: Scene) -> Link | None:
    """The last word of the only team that has it, in other articles about the same sport."""
    full = here.collection.short_forms.get((here.sport, key), ())
    if len(full) != 1:
        return None
    return thing(Rule.SHORT_FORM, ORGANIZATION, name.text, next(iter(full)), here.collection)
