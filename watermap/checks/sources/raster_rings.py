"""Rasters around the drinking-water sources: population, land cover, height in each ring."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import shapely
from pyproj import CRS, Transformer
from shapely.geometry.base import BaseGeometry

from watermap.catalogue.kinds import Kind
from watermap.checks.findings import FeatureRef
from watermap.checks.sources.around import Source, radii, reach, reach_m2, sources_of
from watermap.checks.sources.zonal import ZonalStatistics, zonal_statistics
from watermap.errors import Problem, WatermapError
from watermap.geodesy.cell_shares import cell_areas_m2, cell_shares
from watermap.harmonise.layer import Layers
from watermap.harmonise.places.decision import GEOGRAPHIC_EPSG
from watermap.harmonise.places.declared import declared
from watermap.progress import SILENT, Progress
from watermap.reading.raw import RawRaster

Bounds = tuple[float, float, float, float]  # in the raster's own CRS
Values = npt.NDArray[np.generic]
Floats = npt.NDArray[np.float64]
ReadPiece = Callable[[Bounds], tuple[RawRaster, Values]]
MOST_CELLS = 4_000_000  # of one piece; beyond, corners of cells would fill the memory
CELL_SHARE = 1e-6  # by which a piece's cells may differ from the raster's: more is thinned out


@dataclass(frozen=True, slots=True, kw_only=True)
class Raster:
    """A raster's header, and what reads its cells within bounds."""

    head: RawRaster
    read: ReadPiece


@dataclass(frozen=True, slots=True, kw_only=True)
class RasterRing:
    """What a raster says of the disc of one radius around a source."""

    radius_m: float
    statistics: ZonalStatistics


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceRaster:
    """What a raster says around one source. ``here`` is the value of the cell it lies in."""

    source: FeatureRef
    here: float | None  # None: no value there, or the source is no point
    rings: tuple[RasterRing, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RasterRings:
    """What one raster (its first band) says around the sources."""

    file: str
    sources: tuple[SourceRaster, ...]
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Piece:
    """Cells around one source, with how places become cells and back."""

    values: Values  # (rows, columns)
    present: npt.NDArray[np.bool_]
    areas_m2: Floats
    to_cells: Callable[[Floats], Floats]  # degrees to units of cells


def raster_rings(
    raster: Raster,
    layers: Layers,
    *,
    sources: Sequence[str] | None,
    rings_m: Sequence[float],
    kinds: Mapping[str, Kind],
    progress: Progress = SILENT,
) -> RasterRings:
    """Hold a raster against the rings around each source, cell by cell with exact shares.

    Args:
        raster: only its first band counts.
        layers: of the project.
        sources: names of sources; None: all.
        rings_m: radii in metres, over 0.
        kinds: of the layers.
        progress: one step a source.

    Raises:
        WatermapError: there are no sources, the raster's place is not known or on an old datum, or
            a ring has too many cells.
        Cancelled: asked for through ``progress``.
    """
    wanted = radii(rings_m)
    doubts = _usable(raster.head)
    found, problems = sources_of(layers, sources, kinds)
    answers = []
    for done, source in enumerate(found):
        progress.step(done, len(found), source.ref.name or "")
        answers.append(_around(raster, source, wanted))
    progress.step(len(found), len(found))
    every = (*raster.head.problems, *doubts, *problems, *_gaps(raster.head, answers))
    return RasterRings(
        file=raster.head.source.path.name, sources=tuple(answers), problems=tuple(every)
    )


def _usable(head: RawRaster) -> list[Problem]:
    """What has to be said of the raster as a whole.

    Raises:
        WatermapError: nobody can tell where its cells lie or what they hold.
    """
    file = head.source.path.name
    said = declared(head.crs_wkt) if head.crs_wkt else None
    codes = {problem.code for problem in head.problems}
    if said is None or "reading.raster_not_placed" in codes:
        raise WatermapError(Problem.error("rasters.no_place", file=file))
    if "reading.raster_scaled" in codes:
        raise WatermapError(Problem.error("rasters.scaled", file=file))
    if said.datum == "old":
        raise WatermapError(Problem.error("rasters.old_datum", file=file, crs=said.title))
    problems = []
    if said.datum == "other":
        problems.append(Problem.warning("rasters.other_datum", file=file, crs=said.title))
    if head.bands > 1:
        problems.append(Problem.note("rasters.first_band", file=file, bands=head.bands))
    return problems


def _gaps(head: RawRaster, answers: Sequence[SourceRaster]) -> list[Problem]:
    """Rings that the raster does not cover, or not wholly."""
    file = head.source.path.name
    return [
        Problem.warning(
            "rasters.not_covering",
            file=file,
            source=one.source.name or "—",
            radius=f"{ring.radius_m:g}",
            share=f"{100 * ring.statistics.with_data_m2 / ring.statistics.zone_m2:.1f}",
        )
        for one in answers
        for ring in one.rings
        if not ring.statistics.complete
    ]


def _around(raster: Raster, source: Source, wanted: Sequence[float]) -> SourceRaster:
    largest = _in_degrees(source, wanted[-1])
    piece = _piece(raster, largest)
    rings = tuple(
        RasterRing(radius_m=radius_m, statistics=_statistics(piece, source, radius_m))
        for radius_m in wanted
    )
    here = None if piece is None else _here(piece, source.geometry)
    return SourceRaster(source=source.ref, here=here, rings=rings)


def _in_degrees(source: Source, radius_m: float) -> BaseGeometry:
    return source.plane.to_geographic(reach(source, radius_m))


def _piece(raster: Raster, ground: BaseGeometry) -> _Piece | None:
    """The cells that ground needs; None: the raster lies elsewhere."""
    crs = CRS.from_user_input(raster.head.crs_wkt)
    to_raster = Transformer.from_crs(GEOGRAPHIC_EPSG, crs, always_xy=True)
    west, south, east, north = shapely.transform(ground, _by(to_raster)).bounds
    if not np.isfinite([west, south, east, north]).all():
        return None
    _hold_to_cells(raster.head, (west, south, east, north))
    try:
        head, bands = raster.read((west, south, east, north))
    except WatermapError as error:
        if error.problems[0].code == "reading.outside_raster":
            return None
        raise
    _refuse_thinned(raster.head, head)
    to_degrees = Transformer.from_crs(crs, GEOGRAPHIC_EPSG, always_xy=True)
    out, into = _affine(head)
    areas_m2 = cell_areas_m2(head.width, head.height, lambda cells: _by(to_degrees)(out(cells)))
    return _Piece(
        values=bands[0],
        present=_present(bands[0], head.nodata),
        areas_m2=areas_m2,
        to_cells=lambda degrees: into(_by(to_raster)(degrees)),
    )


def _by(transformer: Transformer) -> Callable[[Floats], Floats]:
    return lambda points: np.column_stack(transformer.transform(points[:, 0], points[:, 1]))


def _affine(head: RawRaster) -> tuple[Callable[[Floats], Floats], Callable[[Floats], Floats]]:
    """From units of cells to the raster's CRS, and back."""
    a, b, c, d, e, f = head.transform
    turn, corner = np.array([[a, b], [d, e]]), np.array([c, f])
    back = np.linalg.inv(turn)
    return lambda cells: cells @ turn.T + corner, lambda places: (places - corner) @ back.T


def _hold_to_cells(head: RawRaster, bounds: Bounds) -> None:
    a, b, _, d, e, _ = head.transform
    west, south, east, north = bounds
    cells = (east - west) * (north - south) / abs(a * e - b * d)
    if min(cells, head.width * head.height) > MOST_CELLS:
        file = head.source.path.name
        raise WatermapError(
            Problem.error("rasters.too_fine", file=file, cells=f"{cells:.0f}", most=MOST_CELLS)
        )


def _refuse_thinned(whole: RawRaster, piece: RawRaster) -> None:
    """A piece with larger cells than the raster's has left some out: no share would be exact."""
    before, after = (
        abs(one.transform[0] * one.transform[4] - one.transform[1] * one.transform[3])
        for one in (whole, piece)
    )
    if abs(after / before - 1) > CELL_SHARE:
        file = whole.source.path.name
        cells, most = piece.width * piece.height, MOST_CELLS
        raise WatermapError(
            Problem.error("rasters.too_fine", file=file, cells=f"{cells:.0f}", most=most)
        )


def _present(values: Values, nodata: float | None) -> npt.NDArray[np.bool_]:
    numbers = values.astype(np.float64)
    there: npt.NDArray[np.bool_] = np.isfinite(numbers)
    if nodata is not None and np.isfinite(nodata):
        there &= values != np.asarray(nodata).astype(values.dtype)
    return there


def _statistics(piece: _Piece | None, source: Source, radius_m: float) -> ZonalStatistics:
    zone_m2 = reach_m2(source, radius_m)
    if piece is None:
        nothing = np.zeros((0, 0))
        return zonal_statistics(nothing, nothing.astype(bool), nothing, nothing, zone_m2=zone_m2)
    rows, columns = piece.values.shape
    ground = shapely.transform(_in_degrees(source, radius_m), piece.to_cells)
    return zonal_statistics(
        piece.values,
        piece.present,
        piece.areas_m2,
        cell_shares(ground, columns, rows),
        zone_m2=zone_m2,
    )


def _here(piece: _Piece, place: BaseGeometry) -> float | None:
    """The value of the cell in which a point lies."""
    if place.geom_type != "Point":
        return None
    rows, columns = piece.values.shape
    (x, y) = np.floor(piece.to_cells(shapely.get_coordinates(place)))[0]
    if not (0 <= x < columns and 0 <= y < rows):
        return None
    at = int(y), int(x)
    return float(piece.values[at]) if piece.present[at] else None
