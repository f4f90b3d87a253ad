"""What is evaluated: the sections and sources of the map, and the results that belong to each."""

import datetime as dt
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

import pandas as pd

from watermap.harmonise.layer import Layers
from watermap.harmonise.measurements import (
    DATE,
    DETECTION_LIMIT,
    FLAG,
    INDICATOR,
    RAW,
    REASON,
    SECTION,
    SECTION_CODE,
    VALUE,
    Measurements,
)
from watermap.harmonise.names import NameMatch, match_names
from watermap.quality.assessment import CLASSES, WaterBody, WaterClass

SECTION_KIND, SOURCE_KIND = "section", "water_source"
_BODIES: Mapping[str, WaterBody] = {"river": "river", "lake": "lake"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Station:
    """A section or a drinking-water source of the map."""

    kind: str
    name: str
    code: str | None
    river: str | None
    water_body: WaterBody  # unknown: the layer does not say, or it is groundwater
    target: WaterClass | None
    groundwater: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """One cell of the table: a value, or why there is none."""

    date: dt.date
    raw: str
    value: Decimal | None
    below_detection: bool
    detection_limit: Decimal | None
    reason: str | None


Samples = Mapping[str, Sequence[Sample]]  # by indicator


def stations(layers: Layers) -> tuple[Station, ...]:
    """All sections, then all sources; those without a name are left out (they join nothing)."""
    rows = [
        (layer.kind, row)
        for kind in (SECTION_KIND, SOURCE_KIND)
        for layer in layers.get(kind, ())
        for row in layer.frame.to_dict("records")
    ]
    return tuple(_station(kind, row) for kind, row in rows if _text(row.get("name")))


def _station(kind: str, row: Mapping[str, object]) -> Station:
    body = _text(row.get("water_body" if kind == SECTION_KIND else "source_type"))
    target = _text(row.get("target"))
    return Station(
        kind=kind,
        name=_text(row.get("name")) or "",
        code=_text(row.get("code")),
        river=_text(row.get("river")),
        water_body=_BODIES.get(body or "", "unknown"),
        target=next((name for name in CLASSES if name == target), None),
        groundwater=body == "groundwater",
    )


def _text(value: object) -> str | None:
    if value is None or value is pd.NA or (isinstance(value, float) and math.isnan(value)):
        return None
    return str(value).strip() or None


def match(
    measurements: Measurements, known: Sequence[Station], *, confirmed: Mapping[str, str]
) -> NameMatch:
    """Join the tables' names with the map's."""
    pairs = measurements.frame[[SECTION, SECTION_CODE]].drop_duplicates()
    in_tables = [(str(name), _text(code)) for name, code in pairs.itertuples(index=False)]
    return match_names(in_tables, [(one.name, one.code) for one in known], confirmed=confirmed)


def samples_by_station(
    measurements: Measurements, names: NameMatch
) -> dict[str, dict[str, list[Sample]]]:
    """Samples by the map's name of the station, then by indicator, in the tables' order."""
    found: dict[str, dict[str, list[Sample]]] = {}
    columns = [SECTION, DATE, INDICATOR, RAW, VALUE, FLAG, DETECTION_LIMIT, REASON]
    for section, date, indicator, raw, value, flag, limit, reason in measurements.frame[
        columns
    ].itertuples(index=False):
        name = names.matched.get(section)
        if name is None or date is None or pd.isna(date):
            continue
        found.setdefault(name, {}).setdefault(indicator, []).append(
            Sample(
                date=date,
                raw=raw,
                value=value if flag in {"ok", "below_detection"} else None,
                below_detection=flag == "below_detection",
                detection_limit=limit if isinstance(limit, Decimal) else None,
                reason=_text(reason),
            )
        )
    return found
