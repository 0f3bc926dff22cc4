"""Where forms that are known stand in an article, and where capitals say nothing."""

from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence

from whodex.lexicon.forms import openings, parts, stand
from whodex.values.article import BlockKind, EntityType
from whodex.values.entities import Name

TITLE_CASE = 0.7  # share of capitalized words from which a headline's capitals say nothing
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
    if kind not in (BlockKind.TITLE, BlockKind.HEADING):
        return False
    long = [word for word in text.split() if len(word) >= LONG_WORD]
    return len([word for word in long if word[0].isupper()]) > TITLE_CASE * len(long)
