"""Each threshold on both sides: whoever moves one learns of it here."""

from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path

import pytest
from bs4 import BeautifulSoup, Tag

from whodex.gazetteer import Known, known
from whodex.models import Block, BlockKind, Entity, EntityType, Register
from whodex.names import same_word
from whodex.read import bylines, capture, pagedata, webpage
from whodex.read.blocks import with_credits
from whodex.read.frontmatter import meant, split
from whodex.read.pagedata import PageData, page_data
from whodex.recognize import _in_title_case, _registered
from whodex.resolve.doubts import _slips


@pytest.mark.parametrize(("length", "text"), [(59, False), (60, True)])
def test_a_sentence_is_text_from_a_length(length: int, text: bool) -> None:
    assert capture._is_text("x" * (length - 1) + ".") is text


@pytest.mark.parametrize(("length", "text"), [(119, False), (120, True)])
def test_a_long_line_is_text_without_a_full_stop(length: int, text: bool) -> None:
    assert capture._is_text("x" * length) is text


def test_a_title_has_a_longest_length() -> None:
    assert capture._may_be_title("A" * 250)
    assert not capture._may_be_title("A" * 251)


def test_a_heading_has_a_longest_length() -> None:
    assert capture._is_heading("A" * 100)
    assert not capture._is_heading("A" * 101)


def test_a_menu_has_entries_of_few_words() -> None:
    assert capture._is_menu(1, ["Share", "World and trade"], [True, False])
    assert not capture._is_menu(1, ["Share", "World and trade news"], [True, False])


@pytest.mark.parametrize(("width", "paragraphs"), [(100, 1), (101, 4)])
def test_a_file_with_a_longer_line_is_not_wrapped(width: int, paragraphs: int) -> None:
    lines = [f"{'x' * (width - 4)} yyy"] * 4
    assert len([text for text in capture._unwrapped("\n".join(lines)) if text]) == paragraphs


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


@pytest.mark.parametrize(("shared", "believed"), [(7, False), (8, True)])
def test_a_page_that_says_other_words_is_not_believed(shared: int, believed: bool) -> None:
    own = [letter * 20 for letter in "abcdefghij"]
    more = "z" * 400
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


@pytest.mark.parametrize(("capitals", "title_case"), [(7, False), (8, True)])
def test_a_headline_is_in_title_case_where_most_words_are(capitals: int, title_case: bool) -> None:
    text = " ".join(["Large"] * capitals + ["small"] * (10 - capitals))
    assert _in_title_case(BlockKind.TITLE, text) is title_case


def test_short_words_say_nothing_of_title_case() -> None:
    assert _in_title_case(BlockKind.TITLE, "Mill out for now")  # one long word, and it is large
    assert not _in_title_case(BlockKind.TITLE, "Mill also out")


def test_a_registered_form_of_four_letters_is_known_in_capitals() -> None:
    entities = [Entity(form.lower(), EntityType.PERSON, form, (form,)) for form in ("Lind", "Kan")]
    forms, _ = _registered(Register(tuple(entities)))
    assert "LIND" in forms
    assert "KAN" not in forms


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


@pytest.mark.parametrize(("name", "near"), [("autors", "authors"), ("tags", None)])
def test_a_field_without_use_may_be_misspelt(name: str, near: str | None) -> None:
    assert meant(name) == near
