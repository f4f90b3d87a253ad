"""Files that say nothing of their place, held to ground that is known (N5–N5c, C15, G06)."""

import geopandas as gpd
import numpy as np
import pytest
import shapely
from pyproj import CRS, Transformer

from watermap.harmonise.harmonise import harmonise_layer
from watermap.harmonise.places.crs import decide_place, propose_places
from watermap.harmonise.places.ground import Ground
from watermap.reading.reader import Reader

COUNTY = shapely.box(106.5, 28.9, 106.8, 29.2)
TOWNS = [(106.55, 28.95), (106.65, 29.03), (106.75, 29.15)]


def in_crs(epsg, lonlat=TOWNS, *, swap=False):
    forward = Transformer.from_crs(4490, epsg, always_xy=True)
    xy = np.column_stack(forward.transform(*np.array(lonlat).T))
    return list(shapely.points(xy[:, ::-1] if swap else xy))


@pytest.mark.parametrize(
    ("epsg", "swap", "expected"),
    [
        (4545, False, 4545),  # unprefixed: 108°, not 105° (292 km west) nor 114°
        (4545, True, 4545),
        (4524, False, 4524),
        (4524, True, 4524),
        (4490, False, 4490),
        (4490, True, 4490),
        (4507, False, 4507),  # 6°, 105°: reaches 1.7° from it, which 3° zones do not
        (4496, False, 4496),
    ],
)
def test_known_ground_tells_the_zone(raw_layer, epsg, swap, expected):
    raw = raw_layer(in_crs(epsg, swap=swap))
    place = decide_place(raw, known=Ground([COUNTY]))
    assert place.epsg is None
    assert place.proposal == expected
    best = place.candidates[0]
    assert (best.epsg, best.north_first) == (expected, swap)
    assert best.name == CRS.from_epsg(expected).name
    assert 0.8 < best.confidence < 0.96
    assert sum(one.confidence for one in place.candidates) <= 1
    assert "100%" in best.evidence.text("zh")
    assert "100 %" in place.question.text("en")


def test_the_proposal_once_answered_lies_in_the_county(raw_layer, kind):
    raw = raw_layer(in_crs(4545, swap=True), columns={"name": ["甲", "乙", "丙"]})
    ((best, *_),) = propose_places([raw], [COUNTY])
    layer = harmonise_layer(
        raw,
        kind({"name": {"type": "text"}}),
        crs=best.epsg,
        crs_why="界面建议",
        north_first=best.north_first,
    )
    found = shapely.get_coordinates(layer.frame.geometry.array)
    assert np.abs(found - TOWNS).max() < 1e-9
    assert layer.place.north_first
    codes = [one.code for one in layer.problems]
    assert codes == ["harmonise.place_answered", "harmonise.north_first"]


@pytest.mark.parametrize("epsg", range(4534, 4555))
def test_every_meridian_is_found_by_its_own_county(raw_layer, epsg):  # N5b, G06
    lon = CRS.from_epsg(epsg).coordinate_operation.params[1].value
    towns = [(lon + 0.4, 32.0), (lon + 0.5, 32.1)]
    raw = raw_layer(in_crs(epsg, towns))
    county = shapely.box(lon + 0.3, 31.9, lon + 0.6, 32.2)
    assert decide_place(raw, known=Ground([county])).proposal == epsg


def test_two_zones_that_fit_as_well_are_both_shown_and_none_is_proposed(raw_layer):
    province = shapely.box(104.0, 27.0, 112.0, 33.0)
    place = decide_place(raw_layer(in_crs(4545)), known=Ground([province]))
    assert place.proposal is None
    likely = {one.epsg for one in place.candidates[:2]}
    assert 4545 in likely
    assert place.candidates[0].confidence < 0.5


def test_lines_and_points_are_known_ground_too(raw_layer):
    river = shapely.LineString([(106.4, 28.8), (106.9, 29.3)])
    wells = [shapely.Point(106.6, 29.0), None, shapely.Polygon()]
    for known in ([river], wells):
        assert decide_place(raw_layer(in_crs(4545)), known=Ground(known)).proposal == 4545


def test_utm_is_shown_but_comes_after_gauss_kruger(raw_layer):
    place = decide_place(raw_layer(in_crs(32648)), known=Ground([COUNTY]))
    codes = [one.epsg for one in place.candidates]
    assert 32648 in codes


@pytest.mark.parametrize(
    ("points", "words"),
    [
        (in_crs(4490, [(120.5, 31.2)]), "千米"),
        (in_crs(4528, [(120.5, 31.2)]), "千米"),
        ([shapely.Point(-106.0, 40.0)], "千米"),
    ],
)
def test_what_lies_far_from_everything_is_said_and_not_proposed(raw_layer, points, words):
    place = decide_place(raw_layer(points), known=Ground([COUNTY]))
    assert place.proposal is None
    assert place.candidates[0].confidence < 0.5
    assert "距已有图层最近也有" in place.question.text("zh")
    assert words in place.question.text("zh")


def test_unprefixed_numbers_far_from_everything_name_the_least_far(raw_layer):
    place = decide_place(
        raw_layer([shapely.Point(500_000, 5_500_000)]),
        known=Ground([shapely.box(109, 18, 110, 19)]),
    )
    assert place.proposal is None
    assert len(place.candidates) == 1
    assert place.candidates[0].confidence == 0
    assert place.candidates[0].evidence.code == "harmonise.candidate_far"


def test_web_mercator_and_the_far_west_are_told_apart_by_ground(raw_layer):
    coast = [(120.5, 31.2), (120.6, 31.3)]
    mercator = raw_layer(in_crs(3857, coast))
    alone = decide_place(mercator)
    assert (alone.proposal, [one.epsg for one in alone.candidates]) == (None, [3857, 4491])
    assert decide_place(mercator, known=Ground([shapely.box(120, 31, 121, 32)])).proposal == 3857
    kashgar = [(75.9, 39.4), (76.0, 39.5)]
    west = raw_layer(in_crs(4491, kashgar))
    assert decide_place(west, known=Ground([shapely.box(75, 39, 77, 40)])).proposal == 4491


def test_numbers_alone_give_a_proposal_where_they_can(raw_layer):
    for epsg, proposal in ((4490, 4490), (4524, 4524), (4545, None)):
        place = decide_place(raw_layer(in_crs(epsg)))
        assert place.proposal == proposal
        assert place.confidence == (0.7 if proposal else 0.0)
        evidence = [one.evidence.code for one in place.candidates]
        assert evidence == (["harmonise.candidate_numbers"] if proposal else [])


def test_a_file_that_says_where_it_lies_needs_no_candidates(raw_layer):
    said = raw_layer(in_crs(4545), wkt=CRS.from_epsg(4545).to_wkt("WKT1_ESRI"))
    mute = raw_layer(in_crs(4545))
    first, second = propose_places([said, mute], [COUNTY])
    assert first == ()
    assert second[0].epsg == 4545


def test_the_declared_system_with_the_axes_swapped_comes_first(raw_layer):
    raw = raw_layer(in_crs(4545, swap=True), wkt=CRS.from_epsg(4545).to_wkt("WKT1_ESRI"))
    for known in (Ground([]), Ground([COUNTY])):
        place = decide_place(raw, known=known)
        assert place.epsg is None
        assert (place.candidates[0].epsg, place.candidates[0].north_first) == (4545, True)
    answered = decide_place(raw, answer=4545, north_first=True)
    assert (answered.epsg, answered.north_first) == (4545, True)


def test_swapping_what_stands_right_is_refused_and_straight_is_proposed(raw_layer):
    raw = raw_layer(in_crs(4524))
    place = decide_place(raw, answer=4524, north_first=True)
    assert place.epsg is None
    assert place.how.code == "harmonise.crs_not_swapped"
    assert [(one.epsg, one.north_first) for one in place.candidates] == [(4524, False)]


OLD_NAMES = [
    'GEOGCS["GCS_Beijing_1954"]',
    'GEOGCS["GCS_Xian_1980"]',
    'PROJCS["北京54 3度带"]',
    'GEOGCS["1980西安坐标系"]',
]


@pytest.mark.parametrize("wkt", OLD_NAMES)
def test_a_declaration_that_only_names_an_old_datum_is_heard(raw_layer, wkt):
    """C15: its numbers fit CGCS2000 as well, and must not propose it."""
    place = decide_place(raw_layer(in_crs(4490), wkt=wkt), known=Ground([COUNTY]))
    assert (place.epsg, place.proposal, place.candidates) == (None, None, ())
    assert "数十米" in place.question.text("zh")


def test_a_local_frame_is_asked_and_never_a_zone(raw_layer):
    """False easting 50 000: eastings as of a zone would lie 450 km off."""
    wkt = CRS.from_epsg(4545).to_wkt("WKT1_ESRI").replace("500000", "50000")
    points = [shapely.Point(x - 450_000, y) for x, y in shapely.get_coordinates(in_crs(4545))]
    for declared in (wkt, None):
        place = decide_place(raw_layer(points, wkt=declared), known=Ground([COUNTY]))
        assert (place.epsg, place.proposal) == (None, None)
        assert "独立" in place.question.text("zh")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('UNIT["Meter",1.0]', 'UNIT["Kilometer",1000.0]'),
        ('PRIMEM["Greenwich",0.0]', 'PRIMEM["Paris",2.33722917]'),
        ('PARAMETER["Central_Meridian",108.0]', 'PARAMETER["Central_Meridian",108.5]'),
        ('PARAMETER["Scale_Factor",1.0]', 'PARAMETER["Scale_Factor",0.9996]'),
    ],
)
def test_a_name_of_the_register_with_other_figures_is_not_that_system(raw_layer, old, new):
    """4545 in kilometres is found as 4545 by its name, and would lie 500 km off."""
    wkt = CRS.from_epsg(4545).to_wkt("WKT1_ESRI")
    assert old in wkt
    place = decide_place(raw_layer(in_crs(4545), wkt=wkt.replace(old, new)))
    assert place.epsg is None
    assert place.question is not None


def test_real_files_without_prj_in_known_provinces(real):
    provinces = gpd.read_file(real("china_province_4490/province.geojson"))
    tianjin = provinces[provinces["name"] == "天津市"].geometry
    with Reader() as reader:
        districts = reader.read(real("tianjin_utf8_nocpg/天津市.shp")).layers[0]
    place = decide_place(districts, known=Ground(tianjin))
    assert place.epsg is None
    assert place.proposal == 4490
    assert place.candidates[0].offset == "gcj02"
    assert "GCJ-02" in place.question.text("zh")
    guangdong = provinces[provinces["name"] == "广东省"].geometry
    assert decide_place(districts, known=Ground(guangdong)).proposal is None
