"""Connections to SQLite or PostgreSQL, transactions, the one writer, and errors in plain words."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from threading import local
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url, text
from sqlalchemy.exc import ArgumentError, DatabaseError, OperationalError

BUSY_SECONDS = 30  # a rebuild of some 5,000 articles writes for under ten
WRITER_LOCK = 0x77697265  # "wire": the advisory lock of the one writer, in PostgreSQL
POSTGRESQL = ("postgresql", "postgres", "postgresql+psycopg")
OF_THE_DATABASE = (  # the other errors are of a statement, and so our own mistake
    DatabaseError,
    OperationalError,
    sqlite3.DatabaseError,
    sqlite3.OperationalError,
)
SENTENCES = (  # what the driver's words mean, and what to do
    ("locked", "Another process is writing to {}: wait until it has finished, then try again."),
    ("not a database", "{} is not a Crosswire database: give another file with --db."),
    ("malformed", "{} is damaged: restore a copy, or start anew with another --db."),
    ("unable to open", "{} cannot be opened: its folder must exist and be yours to write in."),
    ("readonly", "{} may not be written to: change its permissions, or give another --db."),
    ("is full", "The disk of {} is full: make room and run again, nothing stored is lost."),
)


class StoreError(Exception):
    """The database cannot be used; the message is one sentence that says what to do."""


class Connected:
    """An open database; ``where`` is its name for messages, without a password."""

    def __init__(self, engine: Engine, where: str) -> None:
        self._engine = engine
        self.where = where
        self._open = local()

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A snapshot of the database: nothing that is written meanwhile is seen in it."""
        with in_plain_words(self.where), self._engine.connect() as connection:
            if connection.dialect.name == "postgresql":
                connection.execution_options(isolation_level="REPEATABLE READ")
            yield connection

    @contextmanager
    def changing(self) -> Iterator[Connection]:
        """One transaction: all of it is written, or nothing.

        Raises StoreError where another process holds the database for longer than half a minute.
        """
        held: Connection | None = getattr(self._open, "transaction", None)
        if held is not None:
            yield held
            return
        with in_plain_words(self.where), changing(self._engine) as connection:
            yield connection

    @contextmanager
    def at_once(self) -> Iterator[None]:
        """Several changes of one thread as one transaction: all of them are written, or nothing."""
        with self.changing() as connection:
            self._open.transaction = connection
            try:
                yield
            finally:
                self._open.transaction = None

    @contextmanager
    def only_writer(self) -> Iterator[None]:
        """Hold the database for a whole run; others may read, and add judgements, meanwhile.

        Raises StoreError at once where another process holds it. A killed process holds nothing.
        """
        holds = _holds_file if self._engine.dialect.name == "sqlite" else _holds_server
        with holds(self._engine) as held:
            if not held:
                raise StoreError(SENTENCES[0][1].format(self.where))
            yield


def engine_for(url_or_path: str | Path, *, create: bool) -> tuple[Engine, str]:
    """The engine for a file or a URL, and its name for messages; nothing is opened yet.

    Raises StoreError where the file is absent and must not be made, or the URL is of no database
    that Crosswire can use.
    """
    url = _url(url_or_path)
    if url.drivername == "sqlite":
        path = Path(url.database or "")
        if not create and not path.exists():
            raise StoreError(f"There is no database at {path}: `crosswire run PATH` makes it.")
        engine = create_engine(url, connect_args={"timeout": BUSY_SECONDS})
        event.listen(engine, "connect", _prepare_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
        return engine, str(path)
    try:
        return create_engine(url), url.render_as_string(hide_password=True)
    except ModuleNotFoundError as error:
        wanted = "PostgreSQL needs one more package: `pip install 'crosswire[postgresql]'`."
        raise StoreError(wanted) from error


def use_safest_journal(engine: Engine) -> None:
    """Write-ahead logging where the linked SQLite has the WAL-reset fix, else a rollback journal.

    SQLite before 3.51.3 can corrupt a WAL database whose log is reset by two connections at once;
    the fix was carried back to 3.50.7 and 3.44.6 (https://sqlite.org/wal.html).
    """
    if engine.dialect.name == "sqlite":
        mode = "WAL" if wal_is_safe(sqlite3.sqlite_version_info) else "DELETE"
        with closing(engine.raw_connection()) as connection:
            connection.cursor().execute(f"PRAGMA journal_mode={mode}")


def wal_is_safe(version: tuple[int, ...]) -> bool:
    """Whether this version of SQLite has the WAL-reset fix."""
    if version[:2] == (3, 44):
        return version >= (3, 44, 6)
    if version[:2] == (3, 50):
        return version >= (3, 50, 7)
    return version >= (3, 51, 3)


@contextmanager
def changing(engine: Engine) -> Iterator[Connection]:
    """A transaction that takes SQLite's write lock at its start, so that it cannot fail halfway."""
    with engine.connect().execution_options(begin="IMMEDIATE") as connection, connection.begin():
        yield connection


@contextmanager
def in_plain_words(where: str) -> Iterator[None]:
    """Turn the driver's errors about the database itself into a StoreError of one sentence."""
    try:
        yield
    except (DatabaseError, sqlite3.DatabaseError) as error:
        if type(error) not in OF_THE_DATABASE:
            raise
        said = str(getattr(error, "orig", error)).strip().partition("\n")[0]
        told = next((words for cause, words in SENTENCES if cause in said), None)
        raise StoreError((told or "{} cannot be used: " + said + ".").format(where)) from error


def _url(url_or_path: str | Path) -> URL:
    given = str(url_or_path)
    if "://" not in given:
        return URL.create("sqlite", database=given)
    try:
        url = make_url(given)
    except (ArgumentError, ValueError) as error:
        raise StoreError(f"{given} is no database URL.") from error
    if url.drivername in POSTGRESQL:
        return url.set(drivername="postgresql+psycopg")
    if url.drivername == "sqlite" and url.database:
        return url
    raise StoreError(
        f"Crosswire keeps its data in an SQLite file or in PostgreSQL, not in {url.drivername}:"
        " give a file, or a URL like postgresql://user@host/name."
    )


def _prepare_sqlite(connection: Any, _record: Any) -> None:
    connection.isolation_level = None  # the driver begins nothing of its own; see _begin_sqlite
    connection.execute("PRAGMA foreign_keys=ON")
    connection.execute("PRAGMA synchronous=FULL")


def _begin_sqlite(connection: Connection) -> None:
    connection.exec_driver_sql(f"BEGIN {connection.get_execution_options().get('begin', '')}")


@contextmanager
def _holds_file(engine: Engine) -> Iterator[bool]:
    """Lock an empty SQLite file beside the database: a lock that dies with its process."""
    beside = f"{engine.url.database}.lock"
    with closing(sqlite3.connect(beside, timeout=0, isolation_level=None)) as lock:
        try:
            lock.execute("BEGIN EXCLUSIVE")
        except sqlite3.OperationalError:
            yield False
        else:
            yield True


@contextmanager
def _holds_server(engine: Engine) -> Iterator[bool]:
    with engine.connect() as connection:
        key = {"key": WRITER_LOCK}
        held = bool(connection.scalar(text("SELECT pg_try_advisory_lock(:key)"), key))
        connection.commit()
        try:
            yield held
        finally:
            if held:
                connection.execute(text("SELECT pg_advisory_unlock(:key)"), key)
                connection.commit()
