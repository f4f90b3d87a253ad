"""Tables and records of loads, compensation, credit and capacity, in both languages."""

import datetime as dt
import json
import re
from decimal import Decimal

import openpyxl
import pytest

from watermap.errors import Message, Problem
from watermap.export.recording.capacity import capacity_record
from watermap.export.recording.compensation import compensation_record
from watermap.export.recording.credit import credit_record
from watermap.export.recording.loads import loads_record
from watermap.export.sheets import Coloured, write_sheets
from watermap.export.standing.capacity import capacity_sheets
from watermap.export.standing.compensation import compensation_sheets
from watermap.export.standing.credit import credit_sheets
from watermap.export.standing.loads import loads_sheets
from watermap.language import Text
from watermap.quality.capacity.capacity import Capacity, UnitCapacity, UnitLoad
from watermap.quality.capacity.warning import warnings
from watermap.quality.compensation.outcome import Compensation, Outcome, Step
from watermap.quality.credit.credit import Credit, EffectRow, EnterpriseCredit
from watermap.quality.credit.schemes import known_credit_schemes
from watermap.quality.loads.flux import Load, MonthLoad, months_of
from watermap.quality.loads.volume import Volume
from watermap.quality.period import Period

COD = "chemical_oxygen_demand"
ENGLISH = re.compile(r"[A-Za-z]{4,}")


@pytest.fixture
def load():
    """January alone has a load."""
    january, *others = months_of(2019)
    flow = Volume(m3=Decimal(26_784_000), source="flow", flow_m3_s=Decimal(10), seconds=2_678_400)
    untold = Message.of("loads.no_result", month="2019-02", indicator=Text(zh="甲", en="a"))
    return Load(
        section="桥", indicator=COD, year=2019,
        months=(
            MonthLoad(month=january, concentration_mg_l=Decimal(20), volume=flow,
                      load_t=Decimal("535.68")),
            *(MonthLoad(month=one, concentration_mg_l=None, volume=Volume(m3=None), load_t=None,
                        why=(untold,)) for one in others),
        ),
        why=(Message.of("loads.months", known=1, absent="2、3"),),
    )  # fmt: skip


@pytest.fixture
def compensation():
    """One that is at least so much, one that cannot be told."""
    step = Step(
        said=Message.of("compensation.worst_month", month="2019-06", amount="100"),
        formula="worst_class_month", month=Period.parse("2019-06"),
        signed_10k_yuan=Decimal(100),
    )  # fmt: skip
    common = {
        "title": Text(zh="协议", en="agreement"), "scheme": "x", "basis": "依据", "verified": False,
        "section": "桥", "upstream": "上", "downstream": "下", "year": 2019, "index": None,
    }  # fmt: skip
    return Compensation(
        title=Text(zh="补偿", en="compensation"),
        outcomes=(
            Outcome(agreement="a", state="at_least", payer="上", payee="下",
                    amount_10k_yuan=Decimal("100.0001"), steps=(step,),
                    why=(Message.of("compensation.at_least", amount="100"),), **common),
            Outcome(agreement="b", state="cannot_tell", payer=None, payee=None,
                    amount_10k_yuan=None, steps=(),
                    why=(Message.of("compensation.cannot_tell"),), **common),
        ),
        problems=(Problem.warning("compensation.section_unknown", section="闸"),),
    )  # fmt: skip


@pytest.fixture
def credit():
    """One enterprise that contradicts itself, one red."""
    surcharge = EffectRow(
        what=Text(zh="加收", en="surcharge"), surcharge_at_least_yuan_m3=Decimal("0.6"),
        verified=True,
    )  # fmt: skip
    common = {"code": None, "score_from": "stated", "card_date": None}
    return Credit(
        scheme="jiangsu-12", title=Text(zh="江苏", en="Jiangsu"), citation="c", verified=True,
        as_of=dt.date(2021, 1, 1),
        enterprises=(
            EnterpriseCredit(name="甲厂", state="contradicts", stated="yellow", computed="blue",
                             grade=None, score=Decimal(7), blacklisted=None, card=None,
                             proposed=None, effects=(), **common),
            EnterpriseCredit(name="乙厂", state="agrees", stated="red", computed="red",
                             grade="red", score=Decimal(1), blacklisted=True, card="red",
                             proposed="none", effects=(surcharge,),
                             why=(Message.of("credit.blacklisted"),), **common),
        ),
    )  # fmt: skip


@pytest.fixture
def capacity():
    """At least orange, and one that cannot be told."""
    levels = warnings().levels
    common = {"unit": "单元", "indicator": COD, "year": 2019, "permitted_t": Decimal(100),
              "document": "文件", "load_from": "flux", "licensed_t": None}  # fmt: skip
    return Capacity(
        title=Text(zh="容量", en="capacity"), source="示例", levels=levels, own_levels=False,
        units=(
            UnitCapacity(load=UnitLoad(state="at_least", load_t=Decimal(93), months=9),
                         use_pct=Decimal(93), level=levels[2], remaining_t=Decimal(7),
                         projected_t=Decimal(124), **common),
            UnitCapacity(load=UnitLoad(state="cannot_tell", load_t=None, months=0), use_pct=None,
                         level=None, remaining_t=None, projected_t=None, **common,
                         why=(Message.of("capacity.cannot_tell"),)),
        ),
        problems=(Problem.note("capacity.own_levels"),),
    )  # fmt: skip


@pytest.fixture
def sheets(load, compensation, credit, capacity):
    """All tables in a language."""

    def make(language):
        scheme = known_credit_schemes()["jiangsu-12"]
        return (
            *loads_sheets([load], language=language),
            *compensation_sheets(compensation, language=language),
            *credit_sheets(credit, scheme=scheme, language=language),
            *capacity_sheets(capacity, language=language),
        )

    return make


def plain(value):
    return value.value if isinstance(value, Coloured) else value


def table(sheet):
    titles = [column.title for column in sheet.columns]
    return [dict(zip(titles, map(plain, row), strict=True)) for row in sheet.rows]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_row_fits_its_columns_and_every_name_a_workbook(sheets, language):
    for sheet in sheets(language):
        assert len(sheet.name) <= 31
        assert not set(sheet.name) & set("[]:*?/\\")
        assert all(len(row) == len(sheet.columns) for row in sheet.rows)


def test_a_chinese_table_has_no_english_word(sheets):
    for sheet in sheets("zh"):
        codes = sheet.columns[-1].title if sheet.name == "数据问题" else None
        for row in table(sheet):
            texts = [text for title, text in row.items() if title != codes]
            said = " ".join(str(text) for text in texts if isinstance(text, str))
            assert not set(ENGLISH.findall(said)) - {"watermap"}, said
        assert not ENGLISH.search(" ".join(column.title for column in sheet.columns))


def test_a_year_with_months_missing_has_no_load_of_the_year(load):
    years, months = loads_sheets([load], language="zh")
    (row,) = table(years)
    assert (row["全年通量（吨）"], row["已知月份合计（吨）"], row["有通量的月数"]) == (
        None, Decimal("535.68"), 1,
    )  # fmt: skip
    assert [one["月通量（吨）"] for one in table(months)] == [Decimal("535.68"), *[None] * 11]
    record = loads_record([load], language="zh")["loads"][0]
    assert (record["load_t"], record["so_far_t"], record["complete"]) == (None, 535.68, False)


def test_who_pays_whom_is_told_with_its_steps(compensation):
    outcomes, steps, _ = compensation_sheets(compensation, language="zh")
    first, second = table(outcomes)
    assert (first["状态"], first["付款方"], first["收款方"], first["金额（万元）"]) == (
        "下限", "上", "下", Decimal("100.0001"),
    )  # fmt: skip
    assert (second["状态"], second["付款方"], second["金额（万元）"]) == ("不能计算", None, None)
    (step,) = table(steps)
    assert (step["月份"], step["计算方法"], step["金额（万元，正为上游付）"]) == (
        "2019-06", "劣Ⅴ类月份", 100,
    )  # fmt: skip
    record = compensation_record(compensation, language="en")
    assert [one["amount_10k_yuan"] for one in record["agreements"]] == [100.0001, None]
    assert record["agreements"][0]["steps"][0]["signed_10k_yuan"] == 100


def test_credit_shows_grades_on_their_colours(credit):
    scheme = known_credit_schemes()["jiangsu-12"]
    sheet, _ = credit_sheets(credit, scheme=scheme, language="zh")
    first, second = table(sheet)
    assert (first["采用等级"], first["状态"], first["建议挂牌"]) == (
        None, "矛盾，待核实", "不能判断",
    )  # fmt: skip
    assert (first["黑名单"], second["黑名单"]) == ("未说明", "是")
    assert (second["采用等级"], second["加收不低于（元/立方米）"]) == ("红色", Decimal("0.6"))
    assert sheet.rows[1][2].fill == "#d62828"
    record = credit_record(credit, language="zh")
    assert [one["grade"] for one in record["enterprises"]] == [None, "red"]


def test_a_level_that_may_be_worse_says_so(capacity):
    sheet, _ = capacity_sheets(capacity, language="zh")
    first, second = table(sheet)
    assert (first["预警级别"], first["状态"]) == ("至少橙色预警", "下限")
    assert (second["预警级别"], second["占用率（百分数）"]) == (None, None)
    record = capacity_record(capacity, language="zh")
    assert [one["level"] for one in record["units"]] == ["orange", None]


def test_records_are_plain_json(load, compensation, credit, capacity):
    for language in ("zh", "en"):
        for record in (
            loads_record([load], language=language),
            compensation_record(compensation, language=language),
            credit_record(credit, language=language),
            capacity_record(capacity, language=language),
        ):
            assert json.loads(json.dumps(record, allow_nan=False)) == record


def test_the_tables_become_a_workbook(sheets, tmp_path):
    path = tmp_path / "账.xlsx"
    unique = {sheet.name: sheet for sheet in sheets("zh")}
    assert write_sheets(tuple(unique.values()), path, title="账") == ()
    assert openpyxl.load_workbook(path).sheetnames == list(unique)
