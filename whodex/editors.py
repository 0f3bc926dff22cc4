"""What the editors say of an article: the questions that recognition asks."""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any

from whodex.forms import parts
from whodex.models import EntityType, Register

SHOUTED = 4  # letters from which a form in capitals counts as the registered one

Kinds = tuple[tuple[str, EntityType], ...]  # forms with what they name
Index = Mapping[str, Sequence[tuple[frozenset[str], str, EntityType]]]


def editors(register: Register) -> dict[str, Callable[..., Any]]:
    """Return the questions that a register answers, by the names of `recognize`'s parameters."""
    return {
        "registered": partial(registered, _index(register)),
        "explained": partial(explained, register),
        "not_a_name": partial(not_a_name, register),
    }


def registered(index: Index, words: tuple[str, ...]) -> Kinds:
    """Return the registered forms that may stand where these `words` do.

    Forms count as they stand and in capitals.
    """
    there = frozenset(words)
    return tuple(
        (form, kind)
        for word in words
        for needed, form, kind in index.get(word, ())
        if needed <= there
    )


def _index(register: Register) -> Index:
    """The registered forms, with their words, by the first one."""
    forms = {form: entity.type for entity in register.entities for form in entity.aliases}
    shouted = {form.upper(): kind for form, kind in forms.items() if len(form) >= SHOUTED}
    index = defaultdict(list)
    for form, kind in (shouted | forms).items():
        if words := parts(form):
            index[words[0]].append((frozenset(words), form, kind))
    return index


def explained(register: Register, article: str, hints: tuple[tuple[str, str], ...]) -> Kinds:
    """Return the forms that are explained in an article, by a decision or its own `hints`."""
    said = [(m.text, m.entity) for m in register.meanings if m.article == article]
    kinds = {entity.id: entity.type for entity in register.entities} if said or hints else {}
    return tuple((form, kinds[entity]) for form, entity in (*said, *hints) if entity in kinds)


def not_a_name(register: Register, form: str, article: str) -> bool:
    """Whether a form names nobody in an article."""
    return any(n.text == form and n.article in (None, article) for n in register.not_names)
