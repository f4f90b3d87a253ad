"""The curve of a spill against integrals and a numeric solution that know nothing of it."""

import numpy as np
import pytest
from hypothesis import given, strategies as st
from scipy.integrate import quad, solve_ivp
from scipy.optimize import minimize_scalar

from watermap.network.incidents.plume import Stream, instantaneous, mixed, peak_of, steady

STREAM = Stream(speed_m_s=0.4, area_m2=25.0, dispersion_m2_s=8.0)
DECAYING = Stream(speed_m_s=0.4, area_m2=25.0, dispersion_m2_s=8.0, decay_per_s=2e-5)
streams = st.builds(
    Stream,
    speed_m_s=st.floats(0.05, 2),
    area_m2=st.floats(1, 500),
    dispersion_m2_s=st.floats(0.5, 100),
    decay_per_s=st.floats(0, 1e-4),
)


def around(stream, top_s):
    """Seconds about the top, as wide as dispersion makes the curve: a fast one is narrow."""
    width = np.sqrt(2 * stream.dispersion_m2_s * top_s) / stream.speed_m_s
    return np.linspace(max(top_s - 12 * width, top_s * 0.1), top_s + 12 * width, 20_001)


@pytest.mark.parametrize("hours", [0.5, 5, 50])
def test_all_the_mass_is_in_the_river_at_any_time(hours):
    t = hours * 3600.0
    width = np.sqrt(2 * STREAM.dispersion_m2_s * t)
    middle = STREAM.speed_m_s * t
    mass, _ = quad(
        lambda x: STREAM.area_m2 * instantaneous(STREAM, 5e5, x, np.array([t]))[0],
        middle - 10 * width,
        middle + 10 * width,
        points=[middle],
    )
    assert mass == pytest.approx(5e5, rel=1e-6)


def test_the_curve_is_that_of_the_equation_solved_in_steps():
    """Finite volumes of the equation itself, begun from the curve at an hour."""
    x = np.arange(-3000.0, 12_000.0, 20.0)
    dx, s = x[1] - x[0], DECAYING

    def slope(_, c):
        padded = np.pad(c, 1)
        spread = (padded[2:] - 2 * c + padded[:-2]) / dx**2
        carried = (padded[2:] - padded[:-2]) / (2 * dx)
        return s.dispersion_m2_s * spread - s.speed_m_s * carried - s.decay_per_s * c

    begun = np.array([instantaneous(s, 5e5, one, np.array([3600.0]))[0] for one in x])
    solved = solve_ivp(slope, (3600, 18_000), begun, rtol=1e-6, atol=1e-9).y[:, -1]
    told = np.array([instantaneous(s, 5e5, one, np.array([18_000.0]))[0] for one in x])
    assert np.abs(solved - told).max() < 0.01 * told.max()


@given(streams, st.floats(100, 50_000))
def test_a_steady_release_is_many_small_ones_added(stream, x):
    top = peak_of(stream, 1.0, x).hours * 3600
    tail = 200 * stream.dispersion_m2_s / stream.speed_m_s**2  # it falls as exp(−u² t / 4 D)
    marks = np.geomspace(top * 1e-3, top * 100 + tail, 40_001)
    marks = np.union1d(marks, around(stream, top))
    summed = np.trapezoid(instantaneous(stream, 1.0, x, marks), marks)
    assert steady(stream, 1.0, x) == pytest.approx(summed, rel=2e-3, abs=1e-300)


@given(streams, st.floats(50, 50_000))
def test_the_peak_is_where_a_search_finds_it(stream, x):
    told = peak_of(stream, 1e6, x)
    top = told.hours * 3600
    width = min(np.sqrt(2 * stream.dispersion_m2_s * top) / stream.speed_m_s, top / 2)
    found = minimize_scalar(
        lambda t: -instantaneous(stream, 1e6, x, np.array([t]))[0],
        bounds=(top - width, top + width),
        method="bounded",
        options={"xatol": top * 1e-9},
    )
    assert told.mg_l == pytest.approx(-found.fun, rel=1e-6)


@given(streams, st.floats(50, 20_000), st.floats(0.01, 0.9))
def test_it_is_above_the_limit_just_between_the_times_told(stream, x, share):
    limit = peak_of(stream, 1e6, x).mg_l * share
    told = peak_of(stream, 1e6, x, limit)
    marks = np.array([told.above_from_h, told.above_to_h]) * 3600
    assert instantaneous(stream, 1e6, x, marks) == pytest.approx(limit, rel=1e-5)
    assert told.above_from_h < told.hours < told.above_to_h


def test_a_peak_below_the_limit_is_never_above_it():
    told = peak_of(STREAM, 1e3, 5_000, 1e9)
    assert (told.above_from_h, told.above_to_h) == (None, None)


def test_nothing_is_there_before_the_release():
    assert instantaneous(STREAM, 1e6, 10.0, np.array([-5.0, 0.0])).tolist() == [0.0, 0.0]


@pytest.mark.parametrize("wrong", [0.0, -1.0, float("nan"), float("inf")])
@pytest.mark.parametrize("name", ["speed_m_s", "area_m2", "dispersion_m2_s"])
def test_a_stream_of_nothing_is_refused(name, wrong):
    given = {"speed_m_s": 0.4, "area_m2": 25.0, "dispersion_m2_s": 8.0} | {name: wrong}
    with pytest.raises(ValueError, match=r"."):
        Stream(**given)


def test_mixing_conserves_what_both_carry():
    assert mixed(10.0, 2.0, 6.0, 2.0) == pytest.approx(4.0)
