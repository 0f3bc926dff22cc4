"""What pages are made of tells whether they are the same."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from random import Random
from typing import Any

import pytest
from helpers.articles import annotated, known
from helpers.pages import texts

from whodex.collect.book import collected
from whodex.collect.profile import profile
from whodex.pages import Digests, Made, pages
from whodex.values.findings import AnnotatedArticle
from whodex.values.settings import Settings

SITE = Settings(site_name="News")
KNOWN = known(
    {
        "ada-lind": "person, Ada Lind",
        "bo-berg": "person, Bo Berg",
        "cy-holm": "person, Cy Holm",
        "dan-moe": "person, Dan Moe",
        "port-office": "organization, Port Office",
        "quay-bank": "organization, Quay Bank",
        "oslo": "place, Oslo",
        "riga": "place, Riga",
    }
)
PEOPLE, BODIES, PLACES = list(KNOWN)[:4], list(KNOWN)[4:6], list(KNOWN)[6:]


def article(random: Random, number: int) -> AnnotatedArticle:
    def name(keys: list[str]) -> str:
        key = random.choice(keys)
        return f"[{KNOWN[key].name}|{key}]"

    sentences = [
        f"{name(PEOPLE)}, the head of the {name(BODIES)}, met {name(PEOPLE)} in {name(PLACES)}. ",
        f"“Nothing sails before noon,” {name(PEOPLE)} said. ",
        f"In {name(PLACES)} {random.randint(2, 9)} people were killed. ",
        f"{name(PEOPLE)} left {name(PLACES)}. ",
    ]
    text = "".join(random.sample(sentences, random.randint(1, 4)))
    published = random.choice([None, date(2024, random.randint(1, 12), 3)])
    source = random.choice(["The Quay", "Harbour Post"])
    return annotated(number, {"text": text, "source": source, "published": published}, KNOWN)


def digests(made: Mapping[str, Made[Any]]) -> dict[str, str]:
    found = Digests()
    return {path: found.of(page.values) for path, page in made.items()}


@pytest.mark.parametrize("seed", range(3))
def test_pages_of_the_same_digest_are_the_same(seed: int) -> None:
    random, before, last, same = Random(seed), dict[str, str](), dict[str, str](), 0  # noqa: S311 - as in every run
    there = {number: article(random, number) for number in range(5)}
    for _ in range(6):
        number = random.randint(0, 9)
        if number in there and random.random() < 0.5 and len(there) > 1:
            del there[number]
        else:
            there[number] = article(random, number)
        articles = list(there.values())
        made = pages(collected(articles, profile(articles, list(KNOWN.values())), SITE))
        now, whole = digests(made), texts(made)
        stay = {path for path, of in now.items() if before.get(path) == of}
        assert all(last[path] == whole[path] for path in stay)
        before, last, same = now, whole, same + len(stay)
    assert same


def test_the_same_values_have_the_same_digest() -> None:
    def made() -> dict[str, Made[Any]]:
        articles = [article(Random(number), number) for number in range(5)]  # noqa: S311 - as in every run
        return pages(collected(articles, profile(articles, list(KNOWN.values())), SITE))

    assert digests(made()) == digests(made())


def test_a_picture_follows_what_those_in_it_are_called_alone() -> None:
    text = "".join(f"[{KNOWN[key].name}|{key}] came. " for key in [*PEOPLE, "oslo"])
    articles = [annotated(number, {"text": text, "source": ""}, KNOWN) for number in range(2)]
    called = KNOWN | {"bo-berg": replace(KNOWN["bo-berg"], aliases=("Bo Berg", "Bo"))}
    first, again = (
        pages(collected(articles, profile(articles, list(known.values())), SITE))
        for known in (KNOWN, called)
    )
    assert ">Bo</text>" in texts(again)["people/ada-lind.md"]
    before, now = digests(first), digests(again)
    assert before["people/ada-lind.md"] != now["people/ada-lind.md"]
    # The place shows nothing of how they are called alone.
    assert before["places/oslo.md"] == now["places/oslo.md"]
