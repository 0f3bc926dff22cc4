"""What the search box looks names up in, and what was said by whom, cut to be loaded in pieces.

The names that stand in most articles are in one file. Where there are more names, a second file
holds all their words, and small ones, cut by the first letters, what the words lead to: a reader
loads the few that a query needs, however large the collection is.
"""

import json
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from string import ascii_lowercase

from whodex.models import Entity, EntityType
from whodex.profile import Profile
from whodex.render.collection import Collection
from whodex.render.words import FOLDERS, address

TOP = 250  # names in the first file
SHARD = 250  # names in the others; a word that more have leads to those in most articles
MANY_WORDS = 15_000  # from here on the words of names are loaded by their first letters
NEAR = 3  # organizations by which a name can be found: "Burns CIA"
LONGEST_WORDS = 90
SAID_FILES = 256
# Letters that no accent can be taken off.
PLAIN = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ð": "d", "ı": "i", "æ": "ae", "œ": "oe"})

Row = tuple[int, str, str, list[str], str, list[str], int, str]


def lookup(collection: Collection) -> dict[str, str]:
    """Return the files by path: `data/names/` and `data/said/`, both read by docs/assets.

    `data/names/top.json` holds names, `[folder, id, name, other forms, description, organizations,
    articles, label]`, and whether they are all. If not, `words-<n>.json` have the words of all
    names, grouped by first letters that `words.json` says, and `-<letters>.json` the names that
    have a word which begins so. `data/said/<n>.json` holds for each label of a speaker
    `[words, address, paragraph, title, source, date]`; `n` is `bucket(label)`.
    """
    label = collection.filter_names
    found = sorted(
        collection.profiles.values(),
        key=lambda about: (-len(about.appearances), -about.mention_count, about.entity.id),
    )
    rows = [_row(about, label[about.entity.id]) for about in found]
    return {**_names(rows), **_said(found, label)}


def filter_names(entities: Iterable[Entity]) -> dict[str, str]:
    """Return by id the name under which one can filter; the id stands with a name of several."""
    known = list(entities)
    bearers = Counter((entity.type, entity.name) for entity in known)
    return {
        entity.id: entity.name
        if bearers[entity.type, entity.name] == 1
        else f"{entity.name} ({entity.id})"
        for entity in known
    }


def words(text: str) -> list[str]:
    """Return the words of a name as one may type them: no accents, no apostrophes, no capitals.

    A short word also stands in one with the next: "al-Hayya" is al, hayya and alhayya.
    `words` in docs/assets/names.js does the same.
    """
    plain = unicodedata.normalize("NFKD", text.casefold()).translate(PLAIN)
    kept = "".join(c for c in plain if not unicodedata.combining(c) and c not in "'’‘ʼʿʾ`")
    found = "".join(c if c.isalnum() else " " for c in kept).split()
    return found + [a + b for a, b in pairwise(found) if len(a) <= len("bin")]


def bucket(label: str) -> int:
    """Return the number of the file that holds what a speaker said: FNV-1a of the label."""
    value = 0x811C9DC5
    for byte in label.encode():
        value = (value ^ byte) * 0x01000193 & 0xFFFFFFFF
    return value % SAID_FILES


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


def _names(rows: Sequence[Row]) -> dict[str, str]:
    """Write the names, those in most articles first, and the shards where they are many."""
    complete = len(rows) <= TOP
    files = {"data/names/top.json": _json({"complete": complete, "names": rows[:TOP]})}
    if complete:
        return files
    bearers: dict[str, list[int]] = defaultdict(list)
    for n, (_, _, name, forms, *_) in enumerate(rows):
        for word in {word for form in (name, *forms) for word in words(form)}:
            bearers[word].append(n)
    most = {word: found[:SHARD] for word, found in sorted(bearers.items())}
    shards = dict(_shards("", most))
    for prefix, found in shards.items():
        inside = sorted((rows[n] for n in found), key=lambda row: (row[2], row[1]))
        files[f"data/names/{_file(prefix)}.json"] = _json(inside)
    groups = ascii_lowercase if len(most) > MANY_WORDS else ""
    files["data/names/words.json"] = _json({"shards": list(shards), "groups": groups})
    grouped: dict[int, list[str]] = {n: [] for n in range(len(groups) + 1)}
    for word in most:
        at = groups.find(word[0])
        grouped[at if at >= 0 else len(groups)].append(word)
    for n, group in grouped.items():
        files[f"data/names/words-{n}.json"] = _json(_front_coded(group))
    return files


def _shards(prefix: str, bearers: Mapping[str, Sequence[int]]) -> Iterator[tuple[str, set[int]]]:
    """Cut words by their first letters until the names that they lead to fit into a file.

    The cut depends on nothing but the names that begin so: a new article changes few files.
    """
    rows = {n for found in bearers.values() for n in found}
    if len(rows) <= SHARD or set(bearers) == {prefix}:
        yield prefix, rows
        return
    groups: dict[str, dict[str, Sequence[int]]] = defaultdict(dict)
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
    """Write who said what; a file holds the speakers of one hash."""
    files: dict[str, dict[str, list[Sequence[str | int | None]]]] = defaultdict(dict)
    for about in sorted(profiles, key=lambda about: about.entity.id):
        if not about.quotes:
            continue
        speaker = label[about.entity.id]
        name = f"data/said/{bucket(speaker)}.json"
        files[name][speaker] = [
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
    return {name: _json(speakers) for name, speakers in files.items()}


def _json(value: object) -> str:
    """Write compact JSON."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")) + "\n"
