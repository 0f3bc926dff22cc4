"""Names from the labels of any spaCy pipeline, for those who name one in place of our own model.

A pipeline's labels differ from one mention to the next, so the kind of a form is decided once per
article, and a form that is the end of a person's full name there is that person's.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from whodex.lexicon.forms import LEADING_ARTICLE, openings, stand
from whodex.lexicon.lists import words
from whodex.lexicon.names import fold, is_short_for, person_name
from whodex.lexicon.places import is_demonym, known
from whodex.values.article import EntityType
from whodex.values.entities import Name

if TYPE_CHECKING:
    from spacy.tokens import Doc

LABELS = {
    "PERSON": EntityType.PERSON,
    "PER": EntityType.PERSON,
    "ORG": EntityType.ORGANIZATION,
    "GPE": EntityType.PLACE,
    "LOC": EntityType.PLACE,
    "FAC": EntityType.PLACE,
}
WORD = re.compile(r"[^\W_][\w.&’'-]*")
POSSESSIVE = re.compile(r"['’][sS]?$")
POSSESSOR = re.compile(r".+?['’]s?\s+(?=\S*[A-Z])")
FULL_STOP = re.compile(r"(?<=[a-z]{2})\.$")
PARTICLES_AFTER = re.compile(r"\s(?:[a-z]{2,4}[\s-])+[A-Z](?:[\w’-]*\w)?")
WORD_BEFORE = re.compile(r"([\w’'.-]+)\s+$")


def names(docs: Sequence["Doc"]) -> tuple[Name, ...]:
    """Return the names of an article, in the order of its text; no two overlap.

    `docs` are its blocks with the pipeline's named entities. A name's `evidence` is "label", or
    "surname" where the full name decided.
    """
    labels: dict[str, Counter[EntityType]] = defaultdict(Counter)
    for doc in docs:
        for ent in doc.ents:
            kind = LABELS.get(ent.label_)
            if kind and (form := _mended(doc.text, ent.start_char, ent.end_char, kind)):
                labels[form][kind] += 1
    decided = {form: (kinds.most_common(1)[0][0], "label") for form, kinds in labels.items()}
    decided |= dict.fromkeys(_surnames(decided), (EntityType.PERSON, "surname"))
    opening = openings(decided)
    return tuple(
        Name(number, start, end, doc.text[start:end], *decided[doc.text[start:end]])
        for number, doc in enumerate(docs)
        for start, end in stand(doc.text, decided, opening)
    )


def _mended(text: str, start: int, end: int, kind: EntityType) -> str | None:
    """Move a span's ends to where the name begins and ends; None where no name is left."""
    for outside in (POSSESSIVE, FULL_STOP):
        if match := outside.search(text, start, end):
            end = match.start()
    if match := LEADING_ARTICLE.match(text, start, end):
        start = match.end()
    if kind is EntityType.ORGANIZATION and (match := POSSESSOR.match(text, start, end)):
        start = match.end() if known(POSSESSIVE.sub("", match.group().rstrip())) else start
    start = _behind(text, start, end, is_demonym)
    if kind is EntityType.PERSON:
        start = _behind(text, start, end, lambda word: fold(word) in words("titles"))
        start, end = _from_particle(text, start), _with_particles(text, end)
    form = text[start:end]
    if fold(form) in words("not-names") or not any(map(str.isupper, form)) or is_demonym(form):
        return None
    return form


def _behind(text: str, start: int, end: int, is_outside: Callable[[str], bool]) -> int:
    """Skip the words at a span's beginning that stand outside the name, unless all do."""
    for word, following in pairwise(WORD.finditer(text, start, end)):
        if not is_outside(word.group()):
            break
        start = following.start()
    return start


def _with_particles(text: str, end: int) -> int:
    """A name that ends before a particle goes on to the surname behind it."""
    match = PARTICLES_AFTER.match(text, end)
    if match and set(re.split(r"[\s-]", match.group().strip())[:-1]) <= words("name-particles"):
        return match.end()
    return end


def _from_particle(text: str, start: int) -> int:
    """A name that follows a particle in small letters begins there."""
    while (match := WORD_BEFORE.search(text, 0, start)) and match.group(1) in words(
        "name-particles"
    ):
        start = match.start()
    return start


def _surnames(decided: Mapping[str, tuple[EntityType, str]]) -> set[str]:
    """The ends of full names of people, labelled otherwise or not at all."""
    people = [form for form, (kind, _) in decided.items() if kind is EntityType.PERSON]
    full = [name for name in map(person_name, people) if name.is_full]
    forms = {form.split()[-1] for form in people} | decided.keys()
    return {f for f in forms if any(is_short_for(person_name(f), name) for name in full)}
