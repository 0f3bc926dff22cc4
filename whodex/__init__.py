"""Whodex: a folder of news articles becomes a site in which every name is linked."""

import sys

__version__ = "0.1.0"

if sys.version_info < (3, 11):  # noqa: UP036 - who runs a checkout hasn't asked pip
    sys.exit("Whodex needs Python 3.11 or newer, and this is " + sys.version.split()[0])
