"""Connecting, being refused, waiting, stopping: each told in our words, nothing ever changed."""

import socket
import sys
import threading
import time

import pytest

from watermap.errors import WatermapError
from watermap.progress import SILENT, Cancelled
from watermap.reading.postgis import connection as module
from watermap.reading.postgis.address import Server, TableName
from watermap.reading.postgis.connection import Login, connected
from watermap.reading.postgis.rows import blocks, look_at
from watermap.reading.postgis.tables import geometry_columns

PSYCOPG = pytest.importorskip("psycopg", reason="the extra postgis is not installed")


class CancelAfter:
    def __init__(self, seconds):
        self.end = time.monotonic() + seconds

    def step(self, done, total, message=""):
        if time.monotonic() > self.end:
            raise Cancelled


@pytest.fixture
def deaf():
    """A port that takes connections and never says a word."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield Server(host="127.0.0.1", port=server.getsockname()[1], database="gis", user="a")


def refused(login, codes, **options):
    with pytest.raises(WatermapError) as caught, connected(login, **options) as database:
        geometry_columns(database)
    for language in ("zh", "en"):
        said = caught.value.text(language)
        assert login.server.shown in said
        assert "{" not in said
        assert login.password is None or login.password not in said
    assert caught.value.__cause__ is None
    return codes(caught.value)


def test_who_is_not_let_in(cluster, codes):
    assert refused(cluster.login(password="hunter2"), codes) == ["refused"]
    assert refused(cluster.login(user="nobody"), codes) == ["refused"]
    assert refused(cluster.login(password=None), codes) == ["password_needed"]
    assert refused(cluster.login(database="gone"), codes) == ["no_database"]
    assert refused(cluster.login(user="barred"), codes) == ["not_admitted"]


def test_a_password_is_not_sent_in_the_clear(cluster, codes):
    assert refused(cluster.login(user="plain"), codes) == ["cleartext"]


def test_nobody_is_there(codes):
    with socket.create_server(("127.0.0.1", 0)) as closed:
        port = closed.getsockname()[1]
    server = Server(host="127.0.0.1", port=port, database="gis", user="a")
    assert refused(Login(server=server, password="x"), codes) == ["silent"]


def test_one_who_never_answers(deaf, codes, monkeypatch):
    monkeypatch.setattr(module, "CONNECT_S", 2)
    start = time.monotonic()
    assert refused(Login(server=deaf, password="x"), codes) == ["silent"]
    assert time.monotonic() - start < 5


def test_one_who_never_answers_can_be_left(deaf):
    start = time.monotonic()
    with pytest.raises(Cancelled), connected(Login(server=deaf), progress=CancelAfter(0.2)):
        pass
    assert time.monotonic() - start < 1.2


def test_one_who_speaks_something_else(codes):
    with socket.create_server(("127.0.0.1", 0)) as server:

        def serve():
            there, _ = server.accept()
            with there:
                there.recv(100)
                there.sendall(b"HTTP/1.1 400 Bad Request\r\n\r\n")

        thread = threading.Thread(target=serve)
        thread.start()
        place = Server(host="127.0.0.1", port=server.getsockname()[1], database="gis", user="a")
        assert refused(Login(server=place, password="x"), codes) == ["silent"]
        thread.join()


def test_the_extra_is_not_installed(monkeypatch, codes):
    monkeypatch.setitem(sys.modules, "psycopg", None)
    server = Server(host="db", port=1, database="gis", user="a")
    assert refused(Login(server=server), codes) == ["extra_missing"]


def test_a_database_without_postgis(cluster, codes):
    assert refused(cluster.login("postgres", None, "postgres"), codes) == ["no_extension"]


def test_nothing_can_be_changed(cluster, codes, table):
    table("id int, geom geometry(Point, 4490)", "(1, NULL)")
    with connected(cluster.login("postgres", None)) as database:
        with pytest.raises(WatermapError) as caught:
            database.rows("DELETE FROM public.t RETURNING 1")
        assert codes(caught.value) == ["failed"]
        assert caught.value.problems[0].fields["state"] == "25006"  # read-only transaction
    assert cluster.run("SELECT count(*) FROM t") == [(1,)]


def test_a_view_that_writes_when_it_is_read_cannot(cluster, codes, table):
    table("id int, geom geometry(Point, 4490)", "(1, NULL)")
    cluster.run(
        "CREATE OR REPLACE FUNCTION public.writes() RETURNS geometry LANGUAGE plpgsql VOLATILE AS"
        " $$ BEGIN INSERT INTO public.t VALUES (2, NULL); RETURN NULL; END $$",
        "CREATE VIEW public.trap AS SELECT public.writes() AS geom FROM public.t",
    )
    with (
        connected(cluster.login("postgres", None)) as database,
        pytest.raises(WatermapError) as caught,
    ):
        look_at(database, TableName(schema="public", table="trap"))
    assert codes(caught.value) == ["failed"]
    assert cluster.run("SELECT count(*) FROM t") == [(1,)]


@pytest.fixture
def slow(cluster, table):
    """A view of one row that takes half a minute."""
    table("id int, geom geometry(Point, 4490)", "(1, NULL)")
    cluster.run("CREATE VIEW public.slow AS SELECT pg_sleep(30)::text AS x, geom FROM public.t")
    return TableName(schema="public", table="slow")


def still_running(cluster):
    return cluster.run(
        "SELECT count(*) FROM pg_stat_activity"
        " WHERE usename = 'planner' AND state = 'active' AND query LIKE '%slow%'"
    )[0][0]


def test_cancelling_acts_at_once_and_ends_the_query_on_the_server(cluster, slow):
    start = time.monotonic()
    with (
        pytest.raises(Cancelled),
        connected(cluster.login(), progress=CancelAfter(0.8)) as database,
    ):
        list(blocks(database, look_at(database, slow)))
    assert time.monotonic() - start < 1.8
    end = time.monotonic() + 3
    while still_running(cluster) and time.monotonic() < end:
        time.sleep(0.05)
    assert still_running(cluster) == 0


def test_a_query_that_takes_too_long(cluster, slow, codes, monkeypatch):
    monkeypatch.setitem(module._SETTINGS, "statement_timeout", "300ms")
    with connected(cluster.login()) as database, pytest.raises(WatermapError) as caught:
        list(blocks(database, look_at(database, slow)))
    assert codes(caught.value) == ["too_long"]


def test_a_locked_table(cluster, table, codes, monkeypatch):
    monkeypatch.setitem(module._SETTINGS, "lock_timeout", "200ms")
    name = table("id int, geom geometry(Point, 4490)", "(1, NULL)")
    place = f"host=127.0.0.1 port={cluster.port} user=postgres dbname=gis"
    with PSYCOPG.connect(place) as other:
        other.execute("LOCK TABLE t IN ACCESS EXCLUSIVE MODE")
        with connected(cluster.login()) as database, pytest.raises(WatermapError) as caught:
            look_at(database, name)
    assert codes(caught.value) == ["locked"]


def test_no_thread_or_connection_is_left(cluster, table):
    name = table("id int, geom geometry(Point, 4490)", "(1, NULL)")
    before = threading.active_count()
    with connected(cluster.login()) as database:
        list(blocks(database, look_at(database, name)))
    assert threading.active_count() == before
    query = "SELECT count(*) FROM pg_stat_activity WHERE usename = 'planner'"
    end = time.monotonic() + 3
    while cluster.run(query) != [(0,)] and time.monotonic() < end:
        time.sleep(0.05)
    assert cluster.run(query) == [(0,)]


class Connection:
    """Stands for psycopg's; knows whether it was closed."""

    closed = False

    def execute(self, query, given=None):
        return self

    def fetchall(self):
        return []

    def close(self):
        self.closed = True


def test_a_thread_still_on_its_way_out_does_not_keep_the_connection_open(deaf, monkeypatch):
    connection = Connection()
    database = module.Database(connection, deaf, SILENT)
    monkeypatch.setattr(threading.Thread, "is_alive", lambda thread: True)
    database.rows("SELECT 1")
    database.close()
    assert connection.closed


def test_leaving_just_when_the_connection_is_made_closes_it(deaf, monkeypatch):
    connection, left = Connection(), threading.Event()
    before = set(threading.enumerate())

    def connect(**_):
        left.wait(5)
        return connection

    class LeaveWhenMade:
        def step(self, done, total, message=""):
            left.set()
            for thread in set(threading.enumerate()) - before:
                thread.join(5)
            raise Cancelled

    monkeypatch.setattr(PSYCOPG, "connect", connect)
    with pytest.raises(Cancelled), connected(Login(server=deaf), progress=LeaveWhenMade()):
        pass
    assert connection.closed
