"""One layer of the map: flat shapes, their looks, their labels."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from watermap.catalogue.kinds import Colour, Kind, Look
from watermap.harmonise.layer import Layer
from watermap.language import Language, Text
from watermap.mapping.appearance import Appearance, Dressed
from watermap.mapping.borders import borders
from watermap.mapping.drawlist import Offsets
from watermap.mapping.shapes import Shapes, shapes_of
from watermap.mapping.view import Bounds


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
    lost: int = 0  # features that the plane has no place for

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


def layer_key(layer: Layer) -> str:
    """The key by which map, tree and selection name a layer; one file may hold several."""
    return f"{layer.kind}:{layer.source.path.as_posix()}#{layer.layer_name}"


def scene_layer(
    layer: Layer,
    kind: Kind,
    dressed: Dressed,
    *,
    epsg: int,
    language: Language,
    known: SceneLayer | None = None,
) -> SceneLayer:
    """A layer of the map.

    Args:
        layer: the data.
        kind: its kind.
        dressed: the looks of its features.
        epsg: the plane.
        language: of its labels.
        known: the same layer in an older scene of the same plane; its shapes are taken over.
    """
    shapes, lost = (known.shapes, known.lost) if known else shapes_of(_geometries(layer), epsg)
    style = kind.style
    return SceneLayer(
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
        label_colour=label_colour(style.look),
        made_of=layer,
        lost=lost,
    )


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
    # The broad line goes before the thin one.
    rank = np.argsort(np.argsort(width, kind="stable"), kind="stable").astype(np.int64)
    return tuple(borders(one, rank[chosen[one.rows]]) for one in shapes if one.dimension == 2)


def _labels(layer: Layer, kind: Kind, language: Language) -> tuple[str, ...]:
    name = kind.style.label
    if name is None or name not in layer.frame:
        return ()
    field = kind.fields[name]
    return tuple(
        "" if pd.isna(value) else field.value_title(str(value), language)
        for value in layer.frame[name]
    )


def label_colour(look: Look) -> Colour:
    """The colour of labels: their line's or fill's, darkened so that they can be read."""
    source = look.line if look.line and look.symbol is None else look.fill or look.line
    if look.symbol is not None or source is None:
        return "#1c2329"
    parts = [int(source[place : place + 2], 16) for place in (1, 3, 5)]
    return "#" + "".join(f"{int(part * 0.6):02x}" for part in parts)
