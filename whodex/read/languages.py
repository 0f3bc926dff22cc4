"""In which language an article is written, told from its sentences."""

from collections import Counter
from collections.abc import Sequence

import py3langid

from whodex.models import ENGLISH, Block
from whodex.read.blocks import ends_sentence

SHORTEST = 20  # characters of a sentence that tells its language, names aside
ENOUGH = 100  # characters of such sentences; fewer don't overrule what the file says
MOST = 2 / 3  # of the sentences, by length; a text that quotes another language stays what it is
CLEAR = 40.0  # by which another language must be likelier than English, as a natural logarithm
NO_LANGUAGE = "zxx"  # py3langid's word for figures, codes and mark-up


def language_of(blocks: Sequence[Block], said: str = ENGLISH) -> str:
    """Return the ISO 639 code of the language that most sentences are in, in doubt what is `said`.

    Tables of results and lists of names tell nothing: only what ends as a sentence counts, and
    of that the words in small letters, since names are of any language.
    """
    votes: Counter[str] = Counter()
    for block in blocks:
        small = " ".join(word for word in block.text.split() if word == word.lower())
        if len(small) >= SHORTEST and ends_sentence(block.text):
            votes[_language(small)] += len(small)
    votes.pop(NO_LANGUAGE, None)
    whole = votes.total()
    code, most = next(iter(votes.most_common(1)), (said, 0))
    return code if whole >= ENOUGH and most >= MOST * whole else said


def _language(text: str) -> str:
    """Return a sentence's language: English, unless another is far likelier.

    Nigerian Pidgin's words are nearly all English ones, and a name decides between the two.
    """
    ranked = py3langid.rank(text)
    code, most = next((code, value) for code, value in ranked if code != "pcm")
    return code if most - dict(ranked)[ENGLISH] >= CLEAR else ENGLISH
