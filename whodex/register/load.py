"""The only reader of the register: people, organizations, places and decisions, from YAML."""

from collections.abc import Hashable, Iterator, Sequence
from pathlib import Path
from typing import Annotated, Any, Literal

import yaml
from pydantic import BaseModel, ConfigDict, Field, StringConstraints, TypeAdapter, ValidationError

from whodex.lexicon.names import fold
from whodex.values.article import INDEX, EntityType
from whodex.values.authorities import AUTHORITIES, Authority
from whodex.values.entities import AuthorityId, Entity
from whodex.values.errors import Problem
from whodex.values.register import Decision, Meaning, NotAName, Register

FILES = {
    "people.yml": EntityType.PERSON,
    "organizations.yml": EntityType.ORGANIZATION,
    "places.yml": EntityType.PLACE,
}
DECISIONS = "decisions.yml"
ENTRY_EXAMPLE = "anna-lind: {name: Anna Lind, aliases: [Anna M. Lind]}"
IDS_EXAMPLE = "ids: {wikidata: {value: Q1, sources: [where it was looked up]}}"
DECISION_EXAMPLE = "- same: [anna-lind, anna-m-lind]"

Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
Id = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
Pair = Annotated[list[Id], Field(min_length=2, max_length=2)]


class Strict(BaseModel):
    """A mapping in a register file; a field that isn't listed is an error."""

    model_config = ConfigDict(extra="forbid", strict=True)


class Looked(Strict):
    """An identifier and where it was looked up."""

    value: Text
    sources: Annotated[list[Text], Field(min_length=1)]
    confidence: Literal["one source"] | None = None


class Entry(Strict):
    """One entity."""

    name: Text
    aliases: list[Text] = []
    ids: dict[str, Looked] = {}


class Same(Strict):
    """Two ids are one entity; the first is kept."""

    same: Pair


class Different(Strict):
    """Two ids are never one entity."""

    different: Pair


class NoName(Strict):
    """A surface form that names nobody."""

    not_a_name: Text
    in_: Id | None = Field(None, alias="in")


class Means(Strict):
    """What a surface form means in one article."""

    in_: Id = Field(alias="in")
    text: Text
    is_: Id = Field(alias="is")


SHAPES: dict[str, type[Same | Different | NoName | Means]] = {
    "same": Same,
    "different": Different,
    "not_a_name": NoName,
    "is": Means,
}


def load(
    folder: Path, authorities: Sequence[Authority] = AUTHORITIES
) -> tuple[Register, tuple[Problem, ...]]:
    """Read the register in `folder`: what is right, and a problem for each entry that is wrong.

    A wrong entry is left out and the others count. A missing file is an empty one; a missing
    folder is a problem. Identifiers are those of `authorities`.
    """
    if not folder.is_dir():
        return Register(), (Problem(folder, None, "there is no such folder", "--no-register"),)
    problems: list[Problem] = []
    entities: dict[str, Entity] = {}
    claimed: dict[tuple[EntityType, str], str] = {}
    for name, entity_type in FILES.items():
        file = folder / name
        for line, entity in _entities(file, entity_type, authorities, problems):
            clash = _clash(entity, entities, claimed)
            if clash:
                problems.append(Problem(file, line, clash, ENTRY_EXAMPLE))
                continue
            entities[entity.id] = entity
            claimed |= {(entity_type, fold(form)): entity.id for form in entity.aliases}
    register = _decided(tuple(entities.values()), folder / DECISIONS, problems)
    return register, tuple(problems)


def _entities(
    file: Path,
    entity_type: EntityType,
    authorities: Sequence[Authority],
    problems: list[Problem],
) -> Iterator[tuple[int, Entity]]:
    """The entries of one file that are right by themselves, each with its line."""
    tree = _tree(file, problems)
    if tree is None:
        return
    if not isinstance(tree, yaml.MappingNode):
        problems.append(_shape(file, tree, "ids with their entries", ENTRY_EXAMPLE))
        return
    for key, value in tree.value:
        line = key.start_mark.line + 1
        try:
            entity_id = TypeAdapter(Id).validate_python(key.value)
            entry = Entry.model_validate(_plain(value))
        except ValidationError as error:
            problems += _wrong(file, value, error, line, ENTRY_EXAMPLE)
            continue
        if amiss := list(_amiss(file, value, entry, authorities)):
            problems += amiss
        else:
            yield line, _entity(entity_id, entry, entity_type, authorities)


def _amiss(
    file: Path, node: yaml.Node, entry: Entry, authorities: Sequence[Authority]
) -> Iterator[Problem]:
    """Each identifier of an unknown authority, or that looks like none of its authority."""
    known = {one.key: one for one in authorities}
    for key, looked in entry.ids.items():
        if key not in known:
            message = (
                f"there is no authority file {key!r}: known are {', '.join(known)}; "
                "the setting “authorities” names others"
            )
            yield Problem(file, _line(node, ("ids", key)), message, IDS_EXAMPLE)
        elif not known[key].fits(looked.value):
            message = f"{looked.value!r} isn't an identifier of {known[key].name}"
            line = _line(node, ("ids", key, "value"))
            yield Problem(file, line, message, f"value: {known[key].example}")


def _entity(
    entity_id: str, entry: Entry, entity_type: EntityType, authorities: Sequence[Authority]
) -> Entity:
    ids = tuple(
        AuthorityId(one.key, looked.value, tuple(looked.sources))
        for one in authorities
        if (looked := entry.ids.get(one.key))
    )
    forms = tuple(dict.fromkeys((entry.name, *entry.aliases)))
    return Entity(entity_id, entity_type, entry.name, forms, ids)


def _clash(
    entity: Entity, entities: dict[str, Entity], claimed: dict[tuple[EntityType, str], str]
) -> str | None:
    """Say what an entry takes that belongs to another."""
    if entity.id == INDEX:
        return "the address of the id 'index' is the list of all; give it another"
    if entity.id in entities:
        return f"the id {entity.id!r} stands twice in the register; give one of them another"
    for form in entity.aliases:
        other = claimed.get((entity.type, fold(form)))
        if other:
            return f"{form!r} is already a name of {other!r}; leave it to one of the two"
    return None


def _decided(entities: tuple[Entity, ...], file: Path, problems: list[Problem]) -> Register:
    """The register with its decisions."""
    found: list[tuple[int, Same | Different | NoName | Means]] = []
    tree = _tree(file, problems)
    if tree is not None and not isinstance(tree, yaml.SequenceNode):
        problems.append(_shape(file, tree, "a list of decisions", DECISION_EXAMPLE))
        tree = None
    for node in tree.value if tree else ():
        line = node.start_mark.line + 1
        fields = _plain(node)
        shape = next(
            (SHAPES[key] for key in SHAPES if isinstance(fields, dict) and key in fields), None
        )
        if shape is None:
            known = "same, different, not_a_name or in/text/is"
            problems.append(Problem(file, line, f"a decision is one of {known}", DECISION_EXAMPLE))
            continue
        try:
            found.append((line, shape.model_validate(fields)))
        except ValidationError as error:
            problems += _wrong(file, node, error, line, DECISION_EXAMPLE)
    pairs = [(line, d.same[0], d.same[1]) for line, d in found if isinstance(d, Same)]
    return Register(
        entities=entities,
        same=tuple(_without_cycles(file, pairs, problems)),
        different=tuple(
            (d.different[0], d.different[1]) for _, d in found if isinstance(d, Different)
        ),
        not_names=tuple(NotAName(d.not_a_name, d.in_) for _, d in found if isinstance(d, NoName)),
        meanings=tuple(Meaning(d.in_, d.text, d.is_) for _, d in found if isinstance(d, Means)),
        decisions=tuple(_where(file, line, d) for line, d in found),
    )


def _where(file: Path, line: int, decision: Same | Different | NoName | Means) -> Decision:
    if isinstance(decision, Same):
        return Decision(file, line, tuple(decision.same))
    if isinstance(decision, Different):
        return Decision(file, line, tuple(decision.different))
    if isinstance(decision, NoName):
        return Decision(file, line, article=decision.in_, text=decision.not_a_name)
    return Decision(file, line, (decision.is_,), decision.in_, decision.text)


def _without_cycles(
    file: Path, pairs: list[tuple[int, str, str]], problems: list[Problem]
) -> Iterator[tuple[str, str]]:
    """Leave out a pair that would send an id back to itself."""
    kept_for: dict[str, str] = {}
    for line, kept, dropped in pairs:
        end = kept
        while end in kept_for:
            end = kept_for[end]
        if end == dropped or dropped in kept_for:
            message = f"{dropped!r} can't be given up for {kept!r}: an earlier line says otherwise"
            problems.append(Problem(file, line, message, DECISION_EXAMPLE))
            continue
        kept_for[dropped] = kept
        yield kept, dropped


def _tree(file: Path, problems: list[Problem]) -> yaml.Node | None:
    """The YAML of a file as nodes, which know their lines; None where there is nothing to read."""
    if not file.exists():
        return None
    try:
        text = file.read_text(encoding="utf-8-sig")
        tree = yaml.compose(text, Loader=yaml.SafeLoader)
        if tree is not None:
            _refuse_aliases(text)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        line = mark.line + 1 if mark else None
        problems.append(Problem(file, line, f"not YAML: {error.problem}", ENTRY_EXAMPLE))
    except (yaml.YAMLError, UnicodeDecodeError, OSError) as error:
        problems.append(Problem(file, None, f"can't be read: {error}", "YAML in UTF-8"))
    else:
        return tree
    return None


def _refuse_aliases(text: str) -> None:
    """Refuse YAML's own anchors: they can make a file that contains itself."""
    for token in yaml.scan(text, Loader=yaml.SafeLoader):
        if isinstance(token, yaml.AliasToken):
            problem = f"the alias *{token.value} isn't used here; write the entry out"
            raise yaml.MarkedYAMLError(problem=problem, problem_mark=token.start_mark)


def _plain(node: yaml.Node) -> Any:  # noqa: ANN401 - whatever the YAML holds; pydantic checks it
    return yaml.SafeLoader("").construct_object(node, deep=True)


def _wrong(
    file: Path, node: yaml.Node, error: ValidationError, line: int, example: str
) -> Iterator[Problem]:
    """Each complaint of pydantic, with the line of the node it is about."""
    for complaint in error.errors():
        where = complaint["loc"]
        field = ".".join(map(str, where))
        message = complaint["msg"] + (f" in {field!r}" if field else "")
        yield Problem(file, _line(node, where) or line, message, example)


def _line(node: yaml.Node, where: tuple[Hashable, ...]) -> int | None:
    """Follow a path of keys and indexes down the nodes; the last line that it reaches."""
    line = None
    for step in where:
        if isinstance(node, yaml.MappingNode):
            pair = next((p for p in node.value if p[0].value == step), None)
            if pair is None:
                return line
            line, node = pair[0].start_mark.line + 1, pair[1]
        elif (
            isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value)
        ):
            node = node.value[step]
            line = node.start_mark.line + 1
    return line


def _shape(file: Path, node: yaml.Node, expected: str, example: str) -> Problem:
    return Problem(file, node.start_mark.line + 1, f"should hold {expected}", example)
