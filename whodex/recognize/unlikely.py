"""What is written like an organization or a place and is none: wares, laws, tests, teachings.

Only what the model takes for one half-heartedly is in question, and only where something shows
the thing and nothing the organization: it says, owns and hires nothing, and nobody heads it.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cache
from itertools import chain, pairwise

from whodex.lexicon.lists import grammar, pairs, words
from whodex.lexicon.names import fold
from whodex.lexicon.places import is_demonym, known
from whodex.recognize.edges import function_words
from whodex.recognize.signs import WHICH, WINDOW, humans
from whodex.recognize.sports import is_report
from whodex.values.article import Article, EntityType
from whodex.values.entities import Name

PERSON, ORGANIZATION, PLACE = EntityType

DOUBTFUL = 0.6  # mean vote for an organization below which it is none if something shows a thing
LEAST = 0.4  # the same below which it is none if nothing shows an organization
WEAK = 0.5  # mean vote for a place below which what does as organizations do is one
PAIR = 2  # spaces in a name whose acronym goes with it

BEHIND = re.compile(r"(['’]s?)?\s([a-z][\w-]*)(?:\s([a-z][\w-]*))?")
NOUN = re.compile(r"\b([a-z][\w-]*)(?::|\s(?:called|named))?\s\Z")  # "the firm Holm"
ROLE_OF = re.compile(r"\b([a-z][\w-]*)\s(?:of|at|for|from|with|in)\s(?:the\s)?\Z")
MADE_BY = re.compile(r"\b(?:developed|led|made|operated|owned|produced|published|run|sold)\sby\s\Z")
IS_A = re.compile(r"(?:\s(?:is|was)|,)\s(?:an?|the)\s((?:[\w’'-]+\s?){1,6})")
IN_HEADLINE = re.compile(r"[’”'\"]:\s\Z")  # "‘It will hurt’: Holm Economics"
USED = re.compile(
    r"\b(?:versions?|editions?|copy|copies)\sof\s(?:the\s|an?\s)?\Z|\bwear(?:s|ing)?\s(?:an?|his|her|the)\s\Z"
)
MEASURED = re.compile(r"\s(?:weighs|weighed|retails|costs|stands\sfor|is\srated)\b")
MODEL = re.compile(r"\s\d{1,3}\b(?![.,:-]\d|\s?(?:percent|per cent|%|million|billion))")
ARTICLE = re.compile(r"\b(?:[Tt]he|[Aa]n?|[Mm]y|[Aa]ny)\s\Z")
LISTED = re.compile(r",\s|,?\s(?:and|or)\s(?:the\s)?|\s\(")
METHOD = re.compile(rf"\b(?i:{'|'.join(sorted(words('methods')))})\b")
EXPLAINED = re.compile(r"\s\([A-Z]{2,7}\)|,?\sor\s[A-Z]{3,7}\b")
SHORTEST = 3  # letters of an acronym whose words may stand anywhere
LINKS = frozenset({"and", "for", "in", "of", "on", "the", "to"})
FAR = 100  # letters before an acronym in which the words stand that it shortens
SHORTENS = re.compile(r"[^\W\d_][\w’'-]*")
BELONGS = frozenset({"headquarters", "member", "members", "offices", "shares", "stake"})


def likely(article: Article, names: Sequence[Name]) -> list[Name]:
    """Return the names of an article without those of things; a group that acts is no place.

    Only what the model itself found is in question, and nothing in reports of matches.
    """
    if is_report(article):
        return list(names)
    texts = [block.text for block in article.blocks]
    forms: dict[str, list[Name]] = defaultdict(list)
    for name in names:
        forms[fold(name.text)].append(name)
    beside = _listed(texts, names)
    things = frozenset(chain.from_iterable(map(_explained_things, texts)))
    kinds = {
        form: _kind(form, found, texts, listed=form in beside)
        for form, found in forms.items()
        if len({name.type for name in found}) == 1 and all(name.votes for name in found)
    }
    kinds |= {form: None for form in things & kinds.keys() if kinds[form] is not PERSON}
    kinds |= dict.fromkeys(_initials_of(form for form, kind in kinds.items() if not kind), None)
    return [
        name if name.type is kind else replace(name, type=kind)
        for name in names
        if (kind := kinds.get(fold(name.text), name.type))
    ]


def _initials_of(forms: Iterable[str]) -> Iterator[str]:
    """The acronyms that folded forms of several words have: "fgm"."""
    for form in forms:
        if form.count(" ") >= PAIR:
            yield "".join(word[0] for word in form.split())


def _explained_things(text: str) -> Iterator[str]:
    """The folded acronyms that a text explains as a method or a payment, and their words.

    In brackets, in any letters ("cognitive therapy (CT)"), or wherever their words stand as a name:
    "HRB gives money. The Holm Relief Benefit".
    """
    for match in METHOD.finditer(text):
        before = SHORTENS.findall(text[max(0, match.start() - FAR) : match.end()])
        acronym = (EXPLAINED.match(text, match.end()) or [""])[0].strip(" (),").removeprefix("or ")
        for n in range(len(before) - 1, -1, -1):
            said = before[n:]
            letters = _letters(said)
            as_name = before[n][0].isupper() or before[n] in LINKS
            if _says_what(fold(before[n])) or not (as_name or len(letters) <= len(acronym)):
                break
            whole = letters == acronym or (as_name and len(letters) >= SHORTEST)
            if whole and before[n] not in LINKS:
                yield from (letters.lower(), fold(" ".join(said)))


def _letters(said: Sequence[str]) -> str:
    """The first letters of some words, small ones apart, as capitals."""
    return "".join(word[0].upper() for word in said if word not in LINKS)


def _kind(
    form: str, found: Sequence[Name], texts: Sequence[str], *, listed: bool
) -> EntityType | None:
    """The kind of a form that is nobody's name: its own, an organization for a place, or none."""
    kind = found[0].type
    if kind is PERSON:
        return kind
    if _is_mere(found[0].text, kind) or _is_abbreviated_thing(found, texts):
        return None
    if known(form) or _mean(found, kind) < max(_mean(found, other) for other in EntityType):
        return kind  # the model didn't take it for one
    shown = sum(_is_shown(name, texts[name.block]) for name in found)
    if kind is PLACE:
        employs = _is_employer(form, found, texts)
        return ORGANIZATION if employs or (shown and _mean(found, kind) < WEAK) else PLACE
    things = sum(_is_of_a_thing(name, texts[name.block]) for name in found)
    if shown > things or listed or _says_what(form) or _mean(found, kind) >= DOUBTFUL:
        return kind
    last = form.rsplit(maxsplit=1)[-1]
    is_thing = things or last in words("wares") | words("methods") or _mean(found, kind) < LEAST
    return None if is_thing else kind


def _is_employer(form: str, found: Sequence[Name], texts: Sequence[str]) -> bool:
    """Whether somebody is a researcher with what is named as a body: "Larn Observatory"."""
    roles = (ROLE_OF.search(texts[n.block], max(0, n.start - WINDOW), n.start) for n in found)
    employs = any(role is not None and role[1] in humans() for role in roles)
    return employs and form.rsplit(maxsplit=1)[-1] in grammar("bodies")


def _is_mere(text: str, kind: EntityType) -> bool:
    """Whether a form is a word that is no name, or a people's adjective and what it has."""
    first, _, rest = text.partition(" ")
    if fold(text) in words("mere-words"):
        return True
    return (
        is_demonym(first)
        and words("body-words") >= set(fold(rest).split())
        and (bool(rest) or kind is PLACE)
    )


def _is_abbreviated_thing(found: Sequence[Name], texts: Sequence[str]) -> bool:
    """Whether an abbreviation is a thing's, and nothing shows a body's: "CCTV" are cameras."""
    if found[0].text not in words("abbreviated-things"):
        return False
    return not any(_is_shown(name, texts[name.block]) for name in found)


def _says_what(form: str) -> bool:
    """Whether a folded form says what the organization is, or is well known."""
    lists = (
        "organization-words",
        "organization-heads",
        "company-forms",
        "public-bodies",
        "outlet-words",
    )
    told = frozenset(chain.from_iterable(map(words, lists))) | pairs("party-forms").keys()
    return (
        form in words("brands")
        or form in pairs("organization-forms")
        or not told.isdisjoint(form.split())
    )


def _mean(found: Sequence[Name], kind: EntityType) -> float:
    """What the model's votes for the kind of a form are on average."""
    which = tuple(EntityType).index(kind)
    return sum(name.votes[which] for name in found) / len(found)


def _is_shown(name: Name, text: str) -> bool:
    """Whether what stands beside a name shows an organization: what it does, has, is or who has."""
    behind = BEHIND.match(text, name.end)
    if behind and (behind[2] in _doings() or not _of_organizations().isdisjoint(_nouns(behind))):
        return True
    before = text[max(0, name.start - WINDOW) : name.start]
    noun, role = NOUN.search(before), ROLE_OF.search(before)
    after = text[name.end : name.end + 1]
    if (IN_HEADLINE.search(before) and not after) or WHICH.match(text, name.end):
        return True
    if MADE_BY.search(before) or (
        noun and noun[1].removesuffix("s") in words("organization-nouns")
    ):
        return True
    if role and (role[1] in humans() or role[1] in BELONGS):
        return True
    is_a = IS_A.match(text, name.end)
    said = is_a[1].lower().split() if is_a else []
    return not words("organization-nouns").isdisjoint(said)


def _nouns(behind: re.Match[str]) -> Sequence[str]:
    """The words behind a name that may be nouns that it has: none beyond a small word."""
    first, second = behind[2], behind[3]
    return () if first in function_words() else (first, second) if second else (first,)


@cache
def _of_organizations() -> frozenset[str]:
    """What stands behind an organization's name: "shares", "correspondent", "newspaper"."""
    return words("organization-nouns") | words("owned-by-firms") | (humans() - words("seats"))


@cache
def _doings() -> frozenset[str]:
    """What organizations do: they say something, or hire somebody."""
    return frozenset(" ".join(words("speech-verbs")).split()) | words("organization-verbs")


def _is_of_a_thing(name: Name, text: str) -> bool:
    """Whether what stands beside a name shows a ware, a law, a test: its noun, weight or number."""
    behind = BEHIND.match(text, name.end)  # a maker has wares: "Holm's tents"
    before = text[max(0, name.start - WINDOW) : name.start]
    if behind and not behind[1] and not words("wares").isdisjoint(_nouns(behind)):
        return True
    if MEASURED.match(text, name.end) or USED.search(before):
        return True
    return bool(ARTICLE.search(before) and MODEL.match(text, name.end))


def _listed(texts: Sequence[str], names: Sequence[Name]) -> frozenset[str]:
    """The folded names that are listed with what is surely an organization, or in its bracket."""
    found = set[str]()
    for name, following in pairwise(names):
        both = name.block == following.block and name.type is following.type is ORGANIZATION
        if both and LISTED.fullmatch(texts[name.block], name.end, following.start):
            pair = ((name, following), (following, name))
            found |= {fold(one.text) for one, other in pair if other.votes[1:2] >= (DOUBTFUL,)}
    return frozenset(found)
