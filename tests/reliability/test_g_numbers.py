"""G: numbers, through files as offices send them. Truth is pyproj.Geod and brute force.

Rows of section 4 (N) and class G that are held nearer to what computes them carry their number
there; ``grep -rnE '# .*\\b(N|G)[0-9]+' tests`` lists them all.
"""

import datetime as dt
from dataclasses import replace

import docx
import geopandas as gpd
import numpy as np
import openpyxl
import pyogrio
import pytest

pytest.importorskip("PySide6")
import rasterio
import shapely
from pyproj import CRS, Geod, Transformer

from tests.checks.ground import Ground
from tests.checks.random_ground import star
from watermap.checks.site import Circumstances, Site
from watermap.checks.sources.raster_rings import raster_rings
from watermap.checks.wording import measure_text
from watermap.export.check_page import check_writers
from watermap.export.endings import write_by_ending
from watermap.export.recording.site import site_check_record
from watermap.export.site_map import CheckContent
from watermap.figures import figure, hectares, mu
from watermap.reading.reader import Reader
from watermap.workspace.answers import check, check_many, what_lies_around
from watermap.workspace.opened import open_project
from watermap.workspace.rasters import raster_of

pytestmark = pytest.mark.qt

QIJIANG = (106.65, 29.03)
ORACLE = Geod(a=6378137, rf=298.257222101)
HERE = Ground(*QIJIANG)
DAY = Circumstances(as_of=dt.date(2026, 9, 1))
PLAIN = {"industry": "C2614", "work": "new", "discharges": False, "water_related": False}
TO_LAST_DIGIT = 50  # results of G20


@pytest.fixture(scope="module")
def reader():
    with Reader() as one:
        yield one


@pytest.fixture
def project(tmp_path, reader):
    """A project of shapefiles: (kind, epsg of its coordinates, has a .prj, answer) and shapes."""

    def make(*layers):
        lines = ['format = 2\ntitle = { zh = "数", en = "Numbers" }\n']
        for at, (kind, epsg, declared, answer, shapes) in enumerate(layers):
            path = tmp_path / f"{kind}_{at}.shp"
            frame = gpd.GeoDataFrame(
                {"name": [None] * len(shapes)}, geometry=[in_crs(one, epsg) for one in shapes],
                crs=epsg,
            )  # fmt: skip
            pyogrio.write_dataframe(frame, path, encoding="UTF-8")
            if not declared:
                path.with_suffix(".prj").unlink()
            lines.append(f'[[layer]]\npath = "{path.name}"\nkind = "{kind}"')
            lines.append(f"crs = {answer}" if answer else "")
        (tmp_path / "project.toml").write_text("\n".join(lines), "utf-8")
        return open_project(tmp_path, reader=reader)

    return make


def in_crs(shape, epsg):
    """A shape of EPSG:4490 as a file of another CRS has it, long edges followed."""
    there = Transformer.from_crs(4490, epsg, always_xy=True)
    return shapely.transform(
        shapely.segmentize(shape, 1e-4), lambda xy: np.column_stack(there.transform(*xy.T))
    )


def theme(answer, kind):
    return next(one for one in answer.themes if one.kind == kind)


def site(shape):
    return Site(geometry=shape, **PLAIN)


def test_g01_the_site_460_m_east_is_found_in_4490_and_in_3857(project):  # N1, N1b, G01
    east = HERE.point(460.4, 0)
    opened = project(
        ("water_source", 4490, True, None, [HERE.point(0, 0)]),
        ("enterprise", 3857, True, None, [east]),
        ("petrol_station", 4490, True, None, [east]),
    )
    (source,) = what_lies_around(opened, rings_m=(500.0,)).sources
    (ring,) = source.rings
    assert ring.area_m2 == pytest.approx(785_319, abs=400)
    for kind in ("enterprise", "petrol_station"):
        (found,) = [one for one in ring.kinds if one.kind == kind]
        (neighbour,) = found.neighbours
        assert neighbour.distance_m == pytest.approx(460.4, abs=0.01)
        assert neighbour.bearing_deg == pytest.approx(90, abs=0.01)


ZONE, SITE = HERE.box(0, 0, 300, 300), HERE.box(250, 100, 350, 200)
WAYS = {  # name: epsg of the coordinates, has a .prj, the person's answer
    "A": (4490, True, None), "B": (4524, True, None), "C": (4545, True, None),
    "D answered": (4545, False, 4545),
}  # fmt: skip


def test_g03_the_same_ground_in_every_crs_gives_the_same_answer(project):  # N5, N6, G03, G06
    found = {}
    for name, (epsg, declared, answer) in WAYS.items():
        told = check(
            project(("red_line", epsg, declared, answer, [ZONE])), site(SITE), circumstances=DAY
        )
        # One finding a rule, all of the one zone, and all with its measure.
        assert {one.kind for one in told.findings} == {"red_line"}
        assert {one.relation for one in told.findings} == {"overlaps"}
        (found[name],) = {one.overlap_m2 for one in told.findings}
    truth = abs(ORACLE.geometry_area_perimeter(shapely.intersection(ZONE, SITE))[0])
    assert found["A"] == pytest.approx(truth, abs=0.5)
    for name, area in found.items():
        assert area == pytest.approx(found["A"], abs=0.05), name


def test_g03_g15_a_layer_without_a_crs_is_asked_and_never_no_conflict(project):  # N10f, G15
    opened = project(
        ("red_line", 4490, True, None, [HERE.box(5_000, 0, 5_300, 300)]),
        ("protection_area", 4545, False, None, [ZONE]),
    )
    assert [problem.code for problem in opened.failures if problem.severity == "error"]
    told = check(opened, site(SITE), circumstances=DAY)
    assert theme(told, "protection_area").state == "no_data"
    assert told.verdict == "incomplete"
    assert told.verdict != "no_conflict"
    assert any(problem.severity == "error" for problem in told.problems)


def test_g13_zones_without_names_are_all_kept_and_ground_counts_once(
    project,
):  # N10, N10b, N10d, G13
    zones = [HERE.box(-50, -50, 8, 60), HERE.box(2, -50, 60, 60), HERE.box(500, 500, 600, 600)]
    opened = project(("red_line", 4490, True, None, zones))
    first, second = HERE.box(0, 0, 10, 10), HERE.box(20, 0, 30, 10)
    answers = [check(opened, site(one), circumstances=DAY) for one in (first, second)]
    ground = [theme(one, "red_line").overlap_m2 for one in answers]
    assert ground == pytest.approx([100, 100], rel=1e-3)
    assert sum(ground) == pytest.approx(200, rel=1e-3)
    assert len({one.feature.record for one in answers[0].findings}) == 2
    assert {one.feature.name for one in answers[0].findings} == {None}


def test_g13_sources_without_names_are_told_one_by_one(project):  # N10d
    opened = project(
        ("water_source", 4490, True, None, [HERE.point(0, 0), HERE.point(2_000, 0)]),
        ("outfall", 4490, True, None, [HERE.point(100, 0), HERE.point(-100, 0)]),
    )
    sources = what_lies_around(opened, rings_m=(500.0,)).sources
    assert [(one.source.name, one.source.record) for one in sources] == [(None, 0), (None, 1)]
    counts = [
        len(kind.neighbours)
        for one in sources for ring in one.rings for kind in ring.kinds if kind.kind == "outfall"
    ]  # fmt: skip
    assert counts == [2, 0]


def test_two_features_as_near_are_both_told(project):  # N10e
    """A tie is no row too many and none too few: both are there, each with its own bearing."""
    opened = project(
        ("water_source", 4490, True, None, [HERE.point(0, 0)]),
        ("outfall", 4490, True, None, [HERE.point(100, 0), HERE.point(-100, 0)]),
    )
    (source,) = what_lies_around(opened, rings_m=(500.0,)).sources
    (found,) = [one for one in source.rings[0].kinds if one.kind == "outfall"]
    assert [round(one.distance_m, 2) for one in found.neighbours] == [100.0, 100.0]
    assert sorted(round(one.bearing_deg) for one in found.neighbours) == [90, 270]


def test_g16_a_c_shaped_site_is_where_its_ground_is(project):  # N11, G16
    """Its centroid lies in the red line, none of its ground does; then the other way round."""
    corners = ((0, 0), (300, 0), (300, 60), (60, 60), (60, 240), (300, 240), (300, 300), (0, 300))
    c_shape = HERE.polygon(*corners)
    inner, outer = HERE.box(100, 100, 250, 200), HERE.box(200, 250, 400, 290)
    assert shapely.contains(inner, c_shape.centroid)
    assert not shapely.intersects(inner, c_shape)
    free = check(project(("red_line", 4490, True, None, [inner])), site(c_shape), circumstances=DAY)
    assert not [one for one in free.findings if one.kind == "red_line"]
    hit = check(project(("red_line", 4490, True, None, [outer])), site(c_shape), circumstances=DAY)
    (overlap_m2,) = {one.overlap_m2 for one in hit.findings if one.kind == "red_line"}
    assert overlap_m2 == pytest.approx(100 * 40, rel=1e-3)


def test_a_border_stored_with_six_decimals_is_within_tolerance_and_said(project):  # N8b
    zone = HERE.box(100, -300, 700, 400)
    rough = shapely.transform(zone, lambda xy: np.round(xy, 6) - np.array([1e-6, 0]))
    told = check(
        project(("red_line", 4490, True, None, [rough])), site(HERE.box(0, 0, 100, 100)),
        circumstances=DAY,
    )  # fmt: skip
    assert not [one for one in told.findings if one.kind == "red_line"]
    (near,) = [one for one in told.near_misses if one.kind == "red_line"]
    assert near.conflict == "within_tolerance"
    assert 0 < near.overlap_m2 < 25


def test_survey_error_alone_makes_hardly_a_conflict_of_a_touching_site(project):  # N8d
    """±0.5 m (95 %): half of such sites overlap; in conflict are those that do by over 0.5 m."""
    opened = project(("red_line", 4490, True, None, [HERE.box(100, -300, 700, 400)]))
    shifts = np.random.default_rng(20261125).normal(scale=0.5 / 1.96, size=(400, 2))
    sites = [site(HERE.box(east, north, 100 + east, 100 + north)) for east, north in shifts]
    overlaps = conflicts = 0
    for (east, _), one in zip(shifts, check_many(opened, sites, circumstances=DAY), strict=True):
        told = one.check
        overlaps += any(found.overlap_m2 for found in (*told.findings, *told.near_misses))
        hit = any(found.kind == "red_line" for found in told.findings)
        conflicts += hit
        if abs(east - 0.5) > 0.005 * 0.5:  # so exactly is a width looked for
            assert hit == (east > 0.5)
    assert 160 < overlaps < 240
    assert 0 < conflicts < 24


@pytest.mark.parametrize("kind", ["rotated", "pixel_is_point", "two_bands"])
def test_g18_means_of_rasters_of_every_make(kind, tmp_path, reader, project):  # N15, G18
    """The mean in a ring equals cutting each cell by hand, with NoData among them."""
    random = np.random.default_rng(7)
    values = random.uniform(100, 300, (60, 60)).round(1)
    values[:9, :9] = -9999.0
    x, y = Transformer.from_crs(4490, 4545, always_xy=True).transform(*QIJIANG)
    turn = rasterio.Affine.rotation(25.0 if kind == "rotated" else 0.0)
    place = rasterio.Affine.translation(x, y) @ turn @ rasterio.Affine(
        30, 0, -900, 0, -30, 900
    )  # fmt: skip
    path = tmp_path / "a.tif"
    with rasterio.open(
        path, "w", driver="GTiff", width=60, height=60, count=2 if kind == "two_bands" else 1,
        dtype="float64", crs=CRS.from_epsg(4545).to_wkt(), transform=place, nodata=-9999.0,
    ) as target:  # fmt: skip
        target.write(values, 1)
        if kind == "two_bands":
            target.write(np.zeros_like(values), 2)
        if kind == "pixel_is_point":
            target.update_tags(AREA_OR_POINT="Point")
    with rasterio.open(path) as back:
        place = back.transform  # as GDAL, which knows both conventions, understands the file
    opened = project(("water_source", 4490, True, None, [HERE.point(0, 0)]))
    answer = raster_rings(
        raster_of(path, reader=reader), opened.layers, sources=None, rings_m=(700.0,),
        kinds=opened.kinds,
    )  # fmt: skip
    stats = answer.sources[0].rings[0].statistics
    assert stats.mean == pytest.approx(mean_by_hand(values, place, 700.0), rel=1e-5)
    told = [one.code for one in answer.problems]
    assert ("rasters.first_band" in told) == (kind == "two_bands")


def mean_by_hand(values, place, radius_m):
    bearings = np.linspace(0, 360, 3_000, endpoint=False)
    lon, lat, _ = ORACLE.fwd(
        np.full(3_000, QIJIANG[0]), np.full(3_000, QIJIANG[1]), bearings,
        np.full(3_000, radius_m),
    )  # fmt: skip
    there = Transformer.from_crs(4490, 4545, always_xy=True)
    circle = shapely.Polygon(np.column_stack(there.transform(lon, lat)))
    total = weight = 0.0
    for row in range(values.shape[0]):
        for column in range(values.shape[1]):
            corners = [(0, 0), (1, 0), (1, 1), (0, 1)]
            cell = shapely.Polygon([place @ (column + dx, row + dy) for dx, dy in corners])
            if values[row, column] != -9999.0:
                share = shapely.area(shapely.intersection(cell, circle))
                total, weight = total + share * values[row, column], weight + share
    return total / weight


@pytest.fixture
def checks(project):
    """Random sites over random zones until there are enough findings with areas."""
    random = np.random.default_rng(50)

    def near():
        east, north = random.uniform(-2_000, 2_000, 2)
        return HERE.at(east, north)

    zones = [star(random, near(), 900.0, hole=True) for _ in range(80)]
    opened = project(("red_line", 4490, True, None, zones))
    made = []
    while sum(len(one.findings) for one in made) < TO_LAST_DIGIT:
        told = check(opened, site(star(random, near(), 400.0)), circumstances=DAY)
        made.append(replace(told, site=replace(told.site, name=f"第{len(made)}")))
    return opened, made


def test_g20_screen_page_workbook_geopackage_and_json_say_the_same(checks, tmp_path):  # G20
    opened, made = checks
    held = 0
    for told in made:
        if not told.findings:
            continue
        content = CheckContent(
            check=told, title=opened.project.title, layers=opened.layers, kinds=opened.kinds
        )
        files = {}
        for ending in ("docx", "xlsx", "gpkg"):
            files[ending] = tmp_path / f"{told.site.name}.{ending}"
            write_by_ending(files[ending], check_writers(content, language="zh"))
        record = site_check_record(told, language="zh")["findings"]
        package = pyogrio.read_dataframe(files["gpkg"], layer="site_findings")
        book = openpyxl.load_workbook(files["xlsx"]).worksheets[0]
        titles = [cell.value for cell in book[1]]
        page = "\n".join(
            cell.text
            for table in docx.Document(str(files["docx"])).tables
            for row in table.rows for cell in row.cells
        )  # fmt: skip
        for at, finding in enumerate(told.findings):
            shown = figure(finding.overlap_m2, 1)
            assert f"{shown} m²" in measure_text(finding, "zh")
            assert f"{figure(hectares(finding.overlap_m2), 4)} 公顷" in page
            assert f"{figure(mu(finding.overlap_m2), 2)} 亩" in page
            assert shown in page
            row = [cell.value for cell in book[at + 2]]
            assert figure(row[titles.index("重叠面积（m²）")], 1) == shown
            assert figure(float(package["overlap_m2"][at]), 1) == shown
            assert figure(record[at]["overlap_m2"], 1) == shown
            held += 1
    assert held >= TO_LAST_DIGIT
