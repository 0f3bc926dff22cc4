"""Whose a body is that an article calls by a general name: "the Defense Ministry", "the Court"."""

import re
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from itertools import chain

from whodex.lexicon.lists import pairs, words
from whodex.lexicon.names import fold
from whodex.lexicon.places import (
    Known,
    country,
    country_name,
    country_of_city,
    governs,
    is_us_state,
    known,
)
from whodex.resolve.asked import thing
from whodex.resolve.bodies import CHAMBERS, CLUBS, Body, bare, body, chamber_of, owner
from whodex.resolve.chambers import (
    FAR,
    OF_THE_NATION,
    PARLIAMENTARY,
    STATE_CHAMBERS,
    is_of_a_state,
    is_of_the_nation,
    state,
    state_beside,
    sure_state,
)
from whodex.resolve.countries import country_of
from whodex.resolve.referents import ORGANIZATION, PLACE, Referent, key_of, of_one_article
from whodex.resolve.scene import Scene
from whodex.values.article import Article, BlockKind
from whodex.values.entities import Name

# "Russia’s Defense Ministry", "Ukraine's powerful Air Force", "the UK Supreme Court"
BEFORE = re.compile(r"\b([A-Z][\w.-]*(?:\s[A-Z][\w.-]*){0,3})(?:['’]s?\s(?:[a-z-]+\s){0,2}|\s)\Z")
BEHIND = re.compile(r"\sof\s(?:the\s)?([A-Z][\w.-]*(?:\s[A-Z][\w.-]*){0,3})")
SEAT = re.compile(r"\sin\s([A-Z]\w+(?:\s[A-Z]\w+)?)\b")  # "the Foreign Ministry in Oslo"
SEATED = frozenset({"assembly", "cabinet", "congress", "house", "ministry", "parliament", "senate"})
HOST = re.compile(r"\sin\s(?:the\s)?([A-Z]\w+(?:\s[A-Z]\w+){0,2})\b")
EMBASSIES = frozenset({"consulate", "embassy"})
UNITED_STATES = "united states"
ABROAD = frozenset({"national security council", "navy"})  # that of the States acts there, too
OPENING = re.compile(r"(?:The\s)?([A-Z][\w.]*(?:\s[A-Z][\w.]*)?)")
NEAR = 60  # letters beside a name in which its owner stands
SECTIONS = 2  # headings from which an article has parts, each about something of its own
SURELY = (
    2  # times that an article speaks of a country whose a body is that it calls by no other name
)
OWN = 3  # general words that name one body together: "Joint Water Commission"
MAIN = 3  # times as often as any other is the body named that "the University" means
NATIONAL = words("national-bodies")
OF_PARLIAMENTS = frozenset({"house"})  # what other things than bodies are called, too
OF_COUNTRIES = frozenset({"coast", "constitutional", "federal", "national", "supreme"})

Full = tuple[int, str]  # the position of a name, and the key of the body that it names in full


def owned(position: int, here: Scene) -> Iterator[Referent]:
    """Whose the body of a general name is: as the text beside it says, or the article."""
    name = here.names[position]
    key = key_of(ORGANIZATION, name.text)
    public = body(key)
    if public and public.owner and public.general in EMBASSIES:
        yield _referent(name, public.key, here)
    elif public and public.owner:
        if longer := _more_exactly(public, here):
            yield thing(ORGANIZATION, name.text, longer, here.collection)
    elif (committee := bare(key)).endswith(" committee") and _is_short(committee, here):
        yield from (_referent(name, full, here) for full in _meant(position, committee, here))
    elif public or key in words("organization-heads") - words("outlet-words") - CLUBS:
        yield from (_referent(name, full, here) for full in _meant(position, key, here))


def _is_short(key: str, here: Scene) -> bool:
    """Whether the article names a body in full whose name ends so."""
    return key in here.once(_fulls) or key in here.once(_generals)


def spelt_out(name: Name, key: str, here: Scene) -> Iterator[Referent]:
    """The body of a key for which a short form stands; of a general one, that of the article."""
    public = body(key)
    positions = here.once(_keyed).get(key, ()) if public and not public.owner else ()
    meant = _meant(positions[0], key, here) if positions else [key]
    yield from (_referent(name, full, here) for full in meant)


def _keyed(_: Article, names: Sequence[Name]) -> Mapping[str, Sequence[int]]:
    """Where organizations stand, by key."""
    found: dict[str, list[int]] = defaultdict(list)
    for position, name in enumerate(names):
        if name.type is ORGANIZATION:
            found[key_of(ORGANIZATION, name.text)].append(position)
    return found


def _referent(name: Name, key: str, here: Scene) -> Referent:
    """The body of a key, with whose it is if its name says nothing of that."""
    if key.partition(" of ")[0] in EMBASSIES:
        return _embassy(name, key, here)
    found = thing(ORGANIZATION, name.text, key, here.collection)
    public = body(key)
    if public and public.owner:
        found.whose = country_name(public.owner) or public.owner.title()
    elif key.endswith(_alone("", here)):
        found.wanted = found.wanted or of_one_article(name.text, here.article)
    return found


def _embassy(name: Name, key: str, here: Scene) -> Referent:
    """An embassy by its host, too, as the text behind it says, or the article; else the article's.

    That of a country in a capital is that in the other country.
    """
    by_place, by_key = here.once(_hosts)
    hosts = by_key.get(key, set())
    host = by_place.get((name.block, name.start)) or (next(iter(hosts)) if len(hosts) == 1 else "")
    hosted = f"{key} in {host}" if host else _alone(key, here)
    found = thing(ORGANIZATION, name.text, hosted, here.collection)
    if host:
        found.name = found.name or f"{name.text} in {country_name(host) or host.title()}"
    else:
        found.wanted = found.wanted or of_one_article(name.text, here.article)
    return found


def _hosts(
    article: Article, names: Sequence[Name]
) -> tuple[Mapping[tuple[int, int], str], Mapping[str, AbstractSet[str]]]:
    """Where embassies are by where their names stand, and where those of each key are."""
    by_place: dict[tuple[int, int], str] = {}
    by_key: dict[str, set[str]] = defaultdict(set)
    for name in names:
        public = body(key_of(ORGANIZATION, name.text)) if name.type is ORGANIZATION else None
        if public and public.general in EMBASSIES:
            text = article.blocks[name.block].text
            if match := HOST.match(text, name.end):
                host = key_of(PLACE, match[1])
                of_country = public.general == "embassy" and governs(match[1])
                host = country_of_city(match[1]) or host if of_country else host
                by_place[name.block, name.start] = host
                owner_ = public.owner or owner_beside(name, public.general, text)
                by_key[Body(public.general, owner_).key].add(host)
    return by_place, by_key


def _alone(key: str, here: Scene) -> str:
    """The key of a body of which nothing tells whose it is: it is that of its article."""
    return f"{key} in article {here.article.id}"


def _meant(position: int, key: str, here: Scene) -> Sequence[str]:
    """Keys of the bodies that a general name may mean in its place."""
    name = here.names[position]
    if beside := _beside(name, key, here):
        return [beside]
    sibling = here.once(siblings).get(position)
    if sibling is not None:
        general = key.removeprefix("state ")
        return [Body(general, sibling).key if sibling else _of_article(name, key, here)]
    fulls = here.once(_fulls).get(key, ())
    if near := _near(position, key, fulls, here):
        return [near]
    several = len({full for _, full in fulls}) > 1
    in_block = _longer_beside(position, key, here) if several else None
    if fulls and in_block is None:
        return _main(position, fulls)
    longer = {} if fulls else here.once(_generals).get(key, {})
    first = next(iter(longer.values())) if len(longer) == 1 else in_block
    if first is None:
        return [_of_article(name, key, here)]
    return _meant(first, key_of(ORGANIZATION, here.names[first].text), here)


def _beside(name: Name, key: str, here: Scene) -> str:
    """The body of whom the text names right beside it, or of "the state"; else nothing."""
    whose = owner_beside(name, key, here.text(name.block))
    if state_beside(name, key, here):
        return _chamber(key, whose if is_us_state(whose) else here.once(state), here)
    return Body(key, whose).key if whose else ""


def _of_article(name: Name, key: str, here: Scene) -> str:
    """The body of the state or country that an article is about; else that of the article."""
    if is_of_a_state(name, key, here):
        return _chamber(key, sure_state(here), here)
    of_one = pairs("bodies-of-one")
    whose = of_one.get(key) or of_one.get(fold(name.text), "")
    if not whose and _is_national(key):
        whose = _country(key, here)
        whose = "" if _is_anothers(key, whose, here) else whose
    of_nation = not whose and is_of_the_nation(name, key, here)
    about = here.once(perhaps_about)
    if of_nation and (about in {"", UNITED_STATES} or not _has(key, about)):
        whose = UNITED_STATES
    if whose and whose not in pairs("bodies-of-states").get(key, "").split("; "):
        return Body(key, whose).key
    return key if len(key.split()) >= OWN else _alone(key, here)


def _has(key: str, whose: str) -> bool:
    """Whether a country has a chamber such as that of a key, or whose committee it is."""
    listed = pairs("chambers-of-states").get(chamber_of(key) or key)
    return listed is None or whose in listed.split("; ")


def _is_anothers(key: str, whose: str, here: Scene) -> bool:
    """Whether a chamber or a navy may well not be that of the country that an article is about.

    That has none, or the article speaks of the United States nearly as often.
    """
    may_be = (chamber_of(key) or key) in pairs("chambers-of-states") or key in ABROAD
    other = may_be and bool(whose) and whose != UNITED_STATES
    return other and (not _has(key, whose) or here.once(mostly_about) != whose)


def _chamber(key: str, whose: str, here: Scene) -> str:
    """The chamber of a state; that of the article, where it isn't clear of which."""
    general = key.removeprefix("state ")
    return Body(general, whose).key if whose else _alone(general, here)


def _country(key: str, here: Scene) -> str:
    """The country that an article is about, unless it names another's parliament beside."""
    about = here.once(surely_about)
    if key not in CHAMBERS:
        return about
    parliament = here.once(_parliament)
    return "" if about and parliament and about != parliament else about or parliament


def _parliament(article: Article, names: Sequence[Name]) -> str:
    """The only country of whose parliament an article names a chamber in full, or nothing."""
    fulls = chain.from_iterable(_fulls(article, names).values())
    bodies = filter(None, (body(full) for _, full in fulls))
    owners = {public.owner for public in bodies if public.general in CHAMBERS}
    return next(filter(country_name, owners), "") if len(owners) == 1 else ""


def _near(position: int, key: str, fulls: Sequence[Full], here: Scene) -> str:
    """The only body named in full before in its paragraph, or in its section; or the heading's."""
    block = here.names[position].block
    before = {full for n, full in fulls if here.names[n].block == block and n < position}
    section = _section(block, here) or range(0)
    around = {full for n, full in fulls if here.names[n].block in section}
    for found in (before, around):
        if len(found) == 1:
            return found.pop()
    whose = _opening(here.text(section.start)) if section and not around else ""
    return Body(key, whose).key if whose and _is_national(key) else ""


def _longer_beside(position: int, key: str, here: Scene) -> int | None:
    """Where a paragraph names the only body that ends so, by a general name: "the Supreme Court".

    A long one of its own there is another.
    """
    block = here.names[position].block
    near = here.once(_by_block).get(block, ())
    longer = {own: n for n, own in reversed(near) if own.endswith(f" {key}")}
    others = (n for n, full in here.once(_fulls).get(key, ()) if here.names[n].block == block)
    if len(longer) != 1 or next(others, None) is not None:
        return None
    return next(iter(longer.values()))


def _by_block(_: Article, names: Sequence[Name]) -> Mapping[int, Sequence[Full]]:
    """The organizations of each block: where they stand, and their keys."""
    found: dict[int, list[Full]] = defaultdict(list)
    for position, name in enumerate(names):
        if name.type is ORGANIZATION:
            found[name.block].append((position, key_of(ORGANIZATION, name.text)))
    return found


def _main(position: int, fulls: Sequence[Full]) -> Sequence[str]:
    """The only body that an article names in full, or has named so far, or names most; or all."""
    named = Counter(full for _, full in fulls)
    so_far = {full for n, full in fulls if n < position}
    (first, most), (_, next_most) = (*named.most_common(2), ("", 0))[:2]
    if len(named) == 1 or most >= MAIN * next_most:
        return [first]
    return [*so_far] if len(so_far) == 1 else [*named]


def _is_national(key: str) -> bool:
    parts = key.split()
    ends = {parts[0], parts[-1]} if parts[-1] == "committee" else {parts[-1]}
    return not ends.isdisjoint(NATIONAL) or not OF_COUNTRIES.isdisjoint(parts)


def _more_exactly(public: Body, here: Scene) -> str:
    """The only body of one owner whose name ends so: "Chess Federation" of "Federation"."""
    if " " in public.general or public.general in NATIONAL:
        return ""
    fulls = here.once(_fulls).get(public.general, ())
    own = {full for _, full in fulls if full.endswith(f" of {public.owner}")} - {public.key}
    return own.pop() if len(own) == 1 else ""


def owner_beside(name: Name, key: str, text: str) -> str:
    """Whose a body is by the words right before or behind its name; nothing where they don't say.

    What a capital has is its country's, if only countries have it.
    """
    behind = BEHIND.match(text, name.end, name.end + NEAR)
    if behind and (whose := _first_owner(behind[1].split())):
        return whose
    seat = SEAT.match(text, name.end) if key.rpartition(" ")[2] in SEATED else None
    if seat and governs(seat[1]):
        return country(seat[1]) or country_of_city(seat[1]) or ""
    if seat and known(seat[1]) is Known.REGION:
        return owner(fold(seat[1]))
    before = BEFORE.search(text, max(0, name.start - NEAR), name.start)
    whose = _last_owner(before[1].split()) if before else ""
    if whose and governs(whose) and key.rpartition(" ")[2] in NATIONAL:
        return country_of_city(whose) or whose if country_name(whose) is None else whose
    return whose


def _first_owner(parts: Sequence[str]) -> str:
    ends = range(len(parts), 0, -1)
    return next(filter(None, (owner(fold(" ".join(parts[:n]))) for n in ends)), "")


def _last_owner(parts: Sequence[str]) -> str:
    starts = range(len(parts))
    return next(filter(None, (owner(fold(" ".join(parts[n:]))) for n in starts)), "")


def surely_about(article: Article, names: Sequence[Name]) -> str:
    """The country, folded, that an article is plainly about; empty where none is."""
    return country_of(article, tuple(names), SURELY)


def mostly_about(article: Article, names: Sequence[Name]) -> str:
    """The country of which an article speaks far more often than of any other."""
    return country_of(article, tuple(names), SURELY, MAIN)


def perhaps_about(article: Article, names: Sequence[Name]) -> str:
    """The country that an article speaks of most, if only once."""
    return country_of(article, tuple(names))


def _fulls(article: Article, names: Sequence[Name]) -> Mapping[str, Sequence[Full]]:
    """Where bodies are named in full, by every end of what their names say before "of".

    What has a name of its very own isn't meant by an end that stood below the headline before it:
    "Congress" is not the later "Reconstruction Congress".
    """
    found: dict[str, list[Full]] = defaultdict(list)
    stood = set[str]()
    older: dict[str, AbstractSet[str]] = {}
    for position, name in enumerate(names):
        if name.type is not ORGANIZATION:
            continue
        key = key_of(ORGANIZATION, name.text)
        if article.blocks[name.block].kind is not BlockKind.TITLE:
            stood.add(key)
        public = body(key)
        if public and not public.owner:
            whose = owner_beside(name, key, article.blocks[name.block].text)
            if not whose:
                continue
            key = Body(key, whose).key
        older.setdefault(key, frozenset() if public else frozenset(stood))
        for end in _ends(key) - {key} - older[key]:
            found[end].append((position, key))
    return found


def _ends(key: str) -> set[str]:
    """What a body may go by: any end of what its name says before "of", or a general name in it.

    A house is called so if it is one of a parliament's: not the White House.
    """
    parts = key.split(" of ", 1)[0].split()
    ends = {" ".join(parts[n:]) for n in range(len(parts))} | _general_ends(key)
    return ends if body(key) else ends - OF_PARLIAMENTS


def _general_ends(key: str) -> set[str]:
    """What ends a name of its own and is a general name: "Court of Justice" of the European one."""
    parts = key.split()
    rest = (body(" ".join(parts[n:])) for n in range(1, len(parts)))
    return {public.general for public in rest if public and not public.owner}


def _generals(article: Article, names: Sequence[Name]) -> Mapping[str, Mapping[str, int]]:
    """The longer general names that end in one, each with where it first stands.

    "House Judiciary Committee" by "judiciary committee" and "committee". A chamber that stood below
    the headline before is another: "the House" is not the later "House of Lords".
    """
    found: dict[str, dict[str, int]] = defaultdict(dict)
    stood = set[str]()
    for position, name in enumerate(names):
        key = key_of(ORGANIZATION, name.text) if name.type is ORGANIZATION else ""
        public = body(key)
        if public and not public.owner:
            parts = key.split()
            for end in (" ".join(parts[n:]) for n in range(1, len(parts))):
                if key in found[end] or end not in stood:
                    found[end].setdefault(key, position)
            if key in CHAMBERS and article.blocks[name.block].kind is not BlockKind.TITLE:
                stood.add(key)
    return found


def _sections(article: Article, _: Sequence[Name]) -> Sequence[int]:
    """The blocks at which the parts of an article begin, if it has several."""
    kinds = [block.kind for block in article.blocks]
    headings = [n for n, kind in enumerate(kinds) if kind is BlockKind.HEADING]
    return headings if len(headings) >= SECTIONS else []


def _section(block: int, here: Scene) -> range | None:
    """The blocks of the part in which a block stands, its heading first."""
    starts = here.once(_sections)
    n = bisect_right(starts, block)
    return range(starts[n - 1], [*starts, len(here.article.blocks)][n]) if n else None


def _opening(heading: str) -> str:
    """The country with which a heading opens: "China calls on both sides to wait"."""
    match = OPENING.match(heading)
    parts = match[1].split() if match else []
    whose = _first_owner(parts) if parts else ""
    return whose if country_name(whose) else ""


def siblings(article: Article, names: Sequence[Name]) -> Mapping[int, str]:
    """Whose a bare chamber is, by position: of whom the paragraph has just named one in full.

    "The Iowa House voted. The Senate will." Nobody's for now, where it then spoke of Congress, nor
    where another country stands between.
    """
    found: dict[int, str] = {}
    block, whose = -1, None
    for position, name in enumerate(names):
        if name.block != block:
            block, whose = name.block, None
        if name.type is PLACE and country(name.text) not in {None, whose}:
            whose = None
        key = key_of(ORGANIZATION, name.text) if name.type is ORGANIZATION else ""
        public = body(key) if key else None
        if public is None or public.general not in PARLIAMENTARY:
            continue
        text = article.blocks[name.block].text
        if beside := public.owner or owner_beside(name, key, text):
            whose = beside
        elif whose is not None:
            before = text[max(0, name.start - FAR) : name.start]
            is_nations = public.general not in STATE_CHAMBERS or OF_THE_NATION.search(before)
            whose = "" if is_us_state(whose) and is_nations else whose
            found[position] = whose
    return found
