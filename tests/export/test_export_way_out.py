"""The way out on maps, in layers and on pages: where it leads, how far, what would go."""

import math
from dataclasses import replace

import pyogrio
import pytest

pytest.importorskip("PySide6")
import shapely
from pypdf import PdfReader
from pyproj import Geod
from shapely import affinity

from watermap.checks.way import Move, Trim, Way, WayOut
from watermap.errors import Message
from watermap.export.check_page import check_writers
from watermap.export.endings import write_by_ending
from watermap.export.site_map import CheckContent, check_map, site_drawing, way_drawing
from watermap.export.way_marks import arrow, way_marks
from watermap.language import Text
from watermap.mapping.drawlist import Label, Lines

pytestmark = pytest.mark.qt

GEOD = Geod(ellps="GRS80")
NO_MOVE = Message.of("way_out.no_move", radius="2000")
BLUE, GREEN = "#1565c0", "#2e7d32"


def moved(site, metres, bearing_deg):
    """The site by a step in degrees, worked out by pyproj, and what is said of it."""
    west, south, east, north = site.geometry.bounds
    lon, lat = (west + east) / 2, (south + north) / 2
    to_lon, to_lat, _ = GEOD.fwd(lon, lat, bearing_deg, metres)
    return Move(
        metres=metres, bearing_deg=bearing_deg, verdict="notice", holds_within_m=3.0,
        geometry=affinity.translate(site.geometry, to_lon - lon, to_lat - lat),
    )  # fmt: skip


@pytest.fixture
def trim(check):
    west, south, east, north = check.site.geometry.bounds
    cut = shapely.box(west, south, west + 0.002, north)
    return Trim(
        cut_m2=203_600.0, remaining_m2=814_400.0, cut_m=None, remaining_m=None, parts=1,
        geometry=shapely.box(west + 0.002, south, east, north), cut=cut, verdict="notice",
    )  # fmt: skip


@pytest.fixture
def advised(check, trim):
    """Prohibitions: a move of 700 m and a trim; restrictions as well: a move of 1500 m, no trim."""
    ways = (
        Way(clears="prohibitions", state="looked", move=moved(check.site, 700.0, 160.0), trim=trim),
        Way(
            clears="all", state="looked", move=moved(check.site, 1500.0, 135.0),
            no_trim=Message.of("way_out.nothing_remains"),
        ),
    )  # fmt: skip
    return replace(check, way_out=WayOut(search_radius_m=2000.0, margin_m=0.02, ways=ways))


@pytest.fixture
def content(advised, layers, kinds):
    return CheckContent(
        check=advised, title=Text(zh="示例", en="Sample"), layers=layers, kinds=kinds
    )


def test_the_arrow_runs_from_the_middle_to_where_the_move_leads(advised):
    site, move = advised.site, advised.way_out.ways[0].move
    shaft, *strokes = shapely.get_parts(arrow(site, move))
    (lon, lat), (to_lon, to_lat) = shaft.coords
    towards, _, metres = GEOD.inv(lon, lat, to_lon, to_lat)
    assert metres == pytest.approx(move.metres, abs=0.01)
    assert towards % 360 == pytest.approx(move.bearing_deg, abs=0.01)
    assert (lon, lat) == pytest.approx(site.geometry.envelope.centroid.coords[0])
    for stroke in strokes:
        assert stroke.coords[0] == (to_lon, to_lat)
        assert GEOD.geometry_length(stroke) < move.metres / 2


@pytest.mark.parametrize("metres", [0.1, 5.0, 1900.0])
def test_an_arrows_head_is_never_most_of_it(check, metres):
    parts = shapely.get_parts(arrow(check.site, moved(check.site, metres, 20.0)))
    heads = [GEOD.geometry_length(one) for one in parts[1:]]
    assert max(heads) <= 0.61 * metres
    assert max(heads) >= 0.1 * metres


def test_each_way_has_its_shapes_and_its_length(advised):
    found = [(one.part, one.clears, one.label.replace("\u00a0", " ")) for one in way_marks(advised)]
    assert found == [
        ("cut", "prohibitions", ""),
        ("moved", "prohibitions", ""), ("moved", "all", ""),
        ("arrow", "prohibitions", "700.0 m"), ("arrow", "all", "1500.0 m"),
    ]  # fmt: skip
    titles = {(one.part, one.clears): one.title for one in way_marks(advised)}
    assert "203600.0 m²" in titles["cut", "prohibitions"].zh
    assert "消除禁止和限制" in titles["arrow", "all"].zh
    assert "clears prohibitions" in titles["cut", "prohibitions"].en


def test_one_move_that_clears_both_is_drawn_once_as_clearing_both(advised, trim):
    move = advised.way_out.ways[0].move
    ways = tuple(
        Way(clears=clears, state="looked", move=move, trim=trim)
        for clears in ("prohibitions", "all")
    )
    both = replace(advised, way_out=replace(advised.way_out, ways=ways))
    assert [(one.part, one.clears) for one in way_marks(both)] == [
        ("cut", "all"), ("moved", "all"), ("arrow", "all"),
    ]  # fmt: skip


def test_the_symbol_of_a_moved_point_is_whole_and_empty(check):
    site = replace(check.site, geometry=check.site.geometry.centroid)
    ways = (Way(clears="all", state="looked", move=moved(site, 30.0, 200.0)),)
    asked = replace(
        check, site=site, way_out=WayOut(search_radius_m=2000.0, margin_m=0.02, ways=ways)
    )
    (mark,) = [one for one in way_marks(asked) if one.part == "moved"]
    assert (mark.look.dash, mark.look.fill, mark.look.line) == ("solid", "#ffffff", GREEN)


def test_where_there_is_no_way_nothing_is_drawn(advised, content):
    ways = (
        Way(clears="prohibitions", state="nothing_to_clear"),
        Way(clears="all", state="looked", no_move=NO_MOVE, no_trim=NO_MOVE),
    )
    none = replace(advised, way_out=replace(advised.way_out, ways=ways))
    assert way_marks(none) == way_marks(replace(none, way_out=None)) == ()
    assert way_drawing(replace(content, check=none), "zh") is None


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_map_of_the_site_has_outline_arrow_and_legend(content, language):
    for drawing in (
        site_drawing(content, language),
        way_drawing(content, language),
        check_map(content, language),
    ):
        dashed = [
            item.pen.colour
            for item in drawing.items
            if isinstance(item, Lines) and item.pen.dash == "dash" and item.pen.width_mm == 0.5
        ]
        assert {BLUE, GREEN} <= set(dashed)
        said = "".join(item.text for item in drawing.items if isinstance(item, Label))
        said = said.replace("\u00a0", "").replace(" ", "")
        assert {"700.0m", "1500.0m", "203600.0m²"} <= {
            one for one in ("700.0m", "1500.0m", "203600.0m²") if one in said
        }
        assert ("消除禁止和限制" if language == "zh" else "restrictions") in said


def test_the_map_reaches_as_far_as_the_move(content):
    """A site that has to move farther than the map shows around it is still seen to arrive."""
    check = content.check
    far = moved(check.site, 6000.0, 90.0)
    ways = (Way(clears="all", state="looked", move=far),)
    check = replace(check, way_out=replace(check.way_out, ways=ways))
    drawing = site_drawing(replace(content, check=check), "zh")
    dashes = [
        item.xy
        for item in drawing.items
        if isinstance(item, Lines) and item.pen.colour == GREEN and item.pen.dash == "dash"
    ]
    outline = max(dashes, key=len)
    assert math.isfinite(outline.sum())
    assert len(outline) >= 5  # the whole box, not cut at the frame


def test_a_geopackage_has_the_ways_in_layers_of_their_own(content, tmp_path):
    path = tmp_path / "核查.gpkg"
    write_by_ending(path, check_writers(content, language="zh"))
    names = dict(pyogrio.list_layers(path))
    assert names["way_out"] is None
    moves = pyogrio.read_dataframe(path, layer="way_out_moves").set_index("clears")
    ways = {way.clears: way for way in content.check.way_out.ways}
    for clears, way in ways.items():
        assert moves.loc[clears, "distance_m"] == way.move.metres
        assert moves.loc[clears].geometry.equals(way.move.geometry)
    lines = pyogrio.read_dataframe(path, layer="way_out_lines")
    assert [round(GEOD.geometry_length(one), 2) for one in lines.geometry] == [700.0, 1500.0]
    cuts = pyogrio.read_dataframe(path, layer="way_out_cuts")
    remains = pyogrio.read_dataframe(path, layer="way_out_remains")
    assert shapely.union(cuts.geometry[0], remains.geometry[0]).equals(content.check.site.geometry)
    assert (cuts["cut_m2"][0], remains["remaining_m2"][0]) == (203_600.0, 814_400.0)
    told = pyogrio.read_dataframe(path, layer="way_out").set_index("clears")
    assert "整个用地" in told.loc["all", "no_trim"]
    assert {"site", "site_findings", "site_themes", "about"} <= set(names)


def test_a_geopackage_of_a_check_without_ways_has_no_such_layers(content, tmp_path):
    path = tmp_path / "核查.gpkg"
    plain = replace(content, check=replace(content.check, way_out=None))
    write_by_ending(path, check_writers(plain, language="zh"))
    assert not [name for name in dict(pyogrio.list_layers(path)) if name.startswith("way_out")]


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("zh", ("建设项目选址核查表", "避让方案", "某某化工项目", "图2")),
        ("en", ("Way out", "Figure 2", "towards SE (135°)")),
    ],
)
def test_the_page_is_a_pdf_with_text_and_both_maps(content, language, said, tmp_path):
    path = tmp_path / "核查.pdf"
    write_by_ending(path, check_writers(content, language=language))
    pages = PdfReader(path).pages
    text = "".join(page.extract_text() for page in pages)
    bare = "".join(text.split())
    for one in said:
        assert "".join(one.split()) in bare
    assert sum(len(page.images) for page in pages) == 2
    assert {round(float(side)) for side in pages[0].mediabox[2:]} == {595, 842}
