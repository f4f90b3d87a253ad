"""Everything drawn once, from which the layers take: land, water, zones."""

from collections.abc import Mapping
from dataclasses import dataclass

import shapely
from shapely.geometry import LineString, MultiPoint, Polygon
from shapely.geometry.base import BaseGeometry

from making.curves import grown, laid_out
from making.ground import board, settled
from making.land import district, towns
from making.rivers import CANAL, rivers

LEVEE_STRIP_M = 220.0  # from the canal's middle to the levee's foot
KEY_ZONE_M = 15_000.0  # 山东省南水北调工程沿线区域水污染防治条例, article 14
SPARE_M = 220.0  # each zone reaches at least so far beyond the one inside it
WELL_FIELD = ((117.6655, 34.6245), (117.6690, 34.6262), (117.6722, 34.6248), (117.6700, 34.6223))


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """The drawn shapes, in metres of the board."""

    rivers: Mapping[str, LineString]
    towns: Mapping[str, Polygon]
    district: Polygon
    reservoir: Polygon
    park_lake: Polygon
    wetlands: Mapping[str, BaseGeometry]
    city: Polygon  # the built-up area
    economic_zone: Polygon
    chemical_park: Polygon
    small_parks: Mapping[str, Polygon]
    reservoir_zones: tuple[BaseGeometry, BaseGeometry, BaseGeometry]  # grade 1, grade 2, quasi
    well_zones: tuple[BaseGeometry, BaseGeometry, BaseGeometry]
    hills: Mapping[str, BaseGeometry]

    @property
    def canal(self) -> LineString:
        """The middle line of 韩庄运河, beyond the district at both ends."""
        return self.rivers[CANAL]

    def inside(self, shape: BaseGeometry) -> BaseGeometry:
        """The part of a shape inside the district."""
        return settled(shape.intersection(self.district))


def draw() -> Setting:
    """Draw it all."""
    streams = rivers()
    communes = towns(streams)
    whole = district(communes)
    reservoir = grown((117.453, 34.6165), name="小龙潭水库", half_m=(880, 430), turn_deg=35)
    streams["龙潭沟"] = _biggest(streams["龙潭沟"].difference(reservoir))
    return Setting(
        rivers=streams,
        towns=communes,
        district=whole,
        reservoir=reservoir,
        park_lake=grown((117.7205, 34.5745), name="双龙湖", half_m=(420, 230), turn_deg=10),
        wetlands=_wetlands(streams),
        city=_city(streams[CANAL]),
        economic_zone=laid_out((117.6865, 34.5795), size_m=(3300, 2300), turn_deg=-4),
        chemical_park=laid_out((117.6395, 34.6085), size_m=(2000, 1500), turn_deg=12),
        small_parks={
            "涧头集建材产业园": laid_out((117.5635, 34.4985), size_m=(1500, 1000), turn_deg=-10),
            "泥沟食品产业园": laid_out((117.7120, 34.6505), size_m=(1100, 900), turn_deg=-6),
        },
        reservoir_zones=_reservoir_zones(reservoir, whole),
        well_zones=_well_zones(whole),
        hills=_hills(whole),
    )


def _wetlands(streams: Mapping[str, LineString]) -> dict[str, BaseGeometry]:
    bank = grown((117.6935, 34.5465), name="运河湿地", half_m=(2400, 620), turn_deg=4, rough=0.14)
    mouth = grown(
        (117.8195, 34.5335), name="涛沟河湿地", half_m=(1050, 520), turn_deg=-8, rough=0.14
    )
    water = streams[CANAL].buffer(110)
    south = streams[CANAL].buffer(1500, single_sided=True, join_style="mitre").buffer(0)
    return {
        "台儿庄运河湿地": settled(_biggest(bank.difference(water).difference(south))),
        "涛沟河口湿地": settled(_biggest(mouth.difference(water))),
    }


def _biggest(shape: BaseGeometry) -> BaseGeometry:
    return max(shapely.get_parts(shape), key=lambda part: (part.area, part.length))


def _city(canal: LineString) -> Polygon:
    """The old town north of the canal and the new town north-west of it."""
    body = shapely.union_all([
        grown((117.7355, 34.5655), name="城区东", half_m=(2100, 1500), rough=0.08),
        grown((117.7170, 34.5730), name="城区西", half_m=(1500, 1250), rough=0.08),
    ])  # fmt: skip
    dry = body.difference(canal.buffer(160))
    return settled(_biggest(dry).buffer(-40).buffer(40))


def _rings(
    inner: BaseGeometry, middle: BaseGeometry, outer: BaseGeometry, whole: Polygon
) -> tuple[BaseGeometry, BaseGeometry, BaseGeometry]:
    """Grade 1, grade 2 without it, the quasi area without both; all inside the district."""
    first = inner.intersection(whole)
    second = middle.union(inner.buffer(SPARE_M)).intersection(whole)
    third = outer.union(second.buffer(SPARE_M)).intersection(whole)
    return settled(first), settled(second.difference(first)), settled(third.difference(second))


def _reservoir_zones(
    reservoir: Polygon, whole: Polygon
) -> tuple[BaseGeometry, BaseGeometry, BaseGeometry]:
    return _rings(
        reservoir.buffer(200, quad_segs=4),
        grown((117.4495, 34.6215), name="小龙潭二级", half_m=(2050, 1350), turn_deg=35),
        grown((117.4470, 34.6245), name="小龙潭准", half_m=(3200, 2050), turn_deg=30),
        whole,
    )


def _well_zones(whole: Polygon) -> tuple[BaseGeometry, BaseGeometry, BaseGeometry]:
    field = MultiPoint(board(WELL_FIELD)).convex_hull
    return _rings(
        field.buffer(100, quad_segs=4),
        grown((117.6690, 34.6250), name="张庄二级", half_m=(1050, 900), turn_deg=20, rough=0.07),
        grown((117.6740, 34.6330), name="张庄准", half_m=(1750, 2250), turn_deg=-15),
        whole,
    )


def _hills(whole: Polygon) -> dict[str, BaseGeometry]:
    south = grown(
        (117.5230, 34.4900), name="涧头集丘陵", half_m=(2600, 1150), turn_deg=8, rough=0.16
    )
    north = grown(
        (117.5120, 34.6150), name="张山子丘陵", half_m=(1900, 1050), turn_deg=-12, rough=0.16
    )
    return {
        "涧头集丘陵水土保持": settled(south.intersection(whole)),
        "张山子丘陵生物多样性维护": settled(north.intersection(whole)),
    }
