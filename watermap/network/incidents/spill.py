"""When a spill comes to the intakes and sections downstream, and how much of it is left.

The times are those of a trace. A concentration needs a mass, a flow and a cross-section: without
them there is no curve, and the answer says what is lacking.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Annotated, Literal

from annotated_types import Gt
from pydantic import model_validator

from watermap.datafile import Contradiction, Strict, read_toml
from watermap.errors import Message
from watermap.language import Text
from watermap.network.incidents.diluting import Joining, joinings
from watermap.network.incidents.plume import Peak, Stream, mixed, peak_of, steady
from watermap.network.network import Network, Placed
from watermap.network.tracing.met import Met
from watermap.network.tracing.speeds import PACES, Pace, Season, hours_through, known_speeds
from watermap.network.tracing.start import Start
from watermap.network.tracing.trace import Asked, Trace, trace
from watermap.resources import package_file

Above = Literal["yes", "perhaps", "no"]
"""Above a limit at every pace and dispersion tried, at some, at none."""
ASKED_OF = frozenset({"water_source", "section"})
"""The kinds of layers that an arrival is told for."""


class Dispersion(Strict):
    """All of dispersion.toml, square metres in a second."""

    verified: bool
    source: Text
    low: Annotated[float, Gt(0)]
    likely: Annotated[float, Gt(0)]
    high: Annotated[float, Gt(0)]

    @model_validator(mode="after")
    def _rising(self) -> "Dispersion":
        if not self.low <= self.likely <= self.high:
            raise Contradiction("spill.why_dispersion")
        return self

    def all(self) -> tuple[float, float, float]:
        """From low to high."""
        return self.low, self.likely, self.high


@dataclass(frozen=True, slots=True, kw_only=True)
class Release:
    """What came into the water. Just one of ``mass_kg`` (at once) and ``rate_g_s`` (steady)."""

    mass_kg: float | None = None
    rate_g_s: float | None = None
    area_m2: float | None = None  # wetted cross-section of the river, taken as one
    dispersion_m2_s: float | None = None  # None: the range of dispersion.toml
    decay_per_day: float = 0.0
    limit_mg_l: float | None = None
    joining_m3_s: tuple[tuple[str, float], ...] = ()  # rivers that join, each with its flow


@dataclass(frozen=True, slots=True, kw_only=True)
class Range:
    """Concentrations at a place, mg/L, over all paces and dispersions tried; a range, no mean."""

    least_mg_l: float
    most_mg_l: float
    above: Above | None  # whether it goes above the limit; None: no limit was given
    above_from_h: float | None  # the earliest and latest of all that go above the limit; None: none
    above_to_h: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrival:
    """An intake or a section downstream. ``left``: None where there is no curve."""

    met: Met
    left: Range | None
    diluted_by: tuple[str, ...]  # rivers that join before it on every way


@dataclass(frozen=True, slots=True, kw_only=True)
class Spill:
    """Arrivals in the order of the water, and what was assumed."""

    trace: Trace
    release: Release
    arrivals: tuple[Arrival, ...]
    said: tuple[Message, ...]


@cache
def known_dispersion() -> Dispersion:
    """The range as shipped."""
    return read_toml(Dispersion, package_file("network/incidents/dispersion.toml"))


def spill(
    network: Network,
    start: Start,
    release: Release,
    *,
    objects: Sequence[Placed],
    season: Season = "normal",
    gaps: Collection[int] = (),
) -> Spill:
    """What a release does downstream of a place, down every branch.

    Args:
        network: as built.
        start: where it came into the water.
        release: what came in.
        objects: all that is placed on the network.
        season: for speeds that no reach gives.
        gaps: as for ``trace``.
    """
    found = trace(
        network,
        start.place,
        Asked(direction="down", season=season),
        objects=objects,
        gaps=gaps,
        without=start.object,
    )
    lacking = tuple(_lacking(release))
    joined = () if lacking else joinings(network, start.place, release.joining_m3_s)
    given = None if lacking else _Given(release=release, own_m_s=_speeds(network, start, season))
    arrivals = tuple(
        _arrival(one, given, joined) for one in found.objects if one.object.kind in ASKED_OF
    )
    told = lacking or (*_assumed(release), *_diluted(release, joined))
    missing = () if lacking else _without(arrivals)
    said = (*_blind(found), *missing, *found.said, *told)
    return Spill(trace=found, release=release, arrivals=arrivals, said=said)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Given:
    """A release that has a curve, and how fast the water goes where it came in."""

    release: Release
    own_m_s: Mapping[Pace, float]


def _speeds(network: Network, start: Start, season: Season) -> Mapping[Pace, float]:
    """Of the reach of the start; what a tributary joins is this times the cross-section."""
    reach = start.place.reach
    hours = hours_through(network, season=season, speeds=known_speeds())
    length_m = float(network.reaches.length_m[reach])
    return {pace: length_m / float(of[reach]) / 3600 for pace, of in hours.items()}


def _arrival(met: Met, given: _Given | None, joined: Sequence[Joining]) -> Arrival:
    """``given`` None: there is no curve."""
    before = [one for one in joined if one.below[met.object.place.reach]]
    added = sum(one.flow_m3_s for one in before)
    return Arrival(
        met=met,
        left=None if given is None else _left(met, given, added),
        diluted_by=tuple(one.river for one in before),
    )


def _lacking(release: Release) -> Iterator[Message]:
    """Why there is no curve; nothing is put in place of what is not given."""
    if (release.mass_kg is None) == (release.rate_g_s is None):
        yield Message.of("spill.needs_amount")
    if release.area_m2 is None:
        yield Message.of("spill.needs_area")
    given = (
        release.mass_kg,
        release.rate_g_s,
        release.area_m2,
        release.dispersion_m2_s,
        release.limit_mg_l,
        *(flow for _, flow in release.joining_m3_s),
    )
    for value in given:
        if value is not None and not 0 < value < float("inf"):
            yield Message.of("spill.not_positive", found=value)
    if not 0 <= release.decay_per_day < float("inf"):
        yield Message.of("spill.bad_decay", found=release.decay_per_day)


def _left(met: Met, given: _Given, added_m3_s: float) -> Range | None:
    """None at the place of the release itself, and where at no pace the water moves."""
    release = given.release
    peaks = [
        _peak(stream, release, met.taken_m, _share(stream, given.own_m_s[pace], added_m3_s))
        for pace, stream in _streams(met, release)
        if met.taken_m > 0
    ]
    if not peaks:
        return None
    begun = [one.above_from_h for one in peaks if one.above_from_h is not None]
    ended = [one.above_to_h for one in peaks if one.above_to_h is not None]
    return Range(
        least_mg_l=min(one.mg_l for one in peaks),
        most_mg_l=max(one.mg_l for one in peaks),
        above=_above([one.mg_l for one in peaks], release.limit_mg_l),
        above_from_h=min(begin for begin in begun) if begun else None,
        above_to_h=max(end for end in ended) if ended else None,
    )


def _above(heights: Sequence[float], limit: float | None) -> Above | None:
    if limit is None:
        return None
    if min(heights) > limit:
        return "yes"
    return "perhaps" if max(heights) > limit else "no"


def _streams(met: Met, release: Release) -> Iterator[tuple[Pace, Stream]]:
    """Every pace with every dispersion; a pace at which the water stands has no curve."""
    hours: Mapping[Pace, float] = {
        "fast": met.hours.earliest,
        "likely": met.hours.likely,
        "slow": met.hours.latest,
    }
    own = release.dispersion_m2_s
    for pace in PACES:
        if release.area_m2 and 0 < hours[pace] < float("inf"):
            for dispersion in (own,) if own else known_dispersion().all():
                stream = Stream(
                    speed_m_s=met.taken_m / hours[pace] / 3600,
                    area_m2=release.area_m2,
                    dispersion_m2_s=dispersion,
                    decay_per_s=release.decay_per_day / 86_400,
                )
                yield pace, stream


def _share(stream: Stream, own_m_s: float, added_m3_s: float) -> float:
    """What a concentration becomes when clean water joins.

    The spill's own flow is the cross-section times the greater of two speeds, that where it came in
    and the mean on the way: taken too small, it would dilute more than it does.
    """
    own_m3_s = max(own_m_s, stream.speed_m_s) * stream.area_m2
    return mixed(1.0, own_m3_s, added_m3_s, 0.0)


def _peak(stream: Stream, release: Release, x_m: float, share: float) -> Peak:
    """The curve's top; ``share`` of it is left below confluences."""
    if release.mass_kg is not None:
        limit = None if release.limit_mg_l is None else release.limit_mg_l / share
        found = peak_of(stream, release.mass_kg * 1000, x_m, limit)
        return replace(found, mg_l=found.mg_l * share)
    height = steady(stream, release.rate_g_s or 0.0, x_m)
    return Peak(mg_l=height * share, hours=float("inf"), above_from_h=None, above_to_h=None)


def _assumed(release: Release) -> Iterator[Message]:
    """Everything that the curve takes for granted."""
    if release.mass_kg is not None:
        yield Message.of("spill.at_once", mass=release.mass_kg)
    else:
        yield Message.of("spill.steady", rate=release.rate_g_s)
    yield Message.of("spill.uniform", area=release.area_m2)
    if release.dispersion_m2_s is not None:
        yield Message.of("spill.dispersion_given", value=release.dispersion_m2_s)
    else:
        low, _, high = known_dispersion().all()
        yield Message.of("spill.dispersion_range", low=low, high=high)
    yield Message.of("spill.decay", value=release.decay_per_day)


def _diluted(release: Release, joined: Sequence[Joining]) -> Iterator[Message]:
    """Which tributaries count, which given ones do not, and what is not counted at all."""
    for one in joined:
        yield Message.of("spill.diluted", river=one.river, flow=one.flow_m3_s)
    counted = {one.river for one in joined}
    left = [river for river, _ in release.joining_m3_s if river not in counted]
    if left:
        yield Message.of("spill.not_joining", rivers="、".join(left))
    yield Message.of("spill.undiluted")


def _without(arrivals: Sequence[Arrival]) -> Iterator[Message]:
    """Those that have no concentration though there is a curve."""
    names = [one.met.object.name or one.met.object.id or "—" for one in arrivals if not one.left]
    if names:
        yield Message.of("spill.no_curve_at", names="、".join(names))


def _blind(found: Trace) -> Iterator[Message]:
    count = sum(one.reason in ("gap", "unknown_direction") for one in found.ends)
    if count:
        yield Message.of("spill.blind", count=count)
