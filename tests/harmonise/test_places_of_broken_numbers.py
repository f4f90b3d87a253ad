"""Any numbers under any declaration, answer and shift: a place or a question, never an accident."""

import numpy as np
import pytest
import shapely
from hypothesis import HealthCheck, given, settings, strategies as st
from pyproj import CRS
from pyproj.exceptions import CRSError

from watermap.harmonise.places.crs import decide_place
from watermap.harmonise.places.ground import Ground
from watermap.harmonise.places.moving import geographic, geographic_bounds
from watermap.harmonise.places.shift import GeocentricShift, PlaneShift, WebOffset

INF, NAN = float("inf"), float("nan")
SHIFTS = [
    None,
    WebOffset(method="gcj02", why="x"),
    WebOffset(method="bd09", why="x"),
    *(
        PlaneShift(
            method="plane",
            from_crs=old,
            to_crs=new,
            north_m=north,
            east_m=50.0,
            rotation_arcsec=0.1,
            turns="clockwise",
            scale_ppm=1.0,
            why="x",
        )
        for old, new, north in ((2436, 4548, 1.0), ("local", 4548, 4e6), (-5, -4, 0.0))
    ),
    *(
        GeocentricShift(
            method="geocentric",
            from_crs=old,
            dx_m=15.0,
            dy_m=-150.0,
            dz_m=-90.0,
            rx_arcsec=0.0,
            ry_arcsec=0.0,
            rz_arcsec=0.0,
            scale_ppm=0.0,
            convention="position_vector",
            why="x",
        )
        for old in (4214, 5773)  # the second has heights only
    ),
]
CODES = [4490, 4326, 4548, 4527, 2436, 2415, 4214, 4610, 3857, 4267, 4978, 4480, 5773, 27700, -1]
NUMBERS = st.one_of(
    st.sampled_from([0.0, INF, -INF, NAN, 1e308, -1e308, 1e18, 117.2, 34.5, 5e5, 4e6, 3.95e7]),
    st.floats(),
)
CROWDS = st.sampled_from(
    [(39.5e6, 4e6), (5e5, 4e6), (4e6, 5e5), (117.0, 34.0), (34.0, 117.0), (1.3e7, 4e6), (5e4, 3e4)]
).map(lambda at: [shapely.Point(at[0] + n / 1e3, at[1] + n / 900) for n in range(5)])
GROUNDS = [Ground([]), Ground([shapely.box(117, 34, 118, 35)])]


@st.composite
def broken(draw):
    """Points, lines and boxes of any numbers, and records without a shape."""
    x, y, u, v = (draw(NUMBERS) for _ in range(4))
    with np.errstate(all="ignore"):
        shapes = [None, shapely.Point(), shapely.Point(x, y), shapely.box(x, y, u, v)]
        shapes.append(shapely.LineString([(x, y), (u, v)]))
    return draw(st.lists(st.sampled_from(shapes), max_size=4))


def wkt_of(code):
    try:
        return CRS.from_epsg(code).to_wkt("WKT2_2019")
    except CRSError:
        return "nonsense"


@pytest.fixture(scope="module")
def wkts():
    return {code: wkt_of(code) for code in CODES}


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(
    shapes=st.one_of(broken(), CROWDS),
    declared=st.sampled_from([None, *CODES]),
    answer=st.sampled_from([None, *CODES]),
    shift=st.sampled_from(SHIFTS),
    swap=st.booleans(),
    ground=st.sampled_from(GROUNDS),
)
def test_a_place_or_a_question(  # noqa: PLR0917  (one argument a choice)
    raw_layer, wkts, shapes, declared, answer, shift, swap, ground
):
    raw = raw_layer(shapes, wkt=wkts.get(declared))
    place = decide_place(raw, answer=answer, north_first=swap, shift=shift, known=ground)
    assert (place.epsg is None) == (place.question is not None)
    assert sum(one.confidence for one in place.candidates) <= 1.0001
    said = [place.how, *place.problems, *(one.evidence for one in place.candidates)]
    for message in [*said, place.question or place.how]:
        for language in ("zh", "en"):
            assert "{" not in message.text(language)
    if place.epsg is not None:
        assert len(geographic(raw.geometry, place)) == len(shapes)
        geographic_bounds((0.0, 0.0, 10.0, 10.0), place)
