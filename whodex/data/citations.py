"""How an article is cited: for the head of its page, and as BibTeX and RIS beside it.

What is cited is the article as it was published, at its own address where that is known.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from whodex.collect.naming import address, web_address
from whodex.data import schema
from whodex.read.blocks import encoded
from whodex.values.article import Article
from whodex.values.settings import Settings

BIBTEX, RIS = "cite.bib", "cite.ris"
# What TeX takes for a command. BibTeX counts braces even where they are escaped.
COMMANDS = {
    "\\": "backslash",
    "{": "braceleft",
    "}": "braceright",
    "~": "asciitilde",
    "^": "asciicircum",
}
TEX = str.maketrans(
    {sign: f"\\{sign}" for sign in "&%$#_"}
    | {sign: f"\\text{name}{{}}" for sign, name in COMMANDS.items()}
)


@dataclass(frozen=True, slots=True)
class Cited:
    """An article, and where it stands on the web where nothing else is known."""

    article: Article
    settings: Settings


def tags(cited: Cited) -> list[tuple[str, str]]:
    """Return names and values of what reference managers read in a page's head.

    The names are Highwire's, without `citation_`, as Zotero and Google Scholar know them:
    https://scholar.google.com/intl/en/scholar/inclusion.html#indexing. Title and date are in
    each page's head anyhow; here is only the headline that isn't the page's title.
    """
    article = cited.article
    known = [
        ("title", article.headline),
        *(("author", name) for name in article.authors),
        ("journal_title", article.source),
        ("public_url", _url(cited)),
        ("language", article.language),
    ]
    return [(name, value) for name, value in known if value]


def bibtex(cited: Cited) -> str:
    """Write an article as BibTeX in UTF-8, as BibLaTeX, Zotero and JabRef read it, too."""
    article = cited.article
    fields = dict(_bibtex_fields(cited))
    kind = "article" if "journal" in fields else "misc"
    lines = "".join(f",\n  {name} = {{{value}}}" for name, value in fields.items())
    return f"@{kind}{{{article.id}{lines}\n}}\n"


def _bibtex_fields(cited: Cited) -> Iterator[tuple[str, str]]:
    article = cited.article
    # Braces keep the capitals of names, and a name together that isn't a given name and a surname.
    yield "title", f"{{{_tex(title(article))}}}"
    if article.authors:
        apart = [(name, _tex(name)) for name in article.authors]
        whole = [f"{{{tex}}}" if _joins(name) else tex for name, tex in apart]
        yield "author", " and ".join(whole)
    if article.source:
        yield "journal", _tex(article.source)
    if article.published:
        yield "date", article.published.isoformat()
        yield "year", str(article.published.year)
    if url := _url(cited):
        yield "url", encoded(url)
    yield "language", article.language


def _joins(name: str) -> bool:
    """Say whether BibTeX would take a name for several, or for one turned round."""
    return "," in name or "and" in name.lower().split()


def ris(cited: Cited) -> str:
    """Write an article as RIS, with the line ends that the format asks for."""
    article = cited.article
    lines = [("TY", "NEWS"), ("TI", title(article))]
    lines += [("AU", name) for name in article.authors]
    if article.source:
        lines.append(("T2", article.source))
    if article.published:
        lines += [("PY", f"{article.published:%Y}"), ("DA", f"{article.published:%Y/%m/%d}/")]
    if url := _url(cited):
        lines.append(("UR", url))
    lines += [("LA", article.language), ("ID", article.id), ("ER", "")]
    return "".join(f"{tag}  - {_plain(value)}\r\n" for tag, value in lines)


def title(article: Article) -> str:
    """Return the headline under which an article was published."""
    return article.headline or article.title


def _url(cited: Cited) -> str | None:
    ours = schema.absolute(cited.settings, address(cited.article), "")
    return web_address(cited.article.source_url) or web_address(ours)


def _tex(text: str) -> str:
    return _plain(text).translate(TEX)


def _plain(text: str) -> str:
    """Write a value on one line, without signs that are none."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())
