"""Where forms that are known stand in an article, and where capitals say nothing."""

import re
from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence

from whodex.lexicon.forms import openings, parts, stand
from whodex.lexicon.learned import learned
from whodex.lexicon.names import fold
from whodex.values.article import BlockKind, EntityType
from whodex.values.entities import Name

QUOTED = re.compile(r"\A[“\"‘'(]+")
TITLE_CASE = 0.7  # share of capitalized words from which a headline's capitals say nothing
SMALL = 1.0  # log of how much oftener small than capital a common word is
SEVERAL = 2  # common words with a capital that show a headline
LONG_WORD = 4  # letters; shorter words are small in many headlines

Kinds = tuple[tuple[str, EntityType], ...]  # forms with what they name
Index = Mapping[str, Sequence[tuple[frozenset[str], str, EntityType]]]
Forms = tuple[Mapping[str, EntityType], frozenset[str]]  # by what they begin with, too


def may_stand(index: Index, words: tuple[str, ...]) -> Kinds:
    """Return the forms that may stand in an article which has these `words`."""
    there = frozenset(words)
    return tuple(
        (form, kind)
        for word in words
        for needed, form, kind in index.get(word, ())
        if needed <= there
    )


def index(forms: Mapping[str, EntityType]) -> Index:
    """Return forms with their words and kinds, by the first word."""
    found = defaultdict(list)
    for form, kind in sorted(forms.items()):  # the same answers whichever article came first
        if words := parts(form):
            found[words[0]].append((frozenset(words), form, kind))
    return found


def opened(kinds: Kinds) -> Forms:
    """Return forms by their kinds, with all that they begin with."""
    forms = dict(kinds)
    return forms, openings(forms)


def words_of(texts: Iterable[str]) -> tuple[str, ...]:
    """The different words of an article: who knows forms can tell by them what may stand in it."""
    return tuple(sorted({word for text in texts for word in parts(text)}))


def names_of(
    number: int, text: str, forms: Mapping[str, EntityType], opening: Container[str], evidence: str
) -> Iterator[Name]:
    """Every place where one of the forms stands, the longest first."""
    for start, end in stand(text, forms, opening) if forms else ():
        form = text[start:end]
        yield Name(number, start, end, form, forms[form], evidence)


def in_title_case(kind: BlockKind, text: str) -> bool:
    """Whether a headline Writes Most Words Like Names."""
    return kind in (BlockKind.TITLE, BlockKind.HEADING) and _writes_like_names(text.split())


def reads_like_a_headline(kind: BlockKind, text: str) -> bool:
    """Whether a headline, or a line that nothing marks as one, Writes Most Words Like Names.

    Such a line has common words among these: people's names alone are no headline.
    """
    words_ = text.split()
    large = (fold(word) for word in words_[1:] if word[:1].isupper())
    common = [word for word in large if learned().small.get(word, 0) > SMALL]
    unmarked = len(common) >= SEVERAL and _writes_like_names(words_)
    return unmarked or in_title_case(kind, text)


def _writes_like_names(words_: Sequence[str]) -> bool:
    long = [word for word in words_ if len(word) >= LONG_WORD]
    capital = [word for word in long if QUOTED.sub("", word)[:1].isupper()]
    return len(capital) > TITLE_CASE * len(long)
