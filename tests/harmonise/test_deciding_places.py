"""Where a layer lies: declared, answered, asked (standards.md 11; reliability.md N3, N5, N6)."""

import pytest
import shapely
from pyproj import CRS

from watermap.geodesy.zones import ZONES, prefixed_zone
from watermap.harmonise.places.crs import decide_place
from watermap.harmonise.places.declared import declared

DEGREES = shapely.Point(117.25, 36.5)
NORTH, EAST = 4041053.558, 522397.796  # of the same place with central meridian 117°
PREFIXED = shapely.Point(39_000_000 + EAST, NORTH)
UNPREFIXED = shapely.Point(EAST, NORTH)


def prj(epsg):
    """As a .prj of a shapefile writes it."""
    return CRS.from_epsg(epsg).to_wkt("WKT1_ESRI")


HOME_MADE = (
    'GEOGCS["GCS CGCS_2000",DATUM["D_CGCS_2000",SPHEROID["CGCS2000",6378137.0,298.257222101]],'
    'PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]]'
)


@pytest.mark.parametrize("epsg", sorted(ZONES))
def test_zones_are_those_of_the_epsg_register(epsg):
    operation = CRS.from_epsg(epsg).coordinate_operation
    values = {one.name: one.value for one in operation.params}
    zone = ZONES[epsg]
    assert values["Longitude of natural origin"] == zone.meridian
    assert values["False easting"] == zone.false_easting_m
    assert declared(prj(epsg)).epsg == epsg


def test_there_are_all_zones_of_the_standard():
    assert sorted(ZONES) == list(range(4491, 4555))
    assert prefixed_zone(39).epsg == 4527
    assert prefixed_zone(20).epsg == 4498
    assert prefixed_zone(24) is None


@pytest.mark.parametrize(
    ("point", "wkt", "epsg"),
    [
        (DEGREES, prj(4490), 4490),
        (DEGREES, HOME_MADE, 4490),  # pyproj takes it for the Antilles at 25 %
        (DEGREES, prj(4326), 4326),
        (DEGREES, CRS.from_epsg(4480).to_wkt(), 4490),
        (PREFIXED, prj(4527), 4527),
        (UNPREFIXED, prj(4548), 4548),
        (UNPREFIXED, prj(32650), 32650),
        (shapely.Point(13052210, 4369874), prj(3857), 3857),
        (
            PREFIXED,
            prj(4527)
            .replace("CGCS2000_3_Degree_GK_Zone_39", "本县坐标系")
            .replace("GCS_China_Geodetic_Coordinate_System_2000", "GCS_CGCS_2000")
            .replace("D_China_2000", "D_2000"),
            4527,
        ),
    ],
)
def test_a_declaration_that_fits_the_numbers_is_believed(raw_layer, said, point, wkt, epsg):
    place = decide_place(raw_layer([point], wkt=wkt))
    assert place.epsg == epsg
    assert place.question is None
    assert place.confidence > 0.9
    wgs84 = epsg in {4326, 32650, 3857}
    assert said(place.problems) == (["wgs84_as_cgcs2000"] if wgs84 else [])


@pytest.mark.parametrize(
    ("point", "proposal", "word"),
    [
        (DEGREES, 4490, "GCJ-02"),
        (PREFIXED, 4527, "39"),
        (shapely.Point(20_000_000 + EAST, NORTH), 4498, "20"),
        (UNPREFIXED, None, "中央经线"),
        (shapely.Point(36.5, 117.25), 4490, "交换"),
        (shapely.Point(NORTH, 39_000_000 + EAST), 4527, "交换"),
        (shapely.Point(NORTH, EAST), None, "交换"),
        (shapely.Point(13_400_000, 3_600_000), None, "3857"),
        (shapely.Point(52_000, 31_000), None, "地方独立"),
        (shapely.Point(-106, 40), None, "中国以外"),
        (None, None, ".prj"),
    ],
)
def test_without_a_declaration_it_is_asked_with_a_proposal(raw_layer, point, proposal, word):
    place = decide_place(raw_layer([point]))
    assert place.epsg is None
    assert place.proposal == proposal
    assert place.confidence < 0.9
    assert word in place.question.text("zh")
    assert "图层.shp" in place.question.text("en")


@pytest.mark.parametrize("wkt", ["hello", 'LOCAL_CS["x",UNIT["m",1]]', ""])
def test_a_declaration_that_says_nothing_is_as_none(raw_layer, wkt):
    place = decide_place(raw_layer([DEGREES], wkt=wkt))
    assert (place.epsg, place.proposal) == (None, 4490)


@pytest.mark.parametrize("epsg", [4610, 4214, 4555, 2349, 2370, 2327, 2401, 2422, 2436, 21420])
def test_xian_80_and_beijing_54_cannot_be_used_and_nothing_is_proposed(raw_layer, epsg):  # N3, G04
    """Pyproj would move them by 0.0 m without a word (reliability.md N3)."""
    point = DEGREES if CRS.from_epsg(epsg).is_geographic else UNPREFIXED
    place = decide_place(raw_layer([point], wkt=prj(epsg)))
    assert (place.epsg, place.proposal) == (None, None)
    assert "数十米" in place.question.text("zh")
    answered = decide_place(raw_layer([point]), answer=epsg, answer_why="来文说明")
    assert answered.epsg is None
    assert [one.severity for one in answered.problems] == ["error"]


def test_a_person_may_overrule_the_file_and_it_is_said(raw_layer, said):
    layer = raw_layer([DEGREES], wkt=prj(4610))
    place = decide_place(layer, answer=4490, answer_why="已转换")
    assert place.epsg == 4490
    assert "已转换" in place.how.text("zh")
    assert "西安80" in place.how.text("zh")
    assert said(place.problems) == ["place_answered", "old_overruled"]


CONTRADICTIONS = [
    (DEGREES, 4548, "metres_are_degrees", 4490),
    (UNPREFIXED, 4490, "degrees_are_metres", None),
    (UNPREFIXED, 4326, "degrees_are_metres", None),
    (shapely.Point(36.5, 117.25), 4490, "swapped", 4490),
    (shapely.Point(NORTH, EAST), 4548, "swapped", 4548),
    (PREFIXED, 4548, "has_prefix", 4527),
    (UNPREFIXED, 4527, "lacks_prefix", None),
    (shapely.Point(40_522_397, NORTH), 4527, "other_zone", 4528),
    (shapely.Point(3.6e7, NORTH), 32650, "not_in_area", None),
]


# N5, N5c, N6
@pytest.mark.parametrize(("point", "epsg", "why", "proposal"), CONTRADICTIONS)
def test_what_contradicts_the_numbers_is_an_error(raw_layer, said, point, epsg, why, proposal):
    by_file = decide_place(raw_layer([point], wkt=prj(epsg)))
    by_person = decide_place(raw_layer([point]), answer=epsg, answer_why="猜的")
    for place in (by_file, by_person):
        assert place.epsg is None
        assert place.how.code == f"harmonise.crs_{why}"
        assert place.proposal == proposal
        assert [one.north_first for one in place.candidates[:1]] == [why == "swapped"][
            : len(place.candidates)
        ]
        assert place.question is not None
        assert said(place.problems) == ["crs_contradiction"]
        assert place.problems[0].severity == "error"


def test_a_person_answers_what_the_file_leaves_open(raw_layer, said):
    place = decide_place(raw_layer([UNPREFIXED]), answer=4548, answer_why="农业农村局来文")
    assert (place.epsg, place.question, place.confidence) == (4548, None, 1.0)
    assert "农业农村局来文" in place.how.text("zh")
    assert said(place.problems) == ["place_answered"]


def test_a_number_that_is_no_crs(raw_layer, said):
    place = decide_place(raw_layer([DEGREES]), answer=99999)
    assert place.epsg is None
    assert said(place.problems) == ["crs_contradiction"]


@pytest.mark.parametrize(
    ("point", "epsg", "code"),
    [
        (shapely.Point(-106, 40), 4326, "outside_china"),
        (shapely.Point(-106, 40), 4269, "other_datum"),
        (shapely.Point(800_000, NORTH), 4548, "far_from_meridian"),
    ],
)
def test_what_is_used_with_a_doubt_says_so(raw_layer, said, point, epsg, code):  # N1c
    place = decide_place(raw_layer([point], wkt=prj(epsg)))
    assert place.epsg == epsg
    assert code in said(place.problems)


def test_one_stray_feature_does_not_decide(raw_layer):
    points = [*[shapely.Point(39_500_000 + n, NORTH) for n in range(9)], shapely.Point(0, 0)]
    assert decide_place(raw_layer(points)).proposal == 4527
    assert decide_place(raw_layer(points, wkt=prj(4527))).epsg == 4527
