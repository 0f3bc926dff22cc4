"""Pages as texts, for tests that give or read all of them."""

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from whodex.site.write import Written
from whodex.site.write import write as write_made


def write(pages: Mapping[str, str], docs: Path, same: Iterable[str] = ()) -> Written:
    return write_made({path: text.encode for path, text in pages.items()}, docs, same)


def texts(made: Mapping[str, Callable[[], bytes]]) -> dict[str, str]:
    return {path: make().decode() for path, make in made.items()}
