"""Everything known about one entity, gathered from all articles, in their own words."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from datetime import date
from itertools import groupby

from whodex.lexicon import lists
from whodex.values.article import Article, EntityType
from whodex.values.entities import Called, Entity, Mention
from whodex.values.findings import AnnotatedArticle, Description, Quote

# A seed without sentence ends would otherwise stand whole on the page of everyone it names.
LONGEST_PASSAGE = 1000


@dataclass(frozen=True, slots=True)
class Passage:
    """A sentence of block `block`, from `start` to `end`, in which an entity is named.

    `marks` are the (start, end) of its mentions within `text`.
    """

    block: int
    start: int
    end: int
    text: str
    marks: tuple[tuple[int, int], ...]


Named = tuple[Called, AbstractSet[int]]


@dataclass(frozen=True, slots=True)
class Appearance:
    """An article, and the mentions of the entity in it, in the order of the text.

    `named` are all whom the article names, by id, each with the blocks in which it does.
    """

    item: AnnotatedArticle
    mentions: tuple[Mention, ...]
    named: Mapping[str, Named] = field(repr=False, compare=False)

    @property
    def article(self) -> Article:
        """The article."""
        return self.item.article

    @property
    def passages(self) -> tuple[Passage, ...]:
        """The passages that name the entity, cut out of the text anew: few are ever shown."""
        return _passages(self.item, self.mentions)

    @property
    def mention_count(self) -> int:
        """How often the article names the entity."""
        return len(self.mentions)

    @property
    def blocks(self) -> tuple[int, ...]:
        """The blocks in which the article names the entity, in the order of the text."""
        return tuple(dict.fromkeys(mention.block for mention in self.mentions))


@dataclass(frozen=True, slots=True)
class Company:
    """Another entity, and in how many articles and paragraphs both are named."""

    entity: Called
    articles: int
    paragraphs: int


@dataclass(frozen=True, slots=True)
class Wording:
    """Words that describe the entity, with each (article, block) that uses them, newest first.

    `role` is the office that they name, "former prime minister" where they put it in the past;
    empty where they name none. `of` is whose office it is, where only the words around say so:
    the country of "energy minister", the company of "its director". `several` says that they are
    said of others, too: "two candidates".
    """

    text: str
    role: str
    uses: tuple[tuple[Article, int], ...]
    of: str = ""
    several: bool = False

    @property
    def quoted(self) -> str:
        """The words between marks: one of “two candidates”."""
        return f"{'one of ' if self.several else ''}“{self.text}”"


@dataclass(frozen=True, slots=True)
class Office:
    """Words by which `holder` is described as holding an office in an organization or a place."""

    holder: Called
    wording: Wording


@dataclass(frozen=True, slots=True)
class Relative:
    """Words that say how the person and `other` are related; their `role` is the word of kinship.

    `theirs` says that the words are about the other one: "Kim's brother" on Kim's page.
    """

    other: Called
    theirs: bool
    wording: Wording


@dataclass(frozen=True, slots=True)
class Said:
    """A quote of which the entity is the speaker."""

    item: AnnotatedArticle
    quote: Quote

    @property
    def article(self) -> Article:
        """The article that quotes it."""
        return self.item.article


@dataclass(frozen=True, slots=True)
class Profile:
    """One entity and all that the articles say about it.

    Articles stand newest first, then those without a date, then by title. `unsure` are the
    articles in which the entity is only one of those who may be meant; nothing else counts them.
    `offices` are those held in the entity, an organization or a place, by role; `relatives` are
    those whom the articles name as kin, by name. What few pages show is found out when it is asked
    for.
    """

    entity: Entity
    appearances: tuple[Appearance, ...]
    unsure: tuple[Appearance, ...]
    descriptions: tuple[Wording, ...]
    offices: tuple[Office, ...]
    relatives: tuple[Relative, ...]
    quotes: tuple[Said, ...]

    @property
    def forms(self) -> tuple[tuple[str, int], ...]:
        """The surface forms, each with its number, most frequent first."""
        found = Counter(" ".join(m.text.split()) for a in self.appearances for m in a.mentions)
        return tuple(sorted(found.items(), key=lambda form: (-form[1], form[0])))

    def company(self, *kinds: EntityType) -> tuple[Company, ...]:
        """Return those of some kinds who stand with the entity, closest first.

        People belong together where an article names both; other names where a paragraph does.
        """
        articles, paragraphs = Counter[str](), Counter[str]()
        known: dict[str, Named] = {}
        for appearance in self.appearances:
            _, ours = appearance.named[self.entity.id]
            known |= appearance.named
            articles.update(appearance.named.keys())
            for key, (_, blocks) in appearance.named.items():
                if common := len(blocks & ours):
                    paragraphs[key] += common
        found = [
            Company(other, count, paragraphs[key])
            for key, count in articles.items()
            if (other := known[key][0]).type in kinds
            and key != self.entity.id
            and (other.type is EntityType.PERSON or key in paragraphs)
        ]
        return tuple(sorted(found, key=_closest_first))

    @property
    def mention_count(self) -> int:
        """How often the articles name the entity."""
        return sum(appearance.mention_count for appearance in self.appearances)

    @property
    def dates(self) -> tuple[date, date] | None:
        """The first and the last date of an article that names the entity, where known."""
        dates = [a.article.published for a in self.appearances if a.article.published]
        return (min(dates), max(dates)) if dates else None

    @property
    def sources(self) -> tuple[str, ...]:
        """Who published the articles, by name."""
        return tuple(sorted({a.article.source for a in self.appearances if a.article.source}))


def newest_first(article: Article) -> tuple[bool, int, str, str]:
    """Sort key: newest article first, those without a date last, then by title."""
    known = article.published
    return known is None, -known.toordinal() if known else 0, article.title, article.id


def profile(
    articles: Sequence[AnnotatedArticle], entities: Sequence[Entity]
) -> tuple[Profile, ...]:
    """Gather a profile of each entity that an article names or may mean, sorted by id.

    Every id in the mentions, candidates, quotes, descriptions and relations of `articles` is the
    id of one of `entities`. Entities that no article could mean get no profile.
    """
    known = {entity.id: entity for entity in entities}
    called = {entity.id: entity.called for entity in entities}
    annotated = sorted(articles, key=lambda item: newest_first(item.article))

    appearances: dict[str, list[Appearance]] = defaultdict(list)
    unsure: dict[str, list[Appearance]] = defaultdict(list)
    wordings: dict[str, Wordings] = defaultdict(lambda: defaultdict(list))
    offices: dict[str, dict[str, Wordings]] = defaultdict(
        lambda: defaultdict(lambda: defaultdict(list))
    )
    kin: dict[str, dict[tuple[str, bool], Wordings]] = defaultdict(
        lambda: defaultdict(lambda: defaultdict(list))
    )
    quotes: dict[str, list[Said]] = defaultdict(list)
    for item in annotated:
        by_entity = _by_entity(item.mentions)
        named = {
            entity: (called[entity], {m.block for m in mentions})
            for entity, mentions in by_entity.items()
        }
        for entity, mentions in by_entity.items():
            appearances[entity].append(Appearance(item, tuple(mentions), named))
        for entity, mentions in _by_candidate(item.mentions).items():
            unsure[entity].append(Appearance(item, tuple(mentions), named))
        for words in item.descriptions:
            where = words.organization or words.place
            of = known[where].name if where in known and words.text.islower() else ""
            key = _plain(words.text), _role(words), of, words.several
            use = item.article, words.block
            wordings[words.entity][key].append(use)
            if _holds(words.role) and where in known and where != words.entity:
                offices[where][words.entity][key].append(use)
        for related in item.relations:
            if related.relative in known:
                key = _plain(related.text), related.kin, "", False
                use = item.article, related.block
                kin[related.entity][related.relative, False][key].append(use)
                kin[related.relative][related.entity, True][key].append(use)
        for quote in item.quotes:
            if quote.speaker:
                quotes[quote.speaker].append(Said(item, quote))

    return tuple(
        Profile(
            entity=known[entity],
            appearances=tuple(appearances.get(entity, ())),
            unsure=tuple(unsure.get(entity, ())),
            descriptions=_most_used(wordings.get(entity, {})),
            offices=tuple(
                sorted(
                    (
                        Office(called[holder], wording)
                        for holder, found in offices.get(entity, {}).items()
                        for wording in _most_used(found)
                    ),
                    key=lambda office: (office.wording.role, office.holder.name, office.holder.id),
                )
            ),
            relatives=tuple(
                sorted(
                    (
                        Relative(called[other], theirs, wording)
                        for (other, theirs), found in kin.get(entity, {}).items()
                        for wording in _most_used(found)
                    ),
                    key=lambda one: (one.other.name, one.other.id, one.theirs),
                )
            ),
            quotes=tuple(quotes.get(entity, ())),
        )
        for entity in sorted({*appearances, *unsure, *wordings, *offices, *kin, *quotes})
    )


def quoted(quotes: Iterable[Said]) -> Iterator[tuple[Article, Passage]]:
    """Yield the sentences of quotes, which are sorted by article, each once; all are marked."""
    for _, group in groupby(quotes, key=lambda said: said.article.id):
        said = list(group)
        for found in _passages(said[0].item, [one.quote for one in said]):
            yield said[0].article, found


def passage(item: AnnotatedArticle, mention: Mention) -> Passage:
    """Return the sentence in which a mention stands and is marked."""
    return _passage(item, (mention.block, *_sentence(item, mention)), [mention])


def _by_entity(mentions: Iterable[Mention]) -> dict[str, list[Mention]]:
    """Group the mentions of which it is known who is meant."""
    groups: dict[str, list[Mention]] = defaultdict(list)
    for mention in mentions:
        if mention.entity:
            groups[mention.entity].append(mention)
    return groups


def _by_candidate(mentions: Iterable[Mention]) -> dict[str, list[Mention]]:
    """Group the unsure mentions by each entity that may be meant."""
    groups: dict[str, list[Mention]] = defaultdict(list)
    for mention in mentions:
        if not mention.entity:
            for candidate in mention.candidates:
                groups[candidate].append(mention)
    return groups


def _passages(item: AnnotatedArticle, mentions: Sequence[Mention | Quote]) -> tuple[Passage, ...]:
    """Cut out the sentences in which `mentions` stand, each sentence once."""
    sentences: dict[tuple[int, int, int], list[Mention | Quote]] = defaultdict(list)
    for mention in mentions:
        sentences[mention.block, *_sentence(item, mention)].append(mention)
    return tuple(_passage(item, *found) for found in sentences.items())


def _sentence(item: AnnotatedArticle, mention: Mention | Quote) -> tuple[int, int]:
    """Return the span of the sentence around a mention; of several, where it runs across them."""
    text = item.article.blocks[mention.block].text
    spans = item.sentences[mention.block] if mention.block < len(item.sentences) else ()
    around = [(s, e) for s, e in spans if s < mention.end and mention.start < e]
    start = min((s for s, _ in around), default=0)
    end = max((e for _, e in around), default=len(text))
    # Sentence and mention keep their words; white space at the ends belongs to neither.
    start = min(start + len(text[start:end]) - len(text[start:end].lstrip()), mention.start)
    end = max(start + len(text[start:end].rstrip()), mention.end)
    if end - start <= LONGEST_PASSAGE:
        return start, end
    window = start + (mention.start - start) // LONGEST_PASSAGE * LONGEST_PASSAGE
    return window, max(min(window + LONGEST_PASSAGE, end), mention.end)


def _passage(
    item: AnnotatedArticle, place: tuple[int, int, int], mentions: Iterable[Mention | Quote]
) -> Passage:
    """Cut a sentence out of its block and move the mentions' offsets with it."""
    block, start, end = place
    return Passage(
        block,
        start,
        end,
        item.article.blocks[block].text[start:end],
        tuple((mention.start - start, mention.end - start) for mention in mentions),
    )


def _closest_first(company: Company) -> tuple[int, int, str, str]:
    """Sort key: people by common articles, other names by common paragraphs, then by name."""
    counts = (company.articles, company.paragraphs)
    if company.entity.type is not EntityType.PERSON:
        counts = counts[::-1]
    return -counts[0], -counts[1], company.entity.name, company.entity.id


Wordings = dict[tuple[str, str, str, bool], list[tuple[Article, int]]]


def _most_used(wordings: Wordings) -> tuple[Wording, ...]:
    """Order descriptions by how often they are used; equal ones keep the newest first.

    Those that are said of several come last.
    """
    found = [
        Wording(text, role, tuple(uses), of, several)
        for (text, role, of, several), uses in wordings.items()
    ]
    return tuple(sorted(found, key=lambda wording: (wording.several, -len(wording.uses))))


def _plain(text: str) -> str:
    """Return words with single spaces."""
    return " ".join(text.split())


def _holds(role: str) -> bool:
    """Tell whether a role is an office in what it is named with: a Lund resident holds none."""
    return bool(role) and role.rsplit(" ", 1)[-1] not in lists.words("no-offices")


def _role(words: Description) -> str:
    """Name the office that a description puts in the present or the past."""
    role = _plain(words.role).lower()
    return f"former {role}" if role and words.former else role
