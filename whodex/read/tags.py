"""What an article is filed under, in the ways in which programs write it."""

import re
from collections.abc import Iterable

from whodex.read.blocks import collapse

BETWEEN = re.compile(r"[,;|]")
HASHED = re.compile(r"(?:#(?:\[\[[^\[\]\n]{1,100}\]\]|(?!\[\[)[^\s,;#]+)[\s,;]*)+")
HASH = re.compile(r"#(?:\[\[([^\[\]\n]{1,100})\]\]|([^\s,;#]+))")
LINKED = re.compile(r"\[\[([^\[\]]*)\]\]")
LONGEST = 100  # characters; what is longer is a sentence


def parted(written: str, *, spaced: bool = False) -> list[str]:
    """Part "mill, old town", "#mill #river" or, where a program means it so, "mill river"."""
    if HASHED.fullmatch(written):
        return ["".join(found) for found in HASH.findall(written)]
    if spaced and not BETWEEN.search(written) and "[[" not in written:
        return written.split()
    return BETWEEN.split(written)


def tidied(written: Iterable[str]) -> tuple[str, ...]:
    """Return tags without signs around them, each once whatever its capitals."""
    once: dict[str, str] = {}
    for tag in written:
        bare = collapse(LINKED.sub(r"\1", tag)).lstrip("#").strip()
        if 0 < len(bare) <= LONGEST:
            once.setdefault(bare.casefold(), bare)
    return tuple(once.values())
