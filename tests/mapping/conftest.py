"""A town of 10 km by 10 km: a river, two districts, a protection area, four sections, a source."""

import datetime as dt
from decimal import Decimal
from pathlib import Path

import geopandas as gpd
import pandas as pd
import pytest
import shapely

from watermap.catalogue.load import load_kinds
from watermap.errors import Message
from watermap.harmonise.layer import Layer
from watermap.harmonise.names.joining import NameMatch
from watermap.harmonise.places.decision import PlaceDecision
from watermap.mapping.drawlist import Areas, Label, Lines, Markers
from watermap.quality.assessment import Assessment, RiverResult, SectionResult
from watermap.reading.raw import Source
from watermap.resources import shipped_layers

WEST, SOUTH = 117.6, 34.5


def at(x_km, y_km):
    """A place so many km (about) east and north of the town's corner."""
    return WEST + x_km / 91.8, SOUTH + y_km / 110.9


def box(x0, y0, x1, y1):
    return shapely.Polygon([at(x0, y0), at(x1, y0), at(x1, y1), at(x0, y1)])


def line(*places):
    return shapely.LineString([at(*place) for place in places])


def point(x, y):
    return shapely.Point(at(x, y))


@pytest.fixture(scope="session")
def kinds():
    return load_kinds([shipped_layers()])


@pytest.fixture(scope="session")
def make_layer(kinds):
    """A layer of a kind from rows of (geometry, {field: value})."""

    def make(kind, *rows, date="2019-06-30", office="台儿庄区生态环境局", file=None):
        fields = {name: [row[1].get(name) for row in rows] for name in kinds[kind].fields}
        frame = gpd.GeoDataFrame(fields, geometry=[row[0] for row in rows], crs=4490)
        name = file or kinds[kind].title.zh
        return Layer(
            kind=kind,
            title=name,
            source=Source(
                path=Path(f"/data/{name}.shp"), format="", sha256="", modified=dt.date(2020, 1, 1)
            ),
            layer_name=name,
            features_in_file=len(rows),
            place=PlaceDecision(
                epsg=4490, name="", how=Message.of("mapping.legend"), confidence=1.0
            ),
            columns=(),
            frame=frame,
            raw=pd.DataFrame(index=frame.index),
            date=date,
            office=office,
        )

    return make


@pytest.fixture(scope="session")
def layers(make_layer):
    def named(name, geometry, **more):
        return geometry, {"name": name, **more}

    made = [
        make_layer(
            "administrative_area",
            named("示例县", box(0, 0, 10, 10), level="county"),
            named("东镇", box(5, 0, 10, 10), level="town"),
            named("西镇", box(0, 0, 5, 10), level="town"),
        ),
        make_layer("river", named("大河", line((0, 3), (4, 3.2), (10, 3)))),
        make_layer(
            "protection_area",
            named("水源一级区", box(6, 6, 7, 7), level="grade_1"),
            named("水源二级区", box(5.5, 5.5, 8, 8), level="grade_2"),
        ),
        make_layer("water_source", named("东水源", point(6.5, 6.5), source_type="groundwater")),
        make_layer(
            "section",
            named("上桥", point(1, 3.05), target="III"),
            named("中桥", point(4, 3.2), target="III"),
            named("下桥", point(7, 3.1), target="III"),
            named("出境", point(9, 3.03), target="III"),
        ),
        make_layer("complaint", named("信访", point(2, 8)), date=None, office=None),
    ]
    return {layer.kind: (layer,) for layer in made}


def result(name, water_class, met, *, state="evaluated", kind="section"):
    return SectionResult(
        code=None,
        name=name,
        river="大河",
        water_body="river",
        state=state,
        water_class=water_class,
        deciding=(),
        evaluated=21,
        indicators=(),
        target="III",
        met=met,
        samples=12,
        months=12,
        kind=kind,
    )


@pytest.fixture(scope="session")
def assessment():
    """上桥 II met, 中桥 worse than V missed, 下桥 not enough data; 出境 has no result."""
    return Assessment(
        standard="gb3838-2002",
        method="hb-2011-22",
        as_of=dt.date(2020, 1, 1),
        period="2019",
        sections=(
            result("上桥", "II", True),
            result("中桥", "worse_than_V", False),
            result("下桥", None, None, state="insufficient"),
            result("出境", None, None, state="no_data"),
        ),
        sources=(result("东水源", "III", True, kind="water_source"),),
        rivers=(),
        overall=RiverResult(
            name="全部",
            sections=2,
            method="means",
            water_class=None,
            grade=None,
            share_good_pct=Decimal(50),
            share_worse_v_pct=Decimal(50),
        ),
        targets=(),
        names=NameMatch(),
    )


def _look(fill, pen):
    line_ = "no line" if pen is None else f"{pen.colour} {pen.width_mm:g} {pen.dash}"
    return f"{fill or 'no fill'}, {line_}"


def told(item):
    """What an item draws, in words, without its coordinates."""
    if isinstance(item, Areas):
        return f"{len(item.features) - 1} areas: {_look(item.fill, item.pen)}"
    if isinstance(item, Lines):
        return f"lines: {_look(None, item.pen)}"
    if isinstance(item, Markers):
        letters = f" {''.join(item.letters)}" if item.letters else ""
        return f"{len(item.xy)} {item.symbol}{letters}: {_look(item.fill, item.pen)}"
    return f"“{item.text}”"


@pytest.fixture(scope="session")
def in_words():
    return lambda items: [told(item) for item in items]


@pytest.fixture(scope="session")
def texts():
    return lambda items: [item.text for item in items if isinstance(item, Label)]
