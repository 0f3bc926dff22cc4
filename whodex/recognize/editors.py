"""What the editors say of an article: the questions that recognition asks."""

from collections.abc import Callable
from collections.abc import Set as AbstractSet
from functools import partial
from typing import Any

from whodex.recognize.standing import Kinds, index, may_stand
from whodex.values.article import EntityType
from whodex.values.register import Register

SHOUTED = 4  # letters from which a form in capitals counts as the registered one


def editors(register: Register) -> dict[str, Callable[..., Any]]:
    """Return the questions that a register answers, by the names of `recognize`'s parameters."""
    return {
        "registered": partial(may_stand, index(_forms(register))),
        "explained": partial(explained, register),
        "not_names": partial(not_names, {(n.text, n.article) for n in register.not_names}),
    }


def _forms(register: Register) -> dict[str, EntityType]:
    """What the register knows by name, as it stands there and in capitals."""
    forms = {form: entity.type for entity in register.entities for form in entity.aliases}
    return {form.upper(): kind for form, kind in forms.items() if len(form) >= SHOUTED} | forms


def explained(register: Register, article: str, hints: tuple[tuple[str, str], ...]) -> Kinds:
    """Return the forms that are explained in an article, by a decision or its own `hints`."""
    said = [(m.text, m.entity) for m in register.meanings if m.article == article]
    kinds = {entity.id: entity.type for entity in register.entities} if said or hints else {}
    return tuple((form, kinds[entity]) for form, entity in (*said, *hints) if entity in kinds)


def not_names(
    no_names: AbstractSet[tuple[str, str | None]], forms: tuple[str, ...], article: str
) -> tuple[str, ...]:
    """Return those of some forms that name nobody in an article, or in any."""
    return tuple(form for form in forms if (form, article) in no_names or (form, None) in no_names)
