"""What is noted of files: what tells a version of one; a text that is put there in one step."""

import os
from pathlib import Path

Stamp = list[int]  # time, size and number of a file


def stamp(stat: os.stat_result) -> Stamp:
    """Return what tells the version of a file that has these figures from any other."""
    return [stat.st_mtime_ns, stat.st_size, stat.st_ino]


def put(file: Path, text: str) -> None:
    """Let `text` stand in `file`, whole or not at all."""
    part = file.with_name(f".{file.name}.part")
    part.write_text(text, encoding="utf-8")
    part.replace(file)
