"""Which layer of the water a result is of: kept beside it, and telling samples of a day apart."""

import pytest

from watermap.harmonise import measurements as m
from watermap.harmonise.table import harmonise_table

LAYERS = ("表层", "中层", "底层")


def layers(result):
    return list(result.frame[m.LAYER])


@pytest.mark.parametrize(
    "header", ["采样层次", "层次", "垂线层次", "测层", "采样深度(m)", "采样层次（表/中/底）"]
)
def test_the_layer_is_kept_as_written(sheet, said, header):
    head = ("点位名称", "采样日期", header, "氨氮(mg/L)")
    rows = [("坝前", "2019-05-06", layer, 0.1 * n) for n, layer in enumerate(LAYERS, start=1)]
    result = harmonise_table(sheet(head, *rows))
    assert layers(result) == list(LAYERS)
    assert set(result.frame[m.FLAG]) == {"ok"}
    assert said(result.problems) == []


def test_a_depth_is_a_layer_and_nothing_is_none(sheet):
    head = ("点位名称", "采样日期", "采样深度", "pH", "氨氮(mg/L)")
    rows = [
        ("坝前", "2019-05-06", 0.5, 7, 0.1),
        ("坝前", "2019-05-06", 10, 7.5, 0.2),
        ("坝前", "2019-05-07", None, 7, 0.1),
        ("坝前", "2019-05-08", "—", 7.2, 0.15),
    ]
    result = harmonise_table(sheet(head, *rows))
    assert layers(result) == ["0.5", "0.5", "10", "10", None, None, None, None]


def test_long_tables_have_layers_too(sheet):
    head = ("点位名称", "采样日期", "层次", "监测项目", "监测值", "单位")
    rows = [("坝前", "2019-05-06", layer, "氨氮", 0.1, "mg/L") for layer in LAYERS]
    assert layers(harmonise_table(sheet(head, *rows))) == list(LAYERS)


def test_without_such_a_column_there_is_no_layer(sheet):
    result = harmonise_table(
        sheet(("点位名称", "采样日期", "氨氮(mg/L)"), ("坝前", "2019-05-06", 0.1))
    )
    assert layers(result) == [None]


def test_two_values_of_one_layer_still_contradict_each_other(sheet, said):
    head = ("点位名称", "采样日期", "层次", "氨氮(mg/L)")
    rows = [("坝前", "2019-05-06", "表层", 0.1), ("坝前", "2019-05-06", "表层", 0.9)]
    assert said(harmonise_table(sheet(head, *rows)).problems) == ["conflicts"]
