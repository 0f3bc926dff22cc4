"""A small article, and what a build of it left, for tests of the command."""

from pathlib import Path

STORM = """---
title: Storm closes the harbour
source: The Harbour Post
published: 2024-01-22
---

Harbour master Ingrid Solheim closed the harbour of Oslo on Monday.
"""


def files(folder: Path) -> dict[str, bytes]:
    found = sorted(path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in found}
