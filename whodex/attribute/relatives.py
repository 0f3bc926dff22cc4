"""Whose kin somebody is: who is meant by "his", by "another" and by "Kim and Lee's"."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import cached_property
from itertools import islice, pairwise
from operator import itemgetter
from typing import NamedTuple

from whodex.attribute.cues import clause
from whodex.attribute.kin import (
    NEAR,
    SURVIVED,
    children,
    has_kin,
    is_bare,
    is_of_somebody,
    kin_word,
    siblings,
    spouses,
    whose,
)
from whodex.attribute.offices import Office, is_office, is_plural
from whodex.attribute.people import NOMINATIVE, SEX_OF_PRONOUN
from whodex.attribute.phrases import Phrase, is_person, possessive
from whodex.attribute.pronouns import Discourse, antecedent
from whodex.attribute.together import people
from whodex.attribute.tokens import Row, Token
from whodex.lexicon.english import (
    ADVERBS,
    AUXILIARIES,
    CHILDREN,
    COUPLED,
    HONORIFICS,
    LEAVING,
    LINKS,
    PARENTS,
    SIBLINGS,
    SPOUSES,
    TWO_PEOPLE,
)
from whodex.lexicon.names import fold, person_name
from whodex.values.article import EntityType
from whodex.values.entities import Mention

JOINED = 2  # tokens of a name and "and"
NOBODY: Mapping[int, str | None] = {}
CLOSING = frozenset((",", ".", ";", ")", ":", "–", "—", "!", "?"))
SINGULAR = frozenset(("is", "was", "has", "isn't", "wasn't"))
WIDOWED = frozenset(("widow", "widower"))
OF_ONE_NAME = PARENTS | CHILDREN | SIBLINGS | WIDOWED | {"husband", "wife"}  # for the most part
GENERATIONS = {"parent": PARENTS, "child": CHILDREN, "sibling": SIBLINGS, "spouse": SPOUSES}
VERB_WITHIN = 8  # tokens from "Kim and Lee's mother" to the verb that shows that she is one


def couple(tokens: Sequence[Token], low: int, high: int) -> tuple[str, ...]:
    """Return the ids of the two people whom the words name, if they are put together.

    So do "Kim and Lee" and "Kim married Lee"; of three nobody can tell which two are meant.
    """
    named = [i for i in range(max(low, high - NEAR), high) if is_person(tokens[i])]
    ids = dict.fromkeys(m.entity for i in named if (m := tokens[i].mention) and m.entity)
    if len(ids) != 2:  # noqa: PLR2004 - a couple are two
        return ()
    for first, second in pairwise(named):
        between = [token.norm for token in tokens[first + 1 : second]]
        titled = all(map(_is_title, tokens[first + 2 : second]))
        if (between[:1] == ["and"] and titled) or not COUPLED.isdisjoint(between):
            return tuple(ids)
    return ()


class Firsts(NamedTuple):
    """Where a block names each entity first, each person, and an office; in that order."""

    named: Mapping[str | None, int]
    people: Mapping[str | None, int]
    office: int


class Told(NamedTuple):
    """Whose kin was told last: block, sentence and token of "his", the words, and the people."""

    block: int = -1
    sentence: int = -1
    at: int = -1
    pronoun: str = ""
    kin: str = ""
    own: str = ""
    others: Sequence[str | None] = ()


class Relatives:
    """Who is meant by "his" and by "Kim's" in the words of kinship of one article.

    `answers` holds whose words a block of a transcript is.
    """

    def __init__(self, rows: Sequence[Row], answers: Mapping[int, str | None] = NOBODY) -> None:
        self.rows = rows
        self.answers = answers
        self.last = Told()
        self._told: dict[str, Told] = {}  # by "his" and "her"
        self._known_kin: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
        self.siblings: set[frozenset[str]] = set()
        self.couples: set[frozenset[str]] = set()
        self._known: dict[int, Firsts] = {}
        self._known_people: dict[tuple[int, str], set[str | None]] = {}

    @cached_property
    def _discourse(self) -> Discourse:
        """What the article says of sexes and subjects; few articles need it here."""
        clauses = [tuple(clause(row.tokens, *span) for span in row.sentences) for row in self.rows]
        return Discourse(self.rows, clauses)

    def sex(self, who: str) -> str | None:
        """Return "man" or "woman" as the article or the given name tells it, else None."""
        return self._discourse.sexes.get(who)

    @cached_property
    def _titled(self) -> set[str | None]:
        """Who is named in the headline."""
        return _ids(self.rows[0].tokens)

    def _firsts(self, block: int) -> Firsts:
        if block not in self._known:
            tokens = self.rows[block].tokens
            named: dict[str | None, int] = {}
            people: dict[str | None, int] = {}
            for i, token in enumerate(tokens):
                if token.mention:
                    named.setdefault(token.mention.entity, i)
                    if is_person(token):
                        people.setdefault(token.mention.entity, i)
            office = next((i for i, token in enumerate(tokens) if is_office(token)), len(tokens))
            self._known[block] = Firsts(named, people, office)
        return self._known[block]

    def of(
        self, block: int, tokens: Sequence[Token], office: Office, own: str
    ) -> Sequence[str | None]:
        """Return the ids of those whose kin `own` is by the words, None for one not known."""
        kin, at = tokens[office.head].norm, whose(tokens, office)
        at = office.first if at is None else at
        sentence = self._sentence(block, office.first)[1] if self._is_own(block, tokens) else -1
        same = self.last[:3] == (block, sentence, at) and sentence >= 0 and self.last.kin == kin
        found = (self.last.others if same else self._of(block, tokens, office, own)) or (None,)
        found = [who for who in dict.fromkeys(found) if who != own]
        self.last = Told(block, sentence, at, tokens[at].norm, kin, own, found)
        self._told[self.last.pronoun] = self.last
        for who in filter(None, found):
            self.learn(kin, own, who)
            self._known_kin[own, _generation(kin)].add(who)
        return found

    def _is_last_told(self, block: int, tokens: Sequence[Token], at: int) -> bool:
        """Tell whether the last kinship was told in the sentence of `at`."""
        own = self._is_own(block, tokens)
        return own and self.last[:2] == (block, self._sentence(block, at)[1])

    def _is_own(self, block: int, tokens: Sequence[Token]) -> bool:
        """Tell the tokens of a block from those of a quotation in it."""
        return tokens is self.rows[block].tokens

    def owner(self, block: int, tokens: Sequence[Token], office: Office) -> Mention | None:
        """Return a name of what "its" means in "its director", or None."""
        at = office.first
        if tokens[at].norm != "its" or tokens is not self.rows[block].tokens:
            return None
        meant = antecedent(self._discourse, block, Phrase(at, at, None))
        near = (token.mention for row in self.rows[max(0, block - 1) : block + 1]
                for token in row.tokens)  # fmt: skip
        return next((m for m in near if m and meant and m.entity == meant), None)

    def learn(self, norm: str, one: str, other: str) -> None:
        """Keep who are said to be brothers, sisters or spouses."""
        if siblings(norm):
            self.siblings.add(frozenset((one, other)))
        if spouses(norm):
            self.couples.add(frozenset((one, other)))

    def _of(
        self, block: int, tokens: Sequence[Token], office: Office, own: str
    ) -> Sequence[str | None]:
        at = whose(tokens, office)
        if at is None:
            of_somebody = is_of_somebody(tokens, office)
            return () if of_somebody else self._unsaid(block, tokens, office, own)
        if at > office.head:
            return self._behind(block, tokens, office, at)
        if tokens[at].norm == "their" or tokens[at].norm in TWO_PEOPLE:
            return self._parents(self.both(block, tokens, at), tokens[office.head].norm)
        if tokens[at].norm == "whose":
            again = self.last.pronoun == "whose" and self._is_last_told(block, tokens, at)
            found = tuple(_ids(tokens[max(0, at - JOINED) : at]))
            return self.last.others if again and not found else found
        who = self._owner(block, tokens, office, at, own)
        other = self._joint(tokens, at, office)
        if self._is_respective(tokens, at, office):
            return ()
        return (other, who) if other else (who,)

    def _behind(
        self, block: int, tokens: Sequence[Token], office: Office, at: int
    ) -> Sequence[str | None]:
        """Return Kim and Lee of "son of Kim and Lee", Kim and whoever has "two sons with Kim"."""
        found = [_id(tokens[at])]
        if tokens[at - 1].norm == "with":
            return (*found, *self._have(block, tokens, office.first))
        if kin_word(tokens[office.head].norm) in PARENTS and (
            children := _series(tokens, at)
        ):  # fmt: skip
            return [_id(tokens[i]) for i in children]
        if not spouses(tokens[office.head].norm):
            i = at + 1
            while i < len(tokens) and tokens[i].kind is tokens[office.head].kind and (
                tokens[i].norm not in LINKS
            ):  # fmt: skip
                i += 1
            ends = i + 1 >= len(tokens) or tokens[i + 1].text in CLOSING
            joined = i > at + 1 and tokens[at + 1].norm == "and"
            if joined and ends and i < len(tokens) and is_person(tokens[i]):
                found.append(_id(tokens[i]))
        return found

    def _joint(self, tokens: Sequence[Token], at: int, office: Office) -> str | None:
        """Return Kim's id in "Kim and Lee's mother", where it is told that she isn't two people."""
        joined = at >= JOINED and tokens[at - 1].norm == "and" and is_person(tokens[at - JOINED])
        if apart := self._apart(tokens, at):
            return apart
        if joined and at > JOINED and kin_word(tokens[at - JOINED - 1].norm):
            return None  # "Lee's late wife Kim and Lee's sons"
        one, other = (_id(tokens[at - JOINED]), _id(tokens[at])) if joined else (None, None)
        if not one or not other or spouses(tokens[office.head].norm):
            return None
        pair = frozenset((one, other))
        if children(tokens[office.head].norm):
            return one if pair in self.couples else None
        after = tokens[office.last + 1 : office.last + 1 + VERB_WITHIN]
        verb = next((token.norm for token in after if token.norm in AUXILIARIES), "")
        return one if pair in self.siblings or verb in SINGULAR else None

    def _apart(self, tokens: Sequence[Token], at: int) -> str | None:
        """Return Kim's id in "Kim's and Lee's mother"."""
        joined = at > JOINED and tokens[at - 1].norm == "and" and possessive(tokens[at - JOINED])
        return _id(tokens[at - JOINED - 1]) if joined else None

    def _is_respective(self, tokens: Sequence[Token], at: int, office: Office) -> bool:
        """Tell "Kim's and Lee's daughters", of whom nobody knows which is whose."""
        return is_plural(tokens[office.head]) and self._apart(tokens, at) is not None

    def _unsaid(
        self, block: int, tokens: Sequence[Token], office: Office, own: str
    ) -> Sequence[str | None]:
        """Return the relatives of "another son", "a wife" of whom somebody is survived, "wife"."""
        first = office.first
        before = tokens[first - 1].norm if first else ""
        if "another" in (before, tokens[first].norm):
            return self.last.others if self.last.block == block else ()
        if found := self._have(block, tokens, first):
            return found
        if is_bare(tokens, office):
            return (self._beside(block, tokens, first, own),)
        return (self._survived(block, tokens, first, own) or self._listed(block, tokens, first),)

    def _listed(self, block: int, tokens: Sequence[Token], at: int) -> str | None:
        """Return whom "his wife, Kim" means in the list in which "and two sons" goes on."""
        low, n = self._sentence(block, at) if self._is_own(block, tokens) else (at, -1)
        told = [found for found in self._told.values() if found[:2] == (block, n)]
        owners = {who for found in told if found.pronoun in SEX_OF_PRONOUN for who in found.others}
        survived = SURVIVED[0] in (token.norm for token in tokens[low:at])
        return next(iter(owners)) if survived and len(owners) == 1 else None

    def _have(self, block: int, tokens: Sequence[Token], kin: int) -> Sequence[str | None]:
        """Return who has "a son called Kim and a daughter" whose words begin at `kin`."""
        at = has_kin(tokens, kin) - 1
        if at < 0:
            return ()
        while at > 0 and (tokens[at].norm in AUXILIARIES or tokens[at].norm in ADVERBS):
            at -= 1
        if tokens[at].text == "," or tokens[at].norm.isdigit():  # "Kim, 80, leaves"
            low, _ = self._sentence(block, at) if self._is_own(block, tokens) else (at, 0)
            named = [i for i in range(low, at) if is_person(tokens[i])]
            two = tokens[at + 1].norm in ("have", "had")
            if two and spouses(self.last.kin) and self._is_last_told(block, tokens, at):
                return (*self.last.others, self.last.own)
            only = (_id(tokens[named[0]]),) if len(named) == 1 else ()
            return couple(tokens, low, at) if two else only
        if not _is_somebody(tokens[at]):
            two = tokens[at].norm == "they" or tokens[at].norm in TWO_PEOPLE
            return self.both(block, tokens, at) if two else ()
        joint = at - 1
        while joint > 0 and _is_title(tokens[joint]):  # "King Kim and Queen Lee"
            joint -= 1
        if tokens[joint].norm == "and":
            return couple(tokens, max(0, joint - 1), at + 1)
        return (self.meant(block, tokens, at),)

    def _beside(self, block: int, tokens: Sequence[Token], at: int, own: str) -> str | None:
        """Return whose kin "wife Kim" is, behind "Lee and" or where only one is spoken of."""
        if at >= JOINED and tokens[at - 1].norm == "and":
            if kin_word(tokens[at - JOINED - 1].norm):  # "mother Ann and father Kim"
                return next(iter(self.last.others), None) if self.last.block == block else None
            if _is_somebody(tokens[at - JOINED]):
                return self.meant(block, tokens, at - JOINED)
            if kin_word(tokens[at - JOINED].norm):
                return None  # "brother and sister Kim"
        if tokens is not self.rows[block].tokens:
            return None
        low, _ = self._sentence(block, at)
        near = [i for i in range(low, at) if _is_somebody(tokens[i])]
        found = {self.meant(block, tokens, i) for i in near} - {own}
        return found.pop() if len(found) == 1 else None

    def meant(self, block: int, tokens: Sequence[Token], at: int) -> str | None:
        """Return the id of a name, or of whom "she" means."""
        if tokens[at].mention or tokens is not self.rows[block].tokens:
            return _id(tokens[at])
        return antecedent(self._discourse, block, Phrase(at, at, None))

    def both(self, block: int, tokens: Sequence[Token], at: int) -> tuple[str, ...]:
        """Return the ids of the couple whom "their" at `at` means, here or a sentence before.

        "The couple" are also the only one of the article.
        """
        row = self.rows[block]
        if tokens is not row.tokens:
            return ()
        low, n = self._sentence(block, at)
        last, known = self.last, tuple(filter(None, self.last.others))
        if (last.block, last.sentence) == (block, n) and spouses(last.kin) and len(known) == 1:
            return (*known, last.own)
        two = tokens[at].norm in TWO_PEOPLE
        again = last.pronoun == "their" or last.pronoun in TWO_PEOPLE
        here = any(map(is_person, tokens[low:at]))
        follows = (block, n) in ((last.block, last.sentence + 1), (last.block + 1, 0))
        same = (last.block, last.sentence) == (block, n)
        if again and len(known) > 1 and (same or (follows and not here)):
            return known
        found = couple(tokens, low, at) if here else ()
        if n > 0 and not here:
            before = row.sentences[n - 1]
            found = couple(tokens, *before) or self._married(block, *before)
        only = two and not found and len(self.couples) == 1
        return tuple(sorted(next(iter(self.couples)))) if only else found

    def _parents(self, pair: tuple[str, ...], norm: str) -> tuple[str, ...]:
        """Return the couple whose children are spoken of: two men or two women may be none."""
        sexes = [self._discourse.sexes.get(who, who) for who in pair if children(norm)]
        alike = len(sexes) > len(set(sexes)) and frozenset(pair) not in self.couples
        return () if alike else pair

    def _married(self, block: int, low: int, high: int) -> tuple[str, ...]:
        """Return the ids of the two of "he married Kim"."""
        tokens = self.rows[block].tokens
        for i in range(low + 1, high - 1):
            mention = tokens[i + 1].mention
            if tokens[i].norm in COUPLED and tokens[i - 1].norm in NOMINATIVE and mention:
                who = self.meant(block, tokens, i - 1)
                other = _id(tokens[i + 1])
                return (who, other) if who and other and who != other else ()
        return ()

    def _sentence(self, block: int, at: int) -> tuple[int, int]:
        """Return where the sentence begins that holds token `at`, and its number."""
        sentences = self.rows[block].sentences
        n = bisect_right(sentences, at, key=itemgetter(0)) - 1
        return sentences[n][0], n

    def named(
        self, block: int, tokens: Sequence[Token], at: int, own: str | None = None
    ) -> str | None:
        """Return the id of the person whom the token at `at` names or stands for, or None.

        `own` is the relative's, who isn't meant.
        """
        if tokens[at].mention or tokens is not self.rows[block].tokens:
            return _id(tokens[at])
        if at >= JOINED and tokens[at - 1].norm == "and":
            before = tokens[at - JOINED]
            if before.norm in NOMINATIVE:
                return self.meant(block, tokens, at - JOINED)
            if joined := self._fitting(_ids([before]) - {own}, tokens[at]):
                return joined
        meant = self.meant(block, tokens, at)
        if self._firsts(block).named.get(meant, at) < at:  # further off others come between
            return meant
        return self._only(block, at, own) or self._goes_on(block, at, own, meant)

    def _owner(
        self, block: int, tokens: Sequence[Token], office: Office, at: int, own: str
    ) -> str | None:
        """Return the id of whom "Kim's" and "his" at `at` mean: between two nobody is chosen."""
        if tokens[at].norm in ("my", "your") and self._is_own(block, tokens):
            partner = tokens[office.head].norm == "partner"  # may be one at work
            return None if partner else self._in_person(block, tokens[at].norm)
        if tokens[at].norm not in SEX_OF_PRONOUN or not self._is_own(block, tokens):
            return self.named(block, tokens, at, own)
        beside = at >= JOINED and tokens[at - 1].norm == "and" and _is_somebody(tokens[at - JOINED])
        again = self._again(block, tokens, office, at)
        told = _id(tokens[at - JOINED]) == self.last.own and self.last.pronoun == tokens[at].norm
        told = told and self.last[:2] == (block, self._sentence(block, at)[1])
        if beside and not told:
            return self.named(block, tokens, at, own)
        if again or beside:  # "his son Kim and his daughter"; "his son Kim and his wife"
            return again if again != own else None
        return self._of_several(block, tokens, office, at, own)

    def _in_person(self, block: int, norm: str) -> str | None:
        """Return who says "my" in an answer of a transcript, and whom a question calls "your"."""
        if norm == "my" or block in self.answers:
            return self.answers.get(block) if norm == "my" else None
        answering = set(self.answers.values())
        return answering.pop() if len(answering) == 1 else None

    def _of_several(
        self, block: int, tokens: Sequence[Token], office: Office, at: int, own: str
    ) -> str | None:
        """Return whom "his" means of all who may be meant: the only one, or who bears the surname.

        Of those who survive somebody none is meant, but a son who has a wife of his own.
        """
        who = self.named(block, tokens, at, own)
        rivals = self._near(block, at, own)
        kin = _generation(tokens[office.head].norm)
        told = rivals & self._known_kin[own, kin]
        alike = {r for r in rivals if kin in GENERATIONS and self._are_named_alike(r, own)}
        for plain in (told, alike):
            if len(rivals) > len(plain) == 1:
                return next(iter(plain))
        if who == own:  # "Kim died. Lee, his son, wept."
            who = next(iter(rivals), own)
        survived = self._survived(block, tokens, office.first, own)
        if survived and not spouses(tokens[office.head].norm):
            return survived
        who = who or survived or (None if rivals else self._of_block_before(block, tokens[at], own))
        if kin in ("parent", "sibling"):  # the brother's sister is the other's, too
            rivals = {r for r in rivals if frozenset((r, who)) not in self.siblings}
        if rivals - {who} or (who and self._is_anothers(block, tokens, office, at, who, own)):
            return None
        return who

    def _of_block_before(self, block: int, pronoun: Token, own: str) -> str | None:
        """Return the only one of the block before whom "his" may mean, or who bears the surname.

        Not where the headline names another one; who is meant where the block before names nobody.
        """
        if not block:
            return None
        sex = SEX_OF_PRONOUN.get(pronoun.norm, "")
        before = block - 1 if self._firsts(block - 1).people else 0
        near = self._people_of(before, sex)
        for surname in self._surnames.get(own, ()):
            bearers = self._bearers.get((surname, sex), set())
            if len(alike := near & bearers - {own}) == 1:
                return alike.pop()
        meant = near | self._people_of(0, sex)
        only = near - {own} if len(meant - {own}) == 1 else set()
        return next(iter(only), None)

    def _people_of(self, block: int, sex: str) -> set[str | None]:
        """Return those whom a block names and of whom nothing says that they are of another sex."""
        if (block, sex) not in self._known_people:
            people = self._firsts(block).people
            self._known_people[block, sex] = {
                who for who in people if who and self._discourse.sexes.get(who, sex) == sex
            }
        return self._known_people[block, sex]

    def _again(self, block: int, tokens: Sequence[Token], office: Office, at: int) -> str | None:
        """Return whom "his" means behind another "his": the same one, unless it may be the other.

        It may in "his son, Kim, and his wife"; but not in a list of survivors.
        """
        last = self._told.get(tokens[at].norm, Told())
        known = tuple(filter(None, last.others))
        if last.block != block or last.sentence < 0 or len(known) != 1:
            return None
        low, n = self._sentence(block, at)
        if _generation(last.kin) == _generation(tokens[office.head].norm):
            again = n - last.sentence in (0, 1) and not spouses(last.kin)
            return known[0] if again and self.last == last else None
        told = [token.norm for token in tokens[low : last.at]]
        listed = SURVIVED[0] in told or not LEAVING.isdisjoint(told)
        listed = listed or any(token.text == ";" for token in tokens[last.at : at])
        joint = tokens[at - 1].norm in ("and", "with", ",", ";")
        other = joint and not any(
            self._may_be(own, tokens[at]) for own in (last.own, self.last.own)
        )
        joined = tokens[at - 1].norm == "and" and _is_somebody(tokens[at - JOINED])
        own = _generation(tokens[office.head].norm) in ("child", "spouse")
        parallel = tokens[at - 1].norm == "and" and not own  # "her mother, Kim, and her aunt, Lee"
        plain = other or ((listed or parallel) and not joined)
        return known[0] if n == last.sentence and plain else None

    def _near(self, block: int, at: int, own: str) -> set[str]:
        """Return whom a pronoun may mean of those before it in its sentence, else in the last."""
        sentences = self.rows[block].sentences
        low, n = self._sentence(block, at)
        found = self._may_mean(block, low, at, at) - {own}
        return found or (self._may_mean(block, *sentences[n - 1], at) - {own} if n else set())

    def _may_mean(self, block: int, low: int, high: int, at: int) -> set[str]:
        tokens = self.rows[block].tokens
        sex = SEX_OF_PRONOUN.get(tokens[at].norm)
        found = {
            self.meant(block, tokens, i)
            for i in range(low, high)
            if is_person(tokens[i]) or SEX_OF_PRONOUN.get(tokens[i].norm, "") == sex
        }
        return {who for who in found if who and self._may_be(who, tokens[at])}

    @cached_property
    def _surnames(self) -> dict[str | None, set[str]]:
        """The surnames of each person whom the article names in full."""
        found: defaultdict[str | None, set[str]] = defaultdict(set)
        for row in self.rows:
            for token in row.tokens:
                if is_person(token) and token.mention and " " in token.text:
                    found[token.mention.entity].add(fold(person_name(token.text).parts[-1]))
        return found

    @cached_property
    def _bearers(self) -> dict[tuple[str, str], set[str | None]]:
        """The men, the women and those of whom it isn't told who bear each surname."""
        found: defaultdict[tuple[str, str], set[str | None]] = defaultdict(set)
        for who, surnames in self._surnames.items():
            for surname in surnames:
                found[surname, self._discourse.sexes.get(who or "", "")].add(who)
        return found

    def _are_named_alike(self, one: str, other: str) -> bool:
        return not self._surnames.get(one, set()).isdisjoint(self._surnames.get(other, set()))

    def _is_anothers(  # noqa: PLR0913, PLR0917 - words, who they seem to be about, and whose
        self, block: int, tokens: Sequence[Token], office: Office, at: int, who: str, own: str
    ) -> bool:
        """Tell the widow of "Kim Berg died. Mayor Lee said his widow, Ann Berg, …" from Lee's.

        Who speaks of a widow isn't dead, and the surname is another's.
        """
        kin = kin_word(tokens[office.head].norm) or ""
        if self._are_named_alike(who, own) or kin not in OF_ONE_NAME:
            return False
        low, _ = self._sentence(block, at)
        dead = kin in WIDOWED
        if dead and who in self._may_mean(block, low, at, at):
            return True
        bearers = [
            self._bearers.get((surname, sex), set())
            for surname in self._surnames.get(own, ())
            for sex in (SEX_OF_PRONOUN.get(tokens[at].norm, ""), "")
        ]
        return any(len(found) > len(found & {own, who}) for found in bearers)

    def _survived(
        self, block: int, tokens: Sequence[Token], at: int, own: str | None
    ) -> str | None:
        """Return the id of whom the sentence says that he is survived by those at `at`, or None."""
        if tokens is not self.rows[block].tokens:
            return None
        low, _ = self._sentence(block, at)
        norms = [token.norm for token in tokens[low:at]]
        verb = next((i for i in range(1, len(norms)) if norms[i - 1 : i + 1] == SURVIVED), None)
        if verb is None:
            return None
        subject = next(
            (i for i in range(low + verb - 1, low - 1, -1) if _is_somebody(tokens[i])), None
        )
        return None if subject is None else self.named(block, tokens, subject, own)

    def _only(self, block: int, at: int, own: str | None) -> str | None:
        """Return whom "his" or "her" at `at` means where only one person stands before it.

        In the block; or in the block before, if the headline names that person, too.
        """
        tokens = self.rows[block].tokens
        people = self._firsts(block).people
        some = islice(people.items(), 3)  # own, one, and another is one too many
        found = {who for who, first in some if first < at} - {own}
        if not found and block:
            before = self._firsts(block - 1).people.keys() - {own}
            found = before if before <= self._titled else set()
        return self._fitting(found, tokens[at])

    def _goes_on(self, block: int, at: int, own: str | None, meant: str | None) -> str | None:
        """Return whom "his" means where he is the only one of the headline or the block before."""
        tokens = self.rows[block].tokens
        pronoun, before = tokens[at], set[str | None]()
        if block and self._firsts(block).office >= at:  # "After the princess left, her brother"
            before = set(self._firsts(block - 1).people)
        for others in (self._titled, before):
            if meant and {who for who in others - {own} if self._may_be(who, pronoun)} == {meant}:
                return meant
        return None

    def _fitting(self, found: set[str | None], pronoun: Token) -> str | None:
        """Return the only one found, if a pronoun may mean him or her."""
        who = next(iter(found)) if len(found) == 1 else None
        return who if self._may_be(who, pronoun) else None

    def _may_be(self, who: str | None, pronoun: Token) -> bool:
        sex = SEX_OF_PRONOUN.get(pronoun.norm)
        return bool(who and sex) and self._discourse.sexes.get(who or "", sex) == sex


def _is_title(token: Token) -> bool:
    """Tell "Queen", "Mrs." and their full stop from words of kinship."""
    title = is_office(token) and not is_plural(token) and kin_word(token.norm) is None
    return title or token.norm in HONORIFICS or token.text == "."


def _generation(norm: str) -> str:
    """Return what parents, children, brothers and sisters, and spouses have in common."""
    kin = kin_word(norm) or norm
    return next((name for name, members in GENERATIONS.items() if kin in members), kin)


def _series(tokens: Sequence[Token], at: int) -> list[int]:
    """Return the names of "the father of Kim, Lee and Park", which end what is said."""
    names = people(tokens, at, len(tokens), titled=True)
    joined = any(token.norm == "and" for token in tokens[at : names[-1]])
    ends = names[-1] + 1 >= len(tokens) or tokens[names[-1] + 1].text in CLOSING - {","}
    return names if joined and ends else []


def _ids(tokens: Sequence[Token]) -> set[str | None]:
    """Return the ids of those whom words name, None for one who isn't plain."""
    return {token.mention.entity for token in tokens if is_person(token) and token.mention}


def _id(token: Token) -> str | None:
    mention = token.mention
    return mention.entity if mention and mention.type is EntityType.PERSON else None


def _is_somebody(token: Token) -> bool:
    return is_person(token) or token.norm in NOMINATIVE
