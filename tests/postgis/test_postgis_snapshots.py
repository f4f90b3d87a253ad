"""Tables as files of a project: complete, whole or not at all, and taken again on request."""

import datetime as dt
import hashlib
import shutil
import threading

import pytest
import shapely

from watermap.errors import WatermapError
from watermap.language import Text
from watermap.progress import Cancelled
from watermap.reading.postgis import rows as rows_module
from watermap.reading.postgis.address import TableName
from watermap.reading.reader import Reader
from watermap.workspace.folder import read_project, save_project
from watermap.workspace.project import LayerEntry, Origin, Project
from watermap.workspace.snapshot import _free_path, refresh, take


@pytest.fixture(scope="module")
def reader():
    with Reader() as one:
        yield one


@pytest.fixture
def taken(cluster, tmp_path, reader):
    """Takes a table; the snapshot and the layer that the reader finds in its file."""

    def do(name, **options):
        found = take(tmp_path, login=cluster.login(), table=name, **options)
        return found, reader.read(tmp_path / found.path).layers[0]

    return do


def sums(folder):
    return {
        path.name: hashlib.sha256(path.read_bytes()).hexdigest()
        for path in folder.rglob("*")
        if path.is_file()
    }


def test_what_was_in_the_table_is_in_the_file(table, taken):
    name = table(
        '"名称" text, "fid" int, "GEOM" text, n numeric(18,0), v float8, b bool, d date,'
        " t timestamptz, geom geometry(Polygon, 4524)",
        "('甲', 7, 'x', 500110200001011234, 0.1, true, '2019-01-02', '2018-12-31 16:00+00',"
        " ST_GeomFromText('POLYGON((36500000 3800000, 36500000 3800100, 36500100 3800100,"
        " 36500100 3800000, 36500000 3800000))', 4524)), (NULL, NULL, NULL, NULL, NULL, NULL,"
        " NULL, NULL, NULL)",
        name="断面",
    )
    found, layer = taken(name)
    assert found.path == "data/断面.gpkg"
    assert layer.attributes.iloc[0].to_dict() == {
        "名称": "甲", "fid": 7, "GEOM": "x", "n": 500110200001011234, "v": 0.1, "b": True,
        "d": dt.date(2019, 1, 2), "t": dt.datetime(2019, 1, 1),
    }  # fmt: skip
    assert layer.attributes.iloc[1].isna().all()
    assert layer.geometry[0].area == 10_000
    assert layer.geometry[1] is None
    assert 'ID["EPSG",4524]' in layer.crs_wkt
    assert found.origin == Origin(
        host="127.0.0.1", port=found.origin.port, database="gis", user="planner",
        schema_name="public", table="断面", geometry="geom", srid=4524,
        taken_at=found.origin.taken_at, rows=2,
        columns=["名称", "fid", "GEOM", "n", "v", "b", "d", "t"], content=found.origin.content,
    )  # fmt: skip
    moment = dt.datetime.fromisoformat(found.origin.taken_at)
    assert abs(dt.datetime.now(dt.UTC) - moment) < dt.timedelta(minutes=1)


def test_many_rows_come_in_blocks(cluster, table, taken, monkeypatch):
    monkeypatch.setattr(rows_module, "BLOCK", 700)
    name = table("id int PRIMARY KEY, geom geometry(Point, 4490)")
    cluster.run("INSERT INTO t SELECT n, ST_SetSRID(ST_MakePoint(n % 170, n % 80), 4490)"
                " FROM generate_series(1, 5000) AS n")  # fmt: skip
    steps = []

    class Steps:
        def step(self, done, total, message=""):
            if total == 5000:
                steps.append(done)

    found, layer = taken(name, progress=Steps())
    assert found.origin.rows == 5000
    assert layer.attributes["id"].tolist() == list(range(1, 5001))
    assert steps == [700, 1400, 2100, 2800, 3500, 4200, 4900, 5000]
    assert shapely.get_x(layer.geometry).tolist() == [n % 170 for n in range(1, 5001)]


def test_names_that_differ_in_case_only(table, taken, codes):
    name = table('"Name" text, "name" text, "NAME_" text, geom geometry(Point, 4490)',
                 "('a', 'b', 'c', NULL)")  # fmt: skip
    found, layer = taken(name)
    assert list(layer.attributes.iloc[0]) == ["a", "b", "c"]
    assert len({column.lower() for column in layer.attributes.columns}) == 3
    assert "fields_renamed" in codes(found)


def test_arcs_heights_and_measures(table, taken, codes):
    arc = "CURVEPOLYGON(CIRCULARSTRING(0 0, 1000 1000, 2000 0, 1000 -1000, 0 0))"
    name = table(
        "geom geometry",
        f"(ST_GeomFromText('{arc}', 4524)),"
        " (ST_GeomFromText('POLYGON ZM((0 0 5 7, 0 1 5 7, 1 1 5 7, 0 0 5 7))', 4524))",
    )
    found, layer = taken(name)
    assert {"arcs", "measures"} <= set(codes(found))
    circle = layer.geometry[0]
    assert circle.area == pytest.approx(3.141592653589793e6, rel=1e-4)
    assert shapely.get_coordinates(layer.geometry[1], include_z=True)[:, 2].tolist() == [5.0] * 4


def test_values_that_have_no_place_in_the_file_are_told(table, taken, codes):
    name = table(
        "d date, t timestamp, v float8, geom geometry(Point, 4490)",
        "('infinity', '2019-01-01 00:00:00.123456', 'NaN', NULL),"
        " ('0044-03-15 BC', '2019-01-01', 'Infinity', NULL)",
    )
    found, layer = taken(name)
    assert {"times_unreadable", "times_rounded", "not_numbers"} <= set(codes(found))
    counts = {problem.code: problem.fields.get("n") for problem in found.problems}
    assert counts["workspace.times_unreadable"] == 2
    assert counts["workspace.times_rounded"] == 1
    assert counts["workspace.not_numbers"] == 2
    assert layer.attributes[["d", "v"]].isna().all().all()


def test_an_empty_table_is_not_taken(table, cluster, tmp_path, codes):
    name = table("geom geometry(Point, 4490)")
    with pytest.raises(WatermapError) as caught:
        take(tmp_path, login=cluster.login(), table=name)
    assert codes(caught.value) == ["table_empty"]
    assert sums(tmp_path) == {}


@pytest.mark.parametrize(
    ("schema", "name", "path"),
    [
        ("public", "断面", "data/断面.gpkg"), ("env", "t", "data/env_t.gpkg"),
        ("public", "../../x", "data/x.gpkg"), ("public", "CON", "data/CON_.gpkg"),
        ("public", "a\"b'c;--", "data/a_b_c_--.gpkg"), ("public", "///", "data/table.gpkg"),
        ("public", "断" * 63, f"data/{'断' * 60}.gpkg"), ("public", "taken", "data/taken-2.gpkg"),
    ],
)  # fmt: skip
def test_file_names(tmp_path, schema, name, path):
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "taken.gpkg").touch()
    assert _free_path(tmp_path, TableName(schema=schema, table=name)) == path


@pytest.fixture
def project(cluster, table, tmp_path):
    """A project with one layer from the table t."""
    name = table("id int PRIMARY KEY, x text, geom geometry(Point, 4490)",
                 "(1, 'a', ST_SetSRID(ST_MakePoint(117, 34), 4490)), (2, 'b', NULL)")  # fmt: skip
    found = take(tmp_path, login=cluster.login(), table=name)
    entry = LayerEntry(path=found.path, kind="section", origin=found.origin)
    save_project(Project(title=Text(zh="甲", en="a"), layers=[entry]), tmp_path)
    return tmp_path


def entry_of(folder):
    return read_project(folder).project.layers[0]


def test_the_project_keeps_where_it_came_from_and_no_password(cluster, project):
    text = (project / "project.toml").read_text("utf-8")
    assert "planner" in text
    assert cluster.login().password not in text
    assert "password" not in text.lower()
    assert entry_of(project).origin.table == "t"


def test_taking_again_what_has_not_changed(cluster, project, codes):
    entry = entry_of(project)
    cluster.run("UPDATE t SET x = x")  # other rows on the disk, the same content
    again = refresh(project, entry, login=cluster.login())
    assert (again.changed, again.rows_before, again.rows_after) == (False, 2, 2)
    assert codes(again) == ["snapshot_same"]
    assert again.entry.origin.content == entry.origin.content


def test_taking_again_what_has_changed(cluster, project, codes, reader):
    cluster.run(
        "INSERT INTO t VALUES (3, 'c', ST_SetSRID(ST_MakePoint(118, 34), 4490))",
        "ALTER TABLE t ADD COLUMN y int", "ALTER TABLE t DROP COLUMN x",
    )  # fmt: skip
    again = refresh(project, entry_of(project), login=cluster.login())
    assert (again.changed, again.rows_before, again.rows_after) == (True, 2, 3)
    assert codes(again) == ["snapshot_changed", "columns_new", "columns_gone"]
    layer = reader.read(project / again.entry.path).layers[0]
    assert layer.features_in_file == 3
    assert list(layer.attributes.columns) == ["id", "y"]


def test_one_cell_more_or_less_is_a_change_though_the_count_is_the_same(cluster, project):
    cluster.run("UPDATE t SET x = 'B' WHERE id = 2")
    again = refresh(project, entry_of(project), login=cluster.login())
    assert (again.changed, again.rows_before, again.rows_after) == (True, 2, 2)


def test_another_coordinate_system_is_told(cluster, project, codes):
    cluster.run("ALTER TABLE t ALTER geom TYPE geometry(Point, 4326) USING ST_SetSRID(geom, 4326)")
    assert "srid_changed" in codes(refresh(project, entry_of(project), login=cluster.login()))


def test_what_fails_leaves_the_file_as_it_was(cluster, project, codes, monkeypatch):
    before, entry = sums(project), entry_of(project)
    monkeypatch.setattr(rows_module, "BLOCK", 1)

    class Killed:
        def step(self, done, total, message=""):
            if total > 1 and done == 1:
                cluster.run("SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                            " WHERE usename = 'planner'")  # fmt: skip

    class Stopped:
        def step(self, done, total, message=""):
            if total > 1 and done == 1:
                raise Cancelled

    with pytest.raises(WatermapError) as caught:
        refresh(project, entry, login=cluster.login(), progress=Killed())
    assert codes(caught.value) == ["lost"]
    assert sums(project) == before
    with pytest.raises(Cancelled):
        refresh(project, entry, login=cluster.login(), progress=Stopped())
    assert sums(project) == before
    cluster.run("DELETE FROM t")
    with pytest.raises(WatermapError) as caught:
        refresh(project, entry, login=cluster.login())
    assert codes(caught.value) == ["table_empty"]
    cluster.run("DROP TABLE t")
    with pytest.raises(WatermapError) as caught:
        refresh(project, entry, login=cluster.login())
    assert codes(caught.value) == ["no_layer"]
    assert sums(project) == before


@pytest.mark.parametrize("path", ["../out.gpkg", "/tmp/out.gpkg", "data/t.shp"])
def test_an_entry_that_would_overwrite_something_else_is_refused(cluster, project, path, codes):
    entry = entry_of(project).model_copy(update={"path": path})
    with pytest.raises(WatermapError) as caught:
        refresh(project, entry, login=cluster.login())
    assert codes(caught.value) == ["no_origin"]


def test_a_file_is_taken_again_while_others_read_it(cluster, project, reader):
    """A reader has the old file or the new one, whole; never something in between."""
    entry, seen = entry_of(project), []

    def read():
        seen.extend(reader.read(project / entry.path).layers[0].features_in_file for _ in range(20))

    thread = threading.Thread(target=read)
    thread.start()
    for number in range(3, 8):
        cluster.run(f"INSERT INTO t VALUES ({number}, 'x', NULL)")
        refresh(project, entry, login=cluster.login())
    thread.join()
    assert len(seen) == 20
    assert set(seen) <= set(range(2, 8))


def test_the_disk_is_full(cluster, project, codes):
    resource = pytest.importorskip("resource")
    before, entry = sums(project), entry_of(project)
    cluster.run("INSERT INTO t SELECT n, repeat('x', 100), NULL FROM generate_series(3, 6000) n")
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (300_000, hard))
    try:
        with pytest.raises(WatermapError) as caught:
            refresh(project, entry, login=cluster.login())
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert codes(caught.value) in (["snapshot_failed"], ["snapshot_short"], ["not_written"])
    assert sums(project) == before
    shutil.rmtree(project)
