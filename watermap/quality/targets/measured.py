"""Shares measured on the map's layers: reaches, wells, red lines. True lengths and areas."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import pandas as pd
import shapely

from watermap.errors import Message
from watermap.geodesy.measure import area_m2, length_m
from watermap.harmonise.layer import Layer, Layers
from watermap.quality.assessment import CLASSES
from watermap.quality.classing.shares import share

M_PER_KM = Decimal(1000)
M2_PER_KM2 = Decimal(1_000_000)
_PLACES = Decimal("0.000001")  # of a share from measured lengths and areas, far below what is shown
_LINES = ("LineString", "MultiLineString")
_AREAS = ("Polygon", "MultiPolygon")

Row = Mapping[str, Any]  # a record: field ids and geometry


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """A share in per cent, of how many; None with a reason where it cannot be told."""

    pct: Decimal | None
    n: int
    why: tuple[Message, ...] = ()
    unknown: int = 0  # objects that may keep it from being met, where it is demanded of every one


def black_odorous_length(layers: Layers, year: int, built_up_km: Decimal | None) -> Measured:
    """Length of built-up reaches not remedied by the year's end, of all built-up watercourses.

    Args:
        layers: ``black_odorous_water`` among them.
        year: at whose end.
        built_up_km: length of all watercourses of the built-up area.
    """
    found = layers.get("black_odorous_water", ())
    if not found or built_up_km is None:
        return _no_layer("black_odorous_water")
    rows = list(_rows(found))
    inside = [row for row in rows if _truth(row.get("built_up")) is True]
    still = [row for row in inside if _still_there(row.get("remedied_year"), year)]
    lines = [row for row in still if _shape_type(row) in _LINES]
    length_km = sum((_decimal(length_m(row["geometry"])) for row in lines), Decimal(0)) / M_PER_KM
    unknown = sum(_truth(row.get("built_up")) is None for row in rows)
    why = [*_said(unknown, "reaches_not_said"), *_older(found, year)]
    if len(lines) < len(still):
        why.append(Message.of("quality.target_no_length", n=len(still) - len(lines)))
        return Measured(pct=None, n=len(inside), why=tuple(why))
    return Measured(pct=_pct(length_km, built_up_km), n=len(inside), why=tuple(why))


def wells_stable(layers: Layers, year: int) -> Measured:
    """Share of wells whose class is not worse than in the base year.

    Only layers whose data are of that year: a well's class says nothing of another year.
    """
    found = [layer for layer in layers.get("monitoring_well", ()) if _year_of(layer) == year]
    if not layers.get("monitoring_well"):
        return _no_layer("monitoring_well")
    if not found:
        return Measured(pct=None, n=0, why=(Message.of("quality.target_no_wells", year=year),))
    rows = list(_rows(found))
    pairs = [(row.get("water_class"), row.get("water_class_base")) for row in rows]
    known = [(now, base) for now, base in pairs if now in CLASSES and base in CLASSES]
    stable = sum(CLASSES.index(now) <= CLASSES.index(base) for now, base in known)
    why = _said(len(rows) - len(known), "wells_left_out")
    return Measured(pct=share(stable, len(known)), n=len(known), why=tuple(why))


def red_line_area(layers: Layers, year: int, base_area_km2: Decimal | None) -> Measured:
    """Area of all red lines together, overlaps once, of the area in the base year.

    Args:
        layers: ``red_line`` among them.
        year: for which it is asked; that the data are older is said.
        base_area_km2: the area that must not shrink.
    """
    found = layers.get("red_line", ())
    if not found or base_area_km2 is None:
        return _no_layer("red_line")
    rows = list(_rows(found))
    shapes = [row["geometry"] for row in rows if _shape_type(row) in _AREAS]
    dates = "、".join(layer.date or "—" for layer in found)
    why = [Message.of("quality.target_area_of", date=dates), *_older(found, year)]
    why += _said(len(rows) - len(shapes), "records_without_area")
    if not shapes:
        return Measured(pct=None, n=0, why=tuple(why))
    area_km2 = _decimal(area_m2(shapely.union_all(shapely.make_valid(shapes)))) / M2_PER_KM2
    return Measured(pct=_pct(area_km2, base_area_km2), n=len(shapes), why=tuple(why))


def _no_layer(kind: str) -> Measured:
    return Measured(pct=None, n=0, why=(Message.of("quality.target_no_layer", kind=kind),))


def _said(count: int, code: str) -> list[Message]:
    return [Message.of(f"quality.target_{code}", n=count)] if count else []


def _older(layers: Sequence[Layer], year: int) -> list[Message]:
    """That the data are older than the year they are held against, or of unknown date."""
    dates = [layer.date for layer in layers if (_year_of(layer) or 0) < year]
    if not dates:
        return []
    return [Message.of("quality.target_older_data", date=dates[0] or "—", year=year)]


def _year_of(layer: Layer) -> int | None:
    year = (layer.date or "")[:4]
    return int(year) if year.isascii() and year.isdigit() else None


def _rows(layers: Sequence[Layer]) -> Iterator[Row]:
    for layer in layers:
        yield from layer.frame.to_dict("records")


def _shape_type(row: Row) -> str | None:
    shape = row.get("geometry")
    return shape.geom_type if isinstance(shape, shapely.Geometry) and not shape.is_empty else None


def _truth(value: object) -> bool | None:
    """A cell of a boolean field, however the frame writes it; None: not said."""
    return None if value is None or pd.isna(value) else bool(value)  # type: ignore[call-overload]


def _still_there(remedied_year: object, year: int) -> bool:
    """Whether a reach was black-odorous at the end of the year; without a year it still is."""
    if remedied_year is None or pd.isna(remedied_year):  # type: ignore[call-overload]
        return True
    return int(str(remedied_year).split(".")[0]) > year


def _pct(part: Decimal, whole: Decimal) -> Decimal:
    return (100 * part / whole).quantize(_PLACES)


def _decimal(value: float) -> Decimal:
    return Decimal(repr(float(value)))
