import json
import math
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
import shapely

from watermap.catalogue.match import KindGuess
from watermap.checks.law.rules import listed_rules
from watermap.errors import Message, Problem, WatermapError
from watermap.export.records import (
    FileFacts,
    UnreadFile,
    around_record,
    assessment_record,
    info_record,
    kinds_record,
    methods_record,
    rules_record,
    site_check_record,
    standards_record,
    write_json,
)
from watermap.harmonise.health.checks import Health, HealthCheck
from watermap.harmonise.places.decision import Candidate, PlaceDecision
from watermap.harmonise.places.shift import WebOffset
from watermap.quality.documents.methods import known_methods
from watermap.quality.documents.standards import known_standards
from watermap.reading.raw import Guess, Preview, RawFile, RawLayer, RawTable, RecordNote, Source

HOW = Message.of("datafile.missing", file="a")
# The contract's keys, level by level; more may be added.
ASSESS = {"standard", "method", "as_of", "period", "sections", "summary", "unmatched", "problems"}
SECTION = {"code", "name", "river", "class", "state", "deciding", "evaluated", "indicators",
           "target", "met"}  # fmt: skip
INDICATOR = {"id", "value", "unit", "raw", "n", "censored", "class", "limit", "multiple"}
TARGET = {"id", "year", "required_pct", "actual_pct", "met", "n"}
CHECK = {"site", "as_of", "verdict", "themes", "findings", "near_misses", "thresholds",
         "firmness", "problems"}  # fmt: skip
FINDING = {"rule", "kind", "feature", "relation", "overlap_m2", "overlap_pct_of_site",
           "overlap_pct_of_zone", "length_m", "distance_m", "bearing_deg", "verdict", "basis",
           "message"}  # fmt: skip
BASIS = {"document", "article", "in_force_from", "in_force_to", "verified"}
LAYER = {"name", "geometry", "features_in_file", "features_read", "rejected", "repaired", "crs",
         "fields", "kind", "bounds"}  # fmt: skip


def strict(record):
    """Through JSON and back: nothing but plain values."""
    return json.loads(json.dumps(record, allow_nan=False))


def test_an_assessment_has_the_contracts_keys(assessment):
    record = strict(assessment_record(assessment, language="zh"))
    assert record.keys() >= ASSESS
    section = record["sections"][1]
    assert section.keys() >= SECTION
    assert (section["class"], section["met"], section["deciding"]) == (
        "V", False, ["ammonia_nitrogen"],
    )  # fmt: skip
    indicator = section["indicators"][0]
    assert indicator.keys() >= INDICATOR
    assert (indicator["value"], indicator["multiple"], indicator["raw"]) == (
        1.65, 0.65, ["1.9", "<1.4L", ""],
    )  # fmt: skip
    assert record["summary"].keys() >= {"share_good_pct", "share_worse_v_pct", "targets", "grade"}
    assert record["summary"]["targets"][0].keys() >= TARGET
    assert record["unmatched"] == {
        "table": ["台儿庄大侨"],
        "layer": ["涛沟河桥"],
        "suggestions": [{"table": "台儿庄大侨", "layer": "台儿庄大桥", "score": 80.0, "how": None}],
    }
    assert record["problems"][0].keys() == {"severity", "code", "message"}


def test_a_section_without_a_class_says_why(assessment):
    section = strict(assessment_record(assessment, language="zh"))["sections"][2]
    assert (section["state"], section["class"], section["met"]) == ("no_data", None, None)
    assert section["why"] == ["找不到文件 水质监测_2016.xlsx。请检查路径。"]


def test_what_is_not_a_number_is_null(assessment):
    section = assessment.sections[0]
    bad = replace(section.indicators[0], value=Decimal("NaN"), mean=None)
    odd = replace(assessment, sections=(replace(section, indicators=(bad,)),))
    indicator = strict(assessment_record(odd, language="en"))["sections"][0]["indicators"][0]
    assert (indicator["value"], indicator["mean"]) == (None, None)


def test_a_site_check_has_the_contracts_keys(check):
    record = strict(site_check_record(check, language="en"))
    assert record.keys() >= CHECK
    assert record["site"].keys() >= {"area_m2", "perimeter_m", "crs"}
    for finding in (*record["findings"], *record["near_misses"]):
        assert finding.keys() >= FINDING
        assert finding["feature"].keys() >= {"id", "name", "level"}
        assert finding["basis"].keys() >= BASIS
    assert record["firmness"] == {"verdict_holds_within_m": 118.04}
    assert record["findings"][0]["unanswered"] == ["outfall_inside"]
    assert record["findings"][0]["basis"]["penalty"] == "1211"
    by_kind = {theme["kind"]: theme for theme in record["themes"]}
    assert by_kind["protection_area"]["layer"].keys() >= {
        "path",
        "date",
        "features",
        "crs",
        "sha256",
    }
    assert by_kind["groundwater_zone"] == {
        "kind": "groundwater_zone", "state": "no_data", "layer": None, "layers": [],
        "overlap_m2": None, "overlap_pct_of_site": None, "nearest_m": None,
        "why": "水质监测_2016.xlsx: there is no such file. Check the path.",
    }  # fmt: skip


def test_a_finding_is_told_in_the_language_asked_for(check):
    messages = {
        language: site_check_record(check, language=language)["findings"][0]["message"]
        for language in ("zh", "en")
    }
    assert messages["zh"] == "二级保护区内禁止新建排放污染物的项目。"
    assert messages["en"].startswith("New projects that discharge")


def test_surroundings_have_the_contracts_keys(around):
    record = strict(around_record(around, language="zh"))
    assert record.keys() >= {"sources", "problems"}
    ring = record["sources"][0]["rings"][0]
    assert ring.keys() >= {"radius_m", "area_m2", "kinds"}
    assert ring["kinds"][0].keys() >= {"kind", "count", "overlap_m2", "features"}
    assert ring["kinds"][0]["features"][0].items() >= {
        "id": "Q1", "distance_m": 460.44, "bearing_deg": 359.7, "overlap_m2": None,
    }.items()  # fmt: skip
    assert record["not_checked"] == ["petrol_station"]


def raw_layer(places, **known):
    facts = {
        "source": Source(path=Path("断面.shp"), format="ESRI Shapefile", sha256="0" * 64,
                         modified=pd.Timestamp("2020-01-01").date()),
        "name": "断面", "geometry_types": {"Point": 2, "None": 1},
        "encoding": Guess(
            value="GB18030", how=HOW, confidence=0.9,
            preview=Preview(encoding="GB18030", columns=("名",), rows=(("甲",),), lost=0),
            alternatives=(Preview(encoding="UTF-8", columns=("�",), rows=(("�",),), lost=2),),
        ), "crs_wkt": None,
        "field_types": {"DMMC": "text"}, "attributes": pd.DataFrame({"DMMC": ["a", "b", "c"]}),
        "geometry": np.array(places, dtype=object), "features_in_file": 4,
        "rejected": (RecordNote(record=4, reason=HOW),),
        "problems": (Problem.note("datafile.missing", file="b"),),
    }  # fmt: skip
    return RawLayer(**(facts | known))


def facts(layer, epsg, question=None):
    place = PlaceDecision(epsg=epsg, name="x", how=HOW, confidence=0.5, question=question)
    return FileFacts(
        raw=RawFile(source=layer.source, layers=(layer,), problems=layer.problems),
        places=(place,),
        kinds=((KindGuess(kind="section", how=HOW, confidence=0.8),),),
    )


def test_info_tells_what_is_in_a_file():
    layer = raw_layer([shapely.Point(567_000, 3_826_000), shapely.Point(568_000, 3_827_000), None])
    (file,) = strict(info_record([facts(layer, 4548)], language="zh"))["files"]
    assert file.keys() >= {"path", "format", "encoding", "layers", "problems"}
    assert file["encoding"] == {
        "name": "GB18030", "how": HOW.text("zh"), "confidence": 0.9,
        "preview": {"encoding": "GB18030", "columns": ["名"], "rows": [["甲"]], "lost": 0},
        "alternatives": [{"encoding": "UTF-8", "columns": ["�"], "rows": [["�"]], "lost": 2}],
    }  # fmt: skip
    (found,) = file["layers"]
    assert found.keys() >= LAYER
    assert (found["geometry"], found["features_in_file"], found["features_read"]) == ("Point", 4, 3)
    assert found["rejected"] == [{"feature": 4, "reason": HOW.text("zh")}]
    assert found["fields"] == [{"name": "DMMC", "type": "text"}]
    assert found["bounds"] == [567_000, 3_826_000, 568_000, 3_827_000]
    assert found["bounds_lonlat"] == pytest.approx([117.73, 34.56, 117.75, 34.57], abs=0.02)
    assert len(file["problems"]) == 1  # the same one is told once


def test_info_tells_candidates_and_what_was_applied():
    layer = raw_layer([shapely.Point(34.56, 117.73), None, None])
    asked = PlaceDecision(
        epsg=None, name="", how=HOW, confidence=0.7, question=HOW, proposal=4490,
        candidates=(
            Candidate(epsg=4490, name="x", evidence=HOW, confidence=0.7, north_first=True),
            Candidate(epsg=4490, name="x", evidence=HOW, confidence=0.1, offset="gcj02"),
        ),
    )  # fmt: skip
    used = PlaceDecision(
        epsg=4490, name="x", how=HOW, confidence=1.0, north_first=True,
        shift=WebOffset(method="gcj02", why="高德"),
    )  # fmt: skip
    files = [replace(facts(layer, 4490), places=(place,)) for place in (asked, used)]
    first, second = (
        file["layers"][0] for file in strict(info_record(files, language="zh"))["files"]
    )
    best = first["crs"]["candidates"][0]
    assert best == {
        "epsg": 4490, "name": "x", "evidence": HOW.text("zh"), "confidence": 0.7,
        "north_first": True, "offset": None,
    }  # fmt: skip
    assert first["crs"]["candidates"][1]["offset"] == "gcj02"
    assert (first["crs"]["proposal"], first["bounds_lonlat"]) == (4490, None)
    assert second["crs"]["shift"] == {"method": "gcj02", "why": "高德"}
    # Swapped, and taken back by half a kilometre.
    assert second["bounds_lonlat"][0] == pytest.approx(117.73 - 0.0058, abs=0.001)
    assert second["bounds_lonlat"][1] == pytest.approx(34.56 + 0.0011, abs=0.001)


def test_info_tells_the_health_of_layers_and_tables():
    checks = (
        HealthCheck(id="crs", colour="green", sentence=HOW, figure=1.0),
        HealthCheck(id="overlaps", colour="amber", sentence=HOW, figure=float("nan"), unit="m²"),
    )
    layer = raw_layer([None, None, None])
    healthy = replace(facts(layer, 4490), health=(Health(checks=checks),))
    (found,) = strict(info_record([healthy], language="en"))["files"][0]["layers"]
    assert found["health"]["colour"] == "amber"
    assert found["health"]["checks"][1] == {
        "id": "overlaps", "colour": "amber", "message": HOW.text("en"),
        "figure": None, "unit": "m²",
    }  # fmt: skip


def test_info_lists_a_file_that_cannot_be_used():
    bad = UnreadFile(path="坏.shp", problems=(Problem.error("datafile.missing", file="坏"),))
    good = facts(raw_layer([None, None, None]), 4490)
    first, second = strict(info_record([bad, good], language="zh"))["files"]
    assert first.keys() == second.keys()
    assert (first["layers"], first["format"]) == ([], None)
    assert [problem["severity"] for problem in first["problems"]] == ["error"]


def test_info_gives_the_areas_of_a_repaired_shape():
    fields = {"reason": HOW, "before": "0", "after": "5", "basis": HOW}
    reason = Message.of("reading.shape_repaired", before_m2=0.0, after_m2=5.0, **fields)
    layer = raw_layer([None, None, None], repaired=(RecordNote(record=1, reason=reason),))
    (found,) = strict(info_record([facts(layer, 4490)], language="zh"))["files"][0]["layers"]
    assert found["repaired"][0].items() >= {"area_before_m2": 0.0, "area_after_m2": 5.0}.items()


def test_info_of_a_place_nobody_knows_is_a_question():
    layer = raw_layer([None, None, None], geometry_types={"None": 3})
    record = info_record([facts(layer, None, question=HOW)], language="en")
    found = strict(record)["files"][0]["layers"][0]
    assert (found["geometry"], found["bounds"], found["bounds_lonlat"]) == (None, None, None)
    assert found["crs"]["epsg"] is None
    assert found["crs"]["question"] == HOW.text("en")


def test_info_of_a_table():
    table = RawTable(
        source=raw_layer([None] * 3).source, name="1月", encoding=None, rows=((1, None), ("a", 2.5))
    )
    raw = RawFile(source=table.source, tables=(table,))
    (file,) = strict(info_record([FileFacts(raw=raw)], language="zh"))["files"]
    assert file["encoding"] is None
    assert file["tables"][0].items() >= {"name": "1月", "rows": 2, "columns": 2}.items()


def test_kinds_are_listed_with_their_fields(kinds):
    listed = strict(kinds_record(kinds.values()))["kinds"]
    assert {kind["id"] for kind in listed} == set(kinds)
    for kind in listed:
        assert kind.keys() >= {"id", "title", "geometry", "fields"}
        assert kind["title"].keys() == {"zh", "en"}
        assert all(field.keys() >= {"id", "title", "type"} for field in kind["fields"])


@pytest.mark.parametrize(
    ("key", "make", "entries"),
    [
        ("standards", standards_record, lambda: known_standards().values()),
        ("methods", methods_record, lambda: known_methods().values()),
        ("rules", rules_record, listed_rules),
    ],
)
def test_laws_are_listed_with_citation_and_days(key, make, entries):
    listed = strict(make(entries()))[key]
    assert listed
    for entry in listed:
        assert entry.keys() >= {"id", "title", "citation", "in_force_from", "in_force_to"}
        assert entry["citation"]
        assert entry["in_force_from"]


def test_json_is_utf8_and_readable(tmp_path):
    path = tmp_path / "断面.json"
    write_json({"name": "台儿庄\ud800"}, path)
    text = path.read_bytes().decode("utf-8")
    assert "台儿庄" in text
    assert json.loads(text) == {"name": "台儿庄\ud800"}


def test_a_record_that_breaks_leaves_the_old_file(tmp_path):
    path = tmp_path / "a.json"
    path.write_text("old")
    with pytest.raises(ValueError, match="JSON"):
        write_json({"value": math.nan}, path)
    assert path.read_text() == "old"
    assert list(tmp_path.iterdir()) == [path]


def test_a_folder_is_no_target(tmp_path):
    with pytest.raises(WatermapError, match="folder"):
        write_json({}, tmp_path)
