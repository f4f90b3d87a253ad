"""Which look each feature of a layer has: by its kind's file, sections by the theme."""

from collections.abc import Sequence
from dataclasses import dataclass

import geopandas as gpd
import numpy as np
import pandas as pd

from watermap.catalogue.kinds import Kind, Look
from watermap.language import Text
from watermap.mapping.drawlist import Offsets
from watermap.mapping.standings import SectionStanding, Standings
from watermap.mapping.themes import Mark, Met, Stamp, Standing, Theme, trend_key

SOURCE_SIZE_MM = 4.8
WITH_RESULTS = ("section", "water_source")


@dataclass(frozen=True, slots=True, kw_only=True)
class Appearance:
    """A look with its title, and what sections have besides: a letter, a mark."""

    look: Look
    title: Text
    stamp: Stamp | None = None
    mark: Mark | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Dressed:
    """Appearances of a layer; ``chosen`` has for each row the place of its own among them."""

    appearances: tuple[Appearance, ...]
    chosen: Offsets


def dress(
    kind: Kind, frame: gpd.GeoDataFrame, theme: Theme, assessment: Standings | None
) -> Dressed:
    """The appearances of a layer's features."""
    if assessment is not None and theme.sections != "plain" and kind.id in WITH_RESULTS:
        results = assessment.sections if kind.id == "section" else assessment.sources
        if kind.id == "section" or results:
            return _by_result(kind, frame, theme, results)
    return _by_field(kind, frame)


def _by_field(kind: Kind, frame: gpd.GeoDataFrame) -> Dressed:
    style = kind.style
    looks = [style.look, *style.looks.values()]
    appearances = tuple(Appearance(look=look, title=look.title or kind.title) for look in looks)
    chosen = np.zeros(len(frame), np.int64)
    if style.by is not None and style.by in frame:
        place = {value: number for number, value in enumerate(style.looks, start=1)}
        chosen = frame[style.by].map(place).fillna(0).to_numpy(np.int64)
    return Dressed(appearances=appearances, chosen=chosen)


def _by_result(
    kind: Kind, frame: gpd.GeoDataFrame, theme: Theme, results: Sequence[SectionStanding]
) -> Dressed:
    by_name = {result.name: result for result in results}
    plain = Appearance(look=kind.style.look, title=kind.style.look.title or kind.title)
    appearances, place = [plain], dict[tuple[Standing, Met], int]()
    chosen = np.zeros(len(frame), np.int64)
    for row, name in enumerate(frame["name"]):
        result = None if pd.isna(name) else by_name.get(str(name))
        if result is None and kind.id != "section":
            continue
        key = _key(theme, result)
        if key not in place:
            place[key] = len(appearances)
            appearances.append(_appearance(kind, theme, *key))
        chosen[row] = place[key]
    return Dressed(appearances=tuple(appearances), chosen=chosen)


def _key(theme: Theme, result: SectionStanding | None) -> tuple[Standing, Met]:
    if theme.sections == "change":
        return _changed(result)
    return _tending(result) if theme.sections == "trend" else _standing(result)


def _tending(result: SectionStanding | None) -> tuple[Standing, Met]:
    """Where its indicators tend."""
    trend = None if result is None else result.trend
    return trend_key(trend or "untold"), "no_target"


def _changed(result: SectionStanding | None) -> tuple[Standing, Met]:
    """How the class has changed."""
    change = None if result is None else result.change
    return change or "not_comparable", "no_target"


def _standing(result: SectionStanding | None) -> tuple[Standing, Met]:
    """Class or state, and whether the target is met; what was not evaluated meets nothing."""
    if result is None:
        return "no_data", "no_target"
    met: Met = {True: "met", False: "missed", None: "no_target"}[result.met]  # type: ignore[assignment]
    if result.water_class is not None:
        return result.water_class, met
    return ("insufficient" if result.state == "insufficient" else "no_data"), "no_target"


def _appearance(kind: Kind, theme: Theme, standing: Standing, met: Met) -> Appearance:
    stamp = theme.stamps()[standing]
    if kind.id == "water_source":  # keeps its drop, takes the colour
        look = stamp.look(SOURCE_SIZE_MM).model_copy(update={"symbol": kind.style.look.symbol})
        return Appearance(look=look, title=stamp.title, stamp=stamp)
    mark = (
        theme.marks[met]
        if theme.sections == "marked" and standing in theme.palette.classes
        else None
    )
    return Appearance(look=stamp.look(), title=stamp.title, stamp=stamp, mark=mark)
