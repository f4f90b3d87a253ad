"""The legend lists what the view shows, no more and no less, inside its box."""

from dataclasses import replace
from itertools import pairwise

import pytest

from watermap.catalogue.kinds import Look
from watermap.language import Text
from watermap.mapping.appearance import Appearance
from watermap.mapping.drawlist import Label
from watermap.mapping.legend import Entry, _flow, entries, legend
from watermap.mapping.scene import build
from watermap.mapping.text import width_em
from watermap.mapping.view import MapView


@pytest.fixture(scope="module")
def view(layers, kinds, assessment):
    scene = build(layers, kinds=kinds, assessment=assessment, theme="class", language="zh")
    return MapView.of(scene, 200, 200)


@pytest.fixture
def listed(layers, kinds, assessment):
    def make(view, theme="compliance", language="zh", results=assessment):
        scene = build(layers, kinds=kinds, assessment=results, theme=theme, language=language)
        return [entry.title for entry in entries(scene, view)]

    return make


def test_the_whole_town(listed, view):
    assert listed(view) == [
        "水质类别", "Ⅱ类", "Ⅲ类", "劣Ⅴ类", "数据不足，未评价", "无监测数据",
        "水质目标", "达到水质目标", "未达到水质目标",
        "水体与监测", "河流",
        "保护区域", "饮用水水源地（水质类别）", "一级保护区", "二级保护区",
        "污染源", "信访投诉",
        "基础地理", "县（区）界", "乡镇界",
    ]  # fmt: skip


def test_in_english_no_chinese_is_left(listed, view):
    assert all(title.isascii() or "–" in title for title in listed(view, language="en"))


def test_without_results_sections_are_listed_as_a_layer(listed, view):
    titles = listed(view, results=None)
    assert "控制断面" in titles
    assert "水质类别" not in titles


def test_what_the_view_does_not_show_is_not_listed(listed, view):
    south = replace(view, north_m=view.north_m - 2_000, height_mm=60)
    titles = listed(south)
    assert "河流" in titles
    assert "一级保护区" not in titles
    assert "信访投诉" not in listed(view.at_scale(400_000))


def test_a_box_that_meets_the_view_is_no_feature_in_it(kinds, make_layer, layers):
    """A bent river's box covers the view, the river itself passes by."""
    import shapely

    bent = shapely.LineString([(117.60, 34.50), (117.70, 34.50), (117.70, 34.60)])
    river = make_layer("river", (bent, {"name": "弯河"}))
    scene = build({"river": (river,)}, kinds=kinds, assessment=None, theme="class", language="zh")
    view = MapView.of(scene, 100, 100)
    upper_left = view.zoom(4, (10, 10))
    assert entries(scene, upper_left) == ()
    assert len(entries(scene, view)) == 2


@pytest.mark.parametrize("count", [3, 25, 60, 140])
def test_every_entry_stands_in_the_box(count):
    from watermap.catalogue.kinds import Look
    from watermap.language import Text
    from watermap.mapping.appearance import Appearance

    look = Appearance(look=Look(fill="#aabbcc"), title=Text(zh="", en=""))
    many = tuple(
        Entry(title=f"第{n}种图例说明", appearance=look if n % 9 else None, dimension=2)
        for n in range(count)
    )
    items = legend(many, x_mm=10, y_mm=20, width_mm=66, height_mm=110, language="zh")
    written = [item for item in items if isinstance(item, Label)]
    assert "".join(one.text for one in written) == "".join(entry.title for entry in many)
    for one in written:
        assert one.x_mm >= 10
        assert one.x_mm + width_em(one.text) * one.size_mm <= 10 + 66 + 0.5
        assert 20 < one.y_mm < 20 + 110
    rows = sorted((one.x_mm, one.y_mm) for one in written)
    gaps = [b[1] - a[1] for a, b in pairwise(rows) if a[0] == b[0]]
    assert min(gaps) >= written[0].size_mm


@pytest.mark.parametrize("columns", [1, 2, 3])
@pytest.mark.parametrize("tenths_mm", range(400, 2400, 5))
def test_no_heading_stands_alone_at_the_foot_of_a_column(tenths_mm, columns):
    look = Appearance(look=Look(), title=Text(zh="项", en="entry"))
    listed = tuple(
        entry
        for number, size in enumerate((5, 2, 9, 4, 2, 6))
        for entry in [
            Entry(title=f"组{number}"),
            *(Entry(title=f"项{one}", appearance=look) for one in range(size)),
        ]
    )
    placed = _flow(listed, columns, 3.0, 40.0, tenths_mm / 10)
    if placed is None:
        return
    assert [entry for entry, *_ in placed] == list(listed)
    for (entry, _, column, _), (_, _, following, _) in pairwise(placed):
        assert entry.appearance is not None or following == column
