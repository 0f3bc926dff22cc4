"""What the training texts have shown of words."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any


@dataclass(frozen=True, slots=True)
class Learned:
    """What training texts have shown of words.

    `small` is the log of how much more often a word is written small than with a capital; `forms`
    and `words` say in how many texts a form or a word was (part of) a name of some kind.
    """

    small: Mapping[str, float]
    forms: Mapping[str, Mapping[str, int]]
    words: Mapping[str, Mapping[str, int]]


@cache
def learned() -> Learned:
    """Return what ships with the model."""
    kept = _trained("memory.json")
    return Learned(kept["small"], kept["forms"], kept["words"])


@cache
def spread() -> tuple[int, Mapping[str, int]]:
    """Return how many training texts there are, and in how many of them each common word stands."""
    kept = _trained("spread.json")
    return kept["texts"], kept["words"]


def _trained(name: str) -> Any:  # noqa: ANN401 - as the file has it
    return json.loads((files(__package__) / "trained" / name).read_text("utf-8"))
