import pytest

from whodex.lexicon.turns import label


@pytest.mark.parametrize(
    ("text", "called"),
    [
        ("((Ada Lind)) We lost.", "Ada Lind"),
        ("Ada Lind: We lost.", "Ada Lind"),
        ("Ada Lind: “We lost.”", None),
        ("((Ada Lind))", None),
        (f"(({'x' * 60})) We lost.", "x" * 60),
        (f"(({'x' * 61})) We lost.", None),
        (f"{'x' * 61}: We lost.", "x" * 61),
        (f"{'x' * 62}: We lost.", None),
    ],
)
def test_what_calls_a_speaker_stands_in_front_of_a_turn(text: str, called: str | None) -> None:
    found = label(text)
    assert (text[found.start : found.end] if found else None) == called
