"""What lies in a source's protection areas: worked out by hand."""

import pytest

from tests.checks.ground import Ground
from watermap.checks.sources.source_areas import source_areas

GROUND = Ground()


@pytest.fixture
def told(make_layer, kinds):
    layers = [
        make_layer(
            "water_source",
            (GROUND.point(0, 0), {"name": "一号"}),
            (GROUND.point(5000, 0), {"name": "二号"}),
        ),
        make_layer(
            "protection_area",
            (
                GROUND.box(-500, -500, 500, 500),
                {"name": "甲", "source": "一号", "level": "grade_1"},
            ),
            (GROUND.box(-900, -900, 900, 900), {"name": "乙", "level": "grade_2"}),
            (GROUND.box(-900, -900, 900, 900), {"name": "丙", "source": "三号"}),
        ),
        make_layer("outfall", GROUND.point(100, 0), GROUND.point(600, 0), GROUND.point(3000, 0)),
        make_layer("red_line", GROUND.box(0, -500, 300, 500), GROUND.box(200, -500, 500, 500)),
        make_layer("transport_line", GROUND.line((-2000, 100), (2000, 100))),
    ]
    found = source_areas({one.kind: (one,) for one in layers}, sources=None, kinds=kinds)
    return {one.source.name: one for one in found}


def content(area, kind):
    return next(one for one in area.contents if one.kind == kind)


def test_areas_are_the_sources_by_name_else_by_place(told):
    assert [(one.area.name, one.by) for one in told["一号"].areas] == [
        ("甲", "name"), ("乙", "place"),
    ]  # fmt: skip
    assert told["二号"].areas == ()


def test_counts_areas_and_lengths(told):
    first, second = told["一号"].areas
    assert first.area_m2 == pytest.approx(1e6, rel=1e-4)
    assert [len(content(one, "outfall").features) for one in (first, second)] == [1, 2]
    red = content(first, "red_line")
    assert red.overlap_m2 == pytest.approx(500_000, rel=1e-4)  # 300 m and 300 m share 100 m
    assert red.share_pct == pytest.approx(50, rel=1e-4)
    assert content(first, "transport_line").length_m == pytest.approx(1000, rel=1e-4)
    assert content(first, "outfall").overlap_m2 is None
