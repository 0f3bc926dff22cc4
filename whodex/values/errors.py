"""The one error that a user sees: file, line, what is wrong, what would be right."""

import re
from dataclasses import dataclass
from pathlib import Path
from traceback import extract_tb

LONGEST = 200  # characters of what an error says, which may quote a whole text


@dataclass(frozen=True, slots=True)
class Problem:
    """Something in a file that its author can mend.

    `line` counts from 1 and is None where the whole file is meant; `example` is text that would
    be right in its place.
    """

    file: Path
    line: int | None
    message: str
    example: str = ""

    def __str__(self) -> str:
        # A terminal takes orders from some characters, which a file may have in its name.
        shown = re.sub(r"[\x00-\x1f\x7f-\x9f]", lambda order: repr(order[0])[1:-1], str(self.file))
        where = f"{shown}:{self.line}" if self.line else shown
        return f"{where}: {self.message}" + (f" (right: {self.example})" if self.example else "")


class WhodexError(Exception):
    """A file can't be used; carries every problem found in it."""

    def __init__(self, *problems: Problem) -> None:
        super().__init__("\n".join(map(str, problems)))
        self.problems = problems


def unforeseen(error: Exception) -> str:
    """Say what came up that nobody foresaw, and where in the code."""
    *_, last = extract_tb(error.__traceback__)
    said = " ".join(f"{type(error).__name__}: {error}".split())[:LONGEST]
    return f"{said}, {Path(last.filename).name}:{last.lineno}"


def our_fault(file: Path, what: str, said: str) -> Problem:
    """Return the problem that `what` can't be done with a file, though its author did no wrong."""
    return Problem(file, None, f"{what}, which is a fault of Whodex; please report it ({said})")
