"""The proposed plant lies where the site check has something to say."""

import csv

import numpy as np
import pyogrio
import pytest
import shapely


@pytest.fixture(scope="module")
def plot(sample):
    return pyogrio.read_dataframe(sample / "拟建化工项目.geojson").to_crs(4548)


def test_it_overlaps_grade_2_in_part(plot, layers):
    frame = layers["饮用水水源保护区"]
    grade_2 = frame.geometry[frame["BHQJB"] == "二级保护区"]
    shape = plot.geometry.iloc[0]
    share = shape.intersection(shapely.union_all(grade_2.values)).area / shape.area
    assert 0.1 < share < 0.6


def test_it_lies_in_the_key_zone_of_the_diversion(plot, layers):
    frame = layers["南水北调保护区"]
    key = frame.geometry[frame["BHQJB"] == "重点保护区"].iloc[0]
    assert key.contains(plot.geometry.iloc[0])


def test_it_is_near_a_red_line_but_outside(plot, layers):
    red = shapely.union_all(layers["生态保护红线"].geometry.values)
    assert 50 < red.distance(plot.geometry.iloc[0]) < 1000


def test_it_says_what_it_is(plot):
    row = plot.iloc[0]
    assert (row["industry"], row["work"], bool(row["discharges"])) == ("C2614", "new", True)


def test_the_corner_table_is_the_same_plot(sample, plot):
    with (sample / "拐点坐标.csv").open(encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.DictReader(stream))
    corners = np.array([(float(row["Y"]) - 39e6, float(row["X"])) for row in rows])
    assert len(rows) == 6
    assert shapely.Polygon(corners).symmetric_difference(plot.geometry.iloc[0]).area < 5


def test_rings_of_the_well_field_hold_something(layers):
    """Within 5 km of the wells: a chemical cluster, enterprises, a pipeline, a petrol station."""
    frame = layers["水源地"]
    wells = frame.geometry[frame["SYDMC"] == "张庄水源地"].iloc[0]
    for name in ("工业园区", "风险源企业", "油气管道", "加油站", "公路桥梁", "入河排污口"):
        assert layers[name].distance(wells).min() < 5000, name
    assert layers["油气管道"].distance(wells).min() < 1500
