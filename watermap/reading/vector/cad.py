"""A DXF drawing: one layer for each CAD layer and family of shapes, closed lines as areas too.

A drawing knows no areas but hatches; what a planner needs is mostly drawn as a closed line. So
those appear twice, as they were drawn (``红线 [LineString]``) and as areas (``红线 [Polygon]``).
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import shapely

from watermap.errors import Message, Problem, WatermapError
from watermap.reading import gdal
from watermap.reading.found import FoundColumn, FoundFile, FoundLayer, picked_columns, source_of
from watermap.reading.raw import Guess
from watermap.reading.shapes import geometry, notes
from watermap.reading.texts.encoding import decide, decode
from watermap.reading.texts.encoding_notes import about_encoding, chosen_guess
from watermap.reading.vector import dxf_text
from watermap.reading.vector.dxf_text import (
    FAMILIES,
    TEXTS,
    BrokenDrawing,
    Drawing,
    Entity,
    Family,
    Fault,
)

_OPTIONS: Mapping[str, object] = {
    "columns": ["EntityHandle"],
    "CLOSED_LINE_AS_POLYGON": "NO",
    "INLINE_BLOCKS": "NO",
    "layer": "entities",
}
_METRES = (0, 6)  # $INSUNITS: none, metres
_UNITS = {1: "inch", 2: "foot", 3: "mile", 4: "mm", 5: "cm", 7: "km", 14: "dm"}
_ESCAPED = re.compile(r"\\U\+([0-9A-Fa-f]{4})")
_LAYER, _LINETYPE, _COLOUR, _HANDLE, _EXTRA = 8, 6, 62, 5, 1000
_TRIES = 2000  # copies made to find entities that keep GDAL from reading the others

Key = tuple[str, Family]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Shape:
    """One shape of a layer; ``wkb`` None: there is none, and ``fault`` may say why."""

    entity: Entity
    wkb: bytes | None
    fault: Fault | None


def read_drawing(
    path: Path, *, encoding: str | None, layers: Sequence[str] | None, folder: Path
) -> FoundFile:
    """The layers of a DXF drawing.

    Args:
        path: the .dxf.
        encoding: how its names are encoded; None: decided by what they are.
        layers: names as this function gives them; None: all.
        folder: where a sound copy may be made.

    Raises:
        WatermapError: it is damaged, or no text.
    """
    source = source_of(path, "DXF")
    try:
        drawing = dxf_text.parse(path.read_bytes())
    except BrokenDrawing as error:
        raise WatermapError(
            Problem.error("reading.drawing_damaged", file=path.name, line=error.line)
        ) from error
    guess = _encoding(drawing, encoding)
    problems = about_encoding(path.name, guess, declared=drawing.declared, chosen=encoding)
    groups = _grouped(_shapes(drawing.entities, folder), guess.value)
    names = {key: f"{key[0]} [{key[1]}]" for key in groups}
    found = [
        _layer(names[key], key[0], shapes, guess, path.name)
        for key, shapes in groups.items()
        if layers is None or names[key] in layers
    ]
    areas = [names[key] for key in groups if key[1] == "Polygon"]
    problems += _about(path.name, drawing, guess.value, areas)
    return FoundFile(source=source, layers=found, problems=problems)


def _encoding(drawing: Drawing, chosen: str | None) -> Guess:
    if chosen is not None:
        return chosen_guess(chosen)
    samples = {
        value
        for entity in drawing.entities
        for code, value in entity.pairs
        if code in (_LAYER, _LINETYPE, _EXTRA)
    }
    rich = sorted(samples | set(drawing.hidden_layers))
    return decide(rich, declared=drawing.declared, language_byte=None)


def _shapes(entities: Sequence[Entity], folder: Path) -> list[_Shape]:
    """Every entity with its shape; GDAL sees only the sound ones."""
    faults = [dxf_text.fault(entity) for entity in entities]
    sound = [entity for entity, fault in zip(entities, faults, strict=True) if fault is None]
    wkb = iter(_Reading(folder=folder, tries=_TRIES).shapes(sound))
    return [
        _Shape(entity=entity, wkb=next(wkb) if fault is None else None, fault=fault)
        for entity, fault in zip(entities, faults, strict=True)
    ]


@dataclass(slots=True, kw_only=True)
class _Reading:
    """Reads shapes through GDAL; an entity that makes it give up is found by halving."""

    folder: Path
    tries: int

    def shapes(self, entities: Sequence[Entity]) -> list[bytes | None]:
        """Each entity's shape; None where there is none to be had."""
        if not entities:
            return []
        found = self._read(entities)
        if found is None or not any(found):
            if len(entities) == 1 or self.tries <= 0:
                return [None] * len(entities)
            half = len(entities) // 2
            return [*self.shapes(entities[:half]), *self.shapes(entities[half:])]
        while found[-1] is None:
            found.pop()
        return [*found, *self.shapes(entities[len(found) :])]  # GDAL may have stopped there

    def _read(self, entities: Sequence[Entity]) -> list[bytes | None] | None:
        """None: GDAL has given up on the way."""
        self.tries -= 1
        copy = self.folder / "sound.dxf"
        copy.write_bytes(dxf_text.sound_copy(entities))
        try:
            _, _, wkb, columns = gdal.read_vector(copy, **_OPTIONS)
        except WatermapError:
            return None
        found: list[bytes | None] = [None] * len(entities)
        seen: set[int] = set()
        for handle, one in zip(columns[0], wkb, strict=True):
            place = int(handle or "0", 16) - 1
            found[place] = None if place in seen else one  # two of one: neither can be trusted
            seen.add(place)
        return found


def _grouped(shapes: Sequence[_Shape], encoding: str) -> dict[Key, list[_Shape]]:
    """The shapes by CAD layer and family; a closed line is in two families."""
    groups: dict[Key, list[_Shape]] = {}
    for shape in shapes:
        layer = _text(shape.entity.value(_LAYER) or b"0", encoding)
        family = FAMILIES[shape.entity.type]
        groups.setdefault((layer, family), []).append(shape)
        if family == "LineString" and (area := _area(shape.entity, shape.wkb)) is not None:
            groups.setdefault((layer, "Polygon"), []).append(replace(shape, wkb=area))
    return dict(sorted(groups.items()))


def _area(entity: Entity, wkb: bytes | None) -> bytes | None:
    """The area inside a line that says it is closed, or that ends where it starts."""
    line = None if wkb is None else shapely.from_wkb(wkb, on_invalid="ignore")
    if line is None or line.geom_type != "LineString" or entity.type == b"LINE":
        return None
    points = shapely.get_coordinates(line, include_z=line.has_z)
    meets = bool((points[0][:2] == points[-1][:2]).all())
    if not (meets or entity.closed) or len(points) < (4 if meets else 3):
        return None
    ring = points if meets else np.vstack([points, points[:1]])
    return bytes(shapely.to_wkb(shapely.Polygon(ring)))


def _layer(
    name: str, cad_layer: str, members: Sequence[_Shape], guess: Guess, file: str
) -> FoundLayer:
    shapes = geometry.start([member.wkb for member in members])
    for record, member in enumerate(members):
        if member.wkb is None:
            code = f"record_{member.fault}" if member.fault else "shape_unreadable"
            shapes.reject(record, Message.of(f"reading.{code}"))
    geometry.settle(shapes)
    problems = notes.about_shapes(file, name, shapes)
    if any(member.entity.curved for member in members):
        problems.append(Problem.note("reading.shapes_simplified", file=file))
    return FoundLayer(
        name=name,
        types=dict(shapes.types),
        encoding=guess,
        crs=None,
        columns=picked_columns(_columns(cad_layer, members, guess.value), shapes.keep),
        records=np.flatnonzero(shapes.keep),
        wkb=[shapes.wkb[record] for record in np.flatnonzero(shapes.keep).tolist()],
        features_in_file=len(members),
        rejected=shapes.rejected,
        repaired=shapes.repaired,
        problems=problems,
    )


def _columns(cad_layer: str, members: Sequence[_Shape], encoding: str) -> list[FoundColumn]:
    """What a drawing says of its entities; ``XData``: texts that other programs have added."""

    def texts(code: int) -> list[object]:
        return [_of(member.entity, code, encoding) for member in members]

    columns: dict[str, list[object]] = {
        "Layer": [cad_layer] * len(members),
        "Entity": [member.entity.type.decode("ascii") for member in members],
        "Handle": texts(_HANDLE),
        "Linetype": texts(_LINETYPE),
        "XData": texts(_EXTRA),
    }
    colours: list[object] = [member.entity.integer(_COLOUR) for member in members]
    found = [
        FoundColumn(name=name, type="text", values=values)
        for name, values in columns.items()
        if any(value is not None for value in values)
    ]
    return [*found, FoundColumn(name="Color", type="integer", values=colours)]


def _of(entity: Entity, code: int, encoding: str) -> str | None:
    found = [_text(value, encoding) for number, value in entity.pairs if number == code]
    return "; ".join(found) or None


def _text(value: bytes, encoding: str) -> str:
    """A name; for characters the code page lacks it holds their numbers."""
    text = decode([value], encoding)[0].strip()
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text)


def _about(file: str, drawing: Drawing, encoding: str, areas: Sequence[str]) -> list[Problem]:
    """What of the drawing was not used, and how to read the layers' names."""
    problems = []
    texts = {kind: n for kind, n in drawing.others.items() if kind in TEXTS}
    others = {kind: n for kind, n in drawing.others.items() if kind not in TEXTS}
    if texts:
        problems.append(Problem.note("reading.drawing_texts", file=file, kinds=_counted(texts)))
    if others:
        problems.append(
            Problem.warning("reading.drawing_not_used", file=file, kinds=_counted(others))
        )
    if drawing.on_paper:
        problems.append(Problem.note("reading.drawing_paper", file=file, n=drawing.on_paper))
    if drawing.hidden_layers:
        names = "、".join(_text(name, encoding) for name in drawing.hidden_layers)
        problems.append(Problem.note("reading.drawing_hidden", file=file, layers=names))
    if drawing.units not in _METRES:
        unit = _UNITS.get(drawing.units, str(drawing.units))
        problems.append(Problem.warning("reading.drawing_units", file=file, unit=unit))
    if areas:
        problems.append(Problem.note("reading.drawing_areas", file=file, layers="、".join(areas)))
    if not drawing.entities:
        problems.append(Problem.warning("reading.no_features", file=file))
    return problems


def _counted(kinds: Mapping[str, int]) -> str:
    return "、".join(f"{kind} {n}" for kind, n in sorted(kinds.items()))
