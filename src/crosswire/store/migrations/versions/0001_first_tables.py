"""The first tables.

Revision ID: 0001
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

WORDS = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def upgrade() -> None:
    """Make every table of an empty database."""
    _what_arrived_and_what_it_says()
    _what_was_decided()
    _what_is_derived()


def _what_arrived_and_what_it_says() -> None:
    op.create_table(
        "documents",
        sa.Column("id", WORDS, nullable=False),
        sa.Column("source_id", WORDS, nullable=False),
        sa.Column("url", WORDS, nullable=True),
        sa.Column("outlet", WORDS, nullable=True),
        sa.Column("media_type", WORDS, nullable=False),
        sa.Column("published", sa.Date(), nullable=True),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("record", WORDS, nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_table(
        "runs",
        sa.Column("id", WORDS, nullable=False),
        sa.Column("cleaner", WORDS, nullable=False),
        sa.Column("extractor", WORDS, nullable=False),
        sa.Column("vocabulary", WORDS, nullable=False),
        sa.Column("gazetteer", WORDS, nullable=False),
        sa.Column("record", WORDS, nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_table(
        "articles",
        sa.Column("id", WORDS, nullable=False),
        sa.Column("document_id", WORDS, nullable=False),
        sa.Column("source_id", WORDS, nullable=False),
        sa.Column("outlet", WORDS, nullable=True),
        sa.Column("url", WORDS, nullable=True),
        sa.Column("title", WORDS, nullable=False),
        sa.Column("language", WORDS, nullable=False),
        sa.Column("published", sa.Date(), nullable=True),
        sa.Column("anchor", sa.Date(), nullable=True),
        sa.Column("cleaner", WORDS, nullable=False),
        sa.Column("record", WORDS, nullable=False),
        sa.ForeignKeyConstraint(
            ["document_id"],
            ["documents.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_articles_document_id"), "articles", ["document_id"], unique=False)
    op.create_table(
        "captures",
        sa.Column("id", WORDS, nullable=False),
        sa.Column("document_id", WORDS, nullable=False),
        sa.Column("fetched_at", WORDS, nullable=False),
        sa.Column("source", WORDS, nullable=False),
        sa.Column("record", WORDS, nullable=False),
        sa.ForeignKeyConstraint(
            ["document_id"],
            ["documents.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_captures_document_id"), "captures", ["document_id"], unique=False)
    op.create_table(
        "claims",
        sa.Column("id", WORDS, nullable=False),
        sa.Column("article_id", WORDS, nullable=False),
        sa.Column("type", WORDS, nullable=False),
        sa.Column("status", WORDS, nullable=False),
        sa.Column("extractor", WORDS, nullable=False),
        sa.Column("record", WORDS, nullable=False),
        sa.ForeignKeyConstraint(
            ["article_id"],
            ["articles.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_claims_article_id"), "claims", ["article_id"], unique=False)
    op.create_table(
        "codings",
        sa.Column("document_id", WORDS, nullable=False),
        sa.Column("run_id", WORDS, nullable=False),
        sa.Column("article_id", WORDS, nullable=True),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["article_id"],
            ["articles.id"],
        ),
        sa.ForeignKeyConstraint(
            ["document_id"],
            ["documents.id"],
        ),
        sa.ForeignKeyConstraint(
            ["run_id"],
            ["runs.id"],
        ),
        sa.PrimaryKeyConstraint("document_id", "run_id"),
    )
    op.create_index(op.f("ix_codings_article_id"), "codings", ["article_id"], unique=False)
    op.create_index(
        "one_active_coding",
        "codings",
        ["document_id"],
        unique=True,
        sqlite_where=sa.text("active"),
        postgresql_where=sa.text("active"),
    )
    op.create_table(
        "stories",
        sa.Column("id", WORDS, nullable=False),
        sa.Column("origin_article", WORDS, nullable=True),
        sa.Column("origin_agency", WORDS, nullable=True),
        sa.Column("record", WORDS, nullable=False),
        sa.ForeignKeyConstraint(
            ["origin_article"],
            ["articles.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_table(
        "coding_claims",
        sa.Column("document_id", WORDS, nullable=False),
        sa.Column("run_id", WORDS, nullable=False),
        sa.Column("claim_id", WORDS, nullable=False),
        sa.ForeignKeyConstraint(
            ["claim_id"],
            ["claims.id"],
        ),
        sa.ForeignKeyConstraint(
            ["document_id", "run_id"], ["codings.document_id", "codings.run_id"], name="of_coding"
        ),
        sa.PrimaryKeyConstraint("document_id", "run_id", "claim_id"),
    )


def _what_was_decided() -> None:
    op.create_table(
        "dropped",
        sa.Column("id", WORDS, nullable=False),
        sa.Column("record_id", WORDS, nullable=False),
        sa.Column("room", WORDS, nullable=False),
        sa.Column("reason", WORDS, nullable=False),
        sa.Column("record", WORDS, nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_table(
        "meta",
        sa.Column("key", WORDS, nullable=False),
        sa.Column("value", WORDS, nullable=False),
        sa.PrimaryKeyConstraint("key"),
    )
    op.create_table(
        "registry",
        sa.Column("id", WORDS, nullable=False),
        sa.Column("redirect_to", WORDS, nullable=True),
        sa.Column("withdrawn", sa.Boolean(), nullable=False),
        sa.Column("record", WORDS, nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )


def _what_is_derived() -> None:
    op.create_table(
        "control",
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("place", WORDS, nullable=False),
        sa.Column("gazetteer_id", WORDS, nullable=True),
        sa.Column("country", WORDS, nullable=True),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("state", WORDS, nullable=False),
        sa.Column("holder", WORDS, nullable=True),
        sa.Column("record", WORDS, nullable=False),
        sa.PrimaryKeyConstraint("position"),
    )
    op.create_table(
        "incidents",
        sa.Column("id", WORDS, nullable=False),
        sa.Column("type", WORDS, nullable=False),
        sa.Column("status", WORDS, nullable=False),
        sa.Column("grade", WORDS, nullable=False),
        sa.Column("responsibility", WORDS, nullable=False),
        sa.Column("country", WORDS, nullable=True),
        sa.Column("admin1", WORDS, nullable=True),
        sa.Column("latitude", sa.Float(), nullable=True),
        sa.Column("longitude", sa.Float(), nullable=True),
        sa.Column("where_prec", sa.Integer(), nullable=True),
        sa.Column("date_start", sa.Date(), nullable=True),
        sa.Column("date_end", sa.Date(), nullable=True),
        sa.Column("date_prec", sa.Integer(), nullable=True),
        sa.Column("articles", sa.Integer(), nullable=False),
        sa.Column("origins", sa.Integer(), nullable=False),
        sa.Column("reason", WORDS, nullable=False),
        sa.Column("record", WORDS, nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_incidents_date_start"), "incidents", ["date_start"], unique=False)
    op.create_table(
        "judgements",
        sa.Column("id", WORDS, nullable=False),
        sa.Column("verdict", WORDS, nullable=False),
        sa.Column("by", WORDS, nullable=False),
        sa.Column("at", WORDS, nullable=False),
        sa.Column("retracted_at", WORDS, nullable=True),
        sa.Column("record", WORDS, nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_stories_origin_article"), "stories", ["origin_article"], unique=False)
    op.create_table(
        "attachments",
        sa.Column("judgement_id", WORDS, nullable=False),
        sa.Column("claim_id", WORDS, nullable=False),
        sa.ForeignKeyConstraint(
            ["claim_id"],
            ["claims.id"],
        ),
        sa.ForeignKeyConstraint(
            ["judgement_id"],
            ["judgements.id"],
        ),
        sa.PrimaryKeyConstraint("judgement_id", "claim_id"),
    )
    op.create_table(
        "resolutions",
        sa.Column("claim_id", WORDS, nullable=False),
        sa.Column("article_id", WORDS, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("story_id", WORDS, nullable=True),
        sa.Column("incident_id", WORDS, nullable=True),
        sa.Column("type", WORDS, nullable=False),
        sa.Column("status", WORDS, nullable=False),
        sa.Column("date_start", sa.Date(), nullable=True),
        sa.Column("date_end", sa.Date(), nullable=True),
        sa.Column("claim", WORDS, nullable=False),
        sa.Column("record", WORDS, nullable=False),
        sa.ForeignKeyConstraint(
            ["article_id"],
            ["articles.id"],
        ),
        sa.ForeignKeyConstraint(
            ["claim_id"],
            ["claims.id"],
        ),
        sa.ForeignKeyConstraint(
            ["incident_id"],
            ["incidents.id"],
        ),
        sa.ForeignKeyConstraint(
            ["story_id"],
            ["stories.id"],
        ),
        sa.PrimaryKeyConstraint("claim_id"),
    )
    op.create_index(op.f("ix_resolutions_article_id"), "resolutions", ["article_id"], unique=False)
    op.create_index(
        op.f("ix_resolutions_incident_id"), "resolutions", ["incident_id"], unique=False
    )
    op.create_index(op.f("ix_resolutions_story_id"), "resolutions", ["story_id"], unique=False)
    op.create_table(
        "story_passages",
        sa.Column("story_id", WORDS, nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("article_id", WORDS, nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["article_id"],
            ["articles.id"],
        ),
        sa.ForeignKeyConstraint(
            ["story_id"],
            ["stories.id"],
        ),
        sa.PrimaryKeyConstraint("story_id", "position"),
    )
    op.create_index(
        op.f("ix_story_passages_article_id"), "story_passages", ["article_id"], unique=False
    )
    op.create_table(
        "resolved_places",
        sa.Column("claim_id", WORDS, nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("name", WORDS, nullable=False),
        sa.Column("gazetteer_id", WORDS, nullable=True),
        sa.Column("country", WORDS, nullable=True),
        sa.Column("admin1", WORDS, nullable=True),
        sa.Column("latitude", sa.Float(), nullable=True),
        sa.Column("longitude", sa.Float(), nullable=True),
        sa.Column("where_prec", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["claim_id"],
            ["resolutions.claim_id"],
        ),
        sa.PrimaryKeyConstraint("claim_id", "position"),
    )
