"""The sample of Taierzhuang: its border sections, its outlook, a month's notice, as files."""

import datetime as dt
import json
import re
from dataclasses import replace

import pytest

from watermap.catalogue.load import load_kinds
from watermap.datafile import read_toml
from watermap.export.recording.borders import duties_record
from watermap.export.recording.bulletin import bulletin_record
from watermap.export.recording.targets import outlook_record, plan_record
from watermap.export.sheets import Coloured, write_sheets
from watermap.export.standing.borders import duties_sheets
from watermap.export.standing.bulletin import bulletin_sheets
from watermap.export.standing.targets import outlook_sheets, plan_sheets
from watermap.harmonise.harmonise import harmonise_layer
from watermap.harmonise.measurements import together
from watermap.harmonise.table import harmonise_table
from watermap.quality.borders.duties import border_duties
from watermap.quality.bulletin.bulletin import month_bulletin
from watermap.quality.bulletin.rules import example_rules, load_notice_rules
from watermap.quality.classing.history import History
from watermap.quality.classing.indicator import Setting
from watermap.quality.documents.plan import Plan
from watermap.quality.evaluate import evaluate
from watermap.quality.period import Period
from watermap.quality.stations.said import Said
from watermap.quality.targets.outlook import outlook
from watermap.quality.targets.targets import Ground
from watermap.quality.targets.years import plan_by_year
from watermap.reading.reader import Reader
from watermap.resources import shipped_layers, shipped_samples

FOLDER = shipped_samples() / "taierzhuang"
KINDS = {
    "section": "断面.shp",
    "administrative_area": "行政区划.shp",
    "control_unit": "环境管控单元.shp",
}
NAMES = r"watermap|mg/L|pH|ZH\d+"


@pytest.fixture(scope="module")
def layers():
    kinds = load_kinds([shipped_layers()])
    fields = {"administrative_area": {"XZQJB": "level"}}
    with Reader() as reader:
        return {
            kind: tuple(
                harmonise_layer(
                    raw, kinds[kind], crs=None, date="2019-12-20",
                    **({"confirmed": fields[kind]} if kind in fields else {}),
                )
                for raw in reader.read(FOLDER / name).layers
            )
            for kind, name in KINDS.items()
        }  # fmt: skip


@pytest.fixture(scope="module")
def measurements():
    with Reader() as reader:
        return together(
            [
                harmonise_table(table)
                for year in (2017, 2018, 2019)
                for table in reader.read(FOLDER / f"水质监测_{year}.xlsx").tables
            ]
        )


@pytest.fixture(scope="module")
def run(layers, measurements, standard, method):
    def make(period):
        return evaluate(
            measurements, layers, standard=standard, method=method, period=Period.parse(period),
            as_of=dt.date(2021, 1, 1), said=Said(confirmed={"台儿庄公路大桥": "台儿庄大桥"}),
        )  # fmt: skip

    return make


@pytest.fixture(scope="module")
def year(run):
    return run("2019")


def ground(result, layers):
    return Ground(
        sections=result.sections,
        sources=result.sources,
        layers=layers,
        period=Period.parse(result.period),
    )


def setting(result, standard, method):
    return Setting(standard=standard, method=method, period=Period.parse(result.period))


def hold(sheets, record, language, tmp_path):
    """What every table and record keeps to: Excel takes it, JSON too, one language alone."""
    assert write_sheets(sheets, tmp_path / f"{language}.xlsx", title="t") == ()
    json.dumps(record, ensure_ascii=False, allow_nan=False)
    texts = []
    for sheet in sheets:
        assert len(sheet.name) <= 31
        assert not set(sheet.name) & set(r"[]:*?/\\")
        assert all(len(row) == len(sheet.columns) for row in sheet.rows)
        texts += [sheet.name, *(column.title for column in sheet.columns)]
        for row in sheet.rows:
            bare = [one.value if isinstance(one, Coloured) else one for one in row]
            texts += [one for one in bare if isinstance(one, str)]
    if language == "zh":
        for text in texts:
            assert not re.search(r"[A-Za-z]{2,}", re.sub(NAMES, "", text)), text


def test_the_border_sections_are_those_of_the_readme(year, layers):
    found = {one.section: one for one in border_duties(year.sections, layers).duties}
    assert set(found) == {"闫浅", "赵村", "张山子", "贾庄闸", "于沟桥"}
    assert [one.section for one in found["赵村"].above] == ["闫浅"]
    assert [one.section for one in found["闫浅"].below] == ["赵村"]
    # 2019: 闫浅 is II where the canal comes in, 赵村 III where it leaves, its target met
    assert (found["赵村"].rule.id, found["赵村"].must_act) == ("worsens", ("台儿庄区",))
    assert found["贾庄闸"].who == "nobody"  # IV, target IV


@pytest.mark.parametrize("language", ["zh", "en"])
def test_border_sections_as_table_and_record(year, layers, language, tmp_path):
    found = border_duties(year.sections, layers)
    record = duties_record(found, language=language)
    hold(duties_sheets(found, language=language), record, language, tmp_path)
    assert record["rules"]["verified"] is False
    assert [one["section"] for one in record["sections"] if one["must_act"]] == ["赵村"]


PLAN = """
title = { zh = "示例目标", en = "sample targets" }
source = "示例"
[[target]]
id = "municipal"
title = { zh = "市控断面Ⅲ类", en = "municipal sections at III" }
measure = "sections_all_good"
water_class = "III"
years = [2018, 2019]
scope = { level = "municipal" }
[[target]]
id = "junctions"
title = { zh = "交界断面类别保持", en = "junction sections kept" }
measure = "class_kept"
base_year = 2018
years = [2019]
scope = { border = true }
[[target]]
id = "zhangshanzi"
title = { zh = "张山子镇", en = "Zhangshanzi" }
measure = "sections_good"
at_least_pct = { "2019" = 100 }
scope = { district = "张山子镇" }
[[target]]
id = "district"
title = { zh = "台儿庄区", en = "Taierzhuang" }
measure = "sections_worse_than_v"
at_most_pct = { "2019" = 0, "2030" = 0 }
scope = { district = "台儿庄区" }
[[section_target]]
section = "季庄桥"
by_year = { "2018" = "V", "2019" = "IV" }
"""


@pytest.fixture(scope="module")
def plan(tmp_path_factory):
    path = tmp_path_factory.mktemp("plan") / "targets.toml"
    path.write_text(PLAN, "utf-8")
    return read_toml(Plan, path)


@pytest.fixture(scope="module")
def years(run, year, layers, plan):
    grounds = {2018: ground(run("2018"), layers), 2019: ground(year, layers)}
    return plan_by_year(plan, grounds)


def test_the_plan_by_year_is_as_counted_by_hand(years):
    found = {one.id: {y.year: (y.met, y.n) for y in one.years} for one in years.targets}
    # municipal: 张山子, 伊家河口, 贾庄闸, 大风口, 季庄桥; 2019: III III IV IV V
    assert found["municipal"] == {2018: (False, 5), 2019: (False, 5)}
    # 闫浅 III→II, 赵村 III→III, 张山子 IV→III, 贾庄闸 IV→IV, 于沟桥 III→III
    assert found["junctions"] == {2019: (True, 5)}
    # by the town that the layer says: 闫浅 II, 张山子 III, 小龙潭水库中心 III
    assert found["zhangshanzi"] == {2019: (True, 3)}
    assert found["district"][2030] == (None, 0)
    (section,) = years.sections
    assert [(one.required, one.actual, one.met) for one in section.years] == [
        ("V", "worse_than_V", False), ("IV", "V", False),
    ]  # fmt: skip


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_plan_as_table_and_record(years, language, tmp_path):
    record = plan_record(years, language=language)
    hold(plan_sheets(years, language=language), record, language, tmp_path)
    assert [one["id"] for one in record["targets"]] == [
        "municipal", "junctions", "zhangshanzi", "district",
    ]  # fmt: skip


@pytest.fixture(scope="module")
def ahead(year, layers, plan, standard, method):
    at = replace(ground(year, layers), base={2018: year.sections})
    return outlook(plan, at, setting=setting(year, standard, method))


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_outlook_as_table_and_record(ahead, language, tmp_path):
    found = ahead
    record = outlook_record(found, language=language)
    hold(outlook_sheets(found, language=language), record, language, tmp_path)
    municipal = record[0]
    assert (municipal["counted"], municipal["good"], municipal["needed"]) == (5, 2, 3)
    margins = [one["margin"] for one in municipal["nearest"]]
    assert margins == sorted(margins)
    assert {one["section"] for one in municipal["nearest"]} == {"贾庄闸", "大风口", "季庄桥"}


@pytest.fixture(scope="module")
def july(run, layers, standard, method):
    """小季河 is badly polluted in June and July of 2019, as the README's story says."""
    names = ["2018-07", *(f"2019-{month:02d}" for month in range(3, 8))]
    months = {name: run(name) for name in names}
    last = months["2019-07"]
    history = History(results={Period.parse(name): one.sections for name, one in months.items()})
    rules = load_notice_rules(example_rules()).model_copy(
        update={"in_force_from": dt.date(2019, 1, 1)}
    )
    return month_bulletin(
        last, history, layers=layers, setting=setting(last, standard, method), rules=rules,
        issued=dt.date(2019, 8, 10),
    ), months  # fmt: skip


def test_the_notice_of_july_is_what_the_classes_of_its_months_say(july):
    notice, months = july
    last = months["2019-07"]
    assert {one.section for one in notice.failing} == {
        one.name for one in last.sections if one.met is False
    }
    (found,) = [one for one in notice.failing if one.section == "季庄桥"]
    assert (found.responsible.town, found.responsible.river_chief) == ("运河街道", "周季平")
    assert found.responsible.county == "台儿庄区"  # by its place: the layer has no county
    assert "county" in found.responsible.by_place
    assert found.water_class == "worse_than_V"
    run_of = 0
    for name in sorted(months, reverse=True):
        (own,) = [one for one in months[name].sections if one.name == "季庄桥"]
        if name < "2019" or own.met is not False:
            break
        run_of += 1
    assert found.streak.months >= run_of >= 2
    assert str(found.last_year.against) == "2018-07"
    assert found.last_year.water_class == "worse_than_V"


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_notice_as_table_and_record(july, language, tmp_path):
    notice, _ = july
    record = bulletin_record(notice, language=language)
    hold(bulletin_sheets(notice, language=language), record, language, tmp_path)
    assert record["month"] == "2019-07"
    assert sum(len(one["sections"]) for one in record["towns"]) == len(record["failing"])
    assert record["overall"]["main_pollutants"]
