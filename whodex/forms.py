"""Where forms stand: the words of a text, and the runs of words that may be a name."""

import re
from collections.abc import Container, Iterator

LEADING_ARTICLE = re.compile(r"(?:[Tt]he|THE)\s+(?=\S)")
LONGEST = 10  # words in a name; each side of a hyphen counts

# A word, or one side of a hyphen: "Hamas-run" holds a name, "Israel-Hamas" two.
PART = re.compile(r"(?:[^\W\d_]\.)+(?:[^\W\d_]\b)?|[^\W_](?:[\w&]|['’](?![sS]\b)(?=\w))*")


def runs(text: str) -> Iterator[tuple[int, int]]:
    """Yield (start, end) of every run of words, for each first word the longest run first."""
    found = [match.span() for match in PART.finditer(text)]
    for first, (start, _) in enumerate(found):
        for _, end in reversed(found[first : first + LONGEST]):
            yield start, end


def stand(text: str, forms: Container[str]) -> Iterator[tuple[int, int]]:
    """Yield (start, end) of every place where one of `forms` stands, the longest first."""
    free = 0
    for start, end in runs(text):
        if start >= free and text[start:end] in forms:
            yield start, end
            free = end
