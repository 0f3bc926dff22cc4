"""Names are found as they are misspelt, in a browser, with the data that the build writes."""

import hashlib
import json
import re
import shutil
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from pathlib import Path
from random import Random

import pytest
from conftest import ROOT
from playwright.sync_api import Browser, Page

from bench.browsing import serving
from bench.generate import annotated
from whodex.models import AnnotatedArticle, Article, Block, BlockKind, Entity, EntityType, Mention
from whodex.profile import profile
from whodex.render import collected
from whodex.render.collection import Collection
from whodex.render.lookup import SHARD, TOP, bucket, filter_names, lookup, words
from whodex.settings import Settings

Searcher = Callable[[Collection], Page]

pytestmark = pytest.mark.xdist_group("site")

ASSETS = ROOT / "docs" / "assets"
# Of what follows the notice, all of the file but the line that names a source map.
CODE = "ba75fce53777dc47a7fc35be863da070fccd595b9cbe4010f05271667b289321"
ARTICLES = 250
LETTERS = "abcdefghijklmnopqrstuvwxyz"
# What a second person may write for the sound that a first one wrote otherwise.
TRANSLITERATIONS = [
    ("kh", "ch"),
    ("sh", "sch"),
    ("ch", "tch"),
    ("k", "q"),
    ("v", "w"),
    ("z", "s"),
    ("ou", "u"),
    ("ai", "ay"),
    ("i", "y"),
    ("o", "u"),
    ("t", "th"),
    ("d", "dh"),
    ("f", "ph"),
    ("g", "gh"),
    ("e", "i"),
    ("a", "e"),
    ("h", ""),
    ("m", "mm"),
    ("n", "nn"),
]
OTHERWISE = [
    ("Qadhafi", "Muammar Gaddafi"),
    ("Chaikovskij", "Pyotr Tchaikovsky"),
    ("Yehiya", "Yahya Idris"),
    ("Gamal", "Jamal Petrossian"),
    ("Mohamed Othmane", "Muhammad Uthman"),
    ("alidrisi", "Faris al-Idrisi"),
    ("al idrisi", "Faris al-Idrisi"),
    ("Benaissa", "Karim Ben Aissa"),
    ("Wolodymyr", "Volodymyr Hnatiuk"),
    ("Lukasz Zolc", "Łukasz Żółć"),
    ("LukaszZolc", "Łukasz Żółć"),
    ("Zolc Lukasz", "Łukasz Żółć"),
]


def collection_of(articles: Sequence[AnnotatedArticle], entities: Sequence[Entity]) -> Collection:
    return collected(articles, profile(articles, entities), Settings("Test"))


def naming(names: Sequence[str], kind: EntityType = EntityType.PERSON) -> Collection:
    """A collection of one article that does nothing but name."""
    entities = [Entity(f"e{n}", kind, name, (name,)) for n, name in enumerate(names)]
    text = ", ".join(names)
    ends = [sum(len(name) + 2 for name in names[: n + 1]) - 2 for n in range(len(names))]
    mentions = tuple(
        Mention(0, end - len(one.name), end, one.name, kind, one.id, "full name")
        for one, end in zip(entities, ends, strict=True)
    )
    blocks = (Block(BlockKind.TITLE, text),)
    day, ours = date(2024, 5, 1), False
    article = Article("a", "a.md", text, ours, None, None, (), day, "en", blocks)
    return collection_of([AnnotatedArticle(article, (((0, len(text)),),), mentions)], entities)


@pytest.fixture(scope="module")
def generated() -> Collection:
    return collection_of(*annotated(ARTICLES))


@pytest.fixture
def searcher(browser: Browser, tmp_path: Path) -> Iterator[Searcher]:
    """A function that opens an empty page over the search's data of a collection."""
    shutil.copytree(ASSETS, tmp_path / "assets")
    (tmp_path / "index.html").write_text("<!doctype html><title>Names</title>", encoding="utf-8")

    with serving(tmp_path) as host, browser.new_context() as context:

        def opened(collection: Collection) -> Page:
            for name, text in lookup(collection).items():
                file = tmp_path / name
                file.parent.mkdir(parents=True, exist_ok=True)
                file.write_text(text, encoding="utf-8")
            page = context.new_page()
            page.goto(host)
            return page

        yield opened


def found(page: Page, queries: Sequence[str]) -> list[list[str]]:
    """The addresses of the first three names of each query."""
    script = """async (queries) => {
        const { find } = await import("./assets/names.js");
        const all = [];
        for (const query of queries) {
            const near = await find(query);
            const names = near[0]?.score > 0.75 ? near : await find(query, true);
            all.push(names.slice(0, 3).map(({ address }) => address));
        }
        return all;
    }"""
    answer: list[list[str]] = page.evaluate(script, list(queries))
    return answer


def mistyped(name: str, random: Random) -> str:
    """Type a letter too many, too few or wrong, or two in the wrong order."""
    at = random.randrange(1, len(name) - 1)
    before, letter, after = name[:at], name[at], name[at + 1 :]
    return random.choice(
        [
            before + random.choice(LETTERS) + letter + after,
            before + after,
            before + random.choice(LETTERS) + after,
            before + after[0] + letter + after[1:],
        ]
    )


def spelt_otherwise(name: str, random: Random) -> str:
    """Write one or two sounds in another way."""
    spelt = name.lower()
    fitting = [(a, b) for a, b in TRANSLITERATIONS if a in spelt]
    for a, b in random.sample(fitting, min(2, len(fitting))):
        spelt = spelt.replace(a, b, 1)
    return spelt


def test_of_200_misspelt_names_95_percent_are_among_the_first_three(
    searcher: Searcher, generated: Collection
) -> None:
    random = Random(200)  # noqa: S311 - the same slips every time
    people = [about.entity for about in generated.of_type(EntityType.PERSON)]
    assert len(generated.profiles) > TOP
    asked = random.sample(people, 200)
    ways = [
        lambda name: mistyped(name, random),
        lambda name: mistyped(mistyped(name, random), random),
        lambda name: mistyped(name.split()[-1], random),
        lambda name: spelt_otherwise(name.split()[-1], random),
    ]
    queries = [ways[n % len(ways)](person.name) for n, person in enumerate(asked)]
    answers = found(searcher(generated), queries)
    missed = [
        (query, person.name)
        for query, person, answer in zip(queries, asked, answers, strict=True)
        if f"people/{person.id}/" not in answer
    ]
    assert len(missed) <= 10, missed


def test_another_spelling_finds_the_name(searcher: Searcher) -> None:
    names = list(dict.fromkeys([*(name for _, name in OTHERWISE), "Maria Okafor", "Jan Gammel"]))
    collection = naming(names)
    answers = found(searcher(collection), [query for query, _ in OTHERWISE])
    firsts = [answer[0] if answer else None for answer in answers]
    wanted = [f"people/e{names.index(name)}/" for _, name in OTHERWISE]
    assert firsts == wanted


def test_what_is_no_name_finds_none(searcher: Searcher, generated: Collection) -> None:
    page = searcher(generated)
    assert found(page, ["xqxqxqxq", "?!", "1234567"]) == [[], found(page, [""])[0], []]


def test_words_are_taken_apart_here_as_in_the_browser(searcher: Searcher) -> None:
    names = ["Łukasz O’Brien-Żółć", "Faris al-Idrisi", "Ærø Straße", "Đặng Thị", "Ирина", "R2-D2"]
    script = """async (names) => {
        const { words } = await import("./assets/names.js");
        return names.map(words);
    }"""
    there = searcher(naming(names)).evaluate(script, names)
    here = [words(name) for name in names]
    assert [list(one) for one in there] == [
        one[: len(o)] for one, o in zip(here, there, strict=True)
    ]
    assert words("Faris al-Idrisi") == ["faris", "al", "idrisi", "alidrisi"]


def test_the_file_of_a_speaker_is_the_same_here_as_in_the_browser(searcher: Searcher) -> None:
    labels = ["Judith Okafor", "Łukasz Żółć", ""]
    script = """async (labels) => {
        const { bucket } = await import("./assets/names.js");
        return labels.map(bucket);
    }"""
    assert searcher(naming(["A B"])).evaluate(script, labels) == [bucket(one) for one in labels]


def test_a_small_collection_has_one_file_of_names() -> None:
    files = lookup(naming(["Maria Okafor", "Jan Gammel"]))
    assert list(files) == ["data/names/top.json"]
    assert json.loads(files["data/names/top.json"])["complete"]


def test_in_a_large_one_every_name_is_in_the_shard_of_each_of_its_words(
    generated: Collection,
) -> None:
    files = lookup(generated)
    shards = set(json.loads(files["data/names/words.json"])["shards"])
    for about in generated.profiles.values():
        for word in words(about.entity.name):
            prefix = next(word[:n] for n in range(len(word), 0, -1) if word[:n] in shards)
            if prefix.isascii():
                rows = json.loads(files[f"data/names/-{prefix}.json"])
                assert about.entity.id in {row[1] for row in rows}
                assert len(rows) <= SHARD


def test_of_two_with_one_name_the_filter_tells_by_id() -> None:
    two = [Entity(f"jan-{n}", EntityType.PERSON, "Jan Gammel", ()) for n in (1, 2)]
    town = Entity("jan", EntityType.PLACE, "Jan Gammel", ())
    assert filter_names([*two, town]) == {
        "jan-1": "Jan Gammel (jan-1)",
        "jan-2": "Jan Gammel (jan-2)",
        "jan": "Jan Gammel",
    }


def test_what_others_wrote_is_as_they_published_it() -> None:
    text = (ASSETS / "vendor" / "searchable-map.js").read_text(encoding="utf-8")
    notice, _, code = text.partition("*/\n")
    assert re.search(r"MiniSearch 7\.2\.0 .*npm minisearch, dist/es/SearchableMap\.js", notice)
    assert "Copyright 2022 Luca Ongaro" in notice
    assert "Permission is hereby granted, free of charge" in notice
    assert hashlib.sha256(code.encode()).hexdigest() == CODE
