"""``watermap kinds``, ``standards``, ``rules`` and ``methods --json``: what is known."""

import datetime as dt
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from pydantic import BaseModel

from watermap.catalogue.kinds import Field, Kind
from watermap.checks.law.rules import ListedRule
from watermap.export.plain import day, number
from watermap.export.recording.problems import Record


def kinds_record(kinds: Iterable[Kind]) -> Record:
    """``{"kinds": [{"id", "title", "geometry", "fields" …}]}``."""
    return {"kinds": [_kind(kind) for kind in kinds]}


def standards_record(standards: Iterable[BaseModel]) -> Record:
    """``{"standards": […]}``: each as its data file, with citation and days in force."""
    return {"standards": [_cited(standard) for standard in standards]}


def methods_record(
    methods: Iterable[BaseModel], books: Iterable[tuple[str, BaseModel]] = ()
) -> Record:
    """``{"methods": […]}``: each as its data file, with citation, days in force and its topic.

    Args:
        methods: of classing.
        books: topic and rules of what follows from classes: changes, ranks, lakes …
    """
    listed = [{"topic": "classing", **_cited(method)} for method in methods]
    return {"methods": listed + [{"topic": topic, **_cited(book)} for topic, book in books]}


def rules_record(rules: Iterable[ListedRule]) -> Record:
    """``{"rules": […]}``: each as its data file, with citation, days in force, and that file.

    ``file`` is the name of a file that comes with watermap, the path of any other.
    """
    return {
        "rules": [
            {
                **_cited(one.rule),
                "origin": one.origin,
                "file": one.file.name if one.origin == "watermap" else str(one.file),
            }
            for one in rules
        ]
    }


def _kind(kind: Kind) -> Record:
    return {
        "id": kind.id,
        "title": kind.title.model_dump(),
        "theme": kind.theme,
        "geometry": list(kind.geometry),
        "fields": [_field(name, field) for name, field in kind.fields.items()],
        "definition": kind.definition.model_dump(),
        "citation": kind.source,
        "verified": kind.verified,
        "sensitive": kind.sensitive,
        "in_force_from": None,
        "in_force_to": None,
    }


def _field(name: str, field: Field) -> Record:
    return {
        "id": name,
        "title": field.title.model_dump(),
        "type": field.type,
        "unit": field.unit,
        "required": field.required,
        "role": field.role,
        "sensitive": field.sensitive,
        "values": {value: list(spellings) for value, spellings in field.values.items()},
        "aliases": list(field.aliases),
    }


def _cited(entry: BaseModel) -> Record:
    """A data file's content, with the contract's keys at the top wherever the file has them."""
    record: Record = _plain(entry.model_dump())
    basis = record.get("basis") or {}
    record.setdefault("citation", _basis_citation(basis))
    for key in ("in_force_from", "in_force_to"):
        record.setdefault(key, basis.get(key))
    return record


def _basis_citation(basis: Mapping[str, Any]) -> Record | None:
    """Document and article in both languages; None where there is no basis."""
    document = basis.get("document")
    if not document:
        return None
    article = basis.get("article") or ""
    return {language: f"{text} {article}".strip() for language, text in document.items()}


def _plain(value: Any) -> Any:  # noqa: ANN401  (anything a data file may hold)
    if isinstance(value, Mapping):
        return {str(name): _plain(part) for name, part in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [_plain(part) for part in value]
    if isinstance(value, dt.date):
        return day(value)
    if isinstance(value, Decimal | float):
        return number(value)
    return value
