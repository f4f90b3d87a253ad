"""All there is to draw, before anybody looks at a piece of it: flat shapes with their looks."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from typing import Self

import numpy as np

from watermap.catalogue.kinds import Kind
from watermap.errors import Problem
from watermap.harmonise.layer import Layer, Layers
from watermap.language import Language
from watermap.mapping.appearance import dress
from watermap.mapping.overlays import Overlay, overlay_layer, selected_layer
from watermap.mapping.plane import plane_epsg
from watermap.mapping.scene_layer import SceneLayer, layer_key, scene_layer
from watermap.mapping.standings import Standings
from watermap.mapping.themes import Theme, find_theme
from watermap.mapping.view import Bounds

__all__ = ["Scene", "SceneLayer", "build", "layer_key"]

_CHINA_LON, _CHINA_LAT = 105.0, 35.0  # where a map of nothing lies
_NOTHING: Bounds = (0.0, 0.0, 1000.0, 1000.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """A map: layers back to front in the plane ``epsg``, and what they were coloured by."""

    epsg: int
    layers: tuple[SceneLayer, ...]
    theme: Theme
    language: Language
    assessment: Standings | None = None
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

    def with_overlays(self, *overlays: Overlay) -> Self:
        """The scene with more in it, of the same order the first lowest."""
        more = [overlay_layer(one, number, self.epsg) for number, one in enumerate(overlays)]
        layers = sorted((*self.layers, *more), key=lambda layer: layer.order)
        return replace(self, layers=tuple(layers))

    def highlighted(self, selected: Mapping[str, Collection[int]]) -> Self:
        """The scene with records (layer key: record numbers) drawn once more above all, marked."""
        above = [selected_layer(one, selected.get(one.key, ())) for one in self.layers]
        return replace(self, layers=(*self.layers, *(one for one in above if one is not None)))

    @staticmethod
    def _around(layers: tuple[SceneLayer, ...]) -> Bounds:
        found = np.array([layer.bounds for layer in layers if layer.bounds is not None])
        if not len(found):
            return _NOTHING
        low, high = found.min(axis=0), found.max(axis=0)
        return float(low[0]), float(low[1]), float(high[2]), float(high[3])


def build(
    layers: Layers,
    *,
    kinds: Mapping[str, Kind],
    assessment: Standings | None,
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
    unknown = [layer for layer in every if layer.kind not in kinds]
    epsg = _epsg_for(every)
    known = _known(before, epsg)
    made = [
        scene_layer(
            layer,
            kinds[layer.kind],
            dress(kinds[layer.kind], layer.frame, found_theme, assessment),
            epsg=epsg,
            language=language,
            known=known.get(id(layer)),
        )
        for layer in every
        if layer.kind in kinds and not {layer_key(layer), layer.kind} & set(hidden)
    ]
    scene = Scene(
        epsg=epsg,
        layers=tuple(sorted(made, key=lambda layer: layer.order)),
        theme=found_theme,
        language=language,
        assessment=assessment,
        problems=(
            *(
                Problem.warning("mapping.unknown_kind", layer=layer.title, kind=layer.kind)
                for layer in unknown
            ),
            *(
                Problem.warning("mapping.not_placed", layer=one.title, n=one.lost)
                for one in made
                if one.lost
            ),
        ),
    )
    return scene.highlighted(selected) if selected else scene


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
