"""A bar on the terminal."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial

from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    ProgressColumn,
    Task,
    TimeRemainingColumn,
)
from rich.text import Text


class _Rate(ProgressColumn):
    """How many articles a second are read."""

    def render(self, task: Task) -> Text:
        """Say nothing before the first one is."""
        return Text(f"{task.speed:.1f} articles/s" if task.speed else "")


COLUMNS = ("{task.description}", BarColumn(), MofNCompleteColumn(), _Rate(), TimeRemainingColumn())


@contextmanager
def bar(what: str, total: int) -> Iterator[Callable[[int], None]]:
    """Show how far something is; give what is told how many more are done."""
    with Progress(*COLUMNS, console=Console(stderr=True), transient=True) as shown:
        yield partial(shown.advance, shown.add_task(what, total=total))
