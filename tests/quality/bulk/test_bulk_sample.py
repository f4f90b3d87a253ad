"""The whole sample: every station in every period, as the evaluation of that period says it."""

import datetime as dt

import pytest

from watermap.catalogue.load import load_kinds
from watermap.harmonise.harmonise import harmonise_layer
from watermap.harmonise.measurements import together
from watermap.harmonise.table import harmonise_table
from watermap.quality.bulk.calendar import calendar
from watermap.quality.evaluate import evaluate_periods
from watermap.quality.period import Period
from watermap.quality.stations.joined import join
from watermap.quality.stations.said import Said
from watermap.reading.reader import Reader
from watermap.resources import shipped_layers, shipped_samples

FOLDER = shipped_samples() / "taierzhuang"
YEARS = range(2016, 2021)
SPANS = {"month": 1, "quarter": 3, "half": 6, "year": 12}
SAID = Said(confirmed={"台儿庄公路大桥": "台儿庄大桥"})


@pytest.fixture(scope="module")
def ground():
    kinds = load_kinds([shipped_layers()])
    with Reader() as reader:
        layers = {}
        for kind, name in (("section", "断面.shp"), ("water_source", "水源地.shp")):
            (raw,) = reader.read(FOLDER / name).layers
            layers[kind] = (harmonise_layer(raw, kinds[kind], crs=None, date="2019-12-20"),)
        tables = [
            harmonise_table(table)
            for year in YEARS
            for table in reader.read(FOLDER / f"水质监测_{year}.xlsx").tables
        ]
    return together(tables), layers


def _periods(span):
    width = SPANS[span]
    return [
        Period(year=year, first=first, last=first + width - 1)
        for year in YEARS
        for first in range(1, 13, width)
    ]


@pytest.mark.parametrize(
    ("name", "span"),
    [*(("hb-2011-22", span) for span in SPANS), ("station-report", "month"), ("unrounded", "year")],
)
def test_every_station_and_period_is_as_it_is_evaluated(ground, standard, methods, name, span):
    measurements, layers = ground
    method = methods[name]
    joined = join(measurements, layers, standard=standard, said=SAID)
    found = calendar(
        measurements, joined.under, joined.known, standard=standard, method=method, span=span
    )
    history = evaluate_periods(
        measurements, layers, standard=standard, method=method, periods=_periods(span),
        as_of=dt.date(2021, 1, 1), said=SAID,
    )  # fmt: skip
    expected = {
        (one.kind, one.name, period): (
            one.state, one.water_class, one.deciding, one.evaluated, one.samples, one.months
        )
        for period, sections in history.results.items()
        for one in sections
        if one.state != "no_data"
    }  # fmt: skip
    assert {
        (one.kind, one.name, one.period): (
            one.state, one.water_class, one.deciding, one.evaluated, one.samples, one.months
        )
        for one in found.entries
    } == expected  # fmt: skip
    assert len(found.entries) == len(expected) > 50
    assert found.one_by_one == ("张庄水源地",)  # groundwater
