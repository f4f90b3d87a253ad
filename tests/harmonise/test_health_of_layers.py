"""The health of a layer: what was done to it on purpose must show, in its colour and its figure."""

import datetime as dt
import time
from dataclasses import replace

import numpy as np
import pytest
import shapely
from pyproj import Geod

from watermap.catalogue.load import known_kinds
from watermap.errors import Message, Problem
from watermap.geodesy.authalic import areas_m2
from watermap.harmonise.harmonise import harmonise_layer
from watermap.harmonise.health.checks import health_limits, worst
from watermap.harmonise.health.health import health_of_layer, health_of_raw
from watermap.harmonise.health.of_layers import day_of
from watermap.harmonise.health.of_shapes import find_overlaps
from watermap.harmonise.places.crs import decide_place
from watermap.reading.raw import Guess, RecordNote

GEOD = Geod(ellps="GRS80")
CGCS2000 = (
    'GEOGCS["GCS_China_Geodetic_Coordinate_System_2000",DATUM["D_China_2000",'
    'SPHEROID["CGCS2000",6378137.0,298.257222101]],PRIMEM["Greenwich",0.0],'
    'UNIT["Degree",0.0174532925199433]]'
)
TODAY = dt.date(2020, 6, 1)  # the files of these tests are of 2020-01-01
NOTE = RecordNote(record=2, reason=Message.of("reading.shape_unreadable"))
HOW = Message.of("reading.encoding_ascii")
SURE = Guess(value="UTF-8", how=HOW, confidence=1.0)


def box(x, y, side=0.001):
    return shapely.box(117 + x, 34 + y, 117 + x + side, 34 + y + side)


APART = [box(0, 0), box(0.01, 0), box(0.02, 0)]
EDGE_TO_EDGE = [box(0, 0), box(0.001, 0), box(0.002, 0)]


@pytest.fixture
def health(raw_layer):
    """The health of a layer of some shapes; what is changed about it goes into ``raw``."""

    def make(shapes, *, wkt=CGCS2000, kind=None, study_area=None, today=TODAY, columns=None, **raw):
        raw = {"encoding": SURE} | raw
        layer = replace(raw_layer(shapes, wkt=wkt, columns=columns), **raw)
        found = health_of_raw(
            layer, decide_place(layer), kind=kind, study_area=study_area, today=today
        )
        for check in found.checks:
            for language in ("zh", "en"):
                assert "{" not in check.sentence.text(language), check.id
        return found

    return make


SOUND = {
    "encoding": ("green", 1.0), "crs": ("green", 1.0), "records": ("green", 0),
    "shapes": ("green", 0), "overlaps": ("green", 0), "duplicates": ("green", 0),
    "date": ("green", 0.42),
}  # fmt: skip


def test_a_sound_layer_is_green_in_every_row(health):
    found = health(APART)
    assert {check.id: (check.colour, check.figure) for check in found.checks} == SOUND
    assert found.colour == "green"
    assert health(EDGE_TO_EDGE).colour == "green"  # edges that touch are no overlap


GUESS = Guess(value="GB18030", how=HOW, confidence=0.75)
STUDY = shapely.box(116.9, 33.9, 117.1, 34.1)
ELSEWHERE = shapely.box(120, 30, 120.1, 30.1)
# what is changed, and the row, colour and figure that must come of it
FAULTS = [
    ({"wkt": None}, "crs", "red", 0.7),
    ({"wkt": None}, "overlaps", "amber", None),
    ({"encoding": GUESS}, "encoding", "amber", 0.75),
    ({"encoding": replace(GUESS, confidence=0.2)}, "encoding", "red", 0.2),
    (
        {"problems": (Problem.warning("reading.characters_lost", file="a", n=1),)},
        "encoding",
        "amber",
        1.0,
    ),
    ({"rejected": (NOTE,)}, "records", "red", 1),
    ({"repaired": (NOTE, NOTE)}, "records", "amber", 2),
    ({"shapes": [*APART, None]}, "shapes", "amber", 1),
    ({"shapes": [APART[0], None, shapely.Polygon()]}, "shapes", "red", 2),
    ({"shapes": []}, "shapes", "red", 0),
    ({"shapes": [*APART, APART[0]]}, "duplicates", "amber", 2),
    ({"shapes": [*APART, box(0.000001, 0)]}, "near_duplicates", "amber", 2),
    ({"today": dt.date(2024, 1, 2)}, "date", "amber", 4.0),
    ({"today": dt.date(2019, 1, 1)}, "date", "amber", -1.0),
    ({"study_area": STUDY}, "coverage", "green", 100.0),
    ({"study_area": STUDY, "shapes": [*APART, box(1, 0)]}, "coverage", "amber", 75.0),
]


@pytest.mark.parametrize(("change", "row", "colour", "figure"), FAULTS)
def test_each_fault_shows_in_its_own_row(change, row, colour, figure, health):
    found = health(**{"shapes": APART} | change)
    check = found.check(row)
    assert (check.colour, check.figure) == (colour, pytest.approx(figure))
    assert worst([found.colour, colour]) == found.colour


def test_a_layer_far_away_is_red_with_its_distance(health):
    check = health(APART, study_area=ELSEWHERE).check("coverage")
    _, _, metres = GEOD.inv(117.0105, 34.0005, 120.05, 30.05)
    assert check.colour == "red"
    assert (check.figure, check.unit) == (pytest.approx(metres / 1000, abs=0.1), "km")


def test_the_share_of_the_study_area_that_is_covered(health):
    half = shapely.box(116.9, 33.9, 117.0, 34.1)
    found = health([half, half], study_area=STUDY)  # twice the same covers no more
    assert found.check("covered").figure == pytest.approx(50.0, abs=0.01)


def test_overlaps_are_measured_in_square_metres(health):
    """0.0005° × 0.001° in common; held against the geodesic area."""
    found = health([box(0, 0), box(0.0005, 0), box(0.01, 0)]).check("overlaps")
    truth = abs(GEOD.geometry_area_perimeter(shapely.box(117.0005, 34, 117.001, 34.001))[0])
    assert (found.colour, found.unit) == ("amber", "m²")
    assert found.figure == pytest.approx(truth, rel=1e-4)
    assert "1 对" in found.sentence.text("zh")
    sliver = health([box(0, 0), box(0.001 - 1e-8, 0)]).check("overlaps")  # 0.1 m²: stored decimals
    assert (sliver.colour, sliver.figure) == ("green", 0)


def test_overlaps_agree_with_comparing_every_pair():
    random = np.random.default_rng(7)
    corners = random.random((120, 2)) * 0.02
    shapes = np.array(
        [box(x, y, 0.002).buffer(0.0003 * (i % 3)) for i, (x, y) in enumerate(corners)]
    )
    pairs = [
        (i, j, areas_m2(np.array([shapes[i].intersection(shapes[j])], object))[0])
        for i in range(len(shapes)) for j in range(i)
    ]  # fmt: skip
    truth = [(i, j, area) for i, j, area in pairs if area >= 1.0]
    found = find_overlaps(shapes, health_limits())
    assert found.pairs == len(truth)
    assert found.area_m2 == pytest.approx(sum(area for *_, area in truth))
    assert found.records == len({place for i, j, _ in truth for place in (i, j)})
    assert found.tested == found.candidates


def test_what_was_not_tested_is_said(health, monkeypatch):
    limits = health_limits()
    few = limits.model_copy(
        update={"overlap_pairs_tested": limits.near_degrees.model_copy(update={"value": 1})}
    )
    monkeypatch.setattr("watermap.harmonise.health.health.health_limits", lambda: few)
    crowd = [box(0, 0), box(0.0005, 0), box(0.0002, 0.0001)]
    check = health(crowd).check("overlaps")
    assert check.colour == "amber"
    assert "3 对中只检验了 1 对" in check.sentence.text("zh")


SECTION = {
    "code": {"type": "text", "required": True, "role": "id", "aliases": ["DMBM"]},
    "name": {"type": "text", "required": True, "aliases": ["DMMC"]},
}
POINTS = [shapely.Point(117, 34), shapely.Point(117.1, 34), shapely.Point(117.2, 34)]
COLUMNS = {"DMBM": ["001", "002", "003"], "DMMC": ["甲", "乙", "丙"]}


@pytest.mark.parametrize(
    ("columns", "row", "colour", "figure"),
    [
        (COLUMNS, "fields", "green", 0),
        (COLUMNS, "codes", "green", 0),
        (COLUMNS, "geometry", "green", 0),
        (COLUMNS | {"DMBM": ["001", "001", " 001"]}, "codes", "amber", 3),
        (COLUMNS | {"DMMC": ["甲", None, " "]}, "fields", "amber", 2),
        ({"DMMC": COLUMNS["DMMC"]}, "fields", "amber", 1),  # the kind is only a guess
    ],
)
def test_fields_are_held_to_the_kind(columns, row, colour, figure, health, kind):
    check = health(POINTS, kind=kind(SECTION), columns=columns).check(row)
    assert (check.colour, check.figure) == (colour, figure)


def test_shapes_of_another_type_are_told(health, kind):
    assert health([*POINTS, APART[0]], kind=kind(SECTION)).check("geometry").colour == "amber"
    assert health(APART, kind=kind(SECTION)).check("geometry").colour == "red"


def test_a_harmonised_layer_has_the_same_rows_and_a_missing_field_is_red(raw_layer, kind):
    layer = harmonise_layer(
        raw_layer(POINTS, wkt=CGCS2000, columns={"DMMC": COLUMNS["DMMC"]}),
        kind(SECTION), date="2019-03",
    )  # fmt: skip
    found = health_of_layer(layer, kind(SECTION), today=TODAY)
    assert found.check("fields").colour == "red"
    assert found.check("encoding").colour == "green"
    assert "2019-03-31" in found.check("date").sentence.text("zh")
    assert found.colour == "red"


@pytest.mark.parametrize(
    ("written", "day"),
    [("2019", "2019-12-31"), ("2019-02", "2019-02-28"), ("2019-12", "2019-12-31"),
     ("2019-02-03", "2019-02-03"), ("2019-13", None), ("2019-02-30", None), ("上月", None),
     (None, None)],
)  # fmt: skip
def test_dates_end_with_what_they_name(written, day):
    assert day_of(written) == (dt.date.fromisoformat(day) if day else None)


def test_every_limit_says_why():
    for name, limit in health_limits():
        assert len(limit.why) > 20, name


def test_a_hundred_thousand_polygons_take_seconds(health):
    side = 316
    x, y = np.meshgrid(np.arange(side), np.arange(side))
    squares = shapely.box(117 + x * 1e-3, 34 + y * 1e-3, 117.0011 + x * 1e-3, 34.0011 + y * 1e-3)
    started = time.process_time()
    found = health(list(squares.ravel()), kind=known_kinds()["red_line"])
    assert time.process_time() - started < 12  # two or three seconds on a quiet machine
    assert found.check("overlaps").colour == "amber"
