"""Sites as users give them: typed coordinates, a layer, a table of corners."""

from collections.abc import Iterable, Sequence
from typing import Any, cast

import numpy as np
from shapely import Point
from shapely.geometry.base import BaseGeometry

from watermap.catalogue.load import known_kinds
from watermap.checks.site import Site
from watermap.errors import Problem, WatermapError
from watermap.geodesy.dms import parse_place
from watermap.harmonise.coordinates.corner_place import corner_place
from watermap.harmonise.coordinates.corner_rings import Ring, area_of, crossing, rings_of
from watermap.harmonise.coordinates.corner_rows import FEWEST, find_corners
from watermap.harmonise.harmonise import harmonise_layer
from watermap.harmonise.layer import Layer
from watermap.harmonise.places.decision import GEOGRAPHIC_EPSG
from watermap.harmonise.places.moving import to_geographic
from watermap.reading.raw import RawFile, RawLayer, RawTable

KIND = "proposed_site"
_DETAILS = ("name", "industry", "work", "discharges")


def point_site(text: str) -> Site:
    """A site at typed coordinates: ``117.73,34.56`` or degrees, minutes and seconds.

    Raises:
        WatermapError: it is no place, or out of range.
    """
    try:
        lon, lat = parse_place(text)
    except ValueError:
        raise WatermapError(Problem.error("checks.not_a_place", text=text)) from None
    problems: tuple[Problem, ...] = ()
    if abs(lat) > 90 >= abs(lon) and abs(lat) <= 180:  # no latitude goes beyond 90
        lon, lat = lat, lon
        problems = (Problem.note("checks.swapped", text=text, lon=f"{lon:g}", lat=f"{lat:g}"),)
    if abs(lon) > 180 or abs(lat) > 90:
        raise WatermapError(Problem.error("checks.place_out_of_range", text=text))
    return Site(geometry=Point(lon, lat), source=text, problems=problems)


def read_site(raw: RawFile, *, crs: int | None = None) -> Site:
    """The one site of a file: of its only shape, else of its first table with corners.

    Args:
        raw: the file as found.
        crs: EPSG, where the file does not say it.

    Raises:
        WatermapError: there is no site or several, or its place is not known.
    """
    sites = [site for layer in raw.layers for site in sites_from_layer(layer, crs)]
    if len(sites) == 1:
        return sites[0]
    file = raw.source.path.name
    if sites:
        raise WatermapError(
            Problem.error("checks.several_sites_in_file", file=file, count=len(sites))
        )
    tables = [table for table in raw.tables if not table.hidden]
    if raw.layers or not tables:
        raise WatermapError(Problem.error("checks.no_site_in_file", file=file))
    return _first_with_corners(tables, crs)


def _first_with_corners(tables: Sequence[RawTable], crs: int | None) -> Site:
    for table in tables[:-1]:
        try:
            find_corners(table)
        except WatermapError as error:
            if error.problems[0].code == "harmonise.no_corners":
                continue
        return site_from_corners(table, crs)
    return site_from_corners(tables[-1], crs)


def sites_from_layer(raw: RawLayer, crs: int | None = None) -> tuple[Site, ...]:
    """Every shape of a layer as a site, with the details that its columns give.

    Args:
        raw: the layer as found.
        crs: EPSG as the user has said; None: as the file says.

    Raises:
        WatermapError: its place is not known.
    """
    return sites_of(harmonise_layer(raw, known_kinds()[KIND], crs=crs))


def site_from_layer(raw: RawLayer, crs: int | None = None) -> Site:
    """The only shape of a layer as a site.

    Raises:
        WatermapError: its place is not known, or there is not one shape.
    """
    sites = sites_from_layer(raw, crs)
    if len(sites) != 1:
        code = "several_sites_in_file" if sites else "no_site_in_file"
        name = raw.source.path.name
        raise WatermapError(Problem.error(f"checks.{code}", file=name, count=len(sites)))
    return sites[0]


def sites_of(layer: Layer) -> tuple[Site, ...]:
    """Every shape of a harmonised layer of proposed sites as a site."""
    rows = layer.frame.drop(columns="geometry").to_dict("records")
    return tuple(
        _site(layer, shape, values)
        for shape, values in zip(layer.frame.geometry, rows, strict=True)
        if shape is not None and not shape.is_empty
    )


def _site(layer: Layer, shape: BaseGeometry, values: dict[Any, Any]) -> Site:
    said = {
        name: values.get(name)
        for name in _DETAILS
        if values.get(name) == values.get(name) and values.get(name) not in (None, "")
    }
    if "discharges" in said:
        said["discharges"] = bool(said["discharges"])
    return Site(
        geometry=shape,
        source=layer.source.path.name,
        problems=layer.problems,
        **cast(dict[str, Any], said),
    )


def site_from_corners(table: RawTable, epsg: int | None = None) -> Site:
    """The site of a corner table: X is north, Y is east; or longitude and latitude.

    Rings may be named by a column, or end where the first corner comes again. A ring inside
    another is a hole.

    Args:
        table: with or without headings.
        epsg: what the user said; None: nothing, and eastings must carry the zone's number.

    Raises:
        WatermapError: no corners, an unreadable one, or coordinates whose place is not certain.
    """
    file = table.source.path.name
    corners = find_corners(table)
    place = corner_place(corners, epsg, file=file)
    if place.swapped:
        corners = tuple(one.turned() for one in corners)
    rings = rings_of(corners)
    for ring in rings:
        _hold_long_enough(ring, file)
    twisted = crossing(rings)
    if twisted is not None:
        first, last = twisted[0].row, twisted[-1].row
        raise WatermapError(Problem.error("checks.ring_crosses", file=file, first=first, last=last))
    flat = area_of(rings)
    shape = to_geographic(np.array([flat], dtype=object), place.epsg)[0]
    return Site(
        geometry=shape,
        source=file,
        problems=tuple(_notes(place.epsg, len(corners), file, swapped=place.swapped)),
    )


def _notes(epsg: int, count: int, file: str, *, swapped: bool) -> Iterable[Problem]:
    if swapped:
        yield Problem.warning("checks.corners_swapped", file=file)
    if epsg == GEOGRAPHIC_EPSG:
        yield Problem.note("checks.corners_degrees", file=file, count=count)
    else:
        yield Problem.note("checks.corners_read", file=file, count=count, epsg=epsg)


def _hold_long_enough(ring: Ring, file: str) -> None:
    if len(ring) < FEWEST:
        name, count = ring[0].ring or ring[0].plot or str(ring[0].row), len(ring)
        raise WatermapError(Problem.error("checks.corners_few", file=file, ring=name, count=count))
