"""What an office says: the role, whether it is former, its organization, place and country."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache, partial

from whodex.attribute.offices import (
    Office,
    ends_name,
    hyphen,
    is_office,
    is_plural,
    is_year,
    ranks,
    singular,
)
from whodex.attribute.phrases import is_person, nominal, possessive
from whodex.attribute.titles import compound_of_time
from whodex.attribute.tokens import Kind, Token
from whodex.lexicon.english import (
    COVERING,
    DETERMINERS,
    FORMER,
    MODIFIERS,
    NATIONALS,
    PANELS,
    PEOPLE,
    RANKED,
    RELATIONAL,
    RUNNING,
    SHORT_TITLES,
)
from whodex.lexicon.lists import words
from whodex.lexicon.names import fold
from whodex.lexicon.places import country, is_demonym
from whodex.values.article import EntityType
from whodex.values.entities import Entity

LATELY = frozenset(("previously", "once"))
OWNING = frozenset(("of", "at", "for", "from", "in", "with", "to"))
LEGISLATORS = frozenset(("rep", "sen", "del"))
CHIEF_OFFICER = ("chief", "officer")  # whatever stands between them
ORGANIZATION_NOUNS = words("organization-nouns") | words("organization-heads")
PUBLIC = words("public-bodies")
SEATS_OF_POWER = frozenset(("capitol hill", "kremlin", "pentagon", "white house"))
BODIES = ("state", "staff", "defense", "defence")  # small in "secretary of state" as well


def role(tokens: Sequence[Token], office: Office) -> str:
    """Return the office alone, lower case, of one: "foreign policy adviser", "secretary of state".

    Who is only somebody's colleague or friend, and the words don't name whose, has none.
    """
    head = tokens[office.head]
    if _runs(tokens, office):
        return RUNNING[head.norm]
    if _is_second_title(tokens, office):  # "panel Chairman Rep." is the chairman
        return role(tokens, Office(office.first, office.head - 1, office.head - 1))
    if head.norm == "speaking":  # for whom, which is no office
        return ""
    if head.norm in RELATIONAL and not any(t.kind is Kind.NAME for t in _of(tokens, office)):
        return ""
    first = _role_begins(tokens, office)
    while first < office.head and tokens[first].norm in ("and", "new", "current"):
        first += 1
    does = tokens[office.head + 1].norm == "to" if office.last > office.head else False
    if does and head.norm not in PEOPLE and ranks(tokens[first]):
        first += first < office.head  # "the first president to refuse" is a president
    if first > office.first and _large(tokens[first - 1]) and head.text[0].islower():
        while first < office.head and _large(tokens[first]):
            first += 1  # "Liberal Democrat candidate"
    before = [_now(token.norm) for token in tokens[first : office.head] if token.text != "."]
    one = singular(head.norm)
    abbreviated = tokens[office.head + 1 : office.head + 2]
    if abbreviated and abbreviated[0].text == ".":
        one = SHORT_TITLES.get(one, one)
    whole = [*(SHORT_TITLES.get(word, word) for word in before if word), _now(one)]
    return " ".join([*whole, *(t.norm for t in _of_what(tokens, office))])


def _is_second_title(tokens: Sequence[Token], office: Office) -> bool:
    """Tell the "Rep." of "Chairman Rep." from the "Gen." of "Lt. Gen." and of "Attorney Gen."."""
    head, behind = office.head, tokens[office.head + 1 : office.head + 2]
    if office.first == head or tokens[head].norm not in LEGISLATORS or not behind:
        return False
    before = tokens[head - 1]
    first = is_office(before) and before.norm not in MODIFIERS | FORMER | SHORT_TITLES.keys()
    return first and behind[0].text == "."


def _large(token: Token) -> bool:
    return token.kind is Kind.WORD and token.text[0].isupper()


def _runs(tokens: Sequence[Token], office: Office) -> bool:
    """Tell "who heads the port authority" from an office."""
    return tokens[office.first].norm == "who" and tokens[office.head].norm in RUNNING


def _of(tokens: Sequence[Token], office: Office) -> Sequence[Token]:
    return tokens[office.first : office.last + 1]


def _role_begins(tokens: Sequence[Token], office: Office) -> int:
    """Return the first token of the office alone, without its owner and what kind it is."""
    first, head = office.head, tokens[office.head]
    title = head.text[0].isupper() and head.norm not in MODIFIERS
    while first > office.first:
        token = tokens[first - 1]
        if head.norm in NATIONALS and first == office.head and _is_country(token):
            return first - 1  # "a Danish national" is no national of any country
        if _short(tokens, first - 2, office.first):  # "Lt. Gen."
            first -= 2
            continue
        if first - 2 >= office.first and (tokens[first - 2].norm, head.norm) == CHIEF_OFFICER:
            first -= 2
            continue
        if head.norm == "chief" and first == office.head and _large(token) and nominal(token):
            first -= 1  # a "Bureau Chief" is no chief
            continue
        ok = token.kind is Kind.WORD and token.norm not in FORMER and (
            (nominal(token) and (token.text[0].islower() or is_office(token)
                                 or token.norm in MODIFIERS or token.norm in RANKED))
            or (token.norm == "and" and first - 1 > office.first
                and (first < office.head or is_office(tokens[first - 2])))
            or (first - 1 == office.first and tokens[first].norm == "and" and head.text.islower())
        )  # fmt: skip
        small = is_office(token) and token.text[0].islower()
        other = small and title and tokens[first].text[0].isupper()
        part_time = first - 2 >= office.first and compound_of_time(tokens[first - 2], token)
        if not ok or other or part_time or is_demonym(token.text) or hyphen(tokens, first - 2):
            break  # "opponent MP Kim" is an MP
        first -= 1
    return first


def _short(tokens: Sequence[Token], i: int, low: int) -> bool:
    """Tell the "Lt." of "Lt. Gen."."""
    return i >= low and tokens[i].norm in SHORT_TITLES and tokens[i + 1].text == "."


def _now(norm: str) -> str:
    """Return "prime" of "ex-prime", "secretary" of "then-secretary", nothing of "now-former"."""
    parts = norm.split("-")
    while len(parts) > 1 and (parts[0] in FORMER or parts[0] == "now"):
        del parts[0]
    return "" if parts[-1] in FORMER else "-".join(parts)


def _of_what(tokens: Sequence[Token], office: Office) -> Sequence[Token]:
    """Return "of state", "of Foreign Affairs": what is large as the office is, and no name."""
    at, large = office.head + 2, tokens[office.head].text[0].isupper()
    if at > office.last or tokens[at - 1].norm != "of":
        return ()
    last = at
    while last <= office.last and tokens[last].kind is Kind.WORD and large and (
        tokens[last].text[0].isupper() and not is_demonym(tokens[last].text)
    ):  # fmt: skip
        last += 1
    return tokens[at - 1 : max(last, at + 1)] if last > at or tokens[at].norm in BODIES else ()


def held_now(tokens: Sequence[Token], office: Office) -> Office:
    """Return what somebody is now: of "a Lund expert and former Ystad official" the expert."""
    past = [i for i in range(office.first, office.head) if _is_past(tokens[i])]
    if past and past[0] > office.first:
        joint = past[0] - 1 - (tokens[past[0] - 1].norm in ("a", "an"))
        before = tokens[joint - 1]
        if joint > office.first and tokens[joint].norm == "and" and is_office(before):
            return Office(office.first, joint - 1, joint - 1)
    return office


def is_former(tokens: Sequence[Token], office: Office) -> bool:
    """Tell whether the words put the office in the past.

    "The then mayor" held it when what is told happened, and may hold it still.
    """
    before = tokens[office.first : office.head + 1]
    behind = tokens[office.head : office.last]
    until = any(token.norm == "until" for token in behind)
    over = (token for token in before if not _at_the_time(token))
    return until or _is_over(tokens, office) or any(map(_is_past, over))


def _at_the_time(token: Token) -> bool:
    """Tell "then" and "then-mayor" from "then-former"."""
    first, *behind = token.norm.split("-")
    return first == "then" and FORMER.isdisjoint(behind)


def _is_over(tokens: Sequence[Token], office: Office) -> bool:
    """Tell "from 1990 to 1998", "between 1990 and 1998" and "from 1990-98"."""
    begins = (i for i in range(office.head + 1, office.last) if is_year(tokens[i + 1]))
    first = next((i for i in begins if tokens[i].norm in ("from", "between")), office.last)
    return any(is_year(token) for token in tokens[first + 2 : office.last + 1])


def _is_past(token: Token) -> bool:
    return (
        token.norm in FORMER or token.norm in LATELY or token.norm.startswith(("ex-", "then-"))
    )  # fmt: skip


def named_in(tokens: Sequence[Token], office: Office, kind: EntityType) -> str | None:
    """Return the id of the first organization or place to which the words say the office belongs.

    What somebody's deputy is, and whoever trained at it, has no office in it; nor has the head of
    a body in it that isn't known: "Lund's Fishing Board head".
    """
    if any(is_person(tokens[i]) and possessive(tokens[i + 1])
           for i in range(office.first, office.head)):  # fmt: skip
        return None
    last = tokens[_role_begins(tokens, office) - 1]
    body = _large(last) and last.norm in ORGANIZATION_NOUNS
    for i in _owners(tokens, office):
        mention = tokens[i].mention
        if body and i < office.head and possessive(tokens[i + 1]):
            continue
        if mention and mention.type is kind and mention.entity and not ends_name(tokens, i):
            return mention.entity
    return None


def _owners(tokens: Sequence[Token], office: Office) -> list[int]:
    """Return the tokens whose office it may be: those before it, and behind "of" and "at"."""
    role_begins = _role_begins(tokens, office)
    found = [
        i
        for i in range(office.first, office.head)
        if not (_of_another(tokens, i, role_begins) or _is_covered(tokens, i, office))
    ]
    link = office.head if _runs(tokens, office) else None
    for i in range(office.head + 1, office.last + 1):
        token = tokens[i]
        if _links(tokens, i, office.last):
            link = i
        elif _is_of_somebody(tokens, i, office):
            if tokens[i - 1].norm == "and":  # another office begins
                return found
            return [k for k in found if link is None or k < link]
        elif not _goes_on(token):
            return found
        elif link is not None and not (i < office.last and possessive(tokens[i + 1])):
            found.append(i)
    return found


def _of_another(tokens: Sequence[Token], i: int, role_begins: int) -> bool:
    """Tell the Lund of "Lund mayor and Ystad judge": between it and the office is another."""
    return any(
        tokens[k].norm == "and" and is_office(tokens[k - 1]) for k in range(i + 1, role_begins)
    )


def _is_covered(tokens: Sequence[Token], i: int, office: Office) -> bool:
    """Tell the House of "House editor for the Lund Post", who only writes of it."""
    said = tokens[i].norm.replace("’", "'").split()
    public = bool(said) and (said[-1] in PUBLIC or tokens[i].norm in SEATS_OF_POWER)
    return tokens[office.head].norm in COVERING and public


def _goes_on(token: Token) -> bool:
    """Tell whether the words still say of what, and no clause begins."""
    if token.norm.endswith("ed") and token.text[0].islower() and token.norm != "based":
        return False
    determiner = token.norm in DETERMINERS and token.norm != "that"
    return (
        nominal(token) or determiner or possessive(token)
        or token.norm in ("and", "&") or token.text in tuple(".,-()")
    )  # fmt: skip


def _is_of_somebody(tokens: Sequence[Token], i: int, office: Office) -> bool:
    """Tell whom an office is of: the "Senator" of "campaign manager for the US Senator"."""
    if is_person(tokens[i]):
        return True
    named = i <= office.head + len(_of_what(tokens, office)) or tokens[i - 1].text == "("
    after = tokens[i + 1] if i < office.last else None
    modifies = after is not None and after.kind is Kind.WORD and nominal(after)
    return is_office(tokens[i]) and not is_plural(tokens[i]) and not (named or modifies)


def _links(tokens: Sequence[Token], i: int, last: int) -> bool:
    """Tell the "of", "at", "on" of an office from "an expert on Lund" and "a man to trust"."""
    if tokens[i].norm == "on":
        return _sits_on(tokens[i + 1 : last + 1])
    return tokens[i].norm in OWNING and not (tokens[i].norm == "to" and _acts(tokens[i + 1]))


def _sits_on(behind: Sequence[Token]) -> bool:
    """Tell "on the Reform Committee" from "on the committee's plans" and "on Lund"."""
    name = next((i for i, token in enumerate(behind) if token.kind is Kind.NAME), len(behind))
    ends = name + 1 == len(behind) or (name < len(behind) and not nominal(behind[name + 1]))
    return ends and name < len(behind) and behind[name].norm.split()[-1] in PANELS


def _acts(token: Token) -> bool:
    """Tell the verb of "the third president to be impeached"."""
    small = token.kind is Kind.WORD and token.text[0].islower()
    return small and token.norm not in DETERMINERS


def country_of(
    tokens: Sequence[Token], office: Office, country: Callable[[str], str | None]
) -> str | None:
    """Return the id of the country that an adjective in the description means ("Swedish")."""
    for token in (tokens[i] for i in _owners(tokens, office)):
        if token.kind is not Kind.WORD or not token.text[0].isupper():
            continue
        if _is_country(token):
            return country(token.norm)
    return None


def _is_country(token: Token) -> bool:
    """Tell an adjective or a noun that goes with a country: "Danish", "Saudi"."""
    return token.norm in _demonyms() or is_demonym(token.norm)


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
