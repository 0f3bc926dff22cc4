"""What the report says of identity: who is new, merged, told apart, open, and gone."""

import json
from datetime import date
from pathlib import Path

from helpers.articles import article_of

from whodex.build.report import people_before, report
from whodex.read import Reading
from whodex.resolve import resolve
from whodex.site.write import Written
from whodex.values.article import EntityType, Field
from whodex.values.entities import Name
from whodex.values.findings import AnnotatedArticle
from whodex.values.register import Register


def said(*texts: str, before: dict[str, str] | None = None) -> list[str]:
    """Report on articles in which {braces} mark people; the first is of 2024, one a year."""
    articles, names = [], []
    for number, text in enumerate(texts):
        plain, found, parts = "", [], text.split("{")
        for part in parts:
            form, closed, rest = part.partition("}")
            if closed:
                start = len(plain)
                found.append(Name(0, start, start + len(form), form, EntityType.PERSON, "given"))
            plain += form + rest
        day = date(2024 + number, 1, 1)
        articles.append(article_of(plain, id=f"a{number}", seed=f"a{number}.md", published=day))
        names.append(tuple(found))
    resolution = resolve(articles, names, Register())
    annotated = [
        AnnotatedArticle(article, (((0, 0),),), mentions)
        for article, mentions in zip(articles, resolution.mentions, strict=True)
    ]
    reading = Reading(tuple(articles), (), ())
    written = Written(1, 0, 0, ())
    return report(reading, annotated, resolution, before, written, Path("site")).split("\n")


def test_it_counts_what_was_found_and_says_where_the_site_is() -> None:
    lines = said("{Anna Lind} met {Bo Lind}. {Lind} left.")
    assert lines[:3] == [
        "1 article",
        "2 people",
        "3 mentions, 1 of them unsure (see review/)",
    ]
    assert "to settle on review/: 1 unsure name" in lines
    assert lines[-1] == "The site is in site: open site/index.html, or run make serve"


def test_it_lists_who_was_merged_and_who_was_told_apart() -> None:
    lines = said("{Bill Marsh} left.", "{William Marsh} came.")
    assert "merged, under several full names: William Marsh (Bill Marsh)" in lines
    lines = said("Judge {Owen Farr} spoke.", "Striker {Owen Farr} scored.")
    assert "told apart, of one name: Owen Farr, Owen Farr (striker)" in lines
    assert not any(line.startswith("merged") for line in lines)


def test_it_says_what_the_reader_found() -> None:
    article = article_of(
        language="de",
        other=(Field("autors", "Bo Lind"), Field("mood", "sour")),
        notices=("letters are mended",),
    )
    reading = Reading((article, article), (), ())
    resolution = resolve((), (), Register())
    lines = report(reading, (), resolution, None, Written(1, 0, 0, ()), Path("site")).split("\n")
    assert "without names, since Whodex reads English, in German: a.md, a.md" in lines
    assert "fields that are kept without use: autors (2), likely authors, mood (2)" in lines
    assert lines.count("in a.md: letters are mended") == 2


def test_it_says_what_changed_since_the_last_build() -> None:
    before = {"william-marsh": "William Marsh", "eva-holm": "Eva Holm", "ida-berg": "Ida Berg"}
    lines = said("{Bill Marsh} and {Ida Berg} left.", "{William Marsh} came. {Kai Dahl} ran.")
    assert not any("last build" in line for line in lines)
    lines = said(
        "{Bill Marsh} and {Ida Berg} left.",
        "{William Marsh} came. {Bill Marsh} sat. {Kai Dahl} ran. {Bill Marsh} won.",
        before=before,
    )
    assert "new since the last build: Bill Marsh, Kai Dahl" in lines
    assert "now somebody else’s name: William Marsh (Bill Marsh)" in lines
    assert "gone since the last build: Eva Holm" in lines


def test_people_before_are_those_of_the_published_data(tmp_path: Path) -> None:
    assert people_before(tmp_path) is None
    entities = [
        {"id": "anna-lind", "name": "Anna Lind", "type": "person"},
        {"id": "oslo", "name": "Oslo", "type": "place"},
    ]
    file = tmp_path / "entities.jsonl"
    file.write_text("\n".join(map(json.dumps, entities)), encoding="utf-8")
    assert people_before(tmp_path) == {"anna-lind": "Anna Lind"}
    file.write_text("not JSON", encoding="utf-8")
    assert people_before(tmp_path) is None
