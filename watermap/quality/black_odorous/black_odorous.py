"""Black-odorous waters by results: points, reaches and whole waters (standards.md 6).

It never changes what the bureau's list says; it stands beside it.
"""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby, pairwise
from types import MappingProxyType

from watermap.errors import Message
from watermap.figures import figure
from watermap.harmonise.layer import Layers
from watermap.harmonise.measurements import SECTION, Measurements
from watermap.quality.black_odorous.degrees import PointDegree, point_degree, worst_degree
from watermap.quality.black_odorous.rules import Degree, Rules, RulesName, load_rules
from watermap.quality.black_odorous.waters import (
    ListedWater,
    OnWater,
    between_km,
    lay_points,
    listed_waters,
)
from watermap.quality.classing.listed import titles_of
from watermap.quality.classing.shares import share
from watermap.quality.period import Period
from watermap.quality.stations.map_stations import SECTION_KIND, Station, stations
from watermap.quality.stations.samples import Samples, gather
from watermap.quality.targets.measured import Measured, black_odorous_length

_AS_WRITTEN: Mapping[str, str] = MappingProxyType({})
_TELLING = ("transparency", "redox_potential")  # hardly measured but for black-odorous waters


@dataclass(frozen=True, slots=True, kw_only=True)
class WaterPoint:
    """One point on a water."""

    name: str
    degree: Degree
    along_m: Decimal | None  # from the line's beginning; None: its order is not known
    found: PointDegree


@dataclass(frozen=True, slots=True, kw_only=True)
class HeavyReach:
    """Points in a row that are heavy, and what lies between them."""

    points: tuple[str, ...]
    length_km: Decimal | None  # from the first to the last


@dataclass(frozen=True, slots=True, kw_only=True)
class WaterDegree:
    """One water of the list: what is stated, and what results say."""

    water: ListedWater
    rules: RulesName
    found: Degree | None  # by results; None: there are none
    provisional: bool  # fewer points or samplings than the rules ask for
    points: tuple[WaterPoint, ...]  # in the order of the line, those without a place last
    heavy_pct: Decimal | None  # share of heavy points; None: no points, or one degree only
    heavy_reaches: tuple[HeavyReach, ...]
    why: tuple[Message, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class BlackOdorous:
    """All waters of the list in one period."""

    period: str
    waters: tuple[WaterDegree, ...]  # in the layer's order
    elsewhere: tuple[str, ...]  # points with such results that lie on no water of the list
    still: Measured  # share of built-up length still black-odorous at the end of the year, per cent
    documents: tuple[Rules, ...]  # urban and rural, as far as they were used
    why: tuple[Message, ...] = ()


def black_odorous(
    measurements: Measurements,
    layers: Layers,
    *,
    period: Period,
    under: Mapping[str, str] = _AS_WRITTEN,
    built_up_length_km: Decimal | None = None,
) -> BlackOdorous:
    """Hold results against the rules for towns (built-up waters) and for the countryside.

    Args:
        measurements: results of any periods, below detection as half the limit.
        layers: ``black_odorous_water`` and sections, whose places and rivers tell where they lie.
        period: whose results are taken.
        under: name in the tables: station, as ``Joined.under`` has it; other names stay as written.
        built_up_length_km: of all watercourses of the built-up area; None: no share of length.
    """
    names = {str(name) for name in measurements.frame[SECTION].unique()}
    gathered = gather(measurements, {name: under.get(name, name) for name in names}, period=period)
    waters = listed_waters(layers)
    known = _known(layers)
    urban = load_rules("urban")
    measured = [name for name, samples in gathered.by_name.items() if point_degree(samples, urban)]
    laid = lay_points(measured, known, waters, urban.points)
    results = tuple(
        _water(one, laid.points.get(place, []), gathered.by_name, laid.why.get(place, []), period)
        for place, one in enumerate(waters)
    )
    on_waters = {one.name for points in laid.points.values() for one in points}
    telling = [name for name in measured if _has_any(gathered.by_name[name], _TELLING)]
    used = dict.fromkeys(one.rules for one in results)
    return BlackOdorous(
        period=str(period),
        waters=results,
        elsewhere=tuple(name for name in telling if name not in on_waters),
        still=_still(layers, period.year, built_up_length_km),
        documents=tuple(load_rules(name) for name in used),
        why=(*laid.lost.values(), *(message for one in used for message in _dated(one, period))),
    )


def _known(layers: Layers) -> Mapping[str, Station]:
    """Sections by name; a name that several have tells no place."""
    found: dict[str, list[Station]] = {}
    for one in stations(layers):
        if one.kind == SECTION_KIND:
            found.setdefault(one.name, []).append(one)
    return {name: several[0] for name, several in found.items() if len(several) == 1}


def _has_any(samples: Samples, indicators: Sequence[str]) -> bool:
    return any(one.value is not None for name in indicators for one in samples.get(name, ()))


def _still(layers: Layers, year: int, built_up_length_km: Decimal | None) -> Measured:
    if built_up_length_km is None:
        why = Message.of("black_odorous.no_built_up_length")
        return Measured(pct=None, n=0, why=(why,))
    return black_odorous_length(layers, year, built_up_length_km)


def _dated(name: RulesName, period: Period) -> Iterator[Message]:
    """That a document came later than the period, or was not compared with its text."""
    rules = load_rules(name)
    if not rules.in_force(dt.date(period.year, period.last, 28)):
        yield Message.of("black_odorous.not_in_force", title=rules.title, period=str(period))
    if not rules.verified:
        yield Message.of("black_odorous.unverified", title=rules.title, citation=rules.citation)


def _water(
    water: ListedWater,
    laid: Sequence[OnWater],
    samples: Mapping[str, Samples],
    why: Sequence[Message],
    period: Period,
) -> WaterDegree:
    name: RulesName = "rural" if water.built_up is False else "urban"
    rules = load_rules(name)
    points = tuple(
        WaterPoint(name=one.name, degree=found.degree, along_m=one.along_m, found=found)
        for one in laid
        if (found := point_degree(samples[one.name], rules)) is not None
    )
    said = [*why, *(_not_built_up(water))]
    if not points:
        said.append(Message.of("black_odorous.no_results", period=str(period)))
        return WaterDegree(
            water=water, rules=name, found=None, provisional=False, points=(), heavy_pct=None,
            heavy_reaches=(), why=tuple(said),
        )  # fmt: skip
    reaches, untold = _heavy_reaches(water, points, rules)
    few = list(_too_few(points, rules))
    return WaterDegree(
        water=water,
        rules=name,
        found=_of_points(points, rules),
        provisional=bool(few),
        points=points,
        heavy_pct=_heavy_pct(points) if rules.grading is not None else None,
        heavy_reaches=reaches,
        why=(*said, *few, *untold, *_spacing(points, rules), *_of_samplings(points)),
    )


def _not_built_up(water: ListedWater) -> Iterator[Message]:
    if water.built_up is None:
        yield Message.of("black_odorous.built_up_not_said")


def _heavy_pct(points: Sequence[WaterPoint]) -> Decimal | None:
    return share(sum(one.degree == "heavy" for one in points), len(points))


def _of_points(points: Sequence[WaterPoint], rules: Rules) -> Degree:
    """The whole water: heavy by its share of heavy points, else light; none where every point is.

    With one degree only: black-odorous where any point is.
    """
    worst = worst_degree([one.degree for one in points])
    pct = _heavy_pct(points)
    if rules.grading is None or worst == "none":
        return worst
    heavy = pct is not None and pct >= rules.grading.points_of_water_pct
    return "heavy" if heavy else rules.lesser


def _heavy_reaches(
    water: ListedWater, points: Sequence[WaterPoint], rules: Rules
) -> tuple[tuple[HeavyReach, ...], tuple[Message, ...]]:
    """Heavy points in a row; a reason where their order is not known and it would matter."""
    grading = rules.grading
    heavy = sum(one.degree == "heavy" for one in points)
    if grading is None or heavy < grading.points_in_a_row:
        return (), ()
    if any(one.along_m is None for one in points):
        return (), (Message.of("black_odorous.order_unknown", count=heavy),)
    runs = [list(run) for degree, run in groupby(points, key=lambda one: one.degree)
            if degree == "heavy"]  # fmt: skip
    return tuple(
        HeavyReach(
            points=tuple(one.name for one in run),
            length_km=between_km(
                water.shape, run[0].along_m or Decimal(0), run[-1].along_m or Decimal(0)
            ),
        )
        for run in runs
        if len(run) >= grading.points_in_a_row
    ), ()


def _too_few(points: Sequence[WaterPoint], rules: Rules) -> Iterator[Message]:
    """What makes a result provisional."""
    sampling = rules.sampling
    if sampling is None:
        return
    if len(points) < sampling.least_points:
        needed = sampling.least_points
        yield Message.of("black_odorous.few_points", found=len(points), needed=needed)
    rarely = [one.name for one in points if len(one.found.samplings) < sampling.least_times]
    if rarely:
        needed = sampling.least_times
        yield Message.of("black_odorous.few_times", points="、".join(rarely), needed=needed)


def _spacing(points: Sequence[WaterPoint], rules: Rules) -> Iterator[Message]:
    """That points lie nearer together or farther apart than the rules want."""
    placed = [one.along_m for one in points if one.along_m is not None]
    if rules.sampling is None or len(placed) < 2:
        return
    low, high = rules.sampling.spacing_m
    steps = [after - before for before, after in pairwise(placed)]
    outside = [one for one in steps if not low <= one <= high]
    if outside:
        yield Message.of(
            "black_odorous.spacing",
            found=f"{figure(min(steps), 0)}–{figure(max(steps), 0)}",
            wanted=f"{low:f}–{high:f}",
        )


def _of_samplings(points: Sequence[WaterPoint]) -> Iterator[Message]:
    missing = [name for one in points for name in one.found.missing]
    if missing:
        titles = titles_of(dict.fromkeys(missing))
        yield Message.of("black_odorous.indicators_missing", indicators=titles)
    count = sum(one.found.depth_unknown for one in points)
    if count:
        yield Message.of("black_odorous.depth_unknown", count=count)
