import re

import pytest

from whodex.lexicon.numbers import NUMBER, bounds

PATTERN = re.compile(rf"(?i:{NUMBER})")


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("31,923", 31923),
        ("1 200", 1200),
        ("1'200", 1200),
        ("1’200’000", 1_200_000),
        ("1.5 million", 1_500_000),
        ("twenty-five", 25),
        ("forty two", 42),
        ("five hundred", 500),
        ("twelve hundred", 1200),
        ("two hundred thousand", 200_000),
        ("two hundred and fifty", 250),
        ("one hundred and one", 101),
        ("three thousand two hundred", 3200),
        ("Nine hundred ninety-nine thousand nine hundred and ninety-nine", 999_999),
        ("a hundred", 100),
        ("A dozen", 12),
        ("three dozen", 36),
        ("half a dozen", 6),
        ("half a million", 500_000),
        ("a half million", 500_000),
        ("a quarter of a million", 250_000),
        ("two and a half million", 2_500_000),
        ("a million and a half", 1_500_000),
        ("2½ thousand", 2500),
        ("½ million", 500_000),
        ("2 1/2 million", 2_500_000),
        ("three lakh", 300_000),
    ],
)
def test_a_number_has_one_value(words: str, expected: float) -> None:
    found = PATTERN.match(words)
    assert found
    assert found[0] == words
    assert bounds(words) == (expected, expected)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("between 250 and 300", (250, 300)),
        ("Between two hundred and three hundred", (200, 300)),
        ("from 40 to 60", (40, 60)),
        ("250–300", (250, 300)),
        ("two or three", (2, 3)),
        ("20 to 30 thousand", (20_000, 30_000)),
        ("500 to a thousand", (500, 1000)),
    ],
)
def test_a_range_has_two(words: str, expected: tuple[float, float]) -> None:
    found = PATTERN.match(words)
    assert found
    assert found[0] == words
    assert bounds(words) == expected


@pytest.mark.parametrize(
    "words",
    ["two three", "twenty twelve", "1.200", "2019 300", "300 to 250", "two million million"],
)
def test_what_is_not_plain_has_none(words: str) -> None:
    found = PATTERN.match(words)
    assert found
    assert bounds(found[0]) is None


@pytest.mark.parametrize(
    "words", ["dozens", "hundreds of", "a few", "million", "5%", "3:30", "a man"]
)
def test_what_is_no_number(words: str) -> None:
    found = PATTERN.match(words)
    assert found is None
