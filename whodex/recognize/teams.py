"""Teams that are called like their towns and countries: who scores, wins and is played against.

"England beat Turkey" in a report of a match names two teams; "the final in England" names none.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from whodex.lexicon.lists import pairs, words
from whodex.lexicon.names import fold
from whodex.lexicon.places import Known, country, known
from whodex.recognize.listed import lists
from whodex.recognize.sports import is_of_sport, is_report, sport_of
from whodex.values.article import Article, EntityType
from whodex.values.entities import Name

PERSON, ORGANIZATION, PLACE = EntityType

OF_TEAMS = frozenset(
    {"american football", "baseball", "basketball", "cricket", "ice hockey", "rugby", "soccer"}
)
EVIDENCE = "team"
FAR = 40  # letters beside a name in which its signs stand

PLAYED = re.compile(
    r"\b(?:against|versus|vs?\.?|scrape[ds]?\spast"
    r"|beat(?:s|ing|en\sby)?|defeat(?:s|ed|ing)?(?:\s(?:by|to))?|los[est]+\sto|dr[ae]w[sn]?\swith"
    r"|(?:win|victory|triumph)\sover|(?:play|played|playing|plays|scored|scoring|signed)\sfor)"
    r"\s(?:the\s)?(?:[\w-]+\s)?\Z"
    r"|\A(?-i:[A-Z][A-Z. ]*\sAT\s)\Z",
    re.IGNORECASE,
)
PLAYED_FOR = re.compile(
    r"\b(?:play(?:s|ed|ing)?|scor(?:es|ed|ing)|sign(?:s|ed|ing)?|striker|midfielder|goalkeeper|winger)"
    r"\s(?:for|with)\s\Z"
)
PLAYER_OF = re.compile(r"\b([a-z]+)\s(?:of|for)\s\Z")
BEHIND = re.compile(r"(['’]s?)?\s(?:([a-z][a-z-]*)(?:[\s-]([a-z][a-z-]*))?|([A-Z]{2,}))")
# "Larn 59 76 .437", "Larn 228-9 in 50 overs", "Larn - 1 - Ada Holm", or alone in its line
ROW = re.compile(r"(?:\s-)?(?:\s\([^()]{1,20}\))?\s\d{1,3}\b(?!\s[a-z])|[\s:.]*\Z")
AGAINST = re.compile(r"\s(?:AT|v|vs)\.?\s")
SCORE = re.compile(r"\s\d{1,3}\s?[-–:]\s?\d{1,3}\Z")
WHERE = re.compile(
    r"(?:\b(?:in|at|from|near|of|outside|around|across|into|through|within|throughout|inside)"
    r"\s(?:the\s)?(?:[a-z]+ern\s)?|\()\Z",
    re.IGNORECASE,
)
ADDRESS = re.compile(r",\s[A-Z]|-(?:based|born)\b")
SECOND = re.compile(r"\s([A-Z][a-z]+)\b(?!\s[A-Z])")
ITS_OWN = re.compile(r"['’]s?\s(?:[a-z-]+\s)?[A-Z][a-z]")  # "Turkey's Ada Holm"


def teams(article: Article, names: Sequence[Name]) -> list[Name]:
    """Return the names of an article, its places that are shown as teams as organizations.

    What is shown as a team at one place is one wherever nothing shows the place. In other articles
    with a word of sport it must be said at the place; in those without, states are no teams.
    """
    texts = [block.text for block in article.blocks]
    sport = sport_of(article)
    names = [_without_score(name) if sport in OF_TEAMS else name for name in names]
    if sport not in OF_TEAMS or not is_report(article):
        return [_told(name, sign=_in_passing(name, texts[name.block], sport)) for name in names]
    found: list[tuple[Name, bool | None]] = []
    for listed in lists(texts, names):
        signs = [_is_team(name, texts[name.block]) for name in listed]
        if True in signs:
            signs = [True if sign is None else sign for sign in signs]
        for n, (town, region) in enumerate(pairwise(listed), start=1):
            if (
                signs[n - 1] is False
                and known(region.text) is Known.REGION
                and not country(town.text)
            ):
                signs[n] = False  # "Fort Worth, Texas"
        found += zip(listed, signs, strict=True)
    shown = {fold(name.text) for name, sign in found if sign}
    return [
        _told(name, sign=True if sign is None and fold(name.text) in shown else sign)
        for name, sign in found
    ]


def _without_score(name: Name) -> Name:
    """A team without the result that stands right behind it: "Larn 43–5"."""
    score = SCORE.search(name.text)
    if score is None:
        return name
    return replace(name, end=name.end - len(score[0]), text=name.text[: score.start()])


def with_second_name(texts: Sequence[str], names: Sequence[Name]) -> list[Name]:
    """Return names in order, with the second names of teams that go by a place's: "Utah Jazz"."""
    starts = {(name.block, name.start) for name in names}
    found = []
    for name in names:
        text = texts[name.block]
        second = SECOND.match(text, name.end)
        called = pairs("teams-in-the-singular").get(fold(name.text), "").split()
        if second and second[1].lower() in called and (name.block, second.start(1)) not in starts:
            end = second.end(1)
            team = replace(name, end=end, text=text[name.start : end], type=ORGANIZATION)
            found.append(replace(team, evidence=EVIDENCE))
        else:
            found.append(name)
    return found


def _told(name: Name, *, sign: bool | None) -> Name:
    """A town or a country as the team that it is shown as; a country that is none as one."""
    if sign and (name.type is PLACE or (name.type is ORGANIZATION and known(name.text))):
        return replace(name, type=ORGANIZATION, evidence=EVIDENCE)
    settled = name.evidence in {"register", "body of a country"}
    if sign is False and name.type is ORGANIZATION and known(name.text) is Known.REGION:
        return name if settled else replace(name, type=PLACE)
    return name


def _in_passing(name: Name, text: str, sport: str) -> bool | None:
    """Whether a name is a team's in an article that reports no match of a `sport`, or of none."""
    if sport in OF_TEAMS:
        return _is_played_for(name, text) or None
    return None if sport else False


def _is_played_for(name: Name, text: str) -> bool:
    """Whether a name is a team's even in an article of something else: "scored for Larn"."""
    if name.evidence in {"dateline", "register"} or country(name.text):
        return False
    if PLAYED_FOR.search(text, max(0, name.start - FAR), name.start):
        return not ADDRESS.match(text, name.end)
    behind = BEHIND.match(text, name.end)
    player = behind and behind[2] and not behind[1] and behind[2].removesuffix("s")
    return player in words("club-people") and is_of_sport(player)


def _is_team(name: Name, text: str) -> bool | None:
    """Whether a name is a team's where it stands; None where nothing tells."""
    if name.evidence in {"dateline", "register"}:
        return False
    before = text[max(0, name.start - FAR) : name.start]
    after = text[name.end : name.end + FAR]
    role = PLAYER_OF.search(before)
    if PLAYED.search(before) or (role and role[1] in words("club-people")):
        return True
    if WHERE.search(before) or ADDRESS.match(after):
        return False
    if AGAINST.match(after) or (not before.strip() and ROW.match(after)):
        return True
    if country(name.text) and ITS_OWN.match(after):
        return False
    return _has_players(after) or None


def _has_players(after: str) -> bool:
    """Whether who is named before a text plays, or has what only teams have: players, goals."""
    behind = BEHIND.match(after)
    if behind is None:
        return False
    said = [word.lower() for word in behind.groups()[1:] if word]
    plays = not behind[1] and said[0] in words("sport-verbs")
    owned = words("club-people") | (words("team-nouns") if behind[1] else frozenset())
    return plays or any(word.removesuffix("s") in owned for word in said)
