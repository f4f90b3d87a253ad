"""Features of layers named so that a person finds them."""

from collections.abc import Mapping

import pandas as pd
from shapely.geometry.base import BaseGeometry

from watermap.catalogue.kinds import Kind
from watermap.checks.findings import FeatureRef
from watermap.harmonise.layer import Layer, Layers


def ref_of(file_name: str, kind: Kind, record: int, values: Mapping[str, object]) -> FeatureRef:
    """How a person finds a feature of a file again."""
    by_role = {role: values.get(kind.role(role) or "") for role in ("id", "name", "level")}
    return FeatureRef(
        id=text_of(by_role["id"]),
        name=text_of(by_role["name"]),
        level=text_of(by_role["level"]),
        record=record,
        path=file_name,
    )


def find_again(layers: Layers, kind: str, feature: FeatureRef) -> tuple[Layer, BaseGeometry] | None:
    """The layer and geometry (longitude, latitude) of a feature that a check named; None: gone."""
    for layer in layers.get(kind, ()):
        if layer.source.path.name == feature.path and feature.record in layer.frame.index:
            geometry: BaseGeometry | None = layer.frame.geometry.loc[feature.record]
            return None if geometry is None else (layer, geometry)
    return None


def text_of(value: object) -> str | None:
    """A value of a layer as text; None where there is none."""
    missing = value is None or value is pd.NaT or value is pd.NA or value != value  # noqa: PLR0124
    return None if missing else str(value).strip() or None
