"""The chart of a station: marks by what is known, no line over a gap, axes that can be read."""

import datetime as dt
from decimal import Decimal

import numpy as np
import pytest
from hypothesis import given, strategies as st

from watermap.export.charts.axes import Scale, time_ticks, value_ticks
from watermap.export.charts.marks import sort_of
from watermap.export.charts.station import station_chart
from watermap.language import Text
from watermap.mapping.drawlist import Label, Lines, Markers
from watermap.quality.assessment import IndicatorResult
from watermap.quality.documents.standards import known_standards
from watermap.quality.period import Period
from watermap.quality.standing.curve import Curve, CurvePoint, StationCurves, bands_of

(ROW,) = known_standards()["gb3838-2002"].limits_for("ammonia_nitrogen", "river")


def point(period, value, *, raw="x", limit=None, enough=True):
    number = None if value is None else Decimal(value)
    result = IndicatorResult(
        id="ammonia_nitrogen", unit="mg/L", raw=(raw,), n=int(number is not None),
        censored=int(limit is not None), mean=number, value=number,
        water_class="II" if enough and number is not None else None, limit=Decimal("1.0"),
        multiple=None, counts=True, enough=enough,
    )  # fmt: skip
    return CurvePoint(
        period=Period.parse(period), result=result, met=None,
        detection_limit=None if limit is None else Decimal(limit),
    )  # fmt: skip


POINTS = (
    point("2019-01", "0.4"),
    point("2019-02", "0.3"),
    point("2019-03", "0.025", limit="0.05"),
    point("2019-05", "0.45"),  # nothing in April
    point("2019-06", None, raw="断流"),
    point("2019-07", "0.2", enough=False),
    point("2019-08", None, raw=""),
)


def curves(points=POINTS, **options):
    curve = Curve(
        indicator="ammonia_nitrogen", unit="mg/L", points=points, bands=bands_of(ROW),
        target="III", target_limits=(Decimal("1.0"),), **options,
    )  # fmt: skip
    return StationCurves(
        name="桥", kind="section", span="month", results=(), curves=(curve,),
        standard=Text(zh="标准甲", en="standard A"), method=Text(zh="方法甲", en="method A"),
    )  # fmt: skip


def drawn(found=None, language="zh", **options):
    return station_chart(
        found or curves(), ["ammonia_nitrogen"], language=language, width_mm=200.0,
        height_mm=80.0, **options,
    )  # fmt: skip


def joins(chart):
    """Lines between marks: of two points, neither upright nor level, or broken by dots."""
    places = {(round(one.x_mm, 6), round(one.y_mm, 6)): str(one.point.period)[5:]
              for one in chart.spots}  # fmt: skip
    found = {}
    for item in chart.drawing.items:
        if isinstance(item, Lines) and len(item.xy) == 2:
            ends = [places.get((round(x, 6), round(y, 6))) for x, y in item.xy]
            if None not in ends:
                found[tuple(ends)] = item.pen.dash
    return found


def test_sorts():
    assert [sort_of(one) for one in POINTS] == [
        "value", "value", "censored", "value", "invalid", "few", "missing"
    ]  # fmt: skip


def test_no_line_leads_over_a_gap_and_those_to_what_was_not_found_are_dotted():
    assert joins(drawn()) == {("01", "02"): "solid", ("02", "03"): "dot"}


def test_below_detection_stands_at_the_limit_and_hollow():
    chart = drawn()
    heights = {str(one.point.period): one.y_mm for one in chart.spots}
    values = [one for one in chart.drawing.items if isinstance(one, Label) and one.text == "0.2"]
    assert values  # an axis from which the place of 0.05 follows
    low, high = heights["2019-02"], heights["2019-01"]
    per_unit = (low - high) / 0.1
    assert heights["2019-03"] == pytest.approx(low + per_unit * (0.3 - 0.05))
    hollow = [
        one for one in chart.drawing.items
        if isinstance(one, Markers) and one.fill == "#ffffff" and len(one.xy)
        and one.xy[0, 1] == pytest.approx(heights["2019-03"])
    ]  # fmt: skip
    assert len(hollow) == 1


def test_what_is_not_usable_is_a_cross_and_what_is_missing_nothing():
    chart = drawn()
    crosses = [one for one in chart.drawing.items
               if isinstance(one, Markers) and one.symbol == "cross"]  # fmt: skip
    assert len(crosses) == 2  # in the plot, and in the key
    assert "2019-08" not in {str(one.point.period) for one in chart.spots}


def test_the_nearest_mark_is_found_by_brute_force():
    chart = drawn()
    rng = np.random.default_rng(1)
    for x_mm, y_mm in rng.uniform((0, 0), (200, 80), (200, 2)):
        away = [np.hypot(one.x_mm - x_mm, one.y_mm - y_mm) for one in chart.spots]
        found = chart.nearest(float(x_mm), float(y_mm), 5.0)
        expected = chart.spots[int(np.argmin(away))] if min(away) <= 5.0 else None
        assert found is expected


@pytest.mark.parametrize("language", ["zh", "en"])
def test_all_stays_on_the_paper_and_in_one_language(language):
    chart = drawn(language=language, head=True, now=Period.parse("2019-02"))
    for item in chart.drawing.items:
        if isinstance(item, Label):
            assert 0 <= item.x_mm <= 200
            assert 0 < item.y_mm <= 80
        else:
            assert (item.xy >= -0.01).all()
            assert (item.xy <= (200.01, 80.01)).all()
    texts = "".join(one.text for one in chart.drawing.items if isinstance(one, Label))
    if language == "en":
        assert not any("\u4e00" <= sign <= "\u9fff" for sign in texts.replace("桥", ""))


def test_an_indicator_that_was_never_measured_is_left_out():
    chart = station_chart(curves(), ["mercury"], language="zh", width_mm=100.0, height_mm=60.0)
    assert chart.spots == ()


@given(low=st.floats(-1e4, 1e4), width=st.floats(1e-4, 1e5), most=st.integers(2, 12))
def test_ticks_are_round_even_and_not_too_many(low, width, most):
    ticks = value_ticks(low, low + width, most)
    assert len(ticks) <= most + 1
    values = [value for value, _ in ticks]
    assert all(low - width * 1e-6 <= one <= low + width * (1 + 1e-6) for one in values)
    steps = np.diff(values)
    assert np.allclose(steps, steps[:1], rtol=1e-5)
    for value, text in ticks:
        assert float(text) == pytest.approx(value, abs=width * 1e-6)


@given(begin=st.dates(dt.date(1990, 1, 1), dt.date(2040, 1, 1)), days=st.integers(1, 20_000),
       most=st.integers(2, 20))  # fmt: skip
def test_dates_lie_inside_and_are_no_more_than_fit(begin, days, most):
    end = begin + dt.timedelta(days=days)
    ticks = time_ticks(begin, end, most)
    assert all(begin <= day <= end for day, _ in ticks)
    assert [day for day, _ in ticks] == sorted({day for day, _ in ticks})
    assert len(ticks) <= most or days > most * 365 * 10
    assert len({text for _, text in ticks}) == len(ticks)


def test_a_scale_is_linear():
    scale = Scale(low=0.0, high=10.0, from_mm=100.0, to_mm=50.0)
    assert [scale.mm(one) for one in (0.0, 5.0, 10.0)] == [100.0, 75.0, 50.0]
