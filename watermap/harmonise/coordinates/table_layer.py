"""A sheet with coordinates becomes a layer as found: points, or areas of corners."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt
import shapely

from watermap.errors import Message, Problem, WatermapError
from watermap.harmonise.coordinates.coordinate_columns import CoordinateColumns
from watermap.harmonise.coordinates.purpose import Purpose, heading
from watermap.harmonise.coordinates.table_attributes import attributes_of
from watermap.harmonise.coordinates.table_points import Found, points_of
from watermap.harmonise.coordinates.table_polygons import polygons_of
from watermap.harmonise.sheets.grid import Grid, filled
from watermap.harmonise.sheets.rows import spans
from watermap.reading.raw import Guess, RawLayer, RawTable, RecordNote
from watermap.reading.shapes.geometry import settle, start


@dataclass(slots=True)
class _Settled:
    """Shapes after they were looked at; ``keep`` is parallel to what was found."""

    keep: npt.NDArray[np.bool_]
    geometry: npt.NDArray[np.object_]
    types: Mapping[str, int]
    rejected: list[RecordNote] = field(default_factory=list)
    repaired: list[RecordNote] = field(default_factory=list)


def layer_of_table(
    raw: RawTable, purpose: Purpose, columns: CoordinateColumns | None = None
) -> RawLayer:
    """The layer that a sheet with coordinates holds, in the sheet's own coordinates.

    x is east and y is north (or longitude and latitude). The columns are attributes; records are
    the sheet's rows, of an area the row of its first corner. A row that gives no shape is rejected
    with its row number, an area with every corner that cannot be read: the rest of it would be
    another area. The sheet says no CRS; ``decide_place`` asks.

    Args:
        raw: the sheet.
        purpose: what it is for, see ``table_purpose``.
        columns: where coordinates stand, as a person has said; None: as ``purpose`` has it.

    Raises:
        WatermapError: there are no coordinates.
    """
    columns = columns or purpose.columns
    where = {"file": raw.source.path.name, "sheet": raw.name}
    if columns is None:
        raise WatermapError(Problem.error("harmonise.table_no_layer", **where))
    grid = filled(raw)
    found = (
        polygons_of(grid, columns)
        if purpose.kind == "corners"
        else points_of(grid, columns, once=purpose.kind == "points_and_results")
    )
    settled = _settle(found)
    kept = [one for one, keep in zip(found.features, settled.keep, strict=True) if keep]
    frame, types = attributes_of(grid, columns, kept, results=purpose.kind == "points")
    return RawLayer(
        source=raw.source,
        name=raw.name,
        geometry_types=settled.types,
        encoding=raw.encoding or _fixed(),
        crs_wkt=None,
        field_types=types,
        attributes=frame,
        geometry=settled.geometry[settled.keep],
        features_in_file=len(found.features) + len(found.rejected),
        rejected=tuple(sorted((*found.rejected, *settled.rejected), key=lambda note: note.record)),
        repaired=tuple(settled.repaired),
        problems=(*raw.problems, *_said(grid, columns, found, where)),
    )


def _fixed() -> Guess:
    """A workbook fixes its encoding itself."""
    return Guess(value="UTF-8", how=Message.of("harmonise.table_encoding"), confidence=1.0)


def _settle(found: Found) -> _Settled:
    """Shapes held to what any file's are: finite, and valid or repaired with a note."""
    rows = [feature.rows[0] for feature in found.features]
    shapes = settle(start([shapely.to_wkb(feature.shape) for feature in found.features]))

    def of_rows(notes: Sequence[RecordNote]) -> list[RecordNote]:
        return [RecordNote(record=rows[note.record - 1] + 1, reason=note.reason) for note in notes]

    packed = np.empty(len(shapes.wkb), dtype=object)
    packed[:] = shapes.wkb
    return _Settled(
        keep=shapes.keep,
        geometry=np.asarray(shapely.from_wkb(packed), dtype=object),
        types=dict(shapes.types),
        rejected=of_rows(shapes.rejected),
        repaired=of_rows(shapes.repaired),
    )


def _said(
    grid: Grid, columns: CoordinateColumns, found: Found, where: Mapping[str, object]
) -> list[Problem]:
    said = []
    if found.all_turned:
        pair = _pair(grid, columns)
        say = Problem.warning if columns.system == "degrees" else Problem.note
        said.append(say("harmonise.coordinates_turned", **where, first=pair[0], second=pair[1]))
    elif found.turned:
        rows = spans([row + 1 for row in found.turned])
        said.append(Problem.warning("harmonise.coordinates_turned_rows", **where, rows=rows))
    if found.zones:
        title = heading(grid, columns, columns.others["zone"])
        said.append(Problem.note("harmonise.zones_added", **where, column=title))
    if found.repeated:
        count = len(found.repeated)
        said.append(Problem.note("harmonise.points_repeated", **where, count=count))
    if found.differing:
        names = "、".join(found.differing)
        said.append(Problem.warning("harmonise.points_differ", **where, names=names))
    if found.notes:
        rows = spans([row + 1 for row in found.notes])
        said.append(Problem.note("harmonise.rows_not_features", **where, rows=rows))
    return said


def _pair(grid: Grid, columns: CoordinateColumns) -> tuple[str, str]:
    if columns.both is not None:
        title = heading(grid, columns, columns.both)
        return title, title
    return heading(grid, columns, columns.north[0]), heading(grid, columns, columns.east[0])
