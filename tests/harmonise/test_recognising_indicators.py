"""Headers as bureaus write them (standards.md 12.2, 12.3)."""

import pytest

from watermap.harmonise.terms.folding import letters
from watermap.harmonise.terms.indicators import (
    _all_names,
    _refused,
    load_indicators,
    recognise,
    refusal,
    resembled,
)
from watermap.harmonise.terms.units import unit_of

KNOWN = [
    ("水温(℃)", "water_temperature", "℃"),
    ("pH(无量纲)", "ph", "无量纲"),
    ("pH值", "ph", None),
    ("溶解氧(mg/L)", "dissolved_oxygen", "mg/L"),
    ("ＤＯ", "dissolved_oxygen", None),
    ("高锰酸盐指数", "permanganate_index", None),
    ("CODMn", "permanganate_index", None),
    ("CODmn(mg/L)", "permanganate_index", "mg/L"),
    ("COD(Mn)", "permanganate_index", None),
    ("高锰酸盐指数（CODMn）", "permanganate_index", None),
    ("耗氧量", "permanganate_index", None),
    ("COD", "chemical_oxygen_demand", None),
    ("CODcr", "chemical_oxygen_demand", None),
    ("化学需氧量(CODCr)", "chemical_oxygen_demand", None),
    ("化学需氧量\n（mg/L）", "chemical_oxygen_demand", "mg/L"),
    ("BOD₅", "biochemical_oxygen_demand", None),
    ("五日生化需氧量(BOD5)", "biochemical_oxygen_demand", None),
    ("NH₃-N", "ammonia_nitrogen", None),
    ("NH3-N mg/L", "ammonia_nitrogen", "mg/L"),
    ("氨氮（以N计）", "ammonia_nitrogen", None),
    ("总氮(湖、库,以N计)", "total_nitrogen", None),
    ("总氮（湖、库，以N计，mg/L）", "total_nitrogen", "mg/L"),
    ("总磷(以P计)", "total_phosphorus", None),
    ("总 磷", "total_phosphorus", None),
    ("总铜", "copper", None),
    ("Pb", "lead", None),
    ("汞（μg/L）", "mercury", "μg/L"),
    ("F⁻", "fluoride", None),
    ("氟化物(以F-计)", "fluoride", None),
    ("铬（六价）", "chromium_vi", None),
    ("铬(六价)(mg/L)", "chromium_vi", "mg/L"),
    ("Cr⁶⁺", "chromium_vi", None),
    ("Cr(VI)", "chromium_vi", None),
    ("六价铬（Cr6+）", "chromium_vi", None),
    ("总氰化物", "cyanide", None),
    ("挥发性酚类", "volatile_phenols", None),
    ("石油类", "petroleum", None),
    ("阴离子洗涤剂", "anionic_surfactants", None),
    ("S²⁻", "sulphide", None),
    ("粪大肠菌群(个/L)", "faecal_coliforms", "个/L"),
    ("粪大肠菌群数（MPN/100mL）", "faecal_coliforms", "MPN/100mL"),
    ("SO₄²⁻", "sulphate", None),
    ("硝酸盐(以N计)", "nitrate", None),
    ("总铁", "iron", None),
    ("电导率(μS/cm)", "conductivity", "μS/cm"),
    ("电导率mS/m", "conductivity", "mS/m"),
    ("叶绿素α(mg/L)", "chlorophyll_a", "mg/L"),
    ("Chl-a", "chlorophyll_a", None),
    ("藻密度(cells/L)", "algal_density", "cells/L"),
    ("藻密度(10⁴个/L)", "algal_density", "10⁴个/L"),
    ("透明度(cm)", "transparency", "cm"),
    ("w21003", "ammonia_nitrogen", None),
    ("氨氮(月均值)", "ammonia_nitrogen", None),
    ("总大肠菌群(MPN/100mL)", "total_coliforms", "MPN/100mL"),
    ("总大肠菌群（CFU/100mL）", "total_coliforms", "CFU/100mL"),
    ("菌落总数(CFU/mL)", "bacteria_count", "CFU/mL"),
    ("氯仿(μg/L)", "trichloromethane", "μg/L"),
    ("三氯甲烷", "trichloromethane", None),
    ("苯并(a)芘", "benzo_a_pyrene", None),
    ("苯并（a）芘（ng/L）", "benzo_a_pyrene", "ng/L"),
    ("苯并[a]芘 μg/L", "benzo_a_pyrene", "μg/L"),
    ("苯并(b)荧蒽", "benzo_b_fluoranthene", None),
    ("邻苯二甲酸二（2-乙基己基）酯(mg/L)", "diethylhexyl_phthalate", "mg/L"),
    ("邻二氯苯", "dichlorobenzene_12", None),
    ("1，2-二氯苯", "dichlorobenzene_12", None),
    ("对二氯苯", "dichlorobenzene_14", None),
    ("1,1,1-三氯乙烷", "trichloroethane_111", None),
    ("1,1,2-三氯乙烷", "trichloroethane_112", None),
    ("1,1-二氯乙烯", "dichloroethylene_11", None),
    ("莠去津", "atrazine", None),
    ("阿特拉津", "atrazine", None),
    ("2,4,6-三氯酚", "trichlorophenol_246", None),
    ("六六六（总量）", "hch", None),
    ("二甲苯(总量)(μg/L)", "xylenes", "μg/L"),
    ("2,4-滴", "acid_24d", None),
    ("总硬度（以CaCO₃计）", "total_hardness", None),
    ("硬度", "total_hardness", None),
    ("TDS", "total_dissolved_solids", None),
    ("溶解性总固体(mg/L)", "total_dissolved_solids", "mg/L"),
    ("色（铂钴色度单位）", "colour", "铂钴色度单位"),
    ("色度(度)", "colour", "度"),
    ("浑浊度(NTU)", "turbidity", "NTU"),
    ("嗅和味", "odour_and_taste", None),
    ("肉眼可见物", "visible_matter", None),
    ("耗氧量（CODMn法，以O₂计）", "permanganate_index", None),
    ("总α放射性(Bq/L)", "total_alpha", "Bq/L"),
    ("总β放射性", "total_beta", None),
    ("碘化物(以I-计)", "iodide", None),
    ("总镍", "nickel", None),
    ("钠", "sodium", None),
    ("流量(m³/s)", "flow", "m³/s"),
    ("水深(cm)", "water_depth", "cm"),
    ("取水量(万m³)", "intake_volume", "万m³"),
    ("取水量（万吨）", "intake_volume", "万吨"),
]


@pytest.mark.parametrize(("header", "indicator", "unit"), KNOWN, ids=[row[0] for row in KNOWN])
def test_header(header, indicator, unit):
    assert recognise(header) == (indicator, unit)


@pytest.mark.parametrize(
    "header",
    ["总铬", "铬", "Cr", "总铬(mg/L)", "Cr3+", "大肠埃希氏菌", "大肠菌群(个/L)",
     "硝酸盐(以NO3-计)", "硝酸盐（以NO₃⁻计，mg/L）", "总磷(以PO43-计)"],
)  # fmt: skip
def test_what_only_looks_like_an_indicator_is_refused_with_a_reason(header):
    assert recognise(header) is None
    why = refusal(header)
    assert why is not None
    assert why.zh
    assert why.en


@pytest.mark.parametrize(
    "header",
    [
        "化学需氧量(CODMn)",
        "氨氮(最大值)",
        "氨氮(ppm)",
        "硝酸盐(以P计)",
        "总磷(mg/L)(μg/L)",
        "三氯苯(1,2,4-)",
        "苯并芘(e)",
    ],
)
def test_a_header_that_contradicts_itself_is_not_read_and_not_overlooked(header):
    assert recognise(header) is None
    assert refusal(header) is None
    assert resembled(header) or header.count("(") == 2


@pytest.mark.parametrize(
    "header",
    ["断面名称", "水质类别", "mg/L", "m", "时间", "", "备注", "Fe2+", "N/A", "B", "V", "666", "度"],
)
def test_other_headers_are_no_indicator(header):
    assert recognise(header) is None
    assert refusal(header) is None
    assert resembled(header) is None


def test_every_indicator_of_tables_1_and_2_is_there():
    table_1 = "WT PH DO CODMN COD BOD5 NH3N TP TN CU ZN F SE AS HG CD CR6 PB CN VP OIL LAS S2 FC"
    table_2 = "SO4 CL NO3N FE MN"
    others = "EC NTU SD CHLA ALG ORP"
    codes = [indicator.code for indicator in load_indicators().values()]
    assert set(f"{table_1} {table_2} {others}".split()) <= set(codes)
    assert len(set(codes)) == len(codes)


def test_substances_that_standards_print_in_two_units_are_read_in_none_that_is_not_said():
    known = load_indicators()
    organic = [one for one in known.values() if (one.w_code or "")[:3] in {"w24", "w25", "w33"}]
    assert organic
    assert [one.id for one in organic if not one.unit_must_be_said] == []


def test_no_name_means_two_indicators():
    owners = {}
    for indicator in load_indicators().values():
        for name in _all_names(indicator):
            assert owners.setdefault(letters(name), indicator.id) == indicator.id, name
    assert not set(owners) & set(_refused())


def test_every_indicator_is_held_in_a_known_unit():
    for indicator in load_indicators().values():
        unit = unit_of(indicator.unit)
        assert unit is not None
        assert unit.symbol == indicator.unit
