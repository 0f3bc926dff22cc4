"""One article: each of its names is linked, in the order of the text, as `rules` has it."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from whodex.lexicon.names import fold, person_name
from whodex.resolve.asked import Asked, Linked
from whodex.resolve.facts import Facts, facts
from whodex.resolve.hinted import of_one_full_name
from whodex.resolve.people import needs_no_introduction
from whodex.resolve.referents import PERSON, Link, Referent
from whodex.resolve.rules import (
    BEARERS,
    CHOICES,
    CHOICES_ELSEWHERE,
    CONTEXT,
    ELSEWHERE,
    FORMS,
    FULL,
    HEADLINE,
    INTRODUCED,
    NAMESAKES,
    OBJECTIONS,
    ORGANIZATION_RULES,
    PERSON_RULES,
    PLACE_RULES,
    REGISTER,
    SINGLE,
    SURNAME,
    Objection,
    Rule,
)
from whodex.resolve.scene import Scene, scene
from whodex.resolve.told import with_generations
from whodex.values.article import Article, BlockKind, EntityType
from whodex.values.entities import Name

RULES = {
    EntityType.PERSON: PERSON_RULES,
    EntityType.ORGANIZATION: ORGANIZATION_RULES,
    EntityType.PLACE: PLACE_RULES,
}
CROWD = 30  # candidates for a name from which nobody asks which of them is meant
ALONE = {SURNAME.name, INTRODUCED.name}


def links(article: Article, names: tuple[Name, ...], **questions: Callable[..., Any]) -> Linked:
    """Link each name of an article; `questions` are those of all articles."""
    names = with_generations(article, names)
    asked = Asked(article, names, questions)
    here = scene(article, names, asked)
    found = []
    shared = {
        here.people[name.text]: from_
        for name in names
        if name.type is PERSON
        and name.text in here.people
        and (from_ := here.once(of_one_full_name).get(fold(name.text))) is not None
    }
    for position in range(len(names)):
        link = _link(position, here)
        if link.referent and shared.get(link.referent, position + 1) <= position:
            link = Link(NAMESAKES.name, None, (link.referent,))
        if link.referent:
            here.follow(position, link.referent, alone=link.rule in ALONE)
        found.append(link)
    settled = _in_headline(found, here)
    return asked.told(settled, _facts(article, names, settled))


def _facts(article: Article, names: Sequence[Name], links: Sequence[Link]) -> dict[Referent, Facts]:
    """What the article says of the people whom its names mean."""
    crowd = Counter(name.block for name in names if name.type is PERSON)
    named: dict[Referent, list[Name]] = defaultdict(list)
    for name, link in zip(names, links, strict=True):
        if link.referent and link.referent.type is PERSON and not link.referent.entity:
            named[link.referent].append(name)
    return {person: facts(article, found, crowd) for person, found in named.items()}


def _link(position: int, here: Scene) -> Link:
    """Ask the rules in their order; candidates against whom an objection stands drop out."""
    against: dict[Referent, Objection] = {}
    for rule in RULES[here.names[position].type]:
        if rule is SINGLE and against:
            break
        found = _some(rule.find(position, here)) if rule.find else ()
        if found and rule is REGISTER:
            return Link(rule.name, found[0])
        if rule.several and len(found) == CROWD:
            return Link(rule.several.name, None, found)
        standing = []
        for candidate in found:
            objection = against.get(candidate) or _objection(position, candidate, here)
            if objection:
                against[candidate] = objection
            else:
                standing.append(candidate)
        if standing:
            return _among(rule, found, tuple(standing), against, position, here)
    return _instead(against, position, here)


def _some(found: Iterable[Referent]) -> tuple[Referent, ...]:
    """The candidates, each once, as many as anybody looks at."""
    some = dict[Referent, None]()
    for candidate in found:
        some[candidate] = None
        if len(some) == CROWD:
            break
    return tuple(some)


def _objection(position: int, candidate: Referent, here: Scene) -> Objection | None:
    if candidate.type is not PERSON or person_name(here.names[position].text).is_full:
        return None
    return next((o for o in OBJECTIONS if o.stands(position, candidate, here)), None)


def _among(  # noqa: PLR0913, PLR0917 - what a rule found, and what is left of it
    rule: Rule,
    found: Sequence[Referent],
    standing: tuple[Referent, ...],
    against: Mapping[Referent, Objection],
    position: int,
    here: Scene,
) -> Link:
    """Link to the only one left, or to the one of several who is plainly meant."""
    if len(standing) == 1:
        other = next((against[each] for each in found if each in against), None)
        if other is None:
            return Link(rule.name, standing[0])
        if rule.several is not ELSEWHERE or needs_no_introduction(standing[0], here):
            return Link(other.alone.name, standing[0])
        return Link(ELSEWHERE.name, None, tuple(found))
    choices = CHOICES if all(person in here.in_full for person in standing) else ()
    for choice in CHOICES_ELSEWHERE if rule.several is ELSEWHERE else choices:
        if chosen := choice.choose(position, standing, here):
            return Link(choice.name, chosen)
    return Link(rule.several.name if rule.several else rule.name, None, standing)


def _instead(against: Mapping[Referent, Objection], position: int, here: Scene) -> Link:
    """Nobody is left: somebody else, where the objection says so, or nobody for now."""
    objection = next(iter(against.values()))
    if objection.instead and objection.instead.find:
        found = tuple(objection.instead.find(position, here))
        if len(found) == 1:
            return Link(objection.instead.name, found[0])
    return Link(objection.name, None, tuple(against))


def _in_headline(links: Sequence[Link], here: Scene) -> list[Link]:
    """Let a surname in the headline mean whom it means everywhere below."""
    if not any(link.rule == BEARERS.name for link in links):
        return list(links)
    below: dict[str, set[Referent]] = {}
    for name, link in zip(here.names, links, strict=True):
        if name.type is PERSON and link.referent:
            below.setdefault(fold(name.text), set()).add(link.referent)

    def settled(position: int, link: Link) -> Link:
        name = here.names[position]
        meant = below.get(fold(name.text), set()) & set(link.candidates)
        if (
            link.rule == BEARERS.name
            and here.article.blocks[name.block].kind is BlockKind.TITLE
            and len(meant) == 1
        ):
            return Link(HEADLINE.name, meant.pop())
        return link

    return [settled(position, link) for position, link in enumerate(links)]


def relinked(
    link: Link, number: int, parted: Mapping[Referent, Mapping[int, Sequence[Referent]]]
) -> Link:
    """Link to the namesake whom an article means; `parted` has the namesakes by article."""
    if link.referent and link.referent in parted:
        people = parted[link.referent][number]
        rule = CONTEXT.name if link.rule == FULL.name else link.rule
        several = FORMS if link.referent.fits else NAMESAKES
        one = len(people) == 1
        return Link(rule, people[0]) if one else Link(several.name, None, tuple(people))
    candidates = [
        other
        for candidate in link.candidates
        for other in parted.get(candidate, {}).get(number, [candidate])
    ]
    return Link(link.rule, link.referent, tuple(dict.fromkeys(candidates)))
