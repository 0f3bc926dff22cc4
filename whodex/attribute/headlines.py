"""Whose words a headline shows: those of whom the text below it has say them."""

import re
from collections.abc import Container, Sequence
from dataclasses import replace
from itertools import islice, takewhile

from whodex.attribute.tokens import Row
from whodex.values.findings import Quote

NO_WORD = re.compile(r"[\W_]+")
MOST = 3  # quotations of a headline
PART = 3  # words that a headline's quotation needs to be a part of a longer one below


def below(
    quotes: Sequence[Sequence[Quote]], heading: int, headings: Container[int]
) -> tuple[Quote, ...]:
    """Return the quotes of what a heading stands above; the title, block 0, is above all."""
    rest = range(heading + 1, len(quotes))
    own = rest if heading == 0 else takewhile(lambda n: n not in headings, rest)
    return tuple(quote for n in own if n not in headings for quote in quotes[n])


def headlines(row: Row, said: Sequence[Quote], told: Sequence[Quote]) -> list[Quote]:
    """Return a heading's quotes, those without a speaker with the one of the same words below.

    `said` are those that the heading has by itself, `told` those below it.
    """
    found = {quote.start: quote for quote in said}
    words = [(_words(quote.text), quote) for quote in told if quote.speaker]
    quotations = (token.quotation for token in row.tokens if token.quotation)
    for quotation in islice(quotations, MOST):
        start, end = quotation.start, quotation.end
        own = found.get(start)
        same = _same(_words(row.text[start:end]), words)
        if same and (own is None or own.speaker is None):
            found[start] = replace(
                own if own and own.speaker_text else same,
                block=row.block,
                start=start,
                end=end,
                text=row.text[start:end],
                speaker=same.speaker,
            )
    return [found[start] for start in sorted(found)]


def _same(words: str, told: Sequence[tuple[str, Quote]]) -> Quote | None:
    """Return the first quote that has the words, if all that have them are one speaker's."""
    part = words.count(" ") > PART
    having = [quote for other, quote in told if words == other or (part and words in other)]
    return having[0] if len({quote.speaker for quote in having}) == 1 else None


def _words(text: str) -> str:
    return f" {NO_WORD.sub(' ', text).strip().lower()} "
