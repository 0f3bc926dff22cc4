"""What is being found out: who is meant, and what all articles know together."""

import re
from collections import Counter
from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache

from whodex.lexicon.lists import pairs, words
from whodex.lexicon.names import PersonName, consonants, fold, person_name
from whodex.lexicon.places import city_name, country, is_demonym
from whodex.resolve.bodies import body, is_of_party
from whodex.resolve.sexes import of_given_name
from whodex.values.article import Article, EntityType
from whodex.values.entities import Entity, Name

PERSON, ORGANIZATION, PLACE = EntityType
PLURAL = re.compile(r"[A-Z]{3,}s")  # of an acronym
SHOUTED = 4  # capitals that are a shouted word rather than initials
MARKED = re.compile(r"[\[(“\"‘]")  # with a nickname or a word of the editors inside
AUTONOMOUS = re.compile(
    r"\s(?:special\s)?(?:administrative|autonomous)\sregion\b(?:\s(?:in|of)\s.+)?\Z"
)
WORDS_OF_AN_ARTICLE = 6  # of its id in that of what only it names: the date, and three of its title
OFFICES = (words("titles") | words("offices")) - words("honorifics")

REGISTER, PEOPLE = "register", "people"

Who = tuple[str, str]  # where somebody is known, or what kind of thing something is, and its key
Key = tuple[EntityType, str]  # what all forms share that name one thing by themselves
IsPart = Callable[[PersonName, PersonName], bool]


def of_one_article(form: str, article: Article) -> str:
    """What the id is made of for what is called by `form` in one article and not by more."""
    return f"{form} {' '.join(article.id.split('-')[:WORDS_OF_AN_ARTICLE])}"


INSERTED = str.maketrans("", "", "[]")  # an editor's marks: "Ada [Holm]"


@dataclass(slots=True, eq=False)
class Referent:
    """Somebody or something while it is being found out.

    `forms` counts the forms that name it in full; `name` is for one that no form names well,
    `wanted` for one whose name alone would make a poor id, `beside` what stands in that behind the
    name, `whose` says to whom belongs what is called by a general name, and `sex` is that of one
    known by address. `fits` are several people
    one of whom it is; `times` counts the places of a person's full forms, headlines twice, `also`
    has the forms that are another name, as by birth.
    """

    type: EntityType
    forms: Counter[str] = field(default_factory=Counter)
    entity: Entity | None = None
    name: str = ""
    wanted: str = ""
    whose: str = ""
    beside: str = ""
    sex: str = ""
    fits: tuple["Referent", ...] = ()
    times: Counter[str] = field(default_factory=Counter)
    also: set[str] = field(default_factory=set)

    def known_forms(self) -> Iterable[str]:
        """The forms against which others are compared."""
        return (*(self.entity.aliases if self.entity else ()), *self.forms)

    def called(self) -> str:
        """The canonical name: an editor's; a person's in most articles; a thing's longest.

        A country's or a city's is the gazetteer's, where some article uses that. Of several that as
        many articles use, a person's is one without a nickname inside, and not the one by birth;
        then the one that stands more often, then the longest.
        """
        if self.entity:
            return self.entity.name
        if self.name:
            return self.name
        seen = {*self.forms, *self.times}
        written = {form.lower() for form in seen if not _is_shouted(form)}
        forms = [form for form in sorted(seen) if _is_written(form, written)]
        if self.type is PERSON:
            return max(forms, key=self._use).translate(INSERTED)
        forms = [form for form in forms if form not in self.also] or forms
        owned = [form for form in forms if (public := body(fold(form))) and public.owner]
        forms = owned if self.whose and owned else forms
        best = max(forms, key=lambda form: (_is_usual(form), len(form)))
        told = owned or best.rpartition(" ")[2].lower() in {self.whose, *words("place-parts")}
        return f"{best} ({self.whose})" if self.whose and not told else best

    def wanted_name(self) -> str:
        """What its id is made of, if it isn't the canonical name; else nothing."""
        return self.wanted or (f"{self.called()} {self.beside}" if self.beside else "")

    def _use(self, form: str) -> tuple[int, bool, bool, int, int]:
        """A key that sorts a person's full forms by how much they are used."""
        plain = MARKED.search(form) is None
        return self.forms[form], plain, form not in self.also, self.times[form], len(form)


def _is_usual(form: str) -> bool:
    """Whether a country's form is the gazetteer's, a city's no other spelling, or one's own."""
    folded = fold(form)
    parts = folded.split()
    if is_of_party(parts) or not pairs("transliterations").keys().isdisjoint(parts):
        return False
    return country(form) == folded or (country(form) is None and city_name(folded) == folded)


def _is_written(form: str, written: Container[str]) -> bool:
    """Whether a form in capitals is an acronym, and not a shouted word written otherwise too."""
    return not _is_shouted(form) or form.lower() not in written


def _is_shouted(form: str) -> bool:
    """Whether a form is in capitals, or a longer word of it is."""
    return form.isupper() or any(len(w) >= SHOUTED and w.isupper() for w in form.split())


@dataclass(frozen=True, slots=True)
class Link:
    """What was found out about one name: a referent, or the candidates, and what says so.

    `rule` is a name of `whodex.resolve.rules`.
    """

    rule: str
    referent: Referent | None = None
    candidates: tuple[Referent, ...] = ()


@dataclass(frozen=True, slots=True)
class Known:
    """What an article may know of somebody or something that others or the register know."""

    type: EntityType
    who: Who
    forms: tuple[str, ...]
    entity: Entity | None
    sex: str
    offices: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Collection:
    """What all articles and the register know together.

    `people` maps a folded full form to those whom it may name, `surnames` and `first_names` a part
    of a name to its bearers, `everybody` those and the register by what articles call them,
    `acronyms` an acronym to the key of the one organization that it was introduced for, `also` the
    key of another name of an organization or a place to the key of the first, `spelled_out` such a
    key to the organization, where the register has the acronym, `teams` and `short_forms` a sport
    with the place or the last word of teams' names to their keys, `parties` the key of a party that
    other countries may have, too, to the countries of the articles that name it, `numerals` a
    monarch's name to its forms with a numeral, `offices` a person to the offices that stand right
    before the full name, `addressed` a name by itself to what a form of address says. By article,
    `company` says which people and organizations it names in full, `places` which places; `present`
    numbers the articles that name a person in full. `sexes` says of whom the articles say that they
    are a man or a woman. What was asked of all this is kept in `named`, bearers of names, in
    `told`, what articles may know of them, and in `around`, people's company and places.
    """

    registered: Mapping[tuple[EntityType, str], Referent]
    people: Mapping[str, Sequence[Referent]]
    surnames: Mapping[str, Sequence[Referent]]
    first_names: Mapping[str, Sequence[Referent]]
    everybody: Mapping[Who, Referent]
    acronyms: Mapping[str, str]
    also: Mapping[Key, Key]
    spelled_out: Mapping[str, Referent]
    teams: Mapping[tuple[str, str], frozenset[str]]
    short_forms: Mapping[tuple[str, str], frozenset[str]]
    parties: Mapping[str, frozenset[str]]
    company: Sequence[frozenset[str]]
    places: Sequence[frozenset[str]]
    present: Mapping[Referent, Sequence[int]]
    sexes: Mapping[Referent, str]
    numerals: Mapping[str, frozenset[str]]
    offices: Mapping[Referent, frozenset[str]]
    addressed: Mapping[str, str]
    named: dict[tuple[IsPart, PersonName], tuple[Referent, ...]] = field(default_factory=dict)
    told: dict[Referent, Known] = field(default_factory=dict)
    around: dict[Referent, tuple[frozenset[str], frozenset[str]]] = field(default_factory=dict)

    def bearers(
        self, is_part: IsPart, named: Mapping[str, Sequence[Referent]], short: PersonName
    ) -> tuple[Referent, ...]:
        """Those of `named`, by a part, of whose full names another is a part."""
        known = self.named.get((is_part, short))
        if known is None:
            known = self.named[is_part, short] = tuple(
                person
                for person in named.get(consonants(short.surname), ())
                if any(is_part(short, person_name(form)) for form in person.known_forms())
            )
        return known

    def known(self, referent: Referent) -> Known:
        """What an article may know of somebody or something of `everybody`."""
        if referent not in self.told:
            self.told[referent] = Known(
                referent.type,
                who(referent),
                tuple(referent.forms),
                referent.entity,
                self.sex(referent),
                tuple(sorted(self.offices.get(referent, ()))),
            )
        return self.told[referent]

    def company_of(self, person: Referent) -> frozenset[str]:
        """Whom else the articles name, in full, that name a person in full."""
        if person not in self.around:
            articles = self.present.get(person, ())
            own = set(map(fold, person.known_forms()))
            company = frozenset().union(*(self.company[n] for n in articles)) - own
            places = frozenset().union(*(self.places[n] for n in articles))
            self.around[person] = company, places
        return self.around[person][0]

    def places_around(self, person: Referent) -> frozenset[str]:
        """Which places they name."""
        self.company_of(person)
        return self.around[person][1]

    def sex(self, person: Referent) -> str:
        """What is known of a person from all articles: "man", "woman" or nothing."""
        return self.sexes.get(person) or of_given_name(person.known_forms())


def who(referent: Referent) -> Who:
    """How articles call somebody or something of the register, or a person: by the first form."""
    if referent.entity:
        return REGISTER, referent.entity.id
    return PEOPLE, next(iter(referent.forms))


@cache
def company(names: tuple[Name, ...]) -> frozenset[str]:
    """Keys of the people and organizations that an article names by more than one word."""
    return frozenset(
        key_of(name.type, name.text)
        for name in names
        if name.type is not EntityType.PLACE and " " in name.text
    )


@cache
def places(names: tuple[Name, ...]) -> frozenset[str]:
    """Keys of the places that an article names, countries apart."""
    forms = {name.text for name in names if name.type is EntityType.PLACE}
    return frozenset(key_of(EntityType.PLACE, form) for form in forms if not country(form))


@cache
def key_of(kind: EntityType, form: str) -> str:
    """Reduce a form to what all forms share that name one thing by themselves."""
    folded = fold(form if kind is PERSON else form.replace(" & ", " and "))
    if kind is PERSON:
        return folded
    folded = folded.removeprefix("the ")
    if kind is PLACE:
        return _place_key(form, folded)
    return _organization_key(folded[:-1] if PLURAL.fullmatch(form) else folded)


def _place_key(form: str, folded: str) -> str:
    """A country or a large city by any of its forms, a state by its abbreviation, a region bare.

    A sea by its short form, an airport whether international or not; an autonomous region, unless
    a people's adjective is left of it.
    """
    if named := country(form):
        return named
    if not form.isupper() or "." in form:  # "LA" is no state
        folded = pairs("state-forms").get(folded, folded)
    folded = pairs("sea-forms").get(folded, folded)
    bare = AUTONOMOUS.sub("", folded).replace(" international airport", " airport")
    folded = folded if is_demonym(bare.title()) else bare
    return city_name(_without_end(folded, words("place-parts")))


def _organization_key(folded: str) -> str:
    """An organization without its legal form, in American spelling, "UN" written out.

    A public body is the same before and behind its head: "Ministry of Justice", "Justice Ministry".
    """
    first, space, rest = folded.partition(" ")
    known = pairs("organization-forms")
    folded = known.get(folded) or known.get(first, first) + space + rest
    spelled = " ".join(map(_spelled, folded.split()))
    spelled = pairs("party-forms").get(spelled, spelled)
    public = body(spelled)
    return public.key if public else _without_end(spelled, words("company-forms"))


def _spelled(word: str) -> str:
    """A word of an organization's name in the spelling that keys have."""
    found = pairs("spellings").get(word) or pairs("transliterations").get(word)
    return found or city_name(word)


def _without_end(folded: str, ends: Container[str]) -> str:
    rest, _, last = folded.rpartition(" ")
    return rest if rest and last in ends else folded
