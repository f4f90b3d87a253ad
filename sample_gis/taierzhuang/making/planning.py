"""Control units, industrial, livestock and groundwater zones."""

from collections.abc import Iterable

import shapely
from shapely.geometry.base import BaseGeometry

from making.curves import grown
from making.ground import settled
from making.setting import Setting
from making.sheet import Feature

SMALLEST_PART_M2 = 20_000.0
PRIORITY, KEY, GENERAL = "1", "2", "3"
# access list by class: spatial layout, emissions, risk, efficiency
ACCESS = {
    PRIORITY: ("禁止新建、扩建与保护对象无关的建设项目，已有的限期退出。", "不得新增排污口。",
               "建立风险源名录，定期巡查。", "不得新增取用地下水。"),
    KEY: ("新建项目应符合园区产业定位，禁止新建印染、制革、电镀等项目。",
          "新增主要水污染物排放实行倍量替代。", "化工企业建设三级防控设施。",
          "工业用水重复利用率不低于90%。"),
    GENERAL: ("畜禽规模养殖须在适养区内。", "推进农村生活污水治理。", "加强农药化肥面源风险防控。",
              "推广节水灌溉。"),
}  # fmt: skip


def industrial_zones(setting: Setting) -> list[Feature]:
    """The economic development zone, the chemical cluster, two small parks."""
    rows = [
        ("台儿庄经济开发区", "省级", "经济开发区", "纺织服装、机械制造", setting.economic_zone),
        ("台儿庄化工产业园", "省级", "化工园区", "有机化工、医药中间体", setting.chemical_park),
        (
            "涧头集建材产业园",
            "区级",
            "工业集聚区",
            "水泥、建材",
            setting.small_parks["涧头集建材产业园"],
        ),
        (
            "泥沟食品产业园",
            "区级",
            "工业集聚区",
            "淀粉、食品加工",
            setting.small_parks["泥沟食品产业园"],
        ),
    ]
    return [
        (shape, {"YQMC": name, "YQJB": level, "YQLX": kind, "ZDCY": leading,
                 "MJ": round(shape.area / 1e6, 3)})
        for name, level, kind, leading, shape in rows
    ]  # fmt: skip


def control_units(setting: Setting) -> list[Feature]:
    """A partition of the district: special places first, the towns take what is left."""
    special = [
        (PRIORITY, "小龙潭水源地优先保护单元", shapely.union_all(setting.reservoir_zones[:2])),
        (PRIORITY, "张庄水源地优先保护单元", shapely.union_all(setting.well_zones[:2])),
        (PRIORITY, "台儿庄运河湿地优先保护单元", setting.wetlands["台儿庄运河湿地"]),
        (PRIORITY, "涧头集丘陵优先保护单元", setting.hills["涧头集丘陵水土保持"]),
        (PRIORITY, "张山子丘陵优先保护单元", setting.hills["张山子丘陵生物多样性维护"]),
        (KEY, "台儿庄经济开发区重点管控单元", setting.economic_zone),
        (KEY, "台儿庄化工产业园重点管控单元", setting.chemical_park),
        (KEY, "台儿庄城区重点管控单元", setting.city),
    ]
    units = [
        *special,
        *((GENERAL, f"{n}一般管控单元", shape) for n, shape in setting.towns.items()),
    ]
    taken: BaseGeometry = shapely.Polygon()
    found = []
    for number, (grade, name, shape) in enumerate(units, start=1):
        mine = settled(setting.inside(shape).difference(taken))
        taken = taken.union(shape)
        found.append((mine, _unit(f"ZH37040{grade}{number:04d}", name, grade)))
    return found


def _unit(code: str, name: str, grade: str) -> dict[str, str]:
    spatial, emission, risk, resource = ACCESS[grade]
    return {
        "HJGKDYBM": code, "HJGKDYMC": name, "ZHGKDYFL": grade, "CITY": "枣庄市", "AREA": "台儿庄区",
        "KJBJYS": spatial, "PWWPFGK": emission, "HJFXFK": risk, "ZYKFXLYQ": resource,
    }  # fmt: skip


def livestock_zones(setting: Setting) -> list[Feature]:
    """Ban around sources, town and canal; limits around that; three suitable places."""
    guarded = [*setting.reservoir_zones[:2], *setting.well_zones[:2], setting.city,
               setting.canal.buffer(400), setting.wetlands["台儿庄运河湿地"]]  # fmt: skip
    ban = _clean(setting.inside(shapely.union_all(guarded).simplify(15)))
    limit = _clean(setting.inside(ban.buffer(500, quad_segs=4).difference(ban).simplify(15)))
    suitable = [
        grown((117.7080, 34.6830), name="泥沟适养", half_m=(1700, 1000), turn_deg=20),
        grown((117.5900, 34.4990), name="涧头集适养", half_m=(1500, 800), turn_deg=30),
        grown((117.8130, 34.6200), name="邳庄适养", half_m=(900, 1500), turn_deg=20),
    ]
    fit = _clean(setting.inside(shapely.union_all(suitable)).difference(ban.union(limit)))
    return [
        (part, {"QYMC": f"{zone}{number}", "QHLX": zone})
        for zone, shape in (("禁养区", ban), ("限养区", limit), ("适养区", fit))
        for number, part in enumerate(_by_size(shape), start=1)
    ]


def groundwater_zones(setting: Setting) -> list[Feature]:
    """No abstraction under the town and the chemical cluster's downstream side; limits around."""
    ban = settled(setting.city.union(setting.economic_zone).buffer(250).buffer(-250))
    limit = grown((117.7120, 34.5760), name="限采区", half_m=(5400, 3300), turn_deg=-5, rough=0.08)
    around = _clean(setting.inside(limit).difference(ban).difference(setting.canal.buffer(150)))
    north = max(_by_size(around), key=lambda part: part.area)
    return [
        (ban, {"QYMC": "台儿庄城区禁采区", "FQLX": "禁采区", "MJ": round(ban.area / 1e6, 2)}),
        (north, {"QYMC": "台儿庄城郊限采区", "FQLX": "限采区", "MJ": round(north.area / 1e6, 2)}),
    ]


def _clean(shape: BaseGeometry) -> BaseGeometry:
    """Without slivers and crumbs."""
    parts = [part for part in shapely.get_parts(shape) if part.area >= SMALLEST_PART_M2]
    return settled(shapely.union_all(parts))


def _by_size(shape: BaseGeometry) -> Iterable[BaseGeometry]:
    return sorted(shapely.get_parts(shape), key=lambda part: -part.area)
