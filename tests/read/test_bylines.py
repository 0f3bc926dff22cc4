"""Lines that say who wrote an article, and when."""

import pytest

from whodex.read.bylines import Byline, byline_of, heading_line


@pytest.mark.parametrize(
    ("line", "authors", "source"),
    [
        ("By Ann Lee and Omar Haddad", "Ann Lee; Omar Haddad", None),
        ("Opinion by Ann Lee, Staff Writer", "Ann Lee", None),
        ("By ANN LEE and OMAR HADDAD Associated Press", "ANN LEE; OMAR HADDAD", "Associated Press"),
        ("By Ann Lee | Harbour News", "Ann Lee", "Harbour News"),
        ("By Ann Lee |  | ", "Ann Lee", None),
        ("By Ann Lee for Harbour News", "Ann Lee", "Harbour News"),
        ("By Ann Lee, Harbour News, New York", "Ann Lee", "Harbour News"),
        ("By Ann Lee, Omar Post, Li Na", "Ann Lee; Omar Post; Li Na", None),
        ("By Ann Lee, Doha", "Ann Lee", None),
        ("By Ann, Bo and Cy", "Ann; Bo; Cy", None),
        ("By Ann Lee, M.D., and Omar Haddad, Jr.", "Ann Lee; Omar Haddad Jr.", None),
        ("By Ngũgĩ wa Thiong’o in Averna", "Ngũgĩ wa Thiong’o", None),
    ],
)
def test_a_byline_names_authors_and_outlet(line: str, authors: str, source: str | None) -> None:
    assert byline_of(line) == Byline(tuple(authors.split("; ")), source)


@pytest.mark.parametrize(
    "line",
    [
        "By the river.",
        "By Friday, the mill was shut",
        "By Ann Lee for the win",
        "By Ann Lee - so far",
        "By |  | ",
    ],
)
def test_a_sentence_is_no_byline(line: str) -> None:
    assert byline_of(line) is None


@pytest.mark.parametrize(
    "line",
    [
        "Posted on May 9, 2031 by Ann Lee",
        "9 May 2031 | By Ann Lee",
        "By Ann Lee on May 9, 2031",
        "Ann Lee - Published: May 9, 2031 - Updated May 10, 2031",
    ],
)
def test_a_line_may_say_who_and_when(line: str) -> None:
    byline, stamp = heading_line(line) or (None, None)
    assert byline == Byline(("Ann Lee",), None)
    assert stamp
    assert str(stamp.day) == "2031-05-09"


@pytest.mark.parametrize("line", ["On May 9, 2031 by the river", "May 9, 2031, by Ann Lee’s count"])
def test_a_sentence_with_a_day_says_neither(line: str) -> None:
    assert heading_line(line) is None
