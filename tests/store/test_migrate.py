import shutil
import sqlite3
from contextlib import closing, contextmanager
from dataclasses import replace

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import inspect, text

from crosswire.rows import Review, Search
from crosswire.store import Store, StoreError, derived_rows, migrate, schema, tables
from crosswire.store.connect import engine_for
from crosswire.store.schema import metadata
from crosswire.store.schema_lists import FULL_TEXT

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
        options["include_name"] = lambda name, kind, _: not str(name).startswith(FULL_TEXT)
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


def write_as_0001(connection, corpus, run):
    """What the first Crosswire had written for the corpus: stored rows, incidents and claims."""
    coded = [(a.document_id, a.id) for a in corpus.articles]
    keys = [{"document_id": document, "run_id": run.id} for document, _ in coded]
    rows = {
        schema.documents: [tables.document_row(each) for each in corpus.documents],
        schema.runs: [tables.run_row(run)],
        schema.articles: [tables.article_row(each) for each in corpus.articles],
        schema.claims: [tables.claim_row(each) for each in corpus.claims],
        schema.codings: [
            {**key, "article_id": article, "active": True}
            for key, (_, article) in zip(keys, coded, strict=True)
        ],
        schema.coding_claims: [
            {**key, "claim_id": claim.id}
            for key, article in zip(keys, corpus.articles, strict=True)
            for claim in corpus.claims_of(article)
        ],
        schema.judgements: [tables.judgement_row(corpus.judgement)],
        schema.incidents: [derived_rows.incident_row(each) for each in corpus.incidents],
        schema.resolutions: derived_rows.resolution_rows(
            [replace(row, story_id=None) for row in corpus.derived().claims]
        ),
        schema.meta: [{"key": "derived_from", "value": "everything"}],
    }
    for table, written in rows.items():
        connection.execute(table.insert(), written)


def test_a_database_of_the_first_schema(url, corpus, run, tmp_path):
    """Are its incidents read as before, and its lists filled by the rebuild that it asks for?"""
    folder = shutil.copytree(migrate.MIGRATIONS, tmp_path / "first")
    for path in (folder / "versions").glob("0*.py"):
        if not path.name.startswith("0001"):
            path.unlink()
    with closing_engine(url) as (engine, where):
        migrate.upgrade(engine, where, folder)
        with engine.begin() as connection:
            write_as_0001(connection, corpus, run)
    with Store.open(url) as store:
        assert [row.incident for row in store.incidents_view()] == list(corpus.incidents)
        assert store.derived_from() == (None, None)
        assert store.incident_cards(Search()).rows == ()
        assert store.facets(Search()).total == 0
        assert store.evidence().judgements == (corpus.judgement,)
        store.replace_derived(corpus.derived(), store.fingerprint())
        assert {card.id for card in store.incident_cards(Search()).rows} == {"inc_1", "inc_2"}
        assert store.facets(Search(text="pounded")).total == 1
        assert store.facets(Search(review=Review.ACCEPTED)).total == 1


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
