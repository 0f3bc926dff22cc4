"""A folder as people have it: every file becomes an article, or a line says why not."""

import json
import unicodedata
from pathlib import Path

import pytest
from helpers.documents import docx, lines_of, pdf, warc

from whodex.build.command import main
from whodex.build.folders import ROOT

CASES = sorted((ROOT / "tests" / "golden" / "read").glob("*.txt"))


def paragraphs(town: str) -> list[str]:
    return [
        f"The harbour of {town} opens again in May, its council was told on Monday.",
        "“The money is there,” said Aurélie Ångström, who has been its mayor for nine years.",
    ]


def page(town: str) -> str:
    body = "<p>".join(["", *paragraphs(town)])
    return f"<html><head><title>Harbour opens</title></head><body>{body}</body></html>"


def capture(town: str) -> str:
    return "\n\n".join(["Harbour opens", *paragraphs(town)])


def letter(town: str) -> list[tuple[str, str]]:
    return [("Title", "Harbour opens"), *(("Normal", text) for text in paragraphs(town))]


ANSWER = f"HTTP/1.1 200 OK\nContent-Type: text/html; charset=cp1252\n\n{page('Larn')}"
HARBOURS = {
    "decomposed.txt": unicodedata.normalize("NFD", capture("Averna")).encode(),
    "notes/quay.pdf": pdf([(72, 700, 20, "Harbour opens"), *lines_of(paragraphs("Tromvik"))]),
    "notes/harbour.docx": docx(*letter("Vikmo")),
    "crawl.warc": warc(("response", "https://averna-post.example/harbour", ANSWER)),
}
OTHERS = {
    "notes/scan.pdf": pdf([]),
    "notes/cut.pdf": pdf(lines_of(paragraphs("Oslo")))[:300],
    "notes/cut.docx": docx(*letter("Oslo"))[:200],
    "old.doc": b"\xd0\xcf\x11\xe0",
    "book.epub": b"PK\x03\x04",
    "all.zip": b"PK\x03\x04",
    "quay.jpg": b"\xff\xd8\xff\xe0",
    "empty.md": b"",
    "quay.xyz": b"?",
}


def test_every_file_is_an_article_or_a_line_of_reason(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    seeds = tmp_path / "seeds"
    for case in CASES:
        name, _, text = case.read_text(encoding="utf-8").removeprefix("=== input: ").partition("\n")
        put(seeds / case.stem / name, text.partition("\n=== ")[0].encode())
    for name, data in (HARBOURS | OTHERS).items():
        put(seeds / name, data)
    arguments = ["--seeds", str(seeds), "--no-register", "--out", str(tmp_path), "--jobs", "1"]
    assert main(arguments) == 1
    told = "".join(capsys.readouterr())
    assert "fault of Whodex" not in told

    lines = (tmp_path / "site" / "data" / "articles.jsonl").read_text(encoding="utf-8").splitlines()
    articles = {one["seed"].partition("#")[0]: one for one in map(json.loads, lines)}
    for file in (path for path in seeds.rglob("*") if path.is_file()):
        assert file.relative_to(seeds).as_posix() in articles or f"{file}" in told, file
    for name in HARBOURS:
        (quote,) = articles[name]["quotes"]
        assert (quote["text"], quote["speaker"]) == ("The money is there,", "aurelie-angstrom")


def put(file: Path, data: bytes) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(data)
