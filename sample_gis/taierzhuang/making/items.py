"""What the laboratory measures: headings, units, decimals and detection limits."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

Group = Literal["常规项目", "重金属", "其他项目", "水源地补充项目"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One column of results."""

    id: str  # as everywhere in watermap
    heading: str
    short: str  # the heading of the year in which the laboratory wrote symbols
    group: Group
    unit: str = "mg/L"
    decimals: int
    limit: Decimal | None = None  # the detection limit
    usual: float = 0.0  # the yearly mean where nothing is said of it
    spread: float = 0.25  # standard deviation of the logarithm from month to month


def _item(id_: str, heading: str, short: str, group: Group, decimals: int, usual: float,
          limit: str | None = None, unit: str = "mg/L", spread: float = 0.25) -> Item:  # fmt: skip
    return Item(id=id_, heading=heading, short=short, group=group, decimals=decimals, usual=usual,
                limit=Decimal(limit) if limit else None, unit=unit, spread=spread)  # fmt: skip


ITEMS = (
    _item("water_temperature", "水温", "水温", "常规项目", 1, 0, unit="℃"),
    _item("ph", "pH值", "pH", "常规项目", 2, 7.9, unit="无量纲"),
    _item("dissolved_oxygen", "溶解氧", "DO", "常规项目", 1, 8),
    _item("permanganate_index", "高锰酸盐指数", "CODMn", "常规项目", 1, 3, "0.5", spread=0.12),
    _item("chemical_oxygen_demand", "化学需氧量", "CODCr", "常规项目", 0, 13, "4", spread=0.12),
    _item(
        "biochemical_oxygen_demand",
        "五日生化需氧量",
        "BOD5",
        "常规项目",
        1,
        2.3,
        "0.5",
        spread=0.12,
    ),
    _item("ammonia_nitrogen", "氨氮", "NH3-N", "常规项目", 3, 0.3, "0.025", spread=0.18),
    _item("total_phosphorus", "总磷", "TP", "常规项目", 3, 0.07, "0.01", spread=0.15),
    _item("total_nitrogen", "总氮", "TN", "常规项目", 2, 3.2, "0.05"),
    _item("copper", "铜", "Cu", "重金属", 3, 0.002, "0.001"),
    _item("zinc", "锌", "Zn", "重金属", 3, 0.016, "0.01"),
    _item("selenium", "硒", "Se", "重金属", 4, 0.0002, "0.0004"),
    _item("arsenic", "砷", "As", "重金属", 4, 0.0007, "0.0003", spread=0.5),
    _item("mercury", "汞", "Hg", "重金属", 5, 0.00002, "0.00004"),
    _item("cadmium", "镉", "Cd", "重金属", 4, 0.00006, "0.0001"),
    _item("chromium_vi", "六价铬", "Cr6+", "重金属", 3, 0.002, "0.004"),
    _item("lead", "铅", "Pb", "重金属", 3, 0.0008, "0.001"),
    _item("fluoride", "氟化物", "F-", "其他项目", 2, 0.62, "0.05", spread=0.08),
    _item("cyanide", "氰化物", "CN-", "其他项目", 3, 0.001, "0.004"),
    _item("volatile_phenols", "挥发酚", "挥发酚", "其他项目", 4, 0.0003, "0.0003", spread=0.5),
    _item("petroleum", "石油类", "石油类", "其他项目", 2, 0.014, "0.01", spread=0.5),
    _item(
        "anionic_surfactants", "阴离子表面活性剂", "LAS", "其他项目", 2, 0.04, "0.05", spread=0.4
    ),
    _item("sulphide", "硫化物", "S2-", "其他项目", 3, 0.004, "0.005", spread=0.4),
    _item(
        "faecal_coliforms", "粪大肠菌群", "粪大肠菌群", "其他项目", 0, 3400, unit="个/L", spread=0.6
    ),
    _item("sulphate", "硫酸盐", "SO42-", "水源地补充项目", 0, 118, spread=0.1),
    _item("chloride", "氯化物", "Cl-", "水源地补充项目", 0, 58, spread=0.1),
    _item("nitrate", "硝酸盐", "NO3-N", "水源地补充项目", 2, 1.9),
    _item("iron", "铁", "Fe", "水源地补充项目", 2, 0.05, "0.03"),
    _item("manganese", "锰", "Mn", "水源地补充项目", 2, 0.02, "0.01"),
)
BY_ID = {item.id: item for item in ITEMS}
BASIC = tuple(item for item in ITEMS if item.group != "水源地补充项目")
