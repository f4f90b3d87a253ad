"""The layers of one point and day are one sampling: averaged before any mean over time."""

import datetime as dt
from decimal import Decimal
from math import log10
from pathlib import Path

import pytest

from watermap.harmonise.measurements import COLUMNS, LAYER, Measurements
from watermap.harmonise.table import harmonise_table
from watermap.quality.documents.methods import known_methods
from watermap.quality.evaluate import evaluate
from watermap.quality.period import Period
from watermap.quality.stations.samples import gather
from watermap.reading.raw import RawTable, Source

HEAD = ("点位名称", "采样日期", "层次", "pH", "氨氮(mg/L)")
DAM = {"name": "坝前", "water_body": "lake", "target": "III"}


@pytest.fixture
def read():
    """A sheet of results as the room below hands it over."""

    def make(*rows, head=HEAD, name="1"):
        source = Source(
            path=Path("水库.xlsx"), format="XLSX", sha256="0", modified=dt.date(2020, 1, 1)
        )
        raw = RawTable(source=source, name=name, encoding=None, rows=(head, *rows))
        return harmonise_table(raw)

    return make


@pytest.fixture
def result(read, layer, standard, method):
    """The one section of a sheet, and what is said."""

    def make(*rows, period="2019-05"):
        found = evaluate(
            read(*rows),
            {"section": (layer("section", [DAM]),)},
            standard=standard,
            method=method,
            period=Period.parse(period),
            as_of=dt.date(2021, 1, 1),
        )
        return found.sections[0], [one.code for one in found.problems]

    return make


def indicator(section, name="ammonia_nitrogen"):
    return next(one for one in section.indicators if one.id == name)


def test_three_layers_of_a_day_are_one_result(result):
    section, said = result(
        ("坝前", "2019-05-06", "表层", 7, 0.3),
        ("坝前", "2019-05-06", "中层", 7, 0.4),
        ("坝前", "2019-05-06", "底层", 7, 1.1),
    )
    found = indicator(section)
    assert (found.n, found.mean, section.samples) == (1, Decimal("0.6"), 1)
    assert found.raw == ("表层 0.3；中层 0.4；底层 1.1",)
    assert said.count("quality.layers_averaged") == 1
    assert "quality.contradicting" not in said


def test_days_weigh_alike_however_many_layers_they_have(result):
    section, _ = result(
        ("坝前", "2019-05-06", "表层", 7, 0.2),
        ("坝前", "2019-05-06", "底层", 7, 0.4),
        ("坝前", "2019-05-20", "表层", 7, 0.9),
    )
    assert (indicator(section).n, indicator(section).mean) == (2, Decimal("0.6"))


def test_layers_of_ph_are_averaged_over_hydrogen_ions(result):
    section, _ = result(
        ("坝前", "2019-05-06", "表层", 7, 0.2), ("坝前", "2019-05-06", "底层", 9, 0.2)
    )
    expected = -log10((1e-7 + 1e-9) / 2)
    assert float(indicator(section, "ph").mean) == pytest.approx(expected)


def test_layers_below_detection_keep_what_is_not_known(result):
    section, _ = result(
        ("坝前", "2019-05-06", "表层", 7, "0.2L"), ("坝前", "2019-05-06", "底层", 7, 0.12)
    )
    found = indicator(section)
    assert (found.mean, found.censored) == (Decimal("0.11"), 0)
    assert found.possible == "II"  # with the whole limit 0.16; with half of it 0.11, class I
    assert (found.minimum, found.maximum) == (Decimal("0.11"), Decimal("0.11"))


def test_all_layers_below_detection_is_below_detection(result):
    section, _ = result(
        ("坝前", "2019-05-06", "表层", 7, "0.02L"), ("坝前", "2019-05-06", "底层", 7, "0.02L")
    )
    assert (indicator(section).censored, indicator(section).mean) == (1, Decimal("0.01"))


def test_a_layer_that_comes_again_is_another_sampling(read):
    head = ("点位名称", "采样时间", "层次", "氨氮(mg/L)")
    rows = [("坝前", dt.datetime(2019, 5, 6, hour), layer, value)
            for hour, layer, value in ((8, "表层", 0.1), (8, "底层", 0.3), (16, "表层", 0.5),
                                       (16, "底层", 0.9))]  # fmt: skip
    found = gather(read(*rows, head=head), {"坝前": "坝前"}, period=Period.parse("2019-05"))
    values = [one.value for one in found.by_name["坝前"]["ammonia_nitrogen"]]
    assert values == [Decimal("0.2"), Decimal("0.7")]


def test_one_layer_alone_is_nothing_to_speak_of(result):
    section, said = result(("坝前", "2019-05-06", "表层", 7, 0.3))
    assert indicator(section).raw == ("0.3",)
    assert "quality.layers_averaged" not in said


def test_a_layer_without_a_value_is_left_out_of_the_mean(result):
    section, _ = result(
        ("坝前", "2019-05-06", "表层", 7, 0.3), ("坝前", "2019-05-06", "底层", 7, None),
        ("坝前", "2019-05-06", "中层", 7, 0.5),
    )  # fmt: skip
    assert (indicator(section).n, indicator(section).mean) == (1, Decimal("0.4"))


def test_a_table_without_the_column_is_read_as_before(rows, measured):
    made = rows("坝前", "2019-05-06", ammonia_nitrogen="0.3")
    made += rows("坝前", "2019-05-06", ammonia_nitrogen="0.5")
    assert LAYER not in COLUMNS
    frame = measured(made)
    assert isinstance(frame, Measurements)
    found = gather(frame, {"坝前": "坝前"}, period=Period.parse("2019-05"))
    assert len(found.by_name["坝前"]["ammonia_nitrogen"]) == 2


def test_every_logarithm_of_the_methods_is_one_of_the_indicators():
    from watermap.harmonise.terms.indicators import load_indicators

    marked = {name for name, one in load_indicators().items() if one.logarithm}
    for method in known_methods().values():
        assert set(method.averaging.over_hydrogen_ions) == marked
