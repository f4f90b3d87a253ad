"""A layer that stays in PostGIS gives the answers of its copy, and is contacted only by checks."""

import dataclasses
import datetime as dt
import socket

import numpy as np
import pytest
import shapely
from pyproj import Transformer

from watermap.checks.site import Circumstances, Site
from watermap.errors import WatermapError
from watermap.language import Text
from watermap.reading.postgis.address import Address, Server, TableName, written
from watermap.reading.reader import Reader
from watermap.workspace.answers import (
    advised,
    check,
    check_many,
    farthest_search_m,
    places_of_doubt,
)
from watermap.workspace.folder import read_project, save_project
from watermap.workspace.opened import open_project
from watermap.workspace.project import LayerEntry, Project
from watermap.workspace.snapshot import take
from watermap.workspace.staying import at_hand, staying

DAY = Circumstances(as_of=dt.date(2026, 11, 1))
WEST, SOUTH = 117.0, 34.0


@pytest.fixture(scope="module")
def reader():
    with Reader() as one:
        yield one


def zones(seed, count=60):
    """Wells' circles, red-line shapes with holes, and two far corners, in degrees."""
    rng = np.random.default_rng(seed)
    middles = np.c_[rng.uniform(WEST, WEST + 0.8, count), rng.uniform(SOUTH, SOUTH + 0.6, count)]
    shapes = []
    for n, (x, y) in enumerate(middles):
        corners = int(rng.integers(2, 9))
        shape = shapely.Point(x, y).buffer(rng.uniform(0.001, 0.03), quad_segs=corners)
        hole = shapely.Point(x, y).buffer(0.0006)
        shapes.append(shape.difference(hole) if n % 3 == 0 else shape)
    return shapes


def sites(seed, count=12):
    rng = np.random.default_rng(seed)
    found = []
    for n in range(count):
        x, y = rng.uniform(WEST - 0.15, WEST + 0.95), rng.uniform(SOUTH - 0.15, SOUTH + 0.75)
        shape = shapely.Point(x, y)
        if n % 3:
            shape = shapely.box(x, y, x + rng.uniform(0.001, 0.02), y + 0.004)
        found.append(Site(geometry=shape, name=f"s{n}", work="new", industry="C2614"))
    return found


@pytest.fixture
def project(cluster, table, tmp_path, reader):
    """Two projects of one table: the copy and the table itself; how to open them."""

    def make(seed, epsg, *, area=False, extra=""):
        into = Transformer.from_crs(4490, epsg, always_xy=True).transform
        # Keys against the order in which rows are put in: numbers come from keys.
        rows = ", ".join(
            f"({1000 - 7 * n}, '红线{n}',"
            f" ST_SetSRID('{_moved(one, into).wkb_hex}'::geometry, {epsg}))"
            for n, one in enumerate(zones(seed))
        )
        name = table(
            f'"编号" int PRIMARY KEY, "名称" text, geom geometry(Geometry, {epsg})',
            rows + extra,
            name="zones",
        )
        cluster.run("CREATE INDEX ON zones USING gist (geom)", "ANALYZE zones")
        copied, live = tmp_path / "copied", tmp_path / "live"
        login = cluster.login()
        for folder in (copied, live):
            folder.mkdir()
        path = take(copied, login=login, table=name).path
        stays = written(Address(server=login.server, table=name))
        plain = {"path": path, "kind": "red_line", "title": Text(zh="红线", en="red line")}
        layers = []
        if area:
            shape = shapely.box(WEST - 0.1, SOUTH - 0.1, WEST + 0.5, SOUTH + 0.4)
            for folder in (copied, live):
                (folder / "area.geojson").write_text(
                    '{"type":"FeatureCollection","features":[{"type":"Feature","properties":'
                    f'{{"name":"县"}},"geometry":{shapely.to_geojson(shape)}}}]}}'
                )
            layers = [LayerEntry(path="area.geojson", kind="administrative_area", crs=4490)]
        title = Text(zh="项目", en="project")
        save_project(Project(title=title, layers=[LayerEntry(**plain), *layers]), copied)
        save_project(Project(title=title, layers=[LayerEntry(**plain, stays=stays), *layers]), live)
        return open_project(copied, reader=reader), open_project(live, reader=reader)

    return make


def _moved(shape, into):
    return shapely.transform(shape, lambda xy: np.c_[into(xy[:, 0], xy[:, 1])])


def signing(cluster):
    return lambda server, work: work(cluster.login())


def plain(value):
    """A check as plain values: what tells where and when layers were read is left out."""
    if isinstance(value, shapely.Geometry):
        return value.wkb
    if dataclasses.is_dataclass(value):
        if type(value).__name__ == "Source":
            return value.path.name
        return {
            one.name: plain(getattr(value, one.name))
            for one in dataclasses.fields(value)
            if one.name != "problems"
        }
    if isinstance(value, tuple | list):
        return [plain(one) for one in value]
    if isinstance(value, dict):
        return {key: plain(one) for key, one in value.items()}
    return value


@pytest.mark.parametrize(("seed", "epsg"), [(1, 4490), (2, 4527), (3, 4548)])
@pytest.mark.parametrize("area", [False, True])
def test_answers_are_those_of_the_copy(project, cluster, seed, epsg, area):
    copied, live = project(seed, epsg, area=area)
    asked = at_hand(
        live, [one.geometry for one in sites(seed)], circumstances=DAY, signing=signing(cluster)
    )
    mine, theirs = (
        list(check_many(one, sites(seed), circumstances=DAY)) for one in (asked, copied)
    )
    assert len(asked.layers["red_line"][0].frame) < 60
    assert plain(mine) == plain(theirs)
    themes = [theme for one in theirs for theme in one.check.themes]
    states = {theme.state for theme in themes if theme.kind == "red_line"}
    assert {"conflict", "not_covering"} <= states


def test_advice_is_that_of_the_copy(project, cluster):
    copied, live = project(4, 4527)
    hit = next(
        one
        for one in check_many(copied, sites(4), circumstances=DAY)
        if any(theme.state == "conflict" for theme in one.check.themes)
    ).site
    answers = []
    for opened in (live, copied):
        ready = at_hand(
            opened, places_of_doubt(hit), circumstances=DAY, search_m=farthest_search_m(None),
            signing=signing(cluster),
        )  # fmt: skip
        answer = check(ready, hit, circumstances=DAY)
        answers.append(advised(ready, answer, circumstances=DAY))
    mine, theirs = (plain(one) for one in answers)
    assert mine == theirs
    assert theirs["firmness"]["state"] != "not_told"


def test_rows_without_a_shape_and_all_rows_are_counted_on_the_server(project, cluster):
    copied, live = project(5, 4490, extra=", (2000, 'x', NULL), (2001, 'y', NULL)")
    site = sites(5)[1]
    mine = check(
        at_hand(live, [site.geometry], circumstances=DAY, signing=signing(cluster)),
        site,
        circumstances=DAY,
    )
    theme = next(one for one in mine.themes if one.kind == "red_line")
    assert theme.layers[0].features == 62
    assert theme.layers[0].source.sha256 is None
    moment = dt.datetime.fromisoformat(theme.layers[0].source.read_at)
    assert abs(dt.datetime.now(dt.UTC) - moment) < dt.timedelta(minutes=5)
    said = {one.code: one.fields for one in mine.problems}
    without = said["checks.without_geometry"]
    assert (without["count"], without["total"]) == (2, 62)
    assert said["workspace.stays_asked"]["total"] == 62
    assert check(copied, site, circumstances=DAY).verdict == mine.verdict


def test_nothing_is_contacted_before_a_check(tmp_path, reader):
    with socket.create_server(("127.0.0.1", 0)) as listening:
        listening.settimeout(0.2)
        port = listening.getsockname()[1]
        stays = written(
            Address(
                server=Server(host="127.0.0.1", port=port, database="gis", user="planner"),
                table=TableName(schema="public", table="zones"),
            )
        )
        entry = LayerEntry(path="zones", kind="red_line", stays=stays)
        save_project(Project(title=Text(zh="一", en="one"), layers=[entry]), tmp_path)
        opened = open_project(tmp_path, reader=reader)
        assert [one.path for one in staying(opened)] == ["zones"]
        assert "workspace.stays" in {one.code for one in opened.doubts_of_layers()}
        with pytest.raises(TimeoutError):
            listening.accept()
    with pytest.raises(WatermapError) as refused:
        check(opened, sites(1)[0], circumstances=DAY)
    assert refused.value.problems[0].code == "postgis.silent"


@pytest.mark.parametrize(
    ("columns", "code"),
    [
        ("id int, geom geometry(Point, 4490)", "postgis.no_key"),
        ("id int PRIMARY KEY, geom geometry(Point, 0)", "workspace.stays_no_crs"),
    ],
)
def test_a_table_that_cannot_be_used_where_it_is_is_refused(
    cluster, table, tmp_path, reader, columns, code
):
    srid = 4490 if "4490" in columns else 0
    name = table(columns, f"(1, ST_SetSRID(ST_MakePoint(117, 34), {srid}))", name="zones")
    stays = written(Address(server=cluster.login().server, table=name))
    entry = LayerEntry(path="zones", kind="red_line", stays=stays)
    save_project(Project(title=Text(zh="一", en="one"), layers=[entry]), tmp_path)
    opened = open_project(tmp_path, reader=reader)
    with pytest.raises(WatermapError) as refused:
        at_hand(opened, [shapely.Point(117, 34)], circumstances=DAY, signing=signing(cluster))
    assert refused.value.problems[0].code == code


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ('stays = "postgis://a@h/gis"', "why_stays_no_table"),
        ('stays = "postgis://a:secret@h/gis/public.t"', "why_stays_no_table"),
        ('stays = "postgis://a@h/gis/public.t"\ncrs = 4490', "why_stays_said"),
    ],
)
def test_what_project_toml_says_wrongly_is_named(tmp_path, said, code):
    (tmp_path / "project.toml").write_text(
        'format = 2\ntitle = { zh = "一", en = "one" }\n[[layer]]\npath = "zones"\n'
        f'kind = "red_line"\n{said}\n'
    )
    with pytest.raises(WatermapError) as refused:
        read_project(tmp_path)
    assert code in repr([one.fields for one in refused.value.problems])
    assert "secret" not in refused.value.text("zh")
