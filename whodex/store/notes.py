"""What pages were made of, noted in a file."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from whodex.store.files import put
from whodex.store.fingerprint import fingerprint


def notes(file: Path) -> dict[str, Any]:
    """Read what `note` wrote where pages are made as they were then; else nothing."""
    try:
        by, found = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError, TypeError):
        return {}
    return dict(found) if by == fingerprint("whodex.pages") else {}


def note(file: Path, found: Mapping[str, object]) -> None:
    """Write down what JSON can hold, in one step."""
    put(file, json.dumps([fingerprint("whodex.pages"), found]))
