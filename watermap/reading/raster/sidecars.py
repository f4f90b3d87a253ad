"""Files beside a GeoTIFF that other programs heed: read only to say where they contradict it."""

import math
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

from watermap.errors import Problem
from watermap.reading import gdal
from watermap.reading.paths import sibling

Dataset = Any  # rasterio has no types

_WORLD_FILES = (".tfw", ".tifw", ".tiffw", ".wld")
_MOST_BYTES = 4 << 20
_ALIKE = 0.01  # of a pixel


class _Unreadable(Exception):  # noqa: N818  (it says what the sidecar is)
    """Nobody can tell what this sidecar says."""


def about_sidecars(path: Path, dataset: Dataset) -> list[Problem]:
    """What has to be said of the files beside a raster; none of them is ever used."""
    found = [path.with_name(path.name + ".aux.xml"), *(sibling(path, end) for end in _WORLD_FILES)]
    problems = []
    for beside in dict.fromkeys(found):
        if beside is not None and beside.is_file():
            problems += _about(beside, path, dataset)
    return problems


def _about(beside: Path, path: Path, dataset: Dataset) -> list[Problem]:
    names = {"file": path.name, "beside": beside.name}
    try:
        text = _text(beside)
        crs, place = _of_xml(text) if beside.suffix == ".xml" else (None, _of_world_file(text))
    except _Unreadable:
        return [Problem.warning("reading.sidecar_unreadable", **names)]
    problems = []
    if crs is not None and crs != dataset.crs:
        given = {"own": _named(dataset.crs), "other": _named(crs)}
        problems.append(Problem.warning("reading.sidecar_crs", **names, **given))
    own = dataset.transform.to_gdal()
    if place is not None and not _alike(own, place):
        given = {"own": _shown(own), "other": _shown(place)}
        problems.append(Problem.warning("reading.sidecar_place", **names, **given))
    return problems


def _text(beside: Path) -> str:
    with beside.open("rb") as stream:
        data = stream.read(_MOST_BYTES + 1)
    if len(data) > _MOST_BYTES or re.search(rb"<!(DOCTYPE|ENTITY)|\0", data):
        raise _Unreadable
    return data.decode("utf-8", "replace")


def _of_xml(text: str) -> tuple[Any, Sequence[float] | None]:
    """The CRS and the six numbers of a PAM file (GDAL's); None: it says nothing of that."""
    try:
        root = ElementTree.fromstring(text)
    except ElementTree.ParseError as error:
        raise _Unreadable from error
    srs, numbers = root.findtext("SRS"), root.findtext("GeoTransform")
    return (
        None if srs is None else _crs(srs),
        None if numbers is None else _six(numbers.split(",")),
    )


def _crs(text: str) -> Any:  # noqa: ANN401  (rasterio has no types)
    library = gdal.raster_library()
    try:
        return library.crs.CRS.from_user_input(text.strip())
    except library.errors.CRSError as error:
        raise _Unreadable from error


def _of_world_file(text: str) -> Sequence[float]:
    """As GDAL's six numbers: a world file gives the middle of the first pixel, not its corner."""
    a, d, b, e, x, y = _six(text.split())
    return (x - (a + b) / 2, a, b, y - (d + e) / 2, d, e)


def _six(words: Sequence[str]) -> list[float]:
    try:
        numbers = [float(word) for word in words]
    except ValueError as error:
        raise _Unreadable from error
    if len(numbers) != 6 or not all(map(math.isfinite, numbers)):
        raise _Unreadable
    return numbers


def _alike(own: Sequence[float], other: Sequence[float]) -> bool:
    pixel = min(math.hypot(own[1], own[4]), math.hypot(own[2], own[5]))
    return all(abs(one - two) <= _ALIKE * pixel for one, two in zip(own, other, strict=True))


def _named(crs: Any) -> str:  # noqa: ANN401  (rasterio has no types)
    if not crs:
        return "—"
    number = crs.to_epsg()
    name = re.search(r'"([^"]*)"', crs.to_wkt())
    return f"EPSG:{number}" if number else name[1] if name else "—"


def _shown(place: Sequence[float]) -> str:
    """The corner and the size of a pixel."""
    return f"{place[0]:.10g}, {place[3]:.10g} (± {place[1]:.6g}, {place[5]:.6g})"
