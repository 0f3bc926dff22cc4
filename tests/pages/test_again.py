"""Pages that aren't rendered again are the pages that rendering them again would give."""

import json
from dataclasses import replace
from datetime import date
from random import Random

import pytest
from helpers.articles import annotated, known
from helpers.pages import texts

from whodex.build.plan import everything
from whodex.collect.book import collected
from whodex.collect.profile import profile
from whodex.pages import Again
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


@pytest.mark.parametrize("seed", range(3))
def test_a_page_that_is_left_out_is_the_one_of_last_time(seed: int) -> None:
    random, again, last = Random(seed), Again(), dict[str, str]()  # noqa: S311 - as in every run
    there = {number: article(random, number) for number in range(5)}
    same = 0
    for _ in range(6):
        number = random.randint(0, 9)
        if number in there and random.random() < 0.5 and len(there) > 1:
            del there[number]
        else:
            there[number] = article(random, number)
        articles = list(there.values())
        profiles = profile(articles, list(KNOWN.values()))
        again = Again(json.loads(json.dumps(again.now)))
        pages = texts(everything(collected(articles, profiles, SITE), again))
        assert not again.same & pages.keys()
        whole = texts(everything(collected(articles, profiles, SITE)))
        assert {**pages, **{path: last[path] for path in again.same}} == whole
        last, same = whole, same + len(again.same)
    assert same


def test_nothing_is_rendered_again_where_nothing_changed() -> None:
    articles = [article(Random(number), number) for number in range(5)]  # noqa: S311 - as in every run
    profiles = profile(articles, list(KNOWN.values()))
    first = Again()
    pages = texts(everything(collected(articles, profiles, SITE), first))
    second = Again(first.now)
    left = everything(collected(articles, profiles, SITE), second).keys()
    assert second.same == first.now.keys() == pages.keys() - left


def test_a_picture_follows_what_those_in_it_are_called_alone() -> None:
    text = "".join(f"[{KNOWN[key].name}|{key}] came. " for key in [*PEOPLE, "oslo"])
    articles = [annotated(number, {"text": text, "source": ""}, KNOWN) for number in range(2)]
    called = KNOWN | {"bo-berg": replace(KNOWN["bo-berg"], aliases=("Bo Berg", "Bo"))}
    before, after = (profile(articles, list(known.values())) for known in (KNOWN, called))
    first = Again()
    texts(everything(collected(articles, before, SITE), first))
    again = Again(first.now)
    pages = texts(everything(collected(articles, after, SITE), again))
    assert ">Bo</text>" in pages["people/ada-lind.md"]
    assert "places/oslo.md" in again.same  # which shows nothing of how they are called alone
