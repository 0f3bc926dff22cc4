"""The network as networkx reads it back."""

from io import BytesIO
from itertools import combinations

import networkx as nx
import pytest
from conftest import ROOT
from helpers.articles import annotated
from helpers.quay import SITE, build, read

from whodex.collect.book import collected
from whodex.collect.profile import profile
from whodex.data import network
from whodex.data.network import networks
from whodex.values.article import EntityType
from whodex.values.authorities import known_by
from whodex.values.entities import AuthorityId, Entity
from whodex.values.settings import Settings

ARTICLES = [
    read({"id": key, "title": key, "blocks": [{"paragraph": text}]})
    for key, text in [
        ("a", "[Ada|ada-lind] and [Bo|bo-lind] in [Varna|varna]."),
        ("b", "[Bo|bo-lind], [Ada|ada-lind] and [Ada|ada-lind]."),
        ("c", "[Cy|cy-berg] alone, and [Lind|ada-lind?bo-lind]."),
    ]
]
ODD = "</node>\x01\ud800<script>&\"'"


def both(pages: dict[str, str]) -> list["nx.Graph[str]"]:
    gexf, graphml = (pages[f"data/network.{ending}"].encode() for ending in ("gexf", "graphml"))
    return [nx.read_gexf(BytesIO(gexf)), nx.read_graphml(BytesIO(graphml))]


def test_a_tie_for_each_two_people_whom_an_article_names() -> None:
    for graph in both(build(*ARTICLES)):
        assert [*graph.edges(data="weight")] == [("ada-lind", "bo-lind", 2)]
        ada = graph.nodes["ada-lind"]
        assert (ada["label"], ada["url"]) == ("Ada Lind", "people/ada-lind/")
        assert (ada["articles"], ada["mentions"], ada["quotes"]) == (2, 3, 0)
        assert ada["wikidata_id"] == "Q42"
        assert "wikidata_id" not in graph.nodes["bo-lind"]
        assert graph.graph.get("name", SITE.site_name) == SITE.site_name


def test_the_bytes_are_the_same_each_time() -> None:
    one, other = build(*ARTICLES), build(*ARTICLES)
    for ending in ("gexf", "graphml"):
        assert one[f"data/network.{ending}"] == other[f"data/network.{ending}"]
    assert "lastmodified" not in one["data/network.gexf"]


def test_nobody_together_is_an_empty_network() -> None:
    for graph in both(build(ARTICLES[-1])):
        assert len(graph) == 0


def test_a_name_ends_no_element_and_an_authority_names_no_part_of_a_graph() -> None:
    given = (AuthorityId("viz", "1", ("s",)), AuthorityId("start", "2", ("s",)))
    people = [
        Entity("a", EntityType.PERSON, ODD, (), given),
        Entity("b", EntityType.PERSON, "B", ()),
    ]
    entities = {one.id: one for one in people}
    item = annotated(0, {"text": "[A|a] [B|b]", "source": "Quay"}, entities)
    own = known_by({"viz": "https://example.org/{}", "start": "https://example.org/{}"})
    site = Settings(ODD, site_url="https://example.org/", authorities=own)
    made = networks(collected([item], profile([item], people), site))
    for graph in both({path: make().decode() for path, make in made.items()}):
        node = graph.nodes["a"]
        assert node["label"] == "</node><script>&\"'"
        assert (node["viz_id"], node["start_id"]) == ("1", "2")
        assert node["url"] == "https://example.org/people/a/"


@pytest.mark.parametrize(("most", "left"), [(6, 6), (5, 3), (3, 3), (2, 0)])
def test_of_too_many_ties_all_of_so_many_articles_are_left(
    most: int, left: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    people = [Entity(key, EntityType.PERSON, key, ()) for key in "abcd"]
    entities = {one.id: one for one in people}
    texts = [" ".join(f"[{key}|{key}]" for key in named) for named in ("abcd", "abc")]
    items = [annotated(n, {"text": text, "source": "Q"}, entities) for n, text in enumerate(texts)]
    book = collected(items, profile(items, people), SITE)
    monkeypatch.setattr(network, "MOST_TIES", most)
    found = network.graph(book)
    assert found.number_of_edges() == left
    assert len(found) == {6: 4, 3: 3, 0: 0}[left]
    if left == 3:
        assert set(found.edges) == set(combinations("abc", 2))


def test_how_many_ties_there_are_is_documented() -> None:
    text = (ROOT / "docs" / "reference.md").read_text(encoding="utf-8")
    assert f"Of more than {network.MOST_TIES:,} ties" in text
