"""The district and its towns: one net of borders, so neighbours share every vertex."""

from collections.abc import Mapping, Sequence

import shapely
from shapely.geometry import LineString, Point, Polygon
from shapely.ops import polygonize

from making.curves import between, vertex, winding
from making.ground import Pair, board, settled, spot
from making.rivers import CANAL

DISTRICT = "台儿庄区"
DISTRICT_CODE = "370405"
# town: code, a place inside it
TOWNS: dict[str, tuple[str, Pair]] = {
    "运河街道": ("370405001", (117.730, 34.570)),
    "邳庄镇": ("370405101", (117.800, 34.600)),
    "张山子镇": ("370405102", (117.470, 34.600)),
    "泥沟镇": ("370405103", (117.690, 34.670)),
    "涧头集镇": ("370405104", (117.560, 34.500)),
    "马兰屯镇": ("370405105", (117.600, 34.600)),
}

BORDER_WAVES_M = (2600.0, 1300.0, 620.0)

Arc = tuple[str, Sequence[Pair], str]  # from node, places between, to node

NODES: dict[str, Pair] = {
    "north_west": (117.548, 34.626), "north": (117.610, 34.657), "north_east": (117.764, 34.646),
    "south_east": (117.772, 34.521), "south": (117.668, 34.518), "south_west": (117.437, 34.527),
    "heart": (117.664, 34.606), "east_heart": (117.757, 34.602),
}  # fmt: skip

ARCS: tuple[Arc, ...] = (
    ("south_west", [(117.418, 34.541), (117.398, 34.542), (117.381, 34.556), (117.366, 34.571),
                    (117.361, 34.588), (117.374, 34.607), (117.391, 34.612), (117.404, 34.631),
                    (117.428, 34.634), (117.446, 34.646), (117.471, 34.637), (117.493, 34.642),
                    (117.521, 34.631)], "north_west"),
    ("north_west", [(117.566, 34.644), (117.586, 34.641)], "north"),
    ("north", [(117.624, 34.672), (117.641, 34.676), (117.652, 34.695), (117.678, 34.698),
               (117.695, 34.709), (117.716, 34.698), (117.731, 34.700), (117.744, 34.681),
               (117.742, 34.664)], "north_east"),
    ("north_east", [(117.779, 34.655), (117.797, 34.645)], "taogou_head"),
    ("taogou_mouth", [(117.833, 34.526), (117.815, 34.522), (117.797, 34.528)], "south_east"),
    ("south_east", [(117.748, 34.524), (117.728, 34.515), (117.706, 34.522), (117.688, 34.516)],
     "south"),
    ("south", [(117.655, 34.504), (117.633, 34.502), (117.622, 34.488), (117.598, 34.486),
               (117.580, 34.474), (117.553, 34.478), (117.535, 34.470), (117.512, 34.480),
               (117.498, 34.494), (117.473, 34.496), (117.461, 34.513)], "south_west"),
    ("south_west", [(117.434, 34.550)], "canal_west"),
    ("canal_middle", [(117.553, 34.574), (117.541, 34.593), (117.551, 34.610)], "north_west"),
    ("canal_east", [(117.674, 34.534)], "south"),
    ("canal_east", [(117.658, 34.563), (117.666, 34.586)], "heart"),
    ("heart", [(117.652, 34.622), (117.634, 34.632), (117.628, 34.648)], "north"),
    ("heart", [(117.690, 34.610), (117.722, 34.605)], "east_heart"),
    ("east_heart", [(117.752, 34.622), (117.766, 34.632)], "north_east"),
    ("east_heart", [(117.772, 34.580), (117.764, 34.562), (117.769, 34.542)], "south_east"),
)  # fmt: skip


def towns(rivers: Mapping[str, LineString]) -> dict[str, Polygon]:
    """The towns by name; the canal and the 陶沟河 are borders where they run along one."""
    canal, taogou = rivers[CANAL], rivers["陶沟河"]
    nodes = {name: spot(*place) for name, place in NODES.items()} | {
        "canal_west": vertex(canal, 117.443, 34.575),
        "canal_middle": vertex(canal, 117.548, 34.551),
        "canal_east": vertex(canal, 117.664, 34.549),
        "taogou_head": vertex(taogou, 117.817, 34.645),
        "taogou_mouth": Point(taogou.coords[-1]),
    }
    net = [_arc(arc, nodes) for arc in ARCS] + [
        between(canal, nodes["canal_west"], nodes["canal_middle"]),
        between(canal, nodes["canal_middle"], nodes["canal_east"]),
        between(taogou, nodes["taogou_head"], nodes["taogou_mouth"]),
    ]
    found = list(polygonize(net))
    return {
        name: settled(next(shape for shape in found if shape.contains(spot(*inside))))
        for name, (_, inside) in TOWNS.items()
    }


def _arc(arc: Arc, nodes: Mapping[str, Point]) -> LineString:
    start, places, end = arc
    controls = board([(0, 0), *places, (0, 0)])
    controls[0], controls[-1] = nodes[start].coords[0], nodes[end].coords[0]
    return winding(controls, name=f"{start}–{end}", swing_m=260, step_m=240, waves_m=BORDER_WAVES_M)


def district(towns: Mapping[str, Polygon]) -> Polygon:
    """The whole district: its towns together."""
    return settled(shapely.union_all(list(towns.values())))
