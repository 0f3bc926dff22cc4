"""What an author or an editor is told."""

import sys
from collections.abc import Iterable


def complain(problems: Iterable[object]) -> tuple[str, ...]:
    """Print what an author or editor can mend; return that."""
    lines = tuple(map(str, problems))
    for line in lines:
        print(line, file=sys.stderr)  # noqa: T201 - what the user should know
    return lines
