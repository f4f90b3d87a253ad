"""Sections, wells, rivers, lakes, wetlands and the shoreline."""

from shapely.geometry import LineString
from shapely.ops import substring

from making.curves import vertex
from making.ground import settled, spot
from making.rivers import CANAL, CODES, LEVELS
from making.setting import Setting
from making.sheet import Feature
from making.tables import Row, place, rows

HALF_CANAL_M = 110.0
# what a part of the bank is kept for, as shares of the canal's way through the district
USES = (
    (0.0, 0.42, "岸线控制利用区"),
    (0.42, 0.62, "岸线保护区"),
    (0.62, 0.86, "岸线开发利用区"),
    (0.86, 1.0, "岸线保留区"),
)


def sections(setting: Setting) -> list[Feature]:
    """Control sections: vertices of their river, or in the middle of the reservoir."""
    return [_section(row, setting) for row in rows("sections")]


def _section(row: Row, setting: Setting) -> Feature:
    line = setting.rivers.get(row["water"])
    where = spot(*place(row)) if line is None else vertex(line, *place(row))
    return where, {
        "DMBM": row["code"], "DMMC": row["name"], "SZHL": row["water"],
        "DMLX": "HK" if line is None else "HL", "SZMB": row["target"], "DMJB": row["level"],
        "DMXZ": row["property"], "SYQX": row["upstream"] or None,
        "XYQX": row["downstream"] or None, "SZXZ": row["town"], "HZXM": row["chief"],
    }  # fmt: skip


def wells(_: Setting) -> list[Feature]:
    """Groundwater monitoring wells with their class in 2015 and in 2020."""
    return [
        (spot(*place(row)), {
            "JBH": row["code"], "JMC": row["name"], "DXSLX": row["groundwater"],
            "JZLB": row["class_2015"], "SZLB": row["class_2020"],
        })
        for row in rows("wells")
    ]  # fmt: skip


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
    return [
        (settled(_part(bank, start, end)), {"AXMC": f"{CANAL}{side}岸", "AXLX": use})
        for side, metres in (("左", HALF_CANAL_M), ("右", -HALF_CANAL_M))
        for bank in [inside.offset_curve(metres)]
        for start, end, use in USES
    ]


def _part(line: LineString, start: float, end: float) -> LineString:
    return substring(line, start, end, normalized=True)
