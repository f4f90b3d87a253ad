"""Roads with their bridges, pipelines, petrol stations."""

import shapely
from shapely.geometry import LineString
from shapely.ops import substring

from making.curves import course
from making.ground import Pair, settled, spot
from making.rivers import CANAL
from making.setting import Setting
from making.sheet import Feature

# name, course
ROADS: tuple[tuple[str, str, tuple[Pair, ...]], ...] = (
    ("G3京台高速", "高速公路", ((117.4880, 34.6620), (117.4830, 34.6250), (117.4850, 34.5900),
     (117.4780, 34.5550), (117.4690, 34.5200), (117.4640, 34.4800))),
    ("S241枣台线", "省道", ((117.6640, 34.7150), (117.6830, 34.6850), (117.6950, 34.6600),
     (117.7160, 34.6350), (117.7270, 34.6050), (117.7330, 34.5800), (117.7360, 34.5640),
     (117.7370, 34.5480), (117.7330, 34.5280), (117.7320, 34.5090))),
    ("S352台韩线", "省道", ((117.3580, 34.6120), (117.4050, 34.6000), (117.4480, 34.5920),
     (117.5000, 34.5800), (117.5600, 34.5660), (117.6180, 34.5620), (117.6640, 34.5660),
     (117.7000, 34.5690), (117.7330, 34.5680), (117.7700, 34.5660), (117.8100, 34.5640),
     (117.8450, 34.5610))),
    ("X006涧马线", "县道", ((117.5430, 34.4700), (117.5500, 34.5050), (117.5690, 34.5350),
     (117.5830, 34.5650), (117.5900, 34.6000), (117.5830, 34.6450))),
    ("X009泥马线", "县道", ((117.5920, 34.6050), (117.6200, 34.6170), (117.6500, 34.6380),
     (117.6900, 34.6520), (117.7130, 34.6410))),
)  # fmt: skip

# name, road, river, length in metres
BRIDGES: tuple[tuple[str, str, str, float], ...] = (
    ("京台高速运河特大桥", "G3京台高速", CANAL, 900),
    ("京台高速伊家河桥", "G3京台高速", "伊家河", 240),
    ("台儿庄大桥", "S241枣台线", CANAL, 620),
    ("小季河桥", "S241枣台线", "小季河", 90),
    ("大沙河桥", "S352台韩线", "峄城大沙河", 180),
    ("新沟河桥", "S352台韩线", "新沟河", 80),
    ("涧马线运河桥", "X006涧马线", CANAL, 540),
    ("涧马线伊家河桥", "X006涧马线", "伊家河", 150),
)

PIPELINES: tuple[tuple[str, str, tuple[Pair, ...]], ...] = (
    ("鲁南成品油管道（示意）", "输油管道", (
     (117.4180, 34.6400), (117.4330, 34.6080), (117.4600, 34.5850),
     (117.5150, 34.5480), (117.5650, 34.5160), (117.6200, 34.4860))),
    ("枣台天然气管道（示意）", "天然气管道", (
     (117.6540, 34.7000), (117.6600, 34.6650), (117.6790, 34.6310),
     (117.6850, 34.6050), (117.6870, 34.5880))),
)  # fmt: skip

PETROL_STATIONS: tuple[tuple[str, Pair], ...] = (
    ("泥沟加油站", (117.6935, 34.6610)), ("张庄加油站", (117.6670, 34.6405)),
    ("城北加油站", (117.7300, 34.5960)), ("运河加油站", (117.7380, 34.5440)),
    ("马兰屯加油站", (117.6230, 34.5630)), ("涧头集加油站", (117.5510, 34.5060)),
    ("张山子加油站", (117.4310, 34.5960)), ("龙潭加油站", (117.4660, 34.5890)),
    ("邳庄加油站", (117.7980, 34.5650)), ("开发区加油站", (117.7010, 34.5695)),
)  # fmt: skip


def roads(setting: Setting) -> list[Feature]:
    """Roads, then the bridges as pieces of them."""
    lines = {name: course(places, name=name, swing_m=90, step_m=300) for name, _, places in ROADS}
    found: list[Feature] = [(lines[name], _row(name, "公路", rank)) for name, rank, _ in ROADS]
    for name, road, river, length in BRIDGES:
        piece = _bridge(lines[road], setting.rivers[river], length)
        found.append((piece, _row(name, "桥梁", None)))
    return found


def _row(name: str, kind: str, rank: str | None) -> dict[str, str | None]:
    return {"DLMC": name, "LX": kind, "DJ": rank}


def _bridge(road: LineString, river: LineString, length: float) -> LineString:
    crossing = shapely.get_parts(road.intersection(river))[0]
    middle = road.project(crossing)
    piece = substring(road, middle - length / 2, middle + length / 2)
    return settled(piece)


def pipelines(_: Setting) -> list[Feature]:
    """Oil and gas pipelines."""
    return [
        (course(places, name=name, swing_m=60, step_m=400), {"GDMC": name, "LX": kind})
        for name, kind, places in PIPELINES
    ]


def petrol_stations(_: Setting) -> list[Feature]:
    """Petrol stations."""
    return [
        (spot(*place), {"JYZBH": f"JYZ{number:02d}", "JYZMC": name})
        for number, (name, place) in enumerate(PETROL_STATIONS, start=1)
    ]
