"""From links to what is published: ids, mentions and entities."""

from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import chain, count

from slugify import slugify

from whodex.resolve.referents import ORGANIZATION, PERSON, PLACE, Link, Referent
from whodex.resolve.rules import EDITOR
from whodex.values.article import INDEX, EntityType
from whodex.values.entities import Entity, Mention, Name
from whodex.values.register import Register

LONGEST = 120  # letters of an id: file systems take names of 255 bytes


def ids(links: Iterable[Link], register: Register) -> tuple[dict[Referent, str], frozenset[str]]:
    """Give every referent that is linked or a candidate its id, apart from all others.

    Returned with all ids, those that a decision gives up and those of the register included.
    """
    referents = dict.fromkeys(
        referent
        for link in links
        for referent in (*filter(None, [link.referent]), *link.candidates)
    )
    found = {referent: referent.entity.id for referent in referents if referent.entity}
    taken = {entity.id for entity in register.entities}
    new = [referent for referent in referents if not referent.entity]
    order = {PLACE: 0, ORGANIZATION: 1, PERSON: 2}
    for referent in sorted(new, key=lambda r: (order[r.type], r.called(), r.wanted_name())):
        called = referent.wanted_name() or referent.called()
        wanted = slugify(called, max_length=LONGEST, word_boundary=True) or referent.type.value
        found[referent] = _free(wanted, referent.type, taken)
        taken.add(found[referent])
    kept_for = given_up(register, taken)
    # Who keeps its id comes first: what is merged into it may be of another kind.
    given = sorted(found.items(), key=lambda item: item[1] in kept_for)
    lasting = {referent: kept(entity_id, kept_for) for referent, entity_id in given}
    return lasting, frozenset(taken)


def _free(wanted: str, kind: EntityType, taken: set[str]) -> str:
    """The id wanted, or one made distinct by the kind of entity and a number."""
    tries = chain([wanted, f"{wanted}-{kind.value}"], (f"{wanted}-{n}" for n in count(2)))
    return next(entity_id for entity_id in tries if entity_id not in taken and entity_id != INDEX)


def given_up(register: Register, known: Container[str]) -> dict[str, str]:
    """The id that editors keep, by the one given up for it; none is for an id of nobody."""
    return {dropped: id_ for id_, dropped in register.same if id_ in known}


def kept(entity_id: str, kept_for: Mapping[str, str]) -> str:
    """The id that editors keep for an id."""
    while entity_id in kept_for:
        entity_id = kept_for[entity_id]
    return entity_id


def kinds(by_referent: Mapping[Referent, str], register: Register) -> dict[str, EntityType]:
    """Of what kind each entity is, by id."""
    found = {
        entity_id: referent.type for referent, entity_id in reversed(list(by_referent.items()))
    }
    return found | {entity.id: entity.type for entity in register.entities}


def mention(
    name: Name,
    link: Link,
    by_referent: Mapping[Referent, str],
    said: str | None,
    kinds: Mapping[str, EntityType],
) -> Mention:
    """A name with its entity: an editor's (`said`), or the one that was found out.

    It is of the entity's kind, of `kinds`.
    """
    entity = said or (by_referent[link.referent] if link.referent else None)
    candidates = () if entity else tuple(sorted({by_referent[c] for c in link.candidates}))
    if len(candidates) == 1 < len(link.candidates):  # an editor's "same" made one of several
        entity, candidates = candidates[0], ()
    return Mention(
        name.block,
        name.start,
        name.end,
        name.text,
        kinds.get(entity or "", name.type),
        entity,
        EDITOR.name if said else link.rule,
        candidates,
    )


def with_named_candidates(
    mentions: Sequence[Sequence[Mention]], register: Register
) -> tuple[tuple[Mention, ...], ...]:
    """Leave out candidates whom no mention is linked to: their pages would tell nothing.

    Such a one is somebody else of the name, made up for what the text leaves open. Whom the
    register knows stays, and so do all, where nothing is linked to any.
    """
    named = {found.entity for found in chain.from_iterable(mentions)}
    named |= {entity.id for entity in register.entities}
    return tuple(
        tuple(
            replace(found, candidates=tuple(filter(named.__contains__, found.candidates)))
            if not named.isdisjoint(found.candidates)
            else found
            for found in of_article
        )
        for of_article in mentions
    )


def entities(
    by_referent: Mapping[Referent, str],
    mentions: Iterable[Iterable[Mention]],
    register: Register,
) -> Iterator[Entity]:
    """The entities that mentions name, in the order of their ids, each with every form seen."""
    forms: dict[str, set[str]] = defaultdict(set)
    named: set[str] = set()
    for found in chain.from_iterable(mentions):
        named.update(found.candidates)
        if found.entity:
            forms[found.entity].add(found.text)
    known = {entity.id: entity for entity in register.entities}
    referents = {entity_id: referent for referent, entity_id in reversed(list(by_referent.items()))}
    for entity_id in sorted(named | forms.keys()):
        entity = known.get(entity_id)
        if entity is None:
            referent = referents[entity_id]
            entity = Entity(entity_id, referent.type, referent.called(), ())
        aliases = sorted({*entity.aliases, *forms[entity_id]} - {entity.name})
        yield replace(entity, aliases=(entity.name, *aliases))
