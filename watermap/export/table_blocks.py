"""Tables of a GeoPackage that grow block by block, so that no more than a block is ever kept."""

import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import geopandas as gpd
import pyogrio

from watermap.atomic import atomic
from watermap.errors import Problem, WatermapError
from watermap.export.geopackage import REFUSALS, hold_to_counts, told_as
from watermap.export.result_columns import Table
from watermap.reading.gdal import take_paths_as_they_are

ROWS = 20_000  # of all tables that are written at once


class TableBlocks:
    """A GeoPackage in a folder of its own, added to until it is put where it is wanted."""

    def __init__(self) -> None:
        """Nothing is written before the first rows are."""
        take_paths_as_they_are()
        self._folder = tempfile.TemporaryDirectory(prefix="watermap-tables-")
        self._file = Path(self._folder.name) / "tables.gpkg"
        self._types: dict[str, dict[str, Any]] = {}
        self._counts: dict[str, tuple[int, bool]] = {}

    def __enter__(self) -> Self:
        """The same; at the end its folder goes."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Nothing is left, whatever happened."""
        self._folder.cleanup()

    def has(self, name: str) -> bool:
        """Whether a table was begun."""
        return name in self._counts

    def add(self, tables: Mapping[str, Table]) -> None:
        """Add rows to tables; the first rows of a table say what its columns are.

        Raises:
            WatermapError: they cannot be written, or have other columns than the first.
        """
        for name, table in tables.items():
            count, _ = self._counts.get(name, (0, False))
            if len(table) or not count:
                self._append(name, self._alike(name, table))
                self._counts[name] = (count + len(table), isinstance(table, gpd.GeoDataFrame))

    def finish(self, path: Path) -> None:
        """Put the file in place, once all its rows are found in it.

        Raises:
            WatermapError: it cannot be written, or does not hold what was written to it.
        """
        with atomic(path) as temporary, told_as(path):
            shutil.copyfile(self._file, temporary)
            hold_to_counts(self._counts, temporary, path)

    def _append(self, name: str, table: Table) -> None:
        # Of any sort: the next rows may be points where these are areas.
        sort = "Unknown" if isinstance(table, gpd.GeoDataFrame) else None
        append = name in self._counts
        try:
            pyogrio.write_dataframe(
                table, self._file, layer=name, driver="GPKG", append=append, geometry_type=sort
            )
        except REFUSALS as error:
            raise _not_written(self._file, error) from error

    def _alike(self, name: str, table: Table) -> Table:
        """The rows with the types of the first; a column that is empty here has none of its own."""
        plain = table.drop(columns="geometry", errors="ignore")
        types = self._types.setdefault(name, dict(plain.dtypes))
        if list(types) != list(plain.columns):
            raise _not_written(self._file, ", ".join(map(str, plain.columns)))
        try:
            return table.astype(types)
        except (TypeError, ValueError) as error:
            raise _not_written(self._file, error) from error


def _not_written(path: Path, why: object) -> WatermapError:
    return WatermapError(Problem.error("atomic.not_written", file=path, why=why))
