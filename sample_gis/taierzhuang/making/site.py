"""The proposed chemical plant, as a map file and as a table of corners."""

import json
from pathlib import Path

import numpy as np
import shapely
from shapely.affinity import rotate, translate
from shapely.geometry import Polygon

from making.ground import ZONE_39_PREFIX_M, leaving
from making.setting import Setting

NAME = "拟建化工项目"
PLOT = Polygon([(-230, -150), (-20, -170), (210, -140), (230, 60), (130, 150), (-210, 140)])
TURN_DEG = 20.0
BEYOND_THE_EDGE_M = 90.0  # how far outside grade 2 the plot's middle lies


def plot(setting: Setting) -> Polygon:
    """The plot, over the edge of the well field's grade 2 area that faces the chemical cluster."""
    grade_1, grade_2, _ = setting.well_zones
    guarded = grade_1.union(grade_2)
    cluster = setting.chemical_park.centroid
    edge = shapely.shortest_line(guarded.exterior, cluster)
    place = shapely.line_interpolate_point(edge, BEYOND_THE_EDGE_M)
    return translate(rotate(PLOT, TURN_DEG, (0, 0)), place.x, place.y)


def write_site(setting: Setting, folder: Path) -> None:
    """Write the GeoJSON file and the corner table."""
    shape = plot(setting)
    (folder / f"{NAME}.geojson").write_bytes((_geojson(shape) + "\n").encode())
    (folder / "拐点坐标.csv").write_bytes(_corners(shape).encode("utf-8-sig"))


def _geojson(shape: Polygon) -> str:
    corners = shapely.get_coordinates(leaving(shape, 4490)).tolist()
    content = {
        "type": "FeatureCollection",
        "name": NAME,
        "crs": {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::4490"}},
        "features": [{
            "type": "Feature",
            "properties": {"name": "示例化工新材料项目", "industry": "C2614", "work": "new",
                           "discharges": True},
            "geometry": {"type": "Polygon", "coordinates": [corners]},
        }],
    }  # fmt: skip
    return json.dumps(content, ensure_ascii=False, indent=1)


def _corners(shape: Polygon) -> str:
    """X is north and Y is east, with the zone's number, as surveyors write."""
    metres = np.round(shapely.get_coordinates(shape)[:-1], 3)
    rows = ["点号,X,Y"]
    for number, (east, north) in enumerate(metres, start=1):
        rows.append(f"J{number},{north:.3f},{east + ZONE_39_PREFIX_M:.3f}")
    return "\r\n".join(rows) + "\r\n"
