"""Signs of what a name names: what stands around it, in all its places in an article.

A person shows it somewhere: a title or a kinship before the name, an age behind it, he or she in
the sentence. A thing does by its noun ("the app", "Hurricane"), an article, what it owns. `kinds`
weighs the signs.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import astuple, dataclass
from functools import cache
from itertools import chain, pairwise, zip_longest

from whodex.lexicon.given import is_given
from whodex.lexicon.learned import learned
from whodex.lexicon.lists import grammar, words
from whodex.lexicon.names import fold
from whodex.lexicon.places import Known, known
from whodex.lexicon.turns import label
from whodex.recognize.called_after import (
    SCREEN,
    called_after,
    is_animal,
    is_figure,
    is_from_work,
    is_group,
    is_in_a_thing,
    is_part,
    is_played,
)
from whodex.recognize.edges import function_words
from whodex.values.article import EntityType
from whodex.values.entities import Name

OUTLET = 0.15  # vote for an organization from which a single word that reports is an outlet
LIKELY_FULL = 0.7  # vote from which several words are likely somebody's full name
WINDOW = 100  # letters that are looked at on each side

BEFORE = re.compile(r"([^\W\d_][\w’'-]*)([.,:]?)\s[“\"‘']?\Z")
LETTERS_OF = re.compile(r"\b((?:[\w-]+\s){2,6})\(([A-Z]{2,5})\)\s\Z")  # "director general (DG) "
AFTER = re.compile(
    r"\b(?:(?:re)?named\s(?:after|for)|in\s(?:hono(?:u)?r|memory)\sof)\s(?:the\slate\s)?\Z"
)
NAMED_AS = re.compile(r"\b([a-z]+)\s(?:called|named)\s\Z")  # "an engineer named "
APPOSED = re.compile(r"\b[a-z]+\s((?:[A-Z][a-z]+\s)?[A-Z][a-z]+),\s\Z")  # "the Space Telescope, "
KIN_OF = re.compile(r"\b([a-z]+)\sof\s\Z")
NAMED = re.compile(
    r"(?:\b(?:(?:by|of|that|reportedly|allegedly)\sone|identified as|lbw b)"
    r"|[\w)]\s[cb])\s\Z"
)
BY = re.compile(r"\b(?:by|like|of one|according to|named)\s\Z")
CREDIT = re.compile(
    r"(?:\b(?:[Ii]mage|[Pp]hoto|[Pp]icture|[Pp]hotograph|[Cc]redit|[Cc]ourtesy|[Vv]ideo)s?"
    r"(?::| by| of)\s|\b(?:REUTERS|AP|AFP|EPA|PA|Reuters|Getty Images|Handout)\s?/\s?)\Z"
)
ARTICLE = re.compile(r"\b(?:[Tt]he|[Aa]n?|[Ii]ts|[Oo]ur|THE)\s[“\"‘']?\Z")
WHERE = re.compile(
    r"\b(?:[Ii]n|[Nn]ear|[Ii]nto|[Aa]cross|[Tt]hroughout)(?:\sthe)?\s\Z"
    r"|\b(?:town|village|city|province|district|region|island|valley|state)s?\sof\s\Z"
)
VERB = re.compile(r"\s(?:\w+ly\s|also\s|has\s|had\s)?([a-z][\w-]*)")
ITSELF = re.compile(r"\s(\w+)(?:\sthat)?\sit\b")  # "said it would"
AGE = re.compile(
    r",\s(?:now\s|then\s|aged?\s)?\d{1,2},|\s\((?:aged\s)?\d{2}\)|,?\saged\s\d"
    r"|\s\((?:born|b\.)\s(?:[\w.,]{1,12}\s){0,3}\d{4}\)"
)
OLD = re.compile(r"\s(?:is|was|turned|turns)\s\d{1,3}\b(?![.,:-]?\d|\s?(?:percent|per cent|%))")
LIFE = re.compile(r"\s(?:was|is)\s(?:born|married|buried|survived\sby|jailed|arrested)\b|\sdied\b")
ROLE_OF = re.compile(
    r"\b([A-Za-z][\w-]*)\s(?:of|at|for)\s[^.,;:!?”\"]{1,60},\s\Z"
)  # "head of the firm, "
OFFICE_OF_BODY = re.compile(  # "president of the Chess Federation "
    r"\b([A-Za-z][\w-]*)\sof\s(?:the\s)?(?:[A-Z][\w’'-]*\s){1,5}\Z"
)
CASE = re.compile(r"\b(?:ruling|decision|dissent|judgment|opinion|verdict)\sin\s\Z")
WROTE = re.compile(r"\b(?:book|novel|poem|essay|memoir|play)s?\s(?:[a-z]+\s)?by\s[(\[]?\Z")
NICKNAME = re.compile(r"\b(?:nickname|surnamed)\s[“\"‘']?\Z")
WHO = re.compile(r",?\s(?:who|whom)\b")
WHICH = re.compile(r",?\swhich\b")
PRONOUN = re.compile(
    r"(?!,\s(?:he|she)\b)[^.!?\n]*?[\s(“\"](?:he|she|him|himself|herself|his|her)\b"
)
OPENED = re.compile(r"(?:\A|[.!?][”\"]?\s)(?:(?:And|But|So)\s)?\Z")  # a sentence does
RESUMED = re.compile(r",\s(?:he|she)\s(?:does|has|is)\b")  # "And Ada Holm, she does live here"
OWNED = re.compile(r"\s?['’]\s?s?\s((?:[a-z][\w-]*\s?){1,2})")
IS_A = re.compile(r"(?:\s(?:is|was|are|were)|,)\s(?:an?|the)\s((?:[\w’'-]+\s?){1,6})")
JOB = re.compile(
    r",\s(?:an?|the)\s(?:[\w’'-]+\s){0,3}?([a-z-]+)(?=[,.]|\s(?:at|of|in|for|from|with|who|whose)\b)"
)  # ", a chemistry researcher at"
IS_OF = re.compile(
    r"(?:,|\s(?:is|was|became))\s((?:[a-z][\w-]*\s){1,4})(?:of|at|for)\s"
)  # ", president of the"
MODIFIES = re.compile(r"(?:\s?['’]\s?s)?\s([a-z][\w-]*)")
THE = re.compile(r"(?:\b[Tt]he|['’]s)\s\Z")  # "the" or "Lund's" before "Ada Holm telescope"
EPONYM = re.compile(r"\s([a-z]+)\b(?:\s([a-z]+)\b)?")
PROPER_EPONYM = re.compile(r"\s([A-Z][a-z]+)\b(?:\s([A-Z][a-z]+)\b)?")
SETTLEMENT = re.compile(
    r"\b[Tt]he\s(?:(?!home|native|birth)[A-Za-z-]+\s){0,2}"
    r"(?:town|village|hamlet|settlement|suburb|municipality)"
    r"(?:\sof)?\s\Z"
    r"|\b(?:residents?|inhabitants?|natives?|villagers|outskirts)\sof\s\Z"
    r"|\b(?:abbey|convent|fortress|harbour|monastery|oasis|valley)\sof\s\Z"
)
TO = re.compile(r"\b(?:[Ii]n|[Nn]ear|to|from|at|outside|[Aa]round)\s\Z")
REGION = re.compile(r",\s([A-Z][a-z]+(?:\s[A-Z][a-z]+)?)\b")
ANIMAL = re.compile(
    r",\san?\s(?:[a-z\d-]+\s){0,3}?([a-z]+)(?=[,.;]|\s(?:that|which|who|in|from|at|with|was|is|had)\b)"
)
# "Roger that": radio talk
CONFIRMS = re.compile(r"\s(?:that|wilco|out|over)\b|,\s(?:wilco|copy|copied|over|tower|control)\b")
REPORTS = re.compile(r"\s(?:first\s|also\s|had\s)?report(?:s|ed)\b(?!\s(?:to|for)\b)")
# not "titled": works are called after people
CALLED = re.compile(r"\b([a-z-]+)\s(?:called|dubbed)\s(?:the\s)?[“\"‘']?\Z")
POSSESSIVE = re.compile(r"['’]s\s")
SUCH_AS = re.compile(r"\b([a-z]+)s,?\s(?:such\sas|including|like)\s(?:the\s)?\Z")
MAKER = re.compile(r"\b[A-Z]\w+\sby\s\Z")  # "Led by Ada Holm, the company grew"
WORK = re.compile(r"(?:[”\"]\s|\s[(\[])by\s[A-Z]")  # "Ada Holm" by Eva Bok
OF_WHICH = re.compile(r"\s(?:is|was)\san?\s(?:[\w’'-]+\s){1,4}which\b")
FOUNDED = re.compile(r"\s(?:was|is)\s(?:\w+ly\s)?(?:founded|launched)\b")
WORD_FOR = re.compile(
    r"\s(?:is|was|means)\s(?:an?\s|the\s)?(?:[\w-]+\s){0,3}(?:word|term|name)\sfor\b"
)
ROLE_AT = re.compile(r"\b([a-z]+)\sat\s\Z")  # "an analyst at "
HEAD_OF = re.compile(r"\b([A-Za-z-]+)\sof\s\Z")
FROM_SAID = re.compile(r"\sfrom\s(?:the\s)?[^.,;:!?]{1,50}?\s(?:said|says|told)\b")
PATH = re.compile(
    r"\b(?:arriv|born|borne|drove|fled|flew|journey|liv|mov|return|sail|settl|travel|trip|voyag|walk)\w*"
    r"\s(?:\w+ly\s|back\s|down\s|up\s)?(?:to|from|in|at)\s\Z"
)
OF_THE = re.compile(r"\b[Tt]he\s(?:[\w-]+\s){0,2}\Z")
IN_OFFICE = re.compile(r"\s(?:administration|dictatorship|premiership|presidency)\b")
ALL_KIN = re.compile(r"\s(?:brothers|sisters|twins)\b")
IN_ITS = re.compile(r",\s(?:in|with|through|via|on)\sits\b")
MODEL = re.compile(r"['’]s\s[A-Z][a-z]+\s\d+\s(?:is|has|was)\b")
SERIES = re.compile(r",\s([a-z]+)\s(?:and|yet|but)\s(?:still\s|always\s)?([a-z]+)")
PLAYS = re.compile(
    r",?\s(?:(?:who|also|is|was|will|star(?:s|red|ring)?|appear(?:s|ed|ing)?|return(?:s|ed|ing)?|cast)\s){0,3}"
    r"(?:(?:play|portray|voic)(?:e?s|e?d|ing|e)?|as)\s(?:(?:an?|the)\s)?(?:[a-z-]+\s){0,2}"
)  # "Ada Holm, who plays the cook" Nora Bok, "Ada Holm stars as" her
PLAYED_BY = re.compile(
    r",?\s(?:(?:who|is|was)\s){0,2}(?:played|portrayed|voiced)\sby\s(?:the\s)?(?:[a-z-]+\s){0,2}"
)
REPORTED = re.compile(r"\b([A-Z][\w’'-]*)\s(?:also\s)?(?:said|told|added|wrote)\b")
TITLE = re.compile(r"[“\"‘][A-Z][^”\"’.!?]{1,60}[”\"’]")
WORK_NOUN = re.compile(rf"\b(?:{'|'.join(sorted(words('works')))})\b")
SENTENCES = re.compile(r"[.!?][”\"]?\s(?=[A-Z“\"]|\Z)")
SENTENCE = 250  # letters on each side in which the sentence of a work begins and ends
LED_UP = re.compile(  # "In the film, "
    r"(?:\A|[.!?;:,”\"]\s)(?:and\s|but\s)?"
    r"(?:[Ii]n|[Aa]t|[Oo]n|[Aa]fter|[Ff]or|[Ff]rom|[Ww]ith)\s[^.,;:!?]{1,60},\s\Z"
)
PARAGRAPH = 1000  # letters on each side in which a film is spoken of that has a title there
YEAR = re.compile(r"\b(?:1[5-9]|20)\d\d\b")
CAST_OPENS = re.compile(r"\s\((?:(?:played|portrayed|voiced)\sby\s)?(?:an?(?:\s[a-z-]+){1,4}\s)?")
CAST_CLOSES = re.compile(r"\)|\sin\s[^()]{1,80}\)")  # "(Ada Holm in a strong performance)"
MARKS = "'\"‘’“”"  # around a nickname
ON_SCREEN = 3  # words of films before an article is of one
LIVED = re.compile(r"\b(?:biography|biopic|documentary|historic(?:al)?|real-life|true\sstory)\b")
JOINED = re.compile(r"(?:,|,?\s(?:and|or|c|b|&)|;|/|\sc\s&\sb)?\s?[\d\s.,*()-]{0,12}")
JOINED_PARTS = re.compile(r"-u[lrd]d?-|\b(?:bin|ibn|abu)\b", re.IGNORECASE)
THING = re.compile(r"\b([^\W\d_]+)\s(?=([A-Z][\w’'-]+)(\s[A-Z][\w’'-]+)?)")


@dataclass(slots=True)
class Signs:
    """How often an article shows of a form that it is a person's, or does what people do.

    `thing` counts what speaks for a thing, `noun` those of these that name it ("the app"), `firm`
    what only organizations have, `where` how often something is in it; `near` those of `human` that
    stand at the name itself, `job` those that no thing has: an age, a calling; `unreal` how often
    it is said to be an animal, a god or a character, `credited` how often a picture has it.
    """

    human: int = 0
    near: int = 0
    job: int = 0
    verb: int = 0
    thing: int = 0
    noun: int = 0
    firm: int = 0
    where: int = 0
    unreal: int = 0
    credited: int = 0

    @property
    def against(self) -> int:
        """How much speaks against a person."""
        return self.thing + self.firm

    def __add__(self, other: "Signs") -> "Signs":
        """Count both."""
        return Signs(*map(sum, zip(astuple(self), astuple(other), strict=True)))


def signs_of(texts: Sequence[str], names: Sequence[Name]) -> dict[str, Signs]:
    """Count the signs of each folded form of `names`, which stand in the blocks `texts`."""
    signs: dict[str, Signs] = defaultdict(Signs)
    for name, following in zip_longest(names, names[1:]):
        text, shown = texts[name.block], signs[fold(name.text)]
        before = text[max(0, name.start - WINDOW) : name.start]
        after = text[name.end : name.end + WINDOW]
        beside = following and following.block == name.block
        _word_before(before, name, shown)
        _named_so(before, name, shown)
        _apposed(before, after, shown)
        _label(before, after, name, shown)
        _article_and_place(before, after, shown)
        _kind_of_thing(before, after, shown)
        _called_after(text, name, shown)
        _settlement(before, after, name, shown)
        _office_and_post(before, after, name, shown)
        _product(before, after, shown)
        _outlet(after, name, shown)
        _radio(after, name, shown)
        _verb_behind(after, shown)
        own = text[name.end : following.start] if beside else after
        _person_behind(before, after, own, shown)
        _owner(after, shown)
        _said_to_be(before, after, name, shown)
    _cast(texts, names, signs)
    _roles(texts, names, signs)
    _things(texts, signs)
    _lists(texts, names, signs)
    return signs


def _cast(texts: Sequence[str], names: Sequence[Name], signs: Mapping[str, Signs]) -> None:
    """Characters of a film with who plays them in brackets behind: "Emma (Ada Holm)".

    Of two full names either may play the other, unless one such character has a single name.
    Who has lived, as a film's history or an office before the name tells, stays somebody.
    """
    told = sum(len(SCREEN.findall(text)) for text in texts)
    if told < ON_SCREEN or any(LIVED.search(text) for text in texts):
        return
    played = [
        name
        for name, actor in pairwise(names)
        if name.block == actor.block
        and name.type is EntityType.PERSON
        and CAST_OPENS.fullmatch(texts[name.block], name.end, actor.start)
        and CAST_CLOSES.match(texts[actor.block], actor.end)
        and " " in actor.text
        and set(fold(name.text).split()).isdisjoint(fold(actor.text).split())
    ]
    sure = {form for name in played if not signs[form := fold(name.text)].near}
    if any(" " not in form for form in sure):
        spoken = _reporting(texts)
        lived = {fold(n.text) for n in played if _has_lived(n, texts[n.block], spoken)}
        unreal = sure | {fold(name.text) for name in played} - lived
        forms = {fold(name.text) for name in names} - unreal
        others = {word for form in forms if " " in form for word in form.split()}
        parts = {word.strip(MARKS) for form in unreal for word in form.split()} - others
        for form in unreal | parts & forms:
            signs[form].unreal += 1


def _roles(texts: Sequence[str], names: Sequence[Name], signs: Mapping[str, Signs]) -> None:
    """Characters whom a sentence on a work names with who plays them: "Ada Holm as Nora Bok".

    Whoever has an office or a year there, or has told the press something, has lived.
    """
    if any(LIVED.search(text) for text in texts):
        return
    spoken: set[str] | None = None
    played, actors = set[str](), set[str]()
    for first, second in pairwise(names):
        if first.block != second.block or not first.type is second.type is EntityType.PERSON:
            continue
        text = texts[first.block]
        between = text[first.end : second.start]
        played_by = PLAYED_BY.fullmatch(between)
        role = first if played_by else second if PLAYS.fullmatch(between) else None
        if role is None or " " not in role.text:
            continue
        if spoken is None:
            spoken = _reporting(texts)
        if _is_of_a_work(text, first.start, second.end) and not _has_lived(
            role, text, spoken, words("offices")
        ):
            played.add(fold(role.text))
            actors.add(fold((second if played_by else first).text))
    called = Counter(form.rpartition(" ")[2] for form in {fold(name.text) for name in names})
    for form in played - actors:
        signs[form].unreal += 1
        last = form.rpartition(" ")[2]
        if last in signs and called[last] == len((form, last)):  # nobody else is called so
            signs[last].unreal += 1


def _reporting(texts: Sequence[str]) -> set[str]:
    """The words right before which somebody says something: "Holm said"."""
    return set(chain.from_iterable(map(REPORTED.findall, texts)))


def _is_of_a_work(text: str, start: int, end: int) -> bool:
    """Whether the sentence from `start` to `end` speaks of a film, or names it in its paragraph."""
    near = text[max(0, start - SENTENCE) : start]
    begins = max((match.end() for match in SENTENCES.finditer(near)), default=0)
    behind = text[end : end + SENTENCE]
    ends = SENTENCES.search(behind)
    sentence = near[begins:] + text[start:end] + behind[: ends.start() if ends else SENTENCE]
    if TITLE.search(sentence):
        around = max(0, start - PARAGRAPH), end + PARAGRAPH
        return WORK_NOUN.search(text, *around) is not None
    return WORK_NOUN.search(sentence) is not None


def _has_lived(
    role: Name, text: str, spoken: Container[str], callings: frozenset[str] = frozenset()
) -> bool:
    """Whether what is played is likely somebody: known, in office, in a year, or quoted.

    Beside offices `callings` say so, too, where a role has none: "she plays the singer Ada Holm".
    """
    title = BEFORE.search(text, max(0, role.start - WINDOW), role.start)
    held = title is not None and fold(title[1]) in words("titles") | words("styles") | callings
    year = YEAR.search(text, role.end, role.end + WINDOW)
    last = role.text.rpartition(" ")[2]
    owner = text.startswith(("'", "’"), role.end)
    return bool(held or year or owner or fold(role.text) in learned().forms or last in spoken)


def _is_apposed(noun: re.Match[str], before: str) -> bool:
    """Whether "the film, Ada Holm, won" names the film: not "in the film, Ada Holm plays"."""
    return noun[1].islower() and LED_UP.search(before) is None


def _word_before(before: str, name: Name, shown: Signs) -> None:
    """A title, an office, kinship, a verb of saying; or the noun that says what a thing is."""
    match = BEFORE.search(before)
    if match is None:
        _show(shown, times=_are_letters_of_an_office(before))
        return
    word, mark = fold(match[1]), match[2]
    role = ROLE_OF.search(before) if mark == "," else None
    headed = OFFICE_OF_BODY.search(before) if _is_noun(word) and match[1].istitle() else None
    if any(said and fold(said[1]) in humans() for said in (role, headed)):
        _show(shown)
    elif _is_noun(word) and (not mark or (mark == "," and _is_apposed(match, before))):
        if not _may_be_people(word, name):
            shown.thing += 1
            shown.noun += 1
            shown.firm += word in words("organization-nouns")
    elif match[1] in words("titles-as-written") or word in humans():
        _show(shown)
    elif match[1] in words("outlet-words") and not mark:  # "state media Holm"
        shown.firm += 1
    elif word in acting():
        shown.verb += 1


def _are_letters_of_an_office(before: str) -> bool:
    """Whether an office and its letters stand before: "director general of police (DGP) "."""
    match = LETTERS_OF.search(before)
    said = [word for word in match[1].split() if word not in function_words()] if match else []
    said = said[-len(match[2]) :] if match else []
    initials = "".join(word[0] for word in said).upper()
    return bool(match and initials == match[2] and not humans().isdisjoint(map(fold, said)))


def _show(shown: Signs, *, times: bool | int = 1) -> None:
    """Count signs of a person that stand at the name."""
    shown.human += times
    shown.near += times


def _may_be_people(noun: str, name: Name) -> bool:
    """Whether a noun that people are called as well stands at what is likely a full name."""
    likely = " " in name.text and name.votes[:1] > (LIKELY_FULL,)
    return likely and noun in words("firms-or-people")


def _is_noun(word: str) -> bool:
    return word in words("thing-nouns") or word in words("organization-nouns")


def _named_so(before: str, name: Name, shown: Signs) -> None:
    """Words that lead to a person's name, a credit, or particles inside of it."""
    if CREDIT.search(before):
        shown.human += 1
        shown.credited += 1
    _show(shown, times=" " in name.text and bool(AFTER.search(before)))
    named = NAMED_AS.search(before)
    shown.job += bool(named and named[1] in humans())
    party = " " in name.text and not known(name.text) and CASE.search(before)
    _show(shown, times=bool(party or WROTE.search(before) or NICKNAME.search(before)))
    kin = KIN_OF.search(before)
    _show(shown, times=bool(kin and kin[1] in words("kinship")))
    shown.verb += bool(NAMED.search(before)) + bool(JOINED_PARTS.search(name.text))
    shown.verb += " " in name.text and bool(BY.search(before))


def _apposed(before: str, after: str, shown: Signs) -> None:
    """A thing that a general name leads up to: "the next Space Telescope, Ada Holm, will"."""
    match = APPOSED.search(before)
    if match is None or not after.startswith(","):
        return
    *said, noun = map(fold, match[1].split())
    if noun in words("eponymous-heads") and all(learned().small.get(w, -1) > 0 for w in said):
        shown.thing += 1
        shown.noun += 1


def _label(before: str, after: str, name: Name, shown: Signs) -> None:
    """A full name in the marks that open a turn of a transcript: "((Ada Lind)) We lost."."""
    found = label(before + name.text + after) if " " in name.text else None
    opens = found is not None and found.marked and found.start == len(before)
    shown.human += opens
    shown.near += opens


def _article_and_place(before: str, after: str, shown: Signs) -> None:
    """An article before a name that modifies no noun, and "in"."""
    modifies = MODIFIES.match(after)
    if ARTICLE.search(before) and (modifies is None or modifies[1] in _behind_a_name()):
        shown.thing += 1
    shown.where += bool(WHERE.search(before) or PATH.search(before)) and not CASE.search(before)


def _kind_of_thing(before: str, after: str, shown: Signs) -> None:
    """Its noun: "the X field", "a group called X", "towns such as X"; or a work's author."""
    behind, called, among = EPONYM.match(after), CALLED.search(before), SUCH_AS.search(before)
    eponym = THE.search(before) and _is_eponymous(behind)
    eponym = eponym or _is_eponymous(PROPER_EPONYM.match(after))
    noun = called and _is_noun(called[1])
    places = among and among[1] in words("place-nouns")
    own = POSSESSIVE.match(after)  # "bands such as Ada Holm's orchestra"
    many = among and (_is_noun(among[1]) or places) and not own
    if eponym or noun or many or WORK.match(after):
        shown.thing += 1
        shown.noun += 1
    shown.where += bool(places)
    _show(shown, times=bool(among and among[1] in humans() and not own))
    shown.thing += bool(OF_WHICH.match(after))


def _is_eponymous(behind: re.Match[str] | None) -> bool:
    """Whether one of two words behind a name says what is called after somebody."""
    return behind is not None and any(
        fold(word) in words("eponymous-nouns") for word in behind.groups() if word
    )


def _called_after(text: str, name: Name, shown: Signs) -> None:
    """What bears somebody's name: a prize, a ship, a group, a god, a part in a film."""
    before, after = (
        text[max(0, name.start - WINDOW) : name.start],
        text[name.end : name.end + WINDOW],
    )
    group = is_group(name.text, before, after)
    thing = group or is_in_a_thing(text, name.start, name.end)
    part = is_part(name.text, before, after)
    shown.noun += thing or part
    shown.thing += thing
    shown.firm += group
    unreal = part and (" " not in name.text or is_played(before))
    calling = BEFORE.search(before)  # "actress Ada Holm from the Moon Wars series"
    figure = is_from_work(after) and not (calling and fold(calling[1]) in humans())
    shown.unreal += is_figure(before, after) or unreal or figure
    if is_animal(name.text, before, after):
        _is_an_animals(shown)


def _is_an_animals(shown: Signs) -> None:
    """Count an animal's name."""
    shown.unreal += 1
    shown.noun += 1
    shown.thing += 1


def _office_and_post(before: str, after: str, name: Name, shown: Signs) -> None:
    """Who is in office: "the Holm administration"; where somebody has a post: "an analyst at X"."""
    if " " in name.text:
        return
    role, head = ROLE_AT.search(before), HEAD_OF.search(before)
    shown.thing += bool(role and role[1] in humans())
    shown.thing += bool(head and head[1].lower() in words("headed"))
    rules = known(name.text) < Known.CITY and IN_OFFICE.match(after)
    _show(shown, times=bool(OF_THE.search(before) and (rules or ALL_KIN.match(after))))


def _settlement(before: str, after: str, name: Name, shown: Signs) -> None:
    """A town: "the village of X"; or "in X, Ohio", which a person's full name may be, too."""
    region = REGION.match(after) if " " not in name.text and TO.search(before) else None
    parts = (region[1], region[1].partition(" ")[0]) if region else ()
    if SETTLEMENT.search(before) or any(known(part) is Known.REGION for part in parts):
        shown.thing += 1
        shown.noun += 1
        shown.where += 1


def _outlet(after: str, name: Name, shown: Signs) -> None:
    """What reports, and is likely no person's: "Zorvath reported that"."""
    likely = " " not in name.text and name.votes[1:2] >= (OUTLET,)
    shown.firm += likely and bool(REPORTS.match(after))


def _radio(after: str, name: Name, shown: Signs) -> None:
    """The word by which radio talk confirms: "Roger that"."""
    if name.text == "Roger" and CONFIRMS.match(after):
        shown.thing += 1
        shown.noun += 1


def _product(before: str, after: str, shown: Signs) -> None:
    """What only makers and sellers have; or an adjective that begins a sentence."""
    shown.firm += bool(IN_ITS.match(after)) + bool(MODEL.match(after))
    founded, word = bool(FOUNDED.match(after)), bool(WORD_FOR.match(after))
    shown.firm += founded
    shown.thing += word
    series = SERIES.match(after)
    begins = not before or before.endswith((". ", "? ", "! "))
    if series and begins and not {series[1], series[2]} & (humans() | function_words()):
        shown.thing += 1


def _verb_behind(after: str, shown: Signs) -> None:
    """A verb of saying or of what people do; an organization's if "it" follows."""
    match = VERB.match(after)
    shown.verb += bool(match and match[1] in acting())
    itself = ITSELF.match(after)
    shown.firm += bool(itself and itself[1] not in function_words() | grammar("links"))


def _person_behind(before: str, after: str, own: str, shown: Signs) -> None:
    """An age, "who", he or she in what belongs to no other name; or "which"."""
    _show(shown, times=any(said.match(after) for said in (AGE, OLD, LIFE, FROM_SAID)))
    job = JOB.match(after)
    called = job is not None and job[1] in humans() - words("firms-or-people")
    shown.job += bool(AGE.match(after)) or called
    _show(shown, times=bool(OPENED.search(before) and RESUMED.match(after)))
    shown.human += bool(WHO.match(after)) + bool(PRONOUN.match(own[:WINDOW]))
    ruled = CASE.search(before) is not None  # "the ruling in Ada Holm, which held"
    shown.thing += bool(WHICH.match(after)) and not shown.verb and not ruled


def _owner(after: str, shown: Signs) -> None:
    """What a name owns: a mother or shares."""
    if match := OWNED.match(after):
        owned = set(match[1].split())
        _show(shown, times=not owned.isdisjoint(words("kinship") | words("owned-by-people")))
        shown.firm += not owned.isdisjoint(words("owned-by-firms"))


def _said_to_be(before: str, after: str, name: Name, shown: Signs) -> None:
    """What a name is said to be: "is an app", ", a singer"."""
    animal = ANIMAL.match(after)
    if animal and animal[1] in words("animal-nouns"):
        _is_an_animals(shown)
    match = IS_A.match(after) or IS_OF.match(after)
    if match and match[0][0] == "," and MAKER.search(before):
        return
    said = {fold(word) for word in match[1].split()} if match else set()
    said = {word for word in said if not _may_be_people(word, name)}
    if said & humans():
        _show(shown)
    elif said & words("organization-nouns"):
        shown.firm += 1
    elif said & words("thing-nouns"):
        shown.thing += 1
        shown.noun += 1


def _things(texts: Sequence[str], signs: dict[str, Signs]) -> None:
    """Things' nouns beside a form where the model saw no name: "Typhoon Marisol", "Holm Prize"."""
    for parts in chain.from_iterable(map(called_after, texts)):
        for form in {fold(" ".join(parts)), fold(parts[-1])} & signs.keys():
            signs[form].noun += 1
    for form in chain.from_iterable(map(things_in, texts)):
        if form in signs:
            signs[form].thing += 1
            signs[form].noun += 1


def things_in(text: str, *, alone: bool = False) -> Iterator[str]:
    """Yield what is called by things' nouns, folded: "Typhoon Marisol", "the trawler Ada Holm".

    Of ships two words, too; of what else one: "the film Ada Holm made" has another name. With
    `alone` only words behind which no name goes on.
    """
    for match in THING.finditer(text):
        noun = fold(match[1])
        ship = noun in words("ship-nouns") or match[1] in words("ship-prefixes")
        if (ship or noun in words("thing-nouns")) and not (alone and match[3]):
            yield fold(match[2])
            if ship and match[3]:
                yield fold(match[2] + match[3])


def _lists(texts: Sequence[str], names: Sequence[Name], signs: dict[str, Signs]) -> None:
    """Names in a list, of which one is plainly a person's, or an organization's by its head."""
    for name, following in pairwise(names):
        if _is_beside_an_organization(texts, name, following):
            signs[fold(following.text)].firm += 1
        if name.block != following.block or not name.type is following.type is EntityType.PERSON:
            continue
        if JOINED.fullmatch(texts[name.block], name.end, following.start):
            first, second = signs[fold(name.text)], signs[fold(following.text)]
            plain = _is_plain(name, first), _is_plain(following, second)
            first.verb, second.verb = first.verb + plain[1], second.verb + plain[0]


def _is_beside_an_organization(texts: Sequence[str], name: Name, following: Name) -> bool:
    """Whether "and" joins a name that begins with initials to an organization's: "and UC Davis"."""
    if name.block != following.block or name.type is not EntityType.ORGANIZATION:
        return False
    between = texts[name.block][name.end : following.start]
    headed = not words("organization-heads").isdisjoint(fold(name.text).split())
    first, _, rest = following.text.partition(" ")
    return between == " and " and headed and bool(rest) and first.isupper() and first.isalpha()


def _is_plain(name: Name, shown: Signs) -> bool:
    """Whether a name is so plainly a person's that its neighbours in a list are people's."""
    first, *rest = fold(name.text).split()
    if shown.human:
        return True
    if rest:
        return is_given(first) or len(first) == 1
    return is_given(first) and bool(learned().words.get(first, {}).get("given"))


@cache
def humans() -> frozenset[str]:
    """Words before a name, or of which somebody is one, that only people bear."""
    kinds = ("titles", "styles", "offices", "trades", "kinship")
    return frozenset(chain.from_iterable(map(words, kinds))) - words("thing-nouns")


@cache
def acting() -> frozenset[str]:
    """Verbs of saying and of what people do, in all their forms."""
    return frozenset(" ".join(words("speech-verbs")).split()) | words("human-verbs")


@cache
def _behind_a_name() -> frozenset[str]:
    """Small words before which a name stands by itself: "the Kestrel has", not "the Holm case"."""
    spoken = " ".join(words("speech-verbs")).split()
    verbs = (verb for verb in spoken if verb.endswith(("s", "d")))  # "the Holm quote" is none
    return function_words() | grammar("forms of be", "helping verbs") | frozenset(verbs)
