"""From an article to its names: where each stands, and what kind of name it is.

The model's labels differ from one mention to the next, so the kind is decided once per form and
article: every rule that knows something of a form votes, and the form is then a name wherever it
stands in the article. What the register knows is not voted on.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import chain, pairwise
from typing import NamedTuple

from whodex.gazetteer import Known, is_demonym, known
from whodex.language import Analysis
from whodex.models import Article, Block, BlockKind, EntityType, Name, Register
from whodex.names import fold, is_short_for, person_name
from whodex.rules import words

PERSON, ORGANIZATION, PLACE = EntityType
LABELS = {"PERSON": PERSON, "ORG": ORGANIZATION, "GPE": PLACE, "LOC": PLACE, "FAC": PLACE}
LONGEST = 10  # words in a name; each side of a hyphen counts
ENOUGH = 0.9  # weight of votes that makes a form a name
SHOUTED = 4  # letters from which a form in capitals counts as the same form in small letters
TITLE_CASE = 0.7  # share of capitalized words from which a headline's capitals say nothing

WORD = re.compile(r"(?:[^\W\d_]\.)+(?:[^\W\d_]\b)?|[^\W_](?:[\w&]|[-‐‑’'](?![sS]\b)(?=\w))*")
LEADING_ARTICLE = re.compile(r"(?:[Tt]he|THE)\s+(?=\S)")
POSSESSIVE = re.compile(r"['’][sS]?$")
POSSESSOR = re.compile(r".+?['’]s?\s+(?=\S*[A-Z])")
FULL_STOP = re.compile(r"(?<=[a-z]{2})\.$")
HEADED_RUN = re.compile(
    r"\b[A-Z][\w&-]*(?:['’]s)?(?:\s(?:(?:of|for|the)\s){0,2}[A-Z][\w&-]*(?:['’]s)?)+"
)
PARTICLES_AFTER = re.compile(r"\s(?:(?:[a-z]{2,4})[\s-])+[A-Z](?:[\w’-]*\w)?")
LAST_WORD = re.compile(r"([\w’'.-]+)\s+$")
HEAD_BEFORE = re.compile(r"\b([a-z]+)(?:,| of)?\s$")
CREDITED = re.compile(
    r"\b([A-Z][\w’-]+(?: [A-Z][\w’-]+)*) (?:reported |contributed )?(?:from|in)\b"
)
SENTENCE_INSIDE = re.compile(r"[\w,]\s$")
ARTICLE_BEFORE = re.compile(r"\b[Tt]he\s$")
IN = re.compile(r"\b(?:[Ii]n|from|near)\s$")


# The same, but a hyphen parts: "Hamas-run" holds a name, "Israel-Hamas" two.
PART = re.compile(r"(?:[^\W\d_]\.)+(?:[^\W\d_]\b)?|[^\W_](?:[\w&]|['’](?![sS]\b)(?=\w))*")


class Span(NamedTuple):
    """Where a form stands."""

    block: int
    start: int
    end: int


class Vote(NamedTuple):
    """What one rule holds a form for, and how firmly; 1 is one label of the model."""

    type: EntityType
    weight: float
    rule: str


def recognize(
    article: Article, analyses: Sequence[Analysis], register: Register
) -> tuple[Name, ...]:
    """Return the names of an article in the order of its text; no two overlap.

    `analyses` has one entry per block. A name's `evidence` is the rule with the firmest vote.
    """
    blocks = article.blocks
    votes: dict[str, list[Vote]] = defaultdict(list)
    seen = list(_model_spans(blocks, analyses))
    for form, labelled in _by_form(blocks, seen).items():
        votes[form] += _model_votes([label for label, _ in labelled])
        before = (blocks[span.block].text[: span.start] for _, span in labelled)
        votes[form] += dict.fromkeys(chain.from_iterable(map(_votes_before, before)))
    spans = [span for _, span in seen]
    for form in _gazetteer_forms(blocks):
        votes[form] += _gazetteer_votes(form)
    for form in {*_headed_forms(blocks, spans), *filter(_is_headed, votes)}:
        votes[form].append(Vote(ORGANIZATION, 2, "organization head"))
    for form in set(_credited(blocks)):
        votes[form].append(Vote(PERSON, 2, "credit"))
    for form in _beginnings(votes):
        votes[form].append(Vote(ORGANIZATION, 1.5, "short form"))
    for form in set(_acronyms(blocks, votes)):
        votes[form].append(Vote(ORGANIZATION, 3, "acronym"))
    for form in list(_surnames(votes)):
        votes.setdefault(form, [])
    for short, full in list(_shortened(votes)):
        votes[short].append(Vote(PERSON, 4, "surname"))
        votes[full].append(Vote(PERSON, 1, "full name"))
    decided = {form: best for form, cast in votes.items() if (best := _winner(cast))}
    decided |= _registered(register)
    for text in _not_names(article, register):
        decided.pop(text, None)
    return tuple(_names(decided, blocks))


def _by_form(
    blocks: Sequence[Block], seen: Sequence[tuple[str, Span]]
) -> dict[str, list[tuple[str, Span]]]:
    """Gather what the model saw by the words that it saw it in."""
    forms: dict[str, list[tuple[str, Span]]] = defaultdict(list)
    for label, span in seen:
        forms[blocks[span.block].text[span.start : span.end]].append((label, span))
    return forms


def _text(blocks: Sequence[Block], span: Span) -> str:
    return blocks[span.block].text[span.start : span.end]


# --- what the model saw, with its boundaries mended ---


def _model_spans(
    blocks: Sequence[Block], analyses: Sequence[Analysis]
) -> Iterator[tuple[str, Span]]:
    """Yield the model's names with the boundaries that DESIGN's conventions ask for."""
    spans = [
        (label, mended)
        for number, (block, analysis) in enumerate(zip(blocks, analyses, strict=True))
        for start, end, label in analysis.names
        if label in LABELS and (mended := _mend(Span(number, start, end), label, block.text))
    ]
    elsewhere = {_text(blocks, s) for _, s in spans if not _title_cased(blocks[s.block])}
    for label, span in spans:
        if not _title_cased(blocks[span.block]) or _text(blocks, span) in elsewhere:
            yield label, span


def _title_cased(block: Block) -> bool:
    """Whether a headline Writes Most Words Like Names."""
    if block.kind not in (BlockKind.TITLE, BlockKind.HEADING):
        return False
    found = [word for word in WORD.findall(block.text) if len(word) >= SHOUTED]
    return len([word for word in found if word[0].isupper()]) > TITLE_CASE * len(found)


def _mend(span: Span, label: str, text: str) -> Span | None:
    """Move a span's ends to where the name begins and ends; None where no name is left."""
    block, start, end = span
    if match := POSSESSIVE.search(text, start, end):
        end = match.start()
    if match := FULL_STOP.search(text, start, end):
        end = match.start()
    if (match := LEADING_ARTICLE.match(text, start, end)) and not _named_the(text, span, label):
        start = match.end()
    if label == "ORG" and (match := POSSESSOR.match(text, start, end)) and known(_bare(match)):
        start = match.end()
    start = _after(text, start, end, is_demonym)
    if label == "PERSON":
        start = _after(text, start, end, lambda word: fold(word) in words("titles"))
        end = _with_particles(text, end)
        start = _from_particle(text, start)
    form = text[start:end]
    if fold(form) in words("not-names") or not any(map(str.isupper, form)) or is_demonym(form):
        return None
    return Span(block, start, end)


def _named_the(text: str, span: Span, label: str) -> bool:
    """Whether "The" belongs to an organization's name: it is a capital inside a sentence."""
    inside = SENTENCE_INSIDE.search(text, 0, span.start)
    return label == "ORG" and text[span.start] == "T" and inside is not None


def _bare(match: re.Match[str]) -> str:
    return POSSESSIVE.sub("", match.group().rstrip())


def _after(text: str, start: int, end: int, is_outside: Callable[[str], bool]) -> int:
    """Skip the words at a span's beginning that stand outside the name, unless all do."""
    found = list(WORD.finditer(text, start, end))
    for match, following in pairwise(found):
        if not is_outside(match.group()):
            break
        start = following.start()
    return start


def _with_particles(text: str, end: int) -> int:
    """A name that ends before a particle goes on to the surname behind it."""
    match = PARTICLES_AFTER.match(text, end)
    if match and set(re.split(r"[\s-]", match.group().strip())[:-1]) <= words("name-particles"):
        return match.end()
    return end


def _from_particle(text: str, start: int) -> int:
    """A name that follows a particle in small letters begins there."""
    while (match := LAST_WORD.search(text, 0, start)) and match.group(1).islower():
        if match.group(1) not in words("name-particles"):
            break
        start = match.start()
    return start


# --- what the rules know ---


def _model_votes(labels: Sequence[str]) -> Iterator[Vote]:
    """The model's labels, one vote in all; "FAC" it gives to much that it doesn't know."""
    for label, times in Counter(labels).items():
        weight = 0.3 if label == "FAC" else 1.0
        yield Vote(LABELS[label], weight * times / len(labels), "model")


def _votes_before(before: str) -> Iterator[Vote]:
    """The words before a mention: a title, a common noun that says what follows, "in"."""
    if (match := LAST_WORD.search(before)) and fold(match.group(1)) in words("titles"):
        yield Vote(PERSON, 2, "title")
    if match := HEAD_BEFORE.search(before):
        if match.group(1) in words("organization-heads") and " of" not in match.group():
            yield Vote(ORGANIZATION, 3, "kind named before")
        if match.group(1) in words("place-heads"):
            yield Vote(PLACE, 3, "kind named before")
    if IN.search(before):
        yield Vote(PLACE, 0.5, "in")
    if ARTICLE_BEFORE.search(before):
        yield Vote(ORGANIZATION, 0.5, "article")


def _gazetteer_forms(blocks: Sequence[Block]) -> set[str]:
    """Every run of capitalized words that may name a large place, seen by the model or not."""
    return {
        form
        for block in blocks
        if not _title_cased(block)
        for form in _forms(block.text)
        if form[:1].isupper() and known(form) >= Known.CITY
    }


def _gazetteer_votes(form: str) -> Iterator[Vote]:
    how = known(form)
    if how is Known.REGION:
        yield Vote(PLACE, 4, "gazetteer")
    elif " " in form:
        yield Vote(PLACE, 1.2, "gazetteer")
    else:
        yield Vote(PLACE, 0.9, "gazetteer")


def _headed_forms(blocks: Sequence[Block], spans: Sequence[Span]) -> Iterator[str]:
    """Runs of capitalized words that end with an organization's head and that nobody else saw."""
    for number, block in enumerate(blocks):
        taken = [(span.start, span.end) for span in spans if span.block == number]
        for match in () if _title_cased(block) else HEADED_RUN.finditer(block.text):
            start, end = match.span()
            if article := LEADING_ARTICLE.match(block.text, start, end):
                start = article.end()
            start = _after(block.text, start, end, is_demonym)
            form = block.text[start:end]
            if _is_headed(form) and not any(start < e and s < end for s, e in taken):
                yield form


def _is_headed(form: str) -> bool:
    """Whether the last of several words is an organization's head."""
    rest, _, head = form.rpartition(" ")
    return bool(rest) and fold(head) in words("organization-heads")


def _beginnings(votes: Mapping[str, Sequence[Vote]]) -> list[str]:
    """Forms of one word with which a headed form of two begins: "al-Shifa Hospital"."""
    return [
        first
        for first, _, head in (f.partition(" ") for f in filter(_is_headed, votes))
        if first in votes and " " not in head
    ]


def _credited(blocks: Sequence[Block]) -> Iterator[str]:
    """Whom a closing credit names: "Holm reported from Oslo, Berg from Riga"."""
    for block in blocks:
        if block.kind is BlockKind.CREDIT:
            yield from (match.group(1) for match in CREDITED.finditer(block.text))


def _surnames(votes: Mapping[str, Sequence[Vote]]) -> Iterator[str]:
    """The surname of each person named in full, with and without the particle before it."""
    for form, cast in votes.items():
        if " " in form and person_name(form).is_full and _may_be_person(cast):
            *_, before, surname = form.split()
            yield surname
            if fold(before) in words("name-particles"):
                yield f"{before} {surname}"


def _acronyms(blocks: Sequence[Block], votes: Mapping[str, Sequence[Vote]]) -> Iterator[str]:
    """Words in capitals that are the initials of an organization named in the article."""
    initials = {
        "".join(word[0] for word in WORD.findall(form) if word[0].isupper())
        for form, cast in votes.items()
        if any(vote.type is ORGANIZATION for vote in cast)
    }
    return (
        word
        for block in blocks
        for word in set(WORD.findall(block.text))
        if len(word) > 1 and word.isupper() and word in initials
    )


def _shortened(votes: Mapping[str, Sequence[Vote]]) -> Iterator[tuple[str, str]]:
    """Yield each form that is the end of a longer one, where that may be a person's name."""
    names = {form: person_name(form) for form in votes}
    longer = [form for form, name in names.items() if name.is_full and _may_be_person(votes[form])]
    for short, name in names.items():
        if known(short) is not Known.REGION and fold(short) not in words("organization-heads"):
            yield from ((short, full) for full in longer if is_short_for(name, names[full]))


def _may_be_person(cast: Sequence[Vote]) -> bool:
    against = sum(vote.weight for vote in cast if vote.type is not PERSON)
    return against < 1 or sum(vote.weight for vote in cast if vote.type is PERSON) > against


def _winner(cast: Sequence[Vote]) -> Vote | None:
    """The firmest vote for the kind with the most weight; None where there is too little."""
    weight = {kind: sum(vote.weight for vote in cast if vote.type is kind) for kind in EntityType}
    best = max(weight, key=weight.__getitem__)
    if weight[best] < ENOUGH:
        return None
    return max((vote for vote in cast if vote.type is best), key=lambda vote: vote.weight)


def _registered(register: Register) -> dict[str, Vote]:
    return {
        form: Vote(entity.type, ENOUGH, "register")
        for entity in register.entities
        for form in entity.aliases
    }


def _not_names(article: Article, register: Register) -> Iterator[str]:
    for decision in register.not_names:
        if decision.article in (None, article.id):
            yield decision.text


# --- where the names stand ---


def _names(decided: Mapping[str, Vote], blocks: Sequence[Block]) -> Iterator[Name]:
    """Every place where a decided form stands, the longest form first."""
    capitals = {form.upper(): form for form in decided if len(form) >= SHOUTED}
    for number, block in enumerate(blocks):
        free = 0
        for start, end, form in _forms_with_offsets(block.text):
            vote = decided.get(form) or decided.get(capitals.get(form, ""))
            if start >= free and vote:
                yield Name(number, start, end, form, vote.type, vote.rule)
                free = end


def _forms(text: str) -> Iterator[str]:
    return (form for _, _, form in _forms_with_offsets(text))


def _forms_with_offsets(text: str) -> Iterator[tuple[int, int, str]]:
    """Yield every run of words within a text, for each first word the longest run first."""
    found = [match.span() for match in PART.finditer(text)]
    for first, (start, _) in enumerate(found):
        for _, end in reversed(found[first : first + LONGEST]):
            yield start, end, text[start:end]
