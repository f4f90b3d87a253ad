"""The ways out of conflicts as shapes with looks, for maps on paper and for the window's canvas."""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Literal

import shapely
from pydantic import RootModel
from shapely.geometry.base import BaseGeometry

from watermap.catalogue.kinds import Look
from watermap.checks.findings import SiteCheck
from watermap.checks.site import Site
from watermap.checks.way import Clears, Move, Trim, Way
from watermap.datafile import Strict, read_toml
from watermap.export.shown import metres, shown
from watermap.export.siting_words import clears_title
from watermap.export.words import word
from watermap.geodesy.plane import Plane
from watermap.language import Language, Text
from watermap.resources import package_file

Part = Literal["cut", "moved", "arrow"]

_HEAD_OF_ARROW, _HEAD_OF_SITE = 0.12, 0.04  # how long an arrow's head is, of either, if larger
_MOST_HEAD = 0.6  # of the arrow
_HEAD_DEG = 22.0  # between the shaft and either stroke of the head


class _Looks(Strict):
    """The looks of one way out."""

    moved: Look
    arrow: Look
    cut: Look


class _Marks(RootModel[dict[Clears, _Looks]]):
    """The whole of way_marks.toml."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WayMark:
    """One shape of a way out (EPSG:4490), its look, the legend's words and what stands beside."""

    clears: Clears
    part: Part
    geometry: BaseGeometry
    look: Look
    title: Text
    label: str  # the same in both languages; "" for none


@cache
def _looks() -> dict[Clears, _Looks]:
    return read_toml(_Marks, package_file("export") / "way_marks.toml").root


def way_marks(check: SiteCheck) -> tuple[WayMark, ...]:
    """What a map shows of the ways out, lowest first; nothing where there is none.

    What clears prohibitions and happens to clear restrictions as well is shown once, as clearing
    both.
    """
    if check.way_out is None:
        return ()
    found = [mark for way in _different(check.way_out.ways) for mark in _marks(way, check.site)]
    order: tuple[Part, ...] = ("cut", "moved", "arrow")
    return tuple(sorted(found, key=lambda mark: order.index(mark.part)))


def _different(ways: tuple[Way, ...]) -> Iterator[tuple[Clears, Move | None, Trim | None]]:
    """What each way brings, less what a later way, which clears more, brings as well."""
    for at, way in enumerate(ways):
        later = ways[at + 1 :]
        move = None if any(way.move == one.move for one in later) else way.move
        trim = None if any(way.trim == one.trim for one in later) else way.trim
        yield way.clears, move, trim


def _marks(way: tuple[Clears, Move | None, Trim | None], site: Site) -> Iterator[WayMark]:
    clears, move, trim = way
    looks = _looks()[clears]
    if trim is not None:
        yield WayMark(
            clears=clears, part="cut", geometry=trim.cut, look=looks.cut,
            title=_text(clears, *_cut(trim)), label="",
        )  # fmt: skip
    if move is not None:
        distance = metres(move.metres)
        yield WayMark(
            clears=clears, part="moved", geometry=move.geometry,
            look=_fitting(looks.moved, move.geometry),
            title=_text(clears, "way_map_moved", ""), label="",
        )  # fmt: skip
        yield WayMark(
            clears=clears, part="arrow", geometry=arrow(site, move), look=looks.arrow,
            title=_text(clears, "way_map_arrow", distance), label=distance,
        )  # fmt: skip


def _fitting(look: Look, shape: BaseGeometry) -> Look:
    """The look of a moved site; a symbol is too small to be dashed and is left empty instead."""
    if shapely.get_dimensions(shape) > 0:
        return look
    return look.model_copy(update={"dash": "solid", "fill": "#ffffff"})


def _cut(trim: Trim) -> tuple[str, str]:
    if trim.cut_m2 is not None:
        return "way_map_cut_area", shown(trim.cut_m2, "m2")
    return "way_map_cut_length", shown(trim.cut_m, "m")


def _text(clears: Clears, name: str, amount: str) -> Text:
    def said(language: Language) -> str:
        return word(name, language, amount=amount, clears=clears_title(clears, language))

    return Text(zh=said("zh"), en=said("en"))


def arrow(site: Site, move: Move) -> BaseGeometry:
    """From the middle of the site's bounds to where the move brings it: shaft and two strokes."""
    plane = Plane.around(site.geometry)
    towards = math.radians(move.bearing_deg)
    tip = (move.metres * math.sin(towards), move.metres * math.cos(towards))
    strokes = [[(0.0, 0.0), tip]]
    for side in (-_HEAD_DEG, _HEAD_DEG):
        back = towards + math.pi + math.radians(side)
        head_m = _head_m(plane.to_plane(site.geometry), move)
        end = (tip[0] + head_m * math.sin(back), tip[1] + head_m * math.cos(back))
        strokes.append([tip, end])
    return plane.to_geographic(shapely.MultiLineString(strokes))


def _head_m(site: BaseGeometry, move: Move) -> float:
    """Long enough to be seen where the move is short beside the site, never most of the arrow."""
    west, south, east, north = site.bounds
    wanted = max(
        _HEAD_OF_ARROW * move.metres, _HEAD_OF_SITE * math.hypot(east - west, north - south)
    )
    return min(wanted, _MOST_HEAD * move.metres)


def way_line(site: Site, move: Move) -> BaseGeometry:
    """The shaft of the arrow alone, for a GIS that draws heads itself."""
    return shapely.get_geometry(arrow(site, move), 0)
