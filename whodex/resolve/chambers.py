"""Chambers of states: "the Senate" in the news of a statehouse is not that of the United States."""

import re
from collections import Counter
from collections.abc import Sequence

from whodex.lexicon.english import SENTENCE_END
from whodex.lexicon.names import fold
from whodex.lexicon.places import is_us_state
from whodex.resolve.bodies import CHAMBERS, body, chamber_of
from whodex.resolve.referents import ORGANIZATION, PLACE, key_of
from whodex.resolve.scene import Scene
from whodex.values.article import Article
from whodex.values.entities import Name

STATE_CHAMBERS = frozenset(
    {"assembly", "general assembly", "house", "house of delegates", "legislature", "senate"}
)
PARLIAMENTARY = STATE_CHAMBERS | CHAMBERS | {"representatives house", "general assembly"}
OF_A_STATE = re.compile(
    r"\b(?:[Ss]tatehouse|[Ss]tate\s(?:Sen\.|Rep\.|[Ll]egislat\w+|[Ll]awmakers?|[Cc]apitol|House|Senate|[Ss]enators?"
    r"|[Rr]epresentatives?|Assembly\w*))(?!\w)"
)
OF_THE_NATION = re.compile(
    r"\b(?:Congress\w*|Capitol\sHill|U\.?S\.?\s(?:House|Senate|Sen|Rep)\w*|[Ff]ederal)\b"
)
STATE_BESIDE = re.compile(r"\b[Ss]tate(?:['’]s)?\s\||\|\sof\sthe\s(?:U\.?S\.?\s)?state\b")
OF_ONE = re.compile(  # "Kansas lawmakers"; the state's name is looked up
    r"\b((?:[A-Z][a-z]+\s)?[A-Z][a-z]+)(?:['’]s?)?\s(?:lawmakers|legislators|state\ssenators"
    r"|House|Senate|Assembly|Legislature)\b"
)
FAR = 120  # letters beside a chamber in which its state stands, or the nation's is spoken of
CLEARLY = 2  # times as often as any other is the state named whose chambers an article speaks of


def state_beside(name: Name, key: str, here: Scene) -> bool:
    """Whether the text says right beside a chamber that it is a state's: "the state Senate"."""
    text = here.text(name.block)
    near = f"{text[max(0, name.start - FAR) : name.start]}|{text[name.end : name.end + FAR]}"
    general = key.removeprefix("state ")
    return general in STATE_CHAMBERS and (general != key or STATE_BESIDE.search(near) is not None)


def is_of_a_state(name: Name, key: str, here: Scene) -> bool:
    """Whether a chamber is of the state whose legislature an article is about; not the nation's."""
    of_states, of_nation = here.once(_spoken_of)
    before = here.text(name.block)[max(0, name.start - FAR) : name.start]
    return (
        (chamber_of(key) or key) in STATE_CHAMBERS
        and of_states > of_nation
        and not OF_THE_NATION.search(before)
    )


def sure_state(here: Scene) -> str:
    """The state that an article is about, if it doesn't speak of the nation's chambers too."""
    _, of_nation = here.once(_spoken_of)
    return "" if of_nation else here.once(state)


def _spoken_of(article: Article, _: Sequence[Name]) -> tuple[int, int]:
    """How often an article speaks of a state's legislature, and of the nation's."""
    texts = [block.text for block in article.blocks]
    found = (form for text in texts for form in OF_ONE.findall(text))
    of_one = (is_us_state(fold(form.removeprefix("The "))) for form in found)
    return (
        sum(len(OF_A_STATE.findall(text)) for text in texts) + sum(of_one),
        sum(len(OF_THE_NATION.findall(text)) for text in texts),
    )


def state(article: Article, names: Sequence[Name]) -> str:
    """The state of the United States that an article clearly names most; empty where none is.

    In the names of its chambers, too.
    """
    (first, most), (__, next_most) = (*_states(article, names).most_common(2), ("", 0), ("", 0))[:2]
    return first if most >= CLEARLY * next_most else ""


def is_of_the_nation(name: Name, key: str, here: Scene) -> bool:
    """Whether a chamber is Congress, or is spoken of with it, where states of the nation are named.

    In the sentence itself, where the article speaks of a state's legislature, too. Or a committee
    of a chamber, where Congress is spoken of or no state is.
    """
    before = here.text(name.block)[max(0, name.start - FAR) : name.start]
    of_states, of_nation = here.once(_spoken_of)
    if of_states:
        before = SENTENCE_END.split(before)[-1]
    if chamber_of(key):
        return of_nation > 0 or here.once(_states).keys() <= {"washington"}
    said = OF_THE_NATION.search(before) or (not of_states and here.once(_is_of_congress))
    national = key == "congress" or (key in CHAMBERS and said)
    return bool(national) and bool(here.once(_states))


def _is_of_congress(_: Article, names: Sequence[Name]) -> bool:
    """Whether an article names Congress, or a committee of one of its chambers."""
    keys = (key_of(ORGANIZATION, name.text) for name in names if name.type is ORGANIZATION)
    return any(key == "congress" or chamber_of(key) for key in keys)


def _states(_: Article, names: Sequence[Name]) -> Counter[str]:
    """How often names are those of states of the United States, and of chambers of each."""
    places = (key_of(PLACE, name.text) for name in names if name.type is PLACE)
    return Counter(filter(is_us_state, (*places, *map(_owner, names))))


def _owner(name: Name) -> str:
    """Whose the chamber is that a name names in full; nothing where it is none."""
    public = body(key_of(ORGANIZATION, name.text)) if name.type is ORGANIZATION else None
    return public.owner if public and public.general in PARLIAMENTARY else ""
