"""What was fetched → a file in seeds/, under a name of its own."""

import re
from collections.abc import Collection
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory
from urllib.parse import unquote, urlsplit

from slugify import slugify

from whodex.read import Several, Wrong, content, read_seed, seeds
from whodex.values.article import INDEX, Article

LONGEST = 80  # characters of a file's name
PAGES = re.compile(r"index|default|article|story|news|amp|page|\d+")  # what names no article


def trial(data: bytes, ending: str) -> Article | str:
    """Read a seed before it is kept; return why no article can be read in it, if so."""
    with TemporaryDirectory() as folder:
        file = Path(folder, f"seed{ending}")
        file.write_bytes(data)
        found = seeds(Path(folder))
        read = read_seed(file, Path(folder), content) if found.seeds else Wrong(found.unread)
    if isinstance(read, Several):
        articles = [one for one in read.items if isinstance(one, Article)]
        return articles[0] if articles else "; ".join(problem.message for problem in read.wrong)
    if isinstance(read, Wrong):
        return "; ".join(problem.message for problem in read.problems)
    return read


def name_of(article: Article | str, address: str, taken: Collection[str]) -> str:
    """Return a name for a seed that no other has: its title's, else that of its address."""
    titled = article.title if isinstance(article, Article) and not article.title_is_ours else ""
    last = unquote(PurePosixPath(urlsplit(address).path).stem)
    said = [titled, last if not PAGES.fullmatch(last.lower()) else "", urlsplit(address).netloc]
    slugs = (slugify(words, max_length=LONGEST, word_boundary=True) for words in said)
    slug = next(filter(None, slugs), "article")
    names = (slug if n == 1 else f"{slug}-{n}" for n in range(1, 1_000_000))
    return next(name for name in names if name != INDEX and name not in taken)


def keep(folder: Path, name: str, ending: str, data: bytes) -> Path:
    """Write a seed whole or not at all; a file that stands there stays. Raises OSError."""
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / f"{name}{ending}"
    with file.open("xb") as out:
        try:
            out.write(data)
        except BaseException:
            file.unlink()
            raise
    return file


def stems(folder: Path) -> Collection[str]:
    """Return how the files of a folder are called, without their endings, as addresses would be."""
    return {slugify(path.stem) for path in folder.iterdir()} if folder.is_dir() else set()
