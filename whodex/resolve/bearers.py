"""Several people in an article bear one surname: which of them the surname alone means.

Each rule returns the bearer, or None where the text doesn't plainly say.
"""

import re
from collections.abc import Iterable, Sequence

from whodex.models import BlockKind, Name
from whodex.names import begins, fold, person_name
from whodex.resolve.referents import PERSON, Link, Referent, Rule
from whodex.resolve.scene import Scene
from whodex.rules import words

Bearers = tuple[Referent, ...]

KIN = "|".join(sorted(words("kinship"), key=len, reverse=True))
KIN_BEFORE = re.compile(
    rf"(?:['’]s?|\b(?:his|her|their))\s(?:\w+\s)?(?:{KIN}),?\s$"
    rf"|\b(?:{KIN})\sof\s(?:[\w’'-]+\s){{0,4}}$",
    re.IGNORECASE,
)
KIN_BEHIND = re.compile(
    rf"^,\s(?:[^,.;]{{0,30}}['’]s?|his|her|their)\s(?:\w+\s)?(?:{KIN})\b", re.IGNORECASE
)
OLDER, YOUNGER = frozenset({"elder", "older"}), frozenset({"younger"})
FORMER = words("former")
OFFICES = (words("titles") | words("offices")) - words("honorifics")
APPOSITION = re.compile(r"^,\s(?:the|a|an)?\s?([^,.;:]{1,60})")


def bearer(position: int, bearers: Bearers, here: Scene) -> Link:
    """Link a surname to the one of its bearers whom it plainly means, or to nobody."""
    if here.word_before(position) in OLDER | YOUNGER:
        return _link(Rule.GENERATION, _generation(position, bearers, here), bearers)
    for rule, which in (
        (Rule.OFFICE, _office),
        (Rule.ADDRESS, _address),
        (Rule.INTRODUCED, _introduced),
        (Rule.RELATIVE_OF, _relative_of),
        (Rule.OWNED, _owned),
        (Rule.IN_FULL, _in_full),
    ):
        if found := which(position, bearers, here):
            return _link(rule, found, bearers)
    return _link(Rule.SEVERAL_BEARERS, None, bearers)


def _link(rule: Rule, found: Referent | None, bearers: Bearers) -> Link:
    return Link(rule, found) if found else Link(Rule.SEVERAL_BEARERS, None, bearers)


def _one(found: Iterable[Referent]) -> Referent | None:
    remaining = list(found)
    return remaining[0] if len(remaining) == 1 else None


def _generation(position: int, bearers: Bearers, here: Scene) -> Referent | None:
    """The elder or the younger of two, where "Sr." or "Jr." stands with one of them."""
    elder, younger = ("sr", "jr")
    wanted = elder if here.word_before(position) in OLDER else younger
    suffixes = {p: {person_name(form).suffix for form in p.known_forms()} for p in bearers}
    if len(bearers) != 2:  # noqa: PLR2004 - the elder of two
        return None
    if named := _one(p for p in bearers if wanted in suffixes[p]):
        return named
    other = younger if wanted == elder else elder
    return _one(p for p in bearers if other not in suffixes[p])


def _office(position: int, bearers: Bearers, here: Scene) -> Referent | None:
    """The office before the surname is that of one of them: "Minister Claes"."""
    office = here.word_before(position)
    if office not in OFFICES:
        return None
    return _one(p for p in bearers if any(office in _offices(n, here) for n in here.in_full[p]))


def _offices(position: int, here: Scene) -> set[str]:
    """The offices that stand right before a full name or in the apposition behind it."""
    match = APPOSITION.match(here.after(position))
    behind = {fold(word) for word in match[1].split()} if match else set()
    if behind & FORMER:
        behind = set()
    return {here.word_before(position), *behind} & OFFICES


def _address(position: int, bearers: Bearers, here: Scene) -> Referent | None:
    """The form of address fits but one of them, by those that the article used before."""
    address = here.address(position)
    fitting = [p for p in bearers if here.addressed.get(p, address) == address]
    return _one(fitting) if address else None


def _introduced(position: int, bearers: Bearers, here: Scene) -> Referent | None:
    """Only one of them has been named so far; the other comes in later."""
    return _one(p for p in bearers if here.in_full[p][0] < position)


def _relative_of(position: int, bearers: Bearers, here: Scene) -> Referent | None:
    """The others came in as somebody's relatives, in an earlier paragraph: "his wife Eva"."""
    block = here.names[position].block
    main = [p for p in bearers if not _is_relative(here.in_full[p][0], here)]
    if any(here.names[n].block == block for p in bearers if p not in main for n in here.in_full[p]):
        return None
    return _one(main)


def _is_relative(position: int, here: Scene) -> bool:
    return bool(
        KIN_BEFORE.search(here.before(position)[-90:]) or KIN_BEHIND.match(here.after(position))
    )


def _owned(position: int, bearers: Bearers, here: Scene) -> Referent | None:
    """One was called so before the others came in, and these stand two paragraphs away."""
    block = here.names[position].block
    owner = _one(p for p in bearers if p in here.called)
    near = {block, block - 1}
    others = (n for p in bearers if p is not owner for n in here.in_full[p])
    return None if any(here.names[n].block in near for n in others) else owner


def _in_full(position: int, bearers: Bearers, here: Scene) -> Referent | None:
    """The others are named in full or by first name every time, the first of all only once."""
    alone = sum(name.text == here.names[position].text for name in here.names)
    times = {
        p: len(here.in_full[p]) + sum(_is_first_name(name, p) for name in here.names)
        for p in bearers
    }
    first = min(bearers, key=lambda p: here.in_full[p][0])
    named_once = _one(p for p in bearers if times[p] == 1)
    return named_once if named_once is first and alone > 1 else None


def _is_first_name(name: Name, person: Referent) -> bool:
    short = person_name(name.text)
    return any(begins(short, person_name(form)) for form in person.known_forms())


def in_headline(links: Sequence[Link], here: Scene) -> list[Link]:
    """Let a surname in the headline mean whom it means everywhere below."""
    if not any(link.rule is Rule.SEVERAL_BEARERS for link in links):
        return list(links)
    below: dict[str, set[Referent]] = {}
    for name, link in zip(here.names, links, strict=True):
        if name.type is PERSON and link.referent:
            below.setdefault(fold(name.text), set()).add(link.referent)

    def settled(position: int, link: Link) -> Link:
        name = here.names[position]
        meant = below.get(fold(name.text), set()) & set(link.candidates)
        if (
            link.rule is Rule.SEVERAL_BEARERS
            and here.article.blocks[name.block].kind is BlockKind.TITLE
            and len(meant) == 1
        ):
            return Link(Rule.HEADLINE, meant.pop())
        return link

    return [settled(position, link) for position, link in enumerate(links)]
