import shutil
import sqlite3
from contextlib import closing, contextmanager

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import inspect, text

from crosswire.store import Store, StoreError, migrate
from crosswire.store.connect import engine_for
from crosswire.store.schema import metadata

LATER = """
import sqlalchemy as sa
from alembic import op
revision = "0099"
down_revision = "{last}"
def upgrade():
    op.add_column("documents", sa.Column("later", sa.Text()))
"""


@pytest.fixture
def later(tmp_path):
    """The migrations of a Crosswire to come, with one more."""
    folder = shutil.copytree(migrate.MIGRATIONS, tmp_path / "100% later")
    last = migrate.schema_versions()[-1]
    (folder / "versions" / "0099_later.py").write_text(LATER.format(last=last))
    return folder


@contextmanager
def closing_engine(url):
    engine, where = engine_for(url, create=True)
    try:
        yield engine, where
    finally:
        engine.dispose()


def upgrade(url, migrations):
    with closing_engine(url) as (engine, where):
        migrate.upgrade(engine, where, migrations)
        with engine.connect() as connection:
            columns = [column["name"] for column in inspect(connection).get_columns("documents")]
            version = connection.scalar(text("SELECT version_num FROM crosswire_schema"))
    return columns, version


def test_the_migrations_make_the_schema(store):
    """Is a migrated database, on either server, exactly what schema.py says?"""
    with store.reading() as connection:
        options = {"version_table": migrate.VERSION_TABLE, "compare_type": True}
        context = MigrationContext.configure(connection, opts=options)
        assert compare_metadata(context, metadata) == []


def test_an_older_database_is_migrated_after_a_copy(url, later, filled, corpus, tmp_path):
    """Does an upgrade keep every row, and an SQLite file as it was beside it?"""
    filled.close()
    columns, version = upgrade(url, later)
    assert (columns[-1], version) == ("later", "0099")
    with closing_engine(url) as (engine, _), engine.connect() as connection:
        assert connection.scalar(text("SELECT count(*) FROM documents")) == len(corpus.documents)
    last = migrate.schema_versions()[-1]
    copies = list(tmp_path.glob("*.backup-*"))
    assert [path.name for path in copies] == (
        [] if url.startswith("postgresql") else [f"crosswire.db.backup-{last}"]
    )
    for copy in copies:
        with closing(sqlite3.connect(copy)) as connection:
            assert connection.execute("SELECT count(*) FROM documents").fetchone() == (2,)


def test_a_newer_database_is_refused(url, later):
    """Is a database of a Crosswire to come left alone, and both versions named?"""
    upgrade(url, later)
    with pytest.raises(StoreError, match=r"newer Crosswire \(schema 0099; this one knows 0"):
        Store.open(url)


def test_a_migration_that_breaks_changes_nothing(url, later, filled):
    """Is an older database still whole, and of its version, after a migration failed?"""
    filled.close()
    broken = later / "versions" / "0099_later.py"
    broken.write_text(broken.read_text() + "    raise RuntimeError('no')\n")
    with pytest.raises(RuntimeError):
        upgrade(url, later)
    with Store.open(url) as again:
        assert again.counts()["documents"] == 2
