"""Whom "he", "she" and "it" mean, only where it is plain: the subject goes on.

After Grosz, Joshi and Weinstein, "Centering" (Computational Linguistics 21, 1995): whom a
sentence refers to by a pronoun is whom it is about, and the next pronoun goes on with them; else
it goes on with the subject. Between two whom it may be nobody is chosen.
"""

from collections import Counter, defaultdict
from collections.abc import Container, Iterator, Sequence
from itertools import accumulate, islice, pairwise, takewhile

from whodex.attribute.cues import Clause, main_subject
from whodex.attribute.offices import is_office
from whodex.attribute.people import (
    NAMELESS,
    NOMINATIVE,
    SEX_OF_PRONOUN,
    UNNAMED,
    Reference,
    age_in,
    ages,
    holders,
    introduced,
    references,
)
from whodex.attribute.phrases import LONGEST_RUN, Phrase, is_person, nominal, phrase_after
from whodex.attribute.sexes import sexes
from whodex.attribute.tokens import Kind, Row, Token
from whodex.lexicon.english import (
    ASKING,
    AUXILIARIES,
    CONJUNCTIONS,
    DETERMINERS,
    DOCUMENTS,
    FORMS_OF_BE,
    MOVING,
    PASTS,
    POSTS,
    PREPOSITIONS,
    SAYING,
    TIME_CLAUSES,
)
from whodex.values.article import EntityType
from whodex.values.entities import Mention

SENTENCES_BACK = 3  # with words outside of quotations
BLOCKS_BACK = 2
SUBORDINATORS = CONJUNCTIONS - {"and", "but", "or", "nor", "yet", "so"}
WHOSE = 4  # tokens from "his" in "His old neighbour, Kim" to the name
HEADING = 15  # tokens; a longer block is text, however it ends
SILENT = frozenset(("mum", "nothing", "quiet", "silent"))
DYING = frozenset(("dead", "died", "drowned", "executed", "killed", "murdered", "slain"))
STAYING = frozenset(("keep", "kept", "remain", "remained", "stay", "stayed", "was", "were"))
ENDS = frozenset((".", "!", "?", ":", ";", ")", "…", "..."))


class Discourse:
    """An article's sentences, whom each refers to, and who is a man and who a woman.

    A heading that names somebody, of `headings`, begins a scene of its own: no pronoun goes back
    across it. "The minister" is nobody, where several are, as `shared` says. The article is read
    twice: pronouns understood at the first time say of what sex others are.
    """

    def __init__(
        self,
        rows: Sequence[Row],
        clauses: Sequence[Sequence[Clause]],
        headings: Container[int] = frozenset(),
        shared: Container[str] = frozenset(),
    ) -> None:
        self.rows = rows
        self.clauses = clauses
        self.sentences = [(r, c) for r in rows for c in clauses[r.block] if not c.bare]
        self.number = {(r.block, c.low): n for n, (r, c) in enumerate(self.sentences)}
        self.places = [*self.number]
        telling = dict.fromkeys(r.block for r, _ in self.sentences)
        self.telling = {block: n for n, block in enumerate(telling)}  # those with words of its own
        self.tells = [_ends(r) and c.tokens[c.high - 1].text != "?" for r, c in self.sentences]
        opening = {r.block for r in rows if r.block in headings and any(map(is_person, r.tokens))}
        scenes = list(accumulate(r.block in opening for r in rows))
        self.scene = {r.block: scene for r, scene in zip(rows, scenes, strict=True)}
        held = holders(rows)
        self.holders = {office: who for office, who in held.items() if office not in shared}
        self.ages = ages(rows)
        self.introduced = introduced(rows)
        said = sexes(rows)
        self._read(said)
        told = {who: max(seen, key=seen.__getitem__) for who, seen in self.seen.items() if who}
        self._read(told | said)

    def clause_at(self, block: int, at: int) -> Clause:
        """Return the sentence of a block in which a token stands."""
        return next(c for c in self.clauses[block] if c.low <= at < c.high)

    def _read(self, known: dict[str, str]) -> None:
        """Read the article from its beginning and understand one pronoun after the other."""
        self.sexes = dict(known)
        self.seen: defaultdict[str, Counter[str]] = defaultdict(Counter)
        self.understood: dict[tuple[int, int], str] = {}
        self.references: list[list[Reference]] = []
        self.new: list[set[str]] = []
        self.voices: list[tuple[int, Reference]] = []
        self.apart: frozenset[str] = frozenset()
        met: set[str] = set()
        for row, found in self.sentences:
            here = references(row.block, found, self.holders)
            named = {r.who for r in here if r.who}
            self.new.append(named - met)
            met |= named
            self.references.append(here)
            for k, reference in enumerate(here):
                if reference.pronoun:
                    who = self._whom(found, k)
                    here[k] = reference._replace(who=who)
                    self.understood[row.block, reference.at] = who
                elif reference.again and (who := self._called(found, reference)):
                    here[k] = reference._replace(who=who, pronoun=True)
                    self.understood[row.block, reference.at] = who
            self.voices += [(row.block, reference) for reference in here if reference.speaks]

    def _whom(self, found: Clause, k: int) -> str:  # noqa: PLR0911 - one return per case
        """Return whom the sentence's reference `k`, a pronoun, means."""
        number = len(self.references) - 1
        here = self.references[number]
        pronoun = here[k]
        self.apart = _of_other_sex(here[:k], pronoun.sex)
        apart = _parted(found, pronoun.at) if _tags(found, pronoun.at) else pronoun.at
        if found.tokens[found.low].norm.endswith("ed") and (
            asked := self._coming(found, here, k)
        ):  # "Asked by Lee whether she would go, Kim shrugged"
            return asked
        if apart is not None:
            own = self._own(found, [r for r in here[:k] if r.at < apart], pronoun)
            if own and _undergoes(found, pronoun.at) and len({r.who for r in own}) > 1:
                return ""  # "After Kim accused Lee of theft, she was fired"
            if own:
                return self._center(own, pronoun.sex, number)
            coming = None if pronoun.speaks else self._coming(found, here, k)
            if coming:
                return coming
        back, candidates = self._nearest(number, pronoun.sex)
        dead = {r.who for r in candidates if _dies(self.sentences[back][1], r)}
        if pronoun.speaks and dead and len({r.who for r in candidates}) > 1:
            self.apart |= dead
            back, candidates = self._nearest(number, pronoun.sex)
        if pronoun.speaks and self._yields(candidates, pronoun.sex, back):
            return ""
        if pronoun.speaks and (moved := self._moved(candidates, back)):
            return moved
        return self._before(candidates, pronoun.sex, back) if candidates else ""

    def _yields(self, candidates: Sequence[Reference], sex: str, back: int) -> bool:
        """Lee spoke first. Kim said nothing. “…,” she said: who may be no woman hardly speaks."""
        silent = {
            r.who
            for r in candidates
            if r.who not in self.sexes and _keeps_silent(self.sentences[back][1], r)
        }
        if not silent:
            return False
        self.apart |= silent
        _, others = self._nearest(len(self.references) - 1, sex)
        return any(self.sexes.get(r.who) == sex for r in others)

    def _moved(self, candidates: Sequence[Reference], back: int) -> str:
        """Return Kim of "Lee left, which worries Kim, the mayor. “…,” he said": he came in last."""
        if not candidates:
            return ""
        last, tokens = candidates[-1], self.sentences[back][1].tokens
        moved = last.who in self.new[back] and tokens[max(0, last.at - 1)].norm in MOVING
        return last.who if moved else ""

    def _called(self, found: Clause, noun: Reference) -> str:
        """Return whom "the 43-year-old" means: the one of that age, else the only one near."""
        self.apart = frozenset()
        age = age_in(found.tokens, noun.at)
        aged = {who for who, years in self.ages.items() if age in years} if age else set()
        if len(aged) == 1:
            return aged.pop()
        number = len(self.references) - 1
        word = found.tokens[noun.at].norm
        back, candidates = self._nearest(number, noun.sex)
        people = {r.who for r in candidates if r.who}
        if len(people) != 1 or aged or word in self.introduced:
            return ""
        who = self._before(candidates, noun.sex, back)
        other = age and self.ages.get(who, {age}) != {age}
        return "" if other or who.startswith((NAMELESS, UNNAMED)) else who

    def _may_be(self, references: Sequence[Reference], sex: str) -> list[Reference]:
        """Return those of whom nothing says that they are of the other sex."""
        fits = [r for r in references if not sex or (r.sex or self.sexes.get(r.who, sex)) == sex]
        return [r for r in fits if r.who not in self.apart]

    def _own(
        self, found: Clause, earlier: Sequence[Reference], pronoun: Reference
    ) -> list[Reference]:
        """Return whom a pronoun may mean of its own sentence.

        Who met "him" is another; after “With Lee gone, he” it isn't Lee.
        """
        own = self._may_be(earlier, pronoun.sex)
        if _in_apposition(found, pronoun.at):
            own = [r for r in own if r.at != pronoun.at - 2]
        if _is_object(found.tokens, pronoun.at):
            does = _doing(found, earlier, pronoun.at)
            own = [r for r in own if r.at not in does]
        if _leads(found, pronoun.at):
            own = [r for r in own if r.pronoun or not r.hangs]
        return own

    def _coming(self, found: Clause, here: Sequence[Reference], k: int) -> str:
        """In her book, Kim says …: an opening phrase looks forward to the subject."""
        tokens = found.tokens
        opening = tokens[found.low].norm
        if opening not in PREPOSITIONS | CONJUNCTIONS and not opening.endswith(("ing", "ed")):
            return ""
        comma = next((i for i in range(found.low, found.high) if tokens[i].text == ","), found.low)
        coming = next((r for r in here[k + 1 :] if r.subject and not r.pronoun), None)
        if coming is None or not here[k].at < comma < coming.at:
            return ""
        return coming.who if self._may_be([coming], here[k].sex) else ""

    def _nearest(self, number: int, sex: str) -> tuple[int, list[Reference]]:
        """Return the nearest sentence before one that refers to somebody of a sex, and to whom."""
        here = self.sentences[number][0].block
        block = self.telling[here]
        for back in range(number - 1, max(-1, number - 1 - SENTENCES_BACK), -1):
            if self.scene[self.sentences[back][0].block] != self.scene[here]:
                break
            near = block - self.telling[self.sentences[back][0].block] <= BLOCKS_BACK
            if near and self.tells[back]:
                candidates = self._may_be(self.references[back], sex)
                if candidates:
                    return back, candidates
        return number, []

    def _before(self, candidates: Sequence[Reference], sex: str, number: int) -> str:
        """Return the one of an earlier sentence's people that a pronoun goes on with, or "".

        Somebody first mentioned in passing, though alone, isn't plainly meant while others act.
        """
        if len({r.who for r in candidates}) == 1:
            interviewed = self._interviewed(candidates, sex, number)
            if interviewed:
                return interviewed
            if all(r.hangs and r.who in self.new[number] for r in candidates):
                _, others = self._nearest(number, sex)
                acting = {r.who for r in others if r.subject or r.pronoun}
                if acting - {candidates[0].who}:
                    return ""
        return self._center(candidates, sex, number)

    def _interviewed(self, candidates: Sequence[Reference], sex: str, number: int) -> str:
        """“…,” Lee says. Her son, Kim, brings tea: who spoke again and again speaks on."""
        if any(r.speaks or r.pronoun or r.who not in self.new[number] for r in candidates):
            return ""
        last = self.voices[-2:]
        again = len(last) > 1 and {voice.who for _, voice in last} == {last[-1][1].who}
        here = again and last[-1][0] == self.sentences[number][0].block
        return last[-1][1].who if here and self._may_be([last[-1][1]], sex) else ""

    def _center(self, candidates: Sequence[Reference], sex: str, number: int) -> str:
        """Return whom a sentence is about, of those of its people who may be meant, or ""."""
        people = {r.who for r in candidates}
        if len(people) == 1:
            return self._alone(people.pop(), sex, number)
        subjects = {r.who for r in candidates if r.subject}
        continued = {r.who for r in candidates if r.pronoun and r.who}
        if len(subjects) == 1 and _is_whose(candidates, subjects):
            return subjects.pop()
        if continued:
            about = subjects | continued
            leads = subjects or self._leading(candidates, number)
            return about.pop() if len(about) == 1 and leads else ""
        if len(subjects) != 1:
            return ""
        subject = subjects.pop()
        if self._asks(candidates, number):
            return ""
        certain = (
            self.new[number] & people == {subject}
            or not _rivals(candidates, subject)
            or any(r.speaks for r in candidates if r.who == subject)
            or self._goes_on(subject, sex, number)
        )
        return subject if certain else ""

    def _alone(self, who: str, sex: str, number: int) -> str:
        """Return the only one, unless “Will you go?” Kim asked, of whose sex nothing is told."""
        asks = any(r.speaks for r in self.references[number] if r.who == who) and (
            _question(self.sentences[number][1])
        )
        if asks and who not in self.sexes:
            return ""
        if sex:
            self.seen[who][sex] += 1
        return who

    def _leading(self, candidates: Sequence[Reference], number: int) -> bool:
        """Whether the one referred to by a pronoun leads, and nobody is brought in after them."""
        first = candidates[0]
        if first.pronoun:
            return True
        others = [r for r in candidates if r.who in self.new[number] and not r.hangs]
        return any(r.pronoun for r in candidates if r.who == first.who) and not others

    def _asks(self, candidates: Sequence[Reference], number: int) -> bool:
        """Whether somebody asks somebody, so that the next words are the other's."""
        return _question(self.sentences[number][1]) and any(r.speaks for r in candidates)

    def _goes_on(self, who: str, sex: str, number: int) -> bool:
        """Whether the sentence before was about somebody, too."""
        _, candidates = self._nearest(number, sex)
        return {r.who for r in candidates if r.subject or r.pronoun} == {who}


def antecedent(discourse: Discourse, block: int, phrase: Phrase) -> str | None:
    """Return the entity that a pronoun or "the striker" stands for in a block, or None."""
    tokens = discourse.rows[block].tokens[phrase.first : phrase.last + 1]
    match [token.norm for token in tokens]:
        case [pronoun] if pronoun in SEX_OF_PRONOUN:
            who = discourse.understood.get((block, phrase.first), "")
        case ["it" | "its"]:
            return _thing(discourse, block, phrase.first)
        case ["the", *_]:
            who = discourse.understood.get((block, phrase.last), "")
        case _:
            return None
    return None if not who or who.startswith((NAMELESS, UNNAMED)) else who


def _rivals(candidates: Sequence[Reference], subject: str) -> list[Reference]:
    """Return who else may be meant: after “Lee’s sister, Kim, wept” not Lee."""
    at = next(r.at for r in candidates if r.who == subject and r.subject)
    return [r for r in candidates if r.who != subject and not (r.hangs and r.at < at)]


def _question(found: Clause) -> bool:
    return any(found.tokens[cue.first].norm in ASKING for cue in found.cues)


def _keeps_silent(found: Clause, who: Reference) -> bool:
    """“Kim said nothing”, “Kim, her deputy, stayed silent”."""
    words = [token.norm for token in found.tokens[who.at + 1 : found.high]]
    return who.subject and any(
        word in SILENT and (before in SAYING or before in STAYING)
        for before, word in pairwise(words)
    )


def _dies(found: Clause, who: Reference) -> bool:
    """“Lee's sister, Kim, died”, “Kim was killed”: of two, the other speaks."""
    behind = [token.norm for token in found.tokens[who.at + 1 : found.high]]
    verb = next((i for i, norm in enumerate(behind) if norm in DYING), None)
    if verb is None or not who.subject:
        return False
    shot = behind[verb] == "dead" and verb > 0 and behind[verb - 1] not in AUXILIARIES
    helped = takewhile(lambda norm: norm in AUXILIARIES, reversed(behind[: verb - shot]))
    told = any(cue.first > who.at for cue in found.cues)
    return not told and (behind[verb] == "died" or not FORMS_OF_BE.isdisjoint(helped))


def _undergoes(found: Clause, at: int) -> bool:
    """Whether "she" behind an opening clause is who something is done to: ", she was fired"."""
    behind = found.tokens[at + 1 : min(at + 3, found.high)]
    done = len(behind) > 1 and (behind[1].norm.endswith("ed") or behind[1].norm in PASTS)
    opens = found.tokens[found.low].norm in TIME_CLAUSES | SUBORDINATORS
    return opens and _leads(found, at) and done and behind[0].norm in FORMS_OF_BE


def _is_whose(candidates: Sequence[Reference], subjects: set[str]) -> bool:
    """“His neighbour, Kim, agreed”: "his" only says whose neighbour speaks."""
    speaks = next((r for r in candidates if r.who in subjects and r.speaks), None)
    others = [r for r in candidates if r.who not in subjects]
    return speaks is not None and all(
        r.pronoun and 0 < speaks.at - r.at <= WHOSE for r in others
    )  # fmt: skip


def _ends(row: Row) -> bool:
    """Whether a block ends as text does; a heading or a caption doesn't."""
    if len(row.tokens) > HEADING:
        return True
    return row.tokens[-1].kind is Kind.QUOTATION or row.tokens[-1].text in ENDS


def _is_object(tokens: Sequence[Token], at: int) -> bool:
    """Whether a pronoun is "him", or a "her" that owns nothing."""
    owns = at + 1 < len(tokens) and nominal(tokens[at + 1])
    return tokens[at].norm == "him" or (tokens[at].norm == "her" and not owns)


def _in_apposition(found: Clause, at: int) -> bool:
    """“Kim, her deputy”: she is another; but “Kim, her hands in her pockets”."""
    return at > found.low and found.tokens[at - 1].text == "," and _is_title(found, at)


def _is_title(found: Clause, first: int) -> bool:
    """Whether a phrase is an office: "her former deputy", "a farmer"."""
    behind = found.tokens[first : min(first + LONGEST_RUN, found.high)]
    named = takewhile(lambda t: nominal(t) or t.norm in DETERMINERS, behind)
    return any(map(is_office, named))


def _doing(found: Clause, earlier: Sequence[Reference], at: int) -> set[int]:
    """Return where those stand who do something to "her": in “Kim says Lee told her” only Lee."""
    begins = _clause_begins(found, at)
    local = {r.at for r in earlier if begins is not None and r.at >= begins and not r.hangs}
    acts = begins is not None and any(map(_is_finite, found.tokens[begins:at]))
    return local if acts else local or {r.at for r in earlier if r.subject}


def _is_finite(token: Token) -> bool:
    """Tell "has left" of "Kim says the rain has left her …": the rain did it."""
    norm = token.norm
    return norm in FORMS_OF_BE or norm in ("has", "have", "had") or norm in PASTS


def _clause_begins(found: Clause, at: int) -> int | None:
    """Return the token behind the last "that" or verb of speech whose words hold a token."""
    tokens = found.tokens
    inner = (i + 1 for i in range(found.low + 1, at) if tokens[i].norm in SUBORDINATORS)
    said = (c.last + 1 for c in found.cues if c.subject and c.last + 1 < at)
    return max((*inner, *said), default=None)


def _of_other_sex(earlier: Sequence[Reference], sex: str) -> frozenset[str]:
    """“She said he …”: he isn't the one whom "she" means."""
    return frozenset(r.who for r in earlier if r.pronoun and r.who and r.sex != sex)


def _leads(found: Clause, at: int) -> bool:
    """Whether "he" follows an opening phrase and its comma."""
    before = found.tokens[at - 1].text if at > found.low else ""
    return before == "," and found.tokens[at].norm in NOMINATIVE


def _tags(own: Clause, at: int) -> bool:
    """Whether the pronoun is the subject of a cue that a comma sets off from reported words.

    What stands before ", he said" is what he said: whom it names is not the speaker.
    """
    if at - 1 <= own.low or own.tokens[at - 1].text != ",":
        return False
    reported = own.tokens[at - 2].kind is not Kind.QUOTATION
    return reported and any(
        c.subject and c.subject.first == at and c.first == at + 1 for c in own.cues
    )


def _parted(own: Clause, at: int) -> int | None:
    """Return the semicolon before words that "he said" sets off: who leads up to it says them."""
    return next((i for i in range(at - 1, own.low, -1) if own.tokens[i].text == ";"), None)


def _thing(discourse: Discourse, block: int, at: int) -> str | None:
    """Return what "it" is: the subject of its sentence or the one before, or the only body."""
    for found, high in islice(_views(discourse, block, at), 2):
        if _is_of_a_document(found, high):
            return None  # "Firms pay Acme little, the report says. It goes on: “…”"
        subject = _subject(found, high)
        if subject is not None:
            kinds = (EntityType.ORGANIZATION, EntityType.PLACE)
            return subject.entity if subject.type in kinds else None
        organizations = {
            t.mention.entity
            for t in found.tokens[found.low : high]
            if t.kind is Kind.NAME and t.mention and t.mention.type is EntityType.ORGANIZATION
        }
        if organizations:
            return organizations.pop() if len(organizations) == 1 else None
    return None


def _is_of_a_document(found: Clause, high: int) -> bool:
    """Whether a sentence is a document's, which says it or begins it: “The letter tells all”."""
    said = [c.subject for c in found.cues if c.subject and c.first < high]
    main = main_subject(found.tokens, found.low, high)
    nameless = (who for who in (*said, main, _at_the_end(found)) if who and who.name is None)
    return any(
        token.norm in DOCUMENTS | POSTS
        for who in nameless
        for token in found.tokens[who.first : who.last + 1]
    )


def _views(discourse: Discourse, block: int, at: int) -> Iterator[tuple[Clause, int]]:
    """Yield the pronoun's own sentence up to it, then the sentences before, nearest first."""
    own = discourse.clause_at(block, at)
    if not _tags(own, at):
        yield own, at
    number = discourse.number[block, own.low]
    for row, found in reversed(discourse.sentences[max(0, number - 2) : number]):
        if block - row.block <= BLOCKS_BACK:
            yield found, found.high


def _at_the_end(found: Clause) -> Phrase | None:
    """Return what follows the last comma of a sentence to its end: “…, the study found”."""
    tokens, high = found.tokens, found.high
    comma = next((i for i in range(high - 1, found.low, -1) if tokens[i].text == ","), high)
    who = phrase_after(tokens, comma + 1, high)
    closes = who and all(t.kind is Kind.PUNCTUATION for t in tokens[who.last + 1 : high])
    return who if closes else None


def _subject(found: Clause, high: int) -> Mention | None:
    """Return the name that is the sentence's subject: of what Acme says of Lind, Acme."""
    tokens = found.tokens
    phrase = _reporter(found) if high == found.high else None
    phrase = phrase or next((c.subject for c in found.cues if c.subject and c.first < high), None)
    phrase = phrase or main_subject(tokens, found.low, high)
    if phrase is None or phrase.first >= high or phrase.name is None:
        return None
    after = tokens[phrase.last + 1 : phrase.last + 3]
    joined = len(after) > 1 and after[0].norm == "and" and after[1].kind is Kind.NAME
    return None if joined else tokens[phrase.name].mention


def _reporter(found: Clause) -> Phrase | None:
    """Return who is said at the end of a sentence to say it: “…, Kim says”."""
    last = found.cues[-1] if found.cues else None
    who = last.subject if last else None
    if last is None or who is None or who.last + 1 != last.first or who.first <= found.low:
        return None
    behind = found.tokens[last.last + 1 : found.high]
    closes = all(t.kind is Kind.PUNCTUATION for t in behind)
    return who if closes and found.tokens[who.first - 1].text == "," else None
