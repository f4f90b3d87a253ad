"""The sample's flux, compensation, capacity and credit, counted again from its files by hand."""

import datetime as dt
from calendar import monthrange
from decimal import Decimal
from fractions import Fraction

import openpyxl
import pyogrio
import pytest

from watermap.catalogue.load import load_kinds
from watermap.harmonise.harmonise import harmonise_layer
from watermap.harmonise.measurements import together
from watermap.harmonise.table import harmonise_table
from watermap.quality.capacity.evaluate_capacity import evaluate_capacity
from watermap.quality.capacity.plan import load_capacity_plan
from watermap.quality.classing.history import History
from watermap.quality.compensation.agreement import load_agreements
from watermap.quality.compensation.compensate import compensate
from watermap.quality.compensation.schemes import known_schemes
from watermap.quality.credit.evaluate_credit import evaluate_credit
from watermap.quality.credit.schemes import known_credit_schemes
from watermap.quality.evaluate import evaluate
from watermap.quality.loads.flux import loads, section_load
from watermap.quality.period import Period
from watermap.reading.reader import Reader
from watermap.resources import shipped_layers, shipped_samples

FOLDER = shipped_samples() / "taierzhuang"
DAY = dt.date(2021, 1, 1)
BORDERS = {"闫浅", "赵村", "张山子", "贾庄闸", "于沟桥"}
FULL_WIDTH = str.maketrans("０１２３４５６７８９．", "0123456789.")


@pytest.fixture(scope="module")
def layers():
    kinds = load_kinds([shipped_layers()])
    files = {"section": "断面", "enterprise": "风险源企业", "outfall": "入河排污口",
             "control_unit": "环境管控单元"}  # fmt: skip
    with Reader() as reader:
        return {
            kind: (
                harmonise_layer(
                    reader.read(FOLDER / f"{name}.shp").layers[0], kinds[kind], crs=None,
                    date="2019-12-20",
                ),
            )
            for kind, name in files.items()
        }  # fmt: skip


@pytest.fixture(scope="module")
def history(layers, standard, method):
    """2018 and 2019 by month, and their years."""
    with Reader() as reader:
        tables = [
            harmonise_table(table)
            for year in (2018, 2019)
            for table in reader.read(FOLDER / f"水质监测_{year}.xlsx").tables
        ]
    measurements = together(tables)
    names = [f"{year}-{month:02d}" for year in (2018, 2019) for month in range(1, 13)]
    return History(
        results={
            Period.parse(name): evaluate(
                measurements, layers, standard=standard, method=method,
                period=Period.parse(name), as_of=DAY,
            ).sections
            for name in [*names, "2018", "2019"]
        }
    )  # fmt: skip


@pytest.fixture(scope="module")
def cells():
    """(section, month, heading): the number of 2019's workbook; below detection: 0 for a load."""
    book = openpyxl.load_workbook(FOLDER / "水质监测_2019.xlsx", data_only=True)
    found = {}
    for month in range(1, 13):
        rows = [list(row) for row in book[f"{month}月"].iter_rows(values_only=True)]
        heads = [low if low is not None else up for up, low in zip(rows[1], rows[2], strict=True)]
        for row in rows[4:]:
            if not isinstance(row[0], int):
                continue
            for head, cell in zip(heads, row, strict=True):
                text = str(cell).translate(FULL_WIDTH)
                if text.endswith("L"):
                    text = "0"
                if text.replace(".", "", 1).isdigit():
                    found[row[2], month, head] = Fraction(text)
    return found


def tonnes(cells, section, heading):
    """The year's load by hand; a month missing is left out."""
    return sum(
        cells[section, month, heading]
        * cells[section, month, "流量"]
        * monthrange(2019, month)[1]
        * 86_400
        / 1_000_000
        for month in range(1, 13)
        if (section, month, heading) in cells and (section, month, "流量") in cells
    )


def near(found, wanted):
    return abs(Fraction(found) - wanted) < Fraction(1, 10**9)


@pytest.mark.parametrize("section", sorted(BORDERS))
@pytest.mark.parametrize(
    ("indicator", "heading"),
    [("chemical_oxygen_demand", "化学需氧量"), ("ammonia_nitrogen", "氨氮"),
     ("total_phosphorus", "总磷")],
)  # fmt: skip
def test_loads_are_those_of_the_workbook(history, cells, section, indicator, heading):
    load = section_load(history, section, indicator, year=2019)
    assert load.known == (11 if section == "于沟桥" else 12)
    assert near(load.so_far_t, tonnes(cells, section, heading))


def test_flow_stands_at_the_borders_in_2019_only(history):
    found = loads(history, year=2019, indicators=["chemical_oxygen_demand"])
    assert {one.section for one in found} == BORDERS
    assert loads(history, year=2018, indicators=["chemical_oxygen_demand"]) == ()


@pytest.fixture(scope="module")
def outcomes(history, standard):
    schemes = known_schemes()
    agreements = load_agreements(FOLDER / "compensation.toml", schemes=schemes)
    found = compensate(agreements, history, schemes=schemes, standard=standard, years=[2018, 2019])
    return {(one.agreement, one.year): one for one in found.outcomes}


def test_the_index_at_the_last_section_is_that_of_the_workbook(outcomes, cells):
    """Monthly values are rounded as the method says before the year's mean is taken."""
    base = {
        "高锰酸盐指数": ("3.3", 1),
        "氨氮": ("0.32", 2),
        "总氮": ("3.2", 2),
        "总磷": ("0.152", 3),
    }
    total = Fraction(0)
    for heading, (c0, decimals) in base.items():
        months = [round(cells["赵村", month, heading], decimals) for month in range(1, 13)]
        total += Fraction(1, 4) * sum(months) / 12 / Fraction(c0)
    found = outcomes["zhaocun", 2019]
    assert near(found.index, Fraction(9, 10) * total)
    assert (found.state, found.payer, found.payee, found.amount_10k_yuan) == (
        "computed", "邳州市", "台儿庄区", 300,
    )  # fmt: skip


def test_what_came_in_over_the_target_is_paid_by_weight(outcomes, cells):
    total = Fraction(0)
    for heading, decimals, target, price in (("氨氮", 2, "1.0", "1.2"), ("总磷", 3, "0.2", "2.5")):
        for month in range(1, 13):
            value = round(cells["贾庄闸", month, heading], decimals)
            over = max(value - Fraction(target), 0)
            seconds = monthrange(2019, month)[1] * 86_400
            volume_m3 = cells["贾庄闸", month, "流量"] * seconds
            total += over * volume_m3 / 1_000_000 * Fraction(price)
    found = outcomes["jiazhuang", 2019]
    assert near(found.amount_10k_yuan, total)
    assert (found.state, found.payer, found.payee) == ("computed", "峄城区", "台儿庄区")


def test_without_flow_only_the_least_is_known(outcomes):
    found = outcomes["jiazhuang", 2018]
    assert (found.state, found.payer) == ("at_least", None)
    assert "compensation.no_volume" in {message.code for message in found.why}


def test_one_missing_result_leaves_the_province_with_a_part(outcomes):
    found = outcomes["yanqian", 2019]
    assert found.state == "partial"
    missing = [one.text("zh") for one in found.why if one.code == "compensation.no_result"]
    assert missing == ["2019-04：氟化物没有可用的结果，不按 0 计"]


def test_capacity_is_as_the_readme_says(history, layers, cells):
    plan = load_capacity_plan(FOLDER / "capacity.toml")
    found = evaluate_capacity(plan, history, layers, years=[2019]).units
    levels = {(one.unit, one.indicator): one for one in found}
    canal = "韩庄运河台儿庄段"
    net = tonnes(cells, "赵村", "化学需氧量") - sum(
        tonnes(cells, name, "化学需氧量") for name in ("闫浅", "张山子", "贾庄闸")
    )
    assert near(levels[canal, "chemical_oxygen_demand"].load.load_t, net)
    assert {key: one.level.id for key, one in levels.items() if one.level is not None} == {
        (canal, "chemical_oxygen_demand"): "yellow",
        (canal, "ammonia_nitrogen"): "orange",
        (canal, "total_phosphorus"): "red",
        ("小季河流域", "chemical_oxygen_demand"): "red",
        ("小季河流域", "ammonia_nitrogen"): "yellow",
        ("伊家河流域", "chemical_oxygen_demand"): "within",
        ("马兰屯镇一般管控单元", "chemical_oxygen_demand"): "yellow",
    }
    assert levels[canal, "total_nitrogen"].state == "partial"
    assert levels["伊家河流域", "chemical_oxygen_demand"].state == "at_least"
    on_edge = levels["马兰屯镇一般管控单元", "chemical_oxygen_demand"]
    assert (on_edge.state, on_edge.load.load_t) == ("at_least", Decimal("218.5"))
    assert "东岸热电排污口" in " ".join(message.text("zh") for message in on_edge.why)


def test_the_enterprises_above_the_bad_section_have_low_scores(layers):
    credit = evaluate_credit(layers, known_credit_schemes()["jiangsu-12"], DAY)
    found = {one.name: one for one in credit.enterprises}
    assert len(found) == 25
    frame = pyogrio.read_dataframe(FOLDER / "风险源企业.shp", encoding="GBK")
    scores = dict(zip(frame["企业名称"], frame["信用得分"], strict=True))
    assert {name: int(one.score) for name, one in found.items()} == scores
    upstream = ("北辰纸业有限公司", "青禾淀粉有限公司", "泥沟肉联有限公司")
    assert [found[name].grade for name in upstream] == ["red", "yellow", "yellow"]
    assert all(scores[name] <= 4 for name in upstream)
    contradicting = [name for name, one in found.items() if one.state == "contradicts"]
    assert contradicting == ["山立石料有限公司"]
