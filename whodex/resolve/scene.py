"""An article while its names are being linked: who stands where in it, and what it said so far."""

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from whodex.lexicon.english import last_word
from whodex.lexicon.lists import grammar, words
from whodex.lexicon.names import PersonName, fold, person_name
from whodex.resolve.aliases import here as aliases_here
from whodex.resolve.asked import Asked
from whodex.resolve.kin import joint_names
from whodex.resolve.parts import Known, Parts, same_surname
from whodex.resolve.referents import ORGANIZATION, PERSON, IsPart, Referent, key_of
from whodex.resolve.sexes import MAN, NEAR, WOMAN, address, pronoun
from whodex.values.article import Article, BlockKind
from whodex.values.entities import Name

LONGEST = 40  # letters before a name in which a word of kinship and its comma stand
SPEECH = frozenset(" ".join(words("speech-verbs")).split())
LATER = "|".join(sorted(grammar("adverbs")))
SPEAKS = re.compile(rf",?\s(?:(?:{LATER}|\w{{2,12}}ly)\s)?(?:{'|'.join(sorted(SPEECH))})\b")
INVERTED = re.compile(r"(?:^|[,.!?”\"’'»]\s)(?:\w+ly\s)?(\w+)\s$")  # "“Yes,” said "
SAID = re.compile(  # "said ", "said that ", "told her friends that "
    r"\b(?:(?P<told>\w+)\s(?:(?:his|her|the)\s)?\w+\s(?=that))?(?:(?P<verb>\w+)\s)??(?P<that>that\s)?$"
)
PAST = words("irregular-pasts") | grammar("forms of be", "helping verbs") - {"to"}
GOES_ON = re.compile(rf"\s(?:[“\"‘]|(?:\w+ed|{'|'.join(sorted(PAST))})\b)")
OF_HIS = re.compile(  # "the Lind camp" calls nobody by the surname
    r"\s(?:administration|aides?|allies|ally|camp|campaign|donors|e?-?mails?|era|family|operation"
    r"|presidency|staff|staffers?|supporters?|surrogates?|team|ticket|voters)\b",
    re.IGNORECASE,
)
BEGUN = re.compile(r"\s[a-z]")


T = TypeVar("T")
Tells = Callable[[int, "Scene"], Iterable[T]]
OfArticle = Callable[[Article, Sequence[Name]], T]


@dataclass(slots=True)
class Told(Generic[T]):
    """What is told of a person, in its order, and at how many places that was asked."""

    said: dict[T, None] = field(default_factory=dict)
    places: int = 0


@dataclass(slots=True)
class Reign:
    """The first title that stands before a king's name, and the forms that have a numeral."""

    title: str = ""
    forms: set[str] = field(default_factory=set)


def block_of(position: int, here: "Scene") -> Iterator[int]:
    """The block of a name."""
    yield here.names[position].block


@dataclass(slots=True)
class Scene:
    """`people` maps the article's full forms to people, `in_full` people to where these stand.

    `joint` has the full names of given names that share the surname of the next, by position,
    `longer` the article's organizations by key, `below` without the headline's, `openings` the
    first words of things' names. What is said so far: `addressed`, whom a form of address makes a
    man or a woman; `called`, how often somebody was called by a surname alone while nobody else of
    it was known; `latest`, where each was named last; `relatives`, those known by kinship alone,
    `kin` these by the surname of their kin; `others`, those known by an address and a surname;
    `spelt`, whom surnames mean by what a slip of a letter leaves of them; `named`, who by which
    words, and `renamed`, who so by another spelling; `reigning`, with which title and numerals a
    king's name stands; `times` counts the names as written, `single` the folded ones of one part.
    """

    article: Article
    names: Sequence[Name]
    collection: Asked
    people: Mapping[str, Referent]
    in_full: dict[Referent, list[int]]
    joint: Mapping[int, str]
    longer: Mapping[str, Name]
    below: Mapping[str, Name]
    sport: str
    openings: frozenset[str] = frozenset()
    relatives: dict[str, Referent] = field(default_factory=dict)
    kin: dict[str, dict[Referent, None]] = field(default_factory=dict)
    others: dict[tuple[str, str], Referent] = field(default_factory=dict)
    addressed: dict[Referent, str] = field(default_factory=dict)
    called: Counter[Referent] = field(default_factory=Counter)
    latest: dict[Referent, int] = field(default_factory=dict)
    reigning: dict[str, Reign] = field(default_factory=dict)
    spelt: dict[str, list[tuple[str, Referent]]] = field(default_factory=dict)
    named: dict[str, tuple[str, Referent]] = field(default_factory=dict)
    renamed: dict[str, Referent] = field(default_factory=dict)
    times: Counter[str] = field(default_factory=Counter)
    single: Counter[str] = field(default_factory=Counter)
    _told: dict[tuple[Tells[Any], Referent], Told[Any]] = field(default_factory=dict)
    _parts: Parts | None = None
    _once: dict[OfArticle[Any], Any] = field(default_factory=dict)

    def once(self, make: OfArticle[T]) -> T:
        """What `make` finds in the article and its names; it is asked once."""
        if make not in self._once:
            self._once[make] = make(self.article, self.names)
        found: T = self._once[make]
        return found

    def known(self, is_part: IsPart, name: Name) -> tuple[Known, ...]:
        """The full forms in the article of which a name is a part, with their bearers."""
        self._parts = self._parts or Parts(self.people)
        return self._parts.whose(is_part, name.text)

    def bearers(self, surname: str) -> tuple[Referent, ...]:
        """Those whom the article names in full with a folded surname."""
        self._parts = self._parts or Parts(self.people)
        return tuple(dict.fromkeys(p for _, p in self._parts.whose(same_surname, surname)))

    def told(self, tells: Tells[T], person: Referent) -> dict[T, None]:
        """What `tells` says of the places where a person is named in full; each is asked once."""
        places = self.in_full.get(person, ())
        told: Told[T] = self._told.setdefault((tells, person), Told())
        for position in places[told.places :]:
            told.said.update(dict.fromkeys(tells(position, self)))
        told.places = len(places)
        return told.said

    def stands_in_full(self, person: Referent, position: int) -> bool:
        """Whether a name is one of those that name a person in full."""
        places = self.in_full.get(person, ())
        n = bisect_left(places, position)
        return n < len(places) and places[n] == position

    def text(self, block: int) -> str:
        """The text of a block."""
        return self.article.blocks[block].text

    def before(self, position: int) -> str:
        """What stands before a name in its block, as far as anything there may speak of it."""
        name = self.names[position]
        return self.text(name.block)[max(0, name.start - NEAR) : name.start]

    def after(self, position: int) -> str:
        """What stands behind a name in its block, as far as anything there may speak of it."""
        name = self.names[position]
        return self.text(name.block)[name.end : name.end + NEAR]

    def word_before(self, position: int) -> str:
        """The word right before a name, folded: "ms" of "Ms. Lind"."""
        return last_word(self.before(position)).lower()

    def between(self, first: int, second: int) -> str:
        """What stands between two names of one block; nothing where they stand in two."""
        one, other = self.names[first], self.names[second]
        return self.text(one.block)[one.end : other.start] if one.block == other.block else ""

    def address(self, position: int) -> str:
        """What the word beside a name says: "man", "woman" or nothing."""
        if self.begins_clause(position):
            return ""
        return address(self.before(position), self.names[position].text)

    def begins_clause(self, position: int) -> bool:
        """Whether a surname of the article's is a subject: "living with his mother, Lind bought".

        What stands before its comma says nothing of it, as no comma closes an apposition.
        """
        before = self.before(position)[-LONGEST:]
        kin = before.endswith(", ") and before[:-2].rpartition(" ")[2] in words("kinship")
        if not kin or not BEGUN.match(self.after(position)):
            return False
        surname = person_name(self.names[position].text).surname
        return any(person_name(form).surname == surname for form in self.people)

    def addressed_as(self, position: int) -> str:
        """A name with the form of address right before it: "Mrs. Lind"."""
        name = self.names[position]
        if address("", name.text):
            return name.text
        before = self.before(position).rstrip(" ,")
        return f"{before.split()[-1]} {name.text}"

    def pronoun(self, position: int) -> str:
        """What the next pronoun says, before the next person is named; a hint and no more."""
        name = self.names[position]
        before = self.names[position - 1] if position else name
        between = self.between(position - 1, position) if before.block == name.block else "."
        if before.type is PERSON and "." not in between:
            return ""  # who may be the one whom it means
        behind = map(self.names.__getitem__, range(position + 1, len(self.names)))
        later = (n for n in behind if n.type is PERSON or n.block != name.block)
        following = next(later, None)
        end = following.start if following and following.block == name.block else None
        return pronoun(self.text(name.block)[name.end : end or name.end + NEAR])

    def sex(self, person: Referent) -> str:
        """What is known of a person: by address, by what all articles say, by the given name."""
        return self.addressed.get(person) or person.sex or self.collection.sex(person)

    def others_near(self, position: int) -> Iterator[Referent]:
        """Those known by an address and this surname, in this paragraph or the one before."""
        name = self.names[position]
        short = person_name(name.text).surname
        found = [p for sex in (MAN, WOMAN) if (p := self.others.get((sex, short)))]
        for person in sorted(found, key=lambda p: self.in_full[p][0]):
            if name.block - self.names[self.in_full[person][-1]].block <= 1:
                yield person

    def relatives_addressed(self, position: int) -> Iterator[Referent]:
        """Relatives known by the given name whose kin has this surname, where the address fits."""
        said, short = self.address(position), person_name(self.names[position].text).surname
        for person in self.kin.get(short, ()) if said else ():
            if self.sex(person) == said:
                yield person

    def speaks(self, position: int) -> bool:
        """Whether a verb of speech stands beside a name: "Lind said", "said Lind"."""
        inverted = INVERTED.search(self.before(position)[-LONGEST:])
        before = inverted is not None and fold(inverted[1]) in SPEECH
        before = before and not self.is_spoken_of(position)
        return before or SPEAKS.match(self.after(position)) is not None

    def is_spoken_of(self, position: int) -> bool:
        """Whether somebody else says something of a name: "said Lind was ill", "said that Lind"."""
        before = SAID.search(self.before(position)[-LONGEST:])
        if before is None or SPEECH.isdisjoint((before["verb"], before["told"])):
            return False
        return bool(before["that"]) or GOES_ON.match(self.after(position)) is not None

    def follow(self, position: int, person: Referent, *, alone: bool) -> None:
        """Remember what a linked name says of its bearer; `alone` if nobody else bears it yet."""
        self.latest[person] = position
        name = self.names[position]
        if self.people.get(name.text) is person and person_name(name.text).is_full:
            title = self.article.blocks[name.block].kind is BlockKind.TITLE
            person.times[name.text] += 1 + title
        if said := self.address(position):
            self.addressed.setdefault(person, said)
        if alone and not OF_HIS.match(self.after(position)):
            self.called[person] += 1

    def last_named(self, position: int) -> str:
        """The last person named before, as written."""
        earlier = map(self.names.__getitem__, range(position - 1, -1, -1))
        return next((name.text for name in earlier if name.type is PERSON), "")

    def shares_a_place(self, person: Referent) -> bool:
        """Whether an article that names a person in full names a town that this one names too."""
        return self.collection.shares_a_place(person)

    def shares_company(self, person: Referent) -> bool:
        """Whether an article that names a person in full names somebody whom this one names too."""
        return bool(self.collection.company_of(person))

    def names_a_firm_of(self, person: Referent) -> Iterator[str]:
        """The organizations that this article names with a person's surname in theirs."""
        full = (name for name in map(person_name, person.known_forms()) if name.is_full)
        surnames = {name.surname for name in full}
        company = self.collection.company_of(person)
        return (key for key in company if not surnames.isdisjoint(key.split()))


def scene(article: Article, names: Sequence[Name], collection: Asked) -> Scene:
    """Set the scene: those whom an article names in full, by form and by place."""
    people: dict[str, Referent] = {}
    in_full: dict[Referent, list[int]] = defaultdict(list)
    full = {n.text: collection.named(fold(n.text)) for n in names if n.type is PERSON}
    plain = {person for found in full.values() if len(found) == 1 for person in found}
    open_: dict[tuple[Referent, ...], Referent] = {}
    for position, name in enumerate(names):
        found = full.get(name.text, ()) if name.type is PERSON else ()
        if len(found) > 1:
            named = [person for person in found if person in plain]
            several = Referent(PERSON, forms=Counter([name.text]), fits=found)
            found = (named[0] if len(named) == 1 else open_.setdefault(found, several),)
        if found:
            people[name.text] = found[0]
            in_full[found[0]].append(position)
    people |= aliases_here(article, names, people)
    joint = {}
    for position, both, certain in joint_names(article, tuple(names)):
        found = collection.named(fold(both))
        if certain or found:
            joint[position] = both
        if len(found) == 1:
            people[both] = found[0]
            in_full[found[0]] = sorted([*in_full[found[0]], position])
    longer = {key_of(ORGANIZATION, n.text): n for n in reversed(names) if n.type is ORGANIZATION}
    below = {
        key_of(ORGANIZATION, n.text): n
        for n in reversed(names)
        if n.type is ORGANIZATION and article.blocks[n.block].kind is not BlockKind.TITLE
    }
    things = (fold(n.text).split() for n in names if n.type is not PERSON and " " in n.text)
    openings = frozenset(first for first, *rest in things if rest)
    here = Scene(
        article,
        names,
        collection,
        people,
        in_full,
        joint,
        longer,
        below,
        collection.sport,
        openings,
    )
    for position, name in enumerate(names):
        own = person_name(name.text)
        here.times[name.text] += 1
        if len(own.parts) == 1:
            here.single[own.parts[0]] += 1
            _reigns(position, own, here)
    return here


def _reigns(position: int, own: PersonName, here: Scene) -> None:
    """Keep the king's title or the numeral with which a name of one part stands."""
    name, title = here.names[position], here.word_before(position)
    titled = title in words("reigning")
    if name.type is PERSON and (own.has_numeral or titled):
        reign = here.reigning.setdefault(own.parts[0], Reign())
        reign.title = reign.title or (title if titled else "")
        if own.has_numeral:
            reign.forms.add(name.text)
