"""Which section or source is selected, by the names that evaluations know it by."""

from collections.abc import Iterable

import pandas as pd

from watermap.workspace.workspace import Selection, Workspace

STATIONS = ("section", "water_source")


def selected_station(workspace: Workspace) -> tuple[str, str] | None:
    """Kind and name of the first selected section or source; None: none is selected."""
    opened, selection = workspace.opened, workspace.selection
    layer = opened.layer_of(selection.layer) if opened and selection else None
    if layer is None or selection is None or layer.kind not in STATIONS:
        return None
    if "name" not in layer.frame or not selection.records:
        return None
    name = layer.frame.at[min(selection.records), "name"]
    return None if pd.isna(name) else (layer.kind, str(name))


def select_named(workspace: Workspace, kind: str, name: str) -> bool:
    """Select the first feature of a kind that is called so; False: the map has none."""
    opened = workspace.opened
    for layer in opened.layers.get(kind, ()) if opened else ():
        found = _records(layer.frame, name)
        if opened is not None and found:
            records = frozenset({found[0]})
            workspace.select(Selection(layer=opened.key_of(layer), records=records))
            return True
    return False


def _records(frame: pd.DataFrame, name: str) -> list[int]:
    if "name" not in frame:
        return []
    records: Iterable[int] = frame.index[frame["name"] == name]
    return [int(one) for one in records]
