"""An article as it was read, for golden cases."""

from pathlib import Path

from whodex.read import read
from whodex.values.article import Article


def shown(article: Article) -> str:
    """Write what a file said and its blocks, a line each."""
    fields = {
        "title (ours)" if article.title_is_ours else "title": article.title,
        "source": article.source,
        "url": article.source_url,
        "authors": ", ".join(article.authors),
        "published": article.published,
        "tags": ", ".join(article.tags),
        "language": article.language if article.language != "en" else "",
        "hint": ", ".join(f"{hint.text} = {hint.entity}" for hint in article.hints),
        "other": "; ".join(f"{one.name} = {one.value}" for one in article.other),
        "notice": "; ".join(article.notices),
    }
    lines = [f"{name}: {value}" for name, value in fields.items() if value]
    return "\n".join([*lines, *(f"[{block.kind}] {block.text}" for block in article.blocks)])


def refused(name: str, data: bytes, folder: Path) -> str:
    """Return what is said of a bad file, while the others are read."""
    (folder / name).write_bytes(data)
    (folder / "good.md").write_text("The mill of Averna is shut.")
    reading = read(folder)
    assert [article.id for article in reading.articles] == ["good"]
    (problem,) = reading.problems
    assert problem.file == folder / name
    assert problem.example
    return str(problem)
