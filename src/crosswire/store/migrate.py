"""Bringing a database to this version's tables, or refusing it."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from sqlalchemy import Connection, Engine, inspect, text

from crosswire.store.connect import StoreError, changing

MIGRATIONS = Path(__file__).parent / "migrations"
VERSION_TABLE = "crosswire_schema"  # not alembic's own name: a shared PostgreSQL may hold that too
MIGRATION_LOCK = 0x63726F73  # "cros": the advisory lock that two first starts at once queue for


def schema_versions(migrations: Path = MIGRATIONS) -> list[str]:
    """The schema versions that this Crosswire knows, oldest first: the names of the migrations."""
    return sorted(path.name[:4] for path in (migrations / "versions").glob("[0-9]*_*.py"))


def upgrade(engine: Engine, where: str, migrations: Path = MIGRATIONS) -> None:
    """Make the tables, or bring older ones up to date after a backup copy of an SQLite file.

    Raises StoreError where the database is of a newer Crosswire or of another program.
    """
    versions = schema_versions(migrations)
    with engine.connect() as connection:
        found = _found(connection, where, versions)
    if found == versions[-1]:
        return
    if found is not None:
        _back_up(engine, found)
    with changing(engine) as connection:
        if connection.dialect.name == "postgresql":
            connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": MIGRATION_LOCK})
        if _found(connection, where, versions) != versions[-1]:
            _run_migrations(connection, migrations)


def _found(connection: Connection, where: str, versions: list[str]) -> str | None:
    """The schema version of the database, None for an empty one."""
    tables = set(inspect(connection).get_table_names())
    if VERSION_TABLE not in tables:
        if tables and connection.dialect.name == "sqlite":
            raise StoreError(
                f"{where} is a database of another program: give another file with --db."
            )
        return None
    version: str | None = connection.scalar(text(f"SELECT version_num FROM {VERSION_TABLE}"))  # noqa: S608 - a constant
    if version is not None and version not in versions:
        raise StoreError(
            f"{where} was made by a newer Crosswire (schema {version}; this one knows"
            f" {versions[-1]}): upgrade Crosswire, or give another database with --db."
        )
    return version


def _back_up(engine: Engine, version: str) -> None:
    """Copy an SQLite file to ``NAME.backup-SCHEMA``; a PostgreSQL server has backups of its own."""
    if engine.dialect.name == "sqlite" and engine.url.database:
        path = engine.url.database
        with (
            closing(sqlite3.connect(path)) as source,
            closing(sqlite3.connect(f"{path}.backup-{version}")) as target,
        ):
            source.backup(target)


def _run_migrations(connection: Connection, migrations: Path) -> None:
    from alembic import command  # only a new or older database waits for alembic to load
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(migrations).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    config.attributes["version_table"] = VERSION_TABLE
    command.upgrade(config, "head")
