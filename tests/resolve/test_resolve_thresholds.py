"""How far is looked, how many are compared, how long a word must be: each on both sides."""

from collections.abc import Sequence
from datetime import date
from importlib import import_module

import pytest
from helpers.articles import article_of, named

from whodex.lexicon.english import last_word
from whodex.lexicon.lists import pairs, words
from whodex.resolve import (
    Resolution,
    also_called,
    chambers,
    kin,
    owned,
    people,
    regions,
    resolve,
    sexes,
    things,
)
from whodex.resolve.acronyms import _by_initials
from whodex.resolve.aliases import aliases
from whodex.resolve.also_called import variants
from whodex.resolve.answers import questions
from whodex.resolve.article import _some
from whodex.resolve.asked import Asked
from whodex.resolve.doubts import _slips
from whodex.resolve.entities import ids
from whodex.resolve.facts import facts
from whodex.resolve.introductions import introduction
from whodex.resolve.likeness import Likeness, _described
from whodex.resolve.owned import owner_beside
from whodex.resolve.referents import PERSON, Link, Referent
from whodex.resolve.scene import Scene, scene
from whodex.resolve.told import _full_forms, told, with_generations
from whodex.values.article import EntityType
from whodex.values.entities import Entity
from whodex.values.register import Register

gather = import_module("whodex.resolve.gather")  # a function of that name hides it
LETTERS = "abcdefghijklmnopqrstuvwxyz"


def resolved(*articles: Sequence[str]) -> Resolution:
    """What is found in articles of marked texts (`helpers.articles.named`)."""
    found = [named(*texts, id=f"a{n}") for n, texts in enumerate(articles)]
    return resolve([a for a, _ in found], [names for _, names in found], Register())


def meant(*texts: str) -> list[str | None]:
    """Whom each name of one article of marked texts means."""
    (mentions,) = resolved(texts).mentions
    return [mention.entity for mention in mentions]


def here_in(*texts: str) -> Scene:
    article, names = named(*texts)
    known = gather.gather([article], [names], [told(article, names)], Register())
    return scene(article, names, Asked(article, names, questions(known)))


def surname(number: int) -> str:
    """One of many surnames that nobody has and that are no slips of each other."""
    first, second = divmod(number, 26)
    return f"Z{LETTERS[second] * 3}{LETTERS[first] * 4}q"


# ---- names of people -----------------------------------------------------------------------------


@pytest.mark.parametrize(("far", "found"), [(160, 1), (161, 0)])
def test_how_far_the_sentence_of_a_birth_goes(far: int, found: int) -> None:
    more = "x" * (far - len("When Ada Holm  was born , she was "))
    text = f"When [Ada Holm] {more[:48]} was born {more[48:]}, she was [Eva Bok]."
    article, names = named(text)
    assert names[1].start == far
    assert len([a for a in aliases(article, names) if a.other == "Eva Bok"]) == found


@pytest.mark.parametrize(("others", "found"), [(28, 1), (29, 0)])
def test_slips_are_looked_for_among_thirty_of_one_given_name(others: int, found: int) -> None:
    forms = [f"Ada {surname(n)}" for n in range(others)]
    article, names = named(*(f"[{form}] left." for form in [*forms, "Ada Quennix", "Ada Quennyx"]))
    assert len(aliases(article, names)) == found


@pytest.mark.parametrize(("others", "people"), [(28, 1), (29, 2)])
def test_kin_is_looked_for_among_thirty_of_one_surname(others: int, people: int) -> None:
    forms = [f"{surname(n)} Quennix" for n in range(others)]
    texts = [f"[{form}] left." for form in [*forms, "Ada Quennix", "Ada Quennix Jr."]]
    article, names = named("Her father came.", *texts)
    full = _full_forms(article, with_generations(article, names))
    assert (len(gather._pairs(article, names, full)) == 1) is (people == 1)


@pytest.mark.parametrize(("others", "pairs"), [(28, 1), (29, 0)])
def test_ages_are_compared_among_thirty_of_one_surname(others: int, pairs: int) -> None:
    forms = [f"{surname(n)} Quennix, 40," for n in range(others)]
    texts = [f"[{form[:-5]}], 40, left." for form in forms]
    article, names = named(*texts, "[Ada Quennix], 40, left.", "[Eva Quennix], 50, left.")
    found = list(gather._told_apart(article, names))
    assert (frozenset({"ada quennix", "eva quennix"}) in found) is bool(pairs)


@pytest.mark.parametrize(("candidates", "asked"), [(29, 29), (30, 30), (31, 30)])
def test_thirty_candidates_are_as_many_as_anybody_looks_at(candidates: int, asked: int) -> None:
    assert len(_some(Referent(PERSON) for _ in range(candidates))) == asked


@pytest.mark.parametrize(
    ("before", "introduced"),
    [
        (f"mayor {'X' * 113} ", True),  # 120 letters
        (f"mayor {'X' * 114} ", False),
        (f"mayor {'X ' * 7}", True),  # eight words
        (f"mayor {'X ' * 8}", False),
    ],
)
def test_how_far_before_a_name_its_introduction_stands(before: str, *, introduced: bool) -> None:
    article, names = named(f"{before}[Ada Holm] left.")
    assert (introduction(article, names, "") is not None) is introduced


@pytest.mark.parametrize(("far", "introduced"), [(120, True), (121, False)])
def test_how_far_behind_a_name_its_introduction_stands(far: int, *, introduced: bool) -> None:
    article, names = named(f"[Ada Holm], {'x' * (far - 8)} mayor")
    assert (introduction(article, names, "") is not None) is introduced


@pytest.mark.parametrize(("far", "child"), [(90, True), (91, False)])
def test_how_far_before_a_name_its_kin_stands(far: int, *, child: bool) -> None:
    assert kin.came_as_child(f"his {'x' * (far - 9)} son ") is child


@pytest.mark.parametrize(("far", "hint"), [(270, True), (271, False)])
def test_how_long_a_sentence_about_kin_is(far: int, *, hint: bool) -> None:
    assert kin.hints_at_kin(f"His brother fell {'x' * (far - 19)}. ") is hint


@pytest.mark.parametrize(
    ("before", "described"),
    [
        (f"surgeon {'x' * 61} ", True),  # 70 letters
        (f"surgeon {'x' * 62} ", False),
        ("surgeon a b c d ", True),  # five words
        ("surgeon a b c d e ", False),
    ],
)
def test_how_far_before_a_name_its_description_stands(before: str, *, described: bool) -> None:
    article, names = named(f"{before}[Ada Holm] left.")
    assert ("surgeo" in _described(article.blocks[0].text, names[0])) is described


@pytest.mark.parametrize(("far", "described"), [(90, True), (91, False)])
def test_how_far_behind_a_name_its_description_stands(far: int, *, described: bool) -> None:
    article, names = named(f"[Ada Holm], {'x' * (far - 6)} nurse")
    assert ("nurse" in _described(article.blocks[0].text, names[0])) is described


def test_a_word_beside_a_name_is_read_whole() -> None:
    trades = " ".join(pairs("professions").values()).split()
    telling = {*pairs("sexes"), *words("offices"), *words("titles"), *trades}
    assert not [
        word
        for word in telling
        if word.isascii() and word.replace("-", "").isalpha() and last_word(f" {word} ") != word
    ]


def test_articles_are_compared_by_their_most_telling_words() -> None:
    words = " ".join(surname(n) for n in range(400))
    article, names = named(f"[Ada Holm] left. {words}")
    assert len(Likeness([article], [frozenset()]).words(0, names, frozenset())) == 300


@pytest.mark.parametrize(("far", "spoken_of"), [(40, True), (41, False)])
def test_how_far_before_a_name_stands_who_is_told_of_it(far: int, *, spoken_of: bool) -> None:
    here = here_in(f"She told her {'x' * (far - 15)} that [Holm] left.")
    assert here.is_spoken_of(0) is spoken_of


@pytest.mark.parametrize(("far", "sex"), [(300, sexes.WOMAN), (301, "")])
def test_how_far_behind_a_name_a_pronoun_hints_at_its_bearer(far: int, sex: str) -> None:
    assert sexes.pronoun(f"{'x' * (far - 4)} she") == sex


@pytest.mark.parametrize(("articles", "linked"), [(3, False), (4, True)])
def test_of_two_bearers_four_times_as_many_articles_name_the_best_known(
    articles: int, *, linked: bool
) -> None:
    many = [["[Ada Quennix] sang."]] * articles
    found = resolved(*many, ["[Eva Quennix] sang."], ["[Quennix] left."])
    assert (found.mentions[-1][0].entity == "ada-quennix") is linked


def test_a_surname_that_may_be_misspelt_has_five_letters() -> None:
    assert people._is_slip("zorva", "zorvx")
    assert not people._is_slip("zorv", "zorx")


@pytest.mark.parametrize(("far", "born"), [(90, (2001,)), (91, ())])
def test_how_far_before_a_name_an_age_stands(far: int, born: tuple[int, ...]) -> None:
    text = f"The 19-year-old {'x' * (far - 13)} [Ada Holm] left."
    article, names = named(text, published=date(2020, 1, 1))
    assert facts(article, names, {0: 2}).born == born


@pytest.mark.parametrize(("far", "trades"), [(120, ("shopkeeper",)), (121, ())])
def test_how_far_behind_a_name_a_trade_stands(far: int, trades: tuple[str, ...]) -> None:
    article, names = named(f"[Ada Holm] keeps a {'x' * (far - 15)} stall.")
    assert facts(article, names, {0: 2}).trades == trades


@pytest.mark.parametrize(("far", "sex"), [(120, sexes.WOMAN), (121, "")])
def test_how_far_behind_a_name_an_apposition_says_who_bears_it(far: int, sex: str) -> None:
    assert sexes.stated("", "Zorvath Quennix", f", a {'x' * (far - 10)} widow.") == sex


@pytest.mark.parametrize(("far", "sex"), [(80, sexes.MAN), (81, "")])
def test_how_far_before_a_name_stands_whose_spouse_it_is(far: int, sex: str) -> None:
    before = f"The wife of {'x' * (far - 9)} "
    assert sexes.stated(before, "Zorvath Quennix", " left.") == sex


# ---- organizations and places --------------------------------------------------------------------


@pytest.mark.parametrize(("far", "owner"), [(60, "ukraine"), (61, "")])
def test_how_far_before_a_body_its_owner_stands(far: int, owner: str) -> None:
    text = f"Ukraine’s {'x' * 24} {'y' * (far - 36)} [o:Army]"
    article, names = named(text)
    assert owner_beside(names[0], "army", article.blocks[0].text) == owner


@pytest.mark.parametrize(
    ("kind", "length", "pairs"),
    [
        (EntityType.PERSON, 6, 0),
        (EntityType.PERSON, 7, 1),
        (EntityType.ORGANIZATION, 7, 0),
        (EntityType.ORGANIZATION, 8, 1),
        (EntityType.PLACE, 6, 0),
        (EntityType.PLACE, 7, 1),
    ],
)
def test_a_name_that_may_be_misspelt_has_some_letters(
    kind: EntityType, length: int, pairs: int
) -> None:
    names = ["zorvathq"[:length], "zorvathqx"[:length] + "y"]
    found = [Entity(name, kind, name, (name,)) for name in names]
    assert len(list(_slips(found))) == pairs


def test_an_id_is_short_enough_for_file_systems() -> None:
    long = Referent(PERSON, name="x" * 300)
    assert ids([Link("", long)], Register())[0] == {long: "x" * 120}


@pytest.mark.parametrize(("others", "found"), [(28, 1), (29, 0)])
def test_slips_are_looked_for_among_thirty_things_that_begin_alike(others: int, found: int) -> None:
    forms = [f"Zorvath {surname(n)}" for n in range(others)]
    forms += ["Zorvath Zzzzzquennix", "Zorvath Zzzzzquennyx"]
    texts = [f"[o:{form}] left." for form in forms]
    assert len(variants(*named(*texts))) == found


@pytest.mark.parametrize(
    ("one", "other", "slip"),
    [
        ("alpha zorva", "alpha zorvx", True),
        ("alpha zorv", "alpha zorx", False),
        ("zorvathq", "zorvathx", True),
        ("zorvath", "zorvatx", False),
    ],
)
def test_a_misspelt_word_of_a_thing_has_some_letters(one: str, other: str, *, slip: bool) -> None:
    assert also_called._is_slip(one, other) is slip


@pytest.mark.parametrize(("far", "of_a_state"), [(120, False), (121, True)])
def test_how_far_before_a_chamber_the_nations_is_spoken_of(far: int, *, of_a_state: bool) -> None:
    text = "State lawmakers and state lawmakers met. "
    here = here_in(f"{text}Congress {'x' * (far - 10)} [o:Senate]")
    assert chambers.is_of_a_state(here.names[0], "senate", here) is of_a_state


def test_an_article_has_parts_from_two_headings() -> None:
    assert owned._sections(article_of("A", "B", headings={0}), ()) == []
    assert owned._sections(article_of("A", "B", "C", headings={0, 2}), ()) == [0, 2]


@pytest.mark.parametrize(("times", "country"), [(1, ""), (2, "norway")])
def test_an_article_is_plainly_about_a_country_that_it_speaks_of_twice(
    times: int, country: str
) -> None:
    assert owned.surely_about(article_of("Norwegian " * times), ()) == country


def test_three_general_words_name_one_body() -> None:
    assert meant("The [o:Joint Water Commission] met.") == ["joint-water-commission"]
    assert meant("The [o:Water Commission] met.") == ["water-commission-a0"]


@pytest.mark.parametrize(("times", "bodies"), [(2, ["a", "b"]), (3, ["a"])])
def test_a_body_named_three_times_as_often_is_the_main_one(times: int, bodies: list[str]) -> None:
    assert list(owned._main(9, [*enumerate("a" * times), (8, "b")])) == bodies


@pytest.mark.parametrize(
    ("more", "among"), [("", False), (" unlike [p:Texas]", True), (" unlike [p:Paris]", False)]
)
def test_two_states_of_a_sentence_make_a_state_of_what_is_called_so(
    more: str, *, among: bool
) -> None:
    article, names = named(f"[p:Georgia] was dry while [p:Ohio] had rain{more}.")
    assert regions._is_among_states(0, article, names) is among


@pytest.mark.parametrize(
    ("long", "acronym", "made"),
    [("The Bank", "TB", None), ("Bank of Montreal", "BMO", "bank of montreal")],
)
def test_an_acronym_of_more_than_initials_has_three_letters(
    long: str, acronym: str, made: str | None
) -> None:
    here = here_in(f"[o:{long}] closed. [o:{acronym}] is silent.")
    assert things._made_here(here.names[1], here) == made


@pytest.mark.parametrize(("acronym", "made"), [("BANM", True), ("BANKM", False)])
def test_a_word_gives_three_letters_to_an_acronym(acronym: str, *, made: bool) -> None:
    assert things._is_of_beginnings(acronym, "Bank of Montreal") is made


@pytest.mark.parametrize(("name", "brand"), [("lm ericsson", False), ("lmx ericsson", True)])
def test_a_founders_initials_are_two_letters(name: str, *, brand: bool) -> None:
    assert things._is_a_brand_of_its_own("ericsson", name) is brand


@pytest.mark.parametrize(
    ("key", "letters"),
    [("zor vat pel works", "zorvatpelwork"), ("zor vat works", "zorvatworks")],
)
def test_a_name_of_four_words_is_nobody_elses_in_the_plural(key: str, letters: str) -> None:
    assert gather._letters(key) == letters


@pytest.mark.parametrize(("form", "joined"), [("Zor Vat", True), ("Zo Vat", False)])
def test_a_name_of_six_letters_may_be_written_as_one_word(form: str, *, joined: bool) -> None:
    _, names = named(f"[o:{form}] and [o:{form.title().replace(' ', '')}]")
    assert bool(list(gather._joined([names]))) is joined


@pytest.mark.parametrize(("form", "found"), [("Arts Board", 0), ("Arts Board Choir", 1)])
def test_an_acronym_that_initials_alone_tell_has_three_letters(form: str, found: int) -> None:
    acronym = "".join(word[0] for word in form.split())
    _, names = named(f"[o:{form}] met. [o:{acronym}] is silent.")
    assert len(list(_by_initials(names))) == found
