"""GeoJSON (RFC 7946), read from the JSON itself: every feature accounted for, nothing fetched.

GDAL's reader passes over features it does not understand and follows a "crs" that is an address.
"""

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from watermap.errors import Message, Problem, WatermapError
from watermap.reading.formats import Format, not_real
from watermap.reading.found import FoundColumn, FoundFile, FoundLayer, picked_columns, source_of
from watermap.reading.shapes import geometry, notes
from watermap.reading.texts.encoding_notes import about_encoding
from watermap.reading.texts.text import decode_text
from watermap.reading.vector.wkb import GEOMETRY_TYPES, BadShape, wkb_of

_CRS84 = ("OGC:1.3:CRS84", "OGC::CRS84", "OGC:CRS84")
_OWN_CRS = "EPSG:4326"  # RFC 7946, 4: longitude and latitude on WGS 84
_LARGEST = 2**53
_SEPARATOR = "\x1e"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Features:
    """The file's features; one that is none is kept as its JSON, to be rejected by number."""

    members: Sequence[Any]
    crs: str | None
    problems: list[Problem]


def read_geojson(path: Path, form: Format, *, encoding: str | None) -> FoundFile:
    """The one layer of a GeoJSON file, or of a sequence of GeoJSON texts (RFC 8142).

    Raises:
        WatermapError: it is no GeoJSON, or its text cannot be decoded.
    """
    source = source_of(path, form.name)
    text, guess = decode_text(path, encoding=encoding)
    sequence = form.name == "GeoJSONSeq"
    features = _sequence(path, text) if sequence else _features(path, text)
    shapes, rows = _shapes(features.members, features.crs)
    problems = [
        *about_encoding(path.name, guess, declared=None, chosen=encoding),
        *features.problems,
        *notes.about_shapes(path.name, path.stem, shapes),
    ]
    layer = FoundLayer(
        name=path.stem,
        types=dict(shapes.types),
        encoding=guess,
        crs=features.crs,
        columns=picked_columns(_columns(rows), shapes.keep),
        records=np.flatnonzero(shapes.keep),
        wkb=[shapes.wkb[record] for record in np.flatnonzero(shapes.keep).tolist()],
        features_in_file=len(rows),
        rejected=shapes.rejected,
        repaired=shapes.repaired,
        problems=problems,
    )
    return FoundFile(source=source, layers=[layer])


def _sequence(path: Path, text: str) -> _Features:
    """One feature a line, or after each record separator; what is no JSON is rejected by number."""
    pieces = text.split(_SEPARATOR) if _SEPARATOR in text else text.splitlines()
    members = [_member(piece) for piece in pieces if piece.strip()]
    if not any(isinstance(one, dict) and one.get("type") == "Feature" for one in members):
        raise not_real(path, "GeoJSON", "json")
    return _Features(members=members, crs=_OWN_CRS, problems=[])


def _member(piece: str) -> object:
    try:
        return json.loads(piece)
    except (ValueError, RecursionError):
        return None


def _features(path: Path, text: str) -> _Features:
    try:
        document = json.loads(text)
    except RecursionError:
        raise WatermapError(Problem.error("reading.too_deep", file=path.name)) from None
    except json.JSONDecodeError as error:
        raise WatermapError(
            Problem.error("reading.json_syntax", file=path.name, line=error.lineno)
        ) from error
    except ValueError as error:  # Python converts no whole number of thousands of digits
        raise WatermapError(Problem.error("reading.json_number", file=path.name)) from error
    kind = document.get("type") if isinstance(document, dict) else None
    if kind == "FeatureCollection" and isinstance(document.get("features"), list):
        members = document["features"]
    elif kind == "Feature":
        members = [document]
    elif kind in GEOMETRY_TYPES:
        members = [{"type": "Feature", "properties": None, "geometry": document}]
    else:
        raise not_real(path, "GeoJSON", "gdalg" if kind == "gdal_streamed_alg" else "json")
    crs, problems = _crs(path, document.get("crs"))
    return _Features(members=members, crs=crs, problems=problems)


def _crs(path: Path, given: object) -> tuple[str | None, list[Problem]]:
    """What the file declares in the way of the 2008 format, else the format's own CRS."""
    if given is None:
        return _OWN_CRS, []
    properties = given.get("properties") if isinstance(given, dict) else None
    name = properties.get("name") if isinstance(properties, dict) else None
    if isinstance(name, str):
        if name.endswith(_CRS84):
            return _OWN_CRS, []
        parts = name.removeprefix("urn:ogc:def:crs:").split(":")
        if parts[0].upper() == "EPSG" and parts[-1].isdecimal():
            return f"EPSG:{parts[-1]}", []
    return None, [Problem.warning("reading.crs_not_understood", file=path.name)]


def _shapes(
    members: Sequence[Any], crs: str | None
) -> tuple[geometry.Shapes, list[dict[str, Any]]]:
    """The shapes, checked, and the properties of every member, used or not."""
    shapes = geometry.start([None] * len(members))
    rows: list[dict[str, Any]] = []
    for record, member in enumerate(members):
        whole = isinstance(member, dict) and member.get("type") == "Feature"
        properties = member.get("properties") if whole else None
        rows.append(properties if isinstance(properties, dict) else {})
        if not whole:
            shapes.reject(record, Message.of("reading.no_feature"))
        elif member.get("geometry") is not None:
            try:
                shapes.wkb[record] = wkb_of(member["geometry"])
            except BadShape:
                shapes.reject(record, Message.of("reading.shape_unreadable"))
    return geometry.settle(shapes, crs=crs), rows


def _columns(rows: Sequence[dict[str, Any]]) -> list[FoundColumn]:
    names = dict.fromkeys(name for row in rows for name in row)
    return [_column(name, [row.get(name) for row in rows]) for name in names]


def _column(name: str, values: list[Any]) -> FoundColumn:
    """One property of all features: numbers only where every value is one."""
    kinds = Counter(type(value) for value in values if value is not None)
    if set(kinds) == {bool}:
        return FoundColumn(name=name, type="boolean", values=values)
    if set(kinds) == {int}:
        return FoundColumn(name=name, type="integer", values=values)
    if kinds and set(kinds) <= {int, float} and not _loses(values):
        return FoundColumn(name=name, type="real", values=[_real(value) for value in values])
    return FoundColumn(name=name, type="text", values=[_text(value) for value in values])


def _loses(values: list[Any]) -> bool:
    return any(isinstance(value, int) and abs(value) > _LARGEST for value in values)


def _real(value: float | None) -> float | None:
    return None if value is None else float(value)


def _text(value: object) -> str | None:
    if value is None or isinstance(value, str):
        return value
    return json.dumps(value, ensure_ascii=False)
