"""Where a PostGIS table lies: ``postgis://user@host:port/database/schema.table#geometry``.

A password has no place in it: addresses end up in shell histories, project files and messages. So
a refused address is never repeated either; whatever is wrong with it may be the password.
"""

import re
from dataclasses import dataclass
from typing import NoReturn
from urllib.parse import quote, unquote

from watermap.errors import Problem, WatermapError

_START = "postgis://"
_PORT = 5432
_WHERE = re.compile(r"(\[[0-9A-Fa-f:.%]+\]|[^:,\[\]]+)(?::([0-9]{1,5}))?")
FORM = "postgis://user@host:port/database/schema.table"


@dataclass(frozen=True, slots=True, kw_only=True)
class Server:
    """A database, and as whom to ask it. ``host``: a name, an address, or a socket's folder."""

    host: str
    port: int
    database: str
    user: str

    @property
    def shown(self) -> str:
        """For people: who, where, what."""
        return f"{self.user}@{self.host}:{self.port}/{self.database}"


@dataclass(frozen=True, slots=True, kw_only=True)
class TableName:
    """A table or view. ``geometry``: the column meant; None: the only one."""

    schema: str
    table: str
    geometry: str | None = None

    @property
    def shown(self) -> str:
        """For people: the schema and the table."""
        return f"{self.schema}.{self.table}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """What an address names. ``table`` None: the whole database."""

    server: Server
    table: TableName | None = None


def is_address(text: str) -> bool:
    """Whether a word of the command line names a PostGIS database rather than a file."""
    return text.lower().startswith(_START)


def parse(text: str) -> Address:
    """An address taken apart; parts with ``/ @ . # %`` in them are written with percent signs.

    Raises:
        WatermapError: it holds a password, or is not of the form; the sentence says the form.
    """
    rest, _, geometry = text[len(_START) :].partition("#")
    place, _, path = rest.partition("/")
    user, at, where = place.rpartition("@")
    if ":" in user:
        _refuse("password_in_address")
    found = _WHERE.fullmatch(where)
    database, _, table = path.partition("/")
    if not (at and user and found and database) or "?" in rest or "/" in table:
        _refuse("address")
    port = int(found[2] or _PORT)
    if not 0 < port < 65536:
        _refuse("address")
    server = Server(
        host=unquote(found[1]).strip("[]"),
        port=port,
        database=unquote(database),
        user=unquote(user),
    )
    return Address(server=server, table=_table(table, geometry) if table else None)


def _table(text: str, geometry: str) -> TableName:
    schema, dot, table = text.partition(".")
    if not (schema and dot and table) or "." in table:
        _refuse("address")
    return TableName(
        schema=unquote(schema), table=unquote(table), geometry=unquote(geometry) or None
    )


def written(address: Address) -> str:
    """The address as text that ``parse`` takes."""
    server, table = address.server, address.table
    host = f"[{server.host}]" if ":" in server.host else _quoted(server.host)
    text = f"{_START}{_quoted(server.user)}@{host}:{server.port}/{_quoted(server.database)}"
    if table is None:
        return text
    text += f"/{_quoted(table.schema)}.{_quoted(table.table)}"
    return text if table.geometry is None else f"{text}#{_quoted(table.geometry)}"


def _quoted(part: str) -> str:
    return quote(part, safe="").replace(".", "%2E") if not _is_host(part) else part


def _is_host(part: str) -> bool:
    return re.fullmatch(r"[0-9]+(\.[0-9]+){3}", part) is not None


def _refuse(code: str) -> NoReturn:
    raise WatermapError(Problem.error(f"postgis.{code}", form=FORM))
