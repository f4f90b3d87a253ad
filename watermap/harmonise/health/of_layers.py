"""The checks of a layer's health but those of shapes: texts, place, records, fields, age."""

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd
import shapely
from shapely.geometry.base import BaseGeometry

from watermap.catalogue.kinds import Kind
from watermap.catalogue.match import ColumnMatch
from watermap.harmonise.health.checks import Colour, HealthCheck, Limits, row
from watermap.harmonise.health.of_shapes import coverage, duplicates, overlaps
from watermap.harmonise.places.decision import PlaceDecision
from watermap.harmonise.shapes import DIMENSIONS
from watermap.language import in_a_row
from watermap.reading.raw import Guess, RecordNote, Source

_LOST = frozenset({"reading.characters_lost", "reading.text_ruined", "reading.encoding_mixed"})
_NO_ATTRIBUTES = frozenset({"reading.no_dbf", "reading.dbf_unreadable", "reading.counts_differ"})
_DAYS_A_YEAR = 365.2425


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """What is looked at: a layer as found or as harmonised."""

    source: Source
    place: PlaceDecision
    encoding: Guess | None
    shapes: npt.NDArray[np.object_]  # in EPSG:4490 where ``placed``, else as in the file
    placed: bool
    attributes: pd.DataFrame  # the file's own, on the same records
    features_in_file: int
    rejected: Sequence[RecordNote]
    repaired: Sequence[RecordNote]
    codes: frozenset[str]  # of all problems found so far
    kind: Kind | None
    kind_is_guess: bool
    columns: Sequence[ColumnMatch]
    date: str | None = None


def checks_of(
    subject: Subject, limits: Limits, study_area: BaseGeometry | None, today: dt.date
) -> Iterator[HealthCheck]:
    """All checks that can be asked, in the order people read them."""
    yield from _encoding(subject, limits)
    yield _place(subject)
    yield _records(subject)
    yield _without_shape(subject, limits)
    yield from _geometry_kind(subject)
    yield from overlaps(subject.shapes, limits, placed=subject.placed)
    yield from duplicates(subject.shapes, subject.attributes, limits, placed=subject.placed)
    if study_area is not None and subject.placed:
        yield from coverage(subject.shapes, study_area, limits)
    yield _age(subject, limits, today)
    yield from _fields(subject)
    yield from _codes(subject)


def _encoding(subject: Subject, limits: Limits) -> Iterator[HealthCheck]:
    guess = subject.encoding
    if guess is None:
        return
    fields = {"encoding": guess.value, "how": guess.how, "figure": guess.confidence}
    if guess.confidence < limits.encoding_sure.value:
        yield row("encoding", "encoding_asked", "red", **fields)
    elif subject.codes & _LOST:
        yield row("encoding", "encoding_lost", "amber", **fields)
    else:
        firm = guess.confidence >= limits.encoding_firm.value
        yield row("encoding", "encoding", "green" if firm else "amber", **fields)


def _place(subject: Subject) -> HealthCheck:
    place = subject.place
    fields = {"name": place.name or "—", "how": place.how, "figure": place.confidence}
    if place.epsg is None:
        return row("crs", "crs_unknown", "red", **fields)
    severities = {problem.severity for problem in place.problems}
    colour: Colour = (
        "red" if "error" in severities else "amber" if "warning" in severities else "green"
    )
    return row("crs", "crs", colour, epsg=place.epsg, **fields)


def _records(subject: Subject) -> HealthCheck:
    rejected, repaired = len(subject.rejected), len(subject.repaired)
    colour: Colour = "red" if rejected else "amber" if repaired else "green"
    code = "records" if rejected or repaired else "records_sound"
    return row(
        "records",
        code,
        colour,
        total=subject.features_in_file,
        rejected=rejected,
        repaired=repaired,
        figure=rejected + repaired,
    )


def _without_shape(subject: Subject, limits: Limits) -> HealthCheck:
    total = len(subject.shapes)
    without = total - int(_there(subject.shapes).sum())
    if not total:
        return row("shapes", "no_records", "red", figure=0)
    if not without:
        return row("shapes", "shapes_all", "green", total=total, figure=0)
    share = 100.0 * without / total
    colour: Colour = "red" if share >= limits.without_shape_red.value else "amber"
    return row("shapes", "shapes_missing", colour, total=total, n=without, figure=without)


def _there(shapes: npt.NDArray[np.object_]) -> npt.NDArray[np.bool_]:
    return np.asarray(~shapely.is_missing(shapes) & ~shapely.is_empty(shapes))


def _geometry_kind(subject: Subject) -> Iterator[HealthCheck]:
    kind, there = subject.kind, _there(subject.shapes)
    if kind is None or not there.any():
        return
    allowed = [DIMENSIONS[name] for name in kind.geometry]
    wrong = int((~np.isin(shapely.get_dimensions(subject.shapes[there]), allowed)).sum())
    fields = {"kind": kind.title, "n": wrong, "total": int(there.sum()), "figure": wrong}
    if wrong:
        colour: Colour = "red" if wrong == there.sum() else "amber"
        yield row("geometry", "geometry_other", colour, **fields)
    else:
        yield row("geometry", "geometry_fits", "green", **fields)


def _age(subject: Subject, limits: Limits, today: dt.date) -> HealthCheck:
    own = day_of(subject.date)
    day = own or subject.source.modified
    years = (today - day).days / _DAYS_A_YEAR
    old = years > limits.age_amber.value
    ahead = (day - today).days > 1
    code = "date_ahead" if ahead else "date" if own else "file_date"
    return row(
        "date",
        code,
        "amber" if old or ahead else "green",
        date=day.isoformat(),
        years=f"{max(years, 0.0):.1f}",
        figure=round(years, 2),
        unit="years",
    )


def day_of(written: str | None) -> dt.date | None:
    """The day an ISO date, month or year ends; None: it is none."""
    found = re.fullmatch(r"(\d{4})(?:-(\d{1,2}))?(?:-(\d{1,2}))?", (written or "").strip())
    if not found:
        return None
    year, month, day = (int(part) if part else None for part in found.groups())
    try:
        first = dt.date(year or 0, month or 12, day or 1)
    except ValueError:
        return None
    if day is not None:
        return first
    following = first.replace(year=first.year + first.month // 12, month=first.month % 12 + 1)
    return following - dt.timedelta(days=1)


def _fields(subject: Subject) -> Iterator[HealthCheck]:
    """Fields the kind requires: without a column, and empty cells in those that have one."""
    kind = subject.kind
    if kind is None:
        return
    if subject.codes & _NO_ATTRIBUTES:
        yield row("attributes", "no_attributes", "red")
    required = [name for name, field in kind.fields.items() if field.required]
    columns = {match.field: match.column for match in subject.columns}
    missing = [name for name in required if name not in columns]
    if missing:
        titles = in_a_row(kind.fields[name].title for name in missing)
        colour: Colour = "amber" if subject.kind_is_guess else "red"
        fields = {"kind": kind.title, "fields": titles, "figure": len(missing)}
        yield row("fields", "fields_missing", colour, **fields)
        return
    empty = sum(_empty_cells(subject.attributes[columns[name]]) for name in required)
    code = "fields_empty" if empty else "fields_there"
    yield row("fields", code, "amber" if empty else "green", kind=kind.title, n=empty, figure=empty)


def _empty_cells(column: "pd.Series | pd.DataFrame") -> int:
    first = column if isinstance(column, pd.Series) else column.iloc[:, 0]
    return int((first.isna() | (first.astype(str).str.strip() == "")).sum())


def _codes(subject: Subject) -> Iterator[HealthCheck]:
    """Whether the field that tells features apart does so."""
    key = subject.kind.role("id") if subject.kind else None
    column = next((match.column for match in subject.columns if match.field == key), None)
    if subject.kind is None or key is None or column is None:
        return
    values = subject.attributes[column]
    written = values.dropna().astype(str).str.strip()
    written = written[written != ""]
    twice = written[written.duplicated(keep=False)]
    fields = {"field": column, "n": len(twice), "figure": len(twice)}
    if len(twice):
        example = str(twice.iloc[0])
        yield row("codes", "codes_repeated", "amber", example=example, **fields)
    else:
        yield row("codes", "codes_unique", "green", **fields)
