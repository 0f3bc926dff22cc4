"""An article while its names are being linked: who stands where in it, and what it said so far."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from whodex.models import Article, Name
from whodex.names import fold, person_name
from whodex.resolve.aliases import here as aliases_here
from whodex.resolve.kin import joint_names
from whodex.resolve.referents import ORGANIZATION, PERSON, Collection, Referent, key_of
from whodex.resolve.sexes import NEAR, address, pronoun
from whodex.rules import grammar, words

SPEECH = frozenset(" ".join(words("speech-verbs")).split())
SPEAKS = re.compile(rf",?\s(?:{'|'.join(sorted(SPEECH))})\b")
BACKWARDS = re.compile(r"\s(\.?)([A-Za-z-]+)")  # searching for an end is slow


@dataclass(slots=True)
class Scene:
    """`people` maps the article's full forms to people, `in_full` people to where these stand.

    `joint` has the full names of given names that share the surname of the next, by position,
    `longer` the article's organizations by key. What is said so far: `addressed`, whom a form of
    address makes a man or a woman; `called`, those called by a surname alone while nobody else of
    it was known; `latest`, where each was named last; `relatives`, those known by kinship alone,
    with `surnames` of their kin; `others`, those known by a form of address and a surname;
    `reigning`, where one name stands with a king's title or a numeral.
    """

    number: int
    article: Article
    names: Sequence[Name]
    collection: Collection
    people: Mapping[str, Referent]
    in_full: dict[Referent, list[int]]
    joint: Mapping[int, str]
    longer: Mapping[str, Name]
    sport: str
    relatives: dict[str, Referent] = field(default_factory=dict)
    surnames: dict[Referent, str] = field(default_factory=dict)
    others: dict[tuple[str, str], Referent] = field(default_factory=dict)
    addressed: dict[Referent, str] = field(default_factory=dict)
    called: set[Referent] = field(default_factory=set)
    latest: dict[Referent, int] = field(default_factory=dict)
    reigning: list[int] = field(default_factory=list)

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
        return last_word(self.before(position)[-30:]).lower()

    def between(self, first: int, second: int) -> str:
        """What stands between two names of one block; nothing where they stand in two."""
        one, other = self.names[first], self.names[second]
        return self.text(one.block)[one.end : other.start] if one.block == other.block else ""

    def address(self, position: int) -> str:
        """What the word beside a name says: "man", "woman" or nothing."""
        return address(self.before(position), self.names[position].text)

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
        later = (n for n in self.names[position + 1 :] if n.type is PERSON or n.block != name.block)
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
        for (_, surname), person in self.others.items():
            near = (self.names[n].block for n in self.in_full[person])
            if surname == short and any(name.block - block <= 1 for block in near):
                yield person

    def relatives_addressed(self, position: int) -> Iterator[Referent]:
        """Relatives known by the given name whose kin has this surname, where the address fits."""
        said, short = self.address(position), person_name(self.names[position].text).surname
        for person in self.relatives.values():
            if said and self.surnames.get(person) == short and self.sex(person) == said:
                yield person

    def speaks(self, position: int) -> bool:
        """Whether a verb of speech stands beside a name: "Lind said", "said Lind"."""
        before = self.word_before(position) in SPEECH
        return before or SPEAKS.match(self.after(position)) is not None

    def follow(self, position: int, person: Referent, *, alone: bool) -> None:
        """Remember what a linked name says of its bearer; `alone` if nobody else bears it yet."""
        self.latest[person] = position
        if said := self.address(position):
            self.addressed.setdefault(person, said)
            if not person.forms.keys() - {self.names[position].text}:
                person.sex = person.sex or said
        if alone:
            self.called.add(person)

    def last_named(self, position: int) -> str:
        """The last person named before, as written."""
        earlier = (n.text for n in reversed(self.names[:position]) if n.type is PERSON)
        return next(earlier, "")

    def shares_a_place(self, person: Referent) -> bool:
        """Whether an article that names a person in full names a town that this one names too."""
        ours = self.collection.places[self.number]
        articles = self.collection.present.get(person, ())
        return any(ours & self.collection.places[n] for n in articles)

    def shares_company(self, person: Referent) -> bool:
        """Whether an article that names a person in full names somebody whom this one names too."""
        own = {fold(form) for form in person.known_forms()}
        ours = self.collection.company[self.number] - own
        return any(
            ours & self.collection.company[n] for n in self.collection.present.get(person, ())
        )


def last_word(text: str) -> str:
    """The word that a text ends with, a space behind it: "Ms" of "said Ms. ", no sentence’s."""
    match = BACKWARDS.match(text[::-1])
    word = match[2][::-1] if match else ""
    return "" if match and match[1] and word.lower() not in grammar("abbreviations") else word


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
    joint = {}
    for position, both, certain in joint_names(article, tuple(names)):
        found = collection.people.get(fold(both), ())
        if certain or found:
            joint[position] = both
        if len(found) == 1:
            people[both] = found[0]
            in_full[found[0]] = sorted([*in_full[found[0]], position])
    longer = {key_of(ORGANIZATION, n.text): n for n in reversed(names) if n.type is ORGANIZATION}
    sport = collection.sports[number]
    here = Scene(number, article, names, collection, people, in_full, joint, longer, sport)
    here.reigning += (n for n in range(len(names)) if _reigns(n, here))
    return here


def _reigns(position: int, here: Scene) -> bool:
    """Whether one name stands with a king's title or a numeral."""
    name = here.names[position]
    own = person_name(name.text)
    titled = own.suffix or here.word_before(position) in words("reigning")
    return name.type is PERSON and len(own.parts) == 1 and bool(titled)
