"""Results with their layers as one GeoPackage, written whole and counted before it is put in place.

Nothing here opens the file with Python's own SQLite: two SQLite copies in one process do not see
each other's locks.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import geopandas as gpd
import pyogrio
from pyogrio.errors import DataLayerError, DataSourceError, FieldError, GeometryError

from watermap.atomic import atomic
from watermap.catalogue.kinds import Kind
from watermap.checks.findings import SiteCheck
from watermap.errors import Problem, WatermapError
from watermap.export.result_columns import Table
from watermap.export.result_tables import about_table, assessment_tables, layer_tables, site_tables
from watermap.export.sensitive import Shareable, shareable
from watermap.harmonise.layer import Layers
from watermap.language import Language
from watermap.quality.assessment import Assessment
from watermap.reading.gdal import take_paths_as_they_are

ABOUT = "about"  # the table that says by what and when the results were made
REFUSALS = (DataSourceError, DataLayerError, FieldError, GeometryError)
_SIDE_FILES = ("-journal", "-wal", "-shm")


def write_results(
    layers: Layers,
    assessment: Assessment | None,
    path: Path,
    *,
    kinds: Mapping[str, Kind],
    checks: SiteCheck | None = None,
    language: Language = "zh",
    sensitive: bool = False,
) -> tuple[Problem, ...]:
    """Write layers and results, in EPSG:4490.

    Layers are under their kind's id; results in ``section_results``, ``source_results``,
    ``indicator_results``, ``target_results``, ``site``, ``site_findings``, ``site_themes``,
    the ways out in those of ``way_tables``; how they were made in ``about``.

    Args:
        layers: of the project, by kind id.
        assessment: None: no results of water quality.
        path: where to write.
        kinds: which say what columns hold and what is sensitive.
        checks: a site check; None: none.
        language: of the sentences in the tables.
        sensitive: whether sensitive places and attributes are written too.

    Returns:
        What was left out.

    Raises:
        WatermapError: the file cannot be written, or does not hold what was written to it.
    """
    open_to_all = (
        Shareable(layers=layers, left_out=())
        if sensitive
        else shareable(layers, kinds=kinds, path=path)
    )
    tables = layer_tables(open_to_all.layers, kinds)
    if assessment is not None:
        tables |= assessment_tables(assessment, open_to_all.layers, language)
    if checks is not None:
        tables |= site_tables(checks, language)
    tables = {name: table for name, table in tables.items() if len(table)}
    tables[ABOUT] = about_table(assessment, open_to_all.left_out, language)
    _write(tables, path)
    return open_to_all.left_out


def write_tables(tables: Mapping[str, Table], path: Path) -> None:
    """Write tables under their names, in EPSG:4490, and count them again.

    Raises:
        WatermapError: the file cannot be written, or does not hold what was written to it.
    """
    _write(tables, path)


def _write(tables: Mapping[str, Table], path: Path) -> None:
    take_paths_as_they_are()
    with atomic(path) as temporary, told_as(path), _tidied(temporary):
        temporary.unlink()  # GDAL wants to make the file itself
        for name, table in tables.items():
            pyogrio.write_dataframe(table, temporary, layer=name, driver="GPKG")
        _verify(tables, temporary, path)


def _verify(tables: Mapping[str, Table], temporary: Path, path: Path) -> None:
    counts = {
        name: (len(table), isinstance(table, gpd.GeoDataFrame)) for name, table in tables.items()
    }
    hold_to_counts(counts, temporary, path)


def hold_to_counts(counts: Mapping[str, tuple[int, bool]], written: Path, path: Path) -> None:
    """Read a file again: a full disk may lose rows without any error.

    Args:
        counts: for each table how many rows it has, and whether they have places.
        written: what is read.
        path: what it is called where it is told of.

    Raises:
        WatermapError: it does not hold what was written to it.
    """
    for name, (count, places) in counts.items():
        info = pyogrio.read_info(written, layer=name, force_feature_count=True)
        if info["features"] != count or bool(info["geometry_type"]) != places:
            raise WatermapError(
                Problem.error(
                    "export.count_differs",
                    file=path,
                    layer=name,
                    expected=count,
                    found=info["features"],
                )
            )


@contextmanager
def told_as(path: Path) -> Iterator[None]:
    """What GDAL refuses is told as a file that cannot be written."""
    try:
        yield
    except REFUSALS as error:
        raise WatermapError(Problem.error("atomic.not_written", file=path, why=error)) from error


@contextmanager
def _tidied(temporary: Path) -> Iterator[None]:
    """SQLite's side files carry the temporary file's name and go with it."""
    try:
        yield
    finally:
        for ending in _SIDE_FILES:
            temporary.with_name(temporary.name + ending).unlink(missing_ok=True)
