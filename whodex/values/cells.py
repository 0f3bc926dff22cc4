"""What stands in a cell of a table, so that no spreadsheet takes it for a formula, and back."""

# A spreadsheet takes a cell that begins with one of these for a formula, and would run it.
# https://owasp.org/www-community/attacks/CSV_Injection
FORMULA = ("=", "+", "-", "@", "＝", "＋", "－", "＠")


def cell(value: object) -> str:
    """Return what stands in a cell; an apostrophe keeps a spreadsheet from running it."""
    text = "" if value is None else " ".join(str(value).split())
    return f"'{text}" if text.startswith(FORMULA) else text


def read_cell(text: str | None) -> str:
    """Return the words of a cell, whether `cell` wrote it or somebody else."""
    words = " ".join((text or "").split())
    return words[1:] if words.startswith("'") and words[1:].startswith(FORMULA) else words
