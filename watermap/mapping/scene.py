"""All there is to draw, before anybody looks at a piece of it: flat shapes with their looks."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from typing import Self

import numpy as np
import numpy.typing as npt
import pandas as pd
from shapely.geometry.base import BaseGeometry

from watermap.catalogue.kinds import Colour, Kind, Look
from watermap.errors import Problem
from watermap.harmonise.layer import Layer, Layers
from watermap.language import Language, Text
from watermap.mapping.appearance import Appearance, dress
from watermap.mapping.borders import borders
from watermap.mapping.drawlist import Offsets
from watermap.mapping.plane import plane_epsg
from watermap.mapping.shapes import Shapes, shapes_of
from watermap.mapping.themes import Theme, find_theme
from watermap.mapping.view import Bounds
from watermap.quality.assessment import Assessment

OVERLAY_ORDER = 10_000
_CHINA_LON, _CHINA_LAT = 105.0, 35.0  # where a map of nothing lies
_NOTHING: Bounds = (0.0, 0.0, 1000.0, 1000.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class SceneLayer:
    """One layer of the map. Arrays without another unit are by the layer's rows."""

    key: str
    kind: Kind | None  # None: an overlay
    title: Text
    order: int  # lower is drawn first
    min_scale: float | None
    shapes: tuple[Shapes, ...]
    outlines: tuple[Shapes, ...]  # of the polygons where borders are drawn once; else empty
    appearances: tuple[Appearance, ...]
    chosen: Offsets  # place among ``appearances``
    records: Offsets  # record number in the file
    labels: tuple[str, ...]  # "" for none; () for none at all
    label_size_mm: float = 2.6
    label_min_scale: float | None = None
    label_colour: Colour = "#222222"
    made_of: Layer | None = None

    def drawn_at(self, scale: float) -> bool:
        """Whether it is drawn at 1:``scale``."""
        return self.min_scale is None or scale <= self.min_scale

    def labelled_at(self, scale: float) -> bool:
        """Whether its labels are written at 1:``scale``."""
        return bool(self.labels) and (self.label_min_scale is None or scale <= self.label_min_scale)

    @property
    def bounds(self) -> Bounds | None:
        """Metres of the plane; None where it has no feature."""
        boxes = [shapes.boxes for shapes in self.shapes]
        if not boxes:
            return None
        low, high = np.concatenate(boxes).min(axis=0), np.concatenate(boxes).max(axis=0)
        return float(low[0]), float(low[1]), float(high[2]), float(high[3])


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """A map: layers back to front in the plane ``epsg``, and what they were coloured by."""

    epsg: int
    layers: tuple[SceneLayer, ...]
    theme: Theme
    language: Language
    assessment: Assessment | None = None
    problems: tuple[Problem, ...] = ()

    @property
    def bounds(self) -> Bounds:
        """Metres of the plane around all layers."""
        return self._around(self.layers)

    def bounds_of(self, *keys: str) -> Bounds:
        """Metres of the plane around some layers, by key or kind; all where they have nothing."""
        chosen = [
            one for one in self.layers if one.key in keys or (one.kind and one.kind.id in keys)
        ]
        return self._around(tuple(chosen)) if chosen else self.bounds

    def layer(self, key: str) -> SceneLayer | None:
        """The layer of a key, None where there is none."""
        return next((layer for layer in self.layers if layer.key == key), None)

    def with_overlays(self, *overlays: "Overlay") -> Self:
        """The scene with more above it, the first lowest."""
        above = [_overlay_layer(one, number, self.epsg) for number, one in enumerate(overlays)]
        return replace(self, layers=(*self.layers, *above))

    @staticmethod
    def _around(layers: tuple[SceneLayer, ...]) -> Bounds:
        found = np.array([layer.bounds for layer in layers if layer.bounds is not None])
        if not len(found):
            return _NOTHING
        low, high = found.min(axis=0), found.max(axis=0)
        return float(low[0]), float(low[1]), float(high[2]), float(high[3])


@dataclass(frozen=True, slots=True, kw_only=True)
class Overlay:
    """Something above the map: a site, a ring, chosen features."""

    geometry: BaseGeometry
    look: Look
    title: Text
    label: str


def overlay(
    geometry_lonlat: BaseGeometry, look: Look, label: str, *, title: Text | None = None
) -> Overlay:
    """An overlay of longitude and latitude (EPSG:4490).

    Args:
        geometry_lonlat: any geometry.
        look: how it is drawn; its title is the legend's where ``title`` is None.
        label: what is written beside; "" for nothing.
        title: the legend's words; None and no title of the look: it is not in the legend.
    """
    words = title or look.title or Text(zh="", en="")
    return Overlay(geometry=geometry_lonlat, look=look, title=words, label=label)


def layer_key(layer: Layer) -> str:
    """The key by which map, tree and selection name a layer; one file may hold several."""
    return f"{layer.kind}:{layer.source.path.as_posix()}#{layer.layer_name}"


def build(
    layers: Layers,
    *,
    kinds: Mapping[str, Kind],
    assessment: Assessment | None,
    theme: str,
    language: Language,
    hidden: Collection[str] = (),
    selected: Mapping[str, Collection[int]] | None = None,
    before: Scene | None = None,
) -> Scene:
    """The scene of a project's layers.

    Args:
        layers: harmonised layers; those of a kind that ``kinds`` lacks are left out and said.
        kinds: their kinds by id.
        assessment: colours sections and sources; None: they look as their kind's file says.
        theme: id of a theme of themes.toml.
        language: of labels and letters.
        hidden: layer keys or kind ids that are not drawn.
        selected: layer key: records that are drawn marked.
        before: an older scene; what it has of the same layers is not computed again.

    Raises:
        WatermapError: there is no such theme.
    """
    found_theme = find_theme(theme)
    every = [layer for files in layers.values() for layer in files]
    epsg = _epsg_for(every)
    known = _known(before, epsg)
    made, problems = [], list[Problem]()
    for layer in every:
        key = layer_key(layer)
        if layer.kind not in kinds:
            problems.append(
                Problem.warning("mapping.unknown_kind", layer=layer.title, kind=layer.kind)
            )
        elif not {key, layer.kind} & set(hidden):
            one, lost = _scene_layer(
                layer,
                kinds[layer.kind],
                epsg,
                found_theme,
                assessment,
                language,
                known.get(id(layer)),
            )
            made.append(one)
            problems += [Problem.warning("mapping.not_placed", layer=layer.title, n=lost)] * (
                lost > 0
            )
    scene = Scene(
        epsg=epsg,
        layers=tuple(sorted(made, key=lambda layer: layer.order)),
        theme=found_theme,
        language=language,
        assessment=assessment,
        problems=tuple(problems),
    )
    return highlighted(scene, selected) if selected else scene


def highlighted(scene: Scene, selected: Mapping[str, Collection[int]]) -> Scene:
    """The scene with some records drawn once more above all, marked."""
    look = Look(symbol="circle", size_mm=6.0, fill="#ffd40040", line="#ff8f00", width_mm=0.8)
    above = []
    for layer in scene.layers:
        chosen = np.flatnonzero(np.isin(layer.records, list(selected.get(layer.key, ()))))
        if len(chosen):
            shapes = tuple(
                one.take(np.flatnonzero(np.isin(one.rows, chosen)).astype(np.int64))
                for one in layer.shapes
            )
            above.append(
                replace(
                    layer,
                    key=f"selected/{layer.key}",
                    kind=None,
                    title=Text(zh="", en=""),
                    order=OVERLAY_ORDER,
                    shapes=tuple(one for one in shapes if len(one.rows)),
                    outlines=(),
                    appearances=(Appearance(look=look, title=Text(zh="", en="")),),
                    chosen=np.zeros(len(layer.records), np.int64),
                    labels=(),
                )
            )
    return replace(scene, layers=(*scene.layers, *above))


def _epsg_for(layers: list[Layer]) -> int:
    boxes = np.array([layer.frame.total_bounds for layer in layers]).reshape(-1, 4)
    boxes = boxes[np.isfinite(boxes).all(axis=1)]
    if not len(boxes):
        return plane_epsg(_CHINA_LON, _CHINA_LAT)
    middle = (boxes[:, :2].min(axis=0) + boxes[:, 2:].max(axis=0)) / 2
    return plane_epsg(float(middle[0]), float(middle[1]))


def _known(before: Scene | None, epsg: int) -> dict[int, SceneLayer]:
    if before is None or before.epsg != epsg:
        return {}
    return {id(one.made_of): one for one in before.layers if one.made_of is not None}


def _scene_layer(
    layer: Layer,
    kind: Kind,
    epsg: int,
    theme: Theme,
    assessment: Assessment | None,
    language: Language,
    known: SceneLayer | None,
) -> tuple[SceneLayer, int]:
    dressed = dress(kind, layer.frame, theme, assessment)
    shapes, lost = (known.shapes, 0) if known else shapes_of(_geometries(layer), epsg)
    style = kind.style
    made = SceneLayer(
        key=layer_key(layer),
        kind=kind,
        title=_title(layer, kind),
        order=style.order,
        min_scale=style.min_scale,
        shapes=shapes,
        outlines=known.outlines
        if known
        else _outlines(shapes, dressed.appearances, dressed.chosen),
        appearances=dressed.appearances,
        chosen=dressed.chosen,
        records=layer.frame.index.to_numpy(np.int64),
        labels=_labels(layer, kind, language),
        label_size_mm=style.label_size_mm,
        label_min_scale=style.label_min_scale,
        label_colour=_label_colour(style.look),
        made_of=layer,
    )
    return made, lost


def _geometries(layer: Layer) -> npt.NDArray[np.object_]:
    return np.asarray(layer.frame.geometry.to_numpy(), object)


def _title(layer: Layer, kind: Kind) -> Text:
    words: object = layer.title
    if isinstance(words, Text):
        return words
    return Text(zh=str(words), en=str(words)) if words else kind.title


def _outlines(
    shapes: tuple[Shapes, ...], appearances: tuple[Appearance, ...], chosen: Offsets
) -> tuple[Shapes, ...]:
    """Borders drawn once where dashes of neighbours would else fall into each other's gaps."""
    if all(one.look.dash == "solid" for one in appearances):
        return ()
    width = np.array([-one.look.width_mm for one in appearances])
    rank = np.argsort(np.argsort(width, kind="stable"), kind="stable")  # the broad line goes first
    return tuple(
        borders(one, rank[chosen[one.rows]].astype(np.int64))
        for one in shapes
        if one.dimension == 2
    )


def _labels(layer: Layer, kind: Kind, language: Language) -> tuple[str, ...]:
    name = kind.style.label
    if name is None or name not in layer.frame:
        return ()
    field = kind.fields[name]
    return tuple(
        "" if pd.isna(value) else field.value_title(str(value), language)
        for value in layer.frame[name]
    )


def _label_colour(look: Look) -> Colour:
    """Labels take their line's or fill's colour, darkened so that they can be read."""
    source = look.line if look.line and look.symbol is None else look.fill or look.line
    if look.symbol is not None or source is None:
        return "#1c2329"
    parts = [int(source[place : place + 2], 16) for place in (1, 3, 5)]
    return "#" + "".join(f"{int(part * 0.6):02x}" for part in parts)


def _overlay_layer(one: Overlay, number: int, epsg: int) -> SceneLayer:
    shapes, _ = shapes_of(np.array([one.geometry], object), epsg)
    return SceneLayer(
        key=f"overlay/{number}",
        kind=None,
        title=one.title,
        order=OVERLAY_ORDER + number,
        min_scale=None,
        shapes=shapes,
        outlines=(),
        appearances=(Appearance(look=one.look, title=one.title),),
        chosen=np.zeros(1, np.int64),
        records=np.zeros(1, np.int64),
        labels=(one.label,),
        label_size_mm=3.0,
        label_colour=_label_colour(one.look),
    )
