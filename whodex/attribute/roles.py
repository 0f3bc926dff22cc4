"""What an office says: the role, whether it is former, its organization, place and country."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache, partial

from whodex.attribute.offices import Office, ends_name, hyphen, is_office, ranks
from whodex.attribute.phrases import nominal
from whodex.attribute.tokens import Kind, Token
from whodex.lexicon.english import FORMER, MODIFIERS, PEOPLE
from whodex.lexicon.lists import words
from whodex.lexicon.names import fold
from whodex.lexicon.places import country, is_demonym
from whodex.values.article import EntityType
from whodex.values.entities import Entity

LATELY = frozenset(("previously", "once"))


def role(tokens: Sequence[Token], office: Office) -> str:
    """Return the office alone, lower case: "foreign policy adviser", "secretary of state"."""
    first, head = office.head, tokens[office.head]
    title = head.text[0].isupper() and head.norm not in MODIFIERS
    while first > office.first:
        token = tokens[first - 1]
        ok = token.kind is Kind.WORD and token.norm not in FORMER and (
            (nominal(token) and (token.text[0].islower() or is_office(token)
                                 or token.norm in MODIFIERS))
            or (token.norm == "and" and first - 1 > office.first
                and (first < office.head or is_office(tokens[first - 2])))
        )  # fmt: skip
        other = is_office(token) and token.text[0].islower() and title and tokens[first] == head
        if not ok or other or is_demonym(token.text) or hyphen(tokens, first - 2):
            break  # "opponent MP Kim" is an MP
        first -= 1
    while first < office.head and tokens[first].norm in ("and", "new", "current"):
        first += 1
    does = tokens[office.head + 1].norm == "to" if office.last > office.head else False
    if does and tokens[office.head].norm not in PEOPLE and ranks(tokens[first]):
        first += first < office.head  # "the first president to refuse" is a president
    last = office.head
    if last + 2 <= office.last and tokens[last + 1].norm == "of":
        after = tokens[last + 2]
        if after.norm in ("state", "staff", "defense", "defence", "the"):
            last += 2 if after.norm != "the" else 0
    return " ".join(t.norm for t in tokens[first : last + 1] if t.text != ".")


def is_former(tokens: Sequence[Token], office: Office) -> bool:
    """Tell whether the words put the office in the past."""
    before = tokens[office.first : office.head + 1]
    return any(token.norm == "until" for token in tokens[office.head : office.last]) or any(
        token.norm in FORMER or token.norm in LATELY or token.norm.startswith(("ex-", "then-"))
        for token in before
    )


def named_in(tokens: Sequence[Token], office: Office, kind: EntityType) -> str | None:
    """Return the id of the first organization or place that the description names."""
    for i in range(office.first, office.last + 1):
        mention = tokens[i].mention
        if mention and mention.type is kind and mention.entity and not ends_name(tokens, i):
            return mention.entity
    return None


def country_of(
    tokens: Sequence[Token], office: Office, country: Callable[[str], str | None]
) -> str | None:
    """Return the id of the country that an adjective in the description means ("Swedish")."""
    for token in tokens[office.first : office.last + 1]:
        if token.kind is not Kind.WORD or not token.text[0].isupper():
            continue
        if token.norm in _demonyms() or is_demonym(token.norm):
            return country(token.norm)
    return None


@cache
def _demonyms() -> dict[str, str]:
    return dict(line.split(" = ") for line in words("demonyms"))


def countries(entities: Iterable[Entity]) -> Callable[[str], str | None]:
    """Return what `attribute` asks: which entity is the country that an adjective means."""
    found: dict[str, str] = {}
    for entity in entities:
        if entity.type is EntityType.PLACE:
            for form in (entity.name, *entity.aliases):
                named = country(form)
                if named:
                    found.setdefault(named, entity.id)
    return partial(_meant, found)


def _meant(countries: Mapping[str, str], adjective: str) -> str | None:
    """Return the id of the country that an adjective means, of `countries` by folded name."""
    if name := _demonyms().get(adjective):
        return countries.get(name)
    stem = fold(adjective)[:-1]
    found = {
        entity
        for form, entity in countries.items()
        if stem.startswith(form[:-1]) or form.startswith(stem[:-2])
    }
    return found.pop() if len(found) == 1 else None
