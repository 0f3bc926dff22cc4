"""Makes the list of brands again: `python -m train.brands --icons DIR`.

They are the titles of the npm package `simple-icons` (CC0; 16.37.0), which `npm pack` unpacked
into DIR. Only names are taken; the package isn't needed to build a site.
"""

import argparse
import json
from pathlib import Path

from whodex.lexicon.names import fold

LIST = Path(__file__).parent.parent / "whodex" / "lexicon" / "rules" / "brands.txt"
WHY = (
    "# Brands, folded: programs, firms, their wares: by `python -m train.brands`, "
    "from simple-icons (CC0)."
)


def main() -> None:
    """Write the list."""
    parser = argparse.ArgumentParser(description="Make the list of brands again.")
    parser.add_argument("--icons", type=Path, required=True)
    icons = parser.parse_args().icons / "data" / "simple-icons.json"
    brands = [icon["title"] for icon in json.loads(icons.read_text("utf-8"))]
    folded = sorted({fold(brand) for brand in brands if len(fold(brand)) > 1})
    LIST.write_text("\n".join([WHY, *folded, ""]), encoding="utf-8")


if __name__ == "__main__":
    main()
