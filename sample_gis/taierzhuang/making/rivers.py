"""The rivers, each digitised from its head to its mouth; a mouth is a vertex of the canal."""

from dataclasses import dataclass

from shapely.geometry import LineString

from making.curves import course, vertex, winding
from making.ground import Pair, board

CANAL = "韩庄运河"
BROOK_WAVES_M = (3600.0, 1700.0, 750.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Tributary:
    """A river that ends on the canal near ``mouth``."""

    name: str
    code: str
    level: str
    head: tuple[Pair, ...]
    mouth: Pair


CANAL_COURSE: tuple[Pair, ...] = (
    (117.349, 34.600), (117.372, 34.592), (117.410, 34.581), (117.450, 34.574), (117.500, 34.561),
    (117.550, 34.551), (117.600, 34.541), (117.650, 34.546), (117.690, 34.553), (117.730, 34.552),
    (117.770, 34.548), (117.810, 34.541), (117.838, 34.537), (117.856, 34.533),
)  # fmt: skip

TRIBUTARIES = (
    Tributary(name="伊家河", code="SDZZTEZ02", level="市级", mouth=(117.652, 34.546), head=(
        (117.350, 34.571), (117.385, 34.561), (117.430, 34.546), (117.480, 34.532),
        (117.530, 34.520), (117.580, 34.515), (117.615, 34.523), (117.634, 34.537))),
    Tributary(name="峄城大沙河", code="SDZZTEZ03", level="市级", mouth=(117.622, 34.542), head=(
        (117.572, 34.662), (117.580, 34.640), (117.600, 34.610), (117.603, 34.582),
        (117.616, 34.560))),
    Tributary(name="小季河", code="SDZZTEZ04", level="县级", mouth=(117.793, 34.545), head=(
        (117.690, 34.676), (117.698, 34.646), (117.706, 34.620), (117.724, 34.600),
        (117.752, 34.588), (117.776, 34.573))),
    Tributary(name="新沟河", code="SDZZTEZ05", level="县级", mouth=(117.817, 34.540), head=(
        (117.776, 34.638), (117.784, 34.614), (117.797, 34.592), (117.804, 34.563))),
    Tributary(name="陶沟河", code="SDZZTEZ06", level="省级", mouth=(117.838, 34.537), head=(
        (117.800, 34.676), (117.817, 34.645), (117.842, 34.610), (117.836, 34.575))),
    Tributary(name="龙潭沟", code="SDZZTEZ07", level="县级", mouth=(117.474, 34.568), head=(
        (117.456, 34.617), (117.463, 34.606), (117.469, 34.592))),
)  # fmt: skip

CODES = {CANAL: "SDZZTEZ01"} | {river.name: river.code for river in TRIBUTARIES}
LEVELS = {CANAL: "省级"} | {river.name: river.level for river in TRIBUTARIES}


def rivers() -> dict[str, LineString]:
    """All rivers by name, the canal first."""
    canal = course(CANAL_COURSE, name=CANAL, swing_m=230)
    found = {CANAL: canal}
    for river in TRIBUTARIES:
        mouth = vertex(canal, *river.mouth)
        controls = board([*river.head, river.mouth])
        controls[-1] = (mouth.x, mouth.y)
        found[river.name] = winding(
            controls, name=river.name, swing_m=260, step_m=150, waves_m=BROOK_WAVES_M
        )
    return found
