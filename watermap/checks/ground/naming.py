"""Features of layers named so that a person finds them."""

from collections.abc import Mapping

import pandas as pd

from watermap.catalogue.kinds import Kind
from watermap.checks.findings import FeatureRef


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


def text_of(value: object) -> str | None:
    """A value of a layer as text; None where there is none."""
    missing = value is None or value is pd.NaT or value is pd.NA or value != value  # noqa: PLR0124
    return None if missing else str(value).strip() or None
