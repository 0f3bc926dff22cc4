"""What articles agree on: one lets the others speak where its own model was silent or alone."""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache, partial
from itertools import chain
from typing import Any

from whodex.lexicon.forms import Taken
from whodex.lexicon.names import consonants, fold
from whodex.lexicon.places import Known, homes, known
from whodex.recognize.called_after import is_in_a_thing
from whodex.recognize.kinds import ALONE, kind_of_all, otherwise
from whodex.recognize.signs import signs_of
from whodex.recognize.standing import (
    Kinds,
    in_title_case,
    index,
    may_stand,
    names_of,
    opened,
    words_of,
)
from whodex.values.article import Article, EntityType
from whodex.values.entities import Name, in_blocks

AGREEING = 2  # articles that name a form before the collection has a view
MOST = 2 / 3  # share of them that must agree
ACRONYM = 3  # letters; two say little
TWO_WORDS = re.compile(r"\b(?=([^\W\d_a-z][\w’]+\s[^\W\d_a-z][\w’]+))")

PERSON = EntityType.PERSON
THINGS = {EntityType.ORGANIZATION, EntityType.PLACE}
# evidence that no collection changes
AS_THEY_ARE = frozenset({"dateline", "homonym", "register", "team"})

Sound = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class View:
    """What a collection takes its forms for, and the sounds of people.

    `single` are words that articles held for different kinds; none is part of a longer name there.
    `ends` are the last words of people's full names.
    """

    forms: Mapping[str, EntityType] = field(default_factory=dict)
    sounds: frozenset[Sound] = frozenset()
    single: Mapping[str, EntityType] = field(default_factory=dict)
    ends: frozenset[str] = frozenset()


def agree(articles: Sequence[Article], names: Sequence[tuple[Name, ...]]) -> list[tuple[Name, ...]]:
    """Return `agreed` for each of the articles, with the view that they have together."""
    questions = view(articles, names)
    given = zip(articles, names, strict=True)
    return [agreed(article, found, **questions) for article, found in given]


def view(
    articles: Sequence[Article], names: Sequence[tuple[Name, ...]]
) -> dict[str, Callable[..., Any]]:
    """Return what `agreed` asks all articles together, by the names of its parameters."""
    shared = replace(_shared(names), single=_single(articles, names))
    return {
        "standing": partial(may_stand, index(shared.forms)),
        "held": partial(_held, shared),
        "sounding": partial(_among, shared.sounds),
        "ending": partial(_among, shared.ends),
    }


def _held(shared: View, forms: tuple[str, ...], free: tuple[str, ...]) -> Kinds:
    """The kinds that all articles hold `forms` for, and single words that are `free`."""
    single = {form: shared.single[form] for form in free if form in shared.single}
    kinds = {form: shared.forms[form] for form in forms if form in shared.forms} | single
    return tuple(sorted(kinds.items()))


def _among(known: frozenset[Any], asked: tuple[Any, ...]) -> tuple[Any, ...]:
    """Those of the sounds that are people's; or of the words that end somebody's full name."""
    return tuple(one for one in asked if one in known)


def _shared(names: Iterable[Sequence[Name]]) -> View:
    """The view that the names of all articles make together."""
    votes: dict[str, Counter[EntityType]] = defaultdict(Counter)
    for found in names:
        said = ((name.text, name.type) for name in found if name.evidence != ALONE)
        for form, kind in dict.fromkeys(said):  # in the text's order: the first of two is told
            votes[form][kind] += 1
    forms = {form: best for form, kinds in votes.items() if (best := _view(form, kinds))}
    sounds = {_sounds(form) for form, kind in forms.items() if kind is EntityType.PERSON}
    people = (form for form, kind in forms.items() if kind is EntityType.PERSON and " " in form)
    ends = frozenset(fold(form).rpartition(" ")[2] for form in people)
    return View(forms, frozenset(sounds), ends=ends)


def _single(
    articles: Sequence[Article], names: Sequence[tuple[Name, ...]]
) -> dict[str, EntityType]:
    """The kinds of single words on which articles don't agree, where all together tell."""
    kinds: dict[str, set[EntityType]] = defaultdict(set)
    where: dict[str, list[int]] = defaultdict(list)
    for number, found in enumerate(names):
        for form, kind in _free_words(found).items():
            kinds[form].add(kind)
            where[form].append(number)
    contested = {form for form, held in kinds.items() if len(held) > 1}
    signs = {
        number: signs_of(
            [block.text for block in articles[number].blocks],
            [name for name in names[number] if name.text in contested],
        )
        for number in sorted({number for form in contested for number in where[form]})
    }
    told = {}
    for form in sorted(contested):
        held = [(signs[number][fold(form)], _called(form, names[number])) for number in where[form]]
        agreed = kind_of_all(held)
        if agreed:
            told[form] = agreed
    return told


def _called(form: str, names: Sequence[Name]) -> list[Name]:
    return [name for name in names if name.text == form and name.votes and name.evidence != ALONE]


@cache
def _free_words(names: tuple[Name, ...]) -> dict[str, EntityType]:
    """The single words that the model found in an article and no person's longer name has there."""
    people = (fold(n.text) for n in names if n.type is EntityType.PERSON and " " in n.text)
    parts = set(chain.from_iterable(form.split() for form in people))
    return {
        name.text: name.type
        for name in names
        if name.votes
        and name.evidence != ALONE
        and " " not in name.text
        and fold(name.text) not in parts
    }


def _view(form: str, kinds: Counter[EntityType]) -> EntityType | None:
    """The collection's view of a form: of full names one article's will do, of others two's."""
    kind, times = kinds.most_common(1)[0]
    is_town = known(form) is Known.REGION or homes(fold(form))
    if " " in form and kinds.keys() == THINGS and not is_town:
        return kind  # two articles' words for one thing
    if times < MOST * kinds.total():
        return None
    if kind is EntityType.PERSON and form.count(" ") == 1:
        return kind
    tells = " " in form or (form.isupper() and len(form) >= ACRONYM)
    return kind if tells and kinds.total() >= AGREEING else None


def agreed(  # noqa: PLR0913, PLR0917 - an article, and four things that all articles know
    article: Article,
    found: tuple[Name, ...],
    standing: Callable[[tuple[str, ...]], Kinds],
    held: Callable[[tuple[str, ...], tuple[str, ...]], Kinds],
    sounding: Callable[[tuple[Sound, ...]], tuple[Sound, ...]],
    ending: Callable[[tuple[str, ...]], tuple[str, ...]],
) -> tuple[Name, ...]:
    """Let the collection speak where one article's model was silent or held another view.

    A form of several words, or in capitals, that most articles which name it hold for one kind,
    is a name of that kind wherever it stands; so is another transliteration of a person's name
    ("Yehiya" for "Yahya"). Names of the register stay as they are. The questions are the `view`'s.
    """
    names: list[Name] = []
    alone = {fold(name.text) for name in found if name.evidence == ALONE}
    settled = list(_settled(found, ending(tuple(sorted(alone)))))
    forms = {name.text for name in settled}
    kinds = dict(held(tuple(sorted(forms)), tuple(sorted(_free_words(found)))))
    known, opening = opened(standing(words_of([block.text for block in article.blocks])))
    pairs = {
        number: [(_sounds(match[1]), match) for match in TWO_WORDS.finditer(block.text)]
        for number, block in enumerate(article.blocks)
        if not in_title_case(block.kind, block.text)
    }
    heard = {sound for here in pairs.values() for sound, _ in here}
    sounds = set(sounding(tuple(sorted(heard))))
    by_block = in_blocks(settled)
    for number, block in enumerate(article.blocks):
        here = [n if n.evidence in AS_THEY_ARE else _as(n, kinds) for n in by_block.get(number, ())]
        if number in pairs:
            taken = Taken(block.text, ((name.start, name.end) for name in here))
            begins = {name.start: name for name in here if name.type is PERSON}
            for more in (
                *names_of(number, block.text, known, opening, "collection"),
                *(_alike(number, match) for sound, match in pairs[number] if sound in sounds),
            ):
                if not taken.meets(more.start, more.end) and not _is_in_a_thing(more, block.text):
                    joined = block.text[more.end : more.end + 1] == " " and more.type is PERSON
                    rest = begins.get(more.end + 1) if joined else None
                    here = [name for name in here if name is not rest] if rest else here
                    here.append(_joined(more, rest) if rest else more)
                    taken.take(more.start, more.end)
        names += sorted(here, key=lambda name: name.start)
    return tuple(names)


def _joined(name: Name, rest: Name) -> Name:
    """A name and what goes on in it: another article calls "Ada Holm" who is "Ada Holm Berg"."""
    return replace(name, end=rest.end, text=f"{name.text} {rest.text}")


def _is_in_a_thing(name: Name, text: str) -> bool:
    return name.type is PERSON and is_in_a_thing(text, name.start, name.end)


def _settled(names: Iterable[Name], ends: Container[str]) -> Iterator[Name]:
    """Names with those that stand alone: a person's if a full name of the collection ends so."""
    for name in names:
        if name.evidence != ALONE:
            yield name
        elif fold(name.text) in ends:
            yield replace(name, evidence="collection")
        elif kind := otherwise(name):
            yield replace(name, type=kind, evidence="model")


def _alike(number: int, words: re.Match[str]) -> Name:
    """Two words that are a known person's name in another transliteration."""
    return Name(number, *words.span(1), words[1], EntityType.PERSON, "collection")


def _sounds(form: str) -> Sound:
    return tuple(consonants(fold(word)) for word in form.split())


def _as(name: Name, forms: Mapping[str, EntityType]) -> Name:
    kind = forms.get(name.text, name.type)
    return name if kind is name.type else replace(name, type=kind, evidence="collection")
