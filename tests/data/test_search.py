"""Names are found as they are misspelt, in a browser, with the data that the build writes."""

import json
import re
import shutil
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from importlib import import_module
from pathlib import Path
from random import Random
from typing import Any

import pytest
from conftest import ROOT
from playwright.sync_api import Browser, Page, Response

from bench.browsing import serving
from bench.generate import annotated
from whodex.collect.book import Book, collected
from whodex.collect.naming import address, filter_names
from whodex.collect.profile import profile
from whodex.data.lookup import SHARD, TOP, lookup, words
from whodex.pages.searched import folders, searched
from whodex.site.search import MAGIC, PROGRAM, index_part, parts
from whodex.values.article import Article, Block, BlockKind, EntityType
from whodex.values.entities import Entity, Mention
from whodex.values.findings import AnnotatedArticle
from whodex.values.settings import Settings

Searcher = Callable[[Book], Page]

pytestmark = pytest.mark.xdist_group("site")

ASSETS = ROOT / "docs" / "assets"
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


def collection_of(articles: Sequence[AnnotatedArticle], entities: Sequence[Entity]) -> Book:
    return collected(articles, profile(articles, entities), Settings("Test"))


def naming(names: Sequence[str], kind: EntityType = EntityType.PERSON) -> Book:
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
def generated() -> Book:
    return collection_of(*annotated(ARTICLES))


@pytest.fixture
def searcher(browser: Browser, tmp_path: Path) -> Iterator[Searcher]:
    """A function that opens an empty page over the search's data of a collection."""
    shutil.copytree(ASSETS, tmp_path / "assets")
    (tmp_path / "index.html").write_text("<!doctype html><title>Names</title>", encoding="utf-8")

    with serving(tmp_path) as host, browser.new_context() as context:

        def opened(book: Book) -> Page:
            for name, text in lookup(book).items():
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
    searcher: Searcher, generated: Book
) -> None:
    random = Random(200)  # noqa: S311 - the same slips every time
    people = [about.entity for about in generated.of_type[EntityType.PERSON]]
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
    book = naming(names)
    answers = found(searcher(book), [query for query, _ in OTHERWISE])
    firsts = [answer[0] if answer else None for answer in answers]
    wanted = [f"people/e{names.index(name)}/" for _, name in OTHERWISE]
    assert firsts == wanted


def test_what_is_no_name_finds_none(searcher: Searcher, generated: Book) -> None:
    page = searcher(generated)
    assert found(page, ["xqxqxqxq", "?!", "1234567"]) == [[], found(page, [""])[0], []]


def test_words_are_taken_apart_here_as_in_the_browser(searcher: Searcher) -> None:
    names = ["Łukasz O’Brien-Żółć", "Faris al-Idrisi", "Ærø Straße", "Đặng Thị", "Ирина", "R2-D2"]
    script = """async (names) => {
        const { find, words } = await import("./assets/names.js");
        await find("");
        return names.map(words);
    }"""
    there = searcher(naming(names)).evaluate(script, names)
    here = [words(name) for name in names]
    assert [list(one) for one in there] == [
        one[: len(o)] for one, o in zip(here, there, strict=True)
    ]
    assert words("Faris al-Idrisi") == ["faris", "al", "idrisi", "alidrisi"]


def test_what_a_speaker_said_is_found_in_one_of_several_files(
    searcher: Searcher, generated: Book
) -> None:
    files = [name for name in lookup(generated) if name.startswith("data/said/")]
    assert len(files) > 2
    label = generated.filter_names
    quotes = {
        label[about.entity.id]: [said.quote.text for said in about.quotes]
        for about in generated.profiles.values()
    }
    script = """async (labels) => {
        const { said } = await import("./assets/names.js");
        return Promise.all(labels.map(async (label) => (await said(label)).map(([text]) => text)));
    }"""
    asked = [*quotes, "constructor", ""]
    found = searcher(generated).evaluate(script, asked)
    assert dict(zip(asked, found, strict=True)) == quotes | {"constructor": [], "": []}


def test_a_small_collection_has_one_file_of_names() -> None:
    files = lookup(naming(["Maria Okafor", "Jan Gammel"]))
    assert list(files) == ["data/names/top.json", "data/said/files.json"]
    assert json.loads(files["data/names/top.json"])["complete"]


def test_in_a_large_one_every_name_is_in_the_shard_of_each_of_its_words(
    generated: Book,
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


IN_PARTS = 60  # articles, of which the newest 10 are searched apart


@pytest.fixture(scope="module")
def indexes(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with two sites of the same articles, in `two` parts of the index and in `one`."""
    items, entities = annotated(IN_PARTS)
    for n, item in enumerate(items[:5]):
        article = replace(item.article, published=None, language=["de", "en"][n % 2])
        items[n] = replace(item, article=article)
    book, folder = collection_of(items, entities), tmp_path_factory.mktemp("parts")
    for site, part in ((folder / "two", 10), (folder / "one", IN_PARTS)):
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(import_module("whodex.pages.searched"), "PART", part)
            of = folders(item.article for item in items)
        for item in items:
            file = site / of[item.article.id] / address(item.article) / "index.html"
            file.parent.mkdir(parents=True)
            file.write_bytes(searched(book, item)())
        for bundle in parts(site):
            index_part(site, site, bundle)
        shutil.copytree(ASSETS, site / "assets")
        (site / "index.html").write_text(
            '<!doctype html><html lang="en"><title>Parts</title>', encoding="utf-8"
        )
    return folder


def asked(page: Page, queries: Sequence[tuple[str, dict[str, Any]]]) -> list[Any]:
    """What the search finds of each query: addresses, dates, and what filters would leave."""
    script = """async (queries) => {
        const { load, preload, search } = await import("./assets/search.js");
        await preload("source");
        const all = [];
        for (const [query, options] of queries) {
            const { results, filters } = await search(query, options);
            const found = await load(results);
            const line = ({ url, meta }) => [url, meta.date ?? ""];
            all.push({ lines: found.map(line), sources: filters && filters.source });
        }
        return all;
    }"""
    answer: list[Any] = page.evaluate(script, list(queries))
    return answer


def test_the_index_in_two_parts_finds_what_one_index_finds(browser: Browser, indexes: Path) -> None:
    items, _ = annotated(IN_PARTS)
    newest = max(items[5:], key=lambda item: item.article.published or date.min).article
    oldest = min(items[5:], key=lambda item: item.article.published or date.max).article
    blocks = (*newest.blocks, *oldest.blocks)
    texts = [re.findall(r"\w+", block.text.lower()) for block in blocks]
    random = Random(5)  # noqa: S311 - the same words every time
    said = [random.sample(text, 3) for text in random.sample(texts, 12)]
    queries = ["", "the", "said", *(" ".join(each) for each in said), *(each[0] for each in said)]
    queries += [f'"{" ".join(text[3:5])}"' for text in texts[:6]]
    queries += [f'"{" ".join(text[3:5])}" {text[7]}' for text in texts[:6]]
    options: list[dict[str, Any]] = [
        {},
        {"sort": {"date": "desc"}},
        {"filters": {"source": newest.source}},
    ]
    given = [(query, option) for query in queries for option in options]
    answers = []
    for name in ("two", "one"):
        with serving(indexes / name) as host, browser.new_context() as context:
            page = context.new_page()
            page.goto(host)
            answers.append(asked(page, given))
    for (query, option), two, one in zip(given, *answers, strict=True):
        assert sorted(two["lines"]) == sorted(one["lines"]), query
        assert two["sources"] == one["sources"], query
        if "sort" in option:
            dates = [day for _, day in two["lines"]]
            assert dates == sorted(dates, reverse=True), query
    assert [sorted(two["lines"]) for two in answers[0][::3]] == [
        sorted(by_date["lines"]) for by_date in answers[0][1::3]
    ]
    firsts = [
        two["lines"][0] == one["lines"][0]
        for two, one in zip(*answers, strict=True)
        if two["lines"]
    ]
    assert len(firsts) > 60
    assert sum(firsts) >= 0.9 * len(firsts)


def test_two_parts_load_one_program_and_a_list_of_all_hardly_any_of_the_index(
    browser: Browser, indexes: Path
) -> None:
    got: list[Response] = []
    with serving(indexes / "two") as host, browser.new_context() as context:
        page = context.new_page()
        page.goto(host)
        page.on("response", lambda response: got.append(response))  # noqa: PLW0108 - playwright can't mark a method
        (everything,) = asked(page, [("", {})])
        assert len(everything["lines"]) == IN_PARTS
        bodies = [(answer.url.removeprefix(f"{host}/"), answer.body()) for answer in got]
    program = [body for path, body in bodies if path.endswith(PROGRAM)]
    assert program[1:] == [MAGIC]
    assert [path for path, _ in bodies if path.endswith("pagefind.js")] == ["pagefind/pagefind.js"]
    pieces = [path for path, _ in bodies if path.endswith(".pf_index")]
    assert len(pieces) <= 2 < len([*indexes.glob("two/pagefind*/index/*")])
