"""A unit's load as the sum of what its outfalls let out, from the outfall layer's fields."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import pandas as pd
import shapely

from watermap.errors import Message
from watermap.harmonise.layer import Layers
from watermap.quality.capacity.capacity import UnitLoad
from watermap.quality.capacity.plan import Unit
from watermap.quality.capacity.warning import Warnings
from watermap.quality.stations.map_stations import text

OUTFALL_KIND = "outfall"
UNIT_KIND = "control_unit"
Row = Mapping[str, Any]  # a record: field ids and geometry


@dataclass(frozen=True, slots=True, kw_only=True)
class _Chosen:
    """The outfalls of a unit; what could not be placed."""

    rows: tuple[Row, ...]
    why: tuple[Message, ...] = ()


def outfall_load(
    layers: Layers, unit: Unit, indicator: str, *, year: int, fields: Warnings
) -> tuple[UnitLoad, Decimal | None]:
    """The sum of the outfalls' loads, and of their licences (None: no licence says any), t/a.

    Loads of another year are not the year's; loads whose year the layer does not say are taken,
    and that is said.
    """
    field = fields.outfall_loads.get(indicator)
    if field is None:
        said = Message.of("capacity.no_field", indicator=indicator)
        return UnitLoad(state="cannot_tell", load_t=None, outfalls=0, why=(said,)), None
    chosen = _chosen(layers, unit)
    loads: list[Decimal] = []
    lacking, other, undated = [], [], []
    for row in chosen.rows:
        name = text(row.get("name")) or "—"
        load_t, stated = _number(row.get(field)), _number(row.get("load_year"))
        if load_t is None:
            lacking.append(name)
        elif stated is not None and stated != year:
            other.append(name)
        else:
            loads.append(load_t)
            undated += [name] if stated is None else []
    why = [
        *chosen.why,
        *_named("capacity.outfalls_without_load", lacking),
        *_named("capacity.outfalls_other_year", other),
        *_named("capacity.outfalls_undated", undated),
    ]
    complete = not (lacking or other or chosen.why)
    load = UnitLoad(
        state=("told" if complete else "at_least") if loads else "cannot_tell",
        load_t=sum(loads, Decimal(0)) if loads else None,
        outfalls=len(loads),
        why=tuple(why),
    )
    return load, _licensed(chosen.rows, fields.outfall_permits.get(indicator))


def _licensed(rows: Sequence[Row], field: str | None) -> Decimal | None:
    found = [] if field is None else [_number(row.get(field)) for row in rows]
    known = [one for one in found if one is not None]
    return sum(known, Decimal(0)) if known else None


def _chosen(layers: Layers, unit: Unit) -> _Chosen:
    rows = list(_rows(layers, OUTFALL_KIND))
    if not rows:
        return _Chosen(rows=(), why=(Message.of("capacity.no_outfalls"),))
    wanted = () if unit.outfalls is None else unit.outfalls.names
    if wanted:
        found = tuple(row for row in rows if text(row.get("name")) in wanted)
        names = {text(row.get("name")) for row in found}
        absent = [name for name in wanted if name not in names]
        return _Chosen(rows=found, why=tuple(_named("capacity.outfalls_unknown", absent)))
    shapes = [
        row["geometry"]
        for row in _rows(layers, UNIT_KIND)
        if text(row.get("name")) == unit.name and _drawn(row)
    ]
    if not shapes:
        return _Chosen(rows=(), why=(Message.of("capacity.unit_unknown", unit=unit.name),))
    area = shapely.union_all(shapely.make_valid(shapes))
    homeless = [text(row.get("name")) or "—" for row in rows if not _drawn(row)]
    near = [row for row in rows if _drawn(row) and area.covers(row["geometry"])]
    inside = tuple(row for row in near if shapely.contains_properly(area, row["geometry"]))
    edge = [text(row.get("name")) or "—" for row in near if not any(row is one for one in inside)]
    why = [
        *_named("capacity.outfalls_nowhere", homeless),
        *_named("capacity.outfalls_on_edge", edge),  # it may be the neighbour's, never both's
    ]
    if not inside:
        why.append(Message.of("capacity.none_inside", unit=unit.name))
    return _Chosen(rows=inside, why=tuple(why))


def _rows(layers: Layers, kind: str) -> Iterator[Row]:
    for layer in layers.get(kind, ()):
        yield from layer.frame.to_dict("records")


def _drawn(row: Row) -> bool:
    shape = row.get("geometry")
    return isinstance(shape, shapely.Geometry) and not shape.is_empty


def _number(value: object) -> Decimal | None:
    """A number as it prints: layers hold floats."""
    if value is None or pd.isna(value):  # type: ignore[call-overload]
        return None
    return Decimal(repr(float(str(value))))


def _named(code: str, names: Sequence[str]) -> Iterator[Message]:
    if names:
        yield Message.of(code, count=len(names), names="、".join(names))
