"""Degrees, minutes and seconds as documents write them."""

import pytest
from hypothesis import given, strategies as st

from watermap.geodesy.dms import dms, parse_angle, parse_place

ONE_PLACE = (120 + 30 / 60 + 15.2 / 3600, 31.25)


@pytest.mark.parametrize(
    "text",
    [
        "120°30′15.2″E 31°15′00.0″N",
        "E120°30'15.2\" N31°15'0\"",
        "120°30'15.2''E, 31°15'N",
        "东经120°30′15.2″，北纬31°15′0″",
        "120度30分15.2秒 31度15分",
        "31°15′00″N 120°30′15.2″E",
        "北纬31°15′，东经120°30′15.2″",
        "１２０°３０′１５．２″，３１．２５",
        "31.25N 120°30.25333333333′",
        " 120°30′15.2″ ； 31.25 ",
    ],
)
def test_one_place_in_many_forms(text):
    assert parse_place(text) == pytest.approx(ONE_PLACE, abs=1e-9)


@pytest.mark.parametrize(
    ("text", "place"),
    [("117.7,34.6", (117.7, 34.6)), ("-70.5 -33", (-70.5, -33)), ("70.5W 33S", (-70.5, -33)),
     ("N34.6, 117.7", (117.7, 34.6)), ("117.7 34.6N", (117.7, 34.6))],
)  # fmt: skip
def test_decimal_degrees(text, place):
    assert parse_place(text) == pytest.approx(place)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "117.7",
        "a,b",
        "117.7,34.6,3",
        "117°70′,34",
        "117°30′60″,34",
        "117E 118E",
        "117.734.6",
        "nan,3",
    ],
)
def test_what_is_no_place_is_refused(text):
    with pytest.raises(ValueError):  # noqa: PT011  (any of its reasons)
        parse_place(text)


def test_one_angle():
    assert parse_angle("东经120°30′15.2″") == pytest.approx(ONE_PLACE[0])
    with pytest.raises(ValueError, match="one angle"):
        parse_angle("120,30")


@pytest.mark.parametrize(
    ("place", "text"),
    [
        ((120.5042222, 31.25), "120°30′15.2″E 31°15′00.0″N"),
        ((119.99999999, 0.0), "120°00′00.0″E 0°00′00.0″N"),
        ((-70.5, -33.0000278), "70°30′00.0″W 33°00′00.1″S"),
    ],
)
def test_written(place, text):
    assert dms(*place) == text


@given(lon=st.floats(-180, 180), lat=st.floats(-90, 90))
def test_what_is_written_is_read_again(lon, lat):
    assert parse_place(dms(lon, lat)) == pytest.approx((lon, lat), abs=0.06 / 3600)
