"""Grow the register from a table: `python -m whodex.register.grow FILE.csv --into people.yml`.

Three kinds of table are known: the result of a Wikidata query (`item`, `itemLabel` and, as it may
be, `itemAltLabel` or `aliases`), OpenSanctions' `targets.simple.csv`, and the site's own
`data/reconcile.csv` as it comes back from OpenRefine, with columns of identifiers. What stands in
the file of the register, comments included, stays as it is: entities are added at its end, and
identifiers to those that it has.
"""

import argparse
import csv
import re
import sys
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import yaml
from slugify import slugify

from whodex.lexicon.names import fold, person_name
from whodex.register.amend import amended
from whodex.register.load import FILES, IDS_EXAMPLE, load
from whodex.values.article import EntityType
from whodex.values.authorities import AUTHORITIES, Authority
from whodex.values.cells import read_cell
from whodex.values.entities import Entity
from whodex.values.errors import Problem, WhodexError
from whodex.values.register import Register
from whodex.values.settings import authorities as named_in

ITEM = re.compile(r"(?:^|/)(Q[1-9][0-9]*)$")
SCHEMAS = {
    "Person": EntityType.PERSON,
    "Organization": EntityType.ORGANIZATION,
    "Company": EntityType.ORGANIZATION,
    "LegalEntity": EntityType.ORGANIZATION,
    "PublicBody": EntityType.ORGANIZATION,
}
SEPARATORS = {"aliases": r"[;|]", "itemAltLabel": r",\s"}
OURS = {"id", "kind", "name"}  # columns that data/reconcile.csv has
COLUMNS = "item,itemLabel,itemAltLabel or id,schema,name,aliases or id,kind,name,wikidata"
ONE = "one entry for one entity"


@dataclass(frozen=True, slots=True)
class Row:
    """One entity of a table: its id in the register, its name, identifiers by authority file."""

    line: int
    id: str
    name: str
    aliases: tuple[str, ...]
    ids: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Grown:
    """The ids of new entries and of those that got identifiers, and the rows that have none.

    `problems` has one for each row that isn't added: it has no name, or its name, alias or
    identifier is another's.
    """

    added: tuple[str, ...] = ()
    amended: tuple[str, ...] = ()
    without: int = 0
    problems: tuple[Problem, ...] = ()


@dataclass(slots=True)
class Table:
    """The rows of a table that have identifiers, how many have none, and what is wrong.

    Of the site's own, `ours`, it is noted which ids are `called` alike.
    """

    ours: bool = False
    rows: dict[str, Row] = field(default_factory=dict)
    called: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    without: int = 0
    problems: list[Problem] = field(default_factory=list)


def grow(
    table: Path, into: Path, source: str, authorities: Sequence[Authority] = AUTHORITIES
) -> Grown:
    """Add the entities of `table` to `into`, a file of the register; `source` backs their ids.

    An entity of the site's own table that the register has gets the identifiers that it lacks.
    Nothing is written if nothing is new or the register itself has problems.
    """
    register, problems = load(into.parent, authorities)
    if problems:
        return Grown(problems=problems)
    kind = FILES[into.name]
    read = _read(table, kind, authorities)
    known = {entity.id: entity for entity in register.entities if entity.type is kind}
    entries: dict[str, dict[str, object]] = {}
    more: dict[str, dict[str, object]] = {}
    taken = _taken(register, kind)
    for row in read.rows.values():
        entity = known.get(row.id) if read.ours else None
        if message := _objection(row, entity, taken, read):
            read.problems.append(Problem(table, row.line, message, ONE))
        elif entity is None:
            entries[row.id] = _entry(row, source)
        elif lacking := _lacking(row, entity):
            more[row.id] = _identifiers(lacking, source)
        if not message:
            taken |= dict.fromkeys(_keys(row), row.id)
    if entries or more:
        left = _write(into, entries, more)
        read.problems += left
        more = {} if left else more
    return Grown(tuple(entries), tuple(more), read.without, tuple(read.problems))


def _objection(row: Row, entity: Entity | None, taken: Mapping[str, str], read: Table) -> str:
    """Say why a row isn't added to the register, or to an `entity` that the register has."""
    for given in entity.authority_ids if entity else ():
        if row.ids.get(given.authority, given.value) != given.value:
            value = row.ids[given.authority]
            return f"{given.authority} {value!r} isn't added: {row.id!r} has {given.value!r}"
    own = entity and entity.id
    clash = next((key for key in _keys(row) if taken.get(key, own) != own), None)
    if clash:
        return f"{row.name!r} isn't added: {taken[clash]!r} has {clash!r} already"
    if entity is None and len(read.called[fold(row.name)]) > 1:
        return f"{row.name!r} isn't added: several in the table are called so; write each by hand"
    return ""


def _keys(row: Row) -> list[str]:
    """Return what an entry takes that another can't have: its id, identifiers and names."""
    ids = [f"{authority} {value}" for authority, value in row.ids.items()]
    return [f"id {row.id}", *ids, *map(fold, _forms(row))]


def _lacking(row: Row, entity: Entity) -> dict[str, str]:
    """Return the identifiers that an entity lacks."""
    has = {given.authority for given in entity.authority_ids}
    return {authority: value for authority, value in row.ids.items() if authority not in has}


def _taken(register: Register, kind: EntityType) -> dict[str, str]:
    """What the register has already, and whose it is: ids, identifiers, and names of a kind."""
    taken = {}
    for entity in register.entities:
        taken[f"id {entity.id}"] = entity.id
        taken |= {f"{a.authority} {a.value}": entity.id for a in entity.authority_ids}
        if entity.type is kind:
            taken |= {fold(form): entity.id for form in entity.aliases}
    return taken


def _read(table: Path, kind: EntityType, authorities: Sequence[Authority]) -> Table:
    """Read the entities of one kind; rows of one identifier, as queries give them, are one."""
    found = Table()
    try:
        with table.open(encoding="utf-8-sig", newline="") as lines:
            reader = csv.DictReader(lines)
            columns = _columns(reader.fieldnames or (), authorities)
            found.ours = OURS.issubset(reader.fieldnames or ())
            for cells in reader:
                fields = {key: read_cell(text) for key, text in cells.items() if key}
                if found.ours and fields["kind"] not in {"", kind}:
                    continue
                ids = _identifiers_of(fields, columns)
                row = (_own if found.ours else _row)(reader.line_num, fields, kind, ids)
                if isinstance(row, str):
                    found.problems.append(Problem(table, reader.line_num, row, COLUMNS))
                elif row:
                    _take(found, row)
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        found.problems.append(Problem(table, None, f"can't be read: {error}", "CSV in UTF-8"))
    return found


def _take(found: Table, row: Row) -> None:
    """Take a row of a table for what it is."""
    if found.ours:
        found.called[fold(row.name)].add(row.id)
    if not row.ids:
        found.without += 1
        return
    key = row.id if found.ours else next(iter(row.ids.values()))
    first = found.rows.setdefault(key, row)
    aliases = tuple(dict.fromkeys((*first.aliases, row.name, *row.aliases)))
    found.rows[key] = Row(first.line, first.id, first.name, aliases, first.ids)


def _columns(names: Sequence[str], authorities: Sequence[Authority]) -> dict[str, Authority]:
    """Return the columns of identifiers: called like an authority, as "VIAF cluster ID" is."""
    found = {}
    for name in names:
        for one in authorities:
            begins = f"(?:{re.escape(one.key)}|{re.escape(one.name)})(?![^\\W_])"
            if re.match(begins, name, re.IGNORECASE):
                found[name] = one
    return found


def _identifiers_of(
    fields: Mapping[str, str], columns: Mapping[str, Authority]
) -> dict[str, str] | str:
    """Return a row's identifiers by authority; a message where one looks like none."""
    found: dict[str, str] = {}
    for column, authority in columns.items():
        before, _, after = authority.address.partition("{}")
        value = fields[column]
        if value.startswith(before):
            value = value.removeprefix(before).removesuffix(after)
        elif "://" in value:
            value = value.rstrip("/").rsplit("/", 1)[-1]
        if value and not authority.fits(value):
            return f"{value!r} isn't an identifier of {authority.name}"
        if value:
            found.setdefault(authority.key, value)
    return found


def _own(
    line: int, fields: Mapping[str, str], kind: EntityType, ids: dict[str, str] | str
) -> Row | str:
    """Return a row of the site's own table, of one kind; a message if it can't be used.

    Its other names are those of the articles, which needn't mean this entity everywhere.
    """
    del kind
    if isinstance(ids, str):
        return ids
    if not fields["id"] or not fields["name"]:
        return "there is no id and name; of several values of an entity the first row has one"
    return Row(line, fields["id"], fields["name"], (), ids)


def _row(
    line: int, fields: Mapping[str, str], kind: EntityType, more: dict[str, str] | str
) -> Row | str | None:
    """One row; a message if it can't be used, None if it is of another kind."""
    schema = fields.get("schema")
    if schema and SCHEMAS.get(schema) is not kind:
        return None
    name = fields.get("itemLabel") or fields.get("name") or ""
    value = fields.get("item") or fields.get("id") or ""
    item = ITEM.search(value)
    if not name or ITEM.fullmatch(name):
        return "there is no name"
    if not slugify(name):
        return f"{name!r} has no letters that an address could be made of"
    if not item and not (schema and value):
        return f"{value!r} isn't a Wikidata item"
    if isinstance(more, str):
        return more
    aliases = [
        alias.strip()
        for column, separator in SEPARATORS.items()
        for alias in re.split(separator, fields.get(column) or "")
    ]
    if kind is EntityType.PERSON:  # a surname alone would claim everybody's
        aliases = [alias for alias in aliases if person_name(alias).is_full]
    ids = {"wikidata": item[1]} if item else {"opensanctions": value}
    return Row(line, slugify(name), name, tuple(filter(fold, aliases)), ids | more)


def _forms(row: Row) -> Iterator[str]:
    """The name and the aliases that differ from it and from each other by more than spelling."""
    seen = set()
    for form in (row.name, *row.aliases):
        if fold(form) not in seen:
            seen.add(fold(form))
            yield form


def _entry(row: Row, source: str) -> dict[str, object]:
    _, *aliases = _forms(row)
    return {
        "name": row.name,
        **({"aliases": aliases} if aliases else {}),
        "ids": _identifiers(row.ids, source),
    }


def _identifiers(ids: Mapping[str, str], source: str) -> dict[str, object]:
    return {
        authority: {"value": value, "sources": [source], "confidence": "one source"}
        for authority, value in ids.items()
    }


def _write(
    file: Path, entries: Mapping[str, object], more: Mapping[str, Mapping[str, object]]
) -> list[Problem]:
    """Add entries at the end of a file and identifiers to others; replace it in one step.

    Return a problem if it is written in a way in which identifiers can't be added.
    """
    before = file.read_text(encoding="utf-8") if file.exists() else ""
    problems = []
    try:
        before = amended(before, more)
    except ValueError:
        message = f"add the identifiers of {', '.join(more)} by hand: it isn't clear where they go"
        problems.append(Problem(file, None, message, IDS_EXAMPLE))
    parts = [before.rstrip("\n")] if before.strip() else []
    parts += [
        yaml.safe_dump({key: entry}, allow_unicode=True, sort_keys=False, width=10**9).rstrip("\n")
        for key, entry in entries.items()
    ]
    draft = file.with_suffix(".new")
    draft.write_text("\n\n".join(parts) + "\n", encoding="utf-8")
    draft.replace(file)
    return problems


def main(argv: Sequence[str] | None = None) -> int:
    """Do what the command line asks; return 0, or 1 where some row wasn't added."""
    parser = argparse.ArgumentParser(prog="python -m whodex.register.grow", description=__doc__)
    parser.add_argument("table", type=Path, metavar="FILE.csv")
    parser.add_argument("--into", type=_register_file, required=True, help="register/people.yml, …")
    parser.add_argument(
        "--source", required=True, help="where the identifiers come from, for readers"
    )
    args = parser.parse_args(argv)
    try:
        grown = grow(args.table, args.into, args.source, _authorities(args.into))
    except WhodexError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    sys.stderr.writelines(f"{problem}\n" for problem in grown.problems)
    said = [f"{len(grown.added)} added"]
    if grown.amended:
        said.append(f"{len(grown.amended)} with new identifiers")
    if grown.without:
        said.append(f"{grown.without} rows without an identifier passed over")
    sys.stdout.write(f"{args.into}: {', '.join(said)}\n")
    return 1 if grown.problems else 0


def _authorities(into: Path) -> Sequence[Authority]:
    """Return the authority files that the settings beside the register know."""
    config = into.absolute().parent.parent / "mkdocs.yml"
    return named_in(config) if config.is_file() else AUTHORITIES


def _register_file(text: str) -> Path:
    path = Path(text)
    if path.name not in FILES or not path.parent.is_dir():
        names = ", ".join(FILES)
        raise argparse.ArgumentTypeError(f"{text!r} isn't a file of a register ({names})")
    return path


if __name__ == "__main__":
    sys.exit(main())
