"""What lies around the drinking-water sources, in rings of true metres."""

import difflib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import shapely
from shapely.geometry.base import BaseGeometry

from watermap.catalogue.kinds import Kind
from watermap.checks.findings import Around, FeatureRef, Neighbour, Ring, RingKind, SourceRings
from watermap.checks.ground.coverage import usable
from watermap.checks.ground.features import Near, feature_ref, made_valid, near_features, search_box
from watermap.checks.ground.surroundings import known_surroundings
from watermap.errors import Problem, WatermapError
from watermap.geodesy.plane import Plane
from watermap.geodesy.ring import area_in_disc_m2, disc_area_m2
from watermap.harmonise.layer import Layer, Layers
from watermap.progress import SILENT, Progress

SOURCE_KIND = "water_source"
LARGEST_M = 100_000.0  # beyond, areas on the plane are off by more than 4e-5
FINE_QUADRANT = 512  # corners of a quarter of the outline around a source that is no single point


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A drinking-water source, with a plane around it."""

    ref: FeatureRef
    geometry: BaseGeometry
    plane: Plane


def around(
    layers: Layers,
    *,
    sources: Sequence[str] | None,
    rings_m: Sequence[float],
    kinds: Mapping[str, Kind],
    progress: Progress = SILENT,
) -> Around:
    """List everything within each radius of each source, by geodesic distance.

    Args:
        layers: of the project.
        sources: names of sources; None: all.
        rings_m: radii in metres, over 0.
        kinds: of the layers; those in surroundings.toml are left out.
        progress: one step a source.

    Raises:
        WatermapError: there are no sources, a name is not known, or a radius cannot be used.
        Cancelled: asked for through ``progress``.
    """
    chosen = radii(rings_m)
    found, problems = sources_of(layers, sources, kinds)
    left_out = known_surroundings().not_around
    asked = [name for name in kinds if name not in left_out]
    present = {name: _usable_layers(layers, name) for name in asked}
    answers = []
    for done, source in enumerate(found):
        progress.step(done, len(found), source.ref.name or "")
        answers.append(_rings(source, chosen, present, kinds))
    progress.step(len(found), len(found))
    return Around(
        sources=tuple(answers),
        not_checked=tuple(name for name in asked if not present[name]),
        problems=problems,
    )


def _usable_layers(layers: Layers, name: str) -> list[Layer]:
    return [layer for layer in layers.get(name, ()) if usable(layer)]


def radii(rings_m: Sequence[float]) -> list[float]:
    """The radii, each once, smallest first.

    Raises:
        WatermapError: there are none, or one cannot be used.
    """
    bad = [radius for radius in rings_m if not 0 < radius <= LARGEST_M]
    if bad or not rings_m:
        raise WatermapError(
            *(
                Problem.error("checks.bad_radius", radius=radius, most=f"{LARGEST_M:g}")
                for radius in bad or ("—",)
            )
        )
    return sorted(set(rings_m))


def sources_of(
    layers: Layers, names: Sequence[str] | None, kinds: Mapping[str, Kind]
) -> tuple[list[Source], tuple[Problem, ...]]:
    """The sources asked for, in the layers' order, and those that cannot be looked at.

    Raises:
        WatermapError: there are none, or a name is not known.
    """
    usable_layers = _usable_layers(layers, SOURCE_KIND)
    if not usable_layers:
        raise WatermapError(Problem.error("checks.no_sources"))
    every = [entry for layer in usable_layers for entry in _entries(layer, kinds[SOURCE_KIND])]
    _hold_to(names, [ref.name for ref, _ in every if ref.name])
    chosen = [(ref, shape) for ref, shape in every if names is None or ref.name in names]
    problems = tuple(
        Problem.warning(
            "checks.source_without_place",
            name=ref.name or "—",
            file=ref.path,
            record=ref.record + 1,
        )
        for ref, shape in chosen
        if shape is None
    )
    there = [_source(ref, shape) for ref, shape in chosen if shape is not None]
    return there, problems


def _entries(layer: Layer, kind: Kind) -> list[tuple[FeatureRef, BaseGeometry | None]]:
    rows = layer.frame.drop(columns="geometry").to_dict("records")
    entries = []
    for record, values, shape in zip(layer.frame.index, rows, layer.frame.geometry, strict=True):
        there = shape is not None and not shape.is_empty
        entries.append((feature_ref(layer, kind, int(record), values), shape if there else None))
    return entries


def _source(ref: FeatureRef, shape: BaseGeometry) -> Source:
    whole = made_valid(shape)
    return Source(ref=ref, geometry=whole, plane=Plane.around(whole))


def _hold_to(names: Sequence[str] | None, known: Sequence[str]) -> None:
    unknown = [name for name in names or () if name not in known]
    if unknown:
        raise WatermapError(*(_no_such(name, known) for name in unknown))


def _no_such(name: str, known: Sequence[str]) -> Problem:
    near = difflib.get_close_matches(name, known, n=1, cutoff=0.3)
    return Problem.error(
        "checks.unknown_source", name=name, near=near[0] if near else "—", known="、".join(known)
    )


def _rings(
    source: Source,
    chosen: Sequence[float],
    present: Mapping[str, Sequence[Layer]],
    kinds: Mapping[str, Kind],
) -> SourceRings:
    """Every feature is looked up once, for the largest ring; smaller rings choose among them."""
    near = {
        name: [
            one
            for layer in layers
            for one in near_features(layer, kinds[name], source.geometry, within_m=chosen[-1])
        ]
        for name, layers in present.items()
        if layers
    }
    flat = {name: _on_plane(source, found, chosen[-1]) for name, found in near.items()}
    areal = {name for name in near if any(_has_areas(layer) for layer in present[name])}
    rings = tuple(
        Ring(
            radius_m=radius,
            area_m2=reach_m2(source, radius),
            kinds=tuple(
                _ring_kind(source, radius, name, near[name], flat[name], areal=name in areal)
                for name in near
            ),
        )
        for radius in chosen
    )
    return SourceRings(source=source.ref, rings=rings)


def _on_plane(source: Source, found: Sequence[Near], radius_m: float) -> npt.NDArray[np.object_]:
    """The polygons among features in the source's plane, cut to the box of the ring; else None."""
    box = search_box(source.geometry, radius_m)
    shapes = np.array([one.geometry for one in found], dtype=object)
    areas = np.full(len(found), None, dtype=object)
    polygons = shapely.get_dimensions(shapes) == 2
    if polygons.any():
        cut = shapely.intersection(shapes[polygons], shapely.box(*box))
        areas[polygons] = source.plane.to_plane(cut)
    return areas


def _has_areas(layer: Layer) -> bool:
    return bool((shapely.get_dimensions(layer.frame.geometry.to_numpy()) == 2).any())


def _ring_kind(
    source: Source,
    radius_m: float,
    name: str,
    near: Sequence[Near],
    flat: npt.NDArray[np.object_],
    *,
    areal: bool,
) -> RingKind:
    chosen = sorted(
        (i for i, one in enumerate(near) if one.distance_m <= radius_m),
        key=lambda i: (near[i].distance_m, near[i].layer.source.path.name, near[i].record),
    )
    return RingKind(
        kind=name,
        neighbours=tuple(_neighbour(source, radius_m, near[i], flat[i]) for i in chosen),
        overlap_m2=_united_m2(source, radius_m, flat[chosen]) if areal else None,
    )


def _neighbour(source: Source, radius_m: float, near: Near, flat: BaseGeometry | None) -> Neighbour:
    return Neighbour(
        feature=near.ref,
        distance_m=near.distance_m,
        bearing_deg=near.bearing_deg if near.distance_m > 0 else None,
        overlap_m2=None if flat is None else _shared_m2(source, flat, radius_m),
    )


def _united_m2(source: Source, radius_m: float, flat: npt.NDArray[np.object_]) -> float:
    """Overlapping polygons count once."""
    areas = flat[[shape is not None for shape in flat]]
    return _shared_m2(source, shapely.union_all(areas), radius_m) if len(areas) else 0.0


def _shared_m2(source: Source, flat: BaseGeometry, radius_m: float) -> float:
    if source.geometry.geom_type == "Point":
        return area_in_disc_m2(flat, source.plane, radius_m)
    return float(shapely.intersection(flat, reach(source, radius_m)).area)


def reach_m2(source: Source, radius_m: float) -> float:
    """The true area of all within a radius of a source."""
    if source.geometry.geom_type == "Point":
        return disc_area_m2(source.geometry.y, radius_m)
    return float(reach(source, radius_m).area)


def reach(source: Source, radius_m: float) -> BaseGeometry:
    """All within the radius of a source that is no single point; 1e-6 of its radius too narrow."""
    return source.plane.to_plane(source.geometry).buffer(radius_m, quad_segs=FINE_QUADRANT)
