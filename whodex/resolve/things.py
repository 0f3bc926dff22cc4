"""Organizations and places by what the article and the collection call them."""

import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet

from whodex.lexicon.learned import learned
from whodex.lexicon.lists import pairs, words
from whodex.lexicon.names import fold
from whodex.lexicon.places import Known, country_name, known
from whodex.lexicon.turns import label
from whodex.recognize.sports import is_plain_sport, is_report
from whodex.recognize.teams import EVIDENCE as TEAM
from whodex.resolve.acronyms import own_acronyms
from whodex.resolve.aliases import two_in_one_sentence
from whodex.resolve.also_called import initials, variants
from whodex.resolve.asked import thing
from whodex.resolve.bodies import CLUBS, owner
from whodex.resolve.countries import parties_beside
from whodex.resolve.owned import spelt_out
from whodex.resolve.referents import ORGANIZATION, PERSON, PLACE, Key, Referent, key_of
from whodex.resolve.scene import Scene
from whodex.values.article import Article, BlockKind, EntityType
from whodex.values.entities import Name

LINKS = frozenset({"and", "at", "for", "in", "of", "on"})  # what follows isn't a name by itself
SHORTEST_ACRONYM = 3  # letters of one that is made of more than its words' initials
LETTERS = 3  # that a word gives an acronym
INITIALS = 2  # letters that a founder's given names may be: "LM Ericsson"
OF_PEOPLE = re.compile(
    r"\)?\s(?:[a-z]+\s)?(?:children|communit(?:y|ies)|elders|families|lands?|men|nations?|people|peoples|population|rights|tribes?|voters|women|youth)\b"
)
FORMS = words("company-forms") | {"associates", "and", "group", "holding", "holdings", "partners"}
LANDED = re.compile(
    r"\b(?:land(?:s|ed|ing)?|touch(?:es|ed|ing)?\sdown|t(?:akes?|aking|ook)\soff)\s(?:at|from)\s\Z"
)
FAR = len("touching down from ")  # letters before a name in which it says that one lands there
MUSEUMS = frozenset({"gallery", "museum"})
ANYWHERE = FORMS | {"college", "university"}
WITH_BRANCHES = frozenset({"academy", "bank", "college", "hospital", "school", "university"})
PAIR = 2  # words of the shortest name inside which others may be left out
RARE = -2.0  # log of how much oftener small than capital a word is that is hardly a common one
OF_PARLIAMENT = frozenset({"house", "senate"})  # whose committee it is


def place(position: int, here: Scene) -> Iterator[Referent]:
    """A place by its name."""
    yield from _named(PLACE, here.names[position], here)


def organization(position: int, here: Scene) -> Iterator[Referent]:
    """An organization by its name."""
    yield from _named(ORGANIZATION, here.names[position], here)


def _named(kind: EntityType, name: Name, here: Scene) -> Iterator[Referent]:
    yield thing(kind, name.text, key_of(kind, name.text), here.collection)


def other_name(position: int, here: Scene) -> Iterator[Referent]:
    """What some article says is another name of a thing, or what is a slip of its name in this."""
    name = here.names[position]
    key = name.type, key_of(name.type, name.text)
    kind, also = here.collection.other_name(*key)
    meant = kind, here.once(variants).get((kind, also), also)
    if meant != key:
        found = thing(kind, name.text, meant[1], here.collection)
        found.also.add(name.text)
        yield found


def acronym(position: int, here: Scene) -> Iterator[Referent]:
    """An acronym introduced in some article, or made of initials in this one; or its words."""
    name = here.names[position]
    if said := here.once(own_acronyms).get(position):
        for own in said:
            yield from spelt_out(name, _key_of_party(own, here), here)
        return
    key = here.collection.acronym(fold(name.text))
    if key is None and name.text.isupper():
        key = _made_here(name, here)
    if key:
        yield from spelt_out(name, _key_of_party(key, here), here)
    elif known := here.collection.spelled_out(key_of(ORGANIZATION, name.text)):
        yield known


def _made_here(name: Name, here: Scene) -> str | None:
    """The only organization of the article whose initials, or else beginnings, an acronym has.

    A name of one word may be its interviewer's, whose letters stand before each question.
    """
    bare = name.text.replace(".", "")
    others = [(other, long.text) for other, long in here.longer.items() if long.text != name.text]
    made = [other for other, long in others if bare in initials(long)]
    if not made and len(bare) >= SHORTEST_ACRONYM:
        made = [other for other, long in others if _is_of_beginnings(bare, long)]
    if not made and _is_label(name, here):
        made = [other for other, long in others if _is_of_letters(bare, long)]
    return made[0] if len(made) == 1 else None


def _is_of_beginnings(acronym: str, long: str) -> bool:
    """Whether letters are those that the capitalized words of a name begin with: "BMO" of Montreal.

    Each word gives one at least.
    """
    parts = [word.upper() for word in long.split() if word[0].isupper()]
    ends = {0}
    for part in parts:
        ends = {
            end + n
            for end in ends
            for n in range(1, LETTERS + 1)
            if acronym[end : end + n] == part[:n] and end + n <= len(acronym)
        }
    return len(parts) > 1 and len(acronym) in ends


def _is_label(name: Name, here: Scene) -> bool:
    """Whether a name says who speaks the block at whose beginning it stands: "((WN)) Why?"."""
    found = label(here.text(name.block))
    return found is not None and (found.start, found.end) == (name.start, name.end)


def _is_of_letters(acronym: str, long: str) -> bool:
    """Whether one word has an acronym's letters in their order, the first at its beginning."""
    rest = iter(long.upper())
    in_order = all(letter in rest for letter in acronym)
    return " " not in long and in_order and long[0] == acronym[0]


def party(position: int, here: Scene) -> Iterator[Referent]:
    """A party whose name several countries have: that of the country that the article is about.

    Or of the country beside the name: "Australian Liberal Party", "Sweden's Social Democrats"; of
    several without it, where the article says several.
    """
    name = here.names[position]
    key, said = _party_of(key_of(ORGANIZATION, name.text))
    if said:
        full = _key_of_party(f"{said} {key}", here)
        found = thing(ORGANIZATION, name.text, full, here.collection)
        if full == key:
            found.also.add(name.text)
        yield found
    elif key in words("parties") and len(here.collection.party(key)) > 1:
        for country in _countries_of(name, key, here):
            found = thing(ORGANIZATION, name.text, f"{key} in {country}", here.collection)
            found.name = max(found.name, name.text, key=len)  # no "Norwegian Greens" with it
            found.beside = country
            yield found


def _countries_of(name: Name, key: str, here: Scene) -> Sequence[str]:
    """Whose a party may be where it stands: as beside it, or anywhere beside it in the article."""
    beside, by_key = here.once(_beside)
    if own := beside.get((name.block, name.start)):
        return [own]
    return sorted(by_key.get(key, ())) or list(filter(None, (here.collection.party_here(key),)))


def _beside(
    article: Article, names: Sequence[Name]
) -> tuple[Mapping[tuple[int, int], str], Mapping[str, AbstractSet[str]]]:
    """The countries beside parties, by where these stand and by key."""
    beside = parties_beside(article, tuple(names))
    by_key: dict[str, set[str]] = defaultdict(set)
    for name in names:
        if country := beside.get((name.block, name.start)):
            by_key[key_of(ORGANIZATION, name.text)].add(country)
    return beside, by_key


def _key_of_party(key: str, here: Scene) -> str:
    """The key of a party that is named with its country; any other key as it is.

    Where no article means another country's, the name says enough without the country.
    """
    general, said = _party_of(key)
    if not said:
        return key
    return general if here.collection.party(general) == (said,) else f"{general} in {said}"


def _party_of(key: str) -> tuple[str, str]:
    """A party's name and the country before it, if it has one: of "australian liberal party"."""
    parts = key.split()
    for n in range(1, len(parts)):
        rest, whose = " ".join(parts[n:]), owner(" ".join(parts[:n]))
        if rest in words("parties") and (
            country_name(whose) or whose in pairs("demonyms").values()
        ):
            return key_of(ORGANIZATION, rest), whose
    return key, ""


def short_form(position: int, here: Scene) -> Iterator[Referent]:
    """The beginning or the end of a longer name; in sport a team's last word in other articles."""
    name = here.names[position]
    key = key_of(ORGANIZATION, name.text)
    full = (
        _beginning(name, key, here)
        or _end(key, here)
        or here.once(_shortened).get(key, "")
        or _team_elsewhere(name, key, here)
    )
    if full:
        yield thing(ORGANIZATION, name.text, _key_of_party(full, here), here.collection)


def _beginning(name: Name, key: str, here: Scene) -> str:
    """The beginning of the one longer name that stands before it; below, for a headline's.

    Not a place's name, except in sport: "Boston" isn't short for "Boston Opera". What only says
    of what form a firm is, or that it is a university, may stand anywhere.
    """
    if known(name.text) >= Known.CITY and not here.sport:
        return ""
    if key in here.once(_adjectives):
        return ""
    first = here.below.get(key)
    longer = {
        other: long
        for other, long in here.longer.items()
        if other.startswith(f"{key} ") and _is_left_off_behind(key, other, long, here)
    }
    full = [
        other
        for other, long in longer.items()
        if first is None or (long.block, long.start) < (first.block, first.start)
    ]
    full = full or [other for other in longer if set(other.split()[len(key.split()) :]) <= ANYWHERE]
    if len(full) != 1 or key in pairs("organization-forms").values():
        return ""
    return full[0]


def _adjectives(article: Article, names: Sequence[Name]) -> frozenset[str]:
    """The keys of single words that the article uses as adjectives: "Indigenous people"."""
    return frozenset(
        key
        for name in names
        if name.type is ORGANIZATION
        and " " not in name.text
        and OF_PEOPLE.match(article.blocks[name.block].text, name.end)
        for key in [key_of(ORGANIZATION, name.text)]
        if learned().small.get(key, 0) > 0 or fold(name.text) in pairs("demonyms")
    )


def _is_left_off_behind(key: str, other: str, long: Name, here: Scene) -> bool:
    """Whether a name may go without what follows its beginning: "Works", not a place or a product.

    A brand or an acronym is its maker's name, and what stands behind it a product's or a branch's,
    unless it says what an organization is.
    """
    rest = other[len(key) + 1 :].split()
    if here.sport:
        return True
    if _says_what(rest[0]) or _says_what(rest[-1]) or rest[0] in LINKS:
        return True
    written = long.text.split(maxsplit=1)[0]
    is_maker = written.isupper() or key in words("brands")
    return not is_maker and not any(map(known, (" ".join(rest), rest[0], rest[-1])))


def _shortened(article: Article, names: Sequence[Name]) -> Mapping[str, str]:
    """The keys that leave out words inside a longer one before them, with that, where it is one.

    "Egret Council" of "Egret Advisory Council", "Holm Oceanography" of "Holm Institution of
    Oceanography". Those that stand in one sentence are two.
    """
    places: dict[str, list[Name]] = defaultdict(list)
    for name in names:
        if name.type is ORGANIZATION and article.blocks[name.block].kind is not BlockKind.TITLE:
            places[key_of(ORGANIZATION, name.text)].append(name)
    longer: dict[tuple[str, str], list[str]] = defaultdict(list)
    for key in places:
        parts = key.split()
        if len(parts) > PAIR:
            longer[parts[0], parts[-1]].append(key)
    found = {}
    for key, short in places.items():
        parts = key.split()
        ends = (parts[0], parts[-1]) if len(parts) >= PAIR else ("", "")
        others = [long for long in longer.get(ends, ()) if long != key]
        if len(others) != 1 or not _is_of_its_own(ends[0]) or not _leaves_out(key, others[0]):
            continue
        full = places[others[0]]
        stands_before = (full[0].block, full[0].start) < (short[0].block, short[0].start)
        if stands_before and not two_in_one_sentence(article, full + short):
            found[key] = others[0]
    return found


def _is_of_its_own(word: str) -> bool:
    """Whether a name's first word is hardly another's: no place's, and no common or general one."""
    return not (
        owner(word)
        or known(word)
        or _says_what(word)
        or word in words("body-words")
        or learned().small.get(word, RARE) > RARE
    )


def _leaves_out(key: str, other: str) -> bool:
    """Whether a key has the words of another but those between its ends that may be left out.

    The head with its "of", or anything of a body that isn't a school or the like, whose branches
    are called so, and no place.
    """
    kept, full = key.split(), other.split()
    ahead, behind = kept[:1], kept[1:]
    if full[-len(behind) :] != behind or full[:1] != ahead:
        return False
    out = full[1 : -len(behind)]
    if out and out[-1] in {"for", "of"}:
        return all(map(_says_what, out[:-1])) and len(out) > 1
    is_body = kept[-1] in words("organization-heads") - WITH_BRANCHES
    return is_body and not any(known(word) or owner(word) for word in out) and LINKS.isdisjoint(out)


def _says_what(word: str) -> bool:
    return word in words("organization-heads") | words("organization-words")


def _end(key: str, here: Scene) -> str:
    """The end of the one longer organization's name in the article, heads such as "bank" apart."""
    if key in words("organization-heads") - CLUBS:
        return ""
    full = [
        other
        for other in here.longer
        if other.endswith(f" {key}")
        and not _is_a_brand_of_its_own(key, other)
        and _is_left_off_before(other.removesuffix(f" {key}"), key)
        and _party_of(other)[0] != key
    ]
    if len(full) != 1:
        return ""
    return full[0]


def _is_a_brand_of_its_own(key: str, other: str) -> bool:
    """Whether a name's end is a brand by itself, and no founder's: "Rocky Linux", "LM Ericsson"."""
    first = other.split(maxsplit=1)[0]
    is_founder = first in pairs("common-given-names") or len(first) <= INITIALS
    return key in words("brands") and not is_founder


def _is_left_off_before(rest: str, key: str) -> bool:
    """Whether a name may go without its beginning: a place or a people, unless it tells enough.

    "Bank of Canada" isn't "Royal Bank of Canada": what is left is the name of another.
    """
    if not (LINKS | {"against", "to", "with"}).isdisjoint(rest.split()):
        return False
    return not _stands_alone(key) or bool(owner(rest)) or rest in OF_PARLIAMENT


def _stands_alone(key: str) -> bool:
    """Whether a name says no more than what a body is and where: "Bank of Canada"."""
    if key in words("parties") or key in CLUBS:
        return key not in CLUBS
    told = [word for word in key.split() if word not in LINKS | {"the"} and not owner(word)]
    return all(_says_what(word) or word in words("body-words") for word in told)


def museum(position: int, here: Scene) -> Iterator[Referent]:
    """A museum with its noun left off, as the article before it says: "the Prado", no town."""
    name = here.names[position]
    text = here.text(name.block)
    if text.endswith(("the ", "The "), 0, name.start) or name.text.startswith("The "):
        short = key_of(name.type, name.text)
        yield from _only(here.once(_museums).get(short, ()), name, here)


def _museums(_: Article, names: Sequence[Name]) -> Mapping[str, AbstractSet[Key]]:
    """The museums that an article names, by their names without the noun."""
    found: dict[str, set[Key]] = {}
    for name in names:
        key = key_of(name.type, name.text)
        short, __, noun = key.rpartition(" ")
        if short and noun in MUSEUMS and name.type is not PERSON:
            found.setdefault(short, set()).add((name.type, key))
    return found


def airport(position: int, here: Scene) -> Iterator[Referent]:
    """The one airport of the article that a town's name begins: "landing at Larn"."""
    name = here.names[position]
    if LANDED.search(here.text(name.block), max(0, name.start - FAR), name.start):
        yield from _only(here.once(_airports).get(key_of(PLACE, name.text), ()), name, here)


def _airports(_: Article, names: Sequence[Name]) -> Mapping[str, AbstractSet[Key]]:
    """The airports that an article names, by the words that their names begin with."""
    found: dict[str, set[Key]] = defaultdict(set)
    for name in names:
        parts = key_of(name.type, name.text).split()
        if parts[-1:] == ["airport"] and name.type is not PERSON:
            for n in range(1, len(parts)):
                found[" ".join(parts[:n])].add((name.type, " ".join(parts)))
    return found


def _only(keys: Collection[Key], name: Name, here: Scene) -> Iterator[Referent]:
    """The thing of one key, where there is no other."""
    if len(keys) == 1:
        ((kind, key),) = keys
        yield thing(kind, name.text, key, here.collection)


def town(position: int, here: Scene) -> Iterator[Referent]:
    """The city from which somebody is, except in sport: "Ada Holm of Indianapolis"."""
    name = here.names[position]
    before = here.names[position - 1] if position else name
    from_there = before.type is PERSON and here.between(position - 1, position) in {" of ", ", of "}
    key = key_of(ORGANIZATION, name.text)
    shortened = any(key in long.split() for long in here.longer if " " in long)
    if from_there and known(name.text) >= Known.CITY and not here.sport and not shortened:
        yield from _named(PLACE, name, here)


def team(position: int, here: Scene) -> Iterator[Referent]:
    """A team that bears a place's name: England's at cricket isn't England's at football."""
    name = here.names[position]
    if not here.sport or not _bears_a_place(name, here):
        return
    place_key = key_of(PLACE, name.text)
    full = here.collection.team(place_key)
    key = full[0] if len(full) == 1 else f"{place_key} at {here.sport}"
    found = thing(ORGANIZATION, name.text, key, here.collection)
    if len(full) != 1:
        found.beside = here.sport
    yield found


def _bears_a_place(name: Name, here: Scene) -> bool:
    """Whether a name is a place's: a firm's isn't, a small town's is in plain sport.

    One of several words is shown as a team's, a small town's in the report of a match: no White
    House plays.
    """
    how, form = known(name.text), fold(name.text)
    if how in {Known.NOT, Known.REGION}:
        return how is Known.REGION
    if " " in form:
        return name.evidence == TEAM and (how is Known.CITY or is_report(here.article))
    if how is Known.CITY:
        return True
    named = form in pairs("organization-forms") or form in words("brands")
    return not named and is_plain_sport(here.article)


def _team_elsewhere(name: Name, key: str, here: Scene) -> str:
    """The last word of the only team that has it, in other articles about the same sport."""
    full = here.collection.short_form(key)
    return full[0] if len(full) == 1 and known(name.text) is Known.NOT else ""
