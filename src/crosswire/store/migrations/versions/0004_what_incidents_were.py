"""What stood under a published incident id before a run or a decision changed it.

Revision ID: 0004
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

WORDS = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def upgrade() -> None:
    """Add the table."""
    op.create_table(
        "past_incidents",
        sa.Column("key", sa.Integer(), primary_key=True),
        sa.Column("incident_id", WORDS, nullable=False),
        sa.Column("record", WORDS, nullable=False),
    )
    op.create_index("past_by_incident", "past_incidents", ["incident_id", "key"])
