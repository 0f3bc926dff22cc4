"""Writes given-names.txt and surnames-too.txt of the word lists: `python -m train.given_names`.

`requirements/train.txt` locks what it reads: Faker (MIT) lists given names by language, `names`
(MIT) those of the U.S. census of 1990 (public domain) with how often men, women and families bear
them. What a name says of the sex is decided here, from both.
"""

import importlib
import pkgutil
import re
from collections import defaultdict
from pathlib import Path

import faker.providers.person
import names

from whodex.lexicon.names import fold

TO = Path(__file__).parent.parent / "whodex" / "lexicon" / "rules"
MADE = "by `python -m train.given_names`, from"
CENSUS = "the U.S. census of 1990 (public domain)"
WHY = f"# Given names, and whether a man or a woman bears them: {MADE} Faker (MIT) and {CENSUS}."
TOO = f"# Given names that are surnames as often: {MADE} {CENSUS}."
LATIN = re.compile(r"[A-ZÀ-Ž][a-zß-ž\u00c0-\u024f’'-]+")
PLAIN = {"cs", "da", "de", "es", "et", "fi", "fr", "hr", "hu", "it", "lt", "lv", "nl", "no", "pl"}
PLAIN |= {"pt", "ro", "sk", "sl", "sv"}
MUCH = 20  # times as often as the other sex
SURNAME = 3  # times as often a given name as a surname
RARE = 0.004  # percent of Americans
FOREIGN = 0.01  # the same, for a name that no American bears
SHORTEST = 3


def by_language() -> dict[str, dict[str, set[str]]]:
    """Return the languages in which Faker has a name for men, and for women."""
    found: dict[str, dict[str, set[str]]] = {"man": defaultdict(set), "woman": defaultdict(set)}
    for module in pkgutil.iter_modules(faker.providers.person.__path__):
        listed = importlib.import_module(f"faker.providers.person.{module.name}").Provider
        lists = {
            sex: {
                *getattr(listed, f"first_names_{key}", ()),
                *getattr(listed, f"first_romanized_names_{key}", ()),
            }
            for sex, key in (("man", "male"), ("woman", "female"))
        }
        if lists["man"] == lists["woman"]:
            continue
        for sex, forms in lists.items():
            for form in forms:
                if LATIN.fullmatch(form):
                    found[sex][fold(form)].add(module.name[:2])
    return found


def census(which: str) -> dict[str, float]:
    """Return the share of Americans, in percent, who bear each name."""
    lines = (Path(names.__file__).parent / f"dist.{which}").read_text("utf-8").splitlines()
    return {line.split()[0].lower(): float(line.split()[1]) for line in lines}


def main() -> None:
    """Write the lists; a name of either sex is one too."""
    languages = by_language()
    men, women, families = census("male.first"), census("female.first"), census("all.last")
    lines, too = [], []
    for name in sorted({*languages["man"], *languages["woman"], *men, *women}):
        in_man, in_woman = (languages[sex].get(name, set()) for sex in ("man", "woman"))
        man, woman = men.get(name, 0), women.get(name, 0)
        if len(name) < SHORTEST or " " in name:
            continue
        known = max(len(in_man), len(in_woman)) > 1 or max(man, woman) >= RARE
        if SURNAME * families.get(name, 0) > max(man, woman, FOREIGN):
            too.append(name)
        if not (known or (in_man | in_woman) & PLAIN):
            sex = "either"  # one list alone may be wrong about the sex
        elif not in_woman and not woman:
            sex = "man"
        elif not in_man and not man:
            sex = "woman"
        elif man >= MUCH * woman and len(in_man) >= 4 * len(in_woman):
            sex = "man"
        elif woman >= MUCH * man and len(in_woman) >= 4 * len(in_man):
            sex = "woman"
        else:
            sex = "either"
        lines.append(f"{name} = {sex}")
    for listed, first, rows in (("given-names", WHY, lines), ("surnames-too", TOO, too)):
        (TO / f"{listed}.txt").write_text("\n".join([first, *rows]) + "\n", "utf-8")


if __name__ == "__main__":
    main()
