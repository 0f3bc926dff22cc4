from datetime import date

import pytest
from helpers.articles import annotated, known
from hypothesis import given, settings
from hypothesis import strategies as st

from whodex.collect.dates import dated_events, days

WORDS = (
    "Oct. 7", "7 October", "2024-01-22", "2024", "May", "9-12", "Sept", ",", ".", "31", "June",
    "https://example.org/Oct. 7", "will", "Varna", "1,200", "–", "9" * 400,
)  # fmt: skip
SPRING = date(2024, 3, 5)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("On Oct. 7 it rained.", ["Oct. 7 = None 10 7"]),
        ("On October 7, 2023, it rained.", ["October 7, 2023 = 2023 10 7"]),
        ("From 13 July 2024 on.", ["13 July 2024 = 2024 7 13"]),
        ("The 13th of July.", ["13th of July = None 7 13"]),
        ("Seen 2024-01-22.", ["2024-01-22 = 2024 1 22"]),
        ("OCTOBER 7: the storm.", ["OCTOBER 7 = None 10 7"]),
        ("Sept. 9 and Sep 10, 1999", ["Sept. 9 = None 9 9", "Sep 10, 1999 = 1999 9 10"]),
        ("May 5-7 in port", ["May 5-7 = None 5 5"]),
        ("Feb. 29, 2024", ["Feb. 29, 2024 = 2024 2 29"]),
        ("It fell on 28 September 1066.", ["28 September 1066 = 1066 9 28"]),
        ("It fell on 24 August 410 AD.", ["24 August 410 AD = 410 8 24"]),
        ("It lands on May 4, 2150.", ["May 4, 2150 = 2150 5 4"]),
        ("On June 27 [2019] it rained.", ["June 27 [2019] = 2019 6 27"]),
        ("On May 5, 1200 sheep were sold.", ["May 5 = None 5 5"]),
        ("On May 5, 1600 people came.", ["May 5 = None 5 5"]),
        # no days
        ("It may 5 times be so.", []),
        ("June 31, Feb. 29, 2023, 2024-13-01", []),
        ("May 10 percent pay, and March 3,000 more.", []),
        ("https://example.org/2024-01-22/July-4 or July 4th", ["July 4th = None 7 4"]),
        ("example.org/2024-01-22 and www.example.org/a,March/7", []),
        ("In May 2024 and in October.", []),
        ("Decision 7 of Marching 8", []),
    ],
)
def test_the_days_of_a_text(text: str, expected: list[str]) -> None:
    found = [f"{text[start:end]} = {year} {m} {d}" for start, end, year, m, d in days(text)]
    assert found == expected


@pytest.mark.parametrize(
    ("published", "text", "expected"),
    [
        (SPRING, "It sank on Oct. 7.", ["2023-10-07"]),
        (SPRING, "It sank on March 5.", ["2024-03-05"]),
        (SPRING, "It sank on Feb. 29.", ["2024-02-29"]),
        (date(2023, 3, 5), "It sank on Feb. 29.", ["2020-02-29"]),
        # the article has the year elsewhere, once or with two years
        (date(2024, 12, 1), "It sank on Oct. 7, 2023. After Oct. 7 ", ["2023-10-07"] * 2),
        (SPRING, "On May 2, 1990. On May 2, 1991. On May 2.", ["1990-05-02", "1991-05-02", "5 2"]),
        # what isn't plain
        (None, "It sank on Oct. 7.", ["10 7"]),
        (SPRING, "It will sail on Feb. 7.", ["2 7"]),
        (SPRING, "Sell by Feb. 7.", ["2 7"]),
        # what is to come
        (SPRING, "It will sail on May 2.", ["2024-05-02"]),
        (SPRING, "It is to be sold next month on April 2.", ["2024-04-02"]),
        (SPRING, "The mill is now due to open on Aug. 30.", ["2024-08-30"]),
        (SPRING, "It will sail on Sept. 4.", ["2024-09-04"]),
        (SPRING, "It will sail on Sept. 5.", ["9 5"]),
        (date(2023, 12, 5), "It will sail on Jan. 7.", ["2024-01-07"]),
        (SPRING, "It will sail, as it did when it left on May 2.", ["2023-05-02"]),
        (SPRING, "In 2031 it will sail on May 2.", ["5 2"]),
        (SPRING, "It was to sail on May 2.", ["5 2"]),
        (SPRING, "The races were originally planned for April 28.", ["4 28"]),
        (SPRING, "They had been first set for Feb. 7 and were now due on Oct. 1.", ["2 7", "10 1"]),
        (SPRING, "It was sunk by pirates before noon on Feb. 7.", ["2024-02-07"]),
        (SPRING, "It would move the Feb. 7 meeting.", ["2 7"]),
        (SPRING, "It would spare those who planned the Feb. 7 raid.", ["2 7"]),
        (date(1904, 1, 15), "It sank on Feb. 29.", ["1896-02-29"]),
        (date(9999, 12, 31), "It sank on Dec. 31.", ["9999-12-31"]),
        (SPRING, "The trial begins March 20.", ["3 20"]),
        (SPRING, "Every Feb. 7 they meet.", ["2 7"]),
        (SPRING, "In 1912, on Feb. 7, it sank.", ["2 7"]),
        (SPRING, "It sank on Sunday, March 3.", ["2024-03-03"]),
        (SPRING, "The talk is set for Friday, March 22.", ["2024-03-22"]),
        (SPRING, "It sank in 2024, on Feb. 7.", ["2024-02-07"]),
        (SPRING, "It sank at noon (1200 UTC) on Feb. 7.", ["2024-02-07"]),
        (SPRING, "It sank on Oct. 1, 2021. On Nov. 1 it was raised.", ["2021-10-01", "11 1"]),
        (SPRING, "It sank on Oct. 1, 2021. On Nov. 2 it was raised.", ["2021-10-01", "2023-11-02"]),
        (SPRING, "It sank on Oct. 1, 2021. On Sept. 1 he left.", ["2021-10-01", "2023-09-01"]),
        (SPRING, "It sank on Dec. 9, 2020. On Jan. 3 it was raised.", ["2020-12-09", "1 3"]),
        # the verb beside the day
        (SPRING, "On Feb. 7, the mate, a Dane, went home.", ["2024-02-07"]),
        (SPRING, "A fire on Feb. 7 killed ten.", ["2024-02-07"]),
        (SPRING, "It sank, killing two and injuring ten on Feb. 7.", ["2024-02-07"]),
        (SPRING, "It was due to sail on Feb. 7, but on Feb. 8 it sank.", ["2024-02-08", "2 7"]),
        (SPRING, "She said on Feb. 7 that it sank.", ["2024-02-07"]),
        (SPRING, "She said it sails on Feb. 7.", ["2 7"]),
        (SPRING, "The vote is on Oct. 7, she said.", ["10 7"]),
        (SPRING, "The fair opens on Oct. 7.", ["10 7"]),
        (SPRING, "The mill must pay by Oct. 7, she said.", ["10 7"]),
        (SPRING, "The Oct. 7 vote is near.", ["10 7"]),
        # known by the day
        (SPRING, "The Oct. 7 raid shook them.", ["10 7"]),
        (SPRING, "Guards beat Jan. 6 rioters.", ["1 6"]),
        (SPRING, "In a Feb. 7 letter she asked for it.", ["2024-02-07"]),
        (SPRING, "It shook on Feb. 7. Since the Feb. 7 quake they slept.", ["2024-02-07"] * 2),
        (SPRING, "Remember, remember the 5th of November, but it was banned.", ["11 5"]),
        (SPRING, "She was born on Feb. 7.", ["2 7"]),
        (None, "Built July 1. Sunk May 2. Sold 1999-12-31.", ["1999-12-31", "5 2", "7 1"]),
    ],
)
def test_the_year_of_a_day(published: date | None, text: str, expected: list[str]) -> None:
    item = annotated(0, {"source": "Post", "published": published, "text": text}, {})
    found = [
        str(event.day or "{} {}".format(*event.month_and_day)) for event in dated_events([item])
    ]
    assert found == expected


@pytest.mark.parametrize(
    "text",
    [
        "Tuesday, March 5, 2024",
        "March 5, 2024 10:04 am GMT",
        "BEIRA, March 5 (Kestrel Wire) - It sank.",
        "NEW PORT March 5 /Wire/ -- It sank.",
        "London (AP), Monday, March 4: It sank.",
        "March 4 (Wire) - It sank.",
        "March 2 – It sank.",
        "Updated on March 1, 2024",
        "Last updated: March 1 at 3:04 p.m.",
        "-Article last amended: Mar 1 at 12:05 UTC (history) See its talk page.",
        "The 25 April Bridge was shut.",
        "The May 4 Movement grew.",
    ],
)
def test_datelines_stamps_and_names_are_no_events(text: str) -> None:
    item = annotated(0, {"source": "Post", "published": SPRING, "text": text}, {})
    assert dated_events([item]) == ()


@pytest.mark.parametrize(
    "text",
    [
        "March 1 – It sank.",
        "On Tuesday, March 5 - it sank.",
        "Updated rules are in force since March 1, 2024.",
        "It sank, March 5, off Beira.",
        "BEIRA, " * 10 + "then on March 5 - it sank.",
    ],
)
def test_other_days_are(text: str) -> None:
    item = annotated(0, {"source": "Post", "published": SPRING, "text": text}, {})
    assert len(dated_events([item])) == 1


@pytest.mark.parametrize(("letters", "events"), [(80, 0), (81, 1)])
def test_a_dateline_is_short(letters: int, events: int) -> None:
    text = f"{'X' * (letters - 2)}, March 5 (Wire) - It sank."
    item = annotated(0, {"source": "Post", "published": SPRING, "text": text}, {})
    assert len(dated_events([item])) == events


def test_a_sentence_that_an_article_repeats_tells_once() -> None:
    text = "It sank on Feb. 7.\n\nThe mast broke.\n\nIt sank  on Feb. 7.\n\nOn Feb. 7 it rained."
    item = annotated(0, {"source": "Post", "published": SPRING, "text": text}, {})
    assert len(dated_events([item])) == 2


def test_a_day_within_a_name_is_none() -> None:
    text = "[March 5 Mill|mill] burned."
    known_ = known({"mill": "organization, March 5 Mill"})
    item = annotated(0, {"source": "Post", "published": SPRING, "text": text}, known_)
    assert dated_events([item]) == ()


def test_a_row_is_a_whole_sentence_but_for_endless_ones() -> None:
    words = "It was seen by all " * 40
    for text, whole in ((f"{words}on Feb. 7.", True), (f"{words * 3}on Feb. 7.", False)):
        (event,) = dated_events([annotated(0, {"source": "Post", "text": text}, {})])
        told = text[slice(*event.sentence)]
        assert (told == text) is whole
        assert told.split()[0] in words.split()


def test_an_event_knows_its_sentence_and_who_is_named_there() -> None:
    entities = known({"varna": "place, Varna", "kari-moe": "person, Kari Moe"})
    text = "[Varna|varna] slept. [Kari Moe|kari-moe] left [Varna|varna] on July 4, so July 4 it is."
    (event,) = dated_events([annotated(0, {"source": "Post", "text": text}, entities)])
    words = event.article.blocks[event.block].text
    assert words[slice(*event.sentence)] == "Kari Moe left Varna on July 4, so July 4 it is."
    assert words[event.start : event.end] == "July 4"
    assert event.entities == ("kari-moe", "varna")


@settings(deadline=None)
@given(st.lists(st.sampled_from(WORDS), max_size=25).map(" ".join))
def test_any_text_is_read_and_days_stand_where_they_say(text: str) -> None:
    for event in dated_events([annotated(0, {"source": "Post", "text": text}, {})]):
        first, last = event.sentence
        assert first <= event.start < event.end <= last <= len(text)
        assert event.day is None or (event.day.month, event.day.day) == event.month_and_day
