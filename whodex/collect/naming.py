"""How pages and data call things, sort them by name, and where they stand on the site."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence

from whodex.lexicon.names import JOINED, SUFFIXES
from whodex.read.blocks import ends_sentence
from whodex.values.article import Article, BlockKind, EntityType
from whodex.values.entities import AuthorityId, Called, Entity
from whodex.values.settings import Settings

FOLDERS = {
    EntityType.PERSON: "people",
    EntityType.ORGANIZATION: "organizations",
    EntityType.PLACE: "places",
}
SUMMARY_LENGTH = 200
BEFORE_SURNAME = re.compile(rf"^(?:{JOINED})-")


def either(names: Sequence[str], last: str = "or") -> str:
    """Write "A", "A or B", "A, B or C"."""
    return f" {last} ".join(filter(None, [", ".join(names[:-1]), names[-1]]))


def address(thing: Article | Called) -> str:
    """Return the address of a page below the site's root."""
    folder = "articles" if isinstance(thing, Article) else FOLDERS[thing.type]
    return f"{folder}/{thing.id}/"


def summary(article: Article) -> str:
    """Return the first words of an article's text, for search engines and link previews.

    A line that is no sentence, as of a date or a byline, is passed over where others follow.
    """
    told = [block.text for block in article.blocks if block.kind is BlockKind.PARAGRAPH]
    text = next(filter(ends_sentence, told), next(iter(told), article.title))
    words = " ".join(text.split())
    if len(words) <= SUMMARY_LENGTH:
        return words
    return words[:SUMMARY_LENGTH].rsplit(" ", 1)[0] + " …"


def sort_name(entity: Entity) -> str:
    """Return what an index sorts by: a person's last name without article, others as they stand.

    Accents and case don't count: "Khalil al-Hayya" sorts as "hayya khalil al-hayya".
    """
    name = unicodedata.normalize("NFKD", entity.name).casefold()
    name = "".join(c for c in name if not unicodedata.combining(c))
    if entity.type is not EntityType.PERSON:
        return name.removeprefix("the ")
    words = [word for word in name.split() if word.strip(".") not in SUFFIXES] or [name]
    return f"{BEFORE_SURNAME.sub('', words[-1])} {name}"


def web_address(text: str | None) -> str | None:
    """Return the address if it leads to the web; a seed could name a script."""
    return text if text and re.match(r"https?://", text, re.IGNORECASE) else None


def authority_link(settings: Settings, given: AuthorityId) -> str | None:
    """Return where an identifier leads."""
    known = settings.authority(given.authority)
    return known.link(given.value) if known else None


def filter_names(entities: Iterable[Entity]) -> dict[str, str]:
    """Return by id the name under which one can filter; the id stands with a name of several."""
    known = list(entities)
    bearers = Counter((entity.type, entity.name) for entity in known)
    return {
        entity.id: entity.name
        if bearers[entity.type, entity.name] == 1
        else f"{entity.name} ({entity.id})"
        for entity in known
    }


def tag_names(articles: Iterable[Article]) -> dict[str, str]:
    """Return how most articles write each tag, by the tag in small letters."""
    written = Counter(tag for article in articles for tag in article.tags)
    rarest_first = sorted(written, key=lambda tag: (written[tag], tag))
    return {tag.casefold(): tag for tag in rarest_first}
