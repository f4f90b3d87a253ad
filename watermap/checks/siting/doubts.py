"""Would the verdict change if the coordinates were not what they are said to be (firmness.toml)."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import cache
from typing import Self

import numpy as np
import shapely
import shapely.affinity
from pydantic import Field as Key, model_validator
from shapely.geometry.base import BaseGeometry

from watermap.checks.findings import SiteCheck
from watermap.checks.firm import DoubtAnswer, DoubtName, DoubtOutcome, Firmness, FirmnessState
from watermap.checks.siting.held import Held
from watermap.datafile import Contradiction, Strict, read_toml
from watermap.geodesy.measure import distance
from watermap.geodesy.web_offset import WebOffsetName
from watermap.geodesy.zones import THREE_DEGREE_ZONES, WIDTH_DEG, zone_of
from watermap.harmonise.places.decision import GEOGRAPHIC_EPSG
from watermap.harmonise.places.moving import to_geographic
from watermap.harmonise.places.shift import WebOffset
from watermap.language import Text
from watermap.resources import package_file

UNCHECKED = ("no_data", "not_covering")


class Doubt(Strict):
    """Something that coordinates may be instead."""

    id: DoubtName
    title: Text


class FirmnessRule(Strict):
    """When a verdict is in a state; all that is named must hold."""

    state: FirmnessState
    why: Text
    below_m: float | None = Key(default=None, gt=0)
    changed_by: list[DoubtName] | None = None

    def applies(self, holds_within_m: float, changing: Sequence[DoubtName]) -> bool:
        """Whether this rule is about a verdict."""
        if self.below_m is not None and holds_within_m >= self.below_m:
            return False
        return self.changed_by is None or any(one in changing for one in self.changed_by)


class FirmnessRules(Strict):
    """The content of firmness.toml."""

    doubts: list[Doubt] = Key(alias="doubt")
    not_told: Text  # why nothing is said of a verdict that is incomplete
    rules: list[FirmnessRule] = Key(alias="rule", min_length=1)

    @model_validator(mode="after")
    def _always_one(self) -> Self:
        last = self.rules[-1]
        if last.below_m is not None or last.changed_by is not None:
            raise Contradiction("siting.why_no_last_rule", key="rule")
        return self


@cache
def known_firmness() -> FirmnessRules:
    """The content of firmness.toml."""
    return read_toml(FirmnessRules, package_file("checks/siting/firmness.toml"))


def firmness(check: SiteCheck, held: Held, *, rules: FirmnessRules | None = None) -> Firmness:
    """How firm the verdict of a site is.

    Args:
        check: of the site, made with ``held``.
        held: the layers and rules.
        rules: when a verdict is firm; None: as firmness.toml says.
    """
    chosen = rules or known_firmness()
    holds = check.verdict_holds_within_m
    if holds is None:
        return Firmness(state="not_told", holds_within_m=None, why=chosen.not_told, doubts=())
    answers = tuple(_answer(doubt, check, held) for doubt in chosen.doubts)
    changing = [one.doubt for one in answers if one.outcome == "changes"]
    rule = next(one for one in chosen.rules if one.applies(holds, changing))
    return Firmness(state=rule.state, holds_within_m=holds, why=rule.why, doubts=answers)


def _answer(doubt: Doubt, check: SiteCheck, held: Held) -> DoubtAnswer:
    site = check.site
    shape = DOUBTS[doubt.id](site.geometry)
    if shape is None or not _on_earth(shape):
        return DoubtAnswer(
            doubt=doubt.id, title=doubt.title, outcome="not_told", moved_m=None, verdict=None
        )
    moved_m = distance(site.geometry.centroid, shape.centroid).metres
    unmoved = DoubtAnswer(
        doubt=doubt.id, title=doubt.title, outcome="same", moved_m=moved_m, verdict=check.verdict
    )
    if moved_m == 0:
        return unmoved
    if held.study_area is not None and not shapely.intersects(held.study_area, shape):
        return replace(unmoved, outcome="ruled_out", verdict=None)
    there = held.check(replace(site, geometry=shape, problems=()))
    if not any(theme.state not in UNCHECKED for theme in there.themes):
        return replace(unmoved, outcome="ruled_out", verdict=None)
    return replace(unmoved, outcome=_outcome(check, there), verdict=there.verdict)


def _outcome(here: SiteCheck, there: SiteCheck) -> DoubtOutcome:
    """Where less is known than here, an incomplete verdict does not tell."""
    if there.verdict == here.verdict:
        return "same"
    return "not_told" if there.verdict == "incomplete" else "changes"


def _on_earth(shape: BaseGeometry) -> bool:
    xy = np.abs(shapely.get_coordinates(shape))
    return bool(np.isfinite(xy).all() and (xy.max(axis=0) <= (180.0, 90.0)).all())


def _off_the_map(method: WebOffsetName) -> Callable[[BaseGeometry], BaseGeometry | None]:
    """The true place of coordinates that are a web map's."""

    def moved(shape: BaseGeometry) -> BaseGeometry:
        shift = WebOffset(method=method, why=method)
        there = to_geographic(np.array([shape], dtype=object), GEOGRAPHIC_EPSG, shift=shift)
        return there[0]

    return moved


def _of_zone(step: int) -> Callable[[BaseGeometry], BaseGeometry | None]:
    """The place of the same eastings and northings in a zone beside the site's own.

    All zones are the same but for their meridian, so latitudes stay and longitudes move by 3°.
    """

    def moved(shape: BaseGeometry) -> BaseGeometry | None:
        try:
            own = zone_of(shape.centroid.x)
        except ValueError:
            return None
        if own + step not in THREE_DEGREE_ZONES:
            return None
        return shapely.affinity.translate(shape, xoff=float(step * WIDTH_DEG))

    return moved


DOUBTS: Mapping[DoubtName, Callable[[BaseGeometry], BaseGeometry | None]] = {
    "gcj02": _off_the_map("gcj02"),
    "bd09": _off_the_map("bd09"),
    "zone_west": _of_zone(-1),
    "zone_east": _of_zone(1),
}
