"""What the search box looks names up in, and what was said by whom, cut to be loaded in pieces.

The names that stand in most articles are in one file. Where there are more names, a second file
holds all their words, and small ones, cut by the first letters, what the words lead to: a reader
loads the few that a query needs, however large the collection is.
"""

import hashlib
import json
import re
import unicodedata
from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from string import ascii_lowercase
from typing import TypeVar

from whodex.collect.book import Book
from whodex.collect.naming import FOLDERS, address
from whodex.collect.profile import Profile
from whodex.values.article import EntityType

TOP = 250  # names in the first file
SHARD = 250  # names in the others; a word that more have leads to those in most articles
MANY_WORDS = 15_000  # from here on the words of names are loaded by their first letters
NEAR = 3  # organizations by which a name can be found: "Burns CIA"
LONGEST_WORDS = 90
# Letters that no accent can be taken off, and signs inside words.
PLAIN = {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "ı": "i", "æ": "ae", "œ": "oe", "ß": "ss"}
PLAIN |= dict.fromkeys("'’‘ʼʿʾ`", "")
TO_PLAIN = str.maketrans(PLAIN)
WORD = re.compile(r"[^\W_]+")  # letters and digits
SHORT = len("bin")  # such a word also stands in one with the next: "al-Hayya", "alHayya"

Thing = TypeVar("Thing", bound=Hashable)
Row = tuple[int, str, str, list[str], str, list[str], int, str]


def lookup(book: Book) -> dict[str, str]:
    """Return the files by path: `data/names/` and `data/said/`, both read by docs/assets.

    `data/names/top.json` holds names, `[kind, id, name, other forms, description, organizations,
    articles, label]`, whether they are all, the rules by which names are taken apart, and whether
    any article has tags. If the names aren't all, `words-<n>.json` have the words of all, grouped
    by first letters that `words.json` says, and other files the names that have a word which begins
    so: `words.json` says which. `data/said/files.json` says in which file beside it a speaker
    stands, by how the label begins; there are `[words, address, paragraph, title, source, date]` of
    each quote.
    """
    label = book.filter_names
    found = sorted(
        book.profiles.values(),
        key=lambda about: (-len(about.appearances), -about.mention_count, about.entity.id),
    )
    rows = [_row(about, label[about.entity.id]) for about in found]
    return {**_names(rows, tagged=bool(book.tag_names)), **_said(found, label)}


def words(text: str) -> list[str]:
    """Return the words of a name as one may type them: no accents, no apostrophes, no capitals.

    A short word also stands in one with the next: "al-Hayya" is al, hayya and alhayya. What is
    typed is taken apart in the browser by the same rules, which it gets with the names.
    """
    bare = text.lower()
    if not bare.isascii():
        marked = unicodedata.normalize("NFKD", bare)
        bare = "".join([c for c in marked if not unicodedata.category(c).startswith("M")])
    found = WORD.findall(bare.translate(TO_PLAIN))
    return found + [a + b for a, b in pairwise(found) if len(a) <= SHORT]


def _row(about: Profile, label: str) -> Row:
    """Say of a name what the search shows and finds it by."""
    entity = about.entity
    known = set(words(entity.name))
    forms: list[str] = []
    for form in entity.aliases:
        if not known.issuperset(words(form)):
            known.update(words(form))
            forms.append(form)
    described = about.descriptions[0].text if about.descriptions else ""
    if len(described) > LONGEST_WORDS:
        described = described[:LONGEST_WORDS].rsplit(" ", 1)[0] + " …"
    is_person = entity.type is EntityType.PERSON
    near = about.company(EntityType.ORGANIZATION)[:NEAR] if is_person else ()
    return (
        list(FOLDERS).index(entity.type),
        entity.id,
        entity.name,
        forms,
        described,
        [other.entity.name for other in near],
        len(about.appearances),
        "" if label == entity.name else label,
    )


def _names(rows: Sequence[Row], *, tagged: bool) -> dict[str, str]:
    """Write the names, those in most articles first, and the shards where they are many."""
    complete = len(rows) <= TOP
    kinds = [(kind.value.capitalize(), folder) for kind, folder in FOLDERS.items()]
    rules = {"kinds": kinds, "plain": PLAIN, "short": SHORT}
    top = {"complete": complete, "tagged": tagged, "rules": rules, "names": rows[:TOP]}
    files = {"data/names/top.json": _json(top)}
    if complete:
        return files
    bearers: dict[str, list[int]] = defaultdict(list)
    for n, (_, _, name, forms, *_) in enumerate(rows):
        for word in {word for form in (name, *forms) for word in words(form)}:
            bearers[word].append(n)
    most = {word: found[:SHARD] for word, found in sorted(bearers.items())}
    shards = {}
    for prefix, found in _shards("", most):
        inside = sorted((rows[n] for n in found), key=lambda row: (row[2], row[1]))
        shards[prefix] = _file(prefix)
        files[f"data/names/{shards[prefix]}.json"] = _json(inside)
    groups = ascii_lowercase if len(most) > MANY_WORDS else ""
    files["data/names/words.json"] = _json({"shards": shards, "groups": groups})
    grouped: dict[int, list[str]] = {n: [] for n in range(len(groups) + 1)}
    for word in most:
        at = groups.find(word[0])
        grouped[at if at >= 0 else len(groups)].append(word)
    for n, group in grouped.items():
        files[f"data/names/words-{n}.json"] = _json(_front_coded(group))
    return files


def _shards(
    prefix: str, bearers: Mapping[str, Sequence[Thing]]
) -> Iterator[tuple[str, set[Thing]]]:
    """Cut words by their first letters until what they lead to fits into a file.

    The cut depends on nothing but the names that begin so: a new article changes few files.
    """
    rows = {n for found in bearers.values() for n in found}
    if len(rows) <= SHARD or set(bearers) == {prefix}:
        yield prefix, rows
        return
    groups: dict[str, dict[str, Sequence[Thing]]] = defaultdict(dict)
    for word, found in bearers.items():
        groups[word[: len(prefix) + 1]][word] = found
    for longer, group in groups.items():
        if longer == prefix:
            yield prefix, set(group[prefix])
        else:
            yield from _shards(longer, group)


def _file(prefix: str) -> str:
    """Name the file of a prefix so that every file system takes it."""
    return "-" + "".join(c if c.isascii() else f"_{ord(c):x}" for c in prefix)


def _front_coded(sorted_words: Iterable[str]) -> str:
    """Write each word as the number of letters that it shares with the one before, and the rest."""
    parts, before = [], ""
    for word in sorted_words:
        same = 0
        while same < min(len(word), len(before), 9) and word[same] == before[same]:
            same += 1
        parts.append(f"{same}{word[same:]}")
        before = word
    return " ".join(parts)


def _said(profiles: Iterable[Profile], label: Mapping[str, str]) -> dict[str, str]:
    """Write who said what, cut by how the speakers' labels begin."""
    quotes = {
        label[about.entity.id]: [
            (
                said.quote.text,
                address(said.article),
                said.quote.block,
                said.article.title,
                said.article.source,
                said.article.published.isoformat() if said.article.published else None,
            )
            for said in about.quotes
        ]
        for about in sorted(profiles, key=lambda about: about.entity.id)
        if about.quotes
    }
    numbered = {who: [(who, n) for n in range(len(said))] for who, said in quotes.items()}
    files, names = {}, {}
    for prefix, found in _shards("", numbered) if numbered else ():
        names[prefix] = hashlib.sha256(prefix.encode()).hexdigest()[:12]
        speakers = sorted({who for who, _ in found})
        files[f"data/said/{names[prefix]}.json"] = _json({who: quotes[who] for who in speakers})
    return {"data/said/files.json": _json(names), **files}


def _json(value: object) -> str:
    """Write compact JSON."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")) + "\n"
