"""``project.gpkg``: what the user made in a project: checked sites, with what came of them.

Each kept check is a feature of the layer ``site_checks`` in EPSG:4490, so that any GIS shows it.
Its ``record`` is the check's whole JSON: site, day, themes, findings and data sheet.
"""

import json
import shutil
from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import geopandas as gpd
import pyogrio
import shapely
from pyogrio.errors import DataLayerError, DataSourceError, FieldError, GeometryError
from shapely.geometry.base import BaseGeometry

from watermap.atomic import atomic
from watermap.errors import Problem, WatermapError
from watermap.harmonise.places.decision import GEOGRAPHIC_EPSG
from watermap.reading.reader import Reader

FILE_NAME = "project.gpkg"
LAYER = "site_checks"
_COLUMNS = ("kept_at", "name", "as_of", "verdict", "record")
_REFUSALS = (DataSourceError, DataLayerError, FieldError, GeometryError)


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptCheck:
    """One site check as it was kept."""

    kept_at: str  # ISO, with the zone's offset
    name: str
    as_of: str  # ISO date: the day whose law applied
    verdict: str
    geometry: BaseGeometry  # EPSG:4490
    record: Mapping[str, Any]  # the contract's ``check`` JSON


def kept_checks(folder: Path, *, reader: Reader) -> tuple[KeptCheck, ...]:
    """The checks kept in a project, oldest first.

    Raises:
        WatermapError: project.gpkg is there and cannot be read.
    """
    path = folder / FILE_NAME
    if not path.is_file():
        return ()
    found = [layer for layer in reader.read(path).layers if layer.name == LAYER]
    if not found or not set(_COLUMNS) <= set(found[0].attributes.columns):
        raise WatermapError(Problem.error("workspace.kept_unreadable", file=path, layer=LAYER))
    rows = found[0].attributes.to_dict("records")
    try:
        return tuple(
            _kept(row, geometry) for row, geometry in zip(rows, found[0].geometry, strict=True)
        )
    except (ValueError, TypeError) as error:
        raise WatermapError(
            Problem.error("workspace.kept_unreadable", file=path, layer=LAYER)
        ) from error


def keep(folder: Path, check: KeptCheck, *, reader: Reader) -> Path:
    """Add a check to ``project.gpkg``, which is written whole or not at all.

    Raises:
        WatermapError: what is there cannot be read, or the file cannot be written.
    """
    path = folder / FILE_NAME
    before = len(kept_checks(folder, reader=reader))
    with atomic(path) as temporary:
        if before:
            shutil.copyfile(path, temporary)  # other layers in it stay
        else:
            temporary.unlink()  # GDAL wants to make the file itself
        try:
            pyogrio.write_dataframe(
                _frame(check),
                temporary,
                layer=LAYER,
                driver="GPKG",
                geometry_type="Unknown",  # points, lines and areas
                append=bool(before),
            )
            written = pyogrio.read_info(temporary, layer=LAYER, force_feature_count=True)
        except _REFUSALS as error:
            raise WatermapError(
                Problem.error("atomic.not_written", file=path, why=error)
            ) from error
        finally:
            temporary.with_name(temporary.name + "-journal").unlink(missing_ok=True)
        if written["features"] != before + 1:  # a full disk may lose rows without any error
            said = {"expected": before + 1, "found": written["features"]}
            raise WatermapError(Problem.error("workspace.kept_incomplete", file=path, **said))
    return path


def _frame(check: KeptCheck) -> gpd.GeoDataFrame:
    row = {name: getattr(check, name) for name in _COLUMNS if name != "record"}
    row["record"] = json.dumps(check.record, ensure_ascii=False)
    place = shapely.force_2d(check.geometry)
    return gpd.GeoDataFrame([row], geometry=[place], crs=GEOGRAPHIC_EPSG)


def _kept(row: Mapping[Hashable, Any], geometry: BaseGeometry) -> KeptCheck:
    texts = {name: row[name] or "" for name in _COLUMNS if name != "record"}
    return KeptCheck(**texts, geometry=geometry, record=json.loads(row["record"]))
