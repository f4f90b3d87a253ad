"""``watermap kinds``, ``standards``, ``rules``, ``methods``: what is known, with its citation."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import click
from rich.table import Table

from watermap.catalogue.load import known_kinds
from watermap.checks.delineation.document import known_delineations
from watermap.checks.law.rules import listed_rules
from watermap.cli.outputs import write_out
from watermap.cli.session import Session, command
from watermap.cli.words import word
from watermap.export.records import (
    kinds_record,
    methods_record,
    rules_record,
    standards_record,
    write_json,
)
from watermap.quality.documents.methods import known_methods
from watermap.quality.documents.standards import known_standards
from watermap.quality.standing.rule_books import rule_books
from watermap.workspace.folder import RULES_FOLDER, project_folder


@command("kinds")
def kinds_command(session: Session) -> None:
    """List the kinds of layer with their fields."""
    _list(session, kinds_record(known_kinds().values()), ("id", "title", "geometry"))


@command("standards")
def standards_command(session: Session) -> None:
    """List the standards with citation and days in force."""
    _list(session, standards_record(known_standards().values()), ("id", "title", "in_force"))


@command("rules")
@click.argument("project", type=click.Path(path_type=Path), required=False)
def rules_command(session: Session, *, project: Path | None) -> None:
    """List the siting rules with their legal basis, days in force and file.

    With PROJECT: its own rules as well.
    """
    own = None if project is None else project_folder(project) / RULES_FOLDER
    record = rules_record(listed_rules(own))
    _list(session, record, ("id", "title", "citation", "in_force", "origin", "file"))


@command("methods")
def methods_command(session: Session) -> None:
    """List the methods of classing, the rules of what follows from classes, and delineation."""
    guidelines = (("delineation", one) for one in known_delineations().values())
    record = methods_record(known_methods().values(), (*rule_books(), *guidelines))
    _list(session, record, ("topic", "id", "title", "citation", "in_force", "verified"))


def _list(session: Session, record: Mapping[str, Any], columns: Iterable[str]) -> None:
    columns = tuple(columns)
    table = Table()
    for name in columns:
        table.add_column(word(name, session.language), overflow="fold")
    (entries,) = record.values()
    for entry in entries:
        table.add_row(*(_cell(entry, name, session) for name in columns))
    write_out(session, {".json": lambda path: write_json(record, path)})
    session.answer(record, [table])


def _cell(entry: Mapping[str, Any], name: str, session: Session) -> str:
    if name == "in_force":
        return f"{entry['in_force_from'] or '—'} … {entry['in_force_to'] or ''}"
    if name in ("topic", "origin"):
        return word(f"{name}_{entry[name]}", session.language)
    value = entry.get(name)
    if isinstance(value, bool):
        return word("yes" if value else "no", session.language)
    if isinstance(value, Mapping):
        return str(value[session.language])
    if isinstance(value, list):
        return ", ".join(str(part) for part in value)
    return "—" if value is None else str(value)
