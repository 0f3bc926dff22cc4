"""Where a build reads and writes."""

from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
CONFIG = ROOT / "mkdocs.yml"


@dataclass(frozen=True, slots=True)
class Folders:
    """Where the build reads and writes."""

    seeds: Path
    register: Path | None
    docs: Path
    site: Path
    cache: Path
