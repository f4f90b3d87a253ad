"""Drinking-water sources, their protection areas, red lines, the water-diversion line."""

from making.ground import settled, spot
from making.rivers import CANAL
from making.setting import KEY_ZONE_M, LEVEE_STRIP_M, Setting
from making.sheet import Feature

RESERVOIR, WELLS = "小龙潭水源地", "张庄水源地"
GRADES = ("一级保护区", "二级保护区", "准保护区")
APPROVAL = {
    RESERVOIR: ("鲁政字〔2016〕示例1号", "2016-05-18"),
    WELLS: ("鲁政字〔2016〕示例2号", "2016-05-18"),
}
DIVERSION = "南水北调东线韩庄运河段"


def sources(setting: Setting) -> list[Feature]:
    """The intake in the reservoir and the middle of the well field."""
    return [
        (spot(117.4600, 34.6203), _source("SYD370405001", RESERVOIR, "湖库型", "小龙潭水库", 3.0)),
        (spot(117.6692, 34.6246), _source("SYD370405002", WELLS, "地下水型", "岩溶水", 2.0)),
    ]


def _source(code: str, name: str, kind: str, water: str, supply: float) -> dict[str, str | float]:
    return {
        "SYDBM": code, "SYDMC": name, "SYDLX": kind, "SZST": water, "SZMB": "Ⅲ", "GSNL": supply,
        "PFWH": APPROVAL[name][0],
    }  # fmt: skip


def areas(setting: Setting) -> list[Feature]:
    """Grade 1, grade 2 and quasi area of each source; they do not overlap."""
    zones = ((RESERVOIR, setting.reservoir_zones), (WELLS, setting.well_zones))
    return [
        (shape, {
            "SYDMC": source, "BHQMC": f"{source}{grade}", "BHQJB": grade,
            "PFWH": APPROVAL[source][0], "PFSJ": APPROVAL[source][1],
            "MJ": round(shape.area / 1e6, 3),
        })
        for source, shapes in zones
        for grade, shape in zip(GRADES, shapes, strict=True)
    ]  # fmt: skip


def red_lines(setting: Setting) -> list[Feature]:
    """Wetland, water sources and hills."""
    parts = [
        ("台儿庄运河湿地", "湿地", setting.wetlands["台儿庄运河湿地"]),
        (f"{RESERVOIR}一级保护区", "水源涵养", setting.reservoir_zones[0]),
        (f"{WELLS}一级保护区", "水源涵养", setting.well_zones[0]),
        ("涧头集丘陵", "水土保持", setting.hills["涧头集丘陵水土保持"]),
        ("张山子丘陵", "生物多样性维护", setting.hills["张山子丘陵生物多样性维护"]),
    ]
    return [
        (setting.inside(shape), {
            "HXBM": f"SD04050{number}", "HXMC": f"{name}生态保护红线", "HXLX": kind,
            "MJ": round(shape.area / 1e6, 3),
        })
        for number, (name, kind, shape) in enumerate(parts, start=1)
    ]  # fmt: skip


def diversion_line(setting: Setting) -> list[Feature]:
    """The canal as the main line of the eastern route."""
    line = settled(setting.canal.intersection(setting.district))
    return [(line, {"MC": DIVERSION, "SSHL": CANAL, "CD": round(line.length / 1000, 2)})]


def diversion_zones(setting: Setting) -> list[Feature]:
    """Between the levees; 15 km outward, cut at the district's border; the rest."""
    core = setting.canal.buffer(LEVEE_STRIP_M, quad_segs=3)
    key = setting.canal.buffer(LEVEE_STRIP_M + KEY_ZONE_M, quad_segs=16).difference(core)
    shapes = {"核心保护区": core, "重点保护区": key}
    rest = setting.district.difference(core.union(key))
    if not rest.is_empty:
        shapes["一般保护区"] = rest
    return [
        (setting.inside(shape), {"MC": f"{DIVERSION}{zone}", "BHQJB": zone})
        for zone, shape in shapes.items()
    ]
