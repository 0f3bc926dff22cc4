"""Build the site of this folder: articles in; linked pages, profiles and search out."""

import sys
from pathlib import Path

from whodex.build.command import main

HERE = Path(__file__).parent

if __name__ == "__main__":
    sys.exit(main(here=HERE))
