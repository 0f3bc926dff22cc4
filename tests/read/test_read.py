"""Reading seeds: golden cases, bad input, encodings, and words that must survive."""

import os
import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from ftfy import fix_encoding
from helpers.reading import shown
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from whodex.read import LONGEST, READERS, languages, read, read_file
from whodex.read.blocks import collapse, is_furniture
from whodex.read.hyphens import rejoined
from whodex.read.languages import language_of
from whodex.values.article import Article, Block, BlockKind
from whodex.values.errors import WhodexError

GOLDEN = sorted((Path(__file__).parents[1] / "golden/read").glob("*.txt"))
GERMAN = (
    "Die Mühle von Averna schließt im Juni, sagte die Bürgermeisterin am Montag vor dem Rat der "
    "Stadt, denn das Wasser des Flusses reicht seit Jahren nicht mehr aus."
)
ENGLISH_TEXT = (
    "The mill of Averna closes in June, the mayor told the council of the town on Monday, since "
    "the water of the river hasn’t been enough for it for years."
)
SENTENCE = "The council of Averna met on Monday and voted to close the old mill by the river.\n"


@pytest.mark.parametrize("case", GOLDEN, ids=lambda case: case.stem)
def test_golden(case: Path, tmp_path: Path) -> None:
    head, _, expected = case.read_text(encoding="utf-8").partition("\n=== expected\n")
    head, _, problems = head.partition("\n=== problems\n")
    name, _, text = head.removeprefix("=== input: ").partition("\n")
    (tmp_path / name).write_text(text + "\n", encoding="utf-8")
    reading = read(tmp_path)
    said = "\n".join(" ".join(str(problem).split()) for problem in reading.problems)
    assert said.replace(f"{tmp_path}/", "") == problems.strip()
    assert "\n".join(map(shown, reading.articles)) == expected.strip()


def problem_of(path: Path, folder: Path) -> str:
    with pytest.raises(WhodexError) as caught:
        read_file(path, folder)
    return "\n".join(problem.message for problem in caught.value.problems)


@pytest.mark.parametrize(
    ("name", "data", "message"),
    [
        ("empty.md", b"", "is empty"),
        ("blank.txt", b"\xef\xbb\xbf \n\n", "is empty"),
        ("picture.txt", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\x02\x80", "is binary"),
        ("cut.md", "Café “Déjà vu” naïve".encode()[:-2] + b"\xff\n", "is not valid UTF-8"),
        ("odd.txt", b"\xff\xfea\0b", "can't be decoded"),
        ("---.md", b"Text.", "no letter or digit"),
        ("index.md", b"Text.", "list of all articles"),
        ("line.md", b"word " * (LONGEST // 5 + 1), "longer than"),
        ("line.txt", b"word " * (LONGEST // 5 + 1), "longer than"),
        ("signs.md", b"[" * 100_000, "of the signs"),
        ("list.md", b"---\n- a\n---\nText.", "must be a list of fields"),
        ("twice.md", b"---\ntitle: a\ntitle: b\n---\nText.", "stands there twice"),
        ("deep.md", b"---\ntitle: " + b"[" * 5000 + b"\n---\nText.", "broken"),
        ("comment.html", b"<html><body><script>alert(1)</script></body></html>", "no text"),
    ],
)
def test_bad_file_is_said_and_the_others_are_read(
    name: str, data: bytes, message: str, tmp_path: Path
) -> None:
    (tmp_path / name).write_bytes(data)
    (tmp_path / "good.txt").write_text(SENTENCE)
    assert message in problem_of(tmp_path / name, tmp_path)
    reading = read(tmp_path)
    assert [article.id for article in reading.articles] == ["good"]
    assert [problem.file.name for problem in reading.problems] == [name]
    assert all(problem.example for problem in reading.problems)


def test_a_file_that_nobody_foresaw_stops_no_other(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(text: str, path: Path) -> Article:
        raise IndexError(f"{path.stem} of\n{len(text)}")

    monkeypatch.setitem(READERS, ".html", fails)
    (tmp_path / "odd.html").write_text(SENTENCE)
    (tmp_path / "good.txt").write_text(SENTENCE)
    reading = read(tmp_path)
    assert [article.id for article in reading.articles] == ["good"]
    (problem,) = reading.problems
    assert "please report it (IndexError: odd of" in problem.message


@pytest.mark.parametrize(
    ("language", "texts"),
    [
        ("de", [GERMAN, GERMAN]),
        ("en", [GERMAN[:90] + "."]),  # too short to overrule what is said
        ("de", [GERMAN] * 4 + [ENGLISH_TEXT]),
        ("en", [GERMAN, ENGLISH_TEXT, ENGLISH_TEXT]),
        ("en", [GERMAN[:-1], GERMAN[:-1]]),  # no sentences
        ("en", ["Ja, so ist das eben."] * 9),  # short ones tell nothing
        ("en", ["Zdeněk Kovářík and Božena Šťastná played against Jiří Dvořák in Plzeň."] * 6),
        ("en", [f"{n}. Müller 3-1, Meier 0-2, Schulze 1-1, Weiß 4:2, 5:1" for n in range(9)]),
    ],
)
def test_language_is_told_from_sentences(language: str, texts: list[str]) -> None:
    assert language_of([Block(BlockKind.PARAGRAPH, text) for text in texts]) == language


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("that the new bridge will be opened by two of them in the spring", True),
        ("one of ten words by a hand is in these", True),  # a tenth of them
        ("one of eleven words by a hand is in these lines", False),
        ("das ist eine neue und sehr schöne Brücke, und alle sind froh", False),
        ("they said that and this to them, \u0935\u0939 \u0928\u0926\u0940", False),
    ],
)
def test_what_is_plainly_english_takes_no_model(text: str, plain: bool) -> None:
    assert languages._is_plain(text) is plain


@pytest.mark.parametrize(
    "texts", [[ENGLISH_TEXT], ["They came by."], [ENGLISH_TEXT] * 2 + [GERMAN]]
)
def test_a_text_that_is_plainly_english_loads_no_model(
    texts: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(languages, "_language", lambda _: pytest.fail("asked the model"))
    assert language_of([Block(BlockKind.PARAGRAPH, text) for text in texts]) == "en"


@pytest.mark.parametrize(
    ("broken", "whole"),
    [
        ("defen-\nded", "defended"),
        ("in-\nto", "into"),
        ("old-\nfashioned", "old-fashioned"),
        ("decision-mak-\ning", "decision-making"),
        ("Frie-\n  derike", "Friederike"),
        ("Jean-\nPierre", "Jean-Pierre"),
        ("Mon-\nday", "Monday"),
        ("COVID-\n19", "COVID-19"),
        ("MINIS-\nTER", "MINISTER"),
        ("UN-\nHABITAT", "UN-HABITAT"),
        ("pre-\nand", "pre-\nand"),
        ("har\u00ad\nbour", "harbour"),
        ("a -\nb", "a -\nb"),
        ("nar-\nwhale, narwhale", "narwhale, narwhale"),
        ("ghost-\nmill, a ghost-mill", "ghost-mill, a ghost-mill"),
        ("pre-\ntended", "pretended"),
        ("mill-\n\nriver", "mill-\n\nriver"),
    ],
)
def test_broken_words_are_made_whole(broken: str, whole: str) -> None:
    assert rejoined(broken) == whole


def test_line_of_damaged_utf8(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_bytes("Café\nnaïve\n".encode() + b"\xff\n")
    assert read(tmp_path).problems[0].line == 3


def test_missing_folder(tmp_path: Path) -> None:
    with pytest.raises(WhodexError, match="no such folder"):
        read(tmp_path / "none")


def test_folder_with_a_seeds_name_and_links_out(tmp_path: Path) -> None:
    seeds = tmp_path / "seeds"
    (seeds / "x.md").mkdir(parents=True)
    (tmp_path / "secret.md").write_text("A secret.")
    (seeds / "out.md").symlink_to(tmp_path / "secret.md")
    (seeds / "gone.md").symlink_to(seeds / "nowhere.md")
    (seeds / ".hidden.md").write_text("Hidden.")
    reading = read(seeds)
    assert reading.articles == ()
    assert {problem.file.name: problem.message for problem in reading.problems} == {
        "gone.md": "can't be read: No such file or directory",
        "out.md": "is a link that leaves the folder of seeds",
        "x.md": "is a folder, not a file",
    }


@pytest.fixture
def nobody() -> Iterator[Path]:
    """A folder that anybody may enter, and a reader who isn't root."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o755)
        (folder / "closed.md").write_text("Text.")
        (folder / "closed.md").chmod(0)
        user = os.geteuid()
        if user == 0:
            os.seteuid(65534)
        yield folder
        os.seteuid(user)


def test_no_permission(nobody: Path) -> None:
    assert "Permission denied" in problem_of(nobody / "closed.md", nobody)


def test_same_address_and_same_text(tmp_path: Path) -> None:
    (tmp_path / "a b.txt").write_text("Mill closes\n" + SENTENCE)
    (tmp_path / "a-b.md").write_text("Another text.")
    (tmp_path / "c.md").write_text("# Old mill\n\n" + SENTENCE)
    reading = read(tmp_path)
    assert [article.seed for article in reading.articles] == ["a b.txt"]
    assert [problem.file.name for problem in reading.problems] == ["a-b.md"]
    assert [problem.file.name for problem in reading.duplicates] == ["c.md"]


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"]
)
def test_encodings(encoding: str, tmp_path: Path) -> None:
    text = "Café “Mill” – naïve\r\n\r\nThe owner’s\u00a0son said\u202fno more than that.\r\n"
    path = tmp_path / "a.md"
    path.write_bytes(text.replace("\u202f", " ").encode(encoding))
    texts = [block.text for block in read_file(path, tmp_path).blocks]
    assert texts == ["Café “Mill” – naïve", "The owner’s son said no more than that."]


def test_cyrillic_is_not_taken_for_western(tmp_path: Path) -> None:
    text = "Президент заявил о начале переговоров в Москве. " * 3
    path = tmp_path / "a.txt"
    path.write_bytes(text.encode("cp1251"))
    assert read_file(path, tmp_path).blocks[0].text == text.strip()


def test_declared_charset_of_a_page(tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    page = (
        f"<meta charset=windows-1251><h1>Мельница</h1><p>Совет города решил её закрыть. {SENTENCE}"
    )
    path.write_bytes(page.encode("cp1251"))
    article = read_file(path, tmp_path)
    assert article.title == "Мельница"
    assert "Совет города решил её закрыть." in article.blocks[1].text


def test_invisible_signs_go_and_joiners_stay() -> None:
    assert collapse("\ufeffa\u00adb\u200b c\u2060\u00a0\u202f d") == "ab c d"
    assert collapse("Se\u0301an ofﬁce har\u00ad\nbour") == "Séan office harbour"
    assert collapse("می\u200cخواهم 👩\u200d🚀") == "می\u200cخواهم 👩\u200d🚀"
    assert (
        collapse("\u200dQuay\u200d News\u200d, Anna\u200cLind می\u200c") == "Quay News, AnnaLind می"
    )


def letters(text: str) -> str:
    """What is the author's of a text, whatever is done to it: composed letters, signs in order."""
    composed = unicodedata.normalize("NFC", "".join(LIGATURES.get(c, c) for c in text))
    shown = (c for c in composed if not c.isspace() and unicodedata.category(c) not in {"Cc", "Cs"})
    return "".join(c for c in shown if c not in INVISIBLE)


# As the reference names them: ligatures are letters, and these signs are gone.
LIGATURES = dict(zip("ﬀﬁﬂﬃﬄﬅﬆ", ("ff", "fi", "fl", "ffi", "ffl", "st", "st"), strict=True))
INVISIBLE = "\u00ad\u200b\u200c\u200d\u2060\ufeff"
WORD = st.text(
    st.characters(categories=["Ll", "Lo", "Mn"], include_characters="ﬁﬀ\u00ad\u200b’"), min_size=2
)
PARAGRAPH = st.lists(WORD, min_size=9, max_size=30).map(lambda words: f"So {' '.join(words)}.")


@pytest.mark.parametrize(
    ("suffix", "form"),
    [
        (".txt", "{}"),
        (".md", "{}"),
        (".html", "<p>{}</p>"),
    ],
)
@settings(deadline=None, max_examples=60)
@given(st.lists(PARAGRAPH, min_size=2, max_size=5))
def test_nothing_of_a_plain_text_is_lost_or_changed(
    tmp_path_factory: pytest.TempPathFactory, suffix: str, form: str, paragraphs: list[str]
) -> None:
    paragraphs = [text for text in paragraphs if letters(text)]
    assume(all(fix_encoding(text) == text for text in paragraphs))
    folder = tmp_path_factory.mktemp("words")
    body = "\n\n".join(map(form.format, paragraphs))
    text = f"<html><body><article>{body}</article></body></html>" if suffix == ".html" else body
    (folder / f"a{suffix}").write_text(text, "utf-8")
    blocks = read_file(folder / f"a{suffix}", folder).blocks
    assert [letters(block.text) for block in blocks] == list(map(letters, paragraphs))


@pytest.mark.parametrize(
    "heading",
    [
        "Latest storm closes harbour",
        "What we know about the fire in Averna",
        "Popular mayor resigns",
        "Related deaths",
        "More about the suspect",
        "Most recent victims",
        "Topics of the talks",
        "Boy from Averna went missing 3 days ago",
        "AP Photographer shows the flood",
        "Photographers by the river",
        "Pool of candidates narrows",
        "File of mayor found",
        "The view from the old mill",
    ],
)
def test_a_heading_that_begins_like_a_menu_is_text(heading: str) -> None:
    assert not is_furniture(heading)


@pytest.mark.parametrize(
    "line",
    [
        "Latest",
        "Latest news",
        "Most read in Averna",
        "Related stories",
        "Recommended for you",
        "More from Averna Post",
        "More stories about mills",
        "More about this story",
        "Topics:",
        "Tags: mill, river",
        "Politics 3 hours ago",
        "Ann Lee · 3 days ago",
        "AP Photo/Li Na",
        "(File photo)",
        "Photo by Li Na",
        "The old mill (Li Na/Reuters)",
        "Courtesy of Li Na",
        "View image in fullscreen",
    ],
)
def test_what_stands_around_an_article_is_furniture(line: str) -> None:
    assert is_furniture(line)


def escaped(text: str) -> str:
    for sign in "&<>~|%=^:":
        text = text.replace(sign, f"&#{ord(sign)};")
    return "".join(f"\\{sign}" if sign in "\\`*_{}[]()#+-.!" else sign for sign in text)


@settings(deadline=None)
@given(st.lists(st.text(st.characters(exclude_categories=["Cs", "Cc"])), min_size=1, max_size=4))
def test_words_of_an_escaped_body_come_back(
    tmp_path_factory: pytest.TempPathFactory, paragraphs: list[str]
) -> None:
    written = [text for paragraph in paragraphs if (text := letters(paragraph))]
    paragraphs = [words for paragraph in paragraphs if (words := collapse(paragraph))]
    # What a wrong encoding has spoilt is mended: of such letters the words are others.
    assume(all(fix_encoding(words) == words for words in map(escaped, paragraphs)))
    folder = tmp_path_factory.mktemp("words")
    path = folder / "a.md"
    path.write_text(
        "---\ntitle: T\n---\nFirst\n\n" + "\n\n".join(map(escaped, paragraphs)), "utf-8"
    )
    blocks = read_file(path, folder).blocks
    assert [block.text for block in blocks] == ["T", "First", *paragraphs]
    assert [letters(block.text) for block in blocks[2:]] == written
    assert blocks[0].kind is BlockKind.TITLE


@settings(deadline=None, max_examples=200)
@given(st.binary(max_size=400), st.sampled_from([".md", ".txt", ".html"]))
def test_no_bytes_break_the_reading(
    tmp_path_factory: pytest.TempPathFactory, data: bytes, suffix: str
) -> None:
    folder = tmp_path_factory.mktemp("bytes")
    (folder / f"a{suffix}").write_bytes(data)
    reading = read(folder)
    assert len(reading.articles) + len(reading.problems) == 1
    assert not any("fault of Whodex" in problem.message for problem in reading.problems)


MARKS = st.sampled_from(["---", "+++", "{", "}", "...", "% a", "# a", "## Metadata", ""])
NAMES = st.sampled_from(["title", "author", "date", "tags", "source", "url", "params", "lang", "x"])
VALUES = st.sampled_from(
    [
        *("", "null", "true", "3", "[]", "[[a]]", "[a, {b: c}]", "{a: b}", "{[a]: b}", "&a [*a]"),
        *("*a", "'a", "|", "2031-05-09", "5/9/31", "#a #b", "By |", "a and ", "[a](https://b.c)"),
    ]
)
FIELD = st.builds("{}{}{}".format, NAMES, st.sampled_from([": ", ":: ", " = "]), VALUES)


@settings(deadline=None, max_examples=300)
@given(
    st.lists(st.one_of(MARKS, FIELD, FIELD.map("- {}".format)), max_size=9),
    st.sampled_from([".md", ".txt"]),
)
def test_no_front_matter_breaks_the_reading(
    tmp_path_factory: pytest.TempPathFactory, lines: list[str], suffix: str
) -> None:
    folder = tmp_path_factory.mktemp("fields")
    (folder / f"a{suffix}").write_text("\n".join([*lines, "", SENTENCE]), "utf-8")
    problems = read(folder).problems
    assert not any("fault of Whodex" in problem.message for problem in problems)


@settings(deadline=None)
@given(st.lists(st.text("ab-\u00ad \nÉ7", max_size=9), max_size=9))
def test_words_that_are_made_whole_lose_hyphens_and_ends_of_lines_alone(parts: list[str]) -> None:
    text = " ".join(parts)
    assert re.sub(r"[-\s\u00ad]", "", rejoined(text)) == re.sub(r"[-\s\u00ad]", "", text)
