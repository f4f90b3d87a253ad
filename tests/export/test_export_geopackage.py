from dataclasses import replace

import geopandas as gpd
import numpy as np
import pyogrio
import pytest
import shapely

from watermap.errors import Problem, WatermapError
from watermap.export import geopackage
from watermap.export.geopackage import write_results

RESULTS = {"section_results", "source_results", "indicator_results", "target_results"}


@pytest.fixture
def results(layers, assessment, check, kinds, tmp_path):
    path = tmp_path / "结果.gpkg"
    told = write_results(layers, assessment, path, kinds=kinds, checks=check)
    return path, told


def read(path, layer):
    return pyogrio.read_dataframe(path, layer=layer)


def names(path):
    return set(pyogrio.list_layers(path)[:, 0])


def test_layers_and_results_are_all_there(results):
    path, _ = results
    assert names(path) >= RESULTS | {"section", "protection_area", "site", "site_findings", "about"}
    assert pyogrio.read_info(path, layer="section")["crs"] == "EPSG:4490"


def test_sections_carry_class_and_place(results, layers):
    found = read(results[0], "section_results").set_index("code")
    assert list(found["class"].fillna("")) == ["II", "V", ""]
    assert found.loc["SD01"].geometry.equals(layers["section"][0].frame.geometry[0])
    assert found.loc["SD03"].geometry is None
    assert found.loc["SD03", "why"].startswith("找不到文件")
    assert list(found["met"].fillna(-1)) == [1, 0, -1]


def test_numbers_are_those_of_the_answer(results, assessment):
    found = read(results[0], "indicator_results")
    exact = [
        float(indicator.value)
        for section in assessment.sections
        for indicator in section.indicators
    ]
    assert list(found["value"]) == exact
    assert found["multiple"].dtype == np.float64


def test_a_finding_lies_on_the_site(results, check):
    found = read(results[0], "site_findings")
    assert len(found) == len(check.findings) + len(check.near_misses)
    assert list(found["near_miss"]) == [False, False, False, True]
    assert all(place.equals(check.site.geometry) for place in found.geometry)
    assert found["overlap_m2"][0] == check.findings[0].overlap_m2
    assert found["length_m"].dtype == np.float64  # though no finding has one


def test_what_is_sensitive_stays_out_and_that_is_said(results):
    path, told = results
    assert "water_source" not in names(path)
    assert {"person", "phone"}.isdisjoint(read(path, "enterprise").columns)
    assert isinstance(read(path, "source_results"), gpd.GeoDataFrame) is False
    assert [problem.code for problem in told] == [
        "export.kind_left_out", "export.fields_left_out",
    ]  # fmt: skip
    about = read(path, "about")
    assert list(about[about["name"] == "left_out"]["value"]) == [
        problem.text("zh") for problem in told
    ]


def test_what_is_sensitive_is_written_when_asked_for(layers, assessment, kinds, tmp_path):
    path = tmp_path / "a.gpkg"
    assert write_results(layers, assessment, path, kinds=kinds, sensitive=True) == ()
    assert read(path, "enterprise")["person"][0] == "张三"
    assert read(path, "source_results").geometry[0].equals(shapely.Point(117.71, 34.59))


def test_a_kind_nobody_knows_is_not_given_away(layers, kinds, tmp_path):
    known = {name: kind for name, kind in kinds.items() if name != "enterprise"}
    told = write_results(layers, None, tmp_path / "a.gpkg", kinds=known)
    assert "enterprise" not in names(tmp_path / "a.gpkg")
    assert "enterprise" in " ".join(problem.text("en") for problem in told)


def test_a_second_layer_of_a_kind_has_its_own_table(layers, kinds, tmp_path):
    twice = {"section": layers["section"] * 2}
    write_results(twice, None, tmp_path / "a.gpkg", kinds=kinds)
    assert {"section", "section_2"} <= names(tmp_path / "a.gpkg")


def test_records_can_be_found_again_in_their_file(layers, kinds, tmp_path):
    layer = layers["section"][0]
    kept = replace(layer, frame=layer.frame.iloc[1:])
    write_results({"section": (kept,)}, None, tmp_path / "a.gpkg", kinds=kinds)
    found = read(tmp_path / "a.gpkg", "section")
    assert list(found["source_record"]) == [2, 3]  # people count from 1
    assert set(found["source_file"]) == {"断面.shp"}


def test_values_that_do_not_fit_their_type_stay_as_text(layers, kinds, tmp_path):
    layer = layers["section"][0]
    frame = layer.frame.copy()
    frame["border"] = ["是", None, "不详\x00x"]
    write_results(
        {"section": (replace(layer, frame=frame),)}, None, tmp_path / "a.gpkg", kinds=kinds
    )
    assert list(read(tmp_path / "a.gpkg", "section")["border"].fillna("")) == [
        "是",
        "",
        "不详\ufffdx",
    ]


def test_layers_and_checks_alone_are_results_too(layers, check, kinds, tmp_path):
    write_results(layers, None, tmp_path / "a.gpkg", kinds=kinds, checks=check, language="en")
    assert names(tmp_path / "a.gpkg") & RESULTS == set()
    assert "New projects" in read(tmp_path / "a.gpkg", "site_findings")["message"][0]


def test_a_file_that_lost_rows_is_not_kept(layers, kinds, tmp_path, monkeypatch):
    path = tmp_path / "a.gpkg"
    write_results(layers, None, path, kinds=kinds)
    before = path.read_bytes()
    honest = pyogrio.write_dataframe

    def loses_one(table, *arguments, **options):
        honest(table.iloc[:-1], *arguments, **options)

    monkeypatch.setattr(geopackage.pyogrio, "write_dataframe", loses_one)
    with pytest.raises(WatermapError) as caught:
        write_results(layers, None, path, kinds=kinds)
    assert caught.value.problems[0].code == "export.count_differs"
    assert path.read_bytes() == before
    assert list(tmp_path.iterdir()) == [path]


def test_an_error_of_the_writer_is_told_and_leaves_nothing(layers, kinds, tmp_path, monkeypatch):
    def refuses(table, target, **_options):
        target.with_name(target.name + "-journal").write_bytes(b"half")
        raise geopackage.DataSourceError("disk I/O error")

    monkeypatch.setattr(geopackage.pyogrio, "write_dataframe", refuses)
    with pytest.raises(WatermapError, match="disk I/O error"):
        write_results(layers, None, tmp_path / "a.gpkg", kinds=kinds)
    assert list(tmp_path.iterdir()) == []


def test_problems_of_the_assessment_travel_along(results, assessment):
    about = read(results[0], "about")
    texts = list(about[about["name"] == "problem"]["value"])
    assert texts == [
        problem.text("zh").replace("\x01", "\ufffd").replace("\x0b", "\ufffd")
        for problem in assessment.problems
        if isinstance(problem, Problem)
    ]
