"""How long, how many, how alike, what files and pages hold may be: each on both sides."""

import json
from pathlib import Path
from types import SimpleNamespace

import pytest
from bs4 import BeautifulSoup

from whodex.read import (
    bylines,
    capture,
    files,
    hyphens,
    languages,
    markdown,
    pagedata,
    tags,
    webpage,
)
from whodex.read.blocks import first_words, is_credit, is_furniture
from whodex.read.fieldnames import FIELDS
from whodex.read.frontmatter import FrontMatter, split
from whodex.values.article import Block, BlockKind
from whodex.values.errors import Problem, WhodexError


def soup_of(html: str) -> BeautifulSoup:
    return BeautifulSoup(html, "html.parser")


@pytest.mark.parametrize(("letters", "cut"), [(72, False), (73, True)])
def test_a_title_of_ours_has_a_width(letters: int, *, cut: bool) -> None:
    title = first_words([Block(BlockKind.PARAGRAPH, f"Mill {'x' * (letters - 5)}")])
    assert title.endswith(" …") is cut


@pytest.mark.parametrize(("letters", "credit"), [(600, True), (601, False)])
def test_a_paragraph_of_credits_has_a_longest_length(letters: int, *, credit: bool) -> None:
    text = f"Ann Lee reported from {'x' * 290}. "
    text += "x" * (letters - len(text))
    assert len(text) == letters
    assert is_credit(text) is credit


@pytest.mark.parametrize(("letters", "shown"), [(99, True), (100, False)])
def test_a_right_example_has_a_longest_length(letters: int, *, shown: bool) -> None:
    words = "x" * (letters - len('source: ": x"'))
    with pytest.raises(WhodexError) as raised:
        split(f"---\nsource: {words}: x\n---\nText.", Path("a.md"))
    example = raised.value.problems[0].example
    assert (example != FIELDS["source"]) is shown


@pytest.mark.parametrize(("letters", "found"), [(100, 1), (101, 0)])
def test_a_tag_has_a_longest_length(letters: int, found: int) -> None:
    assert len(tags.tidied(["x" * letters])) == found


@pytest.mark.parametrize(("letters", "kept"), [(40, True), (41, False)])
def test_half_a_word_has_a_longest_length(letters: int, *, kept: bool) -> None:
    word = f"{'x' * letters}-zorva"
    text = f"{word} and {word.replace('-', '-' + chr(10))}"
    assert (hyphens.rejoined(text) == f"{word} and {word}") is kept


@pytest.mark.parametrize(("small", "word"), [(-1.99, True), (-2.01, False)])
def test_what_is_hardly_ever_small_is_a_name(
    small: float, *, word: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(hyphens, "learned", lambda: SimpleNamespace(small={"zorvath": small}))
    assert hyphens._is_word("zorvath") is word


def paragraphs(*texts: str) -> list[Block]:
    return [Block(BlockKind.PARAGRAPH, text) for text in texts]


PLAIN = "the mill is shut"  # 16 letters, plainly English


@pytest.mark.parametrize(
    ("letters", "times", "language"),
    [(20, 5, "en"), (19, 6, "zz"), (100, 1, "en"), (99, 1, "zz")],
)
def test_few_words_overrule_nothing(letters: int, times: int, language: str) -> None:
    sentence = f"{PLAIN} {'x' * (letters - len(PLAIN) - 2)}."
    assert languages.language_of(paragraphs(*[sentence] * times), "zz") == language


@pytest.mark.parametrize(("plain", "language"), [(130, "zz"), (134, "en")])
def test_an_article_is_english_where_two_thirds_are(
    plain: int, language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(languages, "_language", lambda text: "en" if PLAIN in text else "xx")
    english = f"{PLAIN} {'x' * (plain - len(PLAIN) - 2)}."
    other = f"{'y' * (199 - plain)}."
    assert languages.language_of(paragraphs(english, other), "zz") == language


@pytest.mark.parametrize(("likelier", "language"), [(39.9, "en"), (40.0, "de")])
def test_another_language_is_far_likelier(
    likelier: float, language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    ranked = [("pcm", 9.0), ("de", likelier), ("en", 0.0)]
    monkeypatch.setattr(languages, "_identifier", lambda: SimpleNamespace(rank=lambda _: ranked))
    assert languages._language("") == language


@pytest.mark.parametrize(("others", "plain"), [(9, True), (10, False)])
def test_a_tenth_of_a_plain_sentence_is_english_alone(others: int, *, plain: bool) -> None:
    assert languages._is_plain(f"the{' zorvath' * others}") is plain


@pytest.mark.parametrize(("signs", "problems"), [(2000, 0), (2001, 1)])
def test_a_paragraph_has_not_too_many_signs(signs: int, problems: int) -> None:
    fields = FrontMatter(Path("a.md"), 1)
    markdown._refuse_slow("<" * signs, 1, fields)
    assert len(fields.problems) == problems


@pytest.mark.parametrize(("size", "read"), [(20_000_000, True), (20_000_001, False)])
def test_a_file_has_a_largest_size(size: int, *, read: bool, tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    with path.open("wb") as file:
        file.truncate(size)
    assert isinstance(files.content(str(path)), Problem) is not read


@pytest.mark.parametrize(("objects", "found"), [(19_996, 19_997), (19_997, 19_997)])
def test_a_page_has_not_too_many_objects(objects: int, found: int) -> None:
    data = json.dumps([[{}] * objects, [{}]])
    soup = soup_of(f"<script type='application/ld+json'>{data}</script>")
    assert len(list(pagedata._json_ld(soup))) == found


@pytest.mark.parametrize(("before", "authors"), [(49, ("Ann Lee",)), (50, ())])
def test_fifty_elements_may_be_a_byline(before: int, authors: tuple[str, ...]) -> None:
    html = "<p class='byline'>12:30</p>" * before + "<p class='byline'>By Ann Lee</p>"
    assert pagedata._authors(soup_of(html), [], {}, {}, None) == authors


@pytest.mark.parametrize(("between", "authors"), [(3, ("Ann Lee",)), (4, ())])
def test_names_stand_alone_four_lines_above_a_day(between: int, authors: tuple[str, ...]) -> None:
    html = f"<h1>Mill</h1><p>Ann Lee</p>{'<p>it rained</p>' * between}<p>May 9, 2031</p>"
    assert pagedata._printed(soup_of(html), None).authors == authors


@pytest.mark.parametrize(("before", "found"), [(59, True), (60, False)])
def test_byline_and_date_stand_in_sixty_elements(before: int, *, found: bool) -> None:
    html = f"<h1>Mill</h1>{'<p>it rained</p>' * before}<p>By Ann Lee</p>"
    assert bool(pagedata._printed(soup_of(html), None).authors) is found


@pytest.mark.parametrize(("before", "found"), [(4, True), (5, False)])
def test_five_headings_may_be_the_headline(before: int, *, found: bool) -> None:
    others = "".join(f"<h1>{letter * 9}</h1>" for letter in "uvwyz"[:before])
    title = "<title>abcdefghij klmnoxxxxx</title>"
    page = pagedata.page_data(soup_of(f"{title}{others}<h1>abcdefghij klmnopqrst</h1>"))
    assert (page.title == "abcdefghij klmnopqrst") is found


@pytest.mark.parametrize(("same", "alike"), [(299, False), (300, True)])
def test_titles_are_compared_by_three_hundred_letters(same: int, *, alike: bool) -> None:
    first, second = ("x" * same + letter * 99 for letter in "ab")
    assert (pagedata._likeness(first, second) == 100) is alike


@pytest.mark.parametrize(("letters", "link"), [(400, True), (401, False)])
def test_a_link_to_another_story_has_a_longest_length(letters: int, *, link: bool) -> None:
    text = "x" * letters
    tag = soup_of(f"<p><a href='/'>{text}</a></p>").p
    assert tag
    assert webpage._is_link(tag, text) is link


@pytest.mark.parametrize(("letters", "furniture"), [(400, True), (401, False)])
def test_a_line_that_is_the_pages_has_a_longest_length(letters: int, *, furniture: bool) -> None:
    text = "Your email address will not be published"
    assert is_furniture(text + "x" * (letters - len(text))) is furniture


@pytest.mark.parametrize(("words", "name"), [(1, False), (2, True), (5, True), (6, False)])
def test_a_name_in_a_byline_has_two_to_five_words(words: int, *, name: bool) -> None:
    assert bylines.looks_like_name(" ".join(["Lee"] * words)) is name


@pytest.mark.parametrize(("letters", "post"), [(60, ""), (61, None)])
def test_what_somebody_is_has_a_longest_length(letters: int, post: str | None) -> None:
    assert bylines.post_of(f"{'x' * (letters - len(' editor'))} editor") == post


@pytest.mark.parametrize(("words", "described"), [(4, 0), (5, 1)])
def test_what_describes_a_page_has_five_words(words: int, described: int) -> None:
    meta = f"<meta name='description' content='{' '.join(['mill'] * words)}'>"
    assert len(pagedata.page_data(soup_of(meta)).descriptions) == described


@pytest.mark.parametrize(("before", "kept"), [(4, 4), (5, 6)])
def test_a_title_is_said_again_among_the_first_blocks(before: int, kept: int) -> None:
    page = pagedata.page_data(soup_of("<title>The mill closes</title>"))
    blocks = paragraphs(*["It rained."] * before, "The mill closes")
    assert len(webpage._without_titles(blocks, page)) == kept


@pytest.mark.parametrize(("before", "end"), [(199, 3), (201, 1)])
def test_a_text_ends_at_other_stories_behind_two_thirds_of_it(before: int, end: int) -> None:
    ending = "Comments"
    lines = ["x" * (before - 1) + ".", ending, "y" * (299 - before - len(ending)) + "."]
    assert capture._end_of_text(lines, 0) == end
