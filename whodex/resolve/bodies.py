"""Bodies that every country has: a ministry, a court, an army is somebody's."""

import re
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from whodex.lexicon.lists import pairs, words
from whodex.lexicon.places import Known, country, country_of_people, known

SMALL = frozenset({"and", "for", "of", "on", "the", "to"})
SHORTER = {
    "foreign affairs": "foreign",
    "representatives house": "house",
    "treasury department": "treasury",
}  # as the news say
CHAMBERS = frozenset({"assembly", "congress", "house", "parliament", "senate"})
CLUBS = frozenset({"rovers", "united", "wanderers"})  # heads that name a club by themselves
SHORTEST = 3  # letters of a country's name that a possessive may end, its apostrophe folded away


COMMITTEE = re.compile(
    r"(?P<of>house|senate)(?: of representatives)? (?:(?:joint|permanent|select|special) )*"
    r"(?:committee (?:for|of|on) (?P<behind>.+)|(?P<before>.+) committee)"
)


class Body(NamedTuple):
    """A body by its general name, its head last, and by its owner, where the name says that."""

    general: str
    owner: str

    @property
    def key(self) -> str:
        """What all forms share that name the body with its owner."""
        return f"{self.general} of {self.owner}" if self.owner else self.general


@cache
def body(folded: str) -> Body | None:
    """Take a public body's folded name apart; None where the name is its very own."""
    parts = folded.removeprefix("the ").split()
    if bare(folded) in _bodies_of_one_name():
        return None
    if general := _general(parts):
        return Body(general, "")
    for n in range(len(parts) - 1, 0, -1):
        if (whose := owner(" ".join(parts[:n]))) and (general := _general(parts[n:])):
            return Body(general, whose)
        rest = parts[:-n]
        while rest and rest[-1] in {"of", "the"}:
            rest = rest[:-1]
        whose = owner(" ".join(parts[-n:])) if len(rest) < len(parts) - n else ""
        if whose and (general := _general(rest)):
            return Body(general, whose)
    return None


@cache
def _bodies_of_one_name() -> frozenset[str]:
    """The names that acronyms stand for the world over: "central intelligence agency"."""
    return frozenset(map(bare, pairs("organization-forms").values()))


def bare(folded: str) -> str:
    """Return a folded name without its small words."""
    return " ".join(word for word in folded.split() if word not in SMALL)


def _general(parts: list[str]) -> str:
    """A name that is made of general words alone, a leading head put last; else nothing.

    Or that of a committee, whatever it is on.
    """
    if committee := COMMITTEE.fullmatch(" ".join(parts)):
        subject = committee["behind"] or committee["before"]
        return f"{committee['of']} {bare(subject)} committee"
    heads = words("public-bodies")
    content = [word for word in parts if word not in SMALL]
    if is_of_party(content):
        content = content[1:]  # the Republican Senate is the Senate
    if not heads.intersection(content) or not heads | words("body-words") >= set(content):
        return ""
    if parts[0] in heads and parts[-1] != parts[0] and "of" in parts:
        content = [*content[1:], content[0]]
    named = " ".join(pairs("spellings").get(word, word) for word in content)
    for long, short in SHORTER.items():
        named = named.replace(long, short)
    return named


def chamber_of(general: str) -> str:
    """The chamber whose committee a general name is: "house" of "house judiciary committee"."""
    return general.partition(" ")[0] if COMMITTEE.fullmatch(general) else ""


def is_of_party(parts: Sequence[str]) -> bool:
    """Whether a party's adjective stands before a chamber, as in "the Republican Senate"."""
    return (
        len(parts) > 1
        and parts[-1] in CHAMBERS | {"government"}
        and parts[0] in pairs("party-forms")
    )


@cache
def owner(folded: str) -> str:
    """Whose a body is that such a word stands before, folded: "Iraqi", "Iraq's", "Kerala"."""
    if set(folded.split()) & (words("body-words") | words("public-bodies")):
        return ""
    if named := country_of_people(folded.capitalize()) or country(folded):
        return named
    bare = folded.removesuffix("s")
    if bare != folded and len(bare) >= SHORTEST and (named := country(bare)):
        return named
    return folded if known(folded) >= Known.CITY else ""
