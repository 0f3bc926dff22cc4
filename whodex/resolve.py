"""From names to entities: who is meant, in each article and across all of them.

Precision first: a name is linked only where exactly one candidate remains; else it is unsure and
keeps its candidates. An editor's word, from the register or an article's own hints, comes before
every rule.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain, combinations, count, pairwise

from slugify import slugify

from whodex.gazetteer import country
from whodex.models import Article, Entity, EntityType, Mention, Name, Register
from whodex.names import (
    PersonName,
    begins,
    compatible,
    consonants,
    fold,
    is_short_for,
    person_name,
    stands_inside,
)
from whodex.rules import words

PERSON, ORGANIZATION, PLACE = EntityType

KIN = "|".join(sorted(words("kinship"), key=len, reverse=True))
RELATIVE = re.compile(
    rf"(?P<kin_of>(?:(?P<whose>[^\s,;“”\"]+?)['’]s?|\b(?:[Hh]is|[Hh]er|[Tt]heir))"
    rf"\s(?:\w+\s)?(?:{KIN})),?\s$"
)
JOINT = re.compile(r"\s(?:and|&)\s")
BRACKET = re.compile(r"\s\(")


@dataclass(frozen=True, slots=True)
class Resolution:
    """Each article's mentions, in the order of the articles, and the entities they name."""

    mentions: tuple[tuple[Mention, ...], ...]
    entities: tuple[Entity, ...]


@dataclass(slots=True, eq=False)
class Referent:
    """Somebody or something while it is being found out.

    `forms` counts the forms that name it in full; `name` is for one that no form names well.
    """

    type: EntityType
    forms: Counter[str] = field(default_factory=Counter)
    entity: Entity | None = None
    name: str = ""

    def known_forms(self) -> Iterable[str]:
        """The forms against which others are compared."""
        return (*(self.entity.aliases if self.entity else ()), *self.forms)


@dataclass(frozen=True, slots=True)
class Link:
    """What was found out about one name: a referent and the rule, or the candidates."""

    rule: str
    referent: Referent | None = None
    candidates: tuple[Referent, ...] = ()


@dataclass(frozen=True, slots=True)
class Collection:
    """What all articles and the register know together.

    `people` maps a folded full form to those whom it may name, `surnames` a surname, as
    transliterated, to its bearers, `things` a type and a key to an organization or a place, and
    `acronyms` an acronym to the key of the one organization that it was introduced for.
    """

    registered: Mapping[tuple[EntityType, str], Referent]
    people: Mapping[str, Sequence[Referent]]
    surnames: Mapping[str, Sequence[Referent]]
    things: dict[tuple[EntityType, str], Referent]
    acronyms: Mapping[str, str]


def resolve(
    articles: Sequence[Article], names: Sequence[Sequence[Name]], register: Register
) -> Resolution:
    """Say who is meant by each of an article's `names`, for all articles at once.

    Entities are one for every referent that is linked or a candidate; ids are the register's, or
    kebab-case of the canonical name, and unique.
    """
    collection = _collection(articles, names, register)
    links = [
        list(_links(article, found, collection))
        for article, found in zip(articles, names, strict=True)
    ]
    ids = _ids(chain.from_iterable(links), register)
    said = {(m.article, fold(m.text)): m.entity for m in register.meanings}
    said |= {(a.id, fold(hint.text)): hint.entity for a in articles for hint in a.hints}
    mentions = tuple(
        tuple(
            _mention(n, link, ids, said.get((a.id, fold(n.text))))
            for n, link in zip(found, linked, strict=True)
        )
        for a, found, linked in zip(articles, names, links, strict=True)
    )
    return Resolution(mentions, tuple(_entities(ids, mentions, register)))


# --- what all articles know together ---


def _collection(
    articles: Sequence[Article], names: Sequence[Sequence[Name]], register: Register
) -> Collection:
    referents = [Referent(entity.type, entity=entity) for entity in register.entities]
    registered = {(r.type, _key(r.type, form)): r for r in referents for form in r.known_forms()}
    forms = [_full_forms(found) for found in names]
    people = _people(forms, referents, register)
    surnames: dict[str, list[Referent]] = defaultdict(list)
    for person in dict.fromkeys(chain(referents, chain.from_iterable(people.values()))):
        if person.type is PERSON:
            ends = {consonants(person_name(form).surname) for form in person.known_forms()}
            for end in sorted(ends):
                surnames[end].append(person)
    return Collection(registered, people, surnames, {}, _acronyms(articles, names))


def _full_forms(names: Sequence[Name]) -> list[str]:
    """The forms that name a person in full in one article: no end of a longer form there."""
    forms = {name.text for name in names if name.type is PERSON}
    full = [form for form in forms if person_name(form).is_full]
    return [
        form
        for form in full
        if not any(is_short_for(person_name(form), person_name(other)) for other in full)
    ]


def _people(
    articles: Sequence[Sequence[str]], referents: Iterable[Referent], register: Register
) -> dict[str, list[Referent]]:
    """Gather full forms into people: a form joins those it can be, where that is one person.

    Forms with initials come last and longer ones before shorter ones, since they leave less open.
    A form that may be two people ("J. Lind") is nobody's for now.
    """
    forms = Counter(chain.from_iterable(articles))
    apart = {frozenset(map(slugify, pair)) for pair in chain(*map(_generations, articles))}
    apart |= set(map(frozenset, register.different))
    near: dict[str, list[Referent]] = defaultdict(list)
    people: dict[str, list[Referent]] = {}

    def add(person: Referent, form: str) -> None:
        people[fold(form)] = [person]
        for key in _neighbourhoods(form):
            if person not in near[key]:
                near[key].append(person)

    for person in referents:
        if person.type is PERSON:
            for form in person.known_forms():
                add(person, form)
    for form in sorted(forms, key=lambda form: (*_openness(form), -forms[form], form)):
        around = dict.fromkeys(chain.from_iterable(near[key] for key in _neighbourhoods(form)))
        fitting = people.get(fold(form)) or [p for p in around if _fits(form, p, apart)]
        if len(fitting) > 1:
            people[fold(form)] = fitting
            continue
        person = fitting[0] if fitting else Referent(PERSON)
        person.forms[form] += forms[form]
        add(person, form)
    return people


def _openness(form: str) -> tuple[bool, int]:
    """A key that sorts forms by how much they leave open."""
    parts = person_name(form).parts
    return any(len(part) == 1 for part in (parts[0], parts[-1])), -len(parts)


def _neighbourhoods(form: str) -> tuple[str, str, str]:
    """Keys of which two forms of one name share at least one."""
    name = person_name(form)
    return consonants(name.surname), "".join(name.parts), " ".join(sorted(name.parts))


def _generations(forms: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Forms of which an article gives one "Jr." and the other not: father and son."""
    for form, other in combinations(forms, 2):
        a, b = person_name(form), person_name(other)
        if a.suffix != b.suffix and a.surname == b.surname:
            yield form, other


def _fits(form: str, person: Referent, apart: Container[frozenset[str]]) -> bool:
    """Whether a form may name a person: none of their forms speaks against it, and no editor."""
    others = list(person.known_forms())
    ids = {slugify(other) for other in others} | ({person.entity.id} if person.entity else set())
    if any(frozenset((slugify(form), other)) in apart for other in ids):
        return False
    full = [name for name in map(person_name, others) if name.is_full]
    return bool(full) and all(compatible(person_name(form), name) for name in full)


def _acronyms(articles: Sequence[Article], names: Sequence[Sequence[Name]]) -> dict[str, str]:
    """Acronyms in brackets behind an organization's name, where all articles agree on them."""
    introduced: dict[str, set[str]] = defaultdict(set)
    for article, found in zip(articles, names, strict=True):
        for long, short in pairwise(found):
            text = article.blocks[long.block].text
            between = text[long.end : short.start] if long.block == short.block else ""
            if BRACKET.fullmatch(between) and {long.type, short.type} == {ORGANIZATION}:
                introduced[fold(short.text)].add(_key(ORGANIZATION, long.text))
    return {short: keys.pop() for short, keys in introduced.items() if len(keys) == 1}


def _key(kind: EntityType, form: str) -> str:
    """Reduce a form to what all forms share that name one thing by themselves."""
    folded = fold(form)
    if kind is PERSON:
        return folded
    folded = folded.removeprefix("the ")
    if kind is PLACE and (named := country(form)):
        return named
    ends = words("place-parts" if kind is PLACE else "company-forms")
    rest, _, last = folded.rpartition(" ")
    return rest if rest and last in ends else folded


# --- one article ---


def _links(article: Article, names: Sequence[Name], collection: Collection) -> Iterator[Link]:
    """Link each name of one article."""
    here = _people_here(names, collection)
    longer = {_key(ORGANIZATION, n.text): n for n in reversed(names) if n.type is ORGANIZATION}
    relatives: dict[str, Referent] = {}
    for number, name in enumerate(names):
        before = article.blocks[name.block].text[: name.start]
        following = _joined(article, names[number : number + 2])
        key = _key(name.type, name.text)
        if found := collection.registered.get((name.type, key)):
            yield Link("register", found)
        elif name.type is PLACE:
            yield _thing("name", PLACE, name.text, key, collection)
        elif name.type is ORGANIZATION:
            yield (
                _acronym(name, longer, collection)
                or _short_form(name, key, longer, collection)
                or _thing("name", ORGANIZATION, name.text, key, collection)
            )
        else:
            yield (
                _joint_name(name, following, collection)
                or _relative(name, before, here, relatives)
                or _full_name(name, here, collection)
                or _surname_here(name, here)
                or _first_name_here(name, here, relatives)
                or _surname_elsewhere(name, collection)
                or _thing("single name", PERSON, name.text, key, collection)
            )


def _people_here(names: Sequence[Name], collection: Collection) -> dict[str, Referent]:
    """Those whom an article names in full, by the forms that it uses."""
    return {
        name.text: found[0]
        for name in names
        if name.type is PERSON and len(found := collection.people.get(fold(name.text), ())) == 1
    }


def _joined(article: Article, pair: Sequence[Name]) -> Name | None:
    """The name that "and" joins to the first of a pair: "Tomas and Helena Brandt"."""
    if len(pair) < 2 or pair[0].block != pair[1].block:  # noqa: PLR2004 - a pair
        return None
    between = article.blocks[pair[0].block].text[pair[0].end : pair[1].start]
    return pair[1] if JOINT.fullmatch(between) else None


def _joint_name(name: Name, following: Name | None, collection: Collection) -> Link | None:
    """A given name that shares the surname of the full name behind "and"."""
    if following is None or following.type is not PERSON or person_name(name.text).is_full:
        return None
    _, _, surname = following.text.partition(" ")
    if not surname or fold(following.text) not in collection.people:
        return None
    full = f"{name.text} {surname}"
    known = collection.people.get(fold(full), ())
    if len(known) > 1:
        return Link("joint name", None, tuple(known))
    if known:
        return Link("joint name", known[0])
    return _thing("joint name", PERSON, full, fold(full), collection)


def _relative(
    name: Name,
    before: str,
    here: Mapping[str, Referent],
    relatives: dict[str, Referent],
) -> Link | None:
    """A given name behind "X’s brother": a person of its own, unless X's surname names one here."""
    match = RELATIVE.search(before)
    if match is None or person_name(name.text).is_full:
        return None
    siblings = [
        person for form, person in here.items() if _is_kin(name, match["whose"], form, here)
    ]
    if siblings:
        return _only("relative", siblings)
    shown = f"{name.text} ({match['kin_of']})"
    person = relatives.setdefault(fold(name.text), Referent(PERSON, name=shown))
    return Link("relative", person)


def _is_kin(name: Name, whose: str | None, form: str, here: Mapping[str, Referent]) -> bool:
    """Whether a full form begins with the given name and shares the surname of X, or of another."""
    full = person_name(form)
    if not begins(person_name(name.text), full):
        return False
    if whose:
        return person_name(whose).surname == full.surname
    bearers = {p for other, p in here.items() if person_name(other).surname == full.surname}
    return len(bearers) > 1


def _full_name(name: Name, here: Mapping[str, Referent], collection: Collection) -> Link | None:
    """A full name, of one person or, where it is short of that, of one whom the article names."""
    found = collection.people.get(fold(name.text), ())
    if len(found) == 1:
        return Link("full name", found[0])
    present = [person for person in found if person in here.values()]
    if len(present) == 1:
        return Link("full name", present[0])
    return Link("full name", None, tuple(found)) if found else None


def _surname_here(name: Name, here: Mapping[str, Referent]) -> Link | None:
    """The end of a full name in the same article, or else the first of its two surnames."""
    return _part("surname", is_short_for, name, here) or _part("surname", stands_inside, name, here)


def _part(
    rule: str,
    is_part: Callable[[PersonName, PersonName], bool],
    name: Name,
    here: Mapping[str, Referent],
) -> Link | None:
    """Whoever's full name in the article has this name for a part."""
    short = person_name(name.text)
    return _only(
        rule, (person for form, person in here.items() if is_part(short, person_name(form)))
    )


def _first_name_here(
    name: Name, here: Mapping[str, Referent], relatives: Mapping[str, Referent]
) -> Link | None:
    """The first part of a full name in the same article, or a relative named before."""
    short = person_name(name.text)
    known = (p for form, p in here.items() if begins(short, person_name(form)))
    relative = relatives.get(fold(name.text))
    return _only("first name", chain(known, [relative] if relative else []))


def _surname_elsewhere(name: Name, collection: Collection) -> Link | None:
    """A surname that the article never completes: its only bearer in the collection."""
    short = person_name(name.text)
    bearers = collection.surnames.get(consonants(short.surname), ())
    return _only(
        "surname in the collection",
        (p for p in bearers if any(is_short_for(short, person_name(f)) for f in p.known_forms())),
    )


def _only(rule: str, people: Iterable[Referent]) -> Link | None:
    """Link to the one candidate; several are unsure; none leaves it to the next rule."""
    candidates = tuple(dict.fromkeys(people))
    if not candidates:
        return None
    return Link(rule, candidates[0]) if len(candidates) == 1 else Link(rule, None, candidates)


def _acronym(name: Name, longer: Mapping[str, Name], collection: Collection) -> Link | None:
    """An acronym introduced in brackets in some article, or made of initials in this one."""
    key = collection.acronyms.get(fold(name.text))
    if key is None and name.text.isupper():
        bare = name.text.replace(".", "")
        made = [other for other, mention in longer.items() if _initials(mention.text) == bare]
        key = made[0] if len(made) == 1 else None
    return _thing("acronym", ORGANIZATION, name.text, key, collection) if key else None


def _initials(form: str) -> str:
    """The capitals that a form's words begin with, where it has several words."""
    capitals = "".join(word[0] for word in form.split() if word[0].isupper())
    return capitals if len(capitals) > 1 else ""


def _short_form(
    name: Name, key: str, longer: Mapping[str, Name], collection: Collection
) -> Link | None:
    """The beginning of the one longer organization's name that stands before it in the article."""
    first = longer[key]
    full = [
        other
        for other, mention in longer.items()
        if other.startswith(f"{key} ")
        and (mention.block, mention.start) < (first.block, first.start)
    ]
    if len(full) != 1:
        return None
    return _thing("short form", ORGANIZATION, name.text, full[0], collection)


def _thing(rule: str, kind: EntityType, form: str, key: str, collection: Collection) -> Link:
    """What is known by its name alone: registered, seen before, or new."""
    known = collection.registered.get((kind, key))
    thing = known or collection.things.setdefault((kind, key), Referent(kind))
    thing.forms[form] += 1
    return Link(rule, thing)


# --- ids, mentions, entities ---


def _ids(links: Iterable[Link], register: Register) -> dict[Referent, str]:
    """Give every referent that is linked or a candidate its id, apart from all others."""
    referents = dict.fromkeys(
        referent
        for link in links
        for referent in (*filter(None, [link.referent]), *link.candidates)
    )
    ids = {referent: referent.entity.id for referent in referents if referent.entity}
    taken = {entity.id for entity in register.entities}
    new = [referent for referent in referents if not referent.entity]
    order = {PLACE: 0, ORGANIZATION: 1, PERSON: 2}
    for referent in sorted(new, key=lambda r: (order[r.type], _name(r))):
        ids[referent] = _free(slugify(_name(referent)) or referent.type.value, referent.type, taken)
        taken.add(ids[referent])
    kept_for = {dropped: kept for kept, dropped in register.same}
    return {referent: _kept(entity_id, kept_for) for referent, entity_id in ids.items()}


def _free(wanted: str, kind: EntityType, taken: set[str]) -> str:
    """The id wanted, or one made distinct by the kind of entity and a number."""
    tries = chain([wanted, f"{wanted}-{kind.value}"], (f"{wanted}-{n}" for n in count(2)))
    return next(entity_id for entity_id in tries if entity_id not in taken)


def _kept(entity_id: str, kept_for: Mapping[str, str]) -> str:
    while entity_id in kept_for:
        entity_id = kept_for[entity_id]
    return entity_id


def _name(referent: Referent) -> str:
    """The canonical name: an editor's; a person's usual full name; a thing's longest."""
    if referent.entity:
        return referent.entity.name
    if referent.name:
        return referent.name
    usual = referent.forms if referent.type is PERSON else Counter[str]()
    written = {form.lower() for form in referent.forms if not form.isupper()}
    forms = [form for form in sorted(referent.forms) if _is_written(form, written)]
    return max(forms, key=lambda form: (usual[form], len(form)))


def _is_written(form: str, written: Container[str]) -> bool:
    """Whether a form in capitals is an acronym, and not a shouted word written otherwise too."""
    return not form.isupper() or form.lower() not in written


def _mention(name: Name, link: Link, ids: Mapping[Referent, str], said: str | None) -> Mention:
    entity = said or (ids[link.referent] if link.referent else None)
    candidates = () if entity else tuple(sorted({ids[c] for c in link.candidates}))
    if len(candidates) == 1:  # an editor's "same" made one of several
        entity, candidates = candidates[0], ()
    rule = "editor" if said else link.rule
    return Mention(name.block, name.start, name.end, name.text, name.type, entity, rule, candidates)


def _entities(
    ids: Mapping[Referent, str],
    mentions: Iterable[Iterable[Mention]],
    register: Register,
) -> Iterator[Entity]:
    """The entities in the order of their ids, each with every form seen."""
    forms: dict[str, set[str]] = defaultdict(set)
    for mention in chain.from_iterable(mentions):
        if mention.entity:
            forms[mention.entity].add(mention.text)
    known = {entity.id: entity for entity in register.entities}
    referents = {entity_id: referent for referent, entity_id in reversed(list(ids.items()))}
    for entity_id in sorted({*ids.values(), *forms}):
        entity = known.get(entity_id)
        if entity is None:
            referent = referents[entity_id]
            entity = Entity(entity_id, referent.type, _name(referent), ())
        aliases = sorted({*entity.aliases, *forms[entity_id]} - {entity.name})
        yield replace(entity, aliases=(entity.name, *aliases))
