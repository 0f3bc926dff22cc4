"""The one command that makes again the word lists which come from others' collections of names.

    python -m train.lists --icons DIR

`given-names.txt` holds the given names of those locales of Faker (MIT; 40.63.0 was used) that write
with Latin letters; `brands.txt` the titles of the npm package `simple-icons` (CC0; 16.37.0), which
`npm pack` unpacked into DIR. Only names are taken; neither package is needed to build a site.
"""

import argparse
import importlib
import json
import pkgutil
from collections.abc import Iterator
from pathlib import Path

from whodex.names import fold

RULES = Path(__file__).parent.parent / "whodex" / "rules"
GIVEN = "# Given names of the world, folded: a sign of a person. Made by `python -m train.lists`."
BRANDS = "# Brands, folded: programs, firms, their wares. Made by `python -m train.lists`."
LATIN = 0x250  # letters below are Latin


def main() -> None:
    """Write both lists."""
    parser = argparse.ArgumentParser(description="Make word lists again.")
    parser.add_argument("--icons", type=Path, required=True)
    icons = parser.parse_args().icons / "data" / "simple-icons.json"
    brands = [icon["title"] for icon in json.loads(icons.read_text("utf-8"))]
    for name, head, entries in (("given-names", GIVEN, given()), ("brands", BRANDS, brands)):
        folded = sorted({fold(entry) for entry in entries if len(fold(entry)) > 1})
        (RULES / f"{name}.txt").write_text("\n".join([head, *folded, ""]), encoding="utf-8")


def given() -> Iterator[str]:
    """Yield the given names of Faker's locales."""
    import faker.providers.person as people  # noqa: PLC0415 - not needed but here

    for module in pkgutil.iter_modules(people.__path__):
        provider = importlib.import_module(f"{people.__name__}.{module.name}").Provider
        for kind in (kind for kind in dir(provider) if kind.startswith("first_name")):
            names = getattr(provider, kind)
            for name in names if isinstance(names, (list, tuple, dict)) else ():
                one_word = isinstance(name, str) and name and not set(name) & set(" .")
                if one_word and all(ord(letter) < LATIN for letter in name):
                    yield name


if __name__ == "__main__":
    main()
