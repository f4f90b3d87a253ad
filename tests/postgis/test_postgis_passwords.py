"""Passwords: in the system's keyring or nowhere."""

import logging
import sys
import traceback

import pytest

from watermap.errors import WatermapError
from watermap.reading.postgis import passwords
from watermap.reading.postgis.address import Server
from watermap.reading.postgis.connection import Login, connected

HERE = Server(host="db", port=5432, database="gis", user="a")
OTHERS = [
    Server(host="db2", port=5432, database="gis", user="a"),
    Server(host="db", port=5433, database="gis", user="a"),
    Server(host="db", port=5432, database="gis2", user="a"),
    Server(host="db", port=5432, database="gis", user="b"),
]


@pytest.fixture
def backend(monkeypatch):
    """Puts a keyring in the place of the system's."""
    keyring = pytest.importorskip("keyring", reason="the extra postgis is not installed")

    def use(one):
        monkeypatch.setattr(keyring, "get_keyring", lambda: one)

    return use


class InMemory:
    def __init__(self):
        self.kept = {}

    def get_password(self, service, name):
        return self.kept.get((service, name))

    def set_password(self, service, name, password):
        self.kept[service, name] = password


class Locked:
    def get_password(self, service, name):
        from keyring.errors import KeyringLocked

        raise KeyringLocked

    def set_password(self, service, name, password):
        self.get_password(service, name)


def test_a_password_is_kept_for_one_host_port_database_and_user(backend):
    store = InMemory()
    backend(store)
    assert passwords.can_remember()
    assert passwords.password_of(HERE) is None
    assert passwords.remember(HERE, "x")
    assert passwords.password_of(HERE) == "x"
    assert [passwords.password_of(other) for other in OTHERS] == [None] * 4
    assert {service for service, _ in store.kept} == {"watermap"}


def test_a_locked_keyring_is_none(backend):
    backend(Locked())
    assert passwords.password_of(HERE) is None
    assert not passwords.remember(HERE, "x")


def test_no_keyring_at_all(backend, monkeypatch):
    from keyring.backends import fail, null

    for one in (fail.Keyring(), null.Keyring()):
        backend(one)
        assert not passwords.can_remember()
        assert not passwords.remember(HERE, "x")
        assert passwords.password_of(HERE) is None
    monkeypatch.setitem(sys.modules, "keyring", None)
    assert not passwords.can_remember()


@pytest.mark.parametrize("in_a_chain", [False, True])
def test_a_keyring_that_is_a_plain_file_is_not_used(backend, in_a_chain):
    plain = type("PlaintextKeyring", (InMemory,), {"__module__": "keyrings.alt.file"})()
    chain = InMemory()
    chain.backends = [InMemory(), plain]
    backend(chain if in_a_chain else plain)
    assert not passwords.remember(HERE, "x")
    assert plain.kept == chain.kept == {}


def test_nothing_made_of_a_login_shows_its_password(caplog):
    pytest.importorskip("psycopg", reason="the extra postgis is not installed")
    login = Login(
        server=Server(host="127.0.0.1", port=1, database="gis", user="a"), password="hunter2"
    )
    assert "hunter2" not in repr(login)
    caplog.set_level(logging.DEBUG)
    with pytest.raises(WatermapError) as caught, connected(login):
        pass
    said = "".join(traceback.format_exception(caught.value)) + caught.value.text("zh") + caplog.text
    assert "hunter2" not in said
    assert caught.value.__cause__ is None
