"""Does a kind agree with itself? What the model of one file cannot check."""

import difflib
from collections.abc import Iterable, Iterator
from pathlib import Path

from watermap.catalogue.kinds import Field, Kind
from watermap.catalogue.match import spellings
from watermap.catalogue.spelling import normalised
from watermap.errors import Problem

CLASSES = ("I", "II", "III", "IV", "V", "worse_than_V")  # what a field of type class holds


def problems_of(kind: Kind, path: Path) -> Iterator[Problem]:
    """Everything in the kind of this file that contradicts its place or itself."""
    if kind.id != path.stem:
        yield Problem.error("catalogue.id_not_stem", file=path, id=kind.id, stem=path.stem)
    if kind.theme != path.parent.name:
        folder = path.parent.name
        yield Problem.error(
            "catalogue.theme_not_folder", file=path, theme=kind.theme, folder=folder
        )
    yield from _aliases(kind, path)
    for field_id, field in kind.fields.items():
        yield from _values(field_id, field, path)
    yield from _roles(kind, path)
    yield from _style(kind, path)


def _aliases(kind: Kind, path: Path) -> Iterator[Problem]:
    owner: dict[str, str] = {}
    for field_id in kind.fields:
        for alias in _each_once(spellings(kind, field_id)):
            other = owner.setdefault(normalised(alias), field_id)
            if other != field_id:
                yield Problem.error(
                    "catalogue.alias_twice", file=path, alias=alias, field=field_id, other=other
                )


def _values(field_id: str, field: Field, path: Path) -> Iterator[Problem]:
    owner: dict[str, str] = {}
    for value, written in field.values.items():
        for spelling in _each_once([value, *written]):
            other = owner.setdefault(normalised(spelling), value)
            if other != value:
                yield Problem.error(
                    "catalogue.value_twice",
                    file=path,
                    field=field_id,
                    spelling=spelling,
                    value=value,
                    other=other,
                )


def _each_once(names: Iterable[str]) -> Iterable[str]:
    """Names that differ when compared, each as first written."""
    return {normalised(name): name for name in reversed(list(names))}.values()


def _roles(kind: Kind, path: Path) -> Iterator[Problem]:
    holder: dict[str, str] = {}
    for field_id, field in kind.fields.items():
        if field.role is None:
            continue
        other = holder.setdefault(field.role, field_id)
        if other != field_id:
            yield Problem.error(
                "catalogue.role_twice", file=path, field=field_id, other=other, role=field.role
            )


def _style(kind: Kind, path: Path) -> Iterator[Problem]:
    style = kind.style
    for key, name in (("style.by", style.by), ("style.label", style.label)):
        if name is not None and name not in kind.fields:
            near = nearest(name, kind.fields)
            yield Problem.error(
                "catalogue.no_such_field", file=path, key=key, field=name, near=near
            )
    if style.looks and style.by is None:
        yield Problem.error("catalogue.looks_without_by", file=path)
    if style.by in kind.fields:
        known = values_of(kind.fields[style.by])
        for value in style.looks:
            if value not in known:
                yield Problem.error(
                    "catalogue.no_such_value",
                    file=path,
                    value=value,
                    field=style.by,
                    near=nearest(value, known),
                )


def values_of(field: Field) -> tuple[str, ...]:
    """The canonical values a field may hold, as text; () where it may hold anything."""
    if field.type == "class":
        return CLASSES
    return ("true", "false") if field.type == "boolean" else tuple(field.values)


def nearest(name: str, known: Iterable[str]) -> str:
    """The known name most like ``name``, or a dash."""
    near = difflib.get_close_matches(name, sorted(known), n=1)
    return near[0] if near else "—"
