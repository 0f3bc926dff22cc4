"""Where articles don't agree on who holds an office that one person holds at a time.

Nothing here says who is right: two statements that can't both be so at one time are put side by
side. Where the texts leave a way for both to be so (one after the other, "new", "former" in a
later article), there is no difference.
"""

import re
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache
from itertools import pairwise

from whodex.collect.profile import LONGEST_PASSAGE
from whodex.lexicon.lists import words
from whodex.lexicon.names import fold
from whodex.lexicon.places import is_demonym
from whodex.values.article import Article, EntityType
from whodex.values.entities import Entity, Mention
from whodex.values.findings import (
    AnnotatedArticle,
    Claim,
    Description,
    Difference,
    DifferenceKind,
    Side,
)

# What is said on both sides of another statement within a month is so at its time, too.
SAME_TIME = timedelta(days=31)
# News of the same days are about the same holder, unless they report a change.
SAME_NEWS = timedelta(days=3)
HEAD = "head"
LEADER = "leader"
STOP_WORDS = frozenset(("the", "of", "for", "to", "and"))
CHANGES = frozenset(("new", "newly", "incoming", "outgoing"))
NEUTRAL = frozenset(("current", "incumbent", "sitting", "longtime", "long-time", "long-serving"))
FORMER = words("former")
YEAR = re.compile(r"\b(1[89]|20)\d\d\b")
OLD_PICTURE = re.compile(r"FILE\b")  # how agencies begin the caption of a photograph of theirs
# Before an office: it was held then, or is only being given.
BECOMES = re.compile(
    r"\b(then|elected|appointed|named|became|become|nominated|sworn in|inaugurated|under|during)"
    r"(-|\s)(as )?$",
    re.IGNORECASE,
)
BEFORE = len("inaugurated as ")  # the longest of these
FULL_NAME = 2  # words without which a name is a surname or a title, and may be anybody's
DIRECTS = re.compile(r",? who (?:directs|heads|leads|runs|chairs) (?:the )?")
ENDS_PHRASE = re.compile(r"\s*(?:[,.;:)–—]|$)")


@dataclass(frozen=True, slots=True)
class _Office:
    """An office as some words give it; `changing` where they say that the holder changes."""

    role: str
    seat: str | None
    of_organization: bool = False
    former: bool = False
    changing: bool = False


@dataclass(frozen=True, slots=True)
class _Statement:
    """An article gives a person an office."""

    person: str
    office: _Office
    claim: Claim
    in_passing: bool
    scene: frozenset[str | None] = frozenset()  # whom and what its article names
    seat_is_said: bool = True

    @property
    def day(self) -> date | None:
        return self.claim.article.published


def differences(
    articles: Iterable[AnnotatedArticle], entities: Iterable[Entity]
) -> tuple[Difference, ...]:
    """Return the offices on which articles don't agree, those of a known time first.

    `entities` holds everyone whom mentions refer to. Takes time linear in the number of
    descriptions, but for people of one office who never hold it at one time.
    """
    known = {entity.id: entity for entity in entities}
    statements = _with_seats(found for item in articles for found in _statements(item))
    found = [*_two_holders(statements, known), *_two_offices(statements, known)]
    found += _former_or_not(statements)
    return tuple(sorted(found, key=lambda difference: (not difference.dated, difference.id)))


# Statements


def _statements(item: AnnotatedArticle) -> Iterator[_Statement]:
    """Yield who holds which sole office, in the words of one article."""
    named = Counter(mention.entity for mention in item.mentions)
    scene = frozenset(named) - {None}
    moving = _in_motion(item)
    by_block: dict[int, list[Mention]] = defaultdict(list)
    for mention in sorted(item.mentions, key=lambda m: (m.block, m.start)):
        by_block[mention.block].append(mention)

    def statement(person: str, office: _Office, block: int, start: int, end: int) -> _Statement:
        office = replace(office, changing=office.changing or moving(person))
        claim = _claim(item, block, start, end)
        return _Statement(person, office, claim, named[person] == 1, scene, office.seat is not None)

    for description in item.descriptions:
        block = description.block
        text = item.article.blocks[block].text
        office = _office(text, by_block[block], description)
        if office:
            yield statement(description.entity, office, block, description.start, description.end)
    for block, mentions in by_block.items():
        text = item.article.blocks[block].text
        for person, organization in pairwise(mentions):
            if person.entity and _directs(text, person, organization):
                office = _Office(HEAD, organization.entity, of_organization=True)
                start = text.index("who", person.end)
                yield statement(person.entity, office, block, start, organization.end)


def _in_motion(item: AnnotatedArticle) -> Callable[[str], bool]:
    """Return what tells who stands in a sentence that tells of a change in an office."""

    @cache
    def changes(block: int, at: int) -> bool:
        text, spans = item.article.blocks[block].text, item.sentences[block]
        return at >= 0 and bool(_change().search(text, *spans[at]))

    named: dict[str | None, list[Mention]] = defaultdict(list)
    for mention in item.mentions:
        if mention.type is EntityType.PERSON:
            named[mention.entity].append(mention)

    @cache
    def moving(person: str) -> bool:
        return any(
            changes(mention.block, _sentence_of(mention, item.sentences[mention.block]))
            for mention in named.get(person, ())
        )

    return moving


def _sentence_of(mention: Mention, spans: Sequence[tuple[int, int]]) -> int:
    """Return in which of the sentences of its block a mention stands, -1 if in none."""
    return bisect_right(spans, mention.start, key=lambda span: span[0]) - 1


@cache
def _change() -> re.Pattern[str]:
    forms = "|".join(map(re.escape, sorted(words("changes-of-office"), key=len, reverse=True)))
    return re.compile(rf"\b(?:{forms})(?!\w)|\bex-", re.IGNORECASE)


def _directs(text: str, person: Mention, organization: Mention) -> bool:
    """Kim, who directs Mossad, left."""
    return bool(
        (person.type, organization.type) == (EntityType.PERSON, EntityType.ORGANIZATION)
        and organization.entity
        and DIRECTS.fullmatch(text, person.end, organization.start)
        and ENDS_PHRASE.match(text, organization.end)
    )


def _claim(item: AnnotatedArticle, block: int, start: int, end: int) -> Claim:
    text = item.article.blocks[block].text
    around = sentence_around(text, item.sentences[block], start, end)
    return Claim(item.article, block, start, end, around)


def sentence_around(
    text: str, spans: Sequence[tuple[int, int]], start: int, end: int
) -> tuple[int, int]:
    """Return (start, end) of the sentence that holds the words from `start` to `end`.

    `spans` are the sentences of `text`, in order; where the words stand in two ("on Feb." and
    "7 it sank"), those are one. Of a very long one, as in a text without sentence ends, only what
    stands around the words is meant.
    """
    at = bisect_right(spans, start, key=lambda span: span[0]) - 1
    to = bisect_left(spans, end, key=lambda span: span[0]) - 1
    first, last = (spans[at][0], spans[to][1]) if at >= 0 else (0, len(text))
    if last - first > LONGEST_PASSAGE:
        first = _after_space(text, max(first, start - LONGEST_PASSAGE // 2), start)
        last = max(text.rfind(" ", end, end + LONGEST_PASSAGE // 2), end)
    return first, max(first + len(text[first:last].rstrip()), end)


def _after_space(text: str, first: int, start: int) -> int:
    """Return where the next word begins, not to begin in the middle of one."""
    return text.find(" ", first, start) + 1 or first


def _office(text: str, mentions: Sequence[Mention], description: Description) -> _Office | None:
    """Return the sole office that the words of a description give, and nothing but it.

    A word that isn't accounted for ("deputy", "of its armed wing", "in Gaza") makes another
    office of it, or none. `mentions` are those of the block with the text `text`, in order.
    """
    inside = mentions[
        bisect_left(mentions, description.start, key=lambda m: m.start) : bisect_right(
            mentions, description.end, key=lambda m: m.end
        )
    ]
    organization = next((m for m in inside if m.type is EntityType.ORGANIZATION), None)
    tokens = _tokens(description, inside)
    role = _roles().get(" ".join(t for t in tokens if t not in FORMER | CHANGES | NEUTRAL))
    became = BECOMES.search(text[max(0, description.start - BEFORE) : description.start])
    if role is None or became or not _clear(inside, organization):
        return None
    former = description.former or not FORMER.isdisjoint(tokens)
    if not _is_sole(role, organization, description.text, former=former):
        return None
    seat = organization.entity if organization else description.place
    changing = not CHANGES.isdisjoint(tokens)
    return _Office(role[0], seat, organization is not None, former, changing)


def _clear(inside: Sequence[Mention], organization: Mention | None) -> bool:
    """Tell whether a description names one organization, or none, and no place after it."""
    others = [m for m in inside if m is not organization]
    if any(m.entity is None or m.type is not EntityType.PLACE for m in others):
        return False
    return organization is None or (
        organization.entity is not None
        and fold(organization.text) not in words("organization-heads")  # "the Council"
        and all(m.start < organization.start for m in others)  # not "head of X for Europe"
    )


def _is_sole(
    role: tuple[str, str], organization: Mention | None, text: str, *, former: bool
) -> bool:
    """Tell whether an office is one of which there is one: "a director" is one of many."""
    name, needs = role
    if needs != "either" and (needs == "organization") != (organization is not None):
        return False
    if name == LEADER and not re.match(r"(the )?leader of ", text):
        return False  # of "Hamas leader Kim" there may be many
    return former or not re.match(r"an? ", text)


def _tokens(description: Description, inside: Sequence[Mention]) -> list[str]:
    """Return the words of a description without its names, articles and demonyms."""
    text, start = description.text, description.start
    for mention in sorted(inside, key=lambda m: -m.start):
        mark = "\0" if mention.type is EntityType.ORGANIZATION else "\1"
        text = text[: mention.start - start] + mark + text[mention.end - start :]
    text = re.sub(r"['’]s?(?!\w)", "", text)
    text = _generic().sub("\0", text)
    text = re.sub(r"(?i)\bex-", "ex ", text)
    found = re.findall(r"[^\W\d_]+(?:[-.’'][^\W\d_]+)*|\d+", text)
    lower = [token.casefold() for token in found
             if not (token[0].isupper() and (_is_country_word(token)))]  # fmt: skip
    articles = {"a", "an"}
    return [token for token in lower if token not in STOP_WORDS and token not in articles]


def _is_country_word(token: str) -> bool:
    return is_demonym(token) or any(line.startswith(f"{token.casefold()} = ")
                                    for line in words("demonyms"))  # fmt: skip


@cache
def _generic() -> re.Pattern[str]:
    """Match an organization with what it is: Mossad intelligence agency; spy agency Mossad."""
    kinds = "|".join(sorted(words("organization-heads")))
    modifiers = "|".join(sorted(words("office-modifiers") | {"spy", "secret", "militant"}))
    phrase = rf"(?:(?:{modifiers})\s+){{0,3}}(?:{kinds})"
    return re.compile(rf"\0\s+{phrase}\b|\b{phrase},?\s+\0")


@cache
def _roles() -> Mapping[str, tuple[str, str]]:
    """Map each wording of a sole office to its name and to what it must be the office of."""
    roles = {}
    for line in words("sole-offices"):
        name, needs, wordings = re.split(r" : | = ", line)
        for wording in wordings.split(", "):
            key = " ".join(w for w in wording.split() if w not in STOP_WORDS)
            roles[key] = (name, needs)
    return roles


def _with_seats(statements: Iterable[_Statement]) -> list[_Statement]:
    """Give "Prime Minister Kim" the country that other words give to Kim's office, if it is one."""
    found = list(statements)
    seats: dict[tuple[str, str], set[str]] = defaultdict(set)
    for s in found:
        if s.office.seat:
            seats[s.person, s.office.role].add(s.office.seat)
    complete = []
    for s in found:
        known = seats[s.person, s.office.role]
        if s.office.seat is None and len(known) == 1:
            (seat,) = known
            complete.append(replace(s, office=replace(s.office, seat=seat), seat_is_said=False))
        else:
            complete.append(s)
    return complete


# Differences


def _two_holders(
    statements: Sequence[_Statement], known: Mapping[str, Entity]
) -> Iterator[Difference]:
    """One office, two people at the same time."""
    for (role, seat), group in _held(statements, known).items():
        holders = _sides(group, lambda s: s.person)
        found = _together(holders, lambda a, b: _two_people(known[a], known[b]))
        if found:
            yield _difference(DifferenceKind.HOLDERS, f"{role}-{seat}", found)


def _held(
    statements: Sequence[_Statement], known: Mapping[str, Entity]
) -> dict[tuple[str, str], list[_Statement]]:
    """Return who holds which office, where nobody is said to leave it, or to come to it, then."""
    left = {(s.office.role, s.office.seat, s.person) for s in statements if s.office.former}
    moving = {
        (s.office.role, s.office.seat, month)
        for s in statements
        if s.office.changing
        for month in _months(s.day)
    }
    offices: dict[tuple[str, str], list[_Statement]] = defaultdict(list)
    for s in statements:
        role, seat = s.office.role, s.office.seat
        if (
            seat
            and _present(s)
            and not s.office.changing
            and (role, seat, s.person) not in left
            and moving.isdisjoint((role, seat, month) for month in _months(s.day))
            and not (seat in known and _is_anybodys(known[seat]))
        ):
            offices[role, seat].append(s)
    return offices


def _months(day: date | None) -> tuple[int | None, ...]:
    """Return numbers of spans of SAME_TIME, one of which two days within it have in common."""
    if day is None:
        return (None,)
    number = day.toordinal() // SAME_TIME.days
    return number, number + 1


def _is_anybodys(seat: Entity) -> bool:
    """Tell whether a name may be of another thing in another country: the Republic, the Senate."""
    common = words("organization-heads") | words("organization-nouns") | words("common-seats")
    return {fold(word) for word in seat.name.split()} - STOP_WORDS <= common


def _two_offices(
    statements: Sequence[_Statement], known: Mapping[str, Entity]
) -> Iterator[Difference]:
    """One person, the head of two organizations at the same time, each in another article.

    One may head both, unless somebody else is said to head one of them.
    """
    held = {key: group for key, group in _held(statements, known).items() if key[0] == HEAD}
    shared = {seat for (_, seat), group in held.items() if len({s.person for s in group}) > 1}
    people = _grouped((s for group in held.values() for s in group), lambda s: s.person)
    for person, group in people.items():
        seats = _sides(group, lambda s: s.office.seat or "")

        def exclude(one: str, other: str, seats: Mapping[str, _Side] = seats) -> bool:
            return (
                not shared.isdisjoint((one, other))
                and not _nested(known[one], known[other])
                and seats[one].by_article.keys().isdisjoint(seats[other].by_article)
            )

        if found := _together(seats, exclude):
            yield _difference(DifferenceKind.OFFICES, person, found)


def _former_or_not(statements: Sequence[_Statement]) -> Iterator[Difference]:
    """In office in one article, formerly in another of the same time.

    "President Kim" may be a courtesy, where the words don't say of what.
    """
    offices: dict[tuple[str, str, str | None], list[_Statement]] = defaultdict(list)
    for s in statements:
        offices[s.person, s.office.role, s.office.seat].append(s)
    for (person, role, _), group in offices.items():
        former = [s for s in group if s.office.former and not s.office.changing]
        # An article that says "former" once may leave it out the next time.
        aware = {s.claim.article.id for s in group if s.office.former or s.office.changing}
        present = [
            s for s in group if _present(s) and s.seat_is_said and s.claim.article.id not in aware
        ]
        days = [sorted(s.day for s in said if s.day) for said in (former, present)]
        found = [s for s in former if s.day and _is_said_after(days[1], s.day)]
        found += [s for s in present if s.day and _is_said_after(days[0], s.day - SAME_TIME)]
        if found:
            yield _difference(DifferenceKind.FORMER, f"{role}-{person}", found)


def _present(statement: _Statement) -> bool:
    """Tell whether an office is held now, and not in a sentence that tells of the past.

    A president or a minister who is named only once ("a statue of President Kim", "an adviser to
    President Kim") may be one of the past.
    """
    claim = statement.claim
    if statement.office.former or (statement.in_passing and not statement.office.of_organization):
        return False
    sentence = claim.article.blocks[claim.block].text[slice(*claim.sentence)]
    year, published = YEAR.search(sentence), claim.article.published
    past = year and (published is None or int(year[0]) < published.year)
    return not past and not OLD_PICTURE.match(sentence)


def _grouped(
    statements: Iterable[_Statement], key: Callable[[_Statement], str]
) -> dict[str, list[_Statement]]:
    groups: dict[str, list[_Statement]] = defaultdict(list)
    for statement in statements:
        groups[key(statement)].append(statement)
    return groups


class _Side:
    """What is said on one side, by article and by day; `open` is what no other side meets yet."""

    __slots__ = ("by_article", "dated", "days", "open")

    def __init__(self, said: Sequence[_Statement]) -> None:
        self.by_article = _grouped(said, lambda s: s.claim.article.id)
        self.dated = sorted((s for s in said if s.day), key=_day)
        self.days = list(map(_day, self.dated))
        self.open = list(said)

    def meets(self, one: _Statement, other_side: "_Side") -> _Statement | None:
        """Return what the other side says at the time of `one`: in its article, or in its news.

        Where days lie between, one may have followed the other, unless the first is named again.
        """
        if said := other_side.by_article.get(one.claim.article.id):
            return said[0]
        if one.day is None:
            return None
        first = bisect_left(other_side.days, one.day - SAME_TIME)
        last = bisect_right(other_side.days, one.day + SAME_TIME)
        for other in other_side.dated[first:last]:
            days = sorted((one.day, _day(other)))
            again = self.days if days[0] == one.day else other_side.days
            near = days[1] - days[0] <= SAME_NEWS or _is_said_after(again, days[1])
            if near and _of_one_scene(one, other):
                return other
        return None


def _day(statement: _Statement) -> date:
    return statement.day or date.max


def _sides(statements: Iterable[_Statement], key: Callable[[_Statement], str]) -> dict[str, _Side]:
    return {name: _Side(said) for name, said in _grouped(statements, key).items()}


def _together(sides: Mapping[str, _Side], exclude: Callable[[str, str], bool]) -> list[_Statement]:
    """Return what is said of the same time on sides that exclude each other, side by side.

    Nothing is looked for that is found already, so that many who are named in one article, or
    many articles that name two, take no more than their time.
    """
    found: dict[int, _Statement] = {}
    names = list(sides)
    for number, first in enumerate(names):
        for second in names[number + 1 :]:
            if (sides[first].open or sides[second].open) and exclude(first, second):
                for one, other in ((sides[first], sides[second]), (sides[second], sides[first])):
                    for said in one.open:
                        if id(said) not in found and (met := one.meets(said, other)):
                            found |= {id(said): said, id(met): met}
                for side in (sides[first], sides[second]):
                    side.open = [said for said in side.open if id(said) not in found]
    return list(found.values())


def _is_said_after(days: Sequence[date], day: date) -> bool:
    """Tell whether one of the days, in order, is `day` or within a month after it."""
    at = bisect_left(days, day)
    return at < len(days) and days[at] - day <= SAME_TIME


def _of_one_scene(one: _Statement, other: _Statement) -> bool:
    """Tell whether two articles name something else in common, and may so be of one world."""
    said = {one.person, other.person, one.office.seat, other.office.seat}
    return bool((one.scene & other.scene) - said)


def _two_people(one: Entity, other: Entity) -> bool:
    """Tell whether two names are full and share no word: else they may be the same person's."""
    if min(len(one.name.split()), len(other.name.split())) < FULL_NAME:
        return False
    return _words(one).isdisjoint(_words(other))


def _nested(one: Entity, other: Entity) -> bool:
    """Tell whether one organization may be part of the other, or the same by a longer name."""
    first, second = _words(one), _words(other)
    return first <= second or second <= first


def _words(entity: Entity) -> set[str]:
    forms = " ".join((entity.name, *entity.aliases))
    return set(fold(re.sub(r"[-‐‑]", " ", forms)).split())


def _difference(kind: DifferenceKind, about: str, statements: Sequence[_Statement]) -> Difference:
    """Gather what is said on either side, the oldest first and those without a date last."""
    sides: dict[tuple[str, _Office], list[Claim]] = defaultdict(list)
    for s in statements:
        office = _Office(s.office.role, s.office.seat, former=s.office.former)
        sides[s.person, office].append(s.claim)
    return Difference(
        f"{kind}-{about.replace(' ', '-')}",
        kind,
        tuple(
            Side(person, o.role, o.seat, o.former, tuple(sorted(claims, key=_oldest_first)))
            for (person, o), claims in sides.items()
        ),
        all(statement.day for statement in statements),
    )


def _oldest_first(claim: Claim) -> tuple[bool, date, str, int, int]:
    article: Article = claim.article
    known = article.published
    return known is None, known or date.min, article.id, claim.block, claim.start
