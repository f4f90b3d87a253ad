"""The layer of a project's file: of a vector file, or of a sheet with coordinates."""

from collections.abc import Iterable

from watermap.errors import Problem, WatermapError
from watermap.harmonise.coordinates.purpose import table_purpose
from watermap.harmonise.coordinates.table_layer import layer_of_table
from watermap.reading.raw import RawFile, RawLayer, RawTable


def layer_in(raw: RawFile, name: str | None) -> RawLayer:
    """The one layer that is meant, by its name or as the only one; a sheet where there are sheets.

    Raises:
        WatermapError: there is none of that name, none at all, or several and no name.
    """
    if raw.layers or not raw.tables:
        return _pick(raw, name)
    file = raw.source.path.name
    named = [table for table in raw.tables if table.name == name]
    tables = named if name is not None else [one for one in raw.tables if not one.hidden]
    if name is not None and not named:
        found = "、".join(table.name for table in raw.tables)
        raise WatermapError(
            Problem.error("workspace.layer_not_found", file=file, layer=name, found=found)
        )
    placed = layers_of_tables(tables)
    if len(placed) > 1:
        found = "、".join(layer.name for layer in placed)
        raise WatermapError(Problem.error("workspace.several_layers", file=file, found=found))
    if not placed:
        sheets = "、".join(table.name for table in tables)
        raise WatermapError(Problem.error("harmonise.table_no_layer", file=file, sheet=sheets))
    return placed[0]


def layers_of_tables(tables: Iterable[RawTable]) -> list[RawLayer]:
    """The layers that the sheets with coordinates hold."""
    found = ((table, table_purpose(table)) for table in tables)
    return [layer_of_table(table, purpose) for table, purpose in found if purpose.makes_layer]


def _pick(raw: RawFile, name: str | None) -> RawLayer:
    found = "、".join(layer.name for layer in raw.layers)
    chosen = [layer for layer in raw.layers if name is None or layer.name == name]
    if len(chosen) == 1:
        return chosen[0]
    code = "no_layer" if not raw.layers else "several_layers" if chosen else "layer_not_found"
    raise WatermapError(
        Problem.error(f"workspace.{code}", file=raw.source.path.name, layer=name, found=found)
    )
