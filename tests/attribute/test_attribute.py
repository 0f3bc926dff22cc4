"""One case a file in golden/attribute: names as [form|kind|entity], then what is to be found."""

import re
from collections.abc import Container, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from helpers.articles import article_of
from hypothesis import example, given
from hypothesis import strategies as st

from whodex.attribute import attribute, countries
from whodex.attribute.described import title_cased
from whodex.attribute.offices import is_office
from whodex.attribute.quotations import CLOSING, OPENING, quotations
from whodex.attribute.tokens import Kind, Token, row
from whodex.values.article import Block, BlockKind, EntityType
from whodex.values.entities import Entity, Mention
from whodex.values.findings import Description, Quote, Relation

CASES = sorted((Path(__file__).parents[1] / "golden" / "attribute").glob("*.txt"))
NAME = re.compile(r"\[([^|\]]+)\|(person|organization|place)\|([^\]]+)\]")
HEADING = "## "  # before a line that is a heading
STOP = re.compile(r"[.!?][”\"’']*\s+")
MARKS = {*OPENING, *CLOSING, '"', "„", "‟", "''", "'", "‘", "’"}


def sentences(text: str) -> list[tuple[int, int]]:
    starts = [0, *(m.end() for m in STOP.finditer(text))]
    return list(zip(starts, [*starts[1:], len(text)], strict=True))


def run(
    blocks: Sequence[str],
    mentions: Sequence[Mention] = (),
    headings: Container[int] = frozenset(),
) -> tuple[tuple[Quote, ...], tuple[Description, ...], tuple[Relation, ...]]:
    entities = [Entity(m.entity, m.type, m.text, ()) for m in mentions if m.entity]
    bounds = [sentences(b) for b in blocks]
    return attribute(article_of(*blocks, headings=headings), bounds, mentions, countries(entities))


def marked(lines: Sequence[str]) -> tuple[list[str], list[Mention]]:
    """Take the marks out of the text of a case; return its blocks and mentions."""
    blocks, mentions = [], []
    for number, line in enumerate(lines):
        text, at = "", 0
        for found in NAME.finditer(line):
            form, kind, entity = found.groups()
            text += line[at : found.start()]
            span = (len(text), len(text) + len(form))
            mentions.append(Mention(number, *span, form, EntityType(kind), entity, "golden"))
            text, at = text + form, found.end()
        blocks.append(text + line[at:])
    return blocks, mentions


@pytest.mark.parametrize("case", CASES, ids=lambda path: path.stem)
def test_case(case: Path) -> None:
    first, *rest = case.read_text(encoding="utf-8").split("\n\n=== ")
    lines = first.split("\n\n", 1)[1].split("\n")
    headings = {n for n, line in enumerate(lines) if line.startswith(HEADING)}
    blocks, mentions = marked([line.removeprefix(HEADING) for line in lines])
    expected = [[line for line in part.split("\n")[1:] if line] for part in rest]
    quotes, descriptions, relations = run(blocks, mentions, headings)
    for quote in quotes:
        assert blocks[quote.block][quote.start : quote.end] == quote.text
        if quote.speaker_span:
            block, start, end = quote.speaker_span
            assert blocks[block][start:end] == quote.speaker_text
    described: list[Description | Relation] = [*descriptions, *relations]
    for found in described:
        assert blocks[found.block][found.start : found.end] == found.text
    assert [
        [" | ".join(v or "-" for v in (q.text, q.cue, q.speaker_text, q.speaker)) for q in quotes],
        [
            " | ".join((d.text, d.entity, d.role, d.organization or "-", d.place or "-",
                        "yes" if d.former else "no"))
            for d in descriptions
        ],
        *([[" | ".join((r.text, r.entity, r.kin, r.relative or "-")) for r in relations]]
          if relations else []),
    ] == expected  # fmt: skip


@pytest.mark.parametrize(
    "word", ["windsurfer", f"{'o' * 34}surfer", "ghostrider", "luthiers", "ex-mayor", "soprano"]
)
def test_a_noun_for_people_is_known_by_its_parts(word: str) -> None:
    assert is_office(Token(Kind.WORD, 0, len(word), word, word))


@pytest.mark.parametrize("word", ["tractor", "blender", "smoking", "wist", f"{'o' * 35}surfer"])
def test_other_words_are_none_for_people(word: str) -> None:
    assert not is_office(Token(Kind.WORD, 0, len(word), word, word))


@pytest.mark.parametrize(
    ("authors", "found"),
    [(("Ada Frost",), ["frost", "iris"]), (("Ada Frost", "Bo Berg"), [None, "iris"])],
)
def test_who_says_i_in_an_article_of_one_author_is_its_author(
    authors: tuple[str, ...], found: list[str | None]
) -> None:
    blocks, mentions = marked(
        [
            "By [Ada Frost|person|frost]",
            "At ten I told my teacher that I would be “a lighthouse keeper or nothing at all”.",
            "My mother, [Iris Frost|person|iris], only said: “Then learn to cook.”",
        ]
    )
    written = article_of(*blocks, authors=authors)
    quotes, _, _ = attribute(written, [sentences(b) for b in blocks], mentions)
    assert [quote.speaker for quote in quotes] == found


def test_a_transcript_calls_its_only_answerer_you() -> None:
    lines = ["((News)) You had said “no port is perfect”. Is it so?", "((Eva Lind)) It is."] * 3
    blocks, mentions = marked(
        [line.replace("Eva Lind", "[Eva Lind|person|lind]") for line in lines]
    )
    quotes = run(blocks, mentions)[0]
    assert {quote.speaker for quote in quotes} == {"lind"}


def spoken_by(lines: Sequence[str], headings: Container[int] = frozenset()) -> list[str | None]:
    return [quote.speaker for quote in run(*marked(lines), headings)[0]]


@pytest.mark.parametrize(("between", "quotes"), [(4, 6), (5, 1)])
def test_a_quotation_runs_on_through_few_paragraphs(between: int, quotes: int) -> None:
    opens = "“It rained all night, and nobody came to help us in the end"
    blocks = [opens, *["Nobody at all slept there."] * between, "So we left it all.” It was May."]
    assert len(run(blocks)[0]) == quotes


@pytest.mark.parametrize(("before", "found"), [(5, "sand"), (6, None)])
def test_the_minister_is_named_not_far_above(before: int, found: str | None) -> None:
    lines = ["[Jon Sand|person|sand], the port minister, spoke.", *["It rained."] * before]
    lines.append("The minister said it was “a hard choice, and a late one”.")
    assert spoken_by(lines) == [found]


@pytest.mark.parametrize(
    ("title", "found"),
    [
        ("‘Too little light’", "moe"),
        ("‘little light’", None),
        ("‘a b’, ‘c d’, ‘too little light’", "moe"),
        ("‘a b’, ‘c d’, ‘e f’, ‘too little light’", None),
    ],
)
def test_a_headline_shows_three_words_and_more_in_few_quotations(
    title: str, found: str | None
) -> None:
    said = "[Ida Moe|person|moe] said: “There is far too little light in the hall.”"
    assert spoken_by([title, said], {0}) == [*([found] if found else []), "moe"]


@pytest.mark.parametrize(("words", "found"), [(1, "dept"), (2, None)])
def test_a_verb_rules_words_that_stand_near_whoever_ends_the_sentence(
    words: int, found: str | None
) -> None:
    warned = f"[Dept|organization|dept] warned of {'any ' * words}"
    assert spoken_by([f"{warned}“hostile acts of whatever kind,” the ministry said."]) == [found]


def test_according_to_before_a_mark_adds_nothing() -> None:
    assert run(['according to``"'])[0] == ()


def described(text: str) -> list[str]:
    return [found.text for found in run(*marked([text]))[1]]


def test_a_line_in_capitals_describes_nobody_unless_it_is_short_or_mixed() -> None:
    assert described("MAYOR [KIM|person|kim]") == ["MAYOR"]
    assert described("MAYOR [KIM|person|kim] QUITS") == []
    assert described("PORT MAYOR [KIM|person|kim] MEETS Lund") == ["PORT MAYOR"]
    assert described("PORT MAYOR [KIM|person|kim] QUITS TODAY in Lund") == ["PORT MAYOR"]
    assert described("PORT MAYOR [KIM|person|kim] QUITS TODAY Lund") == []


@pytest.mark.parametrize(("words", "found"), [(22, ["a student"]), (23, [])])
def test_an_insertion_has_its_longest_measure(words: int, found: list[str]) -> None:
    assert described(f"[Kim|person|kim], who {'really ' * words}, is a student.") == found


@pytest.mark.parametrize(("words", "found"), [(36, ["kim", "lee"]), (37, [None])])
def test_a_couple_is_named_near_its_child(words: int, found: list[str | None]) -> None:
    both = "[Kim|person|kim] and [Lee|person|lee]"
    text = f"{both} {'far ' * words}. Their son, [Per|person|per], left."
    assert [one.relative for one in run(*marked([text]))[2]] == found


@pytest.mark.parametrize(("others", "found"), [(19, ["kim"]), (20, [])])
def test_a_child_is_named_near_the_verb(others: int, found: list[str]) -> None:
    text = f"[Kim|person|kim] has {'[Lee|person|lee], ' * others}a son called [Per|person|per]."
    assert [one.relative for one in run(*marked([text]))[2]] == found


@pytest.mark.parametrize(("words", "found"), [(4, ["kim", "lee"]), (5, ["lee"])])
def test_one_mother_of_two_is_told_by_a_verb_near(words: int, found: list[str]) -> None:
    both = "[Kim|person|kim] and [Lee|person|lee]"
    text = f"{both}’s mother, [Ann|person|ann], {'so ' * words}is ill."
    assert [one.relative for one in run(*marked([text]))[2]] == found


@pytest.mark.parametrize(("words", "found"), [(3, ["two suspects"] * 2), (4, [])])
def test_a_title_in_a_list_has_its_longest_measure(words: int, found: list[str]) -> None:
    text = f"two suspects, {'Port ' * words}Mayor [Kim|person|kim] and [Lee|person|lee], left."
    assert described(text)[: len(found) or 2].count("two suspects") == len(found)


@pytest.mark.parametrize(("words", "found"), [(6, ["Mayor (X X X X X X) of Lund"]), (7, [])])
def test_a_parenthesis_in_a_description_has_its_longest_measure(
    words: int, found: list[str]
) -> None:
    inside = " ".join("X" * words)
    assert described(f"[Kim|person|kim], Mayor ({inside}) of Lund, left.") == found


PIECES = [*sorted(MARKS), "“", "”", '"', " ", ",", ". ", ": ", "—", "(", ")", "[", "said", "Kim"]
PIECES += ["told", "he", "that", "according to", "the head of", "who is a", "a judge", "’s ", "6'3"]
PIECES += ["\n", "\u00a0", "é", "𝔘", "saying ", "by ", "and ", "mother", "found ", "played "]
texts = st.lists(st.sampled_from(PIECES) | st.text(max_size=3), max_size=40).map("".join)


@example(["It was the firm’s according to “a friend.”"])
@example(["Kim said Lee’s found the tale “odd.”"])
@example(["The mayor () Kim left."])
@example(["Kim was ill, mother"])
@example(["Kim said it was a “Tom”, played"])
@given(st.lists(texts, min_size=1, max_size=4))
def test_whatever_the_marks_spans_lie_inside_their_block_and_inside_the_marks(
    blocks: list[str],
) -> None:
    mentions = [
        Mention(number, m.start(), m.end(), "Kim", EntityType.PERSON, "kim", "test")
        for number, text in enumerate(blocks)
        for m in re.finditer("Kim", text)
    ]
    quotes, descriptions, _ = run(blocks, mentions)
    for quote in quotes:
        text = blocks[quote.block]
        assert quote.start < quote.end <= len(text)
        assert text[quote.start : quote.end] == quote.text
        before = text[: quote.start].rstrip()
        runs_on = not before and quote.block > 0
        label = before == "Kim:"  # of a transcript
        assert runs_on or label or before[-1:] in MARKS or before[-2:] in MARKS
        after = text[quote.end :].lstrip()
        assert not after or after[0] in MARKS or after[:2] in MARKS
    for found in descriptions:
        assert blocks[found.block][found.start : found.end] == found.text != ""


@given(texts)
def test_quotations_do_not_overlap(text: str) -> None:
    found = quotations(text)
    ends = [0, *(q.outer_end for q in found)]
    assert all(
        end <= q.outer_start < q.start <= q.end <= q.outer_end
        for end, q in zip(ends, found, strict=False)
    )


def test_a_block_without_full_stops_is_cut_into_bounded_pieces() -> None:
    text = "Kim said “go” and " * 5000
    names = [
        Mention(0, m.start(), m.end(), "Kim", EntityType.PERSON, "kim", "test")
        for m in re.finditer("Kim", text)
    ]
    quotes, *_ = attribute(article_of(text), [[(0, len(text))]], names)
    assert len(quotes) == 5000
    assert sum(quote.speaker == "kim" for quote in quotes) > 4900


@pytest.mark.parametrize(
    ("asked", "spoken", "others", "speaker"),
    [
        (3, 2, 0, "ada-moen"),
        (2, 2, 0, None),
        (3, 1, 0, None),
        (3, 3, 1, "ada-moen"),
        (3, 5, 2, None),
    ],
)
def test_who_is_interviewed_is_asked_and_speaks_often(
    asked: int, spoken: int, others: int, speaker: str | None
) -> None:
    lines = [
        *["[Ada Moen|person|ada-moen] said it was a very long winter."] * spoken,
        *["[Bo Falk|person|bo-falk] said it was a very short winter."] * others,
        *["And was the winter long?"] * asked,
        "“Nobody remembers a longer winter.”",
    ]
    assert run(*marked(lines))[0][-1].speaker == speaker


def test_a_heading_goes_on_with_nobody() -> None:
    texts = ["Ada Moen warned the council again.", "“The ice will not wait for a vote”"]
    name = Mention(0, 0, 8, "Ada Moen", EntityType.PERSON, "ada-moen", "golden")
    below = article_of(*texts)
    heading = replace(below, blocks=(below.blocks[0], Block(BlockKind.HEADING, texts[1])))
    told, headed = (
        attribute(each, [sentences(text) for text in texts], [name])[0][0].speaker
        for each in (below, heading)
    )
    assert (told, headed) == ("ada-moen", None)


def test_an_unsure_name_speaks_but_is_nobody() -> None:
    unsure = Mention(0, 14, 17, "Kim", EntityType.PERSON, None, "surname", ("a-kim", "b-kim"))
    (quote,), descriptions, _ = attribute(
        article_of("“We go,” said Kim, a judge."), [[(0, 27)]], [unsure]
    )
    assert (quote.speaker_text, quote.speaker, descriptions) == ("Kim", None, ())


def kim_says(text: str) -> list[tuple[str, str | None]]:
    """Return the quotes of a block in which "Kim" is a person, with their speakers."""
    mentions = [
        Mention(0, m.start(), m.end(), "Kim", EntityType.PERSON, "kim", "test")
        for m in re.finditer("Kim", text)
    ]
    return [(quote.text, quote.speaker) for quote in run([text], mentions)[0]]


@pytest.mark.parametrize(("words", "found"), [(3, 0), (4, 1)])
def test_a_few_words_that_nobody_speaks_are_a_term(words: int, found: int) -> None:
    text = f"The “{' '.join(['old'] * words)}” fell."
    assert len(kim_says(text)) == found


@pytest.mark.parametrize(("words", "found"), [(4, 0), (5, 1)])
def test_a_lone_single_mark_opens_a_paragraph_of_a_sentence(words: int, found: int) -> None:
    assert len(quotations(f"‘{' '.join(['Old'] * words)}.")) == found


@pytest.mark.parametrize(("nouns", "speaker"), [(5, "kim"), (6, None)])
def test_the_nouns_between_a_club_and_its_preposition(nouns: int, speaker: str | None) -> None:
    text = f"Kim of the {'young ' * (nouns - 1)}club Ice said “yes.”"
    at = text.index("Ice")
    mentions = [
        Mention(0, 0, 3, "Kim", EntityType.PERSON, "kim", "test"),
        Mention(0, at, at + 3, "Ice", EntityType.ORGANIZATION, None, "test"),
    ]
    assert run([text], mentions)[0][0].speaker == speaker


def test_a_heading_of_quoted_words_is_nobodys() -> None:
    text = ("“It was dark,” Ana Berg said.", "“He took it all from me”", "“We heard a cry.”")
    mention = Mention(0, 16, 24, "Ana Berg", EntityType.PERSON, "ana-berg", "golden")
    whole = article_of(*text)

    def speakers(kind: BlockKind) -> list[str | None]:
        heading = Block(kind, text[1])
        blocks = replace(whole, blocks=(whole.blocks[0], heading, whole.blocks[2]))
        quotes, *_ = attribute(blocks, [sentences(b) for b in text], [mention])
        return [quote.speaker for quote in quotes]

    assert speakers(BlockKind.PARAGRAPH) == ["ana-berg"] * 3
    assert speakers(BlockKind.HEADING) == speakers(BlockKind.TITLE) == ["ana-berg", None, None]


@pytest.mark.parametrize(("words", "speaker"), [(5, []), (6, ["sweden"])])
def test_a_country_speaks_more_than_a_few_words(words: int, speaker: list[str]) -> None:
    country = Mention(0, 0, 6, "Sweden", EntityType.PLACE, "sweden", "test")
    text = f"Sweden called it “{' '.join(['old'] * words)}”."
    assert [q.speaker for q in run([text], [country])[0] if q.speaker] == speaker


def test_a_country_does_not_speak_in_a_title() -> None:
    country = Mention(0, 0, 6, "Sweden", EntityType.PLACE, "sweden", "test")
    text = "Sweden admits “a very old and very human error”"
    whole = article_of(text)
    title = replace(whole, blocks=(Block(BlockKind.TITLE, text),))
    found = [attribute(a, [sentences(text)], [country])[0] for a in (whole, title)]
    assert [quote.speaker for (quote,) in found] == ["sweden", None]


@pytest.mark.parametrize(("others", "speakers"), [(4, []), (5, ["kim"])])
def test_joined_quotations_have_a_longest_list(others: int, speakers: list[str]) -> None:
    listed = "“odd”, " * others
    assert [who for _, who in kim_says(f"Kim said the alleged {listed}and “bad” plot fell.")][
        -1:
    ] == speakers


@pytest.mark.parametrize(("words", "speaker"), [(10, "kim"), (11, None)])
def test_behind_an_exclamation_an_insertion_has_its_longest_measure(
    words: int, speaker: str | None
) -> None:
    text = f"“We stay here with all of us!” [Kim|person|kim], the head{' of it' * (words // 2)}"
    tag = f"{' too' * (words % 2)}, said."
    assert spoken_by([text + tag]) == [speaker]


def speakers(*lines: str) -> list[str | None]:
    blocks, mentions = marked(lines)
    return [quote.speaker for quote in run(blocks, mentions)[0]]


KIM = "[Kim Holt|person|kim-holt]"


@pytest.mark.parametrize(("words", "speaks"), [(23, ["kim-holt"]), (24, [])])
def test_after_saying_so_much_its_subject_comes(words: int, speaks: list[str]) -> None:
    plan = f"After saying that the plan was {'very ' * words}“bad”, {KIM} left."
    assert speakers(plan) == speaks


@pytest.mark.parametrize(("sentences", "speaker"), [(2, "kim-holt"), (3, None)])
def test_a_document_is_named_few_sentences_before(sentences: int, speaker: str | None) -> None:
    text = f"{KIM} made a statement. {'The hall was full. ' * sentences}The statement said “no.”"
    assert speakers(text) == [speaker]


@pytest.mark.parametrize(("words", "speaker"), [("joint", "kim-holt"), ("long joint", None)])
def test_a_document_is_named_in_few_words(words: str, speaker: str | None) -> None:
    assert speakers(f"{KIM} made a statement. The {words} statement said “no.”") == [speaker]


@pytest.mark.parametrize(("words", "described"), [(12, True), (13, False)])
def test_an_office_stands_near_the_beginning_of_its_words(words: int, described: bool) -> None:
    blocks, mentions = marked([f"{KIM}, the {'long ' * words}mayor of Oslo, left."])
    assert bool(run(blocks, mentions)[1]) is described


@pytest.mark.parametrize(("small", "headline"), [("from", True), ("after", False)])
def test_in_headlines_words_of_four_letters_may_be_small(small: str, headline: bool) -> None:
    text = f"Mayor Takes Prize {small} Harbour"
    tokens = row(0, text, [(0, len(text))], [], quotations(text)).tokens
    assert title_cased(tokens, 0, len(tokens)) is headline


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("the trial of President [Kim|person|kim] in 1998", ""),
        ("the trial of President [Kim|person|kim] in 2018", ""),
        ("the trial of President [Kim|person|kim] in 2019", "president"),
        ("the trial of President [Kim|person|kim] in the north", "president"),
        ("The envoy met President [Kim|person|kim]'s first deputy in May 1998.", ""),
        ("The envoy saw President [Kim|person|kim]'s car that was made in 1998.", "president"),
        ("In 1998, President [Kim|person|kim] left.", ""),
        ("In May 1998, President [Kim|person|kim] left.", ""),
        ("It rained. In 1998, President [Kim|person|kim] left.", ""),
        ("Born in 1998, President [Kim|person|kim] left.", "president"),
        ("President [Kim|person|kim]'s second senate trial in 1998", ""),
        ("President [Kim|person|kim]'s second big senate trial in 1998", "president"),
        ("the 1998 second senate trial of President [Kim|person|kim]", ""),
        ("the 1998 second big senate trial of President [Kim|person|kim]", "president"),
        ("the 1998 impeachment trial of President [Kim|person|kim]", ""),
        ("the impeachment trial of President [Kim|person|kim]", "president"),
        ("the 1998 winter games, a party of President [Kim|person|kim]", "president"),
    ],
)
def test_a_title_of_another_time_is_no_office_of_the_day(text: str, role: str) -> None:
    (block,), mentions = marked([text])
    article = article_of(block, published=date(2020, 1, 15))
    _, (found,), _ = attribute(article, [sentences(block)], mentions, countries([]))
    assert (found.text, found.role) == ("President", role)
    undated = attribute(article_of(block), [sentences(block)], mentions, countries([]))
    assert [d.role for d in undated[1]] == ["president"]


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("The then mayor [Kim|person|kim] left in 2018.", ""),
        ("The then mayor [Kim|person|kim] left in 2019.", "mayor"),
        ("In 1998 the town chose [Kim|person|kim], then mayor, and rested.", ""),
        ("The town of 1998 rested. Then-mayor [Kim|person|kim] left.", "mayor"),
        (f"In 1998 {'so ' * 24}then-mayor [Kim|person|kim] left.", ""),
        (f"In 1998 {'so ' * 25}then-mayor [Kim|person|kim] left.", "mayor"),
    ],
)
def test_who_was_mayor_then_is_none_of_today_where_a_year_tells_when(text: str, role: str) -> None:
    (block,), mentions = marked([text])
    article = article_of(block, published=date(2020, 1, 15))
    _, (found,), _ = attribute(article, [sentences(block)], mentions, countries([]))
    assert found.role == role


@pytest.mark.parametrize(("words", "found"), [(3, ["mayor"]), (4, [])])
def test_whom_somebody_succeeded_is_told_in_few_words(words: int, found: list[str]) -> None:
    assert described(f"[Kim|person|kim] succeeded {'old ' * words}him as mayor.") == found


@pytest.mark.parametrize(("words", "found"), [(2, ["The pilot"]), (3, [])])
def test_by_whom_somebody_was_identified_is_told_in_few_words(words: int, found: list[str]) -> None:
    text = f"The pilot was identified by the {'old ' * words}guard as [Kim|person|kim]."
    assert described(text) == found
