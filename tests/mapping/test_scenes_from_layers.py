"""Scenes: which layers, in which order, in which plane, with which labels."""

import numpy as np
import pytest
import shapely

from watermap.catalogue.kinds import Look
from watermap.errors import WatermapError
from watermap.language import Text
from watermap.mapping.overlays import overlay
from watermap.mapping.scene import build, layer_key


@pytest.fixture
def scene(layers, kinds, assessment):
    def make(theme="class", results=assessment, language="zh", **more):
        chosen = more.pop("layers", layers)
        return build(
            chosen, kinds=kinds, assessment=results, theme=theme, language=language, **more
        )

    return make


def drawn(scene):
    return [layer.kind.id for layer in scene.layers]


def test_layers_lie_in_the_order_of_their_kinds(scene):
    assert drawn(scene()) == [
        "administrative_area", "protection_area", "river", "complaint", "water_source", "section",
    ]  # fmt: skip


def test_the_plane_is_the_zone_of_the_middle(scene):
    assert scene().epsg == 4548
    west, south, east, north = scene().bounds
    assert (east - west, north - south) == pytest.approx((10_000, 10_000), rel=0.01)


@pytest.mark.parametrize("by", ["key", "kind"])
def test_what_is_hidden_is_not_there(scene, layers, by):
    hidden = "river" if by == "kind" else layer_key(layers["river"][0])
    assert "river" not in drawn(scene(hidden=[hidden]))
    assert scene(hidden=[hidden]).epsg == scene().epsg


def test_two_files_of_a_kind_have_two_keys(make_layer):
    place = (shapely.Point(117.6, 34.5), {"name": "甲"})
    first, second = (make_layer("section", place, file=name) for name in ("国控", "省控"))
    assert layer_key(first) != layer_key(second)


def test_an_unknown_kind_is_said(scene, layers, kinds):
    without = {name: kind for name, kind in kinds.items() if name != "river"}
    made = build(layers, kinds=without, assessment=None, theme="class", language="zh")
    (problem,) = made.problems
    assert (problem.code, problem.fields["kind"]) == ("mapping.unknown_kind", "river")
    assert "river" not in drawn(made)


def test_features_without_a_place_are_said(scene, layers, make_layer):
    lost = make_layer(
        "river",
        (shapely.LineString([(117.6, 34.5), (float("inf"), 34.6)]), {"name": "断河"}),
        (shapely.LineString([(117.6, 34.5), (117.7, 34.6)]), {"name": "好河"}),
    )
    made = scene(layers={**layers, "river": (lost,)})
    assert [(one.code, one.fields["n"]) for one in made.problems] == [("mapping.not_placed", 1)]
    again = scene(layers={**layers, "river": (lost,)}, before=made)
    assert [one.code for one in again.problems] == ["mapping.not_placed"]


def test_an_unknown_theme_is_refused(scene):
    with pytest.raises(WatermapError):
        scene(theme="nothing")


def test_an_older_scene_of_the_same_layers_lends_its_shapes(scene):
    before = scene()
    after = scene(theme="compliance", before=before)
    assert all(
        new.shapes is old.shapes for new, old in zip(after.layers, before.layers, strict=True)
    )
    changed = [layer.appearances for layer in after.layers if layer.kind.id == "section"]
    assert changed[0][1].mark is not None


def test_an_empty_project_can_be_looked_at(kinds):
    made = build({}, kinds=kinds, assessment=None, theme="class", language="zh")
    assert made.layers == ()
    assert np.isfinite(made.bounds).all()


def test_a_layer_without_geometry_is_kept(scene, layers, make_layer):
    empty = make_layer("lake", (None, {"name": "无形湖"}))
    made = scene(layers={**layers, "lake": (empty,)})
    assert "lake" in drawn(made)
    assert made.bounds == scene().bounds


def test_the_bounds_of_some_layers(scene):
    west, south, east, north = scene().bounds_of("protection_area")
    assert (east - west, north - south) == pytest.approx((2_500, 2_500), rel=0.01)


def test_labels_are_names_in_the_language_of_their_values(scene, layers, make_layer):
    wells = make_layer("red_line", (shapely.box(117.6, 34.5, 117.61, 34.51), {"name": "红线一"}))
    made = scene(layers={"red_line": (wells,)})
    assert made.layers[0].labels == ("红线一",)


def test_overlays_lie_above_all(scene):
    ring = shapely.Point(117.65, 34.55).buffer(0.01)
    look = Look(title=Text(zh="500 m", en="500 m"), line="#00695c")
    made = scene().with_overlays(overlay(ring, look, "500 m"), overlay(ring, look, ""))
    assert [layer.key for layer in made.layers[-2:]] == ["overlay/0", "overlay/1"]
    assert made.layers[-2].labels == ("500 m",)


def test_selected_records_are_drawn_once_more(scene, layers):
    key = layer_key(layers["section"][0])
    made = scene(selected={key: [1, 3]})
    marked = made.layers[-1]
    assert marked.key == f"selected/{key}"
    assert marked.shapes[0].rows.tolist() == [1, 3]
    assert scene(selected={key: []}).layers[-1].kind.id == "section"
