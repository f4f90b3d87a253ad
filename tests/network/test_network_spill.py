"""A spill: who is hit, in which order; no concentration without what it needs."""

import numpy as np
import pytest

from tests.network.drawing import GROUND, layer
from watermap.datafile import read_toml
from watermap.errors import Message, WatermapError
from watermap.network.building.build import build
from watermap.network.incidents.plume import Stream, instantaneous
from watermap.network.incidents.spill import Dispersion, Release, known_dispersion, spill
from watermap.network.placing.place import placed
from watermap.network.tracing.start import find_start
from watermap.resources import package_file

WHOLE = Release(mass_kg=500.0, area_m2=40.0, dispersion_m2_s=10.0, limit_mg_l=0.5)

SECTIONS = {"断面": (4_000, 0), "事故点": (1_000, 0)}


def points(kind, of):
    return layer(kind, *[(GROUND.point(*at), {"name": name}) for name, at in of.items()])


def answer(release, more=None, rivers=()):
    rivers = layer("river", ([(0, 0), (10_000, 0)], {"name": "大河", "flow": "as_drawn"}), *rivers)
    network = build({"river": (rivers,)}).network
    layers = {
        "water_source": (points("water_source", {"取水口": (6_000, 0), "上游口": (500, 0)}),),
        "section": (points("section", SECTIONS | (more or {})),),
    }
    there = placed(network, layers)
    start = find_start(network, there, "事故点", direction="down")
    return spill(network, start, release, objects=there.placed)


def codes(found):
    return {one.code for one in found.said}


def test_those_downstream_are_hit_in_the_order_of_the_water():
    found = answer(WHOLE)
    assert [one.met.object.name for one in found.arrivals] == ["断面", "取水口"]
    for one in found.arrivals:
        assert one.met.hours.earliest < one.met.hours.likely < one.met.hours.latest


@pytest.mark.parametrize(
    ("release", "code"),
    [
        (Release(area_m2=40.0), "spill.needs_amount"),
        (Release(mass_kg=1.0, rate_g_s=1.0, area_m2=40.0), "spill.needs_amount"),
        (Release(mass_kg=1.0), "spill.needs_area"),
        (Release(mass_kg=-1.0, area_m2=40.0), "spill.not_positive"),
        (Release(mass_kg=1.0, area_m2=0.0), "spill.not_positive"),
        (Release(mass_kg=1.0, area_m2=4.0, decay_per_day=-1.0), "spill.bad_decay"),
    ],
)
def test_what_is_lacking_is_said_and_no_curve_is_made_up(release, code):
    found = answer(release)
    assert code in codes(found)
    assert len(found.arrivals) == 2
    assert all(one.left is None for one in found.arrivals)


def test_the_most_is_the_peak_of_the_fastest_and_the_times_span_all_paces():
    far = answer(WHOLE).arrivals[-1]
    marks = np.linspace(60, 1_000 * 3600, 2_000_001)
    tops, above = [], []
    for hours in (far.met.hours.earliest, far.met.hours.likely, far.met.hours.latest):
        speed = far.met.taken_m / hours / 3600
        stream = Stream(speed_m_s=speed, area_m2=40.0, dispersion_m2_s=10.0)
        curve = instantaneous(stream, 5e5, far.met.taken_m, marks)
        tops.append(curve.max())
        above += marks[curve > 0.5][[0, -1]].tolist()
    assert far.left.most_mg_l == pytest.approx(max(tops), rel=1e-4)
    assert far.left.least_mg_l == pytest.approx(min(tops), rel=1e-4)
    assert far.left.above_from_h == pytest.approx(min(above) / 3600, abs=0.01)
    assert far.left.above_to_h == pytest.approx(max(above) / 3600, abs=0.01)


def test_dispersion_that_nobody_gave_is_a_range_and_said():
    given = answer(WHOLE).arrivals[0].left
    assert not known_dispersion().verified
    found = answer(Release(mass_kg=500.0, area_m2=40.0))
    wide = found.arrivals[0].left
    assert "spill.dispersion_range" in codes(found)
    assert wide.least_mg_l < given.least_mg_l < given.most_mg_l < wide.most_mg_l


def test_a_steady_release_without_decay_is_rate_over_flow():
    found = answer(Release(rate_g_s=20.0, area_m2=40.0, dispersion_m2_s=10.0))
    one = found.arrivals[0]
    fastest = one.met.taken_m / one.met.hours.earliest / 3600
    assert one.left.least_mg_l == pytest.approx(20.0 / (40.0 * fastest), rel=1e-9)
    assert codes(found) >= {"spill.steady", "spill.uniform", "spill.undiluted", "spill.decay"}


def test_what_is_assumed_is_said():
    assert codes(answer(WHOLE)) >= {"spill.at_once", "spill.uniform", "spill.dispersion_given"}
    assert not codes(answer(WHOLE)) & {"spill.no_curve_at", "spill.blind"}


def test_a_section_at_the_very_place_has_no_curve_and_that_is_said():
    found = answer(WHOLE, more={"同处": (1_000, 0)})
    (here,) = [one for one in found.arrivals if one.met.object.name == "同处"]
    assert here.left is None
    (told,) = [one for one in found.said if one.code == "spill.no_curve_at"]
    assert told.fields["names"] == "同处"


def test_what_lies_behind_a_reach_of_unknown_direction_is_not_passed_over_in_silence():
    """The last line says that lines are drawn against the water: of the one before nobody knows."""
    below = (
        ([(10_000, 0), (11_000, 0)], {"name": "不明"}),
        ([(12_000, 0), (11_000, 0)], {"name": "下河", "flow": "against"}),
    )
    found = answer(WHOLE, rivers=below)
    assert [one.reason for one in found.trace.ends] == ["unknown_direction"]
    assert "spill.blind" in codes(found)


def test_dispersion_has_to_rise(tmp_path):
    shipped = package_file("network/incidents/dispersion.toml").read_text("utf-8")
    wrong = tmp_path / "dispersion.toml"
    wrong.write_text(shipped.replace("low = 1.0", "low = 1000.0"), "utf-8")
    with pytest.raises(WatermapError) as error:
        read_toml(Dispersion, wrong)
    assert Message.of("spill.why_dispersion").text("zh") in error.value.text("zh")


@pytest.mark.parametrize(
    ("limit", "expected"), [(None, None), (1e-9, "yes"), (1e9, "no")], ids=["none", "low", "high"]
)
def test_above_a_limit_is_yes_no_or_perhaps(limit, expected):
    given = Release(mass_kg=500.0, area_m2=40.0, limit_mg_l=limit)
    assert {one.left.above for one in answer(given).arrivals} == {expected}
    far = answer(Release(mass_kg=500.0, area_m2=40.0)).arrivals[-1].left
    between = (far.least_mg_l + far.most_mg_l) / 2
    again = answer(Release(mass_kg=500.0, area_m2=40.0, limit_mg_l=between)).arrivals[-1].left
    assert again.above == "perhaps"
