"""The checks of a layer's health that hold shapes against each other or against the study area."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd
import shapely
from shapely.geometry.base import BaseGeometry

from watermap.geodesy.authalic import areas_m2
from watermap.geodesy.ellipsoid import GEOD
from watermap.harmonise.health.checks import Colour, HealthCheck, Limits, row

Shapes = npt.NDArray[np.object_]
Places = npt.NDArray[np.intp]

_INSIDE_EACH_OTHER = "T********"  # DE-9IM: the interiors meet


@dataclass(frozen=True, slots=True, kw_only=True)
class Overlaps:
    """What areas of one layer have in common."""

    pairs: int
    area_m2: float
    records: int  # that take part in any
    candidates: int  # pairs whose boxes meet
    tested: int


def overlaps(shapes: Shapes, limits: Limits, *, placed: bool) -> Iterator[HealthCheck]:
    """Areas that lie on each other; in square metres, so only where the place is known."""
    areas = shapes[shapely.get_dimensions(shapes) == 2]
    if len(areas) < 2:
        return
    if not placed:
        yield row("overlaps", "overlaps_not_placed", "amber")
        return
    found = find_overlaps(areas, limits)
    fields: dict[str, object] = {"tested": found.tested, "candidates": found.candidates}
    whole = found.tested == found.candidates
    if found.pairs:
        fields |= {"n": found.pairs, "area": f"{found.area_m2:,.0f}"}
        code = "overlaps" if whole else "overlaps_at_least"
    else:
        code = "overlaps_none" if whole else "overlaps_partly"
    colour: Colour = "amber" if found.pairs or not whole else "green"
    yield row("overlaps", code, colour, figure=found.area_m2, unit="m²", **fields)


def find_overlaps(areas: Shapes, limits: Limits) -> Overlaps:
    """Pairs of valid areas (EPSG:4490) that share at least ``overlap_least``."""
    areas = areas[shapely.is_valid(areas)]
    first, second = _candidates(areas)
    picked = _affordable(areas, first, second, limits)
    one, other = areas[first[picked]], areas[second[picked]]
    meeting = np.flatnonzero(shapely.relate_pattern(one, other, _INSIDE_EACH_OTHER))
    shared = areas_m2(shapely.intersection(one[meeting], other[meeting]))
    large = shared >= limits.overlap_least.value
    places = picked[meeting[large]]
    return Overlaps(
        pairs=int(large.sum()),
        area_m2=float(shared[large].sum()),
        records=len(np.unique(np.concatenate([first[places], second[places]]))),
        candidates=len(first),
        tested=len(picked),
    )


def _candidates(areas: Shapes) -> tuple[Places, Places]:
    """Pairs whose boxes share more than an edge."""
    first, second = shapely.STRtree(areas).query(areas)
    once = first < second
    first, second = first[once], second[once]
    boxes = shapely.bounds(areas)
    low = np.maximum(boxes[first, :2], boxes[second, :2])
    high = np.minimum(boxes[first, 2:], boxes[second, 2:])
    inside = (high > low).all(axis=1)
    return first[inside], second[inside]


def _affordable(areas: Shapes, first: Places, second: Places, limits: Limits) -> Places:
    """The pairs to test: all, or as many of the cheapest as the limits allow."""
    points = shapely.get_num_coordinates(areas).astype(np.int64)
    cost = points[first] + points[second]
    order = np.argsort(cost, kind="stable")
    within = int((np.cumsum(cost[order]) <= limits.overlap_points_tested.value).sum())
    return order[: min(within, int(limits.overlap_pairs_tested.value))]


def duplicates(
    shapes: Shapes, attributes: pd.DataFrame, limits: Limits, *, placed: bool
) -> Iterator[HealthCheck]:
    """Shapes that are there twice, exactly; and nearly, where the place is known."""
    there = np.flatnonzero(~shapely.is_missing(shapes) & ~shapely.is_empty(shapes))
    if len(there) < 2:
        return
    exact = pd.Series(shapely.to_wkb(shapes[there]))
    twice = exact.duplicated(keep=False).to_numpy()
    if twice.any():
        same = _same_attributes(attributes.iloc[there[twice]], exact[twice])
        code = "duplicates_whole" if same else "duplicates"
        fields = {"n": int(twice.sum()), "same": same, "figure": int(twice.sum())}
        yield row("duplicates", code, "amber", **fields)
    else:
        yield row("duplicates", "duplicates_none", "green", figure=0)
    if placed:
        yield from _near(shapes[there], exact, limits)


def _same_attributes(rows: pd.DataFrame, shapes: "pd.Series[bytes]") -> int:
    """How many of these records agree with another in shape and all attributes."""
    written = rows.astype(str).assign(__shape=shapes.to_numpy())
    return int(written.duplicated(keep=False).sum())


def _near(shapes: Shapes, exact: "pd.Series[bytes]", limits: Limits) -> Iterator[HealthCheck]:
    """Shapes of almost the same place and extent that are not exactly the same."""
    steps = np.round(shapely.bounds(shapes) / limits.near_degrees.value).astype(np.int64)
    frame = pd.DataFrame(steps).assign(shape=exact)
    groups = frame.drop_duplicates().groupby([0, 1, 2, 3], sort=False)["shape"].transform("size")
    near = int((groups > 1).sum())
    if near:
        yield row("near_duplicates", "near_duplicates", "amber", n=near, figure=near)


def coverage(shapes: Shapes, study_area: BaseGeometry, limits: Limits) -> Iterator[HealthCheck]:
    """How much of the layer lies in the study area, and of the study area in the layer."""
    there = shapes[~shapely.is_missing(shapes) & ~shapely.is_empty(shapes)]
    if not len(there) or study_area.is_empty:
        return
    shapely.prepare(study_area)
    inside = shapely.intersects(study_area, there)
    share = 100.0 * float(inside.mean())
    fields: dict[str, object] = {"share": f"{share:.0f}", "n": int(inside.sum())}
    fields |= {"total": len(there), "figure": round(share, 2), "unit": "%"}
    if not inside.any():
        away = _kilometres(there, study_area)
        yield row("coverage", "coverage_away", "red", km=f"{away:,.0f}", figure=away, unit="km")
    else:
        outside = 100.0 - share > limits.outside_amber.value
        yield row("coverage", "coverage", "amber" if outside else "green", **fields)
        yield from _covered(there[inside], study_area, limits)


def _kilometres(shapes: Shapes, study_area: BaseGeometry) -> float:
    west, south, east, north = shapely.total_bounds(shapes)
    middle = study_area.centroid
    _, _, metres = GEOD.inv((west + east) / 2, (south + north) / 2, middle.x, middle.y)
    return round(float(metres) / 1000, 1)


def _covered(shapes: Shapes, study_area: BaseGeometry, limits: Limits) -> Iterator[HealthCheck]:
    """The share of the study area that areas of a layer cover; a figure, never a fault."""
    areas = shapes[shapely.get_dimensions(shapes) == 2]
    if not len(areas) or len(areas) > limits.cover_polygons.value:
        return
    common = shapely.intersection(shapely.union_all(areas), study_area)
    part, whole = areas_m2(np.array([common, study_area], dtype=object))
    share = 100.0 * part / whole if whole else 0.0
    yield row("covered", "covered", "green", share=f"{share:.1f}", figure=share, unit="%")
