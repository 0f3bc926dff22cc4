"""Where a build reads and writes."""

from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryFile
from typing import Self

from whodex.values.errors import Problem, WhodexError

PACKAGE = Path(__file__).parents[1]
# Where docs/ and mkdocs.yml stand that every site has: the checkout, or the installed package.
ROOT = PACKAGE if (PACKAGE / "mkdocs.yml").is_file() else PACKAGE.parent
CONFIG = ROOT / "mkdocs.yml"


@dataclass(frozen=True, slots=True)
class Folders:
    """Where the build reads and writes.

    `config` and `own` are the collection's settings and pages by hand beside those of every site.
    """

    seeds: Path
    register: Path | None
    config: Path | None
    own: Path | None
    docs: Path
    site: Path
    cache: Path

    def made(self) -> Self:
        """Make the folders that a build writes into; raise WhodexError where it can't write."""
        for folder in (self.docs, self.site.parent, self.cache):
            try:
                folder.mkdir(parents=True, exist_ok=True)
                with TemporaryFile(dir=folder):
                    pass
            except OSError as error:
                message = f"nothing can be written there: {error.strerror or error}"
                raise WhodexError(Problem(folder, None, message, "--out DIR")) from error
        return self
