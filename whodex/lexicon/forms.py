"""Where forms stand: the words of a text, and the runs of words that may be a name."""

import re
from collections.abc import Callable, Container, Iterable, Iterator

LEADING_ARTICLE = re.compile(r"(?:[Tt]he|THE)\s+(?=\S)")
LONGEST = 10  # words in a name; each side of a hyphen counts

# A word, or one side of a hyphen: "Hamas-run" holds a name, "Israel-Hamas" two.
PART = re.compile(r"(?:[^\W\d_]\.)+(?:[^\W\d_]\b)?|[^\W_](?:[\w&]|['’](?![sS]\b)(?=\w))*")


def parts(text: str) -> list[str]:
    """Return the words of a text; what stands in it as a form has the words that it has alone."""
    return PART.findall(text)


class Taken:
    """Which places of a text names have; asking costs as much as the place is long."""

    def __init__(self, text: str, spans: Iterable[tuple[int, int]] = ()) -> None:
        self._taken = bytearray(len(text))
        for start, end in spans:
            self.take(start, end)

    def take(self, start: int, end: int) -> None:
        """Let a name stand there."""
        self._taken[start:end] = b"\1" * (end - start)

    def meets(self, start: int, end: int) -> bool:
        """Whether a name stands there, or in a part of it."""
        return 1 in self._taken[start:end]


def runs(text: str, begins: Callable[[str], bool]) -> Iterator[tuple[int, list[int]]]:
    """Yield where runs of words start and may end, each as long as it `begins` a form."""
    found = [match.span() for match in PART.finditer(text)]
    for first, (start, _) in enumerate(found):
        ends = []
        for _, end in found[first : first + LONGEST]:
            if not begins(text[start:end]):
                break
            ends.append(end)
        if ends:
            yield start, ends


def openings(forms: Iterable[str]) -> frozenset[str]:
    """Return the first word of each form, by which `stand` passes over most of a text."""
    return frozenset(match.group() for form in forms if (match := PART.match(form)))


def stand(text: str, forms: Container[str], opening: Container[str]) -> Iterator[tuple[int, int]]:
    """Yield (start, end) of every place where one of `forms` stands, the longest first.

    `opening` are the `openings` of `forms`.
    """
    found = [match.span() for match in PART.finditer(text)]
    free = 0
    for first, (start, end) in enumerate(found):
        if start < free or text[start:end] not in opening:
            continue
        ends = [end for _, end in reversed(found[first : first + LONGEST])]
        if longest := next((end for end in ends if text[start:end] in forms), None):
            yield start, longest
            free = longest
