"""A small town with everything in it: a bank of the river, one site, results of one year."""

import datetime as dt
from decimal import Decimal
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely

from watermap.catalogue.load import load_kinds
from watermap.checks.findings import (
    Around,
    Basis,
    FeatureRef,
    Finding,
    Neighbour,
    Ring,
    RingKind,
    SiteCheck,
    SourceRings,
    Theme,
    ThemeLayer,
)
from watermap.checks.site import Site
from watermap.errors import Message, Problem
from watermap.harmonise.layer import Layer
from watermap.harmonise.names.joining import NameMatch, Suggestion
from watermap.harmonise.places.decision import PlaceDecision
from watermap.language import Text
from watermap.quality.assessment import (
    Assessment,
    IndicatorResult,
    RiverResult,
    SectionResult,
    TargetResult,
)
from watermap.reading.raw import Source
from watermap.resources import shipped_layers

EVIL = "<img src=x onerror=alert(1)></script><script>`${1+1}` \\ {{7*7}} {% raw %}"
FORMULA = '=HYPERLINK("http://example.com","点我")'
SAID = Message.of("datafile.missing", file="水质监测_2016.xlsx")


def source(name, kind="ESRI Shapefile"):
    return Source(
        path=Path("/data/台儿庄") / name,
        format=kind,
        sha256="0123456789abcdef" * 4,
        modified=dt.date(2020, 3, 5),
    )


@pytest.fixture(scope="session")
def kinds():
    return load_kinds([shipped_layers()])


def make_layer(kinds, kind, name, rows, *, geometry):
    """A layer of ``rows`` (dictionaries by field id), missing fields full of None."""
    fields = list(kinds[kind].fields)
    frame = gpd.GeoDataFrame(
        {field: pd.Series([row.get(field) for row in rows], dtype=object) for field in fields},
        geometry=gpd.GeoSeries(geometry, crs=4490),
    )
    return Layer(
        kind=kind,
        title=kinds[kind].title,
        source=source(f"{name}.shp"),
        layer_name=name,
        features_in_file=len(rows),
        place=PlaceDecision(epsg=4490, name="CGCS2000", how=SAID, confidence=1.0),
        columns=(),
        frame=frame,
        raw=pd.DataFrame(index=frame.index),
        date="2019-12-31",
    )


def box(west, south, east, north):
    return shapely.box(west, south, east, north)


@pytest.fixture(scope="session")
def layers(kinds):
    sections = make_layer(
        kinds,
        "section",
        "断面",
        [
            {"name": "台儿庄大桥", "code": "SD01", "river": "韩庄运河", "target": "III"},
            {"name": EVIL, "code": "007", "river": "小季河", "target": "III"},
            {"name": "涛沟河桥", "code": "SD03", "river": "陶沟河", "target": "IV"},
        ],
        geometry=[shapely.Point(117.73, 34.56), shapely.Point(117.71, 34.58), None],
    )
    areas = make_layer(
        kinds,
        "protection_area",
        "饮用水水源保护区",
        [
            {"name": "小龙潭水源地二级保护区", "code": "BH2", "level": "grade_2",
             "approved_on": dt.date(2016, 5, 1)},
            {"name": "小龙潭水源地一级保护区", "code": "BH1", "level": "grade_1"},
        ],
        geometry=[box(117.70, 34.58, 117.72, 34.60), box(117.705, 34.585, 117.715, 34.595)],
    )  # fmt: skip
    intakes = make_layer(
        kinds, "water_source", "水源地", [{"name": "小龙潭水源地", "code": "SY1"}],
        geometry=[shapely.Point(117.71, 34.59)],
    )  # fmt: skip
    works = make_layer(
        kinds, "enterprise", "企业",
        [{"name": EVIL, "person": "张三", "phone": "13800000000", "credit": "red"}],
        geometry=[shapely.Point(117.72, 34.57)],
    )  # fmt: skip
    return {
        "section": (sections,),
        "protection_area": (areas,),
        "water_source": (intakes,),
        "enterprise": (works,),
    }


def indicator(name, value, *, water_class="II", limit="1.0", multiple=None, raw=("0.45",)):
    value = None if value is None else Decimal(value)
    return IndicatorResult(
        id=name, unit="mg/L", raw=raw, n=len(raw), censored=0,
        mean=value, value=value, water_class=water_class,
        limit=Decimal(limit), multiple=None if multiple is None else Decimal(multiple),
        counts=True,
    )  # fmt: skip


def section(name, water_class, **known):
    facts = {
        "code": None, "river": "韩庄运河", "water_body": "river", "state": "evaluated",
        "deciding": (), "evaluated": 21, "indicators": (), "target": "III",
        "met": None, "samples": 12, "months": 12,
    }  # fmt: skip
    return SectionResult(name=name, water_class=water_class, **(facts | known))


@pytest.fixture(scope="session")
def assessment():
    bad = indicator(
        "ammonia_nitrogen", "1.65", water_class="V", multiple="0.65", raw=("1.9", "<1.4L", "")
    )
    river = RiverResult(
        name="全区", sections=2, method="means", water_class="III", grade="good",
        share_good_pct=Decimal("50.0"), share_worse_v_pct=Decimal(0),
    )  # fmt: skip
    target = TargetResult(
        id="sections", title=Text(zh="优良断面比例", en="Share of good sections"),
        year=2019, required_pct=Decimal(57),
        at_least=True, actual_pct=Decimal("50.0"), met=False, n=2,
    )  # fmt: skip
    return Assessment(
        standard="gb3838-2002",
        method="hb-2011-22",
        as_of=dt.date(2026, 11, 24),
        period="2019",
        sections=(
            section("台儿庄大桥", "II", code="SD01", met=True,
                    indicators=(indicator("total_phosphorus", "0.085"),)),
            section(EVIL, "V", code="007", river=FORMULA, met=False,
                    deciding=("ammonia_nitrogen",), indicators=(bad,)),
            section("涛沟河桥", None, code="SD03", state="no_data", samples=0, months=0,
                    why=(SAID,)),
        ),
        sources=(section("小龙潭水源地", "III", kind="water_source", met=True),),
        rivers=(river,),
        overall=river,
        targets=(target,),
        names=NameMatch(
            matched={"台儿庄大桥": "台儿庄大桥"},
            unmatched_table=("台儿庄大侨",),
            unmatched_layer=("涛沟河桥",),
            suggestions=(Suggestion(table="台儿庄大侨", layer="台儿庄大桥", score=80.0),),
        ),
        problems=(Problem.warning("datafile.missing", file="\x01坏\x0b名.xlsx"),),
    )  # fmt: skip


CODE = Basis(
    document=Text(zh="《中华人民共和国生态环境法典》", en="Ecological Environment Code"),
    article="318",
    penalty="1211",
    in_force_from=dt.date(2026, 8, 15),
    in_force_to=None,
    verified=True,
)
OLD_LAW = Basis(
    document=Text(zh="《南水北调工程供用水管理条例》", en="Regulation on South-North Water"),
    article="24",
    in_force_from=dt.date(2014, 2, 16),
    in_force_to=dt.date(2027, 1, 1),
    verified=False,
)


def feature(name, **known):
    return FeatureRef(
        **({"id": None, "name": name, "level": None, "record": 0, "path": "x.shp"} | known)
    )


def finding(name, **known):
    facts = {
        "rule": "drinking-water.grade-2", "kind": "protection_area", "relation": "overlaps",
        "feature": feature(name), "verdict": "prohibited", "basis": CODE,
        "message": Text(zh="二级保护区内禁止新建排放污染物的项目。",
                        en="New projects that discharge are prohibited in a grade 2 area."),
    }  # fmt: skip
    return Finding(**(facts | known))


SITE = box(117.715, 34.575, 117.725, 34.585)


@pytest.fixture(scope="session")
def check():
    used = ThemeLayer(
        source=source("饮用水水源保护区.shp"), date="2019-12-31", features=2,
        crs="EPSG:4548", repaired=1,
    )  # fmt: skip
    undated = ThemeLayer(
        source=source("生态保护红线.shp"), date=None, features=7, crs="EPSG:4490", repaired=0
    )
    return SiteCheck(
        site=Site(
            geometry=SITE, name="某某化工项目", industry="C2614", work="new",
            discharges=True, source="拟建化工项目.geojson",
        ),
        as_of=dt.date(2026, 11, 24),
        area_m2=1018765.4321,
        perimeter_m=4055.25,
        verdict="prohibited",
        themes=(
            Theme(kind="protection_area", state="conflict", layers=(used,),
                  overlap_m2=254_321.05, overlap_pct_of_site=24.963),
            Theme(kind="red_line", state="near", layers=(undated,)),
            Theme(kind="control_unit", state="no_conflict", layers=(undated,)),
            Theme(kind="groundwater_zone", state="no_data", layers=(), why=SAID),
            Theme(kind="nature_reserve", state="not_covering", layers=(undated,), why=SAID),
        ),
        findings=(
            finding(
                "小龙潭水源地二级保护区",
                feature=feature("小龙潭水源地二级保护区", id="BH2", level="grade_2"),
                overlap_m2=254_321.05, overlap_pct_of_site=24.963, overlap_pct_of_zone=6.25,
                depth_m=460.5, unanswered=("outfall_inside",),
            ),
            finding(
                EVIL, kind="diversion_zone", relation="inside", verdict="restricted",
                basis=OLD_LAW, overlap_m2=1018765.4321, overlap_pct_of_site=100.0,
                message=Message.of("datafile.missing", file="\x02名.csv"),
            ),
            finding(
                "台儿庄运河湿地红线", kind="red_line", relation="within", verdict="notice",
                distance_m=742.349, bearing_deg=44.6,
            ),
        ),
        near_misses=(
            finding("临界地块", kind="red_line", relation="touches", verdict="notice",
                    overlap_m2=0.25, depth_m=0.3),
        ),
        thresholds={"tolerance_m": 0.5, "within_m_500": 500.0, "within_m_5000": 5000.0},
        verdict_holds_within_m=118.04,
        problems=(Problem.warning("datafile.missing", file=EVIL),),
    )  # fmt: skip


def ring(radius_m, neighbours, overlap_m2):
    return Ring(
        radius_m=radius_m,
        area_m2=float(np.pi * radius_m**2),
        kinds=(
            RingKind(kind="enterprise", neighbours=neighbours, overlap_m2=None),
            RingKind(kind="farmland", neighbours=(), overlap_m2=overlap_m2),
        ),
    )


@pytest.fixture(scope="session")
def around():
    near = Neighbour(
        feature=feature(FORMULA, id="Q1"), distance_m=460.44, bearing_deg=359.7, overlap_m2=None
    )
    far = Neighbour(feature=feature(None), distance_m=980.05, bearing_deg=None, overlap_m2=1234.5)
    return Around(
        sources=(
            SourceRings(
                source=feature("小龙潭水源地", id="SY1"),
                rings=(ring(500.0, (near,), 0.0), ring(1000.0, (near, far), 20_000.0)),
            ),
        ),
        not_checked=("petrol_station",),
        problems=(Problem.note("datafile.missing", file="a.shp"),),
    )
