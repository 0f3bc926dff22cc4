"""Grow the register from a table: `python -m whodex.register.grow FILE.csv --into people.yml`.

Two kinds of table are known: the result of a Wikidata query (`item`, `itemLabel` and, as it may
be, `itemAltLabel` or `aliases`) and OpenSanctions' `targets.simple.csv`. The file of the register
is added to at its end; what stands in it, comments included, stays as it is.
"""

import argparse
import csv
import re
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import yaml
from slugify import slugify

from whodex.lexicon.names import fold, person_name
from whodex.register.load import FILES, load
from whodex.values.article import EntityType
from whodex.values.errors import Problem
from whodex.values.register import Register

ITEM = re.compile(r"(?:^|/)(Q[1-9][0-9]*)$")
SCHEMAS = {
    "Person": EntityType.PERSON,
    "Organization": EntityType.ORGANIZATION,
    "Company": EntityType.ORGANIZATION,
    "LegalEntity": EntityType.ORGANIZATION,
    "PublicBody": EntityType.ORGANIZATION,
}
SEPARATORS = {"aliases": r"[;|]", "itemAltLabel": r",\s"}
COLUMNS = "item,itemLabel,itemAltLabel or id,schema,name,aliases"


@dataclass(frozen=True, slots=True)
class Row:
    """One entity of a table. `authority` is the field of the register that its id belongs to."""

    line: int
    authority: str
    value: str
    name: str
    aliases: tuple[str, ...]


def grow(table: Path, into: Path, source: str) -> tuple[tuple[str, ...], tuple[Problem, ...]]:
    """Add the entities of `table` to `into`, a file of the register; `source` backs their ids.

    Returns the ids of the new entries, and a problem for each row that isn't added: one without
    a name or an id, and one whose name, alias or identifier the register or an earlier row has.
    Nothing is written if nothing is new or the register itself has problems.
    """
    register, problems = load(into.parent)
    if problems:
        return (), problems
    rows, wrong = _rows(table, FILES[into.name])
    entries: dict[str, dict[str, object]] = {}
    taken = _taken(register, FILES[into.name])
    for row in rows:
        entry_id = slugify(row.name)
        keys = [f"id {entry_id}", f"{row.authority} {row.value}", *map(fold, _forms(row))]
        clash = next((key for key in keys if key in taken), None)
        if clash:
            message = f"{row.name!r} isn't added: {taken[clash]!r} has {clash!r} already"
            wrong.append(Problem(table, row.line, message, "one entry for one entity"))
            continue
        taken |= dict.fromkeys(keys, entry_id)
        entries[entry_id] = _entry(row, source)
    if entries:
        _append(into, entries)
    return tuple(entries), tuple(wrong)


def _taken(register: Register, kind: EntityType) -> dict[str, str]:
    """What the register has already, and whose it is: ids, identifiers, and names of a kind."""
    taken = {}
    for entity in register.entities:
        taken[f"id {entity.id}"] = entity.id
        taken |= {f"{a.authority} {a.value}": entity.id for a in entity.authority_ids}
        if entity.type is kind:
            taken |= {fold(form): entity.id for form in entity.aliases}
    return taken


def _rows(table: Path, kind: EntityType) -> tuple[list[Row], list[Problem]]:
    """Read the entities of one kind; rows of one identifier, as queries give them, are one."""
    rows: dict[str, Row] = {}
    problems: list[Problem] = []
    try:
        with table.open(encoding="utf-8-sig", newline="") as lines:
            reader = csv.DictReader(lines)
            for fields in reader:
                row = _row(reader.line_num, fields, kind)
                if isinstance(row, str):
                    problems.append(Problem(table, reader.line_num, row, COLUMNS))
                elif row:
                    first = rows.setdefault(row.value, row)
                    aliases = dict.fromkeys((*first.aliases, row.name, *row.aliases))
                    merged = (first.line, first.authority, first.value, first.name)
                    rows[row.value] = Row(*merged, tuple(aliases))
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        problems.append(Problem(table, None, f"can't be read: {error}", "CSV in UTF-8"))
    return list(rows.values()), problems


def _row(line: int, fields: dict[str, str | None], kind: EntityType) -> Row | str | None:
    """One row; a message if it can't be used, None if it is of another kind."""
    schema = fields.get("schema")
    if schema and SCHEMAS.get(schema) is not kind:
        return None
    name = " ".join((fields.get("itemLabel") or fields.get("name") or "").split())
    value = (fields.get("item") or fields.get("id") or "").strip()
    item = ITEM.search(value)
    if not name or ITEM.fullmatch(name):
        return "there is no name"
    if not slugify(name):
        return f"{name!r} has no letters that an address could be made of"
    if not item and not (schema and value):
        return f"{value!r} isn't a Wikidata item"
    aliases = [
        " ".join(alias.split())
        for column, separator in SEPARATORS.items()
        for alias in re.split(separator, fields.get(column) or "")
    ]
    if kind is EntityType.PERSON:  # a surname alone would claim everybody's
        aliases = [alias for alias in aliases if person_name(alias).is_full]
    authority = "wikidata" if item else "opensanctions"
    return Row(line, authority, item[1] if item else value, name, tuple(filter(fold, aliases)))


def _forms(row: Row) -> Iterator[str]:
    """The name and the aliases that differ from it and from each other by more than spelling."""
    seen = set()
    for form in (row.name, *row.aliases):
        if fold(form) not in seen:
            seen.add(fold(form))
            yield form


def _entry(row: Row, source: str) -> dict[str, object]:
    _, *aliases = _forms(row)
    identifier = {"value": row.value, "sources": [source], "confidence": "one source"}
    return {
        "name": row.name,
        **({"aliases": aliases} if aliases else {}),
        "ids": {row.authority: identifier},
    }


def _append(file: Path, entries: dict[str, dict[str, object]]) -> None:
    """Add entries at the end of a file, which is replaced in one step."""
    before = file.read_text(encoding="utf-8") if file.exists() else ""
    parts = [before.rstrip("\n")] if before.strip() else []
    parts += [
        yaml.safe_dump({key: entry}, allow_unicode=True, sort_keys=False, width=10**9).rstrip("\n")
        for key, entry in entries.items()
    ]
    draft = file.with_suffix(".new")
    draft.write_text("\n\n".join(parts) + "\n", encoding="utf-8")
    draft.replace(file)


def main(argv: Sequence[str] | None = None) -> int:
    """Do what the command line asks; return 0, or 1 where some row wasn't added."""
    parser = argparse.ArgumentParser(prog="python -m whodex.register.grow", description=__doc__)
    parser.add_argument("table", type=Path, metavar="FILE.csv")
    parser.add_argument("--into", type=_register_file, required=True, help="register/people.yml, …")
    parser.add_argument(
        "--source", required=True, help="where the identifiers come from, for readers"
    )
    args = parser.parse_args(argv)
    added, problems = grow(args.table, args.into, args.source)
    sys.stderr.writelines(f"{problem}\n" for problem in problems)
    sys.stdout.write(f"{args.into}: {len(added)} added\n")
    return 1 if problems else 0


def _register_file(text: str) -> Path:
    path = Path(text)
    if path.name not in FILES or not path.parent.is_dir():
        names = ", ".join(FILES)
        raise argparse.ArgumentTypeError(f"{text!r} isn't a file of a register ({names})")
    return path


if __name__ == "__main__":
    sys.exit(main())
