"""The drawn district holds together: borders are shared, rivers meet, zones do not overlap."""

import itertools

import numpy as np
import pytest
import shapely

MILLIMETRES = 0.005  # what rounding in degrees may move


def shapes(frame, column):
    return dict(zip(frame[column], frame.geometry, strict=True))


def test_all_geometries_are_valid(layers):
    bad = [
        (name, place)
        for name, frame in layers.items()
        for place, shape in enumerate(frame.geometry)
        if shape is None or shape.is_empty or not shape.is_valid
    ]
    assert bad == []


def test_the_district_lies_where_it_should(layers):
    west, south, east, north = layers["行政区划"].to_crs(4490).total_bounds
    assert 117.35 < west < east < 117.86
    assert 34.45 < south < north < 34.72


def test_towns_fill_the_district_and_share_their_borders(layers):
    areas = layers["行政区划"]
    district = areas.geometry[areas["XZQJB"] == "县级"].iloc[0]
    towns = areas.geometry[areas["XZQJB"] == "乡级"]
    assert len(towns) == 6
    assert shapely.union_all(towns.values).symmetric_difference(district).area < 1
    assert towns.area.sum() == pytest.approx(district.area, abs=1)


def test_each_town_shares_vertices_with_a_neighbour(layers):
    areas = layers["行政区划"]
    towns = areas.geometry[areas["XZQJB"] == "乡级"]
    corners = [set(map(tuple, np.round(shapely.get_coordinates(town), 2))) for town in towns]
    for number, own in enumerate(corners):
        others = set().union(*(corners[:number] + corners[number + 1 :]))
        assert len(own & others) > 10


def test_tributaries_end_on_a_vertex_of_the_canal(layers):
    rivers = shapes(layers["河流"], "HLMC")
    canal = shapely.points(shapely.get_coordinates(rivers.pop("韩庄运河")))
    for name, river in rivers.items():
        mouth = shapely.points(river.coords[-1])
        assert shapely.distance(canal, mouth).min() < MILLIMETRES, name


def test_the_canal_flows_east(layers):
    canal = shapes(layers["河流"], "HLMC")["韩庄运河"]
    assert canal.coords[0][0] < canal.coords[-1][0]


def test_rivers_do_not_cross_themselves_or_each_other(layers):
    rivers = shapes(layers["河流"], "HLMC")
    assert all(river.is_simple for river in rivers.values())
    for (one, a), (other, b) in itertools.combinations(rivers.items(), 2):
        crossing = shapely.intersection(a, b)
        assert crossing.length < 1, (one, other)
        assert shapely.get_num_geometries(crossing) <= 1, (one, other)


def test_sections_and_outfalls_lie_on_their_river(layers):
    rivers = shapes(layers["河流"], "HLMC")
    lake = shapes(layers["湖库"], "HKMC")["小龙潭水库"]
    for layer, name in (("断面", "DMMC"), ("入河排污口", "PWKMC")):
        for _, row in layers[layer].iterrows():
            if row["SZHL"] == "小龙潭水库":
                assert lake.contains(row.geometry)
            else:
                assert rivers[row["SZHL"]].distance(row.geometry) < MILLIMETRES, row[name]


def test_sections_on_the_border_name_both_districts(layers):
    frame = layers["断面"]
    border = frame["DMXZ"].isin(["省界", "市界", "县界"])
    assert border.sum() >= 4
    assert frame.loc[border, ["SYQX", "XYQX"]].notna().all().all()
    assert frame.loc[~border, ["SYQX", "XYQX"]].isna().all().all()
    assert set(frame["SZMB"]) == {"Ⅱ", "Ⅲ", "Ⅳ"}


def test_protection_areas_surround_their_source_without_overlap(layers):
    frame = layers["饮用水水源保护区"]
    intakes = shapes(layers["水源地"], "SYDMC")
    for source, areas in frame.groupby("SYDMC"):
        by_grade = shapes(areas, "BHQJB")
        assert list(by_grade) == ["一级保护区", "二级保护区", "准保护区"]
        assert by_grade["一级保护区"].contains(intakes[source])
        for one, other in itertools.combinations(by_grade.values(), 2):
            assert one.intersection(other).area < 1
        assert by_grade["二级保护区"].area < 12e6  # a zone, not a blob over the map


def test_control_units_share_out_the_district(layers):
    units = layers["环境管控单元"]
    district = layers["行政区划"].geometry.iloc[0]
    assert set(units["ZHGKDYFL"]) == {"1", "2", "3"}
    assert units.area.sum() == pytest.approx(district.area, rel=1e-6)
    assert shapely.union_all(units.geometry.values).area == pytest.approx(district.area, rel=1e-6)
    lists = units[["KJBJYS", "PWWPFGK", "HJFXFK", "ZYKFXLYQ"]]
    assert lists.notna().all().all()


def test_diversion_zones_lie_along_the_canal(layers):
    zones = shapes(layers["南水北调保护区"], "BHQJB")
    line = layers["南水北调干线"].geometry.iloc[0]
    district = layers["行政区划"].geometry.iloc[0]
    assert zones["核心保护区"].buffer(1).contains(line)
    assert zones["核心保护区"].hausdorff_distance(line) < 400
    far = max(shapely.distance(shapely.points(shapely.get_coordinates(zones["重点保护区"])), line))
    assert far == pytest.approx(15_220, abs=20)
    assert sum(zone.area for zone in zones.values()) == pytest.approx(district.area, rel=1e-6)


def test_bridges_cross_a_river(layers):
    rivers = shapely.union_all(layers["河流"].geometry.values)
    frame = layers["公路桥梁"]
    bridges = frame[frame["LX"] == "桥梁"]
    assert len(bridges) >= 5
    assert bridges.crosses(rivers).all()


def test_black_odorous_reaches_tell_when_they_were_remedied(layers):
    frame = layers["黑臭水体"]
    assert set(frame["HCDJ"]) == {"轻度", "重度"}
    assert frame["WCNF"].isna().sum() == 2
    assert set(frame["JCQ"]) == {"是", "否"}
