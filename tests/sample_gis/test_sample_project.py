"""project.toml and targets.toml name what is there, in words watermap knows."""

import tomllib
from itertools import pairwise

import pytest
import shapely
from pyproj import Geod

from watermap.catalogue.load import known_kinds
from watermap.datafile import read_toml
from watermap.workspace.project import Project

CGCS2000 = Geod(a=6378137, rf=298.257222101)


@pytest.fixture(scope="module")
def project(sample):
    return read_toml(Project, sample / "project.toml")


@pytest.fixture(scope="module")
def targets(sample):
    plan = tomllib.loads((sample / "targets.toml").read_text("utf-8"))
    return {target["id"]: target for target in plan["target"]}


def test_every_shapefile_is_a_layer_of_a_known_kind(sample, project):
    assert sorted(layer.path for layer in project.layers) == sorted(
        path.name for path in sample.glob("*.shp")
    )
    assert {layer.kind for layer in project.layers} <= set(known_kinds())
    assert all(layer.title and layer.office and layer.date for layer in project.layers)


def test_every_workbook_is_a_table(sample, project):
    assert [table.path for table in project.tables] == sorted(
        path.name for path in sample.glob("*.xlsx")
    )


def test_the_missing_place_is_answered(sample, project):
    answered = {layer.path: layer.crs for layer in project.layers if layer.crs}
    without = {path.name for path in sample.glob("*.shp") if not path.with_suffix(".prj").exists()}
    assert set(answered) == without
    assert set(answered.values()) == {4548}
    assert all(layer.crs_why for layer in project.layers if layer.crs)


def test_confirmed_names_are_sections_of_the_map(project, layers):
    assert set(project.names.values()) <= set(layers["断面"]["DMMC"])
    assert project.names == {"台儿庄公路大桥": "台儿庄大桥"}
    assert project.period == "2019"


def test_shares_demanded_only_rise(targets):
    for target in targets.values():
        (key,) = {"at_least_pct", "at_most_pct"} & set(target)
        demanded = [share for _, share in sorted(target[key].items())]
        falls = key == "at_most_pct"
        assert all((b <= a) if falls else (b >= a) for a, b in pairwise(demanded))


@pytest.mark.parametrize(
    ("year", "met"), [(2017, False), (2018, True), (2019, True), (2020, False)]
)
def test_black_odorous_target_is_met_in_some_years(layers, targets, year, met):
    target = targets["black_odorous"]
    frame = layers["黑臭水体"].to_crs(4490)
    left = frame[(frame["JCQ"] == "是") & ~(frame["WCNF"] <= year)]
    length_km = sum(CGCS2000.geometry_length(line) for line in left.geometry) / 1000
    share = 100 * length_km / target["built_up_length_km"]
    assert (share <= target["at_most_pct"][str(year)]) is met


def test_red_line_is_not_smaller_than_before(layers, targets):
    whole = shapely.union_all(layers["生态保护红线"].to_crs(4490).geometry.values)
    area_km2 = abs(CGCS2000.geometry_area_perimeter(shapely.orient_polygons(whole))[0]) / 1e6
    base = targets["red_line_area"]["base_area_km2"]
    assert base <= area_km2 < 1.01 * base


def test_one_well_is_worse_than_in_the_base_year(layers):
    order = "ⅠⅡⅢⅣⅤ"
    frame = layers["地下水监测井"]
    worse = [
        name
        for name, base, now in zip(frame["JMC"], frame["JZLB"], frame["SZLB"], strict=True)
        if order.index(now) > order.index(base)
    ]
    assert worse == ["化工产业园东"]
