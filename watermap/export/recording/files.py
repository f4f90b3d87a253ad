"""``watermap info --json``."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import shapely
from pyproj import CRS, Transformer
from pyproj.exceptions import ProjError

from watermap.catalogue.match import KindGuess
from watermap.errors import Problem
from watermap.export.plain import day, number
from watermap.export.recording.problems import Record, problem_records
from watermap.harmonise.layer import GEOGRAPHIC_EPSG, PlaceDecision
from watermap.harmonise.purpose import table_purpose
from watermap.language import Language
from watermap.reading.raw import Guess, RawFile, RawLayer, RawRaster, RawTable, RecordNote

NO_SHAPE = "None"  # what geometry_types of a RawLayer calls records without a shape


@dataclass(frozen=True, slots=True, kw_only=True)
class FileFacts:
    """A file and what was decided about it.

    ``places`` and ``kinds`` are parallel to ``raw.layers``: the place of each layer, and what kind
    it may be, best guess first (empty: nothing speaks for any).
    """

    raw: RawFile
    places: tuple[PlaceDecision, ...] = ()
    kinds: tuple[tuple[KindGuess, ...], ...] = ()


def info_record(files: Iterable[FileFacts], *, language: Language) -> Record:
    """The contract's ``info`` shape. ``language`` is that of the sentences in it."""
    return {"files": [_file(facts, language) for facts in files]}


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
            _layer(layer, place, guesses, language)
            for layer, place, guesses in zip(raw.layers, facts.places, facts.kinds, strict=True)
        ],
        "tables": [_table(table, language) for table in raw.tables],
        "rasters": [_raster(raster) for raster in raw.rasters],
        "problems": problem_records(_problems(facts), language),
    }


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
        "bounds_lonlat": _lonlat(bounds, place.epsg),
    }


def _geometry(layer: RawLayer) -> str | None:
    """The file's own word for its shapes, the most frequent first; None where it has none."""
    counts = {name: count for name, count in layer.geometry_types.items() if name != NO_SHAPE}
    return ", ".join(sorted(counts, key=lambda name: -counts[name])) or None


def _note(note: RecordNote, language: Language) -> Record:
    return {"feature": note.record, "reason": note.reason.text(language)}


def _place(place: PlaceDecision, language: Language) -> Record:
    return {
        "epsg": place.epsg,
        "name": place.name,
        "how": place.how.text(language),
        "confidence": number(place.confidence),
        "proposal": place.proposal,
        "question": None if place.question is None else place.question.text(language),
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


def _lonlat(bounds: Sequence[float] | None, epsg: int | None) -> list[float] | None:
    """``bounds`` in degrees on CGCS2000; None where the CRS is not known or does not fit."""
    if bounds is None or epsg is None:
        return None
    if epsg == GEOGRAPHIC_EPSG:
        return list(bounds)
    try:
        way = Transformer.from_crs(
            CRS.from_epsg(epsg), CRS.from_epsg(GEOGRAPHIC_EPSG), always_xy=True
        )
        west, south, east, north = bounds
        edges = way.transform_bounds(west, south, east, north)
    except ProjError:
        return None
    return [float(edge) for edge in edges] if np.isfinite(edges).all() else None


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
