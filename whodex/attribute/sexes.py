"""What an article says of each person's sex: forms of address, kin, offices, given names."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache

from whodex.attribute.phrases import is_person, possessive
from whodex.attribute.tokens import Kind, Row, Token
from whodex.lexicon.english import DETERMINERS, FORMS_OF_BE, PREPOSITIONS, SEXES
from whodex.lexicon.given import sex_of
from whodex.lexicon.names import EITHER, fold, given_name_forms

NEAR = 4  # words of "a former Danish actress" behind a name and its comma or "is"


def sexes(rows: Sequence[Row]) -> dict[str, str]:
    """Return "man" or "woman" by entity: what stands beside a name, else the given name.

    Whoever is called both in one of the two ways isn't told by it.
    """
    forms: defaultdict[str, set[str]] = defaultdict(set)
    called: defaultdict[str, set[str]] = defaultdict(set)
    for row in rows:
        for i, token in enumerate(row.tokens):
            if not is_person(token) or token.mention is None or token.mention.entity is None:
                continue
            who = token.mention.entity
            called[who].update(_said(row.tokens, i))
            forms[who].add(fold(token.text))
    named = {who: set(_of_given_name(forms[who])) for who in forms}
    return _plain(named) | _plain(called)


def _plain(found: Mapping[str, set[str]]) -> dict[str, str]:
    return {who: next(iter(sex)) for who, sex in found.items() if len(sex) == 1}


def _of_given_name(forms: Iterable[str]) -> Iterator[str]:
    """Yield the sex that goes with a given name, unless it seems to be a surname: "Lin said"."""
    names = [form.split() for form in forms]
    alone = {name[0] for name in names if len(name) == 1}
    for name in names:
        first, last = name[0], name[-1]
        sex = _of_one(first)
        if len(name) > 1 and sex != EITHER and (first not in alone or last in alone):
            yield sex


@cache
def _of_one(given: str) -> str:
    """The sex that goes with a given name or, of one that isn't listed, with most long forms."""
    if sex := sex_of(given):
        return sex
    long = [sex_of(form) for form in given_name_forms(given)]
    sexes = {sex: long.count(sex) for sex in ("man", "woman")}
    return EITHER if len(set(sexes.values())) == 1 else max(sexes, key=sexes.__getitem__)


def _said(tokens: Sequence[Token], i: int) -> Iterator[str]:
    """Yield what "Ms.", "his brother," before a name and ", an actress" behind it say."""
    before = [t.norm for t in tokens[max(0, i - 3) : i] if t.text not in (".", ",")]
    if before and before[-1] in SEXES:
        yield SEXES[before[-1]]
    begins = i + 1 < len(tokens) and (
        tokens[i + 1].text == "," or tokens[i + 1].norm in FORMS_OF_BE
    )
    if not begins or i + 2 >= len(tokens) or tokens[i + 2].norm not in DETERMINERS:
        return
    for k in range(i + 3, min(len(tokens), i + 3 + NEAR)):
        if tokens[k].kind is not Kind.WORD or tokens[k].norm in PREPOSITIONS:
            return
        if tokens[k].norm in SEXES:
            if k + 1 == len(tokens) or not possessive(tokens[k + 1]):
                yield SEXES[tokens[k].norm]
            return
