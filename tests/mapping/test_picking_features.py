"""What is under the pointer, held against shapely's distances."""

import numpy as np
import pytest
import shapely

from watermap.mapping.picking import hits
from watermap.mapping.plane import to_plane
from watermap.mapping.scene import build, layer_key
from watermap.mapping.view import MapView


@pytest.fixture(scope="module")
def scene(layers, kinds, assessment):
    return build(layers, kinds=kinds, assessment=assessment, theme="class", language="zh")


@pytest.fixture(scope="module")
def view(scene):
    return MapView.of(scene, 200, 200)


def found(scene, view, x_km, y_km, **more):
    at = np.array([[117.6 + x_km / 91.8, 34.5 + y_km / 110.9]])
    (x, y), = view.to_mm(to_plane(at, scene.epsg))  # fmt: skip
    names = {layer.key: layer for layer in scene.layers}
    return [
        names[hit.layer].made_of.frame.at[hit.record, "name"]
        for hit in hits(scene, view, float(x), float(y), **more)
    ]


@pytest.mark.parametrize(
    ("x_km", "y_km", "names"),
    [
        (
            4.0,
            3.2,
            ["中桥", "大河", "西镇", "示例县"],
        ),  # top of the map first, the smaller area first
        (6.5, 6.5, ["东水源", "水源一级区", "水源二级区", "东镇", "示例县"]),
        (7.7, 7.7, ["水源二级区", "东镇", "示例县"]),
        (2.0, 3.1, ["大河", "西镇", "示例县"]),
        (12.0, 12.0, []),
    ],
)
def test_hits(scene, view, x_km, y_km, names):
    assert found(scene, view, x_km, y_km) == names


def test_a_hole_is_outside(kinds, make_layer):
    ring = shapely.Point(117.6, 34.5).buffer(0.1) - shapely.Point(117.6, 34.5).buffer(0.05)
    lake = make_layer("lake", (ring, {"name": "环湖"}))
    scene = build({"lake": (lake,)}, kinds=kinds, assessment=None, theme="class", language="zh")
    view = MapView.of(scene, 100, 100)
    assert hits(scene, view, 50, 50) == ()
    assert len(hits(scene, view, 50 + 37, 50)) == 1


def test_what_is_too_far_out_to_be_drawn_is_not_hit(scene, view):
    assert "信访" in found(scene, view, 2.0, 8.0)
    assert "信访" not in found(scene, view.at_scale(400_000), 2.0, 8.0)


def test_overlays_are_not_features(scene, view, layers):
    marked = scene.highlighted({layer_key(layers["section"][0]): [1]})
    assert found(marked, view, 4.0, 3.2) == found(scene, view, 4.0, 3.2)


def test_against_shapely(kinds, make_layer):
    rng = np.random.default_rng(7)
    walks = [
        shapely.LineString(rng.uniform((117.6, 34.5), (117.7, 34.6), (6, 2))) for _ in range(60)
    ]
    rivers = make_layer("river", *[(walk, {"name": str(n)}) for n, walk in enumerate(walks)])
    scene = build({"river": (rivers,)}, kinds=kinds, assessment=None, theme="class", language="zh")
    view = MapView.of(scene, 100, 100)
    flat = [shapely.transform(walk, lambda xy: to_plane(xy, scene.epsg)) for walk in walks]
    for x, y in rng.uniform(0, 100, (40, 2)):
        place = shapely.Point(view.to_ground(np.array([[x, y]]))[0])
        near = {n for n, walk in enumerate(flat) if walk.distance(place) <= 2.0 * view.m_per_mm}
        assert {hit.record for hit in hits(scene, view, x, y, tolerance_mm=2.0)} == near
