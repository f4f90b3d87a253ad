"""A connection that only reads, can be stopped at any moment, and speaks our sentences.

psycopg's own messages may hold what was used to connect, and are in the server's language: they
are looked at for a hint here and there, and never shown, logged or chained.
"""

import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self, TypeVar

from watermap.errors import Problem, WatermapError
from watermap.progress import SILENT, Progress
from watermap.reading.postgis.address import Server

if TYPE_CHECKING:
    import psycopg
    from psycopg import sql

CONNECT_S = 10
STATEMENT_S = 300
_GRACE_S = 15.0  # beyond the server's own limit: then it no longer answers at all
_POLL_S = 0.05
_STOP_S = 0.5
_SETTINGS = {
    "statement_timeout": f"{STATEMENT_S}s",
    "lock_timeout": "10s",
    "idle_in_transaction_session_timeout": f"{STATEMENT_S}s",
    "search_path": "pg_catalog",  # nothing of ours may mean something else in that database
    "DateStyle": "ISO, YMD",
    "IntervalStyle": "iso_8601",
    "synchronize_seqscans": "off",  # the same order every time
    "client_encoding": "UTF8",
}
# A password is never handed out in the clear: an address may name a server of somebody else.
_AUTHENTICATION = "scram-sha-256,md5,gss,sspi,none"
_CODES = {
    "42501": "no_right",  # insufficient privilege
    "42P01": "no_table",
    "3F000": "no_table",  # no such schema
    "57014": "too_long",  # stopped by statement_timeout
    "55P03": "locked",
    "22021": "bad_text",  # bytes that are no character
    "22P05": "bad_text",
}
Answer = TypeVar("Answer")


@dataclass(frozen=True, slots=True, kw_only=True)
class Login:
    """A database and the password for it, which no text made of this shows."""

    server: Server
    password: str | None = field(default=None, repr=False)


class Database:
    """An open connection. Every question is asked in a thread, so that one can stop."""

    def __init__(
        self, connection: "psycopg.Connection[Any]", server: Server, progress: Progress
    ) -> None:
        """Take the connection; ``progress`` is asked several times a second whether to stop."""
        self.server = server
        self.progress = progress
        self._connection = connection
        self._asked: _Outcome | None = None

    def rows(
        self, query: "sql.Composed | str", given: Sequence[object] | None = None
    ) -> list[tuple[Any, ...]]:
        """All rows of an answer. A query with names in it takes no ``given``: they may hold a %.

        Raises:
            WatermapError: the server refuses, is gone, or takes too long.
            Cancelled: asked for through ``progress``.
        """

        def work() -> list[tuple[Any, ...]]:
            return self._connection.execute(query, given).fetchall()

        return self._patiently(work)

    def blocks(self, query: "sql.Composed", size: int) -> Iterator[list[tuple[Any, ...]]]:
        """The rows of a long answer, ``size`` at a time, through a cursor on the server.

        Raises:
            WatermapError: the server refuses, is gone, or takes too long.
            Cancelled: asked for through ``progress``.
        """
        from psycopg import sql

        declare = sql.SQL("DECLARE watermap NO SCROLL CURSOR FOR {}").format(query)
        fetch = sql.SQL("FETCH FORWARD {} FROM watermap").format(sql.Literal(size))
        self._patiently(lambda: self._connection.execute(declare))
        while block := self._patiently(
            lambda: self._connection.execute(fetch, binary=True).fetchall()
        ):
            yield block
        self._patiently(lambda: self._connection.execute("CLOSE watermap"))

    def close(self) -> None:
        """Close it; a thread that still waits for the server does so when it is done."""
        if self._asked is None or self._asked.is_done():
            self._connection.close()

    def _patiently(self, work: Callable[[], Answer]) -> Answer:
        with _our_sentences(self.server):
            return self._waited_for(work)

    def _waited_for(self, work: Callable[[], Answer]) -> Answer:
        outcome = self._asked = _Outcome(self._connection.close)
        thread = outcome.start(work)
        try:
            outcome.wait(self.server, self.progress, seconds=STATEMENT_S + _GRACE_S)
        except BaseException:
            import psycopg

            with suppress(psycopg.Error):
                self._connection.cancel_safe(timeout=_STOP_S)
            thread.join(_STOP_S)
            raise
        answer: Answer = outcome.answer()
        return answer


class _Outcome:
    """What comes out of a thread. When nobody waits any more, ``abandon`` tidies up after it."""

    def __init__(self, abandon: Callable[[], None]) -> None:
        self._abandon = abandon
        self._done = threading.Event()
        self._left = threading.Event()
        self._value: Any = None
        self._error: BaseException | None = None

    def start(self, work: Callable[[], object]) -> threading.Thread:
        def run() -> None:
            with self:
                self._value = work()

        thread = threading.Thread(target=run, daemon=True)
        thread.start()
        return thread

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> bool:
        """Keep what the thread raised for the one who waits."""
        self._error = error
        self._done.set()
        self._tidy_up()
        return True

    def is_done(self) -> bool:
        """The work is over, though its thread may still be on its way out."""
        return self._done.is_set()

    def _tidy_up(self) -> None:
        """Called by both sides after they said where they stand: the later one sees both flags."""
        if self._done.is_set() and self._left.is_set():
            self._abandon()

    def wait(self, server: Server, progress: Progress, *, seconds: float) -> None:
        end = time.monotonic() + seconds
        try:
            while not self._done.wait(_POLL_S):
                progress.step(0, 1, server.shown)
                if time.monotonic() > end:
                    raise _refusal("too_long", server, seconds=f"{seconds:g}")
        except BaseException:
            self._left.set()
            self._tidy_up()
            raise

    def answer(self) -> Any:  # noqa: ANN401  (whatever the work gives)
        if self._error is not None:
            raise self._error
        return self._value


@contextmanager
def connected(login: Login, *, progress: Progress = SILENT) -> Iterator[Database]:
    """A connection for one reading: one look at one moment of the database, which changes nothing.

    Raises:
        WatermapError: the extra is missing, nobody answers, or the server refuses.
        Cancelled: asked for through ``progress``.
    """
    database = Database(_connect(login, progress), login.server, progress)
    try:
        for name, value in _SETTINGS.items():
            database.rows("SELECT set_config(%s, %s, false)", [name, value])
        yield database
    finally:
        database.close()


def _connect(login: Login, progress: Progress) -> "psycopg.Connection[Any]":
    try:
        import psycopg
    except ImportError:
        raise _refusal("extra_missing", login.server) from None
    made: list[psycopg.Connection[Any]] = []

    def work() -> "psycopg.Connection[Any]":
        server = login.server
        connection = psycopg.connect(
            host=server.host,
            port=server.port,
            dbname=server.database,
            user=server.user,
            password=login.password,
            require_auth=_AUTHENTICATION,
            application_name="watermap",
            connect_timeout=CONNECT_S,
            keepalives_idle=10,
            keepalives_interval=5,
            keepalives_count=3,
            tcp_user_timeout=30_000,
        )
        made.append(connection)
        connection.read_only = True
        connection.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
        connection.prepare_threshold = None  # a pooler in between may not know prepared ones
        return connection

    def abandon() -> None:
        for connection in made:
            connection.close()

    outcome = _Outcome(abandon)
    outcome.start(work)
    outcome.wait(login.server, progress, seconds=CONNECT_S + _GRACE_S)
    try:
        connection: psycopg.Connection[Any] = outcome.answer()
    except psycopg.Error as error:
        raise _refusal(_why_not_connected(error, login), login.server) from None
    return connection


def _why_not_connected(error: "psycopg.Error", login: Login) -> str:
    """The second half of a code; the server's words are only searched for names and settings."""
    import psycopg

    words = str(error)
    if isinstance(error, psycopg.errors.ConnectionTimeout):
        return "silent"
    if "cleartext" in words:
        return "cleartext"
    if "pg_hba" in words:
        return "not_admitted"
    if error.pgconn is not None and error.pgconn.needs_password and login.password is None:
        return "password_needed"
    if f'"{login.server.database}"' in words and ("database" in words or "数据库" in words):
        return "no_database"
    return "refused" if "FATAL" in words or "致命错误" in words else "silent"


@contextmanager
def _our_sentences(server: Server) -> Iterator[None]:
    import psycopg

    try:
        yield
    except psycopg.Error as error:
        state = error.sqlstate or ""
        lost = isinstance(error, psycopg.OperationalError) and state not in _CODES
        code = "lost" if lost else _CODES.get(state, "failed")
        raise _refusal(code, server, seconds=STATEMENT_S, state=state or "—") from None
    except UnicodeDecodeError:
        raise _refusal("bad_text", server) from None


def _refusal(code: str, server: Server, **fields: object) -> WatermapError:
    return WatermapError(Problem.error(f"postgis.{code}", server=server.shown, **fields))
