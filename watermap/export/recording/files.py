"""``watermap info --json``."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import shapely

from watermap.catalogue.match import KindGuess
from watermap.errors import Problem
from watermap.export.plain import day, number
from watermap.export.recording.health import health_record
from watermap.export.recording.problems import Record, problem_records
from watermap.harmonise.coordinates.purpose import table_purpose
from watermap.harmonise.health.checks import Health
from watermap.harmonise.places.decision import Candidate, PlaceDecision
from watermap.harmonise.places.moving import geographic_bounds
from watermap.language import Language
from watermap.reading.raw import Guess, Preview, RawFile, RawLayer, RawRaster, RawTable, RecordNote

NO_SHAPE = "None"  # what geometry_types of a RawLayer calls records without a shape


@dataclass(frozen=True, slots=True, kw_only=True)
class FileFacts:
    """A file and what was decided about it.

    ``places``, ``kinds`` and ``health`` are parallel to ``raw.layers``: the place of each layer,
    what kind it may be, best guess first (empty: nothing speaks for any), and its health;
    ``table_health`` is parallel to ``raw.tables``. Health may be left out.
    """

    raw: RawFile
    places: tuple[PlaceDecision, ...] = ()
    kinds: tuple[tuple[KindGuess, ...], ...] = ()
    health: tuple[Health, ...] = ()
    table_health: tuple[Health, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class UnreadFile:
    """A file that cannot be used, and why; it stands among the others and hides none of them."""

    path: str  # as it was given
    problems: tuple[Problem, ...]


def info_record(files: Iterable[FileFacts | UnreadFile], *, language: Language) -> Record:
    """The contract's ``info`` shape. ``language`` is that of the sentences in it."""
    return {
        "files": [
            _unread(one, language) if isinstance(one, UnreadFile) else _file(one, language)
            for one in files
        ]
    }


def _unread(file: UnreadFile, language: Language) -> Record:
    return {
        "path": file.path,
        "format": None,
        "sha256": None,
        "modified": None,
        "encoding": None,
        "layers": [],
        "tables": [],
        "rasters": [],
        "problems": problem_records(file.problems, language),
    }


def _file(facts: FileFacts, language: Language) -> Record:
    raw = facts.raw
    guesses = [layer.encoding for layer in raw.layers]
    guesses += [table.encoding for table in raw.tables if table.encoding is not None]
    return {
        "path": str(raw.source.path),
        "format": raw.source.format,
        "sha256": raw.source.sha256,
        "modified": day(raw.source.modified),
        "encoding": _encoding(guesses[0] if guesses else None, language),
        "layers": [
            _layer(layer, place, guesses, language) | health_record(health, language)
            for layer, place, guesses, health in zip(
                raw.layers, facts.places, facts.kinds, _each(facts.health, raw.layers), strict=True
            )
        ],
        "tables": [
            _table(table, language) | health_record(health, language)
            for table, health in zip(raw.tables, _each(facts.table_health, raw.tables), strict=True)
        ],
        "rasters": [_raster(raster) for raster in raw.rasters],
        "problems": problem_records(_problems(facts), language),
    }


def _each(health: Sequence[Health], parts: Sequence[object]) -> Sequence[Health | None]:
    """One for each part, None where nobody has looked at all."""
    return health or [None] * len(parts)


def _problems(facts: FileFacts) -> list[Problem]:
    """All problems of a file, its parts and their places, each once."""
    raw = facts.raw
    found = list(raw.problems)
    for layer in raw.layers:
        found += layer.problems
    for table in raw.tables:
        found += table.problems
    for raster in raw.rasters:
        found += raster.problems
    for place in facts.places:
        found += place.problems
    return list(dict.fromkeys(found))


def _encoding(guess: Guess | None, language: Language) -> Record | None:
    if guess is None:
        return None
    return {
        "name": guess.value,
        "how": guess.how.text(language),
        "confidence": number(guess.confidence),
        "preview": None if guess.preview is None else _preview(guess.preview),
        "alternatives": [_preview(one) for one in guess.alternatives],
    }


def _preview(preview: Preview) -> Record:
    return {
        "encoding": preview.encoding,
        "columns": list(preview.columns),
        "rows": [list(row) for row in preview.rows],
        "lost": preview.lost,
    }


def _layer(
    layer: RawLayer, place: PlaceDecision, guesses: Sequence[KindGuess], language: Language
) -> Record:
    bounds = _bounds(layer)
    return {
        "name": layer.name,
        "geometry": _geometry(layer),
        "geometry_types": dict(layer.geometry_types),
        "features_in_file": layer.features_in_file,
        "features_read": len(layer.attributes),
        "rejected": [_note(note, language) for note in layer.rejected],
        "repaired": [_note(note, language) for note in layer.repaired],
        "encoding": _encoding(layer.encoding, language),
        "crs": _place(place, language),
        "fields": [{"name": name, "type": kind} for name, kind in layer.field_types.items()],
        "kind": _kind(guesses, language),
        "bounds": bounds,
        "bounds_lonlat": _lonlat(bounds, place),
    }


def _geometry(layer: RawLayer) -> str | None:
    """The file's own word for its shapes, the most frequent first; None where it has none."""
    counts = {name: count for name, count in layer.geometry_types.items() if name != NO_SHAPE}
    return ", ".join(sorted(counts, key=lambda name: -counts[name])) or None


def _note(note: RecordNote, language: Language) -> Record:
    measured = {
        f"area_{when}_m2": number(area)
        for when in ("before", "after")
        if isinstance(area := note.reason.fields.get(f"{when}_m2"), float)
    }
    return {"feature": note.record, "reason": note.reason.text(language), **measured}


def _place(place: PlaceDecision, language: Language) -> Record:
    return {
        "epsg": place.epsg,
        "name": place.name,
        "how": place.how.text(language),
        "confidence": number(place.confidence),
        "proposal": place.proposal,
        "candidates": [_candidate(one, language) for one in place.candidates],
        "north_first": place.north_first,
        "shift": None if place.shift is None else place.shift.model_dump(mode="json"),
        "question": None if place.question is None else place.question.text(language),
    }


def _candidate(candidate: Candidate, language: Language) -> Record:
    return {
        "epsg": candidate.epsg,
        "name": candidate.name,
        "evidence": candidate.evidence.text(language),
        "confidence": number(candidate.confidence),
        "north_first": candidate.north_first,
        "offset": candidate.offset,
    }


def _kind(guesses: Sequence[KindGuess], language: Language) -> Record:
    if not guesses:
        return {"id": None, "how": None, "confidence": None, "others": []}
    best, *others = guesses
    return {
        "id": best.kind,
        "how": best.how.text(language),
        "confidence": number(best.confidence),
        "others": [{"id": other.kind, "confidence": number(other.confidence)} for other in others],
    }


def _bounds(layer: RawLayer) -> list[float] | None:
    """West, south, east, north in the file's own coordinates; None where it has no shapes."""
    if not len(layer.geometry):
        return None
    edges = shapely.total_bounds(layer.geometry)
    return [float(edge) for edge in edges] if np.isfinite(edges).all() else None


def _lonlat(bounds: Sequence[float] | None, place: PlaceDecision) -> list[float] | None:
    """``bounds`` in degrees on CGCS2000; None where the place is not known or does not fit."""
    if bounds is None:
        return None
    west, south, east, north = bounds
    found = geographic_bounds((west, south, east, north), place)
    return None if found is None else list(found)


def _table(table: RawTable, language: Language) -> Record:
    purpose = table_purpose(table)
    return {
        "name": table.name,
        "rows": len(table.rows),
        "columns": len(table.rows[0]) if table.rows else 0,
        "merged": len(table.merged),
        "hidden": table.hidden,
        "encoding": _encoding(table.encoding, language),
        "purpose": {"id": purpose.kind, "how": purpose.how.text(language)},
    }


def _raster(raster: RawRaster) -> Record:
    return {
        "width": raster.width,
        "height": raster.height,
        "bands": raster.bands,
        "dtype": raster.dtype,
        "nodata": number(raster.nodata),
        "crs_wkt": raster.crs_wkt,
    }
