"""An article while its names are being linked: who stands where in it, and what it said so far."""

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from whodex.models import Article, Name
from whodex.names import fold, person_name
from whodex.resolve.aliases import here as aliases_here
from whodex.resolve.referents import ORGANIZATION, PERSON, Collection, Link, Referent, Rule, key_of
from whodex.rules import pairs, words

BACKWARDS = re.compile(r"\s\.?([A-Za-z-]+)")  # searching for an end is slow


@dataclass(slots=True)
class Scene:
    """`people` maps the article's full forms to people, `in_full` people to where these stand.

    `longer` holds the article's organizations by key, `addressed` the people whom a form of
    address makes a man or a woman, `called` those called by a surname alone while nobody else of
    it was known, `relatives` those known by kinship alone, `reigning` where one name stands with a
    king's title or a numeral.
    """

    number: int
    article: Article
    names: Sequence[Name]
    collection: Collection
    people: Mapping[str, Referent]
    in_full: Mapping[Referent, Sequence[int]]
    longer: Mapping[str, Name]
    sport: str
    relatives: dict[str, Referent] = field(default_factory=dict)
    addressed: dict[Referent, str] = field(default_factory=dict)
    called: set[Referent] = field(default_factory=set)
    reigning: list[int] = field(default_factory=list)

    def text(self, block: int) -> str:
        """The text of a block."""
        return self.article.blocks[block].text

    def before(self, position: int) -> str:
        """What stands before a name in its block."""
        name = self.names[position]
        return self.text(name.block)[: name.start]

    def after(self, position: int) -> str:
        """What stands behind a name in its block."""
        name = self.names[position]
        return self.text(name.block)[name.end :]

    def word_before(self, position: int) -> str:
        """The word right before a name, folded: "ms" of "Ms. Lind"."""
        return last_word(self.before(position)[-30:]).lower()

    def address(self, position: int) -> str:
        """What a form of address right before a name says: "man", "woman" or nothing."""
        return pairs("sexes").get(self.word_before(position), "")

    def follow(self, position: int, link: Link) -> None:
        """Remember what a linked name says of its bearer."""
        if link.referent and (address := self.address(position)):
            self.addressed.setdefault(link.referent, address)
        if link.referent and link.rule in {Rule.SURNAME, Rule.INTRODUCED}:
            self.called.add(link.referent)

    def last_named(self, position: int) -> str:
        """The last person named before, as written."""
        earlier = (n.text for n in reversed(self.names[:position]) if n.type is PERSON)
        return next(earlier, "")

    def shares_company(self, person: Referent) -> bool:
        """Whether an article that names a person in full names somebody whom this one names too."""
        own = {fold(form) for form in person.known_forms()}
        ours = self.collection.company[self.number] - own
        return any(
            ours & self.collection.company[n] for n in self.collection.present.get(person, ())
        )


def last_word(text: str) -> str:
    """The word that a text ends with, a space behind it: "Ms" of "said Ms. "."""
    match = BACKWARDS.match(text[::-1])
    return match[1][::-1] if match else ""


def scene(number: int, article: Article, names: Sequence[Name], collection: Collection) -> Scene:
    """Set the scene: those whom an article names in full, by form and by place."""
    people: dict[str, Referent] = {}
    in_full: dict[Referent, list[int]] = defaultdict(list)
    full = {n.text: collection.people.get(fold(n.text), ()) for n in names if n.type is PERSON}
    plain = {person for found in full.values() if len(found) == 1 for person in found}
    open_: dict[tuple[Referent, ...], Referent] = {}
    for position, name in enumerate(names):
        found = full.get(name.text, ()) if name.type is PERSON else ()
        if len(found) > 1:
            named = [person for person in found if person in plain]
            several = Referent(PERSON, forms=Counter([name.text]), fits=tuple(found))
            found = named if len(named) == 1 else [open_.setdefault(tuple(found), several)]
        if found:
            people[name.text] = found[0]
            in_full[found[0]].append(position)
    people |= aliases_here(article, names, people)
    longer = {key_of(ORGANIZATION, n.text): n for n in reversed(names) if n.type is ORGANIZATION}
    here = Scene(
        number, article, names, collection, people, in_full, longer, collection.sports[number]
    )
    here.reigning += (n for n in range(len(names)) if _reigns(n, here))
    return here


def _reigns(position: int, here: Scene) -> bool:
    """Whether one name stands with a king's title or a numeral."""
    name = here.names[position]
    own = person_name(name.text)
    titled = own.suffix or here.word_before(position) in words("reigning")
    return name.type is PERSON and len(own.parts) == 1 and bool(titled)
