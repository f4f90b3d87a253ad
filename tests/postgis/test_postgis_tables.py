"""What a database lists, which table is meant, what its columns and coordinate systems become."""

import datetime as dt

import pyproj
import pytest

from watermap.errors import WatermapError
from watermap.reading.postgis.address import TableName
from watermap.reading.postgis.connection import connected
from watermap.reading.postgis.place import understood
from watermap.reading.postgis.rows import blocks, look_at
from watermap.reading.postgis.tables import geometry_columns
from watermap.reading.reader import Reader
from watermap.workspace.snapshot import take


@pytest.fixture(scope="module")
def reader():
    with Reader() as one:
        yield one


@pytest.fixture
def look(cluster):
    def at(name):
        with connected(cluster.login()) as database:
            return look_at(database, name)

    return at


@pytest.fixture
def rows(cluster):
    def read(name):
        with connected(cluster.login()) as database:
            return [row for block in blocks(database, look_at(database, name)) for row in block]

    return read


def listed(cluster):
    with connected(cluster.login()) as database:
        return geometry_columns(database)


def test_tables_views_and_what_may_not_be_read(cluster, table):
    table("id int, geom geometry(MultiPolygon, 4524), other geography(Point, 4326)", name="红线")
    table("geom geometry(PointZM, 4490)", "(NULL), (NULL)", name="counted")
    table("geom geometry", name="hidden")
    cluster.run(
        "ANALYZE counted",
        "REVOKE SELECT ON hidden FROM planner",
        "CREATE VIEW seen AS SELECT geom FROM counted",
    )
    found = {
        (one.table, one.geometry): (one.type, one.srid, one.rows, one.view, one.readable)
        for one in listed(cluster)
    }
    assert found == {
        ("红线", "geom"): ("MultiPolygon", 4524, None, False, True),
        ("红线", "other"): ("Point", 4326, None, False, True),
        ("counted", "geom"): ("PointZM", 4490, 2, False, True),
        ("hidden", "geom"): ("Geometry", 0, None, False, False),
        ("seen", "geom"): ("PointZM", 4490, None, True, True),
    }


def test_which_table_is_meant(cluster, table, look, codes):
    table("a geometry(Point, 4490), b geometry(Point, 4490)", name="two")
    table("geom geometry", name="hidden")
    table("id int", name="plain")
    cluster.run("REVOKE SELECT ON hidden FROM planner")

    def refused(name, geometry=None):
        with pytest.raises(WatermapError) as caught:
            look(TableName(schema="public", table=name, geometry=geometry))
        return codes(caught.value), caught.value.problems[0].fields

    assert refused("two") == (["which_column"], refused("two")[1] | {"found": "a、b"})
    assert refused("two", "c")[0] == ["which_column"]
    assert refused("hidden")[0] == ["no_right_table"]
    code, fields = refused("plain")
    assert (code, fields["known"]) == (["no_layer"], "public.two")
    assert look(TableName(schema="public", table="two", geometry="b")).name.geometry == "b"


# The type in the database, a value as SQL, and what is taken: kind and value; None: not taken.
TYPES = [
    ("smallint", "-5", "integer", -5),
    ("integer", "7", "integer", 7),
    ("bigint", "500110200001011234", "integer", 500110200001011234),
    ("real", "0.1", "real", pytest.approx(0.1, rel=1e-7)),
    ("double precision", "0.1", "real", 0.1),
    ("numeric", "0.1", "real", 0.1),
    ("numeric", "12", "real", 12.0),
    ("numeric", "500110200001011234", "integer", 500110200001011234),
    ("numeric(18,0)", "12", "integer", 12),
    ("numeric(10,3)", "2.500", "real", 2.5),
    ("numeric", "1.23456789012345678901", "text", "1.23456789012345678901"),
    ("numeric", "123456789012345678901234567890", "text", "123456789012345678901234567890"),
    ("numeric", "1e400", "text", "1" + "0" * 400),
    ("boolean", "true", "boolean", True),
    ("date", "'2019-01-02'", "date", "2019-01-02"),
    ("timestamp", "'2019-01-02 03:04:05'", "datetime", "2019-01-02 03:04:05"),
    ("timestamptz", "'2018-12-31 16:00:00+00'", "datetime", "2019-01-01 00:00:00"),
    ("text", "'001'", "text", "001"),
    ("varchar(20)", "'台儿庄 🐟'", "text", "台儿庄 🐟"),
    ("char(5)", "'ab'", "text", "ab"),
    ("uuid", "'6ecd8c99-4036-403d-bf84-cf8400f67836'", "text", "6ecd8c99-4036-403d-bf84-cf8400f67836"),  # noqa: E501
    ("jsonb", """'{"a": [1]}'""", "text", '{"a": [1]}'),
    ("text[]", "ARRAY['a', 'b']", "text", "{a,b}"),
    ("interval", "'90 minutes'", "text", "PT1H30M"),
    ("bytea", r"'\x00ff'", None, None),
    ("geometry", "NULL", None, None),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "value", "expected_kind", "expected"), TYPES)
def test_types(kind, value, expected_kind, expected, *, table, look, rows):
    table(f"v {kind}, geom geometry(Point, 4490)", f"({value}, NULL), (NULL, NULL)")
    name = TableName(schema="public", table="t", geometry="geom")
    assert [column.kind for column in look(name).columns] == (
        [expected_kind] if expected_kind else []
    )
    values = [row[1:] for row in rows(name)]
    assert values == ([(expected,), (None,)] if expected_kind else [(), ()])


def test_domains_are_looked_through(cluster, table, look):
    cluster.run("CREATE DOMAIN code AS bigint", "CREATE DOMAIN inner_code AS code")
    try:
        name = table("a code, b inner_code, geom geometry(Point, 4490)")
        assert [column.kind for column in look(name).columns] == ["integer", "integer"]
    finally:
        cluster.run("DROP TABLE t", "DROP DOMAIN inner_code", "DROP DOMAIN code")


def test_rows_come_in_the_order_of_the_key(cluster, table, rows):
    name = table(
        "b int, a int, geom geometry(Point, 4490), PRIMARY KEY (a, b)",
        "(1, 2, NULL), (2, 1, NULL), (1, 1, NULL)",
    )
    assert [row[1:] for row in rows(name)] == [(1, 1), (2, 1), (1, 2)]


def test_shapes_are_counted_by_type(table, look):
    name = table(
        "geom geometry",
        "(ST_MakePoint(1,2)), (ST_MakePoint(1,2)), (ST_MakeLine(ST_MakePoint(1,2), "
        "ST_MakePoint(2,2))), (NULL)",
    )
    found = look(name)
    assert found.types == {"Point": 2, "LineString": 1, "None": 1}
    assert found.rows == 4


def test_coordinate_systems_that_have_to_be_asked_for(cluster, table, look, codes):
    name = table("geom geometry", "(ST_MakePoint(1,2))", name="none")
    found = look(name)
    assert (found.crs_wkt, codes(found)) == (None, ["srid_0"])
    cluster.run(
        "INSERT INTO spatial_ref_sys (srid, srtext) VALUES (910001, ''), (910002, 'nonsense')"
    )
    for srid in (910001, 910002):
        name = table(f"geom geometry(Point, {srid})", name=f"t{srid}")
        found = look(name)
        assert (found.crs_wkt, codes(found)) == (None, ["srid_unknown"])


def test_several_coordinate_systems_are_no_layer(table, look, codes):
    name = table(
        "geom geometry",
        "(ST_SetSRID(ST_MakePoint(1,2), 4490)), (ST_SetSRID(ST_MakePoint(1,2), 4326))",
    )
    with pytest.raises(WatermapError) as caught:
        look(name)
    assert codes(caught.value) == ["srids"]
    assert caught.value.problems[0].fields["srids"] == "4326、4490"


def test_a_home_made_system_keeps_its_definition(cluster, table, look, codes):
    wkt = pyproj.CRS.from_proj4(
        "+proj=tmerc +lat_0=0 +lon_0=117.5 +k=1 +x_0=50000 +y_0=0 +ellps=GRS80"
    ).to_wkt("WKT1_GDAL")
    cluster.run(
        "INSERT INTO spatial_ref_sys (srid, auth_name, auth_srid, srtext)"
        f" VALUES (910003, 'bureau', 1, '{wkt}')"
    )
    found = look(table("geom geometry(Point, 910003)"))
    assert codes(found) == ["srid_own"]
    assert "50000" in found.crs_wkt


def official(code):
    return pyproj.CRS.from_epsg(code).to_wkt("WKT1_GDAL")


def test_every_chinese_number_means_what_the_registry_says(cluster):
    checked = 0
    for number, text in cluster.run(
        "SELECT auth_srid, srtext FROM spatial_ref_sys WHERE auth_name = 'EPSG' AND (srid IN"
        " (4326, 4490, 4214, 4610, 3857) OR srid BETWEEN 4491 AND 4554 OR srid BETWEEN 2327 AND"
        " 2442 OR srid BETWEEN 32643 AND 32653)"
    ):
        wkt, code = understood(text, number)
        assert (code, pyproj.CRS.from_wkt(wkt).to_epsg()) == (None, number)
        checked += 1
    assert checked > 180


@pytest.mark.parametrize(
    ("number", "lie"),
    [
        (4524, ("108", "111")),
        (4524, ("36500000", "500000")),
        (4490, ("298.257222101", "298.3")),
        (4490, (official(4490), official(4610))),
    ],
)  # fmt: skip
def test_a_number_that_lies_loses_it(number, lie):
    text = official(number)
    assert lie[0] in text
    wkt, code = understood(text.replace(*lie), number)
    assert code == "srid_differs"
    assert pyproj.CRS.from_wkt(wkt).to_epsg() != number


@pytest.mark.parametrize(
    "word",
    ["geom'); SELECT pg_sleep(5); --", 'geom"); DROP TABLE public.canary; --', "%s", "%(x)s", "{}",
     "a b", "选择", "select", "'", '"', "geom::text", "x%"],
)  # fmt: skip
def test_names_are_names_whatever_they_hold(word, cluster, table, tmp_path, reader):  # E13
    quoted = word.replace('"', '""')
    table("id int, geom geometry", name="canary")
    cluster.run(
        f'CREATE TABLE public."{quoted}" ("{quoted}" geometry(Point, 4490), "{quoted}_" numeric,'
        f' PRIMARY KEY ("{quoted}_"))',
        f'INSERT INTO public."{quoted}" VALUES (ST_SetSRID(ST_MakePoint(117, 34), 4490), 1)',
    )
    try:
        with connected(cluster.login()) as database:
            look = look_at(database, TableName(schema="public", table=word, geometry=word))
            found = [row for block in blocks(database, look) for row in block]
        assert [row[1] for row in found] == [1.0]
        assert {one.table for one in listed(cluster)} == {word, "canary"}
        taken = take(tmp_path, login=cluster.login(), table=look.name)
        layer = reader.read(tmp_path / taken.path).layers[0]
        assert layer.attributes.to_dict("list") == {f"{word}_": [1.0]}
    finally:
        cluster.run(f'DROP TABLE public."{quoted}"')


@pytest.mark.parametrize("word", ["geom'); SELECT 1; --", 'geom" FROM canary; --', "geom, id"])
def test_names_that_are_not_there_are_refused(word, table, look, codes):  # E13
    table("id int, geom geometry", name="canary")
    with pytest.raises(WatermapError) as caught:
        look(TableName(schema="public", table="canary", geometry=word))
    assert codes(caught.value) == ["which_column"]
    with pytest.raises(WatermapError) as caught:
        look(TableName(schema="public", table=word))
    assert codes(caught.value) == ["no_layer"]


def test_functions_of_the_same_name_elsewhere_are_not_called(cluster, table, look):
    cluster.run(
        "CREATE SCHEMA trap",
        "CREATE FUNCTION trap.st_srid(geometry) RETURNS int LANGUAGE sql AS 'SELECT 1/0'",
        "ALTER ROLE planner SET search_path = trap, public",
        "GRANT USAGE ON SCHEMA trap TO planner",
    )
    try:
        assert look(table("geom geometry", "(ST_MakePoint(1,2))")).rows == 1
    finally:
        cluster.run("DROP SCHEMA trap CASCADE", "ALTER ROLE planner RESET search_path")


def test_dates_are_not_moved_by_the_servers_own_style(cluster, table, rows):
    cluster.run("ALTER ROLE planner SET datestyle = 'German'")
    try:
        name = table("d date, geom geometry(Point, 4490)", "('2019-02-03', NULL)")
        assert dt.date.fromisoformat(rows(name)[0][1]) == dt.date(2019, 2, 3)
    finally:
        cluster.run("ALTER ROLE planner RESET datestyle")
