from dataclasses import replace
from datetime import date

from whodex.collect.profile import LONGEST_PASSAGE, Profile, passage, profile, quoted
from whodex.values.article import Article, Block, BlockKind, EntityType
from whodex.values.entities import Called, Entity, Mention
from whodex.values.findings import AnnotatedArticle, Description, Quote, Relation

ADA = Entity("ada-lind", EntityType.PERSON, "Ada Lind", ("Ada Lind", "Lind"))
BO = Entity("bo-lind", EntityType.PERSON, "Bo Lind", ("Bo Lind", "Lind"))
PORT = Entity("port-office", EntityType.ORGANIZATION, "Port Office", ("Port Office",))
VARNA = Entity("varna", EntityType.PLACE, "Varna", ("Varna",))
NOBODY = Entity("nobody", EntityType.PERSON, "Nobody", ("Nobody",))
ENTITIES = (ADA, BO, PORT, VARNA, NOBODY)


def mention(
    text: str, block: int, start: int, entity: Entity, candidates: tuple[str, ...] = ()
) -> Mention:
    found = None if candidates else entity.id
    return Mention(
        block, start, start + len(text), text, entity.type, found, "full name", candidates
    )


def annotated(  # noqa: PLR0913 - the parts of an annotated article, most of them empty
    key: str,
    texts: list[str],
    mentions: list[Mention],
    *,
    published: date | None = None,
    sentences: tuple[tuple[tuple[int, int], ...], ...] = (),
    quotes: tuple[Quote, ...] = (),
    descriptions: tuple[Description, ...] = (),
) -> AnnotatedArticle:
    article = Article(
        id=key,
        seed=f"{key}.md",
        title=f"Title of {key}",
        title_is_ours=True,
        source="The Quay" if published else None,
        source_url=None,
        authors=(),
        published=published,
        language="en",
        blocks=tuple(Block(BlockKind.PARAGRAPH, text) for text in texts),
    )
    return AnnotatedArticle(article, sentences, tuple(mentions), quotes, descriptions)


def of(entity: Entity, *articles: AnnotatedArticle) -> Profile:
    found = {about.entity: about for about in profile(articles, ENTITIES)}
    return found[entity]


def test_newest_article_first_and_those_without_a_date_last_by_title() -> None:
    articles = [
        annotated(key, ["Lind left."], [mention("Lind", 0, 0, ADA)], published=day)
        for key, day in [
            ("b", None),
            ("a", None),
            ("old", date(2023, 5, 1)),
            ("new", date(2024, 5, 1)),
        ]
    ]
    about = of(ADA, *articles)
    assert [a.article.id for a in about.appearances] == ["new", "old", "a", "b"]
    assert about.dates == (date(2023, 5, 1), date(2024, 5, 1))
    assert about.sources == ("The Quay",)


def test_a_sentence_with_two_mentions_stands_once_and_marks_both() -> None:
    text = "It rained. Ada Lind said Lind was tired. She left."
    item = annotated(
        "a",
        [text],
        [mention("Ada Lind", 0, 11, ADA), mention("Lind", 0, 25, ADA)],
        sentences=(((0, 11), (11, 41), (41, 50)),),
    )
    (found,) = of(ADA, item).appearances[0].passages
    assert found.text == "Ada Lind said Lind was tired."
    assert [found.text[start:end] for start, end in found.marks] == ["Ada Lind", "Lind"]
    assert text[found.start : found.end] == found.text
    assert of(ADA, item).mention_count == 2


def test_a_name_that_a_sentence_end_cuts_in_two_keeps_both_sentences() -> None:
    text = "She joined St. Ada Lind House."
    item = annotated(
        "a", [text], [mention("Ada Lind", 0, 15, ADA)], sentences=(((0, 19), (19, 30)),)
    )
    assert of(ADA, item).appearances[0].passages[0].text == text


def test_without_sentences_the_whole_block_is_the_passage() -> None:
    item = annotated("a", ["Lind left. It rained."], [mention("Lind", 0, 0, ADA)])
    assert of(ADA, item).appearances[0].passages[0].text == "Lind left. It rained."


def test_one_endless_line_is_cut_around_each_mention() -> None:
    text = "Lind " * 1000
    item = annotated("a", [text], [mention("Lind", 0, at * 5, ADA) for at in range(1000)])
    passages = of(ADA, item).appearances[0].passages
    assert sum(len(found.marks) for found in passages) == 1000
    assert all(len(found.text) <= LONGEST_PASSAGE + len("Lind") for found in passages)
    assert sum(len(found.text) for found in passages) < 2 * len(text)


def test_forms_are_counted_most_frequent_first() -> None:
    mentions = [
        mention("Ada\u00a0Lind", 0, 0, ADA),
        mention("Lind", 0, 9, ADA),
        mention("Lind", 0, 14, ADA),
    ]
    item = annotated("a", ["Ada\u00a0Lind Lind Lind"], mentions)
    assert of(ADA, item).forms == (("Lind", 2), ("Ada Lind", 1))


def test_people_keep_company_in_an_article_other_names_in_a_paragraph() -> None:
    item = annotated(
        "a",
        ["Ada Lind runs the Port Office.", "Bo Lind lives in Varna."],
        [
            mention("Ada Lind", 0, 0, ADA),
            mention("Port Office", 0, 18, PORT),
            mention("Bo Lind", 1, 0, BO),
            mention("Varna", 1, 17, VARNA),
        ],
    )
    about = of(ADA, item)
    assert [(c.entity, c.articles, c.paragraphs) for c in about.company(EntityType.PERSON)] == [
        (BO.called, 1, 0)
    ]
    assert [
        (c.entity, c.articles, c.paragraphs) for c in about.company(EntityType.ORGANIZATION)
    ] == [(PORT.called, 1, 1)]
    assert about.company(EntityType.PLACE) == ()
    assert [c.entity.id for c in of(VARNA, item).company(EntityType.PERSON)] == [BO.id, ADA.id]


def test_an_unsure_mention_counts_for_nobody_but_is_kept_for_both() -> None:
    item = annotated("a", ["Lind left."], [mention("Lind", 0, 0, ADA, ("ada-lind", "bo-lind"))])
    for entity in (ADA, BO):
        about = of(entity, item)
        assert about.mention_count == 0
        assert about.appearances == ()
        assert about.unsure[0].passages[0].text == "Lind left."


def test_entities_that_no_article_could_mean_have_no_profile() -> None:
    item = annotated("a", ["Lind left."], [mention("Lind", 0, 0, ADA)])
    assert [about.entity for about in profile([item], ENTITIES)] == [ADA]


def test_a_description_is_one_row_per_wording_with_every_use() -> None:
    descriptions = (
        Description(0, 0, 7, "captain", "ada-lind"),
        Description(0, 8, 12, "head", "ada-lind"),
        Description(1, 0, 4, "head", "ada-lind"),
    )
    item = annotated("a", ["captain head", "head"], [], descriptions=descriptions)
    assert [(w.text, [block for _, block in w.uses]) for w in of(ADA, item).descriptions] == [
        ("head", [0, 1]),
        ("captain", [0]),
    ]


def test_former_stands_before_the_role_and_keeps_its_own_row() -> None:
    descriptions = (
        Description(0, 0, 7, "captain", "ada-lind", role="Captain"),
        Description(1, 0, 14, "former captain", "ada-lind", role="captain", former=True),
    )
    item = annotated("a", ["captain", "former captain"], [], descriptions=descriptions)
    assert [(w.text, w.role) for w in of(ADA, item).descriptions] == [
        ("captain", "captain"),
        ("former captain", "former captain"),
    ]


def test_words_said_of_several_come_last_and_say_so() -> None:
    described = (
        Description(0, 0, 7, "two candidates", "ada-lind", "candidate", several=True),
        Description(0, 8, 12, "two candidates", "ada-lind", "candidate", several=True),
        Description(1, 0, 4, "head", "ada-lind", "head"),
    )
    found = of(ADA, annotated("a", ["", ""], [], descriptions=described)).descriptions
    assert [wording.quoted for wording in found] == ["“head”", "one of “two candidates”"]


def test_kin_stands_on_both_pages_under_the_other_and_is_no_description() -> None:
    relations = (
        Relation(0, 0, 1, "Ada's  brother", "bo-lind", "brother", "ada-lind"),
        Relation(0, 2, 3, "his wife", "ada-lind", "wife", None),
    )
    item = replace(annotated("a", ["a b c"], []), relations=relations)

    def relatives(entity: Entity) -> list[tuple[Called, bool, str, str]]:
        found = of(entity, item).relatives
        return [(r.other, r.theirs, r.wording.text, r.wording.role) for r in found]

    assert relatives(ADA) == [(BO.called, True, "Ada's brother", "brother")]
    assert relatives(BO) == [(ADA.called, False, "Ada's brother", "brother")]
    assert of(BO, item).descriptions == ()


def test_an_office_is_listed_with_its_organization_or_else_its_place_by_role() -> None:
    descriptions = (
        Description(0, 0, 1, "head of Port", "ada-lind", "head", "port-office", "varna"),
        Description(0, 2, 3, "clerk of Port", "bo-lind", "clerk", "port-office"),
        Description(0, 4, 5, "mayor of Varna", "bo-lind", "mayor", None, "varna"),
        Description(0, 6, 7, "of Varna", "bo-lind", "", None, "varna"),
        Description(0, 8, 9, "head office", "port-office", "head", "port-office"),
        Description(
            0, 8, 9, "a local resident of Varna", "bo-lind", "local resident", None, "varna"
        ),
    )
    item = annotated("a", ["a b c d e"], [], descriptions=descriptions)

    def offices(entity: Entity) -> list[tuple[str, Called, str]]:
        return [(o.wording.role, o.holder, o.wording.text) for o in of(entity, item).offices]

    assert offices(PORT) == [
        ("clerk", BO.called, "clerk of Port"),
        ("head", ADA.called, "head of Port"),
    ]
    assert offices(VARNA) == [("mayor", BO.called, "mayor of Varna")]


def test_whose_office_it_is_stands_beside_words_that_only_their_neighbours_explain() -> None:
    descriptions = (
        Description(0, 0, 1, "harbour minister", "ada-lind", "harbour minister", None, "varna"),
        Description(0, 2, 3, "Varna minister", "ada-lind", "minister", None, "varna"),
    )
    item = annotated("a", ["a b c d e"], [], descriptions=descriptions)
    assert [(w.text, w.of) for w in of(ADA, item).descriptions] == [
        ("harbour minister", "Varna"),
        ("Varna minister", ""),
    ]


def test_quotes_of_a_sentence_stand_in_it_once_and_are_marked() -> None:
    spans = ((12, 15), (29, 31), (39, 43))
    text = "It rained. “Yes” said Lind, “oh yes”. “Aye.”"
    quotes = tuple(
        Quote(0, start, end, text[start:end], "said", "ada-lind", "Lind", None)
        for start, end in spans
    )
    item = annotated("a", [text], [], sentences=(((0, 10), (11, 37), (38, 44)),), quotes=quotes)
    found = [passage for _, passage in quoted(of(ADA, item).quotes)]
    assert [one.text for one in found] == ["“Yes” said Lind, “oh yes”.", "“Aye.”"]
    assert [[one.text[slice(*span)] for span in one.marks] for one in found] == [
        ["Yes", "oh"],
        ["Aye."],
    ]


def test_quotes_go_to_their_speaker_and_to_nobody_where_unknown() -> None:
    known = Quote(0, 1, 4, "Yes", "said", "ada-lind", "Lind", (0, 11, 15))
    unknown = Quote(0, 1, 4, "No", "said", None, "she", None)
    item = annotated("a", ["“Yes” said Lind"], [], quotes=(known, unknown))
    assert [said.quote for said in of(ADA, item).quotes] == [known]


def test_the_order_of_articles_and_entities_does_not_matter() -> None:
    articles = [
        annotated(
            key,
            ["Ada Lind met Bo Lind."],
            [mention("Ada Lind", 0, 0, ADA), mention("Bo Lind", 0, 13, BO)],
        )
        for key in ("a", "b", "c")
    ]
    assert profile(articles, ENTITIES) == profile(articles[::-1], ENTITIES[::-1])


def test_passage_marks_the_one_mention() -> None:
    item = annotated("a", ["Bo met Lind."], [lind := mention("Lind", 0, 7, ADA)])
    assert passage(item, lind).marks == ((7, 11),)
