"""What stays in the bureau unless it is asked for: places and attributes marked sensitive."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from watermap.catalogue.kinds import Kind
from watermap.errors import Problem
from watermap.harmonise.layer import Layer, Layers


@dataclass(frozen=True, slots=True, kw_only=True)
class Shareable:
    """Layers without what is sensitive, and what was left out, told."""

    layers: Layers
    left_out: tuple[Problem, ...]


def shareable(layers: Layers, *, kinds: Mapping[str, Kind], path: Path) -> Shareable:
    """Take sensitive kinds and sensitive fields out of layers.

    A kind that is not known counts as sensitive: nobody can tell what its columns hold.

    Args:
        layers: by kind id.
        kinds: which say what is sensitive.
        path: the file to be written, for the sentences.
    """
    kept: dict[str, tuple[Layer, ...]] = {}
    told: list[Problem] = []
    for name, of_kind in layers.items():
        kind = kinds.get(name)
        if kind is None or kind.sensitive:
            count = sum(len(layer.frame) for layer in of_kind)
            title = kind.title if kind else name
            told.append(
                Problem.note("export.kind_left_out", title=title, count=count, file=path.name)
            )
            continue
        hidden = [field for field, known in kind.fields.items() if known.sensitive]
        kept[name] = tuple(_without(layer, hidden) for layer in of_kind)
        if any(_filled(layer, hidden) for layer in of_kind):
            fields = "、".join(kind.fields[field].title.zh for field in hidden)
            told.append(
                Problem.note(
                    "export.fields_left_out", title=kind.title, fields=fields, file=path.name
                )
            )
    return Shareable(layers=kept, left_out=tuple(told))


def _without(layer: Layer, hidden: list[str]) -> Layer:
    """The layer without those columns; the file's own columns, which hold the same, go too."""
    frame = layer.frame.drop(columns=[name for name in hidden if name in layer.frame.columns])
    return replace(layer, frame=frame, raw=layer.raw.iloc[:, :0])


def _filled(layer: Layer, hidden: list[str]) -> bool:
    return any(name in layer.frame.columns and layer.frame[name].notna().any() for name in hidden)
