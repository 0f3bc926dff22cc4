"""The pages that list articles, people, organizations and places, and the first page."""

from itertools import groupby

from whodex.models import Article, Entity, EntityType, Quote
from whodex.render.collection import Collection
from whodex.render.compared import says
from whodex.render.page import page
from whodex.render.pictures import chart
from whodex.render.words import FOLDERS, SINGULARS, letter, month, number, summary
from whodex.render.worldmap import worldmaps

NEWEST_ON_HOME = 9
MOST_NAMED_ON_HOME = 12
# A quote that can stand alone is a whole sentence, and not a long one.
QUOTES_ON_HOME, SHORTEST_ON_HOME, LONGEST_ON_HOME = 3, 40, 180


def home(collection: Collection) -> str:
    """Render what the collection is, what is new in it, and who is named most."""
    return page(
        "home.html.j2",
        root="",
        title=collection.settings.site_name,
        summary=collection.settings.site_description,
        head={"feed": "feed.xml"} if collection.settings.site_url else None,
        collection=collection,
        counts=counts(collection),
        newest=[(a.article, summary(a.article)) for a in collection.articles[:NEWEST_ON_HOME]],
        said=said(collection),
        differences=[(one, says(collection, one)) for one in collection.differences],
        most_named=[
            (FOLDERS[kind], collection.most_named(kind)[:MOST_NAMED_ON_HOME]) for kind in EntityType
        ],
    )


def said(collection: Collection) -> list[tuple[Article, Quote, Entity]]:
    """Return what people say in the newest articles, one quote an article and a person."""
    found: dict[str, tuple[Article, Quote, Entity]] = {}
    for item in collection.articles:
        for quote in item.quotes:
            speaker = collection.profiles.get(quote.speaker or "")
            if (
                speaker
                and speaker.entity.type is EntityType.PERSON
                and speaker.entity.id not in found
                and quote.text.strip()[:1].isupper()
                and SHORTEST_ON_HOME <= len(quote.text) <= LONGEST_ON_HOME
            ):
                found[speaker.entity.id] = (item.article, quote, speaker.entity)
                break
        if len(found) == QUOTES_ON_HOME:
            break
    return list(found.values())


def articles(collection: Collection) -> str:
    """Render the list of articles, by month and by source."""
    found = [item.article for item in collection.articles]
    months = [(label, list(group)) for label, group in groupby(found, key=month)]
    by_source = sorted(found, key=lambda a: (a.source is None, a.source or ""))
    sources = [
        (name or "Source unknown", list(group))
        for name, group in groupby(by_source, key=lambda a: a.source)
    ]
    return page(
        "articles.html.j2",
        root="../",
        title="Articles",
        summary=f"All {number(len(found), 'article')}, by date and by source.",
        collection=collection,
        chart=chart((article.published, 1) for article in found),
        months=months,
        sources=sources,
    )


def entities(collection: Collection, kind: EntityType) -> str:
    """Render the list of everyone of one kind, A to Z."""
    profiles = collection.of_type(kind)
    letters = [
        (first, list(group)) for first, group in groupby(profiles, key=lambda p: letter(p.entity))
    ]
    folder = FOLDERS[kind]
    return page(
        "entities.html.j2",
        root="../",
        title=folder.capitalize(),
        summary=f"{folder.capitalize()} named in the articles, A to Z, with counts.",
        kind=kind.value,
        profiles=profiles,
        letters=letters,
        maps=worldmaps([(p.entity, len(p.appearances)) for p in collection.most_named(kind)])
        if kind is EntityType.PLACE
        else [],
        anchors={first: f"letter-{n}" for n, (first, _) in enumerate(letters, 1)},
    )


def counts(collection: Collection) -> list[tuple[str, int, str]]:
    """Return how many articles, people, organizations and places there are, with their index."""
    kinds = [(name, len(collection.of_type(kind))) for kind, name in FOLDERS.items()]
    return [
        (str(name if count != 1 else SINGULARS.get(name, name)), count, f"{name}/")
        for name, count in [("articles", len(collection.articles)), *kinds]
    ]
