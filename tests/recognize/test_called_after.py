"""What is called after people, at the edges of what is looked at."""

import pytest

from whodex.recognize.called_after import called_after, is_figure, is_group, is_in_a_thing, is_part


@pytest.mark.parametrize(
    ("text", "inside"),
    [
        ("the Ada Holm Deep Space Telescope", True),
        ("the Ada Holm Very Deep Space Telescope", False),
        ("the Ada Holm story", False),
        ("Ada Holm. Telescope time", False),
        ("the USCGC Ada Holm", True),
        ("the USCGCX Ada Holm", False),
        ("Capt. Ada Holm", False),
    ],
)
def test_a_name_within_a_things(text: str, *, inside: bool) -> None:
    start = text.index("Ada")
    assert is_in_a_thing(text, start, start + len("Ada Holm")) is inside


def test_a_surname_alone_may_stand_before_anything() -> None:
    assert not is_in_a_thing("Holm Tower", 0, len("Holm"))


def test_what_things_are_called_after_has_two_words_or_more() -> None:
    assert [*called_after("The Ada Holm Space Telescope and Holm Tower")] == [
        ("The", "Ada", "Holm"),
        ("The", "Ada", "Holm", "Space"),
    ]


@pytest.mark.parametrize(
    ("form", "before", "after", "group"),
    [
        ("Ada Holm", "the band ", "", True),
        ("Ada Holm", "", "’s lead singer", True),
        ("Ada Holm", "", ", formed in 1998", True),
        ("Ada Holm", "", ", a folk duo", True),
        ("Ada Holm", "Bo Lind and ", ", a folk duo", False),
        ("Ada Holm", "", ", a singer", False),
        ("Ansar al-Din", "", "", True),
        ("Karim al-Din", "", "", False),
        ("Ansar Burnley", "", "", False),
    ],
)
def test_groups(form: str, before: str, after: str, *, group: bool) -> None:
    assert is_group(form, before, after) is group


@pytest.mark.parametrize(
    ("before", "after", "figure"),
    [
        ("the character ", "", True),
        ("the character of ", "", True),
        ("the Egyptian god ", "", True),
        ("dressed as ", "", True),
        ("", ", the god of rain", True),
        ("", ", a fictional detective", True),
        ("", ", the main character in it", True),
        ("", " is a strong character", False),
        ("thank god ", "", False),
    ],
)
def test_figures(before: str, after: str, *, figure: bool) -> None:
    assert is_figure(before, after) is figure


@pytest.mark.parametrize(
    ("form", "before", "after", "part"),
    [
        ("Ada Holm", "starred as ", " in the long film", True),
        ("Ada Holm", "starred as ", " in the one two three four film", True),
        ("Ada Holm", "starred as ", " in the one two three four five film", False),
        ("Ada Holm", "plays ", ", a nurse", False),
        ("Ada", "plays ", ", a nurse", True),
        ("Ada", "saw ", ", a nurse", False),
    ],
)
def test_parts(form: str, before: str, after: str, *, part: bool) -> None:
    assert is_part(form, before, after) is part
