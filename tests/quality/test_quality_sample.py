"""The sample of Taierzhuang from its files to its classes, as its own tests count them by hand."""

import datetime as dt

import pytest

from watermap.catalogue.load import load_kinds
from watermap.datafile import read_toml
from watermap.harmonise.harmonise import harmonise_layer
from watermap.harmonise.measurements import together
from watermap.harmonise.table import harmonise_table
from watermap.quality.documents.plan import Plan
from watermap.quality.evaluate import evaluate
from watermap.quality.period import Period
from watermap.quality.stations.said import Said
from watermap.reading.reader import Reader
from watermap.resources import shipped_layers, shipped_samples

FOLDER = shipped_samples() / "taierzhuang"
FILES = {
    "section": ("断面.shp", "2019-12-20"),
    "water_source": ("水源地.shp", "2019-12-20"),
    "black_odorous_water": ("黑臭水体.shp", "2019-12-20"),
    "monitoring_well": ("地下水监测井.shp", "2020-12-15"),
    "red_line": ("生态保护红线.shp", "2019-06-30"),
}
YEARS = (2016, 2017, 2018, 2019, 2020)
CLASSES = {  # as tests/sample_gis counts them from the workbooks with openpyxl
    "闫浅": ("III", "II", "III", "II", "II"),
    "台儿庄大桥": ("III", "III", "III", "III", "II"),
    "赵村": ("III", "III", "III", "III", "III"),
    "张山子": ("IV", "III", "IV", "III", "III"),
    "伊家河口": ("IV", "IV", "IV", "III", "III"),
    "贾庄闸": ("V", "IV", "IV", "IV", "IV"),
    "大风口": ("IV", "IV", "IV", "IV", "IV"),
    "季庄桥": ("V", "V", "worse_than_V", "V", "IV"),
    "于沟桥": ("III", "III", "III", "III", "IV"),
    "邳庄桥": ("IV", "IV", "V", None, "IV"),
    "小龙潭水库中心": ("II", "III", "III", "III", "II"),
    "小龙潭水源地": ("II", "III", "IV", "III", "II"),
    # Groundwater: yearly means of sulphate, 164 mg/L, and of nitrate, 7.4 mg/L, are class III
    # (GB/T 14848-2017, items 8 and 24), counted from the workbooks apart; all others are better.
    "张庄水源地": ("III", "III", "III", "III", "III"),
}
TARGETS = {  # of the README beside the sample
    "sections_good": (True, False, True, False),
    "black_odorous": (False, True, True, False),
    "sources_good": (True, False, True, True),
    "wells_stable": (None, None, None, False),
    "red_line_area": (True, True, True, True),
}


@pytest.fixture(scope="module")
def results(standard, method, underground):
    kinds = load_kinds([shipped_layers()])
    layers = {}
    with Reader() as reader:
        for kind, (name, date) in FILES.items():
            (raw,) = reader.read(FOLDER / name).layers
            layers[kind] = (harmonise_layer(raw, kinds[kind], crs=None, date=date),)
        tables = [
            harmonise_table(table)
            for year in YEARS
            for table in reader.read(FOLDER / f"水质监测_{year}.xlsx").tables
        ]
    return {
        year: evaluate(
            together(tables), layers, standard=standard, method=method,
            period=Period.parse(str(year)), as_of=dt.date(2021, 1, 1),
            underground=underground, plan=read_toml(Plan, FOLDER / "targets.toml"),
            said=Said(confirmed={"台儿庄公路大桥": "台儿庄大桥"}),
        )
        for year in YEARS
    }  # fmt: skip


@pytest.mark.parametrize("place", range(5), ids=map(str, YEARS))
def test_every_class_is_that_of_an_independent_count(results, place):
    result = results[YEARS[place]]
    found = {one.name: one.water_class for one in (*result.sections, *result.sources)}
    assert found == {name: classes[place] for name, classes in CLASSES.items()}
    assert result.names.unmatched_table == (("峄城污水处理厂下游",))


@pytest.mark.parametrize("place", range(4), ids=map(str, YEARS[1:]))
def test_targets_are_met_and_missed_as_the_readme_says(results, place):
    found = {one.id: one.met for one in results[YEARS[place + 1]].targets}
    assert found == {name: met[place] for name, met in TARGETS.items()}


def test_the_source_of_groundwater_is_decided_by_sulphate_and_nitrate(results):
    for result in results.values():
        (source,) = [one for one in result.sources if one.name == "张庄水源地"]
        assert set(source.deciding) == {"sulphate", "nitrate"}
        assert source.met is True
        assert "quality.groundwater_standard" in {message.code for message in source.why}


def test_seven_months_are_insufficient_and_no_class(results):
    (section,) = [one for one in results[2019].sections if one.name == "邳庄桥"]
    assert (section.state, section.months) == ("insufficient", 7)


def test_the_lake_has_the_limits_of_lakes(results):
    (section,) = [one for one in results[2017].sections if one.name == "小龙潭水库中心"]
    (phosphorus,) = [one for one in section.indicators if one.id == "total_phosphorus"]
    assert section.water_body == "lake"
    assert 0.025 < phosphorus.value <= 0.05
    assert phosphorus.water_class == "III"
