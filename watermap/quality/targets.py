"""A plan's targets held against a year's results and layers."""

import datetime as dt
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

import pandas as pd
import shapely

from watermap.errors import Message
from watermap.geodesy.measure import area_m2, length_m
from watermap.harmonise.layer import Layer, Layers
from watermap.quality.assessment import CLASSES, SectionResult, TargetResult
from watermap.quality.classify import worse
from watermap.quality.plan import Measure, Plan, Target
from watermap.quality.river import share

M_PER_KM = Decimal(1000)
M2_PER_KM2 = Decimal(1_000_000)
_PLACES = Decimal("0.000001")  # of a share from measured lengths and areas, far below what is shown


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """What targets are measured on."""

    sections: Sequence[SectionResult]
    sources: Sequence[SectionResult]
    layers: Layers
    year: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """A share in per cent, of how many; None with a reason where it cannot be told."""

    pct: Decimal | None
    n: int
    why: tuple[Message, ...] = ()


def evaluate_targets(plan: Plan, ground: Ground) -> tuple[TargetResult, ...]:
    """The targets the plan sets for the year; others are left out."""
    return tuple(
        _result(target, ground) for target in plan.targets if ground.year in target.by_year
    )


def _result(target: Target, ground: Ground) -> TargetResult:
    measured = _MEASURES[target.measure](target, ground)
    required = target.by_year[ground.year]
    at_least = target.at_least_pct is not None
    met = None
    if measured.pct is not None:
        met = measured.pct >= required if at_least else measured.pct <= required
    return TargetResult(
        id=target.id,
        title=target.title,
        year=ground.year,
        required_pct=required,
        at_least=at_least,
        actual_pct=measured.pct,
        met=met,
        n=measured.n,
        why=measured.why,
    )


def _sections_good(target: Target, ground: Ground) -> Measured:
    classes = [one.water_class for one in ground.sections if one.water_class is not None]
    good = sum(not worse(one, target.water_class) for one in classes)
    left_out = len(ground.sections) - len(classes)
    why = (Message.of("quality.target_left_out", n=left_out),) if left_out else ()
    if not classes:
        why = (Message.of("quality.target_no_results"),)
    return Measured(pct=share(good, len(classes)), n=len(classes), why=why)


def _sources_good(target: Target, ground: Ground) -> Measured:
    known = [one for one in ground.sources if one.met is not None]
    good = sum(
        bool(one.met)
        and one.water_class is not None
        and not worse(one.water_class, target.water_class)
        for one in known
    )
    left_out = len(ground.sources) - len(known)
    why = (Message.of("quality.target_sources_left_out", n=left_out),) if left_out else ()
    if not known:
        why = (Message.of("quality.target_no_results"),)
    return Measured(pct=share(good, len(known)), n=len(known), why=why)


def _black_odorous_length(target: Target, ground: Ground) -> Measured:
    layers = ground.layers.get("black_odorous_water", ())
    if not layers or target.built_up_length_km is None:
        return _no_layer("black_odorous_water")
    rows = [row for layer in layers for row in _rows(layer)]
    inside = [row for row in rows if row.get("built_up") is not False]
    still = [row for row in inside if _still_there(row.get("remedied_year"), ground.year)]
    length = sum((_decimal(length_m(_shape(row))) for row in still), Decimal(0)) / M_PER_KM
    pct = (100 * length / target.built_up_length_km).quantize(_PLACES)
    return Measured(pct=pct, n=len(inside))


def _still_there(remedied_year: object, year: int) -> bool:
    """Whether a reach was black-odorous at the end of the year; without a year it still is."""
    if not isinstance(remedied_year, int | float) or pd.isna(remedied_year):
        return True
    return int(remedied_year) > year


def _wells_stable(target: Target, ground: Ground) -> Measured:
    layers = [
        layer for layer in ground.layers.get("monitoring_well", ()) if _of_year(layer, ground.year)
    ]
    if not layers:
        return Measured(
            pct=None, n=0, why=(Message.of("quality.target_no_wells", year=ground.year),)
        )
    pairs = [
        (str(row.get("water_class")), str(row.get("water_class_base")))
        for layer in layers
        for row in _rows(layer)
    ]
    known = [(now, base) for now, base in pairs if now in CLASSES and base in CLASSES]
    stable = sum(CLASSES.index(now) <= CLASSES.index(base) for now, base in known)
    return Measured(pct=share(stable, len(known)), n=len(known))


def _of_year(layer: Layer, year: int) -> bool:
    """Whether the layer's data are of that year: a well's class says nothing of another year."""
    return layer.date is not None and dt.date.fromisoformat(layer.date).year == year


def _red_line_area(target: Target, ground: Ground) -> Measured:
    layers = ground.layers.get("red_line", ())
    if not layers or target.base_area_km2 is None:
        return _no_layer("red_line")
    shapes = [_shape(row) for layer in layers for row in _rows(layer)]
    area = _decimal(area_m2(shapely.union_all(shapes))) / M2_PER_KM2
    pct = (100 * area / target.base_area_km2).quantize(_PLACES)
    dates = ", ".join(layer.date or "—" for layer in layers)
    return Measured(pct=pct, n=len(shapes), why=(Message.of("quality.target_area_of", date=dates),))


def _no_layer(kind: str) -> Measured:
    return Measured(pct=None, n=0, why=(Message.of("quality.target_no_layer", kind=kind),))


def _rows(layer: Layer) -> Iterator[Mapping[str, object]]:
    """Records with a shape."""
    for row in layer.frame.to_dict("records"):
        if row.get("geometry") is not None:
            yield {str(name): value for name, value in row.items()}


def _shape(row: Mapping[str, object]) -> shapely.Geometry:
    shape = row["geometry"]
    if not isinstance(shape, shapely.Geometry):
        raise TypeError("a layer's geometry column holds something else")
    return shape


def _decimal(value: float) -> Decimal:
    return Decimal(repr(value))


_MEASURES: Mapping[Measure, Callable[[Target, Ground], Measured]] = {
    "sections_good": _sections_good,
    "sources_good": _sources_good,
    "black_odorous_length": _black_odorous_length,
    "wells_stable": _wells_stable,
    "red_line_area": _red_line_area,
}
