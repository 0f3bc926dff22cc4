from dataclasses import replace
from datetime import date

import pytest
from helpers.articles import annotated, known

from whodex.collect.counts import Count, counts
from whodex.values.findings import AnnotatedArticle

ENTITIES = known({"varna": "place, Varna", "norway": "place, Norway"})


def counts_of(item: AnnotatedArticle) -> tuple[Count, ...]:
    return counts(item.article, item.sentences, item.mentions)


def read(text: str) -> list[Count]:
    article = annotated(0, {"source": "P", "published": date(2024, 3, 10), "text": text}, ENTITIES)
    return sorted(counts_of(article), key=lambda count: count.number.start)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("More than three dozen people were killed in [Varna|varna].", "36"),
        ("Half a dozen people died in [Varna|varna].", "6"),
        ("A dozen people were killed in [Varna|varna], the mayor said.", "12"),
        ("Dozens were killed in [Varna|varna].", ""),
        ("Several dozen people were killed in [Varna|varna].", ""),
        ("A few hundred people were killed in [Varna|varna].", ""),
        ("Tens of thousands of people were killed in [Varna|varna].", ""),
        ("Two hundred and fifty people were killed in [Varna|varna].", "250"),
        ("One hundred and twelve people were injured in [Varna|varna].", "112"),
        ("A hundred people were injured in [Varna|varna].", "100"),
        ("Half a million people have been killed in [Varna|varna] since the war began.", "500000"),
        ("A quarter of a million people have died in [Varna|varna] since the war began.", "250000"),
        (
            "Two and a half million people have died in [Varna|varna] since the war began.",
            "2500000",
        ),
        ("2½ thousand people were killed in [Varna|varna].", "2500"),
        ("About 1 200 people were killed in [Varna|varna].", "1200"),
        ("About 1'200 people were killed in [Varna|varna].", "1200"),
        ("About 1.200 people were killed in [Varna|varna].", ""),
        ("On March 12 300 people were killed in [Varna|varna].", ""),
        ("40 percent of people killed in [Varna|varna] were children.", ""),
        ("More than 40 per cent of the people killed in [Varna|varna] were children.", ""),
        ("40% of people killed in [Varna|varna] were children.", ""),
        ("Two thirds of the 90 people killed in [Varna|varna] were men.", "90"),
        ("A third of the 60 people were injured in [Varna|varna].", ""),
        ("Half of the 60 people were killed in [Varna|varna].", ""),
        ("One in 12 people killed in [Varna|varna] was a child.", ""),
        ("Nine out of 10 people killed in [Varna|varna] were children.", ""),
        ("Two of the 12 people were killed in [Varna|varna].", "2"),
        ("One of the 12 people was killed in [Varna|varna].", ""),
        ("Three of the 40 passengers died in [Varna|varna].", "3"),
        ("Seven of its 30 sailors were injured in [Varna|varna].", "7"),
        ("Two of the 12 people killed in [Varna|varna] were children.", "12"),
        ("All of the 12 people were killed in [Varna|varna].", "12"),
        ("None of the 12 people were killed in [Varna|varna].", ""),
        ("Between 250 and 300 people were killed in [Varna|varna].", "250-300"),
        ("From 40 to 60 people were injured in [Varna|varna].", "40-60"),
        ("40 to 60 people were injured in [Varna|varna].", "40-60"),
        ("Some 20-25 people were injured in [Varna|varna].", "20-25"),
        ("Two or three people were injured in [Varna|varna].", "2-3"),
        ("Some feared that 5,000 people could be killed in [Varna|varna].", ""),
        ("The flood could have killed 500 people in [Varna|varna].", ""),
        ("If the dam breaks, 500 people will be killed in [Varna|varna].", ""),
        ("The plot would have killed 500 people in [Varna|varna].", ""),
        ("The mayor denied that 12 people were killed in [Varna|varna].", ""),
        ("The storm may have killed 12 people in [Varna|varna].", ""),
        ("The rebels threatened that 12 people would be killed in [Varna|varna].", ""),
        ("The mayor had feared the worst, but 31 people were killed in [Varna|varna].", "31"),
        ("No 12 people were killed in [Varna|varna].", ""),
        ("At least 250 people, including 30 children, were killed in [Varna|varna].", "250"),
        ("A bomb killed 12 people and three soldiers in [Varna|varna].", ""),
        ("A bomb killed 12 people and injured three in [Varna|varna].", "12 3"),
        ("A bomb killed 12 people and wounded 30 others in [Varna|varna].", "12 30"),
        ("The bomb in [Varna|varna] killed 12, including three children.", "12"),
        ("The fire killed 1,200 in [Varna|varna].", "1200"),
        ("Another 12 people were killed in [Varna|varna].", ""),
        ("A further 12 people were injured in [Varna|varna].", ""),
        ("In 2011, 12 people were killed in [Varna|varna].", ""),
        ("Last year 12 people were killed in [Varna|varna].", ""),
        ("Twelve people were killed in [Varna|varna] ten years ago.", ""),
        ("Every year 1,000 people are killed in [Varna|varna].", ""),
        ("The toll in [Varna|varna] rose to 44.", "44"),
        ("The toll in [Varna|varna] rose by 12 to 44.", "44"),
        ("The death toll in [Varna|varna] rose from 40 to 44.", "44"),
        ("The earlier toll of 27 in [Varna|varna] was wrong.", ""),
        ("The death toll in [Varna|varna] climbed past 100.", ""),
        ("The wave claimed 44 lives in [Varna|varna].", "44"),
        ("There were 44 deaths in [Varna|varna].", "44"),
        ("Twenty-one were killed in [Varna|varna].", "21"),
        ("The two were killed in [Varna|varna].", ""),
        ("12 dead in [Varna|varna] fire", "12"),
        ("Fire kills 12, injures three in [Varna|varna]", "12 3"),
        ("There are 300 cases of measles in [Norway|norway].", "300"),
        ("There are 300 new cases of measles in [Norway|norway].", ""),
        ("Measles has killed 31 people in [Norway|norway] since May.", "31"),
        ("The total of measles cases in [Norway|norway] reached 3,000.", "3000"),
        ("Officials reported 40 measles cases in [Norway|norway] yesterday.", ""),
        ("There have been 40 measles cases across ten countries.", ""),
        ("The gang holds 12 hostages in [Varna|varna].", "12"),
        ("The gang took 12 hostages in [Varna|varna].", "12"),
        ("The gang released two of the 12 hostages held in [Varna|varna].", ""),
        ("Hamas would free 12 hostages in [Varna|varna].", ""),
        ("They want 40 hostages in [Varna|varna] freed.", ""),
        ("They demand the release of 40 hostages held in [Varna|varna].", ""),
        ("In exchange for 40 hostages in [Varna|varna] they want money.", ""),
        ("In [Varna|varna] 4 hostages were freed.", "4"),
        ("12 hostages are still held in [Varna|varna].", "12"),
        ("About 12 hostages remain in captivity in [Varna|varna].", "12"),
        ("Police shot and killed two men in [Varna|varna].", "2"),
        ("Officers killed 5 in [Varna|varna].", "5"),
        ("At least 10,000 birds were killed in [Varna|varna].", "10000"),
        ("It killed 3.5 people a day in [Varna|varna].", ""),
        ("Exactly 1,5 people were killed in [Varna|varna].", ""),
        ("$5 million people were killed in [Varna|varna].", ""),
        ("COVID-19 deaths in [Varna|varna] rose.", ""),
        ("As many as 44 people were killed in [Varna|varna], officials said.", "44"),
        ("44 people, most of them children, died in [Varna|varna].", "44"),
        ("Eighteen people lost their lives in [Varna|varna].", "18"),
        ("An estimated 300 people were killed in [Varna|varna].", "300"),
        ("Up to 300 people are feared dead in [Varna|varna].", ""),
        ("300 people are believed to have been killed in [Varna|varna].", ""),
        ("Nearly two hundred people were wounded in [Varna|varna].", "200"),
        ("Three million two hundred thousand people were killed in [Varna|varna].", "3200000"),
        ("Police say 12 people were not killed in [Varna|varna].", ""),
        ("A score of people were killed in [Varna|varna].", ""),
        ("Fifteen to twenty people were killed in [Varna|varna].", "15-20"),
        ("The six killed in [Varna|varna] were buried.", ""),
    ],
)
def test_a_count_is_read_right_or_not_at_all(text: str, expected: str) -> None:
    figures = [count.number for count in read(text)]
    told = [f"{f.number:g}" if f.up_to is None else f"{f.number:g}-{f.up_to:g}" for f in figures]
    assert told == [f"{float(n):g}" if "-" not in n else n for n in expected.split()]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The gang holds 12 hostages in [Varna|varna].", "hostages held"),
        ("12 hostages remain in captivity in [Varna|varna].", "hostages held"),
        ("The gang took 12 hostages in [Varna|varna].", "hostages taken"),
        ("12 hostages in [Varna|varna] were freed.", "hostages freed"),
        ("The gang released 12 hostages in [Varna|varna].", "hostages freed"),
        (
            "The sides want the truce in [Varna|varna] to be a six-week truce.",
            "length of a pause that is demanded",
        ),
        ("The truce in [Varna|varna] is a six-week truce.", "length of a pause"),
        ("In all, measles has killed 31 in [Norway|norway].", "measles deaths"),
        ("So far the measles outbreak has led to 31 deaths in [Norway|norway].", "measles deaths"),
        ("A fire killed five children in [Varna|varna].", "children killed"),
    ],
)
def test_the_thing_that_is_counted(text: str, expected: str) -> None:
    assert [count.thing for count in read(text)] == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("So far there are 300 measles cases in [Norway|norway].", ["norway"]),
        ("So far there are 300 measles cases worldwide.", [""]),
        ("So far there are 300 measles cases, mostly in [Varna|varna].", []),
        ("A fire broke out in [Varna|varna]. It killed 12 people.", ["varna"]),
        ("A fire broke out in [Varna|varna]. [Norway|norway] said 12 people were killed.", []),
    ],
)
def test_the_place_of_a_count(text: str, expected: list[str]) -> None:
    assert [count.place for count in read(text)] == expected


def of_blocks(*texts: str) -> AnnotatedArticle:
    """Make an article of several paragraphs."""
    given = {"source": "P", "published": date(2024, 3, 10)}
    items = [annotated(0, {**given, "text": text}, ENTITIES) for text in texts]
    return AnnotatedArticle(
        replace(items[0].article, blocks=tuple(item.article.blocks[0] for item in items)),
        tuple(item.sentences[0] for item in items),
        tuple(replace(m, block=n) for n, item in enumerate(items) for m in item.mentions),
        (),
        (),
    )


@pytest.mark.parametrize(
    ("before", "between", "found"), [(2, 0, True), (3, 0, False), (0, 2, True), (0, 3, False)]
)
def test_the_place_of_the_news_is_of_its_first_paragraphs(
    before: int,
    between: int,
    found: bool,
) -> None:
    place = "A fire broke out in [Varna|varna]."
    texts = ["Nothing."] * before + [place] + ["Nothing."] * between + ["It killed 12 people."]
    assert bool(counts_of(of_blocks(*texts))) is found


@pytest.mark.parametrize(("letters", "kept"), [(80, True), (81, False)])
def test_who_counts_is_said_in_short(letters: int, kept: bool) -> None:
    who = "a" * letters
    (count,) = read(f"Twelve people were killed in [Varna|varna], according to {who}")
    assert count.number.attribution == (who if kept else "")


@pytest.mark.parametrize(("letters", "found"), [(60, False), (61, True)])
def test_a_rate_stands_near_its_number(letters: int, found: bool) -> None:
    filler = "x" * (letters - len("annually ") - len(" "))
    assert bool(read(f"Annually {filler} 12 people were killed in [Varna|varna]")) is found
