"""What tells people of one name apart: how common it is, how alike articles are, what excludes."""

from collections import Counter
from collections.abc import Collection
from datetime import date
from math import sqrt

import pytest
from helpers.articles import named

from bench.namesakes import OWN, measure
from whodex.lexicon.names import compatible, person_name
from whodex.resolve.facts import Facts, exclude, facts
from whodex.resolve.gather import gather
from whodex.resolve.grouping import (
    SAME,
    SOMEWHAT,
    UNSURE,
    Group,
    doubtful,
    gathered,
    with_known,
)
from whodex.resolve.introductions import Introduction, introduction
from whodex.resolve.likeness import Likeness, likeness, stems
from whodex.resolve.namesakes import _commonness, _labels
from whodex.resolve.referents import PERSON, Referent
from whodex.resolve.told import told
from whodex.values.article import Article, Block, BlockKind, EntityType
from whodex.values.entities import Name
from whodex.values.register import Register

SOMEBODY = Referent(PERSON)


def article(text: str, title: str = "") -> Article:
    block = Block(BlockKind.PARAGRAPH, text)
    return Article("a", "a", title, True, None, None, (), None, "en", (block,))  # noqa: FBT003


def group(  # noqa: PLR0913 - each test names what it needs
    number: int,
    words: dict[str, float],
    *,
    in_full: bool = True,
    count: int = 1,
    introduced: bool = True,
    offices: Collection[tuple[str, str]] = (),
) -> Group:
    spots = [(number + n, SOMEBODY) for n in range(count)]
    facts = [Facts(article=n, published=None) for n, _ in spots]
    found = Group(spots, facts, Counter(["Ann Lee"] if in_full else []), words)
    if introduced:
        found.introduced(Introduction(frozenset(), frozenset(offices), ()))
    return found


def pair(like: float) -> list[Group]:
    return [group(n, {"word": sqrt(like)}) for n in range(2)]


@pytest.mark.parametrize(("like", "people"), [(2.29, 2), (2.31, 1)])
def test_articles_of_a_common_name_are_one_persons_from_a_likeness(
    like: float, people: int
) -> None:
    assert len(gathered(pair(like), SAME)) == people


@pytest.mark.parametrize(("like", "people"), [(0.29, 2), (0.31, 1)])
def test_a_shorter_form_of_a_rare_name_needs_some_likeness(like: float, people: int) -> None:
    assert len(gathered(pair(like), SOMEWHAT)) == people


@pytest.mark.parametrize(("like", "open_"), [(1.69, 0), (1.71, 1)])
def test_an_article_is_unsure_from_a_likeness(like: float, open_: int) -> None:
    assert len(list(doubtful(pair(like), UNSURE, common=True))) == open_


@pytest.mark.parametrize(
    ("offices", "people"), [({("mayor", "larn")}, 1), ({("mayor", "lund")}, 2)]
)
def test_articles_of_one_office_are_one_persons_however_unlike(
    offices: set[tuple[str, str]], people: int
) -> None:
    first = group(0, {"pool": 1.0}, offices={("mayor", "larn"), ("leader", "rowers")})
    second = group(1, {"fog": 1.0}, offices=offices)
    assert len(gathered([first, second], SAME)) == people


def test_an_introduction_by_two_offices_joins_the_holders_of_both() -> None:
    both = {("mayor", "larn"), ("leader", "rowers")}
    apart = [group(n, {f"word {n}": 1.0}, offices={office}) for n, office in enumerate(both)]
    assert len(gathered(apart, SAME)) == 2
    assert len(gathered([*apart, group(2, {"fog": 1.0}, offices=both)], SAME)) == 1


@pytest.mark.parametrize(("common", "open_"), [(False, 0), (True, 1)])
def test_an_article_that_introduces_nobody_is_unsure_of_a_common_name(
    *, common: bool, open_: int
) -> None:
    groups = [group(0, {"word": 1.0}), group(1, {"other": 1.0}, introduced=False)]
    assert len(list(doubtful(groups, UNSURE, common=common))) == open_


@pytest.mark.parametrize(("like", "people"), [(0.39, 2), (0.41, 1)])
def test_an_article_without_introduction_means_whom_readers_know(like: float, people: int) -> None:
    groups = [group(n, {"word": sqrt(like)}, introduced=False) for n in range(2)]
    assert len(with_known(groups, 1.0)) == people


@pytest.mark.parametrize(
    ("introduced", "plain", "joined"), [(7, 3, False), (7, 4, True), (8, 4, False)]
)
def test_readers_know_somebody_where_a_third_of_articles_introduce_nobody(
    introduced: int, plain: int, *, joined: bool
) -> None:
    groups = [
        group(n, {"word": 1.0}, count=2 if n == 0 else 1, introduced=n < introduced)
        for n in range(introduced + plain)
    ]
    assert (len(with_known(groups, 1.0)) == introduced) is joined


@pytest.mark.parametrize(
    ("articles", "others", "joined"), [(3, 2, False), (4, 2, True), (11, 9, True)]
)
def test_readers_know_who_has_most_of_the_articles(
    articles: int, others: int, *, joined: bool
) -> None:
    main = group(0, {"word": 1.75 * articles}, count=articles)
    rest = [group(20 + n, {"word": 1.0}) for n in range(others)]
    plain = group(40, {"word": 1.0}, introduced=False)
    found = with_known([main, *rest, plain], 1.0)
    assert (plain not in found) is joined


@pytest.mark.parametrize(("plain", "like", "joined"), [(4, 0.41, 4), (3, 1.69, 0), (3, 1.71, 3)])
def test_one_who_is_introduced_is_known_to_readers_from_several_articles(
    plain: int, like: float, joined: int
) -> None:
    word = {"word": sqrt(like)}
    groups = [group(n, word, introduced=n < 1) for n in range(1 + plain)]
    assert len(with_known(groups, 1.0)) == 1 + plain - joined


@pytest.mark.parametrize(
    ("text", "offices"),
    [
        ("The mayor of Larn, Ann Lee, left.", {("mayor", "larn")}),
        ("Then Larn mayor Ann Lee left.", {("mayor", "larn")}),
        ("US President Ann Lee left.", {("president", "united states")}),
        ("Ann Lee, the American president, left.", {("president", "united states")}),
        ("On Friday President Ann Lee left.", {("president", "france")}),
        ("Former president Ann Lee left.", set()),
        ("The witness Ann Lee left.", set()),
        ("Republican nominee Ann Lee left.", {("nominee", "republican")}),
        ("NASA astronauts Bo Lind and Ann Lee left.", {("astronaut", "nasa")}),
        ("Ann Lee is a nurse from Stourbridge.", {("nurse", "stourb")}),
        ("Ann Lee, 45, left.", set()),
        ("A nurse named Ann Lee left.", set()),
        ("Ann Lee left.", None),
        ("The ferry left without Ann Lee, who slept.", None),
        ("She said Ann Lee left.", None),
    ],
)
def test_how_somebody_is_introduced(text: str, offices: set[tuple[str, str]] | None) -> None:
    at = text.index("Ann Lee")
    name = Name(0, at, at + 7, "Ann Lee", EntityType.PERSON, "given")
    found = introduction(article(text), [name], "france")
    assert (set(found.offices) if found else None) == offices


def test_an_article_that_names_nobody_in_full_is_unsure() -> None:
    groups = [group(0, {"word": 1.0}), group(1, {"other": 1.0}, in_full=False)]
    assert [found for found, _ in doubtful(groups, UNSURE, common=True)] == groups[1:]


@pytest.mark.parametrize(("others", "open_"), [(99, 1), (100, 0)])
def test_one_article_is_compared_with_a_hundred_others(others: int, open_: int) -> None:
    groups = [group(n, {f"word {n}": 2.0}) for n in range(1 + others)]
    again = group(1 + others, {"word 0": 2.0})
    assert len(list(doubtful([*groups, again], UNSURE, common=True))) == open_


def test_what_excludes_keeps_alike_articles_apart() -> None:
    said = [Facts(n, None, kinds=frozenset({kind})) for n, kind in enumerate(["judge", "player"])]
    two = [Group([(f.article, SOMEBODY)], [f], Counter(["Ann Lee"]), {"word": 5.0}) for f in said]
    assert len(gathered(two, SAME)) == 2


@pytest.mark.parametrize(
    ("name", "common"),
    [
        ("John Smith", 1.0),
        ("Wang Wei", 0.849),
        ("Wei Wang", 0.849),
        ("Elizabeth Warren", 0.248),
        ("Jimmy Carter", 0.095),
        ("John F. Smith", 0.608),
        ("J. Smith", 1.0),
        ("John Paul Smith", 0.0),
        ("Boris Johnson", 0.0),
        ("Ilse Smith", 0.0),
        ("Smith", 0.0),
    ],
)
def test_how_common_a_name_is(name: str, common: float) -> None:
    commonness = _commonness(gather([], [], [], Register()))
    assert commonness(person_name(name)) == pytest.approx(common, abs=0.001)


@pytest.mark.parametrize(("people", "common"), [(7, 0.0), (8, 0.151)])
def test_what_many_of_a_collection_bear_is_common(people: int, common: float) -> None:
    names = [
        tuple(
            Name(0, 0, 9, f"{given} {family}", EntityType.PERSON, "given") for given, family in all_
        )
        for all_ in (
            [(f"{letter}ilgard", "Tarrantsen") for letter in "BDFGHLMN"[:people]],
            [("Ivo", f"{letter}ostenwald") for letter in "BDFGHLMN"[:people]],
        )
    ]
    articles = [article(""), article("")]
    alone = [told(one, found) for one, found in zip(articles, names, strict=True)]
    commonness = _commonness(gather(articles, names, alone, Register()))
    assert commonness(person_name("Ivo Tarrantsen")) == pytest.approx(common, abs=0.001)


def test_likeness_weighs_what_is_near_what_is_anywhere_and_company() -> None:
    text = "The glassblower Ann Lee of Stourbridge won. The kiln cooled."
    names = [Name(0, 16, 23, "Ann Lee", EntityType.PERSON, "given")]
    whole = Likeness([article(text)] * 2, [frozenset({"glass guild"})] * 2)
    own = frozenset(stems("Ann Lee"))
    words = [whole.words(n, names, own) for n in range(2)]
    assert likeness(*words) == pytest.approx(10.96, abs=0.01)
    assert not any(word.endswith((" ann", " lee")) for word in words[0])
    alone = Likeness([article(text)] * 2, [frozenset()] * 2)
    assert likeness(*(alone.words(n, names, own) for n in range(2))) == pytest.approx(
        8.96, abs=0.01
    )
    assert stems("Brazilian of") == stems("Brazil") == ["brazil"]


@pytest.mark.parametrize(
    ("facts", "others", "apart"),
    [
        ({"born": (1950,)}, {"born": (1952,)}, False),
        ({"born": (1950,)}, {"born": (1953,)}, True),
        ({"died": (1934,)}, {"born": (1935,)}, True),
        ({"died": (2020,)}, {"alive": 2021}, False),
        ({"died": (2020,)}, {"alive": 2022}, True),
        (
            {"seats": frozenset({("mayor", "larn")})},
            {"seats": frozenset({("mayor", "ghent")})},
            True,
        ),
        (
            {"seats": frozenset({("mayor", "larn")})},
            {"seats": frozenset({("mayor", "greater larn")})},
            False,
        ),
        ({"kinds": frozenset("ab")}, {"kinds": frozenset("bc")}, False),
        ({"kinds": frozenset("a")}, {"kinds": frozenset("b")}, True),
    ],
)
def test_what_excludes(facts: dict[str, object], others: dict[str, object], *, apart: bool) -> None:
    a = Facts(article=0, published=date(2020, 1, 1), **facts)  # type: ignore[arg-type]
    b = Facts(article=1, published=date(2020, 1, 1), **others)  # type: ignore[arg-type]
    assert exclude(a, b) is exclude(b, a) is apart


@pytest.mark.parametrize(("years", "apart"), [(9, True), (10, False)])
def test_trades_change_in_time(years: int, *, apart: bool) -> None:
    a, b = (
        Facts(0, date(2000 + n, 1, 1), kinds=frozenset(kind))
        for n, kind in ((0, "a"), (years, "b"))
    )
    assert exclude(a, b) is apart


@pytest.mark.parametrize(("age", "born"), [(119, (1901,)), (120, ())])
def test_nobody_is_older(age: int, born: tuple[int, ...]) -> None:
    text, names = named(f"[Ann Lee], {age}, left.", published=date(2020, 1, 1))
    assert facts(text, names, {0: 1}).born == born


def test_a_long_title_is_cut_at_a_word() -> None:
    told = [Facts(article=0, published=None)]
    found = list(_labels("Ann Lee", Group([], told, Counter()), [article("", "Lar " * 12)], set()))
    assert found == [f"Ann Lee (“{' '.join(['Lar'] * 10)} …”)", "Ann Lee (a)"]


def test_initials_in_the_middle_agree() -> None:
    long, short, none = map(person_name, ("George H. W. Lind", "George W. Lind", "George Lind"))
    assert not compatible(long, short)
    assert compatible(long, none)
    assert compatible(short, none)


@pytest.mark.parametrize(
    ("form", "parts", "suffix"),
    [
        ("Frederik VIII", ("frederik",), "viii"),
        ("Elizabeth I", ("elizabeth",), "i"),
        ("Malcolm X", ("malcolm", "x"), None),
        ("Wang Xi", ("wang", "xi"), None),
        ("WANG XI", ("wang", "xi"), None),
    ],
)
def test_numerals_stand_behind_a_name(
    form: str, parts: tuple[str, ...], suffix: str | None
) -> None:
    assert (person_name(form).parts, person_name(form).suffix) == (parts, suffix)


def test_people_who_get_one_name_are_told_apart() -> None:
    """Both halves together: of one alone a single pair taken for one would be a tenth."""
    halves = dict(measure(OWN)).values()
    linked = sum(found.linked for found in halves)
    assert sum(found.wrong for found in halves) / linked <= 0.03
    assert linked / sum(found.mentions for found in halves) >= 0.75
