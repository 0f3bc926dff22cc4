"""The word lists: one entry a line, lower case; the first line says why the list exists."""

from functools import cache
from importlib.resources import files


@cache
def words(name: str) -> frozenset[str]:
    """Return the entries of `rules/<name>.txt`; lines that begin with # are comments."""
    lines = (files(__package__) / "rules" / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(line.strip() for line in lines if line.strip() and not line.startswith("#"))


@cache
def grammar(*kinds: str) -> frozenset[str]:
    """Return the small words of some kinds from `rules/grammar.txt`."""
    listed = dict(line.split(": ", 1) for line in words("grammar"))
    return frozenset(" ".join(listed[kind] for kind in kinds).split())


@cache
def pairs(name: str) -> dict[str, str]:
    """Return a list whose entries are `left = right`, as a mapping."""
    return dict(line.split(" = ", 1) for line in words(name))
