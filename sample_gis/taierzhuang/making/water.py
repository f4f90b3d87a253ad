"""Sections, wells, rivers, lakes, wetlands and the shoreline."""

import shapely

from making.curves import vertex
from making.ground import Pair, settled, spot
from making.rivers import CANAL, CODES, LEVELS
from making.setting import Setting
from making.sheet import Feature

HALF_CANAL_M = 110.0

# code, name, river, near, target, level, property, upstream, downstream, town, river chief
SECTIONS = (
    ("SD370405S001", "闫浅", CANAL, (117.378, 34.590), "Ⅲ", "省控", "市界", "微山县", "台儿庄区",
     "张山子镇", "李庆河"),
    ("SD370405S002", "台儿庄大桥", CANAL, (117.737, 34.551), "Ⅲ", "国控", "控制", None, None,
     "运河街道", "王运生"),
    ("SD370405S003", "赵村", CANAL, (117.833, 34.537), "Ⅲ", "省控", "省界", "台儿庄区", "邳州市",
     "邳庄镇", "王运生"),
    ("SD370405S004", "张山子", "伊家河", (117.385, 34.561), "Ⅲ", "市控", "市界", "微山县",
     "台儿庄区", "张山子镇", "赵立水"),
    ("SD370405S005", "伊家河口", "伊家河", (117.640, 34.541), "Ⅲ", "市控", "控制", None, None,
     "涧头集镇", "赵立水"),
    ("SD370405S006", "贾庄闸", "峄城大沙河", (117.579, 34.636), "Ⅳ", "市控", "县界", "峄城区",
     "台儿庄区", "马兰屯镇", "孙清源"),
    ("SD370405S007", "大风口", "峄城大沙河", (117.619, 34.549), "Ⅲ", "市控", "控制", None, None,
     "马兰屯镇", "孙清源"),
    ("SD370405S008", "季庄桥", "小季河", (117.768, 34.578), "Ⅳ", "市控", "控制", None, None, "运河街道",
     "周季平"),
    ("SD370405S009", "于沟桥", "陶沟河", (117.836, 34.590), "Ⅲ", "省控", "省界", "兰陵县",
     "台儿庄区", "邳庄镇", "郑守渠"),
    ("SD370405S010", "邳庄桥", "新沟河", (117.801, 34.571), "Ⅳ", "县控", "控制", None, None, "邳庄镇",
     "郑守渠"),
    ("SD370405S011", "小龙潭水库中心", "小龙潭水库", (117.4495, 34.6145), "Ⅱ", "县控", "控制", None, None,
     "张山子镇", "李庆河"),
)  # fmt: skip

# number, name, place, kind of water, class 2015, class 2020
WELLS: tuple[tuple[str, str, Pair, str, str, str], ...] = (
    ("DXS370405001", "张庄1号井", (117.6690, 34.6243), "岩溶水", "Ⅲ", "Ⅲ"),
    ("DXS370405002", "马兰屯镇政府", (117.6100, 34.5850), "孔隙水", "Ⅳ", "Ⅳ"),
    ("DXS370405003", "化工产业园东", (117.6535, 34.6040), "岩溶水", "Ⅲ", "Ⅳ"),
    ("DXS370405004", "泥沟中学", (117.7050, 34.6700), "岩溶水", "Ⅲ", "Ⅲ"),
    ("DXS370405005", "邳庄", (117.7985, 34.6000), "孔隙水", "Ⅳ", "Ⅲ"),
    ("DXS370405006", "涧头集", (117.5560, 34.5080), "岩溶水", "Ⅲ", "Ⅲ"),
    ("DXS370405007", "张山子", (117.4230, 34.6030), "岩溶水", "Ⅱ", "Ⅱ"),
)


def sections(setting: Setting) -> list[Feature]:
    """Control sections: vertices of their river, or in the middle of the reservoir."""
    found = []
    for code, name, water, near, target, level, use, above, below, town, chief in SECTIONS:
        line = setting.rivers.get(water)
        place = spot(*near) if line is None else vertex(line, *near)
        found.append((place, {
            "DMBM": code, "DMMC": name, "SZHL": water, "DMLX": "HK" if line is None else "HL",
            "SZMB": target, "DMJB": level, "DMXZ": use, "SYQX": above, "XYQX": below, "SZXZ": town,
            "HZXM": chief,
        }))  # fmt: skip
    return found


def wells(setting: Setting) -> list[Feature]:
    """Groundwater monitoring wells with their class in 2015 and now."""
    return [
        (spot(*place), {"JBH": code, "JMC": name, "DXSLX": kind, "JZLB": base, "SZLB": now})
        for code, name, place, kind, base, now in WELLS
    ]


def rivers(setting: Setting) -> list[Feature]:
    """Rivers, one line each from head to mouth."""
    return [
        (line, {"HLBM": CODES[name], "HLMC": name, "HLJB": LEVELS[name],
                "HLDJ": 1 if name == CANAL else 2, "CD": round(line.length / 1000, 2)})
        for name, line in setting.rivers.items()
    ]  # fmt: skip


def lakes(setting: Setting) -> list[Feature]:
    """The reservoir and the lake of the town's park."""
    return [
        (shape, {"HKBM": code, "HKMC": name, "HKLX": kind, "MJ": round(shape.area / 1e6, 3)})
        for code, name, kind, shape in (
            ("TEZHK01", "小龙潭水库", "水库", setting.reservoir),
            ("TEZHK02", "双龙湖", "湖泊", setting.park_lake),
        )
    ]


def wetlands(setting: Setting) -> list[Feature]:
    """Wetlands along the canal."""
    return [
        (
            setting.inside(shape),
            {"SDMC": name, "SDLX": "河流湿地", "MJ": round(shape.area / 1e6, 3)},
        )
        for name, shape in setting.wetlands.items()
    ]


def shoreline(setting: Setting) -> list[Feature]:
    """Both banks of the canal in the district, by what they are kept for."""
    inside = setting.canal.intersection(setting.district)
    cuts = ((0.0, 0.42, "岸线控制利用区"), (0.42, 0.62, "岸线保护区"), (0.62, 0.86, "岸线开发利用区"),
            (0.86, 1.0, "岸线保留区"))  # fmt: skip
    return [
        (settled(_part(bank, start, end)), {"AXMC": f"{CANAL}{side}岸", "AXLX": use})
        for side, metres in (("左", HALF_CANAL_M), ("右", -HALF_CANAL_M))
        for bank in [inside.offset_curve(metres)]
        for start, end, use in cuts
    ]


def _part(line: shapely.LineString, start: float, end: float) -> shapely.LineString:
    from shapely.ops import substring

    return substring(line, start, end, normalized=True)
