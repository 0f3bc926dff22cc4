"""What the texts leave open, and the lines that would settle it, most useful first."""

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain, combinations

from rapidfuzz.distance import Levenshtein
from slugify import slugify

from whodex.lexicon.names import fold, given_name_forms, person_name
from whodex.lexicon.places import country
from whodex.resolve.namesakes import Suspicion
from whodex.resolve.referents import Referent
from whodex.resolve.rules import CONTEXT, TEAM, reason
from whodex.values.article import Article, EntityType
from whodex.values.entities import Entity, Mention
from whodex.values.findings import Doubt, DoubtKind
from whodex.values.register import Register

BEGINNING = 6  # letters that names share which are compared letter by letter
SHORTEST = {EntityType.PERSON: 7, EntityType.ORGANIZATION: 8, EntityType.PLACE: 7}
CROWD = 200  # names with one beginning, or one end, beyond which nobody looks for slips

Places = Mapping[str, Sequence[tuple[str, Mention]]]


def doubts(
    articles: Sequence[Article],
    mentions: Sequence[Sequence[Mention]],
    entities: Sequence[Entity],
    suspicions: Iterable[tuple[Suspicion, str]],
    register: Register,
) -> tuple[Doubt, ...]:
    """Say what an editor could settle; `suspicions` come with the id of their person."""
    places: dict[str, list[tuple[str, Mention]]] = defaultdict(list)
    for article, found in zip(articles, mentions, strict=True):
        for mention in found:
            if mention.entity:
                places[mention.entity].append((article.id, mention))
    decided = {frozenset(pair) for pair in (*register.same, *register.different)}
    open_ = [
        *_unsure(articles, mentions),
        *_merges(entities, places, decided),
        *_splits(articles, places, suspicions, decided),
        *_kinds(entities, places, decided),
    ]
    return tuple(sorted(open_, key=lambda d: (-d.settles, d.kind, d.entities, d.lines)))


def _unsure(articles: Sequence[Article], mentions: Sequence[Sequence[Mention]]) -> Iterator[Doubt]:
    """Each form that is unsure in an article, once, with all places where it stands."""
    for article, found in zip(articles, mentions, strict=True):
        groups: dict[tuple[str, tuple[str, ...]], list[Mention]] = defaultdict(list)
        for mention in found:
            if not mention.entity:
                groups[mention.text, mention.candidates].append(mention)
        for (text, candidates), same in groups.items():
            quoted = json.dumps(text, ensure_ascii=False)
            yield Doubt(
                DoubtKind.UNSURE,
                candidates,
                tuple((article.id, mention) for mention in same),
                len(same),
                reason(same[0].rule),
                tuple(f"- {{in: {article.id}, text: {quoted}, is: {key}}}" for key in candidates),
            )


def _kinds(
    entities: Sequence[Entity], places: Places, decided: set[frozenset[str]]
) -> Iterator[Doubt]:
    """Things and people of one name but two kinds; a team bears its town's name for good."""
    by_name: dict[str, list[Entity]] = defaultdict(list)
    for entity in entities:
        rules = {mention.rule for _, mention in places[entity.id]}
        if rules and TEAM.name not in rules:
            by_name[fold(entity.name)].append(entity)
    for same in by_name.values():
        # The kind that more mentions have is the first to be offered.
        for a, b in combinations(sorted(same, key=lambda e: (-len(places[e.id]), e.id)), 2):
            if a.type is not b.type and frozenset((a.id, b.id)) not in decided:
                yield Doubt(
                    DoubtKind.KINDS,
                    (a.id, b.id),
                    (places[a.id][0], places[b.id][0]),
                    len(places[b.id]),
                    f"One form was taken for {NOUNS[a.type]} and for {NOUNS[b.type]}.",
                    (f"- same: [{a.id}, {b.id}]", f"- different: [{a.id}, {b.id}]"),
                )


NOUNS = {
    EntityType.PERSON: "a person",
    EntityType.ORGANIZATION: "an organization",
    EntityType.PLACE: "a place",
}


def _splits(
    articles: Sequence[Article],
    places: Places,
    suspicions: Iterable[tuple[Suspicion, str]],
    decided: set[frozenset[str]],
) -> Iterator[Doubt]:
    """People of whom two articles say what excludes each other."""
    for suspicion, key in suspicions:
        other = _id_of(suspicion.namesake)
        if frozenset((key, other)) in decided:
            continue
        looked = {articles[number].id for number in suspicion.articles}
        shown = {article: (article, mention) for article, mention in reversed(places[key])}
        yield Doubt(
            DoubtKind.SPLIT,
            (key,),
            tuple(shown[article] for article in sorted(looked & shown.keys())),
            sum(article in looked for article, _ in places[key]),
            f"They may be two people: {suspicion.reason}.",
            (f"- different: [{key}, {other}]", f"- same: [{key}, {other}]"),
        )


def _merges(
    entities: Sequence[Entity], places: Places, decided: set[frozenset[str]]
) -> Iterator[Doubt]:
    """Entities that may be one, by their names."""
    used = [entity for entity in entities if entity.id in places]
    told_apart = {
        key for key, found in places.items() if any(m.rule == CONTEXT.name for _, m in found)
    }
    pairs: dict[tuple[str, str], str] = {}
    for kind in EntityType:
        of_kind = [entity for entity in used if entity.type is kind]
        for a, b, why in chain(
            _namesakes([e for e in of_kind if e.id in told_apart]),
            _slips(of_kind),
            _shorter(of_kind),
        ):
            kept, dropped = sorted((a.id, b.id), key=lambda key: (-len(places[key]), key))
            pairs.setdefault((kept, dropped), why)
    for (kept, dropped), why in pairs.items():
        if frozenset((kept, dropped)) not in decided:
            yield Doubt(
                DoubtKind.MERGE,
                (kept, dropped),
                (places[kept][0], places[dropped][0]),
                len(places[dropped]),
                why,
                (f"- same: [{kept}, {dropped}]", f"- different: [{kept}, {dropped}]"),
            )


def _namesakes(entities: Sequence[Entity]) -> Iterator[tuple[Entity, Entity, str]]:
    """People of one full name who were told apart, each with the first of them."""
    by_form: dict[str, list[Entity]] = defaultdict(list)
    for entity in entities:
        for form in {fold(alias) for alias in entity.aliases if _is_plainly_full(alias)}:
            if entity.type is EntityType.PERSON:
                by_form[form].append(entity)
    for same in by_form.values():
        for other in same[1:]:
            yield same[0], other, "They have one name and were told apart by what stands with it."


def _is_plainly_full(form: str) -> bool:
    name = person_name(form)
    return name.is_full and not name.is_open


def _slips(entities: Sequence[Entity]) -> Iterator[tuple[Entity, Entity, str]]:
    """Names that differ in one letter; two English given names differ for good."""
    near: dict[str, list[tuple[str, Entity]]] = defaultdict(list)
    for entity in entities:
        folded = fold(entity.name)
        if len(folded) >= SHORTEST[entity.type] and not any(map(str.isdigit, folded)):
            near[f"{folded[:BEGINNING]}…"].append((folded, entity))
            near[f"…{folded[-BEGINNING:]}"].append((folded, entity))
    for crowd in near.values():
        for (form, a), (other, b) in combinations(crowd[:CROWD], 2):
            if Levenshtein.distance(form, other, score_cutoff=1) == 1 and not (
                a.type is EntityType.PERSON and _are_names_of_their_own(form, other)
            ):
                yield a, b, "Their names differ in one letter."


def _are_names_of_their_own(form: str, other: str) -> bool:
    """Whether two given names differ by more than a slip: initials, or English names both."""
    given, also = form.split(maxsplit=1)[0], other.split(maxsplit=1)[0]
    initials = len(given) == len(also) == 1
    known = given_name_forms(given) and given_name_forms(also)
    return given != also and (initials or bool(known))


def _shorter(entities: Sequence[Entity]) -> Iterator[tuple[Entity, Entity, str]]:
    """A name that is the beginning or the end of another, or it without the country."""
    by_name: dict[str, list[Entity]] = defaultdict(list)
    for entity in entities:
        by_name[_joined(fold(entity.name).split())].append(entity)
    bearers = Counter(
        part for e in entities for part in set(fold(e.name).split()) if " " in fold(e.name)
    )
    for entity in entities:
        first, *rest = fold(entity.name).split() or [""]
        shorter: list[tuple[str, str]] = []
        if entity.type is EntityType.PERSON and rest:
            shorter.append(
                (_joined([first, *rest[:-1]]), "One name is the beginning of the other.")
            )
            shorter.append((rest[-1], "One name is the end of the other."))
        elif entity.type is EntityType.ORGANIZATION and rest and country(first):
            shorter.append((_joined(rest), "One name is the other without the country."))
        for key, why in shorter:
            # A common given name by itself is somebody else in every article.
            if bearers[key] < 2 and not given_name_forms(key):  # noqa: PLR2004 - one at most
                for other in by_name.get(key, ()):
                    if other is not entity:
                        yield other, entity, why


def _joined(parts: Iterable[str]) -> str:
    return "".join(parts)


def _id_of(referent: Referent) -> str:
    return str(slugify(referent.called()))
