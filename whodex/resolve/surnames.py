"""Several people in an article bear one surname: which of them the surname alone means.

Each rule returns the bearer, or None where the text doesn't plainly say.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence

from whodex.lexicon.english import SENTENCE_END
from whodex.lexicon.lists import words
from whodex.lexicon.names import fold, person_name
from whodex.resolve.ages import AGE_BEHIND
from whodex.resolve.kin import came_as_child, came_as_relative
from whodex.resolve.referents import OFFICES, Referent
from whodex.resolve.scene import Scene, block_of
from whodex.values.article import BlockKind

Bearers = Sequence[Referent]

OLDER, YOUNGER = frozenset({"elder", "older"}), frozenset({"younger"})
FORMER = words("former")
USUAL = 3  # times that somebody is called by the surname until it is theirs in a whole article
AGES_BEHIND = re.compile(r"^,\s(?:who\sare\s|aged\s)?(\d{1,3})\sand\s(\d{1,3})(?=[,.;)])")
# Right behind a name: what is said of his brother or of who visits him isn't said of him.
DEAD = re.compile(
    r"^(?:,[^,.]{1,60},)?(?:\s(?:who|has|had|have|later|also|then|is|was|were|been|already|now))*\s"
    r"(?:died|dead|(?<=was\s|ere\s|een\s)(?:[a-z]+\s)?"
    r"(?:killed|murdered|slain|shot dead|stabbed to death|beaten to death|executed|buried))\b"
)
MARRIED = re.compile(
    r"\b[Hh](?:is|er)\s(?:[a-z]+\s)?(?:marriage|union|wedding|engagement|divorce|separation)"
    r"\s(?:to|with|from)\s$|\b(?:married|wed|divorced|remarried)\s$"
)
KINDRED = (
    "son|sons|daughter|daughters|brother|brothers|sister|sisters|father|mother|parents|children|uncle"
    "|aunt|cousin|cousins|nephew|niece|grandson|granddaughter|grandfather|grandmother"
)
BLOOD = re.compile(rf"\b(?:{KINDRED}),?\s(?:and\s)?$", re.IGNORECASE)
BLOOD_BEHIND = re.compile(rf"^,\s(?:his|her|their)\s(?:[\w-]+\s)?(?:{KINDRED})\b")
SEVERAL = re.compile(
    rf"\b(?:[Hh]is|[Hh]er|[Tt]heir|['’]s)\s(?:[\w-]+\s)?(?:parents|{'|'.join(sorted(words('children')))}),?\s$"
)
JOINT = re.compile(r",?\sand\s")
BLESSED = re.compile(r"\s\((?:ra|r\.a\.|rip|r\.i\.p\.|pbuh|deceased)\)", re.IGNORECASE)
APPOSITION = re.compile(r"^,\s(?:the|a|an)?\s?([^,.;:]{1,60})")


def _one(found: Iterable[Referent]) -> Referent | None:
    remaining = list(found)
    return remaining[0] if len(remaining) == 1 else None


def generation(position: int, bearers: Bearers, here: Scene) -> Referent | None:
    """The elder or the younger of two: by "Sr." or "Jr.", as parent and child, or by their ages."""
    if len(bearers) != 2:  # noqa: PLR2004 - the elder of two
        return None
    elder, younger = ("sr", "jr")
    wanted = elder if here.word_before(position) in OLDER else younger
    suffixes = {p: {person_name(form).suffix for form in p.known_forms()} for p in bearers}
    if named := _one(p for p in bearers if wanted in suffixes[p]):
        return named
    other = younger if wanted == elder else elder
    if named := _one(p for p in bearers if other not in suffixes[p]):
        return named
    child = _one(p for p in bearers if _is_child(p, here))
    if child:
        return _one(p for p in bearers if (p is child) == (wanted == younger))
    first, second = (ages_of(p, here) for p in bearers)
    if not first or not second or min(first) == min(second):
        return None
    return bearers[(min(first) < min(second)) == (wanted == elder)]


def _is_child(person: Referent, here: Scene) -> bool:
    """Whether the article brings somebody in as a son or a daughter, by first name or in full."""
    called = (n for n, name in enumerate(here.names) if fold(name.text) in _first_names(person))
    return True in here.told(_as_child, person) or any(
        came_as_child(here.before(n)) for n in called
    )


def _as_child(position: int, here: Scene) -> Iterator[bool]:
    yield came_as_child(here.before(position))


def ages_of(person: Referent, here: Scene) -> Collection[int]:
    """The ages behind a person's full names: "Eva Lind, 61", "Karl and Eva Lind, 61 and 58"."""
    return here.told(_age_behind, person)


def _age_behind(position: int, here: Scene) -> Iterator[int]:
    behind = here.after(position)
    first = position in here.joint
    match = AGES_BEHIND.match(here.after(position + 1) if first else behind)
    if match and (first or position - 1 in here.joint):
        yield int(match[1 if first else 2])
    elif match := AGE_BEHIND.match(behind):
        yield int(match[1])


def office(position: int, bearers: Bearers, here: Scene) -> Referent | None:
    """The office before the surname is that of one of them: "Minister Claes".

    The article says so, or else the others do.
    """
    office = here.word_before(position)
    if office not in OFFICES:
        return None
    said = [p for p in bearers if holds(p, office, here)]
    return _one(said or (p for p in bearers if office in here.collection.offices(p)))


def holds(person: Referent, office: str, here: Scene) -> bool:
    """Whether the article itself gives somebody an office."""
    return office in here.told(_offices, person)


def _offices(position: int, here: Scene) -> set[str]:
    """The offices that stand right before a full name or in the apposition behind it."""
    match = APPOSITION.match(here.after(position))
    behind = {fold(word) for word in match[1].split()} if match else set()
    if behind & FORMER:
        behind = set()
    return {here.word_before(position), *behind} & OFFICES


def addressed(position: int, bearers: Bearers, here: Scene) -> Referent | None:
    """The form of address is for a woman, and of the others nothing is known."""
    said = here.address(position)
    return _one(p for p in bearers if here.sex(p) == said) if said else None


def pronoun(position: int, bearers: Bearers, here: Scene) -> Referent | None:
    """The next pronoun fits but one of them: "Professor Lind’s exile … If she was …"."""
    said = here.pronoun(position)
    return _one(p for p in bearers if here.sex(p) in {"", said}) if said else None


def introduced(position: int, bearers: Bearers, here: Scene) -> Referent | None:
    """Only one of them has been named so far; the other comes in later."""
    return _one(p for p in bearers if here.in_full[p][0] < position)


def alive(position: int, bearers: Bearers, here: Scene) -> Referent | None:
    """Who speaks is the one of whom the article doesn't say that he or she is dead."""
    if not here.speaks(position):
        return None
    dead = [p for p in bearers if here.told(_death, p)]
    return _one(p for p in bearers if p not in dead) if dead else None


def is_dead(position: int, here: Scene) -> bool:
    """Whether what stands beside a name says that its bearer is dead: "the late", "(ra)"."""
    late = here.word_before(position) in {"late", "martyred"}
    return late or BLESSED.match(here.after(position)) is not None


def may_live(person: Referent, here: Scene) -> bool:
    """Whether no place where an article names somebody in full says that he or she is dead."""
    return not here.told(_death, person)


def _death(position: int, here: Scene) -> Iterator[str]:
    """What says beside a full name that its bearer is dead."""
    if match := DEAD.match(here.after(position)):
        yield match.group()
    if is_dead(position, here):
        yield "late"


def relative_of(position: int, bearers: Bearers, here: Scene) -> Referent | None:
    """The others came in as somebody's relatives, in an earlier paragraph: "his wife Eva"."""
    block = here.names[position].block
    kin = {p for p in bearers if _is_relative(here.in_full[p][0], bearers, here)}
    main = [p for p in bearers if p not in kin and not here.told(_as_several, p)]
    owner = _one(main)
    others = (p for p in bearers if p not in main)
    if owner not in here.called and any(block in here.told(block_of, p) for p in others):
        return None
    return _unless_another_is_near(owner, position, bearers, here)


def spouse(position: int, bearers: Bearers, here: Scene) -> Referent | None:
    """The text speaks of a marriage, "her union with", and the others came in as kin by blood."""
    if not MARRIED.search(here.before(position)):
        return None
    return _one(p for p in bearers if not here.told(_as_blood, p))


def _as_blood(position: int, here: Scene) -> Iterator[bool]:
    if BLOOD.search(here.before(position)) or BLOOD_BEHIND.match(here.after(position)):
        yield True


def _as_several(position: int, here: Scene) -> Iterator[bool]:
    """Somebody who came in with others as a relative: "his parents, Karl Lind and Eva Lind"."""
    before = here.before(position)
    if SEVERAL.search(before):
        yield True
    elif position and JOINT.fullmatch(here.between(position - 1, position)):
        yield from _as_several(position - 1, here)


def _unless_another_is_near(
    found: Referent | None, position: int, bearers: Bearers, here: Scene
) -> Referent | None:
    """Nobody, where another bearer was named last, in this sentence or before words that speak.

    Neither of two parents is called so, nor is who speaks of another: "his wife said Lind was ill".
    """
    single = [p for p in bearers if not here.told(_as_several, p)]
    latest = max(single or bearers, key=lambda p: here.latest.get(p, -1))
    if latest is not found and here.is_spoken_of(position):
        return found
    if found and here.speaks(position) and not may_live(found, here):
        block = here.names[position].block
        if any(p is not found and block in here.told(block_of, p) for p in single):
            return None
    near = here.between(here.latest.get(latest, position), position)
    in_sentence = bool(near) and not SENTENCE_END.search(near)
    return None if latest is not found and (in_sentence or here.speaks(position)) else found


def _is_relative(position: int, bearers: Bearers, here: Scene) -> bool:
    earlier = any(here.in_full[p][0] < position for p in bearers)
    return came_as_relative(here.before(position), here.after(position), of_another=earlier)


def owned(position: int, bearers: Bearers, here: Scene) -> Referent | None:
    """One was called so before the others came in, and these stand two paragraphs away.

    Whoever was called so again and again keeps the surname near the others, too.
    """
    block = here.names[position].block
    owner = _one(p for p in bearers if p in here.called)
    near = {block, block - 1}
    usual = owner is not None and here.called[owner] >= USUAL
    others = (p for p in bearers if p is not owner)
    if not usual and any(near & here.told(block_of, p).keys() for p in others):
        return None
    return _unless_another_is_near(owner, position, bearers, here)


def subject(position: int, bearers: Bearers, here: Scene) -> Referent | None:
    """The headline names one of them in full, whom the article is about."""
    in_title = (p for p in bearers if True in here.told(_in_title, p))
    return _unless_another_is_near(_one(in_title), position, bearers, here)


def _in_title(position: int, here: Scene) -> Iterator[bool]:
    yield here.article.blocks[here.names[position].block].kind is BlockKind.TITLE


def in_full(position: int, bearers: Bearers, here: Scene) -> Referent | None:
    """The others are named in full or by first name every time, the first of all only once."""
    alone = here.times[here.names[position].text]
    times = {p: len(here.in_full[p]) + _by_first_name(p, here) for p in bearers}
    first = min(bearers, key=lambda p: here.in_full[p][0])
    named_once = _one(p for p in bearers if times[p] == 1)
    return named_once if named_once is first and alone > 1 else None


def _by_first_name(person: Referent, here: Scene) -> int:
    """How often an article names a person by first name."""
    return sum(here.single[first] for first in _first_names(person))


def _first_names(person: Referent) -> set[str]:
    full = (name for name in map(person_name, person.known_forms()) if name.is_full)
    return {name.parts[0] for name in full}
