"""How a release spreads along a uniform reach: one-dimensional advection and dispersion.

The textbook solutions for an instantaneous and a steady release into a uniform stream, with
first-order decay. SI units throughout: metres, seconds, grams, so g/m³ which is mg/L.
"""

from dataclasses import dataclass

import numpy as np
from scipy.optimize import brentq

from watermap.network.network import Floats


@dataclass(frozen=True, slots=True, kw_only=True)
class Stream:
    """The water as uniform: its mean speed, cross-section, dispersion and the decay in it.

    Raises:
        ValueError: a value is not positive and finite, or decay is negative.
    """

    speed_m_s: float
    area_m2: float
    dispersion_m2_s: float
    decay_per_s: float = 0.0

    def __post_init__(self) -> None:
        """Refuse what gives no curve."""
        values = (self.speed_m_s, self.area_m2, self.dispersion_m2_s)
        if not all(np.isfinite(one) and one > 0 for one in values):
            raise ValueError(values)
        if not (np.isfinite(self.decay_per_s) and self.decay_per_s >= 0):
            raise ValueError(self.decay_per_s)


def instantaneous(stream: Stream, mass_g: float, x_m: float, t_s: Floats) -> Floats:
    """mg/L at ``x_m`` downstream at times after all of ``mass_g`` came in at once."""
    t = np.asarray(t_s, dtype=np.float64)
    after = np.where(t > 0, t, 1.0)
    spread = 4 * stream.dispersion_m2_s * after
    away = x_m - stream.speed_m_s * after
    height = mass_g / (stream.area_m2 * np.sqrt(np.pi * spread))
    found = height * np.exp(-(away**2) / spread - stream.decay_per_s * after)
    return np.where(t > 0, found, 0.0)


def steady(stream: Stream, rate_g_s: float, x_m: float) -> float:
    """mg/L at ``x_m`` downstream, once a constant release has come to rest there."""
    u, d = stream.speed_m_s, stream.dispersion_m2_s
    root = float(np.sqrt(u * u + 4 * stream.decay_per_s * d))
    # (u − root) / 2d without the loss of digits where decay is small
    falling = -2 * stream.decay_per_s / (u + root)
    return rate_g_s / (stream.area_m2 * root) * float(np.exp(falling * x_m))


@dataclass(frozen=True, slots=True, kw_only=True)
class Peak:
    """The top of a curve, and how long it is above a limit; hours after the release.

    ``above_from_h`` and ``above_to_h`` are None where the peak does not go above the limit, or no
    limit was given.
    """

    mg_l: float
    hours: float
    above_from_h: float | None
    above_to_h: float | None


def peak_of(stream: Stream, mass_g: float, x_m: float, limit_mg_l: float | None = None) -> Peak:
    """The peak of an instantaneous release at ``x_m`` > 0.

    The curve has one top: its logarithm's slope in time has one root.
    """
    top_s = _top(stream, x_m)
    height = _at(stream, mass_g, x_m, top_s)
    begin = end = None
    if limit_mg_l is not None and limit_mg_l > 0 and height > limit_mg_l:
        begin = _crossing(stream, mass_g, x_m, limit_mg_l, (top_s * 1e-6, top_s))
        late = top_s * 2
        while _at(stream, mass_g, x_m, late) > limit_mg_l:
            late *= 2
        end = _crossing(stream, mass_g, x_m, limit_mg_l, (top_s, late))
    return Peak(
        mg_l=height,
        hours=top_s / 3600,
        above_from_h=None if begin is None else begin / 3600,
        above_to_h=None if end is None else end / 3600,
    )


def _top(stream: Stream, x_m: float) -> float:
    """Seconds: the positive root of (u² + 4kD) t² + 2D t − x² = 0."""
    u, d = stream.speed_m_s, stream.dispersion_m2_s
    return x_m * x_m / (d + float(np.sqrt(d * d + (u * u + 4 * stream.decay_per_s * d) * x_m**2)))


def _at(stream: Stream, mass_g: float, x_m: float, t_s: float) -> float:
    return float(instantaneous(stream, mass_g, x_m, np.array([t_s]))[0])


def _crossing(
    stream: Stream, mass_g: float, x_m: float, limit: float, between: tuple[float, float]
) -> float:
    found: float = brentq(lambda t: _at(stream, mass_g, x_m, t) - limit, *between)
    return found


def mixed(mg_l: float, flow_m3_s: float, joining_m3_s: float, joining_mg_l: float) -> float:
    """mg/L below a confluence, wholly mixed: what both carry over what both flow."""
    return (mg_l * flow_m3_s + joining_mg_l * joining_m3_s) / (flow_m3_s + joining_m3_s)
