"""One case a file in golden/resolve: articles with {form|expected id or ? candidates|rule}.

A case's article begins with its id and, where it matters, its date; "# " marks its title.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from itertools import chain
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from whodex.lexicon.lists import pairs
from whodex.lexicon.names import person_name
from whodex.register.load import load
from whodex.resolve import Resolution, people, resolve, resolved, stale
from whodex.resolve.answers import questions
from whodex.resolve.article import links
from whodex.resolve.countries import country_of
from whodex.resolve.gather import gather
from whodex.resolve.rules import policy
from whodex.resolve.slips import is_slip
from whodex.resolve.told import told
from whodex.store.memory import Memory
from whodex.store.workers import HERE
from whodex.values.article import Article, Block, BlockKind, EntityType, Hint
from whodex.values.entities import Entity, Mention, Name
from whodex.values.register import Meaning, Register

CASES = sorted((Path(__file__).parents[1] / "golden" / "resolve").glob("*.md"))
MARK = re.compile(r"\{(?:(?P<kind>[op]):)?(?P<text>[^|{}]+)\|(?P<who>[^|{}]+)\|(?P<rule>[^|{}]+)\}")
KINDS_OF_BLOCKS = {"#": BlockKind.TITLE, "##": BlockKind.HEADING}
KINDS = {None: EntityType.PERSON, "o": EntityType.ORGANIZATION, "p": EntityType.PLACE}


def unmark(number: int, line: str) -> tuple[Block, list[Name], list[tuple[str, str]]]:
    text, names, expected, end = "", [], [], 0
    mark, _, heading = line.partition(" ")
    kind_of_block = KINDS_OF_BLOCKS.get(mark, BlockKind.PARAGRAPH)
    line = heading if mark in KINDS_OF_BLOCKS else line
    for match in MARK.finditer(line):
        text += line[end : match.start()]
        start, end = len(text), match.end()
        text += match["text"]
        kind = KINDS[match["kind"]]
        names.append(Name(number, start, len(text), match["text"], kind, "given"))
        expected.append((match["who"], match["rule"]))
    return Block(kind_of_block, text + line[end:]), names, expected


def article(article_id: str, blocks: tuple[Block, ...], published: str = "") -> Article:
    return Article(
        article_id,
        article_id,
        "",
        title_is_ours=True,
        source=None,
        source_url=None,
        authors=(),
        published=date.fromisoformat(published) if published else None,
        language="en",
        blocks=blocks,
    )


def register(text: str) -> Register:
    given_ = yaml.safe_load(text.partition("register:\n")[2]) or {}
    return Register(
        entities=tuple(
            Entity(e["id"], kind, e["name"], (e["name"], *e.get("aliases", ())))
            for kind, key in (
                (EntityType.PERSON, "people"),
                (EntityType.ORGANIZATION, "organizations"),
            )
            for e in given_.get(key, ())
        ),
        same=tuple(map(tuple, given_.get("same", ()))),
        different=tuple(map(tuple, given_.get("different", ()))),
        meanings=tuple(Meaning(**m) for m in given_.get("meanings", ())),
    )


def said(mention: Mention) -> tuple[str, str]:
    return mention.entity or f"? {', '.join(mention.candidates)}", mention.rule


def read_case(
    text: str,
) -> tuple[list[Article], list[tuple[Name, ...]], list[list[tuple[str, str]]], Register]:
    head, *parts = re.split(r"^=== (?=\w)", text, flags=re.MULTILINE)
    articles, names, expected = [], [], []
    for part in parts:
        title, *lines = part.strip().split("\n")
        article_id, _, published = title.partition(" ")
        read = [unmark(number, line) for number, line in enumerate(lines)]
        articles.append(article(article_id, tuple(block for block, _, _ in read), published))
        names.append(tuple(chain.from_iterable(found for _, found, _ in read)))
        expected.append(list(chain.from_iterable(who for _, _, who in read)))
    return articles, names, expected, register(head)


@pytest.mark.parametrize("case", CASES, ids=lambda path: path.stem)
def test_case(case: Path) -> None:
    articles, names, expected, known = read_case(case.read_text(encoding="utf-8"))
    resolution = resolve(articles, names, known)
    assert [list(map(said, found)) for found in resolution.mentions] == expected


def kept(
    memory: Memory, articles: Sequence[Article], names: Sequence[tuple[Name, ...]], known: Register
) -> tuple[Resolution, int]:
    """Resolve as a build does; say of how many articles the names were linked anew."""
    anew: list[Any] = []

    def run(stage: Any, given: Sequence[Any]) -> Iterator[Mapping[int, Any]]:  # noqa: ANN401
        anew.extend(given)
        yield from HERE(stage, given)

    given = list(zip(articles, names, strict=True))
    with memory:
        collection = gather(articles, names, memory.each(told, given), known)
        linked = memory.each(links, given, run, **questions(collection))
        return resolved(articles, names, linked, collection, known), len(anew)


@pytest.mark.parametrize("case", CASES, ids=lambda path: path.stem)
def test_what_is_kept_is_what_is_found_anew(case: Path) -> None:
    articles, names, _, known = read_case(case.read_text(encoding="utf-8"))
    memory = Memory()
    for left_out in (*range(len(articles)), None):
        those = [number for number in range(len(articles)) if number != left_out]
        given = [articles[n] for n in those], [names[n] for n in those], known
        found, _ = kept(memory, *given)
        assert found == resolve(*given)
    assert kept(memory, articles, names, known)[1] == 0


@pytest.mark.parametrize(
    ("more", "anew"),
    [
        ("{o:Vikmo Institute|x|x} closed.", 1),  # of what no other article speaks
        ("{Anna Lind|x|x} spoke.", 1),  # nothing that others asked for is new
        ("Minister {Anna Lind|x|x} spoke.", 2),
        ("{Karl Berg|x|x} spoke.", 2),  # another whom the surname alone may mean
    ],
)
def test_links_are_found_anew_where_an_answer_is_another(more: str, anew: int) -> None:
    text = """
=== one
{Anna Lind|x|x} met {o:Harbour Office|x|x}. {Berg|x|x} left.

=== two
{Eva Berg|x|x} met {o:Harbour Office|x|x}.
"""
    memory = Memory()
    for case, times in ((text, 2), (f"{text}\n=== three\n{more}\n", anew)):
        articles, names, _, known = read_case(case)
        assert kept(memory, articles, names, known)[1] == times


forms = st.sampled_from(
    ["Ann Lee", "Lee", "A. Lee", "al-Lee", "Bo Lee", "Bo", "US", "Lee Strip", "Lee Ltd", "LL", "·"]
)
kinds = st.sampled_from(EntityType)


@settings(deadline=None)  # the first example loads the gazetteer
@given(st.lists(st.lists(st.tuples(forms, kinds), max_size=6), max_size=4))
def test_any_names_resolve_to_entities_that_exist(
    collection: list[list[tuple[str, EntityType]]],
) -> None:
    articles, names = [], []
    for number, found in enumerate(collection):
        text = "".join(f"{form} and " for form, _ in found)
        starts = [sum(len(form) + 5 for form, _ in found[:n]) for n in range(len(found))]
        articles.append(article(str(number), (Block(BlockKind.PARAGRAPH, text),)))
        names.append(
            tuple(
                Name(0, start, start + len(form), form, kind, "given")
                for start, (form, kind) in zip(starts, found, strict=True)
            )
        )
    resolution = resolve(articles, names, Register())
    ids = [entity.id for entity in resolution.entities]
    assert len(ids) == len(set(ids))
    for mention in chain.from_iterable(resolution.mentions):
        meant = {mention.entity} if mention.entity else set(mention.candidates)
        assert meant
        assert meant <= set(ids)
        assert bool(mention.entity) != bool(mention.candidates)


def test_whoever_no_mention_names_is_no_entity() -> None:
    case = next(case for case in CASES if case.stem == "candidate_without_a_mention")
    articles, names, _, known = read_case(case.read_text(encoding="utf-8"))
    assert [entity.id for entity in resolve(articles, names, known).entities] == ["maria-garcia"]


def test_a_name_has_no_marks_of_an_editor() -> None:
    articles, names, _, known = read_case("=== one\n{Anna [Lind|x|x}] met {Ole] Berg|x|x}.\n")
    found = resolve(articles, names, known).entities
    assert {(entity.id, entity.name) for entity in found} == {
        ("anna-lind", "Anna Lind"),
        ("ole-berg", "Ole Berg"),
    }


def doubts_of(text: str) -> list[tuple[str, str, int, tuple[str, ...]]]:
    articles, names, _, known = read_case(text)
    return [
        (doubt.kind.value, doubt.reason, doubt.settles, doubt.lines)
        for doubt in resolve(articles, names, known).doubts
    ]


def test_doubts_come_most_useful_first_with_the_lines_that_settle_them() -> None:
    text = """
=== one
{Anna Lind||} and {Bo Lind||} met {Svea Stormdal||}. {Lind||} spoke. {Lind||} left.

=== two
{Svea Stormdahl||} stayed.
"""
    assert doubts_of(text.replace("||", "|x|x")) == [
        (
            "unsure",
            "The article names several people who are called so.",
            2,
            (
                '- {in: one, text: "Lind", is: anna-lind}',
                '- {in: one, text: "Lind", is: bo-lind}',
            ),
        ),
        (
            "possible merge",
            "Their names differ in one letter.",
            1,
            (
                "- same: [svea-stormdahl, svea-stormdal]",
                "- different: [svea-stormdahl, svea-stormdal]",
            ),
        ),
    ]


POSSIBLE_MERGES = {
    "a second surname": (
        "{Alba Ruiz Soler|x|x}\n\n=== two\n{Alba Ruiz|x|x}",
        "alba-ruiz, alba-ruiz-soler",
    ),
    "a country": (
        "{o:U.S. Crop Office|x|x}\n\n=== two\n{o:Crop Office|x|x}",
        "crop-office, u-s-crop-office",
    ),
    "one name, told apart": (
        "Judge {Owen Farr|x|x}\n\n=== two\nStriker {Owen Farr|x|x}",
        "owen-farr, owen-farr-striker",
    ),
}


@pytest.mark.parametrize("case", POSSIBLE_MERGES)
def test_names_that_may_be_one_are_possible_merges(case: str) -> None:
    text, pair = POSSIBLE_MERGES[case]
    (doubt,) = doubts_of(f"=== one\n{text}\n")
    assert doubt[0] == "possible merge"
    assert doubt[3][0] == f"- same: [{pair}]"


@pytest.mark.parametrize("kind", ["same", "different"])
def test_a_decision_ends_the_doubt(kind: str) -> None:
    head = f"register:\n  {kind}:\n    - [svea-stormdal, svea-stormdahl]\n\n"
    assert doubts_of(f"{head}=== one\n{{Svea Stormdal|x|x}} {{Svea Stormdahl|x|x}}\n") == []


def test_english_names_and_initials_are_no_slips() -> None:
    text = "{Maria Roydon|x|x} {Marie Roydon|x|x} {D. Bicknell|x|x} {M. Bicknell|x|x}"
    assert doubts_of(f"=== one\n{text}\n") == []


def test_a_name_of_two_kinds_is_asked_about_and_can_be_made_one() -> None:
    text = "{o:Velmor|x|x} paid. {o:Velmor|x|x} left.\n\n=== two\n{p:Velmor|x|x} is far.\n"
    same, different = (f"- {word}: [velmor-organization, velmor]" for word in ("same", "different"))
    assert doubts_of(f"=== one\n{text}") == [
        (
            "two kinds",
            "One form was taken for an organization and for a place.",
            1,
            (same, different),
        )
    ]
    head = "register:\n  same: [[velmor-organization, velmor]]\n\n=== one\n"
    assert doubts_of(head + text) == []


def test_one_person_of_two_trades_is_a_possible_split() -> None:
    text = """
=== one 2025-04-22
Judge {Owen Farr|x|x} of {o:Weir Park|x|x}.

=== two 2025-07-02
Striker {Owen Farr|x|x} of {o:Weir Park|x|x}.
"""
    assert doubts_of(text) == [
        (
            "possible split",
            "They may be two people: one article says “judge”, another “striker”.",
            2,
            (
                "- different: [owen-farr, owen-farr-striker]",
                "- same: [owen-farr, owen-farr-striker]",
            ),
        )
    ]
    assert doubts_of(f"register:\n  different: [[owen-farr, owen-farr-striker]]\n{text}") == []
    assert doubts_of(f"register:\n  same: [[owen-farr, owen-farr-striker]]\n{text}") == []


def test_ids_of_namesakes_stay_when_an_article_is_added() -> None:
    text = """
=== one 2025-04-22
Judge {Owen Farr|x|x} spoke.

=== two 2025-07-02
Striker {Owen Farr|x|x} scored.
"""
    more = "\n=== three 2025-08-01\nRabbi {Owen Farr|x|x} prayed.\n"
    ids = [
        [mention.entity for mention in chain.from_iterable(resolve(*case).mentions)]
        for case in (
            (articles, names, known)
            for articles, names, _, known in map(read_case, (text, text + more))
        )
    ]
    assert ids == [
        ["owen-farr", "owen-farr-striker"],
        ["owen-farr", "owen-farr-striker", "owen-farr-rabbi"],
    ]


def test_decisions_that_no_longer_apply_are_named_with_their_lines(tmp_path: Path) -> None:
    (tmp_path / "decisions.yml").write_text(
        "- same: [anna-lind, a-lind]\n"
        "- {in: gone, text: Lind, is: anna-lind}\n"
        "- {in: one, text: Berg, is: anna-lind}\n"
        "- {in: one, text: Lind, is: anna-lind}\n"
        "- not_a_name: Total Victory\n"
        "- {in: one, not_a_name: Kan}\n"
        "- {in: one, not_a_name: ’s Total Loss}\n",
        encoding="utf-8",
    )
    known, problems = load(tmp_path)
    assert problems == ()
    articles, names, _, _ = read_case("=== one\n{Anna Lind|x|x}'s Total Loss. {Lind|x|x}\n")
    articles = [replace(articles[0], hints=(Hint("Lind", "nobody"),))]
    found = resolve(articles, names, known)
    assert [mention.entity for mention in found.mentions[0]] == ["anna-lind", "anna-lind"]
    nowhere = "neither in the articles nor in the register"
    warnings = stale(articles, found.mentions, found.known, known, Path("seeds"))
    assert [str(problem).partition(" (right:")[0] for problem in warnings] == [
        f"{tmp_path}/decisions.yml:1: no effect: there is no 'a-lind', {nowhere}",
        f"{tmp_path}/decisions.yml:2: no effect: there is no article 'gone'",
        f"{tmp_path}/decisions.yml:3: no effect: 'Berg' isn't a name in 'one'",
        f"{tmp_path}/decisions.yml:5: no effect: 'Total Victory' stands in no article",
        f"{tmp_path}/decisions.yml:6: no effect: 'Kan' isn't a name in 'one'",
        f"seeds/one: no effect: there is no 'nobody', {nowhere}",
    ]


def test_the_table_of_rules_is_that_of_the_documents() -> None:
    text = (Path(__file__).parents[2] / "docs" / "reference.md").read_text(encoding="utf-8")
    section = text.partition("## Rules")[2].partition("\n## ")[0]
    rows = re.findall(r"^\| `([^`]+)` \| (.+) \|$", section, flags=re.MULTILINE)
    assert rows == [*policy().items()]


def test_no_word_is_of_two_sports() -> None:
    listed = [word for line in pairs("sports").values() for word in line.split()]
    assert len(listed) == len(set(listed))


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("{p:Oslo|x|x} and {p:Bergen|x|x}", "norway"),
        ("Australian and {p:Canada|x|x}", ""),
        (
            "{p:Sydney|x|x}, {p:Sydney|x|x} and {p:Perth|x|x}, {p:Ottawa|x|x} and Canadian",
            "australia",
        ),
        ("{p:Sydney|x|x}, Australian, Australian, Australian, Canadian, Canadian, Canadian", ""),
        ("nowhere", ""),
    ],
)
def test_an_article_is_of_the_country_that_it_names_most(text: str, country: str) -> None:
    block, names, _ = unmark(0, text)
    assert country_of(article("one", (block,)), tuple(names)) == country


@pytest.mark.parametrize(
    ("form", "other", "slip"),
    [
        ("Jan Moore", "Jan Boore", True),
        ("Jan Moor", "Jan Boor", False),
        ("Jan Vandorsen", "Jan Vendorsin", True),
        ("Jan Vandorse", "Jan Vendorsi", False),
        ("Jan Vandorsen", "Jon Vandorsen", False),
        ("Jan Miller", "Jan Muller", False),
        ("Jan Castro", "Jan Nastro", True),
        ("Rushdiyah Nadvell", "Rushiyah Nadvell", True),
        ("Rushdiyah Nadvell", "Rusiyah Nadvell", False),
        ("Rushdiyah Nadvell", "Bushdiyah Nadvell", False),
        ("Rushdiyah Nadvell", "Rushiyah Nadwell", False),
        ("Rushdiyah Miller", "Rushiyah Miller", False),
        ("Dorvx Nadvell", "Dorvy Nadvell", True),
        ("Dorv Nadvell", "Dory Nadvell", False),
    ],
)
def test_slips_in_full_names(form: str, other: str, *, slip: bool) -> None:
    assert is_slip(person_name(form), person_name(other)) is slip


@pytest.mark.parametrize(("far", "quoted"), [(400, True), (401, False)])
def test_how_far_a_quotation_goes(far: int, *, quoted: bool) -> None:
    text = f"Bo Vestrup said: “{'x' * (far - 1)} {{}} left.”"
    assert people._is_quoted(text, text.index("{}") - 1) is quoted


@pytest.mark.parametrize(("articles", "linked"), [(4, False), (5, True)])
def test_a_surname_of_several_is_whose_many_articles_name(articles: int, *, linked: bool) -> None:
    named = "".join(
        f"=== a{n}\n{{Theodore Roosevelt|theodore-roosevelt|full name}} hunted.\n\n"
        for n in range(articles)
    )
    articles_, names, _, known = read_case(f"{named}=== last\n{{Roosevelt|x|x}} left.\n")
    last = resolve(articles_, names, known).mentions[-1][0]
    assert (last.entity == "theodore-roosevelt") is linked
