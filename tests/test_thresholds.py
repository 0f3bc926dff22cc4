"""Each threshold on both sides: whoever moves one learns of it here."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any, NamedTuple, cast

import pytest
from bs4 import BeautifulSoup, Tag
from helpers.articles import article_of

from whodex.attribute.borrowed import borrowed
from whodex.attribute.quotations import quotations
from whodex.attribute.tokens import Kind, row
from whodex.collect import figures
from whodex.lexicon import given as given_names
from whodex.lexicon.forms import stand
from whodex.lexicon.names import fold, same_word
from whodex.lexicon.places import Known, known
from whodex.read import bylines, capture, pagedata, webpage
from whodex.read.blocks import with_credits
from whodex.read.fieldnames import meant
from whodex.read.frontmatter import split
from whodex.read.pagedata import PageData, page_data
from whodex.recognize import called_after, completed, edges, kinds
from whodex.recognize.article import _is_made_of
from whodex.recognize.editors import editors
from whodex.recognize.kinds import one_kind
from whodex.recognize.listed import of_one_list
from whodex.recognize.signs import signs_of
from whodex.recognize.sports import is_plain_sport, is_report, sport_of
from whodex.recognize.standing import in_title_case
from whodex.recognize.unlikely import likely
from whodex.resolve import introductions, objections, people
from whodex.resolve import surnames as bearers
from whodex.resolve.acronyms import own_acronyms
from whodex.resolve.also_called import initials
from whodex.resolve.bodies import body
from whodex.resolve.countries import country_of
from whodex.resolve.doubts import _slips
from whodex.resolve.likeness import stems
from whodex.resolve.referents import Referent, _is_shouted, of_one_article
from whodex.values.article import Block, BlockKind, EntityType
from whodex.values.entities import Entity, Name
from whodex.values.register import Register

PERSON = EntityType.PERSON


@pytest.mark.parametrize(("length", "text"), [(59, False), (60, True)])
def test_a_sentence_is_text_from_a_length(length: int, text: bool) -> None:
    assert capture._is_text("x" * (length - 1) + ".") is text


@pytest.mark.parametrize(("length", "text"), [(119, False), (120, True)])
def test_a_long_line_is_text_without_a_full_stop(length: int, text: bool) -> None:
    assert capture._is_text("x" * length) is text


def test_a_title_has_a_longest_length() -> None:
    assert capture.may_be_title("A" * 250)
    assert not capture.may_be_title("A" * 251)


def test_a_heading_has_a_longest_length() -> None:
    assert capture._is_heading("A" * 100)
    assert not capture._is_heading("A" * 101)


def test_a_menu_has_entries_of_few_words() -> None:
    assert capture._is_menu(1, ["Share", "World and trade"], [True, False])
    assert not capture._is_menu(1, ["Share", "World and trade news"], [True, False])


@pytest.mark.parametrize(("width", "paragraphs"), [(100, 1), (101, 4)])
def test_a_file_with_a_longer_line_is_not_wrapped(width: int, paragraphs: int) -> None:
    lines = [f"{'x' * (width - 4)} yyy"] * 4
    assert len([text for text in capture.unwrapped("\n".join(lines)) if text]) == paragraphs


@pytest.mark.parametrize(("length", "continues"), [(66, False), (67, True)])
def test_a_wrapped_line_stays_little_short_of_the_longest(length: int, continues: bool) -> None:
    assert capture._continues("x" * length, "a word", 80) is continues


@pytest.mark.parametrize(("lines", "kept"), [(7, False), (8, True)])
def test_a_day_is_metadata_only_early_in_the_text(lines: int, kept: bool) -> None:
    sentence = "The council of Averna met on Monday and voted to close the old mill by the river."
    text = "\n\n".join(
        ["The council of Averna votes", *[sentence] * lines, "12 March 2024", *[sentence] * 9]
    )
    article = capture.article_of_capture(text, Path("a.txt"))
    assert ("12 March 2024" in [block.text for block in article.blocks]) is kept


@pytest.mark.parametrize(("length", "is_stamp"), [(160, True), (161, False)])
def test_a_time_stamp_has_a_longest_length(length: int, is_stamp: bool) -> None:
    stamp = "Published 12 March 2024"
    line = stamp + (" at" if length == 160 else "") + " z" * ((length - len(stamp) - 2) // 2)
    line += " z" * ((length - len(line)) // 2)
    assert len(line) == length
    assert (bylines.stamp_of(line) is not None) is is_stamp


@pytest.mark.parametrize(("from_the_end", "kind"), [(6, "credit"), (7, "paragraph")])
def test_credits_stand_among_the_last_blocks(from_the_end: int, kind: str) -> None:
    credit = Block(BlockKind.PARAGRAPH, "Bo Berg contributed reporting.")
    text = Block(BlockKind.PARAGRAPH, "The mill is closed.")
    blocks = with_credits([text] * 5 + [credit] + [text] * (from_the_end - 1))
    assert blocks[5].kind == kind


def tags(html: str) -> Sequence[Tag]:
    return [tag for tag in BeautifulSoup(html, "html.parser") if isinstance(tag, Tag)]


@pytest.mark.parametrize(("words", "pointer"), [(25, True), (26, False)])
def test_a_link_of_few_words_points_to_another_story(words: int, pointer: bool) -> None:
    text = " ".join(["word"] * words)
    (tag,) = tags(f"<p><a href='/'>{text}</a></p>")
    assert webpage._is_link(tag, text) is pointer


def page(body: str = "") -> PageData:
    return PageData(None, (), None, None, (), None, "en", (), body, ())


@pytest.mark.parametrize(("more", "blocks"), [(10, 1), (11, 2)])
def test_more_text_is_taken_where_it_is_plainly_more(more: int, blocks: int) -> None:
    html = f"<div class='t'><p>{'x' * 100}</p><p>{'y' * more}</p></div>"
    found = [Block(BlockKind.PARAGRAPH, "x" * 100)]
    assert len(webpage._more_of(BeautifulSoup(html, "html.parser"), page(), found)) == blocks


@pytest.mark.parametrize(("shared", "believed"), [(15, False), (16, True)])
def test_a_page_that_says_other_words_is_not_believed(shared: int, believed: bool) -> None:
    own = [letter * 20 for letter in "abcdefghijklmnopqrst"]
    more = "z" * 500
    body = " ".join([*own[:shared], more])
    html = "".join(f"<div class='{text[0]}'><p>{text}</p></div>" for text in [*own, more])
    found = [Block(BlockKind.PARAGRAPH, text) for text in own]
    taken = webpage._more_of(BeautifulSoup(html, "html.parser"), page(body), found)
    assert (Block(BlockKind.PARAGRAPH, more) in taken) is believed


def test_a_large_town_is_known_by_other_spellings_of_four_letters() -> None:
    assert known("Kabl") is Known.TOWN
    assert known("KBL") is Known.NOT


def test_a_transliteration_needs_three_letters() -> None:
    assert same_word("ben", "bin")
    assert not same_word("be", "bi")


@pytest.mark.parametrize(("capitals", "title_case"), [(14, False), (15, True)])
def test_a_headline_is_in_title_case_where_most_words_are(capitals: int, title_case: bool) -> None:
    text = " ".join(["Large"] * capitals + ["small"] * (20 - capitals))
    assert in_title_case(BlockKind.TITLE, text) is title_case


def test_short_words_say_nothing_of_title_case() -> None:
    assert in_title_case(BlockKind.TITLE, "Mill out for now")  # one long word, and it is large
    assert not in_title_case(BlockKind.TITLE, "Mill also out")


def test_a_registered_form_of_four_letters_is_known_in_capitals() -> None:
    entities = [Entity(form.lower(), EntityType.PERSON, form, (form,)) for form in ("Lind", "Kan")]
    known = editors(Register(tuple(entities)))["registered"]
    assert known(("KAN", "LIND")) == (("LIND", EntityType.PERSON),)


@pytest.mark.parametrize(("shared", "found"), [(5, 0), (6, 1)])
def test_slips_are_looked_for_where_six_letters_are_shared(shared: int, found: int) -> None:
    names = [f"{'abcdef'[:shared]}{letter}{'x' * 3}" for letter in "pq"]
    entities = [Entity(name, EntityType.ORGANIZATION, name, (name,)) for name in names]
    assert len(list(_slips(entities))) == found


@pytest.mark.parametrize(("furniture", "kept"), [(25, False), (26, True)])
def test_a_box_that_holds_much_text_is_the_text(furniture: int, kept: bool) -> None:
    html = f"<p>{'x' * 100}</p><div class='newsletter'>{'y' * furniture}</div>"
    soup = BeautifulSoup(html, "html.parser")
    webpage._prune(soup)
    assert (soup.div is not None) is kept


@pytest.mark.parametrize(("at", "taken"), [(3, True), (4, False)])
def test_a_byline_stands_among_the_first_blocks(at: int, taken: bool) -> None:
    blocks = [Block(BlockKind.PARAGRAPH, "The mill closes.")] * 5
    blocks[at] = Block(BlockKind.PARAGRAPH, "By Ann Lee")
    found, _ = webpage._without_metadata(blocks, page())
    assert (len(found) == len(blocks) - 1) is taken


@pytest.mark.parametrize(("days", "told"), [(365, False), (366, True)])
def test_a_printed_date_may_be_off_by_a_year(days: int, told: bool) -> None:
    said = date(2030, 1, 1) + timedelta(days)
    html = f"<meta property='article:published_time' content='{said}'><h1>M</h1><p>1 Jan 2030</p>"
    found = page_data(BeautifulSoup(html, "html.parser"))
    assert bool(found.notices) is told
    assert found.published == (date(2030, 1, 1) if told else said)


@pytest.mark.parametrize(
    ("heading", "shared", "title"),
    [
        ("abcdefghij klmnopqrst", "abcdefghij klmnopxxxx", "shared"),  # 80: nearly the same
        ("abcdefghij klmnopqrst", "abcdefghij klmnoxxxxx", "heading"),  # 76: the same story
        ("abcdefghijklmnopqrst", "abcdefghijklzzzzzzzz", "heading"),  # 60
        ("abcdefghijklmnopqrst", "abcdefghijkzzzzzzzzz", "shared"),  # 55: another story
        ("mill by river shut", "zzz", "heading"),  # four words, and no other heading
        ("mill by river", "zzz", "shared"),
    ],
)
def test_the_headline_is_what_a_reader_sees(heading: str, shared: str, title: str) -> None:
    found = pagedata._headline([heading], shared, (shared,), None)
    assert found == {"heading": heading, "shared": shared}[title]


@pytest.mark.parametrize(("before", "found"), [(59, True), (60, False)])
def test_byline_and_date_stand_near_below_the_headline(before: int, found: bool) -> None:
    html = f"<h1>Mill</h1>{'<p>x y z</p>' * before}<p>By Ann Lee</p>"
    printed = pagedata._printed(BeautifulSoup(html, "html.parser"), None)
    assert printed.authors == (("Ann Lee",) if found else ())


@pytest.mark.parametrize(("properties", "read"), [(1, False), (2, True)])
def test_one_line_alone_may_be_text(properties: int, read: bool) -> None:
    lines = ["Author: the council", "Date: soon"][:properties]
    fields, _, _ = split("\n".join(lines) + "\n\nText.", Path("a.md"))
    assert bool(fields.nodes) is read


@pytest.mark.parametrize(("name", "near"), [("sourcxy", "source"), ("hintxy", None)])
def test_a_field_without_use_may_be_misspelt(name: str, near: str | None) -> None:
    assert meant(name) == near


# ---- names and their kinds -----------------------------------------------------------------------


def of_kinds(text: str, **forms: EntityType) -> list[Name]:
    """The places of the forms in a text; "_" stands for a space."""
    named = [(form.replace("_", " "), kind) for form, kind in forms.items()]
    return [
        Name(0, text.index(form), text.index(form) + len(form), form, kind, "model", (0.9, 0, 0))
        for form, kind in named
    ]


def places_of(text: str, **forms: EntityType) -> list[str]:
    found = of_one_list([text], of_kinds(text, **forms))
    return [name.text for name in found if name.type is EntityType.PLACE]


@pytest.mark.parametrize(("more", "places"), [("", 1), (", Pelmar", 3)])
def test_a_list_has_three_names(more: str, places: int) -> None:
    names = {"Zorvath": EntityType.PLACE, "Quennix": EntityType.PERSON}
    names |= {"Pelmar": EntityType.PLACE} if more else {}
    assert len(places_of(f"In towns such as Zorvath, Quennix{more} flooded.", **names)) == places


@pytest.mark.parametrize(("known", "listed", "places"), [(5, 11, 5), (5, 10, 10), (6, 11, 11)])
def test_a_list_is_of_places_if_half_are_known(known: int, listed: int, places: int) -> None:
    forms = [f"Zorv{letter}x" for letter in "abcdefghijk"[:listed]]
    kinds = [EntityType.PLACE] * known + [EntityType.PERSON] * (listed - known)
    text = f"In the towns {', '.join(forms)} it rained."
    assert len(places_of(text, **dict(zip(forms, kinds, strict=True)))) == places


@pytest.mark.parametrize(("gap", "places"), [(75, 3), (76, 1)])
def test_the_noun_of_a_list_stands_near(gap: int, places: int) -> None:
    names = {"Zorvath": EntityType.PLACE, "Quennix": EntityType.PERSON}
    names |= {"Pelmar": EntityType.PERSON}
    known = names | {"Quennix": EntityType.PLACE}
    text = f"towns{' ' * gap}Zorvath, Quennix, Pelmar"
    assert len(places_of(text, **known)) == places + (places == 1)


class Remembered(NamedTuple):
    """What training texts tell of words, in the place of the model's memory."""

    small: dict[str, float]
    words: dict[str, dict[str, int]]


def remember(
    monkeypatch: pytest.MonkeyPatch,
    module: ModuleType,
    small: dict[str, float],
    words: dict[str, dict[str, int]] | None = None,
) -> None:
    monkeypatch.setattr(module, "learned", lambda: Remembered(small, words or {}))


def with_completed(text: str, **forms: EntityType) -> list[str]:
    article = article_of(text)
    return [name.text for name in completed.completed(article, of_kinds(text, **forms), ())]


def test_two_given_names_before_a_surname_belong_to_it() -> None:
    found = with_completed("Rosa Holm left. Anna Maria Clara Holm came.", Rosa_Holm=PERSON)
    assert found == ["Rosa Holm", "Maria Clara Holm"]


def test_an_end_of_a_name_that_stands_alone_has_three_letters() -> None:
    assert with_completed("Rosa Oyx left. Oyx came.", Rosa_Oyx=PERSON) == ["Rosa Oyx", "Oyx"]
    assert with_completed("Rosa Yx left. Yx came.", Rosa_Yx=PERSON) == ["Rosa Yx"]


def test_an_age_shows_a_name_of_four_words_at_most() -> None:
    found = with_completed("Zorvath Quennix Pelmar Dorvok Bok, 40, a farmer, came.")
    assert found == ["Quennix Pelmar Dorvok Bok"]


@pytest.mark.parametrize(("small", "found"), [(-1.01, "Vellan Quennix"), (-1.0, "Quennix")])
def test_what_may_be_a_given_name_is_hardly_ever_small(
    small: float, found: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    remember(monkeypatch, completed, {"vellan": small})
    assert with_completed("They saw Vellan Quennix there.", Quennix=PERSON) == [found]


@pytest.mark.parametrize(("small", "found"), [(0.5, True), (0.51, False)])
def test_a_word_that_is_mostly_small_belongs_to_no_name(
    small: float, *, found: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    word = f"Zorvath{'x' * found}"  # what is known of a word is kept
    remember(monkeypatch, completed, {word.lower(): small})
    assert completed._stands_before_names(word.lower()) is not found


@pytest.mark.parametrize(("vote", "kind"), [(0.05, PERSON), (0.049, EntityType.PLACE)])
def test_a_calling_makes_a_person_of_a_thing_that_the_model_finds_possible(
    vote: float, kind: EntityType
) -> None:
    text = "Surgeon Zorvath Quennix came."
    name = Name(0, 8, 23, "Zorvath Quennix", EntityType.PLACE, "model", (vote, 0.1, 0.5))
    assert [name.type for name in one_kind([text], [name])] == [kind]


@pytest.mark.parametrize(("family", "famous"), [(1, False), (2, True)])
def test_a_family_name_is_known_from_two_texts(
    family: int, famous: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    remember(monkeypatch, kinds, {}, {"zorvath": {"family": family}})
    assert kinds.is_famous("zorvath") is famous


@pytest.mark.parametrize(("vote", "things"), [(0.7, 1), (0.71, 0)])
def test_a_likely_full_name_may_stand_behind_what_firms_are_called(
    vote: float, things: int
) -> None:
    name = Name(0, 13, 28, "Zorvath Quennix", PERSON, "model", (vote, 0.1, 0))
    assert (
        signs_of(["The exporter Zorvath Quennix came."], [name])["zorvath quennix"].noun == things
    )


@pytest.mark.parametrize(("small", "outside"), [(2.0, False), (2.01, True)])
def test_a_word_that_is_nearly_always_small_ends_no_name(
    small: float, outside: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    remember(monkeypatch, edges, {"zorvath": small})
    text = "Ada Holm Zorvath met Ada Holm."
    names = [Name(0, 0, 16, "Ada Holm Zorvath", PERSON, "model", (0.9, 0, 0))]
    names += [Name(0, 21, 29, "Ada Holm", PERSON, "model", (0.9, 0, 0))]
    assert (edges.bounded([text], names)[0].text == "Ada Holm") is outside


@pytest.mark.parametrize(("small", "given"), [(0.5, True), (0.51, False)])
def test_a_given_name_is_no_common_word(
    small: float, given: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    remember(monkeypatch, given_names, {"aanuoluwapo": small})
    remember(monkeypatch, edges, {"aanuoluwapo": small})
    assert given_names.is_given.__wrapped__("aanuoluwapo") is given
    assert edges._is_usual("aanuoluwapo") is not given


def test_what_stands_before_two_people_is_a_title() -> None:
    assert edges._stands_as_a_title({("ada", "holm"), ("eva", "bok")})
    assert not edges._stands_as_a_title({("ada", "holm")})


def test_an_initial_is_no_title() -> None:
    text = "A Holm met Eva Holm."
    names = of_kinds(text, A_Holm=PERSON, Eva_Holm=PERSON)
    assert [name.text for name in edges.bounded([text], names)] == ["A Holm", "Eva Holm"]


# ---- who is meant, and what is said -------------------------------------------------------------


@pytest.mark.parametrize(("articles", "known"), [(2, False), (3, True)])
def test_whom_three_articles_name_in_full_needs_no_introduction(articles: int, known: bool) -> None:
    person = Referent(PERSON)
    collection = SimpleNamespace(is_named=lambda _, times: articles >= times)
    here = SimpleNamespace(collection=collection, shares_company=lambda _: False)
    assert people.needs_no_introduction(person, cast("Any", here)) is known


@pytest.mark.parametrize(("age", "other"), [(44, False), (43, True)])
def test_two_places_of_an_article_may_give_an_age_a_year_apart(
    age: int, other: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(objections, "ages_of", lambda *_: {age})
    here = SimpleNamespace(after=lambda _: ", 45, said")
    assert objections.other_age(0, Referent(PERSON), cast("Any", here)) is other


@pytest.mark.parametrize(("times", "owns"), [(2, False), (3, True)])
def test_whoever_is_called_so_three_times_keeps_the_surname(times: int, owns: bool) -> None:
    owner, other = Referent(PERSON, name="A"), Referent(PERSON, name="B")
    here = SimpleNamespace(
        names=[Name(0, 0, 4, "Lind", PERSON, "model")],
        called={owner: times},
        latest={owner: 0},
        told=lambda *_: {0: None},
        between=lambda *_: "",
        speaks=lambda _: False,
    )
    found = bearers.owned(0, (owner, other), cast("Any", here))
    assert (found is owner) is owns


@pytest.mark.parametrize(("form", "shouted"), [("ABC Holm", False), ("ABCD Holm", True)])
def test_a_word_in_capitals_is_shouted_from_four_letters(form: str, shouted: bool) -> None:
    assert _is_shouted(form) is shouted


@pytest.mark.parametrize(
    ("text", "sport"),
    [
        ("an inning", "baseball"),
        ("inning, homer and bullpen; nba and dunk", "baseball"),  # 3 to 2
        ("inning, homer, homers and bullpen; nba, dunk and dunks", ""),  # 4 to 3
        ("inning " * 7 + "nba " * 5, ""),
    ],
)
def test_a_sport_is_clear_by_half_as_many_words_again(text: str, sport: str) -> None:
    assert sport_of(article_of(text)) == sport


@pytest.mark.parametrize(("text", "plain"), [("won 3-1", False), ("an inning, 3-1", True)])
def test_two_signs_of_a_sport_are_plain(text: str, plain: bool) -> None:
    assert is_plain_sport(article_of(text)) is plain


@pytest.mark.parametrize(("others", "report"), [(198, True), (199, False)])
def test_a_report_of_a_match_has_few_other_words(others: int, report: bool) -> None:
    assert is_report(article_of("football striker" + " word" * others)) is report
    assert not is_report(article_of("football"))


@pytest.mark.parametrize(("norwegian", "danish", "country"), [(8, 5, "norway"), (7, 5, "")])
def test_a_country_is_clear_by_half_as_many_words_again(
    norwegian: int, danish: int, country: str
) -> None:
    text = "Norwegian " * norwegian + "Danish " * danish
    assert country_of(article_of(text), ()) == country


@pytest.mark.parametrize(
    ("name", "owner"),
    [
        ("Saint Vincent and the Grenadines’ ministry", "saint vincent and the grenadines"),
        ("Mali’s ministry", "mali"),
        ("UAE’s ministry", "united arab emirates"),
        ("USS ministry", None),  # a ship
    ],
)
def test_a_bodys_owner_is_a_country_of_three_letters_or_more(name: str, owner: str | None) -> None:
    found = body(fold(name))
    assert (found and found.owner) == owner


@pytest.mark.parametrize(("bystanders", "found"), [(198, 1), (199, 0)])
def test_in_a_crowd_nobody_looks_for_slips(bystanders: int, found: int) -> None:
    crowd = [f"abcdef{n:03}" for n in range(bystanders)]
    letters = ["abcdef" + "".join(chr(ord("g") + int(d)) for d in name[6:]) * 3 for name in crowd]
    names = [*letters, "abcdefyyyyp", "abcdefyyyyq"]
    entities = [Entity(name, EntityType.ORGANIZATION, name, (name,)) for name in names]
    assert len(list(_slips(entities))) == found


def test_an_acronym_is_told_by_its_initials() -> None:
    assert _is_made_of("ABC", "ABC")
    assert not _is_made_of("AB", "AB")
    assert list(initials("Arts Board")) == ["AB"]
    assert not list(initials("Arts"))


@pytest.mark.parametrize(("length", "stands"), [(100, True), (101, False)])
def test_the_words_of_an_acronym_stand_in_a_hundred_letters(length: int, stands: bool) -> None:
    words = f"Nordic Film {'A' + 'r' * (length - 13)}"
    text = f"{words} (NFA) is the NFA."
    starts = (len(words) + 2, len(text) - 4)
    names = tuple(Name(0, n, n + 3, "NFA", EntityType.ORGANIZATION, "given") for n in starts)
    assert (len(words), bool(own_acronyms(article_of(text), names))) == (length, stands)


def test_words_are_compared_by_six_letters() -> None:
    assert stems("Brazilian Brazil") == ["brazil", "brazil"]
    assert stems("Bolivian Bolivia") == ["bolivi", "bolivi"]
    assert stems("parish parity") == ["parish", "parity"]


def test_an_office_is_told_by_words_of_four_letters_or_acronyms() -> None:
    assert introductions._tells("Larn")
    assert introductions._tells("UN")
    assert not introductions._tells("Rye")


@pytest.mark.parametrize(("words", "found"), [(10, True), (11, False)])
def test_a_form_has_ten_words_at_most(words: int, found: bool) -> None:
    form = " ".join(["Larn"] * words)
    assert bool(list(stand(form, {form}, {"Larn"}))) is found


@pytest.mark.parametrize(("shown", "rounds"), [(1000, True), (900, False)])
def test_a_title_rounds_large_numbers(shown: int, rounds: bool) -> None:
    assert figures._rounds(float(shown), shown + 40) is rounds


@pytest.mark.parametrize(
    ("text", "passed_on"),
    [
        ("She denied “so so so so so so”.", True),
        ("She denied “so so so so so so so”.", False),
        ("She dismissed the so very grand “so”.", True),
        ("She dismissed the so very old grand “so”.", False),
    ],
)
def test_few_words_are_passed_on_by_a_verb_that_stands_near(text: str, passed_on: bool) -> None:
    tokens = row(0, text, [(0, len(text))], [], quotations(text)).tokens
    quote = next(n for n, token in enumerate(tokens) if token.kind is Kind.QUOTATION)
    assert borrowed(tokens, 0, quote, None) is passed_on


def _voted(text: str, form: str, kind: EntityType, vote: float) -> list[EntityType]:
    """The kinds that a form of an article still has for which the model gave `vote`."""
    article = article_of(text)
    votes = tuple(vote if each is kind else 0.0 for each in EntityType)
    start = text.index(form)
    number = next(n for n, block in enumerate(article.blocks) if block.text == text)
    name = Name(number, start, start + len(form), form, kind, "model", votes)
    return [found.type for found in likely(article, [name])]


@pytest.mark.parametrize(("vote", "left"), [(0.59, False), (0.6, True)])
def test_a_ware_is_an_organization_if_the_model_says_so(vote: float, left: bool) -> None:
    found = _voted("I tore the Sarvella jacket.", "Sarvella", EntityType.ORGANIZATION, vote)
    assert bool(found) is left


@pytest.mark.parametrize(("vote", "left"), [(0.39, False), (0.4, True)])
def test_what_nothing_shows_needs_some_likelihood(vote: float, left: bool) -> None:
    found = _voted("I like Sarvella most.", "Sarvella", EntityType.ORGANIZATION, vote)
    assert bool(found) is left
    assert _voted("I work for the firm Sarvella.", "Sarvella", EntityType.ORGANIZATION, vote)


@pytest.mark.parametrize(
    ("vote", "kind"), [(0.49, EntityType.ORGANIZATION), (0.5, EntityType.PLACE)]
)
def test_a_likely_place_is_no_group(vote: float, kind: EntityType) -> None:
    assert _voted("Sarvella head Ada Holm was held.", "Sarvella", EntityType.PLACE, vote) == [kind]


@pytest.mark.parametrize(("word", "known"), [("gene", True), ("basil", False), ("black", False)])
def test_a_common_word_is_a_given_name_where_texts_have_it_often_so(
    word: str, *, known: bool
) -> None:
    assert completed._is_well_known(word) is known


@pytest.mark.parametrize(("letters", "found"), [(80, True), (81, False)])
def test_how_far_from_its_noun_a_title_ends(letters: int, *, found: bool) -> None:
    title = "book " + "X" * (letters - 9) + " of "
    assert called_after.is_in_a_thing(title + "Holm", letters, letters + 4) is found


def test_the_id_of_what_one_article_names_has_its_date_and_three_words() -> None:
    article = replace(article_of(""), id="2024-03-05-council-votes-for-the-bridge")
    assert of_one_article("Senate", article) == "Senate 2024 03 05 council votes for"
