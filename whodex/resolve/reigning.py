"""Kings, queens and popes: one name is a whole one, and a numeral tells it from others'."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain

from whodex.lexicon.lists import words
from whodex.lexicon.names import FAMILY, begins, given_name_forms, person_name
from whodex.resolve.asked import Asked
from whodex.resolve.referents import PERSON, Referent
from whodex.resolve.scene import Reign, Scene
from whodex.values.entities import Name

POPE = "pope"


def numerals(names: Iterable[Sequence[Name]]) -> Mapping[str, frozenset[str]]:
    """The forms with a numeral of each name that stands by itself: "Frederik X" of "frederik"."""
    found: dict[str, set[str]] = defaultdict(set)
    for name in chain.from_iterable(names):
        own = person_name(name.text) if name.type is PERSON else None
        if own and own.has_numeral and len(own.parts) == 1:
            found[own.parts[0]].add(name.text)
    return {name: frozenset(forms) for name, forms in found.items()}


def reigning(position: int, here: Scene) -> Iterator[Referent]:
    """Whoever reigns by this name, as the article has it, or else the collection.

    The numeral says who it is; where nobody gives one, name and title do.
    """
    name = here.names[position]
    own = person_name(name.text)
    if len(own.parts) != 1 or own.suffix in FAMILY:
        return
    if own.has_numeral:
        yield _monarch(name.text, here.collection)
        return
    said = here.reigning.get(own.parts[0], Reign())
    before = here.word_before(position)
    title, forms = before if before in words("reigning") else said.title, frozenset(said.forms)
    # Or the article names somebody in full who may be meant: "Prince Mohammed".
    if not (title or forms) or (title != POPE and here.known(begins, name)):
        return
    known = forms or frozenset(here.collection.numerals(own.parts[0]))
    if not known and given_name_forms(own.parts[0]):
        known = frozenset({f"{title.title()} {name.text}"})
    yield from (_monarch(form, here.collection) for form in sorted(known))


def _monarch(called: str, collection: Asked) -> Referent:
    """Whoever is called so, in all articles."""
    return collection.own((PERSON, called.lower()), Referent(PERSON, forms=Counter([called])))
