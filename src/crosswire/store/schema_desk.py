"""The tables by which one judgement is followed at once, without reading all that is stored."""

from __future__ import annotations

from sqlalchemy import Boolean, Column, ForeignKey, Table

from crosswire.store.schema import WORDS, metadata

# Of what is stored: which documents a judgement, or a published incident id, holds on to. A
# document may be of another database, and so unknown to this one.
judgement_documents = Table(
    "judgement_documents",
    metadata,
    Column("document_id", WORDS, primary_key=True),
    Column("judgement_id", WORDS, ForeignKey("judgements.id"), primary_key=True),
    sqlite_with_rowid=False,
)

registry_documents = Table(
    "registry_documents",
    metadata,
    Column("document_id", WORDS, primary_key=True),
    Column("incident_id", WORDS, ForeignKey("registry.id"), primary_key=True),
    sqlite_with_rowid=False,
)

# Of what is stored: what a person set on a document that lacked it.
mends = Table(
    "mends",
    metadata,
    Column("id", WORDS, primary_key=True),
    Column("document_id", WORDS, ForeignKey("documents.id"), nullable=False, index=True),
    Column("field", WORDS, nullable=False),
    Column("at", WORDS, nullable=False),
    Column("record", WORDS, nullable=False),
)

# Derived: where the linker put a claim, for the claims of all incidents that people changed. Of any
# other claim the linker's group is its incident.
links = Table(
    "links",
    metadata,
    Column("claim_id", WORDS, ForeignKey("claims.id"), primary_key=True),
    Column("group_id", WORDS, nullable=True, index=True),  # none: a person's claim
    Column("core", Boolean, nullable=False),
    Column("away", Boolean, nullable=False),
    Column("incident_id", WORDS, nullable=False, index=True),
)
