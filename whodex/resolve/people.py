"""Whom a person's name may mean: each function yields those for whom something speaks."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet

from rapidfuzz.distance import OSA, Levenshtein

from whodex.lexicon.given import may_be_given, sex_of
from whodex.lexicon.lists import grammar, pairs, words
from whodex.lexicon.names import (
    PersonName,
    begins,
    consonants,
    fold,
    given_name_forms,
    is_short_for,
    nicknamed,
    person_name,
    same_word,
    stands_inside,
)
from whodex.recognize.kinds import known_by_one_name
from whodex.resolve.aliases import two_in_one_sentence, two_people
from whodex.resolve.answers import KNOWN
from whodex.resolve.asked import thing
from whodex.resolve.kin import KIN, REACH, is_child_of
from whodex.resolve.referents import PERSON, Referent, key_of, of_one_article
from whodex.resolve.scene import Scene
from whodex.resolve.sexes import FAMILY_NAME_FIRST, address
from whodex.resolve.slips import are_two, is_swapped
from whodex.resolve.surnames import is_dead
from whodex.values.article import Article
from whodex.values.entities import Name

RELATIVE = re.compile(
    rf"(?P<kin_of>(?:(?:[A-Z][\w-]*\sand\s)?(?P<whose>[^\s,;“”\"]+?)['’]s?|\b(?:[Hh]is|[Hh]er|[Tt]heir))"
    rf"\s(?:\w+\s)?(?:{KIN})),?\s$"
)
SEVERAL = "|".join(sorted(words("children")))
GIVEN = r"[A-Z][\w’'-]*"
AND = r"(?:,\sand|,\s&|,|\sand|\s&)\s"
RELATIVES = re.compile(
    rf"(?P<kin_of>(?:(?:(?P<whose>[^\s,;“”\"]+?)['’]s?|\b(?:[Hh]is|[Hh]er|[Tt]heir))\s(?:\w+\s)?)?"
    rf"\b(?:{SEVERAL}))[,:]?\s(?:{GIVEN}{AND}){{0,6}}$"
)
# The end of it, of a text read backwards: searching is slow, and there is hardly ever one.
BACKWARDS = re.compile(rf"\s,?(?:{KIN[::-1]})")
LONGEST = len(max(words("kinship"), key=len)) + 2
KINDRED = frozenset({"brother", "daughter", "father", "mother", "sister", "son"})
NEAREST = words("siblings") | words("children") | KINDRED  # who as a rule have one's own surname
STYLES = frozenset(
    {"sheikh", "sheik", "sultan", "emir", "king", "queen", "prince", "princess", "pope", "sir"}
)
HIS_CHILD = re.compile(
    r",?\s(?:and|with|praised|hugged|thanked)\s(?:his|her)\s(?:[a-z]+\s)?(?:son|daughter),?\s"
)
ENDS = frozenset((".", "!", "?", ":", ";", "”", '"', ""))
CLOSED = re.compile(r"[,.;:)!?–—“”\"]|\s[–—(]|$")
NAMED = re.compile(r"\b((?:[\w-]+\s){2}(?:named|called))\s$")
QUOTATION_MARK = re.compile(r"“|”|\s\"(?=\w)|\"")  # the one with a space before it opens
QUOTED = 400  # characters before a name in which its quotation begins
SHORTEST = 5  # letters of a surname that may be misspelt


def registered(position: int, here: Scene) -> Iterator[Referent]:
    """Whom or what the register knows by this name."""
    name = here.names[position]
    if known := here.collection.registered_as(name.type, key_of(name.type, name.text)):
        yield known


def joint_name(position: int, here: Scene) -> Iterator[Referent]:
    """A given name that shares the surname of the full name behind "and"."""
    if full := here.joint.get(position):
        yield from here.collection.named(fold(full))


def relative(position: int, here: Scene) -> Iterator[Referent]:
    """A given name behind "X’s brother": a person of its own, unless X's surname names one."""
    name = here.names[position]
    before = here.before(position)
    if person_name(name.text).is_full:
        return
    if BACKWARDS.match(before[: -LONGEST - 1 : -1]):
        match = RELATIVE.search(before)
        if match and (_goes_on(match, position, here) or here.begins_clause(position)):
            return
    else:
        match = RELATIVES.search(before[-REACH:]) if may_be_given(fold(name.text)) else None
    if match is None:
        return
    whose = match["whose"] or here.last_named(position)
    here_too = [p for form, p in here.known(begins, name) if _is_kin(match["whose"], form, here)]
    here_too = here_too or _of_same_kinship(name, match["kin_of"].split()[-1], here)
    here_too = here_too or _only_one_called_so(position, match["kin_of"].split()[-1], here)
    if here_too:
        yield from here_too
        return
    found = _kin_elsewhere(name, whose, here)
    if len(found) > 1:
        yield from found
        return
    first, _, kin = match["kin_of"].partition(" ")
    kin_of = kin if first.lower() in grammar("possessive pronouns") else match["kin_of"]
    if kin_of.split()[-1] in words("children"):
        kin_of = f"one of {kin_of}" if " " in kin_of else f"one of the {kin_of}"
    shown = f"{name.text} ({kin_of})"
    wanted = shown if match["whose"] else of_one_article(shown, here.article)
    person = found[0] if found else Referent(PERSON, name=shown, wanted=wanted)
    person = here.relatives.setdefault(fold(name.text), person)
    if person not in here.in_full:
        here.kin.setdefault(person_name(whose).surname, {})[person] = None
    here.addressed.setdefault(person, address(before, name.text))
    here.in_full.setdefault(person, []).append(position)
    yield person


def _goes_on(kin: re.Match[str], position: int, here: Scene) -> bool:
    """“At the birth of his son, Phil said”: behind the comma another goes on, known already.

    An apposition would end with a comma, too.
    """
    opens = kin.start() > 0 and kin.string[: kin.start()].rstrip()[-1:] not in ENDS
    closed = CLOSED.match(here.after(position))
    known = any(_whose_part(begins, position, here))
    return kin[0].endswith(", ") and opens and known and closed is None


def _is_kin(whose: str | None, form: str, here: Scene) -> bool:
    """Whether a full form shares the surname of X, or of another in the article."""
    surname = person_name(form).surname
    return person_name(whose).surname == surname if whose else len(here.bearers(surname)) > 1


def _of_same_kinship(name: Name, kin: str, here: Scene) -> list[Referent]:
    """Whoever of the given name came in in full by the same word: "his cousin, Karl bin Omar"."""
    came = re.compile(rf"\b{re.escape(kin)},?\s(?:[a-z]+\s)?$")
    return [
        person
        for person, positions in here.in_full.items()
        if any(
            begins(person_name(name.text), person_name(here.names[n].text))
            and came.search(here.before(n)[-REACH:])
            for n in positions
        )
    ]


def _only_one_called_so(position: int, kin: str, here: Scene) -> list[Referent]:
    """The only one of a rare given name, named in full before, of kin who seldom share a surname.

    "Rashid's cousin, Haydar" is Haydar Omar, whom the article has named.
    """
    given = fold(here.names[position].text)
    rare = not given_name_forms(given) and given not in pairs("common-given-names")
    if kin.lower() in NEAREST or not rare:
        return []
    found = list(dict.fromkeys(_whose_part(begins, position, here)))
    return found if len(found) == 1 and here.in_full[found[0]][0] < position else []


def _kin_elsewhere(name: Name, whose: str, here: Scene) -> Sequence[Referent]:
    """Whoever bears, in another article, the given name with the surname of X."""
    surname = person_name(whose).surname
    if not surname or begins(person_name(name.text), person_name(whose)):  # nobody's own son
        return ()
    return here.collection.named(f"{fold(name.text)} {surname}")


def full_name(position: int, here: Scene) -> Iterator[Referent]:
    """A full name, of one person or, where it is short of that, of one whom the article names."""
    text = here.names[position].text
    if person_name(text).is_full and text in here.people:
        yield here.people[text]


def other_name(position: int, here: Scene) -> Iterator[Referent]:
    """One word that the article says somebody is called by, too: a stage name, a nickname."""
    text = here.names[position].text
    if not person_name(text).is_full and text in here.people:
        yield here.people[text]


def first_name_in_style(position: int, here: Scene) -> Iterator[Referent]:
    """The first name of somebody in the article behind a style that goes with it: "Sheikh"."""
    if here.word_before(position) in STYLES:
        yield from _whose_part(begins, position, here)


def surname(position: int, here: Scene) -> Iterator[Referent]:
    """The end of a full name in the article or a family name put first; else one of two surnames.

    What is nobody's given name may be a family name wherever it stands first, for one who is called
    so before somebody else bears it. What is hardly a surname may be meant as the given name that
    it is, too: "Hassan Nasser met Nasser Qandil".

    Whoever is known by an address alone, "Mrs. Lind", has the surname too, as long as that is near.
    """
    text = here.names[position].text
    if ends := here.known(is_short_for, here.names[position]):
        yield from (person for _, person in ends)
        came_in = any(here.in_full[person][0] < position for _, person in ends)
        is_given = bool(sex_of(fold(text)))
        plain = any(fold(form).endswith(f" {fold(text)}") for form, _ in ends)  # not "al-Nasser"
        first = plain and _is_rather_a_first_name(fold(text))
        yield from (
            person
            for form, person in here.known(begins, here.names[position])
            if FAMILY_NAME_FIRST.fullmatch(form)
            or (not is_given and (person in here.called or not came_in))
            or first
        )
    else:
        ends = here.known(stands_inside, here.names[position])
        yield from (person for _, person in ends)
    if ends:
        yield from _beside(text, {fold(form) for form, _ in ends}, here)
        yield from here.others_near(position)
        yield from here.relatives_addressed(position)


def _is_rather_a_first_name(word: str) -> bool:
    """Whether many have a folded word as their first name, and few as a surname."""
    named = word in pairs("common-given-names") and not given_name_forms(word)
    return named and word not in words("surnames-too")


def _beside(text: str, forms: AbstractSet[str], here: Scene) -> Iterator[Referent]:
    """Whoever stands beside a bearer and has all parts of that name: "Omar Khalid met Khalid Omar".

    Or of whose name the bearer has all: "Mara Lopes and Mara Lopes Vega".
    """
    beside = here.once(_beside_each_other)
    for form in sorted({other for each in forms for other in beside.get(each, ())}):
        if fold(text) in person_name(form).parts:
            yield from here.collection.named(form)


def _beside_each_other(article: Article, names: Sequence[Name]) -> Mapping[str, AbstractSet[str]]:
    """By full form: those beside it that are somebody else's, where one has the other's parts."""
    found: dict[str, set[str]] = {}
    for one, other in map(tuple, two_people(article, tuple(names))):
        parts = sorted((set(person_name(one).parts), set(person_name(other).parts)), key=len)
        if parts[0] <= parts[1]:
            found.setdefault(one, set()).add(other)
            found.setdefault(other, set()).add(one)
    return found


def first_name(position: int, here: Scene) -> Iterator[Referent]:
    """The first part of a full name in the article, or the name of a relative."""
    yield from _whose_part(begins, position, here)
    if kin := here.relatives.get(fold(here.names[position].text)):
        yield kin


def nickname(position: int, here: Scene) -> Iterator[Referent]:
    """The nickname of a given name in the article, or the name that it stands for."""
    yield from _whose_part(nicknamed, position, here)


def first_name_misspelt(position: int, here: Scene) -> Iterator[Referent]:
    """The first part of a full name in the article, two of its letters in each other's place."""
    written = fold(here.names[position].text)
    for form in here.once(_by_letters).get("".join(sorted(written)), ()):
        if form in here.people and is_swapped(written, person_name(form).parts[0]):
            yield here.people[form]


def _by_letters(_: Article, names: Sequence[Name]) -> Mapping[str, Sequence[str]]:
    """The full forms of people by the letters of their first part."""
    found: dict[str, dict[str, None]] = {}
    for name in names:
        if name.type is PERSON and person_name(name.text).is_full:
            first = person_name(name.text).parts[0]
            found.setdefault("".join(sorted(first)), {})[name.text] = None
    return {letters: list(forms) for letters, forms in found.items()}


def _whose_part(
    is_part: Callable[[PersonName, PersonName], bool], position: int, here: Scene
) -> Iterator[Referent]:
    return (person for _, person in here.known(is_part, here.names[position]))


def surname_elsewhere(position: int, here: Scene) -> Iterator[Referent]:
    """A surname that the article never completes: its only bearer in the collection.

    One bearer needs something in common, or articles enough to be known without an introduction.
    """
    short = person_name(here.names[position].text)
    bearers = [
        person
        for person in _bearers_elsewhere(position, here)
        if not short.suffix or _has_suffix(short.suffix, person)
    ]
    if len(bearers) > 1 or any(
        needs_no_introduction(person, here) or here.shares_a_place(person) for person in bearers
    ):
        yield from bearers


def best_known(position: int, here: Scene) -> Iterator[Referent]:
    """Of several bearers in the collection the one whom far more articles name in full."""
    if known := here.collection.best_known(here.names[position].text):
        yield known


def _bearers_elsewhere(position: int, here: Scene) -> Sequence[Referent]:
    """Those whose full names in other articles end in a surname."""
    return here.collection.ending_in(here.names[position].text)


def misspelt(position: int, here: Scene) -> Iterator[Referent]:
    """A surname that nobody has, one letter away from one in the article.

    Two known surnames are two people's; one who is dead by these words is named rightly, and so is
    whoever is named in a quotation of the one who could be meant.
    """
    short = person_name(here.names[position].text)
    written = short.surname
    if short.is_full or len(written) < SHORTEST or _bearers_elsewhere(position, here):
        return
    if written in pairs("common-given-names") or is_dead(position, here):
        return
    if written in known_by_one_name():
        return
    here.spelt = here.spelt or _by_spelling(here.people)
    for key in _spellings(written):
        for surname, person in here.spelt.get(key, ()):
            one = _is_slip(written, surname) and not are_two(written, surname)
            if one and not _may_be_quoted(person, position, here):
                yield person


def _may_be_quoted(person: Referent, position: int, here: Scene) -> bool:
    """Whether a name stands in a quotation, and the paragraph names a person before it."""
    name, latest = here.names[position], here.latest.get(person)
    named = latest is not None and here.names[latest].block == name.block
    return named and _is_quoted(here.text(name.block), name.start)


def _is_quoted(text: str, start: int) -> bool:
    """Whether a quotation that begins not too far before a place goes on there."""
    near = text[max(0, start - QUOTED) : start]
    marks = [mark.group() for mark in QUOTATION_MARK.finditer(near)]
    return bool(marks) and marks[-1][0] in "“ "


def _by_spelling(people: Mapping[str, Referent]) -> dict[str, list[tuple[str, Referent]]]:
    """The article's people with their surnames by what a slip of one letter leaves of these."""
    found: dict[str, list[tuple[str, Referent]]] = {}
    for form, person in people.items():
        if person_name(form).is_full:
            surname = person_name(form).surname
            for key in _spellings(surname):
                found.setdefault(key, []).append((surname, person))
    return found


def _spellings(surname: str) -> set[str]:
    """What two surnames share that differ by a letter, or by vowels and s for z."""
    left_out = {surname[:i] + surname[i + 1 :] for i in range(1, len(surname))}
    return {surname, _sounds(surname), *left_out}


def _sounds(surname: str) -> str:
    return consonants(surname).replace("z", "s")


def _is_slip(written: str, surname: str) -> bool:
    """Whether two surnames that begin alike differ by a letter, or by vowels and s for z."""
    if written[:1] != surname[:1] or len(surname) < SHORTEST:
        return False
    alike = _sounds(written) == _sounds(surname) and len(written) == len(surname)
    return alike or Levenshtein.distance(written, surname, score_cutoff=1) <= 1


def _has_suffix(suffix: str, person: Referent) -> bool:
    return any(person_name(form).suffix == suffix for form in person.known_forms())


def needs_no_introduction(person: Referent, here: Scene) -> bool:
    """Whether somebody is known well, or keeps company that this article names too."""
    return here.collection.is_named(person, KNOWN) or here.shares_company(person)


def first_name_elsewhere(position: int, here: Scene) -> Iterator[Referent]:
    """A given name whose only bearer elsewhere has a firm of that surname, named here.

    Other company isn't enough: given names are too many people's.
    """
    short = person_name(here.names[position].text)
    if short.is_full:
        return
    bearers = here.collection.beginning_with(here.names[position].text)
    if len(bearers) == 1 and any(here.names_a_firm_of(bearers[0])):
        yield bearers[0]


def single_name(position: int, here: Scene) -> Iterator[Referent]:
    """A name by itself; a common given name is somebody else in every article."""
    yield from here.others_near(position)
    name = here.names[position]
    key = fold(name.text)
    key = here.once(_spellings_of_one).get(key, key)
    if same := _named_alike(position, here):
        yield same
        return
    if not given_name_forms(key):
        found = thing(PERSON, name.text, key, here.collection)
        found.sex = here.collection.addressed(key)
    else:
        found = thing(PERSON, name.text, f"{key} in {here.article.id}", here.collection)
        found.wanted = of_one_article(name.text, here.article)
    if named := NAMED.search(here.before(position)):
        here.named[named[1]] = (key, found)
    yield found


def _spellings_of_one(article: Article, names: Sequence[Name]) -> Mapping[str, str]:
    """The names of one word that an article spells in two ways, each with the more usual one.

    Two English names are two, and so are two that stand in one sentence or are both introduced.
    """
    places: dict[str, list[Name]] = {}
    for name in names:
        if name.type is PERSON and not person_name(name.text).is_full:
            places.setdefault(fold(name.text), []).append(name)
    alike: dict[str, list[str]] = {}
    for key in sorted(places, key=lambda key: -len(places[key])):
        alike.setdefault(consonants(key), []).append(key)
    found: dict[str, str] = {}
    for usual, *others in alike.values():
        for other in others:
            two = given_name_forms(usual) or given_name_forms(other)
            if two or len(other) < SHORTEST or not same_word(usual, other):
                continue
            if not _are_apart(article, places[usual], places[other]):
                found[other] = usual
    return found


def _are_apart(article: Article, some: Sequence[Name], others: Sequence[Name]) -> bool:
    """Whether two spellings stand in one sentence, or are introduced both: "a man named Omar"."""
    return two_in_one_sentence(article, (*some, *others)) or all(
        any(NAMED.search(article.blocks[n.block].text, 0, n.start) for n in of_one)
        for of_one in (some, others)
    )


def _named_alike(position: int, here: Scene) -> Referent | None:
    """Whoever was named with the same words by the same name but for a slip: "a chef named Lukas".

    The name so introduced stands for both wherever it stands by itself.
    """
    key = fold(here.names[position].text)
    if known := here.renamed.get(key):
        return known
    named = NAMED.search(here.before(position))
    other, person = here.named.get(named[1], ("", None)) if named else ("", None)
    if not person or min(len(key), len(other)) < SHORTEST or key[0] != other[0]:
        return None
    if key != other and OSA.distance(key, other) > 1:
        return None
    here.renamed[key] = person
    return person


def is_fathers_name(position: int, person: Referent, here: Scene) -> bool:
    """Whether a last name is the father's first: "Abeba Tilahun, daughter of Tilahun Workneh"."""
    form = person_name(here.names[position].text)
    return any(begins(form, person_name(name)) for name in here.told(_father, person))


def _father(position: int, here: Scene) -> Iterator[str]:
    """The name behind a full name that is the father's, or before "and his daughter"."""
    following = position + 1
    if following < len(here.names) and is_child_of(here.between(position, following)):
        yield here.names[following].text
    if position and HIS_CHILD.fullmatch(here.between(position - 1, position)):
        yield here.names[position - 1].text
