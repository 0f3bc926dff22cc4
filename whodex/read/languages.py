"""In which language an article is written, told from its sentences."""

import re
from collections import Counter
from collections.abc import Sequence
from functools import cache
from typing import Any

from whodex.lexicon.lists import words
from whodex.read.blocks import ends_sentence
from whodex.values.article import ENGLISH, Block

SHORTEST = 20  # characters of a sentence that tells its language, names aside
ENOUGH = 100  # characters of such sentences; fewer don't overrule what the file says
MOST = 2 / 3  # of the sentences, by length; a text that quotes another language stays what it is
CLEAR = 40.0  # by which another language must be likelier than English, as a natural logarithm
PLAIN = 0.1  # share of a sentence's words that are English alone, from which it is English
BEYOND_LATIN = re.compile(r"(?![\u1e00-\u1eff])[^\W\d_\u0000-\u024f]")  # a letter
NO_LANGUAGE = "zxx"  # py3langid's word for figures, codes and mark-up


def language_of(blocks: Sequence[Block], said: str = ENGLISH) -> str:
    """Return the ISO 639 code of the language that most sentences are in, in doubt what is `said`.

    Tables of results and lists of names tell nothing: only what ends as a sentence counts, and
    of that the words in small letters, since names are of any language.
    """
    sentences = [
        small
        for block in blocks
        if ends_sentence(block.text) and len(small := _small(block.text)) >= SHORTEST
    ]
    whole = sum(map(len, sentences))
    if whole < ENOUGH:
        return said
    plain = sum(map(len, filter(_is_plain, sentences)))
    if plain >= ENOUGH and plain >= MOST * whole:
        return ENGLISH
    votes: Counter[str] = Counter()
    for sentence in sentences:
        votes[_language(sentence)] += len(sentence)
    votes.pop(NO_LANGUAGE, None)
    whole = votes.total()
    code, most = next(iter(votes.most_common(1)), (said, 0))
    return code if whole >= ENOUGH and most >= MOST * whole else said


def _small(text: str) -> str:
    return " ".join(word for word in text.split() if word == word.lower())


def _is_plain(sentence: str) -> bool:
    """Whether `_language` is sure to say English: that takes half a second to be loaded."""
    found = sentence.split()
    own = words("plainly-english")
    many = sum(word in own for word in found) >= PLAIN * len(found)
    return many and not BEYOND_LATIN.search(sentence)


def _language(text: str) -> str:
    """Return a sentence's language: English, unless another is far likelier.

    Nigerian Pidgin's words are nearly all English ones, and a name decides between the two.
    """
    ranked = _identifier().rank(text)
    code, most = next((code, value) for code, value in ranked if code != "pcm")
    return code if most - dict(ranked)[ENGLISH] >= CLEAR else ENGLISH


@cache
def _identifier() -> Any:  # noqa: ANN401 - of a library without annotations
    """Return what tells languages, most of which few collections have: it takes 90 MB."""
    from py3langid.langid import (  # noqa: PLC0415 - a tenth of a second, its model half a second
        MODEL_FILE,
        LanguageIdentifier,
    )

    return LanguageIdentifier.from_model_file(MODEL_FILE)


def forget() -> None:
    """Let go of what tells languages, once everything is read."""
    _identifier.cache_clear()
