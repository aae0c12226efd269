"""The lists of the workbench.

They are left empty, and what was derived is marked as derived from nothing: the next rebuild
derives all of it anew and fills them. Until then every other view reads as before.

Revision ID: 0002
"""

from __future__ import annotations

import json
from collections.abc import Iterator

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

WORDS = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
BY_PERSON = sa.text("extractor >= 'person:' AND extractor < 'person;'")
FACETS = ["type", "status", "rank", "country", "review"]
FILTERED = ["day_end", "admin1", "responsibility", "longitude", "latitude", "origins"]
FILTERED += ["killed_best"]


def upgrade() -> None:
    """Add the lists, and ask for a rebuild."""
    _index_what_is_there()
    _list_incidents()
    _list_names_and_texts()
    _list_questions()
    _list_articles_and_sources()
    _follow_judgements()
    op.execute("DELETE FROM meta WHERE key IN ('derived_from', 'derived_with')")


def _index_what_is_there() -> None:
    op.add_column("control", sa.Column("latitude", sa.Float(), nullable=True))
    op.add_column("control", sa.Column("longitude", sa.Float(), nullable=True))
    op.create_index("ix_attachments_claim_id", "attachments", ["claim_id"])
    op.create_index("captures_by_time", "captures", ["fetched_at", "document_id"])
    op.create_index("codings_by_run", "codings", ["run_id", "active", "article_id"])
    op.create_index(
        "persons_claims", "claims", ["id"], sqlite_where=BY_PERSON, postgresql_where=BY_PERSON
    )


def _list_incidents() -> None:
    op.create_table(
        "cards",
        sa.Column("key", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("id", WORDS, nullable=False),
        sa.Column("type", WORDS, nullable=False),
        sa.Column("status", WORDS, nullable=False),
        sa.Column("rank", sa.Integer(), nullable=False),
        sa.Column("responsibility", WORDS, nullable=False),
        sa.Column("review", WORDS, nullable=False),
        sa.Column("place", WORDS, nullable=False),
        sa.Column("place_id", WORDS, nullable=True),
        sa.Column("country", WORDS, nullable=True),
        sa.Column("admin1", WORDS, nullable=True),
        sa.Column("latitude", sa.Float(), nullable=True),
        sa.Column("longitude", sa.Float(), nullable=True),
        sa.Column("where_prec", sa.Integer(), nullable=True),
        sa.Column("day", sa.Integer(), nullable=False),
        sa.Column("day_end", sa.Integer(), nullable=False),
        sa.Column("date_prec", sa.Integer(), nullable=True),
        sa.Column("killed_low", sa.Integer(), nullable=True),
        sa.Column("killed_best", sa.Integer(), nullable=True),
        sa.Column("killed_high", sa.Integer(), nullable=True),
        sa.Column("injured_low", sa.Integer(), nullable=True),
        sa.Column("injured_best", sa.Integer(), nullable=True),
        sa.Column("injured_high", sa.Integer(), nullable=True),
        sa.Column("displaced_low", sa.Integer(), nullable=True),
        sa.Column("displaced_best", sa.Integer(), nullable=True),
        sa.Column("displaced_high", sa.Integer(), nullable=True),
        sa.Column("captured_low", sa.Integer(), nullable=True),
        sa.Column("captured_best", sa.Integer(), nullable=True),
        sa.Column("captured_high", sa.Integer(), nullable=True),
        sa.Column("side_a", WORDS, nullable=False),
        sa.Column("side_b", WORDS, nullable=False),
        sa.Column("origins", sa.Integer(), nullable=False),
        sa.Column("articles", sa.Integer(), nullable=False),
        sa.Column("claims", sa.Integer(), nullable=False),
        sa.Column("reason", WORDS, nullable=False),
        sa.PrimaryKeyConstraint("key"),
    )
    op.create_index("cards_by_id", "cards", ["id"], unique=True)
    op.create_index("cards_by_facets", "cards", [*FACETS, "day", *FILTERED])
    rest = ["type", "status", "country", "review"]
    op.create_index("cards_by_day", "cards", ["day", "rank", "id", *rest, *FILTERED])
    op.create_index("cards_by_place", "cards", ["place_id", "type", "day"])
    op.create_table(
        "rejected",
        sa.Column("id", WORDS, nullable=False),
        sa.Column("record", WORDS, nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )


def _list_names_and_texts() -> None:
    op.create_table(
        "names",
        sa.Column("key", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("kind", WORDS, nullable=False),
        sa.Column("reference", WORDS, nullable=False),
        sa.Column("folded", WORDS, nullable=False),
        sa.Column("name", WORDS, nullable=False),
        sa.Column("incidents", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("key"),
    )
    op.create_index("names_by_words", "names", ["kind", "folded", "reference"], unique=True)
    op.create_table(
        "incident_names",
        sa.Column("name_key", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("incident_key", sa.Integer(), autoincrement=False, nullable=False),
        sa.ForeignKeyConstraint(["name_key"], ["names.key"]),
        sa.ForeignKeyConstraint(["incident_key"], ["cards.key"]),
        sa.PrimaryKeyConstraint("name_key", "incident_key"),
        sqlite_with_rowid=False,
    )
    op.create_index("names_by_incident", "incident_names", ["incident_key"])
    op.create_table(
        "texts",
        sa.Column("key", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("words", WORDS, nullable=False),
        sa.ForeignKeyConstraint(["key"], ["cards.key"]),
        sa.PrimaryKeyConstraint("key"),
    )
    if op.get_bind().dialect.name == "sqlite":
        # Words are folded before they come here, and each stands once: no more is needed of FTS5
        # than which rows have a word.
        op.execute(
            "CREATE VIRTUAL TABLE texts_found USING fts5(words, content='texts',"
            " content_rowid='key', detail=none, columnsize=0, prefix='1 2 3',"
            " tokenize='unicode61 remove_diacritics 0')"
        )
    else:
        op.execute(
            "ALTER TABLE texts ADD COLUMN texts_found tsvector GENERATED ALWAYS AS"
            " (array_to_tsvector(string_to_array(words, ' '))) STORED"
        )
        op.execute("CREATE INDEX texts_found_words ON texts USING gin (texts_found)")


def _list_questions() -> None:
    op.create_table(
        "queue",
        sa.Column("id", WORDS, nullable=False),
        sa.Column("need", WORDS, nullable=False),
        sa.Column("pressing", sa.Integer(), nullable=False),
        sa.Column("weight", sa.Integer(), nullable=False),
        sa.Column("first", sa.Boolean(), nullable=False),
        sa.Column("reason", WORDS, nullable=False),
        sa.Column("other", WORDS, nullable=True),
        sa.PrimaryKeyConstraint("id", "need"),
    )
    op.create_index("queue_by_need", "queue", ["need", "weight", "id"])
    op.create_index("queue_by_first", "queue", ["first", "pressing", "weight", "id"])
    op.create_index("queue_by_other", "queue", ["other"])


def _list_articles_and_sources() -> None:
    op.create_table(
        "listed_articles",
        sa.Column("key", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("id", WORDS, nullable=False),
        sa.Column("day", sa.Integer(), nullable=False),
        sa.Column("outlet", WORDS, nullable=True),
        sa.Column("stories", sa.Integer(), nullable=False),
        sa.Column("claims", sa.Integer(), nullable=False),
        sa.Column("incidents", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("key"),
    )
    op.create_index("articles_by_id", "listed_articles", ["id"], unique=True)
    op.create_index("articles_by_day", "listed_articles", ["day", "id", "outlet"])
    op.create_index("articles_by_outlet", "listed_articles", ["outlet", "day", "id"])
    op.create_table(
        "tellings",
        sa.Column("incident_key", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("article_key", sa.Integer(), autoincrement=False, nullable=False),
        sa.ForeignKeyConstraint(["incident_key"], ["cards.key"]),
        sa.ForeignKeyConstraint(["article_key"], ["listed_articles.key"]),
        sa.PrimaryKeyConstraint("incident_key", "article_key"),
        sqlite_with_rowid=False,
    )
    op.create_index("tellings_by_article", "tellings", ["article_key"])
    op.create_table(
        "outlets",
        sa.Column("name", WORDS, nullable=False),
        sa.Column("articles", sa.Integer(), nullable=False),
        sa.Column("record", WORDS, nullable=False),
        sa.PrimaryKeyConstraint("name"),
    )
    op.create_index("outlets_by_articles", "outlets", ["articles", "name"])
    op.create_table(
        "speakers",
        sa.Column("id", WORDS, nullable=False),
        sa.Column("claims", sa.Integer(), nullable=False),
        sa.Column("record", WORDS, nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("speakers_by_claims", "speakers", ["claims", "id"])
    op.create_table(
        "run_totals",
        sa.Column("run_id", WORDS, nullable=False),
        sa.Column("claims", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("run_id"),
    )


def _follow_judgements() -> None:
    """What one judgement is followed by at once, and which documents those before it are on."""
    position = sa.Column("position", sa.Integer(), nullable=False, server_default="0")
    op.add_column("attachments", position)
    op.add_column("resolved_places", sa.Column("day", sa.Integer(), nullable=True))
    columns = ["admin1", "day", "country", "claim_id"]
    op.create_index("places_by_unit", "resolved_places", columns)
    op.create_table(
        "links",
        sa.Column("claim_id", WORDS, nullable=False),
        sa.Column("group_id", WORDS, nullable=True),
        sa.Column("core", sa.Boolean(), nullable=False),
        sa.Column("away", sa.Boolean(), nullable=False),
        sa.Column("incident_id", WORDS, nullable=False),
        sa.ForeignKeyConstraint(["claim_id"], ["claims.id"]),
        sa.PrimaryKeyConstraint("claim_id"),
    )
    op.create_index("ix_links_group_id", "links", ["group_id"])
    op.create_index("ix_links_incident_id", "links", ["incident_id"])
    op.create_table(
        "mends",
        sa.Column("id", WORDS, nullable=False),
        sa.Column("document_id", WORDS, nullable=False),
        sa.Column("field", WORDS, nullable=False),
        sa.Column("at", WORDS, nullable=False),
        sa.Column("record", WORDS, nullable=False),
        sa.ForeignKeyConstraint(["document_id"], ["documents.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_mends_document_id", "mends", ["document_id"])
    _note_documents("judgements", "judgement_documents", "judgement_id")
    _note_documents("registry", "registry_documents", "incident_id")


def _note_documents(of: str, table: str, key: str) -> None:
    """A table of the documents that the anchors of another table's records stand in."""
    made = op.create_table(
        table,
        sa.Column("document_id", WORDS, nullable=False),
        sa.Column(key, WORDS, nullable=False),
        sa.ForeignKeyConstraint([key], [f"{of}.id"]),
        sa.PrimaryKeyConstraint("document_id", key),
        sqlite_with_rowid=False,
    )
    pairs = sorted(set(_anchored(of)))
    op.bulk_insert(made, [{"document_id": on, key: each} for on, each in pairs])


def _anchored(table: str) -> Iterator[tuple[str, str]]:
    found = sa.table(table, sa.column("id"), sa.column("record"))
    for row in op.get_bind().execute(sa.select(found.c.id, found.c.record)):
        for anchor in json.loads(row.record)["anchors"]:
            yield anchor["document_id"], row.id
