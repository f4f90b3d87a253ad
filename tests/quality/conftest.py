"""Sections, sources and results made from a few words, as the room below hands them over."""

import datetime as dt
import itertools
import re
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import geopandas as gpd
import pandas as pd
import pytest
import shapely

from watermap.errors import Message
from watermap.export.sheets import Coloured
from watermap.harmonise.layer import Layer
from watermap.harmonise.measurements import COLUMNS, Measurements
from watermap.harmonise.places.decision import PlaceDecision
from watermap.harmonise.terms.indicators import load_indicators
from watermap.language import Text
from watermap.quality.classing.history import History
from watermap.quality.documents.methods import known_methods
from watermap.quality.documents.pairs import Documents
from watermap.quality.documents.standards import known_standards
from watermap.quality.evaluate import evaluate
from watermap.quality.groundwater.underground import Underground
from watermap.quality.period import Period
from watermap.quality.stations.said import Said
from watermap.reading.raw import Source

SEASONS = {"wet": (6, 7, 8, 9), "level": (4, 5, 10, 11), "dry": (12, 1, 2, 3)}
MISSING = {"", "断流", "—"}


@pytest.fixture(autouse=True)
def _no_own_files(tmp_path_factory, monkeypatch):
    """Nobody's own standards and methods take part."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path_factory.mktemp("config")))


@pytest.fixture(scope="session")
def standard():
    return known_standards()["gb3838-2002"]


@pytest.fixture(scope="session")
def methods():
    return known_methods()


@pytest.fixture(scope="session")
def method(methods):
    return methods["hb-2011-22"]


@pytest.fixture(scope="session")
def ground(methods):
    """The standard for groundwater and its method."""
    return Documents(standard=known_standards()["gbt14848-2017"], method=methods["gbt14848-2017"])


@pytest.fixture(scope="session")
def underground(ground):
    return Underground(documents=ground)


def _cell(raw):
    """Value, detection limit and flag of a cell, by rules written for the tests alone."""
    if raw in MISSING:
        return None, None, "missing"
    if raw.startswith("?"):  # read, and probably in another unit
        return Decimal(raw[1:]), None, "implausible"
    if raw.endswith("L"):
        limit = Decimal(raw[:-1])
        return limit / 2, limit, "below_detection"
    return Decimal(raw), None, "ok"


def _day(text):
    return None if text == "none" else dt.date.fromisoformat(f"{text}-01"[:10])


@pytest.fixture(scope="session")
def rows():
    """Rows of the long table: ``rows("桥", "2019-06", ammonia_nitrogen="0.5")``."""

    lines = itertools.count(5)

    def make(section, date, *, code=None, source="表.xlsx › 1", row=None, **cells):
        found = []
        row = next(lines) if row is None else row
        for column, (indicator, raw) in enumerate(cells.items()):
            value, limit, flag = _cell(raw)
            reason = raw if raw == "断流" else None
            unit = load_indicators()[indicator].unit
            found.append(
                (section, code, _day(date), indicator, raw, value, unit, limit, flag, reason,
                 source, row, chr(ord("C") + column))
            )  # fmt: skip
        return found

    return make


@pytest.fixture(scope="session")
def measured():
    """Measurements of rows."""

    def make(made):
        frame = pd.DataFrame([list(one) for one in made], columns=list(COLUMNS), dtype=object)
        return Measurements(frame=frame)

    return make


@pytest.fixture(scope="session")
def layer():
    """A layer of records; ``geometry`` among their keys, else a point."""

    def make(kind, records, *, date="2019-12-20", fields=()):
        shapes = [one.get("geometry", shapely.Point(117.5, 34.5)) for one in records]
        names = dict.fromkeys([*fields, *(key for one in records for key in one)])
        names.pop("geometry", None)
        columns = {
            name: pd.Series([one.get(name) for one in records], dtype=object) for name in names
        }
        frame = gpd.GeoDataFrame(columns, geometry=gpd.GeoSeries(shapes, crs=4490))
        source = Source(
            path=Path(f"{kind}.shp"),
            format="ESRI Shapefile",
            sha256="0",
            modified=dt.date(2020, 1, 1),
        )
        place = PlaceDecision(
            epsg=4490, name="CGCS2000", how=Message.of("quality.no_sections"), confidence=1.0
        )
        return Layer(
            kind=kind, title=Text(zh=kind, en=kind), source=source, layer_name=kind,
            features_in_file=len(records), place=place, columns=(), frame=frame,
            raw=pd.DataFrame(index=frame.index), date=date,
        )  # fmt: skip

    return make


SECTION_FIELDS = ("name", "code", "river", "water_body", "target")
SOURCE_FIELDS = ("name", "code", "source_type", "river", "target")


@pytest.fixture(scope="session")
def assess(standard, method, layer, measured):
    """Evaluate records of sections (and sources) with rows of results."""

    def run(
        made,
        sections=(),
        *,
        sources=(),
        period="2019-06",
        layers=None,
        limits=(),
        places=(),
        said=(),
        **options,
    ):
        found = dict(layers or {})
        if sections:
            found["section"] = (layer("section", sections, fields=SECTION_FIELDS),)
        if sources:
            found["water_source"] = (layer("water_source", sources, fields=SOURCE_FIELDS),)
        options = {
            "standard": standard, "method": method, "as_of": dt.date(2021, 1, 1),
            "period": Period.parse(period, seasons=SEASONS), "said": Said(**dict(said)), **options,
        }  # fmt: skip
        return evaluate(
            replace(measured(made), limits=tuple(limits), places=tuple(places)), found, **options
        )

    return run


WORDS_OF_BOTH = {
    "mg", "cm", "mv", "km", "ph", "toml", "project", "section", "gb", "chinaxiv", "hj", "ln",
}  # fmt: skip
MOST_CHINESE_IN_ENGLISH = 40  # characters of citations and of names


@pytest.fixture(scope="session")
def one_language():
    """Hold texts to one language; ``own`` are names of the test's own data."""

    def hold(texts, language, own=()):
        names = "|".join(sorted(map(re.escape, own), key=len, reverse=True))
        for whole in texts:
            text = re.sub(names, "", whole) if own else whole
            if language == "zh":
                found = {word.lower() for word in re.findall(r"[A-Za-z]{4,}", text)}
                assert found <= WORDS_OF_BOTH, text
            else:
                assert len(re.findall(r"[\u4e00-\u9fff]", text)) <= MOST_CHINESE_IN_ENGLISH, text

    return hold


@pytest.fixture(scope="session")
def histories(assess, rows):
    """Months and whole years of sections: ``histories({"桥": {"2019": {"flow": ["1", …]}}})``.

    Twelve cells an indicator and year; an empty one is a month without a result.
    """

    def make(cells, *, sections=None, **options):
        made = []
        for name, years in cells.items():
            for year, indicators in years.items():
                for month in range(1, 13):
                    found = {
                        indicator: texts[month - 1]
                        for indicator, texts in indicators.items()
                        if texts[month - 1]
                    }
                    made += rows(name, f"{year}-{month:02d}", **found) if found else []
        known = sections or [{"name": name, "water_body": "river"} for name in cells]
        years = sorted({year for by_year in cells.values() for year in by_year})
        periods = [f"{year}-{month:02d}" for year in years for month in range(1, 13)] + years
        return History(
            results={
                Period.parse(period): assess(made, known, period=period, **options).sections
                for period in periods
            }
        )

    return make


@pytest.fixture(scope="session")
def texts_of():
    """Every text of some sheets: names, headers, cells; each row is as wide as its header."""

    def texts(sheets):
        for sheet in sheets:
            yield sheet.name
            yield from (column.title for column in sheet.columns)
            for row in sheet.rows:
                assert len(row) == len(sheet.columns)
                for cell in row:
                    bare = cell.value if isinstance(cell, Coloured) else cell
                    if isinstance(bare, str):
                        yield bare

    return texts
