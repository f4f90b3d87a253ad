"""The one door to GDAL, used in the reader process only: a few drivers, no network, no sidecars.

GDAL decides by content which of its 200 drivers opens a file; some of them fetch addresses or open
other files that the content names. So all but a few are switched off, before GDAL starts, through
the environment; here it is checked that they really are.
"""

import warnings
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

from pydantic import Field

from watermap.datafile import Strict, read_toml
from watermap.errors import Problem, WatermapError
from watermap.reading.left_out import leave_out, without
from watermap.resources import package_file

Library = Any  # a module without types


class Drivers(Strict):
    """GDAL's drivers by name: those that may open a file, and the others."""

    allowed: frozenset[str]
    skipped: list[str] = Field(min_length=1)


class MoreDrivers(Exception):  # noqa: N818  (it is no failure: the process starts again)
    """GDAL knows drivers that nobody switched off. ``names``: which."""

    def __init__(self, names: frozenset[str]) -> None:
        """Take the names."""
        super().__init__(*sorted(names))
        self.names = names


@cache
def drivers() -> Drivers:
    """The lists of drivers.toml."""
    return read_toml(Drivers, package_file("reading") / "drivers.toml")


def environment(given: Mapping[str, str], *, also_skip: frozenset[str]) -> dict[str, str]:
    """The environment of a reader process: what was given, without anything that steers GDAL."""
    steering = (
        "GDAL_", "OGR_", "CPL_", "VSI_", "PROJ_", "QT_", "AWS_", "SHAPE_", "RASTERIO_", "DXF_",
        "GPX_", "KML_", "LIBKML_", "MITAB_", "OPENFILEGDB_",
    )  # fmt: skip
    clean = {name: value for name, value in given.items() if not name.startswith(steering)}
    return clean | {
        "GDAL_SKIP": ",".join([*drivers().skipped, *sorted(also_skip)]),
        "GDAL_DRIVER_PATH": "disable",
        "GDAL_CONFIG_FILE": "",
        "GDAL_HTTP_PROXY": "127.0.0.1:9",  # nobody listens there
        "CPL_VSIL_CURL_ALLOWED_EXTENSIONS": ".none",
        "GDAL_DISABLE_READDIR_ON_OPEN": "EMPTY_DIR",  # a GeoTIFF is one file
        "GDAL_PAM_ENABLED": "NO",
        "GDAL_NUM_THREADS": "1",
        "OGR_ARC_STEPSIZE": "1",  # degrees; a circle of such pieces lacks 0.005 % of its area
        "PROJ_NETWORK": "OFF",
        "OPENBLAS_NUM_THREADS": "1",
        "ARROW_DEFAULT_MEMORY_POOL": "system",  # others keep what one file took for the next one
        "MALLOC_ARENA_MAX": "2",  # glibc keeps so many heaps, whatever the number of threads
        "PYTHONUTF8": "1",
    }


@cache
def vector_library() -> Library:
    """pyogrio, once it is sure that it opens nothing but the allowed formats.

    Raises:
        MoreDrivers: it could open others.
    """
    leave_out()
    with without("pyproj"):
        import pyogrio
        import pyogrio.raw

    take_paths_as_they_are()
    _check(frozenset(pyogrio.list_drivers()))
    return pyogrio


def take_paths_as_they_are() -> None:
    """Keep pyogrio from reading addresses and archives into the names of ordinary files.

    To it ``a!b.gpkg`` is b.gpkg inside an archive a, so that it opens another file of that name;
    behind a semicolon it reads nothing at all. Every process that uses pyogrio calls this.
    """
    import pyogrio.util

    pyogrio.util.vsi_path = str


@cache
def raster_library() -> Library:
    """rasterio, checked in the same way."""
    import rasterio

    with rasterio.Env() as env:
        _check(frozenset(env.drivers()))
    return rasterio


def read_vector(path: Path, **options: object) -> tuple[dict[str, Any], Any, Any, list[Any]]:
    """``pyogrio.raw.read`` with record ids: meta, ids, WKB, columns.

    ``meta["changed"]``: GDAL changed shapes on the way (M values dropped, curves made straight).

    Raises:
        WatermapError: GDAL cannot read the file.
    """
    library = vector_library()
    with named(path), warnings.catch_warnings(record=True) as said:
        warnings.simplefilter("always")
        meta, ids, wkb, columns = library.raw.read(path, return_fids=True, **options)
    changed = any("geometry type" in str(warning.message) for warning in said)
    return {**meta, "changed": changed}, ids, wkb, columns


@contextmanager
def named(path: Path) -> Iterator[None]:
    """Turn pyogrio's refusals into ours, which name the file."""
    errors = vector_library().errors
    try:
        yield
    except (
        errors.DataSourceError,
        errors.DataLayerError,
        errors.FeatureError,
        ValueError,
        UnboundLocalError,  # pyogrio, where GDAL cannot write a CRS out
    ) as error:
        raise WatermapError(Problem.error("reading.damaged", file=path.name)) from error


def _check(names: frozenset[str]) -> None:
    extra = names - drivers().allowed
    if extra:
        raise MoreDrivers(extra)
