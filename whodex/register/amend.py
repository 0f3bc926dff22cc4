"""Identifiers added to entries of a register's file, whose other words stay as they stand."""

from collections.abc import Mapping
from typing import Any

import yaml

Ids = Mapping[str, object]


def amended(text: str, more: Mapping[str, Ids]) -> str:
    """Return the YAML of a register's file with more identifiers of some entries.

    Raises ValueError for an entry that is written in a way that can't be added to.
    """
    if not more:
        return text
    tree: Any = yaml.compose(text, Loader=yaml.SafeLoader)
    found = [
        _insertion(text, entry, more[key.value]) for key, entry in tree.value if key.value in more
    ]
    made = text
    for at, words in sorted(found, reverse=True):
        made = made[:at] + words + made[at:]
    wanted = yaml.safe_load(text)
    for key, ids in more.items():
        wanted[key]["ids"] = {**wanted[key].get("ids", {}), **ids}
    try:
        right = yaml.safe_load(made) == wanted
    except yaml.YAMLError:
        right = False
    if not right:
        raise ValueError(", ".join(more))
    return made


def _insertion(text: str, entry: Any, ids: Ids) -> tuple[int, str]:  # noqa: ANN401 - a node
    """Say what to put where into an entry."""
    nodes = {key.value: (key, value) for key, value in entry.value}
    if "ids" in nodes:
        _, node = nodes["ids"]
        if node.flow_style:
            return node.start_mark.index + 1, _flow(ids) + (", " if node.value else "")
        first, _ = node.value[0]
        indent = "\n" + " " * first.start_mark.column
        return first.start_mark.index, indent.join(_lines(ids)) + indent
    if entry.flow_style:
        return entry.start_mark.index + 1, _flow({"ids": ids}) + ", "
    key, name = nodes["name"]
    indent = "\n" + " " * key.start_mark.column
    end = text.find("\n", name.end_mark.index)
    return end if end >= 0 else len(text), indent + indent.join(_lines({"ids": ids}))


def _flow(ids: Ids) -> str:
    dumped = yaml.safe_dump(
        ids, default_flow_style=True, allow_unicode=True, sort_keys=False, width=10**9
    )
    return dumped.strip()[1:-1]


def _lines(ids: Ids) -> list[str]:
    return yaml.safe_dump(ids, allow_unicode=True, sort_keys=False, width=10**9).splitlines()
