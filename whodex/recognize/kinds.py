"""What kind of name a form is, decided once for an article, and for a collection where it differs.

A word that might be a person's needs a sign of it (`signs`), a full name that it ends, or to be
called like a person; without it, it isn't one, however likely the model finds it.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from itertools import chain
from math import inf

from whodex.lexicon.given import USUAL, is_given, is_hardly_a_surname
from whodex.lexicon.learned import learned
from whodex.lexicon.lists import words
from whodex.lexicon.names import fold
from whodex.lexicon.places import Known, known
from whodex.recognize.called_after import is_in_a_thing, is_own_work
from whodex.recognize.edges import OFFICE_FAR, OFFICE_OF, PAIR, SURE, is_family
from whodex.recognize.signs import REPORTS, Signs, humans, signs_of
from whodex.values.article import EntityType
from whodex.values.entities import Name

PERSON, ORGANIZATION, PLACE = EntityType

SURE_OF_MORE = 0.7  # the same for several words of which none is known of people
LIKELY = 0.35  # the same from which doing what people do, which organizations do too, is enough
ENOUGH = 0.1  # mean vote that makes an organization or a place of what is no person
POSSIBLE = 0.15  # mean vote from which a known given name makes a person of several words
HINTED = 0.05  # the same, if a title, an age or a calling shows the person
INITIALS = 2  # letters of joint initials: "PJ Fuller"
LONGEST = 3  # words of such a name
FAMOUS = 2  # training texts with a family name before it counts as known

DRUG = 9  # letters of a drug that its ending shows; shorter words are surnames, too

COMMON = 0.9  # log of how much oftener capital than small a common word is at most
DOUBTED = 0.75  # mean vote below which a common word that opens sentences is no name
OPENING = re.compile(r"(?:^|[.!?:]|[“\"‘(])[”\"’]?\s*\Z")
SMALL_BEHIND = re.compile(r"\s[a-z]")
SEAT_BEHIND = re.compile(r"\s([a-z]+)\s[A-Z]")  # "Larn mayor Ada Holm"

LETTERS = re.compile(r"(?:[A-Z]\.?\s?){2,4}")
NUMERAL = re.compile(r"(?!XI\b)[IVX]{2,}")
MAYBE = 0.5  # vote from which a single word is a person's if other articles know one
ALONE = "alone"  # evidence of a person's name for which nothing speaks in its article
NONE = Signs()

Kinds = Mapping[str, EntityType | None]


def one_kind(texts: Sequence[str], names: Sequence[Name]) -> list[Name]:
    """Return the names of an article, each form of one kind where it might be a person's.

    `texts` are the article's blocks. Words of the page around an article, peoples, languages and
    mere offices are no names at all.
    """
    given = {fold(n.text.split()[0]) for n in names if " " in n.text and n.type is PERSON}
    callings = words("callings-like-names") - given
    names = [n for n in names if not _is_no_name(n) and fold(n.text) not in callings]
    places: dict[str, list[Name]] = defaultdict(list)
    for name in names:
        places[fold(name.text)].append(name)
    signs = signs_of(texts, names)
    kinds: dict[str, EntityType | None] = {}
    full, opening = _FullNames(), _opening(texts, places)
    for form in sorted(places, key=lambda form: -form.count(" ")):  # full names come first
        mentions, shown = places[form], signs[form]
        mere = form in opening - full.ends and _is_mere_opening(form, mentions, shown)
        if mere or full.show_nobody(form, mentions, shown):
            kinds[form] = None
        elif all(name.votes for name in mentions):
            kinds |= _decided(form, places, signs, full.ends)
        full.add(form, mentions, shown, kinds.get(form, mentions[0].type))
    settled = full.figures | {form for form in opening if kinds.get(form, PERSON) is None}
    return [
        name if name.type is kind else replace(name, type=kind)
        for name in (n if fold(n.text) in settled else _alone(n, kinds, signs) for n in names)
        if (kind := _here(name, kinds, texts[name.block], signs))
        and not is_own_work(texts[name.block], name.start, name.end)
        and not (kind is PERSON and is_in_a_thing(texts[name.block], name.start, name.end))
    ]


@dataclass(slots=True)
class _FullNames:
    """What an article's names of several words tell of their words alone.

    `ends` are the first and last words of people's, `lasts` the last ones; `things` are those of
    what only looks like somebody, `figures` those of them that are characters'; `firsts` counts by
    how much oftener a first word begins things' names.
    """

    ends: set[str] = field(default_factory=set)
    lasts: set[str] = field(default_factory=set)
    things: set[str] = field(default_factory=set)
    figures: set[str] = field(default_factory=set)
    firsts: Counter[str] = field(default_factory=Counter)

    def add(
        self, form: str, mentions: Sequence[Name], shown: Signs, kind: EntityType | None
    ) -> None:
        """Keep the words of a form of a kind."""
        first, *rest = form.split()
        if not rest:
            return
        parts = {first, rest[-1]}
        self.firsts[first] += len(mentions) * (-1 if kind is PERSON else 1)
        if kind is PERSON:
            self.lasts |= {rest[-1]} | _double_surname(form)
            self.ends |= {first} | self.lasts
        elif (shown.noun or shown.unreal) and any(name.type is PERSON for name in mentions):
            self.things |= parts
            self.figures |= parts if shown.unreal else set()

    def show_nobody(self, form: str, mentions: Sequence[Name], shown: Signs) -> bool:
        """Whether a form is nobody's, though it looks so or somebody's name begins or ends so.

        It is "Rocky", of a system that is named oftener than Rocky Berg, or "Rosa", of a storm of
        which Rosa Berg speaks.
        """
        if form not in self.ends:
            return _is_nobody(form, mentions, shown, self.things)
        if self.firsts[form] > 0 and _is_a_things_short_form(mentions, shown):
            return True
        return form not in self.lasts and shown.noun > shown.near


def _is_nobody(form: str, mentions: Sequence[Name], shown: Signs, things: Container[str]) -> bool:
    """Whether a form is no person's whose full name the article gives, however it looks.

    It is said to be unreal, only credits have it, as a user's name, or it is the short form of what
    is called like a person: "Abelard", of the Corin Abelard Telescope.
    """
    if shown.unreal:
        return True
    person = all(name.type is PERSON for name in mentions) and " " not in form
    short = form in things and not shown.near
    return person and (short or shown.credited == len(mentions))


def _opening(texts: Sequence[str], places: Mapping[str, Sequence[Name]]) -> set[str]:
    """The folded words that open a sentence wherever they are taken for a name."""
    return {
        form
        for form, mentions in places.items()
        if " " not in form and all(opens(name, texts[name.block]) for name in mentions)
    }


def opens(name: Name, text: str) -> bool:
    """Whether a name opens a sentence that goes on in small letters."""
    begins = OPENING.search(text, max(0, name.start - 4), name.start)
    return begins is not None and SMALL_BEHIND.match(text, name.end) is not None


def _is_mere_opening(form: str, mentions: Sequence[Name], shown: Signs) -> bool:
    """Whether a common word has its capital from its sentence alone: "Brown coal is burned"."""
    if learned().small.get(form, -inf) < -COMMON or form in words("brands") | words("outlets"):
        return False
    if shown.human or shown.verb or known(form) >= Known.CITY:
        return False
    return all(
        name.type is not ORGANIZATION and _mean(mentions, name.type) < DOUBTED for name in mentions
    )


def _is_a_things_short_form(mentions: Sequence[Name], shown: Signs) -> bool:
    """Whether what looks like a first name does nothing that people do: "Rocky is free"."""
    person = all(name.type is PERSON for name in mentions)
    return person and not shown.human + shown.verb


def _double_surname(form: str) -> set[str]:
    """What two words end a longer name: "Bar Lev", of "Omer Bar Lev"."""
    parts = form.split()
    return {" ".join(parts[-PAIR:])} if len(parts) > PAIR else set()


def otherwise(name: Name) -> EntityType | None:
    """Say what kind a name that is left `ALONE` is, if nobody in the collection is called so."""
    return _other(fold(name.text), [name], NONE)


def _alone(name: Name, kinds: Kinds, signs: Mapping[str, Signs]) -> Name:
    """A name that is no person's by its article but may be by another: `ALONE` is its evidence."""
    form = fold(name.text)
    shown, decided = signs[form], kinds.get(form, PERSON) is PERSON
    open_ = name.type is PERSON and not decided and " " not in form and not shown.against
    open_ = open_ and not (shown.noun or shown.unreal or shown.credited)
    likely = open_ and name.votes[0] >= MAYBE and form not in words("calendar") | words("brands")
    return replace(name, evidence=ALONE) if likely else name


def kind_of_all(found: Sequence[tuple[Signs, Sequence[Name]]]) -> EntityType | None:
    """Say what kind a single word is that articles hold for different kinds.

    `found` holds each article's signs and mentions of the word. None where they show the one and
    the other, or too little.
    """
    mentions = [name for _, names in found for name in names]
    form = fold(mentions[0].text)
    shown = sum((signs for signs, _ in found), NONE)
    if known(form) or (shown.human and shown.against):
        return None
    if not any(name.type is PERSON for name in mentions):
        return _organization_or_place(mentions, shown)
    is_person = _is_single_person(form, _mean(mentions, PERSON), shown)
    return PERSON if is_person else _other(form, mentions, shown)


def _is_no_name(name: Name) -> bool:
    form = fold(name.text)
    if name.type is PERSON and (form in words("peoples") or _is_mere_office(form)):
        return True
    if name.type is PERSON and _is_mere_letters(name.text):
        return True
    if name.type is not PLACE and (form in words("languages") or is_substance(form)):
        return True
    return set(form.split()) <= words("page-words")


def is_substance(form: str) -> bool:
    """Whether a folded word is a drug, a poison, a fuel, and nobody's name that we know."""
    if is_given(form) or is_family(form):
        return False
    drug = len(form) >= DRUG and form.endswith(tuple(words("drug-endings")))
    return form in words("substances") or drug


def _is_mere_letters(text: str) -> bool:
    """Whether a name has no word: honours or a region, "C. S. K.", "N. S.", or a numeral alone."""
    return bool(NUMERAL.fullmatch(text) or (" " in text and LETTERS.fullmatch(text)))


def _is_mere_office(form: str) -> bool:
    """Whether a word by itself is an office or a trade, and nobody's name that we know."""
    return form in humans() and not is_given(form) and not is_family(form)


def _here(name: Name, kinds: Kinds, text: str, signs: Mapping[str, Signs]) -> EntityType | None:
    """The kind of a form at one of its places.

    A town may stand beside one who is called so, and a club, if no sign of the person stands at the
    name; who has a seat for a town has it in no club.
    """
    if name.evidence == ALONE:
        return PERSON
    kind, likely = kinds.get(fold(name.text), name.type), name.votes[:1] >= (ENOUGH,)
    person = kind is PERSON and likely and signs[fold(name.text)].near > 0
    if name.type is ORGANIZATION and known(name.text) and not person:
        seat = OFFICE_OF.search(text, max(0, name.start - OFFICE_FAR), name.start)
        behind = SEAT_BEHIND.match(text, name.end)
        seats = (fold(said[1]) for said in (seat, behind) if said)
        return ORGANIZATION if words("seats").isdisjoint(seats) else PLACE
    if kind is PERSON and fold(name.text) in words("outlets") and REPORTS.match(text, name.end):
        return ORGANIZATION
    town = name.type is PLACE and known(name.text) >= Known.CITY and not likely
    return name.type if kind is PERSON and town else kind


def _decided(
    form: str,
    places: Mapping[str, Sequence[Name]],
    signs: Mapping[str, Signs],
    ends: Container[str],
) -> Kinds:
    """The form with its one kind, None where it is no name; nothing where its places may differ."""
    mentions, others = places[form], places.get(form.rsplit(maxsplit=1)[-1], ())
    shown, person = signs[form], _mean(mentions, PERSON)
    if any(name.type is PERSON for name in mentions):
        if " " in form:
            is_person = form in ends or _is_person(form, person, signs)
        else:
            is_person = form in ends or _is_single_person(form, person, shown)
        return {form: PERSON if is_person else _other(form, mentions, shown)}
    if " " not in form and form in ends and _is_end_of_a_person(form, shown):
        return {form: PERSON}
    if " " not in form:
        known_so = form in known_by_one_name() or (
            form in words("several-known") and is_famous(form)
        )
        known_so = known_so and not shown.where and not shown.noun
        if known_so or _is_shown_as_a_person(mentions[0].text, shown):
            return {form: PERSON}
    elif (
        (form in ends and form.split(maxsplit=1)[0] in words("joined-articles"))
        or _has_a_calling(form, shown)
        or _is_called_like_a_person(mentions[0].text, person, signs, others)
    ):
        return {form: PERSON}
    if known(form) is Known.NOT and len({name.type for name in mentions}) > 1:
        return {form: _organization_or_place(mentions, shown)}
    return {}


def _mean(mentions: Sequence[Name], kind: EntityType) -> float:
    """What the model's votes for a kind are on average."""
    which = tuple(EntityType).index(kind)
    return sum(name.votes[which] for name in mentions) / len(mentions)


def _is_single_person(form: str, person: float, shown: Signs) -> bool:
    """Whether a single word is a person's name that the article never completes."""
    if form in words("parties") or shown.noun > shown.human:
        return False
    if form in words("outlets") | known_by_one_name():
        return shown.near > 0 or (form not in words("outlets") and not shown.where)
    if form in words("calendar"):
        return shown.human > shown.against + shown.where and person >= SURE
    if shown.human or (shown.against and form not in humans()):
        return shown.human > 0 and shown.human + (person >= SURE) >= shown.against
    if form in humans():
        return person >= SURE
    return person >= SURE if form in words("brands") else _is_called_so(form, person, shown)


@cache
def known_by_one_name() -> frozenset[str]:
    """The folded names of those whom readers know by one."""
    return frozenset(map(fold, words("known-by-one-name")))


def _is_called_so(form: str, person: float, shown: Signs) -> bool:
    """Whether a single word without a sign is called like people are, or does what they do."""
    if known(form) >= Known.CITY and person < SURE:
        return is_given(form) and shown.verb > 0
    called = is_given(form) or is_famous(form)
    acts = shown.verb > shown.where and person >= LIKELY
    return called or acts or (person >= SURE and shown.where <= shown.verb)


def is_famous(word: str) -> bool:
    """Whether training texts know a folded word as a family name above all."""
    counted = learned().words.get(word, {})
    family = counted.get("family", 0)
    others = counted.get("organization", 0) + counted.get("place", 0)
    return family >= FAMOUS and family > 2 * others and learned().small.get(word, 0) <= 0


def _is_person(form: str, person: float, signs: Mapping[str, Signs]) -> bool:
    """Whether several words are a person's name."""
    shown, parts = signs[form], form.split()
    first, surname = parts[0], signs.get(parts[-1], Signs())
    addressed = surname.near > shown.thing
    signs_human = shown.human or addressed
    # "The village of Karl Lund" is one, whoever is "he" behind it.
    settled = shown.noun and shown.where and not (shown.near or addressed)
    unlike = not signs_human and (shown.noun or _is_epithet(parts))
    works = min(shown.job, shown.near) > shown.against  # no firm is "a baker"
    if settled or unlike or (_is_things(parts, shown) and not works):
        return False
    if shown.human or (surname.human and not shown.thing) or addressed:
        return True
    if first in words("name-particles") and not shown.firm:
        return True
    if shown.against and person < SURE:
        return False
    called = any(is_given(part) or is_family(part) for part in (first, parts[-1]))
    if (called and thing_words().isdisjoint(parts)) or len(first) == 1:
        return True
    likely = person >= SURE_OF_MORE or shown.verb + surname.verb > 0
    return likely and not known(form) and shown.where <= shown.verb


def _is_things(parts: Sequence[str], shown: Signs) -> bool:
    """Whether words that begin with no given name begin or end as things' names do."""
    heads = words("organization-heads") | words("company-forms")
    if parts[0] in heads and (parts[1] in {"of", "for"} or known(parts[-1])):
        return True  # "Court of Session", whoever is called Court
    if parts[-1] in words("siblings") or parts[0].upper() in words("ship-prefixes"):
        return True
    if len(parts) > PAIR and parts[-1] in words("eponymous-heads") and not is_family(parts[-1]):
        return True
    if " ".join(parts) in words("brands") or _is_part_of_a_region(parts):
        return True
    return not is_given(parts[0]) and (
        (parts[0] in words("thing-nouns") and not shown.near)
        or not heads.isdisjoint((parts[0], parts[-1]))
    )


def _is_part_of_a_region(parts: Sequence[str]) -> bool:
    """Whether words are a known place and where in it: "North Karnataka"."""
    rest = " ".join(parts[1:])
    return parts[0] in words("place-words") and known(rest) > Known.CITY


def _is_epithet(parts: Sequence[str]) -> bool:
    """Whether a common word stands before a given name: "Sleepy Joe"."""
    common = learned().small.get(parts[0], -USUAL) > USUAL or parts[0] in words("ailments")
    return len(parts) == PAIR and common and not is_given(parts[0]) and is_given_only(parts[1])


def is_given_only(word: str) -> bool:
    """Whether a folded word is a given name above all."""
    counted = learned().words.get(word, {})
    return is_given(word) and counted.get("given", 0) > counted.get("family", 0)


def _is_end_of_a_person(form: str, shown: Signs) -> bool:
    """Whether what the model took for a thing's name is the surname of somebody in the article."""
    return known(form) < Known.CITY and not shown.against and form not in words("brands")


def _is_shown_as_a_person(text: str, shown: Signs) -> bool:
    """Whether a single word that the model took for a thing's is a given name, and shown as one.

    What people do shows it too, if it is a given name alone and no place that we know.
    """
    form = fold(text)
    if not is_given(form) or text.isupper():
        return False
    given = is_given_only(form) or (form not in learned().words and is_hardly_a_surname(form))
    acts = shown.human + shown.verb if known(form) < Known.CITY and given else 0
    return max(shown.near, acts) > shown.against + shown.where


def _is_called_like_a_person(
    text: str, person: float, signs: Mapping[str, Signs], alone: Sequence[Name]
) -> bool:
    """Whether what the model took for a thing's name is a person's: a given name, and a sign.

    `alone` are the places of its last word by itself, as people are called and things hardly are.
    """
    (first, *rest), form = fold(text).split(), fold(text)
    own = [part for part in rest if part not in words("name-particles")]
    if not 0 < len(own) < LONGEST or known(form):
        return False
    shown, surname = signs[form], signs.get(rest[-1], NONE)
    if _is_things((first, *rest), shown):
        return False
    titled = bool(alone) and surname.near > 0  # "Dr Lind"
    if known(first) >= Known.REGION or shown.against or not thing_words().isdisjoint(rest):
        return False
    if not _begins_like_a_person(text) or first in words("joined-articles"):  # "Al Sadeera"
        return (
            (shown.near > 0 or titled) and person >= HINTED and thing_words().isdisjoint((first,))
        )
    unlike = known(rest[-1]) or learned().small.get(first, -1) > 0
    acts = bool(alone) and surname.verb > 0 and _mean(alone, PERSON) >= POSSIBLE
    return shown.human > 0 or titled or person >= POSSIBLE or (acts and not unlike)


def _has_a_calling(form: str, shown: Signs) -> bool:
    """Whether two words are somebody's, whatever else a park is: "Ada Park, a baker in Larn"."""
    first, *rest = form.split()
    if shown.job <= shown.against or len(rest) != 1 or known(form):
        return False
    return may_begin_a_name(first)


def may_begin_a_name(word: str) -> bool:
    """Whether a folded word is a given name, or no common word and nothing that we know."""
    unlike = known(word) or word in thing_words() or learned().small.get(word, -USUAL) > 0
    return is_given(word) or not unlike


def _begins_like_a_person(text: str) -> bool:
    """Whether several words begin with a given name, two that are joined, or two initials."""
    first = text.split(maxsplit=1)[0]
    initials = first.isalpha() and first.isupper() and len(first) == INITIALS
    return is_given(fold(first)) or is_given(fold(first.partition("-")[0])) or initials


@cache
def thing_words() -> frozenset[str]:
    """Words in the names of things."""
    lists = ("organization-words", "organization-heads", "place-words", "company-forms")
    return frozenset(chain.from_iterable(map(words, (*lists, "thing-nouns"))))


def _other(form: str, mentions: Sequence[Name], shown: Signs) -> EntityType | None:
    """What kind a form is that isn't a person's: the likelier one, if it is likely enough."""
    if form in words("calendar"):
        return None
    if shown.firm or any(form in words(name) for name in ("brands", "outlets", "parties")):
        return ORGANIZATION
    if shown.noun and shown.where > shown.verb:
        return PLACE
    likely = max(_mean(mentions, ORGANIZATION), _mean(mentions, PLACE))
    if likely < (MAYBE if shown.noun else ENOUGH):
        return None if shown.noun or not shown.verb or known(form) else ORGANIZATION
    if shown.verb and not known(form):
        return ORGANIZATION
    return _organization_or_place(mentions, shown)


def _organization_or_place(mentions: Sequence[Name], shown: Signs) -> EntityType:
    """The kind of what isn't a person: what speaks is an organization, where one is a place."""
    if shown.where > shown.verb + shown.firm:
        return PLACE
    if shown.firm or shown.verb > shown.where:
        return ORGANIZATION
    likelier = _mean(mentions, ORGANIZATION) >= _mean(mentions, PLACE)
    return ORGANIZATION if likelier else PLACE
