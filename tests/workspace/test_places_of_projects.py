"""What a person said of a layer's place is kept in the project and used when it is opened."""

from pathlib import Path

import geopandas as gpd
import numpy as np
import pytest
import shapely
from pyproj import Geod, Transformer

from watermap.geodesy.web_offset import offset_degrees
from watermap.harmonise.places.shift import GeocentricShift, PlaneShift, WebOffset
from watermap.language import Text
from watermap.reading.reader import Reader
from watermap.workspace.folder import read_project, save_project
from watermap.workspace.opened import open_project
from watermap.workspace.project import LayerEntry, Project

GEOD = Geod(a=6378137, rf=298.257222101)
PLACE = (117.73, 34.56)
PLANE = PlaneShift(
    method="plane",
    from_crs=2436,
    to_crs=4548,
    north_m=-30.0,
    east_m=90.0,
    rotation_arcsec=0.0,
    turns="clockwise",
    scale_ppm=0.0,
    accuracy_m=0.05,
    why="测绘院",
)
LOCAL = PLANE.model_copy(update={"from_crs": "local", "north_m": 3_800_000.0, "east_m": 500_000.0})
SPACE = GeocentricShift(
    method="geocentric",
    from_crs=4610,
    dx_m=60.0,
    dy_m=-40.0,
    dz_m=20.0,
    rx_arcsec=0.5,
    ry_arcsec=-0.3,
    rz_arcsec=0.2,
    scale_ppm=1.5,
    convention="coordinate_frame",
    why="测绘局",
)
GCJ = WebOffset(method="gcj02", why="高德")


def project_of(entry: LayerEntry) -> Project:
    return Project(title=Text(zh="项目", en="project"), layers=[entry])


@pytest.mark.parametrize("shift", [PLANE, LOCAL, SPACE, GCJ])
def test_a_shift_is_saved_as_people_read_it_and_read_again(tmp_path: Path, shift) -> None:
    entry = LayerEntry(path="a.geojson", kind="outfall", crs=2436, north_first=True, shift=shift)
    path = save_project(project_of(entry), tmp_path)
    assert "[layer.shift]" in path.read_text("utf-8")
    assert read_project(tmp_path).project.layers == [entry]


def plane(lon: float, lat: float) -> tuple[float, float]:
    return Transformer.from_crs(4490, 4548, always_xy=True).transform(lon, lat)


def beijing_54() -> tuple[float, float]:
    east, north = plane(*PLACE)
    return east - 90, north + 30


def local() -> tuple[float, float]:
    east, north = plane(*PLACE)
    return east - 500_000, north - 3_800_000


def web_map() -> tuple[float, float]:
    lon, lat = offset_degrees(*np.array(PLACE)[:, None], "gcj02")
    return float(lon[0]), float(lat[0])


@pytest.mark.parametrize(
    ("point", "said"),
    [
        (beijing_54(), {"crs": 2436, "shift": PLANE}),
        (beijing_54()[::-1], {"crs": 2436, "shift": PLANE, "north_first": True}),
        (local(), {"shift": LOCAL}),
        (web_map(), {"crs": 4490, "shift": GCJ}),
        (PLACE[::-1], {"crs": 4490, "north_first": True}),
    ],
)
def test_an_opened_project_has_the_layer_in_its_place(tmp_path: Path, point, said) -> None:
    frame = gpd.GeoDataFrame({"PWKMC": ["一号口"]}, geometry=[shapely.Point(point)], crs=4548)
    frame.to_file(tmp_path / "a.shp", encoding="utf-8")
    (tmp_path / "a.prj").unlink()
    save_project(project_of(LayerEntry(path="a.shp", kind="outfall", **said)), tmp_path)
    with Reader() as reader:
        opened = open_project(tmp_path, reader=reader)
    (layer,) = opened.layers["outfall"]
    found = layer.frame.geometry[0]
    assert GEOD.inv(found.x, found.y, *PLACE)[2] < 0.001
    assert layer.place.shift == said.get("shift")
    assert not [one for one in layer.problems if one.severity == "error"]
    assert not [one for one in layer.problems if one.code.startswith("reading.no_prj")]


SITE = [(106.60, 29.00), (106.61, 29.00), (106.61, 29.01), (106.60, 29.01)]


def test_one_site_in_three_systems_is_one_site(tmp_path: Path) -> None:
    """G03: pairs of 4490, 4524 and 4545 share the same area to 0.05 m²; without CRS it is asked."""
    shapes = []
    for epsg in (4490, 4524, 4545):
        forward = Transformer.from_crs(4490, epsg, always_xy=True)
        # Straight in degrees, so that all three are one shape.
        dense = shapely.segmentize(shapely.Polygon(SITE), 0.0001)
        shape = shapely.transform(
            dense, lambda xy, to=forward: np.column_stack(to.transform(*xy.T))
        )
        name = f"{epsg}.shp"
        gpd.GeoDataFrame({"MC": ["甲"]}, geometry=[shape], crs=epsg).to_file(tmp_path / name)
        shapes.append(LayerEntry(path=name, kind="proposed_site"))
    gpd.GeoDataFrame({"MC": ["甲"]}, geometry=[shape], crs=4545).to_file(tmp_path / "d.shp")
    (tmp_path / "d.prj").unlink()
    shapes.append(LayerEntry(path="d.shp", kind="proposed_site"))
    save_project(Project(title=Text(zh="项目", en="project"), layers=shapes), tmp_path)
    with Reader() as reader:
        opened = open_project(tmp_path, reader=reader)
    assert [entry.path for entry in opened.failed] == ["d.shp"]
    assert "harmonise.crs_unknown" in [one.code for one in opened.failures]
    areas = [layer.frame.geometry[0] for layer in opened.layers["proposed_site"]]
    own = [abs(GEOD.geometry_area_perimeter(area)[0]) for area in areas]
    for first in areas:
        for second in areas:
            shared = abs(GEOD.geometry_area_perimeter(first.intersection(second))[0])
            assert shared == pytest.approx(own[0], abs=0.05)


def test_layers_of_a_project_doubt_one_that_lies_far_off(tmp_path: Path) -> None:
    for name, lon in (("a", 117.7), ("b", 117.72), ("c", 120.7)):
        frame = gpd.GeoDataFrame({"MC": [name]}, geometry=[shapely.Point(lon, 34.5)], crs=4490)
        frame.to_file(tmp_path / f"{name}.shp")
    entries = [LayerEntry(path=f"{name}.shp", kind="outfall") for name in "abc"]
    save_project(Project(title=Text(zh="项目", en="project"), layers=entries), tmp_path)
    with Reader() as reader:
        opened = open_project(tmp_path, reader=reader)
    far = [one for one in opened.problems if one.code == "harmonise.far_from_known"]
    assert [one.fields["file"] for one in far] == ["c.shp"]
    assert far[0] in opened.doubts_of_layers()
