"""The lines as the layers draw them, one entry an unbroken line, with what the layers say of them.

Lines of several parts come apart; parts without length and records without a line are listed, not
dropped in silence.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from hashlib import blake2b

import numpy as np
import numpy.typing as npt
import pandas as pd
import shapely

from watermap.harmonise.layer import Layer, Layers
from watermap.network.ground import along_m
from watermap.network.network import Floats, Numbers, Sort

LINE_KINDS = ("river", "diversion_line")
DEGREES_KEPT = 1e7  # a fingerprint holds places to a ten millionth of a degree, 1 cm

Objects = npt.NDArray[np.object_]


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOut:
    """A record, or a part of one, that is no line of the network, and why."""

    layer: int
    record: int
    part: int
    why: str  # "no_geometry", "surface", "point", "zero_length"
    lon: float  # NaN: it has no place
    lat: float


@dataclass(frozen=True, kw_only=True)
class Lines:
    """All unbroken lines, in the order of layers, records and parts."""

    layers: tuple[Layer, ...]  # those of LINE_KINDS, in that order
    geometry: Objects  # LineStrings in EPSG:4490, two-dimensional
    layer: Numbers
    record: Numbers  # counted from 0
    part: Numbers  # counted from 0
    xy: Floats  # all vertices, line after line
    of: Numbers  # the line of each vertex
    first: Numbers  # the first vertex of each line, and one more at the end
    along: Floats  # metres of each vertex from the first of its line
    left_out: tuple[LeftOut, ...]

    def __len__(self) -> int:
        """How many lines there are."""
        return len(self.geometry)

    @property
    def length_m(self) -> Floats:
        """Geodesic length of each line."""
        return self.along[self.first[1:] - 1]

    def ends(self) -> Floats:
        """First and last vertex of each line by turns: line ``i`` has rows 2i and 2i + 1."""
        both = np.column_stack([self.first[:-1], self.first[1:] - 1]).ravel()
        return self.xy[both]

    def column(self, field: str) -> Objects:
        """What the layers hold in a field, a line each; None where a layer has no such field."""
        found: Objects = np.full(len(self), None, dtype=object)
        for number, layer in enumerate(self.layers):
            if field in layer.frame.columns:
                own = self.layer == number
                found[own] = layer.frame[field].to_numpy(dtype=object)[self.record[own]]
        return found

    @cached_property
    def _known(self) -> dict[str, tuple[str | None, ...]]:
        return {}

    def texts(self, field: str) -> tuple[str | None, ...]:
        """The same as text without blanks around; None where there is nothing."""
        if field not in self._known:
            values = self.column(field)
            texts: Objects = np.full(len(self), None, dtype=object)
            there = np.flatnonzero(~pd.isna(values))
            texts[there] = [str(value).strip() or None for value in values[there].tolist()]
            self._known[field] = tuple(texts.tolist())
        return self._known[field]

    def numbers(self, field: str) -> Floats:
        """The same as numbers; NaN where there is none."""
        values = self.column(field)
        there = ~pd.isna(values)
        found = np.full(len(self), np.nan)
        found[there] = values[there].astype(np.float64)
        return found

    @cached_property
    def ids(self) -> tuple[str, ...]:
        """The layer's own id as text, else the layer's name and the record counted from 1."""
        found: Objects = np.array(self.texts("code"), dtype=object)
        missing = pd.isna(found)
        for number, layer in enumerate(self.layers):
            own = np.flatnonzero(missing & (self.layer == number))
            found[own] = [f"{layer.layer_name}#{one + 1}" for one in self.record[own].tolist()]
        return tuple(found.tolist())

    @cached_property
    def sorts(self) -> tuple[Sort, ...]:
        """What sort of water each line is: as the layer says, else as its kind is."""
        by_kind = {"diversion_line": Sort.DIVERSION, "lake": Sort.LAKE}
        known = {sort.value: sort for sort in Sort}
        own = np.array([by_kind.get(one.kind, Sort.RIVER) for one in self.layers], dtype=object)
        sorts: Objects = own[self.layer] if len(own) else np.zeros(0, dtype=object)
        for row, text in enumerate(self.texts("sort")):
            if text in known:
                sorts[row] = known[text]
        return tuple(sorts.tolist())

    def of_sorts(self, *sorts: Sort) -> npt.NDArray[np.bool_]:
        """Which lines are of one of these sorts."""
        return np.array([one in sorts for one in self.sorts], dtype=bool)

    @cached_property
    def made(self) -> npt.NDArray[np.bool_]:
        """Which lines nobody has drawn: the links through lakes."""
        lakes = np.array([layer.kind == "lake" for layer in self.layers], dtype=bool)
        return lakes[self.layer] if len(lakes) else np.zeros(len(self), dtype=bool)

    def only(self, kept: npt.NDArray[np.bool_]) -> "Lines":
        """Some of the lines, numbered anew."""
        if kept.all():
            return self
        where = np.column_stack([self.layer, self.record, self.part])[kept]
        return _assembled(self.layers, self.geometry[kept], where, self.left_out)

    def and_also(self, layers: Sequence[Layer], geometry: Objects, where: Numbers) -> "Lines":
        """With further lines behind, of further layers.

        ``where``: layer (0 for the first of the further ones), record and part of each.
        """
        if not len(geometry):
            return self
        moved = where + np.array([len(self.layers), 0, 0])
        own = np.column_stack([self.layer, self.record, self.part])
        return _assembled(
            (*self.layers, *layers),
            np.concatenate([self.geometry, geometry]),
            np.concatenate([own, moved]),
            self.left_out,
        )

    def fingerprint(self, line: int) -> str:
        """16 hexadecimal digits that change when a vertex moves by more than a centimetre or so."""
        xy = self.xy[self.first[line] : self.first[line + 1]]
        return fingerprint(xy)


def fingerprint(xy: Floats) -> str:
    """Of vertices in degrees."""
    whole = np.round(xy * DEGREES_KEPT).astype("<i8")
    return blake2b(whole.tobytes(), digest_size=8).hexdigest()


def draw(layers: Layers) -> Lines:
    """The lines of all river and diversion layers."""
    drawn = tuple(layer for kind in LINE_KINDS for layer in layers.get(kind, ()))
    parts, places, left_out = [], [], []
    for number, layer in enumerate(drawn):
        shapes, where, left = _parts(number, layer)
        parts.append(shapes)
        places.append(where)
        left_out += left
    geometry: Objects = np.concatenate(parts) if parts else np.array([], dtype=object)
    where = np.concatenate(places) if places else np.zeros((0, 3), dtype=np.int64)
    return _assembled(drawn, geometry, where, tuple(left_out))


def _assembled(
    layers: tuple[Layer, ...], geometry: Objects, where: Numbers, left_out: tuple[LeftOut, ...]
) -> Lines:
    xy, of = shapely.get_coordinates(geometry, return_index=True)
    of = of.astype(np.int64)
    return Lines(
        layers=layers,
        geometry=geometry,
        layer=where[:, 0],
        record=where[:, 1],
        part=where[:, 2],
        xy=xy,
        of=of,
        first=np.searchsorted(of, np.arange(len(geometry) + 1)).astype(np.int64),
        along=along_m(xy, of),
        left_out=left_out,
    )


def _parts(number: int, layer: Layer) -> tuple[Objects, Numbers, list[LeftOut]]:
    shapes = np.asarray(layer.frame.geometry.values, dtype=object)
    if shapely.has_z(shapes).any():
        shapes = shapely.force_2d(shapes)
    types = shapely.get_type_id(shapes)
    lines = np.isin(
        types, [shapely.GeometryType.LINESTRING, shapely.GeometryType.MULTILINESTRING]
    ) & ~shapely.is_empty(shapes)
    left = [_left(number, row, shapes[row]) for row in np.flatnonzero(~lines).tolist()]
    rows = np.flatnonzero(lines)
    pieces, of = _apart(shapes[rows])
    records = rows[of] if len(rows) else np.zeros(0, dtype=np.int64)
    part = np.arange(len(of)) - np.searchsorted(of, of)
    long = shapely.length(pieces) > 0
    left += [
        LeftOut(
            layer=number,
            record=int(records[one]),
            part=int(part[one]),
            why="zero_length",
            lon=float(shapely.get_coordinates(pieces[one])[0, 0]),
            lat=float(shapely.get_coordinates(pieces[one])[0, 1]),
        )
        for one in np.flatnonzero(~long).tolist()
    ]
    where = np.column_stack([np.full(len(of), number), records, part]).astype(np.int64)
    return pieces[long], where[long], left


def _apart(shapes: Objects) -> tuple[Objects, Numbers]:
    """The parts of lines, and the line of each."""
    if (shapely.get_type_id(shapes) == shapely.GeometryType.LINESTRING).all():
        return shapes, np.arange(len(shapes))
    parts, of = shapely.get_parts(shapes, return_index=True)
    return parts, of.astype(np.int64)


def _left(layer: int, row: int, shape: object) -> LeftOut:
    if shape is None or shapely.is_empty(shape):
        why, (lon, lat) = "no_geometry", (np.nan, np.nan)
    else:
        why = "surface" if shapely.get_dimensions(shape) == 2 else "point"
        lon, lat = shapely.get_coordinates(shapely.point_on_surface(shape))[0]
    return LeftOut(layer=layer, record=row, part=0, why=why, lon=float(lon), lat=float(lat))
